import type { Ref } from '@uroboros/heap';
import { indexAsSize, indexOf, strOf } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { callSpecial } from '../runtime/slot-calls.js';
import { acceptDerived } from '../runtime/special-results.js';
import { warn } from '../runtime/warn.js';
import { bitCount, bitLength, intRound, intToFloat } from '../text/int-ops.js';
import { intFromBytes, intFromText, intToText } from '../text/int-text.js';
import { givenType, unexpectedKeyword } from './arguments.js';
import { bufferBytes, hasBuffer } from './buffer.js';
import { isByteArray } from './bytearray.js';
import { isBytes } from './bytes.js';
import type { BuiltinDefinition } from './catalog.js';
import { comparisonResult } from './compare.js';
import { newFloat } from './float.js';
import { digitCount, intFromBigInt, intFromNumber, intFromWord, intNumber, intSign, intValue, isInt } from './int.js';
import { intAbsolute, intCopy, intInvert, intNegative, intOperators } from './int-arithmetic.js';
import { intFromBytesMethod, intToBytes } from './int-bytes.js';
import { compareLong, residueOfLong } from './int-long.js';
import { IntField, StrField } from './layout.js';
import { checkCount, noArgs, oneArg, positional } from './native.js';
import { formatIntObject } from './number-format.js';
import { dataByte, isStr, strKind, strLength } from './str.js';
import { newOfType } from './subclass.js';
import { raiseTextError } from './text-errors.js';
import { tupleFromSlots } from './tuple.js';
import type { Compare, TypeObject } from './typeobject.js';

export { intPow3 } from './int-arithmetic.js';

/** int: what Python sees of it. The numbers themselves are in `int.ts`, the operators in `int-arithmetic.ts`. */

/** Bytes of an int before its digits, and of a digit. */
const INT_BASIC_SIZE = 24;
const DIGIT_BYTES = 4;

/** The int of what an algorithm of `text/` gives: a number where that is exact. */
export function intFrom(rt: Runtime, value: number | bigint): Maybe {
  return typeof value === 'number' ? intFromNumber(rt, value) : intFromBigInt(rt, value);
}

/** The value in the form the algorithms of `text/` take: a number where that is exact. */
export function intNumeric(rt: Runtime, object: Ref): number | bigint {
  const value = intNumber(rt, object);
  return Number.isNaN(value) ? intValue(rt, object) : value;
}

// Making ------------------------------------------------------------------------------------------------------------

/** int(), int(x), int(x, base), int(x, base=base). */
function newInt(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  const keywordCount = kwnames === 0 ? 0 : rt.tupleSize(kwnames);
  const isVector = keywordCount === 0 && type === rt.builtin.int && rt.profile.versionInfo[1] >= 13;
  if (isVector && !checkCount(rt, 'int', count, 0, 2)) return 0;
  if (count + keywordCount > 2) {
    return rt.raise('TypeError', `int() takes at most 2 arguments (${count + keywordCount} given)`);
  }
  let base: Maybe = count === 2 ? (rt.i32[args + 2]! as Ref) : 0;
  for (let k = 0; k < keywordCount; k++) {
    const keyword = rt.text(rt.tupleItem(kwnames as Ref, k));
    if (keyword !== 'base') return unexpectedKeyword(rt, 'int', keyword);
    if (base !== 0) return rt.raise('TypeError', "argument for int() given by name ('base') and position (2)");
    base = rt.i32[args + 2 * (count + k)]! as Ref;
  }
  const value = makeInt(rt, count === 0 ? 0 : (rt.i32[args]! as Ref), base);
  return type === rt.builtin.int ? value : newIntOfType(rt, type, value);
}

/** An int, taken over, as an object of a derived type. */
export function newIntOfType(rt: Runtime, type: TypeObject, value: Maybe): Maybe {
  if (value === 0) return 0;
  return newOfType(rt, type, value, INT_BASIC_SIZE + DIGIT_BYTES * Math.max(digitCount(rt, value), 1));
}

function makeInt(rt: Runtime, value: Maybe, base: Maybe): Maybe {
  if (value === 0) {
    if (base !== 0) return rt.raise('TypeError', 'int() missing string argument');
    return intFromWord(rt, 0);
  }
  if (base === 0) return toInt(rt, value);
  const number = indexAsSize(rt, base, undefined);
  if (number === undefined) return 0;
  if (number !== 0 && (number < 2 || number > 36)) {
    return rt.raise('ValueError', 'int() base must be >= 2 and <= 36, or 0');
  }
  if (isStr(rt, value)) return parseText(rt, value, number);
  if (isBytes(rt, value) || isByteArray(rt, value)) return parseBytes(rt, value, number);
  return rt.raise('TypeError', "int() can't convert non-string with explicit base");
}

/** Decimal digits alone, few enough for a double: −1 for all else, which the general parser reads. */
function plainDigits(rt: Runtime, text: Ref): number {
  const length = strLength(rt, text);
  if (length === 0 || length > 15 || strKind(rt, text) !== 1) return -1;
  const data = dataByte(rt, text);
  let value = 0;
  for (let i = 0; i < length; i++) {
    const digit = rt.u8[data + i]! - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

function parseText(rt: Runtime, text: Ref, base: number): Maybe {
  const plain = base === 10 ? plainDigits(rt, text) : -1;
  if (plain >= 0) return intFromNumber(rt, plain);
  try {
    return intFrom(rt, intFromText(rt.text(text), base, rt.maxStrDigits));
  } catch (error) {
    return raiseTextError(rt, error);
  }
}

function parseBytes(rt: Runtime, bytes: Ref, base: number): Maybe {
  try {
    const content = bufferBytes(rt, bytes);
    return content === undefined ? 0 : intFrom(rt, intFromBytes(content, base, rt.maxStrDigits));
  } catch (error) {
    return raiseTextError(rt, error);
  }
}

/** What `__trunc__` gave as an int; owned. To use it is deprecated. */
function intOfTruncated(rt: Runtime, truncated: Ref): Maybe {
  const mark = rt.mark();
  rt.hold(truncated);
  if (!warn(rt, 'DeprecationWarning', 'The delegation of int() to __trunc__ is deprecated.')) return rt.finish(mark, 0);
  if (isInt(rt, truncated)) return rt.finish(mark, intCopy(rt, truncated));
  const type = rt.typeOf(truncated);
  if (type.slots.index === undefined) {
    return rt.finish(mark, rt.raise('TypeError', `__trunc__ returned non-Integral (type ${type.name})`));
  }
  const value = type.slots.index(rt, truncated);
  return rt.finish(mark, exactInt(rt, value, '__index__'));
}

/** int(object) (PyNumber_Long): an int of exact type. */
export function toInt(rt: Runtime, object: Ref): Maybe {
  const slots = rt.typeOf(object).slots;
  if (slots.int !== undefined) return exactInt(rt, slots.int(rt, object), '__int__');
  if (slots.index !== undefined) return exactInt(rt, slots.index(rt, object), '__index__');
  const truncated = callSpecial(rt, object, rt.name('__trunc__'), []);
  if (truncated !== 0) return intOfTruncated(rt, truncated);
  if (rt.failed) return 0;
  if (isStr(rt, object)) return parseText(rt, object, 10);
  if (hasBuffer(rt, object)) return parseBytes(rt, object, 10);
  const name = rt.typeOf(object).name;
  return rt.raise('TypeError', `int() argument must be a string, a bytes-like object or a real number, not '${name}'`);
}

/** What a special method returned, owned, as an int of exact type. */
function exactInt(rt: Runtime, result: Maybe, method: '__int__' | '__index__'): Maybe {
  if (result === 0) return 0;
  const id = rt.typeId(result);
  if (id === rt.ids.smallInt || id === rt.ids.bigInt) return result;
  if (!isInt(rt, result)) return rt.wrongResult(result, `${method} returned non-int (type %s)`);
  if (!acceptDerived(rt, result, method, 'int')) return 0;
  const mark = rt.mark();
  rt.hold(result);
  return rt.finish(mark, intCopy(rt, result));
}

// Slots -------------------------------------------------------------------------------------------------------------

/** The digits of a number of up to 53 bits. */
function decimalStr(rt: Runtime, value: number): Maybe {
  if (value === (value | 0) && value !== -(2 ** 31)) return rt.strs.decimal(value);
  const { writer } = rt;
  writer.begin();
  if (value < 0) writer.byte(45);
  writer.digits(value < 0 ? -value : value, 0);
  return writer.finish() as Maybe;
}

/** Ints of up to so many digits of 30 bits are shown without a BigInt; below the least that sys.set_int_max_str_digits allows. */
const MOST_SHOWN_HERE = 30;

/** An int in base 10⁶, lowest limb first: a limb times 2³⁰ is still exact. */
const limbs = new Float64Array(64);

/** The limbs of an int; their number. */
function toLimbs(rt: Runtime, self: Ref): number {
  const { i32 } = rt;
  let used = 0;
  for (let i = (i32[self + IntField.Tag]! >> 3) - 1; i >= 0; i--) {
    let carry = i32[self + IntField.Digits + i]!;
    for (let j = 0; j < used; j++) {
      const sum = limbs[j]! * 2 ** 30 + carry;
      carry = Math.floor(sum / 1e6);
      limbs[j] = sum - carry * 1e6;
    }
    for (; carry !== 0; carry = Math.floor(carry / 1e6)) limbs[used++] = carry % 1e6;
  }
  return used;
}

/** The decimal text of an int of a few digits of 30 bits, but of more than 53 bits (long_to_decimal_string). */
function mediumStr(rt: Runtime, self: Ref): Maybe {
  const isNegative = intSign(rt, self) < 0;
  const used = toLimbs(rt, self);
  const length = 6 * (used - 1) + String(limbs[used - 1]!).length + (isNegative ? 1 : 0);
  const made = rt.strs.make(127, length);
  if (made === 0) return 0;
  const { u8 } = rt;
  const first = (made + StrField.AsciiData) * 4;
  let at = first + length;
  for (let j = 0; j < used; j++) {
    let limb = limbs[j]! | 0;
    for (let left = 6; left > 0 && (j < used - 1 || limb !== 0); left--) {
      const rest = (limb / 10) | 0;
      u8[--at] = 48 + limb - rest * 10;
      limb = rest;
    }
  }
  if (isNegative) u8[first] = 45;
  return made;
}

/** The decimal digits, or ValueError if there are too many. */
export function intRepr(rt: Runtime, self: Ref): Maybe {
  const number = intNumber(rt, self);
  if (!Number.isNaN(number)) return decimalStr(rt, number);
  if (rt.i32[self + IntField.Tag]! >> 3 <= MOST_SHOWN_HERE) return mediumStr(rt, self);
  try {
    return rt.str(intToText(intValue(rt, self), 10, rt.maxStrDigits));
  } catch (error) {
    return raiseTextError(rt, error);
  }
}

function intHash(rt: Runtime, self: Ref): boolean {
  if (rt.i32[self + IntField.Tag]! >> 3 <= 1) {
    const value = intNumber(rt, self);
    rt.hashLow = value === -1 ? -2 : value;
    rt.hashHigh = value < 0 ? -1 : 0;
    return true;
  }
  const { low, high } = residueOfLong(rt, self);
  const negative = intSign(rt, self) < 0;
  const lower = low | (high << 30);
  const upper = high >>> 2;
  // −1 says that there is no hash: −2 takes its place, as in CPython.
  rt.hashLow = negative ? (lower === 1 && upper === 0 ? -2 : -lower | 0) : lower;
  rt.hashHigh = negative ? (lower === 0 ? -upper : ~upper) | 0 : upper;
  return true;
}

/** Negative, 0 or positive as the left number is below, equal to or above the right one. */
export function compareInts(rt: Runtime, left: Ref, right: Ref): number {
  const difference = intNumber(rt, left) - intNumber(rt, right);
  if (!Number.isNaN(difference)) return difference;
  return compareLong(rt, left, right);
}

function intCompare(rt: Runtime, self: Ref, other: Ref, op: Compare): Maybe {
  if (!isInt(rt, self) || !isInt(rt, other)) return rt.notImplemented();
  return comparisonResult(rt, compareInts(rt, self, other), op);
}

/** float(int). */
function intFloat(rt: Runtime, self: Ref): Maybe {
  const number = intNumber(rt, self);
  if (!Number.isNaN(number)) return newFloat(rt, number);
  try {
    return newFloat(rt, intToFloat(intValue(rt, self)));
  } catch (error) {
    return raiseTextError(rt, error);
  }
}

// Methods -----------------------------------------------------------------------------------------------------------

function intSizeof(rt: Runtime, self: Ref): Maybe {
  const basic = rt.heap.types.basicSize[rt.typeId(self)]!;
  return intFromWord(rt, basic + DIGIT_BYTES * Math.max(digitCount(rt, self), 1));
}

/** (self, 1) */
function intRatio(rt: Runtime, self: Ref): Maybe {
  return pairOf(rt, intCopy(rt, self), intFromWord(rt, 1));
}

/** A tuple of two owned references, which it takes over; ints are leaves, so that making the second collects nothing. */
export function pairOf(rt: Runtime, first: Maybe, second: Maybe): Maybe {
  const mark = rt.mark();
  if (first !== 0) rt.hold(first);
  if (second !== 0) rt.hold(second);
  const pair = first === 0 || second === 0 ? 0 : tupleFromSlots(rt, mark, 2);
  rt.releaseTo(mark);
  return pair;
}

function intRoundMethod(rt: Runtime, self: Ref, args: number, count: number): Maybe {
  if (count === 0) return intCopy(rt, self);
  const digits = indexOf(rt, rt.i32[args]! as Ref);
  if (digits === 0) return 0;
  const sign = intSign(rt, digits);
  const number = intNumber(rt, digits);
  rt.decref(digits);
  if (sign >= 0) return intCopy(rt, self);
  return intFromBigInt(rt, intRound(intValue(rt, self), Number.isNaN(number) ? -Infinity : number));
}

function intFormat(rt: Runtime, self: Ref, spec: Ref): Maybe {
  if (!isStr(rt, spec)) {
    return rt.raise('TypeError', `__format__() argument must be str, not ${givenType(rt, spec)}`);
  }
  if (rt.text(spec) === '') return strOf(rt, self);
  return formatIntObject(rt, self, rt.text(spec));
}

function newArguments(rt: Runtime, self: Ref): Maybe {
  const value = intCopy(rt, self);
  if (value === 0) return 0;
  const mark = rt.mark();
  rt.hold(value);
  const args = tupleFromSlots(rt, mark, 1);
  rt.releaseTo(mark);
  return args;
}

export const intType: BuiltinDefinition = {
  key: 'int',
  doc:
    'int([x]) -> integer\nint(x, base=10) -> integer\n\nConvert a number or string to an integer, or return 0 if no arguments\n' +
    'are given.  If x is a number, return x.__int__().  For floating-point\nnumbers, this truncates towards zero.',
  layout: () => ({ basicSize: INT_BASIC_SIZE }),
  slots: {
    new: newInt,
    repr: intRepr,
    hash: intHash,
    compare: intCompare,
    binary: intOperators(),
    negative: intNegative,
    positive: intCopy,
    absolute: intAbsolute,
    invert: intInvert,
    int: intCopy,
    float: intFloat,
    index: intCopy,
    bool: (rt, self) => (intSign(rt, self) === 0 ? 0 : 1),
  },
  methods: [
    noArgs(
      'bit_length',
      (rt, self) => intFromWord(rt, bitLength(intNumeric(rt, self))),
      'Number of bits necessary to represent self in binary.',
    ),
    noArgs(
      'bit_count',
      (rt, self) => intFromWord(rt, bitCount(intNumeric(rt, self))),
      'Number of ones in the binary representation of the absolute value of self.',
    ),
    noArgs('conjugate', intCopy, 'Returns self, the complex conjugate of any int.'),
    noArgs('as_integer_ratio', intRatio, 'Return a pair of integers, whose ratio is equal to the original int.'),
    noArgs(
      'is_integer',
      (rt) => rt.bool(true),
      'Returns True. Exists for duck type compatibility with float.is_integer.',
    ),
    intToBytes,
    positional('__round__', 0, 1, intRoundMethod),
    noArgs('__trunc__', intCopy),
    noArgs('__floor__', intCopy),
    noArgs('__ceil__', intCopy),
    oneArg('__format__', intFormat),
    noArgs('__sizeof__', intSizeof),
    noArgs('__getnewargs__', newArguments),
  ],
  classMethods: [intFromBytesMethod],
  attributes: [
    { name: 'real', get: intCopy, doc: 'the real part of a complex number' },
    { name: 'imag', get: (rt) => intFromWord(rt, 0), doc: 'the imaginary part of a complex number' },
    { name: 'numerator', get: intCopy, doc: 'the numerator of a rational number in lowest terms' },
    {
      name: 'denominator',
      get: (rt) => intFromWord(rt, 1),
      doc: 'the denominator of a rational number in lowest terms',
    },
  ],
};
