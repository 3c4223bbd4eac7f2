import { equalsInLocale, isAsciiWord, isUnicodeWord, lowerAscii, lowerUnicode } from './characters.js';
import { At, Op, UNBOUNDED } from './codes.js';
import type { Characters, Engine } from './engine.js';
import type { Program } from './program.js';

/** Whether the operation at a word, which takes one character, takes this one. */
function takes(program: Program, item: number, c: number): boolean {
  const argument = program.code[item + 1]!;
  switch (program.code[item]) {
    case Op.Any:
      return c !== 10;
    case Op.AnyAll:
      return true;
    case Op.Literal:
      return c === argument;
    case Op.NotLiteral:
      return c !== argument;
    case Op.LiteralIgnore:
      return lowerAscii(c) === argument;
    case Op.NotLiteralIgnore:
      return lowerAscii(c) !== argument;
    case Op.LiteralUniIgnore:
      return lowerUnicode(c) === argument;
    case Op.NotLiteralUniIgnore:
      return lowerUnicode(c) !== argument;
    case Op.LiteralLocIgnore:
      return equalsInLocale(argument, c);
    case Op.NotLiteralLocIgnore:
      return !equalsInLocale(argument, c);
    default:
      return program.inSet(program.code[item + 2]!, c);
  }
}

/** Goes on while the operation at a word takes the characters, at most `limit` of them: where it stops. */
export function skipItems(program: Program, engine: Engine, item: number, at: number, limit: number): number {
  const { code } = program;
  const { chars } = engine;
  let { end } = engine;
  if (limit !== UNBOUNDED && limit >>> 0 < end - at) end = at + limit;
  switch (code[item]) {
    case Op.In:
    case Op.InIgnore:
    case Op.InUniIgnore:
    case Op.InLocIgnore:
      return skipSet(program, chars, code[item + 2]!, at, end);
    case Op.AnyAll:
      return end;
    case Op.Any:
      return skipNot(chars, 10, at, end);
    case Op.NotLiteral:
      return skipNot(chars, code[item + 1]!, at, end);
    default: {
      let next = at;
      while (next < end && takes(program, item, chars[next]!)) next++;
      return next;
    }
  }
}

/** The first character at or behind `at` that is not of a set. */
function skipSet(program: Program, chars: Characters, set: number, at: number, end: number): number {
  const { low } = program;
  let next = at;
  for (; next < end; next++) {
    const c = chars[next]!;
    if (c < 256 ? low[set + c] === 0 : !program.inSet(set, c)) break;
  }
  return next;
}

/** The first character at or behind `at` that is of a set; `end` if there is none. */
export function findSet(program: Program, chars: Characters, set: number, at: number, end: number): number {
  const { low } = program;
  let next = at;
  for (; next < end; next++) {
    const c = chars[next]!;
    if (c < 256 ? low[set + c] !== 0 : program.inSet(set, c)) break;
  }
  return next;
}

/** Characters that are looked at one by one before a search of the array pays. */
const NEAR = 64;

/** The first place at or behind `at` where a character is; `end` if there is none. */
export function skipNot(chars: Characters, wanted: number, at: number, end: number): number {
  const near = Math.min(end, at + NEAR);
  let next = at;
  while (next < near && chars[next] !== wanted) next++;
  if (next < near || next === end) return next;
  const found = chars.subarray(next, end).indexOf(wanted);
  return found < 0 ? end : next + found;
}

/** Whether a place is what an assertion about places says. */
export function isAt(engine: Engine, at: number, code: number): boolean {
  const { chars, begin, end } = engine;
  switch (code) {
    case At.Beginning:
    case At.BeginningString:
      return at === begin;
    case At.BeginningLine:
      return at === begin || chars[at - 1] === 10;
    case At.End:
      return at === end || (at === end - 1 && chars[at] === 10);
    case At.EndLine:
      return at === end || chars[at] === 10;
    case At.EndString:
      return at === end;
    default:
      return isBoundary(engine, at, code);
  }
}

/** Boundaries of words. In an empty text neither they nor their opposite are anywhere. */
function isBoundary(engine: Engine, at: number, code: number): boolean {
  const { chars, begin, end } = engine;
  if (begin === end) return false;
  const isWord = code >= At.UniBoundary ? isUnicodeWord : isAsciiWord;
  const before = at > begin && isWord(chars[at - 1]!);
  const behind = at < end && isWord(chars[at]!);
  const wanted = code === At.Boundary || code === At.LocBoundary || code === At.UniBoundary;
  return (before !== behind) === wanted;
}

/** Goes over the text of a group, if it is there again: where it ends, or −1. */
export function skipGroup(engine: Engine, lastMark: number, group: number, op: number, at: number): number {
  const { chars, end, marks } = engine;
  if (2 * group >= lastMark) return -1;
  const from = marks[2 * group]!;
  const to = marks[2 * group + 1]!;
  if (from < 0 || to < from) return -1;
  let next = at;
  for (let i = from; i < to; i++, next++) {
    if (next >= end) return -1;
    const a = chars[i]!;
    const b = chars[next]!;
    if (a === b) continue;
    if (op === Op.GroupRef) return -1;
    const same = op === Op.GroupRefUniIgnore ? lowerUnicode(a) === lowerUnicode(b) : lowerAscii(a) === lowerAscii(b);
    if (!same) return -1;
  }
  return next;
}

/** Whether a group has matched. */
export function groupExists(engine: Engine, lastMark: number, group: number): boolean {
  const { marks } = engine;
  if (2 * group >= lastMark) return false;
  return marks[2 * group]! >= 0 && marks[2 * group + 1]! >= marks[2 * group]!;
}
