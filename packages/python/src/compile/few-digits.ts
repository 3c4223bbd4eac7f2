import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { newDigits } from '../objects/int.js';
import { IntField } from '../objects/layout.js';
import { Binary } from '../objects/typeobject.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';

const DIGIT_BITS = 30;
const BASE = 2 ** DIGIT_BITS;
const MASK = BASE - 1;

/** Remainders of three digits are taken fifteen bits at a time: divisors have fewer bits than 32, and what is divided less than 47. */
const MOST_DIVISOR = 2 ** 31;
const HALF_BITS = 15;
const HALF = 2 ** HALF_BITS;

/**
 * Products, sums and remainders of positive ints of a few digits that no double holds: random numbers and hashes of programs are computed
 * so. Borrows its operands; −1, and nothing done, for others. Results have the room that CPython's have.
 */
export function fewDigits(rt: Runtime, newInt: (value: number) => Maybe): (op: Binary, a: Ref, b: Ref) => Maybe | -1 {
  const { i32 } = rt;
  const { smallInt, bigInt } = rt.ids;

  /** Digits of a positive int; 0 for other objects. */
  const sizeOf = (object: Ref): number => {
    const id = i32[object + Header.TypeId]!;
    const tag = i32[object + IntField.Tag]!;
    return (id === smallInt || id === bigInt) && (tag & 3) === 0 ? tag >> 3 : 0;
  };

  const digit = (object: Ref, at: number, size: number): number =>
    at < size ? i32[object + IntField.Digits + at]! : 0;

  /** An int with room for so many digits; of the four it has those up to the highest that is not 0, which are two at least. */
  const made = (room: number, d0: number, d1: number, d2: number, d3: number): Maybe => {
    const object = newDigits(rt, room, false);
    if (object === 0) return 0;
    const first = object + IntField.Digits;
    i32[first] = d0;
    i32[first + 1] = d1;
    if (room > 2) i32[first + 2] = d2;
    if (room > 3) i32[first + 3] = d3;
    i32[object + IntField.Tag] = (d3 !== 0 ? 4 : d2 !== 0 ? 3 : 2) << 3;
    return object;
  };

  const product = (a: Ref, sizeA: number, b: Ref, sizeB: number): Maybe => {
    const a0 = i32[a + IntField.Digits]!;
    const a1 = digit(a, 1, sizeA);
    const b0 = i32[b + IntField.Digits]!;
    const b1 = digit(b, 1, sizeB);
    const low = Math.imul(a0, b0) & MASK;
    const middle = Math.imul(a0, b1) & MASK;
    const other = Math.imul(a1, b0) & MASK;
    const high = Math.imul(a1, b1) & MASK;
    const d1 = upper(a0, b0, low) + middle + other;
    const carry = Math.floor(d1 / BASE);
    const d2 = upper(a0, b1, middle) + upper(a1, b0, other) + high + carry;
    const rest = Math.floor(d2 / BASE);
    return made(sizeA + sizeB, low, d1 - carry * BASE, d2 - rest * BASE, upper(a1, b1, high) + rest);
  };

  const sum = (a: Ref, sizeA: number, b: Ref, sizeB: number): Maybe => {
    const d0 = i32[a + IntField.Digits]! + i32[b + IntField.Digits]!;
    const d1 = digit(a, 1, sizeA) + digit(b, 1, sizeB) + (d0 >>> DIGIT_BITS);
    const d2 = digit(a, 2, sizeA) + digit(b, 2, sizeB) + (d1 >>> DIGIT_BITS);
    return made(Math.max(sizeA, sizeB) + 1, d0 & MASK, d1 & MASK, d2 & MASK, d2 >>> DIGIT_BITS);
  };

  const remainder = (a: Ref, sizeA: number, b: Ref, sizeB: number): Maybe | -1 => {
    const divisor = i32[b + IntField.Digits]! + digit(b, 1, sizeB) * BASE;
    if (divisor > MOST_DIVISOR) return -1;
    const d0 = i32[a + IntField.Digits]!;
    const d1 = digit(a, 1, sizeA);
    const bits = divisor - 1;
    if ((divisor & bits) === 0) return newInt(((d0 | (d1 << DIGIT_BITS)) & bits) >>> 0);
    let rest = digit(a, 2, sizeA) % divisor;
    rest = step(rest, d1 >> HALF_BITS, divisor);
    rest = step(rest, d1 & (HALF - 1), divisor);
    rest = step(rest, d0 >> HALF_BITS, divisor);
    return newInt(step(rest, d0 & (HALF - 1), divisor));
  };

  return (op, a, b) => {
    if (op !== Binary.Mult && op !== Binary.Add && op !== Binary.Mod) return -1;
    const sizeA = sizeOf(a);
    const sizeB = sizeOf(b);
    if (sizeA === 0 || sizeB === 0 || sizeA > 3) return -1;
    if (op === Binary.Add) return sizeB > 3 ? -1 : sum(a, sizeA, b, sizeB);
    if (sizeB > 2) return -1;
    if (op === Binary.Mod) return remainder(a, sizeA, b, sizeB);
    return sizeA > 2 ? -1 : product(a, sizeA, b, sizeB);
  };
}

/** What stands above the lowest 30 bits, `low`, of the product of two digits: the double of it is wrong by less than half of their unit. */
function upper(x: number, y: number, low: number): number {
  return Math.floor((x * y - low) / BASE + 0.5);
}

/** (rest · 2¹⁵ + half) modulo a divisor. */
function step(rest: number, half: number, divisor: number): number {
  const value = rest * HALF + half;
  return value - Math.floor(value / divisor) * divisor;
}
