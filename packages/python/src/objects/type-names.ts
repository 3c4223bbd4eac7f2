import type { Ref } from '@uroboros/heap';
import { typeModified } from '../runtime/attributes.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { dictDelete, dictGetStr, dictSet } from './dict.js';
import { TypeField } from './layout.js';
import { isStr } from './str.js';
import type { NativeAttribute, TypeObject } from './typeobject.js';

/** What classes are called, where they come from and what they say about themselves: `__name__`, `__qualname__`, `__module__`, `__doc__`. */

const info = (rt: Runtime, self: Ref): TypeObject => rt.typeByRef.get(self)!;

function refuse(rt: Runtime, message: string): false {
  rt.raise('TypeError', message);
  return false;
}

/** Whether an attribute that every class has may be set: not of built-in types, and never deleted (check_set_special_type_attr). */
export function maySetSpecial(rt: Runtime, type: TypeObject, name: string, value: Maybe): value is Ref {
  if (!type.heapType) return refuse(rt, `cannot set '${name}' attribute of immutable type '${type.name}'`);
  return value !== 0 || refuse(rt, `cannot delete '${name}' attribute of immutable type '${type.name}'`);
}

function isText(rt: Runtime, type: TypeObject, name: string, value: Ref): boolean {
  if (isStr(rt, value)) return true;
  return refuse(rt, `can only assign string to ${type.name}.${name}, not '${rt.typeOf(value).name}'`);
}

/** Stores an entry of a class's own dictionary. */
function store(rt: Runtime, type: TypeObject, name: string, value: Ref): boolean {
  typeModified(rt, type);
  return dictSet(rt, rt.i32[type.ref + TypeField.Dict]! as Ref, rt.name(name), value);
}

function setName(rt: Runtime, self: Ref, value: Maybe): boolean {
  const type = info(rt, self);
  if (!maySetSpecial(rt, type, '__name__', value) || !isText(rt, type, '__name__', value)) return false;
  const text = rt.text(value);
  if (text.includes('\0')) {
    rt.raise('ValueError', 'type name must not contain null characters');
    return false;
  }
  type.name = text;
  rt.replace(self + TypeField.Name, rt.incref(value));
  return true;
}

function setQualname(rt: Runtime, self: Ref, value: Maybe): boolean {
  const type = info(rt, self);
  if (!maySetSpecial(rt, type, '__qualname__', value) || !isText(rt, type, '__qualname__', value)) return false;
  rt.replace(self + TypeField.Qualname, rt.incref(value));
  return true;
}

function setModule(rt: Runtime, self: Ref, value: Maybe): boolean {
  const type = info(rt, self);
  if (!maySetSpecial(rt, type, '__module__', value) || !store(rt, type, '__module__', value)) return false;
  // The line is one of the module that it was defined in.
  const line = rt.profile.versionInfo[1] < 13 ? 0 : dictDelete(rt, own(rt, self), rt.name('__firstlineno__'));
  return line >= 0;
}

const own = (rt: Runtime, self: Ref): Ref => rt.i32[self + TypeField.Dict]! as Ref;

/** What the class body said: if that is a descriptor, what it says of the class. */
function docOf(rt: Runtime, self: Ref): Maybe {
  const type = info(rt, self);
  if (type.doc !== undefined) return rt.str(type.doc);
  const found = dictGetStr(rt, own(rt, self), rt.name('__doc__'));
  if (found === 0) return rt.none();
  const { descrGet } = rt.typeOf(found).slots;
  if (descrGet === undefined) return rt.incref(found);
  const mark = rt.mark();
  rt.hold(rt.incref(found));
  return rt.finish(mark, descrGet(rt, found, 0, self));
}

export const typeNames: readonly NativeAttribute[] = [
  { name: '__name__', get: (rt, self) => rt.str(info(rt, self).shortName), set: setName },
  {
    name: '__qualname__',
    get: (rt, self) => {
      const type = info(rt, self);
      const qualname = type.heapType ? (rt.i32[self + TypeField.Qualname]! as Maybe) : 0;
      return qualname === 0 ? rt.str(type.shortName) : rt.incref(qualname);
    },
    set: setQualname,
  },
  {
    name: '__module__',
    get: (rt, self) => {
      const type = info(rt, self);
      const module = type.heapType ? dictGetStr(rt, own(rt, self), rt.name('__module__')) : 0;
      if (module !== 0) return rt.incref(module);
      const dot = type.name.lastIndexOf('.');
      return rt.str(dot < 0 ? 'builtins' : type.name.slice(0, dot));
    },
    set: setModule,
  },
  {
    name: '__doc__',
    get: docOf,
    set: (rt, self, value) => {
      const type = info(rt, self);
      return maySetSpecial(rt, type, '__doc__', value) && store(rt, type, '__doc__', value);
    },
  },
];
