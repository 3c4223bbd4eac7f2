import type { Ref } from '@uroboros/heap';
import { argumentAt, noKeywordsFor } from '../../objects/arguments.js';
import { allocateInstance } from '../../objects/construct.js';
import { reduction } from '../../objects/iterator-reduce.js';
import { isIterator, nextHeld } from '../../objects/iterators.js';
import { TupleField } from '../../objects/layout.js';
import { newList } from '../../objects/list.js';
import { namedMethod } from '../../objects/named-arguments.js';
import { checkCount, type NativeFunction } from '../../objects/native.js';
import { finishTuple, newTuple, tupleOf } from '../../objects/tuple.js';
import { Binary, type Slots, type TypeObject } from '../../objects/typeobject.js';
import { callWithSlots } from '../../runtime/calls.js';
import { binaryOp, getIter, indexAsSize, iterNext, sizeToInt } from '../../runtime/operators.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { iterSelf, type ModuleType } from '../module-types.js';
import { fieldPart, type Part, reduceMethod, reduceTo, stateMethod, stateNumber, stateParts } from './pickling.js';

/** itertools.chain, islice, accumulate. */

/** chainobject. */
const enum Chain {
  Source = 4,
  Active = 6,
}

function newChain(rt: Runtime, type: TypeObject, source: Maybe): Maybe {
  if (source === 0) return 0;
  const mark = rt.mark();
  rt.hold(source);
  const self = allocateInstance(rt, type);
  if (self === 0) return rt.finish(mark, 0);
  rt.i32[self + Chain.Source] = rt.unhold();
  return self;
}

function chainNew(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  if (!noKeywordsFor(rt, type, rt.builtin.chain, 'init', kwnames)) return 0;
  const mark = rt.mark();
  const iterables = newTuple(rt, count);
  if (iterables === 0) return 0;
  for (let i = 0; i < count; i++) {
    rt.i32[iterables + TupleField.Items + 2 * i] = rt.incref(argumentAt(rt, args, i));
  }
  rt.hold(finishTuple(rt, iterables));
  return rt.finish(mark, newChain(rt, type, getIter(rt, iterables)));
}

/** chain.from_iterable, a class method: its self is the type. */
const fromIterable: NativeFunction = {
  name: 'from_iterable',
  doc: 'Alternative chain() constructor taking a single iterable argument that evaluates lazily.',
  signature: '($type, iterable, /)',
  code: (rt, args, count, kwnames) => {
    if (kwnames !== 0) return rt.raise('TypeError', 'chain.from_iterable() takes no keyword arguments');
    if (count !== 2) {
      return rt.raise('TypeError', `chain.from_iterable() takes exactly one argument (${count - 1} given)`);
    }
    return newChain(rt, rt.typeByRef.get(rt.i32[args]! as Ref)!, getIter(rt, argumentAt(rt, args, 1)));
  },
};

function chainNext(rt: Runtime, self: Ref): Maybe {
  const i32 = rt.i32;
  for (;;) {
    const source = i32[self + Chain.Source]! as Maybe;
    if (source === 0) return 0;
    if (i32[self + Chain.Active] === 0 && !nextLink(rt, self, source)) return 0;
    const active = i32[self + Chain.Active]! as Maybe;
    const item = active === 0 ? 0 : nextHeld(rt, active);
    if (item !== 0) return item;
    if (rt.failed) return 0;
    rt.replace(self + Chain.Active, 0);
  }
}

/** Goes on to the next iterable; false at the end or on error: then the source is given up. */
function nextLink(rt: Runtime, self: Ref, source: Ref): boolean {
  const mark = rt.mark();
  const iterable = nextHeld(rt, source);
  if (iterable !== 0) rt.hold(iterable);
  const iterator = iterable === 0 ? 0 : getIter(rt, iterable);
  if (iterator !== 0) rt.replace(self + Chain.Active, iterator);
  else rt.replace(self + Chain.Source, 0);
  rt.releaseTo(mark);
  return iterator !== 0;
}

const reduceChain = reduceMethod((rt, self) => {
  const source = rt.i32[self + Chain.Source]! as Maybe;
  const active = rt.i32[self + Chain.Active]! as Maybe;
  if (source === 0) return reduceTo(rt, self, []);
  return reduceTo(rt, self, [], () => (active === 0 ? tupleOf(rt, source) : tupleOf(rt, source, active)));
});

const setChainState = stateMethod((rt, self, state) => {
  const parts = stateParts(rt, state, 1, 2);
  if (parts === undefined) return false;
  if (!parts.every((part) => isIterator(rt, part))) {
    rt.raise('TypeError', 'Arguments must be iterators.');
    return false;
  }
  rt.replace(self + Chain.Source, rt.incref(parts[0]!));
  rt.replace(self + Chain.Active, parts.length < 2 ? 0 : rt.incref(parts[1]!));
  return true;
});

/** isliceobject: the numbers are doubles; a stop of −1 means none. */
const enum Islice {
  Iterator = 4,
  Next = 6,
  Stop = 8,
  Step = 10,
  Count = 12,
}

const STOP_MESSAGE = 'Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.';
const INDEX_MESSAGE = 'Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.';

/** One of islice's numbers; −1 without an exception for what is none. */
function sliceNumber(rt: Runtime, object: Ref): number {
  const mark = rt.mark();
  const size = indexAsSize(rt, object, 'OverflowError');
  if (size !== undefined) return size;
  rt.releaseTo(mark);
  rt.clearError();
  return -1;
}

function isliceNew(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  if (!noKeywordsFor(rt, type, rt.builtin.islice, 'init', kwnames)) return 0;
  if (!checkCount(rt, 'islice', count, 2, 4)) return 0;
  const given = (index: number): Maybe => {
    const value = index < count ? argumentAt(rt, args, index) : rt.None;
    return value === rt.None ? 0 : value;
  };
  const startArgument = count === 2 ? 0 : given(1);
  const stopArgument = given(count === 2 ? 1 : 2);
  const stepArgument = given(3);
  const start = startArgument === 0 ? 0 : sliceNumber(rt, startArgument);
  const stop = stopArgument === 0 ? -1 : sliceNumber(rt, stopArgument);
  if (stopArgument !== 0 && stop === -1) return rt.raise('ValueError', STOP_MESSAGE);
  if (start < 0 || stop < -1) return rt.raise('ValueError', INDEX_MESSAGE);
  const step = stepArgument === 0 ? 1 : sliceNumber(rt, stepArgument);
  if (step < 1) return rt.raise('ValueError', 'Step for islice() must be a positive integer or None.');
  const iterator = getIter(rt, argumentAt(rt, args, 0));
  if (iterator === 0) return 0;
  const mark = rt.mark();
  rt.hold(iterator);
  const self = allocateInstance(rt, type);
  if (self === 0) return rt.finish(mark, 0);
  rt.i32[self + Islice.Iterator] = rt.unhold();
  rt.f64[(self + Islice.Next) >> 1] = start;
  rt.f64[(self + Islice.Stop) >> 1] = stop;
  rt.f64[(self + Islice.Step) >> 1] = step;
  return self;
}

function isliceNext(rt: Runtime, self: Ref): Maybe {
  const f64 = rt.f64;
  const iterator = rt.i32[self + Islice.Iterator]! as Maybe;
  if (iterator === 0) return 0;
  const stop = f64[(self + Islice.Stop) >> 1]!;
  while (f64[(self + Islice.Count) >> 1]! < f64[(self + Islice.Next) >> 1]!) {
    const skipped = nextHeld(rt, iterator);
    if (skipped === 0) return isliceEnd(rt, self);
    rt.decref(skipped);
    f64[(self + Islice.Count) >> 1] = f64[(self + Islice.Count) >> 1]! + 1;
  }
  if (stop !== -1 && f64[(self + Islice.Count) >> 1]! >= stop) return isliceEnd(rt, self);
  const item = nextHeld(rt, iterator);
  if (item === 0) return isliceEnd(rt, self);
  f64[(self + Islice.Count) >> 1] = f64[(self + Islice.Count) >> 1]! + 1;
  const next = f64[(self + Islice.Next) >> 1]! + f64[(self + Islice.Step) >> 1]!;
  f64[(self + Islice.Next) >> 1] = stop !== -1 && next > stop ? stop : next;
  return item;
}

function isliceEnd(rt: Runtime, self: Ref): 0 {
  rt.replace(self + Islice.Iterator, 0);
  return 0;
}

const reduceIslice = reduceMethod((rt, self) => {
  const number =
    (field: Islice): Part =>
    () =>
      sizeToInt(rt, rt.f64[(self + field) >> 1]!);
  const zero = () => sizeToInt(rt, 0);
  if (rt.i32[self + Islice.Iterator] === 0) return reduceTo(rt, self, [() => emptyIterator(rt), zero], zero);
  const stop = rt.f64[(self + Islice.Stop) >> 1] === -1 ? () => rt.none() : number(Islice.Stop);
  const args = [fieldPart(rt, self + Islice.Iterator), number(Islice.Next), stop, number(Islice.Step)];
  return reduceTo(rt, self, args, number(Islice.Count));
});

/** An iterator over a list without items. */
function emptyIterator(rt: Runtime): Maybe {
  const list = newList(rt, 0);
  if (list === 0) return 0;
  const mark = rt.mark();
  rt.hold(list);
  return rt.finish(mark, getIter(rt, list));
}

const setIsliceState = stateMethod((rt, self, state) => {
  const count = stateNumber(rt, state);
  if (count === undefined) return false;
  rt.f64[(self + Islice.Count) >> 1] = count;
  return true;
});

/** accumulateobject. */
const enum Accumulate {
  Total = 4,
  Iterator = 6,
  Function = 8,
  Initial = 10,
}

/** Binds as `accumulate(iterable, func=None, *, initial=None)` and so gives CPython's messages. */
const accumulateArguments = namedMethod('accumulate', 'iterable, func=None, *, initial=None', (rt, type, values) => {
  const iterator = getIter(rt, values[0]! as Ref);
  if (iterator === 0) return 0;
  const mark = rt.mark();
  rt.hold(iterator);
  const self = allocateInstance(rt, rt.typeByRef.get(type)!);
  if (self === 0) return rt.finish(mark, 0);
  const func = values[1]!;
  rt.i32[self + Accumulate.Iterator] = rt.unhold();
  if (func !== 0 && func !== rt.None) rt.i32[self + Accumulate.Function] = rt.incref(func);
  if (values[2] !== 0) rt.i32[self + Accumulate.Initial] = rt.incref(values[2]! as Ref);
  return self;
});

/** `new` of a type by a method that binds the arguments; the type goes before them. */
export function newByMethod(method: NativeFunction): NonNullable<Slots['new']> {
  return (rt, type, args, count, kwnames) => {
    const mark = rt.mark();
    rt.hold(rt.incref(type.ref));
    const values = count + (kwnames === 0 ? 0 : rt.tupleSize(kwnames));
    for (let i = 0; i < values; i++) rt.hold(rt.incref(argumentAt(rt, args, i)));
    return rt.finish(mark, method.code(rt, mark, count + 1, kwnames));
  };
}

function accumulateNext(rt: Runtime, self: Ref): Maybe {
  const i32 = rt.i32;
  const initial = i32[self + Accumulate.Initial]! as Maybe;
  if (initial !== 0 && initial !== rt.None) {
    i32[self + Accumulate.Initial] = rt.none();
    rt.replace(self + Accumulate.Total, initial);
    return rt.incref(initial);
  }
  const value = iterNext(rt, i32[self + Accumulate.Iterator]! as Ref);
  if (value === 0) return 0;
  const total = i32[self + Accumulate.Total]! as Maybe;
  if (total === 0) {
    i32[self + Accumulate.Total] = value;
    return rt.incref(value);
  }
  const mark = rt.mark();
  rt.hold(rt.incref(total));
  rt.hold(value);
  const func = i32[self + Accumulate.Function]! as Maybe;
  const sum = func === 0 ? binaryOp(rt, Binary.Add, total, value) : callWithSlots(rt, func, 0, mark, 2, 0);
  if (sum !== 0) rt.replace(self + Accumulate.Total, rt.incref(sum));
  return rt.finish(mark, sum);
}

/**
 * A total of None would not be told from none yet when the state is set, and an initial value is no argument of what `__reduce__` calls: both go as the
 * first item of a chain, in the first case with an islice around that leaves it out.
 */
const reduceAccumulate = reduceMethod((rt, self) => {
  const func = () => rt.incref((rt.i32[self + Accumulate.Function] || rt.None) as Ref);
  const initial = rt.i32[self + Accumulate.Initial]! as Maybe;
  const total = rt.i32[self + Accumulate.Total]! as Maybe;
  if (initial !== 0 && initial !== rt.None) {
    return reduceTo(rt, self, [() => chainOf(rt, initial, self), func], () => rt.none());
  }
  if (total === rt.None) return reduceBehindNone(rt, self, func);
  const state = total === 0 ? rt.None : total;
  return reduceTo(rt, self, [fieldPart(rt, self + Accumulate.Iterator), func], () => rt.incref(state));
});

/** chain((first,), the iterator of an accumulate) */
function chainOf(rt: Runtime, first: Ref, self: Ref): Maybe {
  const mark = rt.mark();
  const tuple = tupleOf(rt, first);
  if (tuple === 0) return 0;
  rt.hold(tuple);
  return rt.finish(mark, rt.call(rt.builtin.chain.ref, tuple, rt.i32[self + Accumulate.Iterator]! as Ref));
}

/** (islice, (accumulate(chain((None,), …), function), 1, None)) */
function reduceBehindNone(rt: Runtime, self: Ref, func: Part): Maybe {
  const mark = rt.mark();
  const made: Ref[] = [];
  for (const make of [() => chainOf(rt, rt.None, self), func]) {
    const part = make();
    if (part === 0) return rt.finish(mark, 0);
    made.push(rt.hold(part));
  }
  const again = rt.call(rt.typeOf(self).ref, ...made);
  if (again === 0) return rt.finish(mark, 0);
  rt.hold(again);
  return rt.finish(mark, reduction(rt, rt.builtin.islice.ref, [again, rt.smallInt(1), rt.None]));
}

const setTotal = stateMethod((rt, self, state) => {
  rt.replace(self + Accumulate.Total, rt.incref(state));
  return true;
});

export const chainTypes: readonly ModuleType[] = [
  {
    key: 'chain',
    generic: true,
    name: 'itertools.chain',
    layout: () => ({ basicSize: 32, gc: true, slots: [24, 16], noClear: true }),
    slots: { new: chainNew, iter: iterSelf, next: chainNext },
    methods: [reduceChain, setChainState],
    classMethods: [fromIterable],
  },
  {
    key: 'islice',
    name: 'itertools.islice',
    layout: () => ({ basicSize: 56, gc: true, slots: [16], noClear: true }),
    slots: { new: isliceNew, iter: iterSelf, next: isliceNext },
    methods: [reduceIslice, setIsliceState],
  },
  {
    key: 'accumulate',
    name: 'itertools.accumulate',
    layout: () => ({ basicSize: 56, gc: true, slots: [32, 24, 16, 40], noClear: true }),
    slots: { new: newByMethod(accumulateArguments), iter: iterSelf, next: accumulateNext },
    methods: [reduceAccumulate, setTotal],
  },
];
