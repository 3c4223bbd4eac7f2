import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { indexAsSize, sizeToInt, strOf } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { strRepr } from '../text/str-repr.js';
import { bindParameters, givenType, type Parameters } from './arguments.js';
import { bufferBytes, hasBuffer } from './buffer.js';
import type { BuiltinDefinition } from './catalog.js';
import { comparisonResult } from './compare.js';
import { reduceByIndex, setIndexState } from './iterator-reduce.js';
import { IntField, IteratorField, StrField, StrState } from './layout.js';
import { namedMethod } from './named-arguments.js';
import { checkCount, type NativeFunction, noArgs } from './native.js';
import { percentStr } from './percent.js';
import { exhaust, newSequenceIteratorOf } from './sequence-iterator.js';
import { isSlice, sliceIndices } from './slice-type.js';
import {
  codePointAt,
  compareStr,
  concatStr,
  dataByte,
  hashStr,
  isExactStr,
  isStr,
  strEquals,
  strKind,
  strLength,
} from './str.js';
import { isAscii } from './str-ascii.js';
import { exactStr, strOfPoint, strRepeat, strSteps } from './str-build.js';
import { decodeObject, encodeStr } from './str-codecs.js';
import { formatMethods } from './str-format.js';
import { characterMethods, makeTransMethod } from './str-methods.js';
import { searchMethods, strContains } from './str-search.js';
import { splitMethods } from './str-split.js';
import { newOfType } from './subclass.js';
import { tupleFromSlots } from './tuple.js';
import { Binary, type BinarySlot, Compare, type TypeObject } from './typeobject.js';
import { encodeUtf8 } from './utf8.js';

/** str: what Python sees of it. The characters are in `str.ts`; the methods are in files of their own. */

/** Bytes of a str of exact type without its characters, and of one of a derived class, which keeps them apart in CPython. */
const ASCII_SIZE = 40;
const COMPACT_SIZE = 56;
const DERIVED_SIZE = 64;

// Making ------------------------------------------------------------------------------------------------------------

const PARAMETERS: Parameters = { function: 'str', names: ['object', 'encoding', 'errors'], required: 0 };

/** str(), str(object), str(bytes, encoding, errors). */
function newStrObject(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  if (count === 1 && kwnames === 0 && type === rt.builtin.str) return makeText(rt, rt.i32[args]! as Ref, 0, 0);
  const isVector = kwnames === 0 && type === rt.builtin.str && rt.profile.versionInfo[1] >= 13;
  if (isVector && !checkCount(rt, 'str', count, 0, 3)) return 0;
  const values = bindParameters(rt, PARAMETERS, args, count, kwnames);
  if (values === undefined) return 0;
  const [object = 0, encoding = 0, errors = 0] = values;
  const typeName = isVector ? vectorType : givenType;
  const value = makeText(rt, object, encoding, errors, typeName);
  return type === rt.builtin.str || value === 0 ? value : newStrOfType(rt, type, value);
}

/** How str() of positional arguments, which parses them itself, names the type of a wrong one. */
function vectorType(rt: Runtime, value: Ref): string {
  return rt.qualifiedTypeName(rt.typeOf(value)).replace(/^__main__\./, '');
}

function makeText(rt: Runtime, object: Maybe, encoding: Maybe, errors: Maybe, typeName = givenType): Maybe {
  const encodingText = codecArgument(rt, 'str', 'encoding', encoding, 'utf-8', typeName);
  if (encodingText === undefined) return 0;
  const errorsText = codecArgument(rt, 'str', 'errors', errors, 'strict', typeName);
  if (errorsText === undefined) return 0;
  if (object === 0) return rt.incref(rt.emptyStr);
  if (encoding === 0 && errors === 0) {
    const text = strOf(rt, object);
    if (text === 0 || isExactStr(rt, text)) return text;
    const mark = rt.mark();
    rt.hold(text);
    return rt.finish(mark, exactStr(rt, text));
  }
  if (isStr(rt, object)) return rt.raise('TypeError', 'decoding str is not supported');
  if (!hasBuffer(rt, object)) {
    const name = rt.typeOf(object).name;
    return rt.raise('TypeError', `decoding to str: need a bytes-like object, ${name} found`);
  }
  const content = bufferBytes(rt, object);
  return content === undefined ? 0 : decodeObject(rt, content, encodingText, errorsText);
}

/** An argument `encoding` or `errors`; undefined on error. */
export function codecArgument(
  rt: Runtime,
  name: string,
  parameter: string,
  value: Maybe,
  fallback: string,
  typeName = givenType,
): string | undefined {
  if (value === 0) return fallback;
  if (isStr(rt, value)) return utf8Argument(rt, value);
  rt.raise('TypeError', `${name}() argument '${parameter}' must be str, not ${typeName(rt, value)}`);
  return undefined;
}

/** The text of a str that C code reads as UTF-8 up to its end; undefined on error. */
export function utf8Argument(rt: Runtime, value: Ref): string | undefined {
  const text = rt.text(value);
  if ((rt.i32[value + StrField.State]! & StrState.Ascii) === 0) {
    const encoded = encodeStr(rt, value, 'utf-8', 'strict');
    if (encoded === 0) return undefined;
    rt.decref(encoded);
  }
  if (!text.includes('\0')) return text;
  rt.raise('ValueError', 'embedded null character');
  return undefined;
}

/** An exact str, taken over, as an object of a derived class. It is not interned, even if the model is. */
function newStrOfType(rt: Runtime, type: TypeObject, model: Ref): Maybe {
  const bytes = dataByte(rt, model) - model * 4 + (strLength(rt, model) + 1) * strKind(rt, model);
  const object = newOfType(rt, type, model, bytes);
  if (object !== 0) rt.i32[object + StrField.State] = rt.i32[object + StrField.State]! & ~StrState.Interned;
  return object;
}

// Slots -------------------------------------------------------------------------------------------------------------

function strCompare(rt: Runtime, self: Ref, other: Ref, op: Compare): Maybe {
  if (!isStr(rt, self) || !isStr(rt, other)) return rt.notImplemented();
  if (op === Compare.Eq) return rt.bool(strEquals(rt, self, other));
  if (op === Compare.Ne) return rt.bool(!strEquals(rt, self, other));
  return comparisonResult(rt, self === other ? 0 : compareStr(rt, self, other), op);
}

function strGetItem(rt: Runtime, self: Ref, key: Ref): Maybe {
  const i32 = rt.i32;
  const length = strLength(rt, self);
  if (i32[key + Header.TypeId] === rt.ids.smallInt) return characterAt(rt, self, i32[key + IntField.Value]!, length);
  if (isSlice(rt, key)) {
    const range = sliceIndices(rt, key, length);
    return range === undefined ? 0 : strSteps(rt, self, range.start, range.step, range.count);
  }
  if (rt.typeOf(key).slots.index === undefined) {
    return rt.raise('TypeError', `string indices must be integers, not '${rt.typeOf(key).name}'`);
  }
  const index = indexAsSize(rt, key, 'IndexError');
  return index === undefined ? 0 : characterAt(rt, self, index, length);
}

function characterAt(rt: Runtime, self: Ref, index: number, length: number): Maybe {
  const place = index < 0 ? index + length : index;
  if (place < 0 || place >= length) return rt.raise('IndexError', 'string index out of range');
  return strOfPoint(rt, codePointAt(rt, self, place));
}

/** Characters that a repr shows as they are, whatever the quotes: ASCII ones. */
function isPlainByte(byte: number): boolean {
  return byte >= 32 && byte < 127 && byte !== 39 && byte !== 92;
}

function strReprOf(rt: Runtime, self: Ref): Maybe {
  const length = strLength(rt, self);
  if (!isAscii(rt, self)) return rt.str(strRepr(rt.text(self)));
  const u8 = rt.u8;
  const from = dataByte(rt, self);
  for (let at = from; at < from + length; at++) {
    if (!isPlainByte(u8[at]!)) return rt.str(strRepr(rt.text(self)));
  }
  const result = rt.strs.make(127, length + 2);
  if (result === 0) return 0;
  const to = dataByte(rt, result);
  u8[to] = 39;
  rt.strs.copy(from, to + 1, length);
  u8[to + length + 1] = 39;
  return result;
}

function strConcat(rt: Runtime, left: Ref, right: Ref): Maybe {
  if (isStr(rt, right)) return concatStr(rt, left, right);
  return rt.raise('TypeError', `can only concatenate str (not "${rt.typeOf(right).name}") to str`);
}

function strIter(rt: Runtime, self: Ref): Maybe {
  const ascii = (rt.i32[self + StrField.State]! & StrState.Ascii) !== 0 && isExactStr(rt, self);
  const type = ascii ? rt.builtin.str_ascii_iterator : rt.builtin.str_iterator;
  return newSequenceIteratorOf(rt, type.typeId, self, 0);
}

function strSizeof(rt: Runtime, self: Ref): Maybe {
  const characters = (strLength(rt, self) + 1) * strKind(rt, self);
  if (!isExactStr(rt, self)) return sizeToInt(rt, DERIVED_SIZE + characters);
  const ascii = (rt.i32[self + StrField.State]! & StrState.Ascii) !== 0;
  if (ascii) return sizeToInt(rt, ASCII_SIZE + characters);
  // The shared strings of one character were born with their UTF-8 form: two bytes and a zero.
  const utf8 = strLength(rt, self) === 1 && rt.latin1[codePointAt(rt, self, 0)] === self ? 3 : 0;
  return sizeToInt(rt, COMPACT_SIZE + characters + utf8);
}

function newArguments(rt: Runtime, self: Ref): Maybe {
  const value = exactStr(rt, self);
  if (value === 0) return 0;
  const mark = rt.mark();
  rt.hold(value);
  const args = tupleFromSlots(rt, mark, 1);
  rt.releaseTo(mark);
  return args;
}

const namedEncode = namedMethod(
  'encode',
  'encoding="utf-8", errors="strict"',
  (rt, self, [encoding, errors]) => {
    if (encoding === 0) {
      const bytes = encodeUtf8(rt, self);
      if (bytes !== -1) return bytes;
    }
    const encodingText = codecArgument(rt, 'encode', 'encoding', encoding ?? 0, 'utf-8');
    const errorsText = codecArgument(rt, 'encode', 'errors', errors ?? 0, 'strict');
    if (encodingText === undefined || errorsText === undefined) return 0;
    return encodeStr(rt, self, encodingText, errorsText);
  },
  'Encode the string using the codec registered for encoding.',
);

const encode: NativeFunction = {
  ...namedEncode,
  one: (rt, self) => {
    const bytes = encodeUtf8(rt, self);
    return bytes === -1 ? encodeStr(rt, self, 'utf-8', 'strict') : bytes;
  },
};

function binaryOperators(): (BinarySlot | undefined)[] {
  const slots: (BinarySlot | undefined)[] = new Array(Binary.Count).fill(undefined);
  slots[Binary.Mod] = percentStr;
  return slots;
}

// Iterators ---------------------------------------------------------------------------------------------------------

function nextCharacter(rt: Runtime, iterator: Ref): Maybe {
  const i32 = rt.i32;
  const text = i32[iterator + IteratorField.Sequence]! as Maybe;
  if (text === 0) return 0;
  const index = i32[iterator + IteratorField.Index]!;
  if (index >= strLength(rt, text)) return exhaust(rt, iterator);
  i32[iterator + IteratorField.Index] = index + 1;
  return strOfPoint(rt, codePointAt(rt, text, index));
}

/** ASCII strings: every character is one of the shared strings. */
function nextAsciiCharacter(rt: Runtime, iterator: Ref): Maybe {
  const i32 = rt.i32;
  const text = i32[iterator + IteratorField.Sequence]! as Maybe;
  if (text === 0) return 0;
  const index = i32[iterator + IteratorField.Index]!;
  if (index >= i32[text + StrField.Length]!) return exhaust(rt, iterator);
  i32[iterator + IteratorField.Index] = index + 1;
  return rt.incref(rt.latin1[rt.u8[(text + StrField.AsciiData) * 4 + index]!]!);
}

function remainingCharacters(rt: Runtime, iterator: Ref): Maybe {
  const text = rt.i32[iterator + IteratorField.Sequence]! as Maybe;
  return sizeToInt(rt, text === 0 ? 0 : strLength(rt, text) - rt.i32[iterator + IteratorField.Index]!);
}

function iteratorType(key: 'str_iterator' | 'str_ascii_iterator', next: typeof nextCharacter): BuiltinDefinition {
  return {
    key,
    final: true,
    layout: () => ({ basicSize: 32, gc: true, slots: [24] }),
    slots: { iter: (rt, self) => rt.incref(self), next },
    methods: [noArgs('__length_hint__', remainingCharacters), reduceByIndex('iter', 'str'), setIndexState(true)],
  };
}

export const strTypes: readonly BuiltinDefinition[] = [
  {
    key: 'str',
    doc:
      "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\n" +
      'Create a new string object from the given object. If encoding or\nerrors is specified, then the object must expose a data buffer\n' +
      'that will be decoded using the given encoding and error handler.',
    layout: () => ({ basicSize: ASCII_SIZE }),
    slots: {
      new: newStrObject,
      repr: strReprOf,
      str: exactStr,
      hash: (rt, self) => {
        hashStr(rt, self);
        return true;
      },
      compare: strCompare,
      iter: strIter,
      binary: binaryOperators(),
      concat: strConcat,
      repeat: strRepeat,
      length: strLength,
      getItem: strGetItem,
      contains: strContains,
    },
    methods: [
      ...characterMethods,
      ...searchMethods,
      ...splitMethods,
      ...formatMethods,
      encode,
      noArgs('__sizeof__', strSizeof),
      noArgs('__getnewargs__', newArguments),
    ],
    staticMethods: [makeTransMethod],
  },
  iteratorType('str_iterator', nextCharacter),
  iteratorType('str_ascii_iterator', nextAsciiCharacter),
];
