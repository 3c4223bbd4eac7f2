import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { BINARY_NAMES, type Binary, type Compare } from '../objects/typeobject.js';
import { binaryRest, compareRest, hashOf } from './operators.js';
import type { Maybe, Runtime } from './runtime.js';
import { COMPARE_NAMES, takeHash } from './slots.js';

/**
 * Operators whose left operand is of a class that defines the method in Python, called without the slots between: programs with operators
 * of their own do little else. Results are owned, 0 on error; {@link ASK_SLOTS} leaves the operation to the slots.
 */
export interface ClassOperators {
  /** The right operand is of the same class or a number, so no reflected method goes first. */
  binary(op: Binary, left: Ref, right: Ref): Maybe | typeof ASK_SLOTS;
  compare(op: Compare, left: Ref, right: Ref): Maybe | typeof ASK_SLOTS;
  getItem(object: Ref, key: Ref): Maybe | typeof ASK_SLOTS;
  /** hash(object), handed over in `rt.hashLow`, `rt.hashHigh`; false on error. Asks the slots itself. */
  hash(object: Ref): boolean;
}

export const ASK_SLOTS = -1;

/** Made when the built-in types are there: classes have larger type ids. */
export function classOperators(rt: Runtime): ClassOperators {
  const { i32, slotCalls } = rt;
  const { smallInt, float } = rt.ids;
  const firstClass = rt.types.length;
  const binaries = Int32Array.from(BINARY_NAMES, (name) => rt.name(`__${name}__`));
  const relations = Int32Array.from(COMPARE_NAMES, (name) => rt.name(name));
  const getItemName = rt.name('__getitem__');
  const hashName = rt.name('__hash__');

  /** The method of the left operand's class that comes first; 0 if the slots are to be asked. */
  const methodFor = (name: Ref, left: Ref, right: Ref): Maybe => {
    const id = i32[left + Header.TypeId]!;
    if (id < firstClass) return 0;
    const other = i32[right + Header.TypeId]!;
    return other === id || other === smallInt || other === float ? slotCalls.python(left, name) : 0;
  };

  return {
    binary: (op, left, right) => {
      const method = methodFor(binaries[op]! as Ref, left, right);
      if (method === 0) return ASK_SLOTS;
      const result = slotCalls.run(method, left, right, 0);
      if (result !== rt.NotImplemented) return result;
      rt.drop(result);
      return binaryRest(rt, op, left, right);
    },
    compare: (op, left, right) => {
      const method = methodFor(relations[op]! as Ref, left, right);
      if (method === 0) return ASK_SLOTS;
      if (!rt.enterNative(' in comparison')) return 0;
      let result = slotCalls.run(method, left, right, 0);
      if (result === rt.NotImplemented) {
        rt.drop(result);
        result = compareRest(rt, op, left, right);
      }
      rt.leaveNative();
      return result;
    },
    getItem: (object, key) => {
      if (i32[object + Header.TypeId]! < firstClass) return ASK_SLOTS;
      const method = slotCalls.python(object, getItemName);
      return method === 0 ? ASK_SLOTS : slotCalls.run(method, object, key, 0);
    },
    hash: (object) => {
      const method = i32[object + Header.TypeId]! < firstClass ? 0 : slotCalls.python(object, hashName);
      return method === 0 ? hashOf(rt, object) : takeHash(rt, slotCalls.run(method, object, 0, 0));
    },
  };
}
