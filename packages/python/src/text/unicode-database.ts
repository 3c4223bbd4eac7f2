// What the module unicodedata tells of a character, in Unicode 15.1 and in two versions before it: 14.0 is that of CPython 3.11,
// 3.2 that of its `ucd_3_2_0`. See unicode.ts for what every program needs.

import { category, decimalValue, isDigit, isNumeric, unpack } from './unicode.js';
import {
  DECOMPOSITIONS,
  DIGITS,
  KIND_RUNS,
  KINDS,
  NEW,
  NUMBERS,
  NUMBERS_14,
  OLD_DECIMALS,
  OLD_DECOMPOSITIONS,
  OLD_KIND_RUNS,
  OLD_KINDS,
  TAGS,
} from './unicode-database-data.js';

/** The versions of the database that there are. */
export type UnicodeVersion = '3.2.0' | '14.0.0' | '15.1.0';

/** What a character is. */
export interface CharacterKind {
  readonly category: string;
  readonly bidirectional: string;
  readonly eastAsianWidth: string;
  readonly combining: number;
  readonly mirrored: number;
}

/** How a character is decomposed: for its canonical form, or with a tag for its compatible one. */
export interface Decomposition {
  readonly tag: string;
  readonly points: readonly number[];
}

/** A character that 14.0 does not know: until 3.12 CPython gave those the first width of its list. */
const UNKNOWN_14: CharacterKind = {
  category: 'Cn',
  bidirectional: '',
  eastAsianWidth: 'F',
  combining: 0,
  mirrored: 0,
};

/** Makes a table when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Rows of a table whose first number is the gap to the row before; `width` more numbers follow. */
export function byCharacter<T>(packed: string, width: number, value: (row: readonly number[]) => T): Map<number, T> {
  const numbers = unpack(packed);
  const rows = new Map<number, T>();
  let cp = 0;
  for (let i = 0; i < numbers.length; i += width + 1) {
    cp += numbers[i]!;
    rows.set(cp, value(numbers.slice(i + 1, i + 1 + width)));
  }
  return rows;
}

// Kinds ----------------------------------------------------------------------------------------------------------------------------

interface Runs {
  readonly starts: readonly number[];
  readonly kinds: readonly number[];
}

function runsOf(packed: string): Runs {
  const numbers = unpack(packed);
  const starts: number[] = [];
  const kinds: number[] = [];
  let start = 0;
  for (let i = 0; i < numbers.length; i += 2) {
    starts.push(start);
    kinds.push(numbers[i + 1]!);
    start += numbers[i]!;
  }
  return { starts, kinds };
}

/** The number of the kind of a character. */
function kindAt({ starts, kinds }: Runs, cp: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= cp) low = middle + 1;
    else high = middle;
  }
  return kinds[low - 1]!;
}

const kindsOf = (fields: string): string[][] => fields.split(' ').map((kind) => kind.split(','));

const kinds = once(() => ({ runs: runsOf(KIND_RUNS), fields: kindsOf(KINDS) }));
const oldKinds = once(() => ({ runs: runsOf(OLD_KIND_RUNS), fields: [[], ...kindsOf(OLD_KINDS)] }));
const newRuns = once(() => [...byCharacter(NEW, 1, ([length]) => length!)]);

function kindFrom(
  name: string,
  [bidirectional, eastAsianWidth, combining, mirrored]: readonly string[],
): CharacterKind {
  return {
    category: name,
    bidirectional: bidirectional!,
    eastAsianWidth: eastAsianWidth!,
    combining: Number(combining),
    mirrored: Number(mirrored),
  };
}

/** Whether a version knows a character at all. */
export function isAssigned(cp: number, version: UnicodeVersion): boolean {
  if (version === '14.0.0') {
    return category(cp) !== 'Cn' && !newRuns().some(([start, length]) => cp >= start && cp < start + length);
  }
  return kindOf(cp, version).category !== 'Cn';
}

/** What a character is in a version. */
export function kindOf(cp: number, version: UnicodeVersion): CharacterKind {
  if (version === '14.0.0' && !isAssigned(cp, version)) return UNKNOWN_14;
  if (version === '3.2.0') {
    const { runs, fields } = oldKinds();
    const [name, ...rest] = fields[kindAt(runs, cp)]!;
    if (name !== undefined) return kindFrom(name, rest);
  }
  const { runs, fields } = kinds();
  return kindFrom(category(cp), fields[kindAt(runs, cp)]!);
}

// Numbers --------------------------------------------------------------------------------------------------------------------------

const digits = once(() => byCharacter(DIGITS, 1, ([value]) => value!));
const oldDecimals = once(() => byCharacter(OLD_DECIMALS, 1, ([value]) => value! - 1));

function fraction([numerator, denominator, tens]: readonly number[]): number | undefined {
  if (denominator === 0) return undefined;
  const signed = numerator! & 1 ? -(numerator! + 1) / 2 : numerator! / 2;
  return (signed * 10 ** tens!) / denominator!;
}

const numbers = once(() => byCharacter(NUMBERS, 3, fraction));
const numbers14 = once(() => byCharacter(NUMBERS_14, 3, fraction));

/** The value as a decimal digit; undefined if it is none. */
export function decimalOf(cp: number, version: UnicodeVersion): number | undefined {
  const old = version === '3.2.0' ? oldDecimals().get(cp) : undefined;
  const value = isAssigned(cp, version) ? (old ?? decimalValue(cp)) : -1;
  return value < 0 ? undefined : value;
}

/** The value as a digit of any kind. */
export function digitOf(cp: number, version: UnicodeVersion): number | undefined {
  if (!isDigit(cp) || (version === '14.0.0' && !isAssigned(cp, version))) return undefined;
  return digits().get(cp) ?? decimalValue(cp);
}

/** The value as a number. */
export function numberOf(cp: number, version: UnicodeVersion): number | undefined {
  if (version === '14.0.0' && numbers14().has(cp)) return numbers14().get(cp);
  if (!isNumeric(cp) || !isAssigned(cp, version)) return undefined;
  return numbers().get(cp) ?? digits().get(cp) ?? decimalValue(cp);
}

// Decompositions -------------------------------------------------------------------------------------------------------------------

const decompositions = once(() => {
  const tags = TAGS.split(',');
  const packed = unpack(DECOMPOSITIONS);
  const rows = new Map<number, Decomposition>();
  let cp = 0;
  for (let i = 0; i < packed.length; i += 3 + packed[i + 2]!) {
    cp += packed[i]!;
    rows.set(cp, { tag: tags[packed[i + 1]!]!, points: packed.slice(i + 3, i + 3 + packed[i + 2]!) });
  }
  return rows;
});

const oldDecompositions = once(() => byCharacter(OLD_DECOMPOSITIONS, 1, ([point]) => point!));

/** How a character is decomposed; undefined if it is not. Syllables of Hangul are decomposed by rule, and not here. */
export function decompositionOf(cp: number, version: UnicodeVersion): Decomposition | undefined {
  const found = decompositions().get(cp);
  return found === undefined || (version !== '15.1.0' && !isAssigned(cp, version)) ? undefined : found;
}

/** All that 15.1 decomposes. */
export const allDecompositions = (): ReadonlyMap<number, Decomposition> => decompositions();

/** A character that 3.2 decomposed to another one than today: that one. */
export const oldCorrection = (cp: number): number | undefined => oldDecompositions().get(cp);
