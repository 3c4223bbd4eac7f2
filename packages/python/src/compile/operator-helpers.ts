import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { MUST_ASK, UNSURE } from '../objects/dict-find.js';
import { isPlainStr } from '../objects/dictkeys.js';
import { UNKNOWN } from '../objects/quick-compare.js';
import { sequenceOperator } from '../objects/quick-sequences.js';
import { NOT_QUICK } from '../objects/quick-types.js';
import { appendStr } from '../objects/str-build.js';
import { Binary, type Compare } from '../objects/typeobject.js';
import { getAttr } from '../runtime/attributes.js';
import { ASK_SLOTS } from '../runtime/class-operators.js';
import { SLOT } from '../runtime/frame.js';
import { binaryOp, inplaceOp, isTrue, richCompare, unaryOp } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { fastPaths } from './fast.js';
import { itemPaths } from './item-paths.js';
import { numberPaths } from './numbers.js';
import { slicePaths } from './slice-paths.js';
import { textPaths } from './text.js';

/** Operators, where generated code has no quicker way. */

export function operating(rt: Runtime): Record<string, unknown> {
  const { i32 } = rt;
  const { dec } = fastPaths(rt);
  const { tuple: tupleId, list: listId, dict: dictId, smallInt, bigInt, float, bool } = rt.ids;
  const { probe } = rt.dicts;
  const { sets, hashes } = rt;
  const setId = rt.builtin.set.typeId;
  const numbers = numberPaths(rt);
  const sequences = sequenceOperator(rt);
  const texts = textPaths(rt, dec);
  const items = itemPaths(rt);
  const slices = slicePaths(rt, items);
  /** Drops two operands, the left one first; the result stands in its slot while that may run user code. */
  const finish2 = (at: number, result: Maybe): Maybe => {
    const left = i32[at]! as Ref;
    i32[at] = result;
    dec(left);
    const right = i32[at + SLOT]! as Ref;
    i32[at + SLOT] = 0;
    dec(right);
    i32[at] = 0;
    return result;
  };
  const finishFlag = (at: number, flag: number): number => {
    finish2(at, 0);
    return flag;
  };
  const finish1 = (at: number, result: Maybe): Maybe => {
    const operand = i32[at]! as Ref;
    i32[at] = result;
    rt.decref(operand);
    i32[at] = 0;
    return result;
  };
  const put2 = (at: number, a: Ref, b: Ref): void => {
    i32[at] = a;
    i32[at + SLOT] = b;
  };
  const testOf = items.test;
  /** Where a set has a key, 0 if it has not, where nobody has to be asked. */
  const probeSet = (set: Ref, key: Ref): number => {
    if (!hashes.hashQuickly(key)) return UNSURE;
    const word = sets.findQuickly(set, key, rt.hashLow, rt.hashHigh);
    return word === MUST_ASK ? UNSURE : word;
  };
  /** `a in b` (8, 9: not in) where no code has to run for it; −1 if it may. */
  const quickMember = (op: number, a: Ref, b: Ref): number => {
    const id = i32[b + Header.TypeId]!;
    if (op < 8 || (id !== dictId && id !== setId)) return texts.test(op, a, b);
    const word = id === dictId ? probe(b, a) : probeSet(b, a);
    if (word === UNSURE) return UNKNOWN;
    return (word !== 0) === (op === 8) ? 1 : 0;
  };
  /** Also of 0, where an operand could not be made. */
  const isNumber = (id: number): boolean => id === smallInt || id === float || id === bigInt || id === bool || id === 0;
  const binary = (op: Binary, a: Ref, b: Ref, at: number): Maybe => {
    // Where memory ran out an operand is 0.
    const id = (a as Maybe) === 0 || (b as Maybe) === 0 ? 0 : i32[a + Header.TypeId]!;
    if (id === tupleId || id === listId) {
      put2(at, a, b);
      const made = sequences(op, a, b);
      return finish2(at, made !== NOT_QUICK ? made : binaryOp(rt, op, a, b));
    }
    const quick = isNumber(id) ? numbers(op, a, b) : -1;
    if (quick !== -1) return quick;
    put2(at, a, b);
    const own = rt.classOperators.binary(op, a, b);
    if (own !== ASK_SLOTS) return finish2(at, own);
    const text = texts.binary(op, a, b);
    return finish2(at, text !== -1 ? text : binaryOp(rt, op, a, b));
  };
  const inplace = (op: Binary, a: Ref, b: Ref, at: number): Maybe => {
    const quick = numbers(op, a, b);
    if (quick !== -1) return quick;
    put2(at, a, b);
    return finish2(at, inplaceOp(rt, op, a, b));
  };
  /**
   * `local + right` of strings, of which nobody else holds the left one: it grows in place, for only the local needs it, and is about to get
   * another. −1, and nothing done, for other operands.
   */
  const grow = (local: number, left: Maybe, right: Maybe, at: number): Maybe | -1 => {
    // Where memory ran out an operand is 0.
    if (left === 0 || right === 0 || i32[local] !== left) return -1;
    if (!isPlainStr(rt, left) || !isPlainStr(rt, right)) return -1;
    dec(left);
    i32[local] = 0;
    i32[at + SLOT] = right;
    const joined = appendStr(rt, left, right);
    i32[at + SLOT] = 0;
    dec(right);
    // The local is read without a check afterwards: it must not stay empty.
    if (joined === 0) i32[local] = rt.incref(rt.emptyStr);
    return joined;
  };
  const truthOf = (object: Ref): number => (object === rt.True ? 1 : object === rt.False ? 0 : isTrue(rt, object));
  return {
    binary,
    /** `local + right` whose result goes to the local. */
    addTo: (local: number, left: Maybe, right: Maybe, at: number): Maybe => {
      const grown = grow(local, left, right, at);
      return grown !== -1 ? grown : binary(Binary.Add, left as Ref, right as Ref, at);
    },
    /** `local += right`. */
    appendTo: (local: number, left: Maybe, right: Maybe, at: number): Maybe => {
      const grown = grow(local, left, right, at);
      return grown !== -1 ? grown : inplace(Binary.Add, left as Ref, right as Ref, at);
    },
    inplace,
    compare: (op: Compare, a: Ref, b: Ref, at: number): Maybe => {
      put2(at, a, b);
      return finish2(at, richCompare(rt, a, b, op));
    },
    test: (op: number, a: Ref, b: Ref, at: number): number => {
      const known = op < 6 ? rt.quick.compare(a, b, op as Compare) : quickMember(op, a, b);
      if (known !== UNKNOWN) {
        dec(a);
        dec(b);
        return known;
      }
      put2(at, a, b);
      return finishFlag(at, testOf(op, a, b));
    },
    /** One comparison of a chain: operands in two slots. The right one moves to the left, or both are dropped at the end. */
    chain: (op: number, at: number, last: number): Maybe => {
      const a = i32[at]! as Ref;
      const b = i32[at + SLOT]! as Ref;
      let result: Maybe;
      if (op >= 6) {
        const flag = testOf(op, a, b);
        result = flag < 0 ? 0 : rt.bool(flag === 1);
      } else {
        result = richCompare(rt, a, b, op as Compare);
      }
      if (result === 0 || last === 1) return result === 0 ? 0 : finish2(at, result);
      i32[at] = b;
      i32[at + SLOT] = result;
      rt.decref(a);
      i32[at + SLOT] = 0;
      return result;
    },
    unary: (op: 'negative' | 'positive' | 'invert', owned: Ref, at: number): Maybe => {
      i32[at] = owned;
      return finish1(at, unaryOp(rt, op, owned));
    },
    truth: (owned: Ref, at: number): number => {
      if (owned === rt.True) return 1;
      if (owned === rt.False) return 0;
      i32[at] = owned;
      const flag = isTrue(rt, owned);
      // On error the slot is dropped with the frame's other values; else the caller still owns the reference.
      if (flag >= 0) i32[at] = 0;
      return flag;
    },
    truthOf: (object: Ref, at: number): number => {
      if (object === rt.True) return 1;
      if (object === rt.False || object === rt.None) return 0;
      i32[at] = rt.incref(object);
      const flag = truthOf(object);
      i32[at] = 0;
      rt.decref(object);
      return flag;
    },
    sliceItem: texts.sliceItem,
    getItem: items.getItem,
    setItem: items.setItem,
    deleteItem: items.deleteItem,
    setSlice: slices.setSlice,
    deleteSlice: slices.deleteSlice,
    getAttr: (owned: Ref, name: Ref, at: number): Maybe => {
      i32[at] = owned;
      return finish1(at, getAttr(rt, owned, name));
    },
  };
}
