import type { Ref } from '@uroboros/heap';
import { namedMethod } from '../../objects/named-arguments.js';
import type { Compare } from '../../objects/typeobject.js';
import { richCompare } from '../../runtime/operators.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import type { ModuleType } from '../module-types.js';
import { namedFunction } from '../named-function.js';

/** functools.cmp_to_key: objects that compare as an old comparison function says. */
const enum KeyWrapper {
  Compare = 4,
  Object = 6,
}

function newWrapper(rt: Runtime, compare: Ref, object: Maybe): Maybe {
  const wrapper = rt.heap.objects.allocate(rt.builtin.KeyWrapper.typeId);
  if (wrapper === 0) return rt.noMemory();
  rt.i32[wrapper + KeyWrapper.Compare] = rt.incref(compare);
  rt.i32[wrapper + KeyWrapper.Object] = rt.increfMaybe(object);
  rt.heap.objects.track(wrapper);
  return wrapper;
}

export const cmpToKey = namedFunction('cmp_to_key', 'mycmp', (rt, values) => newWrapper(rt, values[0]! as Ref, 0));

const wrap = namedMethod('K', 'obj', (rt, self, values) => {
  return newWrapper(rt, rt.i32[self + KeyWrapper.Compare]! as Ref, values[0]!);
});

/** compare(left, right) against 0. */
function compare(rt: Runtime, self: Ref, other: Ref, op: Compare): Maybe {
  if (rt.typeOf(other) !== rt.builtin.KeyWrapper) {
    return rt.raise('TypeError', 'other argument must be K instance');
  }
  const left = rt.i32[self + KeyWrapper.Object]! as Maybe;
  const right = rt.i32[other + KeyWrapper.Object]! as Maybe;
  if (left === 0 || right === 0) return rt.raise('AttributeError', 'object');
  const mark = rt.mark();
  const result = rt.call(rt.i32[self + KeyWrapper.Compare]! as Ref, left, right);
  if (result === 0) return 0;
  rt.hold(result);
  return rt.finish(mark, richCompare(rt, result, rt.smallInt(0), op));
}

export const keyWrapperType: ModuleType = {
  key: 'KeyWrapper',
  name: 'functools.KeyWrapper',
  final: true,
  layout: () => ({ basicSize: 32, gc: true, slots: [16, 24] }),
  slots: {
    compare,
    call: (rt, self, args, count, kwnames) => {
      const mark = rt.mark();
      rt.hold(rt.incref(self));
      const values = count + (kwnames === 0 ? 0 : rt.tupleSize(kwnames));
      for (let i = 0; i < values; i++) rt.hold(rt.incref(rt.i32[args + 2 * i]! as Ref));
      return rt.finish(mark, wrap.code(rt, mark, count + 1, kwnames));
    },
  },
  attributes: [{ name: '__text_signature__', get: (rt) => rt.str('(obj)') }],
  members: [{ name: 'obj', word: KeyWrapper.Object, empty: 'none' }],
};
