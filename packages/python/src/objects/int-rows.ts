import { IntTypes } from './int.js';
import { moveWords } from './words.js';

/**
 * Rows of 30-bit digits in memory, the lowest first: what the arithmetic of long ints does in its inner loops. Each function writes
 * a row and returns what is left for the place above.
 *
 * They are closures over the memory: the engine knows where a constant array lies, and looks up every other one anew at each turn of a
 * loop. Sums of places are cut to 32 bits (`| 0`) as they are made, which spares the check that they did not overflow.
 */
export interface DigitRows {
  /** x × b, for a digit x. */
  multiply(out: number, x: number, b: number, size: number): number;
  /** Adds x × b to what stands there. */
  addProduct(out: number, x: number, b: number, size: number): number;
  /** a + b for rows of the same length: 0 or 1. */
  add(out: number, a: number, b: number, size: number): number;
  /** a − b for rows of the same length: 0 or −1. */
  subtract(out: number, a: number, b: number, size: number): number;
  /** A row with 1, 0 or −1 added to its lowest place. */
  carry(out: number, a: number, size: number, carried: number): number;
}

const BITS = IntTypes.DigitBits;
const MASK = 2 ** BITS - 1;
const PER_BASE = 2 ** -BITS;
/** Makes a product come out below the true one, however it is rounded, by less than 2⁻²⁰ of the upper digit. */
const ROUND_DOWN = 1 - 2 ** -51;

/** Up to here the product of a digit, with what is carried, fits 32 bits. */
const TINY = 4;

export function digitRows(i32: Int32Array): DigitRows {
  /**
   * The product of two digits has 60 bits, more than a double holds. Its upper digit comes from a double that may be a little off,
   * and its lower one is whatever 32 bits say is missing then, so that both together are exact:
   *
   *     high = ⌊x × y × 2⁻³⁰⌋, or one less      low = x × y − high × 2³⁰, computed modulo 2³², below 2³⁰ + 2¹⁰
   */
  const multiplyLarge = (out: number, x: number, b: number, size: number): number => {
    const factor = x * PER_BASE * ROUND_DOWN;
    const end = (b + size) | 0;
    const toOut = (out - b) | 0;
    let carry = 0;
    for (let at = b; at < end; at = (at + 1) | 0) {
      const y = i32[at]!;
      const high = (factor * y) | 0;
      const sum = (Math.imul(x, y) - (high << BITS) + carry) | 0;
      i32[(at + toOut) | 0] = sum & MASK;
      carry = (high + (sum >>> BITS)) | 0;
    }
    return carry;
  };

  const multiplyTiny = (out: number, x: number, b: number, size: number): number => {
    const end = (b + size) | 0;
    const toOut = (out - b) | 0;
    let carry = 0;
    for (let at = b; at < end; at = (at + 1) | 0) {
      const sum = (Math.imul(x, i32[at]!) + carry) | 0;
      i32[(at + toOut) | 0] = sum & MASK;
      carry = sum >>> BITS;
    }
    return carry;
  };

  return {
    multiply: (out, x, b, size) => (x <= TINY ? multiplyTiny(out, x, b, size) : multiplyLarge(out, x, b, size)),

    addProduct: (out, x, b, size) => {
      const factor = x * PER_BASE * ROUND_DOWN;
      const end = (b + size) | 0;
      const toOut = (out - b) | 0;
      let carry = 0;
      for (let at = b; at < end; at = (at + 1) | 0) {
        const y = i32[at]!;
        // As in multiplyLarge. Three terms of 2³⁰ and a little stay below 2³².
        const high = (factor * y) | 0;
        const sum = (i32[(at + toOut) | 0]! + Math.imul(x, y) - (high << BITS) + carry) | 0;
        i32[(at + toOut) | 0] = sum & MASK;
        carry = (high + (sum >>> BITS)) | 0;
      }
      return carry;
    },

    add: (out, a, b, size) => {
      const end = (a + size) | 0;
      const toB = (b - a) | 0;
      const toOut = (out - a) | 0;
      let carry = 0;
      for (let at = a; at < end; at = (at + 1) | 0) {
        const sum = (carry + i32[at]! + i32[(at + toB) | 0]!) | 0;
        i32[(at + toOut) | 0] = sum & MASK;
        carry = sum >>> BITS;
      }
      return carry;
    },

    subtract: (out, a, b, size) => {
      const end = (a + size) | 0;
      const toB = (b - a) | 0;
      const toOut = (out - a) | 0;
      let borrow = 0;
      for (let at = a; at < end; at = (at + 1) | 0) {
        const difference = (borrow + i32[at]! - i32[(at + toB) | 0]!) | 0;
        i32[(at + toOut) | 0] = difference & MASK;
        borrow = difference >> BITS;
      }
      return borrow;
    },

    carry: (out, a, size, carried) => {
      let carry = carried;
      let i = 0;
      for (; i < size && carry !== 0; i++) {
        const sum = (i32[a + i]! + carry) | 0;
        i32[out + i] = sum & MASK;
        carry = sum >> BITS;
      }
      moveWords(i32, out + i, a + i, a + size);
      return carry;
    },
  };
}

/** Takes x × b from the digits of `rest` from `at` on, and returns what is left to take from the place above. */
export function subtractProduct(
  rest: Int32Array,
  at: number,
  x: number,
  i32: Int32Array,
  b: number,
  size: number,
): number {
  // Not rounded down: low stays below 2³⁰, and the difference of three terms above −2³¹.
  const factor = x * PER_BASE;
  let carry = 0;
  for (let j = 0; j < size; j++) {
    const y = i32[b + j]!;
    const high = (factor * y) | 0;
    const low = (Math.imul(x, y) - (high << BITS)) | 0;
    const difference = (rest[at + j]! - low - carry) | 0;
    rest[at + j] = difference & MASK;
    carry = (high - (difference >> BITS)) | 0;
  }
  return carry;
}
