import type { Ref } from '@uroboros/heap';
import { setRaised } from '../runtime/errors.js';
import { indexAsSize } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { escapeOf } from '../text/str-repr.js';
import { givenType, sizeArgument } from './arguments.js';
import { bufferBytes } from './buffer.js';
import { bytesView, isBytes } from './bytes.js';
import type { BuiltinDefinition } from './catalog.js';
import { intFromNumber, isInt } from './int.js';
import { ExceptionField } from './layout.js';
import { codePointAt, isStr, strLength } from './str.js';
import type { NativeAttribute } from './typeobject.js';

/** UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError: what could not be converted, where, and why. */

/** The three types. */
export type UnicodeErrorName = 'UnicodeEncodeError' | 'UnicodeDecodeError' | 'UnicodeTranslateError';

export const enum UnicodeErrorField {
  Encoding = ExceptionField.Extra,
  Object = ExceptionField.Extra + 2,
  /** Numbers, not references. */
  Start = ExceptionField.Extra + 4,
  End = ExceptionField.Extra + 6,
  Reason = ExceptionField.Extra + 8,
}

export function isUnicodeError(name: string): name is UnicodeErrorName {
  return name === 'UnicodeEncodeError' || name === 'UnicodeDecodeError' || name === 'UnicodeTranslateError';
}

/** What the three types have that other exceptions have not. */
export function unicodeErrorParts(
  name: UnicodeErrorName,
  baseSlots: readonly number[],
  inherited: BuiltinDefinition['slots'],
): Partial<BuiltinDefinition> {
  const references = [UnicodeErrorField.Encoding, UnicodeErrorField.Object, UnicodeErrorField.Reason];
  return {
    layout: () => ({
      basicSize: 112,
      gc: true,
      slots: [...baseSlots, ...references].map((word) => word * 4),
      trashcan: true,
    }),
    slots: {
      ...inherited,
      init: (rt, self, args, count, kwnames) => init(rt, name, self, args, count, kwnames),
      str: (rt, self) => describe(rt, name, self),
    },
    members: [
      { name: 'encoding', word: UnicodeErrorField.Encoding, empty: 'none' },
      { name: 'object', word: UnicodeErrorField.Object, empty: 'none' },
      { name: 'reason', word: UnicodeErrorField.Reason, empty: 'none' },
    ],
    attributes: [position('start', UnicodeErrorField.Start), position('end', UnicodeErrorField.End)],
  };
}

function position(name: string, word: number): NativeAttribute {
  return {
    name,
    get: (rt, self) => intFromNumber(rt, rt.i32[self + word]!),
    set: (rt, self, value) => {
      if (value === 0) {
        rt.raise('TypeError', "can't delete numeric/char attribute");
        return false;
      }
      if (!isInt(rt, value)) {
        rt.raise('TypeError', 'an integer is required');
        return false;
      }
      const number = sizeArgument(rt, value);
      if (number === undefined) return false;
      rt.i32[self + word] = number;
      return true;
    },
  };
}

/** (encoding, object, start, end, reason), without the encoding for translations; false on error. */
function init(rt: Runtime, name: UnicodeErrorName, self: Ref, args: number, count: number, kwnames: Maybe): boolean {
  const own = args + (name === 'UnicodeTranslateError' ? -2 : 0);
  const wanted = name === 'UnicodeTranslateError' ? 4 : 5;
  if (!rt.builtin.BaseException.slots.init!(rt, self, args, count, kwnames)) return false;
  if (count !== wanted) {
    rt.raise('TypeError', `function takes exactly ${wanted} arguments (${count} given)`);
    return false;
  }
  const at = (index: number): Ref => rt.i32[own + 2 * index]! as Ref;
  const texts = name === 'UnicodeTranslateError' ? [1, 4] : name === 'UnicodeEncodeError' ? [0, 1, 4] : [0, 4];
  for (const index of texts) {
    if (isStr(rt, at(index))) continue;
    const number = index + 1 - (5 - wanted);
    rt.raise('TypeError', `argument ${number} must be str, not ${givenType(rt, at(index))}`);
    return false;
  }
  const start = indexAsSize(rt, at(2), 'OverflowError');
  const end = start === undefined ? undefined : indexAsSize(rt, at(3), 'OverflowError');
  if (start === undefined || end === undefined) return false;
  const object = name === 'UnicodeDecodeError' ? asBytes(rt, at(1)) : rt.incref(at(1));
  if (object === 0) return false;
  rt.replace(self + UnicodeErrorField.Object, object);
  if (wanted === 5) rt.replace(self + UnicodeErrorField.Encoding, rt.incref(at(0)));
  rt.replace(self + UnicodeErrorField.Reason, rt.incref(at(4)));
  rt.i32[self + UnicodeErrorField.Start] = start;
  rt.i32[self + UnicodeErrorField.End] = end;
  return true;
}

function asBytes(rt: Runtime, object: Ref): Maybe {
  if (isBytes(rt, object)) return rt.incref(object);
  const content = bufferBytes(rt, object);
  return content === undefined ? 0 : rt.newBytes(content.slice());
}

function describe(rt: Runtime, name: UnicodeErrorName, self: Ref): Maybe {
  const object = rt.i32[self + UnicodeErrorField.Object]! as Maybe;
  if (object === 0) return rt.str('');
  const textOf = (word: number): string | undefined => {
    const part = rt.i32[self + word]! as Maybe;
    return part === 0 ? '<NULL>' : rt.textOfStr(part);
  };
  const encoding = name === 'UnicodeTranslateError' ? '' : textOf(UnicodeErrorField.Encoding);
  const reason = textOf(UnicodeErrorField.Reason);
  if (encoding === undefined || reason === undefined) return 0;
  const start = rt.i32[self + UnicodeErrorField.Start]!;
  const end = rt.i32[self + UnicodeErrorField.End]!;
  const isByte = name === 'UnicodeDecodeError';
  const verb = isByte ? 'decode' : name === 'UnicodeEncodeError' ? 'encode' : 'translate';
  const codec = name === 'UnicodeTranslateError' ? '' : `'${encoding}' codec `;
  if (isByte ? !isBytes(rt, object) : !isStr(rt, object)) {
    return rt.raise('TypeError', 'bad argument type for built-in operation');
  }
  const length = isByte ? bytesView(rt, object).length : strLength(rt, object);
  if (start >= length || start < 0 || end !== start + 1) {
    const many = isByte ? 'bytes' : 'characters';
    return rt.str(`${codec}can't ${verb} ${many} in position ${start}-${end - 1}: ${reason}`);
  }
  const one = isByte
    ? `byte 0x${bytesView(rt, object)[start]!.toString(16).padStart(2, '0')}`
    : `character '${escapeOf(codePointAt(rt, object, start))}'`;
  return rt.str(`${codec}can't ${verb} ${one} in position ${start}: ${reason}`);
}

/** A new exception about a part of a text or of bytes, owned. `object` is borrowed. */
export function newUnicodeError(
  rt: Runtime,
  name: UnicodeErrorName,
  encoding: string,
  object: Ref,
  start: number,
  end: number,
  reason: string,
): Maybe {
  const mark = rt.mark();
  const items: Ref[] = [];
  const parts = [
    () => (name === 'UnicodeTranslateError' ? undefined : rt.str(encoding)),
    () => rt.incref(object),
    () => intFromNumber(rt, start),
    () => intFromNumber(rt, end),
    () => rt.str(reason),
  ];
  for (const make of parts) {
    const part = make();
    if (part === undefined) continue;
    if (part === 0) return rt.finish(mark, 0);
    items.push(rt.hold(part));
  }
  return rt.finish(mark, rt.call(rt.builtin[name].ref, ...items));
}

/** Raises such an exception: returns 0. */
export function raiseUnicodeError(...parameters: Parameters<typeof newUnicodeError>): 0 {
  const exception = newUnicodeError(...parameters);
  return exception === 0 ? 0 : setRaised(parameters[0], exception);
}
