import type { Ref } from '@uroboros/heap';
import { bufferBytes } from '../objects/buffer.js';
import { isBytes, newBytes } from '../objects/bytes.js';
import { dictSet } from '../objects/dict.js';
import { intFromNumber, intNumber, intValue } from '../objects/int.js';
import { isStr, strLength } from '../objects/str.js';
import { indexOf, lengthOf } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { functionOneArg, functionPositional } from './functions.js';
import type { NativeModule } from './module.js';
import { namedFunction } from './named-function.js';
import { newExceptionClass, raiseClass } from './native-type.js';
import { decodeQuoted, encodeQuoted } from './quoted-printable.js';

/** The module binascii: base64, hexadecimal, uuencoding, quoted-printable and checksums. */

const errors = new WeakMap<Runtime, { readonly error: Ref; readonly incomplete: Ref }>();

function errorsOf(rt: Runtime): { readonly error: Ref; readonly incomplete: Ref } {
  let known = errors.get(rt);
  if (known === undefined) {
    const error = newExceptionClass(rt, 'binascii', 'Error', rt.builtin.ValueError.ref);
    const incomplete = newExceptionClass(rt, 'binascii', 'Incomplete', rt.builtin.Exception.ref);
    if (error === 0 || incomplete === 0) throw rt.heap.exhausted(0);
    known = { error, incomplete };
    errors.set(rt, known);
  }
  return known;
}

/** binascii.Error: returns 0. */
function fail(rt: Runtime, message: string): 0 {
  return raiseClass(rt, errorsOf(rt).error, message);
}

/** Bytes to encode; undefined on error. */
function input(rt: Runtime, object: Ref): Uint8Array | undefined {
  return bufferBytes(rt, object);
}

/** Text to decode: ASCII as str, or any bytes-like object. undefined on error. */
function asciiInput(rt: Runtime, object: Ref): Uint8Array | undefined {
  if (isStr(rt, object)) {
    const text = rt.text(object);
    for (let i = 0; i < text.length; i++) {
      if (text.charCodeAt(i) < 128) continue;
      rt.raise('ValueError', 'string argument should contain only ASCII characters');
      return undefined;
    }
    return Uint8Array.from(text, (character) => character.charCodeAt(0));
  }
  if (rt.typeOf(object).slots.buffer !== undefined) return bufferBytes(rt, object);
  rt.raise('TypeError', `argument should be bytes, buffer or ASCII string, not '${rt.typeOf(object).name}'`);
  return undefined;
}

// Base64 ---------------------------------------------------------------------------------------------------------------

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const ENCODED = Uint8Array.from(ALPHABET, (character) => character.charCodeAt(0));
const DECODED = new Int8Array(256).fill(-1);
ENCODED.forEach((byte, value) => {
  DECODED[byte] = value;
});
const PAD = 61;
const NEWLINE = 10;

const b2aBase64 = namedFunction('b2a_base64', 'data, /, *, newline=True', (rt, values) => {
  const bytes = input(rt, values[0] as Ref);
  if (bytes === undefined) return 0;
  const newline = values[1] === 0 ? 1 : rt.isTrue(values[1] as Ref);
  if (newline < 0) return 0;
  const whole = 4 * Math.ceil(bytes.length / 3);
  const result = new Uint8Array(whole + newline);
  let to = 0;
  for (let i = 0; i < bytes.length; i += 3) {
    const group = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    result[to++] = ENCODED[group >> 18]!;
    result[to++] = ENCODED[(group >> 12) & 63]!;
    result[to++] = i + 1 < bytes.length ? ENCODED[(group >> 6) & 63]! : PAD;
    result[to++] = i + 2 < bytes.length ? ENCODED[group & 63]! : PAD;
  }
  if (newline === 1) result[to] = NEWLINE;
  return newBytes(rt, result);
});

const a2bBase64 = namedFunction('a2b_base64', 'data, /, *, strict_mode=False', (rt, values) => {
  const bytes = asciiInput(rt, values[0] as Ref);
  const strict = values[1] === 0 ? 0 : rt.isTrue(values[1] as Ref);
  if (bytes === undefined || strict < 0) return 0;
  return decodeBase64(rt, bytes, strict === 1);
});

function decodeBase64(rt: Runtime, bytes: Uint8Array, isStrict: boolean): Maybe {
  const result = new Uint8Array(Math.ceil(bytes.length / 4) * 3);
  let to = 0;
  let place = 0;
  let left = 0;
  let pads = 0;
  let hasPadding = false;
  if (isStrict && bytes[0] === PAD) return fail(rt, 'Leading padding not allowed');
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte === PAD) {
      hasPadding = true;
      if (isStrict && place === 0 && rt.profile.versionInfo[1] >= 13) return fail(rt, 'Excess padding not allowed');
      // What comes behind enough padding is passed over, unless the caller is strict.
      if (place >= 2 && place + ++pads >= 4) {
        if (isStrict && i + 1 < bytes.length) return fail(rt, 'Excess data after padding');
        return newBytes(rt, result.slice(0, to));
      }
      continue;
    }
    const value = DECODED[byte]!;
    if (value < 0) {
      if (isStrict) return fail(rt, 'Only base64 data is allowed');
      continue;
    }
    if (isStrict && hasPadding) return fail(rt, 'Discontinuous padding not allowed');
    pads = 0;
    if (place > 0) result[to++] = ((left << 6) | value) >> (6 - 2 * place);
    left = value & (0xff >> (2 + 2 * place));
    if (place === 0) left = value;
    place = (place + 1) & 3;
    if (place === 0) left = 0;
  }
  if (place === 0) return newBytes(rt, result.slice(0, to));
  if (place !== 1) return fail(rt, 'Incorrect padding');
  const digits = Math.floor(to / 3) * 4 + 1;
  const count = `number of data characters (${digits}) cannot be 1 more than a multiple of 4`;
  return fail(rt, `Invalid base64-encoded string: ${count}`);
}

// Hexadecimal ----------------------------------------------------------------------------------------------------------

const HEX = Uint8Array.from('0123456789abcdef', (character) => character.charCodeAt(0));

/** The byte between groups; −1 for none, undefined on error. */
function separatorOf(rt: Runtime, separator: Maybe): number | undefined {
  if (separator === 0) return -1;
  const length = isStr(rt, separator) ? strLength(rt, separator) : lengthOf(rt, separator);
  if (length < 0) return undefined;
  if (length !== 1) {
    rt.raise('ValueError', 'sep must be length 1.');
    return undefined;
  }
  if (!isStr(rt, separator) && !isBytes(rt, separator)) {
    rt.raise('TypeError', 'sep must be str or bytes.');
    return undefined;
  }
  const byte = isStr(rt, separator) ? rt.text(separator).codePointAt(0)! : bufferBytes(rt, separator)?.[0];
  if (byte === undefined || byte < 256) return byte;
  rt.raise('ValueError', 'sep must be ASCII.');
  return undefined;
}

function hexlify(name: string) {
  return namedFunction(name, 'data, sep=None, bytes_per_sep=1', (rt, values) => {
    const bytes = input(rt, values[0] as Ref);
    if (bytes === undefined) return 0;
    const group = values[2] === 0 ? 1 : numberOf(rt, values[2] as Ref);
    const separator = group === undefined ? undefined : separatorOf(rt, values[1]!);
    if (group === undefined || separator === undefined) return 0;
    const every = separator < 0 || bytes.length === 0 ? 0 : Math.abs(group);
    const breaks = every === 0 ? 0 : Math.floor((bytes.length - 1) / every);
    const result = new Uint8Array(2 * bytes.length + breaks);
    let to = 0;
    for (let i = 0; i < bytes.length; i++) {
      // Groups are counted from the end, unless their size is negative.
      const before = group < 0 ? i : bytes.length - i;
      if (every !== 0 && i > 0 && before % every === 0) result[to++] = separator;
      result[to++] = HEX[bytes[i]! >> 4]!;
      result[to++] = HEX[bytes[i]! & 15]!;
    }
    return newBytes(rt, result);
  });
}

function numberOf(rt: Runtime, object: Ref): number | undefined {
  const index = indexOf(rt, object);
  if (index === 0) return undefined;
  const number = intNumber(rt, index);
  rt.decref(index);
  if (number === (number | 0)) return number;
  rt.raise('OverflowError', 'Python int too large to convert to C int');
  return undefined;
}

function unhexlify(name: string) {
  return functionOneArg('binascii', name, (rt, object) => {
    const bytes = asciiInput(rt, object);
    if (bytes === undefined) return 0;
    if (bytes.length % 2 === 1) return fail(rt, 'Odd-length string');
    const result = new Uint8Array(bytes.length / 2);
    for (let i = 0; i < result.length; i++) {
      const high = hexDigit(bytes[2 * i]!);
      const low = hexDigit(bytes[2 * i + 1]!);
      if (high < 0 || low < 0) return fail(rt, 'Non-hexadecimal digit found');
      result[i] = high * 16 + low;
    }
    return newBytes(rt, result);
  });
}

function hexDigit(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48;
  const letter = byte | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

// Uuencoding -----------------------------------------------------------------------------------------------------------

const b2aUu = namedFunction('b2a_uu', 'data, /, *, backtick=False', (rt, values) => {
  const bytes = input(rt, values[0] as Ref);
  const backtick = values[1] === 0 ? 0 : rt.isTrue(values[1] as Ref);
  if (bytes === undefined || backtick < 0) return 0;
  if (bytes.length > 45) return fail(rt, 'At most 45 bytes at once');
  const zero = backtick === 1 ? 96 : 32;
  const encoded = (value: number): number => (value === 0 ? zero : value + 32);
  const line = [encoded(bytes.length)];
  for (let i = 0; i < bytes.length; i += 3) {
    const group = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    for (let shift = 18; shift >= 0; shift -= 6) line.push(encoded((group >> shift) & 63));
  }
  return newBytes(rt, Uint8Array.from([...line, NEWLINE]));
});

const isLineEnd = (byte: number): boolean => byte === 10 || byte === 13;

const a2bUu = functionOneArg('binascii', 'a2b_uu', (rt, object) => {
  const bytes = asciiInput(rt, object);
  if (bytes === undefined) return 0;
  const result = new Uint8Array(bytes.length === 0 ? 32 : (bytes[0]! - 32) & 63);
  let at = 1;
  let to = 0;
  let left = 0;
  let bits = 0;
  while (to < result.length) {
    const byte = at < bytes.length ? bytes[at]! : 0;
    at++;
    // A line that ends early stands for zeros.
    const isShort = at > bytes.length || isLineEnd(byte);
    if (!isShort && (byte < 32 || byte > 96)) return fail(rt, 'Illegal char');
    left = ((left << 6) | (isShort ? 0 : (byte - 32) & 63)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    result[to++] = left >> bits;
  }
  for (; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte !== 32 && byte !== 96 && !isLineEnd(byte)) return fail(rt, 'Trailing garbage');
  }
  return newBytes(rt, result);
});

// Checksums ------------------------------------------------------------------------------------------------------------

const CRC_TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let i = 0; i < 8; i++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** The low 32 bits of an int argument; undefined on error. */
function low32(rt: Runtime, object: Ref): number | undefined {
  const index = indexOf(rt, object);
  if (index === 0) return undefined;
  const low = Number(BigInt.asUintN(32, intValue(rt, index)));
  rt.decref(index);
  return low;
}

const crc32 = functionPositional('binascii', 'crc32', 1, 2, (rt, args, count) => {
  const bytes = input(rt, rt.i32[args]! as Ref);
  const start = bytes === undefined ? undefined : count === 2 ? low32(rt, rt.i32[args + 2]! as Ref) : 0;
  if (bytes === undefined || start === undefined) return 0;
  let crc = ~start;
  for (let i = 0; i < bytes.length; i++) crc = CRC_TABLE[(crc ^ bytes[i]!) & 255]! ^ (crc >>> 8);
  return intFromNumber(rt, ~crc >>> 0);
});

const crcHqx = functionPositional('binascii', 'crc_hqx', 2, 2, (rt, args) => {
  const bytes = input(rt, rt.i32[args]! as Ref);
  const start = bytes === undefined ? undefined : low32(rt, rt.i32[args + 2]! as Ref);
  if (bytes === undefined || start === undefined) return 0;
  let crc = start & 0xffff;
  for (let i = 0; i < bytes.length; i++) {
    crc ^= bytes[i]! << 8;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  return intFromNumber(rt, crc);
});

// Quoted-printable -----------------------------------------------------------------------------------------------------

const a2bQp = namedFunction('a2b_qp', 'data, header=False', (rt, values) => {
  const bytes = asciiInput(rt, values[0] as Ref);
  const header = bytes === undefined ? -1 : flagOf(rt, values[1]!, 0);
  return bytes === undefined || header < 0 ? 0 : newBytes(rt, decodeQuoted(bytes, header === 1));
});

const b2aQp = namedFunction('b2a_qp', 'data, quotetabs=False, istext=True, header=False', (rt, values) => {
  const bytes = input(rt, values[0] as Ref);
  if (bytes === undefined) return 0;
  const flags: number[] = [];
  for (const [i, missing] of [0, 1, 0].entries()) {
    const flag = flagOf(rt, values[i + 1]!, missing);
    if (flag < 0) return 0;
    flags.push(flag);
  }
  const [quoteTabs, isText, isHeader] = flags.map((flag) => flag === 1);
  return newBytes(rt, encodeQuoted(bytes, { quoteTabs: quoteTabs!, isText: isText!, isHeader: isHeader! }));
});

function flagOf(rt: Runtime, value: Maybe, missing: number): number {
  return value === 0 ? missing : rt.isTrue(value);
}

export const binasciiModule: NativeModule = {
  name: 'binascii',
  doc: 'Conversion between binary data and ASCII',
  functions: [
    a2bBase64,
    b2aBase64,
    hexlify('b2a_hex'),
    hexlify('hexlify'),
    unhexlify('a2b_hex'),
    unhexlify('unhexlify'),
    a2bUu,
    b2aUu,
    crc32,
    crcHqx,
    a2bQp,
    b2aQp,
  ],
  init: (rt, dict) =>
    dictSet(rt, dict, rt.name('Error'), errorsOf(rt).error) &&
    dictSet(rt, dict, rt.name('Incomplete'), errorsOf(rt).incomplete),
};
