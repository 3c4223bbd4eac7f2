import type { Ref, TypeId } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { readDigits, writeDigits } from './int-digits.js';
import { IntField } from './layout.js';

/**
 * int: numbers of any size in the heap, as 30-bit digits.
 *
 * Numbers of at most one digit have a type id of their own ({@link Layouts.smallInt}) and their value in the high word of
 * lv_tag, so that compiled code adds two of them after two comparisons and two loads. Everything with more digits goes
 * through bigint.
 */

/** Type ids the runtime's hot paths compare with; neighbours, in this order. */
export const enum IntTypes {
  DigitBits = 30,
  SmallFirst = -5,
  SmallLast = 256,
  OneDigitBytes = 28,
}

const DIGIT_MASK = (1 << 30) - 1;
const BIG_DIGIT_MASK = BigInt(DIGIT_MASK);

/** A number that fits 32 bits; new or a small one, owned. */
export function intFromWord(rt: Runtime, value: number): Maybe {
  if (value >= IntTypes.SmallFirst && value <= IntTypes.SmallLast) return rt.incref(smallInt(rt, value));
  if (value > DIGIT_MASK || value < -DIGIT_MASK) return intFromNumber(rt, value);
  const object = rt.fresh.plain(rt.ids.smallInt, IntTypes.OneDigitBytes);
  if (object === 0) return rt.noMemory();
  const i32 = rt.i32;
  i32[object + IntField.Tag] = value < 0 ? 10 : 8;
  i32[object + IntField.Value] = value;
  i32[object + IntField.Digits] = value < 0 ? -value : value;
  return object;
}

/** One of the ints −5 … 256, borrowed. */
export function smallInt(rt: Runtime, value: number): Ref {
  return rt.smallInts[value - IntTypes.SmallFirst]! as Ref;
}

/** A whole number up to 2⁵³, owned. */
export function intFromNumber(rt: Runtime, value: number): Maybe {
  if (value <= DIGIT_MASK && value >= -DIGIT_MASK) return intFromWord(rt, value);
  const size = Math.abs(value);
  const digits = size < 2 ** 60 ? 2 : 3;
  if (digits > 2) return intFromBigInt(rt, BigInt(value));
  const object = newDigits(rt, 2, value < 0);
  if (object === 0) return 0;
  const high = Math.floor(size / 2 ** 30);
  rt.i32[object + IntField.Digits] = size - high * 2 ** 30;
  rt.i32[object + IntField.Digits + 1] = high;
  return object;
}

/** A number of 64 bits given as its halves, owned. */
export function intFromHalves(rt: Runtime, low: number, high: number): Maybe {
  if (high === low >> 31) return intFromNumber(rt, low);
  const negative = high < 0;
  const lower = negative ? -low | 0 : low;
  const upper = negative ? (low === 0 ? -high : ~high) | 0 : high;
  const top = upper >>> 28;
  const object = newDigits(rt, top === 0 ? 2 : 3, negative);
  if (object === 0) return 0;
  rt.i32[object + IntField.Digits] = lower & DIGIT_MASK;
  rt.i32[object + IntField.Digits + 1] = (lower >>> 30) | ((upper << 2) & DIGIT_MASK);
  if (top !== 0) rt.i32[object + IntField.Digits + 2] = top;
  return object;
}

/** A number of any size, owned. */
export function intFromBigInt(rt: Runtime, value: bigint): Maybe {
  const negative = value < 0n;
  const magnitude = negative ? -value : value;
  if (magnitude <= BIG_DIGIT_MASK) return intFromWord(rt, Number(value));
  const digits = Math.ceil(bitLengthOf(magnitude) / IntTypes.DigitBits);
  const object = newDigits(rt, digits, negative);
  if (object === 0) return 0;
  writeDigits(rt.i32, object + IntField.Digits, digits, magnitude);
  return object;
}

/** Writes an int of at most one digit in place: for the small ints at start. */
export function writeSmallInt(rt: Runtime, object: Ref, value: number): void {
  const i32 = rt.i32;
  i32[object + Header.TypeId] = rt.ids.smallInt;
  i32[object + IntField.Tag] = value < 0 ? 10 : value === 0 ? 1 : 8;
  i32[object + IntField.Value] = value;
  i32[object + IntField.Digits] = Math.abs(value);
}

/** Whether an object is an int of at most one digit and of exact type (bool and subclasses are not). */
export function isSmallInt(rt: Runtime, object: Ref): boolean {
  return rt.i32[object + Header.TypeId] === rt.ids.smallInt;
}

/** Whether an object is an int, bool or subclass included. */
export function isInt(rt: Runtime, object: Ref): boolean {
  const id = rt.i32[object + Header.TypeId]!;
  return id === rt.ids.smallInt || id === rt.ids.bigInt || rt.types[id]!.isSubtypeOf(rt.builtin.int);
}

/** Number of digits, 0 for zero. */
export function digitCount(rt: Runtime, object: Ref): number {
  return rt.i32[object + IntField.Tag]! >> 3;
}

/** The value of any int. */
export function intValue(rt: Runtime, object: Ref): bigint {
  const i32 = rt.i32;
  const tag = i32[object + IntField.Tag]!;
  const digits = tag >> 3;
  if (digits <= 1)
    return BigInt(
      (tag & 2) !== 0 ? -i32[object + IntField.Digits]! : digits === 0 ? 0 : i32[object + IntField.Digits]!,
    );
  const value = readDigits(i32, object + IntField.Digits, digits);
  return (tag & 2) !== 0 ? -value : value;
}

/** The value if it lies within ±2⁵³, else NaN. */
export function intNumber(rt: Runtime, object: Ref): number {
  const i32 = rt.i32;
  const tag = i32[object + IntField.Tag]!;
  const digits = tag >> 3;
  const sign = (tag & 2) !== 0 ? -1 : 1;
  if (digits === 0) return 0;
  if (digits === 1) return sign * i32[object + IntField.Digits]!;
  if (digits > 2) return Number.NaN;
  const value = i32[object + IntField.Digits]! + i32[object + IntField.Digits + 1]! * 2 ** 30;
  return value <= Number.MAX_SAFE_INTEGER ? sign * value : Number.NaN;
}

/** −1, 0 or 1. */
export function intSign(rt: Runtime, object: Ref): number {
  const tag = rt.i32[object + IntField.Tag]!;
  return (tag & 2) !== 0 ? -1 : tag >> 3 === 0 ? 0 : 1;
}

/** A new int with room for so many digits, two or more, which are the caller's to write. */
export function newDigits(rt: Runtime, digits: number, negative: boolean): Maybe {
  const object = rt.fresh.plain(rt.ids.bigInt, 24 + 4 * digits);
  if (object === 0) return rt.noMemory();
  rt.i32[object + IntField.Tag] = (digits << 3) | (negative ? 2 : 0);
  return object;
}

function bitLengthOf(positive: bigint): number {
  const hex = positive.toString(16);
  return (hex.length - 1) * 4 + (32 - Math.clz32(Number.parseInt(hex[0]!, 16)));
}

/** Type ids of the built-in layouts, filled in when they are defined. */
export interface Layouts {
  smallInt: TypeId;
  bigInt: TypeId;
}
