import type { Heap } from '../heap.js';
import type { Ref, TypeId } from '../memory/layout.js';
import { TypeFlag } from '../objects/types.js';

/**
 * Stress: calls back in every allocation of a collectable object, also of one that comes out of a free list. That is where a
 * collection may run, and with it any user code; so the invariants must hold there, and a collection must do no harm. The
 * new object is held during the call.
 *
 * It replaces the allocation functions of this one heap: others pay nothing.
 */
export function onEachAllocation(heap: Heap, call: () => void): void {
  const { objects, types, held } = heap;
  objects.direct = false;
  const allocate = objects.allocate.bind(objects);
  const allocateVar = objects.allocateVar.bind(objects);
  const allocateSized = objects.allocateSized.bind(objects);
  // The first two call the third.
  let inside = false;
  const stressed = (typeId: TypeId, make: () => Ref): Ref => {
    if (inside) return make();
    inside = true;
    const object = make();
    inside = false;
    if (object === 0 || (types.flags[typeId]! & TypeFlag.Gc) === 0) return object;
    const mark = held.length;
    held.push(object);
    call();
    held.take(mark);
    held.popTo(mark);
    return object;
  };
  objects.allocate = (typeId) => stressed(typeId, () => allocate(typeId));
  objects.allocateVar = (typeId, count) => stressed(typeId, () => allocateVar(typeId, count));
  objects.allocateSized = (typeId, bytes, size) => stressed(typeId, () => allocateSized(typeId, bytes, size));
}
