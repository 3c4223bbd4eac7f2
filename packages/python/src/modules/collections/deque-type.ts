import type { Ref } from '@uroboros/heap';
import { argumentAt, bindParameters, sizeArgument } from '../../objects/arguments.js';
import { comparisonResult } from '../../objects/compare.js';
import { basicSizeOf } from '../../objects/construct.js';
import { intFromNumber, intSign, intValue, isInt } from '../../objects/int.js';
import { stateOf } from '../../objects/reduce.js';
import { guardedRepr, itemReprText, reprText } from '../../objects/reprguard.js';
import { sliceArgument } from '../../objects/slice-type.js';
import { tupleOf } from '../../objects/tuple.js';
import { Compare, type TypeObject } from '../../objects/typeobject.js';
import {
  compareBool,
  identicalOrEqual,
  indexAsSize,
  iterNext,
  richCompare,
  sizeToInt,
} from '../../runtime/operators.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { type ModuleType, methodNoArgs, methodOneArg, methodPositional } from '../module-types.js';
import {
  DequeField,
  dequeAppend,
  dequeAppendLeft,
  dequeExtend,
  dequeItem,
  dequeItemWord,
  dequePart,
  dequePop,
  dequePopLeft,
  dequeRotate,
  dequeSize,
  dequeState,
  maxLength,
  newDeque,
} from './deque.js';
import { newDequeIterator } from './deque-iterators.js';

/** collections.deque: what Python sees of it. */

function isDeque(rt: Runtime, object: Ref): boolean {
  return rt.typeOf(object).isSubtypeOf(rt.builtin.deque);
}

function hasMaxLength(rt: Runtime, deque: Ref): boolean {
  return rt.i32[deque + DequeField.MaxLength + 1] !== -1;
}

/** maxlen as an int, or None; owned. */
function maxLengthObject(rt: Runtime, deque: Ref): Maybe {
  const low = rt.i32[deque + DequeField.MaxLength]!;
  const high = rt.i32[deque + DequeField.MaxLength + 1]!;
  if (high === -1) return rt.none();
  if (high === 0) return intFromNumber(rt, low >>> 0);
  return rt.bigInt((BigInt(high) << 32n) | BigInt(low >>> 0));
}

function dequeInit(rt: Runtime, self: Ref, args: number, count: number, kwnames: Maybe): boolean {
  const parameters = { function: 'deque', names: ['iterable', 'maxlen'], required: 0 };
  const values = bindParameters(rt, parameters, args, count, kwnames);
  if (values === undefined) return false;
  const [iterable, limit] = values;
  if (limit !== 0 && limit !== rt.None && !setMaxLength(rt, self, limit as Ref)) return false;
  if (limit === 0 || limit === rt.None) {
    rt.i32[self + DequeField.MaxLength] = -1;
    rt.i32[self + DequeField.MaxLength + 1] = -1;
  }
  if (dequeSize(rt, self) > 0) rt.heap.clearer.clearPart(self);
  return iterable === 0 || dequeExtend(rt, self, iterable as Ref, false);
}

function setMaxLength(rt: Runtime, self: Ref, limit: Ref): boolean {
  if (!isInt(rt, limit)) {
    rt.raise('TypeError', 'an integer is required');
    return false;
  }
  const value = intValue(rt, limit);
  if (value >= 2n ** 63n || value < -(2n ** 63n)) {
    rt.raise('OverflowError', 'Python int too large to convert to C ssize_t');
    return false;
  }
  if (intSign(rt, limit) < 0) {
    rt.raise('ValueError', 'maxlen must be non-negative');
    return false;
  }
  rt.i32[self + DequeField.MaxLength] = Number(BigInt.asIntN(32, value));
  rt.i32[self + DequeField.MaxLength + 1] = Number(value >> 32n);
  return true;
}

// Ends ----------------------------------------------------------------------------------------------------------------

function append(rt: Runtime, self: Ref, item: Ref): Maybe {
  return dequeAppend(rt, self, rt.incref(item)) ? rt.none() : 0;
}

function appendLeft(rt: Runtime, self: Ref, item: Ref): Maybe {
  return dequeAppendLeft(rt, self, rt.incref(item)) ? rt.none() : 0;
}

function rotate(rt: Runtime, self: Ref, args: number, count: number): Maybe {
  const steps = count === 0 ? 1 : sizeArgument(rt, argumentAt(rt, args, 0));
  if (steps === undefined) return 0;
  return dequeRotate(rt, self, steps) ? rt.none() : 0;
}

function reverse(rt: Runtime, self: Ref): Maybe {
  const i32 = rt.i32;
  const size = dequeSize(rt, self);
  for (let i = 0; i < size >> 1; i++) {
    const left = dequeItemWord(rt, self, i);
    const right = dequeItemWord(rt, self, size - 1 - i);
    const item = i32[left]!;
    i32[left] = i32[right]!;
    i32[right] = item;
  }
  return rt.none();
}

function insert(rt: Runtime, self: Ref, args: number): Maybe {
  const index = sizeArgument(rt, argumentAt(rt, args, 0));
  if (index === undefined) return 0;
  const value = argumentAt(rt, args, 1);
  const size = dequeSize(rt, self);
  if (size === maxLength(rt, self)) return rt.raise('IndexError', 'deque already at its maximum size');
  if (index >= size) return append(rt, self, value);
  if (index <= -size || index === 0) return appendLeft(rt, self, value);
  if (!dequeRotate(rt, self, -index)) return 0;
  const added = index < 0 ? dequeAppend(rt, self, rt.incref(value)) : dequeAppendLeft(rt, self, rt.incref(value));
  return added && dequeRotate(rt, self, index) ? rt.none() : 0;
}

/** Takes out the item at an index; false without memory. */
function deleteAt(rt: Runtime, self: Ref, index: number): boolean {
  if (!dequeRotate(rt, self, -index)) return false;
  const item = dequePopLeft(rt, self) as Ref;
  const done = dequeRotate(rt, self, index);
  rt.decref(item);
  return done;
}

// Search --------------------------------------------------------------------------------------------------------------

/** Whether the item at an index equals a value; the item is held meanwhile. −1 on error. */
function equalAt(rt: Runtime, self: Ref, index: number, value: Ref): number {
  const item = dequeItem(rt, self, index);
  if (item === value) return 1;
  const mark = rt.mark();
  rt.hold(rt.incref(item));
  const equal = identicalOrEqual(rt, item, value);
  rt.releaseTo(mark);
  return equal;
}

/** Index of the first equal item between two bounds: −1 if there is none, −2 on error. */
function find(rt: Runtime, self: Ref, value: Ref, start: number, stop: number): number {
  const state = dequeState(rt, self);
  for (let i = start; i < stop; i++) {
    const equal = equalAt(rt, self, i, value);
    if (equal < 0) return -2;
    if (equal === 1) return i;
    if (dequeState(rt, self) !== state) {
      rt.raise('RuntimeError', 'deque mutated during iteration');
      return -2;
    }
  }
  return -1;
}

function contains(rt: Runtime, self: Ref, value: Ref): number {
  const index = find(rt, self, value, 0, dequeSize(rt, self));
  return index === -2 ? -1 : index < 0 ? 0 : 1;
}

function countMethod(rt: Runtime, self: Ref, value: Ref): Maybe {
  const state = dequeState(rt, self);
  const size = dequeSize(rt, self);
  let count = 0;
  for (let i = 0; i < size; i++) {
    const equal = equalAt(rt, self, i, value);
    if (equal < 0) return 0;
    count += equal;
    if (dequeState(rt, self) !== state) return rt.raise('RuntimeError', 'deque mutated during iteration');
  }
  return sizeToInt(rt, count);
}

function bound(rt: Runtime, self: Ref, args: number, count: number, index: number, fallback: number) {
  if (count <= index) return fallback;
  const given = sliceArgument(rt, argumentAt(rt, args, index));
  if (given === undefined) return undefined;
  return given < 0 ? Math.max(0, given + dequeSize(rt, self)) : given;
}

function indexMethod(rt: Runtime, self: Ref, args: number, count: number): Maybe {
  const value = argumentAt(rt, args, 0);
  const size = dequeSize(rt, self);
  const start = bound(rt, self, args, count, 1, 0);
  if (start === undefined) return 0;
  const stop = bound(rt, self, args, count, 2, size);
  if (stop === undefined) return 0;
  const index = find(rt, self, value, start, Math.min(stop, size));
  if (index >= 0) return sizeToInt(rt, index);
  if (index === -2) return 0;
  const text = itemReprText(rt, value);
  return text === undefined ? 0 : rt.raise('ValueError', `${text} is not in deque`);
}

function remove(rt: Runtime, self: Ref, value: Ref): Maybe {
  const state = dequeState(rt, self);
  const size = dequeSize(rt, self);
  for (let i = 0; i < size; i++) {
    const equal = equalAt(rt, self, i, value);
    if (equal < 0) return 0;
    if (dequeState(rt, self) !== state) return rt.raise('IndexError', 'deque mutated during remove().');
    if (equal === 1) return deleteAt(rt, self, i) ? rt.none() : 0;
  }
  const text = itemReprText(rt, value);
  return text === undefined ? 0 : rt.raise('ValueError', `${text} is not in deque`);
}

// Items ---------------------------------------------------------------------------------------------------------------

/** A key as an index in range; −1 and an exception if it is none. */
function itemIndex(rt: Runtime, self: Ref, key: Ref): number {
  if (rt.typeOf(key).slots.index === undefined) {
    rt.raise('TypeError', `sequence index must be integer, not '${rt.typeOf(key).name}'`);
    return -1;
  }
  let index = indexAsSize(rt, key, 'IndexError');
  if (index === undefined) return -1;
  const size = dequeSize(rt, self);
  if (index < 0) index += size;
  if (index >= 0 && index < size) return index;
  rt.raise('IndexError', 'deque index out of range');
  return -1;
}

function getItem(rt: Runtime, self: Ref, key: Ref): Maybe {
  const index = itemIndex(rt, self, key);
  return index < 0 ? 0 : rt.incref(dequeItem(rt, self, index));
}

function setItem(rt: Runtime, self: Ref, key: Ref, value: Maybe): boolean {
  const index = itemIndex(rt, self, key);
  if (index < 0) return false;
  if (value === 0) return deleteAt(rt, self, index);
  rt.incref(value);
  rt.replace(dequeItemWord(rt, self, index), value);
  return true;
}

// Copies and operators ------------------------------------------------------------------------------------------------

function copy(rt: Runtime, self: Ref): Maybe {
  const type = rt.typeOf(self);
  if (type === rt.builtin.deque) {
    const made = newDeque(rt, type);
    if (made === 0) return 0;
    const mark = rt.mark();
    rt.hold(made);
    for (const word of [DequeField.MaxLength, DequeField.MaxLength + 1]) rt.i32[made + word] = rt.i32[self + word]!;
    const isSingle = dequeSize(rt, self) === 1;
    const done = isSingle
      ? dequeAppend(rt, made, rt.incref(dequeItem(rt, self, 0)))
      : dequeExtend(rt, made, self, false);
    return done ? rt.unhold() : rt.finish(mark, 0);
  }
  if (!hasMaxLength(rt, self)) return checkedCopy(rt, self, rt.call(type.ref, self));
  const limit = maxLengthObject(rt, self);
  if (limit === 0) return 0;
  const mark = rt.mark();
  rt.hold(limit);
  return checkedCopy(rt, self, rt.finish(mark, rt.call(type.ref, self, limit)));
}

function checkedCopy(rt: Runtime, self: Ref, made: Maybe): Maybe {
  if (made === 0 || isDeque(rt, made)) return made;
  return rt.wrongResult(made, `${rt.typeOf(self).shortName}() must return a deque, not %s`);
}

function concat(rt: Runtime, self: Ref, other: Ref): Maybe {
  if (!isDeque(rt, other)) {
    const name = rt.typeOf(other).name;
    return rt.raise('TypeError', `can only concatenate deque (not "${name}") to deque`);
  }
  const made = copy(rt, self);
  if (made === 0) return 0;
  const mark = rt.mark();
  rt.hold(made);
  return dequeExtend(rt, made, other, false) ? rt.unhold() : rt.finish(mark, 0);
}

function inplaceConcat(rt: Runtime, self: Ref, other: Ref): Maybe {
  return dequeExtend(rt, self, other, false) ? rt.incref(self) : 0;
}

function inplaceRepeat(rt: Runtime, self: Ref, times: number): Maybe {
  const size = dequeSize(rt, self);
  if (size === 0 || times === 1) return rt.incref(self);
  if (times <= 0) {
    rt.heap.clearer.clearPart(self);
    return rt.incref(self);
  }
  if (size * times > 2 ** 28 && maxLength(rt, self) > 2 ** 28) return rt.noMemory();
  const items = rt.listFrom(self);
  if (items === 0) return 0;
  const mark = rt.mark();
  rt.hold(items);
  // What would push out only copies of itself need not be repeated more often.
  const rounds = Math.min(times - 1, Math.ceil(maxLength(rt, self) / size) + 1);
  for (let n = 0; n < rounds; n++) if (!dequeExtend(rt, self, items, false)) return rt.finish(mark, 0);
  return rt.finish(mark, rt.incref(self));
}

function repeat(rt: Runtime, self: Ref, times: number): Maybe {
  const made = copy(rt, self);
  if (made === 0) return 0;
  const mark = rt.mark();
  rt.hold(made);
  return rt.finish(mark, inplaceRepeat(rt, made, times));
}

function compare(rt: Runtime, self: Ref, other: Ref, op: Compare): Maybe {
  if (!isDeque(rt, self) || !isDeque(rt, other)) return rt.notImplemented();
  if ((op === Compare.Eq || op === Compare.Ne) && dequeSize(rt, self) !== dequeSize(rt, other)) {
    return rt.bool(op === Compare.Ne);
  }
  const mark = rt.mark();
  const left = newDequeIterator(rt, '_deque_iterator', self);
  if (left === 0) return 0;
  rt.hold(left);
  const right = newDequeIterator(rt, '_deque_iterator', other);
  if (right === 0) return rt.finish(mark, 0);
  rt.hold(right);
  return rt.finish(mark, compareIterators(rt, left, right, op));
}

function compareIterators(rt: Runtime, left: Ref, right: Ref, op: Compare): Maybe {
  for (;;) {
    const mark = rt.mark();
    const a = iterNext(rt, left);
    if (a === 0 && rt.failed) return 0;
    if (a !== 0) rt.hold(a);
    const b = iterNext(rt, right);
    if (b !== 0) rt.hold(b);
    if (a === 0 || b === 0) {
      if (rt.failed) return rt.finish(mark, 0);
      return rt.finish(mark, comparisonResult(rt, (a === 0 ? 0 : 1) - (b === 0 ? 0 : 1), op));
    }
    const equal = a === b ? 1 : compareBool(rt, a, b, Compare.Eq);
    if (equal < 0) return rt.finish(mark, 0);
    if (equal === 0) {
      if (op === Compare.Eq || op === Compare.Ne) return rt.finish(mark, rt.bool(op === Compare.Ne));
      return rt.finish(mark, richCompare(rt, a, b, op));
    }
    rt.releaseTo(mark);
  }
}

function repr(rt: Runtime, self: Ref): Maybe {
  return guardedRepr(rt, self, '[...]', (_, deque) => {
    const list = rt.listFrom(deque);
    if (list === 0) return undefined;
    const mark = rt.mark();
    rt.hold(list);
    const text = reprText(rt, list);
    rt.releaseTo(mark);
    if (text === undefined) return undefined;
    const limit = maxLengthObject(rt, deque);
    if (limit === 0) return undefined;
    const limitText = limit === rt.None ? '' : `, maxlen=${intValue(rt, limit)}`;
    rt.decref(limit);
    return `${rt.typeOf(deque).shortName}(${text}${limitText})`;
  });
}

function sizeOf(rt: Runtime, self: Ref): Maybe {
  const blocks = (rt.i32[self + DequeField.LeftIndex]! + dequeSize(rt, self) + 63) >> 6;
  return sizeToInt(rt, basicSizeOf(rt, self) + 528 * blocks);
}

/** `__reduce__`: the type, its arguments, the instance's attributes, an iterator over the items. */
function reduce(rt: Runtime, self: Ref): Maybe {
  const mark = rt.mark();
  const state = stateOf(rt, self, false);
  if (state === 0) return 0;
  rt.hold(state);
  const limit = maxLengthObject(rt, self);
  if (limit === 0) return 0;
  rt.hold(limit);
  const args = limit === rt.None ? rt.incref(rt.emptyTuple) : tupleOf(rt, rt.emptyTuple, limit);
  if (args === 0) return rt.finish(mark, 0);
  rt.hold(args);
  const iterator = newDequeIterator(rt, '_deque_iterator', self);
  if (iterator === 0) return rt.finish(mark, 0);
  rt.hold(iterator);
  return rt.finish(mark, tupleOf(rt, rt.typeOf(self).ref, args, state, iterator));
}

export const dequeType: ModuleType = {
  key: 'deque',
  generic: true,
  name: 'collections.deque',
  doc: 'A list-like sequence optimized for data accesses near its endpoints.',
  layout: (rt) => ({ basicSize: 216, gc: true, custom: dequePart(rt), weakList: 208, trashcan: true }),
  slots: {
    new: (rt, type: TypeObject) => newDeque(rt, type),
    init: dequeInit,
    repr,
    compare,
    iter: (rt, self) => newDequeIterator(rt, '_deque_iterator', self),
    length: dequeSize,
    getItem,
    setItem,
    contains,
    concat,
    repeat,
    inplaceConcat,
    inplaceRepeat,
  },
  methods: [
    methodOneArg('deque', 'append', append, 'Add an element to the right side of the deque.'),
    methodOneArg('deque', 'appendleft', appendLeft, 'Add an element to the left side of the deque.'),
    methodNoArgs('deque', 'pop', dequePop, 'Remove and return the rightmost element.'),
    methodNoArgs('deque', 'popleft', dequePopLeft, 'Remove and return the leftmost element.'),
    methodOneArg('deque', 'extend', (rt, self, items) => (dequeExtend(rt, self, items, false) ? rt.none() : 0)),
    methodOneArg('deque', 'extendleft', (rt, self, items) => (dequeExtend(rt, self, items, true) ? rt.none() : 0)),
    methodPositional('deque', 'rotate', 0, 1, rotate),
    methodNoArgs('deque', 'reverse', reverse),
    methodPositional('deque', 'insert', 2, 2, insert),
    methodOneArg('deque', 'remove', remove),
    methodPositional('deque', 'index', 1, 3, indexMethod),
    methodOneArg('deque', 'count', countMethod),
    methodNoArgs('deque', 'clear', (rt, self) => {
      rt.heap.clearer.clearPart(self);
      return rt.none();
    }),
    methodNoArgs('deque', 'copy', copy),
    methodNoArgs('deque', '__copy__', copy),
    methodNoArgs('deque', '__reversed__', (rt, self) => newDequeIterator(rt, '_deque_reverse_iterator', self)),
    methodNoArgs('deque', '__sizeof__', sizeOf),
    methodNoArgs('deque', '__reduce__', reduce),
  ],
  attributes: [{ name: 'maxlen', get: maxLengthObject, doc: 'maximum size of a deque or None if unbounded' }],
};
