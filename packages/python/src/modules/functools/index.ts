import type { Ref } from '@uroboros/heap';
import { argumentAt } from '../../objects/arguments.js';
import { callWithSlots } from '../../runtime/calls.js';
import { getIter, iterNext } from '../../runtime/operators.js';
import { functionPositional } from '../functions.js';
import type { NativeModule } from '../module.js';
import { addTypes, defineTypes } from '../module-types.js';
import { cmpToKey, keyWrapperType } from './key-wrapper.js';
import { lruTypes } from './lru-cache.js';
import { partialTypeOf } from './partial.js';

/** The module _functools. */

const reduce = functionPositional('', 'reduce', 2, 3, (rt, args, count) => {
  const callable = argumentAt(rt, args, 0);
  const mark = rt.mark();
  const iterator = getIter(rt, argumentAt(rt, args, 1));
  if (iterator === 0) {
    if (rt.errorIs(rt.builtin.TypeError)) return rt.raise('TypeError', 'reduce() arg 2 must support iteration');
    return 0;
  }
  rt.hold(iterator);
  const first = count === 3 ? rt.incref(argumentAt(rt, args, 2)) : iterNext(rt, iterator);
  if (first === 0) {
    if (!rt.failed) rt.raise('TypeError', 'reduce() of empty iterable with no initial value');
    return rt.finish(mark, 0);
  }
  const slot = rt.mark();
  rt.hold(first);
  for (;;) {
    const item = iterNext(rt, iterator);
    if (item === 0) return rt.failed ? rt.finish(mark, 0) : rt.finish(mark, rt.incref(rt.i32[slot]! as Ref));
    rt.hold(item);
    const result = callWithSlots(rt, callable, 0, slot, 2, 0);
    if (result === 0) return rt.finish(mark, 0);
    rt.decref(rt.unhold());
    rt.replace(slot, result);
  }
});

export const functoolsModule: NativeModule = {
  name: '_functools',
  doc: 'Tools that operate on functions.',
  functions: [reduce, cmpToKey],
  init: (rt, dict) => {
    defineTypes(rt, [keyWrapperType, lruTypes[0]!]);
    return addTypes(rt, dict, [partialTypeOf(rt), lruTypes[1]!]);
  },
};
