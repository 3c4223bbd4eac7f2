// The text that repr() and ascii() show for str and bytes.

import { isPrintable } from './unicode.js';

/** Text that needs nothing but the quotes: printable ASCII without quotes and backslashes. */
const PLAIN = /^[ !#-&(-[\]-~]*$/;

/** `repr(text)`. A lone surrogate is a character of its own, as in Python. */
export function strRepr(text: string): string {
  return PLAIN.test(text) ? `'${text}'` : quoted(text, isPrintable);
}

/** `ascii(text)`. */
export function asciiRepr(text: string): string {
  return PLAIN.test(text) ? `'${text}'` : quoted(text, isAscii);
}

/** Escapes what is not ASCII in a repr that some object gave: what `ascii(obj)` does to `repr(obj)`. */
export function asciiOfRepr(repr: string): string {
  let out = '';
  for (const character of repr) {
    const cp = character.codePointAt(0)!;
    out += cp < 0x80 ? character : escapeOf(cp);
  }
  return out;
}

/** `repr(bytes)`, for the part of `bytes` that is asked for. */
export function bytesRepr(bytes: Uint8Array, start = 0, end = bytes.length): string {
  let single = false;
  let double = false;
  for (let i = start; i < end; i++) {
    if (bytes[i] === 0x27) single = true;
    if (bytes[i] === 0x22) double = true;
  }
  const quote = single && !double ? '"' : "'";
  let out = `b${quote}`;
  for (let i = start; i < end; i++) out += shown(bytes[i]!, quote, isAscii);
  return out + quote;
}

const isAscii = (cp: number): boolean => cp >= 0x20 && cp < 0x7f;

function quoted(text: string, asIs: (cp: number) => boolean): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let out = quote;
  for (const character of text) out += shown(character.codePointAt(0)!, quote, asIs);
  return out + quote;
}

function shown(cp: number, quote: string, asIs: (cp: number) => boolean): string {
  if (cp === 0x5c) return '\\\\';
  if (cp === quote.charCodeAt(0)) return `\\${quote}`;
  if (cp === 0x09) return '\\t';
  if (cp === 0x0a) return '\\n';
  if (cp === 0x0d) return '\\r';
  return asIs(cp) ? String.fromCodePoint(cp) : escapeOf(cp);
}

/** A character as its number, as literals have it. */
export function escapeOf(cp: number): string {
  const hex = cp.toString(16);
  if (cp < 0x100) return `\\x${hex.padStart(2, '0')}`;
  return cp < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
