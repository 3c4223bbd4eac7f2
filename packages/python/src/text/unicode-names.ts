// Names of characters, their other names, and the sequences that have a name (Unicode 15.1).
//
// All names are unpacked when the first one is asked for: each is told by what it has in common with the one before it.

import { codePointLength, unpack } from './unicode.js';
import { isAssigned, type UnicodeVersion } from './unicode-database.js';
import { IDEOGRAPHS, NAMED, NAMES, OTHER_MEANINGS, OTHER_NAMES, WORDS } from './unicode-names-data.js';

const IDEOGRAPH = 'CJK UNIFIED IDEOGRAPH-';

// Syllables of Hangul are named by their parts (the Unicode Standard, chapter 3.12) ------------------------------------------------

const SYLLABLE = 'HANGUL SYLLABLE ';
const FIRST_SYLLABLE = 0xac00;
const LEADING = 'G GG N D DD R M B BB S SS  J JJ C K T P H'.split(' ');
const VOWELS = 'A AE YA YAE EO E YEO YE O WA WAE OE YO U WEO WE WI YU EU YI I'.split(' ');
const TRAILING = ' G GG GS N NJ NH D L LG LM LB LS LT LP LH M B BS S SS NG J C K T P H'.split(' ');
const SYLLABLES = LEADING.length * VOWELS.length * TRAILING.length;

function syllableName(index: number): string {
  const trailing = index % TRAILING.length;
  const vowel = Math.floor(index / TRAILING.length) % VOWELS.length;
  const leading = Math.floor(index / (TRAILING.length * VOWELS.length));
  return SYLLABLE + LEADING[leading]! + VOWELS[vowel]! + TRAILING[trailing]!;
}

/** The longest part that the text begins with at an index: its number, −1 for none. */
function longestPart(parts: readonly string[], text: string, at: number): number {
  let found = -1;
  parts.forEach((part, i) => {
    if (text.startsWith(part, at) && (found < 0 || part.length > parts[found]!.length)) found = i;
  });
  return found;
}

function syllableNamed(name: string): number | undefined {
  let at = SYLLABLE.length;
  let index = 0;
  for (const parts of [LEADING, VOWELS, TRAILING]) {
    const part = longestPart(parts, name, at);
    if (part < 0) return undefined;
    at += parts[part]!.length;
    index = index * parts.length + part;
  }
  return at === name.length ? FIRST_SYLLABLE + index : undefined;
}

// Names that are listed ----------------------------------------------------------------------------------------------------------

/** Characters from `start` to before `end`, whose names stand from an index on. */
interface Run {
  readonly start: number;
  readonly end: number;
  readonly first: number;
}

/** Pairs of (gap, length) as runs. */
function runsOf(packed: string): Run[] {
  const numbers = unpack(packed);
  const runs: Run[] = [];
  let end = 0;
  let first = 0;
  for (let i = 0; i < numbers.length; i += 2) {
    const start = end + numbers[i]!;
    end = start + numbers[i + 1]!;
    runs.push({ start, end, first });
    first += numbers[i + 1]!;
  }
  return runs;
}

/** The names of a table, one after the other. */
function readNames(packed: string, words: readonly string[]): string[] {
  const numbers = unpack(packed);
  const names: string[] = [];
  const name: string[] = [];
  for (let at = 0; at < numbers.length; ) {
    const head = numbers[at++]!;
    name.length = head & 7;
    for (let left = head >> 3; left > 0; left--) name.push(words[numbers[at++]!]!);
    names.push(name.join(' '));
  }
  return names;
}

const hex = (cp: number): string => cp.toString(16).toUpperCase();

/** What comes behind the words of a name that ends with the number of its character. */
const NUMBER = '-#';

interface Names {
  readonly runs: readonly Run[];
  /** By index, those of the runs first, then the other names. */
  readonly names: readonly string[];
}

let known: Names | undefined;

function loadNames(): Names {
  const words = WORDS.split(' ');
  const runs = runsOf(NAMED);
  const names = readNames(NAMES, words);
  for (const { start, end, first } of runs) {
    for (let i = first; i < first + end - start; i++) {
      if (names[i]!.endsWith(NUMBER)) names[i] = names[i]!.slice(0, -1) + hex(start + i - first);
    }
  }
  return { runs, names: names.concat(readNames(OTHER_NAMES, words)) };
}

/** The names, unpacked when the first one is asked for. */
function allNames(): Names {
  known ??= loadNames();
  return known;
}

let indexes: Map<string, number> | undefined;

function indexOf(name: string): number | undefined {
  indexes ??= new Map(allNames().names.map((each, i) => [each, i]));
  return indexes.get(name);
}

/** What the name of an index stands for. */
function meaningOf(index: number): string {
  const { runs } = allNames();
  const run = runs.find(({ start, end, first }) => index < first + end - start);
  if (run !== undefined) return String.fromCodePoint(run.start + index - run.first);
  const last = runs[runs.length - 1]!;
  const others = unpack(OTHER_MEANINGS);
  let at = 0;
  for (let left = index - (last.first + last.end - last.start); left > 0; left--) at += 1 + others[at]!;
  return String.fromCodePoint(...others.slice(at + 1, at + 1 + others[at]!));
}

let ideographs: readonly Run[] | undefined;

function isIdeograph(cp: number): boolean {
  ideographs ??= runsOf(IDEOGRAPHS);
  return ideographs.some(({ start, end }) => cp >= start && cp < end);
}

/** The name of a character; undefined if it has none. */
export function characterName(cp: number): string | undefined {
  if (cp >= FIRST_SYLLABLE && cp < FIRST_SYLLABLE + SYLLABLES) return syllableName(cp - FIRST_SYLLABLE);
  if (isIdeograph(cp)) return IDEOGRAPH + hex(cp);
  const { runs, names } = allNames();
  const run = runs.find(({ end }) => cp < end);
  return run === undefined || cp < run.start ? undefined : names[run.first + cp - run.start];
}

/** What a name stands for: a character, or the characters of a named sequence. Small letters do, except where names are made by rule. */
export function textNamed(name: string): string | undefined {
  if (name.startsWith(SYLLABLE)) {
    const cp = syllableNamed(name);
    return cp === undefined ? undefined : String.fromCharCode(cp);
  }
  if (name.startsWith(IDEOGRAPH)) {
    const digits = name.slice(IDEOGRAPH.length);
    const cp = /^[0-9A-F]{4,5}$/.test(digits) ? Number.parseInt(digits, 16) : 0;
    return isIdeograph(cp) ? String.fromCodePoint(cp) : undefined;
  }
  const index = indexOf(name.replace(/[a-z]+/g, (letters) => letters.toUpperCase()));
  return index === undefined ? undefined : meaningOf(index);
}

/** The character that a name stands for in a version; sequences are none. */
export function characterNamed(name: string, version: UnicodeVersion): string | undefined {
  const text = textNamed(name);
  if (text === undefined || codePointLength(text) !== 1) return undefined;
  return isAssigned(text.codePointAt(0)!, version) ? text : undefined;
}
