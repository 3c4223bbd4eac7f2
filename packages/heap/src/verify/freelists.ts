import type { Heap } from '../heap.js';
import { GcHeader, Header, type Ref, type TypeId } from '../memory/layout.js';
import { TypeFlag } from '../objects/types.js';
import type { Inspection } from './inspection.js';
import type { Invariant } from './invariant.js';

/** The dead objects kept for reuse: see `objects/freelists.ts`. */
export const FREE_LIST_INVARIANTS: readonly Invariant[] = [
  {
    sentence: 'A free list ends after as many objects as its length says, and that is at most its limit',
    findFault: ({ heap }) => lengthFault(heap),
  },
  {
    sentence: 'An object in a free list has count 0, the type and the number of items of the list, and a block in use',
    findFault: (at) => keptFault(at),
  },
];

function lengthFault(heap: Heap): string | undefined {
  let fault: string | undefined;
  heap.objects.freeLists.forEachList((typeId, items, head, length) => {
    const { name, freeList } = heap.types.spec(typeId);
    const limit = freeList?.limit ?? 0;
    let found = 0;
    for (let object: number = head; object !== 0 && found <= length; object = heap.memory.i32[object + Header.Type]!)
      found++;
    if (found !== length) fault ??= `the list of ${name}, ${items} items, counts ${length} and has ${found} or more`;
    if (length > limit) fault ??= `the list of ${name}, ${items} items, counts ${length} of at most ${limit}`;
  });
  return fault;
}

function keptFault({ heap, blocks }: Inspection): string | undefined {
  const i32 = heap.memory.i32;
  let fault: string | undefined;
  const check = (object: Ref, typeId: TypeId, items: number): void => {
    const { name, freeList } = heap.types.spec(typeId);
    const found = i32[object + Header.TypeId]!;
    if (found !== typeId) fault ??= `object ${object} in the list of ${name} has type id ${found}, not ${typeId}`;
    else if (i32[object + Header.Refcnt] !== 0)
      fault ??= `object ${object} of ${name} has count ${i32[object + Header.Refcnt]}`;
    else if (!blocks.isInUse(blocks.startOf(heap.objects.blockOf(object))))
      fault ??= `object ${object} of ${name} has no block`;
    else if (freeList?.sizes !== undefined && i32[object + Header.Size] !== items) {
      fault ??= `object ${object} of ${name} with ${i32[object + Header.Size]} items is in the list for ${items}`;
    } else if ((heap.types.flags[typeId]! & TypeFlag.Gc) !== 0 && i32[object + GcHeader.Index] !== 0) {
      fault ??= `object ${object} of ${name} is tracked`;
    }
  };
  heap.objects.freeLists.forEachList((typeId, items, head) => {
    for (let object: number = head; object !== 0 && fault === undefined; object = i32[object + Header.Type]!) {
      check(object as Ref, typeId, items);
    }
  });
  return fault;
}
