import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { dictDelete } from '../objects/dict.js';
import { IntField, ListField } from '../objects/layout.js';
import type { Compare } from '../objects/typeobject.js';
import { ASK_SLOTS } from '../runtime/class-operators.js';
import { SLOT } from '../runtime/frame.js';
import { compareBoolSlowly, containsItem, deleteItem, getItem, setItem } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';

/**
 * Items and membership, as generated code calls them: dictionaries, lists and sets of exact types are answered here, everything
 * else by its slots.
 */
export interface ItemPaths {
  /** object[key] of two owned operands, for which there are two slots; owned. */
  getItem(object: Ref, key: Ref, at: number): Maybe;
  /** object[key] = value; object and key in neighbouring slots, the value in one of its own. All are used up. */
  setItem(object: number, value: number): boolean;
  /** del object[key]; both in neighbouring slots, and used up. */
  deleteItem(object: number): boolean;
  /**
   * What a comparison says, by its number: {@link Compare} of operands that QuickCompare does not know, then is, is not, in, not in: 1, 0, or −1
   * on error.
   */
  test(op: number, left: Ref, right: Ref): number;
}

export function itemPaths(rt: Runtime): ItemPaths {
  const { i32, dicts, dictStore, sets } = rt;
  const { dec } = rt.fast;
  const { dict, list, tuple, smallInt, str, internedStr } = rt.ids;
  const set = rt.builtin.set.typeId;

  const drop = (at: number): void => {
    const object = i32[at]! as Ref;
    i32[at] = 0;
    dec(object);
  };

  const counted = (object: Ref): Ref => {
    const count = (i32[object]! + 1) | 0;
    if (count !== 0) i32[object] = count;
    return object;
  };

  /** Drops two operands, the left one first; the result stands in its slot while that may run user code. */
  const finish = (at: number, result: Maybe): Maybe => {
    const left = i32[at]! as Ref;
    i32[at] = result;
    dec(left);
    drop(at + SLOT);
    i32[at] = 0;
    return result;
  };

  const contains = (container: Ref, item: Ref): number => {
    const id = i32[container + Header.TypeId]!;
    if (id === dict) {
      const word = dicts.find(container, item);
      return word > 0 ? 1 : word;
    }
    if (id === set) {
      const key = i32[item + Header.TypeId]!;
      if (key === smallInt || key === str || key === internedStr || key === tuple) {
        const word = sets.find(container, item);
        return word > 0 ? 1 : word;
      }
    }
    return containsItem(rt, container, item);
  };

  /** The entry takes over what the slots hold, unless the dictionary's death may follow, which goes before the key's. */
  const setEntry = (at: number, from: number): boolean => {
    const object = i32[at]! as Ref;
    const taken = i32[object]! > 1 ? dictStore.take(object, at + SLOT, from) : 0;
    if (taken === 0) {
      if (!dictStore.set(object, i32[at + SLOT]! as Ref, i32[from]! as Ref)) return false;
      drop(from);
      drop(at);
      drop(at + SLOT);
      return true;
    }
    if (taken < 0) return false;
    if (i32[from] !== 0) drop(from);
    drop(at);
    if (i32[at + SLOT] !== 0) drop(at + SLOT);
    return true;
  };

  return {
    getItem: (object, key, at) => {
      i32[at] = object;
      i32[at + SLOT] = key;
      if (i32[object + Header.TypeId] !== dict) {
        const own = rt.classOperators.getItem(object, key);
        return finish(at, own !== ASK_SLOTS ? own : getItem(rt, object, key));
      }
      const word = dicts.find(object, key);
      if (word > 0) return finish(at, counted(i32[word]! as Ref));
      return finish(at, word === 0 ? rt.raiseWith('KeyError', key) : 0);
    },
    setItem: (at, from) => {
      const object = i32[at]! as Ref;
      const key = i32[at + SLOT]! as Ref;
      const value = i32[from]! as Ref;
      const id = i32[object + Header.TypeId]!;
      if (id === list && i32[key + Header.TypeId] === smallInt) {
        const size = i32[object + Header.Size]!;
        const index = i32[key + IntField.Value]!;
        const place = index < 0 ? index + size : index;
        if (place >= 0 && place < size) {
          // The slot of the value takes what stood in the list, and drops it.
          const word = i32[object + ListField.Items]! + 2 * place;
          i32[from] = i32[word]!;
          i32[word] = value;
          drop(from);
          drop(at);
          drop(at + SLOT);
          return true;
        }
      }
      if (id === dict) return setEntry(at, from);
      if (!setItem(rt, object, key, value)) return false;
      drop(from);
      drop(at);
      drop(at + SLOT);
      return true;
    },
    deleteItem: (at) => {
      const object = i32[at]! as Ref;
      const key = i32[at + SLOT]! as Ref;
      if (i32[object + Header.TypeId] === dict) {
        const deleted = dictDelete(rt, object, key);
        if (deleted === 0) rt.raiseWith('KeyError', key);
        if (deleted !== 1) return false;
      } else if (!deleteItem(rt, object, key)) {
        return false;
      }
      drop(at);
      drop(at + SLOT);
      return true;
    },
    test: (op, left, right) => {
      if (op < 6) return compareBoolSlowly(rt, left, right, op as Compare);
      if (op === 6) return left === right ? 1 : 0;
      if (op === 7) return left !== right ? 1 : 0;
      const found = contains(right, left);
      return op === 8 || found < 0 ? found : 1 - found;
    },
  };
}
