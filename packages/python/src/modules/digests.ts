/** The hash functions MD5 (RFC 1321), SHA-1 and SHA-2 (FIPS 180-4), over bytes that come in pieces. */

/** A running hash. */
export interface Digest {
  update(bytes: Uint8Array): void;
  /** The hash of what was fed so far; more can be fed afterwards. */
  finish(): Uint8Array;
  copy(): Digest;
}

/** What the functions have in common: blocks of a fixed size, a last block with the length. */
abstract class BlockDigest implements Digest {
  readonly #block: Uint8Array;
  #filled = 0;
  #length = 0;

  constructor(
    readonly state: Int32Array,
    readonly blockSize: number,
    readonly digestSize: number,
    readonly littleEndian: boolean,
  ) {
    this.#block = new Uint8Array(blockSize);
  }

  /** Takes the block in. */
  protected abstract compress(block: Uint8Array): void;
  protected abstract fresh(): BlockDigest;

  update(bytes: Uint8Array): void {
    this.#length += bytes.length;
    let at = 0;
    while (at < bytes.length) {
      const count = Math.min(this.blockSize - this.#filled, bytes.length - at);
      this.#block.set(bytes.subarray(at, at + count), this.#filled);
      this.#filled += count;
      at += count;
      if (this.#filled < this.blockSize) return;
      this.compress(this.#block);
      this.#filled = 0;
    }
  }

  finish(): Uint8Array {
    const end = this.#copy();
    end.#pad(this.#length);
    const out = new Uint8Array(this.state.length * 4);
    const view = new DataView(out.buffer);
    end.state.forEach((word, i) => {
      view.setInt32(4 * i, word, this.littleEndian);
    });
    return out.subarray(0, this.digestSize);
  }

  copy(): Digest {
    return this.#copy();
  }

  #copy(): BlockDigest {
    const copy = this.fresh();
    copy.state.set(this.state);
    copy.#block.set(this.#block);
    copy.#filled = this.#filled;
    copy.#length = this.#length;
    return copy;
  }

  /** A one bit, zeros, and the length in bits in the last eighth of a block. */
  #pad(length: number): void {
    const lengthBytes = this.blockSize / 8;
    const tail = new Uint8Array((this.#filled < this.blockSize - lengthBytes ? 1 : 2) * this.blockSize - this.#filled);
    tail[0] = 0x80;
    const view = new DataView(tail.buffer);
    const low = (length * 8) >>> 0;
    const high = Math.floor(length / 2 ** 29);
    const end = tail.length;
    view.setUint32(this.littleEndian ? end - 8 : end - 4, low, this.littleEndian);
    view.setUint32(this.littleEndian ? end - 4 : end - 8, high, this.littleEndian);
    this.update(tail);
  }
}

const rotate = (x: number, by: number): number => (x << by) | (x >>> (32 - by));

// MD5 ----------------------------------------------------------------------------------------------------------------------

const MD5_SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
const MD5_SINES = Int32Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32) | 0);

class Md5 extends BlockDigest {
  constructor() {
    super(Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476), 64, 16, true);
  }

  protected fresh(): BlockDigest {
    return new Md5();
  }

  protected compress(block: Uint8Array): void {
    const words = new DataView(block.buffer);
    const { state } = this;
    let [a, b, c, d] = state as unknown as [number, number, number, number];
    for (let i = 0; i < 64; i++) {
      const round = i >> 4;
      let mixed: number;
      let from: number;
      if (round === 0) [mixed, from] = [(b & c) | (~b & d), i];
      else if (round === 1) [mixed, from] = [(d & b) | (~d & c), (5 * i + 1) & 15];
      else if (round === 2) [mixed, from] = [b ^ c ^ d, (3 * i + 5) & 15];
      else [mixed, from] = [c ^ (b | ~d), (7 * i) & 15];
      const sum = (a + mixed + MD5_SINES[i]! + words.getInt32(4 * from, true)) | 0;
      a = d;
      d = c;
      c = b;
      b = (b + rotate(sum, MD5_SHIFTS[4 * round + (i & 3)]!)) | 0;
    }
    state[0]! += a;
    state[1]! += b;
    state[2]! += c;
    state[3]! += d;
  }
}

// SHA-1 --------------------------------------------------------------------------------------------------------------------

class Sha1 extends BlockDigest {
  readonly #schedule = new Int32Array(80);

  constructor() {
    super(Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0), 64, 20, false);
  }

  protected fresh(): BlockDigest {
    return new Sha1();
  }

  protected compress(block: Uint8Array): void {
    const w = this.#schedule;
    const words = new DataView(block.buffer);
    for (let i = 0; i < 16; i++) w[i] = words.getInt32(4 * i);
    for (let i = 16; i < 80; i++) w[i] = rotate(w[i - 3]! ^ w[i - 8]! ^ w[i - 14]! ^ w[i - 16]!, 1);
    const { state } = this;
    let [a, b, c, d, e] = state as unknown as [number, number, number, number, number];
    for (let i = 0; i < 80; i++) {
      let mixed: number;
      if (i < 20) mixed = ((b & c) | (~b & d)) + 0x5a827999;
      else if (i < 40) mixed = (b ^ c ^ d) + 0x6ed9eba1;
      else if (i < 60) mixed = ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
      else mixed = (b ^ c ^ d) + 0xca62c1d6;
      const sum = (rotate(a, 5) + mixed + e + w[i]!) | 0;
      e = d;
      d = c;
      c = rotate(b, 30);
      b = a;
      a = sum;
    }
    state[0]! += a;
    state[1]! += b;
    state[2]! += c;
    state[3]! += d;
    state[4]! += e;
  }
}

// SHA-2 --------------------------------------------------------------------------------------------------------------------

/** The first primes: the constants of SHA-2 are bits of their roots. */
function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((p) => n % p !== 0)) found.push(n);
  return found;
}

/** The integer part of the root of a degree. */
function integerRoot(value: bigint, degree: bigint): bigint {
  let low = 0n;
  let high = 1n << 80n;
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** degree <= value) low = middle;
    else high = middle - 1n;
  }
  return low;
}

/** The first 64 bits behind the point of a prime's root: the high and the low word. */
function rootBits(prime: number, degree: bigint): [number, number] {
  const root = integerRoot(BigInt(prime) << (64n * degree), degree);
  return [Number((root >> 32n) & 0xffffffffn), Number(root & 0xffffffffn)];
}

let roundWords: Int32Array | undefined;

/** High and low words of the cube roots of the first eighty primes, made when they are first needed. */
function roundConstants(): Int32Array {
  roundWords ??= Int32Array.from(primes(80).flatMap((prime) => rootBits(prime, 3n)));
  return roundWords;
}

/** The words a function starts from: of the square roots of the first eight primes, or the next eight. */
function startWords(first: number, pick: (bits: [number, number]) => number[]): Int32Array {
  return Int32Array.from(
    primes(16)
      .slice(first, first + 8)
      .flatMap((prime) => pick(rootBits(prime, 2n))),
  );
}

const START = {
  sha224: () => startWords(8, ([, low]) => [low]),
  sha256: () => startWords(0, ([high]) => [high]),
  sha384: () => startWords(8, (bits) => bits),
  sha512: () => startWords(0, (bits) => bits),
};

const known = new Map<keyof typeof START, Int32Array>();

/** The words a function starts from, the caller's to change; computed when they are first needed. */
export function startOf(name: keyof typeof START): Int32Array {
  const words = known.get(name) ?? START[name]();
  known.set(name, words);
  return words.slice();
}

class Sha256 extends BlockDigest {
  readonly #schedule = new Int32Array(64);
  readonly #name: 'sha224' | 'sha256';

  constructor(name: 'sha224' | 'sha256') {
    super(startOf(name), 64, name === 'sha224' ? 28 : 32, false);
    this.#name = name;
  }

  protected fresh(): BlockDigest {
    return new Sha256(this.#name);
  }

  protected compress(block: Uint8Array): void {
    const w = this.#schedule;
    const constants = roundConstants();
    const words = new DataView(block.buffer);
    for (let i = 0; i < 16; i++) w[i] = words.getInt32(4 * i);
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15]!;
      const y = w[i - 2]!;
      const s0 = rotate(x, 25) ^ rotate(x, 14) ^ (x >>> 3);
      const s1 = rotate(y, 15) ^ rotate(y, 13) ^ (y >>> 10);
      w[i] = w[i - 16]! + s0 + w[i - 7]! + s1;
    }
    const { state } = this;
    let [a, b, c, d, e, f, g, h] = state as unknown as number[] as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    for (let i = 0; i < 64; i++) {
      const s1 = rotate(e, 26) ^ rotate(e, 21) ^ rotate(e, 7);
      const first = (h + s1 + ((e & f) ^ (~e & g)) + constants[2 * i]! + w[i]!) | 0;
      const s0 = rotate(a, 30) ^ rotate(a, 19) ^ rotate(a, 10);
      const second = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + first) | 0;
      d = c;
      c = b;
      b = a;
      a = (first + second) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => {
      state[i]! += word;
    });
  }
}

/** Sums of 64-bit numbers that lie as two words, the high one first. */
class Sum {
  high = 0;
  low = 0;

  set(high: number, low: number): this {
    this.high = high;
    this.low = low;
    return this;
  }

  add(high: number, low: number): this {
    const sum = (this.low >>> 0) + (low >>> 0);
    this.high = (this.high + high + (sum >= 2 ** 32 ? 1 : 0)) | 0;
    this.low = sum | 0;
    return this;
  }
}

/** The high word of a 64-bit rotation to the right; exchange the words for the low one, or to rotate by 32 more. */
const turn = (high: number, low: number, by: number): number => (high >>> by) | (low << (32 - by));

class Sha512 extends BlockDigest {
  readonly #schedule = new Int32Array(160);
  readonly #work = new Int32Array(16);
  readonly #name: 'sha384' | 'sha512';

  constructor(name: 'sha384' | 'sha512') {
    super(startOf(name), 128, name === 'sha384' ? 48 : 64, false);
    this.#name = name;
  }

  protected fresh(): BlockDigest {
    return new Sha512(this.#name);
  }

  #expand(block: Uint8Array): void {
    const w = this.#schedule;
    const words = new DataView(block.buffer);
    for (let i = 0; i < 32; i++) w[i] = words.getInt32(4 * i);
    const sum = new Sum();
    for (let i = 32; i < 160; i += 2) {
      const xh = w[i - 30]!;
      const xl = w[i - 29]!;
      const yh = w[i - 4]!;
      const yl = w[i - 3]!;
      sum
        .set(w[i - 32]!, w[i - 31]!)
        .add(turn(xh, xl, 1) ^ turn(xh, xl, 8) ^ (xh >>> 7), turn(xl, xh, 1) ^ turn(xl, xh, 8) ^ turn(xl, xh, 7))
        .add(w[i - 14]!, w[i - 13]!)
        .add(turn(yh, yl, 19) ^ turn(yl, yh, 29) ^ (yh >>> 6), turn(yl, yh, 19) ^ turn(yh, yl, 29) ^ turn(yl, yh, 6));
      w[i] = sum.high;
      w[i + 1] = sum.low;
    }
  }

  protected compress(block: Uint8Array): void {
    this.#expand(block);
    const constants = roundConstants();
    const { state } = this;
    const w = this.#schedule;
    const v = this.#work;
    v.set(state);
    const sum = new Sum();
    const next = new Sum();
    for (let i = 0; i < 160; i += 2) {
      const [ah, al, bh, bl, ch, cl] = [v[0]!, v[1]!, v[2]!, v[3]!, v[4]!, v[5]!];
      const [eh, el, fh, fl, gh, gl] = [v[8]!, v[9]!, v[10]!, v[11]!, v[12]!, v[13]!];
      sum
        .set(v[14]!, v[15]!)
        .add(
          turn(eh, el, 14) ^ turn(eh, el, 18) ^ turn(el, eh, 9),
          turn(el, eh, 14) ^ turn(el, eh, 18) ^ turn(eh, el, 9),
        )
        .add((eh & fh) ^ (~eh & gh), (el & fl) ^ (~el & gl))
        .add(constants[i]!, constants[i + 1]!)
        .add(w[i]!, w[i + 1]!);
      next
        .set(turn(ah, al, 28) ^ turn(al, ah, 2) ^ turn(al, ah, 7), turn(al, ah, 28) ^ turn(ah, al, 2) ^ turn(ah, al, 7))
        .add((ah & bh) ^ (ah & ch) ^ (bh & ch), (al & bl) ^ (al & cl) ^ (bl & cl))
        .add(sum.high, sum.low);
      sum.add(v[6]!, v[7]!);
      v.copyWithin(2, 0, 14);
      v[8] = sum.high;
      v[9] = sum.low;
      v[0] = next.high;
      v[1] = next.low;
    }
    for (let i = 0; i < 16; i += 2) {
      sum.set(state[i]!, state[i + 1]!).add(v[i]!, v[i + 1]!);
      state[i] = sum.high;
      state[i + 1] = sum.low;
    }
  }
}

/** A hash function: how it is called, its sizes in bytes, and how one is begun. */
export interface DigestAlgorithm {
  readonly name: string;
  readonly digestSize: number;
  readonly blockSize: number;
  readonly start: () => Digest;
}

/** The functions of this file. */
export const DIGESTS: Readonly<Record<'md5' | 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512', DigestAlgorithm>> = {
  md5: { name: 'md5', digestSize: 16, blockSize: 64, start: () => new Md5() },
  sha1: { name: 'sha1', digestSize: 20, blockSize: 64, start: () => new Sha1() },
  sha224: { name: 'sha224', digestSize: 28, blockSize: 64, start: () => new Sha256('sha224') },
  sha256: { name: 'sha256', digestSize: 32, blockSize: 64, start: () => new Sha256('sha256') },
  sha384: { name: 'sha384', digestSize: 48, blockSize: 128, start: () => new Sha512('sha384') },
  sha512: { name: 'sha512', digestSize: 64, blockSize: 128, start: () => new Sha512('sha512') },
};
