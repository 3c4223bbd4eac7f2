import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import type { Runtime } from '../runtime/runtime.js';
import { FloatField, IntField, StrField, StrState, TupleField } from './layout.js';
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
  /** Whether two strings have the same characters. */
  equalStr(left: Ref, right: Ref): boolean;
}

export const UNKNOWN = -1;

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
  const { i32, u8, u16, f64, ids } = rt;
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

  const equalStr = (left: Ref, right: Ref): boolean => {
    if (left === right) return true;
    const length = i32[left + StrField.Length]!;
    if (length !== i32[right + StrField.Length]) return false;
    const state = i32[left + StrField.State]!;
    const kind = state & StrState.KindMask;
    const other = i32[right + StrField.State]!;
    if (kind !== (other & StrState.KindMask)) return false;
    if ((state & other & StrState.Ascii) !== 0) {
      // Characters begin at whole words: all but the last few are compared four at a time.
      const whole = length >> 2;
      const a = left + StrField.AsciiData;
      const b = right + StrField.AsciiData;
      for (let i = 0; i < whole; i++) if (i32[a + i] !== i32[b + i]) return false;
      for (let i = whole << 2; i < length; i++) if (u8[a * 4 + i] !== u8[b * 4 + i]) return false;
      return true;
    }
    const a = dataByte(left, state);
    const b = dataByte(right, other);
    for (let i = length * kind - 1; i >= 0; i--) if (u8[a + i] !== u8[b + i]) return false;
    return true;
  };

  const dataByte = (text: Ref, state: number): number =>
    4 * (text + ((state & StrState.Ascii) !== 0 ? StrField.AsciiData : StrField.CompactData));

  const characterAt = (data: number, kind: number, index: number): number =>
    kind === 1 ? u8[data + index]! : kind === 2 ? u16[(data >> 1) + index]! : i32[(data >> 2) + index]!;

  /** Negative, 0 or positive. */
  const orderOfStr = (left: Ref, right: Ref): number => {
    const stateLeft = i32[left + StrField.State]!;
    const stateRight = i32[right + StrField.State]!;
    const lengthLeft = i32[left + StrField.Length]!;
    const lengthRight = i32[right + StrField.Length]!;
    const a = dataByte(left, stateLeft);
    const b = dataByte(right, stateRight);
    const shorter = lengthLeft < lengthRight ? lengthLeft : lengthRight;
    const kindLeft = stateLeft & StrState.KindMask;
    const kindRight = stateRight & StrState.KindMask;
    if (kindLeft === 1 && kindRight === 1) {
      for (let i = 0; i < shorter; i++) {
        const difference = u8[a + i]! - u8[b + i]!;
        if (difference !== 0) return difference;
      }
      return lengthLeft - lengthRight;
    }
    for (let i = 0; i < shorter; i++) {
      const difference = characterAt(a, kindLeft, i) - characterAt(b, kindRight, i);
      if (difference !== 0) return difference;
    }
    return lengthLeft - lengthRight;
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

  const compareTuples = (left: Ref, right: Ref, op: Compare, level: number): number => {
    if (level >= MOST_LEVELS) return UNKNOWN;
    const sizeLeft = i32[left + Header.Size]!;
    const sizeRight = i32[right + Header.Size]!;
    const common = sizeLeft < sizeRight ? sizeLeft : sizeRight;
    for (let i = 0; i < common; i++) {
      const a = i32[left + TupleField.Items + 2 * i]! as Ref;
      const b = i32[right + TupleField.Items + 2 * i]! as Ref;
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
    return relate(sizeLeft, sizeRight, op);
  };

  const compareOthers = (left: Ref, right: Ref, op: Compare, level: number): number => {
    const kindLeft = kindOf(left);
    const kindRight = kindOf(right);
    if (kindLeft === Kind.Other || kindRight === Kind.Other) return UNKNOWN;
    if (kindLeft === Kind.Str && kindRight === Kind.Str) {
      if (op === Compare.Eq) return equalStr(left, right) ? 1 : 0;
      if (op === Compare.Ne) return equalStr(left, right) ? 0 : 1;
      return relate(orderOfStr(left, right), 0, op);
    }
    if (kindLeft === Kind.Tuple && kindRight === Kind.Tuple) return compareTuples(left, right, op, level);
    if (isNumber(kindLeft) && isNumber(kindRight)) return compareNumbers(left, kindLeft, right, kindRight, op);
    // Of different kinds, or None: they can only be the same object.
    if (op === Compare.Eq) return left === right ? 1 : 0;
    if (op === Compare.Ne) return left === right ? 0 : 1;
    return UNKNOWN;
  };

  return {
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
      return compareOthers(left, right, Compare.Eq, 0);
    },
    less: (left, right) => {
      if (i32[left + Header.TypeId] === smallInt && i32[right + Header.TypeId] === smallInt) {
        return i32[left + IntField.Value]! < i32[right + IntField.Value]! ? 1 : 0;
      }
      return compareOthers(left, right, Compare.Lt, 0);
    },
    equalStr,
  };
}
