import type { Ref } from '@uroboros/heap';
import { argumentAt, bindParameters, noKeywordsFor } from '../../objects/arguments.js';
import { allocateInstance } from '../../objects/construct.js';
import { callTest } from '../../objects/iterator-tools.js';
import { TupleField } from '../../objects/layout.js';
import { checkCount } from '../../objects/native.js';
import { isTuple } from '../../objects/tuple.js';
import type { Slots, TypeObject } from '../../objects/typeobject.js';
import { callWithSlots } from '../../runtime/calls.js';
import { getIter, isTrue, iterNext, sizeToInt } from '../../runtime/operators.js';
import type { BuiltinName } from '../../runtime/registry.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { iterSelf, type ModuleType } from '../module-types.js';
import { fieldPart, reduceMethod, reduceTo, stateMethod } from './pickling.js';

/** itertools.compress, dropwhile, takewhile, filterfalse, starmap: a function or selectors, and an iterator. */

/** All but compress, which has its data in place of the function and its selectors in place of the iterator. */
const enum Filter {
  Function = 4,
  Iterator = 6,
  /** dropwhile: items are given out; takewhile: the end was reached. */
  Switched = 8,
}

/** `new` of the types whose arguments are a function and an iterable. */
function newFilter(key: BuiltinName): Slots['new'] {
  return (rt, type, args, count, kwnames) => {
    if (!noKeywordsFor(rt, type, rt.builtin[key], 'init', kwnames)) return 0;
    if (!checkCount(rt, key, count, 2, 2)) return 0;
    const iterator = getIter(rt, argumentAt(rt, args, 1));
    if (iterator === 0) return 0;
    const mark = rt.mark();
    rt.hold(iterator);
    const self = allocateInstance(rt, type);
    if (self === 0) return rt.finish(mark, 0);
    rt.i32[self + Filter.Iterator] = rt.unhold();
    rt.i32[self + Filter.Function] = rt.incref(argumentAt(rt, args, 0));
    return self;
  };
}

function dropwhileNext(rt: Runtime, self: Ref): Maybe {
  const i32 = rt.i32;
  const iterator = i32[self + Filter.Iterator]! as Ref;
  if (i32[self + Filter.Switched] === 1) return iterNext(rt, iterator);
  for (;;) {
    const item = iterNext(rt, iterator);
    if (item === 0) return 0;
    rt.hold(item);
    const drops = callTest(rt, i32[self + Filter.Function]! as Ref, item);
    if (drops === 0) {
      i32[self + Filter.Switched] = 1;
      return rt.unhold();
    }
    rt.decref(rt.unhold());
    if (drops < 0) return 0;
  }
}

function takewhileNext(rt: Runtime, self: Ref): Maybe {
  const i32 = rt.i32;
  if (i32[self + Filter.Switched] === 1) return 0;
  const item = iterNext(rt, i32[self + Filter.Iterator]! as Ref);
  if (item === 0) return 0;
  rt.hold(item);
  const takes = callTest(rt, i32[self + Filter.Function]! as Ref, item);
  if (takes > 0) return rt.unhold();
  rt.decref(rt.unhold());
  if (takes === 0) i32[self + Filter.Switched] = 1;
  return 0;
}

function filterfalseNext(rt: Runtime, self: Ref): Maybe {
  const iterator = rt.i32[self + Filter.Iterator]! as Ref;
  const test = rt.i32[self + Filter.Function]! as Ref;
  for (;;) {
    const item = iterNext(rt, iterator);
    if (item === 0) return 0;
    rt.hold(item);
    const passes = test === rt.None || test === rt.builtin.bool.ref ? isTrue(rt, item) : callTest(rt, test, item);
    if (passes === 0) return rt.unhold();
    rt.decref(rt.unhold());
    if (passes < 0) return 0;
  }
}

function starmapNext(rt: Runtime, self: Ref): Maybe {
  const mark = rt.mark();
  const item = iterNext(rt, rt.i32[self + Filter.Iterator]! as Ref);
  if (item === 0) return 0;
  rt.hold(item);
  let args = item;
  if (!isTuple(rt, item)) {
    const made = rt.tupleFrom(item);
    if (made === 0) return rt.finish(mark, 0);
    args = rt.hold(made);
  }
  const callable = rt.i32[self + Filter.Function]! as Ref;
  return rt.finish(mark, callWithSlots(rt, callable, 0, args + TupleField.Items, rt.tupleSize(args), 0));
}

function compressNew(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  const parameters = { function: 'compress', names: ['data', 'selectors'], required: 2 };
  const values = bindParameters(rt, parameters, args, count, kwnames);
  if (values === undefined) return 0;
  const mark = rt.mark();
  const data = getIter(rt, values[0]! as Ref);
  if (data === 0) return 0;
  rt.hold(data);
  const selectors = getIter(rt, values[1]! as Ref);
  if (selectors === 0) return rt.finish(mark, 0);
  rt.hold(selectors);
  const self = allocateInstance(rt, type);
  if (self === 0) return rt.finish(mark, 0);
  rt.i32[self + Filter.Iterator] = rt.unhold();
  rt.i32[self + Filter.Function] = rt.unhold();
  return self;
}

function compressNext(rt: Runtime, self: Ref): Maybe {
  const data = rt.i32[self + Filter.Function]! as Ref;
  const selectors = rt.i32[self + Filter.Iterator]! as Ref;
  for (;;) {
    const datum = iterNext(rt, data);
    if (datum === 0) return 0;
    rt.hold(datum);
    const selector = iterNext(rt, selectors);
    if (selector === 0) {
      rt.decref(rt.unhold());
      return 0;
    }
    const chosen = rt.consume(selector, isTrue);
    if (chosen === 1) return rt.unhold();
    rt.decref(rt.unhold());
    if (chosen < 0) return 0;
  }
}

const parts = (rt: Runtime, self: Ref) => [
  fieldPart(rt, self + Filter.Function),
  fieldPart(rt, self + Filter.Iterator),
];

const reduceFilter = reduceMethod((rt, self) => reduceTo(rt, self, parts(rt, self)));

const reduceSwitched = reduceMethod((rt, self) =>
  reduceTo(rt, self, parts(rt, self), () => sizeToInt(rt, rt.i32[self + Filter.Switched]!)),
);

const setSwitched = stateMethod((rt, self, state) => {
  const isSwitched = isTrue(rt, state);
  if (isSwitched < 0) return false;
  rt.i32[self + Filter.Switched] = isSwitched;
  return true;
});

function filterType(
  key: BuiltinName,
  basicSize: number,
  next: (rt: Runtime, self: Ref) => Maybe,
  methods: ModuleType['methods'] = [reduceFilter],
): ModuleType {
  return {
    key,
    name: `itertools.${key}`,
    layout: () => ({ basicSize, gc: true, slots: [24, 16], noClear: true }),
    slots: { new: newFilter(key), iter: iterSelf, next },
    methods,
  };
}

export const filterTypes: readonly ModuleType[] = [
  filterType('dropwhile', 40, dropwhileNext, [reduceSwitched, setSwitched]),
  filterType('takewhile', 40, takewhileNext, [reduceSwitched, setSwitched]),
  filterType('filterfalse', 32, filterfalseNext),
  filterType('starmap', 32, starmapNext),
  {
    key: 'compress',
    name: 'itertools.compress',
    layout: () => ({ basicSize: 32, gc: true, slots: [16, 24], noClear: true }),
    slots: { new: compressNew, iter: iterSelf, next: compressNext },
    methods: [reduceFilter],
  },
];
