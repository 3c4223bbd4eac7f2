import type { Ref } from '@uroboros/heap';
import { Unit } from '@uroboros/heap/internal';
import { keysBytes, keysKind, logSize } from '../objects/dictkeys.js';
import { DictField, SetEntry, SetField, TypeField } from '../objects/layout.js';
import type { Runtime } from '../runtime/runtime.js';
import { sharedKeysBytes } from '../runtime/types.js';

/** Bytes of objects, read from their layout: what `__sizeof__` and `sys.getsizeof` answer. */

/** Bytes of a type object that is not collectable, and of one made by a class statement (`PyHeapTypeObject`). */
const HEAP_TYPE_BYTES = 928;

/** What object.__sizeof__ and the like answer: the object, its items, and the blocks that are its alone. */
export function layoutBytes(rt: Runtime, object: Ref): number {
  const type = rt.typeOf(object);
  if (type.isSubtypeOf(rt.builtin.type)) return typeBytes(rt, object);
  const own = rt.heap.objects.bytesOf(object);
  if (type.isSubtypeOf(rt.builtin.dict)) return own + dictBytes(rt, object);
  if (type.isSubtypeOf(rt.builtin.set) || type.isSubtypeOf(rt.builtin.frozenset)) return own + setBytes(rt, object);
  return own;
}

/** Bytes in front of an object: the GC header, and the weak references and dictionary of an instance. */
export function prefixBytes(rt: Runtime, object: Ref): number {
  return rt.heap.types.prefixWords[rt.typeId(object)]! * Unit.WordBytes;
}

function typeBytes(rt: Runtime, object: Ref): number {
  const type = rt.typeByRef.get(object);
  if (type === undefined || !type.heapType) return rt.heap.objects.bytesOf(object);
  return HEAP_TYPE_BYTES + (rt.i32[object + TypeField.CachedKeys] === 0 ? 0 : sharedKeysBytes());
}

/** The table of a dictionary; that of empty ones is shared by all and belongs to none. */
function dictBytes(rt: Runtime, dict: Ref): number {
  const keys = rt.i32[dict + DictField.Keys]!;
  return keys === rt.emptyKeys ? 0 : keysBytes(logSize(rt, keys), keysKind(rt, keys));
}

/** The table of a set; a small one lies inside the object. */
function setBytes(rt: Runtime, set: Ref): number {
  if (rt.i32[set + SetField.Table] === set + SetField.SmallTable) return 0;
  return (rt.i32[set + SetField.Mask]! + 1) * SetEntry.Words * Unit.WordBytes;
}
