// The format mini-language: what stands behind the colon in f'{x:>+10,.2f}'.
//
// A spec is parsed for an object of a named type (the errors name it) and can be kept: an f-string's constant spec is
// parsed once. Widths count code points.

import { TextError, type TextErrorType, valueError } from './errors.js';
import { checkPrecision, type FloatCode, type FloatFlags, floatText, repeat } from './float-text.js';
import { DEFAULT_MAX_STR_DIGITS, intToText } from './int-text.js';
import { codePointLength, decimalValue, truncate } from './unicode.js';

export type Align = '<' | '>' | '=' | '^';

export interface FormatSpec {
  /** One code point. */
  readonly fill: string;
  /** '' where the spec names none: text goes left, numbers right. */
  readonly align: Align | '';
  readonly sign: '' | '-' | '+' | ' ';
  /** `z`: what rounds to zero loses its minus. */
  readonly noNegativeZero: boolean;
  /** `#`. */
  readonly alternate: boolean;
  /** -1 where the spec names none; so too `precision`. */
  readonly width: number;
  readonly grouping: '' | ',' | '_';
  readonly precision: number;
  /** The presentation type; '' where the spec names none. */
  readonly type: string;
}

const MAX_SSIZE = 9223372036854775807n;
const MAX_CODE_POINT = 0x10ffff;

/**
 * Parses `spec` for an object whose type is called `typeName`. Throws ValueError.
 *
 * `kind` is what decides the two defaults that matter here: a zero before the width pads numbers behind their sign,
 * and str's default type is 's', which takes no grouping.
 */
export function parseFormatSpec(spec: string, typeName: string, kind: 'text' | 'number' = 'number'): FormatSpec {
  const characters = Array.from(spec);
  const scanner = new Scanner(characters);
  let fill = ' ';
  let align: Align | '' = '';
  const fillGiven = isAlign(characters[1]);
  if (fillGiven) fill = scanner.next();
  if (isAlign(scanner.peek())) align = scanner.next() as Align;
  const sign = (scanner.accept('+') || scanner.accept('-') || scanner.accept(' ')) as FormatSpec['sign'];
  const noNegativeZero = scanner.accept('z') !== '';
  const alternate = scanner.accept('#') !== '';
  if (!fillGiven && scanner.accept('0')) {
    fill = '0';
    if (align === '' && kind === 'number') align = '=';
  }
  const width = scanner.integer();
  const grouping = parseGrouping(scanner);
  let precision = -1;
  if (scanner.accept('.')) {
    precision = scanner.integer();
    if (precision < 0) throw valueError('Format specifier missing precision');
  }
  if (scanner.remaining() > 1) {
    throw valueError(`Invalid format specifier '${spec}' for object of type '${typeName}'`);
  }
  const type = scanner.remaining() === 1 ? scanner.next() : '';
  if (grouping !== '') checkGrouping(grouping, type || (kind === 'text' ? 's' : ''));
  return { fill, align, sign, noNegativeZero, alternate, width, grouping, precision, type };
}

/** `format(text, spec)` of a str. */
export function formatText(text: string, spec: FormatSpec | string, typeName = 'str'): string {
  const parsed = typeof spec === 'string' ? parseFormatSpec(spec, typeName, 'text') : spec;
  const { type, sign, width, precision } = parsed;
  if (type !== '' && type !== 's') throw unknownType(type, typeName);
  if (sign !== '') throw valueError(`${sign === ' ' ? 'Space' : 'Sign'} not allowed in string format specifier`);
  if (parsed.noNegativeZero) throw valueError('Negative zero coercion (z) not allowed in string format specifier');
  if (parsed.alternate) throw valueError('Alternate form (#) not allowed in string format specifier');
  if (parsed.align === '=') throw valueError("'=' alignment not allowed in string format specifier");
  const shown = precision < 0 ? text : truncate(text, precision);
  return width < 0 ? shown : pad('', shown, parsed, '<');
}

/** `format(value, spec)` of an int; bool passes its own type's name. `maxDigits` as for `intToText`. */
export function formatInt(
  value: bigint | number,
  spec: FormatSpec | string,
  typeName = 'int',
  maxDigits = DEFAULT_MAX_STR_DIGITS,
): string {
  const parsed = typeof spec === 'string' ? parseFormatSpec(spec, typeName) : spec;
  switch (parsed.type) {
    case '':
    case 'd':
    case 'n':
    case 'b':
    case 'o':
    case 'x':
    case 'X':
      checkIntSpec(parsed);
      return formatDigits(value, parsed, maxDigits);
    case 'c':
      checkIntSpec(parsed);
      return formatCharacter(value, parsed);
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
    case '%': {
      const float = Number(value);
      if (float - float !== 0) throw new TextError('OverflowError', 'int too large to convert to float');
      return formatFloat(float, parsed, typeName);
    }
    default:
      throw unknownType(parsed.type, typeName);
  }
}

/** `format(x, spec)` of a float. */
export function formatFloat(x: number, spec: FormatSpec | string, typeName = 'float'): string {
  const parsed = typeof spec === 'string' ? parseFormatSpec(spec, typeName) : spec;
  const percent = parsed.type === '%';
  const code = floatCode(percent ? 'f' : parsed.type);
  if (code === undefined) throw unknownType(parsed.type, typeName);
  const text = codedFloat(percent ? x * 100 : x, code, parsed, parsed.type === '', parsed.type === '' ? 0 : 6);
  const negative = text.startsWith('-');
  const body = (negative ? text.slice(1) : text) + (percent ? '%' : '');
  return layOutNumber(signText(negative, parsed.sign), '', body, parsed, 3);
}

/** `format(complex(re, im), spec)`. */
export function formatComplex(re: number, im: number, spec: FormatSpec | string, typeName = 'complex'): string {
  const parsed = typeof spec === 'string' ? parseFormatSpec(spec, typeName) : spec;
  const { type, sign, fill, align } = parsed;
  const code = floatCode(type);
  if (code === undefined) throw unknownType(type, typeName);
  if (fill === '0') throw valueError('Zero padding is not allowed in complex format specifier');
  if (align === '=') throw valueError("'=' alignment flag is not allowed in complex format specifier");
  const precision = type === '' ? 0 : 6;
  const omitReal = type === '' && Object.is(re, 0);
  const part = (x: number, asked: FormatSpec['sign']): string => {
    const text = codedFloat(x, code, parsed, false, precision);
    const negative = text.startsWith('-');
    return signText(negative, asked) + group(negative ? text.slice(1) : text, parsed.grouping, 3, 0);
  };
  const imaginary = `${part(im, omitReal ? sign : '+')}j`;
  if (omitReal) return pad('', imaginary, parsed, '>');
  const both = part(re, sign) + imaginary;
  return pad('', type === '' ? `(${both})` : both, parsed, '>');
}

/** The error for a presentation type that the object's type does not know. */
export function unknownType(type: string, typeName: string): TextError {
  return valueError(`Unknown format code '${shownCharacter(type)}' for object of type '${typeName}'`);
}

/** The error of `object.__format__` for a spec that is not empty. */
export function unsupportedFormat(typeName: string): TextError {
  return new TextError('TypeError', `unsupported format string passed to ${typeName}.__format__`);
}

/** Pads `head + body` to the width of the spec; '=' puts the padding between them. */
function pad(head: string, body: string, spec: FormatSpec, defaultAlign: Align): string {
  const missing = spec.width - codePointLength(head) - codePointLength(body);
  if (missing <= 0) return head + body;
  const align = spec.align || defaultAlign;
  const left = align === '>' ? missing : align === '^' ? missing >> 1 : 0;
  if (align === '=') return head + repeat(spec.fill, missing) + body;
  return repeat(spec.fill, left) + head + body + repeat(spec.fill, missing - left);
}

class Scanner {
  private at = 0;
  constructor(private readonly characters: readonly string[]) {}

  peek(): string | undefined {
    return this.characters[this.at];
  }

  remaining(): number {
    return this.characters.length - this.at;
  }

  next(): string {
    return this.characters[this.at++] ?? '';
  }

  accept(character: string): string {
    return this.peek() === character ? this.next() : '';
  }

  /** Decimal digits of any script; -1 where there are none. */
  integer(): number {
    const start = this.at;
    let value = 0n;
    for (;;) {
      const digit = decimalValue(this.peek()?.codePointAt(0) ?? 0);
      if (digit < 0) break;
      value = value * 10n + BigInt(digit);
      if (value > MAX_SSIZE) throw valueError('Too many decimal digits in format string');
      this.at++;
    }
    return this.at === start ? -1 : Number(value);
  }
}

function isAlign(character: string | undefined): boolean {
  return character === '<' || character === '>' || character === '=' || character === '^';
}

function parseGrouping(scanner: Scanner): FormatSpec['grouping'] {
  const comma = scanner.accept(',');
  const underscore = scanner.accept('_');
  if ((comma && underscore) || (underscore && scanner.peek() === ',')) {
    throw valueError("Cannot specify both ',' and '_'.");
  }
  return comma ? ',' : underscore ? '_' : '';
}

function checkGrouping(grouping: ',' | '_', type: string): void {
  if (type === '' || 'defgEG%F'.includes(type)) return;
  if ('boxX'.includes(type) && grouping === '_') return;
  throw valueError(`Cannot specify '${grouping}' with '${shownCharacter(type)}'.`);
}

function shownCharacter(character: string): string {
  const cp = character.codePointAt(0) ?? 0;
  return cp > 32 && cp < 128 ? character : `\\x${cp.toString(16)}`;
}

function checkIntSpec(spec: FormatSpec): void {
  if (spec.precision >= 0) throw valueError('Precision not allowed in integer format specifier');
  if (spec.noNegativeZero) throw valueError('Negative zero coercion (z) not allowed in integer format specifier');
}

function formatCharacter(value: bigint | number, spec: FormatSpec): string {
  if (spec.sign !== '') throw valueError("Sign not allowed with integer format specifier 'c'");
  if (spec.alternate) throw valueError("Alternate form (#) not allowed with integer format specifier 'c'");
  const refuse = (type: TextErrorType, message: string): never => {
    throw new TextError(type, message);
  };
  if (value > MAX_SSIZE || value < -MAX_SSIZE - 1n) {
    refuse('OverflowError', 'Python int too large to convert to C long');
  }
  if (value < 0 || value > MAX_CODE_POINT) refuse('OverflowError', '%c arg not in range(0x110000)');
  return pad('', String.fromCodePoint(Number(value)), spec, '>');
}

function formatDigits(value: bigint | number, spec: FormatSpec, maxDigits: number): string {
  const { type } = spec;
  const base = type === 'b' ? 2 : type === 'o' ? 8 : type === 'x' || type === 'X' ? 16 : 10;
  const negative = value < 0;
  const text = intToText(value, base, maxDigits);
  const digits = negative ? text.slice(1) : text;
  const prefix = spec.alternate && base !== 10 ? `0${type}` : '';
  const shown = type === 'X' ? digits.toUpperCase() : digits;
  return layOutNumber(signText(negative, spec.sign), prefix, shown, spec, base === 10 ? 3 : 4);
}

function floatCode(type: string): FloatCode | undefined {
  if (type === '') return 'r';
  if (type === 'n') return 'g';
  return 'eEfFgG'.includes(type) ? (type as FloatCode) : undefined;
}

function codedFloat(
  x: number,
  code: FloatCode,
  spec: FormatSpec,
  addDotZero: boolean,
  defaultPrecision: number,
): string {
  const precision = checkPrecision(spec.precision);
  const flags: FloatFlags = { alternate: spec.alternate, noNegativeZero: spec.noNegativeZero, addDotZero };
  if (precision < 0) return floatText(x, code, defaultPrecision, flags);
  return floatText(x, code === 'r' ? 'g' : code, precision, flags);
}

function signText(negative: boolean, asked: FormatSpec['sign']): string {
  if (negative) return '-';
  return asked === '-' ? '' : asked;
}

/** Puts sign, prefix and grouped digits together. Zero padding belongs to the digits: it is grouped like them. */
function layOutNumber(sign: string, prefix: string, body: string, spec: FormatSpec, groupSize: number): string {
  const head = sign + prefix;
  const zeroPadded = spec.fill === '0' && spec.align === '=';
  const grouped = group(body, spec.grouping, groupSize, zeroPadded ? spec.width - head.length : 0);
  return pad(head, grouped, spec, '>');
}

/**
 * Separates the leading digits of `body` into groups, after filling them with zeros from the left until all of `body`
 * is `minWidth` wide. A separator never comes first, so that the result may be one wider.
 */
function group(body: string, separator: string, size: number, minWidth: number): string {
  if (separator === '') return body;
  const end = size === 4 ? body.length : body.search(/[^0-9]|$/);
  if (end === 0) return body;
  let digits = body.slice(0, end);
  const room = minWidth - (body.length - end);
  if (room > digits.length) {
    // n digits take n + floor((n - 1) / size) places; this is the least n that fills the room.
    const needed = Math.floor((room * size) / (size + 1)) + 1;
    digits = repeat('0', Math.max(needed - end, 0)) + digits;
  }
  let out = digits.slice(0, digits.length % size || size);
  for (let i = out.length; i < digits.length; i += size) out += separator + digits.slice(i, i + size);
  return out + body.slice(end);
}
