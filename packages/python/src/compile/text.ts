import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { bytesSlice } from '../objects/bytes.js';
import { IntField, StrField } from '../objects/layout.js';
import { listSlice } from '../objects/list-slices.js';
import { percentStr } from '../objects/percent.js';
import { newSlice } from '../objects/slice-type.js';
import { compareStr, concatStr } from '../objects/str.js';
import { findStr } from '../objects/str-search.js';
import { tupleSlice } from '../objects/tuple-type.js';
import { Binary, Compare } from '../objects/typeobject.js';
import { SLOT } from '../runtime/frame.js';
import { getItem } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';

/** Operations on text that generated code hands over with operands of any type: quick for exact strings. */
export interface TextPaths {
  /** `a op b` for two strings; −1 if they are none, or the operator is another. Operands stay the caller's. */
  binary(op: Binary, a: Ref, b: Ref): Maybe | -1;
  /** A comparison or `in` (8, 9: not in) of two strings: 1 or 0; −1 if they are none. */
  test(op: number, a: Ref, b: Ref): number;
  /** object[start:stop]; the three stand in slots, 0 for a bound that is not given, and are used up. */
  sliceItem(at: number): Maybe;
}

export function textPaths(rt: Runtime, dec: (object: Ref) => void): TextPaths {
  const { i32 } = rt;
  const { equals, slice } = rt.strs;
  const strId = rt.ids.str;
  const internedId = rt.ids.internedStr;
  const smallId = rt.ids.smallInt;
  const floatId = rt.ids.float;
  const listId = rt.ids.list;
  const tupleId = rt.ids.tuple;
  const bytesId = rt.ids.bytes;
  const { heads } = rt.heap.objects.freeLists.listOf(rt.builtin.slice.typeId);

  const isText = (object: Ref): boolean => {
    const id = i32[object + Header.TypeId]!;
    return id === strId || id === internedId;
  };

  /** Whether the right operand of % is of a type that lets the left one answer. */
  const hasNoRmod = (object: Ref): boolean => {
    const id = i32[object + Header.TypeId]!;
    return id === tupleId || id === strId || id === internedId || id === smallId || id === floatId;
  };

  /** The bound in a slot for a sequence of a length; −1 if it is no small int. */
  const boundAt = (at: number, length: number, fallback: number): number => {
    const bound = i32[at]! as Maybe;
    if (bound === 0 || bound === rt.None) return fallback;
    if (i32[bound + Header.TypeId] !== smallId) return -1;
    const value = i32[bound + IntField.Value]!;
    if (value >= 0) return value < length ? value : length;
    return value + length > 0 ? value + length : 0;
  };

  const clear = (at: number): void => {
    const object = i32[at]! as Maybe;
    i32[at] = 0;
    if (object !== 0) dec(object);
  };

  /** The sequences whose slices need no slice object: −1 for others, and where making one would show. */
  const quickSlice = (at: number): Maybe | -1 => {
    const object = i32[at]! as Ref;
    const id = i32[object + Header.TypeId]!;
    const text = id === strId || id === internedId;
    // One dead slice is kept for the next; before there is one, its allocation counts.
    if ((!text && id !== listId && id !== tupleId && id !== bytesId) || heads[0] === 0) return -1;
    const length = i32[object + (text ? StrField.Length : Header.Size)]!;
    const start = boundAt(at + SLOT, length, 0);
    const stop = boundAt(at + 2 * SLOT, length, length);
    if (start < 0 || stop < 0) return -1;
    if (text) return slice(object, start, stop);
    if (id === bytesId) return bytesSlice(rt, object, start, stop);
    const end = stop < start ? start : stop;
    return id === listId ? listSlice(rt, object, start, end) : tupleSlice(rt, object, start, end);
  };

  const generalSlice = (at: number): Maybe => {
    const start = (i32[at + SLOT]! || rt.None) as Ref;
    const stop = (i32[at + 2 * SLOT]! || rt.None) as Ref;
    const key = newSlice(rt, start, stop, rt.None);
    if (key === 0) return 0;
    clear(at + SLOT);
    i32[at + SLOT] = key;
    clear(at + 2 * SLOT);
    const result = getItem(rt, i32[at]! as Ref, key);
    if (result === 0) return 0;
    i32[at + 2 * SLOT] = result;
    clear(at + SLOT);
    clear(at);
    i32[at + 2 * SLOT] = 0;
    return result;
  };

  return {
    binary: (op, a, b) => {
      if (!isText(a)) return -1;
      if (op === Binary.Add && isText(b)) return concatStr(rt, a, b);
      return op === Binary.Mod && hasNoRmod(b) ? percentStr(rt, a, b) : -1;
    },
    test: (op, a, b) => {
      if (!isText(a) || !isText(b)) return -1;
      switch (op) {
        case Compare.Eq:
          return equals(a, b) ? 1 : 0;
        case Compare.Ne:
          return equals(a, b) ? 0 : 1;
        case 8:
          return findStr(rt, b, a, 0, i32[b + StrField.Length]!) >= 0 ? 1 : 0;
        case 9:
          return findStr(rt, b, a, 0, i32[b + StrField.Length]!) >= 0 ? 0 : 1;
        default: {
          if (op > Compare.Ge) return -1;
          const order = a === b ? 0 : compareStr(rt, a, b);
          if (op === Compare.Lt) return order < 0 ? 1 : 0;
          if (op === Compare.Le) return order <= 0 ? 1 : 0;
          return (op === Compare.Gt ? order > 0 : order >= 0) ? 1 : 0;
        }
      }
    },
    sliceItem: (at) => {
      const quick = quickSlice(at);
      if (quick === -1) return generalSlice(at);
      if (quick === 0) return 0;
      // Bounds are ints or None: no code of the program runs when they go.
      clear(at + SLOT);
      clear(at + 2 * SLOT);
      i32[at + SLOT] = quick;
      clear(at);
      i32[at + SLOT] = 0;
      return quick;
    },
  };
}
