import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { isTrue } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { isSpace } from '../text/unicode.js';
import { sizeArgument } from './arguments.js';
import { ListField, StrField, StrState, TupleField } from './layout.js';
import { newList } from './list.js';
import { namedMethod } from './named-arguments.js';
import { oneArg } from './native.js';
import { fastItem, fastSize, sequenceFast } from './sequence.js';
import { codePointAt, isExactStr, isStr, maxOf, newStrOfShape, strKind, strLength } from './str.js';
import { copyPoints } from './str-build.js';
import { roomFor } from './str-pieces.js';
import { findLastStr, findStr, shared } from './str-search.js';
import { finishTuple, isTuple, newTuple } from './tuple.js';

/** Taking strings apart and putting them together: split, rsplit, splitlines, partition, rpartition, join. */

/** An empty list with room for so many pieces. */
function newPieces(rt: Runtime, room: number): Maybe {
  const list = newList(rt, room);
  if (list !== 0) rt.i32[list + Header.Size] = 0;
  return list;
}

/** The room of the list of the pieces; the separator is 0 for white space. */
function roomOfPieces(rt: Runtime, self: Ref, separator: Maybe, limit: number): number {
  const length = strLength(rt, self);
  if (separator === 0) return roomFor(rt, limit, Math.trunc((length - 1) / 2) + 2);
  const cut = strLength(rt, separator);
  // No piece but the whole: known before anything is searched.
  if (length < cut || strKind(rt, self) < strKind(rt, separator)) return 1;
  return roomFor(rt, limit, Math.trunc(length / cut) + 2);
}

/** Appends self[start:stop] to a list that stands in a slot; false without memory. */
function appendSlice(rt: Runtime, list: Ref, self: Ref, start: number, stop: number): boolean {
  return rt.pieces.append(list, self, start, stop);
}

/** Whether a character is white space to split(). */
function isSpaceAt(rt: Runtime, self: Ref, index: number): boolean {
  const point = codePointAt(rt, self, index);
  return point === 32 || (point >= 9 && point <= 13) || (point > 27 && isSpace(point));
}

/** The pieces between runs of white space. */
function splitSpace(rt: Runtime, self: Ref, list: Ref, limit: number): boolean {
  const length = strLength(rt, self);
  let left = limit;
  for (let at = 0; ; ) {
    while (at < length && isSpaceAt(rt, self, at)) at++;
    if (at === length) return true;
    const start = at;
    if (left-- === 0) return appendSlice(rt, list, self, start, length);
    while (at < length && !isSpaceAt(rt, self, at)) at++;
    if (!appendSlice(rt, list, self, start, at)) return false;
  }
}

function splitSpaceFromEnd(rt: Runtime, self: Ref, list: Ref, limit: number): boolean {
  let left = limit;
  for (let at = strLength(rt, self); ; ) {
    while (at > 0 && isSpaceAt(rt, self, at - 1)) at--;
    if (at === 0) break;
    const stop = at;
    if (left-- === 0) {
      if (!appendSlice(rt, list, self, 0, stop)) return false;
      break;
    }
    while (at > 0 && !isSpaceAt(rt, self, at - 1)) at--;
    if (!appendSlice(rt, list, self, at, stop)) return false;
  }
  reverseList(rt, list);
  return true;
}

function splitAt(rt: Runtime, self: Ref, separator: Ref, list: Ref, limit: number): boolean {
  const length = strLength(rt, self);
  const skip = strLength(rt, separator);
  let start = 0;
  for (let left = limit; left !== 0; left--) {
    const found = findStr(rt, self, separator, start, length);
    if (found < 0) break;
    if (!appendSlice(rt, list, self, start, found)) return false;
    start = found + skip;
  }
  return appendSlice(rt, list, self, start, length);
}

function splitAtFromEnd(rt: Runtime, self: Ref, separator: Ref, list: Ref, limit: number): boolean {
  const skip = strLength(rt, separator);
  let stop = strLength(rt, self);
  for (let left = limit; left !== 0; left--) {
    const found = findLastStr(rt, self, separator, 0, stop);
    if (found < 0) break;
    if (!appendSlice(rt, list, self, found + skip, stop)) return false;
    stop = found;
  }
  if (!appendSlice(rt, list, self, 0, stop)) return false;
  reverseList(rt, list);
  return true;
}

/** Reverses a list that only this function knows. */
function reverseList(rt: Runtime, list: Ref): void {
  const i32 = rt.i32;
  for (let low = 0, high = fastSize(rt, list) - 1; low < high; low++, high--) {
    const first = fastItem(rt, list, low);
    const items = i32[list + ListField.Items]!;
    i32[items + 2 * low] = fastItem(rt, list, high);
    i32[items + 2 * high] = first;
  }
}

function splitMethod(name: 'split' | 'rsplit', doc: string) {
  const fromEnd = name === 'rsplit';
  const method = namedMethod(
    name,
    'sep=None, maxsplit=-1',
    (rt, self, [separator, limitArg]) => split(rt, self, separator ?? 0, limitArg ?? 0, fromEnd),
    doc,
  );
  return {
    ...method,
    code: (rt: Runtime, args: number, count: number, kwnames: Maybe) => {
      if (count !== 3 || kwnames !== 0) return method.code(rt, args, count, kwnames);
      return split(rt, rt.i32[args]! as Ref, rt.i32[args + 2]! as Ref, rt.i32[args + 4]! as Ref, fromEnd);
    },
    one: (rt: Runtime, self: Ref) => split(rt, self, 0, 0, fromEnd),
    two: (rt: Runtime, self: Ref, separator: Ref) => split(rt, self, separator, 0, fromEnd),
  };
}

/** Whether a string is one character of one byte. */
function isByte(rt: Runtime, separator: Ref): boolean {
  return strLength(rt, separator) === 1 && strKind(rt, separator) === 1;
}

function split(rt: Runtime, self: Ref, separator: Maybe, limitArg: Maybe, fromEnd: boolean): Maybe {
  const limit = limitArg === 0 ? -1 : sizeArgument(rt, limitArg);
  if (limit === undefined) return 0;
  const bySpace = separator === 0 || separator === rt.None;
  if (!bySpace && !isStr(rt, separator)) {
    return rt.raise('TypeError', `must be str or None, not ${rt.typeOf(separator).name}`);
  }
  if (!bySpace && strLength(rt, separator) === 0) return rt.raise('ValueError', 'empty separator');
  if (!fromEnd && strKind(rt, self) === 1) {
    if (bySpace && limit < 0) return rt.pieces.splitSpace(self);
    if (!bySpace && isByte(rt, separator)) return rt.pieces.splitAt(self, codePointAt(rt, separator, 0), limit);
  }
  const list = newPieces(rt, roomOfPieces(rt, self, bySpace ? 0 : separator, limit));
  if (list === 0) return 0;
  const mark = rt.mark();
  rt.hold(list);
  const complete = bySpace
    ? (fromEnd ? splitSpaceFromEnd : splitSpace)(rt, self, list, limit)
    : (fromEnd ? splitAtFromEnd : splitAt)(rt, self, separator, list, limit);
  if (!complete) return rt.finish(mark, 0);
  return rt.unhold();
}

/** Length of the line break at an index, 0 if there is none. */
function lineBreakAt(rt: Runtime, self: Ref, index: number, length: number): number {
  const point = codePointAt(rt, self, index);
  if (point > 13 && point < 28) return 0;
  if (point === 13) return index + 1 < length && codePointAt(rt, self, index + 1) === 10 ? 2 : 1;
  const breaks =
    (point >= 10 && point <= 12) ||
    (point >= 28 && point <= 30) ||
    point === 0x85 ||
    point === 0x2028 ||
    point === 0x2029;
  return breaks ? 1 : 0;
}

const namedSplitLines = namedMethod(
  'splitlines',
  'keepends=False',
  (rt, self, [keepArg]) => {
    const keep = keepArg ? isTrue(rt, keepArg) : 0;
    return keep < 0 ? 0 : linesOf(rt, self, keep);
  },
  'Return a list of the lines in the string, breaking at line boundaries.',
);
const splitLines = { ...namedSplitLines, one: (rt: Runtime, self: Ref) => linesOf(rt, self, 0) };

/** The lines, with what ends them if `keep` is 1. */
function linesOf(rt: Runtime, self: Ref, keep: number): Maybe {
  if (strKind(rt, self) === 1) return rt.pieces.splitLines(self, keep);
  const list = newList(rt, 0);
  if (list === 0) return 0;
  const mark = rt.mark();
  rt.hold(list);
  return splitWideLines(rt, self, list, keep) ? rt.unhold() : rt.finish(mark, 0);
}

function splitWideLines(rt: Runtime, self: Ref, list: Ref, keep: number): boolean {
  const length = strLength(rt, self);
  for (let start = 0; start < length; ) {
    let end = start;
    let ending = 0;
    while (end < length) {
      ending = lineBreakAt(rt, self, end, length);
      if (ending !== 0) break;
      end++;
    }
    if (!appendSlice(rt, list, self, start, end + (keep === 1 ? ending : 0))) return false;
    start = end + ending;
  }
  return true;
}

function partition(rt: Runtime, self: Ref, separator: Ref, fromEnd: boolean): Maybe {
  if (!isStr(rt, separator)) return rt.raise('TypeError', `must be str, not ${rt.typeOf(separator).name}`);
  const skip = strLength(rt, separator);
  if (skip === 0) return rt.raise('ValueError', 'empty separator');
  const length = strLength(rt, self);
  const found = fromEnd ? findLastStr(rt, self, separator, 0, length) : firstPlace(rt, self, separator, length);
  if (found >= 0) return rt.pieces.around(self, separator, found, found + skip);
  return unparted(rt, self, fromEnd);
}

function firstPlace(rt: Runtime, self: Ref, separator: Ref, length: number): number {
  return strKind(rt, self) === 1 && isByte(rt, separator)
    ? rt.pieces.find(self, codePointAt(rt, separator, 0))
    : findStr(rt, self, separator, 0, length);
}

/** What partition() gives where the separator is not found: the text itself first, or last. */
function unparted(rt: Runtime, self: Ref, isLast: boolean): Maybe {
  const parts = newTuple(rt, 3);
  if (parts === 0) return 0;
  const items = parts + TupleField.Items;
  rt.i32[items] = rt.incref(isLast ? rt.emptyStr : self);
  rt.i32[items + 2] = rt.incref(rt.emptyStr);
  rt.i32[items + 4] = rt.incref(isLast ? self : rt.emptyStr);
  return finishTuple(rt, parts);
}

/** separator.join(iterable). */
export function joinStr(rt: Runtime, separator: Ref, iterable: Ref): Maybe {
  const items = sequenceFast(rt, iterable, 'can only join an iterable');
  if (items === 0) return 0;
  const mark = rt.mark();
  rt.hold(items);
  return rt.finish(mark, joinItems(rt, separator, items));
}

/** The length of the joined string, if it and all its parts are ASCII; else −1. */
function asciiLength(rt: Runtime, separator: Ref, items: Ref, count: number): number {
  const { i32 } = rt;
  const { str, internedStr } = rt.ids;
  const first = isTuple(rt, items) ? items + TupleField.Items : i32[items + ListField.Items]!;
  let length = strLength(rt, separator) * (count - 1);
  let state = i32[separator + StrField.State]!;
  for (let i = 0; i < count; i++) {
    const item = i32[first + 2 * i]!;
    const id = i32[item + Header.TypeId];
    if (id !== str && id !== internedStr) return -1;
    length += i32[item + StrField.Length]!;
    state &= i32[item + StrField.State]!;
  }
  return (state & StrState.Ascii) !== 0 && length < 2 ** 29 ? length : -1;
}

/** The strings of a list or tuple, joined: measured first, written once. No Python code runs meanwhile. */
function joinItems(rt: Runtime, separator: Ref, items: Ref): Maybe {
  const count = fastSize(rt, items);
  if (count === 0) return rt.incref(rt.emptyStr);
  const gap = strLength(rt, separator);
  const ascii = asciiLength(rt, separator, items, count);
  if (ascii > 0 && count > 1) {
    const first = isTuple(rt, items) ? items + TupleField.Items : rt.i32[items + ListField.Items]!;
    const joined = rt.strs.joinAscii(first, count, separator, ascii);
    return joined === 0 ? 0 : shared(rt, joined);
  }
  let length = gap * (count - 1);
  let max = count > 1 && gap > 0 ? maxOf(rt, separator) : 0;
  for (let i = 0; i < count; i++) {
    const item = fastItem(rt, items, i);
    if (!isStr(rt, item)) {
      return rt.raise('TypeError', `sequence item ${i}: expected str instance, ${rt.typeOf(item).name} found`);
    }
    if (count === 1 && isExactStr(rt, item)) return rt.incref(item);
    length += rt.i32[item + StrField.Length]!;
    if (rt.i32[item + StrField.Length] !== 0) max = Math.max(max, maxOf(rt, item));
  }
  if (length === 0) return rt.incref(rt.emptyStr);
  if (length * 4 > 2 ** 31) return rt.noMemory();
  const result = newStrOfShape(rt, max, length);
  if (result === 0) return 0;
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (i > 0 && gap > 0) {
      copyPoints(rt, separator, 0, gap, result, at);
      at += gap;
    }
    const item = fastItem(rt, items, i);
    const size = strLength(rt, item);
    copyPoints(rt, item, 0, size, result, at);
    at += size;
  }
  return shared(rt, result);
}

export const splitMethods = [
  splitMethod('split', 'Return a list of the substrings in the string, using sep as the separator string.'),
  splitMethod('rsplit', 'Return a list of the substrings in the string, using sep as the separator string.'),
  splitLines,
  oneArg(
    'partition',
    (rt, self, separator) => partition(rt, self, separator, false),
    'Partition the string into three parts using the given separator.',
  ),
  oneArg(
    'rpartition',
    (rt, self, separator) => partition(rt, self, separator, true),
    'Partition the string into three parts using the given separator.',
  ),
  oneArg('join', joinStr, 'Concatenate any number of strings.'),
];
