// The %-operator of str and bytes.
//
// `parsePercent` splits a template once; `percentFormat` walks the pieces and asks the runtime for arguments and
// conversions. Python finds a mistake in the template only when it gets there, after the earlier arguments were
// converted (which may run user code), so a mistake is a piece of its own at the end of the list.
//
// Templates of bytes are passed as latin-1 text, and so come back.

import { overflowError, type TextError, typeError, valueError } from './errors.js';
import { type FloatCode, floatText, repeat } from './float-text.js';
import { DEFAULT_MAX_STR_DIGITS, intToText } from './int-text.js';
import { codePointLength, truncate } from './unicode.js';

export type PercentKind = 'str' | 'bytes';

export interface PercentFlags {
  /** `-` */
  readonly left: boolean;
  /** `+` */
  readonly plus: boolean;
  /** A space. */
  readonly space: boolean;
  /** `#` */
  readonly alternate: boolean;
  /** `0` */
  readonly zero: boolean;
}

export interface PercentLiteral {
  readonly kind: 'literal';
  readonly text: string;
}

export interface PercentField {
  readonly kind: 'field';
  /** The text between the parentheses. */
  readonly key?: string;
  readonly flags: PercentFlags;
  /** -1 where there is none; '*' takes it from the arguments. */
  readonly width: number | '*';
  readonly precision: number | '*';
  /** One code point. */
  readonly conversion: string;
  /** Where the conversion stands in the template, in code points. */
  readonly index: number;
  /** The template ends here instead of in a conversion: an error once width and precision were taken. */
  readonly incomplete: boolean;
}

export interface PercentFault {
  readonly kind: 'fault';
  readonly error: TextError;
  /** Without a mapping Python says so before it reads on to the mistake. */
  readonly needsMapping: boolean;
}

export type PercentPiece = PercentLiteral | PercentField | PercentFault;

/** What the runtime supplies; `V` is its reference to a Python object. Any of these may throw. */
export interface PercentHost<V> {
  /** The right operand itself. */
  readonly operand: V;
  /** How many items the operand has where it is a tuple, -1 where it is anything else. */
  readonly tupleLength: number;
  /** Is the operand a mapping that %(key)s may ask: not a tuple, not a str (for bytes: not bytes), with `[]`. */
  readonly isMapping: boolean;
  /** `sys.get_int_max_str_digits()`; 4300 where it is left out. */
  readonly maxStrDigits?: number;
  tupleItem(index: number): V;
  lookup(key: string): V;
  /** The value of an int for a `*`; undefined for anything else. */
  starValue(value: V): bigint | number | undefined;
  /** str(), repr(), ascii(): for %s, %r, %a; bytes has 'b' and 's' for the bytes of an object, 'r' and 'a' for ascii(). */
  text(value: V, conversion: string): string;
  /** The int for d, i, u (from real numbers) and o, x, X (from integers only). `integerRequired` makes the error. */
  integer(value: V, conversion: string): bigint | number;
  /** The float for e, f, g. */
  float(value: V): number;
  /** The one character (bytes: byte) of a str for %c, or the number of it; see `percentCharacter`. */
  character(value: V): string | bigint | number;
}

const NO_FLAGS: PercentFlags = { left: false, plus: false, space: false, alternate: false, zero: false };
const MAX_SSIZE = 9223372036854775807n;
const MAX_INT = 2147483647n;

/** Splits a template. Cost: linear; keep the result where the template is constant. */
export function parsePercent(template: string): PercentPiece[] {
  const pieces: PercentPiece[] = [];
  const characters = Array.from(template);
  let literal = '';
  let at = 0;
  while (at < characters.length) {
    const character = characters[at++]!;
    if (character !== '%') {
      literal += character;
    } else if (characters[at] === '%') {
      literal += '%';
      at++;
    } else {
      if (literal !== '') pieces.push({ kind: 'literal', text: literal });
      literal = '';
      const parser = new FieldParser(characters, at);
      const piece = parser.parse();
      pieces.push(piece);
      if (piece.kind === 'fault') return pieces;
      at = parser.at;
    }
  }
  if (literal !== '') pieces.push({ kind: 'literal', text: literal });
  return pieces;
}

/** Reads one field, from behind its '%'. */
class FieldParser {
  private key: string | undefined;
  constructor(
    private readonly characters: readonly string[],
    public at: number,
  ) {}

  parse(): PercentField | PercentFault {
    if (this.characters[this.at] === '(' && !this.parseKey()) return this.fault('incomplete format key');
    const flags = this.parseFlags();
    const width = this.parseCount(MAX_SSIZE);
    if (width === undefined) return this.fault('width too big');
    let precision: number | '*' | undefined = -1;
    if (this.characters[this.at] === '.') {
      this.at++;
      precision = this.parseCount(MAX_INT);
      if (precision === undefined) return this.fault('precision too big');
      if (precision === -1) precision = 0;
    }
    // C's length modifiers are accepted, one of them, and mean nothing.
    if (/^[hlL]$/.test(this.characters[this.at] ?? '')) this.at++;
    const index = this.at;
    const conversion = this.characters[this.at++];
    const field = { kind: 'field', flags, width, precision, conversion: conversion ?? '', index } as const;
    const whole = { ...field, incomplete: conversion === undefined };
    return this.key === undefined ? whole : { ...whole, key: this.key };
  }

  /** Parentheses nest within a key. */
  private parseKey(): boolean {
    const start = ++this.at;
    for (let depth = 1; this.at < this.characters.length; ) {
      const character = this.characters[this.at++];
      if (character === '(') depth++;
      if (character === ')' && --depth === 0) {
        this.key = this.characters.slice(start, this.at - 1).join('');
        return true;
      }
    }
    this.key = '';
    return false;
  }

  private parseFlags(): PercentFlags {
    let seen = '';
    while ('-+ #0'.includes(this.characters[this.at] ?? 'end')) seen += this.characters[this.at++];
    if (seen === '') return NO_FLAGS;
    return {
      left: seen.includes('-'),
      plus: seen.includes('+'),
      space: seen.includes(' '),
      alternate: seen.includes('#'),
      zero: seen.includes('0'),
    };
  }

  /** A `*`, or ASCII digits; -1 for neither, undefined for a number past `limit`. */
  private parseCount(limit: bigint): number | '*' | undefined {
    if (this.characters[this.at] === '*') {
      this.at++;
      return '*';
    }
    let digits = '';
    while (/^[0-9]$/.test(this.characters[this.at] ?? '')) digits += this.characters[this.at++];
    if (digits === '') return -1;
    return BigInt(digits) > limit ? undefined : Number(digits);
  }

  private fault(message: string): PercentFault {
    return { kind: 'fault', error: valueError(message), needsMapping: this.key !== undefined };
  }
}

/** Which argument is next. A key replaces the arguments by the value it finds. */
class ArgumentCursor<V> {
  private next = 0;
  private length: number;
  private single: V;
  constructor(private readonly host: PercentHost<V>) {
    this.length = host.tupleLength;
    this.single = host.operand;
  }

  /** A mapping need not be used up, nor need an operand that was replaced. */
  leftOver(): boolean {
    return !this.host.isMapping && this.next < Math.abs(this.length);
  }

  take(): V {
    if (this.next >= Math.abs(this.length)) throw typeError('not enough arguments for format string');
    const index = this.next++;
    return this.length < 0 ? this.single : this.host.tupleItem(index);
  }

  lookup(key: string): void {
    this.requireMapping();
    this.single = this.host.lookup(key);
    this.length = -1;
    this.next = 0;
  }

  requireMapping(): void {
    if (!this.host.isMapping) throw typeError('format requires a mapping');
  }
}

/** `template % operand`. Throws TextError, and whatever the host throws. */
export function percentFormat<V>(
  pieces: readonly PercentPiece[],
  host: PercentHost<V>,
  kind: PercentKind = 'str',
): string {
  const cursor = new ArgumentCursor(host);
  let out = '';
  for (const piece of pieces) {
    if (piece.kind === 'literal') {
      out += piece.text;
    } else if (piece.kind === 'fault') {
      if (piece.needsMapping) cursor.requireMapping();
      throw piece.error;
    } else {
      out += formatField(piece, cursor, host, kind);
    }
  }
  if (cursor.leftOver()) {
    const what = kind === 'str' ? 'string' : 'bytes';
    throw typeError(`not all arguments converted during ${what} formatting`);
  }
  return out;
}

function formatField<V>(field: PercentField, cursor: ArgumentCursor<V>, host: PercentHost<V>, kind: PercentKind) {
  if (field.key !== undefined) cursor.lookup(field.key);
  let { flags } = field;
  let width = field.width;
  if (width === '*') {
    width = starCount(cursor, host, MAX_SSIZE, 'ssize_t');
    if (width < 0) {
      width = -width;
      flags = { ...flags, left: true };
    }
  }
  const precision = field.precision === '*' ? Math.max(starCount(cursor, host, MAX_INT, 'int'), 0) : field.precision;
  if (field.incomplete) throw valueError('incomplete format');
  const value = cursor.take();
  const { conversion } = field;
  switch (conversion) {
    case 's':
    case 'r':
    case 'a':
      return percentText(host.text(value, conversion), flags, width, precision);
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X':
      return percentInt(host.integer(value, conversion), conversion, flags, width, precision, host.maxStrDigits);
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
      return percentFloat(host.float(value), conversion, flags, width, precision);
    case 'c':
      return percentText(percentCharacter(host.character(value), kind), flags, width, -1);
    default:
      if (conversion === 'b' && kind === 'bytes') return percentText(host.text(value, 'b'), flags, width, precision);
      throw unsupportedConversion(conversion, field.index);
  }
}

function starCount<V>(cursor: ArgumentCursor<V>, host: PercentHost<V>, limit: bigint, cType: string): number {
  const value = host.starValue(cursor.take());
  if (value === undefined) throw typeError('* wants int');
  if (value > limit || value < -limit - 1n) {
    throw overflowError(`Python int too large to convert to C ${cType}`);
  }
  return Number(value);
}

/** %s, %r, %a and %c, once the argument is text. */
export function percentText(text: string, flags: PercentFlags, width: number, precision: number): string {
  const shown = precision < 0 ? text : truncate(text, precision);
  const missing = width - codePointLength(shown);
  if (missing <= 0) return shown;
  return flags.left ? shown + repeat(' ', missing) : repeat(' ', missing) + shown;
}

/** %d, %i, %u, %o, %x, %X. A precision is the least number of digits. */
export function percentInt(
  value: bigint | number,
  conversion: string,
  flags: PercentFlags,
  width: number,
  precision: number,
  maxDigits = DEFAULT_MAX_STR_DIGITS,
): string {
  const lower = conversion.toLowerCase();
  const base = lower === 'x' ? 16 : lower === 'o' ? 8 : 10;
  const text = intToText(value, base, maxDigits);
  const negative = value < 0;
  let digits = negative ? text.slice(1) : text;
  if (digits.length < precision) digits = repeat('0', precision - digits.length) + digits;
  const prefix = flags.alternate && base !== 10 ? `0${lower}` : '';
  const body = conversion === 'X' ? (prefix + digits).toUpperCase() : prefix + digits;
  return layOut(negative, body, prefix.length, flags, width);
}

/** %e, %f, %g and their capitals. */
export function percentFloat(
  x: number,
  conversion: string,
  flags: PercentFlags,
  width: number,
  precision: number,
): string {
  const text = floatText(x, conversion as FloatCode, precision < 0 ? 6 : precision, { alternate: flags.alternate });
  const negative = text.startsWith('-');
  return layOut(negative, negative ? text.slice(1) : text, 0, flags, width);
}

/** %c of a character or of its number; the host gives other objects to `characterRequired`. */
export function percentCharacter(value: string | bigint | number, kind: PercentKind = 'str'): string {
  const limit = kind === 'str' ? 0x10ffff : 0xff;
  if (typeof value === 'string') {
    if (codePointLength(value) !== 1) throw characterRequired(kind);
    return value;
  }
  if (value < 0 || value > limit) {
    throw overflowError(`%c arg not in range(${kind === 'str' ? '0x110000' : '256'})`);
  }
  return String.fromCodePoint(Number(value));
}

/** The TypeError of %c for an object that is neither. */
export function characterRequired(kind: PercentKind = 'str'): TextError {
  return typeError(
    kind === 'str' ? '%c requires int or char' : '%c requires an integer in range(256) or a single byte',
  );
}

/** The TypeError of %d and %x for an object of the named type that is no number of theirs. */
export function integerRequired(conversion: string, typeName: string): TextError {
  const wanted = /[oxX]/.test(conversion) ? 'an integer' : 'a real number';
  return typeError(`%${conversion} format: ${wanted} is required, not ${typeName}`);
}

export function unsupportedConversion(conversion: string, index: number): TextError {
  const cp = conversion.codePointAt(0) ?? 0;
  const shown = cp > 31 && cp < 127 ? conversion : '?';
  return valueError(`unsupported format character '${shown}' (0x${cp.toString(16)}) at index ${index}`);
}

/** Sign first, then the prefix, then zeros: `%#010x` of 255 is 0x000000ff. */
function layOut(negative: boolean, body: string, prefixLength: number, flags: PercentFlags, width: number): string {
  const sign = negative ? '-' : flags.plus ? '+' : flags.space ? ' ' : '';
  const missing = width - sign.length - body.length;
  if (missing <= 0) return sign + body;
  if (flags.left) return sign + body + repeat(' ', missing);
  if (!flags.zero) return repeat(' ', missing) + sign + body;
  return sign + body.slice(0, prefixLength) + repeat('0', missing) + body.slice(prefixLength);
}
