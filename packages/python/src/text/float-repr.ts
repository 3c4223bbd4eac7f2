// Floats and complex numbers to and from text: repr(), float(), complex(), hex(), fromhex().

import { overflowError, valueError } from './errors.js';
import { decompose, scaledByPowerOfTwo } from './float-digits.js';
import { floatText } from './float-text.js';
import { latin1, stripSpace, withAsciiDigits } from './numeric-text.js';
import { bytesRepr, strRepr } from './str-repr.js';

const DIGITS = '[0-9](?:_?[0-9])*';
// No two parts that can match the same digits stand side by side: long texts that fail must not take quadratic time.
const NUMBER = `(?:${DIGITS}(?:\\.(?:${DIGITS})?)?|\\.${DIGITS})(?:[eE][+-]?${DIGITS})?`;
const SPECIAL = '[iI][nN][fF](?:[iI][nN][iI][tT][yY])?|[nN][aA][nN]';
const REAL = new RegExp(`^[+-]?(?:${NUMBER}|${SPECIAL})$`);
const COMPLEX = new RegExp(`^([+-]?(?:${NUMBER}|${SPECIAL})(?![\\w.]))?(?:([+-]?(?:${NUMBER}|${SPECIAL})?)[jJ])?$`);
const HEX = /^([+-]?)(?:0[xX])?([0-9a-fA-F]*)(?:\.([0-9a-fA-F]*))?(?:[pP]([+-]?[0-9]+))?/;

/** `repr(x)`: the fewest digits that read back as `x`. Some 30 ns for everyday numbers, 600 where there is an exponent. */
export function floatRepr(x: number): string {
  const magnitude = Math.abs(x);
  if (magnitude >= 1e-4 && magnitude < 1e16) {
    // Between these bounds the engine's own shortest text is Python's, save the ".0".
    const text = String(x);
    return x === Math.trunc(x) ? `${text}.0` : text;
  }
  return floatText(x, 'r', 0, { addDotZero: true });
}

/** `float(text)`. Throws ValueError. */
export function floatFromText(text: string): number {
  const stripped = stripSpace(withAsciiDigits(text));
  if (!REAL.test(stripped)) throw valueError(`could not convert string to float: ${strRepr(text)}`);
  return toNumber(stripped);
}

/** `float(bytes)`. Throws ValueError. */
export function floatFromBytes(bytes: Uint8Array): number {
  const stripped = stripSpace(latin1(bytes));
  if (!REAL.test(stripped)) throw valueError(`could not convert string to float: ${bytesRepr(bytes)}`);
  return toNumber(stripped);
}

/** `repr(complex(re, im))`: the real part is left out where it is a positive zero. */
export function complexRepr(re: number, im: number): string {
  if (Object.is(re, 0)) return `${floatText(im, 'r')}j`;
  return `(${floatText(re, 'r')}${floatText(im, 'r', 0, { alwaysSign: true })}j)`;
}

/** `complex(text)`. Throws ValueError. */
export function complexFromText(text: string): { re: number; im: number } {
  const ascii = withAsciiDigits(text);
  // Python looks at the underscores of the whole text before anything else, with a message of its own.
  if (/(?<![0-9])_|_(?![0-9])/.test(ascii)) {
    throw valueError(`could not convert string to complex: ${strRepr(text)}`);
  }
  let stripped = stripSpace(ascii);
  if (stripped.startsWith('(') && stripped.endsWith(')')) stripped = stripSpace(stripped.slice(1, -1));
  const match = COMPLEX.exec(stripped);
  if (stripped === '' || match === null) throw valueError('complex() arg is a malformed string');
  const [, re, im] = match;
  // Both parts, and no sign between them: "1j" cannot get here, "nanj" and the like could.
  if (re !== undefined && im !== undefined && !/^[+-]/.test(im)) {
    throw valueError('complex() arg is a malformed string');
  }
  return { re: re === undefined ? 0 : toNumber(re), im: im === undefined ? 0 : imaginary(im) };
}

/** `x.hex()`. */
export function floatHex(x: number): string {
  if (x - x !== 0) return floatText(x, 'r');
  const sign = x < 0 || Object.is(x, -0) ? '-' : '';
  if (x === 0) return `${sign}0x0.0p+0`;
  const { mantissa, exponent } = decompose(x);
  const power = exponent + 52;
  const fraction = (mantissa & 0xf_ffff_ffff_ffffn).toString(16).padStart(13, '0');
  return `${sign}0x${mantissa >> 52n}.${fraction}p${power < 0 ? '' : '+'}${power}`;
}

/** `float.fromhex(text)`. Throws ValueError and OverflowError. */
export function floatFromHex(text: string): number {
  const stripped = stripSpace(text);
  const special = /^([+-]?)(inf(?:inity)?|nan)$/i.exec(stripped);
  if (special) return toNumber(stripped);
  const [matched = '', sign, whole = '', fraction = '', power] = HEX.exec(stripped) ?? [];
  const rest = stripped.slice(matched.length);
  const invalid = valueError('invalid hexadecimal floating-point string');
  if (whole + fraction === '' || (power === undefined && /^p/i.test(rest))) throw invalid;
  const mantissa = BigInt(`0x${whole}${fraction}`);
  const magnitude = scaledByPowerOfTwo(mantissa, Number(power ?? 0) - 4 * fraction.length);
  // Python looks at what follows the number last.
  if (magnitude === Infinity) throw overflowError('hexadecimal value too large to represent as a float');
  if (rest !== '') throw invalid;
  return sign === '-' ? -magnitude : magnitude;
}

/** The value of a text that fits the grammar of float(). */
function toNumber(text: string): number {
  const last = text.charCodeAt(text.length - 1) | 0x20;
  if (last >= 0x61) {
    if (/nan$/i.test(text)) return NaN;
    return text.charCodeAt(0) === 0x2d ? -Infinity : Infinity;
  }
  return Number(text.includes('_') ? text.replaceAll('_', '') : text);
}

function imaginary(text: string): number {
  if (text === '' || text === '+') return 1;
  return text === '-' ? -1 : toNumber(text);
}
