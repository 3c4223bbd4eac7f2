import { describe, expect, test } from 'vitest';
import { ArenaObject, Pool } from '../alloc/arenas.js';
import { ListId } from '../collect/generations.js';
import { InvariantViolation } from '../errors.js';
import { Heap } from '../heap.js';
import { GcHeader, Header, type Ref } from '../memory/layout.js';
import { StaticArea } from '../memory/memory.js';
import { ARENA_OBJECT_WORDS } from '../memory/space.js';
import type { Handle } from '../objects/handles.js';
import { WeakRefField } from '../objects/weakrefs.js';
import { A, add, append, B, defineGraphTypes, type GraphTypes, put, WEAK_LIST } from '../testing/graph-types.js';
import { INVARIANTS } from './verify.js';

/** A small heap with something of everything, in which every invariant holds. */
interface Scene {
  readonly heap: Heap;
  readonly i32: Int32Array;
  readonly types: GraphTypes;
  /** Two tracked nodes; the second has a shared weak reference and one with a callback. */
  readonly node: Ref;
  readonly other: Ref;
  readonly shared: Ref;
  readonly withCallback: Ref;
  /** A list whose buffer lies in the raw heap, below nothing but free space. */
  readonly longList: Ref;
  readonly shortList: Ref;
  /** An untracked tuple. */
  readonly tuple: Ref;
  /** A dead float in its free list. */
  readonly kept: Ref;
  /** Payload of a raw block that was freed and lies between others. */
  readonly freedRaw: number;
  readonly handles: readonly Handle[];
}

function buildScene(debug: boolean): Scene {
  const heap = new Heap({ bytes: 8 << 20, debug });
  const types = defineGraphTypes(heap);
  const i32 = heap.memory.i32;
  const [node, other, shortList, longList, set, dict] = [
    types.node,
    types.node,
    types.list,
    types.list,
    types.set,
    types.dict,
  ].map((type) => heap.allocate(type)) as [Handle, Handle, Handle, Handle, Handle, Handle];
  const number = heap.allocate(types.number);
  const dead = [heap.allocate(types.number), heap.allocate(types.number)];
  const tuple = heap.allocate(types.tuple, 2);
  heap.setItem(tuple.ref, 0, number.ref);
  heap.setItem(tuple.ref, 1, number.ref);
  heap.setSlot(node.ref, A, other.ref);
  heap.setSlot(other.ref, B, node.ref);
  append(heap, shortList.ref, node.ref);
  const freedRaw = heap.blocks.malloc(600);
  for (let i = 0; i < 100; i++) append(heap, longList.ref, number.ref);
  add(heap, set.ref, other.ref);
  put(heap, dict.ref, number.ref, shortList.ref);
  const shared = heap.weakref(other.ref);
  const withCallback = heap.weakref(other.ref, () => {});
  heap.gc.collect(0);
  heap.blocks.free(freedRaw);
  const kept = dead[0]!.ref;
  for (const handle of dead) handle.release();
  return {
    ...{ heap, i32, types, node: node.ref, other: other.ref, shared: shared.ref, withCallback: withCallback.ref },
    ...{ longList: longList.ref, shortList: shortList.ref, tuple: tuple.ref, kept, freedRaw },
    handles: [node, other, shortList, longList, set, dict, number, tuple, shared, withCallback],
  };
}

const poolOf = ({ heap, node }: Scene): number => heap.pymalloc.poolOf(node);
const pointerOf = (list: Ref): number => list + 6;

/** For each sentence, a fault written into memory that breaks this sentence and none that is checked before it. */
const FAULTS: Readonly<Record<string, (scene: Scene) => void>> = {
  'Raw blocks tile the raw heap, and no two neighbours are both free': ({ heap, i32 }) => {
    i32[heap.space.baseWord + 1] = 77;
  },
  'Each free raw block is in the bin of its size, and a bit is set for each bin that is not empty': ({ i32 }) => {
    i32.fill(0, StaticArea.RawBins, StaticArea.RawBins + 32);
  },
  'The raw allocator counts the blocks in use': ({ heap }) => {
    heap.pymalloc.raw.blocks++;
  },
  'The raw heap ends at or below the lowest arena in use, which is where the floor is': ({ heap }) => {
    heap.space.floorWord -= 4;
  },
  'The arena table names each arena in use at its place, and nothing anywhere else': ({ heap }) => {
    heap.space.arenaAt[0] = 1;
  },
  'The free pools of an arena are its list of empty pools and the pools never cut, and their number is stored': ({
    i32,
  }) => {
    i32[StaticArea.Arenas + ArenaObject.FreePools]! += 1;
  },
  'The usable arenas are exactly those with free pools, in ascending order of their number, linked both ways': ({
    i32,
  }) => {
    i32[StaticArea.Arenas + ArenaObject.Previous] = StaticArea.Arenas;
  },
  'For each number of free pools, the last usable arena with that many is known': ({ i32, heap }) => {
    // One pool more is in use, and the arena object agrees, but nobody told the table.
    i32[StaticArea.Arenas + ArenaObject.FreePools]! -= 1;
    i32[StaticArea.Arenas + ArenaObject.PoolAddress]! += heap.pymalloc.arenas.poolWords;
    i32[i32[StaticArea.Arenas + ArenaObject.PoolAddress]! - heap.pymalloc.arenas.poolWords] = 1;
  },
  'An arena all of whose pools are free is given back, unless it is the last of the usable ones': ({ heap, i32 }) => {
    const { arenas } = heap.pymalloc;
    const blocks: number[] = [];
    while (arenas.allocated < 3) blocks.push(heap.blocks.malloc(512));
    const arenaOf = (block: number): number => heap.space.arenaAt[block >> heap.space.arenaShift]! - 1;
    heap.blocks.free(blocks.pop()!);
    const [first, ...rest] = blocks.filter((block) => arenaOf(block) === 1);
    for (const block of rest) heap.blocks.free(block);
    // The last pool in use of the arena in the middle becomes free behind the allocator's back.
    const pool = heap.pymalloc.poolOf(first!);
    const arena = StaticArea.Arenas + ARENA_OBJECT_WORDS;
    i32[pool + Pool.Count] = 0;
    i32[pool + Pool.NextPool] = i32[arena + ArenaObject.FreePoolList]!;
    i32[arena + ArenaObject.FreePoolList] = pool;
    i32[arena + ArenaObject.FreePools]! += 1;
  },
  'The header of a pool in use names a size class, the offsets of its blocks, and the arena it lies in': (scene) => {
    scene.i32[poolOf(scene) + Pool.ArenaIndex] = 3;
  },
  'The free list of a pool stays within the blocks carved from the pool and holds none twice': (scene) => {
    scene.i32[poolOf(scene) + Pool.FreeBlock] = poolOf(scene) + 4;
  },
  'Blocks in use, freed blocks and blocks never carved add up to the capacity of their pool': (scene) => {
    scene.i32[poolOf(scene) + Pool.Count]! += 1;
  },
  'The ring of a size class holds exactly the pools of that class that are neither full nor empty, linked both ways': (
    scene,
  ) => {
    scene.i32[poolOf(scene) + Pool.PreviousPool] = poolOf(scene);
  },
  'The guard bytes around blocks, and freed memory, hold what the debug allocator wrote there': ({ heap, node }) => {
    heap.memory.u8[node * 4 + 40] = 0;
  },
  'Each place of a list holds nothing or an object whose header names that list and that place': ({ i32, node }) => {
    i32[node + GcHeader.Index]! += 1;
  },
  'A list knows the number of its holes': ({ heap }) => {
    heap.generations.lists[ListId.Middle]!.holes++;
  },
  'Only objects of collectable types are tracked': ({ i32, node, types }) => {
    i32[node + Header.TypeId] = types.number.id;
  },
  'A tracked object has a count above 0': ({ i32, node }) => {
    i32[node + Header.Refcnt] = 0;
  },
  'The lists of a collection are empty outside of one': ({ heap, node }) => {
    heap.generations.move(node, ListId.Unreachable);
  },
  'The marked granules are those of the objects that a collection under way has found unreachable': ({
    heap,
    node,
  }) => {
    heap.generations.marks[node >> 2] = 5;
  },
  'A free list ends after as many objects as its length says, and that is at most its limit': ({ i32, kept }) => {
    i32[kept + Header.Type] = kept;
  },
  'An object in a free list has count 0, the type and the number of items of the list, and a block in use': ({
    i32,
    kept,
  }) => {
    i32[kept + Header.Refcnt] = 1;
  },
  'Every reference leads to a living object': ({ i32, node, kept }) => {
    i32[node + B / 4] = kept;
  },
  'An object that is in no list says so': ({ i32, tuple }) => {
    i32[tuple + GcHeader.Index] = 1;
  },
  'An object, and its buffer, fit into their blocks': ({ i32, longList }) => {
    i32[longList + Header.Size] = 200;
  },
  'Every block that somebody owns is in use and has one owner': ({ i32, longList, shortList }) => {
    i32[pointerOf(longList)] = i32[pointerOf(shortList)]!;
    i32[longList + Header.Size] = 0;
  },
  'Every block in use belongs to a living object, to a free list, or to a declared outside holder': ({ heap }) => {
    heap.blocks.malloc(48);
  },
  'Each weak reference in the list of an object is alive, names that object, and names the one before it': ({
    i32,
    withCallback,
  }) => {
    i32[withCallback + WeakRefField.Previous] = 0;
  },
  'In a list the shared reference stands first, then the shared proxy, then those that are not shared': ({
    i32,
    other,
    shared,
    withCallback,
  }) => {
    i32[other + WEAK_LIST / 4] = withCallback;
    i32[withCallback + WeakRefField.Previous] = 0;
    i32[withCallback + WeakRefField.Next] = shared;
    i32[shared + WeakRefField.Previous] = withCallback;
    i32[shared + WeakRefField.Next] = 0;
  },
  'A weak reference that names an object is in the list of that object, a dead one in none': ({ i32, other }) => {
    i32[other + WEAK_LIST / 4] = 0;
  },
  'An object that is being taken apart has count 0 and is not tracked': ({ heap, i32, types }) => {
    const dying = heap.allocate(types.node);
    const object = dying.ref;
    const weakref = heap.weakref(object, () => {
      heap.verify();
      i32[object + Header.Refcnt] = 1;
      try {
        heap.verify();
      } catch (error) {
        caught = error;
      }
      i32[object + Header.Refcnt] = 0;
    });
    dying.release();
    weakref.release();
  },
  'The count of a mortal object is the number of references to it': ({ i32, node }) => {
    i32[node + Header.Refcnt]! += 1;
  },
};

/** What `verify` threw inside a door. */
let caught: unknown;

describe('each invariant is a sentence and a check that names it', () => {
  test.each([false, true])('a scene with something of everything fulfils them all (debug: %s)', (debug) => {
    const { heap, handles } = buildScene(debug);
    heap.verify();
    for (const handle of handles) handle.release();
    heap.verify();
    heap.gc.collect();
    heap.verify();
    expect(heap.gc.getObjects()).toEqual([]);
  });

  test('there is a planted fault for each sentence', () => {
    const written = INVARIANTS.map((invariant) => invariant.sentence);
    expect(Object.keys(FAULTS).slice(2).sort()).toEqual([...written].sort());
  });

  test.each(Object.entries(FAULTS))('%s', (sentence, plant) => {
    const scene = buildScene(sentence.startsWith('The guard bytes'));
    scene.heap.verify();
    caught = undefined;
    plant(scene);
    try {
      scene.heap.verify();
    } catch (error) {
      caught ??= error;
    }
    expect(caught).toBeInstanceOf(InvariantViolation);
    expect((caught as InvariantViolation).invariant).toBe(sentence);
  });
});

describe('what the embedder declares', () => {
  test('counts as held, as often as it is declared; null is ignored', () => {
    const { heap, i32, node } = buildScene(false);
    i32[node + Header.Refcnt]! += 2;
    expect(() => heap.verify()).toThrow('references');
    heap.verify({
      references: (visit) => {
        for (const held of [node, 0 as Ref, node]) visit(held);
      },
    });
  });

  test('keeps blocks that belong to no object, in debug mode too', () => {
    for (const debug of [false, true]) {
      const { heap } = buildScene(debug);
      const [small, large] = [heap.blocks.malloc(48), heap.blocks.malloc(4800)];
      expect(() => heap.verify({ blocks: (visit) => visit(small) })).toThrow('nobody owns');
      const blocks = (visit: (block: number) => void): void => [small, 0, large].forEach(visit);
      heap.verify({ blocks });
      expect(() => heap.verify({ blocks: (visit) => [large, large].forEach(visit) })).toThrow('has an owner already');
    }
  });
});

test('a heap is verified again and again: nothing is left over from a run, or from one that found a fault', () => {
  const { heap, i32, node } = buildScene(false);
  for (let i = 0; i < 3; i++) {
    heap.verify();
    i32[node + Header.Refcnt]! += 1;
    expect(() => heap.verify()).toThrow(InvariantViolation);
    i32[node + Header.Refcnt]! -= 1;
  }
  heap.verify();
});
