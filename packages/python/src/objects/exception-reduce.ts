import type { Ref } from '@uroboros/heap';
import { PreHeader } from '@uroboros/heap/internal';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { dictSet, newDict } from './dict.js';
import { dictCopy } from './dict-merge.js';
import { ExceptionField } from './layout.js';
import { type NativeFunction, noArgs } from './native.js';
import { tupleFromSlots } from './tuple.js';

/** What copy and pickle ask exceptions for: the type, its arguments, and the attributes that the arguments do not give. */

/** Word of one of a type's own fields. */
const own = (index: number): number => ExceptionField.Extra + 2 * index;

/** An exception's dictionary if it has one yet, borrowed. */
function dictOf(rt: Runtime, self: Ref): Maybe {
  const { dictWord } = rt.typeOf(self);
  return rt.i32[self + (dictWord === 0 ? PreHeader.Dict : dictWord)]! as Maybe;
}

/** (type, args[, state]); owns what it is given. */
function triple(rt: Runtime, self: Ref, args: Ref, state: Maybe): Maybe {
  const mark = rt.mark();
  rt.hold(rt.incref(rt.typeOf(self).ref));
  rt.hold(args);
  if (state !== 0) rt.hold(state);
  const made = tupleFromSlots(rt, mark, state === 0 ? 2 : 3);
  rt.releaseTo(mark);
  return made;
}

const argsOf = (rt: Runtime, self: Ref): Ref => rt.i32[self + ExceptionField.Args]! as Ref;

/** BaseException.__reduce__ */
export const reduceException: NativeFunction = noArgs('__reduce__', (rt, self) =>
  triple(rt, self, rt.incref(argsOf(rt, self)), rt.increfMaybe(dictOf(rt, self))),
);

/** The dictionary with some fields more, or as it is if there are none: owned, 0 if there is no state, or on error. */
function stateWith(rt: Runtime, self: Ref, fields: readonly (readonly [string, number])[]): Maybe {
  const dict = dictOf(rt, self);
  if (fields.length === 0) return rt.increfMaybe(dict);
  const state = dict === 0 ? newDict(rt) : dictCopy(rt, dict);
  if (state === 0) return 0;
  const mark = rt.mark();
  rt.hold(state);
  for (const [name, word] of fields) {
    if (!dictSet(rt, state, rt.name(name), rt.i32[self + word]! as Ref)) return rt.finish(mark, 0);
  }
  return rt.unhold();
}

/** A `__reduce__` whose state is the dictionary with some fields more; without any, as others. */
function reduceWith(fields: readonly (readonly [string, number])[], always: readonly (readonly [string, number])[]) {
  return noArgs('__reduce__', (rt, self) => {
    const present = fields.filter(([, word]) => rt.i32[self + word] !== 0);
    const state = stateWith(rt, self, [...present, ...always]);
    return rt.failed ? 0 : triple(rt, self, rt.incref(argsOf(rt, self)), state);
  });
}

export const reduceImportError: NativeFunction = reduceWith(
  [
    ['name', own(1)],
    ['path', own(2)],
    ['name_from', own(3)],
  ],
  [],
);

/** AttributeError.__getstate__, from 3.12 on: what its `__reduce__` hands over, or None. */
export const stateOfAttributeError: NativeFunction = {
  ...noArgs('__getstate__', (rt, self) => {
    const name: readonly (readonly [string, number])[] = rt.i32[self + own(1)] === 0 ? [] : [['name', own(1)]];
    return stateWith(rt, self, [...name, ['args', ExceptionField.Args]]);
  }),
  since: 12,
};

/** From 3.12 on: the object that lacks the attribute is left out. */
export const reduceAttributeError: NativeFunction = {
  ...reduceWith([['name', own(1)]], [['args', ExceptionField.Args]]),
  since: 12,
};

/** The names of files are arguments that `args` does not show. */
export const reduceOsError: NativeFunction = noArgs('__reduce__', (rt, self) => {
  const args = argsOf(rt, self);
  const filename = rt.i32[self + own(2)]! as Maybe;
  const second = rt.i32[self + own(3)]! as Maybe;
  const state = rt.increfMaybe(dictOf(rt, self));
  if (rt.tupleSize(args) !== 2 || filename === 0) return triple(rt, self, rt.incref(args), state);
  const mark = rt.mark();
  if (state !== 0) rt.hold(state);
  const first = rt.mark();
  for (const item of [rt.tupleItem(args, 0), rt.tupleItem(args, 1), filename]) rt.hold(rt.incref(item));
  if (second !== 0) {
    rt.hold(rt.none());
    rt.hold(rt.incref(second));
  }
  const full = tupleFromSlots(rt, first, second === 0 ? 3 : 5);
  if (full === 0) return rt.finish(mark, 0);
  return rt.finish(mark, triple(rt, self, full, rt.increfMaybe(state)));
});
