import type { Ref } from '@uroboros/heap';
import { typeModified } from '../runtime/attributes.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { dictDelete, dictGetStr, dictSet, newDict } from './dict.js';
import { ModuleField, TypeField } from './layout.js';
import type { NativeAttribute } from './typeobject.js';

/** `__annotations__` of classes and modules: an empty dictionary comes to be when somebody asks for it first. */

function getOrMake(rt: Runtime, dict: Ref): Maybe {
  const key = rt.name('__annotations__');
  const own = dictGetStr(rt, dict, key);
  if (own !== 0) return rt.incref(own);
  const made = newDict(rt);
  if (made === 0) return 0;
  const mark = rt.mark();
  rt.hold(made);
  return dictSet(rt, dict, key, made) ? rt.unhold() : rt.finish(mark, 0);
}

function set(rt: Runtime, dict: Ref, value: Maybe): boolean {
  const key = rt.name('__annotations__');
  if (value !== 0) return dictSet(rt, dict, key, value);
  const deleted = dictDelete(rt, dict, key);
  if (deleted === 0) rt.raise('AttributeError', '__annotations__');
  return deleted === 1;
}

export const moduleAnnotations: NativeAttribute = {
  name: '__annotations__',
  get: (rt, self) => getOrMake(rt, rt.i32[self + ModuleField.Dict]! as Ref),
  set: (rt, self, value) => set(rt, rt.i32[self + ModuleField.Dict]! as Ref, value),
};

export const classAnnotations: NativeAttribute = {
  name: '__annotations__',
  get: (rt, self) => {
    const type = rt.typeByRef.get(self)!;
    if (type.heapType) return getOrMake(rt, rt.i32[self + TypeField.Dict]! as Ref);
    return rt.raise('AttributeError', `type object '${type.name}' has no attribute '__annotations__'`);
  },
  set: (rt, self, value) => {
    const type = rt.typeByRef.get(self)!;
    if (!type.heapType) {
      rt.raise('TypeError', `cannot set '__annotations__' attribute of immutable type '${type.name}'`);
      return false;
    }
    const done = set(rt, rt.i32[self + TypeField.Dict]! as Ref, value);
    if (done) typeModified(rt, type);
    return done;
  },
};
