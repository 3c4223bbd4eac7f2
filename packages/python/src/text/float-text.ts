// One double as text in any of the forms that repr, format() and % share.

import { TextError } from './errors.js';
import { type Digits, fixedDigits, plainFixed, shortestDigits, significantDigits } from './float-digits.js';

/** 'r' is repr's form: shortest digits. Capitals give capital letters, in 'E+05', 'INF' and 'NAN'. */
export type FloatCode = 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'r';

export interface FloatFlags {
  /** Keep the point, and the trailing zeros of 'g': the `#` of the format languages. */
  readonly alternate?: boolean;
  /** '1.0' rather than '1': what tells a float from an int. */
  readonly addDotZero?: boolean;
  /** Drop the sign of what rounds to zero: the `z` of format(). */
  readonly noNegativeZero?: boolean;
  /** '+' where there is no '-'. */
  readonly alwaysSign?: boolean;
}

/** The engine's longest string, roughly; Python gives up with MemoryError, much later. */
const MAX_TEXT = 0x1fff_ffe0;
const MAX_PRECISION = 0x7fff_ffff;
const NO_FLAGS: FloatFlags = {};

/** `precision` is ignored by 'r'. Cost: some 300 ns, up to a few µs where ties or more than 100 digits come in. */
export function floatText(x: number, code: FloatCode, precision = 0, flags: FloatFlags = NO_FLAGS): string {
  const lower = code.toLowerCase();
  const text = x - x === 0 ? finiteText(x, lower, precision, flags) : specialText(x, flags);
  return lower === code ? text : text.toUpperCase();
}

/** `count` times a character; MemoryError past what a string can hold. */
export function repeat(character: string, count: number): string {
  if (count > MAX_TEXT) throw new TextError('MemoryError', '');
  return character.repeat(count);
}

/** Refuses precisions that do not fit C's int, as Python does. */
export function checkPrecision(precision: number): number {
  if (precision > MAX_PRECISION) throw new TextError('ValueError', 'precision too big');
  return precision;
}

function specialText(x: number, flags: FloatFlags): string {
  if (Number.isNaN(x)) return flags.alwaysSign ? '+nan' : 'nan';
  return x < 0 ? '-inf' : flags.alwaysSign ? '+inf' : 'inf';
}

function finiteText(x: number, code: string, precision: number, flags: FloatFlags): string {
  if (code === 'f' && !flags.alternate && !flags.noNegativeZero && !flags.alwaysSign) {
    const plain = plainFixed(x, precision);
    if (plain !== undefined) return plain;
  }
  const magnitude = Math.abs(x);
  const wanted = code === 'e' ? precision + 1 : code === 'g' ? Math.max(precision, 1) : precision;
  const { digits, point } = digitsFor(magnitude, code, wanted);
  const exponential = usesExponent(code, point, wanted, flags.addDotZero === true);
  // The digits up to which zeros are written, counted from the first digit like `point`.
  let until = digits.length;
  if (code === 'e' || (code === 'g' && flags.alternate)) until = wanted;
  else if (code === 'f') until = point + wanted;
  const body = exponential
    ? layOut(digits, 1, until, flags, false) + exponentText(point - 1)
    : layOut(digits, point, until, flags, flags.addDotZero === true);
  const zero = digits === '' || digits === '0';
  const negative = (x < 0 || Object.is(x, -0)) && !(flags.noNegativeZero && zero);
  return negative ? `-${body}` : flags.alwaysSign ? `+${body}` : body;
}

function digitsFor(magnitude: number, code: string, wanted: number): Digits {
  if (code === 'r') return shortestDigits(magnitude);
  return code === 'f' ? fixedDigits(magnitude, wanted) : significantDigits(magnitude, wanted);
}

function usesExponent(code: string, point: number, wanted: number, addDotZero: boolean): boolean {
  if (code === 'e') return true;
  if (code === 'f') return false;
  return point <= -4 || point > (code === 'r' ? 16 : addDotZero ? wanted - 1 : wanted);
}

/** Writes digits around the point, with zeros from the point to the first digit and from the last to `until`. */
function layOut(digits: string, point: number, until: number, flags: FloatFlags, addDotZero: boolean): string {
  const end = Math.max(until, addDotZero ? point + 1 : point);
  const padded = digits + repeat('0', end - digits.length);
  const whole = point > 0 ? padded.slice(0, point) : '0';
  const fraction = point > 0 ? padded.slice(point) : repeat('0', -point) + padded;
  return fraction === '' && !flags.alternate ? whole : `${whole}.${fraction}`;
}

function exponentText(exponent: number): string {
  const digits = String(Math.abs(exponent));
  return `e${exponent < 0 ? '-' : '+'}${digits.length < 2 ? '0' : ''}${digits}`;
}
