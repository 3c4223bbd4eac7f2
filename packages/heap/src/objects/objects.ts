import type { BlockAllocator } from '../alloc/pymalloc.js';
import type { Generations } from '../collect/generations.js';
import type { GcState } from '../collect/state.js';
import { Header, NULL, type Ref, type TypeId, Unit } from '../memory/layout.js';
import type { Memory } from '../memory/memory.js';
import { FreeLists } from './freelists.js';
import { Part, TypeFlag, type TypeTable } from './types.js';

/**
 * Makes objects and gives their memory back (PyObject_New, PyObject_GC_New, PyObject_Free, PyObject_GC_Del).
 *
 * A new object has count 1, which belongs to the caller; all its fields are 0. A collectable one is not tracked yet: the
 * caller fills it and calls `track`. Passing the threshold of the youngest generation calls `onThreshold` before the
 * caller has the object, as in CPython, where the collection runs inside the allocation.
 */
export class ObjectSpace {
  readonly freeLists: FreeLists;
  /** Compiled code may go an allocation's way by itself: false where every allocation must be seen. */
  direct = true;
  /** Runs or requests a collection. Set once by the collector. */
  onThreshold: (newborn: Ref) => void = () => {};

  protected readonly i32: Int32Array;
  readonly #blocks: BlockAllocator;
  readonly #types: TypeTable;
  readonly #gc: GcState;
  protected readonly generations: Generations;

  constructor(memory: Memory, blocks: BlockAllocator, types: TypeTable, generations: Generations, gc: GcState) {
    this.i32 = memory.i32;
    this.#blocks = blocks;
    this.#types = types;
    this.#gc = gc;
    this.generations = generations;
    this.freeLists = new FreeLists(memory, types, (object) => this.#freeBlock(object));
  }

  /** A new object of one size; the null reference if the reservation is used up. */
  allocate(typeId: TypeId): Ref {
    const leafWords = this.#types.leafWords[typeId]!;
    if (leafWords !== 0) return this.#allocateLeaf(typeId, leafWords);
    if ((this.#types.flags[typeId]! & TypeFlag.FreeList) !== 0) {
      const object = this.freeLists.take(typeId, 0);
      if (object !== 0) return this.#start(object, typeId, this.#types.basicSize[typeId]!, 0);
    }
    return this.allocateSized(typeId, this.#types.basicSize[typeId]!, 0);
  }

  /** Fast path for objects that hold no references. Guarded by `bench/heap` "objects". */
  #allocateLeaf(typeId: TypeId, words: number): Ref {
    const block = this.#blocks.malloc(words << Unit.WordShift);
    if (block === 0) return NULL;
    const i32 = this.i32;
    i32[block + Header.Refcnt] = 1;
    i32[block + Header.RefcntHigh] = 0;
    i32[block + Header.Type] = this.#types.typeObject[typeId]!;
    i32[block + Header.TypeId] = typeId;
    for (let word = block + Header.Words; word < block + words; word++) i32[word] = 0;
    return block as Ref;
  }

  /** A dead object that holds no references: its memory goes straight back. */
  releaseLeaf(object: Ref, flags: number): void {
    if ((flags & TypeFlag.FreeList) !== 0) this.release(object);
    else this.#blocks.free(object);
  }

  /** A new object with so many items; its ob_size is set. */
  allocateVar(typeId: TypeId, count: number): Ref {
    const bytes = this.#types.basicSize[typeId]! + count * this.#types.itemSize[typeId]!;
    if ((this.#types.flags[typeId]! & TypeFlag.FreeList) !== 0) {
      const object = this.freeLists.take(typeId, count);
      if (object !== 0) return this.#start(object, typeId, bytes, count);
    }
    return this.allocateSized(typeId, bytes, count);
  }

  /** A new object of so many bytes, header included, not from a free list. `size` is stored in ob_size if not 0. */
  allocateSized(typeId: TypeId, bytes: number, size: number): Ref {
    const prefix = this.#types.prefixWords[typeId]!;
    if (prefix === 0 && (this.#types.flags[typeId]! & TypeFlag.Leaf) !== 0)
      return this.#allocateSizedLeaf(typeId, bytes, size);
    const block = this.#blocks.malloc(bytes + (prefix << Unit.WordShift));
    if (block === 0) return NULL;
    const object = (block + prefix) as Ref;
    const i32 = this.i32;
    for (let word = block; word < object; word++) i32[word] = 0;
    this.#start(object, typeId, bytes, size);
    if ((this.#types.flags[typeId]! & TypeFlag.Gc) !== 0) {
      const gc = this.#gc;
      const count = gc.counts[0]! + 1;
      gc.counts[0] = count;
      if (count > gc.thresholds[0]!) this.onThreshold(object);
    }
    return object;
  }

  /** As {@link allocateSized}, for objects that hold no references. What follows the basic size is the caller's to write. */
  #allocateSizedLeaf(typeId: TypeId, bytes: number, size: number): Ref {
    const block = this.#blocks.malloc(bytes);
    if (block === 0) return NULL;
    const i32 = this.i32;
    i32[block + Header.Refcnt] = 1;
    i32[block + Header.RefcntHigh] = 0;
    i32[block + Header.Type] = this.#types.typeObject[typeId]!;
    i32[block + Header.TypeId] = typeId;
    // Whole words only: behind the last byte there may be guard bytes.
    const end = block + (Math.min(bytes, this.#types.basicSize[typeId]!) >> Unit.WordShift);
    for (let word = block + Header.Words; word < end; word++) i32[word] = 0;
    if (size !== 0) i32[block + Header.Size] = size;
    return block as Ref;
  }

  /** Gives back the memory of a dead object, or keeps it in its type's free list. Its references are gone. */
  release(object: Ref): void {
    const typeId = this.i32[object + Header.TypeId]! as TypeId;
    if ((this.#types.flags[typeId]! & TypeFlag.FreeList) !== 0 && this.freeLists.keep(object, typeId)) return;
    this.#freeBlock(object);
  }

  /** PyObject_GC_Track. */
  track(object: Ref): void {
    this.generations.track(object);
  }

  /** PyObject_GC_UnTrack. */
  untrack(object: Ref): void {
    this.generations.untrack(object);
  }

  /** Bytes of an object, its items but not its prefix included. */
  bytesOf(object: Ref): number {
    const typeId = this.i32[object + Header.TypeId]!;
    const itemSize = this.#types.itemSize[typeId]!;
    return this.#types.basicSize[typeId]! + (itemSize === 0 ? 0 : itemSize * this.i32[object + Header.Size]!);
  }

  /** Word of the block an object lies in. */
  blockOf(object: Ref): number {
    return object - this.#types.prefixWords[this.i32[object + Header.TypeId]!]!;
  }

  #freeBlock(object: Ref): void {
    const typeId = this.i32[object + Header.TypeId]!;
    const gc = this.#gc;
    if ((this.#types.flags[typeId]! & TypeFlag.Gc) !== 0 && gc.counts[0]! > 0) gc.counts[0] = gc.counts[0]! - 1;
    this.#blocks.free(object - this.#types.prefixWords[typeId]!);
  }

  /** Writes the header and clears the fields. */
  #start(object: Ref, typeId: TypeId, bytes: number, size: number): Ref {
    const i32 = this.i32;
    const types = this.#types;
    // Items that are no references are the caller's to write, as in CPython; everything else starts as 0.
    const cleared = types.part[typeId] === Part.None && types.itemSize[typeId] !== 0 ? types.basicSize[typeId]! : bytes;
    // Whole words only: behind the last byte there may be guard bytes.
    const end = object + (cleared >> Unit.WordShift);
    if (cleared > 256) i32.fill(0, object + Header.Words, end);
    else for (let word: number = object + Header.Words; word < end; word++) i32[word] = 0;
    const type = types.typeObject[typeId]! as Ref;
    i32[object + Header.Refcnt] = 1;
    i32[object + Header.RefcntHigh] = 0;
    i32[object + Header.Type] = type;
    i32[object + Header.TypeId] = typeId;
    if (size !== 0) i32[object + Header.Size] = size;
    if ((types.flags[typeId]! & TypeFlag.CountsType) !== 0) this.#countType(type);
    return object;
  }

  #countType(type: Ref): void {
    const count = this.i32[type + Header.Refcnt]! + 1;
    if (type !== NULL && count !== 0) this.i32[type + Header.Refcnt] = count;
  }
}
