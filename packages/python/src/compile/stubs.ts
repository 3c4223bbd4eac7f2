import type { Ref } from '@uroboros/heap';
import { Header, VALUES_VALID } from '@uroboros/heap/internal';
import { lookupStr } from '../objects/dictkeys.js';
import { DescriptorField, KeysField, PropertyField, TypeField, WrapperMethodField } from '../objects/layout.js';
import type { TypeObject } from '../objects/typeobject.js';
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
    const { word, readonly } = rt.memberTable[i32[descriptor + DescriptorField.Native]!]!;
    return word === undefined || readonly === true ? NOWHERE : { word, index: -1 };
  }
  const values = rt.heap.types.valuesWord[i32[object + Header.TypeId]!]!;
  if (values === 0 || (i32[object + values]! & VALUES_VALID) === 0) return NOWHERE;
  const index = lookupStr(rt, i32[type.ref + TypeField.CachedKeys]!, name);
  return index < 0 ? NOWHERE : { word: values + 2 + 2 * index, index };
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
  /** Word of the value in the object; 0: the class has it. */
  Word = 4,
  /** What the class has, borrowed from it; 0 unless it is a function or a plain value. */
  Value = 5,
  /** Shared keys that lack the name, their version, and the word of the values' header; 0 for types without own attributes. */
  Keys = 6,
  KeysVersion = 7,
  Values = 8,
  /** {@link Kind} of the class's value. */
  Kind = 9,
  /** Number of the inline value; −1 for a slot. */
  Index = 10,
  Words = 16,
}

const enum Kind {
  /** Read as it is. */
  Plain = 0,
  /** A function that takes self. */
  Method = 1,
  /** The getter of a property. */
  Getter = 2,
  /** The general way must answer: remembered, so that it is not looked at again. */
  General = 3,
}

const ENTRIES = 2048;

/** What all sites together remember of attributes, by type and name: the second look for places that meet objects of many types. */
export interface StubCache {
  /** Word of the value in the object; 0 if unknown. */
  word(object: Ref, name: Ref): number;
  /** Number of the inline value at {@link word}; −1 for a slot. */
  index(object: Ref, name: Ref): number;
  /** The value of an attribute, borrowed; 0 if the general way must answer. */
  attribute(object: Ref, name: Ref): Maybe;
  /** The function behind object.name(…), borrowed; 0 if the general way must answer. */
  method(object: Ref, name: Ref): Maybe;
  /** The getter of a property, borrowed; 0 if the attribute is none, or unknown. */
  getter(object: Ref, name: Ref): Maybe;
  /** What a class has under a name, borrowed; 0 if the object is no ordinary class, or the general way must answer. */
  ofClass(object: Ref, name: Ref): Maybe;
  /** Remembers what there is to know of an attribute. */
  fill(object: Ref, name: Ref): void;
}

/** Made once for each runtime, out of functions that know the table and the memory as constants. */
export function stubCache(rt: Runtime): StubCache {
  const { i32, typeVersions, typeCache } = rt;
  const table = new Int32Array(ENTRIES * Stub.Words);
  const heapTypeId = rt.ids.heapType;

  /** Start of the entry if it is good for the object and the name, else −1. */
  const find = (object: Ref, name: Ref): number => {
    const id = i32[object + Header.TypeId]!;
    const at = ((id * 31 + (name >> 2)) & (ENTRIES - 1)) * Stub.Words;
    if (table[at] !== id || table[at + Stub.Name] !== name) return -1;
    if (table[at + Stub.Version] !== typeVersions[id]) return -1;
    return table[at + Stub.Epoch] === typeCache.epoch ? at : -1;
  };

  const inClass = (object: Ref, at: number): Maybe => {
    const keys = table[at + Stub.Keys]!;
    if (keys !== 0) {
      if (i32[keys + KeysField.Version] !== table[at + Stub.KeysVersion]) return 0;
      if ((i32[object + table[at + Stub.Values]!]! & VALUES_VALID) === 0) return 0;
    }
    return table[at + Stub.Value]! as Maybe;
  };

  const fillOfClass = (object: Ref, name: Ref, at: number): Maybe => {
    const id = i32[object + TypeField.InstanceId]!;
    if (id >= typeVersions.length || i32[name + Header.TypeId] !== rt.ids.internedStr) return 0;
    const type = rt.types[id]!;
    if (type.ref !== object || rt.typeOf(object) !== rt.builtin.type) return 0;
    if (typeLookup(rt, rt.builtin.type, name) !== 0) return 0;
    let value = typeLookup(rt, type, name);
    if (value === 0) return 0;
    const kind = rt.typeOf(value);
    if (kind === rt.builtin.staticmethod) value = i32[value + WrapperMethodField.Callable]! as Maybe;
    else if (kind !== rt.builtin.function && kind.slots.descrGet !== undefined) return 0;
    table[at] = object;
    table[at + Stub.Name] = name;
    table[at + Stub.Version] = type.version;
    table[at + Stub.Epoch] = typeCache.epoch;
    table[at + Stub.Word] = 0;
    table[at + Stub.Value] = value;
    table[at + Stub.Kind] = Kind.Plain;
    return value;
  };

  const fillClass = (object: Ref, type: TypeObject, name: Ref, at: number): boolean => {
    const value = isGeneric(rt, type) ? typeLookup(rt, type, name) : 0;
    if (value === 0) return false;
    const id = i32[value + Header.TypeId]!;
    if (rt.types[id] === rt.builtin.property) {
      // A property goes before what the instance has.
      table[at + Stub.Value] = i32[value + PropertyField.Get]!;
      table[at + Stub.Kind] = Kind.Getter;
      return table[at + Stub.Value] !== 0;
    }
    const isMethod = id === rt.ids.function || id === rt.methodDescriptorId || id === rt.wrapperDescriptorId;
    if (!isMethod && rt.typeOf(value).slots.descrGet !== undefined) return false;
    table[at + Stub.Keys] = 0;
    if (type.hasDict) {
      const values = rt.heap.types.valuesWord[i32[object + Header.TypeId]!]!;
      if (values === 0 || (i32[object + values]! & VALUES_VALID) === 0) return false;
      const keys = i32[type.ref + TypeField.CachedKeys]!;
      if (lookupStr(rt, keys, name) >= 0) return false;
      table[at + Stub.Keys] = keys;
      table[at + Stub.KeysVersion] = i32[keys + KeysField.Version]!;
      table[at + Stub.Values] = values;
    }
    table[at + Stub.Value] = value;
    table[at + Stub.Kind] = isMethod ? Kind.Method : Kind.Plain;
    return true;
  };

  return {
    word: (object, name) => {
      const at = find(object, name);
      return at < 0 ? 0 : table[at + Stub.Word]!;
    },
    index: (object, name) => table[find(object, name) + Stub.Index]!,
    attribute: (object, name) => {
      const at = find(object, name);
      if (at < 0) return 0;
      const word = table[at + Stub.Word]!;
      if (word !== 0) return i32[object + word]! as Maybe;
      return table[at + Stub.Kind] === Kind.Plain ? inClass(object, at) : 0;
    },
    method: (object, name) => {
      const at = find(object, name);
      if (at < 0 || table[at + Stub.Word] !== 0 || table[at + Stub.Kind] !== Kind.Method) return 0;
      return inClass(object, at);
    },
    getter: (object, name) => {
      const at = find(object, name);
      return at < 0 || table[at + Stub.Kind] !== Kind.Getter ? 0 : (table[at + Stub.Value]! as Ref);
    },
    ofClass: (object, name) => {
      if (i32[object + Header.TypeId] !== heapTypeId) return 0;
      const at = ((object + (name >> 2)) & (ENTRIES - 1)) * Stub.Words;
      const isKnown =
        table[at] === object &&
        table[at + Stub.Name] === name &&
        table[at + Stub.Version] === typeVersions[i32[object + TypeField.InstanceId]!] &&
        table[at + Stub.Epoch] === typeCache.epoch;
      return isKnown ? (table[at + Stub.Value]! as Maybe) : fillOfClass(object, name, at);
    },
    fill: (object, name) => {
      const type = rt.typeOf(object);
      const id = i32[object + Header.TypeId]!;
      if (id >= typeVersions.length || i32[name + Header.TypeId] !== rt.ids.internedStr) return;
      const known = find(object, name);
      if (known >= 0 && table[known + Stub.Kind] === Kind.General) return;
      const at = ((id * 31 + (name >> 2)) & (ENTRIES - 1)) * Stub.Words;
      table[at] = 0;
      const { word, index } = placeOf(rt, object, type, name);
      table[at + Stub.Word] = word;
      table[at + Stub.Index] = index;
      table[at + Stub.Kind] = Kind.Plain;
      if (word === 0 && !fillClass(object, type, name, at)) table[at + Stub.Kind] = Kind.General;
      table[at + Stub.Version] = type.version;
      table[at + Stub.Name] = name;
      table[at + Stub.Epoch] = typeCache.epoch;
      table[at] = id;
    },
  };
}
