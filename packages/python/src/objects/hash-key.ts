import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import type { Runtime } from '../runtime/runtime.js';
import { IntField, StrField, TupleField } from './layout.js';
import { hashStr } from './str.js';

/**
 * Hashes of what keys mostly are: ints, strings and tuples, without asking their types' slots, as closures over one runtime's
 * memory. A hash is handed over in `rt.hashLow`, `rt.hashHigh`.
 */
export interface Hashes {
  /** hash(key); false on error. May run `__hash__`. */
  hash(key: Ref): boolean;
  /** The same for ints, strings, and tuples of them: false, and nothing done, for other keys. No code of the program runs. */
  hashQuickly(key: Ref): boolean;
  /** tuple.__hash__: nested tuples count as steps into native recursion. */
  hashTuple(tuple: Ref): boolean;
}

/**
 * Hashes of pairs of ints that were asked lately, by the ints: programs ask for the same places of a grid, or look a pair up and then store
 * something under it, mostly with tuples made anew. No count is held, ints of the same value have the same hash.
 */
const enum Pair {
  Left = 0,
  Right = 1,
  Low = 2,
  High = 3,
  Words = 4,
}

const PAIRS = 1024;

/** hash(key); false on error. May run `__hash__`. */
export function hashKey(rt: Runtime, key: Ref): boolean {
  return rt.hashes.hash(key);
}

/** Halves of xxHash's primes 2, 1 and 5. */
const P2 = 0x27d4eb4f;
const P2_HIGH = 0xc2b2ae3d | 0;
const P1 = 0x85ebca87 | 0;
const P1_HIGH = 0x9e3779b1 | 0;
const P5 = 0x165667c5;
const P5_HIGH = 0x27d4eb2f;

export function makeHashes(rt: Runtime): Hashes {
  const { i32 } = rt;
  const { smallInt, bigInt, str, internedStr, tuple: tupleId } = rt.ids;

  /** Ints of up to two digits and strings. */
  const hashScalar = (key: Ref): boolean => {
    const id = i32[key + Header.TypeId]!;
    if (id === smallInt) {
      const value = i32[key + IntField.Value]!;
      rt.hashLow = value === -1 ? -2 : value;
      rt.hashHigh = value >> 31;
      return true;
    }
    if (id === str || id === internedStr) {
      if (i32[key + StrField.HashLow] === -1) hashStr(rt, key);
      rt.hashLow = i32[key + StrField.HashLow]!;
      rt.hashHigh = i32[key + StrField.HashHigh]!;
      return true;
    }
    if (id !== bigInt || i32[key + IntField.Tag]! >> 3 !== 2) return false;
    // Such an int is less than the modulus 2⁶¹ − 1 of numeric hashes: it is its own hash.
    const digit = i32[key + IntField.Digits + 1]!;
    const low = i32[key + IntField.Digits]! | (digit << 30);
    const high = digit >>> 2;
    const isNegative = (i32[key + IntField.Tag]! & 2) !== 0;
    rt.hashLow = isNegative ? -low | 0 : low;
    rt.hashHigh = isNegative ? (~high + (low === 0 ? 1 : 0)) | 0 : high;
    return true;
  };

  const pairs = new Int32Array(PAIRS * Pair.Words);
  // No pair has this place that has this left int: what was not filled yet fits none.
  pairs[Pair.Left] = 1;

  const hashPair = (tuple: Ref, left: number, right: number): boolean => {
    const at = ((Math.imul(left, 37) + right) & (PAIRS - 1)) * Pair.Words;
    if (pairs[at + Pair.Left] === left && pairs[at + Pair.Right] === right) {
      rt.hashLow = pairs[at + Pair.Low]!;
      rt.hashHigh = pairs[at + Pair.High]!;
      return true;
    }
    hashItems(tuple, false);
    pairs[at + Pair.Left] = left;
    pairs[at + Pair.Right] = right;
    pairs[at + Pair.Low] = rt.hashLow;
    pairs[at + Pair.High] = rt.hashHigh;
    return true;
  };

  const hashTupleItems = (tuple: Ref, asks: boolean): boolean => {
    if (i32[tuple + Header.Size] === 2) {
      const left = i32[tuple + TupleField.Items]!;
      const right = i32[tuple + TupleField.Items + 2]!;
      if (i32[left + Header.TypeId] === smallInt && i32[right + Header.TypeId] === smallInt)
        return hashPair(tuple, i32[left + IntField.Value]!, i32[right + IntField.Value]!);
    }
    return hashItems(tuple, asks);
  };

  /** xxHash's way of accumulating. Items that are neither ints nor strings are hashed only if `asks`; else false. */
  const hashItems = (tuple: Ref, asks: boolean): boolean => {
    const size = i32[tuple + Header.Size]!;
    let low = P5;
    let high = P5_HIGH;
    for (let i = 0; i < size; i++) {
      const item = i32[tuple + TupleField.Items + 2 * i]! as Ref;
      let lane: number;
      let laneHigh: number;
      if (i32[item + Header.TypeId] === smallInt) {
        const value = i32[item + IntField.Value]!;
        lane = value === -1 ? -2 : value;
        laneHigh = value >> 31;
      } else {
        if (!hashScalar(item) && (!asks || !hash(item))) return false;
        lane = rt.hashLow;
        laneHigh = rt.hashHigh;
      }
      // accumulator += lane * P2
      const product = Math.imul(lane, P2);
      const productHigh = (highOfProduct(lane, P2) + Math.imul(laneHigh, P2) + Math.imul(lane, P2_HIGH)) | 0;
      const sum = (low + product) | 0;
      const sumHigh = (high + productHigh + (sum >>> 0 < low >>> 0 ? 1 : 0)) | 0;
      // accumulator = rotated by 31, * P1
      const turned = (sum << 31) | (sumHigh >>> 1);
      const turnedHigh = (sumHigh << 31) | (sum >>> 1);
      low = Math.imul(turned, P1);
      high = (highOfProduct(turned, P1) + Math.imul(turnedHigh, P1) + Math.imul(turned, P1_HIGH)) | 0;
    }
    const more = size ^ P5 ^ 3527539;
    const sum = (low + more) | 0;
    const sumHigh = (high + P5_HIGH + (sum >>> 0 < low >>> 0 ? 1 : 0)) | 0;
    const isMinusOne = sum === -1 && sumHigh === -1;
    rt.hashLow = isMinusOne ? 1546275796 : sum;
    rt.hashHigh = isMinusOne ? 0 : sumHigh;
    return true;
  };

  const hashQuickly = (key: Ref): boolean =>
    i32[key + Header.TypeId] === tupleId ? hashTupleItems(key, false) : hashScalar(key);

  const hashTuple = (tuple: Ref): boolean => {
    if (!rt.enterNative(' while hashing a tuple')) return false;
    const isDone = hashItems(tuple, true);
    rt.leaveNative();
    return isDone;
  };

  const hash = (key: Ref): boolean => {
    if (hashQuickly(key)) return true;
    return i32[key + Header.TypeId] === tupleId ? hashTuple(key) : rt.classOperators.hash(key);
  };

  return { hash, hashQuickly, hashTuple };
}

/** The upper 32 bits of the product of two numbers of 32 bits, both without sign. */
function highOfProduct(a: number, b: number): number {
  const a0 = a & 0xffff;
  const a1 = a >>> 16;
  const b0 = b & 0xffff;
  const b1 = b >>> 16;
  const low = Math.imul(a0, b0);
  const middle = (Math.imul(a1, b0) + (low >>> 16)) | 0;
  const other = (Math.imul(a0, b1) + (middle & 0xffff)) | 0;
  return (Math.imul(a1, b1) + (middle >>> 16) + (other >>> 16)) | 0;
}
