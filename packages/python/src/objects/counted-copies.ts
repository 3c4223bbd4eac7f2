import type { Runtime } from '../runtime/runtime.js';

/**
 * Copies so many references from neighbouring slots to others that may hold anything, high words included, and counts them. The stretches do not overlap.
 */
export type CopyCounted = (from: number, count: number, to: number) => void;

/** The copies of long stretches, over constants and four at a time; `copyCounted` of words.ts is for stretches of a few. */
export function countedCopies(rt: Runtime): CopyCounted {
  const { i32, f64 } = rt;

  const oneByOne = (from: number, count: number, to: number): void => {
    for (let end = from + 2 * count, at = to, word = from; word < end; word += 2, at += 2) {
      const object = i32[word]!;
      i32[at] = object;
      i32[at + 1] = 0;
      const refs = (i32[object]! + 1) | 0;
      if (refs !== 0) i32[object] = refs;
    }
  };

  /** Whole slots are moved as doubles: a reference with an empty high word is no NaN, which the engine might change. */
  const byFours = (from: number, end: number, to: number): void => {
    const gap = (to - from) >> 1;
    for (let word = from; word < end; word += 8) {
      const a = i32[word]!;
      const b = i32[word + 2]!;
      const c = i32[word + 4]!;
      const d = i32[word + 6]!;
      const source = word >> 1;
      const at = source + gap;
      f64[at] = f64[source]!;
      f64[at + 1] = f64[source + 1]!;
      f64[at + 2] = f64[source + 2]!;
      f64[at + 3] = f64[source + 3]!;
      const refsOfA = (i32[a]! + 1) | 0;
      if (refsOfA !== 0) i32[a] = refsOfA;
      const refsOfB = (i32[b]! + 1) | 0;
      if (refsOfB !== 0) i32[b] = refsOfB;
      const refsOfC = (i32[c]! + 1) | 0;
      if (refsOfC !== 0) i32[c] = refsOfC;
      const refsOfD = (i32[d]! + 1) | 0;
      if (refsOfD !== 0) i32[d] = refsOfD;
    }
  };

  return (from, count, to) => {
    const most = 2 * (count & ~3);
    if (most > 0) byFours(from, from + most, to);
    if ((count & 3) !== 0) oneByOne(from + most, count & 3, to + most);
  };
}
