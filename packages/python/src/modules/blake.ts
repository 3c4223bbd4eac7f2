/** The hash functions BLAKE2b and BLAKE2s (RFC 7693), with keys, salts and the parameters of tree hashing. */

import { type Digest, startOf } from './digests.js';

/** What a hash begins with besides its data. */
export interface BlakeParameters {
  readonly digestSize: number;
  readonly key: Uint8Array;
  readonly salt: Uint8Array;
  readonly person: Uint8Array;
  readonly fanout: number;
  readonly depth: number;
  readonly leafSize: number;
  readonly nodeOffset: bigint;
  readonly nodeDepth: number;
  readonly innerSize: number;
  readonly lastNode: boolean;
}

/** What tells the two functions apart; sizes in bytes. */
export interface BlakeKind {
  readonly name: 'blake2b' | 'blake2s';
  readonly blockSize: number;
  readonly maxDigestSize: number;
  readonly maxKeySize: number;
  readonly saltSize: number;
  readonly personSize: number;
  /** Largest node offset, exclusive. */
  readonly offsets: bigint;
}

export const BLAKE2B: BlakeKind = {
  name: 'blake2b',
  blockSize: 128,
  maxDigestSize: 64,
  maxKeySize: 64,
  saltSize: 16,
  personSize: 16,
  offsets: 1n << 64n,
};

export const BLAKE2S: BlakeKind = {
  name: 'blake2s',
  blockSize: 64,
  maxDigestSize: 32,
  maxKeySize: 32,
  saltSize: 8,
  personSize: 8,
  offsets: 1n << 48n,
};

/** Which word of a block each step of a round takes. */
const SIGMA = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
  [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
  [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
  [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
  [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
  [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
  [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
  [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
  [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
];

/** The four words that each of the eight steps of a round mixes: columns, then diagonals. */
const QUARTERS = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
] as const;

/** Words of 64 bits are two here, the low one first. */
type Words = Int32Array;

const startB = (): Words => {
  const words = startOf('sha512');
  for (let i = 0; i < words.length; i += 2) [words[i], words[i + 1]] = [words[i + 1]!, words[i]!];
  return words;
};

/** The block of parameters that the first state is changed by. */
function parameterBlock(kind: BlakeKind, parameters: BlakeParameters): Uint8Array {
  const isB = kind.name === 'blake2b';
  const block = new Uint8Array(isB ? 64 : 32);
  const view = new DataView(block.buffer);
  block.set([parameters.digestSize, parameters.key.length, parameters.fanout, parameters.depth]);
  view.setUint32(4, parameters.leafSize, true);
  view.setUint32(8, Number(parameters.nodeOffset & 0xffffffffn), true);
  const high = Number(parameters.nodeOffset >> 32n);
  if (isB) view.setUint32(12, high, true);
  else view.setUint16(12, high, true);
  block.set([parameters.nodeDepth, parameters.innerSize], isB ? 16 : 14);
  block.set(parameters.salt, isB ? 32 : 16);
  block.set(parameters.person, isB ? 48 : 24);
  return block;
}

export class Blake2 implements Digest {
  readonly #state: Words;
  readonly #block: Uint8Array;
  #filled = 0;
  /** Bytes in the blocks taken in so far. */
  #length = 0;

  constructor(
    readonly kind: BlakeKind,
    readonly digestSize: number,
    readonly lastNode: boolean,
    state?: Words,
  ) {
    this.#state = state ?? (kind.name === 'blake2b' ? startB() : startOf('sha256'));
    this.#block = new Uint8Array(kind.blockSize);
  }

  static start(kind: BlakeKind, parameters: BlakeParameters): Blake2 {
    const hash = new Blake2(kind, parameters.digestSize, parameters.lastNode);
    const view = new DataView(parameterBlock(kind, parameters).buffer);
    for (let i = 0; i < hash.#state.length; i++) hash.#state[i]! ^= view.getInt32(4 * i, true);
    if (parameters.key.length > 0) {
      const first = new Uint8Array(kind.blockSize);
      first.set(parameters.key);
      hash.update(first);
    }
    return hash;
  }

  update(bytes: Uint8Array): void {
    const { blockSize } = this.kind;
    let at = 0;
    while (at < bytes.length) {
      // A full block waits until more comes: the last one is taken in otherwise.
      if (this.#filled === blockSize) this.#takeBlock(false);
      const count = Math.min(blockSize - this.#filled, bytes.length - at);
      this.#block.set(bytes.subarray(at, at + count), this.#filled);
      this.#filled += count;
      at += count;
    }
  }

  finish(): Uint8Array {
    const end = this.copy();
    end.#block.fill(0, end.#filled);
    end.#takeBlock(true);
    const out = new Uint8Array(4 * end.#state.length);
    const view = new DataView(out.buffer);
    end.#state.forEach((word, i) => {
      view.setInt32(4 * i, word, true);
    });
    return out.subarray(0, this.digestSize);
  }

  copy(): Blake2 {
    const copy = new Blake2(this.kind, this.digestSize, this.lastNode, this.#state.slice());
    copy.#block.set(this.#block);
    copy.#filled = this.#filled;
    copy.#length = this.#length;
    return copy;
  }

  #takeBlock(isLast: boolean): void {
    this.#length += this.#filled;
    this.#filled = 0;
    const view = new DataView(this.#block.buffer);
    const message = new Int32Array(this.kind.blockSize / 4);
    for (let i = 0; i < message.length; i++) message[i] = view.getInt32(4 * i, true);
    const lastWord = isLast ? -1 : 0;
    const lastNode = isLast && this.lastNode ? -1 : 0;
    const low = this.#length | 0;
    const high = Math.floor(this.#length / 2 ** 32) | 0;
    if (this.kind.name === 'blake2b')
      mixB(this.#state, message, [low, high, 0, 0, lastWord, lastWord, lastNode, lastNode]);
    else mixS(this.#state, message, [low, high, lastWord, lastNode]);
  }
}

// BLAKE2s: words of 32 bits -------------------------------------------------------------------------------------------------------

const rotate = (x: number, by: number): number => (x >>> by) | (x << (32 - by));

function stepS(v: Words, quarter: readonly [number, number, number, number], x: number, y: number): void {
  const [a, b, c, d] = quarter;
  v[a] = v[a]! + v[b]! + x;
  v[d] = rotate(v[d]! ^ v[a]!, 16);
  v[c] = v[c]! + v[d]!;
  v[b] = rotate(v[b]! ^ v[c]!, 12);
  v[a] = v[a]! + v[b]! + y;
  v[d] = rotate(v[d]! ^ v[a]!, 8);
  v[c] = v[c]! + v[d]!;
  v[b] = rotate(v[b]! ^ v[c]!, 7);
}

function mixS(state: Words, message: Words, tail: readonly number[]): void {
  const v = new Int32Array(16);
  v.set(state);
  v.set(startOf('sha256'), 8);
  tail.forEach((word, i) => {
    v[12 + i]! ^= word;
  });
  for (let round = 0; round < 10; round++) {
    const sigma = SIGMA[round]!;
    QUARTERS.forEach((quarter, i) => {
      stepS(v, quarter, message[sigma[2 * i]!]!, message[sigma[2 * i + 1]!]!);
    });
  }
  for (let i = 0; i < 8; i++) state[i]! ^= v[i]! ^ v[i + 8]!;
}

// BLAKE2b: words of 64 bits -------------------------------------------------------------------------------------------------------

/** v[to] += a word of 64 bits. */
function add(v: Words, to: number, low: number, high: number): void {
  const sum = (v[2 * to]! >>> 0) + (low >>> 0);
  v[2 * to] = sum;
  v[2 * to + 1] = v[2 * to + 1]! + high + (sum >= 2 ** 32 ? 1 : 0);
}

/** v[to] = (v[to] xor v[from]) rotated to the right. */
function xorRotate(v: Words, to: number, from: number, by: number): void {
  let low = v[2 * to]! ^ v[2 * from]!;
  let high = v[2 * to + 1]! ^ v[2 * from + 1]!;
  if (by >= 32) [low, high] = [high, low];
  const left = by & 31;
  v[2 * to] = left === 0 ? low : (low >>> left) | (high << (32 - left));
  v[2 * to + 1] = left === 0 ? high : (high >>> left) | (low << (32 - left));
}

function stepB(
  v: Words,
  quarter: readonly [number, number, number, number],
  message: Words,
  x: number,
  y: number,
): void {
  const [a, b, c, d] = quarter;
  const addWord = (to: number, from: number): void => add(v, to, v[2 * from]!, v[2 * from + 1]!);
  addWord(a, b);
  add(v, a, message[2 * x]!, message[2 * x + 1]!);
  xorRotate(v, d, a, 32);
  addWord(c, d);
  xorRotate(v, b, c, 24);
  addWord(a, b);
  add(v, a, message[2 * y]!, message[2 * y + 1]!);
  xorRotate(v, d, a, 16);
  addWord(c, d);
  xorRotate(v, b, c, 63);
}

function mixB(state: Words, message: Words, tail: readonly number[]): void {
  const v = new Int32Array(32);
  v.set(state);
  v.set(startB(), 16);
  tail.forEach((word, i) => {
    v[24 + i]! ^= word;
  });
  for (let round = 0; round < 12; round++) {
    const sigma = SIGMA[round % 10]!;
    QUARTERS.forEach((quarter, i) => {
      stepB(v, quarter, message, sigma[2 * i]!, sigma[2 * i + 1]!);
    });
  }
  for (let i = 0; i < 16; i++) state[i]! ^= v[i]! ^ v[i + 16]!;
}
