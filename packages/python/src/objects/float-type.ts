import { byteAddress, type Ref } from '@uroboros/heap';
import { indexAsSize, indexOf, strOf } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { acceptDerived } from '../runtime/special-results.js';
import { floatRound, nearestEven, roundHalfEven } from '../text/float-ops.js';
import { floatFromBytes, floatFromHex, floatFromText, floatHex, floatRepr } from '../text/float-repr.js';
import { hashFloat, hashPointer } from '../text/hash.js';
import { floatAsIntegerRatio, intFromFloat } from '../text/int-ops.js';
import { givenType, noKeywordsFor } from './arguments.js';
import { bufferBytes, hasBuffer } from './buffer.js';
import type { BuiltinDefinition } from './catalog.js';
import { floatValue, isExactFloat, isFloat, newFloat } from './float.js';
import { floatCompare, floatOperators } from './float-arithmetic.js';
import { intFromBigInt } from './int.js';
import { intFrom, pairOf } from './int-type.js';
import { checkCount, noArgs, oneArg, positional } from './native.js';
import { formatFloatObject } from './number-format.js';
import { dataByte, isExactStr, isStr, strLength } from './str.js';
import { isAscii } from './str-ascii.js';
import { newOfType } from './subclass.js';
import { orThrow, raiseTextError } from './text-errors.js';
import { tupleFromSlots } from './tuple.js';
import type { TypeObject } from './typeobject.js';

/** float: what Python sees of it. */

const FLOAT_BYTES = 24;

// Making ------------------------------------------------------------------------------------------------------------

/** float(), float(x) */
function newFloatObject(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  if (!noKeywordsFor(rt, type, rt.builtin.float, 'init', kwnames)) return 0;
  if (!checkCount(rt, 'float', count, 0, 1)) return 0;
  const value = count === 0 ? newFloat(rt, 0) : toFloat(rt, rt.i32[args]! as Ref);
  return type === rt.builtin.float ? value : newOfType(rt, type, value, FLOAT_BYTES);
}

/** Powers of ten that a double holds exactly. */
const POWERS = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);

/**
 * The value of an ASCII text that is a decimal fraction of at most 15 digits, between spaces perhaps: a quotient of two exact
 * doubles is the double nearest to it. NaN for all else, which the general parser reads.
 */
function plainDecimal(rt: Runtime, text: Ref): number {
  if (!isAscii(rt, text)) return Number.NaN;
  const { u8 } = rt;
  let at = dataByte(rt, text);
  let end = at + strLength(rt, text);
  while (at < end && u8[at] === 32) at++;
  while (at < end && u8[end - 1] === 32) end--;
  const negative = u8[at] === 45;
  if (negative) at++;
  if (at === end || end - at > 16) return Number.NaN;
  let value = 0;
  let digits = 0;
  let point = -1;
  for (; at < end; at++) {
    const digit = u8[at]! - 48;
    if (digit === -2 && point < 0) point = digits;
    else if (digit < 0 || digit > 9) return Number.NaN;
    else {
      value = value * 10 + digit;
      digits++;
    }
  }
  if (digits === 0 || digits > 15) return Number.NaN;
  if (point >= 0) value /= POWERS[digits - point]!;
  return negative ? -value : value;
}

/** float(object): a float of exact type. */
export function toFloat(rt: Runtime, object: Ref): Maybe {
  if (isExactFloat(rt, object)) return rt.incref(object);
  try {
    if (isStr(rt, object)) {
      const plain = plainDecimal(rt, object);
      return newFloat(rt, Number.isNaN(plain) ? floatFromText(rt.text(object)) : plain);
    }
    if (rt.typeOf(object).slots.float === undefined && hasBuffer(rt, object)) {
      const content = bufferBytes(rt, object);
      return content === undefined ? 0 : newFloat(rt, floatFromBytes(content));
    }
    const value = doubleOf(rt, object, "float() argument must be a string or a real number, not '%s'");
    return value === undefined ? 0 : newFloat(rt, value);
  } catch (error) {
    return isExactStr(rt, object) || rt.typeId(object) === rt.ids.bytes
      ? raiseTextError(rt, error)
      : notAFloat(rt, object);
  }
}

/** A text or buffer of another type shows itself in the message. */
function notAFloat(rt: Runtime, object: Ref): 0 {
  const shown = rt.repr(object);
  return shown === undefined ? 0 : rt.raise('ValueError', `could not convert string to float: ${shown}`);
}

/**
 * The double that an object stands for (PyFloat_AsDouble): through `__float__` or `__index__`. undefined on error; `refusal` is
 * the TypeError's text, with the type in place of %s.
 */
export function doubleOf(rt: Runtime, object: Ref, refusal = 'must be real number, not %s'): number | undefined {
  if (isFloat(rt, object) && rt.typeOf(object).slots.float === floatCopy) return floatValue(rt, object);
  const type = rt.typeOf(object);
  const { float, index } = type.slots;
  if (float !== undefined) return resultDouble(rt, type, float(rt, object));
  if (index === undefined) {
    rt.raise('TypeError', refusal.replace('%s', type.name));
    return undefined;
  }
  const int = indexOf(rt, object);
  if (int === 0) return undefined;
  const result = resultDouble(rt, type, rt.builtin.int.slots.float!(rt, int));
  rt.decref(int);
  return result;
}

function resultDouble(rt: Runtime, type: TypeObject, result: Maybe): number | undefined {
  if (result === 0) return undefined;
  if (!isFloat(rt, result)) {
    rt.wrongResult(result, `${type.name}.__float__ returned non-float (type %s)`);
    return undefined;
  }
  if (!isExactFloat(rt, result) && !acceptDerived(rt, result, `${type.name}.__float__`, 'float')) return undefined;
  const value = floatValue(rt, result);
  rt.decref(result);
  return value;
}

/** +x, float(x), x.real: the number itself, as a float of exact type. */
function floatCopy(rt: Runtime, self: Ref): Maybe {
  return isExactFloat(rt, self) ? rt.incref(self) : newFloat(rt, floatValue(rt, self));
}

// Slots -------------------------------------------------------------------------------------------------------------

const halves = new Int32Array(2);

function floatHash(rt: Runtime, self: Ref): boolean {
  const value = floatValue(rt, self);
  // All NaNs in a dictionary would collide: they hash by identity.
  if (Number.isNaN(value)) hashPointer(byteAddress(self) | 0, 0, halves);
  else hashFloat(value, halves);
  rt.hashLow = halves[0]!;
  rt.hashHigh = halves[1]!;
  return true;
}

/** The int of a float that an algorithm of `text/` gives, or its Python exception. */
function integral(rt: Runtime, value: number, round: (x: number) => number | bigint): Maybe {
  try {
    return intFrom(rt, round(value));
  } catch (error) {
    return raiseTextError(rt, error);
  }
}

function truncated(rt: Runtime, self: Ref): Maybe {
  const value = floatValue(rt, self);
  if (Math.abs(value) < 2 ** 52) return rt.fast.newInt(Math.trunc(value) + 0);
  return integral(rt, floatValue(rt, self), intFromFloat);
}

// Methods -----------------------------------------------------------------------------------------------------------

function floatRoundMethod(rt: Runtime, self: Ref, args: number, count: number): Maybe {
  return roundFloat(rt, self, count === 0 ? rt.None : (rt.i32[args]! as Ref));
}

/** round(float, digits); digits may be None. */
export function roundFloat(rt: Runtime, self: Ref, digits: Ref): Maybe {
  const value = floatValue(rt, self);
  if (digits === rt.None) {
    if (Math.abs(value) < 2 ** 52) return rt.fast.newInt(nearestEven(value) + 0);
    return integral(rt, value, roundHalfEven);
  }
  const places = indexAsSize(rt, digits, undefined);
  if (places === undefined) return 0;
  try {
    return newFloat(rt, floatRound(value, places));
  } catch (error) {
    return raiseTextError(rt, error);
  }
}

function floatFormat(rt: Runtime, self: Ref, spec: Ref): Maybe {
  if (!isStr(rt, spec)) {
    return rt.raise('TypeError', `__format__() argument must be str, not ${givenType(rt, spec)}`);
  }
  if (strLength(rt, spec) === 0) return strOf(rt, self);
  return formatFloatObject(rt, self, rt.text(spec));
}

function floatRatio(rt: Runtime, self: Ref): Maybe {
  try {
    const [numerator, denominator] = floatAsIntegerRatio(floatValue(rt, self));
    const first = orThrow(intFromBigInt(rt, numerator));
    return pairOf(rt, first, intFromBigInt(rt, denominator));
  } catch (error) {
    return raiseTextError(rt, error);
  }
}

function fromHex(rt: Runtime, type: Ref, text: Ref): Maybe {
  if (!isStr(rt, text)) return rt.raise('TypeError', 'bad argument type for built-in operation');
  let value: Maybe;
  try {
    value = newFloat(rt, floatFromHex(rt.text(text)));
  } catch (error) {
    return raiseTextError(rt, error);
  }
  return ofClass(rt, type, value);
}

function getFormat(rt: Runtime, _type: Ref, kind: Ref): Maybe {
  if (!isStr(rt, kind)) {
    return rt.raise('TypeError', `__getformat__() argument must be str, not ${givenType(rt, kind)}`);
  }
  const text = rt.text(kind);
  if (text === 'double' || text === 'float') return rt.str('IEEE, little-endian');
  return rt.raise('ValueError', "__getformat__() argument 1 must be 'double' or 'float'");
}

/** An owned float, or what a derived class makes of it. */
function ofClass(rt: Runtime, type: Ref, value: Maybe): Maybe {
  if (value === 0 || type === rt.builtin.float.ref) return value;
  const mark = rt.mark();
  rt.hold(value);
  return rt.finish(mark, rt.call(type, value));
}

function newArguments(rt: Runtime, self: Ref): Maybe {
  const mark = rt.mark();
  const value = newFloat(rt, floatValue(rt, self));
  if (value === 0) return 0;
  rt.hold(value);
  const args = tupleFromSlots(rt, mark, 1);
  rt.releaseTo(mark);
  return args;
}

/** repr(float), which is str(float) and format(float, '') too. */
export function floatReprOf(rt: Runtime, self: Ref): Maybe {
  const { writer } = rt;
  writer.begin();
  writer.text(floatRepr(floatValue(rt, self)));
  return writer.finish() as Maybe;
}

export const floatType: BuiltinDefinition = {
  key: 'float',
  doc: 'Convert a string or number to a floating-point number, if possible.',
  layout: () => ({ basicSize: FLOAT_BYTES, freeList: { limit: 100 } }),
  slots: {
    new: newFloatObject,
    repr: floatReprOf,
    hash: floatHash,
    compare: floatCompare,
    binary: floatOperators(),
    negative: (rt, self) => newFloat(rt, -floatValue(rt, self)),
    positive: floatCopy,
    absolute: (rt, self) => newFloat(rt, Math.abs(floatValue(rt, self))),
    int: truncated,
    float: floatCopy,
    bool: (rt, self) => (floatValue(rt, self) === 0 ? 0 : 1),
  },
  methods: [
    noArgs('conjugate', floatCopy, 'Return self, the complex conjugate of any float.'),
    noArgs(
      'as_integer_ratio',
      floatRatio,
      'Return a pair of integers, whose ratio is exactly equal to the original float.',
    ),
    noArgs(
      'is_integer',
      (rt, self) => rt.bool(Number.isInteger(floatValue(rt, self))),
      'Return True if the float is an integer.',
    ),
    noArgs(
      'hex',
      (rt, self) => rt.str(floatHex(floatValue(rt, self))),
      'Return a hexadecimal representation of a floating-point number.',
    ),
    positional('__round__', 0, 1, floatRoundMethod, 'Return the Integral closest to x, rounding half toward even.'),
    noArgs('__trunc__', truncated, 'Return the Integral closest to x between 0 and x.'),
    noArgs(
      '__floor__',
      (rt, self) => integral(rt, Math.floor(floatValue(rt, self)), intFromFloat),
      'Return the floor as an Integral.',
    ),
    noArgs(
      '__ceil__',
      (rt, self) => integral(rt, Math.ceil(floatValue(rt, self)), intFromFloat),
      'Return the ceiling as an Integral.',
    ),
    oneArg('__format__', floatFormat, 'Formats the float according to format_spec.'),
    noArgs('__getnewargs__', newArguments),
  ],
  classMethods: [
    oneArg('__getformat__', getFormat, "You probably don't want to use this function."),
    oneArg('fromhex', fromHex, 'Create a floating-point number from a hexadecimal string.'),
  ],
  attributes: [
    { name: 'real', get: floatCopy, doc: 'the real part of a complex number' },
    { name: 'imag', get: (rt) => newFloat(rt, 0), doc: 'the imaginary part of a complex number' },
  ],
};
