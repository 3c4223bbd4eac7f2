import type { Program } from './program.js';

/** Characters where they lie: of one byte, two or four. */
export type Characters = Uint8Array | Uint16Array | Uint32Array;

/** A text that is searched, and what the matcher found in it. Positions are indices of `chars`. */
export class Engine {
  chars: Characters = new Uint8Array(0);
  /** Where the text begins, where the part ends that is searched. */
  begin = 0;
  end = 0;
  /** Where the match begins, or the search for one. */
  start = 0;
  /** Where the matcher begins; where the match ends. */
  at = 0;
  /** Boundaries of groups: those above `lastMark` mean nothing, −1 is none. */
  marks: Int32Array = new Int32Array(64);
  lastMark = -1;
  /** The group closed last; −1 for none. */
  lastIndex = -1;
  /** The match must end at the end. */
  matchAll = false;
  /** The match must not be empty where the search begins. */
  mustAdvance = false;
  /** Choices not tried yet. */
  stack: Int32Array = new Int32Array(4096);

  /** Forgets what an attempt has found. */
  reset(): void {
    this.lastMark = -1;
    this.lastIndex = -1;
  }

  /** Makes room for the groups of a program. */
  reserve(program: Program): void {
    if (this.marks.length < program.marks) this.marks = new Int32Array(program.marks);
  }

  /** A stack with room for so many words, with what is on this one; undefined if that is too much. */
  grow(words: number): Int32Array | undefined {
    if (words > MAX_STACK_WORDS) return undefined;
    const larger = new Int32Array(Math.min(MAX_STACK_WORDS, words + (words >> 1)));
    larger.set(this.stack);
    this.stack = larger;
    return larger;
  }

  /** Gives back the memory of an extraordinary depth. */
  shrink(): void {
    if (this.stack.length > KEPT_STACK_WORDS) this.stack = new Int32Array(4096);
  }
}

const MAX_STACK_WORDS = 2 ** 28;
const KEPT_STACK_WORDS = 2 ** 20;
