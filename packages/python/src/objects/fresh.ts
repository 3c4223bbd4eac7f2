import type { Ref } from '@uroboros/heap';
import { Header, Pool, StaticArea } from '@uroboros/heap/internal';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { DictField, ListField } from './layout.js';
import { clearWords } from './words.js';

/**
 * New lists and dictionaries: taken from the free lists and pymalloc's pools in one piece where nothing watches the heap, and
 * from the allocator where something does or they are empty.
 */
export interface Fresh {
  /** A list of so many items, still 0, with a block of exactly that size; tracked. */
  list(size: number): Maybe;
  /** An empty dictionary, not tracked. */
  dict(): Maybe;
}

/** Bytes of the largest block that a pool has. */
const LARGEST_SMALL = 512;

/** Made when the types have their objects. */
export function freshPaths(rt: Runtime): Fresh {
  return rt.heap.plain ? plainPaths(rt) : allocatorPaths(rt);
}

/** What takes everything from the allocator: until then, and where something watches the heap. */
export function allocatorPaths(rt: Runtime): Fresh {
  return { list: (size) => allocateList(rt, size), dict: () => allocateDict(rt) };
}

function allocateList(rt: Runtime, size: number): Maybe {
  const list = rt.heap.objects.allocate(rt.ids.list);
  if (list === 0) return rt.noMemory();
  if (size > 0) {
    const items = rt.heap.blocks.malloc(size * 8);
    if (items === 0) {
      rt.heap.objects.release(list);
      return rt.noMemory();
    }
    clearWords(rt.i32, items, items + 2 * size);
    rt.i32[list + ListField.Items] = items;
    rt.i32[list + ListField.Allocated] = size;
    rt.i32[list + Header.Size] = size;
  }
  rt.heap.objects.track(list);
  return list;
}

function allocateDict(rt: Runtime): Maybe {
  const dict = rt.heap.objects.allocate(rt.ids.dict);
  if (dict === 0) return rt.noMemory();
  rt.i32[dict + DictField.Keys] = rt.emptyKeys;
  return dict;
}

function plainPaths(rt: Runtime): Fresh {
  const { i32, ids } = rt;
  const { objects, generations, blocks, types } = rt.heap;
  const listType = types.typeObject[ids.list]!;
  const dictType = types.typeObject[ids.dict]!;
  const lists = objects.freeLists.listOf(ids.list);
  const dicts = objects.freeLists.listOf(ids.dict);

  /** A block for so many items, all 0. */
  const newItems = (size: number): number => {
    const bytes = size * 8;
    if (bytes <= LARGEST_SMALL) {
      const pool = i32[StaticArea.UsedPools + ((bytes - 1) >> 4)]!;
      if (pool !== 0) {
        const block = i32[pool + Pool.FreeBlock]!;
        const next = i32[block]!;
        if (next !== 0) {
          i32[pool + Pool.Count] = i32[pool + Pool.Count]! + 1;
          i32[pool + Pool.FreeBlock] = next;
          clearWords(i32, block, block + 2 * size);
          return block;
        }
      }
    }
    const block = blocks.malloc(bytes);
    if (block !== 0) clearWords(i32, block, block + 2 * size);
    return block;
  };

  return {
    list: (size) => {
      const list = lists.heads[0]! as Ref;
      if ((list as number) === 0) return allocateList(rt, size);
      let items = 0;
      if (size > 0) {
        items = newItems(size);
        if (items === 0) return rt.noMemory();
      }
      lists.heads[0] = i32[list + Header.Type]!;
      lists.lengths[0] = lists.lengths[0]! - 1;
      i32[list] = 1;
      i32[list + Header.Type] = listType;
      i32[list + Header.Size] = size;
      i32[list + ListField.Items] = items;
      i32[list + ListField.Allocated] = size;
      generations.track(list);
      return list;
    },
    dict: () => {
      const dict = dicts.heads[0]! as Ref;
      if ((dict as number) === 0) return allocateDict(rt);
      dicts.heads[0] = i32[dict + Header.Type]!;
      dicts.lengths[0] = dicts.lengths[0]! - 1;
      i32[dict] = 1;
      i32[dict + Header.Type] = dictType;
      i32[dict + DictField.Used] = 0;
      i32[dict + DictField.Keys] = rt.emptyKeys;
      i32[dict + DictField.Values] = 0;
      return dict;
    },
  };
}
