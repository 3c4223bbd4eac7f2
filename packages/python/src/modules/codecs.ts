import type { Ref } from '@uroboros/heap';
import { givenType } from '../objects/arguments.js';
import { bufferBytes } from '../objects/buffer.js';
import { dictGet, dictSet, newDict } from '../objects/dict.js';
import { intFromNumber, intNumber, isInt } from '../objects/int.js';
import { checkCount, keywords, type NativeFunction } from '../objects/native.js';
import { isStr, strLength } from '../objects/str.js';
import { pointsOf, strOfPoints } from '../objects/str-build.js';
import { decodeBy, decodeBytes, encodeStr, type Reader } from '../objects/str-codecs.js';
import { tupleOf } from '../objects/tuple.js';
import { newUnicodeError, raiseUnicodeError } from '../objects/unicode-errors.js';
import {
  convertByCodec,
  findHandler,
  lookupCodec,
  registerHandler,
  registerSearch,
  unregisterSearch,
} from '../runtime/codec-registry.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { errorsArgument, textArgument, withCount } from './codec-arguments.js';
import { escapeFunctions } from './codec-escapes.js';
import { addHandlers } from './codec-handlers.js';
import { functionOneArg, functionPositional } from './functions.js';
import type { NativeModule } from './module.js';

/** The module _codecs: the registry, and encoders and decoders that say how much they have taken in. */

/** A function of positional arguments that also gets how many there are. */
const call = functionPositional;

// Encoders and decoders --------------------------------------------------------------------------------------------------------

function encoder(name: string, encoding: string): NativeFunction {
  const fn = `${name}_encode`;
  return call('_codecs', fn, 1, 3, (rt, args, count) => {
    const text = rt.i32[args]! as Ref;
    if (!textArgument(rt, fn, 1, text)) return 0;
    const errors = errorsArgument(rt, fn, count > 1 ? (rt.i32[args + 2]! as Ref) : 0);
    return errors === undefined ? 0 : withCount(rt, encodeStr(rt, text, encoding, errors), strLength(rt, text));
  });
}

/** The bytes of an argument, which may be a str for decoders of old; undefined on error. */
function dataArgument(rt: Runtime, value: Ref): Uint8Array | undefined {
  return bufferBytes(rt, value);
}

/** Bytes at the end that could be the beginning of a character of UTF-8. */
function incompleteUtf8(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 && byte <= 0xf4 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 1;
    if (byte > 0xf4 || back >= length) return 0;
    if (back === 1) return back;
    // The second byte decides whether these can begin a character at all.
    const second = bytes[bytes.length - back + 1]!;
    const least = byte === 0xe0 ? 0xa0 : byte === 0xf0 ? 0x90 : 0x80;
    const most = byte === 0xed ? 0x9f : byte === 0xf4 ? 0x8f : 0xbf;
    return second >= least && second <= most ? back : 0;
  }
  return 0;
}

function incompleteUtf16(bytes: Uint8Array, bigEndian: boolean): number {
  const odd = bytes.length % 2;
  const last = bytes.length - odd - 2;
  if (last < 0) return bytes.length;
  const high = bytes[bigEndian ? last : last + 1]!;
  return high >= 0xd8 && high <= 0xdb ? odd + 2 : odd;
}

/** How many bytes at the end a decoder leaves for later, unless the input is final. */
function incomplete(bytes: Uint8Array, encoding: string): number {
  if (encoding === 'utf-8') return incompleteUtf8(bytes);
  if (encoding.startsWith('utf-32')) return bytes.length % 4;
  if (!encoding.startsWith('utf-16')) return 0;
  const marked = encoding === 'utf-16' && bytes.length >= 2 && bytes[0] === 0xfe && bytes[1] === 0xff;
  return incompleteUtf16(bytes, marked || encoding === 'utf-16-be');
}

/** Decodes as much as is whole: (text, bytes taken in). */
function decodePart(rt: Runtime, bytes: Uint8Array, encoding: string, errors: string, final: boolean): Maybe {
  const taken = bytes.length - (final ? 0 : incomplete(bytes, encoding));
  return withCount(rt, decodeBytes(rt, bytes.subarray(0, taken), encoding, errors), taken);
}

function decoder(name: string, encoding: string): NativeFunction {
  const fn = `${name}_decode`;
  const partial = encoding.startsWith('utf');
  return call('_codecs', fn, 1, partial ? 3 : 2, (rt, args, count) => {
    const errors = errorsArgument(rt, fn, count > 1 ? (rt.i32[args + 2]! as Ref) : 0);
    const bytes = errors === undefined ? undefined : dataArgument(rt, rt.i32[args]! as Ref);
    if (bytes === undefined) return 0;
    const final = !partial ? 1 : count > 2 ? rt.isTrue(rt.i32[args + 4]! as Ref) : 0;
    return final < 0 ? 0 : decodePart(rt, bytes, encoding, errors!, final === 1);
  });
}

/** utf_16_ex_decode(data, errors, byteorder, final): the byte order found comes along: −1 little, 1 big, 0 not known. */
function exDecoder(width: 16 | 32): NativeFunction {
  const fn = `utf_${width}_ex_decode`;
  return call('_codecs', fn, 1, 4, (rt, args, count) => {
    const at = (index: number): Maybe => (count > index ? (rt.i32[args + 2 * index]! as Ref) : 0);
    const errors = errorsArgument(rt, fn, at(1));
    const bytes = errors === undefined ? undefined : dataArgument(rt, at(0) as Ref);
    if (bytes === undefined) return 0;
    const wanted = at(2) !== 0 && isInt(rt, at(2) as Ref) ? intNumber(rt, at(2) as Ref) : 0;
    const final = at(3) === 0 ? 0 : rt.isTrue(at(3) as Ref);
    if (final < 0) return 0;
    const found = wanted !== 0 ? wanted : byteOrder(bytes, width);
    const skip = wanted === 0 && found !== 0 ? width / 8 : 0;
    const encoding = `utf-${width}-${found > 0 ? 'be' : 'le'}`;
    const rest = bytes.subarray(skip);
    const taken = rest.length - (final === 1 ? 0 : incomplete(rest, encoding));
    const mark = rt.mark();
    const parts: Ref[] = [];
    for (const make of [
      () => decodeBytes(rt, rest.subarray(0, taken), encoding, errors!),
      () => intFromNumber(rt, taken + skip),
      () => intFromNumber(rt, found),
    ]) {
      const part = make();
      if (part === 0) return rt.finish(mark, 0);
      parts.push(rt.hold(part));
    }
    return rt.finish(mark, tupleOf(rt, ...parts));
  });
}

function byteOrder(bytes: Uint8Array, width: 16 | 32): number {
  const text = [...bytes.subarray(0, width / 8)].join(' ');
  if (text === (width === 16 ? '255 254' : '255 254 0 0')) return -1;
  return text === (width === 16 ? '254 255' : '0 0 254 255') ? 1 : 0;
}

// Tables -----------------------------------------------------------------------------------------------------------------------

/** charmap_build(table): a dictionary from characters to their places. */
const charmapBuild = functionOneArg('_codecs', 'charmap_build', (rt, table) => {
  if (!textArgument(rt, 'charmap_build', 1, table)) return 0;
  const dict = newDict(rt);
  if (dict === 0) return 0;
  const mark = rt.mark();
  rt.hold(dict);
  const points = pointsOf(rt, table);
  for (let place = 0; place < points.length && place < 256; place++) {
    const key = rt.hold(intFromNumber(rt, points[place]!) as Ref);
    if (!dictSet(rt, dict, key, rt.smallInt(place))) return rt.finish(mark, 0);
    rt.decref(rt.unhold());
  }
  return rt.unhold();
});

const NOT_MAPPED = 'character maps to <undefined>';

/** The byte of a character in a dictionary, −1 if there is none. */
function mapped(rt: Runtime, mapping: Ref, point: number): number {
  const key = intFromNumber(rt, point);
  if (key === 0) return -1;
  const mark = rt.mark();
  rt.hold(key);
  const value = dictGet(rt, mapping, key);
  rt.releaseTo(mark);
  return value !== 0 && isInt(rt, value) ? intNumber(rt, value) : -1;
}

const charmapEncode = call('_codecs', 'charmap_encode', 1, 3, (rt, args, count) => {
  const text = rt.i32[args]! as Ref;
  if (!textArgument(rt, 'charmap_encode', 1, text)) return 0;
  const errors = errorsArgument(rt, 'charmap_encode', count > 1 ? (rt.i32[args + 2]! as Ref) : 0);
  if (errors === undefined) return 0;
  const mapping = count > 2 ? (rt.i32[args + 4]! as Ref) : rt.None;
  if (mapping === rt.None) return withCount(rt, encodeStr(rt, text, 'latin-1', errors), strLength(rt, text));
  const points = pointsOf(rt, text).slice();
  const out: number[] = [];
  for (let at = 0; at < points.length; ) {
    const byte = mapped(rt, mapping, points[at]!);
    if (rt.failed) return 0;
    if (byte >= 0) out.push(byte);
    let end = at + 1;
    if (byte < 0) {
      while (end < points.length && mapped(rt, mapping, points[end]!) < 0) end++;
      const next = replaceUnmapped(rt, mapping, text, at, end, errors, out);
      if (next < 0) return 0;
      end = next;
    }
    at = end;
  }
  return withCount(rt, rt.newBytes(Uint8Array.from(out)), points.length);
});

/** What comes in place of characters that a table does not have: where to go on, −1 on error. */
function replaceUnmapped(
  rt: Runtime,
  mapping: Ref,
  text: Ref,
  start: number,
  end: number,
  errors: string,
  out: number[],
): number {
  if (errors === 'ignore') return end;
  if (errors === 'strict') {
    raiseUnicodeError(rt, 'UnicodeEncodeError', 'charmap', text, start, end, NOT_MAPPED);
    return -1;
  }
  const mark = rt.mark();
  const error = newUnicodeError(rt, 'UnicodeEncodeError', 'charmap', text, start, end, NOT_MAPPED);
  if (error === 0) return -1;
  rt.hold(error);
  const handler = findHandler(rt, rt.name(errors));
  if (handler === 0 && !rt.failed) rt.raise('LookupError', `unknown error handler name '${errors}'`);
  const answer = handler === 0 ? 0 : rt.call(handler, error);
  let next = -1;
  if (answer !== 0) {
    rt.hold(answer);
    next = intNumber(rt, rt.tupleItem(answer, 1));
    const replacement = rt.tupleItem(answer, 0);
    const bytes = isStr(rt, replacement) ? [...pointsOf(rt, replacement)].map((p) => mapped(rt, mapping, p)) : [];
    if (!isStr(rt, replacement)) out.push(...(bufferBytes(rt, replacement) ?? []));
    if (bytes.includes(-1)) {
      raiseUnicodeError(rt, 'UnicodeEncodeError', 'charmap', text, start, end, NOT_MAPPED);
      next = -1;
    } else out.push(...bytes);
  }
  rt.releaseTo(mark);
  return next;
}

const charmapDecode = call('_codecs', 'charmap_decode', 1, 3, (rt, args, count) => {
  const errors = errorsArgument(rt, 'charmap_decode', count > 1 ? (rt.i32[args + 2]! as Ref) : 0);
  const bytes = errors === undefined ? undefined : dataArgument(rt, rt.i32[args]! as Ref);
  if (bytes === undefined) return 0;
  const mapping = count > 2 ? (rt.i32[args + 4]! as Ref) : rt.None;
  if (mapping === rt.None) return withCount(rt, decodeBytes(rt, bytes, 'latin-1', errors!), bytes.length);
  const table = isStr(rt, mapping) ? pointsOf(rt, mapping).slice() : undefined;
  const points: number[] = [];
  const read: Reader = (data, at, into) => {
    const point = table === undefined ? mapped(rt, mapping, data[at]!) : (table[data[at]!] ?? -1);
    if (point < 0 || point === 0xfffe) return { start: at, end: at + 1, reason: NOT_MAPPED };
    into.push(point);
    return 1;
  };
  // A handler may run Python code that changes the input.
  if (!decodeBy(rt, bytes.slice(), 'charmap', errors!, points, read, 0)) return 0;
  return withCount(rt, strOfPoints(rt, points, points.length), bytes.length);
});

// The registry -----------------------------------------------------------------------------------------------------------------

const convert = (name: 'encode' | 'decode', part: 0 | 1): NativeFunction =>
  keywords(name, 'obj, encoding=None, errors=None', (rt, [object = 0, encoding = 0, errors = 0]) => {
    for (const value of [encoding, errors]) {
      if (value === 0 || isStr(rt, value)) continue;
      const which = value === encoding ? 'encoding' : 'errors';
      return rt.raise('TypeError', `${name}() argument '${which}' must be str, not ${givenType(rt, value)}`);
    }
    const codec = encoding === 0 ? 'utf-8' : rt.text(encoding);
    return convertByCodec(rt, codec, part, object as Ref, errors === 0 ? undefined : rt.text(errors));
  });

const one = (name: string, code: (rt: Runtime, value: Ref) => Maybe): NativeFunction =>
  functionOneArg('_codecs', name, code);

const registry: readonly NativeFunction[] = [
  one('register', (rt, search) => (registerSearch(rt, search) ? rt.none() : 0)),
  one('unregister', (rt, search) => (unregisterSearch(rt, search) ? rt.none() : 0)),
  one('lookup', (rt, name) => {
    if (!isStr(rt, name)) return rt.raise('TypeError', `lookup() argument must be str, not ${givenType(rt, name)}`);
    return rt.increfMaybe(lookupCodec(rt, rt.text(name)));
  }),
  convert('encode', 0),
  convert('decode', 1),
  {
    name: 'register_error',
    doc: undefined,
    signature: '(errors, handler, /)',
    code: (rt, args, count, kwnames) => {
      if (kwnames !== 0) return rt.raise('TypeError', '_codecs.register_error() takes no keyword arguments');
      if (!checkCount(rt, 'register_error', count, 2, 2)) return 0;
      if (!textArgument(rt, 'register_error', 1, rt.i32[args]! as Ref)) return 0;
      return registerHandler(rt, rt.i32[args]! as Ref, rt.i32[args + 2]! as Ref) ? rt.none() : 0;
    },
  },
  one('lookup_error', (rt, name) => {
    if (!isStr(rt, name)) {
      return rt.raise('TypeError', `lookup_error() argument must be str, not ${givenType(rt, name)}`);
    }
    const handler = findHandler(rt, name);
    if (handler !== 0) return rt.incref(handler);
    return rt.failed ? 0 : rt.raise('LookupError', `unknown error handler name '${rt.text(name)}'`);
  }),
];

const CODECS = ['utf_8', 'ascii', 'latin_1', 'utf_16', 'utf_16_le', 'utf_16_be', 'utf_32', 'utf_32_le', 'utf_32_be'];

/** The module _codecs. */
export const codecsModule: NativeModule = {
  name: '_codecs',
  functions: [
    ...registry,
    ...CODECS.flatMap((name) => {
      const encoding = name.replaceAll('_', '-');
      return [encoder(name, encoding), decoder(name, encoding)];
    }),
    exDecoder(16),
    exDecoder(32),
    ...escapeFunctions,
    charmapBuild,
    charmapEncode,
    charmapDecode,
    call('_codecs', 'readbuffer_encode', 1, 2, (rt, args) => {
      const object = rt.i32[args]! as Ref;
      if (isStr(rt, object)) return withCount(rt, encodeStr(rt, object, 'utf-8', 'strict'), strLength(rt, object));
      const bytes = bufferBytes(rt, object);
      return bytes === undefined ? 0 : withCount(rt, rt.newBytes(bytes.slice()), bytes.length);
    }),
  ],
  init: (rt) => addHandlers(rt),
};
