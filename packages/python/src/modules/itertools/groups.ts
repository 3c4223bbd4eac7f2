import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import {
  argumentAt,
  bindParameters,
  noKeywords,
  noKeywordsFor,
  sizeArgument,
  wrongArgument,
} from '../../objects/arguments.js';
import { allocateInstance } from '../../objects/construct.js';
import { iterOf, reduction } from '../../objects/iterator-reduce.js';
import { iteratorsOf, noneTuple, refill, trackAgain } from '../../objects/iterator-tools.js';
import { nextHeld } from '../../objects/iterators.js';
import { TupleField } from '../../objects/layout.js';
import { namedMethod } from '../../objects/named-arguments.js';
import { checkCount } from '../../objects/native.js';
import { finishTuple, newTuple, resizeTuple, tupleOf } from '../../objects/tuple.js';
import type { TypeObject } from '../../objects/typeobject.js';
import { getIter, identicalOrEqual, isTrue, iterNext } from '../../runtime/operators.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { isRecent, iterSelf, type ModuleType } from '../module-types.js';
import { newByMethod } from './chains.js';
import { fieldPart, reduceMethod, reduceTo, stateMethod, stateParts } from './pickling.js';

/** itertools.groupby, pairwise, batched, zip_longest. */

/** groupbyobject. */
const enum GroupBy {
  Iterator = 4,
  KeyFunction = 6,
  /** The key of the group given out last. */
  TargetKey = 8,
  CurrentKey = 10,
  CurrentValue = 12,
  /** The group that may go on: its address only, not counted. */
  Current = 14,
}

/** _grouperobject. */
const enum Grouper {
  Parent = 4,
  TargetKey = 6,
}

function groupbyNew(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  const parameters = { function: 'groupby', names: ['iterable', 'key'], required: 1 };
  const values = bindParameters(rt, parameters, args, count, kwnames);
  if (values === undefined) return 0;
  const iterator = getIter(rt, values[0]! as Ref);
  if (iterator === 0) return 0;
  const mark = rt.mark();
  rt.hold(iterator);
  const self = allocateInstance(rt, type);
  if (self === 0) return rt.finish(mark, 0);
  rt.i32[self + GroupBy.Iterator] = rt.unhold();
  rt.i32[self + GroupBy.KeyFunction] = rt.incref(values[1] === 0 ? rt.None : (values[1]! as Ref));
  return self;
}

/** Reads the next item and its key; false at the end or on error. */
function groupbyStep(rt: Runtime, self: Ref): boolean {
  const i32 = rt.i32;
  const value = iterNext(rt, i32[self + GroupBy.Iterator]! as Ref);
  if (value === 0) return false;
  const mark = rt.mark();
  rt.hold(value);
  const keyFunction = i32[self + GroupBy.KeyFunction]! as Ref;
  const key = keyFunction === rt.None ? rt.incref(value) : rt.call(keyFunction, value);
  if (key === 0) {
    rt.releaseTo(mark);
    return false;
  }
  rt.unhold();
  const before = i32[self + GroupBy.CurrentValue]! as Maybe;
  i32[self + GroupBy.CurrentValue] = value;
  if (before !== 0) rt.hold(before);
  rt.replace(self + GroupBy.CurrentKey, key);
  rt.releaseTo(mark);
  return true;
}

/** Whether two keys of a groupby are equal; both are held, because the comparison may read on. −1 on error. */
function sameKey(rt: Runtime, left: Ref, right: Ref): number {
  if (left === right) return 1;
  const mark = rt.mark();
  rt.hold(rt.incref(left));
  rt.hold(rt.incref(right));
  const equal = identicalOrEqual(rt, left, right);
  rt.releaseTo(mark);
  return equal;
}

function groupbyNext(rt: Runtime, self: Ref): Maybe {
  const i32 = rt.i32;
  i32[self + GroupBy.Current] = 0;
  for (;;) {
    const current = i32[self + GroupBy.CurrentKey]! as Maybe;
    const target = i32[self + GroupBy.TargetKey]! as Maybe;
    if (current !== 0) {
      if (target === 0) break;
      const equal = sameKey(rt, target, current);
      if (equal < 0) return 0;
      if (equal === 0) break;
    }
    if (!groupbyStep(rt, self)) return 0;
  }
  const key = i32[self + GroupBy.CurrentKey]! as Ref;
  rt.replace(self + GroupBy.TargetKey, rt.incref(key));
  const mark = rt.mark();
  const grouper = newGrouper(rt, self, i32[self + GroupBy.TargetKey]! as Ref);
  if (grouper === 0) return 0;
  rt.hold(grouper);
  return rt.finish(mark, tupleOf(rt, i32[self + GroupBy.CurrentKey]! as Ref, grouper));
}

function newGrouper(rt: Runtime, parent: Ref, key: Ref): Maybe {
  const grouper = rt.heap.objects.allocate(rt.builtin._grouper.typeId);
  if (grouper === 0) return rt.noMemory();
  rt.i32[grouper + Grouper.Parent] = rt.incref(parent);
  rt.i32[grouper + Grouper.TargetKey] = rt.incref(key);
  rt.i32[parent + GroupBy.Current] = grouper;
  rt.heap.objects.track(grouper);
  return grouper;
}

const reduceGroupBy = reduceMethod((rt, self) => {
  const fields = [GroupBy.CurrentKey, GroupBy.CurrentValue, GroupBy.TargetKey];
  const state = fields.map((field) => rt.i32[self + field]! as Maybe);
  const args = [fieldPart(rt, self + GroupBy.Iterator), fieldPart(rt, self + GroupBy.KeyFunction)];
  return reduceTo(rt, self, args, state.includes(0) ? undefined : () => tupleOf(rt, ...(state as Ref[])));
});

const setGroupByState = stateMethod((rt, self, state) => {
  const parts = stateParts(rt, state, 3);
  if (parts === undefined) return false;
  const fields = [GroupBy.CurrentKey, GroupBy.CurrentValue, GroupBy.TargetKey];
  for (const [i, field] of fields.entries()) rt.replace(self + field, rt.incref(parts[i]!));
  return true;
});

/** A group that may not go on any more is an empty iterator. */
const reduceGrouper = reduceMethod((rt, self) => {
  const parent = rt.i32[self + Grouper.Parent]!;
  if (rt.i32[parent + GroupBy.Current] !== self) return iterOf(rt, rt.incref(rt.emptyTuple));
  return reduceTo(rt, self, [fieldPart(rt, self + Grouper.Parent), fieldPart(rt, self + Grouper.TargetKey)]);
});

function grouperNew(rt: Runtime, _type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  if (!noKeywords(rt, '_grouper', kwnames)) return 0;
  if (!checkCount(rt, '_grouper', count, 2, 2)) return 0;
  const parent = argumentAt(rt, args, 0);
  if (!rt.typeOf(parent).isSubtypeOf(rt.builtin.groupby)) {
    return wrongArgument(rt, '_grouper() argument 1', 'itertools.groupby', parent);
  }
  return newGrouper(rt, parent, argumentAt(rt, args, 1));
}

function grouperNext(rt: Runtime, self: Ref): Maybe {
  const i32 = rt.i32;
  const parent = i32[self + Grouper.Parent]! as Ref;
  if (i32[parent + GroupBy.Current] !== self) return 0;
  if (i32[parent + GroupBy.CurrentValue] === 0 && !groupbyStep(rt, parent)) return 0;
  const key = i32[parent + GroupBy.CurrentKey]! as Maybe;
  if (key === 0) return 0;
  if (sameKey(rt, i32[self + Grouper.TargetKey]! as Ref, key) <= 0) return 0;
  const value = i32[parent + GroupBy.CurrentValue]! as Maybe;
  i32[parent + GroupBy.CurrentValue] = 0;
  rt.replace(parent + GroupBy.CurrentKey, 0);
  return value;
}

/** pairwiseobject. */
const enum Pairwise {
  Iterator = 4,
  Old = 6,
  Result = 8,
}

function pairwiseNew(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  if (!noKeywordsFor(rt, type, rt.builtin.pairwise, 'init', kwnames)) return 0;
  if (!checkCount(rt, 'pairwise', count, 1, 1)) return 0;
  const mark = rt.mark();
  const iterator = getIter(rt, argumentAt(rt, args, 0));
  if (iterator === 0) return 0;
  rt.hold(iterator);
  const self = allocateInstance(rt, type);
  if (self === 0) return rt.finish(mark, 0);
  rt.i32[self + Pairwise.Iterator] = rt.unhold();
  // 3.11 makes a new pair each time.
  if (!isRecent(rt)) return self;
  rt.hold(self);
  const result = tupleOf(rt, rt.None, rt.None);
  if (result === 0) return rt.finish(mark, 0);
  rt.i32[self + Pairwise.Result] = result;
  rt.unhold();
  return self;
}

function pairwiseNext(rt: Runtime, self: Ref): Maybe {
  const i32 = rt.i32;
  if (i32[self + Pairwise.Iterator] === 0) return 0;
  if (i32[self + Pairwise.Old] === 0) {
    const first = nextHeld(rt, i32[self + Pairwise.Iterator]! as Ref);
    rt.replace(self + Pairwise.Old, first);
    if (first === 0 || i32[self + Pairwise.Iterator] === 0) return pairwiseEnd(rt, self);
  }
  const mark = rt.mark();
  const old = rt.hold(rt.incref(i32[self + Pairwise.Old]! as Ref));
  const item = nextHeld(rt, i32[self + Pairwise.Iterator]! as Ref);
  if (item === 0) {
    pairwiseEnd(rt, self);
    return rt.finish(mark, 0);
  }
  rt.hold(item);
  const pair = pairOf(rt, i32[self + Pairwise.Result]! as Maybe, old, item);
  if (pair !== 0) rt.replace(self + Pairwise.Old, rt.incref(item));
  return rt.finish(mark, pair);
}

/** A pair of borrowed items, in the tuple given if nobody else holds it. */
function pairOf(rt: Runtime, result: Maybe, first: Ref, second: Ref): Maybe {
  if (result === 0 || rt.i32[result + Header.Refcnt] !== 1) return tupleOf(rt, first, second);
  rt.hold(rt.incref(result));
  refill(rt, result, 0, rt.incref(first));
  refill(rt, result, 1, rt.incref(second));
  trackAgain(rt, result);
  return rt.unhold();
}

function pairwiseEnd(rt: Runtime, self: Ref): 0 {
  rt.replace(self + Pairwise.Iterator, 0);
  rt.replace(self + Pairwise.Old, 0);
  return 0;
}

/** batchedobject: the size is a double. */
const enum Batched {
  Iterator = 4,
  Size = 6,
  Strict = 8,
}

const batchedArguments = namedMethod('batched', 'iterable, n, *, strict=False', (rt, type, values) => {
  const size = sizeArgument(rt, values[1]! as Ref);
  if (size === undefined) return 0;
  const strict = values[2] === 0 || rt.profile.versionInfo[1] < 13 ? 0 : isTrue(rt, values[2]! as Ref);
  if (strict < 0) return 0;
  if (size < 1) return rt.raise('ValueError', 'n must be at least one');
  const iterator = getIter(rt, values[0]! as Ref);
  if (iterator === 0) return 0;
  const mark = rt.mark();
  rt.hold(iterator);
  const self = allocateInstance(rt, rt.typeByRef.get(type)!);
  if (self === 0) return rt.finish(mark, 0);
  rt.i32[self + Batched.Iterator] = rt.unhold();
  rt.f64[(self + Batched.Size) >> 1] = size;
  rt.i32[self + Batched.Strict] = strict;
  return self;
});

function batchedNext(rt: Runtime, self: Ref): Maybe {
  const i32 = rt.i32;
  const iterator = i32[self + Batched.Iterator]! as Maybe;
  if (iterator === 0) return 0;
  const size = rt.f64[(self + Batched.Size) >> 1]!;
  if (size > 2 ** 28) return rt.noMemory();
  const mark = rt.mark();
  const result = newTuple(rt, size);
  if (result === 0) return 0;
  rt.hold(result);
  for (let i = 0; i < size; i++) {
    const item = nextHeld(rt, iterator);
    if (item === 0) return rt.finish(mark, shortBatch(rt, self, mark, i));
    i32[result + TupleField.Items + 2 * i] = item;
  }
  finishTuple(rt, result);
  return rt.unhold();
}

/** The iterator is at its end after so many items, which stand in the tuple in the slot. */
function shortBatch(rt: Runtime, self: Ref, slot: number, items: number): Maybe {
  rt.replace(self + Batched.Iterator, 0);
  if (rt.failed || items === 0) return 0;
  if (rt.i32[self + Batched.Strict] === 1) return rt.raise('ValueError', 'batched(): incomplete batch');
  rt.heap.objects.track(rt.i32[slot]! as Ref);
  const batch = resizeTuple(rt, slot, items);
  return batch === 0 ? 0 : rt.unhold();
}

/** ziplongestobject. */
const enum ZipLongest {
  Size = 4,
  Active = 6,
  Iterators = 8,
  Result = 10,
  Fill = 12,
}

function zipLongestNew(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  let fill = rt.None;
  const keywordCount = kwnames === 0 ? 0 : rt.tupleSize(kwnames);
  for (let k = 0; k < keywordCount; k++) {
    if (rt.text(rt.tupleItem(kwnames as Ref, k)) !== 'fillvalue') {
      return rt.raise('TypeError', 'zip_longest() got an unexpected keyword argument');
    }
    fill = argumentAt(rt, args, count + k);
  }
  const mark = rt.mark();
  const iterators = iteratorsOf(rt, args, count);
  if (iterators === 0) return 0;
  rt.hold(iterators);
  const result = noneTuple(rt, count);
  if (result === 0) return rt.finish(mark, 0);
  rt.hold(result);
  const self = allocateInstance(rt, type);
  if (self === 0) return rt.finish(mark, 0);
  rt.i32[self + ZipLongest.Result] = rt.unhold();
  rt.i32[self + ZipLongest.Iterators] = rt.unhold();
  rt.i32[self + ZipLongest.Size] = count;
  rt.i32[self + ZipLongest.Active] = count;
  rt.i32[self + ZipLongest.Fill] = rt.incref(fill);
  return self;
}

function zipLongestNext(rt: Runtime, self: Ref): Maybe {
  const i32 = rt.i32;
  const size = i32[self + ZipLongest.Size]!;
  if (size === 0 || i32[self + ZipLongest.Active] === 0) return 0;
  const mark = rt.mark();
  const known = i32[self + ZipLongest.Result]! as Ref;
  const isReused = i32[known + Header.Refcnt] === 1;
  const result = isReused ? rt.incref(known) : newTuple(rt, size);
  if (result === 0) return 0;
  rt.hold(result);
  for (let i = 0; i < size; i++) {
    const item = zipLongestItem(rt, self, i);
    if (item === 0) return rt.finish(mark, 0);
    refill(rt, result, i, item);
  }
  if (isReused) trackAgain(rt, result);
  else finishTuple(rt, result);
  return rt.unhold();
}

/** The item of one iterator, or the fill value past its end; 0 if it was the last one active, or on error. */
function zipLongestItem(rt: Runtime, self: Ref, index: number): Maybe {
  const i32 = rt.i32;
  const word = i32[self + ZipLongest.Iterators]! + TupleField.Items + 2 * index;
  const iterator = i32[word]! as Maybe;
  if (iterator !== 0) {
    const item = nextHeld(rt, iterator);
    if (item !== 0) return item;
    const active = rt.failed ? 0 : Math.max(0, i32[self + ZipLongest.Active]! - 1);
    i32[self + ZipLongest.Active] = active;
    if (active === 0) return 0;
    rt.replace(word, 0);
  }
  return rt.incref(i32[self + ZipLongest.Fill]! as Ref);
}

/** The iterators, with an empty tuple for each that is at its end. */
const reduceZipLongest = reduceMethod((rt, self) => {
  const size = rt.i32[self + ZipLongest.Size]!;
  const first = rt.i32[self + ZipLongest.Iterators]! + TupleField.Items;
  const args = Array.from({ length: size }, (_, i) => (rt.i32[first + 2 * i]! as Maybe) || rt.emptyTuple);
  return reduction(rt, rt.typeOf(self).ref, args, rt.i32[self + ZipLongest.Fill]! as Ref);
});

const setFill = stateMethod((rt, self, state) => {
  rt.replace(self + ZipLongest.Fill, rt.incref(state));
  return true;
});

export const batchedType: ModuleType = {
  key: 'batched',
  name: 'itertools.batched',
  layout: () => ({ basicSize: 40, gc: true, slots: [16], noClear: true }),
  slots: { new: newByMethod(batchedArguments), iter: iterSelf, next: batchedNext },
};

export const groupTypes: readonly ModuleType[] = [
  {
    key: 'groupby',
    name: 'itertools.groupby',
    layout: () => ({ basicSize: 72, gc: true, slots: [16, 24, 32, 40, 48], noClear: true }),
    slots: { new: groupbyNew, iter: iterSelf, next: groupbyNext },
    methods: [reduceGroupBy, setGroupByState],
  },
  {
    key: '_grouper',
    name: 'itertools._grouper',
    final: true,
    layout: () => ({ basicSize: 32, gc: true, slots: [16, 24], noClear: true }),
    slots: { new: grouperNew, iter: iterSelf, next: grouperNext },
    methods: [reduceGrouper],
  },
  {
    key: 'pairwise',
    name: 'itertools.pairwise',
    layout: () => ({ basicSize: 40, gc: true, slots: [16, 24, 32], noClear: true }),
    slots: { new: pairwiseNew, iter: iterSelf, next: pairwiseNext },
  },
  {
    key: 'zip_longest',
    name: 'itertools.zip_longest',
    layout: () => ({ basicSize: 56, gc: true, slots: [32, 40, 48], noClear: true }),
    slots: { new: zipLongestNew, iter: iterSelf, next: zipLongestNext },
    methods: [reduceZipLongest, setFill],
  },
];
