import { HeapArgumentError } from '../errors.js';
import { type Ref, type TypeId, Unit } from '../memory/layout.js';
import type { Memory } from '../memory/memory.js';

/**
 * The type table: for each type, how large its objects are and where their references lie.
 *
 * The collector and the deallocator never ask an object what to do; they look its {@link TypeId} up in the arrays of
 * this table and follow the layout found there, so that their loops stay monomorphic. An object's references are, in
 * this order, which is also the order of `tp_traverse`:
 *
 *   1. the fixed slots, in the order the type lists them;
 *   2. the attribute values that lie inline behind the object, or its dictionary once it has one;
 *   3. the type object, where the embedder has one and objects of the type count it;
 *   4. the part of variable length: items inside the object, a buffer, a table, or what a custom layout says.
 */

/** How the part of variable length is laid out. */
export const enum Part {
  /** There is none. */
  None = 0,
  /** `ob_size` references inside the object, visited from the last to the first (tuple). */
  Items = 1,
  /** `ob_size` references in a block of their own, visited from the last to the first (list). */
  Buffer = 2,
  /** Records with references in a block of their own, visited from the first to the last (set). */
  Table = 3,
  /** The type's {@link CustomPart} knows (dict, generator). */
  Custom = 4,
}

/** What the collector's hot loops tell apart: the commonest layouts, and everything else. */
export const enum Shape {
  /** No references. */
  None = 0,
  /** Fixed slots only, one behind the other: `slotFirst`, `slotCount`. */
  Slots = 1,
  /** Items only. */
  Items = 2,
  /** A buffer only. */
  Buffer = 3,
  /** Inline values and the type object only: instances of classes. */
  Values = 4,
  /** Whatever else: visited part by part. */
  General = 5,
}

/** Takes references one at a time. */
export type RefVisitor = (target: Ref) => void;

/** Drops the reference in a word, and clears the word: see `quick-death.ts`. */
export type DropWord = (word: number, levels: number, nesting: number) => boolean;

/**
 * A layout that no other kind describes. Its methods may read and write memory, but run no user code.
 * All methods must name the same references in the same order.
 */
export interface CustomPart {
  /** Visits each non-null reference of the part (tp_traverse). */
  traverse(object: Ref, visit: RefVisitor): void;
  /** Visits those counted references that tp_traverse leaves out (the str keys of a dict). */
  traverseHidden?(object: Ref, visit: RefVisitor): void;
  /**
   * Takes the references out of the object: sets it to its empty state, hands each reference, whose count now belongs
   * to the caller, to `take` in the order they are to be dropped. Used by tp_clear.
   */
  detach(object: Ref, take: RefVisitor): void;
  /** The blocks that belong to the object besides its own, for verification. */
  blocks(object: Ref, visit: (block: number) => void): void;
  /** Frees the blocks that `detach` took out of use: called when the references it handed over were dropped. */
  freeBlocks(object: Ref): void;
  /**
   * For a dying object, where nothing watches the heap: hands the words of the references to `drop`, which clears them, with the numbers
   * given here, or counts down what others hold too, and frees the blocks. False as soon as `drop` returns false, with the words of what was
   * dropped cleared: then `detach` and `freeBlocks` go on with what is still in place.
   */
  endQuickly?(object: Ref, drop: DropWord, levels: number, nesting: number): boolean;
}

/** A buffer of references in its own block, as of a list. Offsets are in bytes from the object. */
export interface BufferPart {
  /** Field with the word of the block; 0 for none. The number of references is `ob_size`. */
  readonly pointer: number;
}

/** A table of records in its own block, as of a set. Offsets are in bytes. */
export interface TablePart {
  /** Field of the object with the word of the block; 0 for none. */
  readonly pointer: number;
  /** Field of the object with the number of records, to which `countBias` is added. */
  readonly count: number;
  readonly countBias: number;
  /** Field of the object with the number of records whose references are not 0, if it has one. */
  readonly filled?: number;
  /** Bytes from one record to the next. */
  readonly stride: number;
  /** Offsets within a record that hold a reference or 0. */
  readonly references: readonly number[];
  /** A block that lies inside the object and is not freed on its own: its byte offset (a small set's own table). */
  readonly inlineTable?: number;
}

/** When a collection may stop tracking a live object of the type. */
export const enum Untrack {
  Never = 0,
  /** By any collection that examines it, once none of its references can be part of a cycle (tuple). */
  AnyCollection = 1,
  /** By a full collection only (dict). */
  FullCollection = 2,
}

/** What {@link TypeTable.define} is told about a type. Sizes and offsets are in bytes. */
export interface TypeSpec {
  readonly name: string;
  /** Bytes of an object without its items, header included: at least 16, or 24 with items or a buffer. */
  readonly basicSize: number;
  /** Bytes of one item; 0 or absent for objects of one size. */
  readonly itemSize?: number;
  /** Objects of the type can be part of a cycle: they get a GC header. */
  readonly gc?: boolean;
  /** Objects have the 16-byte pre-header with a weak-reference list and a dictionary. Needs `gc`. */
  readonly preHeader?: boolean;
  /** Counted references at fixed places, in the order they are visited and dropped. */
  readonly slots?: readonly number[];
  /**
   * Counted references that tp_traverse leaves out, dropped after the slots (names of a function, fields of a code object):
   * the collector does not see them, the accounting does.
   */
  readonly hiddenSlots?: readonly number[];
  /** Attribute values lie inline at this offset: a header word with the capacity in its lowest byte, then the values. */
  readonly inlineValues?: number;
  /** The pre-header's dictionary field is a counted reference, visited behind the inline values. Needs `preHeader`. */
  readonly managedDict?: boolean;
  /** Objects count a reference to their type object. */
  readonly countsType?: boolean;
  /** At most one of these four. */
  readonly items?: boolean;
  readonly buffer?: BufferPart;
  readonly table?: TablePart;
  readonly custom?: CustomPart;
  /** Field that heads the list of weak references, if objects can be weakly referenced. May be negative. */
  readonly weakList?: number;
  /** Objects are weak references: made by `WeakRefs.spec` only. */
  readonly weakReference?: boolean;
  /** tp_finalize: runs once, before the object is torn down. May run user code; may bring the object back. */
  readonly finalize?: (object: Ref) => void;
  /** tp_del, the finalizer of old: an object in a cycle that has it is uncollectable. */
  readonly legacyFinalize?: (object: Ref) => void;
  /** Objects have no tp_clear: a cycle is never broken at them (tuple). Default: only if nothing could be cleared. */
  readonly noClear?: boolean;
  /**
   * First step of taking an object apart, after its finalizer and its weak references and before its references are
   * dropped: leaves side tables and lists that hold it uncounted, closes host handles. Runs no user code.
   */
  readonly tearDown?: (object: Ref) => void;
  /** Called instead of dropping slots when the collector clears the object; drops what it likes by `decref`. */
  readonly clear?: (object: Ref) => void;
  /** Slots that tp_clear leaves alone although they are visited. */
  readonly keptByClear?: readonly number[];
  /**
   * Dead objects are kept for reuse: so many, for `sizes` numbers of items (1 … sizes) each, or for exact type only. A full
   * collection frees them, unless the list `staysFull`.
   */
  readonly freeList?: { readonly limit: number; readonly sizes?: number; readonly staysFull?: boolean };
  readonly untrack?: Untrack;
  /** Deallocation of deep nests passes through the trashcan. */
  readonly trashcan?: boolean;
  /** The type object, if the embedder has one. */
  readonly typeObject?: Ref;
}

/** A defined type. */
export interface TypeInfo {
  readonly id: TypeId;
  readonly spec: TypeSpec;
}

/** Words before the reference that belong to the object's block. */
export function blockPrefixWords(spec: TypeSpec): number {
  return (spec.gc ? 4 : 0) + (spec.preHeader ? 4 : 0);
}

/** Flag bits of {@link TypeTable.flags}. */
export const enum TypeFlag {
  Gc = 1,
  PreHeader = 2,
  CountsType = 4,
  WeakList = 8,
  Finalizer = 16,
  LegacyFinalizer = 32,
  Trashcan = 64,
  /** Nothing to drop, no user code, no side effects: dies in a few instructions. */
  Leaf = 128,
  TearDown = 256,
  FreeList = 512,
  /** Weak references: the collector clears those that are garbage. */
  WeakRef = 1024,
  /** Dies without user code and without leaving lists or side tables: straight to its slots. */
  Plain = 2048,
  /** tp_clear is not "drop every reference": `noClear`, `clear` or `keptByClear`. */
  CustomClear = 4096,
  ManagedDict = 8192,
}

/** Grows by doubling; ids are handed out again when a type is forgotten. */
/** Bytes of memory for each type that there may be, and the least number: a class of a program takes more, with its dictionary. */
const BYTES_PER_TYPE = 1024;
const LEAST_CAPACITY = 4096;

/**
 * What is known of the types, in columns by type id. A column is never replaced: compiled code and the loops of the collector and of
 * deaths hold it as a constant.
 */
export class TypeTable {
  /** So many ids there may be, 0 included. */
  readonly capacity: number;
  readonly #memory: Memory;
  /** Per type id: {@link TypeFlag} bits. */
  readonly flags: Int32Array;
  /** Per type id: {@link Part}. */
  readonly part: Uint8Array;
  /** Per type id: {@link Shape}. */
  readonly shape: Uint8Array;
  /** Per type id: words of an object of one size without references, prefix and free list; 0 for all other types. */
  readonly leafWords: Int32Array;
  /** Per type id: word offset of the first fixed slot. */
  readonly slotFirst: Int32Array;
  /** Per type id: words before the reference that belong to the block. */
  readonly prefixWords: Uint8Array;
  /** Per type id: fixed slots are `slotWords[slotStart … slotStart + slotCount)`, word offsets from the object. */
  readonly slotStart: Int32Array;
  readonly slotCount: Int32Array;
  /** Per type id: number of fixed slots with the hidden ones, which follow in `slotWords`. */
  readonly slotTotal: Int32Array;
  /** The one that grows, and then is replaced. */
  slotWords: Int32Array = new Int32Array(256);
  /** Per type id: word offset of the inline values, 0 if none. */
  readonly valuesWord: Int32Array;
  /** Per type id: word offset of the first item (Items), of the block pointer (Buffer, Table). */
  readonly partWord: Int32Array;
  /** Per type id: bytes of an object without items, and of one item. */
  readonly basicSize: Int32Array;
  readonly itemSize: Int32Array;
  /** Per type id: word offset of the weak-reference list's head. */
  readonly weakListWord: Int32Array;
  /** Per type id: the type object, 0 if there is none. */
  readonly typeObject: Int32Array;
  /** Per type id: {@link Untrack}. */
  readonly untrack: Uint8Array;
  /** Per type id: the whole description; undefined for an id not in use. */
  readonly specs: (TypeSpec | undefined)[] = [undefined];

  /** Told of each type that is entered; for instruments. */
  onDefined: ((id: TypeId, spec: TypeSpec) => void) | undefined;

  #slotEnd = 0;
  readonly #vacant: TypeId[] = [];

  /** @param memory whose size decides how many types there may be. */
  constructor(memory: Memory) {
    this.capacity = Math.max(LEAST_CAPACITY, memory.limitBytes / BYTES_PER_TYPE);
    this.#memory = memory;
    this.flags = this.#numbers();
    this.part = this.#bytes();
    this.shape = this.#bytes();
    this.leafWords = this.#numbers();
    this.slotFirst = this.#numbers();
    this.prefixWords = this.#bytes();
    this.slotStart = this.#numbers();
    this.slotCount = this.#numbers();
    this.slotTotal = this.#numbers();
    this.valuesWord = this.#numbers();
    this.partWord = this.#numbers();
    this.basicSize = this.#numbers();
    this.itemSize = this.#numbers();
    this.weakListWord = this.#numbers();
    this.typeObject = this.#numbers();
    this.untrack = this.#bytes();
  }

  #numbers(): Int32Array {
    return new Int32Array(this.#memory.reserve(this.capacity * Unit.WordBytes));
  }

  #bytes(): Uint8Array {
    return new Uint8Array(this.#memory.reserve(this.capacity));
  }

  /** Number of ids handed out so far, 0 included. */
  get length(): number {
    return this.specs.length;
  }

  /** Enters a type. */
  define(spec: TypeSpec): TypeId {
    checkSpec(spec);
    if (this.#vacant.length === 0 && this.specs.length === this.capacity) {
      throw new HeapArgumentError(
        'number of types',
        this.capacity,
        `below ${this.capacity} with so large a reservation`,
      );
    }
    const id = this.#vacant.pop() ?? ((this.specs.push(undefined) - 1) as TypeId);
    this.#fill(id, spec);
    this.onDefined?.(id, spec);
    return id;
  }

  /** Gives a number that is in use to another type: for tables that follow those of a recording. */
  redefine(id: TypeId, spec: TypeSpec): void {
    checkSpec(spec);
    this.#fill(id, spec);
  }

  /** Forgets a type that has no object left. Its id may be handed out again. */
  forget(id: TypeId): void {
    this.specs[id] = undefined;
    this.#vacant.push(id);
  }

  /** Sets the type object of a type that was defined before its type object existed. */
  setTypeObject(id: TypeId, typeObject: Ref): void {
    this.typeObject[id] = typeObject;
  }

  /**
   * Switches the finalizer of a type that has one in its description on or off: a class may get or lose its `__del__` at any
   * time.
   */
  enableFinalizer(id: TypeId, enabled: boolean): void {
    const spec = this.spec(id);
    const without = this.flags[id]! & ~(TypeFlag.Finalizer | TypeFlag.Plain);
    if (enabled && spec.finalize !== undefined) this.flags[id] = without | TypeFlag.Finalizer;
    else this.flags[id] = isPlainButForFinalizer(spec) ? without | TypeFlag.Plain : without;
  }

  /** Whether the id names a type. */
  has(id: number): boolean {
    return this.specs[id] !== undefined;
  }

  spec(id: number): TypeSpec {
    const spec = this.specs[id];
    if (spec === undefined) throw new HeapArgumentError('type id', id, 'the id of a defined type');
    return spec;
  }

  #fill(id: TypeId, spec: TypeSpec): void {
    const slots = spec.slots ?? [];
    const all = [...slots, ...(spec.hiddenSlots ?? [])];
    // Classes come and go with the same number of slots: the places of the one before are taken again.
    if (this.slotTotal[id] !== all.length) {
      while (this.#slotEnd + all.length > this.slotWords.length) this.slotWords = doubled(this.slotWords);
      this.slotStart[id] = this.#slotEnd;
      this.#slotEnd += all.length;
    }
    this.slotCount[id] = slots.length;
    this.slotTotal[id] = all.length;
    all.forEach((offset, s) => {
      this.slotWords[this.slotStart[id]! + s] = offset / Unit.WordBytes;
    });
    this.flags[id] = flagsOf(spec);
    this.part[id] = partOf(spec);
    this.leafWords[id] = leafWordsOf(spec, this.flags[id]!);
    this.shape[id] = shapeOf(spec);
    this.slotFirst[id] = (slots[0] ?? 0) / Unit.WordBytes;
    this.prefixWords[id] = blockPrefixWords(spec);
    this.valuesWord[id] = (spec.inlineValues ?? 0) / Unit.WordBytes;
    this.partWord[id] = partOffset(spec) / Unit.WordBytes;
    this.basicSize[id] = spec.basicSize;
    this.itemSize[id] = spec.itemSize ?? 0;
    this.weakListWord[id] = (spec.weakList ?? 0) / Unit.WordBytes;
    this.untrack[id] = spec.untrack ?? Untrack.Never;
    this.typeObject[id] = spec.typeObject ?? 0;
    this.specs[id] = spec;
  }
}

function doubled(array: Int32Array): Int32Array {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}

function partOf(spec: TypeSpec): Part {
  if (spec.items) return Part.Items;
  if (spec.buffer) return Part.Buffer;
  if (spec.table) return Part.Table;
  if (spec.custom) return Part.Custom;
  return Part.None;
}

/** Whether an object dies by dropping its slots and its type, without leaving any list or table but the collector's. */
function isPlainButForFinalizer(spec: TypeSpec): boolean {
  return (
    !spec.legacyFinalize &&
    !spec.tearDown &&
    spec.weakList === undefined &&
    spec.inlineValues === undefined &&
    !spec.managedDict &&
    partOf(spec) === Part.None
  );
}

/** Larger leaves take the general path: clearing them costs more than it saves. */
const MAX_FAST_LEAF_BYTES = 128;

function leafWordsOf(spec: TypeSpec, flags: number): number {
  const fast = (flags & (TypeFlag.Leaf | TypeFlag.FreeList)) === TypeFlag.Leaf && !spec.itemSize && !spec.preHeader;
  return fast && spec.basicSize <= MAX_FAST_LEAF_BYTES ? (spec.basicSize + 3) >> Unit.WordShift : 0;
}

/** Objects that count their type are Slots or Values all the same; the loops add the type up per type id. */
function shapeOf(spec: TypeSpec): Shape {
  const slots = spec.slots ?? [];
  const part = partOf(spec);
  const hasValues = spec.inlineValues !== undefined;
  if (slots.length === 0 && !hasValues && !spec.managedDict && !spec.countsType) {
    if (part === Part.None) return Shape.None;
    if (part === Part.Items) return Shape.Items;
    if (part === Part.Buffer) return Shape.Buffer;
  }
  if (part !== Part.None) return Shape.General;
  const adjacent = slots.every((offset, i) => i === 0 || offset === slots[i - 1]! + Unit.SlotBytes);
  if (!hasValues && !spec.managedDict) return adjacent ? Shape.Slots : Shape.General;
  return slots.length === 0 && hasValues ? Shape.Values : Shape.General;
}

function partOffset(spec: TypeSpec): number {
  return spec.items ? spec.basicSize : (spec.buffer?.pointer ?? spec.table?.pointer ?? 0);
}

function flagsOf(spec: TypeSpec): number {
  const leaf =
    !spec.gc &&
    !spec.countsType &&
    spec.inlineValues === undefined &&
    !spec.finalize &&
    !spec.legacyFinalize &&
    !spec.tearDown &&
    spec.weakList === undefined &&
    (spec.slots ?? []).length + (spec.hiddenSlots ?? []).length === 0 &&
    partOf(spec) === Part.None;
  const plain = !spec.finalize && isPlainButForFinalizer(spec);
  return (
    (spec.gc ? TypeFlag.Gc : 0) |
    (spec.preHeader ? TypeFlag.PreHeader : 0) |
    (spec.countsType ? TypeFlag.CountsType : 0) |
    (spec.weakList !== undefined ? TypeFlag.WeakList : 0) |
    (spec.finalize ? TypeFlag.Finalizer : 0) |
    (spec.legacyFinalize ? TypeFlag.LegacyFinalizer : 0) |
    (spec.trashcan ? TypeFlag.Trashcan : 0) |
    (spec.tearDown ? TypeFlag.TearDown : 0) |
    (spec.freeList ? TypeFlag.FreeList : 0) |
    (leaf ? TypeFlag.Leaf : 0) |
    (spec.weakReference ? TypeFlag.WeakRef : 0) |
    (plain ? TypeFlag.Plain : 0) |
    (spec.managedDict ? TypeFlag.ManagedDict : 0) |
    (spec.noClear || spec.clear || spec.keptByClear ? TypeFlag.CustomClear : 0)
  );
}

/** Refuses a description whose parts lie outside the object, or over its header. */
function checkSpec(spec: TypeSpec): void {
  const what = (field: string): string => `${field} of type ${JSON.stringify(spec.name)}`;
  const kinds = [spec.items, spec.buffer, spec.table, spec.custom].filter(Boolean).length;
  if (kinds > 1)
    throw new HeapArgumentError(what('variable part'), kinds, 'at most one of items, buffer, table, custom');
  const varSize = spec.items === true || spec.buffer !== undefined;
  const least = varSize ? 24 : 16;
  if (!Number.isInteger(spec.basicSize) || spec.basicSize < least) {
    throw new HeapArgumentError(what('basicSize'), spec.basicSize, `a whole number of bytes from ${least} up`);
  }
  if (spec.items && spec.itemSize !== Unit.SlotBytes) {
    throw new HeapArgumentError(what('itemSize'), spec.itemSize, `${Unit.SlotBytes} where items are references`);
  }
  if (spec.preHeader && !spec.gc) throw new HeapArgumentError(what('preHeader'), true, 'absent without gc');
  for (const offset of [...(spec.slots ?? []), ...(spec.hiddenSlots ?? [])])
    checkOffset(what('slot'), offset, spec.preHeader ? -32 : 16, spec.basicSize);
  if (spec.buffer) checkOffset(what('buffer.pointer'), spec.buffer.pointer, 24, spec.basicSize);
  if (spec.table) checkOffset(what('table.pointer'), spec.table.pointer, 16, spec.basicSize);
  if (spec.weakList !== undefined)
    checkOffset(what('weakList'), spec.weakList, spec.preHeader ? -32 : 16, spec.basicSize);
}

function checkOffset(what: string, offset: number, from: number, to: number): void {
  if (offset % Unit.SlotBytes !== 0 || offset < from || offset + Unit.SlotBytes > to) {
    throw new HeapArgumentError(what, offset, `a multiple of 8 within the object: ${from} to ${to - Unit.SlotBytes}`);
  }
}
