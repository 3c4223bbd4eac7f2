import type { Ref } from '@uroboros/heap';
import { dictSet } from '../objects/dict.js';
import { newFloat } from '../objects/float.js';
import { intFromWord } from '../objects/int.js';
import { type NativeFunction, oneArg, positional } from '../objects/native.js';
import { codePointAt, isStr, strLength } from '../objects/str.js';
import { isAscii } from '../objects/str-ascii.js';
import { pointsOf, strOfPoints } from '../objects/str-build.js';
import { decodeBytes } from '../objects/str-codecs.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { allocInstance } from '../runtime/types.js';
import type { CharacterKind, UnicodeVersion } from '../text/unicode-database.js';
import {
  characterName,
  decimalOf,
  decompositionOf,
  digitOf,
  isAssigned,
  kindOf,
  normalized,
  numberOf,
  textNamed,
} from '../text/unicode-late.js';
import type { NormalForm } from '../text/unicode-normal.js';
import { dataArgument } from './codec-arguments.js';
import { functionOneArg, functionPositional } from './functions.js';
import { type NativeModule, storeOwned } from './module.js';
import { type NativeTypeDefinition, nativeType } from './native-type.js';

/**
 * The module unicodedata. Its functions are also the methods of `ucd_3_2_0`, the database of Unicode 3.2, which the rules for names
 * of hosts are made for.
 */

/** Longest name that is looked up. */
const LONGEST_NAME = 256;

/** What stands behind the functions of the module, and behind those of the old database. */
type VersionOf = (rt: Runtime) => UnicodeVersion;

const today: VersionOf = (rt) => rt.profile.unicodeVersion;
const old: VersionOf = () => '3.2.0';

/** The code point of an argument that must be one character; −1 on error. */
function character(rt: Runtime, fn: string, argument: string, value: Ref): number {
  if (isStr(rt, value) && strLength(rt, value) === 1) return codePointAt(rt, value, 0);
  const got = value === rt.None ? 'None' : rt.typeOf(value).name;
  rt.raise('TypeError', `${fn}() ${argument} must be a unicode character, not ${got}`);
  return -1;
}

/** A function of one character. */
interface OfCharacter {
  readonly name: string;
  readonly doc: string;
  readonly code: (rt: Runtime, cp: number, version: UnicodeVersion) => Maybe;
}

/** One that says what the character's kind is. */
function ofKind(name: string, doc: string, code: (rt: Runtime, kind: CharacterKind) => Maybe): OfCharacter {
  return { name, doc, code: (rt, cp, version) => code(rt, kindOf(cp, version)) };
}

const OF_CHARACTER: readonly OfCharacter[] = [
  ofKind('category', 'Returns the general category assigned to the character chr as string.', (rt, kind) =>
    rt.str(kind.category),
  ),
  ofKind(
    'bidirectional',
    'Returns the bidirectional class assigned to the character chr as string.\n\n' +
      'If no such value is defined, an empty string is returned.',
    (rt, kind) => rt.str(kind.bidirectional),
  ),
  ofKind(
    'combining',
    'Returns the canonical combining class assigned to the character chr as integer.\n\n' +
      'Returns 0 if no combining class is defined.',
    (rt, kind) => intFromWord(rt, kind.combining),
  ),
  ofKind(
    'mirrored',
    'Returns the mirrored property assigned to the character chr as integer.\n\n' +
      'Returns 1 if the character has been identified as a "mirrored"\n' +
      'character in bidirectional text, 0 otherwise.',
    (rt, kind) => intFromWord(rt, kind.mirrored),
  ),
  ofKind('east_asian_width', 'Returns the east asian width assigned to the character chr as string.', (rt, kind) =>
    rt.str(kind.eastAsianWidth),
  ),
  {
    name: 'decomposition',
    doc:
      'Returns the character decomposition mapping assigned to the character chr as string.\n\n' +
      'An empty string is returned in case no such mapping is defined.',
    code: (rt, cp, version) => {
      const found = decompositionOf(cp, version);
      if (found === undefined) return rt.str('');
      const parts = found.points.map((point) => point.toString(16).toUpperCase().padStart(4, '0'));
      return rt.str([...(found.tag === '' ? [] : [found.tag]), ...parts].join(' '));
    },
  },
];

/** A function of one character and of what it answers where there is nothing to say. */
interface OrDefault {
  readonly name: string;
  readonly doc: string;
  readonly missing: string;
  /** Undefined where there is nothing to say. */
  readonly code: (rt: Runtime, cp: number, version: UnicodeVersion) => Maybe | undefined;
}

const converts = (kind: string, result: string): string =>
  `Converts a Unicode character into its equivalent ${kind} value.\n\n` +
  `Returns the ${kind} value assigned to the character chr as ${result}.\n` +
  'If no such value is defined, default is returned, or, if not given,\nValueError is raised.';

const OR_DEFAULT: readonly OrDefault[] = [
  {
    name: 'decimal',
    doc: converts('decimal', 'integer'),
    missing: 'not a decimal',
    code: (rt, cp, version) => intOrNothing(rt, decimalOf(cp, version)),
  },
  {
    name: 'digit',
    doc: converts('digit', 'integer'),
    missing: 'not a digit',
    code: (rt, cp, version) => intOrNothing(rt, digitOf(cp, version)),
  },
  {
    name: 'numeric',
    doc: converts('numeric', 'float'),
    missing: 'not a numeric character',
    code: (rt, cp, version) => {
      const value = numberOf(cp, version);
      return value === undefined ? undefined : newFloat(rt, value);
    },
  },
  {
    name: 'name',
    doc:
      'Returns the name assigned to the character chr as a string.\n\n' +
      'If no name is defined, default is returned, or, if not given,\nValueError is raised.',
    missing: 'no such name',
    code: (rt, cp, version) => {
      const name = isAssigned(cp, version) ? characterName(cp) : undefined;
      return name === undefined ? undefined : rt.str(name);
    },
  },
];

const intOrNothing = (rt: Runtime, value: number | undefined): Maybe | undefined =>
  value === undefined ? undefined : intFromWord(rt, value);

function answerOrDefault(rt: Runtime, fn: OrDefault, version: UnicodeVersion, args: number, count: number): Maybe {
  const cp = character(rt, fn.name, 'argument 1', rt.i32[args]! as Ref);
  if (cp < 0) return 0;
  const answer = fn.code(rt, cp, version);
  if (answer !== undefined) return answer;
  return count > 1 ? rt.incref(rt.i32[args + 2]! as Ref) : rt.raise('ValueError', fn.missing);
}

// Names ------------------------------------------------------------------------------------------------------------------------------

const LOOKUP =
  'Look up character by name.\n\nIf a character with the given name is found, return the\n' +
  'corresponding character.  If not found, KeyError is raised.';

function lookup(rt: Runtime, version: UnicodeVersion, value: Ref): Maybe {
  const name = dataArgument(rt, value);
  if (name === undefined) return 0;
  if (name.length > LONGEST_NAME) return rt.raise('KeyError', 'name too long');
  const text = textNamed(String.fromCharCode(...name));
  if (text !== undefined && isKnown(rt, text, version)) return rt.str(text);
  return unknownName(rt, name);
}

/** The message ends at a null byte, as C's texts do. */
function unknownName(rt: Runtime, name: Uint8Array): 0 {
  const end = name.indexOf(0);
  const shown = decodeBytes(rt, end < 0 ? name : name.subarray(0, end), 'utf-8', 'replace');
  if (shown === 0) return 0;
  const text = rt.text(shown);
  rt.decref(shown);
  return rt.raise('KeyError', `undefined character name '${text}'`);
}

/** Whether a version has all characters of a text; from 3.12 on the old database finds those of today too. */
function isKnown(rt: Runtime, text: string, version: UnicodeVersion): boolean {
  if (today(rt) === '15.1.0') return true;
  return Array.from(text).every((each) => isAssigned(each.codePointAt(0)!, version));
}

// Normal forms -----------------------------------------------------------------------------------------------------------------------

const FORMS = "Valid values for form are 'NFC', 'NFKC', 'NFD', and 'NFKD'.";
const NORMALIZE = `Return the normal form 'form' for the Unicode string unistr.\n\n${FORMS}`;
const IS_NORMALIZED = `Return whether the Unicode string unistr is in the normal form 'form'.\n\n${FORMS}`;

const isForm = (text: string): text is NormalForm => /^NFK?[CD]$/.test(text);

/** Whether the arguments are two texts. */
function areTexts(rt: Runtime, fn: string, args: number): boolean {
  for (const position of [1, 2]) {
    const value = rt.i32[args + 2 * (position - 1)]! as Ref;
    if (isStr(rt, value)) continue;
    rt.raise(
      'TypeError',
      `${fn}() argument ${position} must be str, not ${value === rt.None ? 'None' : rt.typeOf(value).name}`,
    );
    return false;
  }
  return true;
}

/** The second argument in the form that the first names: `true` if it is in it already, undefined on error. */
function inForm(rt: Runtime, version: UnicodeVersion, args: number): number[] | true | undefined {
  const text = rt.i32[args + 2]! as Ref;
  if (strLength(rt, text) === 0) return true;
  const form = rt.text(rt.i32[args]! as Ref);
  if (!isForm(form)) {
    rt.raise('ValueError', 'invalid normalization form');
    return undefined;
  }
  if (isAscii(rt, text)) return true;
  const points = pointsOf(rt, text);
  const made = normalized(points, form, version);
  return made.length === points.length && made.every((point, i) => point === points[i]) ? true : made;
}

function normalize(rt: Runtime, version: UnicodeVersion, args: number): Maybe {
  if (!areTexts(rt, 'normalize', args)) return 0;
  const made = inForm(rt, version, args);
  const text = rt.i32[args + 2]! as Ref;
  if (made === undefined) return 0;
  return made === true ? rt.incref(text) : strOfPoints(rt, made, made.length);
}

function isNormalized(rt: Runtime, version: UnicodeVersion, args: number): Maybe {
  if (!areTexts(rt, 'is_normalized', args)) return 0;
  const made = inForm(rt, version, args);
  return made === undefined ? 0 : rt.bool(made === true);
}

const TWO_TEXTS = [
  ['normalize', NORMALIZE, normalize],
  ['is_normalized', IS_NORMALIZED, isNormalized],
] as const;

// The module and the old database ----------------------------------------------------------------------------------------------------

function functions(): NativeFunction[] {
  const ofCharacter = OF_CHARACTER.map(({ name, doc, code }) =>
    functionOneArg(
      'unicodedata',
      name,
      (rt, value) => {
        const cp = character(rt, name, 'argument', value);
        return cp < 0 ? 0 : code(rt, cp, today(rt));
      },
      doc,
    ),
  );
  const orDefault = OR_DEFAULT.map((fn) =>
    functionPositional(
      'unicodedata',
      fn.name,
      1,
      2,
      (rt, args, count) => answerOrDefault(rt, fn, today(rt), args, count),
      fn.doc,
    ),
  );
  const twoTexts = TWO_TEXTS.map(([name, doc, code]) =>
    functionPositional('unicodedata', name, 2, 2, (rt, args) => code(rt, today(rt), args), doc),
  );
  const byName = functionOneArg('unicodedata', 'lookup', (rt, value) => lookup(rt, today(rt), value), LOOKUP);
  return [...ofCharacter, ...orDefault, ...twoTexts, byName];
}

function methods(): NativeFunction[] {
  const ofCharacter = OF_CHARACTER.map(({ name, doc, code }) =>
    oneArg(
      name,
      (rt, _self, value) => {
        const cp = character(rt, name, 'argument', value);
        return cp < 0 ? 0 : code(rt, cp, old(rt));
      },
      doc,
    ),
  );
  const orDefault = OR_DEFAULT.map((fn) =>
    positional(fn.name, 1, 2, (rt, _self, args, count) => answerOrDefault(rt, fn, old(rt), args, count), fn.doc),
  );
  const twoTexts = TWO_TEXTS.map(([name, doc, code]) =>
    positional(name, 2, 2, (rt, _self, args) => code(rt, old(rt), args), doc),
  );
  return [
    ...ofCharacter,
    ...orDefault,
    ...twoTexts,
    oneArg('lookup', (rt, _self, value) => lookup(rt, old(rt), value), LOOKUP),
  ];
}

const ucdType: NativeTypeDefinition = {
  name: 'unicodedata.UCD',
  final: true,
  layout: () => ({ basicSize: 40, gc: true }),
  slots: { new: (rt) => rt.raise('TypeError', "cannot create 'unicodedata.UCD' instances") },
  methods: methods(),
  members: [{ name: 'unidata_version', readonly: true, get: (rt) => rt.str(old(rt)) }],
};

export const unicodedataModule: NativeModule = {
  name: 'unicodedata',
  doc:
    'This module provides access to the Unicode Character Database which\n' +
    'defines character properties for all Unicode characters.',
  functions: functions(),
  init: (rt, dict) =>
    storeOwned(rt, dict, 'unidata_version', rt.str(today(rt))) &&
    storeOwned(rt, dict, 'ucd_3_2_0', allocInstance(rt, nativeType(rt, ucdType))) &&
    dictSet(rt, dict, rt.name('UCD'), nativeType(rt, ucdType).ref),
};
