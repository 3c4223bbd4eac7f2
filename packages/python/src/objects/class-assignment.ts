import type { Ref } from '@uroboros/heap';
import { Header, PreHeader } from '@uroboros/heap/internal';
import { typeLookup } from '../runtime/attributes.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { isDict } from './dict.js';
import { TypeField } from './layout.js';
import type { TypeObject } from './typeobject.js';

/** Assignment to `__class__` and `__dict__` of objects. */

/** object.__class__ = value; false on error. */
export function assignClass(rt: Runtime, object: Ref, value: Ref | 0): boolean {
  if (value === 0) return refuse(rt, "can't delete __class__ attribute");
  const type = rt.typeByRef.get(value);
  if (type === undefined) return refuse(rt, `__class__ must be set to a class, not '${rt.typeOf(value).name}' object`);
  const before = rt.typeOf(object);
  const isModule = type.isSubtypeOf(rt.builtin.module) && before.isSubtypeOf(rt.builtin.module);
  if (!isModule && (!type.heapType || !before.heapType)) {
    return refuse(rt, '__class__ assignment only supported for mutable types or ModuleType subclasses');
  }
  if (type === before) return true;
  if (!sameLayout(rt, before, type)) {
    return refuse(rt, `__class__ assignment: '${type.name}' object layout differs from '${before.name}'`);
  }
  // The values' places are those of the old class's keys: from now on they stand in a dictionary.
  if (before.hasDict && rt.instanceDict(object) === 0) return false;
  rt.i32[object + Header.TypeId] = type.typeId;
  // Instances count their classes, but no built-in types.
  rt.i32[object + Header.Type] = type.heapType ? rt.incref(type.ref) : type.ref;
  if (before.heapType) rt.decref(before.ref);
  return true;
}

function refuse(rt: Runtime, message: string): false {
  rt.raise('TypeError', message);
  return false;
}

/** Whether objects of both classes have the same fields at the same places. */
export function sameLayout(rt: Runtime, a: TypeObject, b: TypeObject): boolean {
  const first = rt.heap.types.spec(a.typeId);
  const second = rt.heap.types.spec(b.typeId);
  const alike =
    first.basicSize === second.basicSize &&
    first.itemSize === second.itemSize &&
    Boolean(first.gc) === Boolean(second.gc) &&
    Boolean(first.preHeader) === Boolean(second.preHeader) &&
    Boolean(first.managedDict) === Boolean(second.managedDict) &&
    first.weakList === second.weakList &&
    first.inlineValues === second.inlineValues &&
    a.dictWord === b.dictWord;
  if (!alike) return false;
  const left = layoutOwner(rt, a);
  const right = layoutOwner(rt, b);
  return left === right || (left.base === right.base && slotNamesOf(rt, left) === slotNamesOf(rt, right));
}

/** The class that made the layout of an object: those that derive from it added nothing (compatible_with_tp_base). */
function layoutOwner(rt: Runtime, type: TypeObject): TypeObject {
  let owner = type;
  while (owner.heapType && addsNothing(rt, owner, owner.base!)) owner = owner.base!;
  return owner;
}

function addsNothing(rt: Runtime, type: TypeObject, base: TypeObject): boolean {
  const own = rt.heap.types.spec(type.typeId);
  const inherited = rt.heap.types.spec(base.typeId);
  return (
    own.basicSize === inherited.basicSize &&
    Boolean(own.gc) === Boolean(inherited.gc) &&
    Boolean(own.managedDict) === Boolean(inherited.managedDict) &&
    own.weakList === inherited.weakList
  );
}

/** The slots that a class itself adds, in the order of their fields. */
function slotNamesOf(rt: Runtime, type: TypeObject): string {
  const own = type.heapType ? (rt.i32[type.ref + TypeField.Slots]! as Ref | 0) : 0;
  const names: string[] = [];
  for (let i = 0; own !== 0 && i < rt.tupleSize(own); i++) names.push(rt.text(rt.tupleItem(own, i)));
  return names.join(',');
}

/** The same for built-in types with a dictionary, which cannot be deleted (PyObject_GenericSetDict). */
export function assignGenericDict(rt: Runtime, object: Ref, value: Ref | 0): boolean {
  return value === 0 ? refuse(rt, 'cannot delete __dict__') : assignDict(rt, object, value);
}

/** The `__dict__` of the built-in type that a class derives from, which may be read-only; 0 if that has none. */
function builtinDictAttribute(rt: Runtime, type: TypeObject): Maybe {
  let base = type;
  while (base.heapType) base = base.base!;
  return base.hasDict ? typeLookup(rt, base, rt.name('__dict__')) : 0;
}

/** object.__dict__ of the instances of classes. */
export function dictOfInstance(rt: Runtime, object: Ref): Maybe {
  const type = rt.typeOf(object);
  const attribute = builtinDictAttribute(rt, type);
  if (attribute !== 0) return rt.typeOf(attribute).slots.descrGet!(rt, attribute, object, type.ref);
  if (!type.hasDict) return rt.raise('AttributeError', 'This object has no __dict__');
  return rt.increfMaybe(rt.instanceDict(object));
}

/** The same for setting and deleting; false on error. */
export function assignInstanceDict(rt: Runtime, object: Ref, value: Maybe): boolean {
  const attribute = builtinDictAttribute(rt, rt.typeOf(object));
  if (attribute === 0) return assignDict(rt, object, value);
  return rt.typeOf(attribute).slots.descrSet!(rt, attribute, object, value);
}

/** object.__dict__ = value, or del object.__dict__; false on error. */
export function assignDict(rt: Runtime, object: Ref, value: Ref | 0): boolean {
  if (value !== 0 && !isDict(rt, value)) {
    return refuse(rt, `__dict__ must be set to a dictionary, not a '${rt.typeOf(value).name}'`);
  }
  // A metaclass's mro() can bring the attribute of a class to objects of another.
  if (!rt.typeOf(object).hasDict) {
    rt.raise('AttributeError', 'This object has no __dict__');
    return false;
  }
  if (rt.instanceDict(object) === 0) return false;
  const { dictWord } = rt.typeOf(object);
  rt.replace(object + (dictWord === 0 ? PreHeader.Dict : dictWord), value === 0 ? 0 : rt.incref(value));
  return true;
}
