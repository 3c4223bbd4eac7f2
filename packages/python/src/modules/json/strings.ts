import type { Ref } from '@uroboros/heap';
import { dictGetStr } from '../../objects/dict.js';
import { isStr, strLength } from '../../objects/str.js';
import { pointsOf, strOfPoints, strSlice } from '../../objects/str-build.js';
import { tupleOf } from '../../objects/tuple.js';
import { getAttr } from '../../runtime/attributes.js';
import { setRaised } from '../../runtime/errors.js';
import { sizeToInt } from '../../runtime/operators.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';

/** JSON strings: reading them where they stand in a text, and writing them. */

/** The characters of a text, by index. */
export type Points = Uint8Array | Uint16Array | Uint32Array;

/** Raises json.decoder.JSONDecodeError for a place in a text: returns 0. */
export function decodeError(rt: Runtime, msg: string, text: Ref, at: number): 0 {
  const mark = rt.mark();
  const name = rt.name('json.decoder');
  let module = rt.increfMaybe(dictGetStr(rt, rt.modules, name));
  if (module === 0) {
    const importer = dictGetStr(rt, rt.builtinsDict, rt.name('__import__'));
    const list = importer === 0 ? 0 : tupleOf(rt, rt.name('JSONDecodeError'));
    if (list === 0) return 0;
    rt.hold(list);
    module = rt.call(importer as Ref, name, rt.None, rt.None, list);
  }
  if (module === 0) return rt.finish(mark, 0) as 0;
  const type = getAttr(rt, rt.hold(module), rt.name('JSONDecodeError'));
  if (type === 0) return rt.finish(mark, 0) as 0;
  rt.hold(type);
  const message = rt.str(msg);
  if (message === 0) return rt.finish(mark, 0) as 0;
  rt.hold(message);
  const place = sizeToInt(rt, at);
  if (place === 0) return rt.finish(mark, 0) as 0;
  rt.hold(place);
  const error = rt.finish(mark, rt.call(type, message, text, place));
  return error === 0 ? 0 : setRaised(rt, error);
}

/** Where the string read last by {@link readString} ended: the index behind its quote. */
export let stringEnd = 0;

const QUOTE = 34;
const BACKSLASH = 92;
const LETTER_U = 117;

/** What the letter behind a backslash stands for; 0 for one that stands for nothing. */
const ESCAPES = new Uint8Array(128);
for (const [letter, meant] of ['""', '\\\\', '//', 'b\b', 'f\f', 'n\n', 'r\r', 't\t']) {
  ESCAPES[letter!.charCodeAt(0)] = meant!.charCodeAt(0);
}

/** The string whose first quote stands before index `begin`; owned. `stringEnd` says where it ends. */
export function readString(rt: Runtime, text: Ref, points: Points, begin: number, strict: boolean): Maybe {
  const { length } = points;
  let next = begin;
  for (; next < length; next++) {
    const point = points[next]!;
    if (point === QUOTE) {
      stringEnd = next + 1;
      return strSlice(rt, text, begin, next);
    }
    if (point === BACKSLASH) break;
    if (point < 32 && strict) return decodeError(rt, 'Invalid control character at', text, next);
  }
  return readEscaped(rt, text, points, begin, strict);
}

function readEscaped(rt: Runtime, text: Ref, points: Points, begin: number, strict: boolean): Maybe {
  const { length } = points;
  const out: number[] = [];
  for (let next = begin; ; ) {
    let point = 0;
    for (; next < length; next++) {
      point = points[next]!;
      if (point === QUOTE || point === BACKSLASH) break;
      if (point < 32 && strict) return decodeError(rt, 'Invalid control character at', text, next);
      out.push(point);
    }
    if (next >= length) return decodeError(rt, 'Unterminated string starting at', text, begin - 1);
    next++;
    if (point === QUOTE) {
      stringEnd = next;
      return strOfPoints(rt, out, out.length);
    }
    if (next === length) return decodeError(rt, 'Unterminated string starting at', text, begin - 1);
    const letter = points[next]!;
    next++;
    if (letter !== LETTER_U) {
      const meant = letter < 128 ? ESCAPES[letter]! : 0;
      if (meant === 0) return decodeError(rt, 'Invalid \\escape', text, next - 2);
      out.push(meant);
      continue;
    }
    const unit = next + 4 >= length ? -1 : hexAt(points, next);
    if (unit < 0) return decodeError(rt, 'Invalid \\uXXXX escape', text, next - 1);
    next += 4;
    const isHigh = unit >= 0xd800 && unit < 0xdc00;
    if (isHigh && next + 6 < length && points[next] === BACKSLASH && points[next + 1] === LETTER_U) {
      const low = hexAt(points, next + 2);
      if (low < 0) return decodeError(rt, 'Invalid \\uXXXX escape', text, next + 1);
      if (low >= 0xdc00 && low < 0xe000) {
        out.push(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00));
        next += 6;
        continue;
      }
    }
    out.push(unit);
  }
}

/** Four hexadecimal digits; −1 if they are none. */
function hexAt(points: Points, at: number): number {
  let value = 0;
  for (let i = at; i < at + 4; i++) {
    const code = points[i]!;
    const lower = code | 32;
    const digit = code >= 48 && code <= 57 ? code - 48 : lower >= 97 && lower <= 102 && code < 128 ? lower - 87 : -1;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

/** A string's text with quotes and escapes; with `ascii` all else is escaped too. */
export function quoted(text: string, ascii: boolean): string {
  // JSON.stringify escapes lone surrogates, which a text that may hold any character keeps.
  if (!ascii) return /[\ud800-\udfff]/.test(text) ? quotedByUnit(text) : JSON.stringify(text);
  const json = JSON.stringify(text);
  return /^[ -~]*$/.test(json) ? json : json.replace(/[^ -~]/g, escapeUnit);
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function quotedByUnit(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is the point.
  return `"${text.replace(/[\0-\x1f"\\]/g, (unit) => JSON.stringify(unit).slice(1, -1))}"`;
}

/** encode_basestring and encode_basestring_ascii. */
export function encodeString(rt: Runtime, value: Ref, ascii: boolean): Maybe {
  if (isStr(rt, value)) return rt.str(quoted(rt.text(value), ascii));
  return rt.raise('TypeError', `first argument must be a string, not ${rt.typeOf(value).shortName}`);
}

/** scanstring(string, end, strict): a tuple of the string and the index behind it. */
export function scanString(rt: Runtime, text: Ref, end: number, strict: boolean): Maybe {
  if (!isStr(rt, text)) {
    return rt.raise('TypeError', `first argument must be a string, not ${rt.typeOf(text).shortName}`);
  }
  if (end < 0 || end > strLength(rt, text)) return rt.raise('ValueError', 'end is out of bounds');
  return withPlace(rt, readString(rt, text, pointsOf(rt, text), end, strict), stringEnd);
}

/** A tuple of a value, which is taken over, and an index. */
export function withPlace(rt: Runtime, owned: Maybe, at: number): Maybe {
  if (owned === 0) return 0;
  const mark = rt.mark();
  rt.hold(owned);
  const place = sizeToInt(rt, at);
  if (place === 0) return rt.finish(mark, 0);
  rt.hold(place);
  return rt.finish(mark, tupleOf(rt, owned, place));
}
