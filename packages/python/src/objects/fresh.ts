import type { Ref, TypeId } from '@uroboros/heap';
import { GcHeader, Header, Pool, StaticArea, TypeFlag } from '@uroboros/heap/internal';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { DictField, ListField, TupleField } from './layout.js';
import { finishTuple, newTuple } from './tuple.js';
import { clearBlock, clearWords } from './words.js';

/**
 * New lists, dictionaries, tuples and objects with fixed slots: taken from the free lists and pymalloc's pools in one piece where nothing watches the heap, and
 * from the allocator where something does or they are empty.
 */
export interface Fresh {
  /** A list of so many items, still 0, with a block of exactly that size; tracked. */
  list(size: number): Maybe;
  /**
   * A list without items, with a block of exactly so many, one or more, whose words are still anything: the caller writes them all, high words too,
   * and the size, before anything else is allocated.
   */
  roomyList(size: number): Maybe;
  /** A block for so many items, one or more, whose words are still anything; 0 without memory, and no exception. */
  block(size: number): number;
  /** An empty dictionary, not tracked. */
  dict(): Maybe;
  /** A tuple of borrowed references in neighbouring slots; tracked unless it is the empty one. */
  tuple(at: number, count: number): Maybe;
  /** A tuple of so many items, still 0, not tracked: not for the empty one. 0 without memory, and no exception. */
  blankTuple(count: number): Maybe;
  /**
   * The same with items that may still be anything, high words too, unless a collection has run meanwhile: the caller writes them before anything
   * else is allocated.
   */
  roomyTuple(count: number): Maybe;
  /**
   * A collectable object of a type without a free list and of so many bytes, header included: its fields are 0, and it is
   * tracked already, so the caller fills it before anything else is allocated.
   */
  collectable(typeId: TypeId, bytes: number): Maybe;
  /**
   * The same with an owned reference in one of its words. The reference stands in a slot while a collection may run. 0 without memory, and no
   * exception: the reference is the caller's still.
   */
  holding(typeId: TypeId, bytes: number, word: number, owned: Ref): Maybe;
  /** A collectable object that is not tracked: the caller does that when it has been filled. */
  untracked(typeId: TypeId, bytes: number): Maybe;
  /** An object of so many bytes that the collector does not see, of a type without a free list: its fields are 0, but for a number of items. */
  plain(typeId: TypeId, bytes: number, size?: number): Maybe;
}

/** Bytes of the largest block that a pool has. */
const LARGEST_SMALL = 512;
/** Items of the largest tuple that lies in a pool. */
const MOST_IN_POOL = (LARGEST_SMALL / 4 - GcHeader.Words - TupleField.Items) / 2;

/** Made when the types have their objects. */
export function freshPaths(rt: Runtime): Fresh {
  return rt.heap.plain ? plainPaths(rt) : allocatorPaths(rt);
}

/** What takes everything from the allocator: until then, and where something watches the heap. */
export function allocatorPaths(rt: Runtime): Fresh {
  return {
    list: (size) => allocateList(rt, size),
    roomyList: (size) => allocateRoomyList(rt, size),
    block: (size) => rt.heap.blocks.malloc(size * 8),
    dict: () => allocateDict(rt),
    tuple: (at, count) => allocateTuple(rt, at, count),
    blankTuple: (count) => rt.heap.objects.allocateVar(rt.ids.tuple, count),
    roomyTuple: (count) => rt.heap.objects.allocateVar(rt.ids.tuple, count),
    collectable: (typeId, bytes) => allocateCollectable(rt, typeId, bytes),
    holding: (typeId, bytes, word, owned) => {
      rt.hold(owned);
      const object = allocateCollectable(rt, typeId, bytes);
      rt.unhold();
      if (object !== 0) rt.i32[object + word] = owned;
      return object;
    },
    untracked: (typeId, bytes) => rt.heap.objects.allocateSized(typeId, bytes, 0),
    plain: (typeId, bytes, size = 0) => rt.heap.objects.allocateSized(typeId, bytes, size),
  };
}

function allocateTuple(rt: Runtime, at: number, count: number): Maybe {
  const tuple = newTuple(rt, count);
  if (tuple === 0 || count === 0) return tuple;
  for (let i = 0; i < count; i++) rt.i32[tuple + TupleField.Items + 2 * i] = rt.incref(rt.i32[at + 2 * i]! as Ref);
  return finishTuple(rt, tuple);
}

function allocateCollectable(rt: Runtime, typeId: TypeId, bytes: number): Maybe {
  const object = rt.heap.objects.allocateSized(typeId, bytes, 0);
  if (object !== 0) rt.heap.objects.track(object);
  return object;
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
    clearWords(rt.f64, items, items + 2 * size);
    rt.i32[list + ListField.Items] = items;
    rt.i32[list + ListField.Allocated] = size;
    rt.i32[list + Header.Size] = size;
  }
  rt.heap.objects.track(list);
  return list;
}

function allocateRoomyList(rt: Runtime, size: number): Maybe {
  const list = allocateList(rt, size);
  if (list !== 0) rt.i32[list + Header.Size] = 0;
  return list;
}

function allocateDict(rt: Runtime): Maybe {
  const dict = rt.heap.objects.allocate(rt.ids.dict);
  if (dict === 0) return rt.noMemory();
  rt.i32[dict + DictField.Keys] = rt.emptyKeys;
  return dict;
}

function plainPaths(rt: Runtime): Fresh {
  const { i32, f64, ids } = rt;
  const { objects, generations, blocks, pymalloc, types, gcState } = rt.heap;
  const { counts, thresholds } = gcState;
  const { track } = generations;
  const listType = types.typeObject[ids.list]!;
  const dictType = types.typeObject[ids.dict]!;
  const lists = objects.freeLists.listOf(ids.list);
  const dicts = objects.freeLists.listOf(ids.dict);
  const tupleType = types.typeObject[ids.tuple]!;
  const tuples = objects.freeLists.listOf(ids.tuple);

  /** The first free block of a used pool. */
  const takeFrom = (pool: number, sizeClass: number): number => {
    const block = i32[pool + Pool.FreeBlock]!;
    const next = i32[block]!;
    i32[pool + Pool.Count] = i32[pool + Pool.Count]! + 1;
    i32[pool + Pool.FreeBlock] = next;
    if (next === 0) pymalloc.extend(pool, sizeClass);
    return block;
  };

  /** A block for so many items, as it comes. */
  const newBlock = (size: number): number => {
    const bytes = size * 8;
    if (bytes <= LARGEST_SMALL) {
      const sizeClass = (bytes - 1) >> 4;
      const pool = i32[StaticArea.UsedPools + sizeClass]!;
      if (pool !== 0) return takeFrom(pool, sizeClass);
    }
    return blocks.malloc(bytes);
  };

  const listOver = (list: Ref, items: number, room: number, size: number): Ref => {
    lists.heads[0] = i32[list + Header.Type]!;
    lists.lengths[0] = lists.lengths[0]! - 1;
    i32[list] = 1;
    i32[list + Header.Type] = listType;
    i32[list + Header.Size] = size;
    i32[list + ListField.Items] = items;
    i32[list + ListField.Allocated] = room;
    track(list);
    return list;
  };

  /** A tuple too large for a pool, without a collection: 0, and nothing done, if one is due or there is no memory. */
  const largeTuple = (count: number): Maybe => {
    const allocations = counts[0]! + 1;
    if (!objects.direct || allocations > thresholds[0]!) return 0;
    const block = blocks.malloc(4 * (GcHeader.Words + TupleField.Items + 2 * count));
    if (block === 0) return 0;
    counts[0] = allocations;
    for (let word = block, end = block + GcHeader.Words + TupleField.Items; word < end; word++) i32[word] = 0;
    const tuple = (block + GcHeader.Words) as Ref;
    i32[tuple] = 1;
    i32[tuple + Header.Type] = tupleType;
    i32[tuple + Header.TypeId] = ids.tuple;
    i32[tuple + Header.Size] = count;
    return tuple;
  };

  const untracked = (typeId: TypeId, bytes: number): Maybe => {
    const prefix = types.prefixWords[typeId]!;
    const words = prefix + (bytes >> 2);
    const sizeClass = (words - 1) >> 2;
    const pool = words > LARGEST_SMALL / 4 ? 0 : i32[StaticArea.UsedPools + sizeClass]!;
    if (pool === 0 || !objects.direct) return objects.allocateSized(typeId, bytes, 0);
    const block = takeFrom(pool, sizeClass);
    clearBlock(f64, block, words);
    const object = (block + prefix) as Ref;
    const type = types.typeObject[typeId]!;
    i32[object] = 1;
    i32[object + Header.Type] = type;
    i32[object + Header.TypeId] = typeId;
    if ((types.flags[typeId]! & TypeFlag.CountsType) !== 0) {
      const refs = (i32[type]! + 1) | 0;
      if (refs !== 0) i32[type] = refs;
    }
    const count = counts[0]! + 1;
    counts[0] = count;
    if (count > thresholds[0]!) objects.onThreshold(object);
    return object;
  };

  const blankTuple = (count: number): Maybe => {
    const { heads, lengths } = tuples;
    let tuple = count >= heads.length ? 0 : heads[count]!;
    if (tuple !== 0) {
      heads[count] = i32[tuple + Header.Type]!;
      lengths[count] = lengths[count]! - 1;
      for (let word = tuple + TupleField.Items, end = word + 2 * count; word < end; word++) i32[word] = 0;
    } else {
      const words = GcHeader.Words + TupleField.Items + 2 * count;
      const sizeClass = (words - 1) >> 2;
      const pool = words > LARGEST_SMALL / 4 ? 0 : i32[StaticArea.UsedPools + sizeClass]!;
      if (pool === 0 || !objects.direct) return objects.allocateVar(ids.tuple, count);
      const block = takeFrom(pool, sizeClass);
      for (let word = block, end = block + words; word < end; word++) i32[word] = 0;
      tuple = block + GcHeader.Words;
      i32[tuple] = 1;
      i32[tuple + Header.Type] = tupleType;
      i32[tuple + Header.TypeId] = ids.tuple;
      i32[tuple + Header.Size] = count;
      const allocations = counts[0]! + 1;
      counts[0] = allocations;
      if (allocations > thresholds[0]!) objects.onThreshold(tuple as Ref);
      return tuple as Ref;
    }
    i32[tuple] = 1;
    i32[tuple + Header.Type] = tupleType;
    i32[tuple + Header.Size] = count;
    return tuple as Ref;
  };

  return {
    list: (size) => {
      const list = lists.heads[0]! as Ref;
      if ((list as number) === 0) return allocateList(rt, size);
      let items = 0;
      if (size > 0) {
        items = newBlock(size);
        if (items === 0) return rt.noMemory();
        clearWords(f64, items, items + 2 * size);
      }
      return listOver(list, items, size, size);
    },
    roomyList: (size) => {
      const list = lists.heads[0]! as Ref;
      if ((list as number) === 0) return allocateRoomyList(rt, size);
      const items = newBlock(size);
      return items === 0 ? rt.noMemory() : listOver(list, items, size, 0);
    },
    block: newBlock,
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
    tuple: (at, count) => {
      const { heads, lengths } = tuples;
      const tuple = count >= heads.length ? 0 : (heads[count]! as Maybe);
      if (tuple === 0) return allocateTuple(rt, at, count);
      heads[count] = i32[tuple + Header.Type]!;
      lengths[count] = lengths[count]! - 1;
      i32[tuple] = 1;
      i32[tuple + Header.Type] = tupleType;
      i32[tuple + Header.Size] = count;
      const items = tuple + TupleField.Items;
      for (let i = 0; i < 2 * count; i += 2) {
        const item = i32[at + i]!;
        const refs = (i32[item]! + 1) | 0;
        if (refs !== 0) i32[item] = refs;
        i32[items + i] = item;
      }
      track(tuple);
      return tuple;
    },
    blankTuple,
    roomyTuple: (count) => {
      const tuple = count > MOST_IN_POOL ? largeTuple(count) : 0;
      return tuple === 0 ? blankTuple(count) : tuple;
    },
    collectable: (typeId, bytes) => {
      const object = untracked(typeId, bytes);
      if (object !== 0) track(object);
      return object;
    },
    holding: (typeId, bytes, word, owned) => {
      const mayCollect = counts[0]! >= thresholds[0]! || !objects.direct;
      if (mayCollect) rt.hold(owned);
      const object = untracked(typeId, bytes);
      if (mayCollect) rt.unhold();
      if (object === 0) return 0;
      i32[object + word] = owned;
      track(object);
      return object;
    },
    untracked,
    plain: (typeId, bytes, size = 0) => {
      const sizeClass = (bytes - 1) >> 4;
      const pool = bytes > LARGEST_SMALL ? 0 : i32[StaticArea.UsedPools + sizeClass]!;
      if (pool === 0 || !objects.direct) return objects.allocateSized(typeId, bytes, size);
      const block = takeFrom(pool, sizeClass);
      for (let word = block, end = block + ((bytes + 3) >> 2); word < end; word++) i32[word] = 0;
      i32[block] = 1;
      i32[block + Header.Type] = types.typeObject[typeId]!;
      i32[block + Header.TypeId] = typeId;
      if (size !== 0) i32[block + Header.Size] = size;
      return block as Ref;
    },
  };
}
