import type { Ref } from '@uroboros/heap';
import { Header, PreHeader } from '@uroboros/heap/internal';
import type { Runtime } from '../runtime/runtime.js';
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
  if (!type.heapType || !before.heapType) {
    return refuse(rt, '__class__ assignment only supported for mutable types or ModuleType subclasses');
  }
  if (type === before) return true;
  if (!sameLayout(rt, before, type)) {
    return refuse(rt, `__class__ assignment: '${type.name}' object layout differs from '${before.name}'`);
  }
  // The values' places are those of the old class's keys: from now on they stand in a dictionary.
  if (before.hasDict && rt.instanceDict(object) === 0) return false;
  rt.i32[object + Header.TypeId] = type.typeId;
  rt.i32[object + Header.Type] = rt.incref(type.ref);
  rt.decref(before.ref);
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
    first.gc === second.gc &&
    first.preHeader === second.preHeader &&
    first.managedDict === second.managedDict &&
    first.weakList === second.weakList &&
    first.inlineValues === second.inlineValues &&
    a.dictWord === b.dictWord;
  if (!alike) return false;
  if (builtinBase(a) !== builtinBase(b)) return false;
  const names = slotNamesOf(rt, a);
  return names === slotNamesOf(rt, b);
}

function builtinBase(type: TypeObject): TypeObject {
  let base = type;
  while (base.heapType) base = base.base!;
  return base;
}

/** The slots that a class and its bases add, in the order of their fields. */
function slotNamesOf(rt: Runtime, type: TypeObject): string {
  const names: string[] = [];
  for (let each: TypeObject | undefined = type; each?.heapType; each = each.base) {
    const own = rt.i32[each.ref + TypeField.Slots]! as Ref | 0;
    for (let i = 0; own !== 0 && i < rt.tupleSize(own); i++) names.push(rt.text(rt.tupleItem(own, i)));
    names.push(';');
  }
  return names.join(',').replace(/(;,?)+$/, '');
}

/** The same for built-in types with a dictionary, which cannot be deleted (PyObject_GenericSetDict). */
export function assignGenericDict(rt: Runtime, object: Ref, value: Ref | 0): boolean {
  return value === 0 ? refuse(rt, 'cannot delete __dict__') : assignDict(rt, object, value);
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
