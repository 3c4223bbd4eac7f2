import type { PoolGeometry } from '../alloc/sizes.js';
import { blockBytes, SIZE_CLASSES, SMALL_REQUEST_THRESHOLD, sizeClassOf } from '../alloc/sizes.js';

/**
 * pymalloc once more, as a model to compare with: plain objects and arrays, nothing in linear memory, no regard for
 * speed. It says beforehand at which address a small block must appear. Addresses are in bytes.
 *
 * The one thing it cannot know is where the address space puts a new arena: it is told the first address handed out
 * from it, and checks that this is a place an arena may have.
 */
export class PyMallocModel {
  /** Arenas with free pools, in the order in which they are asked. */
  readonly usable: ArenaModel[] = [];
  readonly arenas = new Set<ArenaModel>();
  /** For each size class: pools with used and free blocks, the one asked first in front. */
  readonly used: PoolModel[][] = Array.from({ length: SIZE_CLASSES }, () => []);
  readonly #pools = new Map<number, PoolModel>();
  readonly #geometry: PoolGeometry;

  constructor(geometry: PoolGeometry) {
    this.#geometry = geometry;
  }

  /** Whether a request is for pools; others are the raw allocator's, which the model does not predict. */
  static isSmall(bytes: number): boolean {
    return bytes > 0 && bytes <= SMALL_REQUEST_THRESHOLD;
  }

  /** Takes a block; `actual` is where the allocator put it, 0 if it found no room. Throws where they differ. */
  malloc(bytes: number, actual: number): void {
    const sizeClass = sizeClassOf(bytes);
    const ring = this.used[sizeClass]!;
    if (ring.length === 0 && actual === 0) {
      expect(this.usable.length === 0, `no room for ${bytes} bytes, though an arena has free pools`);
      return;
    }
    if (ring.length === 0) ring.push(this.#takePool(sizeClass, actual));
    const pool = ring[0]!;
    const expected = pool.takeBlock();
    expect(actual === expected, `a block of ${bytes} bytes is at ${actual}, expected at ${expected}`);
    if (pool.free.length === 0) ring.shift();
  }

  free(address: number): void {
    const pool = this.poolAt(address);
    expect(pool !== undefined && !pool.free.includes(address), `${address} is no block in use`);
    const ring = this.used[pool!.sizeClass]!;
    const wasFull = pool!.free.length === 0;
    pool!.free.unshift(address);
    pool!.inUse--;
    if (wasFull) {
      ring.unshift(pool!);
    } else if (pool!.inUse === 0) {
      ring.splice(ring.indexOf(pool!), 1);
      this.#returnPool(pool!);
    }
  }

  /** Whether realloc leaves a pool block where it is. */
  staysInPlace(address: number, bytes: number): boolean {
    const size = blockBytes(this.poolAt(address)!.sizeClass);
    return bytes <= size && 4 * bytes > 3 * size;
  }

  poolAt(address: number): PoolModel | undefined {
    return this.#pools.get(address - (address % this.#geometry.poolBytes));
  }

  #takePool(sizeClass: number, actual: number): PoolModel {
    if (this.usable.length === 0) this.#newArena(actual);
    const arena = this.usable[0]!;
    let pool = arena.freed.shift();
    if (pool === undefined) {
      pool = new PoolModel(arena, arena.neverCut.shift()!, this.#geometry.poolBytes);
      this.#pools.set(pool.address, pool);
    }
    if (arena.freePools === 0) this.usable.shift();
    if (pool.sizeClass !== sizeClass) pool.cutFor(sizeClass);
    return pool;
  }

  #newArena(actual: number): void {
    const { arenaBytes, poolBytes } = this.#geometry;
    const address = actual - (actual % arenaBytes);
    const taken = [...this.arenas].some((arena) => arena.address === address);
    expect(!taken, `${actual} is in an arena that has no free pool`);
    const arena = new ArenaModel(address, arenaBytes / poolBytes, poolBytes);
    this.arenas.add(arena);
    this.usable.push(arena);
  }

  #returnPool(pool: PoolModel): void {
    const { arena } = pool;
    arena.freed.unshift(pool);
    const now = arena.freePools;
    const position = this.usable.indexOf(arena);
    const isSpare = position === this.usable.length - 1 && this.#geometry.keepsFreeArena;
    if (position >= 0) this.usable.splice(position, 1);
    if (now === this.#geometry.arenaBytes / this.#geometry.poolBytes && !isSpare) {
      this.arenas.delete(arena);
      for (const freed of arena.freed) this.#pools.delete(freed.address);
      return;
    }
    // Before those that have as many free pools already, behind those that have fewer.
    const fuller = this.usable.filter((other) => other.freePools < now).length;
    this.usable.splice(fuller, 0, arena);
  }
}

/** One arena of the model. */
export class ArenaModel {
  readonly address: number;
  /** Addresses of the pools never cut, the next one first. */
  readonly neverCut: number[];
  /** Empty pools, the one that is used next first. */
  readonly freed: PoolModel[] = [];

  constructor(address: number, pools: number, poolBytes: number) {
    this.address = address;
    this.neverCut = Array.from({ length: pools }, (_, index) => address + index * poolBytes);
  }

  get freePools(): number {
    return this.neverCut.length + this.freed.length;
  }
}

/** One pool of the model. */
export class PoolModel {
  readonly arena: ArenaModel;
  readonly address: number;
  readonly #bytes: number;
  sizeClass = -1;
  inUse = 0;
  /** Free blocks that were cut, the one handed out next first. */
  free: number[] = [];
  /** Where the next block is cut. */
  #next = 0;

  constructor(arena: ArenaModel, address: number, bytes: number) {
    this.arena = arena;
    this.address = address;
    this.#bytes = bytes;
  }

  /** The pool begins to serve another size class: two blocks are cut. */
  cutFor(sizeClass: number): void {
    this.sizeClass = sizeClass;
    this.#next = this.address + 48;
    this.free = [];
    this.#cut();
    this.#cut();
  }

  /** The next block. When it was the last free one, the next is cut at once, if there is room. */
  takeBlock(): number {
    const block = this.free.shift()!;
    this.inUse++;
    if (this.free.length === 0) this.#cut();
    return block;
  }

  #cut(): void {
    const size = blockBytes(this.sizeClass);
    if (this.#next + size > this.address + this.#bytes) return;
    this.free.push(this.#next);
    this.#next += size;
  }
}

/** A live block as the user sees it. */
export interface LiveBlock {
  readonly bytes: number;
  /** What its content is derived from. */
  readonly pattern: number;
}

/** The blocks in use, by byte address. */
export class LiveBlocks {
  readonly byAddress = new Map<number, LiveBlock>();
  bytes = 0;

  add(address: number, block: LiveBlock): void {
    expect(address % 16 === 0, `the block at ${address} is not aligned`);
    expect(!this.byAddress.has(address), `the block at ${address} is handed out though in use`);
    this.byAddress.set(address, block);
    this.bytes += block.bytes;
  }

  remove(address: number): LiveBlock {
    const block = this.byAddress.get(address);
    expect(block !== undefined, `${address} is no block in use`);
    this.byAddress.delete(address);
    this.bytes -= block!.bytes;
    return block!;
  }

  /** Throws if two blocks share a byte. */
  checkOverlap(): void {
    const sorted = [...this.byAddress].sort(([a], [b]) => a - b);
    let end = 0;
    for (const [address, { bytes }] of sorted) {
      expect(address >= end, `the block at ${address} begins before ${end}, where the one below it ends`);
      end = address + bytes;
    }
  }
}

/** Throws an error with the sentence unless the condition holds. */
export function expect(condition: boolean, otherwise: string): void {
  if (!condition) throw new Error(otherwise);
}
