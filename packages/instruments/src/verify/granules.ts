/** A block of up to a few hundred words is claimed granule by granule: `word >> GRANULE_SHIFT` is its number. */
export const GRANULE_SHIFT = 2;

/**
 * A set of objects, which begin at granules of their own, in the order in which they came. Maps and sets of JavaScript with some hundred
 * thousand words as keys need microseconds for each of them.
 */
export class GranuleSet {
  readonly #marks: Uint8Array;
  readonly #objects: number[] = [];

  constructor(granules: number) {
    this.#marks = new Uint8Array(granules);
  }

  /** Of a word that begins no granule nothing is known. */
  has(word: number): boolean {
    return (word & ((1 << GRANULE_SHIFT) - 1)) === 0 && this.#marks[word >> GRANULE_SHIFT] === Mark.In;
  }

  add(object: number): void {
    const granule = object >> GRANULE_SHIFT;
    if (this.#marks[granule] === Mark.Never) this.#objects.push(object);
    this.#marks[granule] = Mark.In;
  }

  delete(object: number): void {
    const granule = object >> GRANULE_SHIFT;
    if (this.#marks[granule] === Mark.In) this.#marks[granule] = Mark.Gone;
  }

  forEach(visit: (object: number) => void): void {
    for (const object of this.#objects) if (this.has(object)) visit(object);
  }

  clear(): void {
    for (const object of this.#objects) this.#marks[object >> GRANULE_SHIFT] = Mark.Never;
    this.#objects.length = 0;
  }
}

const Mark = {
  /** Not since the set was cleared. */
  Never: 0,
  In: 1,
  /** Taken out, and in the list still. */
  Gone: 2,
} as const;
