// What Unicode 15.1, the version of CPython 3.13, says of each character.
//
// The host's own tables (`\p{...}`, toUpperCase) follow whatever Unicode the engine was built with, so that the same
// program could print different things in two browsers. Everything here comes from unicode-tables.ts instead.
//
// A character's facts are one number: the general category in the low 5 bits, a bit for each property above them.
// They are unpacked one page of 256 characters at a time, on first use: most programs never leave Latin-1.

import { CATEGORY_NAMES, CATEGORY_RUNS, DECIMAL_ZEROS, PROPERTIES } from './unicode-tables.js';

const CATEGORY_MASK = 31;
const IDENTIFIER_START = 1 << 5;
const IDENTIFIER_CONTINUE = 1 << 6;
const PRINTABLE = 1 << 7;
const ALPHA = 1 << 8;
const DECIMAL = 1 << 9;
const DIGIT = 1 << 10;
const NUMERIC = 1 << 11;
const SPACE = 1 << 12;
const UPPER = 1 << 13;
const LOWER = 1 << 14;
const CASE_IGNORABLE = 1 << 15;

const PROPERTY_BITS: readonly [number, { readonly base: string; readonly except: string }][] = [
  [IDENTIFIER_START, PROPERTIES.identifierStart],
  [IDENTIFIER_CONTINUE, PROPERTIES.identifierContinue],
  [PRINTABLE, PROPERTIES.printable],
  [ALPHA, PROPERTIES.alpha],
  [DECIMAL, PROPERTIES.decimal],
  [DIGIT, PROPERTIES.digit],
  [NUMERIC, PROPERTIES.numeric],
  [SPACE, PROPERTIES.space],
  [UPPER, PROPERTIES.upper],
  [LOWER, PROPERTIES.lower],
  [CASE_IGNORABLE, PROPERTIES.caseIgnorable],
];

const CATEGORIES = CATEGORY_NAMES.split(' ');
const TITLECASE_LETTER = CATEGORIES.indexOf('Lt');

/** The numbers of a packed table: base 32, least significant digit first, bit 5 of a character says "more follows". */
export function unpack(packed: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (let i = 0; i < packed.length; i++) {
    const digit = digitOfCharacter(packed.charCodeAt(i));
    value |= (digit & 31) << shift;
    if (digit & 32) {
      shift += 5;
    } else {
      numbers.push(value);
      value = 0;
      shift = 0;
    }
  }
  return numbers;
}

function digitOfCharacter(code: number): number {
  if (code >= 0x61) return code - 0x61 + 26;
  if (code >= 0x41) return code - 0x41;
  if (code >= 0x30) return code - 0x30 + 52;
  return code === 0x2b ? 62 : 63;
}

/** The unpacked tables that pages are made from. */
interface Source {
  /** First character of each run of one category, ascending. */
  readonly runStarts: readonly number[];
  /** Facts of the characters of each run, from the category alone. */
  readonly runFacts: readonly number[];
  /** Triples (start, end, bit): a range of characters for which the category tells this property wrongly. */
  readonly exceptions: readonly number[];
}

let source: Source | undefined;

function loadSource(): Source {
  const factsOfCategory = CATEGORIES.map((name, index) => {
    let facts = index;
    for (const [bit, property] of PROPERTY_BITS) {
      if (property.base.split(' ').includes(name)) facts |= bit;
    }
    return facts;
  });
  const runStarts: number[] = [];
  const runFacts: number[] = [];
  const runs = unpack(CATEGORY_RUNS);
  let start = 0;
  for (let i = 0; i < runs.length; i += 2) {
    runStarts.push(start);
    runFacts.push(factsOfCategory[runs[i + 1] ?? 0] ?? 0);
    start += runs[i] ?? 0;
  }
  const exceptions: number[] = [];
  for (const [bit, property] of PROPERTY_BITS) {
    let at = 0;
    const ranges = unpack(property.except);
    for (let i = 0; i < ranges.length; i += 2) {
      const from = at + (ranges[i] ?? 0);
      at = from + (ranges[i + 1] ?? 0);
      exceptions.push(from, at, bit);
    }
  }
  return { runStarts, runFacts, exceptions };
}

const pages: (Uint16Array | undefined)[] = new Array(0x1100).fill(undefined);

function buildPage(index: number): Uint16Array {
  source ??= loadSource();
  const { runStarts, runFacts, exceptions } = source;
  const page = new Uint16Array(256);
  const base = index << 8;
  let run = lastAtMost(runStarts, base);
  for (let i = 0; i < 256; i++) {
    while ((runStarts[run + 1] ?? Infinity) <= base + i) run++;
    page[i] = runFacts[run] ?? 0;
  }
  for (let e = 0; e < exceptions.length; e += 3) {
    const from = Math.max(exceptions[e] ?? 0, base);
    const to = Math.min(exceptions[e + 1] ?? 0, base + 256);
    for (let cp = from; cp < to; cp++) page[cp - base]! ^= exceptions[e + 2] ?? 0;
  }
  pages[index] = page;
  return page;
}

/** Index of the last element that is not above `value`; -1 where all are. */
function lastAtMost(ascending: readonly number[], value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function facts(cp: number): number {
  const page = pages[cp >> 8] ?? buildPage(cp >> 8);
  return page[cp & 255]!;
}

/** The general category: 'Lu', 'Nd', … as `unicodedata.category` tells it. */
export const category = (cp: number): string => CATEGORIES[facts(cp) & CATEGORY_MASK]!;

/** May begin an identifier: XID_Start or the underscore. */
export const isIdentifierStart = (cp: number): boolean => (facts(cp) & IDENTIFIER_START) !== 0;
/** May follow in an identifier: XID_Continue. */
export const isIdentifierContinue = (cp: number): boolean => (facts(cp) & IDENTIFIER_CONTINUE) !== 0;
export const isPrintable = (cp: number): boolean => (facts(cp) & PRINTABLE) !== 0;
export const isAlpha = (cp: number): boolean => (facts(cp) & ALPHA) !== 0;
export const isDecimal = (cp: number): boolean => (facts(cp) & DECIMAL) !== 0;
export const isDigit = (cp: number): boolean => (facts(cp) & DIGIT) !== 0;
export const isNumeric = (cp: number): boolean => (facts(cp) & NUMERIC) !== 0;
export const isAlnum = (cp: number): boolean => (facts(cp) & (ALPHA | DECIMAL | DIGIT | NUMERIC)) !== 0;
export const isSpace = (cp: number): boolean => (facts(cp) & SPACE) !== 0;
export const isUpper = (cp: number): boolean => (facts(cp) & UPPER) !== 0;
export const isLower = (cp: number): boolean => (facts(cp) & LOWER) !== 0;
/** Titlecase letters proper (category Lt); `str.istitle` counts uppercase ones too. */
export const isTitle = (cp: number): boolean => (facts(cp) & CATEGORY_MASK) === TITLECASE_LETTER;
export const isCased = (cp: number): boolean => (facts(cp) & (UPPER | LOWER)) !== 0 || isTitle(cp);
export const isCaseIgnorable = (cp: number): boolean => (facts(cp) & CASE_IGNORABLE) !== 0;

let decimalZeros: readonly number[] | undefined;

/** The value 0–9 of a decimal digit of any script, -1 for other characters. */
export function decimalValue(cp: number): number {
  if (cp < 128) return cp >= 0x30 && cp <= 0x39 ? cp - 0x30 : -1;
  if (!isDecimal(cp)) return -1;
  decimalZeros ??= unpack(DECIMAL_ZEROS).reduce<number[]>((zeros, gap) => {
    zeros.push((zeros.at(-1) ?? 0) + gap);
    return zeros;
  }, []);
  return cp - decimalZeros[lastAtMost(decimalZeros, cp)]!;
}

/** Needs no table: reading the tables costs a start some milliseconds. */
const ASCII_IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** `str.isidentifier`: keywords count, as in Python. */
export function isIdentifier(text: string): boolean {
  if (ASCII_IDENTIFIER.test(text)) return true;
  let first = true;
  for (const character of text) {
    const cp = character.codePointAt(0)!;
    if (first ? !isIdentifierStart(cp) : !isIdentifierContinue(cp)) return false;
    first = false;
  }
  return !first;
}

/** Every character satisfies `predicate`, and there is one: the shape of isalpha, isdigit, isspace, … */
export function allCharacters(text: string, predicate: (cp: number) => boolean): boolean {
  for (const character of text) {
    if (!predicate(character.codePointAt(0)!)) return false;
  }
  return text.length > 0;
}

/** The number of code points; a lone surrogate is one. */
export function codePointLength(text: string): number {
  let pairs = 0;
  for (let i = 1; i < text.length; i++) {
    if ((text.charCodeAt(i) & 0xfc00) === 0xdc00 && (text.charCodeAt(i - 1) & 0xfc00) === 0xd800) pairs++;
  }
  return text.length - pairs;
}

/** The first `count` code points. */
export function truncate(text: string, count: number): string {
  if (text.length <= count) return text;
  return Array.from(text.slice(0, 2 * count))
    .slice(0, count)
    .join('');
}
