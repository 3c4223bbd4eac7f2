import type { Ref } from '@uroboros/heap';
import { addQuietLookup, typeLookup, typeModified } from '../runtime/attributes.js';
import { fillSlots, isSlotName } from '../runtime/class-slots.js';
import { namesOfClass } from '../runtime/dir.js';
import { GATHERING, Gathered, holdGathered } from '../runtime/gathered.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { specialName } from '../runtime/special-names.js';
import { heapTypeSpec } from '../runtime/types.js';
import { noKeywords } from './arguments.js';
import { assignBases } from './bases-assignment.js';
import type { BuiltinDefinition } from './catalog.js';
import { buildClass } from './class-creation.js';
import { dictDelete, dictSet } from './dict.js';
import { TypeField } from './layout.js';
import { classAnnotations } from './lazy-annotations.js';
import { listAppend, newList } from './list.js';
import { noArgs, oneArg } from './native.js';
import { orderOfBases } from './resolution-order.js';
import { listSubclasses } from './subclasses.js';
import { isTuple } from './tuple.js';
import { prepareMethod, typeAttributes, typeMembers } from './type-attributes.js';
import { typeNames } from './type-names.js';
import type { TypeObject } from './typeobject.js';
import { unionOperators } from './union-operators.js';
import { isUnion, unionArgs } from './union-type.js';

/** type: calls, attributes and what can be asked of a class. */

const info = (rt: Runtime, self: Ref): TypeObject => rt.typeByRef.get(self)!;

/** type(object), or type.__call__: makes an instance and initialises it. */
function callType(rt: Runtime, self: Ref, args: number, count: number, kwnames: Maybe): Maybe {
  const type = info(rt, self);
  const { gathered } = rt;
  rt.gathered = Gathered.Not;
  if (type === rt.builtin.type) {
    if (count === 1 && !noKeywords(rt, 'type', kwnames)) return 0;
    if (count === 1) return rt.incref(rt.typeOf(rt.i32[args]! as Ref).ref);
    if (count !== 3) return rt.raise('TypeError', 'type() takes 1 or 3 arguments');
  }
  const make = type.slots.new;
  if (make === undefined) return rt.raise('TypeError', `cannot create '${type.name}' instances`);
  if ((count === 0 && kwnames === 0) || !takesTuple(rt, type)) return construct(rt, type, make, args, count, kwnames);
  const mark = rt.mark();
  if (!holdGathered(rt, gathered, args, count, kwnames)) return rt.finish(mark, 0);
  return rt.finish(mark, construct(rt, type, make, args, count, kwnames));
}

GATHERING.add(callType);

/** Built-in types that are called with their arguments on the stack (tp_vectorcall). */
const VECTOR_TYPES = 'bool dict enumerate filter float frozenset list map range reversed set super tuple';

/** Whether a call of the type makes a tuple of the arguments. Exceptions make theirs themselves, and keep it. */
export function takesTuple(rt: Runtime, type: TypeObject): boolean {
  if (type.heapType) return type.slots.new !== rt.builtin.BaseException.slots.new;
  if (type.takesTuple === undefined) {
    const recent = rt.profile.versionInfo[1] >= 13 ? ' int str ' : ' ';
    type.takesTuple =
      !` ${VECTOR_TYPES}${recent}`.includes(` ${type.name} `) && !type.isSubtypeOf(rt.builtin.BaseException);
  }
  return type.takesTuple;
}

/** type.__call__ for ordinary types: makes an instance and initialises it. */
export function construct(
  rt: Runtime,
  type: TypeObject,
  make: NonNullable<TypeObject['slots']['new']>,
  args: number,
  count: number,
  kwnames: Maybe,
): Maybe {
  const exceptions = rt.builtin.BaseException.slots;
  // Exceptions have their arguments from __new__ already: __init__ would find nothing to do.
  if (make === exceptions.new && type.slots.init === exceptions.init && kwnames === 0) {
    return make(rt, type, args, count, 0);
  }
  const object = make(rt, type, args, count, kwnames);
  if (object === 0) return 0;
  const made = rt.typeOf(object);
  if (!made.isSubtypeOf(type) || made.slots.init === undefined) return object;
  const mark = rt.mark();
  rt.hold(object);
  const done = made.slots.init(rt, object, args, count, kwnames);
  if (done) return rt.unhold();
  rt.releaseTo(mark);
  return 0;
}

/** type.__getattribute__ */
function getTypeAttribute(rt: Runtime, self: Ref, name: Ref): Maybe {
  const found = lookupTypeAttribute(rt, self, name);
  if (found !== 0 || rt.failed) return found;
  rt.raise('AttributeError', `type object '${info(rt, self).name}' has no attribute '${rt.text(name)}'`);
  rt.noteNameAndObject(name, self);
  return 0;
}

/** The same, but 0 without an exception where nothing is found. */
function lookupTypeAttribute(rt: Runtime, self: Ref, name: Ref): Maybe {
  const type = info(rt, self);
  const metatype = rt.typeOf(self);
  const metaAttribute = typeLookup(rt, metatype, name);
  const metaSlots = metaAttribute === 0 ? undefined : rt.typeOf(metaAttribute).slots;
  if (metaAttribute !== 0 && metaSlots!.descrGet !== undefined && metaSlots!.descrSet !== undefined) {
    return metaSlots!.descrGet(rt, metaAttribute, self, metatype.ref);
  }
  const attribute = typeLookup(rt, type, name);
  if (attribute !== 0) {
    const get = rt.typeOf(attribute).slots.descrGet;
    if (get === undefined) return rt.incref(attribute);
    const mark = rt.mark();
    rt.hold(rt.incref(attribute));
    return rt.finish(mark, get(rt, attribute, 0, self));
  }
  if (rt.failed || metaAttribute === 0) return 0;
  return metaSlots!.descrGet === undefined
    ? rt.incref(metaAttribute)
    : metaSlots!.descrGet(rt, metaAttribute, self, metatype.ref);
}

addQuietLookup(getTypeAttribute, lookupTypeAttribute);

/** type.__setattr__ */
function setTypeAttribute(rt: Runtime, self: Ref, name: Ref, value: Maybe): boolean {
  const type = info(rt, self);
  const text = rt.text(name);
  if (!type.heapType) {
    rt.raise('TypeError', `cannot set '${text}' attribute of immutable type '${type.name}'`);
    return false;
  }
  const metaAttribute = typeLookup(rt, rt.typeOf(self), name);
  const descrSet = metaAttribute === 0 ? undefined : rt.typeOf(metaAttribute).slots.descrSet;
  if (descrSet !== undefined) return descrSet(rt, metaAttribute as Ref, self, value);
  const dict = rt.i32[self + TypeField.Dict]! as Ref;
  typeModified(rt, type);
  if (value === 0) {
    const deleted = dictDelete(rt, dict, name);
    if (deleted === 0) rt.raise('AttributeError', `type object '${type.name}' has no attribute '${text}'`);
    if (deleted !== 1) return false;
  } else if (!dictSet(rt, dict, name, value)) {
    return false;
  }
  if (isSlotName(text)) refreshSlots(rt, type);
  return true;
}

function refreshSlots(rt: Runtime, type: TypeObject): void {
  fillSlots(rt, type);
  for (const subclass of type.subclasses) if (subclass.heapType) fillSlots(rt, subclass);
}

function typeTuple(word: number) {
  return (rt: Runtime, self: Ref): Maybe => {
    const value = rt.i32[self + word]! as Maybe;
    return value === 0 ? rt.none() : rt.incref(value);
  };
}

/** The names of the abstract methods; type itself has this attribute, but no such names. */
function getAbstracts(rt: Runtime, self: Ref): Maybe {
  const own = self === rt.builtin.type.ref ? 0 : rt.ownAttribute(info(rt, self), rt.name('__abstractmethods__'));
  return own === 0 ? rt.raise('AttributeError', '__abstractmethods__') : rt.incref(own);
}

/** Whether a class can be instantiated follows from the names. */
function setAbstracts(rt: Runtime, self: Ref, value: Maybe): boolean {
  const type = info(rt, self);
  const truth = value === 0 ? 0 : rt.isTrue(value);
  if (truth < 0) return false;
  const dict = rt.i32[self + TypeField.Dict]! as Ref;
  const key = rt.name('__abstractmethods__');
  if (value === 0) {
    const deleted = dictDelete(rt, dict, key);
    if (deleted === 0) rt.raise('AttributeError', '__abstractmethods__');
    if (deleted !== 1) return false;
  } else if (!dictSet(rt, dict, key, value)) {
    return false;
  }
  typeModified(rt, type);
  type.abstract = truth === 1;
  return true;
}

/** isinstance(object, class) where nobody else has a say in it: 1, 0, or −1 if that is not known. */
function isPlainInstance(rt: Runtime, object: Ref, wanted: Ref): number {
  const type = rt.typeOf(object);
  if (type.ref === wanted) return 1;
  const id = rt.typeId(wanted);
  if (id !== rt.ids.staticType && id !== rt.ids.heapType) return -1;
  if (type.isSubtypeOf(rt.types[rt.i32[wanted + TypeField.InstanceId]!]!)) return 1;
  // Objects of built-in types without a way of their own to look attributes up do not claim another class.
  if (!type.heapType && type.slots.getattr === rt.builtin.object.slots.getattr) return 0;
  return isKnownPlain(rt, object) ? 0 : -1;
}

const CLASS = specialName('__class__');

/** Whether what is remembered of the object's type says that its `__class__` is that. */
function isKnownPlain(rt: Runtime, object: Ref): boolean {
  const { stubs } = rt;
  const entry = stubs.find(object, CLASS(rt));
  if (entry >= 0) return stubs.isPlainClass(entry);
  stubs.fill(object, CLASS(rt));
  return false;
}

/** isinstance(object, class or tuple): 1, 0, or −1 on error. */
export function isInstance(rt: Runtime, object: Ref, wanted: Ref): number {
  const known = isPlainInstance(rt, object, wanted);
  if (known >= 0) return known;
  if (rt.typeId(wanted) === rt.ids.tuple) {
    for (let i = 0, size = rt.tupleSize(wanted); ; i++) {
      if (i === size) return 0;
      const answer = isPlainInstance(rt, object, rt.tupleItem(wanted, i));
      if (answer > 0) return 1;
      // Nothing that was asked so far can have noticed.
      if (answer < 0) break;
    }
    if (!rt.enterNative(' in __instancecheck__')) return -1;
    const answer = anyOf(rt, wanted, (each) => isInstance(rt, object, each));
    rt.leaveNative();
    return answer;
  }
  if (flattensUnions(rt, wanted)) return anyOf(rt, unionArgs(rt, wanted), (each) => isInstance(rt, object, each));
  if (rt.typeOf(wanted) !== rt.builtin.type) {
    const asked = askMetaclass(rt, wanted, '__instancecheck__', object);
    if (asked !== undefined) return asked;
  }
  return plainIsInstance(rt, object, wanted);
}

/** Unions count as tuples of their members; before 3.12 they answered themselves. */
function flattensUnions(rt: Runtime, wanted: Ref): boolean {
  return isUnion(rt, wanted) && rt.profile.versionInfo[1] >= 12;
}

/** Without asking the class: what `type.__instancecheck__` answers. */
function plainIsInstance(rt: Runtime, object: Ref, wanted: Ref): number {
  const type = rt.typeByRef.get(wanted);
  if (type !== undefined && rt.typeOf(object).isSubtypeOf(type)) return 1;
  if (type === undefined) {
    const refusal = 'isinstance() arg 2 must be a type, a tuple of types, or a union';
    if (!hasBases(rt, wanted, refusal)) return -1;
  } else if (hasPlainClass(rt, object)) return 0;
  const claimed = rt.findAttr(object, '__class__');
  if (claimed === 0) return rt.failed ? -1 : 0;
  return rt.consume(claimed, (_, own) => {
    if (own === rt.typeOf(object).ref) return type === undefined ? abstractIsSubclass(rt, own, wanted) : 0;
    if (type === undefined) return abstractIsSubclass(rt, own, wanted);
    return rt.typeByRef.get(own)?.isSubtypeOf(type) ? 1 : 0;
  });
}

/** Whether `__class__` of an object is its type: it has no attributes or descriptors that could say otherwise. */
function hasPlainClass(rt: Runtime, object: Ref): boolean {
  const type = rt.typeOf(object);
  if (type.slots.getattr !== rt.builtin.object.slots.getattr) return false;
  const name = rt.name('__class__');
  return typeLookup(rt, type, name) === rt.ownAttribute(rt.builtin.object, name);
}

/** The bases of what is treated as a class although it is none: a tuple, owned; 0 if it has no such tuple. */
function basesOf(rt: Runtime, object: Ref): Maybe {
  const bases = rt.findAttr(object, '__bases__');
  if (bases === 0 || isTuple(rt, bases)) return bases;
  rt.decref(bases);
  return 0;
}

function hasBases(rt: Runtime, object: Ref, refusal: string): boolean {
  const bases = basesOf(rt, object);
  if (bases !== 0) rt.decref(bases);
  else if (!rt.failed) rt.raise('TypeError', refusal);
  return bases !== 0;
}

/** Whether one is the other, or one of its bases' bases is: 1, 0, or −1 on error. */
function abstractIsSubclass(rt: Runtime, candidate: Ref, wanted: Ref): number {
  if (candidate === wanted) return 1;
  const bases = basesOf(rt, candidate);
  if (bases === 0) return rt.failed ? -1 : 0;
  if (!rt.enterNative(' in __issubclass__')) {
    rt.decref(bases);
    return -1;
  }
  const answer = rt.consume(bases, (_, tuple) => anyOf(rt, tuple, (base) => abstractIsSubclass(rt, base, wanted)));
  rt.leaveNative();
  return answer;
}

/** issubclass(type, class or tuple): 1, 0, or −1 on error. */
export function isSubclass(rt: Runtime, candidate: Ref, wanted: Ref): number {
  if (rt.typeId(wanted) === rt.ids.tuple) {
    if (!rt.enterNative(' in __subclasscheck__')) return -1;
    const answer = anyOf(rt, wanted, (each) => isSubclass(rt, candidate, each));
    rt.leaveNative();
    return answer;
  }
  if (flattensUnions(rt, wanted)) return anyOf(rt, unionArgs(rt, wanted), (each) => isSubclass(rt, candidate, each));
  if (rt.typeOf(wanted) !== rt.builtin.type) {
    const asked = askMetaclass(rt, wanted, '__subclasscheck__', candidate);
    if (asked !== undefined) return asked;
  }
  return plainIsSubclass(rt, candidate, wanted);
}

/** Without asking the class: what `type.__subclasscheck__` answers. */
function plainIsSubclass(rt: Runtime, candidate: Ref, wanted: Ref): number {
  const type = rt.typeByRef.get(candidate);
  const base = rt.typeByRef.get(wanted);
  if (type !== undefined && base !== undefined) return type.isSubtypeOf(base) ? 1 : 0;
  if (type === undefined && !hasBases(rt, candidate, 'issubclass() arg 1 must be a class')) return -1;
  const refusal = 'issubclass() arg 2 must be a class, a tuple of classes, or a union';
  if (base === undefined && !hasBases(rt, wanted, refusal)) return -1;
  return abstractIsSubclass(rt, candidate, wanted);
}

function anyOf(rt: Runtime, tuple: Ref, check: (each: Ref) => number): number {
  for (let i = 0; i < rt.tupleSize(tuple); i++) {
    const answer = check(rt.tupleItem(tuple, i));
    if (answer !== 0) return answer;
  }
  return 0;
}

function askMetaclass(rt: Runtime, wanted: Ref, name: string, argument: Ref): number | undefined {
  const method = rt.specialMethod(wanted, name);
  if (method === 0) return rt.failed ? -1 : undefined;
  const mark = rt.mark();
  rt.hold(method);
  const result = rt.finish(mark, rt.call(method, argument));
  return result === 0 ? -1 : rt.consume(result, (runtime, value) => runtime.isTrue(value));
}

const answer = (rt: Runtime, truth: number): Maybe => (truth < 0 ? 0 : rt.bool(truth === 1));

export const typeType: BuiltinDefinition = {
  key: 'type',
  doc: "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
  layout: (rt) => heapTypeSpec(rt),
  slots: {
    new: buildClass,
    init: () => true,
    call: callType,
    getattr: getTypeAttribute,
    setattr: setTypeAttribute,
    binary: unionOperators(),
    repr: (rt, self) => rt.str(`<class '${rt.qualifiedTypeName(info(rt, self))}'>`),
  },
  methods: [
    noArgs('mro', (rt, self) => {
      const order = orderOfBases(rt, info(rt, self));
      if (order === undefined) return 0;
      const list = newList(rt, 0);
      if (list === 0) return 0;
      for (const type of order) listAppend(rt, list, rt.incref(type.ref));
      return list;
    }),
    noArgs('__subclasses__', (rt, self) => listSubclasses(rt, info(rt, self))),
    noArgs('__sizeof__', (rt, self) => rt.sizeToInt(rt.sizeOfType(self))),
    oneArg('__instancecheck__', (rt, self, object) => answer(rt, plainIsInstance(rt, object, self))),
    oneArg('__subclasscheck__', (rt, self, type) => answer(rt, plainIsSubclass(rt, type, self))),
    noArgs('__dir__', namesOfClass, 'Specialized __dir__ implementation for types.'),
  ],
  classMethods: [prepareMethod],
  members: typeMembers,
  attributes: [
    ...typeAttributes,
    ...typeNames,
    classAnnotations,
    { name: '__abstractmethods__', get: getAbstracts, set: setAbstracts },
    { name: '__bases__', get: typeTuple(TypeField.Bases), set: assignBases },
    { name: '__mro__', get: typeTuple(TypeField.Mro), since: 13 },
    {
      name: '__dict__',
      get: (rt, self) => rt.mappingProxy(rt.i32[self + TypeField.Dict]! as Ref),
    },
  ],
};
