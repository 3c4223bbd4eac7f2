import { Header, type Ref } from '../memory/layout.js';
import type { Memory } from '../memory/memory.js';
import type { Deallocator } from './deallocator.js';

/**
 * Reference counts (Py_INCREF, Py_DECREF).
 *
 * One rule serves every version. A count whose word is negative as a signed number is immortal: it is never taken from.
 * Adding stops where the word would become 0, which is the immortal value 2³²−1 of 3.12 and 3.13; a mortal count that is
 * added to 2³¹ times turns immortal by itself. Profiles without immortal objects never store such a value.
 */
export class Counts {
  protected readonly i32: Int32Array;
  readonly #deallocator: Deallocator;

  constructor(memory: Memory, deallocator: Deallocator) {
    this.i32 = memory.i32;
    this.#deallocator = deallocator;
  }

  /** Adds a reference. */
  incref(object: Ref): void {
    const count = (this.i32[object + Header.Refcnt]! + 1) | 0;
    if (count !== 0) this.i32[object + Header.Refcnt] = count;
  }

  /** Takes a reference away. At zero the object dies before this returns, and whatever it alone held. */
  decref(object: Ref): void {
    const count = this.i32[object + Header.Refcnt]!;
    if (count > 1) this.i32[object + Header.Refcnt] = count - 1;
    else if (count >= 0) this.#last(object, count);
  }

  #last(object: Ref, count: number): void {
    if (count === 0) this.#deallocator.countBelowZero(object);
    this.i32[object + Header.Refcnt] = 0;
    this.#deallocator.dealloc(object);
  }
}
