import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { indexAsSize, sizeToInt } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { callSpecial } from '../runtime/slot-calls.js';
import { bytesRepr } from '../text/str-repr.js';
import { bindParameters, type Parameters } from './arguments.js';
import {
  BufferFlag,
  type BufferView,
  bufferBytes,
  bytesBuffer,
  getBuffer,
  hasBuffer,
  releaseBuffer,
} from './buffer.js';
import { lendingMethods } from './buffer-methods.js';
import { copyView } from './bytearray-type.js';
import {
  BYTES_BASIC_SIZE,
  bytesData,
  bytesLength,
  bytesView,
  emptyBytes,
  hashOfBytes,
  isBytes,
  newBytes,
  newBytesOfSize,
} from './bytes.js';
import { bytesMethods, fromHexMethod, makeTransBytes } from './bytes-methods.js';
import { bytesContains, bytesSearchMethods } from './bytes-search.js';
import type { BuiltinDefinition } from './catalog.js';
import { comparisonResult } from './compare.js';
import { intFromWord } from './int.js';
import { bytesFromIterable } from './int-bytes.js';
import { reduceByIndex, setIndexState } from './iterator-reduce.js';
import { IteratorField } from './layout.js';
import { noArgs } from './native.js';
import { percentBytes } from './percent.js';
import { itemIndex } from './sequence.js';
import { exhaust, newSequenceIteratorOf } from './sequence-iterator.js';
import { isSlice, sliceIndices } from './slice-type.js';
import { isStr } from './str.js';
import { encodeStr } from './str-codecs.js';
import { codecArgument } from './str-type.js';
import { newOfType } from './subclass.js';
import { tupleFromSlots } from './tuple.js';
import { Binary, type BinarySlot, type Compare, type TypeObject } from './typeobject.js';

/** bytes: what Python sees of it. */

const LARGEST_BYTES = 2 ** 31 - 64;

// Making ------------------------------------------------------------------------------------------------------------

const PARAMETERS: Parameters = { function: 'bytes', names: ['source', 'encoding', 'errors'], required: 0 };

/** bytes(), bytes(size), bytes(iterable), bytes(bytes), bytes(str, encoding, errors). */
function newBytesObject(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  const values = bindParameters(rt, PARAMETERS, args, count, kwnames);
  if (values === undefined) return 0;
  const [source = 0, encoding = 0, errors = 0] = values;
  const value = makeBytes(rt, source, encoding, errors);
  if (type === rt.builtin.bytes || value === 0) return value;
  const length = bytesLength(rt, value);
  return newOfType(rt, type, value, BYTES_BASIC_SIZE + length);
}

function makeBytes(rt: Runtime, source: Maybe, encoding: Maybe, errors: Maybe): Maybe {
  const encodingText = codecArgument(rt, 'bytes', 'encoding', encoding, 'utf-8');
  if (encodingText === undefined) return 0;
  const errorsText = codecArgument(rt, 'bytes', 'errors', errors, 'strict');
  if (errorsText === undefined) return 0;
  if (source === 0) {
    if (encoding !== 0) return rt.raise('TypeError', 'encoding without a string argument');
    if (errors !== 0) return rt.raise('TypeError', 'errors without a string argument');
    return emptyBytes(rt);
  }
  if (encoding !== 0 || errors !== 0) {
    if (!isStr(rt, source)) {
      return rt.raise('TypeError', `${encoding !== 0 ? 'encoding' : 'errors'} without a string argument`);
    }
    if (encoding === 0) return rt.raise('TypeError', 'string argument without an encoding');
    return encodeStr(rt, source, encodingText, errorsText);
  }
  if (rt.typeId(source) === rt.ids.bytes) return rt.incref(source);
  const converted = callSpecial(rt, source, rt.name('__bytes__'), []);
  if (converted !== 0) {
    return isBytes(rt, converted) ? converted : rt.wrongResult(converted, '__bytes__ returned non-bytes (type %s)');
  }
  if (rt.failed) return 0;
  if (isStr(rt, source)) return rt.raise('TypeError', 'string argument without an encoding');
  if (rt.typeOf(source).slots.index !== undefined) {
    const made = zeros(rt, source);
    if (made !== 0 || !rt.errorIs(rt.builtin.TypeError)) return made;
    rt.clearError();
  }
  if (hasBuffer(rt, source)) return bytesOfBuffer(rt, source);
  const content = bytesFromIterable(rt, source, `cannot convert '${rt.typeOf(source).name}' object to bytes`);
  return content === undefined ? 0 : newBytes(rt, content);
}

function bytesOfBuffer(rt: Runtime, source: Ref): Maybe {
  const view = getBuffer(rt, source, BufferFlag.FullReadOnly);
  if (view === undefined) return 0;
  const made = view.length === 0 ? emptyBytes(rt) : newBytesOfSize(rt, view.length);
  if (made !== 0 && view.length > 0) copyView(rt, view, bytesData(made));
  releaseBuffer(rt, source);
  return made;
}

function zeros(rt: Runtime, size: Ref): Maybe {
  const count = indexAsSize(rt, size, 'OverflowError');
  if (count === undefined) return 0;
  if (count < 0) return rt.raise('ValueError', 'negative count');
  if (count === 0) return emptyBytes(rt);
  if (count > LARGEST_BYTES) return rt.noMemory();
  const zeros = newBytesOfSize(rt, count);
  if (zeros !== 0) rt.u8.fill(0, bytesData(zeros), bytesData(zeros) + count);
  return zeros;
}

// Slots -------------------------------------------------------------------------------------------------------------

function bytesCompare(rt: Runtime, self: Ref, other: Ref, op: Compare): Maybe {
  if (!isBytes(rt, self) || !isBytes(rt, other)) return rt.notImplemented();
  return comparisonResult(rt, self === other ? 0 : bytesOrder(bytesView(rt, self), bytesView(rt, other)), op);
}

/** Negative, 0 or positive as the left bytes come before, are equal to or come after the right ones. */
export function bytesOrder(a: Uint8Array, b: Uint8Array): number {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}

function bytesGetItem(rt: Runtime, self: Ref, key: Ref): Maybe {
  const length = bytesLength(rt, self);
  if (isSlice(rt, key)) {
    const range = sliceIndices(rt, key, length);
    if (range === undefined) return 0;
    const view = bytesView(rt, self);
    if (range.step === 1) {
      if (range.count === length && rt.typeId(self) === rt.ids.bytes) return rt.incref(self);
      return newBytes(rt, view.subarray(range.start, range.start + range.count));
    }
    const picked = new Uint8Array(range.count);
    for (let i = 0; i < range.count; i++) picked[i] = view[range.start + i * range.step]!;
    return newBytes(rt, picked);
  }
  const index = itemIndex(rt, key, 'byte');
  if (index === undefined) return 0;
  const place = index < 0 ? index + length : index;
  if (place < 0 || place >= length) return rt.raise('IndexError', 'index out of range');
  return intFromWord(rt, rt.u8[bytesData(self) + place]!);
}

function bytesConcat(rt: Runtime, left: Ref, right: Ref): Maybe {
  if (!hasBuffer(rt, right)) {
    return rt.raise('TypeError', `can't concat ${rt.typeOf(right).name} to ${rt.typeOf(left).name}`);
  }
  const second = bufferBytes(rt, right);
  if (second === undefined) return 0;
  const length = bytesLength(rt, left);
  if (length === 0 && rt.typeId(right) === rt.ids.bytes) return rt.incref(right);
  if (second.length === 0 && rt.typeId(left) === rt.ids.bytes) return rt.incref(left);
  if (length + second.length === 0) return emptyBytes(rt);
  const result = newBytesOfSize(rt, length + second.length);
  if (result === 0) return 0;
  rt.u8.set(bytesView(rt, left), bytesData(result));
  rt.u8.set(second, bytesData(result) + length);
  return result;
}

function bytesRepeat(rt: Runtime, self: Ref, times: number): Maybe {
  const length = bytesLength(rt, self);
  if (times <= 0 || length === 0) return emptyBytes(rt);
  if (times === 1 && rt.typeId(self) === rt.ids.bytes) return rt.incref(self);
  if (length * times >= 2 ** 63) return rt.raise('OverflowError', 'repeated bytes are too long');
  if (length * times > LARGEST_BYTES) return rt.noMemory();
  const result = newBytesOfSize(rt, length * times);
  if (result === 0) return 0;
  const data = bytesData(result);
  rt.u8.set(bytesView(rt, self), data);
  for (let done = length; done < length * times; done *= 2) {
    rt.u8.copyWithin(data + done, data, data + Math.min(done, length * times - done));
  }
  return result;
}

function binaryOperators(): (BinarySlot | undefined)[] {
  const slots: (BinarySlot | undefined)[] = new Array(Binary.Count).fill(undefined);
  slots[Binary.Mod] = percentBytes;
  return slots;
}

/** Read-only: who wants to write is refused. */
function lendBytes(rt: Runtime, self: Ref, flags: number): BufferView | undefined {
  if ((flags & BufferFlag.Writable) === 0) return bytesBuffer(bytesData(self), bytesLength(rt, self), true);
  rt.raise('BufferError', 'Object is not writable.');
  return undefined;
}

function newArguments(rt: Runtime, self: Ref): Maybe {
  const mark = rt.mark();
  const value = newBytes(rt, bytesView(rt, self));
  if (value === 0) return 0;
  rt.hold(value);
  const args = tupleFromSlots(rt, mark, 1);
  rt.releaseTo(mark);
  return args;
}

// The iterator ------------------------------------------------------------------------------------------------------

function nextByte(rt: Runtime, iterator: Ref): Maybe {
  const i32 = rt.i32;
  const bytes = i32[iterator + IteratorField.Sequence]! as Maybe;
  if (bytes === 0) return 0;
  const index = i32[iterator + IteratorField.Index]!;
  if (index >= i32[bytes + Header.Size]!) return exhaust(rt, iterator);
  i32[iterator + IteratorField.Index] = index + 1;
  return intFromWord(rt, rt.u8[bytesData(bytes) + index]!);
}

function remaining(rt: Runtime, iterator: Ref): Maybe {
  const bytes = rt.i32[iterator + IteratorField.Sequence]! as Maybe;
  return sizeToInt(rt, bytes === 0 ? 0 : bytesLength(rt, bytes) - rt.i32[iterator + IteratorField.Index]!);
}

export const bytesTypes: readonly BuiltinDefinition[] = [
  {
    key: 'bytes',
    doc:
      'bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\nbytes(bytes_or_buffer) -> immutable copy of bytes_or_buffer\n' +
      'bytes(int) -> bytes object of size given by the parameter initialized with null bytes\nbytes() -> empty bytes object',
    layout: () => ({ basicSize: BYTES_BASIC_SIZE, itemSize: 1 }),
    slots: {
      new: newBytesObject,
      repr: (rt, self) => rt.str(bytesRepr(bytesView(rt, self))),
      hash: hashOfBytes,
      compare: bytesCompare,
      iter: (rt, self) => newSequenceIteratorOf(rt, rt.builtin.bytes_iterator.typeId, self, 0),
      binary: binaryOperators(),
      concat: bytesConcat,
      repeat: bytesRepeat,
      length: bytesLength,
      getItem: bytesGetItem,
      contains: bytesContains,
      buffer: lendBytes,
      str: (rt, self) => rt.str(bytesRepr(bytesView(rt, self))),
    },
    wrappers: lendingMethods,
    methods: [
      ...bytesSearchMethods,
      ...bytesMethods,
      noArgs('__bytes__', (rt, self) =>
        rt.typeId(self) === rt.ids.bytes ? rt.incref(self) : newBytes(rt, bytesView(rt, self)),
      ),
      noArgs('__sizeof__', (rt, self) =>
        sizeToInt(rt, rt.heap.types.basicSize[rt.typeId(self)]! + bytesLength(rt, self)),
      ),
      noArgs('__getnewargs__', newArguments),
    ],
    classMethods: [fromHexMethod],
    staticMethods: [makeTransBytes],
  },
  {
    key: 'bytes_iterator',
    final: true,
    layout: () => ({ basicSize: 32, gc: true, slots: [24] }),
    slots: { iter: (rt, self) => rt.incref(self), next: nextByte },
    methods: [noArgs('__length_hint__', remaining), reduceByIndex('iter', 'tuple'), setIndexState(true)],
  },
];
