import { NoteForm, PAGE_WORDS } from '../format.js';

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

/** How many notes a payload has. */
export function countNotes(payload: Uint8Array): number {
  return wordsOf(payload)[0] ?? 0;
}

/**
 * The notes of a payload: pairs of word and difference, or of kind (negative) and value. `words` is the length of the memory.
 */
export function decodeNotes(payload: Uint8Array, words: number): Int32Array {
  const coded = wordsOf(payload);
  const notes = new Int32Array(2 * (coded[0] ?? 0));
  const half = words >> 1;
  let at = 1;
  let lower = 0;
  let upper = half;
  for (let i = 0; i < notes.length; i += 2) {
    const first = coded[at++]!;
    const form = first & 3;
    if (form === NoteForm.Other) {
      notes[i] = -(first >>> 2);
      notes[i + 1] = coded[at++]!;
      continue;
    }
    const isShort = form === NoteForm.Short;
    const distance = unzigzag(isShort ? (first >>> 3) & 0x1fff : first >>> 3);
    if ((first & 4) === 0) {
      lower += distance;
      notes[i] = lower;
    } else {
      upper += distance;
      notes[i] = upper;
    }
    notes[i + 1] = unzigzag(isShort ? first >>> 16 : coded[at++]!);
  }
  if (at !== coded.length) throw new RangeError(`${coded.length} words are not those of ${notes.length / 2} notes`);
  return notes;
}

/** A payload as words; in a file it may begin at any byte. */
function wordsOf(payload: Uint8Array): Uint32Array {
  if (payload.length < 4 || (payload.length & 3) !== 0) throw new RangeError(`${payload.length} bytes are no words`);
  const aligned = (payload.byteOffset & 3) === 0 ? payload : new Uint8Array(payload);
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length >> 2);
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
