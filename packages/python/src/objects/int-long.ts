import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { IntTypes, intFromWord, newDigits } from './int.js';
import { subtractProduct } from './int-rows.js';
import { IntField } from './layout.js';

/**
 * Arithmetic on the 30-bit digits where they lie, as in Objects/longobject.c, for what takes a number of steps that grows
 * with the digits: making a bigint and taking it apart again costs more than the operation itself. Products of two long
 * numbers and divisions with long quotients are left to bigint.
 *
 * Sums and products are written into an object that has room for the most digits there may be, of which the rest stays unused, as
 * in CPython. Other results are built in one scratch array and copied into an object of their size; nothing else is allocated
 * meanwhile. Each function gives undefined where it does not apply.
 */

const BITS = IntTypes.DigitBits;
const BASE = 2 ** BITS;
const MASK = BASE - 1;
/** 2³¹: what the upper part of a residue stays below. */
const HIGH_BASE = 2 ** 31;

/** Both factors longer than this are multiplied as bigints: about 1,000 bits, where the conversions begin to pay. */
const SCHOOLBOOK_DIGITS = 32;
/** Quotients longer than this are left to bigint. */
const QUOTIENT_DIGITS = 64;
/** Added to the guess of a quotient's digit: more than the error of the guess. */
const GUESS_MARGIN = 2 ** -18;
/** Shifts further than this are the business of whoever raises the errors. */
const MAX_SHIFT = 2 ** 30;

let scratch = new Int32Array(256);

function reserve(digits: number): Int32Array {
  if (scratch.length < digits) scratch = new Int32Array(2 * digits);
  return scratch;
}

/** The int of the first digits in the scratch array. */
function take(rt: Runtime, digits: number, negative: boolean): Maybe {
  let size = digits;
  while (size > 0 && scratch[size - 1] === 0) size--;
  if (size <= 1) return intFromWord(rt, size === 0 ? 0 : negative ? -scratch[0]! : scratch[0]!);
  const object = newDigits(rt, size, negative);
  if (object === 0) return 0;
  const i32 = rt.i32;
  const first = object + IntField.Digits;
  if (size > 32) i32.set(scratch.subarray(0, size), first);
  else for (let i = 0; i < size; i++) i32[first + i] = scratch[i]!;
  return object;
}

/** A new int with room for so many digits, which are the caller's to write; {@link settle} makes a number of it. */
function roomFor(rt: Runtime, digits: number): Maybe {
  return newDigits(rt, digits, false);
}

/** Leading zeros are left out (long_normalize). What turns out to be of one digit moves to an object for that. */
function settle(rt: Runtime, object: Ref, digits: number, negative: boolean): Maybe {
  const i32 = rt.i32;
  const first = object + IntField.Digits;
  let size = digits;
  while (size > 0 && i32[first + size - 1] === 0) size--;
  if (size > 1) {
    i32[object + IntField.Tag] = (size << 3) | (negative ? 2 : 0);
    return object;
  }
  const value = size === 0 ? 0 : i32[first]!;
  i32[object + IntField.Tag] = 16;
  rt.decref(object);
  return intFromWord(rt, negative ? -value : value);
}

function digitsOf(rt: Runtime, object: Ref): number {
  return rt.i32[object + IntField.Tag]! >> 3;
}

function isNegative(rt: Runtime, object: Ref): boolean {
  return (rt.i32[object + IntField.Tag]! & 2) !== 0;
}

/**
 * The residue of |a| modulo 2⁶¹ − 1, as its lower 30 and its upper 31 bits (long_hash): a digit more turns the 61 bits by 30.
 */
export function residueOfLong(rt: Runtime, a: Ref): { low: number; high: number } {
  const i32 = rt.i32;
  let low = 0;
  let high = 0;
  for (let i = IntField.Digits + digitsOf(rt, a) - 1; i >= IntField.Digits; i--) {
    const turned = ((high & 1) << BITS) | low;
    low = (high >>> 1) + i32[a + i]!;
    high = turned;
    if (low > MASK) {
      low -= BASE;
      high++;
      // 2⁶¹ is 1.
      if (high === HIGH_BASE) {
        high = 0;
        low++;
      }
    }
  }
  return high === HIGH_BASE - 1 && low === MASK ? { low: 0, high: 0 } : { low, high };
}

/** −1, 0 or 1: |a| against |b|. */
function compareMagnitudes(rt: Runtime, a: Ref, b: Ref): number {
  const i32 = rt.i32;
  const size = digitsOf(rt, a);
  if (size !== digitsOf(rt, b)) return size < digitsOf(rt, b) ? -1 : 1;
  for (let i = IntField.Digits + size - 1; i >= IntField.Digits; i--) {
    if (i32[a + i] !== i32[b + i]) return i32[a + i]! < i32[b + i]! ? -1 : 1;
  }
  return 0;
}

/** −1, 0 or 1. */
export function compareLong(rt: Runtime, a: Ref, b: Ref): number {
  if (isNegative(rt, a)) return isNegative(rt, b) ? compareMagnitudes(rt, b, a) : -1;
  return isNegative(rt, b) ? 1 : compareMagnitudes(rt, a, b);
}

/** a + b, or a − b. */
export function addLong(rt: Runtime, a: Ref, b: Ref, subtract: boolean): Maybe {
  const negative = isNegative(rt, a);
  if (negative === (isNegative(rt, b) !== subtract)) {
    const longer = digitsOf(rt, a) >= digitsOf(rt, b);
    return addMagnitudes(rt, longer ? a : b, longer ? b : a, negative);
  }
  const order = compareMagnitudes(rt, a, b);
  if (order === 0) return intFromWord(rt, 0);
  return order > 0 ? subtractMagnitudes(rt, a, b, negative) : subtractMagnitudes(rt, b, a, !negative);
}

/** |a| + |b|; a has as many digits as b or more. */
function addMagnitudes(rt: Runtime, a: Ref, b: Ref, negative: boolean): Maybe {
  const i32 = rt.i32;
  const sizeA = digitsOf(rt, a);
  const sizeB = digitsOf(rt, b);
  const sum = roomFor(rt, sizeA + 1);
  if (sum === 0) return 0;
  const first = a + IntField.Digits;
  const out = sum + IntField.Digits;
  const carry = rt.digits.add(out, first, b + IntField.Digits, sizeB);
  i32[out + sizeA] = rt.digits.carry(out + sizeB, first + sizeB, sizeA - sizeB, carry);
  return settle(rt, sum, sizeA + 1, negative);
}

/** |a| − |b|, where |a| is the larger. */
function subtractMagnitudes(rt: Runtime, a: Ref, b: Ref, negative: boolean): Maybe {
  const sizeA = digitsOf(rt, a);
  const sizeB = digitsOf(rt, b);
  const difference = roomFor(rt, sizeA);
  if (difference === 0) return 0;
  const first = a + IntField.Digits;
  const out = difference + IntField.Digits;
  const borrow = rt.digits.subtract(out, first, b + IntField.Digits, sizeB);
  rt.digits.carry(out + sizeB, first + sizeB, sizeA - sizeB, borrow);
  return settle(rt, difference, sizeA, negative);
}

/** a × b, digit by digit, if one of them is short. */
export function multiplyLong(rt: Runtime, a: Ref, b: Ref): Maybe | undefined {
  // The inner loop goes over the longer one.
  return digitsOf(rt, a) <= digitsOf(rt, b) ? multiplySorted(rt, a, b) : multiplySorted(rt, b, a);
}

function multiplySorted(rt: Runtime, a: Ref, b: Ref): Maybe | undefined {
  const i32 = rt.i32;
  const sizeA = digitsOf(rt, a);
  const sizeB = digitsOf(rt, b);
  if (sizeA > SCHOOLBOOK_DIGITS) return undefined;
  if (sizeA === 0) return intFromWord(rt, 0);
  const size = sizeA + sizeB;
  const product = roomFor(rt, size);
  if (product === 0) return 0;
  const out = product + IntField.Digits;
  const firstA = a + IntField.Digits;
  const firstB = b + IntField.Digits;
  i32[out + sizeB] = rt.digits.multiply(out, i32[firstA]!, firstB, sizeB);
  for (let i = 1; i < sizeA; i++) i32[out + i + sizeB] = rt.digits.addProduct(out + i, i32[firstA + i]!, firstB, sizeB);
  return settle(rt, product, size, isNegative(rt, a) !== isNegative(rt, b));
}

/** a << count. */
export function shiftLeftLong(rt: Runtime, a: Ref, count: number): Maybe | undefined {
  if (!(count >= 0 && count < MAX_SHIFT)) return undefined;
  const i32 = rt.i32;
  const size = digitsOf(rt, a);
  const words = Math.floor(count / BITS);
  const bits = count - words * BITS;
  const out = reserve(size + words + 1);
  out.fill(0, 0, words);
  let carry = 0;
  for (let i = 0; i < size; i++) {
    const digit = i32[a + IntField.Digits + i]!;
    out[words + i] = ((digit << bits) & MASK) | carry;
    carry = bits === 0 ? 0 : digit >>> (BITS - bits);
  }
  out[words + size] = carry;
  return take(rt, size + words + 1, isNegative(rt, a));
}

/** a >> count for a ≥ 0: below zero it rounds the other way. */
export function shiftRightLong(rt: Runtime, a: Ref, count: number): Maybe | undefined {
  if (!(count >= 0 && count < MAX_SHIFT) || isNegative(rt, a)) return undefined;
  const i32 = rt.i32;
  const words = Math.floor(count / BITS);
  const bits = count - words * BITS;
  const size = digitsOf(rt, a) - words;
  if (size <= 0) return intFromWord(rt, 0);
  const out = reserve(size);
  const first = a + IntField.Digits + words;
  for (let i = 0; i < size; i++) {
    const above = i + 1 < size ? i32[first + i + 1]! : 0;
    out[i] = bits === 0 ? i32[first + i]! : (i32[first + i]! >>> bits) | ((above << (BITS - bits)) & MASK);
  }
  return take(rt, size, false);
}

/** a & b, a | b, a ^ b of numbers that are not negative. */
export function bitsLong(rt: Runtime, a: Ref, b: Ref, op: '&' | '|' | '^'): Maybe | undefined {
  if (isNegative(rt, a) || isNegative(rt, b)) return undefined;
  const i32 = rt.i32;
  const sizeA = digitsOf(rt, a);
  const sizeB = digitsOf(rt, b);
  const size = op === '&' ? Math.min(sizeA, sizeB) : Math.max(sizeA, sizeB);
  const out = reserve(size);
  for (let i = 0; i < size; i++) {
    const x = i < sizeA ? i32[a + IntField.Digits + i]! : 0;
    const y = i < sizeB ? i32[b + IntField.Digits + i]! : 0;
    out[i] = op === '&' ? x & y : op === '|' ? x | y : x ^ y;
  }
  return take(rt, size, false);
}

/** log2 of a power of two, −1 for all other numbers. */
function exponentOf(rt: Runtime, b: Ref): number {
  const i32 = rt.i32;
  const size = digitsOf(rt, b);
  if (size === 0 || isNegative(rt, b)) return -1;
  const top = i32[b + IntField.Digits + size - 1]!;
  if ((top & (top - 1)) !== 0) return -1;
  for (let i = 0; i < size - 1; i++) if (i32[b + IntField.Digits + i] !== 0) return -1;
  return (size - 1) * BITS + 31 - Math.clz32(top);
}

/** a // b of numbers that are not negative; undefined where bigint is faster. */
export function floorDivideLong(rt: Runtime, a: Ref, b: Ref): Maybe | undefined {
  if (isNegative(rt, a)) return undefined;
  const exponent = exponentOf(rt, b);
  if (exponent >= 0) return shiftRightLong(rt, a, exponent);
  if (isNegative(rt, b)) return undefined;
  const size = digitsOf(rt, a);
  const sizeB = digitsOf(rt, b);
  if (sizeB === 1) {
    reserve(size);
    divideByDigit(rt, a, rt.i32[b + IntField.Digits]!);
    return take(rt, size, false);
  }
  if (size < sizeB) return intFromWord(rt, 0);
  const short = shortQuotient(rt, a, b);
  if (short >= 0) return intFromWord(rt, short);
  if (size - sizeB > QUOTIENT_DIGITS) return undefined;
  divideByLong(rt, a, b);
  // The quotient lies above the remainder.
  scratch.copyWithin(0, sizeB, size + 1);
  return take(rt, size - sizeB + 1, false);
}

/** a % b of numbers that are not negative; undefined where bigint is faster. */
export function remainderLong(rt: Runtime, a: Ref, b: Ref): Maybe | undefined {
  if (isNegative(rt, a)) return undefined;
  const exponent = exponentOf(rt, b);
  if (exponent >= 0) return lowBits(rt, a, exponent);
  if (isNegative(rt, b)) return undefined;
  const size = digitsOf(rt, a);
  const sizeB = digitsOf(rt, b);
  if (sizeB === 1) {
    reserve(size);
    return intFromWord(rt, divideByDigit(rt, a, rt.i32[b + IntField.Digits]!));
  }
  if (size < sizeB) return intCopyOf(rt, a);
  if (size - sizeB > QUOTIENT_DIGITS) return undefined;
  divideByLong(rt, a, b);
  return take(rt, sizeB, false);
}

/** The number itself if its type is exactly int, else one of that type. */
function intCopyOf(rt: Runtime, a: Ref): Maybe {
  const id = rt.i32[a + Header.TypeId];
  if (id === rt.ids.bigInt || id === rt.ids.smallInt) return rt.incref(a);
  const size = digitsOf(rt, a);
  const out = reserve(size);
  for (let i = 0; i < size; i++) out[i] = rt.i32[a + IntField.Digits + i]!;
  return take(rt, size, isNegative(rt, a));
}

/**
 * a ÷ b of numbers that are not negative, b of two digits or more and no longer than a (Knuth, algorithm D). Leaves in the
 * scratch array the remainder, as many digits as b has, and above it the quotient.
 *
 * Each digit of the quotient is guessed from the four highest digits that are left of a and the three highest of b, as
 * doubles: in error by less than 2⁻¹⁹. With a little added the guess is right or one too large, and then b is added back once.
 */
function divideByLong(rt: Runtime, a: Ref, b: Ref): void {
  const i32 = rt.i32;
  const size = digitsOf(rt, a);
  const sizeB = digitsOf(rt, b);
  const out = reserve(size + 1);
  const firstB = b + IntField.Digits;
  for (let i = 0; i < size; i++) out[i] = i32[a + IntField.Digits + i]!;
  out[size] = 0;
  const third = sizeB > 2 ? i32[firstB + sizeB - 3]! : 0;
  const divisor = (i32[firstB + sizeB - 1]! * BASE + i32[firstB + sizeB - 2]!) * BASE + third;
  for (let at = size - sizeB; at >= 0; at--) {
    const top = at + sizeB;
    const fourth = sizeB > 2 ? out[top - 3]! : 0;
    const left = ((out[top]! * BASE + out[top - 1]!) * BASE + out[top - 2]!) * BASE + fourth;
    let quotient = Math.floor(left / divisor + GUESS_MARGIN);
    if (quotient !== 0 && subtractProduct(out, at, quotient, i32, firstB, sizeB) > out[top]!) {
      addBack(i32, firstB, sizeB, at);
      quotient--;
    }
    out[top] = quotient;
  }
}

/**
 * ⌊a ÷ b⌋ of numbers that are not negative if the highest digits alone show that it is this number of one digit; −1 otherwise. The
 * guess of {@link divideByLong} is right unless a whole number lies within its error.
 */
function shortQuotient(rt: Runtime, a: Ref, b: Ref): number {
  const i32 = rt.i32;
  const sizeB = digitsOf(rt, b);
  const more = digitsOf(rt, a) - sizeB;
  if (sizeB < 3 || more > 1) return -1;
  const topA = a + IntField.Digits + sizeB - 1;
  const topB = b + IntField.Digits + sizeB - 1;
  const above = more === 1 ? i32[topA + 1]! : 0;
  const left = ((above * BASE + i32[topA]!) * BASE + i32[topA - 1]!) * BASE + i32[topA - 2]!;
  const quotient = left / ((i32[topB]! * BASE + i32[topB - 1]!) * BASE + i32[topB - 2]!);
  if (quotient >= MASK) return -1;
  const whole = Math.floor(quotient);
  const rest = quotient - whole;
  return rest > GUESS_MARGIN && rest < 1 - GUESS_MARGIN ? whole : -1;
}

function addBack(i32: Int32Array, firstB: number, sizeB: number, at: number): void {
  const out = scratch;
  let carry = 0;
  for (let j = 0; j < sizeB; j++) {
    carry += out[at + j]! + i32[firstB + j]!;
    out[at + j] = carry & MASK;
    carry >>>= BITS;
  }
}

/** Leaves the quotient in the scratch array and returns the remainder. */
function divideByDigit(rt: Runtime, a: Ref, divisor: number): number {
  const i32 = rt.i32;
  const out = scratch;
  let rest = 0;
  for (let i = digitsOf(rt, a) - 1; i >= 0; i--) {
    const digit = i32[a + IntField.Digits + i]!;
    // The double's quotient is off by one at most; the remainder that belongs to it shows that in 32 bits.
    let quotient = Math.floor((rest * BASE + digit) / divisor);
    let left = (((rest << BITS) | digit) - Math.imul(quotient, divisor)) | 0;
    if (left < 0) {
      quotient--;
      left += divisor;
    } else if (left >= divisor) {
      quotient++;
      left -= divisor;
    }
    out[i] = quotient;
    rest = left;
  }
  return rest;
}

/** The lowest bits of a number that is not negative. */
function lowBits(rt: Runtime, a: Ref, count: number): Maybe {
  const i32 = rt.i32;
  const words = Math.floor(count / BITS);
  const size = Math.min(digitsOf(rt, a), words + 1);
  const out = reserve(size);
  for (let i = 0; i < size; i++) out[i] = i32[a + IntField.Digits + i]!;
  if (size === words + 1) out[words] = out[words]! & ((1 << (count - words * BITS)) - 1);
  return take(rt, size, false);
}
