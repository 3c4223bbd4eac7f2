import { HeapArgumentError } from '../errors.js';
import { GcHeader, Header, NULL, type Ref, type TypeId, Unit } from '../memory/layout.js';
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
  /**
   * Heads and lengths of all lists, those of a type by number of items one behind the other. They are never replaced: compiled code
   * and {@link keep} hold them as constants. Place 0 is nobody's.
   */
  readonly #heads: Int32Array;
  readonly #lengths: Int32Array;
  /** Per type id: where its lists begin, 0 for a type that has none yet; the most items that one is for; how many objects each keeps. */
  readonly #first: Int32Array;
  readonly #sizes: Int32Array;
  readonly #limits: Int32Array;
  /** Places handed out, and those of types that were forgotten, by their number. */
  #end = 1;
  readonly #vacant = new Map<number, number[]>();

  /** Keeps a dead object, if its list has room. */
  readonly keep: (object: Ref, typeId: TypeId) => boolean;

  constructor(memory: Memory, types: TypeTable, freeBlock: (object: Ref) => void) {
    this.#i32 = memory.i32;
    this.#types = types;
    this.#freeBlock = freeBlock;
    const numbers = (count: number): Int32Array => new Int32Array(memory.reserve(count * Unit.WordBytes));
    this.#heads = numbers(types.capacity);
    this.#lengths = numbers(types.capacity);
    this.#first = numbers(types.capacity);
    this.#sizes = numbers(types.capacity);
    this.#limits = numbers(types.capacity);
    this.keep = this.#keeper();
  }

  /** The object kept last of the type and number of items, or null. Its header is the caller's to write. */
  take(typeId: TypeId, items: number): Ref {
    const first = this.#first[typeId]!;
    if (first === 0 || items > this.#sizes[typeId]!) return NULL;
    const object = this.#heads[first + items]! as Ref;
    if (object === NULL) return NULL;
    this.#heads[first + items] = this.#i32[object + Header.Type]!;
    this.#lengths[first + items] = this.#lengths[first + items]! - 1;
    return object;
  }

  /**
   * The lists of a type, for compiled code that takes and keeps objects itself: heads and lengths by number of items, in two
   * arrays that stay the same as long as the type is defined.
   */
  listOf(typeId: TypeId): { heads: Int32Array; lengths: Int32Array; limit: number } {
    const first = this.#firstOf(typeId);
    const end = first + this.#sizes[typeId]! + 1;
    return {
      heads: this.#heads.subarray(first, end),
      lengths: this.#lengths.subarray(first, end),
      limit: this.#limits[typeId]!,
    };
  }

  /** A closure over constants, because most containers die this way. */
  #keeper(): (object: Ref, typeId: TypeId) => boolean {
    const i32 = this.#i32;
    const { flags } = this.#types;
    const [heads, lengths, firsts, sizes, limits] = [
      this.#heads,
      this.#lengths,
      this.#first,
      this.#sizes,
      this.#limits,
    ];
    return (object, typeId) => {
      const first = firsts[typeId]!;
      if (first === 0) {
        this.#makeLists(typeId);
        return this.keep(object, typeId);
      }
      const most = sizes[typeId]!;
      const items = most === 0 ? 0 : i32[object + Header.Size]!;
      // Lists by size are for sizes from 1 up.
      if (items > most || (items === 0 && most > 0)) return false;
      const list = first + items;
      const length = lengths[list]!;
      if (length >= limits[typeId]!) return false;
      i32[object + Header.Refcnt] = 0;
      i32[object + Header.Type] = heads[list]!;
      if ((flags[typeId]! & TypeFlag.Gc) !== 0) i32[object + GcHeader.Flags] = 0;
      heads[list] = object;
      lengths[list] = length + 1;
      return true;
    };
  }

  #firstOf(typeId: TypeId): number {
    return this.#first[typeId] || this.#makeLists(typeId);
  }

  /** The lists of a type, which has none yet: where they begin. */
  #makeLists(typeId: TypeId): number {
    const list = this.#types.specs[typeId]?.freeList;
    const places = (list?.sizes ?? 0) + 1;
    let first = this.#vacant.get(places)?.pop();
    if (first === undefined) {
      if (this.#end + places > this.#heads.length) {
        throw new HeapArgumentError(
          'number of free lists',
          this.#end,
          `at most ${this.#heads.length} with so large a reservation`,
        );
      }
      first = this.#end;
      this.#end += places;
    }
    this.#first[typeId] = first;
    this.#sizes[typeId] = places - 1;
    this.#limits[typeId] = list?.limit ?? 0;
    return first;
  }

  /** Frees all kept objects: what a full collection does last. */
  clear(): void {
    this.#forEachType((typeId) => {
      if (this.#types.specs[typeId]?.freeList?.staysFull !== true) this.#clearType(typeId);
    });
  }

  /** Frees the kept objects of a type that is about to be forgotten. */
  forget(typeId: TypeId): void {
    const first = this.#first[typeId]!;
    if (first === 0) return;
    this.#clearType(typeId);
    const places = this.#sizes[typeId]! + 1;
    const vacant = this.#vacant.get(places);
    if (vacant === undefined) this.#vacant.set(places, [first]);
    else vacant.push(first);
    this.#first[typeId] = 0;
  }

  /** Calls back with each kept object. */
  forEach(visit: (object: Ref) => void): void {
    this.forEachList((_typeId, _items, head) => {
      for (let object: number = head; object !== 0; object = this.#i32[object + Header.Type]!) visit(object as Ref);
    });
  }

  /** Calls back with each list that was ever used: its type, number of items, first object and length. */
  forEachList(visit: (typeId: TypeId, items: number, head: Ref, length: number) => void): void {
    this.#forEachType((typeId) => {
      const first = this.#first[typeId]!;
      for (let items = 0; items <= this.#sizes[typeId]!; items++) {
        visit(typeId, items, this.#heads[first + items]! as Ref, this.#lengths[first + items]!);
      }
    });
  }

  /** Number of kept objects of a type, all sizes together. */
  length(typeId: TypeId): number {
    const first = this.#first[typeId]!;
    let sum = 0;
    if (first !== 0) for (let items = 0; items <= this.#sizes[typeId]!; items++) sum += this.#lengths[first + items]!;
    return sum;
  }

  #forEachType(visit: (typeId: TypeId) => void): void {
    for (let typeId = 0; typeId < this.#types.length; typeId++) if (this.#first[typeId] !== 0) visit(typeId as TypeId);
  }

  #clearType(typeId: TypeId): void {
    const first = this.#first[typeId]!;
    for (let list = first; list <= first + this.#sizes[typeId]!; list++) {
      let object = this.#heads[list]!;
      this.#heads[list] = 0;
      this.#lengths[list] = 0;
      while (object !== 0) {
        const next = this.#i32[object + Header.Type]!;
        this.#freeBlock(object as Ref);
        object = next;
      }
    }
  }
}
