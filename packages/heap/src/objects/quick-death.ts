import type { PyMalloc } from '../alloc/pymalloc.js';
import type { Generations } from '../collect/generations.js';
import { ListId, ListState } from '../collect/generations.js';
import type { GcState } from '../collect/state.js';
import { GcHeader, Header, NULL, PreHeader, type Ref, type TypeId, Unit } from '../memory/layout.js';
import type { Memory } from '../memory/memory.js';
import type { FreeLists } from './freelists.js';
import { sharedDropper } from './shared-references.js';
import type { Trashcan } from './trashcan.js';
import { VALUES_CAPACITY, VALUES_VALID } from './traverse.js';
import { Part, Shape, type TablePart, TypeFlag, type TypeTable } from './types.js';

/** What may run user code, or leaves lists of its own. */
const SLOW_DEATH = TypeFlag.Finalizer | TypeFlag.LegacyFinalizer | TypeFlag.TearDown;

/** So many levels of what dies with an object are taken apart in calls inside of one another; the walk is for the rest. */
const MOST_LEVELS = 4;

/** Up to here a call is not worth it. */
const FEW_ITEMS = 8;

export interface QuickDeath {
  /**
   * Ends an object whose last reference has gone: its count is 0. False: the walk has to go on, first with what is in
   * `unfinished`, then with the object; the references that are still in place are to be dropped.
   */
  last(object: Ref): boolean;
  /** The same, for the walk, and without what the trashcan has put off. */
  end(object: Ref): boolean;
  /** Takes an object off the collector's list, if it is on one. */
  untrack(object: Ref): void;
  /** Gives back the memory of an object that is off the list and holds nothing any more, but for its type. */
  release(object: Ref, flags: number, typeId: TypeId): void;
  /** Objects of count 0 that were begun and not ended, the last begun first; the walk empties it. */
  readonly unfinished: Ref[];
}

/**
 * The death of an object that needs nothing special: fixed slots, items, a buffer, inline values, the table of a set, a
 * dictionary. One function for each shape, over constants, because they end most objects of most programs; only for a heap that nothing
 * watches. What dies with the object and does need something special is left to the walk, before the object itself goes on: the
 * order of deaths is that of the walk.
 * Guarded by `bench/heap` "objects" and `bench/python` "tuples".
 */
export function quickDeath(parts: {
  memory: Memory;
  types: TypeTable;
  pymalloc: PyMalloc;
  freeLists: FreeLists;
  generations: Generations;
  gcState: GcState;
  trashcan: Trashcan;
  weakHead: (object: Ref) => Ref;
  dropType: (type: Ref) => void;
  /** Works off what the trashcan has put off. */
  resume: () => void;
}): QuickDeath {
  const { pymalloc, generations, weakHead, dropType, resume, trashcan } = parts;
  const { types } = parts;
  const {
    flags: typeFlags,
    shape: shapes,
    part: typePart,
    partWord,
    prefixWords,
    slotStart,
    slotTotal,
    valuesWord,
  } = types;
  const { keep } = parts.freeLists;
  const { i32 } = parts.memory;
  const dropShared = sharedDropper(i32);
  const { gcState } = parts;
  const { counts } = gcState;
  const { items: young, state: youngState } = generations.young;
  const { nesting: trashcanNesting, putOff, depth: trashcanDepth } = trashcan;
  const unfinished: Ref[] = [];

  /** Drops the reference in a word. False if the walk has to go on: with the reference if it is still there, else with `unfinished`. */
  const drop = (word: number, levels: number, nesting: number): boolean => {
    const target = i32[word]! as Ref;
    if (target === NULL) return true;
    const count = i32[target + Header.Refcnt]!;
    if (count > 1) {
      i32[word] = NULL;
      i32[target + Header.Refcnt] = count - 1;
      return true;
    }
    if (count < 0) {
      i32[word] = NULL;
      return true;
    }
    if (count === 0) return false;
    const typeId = i32[target + Header.TypeId]! as TypeId;
    const flags = typeFlags[typeId]!;
    if ((flags & TypeFlag.Leaf) === 0) return levels > 0 && dropHolder(word, target, flags, levels - 1, nesting);
    i32[word] = NULL;
    i32[target + Header.Refcnt] = 0;
    if ((flags & TypeFlag.FreeList) === 0 || !keep(target, typeId)) pymalloc.free(target);
    return true;
  };

  const dropHolder = (word: number, target: Ref, flags: number, levels: number, nesting: number): boolean => {
    if (nesting >= trashcanDepth) return false;
    i32[word] = NULL;
    i32[target + Header.Refcnt] = 0;
    if (endWithin(target, flags, levels, nesting)) return true;
    unfinished.push(target);
    return false;
  };

  const untrack = (object: Ref): void => {
    const index = i32[object + GcHeader.Index]!;
    if (index === 0) return;
    if (i32[object + GcHeader.Generation] !== ListId.Young) {
      generations.untrack(object);
      return;
    }
    if (index === youngState[ListState.Length]) {
      let length = index - 1;
      // Holes at the end go, too: what is made and dropped in turn would leave more and more of them.
      while (length > 0 && young[length - 1] === 0 && !gcState.collecting) {
        length--;
        youngState[ListState.Holes] = youngState[ListState.Holes]! - 1;
      }
      youngState[ListState.Length] = length;
    } else {
      young[index - 1] = 0;
      youngState[ListState.Holes] = youngState[ListState.Holes]! + 1;
    }
    i32[object + GcHeader.Index] = 0;
  };

  const release = (object: Ref, flags: number, typeId: TypeId): void => {
    const type = i32[object + Header.Type]! as Ref;
    if ((flags & TypeFlag.FreeList) === 0 || !keep(object, typeId)) {
      if ((flags & TypeFlag.Gc) !== 0 && counts[0]! > 0) counts[0] = counts[0]! - 1;
      pymalloc.free(object - prefixWords[typeId]!);
    }
    if ((flags & TypeFlag.CountsType) !== 0 && type !== NULL) dropType(type);
  };

  // The places of references go with the object: only where the walk has to go on are those cleared that were dropped.

  /** References from the last to the first. */
  const dropItems = (first: number, size: number, levels: number, nesting: number): boolean => {
    const last = first + (size - 1) * Unit.SlotWords;
    const start = size > FEW_ITEMS ? dropShared(first, last) : last;
    for (let word = start; word >= first; word -= Unit.SlotWords) {
      const target = i32[word]!;
      if (target === NULL) continue;
      const count = i32[target + Header.Refcnt]!;
      if (count > 1) i32[target + Header.Refcnt] = count - 1;
      else if (count >= 0 && !drop(word, levels, nesting)) {
        for (let above = word + Unit.SlotWords; above <= last; above += Unit.SlotWords) i32[above] = NULL;
        return false;
      }
    }
    return true;
  };

  const dropValues = (values: number, levels: number, nesting: number): boolean => {
    const header = i32[values]!;
    if ((header & VALUES_VALID) === 0) return true;
    const end = values + (header & VALUES_CAPACITY) * Unit.SlotWords;
    const first = values + Unit.SlotWords;
    for (let word = first; word <= end; word += Unit.SlotWords) {
      const target = i32[word]!;
      if (target === NULL) continue;
      const count = i32[target + Header.Refcnt]!;
      if (count > 1) i32[target + Header.Refcnt] = count - 1;
      else if (count >= 0 && !drop(word, levels, nesting)) {
        for (let before = first; before < word; before += Unit.SlotWords) i32[before] = NULL;
        return false;
      }
    }
    return true;
  };

  const dropSlots = (object: Ref, typeId: number, levels: number, nesting: number): boolean => {
    const { slotWords } = types;
    const start = slotStart[typeId]!;
    const end = start + slotTotal[typeId]!;
    for (let s = start; s < end; s++) {
      const word = object + slotWords[s]!;
      const target = i32[word]!;
      if (target === NULL) continue;
      const count = i32[target + Header.Refcnt]!;
      if (count > 1) i32[target + Header.Refcnt] = count - 1;
      else if (count >= 0 && !drop(word, levels, nesting)) {
        for (let before = start; before < s; before++) i32[object + slotWords[before]!] = NULL;
        return false;
      }
    }
    return true;
  };

  /** The records up to the last that holds something; some may be empty by now, if the walk was here before. */
  const dropTable = (object: Ref, spec: TablePart, levels: number, nesting: number): boolean => {
    const table = i32[object + spec.pointer / Unit.WordBytes]!;
    if (table === 0) return true;
    const stride = spec.stride / Unit.WordBytes;
    const end = table + (i32[object + spec.count / Unit.WordBytes]! + spec.countBias) * stride;
    let left = i32[object + spec.filled! / Unit.WordBytes]!;
    const first = table + spec.references[0]! / Unit.WordBytes;
    for (let word = first; left > 0 && word < end; word += stride) {
      const target = i32[word]!;
      if (target === NULL) continue;
      left--;
      const count = i32[target + Header.Refcnt]!;
      if (count > 1) i32[target + Header.Refcnt] = count - 1;
      else if (count >= 0 && !drop(word, levels, nesting)) {
        for (let before = first; before < word; before += stride) i32[before] = NULL;
        return false;
      }
    }
    const isInline = spec.inlineTable !== undefined && table === object + spec.inlineTable / Unit.WordBytes;
    if (!isInline) pymalloc.free(table);
    return true;
  };

  const dropPart = (object: Ref, typeId: number, levels: number, nesting: number): boolean => {
    const { custom, table } = types.spec(typeId);
    if (custom !== undefined) return custom.endQuickly?.(object, drop, levels, nesting) === true;
    return table?.filled !== undefined && table.references.length === 1 && dropTable(object, table, levels, nesting);
  };

  /** Whether the object has a shape that is taken apart here. */
  const isKnown = (object: Ref, flags: number, typeId: number, shape: Shape): boolean => {
    if ((flags & SLOW_DEATH) !== 0) return false;
    if (shape === Shape.General) {
      if (valuesWord[typeId] !== 0) return false;
      // A table or a part of its own making alone.
      const part = typePart[typeId] as Part;
      if (part !== Part.None && (part < Part.Table || slotTotal[typeId] !== 0)) return false;
    }
    if ((flags & TypeFlag.ManagedDict) !== 0 && i32[object + PreHeader.Dict] !== NULL) return false;
    return (flags & TypeFlag.WeakList) === 0 || weakHead(object) === NULL;
  };

  /** Begins a death; false, and nothing done, if the object is none for here. */
  const begin = (object: Ref, flags: number, typeId: number, shape: Shape): boolean => {
    if (!isKnown(object, flags, typeId, shape)) return false;
    // Others have no such header: what is in its place is their neighbour's.
    if ((flags & TypeFlag.Gc) !== 0) untrack(object);
    return true;
  };
  const inside = (flags: number, nesting: number): number =>
    (flags & TypeFlag.Trashcan) === 0 ? nesting : nesting + 1;

  type End = (object: Ref, flags: number, typeId: TypeId, levels: number, nesting: number) => boolean;
  const endItems: End = (object, flags, typeId, levels, nesting) => {
    if (!begin(object, flags, typeId, Shape.Items)) return false;
    const size = i32[object + Header.Size]!;
    if (!dropItems(object + partWord[typeId]!, size, levels, inside(flags, nesting))) return false;
    release(object, flags, typeId);
    return true;
  };
  const endBuffer: End = (object, flags, typeId, levels, nesting) => {
    if (!begin(object, flags, typeId, Shape.Buffer)) return false;
    const buffer = i32[object + partWord[typeId]!]!;
    if (buffer !== 0) {
      if (!dropItems(buffer, i32[object + Header.Size]!, levels, inside(flags, nesting))) return false;
      pymalloc.free(buffer);
    }
    release(object, flags, typeId);
    return true;
  };
  const endValues: End = (object, flags, typeId, levels, nesting) => {
    if (!begin(object, flags, typeId, Shape.Values)) return false;
    if (!dropValues(object + valuesWord[typeId]!, levels, inside(flags, nesting))) return false;
    release(object, flags, typeId);
    return true;
  };
  const endSlots: End = (object, flags, typeId, levels, nesting) => {
    if (!begin(object, flags, typeId, Shape.Slots)) return false;
    if (!dropSlots(object, typeId, levels, inside(flags, nesting))) return false;
    release(object, flags, typeId);
    return true;
  };
  const endGeneral: End = (object, flags, typeId, levels, nesting) => {
    if (!begin(object, flags, typeId, Shape.General)) return false;
    const within = inside(flags, nesting);
    const isDone =
      typePart[typeId] === Part.None
        ? dropSlots(object, typeId, levels, within)
        : dropPart(object, typeId, levels, within);
    if (!isDone) return false;
    release(object, flags, typeId);
    return true;
  };

  /**
   * By shape, and called through the array: the engine sees many functions there and puts none of them into its callers, where they would take
   * the room of what runs more often. Instances of classes are what most programs end here, they do not go through it.
   */
  const ends: readonly End[] = [endSlots, endSlots, endItems, endBuffer, endValues, endGeneral];

  const endWithin = (object: Ref, flags: number, levels: number, nesting: number): boolean => {
    const typeId = i32[object + Header.TypeId]! as TypeId;
    const shape = shapes[typeId]!;
    if (shape === Shape.Values) return endValues(object, flags, typeId, levels, nesting);
    return ends[shape]!(object, flags, typeId, levels, nesting);
  };

  const end = (object: Ref): boolean => {
    const nesting = trashcanNesting[0]!;
    return nesting < trashcanDepth && endWithin(object, typeFlags[i32[object + Header.TypeId]!]!, MOST_LEVELS, nesting);
  };

  const last = (object: Ref): boolean => {
    const typeId = i32[object + Header.TypeId]! as TypeId;
    const flags = typeFlags[typeId]!;
    if ((flags & TypeFlag.Leaf) !== 0) {
      if ((flags & TypeFlag.FreeList) === 0 || !keep(object, typeId)) pymalloc.free(object);
      return true;
    }
    const nesting = trashcanNesting[0]!;
    if (nesting >= trashcanDepth || !endWithin(object, flags, MOST_LEVELS, nesting)) return false;
    if (putOff.length > 0) resume();
    return true;
  };

  return { last, end, untrack, release, unfinished };
}
