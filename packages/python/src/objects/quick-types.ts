import type { Ref, TypeId } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { isTrue, strOf } from '../runtime/operators.js';
import { EXCEPTIONS } from '../runtime/registry.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { bytesData, newBytesOfSize } from './bytes.js';
import { dictUpdateFrom } from './dict-merge.js';
import { toFloat } from './float-type.js';
import { intRefusal } from './int-literal.js';
import {
  DictField,
  ExceptionField,
  FloatField,
  IntField,
  ListField,
  RangeField,
  StrField,
  StrState,
  TupleField,
} from './layout.js';
import { listExtend } from './list-extend.js';
import { quickIterators } from './quick-iterators.js';
import { newSetFrom } from './set-ops.js';
import { tupleFromIterable } from './tuple-type.js';
import { takesTuple } from './type-type.js';
import { clearWords } from './words.js';

/**
 * Calls of built-in types with positional arguments: what `__new__` and `__init__` of exactly that type come to, without asking
 * which they are. By the id of the type's instances; types that make a tuple of their arguments are not among them.
 */

/** Arguments stand in neighbouring slots, and are borrowed. An owned object, 0 on error, or {@link NOT_QUICK}. */
export type QuickMaker = (args: number, count: number) => Maybe | typeof NOT_QUICK;

/** The general way has to be gone; nothing was done. */
export const NOT_QUICK = -1;

export function quickMakers(rt: Runtime): readonly (QuickMaker | undefined)[] {
  const { builtin } = rt;
  const iterators = quickIterators(rt);
  const makers: (QuickMaker | undefined)[] = [];
  const all: readonly [keyof typeof builtin, QuickMaker][] = [
    ['list', listMaker(rt)],
    ['tuple', (args, count) => (count === 1 ? tupleFromIterable(rt, rt.i32[args]! as Ref) : NOT_QUICK)],
    ['range', rangeMaker(rt)],
    ['int', intMaker(rt)],
    ['float', floatMaker(rt)],
    ['str', strMaker(rt)],
    ['bool', boolMaker(rt)],
    ['set', setMaker(rt)],
    ['frozenset', frozensetMaker(rt)],
    ['dict', dictMaker(rt)],
    ['enumerate', iterators.enumerate],
    ['map', iterators.map],
    ['filter', iterators.filter],
    ['reversed', iterators.reversed],
  ];
  for (const [key, make] of all) {
    const type = builtin[key];
    while (makers.length <= type.typeId) makers.push(undefined);
    if (!takesTuple(rt, type)) makers[type.typeId] = make;
  }
  addExceptions(rt, makers);
  // A call of zip makes a tuple of its arguments in all versions.
  makers[builtin.zip.typeId] = withTuple(rt, iterators.zip);
  makers[builtin.bytes.typeId] = bytesMaker(rt, takesTuple(rt, builtin.bytes));
  const { typeId } = builtin.type;
  while (makers.length <= typeId) makers.push(undefined);
  makers[typeId] = (args, count) => (count === 1 ? rt.incref(rt.typeOf(rt.i32[args]! as Ref).ref) : NOT_QUICK);
  return makers;
}

/** The exceptions that only store their arguments: `__init__` would find them stored. */
function addExceptions(rt: Runtime, makers: (QuickMaker | undefined)[]): void {
  const { builtin } = rt;
  const { new: store, init } = builtin.BaseException.slots;
  const { tuple, holding } = rt.fresh;
  const make = (typeId: TypeId, bytes: number, args: number, count: number): Maybe => {
    const stored = tuple(args, count);
    if (stored === 0) return 0;
    const exception = holding(typeId, bytes, ExceptionField.Args, stored);
    if (exception !== 0) return exception;
    rt.decref(stored);
    return rt.noMemory();
  };
  for (const [name] of EXCEPTIONS) {
    // Not every version has all of them.
    if (builtin[name] === undefined) continue;
    const { slots, typeId } = builtin[name];
    if (slots.new !== store || slots.init !== init) continue;
    const bytes = rt.heap.types.basicSize[typeId]!;
    while (makers.length <= typeId) makers.push(undefined);
    makers[typeId] = (args, count) => make(typeId, bytes, args, count);
  }
}

/** For a type whose calls make a tuple of the arguments, if there are any, and keep it until they return. */
function withTuple(rt: Runtime, make: QuickMaker): QuickMaker {
  return (args, count) => {
    if (count === 0) return NOT_QUICK;
    const tuple = rt.fresh.tuple(args, count);
    if (tuple === 0) return 0;
    rt.hold(tuple);
    const made = make(args, count) as Maybe;
    return rt.finishOne(made);
  };
}

/** Not from the free list, and tracked before it is filled: as the constructor makes it. */
function listMaker(rt: Runtime): QuickMaker {
  const { i32, ids } = rt;
  const listId = ids.list;
  const tupleId = ids.tuple;
  const bytes = rt.heap.types.basicSize[listId]!;
  return (args, count) => {
    if (count > 1) return NOT_QUICK;
    const list = rt.fresh.collectable(listId, bytes);
    if (list === 0) return rt.noMemory();
    if (count === 0) return list;
    const source = i32[args]! as Ref;
    const id = i32[source + Header.TypeId]!;
    if (id === listId || id === tupleId) {
      const size = i32[source + Header.Size]!;
      if (size === 0) return list;
      // An even number of places, as list_preallocate_exact has it.
      const room = (size + 1) & ~1;
      const items = rt.fresh.block(room);
      if (items === 0) {
        rt.decref(list);
        return rt.noMemory();
      }
      rt.copyCounted(id === listId ? i32[source + ListField.Items]! : source + TupleField.Items, size, items);
      if (room > size) clearWords(rt.f64, items + 2 * size, items + 2 * room);
      i32[list + ListField.Items] = items;
      i32[list + ListField.Allocated] = room;
      i32[list + Header.Size] = size;
      return list;
    }
    const mark = rt.mark();
    rt.hold(list);
    if (listExtend(rt, list, source)) return rt.unhold();
    rt.releaseTo(mark);
    return 0;
  };
}

/** Of ints of one digit; they and the length, a new int, are what a range holds. */
function rangeMaker(rt: Runtime): QuickMaker {
  const { i32, smallInts } = rt;
  const small = rt.ids.smallInt;
  const { typeId } = rt.builtin.range;
  const zero = smallInts[5]! as Ref;
  const one = smallInts[6]! as Ref;
  return (args, count) => {
    const last = count === 1 ? args : args + 2;
    const start = count === 1 ? zero : (i32[args]! as Ref);
    const step = count === 3 ? (i32[args + 4]! as Ref) : one;
    if (count === 0 || count > 3) return NOT_QUICK;
    const stop = i32[last]! as Ref;
    if (i32[stop + Header.TypeId] !== small || i32[start + Header.TypeId] !== small) return NOT_QUICK;
    if (i32[step + Header.TypeId] !== small) return NOT_QUICK;
    const by = i32[step + IntField.Value]!;
    if (by === 0) return NOT_QUICK;
    const size = rt.fast.newInt(rangeLength(i32[start + IntField.Value]!, i32[stop + IntField.Value]!, by));
    if (size === 0) return 0;
    const range = rt.fresh.plain(typeId, 48);
    if (range === 0) {
      rt.decref(size);
      return rt.noMemory();
    }
    i32[range + RangeField.Start] = rt.incref(start);
    i32[range + RangeField.Stop] = rt.incref(stop);
    i32[range + RangeField.Step] = rt.incref(step);
    i32[range + RangeField.Length] = size;
    return range;
  };
}

/** Number of items of a range over numbers of 30 bits. */
export function rangeLength(start: number, stop: number, step: number): number {
  const distance = (stop - start) | 0;
  if (step === 1) return distance > 0 ? distance : 0;
  if (step > 0) return distance > 0 ? (((distance - 1) / step) | 0) + 1 : 0;
  return distance < 0 ? (((distance + 1) / step) | 0) + 1 : 0;
}

/** Up to here a loop is faster than the engine's `fill`. */
const FEW_BYTES = 64;
/** Longest text of digits that a double holds. */
const MOST_DIGITS = 15;

/** int(int), int(float) within ±2⁵³, int('digits') of as many. */
function intMaker(rt: Runtime): QuickMaker {
  const { i32, f64, u8, ids } = rt;

  const refuse = intRefusal(rt);

  /** The number of a text of ASCII digits alone; −1 for all other texts. */
  const digitsOf = (text: Ref): number => {
    const length = i32[text + StrField.Length]!;
    if (length === 0 || length > MOST_DIGITS || (i32[text + StrField.State]! & StrState.Ascii) === 0) return -1;
    const data = (text + StrField.AsciiData) * 4;
    let value = 0;
    for (let at = data, end = data + length; at < end; at++) {
      const digit = u8[at]! - 48;
      if (digit < 0 || digit > 9) return -1;
      value = value * 10 + digit;
    }
    return value;
  };

  return (args, count) => {
    if (count !== 1) return NOT_QUICK;
    const value = i32[args]! as Ref;
    const id = i32[value + Header.TypeId]!;
    if (id === ids.smallInt || id === ids.bigInt) return rt.incref(value);
    if (id === ids.str || id === ids.internedStr) {
      const read = digitsOf(value);
      return read < 0 ? refuse(value) : rt.fast.newInt(read);
    }
    if (id !== ids.float) return NOT_QUICK;
    const number = f64[(value + FloatField.Value) >> 1]!;
    // Not so for infinities and NaN.
    if (!(number < 2 ** 53 && number > -(2 ** 53))) return NOT_QUICK;
    return rt.fast.newInt(Math.trunc(number) + 0);
  };
}

function floatMaker(rt: Runtime): QuickMaker {
  const { i32, ids } = rt;
  return (args, count) => {
    if (count !== 1) return NOT_QUICK;
    const value = i32[args]! as Ref;
    if (i32[value + Header.TypeId] === ids.smallInt) return rt.fast.newFloat(i32[value + IntField.Value]!);
    return toFloat(rt, value);
  };
}

/** str(object) of what no program has defined; classes may return strings of other classes. */
function strMaker(rt: Runtime): QuickMaker {
  const { i32, ids } = rt;
  return (args, count) => {
    if (count !== 1) return NOT_QUICK;
    const value = i32[args]! as Ref;
    const id = i32[value + Header.TypeId]!;
    if (id === ids.str || id === ids.internedStr) return rt.incref(value);
    if (id !== ids.smallInt) return id === ids.float ? strOf(rt, value) : NOT_QUICK;
    if (!rt.enterNative(' while getting the str of an object')) return 0;
    const text = rt.strs.decimal(i32[value + IntField.Value]!);
    rt.leaveNative();
    return text;
  };
}

/** bytes(number) of zeros. */
function bytesMaker(rt: Runtime, withTuples: boolean): QuickMaker {
  const { i32, u8, ids } = rt;
  const make: QuickMaker = (args) => {
    const size = i32[(i32[args]! as Ref) + IntField.Value]!;
    const zeros = newBytesOfSize(rt, size);
    if (zeros === 0) return 0;
    const data = bytesData(zeros);
    if (size > FEW_BYTES) u8.fill(0, data, data + size);
    else for (let at = data; at < data + size; at++) u8[at] = 0;
    return zeros;
  };
  const made = withTuples ? withTuple(rt, make) : make;
  return (args, count) => {
    const size = count === 1 ? (i32[args]! as Ref) : 0;
    const isSize = size !== 0 && i32[size + Header.TypeId] === ids.smallInt && i32[size + IntField.Value]! > 0;
    return isSize ? made(args, 1) : NOT_QUICK;
  };
}

function boolMaker(rt: Runtime): QuickMaker {
  return (args, count) => {
    if (count !== 1) return NOT_QUICK;
    const truth = isTrue(rt, rt.i32[args]! as Ref);
    return truth < 0 ? 0 : rt.bool(truth === 1);
  };
}

function setMaker(rt: Runtime): QuickMaker {
  const { set: type } = rt.builtin;
  return (args, count) => {
    if (count > 1) return NOT_QUICK;
    return newSetFrom(rt, type, count === 0 ? 0 : (rt.i32[args]! as Ref));
  };
}

function frozensetMaker(rt: Runtime): QuickMaker {
  const { frozenset: type } = rt.builtin;
  return (args, count) => {
    if (count > 1) return NOT_QUICK;
    const iterable = count === 0 ? 0 : (rt.i32[args]! as Ref);
    if (iterable !== 0 && rt.i32[iterable + Header.TypeId] === type.typeId) return rt.incref(iterable);
    return newSetFrom(rt, type, iterable);
  };
}

/** Not from the free list, and not tracked before it holds something that may be part of a cycle. */
function dictMaker(rt: Runtime): QuickMaker {
  const { i32, emptyKeys } = rt;
  const dictId = rt.ids.dict;
  const bytes = rt.heap.types.basicSize[dictId]!;
  return (args, count) => {
    if (count > 1) return NOT_QUICK;
    const dict = rt.fresh.untracked(dictId, bytes);
    if (dict === 0) return rt.noMemory();
    i32[dict + DictField.Keys] = emptyKeys;
    if (count === 0) return dict;
    const mark = rt.mark();
    rt.hold(dict);
    return dictUpdateFrom(rt, dict, i32[args]! as Ref) ? rt.unhold() : rt.finish(mark, 0);
  };
}
