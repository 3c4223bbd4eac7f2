import type { Ref } from '@uroboros/heap';
import { dictDelete, dictGetStr, dictKeyAt, dictNext, dictValueAt } from '../objects/dict.js';
import { newNative } from '../objects/function-type.js';
import { intFromNumber } from '../objects/int.js';
import { TypeField } from '../objects/layout.js';
import { listItem, listSize } from '../objects/list.js';
import type { NativeFunction } from '../objects/native.js';
import { newSet, setAdd, setClear, setContains, setDiscard, setKeyAt, setNext, setSize } from '../objects/set.js';
import { tupleOf } from '../objects/tuple.js';
import { isSubclass } from '../objects/type-type.js';
import type { TypeObject } from '../objects/typeobject.js';
import { forEachItem } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { allocInstance } from '../runtime/types.js';
import { functionNoArgs, functionOneArg, functionPositional } from './functions.js';
import type { NativeModule } from './module.js';
import { type NativeTypeDefinition, nativeType } from './native-type.js';

/**
 * The module _abc: what abc.ABCMeta is built on (Modules/_abc.c). Each abstract class has an object with three sets of weak
 * references to classes: those registered, those known to be subclasses, and those known not to be. The last set holds for one
 * value of the invalidation counter, which every registration anywhere increments.
 */

const enum AbcData {
  Registry = 4,
  Cache = 6,
  NegativeCache = 8,
  /** Invalidation counter that the negative cache was filled under. */
  Version = 10,
}

type SetField = AbcData.Registry | AbcData.Cache | AbcData.NegativeCache;

const dataType: NativeTypeDefinition = {
  name: '_abc._abc_data',
  doc: 'Internal state held by ABC machinery.',
  final: true,
  layout: () => ({ basicSize: 48, gc: true, slots: [16, 24, 32] }),
  slots: { new: (rt, type) => newData(rt, type) },
};

interface AbcState {
  /** Incremented by every registration. */
  invalidations: number;
  /** Number of the function that is called when a class in one of the sets dies. */
  destroy: number;
}

const states = new WeakMap<Runtime, AbcState>();

function stateOf(rt: Runtime): AbcState {
  let state = states.get(rt);
  if (state === undefined) {
    state = { invalidations: 0, destroy: rt.addNative(destroy) };
    states.set(rt, state);
  }
  return state;
}

function newData(rt: Runtime, type: TypeObject): Maybe {
  const data = allocInstance(rt, type);
  if (data !== 0) rt.i32[data + AbcData.Version] = stateOf(rt).invalidations;
  return data;
}

/** The data of an abstract class, owned. */
function dataOf(rt: Runtime, self: Ref): Maybe {
  const data = rt.getAttrText(self, '_abc_impl');
  if (data === 0 || rt.typeOf(data) === nativeType(rt, dataType)) return data;
  rt.decref(data);
  return rt.raise('TypeError', '_abc_impl is set to a wrong type');
}

// Sets of weak references ----------------------------------------------------------------------------------------------

/** Bound to a weak reference to the set; its argument is the weak reference whose class has died. */
const destroy: NativeFunction = {
  name: '_destroy',
  doc: undefined,
  signature: '',
  bound: true,
  // It takes a dead reference out of a set, and dead references are equal only to themselves.
  silentAtEnd: true,
  code: (rt, args) => {
    const set = rt.heap.weakrefs.target(rt.i32[args]! as Ref) as Maybe;
    if (set === 0) return rt.none();
    const mark = rt.mark();
    rt.hold(rt.incref(set));
    const discarded = setDiscard(rt, set, rt.i32[args + 2]! as Ref);
    rt.releaseTo(mark);
    return discarded < 0 ? 0 : rt.none();
  },
};

function newWeakref(rt: Runtime, object: Ref, callback: Maybe): Maybe {
  const { weakrefs } = rt.heap;
  if (!weakrefs.supports(object)) {
    return rt.raise('TypeError', `cannot create weak reference to '${rt.typeOf(object).name}' object`);
  }
  const made = weakrefs.create(rt.builtin.ReferenceType.typeId, object, callback as Ref);
  return made === 0 ? rt.noMemory() : made;
}

/** Whether a class is in one of the sets: 1, 0, or −1 on error. */
function inWeakSet(rt: Runtime, data: Ref, field: SetField, object: Ref): number {
  const set = rt.i32[data + field]! as Maybe;
  if (set === 0 || setSize(rt, set) === 0 || !rt.heap.weakrefs.supports(object)) return 0;
  const mark = rt.mark();
  const weakref = newWeakref(rt, object, 0);
  if (weakref === 0) return -1;
  rt.hold(weakref);
  const found = setContains(rt, set, weakref);
  rt.releaseTo(mark);
  return found;
}

/** Enters a class; false on error. */
function addToWeakSet(rt: Runtime, data: Ref, field: SetField, object: Ref): boolean {
  if (rt.i32[data + field] === 0) {
    const made = newSet(rt, rt.builtin.set);
    if (made === 0) return false;
    rt.i32[data + field] = made;
  }
  const set = rt.i32[data + field]! as Ref;
  const mark = rt.mark();
  const setWeakref = newWeakref(rt, set, 0);
  if (setWeakref === 0) return false;
  rt.hold(setWeakref);
  const callback = newNative(rt, stateOf(rt).destroy, setWeakref, 0);
  const weakref = callback === 0 ? 0 : newWeakref(rt, object, rt.hold(callback));
  const added = weakref !== 0 && setAdd(rt, set, rt.hold(weakref)) >= 0;
  rt.releaseTo(mark);
  return added;
}

// Abstract methods ---------------------------------------------------------------------------------------------------

/** `object.__isabstractmethod__`: 1, 0, or −1 on error. */
function isAbstract(rt: Runtime, object: Ref): number {
  const flag = rt.findAttr(object, '__isabstractmethod__');
  if (flag === 0) return rt.failed ? -1 : 0;
  return rt.consume(flag, (runtime, value) => runtime.isTrue(value));
}

/** Adds the abstract methods that a class's own namespace defines; false on error. */
function addOwnAbstracts(rt: Runtime, self: Ref, abstracts: Ref): boolean {
  const dict = rt.i32[self + TypeField.Dict]! as Ref;
  for (let entry = dictNext(rt, dict, 0); entry >= 0; entry = dictNext(rt, dict, entry + 1)) {
    const mark = rt.mark();
    const key = rt.hold(rt.incref(dictKeyAt(rt, dict, entry)));
    const value = rt.hold(rt.incref(dictValueAt(rt, dict, entry) as Ref));
    const abstract = isAbstract(rt, value);
    const added = abstract === 0 || (abstract > 0 && setAdd(rt, abstracts, key) >= 0);
    rt.releaseTo(mark);
    if (!added) return false;
  }
  return true;
}

/** Adds the abstract methods of the bases that the class has not defined; false on error. */
function addInheritedAbstracts(rt: Runtime, self: Ref, abstracts: Ref): boolean {
  const bases = rt.i32[self + TypeField.Bases]! as Ref;
  for (let i = 0; i < rt.tupleSize(bases); i++) {
    const names = rt.findAttr(rt.tupleItem(bases, i), '__abstractmethods__');
    if (names === 0 && rt.failed) return false;
    if (names === 0) continue;
    const mark = rt.mark();
    rt.hold(names);
    const done = forEachItem(rt, names, (name) => {
      const value = rt.getAttr(self, name);
      if (value === 0) {
        if (!rt.errorIs(rt.builtin.AttributeError)) return false;
        rt.clearError();
        return true;
      }
      const abstract = rt.consume(value, isAbstract);
      return abstract === 0 || (abstract > 0 && setAdd(rt, abstracts, name) >= 0);
    });
    rt.releaseTo(mark);
    if (!done) return false;
  }
  return true;
}

function computeAbstracts(rt: Runtime, self: Ref): boolean {
  const abstracts = newSet(rt, rt.builtin.frozenset);
  if (abstracts === 0) return false;
  const mark = rt.mark();
  rt.hold(abstracts);
  const done =
    addOwnAbstracts(rt, self, abstracts) &&
    addInheritedAbstracts(rt, self, abstracts) &&
    rt.setAttr(self, rt.name('__abstractmethods__'), abstracts);
  rt.releaseTo(mark);
  return done;
}

/** Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING, which `__abc_tpflags__` names. */
const SEQUENCE_FLAG = 1n << 5n;
const MAPPING_FLAG = 1n << 6n;

/** `__abc_tpflags__` of collections.abc tells match statements what the class is; false on error. */
function takeFlags(rt: Runtime, self: Ref): boolean {
  const dict = rt.i32[self + TypeField.Dict]! as Ref;
  const key = rt.name('__abc_tpflags__');
  const flags = dictGetStr(rt, dict, key);
  if (flags === 0 || !rt.typeOf(flags).isSubtypeOf(rt.builtin.int)) return true;
  const bits = rt.intOf(flags);
  const type = rt.typeByRef.get(self)!;
  if ((bits & SEQUENCE_FLAG) !== 0n && (bits & MAPPING_FLAG) !== 0n) {
    rt.raise('TypeError', '__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING');
    return false;
  }
  type.sequence = (bits & SEQUENCE_FLAG) !== 0n;
  type.mapping = (bits & MAPPING_FLAG) !== 0n;
  return dictDelete(rt, dict, key) >= 0;
}

function init(rt: Runtime, self: Ref): Maybe {
  if (!rt.typeByRef.has(self)) return rt.raise('TypeError', '_abc_init() argument must be a class');
  if (!computeAbstracts(rt, self)) return 0;
  const data = newData(rt, nativeType(rt, dataType));
  if (data === 0) return 0;
  const mark = rt.mark();
  rt.hold(data);
  const stored = rt.setAttr(self, rt.name('_abc_impl'), data);
  rt.releaseTo(mark);
  return stored && takeFlags(rt, self) ? rt.none() : 0;
}

// Registration and checks ----------------------------------------------------------------------------------------------

function register(rt: Runtime, self: Ref, subclass: Ref): Maybe {
  const type = rt.typeByRef.get(subclass);
  if (type === undefined) return rt.raise('TypeError', 'Can only register classes');
  const already = isSubclass(rt, subclass, self);
  if (already !== 0) return already < 0 ? 0 : rt.incref(subclass);
  const cycle = isSubclass(rt, self, subclass);
  if (cycle !== 0) return cycle < 0 ? 0 : rt.raise('RuntimeError', 'Refusing to create an inheritance cycle');
  const data = dataOf(rt, self);
  if (data === 0) return 0;
  const mark = rt.mark();
  rt.hold(data);
  const added = addToWeakSet(rt, data, AbcData.Registry, subclass);
  rt.releaseTo(mark);
  if (!added) return 0;
  stateOf(rt).invalidations++;
  const own = rt.typeByRef.get(self);
  if (own !== undefined && (own.sequence || own.mapping)) {
    for (const each of [type, ...type.subclasses]) {
      each.sequence = own.sequence;
      each.mapping = own.mapping;
    }
  }
  return rt.incref(subclass);
}

/** self.__subclasscheck__(type): 1, 0, or −1 on error. */
function askSubclassCheck(rt: Runtime, self: Ref, type: Ref): number {
  const answer = rt.callMethod(self, '__subclasscheck__', type);
  return answer === 0 ? -1 : rt.consume(answer, (runtime, value) => runtime.isTrue(value));
}

function checkInstance(rt: Runtime, self: Ref, instance: Ref): Maybe {
  const mark = rt.mark();
  const data = dataOf(rt, self);
  if (data === 0) return 0;
  rt.hold(data);
  const subclass = rt.getAttrText(instance, '__class__');
  if (subclass === 0) return rt.finish(mark, 0);
  rt.hold(subclass);
  const cached = inWeakSet(rt, data, AbcData.Cache, subclass);
  if (cached !== 0) return rt.finish(mark, cached < 0 ? 0 : rt.bool(true));
  const subtype = rt.typeOf(instance).ref;
  if (subtype === subclass && rt.i32[data + AbcData.Version] === stateOf(rt).invalidations) {
    const refused = inWeakSet(rt, data, AbcData.NegativeCache, subclass);
    if (refused !== 0) return rt.finish(mark, refused < 0 ? 0 : rt.bool(false));
  }
  let answer = askSubclassCheck(rt, self, subclass);
  if (answer === 0 && subtype !== subclass) answer = askSubclassCheck(rt, self, subtype);
  return rt.finish(mark, answer < 0 ? 0 : rt.bool(answer === 1));
}

function checkSubclass(rt: Runtime, self: Ref, subclass: Ref): Maybe {
  const type = rt.typeByRef.get(subclass);
  if (type === undefined) return rt.raise('TypeError', 'issubclass() arg 1 must be a class');
  const mark = rt.mark();
  const data = dataOf(rt, self);
  if (data === 0) return 0;
  rt.hold(data);
  const answer = subclassAnswer(rt, self, data, subclass, type);
  return rt.finish(mark, answer < 0 ? 0 : rt.bool(answer === 1));
}

/** The eight steps of the check: 1, 0, or −1 on error. */
function subclassAnswer(rt: Runtime, self: Ref, data: Ref, subclass: Ref, type: TypeObject): number {
  const cached = inWeakSet(rt, data, AbcData.Cache, subclass);
  if (cached !== 0) return cached;
  const { invalidations } = stateOf(rt);
  if (rt.i32[data + AbcData.Version]! < invalidations) {
    const negative = rt.i32[data + AbcData.NegativeCache]! as Maybe;
    if (negative !== 0) setClear(rt, negative);
    rt.i32[data + AbcData.Version] = invalidations;
  } else {
    const refused = inWeakSet(rt, data, AbcData.NegativeCache, subclass);
    if (refused !== 0) return refused < 0 ? -1 : 0;
  }
  const hooked = askHook(rt, self, data, subclass);
  if (hooked !== undefined) return hooked;
  if (type.isSubtypeOf(rt.typeByRef.get(self)!)) return remember(rt, data, subclass);
  // What is registered itself is found quickly enough: it does not enter the cache.
  const registered = inWeakSet(rt, data, AbcData.Registry, subclass);
  if (registered !== 0) return registered;
  const found = askRegistry(rt, data, subclass) || askSubclasses(rt, self, subclass);
  if (found !== 0) return found < 0 ? -1 : remember(rt, data, subclass);
  return addToWeakSet(rt, data, AbcData.NegativeCache, subclass) ? 0 : -1;
}

function remember(rt: Runtime, data: Ref, subclass: Ref): number {
  return addToWeakSet(rt, data, AbcData.Cache, subclass) ? 1 : -1;
}

/** self.__subclasshook__(subclass), its answer cached: undefined if it has none, −1 on error. */
function askHook(rt: Runtime, self: Ref, data: Ref, subclass: Ref): number | undefined {
  const answer = rt.callMethod(self, '__subclasshook__', subclass);
  if (answer === 0) return -1;
  rt.decref(answer);
  if (answer === rt.True) return remember(rt, data, subclass);
  if (answer === rt.False) return addToWeakSet(rt, data, AbcData.NegativeCache, subclass) ? 0 : -1;
  if (answer === rt.NotImplemented) return undefined;
  rt.raise('AssertionError', '__subclasshook__ must return either False, True, or NotImplemented');
  return -1;
}

/** Whether a class derives from one that is registered: 1, 0, or −1 on error. */
function askRegistry(rt: Runtime, data: Ref, subclass: Ref): number {
  const registry = rt.i32[data + AbcData.Registry]! as Maybe;
  if (registry === 0) return 0;
  const mark = rt.mark();
  // The set may change while a class is asked: it is copied first.
  const weakrefs = rt.tupleFrom(registry);
  if (weakrefs === 0) return -1;
  rt.hold(weakrefs);
  let answer = 0;
  for (let i = 0; answer === 0 && i < rt.tupleSize(weakrefs); i++) {
    const each = rt.heap.weakrefs.target(rt.tupleItem(weakrefs, i)) as Maybe;
    if (each === 0) continue;
    rt.hold(rt.incref(each));
    answer = isSubclass(rt, subclass, each);
    rt.decref(rt.unhold());
  }
  rt.releaseTo(mark);
  return answer;
}

/** Whether a class counts as a subclass of one of self's subclasses: 1, 0, or −1 on error. */
function askSubclasses(rt: Runtime, self: Ref, subclass: Ref): number {
  const mark = rt.mark();
  const subclasses = rt.callMethod(self, '__subclasses__');
  if (subclasses === 0) return -1;
  rt.hold(subclasses);
  let answer = 0;
  if (rt.typeId(subclasses) !== rt.ids.list) {
    rt.raise('TypeError', '__subclasses__() must return a list');
    answer = -1;
  } else {
    for (let i = 0; answer === 0 && i < listSize(rt, subclasses); i++) {
      const each = rt.hold(rt.incref(listItem(rt, subclasses, i)));
      answer = isSubclass(rt, subclass, each);
      rt.decref(rt.unhold());
    }
  }
  rt.releaseTo(mark);
  return answer;
}

// Diagnosis ------------------------------------------------------------------------------------------------------------

/** The three sets, copied, and the version of the last one. */
function dump(rt: Runtime, self: Ref): Maybe {
  const mark = rt.mark();
  const data = dataOf(rt, self);
  if (data === 0) return 0;
  rt.hold(data);
  const parts: Ref[] = [];
  for (const field of [AbcData.Registry, AbcData.Cache, AbcData.NegativeCache] as const) {
    const copy = newSet(rt, rt.builtin.set);
    if (copy === 0) return rt.finish(mark, 0);
    parts.push(rt.hold(copy));
    const set = rt.i32[data + field]! as Maybe;
    if (set === 0) continue;
    for (let place = setNext(rt, set, 0); place >= 0; place = setNext(rt, set, place + 1)) {
      if (setAdd(rt, copy, setKeyAt(rt, set, place)) < 0) return rt.finish(mark, 0);
    }
  }
  const version = intFromNumber(rt, rt.i32[data + AbcData.Version]!);
  if (version === 0) return rt.finish(mark, 0);
  parts.push(rt.hold(version));
  return rt.finish(mark, tupleOf(rt, ...parts));
}

function reset(...fields: readonly SetField[]): (rt: Runtime, self: Ref) => Maybe {
  return (rt, self) => {
    const mark = rt.mark();
    const data = dataOf(rt, self);
    if (data === 0) return 0;
    rt.hold(data);
    for (const field of fields) {
      const set = rt.i32[data + field]! as Maybe;
      if (set !== 0) setClear(rt, set);
    }
    return rt.finish(mark, rt.none());
  };
}

const one = (name: string, code: (rt: Runtime, self: Ref) => Maybe): NativeFunction =>
  functionOneArg('_abc', name, code);
const two = (name: string, code: (rt: Runtime, self: Ref, other: Ref) => Maybe): NativeFunction =>
  functionPositional('_abc', name, 2, 2, (rt, args) => code(rt, rt.i32[args]! as Ref, rt.i32[args + 2]! as Ref));

/** The module _abc. */
export const abcModule: NativeModule = {
  name: '_abc',
  doc: 'Module contains faster C implementation of abc.ABCMeta',
  functions: [
    functionNoArgs('_abc', 'get_cache_token', (rt) => intFromNumber(rt, stateOf(rt).invalidations)),
    one('_abc_init', init),
    two('_abc_register', register),
    two('_abc_instancecheck', checkInstance),
    two('_abc_subclasscheck', checkSubclass),
    one('_get_dump', dump),
    one('_reset_registry', reset(AbcData.Registry)),
    one('_reset_caches', reset(AbcData.Cache, AbcData.NegativeCache)),
  ],
};
