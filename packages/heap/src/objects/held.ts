import { NULL, type Ref } from '../memory/layout.js';

/**
 * References that the heap itself holds while it calls user code: a weak reference whose callback runs, an object whose
 * finalizer runs. A JavaScript variable would hide them from the accounting, so they stand here, each counted.
 */
export class HeldRefs {
  #refs: Int32Array = new Int32Array(64);
  #length = 0;

  /** Number of references held: the mark to `releaseTo` later. */
  get length(): number {
    return this.#length;
  }

  /** Holds a reference whose count the caller hands over. */
  push(object: Ref): void {
    if (this.#length === this.#refs.length) {
      const larger = new Int32Array(this.#length * 2);
      larger.set(this.#refs);
      this.#refs = larger;
    }
    this.#refs[this.#length++] = object;
  }

  /** Takes the reference at a place out, handing its count to the caller; null if it was taken before. */
  take(index: number): Ref {
    const object = this.#refs[index]! as Ref;
    this.#refs[index] = NULL;
    return object;
  }

  at(index: number): Ref {
    return this.#refs[index]! as Ref;
  }

  /** Forgets the places from the mark up. All of them must have been taken. */
  popTo(mark: number): void {
    this.#length = mark;
  }

  forEach(visit: (object: Ref) => void): void {
    for (let i = 0; i < this.#length; i++) if (this.#refs[i] !== 0) visit(this.#refs[i]! as Ref);
  }
}
