import { Unit } from '@uroboros/heap/internal';

/** Takes note of a reference that came or went. */
type Entering = (target: number) => void;

/**
 * The items of one long list as they were entered last. A statement changes a few of them: only the words that were written are looked at anew,
 * and all of them only when the items have moved, which lists do in proportion to their growth.
 */
export class ListBook {
  #targets: Int32Array;
  #size = 0;
  #first = 0;
  /** Places of items that were written since. */
  readonly #written: number[] = [];

  constructor(size: number) {
    this.#targets = new Int32Array(2 * size);
  }

  /** A word of the list was written, in its items or elsewhere. */
  wrote(word: number): void {
    const place = (word - this.#first) / Unit.SlotWords;
    if (place >= 0 && place < this.#size && Number.isInteger(place)) this.#written.push(place);
  }

  /** Enters the items that are there now. */
  update(i32: Int32Array, first: number, size: number, add: Entering, remove: Entering): void {
    const kept = Math.min(size, this.#size);
    const change = (place: number, now: number): void => {
      const before = this.#targets[place]!;
      if (before === now) return;
      if (before !== 0) remove(before);
      if (now !== 0) add(now);
      this.#targets[place] = now;
    };
    const read = (place: number): void => change(place, i32[first + Unit.SlotWords * place]!);
    this.#makeRoom(size);
    if (first === this.#first) {
      for (const place of this.#written) if (place < kept) read(place);
    } else for (let place = 0; place < kept; place++) read(place);
    for (let place = kept; place < size; place++) read(place);
    for (let place = size; place < this.#size; place++) change(place, 0);
    this.#first = first;
    this.#size = size;
    this.#written.length = 0;
  }

  #makeRoom(size: number): void {
    if (size <= this.#targets.length) return;
    const larger = new Int32Array(2 * size);
    larger.set(this.#targets);
    this.#targets = larger;
  }
}
