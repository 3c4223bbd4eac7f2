import type { Ref } from '@uroboros/heap';
import { convertByCodec, findHandler, isTextEncoding } from '../runtime/codec-registry.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { nameEscape } from '../text/name-escape.js';
import { escapeOf } from '../text/str-repr.js';
import { bytesView, isBytes, newBytes } from './bytes.js';
import { intNumber, isInt } from './int.js';
import { StrField, StrState } from './layout.js';
import { dataByte, isStr, newStrOfShape, strLength } from './str.js';
import { pointsOf, strOfPoints } from './str-build.js';
import { isTuple } from './tuple.js';
import { newUnicodeError, raiseUnicodeError } from './unicode-errors.js';
import { decodeUtf8, encodeUtf8 } from './utf8.js';

/**
 * Between str and bytes: UTF-8, ASCII, Latin-1, UTF-16 and UTF-32, with error handlers.
 *
 * An encoder writes characters one after the other and stops at the first it cannot write; `handleEncoding` decides what comes
 * in its place. Decoders work the same way round.
 */

type Codec =
  | 'utf-8'
  | 'ascii'
  | 'latin-1'
  | 'utf-16'
  | 'utf-16-le'
  | 'utf-16-be'
  | 'utf-32'
  | 'utf-32-le'
  | 'utf-32-be';

const CODECS: Readonly<Record<string, Codec>> = {
  utf8: 'utf-8',
  u8: 'utf-8',
  utf: 'utf-8',
  cp65001: 'utf-8',
  ascii: 'ascii',
  usascii: 'ascii',
  646: 'ascii',
  latin1: 'latin-1',
  latin: 'latin-1',
  l1: 'latin-1',
  iso88591: 'latin-1',
  88591: 'latin-1',
  utf16: 'utf-16',
  u16: 'utf-16',
  utf16le: 'utf-16-le',
  utf16be: 'utf-16-be',
  utf32: 'utf-32',
  u32: 'utf-32',
  utf32le: 'utf-32-le',
  utf32be: 'utf-32-be',
};

/** The codec of a name as programs write it, if it is one of this file. */
function codecOf(name: string): Codec | undefined {
  return name === 'utf-8' ? name : CODECS[name.toLowerCase().replace(/[-_ ]/g, '')];
}

// Encoding ----------------------------------------------------------------------------------------------------------

/** Grows as it is written to. */
class ByteWriter {
  #bytes: Uint8Array;
  #size = 0;

  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity);
  }

  push(byte: number): void {
    if (this.#size === this.#bytes.length) {
      const larger = new Uint8Array(2 * this.#bytes.length + 16);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.#size++] = byte;
  }

  finish(): Uint8Array {
    return this.#bytes.subarray(0, this.#size);
  }
}

/** str.encode(encoding, errors): bytes, owned. */
export function encodeStr(rt: Runtime, self: Ref, encoding: string, errors: string): Maybe {
  const codec = codecOf(encoding);
  if (codec === undefined) return encodeByRegistry(rt, self, encoding, errors);
  const ascii = (rt.i32[self + StrField.State]! & StrState.Ascii) !== 0;
  if (ascii && !codec.startsWith('utf-16') && !codec.startsWith('utf-32')) {
    const data = dataByte(rt, self);
    return newBytes(rt, rt.u8.subarray(data, data + strLength(rt, self)));
  }
  const quick = codec === 'utf-8' ? encodeUtf8(rt, self) : -1;
  if (quick !== -1) return quick;
  const bytes = encodePoints(rt, self, codec, errors);
  return bytes === undefined ? 0 : newBytes(rt, bytes);
}

/** A codec of the library must give bytes. */
function encodeByRegistry(rt: Runtime, self: Ref, encoding: string, errors: string): Maybe {
  if (!isTextEncoding(rt, encoding, 'codecs.encode()')) return 0;
  const result = convertByCodec(rt, encoding, 0, self, errors);
  if (result === 0 || isBytes(rt, result)) return result;
  const got = rt.typeOf(result).name;
  rt.decref(result);
  const advice = 'use codecs.encode() to encode to arbitrary types';
  return rt.raise('TypeError', `'${encoding}' encoder returned '${got}' instead of 'bytes'; ${advice}`);
}

function decodeByRegistry(rt: Runtime, bytes: Uint8Array, encoding: string, errors: string): Maybe {
  if (!isTextEncoding(rt, encoding, 'codecs.decode()')) return 0;
  const mark = rt.mark();
  const object = newBytes(rt, bytes.slice());
  if (object === 0) return 0;
  rt.hold(object);
  const result = rt.finish(mark, convertByCodec(rt, encoding, 1, object, errors));
  if (result === 0 || isStr(rt, result)) return result;
  const got = rt.typeOf(result).name;
  rt.decref(result);
  const advice = 'use codecs.decode() to decode to arbitrary types';
  return rt.raise('TypeError', `'${encoding}' decoder returned '${got}' instead of 'str'; ${advice}`);
}

function encodePoints(rt: Runtime, source: Ref, codec: Codec, errors: string): Uint8Array | undefined {
  const points = pointsOf(rt, source);
  const out = new ByteWriter(points.length + 16);
  if (codec === 'utf-16') put16(out, 0xfeff, false);
  if (codec === 'utf-32') put32(out, 0xfeff, false);
  for (let at = 0; at < points.length; ) {
    if (put(out, points[at]!, codec)) {
      at++;
      continue;
    }
    let end = at + 1;
    while (end < points.length && !canEncode(points[end]!, codec)) end++;
    at = handleEncoding(rt, out, source, points, at, end, codec, errors);
    if (at < 0) return undefined;
  }
  return out.finish();
}

function canEncode(point: number, codec: Codec): boolean {
  if (codec === 'ascii') return point < 128;
  if (codec === 'latin-1') return point < 256;
  return point < 0xd800 || point > 0xdfff;
}

function put(out: ByteWriter, point: number, codec: Codec): boolean {
  if (!canEncode(point, codec)) return false;
  putRaw(out, point, codec);
  return true;
}

/** Writes a character, a surrogate too. */
function putRaw(out: ByteWriter, point: number, codec: Codec): void {
  switch (codec) {
    case 'ascii':
    case 'latin-1':
      out.push(point);
      break;
    case 'utf-8':
      putUtf8(out, point);
      break;
    case 'utf-16':
    case 'utf-16-le':
    case 'utf-16-be':
      if (point < 0x10000) put16(out, point, codec === 'utf-16-be');
      else {
        put16(out, 0xd800 + ((point - 0x10000) >> 10), codec === 'utf-16-be');
        put16(out, 0xdc00 + (point & 0x3ff), codec === 'utf-16-be');
      }
      break;
    default:
      put32(out, point, codec === 'utf-32-be');
  }
}

function putUtf8(out: ByteWriter, point: number): void {
  if (point < 0x80) {
    out.push(point);
    return;
  }
  if (point < 0x800) out.push(0xc0 | (point >> 6));
  else {
    if (point < 0x10000) out.push(0xe0 | (point >> 12));
    else {
      out.push(0xf0 | (point >> 18));
      out.push(0x80 | ((point >> 12) & 0x3f));
    }
    out.push(0x80 | ((point >> 6) & 0x3f));
  }
  out.push(0x80 | (point & 0x3f));
}

function put16(out: ByteWriter, unit: number, bigEndian: boolean): void {
  out.push(bigEndian ? unit >> 8 : unit & 0xff);
  out.push(bigEndian ? unit & 0xff : unit >> 8);
}

function put32(out: ByteWriter, point: number, bigEndian: boolean): void {
  for (let i = 0; i < 4; i++) out.push((point >>> (8 * (bigEndian ? 3 - i : i))) & 0xff);
}

/** What comes in place of the characters from `start` to before `end`: where to go on, −1 on error. */
function handleEncoding(
  rt: Runtime,
  out: ByteWriter,
  source: Ref,
  points: ArrayLike<number>,
  start: number,
  end: number,
  codec: Codec,
  errors: string,
): number {
  let text = '';
  for (let i = start; i < end; i++) {
    const point = points[i]!;
    switch (errors) {
      case 'ignore':
        break;
      case 'replace':
        text += '?';
        break;
      case 'backslashreplace':
        text += escapeOf(point);
        break;
      case 'xmlcharrefreplace':
        text += `&#${point};`;
        break;
      case 'namereplace':
        text += nameEscape(point);
        break;
      case 'surrogateescape':
        if (isWide(codec)) return refuse(rt, source, i, i + 1, codec);
        if (point < 0xdc80 || point > 0xdcff) return refuse(rt, source, i, end, codec);
        out.push(point & 0xff);
        break;
      case 'surrogatepass':
        if (point < 0xd800 || point > 0xdfff || codec === 'ascii' || codec === 'latin-1') {
          return refuse(rt, source, i, end, codec);
        }
        putRaw(out, point, codec);
        break;
      case 'strict':
        return refuse(rt, source, start, isWide(codec) ? start + 1 : end, codec);
      default:
        return askEncodingHandler(rt, out, source, start, end, codec, errors);
    }
  }
  for (let i = 0; i < text.length; i++) putRaw(out, text.charCodeAt(i), codec);
  return end;
}

/** Codecs of more bytes a character: they take characters one by one, and no single bytes in their place. */
function isWide(codec: Codec): boolean {
  return codec.startsWith('utf-16') || codec.startsWith('utf-32');
}

function reasonOf(codec: Codec): string {
  if (codec === 'ascii') return 'ordinal not in range(128)';
  return codec === 'latin-1' ? 'ordinal not in range(256)' : 'surrogates not allowed';
}

function refuse(rt: Runtime, source: Ref, start: number, end: number, codec: Codec): -1 {
  raiseUnicodeError(rt, 'UnicodeEncodeError', codec, source, start, end, reasonOf(codec));
  return -1;
}

/** A handler that the program has registered gives a text or bytes, and where to go on. */
function askEncodingHandler(
  rt: Runtime,
  out: ByteWriter,
  source: Ref,
  start: number,
  end: number,
  codec: Codec,
  errors: string,
): number {
  const mark = rt.mark();
  const error = newUnicodeError(rt, 'UnicodeEncodeError', codec, source, start, end, reasonOf(codec));
  const answer = error === 0 ? undefined : askHandler(rt, rt.hold(error), errors, strLength(rt, source), true);
  let next = -1;
  if (answer !== undefined) {
    rt.hold(answer.replacement);
    next = answer.position;
    if (!putReplacement(rt, out, answer.replacement, codec)) next = refuse(rt, source, start, end, codec);
  }
  rt.releaseTo(mark);
  return next;
}

function putReplacement(rt: Runtime, out: ByteWriter, replacement: Ref, codec: Codec): boolean {
  if (isBytes(rt, replacement)) {
    for (const byte of bytesView(rt, replacement)) out.push(byte);
    return true;
  }
  for (const point of pointsOf(rt, replacement)) if (!put(out, point, codec)) return false;
  return true;
}

/** What a registered error handler answers: what comes in place of the fault, owned, and where to go on. */
function askHandler(
  rt: Runtime,
  error: Ref,
  errors: string,
  length: number,
  encodes: boolean,
): { replacement: Ref; position: number } | undefined {
  const handler = findHandler(rt, rt.name(errors));
  if (handler === 0) {
    if (!rt.failed) rt.raise('LookupError', `unknown error handler name '${errors}'`);
    return undefined;
  }
  const mark = rt.mark();
  rt.hold(rt.incref(handler));
  const result = rt.call(handler, error);
  if (result === 0) {
    rt.releaseTo(mark);
    return undefined;
  }
  rt.hold(result);
  const answer = readAnswer(rt, result, length, encodes);
  if (answer !== undefined) rt.incref(answer.replacement);
  rt.releaseTo(mark);
  return answer;
}

function readAnswer(
  rt: Runtime,
  result: Ref,
  length: number,
  encodes: boolean,
): { replacement: Ref; position: number } | undefined {
  const replacement = isTuple(rt, result) && rt.tupleSize(result) === 2 ? rt.tupleItem(result, 0) : 0;
  const isRight = replacement !== 0 && (isStr(rt, replacement) || (encodes && isBytes(rt, replacement)));
  if (!isRight || !isInt(rt, rt.tupleItem(result, 1))) {
    const [what, kind] = encodes ? ['encoding', 'str/bytes'] : ['decoding', 'str'];
    rt.raise('TypeError', `${what} error handler must return (${kind}, int) tuple`);
    return undefined;
  }
  const wanted = intNumber(rt, rt.tupleItem(result, 1));
  const position = wanted < 0 ? wanted + length : wanted;
  if (position >= 0 && position <= length) return { replacement: replacement as Ref, position };
  rt.raise('IndexError', `position ${wanted} from error handler out of bounds`);
  return undefined;
}

// Decoding ----------------------------------------------------------------------------------------------------------

/** What a decoder could not read: bytes from `start` to before `end`. */
interface Fault {
  readonly start: number;
  readonly end: number;
  readonly reason: string;
}

/** What `bytes.decode` and `str` make of bytes (PyUnicode_FromEncodedObject): where there are none, no codec is looked for. */
export function decodeObject(rt: Runtime, bytes: Uint8Array, encoding: string, errors: string): Maybe {
  return bytes.length === 0 ? rt.str('') : decodeBytes(rt, bytes, encoding, errors);
}

/** bytes.decode(encoding, errors): a str, owned. */
export function decodeBytes(rt: Runtime, bytes: Uint8Array, encoding: string, errors: string): Maybe {
  const codec = codecOf(encoding);
  if (codec === undefined) return decodeByRegistry(rt, bytes, encoding, errors);
  const points: number[] = [];
  switch (codec) {
    case 'latin-1':
      return strOfBytes(rt, bytes, isAsciiOnly(bytes) ? 127 : 255);
    case 'ascii':
    case 'utf-8':
      if (isAsciiOnly(bytes)) return strOfBytes(rt, bytes, 127);
      if (codec === 'utf-8' && bytes.buffer === rt.u8.buffer) {
        const text = decodeUtf8(rt, bytes.byteOffset, bytes.byteOffset + bytes.length);
        if (text !== -1) return text;
      }
      if (!decodeBy(rt, bytes, codec, errors, points, codec === 'ascii' ? readAscii : readUtf8, 0)) return 0;
      break;
    default:
      if (!decodeUnits(rt, bytes, codec, errors, points)) return 0;
  }
  return strOfPoints(rt, points, points.length);
}

function isAsciiOnly(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if (bytes[i]! >= 128) return false;
  return true;
}

/** Bytes that are characters already, the largest of them below `max`. */
function strOfBytes(rt: Runtime, bytes: Uint8Array, max: number): Maybe {
  if (bytes.length < 2) return strOfPoints(rt, bytes, bytes.length);
  const object = newStrOfShape(rt, max, bytes.length);
  if (object !== 0) rt.u8.set(bytes, dataByte(rt, object));
  return object;
}

/** Reads a character at an index into `points`, and says how many bytes it took, or what is wrong. */
export type Reader = (bytes: Uint8Array, at: number, points: number[]) => number | Fault;

export function decodeBy(
  rt: Runtime,
  bytes: Uint8Array,
  codec: string,
  errors: string,
  points: number[],
  read: Reader,
  from: number,
): boolean {
  for (let at = from; at < bytes.length; ) {
    const step = read(bytes, at, points);
    if (typeof step === 'number') {
      at += step;
      continue;
    }
    const next = handleDecoding(rt, bytes, codec, errors, points, step);
    if (next < 0) return false;
    at = next;
  }
  return true;
}

function readAscii(bytes: Uint8Array, at: number, points: number[]): number | Fault {
  if (bytes[at]! >= 128) return { start: at, end: at + 1, reason: 'ordinal not in range(128)' };
  points.push(bytes[at]!);
  return 1;
}

/** The largest part that could have begun a character is one fault (Unicode's "maximal subpart"). */
function readUtf8(bytes: Uint8Array, at: number, points: number[]): number | Fault {
  const first = bytes[at]!;
  if (first < 0x80) {
    points.push(first);
    return 1;
  }
  if (first < 0xc2 || first > 0xf4) return { start: at, end: at + 1, reason: 'invalid start byte' };
  const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  let point = first & (0x7f >> length);
  for (let i = 1; i < length; i++) {
    const byte = bytes[at + i];
    if (byte === undefined) return { start: at, end: bytes.length, reason: 'unexpected end of data' };
    const least = i > 1 ? 0x80 : first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
    const most = i > 1 ? 0xbf : first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
    if (byte < least || byte > most) return { start: at, end: at + i, reason: 'invalid continuation byte' };
    point = (point << 6) | (byte & 0x3f);
  }
  points.push(point);
  return length;
}

/** UTF-16 and UTF-32: a byte order mark decides where the name does not. */
function decodeUnits(rt: Runtime, bytes: Uint8Array, codec: Codec, errors: string, points: number[]): boolean {
  const width = codec.startsWith('utf-16') ? 2 : 4;
  let bigEndian = codec.endsWith('-be');
  let start = 0;
  let name: string = codec;
  if (codec === 'utf-16' || codec === 'utf-32') {
    const mark = unitAt(bytes, 0, width, false);
    const swapped = unitAt(bytes, 0, width, true);
    if (mark === 0xfeff || swapped === 0xfeff) start = width;
    bigEndian = swapped === 0xfeff;
    name = `${codec}-${bigEndian ? 'be' : 'le'}`;
  }
  const read = width === 2 ? reader16(bigEndian) : reader32(bigEndian);
  return decodeBy(rt, bytes, name, errors, points, read, start);
}

/** −1 if the bytes end before the unit does. */
function unitAt(bytes: Uint8Array, at: number, width: number, bigEndian: boolean): number {
  if (at + width > bytes.length) return -1;
  let unit = 0;
  for (let i = 0; i < width; i++) unit = unit * 256 + bytes[at + (bigEndian ? i : width - 1 - i)]!;
  return unit;
}

function reader16(bigEndian: boolean): Reader {
  return (bytes, at, points) => {
    const unit = unitAt(bytes, at, 2, bigEndian);
    if (unit < 0) return { start: at, end: bytes.length, reason: 'truncated data' };
    if (unit < 0xd800 || unit > 0xdfff) {
      points.push(unit);
      return 2;
    }
    if (unit >= 0xdc00) return { start: at, end: at + 2, reason: 'illegal encoding' };
    const low = unitAt(bytes, at + 2, 2, bigEndian);
    if (low < 0) return { start: at, end: bytes.length, reason: 'unexpected end of data' };
    if (low < 0xdc00 || low > 0xdfff) return { start: at, end: at + 2, reason: 'illegal UTF-16 surrogate' };
    points.push(0x10000 + ((unit & 0x3ff) << 10) + (low & 0x3ff));
    return 4;
  };
}

function reader32(bigEndian: boolean): Reader {
  return (bytes, at, points) => {
    const point = unitAt(bytes, at, 4, bigEndian);
    if (point < 0) return { start: at, end: bytes.length, reason: 'truncated data' };
    if (point > 0x10ffff) return { start: at, end: at + 4, reason: 'code point not in range(0x110000)' };
    if (point >= 0xd800 && point <= 0xdfff) {
      return { start: at, end: at + 4, reason: 'code point in surrogate code point range(0xd800, 0xe000)' };
    }
    points.push(point);
    return 4;
  };
}

/** What comes in place of bytes that cannot be read: where to go on, −1 on error. */
function handleDecoding(
  rt: Runtime,
  bytes: Uint8Array,
  codec: string,
  errors: string,
  points: number[],
  fault: Fault,
): number {
  const { start, end } = fault;
  switch (errors) {
    case 'ignore':
      return end;
    case 'replace':
      points.push(0xfffd);
      return end;
    case 'backslashreplace':
      for (let i = start; i < end; i++) {
        for (const character of `\\x${bytes[i]!.toString(16).padStart(2, '0')}`) points.push(character.charCodeAt(0));
      }
      return end;
    case 'surrogateescape':
      if (bytes[start]! < 128) return refuseBytes(rt, bytes, codec, fault);
      for (let i = start; i < end; i++) {
        if (bytes[i]! < 128) return i;
        points.push(0xdc00 + bytes[i]!);
      }
      return end;
    case 'surrogatepass':
      return passSurrogate(rt, bytes, codec, points, fault);
    case 'strict':
      return refuseBytes(rt, bytes, codec, fault);
    default:
      return askDecodingHandler(rt, bytes, codec, errors, points, fault);
  }
}

function askDecodingHandler(
  rt: Runtime,
  bytes: Uint8Array,
  codec: string,
  errors: string,
  points: number[],
  { start, end, reason }: Fault,
): number {
  const mark = rt.mark();
  const object = newBytes(rt, bytes.slice());
  if (object === 0) return -1;
  rt.hold(object);
  const error = newUnicodeError(rt, 'UnicodeDecodeError', codec, object, start, end, reason);
  const answer = error === 0 ? undefined : askHandler(rt, rt.hold(error), errors, bytes.length, false);
  if (answer !== undefined) {
    rt.hold(answer.replacement);
    for (const point of pointsOf(rt, answer.replacement)) points.push(point);
  }
  rt.releaseTo(mark);
  return answer === undefined ? -1 : answer.position;
}

function passSurrogate(rt: Runtime, bytes: Uint8Array, codec: string, points: number[], fault: Fault): number {
  const { start } = fault;
  let point = -1;
  let width = 3;
  if (codec === 'utf-8') {
    const [a, b, c] = bytes.subarray(start, start + 3);
    if (a === 0xed && b !== undefined && c !== undefined && (b & 0xe0) === 0xa0 && (c & 0xc0) === 0x80) {
      point = 0xd000 | ((b & 0x3f) << 6) | (c & 0x3f);
    }
  } else {
    width = codec.startsWith('utf-16') ? 2 : 4;
    point = unitAt(bytes, start, width, codec.endsWith('-be'));
  }
  if (point < 0xd800 || point > 0xdfff) return refuseBytes(rt, bytes, codec, fault);
  points.push(point);
  return start + width;
}

function refuseBytes(rt: Runtime, bytes: Uint8Array, codec: string, { start, end, reason }: Fault): -1 {
  const mark = rt.mark();
  const object = newBytes(rt, bytes.slice());
  if (object === 0) return -1;
  rt.hold(object);
  raiseUnicodeError(rt, 'UnicodeDecodeError', codec, object, start, end, reason);
  rt.releaseTo(mark);
  return -1;
}
