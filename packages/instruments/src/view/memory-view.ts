import type { Ref } from '@uroboros/heap';
import { Pool } from '@uroboros/heap/internal';
import type { Session } from '../explain/session.js';
import { forEachOwnBlock } from '../read/find-objects.js';
import type { Moment } from '../read/moment.js';
import { birthsOf } from './births.js';

/** What a block is: never handed out, freed, of the interpreter, an object of the program, or a part of one (items, keys). */
export const enum BlockState {
  Untouched = 0,
  Free = 1,
  Interpreter = 2,
  Object = 3,
  Part = 4,
}

/** One arena: for each pool its first word, bytes of a block, blocks in use, and where its blocks begin in the lists. */
export interface ArenaView {
  readonly arena: number;
  readonly pools: Int32Array;
  readonly blockBytes: Int32Array;
  readonly inUse: Int32Array;
  readonly firstBlock: Int32Array;
}

/** A block over 512 bytes. */
export interface LargeBlock {
  readonly block: number;
  readonly bytes: number;
  readonly owner: Ref | 0;
  readonly state: BlockState;
}

/** The allocator's memory at a moment. */
export interface MemoryView {
  readonly arenas: readonly ArenaView[];
  /** For each block of each pool: what it is, and the object it belongs to (0 for none). */
  readonly states: Uint8Array;
  readonly owners: Int32Array;
  readonly large: readonly LargeBlock[];
  readonly poolBytes: number;
  readonly arenaBytes: number;
  readonly bytesInUse: number;
}

/** Arenas that are drawn; a heap that has more shows its newest. */
const MOST_ARENAS = 12;
const MOST_LARGE = 200;

/** The arenas, pools and blocks at a moment. */
export function memoryView(session: Session, note: number): MemoryView {
  const moment = session.at(note);
  const { heap } = moment;
  const owners = new Map<number, { owner: Ref; state: BlockState }>();
  const births = birthsOf(session);
  for (const item of moment.objects) {
    const object = item as Ref;
    const isOwn = births.noteOf(object, note) >= 0;
    const add = (block: number, state: BlockState): void => {
      owners.set(block, { owner: object, state: isOwn ? state : BlockState.Interpreter });
    };
    add(object - heap.types.prefixWords[heap.typeId(object)]!, BlockState.Object);
    forEachOwnBlock(heap, object, (block) => add(block, BlockState.Part));
  }
  const states: number[] = [];
  const refs: number[] = [];
  const arenas: ArenaView[] = [];
  heap.forEachArena((arena, pools) => {
    if (arenas.length >= MOST_ARENAS) return;
    const firstBlock = pools.map(({ pool, sizeClass, inUse }) => {
      const first = states.length;
      if (inUse > 0) addBlocks(moment, pool, sizeClass, owners, states, refs);
      return first;
    });
    arenas.push({
      arena,
      pools: Int32Array.from(pools, ({ pool }) => pool),
      blockBytes: Int32Array.from(pools, ({ sizeClass, inUse }) => (inUse === 0 ? 0 : 16 * (sizeClass + 1))),
      inUse: Int32Array.from(pools, ({ inUse }) => inUse),
      firstBlock: Int32Array.from([...firstBlock, states.length]),
    });
  });
  const floor = heap.lowestArena();
  const large = [...owners]
    .filter(([block]) => block < floor)
    .map(([block, { owner, state }]) => ({ block, bytes: heap.blockBytes(block), owner, state }));
  large.sort((a, b) => b.state - a.state || b.bytes - a.bytes);
  return {
    arenas,
    states: Uint8Array.from(states),
    owners: Int32Array.from(refs),
    large: large.slice(0, MOST_LARGE),
    poolBytes: heap.poolWords * 4,
    arenaBytes: heap.arenaBytes,
    bytesInUse: heap.bytesInUse(),
  };
}

function addBlocks(
  { heap }: Moment,
  pool: number,
  sizeClass: number,
  owners: ReadonlyMap<number, { owner: Ref; state: BlockState }>,
  states: number[],
  refs: number[],
): void {
  const { i32, poolWords } = heap;
  const words = 4 * (sizeClass + 1);
  const used = pool + i32[pool + Pool.NextOffset]! / 4;
  const free = new Set<number>();
  for (let block = i32[pool + Pool.FreeBlock]!; block !== 0; block = i32[block]!) free.add(block);
  for (let block = pool + Pool.HeaderWords; block + words <= pool + poolWords; block += words) {
    const owner = owners.get(block);
    refs.push(owner?.owner ?? 0);
    if (block >= used) states.push(BlockState.Untouched);
    else if (free.has(block)) states.push(BlockState.Free);
    else states.push(owner?.state ?? BlockState.Interpreter);
  }
}
