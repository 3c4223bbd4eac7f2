import type { Ref } from '@uroboros/heap';
import { dictDelete, newDict } from '../objects/dict.js';
import { dictUpdateFrom } from '../objects/dict-merge.js';
import { newSet, setAdd, setContains } from '../objects/set.js';
import { isStr } from '../objects/str.js';
import { isTuple } from '../objects/tuple.js';
import { isInstance } from '../objects/type-type.js';
import type { TypeObject } from '../objects/typeobject.js';
import { SLOT } from './frame.js';
import { getItem, lengthOf } from './operators.js';
import type { BuiltinName } from './registry.js';
import type { Maybe, Runtime } from './runtime.js';

/** What the patterns of a match statement ask of objects. */

/** Built-in types whose objects are sequences to a pattern (Py_TPFLAGS_SEQUENCE): texts are not. */
const SEQUENCES: readonly string[] = ['list', 'tuple', 'range', 'memoryview', 'deque', 'array'];
const MAPPINGS: readonly string[] = ['dict', 'mappingproxy'];

/** Types with one positional sub-pattern, which is matched against the object itself (_Py_TPFLAGS_MATCH_SELF). */
const MATCH_SELF: readonly string[] = [
  'bool',
  'bytearray',
  'bytes',
  'dict',
  'float',
  'frozenset',
  'int',
  'list',
  'set',
  'str',
  'tuple',
];

/** Marks the built-in types that patterns know: to be called once they exist. */
export function markPatternTypes(rt: Runtime): void {
  for (const name of SEQUENCES) mark(rt, name, 'sequence');
  for (const name of MAPPINGS) mark(rt, name, 'mapping');
}

function mark(rt: Runtime, name: string, kind: 'sequence' | 'mapping'): void {
  const type = rt.builtin[name as BuiltinName] as TypeObject | undefined;
  if (type !== undefined) type[kind] = true;
}

/** 's' for sequences, 'm' for mappings: what the first class of the resolution order that is either says. */
function collectionKind(rt: Runtime, object: Ref): '' | 's' | 'm' {
  for (const type of rt.typeOf(object).mro) {
    if (type.sequence) return 's';
    if (type.mapping) return 'm';
  }
  return '';
}

export function isSequence(rt: Runtime, object: Ref): boolean {
  return collectionKind(rt, object) === 's';
}

export function isMapping(rt: Runtime, object: Ref): boolean {
  return collectionKind(rt, object) === 'm';
}

/** Whether there are so many items, or at least so many: 1, 0, or −1 on error. */
export function lengthIs(rt: Runtime, object: Ref, wanted: number, atLeast: boolean): number {
  const length = lengthOf(rt, object);
  if (length < 0) return -1;
  return (atLeast ? length >= wanted : length === wanted) ? 1 : 0;
}

/** Puts object[index] into a slot, counted from the end if `fromEnd` is not 0; false on error. */
export function sequenceItem(rt: Runtime, object: Ref, index: number, fromEnd: number, at: number): boolean {
  let place = index;
  if (fromEnd > 0) {
    const length = lengthOf(rt, object);
    if (length < 0) return false;
    place = length - fromEnd;
  }
  const key = rt.sizeToInt(place);
  if (key === 0) return false;
  const mark = rt.mark();
  rt.hold(key);
  const item = rt.finish(mark, getItem(rt, object, key));
  if (item === 0) return false;
  rt.i32[at] = item;
  return true;
}

/** The values of so many keys into slots: 1, 0 if a key is missing, or −1 on error. */
export function matchKeys(rt: Runtime, object: Ref, keys: number, values: number, count: number): number {
  if (count === 0) return 1;
  const mark = rt.mark();
  const found = fillValues(rt, object, keys, values, count);
  rt.releaseTo(mark);
  return found;
}

function fillValues(rt: Runtime, object: Ref, keys: number, values: number, count: number): number {
  // get() with an object of our own as the default: unlike item access it makes no missing keys.
  const get = rt.getAttrText(object, 'get');
  if (get === 0) return -1;
  rt.hold(get);
  const seen = newSet(rt, rt.builtin.set);
  if (seen === 0) return -1;
  rt.hold(seen);
  const missing = rt.call(rt.builtin.object.ref);
  if (missing === 0) return -1;
  rt.hold(missing);
  for (let i = 0; i < count; i++) {
    const key = rt.i32[keys + SLOT * i]! as Ref;
    const known = setContains(rt, seen, key);
    if (known < 0) return -1;
    if (known === 1) {
      const text = rt.textOfRepr(key);
      if (text !== undefined) rt.raise('ValueError', `mapping pattern checks duplicate key (${text})`);
      return -1;
    }
    if (setAdd(rt, seen, key) < 0) return -1;
    const value = rt.call(get, key, missing);
    if (value === 0) return -1;
    if (value === missing) {
      rt.decref(value);
      return 0;
    }
    rt.i32[values + SLOT * i] = value;
  }
  return 1;
}

/** A dictionary of what a mapping has besides some keys, into an empty slot; false on error. */
export function restOfMapping(rt: Runtime, object: Ref, keys: number, count: number, at: number): boolean {
  const rest = newDict(rt);
  if (rest === 0) return false;
  rt.i32[at] = rest;
  if (!dictUpdateFrom(rt, rest, object)) return false;
  for (let i = 0; i < count; i++) {
    const key = rt.i32[keys + SLOT * i]! as Ref;
    const removed = dictDelete(rt, rest, key);
    if (removed < 0) return false;
    if (removed === 0) return rt.raiseWith('KeyError', key) !== 0;
  }
  return true;
}

/**
 * The attributes of a class pattern, whose class stands at `at`, into the slots behind it: 1, 0 if the object is not an
 * instance or lacks an attribute, or −1 on error.
 */
export function matchClass(rt: Runtime, object: Ref, at: number, positional: number, names: Ref): number {
  const cls = rt.i32[at]! as Ref;
  if (!rt.typeByRef.has(cls)) {
    const what = rt.profile.versionInfo[1] < 12 ? 'type' : 'class';
    rt.raise('TypeError', `called match pattern must be a ${what}`);
    return -1;
  }
  const isOne = isInstance(rt, object, cls);
  if (isOne <= 0) return isOne;
  const mark = rt.mark();
  const matched = new ClassMatch(rt, object, cls).attributes(at + SLOT, positional, names);
  rt.releaseTo(mark);
  return matched;
}

class ClassMatch {
  readonly #seen: Ref[] = [];

  constructor(
    private readonly rt: Runtime,
    private readonly object: Ref,
    private readonly cls: Ref,
  ) {}

  attributes(first: number, positional: number, names: Ref): number {
    const { rt } = this;
    if (positional > 0) {
      const found = this.#positional(first, positional);
      if (found !== 1) return found;
    }
    for (let i = 0; i < rt.tupleSize(names); i++) {
      const found = this.#attribute(rt.tupleItem(names, i), first + SLOT * (positional + i));
      if (found !== 1) return found;
    }
    return 1;
  }

  #positional(first: number, count: number): number {
    const { rt } = this;
    const own = rt.findAttr(this.cls, '__match_args__');
    if (own === 0 && rt.failed) return -1;
    if (own !== 0) rt.hold(own);
    if (own !== 0 && !isTuple(rt, own)) {
      const name = rt.typeByRef.get(this.cls)!.shortName;
      return this.#wrong(`${name}.__match_args__ must be a tuple (got ${rt.typeOf(own).name})`);
    }
    const matchSelf = own === 0 && this.#matchesSelf();
    const allowed = matchSelf ? 1 : own === 0 ? 0 : rt.tupleSize(own);
    if (count > allowed) {
      const plural = allowed === 1 ? '' : 's';
      const name = rt.typeByRef.get(this.cls)!.name;
      return this.#wrong(`${name}() accepts ${allowed} positional sub-pattern${plural} (${count} given)`);
    }
    if (matchSelf) {
      rt.i32[first] = rt.incref(this.object);
      return 1;
    }
    for (let i = 0; i < count; i++) {
      const name = rt.tupleItem(own as Ref, i);
      if (!isStr(rt, name)) return this.#wrong(`__match_args__ elements must be strings (got ${rt.typeOf(name).name})`);
      const found = this.#attribute(name, first + SLOT * i);
      if (found !== 1) return found;
    }
    return 1;
  }

  #matchesSelf(): boolean {
    const { rt } = this;
    return rt.typeByRef.get(this.cls)!.mro.some((type) => !type.heapType && MATCH_SELF.includes(type.name));
  }

  #wrong(message: string): number {
    this.rt.raise('TypeError', message);
    return -1;
  }

  #attribute(name: Ref, at: number): number {
    const { rt } = this;
    if (this.#seen.some((other) => other === name || rt.text(other) === rt.text(name))) {
      const text = rt.textOfRepr(name);
      if (text === undefined) return -1;
      return this.#wrong(`${rt.typeByRef.get(this.cls)!.name}() got multiple sub-patterns for attribute ${text}`);
    }
    this.#seen.push(name);
    const mark = rt.mark();
    const value = rt.getAttr(this.object, name);
    if (value === 0) {
      if (!rt.errorIs(rt.builtin.AttributeError)) return -1;
      rt.releaseTo(mark);
      rt.clearError();
      return 0;
    }
    rt.i32[at] = value;
    return 1;
  }
}

/** The functions that compiled match statements call. */
export function patternHelpers(rt: Runtime): Record<string, unknown> {
  const { i32 } = rt;
  return {
    clearSlots: (from: number, to: number): void => {
      for (let word = to - SLOT; word >= from; word -= SLOT) {
        const object = i32[word]! as Maybe;
        if (object === 0) continue;
        i32[word] = 0;
        rt.decref(object);
      }
    },
    isSequence: (object: Ref): boolean => isSequence(rt, object),
    isMapping: (object: Ref): boolean => isMapping(rt, object),
    lengthIs: (object: Ref, wanted: number, atLeast: number): number => lengthIs(rt, object, wanted, atLeast === 1),
    sequenceItem: (object: Ref, index: number, fromEnd: number, at: number): boolean =>
      sequenceItem(rt, object, index, fromEnd, at),
    matchKeys: (object: Ref, keys: number, values: number, count: number): number =>
      matchKeys(rt, object, keys, values, count),
    restOfMapping: (object: Ref, keys: number, count: number, at: number): boolean =>
      restOfMapping(rt, object, keys, count, at),
    matchClass: (object: Ref, at: number, positional: number, names: Ref): number =>
      matchClass(rt, object, at, positional, names),
  };
}
