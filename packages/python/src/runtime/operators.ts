import type { Ref } from '@uroboros/heap';
import { byteAddress } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { intFromBigInt, intNumber, intValue, isInt } from '../objects/int.js';
import { IntField } from '../objects/layout.js';
import { UNKNOWN } from '../objects/quick-compare.js';
import { rangeLength } from '../objects/range-type.js';
import { isStr } from '../objects/str.js';
import { BINARY_SIGNS, Binary, Compare, type TypeObject } from '../objects/typeobject.js';
import { hashPointer } from '../text/hash.js';
import { ASK_SLOTS } from './class-operators.js';
import type { Maybe, Runtime } from './runtime.js';
import { acceptDerived } from './special-results.js';

/** The protocols of objects (Objects/abstract.c, Objects/object.c): what an operation does with operands of any type. */

const COMPARE_SIGNS: readonly string[] = ['<', '<=', '==', '!=', '>', '>='];
/** The comparison with the operands exchanged, by {@link Compare}. */
const SWAPPED: readonly Compare[] = [Compare.Gt, Compare.Ge, Compare.Eq, Compare.Ne, Compare.Lt, Compare.Le];

/** repr(object). */
export function reprOf(rt: Runtime, object: Ref): Maybe {
  const repr = rt.typeOf(object).slots.repr;
  if (repr === undefined) {
    return rt.str(`<${rt.typeOf(object).name} object at 0x${byteAddress(object).toString(16)}>`);
  }
  if (!rt.enterNative(' while getting the repr of an object')) return 0;
  const result = repr(rt, object);
  rt.leaveNative();
  if (result !== 0 && !isStr(rt, result)) return rt.wrongResult(result, '__repr__ returned non-string (type %s)');
  return result;
}

/** str(object). */
export function strOf(rt: Runtime, object: Ref): Maybe {
  const id = rt.i32[object + Header.TypeId]!;
  if (id === rt.ids.str || id === rt.ids.internedStr) return rt.incref(object);
  const str = rt.types[id]!.slots.str;
  if (str === undefined) return reprOf(rt, object);
  if (!rt.enterNative(' while getting the str of an object')) return 0;
  const result = str(rt, object);
  rt.leaveNative();
  if (result !== 0 && !isStr(rt, result)) return rt.wrongResult(result, '__str__ returned non-string (type %s)');
  return result;
}

const halves = new Int32Array(2);

/** hash(object) into `rt.hashLow`, `rt.hashHigh`; false on error. */
export function hashOf(rt: Runtime, object: Ref): boolean {
  const hash = rt.typeOf(object).slots.hash;
  if (hash === undefined) {
    rt.raise('TypeError', `unhashable type: '${rt.typeOf(object).name}'`);
    return false;
  }
  return hash(rt, object);
}

/** The hash of object: its address, turned. */
export function hashIdentity(rt: Runtime, object: Ref): boolean {
  hashPointer(byteAddress(object) | 0, 0, halves);
  rt.hashLow = halves[0]!;
  rt.hashHigh = halves[1]!;
  return true;
}

/** Truth: 1, 0, or −1 on error. */
export function isTrue(rt: Runtime, object: Ref): number {
  if (object === rt.True) return 1;
  if (object === rt.False || object === rt.None) return 0;
  const slots = rt.typeOf(object).slots;
  if (slots.bool !== undefined) return slots.bool(rt, object);
  if (slots.length === undefined) return 1;
  const length = slots.length(rt, object);
  return length < 0 ? -1 : length === 0 ? 0 : 1;
}

/** PyObject_RichCompare. */
export function richCompare(rt: Runtime, left: Ref, right: Ref, op: Compare): Maybe {
  const known = rt.quick.compare(left, right, op);
  return known === UNKNOWN ? richCompareSlowly(rt, left, right, op) : rt.bool(known === 1);
}

/** The same for operands that {@link QuickCompare} does not know. */
function richCompareSlowly(rt: Runtime, left: Ref, right: Ref, op: Compare): Maybe {
  const own = rt.classOperators.compare(op, left, right);
  if (own !== ASK_SLOTS) return own;
  if (!rt.enterNative(' in comparison')) return 0;
  const result = compareInside(rt, left, right, op);
  rt.leaveNative();
  return result;
}

function compareInside(rt: Runtime, left: Ref, right: Ref, op: Compare): Maybe {
  const typeLeft = rt.typeOf(left);
  const typeRight = rt.typeOf(right);
  let triedRight = false;
  if (typeLeft !== typeRight && typeRight.isSubtypeOf(typeLeft) && typeRight.slots.compare !== undefined) {
    triedRight = true;
    const result = typeRight.slots.compare(rt, right, left, SWAPPED[op]!);
    if (result !== rt.NotImplemented) return result;
    rt.drop(result);
  }
  if (typeLeft.slots.compare !== undefined) {
    const result = typeLeft.slots.compare(rt, left, right, op);
    if (result !== rt.NotImplemented) return result;
    rt.drop(result);
  }
  return triedRight ? compareIdentity(rt, op, left, right) : compareRest(rt, op, left, right);
}

/** A comparison that the left operand's method does not know: the right one's, else identity. */
export function compareRest(rt: Runtime, op: Compare, left: Ref, right: Ref): Maybe {
  const { compare } = rt.typeOf(right).slots;
  if (compare !== undefined) {
    const result = compare(rt, right, left, SWAPPED[op]!);
    if (result !== rt.NotImplemented) return result;
    rt.drop(result);
  }
  return compareIdentity(rt, op, left, right);
}

function compareIdentity(rt: Runtime, op: Compare, left: Ref, right: Ref): Maybe {
  if (op === Compare.Eq) return rt.bool(left === right);
  if (op === Compare.Ne) return rt.bool(left !== right);
  const names = `'${rt.typeOf(left).name}' and '${rt.typeOf(right).name}'`;
  return rt.raise('TypeError', `'${COMPARE_SIGNS[op]}' not supported between instances of ${names}`);
}

/** PyObject_RichCompareBool without the shortcut of identity: 1, 0, or −1 on error. */
export function compareBool(rt: Runtime, left: Ref, right: Ref, op: Compare): number {
  const known = rt.quick.compare(left, right, op);
  return known === UNKNOWN ? compareBoolSlowly(rt, left, right, op) : known;
}

/** The same for operands that {@link QuickCompare} does not know. */
export function compareBoolSlowly(rt: Runtime, left: Ref, right: Ref, op: Compare): number {
  const result = richCompareSlowly(rt, left, right, op);
  if (result === 0) return -1;
  if (result !== rt.True && result !== rt.False) return rt.consume(result, isTrue);
  rt.decref(result);
  return result === rt.True ? 1 : 0;
}

/** left == right: 1, 0, or −1 on error. Identity is not looked at: containers do that first. */
export function compareEqual(rt: Runtime, left: Ref, right: Ref): number {
  const known = rt.quick.equal(left, right);
  return known === UNKNOWN ? compareBool(rt, left, right, Compare.Eq) : known;
}

/** `left is right or left == right`, what containers mean by equal: 1, 0, or −1 on error. */
export function identicalOrEqual(rt: Runtime, left: Ref, right: Ref): number {
  return left === right ? 1 : compareEqual(rt, left, right);
}

/** A binary operator (PyNumber_Add, …). */
export function binaryOp(rt: Runtime, op: Binary, left: Ref, right: Ref): Maybe {
  if (op === Binary.Add) {
    // Two lists, two tuples: no number has a part in it.
    const id = rt.i32[left + Header.TypeId]!;
    if ((id === rt.ids.list || id === rt.ids.tuple) && rt.i32[right + Header.TypeId] === id) {
      return rt.types[id]!.slots.concat!(rt, left, right);
    }
  } else if (op === Binary.Mult) {
    const id = rt.i32[left + Header.TypeId]!;
    if ((id === rt.ids.list || id === rt.ids.tuple) && rt.i32[right + Header.TypeId] === rt.ids.smallInt) {
      return rt.types[id]!.slots.repeat!(rt, left, rt.i32[right + IntField.Value]!);
    }
  }
  const own = rt.classOperators.binary(op, left, right);
  if (own !== ASK_SLOTS) return own;
  const result = tryBinary(rt, op, left, right);
  if (result !== rt.NotImplemented) return result;
  rt.drop(result);
  return binarySequences(rt, op, left, right);
}

/** A binary operator that the left operand's method does not know; its type is the right one's, or none that this derives from. */
export function binaryRest(rt: Runtime, op: Binary, left: Ref, right: Ref): Maybe {
  const typeRight = rt.typeOf(right);
  const slot = typeRight === rt.typeOf(left) ? undefined : typeRight.binary[op];
  if (slot !== undefined) {
    const result = slot(rt, left, right);
    if (result !== rt.NotImplemented) return result;
    rt.drop(result);
  }
  return binarySequences(rt, op, left, right);
}

function binarySequences(rt: Runtime, op: Binary, left: Ref, right: Ref): Maybe {
  const sequences = sequenceOp(rt, op, left, right, false);
  if (sequences !== rt.NotImplemented) return sequences;
  rt.drop(sequences);
  return unsupported(rt, left, right, BINARY_SIGNS[op]!);
}

/** An augmented assignment's operator (PyNumber_InPlaceAdd, …). */
export function inplaceOp(rt: Runtime, op: Binary, left: Ref, right: Ref): Maybe {
  const inplace = rt.typeOf(left).inplace[op];
  if (inplace !== undefined) {
    const result = inplace(rt, left, right);
    if (result !== rt.NotImplemented) return result;
    rt.drop(result);
  }
  const result = tryBinary(rt, op, left, right);
  if (result !== rt.NotImplemented) return result;
  rt.drop(result);
  const sequences = sequenceOp(rt, op, left, right, true);
  if (sequences !== rt.NotImplemented) return sequences;
  rt.drop(sequences);
  const sign = op === Binary.Pow ? '**' : BINARY_SIGNS[op]!;
  return unsupported(rt, left, right, `${sign}=`);
}

/** binary_op1: the left operand's slot, unless the right one's type derives from it and has its own. */
export function tryBinary(rt: Runtime, op: Binary, left: Ref, right: Ref): Maybe {
  const typeLeft = rt.typeOf(left);
  const typeRight = rt.typeOf(right);
  const slotLeft = typeLeft.binary[op];
  let slotRight = typeRight !== typeLeft ? typeRight.binary[op] : undefined;
  if (slotRight === slotLeft) slotRight = undefined;
  if (slotLeft !== undefined) {
    if (slotRight !== undefined && typeRight.isSubtypeOf(typeLeft)) {
      const result = slotRight(rt, left, right);
      if (result !== rt.NotImplemented) return result;
      rt.drop(result);
      slotRight = undefined;
    }
    const result = slotLeft(rt, left, right);
    if (result !== rt.NotImplemented) return result;
    rt.drop(result);
  }
  return slotRight === undefined ? rt.notImplemented() : slotRight(rt, left, right);
}

/** + and * of sequences; NotImplemented for others. */
function sequenceOp(rt: Runtime, op: Binary, left: Ref, right: Ref, inplace: boolean): Maybe {
  const slots = rt.typeOf(left).slots;
  if (op === Binary.Add) {
    const concat = (inplace ? slots.inplaceConcat : undefined) ?? slots.concat;
    return concat === undefined ? rt.notImplemented() : concat(rt, left, right);
  }
  if (op !== Binary.Mult) return rt.notImplemented();
  const repeat = (inplace ? slots.inplaceRepeat : undefined) ?? slots.repeat;
  if (repeat !== undefined) return repeatTimes(rt, repeat, left, right);
  // A sequence on the left of *= that cannot be repeated is not asked about the right one.
  if (inplace && hasSequenceSlots(rt.typeOf(left))) return rt.notImplemented();
  const repeatRight = rt.typeOf(right).slots.repeat;
  return repeatRight === undefined ? rt.notImplemented() : repeatTimes(rt, repeatRight, right, left);
}

function repeatTimes(
  rt: Runtime,
  repeat: (rt: Runtime, self: Ref, times: number) => Maybe,
  sequence: Ref,
  times: Ref,
): Maybe {
  if (rt.typeOf(times).slots.index === undefined) {
    return rt.raise('TypeError', `can't multiply sequence by non-int of type '${rt.typeOf(times).name}'`);
  }
  const count = indexAsSize(rt, times, 'OverflowError');
  return count === undefined ? 0 : repeat(rt, sequence, count);
}

function unsupported(rt: Runtime, left: Ref, right: Ref, sign: string): 0 {
  const names = `'${rt.typeOf(left).name}' and '${rt.typeOf(right).name}'`;
  return rt.raise('TypeError', `unsupported operand type(s) for ${sign}: ${names}`);
}

/** −x, +x, ~x. */
export function unaryOp(rt: Runtime, op: 'negative' | 'positive' | 'invert', object: Ref): Maybe {
  const slot = rt.typeOf(object).slots[op];
  if (slot !== undefined) return slot(rt, object);
  const sign = op === 'negative' ? '-' : op === 'positive' ? '+' : '~';
  return rt.raise('TypeError', `bad operand type for unary ${sign}: '${rt.typeOf(object).name}'`);
}

/** What an object is as an index: an int, owned, which may be of a derived class. */
export function indexOf(rt: Runtime, object: Ref): Maybe {
  if (isInt(rt, object)) return rt.incref(object);
  const slot = rt.typeOf(object).slots.index;
  if (slot === undefined) {
    return rt.raise('TypeError', `'${rt.typeOf(object).name}' object cannot be interpreted as an integer`);
  }
  const result = slot(rt, object);
  if (result === 0) return 0;
  const id = rt.typeId(result);
  if (id === rt.ids.smallInt || id === rt.ids.bigInt) return result;
  if (!isInt(rt, result)) return rt.wrongResult(result, '__index__ returned non-int (type %s)');
  return acceptDerived(rt, result, '__index__', 'int') ? result : 0;
}

/** The same as an int of exact type (PyNumber_Index). */
export function exactIndexOf(rt: Runtime, object: Ref): Maybe {
  const index = indexOf(rt, object);
  if (index === 0) return 0;
  const id = rt.typeId(index);
  if (id === rt.ids.smallInt || id === rt.ids.bigInt) return index;
  const number = intFromBigInt(rt, intValue(rt, index));
  rt.decref(index);
  return number;
}

/**
 * An index as a JavaScript number (PyNumber_AsSsize_t), beyond 2⁵³ the nearest there is: sys.maxsize is 2⁶³. Numbers out of the range of sizes
 * raise the error named, or are clipped if none is. undefined on error.
 */
export function indexAsSize(
  rt: Runtime,
  object: Ref,
  overflow: 'IndexError' | 'OverflowError' | 'ValueError' | undefined,
  message?: string,
): number | undefined {
  if (rt.i32[object + Header.TypeId] === rt.ids.smallInt) return rt.i32[object + IntField.Value];
  const index = indexOf(rt, object);
  if (index === 0) return undefined;
  let size = intNumber(rt, index);
  if (Number.isNaN(size)) {
    const value = intValue(rt, index);
    const fits = value >= -(2n ** 63n) && value < 2n ** 63n;
    if (!fits && overflow !== undefined) {
      rt.decref(index);
      rt.raise(overflow, message ?? `cannot fit '${rt.typeOf(object).name}' into an index-sized integer`);
      return undefined;
    }
    size = fits ? Number(value) : value < 0n ? -(2 ** 63) : 2 ** 63;
  }
  rt.decref(index);
  return size;
}

/** len(object), −1 on error. */
export function lengthOf(rt: Runtime, object: Ref): number {
  const length = rt.typeOf(object).slots.length;
  if (length !== undefined) return length(rt, object);
  rt.raise('TypeError', `object of type '${rt.typeOf(object).name}' has no len()`);
  return -1;
}

/** object[key]. */
export function getItem(rt: Runtime, object: Ref, key: Ref): Maybe {
  const slot = rt.typeOf(object).slots.getItem;
  if (slot !== undefined) return slot(rt, object, key);
  if (rt.typeOf(object).isSubtypeOf(rt.builtin.type)) return rt.classGetItem(object, key);
  return rt.raise('TypeError', `'${rt.typeOf(object).name}' object is not subscriptable`);
}

/** object[key] = value; false on error. */
export function setItem(rt: Runtime, object: Ref, key: Ref, value: Ref): boolean {
  const slot = rt.typeOf(object).slots.setItem;
  if (slot !== undefined) return slot(rt, object, key, value);
  if (keyForSequence(rt, object, key) >= 0) {
    rt.raise('TypeError', `'${rt.typeOf(object).name}' object does not support item assignment`);
  }
  return false;
}

/** del object[key]; false on error. */
export function deleteItem(rt: Runtime, object: Ref, key: Ref): boolean {
  const slot = rt.typeOf(object).slots.setItem;
  if (slot !== undefined) return slot(rt, object, key, 0);
  const known = keyForSequence(rt, object, key);
  const not = known === 1 ? "doesn't" : 'does not';
  if (known >= 0) rt.raise('TypeError', `'${rt.typeOf(object).name}' object ${not} support item deletion`);
  return false;
}

/** Whether a type has the slots of sequences (tp_as_sequence), with or without anything in them: all classes of a program have. */
function hasSequenceSlots(type: TypeObject): boolean {
  const { length, concat, repeat, contains } = type.slots;
  return type.heapType || (length ?? concat ?? repeat ?? contains) !== undefined;
}

/**
 * Whether an object whose items cannot be changed is a sequence that is asked by number, −1 on error: the number is read before the
 * sequence refuses.
 */
function keyForSequence(rt: Runtime, object: Ref, key: Ref): number {
  if (rt.typeOf(key).slots.index === undefined || !hasSequenceSlots(rt.typeOf(object))) return 0;
  return indexAsSize(rt, key, 'IndexError') === undefined ? -1 : 1;
}

/** item in object: 1, 0, or −1 on error. */
export function containsItem(rt: Runtime, object: Ref, item: Ref): number {
  const slot = rt.typeOf(object).slots.contains;
  if (slot !== undefined) return slot(rt, object, item);
  const mark = rt.mark();
  const found = searchByIteration(rt, object, item);
  rt.releaseTo(mark);
  return found;
}

function searchByIteration(rt: Runtime, object: Ref, item: Ref): number {
  const iterator = getIter(rt, object);
  if (iterator === 0) {
    if (!rt.errorIs(rt.builtin.TypeError)) return -1;
    rt.clearError();
    rt.raise('TypeError', `argument of type '${rt.typeOf(object).name}' is not iterable`);
    return -1;
  }
  rt.hold(iterator);
  for (;;) {
    const next = rt.fast.next(iterator);
    if (next === 0) return rt.failed ? -1 : 0;
    let equal = next === item ? 1 : rt.quick.equal(next, item);
    if (equal === UNKNOWN) {
      rt.hold(next);
      equal = compareEqual(rt, next, item);
      rt.unhold();
    }
    rt.decref(next);
    if (equal !== 0) return equal;
  }
}

/** iter(object). */
export function getIter(rt: Runtime, object: Ref): Maybe {
  const type = rt.typeOf(object);
  if (type.slots.iter !== undefined) {
    const iterator = type.slots.iter(rt, object);
    if (iterator === 0 || rt.typeOf(iterator).slots.next !== undefined) return iterator;
    return rt.wrongResult(iterator, `iter() returned non-iterator of type '%s'`);
  }
  if (type.slots.getItem !== undefined && !type.isSubtypeOf(rt.builtin.dict)) return rt.sequenceIterator(object);
  return rt.raise('TypeError', `'${type.name}' object is not iterable`);
}

/** next(iterator): 0 at the end, without an exception, or on error: then `rt.failed`. */
export function iterNext(rt: Runtime, iterator: Ref): Maybe {
  return rt.fast.next(iterator);
}

/** … by the slot of its type. */
export function slotNext(rt: Runtime, iterator: Ref): Maybe {
  const { next } = rt.typeOf(iterator).slots;
  // A class may lose its __next__ while an instance is iterated over.
  if (next === undefined) return rt.raise('TypeError', `'${rt.typeOf(iterator).name}' object is not iterable`);
  const value = next(rt, iterator);
  if (value === 0 && rt.failed && rt.errorIs(rt.builtin.StopIteration)) rt.clearError();
  return value;
}

/**
 * Calls `each` with every item of an iterable, borrowed, until it returns false. False on error; then the exception is set, by
 * the iteration or by `each`.
 */
export function forEachItem(rt: Runtime, iterable: Ref, each: (item: Ref) => boolean): boolean {
  const mark = rt.mark();
  const iterator = getIter(rt, iterable);
  if (iterator === 0) return false;
  rt.hold(iterator);
  for (;;) {
    const item = rt.fast.next(iterator);
    if (item === 0) {
      rt.releaseTo(mark);
      return !rt.failed;
    }
    rt.hold(item);
    const goOn = each(item);
    rt.decref(rt.unhold());
    if (!goOn) {
      rt.releaseTo(mark);
      return !rt.failed;
    }
  }
}

/** len(object): an int, owned. A range may be longer than JavaScript's numbers can tell. */
export function lengthInt(rt: Runtime, object: Ref, length: (rt: Runtime, object: Ref) => number): Maybe {
  const size = length(rt, object);
  if (size < 0) return 0;
  if (size >= 2 ** 53 && rt.typeOf(object) === rt.builtin.range) return rangeLength(rt, object);
  return sizeToInt(rt, size);
}

/** An int of a length or another whole number, owned. */
export function sizeToInt(rt: Runtime, size: number): Maybe {
  return rt.fast.newInt(size);
}
