import type { Ref } from '@uroboros/heap';
import { bufferBytes } from '../objects/buffer.js';
import type { NativeFunction } from '../objects/native.js';
import { strLength } from '../objects/str.js';
import { pointsOf, strOfPoints } from '../objects/str-build.js';
import { decodeBy, type Reader } from '../objects/str-codecs.js';
import type { Runtime } from '../runtime/runtime.js';
import { warn } from '../runtime/warn.js';
import { escapeOf } from '../text/str-repr.js';
import { characterNamed } from '../text/unicode-late.js';
import { dataArgument, errorsArgument, textArgument, withCount } from './codec-arguments.js';
import { functionPositional } from './functions.js';

/**
 * Codecs that write characters as backslash escapes: unicode_escape as string literals do, raw_unicode_escape only `\u` and
 * `\U`, and escape as literals of bytes do.
 */

const BACKSLASH = 0x5c;

/** What a character behind a backslash stands for; −1 for nothing: the line goes on. */
const LETTERS = new Map(
  [...`\n\\'"bftnrva`].map((letter, i) => [
    letter.charCodeAt(0),
    [-1, BACKSLASH, 0x27, 0x22, 8, 12, 9, 10, 13, 11, 7][i]!,
  ]),
);

const HEX_DIGITS = new Map([
  [0x78, 2],
  [0x75, 4],
  [0x55, 8],
]);

function hexValue(byte: number | undefined): number {
  const value = byte === undefined ? Number.NaN : Number.parseInt(String.fromCharCode(byte), 16);
  return Number.isNaN(value) ? -1 : value;
}

/** Up to so many hexadecimal digits: their value, and where they end. */
function readHex(bytes: Uint8Array, from: number, digits: number): { value: number; end: number } {
  let value = 0;
  let end = from;
  for (let digit = hexValue(bytes[end]); end < from + digits && digit >= 0; digit = hexValue(bytes[end])) {
    value = value * 16 + digit;
    end++;
  }
  return { value, end };
}

/** Up to three octal digits. */
function readOctal(bytes: Uint8Array, from: number): { value: number; end: number } {
  let value = 0;
  let end = from;
  while (end < from + 3 && bytes[end]! >= 0x30 && bytes[end]! <= 0x37) value = value * 8 + bytes[end++]! - 0x30;
  return { value, end };
}

type NamedCharacter = (name: string) => string | undefined;

/** Input that ends within an escape; more of it may come. */
interface Ending {
  readonly final: boolean;
  /** Where the rest begins that is left for later. */
  cut: number | undefined;
}

/** Reads `\x`, `\u`, `\U` at a backslash. */
function readCode(
  bytes: Uint8Array,
  at: number,
  points: number[],
  ending: Ending,
  outOfRange: string,
): ReturnType<Reader> {
  const letter = bytes[at + 1]!;
  const digits = HEX_DIGITS.get(letter)!;
  const { value, end } = readHex(bytes, at + 2, digits);
  if (end < at + 2 + digits) {
    if (end === bytes.length && !ending.final) return leave(bytes, at, ending);
    return { start: at, end, reason: `truncated \\${String.fromCharCode(letter)}${'X'.repeat(digits)} escape` };
  }
  if (value > 0x10ffff) return { start: at, end, reason: outOfRange };
  points.push(value);
  return end - at;
}

function leave(bytes: Uint8Array, at: number, ending: Ending): number {
  ending.cut = at;
  return bytes.length - at;
}

/** Reader of unicode_escape; `unknown` hears of escapes that mean nothing. */
function escapeReader(ending: Ending, unknown: (letter: number) => void, named: NamedCharacter): Reader {
  return (bytes, at, points) => {
    const byte = bytes[at]!;
    if (byte !== BACKSLASH) {
      points.push(byte);
      return 1;
    }
    const letter = bytes[at + 1];
    if (letter === undefined) {
      return ending.final ? { start: at, end: at + 1, reason: '\\ at end of string' } : leave(bytes, at, ending);
    }
    const single = LETTERS.get(letter);
    if (single !== undefined) {
      if (single >= 0) points.push(single);
      return 2;
    }
    if (letter >= 0x30 && letter <= 0x37) {
      const { value, end } = readOctal(bytes, at + 1);
      points.push(value);
      return end - at;
    }
    if (HEX_DIGITS.has(letter)) return readCode(bytes, at, points, ending, 'illegal Unicode character');
    if (letter === 0x4e) return readName(bytes, at, points, ending, named);
    unknown(letter);
    points.push(BACKSLASH, letter);
    return 2;
  };
}

/** `\N{…}`: a character by its name. */
function readName(
  bytes: Uint8Array,
  at: number,
  points: number[],
  ending: Ending,
  named: NamedCharacter,
): ReturnType<Reader> {
  const close = bytes[at + 2] === 0x7b ? bytes.indexOf(0x7d, at + 3) : -1;
  if (close > at + 3) {
    const character = named(String.fromCharCode(...bytes.subarray(at + 3, close)));
    if (character === undefined) return { start: at, end: close + 1, reason: 'unknown Unicode character name' };
    points.push(character.codePointAt(0)!);
    return close + 1 - at;
  }
  if (close < 0 && !ending.final && (bytes[at + 2] ?? 0x7b) === 0x7b) return leave(bytes, at, ending);
  const end = bytes[at + 2] !== 0x7b ? at + 2 : close < 0 ? bytes.length : at + 3;
  return { start: at, end, reason: 'malformed \\N character escape' };
}

function rawReader(ending: Ending): Reader {
  return (bytes, at, points) => {
    const letter = bytes[at + 1];
    if (bytes[at] === BACKSLASH && letter === undefined && !ending.final) return leave(bytes, at, ending);
    if (bytes[at] !== BACKSLASH || letter === undefined) {
      points.push(bytes[at]!);
      return 1;
    }
    if (letter === 0x75 || letter === 0x55) return readCode(bytes, at, points, ending, '\\Uxxxxxxxx out of range');
    points.push(BACKSLASH, letter);
    return 2;
  };
}

function warnUnknown(rt: Runtime, letter: number): boolean {
  return warn(rt, 'DeprecationWarning', `invalid escape sequence '\\${String.fromCharCode(letter)}'`);
}

function decoder(
  fn: string,
  codec: string,
  reader: (ending: Ending, unknown: (letter: number) => void, named: NamedCharacter) => Reader,
): NativeFunction {
  return functionPositional('_codecs', fn, 1, 3, (rt, args, count) => {
    const errors = errorsArgument(rt, fn, count > 1 ? (rt.i32[args + 2]! as Ref) : 0);
    const bytes = errors === undefined ? undefined : dataArgument(rt, rt.i32[args]! as Ref);
    if (bytes === undefined) return 0;
    const final = count > 2 ? rt.isTrue(rt.i32[args + 4]! as Ref) : 1;
    if (final < 0) return 0;
    const ending: Ending = { final: final === 1, cut: undefined };
    const points: number[] = [];
    let strange: number | undefined;
    const read = reader(
      ending,
      (letter) => {
        strange ??= letter;
      },
      (name) => characterNamed(name, rt.profile.unicodeVersion),
    );
    if (!decodeBy(rt, bytes, codec, errors!, points, read, 0)) return 0;
    if (strange !== undefined && !warnUnknown(rt, strange)) return 0;
    return withCount(rt, strOfPoints(rt, points, points.length), ending.cut ?? bytes.length);
  });
}

function encoder(fn: string, written: (point: number) => string): NativeFunction {
  return functionPositional('_codecs', fn, 1, 2, (rt, args) => {
    const text = rt.i32[args]! as Ref;
    if (!textArgument(rt, fn, 1, text)) return 0;
    let out = '';
    for (const point of pointsOf(rt, text)) out += written(point);
    return withCount(rt, rt.newBytes(Uint8Array.from(out, (each) => each.charCodeAt(0))), strLength(rt, text));
  });
}

const CONTROLS = new Map([
  [9, '\\t'],
  [10, '\\n'],
  [13, '\\r'],
  [BACKSLASH, '\\\\'],
]);

function escaped(point: number): string {
  const control = CONTROLS.get(point);
  if (control !== undefined) return control;
  return point >= 0x20 && point < 0x7f ? String.fromCharCode(point) : escapeOf(point);
}

const escapeEncode = functionPositional('_codecs', 'escape_encode', 1, 2, (rt, args) => {
  const bytes = bufferBytes(rt, rt.i32[args]! as Ref);
  if (bytes === undefined) return 0;
  const out = Array.from(bytes, (byte) => (byte === 0x27 ? "\\'" : escaped(byte))).join('');
  return withCount(rt, rt.newBytes(Uint8Array.from(out, (each) => each.charCodeAt(0))), bytes.length);
});

const escapeDecode = functionPositional('_codecs', 'escape_decode', 1, 2, (rt, args, count) => {
  const errors = errorsArgument(rt, 'escape_decode', count > 1 ? (rt.i32[args + 2]! as Ref) : 0);
  const bytes = errors === undefined ? undefined : dataArgument(rt, rt.i32[args]! as Ref);
  if (bytes === undefined) return 0;
  const out: number[] = [];
  let strange: number | undefined;
  for (let at = 0; at < bytes.length; ) {
    const letter = bytes[at + 1];
    if (bytes[at] !== BACKSLASH) out.push(bytes[at++]!);
    else if (letter === undefined) return rt.raise('ValueError', 'Trailing \\ in string');
    else if (LETTERS.has(letter)) {
      if (LETTERS.get(letter)! >= 0) out.push(LETTERS.get(letter)!);
      at += 2;
    } else if (letter >= 0x30 && letter <= 0x37) {
      const { value, end } = readOctal(bytes, at + 1);
      out.push(value & 255);
      at = end;
    } else if (letter === 0x78) {
      const { value, end } = readHex(bytes, at + 2, 2);
      if (end === at + 4) out.push(value);
      else if (errors === 'replace') out.push(0x3f);
      else if (errors !== 'ignore') return rt.raise('ValueError', `invalid \\x escape at position ${at}`);
      at = end;
    } else {
      strange ??= letter;
      out.push(BACKSLASH, letter);
      at += 2;
    }
  }
  if (strange !== undefined && !warnUnknown(rt, strange)) return 0;
  return withCount(rt, rt.newBytes(Uint8Array.from(out)), bytes.length);
});

export const escapeFunctions: readonly NativeFunction[] = [
  encoder('unicode_escape_encode', escaped),
  decoder('unicode_escape_decode', 'unicodeescape', escapeReader),
  encoder('raw_unicode_escape_encode', (point) => (point < 0x100 ? String.fromCharCode(point) : escapeOf(point))),
  decoder('raw_unicode_escape_decode', 'rawunicodeescape', rawReader),
  escapeEncode,
  escapeDecode,
];
