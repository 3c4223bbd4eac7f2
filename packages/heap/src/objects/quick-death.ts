import type { PyMalloc } from '../alloc/pymalloc.js';
import type { Generations } from '../collect/generations.js';
import { ListId } from '../collect/generations.js';
import type { GcState } from '../collect/state.js';
import { GcHeader, Header, NULL, PreHeader, type Ref, Unit } from '../memory/layout.js';
import type { Memory } from '../memory/memory.js';
import type { FreeLists } from './freelists.js';
import { VALUES_CAPACITY, VALUES_VALID } from './traverse.js';
import { Shape, TypeFlag, type TypeTable } from './types.js';

/** What may run user code, or leaves lists of its own. */
const SLOW_DEATH = TypeFlag.Finalizer | TypeFlag.LegacyFinalizer | TypeFlag.TearDown;

/** Takes an object of count 0 apart; false: the walk has to go on, the references that are still in place are to be dropped. */
export type QuickDeath = (object: Ref, flags: number) => boolean;

/**
 * The death of an object whose references are to leaves, or to what others hold too: tuples, lists, instances with inline
 * values. In one function over constants, because it ends most objects of most programs; only for a heap that nothing
 * watches. Guarded by `bench/heap` "objects" and `bench/python` "tuples".
 */
export function quickDeath(parts: {
  memory: Memory;
  types: TypeTable;
  pymalloc: PyMalloc;
  freeLists: FreeLists;
  generations: Generations;
  gcState: GcState;
  weakHead: (object: Ref) => Ref;
  dropType: (type: Ref) => void;
}): QuickDeath {
  const { types, pymalloc, freeLists, generations, weakHead, dropType } = parts;
  const { i32 } = parts.memory;
  const { counts } = parts.gcState;
  const { young } = generations;

  /** Drops a reference: false if its object needs more than to give its block back. */
  const dropQuickly = (target: Ref): boolean => {
    const count = i32[target + Header.Refcnt]!;
    if (count > 1) {
      i32[target + Header.Refcnt] = count - 1;
      return true;
    }
    if (count < 0) return true;
    const flags = types.flags[i32[target + Header.TypeId]!]!;
    if ((flags & TypeFlag.Leaf) === 0 || count === 0) return false;
    i32[target + Header.Refcnt] = 0;
    if ((flags & TypeFlag.FreeList) === 0 || !freeLists.keep(target, i32[target + Header.TypeId]! as never)) {
      pymalloc.free(target);
    }
    return true;
  };

  const untrack = (object: Ref): void => {
    const index = i32[object + GcHeader.Index]!;
    if (index === 0) return;
    if (i32[object + GcHeader.Generation] !== ListId.Young) {
      generations.untrack(object);
      return;
    }
    if (index === young.length) {
      young.length = index - 1;
    } else {
      young.items[index - 1] = 0;
      young.holes++;
    }
    i32[object + GcHeader.Index] = 0;
  };

  const release = (object: Ref, flags: number, typeId: number): void => {
    const type = i32[object + Header.Type]! as Ref;
    // Others have no such header: what is in its place is their neighbour's.
    if ((flags & TypeFlag.Gc) !== 0) untrack(object);
    if ((flags & TypeFlag.FreeList) === 0 || !freeLists.keep(object, typeId as never)) {
      if ((flags & TypeFlag.Gc) !== 0 && counts[0]! > 0) counts[0] = counts[0]! - 1;
      pymalloc.free(object - types.prefixWords[typeId]!);
    }
    if ((flags & TypeFlag.CountsType) !== 0 && type !== NULL) dropType(type);
  };

  /** References from the last to the first. */
  const dropItems = (first: number, size: number): boolean => {
    for (let word = first + (size - 1) * Unit.SlotWords; word >= first; word -= Unit.SlotWords) {
      const target = i32[word]! as Ref;
      if (target === NULL) continue;
      if (!dropQuickly(target)) return false;
      i32[word] = NULL;
    }
    return true;
  };

  const dropValues = (values: number): boolean => {
    const header = i32[values]!;
    if ((header & VALUES_VALID) === 0) return true;
    const end = values + (header & VALUES_CAPACITY) * Unit.SlotWords;
    for (let word = values + Unit.SlotWords; word <= end; word += Unit.SlotWords) {
      const target = i32[word]! as Ref;
      if (target === NULL) continue;
      if (!dropQuickly(target)) return false;
      i32[word] = NULL;
    }
    return true;
  };

  return (object, flags) => {
    if ((flags & SLOW_DEATH) !== 0) return false;
    const typeId = i32[object + Header.TypeId]!;
    const shape = types.shape[typeId] as Shape;
    if (shape === Shape.Items) {
      if ((flags & TypeFlag.WeakList) !== 0 && weakHead(object) !== NULL) return false;
      if (!dropItems(object + types.partWord[typeId]!, i32[object + Header.Size]!)) return false;
    } else if (shape === Shape.Values) {
      if ((flags & TypeFlag.WeakList) !== 0 && weakHead(object) !== NULL) return false;
      if ((flags & TypeFlag.ManagedDict) !== 0 && i32[object + PreHeader.Dict] !== NULL) return false;
      if (!dropValues(object + types.valuesWord[typeId]!)) return false;
    } else if (shape === Shape.Buffer) {
      if ((flags & TypeFlag.WeakList) !== 0 && weakHead(object) !== NULL) return false;
      const buffer = i32[object + types.partWord[typeId]!]!;
      if (buffer !== 0) {
        if (!dropItems(buffer, i32[object + Header.Size]!)) return false;
        pymalloc.free(buffer);
      }
    } else {
      return false;
    }
    release(object, flags, typeId);
    return true;
  };
}
