import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { fastItems, fastSize } from './fast-items.js';
import { addGarbage, dropGarbage, garbageMark } from './garbage.js';
import { ListField } from './layout.js';
import { listClear, listResize, listSize, newList } from './list.js';
import { sequenceFast } from './sequence.js';
import { adjustSlice, type SliceRange, unpackSlice } from './slice-type.js';
import { clearWords, copyCounted, moveWords } from './words.js';

/** Slices of lists: list[i:j:k] read, replaced and deleted. */

/** A new list of the items from `start` to before `stop`, both within the list. */
export function listSlice(rt: Runtime, list: Ref, start: number, stop: number): Maybe {
  return copyItems(rt, list, start, 1, Math.max(0, stop - start));
}

/** list[slice]. */
export function listGetSlice(rt: Runtime, list: Ref, slice: Ref): Maybe {
  const bounds = unpackSlice(rt, slice);
  if (bounds === undefined) return 0;
  const range = adjustSlice(bounds, listSize(rt, list));
  return copyItems(rt, list, range.start, range.step, range.count);
}

/** Making the new list may collect and so run user code that shortens the old one: what is gone by then is left out. */
function copyItems(rt: Runtime, list: Ref, start: number, step: number, count: number): Maybe {
  if (step === 1 && count > 0) return copyStretch(rt, list, start, count);
  const copy = newList(rt, count);
  if (copy === 0) return 0;
  const i32 = rt.i32;
  const from = i32[list + ListField.Items]!;
  const to = i32[copy + ListField.Items]!;
  const size = listSize(rt, list);
  let copied = 0;
  for (let at = start; copied < count && at < size; at += step, copied++) {
    i32[to + 2 * copied] = rt.incref(i32[from + 2 * at]! as Ref);
  }
  i32[copy + Header.Size] = copied;
  return copy;
}

function copyStretch(rt: Runtime, list: Ref, start: number, count: number): Maybe {
  const copy = rt.fresh.roomyList(count);
  if (copy === 0) return 0;
  const { i32 } = rt;
  const copied = Math.max(0, Math.min(count, listSize(rt, list) - start));
  rt.copyCounted(i32[list + ListField.Items]! + 2 * start, copied, i32[copy + ListField.Items]!);
  i32[copy + Header.Size] = copied;
  return copy;
}

/** list[slice] = value, or del list[slice] for value 0; false on error. */
export function listSetSlice(rt: Runtime, list: Ref, slice: Ref, value: Maybe): boolean {
  const bounds = unpackSlice(rt, slice);
  if (bounds === undefined) return false;
  if (value === 0) {
    const range = adjustSlice(bounds, listSize(rt, list));
    if (range.step === 1) return replaceItems(rt, list, range.start, range.stop, 0);
    return deleteExtended(rt, list, range);
  }
  const source = itemsToAssign(rt, list, value, bounds.step === 1);
  if (source === 0) return false;
  const mark = rt.mark();
  rt.hold(source);
  // Asking the value for its items may have run user code that shortened the list.
  const range = adjustSlice(bounds, listSize(rt, list));
  const isDone =
    range.step === 1
      ? replaceItems(rt, list, range.start, range.stop, source)
      : assignExtended(rt, list, range, source);
  rt.releaseTo(mark);
  return isDone;
}

/** The items of a value as a list or a tuple; of the list itself, a copy. */
function itemsToAssign(rt: Runtime, list: Ref, value: Ref, isPlain: boolean): Maybe {
  if (value === list) return listSlice(rt, list, 0, listSize(rt, list));
  const isOlder = isPlain && rt.profile.versionInfo[1] < 13;
  return sequenceFast(rt, value, isOlder ? 'can only assign an iterable' : 'must assign iterable to extended slice');
}

/** Drops the item at an index, which is there. */
export function listDrop(rt: Runtime, list: Ref, index: number): boolean {
  return replaceItems(rt, list, index, index + 1, 0);
}

/** Puts the items of a list or tuple, none for 0, in place of those from `start` to before `stop` (list_ass_slice). */
function replaceItems(rt: Runtime, list: Ref, start: number, stop: number, source: Maybe): boolean {
  const i32 = rt.i32;
  const size = listSize(rt, list);
  const first = Math.min(Math.max(start, 0), size);
  const end = Math.min(Math.max(stop, first), size);
  const count = source === 0 ? 0 : fastSize(rt, source);
  const sizeAfter = size + count - (end - first);
  if (sizeAfter === 0) {
    listClear(rt, list);
    return true;
  }
  if (sizeAfter > size && !listResize(rt, list, sizeAfter)) return false;
  const items = i32[list + ListField.Items]!;
  const garbage = garbageMark(rt);
  for (let at = end - 1; at >= first; at--) addGarbage(rt, i32[items + 2 * at]! as Ref);
  moveWords(i32, items + 2 * (first + count), items + 2 * end, items + 2 * size);
  const from = source === 0 ? 0 : fastItems(rt, source);
  copyCounted(i32, from, count, items + 2 * first);
  shrinkTo(rt, list, size, sizeAfter);
  dropGarbage(rt, garbage);
  return true;
}

/**
 * The same for bounds within the list, where what is dropped runs no code, something is left and there is room for it: false, and nothing done,
 * elsewhere.
 */
export function spliceCalmly(rt: Runtime, list: Ref, start: number, stop: number, source: Maybe): boolean {
  const { i32 } = rt;
  const size = i32[list + Header.Size]!;
  const end = stop < start ? start : stop;
  const count = source === 0 ? 0 : fastSize(rt, source);
  const after = size + count - (end - start);
  // Who watches the heap must find no dead item in the list.
  if (!rt.heap.plain || after === 0 || after > i32[list + ListField.Allocated]!) return false;
  const items = i32[list + ListField.Items]!;
  if (!areCalm(rt, items + 2 * start, items + 2 * end)) return false;
  for (let word = items + 2 * (end - 1); word >= items + 2 * start; word -= 2) rt.fast.dec(i32[word]! as Ref);
  moveWords(i32, items + 2 * (start + count), items + 2 * end, items + 2 * size);
  if (source !== 0) copyCounted(i32, fastItems(rt, source), count, items + 2 * start);
  shrinkTo(rt, list, size, after);
  return true;
}

/** Whether the items between two words are numbers, strings or None, or held by others: their drop runs no code. */
function areCalm(rt: Runtime, from: number, to: number): boolean {
  const { i32, quick } = rt;
  const count = (to - from) >> 1;
  for (let word = from; word < to; word += 2) {
    const item = i32[word]! as Ref;
    const refs = i32[item]!;
    if (refs >= 0 && refs <= count && !quick.isScalar(item)) return false;
  }
  return true;
}

/** Sets the size; what lies behind the last item is cleared, and the block made smaller if more than half of it is unused. */
function shrinkTo(rt: Runtime, list: Ref, before: number, size: number): void {
  const items = rt.i32[list + ListField.Items]!;
  if (size < before) clearWords(rt.f64, items + 2 * size, items + 2 * before);
  rt.i32[list + Header.Size] = size;
  if (size < before) listResize(rt, list, size);
}

function deleteExtended(rt: Runtime, list: Ref, range: SliceRange): boolean {
  const { count } = range;
  if (count <= 0) return true;
  const i32 = rt.i32;
  const step = Math.abs(range.step);
  const first = range.step < 0 ? range.start + range.step * (count - 1) : range.start;
  const size = listSize(rt, list);
  const items = i32[list + ListField.Items]!;
  const garbage = garbageMark(rt);
  let to = items + 2 * first;
  for (let i = 0, at = first; i < count; i++, at += step) {
    addGarbage(rt, i32[items + 2 * at]! as Ref);
    const next = i === count - 1 ? size : at + step;
    moveWords(i32, to, items + 2 * (at + 1), items + 2 * next);
    to += 2 * (next - at - 1);
  }
  shrinkTo(rt, list, size, size - count);
  dropGarbage(rt, garbage);
  return true;
}

function assignExtended(rt: Runtime, list: Ref, range: SliceRange, source: Ref): boolean {
  const i32 = rt.i32;
  const { step, count } = range;
  const size = fastSize(rt, source);
  if (size !== count) {
    rt.raise('ValueError', `attempt to assign sequence of size ${size} to extended slice of size ${count}`);
    return false;
  }
  const garbage = garbageMark(rt);
  const items = i32[list + ListField.Items]!;
  const from = fastItems(rt, source);
  for (let i = 0, at = range.start; i < count; i++, at += step) {
    addGarbage(rt, i32[items + 2 * at]! as Ref);
    i32[items + 2 * at] = rt.incref(i32[from + 2 * i]! as Ref);
  }
  dropGarbage(rt, garbage);
  return true;
}
