import { Unit } from '../memory/layout.js';
import { type Memory, StaticArea } from '../memory/memory.js';
import { type AddressSpace, ARENA_OBJECT_WORDS } from '../memory/space.js';
import type { PoolGeometry } from './sizes.js';

/**
 * Arenas: the big pieces pools are cut from.
 *
 *     arena object (8 words, in the static area)
 *     ┌─────────┬──────────────┬────────────┬────────────┬───────────┬───────────┬───────────┐
 *     │ address │ pool_address │ nfreepools │ ntotalpools│ freepools │ nextarena │ prevarena │
 *     └─────────┴──────────────┴────────────┴────────────┴───────────┴───────────┴───────────┘
 *
 * An arena object whose address is 0 belongs to no arena and waits in `unused` (linked by nextarena). An arena with at
 * least one free pool is in `usable`, a doubly linked list in ascending order of nfreepools, so that the fullest arena
 * is used first and the emptiest has a chance to become free altogether. `lastWith[n]` is the last arena in `usable`
 * with n free pools: with it a freed pool moves its arena in constant time.
 */
export const enum ArenaObject {
  Address = 0,
  PoolAddress = 1,
  FreePools = 2,
  TotalPools = 3,
  FreePoolList = 4,
  Next = 5,
  Previous = 6,
}

/** Word offsets of the pool header (48 bytes), CPython's `struct pool_header`. */
export const enum Pool {
  /** Blocks in use. */
  Count = 0,
  /** Head of the list of freed blocks; each links to the next in its first word. 0 means full. */
  FreeBlock = 2,
  NextPool = 4,
  PreviousPool = 6,
  ArenaIndex = 8,
  SizeClass = 9,
  /** Byte offset of the first block never handed out yet, and the largest it may have. */
  NextOffset = 10,
  MaxNextOffset = 11,
  HeaderBytes = 48,
  HeaderWords = 12,
}

/** szidx of a pool that never held a block. */
export const DUMMY_SIZE_CLASS = 0xffff;

export class Arenas {
  /** Head of the list of arenas with free pools: word of the arena object, 0 if none. */
  usable = 0;
  allocated = 0;
  timesAllocated = 0;
  highwater = 0;

  readonly #i32: Int32Array;
  readonly #space: AddressSpace;
  readonly #poolWords: number;
  readonly #poolsPerArena: number;
  readonly #lastWith: Int32Array;
  readonly #keepsFreeArena: boolean;
  #unused = 0;
  /** Arena objects ever used; more are linked in, 16 first and then as many again, as CPython's vector grows. */
  #objects = 0;

  constructor(memory: Memory, space: AddressSpace, geometry: PoolGeometry) {
    this.#i32 = memory.i32;
    this.#space = space;
    this.#poolWords = geometry.poolBytes / Unit.WordBytes;
    this.#poolsPerArena = geometry.arenaBytes / geometry.poolBytes;
    this.#lastWith = new Int32Array(this.#poolsPerArena + 1);
    this.#keepsFreeArena = geometry.keepsFreeArena;
  }

  /** A free pool of the fullest usable arena: one used before if there is one, else one never used. 0: no room. */
  takePool(): number {
    const i32 = this.#i32;
    if (this.usable === 0) {
      this.usable = this.#newArena();
      if (this.usable === 0) return 0;
      this.#lastWith[i32[this.usable + ArenaObject.FreePools]!] = this.usable;
    }
    const arena = this.usable;
    const free = i32[arena + ArenaObject.FreePools]!;
    // The arena leaves the group with `free` pools; it is the first of the list, so its group has no one before it.
    if (this.#lastWith[free] === arena) this.#lastWith[free] = 0;
    if (free > 1) this.#lastWith[free - 1] = arena;
    i32[arena + ArenaObject.FreePools] = free - 1;
    let pool = i32[arena + ArenaObject.FreePoolList]!;
    if (pool !== 0) {
      i32[arena + ArenaObject.FreePoolList] = i32[pool + Pool.NextPool]!;
    } else {
      pool = i32[arena + ArenaObject.PoolAddress]!;
      i32[arena + ArenaObject.PoolAddress] = pool + this.#poolWords;
      i32[pool + Pool.ArenaIndex] = this.#indexOf(arena);
      i32[pool + Pool.SizeClass] = DUMMY_SIZE_CLASS;
    }
    if (free === 1) {
      this.usable = i32[arena + ArenaObject.Next]!;
      if (this.usable !== 0) i32[this.usable + ArenaObject.Previous] = 0;
    }
    return pool;
  }

  /**
   * Takes back a pool without blocks in use (insert_to_freepool). Its arena moves to its new place in `usable`; an arena
   * all of whose pools are free is given back, unless it is the last of the list: kept, it saves the next arena. To 3.8
   * that one is given back too.
   */
  returnPool(pool: number): void {
    const i32 = this.#i32;
    const arena = this.#objectAt(i32[pool + Pool.ArenaIndex]!);
    i32[pool + Pool.NextPool] = i32[arena + ArenaObject.FreePoolList]!;
    i32[arena + ArenaObject.FreePoolList] = pool;
    const before = i32[arena + ArenaObject.FreePools]!;
    const now = before + 1;
    i32[arena + ArenaObject.FreePools] = now;
    const lastBefore = this.#lastWith[before]!;
    if (lastBefore === arena) this.#forgetLast(arena, before);
    const spare = i32[arena + ArenaObject.Next]! === 0 && this.#keepsFreeArena;
    if (now === i32[arena + ArenaObject.TotalPools] && before > 0 && !spare) {
      this.#unlink(arena);
      this.#freeArena(arena);
    } else if (before === 0) {
      this.#linkFirst(arena);
      if (this.#lastWith[1] === 0) this.#lastWith[1] = arena;
    } else {
      if (this.#lastWith[now] === 0) this.#lastWith[now] = arena;
      if (arena !== lastBefore) this.#moveBehind(arena, lastBefore);
    }
  }

  /** The arena object index → its pools cut so far; for statistics and verification. */
  forEachArena(visit: (arena: ArenaView) => void): void {
    for (let index = 0; index < this.#objects; index++) {
      const at = this.#objectAt(index);
      const address = this.#i32[at + ArenaObject.Address]!;
      if (address === 0) continue;
      visit({
        index,
        address,
        poolAddress: this.#i32[at + ArenaObject.PoolAddress]!,
        freePools: this.#i32[at + ArenaObject.FreePools]!,
        totalPools: this.#i32[at + ArenaObject.TotalPools]!,
        firstFreePool: this.#i32[at + ArenaObject.FreePoolList]!,
      });
    }
  }

  /** Indices of the arenas in `usable`, in list order. */
  usableIndices(): number[] {
    const indices: number[] = [];
    for (let arena = this.usable; arena !== 0; arena = this.#i32[arena + ArenaObject.Next]!) {
      indices.push(this.#indexOf(arena));
      if (indices.length > this.#objects) throw new RangeError('the list of usable arenas does not end');
    }
    return indices;
  }

  /** Index of the last arena in `usable` with so many free pools (nfp2lasta); -1 if there is none. */
  lastUsableWith(freePools: number): number {
    const arena = this.#lastWith[freePools]!;
    return arena === 0 ? -1 : this.#indexOf(arena);
  }

  /** Words in a pool. */
  get poolWords(): number {
    return this.#poolWords;
  }

  #objectAt(index: number): number {
    return StaticArea.Arenas + index * ARENA_OBJECT_WORDS;
  }

  #indexOf(arena: number): number {
    return (arena - StaticArea.Arenas) / ARENA_OBJECT_WORDS;
  }

  #newArena(): number {
    const i32 = this.#i32;
    if (this.#unused === 0 && !this.#moreObjects()) return 0;
    const arena = this.#unused;
    const address = this.#space.takeArena(this.#indexOf(arena));
    if (address === 0) return 0;
    this.#unused = i32[arena + ArenaObject.Next]!;
    i32[arena + ArenaObject.Address] = address;
    i32[arena + ArenaObject.PoolAddress] = address;
    i32[arena + ArenaObject.FreePools] = this.#poolsPerArena;
    i32[arena + ArenaObject.TotalPools] = this.#poolsPerArena;
    i32[arena + ArenaObject.FreePoolList] = 0;
    i32[arena + ArenaObject.Next] = 0;
    i32[arena + ArenaObject.Previous] = 0;
    this.allocated++;
    this.timesAllocated++;
    if (this.allocated > this.highwater) this.highwater = this.allocated;
    return arena;
  }

  #moreObjects(): boolean {
    const before = this.#objects;
    const now = Math.min(before === 0 ? 16 : before * 2, this.#space.places);
    if (now === before) return false;
    for (let index = before; index < now; index++) {
      const at = this.#objectAt(index);
      this.#i32[at + ArenaObject.Address] = 0;
      this.#i32[at + ArenaObject.Next] = index + 1 < now ? this.#objectAt(index + 1) : 0;
    }
    this.#unused = this.#objectAt(before);
    this.#objects = now;
    return true;
  }

  #freeArena(arena: number): void {
    this.#space.returnArena(this.#i32[arena + ArenaObject.Address]!);
    this.#i32[arena + ArenaObject.Address] = 0;
    this.#i32[arena + ArenaObject.Next] = this.#unused;
    this.#unused = arena;
    this.allocated--;
  }

  /** The arena was the last with so many free pools: its neighbour before it is now, if it has as many. */
  #forgetLast(arena: number, freePools: number): void {
    const previous = this.#i32[arena + ArenaObject.Previous]!;
    const same = previous !== 0 && this.#i32[previous + ArenaObject.FreePools] === freePools;
    this.#lastWith[freePools] = same ? previous : 0;
  }

  #linkFirst(arena: number): void {
    const i32 = this.#i32;
    i32[arena + ArenaObject.Next] = this.usable;
    i32[arena + ArenaObject.Previous] = 0;
    if (this.usable !== 0) i32[this.usable + ArenaObject.Previous] = arena;
    this.usable = arena;
  }

  #unlink(arena: number): void {
    const i32 = this.#i32;
    const next = i32[arena + ArenaObject.Next]!;
    const previous = i32[arena + ArenaObject.Previous]!;
    if (previous === 0) this.usable = next;
    else i32[previous + ArenaObject.Next] = next;
    if (next !== 0) i32[next + ArenaObject.Previous] = previous;
  }

  /** Moves the arena behind another one of `usable`, which has fewer free pools or was the last of the old group. */
  #moveBehind(arena: number, other: number): void {
    const i32 = this.#i32;
    this.#unlink(arena);
    const next = i32[other + ArenaObject.Next]!;
    i32[arena + ArenaObject.Previous] = other;
    i32[arena + ArenaObject.Next] = next;
    i32[other + ArenaObject.Next] = arena;
    if (next !== 0) i32[next + ArenaObject.Previous] = arena;
  }
}

/** What is known of one arena; addresses are words. */
export interface ArenaView {
  readonly index: number;
  readonly address: number;
  /** First pool never used yet. */
  readonly poolAddress: number;
  readonly freePools: number;
  readonly totalPools: number;
  readonly firstFreePool: number;
}
