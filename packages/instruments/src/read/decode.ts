import { PAGE_WORDS } from '../format.js';

/** Notes and pages from bytes: the other direction of `record/encode.ts`. */

export class ByteReader {
  at = 0;

  constructor(readonly bytes: Uint8Array) {}

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  /** An integer from 0 to 2³² − 1. */
  varint(): number {
    const { bytes } = this;
    let value = 0;
    let shift = 0;
    for (;;) {
      const byte = bytes[this.at++];
      if (byte === undefined || shift > 28) throw new RangeError('an integer has no end');
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
      shift += 7;
    }
  }
}

const unzigzag = (value: number): number => (value >>> 1) ^ -(value & 1);

/**
 * The notes of a payload: pairs of word and difference, or of kind (negative) and value. `words` is the length of the memory.
 */
export function decodeNotes(payload: Uint8Array, words: number): Int32Array {
  const reader = new ByteReader(payload);
  const count = reader.varint();
  const notes = new Int32Array(2 * count);
  let at = reader.at;
  let lower = 0;
  let upper = words >> 1;
  for (let i = 0; i < notes.length; i += 2) {
    let byte = payload[at++]!;
    let first = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = payload[at++]!;
      first |= (byte & 127) << shift;
    }
    byte = payload[at++]!;
    let second = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = payload[at++]!;
      second |= (byte & 127) << shift;
    }
    if ((first & 1) === 0) {
      const distance = unzigzag(first >>> 2);
      if ((first & 2) === 0) notes[i] = lower += distance;
      else notes[i] = upper += distance;
      notes[i + 1] = unzigzag(second);
    } else {
      notes[i] = -(first >>> 1);
      notes[i + 1] = second;
    }
  }
  if (at !== payload.length) throw new RangeError(`${payload.length - at} bytes too many behind ${count} notes`);
  return notes;
}

/** Writes the words of a page, which must be all 0 in `words` or will be. */
export function decodePage(reader: ByteReader, words: Int32Array, page: number): void {
  let at = page * PAGE_WORDS;
  const end = at + PAGE_WORDS;
  while (at < end) {
    const zeros = reader.varint();
    words.fill(0, at, at + zeros);
    at += zeros;
    for (let left = reader.varint(); left > 0; left--) words[at++] = unzigzag(reader.varint());
  }
  if (at !== end) throw new RangeError(`page ${page} is not as long as a page`);
}

/** Passes over a page without writing it. */
export function skipPage(reader: ByteReader): void {
  for (let words = 0; words < PAGE_WORDS; ) {
    words += reader.varint();
    const others = reader.varint();
    words += others;
    for (let left = others; left > 0; left--) reader.varint();
  }
}
