import type { PoolGeometry } from '../alloc/sizes.js';
import { Unit } from './layout.js';
import { type Memory, StaticArea } from './memory.js';

/**
 * The address space: what `brk` and `mmap` are to a process.
 *
 *      0        base                  break          floor                        limit
 *      ┌────────┬──────────────────────┬─ ─ ─ ─ ─ ─ ─┬────────┬────────┬────────┬──┐
 *      │ tables │ raw heap, grows up → │             │ arena  │ (hole) │ arena  │  │
 *      └────────┴──────────────────────┴─ ─ ─ ─ ─ ─ ─┴────────┴────────┴────────┴──┘
 *                                             ← arenas, each aligned to its size
 *
 * Holds: base ≤ break ≤ floor; every arena in use lies at or above the floor; the highest free place is taken first,
 * so that the same program sees the same addresses.
 */
export class AddressSpace {
  /** First word of the raw heap. */
  readonly baseWord: number;
  /** First word above the raw heap. */
  breakWord: number;
  /** Lowest word of the lowest arena in use, or the end of the arena area. */
  floorWord: number;
  /** log2 of an arena in words: `word >> arenaShift` numbers the places arenas can take. */
  readonly arenaShift: number;
  /** For each place: 1 + index of the arena object that owns it, 0 if it holds no arena. */
  readonly arenaAt: Uint16Array;

  readonly #arenaWords: number;
  readonly #ceilingWord: number;

  constructor(memory: Memory, geometry: PoolGeometry) {
    this.#arenaWords = geometry.arenaBytes / Unit.WordBytes;
    this.arenaShift = Math.log2(this.#arenaWords);
    const places = memory.limitWords >> this.arenaShift;
    this.arenaAt = new Uint16Array(places + 1);
    this.baseWord = StaticArea.Arenas + ARENA_OBJECT_WORDS * places;
    this.breakWord = this.baseWord;
    this.#ceilingWord = places << this.arenaShift;
    this.floorWord = this.#ceilingWord;
  }

  /** Number of arenas that would fit an empty reservation. */
  get places(): number {
    return this.#ceilingWord >> this.arenaShift;
  }

  /** Moves the break up by so many words. False, and nothing changed, if the arenas are in the way. */
  growBreak(words: number): boolean {
    if (words > this.floorWord - this.breakWord) return false;
    this.breakWord += words;
    return true;
  }

  /** Moves the break down to the given word. */
  lowerBreak(word: number): void {
    this.breakWord = word;
  }

  /** Takes the highest free place for the arena object of that number; 0 if none is left. */
  takeArena(arenaIndex: number): number {
    for (let word = this.#ceilingWord - this.#arenaWords; word >= this.breakWord; word -= this.#arenaWords) {
      if (this.arenaAt[word >> this.arenaShift] !== 0) continue;
      this.arenaAt[word >> this.arenaShift] = arenaIndex + 1;
      if (word < this.floorWord) this.floorWord = word;
      return word;
    }
    return 0;
  }

  /** Gives the place of an arena back. */
  returnArena(word: number): void {
    this.arenaAt[word >> this.arenaShift] = 0;
    while (this.floorWord < this.#ceilingWord && this.arenaAt[this.floorWord >> this.arenaShift] === 0) {
      this.floorWord += this.#arenaWords;
    }
  }
}

/** Words of one arena object: see `alloc/arenas.ts`. */
export const ARENA_OBJECT_WORDS = 8;
