import type { Ref } from '@uroboros/heap';
import { indexAsSize } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { BufferFlag, type BufferView, getBuffer, hasBuffer, releaseBuffer } from './buffer.js';
import { newBytesOfSize } from './bytes.js';
import { isInt } from './int.js';
import { BytesField } from './layout.js';
import { listAppend, newList } from './list.js';
import { itemValue, nativeCharacter, packItem, unpackItem } from './memory-format.js';
import { derivedView, isReleased, refuseReleased, viewOf } from './memoryview.js';
import { adjustSlice, isSlice, unpackSlice } from './slice-type.js';
import { isTuple } from './tuple.js';

/** Items of a memoryview: by index, by tuples of indices, by slice; read, written, listed and compared. */

function isIndex(rt: Runtime, key: Ref): boolean {
  return isInt(rt, key) || rt.typeOf(key).slots.index !== undefined;
}

/** The format's character; NotImplementedError and undefined if it is not native. */
function characterOf(rt: Runtime, view: BufferView): string | undefined {
  const character = nativeCharacter(view.format);
  if (character === undefined) rt.raise('NotImplementedError', `memoryview: format ${view.format} not supported`);
  return character;
}

/** The address of an index within a dimension; undefined if it is out of bounds. */
function addressAt(rt: Runtime, view: BufferView, from: number, dimension: number, index: number): number | undefined {
  const size = view.shape[dimension]!;
  const place = index < 0 ? index + size : index;
  if (place < 0 || place >= size) {
    rt.raise('IndexError', `index out of bounds on dimension ${dimension + 1}`);
    return undefined;
  }
  return from + place * view.strides[dimension]!;
}

function isTupleOf(rt: Runtime, key: Ref, fits: (item: Ref) => boolean): boolean {
  if (!isTuple(rt, key)) return false;
  for (let i = 0; i < rt.tupleSize(key); i++) if (!fits(rt.tupleItem(key, i))) return false;
  return true;
}

/** The address that a tuple of indices names; undefined on error. */
function addressOfTuple(rt: Runtime, view: BufferView, key: Ref): number | undefined {
  const count = rt.tupleSize(key);
  if (count > view.shape.length) {
    rt.raise('TypeError', `cannot index ${view.shape.length}-dimension view with ${count}-element tuple`);
    return undefined;
  }
  let address: number | undefined = view.address;
  for (let i = 0; i < count && address !== undefined; i++) {
    const index = indexAsSize(rt, rt.tupleItem(key, i), 'IndexError');
    address = index === undefined ? undefined : addressAt(rt, view, address, i, index);
  }
  return address;
}

/** view[key] */
export function getViewItem(rt: Runtime, self: Ref, key: Ref): Maybe {
  if (isReleased(rt, self)) return refuseReleased(rt);
  const view = viewOf(rt, self);
  if (view.shape.length === 0) return getScalar(rt, self, view, key);
  if (isIndex(rt, key)) return getByIndex(rt, self, view, key);
  if (isSlice(rt, key)) {
    const sliced = sliceView(rt, view, key);
    if (sliced === undefined) return 0;
    return isReleased(rt, self) ? refuseReleased(rt) : derivedView(rt, self, sliced);
  }
  if (isTupleOf(rt, key, (item) => isIndex(rt, item))) {
    const character = characterOf(rt, view);
    if (character === undefined) return 0;
    if (rt.tupleSize(key) < view.shape.length) {
      return rt.raise('NotImplementedError', 'sub-views are not implemented');
    }
    const address = addressOfTuple(rt, view, key);
    return address === undefined ? 0 : unpackChecked(rt, self, character, address);
  }
  if (isTupleOf(rt, key, (item) => isSlice(rt, item)) && rt.tupleSize(key) > 0) {
    return rt.raise('NotImplementedError', 'multi-dimensional slicing is not implemented');
  }
  return rt.raise('TypeError', 'memoryview: invalid slice key');
}

/** Reading the index may have released the view. */
function unpackChecked(rt: Runtime, self: Ref, character: string, address: number): Maybe {
  return isReleased(rt, self) ? refuseReleased(rt) : unpackItem(rt, character, address);
}

function getScalar(rt: Runtime, self: Ref, view: BufferView, key: Ref): Maybe {
  if (key === rt.Ellipsis) return rt.incref(self);
  if (isTuple(rt, key) && rt.tupleSize(key) === 0) {
    const character = characterOf(rt, view);
    return character === undefined ? 0 : unpackItem(rt, character, view.address);
  }
  return rt.raise('TypeError', 'invalid indexing of 0-dim memory');
}

function getByIndex(rt: Runtime, self: Ref, view: BufferView, key: Ref): Maybe {
  const index = indexAsSize(rt, key, 'IndexError');
  if (index === undefined) return 0;
  const character = characterOf(rt, view);
  if (character === undefined) return 0;
  if (view.shape.length > 1) {
    return rt.raise('NotImplementedError', 'multi-dimensional sub-views are not implemented');
  }
  const address = addressAt(rt, view, view.address, 0, index);
  return address === undefined ? 0 : unpackChecked(rt, self, character, address);
}

/** The part of a view that a slice of its first dimension names. */
function sliceView(rt: Runtime, view: BufferView, slice: Ref): BufferView | undefined {
  const bounds = unpackSlice(rt, slice);
  if (bounds === undefined) return undefined;
  const { start, step, count } = adjustSlice(bounds, view.shape[0]!);
  const shape = [count, ...view.shape.slice(1)];
  return {
    ...view,
    address: view.address + view.strides[0]! * start,
    shape,
    strides: [view.strides[0]! * step, ...view.strides.slice(1)],
    length: shape.reduce((product, each) => product * each, view.itemSize),
  };
}

/** view[key] = value; false on error. */
export function setViewItem(rt: Runtime, self: Ref, key: Ref, value: Maybe): boolean {
  if (isReleased(rt, self)) return refuseReleased(rt) !== 0;
  const view = viewOf(rt, self);
  const character = characterOf(rt, view);
  if (character === undefined) return false;
  if (view.readonly || value === 0) {
    rt.raise('TypeError', view.readonly ? 'cannot modify read-only memory' : 'cannot delete memory');
    return false;
  }
  if (view.shape.length === 1 && isSlice(rt, key)) return assignSlice(rt, self, view, key, value);
  const address = addressToWrite(rt, view, key);
  if (address === undefined) return false;
  return packGuarded(rt, self, view, character, address, value);
}

function addressToWrite(rt: Runtime, view: BufferView, key: Ref): number | undefined {
  const dimensions = view.shape.length;
  if (dimensions === 0) {
    if (key === rt.Ellipsis || (isTuple(rt, key) && rt.tupleSize(key) === 0)) return view.address;
    rt.raise('TypeError', 'invalid indexing of 0-dim memory');
    return undefined;
  }
  if (isIndex(rt, key)) {
    if (dimensions > 1) {
      rt.raise('NotImplementedError', 'sub-views are not implemented');
      return undefined;
    }
    const index = indexAsSize(rt, key, 'IndexError');
    return index === undefined ? undefined : addressAt(rt, view, view.address, 0, index);
  }
  if (isTupleOf(rt, key, (item) => isIndex(rt, item))) {
    if (rt.tupleSize(key) >= dimensions) return addressOfTuple(rt, view, key);
    rt.raise('NotImplementedError', 'sub-views are not implemented');
    return undefined;
  }
  const slices = isSlice(rt, key) || (isTupleOf(rt, key, (item) => isSlice(rt, item)) && rt.tupleSize(key) > 0);
  if (slices) {
    rt.raise('NotImplementedError', 'memoryview slice assignments are currently restricted to ndim = 1');
  } else {
    rt.raise('TypeError', 'memoryview: invalid slice key');
  }
  return undefined;
}

/** Writes an item. Reading the value may run Python code that releases the view: the memory would not be its own then. */
function packGuarded(
  rt: Runtime,
  self: Ref,
  view: BufferView,
  character: string,
  address: number,
  value: Ref,
): boolean {
  const item = newBytesOfSize(rt, 16);
  if (item === 0) return false;
  rt.u8.copyWithin((item + BytesField.Data) * 4, address, address + view.itemSize);
  const mark = rt.mark();
  rt.hold(item);
  const place = (item + BytesField.Data) * 4;
  const isDone = packItem(rt, character, place, value);
  if (isDone && !isReleased(rt, self)) rt.u8.copyWithin(address, place, place + view.itemSize);
  rt.releaseTo(mark);
  if (isDone && isReleased(rt, self)) return refuseReleased(rt) !== 0;
  return isDone;
}

function assignSlice(rt: Runtime, self: Ref, view: BufferView, key: Ref, value: Ref): boolean {
  const source = getBuffer(rt, value, BufferFlag.FullReadOnly);
  if (source === undefined) return false;
  const target = sliceView(rt, view, key);
  const isDone = target !== undefined && !isReleased(rt, self) && copyItems(rt, target, source);
  releaseBuffer(rt, value);
  return isDone;
}

function bareFormat(format: string): string {
  return format.startsWith('@') ? format.slice(1) : format;
}

function copyItems(rt: Runtime, target: BufferView, source: BufferView): boolean {
  const alike =
    bareFormat(target.format) === bareFormat(source.format) &&
    target.itemSize === source.itemSize &&
    source.shape.length === 1 &&
    target.shape[0] === source.shape[0];
  if (!alike) {
    rt.raise('ValueError', 'memoryview assignment: lvalue and rvalue have different structures');
    return false;
  }
  // Source and target may overlap: the items are read before the first one is written.
  const { itemSize } = target;
  const count = target.shape[0]!;
  const items = new Uint8Array(count * itemSize);
  for (let i = 0; i < count; i++) {
    const from = source.address + i * source.strides[0]!;
    items.set(rt.u8.subarray(from, from + itemSize), i * itemSize);
  }
  for (let i = 0; i < count; i++) {
    rt.u8.set(items.subarray(i * itemSize, (i + 1) * itemSize), target.address + i * target.strides[0]!);
  }
  return true;
}

/** view.tolist(): lists within lists, one level a dimension. */
export function viewToList(rt: Runtime, view: BufferView): Maybe {
  const character = characterOf(rt, view);
  if (character === undefined) return 0;
  if (view.shape.length === 0) return unpackItem(rt, character, view.address);
  return dimensionToList(rt, view, character, 0, view.address);
}

function dimensionToList(rt: Runtime, view: BufferView, character: string, dimension: number, from: number): Maybe {
  const list = newList(rt, 0);
  if (list === 0) return 0;
  const mark = rt.mark();
  rt.hold(list);
  const isLast = dimension === view.shape.length - 1;
  for (let i = 0; i < view.shape[dimension]!; i++) {
    const at = from + i * view.strides[dimension]!;
    const item = isLast ? unpackItem(rt, character, at) : dimensionToList(rt, view, character, dimension + 1, at);
    if (item === 0) return rt.finish(mark, 0);
    if (!listAppend(rt, list, item)) {
      rt.decref(item);
      return rt.finish(mark, 0);
    }
  }
  return rt.unhold();
}

/** Whether two views have the same shape and equal items; formats that are not native never do. */
export function viewsEqual(rt: Runtime, a: BufferView, b: BufferView): boolean {
  if (a.shape.length !== b.shape.length) return false;
  for (let i = 0; i < a.shape.length; i++) {
    if (a.shape[i] !== b.shape[i]) return false;
    if (a.shape[i] === 0) break;
  }
  const first = nativeCharacter(a.format);
  const second = nativeCharacter(b.format);
  if (first === undefined || second === undefined) return false;
  const isText = (character: string): boolean => character === 'c';
  if (isText(first) !== isText(second)) return a.length === 0 && b.length === 0;
  const equal = (dimension: number, left: number, right: number): boolean => {
    if (dimension === a.shape.length) {
      // A number and a bigint are compared by value.
      // biome-ignore lint/suspicious/noDoubleEquals: 1 == 1n
      return itemValue(rt, first, left) == itemValue(rt, second, right);
    }
    for (let i = 0; i < a.shape[dimension]!; i++) {
      if (!equal(dimension + 1, left + i * a.strides[dimension]!, right + i * b.strides[dimension]!)) return false;
    }
    return true;
  };
  return equal(0, a.address, b.address);
}

/** view == other: of views that are released, only identity; NotImplemented for what lends no memory. */
export function equalsView(rt: Runtime, self: Ref, other: Ref): boolean | undefined {
  if (isReleased(rt, self)) return self === other;
  if (!hasBuffer(rt, other)) return undefined;
  if (rt.typeOf(other) === rt.builtin.memoryview && isReleased(rt, other)) return self === other;
  const view = getBuffer(rt, other, BufferFlag.FullReadOnly);
  if (view === undefined) {
    rt.clearError();
    return undefined;
  }
  const equal = viewsEqual(rt, viewOf(rt, self), view);
  releaseBuffer(rt, other);
  return equal;
}
