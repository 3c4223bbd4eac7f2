/**
 * Searching in linear time, whatever text and needle are (Knuth, Morris, Pratt). The quick searches come here where they have
 * compared more than a few times as many characters as the text has: a needle like 'aaa…ab' in a text of 'a' would cost them
 * the product of both lengths.
 */

type Characters = Uint8Array | Uint16Array | Uint32Array | Int32Array;

/** So many comparisons for each character of the text are made before a search is continued here. */
export const COMPARISONS_PER_CHARACTER = 4;

/** By length of what has matched, the length of the longest end of it that begins the needle too. */
function borders(needle: Characters, at: number, length: number): Int32Array {
  const table = new Int32Array(length + 1);
  table[0] = -1;
  let border = -1;
  for (let i = 0; i < length; i++) {
    while (border >= 0 && needle[at + i] !== needle[at + border]) border = table[border]!;
    table[i + 1] = ++border;
  }
  return table;
}

/** Where text[start:stop] has first the `length` characters that stand at `at` of the needle's array; −1 if nowhere. */
export function searchLinearly(
  text: Characters,
  start: number,
  stop: number,
  needle: Characters,
  at: number,
  length: number,
): number {
  const table = borders(needle, at, length);
  let matched = 0;
  for (let i = start; i < stop; i++) {
    const character = text[i]!;
    while (matched >= 0 && character !== needle[at + matched]) matched = table[matched]!;
    if (++matched === length) return i + 1 - length;
  }
  return -1;
}
