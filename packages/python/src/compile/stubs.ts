import type { Ref } from '@uroboros/heap';
import { GcHeader, Header, PreHeader, TypeFlag, VALUES_VALID } from '@uroboros/heap/internal';
import { firstEntry, keysKind, lookupStr } from '../objects/dictkeys.js';
import {
  DescriptorField,
  DictField,
  KeysField,
  KeysKind,
  PropertyField,
  TypeField,
  WrapperMethodField,
} from '../objects/layout.js';
import type { TypeObject } from '../objects/typeobject.js';
import { asksUserCode } from '../runtime/asking-lookup.js';
import { typeLookup } from '../runtime/attributes.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';

/** Where instances of a type keep an attribute: a word of the object; 0 if that is not one place for all of them. */
export interface Place {
  readonly word: number;
  /** Number of the inline value; −1 for a slot. */
  readonly index: number;
}

const NOWHERE: Place = { word: 0, index: -1 };

/** Looks where an attribute is that neither a descriptor nor `__getattr__` or `__setattr__` answers for. */
export function placeOf(rt: Runtime, object: Ref, type: TypeObject, name: Ref): Place {
  const { i32 } = rt;
  if (!isGeneric(rt, type)) return NOWHERE;
  const descriptor = typeLookup(rt, type, name);
  if (descriptor !== 0 && rt.typeOf(descriptor).slots.descrSet !== undefined) {
    if (rt.typeOf(descriptor) !== rt.builtin.member_descriptor) return NOWHERE;
    const word = memberWord(rt, descriptor);
    return word === 0 ? NOWHERE : { word, index: -1 };
  }
  const values = rt.heap.types.valuesWord[i32[object + Header.TypeId]!]!;
  if (values === 0 || (i32[object + values]! & VALUES_VALID) === 0) return NOWHERE;
  const index = lookupStr(rt, i32[type.ref + TypeField.CachedKeys]!, name);
  return index < 0 ? NOWHERE : { word: values + 2 + 2 * index, index };
}

/** Word of a slot that may be read and set; 0 for other members. */
function memberWord(rt: Runtime, descriptor: Ref): number {
  const { word, readonly } = rt.memberTable[rt.i32[descriptor + DescriptorField.Native]!]!;
  return word === undefined || readonly === true ? 0 : word;
}

/** Whether reading and setting attributes of the type's instances is object's way. */
export function isGeneric(rt: Runtime, type: TypeObject): boolean {
  const { object } = rt.builtin;
  const { getattr, setattr } = type.slots;
  return (
    (getattr === undefined || getattr === object.slots.getattr) &&
    (setattr === undefined || setattr === object.slots.setattr)
  );
}

/** Words of an entry. */
const enum Stub {
  TypeId = 0,
  Version = 1,
  Name = 2,
  Epoch = 3,
  /** Word of the value in the object: a slot's, or that of an inline value while they are valid; 0: neither. */
  Word = 4,
  /** Number of the inline value at the word; −1 for a slot. */
  Index = 5,
  /** Word of the header of the inline values; 0 for types without. */
  Values = 6,
  /** Shared keys that lack the name, and their version; 0 if they have it, or there are none. */
  Keys = 7,
  KeysVersion = 8,
  /** Word of the instance's dictionary, from the object; 0 for types without. */
  Dict = 9,
  /** {@link Kind}. */
  Kind = 10,
  /** What the class has, borrowed from it. */
  Value = 11,
  /** Where the name was found last in a dictionary: the sizes of its keys object, the entry's word within that, and its number. */
  Logs = 12,
  Entry = 13,
  Number = 14,
  Words = 16,
}

/** What the class has under the name. */
const enum Kind {
  /** Nothing: only instances have it. */
  Nothing = 0,
  /** Something that is read as it is. */
  Plain = 1,
  /** A function that takes self. */
  Method = 2,
  /** A property with this getter, which goes before what the instance has. */
  Getter = 3,
  /** A slot. */
  Member = 4,
  /** `__class__`, where no class says otherwise: the object's type. */
  Class = 5,
  /** The general way must answer: remembered, so that it is not looked at again. */
  General = 6,
  /** A classmethod: the value. What it holds may change, and is looked at anew. */
  ClassMethod = 7,
}

const ENTRIES = 2048;

/** What all sites together remember of attributes, by type and name: the second look for places that meet objects of many types. */
export interface StubCache {
  /** Start of the entry that is good for the object and the name, else −1. */
  find(object: Ref, name: Ref): number;
  /** The value of an attribute, borrowed; 0 if the general way must answer, or a property. */
  attribute(entry: number, object: Ref, name: Ref): Maybe;
  /** Whether it is certain that neither the object nor its class has the attribute. */
  lacks(entry: number, object: Ref): boolean;
  /** Whether an entry for `__class__` says that it is the object's type. */
  isPlainClass(entry: number): boolean;
  /** The function behind object.name(…), borrowed; 0 if the general way must answer. */
  method(entry: number, object: Ref, name: Ref): Maybe;
  /** The Python function behind the classmethod object.name, borrowed; 0 if the attribute is none, or the general way must answer. */
  classMethod(entry: number, object: Ref, name: Ref): Maybe;
  /** The same for a class that was just asked by {@link ofClass}. */
  classMethodOf(object: Ref, name: Ref): Maybe;
  /** The getter of a property, borrowed; 0 if the attribute is none, or unknown. */
  getter(entry: number): Maybe;
  /** Word of the value in the object, for setting it; 0 if it has no such place. */
  word(entry: number, object: Ref): number;
  /** Number of the inline value at {@link word}; −1 for a slot. */
  index(entry: number): number;
  /**
   * Word of the value in the instance's dictionary, for setting it to this one; 0 if the general way must, which tells the collector of the
   * dictionary.
   */
  dictionaryWord(entry: number, object: Ref, name: Ref, value: Ref): number;
  /** What a class has under a name, borrowed; 0 if the object is no ordinary class, or the general way must answer. */
  ofClass(object: Ref, name: Ref): Maybe;
  /** Remembers what there is to know of an attribute. */
  fill(object: Ref, name: Ref): void;
}

/** Made once for each runtime, out of functions that know the table and the memory as constants. */
export function stubCache(rt: Runtime): StubCache {
  const { i32, typeVersions, typeCache } = rt;
  const { flags: typeFlags } = rt.heap.types;
  const table = new Int32Array(ENTRIES * Stub.Words);
  const heapTypeId = rt.ids.heapType;
  const staticTypeId = rt.ids.staticType;
  const classAttribute = rt.ownAttribute(rt.builtin.object, rt.name('__class__'));

  const find = (object: Ref, name: Ref): number => {
    const id = i32[object + Header.TypeId]!;
    const at = ((id * 31 + (name >> 2)) & (ENTRIES - 1)) * Stub.Words;
    if (table[at] !== id || table[at + Stub.Name] !== name) return -1;
    if (table[at + Stub.Version] !== typeVersions[id]) return -1;
    if (table[at + Stub.Epoch] !== typeCache.epoch) return -1;
    const keys = table[at + Stub.Keys]!;
    return keys === 0 || i32[keys + KeysField.Version] === table[at + Stub.KeysVersion] ? at : -1;
  };

  /** What the class has, for an object without an inline value at the entry's word: 0 if the instance may have it after all. */
  const inClass = (at: number, object: Ref): Maybe => {
    const values = table[at + Stub.Values]!;
    if (values === 0 || (i32[object + values]! & VALUES_VALID) === 0) {
      const dict = table[at + Stub.Dict]!;
      if (dict !== 0 && i32[object + dict] !== 0) return 0;
    }
    return table[at + Stub.Value]! as Maybe;
  };

  /** Word of the value in the instance's dictionary; 0 if it has none, or lacks the name. */
  const dictionaryWord = (at: number, object: Ref, name: Ref): number => {
    const word = table[at + Stub.Dict]!;
    const dict = word === 0 ? 0 : i32[object + word]!;
    if (dict === 0) return 0;
    const keys = i32[dict + DictField.Keys]!;
    const logs = i32[keys + KeysField.Logs]!;
    // Tables of one size have their entries at the same places; behind the last one lies what was in the memory before.
    if (logs === table[at + Stub.Logs] && table[at + Stub.Number]! < i32[keys + KeysField.Entries]!) {
      const entry = keys + table[at + Stub.Entry]!;
      if (i32[entry] === name && i32[entry + 2] !== 0) return entry + 2;
    }
    if (keysKind(rt, keys) !== KeysKind.Unicode) return 0;
    const index = lookupStr(rt, keys, name);
    if (index < 0) return 0;
    const entry = firstEntry(rt, keys) + 4 * index;
    table[at + Stub.Logs] = logs;
    table[at + Stub.Entry] = entry - keys;
    table[at + Stub.Number] = index;
    return entry + 2;
  };

  /** What the instance's dictionary has, once it has one. */
  const inDictionary = (at: number, object: Ref, name: Ref): Maybe => {
    const word = dictionaryWord(at, object, name);
    return word === 0 ? 0 : (i32[word]! as Maybe);
  };

  /** What the class has where the instance's dictionary lacks it. Keys besides strings are for the general way: comparing them runs code. */
  const behindDictionary = (at: number, object: Ref, kind: Kind, wanted: Kind): Maybe => {
    const values = table[at + Stub.Values]!;
    if (kind !== wanted || (values !== 0 && (i32[object + values]! & VALUES_VALID) !== 0)) return 0;
    const dict = table[at + Stub.Dict] === 0 ? 0 : i32[object + table[at + Stub.Dict]!]!;
    if (dict !== 0 && keysKind(rt, i32[dict + DictField.Keys]!) !== KeysKind.Unicode) return 0;
    return table[at + Stub.Value]! as Maybe;
  };

  /** What the class has where the instance has nothing under the name; `kind` is that of the entry. */
  const ofClassAlone = (at: number, object: Ref, name: Ref, kind: Kind): Maybe => {
    const word = table[at + Stub.Word]!;
    if (word !== 0 && i32[object + word] !== 0) return 0;
    const value = inClass(at, object);
    if (value !== 0) return value;
    return inDictionary(at, object, name) === 0 ? behindDictionary(at, object, kind, kind) : 0;
  };

  /** What a classmethod holds, if that is a Python function. */
  const functionOf = (method: Maybe): Maybe => {
    const callable = method === 0 ? 0 : i32[method + WrapperMethodField.Callable]!;
    return callable !== 0 && i32[callable + Header.TypeId] === rt.ids.function ? (callable as Ref) : 0;
  };

  /** The entry for an attribute of a class. */
  const placeOfClass = (object: Ref, name: Ref): number => ((object + (name >> 2)) & (ENTRIES - 1)) * Stub.Words;

  const isGood = (at: number, object: Ref, name: Ref): boolean =>
    table[at] === object &&
    table[at + Stub.Name] === name &&
    table[at + Stub.Version] === typeVersions[i32[object + TypeField.InstanceId]!] &&
    table[at + Stub.Epoch] === typeCache.epoch;

  /** Whether descriptors of a type are read as they are where they are read from a class. */
  const isItselfInClass = (kind: TypeObject): boolean =>
    kind === rt.builtin.function || kind === rt.builtin.method_descriptor || kind === rt.builtin.wrapper_descriptor;

  const fillOfClass = (object: Ref, name: Ref, at: number): Maybe => {
    const id = i32[object + TypeField.InstanceId]!;
    if (id >= typeVersions.length || i32[name + Header.TypeId] !== rt.ids.internedStr) return 0;
    const type = rt.types[id]!;
    if (type.ref !== object || rt.typeOf(object) !== rt.builtin.type) return 0;
    const ofType = typeLookup(rt, rt.builtin.type, name);
    if (ofType !== 0 && rt.typeOf(ofType).slots.descrSet !== undefined) return 0;
    // The object is in no slot: nothing may run now.
    if (type.mro.some((base) => asksUserCode(rt, i32[base.ref + TypeField.Dict]! as Ref))) return 0;
    let value = typeLookup(rt, type, name);
    if (value === 0) return 0;
    const kind = rt.typeOf(value);
    const isClassMethod = kind === rt.builtin.classmethod;
    if (kind === rt.builtin.staticmethod) value = i32[value + WrapperMethodField.Callable]! as Maybe;
    else if (!isClassMethod && !isItselfInClass(kind) && kind.slots.descrGet !== undefined) return 0;
    table[at] = object;
    table[at + Stub.Name] = name;
    table[at + Stub.Version] = type.version;
    table[at + Stub.Epoch] = typeCache.epoch;
    table[at + Stub.Word] = 0;
    table[at + Stub.Value] = value;
    table[at + Stub.Kind] = isClassMethod ? Kind.ClassMethod : Kind.General;
    return isClassMethod ? 0 : value;
  };

  /** Sets what the class has, and its kind. */
  const fillClass = (type: TypeObject, name: Ref, at: number): Kind => {
    if (!isGeneric(rt, type)) return Kind.General;
    const value = typeLookup(rt, type, name);
    if (value === 0) return Kind.Nothing;
    table[at + Stub.Value] = value;
    const id = i32[value + Header.TypeId]!;
    if (id === rt.ids.function || id === rt.methodDescriptorId || id === rt.wrapperDescriptorId) return Kind.Method;
    const kind = rt.types[id]!;
    if (kind === rt.builtin.property) {
      table[at + Stub.Value] = i32[value + PropertyField.Get]!;
      return table[at + Stub.Value] === 0 ? Kind.General : Kind.Getter;
    }
    if (kind === rt.builtin.member_descriptor) {
      table[at + Stub.Word] = memberWord(rt, value);
      return table[at + Stub.Word] === 0 ? Kind.General : Kind.Member;
    }
    if (value === classAttribute) return Kind.Class;
    if (kind === rt.builtin.classmethod) return Kind.ClassMethod;
    return kind.slots.descrGet === undefined && kind.slots.descrSet === undefined ? Kind.Plain : Kind.General;
  };

  /** Sets where instances have the attribute themselves. */
  const fillInstance = (type: TypeObject, name: Ref, at: number): void => {
    if (!type.hasDict) return;
    table[at + Stub.Dict] = type.dictWord === 0 ? PreHeader.Dict : type.dictWord;
    const values = rt.heap.types.valuesWord[type.typeId]!;
    if (values === 0) return;
    table[at + Stub.Values] = values;
    const keys = i32[type.ref + TypeField.CachedKeys]!;
    const index = lookupStr(rt, keys, name);
    if (index >= 0) {
      table[at + Stub.Index] = index;
      table[at + Stub.Word] = values + 2 + 2 * index;
    } else {
      table[at + Stub.Keys] = keys;
      table[at + Stub.KeysVersion] = i32[keys + KeysField.Version]!;
    }
  };

  const isStored = (at: number): boolean => {
    const kind = table[at + Stub.Kind]!;
    return kind <= Kind.Method || kind === Kind.Member;
  };

  return {
    find,
    attribute: (at, object, name) => {
      const word = table[at + Stub.Word]!;
      const own = word === 0 ? 0 : i32[object + word]!;
      if (own !== 0) return own as Maybe;
      const kind = table[at + Stub.Kind]! as Kind;
      if (kind >= Kind.Getter) return kind === Kind.Class ? (i32[object + Header.Type]! as Ref) : 0;
      if (kind === Kind.Plain) {
        const value = inClass(at, object);
        if (value !== 0) return value;
      }
      return inDictionary(at, object, name) || behindDictionary(at, object, kind, Kind.Plain);
    },
    lacks: (at, object) => {
      if (table[at + Stub.Kind] !== Kind.Nothing) return false;
      const word = table[at + Stub.Word]!;
      if (word !== 0 && i32[object + word] !== 0) return false;
      const values = table[at + Stub.Values]!;
      if (values !== 0 && (i32[object + values]! & VALUES_VALID) !== 0) return true;
      const dict = table[at + Stub.Dict]!;
      return dict === 0 || i32[object + dict] === 0;
    },
    isPlainClass: (at) => table[at + Stub.Kind] === Kind.Class,
    method: (at, object, name) =>
      table[at + Stub.Kind] === Kind.Method ? ofClassAlone(at, object, name, Kind.Method) : 0,
    classMethod: (at, object, name) =>
      table[at + Stub.Kind] === Kind.ClassMethod ? functionOf(ofClassAlone(at, object, name, Kind.ClassMethod)) : 0,
    classMethodOf: (object, name) => {
      const at = placeOfClass(object, name);
      return table[at + Stub.Kind] === Kind.ClassMethod && isGood(at, object, name)
        ? functionOf(table[at + Stub.Value]! as Maybe)
        : 0;
    },
    getter: (at) => (table[at + Stub.Kind] === Kind.Getter ? (table[at + Stub.Value]! as Ref) : 0),
    word: (at, object) => {
      if (!isStored(at)) return 0;
      const word = table[at + Stub.Word]!;
      if (word === 0 || table[at + Stub.Index]! < 0) return word;
      return (i32[object + table[at + Stub.Values]!]! & VALUES_VALID) === 0 ? 0 : word;
    },
    index: (at) => table[at + Stub.Index]!,
    dictionaryWord: (at, object, name, value) => {
      if (!isStored(at) || table[at + Stub.Kind] === Kind.Member) return 0;
      const word = dictionaryWord(at, object, name);
      if (word === 0 || i32[i32[object + table[at + Stub.Dict]!]! + GcHeader.Index] !== 0) return word;
      // Not tracked: the value may be the first one that the collector has to follow.
      return (typeFlags[i32[value + Header.TypeId]!]! & TypeFlag.Gc) === 0 ? word : 0;
    },
    ofClass: (object, name) => {
      const typeId = i32[object + Header.TypeId]!;
      if (typeId !== heapTypeId && typeId !== staticTypeId) return 0;
      const at = placeOfClass(object, name);
      if (!isGood(at, object, name)) return fillOfClass(object, name, at);
      return table[at + Stub.Kind] === Kind.ClassMethod ? 0 : (table[at + Stub.Value]! as Maybe);
    },
    fill: (object, name) => {
      const type = rt.typeOf(object);
      const id = i32[object + Header.TypeId]!;
      if (id >= typeVersions.length || i32[name + Header.TypeId] !== rt.ids.internedStr) return;
      // Types of several layouts have no one place for anything.
      if (id !== type.typeId) return;
      const at = ((id * 31 + (name >> 2)) & (ENTRIES - 1)) * Stub.Words;
      table.fill(0, at, at + Stub.Words);
      table[at + Stub.Index] = -1;
      // As it was before the lookup, which may change it.
      const { version } = type;
      const kind = fillClass(type, name, at);
      if (kind < Kind.Getter || kind === Kind.ClassMethod) fillInstance(type, name, at);
      table[at + Stub.Kind] = kind;
      table[at + Stub.Version] = version;
      table[at + Stub.Name] = name;
      table[at + Stub.Epoch] = typeCache.epoch;
      table[at] = id;
    },
  };
}
