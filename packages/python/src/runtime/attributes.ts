import type { Ref } from '@uroboros/heap';
import { Header, PreHeader, VALUES_CAPACITY, VALUES_VALID } from '@uroboros/heap/internal';
import { dictDelete, dictGet, dictGetStr, dictSet, newDict } from '../objects/dict.js';
import { firstEntry, freePlace, isPlainStr, logSize, lookupStr, setIndex } from '../objects/dictkeys.js';
import { KeysField, StrField, TypeField } from '../objects/layout.js';
import { hashStr } from '../objects/str.js';
import type { TypeObject } from '../objects/typeobject.js';
import { asksUserCode, lookupAsking } from './asking-lookup.js';
import type { Maybe, Runtime } from './runtime.js';

/**
 * Attribute access (PyObject_GenericGetAttr, _PyType_Lookup) and where instances keep their attributes.
 *
 * An instance of an ordinary class keeps its values inline, behind the object:
 *
 *     ┌─ word 0: capacity, number set, embedded, valid (a byte each) ─┬─ values, 8 bytes each ─┬─ order of setting, bytes ─┐
 *
 * The names stand in keys that the class shares among its instances. Asking for `__dict__` moves the values into a
 * dictionary of their own, which the pre-header then names.
 */

/** Direct-mapped cache of type lookups. Names in it are interned: a name's death empties it. */
export const CACHE_SIZE = 4096;

export class TypeCache {
  readonly versions = new Int32Array(CACHE_SIZE);
  readonly names = new Int32Array(CACHE_SIZE);
  readonly values = new Int32Array(CACHE_SIZE);

  /** Changes when a name in a cache dies: what {@link StubCache} remembers of before is void. */
  epoch = 1;

  clear(): void {
    this.versions.fill(0);
    this.epoch++;
  }
}

/** What a type's classes define under a name, in method resolution order: borrowed, 0 if nothing. */
export function typeLookup(rt: Runtime, type: TypeObject, name: Ref): Maybe {
  const cache = rt.typeCache;
  const slot = (type.version ^ (name >> 2)) & (CACHE_SIZE - 1);
  if (cache.versions[slot] === type.version && cache.names[slot] === name) return cache.values[slot]! as Maybe;
  const { version } = type;
  let found: Maybe = 0;
  for (const base of type.mro) {
    const dict = rt.i32[base.ref + TypeField.Dict]! as Ref;
    found = asksUserCode(rt, dict) ? lookupAsking(rt, type, name) : dictGetStr(rt, dict, name);
    if (found !== 0) break;
  }
  if (rt.i32[name + Header.TypeId] === rt.ids.internedStr) {
    cache.versions[slot] = version;
    cache.names[slot] = name;
    cache.values[slot] = found;
  }
  return found;
}

/**
 * The type or one of its bases has changed: caches of it and of its subclasses are out of date (PyType_Modified). All classes of
 * whose orders a type is part are among its subclasses, built-in types only among those of their base.
 */
export function typeModified(rt: Runtime, type: TypeObject): void {
  renewVersion(rt, type);
  for (const subclass of type.subclasses) {
    if (subclass.heapType) renewVersion(rt, subclass);
    else typeModified(rt, subclass);
  }
}

function renewVersion(rt: Runtime, type: TypeObject): void {
  type.version = ++rt.lastTypeVersion;
  rt.typeVersions[type.typeId] = type.version;
  // Ints of one digit and interned strings have layouts of their own.
  if (type === rt.builtin.int) rt.typeVersions[rt.ids.smallInt] = type.version;
  if (type === rt.builtin.str) rt.typeVersions[rt.ids.internedStr] = type.version;
}

/** getattr(object, name): a new reference. */
export function getAttr(rt: Runtime, object: Ref, name: Ref): Maybe {
  const getattr = rt.typeOf(object).slots.getattr;
  return getattr === undefined ? genericGetAttr(rt, object, name) : getattr(rt, object, name);
}

/** getattr(object, name, nothing): 0 without an exception if there is no such attribute; else as {@link getAttr}. */
export function findAttr(rt: Runtime, object: Ref, name: Ref): Maybe {
  const mark = rt.mark();
  const found = lookupAttr(rt, object, name);
  if (found === 0 && rt.errorIs(rt.builtin.AttributeError)) {
    rt.releaseTo(mark);
    rt.clearError();
  }
  return found;
}

type Getter = (rt: Runtime, object: Ref, name: Ref) => Maybe;

/** Lookups that make no exception where nothing is found, by the slot whose work they do: of modules and of classes. */
const quietLookups = new Map<Getter, Getter>();

export function addQuietLookup(getattr: Getter, lookup: Getter): void {
  quietLookups.set(getattr, lookup);
}

/** getattr without an exception that nobody will see, where CPython makes none (PyObject_GetOptionalAttr). */
function lookupAttr(rt: Runtime, object: Ref, name: Ref): Maybe {
  const { getattr } = rt.typeOf(object).slots;
  if (getattr === undefined || getattr === rt.builtin.object.slots.getattr) return genericLookup(rt, object, name);
  return (quietLookups.get(getattr) ?? getattr)(rt, object, name);
}

/** setattr(object, name, value), or delattr for `value` 0; false on error. */
export function setAttr(rt: Runtime, object: Ref, name: Ref, value: Maybe): boolean {
  const setattr = rt.typeOf(object).slots.setattr;
  return setattr === undefined ? genericSetAttr(rt, object, name, value) : setattr(rt, object, name, value);
}

/** object.__getattribute__ */
export function genericGetAttr(rt: Runtime, object: Ref, name: Ref): Maybe {
  const found = genericLookup(rt, object, name);
  return found !== 0 || rt.failed ? found : missingAttribute(rt, object, rt.typeOf(object), name);
}

/** The same, but 0 without an exception where nothing is found. */
export function genericLookup(rt: Runtime, object: Ref, name: Ref): Maybe {
  const type = rt.typeOf(object);
  const descriptor = typeLookup(rt, type, name);
  const slots = descriptor === 0 ? undefined : rt.typeOf(descriptor).slots;
  if (descriptor !== 0 && slots!.descrGet !== undefined && slots!.descrSet !== undefined) {
    return callGet(rt, descriptor, object, type);
  }
  if (type.hasDict) {
    if (descriptor !== 0 && mayAsk(rt, object, type)) return lookupHolding(rt, object, type, name, descriptor);
    const value = instanceGet(rt, object, type, name);
    if (value !== 0) return rt.incref(value);
    if (rt.failed) return 0;
  }
  if (descriptor !== 0) {
    return slots!.descrGet === undefined ? rt.incref(descriptor) : callGet(rt, descriptor, object, type);
  }
  return 0;
}

/** Whether a lookup in the instance itself may run user code. */
export function mayAsk(rt: Runtime, object: Ref, type: TypeObject): boolean {
  const dict = inlineValues(rt, object, type) === 0 ? dictOf(rt, object, type) : 0;
  return dict !== 0 && asksUserCode(rt, dict);
}

/** The rest of {@link genericLookup} where user code may take what the class has out of it. */
function lookupHolding(rt: Runtime, object: Ref, type: TypeObject, name: Ref, descriptor: Ref): Maybe {
  const mark = rt.mark();
  rt.hold(rt.incref(descriptor));
  const value = instanceGet(rt, object, type, name);
  if (value !== 0 || rt.failed) return rt.finish(mark, rt.increfMaybe(value));
  const { descrGet } = rt.typeOf(descriptor).slots;
  if (descrGet === undefined) return rt.finish(mark, rt.incref(descriptor));
  return rt.finish(mark, descrGet(rt, descriptor, object, type.ref));
}

function callGet(rt: Runtime, descriptor: Ref, object: Ref, type: TypeObject): Maybe {
  const mark = rt.mark();
  rt.hold(rt.incref(descriptor));
  const result = rt.typeOf(descriptor).slots.descrGet!(rt, descriptor, object, type.ref);
  return rt.finish(mark, result);
}

export function missingAttribute(rt: Runtime, object: Ref, type: TypeObject, name: Ref): 0 {
  rt.raise('AttributeError', `'${type.name}' object has no attribute '${rt.text(name)}'`);
  rt.noteNameAndObject(name, object);
  return 0;
}

/** object.__setattr__, object.__delattr__ */
export function genericSetAttr(rt: Runtime, object: Ref, name: Ref, value: Maybe): boolean {
  const type = rt.typeOf(object);
  const descriptor = typeLookup(rt, type, name);
  if (descriptor !== 0) {
    const descrSet = rt.typeOf(descriptor).slots.descrSet;
    if (descrSet !== undefined) {
      const mark = rt.mark();
      rt.hold(rt.incref(descriptor));
      const stored = descrSet(rt, descriptor, object, value);
      rt.releaseTo(mark);
      return stored;
    }
  }
  if (!type.hasDict) return cannotSet(rt, object, type, name, descriptor !== 0);
  if (value !== 0) return instanceSet(rt, object, type, name, value);
  const deleted = instanceDelete(rt, object, type, name);
  if (deleted === 0) missingAttribute(rt, object, type, name);
  return deleted === 1;
}

function cannotSet(rt: Runtime, object: Ref, type: TypeObject, name: Ref, exists: boolean): boolean {
  const text = rt.text(name);
  if (exists) rt.raise('AttributeError', `'${type.name}' object attribute '${text}' is read-only`);
  else {
    const more = rt.profile.slotlessAttributeText ? ' and no __dict__ for setting new attributes' : '';
    rt.raise('AttributeError', `'${type.name}' object has no attribute '${text}'${more}`);
  }
  rt.noteNameAndObject(name, object);
  return false;
}

// Instances -------------------------------------------------------------------------------------------------------

/** Word of the header of an instance's inline values, 0 if they are elsewhere or not valid any more. */
function inlineValues(rt: Runtime, object: Ref, type: TypeObject): number {
  const word = rt.heap.types.valuesWord[type.typeId]!;
  if (word === 0 || (rt.i32[object + word]! & VALUES_VALID) === 0) return 0;
  return object + word;
}

/** The dictionary of an instance whose values are not inline: 0 if it has none yet. */
function dictOf(rt: Runtime, object: Ref, type: TypeObject): Maybe {
  return rt.i32[object + dictWord(type)]! as Maybe;
}

function dictWord(type: TypeObject): number {
  return type.dictWord === 0 ? PreHeader.Dict : type.dictWord;
}

function sharedKeys(rt: Runtime, type: TypeObject): number {
  return rt.i32[type.ref + TypeField.CachedKeys]!;
}

/** The attribute an instance itself has, borrowed; 0 if none. */
export function instanceGet(rt: Runtime, object: Ref, type: TypeObject, name: Ref): Maybe {
  const values = inlineValues(rt, object, type);
  if (values === 0) {
    const dict = dictOf(rt, object, type);
    return dict === 0 ? 0 : dictGetStr(rt, dict, name);
  }
  if (!isPlainStr(rt, name)) return lookupOddName(rt, object, type, name);
  const index = lookupStr(rt, sharedKeys(rt, type), name);
  if (index < 0 || index >= (rt.i32[values]! & VALUES_CAPACITY)) return 0;
  return rt.i32[values + 2 + 2 * index]! as Maybe;
}

/** A name of a class derived from str is compared as that says: in a dictionary, where all comparisons are. */
function lookupOddName(rt: Runtime, object: Ref, type: TypeObject, name: Ref): Maybe {
  const dict = instanceDict(rt, object, type);
  return dict === 0 ? 0 : dictGet(rt, dict, name);
}

/** Stores an attribute of the instance itself, counted; false on error. */
export function instanceSet(rt: Runtime, object: Ref, type: TypeObject, name: Ref, value: Ref): boolean {
  const values = inlineValues(rt, object, type);
  if (values !== 0) {
    const index = isPlainStr(rt, name) ? sharedIndex(rt, type, name) : -1;
    if (index >= 0 && index < (rt.i32[values]! & VALUES_CAPACITY)) {
      const word = values + 2 + 2 * index;
      if (rt.i32[word] === 0) noteOrder(rt, values, index);
      rt.incref(value);
      rt.replace(word, value);
      return true;
    }
  }
  const dict = instanceDict(rt, object, type);
  return dict !== 0 && dictSet(rt, dict, name, value);
}

/** Index of a name in the keys the class shares; entered if there is room, else −1. */
function sharedIndex(rt: Runtime, type: TypeObject, name: Ref): number {
  const i32 = rt.i32;
  const keys = sharedKeys(rt, type);
  const index = lookupStr(rt, keys, name);
  if (index >= 0 || i32[keys + KeysField.Usable]! <= 0) return index;
  hashStr(rt, name);
  const entry = i32[keys + KeysField.Entries]!;
  setIndex(rt, keys, logSize(rt, keys), freePlace(rt, keys, i32[name + StrField.HashLow]!), entry);
  i32[firstEntry(rt, keys) + 4 * entry] = rt.incref(name);
  i32[keys + KeysField.Entries] = entry + 1;
  i32[keys + KeysField.Usable] = i32[keys + KeysField.Usable]! - 1;
  i32[keys + KeysField.Version] = ++rt.keysVersion;
  return entry;
}

/** Word of the bytes that list the indices in the order their values were set. */
function orderByte(rt: Runtime, values: number): number {
  return (values + 2 + 2 * (rt.i32[values]! & VALUES_CAPACITY)) * 4;
}

/** Notes that a value was set after those set so far; `values` is the word of the header. */
function noteOrder(rt: Runtime, values: number, index: number): void {
  const set = (rt.i32[values]! >> 8) & 0xff;
  rt.u8[orderByte(rt, values) + set] = index;
  rt.u8[values * 4 + 1] = set + 1;
}

/** 1, 0 if there is no such attribute, −1 on error. */
function instanceDelete(rt: Runtime, object: Ref, type: TypeObject, name: Ref): number {
  const values = inlineValues(rt, object, type);
  if (values === 0) {
    const dict = dictOf(rt, object, type);
    return dict === 0 ? 0 : dictDelete(rt, dict, name);
  }
  if (!isPlainStr(rt, name)) {
    const dict = instanceDict(rt, object, type);
    return dict === 0 ? -1 : dictDelete(rt, dict, name);
  }
  const index = lookupStr(rt, sharedKeys(rt, type), name);
  if (index < 0 || index >= (rt.i32[values]! & VALUES_CAPACITY)) return 0;
  const value = rt.i32[values + 2 + 2 * index]! as Maybe;
  if (value === 0) return 0;
  rt.i32[values + 2 + 2 * index] = 0;
  const order = orderByte(rt, values);
  const set = (rt.i32[values]! >> 8) & 0xff;
  const at = rt.u8.subarray(order, order + set).indexOf(index);
  rt.u8.copyWithin(order + at, order + at + 1, order + set);
  rt.u8[values * 4 + 1] = set - 1;
  rt.decref(value);
  return 1;
}

/** The instance's dictionary, borrowed, made if there is none: from then on its values are not inline. 0 on error. */
export function instanceDict(rt: Runtime, object: Ref, type: TypeObject): Maybe {
  const word = object + dictWord(type);
  if (rt.i32[word] !== 0) return rt.i32[word]! as Ref;
  const dict = newDict(rt);
  if (dict === 0) return 0;
  const values = inlineValues(rt, object, type);
  if (values !== 0 && !moveValues(rt, values, dict, type)) {
    rt.decref(dict);
    return 0;
  }
  rt.i32[word] = dict;
  return dict;
}

function moveValues(rt: Runtime, values: number, dict: Ref, type: TypeObject): boolean {
  const i32 = rt.i32;
  const keys = firstEntry(rt, sharedKeys(rt, type));
  const order = orderByte(rt, values);
  const count = (i32[values]! >> 8) & 0xff;
  for (let i = 0; i < count; i++) {
    const index = rt.u8[order + i]!;
    if (!dictSet(rt, dict, i32[keys + 4 * index]! as Ref, i32[values + 2 + 2 * index]! as Ref)) return false;
  }
  for (let i = 0; i < count; i++) {
    const index = rt.u8[order + i]!;
    const value = i32[values + 2 + 2 * index]! as Ref;
    i32[values + 2 + 2 * index] = 0;
    rt.decref(value);
  }
  i32[values] = i32[values]! & VALUES_CAPACITY;
  return true;
}
