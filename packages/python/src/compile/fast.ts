import type { Ref } from '@uroboros/heap';
import { Header, Pool, StaticArea } from '@uroboros/heap/internal';
import { newFloat } from '../objects/float.js';
import { endedGeneratorDeath } from '../objects/generator.js';
import { generatorLoop } from '../objects/generator-close.js';
import { instanceDeath } from '../objects/instance-death.js';
import { IntTypes, intFromNumber } from '../objects/int.js';
import { itemsDeath } from '../objects/items-death.js';
import {
  BytesField,
  FloatField,
  IntField,
  IteratorField,
  ListField,
  RangeIteratorField,
  StrField,
  StrState,
  TupleField,
} from '../objects/layout.js';
import { mapSteps } from '../objects/map-steps.js';
import { tableSteps } from '../objects/table-steps.js';
import { toolSteps } from '../objects/tool-steps.js';
import { tupleFromSlots } from '../objects/tuple.js';
import { slotNext } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';

/**
 * What generated code does most: small numbers made and dropped. Each function is the allocator's and the counter's fast path
 * in one piece, and leaves through one exit to the general one. They are used only where nothing watches the heap: with
 * guard bytes or an observer, the general ones take their place.
 */
export interface FastPaths {
  /** A new int for a whole number up to 2⁵³, owned. */
  newInt(value: number): Maybe;
  newFloat(value: number): Maybe;
  /** The next item of an iterator, owned; 0 at its end or on error. */
  next(iterator: Ref): Maybe;
  /** sequence[index] of a list, a tuple, bytes or ASCII text, borrowed; 0 if it is none of them, or the index out of range. */
  peek(sequence: Ref, index: number): Maybe;
  /** A tuple of so many references in neighbouring slots, which it takes over. */
  newTuple(at: number, count: number): Maybe;
  /** Drops a reference. */
  dec(object: Ref): void;
  /** Drops the last reference. */
  die(object: Ref): void;
  /** Gives a block of a pool back. */
  free(block: number): void;
}

const DIGIT_MASK = (1 << 30) - 1;
/** Size class of ints of one digit: 28 bytes. */
const INT_CLASS = 1;

const known = new WeakMap<Runtime, FastPaths>();

/** Made once for each runtime: the engine knows the memory and all constants of a function that exists once. */
export function fastPaths(rt: Runtime): FastPaths {
  let paths = known.get(rt);
  if (paths === undefined) {
    paths = rt.heap.plain ? plainPaths(rt) : watchedPaths(rt);
    known.set(rt, paths);
  }
  return paths;
}

function watchedPaths(rt: Runtime): FastPaths {
  return {
    newInt: (value) => intFromNumber(rt, value),
    newFloat: (value) => newFloat(rt, value),
    next: (iterator) => slotNext(rt, iterator),
    peek: () => 0,
    newTuple: (at, count) => tupleFromSlots(rt, at, count),
    dec: (object) => rt.decref(object),
    die: (object) => rt.decref(object),
    free: (block) => rt.heap.pymalloc.free(block),
  };
}

function plainPaths(rt: Runtime): FastPaths {
  const { i32, f64 } = rt;
  const { objects, pymalloc, counts, deallocator } = rt.heap;
  const { last } = deallocator.quick!;
  const small = rt.smallInts;
  const smallId = rt.ids.smallInt;
  const bigId = rt.ids.bigInt;
  const floatId = rt.ids.float;
  const strId = rt.ids.str;
  const tupleId = rt.ids.tuple;
  const listId = rt.ids.list;
  const dictId = rt.ids.dict;
  const setId = rt.builtin.set.typeId;
  const generatorId = rt.ids.generator;
  const endedGenerator = endedGeneratorDeath(rt);
  const intType = rt.heap.types.typeObject[smallId]!;
  const floatType = rt.heap.types.typeObject[floatId]!;
  const pools = StaticArea.UsedPools + INT_CLASS;
  const poolMask = pymalloc.poolMask;
  const { heads, lengths, limit } = objects.freeLists.listOf(floatId);

  /** Two digits fill the same blocks as one. */
  const newLarger = (value: number): Maybe => {
    const pool = i32[pools]!;
    const size = value < 0 ? -value : value;
    if (pool === 0 || size <= DIGIT_MASK || size >= 2 ** 60) return intFromNumber(rt, value);
    const block = i32[pool + Pool.FreeBlock]!;
    const next = i32[block]!;
    const high = Math.floor(size / 2 ** 30);
    i32[pool + Pool.Count] = i32[pool + Pool.Count]! + 1;
    i32[pool + Pool.FreeBlock] = next;
    if (next === 0) pymalloc.extend(pool, INT_CLASS);
    i32[block] = 1;
    i32[block + Header.RefcntHigh] = 0;
    i32[block + Header.Type] = intType;
    i32[block + Header.TypeId] = bigId;
    i32[block + IntField.Tag] = value < 0 ? 18 : 16;
    i32[block + IntField.Value] = 0;
    i32[block + IntField.Digits] = size - high * 2 ** 30;
    i32[block + IntField.Digits + 1] = high;
    return block as Ref;
  };

  const newInt = (value: number): Maybe => {
    if (value > 256 || value < -5) {
      const pool = i32[pools]!;
      if (pool !== 0 && value <= DIGIT_MASK && value >= -DIGIT_MASK) {
        const block = i32[pool + Pool.FreeBlock]!;
        const next = i32[block]!;
        i32[pool + Pool.Count] = i32[pool + Pool.Count]! + 1;
        i32[pool + Pool.FreeBlock] = next;
        if (next === 0) pymalloc.extend(pool, INT_CLASS);
        i32[block] = 1;
        i32[block + Header.RefcntHigh] = 0;
        i32[block + Header.Type] = intType;
        i32[block + Header.TypeId] = smallId;
        i32[block + IntField.Tag] = value < 0 ? 10 : 8;
        i32[block + IntField.Value] = value;
        i32[block + IntField.Digits] = value < 0 ? -value : value;
        return block as Ref;
      }
      return newLarger(value);
    }
    const object = small[value + 5]!;
    const count = (i32[object]! + 1) | 0;
    if (count !== 0) i32[object] = count;
    return object as Ref;
  };

  const fastFloat = (value: number): Maybe => {
    const object = heads[0]!;
    if (object === 0) return newFloat(rt, value);
    heads[0] = i32[object + Header.Type]!;
    lengths[0] = lengths[0]! - 1;
    i32[object] = 1;
    i32[object + Header.Type] = floatType;
    f64[(object + FloatField.Value) >> 1] = value;
    return object as Ref;
  };

  const free = (block: number): void => {
    const pool = block & poolMask;
    const head = i32[pool + Pool.FreeBlock]!;
    const used = i32[pool + Pool.Count]! - 1;
    i32[block] = head;
    i32[pool + Pool.FreeBlock] = block;
    i32[pool + Pool.Count] = used;
    if (head === 0 || used === 0) pymalloc.poolChanged(pool, head);
  };
  /** Whether an object holds nothing, and all that its death needs is that its block is given back. */
  const isBlock = (object: Ref, id: number): boolean =>
    id === smallId || ((id === strId || id === bigId) && pymalloc.inPool(object));
  const ends = itemsDeath(rt, (object) => {
    if (!isBlock(object, i32[object + Header.TypeId]!)) return false;
    free(object);
    return true;
  });

  const endInstance = instanceDeath(rt, ends.item, free);

  /** Whether the object could be ended in one piece, by its type. */
  const endsQuickly = (object: Ref, id: number): boolean => {
    if (id === tupleId) return ends.tuple(object);
    if (id === listId) return ends.list(object);
    if (id === setId) return ends.set(object);
    if (id === dictId) return ends.dict(object);
    return id === generatorId ? endedGenerator(object) : endInstance(object, id);
  };

  /** What dies less often than numbers and texts: apart, for those are ended where generated code stands. */
  const dieOther = (object: Ref, id: number): void => {
    if (endsQuickly(object, id)) return;
    if (i32[object] !== 1) {
      counts.decref(object);
      return;
    }
    i32[object] = 0;
    if (!last(object)) deallocator.walk(object);
  };

  const die = (object: Ref): void => {
    const id = i32[object + Header.TypeId]!;
    if (isBlock(object, id)) {
      free(object);
    } else if (id === floatId && lengths[0]! < limit) {
      i32[object] = 0;
      i32[object + Header.Type] = heads[0]!;
      heads[0] = object;
      lengths[0] = lengths[0]! + 1;
    } else {
      dieOther(object, id);
    }
  };

  const dec = (object: Ref): void => {
    const count = i32[object]!;
    if (count > 1) i32[object] = count - 1;
    else if (count >= 0) die(object);
  };

  return {
    newInt,
    newFloat: fastFloat,
    next: nextItem(rt, newInt, dec),
    peek: itemReader(rt),
    newTuple: tupleMaker(rt),
    dec,
    die,
    free,
  };
}

/** Steps the iterators of most loops where they stand; all others by their slot. */
function nextItem(rt: Runtime, newInt: FastPaths['newInt'], dec: FastPaths['dec']): FastPaths['next'] {
  const { i32, u8 } = rt;
  const { ofPoint } = rt.strs;
  const asciiId = rt.builtin.str_ascii_iterator.typeId;
  const rangeId = rt.builtin.range_iterator.typeId;
  const listId = rt.builtin.list_iterator.typeId;
  const tupleId = rt.builtin.tuple_iterator.typeId;
  const backId = rt.builtin.list_reverseiterator.typeId;
  const generatorId = rt.ids.generator;
  const keysId = rt.builtin.dict_keyiterator.typeId;
  const valuesId = rt.builtin.dict_valueiterator.typeId;
  const pairsId = rt.builtin.dict_itemiterator.typeId;
  const setId = rt.builtin.set_iterator.typeId;
  const enumerateId = rt.builtin.enumerate.typeId;
  const zipId = rt.builtin.zip.typeId;
  const mapId = rt.builtin.map.typeId;
  const filterId = rt.builtin.filter.typeId;
  const { nextKey, nextValue, nextPair, nextOfSet } = tableSteps(rt);
  const { nextNumbered, nextTogether } = toolSteps(rt, { next: (iterator) => next(iterator), newInt, dec });
  const { nextMapped, nextFiltered } = mapSteps(rt, { next: (iterator) => next(iterator), dec });
  const nextYielded = generatorLoop(rt);
  const next = (iterator: Ref): Maybe => {
    const id = i32[iterator + Header.TypeId]!;
    if (id === rangeId) {
      const left = i32[iterator + RangeIteratorField.Left]!;
      const value = i32[iterator + RangeIteratorField.Start]!;
      const step = i32[iterator + RangeIteratorField.Step]!;
      const following = value + step;
      // Everything of 32 bits: the high words only repeat the signs.
      if (
        left > 0 &&
        i32[iterator + RangeIteratorField.Left + 1] === 0 &&
        i32[iterator + RangeIteratorField.Start + 1] === value >> 31 &&
        i32[iterator + RangeIteratorField.Step + 1] === step >> 31 &&
        following === (following | 0)
      ) {
        i32[iterator + RangeIteratorField.Left] = left - 1;
        i32[iterator + RangeIteratorField.Start] = following;
        i32[iterator + RangeIteratorField.Start + 1] = following >> 31;
        return newInt(value);
      }
    } else if (id === listId || id === tupleId) {
      const sequence = i32[iterator + IteratorField.Sequence]!;
      const index = i32[iterator + IteratorField.Index]!;
      if (sequence !== 0 && index < i32[sequence + Header.Size]!) {
        const first = id === listId ? i32[sequence + ListField.Items]! : sequence + TupleField.Items;
        const item = i32[first + 2 * index]!;
        i32[iterator + IteratorField.Index] = index + 1;
        const count = (i32[item]! + 1) | 0;
        if (count !== 0) i32[item] = count;
        return item as Ref;
      }
      if (sequence !== 0) {
        i32[iterator + IteratorField.Index] = -1;
        i32[iterator + IteratorField.Sequence] = 0;
        dec(sequence as Ref);
      }
      return 0;
    }
    if (id === generatorId) return nextYielded(iterator);
    if (id === keysId) return nextKey(iterator);
    if (id === pairsId) return nextPair(iterator);
    if (id === enumerateId) return nextNumbered(iterator);
    if (id === zipId) return nextTogether(iterator);
    if (id === setId) return nextOfSet(iterator);
    if (id === valuesId) return nextValue(iterator);
    if (id === mapId) return nextMapped(iterator);
    if (id === filterId) return nextFiltered(iterator);
    if (id === backId) {
      const list = i32[iterator + IteratorField.Sequence]!;
      const index = i32[iterator + IteratorField.Index]!;
      if (list !== 0 && index >= 0 && index < i32[list + Header.Size]!) {
        i32[iterator + IteratorField.Index] = index - 1;
        const item = i32[i32[list + ListField.Items]! + 2 * index]!;
        const count = (i32[item]! + 1) | 0;
        if (count !== 0) i32[item] = count;
        return item as Ref;
      }
    }
    if (id === asciiId) {
      const text = i32[iterator + IteratorField.Sequence]!;
      const index = i32[iterator + IteratorField.Index]!;
      if (text !== 0 && index < i32[text + StrField.Length]!) {
        i32[iterator + IteratorField.Index] = index + 1;
        return ofPoint(u8[(text + StrField.AsciiData) * 4 + index]!);
      }
    }
    return slotNext(rt, iterator);
  };
  return next;
}

function itemReader(rt: Runtime): FastPaths['peek'] {
  const { i32, u8, latin1, smallInts } = rt;
  const bytesId = rt.ids.bytes;
  const listId = rt.ids.list;
  const tupleId = rt.ids.tuple;
  const strId = rt.ids.str;
  const internedId = rt.ids.internedStr;
  const character = (text: Ref, index: number): Maybe => {
    const length = i32[text + StrField.Length]!;
    const at = index < 0 ? index + length : index;
    if (at < 0 || at >= length || (i32[text + StrField.State]! & StrState.Ascii) === 0) return 0;
    return latin1[u8[(text + StrField.AsciiData) * 4 + at]!]!;
  };
  const byte = (bytes: Ref, index: number): Maybe => {
    const length = i32[bytes + Header.Size]!;
    const at = index < 0 ? index + length : index;
    if (at < 0 || at >= length) return 0;
    return smallInts[u8[(bytes + BytesField.Data) * 4 + at]! - IntTypes.SmallFirst]! as Ref;
  };
  return (sequence, index) => {
    const id = i32[sequence + Header.TypeId]!;
    if (id !== listId && id !== tupleId) {
      if (id === bytesId) return byte(sequence, index);
      return id === strId || id === internedId ? character(sequence, index) : 0;
    }
    const size = i32[sequence + Header.Size]!;
    const at = index < 0 ? index + size : index;
    if (at < 0 || at >= size) return 0;
    return i32[(id === listId ? i32[sequence + ListField.Items]! : sequence + TupleField.Items) + 2 * at]! as Ref;
  };
}

function tupleMaker(rt: Runtime): FastPaths['newTuple'] {
  const { i32 } = rt;
  const { objects } = rt.heap;
  const { track } = rt.heap.generations;
  const typeId = rt.ids.tuple;
  const tupleType = rt.heap.types.typeObject[typeId]!;
  const { heads, lengths } = objects.freeLists.listOf(typeId);
  return (at, count) => {
    if (count >= heads.length || heads[count] === 0) return tupleFromSlots(rt, at, count);
    const tuple = heads[count]! as Ref;
    heads[count] = i32[tuple + Header.Type]!;
    lengths[count] = lengths[count]! - 1;
    i32[tuple] = 1;
    i32[tuple + Header.Type] = tupleType;
    i32[tuple + Header.Size] = count;
    const items = tuple + TupleField.Items;
    for (let i = 0; i < 2 * count; i += 2) {
      i32[items + i] = i32[at + i]!;
      i32[at + i] = 0;
    }
    track(tuple);
    return tuple;
  };
}
