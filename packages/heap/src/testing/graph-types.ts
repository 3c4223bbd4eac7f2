import type { Heap } from '../heap.js';
import { Header, NULL, type Ref } from '../memory/layout.js';
import { type TypeInfo, Untrack } from '../objects/types.js';

/**
 * The types that tests build graphs of: one for each way an object can hold references, at sizes of CPython's own.
 *
 *     node    a class with __slots__ = ('a', 'b', '__weakref__')      Slots
 *     list    a list                                                   Buffer
 *     tuple   a tuple, untracked when it can be, with free lists       Items
 *     set     a set of references                                      Table
 *     dict    keys and values in a block that only the type knows      Custom
 *     number  a float: no references, with a free list                 leaf
 */
export interface GraphTypes {
  readonly node: TypeInfo;
  readonly list: TypeInfo;
  readonly tuple: TypeInfo;
  readonly set: TypeInfo;
  readonly dict: TypeInfo;
  readonly number: TypeInfo;
}

/** Byte offsets of a node's slots. */
export const A = 16;
export const B = 24;
/** Byte offset of a node's weak-reference list. */
export const WEAK_LIST = 32;

/** Word offsets of a list's buffer and of the number of references there is room for. */
const BUFFER = 6;
const ALLOCATED = 8;
/** Word offsets of a set's table and of its number of records, and of a dict's block and its number of entries. */
const TABLE = 4;
const RECORDS = 6;
/** Words of a set's record (hash, reference) and of a dict's entry (key, value). */
const PAIR_WORDS = 4;

/** Room of a set's table and of a dict's block. */
export const PAIRS = 8;

export function defineGraphTypes(heap: Heap): GraphTypes {
  return {
    node: heap.defineType({
      name: 'Node',
      basicSize: 40,
      gc: true,
      slots: [A, B],
      weakList: WEAK_LIST,
      trashcan: true,
    }),
    list: heap.defineType({ name: 'list', basicSize: 40, gc: true, buffer: { pointer: BUFFER * 4 }, trashcan: true }),
    tuple: heap.defineType({
      name: 'tuple',
      basicSize: 24,
      itemSize: 8,
      gc: true,
      items: true,
      noClear: true,
      trashcan: true,
      untrack: Untrack.AnyCollection,
      freeList: { limit: 2000, sizes: 20 },
    }),
    set: heap.defineType({
      name: 'set',
      basicSize: 32,
      gc: true,
      table: { pointer: TABLE * 4, count: RECORDS * 4, countBias: 0, stride: 16, references: [8] },
    }),
    dict: heap.defineType({
      name: 'dict',
      basicSize: 32,
      gc: true,
      untrack: Untrack.FullCollection,
      custom: {
        traverse: (object, visit) => {
          for (const word of pairWords(heap, object)) visitWord(heap, word, visit);
        },
        detach: (object, take) => {
          const words = pairWords(heap, object);
          heap.memory.i32[object + RECORDS] = 0;
          for (const word of words) visitWord(heap, word, take);
        },
        blocks: (object, visit) => {
          if (heap.memory.i32[object + TABLE] !== 0) visit(heap.memory.i32[object + TABLE]!);
        },
        freeBlocks: (object) => {
          const block = heap.memory.i32[object + TABLE]!;
          heap.memory.i32[object + TABLE] = 0;
          if (block !== 0) heap.blocks.free(block);
        },
      },
    }),
    number: heap.defineType({ name: 'number', basicSize: 24, freeList: { limit: 100 } }),
  };
}

/** list.append: the buffer grows as CPython's does. Adds to the count of what is appended. */
export function append(heap: Heap, list: Ref, item: Ref): void {
  const i32 = heap.memory.i32;
  const size = i32[list + Header.Size]!;
  if (size === i32[list + ALLOCATED]) {
    const room = (size + 1 + ((size + 1) >> 3) + 6) & ~3;
    const buffer = heap.blocks.realloc(i32[list + BUFFER]!, room * 8);
    if (buffer === 0) throw heap.exhausted(room * 8);
    i32[list + BUFFER] = buffer;
    i32[list + ALLOCATED] = room;
  }
  heap.counts.incref(item);
  i32[i32[list + BUFFER]! + size * 2] = item;
  i32[list + Header.Size] = size + 1;
}

/** list.pop(): drops the last item. */
export function pop(heap: Heap, list: Ref): void {
  const i32 = heap.memory.i32;
  const size = i32[list + Header.Size]! - 1;
  i32[list + Header.Size] = size;
  heap.counts.decref(i32[i32[list + BUFFER]! + size * 2]! as Ref);
}

/** Adds a reference to a set; sets of tests hold at most {@link PAIRS}. */
export function add(heap: Heap, set: Ref, member: Ref): void {
  const record = newPair(heap, set);
  heap.counts.incref(member);
  heap.memory.i32[record + 2] = member;
}

/** Adds an entry to a dict. */
export function put(heap: Heap, dict: Ref, key: Ref, value: Ref): void {
  const entry = newPair(heap, dict);
  heap.counts.incref(key);
  heap.counts.incref(value);
  heap.memory.i32[entry] = key;
  heap.memory.i32[entry + 2] = value;
}

/** Number of records or entries. */
export function pairCount(heap: Heap, object: Ref): number {
  return heap.memory.i32[object + RECORDS]!;
}

/** Word of a new pair at the end, cleared. */
function newPair(heap: Heap, object: Ref): number {
  const i32 = heap.memory.i32;
  if (i32[object + TABLE] === 0) {
    const block = heap.blocks.calloc(PAIRS * PAIR_WORDS * 4);
    if (block === 0) throw heap.exhausted(PAIRS * PAIR_WORDS * 4);
    i32[object + TABLE] = block;
  }
  const count = i32[object + RECORDS]!;
  if (count === PAIRS) throw new RangeError(`object ${object} has ${count} pairs already`);
  i32[object + RECORDS] = count + 1;
  const pair = i32[object + TABLE]! + count * PAIR_WORDS;
  i32.fill(0, pair, pair + PAIR_WORDS);
  return pair;
}

/** Words of a dict's references, in the order they are visited. */
function pairWords(heap: Heap, object: Ref): number[] {
  const block = heap.memory.i32[object + TABLE]!;
  return Array.from({ length: pairCount(heap, object) * 2 }, (_, i) => block + i * 2);
}

function visitWord(heap: Heap, word: number, visit: (target: Ref) => void): void {
  const target = heap.memory.i32[word]! as Ref;
  if (target !== NULL) visit(target);
}
