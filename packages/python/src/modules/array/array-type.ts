import type { CustomPart, Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { givenType } from '../../objects/arguments.js';
import type { BufferView } from '../../objects/buffer.js';
import { bufferMethods } from '../../objects/buffer-methods.js';
import { isByteArray } from '../../objects/bytearray.js';
import { isBytes } from '../../objects/bytes.js';
import { comparisonResult } from '../../objects/compare.js';
import { classGetItem } from '../../objects/generic-alias.js';
import { intFromWord } from '../../objects/int.js';
import { reduceByIndex, setIndexState } from '../../objects/iterator-reduce.js';
import { IteratorField } from '../../objects/layout.js';
import { isList, listItem, listSize } from '../../objects/list.js';
import { since } from '../../objects/native.js';
import { exhaust, newSequenceIteratorOf } from '../../objects/sequence-iterator.js';
import { adjustSlice, isSlice, type SliceRange, unpackSlice } from '../../objects/slice-type.js';
import { isStr, strLength } from '../../objects/str.js';
import { isTuple } from '../../objects/tuple.js';
import { Compare, type TypeObject } from '../../objects/typeobject.js';
import { compareEqual, getIter, indexAsSize, richCompare } from '../../runtime/operators.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { warn } from '../../runtime/warn.js';
import { type NativeTypeDefinition, nativeType } from '../native-type.js';
import { type ItemKind, kindNamed } from './items.js';
import {
  addBytes,
  addText,
  arrayMethods,
  copyOf,
  extendWithArray,
  extendWithItems,
  find,
  itemAt,
  listOfArray,
  textOfArray,
} from './methods.js';
import {
  ARRAY_BYTES,
  ArrayField,
  arrayBytes,
  arrayLength,
  canResize,
  dataOf,
  kindOf,
  newArray,
  resize,
  setItemAt,
  splice,
} from './storage.js';

/** array.array: what Python sees of it. */

const isArray = (rt: Runtime, object: Ref): boolean => rt.typeOf(object).isSubtypeOf(arrayType(rt));

/** PyErr_BadArgument: returns 0. */
const badArgument = (rt: Runtime): 0 => rt.raise('TypeError', 'bad argument type for built-in operation');

// Making -------------------------------------------------------------------------------------------------------------

function arrayNew(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  const own = arrayType(rt);
  const takesKeywords = type !== own && type.slots.init !== own.slots.init;
  if (kwnames !== 0 && rt.tupleSize(kwnames) > 0 && !takesKeywords) {
    return rt.raise('TypeError', 'array.array() takes no keyword arguments');
  }
  if (count < 1 || count > 2) {
    const most = count < 1 ? 'at least 1 argument' : 'at most 2 arguments';
    return rt.raise('TypeError', `array() takes ${most} (${count} given)`);
  }
  const code = rt.i32[args]! as Ref;
  if (!isStr(rt, code) || strLength(rt, code) !== 1) {
    return rt.raise('TypeError', `array() argument 1 must be a unicode character, not ${givenType(rt, code)}`);
  }
  const letter = rt.text(code);
  if (letter === 'u' && rt.profile.versionInfo[1] >= 13) {
    const text = "The 'u' type code is deprecated and will be removed in Python 3.16";
    if (!warn(rt, 'DeprecationWarning', text)) return 0;
  }
  const initial = count === 2 ? (rt.i32[args + 2]! as Ref) : 0;
  return initial === 0 ? make(rt, type, letter, 0, 0) : arrayFrom(rt, type, letter, initial);
}

/** An array of a kind with what another object holds, owned. */
export function arrayFrom(rt: Runtime, type: TypeObject, letter: string, initial: Ref): Maybe {
  const isText = letter === 'u' || letter === 'w';
  if (isStr(rt, initial) && !isText) {
    return rt.raise('TypeError', `cannot use a str to initialize an array with typecode '${letter}'`);
  }
  if (isArray(rt, initial) && !isText && kindOf(rt, initial).kind === 'text') {
    return rt.raise('TypeError', `cannot use a unicode array to initialize an array with typecode '${letter}'`);
  }
  const isKnown =
    isList(rt, initial) ||
    isByteArray(rt, initial) ||
    isBytes(rt, initial) ||
    isTuple(rt, initial) ||
    isStr(rt, initial) ||
    (isArray(rt, initial) && kindOf(rt, initial).code === letter);
  if (isKnown) return make(rt, type, letter, initial, 0);
  const mark = rt.mark();
  const iterator = getIter(rt, initial);
  return iterator === 0 ? 0 : rt.finish(mark, make(rt, type, letter, 0, rt.hold(iterator)));
}

function make(rt: Runtime, type: TypeObject, letter: string, initial: Maybe, iterator: Maybe): Maybe {
  const kind = kindNamed(rt, letter);
  if (kind === undefined) {
    return rt.raise('ValueError', 'bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)');
  }
  const items = initial !== 0 && (isList(rt, initial) || isTuple(rt, initial)) ? initial : 0;
  const array = newArray(
    rt,
    type,
    kind,
    items === 0 ? 0 : isList(rt, items) ? listSize(rt, items) : rt.tupleSize(items),
  );
  if (array === 0) return 0;
  const mark = rt.mark();
  rt.hold(array);
  return fill(rt, array, kind, initial, items, iterator) ? rt.unhold() : rt.finish(mark, 0);
}

function fill(rt: Runtime, array: Ref, kind: ItemKind, initial: Maybe, items: Maybe, iterator: Maybe): boolean {
  if (iterator !== 0) return extendWithItems(rt, array, iterator);
  if (items !== 0) return fillFrom(rt, array, items);
  if (initial === 0) return true;
  if (isStr(rt, initial)) return addWhole(rt, array, strLength(rt, initial)) && addText(rt, array, initial);
  if (!isArray(rt, initial)) return addBytes(rt, array, initial);
  const length = arrayLength(rt, initial);
  if (!addWhole(rt, array, length) || length === 0) return true;
  return kind === kindOf(rt, initial) && splice(rt, array, 0, 0, dataOf(rt, initial), length);
}

/** Room for just so many items. */
function addWhole(rt: Runtime, array: Ref, length: number): boolean {
  if (length === 0) return true;
  const block = rt.heap.blocks.malloc(length * kindOf(rt, array).size);
  if (block === 0) {
    rt.noMemory();
    return false;
  }
  rt.i32[array + ArrayField.Block] = block;
  rt.i32[array + ArrayField.Allocated] = length;
  return true;
}

/** Items of a list or a tuple; converting one may shorten the list. */
function fillFrom(rt: Runtime, array: Ref, items: Ref): boolean {
  const length = arrayLength(rt, array);
  arrayBytes(rt, array).fill(0);
  for (let i = 0; i < length; i++) {
    const list = isList(rt, items);
    if (list && i >= listSize(rt, items)) {
      rt.raise('IndexError', 'list index out of range');
      return false;
    }
    const item = list ? listItem(rt, items, i) : rt.tupleItem(items, i);
    rt.incref(item);
    if (rt.consume(item, (_, value) => (setItemAt(rt, array, i, value) ? 1 : 0)) === 0) return false;
  }
  return true;
}

// Items --------------------------------------------------------------------------------------------------------------

/** An index, counted from the end if negative; −1 if it is out of range, undefined on error. */
function placeOf(rt: Runtime, self: Ref, key: Ref): number | undefined {
  if (rt.typeOf(key).slots.index === undefined) {
    rt.raise('TypeError', 'array indices must be integers');
    return undefined;
  }
  const index = indexAsSize(rt, key, 'IndexError');
  if (index === undefined) return undefined;
  const length = arrayLength(rt, self);
  const place = index < 0 ? index + length : index;
  return place < 0 || place >= length ? -1 : place;
}

function getItem(rt: Runtime, self: Ref, key: Ref): Maybe {
  if (!isSlice(rt, key)) {
    const place = placeOf(rt, self, key);
    if (place === undefined) return 0;
    return place < 0 ? rt.raise('IndexError', 'array index out of range') : itemAt(rt, self, place);
  }
  const bounds = unpackSlice(rt, key);
  if (bounds === undefined) return 0;
  const { start, step, count } = adjustSlice(bounds, arrayLength(rt, self));
  const kind = kindOf(rt, self);
  const part = newArray(rt, arrayType(rt), kind, count);
  if (part === 0 || count === 0) return part;
  const to = dataOf(rt, part);
  const from = dataOf(rt, self) + start * kind.size;
  if (step === 1) rt.u8.copyWithin(to, from, from + count * kind.size);
  else for (let i = 0; i < count; i++) copyItem(rt, to + i * kind.size, from + i * step * kind.size, kind.size);
  return part;
}

function copyItem(rt: Runtime, to: number, from: number, size: number): void {
  for (let i = 0; i < size; i++) rt.u8[to + i] = rt.u8[from + i]!;
}

function setItem(rt: Runtime, self: Ref, key: Ref, value: Maybe): boolean {
  if (isSlice(rt, key)) {
    const bounds = unpackSlice(rt, key);
    return bounds !== undefined && setRange(rt, self, adjustSlice(bounds, arrayLength(rt, self)), value);
  }
  const place = placeOf(rt, self, key);
  if (place === undefined) return false;
  if (place < 0) {
    rt.raise('IndexError', 'array assignment index out of range');
    return false;
  }
  return value === 0 ? splice(rt, self, place, place + 1, 0, 0) : setItemAt(rt, self, place, value);
}

function setRange(rt: Runtime, self: Ref, range: SliceRange, value: Maybe): boolean {
  if (value !== 0 && !isArray(rt, value)) {
    rt.raise('TypeError', `can only assign array (not "${rt.typeOf(value).name}") to array slice`);
    return false;
  }
  if (value === self) {
    const copy = copyOf(rt, self, arrayType(rt));
    return copy !== 0 && rt.consume(copy, (_, other) => (setRange(rt, self, range, other) ? 1 : 0)) === 1;
  }
  if (value !== 0 && kindOf(rt, value) !== kindOf(rt, self)) {
    badArgument(rt);
    return false;
  }
  const { start, step, count } = range;
  const needed = value === 0 ? 0 : arrayLength(rt, value);
  if ((needed === 0 || count !== needed) && !canResize(rt, self)) return false;
  if (step === 1) {
    return splice(rt, self, start, Math.max(start, range.stop), value === 0 ? 0 : dataOf(rt, value), needed);
  }
  if (needed === 0) return deleteRange(rt, self, range);
  if (needed !== count) {
    rt.raise('ValueError', `attempt to assign array of size ${needed} to extended slice of size ${count}`);
    return false;
  }
  const { size } = kindOf(rt, self);
  const to = dataOf(rt, self) + start * size;
  const from = dataOf(rt, value as Ref);
  for (let i = 0; i < count; i++) copyItem(rt, to + i * step * size, from + i * size, size);
  return true;
}

function deleteRange(rt: Runtime, self: Ref, { start, step, count }: SliceRange): boolean {
  if (count === 0) return true;
  const { size } = kindOf(rt, self);
  const length = arrayLength(rt, self);
  const data = dataOf(rt, self);
  const stride = Math.abs(step);
  const first = step < 0 ? start + step * (count - 1) : start;
  let to = data + first * size;
  for (let i = 0, at = first; i < count; i++, at += stride) {
    const next = i === count - 1 ? length : at + stride;
    rt.u8.copyWithin(to, data + (at + 1) * size, data + next * size);
    to += (next - at - 1) * size;
  }
  return resize(rt, self, length - count);
}

// Operators ----------------------------------------------------------------------------------------------------------

function concat(rt: Runtime, left: Ref, right: Ref): Maybe {
  if (!isArray(rt, right)) {
    return rt.raise('TypeError', `can only append array (not "${rt.typeOf(right).name}") to array`);
  }
  const kind = kindOf(rt, left);
  if (kind !== kindOf(rt, right)) return badArgument(rt);
  const sum = newArray(rt, arrayType(rt), kind, arrayLength(rt, left) + arrayLength(rt, right));
  if (sum === 0) return 0;
  const bytes = arrayBytes(rt, sum);
  bytes.set(arrayBytes(rt, left));
  bytes.set(arrayBytes(rt, right), arrayLength(rt, left) * kind.size);
  return sum;
}

/** Copies the bytes at an address behind themselves until there are so many. */
function repeatBytes(rt: Runtime, data: number, bytes: number, total: number): void {
  for (let done = bytes; done < total && bytes > 0; done *= 2) {
    rt.u8.copyWithin(data + done, data, data + Math.min(done, total - done));
  }
}

function repeat(rt: Runtime, self: Ref, times: number): Maybe {
  const kind = kindOf(rt, self);
  const length = arrayLength(rt, self) * Math.max(0, times);
  const product = newArray(rt, arrayType(rt), kind, length);
  if (product === 0 || length === 0) return product;
  const bytes = arrayLength(rt, self) * kind.size;
  rt.u8.copyWithin(dataOf(rt, product), dataOf(rt, self), dataOf(rt, self) + bytes);
  repeatBytes(rt, dataOf(rt, product), bytes, length * kind.size);
  return product;
}

function inplaceRepeat(rt: Runtime, self: Ref, times: number): Maybe {
  const length = arrayLength(rt, self);
  if (length === 0 || times === 1) return rt.incref(self);
  const total = length * Math.max(0, times);
  if (!resize(rt, self, total)) return 0;
  const { size } = kindOf(rt, self);
  if (total > 0) repeatBytes(rt, dataOf(rt, self), length * size, total * size);
  return rt.incref(self);
}

function inplaceConcat(rt: Runtime, self: Ref, other: Ref): Maybe {
  if (!isArray(rt, other)) {
    return rt.raise('TypeError', `can only extend array with array (not "${rt.typeOf(other).name}")`);
  }
  return extendWithArray(rt, self, other) ? rt.incref(self) : 0;
}

function compare(rt: Runtime, self: Ref, other: Ref, op: Compare): Maybe {
  if (!isArray(rt, self) || !isArray(rt, other)) return rt.notImplemented();
  const isEquality = op === Compare.Eq || op === Compare.Ne;
  if (isEquality && arrayLength(rt, self) !== arrayLength(rt, other)) return rt.bool(op === Compare.Ne);
  const mark = rt.mark();
  for (let i = 0; i < arrayLength(rt, self) && i < arrayLength(rt, other); i++) {
    const left = itemAt(rt, self, i);
    if (left === 0) return 0;
    rt.hold(left);
    const right = itemAt(rt, other, i);
    if (right === 0) return rt.finish(mark, 0);
    rt.hold(right);
    const equal = compareEqual(rt, left, right);
    if (equal < 0) return rt.finish(mark, 0);
    if (equal === 0) return rt.finish(mark, isEquality ? rt.bool(op === Compare.Ne) : richCompare(rt, left, right, op));
    rt.releaseTo(mark);
  }
  return comparisonResult(rt, arrayLength(rt, self) - arrayLength(rt, other), op);
}

function repr(rt: Runtime, self: Ref): Maybe {
  const { code, kind } = kindOf(rt, self);
  const name = rt.typeOf(self).shortName;
  if (arrayLength(rt, self) === 0) return rt.str(`${name}('${code}')`);
  const content = kind === 'text' ? textOfArray(rt, self) : listOfArray(rt, self);
  if (content === 0) return 0;
  const mark = rt.mark();
  rt.hold(content);
  const shown = rt.repr(content);
  return rt.finish(mark, shown === undefined ? 0 : rt.str(`${name}('${code}', ${shown})`));
}

function bufferOf(rt: Runtime, self: Ref): BufferView {
  const { code, size, kind } = kindOf(rt, self);
  const count = arrayLength(rt, self);
  rt.i32[self + ArrayField.Exports] = rt.i32[self + ArrayField.Exports]! + 1;
  return {
    // An empty array has no memory, but views want an address.
    address: dataOf(rt, self) || self * 4,
    length: count * size,
    itemSize: size,
    format: kind === 'text' ? 'w' : code,
    shape: [count],
    strides: [size],
    readonly: false,
  };
}

// Types --------------------------------------------------------------------------------------------------------------

/** The block of items. Clearing an object of a derived class in a cycle leaves the items to it. */
function itemBlock(rt: Runtime): CustomPart {
  return {
    traverse: () => {},
    detach: () => {},
    blocks: (object, visit) => {
      if (rt.i32[object + ArrayField.Block] !== 0) visit(rt.i32[object + ArrayField.Block]!);
    },
    freeBlocks: (object) => {
      const block = rt.i32[object + ArrayField.Block]!;
      if (block === 0 || rt.i32[object + Header.Refcnt]! > 0) return;
      rt.i32[object + ArrayField.Block] = 0;
      rt.heap.blocks.free(block);
    },
  };
}

const arrayDefinition: NativeTypeDefinition = {
  name: 'array.array',
  doc: 'array(typecode [, initializer]) -> array\n\nReturn a new array whose items are restricted by typecode.',
  layout: (rt) => ({
    basicSize: ARRAY_BYTES,
    gc: true,
    weakList: ArrayField.WeakList * 4,
    custom: itemBlock(rt),
  }),
  slots: {
    new: arrayNew,
    repr,
    compare,
    iter: (rt, self) => newSequenceIteratorOf(rt, nativeType(rt, iteratorDefinition).typeId, self, 0),
    length: arrayLength,
    getItem,
    setItem,
    contains: (rt, self, value) => {
      const found = find(rt, self, value, 0, Infinity);
      return found === -2 ? -1 : found === -1 ? 0 : 1;
    },
    concat,
    repeat,
    inplaceConcat,
    inplaceRepeat,
    buffer: bufferOf,
    releaseBuffer: (rt, self) => {
      rt.i32[self + ArrayField.Exports] = rt.i32[self + ArrayField.Exports]! - 1;
    },
  },
  wrappers: bufferMethods,
  methods: arrayMethods(arrayType),
  classMethods: [since(12, classGetItem())],
  attributes: [
    { name: 'typecode', get: (rt, self) => rt.incref(rt.name(kindOf(rt, self).code)) },
    { name: 'itemsize', get: (rt, self) => intFromWord(rt, kindOf(rt, self).size) },
  ],
};

/** The type array.array of a runtime. */
export function arrayType(rt: Runtime): TypeObject {
  return nativeType(rt, arrayDefinition);
}

function nextItem(rt: Runtime, self: Ref): Maybe {
  const array = rt.i32[self + IteratorField.Sequence]! as Maybe;
  if (array === 0) return 0;
  const index = rt.i32[self + IteratorField.Index]!;
  if (index >= arrayLength(rt, array)) return exhaust(rt, self);
  rt.i32[self + IteratorField.Index] = index + 1;
  return itemAt(rt, array, index);
}

const iteratorDefinition: NativeTypeDefinition = {
  name: 'array.arrayiterator',
  final: true,
  layout: () => ({ basicSize: 40, gc: true, slots: [IteratorField.Sequence * 4] }),
  slots: {
    new: (rt) => rt.raise('TypeError', "cannot create 'array.arrayiterator' instances"),
    iter: (rt, self) => rt.incref(self),
    next: nextItem,
  },
  methods: [reduceByIndex('iter', 'tuple'), setIndexState(true)],
};
