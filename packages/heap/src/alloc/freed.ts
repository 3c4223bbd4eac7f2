import { Unit } from '../memory/layout.js';
import type { Memory } from '../memory/memory.js';
import { Pool } from './arenas.js';
import type { PyMalloc } from './pymalloc.js';
import { blockWords, sizeClassOf } from './sizes.js';

/** A word of freed memory. */
const DEAD_WORD = 0xdddddddd | 0;

/** Words that the raw allocator may write behind a block: the header of the piece it cut off, and its two links. */
const TAIL_WORDS = 6;

/** Words before a raw block's payload: its header. */
const RAW_HEADER_WORDS = 4;

/** A freed block, with whatever its owner wants to remember of it. */
export interface Freed<T> {
  readonly block: number;
  readonly words: number;
  readonly what: T;
}

/** Memory that should not have changed since it was freed, but did. */
export interface FreedFault<T> {
  readonly freed: Freed<T>;
  /** Byte address of the first byte that changed. */
  readonly address: number;
}

/** A stretch of a freed large block that is still nobody's. */
interface Stretch<T> {
  readonly from: number;
  readonly to: number;
  readonly freed: Freed<T>;
}

interface FreedPool<T> {
  readonly sizeClass: number;
  readonly blocks: Map<number, Freed<T>>;
}

/**
 * Watches freed memory: fills it, and sees whether it was written to before it is handed out again.
 *
 * The allocators below keep their own links and headers in free memory, so the question is which words nobody may have
 * touched. In a pool: all but the first word of each freed block, until another size class cuts the pool anew. In the
 * raw heap: all but the first two words of each freed block; handing a block out uses up the stretch it covers, the
 * header before it and the first words of the piece cut off behind it. What is above a lowered break, or in an arena
 * given back, stays watched until a large block or an arena is placed over it.
 */
export class FreedMemory<T> {
  readonly #i32: Int32Array;
  readonly #u8: Uint8Array;
  readonly #pymalloc: PyMalloc;
  readonly #pools = new Map<number, FreedPool<T>>();
  /** At or below the lowest pool of `#pools`. */
  #lowestPool = Number.POSITIVE_INFINITY;
  /** In ascending order, none overlapping another. */
  readonly #stretches: Stretch<T>[] = [];
  #arenasSeen = 0;

  constructor(memory: Memory, pymalloc: PyMalloc) {
    this.#i32 = memory.i32;
    this.#u8 = memory.u8;
    this.#pymalloc = pymalloc;
  }

  /** Fills a block that is about to be freed, and watches it from now on. */
  add(block: number, what: T): void {
    const words = this.#pymalloc.usableBytes(block) / Unit.WordBytes;
    this.#i32.fill(DEAD_WORD, block, block + words);
    const freed = { block, words, what };
    if (this.#pymalloc.inPool(block)) {
      this.#freedOf(this.#pymalloc.poolOf(block), sizeClassOf(words * Unit.WordBytes)).set(block, freed);
    } else {
      this.#stretches.splice(this.#firstEndingAfter(block), 0, { from: block + 2, to: block + words, freed });
    }
  }

  /**
   * The block was handed out, or has grown where it is, and its new words were not written yet: it is no longer watched.
   * Returns the first change found in it.
   */
  taken(block: number): FreedFault<T> | undefined {
    return this.#pymalloc.inPool(block) ? this.#takenFromPool(block) : this.#takenRaw(block);
  }

  /** The freed block that is watched at the word, if there is one. */
  at(word: number): Freed<T> | undefined {
    const holds = (freed: Freed<T>): boolean => word >= freed.block && word < freed.block + freed.words;
    for (const pool of this.#pools.values()) {
      for (const freed of pool.blocks.values()) if (holds(freed)) return freed;
    }
    return this.#stretches.find((stretch) => stretch.to > word && holds(stretch.freed))?.freed;
  }

  /** The first change found anywhere in freed memory. */
  findChange(): FreedFault<T> | undefined {
    for (const pool of this.#pools.values()) {
      for (const freed of pool.blocks.values()) {
        const fault = this.#changed(freed, freed.block + 1, freed.block + freed.words);
        if (fault !== undefined) return fault;
      }
    }
    for (const { freed, from, to } of this.#stretches) {
      const fault = this.#changed(freed, from, to);
      if (fault !== undefined) return fault;
    }
    return undefined;
  }

  #takenFromPool(block: number): FreedFault<T> | undefined {
    const pool = this.#pymalloc.poolOf(block);
    const bytes = this.#pymalloc.usableBytes(block);
    const sizeClass = sizeClassOf(bytes);
    // A pool starts with two blocks cut: the first handed out, the second a free list of its own.
    const secondBlock = block + blockWords(sizeClass);
    let fault: FreedFault<T> | undefined;
    if (this.#pymalloc.arenas.timesAllocated !== this.#arenasSeen) {
      this.#arenasSeen = this.#pymalloc.arenas.timesAllocated;
      fault = this.#forgetUnderArenas(
        (word) => word === secondBlock || (word >= pool && word < pool + Pool.HeaderWords),
      );
    }
    const watched = this.#pools.get(pool);
    if (watched === undefined) return fault;
    if (watched.sizeClass !== sizeClass) {
      this.#pools.delete(pool);
      for (const freed of watched.blocks.values()) {
        fault ??= this.#changed(freed, freed.block + 1, freed.block + freed.words, (word) => word === secondBlock);
      }
      return fault;
    }
    const freed = watched.blocks.get(block);
    if (freed === undefined) return fault;
    watched.blocks.delete(block);
    return fault ?? this.#changed(freed, block + 1, block + freed.words);
  }

  #takenRaw(block: number): FreedFault<T> | undefined {
    const end = block + this.#pymalloc.usableBytes(block) / Unit.WordBytes;
    let fault = end > this.#lowestPool ? this.#forgetPoolsBelow(end, block) : undefined;
    const from = block - RAW_HEADER_WORDS;
    const to = end + TAIL_WORDS;
    const first = this.#firstEndingAfter(from);
    const left: Stretch<T>[] = [];
    let next = first;
    for (
      let stretch = this.#stretches[next];
      stretch !== undefined && stretch.from < to;
      stretch = this.#stretches[next]
    ) {
      // The first two words were the links of the free block this one was cut from.
      fault ??= this.#changed(stretch.freed, Math.max(stretch.from, block + 2), Math.min(stretch.to, end));
      if (stretch.from < from) left.push({ ...stretch, to: from });
      if (stretch.to > to) left.push({ ...stretch, from: to });
      next++;
    }
    if (next > first) this.#stretches.splice(first, next - first, ...left);
    return fault;
  }

  /** A new arena may lie where the raw heap once was. */
  #forgetUnderArenas(written: (word: number) => boolean): FreedFault<T> | undefined {
    let floor = Number.POSITIVE_INFINITY;
    this.#pymalloc.arenas.forEachArena((arena) => {
      floor = Math.min(floor, arena.address);
    });
    let fault: FreedFault<T> | undefined;
    const first = this.#firstEndingAfter(floor);
    const above = this.#stretches.splice(first);
    for (const stretch of above) {
      fault ??= this.#changed(stretch.freed, Math.max(stretch.from, floor), stretch.to, written);
      if (stretch.from < floor) this.#stretches.push({ ...stretch, to: floor });
    }
    return fault;
  }

  /** The raw heap has grown over pools of arenas given back; `block` is its newest. */
  #forgetPoolsBelow(end: number, block: number): FreedFault<T> | undefined {
    let fault: FreedFault<T> | undefined;
    this.#lowestPool = Number.POSITIVE_INFINITY;
    for (const [pool, watched] of this.#pools) {
      if (pool >= end) {
        this.#lowestPool = Math.min(this.#lowestPool, pool);
        continue;
      }
      this.#pools.delete(pool);
      const written = (word: number): boolean => word >= block - RAW_HEADER_WORDS && word < block + 2;
      for (const freed of watched.blocks.values()) {
        fault ??= this.#changed(freed, freed.block + 1, freed.block + freed.words, written);
      }
    }
    return fault;
  }

  #freedOf(pool: number, sizeClass: number): Map<number, Freed<T>> {
    const watched = this.#pools.get(pool);
    if (watched !== undefined) return watched.blocks;
    const blocks = new Map<number, Freed<T>>();
    this.#pools.set(pool, { sizeClass, blocks });
    this.#lowestPool = Math.min(this.#lowestPool, pool);
    return blocks;
  }

  /** Position of the first stretch that ends behind the word. */
  #firstEndingAfter(word: number): number {
    let low = 0;
    let high = this.#stretches.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#stretches[middle]!.to > word) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #changed(freed: Freed<T>, from: number, to: number, written?: (word: number) => boolean): FreedFault<T> | undefined {
    for (let word = from; word < to; word++) {
      if (this.#i32[word] === DEAD_WORD || written?.(word)) continue;
      let address = word * Unit.WordBytes;
      while (this.#u8[address] === (DEAD_WORD & 0xff)) address++;
      return { freed, address };
    }
    return undefined;
  }
}
