import { byteAddress, type Ref } from '@uroboros/heap';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { callSpecial } from '../runtime/slot-calls.js';
import { acceptDerived } from '../runtime/special-results.js';
import { type Complex, complexPower, magnitude, product, quotient } from '../text/complex-ops.js';
import { complexFromText, complexRepr } from '../text/float-repr.js';
import { hashComplex, hashPointer } from '../text/hash.js';
import { compareIntFloat } from '../text/int-ops.js';
import { bindParameters, givenType, type Parameters } from './arguments.js';
import type { BuiltinDefinition } from './catalog.js';
import { COMPLEX_BYTES, imagPart, isComplex, isExactComplex, newComplex, realPart } from './complex.js';
import { floatValue, isFloat, newFloat } from './float.js';
import { doubleOf } from './float-type.js';
import { intNumber, intValue, isInt } from './int.js';
import { noArgs, oneArg } from './native.js';
import { formatComplexObject } from './number-format.js';
import { isStr } from './str.js';
import { newOfType } from './subclass.js';
import { guarded, raiseTextError } from './text-errors.js';
import { tupleFromSlots } from './tuple.js';
import { Binary, type BinarySlot, Compare, type TypeObject } from './typeobject.js';

/** complex: what Python sees of it. */

// Making ------------------------------------------------------------------------------------------------------------

const PARAMETERS: Parameters = { function: 'complex', names: ['real', 'imag'], required: 0 };

/** complex(), complex(text), complex(real, imag). */
function newComplexObject(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  const values = bindParameters(rt, PARAMETERS, args, count, kwnames);
  if (values === undefined) return 0;
  const [real = 0, imag = 0] = values;
  if (real !== 0 && imag === 0 && isExactComplex(rt, real) && type === rt.builtin.complex) return rt.incref(real);
  const value = parts(rt, real, imag);
  if (value === undefined) return 0;
  const made = newComplex(rt, value.re, value.im);
  return type === rt.builtin.complex ? made : newOfType(rt, type, made, COMPLEX_BYTES);
}

function parts(rt: Runtime, real: Maybe, imag: Maybe): Complex | undefined {
  if (real !== 0 && isStr(rt, real)) {
    if (imag === 0) return guarded(rt, () => complexFromText(rt.text(real)));
    rt.raise('TypeError', "complex() can't take second arg if first is a string");
    return undefined;
  }
  if (imag !== 0 && isStr(rt, imag)) {
    rt.raise('TypeError', "complex() second arg can't be a string");
    return undefined;
  }
  const first = real === 0 ? { re: 0, im: 0 } : firstPart(rt, real, imag);
  if (first === undefined || imag === 0) return first;
  // Two complex numbers: real + imag·j, multiplied out.
  if (isComplex(rt, imag)) {
    return { re: first.re - imagPart(rt, imag), im: realPart(rt, imag) + (first.im === 0 ? 0 : first.im) };
  }
  if (!isSecond(rt, imag)) return undefined;
  const second = doubleOf(rt, imag);
  if (second === undefined) return undefined;
  return { re: first.re, im: real !== 0 && isComplex(rt, real) ? second + first.im : second };
}

/** Whether the second argument is a number: else TypeError. */
function isSecond(rt: Runtime, imag: Ref): boolean {
  const { float, index } = rt.typeOf(imag).slots;
  if (float !== undefined || index !== undefined || isComplex(rt, imag)) return true;
  rt.raise('TypeError', `complex() second argument must be a number, not '${rt.typeOf(imag).name}'`);
  return false;
}

/**
 * The first argument: through `__complex__`, as a complex number, or as a real one. Before that one is asked, the second must be a number,
 * if there is one.
 */
function firstPart(rt: Runtime, real: Ref, imag: Maybe): Complex | undefined {
  const special = complexMethod(rt, real);
  if (special !== undefined) return special;
  if (rt.failed) return undefined;
  if (isComplex(rt, real)) return { re: realPart(rt, real), im: imagPart(rt, real) };
  const { float, index } = rt.typeOf(real).slots;
  if (float === undefined && index === undefined) {
    rt.raise('TypeError', `complex() first argument must be a string or a number, not '${rt.typeOf(real).name}'`);
    return undefined;
  }
  if (imag !== 0 && !isSecond(rt, imag)) return undefined;
  const value = doubleOf(rt, real);
  return value === undefined ? undefined : { re: value, im: 0 };
}

/** What an object's `__complex__` gives; undefined if it has none, or on error. */
export function complexMethod(rt: Runtime, object: Ref): Complex | undefined {
  if (isExactComplex(rt, object)) return { re: realPart(rt, object), im: imagPart(rt, object) };
  const result = callSpecial(rt, object, rt.name('__complex__'), []);
  if (result === 0) return undefined;
  if (!isComplex(rt, result)) {
    rt.wrongResult(result, '__complex__ returned non-complex (type %s)');
    return undefined;
  }
  if (!isExactComplex(rt, result) && !acceptDerived(rt, result, '__complex__', 'complex')) return undefined;
  const value = { re: realPart(rt, result), im: imagPart(rt, result) };
  rt.decref(result);
  return value;
}

// Operators ---------------------------------------------------------------------------------------------------------

/** An operand as a complex number; 0 if it is none, undefined if it is an int beyond every float. */
function operand(rt: Runtime, object: Ref): Complex | 0 | undefined {
  if (isComplex(rt, object)) return { re: realPart(rt, object), im: imagPart(rt, object) };
  if (isFloat(rt, object)) return { re: floatValue(rt, object), im: 0 };
  if (!isInt(rt, object)) return 0;
  let value = intNumber(rt, object);
  if (Number.isNaN(value)) value = Number(intValue(rt, object));
  if (value - value === 0) return { re: value, im: 0 };
  rt.raise('OverflowError', 'int too large to convert to float');
  return undefined;
}

function operator(compute: (a: Complex, b: Complex) => Complex): BinarySlot {
  return (rt, left, right) => {
    const a = operand(rt, left);
    if (a === undefined) return 0;
    if (a === 0) return rt.notImplemented();
    const b = operand(rt, right);
    if (b === undefined) return 0;
    if (b === 0) return rt.notImplemented();
    const value = guarded(rt, () => compute(a, b));
    return value === undefined ? 0 : newComplex(rt, value.re, value.im);
  };
}

/** left ** right for operands of which one need not be complex: what a float's power gives that is not real. */
export const complexPow = operator(complexPower);

function operators(): (BinarySlot | undefined)[] {
  const slots: (BinarySlot | undefined)[] = new Array(Binary.Count).fill(undefined);
  slots[Binary.Add] = operator((a, b) => ({ re: a.re + b.re, im: a.im + b.im }));
  slots[Binary.Sub] = operator((a, b) => ({ re: a.re - b.re, im: a.im - b.im }));
  slots[Binary.Mult] = operator(product);
  slots[Binary.TrueDiv] = operator(quotient);
  slots[Binary.Pow] = complexPow;
  return slots;
}

/** Only equality: a complex number equals a real one if its imaginary part is 0. */
function compare(rt: Runtime, self: Ref, other: Ref, op: Compare): Maybe {
  if (op !== Compare.Eq && op !== Compare.Ne) return rt.notImplemented();
  const re = realPart(rt, self);
  const im = imagPart(rt, self);
  let equal: boolean;
  if (isComplex(rt, other)) equal = re === realPart(rt, other) && im === imagPart(rt, other);
  else if (isFloat(rt, other)) equal = im === 0 && re === floatValue(rt, other);
  else if (isInt(rt, other)) equal = im === 0 && !Number.isNaN(re) && compareIntFloat(intValue(rt, other), re) === 0;
  else return rt.notImplemented();
  return rt.bool(equal === (op === Compare.Eq));
}

const halves = new Int32Array(2);

function hash(rt: Runtime, self: Ref): boolean {
  const re = realPart(rt, self);
  const im = imagPart(rt, self);
  if (Number.isNaN(re) || Number.isNaN(im)) hashPointer(byteAddress(self) | 0, 0, halves);
  else hashComplex(re, im, halves);
  rt.hashLow = halves[0]!;
  rt.hashHigh = halves[1]!;
  return true;
}

/** The number itself, as a complex of exact type. */
function copy(rt: Runtime, self: Ref): Maybe {
  return isExactComplex(rt, self) ? rt.incref(self) : newComplex(rt, realPart(rt, self), imagPart(rt, self));
}

function absolute(rt: Runtime, self: Ref): Maybe {
  const value = guarded(rt, () => magnitude({ re: realPart(rt, self), im: imagPart(rt, self) }));
  return value === undefined ? 0 : newFloat(rt, value);
}

function format(rt: Runtime, self: Ref, spec: Ref): Maybe {
  if (!isStr(rt, spec)) {
    return rt.raise('TypeError', `__format__() argument must be str, not ${givenType(rt, spec)}`);
  }
  try {
    return formatComplexObject(rt, self, rt.text(spec));
  } catch (error) {
    return raiseTextError(rt, error);
  }
}

function newArguments(rt: Runtime, self: Ref): Maybe {
  const mark = rt.mark();
  for (const part of [realPart(rt, self), imagPart(rt, self)]) {
    const value = newFloat(rt, part);
    if (value === 0) return rt.finish(mark, 0);
    rt.hold(value);
  }
  const args = tupleFromSlots(rt, mark, 2);
  rt.releaseTo(mark);
  return args;
}

export const complexType: BuiltinDefinition = {
  key: 'complex',
  doc: "Create a complex number from a string or numbers.\n\nIf a string is given, parse it as a complex number.\nIf a single number is given, convert it to a complex number.\nIf the 'real' or 'imag' arguments are given, create a complex number\nwith the specified real and imaginary components.",
  layout: () => ({ basicSize: COMPLEX_BYTES }),
  slots: {
    new: newComplexObject,
    repr: (rt, self) => rt.str(complexRepr(realPart(rt, self), imagPart(rt, self))),
    hash,
    compare,
    binary: operators(),
    negative: (rt, self) => newComplex(rt, -realPart(rt, self), -imagPart(rt, self)),
    positive: copy,
    absolute,
    bool: (rt, self) => (realPart(rt, self) === 0 && imagPart(rt, self) === 0 ? 0 : 1),
  },
  methods: [
    noArgs(
      'conjugate',
      (rt, self) => newComplex(rt, realPart(rt, self), -imagPart(rt, self)),
      'Return the complex conjugate of its argument. (3-4j).conjugate() == 3+4j.',
    ),
    noArgs('__complex__', copy, 'Convert this value to exact type complex.'),
    oneArg('__format__', format, 'Convert to a string according to format_spec.'),
    noArgs('__getnewargs__', newArguments),
  ],
  members: [
    {
      name: 'real',
      readonly: true,
      doc: 'the real part of a complex number',
      get: (rt, self) => newFloat(rt, realPart(rt, self)),
    },
    { name: 'imag', readonly: true, get: (rt, self) => newFloat(rt, imagPart(rt, self)) },
  ],
};
