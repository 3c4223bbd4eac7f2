import { GcHeader, Header, NULL, type Ref, type TypeId } from '../memory/layout.js';
import type { Memory } from '../memory/memory.js';
import { TypeFlag, type TypeTable } from './types.js';

/**
 * Free lists: dead objects of often used types, kept whole for the next one of the type and size. Last kept, first
 * reused. Their blocks stay in use as far as pymalloc knows, and they never touch the collector's count.
 *
 * A kept object has count 0 and links to the next through its type field, as CPython's floats do.
 */
export class FreeLists {
  readonly #i32: Int32Array;
  readonly #types: TypeTable;
  readonly #freeBlock: (object: Ref) => void;
  /** Per type id and number of items: head and length. */
  readonly #heads: (Int32Array | undefined)[] = [];
  readonly #lengths: (Int32Array | undefined)[] = [];
  /** Per type id: how many objects a list keeps. */
  readonly #limits: number[] = [];

  constructor(memory: Memory, types: TypeTable, freeBlock: (object: Ref) => void) {
    this.#i32 = memory.i32;
    this.#types = types;
    this.#freeBlock = freeBlock;
  }

  /** The object kept last of the type and number of items, or null. Its header is the caller's to write. */
  take(typeId: TypeId, items: number): Ref {
    const heads = this.#heads[typeId];
    if (heads === undefined || items >= heads.length) return NULL;
    const object = heads[items]! as Ref;
    if (object === NULL) return NULL;
    heads[items] = this.#i32[object + Header.Type]!;
    const lengths = this.#lengths[typeId]!;
    lengths[items] = lengths[items]! - 1;
    return object;
  }

  /**
   * The lists of a type, for compiled code that takes and keeps objects itself: heads and lengths by number of items, in two
   * arrays that stay the same as long as the type is defined.
   */
  listOf(typeId: TypeId): { heads: Int32Array; lengths: Int32Array; limit: number } {
    const lengths = this.#lengths[typeId] ?? this.#makeLists(typeId);
    return { heads: this.#heads[typeId]!, lengths, limit: this.#limits[typeId]! };
  }

  /** Keeps a dead object, if its list has room. */
  keep(object: Ref, typeId: TypeId): boolean {
    const i32 = this.#i32;
    const lengths = this.#lengths[typeId] ?? this.#makeLists(typeId);
    const items = lengths.length === 1 ? 0 : i32[object + Header.Size]!;
    // Lists by size are for sizes from 1 up.
    if (items >= lengths.length || (items === 0 && lengths.length > 1)) return false;
    const length = lengths[items]!;
    if (length >= this.#limits[typeId]!) return false;
    const heads = this.#heads[typeId]!;
    i32[object + Header.Refcnt] = 0;
    i32[object + Header.Type] = heads[items]!;
    if ((this.#types.flags[typeId]! & TypeFlag.Gc) !== 0) i32[object + GcHeader.Flags] = 0;
    heads[items] = object;
    lengths[items] = length + 1;
    return true;
  }

  /** The arrays of a type, which has none yet: the lengths. */
  #makeLists(typeId: TypeId): Int32Array {
    const list = this.#types.specs[typeId]?.freeList;
    this.#heads[typeId] = new Int32Array((list?.sizes ?? 0) + 1);
    const lengths = new Int32Array((list?.sizes ?? 0) + 1);
    this.#lengths[typeId] = lengths;
    this.#limits[typeId] = list?.limit ?? 0;
    return lengths;
  }

  /** Frees all kept objects: what a full collection does last. */
  clear(): void {
    for (let typeId = 0; typeId < this.#heads.length; typeId++) {
      if (this.#types.specs[typeId]?.freeList?.staysFull !== true) this.#clearType(typeId);
    }
  }

  /** Frees the kept objects of a type that is about to be forgotten. */
  forget(typeId: TypeId): void {
    this.#clearType(typeId);
    this.#heads[typeId] = undefined;
    this.#lengths[typeId] = undefined;
  }

  /** Calls back with each kept object. */
  forEach(visit: (object: Ref) => void): void {
    for (const heads of this.#heads) {
      for (const head of heads ?? []) {
        for (let object = head; object !== 0; object = this.#i32[object + Header.Type]!) visit(object as Ref);
      }
    }
  }

  /** Calls back with each list that was ever used: its type, number of items, first object and length. */
  forEachList(visit: (typeId: TypeId, items: number, head: Ref, length: number) => void): void {
    for (let typeId = 0; typeId < this.#heads.length; typeId++) {
      const heads = this.#heads[typeId] ?? [];
      for (let items = 0; items < heads.length; items++) {
        visit(typeId as TypeId, items, heads[items]! as Ref, this.#lengths[typeId]![items]!);
      }
    }
  }

  /** Number of kept objects of a type, all sizes together. */
  length(typeId: TypeId): number {
    let sum = 0;
    for (const length of this.#lengths[typeId] ?? []) sum += length;
    return sum;
  }

  #clearType(typeId: number): void {
    const heads = this.#heads[typeId];
    if (heads === undefined) return;
    for (let items = 0; items < heads.length; items++) {
      let object = heads[items]!;
      heads[items] = 0;
      this.#lengths[typeId]![items] = 0;
      while (object !== 0) {
        const next = this.#i32[object + Header.Type]!;
        this.#freeBlock(object as Ref);
        object = next;
      }
    }
  }
}
