import type { Ref } from '@uroboros/heap';
import { bindParameters, noKeywordsFor, sizeArgument } from '../../objects/arguments.js';
import { allocateInstance } from '../../objects/construct.js';
import { intFromBigInt, intFromNumber, intFromWord, intNumber, intValue, isInt } from '../../objects/int.js';
import { nextHeld } from '../../objects/iterators.js';
import { listAppend, listItem, listSize, newList } from '../../objects/list.js';
import { checkCount } from '../../objects/native.js';
import { reprText } from '../../objects/reprguard.js';
import { Binary, type TypeObject } from '../../objects/typeobject.js';
import { binaryOp, getIter, sizeToInt } from '../../runtime/operators.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { iterSelf, type ModuleType, methodNoArgs } from '../module-types.js';

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
    const value = rt.i32[self + Count.Number + 1]! * 2 ** 32 + (rt.i32[self + Count.Number]! >>> 0);
    return rt.str(`${name}(${value})`);
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

/** cycleobject. */
const enum Cycle {
  Iterator = 4,
  Saved = 6,
  Index = 8,
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

/** repeatobject: the number of times left is a double, −1 for ever. */
const enum Repeat {
  Element = 4,
  Left = 6,
}

function repeatNew(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  const parameters = { function: 'repeat', names: ['object', 'times'], required: 1 };
  const values = bindParameters(rt, parameters, args, count, kwnames);
  if (values === undefined) return 0;
  let times = -1;
  if (values[1] !== 0) {
    const given = sizeArgument(rt, values[1]! as Ref);
    if (given === undefined) return 0;
    times = Math.max(0, given);
  }
  const self = allocateInstance(rt, type);
  if (self === 0) return 0;
  rt.i32[self + Repeat.Element] = rt.incref(values[0]! as Ref);
  rt.f64[(self + Repeat.Left) >> 1] = times;
  return self;
}

function repeatNext(rt: Runtime, self: Ref): Maybe {
  const left = rt.f64[(self + Repeat.Left) >> 1]!;
  if (left === 0) return 0;
  if (left > 0) rt.f64[(self + Repeat.Left) >> 1] = left - 1;
  return rt.incref(rt.i32[self + Repeat.Element]! as Ref);
}

function repeatRepr(rt: Runtime, self: Ref): Maybe {
  const text = reprText(rt, rt.i32[self + Repeat.Element]! as Ref);
  if (text === undefined) return 0;
  const left = rt.f64[(self + Repeat.Left) >> 1]!;
  // The largest number of times is 2⁶³ − 1, of which the nearest double is 2⁶³.
  const times = left < 0 ? '' : `, ${left < 2 ** 63 ? BigInt(left) : 2n ** 63n - 1n}`;
  return rt.str(`${rt.typeOf(self).shortName}(${text}${times})`);
}

function repeatLeft(rt: Runtime, self: Ref): Maybe {
  const left = rt.f64[(self + Repeat.Left) >> 1]!;
  return left < 0 ? rt.raise('TypeError', 'len() of unsized object') : sizeToInt(rt, left);
}

export const infiniteTypes: readonly ModuleType[] = [
  {
    key: 'count',
    name: 'itertools.count',
    layout: () => ({ basicSize: 40, gc: true, slots: [24, 32], noClear: true }),
    slots: { new: countNew, iter: iterSelf, next: countNext, repr: countRepr },
  },
  {
    key: 'cycle',
    name: 'itertools.cycle',
    layout: () => ({ basicSize: 48, gc: true, slots: [16, 24], noClear: true }),
    slots: { new: cycleNew, iter: iterSelf, next: cycleNext },
  },
  {
    key: 'repeat',
    name: 'itertools.repeat',
    layout: () => ({ basicSize: 32, gc: true, slots: [16], noClear: true }),
    slots: { new: repeatNew, iter: iterSelf, next: repeatNext, repr: repeatRepr },
    methods: [methodNoArgs('repeat', '__length_hint__', repeatLeft)],
  },
];
