import { toLower, toUpper } from '../../text/case-map.js';
import { isAlnum, isDecimal, isSpace } from '../../text/unicode.js';
import { Category } from './codes.js';

/** What patterns ask about single characters. The locale is that of C: it knows ASCII only. */

const enum Fact {
  Digit = 1,
  Space = 2,
  Word = 4,
}

const ASCII_FACTS = asciiFacts();

function asciiFacts(): Uint8Array {
  const facts = new Uint8Array(128);
  for (let c = 0; c < 128; c++) {
    const digit = c >= 48 && c <= 57;
    const letter = (c >= 65 && c <= 90) || (c >= 97 && c <= 122);
    const space = c === 32 || (c >= 9 && c <= 13);
    facts[c] = (digit ? Fact.Digit : 0) | (space ? Fact.Space : 0) | (digit || letter || c === 95 ? Fact.Word : 0);
  }
  return facts;
}

export function isAsciiWord(c: number): boolean {
  return c < 128 && (ASCII_FACTS[c]! & Fact.Word) !== 0;
}

export function isUnicodeWord(c: number): boolean {
  return c < 128 ? (ASCII_FACTS[c]! & Fact.Word) !== 0 : isAlnum(c);
}

function isUnicodeLineBreak(c: number): boolean {
  return (c >= 10 && c <= 13) || (c >= 0x1c && c <= 0x1e) || c === 0x85 || c === 0x2028 || c === 0x2029;
}

/** Whether a character is of a class. */
export function inCategory(category: number, c: number): boolean {
  return isOf(category & ~1, c) !== ((category & 1) !== 0);
}

function isOf(category: number, c: number): boolean {
  switch (category) {
    case Category.Digit:
      return c < 128 && (ASCII_FACTS[c]! & Fact.Digit) !== 0;
    case Category.Space:
      return c < 128 && (ASCII_FACTS[c]! & Fact.Space) !== 0;
    case Category.Word:
    case Category.LocWord:
      return isAsciiWord(c);
    case Category.LineBreak:
      return c === 10;
    case Category.UniDigit:
      return isDecimal(c);
    case Category.UniSpace:
      return isSpace(c);
    case Category.UniWord:
      return isUnicodeWord(c);
    default:
      return isUnicodeLineBreak(c);
  }
}

// Case -----------------------------------------------------------------------------------------------------------------------

const lowerPages: (Int32Array | undefined)[] = new Array(0x1100).fill(undefined);
const upperPages: (Int32Array | undefined)[] = new Array(0x1100).fill(undefined);

/** The first character of what each of 256 characters becomes. */
function buildPage(pages: (Int32Array | undefined)[], index: number, convert: (text: string) => string): Int32Array {
  const page = new Int32Array(256);
  for (let i = 0; i < 256; i++) {
    const c = (index << 8) | i;
    const surrogate = c >= 0xd800 && c < 0xe000;
    page[i] = surrogate ? c : convert(String.fromCodePoint(c)).codePointAt(0)!;
  }
  pages[index] = page;
  return page;
}

export function lowerUnicode(c: number): number {
  const page = lowerPages[c >> 8];
  return (page === undefined ? buildPage(lowerPages, c >> 8, toLower) : page)[c & 255]!;
}

export function upperUnicode(c: number): number {
  const page = upperPages[c >> 8];
  return (page === undefined ? buildPage(upperPages, c >> 8, toUpper) : page)[c & 255]!;
}

export function lowerAscii(c: number): number {
  return c >= 65 && c <= 90 ? c + 32 : c;
}

export function upperAscii(c: number): number {
  return c >= 97 && c <= 122 ? c - 32 : c;
}

/** Whether a character is that of a pattern, in either case of the locale. */
export function equalsInLocale(wanted: number, c: number): boolean {
  return c === wanted || lowerAscii(c) === wanted || upperAscii(c) === wanted;
}
