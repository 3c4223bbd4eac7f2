import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { indexAsSize, isTrue, lengthOf } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { cInt, couldHold, givenType, sizeArgument } from './arguments.js';
import { bufferBytes } from './buffer.js';
import { isByteArray, newByteArray } from './bytearray.js';
import {
  bytesData,
  bytesLength,
  bytesView,
  dataOf,
  isBytes,
  newBytes,
  newBytesOfSize,
  newLike,
  newLikeOfSize,
} from './bytes.js';
import { bytesArgument, findIn, findLastIn, placesIn } from './bytes-search.js';
import { listAppend, newList } from './list.js';
import { namedMethod } from './named-arguments.js';
import { type NativeFunction, noArgs, oneArg, positional } from './native.js';
import { fastItem, fastSize, sequenceFast } from './sequence.js';
import { codePointAt, dataByte, isStr, strKind, strLength } from './str.js';
import { decodeObject } from './str-codecs.js';
import { codecArgument } from './str-type.js';
import { tupleFromSlots } from './tuple.js';
import { decodeUtf8 } from './utf8.js';

/** Methods of bytes: text and hex, taking apart and putting together, and those that treat bytes as ASCII letters. */

// Text and hex ------------------------------------------------------------------------------------------------------

const decode = namedMethod(
  'decode',
  'encoding="utf-8", errors="strict"',
  (rt, self, [encoding, errors]) => {
    if (encoding === 0) {
      const from = dataOf(rt, self);
      const text = decodeUtf8(rt, from, from + bytesLength(rt, self));
      if (text !== -1) return text;
    }
    const encodingText = codecArgument(rt, 'decode', 'encoding', encoding ?? 0, 'utf-8');
    const errorsText = codecArgument(rt, 'decode', 'errors', errors ?? 0, 'strict');
    if (encodingText === undefined || errorsText === undefined) return 0;
    return decodeObject(rt, bytesView(rt, self), encodingText, errorsText);
  },
  'Decode the bytes using the codec registered for encoding.',
);

const hex = namedMethod(
  'hex',
  'sep=None, bytes_per_sep=1',
  (rt, self, [sepArg, groupArg]) => {
    const view = bytesView(rt, self);
    if (!sepArg) return plainHex(rt, self);
    const digits = Array.from(view, (byte) => byte.toString(16).padStart(2, '0'));
    const length = lengthOf(rt, sepArg);
    if (length < 0) return 0;
    if (length !== 1) return rt.raise('ValueError', 'sep must be length 1.');
    const separator = isStr(rt, sepArg)
      ? rt.text(sepArg)
      : isBytes(rt, sepArg)
        ? latin1(bytesView(rt, sepArg))
        : undefined;
    if (separator === undefined) return rt.raise('TypeError', 'sep must be str or bytes.');
    if (separator.charCodeAt(0) > 127) return rt.raise('ValueError', 'sep must be ASCII.');
    const group = groupArg ? indexAsSize(rt, groupArg, 'OverflowError') : 1;
    if (group === undefined) return 0;
    return rt.str(grouped(digits, separator, group));
  },
  'Create a string of hexadecimal numbers from a bytes object.',
);

/** Two digits for each byte. */
function plainHex(rt: Runtime, self: Ref): Maybe {
  const length = bytesLength(rt, self);
  if (length === 0) return rt.incref(rt.emptyStr);
  const text = rt.strs.make(127, 2 * length);
  if (text === 0) return 0;
  const { u8 } = rt;
  const from = dataOf(rt, self);
  let to = dataByte(rt, text);
  for (let at = from; at < from + length; at++) {
    const high = u8[at]! >> 4;
    const low = u8[at]! & 15;
    u8[to++] = high < 10 ? 48 + high : 87 + high;
    u8[to++] = low < 10 ? 48 + low : 87 + low;
  }
  return text;
}

/** Groups count from the right, or from the left if the size is negative. */
function grouped(digits: readonly string[], separator: string, group: number): string {
  if (group === 0) return digits.join('');
  let text = '';
  digits.forEach((pair, i) => {
    const boundary = group > 0 ? (digits.length - i) % group === 0 : i % -group === 0;
    text += i > 0 && boundary ? separator + pair : pair;
  });
  return text;
}

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

export const fromHexMethod = oneArg(
  'fromhex',
  (rt, type, text) => {
    if (!isStr(rt, text)) return rt.raise('TypeError', `fromhex() argument must be str, not ${givenType(rt, text)}`);
    const bytes = hexBytes(rt, text);
    if (bytes === undefined) return 0;
    const base = rt.typeByRef.get(type)!;
    if (base.isSubtypeOf(rt.builtin.bytearray)) {
      const array = newByteArray(rt, bytes);
      if (array === 0 || base === rt.builtin.bytearray) return array;
      const held = rt.mark();
      rt.hold(array);
      return rt.finish(held, rt.call(type, array));
    }
    const value = newBytes(rt, bytes);
    if (value === 0 || type === rt.builtin.bytes.ref) return value;
    const mark = rt.mark();
    rt.hold(value);
    return rt.finish(mark, rt.call(type, value));
  },
  'Create a bytes object from a string of hexadecimal numbers.',
);

/** What a hexadecimal digit stands for, by its code; −1 for all else. */
const HEX_DIGIT = new Int8Array(256).fill(-1);
for (let i = 0; i < 16; i++) {
  HEX_DIGIT[i.toString(16).charCodeAt(0)] = i;
  HEX_DIGIT[i.toString(16).toUpperCase().charCodeAt(0)] = i;
}

/** The bytes that pairs of digits stand for, white space between them; undefined, with the exception set, for other text. */
function hexBytes(rt: Runtime, text: Ref): Uint8Array | undefined {
  const length = strLength(rt, text);
  // Wider characters are no digits: a view of the bytes is enough to find where the first of them stands.
  const narrow = strKind(rt, text) === 1;
  const data = dataByte(rt, text);
  const codeAt = (index: number): number =>
    index >= length ? 32 : narrow ? rt.u8[data + index]! : Math.min(codePointAt(rt, text, index), 255);
  const bytes = new Uint8Array(length >> 1);
  let size = 0;
  for (let at = 0; at < length; ) {
    const code = codeAt(at);
    if (isSpaceByte(code)) {
      at++;
      continue;
    }
    const high = HEX_DIGIT[code]!;
    const low = high < 0 ? -1 : HEX_DIGIT[codeAt(at + 1)]!;
    if (low < 0) {
      const place = high < 0 ? at : at + 1;
      rt.raise('ValueError', `non-hexadecimal number found in fromhex() arg at position ${place}`);
      return undefined;
    }
    bytes[size++] = (high << 4) | low;
    at += 2;
  }
  return bytes.subarray(0, size);
}

// Taking apart, putting together ------------------------------------------------------------------------------------

function isSpaceByte(byte: number): boolean {
  return byte === 32 || (byte >= 9 && byte <= 13);
}

/** Start and stop of each piece, in order. */
type Pieces = [start: number, stop: number][];

function piecesAtSpace(view: Uint8Array, limit: number, fromEnd: boolean): Pieces {
  const pieces: Pieces = [];
  const next = fromEnd ? -1 : 1;
  const last = fromEnd ? -1 : view.length;
  let left = limit;
  for (let at = fromEnd ? view.length - 1 : 0; ; ) {
    while (at !== last && isSpaceByte(view[at]!)) at += next;
    if (at === last) break;
    const from = at;
    if (left-- === 0) at = last;
    else while (at !== last && !isSpaceByte(view[at]!)) at += next;
    pieces.push(fromEnd ? [at + 1, from + 1] : [from, at]);
    if (left < 0 && limit >= 0) break;
  }
  return fromEnd ? pieces.reverse() : pieces;
}

function piecesAt(rt: Runtime, view: Uint8Array, separator: Uint8Array, limit: number, fromEnd: boolean): Pieces {
  const pieces: Pieces = [];
  let start = 0;
  let stop = view.length;
  if (!fromEnd) {
    for (const found of placesIn(rt, view, separator, limit < 0 ? Infinity : limit)) {
      pieces.push([start, found]);
      start = found + separator.length;
    }
    pieces.push([start, stop]);
    return pieces;
  }
  for (let left = limit; left !== 0; left--) {
    const found = findLastIn(view, separator, 0, stop);
    if (found < 0) break;
    pieces.push([found + separator.length, stop]);
    stop = found;
  }
  pieces.push([start, stop]);
  return pieces.reverse();
}

/** Bytes copied from an address. */
function bytesOf(rt: Runtime, address: number, size: number): Maybe {
  const { u8 } = rt;
  if (size < 2 || size > SHORT_COPY) return newBytes(rt, u8.subarray(address, address + size));
  const made = newBytesOfSize(rt, size);
  if (made === 0) return 0;
  const to = bytesData(made);
  for (let i = 0; i < size; i++) u8[to + i] = u8[address + i]!;
  u8[to + size] = 0;
  return made;
}

/** Up to so many bytes are copied faster one by one. */
const SHORT_COPY = 64;

/** Most pieces that the list has room for from the start (MAX_PREALLOC). */
const MOST_ROOM = 12;

/** A list of the pieces, with room for as many as a limit leaves; below 0 for none. */
function listOfPieces(rt: Runtime, self: Ref, pieces: Pieces, limit: number): Maybe {
  const list = newList(rt, limit >= 0 && limit < MOST_ROOM ? limit + 1 : MOST_ROOM);
  if (list === 0) return 0;
  rt.i32[list + Header.Size] = 0;
  return fillWithPieces(rt, self, pieces, list);
}

/** Appends the pieces to an owned list, and returns it; 0 without memory, and the list is gone. */
function fillWithPieces(rt: Runtime, self: Ref, pieces: Pieces, list: Ref): Maybe {
  const mark = rt.mark();
  rt.hold(list);
  const view = bytesView(rt, self);
  const exact = isBytes(rt, self);
  const from = view.byteOffset;
  for (const [start, stop] of pieces) {
    const piece = exact ? bytesOf(rt, from + start, stop - start) : newLike(rt, self, view.subarray(start, stop));
    if (piece === 0) return rt.finish(mark, 0);
    if (!listAppend(rt, list, piece)) {
      rt.decref(piece);
      return rt.finish(mark, 0);
    }
  }
  return rt.unhold();
}

function splitMethod(name: string, fromEnd: boolean): NativeFunction {
  return namedMethod(name, 'sep=None, maxsplit=-1', (rt, self, [separator, limitArg]) => {
    const limit = limitArg ? sizeArgument(rt, limitArg) : -1;
    if (limit === undefined) return 0;
    if (!separator || separator === rt.None) {
      return listOfPieces(rt, self, piecesAtSpace(bytesView(rt, self), limit, fromEnd), limit);
    }
    const at = bytesArgument(rt, separator);
    if (at === undefined) return 0;
    if (at.length === 0) return rt.raise('ValueError', 'empty separator');
    return listOfPieces(rt, self, piecesAt(rt, bytesView(rt, self), at, limit, fromEnd), limit);
  });
}

const splitLines = namedMethod('splitlines', 'keepends=False', (rt, self, [keepArg]) => {
  const keep = keepArg ? isTrue(rt, keepArg) : 0;
  if (keep < 0) return 0;
  const view = bytesView(rt, self);
  const pieces: Pieces = [];
  for (let start = 0; start < view.length; ) {
    let stop = start;
    while (stop < view.length && view[stop] !== 10 && view[stop] !== 13) stop++;
    const next = stop + (view[stop] === 13 && view[stop + 1] === 10 ? 2 : stop < view.length ? 1 : 0);
    pieces.push([start, keep === 1 ? next : stop]);
    start = next;
  }
  const list = newList(rt, 0);
  return list === 0 ? 0 : fillWithPieces(rt, self, pieces, list);
});

function partition(rt: Runtime, self: Ref, separator: Ref, fromEnd: boolean): Maybe {
  const at = bytesArgument(rt, separator);
  if (at === undefined) return 0;
  if (at.length === 0) return rt.raise('ValueError', 'empty separator');
  const view = bytesView(rt, self);
  const found = (fromEnd ? findLastIn : findIn)(view, at, 0, view.length);
  const whole = fromEnd ? [0, 0, view.length] : [view.length, view.length, view.length];
  const [end, next, stop] = found < 0 ? whole : [found, found + at.length, view.length];
  const mark = rt.mark();
  for (const part of [view.subarray(0, end), found < 0 ? new Uint8Array(0) : at, view.subarray(next, stop)]) {
    const piece = newLike(rt, self, part);
    if (piece === 0) return rt.finish(mark, 0);
    rt.hold(piece);
  }
  const parts = tupleFromSlots(rt, mark, 3);
  rt.releaseTo(mark);
  return parts;
}

function joinBytes(rt: Runtime, separator: Ref, iterable: Ref): Maybe {
  const items = sequenceFast(rt, iterable, 'can only join an iterable');
  if (items === 0) return 0;
  const mark = rt.mark();
  rt.hold(items);
  return rt.finish(mark, joinItems(rt, separator, items));
}

function joinItems(rt: Runtime, self: Ref, items: Ref): Maybe {
  const count = fastSize(rt, items);
  if (count === 0) return newLikeOfSize(rt, self, 0);
  const separator = bytesView(rt, self);
  const parts: Uint8Array[] = [];
  let length = separator.length * (count - 1);
  for (let i = 0; i < count; i++) {
    const item = fastItem(rt, items, i);
    if (count === 1 && rt.typeId(item) === rt.ids.bytes && isBytes(rt, self)) return rt.incref(item);
    const part = bufferBytes(rt, item);
    if (part === undefined) {
      rt.clearError();
      const got = rt.typeOf(item).name;
      return rt.raise('TypeError', `sequence item ${i}: expected a bytes-like object, ${got} found`);
    }
    parts.push(part);
    length += part.length;
  }
  const result = newLikeOfSize(rt, self, length);
  if (result === 0 || length === 0) return result;
  let at = dataOf(rt, result);
  for (let i = 0; i < count; i++) {
    if (i > 0) {
      rt.u8.set(separator, at);
      at += separator.length;
    }
    const part = parts[i]!;
    rt.u8.set(part, at);
    at += part.length;
  }
  return result;
}

function stripMethod(name: string, left: boolean, right: boolean): NativeFunction {
  return positional(name, 0, 1, (rt, self, args, count) => {
    const given = count === 0 ? rt.None : (rt.i32[args]! as Ref);
    const set = given === rt.None ? undefined : bytesArgument(rt, given);
    if (given !== rt.None && set === undefined) return 0;
    const drop = set === undefined ? isSpaceByte : (byte: number) => set.includes(byte);
    const view = bytesView(rt, self);
    let start = 0;
    let stop = view.length;
    while (left && start < stop && drop(view[start]!)) start++;
    while (right && stop > start && drop(view[stop - 1]!)) stop--;
    if (start === 0 && stop === view.length && rt.typeId(self) === rt.ids.bytes) return rt.incref(self);
    return newLike(rt, self, view.subarray(start, stop));
  });
}

// ASCII letters -----------------------------------------------------------------------------------------------------

const isUpper = (byte: number): boolean => byte >= 65 && byte <= 90;
const isLower = (byte: number): boolean => byte >= 97 && byte <= 122;
const isLetter = (byte: number): boolean => isUpper(byte) || isLower(byte);
const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;
const upper = (byte: number): number => (isLower(byte) ? byte - 32 : byte);
const lower = (byte: number): number => (isUpper(byte) ? byte + 32 : byte);

function mapMethod(name: string, map: (byte: number, index: number, view: Uint8Array) => number): NativeFunction {
  return noArgs(name, (rt, self) => {
    const view = bytesView(rt, self);
    return newLike(
      rt,
      self,
      Uint8Array.from(view, (byte, index) => map(byte, index, view)),
    );
  });
}

function kindMethod(name: string, isOfKind: (byte: number) => boolean): NativeFunction {
  return noArgs(name, (rt, self) => rt.bool(bytesLength(rt, self) > 0 && bytesView(rt, self).every(isOfKind)));
}

/** isupper, islower: there is a letter, and none of the other case. */
function caseTest(name: string, wanted: (byte: number) => boolean, other: (byte: number) => boolean): NativeFunction {
  return noArgs(name, (rt, self) => rt.bool(bytesView(rt, self).some(wanted) && !bytesView(rt, self).some(other)));
}

function isTitle(rt: Runtime, self: Ref): Maybe {
  let cased = false;
  let previous = false;
  for (const byte of bytesView(rt, self)) {
    if ((isUpper(byte) && previous) || (isLower(byte) && !previous)) return rt.bool(false);
    previous = isLetter(byte);
    cased ||= previous;
  }
  return rt.bool(cased);
}

function justifyMethod(name: string, share: (missing: number, width: number) => number): NativeFunction {
  return positional(name, 1, 2, (rt, self, args, count) => {
    const width = sizeArgument(rt, rt.i32[args]! as Ref);
    if (width === undefined) return 0;
    let fill = 32;
    if (count === 2) {
      const given = rt.i32[args + 2]! as Ref;
      if (!(isBytes(rt, given) || isByteArray(rt, given)) || bytesLength(rt, given) !== 1) {
        const got = rt.typeOf(given).name;
        return rt.raise('TypeError', `${name}() argument 2 must be a byte string of length 1, not ${got}`);
      }
      fill = bytesView(rt, given)[0]!;
    }
    const view = bytesView(rt, self);
    const missing = Math.max(width - view.length, 0);
    return padded(rt, self, missing, share(missing, width), fill);
  });
}

function padded(rt: Runtime, self: Ref, missing: number, before: number, fill: number): Maybe {
  const view = bytesView(rt, self);
  if (missing === 0 && rt.typeId(self) === rt.ids.bytes) return rt.incref(self);
  if (!couldHold(rt, view.length + missing)) return 0;
  const bytes = new Uint8Array(view.length + missing).fill(fill);
  bytes.set(view, before);
  return newLike(rt, self, bytes);
}

function zfill(rt: Runtime, self: Ref, widthArg: Ref): Maybe {
  const width = sizeArgument(rt, widthArg);
  if (width === undefined) return 0;
  const view = bytesView(rt, self);
  const missing = Math.max(width - view.length, 0);
  if (!couldHold(rt, view.length + missing)) return 0;
  const bytes = new Uint8Array(view.length + missing).fill(48);
  bytes.set(view, missing);
  if (missing > 0 && (view[0] === 43 || view[0] === 45)) {
    bytes[missing] = 48;
    bytes[0] = view[0];
  }
  return newLike(rt, self, bytes);
}

const expandTabs = namedMethod('expandtabs', 'tabsize=8', (rt, self, [sizeArg]) => {
  const size = sizeArg ? cInt(rt, sizeArg) : 8;
  if (size === undefined) return 0;
  const view = bytesView(rt, self);
  const length = expand(view, size, NOWHERE);
  if (!couldHold(rt, length)) return 0;
  const bytes = new Uint8Array(length);
  expand(view, size, bytes);
  return newLike(rt, self, bytes);
});

/** Writes bytes with spaces in place of tabs, as far as there is room; how many there are. */
function expand(view: Uint8Array, size: number, to: Uint8Array): number {
  let length = 0;
  let column = 0;
  for (const byte of view) {
    const width = byte !== TAB ? 1 : size > 0 ? size - (column % size) : 0;
    to.fill(byte === TAB ? SPACE : byte, length, length + width);
    length += width;
    column = byte === 10 || byte === 13 ? 0 : column + width;
  }
  return length;
}

const NOWHERE = new Uint8Array(0);
const TAB = 9;
const SPACE = 32;

const translate = namedMethod('translate', 'table, /, delete=b""', (rt, self, [tableArg, deleteArg]) => {
  const table = tableArg === rt.None ? undefined : bytesArgument(rt, tableArg as Ref);
  if (tableArg !== rt.None && table === undefined) return 0;
  if (table !== undefined && table.length !== 256) {
    return rt.raise('ValueError', 'translation table must be 256 characters long');
  }
  const drop = deleteArg ? bytesArgument(rt, deleteArg) : new Uint8Array(0);
  if (drop === undefined) return 0;
  const kept = bytesView(rt, self).filter((byte) => !drop.includes(byte));
  return newLike(rt, self, table === undefined ? kept : kept.map((byte) => table[byte]!));
});

export const makeTransBytes: NativeFunction = {
  name: 'maketrans',
  doc: 'Return a translation table usable for the bytes or bytearray translate method.',
  signature: '(frm, to, /)',
  code: (rt, args, count, kwnames) => {
    if (kwnames !== 0) return rt.raise('TypeError', 'maketrans() takes no keyword arguments');
    if (count !== 2) return rt.raise('TypeError', `maketrans expected 2 arguments, got ${count}`);
    const from = bytesArgument(rt, rt.i32[args]! as Ref);
    if (from === undefined) return 0;
    const to = bytesArgument(rt, rt.i32[args + 2]! as Ref);
    if (to === undefined) return 0;
    if (from.length !== to.length) return rt.raise('ValueError', 'maketrans arguments must have same length');
    const table = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    from.forEach((byte, i) => {
      table[byte] = to[i]!;
    });
    return newBytes(rt, table);
  },
};

export const bytesMethods: readonly NativeFunction[] = [
  decode,
  hex,
  splitMethod('split', false),
  splitMethod('rsplit', true),
  splitLines,
  oneArg('partition', (rt, self, separator) => partition(rt, self, separator, false)),
  oneArg('rpartition', (rt, self, separator) => partition(rt, self, separator, true)),
  oneArg('join', joinBytes),
  stripMethod('strip', true, true),
  stripMethod('lstrip', true, false),
  stripMethod('rstrip', false, true),
  mapMethod('upper', upper),
  mapMethod('lower', lower),
  mapMethod('swapcase', (byte) => (isUpper(byte) ? lower(byte) : upper(byte))),
  mapMethod('capitalize', (byte, index) => (index === 0 ? upper(byte) : lower(byte))),
  mapMethod('title', (byte, index, view) => (index > 0 && isLetter(view[index - 1]!) ? lower(byte) : upper(byte))),
  kindMethod('isalpha', isLetter),
  kindMethod('isdigit', isDigit),
  kindMethod('isalnum', (byte) => isLetter(byte) || isDigit(byte)),
  kindMethod('isspace', isSpaceByte),
  caseTest('isupper', isUpper, isLower),
  caseTest('islower', isLower, isUpper),
  noArgs('istitle', isTitle),
  noArgs('isascii', (rt, self) => rt.bool(bytesView(rt, self).every((byte) => byte < 128))),
  justifyMethod('ljust', () => 0),
  justifyMethod('rjust', (missing) => missing),
  justifyMethod('center', (missing, width) => (missing >> 1) + (missing & width & 1)),
  oneArg('zfill', zfill),
  expandTabs,
  translate,
];
