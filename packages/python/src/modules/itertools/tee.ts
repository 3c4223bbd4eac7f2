import type { Ref } from '@uroboros/heap';
import { argumentAt, couldHold, noKeywords, parsedInt, sizeArgument, wrongArgument } from '../../objects/arguments.js';
import { TupleField } from '../../objects/layout.js';
import { isList, listItem, listOf, listSize } from '../../objects/list.js';
import { checkCount } from '../../objects/native.js';
import { finishTuple, newTuple, tupleOf } from '../../objects/tuple.js';
import type { TypeObject } from '../../objects/typeobject.js';
import { getIter, iterNext } from '../../runtime/operators.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { functionPositional } from '../functions.js';
import { iterSelf, type ModuleType, methodNoArgs } from '../module-types.js';
import { fieldPart, reduceMethod, reduceTo, stateMethod, stateParts } from './pickling.js';

/** itertools.tee: iterators that share a chain of data objects, each with room for 57 items. */

/** teedataobject. */
const enum Data {
  Iterator = 4,
  Read = 6,
  Running = 7,
  Next = 8,
  Items = 10,
}

const LINK_CELLS = 57;

/** teeobject. */
const enum Tee {
  Data = 4,
  Index = 6,
}

function newData(rt: Runtime, iterator: Ref): Maybe {
  const data = rt.heap.objects.allocate(rt.builtin._tee_dataobject.typeId);
  if (data === 0) return rt.noMemory();
  rt.i32[data + Data.Iterator] = rt.incref(iterator);
  rt.heap.objects.track(data);
  return data;
}

/** An item of a data object, read from the iterator if it is the next one. */
function dataItem(rt: Runtime, data: Ref, index: number): Maybe {
  const i32 = rt.i32;
  if (index < i32[data + Data.Read]!) return rt.incref(i32[data + Data.Items + 2 * index]! as Ref);
  if (i32[data + Data.Running] !== 0) return rt.raise('RuntimeError', 'cannot re-enter the tee iterator');
  const mark = rt.mark();
  rt.hold(rt.incref(data));
  i32[data + Data.Running] = 1;
  const item = iterNext(rt, i32[data + Data.Iterator]! as Ref);
  i32[data + Data.Running] = 0;
  if (item !== 0) {
    i32[data + Data.Read] = index + 1;
    i32[data + Data.Items + 2 * index] = rt.incref(item);
  }
  return rt.finish(mark, item);
}

/** The data object behind a full one; owned. */
function nextData(rt: Runtime, data: Ref): Maybe {
  const i32 = rt.i32;
  if (i32[data + Data.Next] === 0) {
    const next = newData(rt, i32[data + Data.Iterator]! as Ref);
    if (next === 0) return 0;
    i32[data + Data.Next] = next;
  }
  return rt.incref(i32[data + Data.Next]! as Ref);
}

/** A new iterator over owned data, from an index on. */
function newTee(rt: Runtime, data: Maybe, index: number): Maybe {
  if (data === 0) return 0;
  const mark = rt.mark();
  rt.hold(data);
  const tee = rt.heap.objects.allocate(rt.builtin._tee.typeId);
  if (tee === 0) {
    rt.noMemory();
    return rt.finish(mark, 0);
  }
  rt.i32[tee + Tee.Data] = rt.unhold();
  rt.i32[tee + Tee.Index] = index;
  rt.heap.objects.track(tee);
  return tee;
}

function teeNext(rt: Runtime, self: Ref): Maybe {
  const i32 = rt.i32;
  if (i32[self + Tee.Data] === 0) return 0;
  if (i32[self + Tee.Index]! >= LINK_CELLS) {
    const next = nextData(rt, i32[self + Tee.Data]! as Ref);
    if (next === 0) return 0;
    rt.replace(self + Tee.Data, next);
    i32[self + Tee.Index] = 0;
  }
  const item = dataItem(rt, i32[self + Tee.Data]! as Ref, i32[self + Tee.Index]!);
  if (item !== 0) i32[self + Tee.Index] = i32[self + Tee.Index]! + 1;
  return item;
}

function teeCopy(rt: Runtime, self: Ref): Maybe {
  return newTee(rt, rt.incref(rt.i32[self + Tee.Data]! as Ref), rt.i32[self + Tee.Index]!);
}

/** A tee iterator over an iterable; a copy if it is one already. */
function teeFrom(rt: Runtime, iterable: Ref): Maybe {
  const iterator = getIter(rt, iterable);
  if (iterator === 0) return 0;
  const mark = rt.mark();
  rt.hold(iterator);
  if (rt.typeOf(iterator).isSubtypeOf(rt.builtin._tee)) return rt.finish(mark, teeCopy(rt, iterator));
  return rt.finish(mark, newTee(rt, newData(rt, iterator), 0));
}

function teeNew(rt: Runtime, _type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  if (!noKeywords(rt, '_tee', kwnames)) return 0;
  if (!checkCount(rt, '_tee', count, 1, 1)) return 0;
  return teeFrom(rt, argumentAt(rt, args, 0));
}

const reduceTee = reduceMethod((rt, self) =>
  reduceTo(rt, self, [() => rt.incref(rt.emptyTuple)], () =>
    tupleOf(rt, rt.i32[self + Tee.Data]! as Ref, rt.smallInt(rt.i32[self + Tee.Index]!)),
  ),
);

const setTeeState = stateMethod((rt, self, state) => {
  const parts = stateParts(rt, state, 2);
  if (parts === undefined) return false;
  const [data, place] = parts as [Ref, Ref];
  if (rt.typeOf(data) !== rt.builtin._tee_dataobject) {
    wrongArgument(rt, 'argument 1', 'itertools._tee_dataobject', data);
    return false;
  }
  const index = parsedInt(rt, place);
  if (index === undefined) return false;
  if (index < 0 || index > LINK_CELLS) {
    rt.raise('ValueError', 'Index out of range');
    return false;
  }
  rt.replace(self + Tee.Data, rt.incref(data));
  rt.i32[self + Tee.Index] = index;
  return true;
});

/** _tee_dataobject(iterator, items, next) */
function dataNew(rt: Runtime, _type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  if (!noKeywords(rt, 'teedataobject', kwnames) || !checkCount(rt, 'teedataobject', count, 3, 3)) return 0;
  const items = argumentAt(rt, args, 1);
  const next = argumentAt(rt, args, 2);
  if (!isList(rt, items)) return wrongArgument(rt, 'teedataobject() argument 2', 'list', items);
  const size = listSize(rt, items);
  const goesOn = next !== rt.None;
  if (size > LINK_CELLS || (goesOn && (size < LINK_CELLS || rt.typeOf(next) !== rt.builtin._tee_dataobject))) {
    return rt.raise('ValueError', 'Invalid arguments');
  }
  const data = newData(rt, argumentAt(rt, args, 0));
  if (data === 0) return 0;
  for (let i = 0; i < size; i++) rt.i32[data + Data.Items + 2 * i] = rt.incref(listItem(rt, items, i));
  rt.i32[data + Data.Read] = size;
  if (goesOn) rt.i32[data + Data.Next] = rt.incref(next);
  return data;
}

const reduceData = reduceMethod((rt, self) => {
  const items = Array.from({ length: rt.i32[self + Data.Read]! }, (_, i) => rt.i32[self + Data.Items + 2 * i]! as Ref);
  const next = ((rt.i32[self + Data.Next]! as Maybe) || rt.None) as Ref;
  return reduceTo(rt, self, [fieldPart(rt, self + Data.Iterator), () => listOf(rt, ...items), () => rt.incref(next)]);
});

/** itertools.tee(iterable, n=2) */
export const teeFunction = functionPositional('itertools', 'tee', 1, 2, (rt, args, count) => {
  const wanted = count === 1 ? 2 : sizeArgument(rt, argumentAt(rt, args, 1));
  if (wanted === undefined) return 0;
  if (wanted < 0) return rt.raise('ValueError', 'n must be >= 0');
  if (!couldHold(rt, 8 * wanted)) return 0;
  const mark = rt.mark();
  const result = newTuple(rt, wanted);
  if (result === 0 || wanted === 0) return result;
  rt.hold(result);
  const iterator = getIter(rt, argumentAt(rt, args, 0));
  if (iterator === 0) return rt.finish(mark, 0);
  rt.hold(iterator);
  const first = firstTee(rt, iterator);
  if (first === 0) return rt.finish(mark, 0);
  rt.i32[result + TupleField.Items] = first;
  for (let i = 1; i < wanted; i++) {
    const copy = rt.callMethod(first, '__copy__');
    if (copy === 0) return rt.finish(mark, 0);
    rt.i32[result + TupleField.Items + 2 * i] = copy;
  }
  return rt.finish(mark, rt.incref(finishTuple(rt, result)));
});

/** What can be copied serves as it is, everything else through a chain of data objects. */
function firstTee(rt: Runtime, iterator: Ref): Maybe {
  const copy = rt.findAttr(iterator, '__copy__');
  if (copy === 0) return rt.failed ? 0 : teeFrom(rt, iterator);
  rt.decref(copy);
  return rt.incref(iterator);
}

const ITEM_SLOTS = Array.from({ length: LINK_CELLS }, (_, i) => 4 * Data.Items + 8 * i);

export const teeTypes: readonly ModuleType[] = [
  {
    key: '_tee_dataobject',
    name: 'itertools._tee_dataobject',
    final: true,
    layout: () => ({ basicSize: 496, gc: true, slots: [16, ...ITEM_SLOTS, 32] }),
    slots: { new: dataNew },
    methods: [reduceData],
  },
  {
    key: '_tee',
    name: 'itertools._tee',
    final: true,
    layout: () => ({ basicSize: 48, gc: true, slots: [16], weakList: 32 }),
    slots: { new: teeNew, iter: iterSelf, next: teeNext },
    methods: [methodNoArgs('_tee', '__copy__', teeCopy, 'Returns an independent iterator.'), reduceTee, setTeeState],
  },
];
