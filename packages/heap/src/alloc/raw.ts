import { Unit } from '../memory/layout.js';
import { type Memory, StaticArea } from '../memory/memory.js';
import type { AddressSpace } from '../memory/space.js';

/**
 * malloc and free at the bottom, for blocks over 512 bytes: a two-level segregated fit (TLSF, Masmano and others 2004).
 * Every operation takes constant time: a free block is found through two bitmaps, neighbours are merged at once.
 *
 *     header (16 bytes)                            payload, 16-byte aligned
 *     ┌──────────────┬──────────┬─────────┬──────┬───────────────────────────────
 *     │ words | free │ previous │ request │   0  │ in a free block: next, previous of its bin
 *     └──────────────┴──────────┴─────────┴──────┴───────────────────────────────
 *
 * `words` is the block's whole length (a multiple of 4) with bit 0 set while it is free; `previous` is the header of
 * the block below, 0 for the lowest; `request` is the number of bytes the caller asked for.
 *
 * Holds between operations: the blocks tile [base, break); no two neighbours are both free; the last block is not
 * free (the break is lowered instead); each free block is in the bin of its size, and a bit is set exactly for each
 * bin that is not empty.
 */

const enum Block {
  Words = 0,
  Previous = 1,
  Request = 2,
  HeaderWords = 4,
  /** Of a free block, behind the header. */
  NextFree = 4,
  PreviousFree = 5,
  MinWords = 8,
}

const enum Bins {
  /** Sizes are cut into powers of two, each into 16 steps. */
  StepBits = 4,
  Steps = 16,
  Levels = 24,
  FirstLevelMap = StaticArea.RawBins,
  SecondLevelMaps = StaticArea.RawBins + 1,
  Heads = StaticArea.RawBins + 32,
}

/** The bin of a block of so many granules: level · 16 + step. */
function binOf(granules: number): number {
  if (granules < Bins.Steps) return granules;
  const log = 31 - Math.clz32(granules);
  return ((log - Bins.StepBits + 1) << Bins.StepBits) | ((granules >> (log - Bins.StepBits)) & (Bins.Steps - 1));
}

/** An invariant that does not hold: the sentence, and where it fails. */
export interface AllocatorFault {
  readonly invariant: string;
  readonly detail: string;
}

export class RawAllocator {
  /** Blocks in use. */
  blocks = 0;

  readonly #i32: Int32Array;
  readonly #space: AddressSpace;
  readonly #limitBytes: number;
  /** Header of the highest block; 0 when there is none. */
  #last = 0;

  constructor(memory: Memory, space: AddressSpace) {
    this.#i32 = memory.i32;
    this.#space = space;
    this.#limitBytes = memory.limitBytes;
  }

  /** Bytes that the blocks in use occupy with their headers. */
  get bytes(): number {
    return this.#i32[StaticArea.RawBytes]!;
  }

  set bytes(bytes: number) {
    this.#i32[StaticArea.RawBytes] = bytes;
  }

  /** A block of at least so many bytes: the word of its payload, or 0 if the reservation is used up. */
  malloc(bytes: number): number {
    // Refused here, because a size of 2 GiB and more would wrap around in the 32-bit arithmetic below.
    if (bytes > this.#limitBytes) return 0;
    const words = blockWordsFor(bytes);
    let block = this.#takeFit(words);
    if (block === 0) block = this.#extendBreak(words);
    if (block === 0) block = this.#takeFirstOfBin(words);
    if (block === 0) return 0;
    this.#giveBackTail(block, words);
    this.#i32[block + Block.Request] = bytes;
    this.blocks++;
    this.bytes += this.#words(block) * Unit.WordBytes;
    return block + Block.HeaderWords;
  }

  /** Like malloc, with the payload set to 0. */
  calloc(bytes: number): number {
    const payload = this.malloc(bytes);
    if (payload !== 0) this.#i32.fill(0, payload, payload + ((bytes + 3) >> Unit.WordShift));
    return payload;
  }

  /**
   * Changes the size of a block, in place where the block above is free or the block is the last one; else by moving
   * it. 0, with the old block untouched, if there is no room.
   */
  realloc(payload: number, bytes: number): number {
    if (this.resizeInPlace(payload, bytes)) return payload;
    const moved = this.malloc(bytes);
    if (moved === 0) return 0;
    this.#i32.copyWithin(moved, payload, payload + (this.usableBytes(payload) >> Unit.WordShift));
    this.free(payload);
    return moved;
  }

  /** Changes the size of a block if it can stay where it is: shrinking always can. False, and nothing changed, if not. */
  resizeInPlace(payload: number, bytes: number): boolean {
    if (bytes > this.#limitBytes) return false;
    const block = payload - Block.HeaderWords;
    const words = blockWordsFor(bytes);
    const before = this.#words(block);
    if (words > before && !this.#growInPlace(block, words)) return false;
    this.#giveBackTail(block, words);
    this.#i32[block + Block.Request] = bytes;
    this.bytes += (this.#words(block) - before) * Unit.WordBytes;
    return true;
  }

  /** Gives a block back; 0 is ignored. */
  free(payload: number): void {
    if (payload === 0) return;
    const block = payload - Block.HeaderWords;
    this.blocks--;
    this.bytes -= this.#words(block) * Unit.WordBytes;
    this.#release(block);
  }

  /** Bytes the caller asked for. */
  requestOf(payload: number): number {
    return this.#i32[payload - Block.HeaderWords + Block.Request]!;
  }

  /** Bytes the payload really has. */
  usableBytes(payload: number): number {
    return (this.#words(payload - Block.HeaderWords) - Block.HeaderWords) * Unit.WordBytes;
  }

  /** Calls back with each block in use, in address order: word of the payload, bytes asked for. */
  forEachBlock(visit: (payload: number, requestBytes: number) => void): void {
    for (let block = this.#first(); block !== 0; block = this.#above(block)) {
      if (!this.#isFree(block)) visit(block + Block.HeaderWords, this.#i32[block + Block.Request]!);
    }
  }

  /** The first sentence of this file's invariants that does not hold, with the place; undefined if all hold. */
  findFault(): AllocatorFault | undefined {
    return this.#findTilingFault() ?? this.#findBinFault();
  }

  #words(block: number): number {
    return this.#i32[block + Block.Words]! & ~1;
  }

  #isFree(block: number): boolean {
    return (this.#i32[block + Block.Words]! & 1) !== 0;
  }

  #first(): number {
    return this.#last === 0 ? 0 : this.#space.baseWord;
  }

  /** The block above, 0 above the last. */
  #above(block: number): number {
    return block === this.#last ? 0 : block + this.#words(block);
  }

  /**
   * Takes a free block of at least so many words out of its bin; 0 if there is none.
   *
   * A bin holds blocks of several sizes, so that only those of the next bin are known to be large enough. But the block
   * freed last is looked at first: a program that frees and asks for one size again and again gets the same block.
   */
  #takeFit(words: number): number {
    const i32 = this.#i32;
    let granules = words >> 2;
    const freedLast = i32[Bins.Heads + binOf(granules)]!;
    if (freedLast !== 0 && this.#words(freedLast) >= words) {
      this.#unlink(freedLast);
      return freedLast;
    }
    // Round up to the next bin, so that every block of the bin found is large enough.
    if (granules >= Bins.Steps) granules += (1 << (31 - Math.clz32(granules) - Bins.StepBits)) - 1;
    const bin = binOf(granules);
    let level = bin >> Bins.StepBits;
    let steps = i32[Bins.SecondLevelMaps + level]! & (-1 << (bin & (Bins.Steps - 1)));
    if (steps === 0) {
      const levels = level >= 31 ? 0 : i32[Bins.FirstLevelMap]! & (-1 << (level + 1));
      if (levels === 0) return 0;
      level = 31 - Math.clz32(levels & -levels);
      steps = i32[Bins.SecondLevelMaps + level]!;
    }
    const step = 31 - Math.clz32(steps & -steps);
    const block = i32[Bins.Heads + ((level << Bins.StepBits) | step)]!;
    this.#unlink(block);
    return block;
  }

  /** The last resort before giving up: searches the request's own bin, in time proportional to its length. */
  #takeFirstOfBin(words: number): number {
    for (
      let block = this.#i32[Bins.Heads + binOf(words >> 2)]!;
      block !== 0;
      block = this.#i32[block + Block.NextFree]!
    ) {
      if (this.#words(block) < words) continue;
      this.#unlink(block);
      return block;
    }
    return 0;
  }

  #unlink(block: number): void {
    const i32 = this.#i32;
    const words = this.#words(block);
    const bin = binOf(words >> 2);
    const next = i32[block + Block.NextFree]!;
    const previous = i32[block + Block.PreviousFree]!;
    if (next !== 0) i32[next + Block.PreviousFree] = previous;
    if (previous !== 0) {
      i32[previous + Block.NextFree] = next;
    } else {
      i32[Bins.Heads + bin] = next;
      if (next === 0) {
        const level = bin >> Bins.StepBits;
        const map = i32[Bins.SecondLevelMaps + level]! & ~(1 << (bin & (Bins.Steps - 1)));
        i32[Bins.SecondLevelMaps + level] = map;
        if (map === 0) i32[Bins.FirstLevelMap] = i32[Bins.FirstLevelMap]! & ~(1 << level);
      }
    }
    i32[block + Block.Words] = words;
  }

  #link(block: number): void {
    const i32 = this.#i32;
    const words = this.#words(block);
    const bin = binOf(words >> 2);
    const level = bin >> Bins.StepBits;
    const head = i32[Bins.Heads + bin]!;
    i32[block + Block.Words] = words | 1;
    i32[block + Block.NextFree] = head;
    i32[block + Block.PreviousFree] = 0;
    if (head !== 0) i32[head + Block.PreviousFree] = block;
    i32[Bins.Heads + bin] = block;
    i32[Bins.SecondLevelMaps + level] = i32[Bins.SecondLevelMaps + level]! | (1 << (bin & (Bins.Steps - 1)));
    i32[Bins.FirstLevelMap] = i32[Bins.FirstLevelMap]! | (1 << level);
  }

  /** A new last block from above the break. */
  #extendBreak(words: number): number {
    const block = this.#space.breakWord;
    if (!this.#space.growBreak(words)) return 0;
    this.#i32[block + Block.Words] = words;
    this.#i32[block + Block.Previous] = this.#last;
    this.#last = block;
    return block;
  }

  #growInPlace(block: number, words: number): boolean {
    const missing = words - this.#words(block);
    if (block === this.#last) {
      if (!this.#space.growBreak(missing)) return false;
      this.#i32[block + Block.Words] = words;
      return true;
    }
    const above = this.#above(block);
    if (!this.#isFree(above) || this.#words(above) < missing) return false;
    this.#unlink(above);
    this.#absorb(block, above);
    return true;
  }

  /** Makes two neighbours one; neither is in a bin. */
  #absorb(block: number, above: number): void {
    const i32 = this.#i32;
    const over = this.#above(above);
    i32[block + Block.Words] = this.#words(block) + this.#words(above);
    if (over !== 0) i32[over + Block.Previous] = block;
    else this.#last = block;
  }

  /** Cuts what a block has over the given length, if it is worth a block. */
  #giveBackTail(block: number, words: number): void {
    const i32 = this.#i32;
    const rest = this.#words(block) - words;
    if (rest < Block.MinWords) return;
    const tail = block + words;
    const over = this.#above(block);
    i32[block + Block.Words] = words;
    i32[tail + Block.Words] = rest;
    i32[tail + Block.Previous] = block;
    if (over !== 0) i32[over + Block.Previous] = tail;
    else this.#last = tail;
    this.#release(tail);
  }

  /** Makes a block free: merges it with free neighbours, and bins it or lowers the break. */
  #release(freed: number): void {
    const i32 = this.#i32;
    let block = freed;
    const above = this.#above(block);
    if (above !== 0 && this.#isFree(above)) {
      this.#unlink(above);
      this.#absorb(block, above);
    }
    const below = i32[block + Block.Previous]!;
    if (below !== 0 && this.#isFree(below)) {
      this.#unlink(below);
      this.#absorb(below, block);
      block = below;
    }
    if (block === this.#last) {
      this.#last = i32[block + Block.Previous]!;
      this.#space.lowerBreak(block);
    } else {
      this.#link(block);
    }
  }

  #findTilingFault(): AllocatorFault | undefined {
    const invariant = 'Raw blocks tile the raw heap, and no two neighbours are both free';
    let below = 0;
    let at = this.#space.baseWord;
    while (at < this.#space.breakWord) {
      const words = this.#words(at);
      if (words < Block.MinWords || (words & 3) !== 0) return { invariant, detail: `block ${at} has ${words} words` };
      if (this.#i32[at + Block.Previous] !== below)
        return { invariant, detail: `block ${at} does not know block ${below}` };
      if (below !== 0 && this.#isFree(at) && this.#isFree(below)) {
        return { invariant, detail: `blocks ${below} and ${at} are both free` };
      }
      below = at;
      at += words;
    }
    if (at !== this.#space.breakWord) return { invariant, detail: `the last block ends at ${at}, not at the break` };
    if (below !== this.#last) return { invariant, detail: `the last block is ${below}, recorded is ${this.#last}` };
    return undefined;
  }

  #findBinFault(): AllocatorFault | undefined {
    const invariant = 'Each free raw block is in the bin of its size, and a bit is set for each bin that is not empty';
    for (let level = 0; level < Bins.Levels; level++) {
      const bit = (this.#i32[Bins.FirstLevelMap]! >> level) & 1;
      const steps = this.#i32[Bins.SecondLevelMaps + level]!;
      if ((bit !== 0) !== (steps !== 0))
        return { invariant, detail: `level ${level} has steps ${steps} but its bit is ${bit}` };
    }
    const binned = new Set<number>();
    for (let bin = 0; bin < Bins.Levels * Bins.Steps; bin++) {
      const level = bin >> Bins.StepBits;
      const bit = (this.#i32[Bins.SecondLevelMaps + level]! >> (bin & (Bins.Steps - 1))) & 1;
      const head = this.#i32[Bins.Heads + bin]!;
      if ((bit !== 0) !== (head !== 0))
        return { invariant, detail: `bin ${bin} starts at ${head} but its bit is ${bit}` };
      for (let block = head; block !== 0; block = this.#i32[block + Block.NextFree]!) {
        if (binned.has(block)) return { invariant, detail: `block ${block} is in two places of the bins` };
        if (!this.#isFree(block)) return { invariant, detail: `block ${block} is in bin ${bin} but in use` };
        if (binOf(this.#words(block) >> 2) !== bin)
          return { invariant, detail: `block ${block} is in bin ${bin} of another size` };
        binned.add(block);
      }
    }
    for (let block = this.#first(); block !== 0; block = this.#above(block)) {
      if (this.#isFree(block) && !binned.has(block)) return { invariant, detail: `free block ${block} is in no bin` };
    }
    return undefined;
  }
}

/** Words of a block with header for a request: a multiple of 4, never below the smallest block. */
function blockWordsFor(bytes: number): number {
  return Math.max(Block.HeaderWords + (((bytes + 15) >> 4) << 2), Block.MinWords);
}
