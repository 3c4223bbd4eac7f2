import { Pool } from '../alloc/arenas.js';
import { blockWords } from '../alloc/sizes.js';
import type { Heap } from '../heap.js';
import { type Ref, Unit } from '../memory/layout.js';

/** What the map says of the granule at which a block or an object starts. */
const enum Granule {
  /** A block in use starts here. */
  InUse = 1,
  /** … and somebody has claimed it. */
  Claimed = 2,
  /** An object that somebody holds starts here. */
  Found = 4,
  /** A dead object of a free list starts here. */
  Kept = 8,
}

/** A weak reference that stands in the list of its object; kept apart, because it is looked up on its own. */
const LISTED = 16;

/**
 * One byte for each granule of memory: where blocks in use start, and who has claimed them. It is as long as the
 * reservation has granules, is touched only where blocks are, and is emptied block by block.
 */
export class BlockMap {
  readonly #heap: Heap;
  readonly #granules: Uint8Array;
  #starts: Int32Array = new Int32Array(1024);
  #length = 0;
  #filled = false;
  /** Granules whose other bits were set. */
  readonly #touched: number[] = [];

  constructor(heap: Heap) {
    this.#heap = heap;
    this.#granules = new Uint8Array(heap.memory.limitWords >> Unit.GranuleShift);
  }

  /** Enters all blocks in use. Relies on the pools' free lists and on the raw blocks' tiling. */
  fill(): void {
    if (this.#filled) return;
    this.#filled = true;
    this.#heap.pymalloc.forEachPool((pool) => this.#addPool(pool));
    this.#heap.pymalloc.raw.forEachBlock((payload) => this.#add(payload));
  }

  empty(): void {
    for (let i = 0; i < this.#length; i++) this.#granules[this.#starts[i]! >> Unit.GranuleShift] = 0;
    for (const granule of this.#touched) this.#granules[granule] = 0;
    this.#length = 0;
    this.#touched.length = 0;
    this.#filled = false;
  }

  /**
   * Where the block starts that is handed out as this word: the same place, or in debug mode some words below, where the
   * guard bytes begin.
   */
  startOf(word: number): number {
    const { blocks, pymalloc } = this.#heap;
    if (blocks === pymalloc || this.isInUse(word)) return word;
    return word - Unit.GranuleWords;
  }

  /** Whether a block in use starts at the word. */
  isInUse(word: number): boolean {
    return this.#has(word, Granule.InUse);
  }

  /** Notes that a block has an owner; false if it had one before. */
  claim(word: number): boolean {
    if (this.#has(word, Granule.Claimed)) return false;
    this.#set(word, Granule.Claimed);
    return true;
  }

  /** The first block in use that nobody has claimed; 0 if all have an owner. */
  firstOrphan(): number {
    for (let i = 0; i < this.#length; i++) {
      if (!this.#has(this.#starts[i]!, Granule.Claimed)) return this.#starts[i]!;
    }
    return 0;
  }

  /** Bytes of the block in use that starts at the word. */
  bytesOf(word: number): number {
    return this.#heap.pymalloc.usableBytes(word);
  }

  isFound(object: Ref): boolean {
    return this.#has(object, Granule.Found);
  }

  setFound(object: Ref): void {
    this.#set(object, Granule.Found);
  }

  isKept(object: Ref): boolean {
    return this.#has(object, Granule.Kept);
  }

  setKept(object: Ref): void {
    this.#set(object, Granule.Kept);
    this.#touched.push(object >> Unit.GranuleShift);
  }

  isListed(weakref: Ref): boolean {
    return this.#has(weakref, LISTED);
  }

  setListed(weakref: Ref): void {
    this.#set(weakref, LISTED);
    this.#touched.push(weakref >> Unit.GranuleShift);
  }

  /** Clears what is known of a found object: its granule need not be that of a block. */
  forget(object: Ref): void {
    this.#granules[object >> Unit.GranuleShift] = 0;
  }

  #has(word: number, bit: number): boolean {
    return (this.#granules[word >> Unit.GranuleShift]! & bit) !== 0;
  }

  #set(word: number, bit: number): void {
    const granule = word >> Unit.GranuleShift;
    this.#granules[granule] = this.#granules[granule]! | bit;
  }

  #add(block: number): void {
    if (this.#length === this.#starts.length) {
      const larger = new Int32Array(this.#length * 2);
      larger.set(this.#starts);
      this.#starts = larger;
    }
    this.#starts[this.#length++] = block;
    this.#set(block, Granule.InUse);
  }

  /** Blocks carved and not in the free list. The freed ones are marked first, and unmarked while passing over them. */
  #addPool(pool: number): void {
    const i32 = this.#heap.memory.i32;
    if (i32[pool + Pool.Count] === 0) return;
    for (let block = i32[pool + Pool.FreeBlock]!; block !== 0; block = i32[block]!) this.#set(block, Granule.Claimed);
    const words = blockWords(i32[pool + Pool.SizeClass]!);
    const end = pool + i32[pool + Pool.NextOffset]! / Unit.WordBytes;
    for (let block = pool + Pool.HeaderWords; block < end; block += words) {
      if (this.#has(block, Granule.Claimed)) this.#granules[block >> Unit.GranuleShift] = 0;
      else this.#add(block);
    }
  }
}
