import type { Ref } from '@uroboros/heap';
import { BufferFlag, getBuffer, releaseBuffer } from '../../objects/buffer.js';
import { bytesData, bytesLength, isBytes } from '../../objects/bytes.js';
import { dataByte, isStr, strKind, strLength } from '../../objects/str.js';
import { strSlice } from '../../objects/str-build.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import type { Characters, Engine } from './engine.js';
import { Outcome } from './matcher.js';
import { PatternField, programFor } from './state.js';

/** The texts that patterns are matched against: str, bytes, and everything that lends its memory. */

/** The characters of an object, where they lie. */
interface Text {
  readonly chars: Characters;
  /** Index of the first character in `chars`. */
  readonly begin: number;
  readonly length: number;
  readonly isBytes: boolean;
  /** The object's memory is lent until `releaseBuffer`. */
  readonly exported: boolean;
}

/** The text of an object; undefined and TypeError if it has none. */
export function textOf(rt: Runtime, object: Ref): Text | undefined {
  if (isStr(rt, object)) {
    const kind = strKind(rt, object);
    const shift = kind >> 1;
    const chars = kind === 1 ? rt.u8 : kind === 2 ? rt.u16 : rt.u32;
    return {
      chars,
      begin: dataByte(rt, object) >>> shift,
      length: strLength(rt, object),
      isBytes: false,
      exported: false,
    };
  }
  if (isBytes(rt, object)) {
    const begin = bytesData(object);
    return { chars: rt.u8, begin, length: bytesLength(rt, object), isBytes: true, exported: false };
  }
  const view = getBuffer(rt, object, BufferFlag.Simple);
  if (view === undefined) {
    rt.clearError();
    rt.raise('TypeError', `expected string or bytes-like object, got '${rt.typeOf(object).name}'`);
    return undefined;
  }
  return { chars: rt.u8, begin: view.address, length: view.length, isBytes: true, exported: true };
}

/** Ends the loan of {@link textOf}. */
export function releaseText(rt: Runtime, object: Ref, exported: boolean): void {
  if (exported) releaseBuffer(rt, object);
}

/** What an operation knows of its text besides what the engine does. */
export interface Subject {
  readonly string: Ref;
  readonly isBytes: boolean;
  readonly exported: boolean;
  /** The part that is searched, as indices of the text. */
  readonly position: number;
  readonly endPosition: number;
}

/** Sets an engine up for a part of a text, given by any numbers; undefined on error. */
export function beginText(
  rt: Runtime,
  engine: Engine,
  pattern: Ref,
  string: Ref,
  from: number,
  to: number,
): Subject | undefined {
  const text = textOf(rt, string);
  if (text === undefined) return undefined;
  const kind = rt.i32[pattern + PatternField.IsBytes]!;
  if (text.isBytes ? kind === 0 : kind > 0) {
    releaseText(rt, string, text.exported);
    const message = text.isBytes ? 'a string pattern on a bytes-like' : 'a bytes pattern on a string-like';
    rt.raise('TypeError', `cannot use ${message} object`);
    return undefined;
  }
  const position = Math.min(Math.max(from, 0), text.length);
  const endPosition = Math.min(Math.max(to, 0), text.length);
  engine.chars = text.chars;
  engine.begin = text.begin;
  engine.start = text.begin + position;
  engine.at = engine.start;
  engine.end = text.begin + endPosition;
  engine.matchAll = false;
  engine.mustAdvance = false;
  engine.reset();
  engine.reserve(programFor(rt, pattern));
  return { string, isBytes: text.isBytes, exported: text.exported, position, endPosition };
}

export function endText(rt: Runtime, subject: Subject): void {
  releaseText(rt, subject.string, subject.exported);
}

/** A part of a text as a str or bytes object of its own. */
export function sliceText(rt: Runtime, string: Ref, isBytesLike: boolean, start: number, stop: number): Maybe {
  if (!isBytesLike) return strSlice(rt, string, start, stop);
  const exact = rt.typeId(string) === rt.ids.bytes;
  if (exact && start === 0 && stop === bytesLength(rt, string)) return rt.incref(string);
  const text = textOf(rt, string);
  if (text === undefined) return 0;
  releaseText(rt, string, text.exported);
  return rt.newBytes(rt.u8.subarray(text.begin + start, text.begin + Math.max(start, stop)));
}

/** The text of a group in a match just made: None, or an empty text, if it took no part in it. */
export function sliceGroup(rt: Runtime, engine: Engine, subject: Subject, group: number, empty: boolean): Maybe {
  const mark = 2 * (group - 1);
  const start = mark < engine.lastMark ? engine.marks[mark]! : -1;
  const stop = mark < engine.lastMark ? engine.marks[mark + 1]! : -1;
  if (start < 0 || stop < 0) return empty ? sliceText(rt, subject.string, subject.isBytes, 0, 0) : rt.none();
  if (start > stop) return wrongSpan(rt);
  const { begin } = engine;
  return sliceText(rt, subject.string, subject.isBytes, start - begin, stop - begin);
}

export function wrongSpan(rt: Runtime): 0 {
  const please = 'please report a bug for the re module.';
  return rt.raise('SystemError', `The span of capturing group is wrong, ${please}`);
}

/** Raises what a matcher's outcome means, if it is no answer: returns 0. */
export function raiseOutcome(rt: Runtime, outcome: Outcome): 0 {
  if (outcome === Outcome.NoMemory) return rt.noMemory();
  return rt.raise('RuntimeError', 'internal error in regular expression engine');
}
