import type { Ref } from '@uroboros/heap';
import { TypeFlag } from '@uroboros/heap/internal';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import type { TypeObject } from './typeobject.js';

/**
 * Objects of classes that derive from a built-in type: the fields of the built-in come first, what the class adds lies in
 * front (its dictionary) or behind.
 */

/** Words of the header, which every object has for itself. */
const HEADER_WORDS = 4;

/**
 * A new object of a derived type with the fields of an object of the built-in one, which is taken over: `fieldBytes` of them
 * from the start of the object. Only for types without counted references of their own (int, float, str, bytes).
 */
export function newOfType(rt: Runtime, type: TypeObject, model: Maybe, fieldBytes: number): Maybe {
  if (model === 0) return 0;
  const bytes = Math.max(fieldBytes, rt.heap.types.basicSize[type.typeId]!);
  const mark = rt.mark();
  // The allocation may collect: the model needs a slot.
  rt.hold(model);
  const object = rt.heap.objects.allocateSized(type.typeId, bytes, 0);
  if (object === 0) {
    rt.releaseTo(mark);
    return rt.noMemory();
  }
  rt.u8.copyWithin((object + HEADER_WORDS) * 4, (model + HEADER_WORDS) * 4, model * 4 + fieldBytes);
  trackIfCollectable(rt, type, object);
  return rt.finish(mark, object);
}

/** Objects of classes with a dictionary or references of their own are collectable. */
export function trackIfCollectable(rt: Runtime, type: TypeObject, object: Ref): void {
  if ((rt.heap.types.flags[type.typeId]! & TypeFlag.Gc) !== 0) rt.heap.objects.track(object);
}
