import type { BlockAllocator } from '../alloc/pymalloc.js';
import type { Generations } from '../collect/generations.js';
import type { GcState } from '../collect/state.js';
import { Header, type Ref, type TypeId } from '../memory/layout.js';
import type { Memory } from '../memory/memory.js';
import { Counts } from '../objects/counts.js';
import type { Deallocator } from '../objects/deallocator.js';
import { ObjectSpace } from '../objects/objects.js';
import { TypeFlag, type TypeTable } from '../objects/types.js';
import type { HeapObserver } from './observer.js';

/** Allocation and tracking that report. Built instead of the plain class when a heap has an observer. */
export class ObservedObjectSpace extends ObjectSpace {
  readonly #observer: HeapObserver;

  constructor(
    memory: Memory,
    blocks: BlockAllocator,
    types: TypeTable,
    generations: Generations,
    gc: GcState,
    observer: HeapObserver,
  ) {
    super(memory, blocks, types, generations, gc);
    this.#observer = observer;
  }

  override allocate(typeId: TypeId): Ref {
    return this.#report(super.allocate(typeId), typeId);
  }

  override allocateVar(typeId: TypeId, count: number): Ref {
    return this.#report(super.allocateVar(typeId, count), typeId);
  }

  override release(object: Ref): void {
    this.#observer.freed?.(object, this.i32[object + Header.TypeId]! as TypeId);
    super.release(object);
  }

  override releaseLeaf(object: Ref, flags: number): void {
    // A free list reports through `release`.
    if ((flags & TypeFlag.FreeList) === 0) this.#observer.freed?.(object, this.i32[object + Header.TypeId]! as TypeId);
    super.releaseLeaf(object, flags);
  }

  override track(object: Ref): void {
    super.track(object);
    this.#observer.tracked?.(object);
  }

  override untrack(object: Ref): void {
    if (this.generations.isTracked(object)) this.#observer.untracked?.(object);
    super.untrack(object);
  }

  #report(object: Ref, typeId: TypeId): Ref {
    if (object !== 0) this.#observer.allocated?.(object, typeId, this.bytesOf(object));
    return object;
  }
}

/** Counting that reports. */
export class ObservedCounts extends Counts {
  readonly #observer: HeapObserver;

  constructor(memory: Memory, deallocator: Deallocator, observer: HeapObserver) {
    super(memory, deallocator);
    this.#observer = observer;
  }

  override incref(object: Ref): void {
    super.incref(object);
    this.#observer.counted?.(object, this.i32[object + Header.Refcnt]! >>> 0);
  }

  override decref(object: Ref): void {
    const count = this.i32[object + Header.Refcnt]!;
    if (count > 0) this.#observer.counted?.(object, count - 1);
    super.decref(object);
  }
}
