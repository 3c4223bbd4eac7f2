import { describe, expect, test } from 'vitest';
import { makeAllocator } from '../testing/alloc-fixture.js';
import { blockBytes, blockWords, SIZE_CLASSES, SMALL_REQUEST_THRESHOLD, sizeClassOf } from './sizes.js';

describe('size classes', () => {
  test('there are 32 of them, 16 bytes apart, up to 512 bytes', () => {
    expect(SIZE_CLASSES).toBe(32);
    expect(Array.from({ length: SIZE_CLASSES }, (_, sizeClass) => blockBytes(sizeClass))).toEqual(
      Array.from({ length: 32 }, (_, n) => 16 * (n + 1)),
    );
    expect(blockWords(31) * 4).toBe(SMALL_REQUEST_THRESHOLD);
  });

  // request in bytes, bytes of the block it gets
  test.each([
    [1, 16],
    [15, 16],
    [16, 16],
    [17, 32],
    [32, 32],
    [33, 48],
    [255, 256],
    [256, 256],
    [257, 272],
    [496, 496],
    [497, 512],
    [511, 512],
    [512, 512],
  ])('%i bytes get a block of %i', (bytes, expected) => {
    const { pymalloc } = makeAllocator();
    expect(blockBytes(sizeClassOf(bytes))).toBe(expected);
    const block = pymalloc.malloc(bytes);
    expect(pymalloc.inPool(block)).toBe(true);
    expect(pymalloc.usableBytes(block)).toBe(expected);
  });

  test('every request of 1 to 512 bytes gets the smallest class that holds it', () => {
    for (let bytes = 1; bytes <= 512; bytes++) {
      const size = blockBytes(sizeClassOf(bytes));
      expect(size - bytes).toBeGreaterThanOrEqual(0);
      expect(size - bytes).toBeLessThan(16);
    }
  });

  test.each([0, 513, 4096])('a request of %i bytes is not served from a pool', (bytes) => {
    const { pymalloc } = makeAllocator();
    const block = pymalloc.malloc(bytes);
    expect(block).not.toBe(0);
    expect(pymalloc.inPool(block)).toBe(false);
    expect(pymalloc.allocatedBlocks()).toBe(0);
    expect(pymalloc.raw.blocks).toBe(1);
    pymalloc.free(block);
    expect(pymalloc.raw.blocks).toBe(0);
  });
});
