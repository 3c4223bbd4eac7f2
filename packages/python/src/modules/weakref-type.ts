import { byteAddress, type Ref } from '@uroboros/heap';
import { WeakRefField } from '@uroboros/heap/internal';
import type { BuiltinDefinition } from '../objects/catalog.js';
import { toFloat } from '../objects/float-type.js';
import { checkCount, noArgs } from '../objects/native.js';
import { isStr } from '../objects/str.js';
import {
  Binary,
  type BinarySlot,
  Compare,
  type Slots,
  type TypeObject,
  type UnarySlot,
} from '../objects/typeobject.js';
import { callWithSlots } from '../runtime/calls.js';
import {
  binaryOp,
  containsItem,
  deleteItem,
  getItem,
  getIter,
  hashOf,
  indexOf,
  inplaceOp,
  isTrue,
  iterNext,
  lengthOf,
  richCompare,
  setItem,
  strOf,
  unaryOp,
} from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';

/** Weak references and proxies as Python sees them; their lists and deaths are the heap's (`objects/weakrefs.ts`). */

/** Declares the three types to the heap: once, when they have been defined. */
export function registerWeakrefTypes(rt: Runtime): void {
  const { weakrefs } = rt.heap;
  weakrefs.registerType(rt.builtin.ReferenceType.typeId, 'reference', true);
  weakrefs.registerType(rt.builtin.ProxyType.typeId, 'proxy', true);
  weakrefs.registerType(rt.builtin.CallableProxyType.typeId, 'proxy', true);
}

/** A weak reference of a type to an object, with a callback unless it is None or 0. */
function newWeakref(rt: Runtime, type: TypeObject, object: Ref, callback: Maybe): Maybe {
  const { weakrefs } = rt.heap;
  if (!weakrefs.supports(object)) {
    return rt.raise('TypeError', `cannot create weak reference to '${rt.typeOf(object).name}' object`);
  }
  const made = weakrefs.create(type.typeId, object, callback === rt.None ? (0 as Ref) : (callback as Ref));
  return made === 0 ? rt.noMemory() : made;
}

/** callable(object): the commonest callables have no slot, because calls know them. */
function isCallable(rt: Runtime, object: Ref): boolean {
  const id = rt.typeId(object);
  if (id === rt.ids.function || id === rt.ids.method || id === rt.ids.native) return true;
  return rt.typeOf(object).slots.call !== undefined;
}

/** weakref.proxy(object, callback): which of the two types depends on whether the object can be called. */
export function newProxy(rt: Runtime, object: Ref, callback: Maybe): Maybe {
  const callable = isCallable(rt, object);
  return newWeakref(rt, callable ? rt.builtin.CallableProxyType : rt.builtin.ProxyType, object, callback);
}

/** The object of a weak reference, borrowed; 0 once it is dead. */
function target(rt: Runtime, weakref: Ref): Maybe {
  return rt.heap.weakrefs.target(weakref) as Maybe;
}

// References -------------------------------------------------------------------------------------------------------

function referenceNew(rt: Runtime, type: TypeObject, args: number, count: number): Maybe {
  if (!checkCount(rt, '__new__', count, 1, 2)) return 0;
  // A class of the program is declared when its first object is made: only then does the heap need to know it.
  if (type.heapType) rt.heap.weakrefs.registerType(type.typeId, 'reference', false);
  return newWeakref(rt, type, rt.i32[args]! as Ref, count === 2 ? (rt.i32[args + 2]! as Ref) : 0);
}

function referenceInit(rt: Runtime, _self: Ref, _args: number, count: number, kwnames: Maybe): boolean {
  if (kwnames !== 0) {
    rt.raise('TypeError', 'ref() takes no keyword arguments');
    return false;
  }
  return checkCount(rt, '__init__', count, 1, 2);
}

function referenceCall(rt: Runtime, self: Ref, _args: number, count: number, kwnames: Maybe): Maybe {
  if (kwnames !== 0) return rt.raise('TypeError', 'weakref() takes no keyword arguments');
  if (!checkCount(rt, 'weakref', count, 0, 0)) return 0;
  const object = target(rt, self);
  return object === 0 ? rt.none() : rt.incref(object);
}

const hex = (object: Ref): string => `0x${byteAddress(object).toString(16)}`;

function referenceRepr(rt: Runtime, self: Ref): Maybe {
  const object = target(rt, self);
  if (object === 0) return rt.str(`<weakref at ${hex(self)}; dead>`);
  const mark = rt.mark();
  rt.hold(rt.incref(object));
  // Only what the class says: `__getattr__` is not asked.
  const name = rt.specialMethod(object, '__name__');
  if (name === 0 && rt.failed) return rt.finish(mark, 0);
  if (name !== 0) rt.hold(name);
  const named = name !== 0 && isStr(rt, name) ? ` (${rt.text(name)})` : '';
  const text = `<weakref at ${hex(self)}; to '${rt.typeOf(object).name}' at ${hex(object)}${named}>`;
  return rt.finish(mark, rt.str(text));
}

/**
 * The hash of the object, kept so that the reference can be found in a table after the object has died. The field holds the
 * complement: 0 means that it was never asked for, because no hash is −1.
 */
function referenceHash(rt: Runtime, self: Ref): boolean {
  const i32 = rt.i32;
  const field = self + WeakRefField.Hash;
  if (i32[field] === 0 && i32[field + 1] === 0) {
    const object = target(rt, self);
    if (object === 0) {
      rt.raise('TypeError', 'weak object has gone away');
      return false;
    }
    const mark = rt.mark();
    rt.hold(rt.incref(object));
    const hashed = hashOf(rt, object);
    const { hashLow, hashHigh } = rt;
    rt.releaseTo(mark);
    if (!hashed) return false;
    i32[field] = ~hashLow;
    i32[field + 1] = ~hashHigh;
  }
  rt.hashLow = ~i32[field]!;
  rt.hashHigh = ~i32[field + 1]!;
  return true;
}

/** Living references are equal if their objects are, others only to themselves. */
function referenceCompare(rt: Runtime, self: Ref, other: Ref, op: Compare): Maybe {
  const type = rt.builtin.ReferenceType;
  const applies =
    (op === Compare.Eq || op === Compare.Ne) && rt.typeOf(self).isSubtypeOf(type) && rt.typeOf(other).isSubtypeOf(type);
  if (!applies) return rt.notImplemented();
  const left = target(rt, self);
  const right = target(rt, other);
  if (left === 0 || right === 0) return rt.bool((self === other) === (op === Compare.Eq));
  const mark = rt.mark();
  rt.hold(rt.incref(left));
  rt.hold(rt.incref(right));
  return rt.finish(mark, richCompare(rt, left, right, op));
}

const referenceType: BuiltinDefinition = {
  key: 'ReferenceType',
  generic: true,
  name: 'weakref.ReferenceType',
  module: 'weakref',
  layout: (rt) => rt.heap.weakrefs.spec('weakref.ReferenceType'),
  slots: {
    new: referenceNew,
    init: referenceInit,
    call: referenceCall,
    repr: referenceRepr,
    hash: referenceHash,
    compare: referenceCompare,
  },
  members: [{ name: '__callback__', word: WeakRefField.Callback, readonly: true, empty: 'none' }],
};

// Proxies ----------------------------------------------------------------------------------------------------------

function isProxy(rt: Runtime, object: Ref): boolean {
  const type = rt.typeOf(object);
  return type === rt.builtin.ProxyType || type === rt.builtin.CallableProxyType;
}

/** What an operand stands for, borrowed, put into a slot that keeps it alive; 0 and ReferenceError if that is dead. */
function unwrap(rt: Runtime, operand: Ref): Maybe {
  if (!isProxy(rt, operand)) return operand;
  const object = target(rt, operand);
  if (object === 0) return rt.raise('ReferenceError', 'weakly-referenced object no longer exists');
  return rt.hold(rt.incref(object));
}

/** An operation on the object of a proxy; `failed` is its result if that is dead. */
function forward<T>(rt: Runtime, proxy: Ref, failed: T, operation: (object: Ref) => T): T {
  const mark = rt.mark();
  const object = unwrap(rt, proxy);
  const result = object === 0 ? failed : operation(object);
  rt.releaseTo(mark);
  return result;
}

/** The same for operations whose result is an owned reference, which must outlive the object. */
function forwardRef(rt: Runtime, proxy: Ref, operation: (object: Ref) => Maybe): Maybe {
  const mark = rt.mark();
  const object = unwrap(rt, proxy);
  return rt.finish(mark, object === 0 ? 0 : operation(object));
}

const unary =
  (operation: UnarySlot): UnarySlot =>
  (rt, self) =>
    forwardRef(rt, self, (object) => operation(rt, object));

/** Both operands may be proxies. */
function binary(operation: BinarySlot): BinarySlot {
  return (rt, left, right) => {
    const mark = rt.mark();
    const a = unwrap(rt, left);
    const b = a === 0 ? 0 : unwrap(rt, right);
    return rt.finish(mark, a === 0 || b === 0 ? 0 : operation(rt, a, b));
  };
}

const OPERATORS = Array.from({ length: Binary.Count }, (_, op) => op as Binary);

function proxyNext(rt: Runtime, object: Ref): Maybe {
  if (rt.typeOf(object).slots.next === undefined) {
    const name = rt.typeOf(object).name;
    return rt.raise('TypeError', `Weakref proxy referenced a non-iterator '${name}' object`);
  }
  return iterNext(rt, object);
}

function proxyRepr(rt: Runtime, self: Ref): Maybe {
  const object = target(rt, self);
  if (rt.profile.versionInfo[1] < 13) {
    const shown = object === 0 ? rt.None : object;
    return rt.str(`<weakproxy at ${hex(self)} to ${rt.typeOf(shown).name} at ${hex(shown)}>`);
  }
  if (object === 0) return rt.str(`<weakproxy at ${hex(self)}; dead>`);
  return rt.str(`<weakproxy at ${hex(self)}; to '${rt.typeOf(object).name}' at ${hex(object)}>`);
}

const proxySlots: Slots = {
  repr: proxyRepr,
  str: unary(strOf),
  getattr: (rt, self, name) => forwardRef(rt, self, (object) => rt.getAttr(object, name)),
  setattr: (rt, self, name, value) => forward(rt, self, false, (object) => rt.setAttr(object, name, value)),
  compare: (rt, self, other, op) =>
    binary((runtime, left, right) => richCompare(runtime, left, right, op))(rt, self, other),
  iter: unary(getIter),
  next: unary(proxyNext),
  binary: OPERATORS.map((op) => binary((rt, left, right) => binaryOp(rt, op, left, right))),
  inplace: OPERATORS.map((op) =>
    op === Binary.DivMod ? undefined : binary((rt, left, right) => inplaceOp(rt, op, left, right)),
  ),
  negative: unary((rt, object) => unaryOp(rt, 'negative', object)),
  positive: unary((rt, object) => unaryOp(rt, 'positive', object)),
  invert: unary((rt, object) => unaryOp(rt, 'invert', object)),
  absolute: unary((rt, object) => {
    const absolute = rt.typeOf(object).slots.absolute;
    if (absolute !== undefined) return absolute(rt, object);
    return rt.raise('TypeError', `bad operand type for abs(): '${rt.typeOf(object).name}'`);
  }),
  int: unary((rt, object) => rt.call(rt.builtin.int.ref, object)),
  float: unary(toFloat),
  index: unary(indexOf),
  bool: (rt, self) => forward(rt, self, -1, (object) => isTrue(rt, object)),
  length: (rt, self) => forward(rt, self, -1, (object) => lengthOf(rt, object)),
  getItem: binary(getItem),
  setItem: (rt, self, key, value) =>
    forward(rt, self, false, (object) => (value === 0 ? deleteItem(rt, object, key) : setItem(rt, object, key, value))),
  contains: (rt, self, item) => forward(rt, self, -1, (object) => containsItem(rt, object, item)),
};

function proxyType(key: 'ProxyType' | 'CallableProxyType', more: Slots): BuiltinDefinition {
  const name = `weakref.${key}`;
  return {
    key,
    name,
    module: 'weakref',
    final: true,
    layout: (rt) => rt.heap.weakrefs.spec(name),
    slots: {
      ...proxySlots,
      binary: [...proxySlots.binary!],
      inplace: [...proxySlots.inplace!],
      new: (rt) => rt.raise('TypeError', `cannot create '${name}' instances`),
      ...more,
    },
    methods: [
      noArgs(
        '__bytes__',
        unary((rt, object) => rt.callMethod(object, '__bytes__')),
      ),
      noArgs(
        '__reversed__',
        unary((rt, object) => rt.callMethod(object, '__reversed__')),
      ),
    ],
  };
}

function proxyCall(rt: Runtime, self: Ref, args: number, count: number, kwnames: Maybe): Maybe {
  return forwardRef(rt, self, (object) => callWithSlots(rt, object, 0, args, count, kwnames));
}

/** The types of this file. */
export const weakrefTypes: readonly BuiltinDefinition[] = [
  referenceType,
  proxyType('ProxyType', {}),
  proxyType('CallableProxyType', { call: proxyCall }),
];
