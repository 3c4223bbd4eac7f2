import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import type { Runtime } from '../runtime/runtime.js';
import { FloatField, IntField, TupleField } from './layout.js';
import { Compare } from './typeobject.js';

/**
 * Comparisons that nobody can watch: of numbers, strings and None of exact types, and of tuples of them. Whoever compares asks
 * here first, and the operands' slots only if the answer is {@link UNKNOWN}; then nothing has happened yet.
 */
export interface QuickCompare {
  /** left op right: 1, 0, or {@link UNKNOWN}. */
  compare(left: Ref, right: Ref, op: Compare): number;
  /** left == right, for different objects: 1, 0, or {@link UNKNOWN}. */
  equal(left: Ref, right: Ref): number;
  /** left < right: 1, 0, or {@link UNKNOWN}. */
  less(left: Ref, right: Ref): number;
  /** Compares as many items from two words on as tuples of them: 1, 0, or {@link UNKNOWN}. */
  compareItems(left: number, right: number, count: number, op: Compare): number;
  /** Whether an object is a number, a string or None of an exact type: it holds nothing. */
  isScalar(object: Ref): boolean;
  /** Of the items from two words on: the number of the first pair from `start` on that is not known to be equal, else `end`. */
  alike(left: number, right: number, start: number, end: number): number;
}

export const UNKNOWN = -1;
/** Of items that are all equal. */
const UNDECIDED = -2;

/** What an operand is: by type id, so that every class has its place. */
const enum Kind {
  Other = 0,
  Int = 1,
  LongInt = 2,
  Float = 3,
  Str = 4,
  Tuple = 5,
  None = 6,
}

/** Tuples within tuples that are compared here: what is deeper counts as native recursion, and may be too deep. */
const MOST_LEVELS = 4;

/** The closures over one runtime's memory, which the engine then knows. */
export function quickCompare(rt: Runtime): QuickCompare {
  const { i32, f64, ids } = rt;
  const smallInt = ids.smallInt;
  const kinds = new Uint8Array(1 << 16);
  kinds[ids.smallInt] = Kind.Int;
  kinds[ids.bool] = Kind.Int;
  kinds[ids.bigInt] = Kind.LongInt;
  kinds[ids.float] = Kind.Float;
  kinds[ids.str] = Kind.Str;
  kinds[ids.internedStr] = Kind.Str;
  kinds[ids.tuple] = Kind.Tuple;
  kinds[ids.none] = Kind.None;

  const kindOf = (object: Ref): Kind => kinds[i32[object + Header.TypeId]!]! as Kind;

  const relate = (x: number, y: number, op: Compare): number => {
    switch (op) {
      case Compare.Lt:
        return x < y ? 1 : 0;
      case Compare.Le:
        return x <= y ? 1 : 0;
      case Compare.Eq:
        return x === y ? 1 : 0;
      case Compare.Ne:
        return x !== y ? 1 : 0;
      case Compare.Gt:
        return x > y ? 1 : 0;
      default:
        return x >= y ? 1 : 0;
    }
  };

  const isNumber = (kind: Kind): boolean => kind >= Kind.Int && kind <= Kind.Float;

  /** The value of a number; NaN for an int that no double holds, too. */
  const numberOf = (object: Ref, kind: Kind): number => {
    if (kind === Kind.Int) return i32[object + IntField.Value]!;
    if (kind === Kind.Float) return f64[(object + FloatField.Value) >> 1]!;
    const tag = i32[object + IntField.Tag]!;
    if (tag >> 3 > 2) return Number.NaN;
    const value = i32[object + IntField.Digits]! + (tag >> 3 === 2 ? i32[object + IntField.Digits + 1]! * 2 ** 30 : 0);
    if (value > Number.MAX_SAFE_INTEGER) return Number.NaN;
    return (tag & 2) !== 0 ? -value : value;
  };

  const compareNumbers = (left: Ref, kindLeft: Kind, right: Ref, kindRight: Kind, op: Compare): number => {
    const x = numberOf(left, kindLeft);
    const y = numberOf(right, kindRight);
    if (kindLeft === Kind.LongInt && Number.isNaN(x)) return UNKNOWN;
    if (kindRight === Kind.LongInt && Number.isNaN(y)) return UNKNOWN;
    return relate(x, y, op);
  };

  const alike = (left: number, right: number, start: number, end: number): number => {
    for (let i = start; i < end; i++) {
      const a = i32[left + 2 * i]! as Ref;
      const b = i32[right + 2 * i]! as Ref;
      if (a === b) continue;
      if (i32[a + Header.TypeId] === smallInt && i32[b + Header.TypeId] === smallInt) {
        if (i32[a + IntField.Value] !== i32[b + IntField.Value]) return i;
      } else if (compareOthers(a, b, Compare.Eq, 0) !== 1) return i;
    }
    return end;
  };

  const compareTuples = (left: Ref, right: Ref, op: Compare, level: number): number => {
    if (level >= MOST_LEVELS) return UNKNOWN;
    const sizeLeft = i32[left + Header.Size]!;
    const sizeRight = i32[right + Header.Size]!;
    const known = decide(left + TupleField.Items, right + TupleField.Items, Math.min(sizeLeft, sizeRight), op, level);
    return known === UNDECIDED ? relate(sizeLeft, sizeRight, op) : known;
  };

  /** What the first items that differ say; {@link UNDECIDED} if none do. */
  const decide = (left: number, right: number, count: number, op: Compare, level: number): number => {
    for (let i = 0; i < count; i++) {
      const a = i32[left + 2 * i]! as Ref;
      const b = i32[right + 2 * i]! as Ref;
      if (a === b) continue;
      if (i32[a + Header.TypeId] === smallInt && i32[b + Header.TypeId] === smallInt) {
        const x = i32[a + IntField.Value]!;
        const y = i32[b + IntField.Value]!;
        if (x === y) continue;
        return relate(x, y, op);
      }
      const equal = compareOthers(a, b, Compare.Eq, level + 1);
      if (equal === 1) continue;
      if (equal === UNKNOWN || op === Compare.Eq) return equal;
      return op === Compare.Ne ? 1 : compareOthers(a, b, op, level + 1);
    }
    return UNDECIDED;
  };

  const compareOthers = (left: Ref, right: Ref, op: Compare, level: number): number => {
    const kindLeft = kindOf(left);
    const kindRight = kindOf(right);
    if (kindLeft === Kind.Other || kindRight === Kind.Other) return UNKNOWN;
    if (kindLeft === Kind.Str && kindRight === Kind.Str) {
      if (op === Compare.Eq) return rt.strs.equals(left, right) ? 1 : 0;
      if (op === Compare.Ne) return rt.strs.equals(left, right) ? 0 : 1;
      return relate(rt.strs.compare(left, right), 0, op);
    }
    if (kindLeft === Kind.Tuple && kindRight === Kind.Tuple) return compareTuples(left, right, op, level);
    if (isNumber(kindLeft) && isNumber(kindRight)) return compareNumbers(left, kindLeft, right, kindRight, op);
    // Of different kinds, or None: they can only be the same object.
    if (op === Compare.Eq) return left === right ? 1 : 0;
    if (op === Compare.Ne) return left === right ? 0 : 1;
    return UNKNOWN;
  };

  /** Whether two tuples have the same items, or small ints of the same value: what keys of dictionaries mostly have. */
  const areAlike = (left: Ref, right: Ref): boolean => {
    const size = i32[left + Header.Size]!;
    return (
      size === i32[right + Header.Size] && alike(left + TupleField.Items, right + TupleField.Items, 0, size) === size
    );
  };

  return {
    alike,
    compareItems: (left, right, count, op) => {
      const known = decide(left, right, count, op, 0);
      return known === UNDECIDED ? relate(0, 0, op) : known;
    },
    isScalar: (object) => {
      const kind = kindOf(object);
      return kind !== Kind.Other && kind !== Kind.Tuple;
    },
    compare: (left, right, op) => {
      if (i32[left + Header.TypeId] === smallInt && i32[right + Header.TypeId] === smallInt) {
        return relate(i32[left + IntField.Value]!, i32[right + IntField.Value]!, op);
      }
      return compareOthers(left, right, op, 0);
    },
    equal: (left, right) => {
      const id = i32[left + Header.TypeId]!;
      if (id === smallInt && i32[right + Header.TypeId] === smallInt) {
        return i32[left + IntField.Value] === i32[right + IntField.Value] ? 1 : 0;
      }
      if (id === ids.tuple && i32[right + Header.TypeId] === id && areAlike(left, right)) return 1;
      return compareOthers(left, right, Compare.Eq, 0);
    },
    less: (left, right) => {
      if (i32[left + Header.TypeId] === smallInt && i32[right + Header.TypeId] === smallInt) {
        return i32[left + IntField.Value]! < i32[right + IntField.Value]! ? 1 : 0;
      }
      return compareOthers(left, right, Compare.Lt, 0);
    },
  };
}
