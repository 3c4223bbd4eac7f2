/** Newlines as text streams understand them, on JavaScript strings. */

/** `newline=` of a text stream. */
export type Newline = undefined | '' | '\n' | '\r' | '\r\n';

/** Kinds of newlines that were seen: bits. */
export const enum Seen {
  Cr = 1,
  Lf = 2,
  CrLf = 4,
}

export const isNewline = (text: string): text is '' | '\n' | '\r' | '\r\n' =>
  text === '' || text === '\n' || text === '\r' || text === '\r\n';

/** Index behind the end of the line that begins at `start`; −1 if the text ends before, or may go on with a `\n`. */
export function lineEnd(text: string, start: number, newline: Newline, complete: boolean): number {
  if (newline !== undefined && newline !== '') {
    const found = text.indexOf(newline, start);
    return found < 0 ? -1 : found + newline.length;
  }
  const lf = text.indexOf('\n', start);
  const cr = text.indexOf('\r', start);
  if (cr < 0 || (lf >= 0 && lf < cr)) return lf < 0 ? -1 : lf + 1;
  if (cr + 1 === text.length && !complete) return -1;
  return text[cr + 1] === '\n' ? cr + 2 : cr + 1;
}

/** Every kind of newline as `\n`. */
export function translate(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** The kinds of newlines in a text. */
export function kindsOf(text: string): number {
  let kinds = 0;
  if (!text.includes('\r')) return text.includes('\n') ? Seen.Lf : 0;
  for (const [found] of text.matchAll(/\r\n?|\n/g)) {
    kinds |= found === '\n' ? Seen.Lf : found === '\r' ? Seen.Cr : Seen.CrLf;
  }
  return kinds;
}

const NAMES: readonly (readonly [Seen, string])[] = [
  [Seen.Cr, '\r'],
  [Seen.Lf, '\n'],
  [Seen.CrLf, '\r\n'],
];

/** The attribute `newlines`: nothing, one kind, or several. */
export const kindNames = (kinds: number): string[] =>
  NAMES.filter(([kind]) => (kinds & kind) !== 0).map(([, name]) => name);

const SURROGATE = /[\ud800-\udbff]/;

/** Index behind so many characters from `start` on: a character above U+FFFF is two units of the text. */
export function advance(text: string, start: number, count: number): number {
  const end = start + count;
  if (end >= text.length && !SURROGATE.test(text.slice(start))) return text.length;
  if (!SURROGATE.test(text.slice(start, end))) return Math.min(end, text.length);
  let at = start;
  for (let left = count; left > 0 && at < text.length; left--) at += text.codePointAt(at)! > 0xffff ? 2 : 1;
  return at;
}

/** How many characters a text has. */
export const lengthOf = (text: string): number => (SURROGATE.test(text) ? [...text].length : text.length);
