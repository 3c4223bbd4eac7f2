import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { typeLookup } from '../runtime/attributes.js';
import { lengthOf } from '../runtime/operators.js';
import type { Runtime } from '../runtime/runtime.js';
import { callSpecial } from '../runtime/slot-calls.js';
import { intNumber, intSign, intValue, isInt } from './int.js';
import { IteratorField } from './layout.js';

/** How many items an iterable says it has (PyObject_LengthHint): −1 on error. */
export function lengthHint(rt: Runtime, object: Ref, fallback: number): number {
  const type = rt.typeOf(object);
  if (type.slots.length !== undefined) {
    const length = lengthOf(rt, object);
    if (length >= 0) return length;
    if (!rt.errorIs(rt.builtin.TypeError)) return -1;
    rt.clearError();
  }
  if (type === rt.builtin.list_iterator || type === rt.builtin.tuple_iterator) return itemsLeft(rt, object);
  const name = rt.name('__length_hint__');
  if (typeLookup(rt, type, name) === 0) return fallback;
  const result = callSpecial(rt, object, name, []);
  if (result === 0) {
    if (!rt.errorIs(rt.builtin.TypeError)) return -1;
    rt.clearError();
    return fallback;
  }
  return rt.consume(result, (_, hint) => hintNumber(rt, hint, fallback));
}

/** Items that an iterator over a list or a tuple has still to give. */
export function itemsLeft(rt: Runtime, iterator: Ref): number {
  const sequence = rt.i32[iterator + IteratorField.Sequence]! as Ref | 0;
  return sequence === 0 ? 0 : Math.max(0, rt.i32[sequence + Header.Size]! - rt.i32[iterator + IteratorField.Index]!);
}

function hintNumber(rt: Runtime, hint: Ref, fallback: number): number {
  if (hint === rt.NotImplemented) return fallback;
  if (!isInt(rt, hint)) {
    rt.raise('TypeError', `__length_hint__ must be an integer, not ${rt.typeOf(hint).name}`);
    return -1;
  }
  if (intSign(rt, hint) < 0) {
    rt.raise('ValueError', '__length_hint__() should return >= 0');
    return -1;
  }
  const number = intNumber(rt, hint);
  if (!Number.isNaN(number)) return number;
  const large = intValue(rt, hint);
  if (large < 2n ** 63n) return Number(large);
  rt.raise('OverflowError', "cannot fit 'int' into an index-sized integer");
  return -1;
}
