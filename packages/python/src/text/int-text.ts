// Integers to and from text: str(), hex(), int(text, base).
//
// Values come and go as number or bigint: a number stands for what Number.isSafeInteger accepts, a bigint for the
// rest. Both are taken everywhere; results are normalised.

import { valueError } from './errors.js';
import { latin1, stripSpace, withAsciiDigits } from './numeric-text.js';
import { bytesRepr, strRepr } from './str-repr.js';

/** `sys.int_info.default_max_str_digits`; conversions take time that grows with the square of the length. */
export const DEFAULT_MAX_STR_DIGITS = 4300;

/** The longest repr that the error message of int() shows. */
const SHOWN = 200;
const UNDERSCORED = /^[0-9a-zA-Z](?:_?[0-9a-zA-Z])*$/;
const PREFIX_OF_BASE: { readonly [base: number]: string } = { 2: 'b', 8: 'o', 16: 'x' };

/** A bigint as number where that is exact. */
export function normalizeInt(value: bigint): number | bigint {
  return value >= -0x1f_ffff_ffff_ffffn && value <= 0x1f_ffff_ffff_ffffn ? Number(value) : value;
}

/**
 * The digits of `value`, with '-' where it is negative and without a prefix; `base` is 2 to 36.
 *
 * Throws ValueError where there are more than `maxDigits` of them (0: no limit) and the base is no power of two.
 */
export function intToText(value: number | bigint, base = 10, maxDigits = DEFAULT_MAX_STR_DIGITS): string {
  const text = value.toString(base);
  if (maxDigits > 0 && text.length > maxDigits && !isPowerOfTwo(base)) {
    const digits = text.charCodeAt(0) === 0x2d ? text.length - 1 : text.length;
    if (digits > maxDigits) throw valueError(limitMessage(maxDigits, ''));
  }
  return text;
}

/** bin(), oct(), hex(): with sign and prefix. */
export function intWithPrefix(value: number | bigint, base: 2 | 8 | 16): string {
  const text = value.toString(base);
  const prefix = `0${PREFIX_OF_BASE[base]}`;
  return value < 0 ? `-${prefix}${text.slice(1)}` : prefix + text;
}

/** `int(text, base)`; base 0 reads the base off the prefix. Throws ValueError. */
export function intFromText(text: string, base = 10, maxDigits = DEFAULT_MAX_STR_DIGITS): number | bigint {
  return parse(withAsciiDigits(text), base, maxDigits, () => strRepr(text));
}

/** `int(bytes, base)`. Throws ValueError. */
export function intFromBytes(bytes: Uint8Array, base = 10, maxDigits = DEFAULT_MAX_STR_DIGITS): number | bigint {
  return parse(latin1(bytes), base, maxDigits, () => bytesRepr(bytes));
}

function parse(ascii: string, base: number, maxDigits: number, repr: () => string): number | bigint {
  if (base !== 0 && (base < 2 || base > 36)) throw valueError('int() base must be >= 2 and <= 36, or 0');
  const literal = digitsOf(stripSpace(ascii), base);
  if (literal === undefined) {
    const shown = Array.from(repr()).slice(0, SHOWN).join('');
    throw valueError(`invalid literal for int() with base ${base}: ${shown}`);
  }
  const { digits } = literal;
  if (maxDigits > 0 && digits.length > maxDigits && !isPowerOfTwo(literal.base)) {
    throw valueError(limitMessage(maxDigits, `: value has ${digits.length} digits`));
  }
  return valueOfDigits(digits, literal.base, literal.negative);
}

interface Literal {
  readonly digits: string;
  readonly base: number;
  readonly negative: boolean;
}

/** Takes sign, prefix and underscores off; undefined where the text is no number of that base. */
function digitsOf(text: string, asked: number): Literal | undefined {
  const negative = text.startsWith('-');
  const unsigned = negative || text.startsWith('+') ? text.slice(1) : text;
  const letter = unsigned.charAt(0) === '0' ? unsigned.charAt(1).toLowerCase() : '';
  const prefixed = letter === 'x' ? 16 : letter === 'o' ? 8 : letter === 'b' ? 2 : 0;
  const base = asked === 0 ? prefixed || 10 : asked;
  let body = unsigned;
  if (prefixed !== 0 && prefixed === base) {
    body = unsigned.charAt(2) === '_' ? unsigned.slice(3) : unsigned.slice(2);
  }
  if (!UNDERSCORED.test(body)) return undefined;
  const digits = body.includes('_') ? body.replaceAll('_', '') : body;
  for (let i = 0; i < digits.length; i++) {
    if (digitValue(digits.charCodeAt(i)) >= base) return undefined;
  }
  // Base 0 refuses C's octal numbers: a leading zero is zero altogether.
  if (asked === 0 && base === 10 && digits.charCodeAt(0) === 0x30 && /[^0]/.test(digits)) return undefined;
  return { digits, base, negative };
}

function digitValue(code: number): number {
  return code <= 0x39 ? code - 0x30 : (code | 0x20) - 0x61 + 10;
}

function valueOfDigits(digits: string, base: number, negative: boolean): number | bigint {
  const small = parseInt(digits, base);
  // `0 - small` rather than `-small`: Python's int has no negative zero.
  if (Number.isSafeInteger(small)) return negative ? 0 - small : small;
  const prefix = PREFIX_OF_BASE[base];
  const magnitude = base === 10 ? BigInt(digits) : prefix ? BigInt(`0${prefix}${digits}`) : bigOf(digits, base);
  return negative ? -magnitude : magnitude;
}

/** Divide and conquer: a digit at a time would take a multiplication of the whole number for each. */
function bigOf(digits: string, base: number): bigint {
  if (digits.length <= 10) return BigInt(parseInt(digits, base));
  const middle = digits.length >> 1;
  const high = bigOf(digits.slice(0, middle), base);
  const low = bigOf(digits.slice(middle), base);
  return high * BigInt(base) ** BigInt(digits.length - middle) + low;
}

function isPowerOfTwo(base: number): boolean {
  return (base & (base - 1)) === 0;
}

function limitMessage(limit: number, detail: string): string {
  const setting = 'use sys.set_int_max_str_digits() to increase the limit';
  return `Exceeds the limit (${limit} digits) for integer string conversion${detail}; ${setting}`;
}
