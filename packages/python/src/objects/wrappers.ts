import type { Ref } from '@uroboros/heap';
import { callWithSlots } from '../runtime/calls.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { noKeywords } from './arguments.js';
import type { BuiltinDefinition } from './catalog.js';
import { assignGenericDict } from './class-assignment.js';
import { newMethod } from './function-type.js';
import { PropertyField, WrapperMethodField } from './layout.js';
import { checkCount, keywords, type NativeFunction } from './native.js';
import { trackIfCollectable } from './subclass.js';
import type { NativeAttribute, NativeMember, TypeObject } from './typeobject.js';

/** property, classmethod, staticmethod: functions in classes that are more than methods. */

const field = (rt: Runtime, self: Ref, word: number): Maybe => rt.i32[self + word]! as Maybe;

/** A new object of the type with empty fields: `__init__` fills them. */
function allocate(rt: Runtime, type: TypeObject): Maybe {
  const object = rt.heap.objects.allocateSized(type.typeId, rt.heap.types.basicSize[type.typeId]!, 0);
  if (object === 0) return rt.noMemory();
  trackIfCollectable(rt, type, object);
  return object;
}

// property ----------------------------------------------------------------------------------------------------------

/** The documentation came from the getter: a copy with another getter takes that one's. */
const GETTER_DOC = 14;

const initialise = keywords('property', 'self, fget=None, fset=None, fdel=None, doc=None', (rt, values) => {
  const [self, get, set, del, doc] = values;
  return fillProperty(rt, self as Ref, [get ?? 0, set ?? 0, del ?? 0], doc ?? 0) ? rt.none() : 0;
});

function initProperty(rt: Runtime, self: Ref, args: number, count: number, kwnames: Maybe): boolean {
  const total = count + (kwnames === 0 ? 0 : rt.tupleSize(kwnames));
  if (total > 4) {
    rt.raise('TypeError', `property() takes at most 4 arguments (${total} given)`);
    return false;
  }
  const mark = rt.mark();
  rt.hold(rt.incref(self));
  for (let i = 0; i < total; i++) rt.hold(rt.incref(rt.i32[args + 2 * i]! as Ref));
  const done = initialise.code(rt, mark, count + 1, kwnames);
  rt.releaseTo(mark);
  rt.drop(done);
  return done !== 0;
}

function fillProperty(rt: Runtime, self: Ref, accessors: readonly Maybe[], doc: Maybe): boolean {
  const words = [PropertyField.Get, PropertyField.Set, PropertyField.Delete];
  words.forEach((word, i) => {
    const given = accessors[i]!;
    rt.replace(self + word, given === 0 || given === rt.None ? 0 : rt.incref(given));
  });
  rt.i32[self + GETTER_DOC] = 0;
  rt.replace(self + PropertyField.Doc, 0);
  rt.replace(self + PropertyField.Name, 0);
  let text: Maybe = doc === 0 || doc === rt.None ? 0 : rt.incref(doc);
  const getter = field(rt, self, PropertyField.Get);
  if (text === 0 && getter !== 0) {
    const own = rt.findAttr(getter, '__doc__');
    if (own === 0 && rt.failed) return false;
    if (own === rt.None) rt.decref(rt.None);
    else if (own !== 0) {
      text = own;
      rt.i32[self + GETTER_DOC] = 1;
    }
  }
  return storeDoc(rt, self, text);
}

/** In a class of the program the documentation is an attribute of the object, because the class may have one of its own. */
function storeDoc(rt: Runtime, self: Ref, owned: Maybe): boolean {
  const isGiven = rt.i32[self + GETTER_DOC] === 0;
  if (rt.typeOf(self) === rt.builtin.property || (isGiven && rt.profile.versionInfo[1] < 12)) {
    rt.replace(self + PropertyField.Doc, owned);
    return true;
  }
  const mark = rt.mark();
  const doc = rt.hold(owned === 0 ? rt.none() : owned);
  let stored = rt.setAttr(self, rt.name('__doc__'), doc);
  if (!stored && isGiven && rt.errorIs(rt.builtin.AttributeError)) {
    rt.clearError();
    stored = true;
  }
  rt.releaseTo(mark);
  return stored;
}

/** property.getter, setter, deleter: a copy with one function replaced. */
function replaceAccessor(name: string, index: number): NativeFunction {
  return {
    name,
    doc: `Descriptor to obtain a copy of the property with a different ${name}.`,
    signature: '',
    code: (rt, args, count, kwnames) => {
      if (kwnames !== 0 || count !== 2) {
        return rt.raise('TypeError', `property.${name}() takes exactly one argument (${count - 1} given)`);
      }
      return copyProperty(rt, rt.i32[args]! as Ref, index, rt.i32[args + 2]! as Ref);
    },
  };
}

function copyProperty(rt: Runtime, self: Ref, index: number, accessor: Ref): Maybe {
  const words = [PropertyField.Get, PropertyField.Set, PropertyField.Delete];
  const parts = words.map((word, i) => {
    const before = field(rt, self, word);
    if (i === index && accessor !== rt.None) return accessor;
    return before === 0 ? rt.None : before;
  });
  const fromGetter = rt.i32[self + GETTER_DOC] === 1 && parts[0] !== rt.None;
  const doc = fromGetter ? rt.None : field(rt, self, PropertyField.Doc);
  const copy = rt.call(rt.typeOf(self).ref, ...parts, doc === 0 ? rt.None : doc);
  if (copy !== 0 && rt.typeOf(copy) === rt.builtin.property) {
    rt.replace(copy + PropertyField.Name, rt.increfMaybe(field(rt, self, PropertyField.Name)));
  }
  return copy;
}

/** The name under which the property stands in its class, or its getter's; owned, 0 without an exception if it has none. */
function propertyName(rt: Runtime, self: Ref): Maybe {
  const name = field(rt, self, PropertyField.Name);
  if (name !== 0) return rt.incref(name);
  const getter = field(rt, self, PropertyField.Get);
  return getter === 0 || rt.profile.versionInfo[1] < 13 ? 0 : rt.findAttr(getter, '__name__');
}

/** AttributeError about an accessor that is missing: returns 0. */
function missingAccessor(rt: Runtime, self: Ref, object: Ref, what: string): 0 {
  const name = propertyName(rt, self);
  if (name === 0 && rt.failed) return 0;
  const shown = name === 0 ? undefined : rt.repr(name);
  rt.drop(name);
  if (rt.failed) return 0;
  const qualname = rt.getAttrText(rt.typeOf(object).ref, '__qualname__');
  if (qualname === 0) return 0;
  const owner = rt.repr(qualname);
  rt.decref(qualname);
  if (owner === undefined) return 0;
  return rt.raise(
    'AttributeError',
    `property ${shown === undefined ? '' : `${shown} `}of ${owner} object has no ${what}`,
  );
}

const setName: NativeFunction = {
  name: '__set_name__',
  doc: 'Method to set name of a property.',
  signature: '',
  code: (rt, args, count) => {
    if (count !== 3) {
      return rt.raise('TypeError', `__set_name__() takes 2 positional arguments but ${count - 1} were given`);
    }
    rt.replace((rt.i32[args]! as Ref) + PropertyField.Name, rt.incref(rt.i32[args + 4]! as Ref));
    return rt.none();
  },
};

const nameAttribute: NativeAttribute = {
  name: '__name__',
  since: 13,
  get: (rt, self) => {
    const name = propertyName(rt, self);
    if (name !== 0 || rt.failed) return name;
    return rt.raise('AttributeError', "'property' object has no attribute '__name__'");
  },
  set: (rt, self, value) => {
    rt.replace(self + PropertyField.Name, value === 0 ? 0 : rt.incref(value));
    return true;
  },
};

const propertyType: BuiltinDefinition = {
  key: 'property',
  doc: 'Property attribute.',
  layout: () => ({ basicSize: 64, gc: true, slots: [16, 24, 32, 40, 48] }),
  slots: {
    new: (rt, type) => allocate(rt, type),
    init: initProperty,
    descrGet: (rt, self, object) => {
      if (object === 0) return rt.incref(self);
      const get = field(rt, self, PropertyField.Get);
      return get === 0 ? missingAccessor(rt, self, object, 'getter') : rt.call(get, object);
    },
    descrSet: (rt, self, object, value) => {
      const accessor = field(rt, self, value === 0 ? PropertyField.Delete : PropertyField.Set);
      if (accessor === 0) {
        missingAccessor(rt, self, object, value === 0 ? 'deleter' : 'setter');
        return false;
      }
      const result = value === 0 ? rt.call(accessor, object) : rt.call(accessor, object, value);
      rt.drop(result);
      return result !== 0;
    },
  },
  methods: [replaceAccessor('getter', 0), replaceAccessor('setter', 1), replaceAccessor('deleter', 2), setName],
  members: [
    { name: 'fget', word: PropertyField.Get, readonly: true },
    { name: 'fset', word: PropertyField.Set, readonly: true },
    { name: 'fdel', word: PropertyField.Delete, readonly: true },
    { name: '__doc__', word: PropertyField.Doc },
  ],
  attributes: [abstractFlag(PropertyField.Get, PropertyField.Set, PropertyField.Delete), nameAttribute],
};

/** `__isabstractmethod__` of what wraps functions: whether one of them has it. */
function abstractFlag(...words: readonly number[]): NativeAttribute {
  return {
    name: '__isabstractmethod__',
    get: (rt, self) => {
      for (const word of words) {
        const wrapped = field(rt, self, word);
        const flag = wrapped === 0 ? 0 : rt.findAttr(wrapped, '__isabstractmethod__');
        if (rt.failed) return 0;
        const truth = flag === 0 ? 0 : rt.consume(flag, (runtime, value) => runtime.isTrue(value));
        if (truth !== 0) return truth < 0 ? 0 : rt.bool(true);
      }
      return rt.bool(false);
    },
  };
}

// classmethod, staticmethod -----------------------------------------------------------------------------------------

/** What is copied from the function into the wrapper's dictionary. */
const COPIED = ['__module__', '__name__', '__qualname__', '__doc__', '__annotations__'];

function initWrapper(key: 'classmethod' | 'staticmethod') {
  return (rt: Runtime, self: Ref, args: number, count: number, kwnames: Maybe): boolean => {
    if (!noKeywords(rt, key, kwnames) || !checkCount(rt, key, count, 1, 1)) return false;
    const wrapped = rt.i32[args]! as Ref;
    rt.replace(self + WrapperMethodField.Callable, rt.incref(wrapped));
    for (const name of COPIED) {
      const value = rt.findAttr(wrapped, name);
      if (value === 0) {
        if (rt.failed) return false;
        continue;
      }
      const mark = rt.mark();
      rt.hold(value);
      const stored = rt.setAttr(self, rt.name(name), value);
      rt.releaseTo(mark);
      if (!stored) return false;
    }
    return true;
  };
}

const wrapperMembers: readonly NativeMember[] = [
  { name: '__func__', word: WrapperMethodField.Callable, readonly: true },
  { name: '__wrapped__', word: WrapperMethodField.Callable, readonly: true },
];

const wrapperAttributes: readonly NativeAttribute[] = [
  abstractFlag(WrapperMethodField.Callable),
  { name: '__dict__', get: (rt, self) => rt.increfMaybe(rt.instanceDict(self)), set: assignGenericDict },
];

function wrapperRepr(key: string) {
  return (rt: Runtime, self: Ref): Maybe => {
    const callable = field(rt, self, WrapperMethodField.Callable);
    const text = callable === 0 ? '<NULL>' : rt.repr(callable);
    return text === undefined ? 0 : rt.str(`<${key}(${text})>`);
  };
}

function uninitialized(rt: Runtime, key: string): 0 {
  return rt.raise('RuntimeError', `uninitialized ${key} object`);
}

/** The function bound to the class; before 3.13 whatever the function gives when it is read through the class. */
function getThroughClass(rt: Runtime, self: Ref, type: Ref): Maybe {
  const callable = field(rt, self, WrapperMethodField.Callable);
  if (callable === 0) return uninitialized(rt, 'classmethod');
  if (rt.profile.versionInfo[1] < 13) {
    const { descrGet } = rt.typeOf(callable).slots;
    if (descrGet !== undefined) return descrGet(rt, callable, type, rt.typeOf(type).ref);
  }
  return newMethod(rt, callable, type);
}

export const wrapperTypes: readonly BuiltinDefinition[] = [
  propertyType,
  {
    key: 'classmethod',
    doc: 'Convert a function to be a class method.',
    layout: () => ({ basicSize: 32, gc: true, slots: [16, 24] }),
    slots: {
      new: (rt, type) => allocate(rt, type),
      init: initWrapper('classmethod'),
      repr: wrapperRepr('classmethod'),
      descrGet: (rt, self, _object, type) => getThroughClass(rt, self, type),
    },
    members: wrapperMembers,
    attributes: wrapperAttributes,
  },
  {
    key: 'staticmethod',
    doc: 'Convert a function to be a static method.',
    layout: () => ({ basicSize: 32, gc: true, slots: [16, 24] }),
    slots: {
      new: (rt, type) => allocate(rt, type),
      init: initWrapper('staticmethod'),
      repr: wrapperRepr('staticmethod'),
      descrGet: (rt, self) => {
        const callable = field(rt, self, WrapperMethodField.Callable);
        return callable === 0 ? uninitialized(rt, 'staticmethod') : rt.incref(callable);
      },
      call: (rt, self, args, count, kwnames) => {
        const callable = field(rt, self, WrapperMethodField.Callable);
        if (callable === 0) return uninitialized(rt, 'staticmethod');
        return callWithSlots(rt, callable, 0, args, count, kwnames);
      },
    },
    members: wrapperMembers,
    attributes: wrapperAttributes,
  },
];
