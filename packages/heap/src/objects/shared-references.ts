import { Unit } from '../memory/layout.js';

/**
 * Drops references in neighbouring slots, from the last one down to the first, as long as others hold what they refer to. The word of the
 * first reference that is none of those, or empty; below `first` if there is none left. The slots keep what is in them.
 */
export type DropShared = (first: number, last: number) => number;

const SLOT = Unit.SlotWords;

/** Over constants, and four at a time: most items of long lists and tuples die with nothing. */
export function sharedDropper(i32: Int32Array): DropShared {
  return (first, last) => {
    const stop = first + 3 * SLOT;
    let word = last;
    for (; word >= stop; word -= 4 * SLOT) {
      const a = i32[word]!;
      const refsOfA = i32[a]!;
      if (refsOfA > 1) i32[a] = refsOfA - 1;
      else if (refsOfA >= 0) return word;
      const b = i32[word - SLOT]!;
      const refsOfB = i32[b]!;
      if (refsOfB > 1) i32[b] = refsOfB - 1;
      else if (refsOfB >= 0) return word - SLOT;
      const c = i32[word - 2 * SLOT]!;
      const refsOfC = i32[c]!;
      if (refsOfC > 1) i32[c] = refsOfC - 1;
      else if (refsOfC >= 0) return word - 2 * SLOT;
      const d = i32[word - 3 * SLOT]!;
      const refsOfD = i32[d]!;
      if (refsOfD > 1) i32[d] = refsOfD - 1;
      else if (refsOfD >= 0) return word - 3 * SLOT;
    }
    return word;
  };
}
