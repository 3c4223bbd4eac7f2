import { ArenaObject, Pool, StaticArea } from '@uroboros/heap/internal';
import type { RecordedHeap } from './recorded-heap.js';

/** ArenaObject's length. */
const ARENA_WORDS = 8;
/** The size class of a pool that never held a block: its first block is counted before the class is written. */
const NO_CLASS = 0xffff;

/**
 * The bytes of the blocks in use, followed through the notes of a replay: of small blocks from the counts in the heads of the pools, of
 * large ones as the allocator itself counts them.
 */
export class LiveBytes {
  now: number;
  #floor: number;
  readonly #arenasEnd: number;

  /** From the moment at which the heap stands. */
  constructor(readonly heap: RecordedHeap) {
    this.now = heap.bytesInUse();
    this.#floor = heap.lowestArena();
    this.#arenasEnd = StaticArea.Arenas + heap.arenaTableWords;
  }

  /** A write: the word is already as the note made it. */
  take(word: number, difference: number): void {
    if (word >= this.#floor) this.#takePool(word, difference);
    else if (word === StaticArea.RawBytes) this.now += difference;
    else if (word >= StaticArea.Arenas && word < this.#arenasEnd) {
      const arena = this.heap.i32[word]!;
      const isAddress = (word - StaticArea.Arenas) % ARENA_WORDS === ArenaObject.Address;
      if (isAddress && arena > 0) this.#floor = Math.min(this.#floor, arena);
    }
  }

  #takePool(word: number, difference: number): void {
    const { i32, poolWords } = this.heap;
    const field = word & (poolWords - 1);
    if (field === Pool.Count) this.now += difference * bytesOf(i32[word + Pool.SizeClass]!);
    else if (field === Pool.SizeClass) {
      const blocks = i32[word - Pool.SizeClass]!;
      this.now += blocks * (bytesOf(i32[word]!) - bytesOf(i32[word]! - difference));
    }
  }
}

const bytesOf = (sizeClass: number): number => (sizeClass === NO_CLASS ? 0 : 16 * (sizeClass + 1));
