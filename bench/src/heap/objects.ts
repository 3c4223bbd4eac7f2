import { byteAddress, type Heap, NULL, type Ref, type TypeInfo } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';

/**
 * The objects that CPython's side of a benchmark makes, on our heap: same block sizes, same references. Written as code
 * that is compiled against the heap would be, with counts moved by hand and no handles.
 */
export interface BenchTypes {
  /** `object()`: 16 bytes, not collectable. */
  readonly Plain: TypeInfo;
  /** `bytes`: 33 bytes and the content. */
  readonly Bytes: TypeInfo;
  /** `list`: 40 bytes, collectable, references in a buffer of their own. */
  readonly List: TypeInfo;
  /** An instance of a class with two `__slots__`: 32 bytes behind its GC header. It counts its class. */
  readonly Node: TypeInfo;
  /** The same without a class. */
  readonly BareNode: TypeInfo;
}

/** Byte offsets of a node's slots. */
export const SLOT_A = 16;
export const SLOT_B = 24;

const enum ListField {
  Pointer = 24,
  PointerWord = 6,
  AllocatedWord = 8,
}

export function defineBenchTypes(heap: Heap): BenchTypes {
  const Class = heap.defineType({ name: 'type', basicSize: 1704, gc: true });
  const nodeClass = heap.objects.allocate(Class.id);
  heap.objects.track(nodeClass);
  const node = { name: 'Node', basicSize: 32, gc: true, slots: [SLOT_A, SLOT_B], trashcan: true };
  const types = {
    Plain: heap.defineType({ name: 'object', basicSize: 16 }),
    Bytes: heap.defineType({ name: 'bytes', basicSize: 33, itemSize: 1 }),
    List: heap.defineType({
      name: 'list',
      basicSize: 40,
      gc: true,
      buffer: { pointer: ListField.Pointer },
      trashcan: true,
    }),
    Node: heap.defineType({ ...node, countsType: true, typeObject: nodeClass }),
    BareNode: heap.defineType({ ...node, name: 'BareNode' }),
  };
  occupySizeClasses(heap);
  return types;
}

/**
 * Keeps a block of each size class, as any process of some age does. Without it the first block of a class would take a
 * pool from its arena each time, and the last one would give it back.
 */
function occupySizeClasses(heap: Heap): void {
  for (let bytes = 16; bytes <= 512; bytes += 16) heap.blocks.malloc(bytes);
}

/** A new list without room. */
export function newList(heap: Heap, types: BenchTypes): Ref {
  const list = heap.objects.allocate(types.List.id);
  heap.objects.track(list);
  return list;
}

/** list.append with CPython's growth. The list takes the value's count over. */
export function append(heap: Heap, list: Ref, value: Ref): void {
  const i32 = heap.memory.i32;
  const size = i32[list + Header.Size]!;
  if (size === i32[list + ListField.AllocatedWord]) grow(heap, list, size + 1);
  i32[i32[list + ListField.PointerWord]! + 2 * size] = value;
  i32[list + Header.Size] = size + 1;
}

function grow(heap: Heap, list: Ref, size: number): void {
  const i32 = heap.memory.i32;
  const allocated = (size + (size >> 3) + 6) & ~3;
  const buffer = heap.blocks.realloc(i32[list + ListField.PointerWord]!, allocated * 8);
  if (buffer === 0) throw heap.exhausted(allocated * 8);
  i32[list + ListField.PointerWord] = buffer;
  i32[list + ListField.AllocatedWord] = allocated;
}

/** The reference at an index, borrowed. */
export function itemAt(heap: Heap, list: Ref, index: number): Ref {
  const i32 = heap.memory.i32;
  return i32[i32[list + ListField.PointerWord]! + 2 * index]! as Ref;
}

/** `list[index] = value`. The list takes the value's count over. */
export function replaceItem(heap: Heap, list: Ref, index: number, value: Ref): void {
  const i32 = heap.memory.i32;
  const word = i32[list + ListField.PointerWord]! + 2 * index;
  const before = i32[word]! as Ref;
  i32[word] = value;
  if (before !== NULL) heap.counts.decref(before);
}

/** Stores a new reference in an empty slot. */
export function fillSlot(heap: Heap, node: Ref, slot: number, target: Ref): void {
  heap.counts.incref(target);
  heap.memory.i32[node + slot / 4] = target;
}

/** Throws unless the allocator is back at the number of blocks it started with. */
export function assertNothingLeft(heap: Heap, blocksBefore: number): void {
  const blocks = heap.pymalloc.allocatedBlocks();
  if (blocks === blocksBefore) return;
  const young = heap.gc.getObjects().slice(-1).map(byteAddress);
  throw new Error(`${blocks - blocksBefore} blocks are left after a benchmark; the youngest object is at ${young}`);
}
