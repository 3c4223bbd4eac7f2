import type { Ref } from '@uroboros/heap';
import { cInt } from '../objects/arguments.js';
import { dictSet } from '../objects/dict.js';
import { newFloat } from '../objects/float.js';
import { intFromBigInt, intFromNumber, intFromWord, intNumber, isInt } from '../objects/int.js';
import { noArgs, oneArg, positional } from '../objects/native.js';
import { finishTuple, isTuple, newTuple } from '../objects/tuple.js';
import { hashOf } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { allocInstance } from '../runtime/types.js';

import type { NativeModule } from './module.js';
import { type NativeTypeDefinition, nativeType } from './native-type.js';

/**
 * The module _random: the Mersenne Twister MT19937 of Matsumoto and Nishimura, its 624 words of state in the object, so that
 * the same seed gives CPython's numbers.
 */

const N = 624;
const M = 397;
/** Word of the number of state words used up; the state follows. */
const INDEX = 4;
const STATE = 5;

/** Computes the next 624 words. */
function refill(rt: Runtime, self: Ref): void {
  const { i32 } = rt;
  const first = self + STATE;
  for (let k = 0; k < N; k++) {
    const next = first + (k + 1 === N ? 0 : k + 1);
    const far = first + (k < N - M ? k + M : k + M - N);
    const y = (i32[first + k]! & 0x80000000) | (i32[next]! & 0x7fffffff);
    i32[first + k] = i32[far]! ^ (y >>> 1) ^ ((y & 1) === 0 ? 0 : 0x9908b0df);
  }
  i32[self + INDEX] = 0;
}

/** 32 random bits, as a signed word. */
function next32(rt: Runtime, self: Ref): number {
  if (rt.i32[self + INDEX]! >= N) refill(rt, self);
  const index = rt.i32[self + INDEX]!;
  rt.i32[self + INDEX] = index + 1;
  let y = rt.i32[self + STATE + index]!;
  y ^= y >>> 11;
  y ^= (y << 7) & 0x9d2c5680;
  y ^= (y << 15) & 0xefc60000;
  return y ^ (y >>> 18);
}

// Seeding ------------------------------------------------------------------------------------------------------------------

function seedWithWord(rt: Runtime, self: Ref, seed: number): void {
  const first = self + STATE;
  rt.i32[first] = seed;
  for (let k = 1; k < N; k++) {
    const before = rt.i32[first + k - 1]!;
    rt.i32[first + k] = (Math.imul(1812433253, before ^ (before >>> 30)) + k) | 0;
  }
  rt.i32[self + INDEX] = N;
}

/** init_by_array: words of any number, at least one. */
function seedWithWords(rt: Runtime, self: Ref, key: Uint32Array): void {
  const { i32 } = rt;
  const first = self + STATE;
  seedWithWord(rt, self, 19650218);
  let i = 1;
  let j = 0;
  const mix = (factor: number): number => {
    const before = i32[first + i - 1]!;
    return i32[first + i]! ^ Math.imul(before ^ (before >>> 30), factor);
  };
  const step = (): void => {
    if (++i < N) return;
    i32[first] = i32[first + N - 1]!;
    i = 1;
  };
  for (let k = Math.max(N, key.length); k > 0; k--) {
    i32[first + i] = (mix(1664525) + key[j]! + j) | 0;
    step();
    if (++j >= key.length) j = 0;
  }
  for (let k = N - 1; k > 0; k--) {
    i32[first + i] = (mix(1566083941) - i) | 0;
    step();
  }
  i32[first] = 0x80000000 | 0;
}

/** The words of a number's amount, lowest first. */
function wordsOf(value: bigint): Uint32Array {
  const hex = (value < 0n ? -value : value).toString(16);
  const words = new Uint32Array(Math.ceil(hex.length / 8));
  for (let i = 0; i < words.length; i++) {
    const end = hex.length - 8 * i;
    words[i] = Number.parseInt(hex.slice(Math.max(0, end - 8), end), 16);
  }
  return words;
}

/** Without a seed: the host's randomness decides, or its clocks if it has none. */
function seedFromHost(rt: Runtime, self: Ref): void {
  if (rt.host.random !== undefined) {
    const bytes = new Uint8Array(4 * N);
    rt.host.random(bytes);
    seedWithWords(rt, self, new Uint32Array(bytes.buffer));
    return;
  }
  const moments = new Float64Array([rt.host.time(), rt.host.monotonic()]);
  seedWithWords(rt, self, new Uint32Array(moments.buffer));
}

/** Ints count by their amount, everything else by its hash. False on error. */
function seed(rt: Runtime, self: Ref, value: Maybe): boolean {
  if (value === 0 || value === rt.None) {
    seedFromHost(rt, self);
    return true;
  }
  if (isInt(rt, value)) {
    seedWithWords(rt, self, wordsOf(rt.intOf(value)));
    return true;
  }
  if (!hashOf(rt, value)) return false;
  const low = rt.hashLow;
  const high = rt.hashHigh;
  seedWithWords(rt, self, high === 0 ? Uint32Array.of(low) : Uint32Array.of(low, high));
  return true;
}

// Numbers and states -------------------------------------------------------------------------------------------------------

function random(rt: Runtime, self: Ref): Maybe {
  const a = next32(rt, self) >>> 5;
  const b = next32(rt, self) >>> 6;
  return newFloat(rt, (a * 67108864 + b) * (1 / 9007199254740992));
}

function getRandBits(rt: Runtime, self: Ref, value: Ref): Maybe {
  const bits = cInt(rt, value);
  if (bits === undefined) return 0;
  if (bits < 0) return rt.raise('ValueError', 'number of bits must be non-negative');
  if (bits === 0) return intFromWord(rt, 0);
  if (bits < 32) return intFromWord(rt, next32(rt, self) >>> (32 - bits));
  if (bits === 32) return intFromNumber(rt, next32(rt, self) >>> 0);
  // The first word drawn is the lowest; the last one keeps its upper bits.
  let hex = '';
  for (let left = bits; left > 0; left -= 32) {
    const word = left < 32 ? next32(rt, self) >>> (32 - left) : next32(rt, self) >>> 0;
    hex = word.toString(16).padStart(8, '0') + hex;
  }
  return intFromBigInt(rt, BigInt(`0x${hex}`));
}

function getState(rt: Runtime, self: Ref): Maybe {
  const state = newTuple(rt, N + 1);
  if (state === 0) return 0;
  const mark = rt.mark();
  rt.hold(state);
  for (let i = 0; i <= N; i++) {
    const number = intFromNumber(rt, i === N ? rt.i32[self + INDEX]! : rt.i32[self + STATE + i]! >>> 0);
    if (number === 0) return rt.finish(mark, 0);
    rt.i32[state + 6 + 2 * i] = number;
  }
  return finishTuple(rt, rt.unhold());
}

function setState(rt: Runtime, self: Ref, state: Ref): Maybe {
  if (!isTuple(rt, state)) return rt.raise('TypeError', 'state vector must be a tuple');
  if (rt.tupleSize(state) !== N + 1) return rt.raise('ValueError', 'state vector is the wrong size');
  const words = new Uint32Array(N);
  for (let i = 0; i <= N; i++) {
    const item = rt.tupleItem(state, i);
    if (!isInt(rt, item)) return rt.raise('TypeError', 'an integer is required');
    const number = intNumber(rt, item);
    if (i < N && number < 0) return rt.raise('OverflowError', "can't convert negative value to unsigned int");
    if (i < N) words[i] = Number.isNaN(number) ? Number(BigInt.asUintN(32, rt.intOf(item))) : number % 2 ** 32;
    else if (!(number >= 0 && number <= N)) return rt.raise('ValueError', 'invalid state');
    else rt.i32[self + INDEX] = number;
  }
  for (let i = 0; i < N; i++) rt.i32[self + STATE + i] = words[i]! | 0;
  return rt.none();
}

const randomType: NativeTypeDefinition = {
  name: '_random.Random',
  doc: 'Random() -> create a random number generator with its own internal state.',
  layout: () => ({ basicSize: 2520 }),
  slots: {
    new: (rt, type) => allocInstance(rt, type),
    init: (rt, self, args, count, kwnames) => {
      const own = nativeType(rt, randomType);
      const type = rt.typeOf(self);
      if (kwnames !== 0 && (type === own || type.slots.init === own.slots.init)) {
        rt.raise('TypeError', 'Random() takes no keyword arguments');
        return false;
      }
      if (count > 1) {
        rt.raise('TypeError', 'Random() requires 0 or 1 argument');
        return false;
      }
      return seed(rt, self, count === 0 ? 0 : (rt.i32[args]! as Ref));
    },
  },
  methods: [
    noArgs('random', random, 'random() -> x in the interval [0, 1).'),
    positional('seed', 0, 1, (rt, self, args, count) =>
      seed(rt, self, count === 0 ? 0 : (rt.i32[args]! as Ref)) ? rt.none() : 0,
    ),
    noArgs('getstate', getState, 'getstate() -> tuple containing the current state.'),
    oneArg('setstate', setState, 'setstate(state) -> None.  Restores generator state.'),
    oneArg('getrandbits', getRandBits, 'getrandbits(k) -> x.  Generates an int with k random bits.'),
  ],
};

/** The module _random. */
export const randomModule: NativeModule = {
  name: '_random',
  doc: 'Module implements the Mersenne Twister random number generator.',
  init: (rt, dict) => dictSet(rt, dict, rt.name('Random'), nativeType(rt, randomType).ref),
};
