import { PAGE_SHIFT, PAGE_WORDS } from '../format.js';

/** Notes and pages as bytes; `read/decode.ts` is the other direction. */

/** Bytes that grow as they are written to. */
export class ByteWriter {
  #bytes = new Uint8Array(1 << 16);
  #size = 0;

  /** What was written; valid until the next write. */
  get written(): Uint8Array {
    return this.#bytes.subarray(0, this.#size);
  }

  clear(): void {
    this.#size = 0;
  }

  /** Room for so many bytes more: the array to write to, from {@link size} on. */
  room(bytes: number): Uint8Array {
    if (this.#size + bytes > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(2 * this.#bytes.length, this.#size + bytes));
      larger.set(this.#bytes.subarray(0, this.#size));
      this.#bytes = larger;
    }
    return this.#bytes;
  }

  get size(): number {
    return this.#size;
  }

  set size(bytes: number) {
    this.#size = bytes;
  }

  /** An integer from 0 to 2³² − 1. */
  varint(value: number): void {
    const bytes = this.room(5);
    let at = this.#size;
    let rest = value >>> 0;
    while (rest > 127) {
      bytes[at++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    bytes[at++] = rest;
    this.#size = at;
  }
}

const zigzag = (value: number): number => (value << 1) ^ (value >> 31);

/** Most bytes of one note: two integers of 32 bits. */
const NOTE_BYTES = 10;

/**
 * Notes to bytes. The first integer of a write is the zigzag distance to the word written before in the same half of memory, times four, plus
 * 2 for the upper half, where the arenas are; the frame stack is in the lower one, and programs write to both in turns. Of another note it is
 * its kind, times two, plus 1. The second is zigzag-coded for a write, as it is for another.
 *
 * `words` becomes what the notes say, and `dirty` gets a 1 for the page of each word.
 */
export function encodeNotes(out: ByteWriter, log: Int32Array, end: number, words: Int32Array, dirty: Uint8Array): void {
  const bytes = out.room((end / 2) * NOTE_BYTES);
  const half = words.length >> 1;
  let at = out.size;
  let lower = 0;
  let upper = half;
  for (let i = 0; i < end; i += 2) {
    const word = log[i]!;
    let first: number;
    let second = log[i + 1]!;
    if (word >= 0) {
      words[word] = words[word]! + second;
      dirty[word >> PAGE_SHIFT] = 1;
      if (word < half) {
        first = zigzag(word - lower) << 2;
        lower = word;
      } else {
        first = (zigzag(word - upper) << 2) | 2;
        upper = word;
      }
      second = zigzag(second);
    } else {
      first = (-word << 1) | 1;
    }
    while (first >>> 7 !== 0) {
      bytes[at++] = (first & 127) | 128;
      first >>>= 7;
    }
    bytes[at++] = first;
    while (second >>> 7 !== 0) {
      bytes[at++] = (second & 127) | 128;
      second >>>= 7;
    }
    bytes[at++] = second;
  }
  out.size = at;
}

/** One page: its words as runs of zeros and runs of others, each preceded by their number. */
export function encodePage(out: ByteWriter, words: Int32Array, page: number): void {
  const end = (page + 1) * PAGE_WORDS;
  let at = page * PAGE_WORDS;
  while (at < end) {
    const start = at;
    while (at < end && words[at] === 0) at++;
    const zeros = at - start;
    const first = at;
    while (at < end && words[at] !== 0) at++;
    out.varint(zeros);
    out.varint(at - first);
    for (let i = first; i < at; i++) out.varint(zigzag(words[i]!) >>> 0);
  }
}
