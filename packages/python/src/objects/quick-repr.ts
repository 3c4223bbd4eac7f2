import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { floatRepr } from '../text/float-repr.js';
import { dictKeyAt, dictNext, dictSize, dictValueAt } from './dict.js';
import { floatValue } from './float.js';
import { IntField, StrField, StrState } from './layout.js';

/**
 * The repr of lists, tuples and dictionaries of numbers, None, booleans and plain ASCII texts: written into one buffer, for showing the items runs no
 * code and makes nothing that stays.
 */

/** The brackets around the items. */
export interface Brackets {
  readonly open: number;
  readonly close: number;
  /** One item alone has a comma behind it. */
  readonly commaBehindOne: boolean;
}

/** The text of more items would hardly fit the buffer. */
const MOST_ITEMS = 1 << 12;

/** The items in neighbouring slots, one or more, between brackets; −1, and nothing is done, if some of them are not for here. */
export function quickRepr(rt: Runtime, items: number, count: number, brackets: Brackets): Maybe | -1 {
  // Who watches the heap sees the reprs of the items.
  if (count > MOST_ITEMS || !rt.heap.plain) return -1;
  if (!rt.enterNative(' while getting the repr of an object')) return 0;
  const { i32, writer } = rt;
  writer.begin();
  writer.byte(brackets.open);
  let isDone = true;
  for (let i = 0; i < count && isDone; i++) {
    if (i > 0) putBetween(rt, 44);
    isDone = putItem(rt, i32[items + 2 * i]! as Ref);
  }
  if (count === 1 && brackets.commaBehindOne) writer.byte(44);
  writer.byte(brackets.close);
  rt.leaveNative();
  return isDone ? writer.finish() : -1;
}

/** The same of a dictionary that is not empty. */
export function quickDictRepr(rt: Runtime, dict: Ref): Maybe | -1 {
  if (dictSize(rt, dict) > MOST_ITEMS || !rt.heap.plain) return -1;
  if (!rt.enterNative(' while getting the repr of an object')) return 0;
  const { writer } = rt;
  writer.begin();
  writer.byte(123);
  let isDone = true;
  for (let entry = dictNext(rt, dict, 0); entry >= 0 && isDone; entry = dictNext(rt, dict, entry + 1)) {
    if (writer.size() > 1) putBetween(rt, 44);
    isDone = putItem(rt, dictKeyAt(rt, dict, entry));
    putBetween(rt, 58);
    isDone &&= putItem(rt, dictValueAt(rt, dict, entry) as Ref);
  }
  writer.byte(125);
  rt.leaveNative();
  return isDone ? writer.finish() : -1;
}

/** A sign and a blank. */
function putBetween(rt: Runtime, sign: number): void {
  rt.writer.byte(sign);
  rt.writer.byte(32);
}

function putItem(rt: Runtime, item: Ref): boolean {
  const { i32, ids, writer } = rt;
  const id = i32[item + Header.TypeId]!;
  if (id === ids.smallInt) {
    const value = i32[item + IntField.Value]!;
    if (value < 0) writer.byte(45);
    writer.digits(value < 0 ? -value : value, 0);
    return true;
  }
  if (id === ids.str || id === ids.internedStr) return putText(rt, item);
  if (id === ids.float) writer.text(floatRepr(floatValue(rt, item)));
  else if (item === rt.None) writer.text('None');
  else if (item === rt.True) writer.text('True');
  else if (item === rt.False) writer.text('False');
  else return false;
  return true;
}

/** A text between quotes; false if some of its characters would be escaped. */
function putText(rt: Runtime, text: Ref): boolean {
  const { i32, u8, writer } = rt;
  if ((i32[text + StrField.State]! & StrState.Ascii) === 0) return false;
  const length = i32[text + StrField.Length]!;
  const data = (text + StrField.AsciiData) * 4;
  for (let at = data; at < data + length; at++) {
    const code = u8[at]!;
    if (code < 32 || code === 39 || code === 92 || code === 127) return false;
  }
  writer.byte(39);
  writer.str(text, length);
  writer.byte(39);
  return true;
}
