import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { getIter, indexAsSize, iterNext, sizeToInt } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { bytesRepr } from '../text/str-repr.js';
import { bindParameters, type Parameters, sizeArgument } from './arguments.js';
import { BufferFlag, bufferBytes, bytesBuffer, getBuffer, hasBuffer, releaseBuffer } from './buffer.js';
import { bufferMethods } from './buffer-methods.js';
import {
  byteArrayData,
  byteArrayLayout,
  byteArrayLength,
  byteArrayResize,
  byteArraySplice,
  byteArrayView,
  canResize,
  isByteArray,
  newByteArray,
  newByteArrayOfSize,
} from './bytearray.js';
import { bytesMethods, fromHexMethod, makeTransBytes } from './bytes-methods.js';
import { bytesContains, bytesSearchMethods } from './bytes-search.js';
import { bytesOrder } from './bytes-type.js';
import type { BuiltinDefinition } from './catalog.js';
import { comparisonResult } from './compare.js';
import { intFromWord } from './int.js';
import { byteOf } from './int-bytes.js';
import { reduceByIndex, setIndexState } from './iterator-reduce.js';
import { ByteArrayField, IteratorField } from './layout.js';
import { lengthHint } from './length-hint.js';
import { type NativeFunction, noArgs, oneArg, positional } from './native.js';
import { percentByteArray } from './percent.js';
import { fastItem, fastSize, itemIndex } from './sequence.js';
import { exhaust, newSequenceIteratorOf } from './sequence-iterator.js';
import { adjustSlice, isSlice, type SliceRange, sliceIndices, unpackSlice } from './slice-type.js';
import { isStr } from './str.js';
import { encodeStr } from './str-codecs.js';
import { codecArgument } from './str-type.js';
import { trackIfCollectable } from './subclass.js';
import { tupleOf } from './tuple.js';
import { Binary, type BinarySlot, type Compare, type TypeObject } from './typeobject.js';

/** bytearray: what Python sees of it. The bytes themselves are in `bytearray.ts`. */

const LARGEST = 2 ** 31 - 64;

/** An int as a byte, −1 on error. */
function byteArgument(rt: Runtime, object: Ref): number {
  const byte = byteOf(rt, object);
  if (byte < 0 && rt.errorIs(rt.builtin.ValueError)) {
    rt.clearError();
    rt.raise('ValueError', 'byte must be in range(0, 256)');
  }
  return byte;
}

// Making ------------------------------------------------------------------------------------------------------------

const PARAMETERS: Parameters = { function: 'bytearray', names: ['source', 'encoding', 'errors'], required: 0 };

function byteArrayNew(rt: Runtime, type: TypeObject): Maybe {
  const object = rt.heap.objects.allocateSized(type.typeId, rt.heap.types.basicSize[type.typeId]!, 0);
  if (object === 0) return rt.noMemory();
  trackIfCollectable(rt, type, object);
  return object;
}

function byteArrayInit(rt: Runtime, self: Ref, args: number, count: number, kwnames: Maybe): boolean {
  const values = bindParameters(rt, PARAMETERS, args, count, kwnames);
  if (values === undefined) return false;
  const [source = 0, encoding = 0, errors = 0] = values;
  const encodingText = codecArgument(rt, 'bytearray', 'encoding', encoding, 'utf-8');
  if (encodingText === undefined) return false;
  const errorsText = codecArgument(rt, 'bytearray', 'errors', errors, 'strict');
  if (errorsText === undefined) return false;
  if (byteArrayLength(rt, self) !== 0 && !byteArrayResize(rt, self, 0)) return false;
  if (source !== 0 && isStr(rt, source)) {
    if (encoding !== 0) return initFromStr(rt, self, source, encodingText, errorsText);
    rt.raise('TypeError', 'string argument without an encoding');
    return false;
  }
  if (encoding !== 0 || errors !== 0) {
    rt.raise('TypeError', `${encoding !== 0 ? 'encoding' : 'errors'} without a string argument`);
    return false;
  }
  if (source === 0) return true;
  if (rt.typeOf(source).slots.index !== undefined) {
    const size = indexAsSize(rt, source, 'OverflowError');
    if (size !== undefined) return initZeros(rt, self, size);
    if (!rt.errorIs(rt.builtin.TypeError)) return false;
    rt.clearError();
  }
  if (hasBuffer(rt, source)) return initFromBuffer(rt, self, source);
  const id = rt.typeId(source);
  if (id === rt.ids.list || id === rt.ids.tuple) {
    const filled = initFromInts(rt, self, source);
    if (filled !== undefined) return filled;
  }
  return initFromIterable(rt, self, source);
}

function initFromStr(rt: Runtime, self: Ref, source: Ref, encoding: string, errors: string): boolean {
  const encoded = encodeStr(rt, source, encoding, errors);
  if (encoded === 0) return false;
  return rt.consume(encoded, (_, bytes) => (appendBuffer(rt, self, bytes) ? 1 : 0)) === 1;
}

function initZeros(rt: Runtime, self: Ref, size: number): boolean {
  if (size < 0) {
    rt.raise('ValueError', 'negative count');
    return false;
  }
  if (size > LARGEST) {
    rt.noMemory();
    return false;
  }
  if (size === 0) return true;
  if (!byteArrayResize(rt, self, size)) return false;
  rt.u8.fill(0, byteArrayData(rt, self), byteArrayData(rt, self) + size);
  return true;
}

function initFromBuffer(rt: Runtime, self: Ref, source: Ref): boolean {
  const view = getBuffer(rt, source, BufferFlag.FullReadOnly);
  if (view === undefined) return false;
  const resized = byteArrayResize(rt, self, view.length);
  if (resized && view.length > 0) copyView(rt, view, byteArrayData(rt, self));
  releaseBuffer(rt, source);
  return resized;
}

/** Copies the items of a view one behind the other, the last dimension fastest. */
export function copyView(
  rt: Runtime,
  view: { address: number; length: number; itemSize: number; shape: readonly number[]; strides: readonly number[] },
  to: number,
): void {
  let at = to;
  const copy = (dimension: number, from: number): void => {
    if (dimension === view.shape.length) {
      rt.u8.copyWithin(at, from, from + view.itemSize);
      at += view.itemSize;
      return;
    }
    for (let i = 0; i < view.shape[dimension]!; i++) copy(dimension + 1, from + i * view.strides[dimension]!);
  };
  const plain = view.shape.length === 1 && view.strides[0] === view.itemSize;
  if (plain) rt.u8.copyWithin(to, view.address, view.address + view.length);
  else copy(0, view.address);
}

/** A list or a tuple of ints: room is made for just so many. undefined if an item is no int. */
function initFromInts(rt: Runtime, self: Ref, source: Ref): boolean | undefined {
  const size = fastSize(rt, source);
  if (!byteArrayResize(rt, self, size)) return false;
  for (let i = 0; i < size; i++) {
    const item = fastItem(rt, source, i);
    const id = rt.typeId(item);
    if (id !== rt.ids.smallInt && id !== rt.ids.bigInt) return byteArrayResize(rt, self, 0) ? undefined : false;
    const byte = byteArgument(rt, item);
    if (byte < 0) return false;
    rt.u8[byteArrayData(rt, self) + i] = byte;
  }
  return true;
}

function initFromIterable(rt: Runtime, self: Ref, source: Ref): boolean {
  const mark = rt.mark();
  const iterator = getIter(rt, source);
  if (iterator === 0) {
    if (rt.errorIs(rt.builtin.TypeError)) {
      rt.clearError();
      rt.raise('TypeError', `cannot convert '${rt.typeOf(source).name}' object to bytearray`);
    }
    return false;
  }
  rt.hold(iterator);
  let isDone = true;
  for (;;) {
    const item = iterNext(rt, iterator);
    if (item === 0) break;
    const byte = rt.consume(item, byteArgument);
    isDone = byte >= 0 && appendByte(rt, self, byte);
    if (!isDone) break;
  }
  rt.releaseTo(mark);
  return isDone && !rt.failed;
}

/** Adds a byte; room that is there is used up but for one place, as CPython's constructor does. */
function appendByte(rt: Runtime, self: Ref, byte: number): boolean {
  const size = byteArrayLength(rt, self);
  if (size + 1 < rt.i32[self + ByteArrayField.Allocated]! && rt.i32[self + ByteArrayField.Exports] === 0) {
    rt.i32[self + Header.Size] = size + 1;
    rt.u8[byteArrayData(rt, self) + size + 1] = 0;
  } else if (!byteArrayResize(rt, self, size + 1)) return false;
  rt.u8[byteArrayData(rt, self) + size] = byte;
  return true;
}

/** Adds the bytes of a bytes-like object; of the bytearray itself, BufferError. */
function appendBuffer(rt: Runtime, self: Ref, other: Ref): boolean {
  const view = getBuffer(rt, other, BufferFlag.Simple);
  if (view === undefined) return false;
  const size = byteArrayLength(rt, self);
  const resized = byteArrayResize(rt, self, size + view.length);
  if (resized) rt.u8.copyWithin(byteArrayData(rt, self) + size, view.address, view.address + view.length);
  releaseBuffer(rt, other);
  return resized;
}

// Items -------------------------------------------------------------------------------------------------------------

function getItem(rt: Runtime, self: Ref, key: Ref): Maybe {
  if (isSlice(rt, key)) {
    const range = sliceIndices(rt, key, byteArrayLength(rt, self));
    if (range === undefined) return 0;
    const view = byteArrayView(rt, self);
    if (range.step === 1) return newByteArray(rt, view.subarray(range.start, range.start + range.count));
    const picked = new Uint8Array(range.count);
    for (let i = 0; i < range.count; i++) picked[i] = view[range.start + i * range.step]!;
    return newByteArray(rt, picked);
  }
  const index = itemIndex(rt, key, 'bytearray');
  if (index === undefined) return 0;
  const length = byteArrayLength(rt, self);
  const place = index < 0 ? index + length : index;
  if (place < 0 || place >= length) return rt.raise('IndexError', 'bytearray index out of range');
  return intFromWord(rt, rt.u8[byteArrayData(rt, self) + place]!);
}

function setItem(rt: Runtime, self: Ref, key: Ref, value: Maybe): boolean {
  if (isSlice(rt, key)) return setSlice(rt, self, key, value);
  const index = itemIndex(rt, key, 'bytearray');
  if (index === undefined) return false;
  const byte = value === 0 ? 0 : byteArgument(rt, value);
  if (byte < 0) return false;
  const length = byteArrayLength(rt, self);
  const place = index < 0 ? index + length : index;
  if (place < 0 || place >= length) {
    rt.raise('IndexError', 'bytearray index out of range');
    return false;
  }
  if (value === 0) return byteArraySplice(rt, self, place, place + 1, new Uint8Array(0));
  rt.u8[byteArrayData(rt, self) + place] = byte;
  return true;
}

function setSlice(rt: Runtime, self: Ref, slice: Ref, value: Maybe): boolean {
  const bounds = unpackSlice(rt, slice);
  if (bounds === undefined) return false;
  if (value === 0) return assignRange(rt, self, adjustSlice(bounds, byteArrayLength(rt, self)), new Uint8Array(0));
  if (value !== self && isByteArray(rt, value)) {
    return assignRange(rt, self, adjustSlice(bounds, byteArrayLength(rt, self)), byteArrayView(rt, value).slice());
  }
  const { index, float } = rt.typeOf(value).slots;
  if (index !== undefined || float !== undefined || isStr(rt, value)) {
    rt.raise('TypeError', 'can assign only bytes, buffers, or iterables of ints in range(0, 256)');
    return false;
  }
  const copy = rt.call(rt.builtin.bytearray.ref, value);
  return copy !== 0 && rt.consume(copy, (_, bytes) => (setSlice(rt, self, slice, bytes) ? 1 : 0)) === 1;
}

function assignRange(rt: Runtime, self: Ref, range: SliceRange, content: Uint8Array): boolean {
  const { start, step, count } = range;
  const stop = step > 0 && start > range.stop ? start : range.stop;
  if (step === 1) return byteArraySplice(rt, self, start, stop, content);
  if (content.length === 0) return deleteRange(rt, self, range);
  if (content.length !== count) {
    rt.raise('ValueError', `attempt to assign bytes of size ${content.length} to extended slice of size ${count}`);
    return false;
  }
  const data = byteArrayData(rt, self);
  for (let i = 0; i < count; i++) rt.u8[data + start + i * step] = content[i]!;
  return true;
}

function deleteRange(rt: Runtime, self: Ref, { start, step, count }: SliceRange): boolean {
  if (!canResize(rt, self)) return false;
  if (count === 0) return true;
  const stride = Math.abs(step);
  const first = step < 0 ? start + step * (count - 1) : start;
  const size = byteArrayLength(rt, self);
  const data = byteArrayData(rt, self);
  let to = data + first;
  for (let i = 0, at = first; i < count; i++, at += stride) {
    const next = i === count - 1 ? size : at + stride;
    rt.u8.copyWithin(to, data + at + 1, data + next);
    to += next - at - 1;
  }
  return byteArrayResize(rt, self, size - count);
}

// Operators ---------------------------------------------------------------------------------------------------------

function concat(rt: Runtime, left: Ref, right: Ref): Maybe {
  if (!hasBuffer(rt, right)) {
    return rt.raise('TypeError', `can't concat ${rt.typeOf(right).name} to ${rt.typeOf(left).name}`);
  }
  const second = bufferBytes(rt, right);
  if (second === undefined) return 0;
  const first = byteArrayLength(rt, left);
  const result = newByteArrayOfSize(rt, first + second.length);
  if (result === 0) return 0;
  rt.u8.set(byteArrayView(rt, left), byteArrayData(rt, result));
  rt.u8.set(second, byteArrayData(rt, result) + first);
  return result;
}

function inplaceConcat(rt: Runtime, self: Ref, other: Ref): Maybe {
  if (!hasBuffer(rt, other)) {
    return rt.raise('TypeError', `can't concat ${rt.typeOf(other).name} to ${rt.typeOf(self).name}`);
  }
  return appendBuffer(rt, self, other) ? rt.incref(self) : 0;
}

function fillRepeated(rt: Runtime, object: Ref, length: number, total: number): void {
  const data = byteArrayData(rt, object);
  for (let done = length; done < total; done *= 2) {
    rt.u8.copyWithin(data + done, data, data + Math.min(done, total - done));
  }
}

function repeat(rt: Runtime, self: Ref, times: number): Maybe {
  const length = byteArrayLength(rt, self);
  const total = times <= 0 ? 0 : length * times;
  if (total > LARGEST) return rt.noMemory();
  const result = newByteArrayOfSize(rt, total);
  if (result === 0 || total === 0) return result;
  rt.u8.set(byteArrayView(rt, self), byteArrayData(rt, result));
  fillRepeated(rt, result, length, total);
  return result;
}

function inplaceRepeat(rt: Runtime, self: Ref, times: number): Maybe {
  const length = byteArrayLength(rt, self);
  const total = times <= 0 ? 0 : length * times;
  if (total > LARGEST) return rt.noMemory();
  if (!byteArrayResize(rt, self, total)) return 0;
  if (total > 0) fillRepeated(rt, self, length, total);
  return rt.incref(self);
}

function compare(rt: Runtime, self: Ref, other: Ref, op: Compare): Maybe {
  if (!hasBuffer(rt, other)) return rt.notImplemented();
  const bytes = bufferBytes(rt, other);
  if (bytes === undefined) {
    rt.clearError();
    return rt.notImplemented();
  }
  return comparisonResult(rt, bytesOrder(byteArrayView(rt, self), bytes), op);
}

function binaryOperators(): (BinarySlot | undefined)[] {
  const slots: (BinarySlot | undefined)[] = new Array(Binary.Count).fill(undefined);
  slots[Binary.Mod] = percentByteArray;
  return slots;
}

// Methods -----------------------------------------------------------------------------------------------------------

function append(rt: Runtime, self: Ref, item: Ref): Maybe {
  const byte = byteArgument(rt, item);
  if (byte < 0) return 0;
  const size = byteArrayLength(rt, self);
  if (!byteArrayResize(rt, self, size + 1)) return 0;
  rt.u8[byteArrayData(rt, self) + size] = byte;
  return rt.none();
}

function insert(rt: Runtime, self: Ref, args: number): Maybe {
  let index = sizeArgument(rt, rt.i32[args]! as Ref);
  if (index === undefined) return 0;
  const byte = byteArgument(rt, rt.i32[args + 2]! as Ref);
  if (byte < 0) return 0;
  const size = byteArrayLength(rt, self);
  if (!byteArrayResize(rt, self, size + 1)) return 0;
  if (index < 0) index = Math.max(0, index + size);
  index = Math.min(index, size);
  const data = byteArrayData(rt, self);
  rt.u8.copyWithin(data + index + 1, data + index, data + size);
  rt.u8[data + index] = byte;
  return rt.none();
}

/** Takes the byte at an index out: −1 on error. */
function take(rt: Runtime, self: Ref, index: number): number {
  const size = byteArrayLength(rt, self);
  if (!canResize(rt, self)) return -1;
  const data = byteArrayData(rt, self);
  const byte = rt.u8[data + index]!;
  rt.u8.copyWithin(data + index, data + index + 1, data + size);
  return byteArrayResize(rt, self, size - 1) ? byte : -1;
}

function pop(rt: Runtime, self: Ref, args: number, count: number): Maybe {
  let index: number | undefined = -1;
  if (count === 1) {
    index = sizeArgument(rt, rt.i32[args]! as Ref);
    if (index === undefined) return 0;
  }
  const size = byteArrayLength(rt, self);
  if (size === 0) return rt.raise('IndexError', 'pop from empty bytearray');
  if (index < 0) index += size;
  if (index < 0 || index >= size) return rt.raise('IndexError', 'pop index out of range');
  const byte = take(rt, self, index);
  return byte < 0 ? 0 : intFromWord(rt, byte);
}

function remove(rt: Runtime, self: Ref, value: Ref): Maybe {
  const byte = byteArgument(rt, value);
  if (byte < 0) return 0;
  const index = byteArrayView(rt, self).indexOf(byte);
  if (index < 0) return rt.raise('ValueError', 'value not found in bytearray');
  return take(rt, self, index) < 0 ? 0 : rt.none();
}

/** extend(iterable): buffers are copied, of others the bytes are collected first, into room for as many as they announce. */
function extend(rt: Runtime, self: Ref, iterable: Ref): Maybe {
  const size = byteArrayLength(rt, self);
  if (hasBuffer(rt, iterable)) {
    const bytes = bufferBytes(rt, iterable);
    if (bytes === undefined) return 0;
    return byteArraySplice(rt, self, size, size, iterable === self ? bytes.slice() : bytes) ? rt.none() : 0;
  }
  const iterator = getIter(rt, iterable);
  if (iterator === 0) {
    if (rt.errorIs(rt.builtin.TypeError)) {
      rt.clearError();
      rt.raise('TypeError', `can't extend bytearray with ${rt.typeOf(iterable).name}`);
    }
    return 0;
  }
  const mark = rt.mark();
  rt.hold(iterator);
  const collected = newByteArrayOfSize(rt, 0);
  if (collected === 0) return rt.finish(mark, 0);
  rt.hold(collected);
  if (!collect(rt, collected, iterable, iterator)) return rt.finish(mark, 0);
  const end = byteArrayLength(rt, self);
  const done = byteArraySplice(rt, self, end, end, byteArrayView(rt, collected).slice());
  return rt.finish(mark, done ? rt.none() : 0);
}

function collect(rt: Runtime, into: Ref, iterable: Ref, iterator: Ref): boolean {
  let room = lengthHint(rt, iterable, 32);
  if (room < 0 || !byteArrayResize(rt, into, room)) return false;
  let length = 0;
  for (;;) {
    const item = iterNext(rt, iterator);
    if (item === 0) break;
    const byte = rt.consume(item, byteArgument);
    if (byte < 0) {
      const texts = rt.profile.versionInfo[1] >= 13 && isStr(rt, iterable) && rt.errorIs(rt.builtin.TypeError);
      if (texts) {
        rt.clearError();
        rt.raise('TypeError', "expected iterable of integers; got: 'str'");
      }
      return false;
    }
    if (length >= room) {
      room = length + (length >> 1) + 1;
      if (!byteArrayResize(rt, into, room)) return false;
    }
    rt.u8[byteArrayData(rt, into) + length++] = byte;
  }
  return !rt.failed && byteArrayResize(rt, into, length);
}

function reverse(rt: Runtime, self: Ref): Maybe {
  byteArrayView(rt, self).reverse();
  return rt.none();
}

/** (type, (text, 'latin-1'), state), or with the bytes themselves from protocol 3 on. */
function reduce(rt: Runtime, self: Ref, protocol: number): Maybe {
  const mark = rt.mark();
  const state = rt.callMethod(self, '__getstate__');
  if (state === 0) return 0;
  rt.hold(state);
  const args = reduceArguments(rt, self, protocol);
  if (args === 0) return rt.finish(mark, 0);
  rt.hold(args);
  return rt.finish(mark, tupleOf(rt, rt.typeOf(self).ref, args, state));
}

function reduceArguments(rt: Runtime, self: Ref, protocol: number): Maybe {
  const view = byteArrayView(rt, self);
  if (view.length === 0) return rt.incref(rt.emptyTuple);
  const mark = rt.mark();
  let text = '';
  if (protocol < 3) for (const byte of view) text += String.fromCharCode(byte);
  const content = protocol < 3 ? rt.str(text) : rt.newBytes(view);
  if (content === 0) return 0;
  rt.hold(content);
  if (protocol >= 3) return rt.finish(mark, tupleOf(rt, content));
  return rt.finish(mark, tupleOf(rt, content, rt.name('latin-1')));
}

const methods: readonly NativeFunction[] = [
  oneArg('append', append, 'Append a single item to the end of the bytearray.'),
  oneArg('extend', extend, 'Append all the items from the iterator or sequence to the bytearray.'),
  positional('insert', 2, 2, insert, 'Insert a single item into the bytearray before the given index.'),
  positional('pop', 0, 1, pop, 'Remove and return a single item from B.'),
  oneArg('remove', remove, 'Remove the first occurrence of a value in the bytearray.'),
  noArgs('reverse', reverse, 'Reverse the order of the values in B in place.'),
  noArgs('clear', (rt, self) => (byteArrayResize(rt, self, 0) ? rt.none() : 0), 'Remove all items from the bytearray.'),
  noArgs('copy', (rt, self) => newByteArray(rt, byteArrayView(rt, self)), 'Return a copy of B.'),
  noArgs('__alloc__', (rt, self) => sizeToInt(rt, rt.i32[self + ByteArrayField.Allocated]!)),
  noArgs('__sizeof__', (rt, self) =>
    sizeToInt(rt, rt.heap.types.basicSize[rt.typeId(self)]! + rt.i32[self + ByteArrayField.Allocated]!),
  ),
  noArgs('__reduce__', (rt, self) => reduce(rt, self, 2)),
  positional('__reduce_ex__', 0, 1, (rt, self, args, count) => {
    const protocol = count === 0 ? 0 : indexAsSize(rt, rt.i32[args]! as Ref, 'OverflowError');
    return protocol === undefined ? 0 : reduce(rt, self, protocol);
  }),
];

// The iterator ------------------------------------------------------------------------------------------------------

function nextByte(rt: Runtime, iterator: Ref): Maybe {
  const array = rt.i32[iterator + IteratorField.Sequence]! as Maybe;
  if (array === 0) return 0;
  const index = rt.i32[iterator + IteratorField.Index]!;
  if (index >= byteArrayLength(rt, array)) return exhaust(rt, iterator);
  rt.i32[iterator + IteratorField.Index] = index + 1;
  return intFromWord(rt, rt.u8[byteArrayData(rt, array) + index]!);
}

function reprByteArray(rt: Runtime, self: Ref): Maybe {
  return rt.str(`${rt.typeOf(self).shortName}(${bytesRepr(byteArrayView(rt, self))})`);
}

export const byteArrayTypes: readonly BuiltinDefinition[] = [
  {
    key: 'bytearray',
    doc:
      'bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray\n' +
      'bytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer\nbytearray(int) -> bytes array of size given by the parameter initialized with null bytes\n' +
      'bytearray() -> empty bytes array',
    layout: byteArrayLayout,
    slots: {
      new: byteArrayNew,
      init: byteArrayInit,
      repr: reprByteArray,
      str: reprByteArray,
      compare,
      iter: (rt, self) => newSequenceIteratorOf(rt, rt.builtin.bytearray_iterator.typeId, self, 0),
      binary: binaryOperators(),
      concat,
      repeat,
      inplaceConcat,
      inplaceRepeat,
      length: byteArrayLength,
      getItem,
      setItem,
      contains: bytesContains,
      buffer: (rt, self) => {
        rt.i32[self + ByteArrayField.Exports] = rt.i32[self + ByteArrayField.Exports]! + 1;
        return bytesBuffer(byteArrayData(rt, self), byteArrayLength(rt, self), false);
      },
      releaseBuffer: (rt, self) => {
        rt.i32[self + ByteArrayField.Exports] = rt.i32[self + ByteArrayField.Exports]! - 1;
      },
    },
    methods: [...methods, ...bytesSearchMethods, ...bytesMethods],
    wrappers: bufferMethods,
    classMethods: [fromHexMethod],
    staticMethods: [makeTransBytes],
  },
  {
    key: 'bytearray_iterator',
    final: true,
    layout: () => ({ basicSize: 32, gc: true, slots: [24] }),
    slots: { iter: (rt, self) => rt.incref(self), next: nextByte },
    methods: [
      noArgs('__length_hint__', (rt, self) => {
        const array = rt.i32[self + IteratorField.Sequence]! as Maybe;
        const left = array === 0 ? 0 : byteArrayLength(rt, array) - rt.i32[self + IteratorField.Index]!;
        return sizeToInt(rt, Math.max(0, left));
      }),
      reduceByIndex('iter', 'tuple'),
      setIndexState(true),
    ],
  },
];
