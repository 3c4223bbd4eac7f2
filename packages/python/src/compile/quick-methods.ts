import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { MUST_ASK, UNSURE } from '../objects/dict-find.js';
import { DescriptorField, IntField } from '../objects/layout.js';
import type { TypeObject } from '../objects/typeobject.js';
import { Frame, SLOT } from '../runtime/frame.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import type * as ast from '../syntax/nodes.js';
import { isQuickStr, quickStrCall } from './quick-str.js';

/**
 * Methods of dictionaries and sets of exact type that are called in loops most: where no code of the program can look, they work on what
 * stands in the window, and the descriptor is not put into it.
 */
export interface QuickMethods {
  /** dict.get(key) and dict.get(key, default) of a window in which only the callable is missing; it is empty afterwards. */
  readonly quickGet: (window: number, count: number) => Maybe;
  /** set.add(item) */
  readonly quickAdd: (window: number) => Maybe;
  /** set.discard(item) */
  readonly quickDiscard: (window: number) => Maybe;
  /** The type ids of exact objects. */
  readonly DICT: number;
  readonly SET: number;
}

/** A call that may be quick, as far as its text tells: what the type of self must be, and who is called with the window. */
export interface QuickCall {
  readonly type: 'LIST' | 'DICT' | 'SET' | 'STR';
  readonly run: (window: number) => string;
}

const ONE_ARGUMENT: Readonly<Record<string, QuickCall>> = {
  append: { type: 'LIST', run: (window) => `appendItem(fp+${window + Frame.Slots})` },
  add: { type: 'SET', run: (window) => `quickAdd(fp+${window})` },
  discard: { type: 'SET', run: (window) => `quickDiscard(fp+${window})` },
};

/** The quick way of a method call with positional arguments, if there is one. */
export function quickCall(node: ast.Call): QuickCall | undefined {
  if (node.func.kind !== 'Attribute' || node.keywords.length > 0) return undefined;
  const count = node.args.length;
  if (node.func.attr === 'get' && (count === 1 || count === 2)) {
    return { type: 'DICT', run: (window) => `quickGet(fp+${window},${count})` };
  }
  if (isQuickStr(node.func.attr, count)) {
    const { attr } = node.func;
    return { type: 'STR', run: (window) => quickStrCall(attr, count, window) };
  }
  return count === 1 && Object.hasOwn(ONE_ARGUMENT, node.func.attr) ? ONE_ARGUMENT[node.func.attr] : undefined;
}

/** The condition that an object of a type id is of the exact type that a quick call is for. */
export function isOfQuickType({ type }: QuickCall, id: string): string {
  return type === 'STR' ? `${id}===STR||${id}===INTERNED` : `${id}===${type}`;
}

/** The calls of descriptors, and what is done after a call. */
interface Calls {
  readonly runNative: (index: number, window: number, count: number) => Maybe;
  readonly safepoint: (window: number, result: Maybe) => Maybe;
  readonly dec: (object: Ref) => void;
}

export function quickMethods(rt: Runtime, { runNative, safepoint, dec }: Calls): QuickMethods {
  const { i32, dicts, sets, setStore, hashes, None } = rt;
  const { smallInt } = rt.ids;
  const { dict, set } = rt.builtin;
  const method = (type: TypeObject, name: string): Ref => rt.ownAttribute(type, rt.name(name)) as Ref;
  const descriptors = { get: method(dict, 'get'), add: method(set, 'add'), discard: method(set, 'discard') };

  /** The way of all methods. */
  const general = (descriptor: Ref, window: number, count: number): Maybe => {
    i32[window] = rt.incref(descriptor);
    return runNative(i32[descriptor + DescriptorField.Native]!, window, count + 1);
  };

  const counted = (object: Ref): Ref => {
    const refs = (i32[object]! + 1) | 0;
    if (refs !== 0) i32[object] = refs;
    return object;
  };

  const drop = (at: number): void => {
    const object = i32[at]! as Ref;
    i32[at] = 0;
    dec(object);
  };

  /** Empties a window in the order of all calls; a drop may run code of the program, which finds the result in a slot. */
  const emptied = (window: number, count: number, result: Ref): Maybe => {
    i32[window + Frame.Return] = result;
    const first = window + Frame.Slots;
    drop(first);
    drop(first + SLOT);
    if (count === 2) drop(first + 2 * SLOT);
    i32[window + Frame.Return] = 0;
    return safepoint(window, result);
  };

  /** The word of a key's value, 0 if it is not there, {@link MUST_ASK} where code of the program would run. */
  const find = (object: Ref, key: Ref): number => {
    const word = dicts.probe(object, key);
    if (word !== UNSURE) return word;
    return hashes.hashQuickly(key) ? dicts.findQuickly(object, key, rt.hashLow, rt.hashHigh) : MUST_ASK;
  };

  const findInSet = (object: Ref, key: Ref): number => {
    if (i32[key + Header.TypeId] === smallInt) {
      const value = i32[key + IntField.Value]!;
      return sets.findQuickly(object, key, value === -1 ? -2 : value, value >> 31);
    }
    return hashes.hashQuickly(key) ? sets.findQuickly(object, key, rt.hashLow, rt.hashHigh) : MUST_ASK;
  };

  return {
    DICT: dict.typeId,
    SET: set.typeId,
    quickGet: (window, count) => {
      const first = window + Frame.Slots;
      const word = find(i32[first]! as Ref, i32[first + SLOT]! as Ref);
      if (word === MUST_ASK) return general(descriptors.get, window, count);
      const found = word > 0 ? i32[word]! : count === 2 ? i32[first + 2 * SLOT]! : None;
      return emptied(window, count, counted(found as Ref));
    },
    quickAdd: (window) => {
      const first = window + Frame.Slots;
      const added = setStore.addKnown(i32[first]! as Ref, i32[first + SLOT]! as Ref);
      if (added === MUST_ASK) return general(descriptors.add, window, 1);
      return added < 0 ? 0 : emptied(window, 1, counted(None));
    },
    quickDiscard: (window) => {
      const first = window + Frame.Slots;
      const word = findInSet(i32[first]! as Ref, i32[first + SLOT]! as Ref);
      if (word === MUST_ASK) return general(descriptors.discard, window, 1);
      // An equal key of the same kinds: its death runs no code.
      if (word > 0) dec(setStore.takeEntry(i32[first]! as Ref, word));
      return emptied(window, 1, counted(None));
    },
  };
}
