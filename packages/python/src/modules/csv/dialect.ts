import type { Ref } from '@uroboros/heap';
import { bindParameters } from '../../objects/arguments.js';
import { intFromWord, intNumber } from '../../objects/int.js';
import { type NativeFunction, noArgs } from '../../objects/native.js';
import { codePointAt, isStr, strLength } from '../../objects/str.js';
import { pointsOf, strOfPoint } from '../../objects/str-build.js';
import type { TypeObject } from '../../objects/typeobject.js';
import { findAttr } from '../../runtime/attributes.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { allocInstance } from '../../runtime/types.js';
import { type NativeTypeDefinition, nativeType } from '../native-type.js';
import { dialectNamed } from './state.js';

/** Dialects: what separates and what quotes fields. */

/** When a writer quotes, and what a reader makes of what is not quoted. */
export const enum Quoting {
  Minimal = 0,
  All = 1,
  NonNumeric = 2,
  None = 3,
  Strings = 4,
  NotNull = 5,
}

/** A character that a dialect does not have. */
export const NOT_SET = -1;

const enum Word {
  DoubleQuote = 4,
  SkipInitialSpace = 5,
  Strict = 6,
  Quoting = 7,
  Delimiter = 8,
  QuoteChar = 9,
  EscapeChar = 10,
  /** A str. */
  LineTerminator = 12,
}

/** A dialect, read out of its object. */
export interface DialectValues {
  readonly doubleQuote: boolean;
  readonly skipInitialSpace: boolean;
  readonly strict: boolean;
  readonly quoting: Quoting;
  readonly delimiter: number;
  readonly quoteChar: number;
  readonly escapeChar: number;
  readonly lineTerminator: readonly number[];
}

export function dialectValues(rt: Runtime, dialect: Ref): DialectValues {
  const { i32 } = rt;
  return {
    doubleQuote: i32[dialect + Word.DoubleQuote] === 1,
    skipInitialSpace: i32[dialect + Word.SkipInitialSpace] === 1,
    strict: i32[dialect + Word.Strict] === 1,
    quoting: i32[dialect + Word.Quoting]! as Quoting,
    delimiter: i32[dialect + Word.Delimiter]!,
    quoteChar: i32[dialect + Word.QuoteChar]!,
    escapeChar: i32[dialect + Word.EscapeChar]!,
    lineTerminator: [...pointsOf(rt, i32[dialect + Word.LineTerminator]! as Ref)],
  };
}

// Making a dialect -------------------------------------------------------------------------------------------------------------------

const NAMES = [
  'delimiter',
  'doublequote',
  'escapechar',
  'lineterminator',
  'quotechar',
  'quoting',
  'skipinitialspace',
  'strict',
] as const;
const PARAMETERS = { function: 'this function', names: ['dialect', ...NAMES], required: 0 };

/**
 * Dialect(dialect=…, delimiter=…, …): what is not given comes from the dialect, or is that of Excel. Owned; a dialect to which
 * nothing is added is itself the result.
 */
export function newDialect(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  const values = bindParameters(rt, PARAMETERS, args, count, kwnames);
  if (values === undefined) return 0;
  const mark = rt.mark();
  const [given = 0, ...own] = values;
  let base = given;
  if (base !== 0 && isStr(rt, base)) {
    base = dialectNamed(rt, base);
    if (base === 0) return 0;
  }
  if (base !== 0 && rt.typeOf(base).isSubtypeOf(nativeType(rt, dialectType)) && own.every((value) => value === 0)) {
    return rt.incref(base);
  }
  if (base !== 0) {
    // Reading an attribute may run code that takes the dialect out of the registry.
    rt.hold(rt.incref(base));
    for (const [i, name] of NAMES.entries()) {
      if (own[i] !== 0) continue;
      const value = findAttr(rt, base, rt.name(name));
      if (value !== 0) own[i] = rt.hold(value);
      else if (rt.failed) rt.clearError();
    }
  }
  const dialect = allocInstance(rt, type);
  if (dialect === 0) return rt.finish(mark, 0);
  rt.hold(dialect);
  const filled = fill(rt, dialect, own) && check(rt, dialect, own);
  return rt.finish(mark, filled ? rt.incref(dialect) : 0);
}

/** Stores the values, 0 for those not given; false on error. */
function fill(rt: Runtime, dialect: Ref, values: readonly Maybe[]): boolean {
  const [delimiter, doubleQuote, escapeChar, lineTerminator, quoteChar, quoting, skipInitialSpace, strict] = values;
  return (
    setCharacter(rt, dialect + Word.Delimiter, 'delimiter', delimiter!, 0x2c, false) &&
    setTruth(rt, dialect + Word.DoubleQuote, doubleQuote!, 1) &&
    setCharacter(rt, dialect + Word.EscapeChar, 'escapechar', escapeChar!, NOT_SET, true) &&
    setLineTerminator(rt, dialect + Word.LineTerminator, lineTerminator!) &&
    setCharacter(rt, dialect + Word.QuoteChar, 'quotechar', quoteChar!, 0x22, true) &&
    setQuoting(rt, dialect + Word.Quoting, quoting!) &&
    setTruth(rt, dialect + Word.SkipInitialSpace, skipInitialSpace!, 0) &&
    setTruth(rt, dialect + Word.Strict, strict!, 0)
  );
}

function refuse(rt: Runtime, type: 'TypeError' | 'ValueError', message: string): false {
  rt.raise(type, message);
  return false;
}

function setTruth(rt: Runtime, word: number, value: Maybe, fallback: 0 | 1): boolean {
  const truth = value === 0 ? fallback : rt.isTrue(value);
  rt.i32[word] = truth;
  return truth >= 0;
}

function setCharacter(
  rt: Runtime,
  word: number,
  name: string,
  value: Maybe,
  fallback: number,
  orNone: boolean,
): boolean {
  rt.i32[word] = fallback;
  if (value === 0) return true;
  if (orNone && value === rt.None) {
    rt.i32[word] = NOT_SET;
    return true;
  }
  const wanted = orNone ? 'string or None' : 'string';
  if (!isStr(rt, value)) {
    return refuse(rt, 'TypeError', `"${name}" must be ${wanted}, not ${rt.typeOf(value).name}`);
  }
  if (strLength(rt, value) !== 1) return refuse(rt, 'TypeError', `"${name}" must be a 1-character string`);
  rt.i32[word] = codePointAt(rt, value, 0);
  return true;
}

function setLineTerminator(rt: Runtime, word: number, value: Maybe): boolean {
  if (value !== 0 && value === rt.None) return refuse(rt, 'TypeError', 'lineterminator must be set');
  if (value !== 0 && !isStr(rt, value)) return refuse(rt, 'TypeError', '"lineterminator" must be a string');
  const text = value === 0 ? rt.str('\r\n') : rt.incref(value);
  if (text !== 0) rt.replace(word, text);
  return text !== 0;
}

function setQuoting(rt: Runtime, word: number, value: Maybe): boolean {
  rt.i32[word] = Quoting.Minimal;
  if (value === 0) return true;
  if (rt.typeOf(value) !== rt.builtin.int) return refuse(rt, 'TypeError', '"quoting" must be an integer');
  const number = intNumber(rt, value);
  const most = rt.profile.versionInfo[1] >= 12 ? Quoting.NotNull : Quoting.None;
  if (number !== (number | 0)) {
    rt.raise('OverflowError', 'Python int too large to convert to C int');
    return false;
  }
  if (number < 0 || number > most) return refuse(rt, 'TypeError', 'bad "quoting" value');
  rt.i32[word] = number;
  return true;
}

// What fits together -----------------------------------------------------------------------------------------------------------------

/** Characters that cannot serve are refused (3.13). */
const hasChecks = (rt: Runtime): boolean => rt.profile.versionInfo[1] >= 13;

function check(rt: Runtime, dialect: Ref, values: readonly Maybe[]): boolean {
  const { i32 } = rt;
  const [, , , , quoteChar, quoting] = values;
  if (quoteChar === rt.None && quoting === 0) i32[dialect + Word.Quoting] = Quoting.None;
  if (i32[dialect + Word.Quoting] !== Quoting.None && i32[dialect + Word.QuoteChar] === NOT_SET) {
    return refuse(rt, 'TypeError', 'quotechar must be set if quoting enabled');
  }
  return !hasChecks(rt) || (checkCharacters(rt, dialect) && checkPairs(rt, dialect));
}

function checkCharacters(rt: Runtime, dialect: Ref): boolean {
  const { delimiter, escapeChar, quoteChar, skipInitialSpace, lineTerminator } = dialectValues(rt, dialect);
  const characters = [
    ['delimiter', delimiter, true],
    ['escapechar', escapeChar, !skipInitialSpace],
    ['quotechar', quoteChar, !skipInitialSpace],
  ] as const;
  for (const [name, character, maySpace] of characters) {
    if (character === 10 || character === 13 || (character === 32 && !maySpace)) {
      return refuse(rt, 'ValueError', `bad ${name} value`);
    }
    if (lineTerminator.includes(character)) return refuse(rt, 'ValueError', `bad ${name} or lineterminator value`);
  }
  return true;
}

function checkPairs(rt: Runtime, dialect: Ref): boolean {
  const { delimiter, escapeChar, quoteChar } = dialectValues(rt, dialect);
  const pairs = [
    ['delimiter or escapechar', delimiter, escapeChar],
    ['delimiter or quotechar', delimiter, quoteChar],
    ['escapechar or quotechar', escapeChar, quoteChar],
  ] as const;
  const same = pairs.find(([, a, b]) => a === b && a !== NOT_SET);
  return same === undefined || refuse(rt, 'ValueError', `bad ${same[0]} value`);
}

// The type -----------------------------------------------------------------------------------------------------------------------------

function characterAttribute(name: string, word: number) {
  return {
    name,
    get: (rt: Runtime, self: Ref): Maybe => {
      const point = rt.i32[self + word]!;
      return point === NOT_SET ? rt.none() : strOfPoint(rt, point);
    },
  };
}

function truthMember(name: string, word: number) {
  return { name, readonly: true, get: (rt: Runtime, self: Ref): Maybe => rt.bool(rt.i32[self + word] === 1) };
}

/** A dialect is not to be copied or pickled: it is registered under its name. */
function unpicklable(name: string): NativeFunction {
  const refused = noArgs(name, (rt, self) => {
    return rt.raise('TypeError', `cannot pickle '${rt.typeOf(self).shortName}' instances`);
  });
  return { ...refused, code: (rt, args) => refused.one!(rt, rt.i32[args]! as Ref) };
}

export const dialectType: NativeTypeDefinition = {
  name: '_csv.Dialect',
  doc: 'CSV dialect\n\nThe Dialect type records CSV parsing and generation options.\n',
  layout: () => ({ basicSize: 56, gc: true, slots: [Word.LineTerminator * 4] }),
  slots: { new: newDialect },
  methods: [unpicklable('__reduce__'), unpicklable('__reduce_ex__')],
  members: [
    truthMember('skipinitialspace', Word.SkipInitialSpace),
    truthMember('doublequote', Word.DoubleQuote),
    truthMember('strict', Word.Strict),
  ],
  attributes: [
    characterAttribute('delimiter', Word.Delimiter),
    characterAttribute('escapechar', Word.EscapeChar),
    {
      name: 'lineterminator',
      get: (rt, self) => rt.increfMaybe((rt.i32[self + Word.LineTerminator]! || rt.None) as Maybe),
    },
    characterAttribute('quotechar', Word.QuoteChar),
    { name: 'quoting', get: (rt, self) => intFromWord(rt, rt.i32[self + Word.Quoting]!) },
  ],
};
