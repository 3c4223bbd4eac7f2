import type { Ref } from '@uroboros/heap';
import { floatValue, isExactFloat, newFloat } from '../../objects/float.js';
import { intFromBigInt, intValue } from '../../objects/int.js';
import type { NativeFunction } from '../../objects/native.js';
import { isTuple } from '../../objects/tuple.js';
import { Binary } from '../../objects/typeobject.js';
import { binaryOp, forEachItem, getIter, iterNext } from '../../runtime/operators.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { functionOneArg, functionPositional } from '../functions.js';
import { namedFunction } from '../named-function.js';
import { double } from './arguments.js';
import { ExactSum, ProductSum, vectorNorm } from './sums.js';

/** math.fsum, prod, sumprod, hypot, dist. */

const fsum = functionOneArg('math', 'fsum', (rt, iterable) => {
  const sum = new ExactSum();
  const done = forEachItem(rt, iterable, (item) => {
    const x = double(rt, item);
    if (x === undefined) return false;
    if (sum.add(x)) return true;
    rt.raise('OverflowError', 'intermediate overflow in fsum');
    return false;
  });
  if (!done) return 0;
  const value = sum.value;
  return value === undefined ? rt.raise('ValueError', '-inf + inf in fsum') : newFloat(rt, value);
});

/** The product in JavaScript numbers as long as all factors are exact floats or small results; then Python's. */
const prod = namedFunction('prod', 'iterable, /, *, start=1', (rt, values) => {
  const mark = rt.mark();
  const iterator = getIter(rt, values[0]! as Ref);
  if (iterator === 0) return 0;
  rt.hold(iterator);
  const slot = rt.mark();
  rt.hold(rt.incref(values[1] === 0 ? rt.smallInt(1) : (values[1]! as Ref)));
  for (;;) {
    const item = iterNext(rt, iterator);
    if (item === 0) return rt.finish(mark, rt.failed ? 0 : rt.incref(rt.i32[slot]! as Ref));
    rt.hold(item);
    const product = binaryOp(rt, Binary.Mult, rt.i32[slot]! as Ref, item);
    if (product === 0) return rt.finish(mark, 0);
    rt.decref(rt.unhold());
    rt.replace(slot, product);
  }
});

/** What sumprod has added up so far and not yet put into the total. */
class Pending {
  ints = 0n;
  hasInts = false;
  intPath = true;
  floats = new ProductSum();
  hasFloats = false;
  floatPath = true;
}

const INT_LIMIT = 2n ** 63n;

/** Adds an owned number to the total in a slot; false on error. */
function addToTotal(rt: Runtime, slot: number, owned: Maybe): boolean {
  if (owned === 0) return false;
  rt.hold(owned);
  const sum = binaryOp(rt, Binary.Add, rt.i32[slot]! as Ref, owned);
  rt.decref(rt.unhold());
  if (sum === 0) return false;
  rt.replace(slot, sum);
  return true;
}

function exactInt(rt: Runtime, object: Ref): boolean {
  return rt.typeOf(object) === rt.builtin.int;
}

/** Adds a product of ints on the fast path; false if that path ends here. */
function addInts(rt: Runtime, pending: Pending, p: Ref, q: Ref): boolean {
  if (!exactInt(rt, p) || !exactInt(rt, q)) return false;
  const sum = pending.ints + intValue(rt, p) * intValue(rt, q);
  if (sum >= INT_LIMIT || sum < -INT_LIMIT) return false;
  pending.ints = sum;
  pending.hasInts = true;
  return true;
}

/** The double of a float, or of an int beside one; NaN ends the path. */
function pathDouble(rt: Runtime, object: Ref, other: Ref): number {
  if (isExactFloat(rt, object)) return floatValue(rt, object);
  const fits = isExactFloat(rt, other) && (exactInt(rt, object) || rt.typeOf(object) === rt.builtin.bool);
  return fits ? Number(intValue(rt, object)) : Number.NaN;
}

function addFloats(rt: Runtime, pending: Pending, p: Ref, q: Ref): boolean {
  const x = pathDouble(rt, p, q);
  const y = pathDouble(rt, q, p);
  if (!pending.floats.add(x, y)) return false;
  pending.hasFloats = true;
  return true;
}

/** Takes a pair of items, or at the end (both 0) what is pending; false on error. */
function addPair(rt: Runtime, slot: number, pending: Pending, p: Maybe, q: Maybe): boolean {
  if (pending.intPath) {
    if (p !== 0 && q !== 0 && addInts(rt, pending, p, q)) return true;
    pending.intPath = false;
    if (pending.hasInts && !addToTotal(rt, slot, intFromBigInt(rt, pending.ints))) return false;
  }
  if (pending.floatPath) {
    if (p !== 0 && q !== 0 && addFloats(rt, pending, p, q)) return true;
    pending.floatPath = false;
    if (pending.hasFloats && !addToTotal(rt, slot, newFloat(rt, pending.floats.value))) return false;
  }
  return p === 0 || q === 0 || addToTotal(rt, slot, binaryOp(rt, Binary.Mult, p, q));
}

const sumprod = functionPositional('math', 'sumprod', 2, 2, (rt, args) => {
  const mark = rt.mark();
  const first = getIter(rt, rt.i32[args]! as Ref);
  if (first === 0) return 0;
  rt.hold(first);
  const second = getIter(rt, rt.i32[args + 2]! as Ref);
  if (second === 0) return rt.finish(mark, 0);
  rt.hold(second);
  const slot = rt.mark();
  rt.hold(rt.incref(rt.smallInt(0)));
  const pending = new Pending();
  for (;;) {
    const inner = rt.mark();
    const p = iterNext(rt, first);
    if (p === 0 && rt.failed) return rt.finish(mark, 0);
    if (p !== 0) rt.hold(p);
    const q = iterNext(rt, second);
    if (q === 0 && rt.failed) return rt.finish(mark, 0);
    if (q !== 0) rt.hold(q);
    if ((p === 0) !== (q === 0)) {
      rt.raise('ValueError', 'Inputs are not the same length');
      return rt.finish(mark, 0);
    }
    if (!addPair(rt, slot, pending, p, q)) return rt.finish(mark, 0);
    if (p === 0) return rt.finish(mark, rt.incref(rt.i32[slot]! as Ref));
    rt.releaseTo(inner);
  }
});

const hypot: NativeFunction = {
  name: 'hypot',
  doc: 'Multidimensional Euclidean distance from the origin to a point.',
  signature: '(*coordinates)',
  code: (rt, args, count, kwnames) => {
    if (kwnames !== 0) return rt.raise('TypeError', 'math.hypot() takes no keyword arguments');
    const vector = new Float64Array(count);
    let max = 0;
    let foundNan = false;
    for (let i = 0; i < count; i++) {
      const given = double(rt, rt.i32[args + 2 * i]! as Ref);
      if (given === undefined) return 0;
      const x = Math.abs(given);
      vector[i] = x;
      if (Number.isNaN(x)) foundNan = true;
      else if (x > max) max = x;
    }
    return newFloat(rt, vectorNorm(vector, max, foundNan));
  },
};

/** A point as a tuple, in a slot; 0 on error. */
function point(rt: Runtime, object: Ref): Maybe {
  const tuple = isTuple(rt, object) ? rt.incref(object) : rt.tupleFrom(object);
  return tuple === 0 ? 0 : rt.hold(tuple);
}

const dist = functionPositional('math', 'dist', 2, 2, (rt, args) => {
  const mark = rt.mark();
  const p = point(rt, rt.i32[args]! as Ref);
  const q = p === 0 ? 0 : point(rt, rt.i32[args + 2]! as Ref);
  if (p === 0 || q === 0) return rt.finish(mark, 0);
  const size = rt.tupleSize(p);
  if (size !== rt.tupleSize(q)) {
    rt.raise('ValueError', 'both points must have the same number of dimensions');
    return rt.finish(mark, 0);
  }
  const vector = new Float64Array(size);
  let max = 0;
  let foundNan = false;
  for (let i = 0; i < size; i++) {
    const a = double(rt, rt.tupleItem(p, i));
    const b = a === undefined ? undefined : double(rt, rt.tupleItem(q, i));
    if (a === undefined || b === undefined) return rt.finish(mark, 0);
    const x = Math.abs(a - b);
    vector[i] = x;
    if (Number.isNaN(x)) foundNan = true;
    else if (x > max) max = x;
  }
  return rt.finish(mark, newFloat(rt, vectorNorm(vector, max, foundNan)));
});

export const sumFunctions: readonly NativeFunction[] = [fsum, prod, hypot, dist];
/** Since 3.12. */
export const sumprodFunction = sumprod;
