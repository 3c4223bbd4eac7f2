import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { optionalSize, sizeArgument } from '../objects/arguments.js';
import { intFromNumber } from '../objects/int.js';
import { IntField } from '../objects/layout.js';
import { listInsert, listItem, listSize } from '../objects/list.js';
import { Compare } from '../objects/typeobject.js';
import { compareBool, getItem, lengthOf, sizeToInt } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import type { NativeModule } from './module.js';
import { isRecent } from './module-types.js';
import { namedFunction } from './named-function.js';

/** The module _bisect: binary search in sorted sequences. */

/** An item of any sequence, owned. */
function itemAt(rt: Runtime, sequence: Ref, index: number): Maybe {
  if (rt.i32[sequence + Header.TypeId] === rt.ids.list && index < listSize(rt, sequence)) {
    return rt.incref(listItem(rt, sequence, index));
  }
  const number = intFromNumber(rt, index);
  if (number === 0) return 0;
  const mark = rt.mark();
  rt.hold(number);
  return rt.finish(mark, getItem(rt, sequence, number));
}

/** left < right: 1, 0, or −1 on error. */
function isLess(rt: Runtime, left: Ref, right: Ref): number {
  const i32 = rt.i32;
  const small = rt.ids.smallInt;
  if (i32[left + Header.TypeId] === small && i32[right + Header.TypeId] === small) {
    return i32[left + IntField.Value]! < i32[right + IntField.Value]! ? 1 : 0;
  }
  return compareBool(rt, left, right, Compare.Lt);
}

/** Whether the place to insert lies behind an item, which is held: 1, 0, or −1 on error. */
function isBehind(rt: Runtime, item: Ref, x: Ref, key: Maybe, isRight: boolean): number {
  let compared = item;
  if (key !== 0) {
    const made = rt.call(key, item);
    if (made === 0) return -1;
    compared = rt.hold(made);
  }
  if (!isRight) return isLess(rt, compared, x);
  const less = isLess(rt, x, compared);
  return less < 0 ? -1 : 1 - less;
}

/** Whether a sequence can be asked for an item of a number (sq_item), with the TypeError for others. Before 3.12 that shows when one is asked for. */
function hasItems(rt: Runtime, sequence: Ref, isAsked: boolean): boolean {
  const type = rt.typeOf(sequence);
  const isMapping = type.isSubtypeOf(rt.builtin.dict) || type === rt.builtin.mappingproxy;
  if (!isMapping && type.slots.getItem !== undefined) return true;
  if (!isMapping && !isAsked && !isRecent(rt)) return true;
  rt.raise(
    'TypeError',
    isMapping ? `${type.name} is not a sequence` : `'${type.name}' object does not support indexing`,
  );
  return false;
}

/** Where x has to be inserted; −1 on error. */
function search(rt: Runtime, values: readonly Maybe[], x: Ref, isRight: boolean): number {
  const sequence = values[0]! as Ref;
  const key = values[4] === rt.None ? 0 : values[4]!;
  let low = values[2] === 0 ? 0 : sizeArgument(rt, values[2]! as Ref);
  if (low === undefined) return -1;
  let high = optionalSize(rt, values[3]!);
  if (high === undefined) return -1;
  if (low < 0) {
    rt.raise('ValueError', 'lo must be non-negative');
    return -1;
  }
  if (high === -1) high = lengthOf(rt, sequence);
  if (rt.failed || !hasItems(rt, sequence, low < high)) return -1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const mark = rt.mark();
    const item = itemAt(rt, sequence, middle);
    if (item === 0) return -1;
    rt.hold(item);
    const behind = isBehind(rt, item, x, key, isRight);
    rt.releaseTo(mark);
    if (behind < 0) return -1;
    if (behind === 1) low = middle + 1;
    else high = middle;
  }
  return low;
}

const SIGNATURE = 'a, x, lo=0, hi=None, *, key=None';

function bisect(name: string, isRight: boolean) {
  return namedFunction(name, SIGNATURE, (rt, values) => {
    const place = search(rt, values, values[1]! as Ref, isRight);
    return place < 0 ? 0 : sizeToInt(rt, place);
  });
}

function insort(name: string, isRight: boolean) {
  return namedFunction(name, SIGNATURE, (rt, values) => {
    const sequence = values[0]! as Ref;
    const x = values[1]! as Ref;
    const key = values[4]!;
    const mark = rt.mark();
    let compared = x;
    if (key !== 0 && key !== rt.None) {
      const made = rt.call(key, x);
      if (made === 0) return 0;
      compared = rt.hold(made);
    }
    const place = search(rt, values, compared, isRight);
    rt.releaseTo(mark);
    if (place < 0) return 0;
    if (rt.i32[sequence + Header.TypeId] === rt.ids.list) {
      return listInsert(rt, sequence, Math.min(place, listSize(rt, sequence)), x) ? rt.none() : 0;
    }
    const number = sizeToInt(rt, place);
    if (number === 0) return 0;
    rt.hold(number);
    return rt.finish(mark, rt.callMethod(sequence, 'insert', number, x));
  });
}

export const bisectModule: NativeModule = {
  name: '_bisect',
  doc: 'Bisection algorithms.',
  functions: [
    bisect('bisect_left', false),
    bisect('bisect_right', true),
    insort('insort_left', false),
    insort('insort_right', true),
  ],
};
