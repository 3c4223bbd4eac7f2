import type { CustomPart, Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { allocateInstance } from '../../objects/construct.js';
import { fastItem, fastSize, isFast } from '../../objects/fast-items.js';
import type { TypeObject } from '../../objects/typeobject.js';
import { getIter, iterNext } from '../../runtime/operators.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';

/**
 * deque: a chain of blocks for 64 items each.
 *
 * The items go from index `LeftIndex` of the leftmost block to index `RightIndex` of the rightmost one; all places between them
 * are in use. An empty deque has one block and both indices in its middle, so that it can grow both ways. `State` changes with
 * every change of the items: iterators compare it.
 */
export const enum DequeField {
  LeftBlock = 6,
  RightBlock = 8,
  LeftIndex = 10,
  RightIndex = 12,
  State = 14,
  /** In 64 bits; −1 if there is none. */
  MaxLength = 16,
  FreeCount = 18,
  FreeBlocks = 20,
}

/** A block: the one to the left, the items, the one to the right. */
export const enum Block {
  Left = 0,
  Data = 2,
  Right = 130,
  Items = 64,
  Bytes = 528,
}

const CENTER = 31;
const MAX_FREE_BLOCKS = 16;

/** A new, empty deque of a type; owned. */
export function newDeque(rt: Runtime, type: TypeObject): Maybe {
  const deque = allocateInstance(rt, type);
  if (deque === 0) return 0;
  const i32 = rt.i32;
  i32[deque + DequeField.MaxLength] = -1;
  i32[deque + DequeField.MaxLength + 1] = -1;
  const block = rt.heap.blocks.malloc(Block.Bytes);
  if (block === 0) {
    rt.decref(deque);
    return rt.noMemory();
  }
  useAsOnly(rt, deque, block);
  return deque;
}

/** Makes a block the only one of an empty deque. */
function useAsOnly(rt: Runtime, deque: Ref, block: number): void {
  const i32 = rt.i32;
  i32[block + Block.Left] = 0;
  i32[block + Block.Right] = 0;
  i32[deque + DequeField.LeftBlock] = block;
  i32[deque + DequeField.RightBlock] = block;
  center(rt, deque);
}

function center(rt: Runtime, deque: Ref): void {
  rt.i32[deque + DequeField.LeftIndex] = CENTER + 1;
  rt.i32[deque + DequeField.RightIndex] = CENTER;
}

export function dequeSize(rt: Runtime, deque: Ref): number {
  return rt.i32[deque + Header.Size]!;
}

export function dequeState(rt: Runtime, deque: Ref): number {
  return rt.i32[deque + DequeField.State]!;
}

/** The largest size, Infinity if there is no bound that could matter. */
export function maxLength(rt: Runtime, deque: Ref): number {
  return rt.i32[deque + DequeField.MaxLength + 1] === 0
    ? rt.i32[deque + DequeField.MaxLength]! >>> 0
    : Number.POSITIVE_INFINITY;
}

function newBlock(rt: Runtime, deque: Ref): number {
  const i32 = rt.i32;
  const free = i32[deque + DequeField.FreeCount]!;
  if (free > 0) {
    const block = i32[deque + DequeField.FreeBlocks + 2 * (free - 1)]!;
    i32[deque + DequeField.FreeBlocks + 2 * (free - 1)] = 0;
    i32[deque + DequeField.FreeCount] = free - 1;
    return block;
  }
  const block = rt.heap.blocks.malloc(Block.Bytes);
  if (block === 0) rt.noMemory();
  return block;
}

function freeBlock(rt: Runtime, deque: Ref, block: number): void {
  const i32 = rt.i32;
  const free = i32[deque + DequeField.FreeCount]!;
  if (free >= MAX_FREE_BLOCKS) {
    rt.heap.blocks.free(block);
    return;
  }
  i32[deque + DequeField.FreeBlocks + 2 * free] = block;
  i32[deque + DequeField.FreeCount] = free + 1;
}

/** The rightmost block is empty: the one before it ends the chain. */
function dropRightBlock(rt: Runtime, deque: Ref, block: number): void {
  const before = rt.i32[block + Block.Left]!;
  rt.i32[before + Block.Right] = 0;
  rt.i32[deque + DequeField.RightBlock] = before;
  rt.i32[deque + DequeField.RightIndex] = Block.Items - 1;
  freeBlock(rt, deque, block);
}

/** Appends an owned item; one at the other end goes if the deque was full. False without memory: the item is then dropped. */
export function dequeAppend(rt: Runtime, deque: Ref, owned: Ref): boolean {
  const i32 = rt.i32;
  let index = i32[deque + DequeField.RightIndex]! + 1;
  let block = i32[deque + DequeField.RightBlock]!;
  if (index === Block.Items) {
    const next = newBlock(rt, deque);
    if (next === 0) {
      rt.decref(owned);
      return false;
    }
    i32[next + Block.Left] = block;
    i32[next + Block.Right] = 0;
    i32[block + Block.Right] = next;
    i32[deque + DequeField.RightBlock] = next;
    block = next;
    index = 0;
  }
  const size = i32[deque + Header.Size]! + 1;
  i32[deque + Header.Size] = size;
  i32[deque + DequeField.RightIndex] = index;
  i32[block + Block.Data + 2 * index] = owned;
  if (i32[deque + DequeField.MaxLength + 1] === 0 && size > i32[deque + DequeField.MaxLength]! >>> 0) {
    rt.decref(dequePopLeft(rt, deque) as Ref);
  } else i32[deque + DequeField.State] = i32[deque + DequeField.State]! + 1;
  return true;
}

/** The same at the left end. */
export function dequeAppendLeft(rt: Runtime, deque: Ref, owned: Ref): boolean {
  const i32 = rt.i32;
  let index = i32[deque + DequeField.LeftIndex]! - 1;
  let block = i32[deque + DequeField.LeftBlock]!;
  if (index < 0) {
    const next = newBlock(rt, deque);
    if (next === 0) {
      rt.decref(owned);
      return false;
    }
    i32[next + Block.Right] = block;
    i32[next + Block.Left] = 0;
    i32[block + Block.Left] = next;
    i32[deque + DequeField.LeftBlock] = next;
    block = next;
    index = Block.Items - 1;
  }
  const size = i32[deque + Header.Size]! + 1;
  i32[deque + Header.Size] = size;
  i32[deque + DequeField.LeftIndex] = index;
  i32[block + Block.Data + 2 * index] = owned;
  if (i32[deque + DequeField.MaxLength + 1] === 0 && size > i32[deque + DequeField.MaxLength]! >>> 0) {
    rt.decref(dequePop(rt, deque) as Ref);
  } else i32[deque + DequeField.State] = i32[deque + DequeField.State]! + 1;
  return true;
}

/** Takes the last item, which is the caller's; 0 if there is none, with IndexError. */
export function dequePop(rt: Runtime, deque: Ref): Maybe {
  const i32 = rt.i32;
  const size = i32[deque + Header.Size]! - 1;
  if (size < 0) return rt.raise('IndexError', 'pop from an empty deque');
  const block = i32[deque + DequeField.RightBlock]!;
  const index = i32[deque + DequeField.RightIndex]!;
  const item = i32[block + Block.Data + 2 * index]! as Ref;
  i32[deque + Header.Size] = size;
  i32[deque + DequeField.State] = i32[deque + DequeField.State]! + 1;
  i32[deque + DequeField.RightIndex] = index - 1;
  if (index > 0) return item;
  if (size === 0) center(rt, deque);
  else {
    dropRightBlock(rt, deque, block);
  }
  return item;
}

/** The same at the left end. */
export function dequePopLeft(rt: Runtime, deque: Ref): Maybe {
  const i32 = rt.i32;
  const size = i32[deque + Header.Size]! - 1;
  if (size < 0) return rt.raise('IndexError', 'pop from an empty deque');
  const block = i32[deque + DequeField.LeftBlock]!;
  const index = i32[deque + DequeField.LeftIndex]!;
  const item = i32[block + Block.Data + 2 * index]! as Ref;
  i32[deque + Header.Size] = size;
  i32[deque + DequeField.State] = i32[deque + DequeField.State]! + 1;
  i32[deque + DequeField.LeftIndex] = index + 1;
  if (index < Block.Items - 1) return item;
  if (size === 0) center(rt, deque);
  else {
    i32[deque + DequeField.LeftBlock] = i32[block + Block.Right]!;
    i32[deque + DequeField.LeftIndex] = 0;
    freeBlock(rt, deque, block);
  }
  return item;
}

/** Word of the item at an index, which is in range: found from the nearer end. */
export function dequeItemWord(rt: Runtime, deque: Ref, index: number): number {
  const i32 = rt.i32;
  const left = i32[deque + DequeField.LeftIndex]!;
  const place = left + index;
  const size = i32[deque + Header.Size]!;
  let links = place >> 6;
  let block: number;
  if (index < size >> 1) {
    block = i32[deque + DequeField.LeftBlock]!;
    while (links-- > 0) block = i32[block + Block.Right]!;
  } else {
    links = ((left + size - 1) >> 6) - links;
    block = i32[deque + DequeField.RightBlock]!;
    while (links-- > 0) block = i32[block + Block.Left]!;
  }
  return block + Block.Data + 2 * (place & 63);
}

/** Item at an index, which is in range; borrowed. */
export function dequeItem(rt: Runtime, deque: Ref, index: number): Ref {
  return rt.i32[dequeItemWord(rt, deque, index)]! as Ref;
}

/** Adds all items of an iterable at the right or, one after the other, at the left; false on error. */
export function dequeExtend(rt: Runtime, deque: Ref, iterable: Ref, toLeft: boolean): boolean {
  const mark = rt.mark();
  let source = iterable;
  if (source === deque) {
    const list = rt.listFrom(deque);
    if (list === 0) return false;
    source = rt.hold(list);
  }
  const iterator = isFast(rt, source) ? 0 : getIter(rt, source);
  if (rt.failed) {
    rt.releaseTo(mark);
    return false;
  }
  if (iterator !== 0) rt.hold(iterator);
  if (dequeSize(rt, deque) === 0) startAtEdge(rt, deque, toLeft);
  const append = toLeft ? dequeAppendLeft : dequeAppend;
  let done = true;
  if (iterator === 0) {
    for (let i = 0; done && i < fastSize(rt, source); i++) {
      done = append(rt, deque, rt.incref(fastItem(rt, source, i)));
    }
  } else {
    for (;;) {
      const item = iterNext(rt, iterator);
      if (item === 0) {
        done = !rt.failed;
        break;
      }
      if (!append(rt, deque, item)) {
        done = false;
        break;
      }
    }
  }
  rt.releaseTo(mark);
  return done;
}

/** An empty deque that will be filled from one end begins at the edge of its block, which saves one. */
function startAtEdge(rt: Runtime, deque: Ref, toLeft: boolean): void {
  rt.i32[deque + DequeField.LeftIndex] = toLeft ? Block.Items - 1 : 1;
  rt.i32[deque + DequeField.RightIndex] = toLeft ? Block.Items - 2 : 0;
}

/** Moves items from the right end to the left one, or with a negative number the other way; false without memory. */
export function dequeRotate(rt: Runtime, deque: Ref, steps: number): boolean {
  const size = dequeSize(rt, deque);
  if (size <= 1) return true;
  let left = steps;
  const half = Math.floor(size / 2);
  if (left > half || left < -half) {
    left %= size;
    if (left > half) left -= size;
    else if (left < -half) left += size;
  }
  rt.i32[deque + DequeField.State] = rt.i32[deque + DequeField.State]! + 1;
  while (left > 0) {
    const moved = moveToLeft(rt, deque, left);
    if (moved === 0) return false;
    left -= moved;
  }
  while (left < 0) {
    const moved = moveToRight(rt, deque, -left);
    if (moved === 0) return false;
    left += moved;
  }
  return true;
}

/** Moves up to so many items from the right end to the left one, within two blocks; how many, 0 without memory. */
function moveToLeft(rt: Runtime, deque: Ref, most: number): number {
  const i32 = rt.i32;
  if (i32[deque + DequeField.LeftIndex] === 0) {
    const block = newBlock(rt, deque);
    if (block === 0) return 0;
    const first = i32[deque + DequeField.LeftBlock]!;
    i32[block + Block.Right] = first;
    i32[block + Block.Left] = 0;
    i32[first + Block.Left] = block;
    i32[deque + DequeField.LeftBlock] = block;
    i32[deque + DequeField.LeftIndex] = Block.Items;
  }
  const source = i32[deque + DequeField.RightBlock]!;
  const rightIndex = i32[deque + DequeField.RightIndex]!;
  const leftIndex = i32[deque + DequeField.LeftIndex]!;
  const count = Math.min(most, rightIndex + 1, leftIndex);
  const from = source + Block.Data + 2 * (rightIndex - count + 1);
  i32.copyWithin(i32[deque + DequeField.LeftBlock]! + Block.Data + 2 * (leftIndex - count), from, from + 2 * count);
  i32[deque + DequeField.LeftIndex] = leftIndex - count;
  i32[deque + DequeField.RightIndex] = rightIndex - count;
  if (rightIndex - count < 0) {
    dropRightBlock(rt, deque, source);
  }
  return count;
}

/** The same the other way. */
function moveToRight(rt: Runtime, deque: Ref, most: number): number {
  const i32 = rt.i32;
  if (i32[deque + DequeField.RightIndex] === Block.Items - 1) {
    const block = newBlock(rt, deque);
    if (block === 0) return 0;
    const last = i32[deque + DequeField.RightBlock]!;
    i32[block + Block.Left] = last;
    i32[block + Block.Right] = 0;
    i32[last + Block.Right] = block;
    i32[deque + DequeField.RightBlock] = block;
    i32[deque + DequeField.RightIndex] = -1;
  }
  const source = i32[deque + DequeField.LeftBlock]!;
  const rightIndex = i32[deque + DequeField.RightIndex]!;
  const leftIndex = i32[deque + DequeField.LeftIndex]!;
  const count = Math.min(most, Block.Items - leftIndex, Block.Items - 1 - rightIndex);
  const from = source + Block.Data + 2 * leftIndex;
  i32.copyWithin(i32[deque + DequeField.RightBlock]! + Block.Data + 2 * (rightIndex + 1), from, from + 2 * count);
  i32[deque + DequeField.LeftIndex] = leftIndex + count;
  i32[deque + DequeField.RightIndex] = rightIndex + count;
  if (leftIndex + count === Block.Items) {
    i32[deque + DequeField.LeftBlock] = i32[source + Block.Right]!;
    i32[deque + DequeField.LeftIndex] = 0;
    freeBlock(rt, deque, source);
  }
  return count;
}

/** How the collector and the deallocator see a deque. */
export function dequePart(rt: Runtime): CustomPart {
  return {
    traverse: (deque, visit) => forEachItem(rt, deque, visit),
    detach: (deque, take) => {
      forEachItem(rt, deque, take);
      const block = rt.i32[deque + DequeField.LeftBlock]!;
      if (block === 0) return;
      let next = rt.i32[block + Block.Right]!;
      while (next !== 0) {
        const after = rt.i32[next + Block.Right]!;
        freeBlock(rt, deque, next);
        next = after;
      }
      rt.i32[deque + Header.Size] = 0;
      rt.i32[deque + DequeField.State] = rt.i32[deque + DequeField.State]! + 1;
      useAsOnly(rt, deque, block);
    },
    blocks: (deque, visit) => forEachBlock(rt, deque, visit),
    // A deque that is only cleared goes on with its one block.
    freeBlocks: (deque) => {
      if (rt.i32[deque + Header.Refcnt]! > 0) return;
      forEachBlock(rt, deque, (block) => rt.heap.blocks.free(block));
      rt.i32[deque + DequeField.LeftBlock] = 0;
      rt.i32[deque + DequeField.FreeCount] = 0;
    },
  };
}

function forEachItem(rt: Runtime, deque: Ref, visit: (item: Ref) => void): void {
  const i32 = rt.i32;
  let block = i32[deque + DequeField.LeftBlock]!;
  let index = i32[deque + DequeField.LeftIndex]!;
  for (let left = i32[deque + Header.Size]!; left > 0; left--) {
    if (index === Block.Items) {
      block = i32[block + Block.Right]!;
      index = 0;
    }
    visit(i32[block + Block.Data + 2 * index++]! as Ref);
  }
}

function forEachBlock(rt: Runtime, deque: Ref, visit: (block: number) => void): void {
  const i32 = rt.i32;
  let block = i32[deque + DequeField.LeftBlock]!;
  while (block !== 0) {
    const next = i32[block + Block.Right]!;
    visit(block);
    block = next;
  }
  for (let n = i32[deque + DequeField.FreeCount]! - 1; n >= 0; n--) {
    visit(i32[deque + DequeField.FreeBlocks + 2 * n]!);
  }
}
