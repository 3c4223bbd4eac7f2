import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import type { CompiledCode } from '../compile/compiled.js';
import { dictGet, dictKeyAt, dictNext, dictSet, dictValueAt, isDict, newDict } from '../objects/dict.js';
import { dictUpdateFrom } from '../objects/dict-merge.js';
import { frameLocals } from '../objects/frameobject.js';
import { FrameObjectField } from '../objects/layout.js';
import { listAppend, newList } from '../objects/list.js';
import { noArgs, oneArg, positional } from '../objects/native.js';
import { isStr } from '../objects/str.js';
import { tupleOf } from '../objects/tuple.js';
import { Binary, type BinarySlot, Compare } from '../objects/typeobject.js';
import { forEachLocal } from '../runtime/locals.js';
import { getIter, reprOf, richCompare } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { allocInstance } from '../runtime/types.js';
import { type NativeTypeDefinition, nativeType } from './native-type.js';

/**
 * `f_locals` of a function's frame (PEP 667): a mapping that reads and writes the variables themselves. Names that are none of
 * the function's go into a dictionary of the frame object.
 */

const FRAME = 4;

/** A new proxy of a frame; owned. */
export function newFrameLocals(rt: Runtime, frame: Ref): Maybe {
  const proxy = allocInstance(rt, nativeType(rt, frameLocalsType));
  if (proxy !== 0) rt.i32[proxy + FRAME] = rt.incref(frame);
  return proxy;
}

const frameOf = (rt: Runtime, self: Ref): Ref => rt.i32[self + FRAME]! as Ref;

const codeOf = (rt: Runtime, frame: Ref): CompiledCode => rt.compiled[rt.i32[frame + FrameObjectField.Compiled]!]!;

const extraOf = (rt: Runtime, frame: Ref): Maybe => rt.i32[frame + FrameObjectField.Locals]! as Maybe;

/** Calls back with the word of each variable that a frame still has. */
function forEachVariable(rt: Runtime, frame: Ref, visit: (name: string, word: number) => boolean): boolean {
  const present = rt.i32[frame + FrameObjectField.Running] !== 0 || rt.i32[frame + Header.Size] !== 0;
  return !present || forEachLocal(rt, codeOf(rt, frame), frameLocals(rt, frame), visit);
}

/** The word of a variable, 0 if the function has none of this name. */
function wordOf(rt: Runtime, frame: Ref, key: Ref): number {
  if (!isStr(rt, key)) return 0;
  const wanted = rt.text(key);
  let found = 0;
  forEachVariable(rt, frame, (name, word) => {
    if (name === wanted) found = word;
    return true;
  });
  return found;
}

/** The value under a name, borrowed; 0 if there is none, or on error. */
function lookUp(rt: Runtime, self: Ref, key: Ref): Maybe {
  const frame = frameOf(rt, self);
  const word = wordOf(rt, frame, key);
  if (word !== 0 && rt.i32[word] !== 0) return rt.i32[word]! as Ref;
  const extra = extraOf(rt, frame);
  return extra === 0 ? 0 : dictGet(rt, extra, key);
}

function getItem(rt: Runtime, self: Ref, key: Ref): Maybe {
  const value = lookUp(rt, self, key);
  if (value !== 0 || rt.failed) return rt.increfMaybe(value);
  const text = rt.textOfRepr(key);
  return text === undefined ? 0 : rt.raise('KeyError', `local variable '${text}' is not defined`);
}

function setItem(rt: Runtime, self: Ref, key: Ref, value: Maybe): boolean {
  if (value === 0) {
    rt.raise('TypeError', 'cannot remove variables from FrameLocalsProxy');
    return false;
  }
  const frame = frameOf(rt, self);
  const word = wordOf(rt, frame, key);
  if (word !== 0) {
    rt.replace(word, rt.incref(value));
    return true;
  }
  if (extraOf(rt, frame) === 0) {
    const made = newDict(rt);
    if (made === 0) return false;
    rt.i32[frame + FrameObjectField.Locals] = made;
  }
  return dictSet(rt, extraOf(rt, frame) as Ref, key, value);
}

/** Calls back with each name and value. */
function forEach(rt: Runtime, self: Ref, visit: (key: Ref, value: Ref) => boolean): boolean {
  const frame = frameOf(rt, self);
  const seen = new Map<string, number>();
  forEachVariable(rt, frame, (name, word) => {
    if (rt.i32[word] !== 0) seen.set(name, word);
    return true;
  });
  for (const [name, word] of seen) if (!visit(rt.name(name), rt.i32[word]! as Ref)) return false;
  const extra = extraOf(rt, frame);
  if (extra === 0) return true;
  for (let entry = dictNext(rt, extra, 0); entry >= 0; entry = dictNext(rt, extra, entry + 1)) {
    if (!visit(dictKeyAt(rt, extra, entry), dictValueAt(rt, extra, entry) as Ref)) return false;
  }
  return true;
}

/** A list of what a function makes of each name and value. */
function listOf(rt: Runtime, self: Ref, make: (key: Ref, value: Ref) => Maybe): Maybe {
  const list = newList(rt, 0);
  if (list === 0) return 0;
  const mark = rt.mark();
  rt.hold(list);
  const done = forEach(rt, self, (key, value) => {
    const item = make(key, value);
    return item !== 0 && listAppend(rt, list, item);
  });
  return done ? rt.unhold() : rt.finish(mark, 0);
}

const keysOf = (rt: Runtime, self: Ref): Maybe => listOf(rt, self, (key) => rt.incref(key));

function toDict(rt: Runtime, self: Ref): Maybe {
  const dict = newDict(rt);
  if (dict === 0) return 0;
  const mark = rt.mark();
  rt.hold(dict);
  return forEach(rt, self, (key, value) => dictSet(rt, dict, key, value)) ? rt.unhold() : rt.finish(mark, 0);
}

const isProxy = (rt: Runtime, object: Ref): boolean => rt.typeOf(object) === nativeType(rt, frameLocalsType);

/** Stores all names of a mapping; false on error. */
function update(rt: Runtime, self: Ref, other: Ref): boolean {
  const mark = rt.mark();
  const dict = isProxy(rt, other) ? toDict(rt, other) : newDict(rt);
  if (dict === 0) return false;
  rt.hold(dict);
  let done = isProxy(rt, other) || dictUpdateFrom(rt, dict, other);
  for (let entry = dictNext(rt, dict, 0); done && entry >= 0; entry = dictNext(rt, dict, entry + 1)) {
    done = setItem(rt, self, dictKeyAt(rt, dict, entry), dictValueAt(rt, dict, entry) as Ref);
  }
  rt.releaseTo(mark);
  return done;
}

const or: BinarySlot = (rt, left, right) => {
  const fits = [left, right].every((each) => isProxy(rt, each) || isDict(rt, each));
  if (!fits) return rt.notImplemented();
  const mark = rt.mark();
  const made = newDict(rt);
  if (made === 0) return 0;
  rt.hold(made);
  for (const each of [left, right]) {
    const dict = isProxy(rt, each) ? toDict(rt, each) : rt.incref(each);
    if (dict === 0) return rt.finish(mark, 0);
    rt.hold(dict);
    if (!dictUpdateFrom(rt, made, dict)) return rt.finish(mark, 0);
  }
  return rt.finish(mark, rt.incref(made));
};

const orInPlace: BinarySlot = (rt, left, right) => {
  if (!isProxy(rt, right) && !isDict(rt, right)) return rt.notImplemented();
  return update(rt, left, right) ? rt.incref(left) : 0;
};

const binary: (BinarySlot | undefined)[] = new Array(Binary.Count).fill(undefined);
binary[Binary.Or] = or;
const inplace: (BinarySlot | undefined)[] = new Array(Binary.Count).fill(undefined);
inplace[Binary.Or] = orInPlace;

/** Uses a list or dictionary made for the occasion and drops it. */
function through(rt: Runtime, made: Maybe, use: (object: Ref) => Maybe): Maybe {
  if (made === 0) return 0;
  const mark = rt.mark();
  rt.hold(made);
  return rt.finish(mark, use(made));
}

export const frameLocalsType: NativeTypeDefinition = {
  name: 'FrameLocalsProxy',
  layout: () => ({ basicSize: 24, gc: true, slots: [16] }),
  slots: {
    repr: (rt, self) => through(rt, toDict(rt, self), (dict) => reprOf(rt, dict)),
    compare: (rt, self, other, op) => {
      if (op !== Compare.Eq && op !== Compare.Ne) return rt.notImplemented();
      if (isProxy(rt, other)) return rt.bool((frameOf(rt, self) === frameOf(rt, other)) === (op === Compare.Eq));
      if (!isDict(rt, other)) return rt.notImplemented();
      return through(rt, toDict(rt, self), (dict) => richCompare(rt, dict, other, op));
    },
    length: (rt, self) => {
      let count = 0;
      forEach(rt, self, () => {
        count++;
        return true;
      });
      return count;
    },
    getItem,
    setItem,
    contains: (rt, self, key) => {
      const found = lookUp(rt, self, key);
      return found !== 0 ? 1 : rt.failed ? -1 : 0;
    },
    iter: (rt, self) => through(rt, keysOf(rt, self), (keys) => getIter(rt, keys)),
    binary,
    inplace,
  },
  methods: [
    noArgs('keys', keysOf),
    noArgs('values', (rt, self) => listOf(rt, self, (_, value) => rt.incref(value))),
    noArgs('items', (rt, self) => listOf(rt, self, (key, value) => tupleOf(rt, key, value))),
    noArgs('copy', toDict),
    noArgs('__reversed__', (rt, self) => through(rt, keysOf(rt, self), (keys) => rt.callMethod(keys, '__reversed__'))),
    positional('get', 1, 2, (rt, self, args, count) => {
      const value = lookUp(rt, self, rt.i32[args]! as Ref);
      if (value !== 0 || rt.failed) return rt.increfMaybe(value);
      return count > 1 ? rt.incref(rt.i32[args + 2]! as Ref) : rt.none();
    }),
    positional('setdefault', 1, 2, (rt, self, args, count) => {
      const key = rt.i32[args]! as Ref;
      const value = lookUp(rt, self, key);
      if (value !== 0 || rt.failed) return rt.increfMaybe(value);
      const made = count > 1 ? (rt.i32[args + 2]! as Ref) : rt.None;
      return setItem(rt, self, key, made) ? rt.incref(made) : 0;
    }),
    oneArg('update', (rt, self, other) => (update(rt, self, other) ? rt.none() : 0)),
  ],
};
