/** The hash functions of FIPS 202, SHA-3 and SHAKE: a sponge that takes bytes in and gives as many as are wanted. */

import type { Digest } from './digests.js';

const LANES = 25;
const ROUNDS = 24;

/** Where lane 1 wanders in the steps rho and pi, and by how much each is rotated. */
const WALK: readonly (readonly [lane: number, rotation: number])[] = (() => {
  const walk: [number, number][] = [];
  let [x, y] = [1, 0];
  for (let t = 0; t < ROUNDS; t++) {
    [x, y] = [y, (2 * x + 3 * y) % 5];
    walk.push([x + 5 * y, (((t + 1) * (t + 2)) / 2) % 64]);
  }
  return walk;
})();

/** Low and high words of the constants of the rounds, bits of a shift register. */
const ROUND_WORDS: readonly (readonly [low: number, high: number])[] = (() => {
  const words: [number, number][] = [];
  let register = 1;
  for (let round = 0; round < ROUNDS; round++) {
    const pair: [number, number] = [0, 0];
    for (let j = 0; j < 7; j++) {
      register = ((register << 1) ^ ((register >> 7) * 0x71)) & 255;
      const bit = 2 ** j - 1;
      if (register & 2) pair[bit >> 5]! ^= 1 << (bit & 31);
    }
    words.push(pair);
  }
  return words;
})();

/** One word of a lane rotated to the left by less than 32; exchange the words for the other one, or to rotate by 32 more. */
const turn = (word: number, other: number, by: number): number =>
  by === 0 ? word : (word << by) | (other >>> (32 - by));

export class Sponge implements Digest {
  /** Lanes as low and high words. */
  readonly #lanes = new Int32Array(2 * LANES);
  readonly #columns = new Int32Array(10);
  #at = 0;

  /** @param rate bytes of a block @param suffix what is put behind the message: bits that tell the functions apart */
  constructor(
    readonly rate: number,
    readonly suffix: number,
    readonly digestSize: number,
  ) {}

  update(bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.#xor(this.#at++, byte);
      if (this.#at < this.rate) continue;
      this.#permute();
      this.#at = 0;
    }
  }

  finish(length = this.digestSize): Uint8Array {
    const end = this.copy();
    end.#xor(end.#at, this.suffix);
    end.#xor(this.rate - 1, 0x80);
    const out = new Uint8Array(length);
    for (let i = 0; i < length; i++) {
      const at = i % this.rate;
      if (at === 0) end.#permute();
      out[i] = end.#lanes[at >> 2]! >> (8 * (at & 3));
    }
    return out;
  }

  copy(): Sponge {
    const copy = new Sponge(this.rate, this.suffix, this.digestSize);
    copy.#lanes.set(this.#lanes);
    copy.#at = this.#at;
    return copy;
  }

  #xor(at: number, byte: number): void {
    this.#lanes[at >> 2]! ^= byte << (8 * (at & 3));
  }

  #permute(): void {
    for (const [low, high] of ROUND_WORDS) {
      this.#mixColumns();
      this.#wander();
      this.#mixRows();
      this.#lanes[0]! ^= low;
      this.#lanes[1]! ^= high;
    }
  }

  /** Theta. */
  #mixColumns(): void {
    const lanes = this.#lanes;
    const columns = this.#columns;
    for (let i = 0; i < 10; i++) {
      columns[i] = lanes[i]! ^ lanes[i + 10]! ^ lanes[i + 20]! ^ lanes[i + 30]! ^ lanes[i + 40]!;
    }
    for (let x = 0; x < 5; x++) {
      const before = 2 * ((x + 4) % 5);
      const behind = 2 * ((x + 1) % 5);
      const low = columns[before]! ^ turn(columns[behind]!, columns[behind + 1]!, 1);
      const high = columns[before + 1]! ^ turn(columns[behind + 1]!, columns[behind]!, 1);
      for (let lane = 2 * x; lane < 2 * LANES; lane += 10) {
        lanes[lane]! ^= low;
        lanes[lane + 1]! ^= high;
      }
    }
  }

  /** Rho and pi. */
  #wander(): void {
    const lanes = this.#lanes;
    let low = lanes[2]!;
    let high = lanes[3]!;
    for (const [lane, rotation] of WALK) {
      const [a, b] = rotation < 32 ? [low, high] : [high, low];
      low = lanes[2 * lane]!;
      high = lanes[2 * lane + 1]!;
      lanes[2 * lane] = turn(a, b, rotation & 31);
      lanes[2 * lane + 1] = turn(b, a, rotation & 31);
    }
  }

  /** Chi. */
  #mixRows(): void {
    const lanes = this.#lanes;
    const row = this.#columns;
    for (let start = 0; start < 2 * LANES; start += 10) {
      for (let i = 0; i < 10; i++) row[i] = lanes[start + i]!;
      for (let i = 0; i < 10; i++) lanes[start + i] = row[i]! ^ (~row[(i + 2) % 10]! & row[(i + 4) % 10]!);
    }
  }
}
