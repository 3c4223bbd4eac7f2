import type { Ref } from '@uroboros/heap';
import { sizeArgument } from '../../objects/arguments.js';
import { isTrue } from '../../runtime/operators.js';
import type { Runtime } from '../../runtime/runtime.js';
import { functionOneArg, functionPositional } from '../functions.js';
import { encodeString, scanString } from './strings.js';

/** The functions of _json. */

export const ASCII_ENCODER = functionOneArg(
  '_json',
  'encode_basestring_ascii',
  (rt: Runtime, value: Ref) => encodeString(rt, value, true),
  'encode_basestring_ascii(string) -> string\n\nReturn an ASCII-only JSON representation of a Python string',
);

export const PLAIN_ENCODER = functionOneArg(
  '_json',
  'encode_basestring',
  (rt: Runtime, value: Ref) => encodeString(rt, value, false),
  'encode_basestring(string) -> string\n\nReturn a JSON representation of a Python string',
);

export const scanstring = functionPositional('', 'scanstring', 0, Infinity, (rt, args, count) => {
  if (count < 2 || count > 3) {
    const bound = count < 2 ? 'at least 2' : 'at most 3';
    return rt.raise('TypeError', `scanstring() takes ${bound} arguments (${count} given)`);
  }
  const end = sizeArgument(rt, rt.i32[args + 2]! as Ref);
  if (end === undefined) return 0;
  const strict = count < 3 ? 1 : isTrue(rt, rt.i32[args + 4]! as Ref);
  return strict < 0 ? 0 : scanString(rt, rt.i32[args]! as Ref, end, strict === 1);
});
