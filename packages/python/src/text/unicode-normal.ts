// The four normal forms of text (UAX #15), over code points.

import {
  allDecompositions,
  byCharacter,
  decompositionOf,
  kindOf,
  oldCorrection,
  type UnicodeVersion,
} from './unicode-database.js';
import { EXCLUSIONS } from './unicode-database-data.js';

/** What form a text is brought to. */
export type NormalForm = 'NFC' | 'NFD' | 'NFKC' | 'NFKD';

const HANGUL = 0xac00;
const LEADING = 0x1100;
const VOWEL = 0x1161;
const TRAILING = 0x11a7;
const LEADINGS = 19;
const VOWELS = 21;
const TRAILINGS = 28;
const SYLLABLES = LEADINGS * VOWELS * TRAILINGS;

let classes: Map<number, number> | undefined;

/** The combining class, which 3.2 takes from today's database too. */
function combining(cp: number): number {
  if (cp < 0x300) return 0;
  classes ??= new Map();
  let known = classes.get(cp);
  if (known === undefined) {
    known = kindOf(cp, '15.1.0').combining;
    classes.set(cp, known);
  }
  return known;
}

/** Puts a character's full decomposition behind `out`. */
function decompose(cp: number, compatible: boolean, version: UnicodeVersion, out: number[]): void {
  const open = [cp];
  while (open.length > 0) {
    const point = open.pop()!;
    const syllable = point - HANGUL;
    if (syllable >= 0 && syllable < SYLLABLES) {
      out.push(LEADING + Math.floor(syllable / (VOWELS * TRAILINGS)));
      out.push(VOWEL + (Math.floor(syllable / TRAILINGS) % VOWELS));
      if (syllable % TRAILINGS !== 0) out.push(TRAILING + (syllable % TRAILINGS));
      continue;
    }
    const corrected = version === '3.2.0' ? oldCorrection(point) : undefined;
    const found = corrected === undefined ? decompositionOf(point, version) : undefined;
    if (corrected !== undefined) open.push(corrected);
    else if (found === undefined || (found.tag !== '' && !compatible)) out.push(point);
    else for (let i = found.points.length - 1; i >= 0; i--) open.push(found.points[i]!);
  }
}

/** Marks behind a character stand in the order of their classes; those of one class stay as they are. */
function order(points: number[]): void {
  for (let start = 0; start < points.length; start++) {
    if (combining(points[start]!) === 0) continue;
    let end = start + 1;
    while (end < points.length && combining(points[end]!) !== 0) end++;
    if (end > start + 1) {
      const marks = points.slice(start, end).sort((a, b) => combining(a) - combining(b));
      for (let i = start; i < end; i++) points[i] = marks[i - start]!;
    }
    start = end;
  }
}

let pairs: Map<number, Map<number, number>> | undefined;

/** What two characters are composed to, by the first and the second. */
function loadPairs(): Map<number, Map<number, number>> {
  const made = new Map<number, Map<number, number>>();
  const excluded = byCharacter(EXCLUSIONS, 0, () => true);
  for (const [cp, { tag, points }] of allDecompositions()) {
    if (tag !== '' || points.length !== 2 || excluded.has(cp)) continue;
    const seconds = made.get(points[0]!) ?? new Map<number, number>();
    seconds.set(points[1]!, cp);
    made.set(points[0]!, seconds);
  }
  return made;
}

function compositionOf(first: number, second: number): number | undefined {
  const leading = first - LEADING;
  const vowel = second - VOWEL;
  if (leading >= 0 && leading < LEADINGS && vowel >= 0 && vowel < VOWELS) {
    return HANGUL + (leading * VOWELS + vowel) * TRAILINGS;
  }
  const syllable = first - HANGUL;
  const trailing = second - TRAILING;
  if (syllable >= 0 && syllable < SYLLABLES && syllable % TRAILINGS === 0 && trailing > 0 && trailing < TRAILINGS) {
    return first + trailing;
  }
  pairs ??= loadPairs();
  return pairs.get(first)?.get(second);
}

/** Composes each starter with the marks that nothing separates from it. */
function compose(points: readonly number[]): number[] {
  const out: number[] = [];
  let starter = -1;
  let blocked = 0;
  for (const point of points) {
    const own = combining(point);
    // A mark is reached over marks of lower classes only; a starter only if nothing stands between.
    const isNear = starter >= 0 && (out.length === starter + 1 || (blocked < own && blocked !== 0));
    const composed = isNear ? compositionOf(out[starter]!, point) : undefined;
    if (composed !== undefined) {
      out[starter] = composed;
      continue;
    }
    out.push(point);
    blocked = own;
    if (own === 0) starter = out.length - 1;
  }
  return out;
}

/** A text in a normal form. */
export function normalized(points: ArrayLike<number>, form: NormalForm, version: UnicodeVersion): number[] {
  const out: number[] = [];
  for (let i = 0; i < points.length; i++) decompose(points[i]!, form.includes('K'), version, out);
  order(out);
  return form.endsWith('C') ? compose(out) : out;
}
