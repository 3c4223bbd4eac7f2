import type { Ref } from '@uroboros/heap';
import { intFromHalves, intNumber, intValue, isInt } from '../objects/int.js';
import { intPow3 } from '../objects/int-type.js';
import { IntField } from '../objects/layout.js';
import { arg, checkCount, type NativeFunction, noArgs, oneArg } from '../objects/native.js';
import { isStr } from '../objects/str.js';
import {
  BINARY_NAMES,
  Binary,
  type BinarySlot,
  type Compare,
  type Slots,
  type TypeObject,
} from '../objects/typeobject.js';
import { typeLookup } from './attributes.js';
import { callWithSlots } from './calls.js';
import { GATHERING, Gathered, holdGathered, holdVector, isGathering } from './gathered.js';
import { indexOf, isTrue, lengthInt } from './operators.js';
import type { Maybe, Runtime } from './runtime.js';
import { mayApplySetattr } from './setattr-guard.js';
import { callSlotMethod } from './slot-calls.js';
import { specialName } from './special-names.js';

/**
 * The two directions between slots and special methods (Objects/typeobject.c, slotdefs): a built-in type's slot appears in its
 * dictionary as a method, and a method `__len__` of a class fills the class's slot with code that calls it.
 */

/** One slot: the special methods that stand for it, how they are made from it, and the slot made from them. */
export interface SlotRule {
  readonly slot: keyof Slots;
  readonly methods: readonly string[];
  /** The special methods of a built-in type that has the slot. */
  wrap(slots: Slots): NativeFunction[];
  /** The slot of a class that defines one of the methods in Python. */
  readonly call: unknown;
}

const BOOL = specialName('__bool__');
const CALL = specialName('__call__');
const CONTAINS = specialName('__contains__');
const DELATTR = specialName('__delattr__');
const DELETE = specialName('__delete__');
const DELITEM = specialName('__delitem__');
const GET = specialName('__get__');
const GETATTR = specialName('__getattr__');
const GETATTRIBUTE = specialName('__getattribute__');
const GETITEM = specialName('__getitem__');
const HASH = specialName('__hash__');
const INIT = specialName('__init__');
const LEN = specialName('__len__');
const NEW = specialName('__new__');
const SET = specialName('__set__');
const SETATTR = specialName('__setattr__');
const SETITEM = specialName('__setitem__');

const method0 = (name: string) => {
  const named = specialName(name);
  return (rt: Runtime, self: Ref): Maybe => required(rt, self, name, callSlotMethod(rt, self, named(rt)));
};

/** The slot exists because the method does, so that a missing one was deleted: TypeError as if it had never been. */
function required(rt: Runtime, self: Ref, name: string, result: Maybe): Maybe {
  if (result === 0 && !rt.failed)
    return rt.raise('AttributeError', `'${rt.typeOf(self).name}' object has no attribute '${name}'`);
  return result;
}

function unaryRule(
  slot: 'repr' | 'str' | 'iter' | 'negative' | 'positive' | 'absolute' | 'invert' | 'int' | 'float' | 'index',
  name: string,
): SlotRule {
  return {
    slot,
    methods: [name],
    wrap: (slots) => [noArgs(name, slots[slot]!)],
    call: method0(name),
  };
}

const callIter = method0('__iter__');

/** `__iter__ = None` says that a class, whose bases may well be iterable, is not. */
const iterRule: SlotRule = {
  ...unaryRule('iter', '__iter__'),
  call: (rt: Runtime, self: Ref): Maybe =>
    rt.typeAttribute(self, rt.name('__iter__')) === rt.None
      ? rt.raise('TypeError', `'${rt.typeOf(self).name}' object is not iterable`)
      : callIter(rt, self),
};

const unaryRules: readonly SlotRule[] = [
  unaryRule('repr', '__repr__'),
  unaryRule('str', '__str__'),
  iterRule,
  unaryRule('negative', '__neg__'),
  unaryRule('positive', '__pos__'),
  unaryRule('absolute', '__abs__'),
  unaryRule('invert', '__invert__'),
  unaryRule('int', '__int__'),
  unaryRule('float', '__float__'),
  unaryRule('index', '__index__'),
];

const hashRule: SlotRule = {
  slot: 'hash',
  methods: ['__hash__'],
  wrap: (slots) => [
    noArgs('__hash__', (rt, self) => {
      if (!slots.hash!(rt, self)) return 0;
      return hashToInt(rt);
    }),
  ],
  call: (rt: Runtime, self: Ref): boolean => {
    const method = typeLookup(rt, rt.typeOf(self), HASH(rt));
    if (method === 0 || method === rt.None) {
      rt.raise('TypeError', `unhashable type: '${rt.typeOf(self).name}'`);
      return false;
    }
    return takeHash(rt, callSlotMethod(rt, self, HASH(rt)));
  },
};

/** What a `__hash__` returned, owned, as a hash; false on error. */
export function takeHash(rt: Runtime, result: Maybe): boolean {
  if (result === 0) return false;
  const isWhole = isInt(rt, result);
  if (isWhole) setHashOfInt(rt, result);
  rt.fast.dec(result);
  // After the drop, which may run a finalizer: none runs while an exception is set.
  if (!isWhole) rt.raise('TypeError', '__hash__ method should return an integer');
  return isWhole;
}

/** The hash computed last as an int. */
export function hashToInt(rt: Runtime): Maybe {
  return intFromHalves(rt, rt.hashLow, rt.hashHigh);
}

/** What a `__hash__` returned as a hash: that of a larger int if it needs more than 64 bits, −2 for −1. */
function setHashOfInt(rt: Runtime, value: Ref): void {
  const { i32 } = rt;
  const size = i32[value + IntField.Tag]! >> 3;
  const top = size < 3 ? 0 : i32[value + IntField.Digits + 2]!;
  // Three digits may have 90 bits: from 2⁶³ on they no longer fit, and −2⁶³, which would, is rare.
  if (size > 3 || top >= 8) {
    setHashOfLarge(rt, value);
    return;
  }
  const digit = size < 2 ? 0 : i32[value + IntField.Digits + 1]!;
  const low = (size === 0 ? 0 : i32[value + IntField.Digits]!) | (digit << 30);
  const high = (digit >>> 2) | (top << 28);
  const isNegative = (i32[value + IntField.Tag]! & 2) !== 0;
  const isMinusOne = isNegative && low === 1 && high === 0;
  rt.hashLow = isMinusOne ? -2 : isNegative ? -low | 0 : low;
  rt.hashHigh = isNegative ? (~high + (low === 0 ? 1 : 0)) | 0 : high;
}

function setHashOfLarge(rt: Runtime, value: Ref): void {
  if (intValue(rt, value) === -(2n ** 63n)) {
    rt.hashLow = 0;
    rt.hashHigh = -(2 ** 31);
  } else rt.typeOf(value).slots.hash!(rt, value);
}

/** By {@link Compare}. */
export const COMPARE_NAMES = ['__lt__', '__le__', '__eq__', '__ne__', '__gt__', '__ge__'];
const COMPARE = COMPARE_NAMES.map(specialName);

const compareRule: SlotRule = {
  slot: 'compare',
  methods: COMPARE_NAMES,
  wrap: (slots) =>
    COMPARE_NAMES.map((name, op) => oneArg(name, (rt, self, other) => slots.compare!(rt, self, other, op as Compare))),
  call: (rt: Runtime, self: Ref, other: Ref, op: Compare): Maybe => {
    const result = callSlotMethod(rt, self, COMPARE[op]!(rt), other);
    return result === 0 && !rt.failed ? rt.notImplemented() : result;
  },
};

const nextRule: SlotRule = {
  slot: 'next',
  methods: ['__next__'],
  wrap: (slots) => [
    noArgs('__next__', (rt, self) => {
      const value = slots.next!(rt, self);
      if (value === 0 && !rt.failed) return rt.raiseBare('StopIteration');
      return value;
    }),
  ],
  call: method0('__next__'),
};

/** slot_tp_call: the `__call__` of a class. */
export function callDefined(rt: Runtime, self: Ref, args: number, count: number, kwnames: Maybe): Maybe {
  const mark = rt.mark();
  const { gathered } = rt;
  rt.gathered = Gathered.Not;
  if (!holdGathered(rt, gathered, args, count, kwnames)) return rt.finish(mark, 0);
  const method = typeLookup(rt, rt.typeOf(self), CALL(rt));
  if (method === 0) return rt.raise('TypeError', `'${rt.typeOf(self).name}' object is not callable`);
  return rt.finish(mark, callWithVector(rt, method, self, args, count, kwnames));
}

GATHERING.add(callDefined);

/** A special method, found on the type, with all arguments of a call. */
function callWithVector(rt: Runtime, method: Ref, self: Ref, args: number, count: number, kwnames: Maybe): Maybe {
  if (rt.typeId(method) === rt.ids.function) {
    if (!holdVector(rt, self, args, count, kwnames)) return 0;
    return callWithSlots(rt, method, self, args, count, kwnames);
  }
  const bound = rt.bind(method, self);
  if (bound === 0) return 0;
  rt.hold(bound);
  if (!holdVector(rt, 0, args, count, kwnames)) return 0;
  return callWithSlots(rt, bound, 0, args, count, kwnames);
}

const callRule: SlotRule = {
  slot: 'call',
  methods: ['__call__'],
  wrap: (slots) => [
    {
      name: '__call__',
      doc: undefined,
      signature: '($self, /, *args, **kwargs)',
      code: (rt, args, count, kwnames) => {
        const self = arg(rt, args, 0);
        // The wrapper has its arguments in a tuple, which it hands on.
        if (isGathering(rt, self)) rt.gathered = Gathered.Before;
        return slots.call!(rt, self, args + 2, count - 1, kwnames);
      },
    },
  ],
  call: callDefined,
};

const initRule: SlotRule = {
  slot: 'init',
  methods: ['__init__'],
  wrap: (slots) => [
    {
      name: '__init__',
      doc: undefined,
      signature: '($self, /, *args, **kwargs)',
      code: (rt, args, count, kwnames) =>
        slots.init!(rt, arg(rt, args, 0), args + 2, count - 1, kwnames) ? rt.none() : 0,
    },
  ],
  call: (rt: Runtime, self: Ref, args: number, count: number, kwnames: Maybe): boolean => {
    const method = typeLookup(rt, rt.typeOf(self), INIT(rt));
    if (method === 0) return true;
    const mark = rt.mark();
    const result = rt.finish(mark, callWithVector(rt, method, self, args, count, kwnames));
    if (result === 0) return false;
    if (result !== rt.None) {
      rt.wrongResult(result, "__init__() should return None, not '%s'");
      return false;
    }
    rt.decref(result);
    return true;
  },
};

const newRule: SlotRule = {
  slot: 'new',
  methods: ['__new__'],
  wrap: () => [],
  call: (rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe => {
    const mark = rt.mark();
    const method = rt.getAttr(type.ref, NEW(rt));
    if (method === 0) return 0;
    rt.hold(method);
    if (!holdVector(rt, type.ref, args, count, kwnames)) return rt.finish(mark, 0);
    return rt.finish(mark, callWithSlots(rt, method, type.ref, args, count, kwnames));
  },
};

const boolRule: SlotRule = {
  slot: 'bool',
  methods: ['__bool__'],
  wrap: (slots) => [
    noArgs('__bool__', (rt, self) => {
      const truth = slots.bool!(rt, self);
      return truth < 0 ? 0 : rt.bool(truth === 1);
    }),
  ],
  call: (rt: Runtime, self: Ref): number => {
    const result = callSlotMethod(rt, self, BOOL(rt));
    if (result === 0) return -1;
    if (rt.typeId(result) !== rt.ids.bool) {
      rt.wrongResult(result, '__bool__ should return bool, returned %s');
      return -1;
    }
    rt.decref(result);
    return result === rt.True ? 1 : 0;
  },
};

const lengthRule: SlotRule = {
  slot: 'length',
  methods: ['__len__'],
  wrap: (slots) => [noArgs('__len__', (rt, self) => lengthInt(rt, self, slots.length!))],
  call: (rt: Runtime, self: Ref): number => {
    const returned = callSlotMethod(rt, self, LEN(rt));
    if (returned === 0) return -1;
    const result = isInt(rt, returned) ? returned : indexOfResult(rt, returned);
    if (result === 0) return -1;
    const length = intNumber(rt, result);
    rt.decref(result);
    if (length < 0) rt.raise('ValueError', '__len__() should return >= 0');
    else if (Number.isNaN(length)) rt.raise('OverflowError', "cannot fit 'int' into an index-sized integer");
    return length >= 0 ? length : -1;
  },
};

/** What a method returned, owned, as an int. */
function indexOfResult(rt: Runtime, returned: Ref): Maybe {
  const mark = rt.mark();
  rt.hold(returned);
  return rt.finish(mark, indexOf(rt, returned));
}

const getItemRule: SlotRule = {
  slot: 'getItem',
  methods: ['__getitem__'],
  wrap: (slots) => [oneArg('__getitem__', slots.getItem!)],
  call: (rt: Runtime, self: Ref, key: Ref): Maybe =>
    required(rt, self, '__getitem__', callSlotMethod(rt, self, GETITEM(rt), key)),
};

const setItemRule: SlotRule = {
  slot: 'setItem',
  methods: ['__setitem__', '__delitem__'],
  wrap: (slots) => [
    twoArgs('__setitem__', (rt, self, key, value) => (slots.setItem!(rt, self, key, value) ? rt.none() : 0)),
    oneArg('__delitem__', (rt, self, key) => (slots.setItem!(rt, self, key, 0) ? rt.none() : 0)),
  ],
  call: (rt: Runtime, self: Ref, key: Ref, value: Maybe): boolean => {
    const name = value === 0 ? '__delitem__' : '__setitem__';
    const method = value === 0 ? DELITEM : SETITEM;
    const result = required(rt, self, name, callSlotMethod(rt, self, method(rt), key, value));
    rt.drop(result);
    return result !== 0;
  },
};

const containsRule: SlotRule = {
  slot: 'contains',
  methods: ['__contains__'],
  wrap: (slots) => [
    oneArg('__contains__', (rt, self, item) => {
      const found = slots.contains!(rt, self, item);
      return found < 0 ? 0 : rt.bool(found === 1);
    }),
  ],
  call: (rt: Runtime, self: Ref, item: Ref): number => {
    if (typeLookup(rt, rt.typeOf(self), CONTAINS(rt)) === rt.None) {
      rt.raise('TypeError', `'${rt.typeOf(self).name}' object is not a container`);
      return -1;
    }
    const result = callSlotMethod(rt, self, CONTAINS(rt), item);
    return result === 0 ? -1 : rt.consume(result, isTrue);
  },
};

const getattrRule: SlotRule = {
  slot: 'getattr',
  methods: ['__getattribute__', '__getattr__'],
  wrap: (slots) => [
    oneArg('__getattribute__', (rt, self, name) => (isAttributeName(rt, name) ? slots.getattr!(rt, self, name) : 0)),
  ],
  call: (rt: Runtime, self: Ref, name: Ref): Maybe => {
    const mark = rt.mark();
    const found = rt.finish(mark, callSlotMethod(rt, self, GETATTRIBUTE(rt), name));
    if (found !== 0 || !rt.errorIs(rt.builtin.AttributeError)) return found;
    if (typeLookup(rt, rt.typeOf(self), GETATTR(rt)) === 0) return 0;
    rt.clearError();
    return callSlotMethod(rt, self, GETATTR(rt), name);
  },
};

/** The wrappers that take keywords. */
const KEYWORD_WRAPPERS: ReadonlySet<string> = new Set(['__call__', '__init__', '__new__']);

/** `__getattribute__` of a type that gets attributes as object does. */
export const getattributeWrapper = asWrapper(
  oneArg('__getattribute__', (rt, self, name) => (isAttributeName(rt, name) ? rt.genericGetAttr(rt, self, name) : 0)),
);

function isAttributeName(rt: Runtime, name: Ref): boolean {
  if (isStr(rt, name)) return true;
  rt.raise('TypeError', `attribute name must be string, not '${rt.typeOf(name).name}'`);
  return false;
}

/** A built-in type's `__setattr__` (`value`) or `__delattr__` (0), called by its name. */
function applySetattr(rt: Runtime, setattr: Slots['setattr'], self: Ref, name: Ref, value: Maybe): Maybe {
  const what = value === 0 ? '__delattr__' : '__setattr__';
  if (!mayApplySetattr(rt, self, setattr, setattrRule.call, what) || !isAttributeName(rt, name)) return 0;
  return setattr!(rt, self, name, value) ? rt.none() : 0;
}

const setattrRule: SlotRule = {
  slot: 'setattr',
  methods: ['__setattr__', '__delattr__'],
  wrap: (slots) => [
    twoArgs('__setattr__', (rt, self, name, value) => applySetattr(rt, slots.setattr, self, name, value)),
    oneArg('__delattr__', (rt, self, name) => applySetattr(rt, slots.setattr, self, name, 0)),
  ],
  call: (rt: Runtime, self: Ref, name: Ref, value: Maybe): boolean => {
    const method = value === 0 ? DELATTR : SETATTR;
    const result = callSlotMethod(rt, self, method(rt), name, value);
    rt.drop(result);
    return result !== 0;
  },
};

const descrGetRule: SlotRule = {
  slot: 'descrGet',
  methods: ['__get__'],
  wrap: (slots) => [
    {
      name: '__get__',
      doc: undefined,
      signature: '($self, instance, owner=None, /)',
      code: (rt, args, count) => {
        if (!checkCount(rt, '', count - 1, 1, 2)) return 0;
        const object = arg(rt, args, 1);
        const owner = count > 2 && arg(rt, args, 2) !== rt.None ? arg(rt, args, 2) : 0;
        if (owner === 0 && object === rt.None) return rt.raise('TypeError', '__get__(None, None) is invalid');
        const type = owner === 0 ? rt.typeOf(object).ref : owner;
        return slots.descrGet!(rt, arg(rt, args, 0), object === rt.None ? 0 : object, type);
      },
    },
  ],
  call: (rt: Runtime, self: Ref, object: Maybe, type: Ref): Maybe =>
    callSlotMethod(rt, self, GET(rt), object === 0 ? rt.None : object, type),
};

const descrSetRule: SlotRule = {
  slot: 'descrSet',
  methods: ['__set__', '__delete__'],
  wrap: (slots) => [
    twoArgs('__set__', (rt, self, object, value) => (slots.descrSet!(rt, self, object, value) ? rt.none() : 0)),
    oneArg('__delete__', (rt, self, object) => (slots.descrSet!(rt, self, object, 0) ? rt.none() : 0)),
  ],
  call: (rt: Runtime, self: Ref, object: Ref, value: Maybe): boolean => {
    const name = value === 0 ? '__delete__' : '__set__';
    const method = value === 0 ? DELETE : SET;
    const result = required(rt, self, name, callSlotMethod(rt, self, method(rt), object, value));
    rt.drop(result);
    return result !== 0;
  },
};

function twoArgs(name: string, code: (rt: Runtime, self: Ref, a: Ref, b: Ref) => Maybe): NativeFunction {
  return {
    name,
    doc: undefined,
    signature: '($self, a, b, /)',
    code: (rt, args, count) =>
      checkCount(rt, '', count - 1, 2, 2) ? code(rt, arg(rt, args, 0), arg(rt, args, 1), arg(rt, args, 2)) : 0,
  };
}

export const RULES: readonly SlotRule[] = [
  ...unaryRules,
  hashRule,
  compareRule,
  nextRule,
  callRule,
  initRule,
  newRule,
  boolRule,
  lengthRule,
  getItemRule,
  setItemRule,
  containsRule,
  getattrRule,
  setattrRule,
  descrGetRule,
  descrSetRule,
];

/** The special methods that stand for the slots a built-in type has itself. */
export function methodsOfSlots(slots: Slots): NativeFunction[] {
  const methods: NativeFunction[] = [];
  for (const rule of RULES) if (slots[rule.slot] !== undefined) methods.push(...rule.wrap(slots));
  slots.binary?.forEach((slot, op) => {
    if (slot === undefined) return;
    const reflected: BinarySlot = (rt, self, other) => slot(rt, other, self);
    if (op === Binary.Pow) {
      methods.push(powerMethod('__pow__', slot, intPow3));
      methods.push(powerMethod('__rpow__', reflected, (rt, self, base, modulus) => intPow3(rt, base, self, modulus)));
    } else methods.push(oneArg(`__${BINARY_NAMES[op]}__`, slot), oneArg(`__r${BINARY_NAMES[op]}__`, reflected));
  });
  slots.inplace?.forEach((slot, op) => {
    if (slot !== undefined) methods.push(oneArg(`__i${BINARY_NAMES[op]}__`, slot));
  });
  const wrapped = methods.map((native) => asWrapper(native));
  return [...wrapped, ...sequenceMethods(slots)];
}

/** The methods of + and * of sequences; C unpacks the number of times as a tuple without a name. */
function sequenceMethods(slots: Slots): NativeFunction[] {
  const methods: NativeFunction[] = [];
  const times: NativeFunction[] = [];
  if (slots.concat) methods.push(oneArg('__add__', slots.concat));
  if (slots.inplaceConcat) methods.push(oneArg('__iadd__', slots.inplaceConcat));
  if (slots.repeat) {
    const repeat = slots.repeat;
    for (const name of ['__mul__', '__rmul__'])
      times.push(oneArg(name, (rt, self, number) => rt.repeat(repeat, self, number)));
  }
  if (slots.inplaceRepeat) {
    const repeat = slots.inplaceRepeat;
    times.push(oneArg('__imul__', (rt, self, number) => rt.repeat(repeat, self, number)));
  }
  return [...methods.map((native) => asWrapper(native)), ...times.map((native) => asWrapper(native, ' '))];
}

/** How a slot wrapper says that it was called with the wrong arguments: without its name. */
export function asWrapper(native: NativeFunction, name = ''): NativeFunction {
  if (KEYWORD_WRAPPERS.has(native.name)) return native;
  const wanted = native.one !== undefined ? 0 : native.two !== undefined ? 1 : -1;
  return {
    ...native,
    code: (rt, args, count, kwnames) => {
      if (kwnames !== 0) return rt.raise('TypeError', `wrapper ${native.name}() takes no keyword arguments`);
      if (wanted < 0 || count - 1 === wanted) return native.code(rt, args, count, 0);
      return rt.raise('TypeError', `${name}expected ${wanted} argument${wanted === 1 ? '' : 's'}, got ${count - 1}`);
    },
  };
}

/** `__pow__` and `__rpow__` take the modulus of pow() as a second argument. */
function powerMethod(name: string, slot: BinarySlot, withModulus: typeof intPow3): NativeFunction {
  return {
    name,
    doc: undefined,
    signature: '',
    code: (rt, args, count) => {
      if (!checkCount(rt, '', count - 1, 1, 2)) return 0;
      const modulus = count > 2 ? arg(rt, args, 2) : rt.None;
      if (modulus === rt.None) return slot(rt, arg(rt, args, 0), arg(rt, args, 1));
      return withModulus(rt, arg(rt, args, 0), arg(rt, args, 1), modulus);
    },
  };
}
