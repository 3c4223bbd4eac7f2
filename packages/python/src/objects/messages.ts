import { Header } from '@uroboros/heap/internal';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { StrField, StrState } from './layout.js';
import { newStr } from './str.js';

/**
 * Texts of exceptions, as new strings each time. A program that raises in a loop raises the same few: what stood in memory for a
 * text is kept, so that the next string of that text is a copy of words and needs no look at single characters.
 */
export interface Messages {
  str(text: string): Maybe;
}

/** Longer texts are rare, and seldom the same. */
const LONGEST = 80;
/** When there are so many, all are forgotten. */
const MOST = 64;

export function messagePaths(rt: Runtime): Messages {
  const { i32 } = rt;
  const known = new Map<string, Int32Array>();

  const keep = (text: string): Maybe => {
    const made = newStr(rt, text);
    // Whole words are copied, which is right where no guard bytes lie behind the characters.
    if (made === 0 || !rt.heap.plain || (i32[made + StrField.State]! & StrState.Ascii) === 0) return made;
    if (i32[made + Header.TypeId] !== rt.ids.str || text.length < 2) return made;
    if (known.size === MOST) known.clear();
    const first = made + StrField.AsciiData;
    known.set(text, i32.slice(first, first + (text.length >> 2) + 1));
    return made;
  };

  return {
    str: (text) => {
      if (text.length > LONGEST) return newStr(rt, text);
      const words = known.get(text);
      if (words === undefined) return keep(text);
      const made = rt.strs.make(127, text.length);
      if (made === 0) return 0;
      const first = made + StrField.AsciiData;
      for (let i = 0; i < words.length; i++) i32[first + i] = words[i]!;
      return made;
    },
  };
}
