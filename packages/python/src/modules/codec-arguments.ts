import type { Ref } from '@uroboros/heap';
import { givenType } from '../objects/arguments.js';
import { bufferBytes } from '../objects/buffer.js';
import { intFromNumber } from '../objects/int.js';
import { isStr } from '../objects/str.js';
import { encodeStr } from '../objects/str-codecs.js';
import { tupleOf } from '../objects/tuple.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';

/** What the functions of _codecs take and give. */

export function textArgument(rt: Runtime, fn: string, position: number, value: Ref): boolean {
  if (isStr(rt, value)) return true;
  rt.raise('TypeError', `${fn}() argument ${position} must be str, not ${givenType(rt, value)}`);
  return false;
}

/** An error handler's name, 'strict' for None; undefined on error. */
export function errorsArgument(rt: Runtime, fn: string, value: Maybe): string | undefined {
  if (value === 0 || value === rt.None) return 'strict';
  if (isStr(rt, value)) return rt.text(value);
  rt.raise('TypeError', `${fn}() argument 2 must be str or None, not ${givenType(rt, value)}`);
  return undefined;
}

/** (result, count), the result taken over. */
export function withCount(rt: Runtime, result: Maybe, count: number): Maybe {
  if (result === 0) return 0;
  const mark = rt.mark();
  rt.hold(result);
  const number = intFromNumber(rt, count);
  if (number === 0) return rt.finish(mark, 0);
  rt.hold(number);
  return rt.finish(mark, tupleOf(rt, result, number));
}

/** The bytes of an argument; a str's are those of UTF-8. undefined on error. */
export function dataArgument(rt: Runtime, value: Ref): Uint8Array | undefined {
  if (!isStr(rt, value)) return bufferBytes(rt, value)?.slice();
  const encoded = encodeStr(rt, value, 'utf-8', 'strict');
  if (encoded === 0) return undefined;
  const bytes = bufferBytes(rt, encoded)?.slice();
  rt.decref(encoded);
  return bytes;
}
