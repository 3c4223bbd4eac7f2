// What int(), float() and complex() do to a text before they read it.

import { decimalValue, isSpace } from './unicode.js';

const NOT_ASCII = /[^\0-\x7f]/;

/** Digits of any script become ASCII ones, spaces of any script ' '; the rest of what is not ASCII fits no grammar. */
export function withAsciiDigits(text: string): string {
  if (!NOT_ASCII.test(text)) return text;
  let out = '';
  for (const character of text) {
    const cp = character.codePointAt(0)!;
    const value = decimalValue(cp);
    if (cp < 0x80) out += character;
    else out += value >= 0 ? value : isSpace(cp) ? ' ' : '?';
  }
  return out;
}

/** Strips C's white space, which does not count U+001C to U+001F. */
export function stripSpace(ascii: string): string {
  let start = 0;
  let end = ascii.length;
  while (start < end && isCSpace(ascii.charCodeAt(start))) start++;
  while (end > start && isCSpace(ascii.charCodeAt(end - 1))) end--;
  return start === 0 && end === ascii.length ? ascii : ascii.slice(start, end);
}

/** Bytes as the characters U+0000 to U+00FF. */
export function latin1(bytes: Uint8Array): string {
  let out = '';
  for (const byte of bytes) out += String.fromCharCode(byte);
  return out;
}

function isCSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}
