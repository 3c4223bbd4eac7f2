/**
 * Bytes of a source that are no UTF-8.
 *
 * CPython decodes names and strings one by one, and comments never: bytes that do not fit matter only where they are read. Here
 * the text is decoded at once, so such a byte becomes the lone surrogate that `surrogateescape` makes of it; text that was given as a
 * string has none.
 */
import { utf8Length } from './text.js';

const ESCAPED = /[\udc80-\udcff]/;
const LONE = /(?<![\ud800-\udbff])[\udc80-\udcff]/g;

/** The character that a byte becomes. */
export function escapedByte(byte: number): string {
  return String.fromCharCode(0xdc00 + byte);
}

/** A text as errors show it: U+FFFD for each run of bytes that a decoder would take for one damaged character. */
export function shownText(text: string): string {
  if (!ESCAPED.test(text)) return text;
  return text.replace(/((?:(?<![\ud800-\udbff])[\udc80-\udcff])+)/g, (run) => '\ufffd'.repeat(damagedCharacters(run)));
}

function damagedCharacters(run: string): number {
  let count = 0;
  for (let at = 0; at < run.length; count++) at += problemAt(run, at, run.length).length;
  return count;
}

/** What is wrong with the first byte of a piece of text that fits nothing: its index, and CPython's words; undefined if all is well. */
export function invalidByte(text: string, from: number, to: number): { at: number; msg: string } | undefined {
  if (!ESCAPED.test(text)) return undefined;
  LONE.lastIndex = from;
  const found = LONE.exec(text);
  if (found === null || found.index >= to) return undefined;
  const at = found.index;
  const { length, reason } = problemAt(text, at, to);
  const position = utf8Length(text, from, at);
  const hex = byteOf(text, at).toString(16);
  const where =
    length > 1 ? `bytes in position ${position}-${position + length - 1}` : `byte 0x${hex} in position ${position}`;
  return { at, msg: `(unicode error) 'utf-8' codec can't decode ${where}: ${reason}` };
}

function byteOf(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit >= 0xdc80 && unit <= 0xdcff) return unit - 0xdc00;
  // The first byte of a well-formed character: only that it is no continuation counts.
  return unit < 0x80 ? unit : 0xc2;
}

/** How many bytes a decoder would give up, and why. */
function problemAt(text: string, at: number, to: number): { length: number; reason: string } {
  const first = byteOf(text, at);
  if (first < 0xc2 || first > 0xf4) return { length: 1, reason: 'invalid start byte' };
  const size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  for (let i = 1; i < size; i++) {
    if (at + i >= to) return { length: i, reason: 'unexpected end of data' };
    const byte = byteOf(text, at + i);
    const low = i > 1 ? 0x80 : first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
    const high = i > 1 ? 0xbf : first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
    if (byte < low || byte > high) return { length: i, reason: 'invalid continuation byte' };
  }
  return { length: size, reason: 'invalid start byte' };
}
