import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PAGE_WORDS } from '../format.js';
import { ByteWriter, encodeNotes, encodePage } from '../record/encode.js';
import { ByteReader, decodeNotes, decodePage, skipPage } from './decode.js';

const word = fc.nat(2 ** 28 - 1);
const notes = fc.array(
  fc.oneof(fc.tuple(word, fc.integer()), fc.tuple(fc.integer({ min: -16, max: -1 }), fc.nat(2 ** 31 - 1))),
);

/** Costs nothing until it is touched. */
const memory = new Int32Array(new SharedArrayBuffer(4 * 2 ** 28));

describe('what is encoded is decoded', () => {
  it('of notes of any kind', () => {
    fc.assert(
      fc.property(notes, (list) => {
        const log = Int32Array.from(list.flat());
        const out = new Uint32Array(1 + log.length);
        out[0] = list.length;
        const length = 1 + encodeNotes(out.subarray(1), log, log.length, memory, new Uint8Array(2 ** 19));
        expect(decodeNotes(new Uint8Array(out.buffer, 0, 4 * length), memory.length)).toEqual(log);
      }),
    );
  });

  it('of pages, full and empty', () => {
    const some = fc.array(fc.tuple(fc.nat(PAGE_WORDS - 1), fc.integer()), { maxLength: 40 });
    fc.assert(
      fc.property(some, (entries) => {
        const words = new Int32Array(2 * PAGE_WORDS);
        for (const [at, value] of entries) words[PAGE_WORDS + at] = value;
        const out = new ByteWriter();
        encodePage(out, words, 1);
        const reader = new ByteReader(out.written);
        const copy = new Int32Array(2 * PAGE_WORDS).fill(7);
        decodePage(reader, copy, 1);
        expect(copy.subarray(PAGE_WORDS)).toEqual(words.subarray(PAGE_WORDS));
        expect(copy.subarray(0, PAGE_WORDS)).toEqual(new Int32Array(PAGE_WORDS).fill(7));
        const passed = new ByteReader(out.written);
        skipPage(passed);
        expect(passed.at).toBe(reader.at);
      }),
    );
  });

  it('marks the pages of the words', () => {
    const dirty = new Uint8Array(4);
    const words = new Int32Array(4 * PAGE_WORDS);
    encodeNotes(new Uint32Array(6), Int32Array.of(5, 1, 3 * PAGE_WORDS, 7, -1, 2), 6, words, dirty);
    expect([...dirty]).toEqual([1, 0, 0, 1]);
    expect([words[5], words[3 * PAGE_WORDS]]).toEqual([1, 7]);
  });
});

describe('bytes that are none', () => {
  it('are refused: an integer without an end, too many bytes, a page that is too long', () => {
    expect(() => new ByteReader(Uint8Array.of(0x80, 0x80)).varint()).toThrow(RangeError);
    expect(() => decodeNotes(Uint8Array.of(0, 0, 0, 0, 1, 0, 0, 0), 4)).toThrow('2 words are not those of 0 notes');
    expect(() => decodeNotes(Uint8Array.of(1, 2), 4)).toThrow('2 bytes are no words');
    const tooLong = new ByteWriter();
    tooLong.varint(PAGE_WORDS + 1);
    tooLong.varint(0);
    expect(() => decodePage(new ByteReader(tooLong.written), new Int32Array(4 * PAGE_WORDS), 1)).toThrow(
      'page 1 is not as long as a page',
    );
  });
});
