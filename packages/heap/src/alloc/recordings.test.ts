import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { makeAllocator } from '../testing/alloc-fixture.js';
import { GEOMETRY_3_8, GEOMETRY_3_9, GEOMETRY_3_10, type PoolGeometry } from './sizes.js';

/** What `testing/alloc-record.py` wrote down of one CPython. */
interface Recording {
  readonly version: string;
  readonly poolBytes: number;
  /** A size to allocate, or the negated number of the allocation to free. */
  readonly operations: readonly number[];
  /** Where each allocation was put: pool · poolBytes + offset, pools numbered as they first appear. */
  readonly places: readonly number[];
  /** For each size class the smallest size at which realloc leaves a block where it is. */
  readonly reallocKeepsFrom: readonly number[];
}

const recordings: readonly Recording[] = JSON.parse(
  readFileSync(new URL('../testing/alloc-recordings.json', import.meta.url), 'utf8'),
);

function geometryOf(version: string): PoolGeometry {
  if (version.startsWith('3.8.')) return GEOMETRY_3_8;
  return version.startsWith('3.9.') ? GEOMETRY_3_9 : GEOMETRY_3_10;
}

/** Replays the operations; the places, in the terms of the recording. */
function replay({ operations }: Recording, geometry: PoolGeometry): number[] {
  const { pymalloc } = makeAllocator(geometry);
  const blocks = [0];
  const pools = new Map<number, number>();
  let poolsSeen = 0;
  const places: number[] = [];
  for (const operation of operations) {
    if (operation < 0) {
      const before = pymalloc.arenas.allocated;
      pymalloc.free(blocks[-operation]!);
      // An arena that comes back at the same place was a new one to the recorder.
      if (pymalloc.arenas.allocated < before)
        for (const pool of pools.keys()) if (!pymalloc.inPool(pool)) pools.delete(pool);
      continue;
    }
    const block = pymalloc.malloc(operation);
    const pool = pymalloc.poolOf(block);
    if (!pools.has(pool)) pools.set(pool, poolsSeen++);
    places.push(pools.get(pool)! * geometry.poolBytes + (block - pool) * 4);
    blocks.push(block);
  }
  return places;
}

describe.each(recordings)('as recorded with CPython $version', (recording) => {
  const geometry = geometryOf(recording.version);

  test('every block is in the same pool, at the same offset', () => {
    expect(geometry.poolBytes).toBe(recording.poolBytes);
    expect(replay(recording, geometry)).toEqual(recording.places);
  });

  test('realloc shrinks in place down to the same size', () => {
    const { pymalloc } = makeAllocator(geometry);
    const keepsFrom = recording.reallocKeepsFrom.map((_, sizeClass) => {
      const block = pymalloc.malloc((sizeClass + 1) * 16);
      let bytes = (sizeClass + 1) * 16;
      while (pymalloc.resizeInPlace(block, bytes - 1)) bytes--;
      return bytes;
    });
    expect(keepsFrom).toEqual(recording.reallocKeepsFrom);
  });
});

test('3.8 gives back the last free arena, 3.9 keeps it: the recordings tell them apart', () => {
  const of38 = recordings.find(({ version }) => version.startsWith('3.8.'))!;
  expect(replay(of38, GEOMETRY_3_9)).not.toEqual(of38.places);
});
