/** More elements than this are not kept. */
const MOST_KEPT = 1 << 16;

type Numbers = Int32Array | Float64Array;

/**
 * Room for the numbers of one function at a time. The engine asks the system for the memory of each typed array, which costs more than
 * sorting some dozens of items; so an array is kept, and who comes while another uses it gets one of its own.
 */
export class Room<T extends Numbers> {
  readonly #make: new (
    length: number,
  ) => T;
  #kept: T;
  /** The part of it that is in use. */
  #lent: T | undefined = undefined;

  constructor(make: new (length: number) => T) {
    this.#make = make;
    this.#kept = new make(64);
  }

  /** An array of so many elements, which are anything. */
  take(length: number): T {
    if (this.#lent !== undefined || length > MOST_KEPT) return new this.#make(length);
    if (length > this.#kept.length) this.#kept = new this.#make(2 * length);
    this.#lent = this.#kept.subarray(0, length) as T;
    return this.#lent;
  }

  giveBack(array: T): void {
    if (array === this.#lent) this.#lent = undefined;
  }
}
