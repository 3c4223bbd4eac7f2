import type { Ref } from '../memory/layout.js';
import { outsideNumbers } from '../memory/memory.js';
import type { HeapProfile } from '../profile.js';

/**
 * The trashcan (Py_TRASHCAN_BEGIN): objects of some types may be taken apart inside of one another only so deep; those deeper down
 * are put off until the nest is shallow again. What the walk and the quick way of dying share.
 */
export class Trashcan {
  /** One number: how many objects of its types are being taken apart now. In an array, as a constant of compiled code. */
  readonly nesting: Int32Array = outsideNumbers(1);
  /** Objects whose deallocation was put off, last put off first. */
  readonly putOff: Ref[] = [];
  /** From so many on objects are put off. */
  readonly depth: number;
  /** Below so many those put off follow. */
  readonly resumeBelow: number;

  constructor(profile: HeapProfile) {
    this.depth = profile.trashcan.depth;
    this.resumeBelow = profile.trashcan.resumeBelow;
  }

  enter(): void {
    this.nesting[0] = this.nesting[0]! + 1;
  }

  leave(): void {
    this.nesting[0] = this.nesting[0]! - 1;
  }

  get isFull(): boolean {
    return this.nesting[0]! >= this.depth;
  }

  /** Whether something that was put off may follow now. */
  get mayResume(): boolean {
    return this.putOff.length > 0 && this.nesting[0]! < this.resumeBelow;
  }
}
