import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { ComplexField } from './layout.js';

/** complex: two doubles behind the header. */

export const COMPLEX_BYTES = 32;

/** A new complex number, owned. */
export function newComplex(rt: Runtime, re: number, im: number): Maybe {
  const object = rt.heap.objects.allocate(rt.builtin.complex.typeId);
  if (object === 0) return rt.noMemory();
  rt.f64[(object + ComplexField.Real) >> 1] = re;
  rt.f64[(object + ComplexField.Imag) >> 1] = im;
  return object;
}

export function realPart(rt: Runtime, object: Ref): number {
  return rt.f64[(object + ComplexField.Real) >> 1]!;
}

export function imagPart(rt: Runtime, object: Ref): number {
  return rt.f64[(object + ComplexField.Imag) >> 1]!;
}

/** Whether an object is a complex number, subclasses included. */
export function isComplex(rt: Runtime, object: Ref): boolean {
  return rt.typeOf(object).isSubtypeOf(rt.builtin.complex);
}

export function isExactComplex(rt: Runtime, object: Ref): boolean {
  return rt.i32[object + Header.TypeId] === rt.builtin.complex.typeId;
}
