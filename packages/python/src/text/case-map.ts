// Case conversion by the full mappings of Unicode 15.1: one character may become three, and a capital sigma becomes
// one of two letters by its place in the word.

import { isCased, isCaseIgnorable, isLower, isTitle, isUpper, unpack } from './unicode.js';
import { CASES } from './unicode-tables.js';

type Mapping = Map<number, string>;

interface PackedMapping {
  readonly single: string;
  readonly several: string;
}

const ASCII = /^[\0-\x7f]*$/;
const CAPITAL_SIGMA = 0x3a3;

/** Fields of `single`: gap, count, stride - 1, zigzag of the distance; of `several`: gap, length, characters. */
function unpackMapping(packed: PackedMapping): Mapping {
  const mapping: Mapping = new Map();
  const single = unpack(packed.single);
  let at = 0;
  for (let i = 0; i < single.length; i += 4) {
    const start = at + single[i]!;
    const count = single[i + 1]!;
    const stride = single[i + 2]! + 1;
    const distance = (single[i + 3]! >>> 1) ^ -(single[i + 3]! & 1);
    for (let n = 0; n < count; n++) {
      at = start + n * stride;
      mapping.set(at, String.fromCodePoint(at + distance));
    }
    at++;
  }
  const several = unpack(packed.several);
  at = 0;
  for (let i = 0; i < several.length; ) {
    at += several[i]!;
    const end = i + 2 + several[i + 1]!;
    mapping.set(at, String.fromCodePoint(...several.slice(i + 2, end)));
    at++;
    i = end;
  }
  return mapping;
}

const mappings = new Map<keyof typeof CASES, Mapping>();

function mappingOf(name: keyof typeof CASES): Mapping {
  let mapping = mappings.get(name);
  if (mapping === undefined) {
    mapping = unpackMapping(CASES[name]);
    mappings.set(name, mapping);
  }
  return mapping;
}

const tables = new Map<string, Uint16Array>();

/** For each character below U+10000 what it becomes if that is one such character, whatever stands beside it; 0 if not. */
export function singleCase(kind: 'upper' | 'lower' | 'fold'): Uint16Array {
  let table = tables.get(kind);
  if (table === undefined) {
    table = Uint16Array.from({ length: 0x10000 }, (_, code) => code);
    const names = kind === 'fold' ? (['lower', 'fold'] as const) : ([kind] as const);
    for (const name of names) {
      for (const [code, text] of mappingOf(name)) {
        if (code < 0x10000) table[code] = text.length === 1 ? text.charCodeAt(0) : 0;
      }
    }
    if (kind === 'lower') table[CAPITAL_SIGMA] = 0;
    tables.set(kind, table);
  }
  return table;
}

/** `str.upper`. */
export function toUpper(text: string): string {
  if (ASCII.test(text)) return text.toUpperCase();
  const upper = mappingOf('upper');
  let out = '';
  for (const character of text) out += upper.get(character.codePointAt(0)!) ?? character;
  return out;
}

/** `str.lower`. */
export function toLower(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  const characters = Array.from(text);
  let out = '';
  for (let i = 0; i < characters.length; i++) out += lowerAt(characters, i);
  return out;
}

/** `str.casefold`. */
export function caseFold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  const lower = mappingOf('lower');
  const fold = mappingOf('fold');
  let out = '';
  for (const character of text) {
    const cp = character.codePointAt(0)!;
    out += fold.get(cp) ?? lower.get(cp) ?? character;
  }
  return out;
}

/** `str.title`: a letter after a cased one is lowered, any other is titled. */
export function toTitle(text: string): string {
  const characters = Array.from(text);
  let afterCased = false;
  let out = '';
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i]!;
    out += afterCased ? lowerAt(characters, i) : titleOf(character);
    afterCased = isCased(character.codePointAt(0)!);
  }
  return out;
}

/** `str.capitalize`. */
export function capitalize(text: string): string {
  if (ASCII.test(text)) return text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();
  const characters = Array.from(text);
  let out = titleOf(characters[0]!);
  for (let i = 1; i < characters.length; i++) out += lowerAt(characters, i);
  return out;
}

/** `str.swapcase`. */
export function swapCase(text: string): string {
  const characters = Array.from(text);
  const upper = mappingOf('upper');
  let out = '';
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i]!;
    const cp = character.codePointAt(0)!;
    if (isUpper(cp)) out += lowerAt(characters, i);
    else if (isLower(cp)) out += upper.get(cp) ?? character;
    else out += character;
  }
  return out;
}

/** `str.isupper`: no lowercase or titlecase letter, and an uppercase one. */
export function isUpperText(text: string): boolean {
  let cased = false;
  for (const character of text) {
    const cp = character.codePointAt(0)!;
    if (isLower(cp) || isTitle(cp)) return false;
    cased ||= isUpper(cp);
  }
  return cased;
}

/** `str.islower`. */
export function isLowerText(text: string): boolean {
  let cased = false;
  for (const character of text) {
    const cp = character.codePointAt(0)!;
    if (isUpper(cp) || isTitle(cp)) return false;
    cased ||= isLower(cp);
  }
  return cased;
}

/** `str.istitle`: capitals only where a word begins, small letters only after a cased one. */
export function isTitleText(text: string): boolean {
  let cased = false;
  let afterCased = false;
  for (const character of text) {
    const cp = character.codePointAt(0)!;
    const capital = isUpper(cp) || isTitle(cp);
    if (capital ? afterCased : isLower(cp) && !afterCased) return false;
    afterCased = capital || isLower(cp);
    cased ||= afterCased;
  }
  return cased;
}

function titleOf(character: string): string {
  const cp = character.codePointAt(0)!;
  return mappingOf('title').get(cp) ?? mappingOf('upper').get(cp) ?? character;
}

function lowerAt(characters: readonly string[], index: number): string {
  const character = characters[index]!;
  const cp = character.codePointAt(0)!;
  if (cp === CAPITAL_SIGMA) return isFinalSigma(characters, index) ? 'ς' : 'σ';
  return mappingOf('lower').get(cp) ?? character;
}

/** Unicode's Final_Sigma: a cased letter before, none after, case-ignorable characters not counting. */
function isFinalSigma(characters: readonly string[], index: number): boolean {
  return nextIsCased(characters, index, -1) && !nextIsCased(characters, index, 1);
}

function nextIsCased(characters: readonly string[], index: number, step: -1 | 1): boolean {
  for (let i = index + step; i >= 0 && i < characters.length; i += step) {
    const cp = characters[i]!.codePointAt(0)!;
    if (!isCaseIgnorable(cp)) return isCased(cp);
  }
  return false;
}
