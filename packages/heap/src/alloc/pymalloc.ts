import { Unit } from '../memory/layout.js';
import { type Memory, StaticArea } from '../memory/memory.js';
import type { AddressSpace } from '../memory/space.js';
import { Arenas, Pool } from './arenas.js';
import { RawAllocator } from './raw.js';
import { blockBytes, blockWords, type PoolGeometry, SIZE_CLASSES, SMALL_REQUEST_THRESHOLD } from './sizes.js';

/** What objects and buffers are allocated through: pymalloc, or pymalloc behind guard bytes. Sizes are in bytes. */
export interface BlockAllocator {
  /** The word of a new block, 16-byte aligned; 0 if the reservation is used up. A size of 0 gives a block of its own. */
  malloc(bytes: number): number;
  /** Like malloc, filled with 0. */
  calloc(bytes: number): number;
  /** Moves or resizes a block, keeping its content; `block` 0 allocates. 0, the block untouched, if there is no room. */
  realloc(block: number, bytes: number): number;
  /** Gives a block back; 0 is ignored. */
  free(block: number): void;
  /** Calls back with each block in use: the word, and bytes it has, at least those asked for. */
  forEachBlock(visit: (block: number, bytes: number) => void): void;
}

/**
 * pymalloc (Objects/obmalloc.c): blocks of up to 512 bytes, from pools of one size class each.
 *
 *     pool (16 KiB)
 *     ┌───────────────┬───────┬───────┬───────┬─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─┐
 *     │ header, 48 B  │ block │ block │ block │ never handed out yet  │
 *     └───────────────┴───────┴───────┴───────┴─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─┘
 *                         freeblock → freed blocks, last freed first
 *
 * A pool is in one of three states. *Used*: some blocks are in use and some are not; it is in the ring of its size
 * class, whose first pool serves the next request. *Full*: all blocks are in use; it is in no list. *Empty*: no block
 * is in use; it is in its arena's list of free pools and may next serve another size class.
 * Transitions: used → full when the last block is taken; full → used when one is freed, at the front of the ring;
 * used → empty when the last is freed. These rules fix the order of addresses, which programs see through `id()`.
 */
export class PyMalloc implements BlockAllocator {
  readonly arenas: Arenas;
  readonly raw: RawAllocator;

  readonly #i32: Int32Array;
  readonly #arenaAt: Uint16Array;
  readonly #arenaShift: number;
  readonly #poolMask: number;
  readonly #poolBytes: number;

  constructor(memory: Memory, space: AddressSpace, geometry: PoolGeometry) {
    this.#i32 = memory.i32;
    this.arenas = new Arenas(memory, space, geometry);
    this.raw = new RawAllocator(memory, space);
    this.#arenaAt = space.arenaAt;
    this.#arenaShift = space.arenaShift;
    this.#poolMask = -(geometry.poolBytes / Unit.WordBytes);
    this.#poolBytes = geometry.poolBytes;
  }

  /** Fast path: pop the first free block of the first used pool. Guarded by `bench/heap` "churn". */
  malloc(bytes: number): number {
    // A request of 0 bytes is not pymalloc's, as in CPython: it does not count in sys.getallocatedblocks().
    if (bytes > SMALL_REQUEST_THRESHOLD || bytes === 0) return this.raw.malloc(bytes);
    const i32 = this.#i32;
    const sizeClass = (bytes - 1) >> 4;
    const pool = i32[StaticArea.UsedPools + sizeClass]!;
    if (pool === 0) return this.#firstOfNewPool(sizeClass);
    const block = i32[pool + Pool.FreeBlock]!;
    const next = i32[block]!;
    i32[pool + Pool.Count] = i32[pool + Pool.Count]! + 1;
    i32[pool + Pool.FreeBlock] = next;
    if (next === 0) this.extend(pool, sizeClass);
    return block;
  }

  calloc(bytes: number): number {
    if (bytes > SMALL_REQUEST_THRESHOLD) return this.raw.calloc(bytes);
    const block = this.malloc(bytes);
    if (block !== 0) this.#i32.fill(0, block, block + ((bytes + 3) >> Unit.WordShift));
    return block;
  }

  /** Fast path: push the block on its pool's list. Leaves through one exit when the pool changes its state. */
  free(block: number): void {
    if (this.#arenaAt[block >> this.#arenaShift] === 0) {
      this.raw.free(block);
      return;
    }
    const i32 = this.#i32;
    const pool = block & this.#poolMask;
    const head = i32[pool + Pool.FreeBlock]!;
    const count = i32[pool + Pool.Count]! - 1;
    i32[block] = head;
    i32[pool + Pool.FreeBlock] = block;
    i32[pool + Pool.Count] = count;
    if (head === 0 || count === 0) this.poolChanged(pool, head);
  }

  realloc(block: number, bytes: number): number {
    if (block === 0) return this.malloc(bytes);
    if (this.#arenaAt[block >> this.#arenaShift] === 0) return this.raw.realloc(block, bytes);
    const size = this.usableBytes(block);
    if (fitsInPlace(bytes, size)) return block;
    const moved = this.malloc(bytes);
    if (moved === 0) return bytes <= size ? block : 0;
    this.#i32.copyWithin(moved, block, block + ((Math.min(bytes, size) + 3) >> Unit.WordShift));
    this.free(block);
    return moved;
  }

  /** Changes the size of a block if realloc would leave it where it is. False, and nothing changed, if it would move. */
  resizeInPlace(block: number, bytes: number): boolean {
    if (!this.inPool(block)) return this.raw.resizeInPlace(block, bytes);
    return fitsInPlace(bytes, this.usableBytes(block));
  }

  /** Whether the word lies in a pool: constant time, whatever the word (`address_in_range`). */
  inPool(word: number): boolean {
    return this.#arenaAt[word >> this.#arenaShift] !== 0;
  }

  /** What a block's word is combined with to find its pool. */
  get poolMask(): number {
    return this.#poolMask;
  }

  /** The pool a block lies in. */
  poolOf(block: number): number {
    return block & this.#poolMask;
  }

  /** Bytes a block really has. */
  usableBytes(block: number): number {
    if (!this.inPool(block)) return this.raw.usableBytes(block);
    return blockBytes(this.#i32[this.poolOf(block) + Pool.SizeClass]!);
  }

  /** Blocks of pools in use: `sys.getallocatedblocks()`. Large blocks are not counted, as in CPython. */
  allocatedBlocks(): number {
    let blocks = 0;
    this.forEachPool((pool) => {
      blocks += this.#i32[pool + Pool.Count]!;
    });
    return blocks;
  }

  /** Calls back with each pool ever cut, arena by arena, used and full and empty ones. */
  forEachPool(visit: (pool: number) => void): void {
    this.arenas.forEachArena((arena) => {
      for (let pool = arena.address; pool < arena.poolAddress; pool += this.#poolBytes / Unit.WordBytes) visit(pool);
    });
  }

  /** Small blocks first, with the bytes of their class; then large ones, with the bytes asked for. */
  forEachBlock(visit: (block: number, bytes: number) => void): void {
    this.forEachPool((pool) => this.#forEachBlockOfPool(pool, visit));
    this.raw.forEachBlock(visit);
  }

  /** The blocks of one pool that are free now, head of the list first. Throws if the list does not end. */
  freeBlocksOf(pool: number): number[] {
    const blocks: number[] = [];
    for (let block = this.#i32[pool + Pool.FreeBlock]!; block !== 0; block = this.#i32[block]!) {
      blocks.push(block);
      if (blocks.length > this.#poolBytes / Unit.GranuleBytes || (block & this.#poolMask) !== pool) {
        throw new RangeError(`free list of pool ${pool} leaves the pool or does not end at block ${block}`);
      }
    }
    return blocks;
  }

  #forEachBlockOfPool(pool: number, visit: (block: number, bytes: number) => void): void {
    const i32 = this.#i32;
    if (i32[pool + Pool.Count] === 0) return;
    const sizeClass = i32[pool + Pool.SizeClass]!;
    const free = new Set(this.freeBlocksOf(pool));
    const end = pool + i32[pool + Pool.NextOffset]! / Unit.WordBytes;
    for (let block = pool + Pool.HeaderWords; block < end; block += blockWords(sizeClass)) {
      if (!free.has(block)) visit(block, blockBytes(sizeClass));
    }
  }

  /**
   * The free list is empty: carve the next block, or take the full pool out of the ring. Who pops blocks itself calls it behind
   * the last one of a list.
   */
  extend(pool: number, sizeClass: number): void {
    const i32 = this.#i32;
    const offset = i32[pool + Pool.NextOffset]!;
    if (offset <= i32[pool + Pool.MaxNextOffset]!) {
      const block = pool + (offset >> Unit.WordShift);
      i32[pool + Pool.FreeBlock] = block;
      i32[pool + Pool.NextOffset] = offset + blockBytes(sizeClass);
      i32[block] = 0;
      return;
    }
    this.#unlinkUsed(pool, sizeClass);
  }

  #firstOfNewPool(sizeClass: number): number {
    const i32 = this.#i32;
    const pool = this.arenas.takePool();
    if (pool === 0) return 0;
    this.#linkUsed(pool, sizeClass);
    i32[pool + Pool.Count] = 1;
    if (i32[pool + Pool.SizeClass] === sizeClass) {
      // It served this class before: its list of freed blocks is still good.
      const block = i32[pool + Pool.FreeBlock]!;
      i32[pool + Pool.FreeBlock] = i32[block]!;
      return block;
    }
    const bytes = blockBytes(sizeClass);
    const block = pool + Pool.HeaderWords;
    const second = block + blockWords(sizeClass);
    i32[pool + Pool.SizeClass] = sizeClass;
    i32[pool + Pool.NextOffset] = Pool.HeaderBytes + 2 * bytes;
    i32[pool + Pool.MaxNextOffset] = this.#poolBytes - bytes;
    i32[pool + Pool.FreeBlock] = second;
    i32[second] = 0;
    return block;
  }

  /**
   * A block was pushed on the list of a pool that was full (`headBefore`, its free list, was empty) or has none in use any more. Who
   * pushes blocks itself calls it then.
   */
  poolChanged(pool: number, headBefore: number): void {
    const sizeClass = this.#i32[pool + Pool.SizeClass]!;
    if (headBefore === 0) {
      this.#linkUsed(pool, sizeClass);
    } else {
      this.#unlinkUsed(pool, sizeClass);
      this.arenas.returnPool(pool);
    }
  }

  #linkUsed(pool: number, sizeClass: number): void {
    const i32 = this.#i32;
    const first = i32[StaticArea.UsedPools + sizeClass]!;
    i32[pool + Pool.NextPool] = first;
    i32[pool + Pool.PreviousPool] = 0;
    if (first !== 0) i32[first + Pool.PreviousPool] = pool;
    i32[StaticArea.UsedPools + sizeClass] = pool;
  }

  #unlinkUsed(pool: number, sizeClass: number): void {
    const i32 = this.#i32;
    const next = i32[pool + Pool.NextPool]!;
    const previous = i32[pool + Pool.PreviousPool]!;
    if (previous === 0) i32[StaticArea.UsedPools + sizeClass] = next;
    else i32[previous + Pool.NextPool] = next;
    if (next !== 0) i32[next + Pool.PreviousPool] = previous;
  }
}

/** Whether a pool block of so many bytes serves the request: shrinking by less than a quarter is not worth a copy. */
function fitsInPlace(bytes: number, blockBytes: number): boolean {
  return bytes <= blockBytes && 4 * bytes > 3 * blockBytes;
}

/** Number of size classes, for callers that walk the used pools. */
export const USED_POOL_LISTS = SIZE_CLASSES;
