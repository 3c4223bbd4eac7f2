/**
 * The numbers everything else is built from: what a reference is, and where the fields of an object lie.
 *
 * Memory is one fixed buffer. A reference is the index of a 32-bit word in it (byte address ÷ 4), a small integer
 * in every JavaScript engine; `id()` in Python is the byte address. Objects are 16-byte aligned, so the lowest two
 * bits of a reference are always 0, and `ref >> 2` numbers the 16-byte granules of memory.
 *
 * Field sizes are CPython's on 64-bit machines. A field of 8 bytes keeps its value in its low word; the high word,
 * which is always 0 in a CPython process of this size, holds metadata of ours where a comment below says so.
 *
 *            word  -8      -6      -4        -2         0        2        4
 *                ┌───────┬───────┬─────────┬──────────┬────────┬────────┬─────────────
 *                │weak-  │ dict  │ _gc_next│ _gc_prev │ refcnt │  type  │ the type's own
 *                │ list  │       │         │          │        │        │ fields, items …
 *                └───────┴───────┴─────────┴──────────┴────────┴────────┴─────────────
 *                 pre-header: 16   GC header: 16 bytes  object header: 16 bytes
 *                 bytes, managed   only collectable     every object; the reference
 *                 instances only   objects              points here
 */

declare const refBrand: unique symbol;
declare const typeIdBrand: unique symbol;

/** A reference to an object: the index of its first 32-bit word, a multiple of 4; 0 is the null reference. */
export type Ref = number & { readonly [refBrand]: 'Ref' };

/** The number of a type in the heap's {@link TypeTable}. Stored in the header of each of its objects. */
export type TypeId = number & { readonly [typeIdBrand]: 'TypeId' };

/** The null reference. */
export const NULL = 0 as Ref;

/** Word offsets of the object header, from the reference. */
export const enum Header {
  /** ob_refcnt. The high word, +1, is free for the embedder. */
  Refcnt = 0,
  RefcntHigh = 1,
  /** ob_type: the reference of the type object, 0 where the embedder has none. */
  Type = 2,
  /** Our own: the {@link TypeId}, which selects the layout the collector and the deallocator follow. */
  TypeId = 3,
  /** ob_size of variable-size objects. */
  Size = 4,
  /** The header's length, and the length with ob_size. */
  Words = 4,
  VarWords = 6,
}

/** Word offsets of the GC header (PyGC_Head), from the reference. CPython links objects; we number them. */
export const enum GcHeader {
  /** _gc_next: 1 + index in the generation's array; 0 while untracked. Bit 31 is never set. */
  Index = -4,
  /** High word of _gc_next: which generation's array, see `GenerationId`. */
  Generation = -3,
  /** _gc_prev: {@link GcFlag} bits. */
  Flags = -2,
  /** High word of _gc_prev: gc_refs, for the few objects whose count does not fit the side table's byte. */
  Refs = -1,
  Words = 4,
}

/** Bits of {@link GcHeader.Flags}. */
export const enum GcFlag {
  /** _PyGC_PREV_MASK_FINALIZED: the finalizer has run; never cleared in the object's life. */
  Finalized = 1,
}

/** Word offsets of the managed pre-header, from the reference: only for types with `preHeader`. */
export const enum PreHeader {
  /** Head of the list of weak references. */
  WeakList = -8,
  /** The instance's dictionary once it has been asked for. */
  Dict = -6,
  Words = 4,
}

/** Bytes in a word, in a granule (the alignment of every block), and their shifts. */
export const enum Unit {
  WordBytes = 4,
  WordShift = 2,
  GranuleBytes = 16,
  GranuleWords = 4,
  /** `ref >> GranuleShift` is the number of the granule a reference lies in. */
  GranuleShift = 2,
  /** Words between two neighbouring 8-byte slots. */
  SlotWords = 2,
  SlotBytes = 8,
}

/** The byte address of a word index, what `id()` shows. */
export function byteAddress(word: number): number {
  return word * Unit.WordBytes;
}
