import type { Ref } from '@uroboros/heap';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import type { TypeObject } from './typeobject.js';

/**
 * A new object of a built-in type or of a class derived from it, its fields 0 (PyType_GenericAlloc): never from a free list,
 * and tracked before its constructor has filled it.
 */
export function allocateInstance(rt: Runtime, type: TypeObject): Maybe {
  const object = rt.fresh.collectable(type.typeId, rt.heap.types.basicSize[type.typeId]!);
  return object === 0 ? rt.noMemory() : object;
}

/** Bytes of an object of the type without items, as `__sizeof__` counts them. */
export function basicSizeOf(rt: Runtime, object: Ref): number {
  return rt.heap.types.basicSize[rt.typeId(object)]!;
}
