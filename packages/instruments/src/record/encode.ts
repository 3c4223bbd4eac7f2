import { NoteForm, PAGE_SHIFT, PAGE_WORDS } from '../format.js';

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

/** Most words of one note. */
export const NOTE_WORDS = 2;

/**
 * Notes to words; the number of words is returned. There are three forms, told apart by the lowest two bits:
 *
 *     0  a write in one word: bit 2 the half of memory, 13 bits the distance to the word written before in that half, 16 bits the difference
 *     1  a write in two words: bit 2 the half, 29 bits the distance; then the difference
 *     2  another note in two words: its kind; then its value
 *
 * Distance and difference are zigzag-coded. The upper half of memory is where the arenas are, the frame stack is in the lower one, and
 * programs write to both in turns. One word or two, and no loop: the writer must keep up with a program that runs beside it.
 *
 * `words` becomes what the notes say, and `dirty` gets a 1 for the page of each word.
 */
export function encodeNotes(
  out: Uint32Array,
  log: Int32Array,
  end: number,
  words: Int32Array,
  dirty: Uint8Array,
): number {
  const half = words.length >> 1;
  let at = 0;
  let lower = 0;
  let upper = half;
  for (let i = 0; i < end; i += 2) {
    const word = log[i]!;
    const value = log[i + 1]!;
    if (word < 0) {
      out[at++] = (-word << 2) | NoteForm.Other;
      out[at++] = value;
      continue;
    }
    words[word] = words[word]! + value;
    dirty[word >> PAGE_SHIFT] = 1;
    const isUpper = word >= half;
    const distance = zigzag(word - (isUpper ? upper : lower));
    if (isUpper) upper = word;
    else lower = word;
    const head = isUpper ? 4 : 0;
    const difference = zigzag(value);
    if (distance >>> 13 === 0 && difference >>> 16 === 0) {
      out[at++] = (difference << 16) | (distance << 3) | head;
    } else {
      out[at++] = (distance << 3) | head | NoteForm.Long;
      out[at++] = difference;
    }
  }
  return at;
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
