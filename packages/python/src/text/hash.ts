// CPython's hashes of str, bytes, numbers, tuples and frozensets.
//
// A hash is a signed 64-bit number. It is computed and handed over as two 32-bit halves, in a two-element Int32Array
// that the caller reuses: out[0] is the low half, out[1] the high one. Bigints would make each hash an allocation.
// -1 tells C code of an error, so that no hash is -1; -2 takes its place.

import { decompose } from './float-digits.js';

/** Two halves of a 64-bit number: [low, high]. */
export type Halves = Int32Array;

/** The hash of str and bytes: siphash13 since 3.11. */
export type HashAlgorithm = 'siphash13' | 'siphash24';

/** The SipHash key of a process. */
export interface HashSecret {
  readonly k0lo: number;
  readonly k0hi: number;
  readonly k1lo: number;
  readonly k1hi: number;
}

/** Numeric hashes are residues modulo this Mersenne prime, so that 1, 1.0 and Fraction(1) agree. */
const MODULUS = (1n << 61n) - 1n;
const MODULUS_BITS = 61;
const HASH_INFINITY = 314159;

/** The secret under PYTHONHASHSEED=0, and what a deterministic run uses. */
export const ZERO_SECRET: HashSecret = { k0lo: 0, k0hi: 0, k1lo: 0, k1hi: 0 };

/** The secret under PYTHONHASHSEED=`seed`, 0 to 4294967295. */
export function secretFromSeed(seed: number): HashSecret {
  if (seed === 0) return ZERO_SECRET;
  const bytes = new DataView(new ArrayBuffer(16));
  let state = seed | 0;
  for (let i = 0; i < 16; i++) {
    state = (Math.imul(state, 214013) + 2531011) | 0;
    bytes.setUint8(i, (state >>> 16) & 0xff);
  }
  const word = (at: number): number => bytes.getInt32(at, true);
  return { k0lo: word(0), k0hi: word(4), k1lo: word(8), k1hi: word(12) };
}

/** SipHash-1-3, Python's since 3.11, of `length` bytes from `start`. */
export function sipHash13(
  bytes: Uint8Array,
  start: number,
  length: number,
  k0lo: number,
  k0hi: number,
  k1lo: number,
  k1hi: number,
  out: Halves,
): void {
  sipHash(bytes, start, length, k0lo, k0hi, k1lo, k1hi, 1, 3, out);
}

/** SipHash-2-4, Python's up to 3.10. */
export function sipHash24(
  bytes: Uint8Array,
  start: number,
  length: number,
  k0lo: number,
  k0hi: number,
  k1lo: number,
  k1hi: number,
  out: Halves,
): void {
  sipHash(bytes, start, length, k0lo, k0hi, k1lo, k1hi, 2, 4, out);
}

/**
 * The state is four 64-bit words; each 8 bytes of input, then the last 0–7 with the length, then a marker are mixed
 * in. All passes share one loop, so that the round stands here once and is compiled with its state in registers.
 *
 * A sum of halves carries where both top bits are set, or one of them and the sum's is not.
 */
function sipHash(
  bytes: Uint8Array,
  start: number,
  length: number,
  k0lo: number,
  k0hi: number,
  k1lo: number,
  k1hi: number,
  inputRounds: number,
  lastRounds: number,
  out: Halves,
): void {
  let v0lo = k0lo ^ 0x70736575;
  let v0hi = k0hi ^ 0x736f6d65;
  let v1lo = k1lo ^ 0x6e646f6d;
  let v1hi = k1hi ^ 0x646f7261;
  let v2lo = k0lo ^ 0x6e657261;
  let v2hi = k0hi ^ 0x6c796765;
  let v3lo = k1lo ^ 0x79746573;
  let v3hi = k1hi ^ 0x74656462;
  const words = length >>> 3;
  let at = start;
  for (let word = 0; word <= words + 1; word++) {
    let mlo = 0;
    let mhi = 0;
    let rounds = inputRounds;
    if (word < words) {
      mlo = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
      mhi = bytes[at + 4]! | (bytes[at + 5]! << 8) | (bytes[at + 6]! << 16) | (bytes[at + 7]! << 24);
      at += 8;
    } else if (word === words) {
      mhi = length << 24;
      const left = length & 7;
      for (let i = 0; i < left; i++) {
        if (i < 4) mlo |= bytes[at + i]! << (8 * i);
        else mhi |= bytes[at + i]! << (8 * i - 32);
      }
    } else {
      v2lo ^= 0xff;
      rounds = lastRounds;
    }
    v3lo ^= mlo;
    v3hi ^= mhi;
    for (let round = 0; round < rounds; round++) {
      // v0 += v1; v1 = rotl(v1, 13) ^ v0; v0 = rotl(v0, 32)
      let lo = (v0lo + v1lo) | 0;
      let hi = (v0hi + v1hi + (((v0lo & v1lo) | ((v0lo | v1lo) & ~lo)) >>> 31)) | 0;
      let shifted = (v1lo << 13) | (v1hi >>> 19);
      v1hi = ((v1hi << 13) | (v1lo >>> 19)) ^ hi;
      v1lo = shifted ^ lo;
      v0lo = hi;
      v0hi = lo;
      // v2 += v3; v3 = rotl(v3, 16) ^ v2
      lo = (v2lo + v3lo) | 0;
      v2hi = (v2hi + v3hi + (((v2lo & v3lo) | ((v2lo | v3lo) & ~lo)) >>> 31)) | 0;
      v2lo = lo;
      shifted = (v3lo << 16) | (v3hi >>> 16);
      v3hi = ((v3hi << 16) | (v3lo >>> 16)) ^ v2hi;
      v3lo = shifted ^ v2lo;
      // v0 += v3; v3 = rotl(v3, 21) ^ v0
      lo = (v0lo + v3lo) | 0;
      v0hi = (v0hi + v3hi + (((v0lo & v3lo) | ((v0lo | v3lo) & ~lo)) >>> 31)) | 0;
      v0lo = lo;
      shifted = (v3lo << 21) | (v3hi >>> 11);
      v3hi = ((v3hi << 21) | (v3lo >>> 11)) ^ v0hi;
      v3lo = shifted ^ v0lo;
      // v2 += v1; v1 = rotl(v1, 17) ^ v2; v2 = rotl(v2, 32)
      lo = (v2lo + v1lo) | 0;
      hi = (v2hi + v1hi + (((v2lo & v1lo) | ((v2lo | v1lo) & ~lo)) >>> 31)) | 0;
      shifted = (v1lo << 17) | (v1hi >>> 15);
      v1hi = ((v1hi << 17) | (v1lo >>> 15)) ^ hi;
      v1lo = shifted ^ lo;
      v2lo = hi;
      v2hi = lo;
    }
    v0lo ^= mlo;
    v0hi ^= mhi;
  }
  out[0] = v0lo ^ v1lo ^ v2lo ^ v3lo;
  out[1] = v0hi ^ v1hi ^ v2hi ^ v3hi;
}

/** hash() of bytes, and of a str given as its characters in the 1, 2 or 4 bytes each that CPython stores. */
export function hashBytes(
  bytes: Uint8Array,
  start: number,
  length: number,
  secret: HashSecret,
  out: Halves,
  algorithm: HashAlgorithm = 'siphash13',
): void {
  if (length === 0) {
    out[0] = 0;
    out[1] = 0;
    return;
  }
  const { k0lo, k0hi, k1lo, k1hi } = secret;
  if (algorithm === 'siphash13') sipHash(bytes, start, length, k0lo, k0hi, k1lo, k1hi, 1, 3, out);
  else sipHash(bytes, start, length, k0lo, k0hi, k1lo, k1hi, 2, 4, out);
  avoidMinusOne(out);
}

let scratch = new Uint8Array(256);

/** hash() of a str, by way of the bytes that CPython stores it in. */
export function hashText(text: string, secret: HashSecret, out: Halves, algorithm: HashAlgorithm = 'siphash13'): void {
  let highest = 0;
  for (let i = 0; i < text.length; i++) highest |= text.charCodeAt(i);
  if (highest < 0x100) {
    const length = text.length;
    if (scratch.length < length) scratch = new Uint8Array(2 * length);
    for (let i = 0; i < length; i++) scratch[i] = text.charCodeAt(i);
    hashBytes(scratch, 0, length, secret, out, algorithm);
  } else {
    hashWideText(text, secret, out, algorithm);
  }
}

function hashWideText(text: string, secret: HashSecret, out: Halves, algorithm: HashAlgorithm): void {
  const codes = Array.from(text, (character) => character.codePointAt(0)!);
  const size = codes.length === text.length ? 2 : 4;
  const bytes = new Uint8Array(size * codes.length);
  for (let i = 0, at = 0; i < codes.length; i++) {
    for (let shift = 0; shift < 8 * size; shift += 8) bytes[at++] = codes[i]! >>> shift;
  }
  hashBytes(bytes, 0, bytes.length, secret, out, algorithm);
}

/** hash() of an int: the residue modulo 2^61 - 1, with the sign of the value. */
export function hashInt(value: number | bigint, out: Halves): void {
  if (typeof value === 'number') {
    // Safe integers are below the modulus.
    out[0] = value | 0;
    out[1] = Math.floor(value / 0x1_0000_0000);
  } else {
    // A bigint's remainder has the sign of the dividend, as Python's hash has.
    const residue = value % MODULUS;
    out[0] = Number(BigInt.asIntN(32, residue));
    out[1] = Number(BigInt.asIntN(32, residue >> 32n));
  }
  avoidMinusOne(out);
}

/**
 * hash() of a float: equal to that of the int it equals.
 *
 * A NaN hashes by identity since 3.10; use `hashPointer` of the object. Here it gives 0, as before 3.10.
 */
export function hashFloat(x: number, out: Halves): void {
  if (Number.isSafeInteger(x)) {
    hashInt(x, out);
  } else if (x - x !== 0) {
    hashInt(x > 0 ? HASH_INFINITY : x < 0 ? -HASH_INFINITY : 0, out);
  } else {
    // mantissa × 2^exponent; a multiplication by 2 modulo 2^61 - 1 is a rotation of 61 bits.
    const { mantissa, exponent } = decompose(x);
    let lo = Number(mantissa & 0xffff_ffffn) | 0;
    let hi = Number(mantissa >> 32n);
    let left = ((exponent % MODULUS_BITS) + MODULUS_BITS) % MODULUS_BITS;
    while (left > 0) {
      // The high half has 29 bits: up to 28 of them can go round in one step.
      const step = Math.min(left, 28);
      const wrapped = hi >>> (29 - step);
      hi = ((hi << step) | (lo >>> (32 - step))) & 0x1fff_ffff;
      lo = (lo << step) | wrapped;
      left -= step;
    }
    out[0] = lo;
    out[1] = hi;
    if (x < 0) negate(out);
    avoidMinusOne(out);
  }
}

/** hash() of a complex number. `hashFloat` of a NaN part counts as 0 here. */
export function hashComplex(re: number, im: number, out: Halves): void {
  hashFloat(re, out);
  const lo = out[0]!;
  const hi = out[1]!;
  hashFloat(im, out);
  multiply(out, 1000003, 0);
  add(out, lo, hi);
  avoidMinusOne(out);
}

/** hash() of an object without a hash of its own: its address, the 4 bits that alignment leaves empty rotated away. */
export function hashPointer(addressLo: number, addressHi: number, out: Halves): void {
  out[0] = (addressLo >>> 4) | (addressHi << 28);
  out[1] = (addressHi >>> 4) | (addressLo << 28);
  avoidMinusOne(out);
}

// hash() of a tuple: start, add each item's hash in turn, finish with the length. (xxHash's way of accumulating.)

/** Sets `accumulator` to the beginning. */
export function startTupleHash(accumulator: Halves): void {
  accumulator[0] = 0x165667c5;
  accumulator[1] = 0x27d4eb2f;
}

/** Takes the hash of the next item in. */
export function addTupleHash(accumulator: Halves, lo: number, hi: number): void {
  const seedLo = accumulator[0]!;
  const seedHi = accumulator[1]!;
  accumulator[0] = lo;
  accumulator[1] = hi;
  multiply(accumulator, 0x27d4eb4f, 0xc2b2ae3d | 0);
  add(accumulator, seedLo, seedHi);
  const sumLo = accumulator[0]!;
  const sumHi = accumulator[1]!;
  accumulator[0] = (sumLo << 31) | (sumHi >>> 1);
  accumulator[1] = (sumHi << 31) | (sumLo >>> 1);
  multiply(accumulator, 0x85ebca87 | 0, 0x9e3779b1 | 0);
}

/** Makes `accumulator` the hash of the tuple. */
export function finishTupleHash(accumulator: Halves, length: number): void {
  add(accumulator, length ^ 0x165667c5 ^ 3527539, 0x27d4eb2f);
  if (accumulator[0] === -1 && accumulator[1] === -1) {
    accumulator[0] = 1546275796;
    accumulator[1] = 0;
  }
}

// hash() of a frozenset: start, add each item's hash in any order, finish with the number of items.

/** Sets `accumulator` to the beginning. */
export function startFrozensetHash(accumulator: Halves): void {
  accumulator[0] = 0;
  accumulator[1] = 0;
}

/** Takes the hash of an item in; the order does not matter. */
export function addFrozensetHash(accumulator: Halves, lo: number, hi: number): void {
  const beforeLo = accumulator[0]!;
  const beforeHi = accumulator[1]!;
  accumulator[0] = lo ^ 89869747 ^ (lo << 16);
  accumulator[1] = hi ^ ((hi << 16) | (lo >>> 16));
  multiply(accumulator, 3644798167 | 0, 0);
  accumulator[0]! ^= beforeLo;
  accumulator[1]! ^= beforeHi;
}

/** Makes `accumulator` the hash of the frozenset. */
export function finishFrozensetHash(accumulator: Halves, size: number): void {
  const lo = accumulator[0]!;
  const hi = accumulator[1]!;
  accumulator[0] = size + 1;
  accumulator[1] = 0;
  multiply(accumulator, 1927868237, 0);
  const mixedLo = accumulator[0]! ^ lo;
  const mixedHi = accumulator[1]! ^ hi;
  accumulator[0] = mixedLo ^ ((mixedLo >>> 11) | (mixedHi << 21)) ^ ((mixedLo >>> 25) | (mixedHi << 7));
  accumulator[1] = mixedHi ^ (mixedHi >>> 11) ^ (mixedHi >>> 25);
  multiply(accumulator, 69069, 0);
  add(accumulator, 907133923, 0);
  if (accumulator[0] === -1 && accumulator[1] === -1) {
    accumulator[0] = 590923713;
    accumulator[1] = 0;
  }
}

/** A hash as Python shows it. */
export function hashValue(halves: Halves): bigint {
  return (BigInt(halves[1]!) << 32n) | BigInt(halves[0]! >>> 0);
}

function avoidMinusOne(out: Halves): void {
  if (out[0] === -1 && out[1] === -1) out[0] = -2;
}

function negate(out: Halves): void {
  const lo = -out[0]! | 0;
  out[1] = ~out[1]! + (lo === 0 ? 1 : 0);
  out[0] = lo;
}

function add(out: Halves, lo: number, hi: number): void {
  const sum = (out[0]! >>> 0) + (lo >>> 0);
  out[0] = sum;
  out[1] = out[1]! + hi + (sum > 0xffff_ffff ? 1 : 0);
}

/** 64-bit multiplication by quarters of 16 bits, whose products fit 32. */
function multiply(out: Halves, lo: number, hi: number): void {
  const ownLo = out[0]!;
  const a0 = ownLo & 0xffff;
  const a1 = ownLo >>> 16;
  const b0 = lo & 0xffff;
  const b1 = lo >>> 16;
  const low = Math.imul(a0, b0);
  const middle1 = Math.imul(a0, b1);
  const middle2 = Math.imul(a1, b0);
  const middle = (low >>> 16) + (middle1 & 0xffff) + (middle2 & 0xffff);
  const carried = Math.imul(a1, b1) + (middle1 >>> 16) + (middle2 >>> 16) + (middle >>> 16);
  out[1] = carried + Math.imul(out[1]!, lo) + Math.imul(ownLo, hi);
  out[0] = (middle << 16) | (low & 0xffff);
}
