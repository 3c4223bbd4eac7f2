import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { FloatField } from './layout.js';

/** float: one double behind the header. Dead ones wait in a free list, as in CPython. */

/** A new float, owned. */
export function newFloat(rt: Runtime, value: number): Maybe {
  const object = rt.heap.objects.allocate(rt.ids.float);
  if (object === 0) return rt.noMemory();
  rt.f64[(object + FloatField.Value) >> 1] = value;
  return object;
}

/** The double in a float or in an object of a derived type. */
export function floatValue(rt: Runtime, object: Ref): number {
  return rt.f64[(object + FloatField.Value) >> 1]!;
}

/** Whether an object is a float of exact type. */
export function isExactFloat(rt: Runtime, object: Ref): boolean {
  return rt.i32[object + Header.TypeId] === rt.ids.float;
}

/** Whether an object is a float, subclasses included. */
export function isFloat(rt: Runtime, object: Ref): boolean {
  const id = rt.i32[object + Header.TypeId]!;
  return id === rt.ids.float || rt.types[id]!.isSubtypeOf(rt.builtin.float);
}
