import type { Ref } from '@uroboros/heap';
import { bindParameters, noKeywordsFor, parsedInt, sizeArgument, wrongArgument } from '../../objects/arguments.js';
import { allocateInstance } from '../../objects/construct.js';
import {
  intFromBigInt,
  intFromHalves,
  intFromNumber,
  intFromWord,
  intNumber,
  intValue,
  isInt,
} from '../../objects/int.js';
import { nextHeld } from '../../objects/iterators.js';
import { isList, listAppend, listItem, listSize, newList } from '../../objects/list.js';
import { checkCount } from '../../objects/native.js';
import { reprText } from '../../objects/reprguard.js';
import { tupleOf } from '../../objects/tuple.js';
import { Binary, type TypeObject } from '../../objects/typeobject.js';
import { binaryOp, getIter, indexOf, sizeToInt } from '../../runtime/operators.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { iterSelf, type ModuleType, methodNoArgs } from '../module-types.js';
import { fieldPart, reduceMethod, reduceTo, stateMethod, stateParts } from './pickling.js';

/** itertools.count, cycle, repeat. */

/** countobject. */
const enum Count {
  /** The next number in 64 bits, as long as there is no long one. */
  Number = 4,
  Long = 6,
  Step = 8,
}

/** What PyNumber_Check accepts. */
function isNumber(rt: Runtime, object: Ref): boolean {
  const { index, int, float } = rt.typeOf(object).slots;
  return index !== undefined || int !== undefined || float !== undefined || rt.typeOf(object).name === 'complex';
}

function countNew(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  const values = bindParameters(rt, { function: 'count', names: ['start', 'step'], required: 0 }, args, count, kwnames);
  if (values === undefined) return 0;
  const start = values[0]!;
  const step = values[1]!;
  if ((start !== 0 && !isNumber(rt, start)) || (step !== 0 && !isNumber(rt, step))) {
    return rt.raise('TypeError', 'a number is required');
  }
  const first = start === 0 ? 0 : isInt(rt, start) ? intNumber(rt, start) : Number.NaN;
  const isPlain = !Number.isNaN(first) && (step === 0 || (isInt(rt, step) && intNumber(rt, step) === 1));
  const self = allocateInstance(rt, type);
  if (self === 0) return 0;
  rt.i32[self + Count.Step] = rt.incref(step === 0 ? rt.smallInt(1) : step);
  if (isPlain) writeNumber(rt, self, first);
  else rt.i32[self + Count.Long] = rt.incref(start === 0 ? rt.smallInt(0) : start);
  return self;
}

function writeNumber(rt: Runtime, self: Ref, value: number): void {
  rt.i32[self + Count.Number] = value | 0;
  rt.i32[self + Count.Number + 1] = Math.floor(value / 2 ** 32);
}

function countNumber(rt: Runtime, self: Ref): number {
  return rt.i32[self + Count.Number + 1]! * 2 ** 32 + (rt.i32[self + Count.Number]! >>> 0);
}

function countNext(rt: Runtime, self: Ref): Maybe {
  const i32 = rt.i32;
  if (i32[self + Count.Long] !== 0) return countNextLong(rt, self);
  const low = i32[self + Count.Number]!;
  const high = i32[self + Count.Number + 1]!;
  if (high === low >> 31 && low !== 0x7fffffff) {
    i32[self + Count.Number] = low + 1;
    if (low === -1) i32[self + Count.Number + 1] = 0;
    return intFromWord(rt, low);
  }
  const value = high * 2 ** 32 + (low >>> 0);
  if (value >= Number.MAX_SAFE_INTEGER) {
    const long = intFromBigInt(rt, BigInt(value));
    if (long === 0) return 0;
    i32[self + Count.Long] = long;
    return countNextLong(rt, self);
  }
  writeNumber(rt, self, value + 1);
  return intFromNumber(rt, value);
}

function countNextLong(rt: Runtime, self: Ref): Maybe {
  const current = rt.i32[self + Count.Long]! as Ref;
  const mark = rt.mark();
  rt.hold(rt.incref(current));
  const following = binaryOp(rt, Binary.Add, current, rt.i32[self + Count.Step]! as Ref);
  if (following === 0) return rt.finish(mark, 0);
  rt.replace(self + Count.Long, following);
  return rt.unhold();
}

function countRepr(rt: Runtime, self: Ref): Maybe {
  const name = rt.typeOf(self).shortName;
  const long = rt.i32[self + Count.Long]! as Maybe;
  if (long === 0) {
    return rt.str(`${name}(${countNumber(rt, self)})`);
  }
  const step = rt.i32[self + Count.Step]! as Ref;
  const mark = rt.mark();
  rt.hold(rt.incref(long));
  const text = reprText(rt, long);
  const isOne = isInt(rt, step) && intValue(rt, step) === 1n;
  const stepText = text === undefined || isOne ? '' : reprText(rt, step);
  rt.releaseTo(mark);
  if (text === undefined || stepText === undefined) return 0;
  return rt.str(isOne ? `${name}(${text})` : `${name}(${text}, ${stepText})`);
}

const reduceCount = reduceMethod((rt, self) => {
  const long = rt.i32[self + Count.Long]! as Maybe;
  if (long === 0) return reduceTo(rt, self, [() => intFromNumber(rt, countNumber(rt, self))]);
  const start = fieldPart(rt, self + Count.Long);
  const step = rt.i32[self + Count.Step]! as Ref;
  const isOne = isInt(rt, step) && intValue(rt, step) === 1n;
  // CPython counts in a Py_ssize_t as far as that goes.
  if (isOne && isInt(rt, long) && BigInt.asIntN(64, intValue(rt, long) + 1n) - 1n === intValue(rt, long)) {
    return reduceTo(rt, self, [start]);
  }
  return reduceTo(rt, self, [start, fieldPart(rt, self + Count.Step)]);
});

/** cycleobject. */
const enum Cycle {
  Iterator = 4,
  Saved = 6,
  Index = 8,
  /** Set by a state alone: what the iterator still gives is saved already. */
  FirstPass = 10,
}

function cycleNew(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  if (!noKeywordsFor(rt, type, rt.builtin.cycle, 'init', kwnames)) return 0;
  if (!checkCount(rt, 'cycle', count, 1, 1)) return 0;
  const mark = rt.mark();
  const iterator = getIter(rt, rt.i32[args]! as Ref);
  if (iterator === 0) return 0;
  rt.hold(iterator);
  const saved = newList(rt, 0);
  if (saved === 0) return rt.finish(mark, 0);
  rt.hold(saved);
  const self = allocateInstance(rt, type);
  if (self === 0) return rt.finish(mark, 0);
  rt.i32[self + Cycle.Saved] = rt.unhold();
  rt.i32[self + Cycle.Iterator] = rt.unhold();
  return self;
}

function cycleNext(rt: Runtime, self: Ref): Maybe {
  const i32 = rt.i32;
  const iterator = i32[self + Cycle.Iterator]! as Maybe;
  if (iterator !== 0) {
    const item = nextHeld(rt, iterator);
    if (item !== 0) {
      if (i32[self + Cycle.FirstPass] === 1) return item;
      if (listAppend(rt, i32[self + Cycle.Saved]! as Ref, rt.incref(item))) return item;
      rt.decref(item);
      rt.decref(item);
      return 0;
    }
    if (rt.failed) return 0;
    rt.replace(self + Cycle.Iterator, 0);
  }
  const saved = i32[self + Cycle.Saved]! as Ref;
  const size = listSize(rt, saved);
  if (size === 0) return 0;
  const index = i32[self + Cycle.Index]!;
  i32[self + Cycle.Index] = index + 1 >= size ? 0 : index + 1;
  return rt.incref(listItem(rt, saved, index));
}

const reduceCycle = reduceMethod((rt, self) => {
  const iterator = rt.i32[self + Cycle.Iterator]! as Maybe;
  const saved = rt.i32[self + Cycle.Saved]! as Ref;
  const isFull = iterator === 0 || rt.i32[self + Cycle.FirstPass] === 1;
  const first =
    iterator === 0 ? () => savedFrom(rt, saved, rt.i32[self + Cycle.Index]!) : fieldPart(rt, self + Cycle.Iterator);
  return reduceTo(rt, self, [first], () => tupleOf(rt, saved, isFull ? rt.True : rt.False));
});

/** An iterator over the saved items, from an index on. */
function savedFrom(rt: Runtime, saved: Ref, index: number): Maybe {
  const iterator = getIter(rt, saved);
  if (iterator === 0 || index === 0) return iterator;
  const mark = rt.mark();
  rt.hold(iterator);
  const place = sizeToInt(rt, index);
  if (place === 0) return rt.finish(mark, 0);
  const done = rt.callMethod(iterator, '__setstate__', rt.hold(place));
  if (done === 0) return rt.finish(mark, 0);
  rt.decref(done);
  return rt.finish(mark, rt.incref(iterator));
}

const setCycleState = stateMethod((rt, self, state) => {
  const parts = stateParts(rt, state, 2);
  if (parts === undefined) return false;
  const [saved, firstPass] = parts as [Ref, Ref];
  if (!isList(rt, saved)) {
    wrongArgument(rt, 'argument 1', 'list', saved);
    return false;
  }
  const isFull = parsedInt(rt, firstPass);
  if (isFull === undefined) return false;
  rt.replace(self + Cycle.Saved, rt.incref(saved));
  rt.i32[self + Cycle.FirstPass] = isFull === 0 ? 0 : 1;
  rt.i32[self + Cycle.Index] = 0;
  return true;
});

/** repeatobject: the number of times left in 64 bits, negative for ever. */
const enum Repeat {
  Element = 4,
  Left = 6,
  LeftHigh = 7,
}

function repeatNew(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  const parameters = { function: 'repeat', names: ['object', 'times'], required: 1 };
  const values = bindParameters(rt, parameters, args, count, kwnames);
  if (values === undefined) return 0;
  const times = values[1] === 0 ? -1n : timesArgument(rt, values[1]! as Ref);
  if (times === undefined) return 0;
  const self = allocateInstance(rt, type);
  if (self === 0) return 0;
  rt.i32[self + Repeat.Element] = rt.incref(values[0]! as Ref);
  rt.i32[self + Repeat.Left] = Number(BigInt.asIntN(32, times));
  rt.i32[self + Repeat.LeftHigh] = Number(times >> 32n);
  return self;
}

function timesArgument(rt: Runtime, object: Ref): bigint | undefined {
  const index = indexOf(rt, object);
  if (index === 0) return undefined;
  const mark = rt.mark();
  rt.hold(index);
  const isSize = sizeArgument(rt, index) !== undefined;
  const value = isSize ? intValue(rt, index) : 0n;
  rt.releaseTo(mark);
  return !isSize ? undefined : value < 0n ? 0n : value;
}

function repeatNext(rt: Runtime, self: Ref): Maybe {
  const i32 = rt.i32;
  const low = i32[self + Repeat.Left]!;
  const high = i32[self + Repeat.LeftHigh]!;
  if (high >= 0) {
    if (low === 0 && high === 0) return 0;
    i32[self + Repeat.Left] = low - 1;
    if (low === 0) i32[self + Repeat.LeftHigh] = high - 1;
  }
  return rt.incref(i32[self + Repeat.Element]! as Ref);
}

const isEndless = (rt: Runtime, self: Ref): boolean => rt.i32[self + Repeat.LeftHigh]! < 0;

/** How often the element still comes, as an int. */
const timesLeft = (rt: Runtime, self: Ref): Maybe =>
  intFromHalves(rt, rt.i32[self + Repeat.Left]!, rt.i32[self + Repeat.LeftHigh]!);

function repeatRepr(rt: Runtime, self: Ref): Maybe {
  const text = reprText(rt, rt.i32[self + Repeat.Element]! as Ref);
  if (text === undefined) return 0;
  const left = (BigInt(rt.i32[self + Repeat.LeftHigh]!) << 32n) | BigInt(rt.i32[self + Repeat.Left]! >>> 0);
  return rt.str(`${rt.typeOf(self).shortName}(${text}${left < 0n ? '' : `, ${left}`})`);
}

function repeatLeft(rt: Runtime, self: Ref): Maybe {
  return isEndless(rt, self) ? rt.raise('TypeError', 'len() of unsized object') : timesLeft(rt, self);
}

const reduceRepeat = reduceMethod((rt, self) => {
  const element = fieldPart(rt, self + Repeat.Element);
  return reduceTo(rt, self, isEndless(rt, self) ? [element] : [element, () => timesLeft(rt, self)]);
});

export const infiniteTypes: readonly ModuleType[] = [
  {
    key: 'count',
    name: 'itertools.count',
    layout: () => ({ basicSize: 40, gc: true, slots: [24, 32], noClear: true }),
    slots: { new: countNew, iter: iterSelf, next: countNext, repr: countRepr },
    methods: [reduceCount],
  },
  {
    key: 'cycle',
    name: 'itertools.cycle',
    layout: () => ({ basicSize: 48, gc: true, slots: [16, 24], noClear: true }),
    slots: { new: cycleNew, iter: iterSelf, next: cycleNext },
    methods: [reduceCycle, setCycleState],
  },
  {
    key: 'repeat',
    name: 'itertools.repeat',
    layout: () => ({ basicSize: 32, gc: true, slots: [16], noClear: true }),
    slots: { new: repeatNew, iter: iterSelf, next: repeatNext, repr: repeatRepr },
    methods: [methodNoArgs('repeat', '__length_hint__', repeatLeft), reduceRepeat],
  },
];
