import type { Heap } from '../heap.js';
import type { Ref } from '../memory/layout.js';
import { BlockMap } from './blockmap.js';
import { Census } from './census.js';

/** Holders of counted references that the heap does not know: frames, static objects, … */
export interface OutsideHolders {
  /** Calls back for each counted reference held, as often as it is held; null references are ignored. */
  readonly references?: (visit: (object: Ref) => void) => void;
  /** Calls back with each block that belongs to no object; 0 is ignored. */
  readonly blocks?: (visit: (block: number) => void) => void;
  /** What a static object's count is above the number of its references: 0 for all others. */
  readonly bias?: (object: Ref) => number;
}

/**
 * What the invariants of one run look at: the heap, what the embedder declares, and two tables that several of them need.
 * The tables are built when they are first asked for; the order of the invariants sees to it that what building them
 * relies on has been checked before.
 */
export class Inspection {
  /** Lowest and highest address the heap has had at any run: marks are looked for there. */
  lowestFloorWord: number;
  highestBreakWord: number;

  #outside: OutsideHolders = {};
  readonly #blocks: BlockMap;
  readonly #census: Census;

  constructor(readonly heap: Heap) {
    this.#blocks = new BlockMap(heap);
    this.#census = new Census(heap, this.#blocks);
    this.lowestFloorWord = heap.space.floorWord;
    this.highestBreakWord = heap.space.breakWord;
  }

  /** Starts a run. */
  begin(outside: OutsideHolders): void {
    this.#outside = outside;
    this.lowestFloorWord = Math.min(this.lowestFloorWord, this.heap.space.floorWord);
    this.highestBreakWord = Math.max(this.highestBreakWord, this.heap.space.breakWord);
  }

  /** Ends a run: the tables are emptied, so that the next one does not pay for the whole reservation. */
  end(): void {
    this.#census.empty();
    this.#blocks.empty();
    this.#outside = {};
  }

  get outside(): OutsideHolders {
    return this.#outside;
  }

  /** All blocks in use. */
  get blocks(): BlockMap {
    this.#blocks.fill();
    return this.#blocks;
  }

  /** All objects that somebody holds. */
  get census(): Census {
    this.#blocks.fill();
    this.#census.take(this.#outside);
    return this.#census;
  }
}
