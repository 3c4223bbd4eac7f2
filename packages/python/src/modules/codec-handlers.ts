import type { Ref } from '@uroboros/heap';
import { bytesView } from '../objects/bytes.js';
import { newNative } from '../objects/function-type.js';
import { intFromNumber } from '../objects/int.js';
import type { NativeFunction } from '../objects/native.js';
import { codePointAt } from '../objects/str.js';
import { strOfPoints } from '../objects/str-build.js';
import { tupleOf } from '../objects/tuple.js';
import { UnicodeErrorField } from '../objects/unicode-errors.js';
import { registerHandler } from '../runtime/codec-registry.js';
import { setRaised } from '../runtime/errors.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { nameEscape } from '../text/name-escape.js';
import { escapeOf } from '../text/str-repr.js';
import { functionOneArg } from './functions.js';

/** The error handlers of CPython as functions, for codecs written in Python: each gets the exception, and answers (text, position). */

interface Fault {
  readonly kind: 'encode' | 'decode' | 'translate';
  readonly object: Ref;
  readonly start: number;
  readonly end: number;
}

/** What an exception says; undefined if it is none of the three. */
function faultOf(rt: Runtime, error: Ref): Fault | undefined {
  const type = rt.typeOf(error);
  const { UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError } = rt.builtin;
  let kind: Fault['kind'];
  if (type.isSubtypeOf(UnicodeEncodeError)) kind = 'encode';
  else if (type.isSubtypeOf(UnicodeDecodeError)) kind = 'decode';
  else if (type.isSubtypeOf(UnicodeTranslateError)) kind = 'translate';
  else return undefined;
  const { i32 } = rt;
  const object = i32[error + UnicodeErrorField.Object]! as Maybe;
  if (object === 0) return undefined;
  return { kind, object, start: i32[error + UnicodeErrorField.Start]!, end: i32[error + UnicodeErrorField.End]! };
}

/** (text, position), the text taken over. */
function answer(rt: Runtime, text: Maybe, position: number): Maybe {
  if (text === 0) return 0;
  const mark = rt.mark();
  rt.hold(text);
  const number = intFromNumber(rt, position);
  if (number === 0) return rt.finish(mark, 0);
  rt.hold(number);
  return rt.finish(mark, tupleOf(rt, text, number));
}

function raiseAgain(rt: Runtime, error: Ref): 0 {
  if (rt.typeOf(error).isSubtypeOf(rt.builtin.BaseException)) return setRaised(rt, rt.incref(error));
  return rt.raise('TypeError', 'codec must pass exception instance');
}

/** A handler that makes a text of each character, or of each byte; undefined where it cannot. */
function handler(name: string, make: (rt: Runtime, fault: Fault, unit: number) => string | undefined): NativeFunction {
  return functionOneArg('_codecs', name, (rt, error) => {
    const fault = faultOf(rt, error);
    if (fault === undefined) return unknown(rt, error);
    let text = '';
    for (let i = fault.start; i < fault.end; i++) {
      const unit = fault.kind === 'decode' ? bytesView(rt, fault.object)[i]! : codePointAt(rt, fault.object, i);
      const part = make(rt, fault, unit);
      if (part === undefined) return unknown(rt, error);
      text += part;
    }
    return answer(rt, rt.str(text), fault.end);
  });
}

function unknown(rt: Runtime, error: Ref): 0 {
  return rt.raise('TypeError', `don't know how to handle ${rt.typeOf(error).name} in error callback`);
}

const replace = functionOneArg('_codecs', 'replace_errors', (rt, error) => {
  const fault = faultOf(rt, error);
  if (fault === undefined) return unknown(rt, error);
  const count = fault.end - fault.start;
  const text = fault.kind === 'decode' ? '\ufffd' : (fault.kind === 'encode' ? '?' : '\ufffd').repeat(count);
  return answer(rt, rt.str(text), fault.end);
});

const escapeSurrogates = functionOneArg('_codecs', 'surrogateescape', (rt, error) => {
  const fault = faultOf(rt, error);
  if (fault === undefined || fault.kind === 'translate') return unknown(rt, error);
  const { object, start, end } = fault;
  if (fault.kind === 'decode') {
    const points: number[] = [];
    for (const byte of bytesView(rt, object).subarray(start, end)) {
      if (byte < 128) break;
      points.push(0xdc00 + byte);
    }
    if (points.length === 0) return raiseAgain(rt, error);
    return answer(rt, strOfPoints(rt, points, points.length), start + points.length);
  }
  const bytes: number[] = [];
  for (let i = start; i < end; i++) {
    const point = codePointAt(rt, object, i);
    if (point < 0xdc80 || point > 0xdcff) return raiseAgain(rt, error);
    bytes.push(point - 0xdc00);
  }
  return answer(rt, rt.newBytes(Uint8Array.from(bytes)), end);
});

const HANDLERS: readonly (readonly [string, NativeFunction])[] = [
  ['strict', functionOneArg('_codecs', 'strict_errors', raiseAgain)],
  ['ignore', handler('ignore_errors', () => '')],
  ['replace', replace],
  [
    'xmlcharrefreplace',
    handler('xmlcharrefreplace_errors', (_rt, fault, unit) => (fault.kind === 'encode' ? `&#${unit};` : undefined)),
  ],
  ['backslashreplace', handler('backslashreplace_errors', (_rt, _fault, unit) => escapeOf(unit))],
  ['surrogateescape', escapeSurrogates],
  [
    'namereplace',
    handler('namereplace_errors', (_rt, fault, unit) => (fault.kind === 'encode' ? nameEscape(unit) : undefined)),
  ],
];

/** Enters the handlers into the registry; false on error. */
export function addHandlers(rt: Runtime): boolean {
  return HANDLERS.every(([name, native]) => {
    const fn = newNative(rt, rt.addNative(native), 0, 0);
    if (fn === 0) return false;
    const mark = rt.mark();
    rt.hold(fn);
    const done = registerHandler(rt, rt.name(name), fn);
    rt.releaseTo(mark);
    return done;
  });
}
