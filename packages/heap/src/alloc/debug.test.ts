import { beforeEach, describe, expect, test } from 'vitest';
import { type CorruptionKind, HeapCorruption } from '../errors.js';
import { Heap } from '../heap.js';
import { type Allocator, makeAllocator } from '../testing/alloc-fixture.js';
import { Random } from '../testing/alloc-random.js';
import { DebugMalloc } from './debug.js';
import { GEOMETRY_3_9, GEOMETRY_3_10 } from './sizes.js';

let allocator: Allocator;
let debug: DebugMalloc;
/** What the allocator is told about where the program is. */
let line: string;

beforeEach(() => start());

function start(geometry = GEOMETRY_3_10, bytes = 4 * 2 ** 20): void {
  allocator = makeAllocator(geometry, bytes);
  debug = new DebugMalloc(allocator.memory, allocator.pymalloc, { site: () => line });
  line = 'start.py:1';
}

function bytesAt(block: number, from: number, to: number): number[] {
  return Array.from(allocator.memory.u8.subarray(block * 4 + from, block * 4 + to));
}

/** Writes to a byte at an offset from a block. */
function write(block: number, offset: number, byte: number): void {
  allocator.memory.u8[block * 4 + offset] = byte;
}

/** The action is reported, as that kind; the report. */
function reported(kind: CorruptionKind, action: () => void): HeapCorruption {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(HeapCorruption);
    const corruption = error as HeapCorruption;
    expect(corruption.kind).toBe(kind);
    return corruption;
  }
  throw new Error(`not reported: ${kind}`);
}

function isIntact(): boolean {
  try {
    debug.checkAll();
    return true;
  } catch {
    return false;
  }
}

const FD7 = new Array(7).fill(0xfd);
const FD8 = new Array(8).fill(0xfd);

describe('the bytes around a block', () => {
  test('are its size, the letter of the API, guard bytes, and its serial number behind', () => {
    debug.malloc(1);
    const block = debug.malloc(20);
    expect((block * 4) % 16).toBe(0);
    expect(bytesAt(block, -16, 0)).toEqual([0, 0, 0, 0, 0, 0, 0, 20, 0x6f, ...FD7]);
    expect(bytesAt(block, 20, 36)).toEqual([...FD8, 0, 0, 0, 0, 0, 0, 0, 2]);
    expect(debug.serial).toBe(2);
  });

  test('are outside of a block of 0 bytes, too', () => {
    const block = debug.malloc(0);
    expect(bytesAt(block, -1, 8)).toEqual([0xfd, ...FD8]);
    debug.free(block);
  });

  test('new memory is 0xCD, cleared memory 0, freed memory 0xDD', () => {
    const block = debug.malloc(100);
    expect(new Set(bytesAt(block, 0, 100))).toEqual(new Set([0xcd]));
    debug.free(block);
    expect(new Set(bytesAt(block, 0, 100))).toEqual(new Set([0xdd]));
    const zeroed = debug.calloc(100);
    expect(zeroed).toBe(block);
    expect(new Set(bytesAt(zeroed, 0, 100))).toEqual(new Set([0]));
  });

  // From a size, to a size: in place, from pool to pool, into the raw heap, within it.
  test.each([
    [70, 80],
    [20, 30],
    [400, 600],
    [600, 5000],
  ])('are made anew by realloc from %i to %i bytes; what is new is 0xCD', (from, to) => {
    const block = debug.realloc(debug.calloc(from), to);
    expect(bytesAt(block, -9, 0)).toEqual([to & 0xff, 0x6f, ...FD7]);
    expect(new Set(bytesAt(block, 0, from))).toEqual(new Set([0]));
    expect(new Set(bytesAt(block, from, to))).toEqual(new Set([0xcd]));
    expect(bytesAt(block, to, to + 16)).toEqual([...FD8, 0, 0, 0, 0, 0, 0, 0, 2]);
  });
});

describe('blocks', () => {
  test.each([1, 16, 100, 480, 481, 5000])('of %i bytes can be allocated, resized and freed', (bytes) => {
    const block = debug.malloc(bytes);
    debug.checkLive(block);
    const larger = debug.realloc(block, bytes * 2);
    const smaller = debug.realloc(larger, Math.trunc(bytes / 2));
    debug.checkAll();
    debug.free(smaller);
    debug.checkAll();
    expect(allocator.pymalloc.allocatedBlocks() + allocator.pymalloc.raw.blocks).toBe(0);
  });

  test('a freed block is reused at once, as without guard bytes', () => {
    const [a, b] = [debug.malloc(64), debug.malloc(64)];
    debug.free(a);
    debug.free(b);
    expect([debug.malloc(64), debug.malloc(64)]).toEqual([b, a]);
  });

  test('are enumerated with the bytes asked for', () => {
    const [a, b, c] = [debug.malloc(10), debug.malloc(2000), debug.malloc(470)];
    debug.free(debug.malloc(33));
    const seen = new Map<number, number>();
    debug.forEachBlock((block, bytes) => seen.set(block, bytes));
    expect(seen).toEqual(
      new Map([
        [a, 10],
        [b, 2000],
        [c, 470],
      ]),
    );
  });

  test('free(0) does nothing; realloc(0, n) allocates', () => {
    debug.free(0);
    debug.checkLive(debug.realloc(0, 8));
  });

  test('a request that finds no room returns 0, and changes nothing', () => {
    const block = debug.malloc(100);
    const { serial } = debug;
    expect(debug.malloc(2 ** 33)).toBe(0);
    expect(debug.calloc(2 ** 31)).toBe(0);
    expect(debug.realloc(block, 4 * 2 ** 20)).toBe(0);
    expect(debug.serial).toBe(serial);
    debug.checkAll();
    debug.free(block);
  });
});

// Bytes of the block: in a pool, and in the raw heap.
describe.each([40, 3000])('corruption of a block of %i bytes is reported', (bytes) => {
  test('double free', () => {
    line = 'made.py:3';
    const block = debug.malloc(bytes);
    line = 'freed.py:9';
    debug.free(block);
    const { address, detail } = reported('double free', () => debug.free(block));
    expect(address).toBe(block * 4);
    expect(detail).toBe(`block of ${bytes} bytes, serial 1, allocated at made.py:3, freed at freed.py:9`);
    reported('double free', () => debug.realloc(block, 10));
  });

  test.each([0, 1, 5, 7, 8, 9, 15])('a write over byte %i before it', (position) => {
    line = 'made.py:3';
    const block = debug.malloc(bytes);
    const before = bytesAt(block, -16, 0)[position]!;
    write(block, position - 16, 0x41);
    const { detail } = reported('guard bytes before the block overwritten', () => debug.checkAll());
    expect(detail).toBe(
      `block of ${bytes} bytes, serial 1, allocated at made.py:3; byte ${position - 16} of it holds 0x41 instead of 0x${before
        .toString(16)
        .padStart(2, '0')}`,
    );
    reported('guard bytes before the block overwritten', () => debug.free(block));
    reported('guard bytes before the block overwritten', () => debug.realloc(block, bytes + 1));
    write(block, position - 16, before);
    debug.free(block);
  });

  test.each([0, 7, 15])('a write over byte %i behind it', (position) => {
    const block = debug.malloc(bytes);
    write(block, bytes + position, 0x7f);
    const { detail } = reported('guard bytes after the block overwritten', () => debug.checkAll());
    expect(detail).toContain(`byte ${bytes + position} of it holds 0x7f instead of 0x${position === 15 ? '01' : 'fd'}`);
    reported('guard bytes after the block overwritten', () => debug.free(block));
    reported('guard bytes after the block overwritten', () => debug.realloc(block, bytes - 1));
  });

  test('a write after free, when the memory is handed out again', () => {
    const block = debug.malloc(bytes);
    debug.malloc(bytes);
    debug.free(block);
    write(block, 17, 0x55);
    reported('write after free', () => debug.checkAll());
    const { detail } = reported('write after free', () => debug.malloc(bytes));
    expect(detail).toBe(
      `block of ${bytes} bytes, serial 1, allocated at start.py:1, freed at start.py:1; byte 17 of it holds 0x55 instead of 0xdd`,
    );
    // It is reported once: the memory is good again.
    expect(debug.malloc(bytes)).toBe(block);
    debug.checkAll();
  });

  test('a write after free to every byte of it', () => {
    const block = debug.malloc(bytes);
    debug.malloc(bytes);
    debug.free(block);
    for (let offset = 0; offset < bytes; offset++) {
      write(block, offset, 0);
      reported('write after free', () => debug.checkAll());
      write(block, offset, 0xdd);
    }
    debug.checkAll();
  });

  test('a use after free', () => {
    const block = debug.malloc(bytes);
    debug.checkLive(block);
    line = 'freed.py:9';
    debug.free(block);
    const { detail } = reported('use after free', () => debug.checkLive(block));
    expect(detail).toContain('serial 1, allocated at start.py:1, freed at freed.py:9');
    const inside = reported('use after free', () => debug.checkLive(block + 4));
    expect(inside.detail).toMatch(/^byte 16 of a block of/);
  });

  test('a pointer into a block', () => {
    const block = debug.malloc(bytes);
    const { detail, address } = reported('foreign pointer', () => debug.free(block + 4));
    expect(address).toBe(block * 4 + 16);
    expect(detail).toBe(`byte 16 of a block of ${bytes} bytes, serial 1, allocated at start.py:1`);
    reported('foreign pointer', () => debug.realloc(block - 4, 10));
    reported('foreign pointer', () => debug.checkLive(block + 1));
    debug.free(block);
    reported('foreign pointer', () => debug.free(block + 4));
  });
});

test('a pointer to nowhere is foreign', () => {
  const { detail } = reported('foreign pointer', () => debug.free(4000));
  expect(detail).toBe('no block in use or freed lately lies there');
  reported('foreign pointer', () => debug.checkLive(1));
});

describe('freed memory stays watched', () => {
  test('until another size class cuts its pool anew', () => {
    const [a, b] = [debug.malloc(100), debug.malloc(100)];
    debug.free(a);
    debug.free(b);
    write(b, 3, 0);
    reported('write after free', () => debug.malloc(20));
    expect(debug.malloc(20)).not.toBe(0);
    debug.checkAll();
  });

  test('where a larger free block is handed out in parts', () => {
    const [large] = [debug.malloc(8000), debug.malloc(600)];
    debug.free(large);
    const part = debug.malloc(1000);
    expect(part).toBe(large);
    write(large, 7000, 1);
    reported('write after free', () => debug.checkAll());
    reported('write after free', () => debug.malloc(6900));
    debug.checkAll();
  });

  test('where realloc grows a block over it', () => {
    const [block, above] = [debug.malloc(1000), debug.malloc(3000), debug.malloc(600)];
    debug.free(above);
    write(above, 400, 1);
    reported('write after free', () => debug.realloc(block, 2000));
  });

  test('above the break', () => {
    const block = debug.malloc(5000);
    debug.free(block);
    write(block, 1234, 1);
    reported('write after free', () => debug.malloc(10_000));
    expect(debug.malloc(10_000)).toBe(block);
  });

  test('where an arena is placed over it', () => {
    const block = debug.malloc(3.5 * 2 ** 20);
    debug.free(block);
    write(block, 3_300_000, 1);
    reported('write after free', () => debug.malloc(16));
    debug.free(debug.malloc(16));
    debug.checkAll();
  });

  test('in an arena given back, until the raw heap grows over it', () => {
    start(GEOMETRY_3_9);
    const blocks = Array.from({ length: 64 * 7 * 14 }, () => debug.malloc(480));
    for (const block of blocks) debug.free(block);
    expect(allocator.pymalloc.arenas.allocated).toBe(1);
    const victim = blocks.findLast((block) => block < 2 ** 19)!;
    write(victim, 100, 1);
    reported('write after free', () => debug.checkAll());
    reported('use after free', () => debug.checkLive(victim));
    reported('write after free', () => debug.malloc(3 * 2 ** 20));
    expect(debug.malloc(3 * 2 ** 20)).not.toBe(0);
    debug.checkAll();
  });

  test('one byte, written nearly anywhere in freed memory after many operations, is seen', () => {
    const random = new Random(20);
    const live: number[] = [];
    const freed = new Map<number, number>();
    for (let n = 0; n < 3000; n++) {
      if (random.next() < 0.55 || live.length === 0) {
        live.push(debug.malloc(random.next() < 0.5 ? random.between(0, 480) : random.between(500, 3000)));
      } else {
        const [block] = live.splice(random.below(live.length), 1) as [number];
        debug.free(block);
        freed.set(block, n);
      }
    }
    debug.checkAll();
    let seen = 0;
    let missed = 0;
    for (const block of freed.keys()) {
      const dead = bytesAt(block, 0, 32).every((byte) => byte === 0xdd);
      if (!dead) continue;
      write(block, random.below(32), 0xdc);
      if (isIntact()) missed++;
      else seen++;
      allocator.memory.u8.fill(0xdd, block * 4, block * 4 + 32);
    }
    // Not watched is what lies between the parts of a large block cut up, and in a pool cut anew for another class.
    expect(seen).toBeGreaterThan(50);
    expect(missed).toBeLessThan(5);
    debug.checkAll();
  });
});

describe('where it was', () => {
  function allocateHere(): number {
    return debug.malloc(24);
  }

  test('is by default the innermost frames of the stack, without folders', () => {
    debug = new DebugMalloc(allocator.memory, allocator.pymalloc);
    const block = allocateHere();
    debug.free(block);
    const { detail } = reported('double free', () => debug.free(block));
    expect(detail).toMatch(/allocated at allocateHere \(debug\.test\.ts:\d+:\d+\)/);
    expect(detail).toMatch(/freed at .*debug\.test\.ts:\d+:\d+/);
    expect(detail).not.toMatch(/[/\\]|DebugMalloc/);
  });
});

describe('a heap with debug: true', () => {
  test('refuses references to objects that have died', () => {
    const heap = new Heap({ bytes: 4 * 2 ** 20, debug: true });
    const Pair = heap.defineType({ name: 'Pair', basicSize: 32, gc: true, slots: [16, 24] });
    const Leaf = heap.defineType({ name: 'Leaf', basicSize: 16 });
    for (const type of [Pair, Leaf]) {
      const handle = heap.allocate(type);
      const { ref } = handle;
      expect(heap.refcnt(ref)).toBe(1);
      handle.release();
      reported('use after free', () => heap.refcnt(ref));
    }
  });

  test('has statistics and an enumeration that agree', () => {
    const heap = new Heap({ bytes: 4 * 2 ** 20, debug: true });
    const Bytes = heap.defineType({ name: 'Bytes', basicSize: 24, itemSize: 8 });
    const before = heap.stats();
    const handles = [0, 10, 55, 56, 1000].map((items) => heap.allocate(Bytes, items));
    const stats = heap.stats();
    // 55 items are 464 bytes: with guard bytes 496, the largest that still fits a pool being 480.
    expect(stats.allocatedBlocks - before.allocatedBlocks).toBe(4);
    expect(stats.large.blocks - before.large.blocks).toBe(1);
    const sizes: number[] = [];
    heap.blocks.forEachBlock((_, bytes) => sizes.push(bytes));
    for (const items of [0, 10, 55, 56, 1000]) expect(sizes).toContain(24 + 8 * items);
    expect(sizes).toHaveLength(stats.allocatedBlocks + stats.large.blocks);
    for (const handle of handles) handle.release();
    expect(heap.stats()).toMatchObject({ allocatedBlocks: before.allocatedBlocks, large: before.large });
  });
});
