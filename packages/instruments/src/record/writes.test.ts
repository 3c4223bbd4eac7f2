import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import * as writes from './writes.js';

/** A small memory, and what has been noted of it. */
let buffer: ArrayBuffer;
let i32: Int32Array;
let notes: [number, number][];

beforeEach(() => {
  buffer = new ArrayBuffer(256);
  i32 = new Int32Array(buffer);
  writes.openMemory({ i32, u16: new Uint16Array(buffer), u8: new Uint8Array(buffer), f64: new Float64Array(buffer) });
  notes = [];
  writes.openLog((log, end) => {
    for (let i = 0; i < end; i += 2) notes.push([log[i]!, log[i + 1]!]);
    return log;
  });
});

describe('a write is noted', () => {
  it('as the word and the difference, and not at all if nothing changes', () => {
    writes.$put32(3, 7);
    writes.$put32(3, 7);
    writes.$put32(3, -5);
    writes.$put32(4, Number.NaN);
    writes.$put32(5, 2 ** 32 + 1);
    expect(writes.$add32(3, 1)).toBe(-4);
    writes.flushLog();
    expect(notes).toEqual([
      [3, 7],
      [3, -12],
      [5, 1],
      [3, 1],
    ]);
  });

  it('as whole words, also where less was written', () => {
    writes.$put8(5, 255);
    writes.$put16(3, 0x1234);
    writes.$put64(2, 1.5);
    writes.$born(10, 99);
    writes.$put32(8, 1);
    writes.$born(10, 98);
    writes.flushLog();
    expect(notes).toEqual([
      [1, 0xff00],
      [1, 0x12340000],
      [5, new Int32Array(new Float64Array([1.5]).buffer)[1]!],
      [10, 99],
      [8, 1],
      [10, -1],
      [-2, 8],
    ]);
  });

  it('of methods, on the memory and on parts of it; others go their way', () => {
    const part = new Uint8Array(buffer).subarray(8, 16);
    writes.$fill(i32, 1, 4, 6);
    writes.$set(part, [1, 2, 3], 1);
    writes.$reverse(part);
    writes.$copyWithin(i32, 8, 4, 6);
    writes.$viewInt16(new DataView(buffer), 40, 513 as never, true);
    expect(writes.$set(new Map(), 'a', 1)).toEqual(new Map([['a', 1]]));
    expect(writes.$reverse([1, 2] as never)).toEqual([2, 1]);
    expect(writes.$set(undefined, [1])).toBeUndefined();
    writes.flushLog();
    expect(new Set(notes.map(([word]) => word))).toEqual(new Set([4, 5, 2, 3, 8, 9, 10]));
    expect(i32[10]).toBe(513);
  });

  it('so that the notes make the memory again', () => {
    const operation = fc.oneof(
      fc.tuple(fc.constant(writes.$put32), fc.nat(63), fc.integer()),
      fc.tuple(fc.constant(writes.$put8), fc.nat(255), fc.nat(255)),
      fc.tuple(fc.constant(writes.$put16), fc.nat(127), fc.nat(65535)),
      fc.tuple(fc.constant(writes.$put64), fc.nat(31), fc.double()),
    );
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 50 }), (operations) => {
        i32.fill(0);
        notes = [];
        for (const [put, at, value] of operations) put(at, value);
        writes.flushLog();
        const copy = new Int32Array(64);
        for (const [word, difference] of notes) copy[word] = copy[word]! + difference;
        expect(copy).toEqual(i32);
      }),
    );
  });
});
