import type { Ref } from '@uroboros/heap';
import { callWithSlots } from '../runtime/calls.js';
import type { BuiltinName } from '../runtime/registry.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import type { BuiltinDefinition } from './catalog.js';
import { newMethod, newNative } from './function-type.js';
import { DescriptorField, PropertyField, WrapperMethodField } from './layout.js';
import { keywords } from './native.js';
import type { NativeAttribute, Slots, TypeObject } from './typeobject.js';

/** Descriptors: what stands in the dictionaries of types. */

/** A descriptor of a built-in type; `index` names the native function, the attribute or the member. */
export function newDescriptor(rt: Runtime, kind: BuiltinName, type: TypeObject, name: string, index: number): Maybe {
  const descriptor = rt.heap.objects.allocate(rt.builtin[kind].typeId);
  if (descriptor === 0) return rt.noMemory();
  rt.i32[descriptor + DescriptorField.Type] = rt.incref(type.ref);
  rt.i32[descriptor + DescriptorField.Name] = rt.incref(rt.name(name));
  rt.i32[descriptor + DescriptorField.Native] = index;
  rt.heap.objects.track(descriptor);
  return descriptor;
}

const typeOfDescriptor = (rt: Runtime, self: Ref): TypeObject =>
  rt.typeByRef.get(rt.i32[self + DescriptorField.Type]! as Ref)!;
const nameOf = (rt: Runtime, self: Ref): string => rt.text(rt.i32[self + DescriptorField.Name]! as Ref);
const indexOf = (rt: Runtime, self: Ref): number => rt.i32[self + DescriptorField.Native]!;

const layout = () => ({ basicSize: 48, gc: true, slots: [16], hiddenSlots: [24, 32], noClear: true });

/** Whether an object is one the descriptor is for; raises TypeError if not. */
function applies(rt: Runtime, self: Ref, object: Ref): boolean {
  const type = typeOfDescriptor(rt, self);
  if (rt.typeOf(object).isSubtypeOf(type)) return true;
  const got = rt.typeOf(object).name;
  rt.raise(
    'TypeError',
    `descriptor '${nameOf(rt, self)}' for '${type.name}' objects doesn't apply to a '${got}' object`,
  );
  return false;
}

function methodSlots(word: string): Slots {
  return {
    repr: (rt, self) => rt.str(`<${word} '${nameOf(rt, self)}' of '${typeOfDescriptor(rt, self).name}' objects>`),
    call: (rt, self, args, count, kwnames) => {
      if (count === 0) {
        const type = typeOfDescriptor(rt, self).shortName;
        return rt.raise('TypeError', `unbound method ${type}.${nameOf(rt, self)}() needs an argument`);
      }
      if (!applies(rt, self, rt.i32[args]! as Ref)) return 0;
      return rt.natives[indexOf(rt, self)]!.code(rt, args, count, kwnames);
    },
    descrGet: (rt, self, object) => {
      if (object === 0) return rt.incref(self);
      if (!applies(rt, self, object)) return 0;
      return newNative(rt, rt.boundNative(indexOf(rt, self)), object, 0);
    },
  };
}

const common = [
  { name: '__name__', get: (rt: Runtime, self: Ref): Maybe => rt.str(nameOf(rt, self)) },
  {
    name: '__qualname__',
    get: (rt: Runtime, self: Ref): Maybe => rt.str(`${typeOfDescriptor(rt, self).shortName}.${nameOf(rt, self)}`),
  },
  { name: '__objclass__', get: (rt: Runtime, self: Ref): Maybe => rt.incref(typeOfDescriptor(rt, self).ref) },
];

/** Reads a getset or member descriptor of an object. */
function getAttribute(rt: Runtime, self: Ref, object: Maybe): Maybe {
  if (object === 0) return rt.incref(self);
  if (!applies(rt, self, object)) return 0;
  return rt.attributeTable[indexOf(rt, self)]!.get(rt, object);
}

function setAttribute(rt: Runtime, self: Ref, object: Ref, value: Maybe): boolean {
  if (!applies(rt, self, object)) return false;
  const set = rt.attributeTable[indexOf(rt, self)]!.set;
  if (set !== undefined) return set(rt, object, value);
  const type = typeOfDescriptor(rt, self).name;
  rt.raise('AttributeError', `attribute '${nameOf(rt, self)}' of '${type}' objects is not writable`);
  return false;
}

function getMember(rt: Runtime, self: Ref, object: Maybe): Maybe {
  if (object === 0) return rt.incref(self);
  if (!applies(rt, self, object)) return 0;
  const member = rt.memberTable[indexOf(rt, self)]!;
  if (member.get !== undefined) return member.get(rt, object);
  const value = rt.i32[object + member.word!]! as Maybe;
  if (value !== 0) return rt.incref(value);
  if (member.empty !== 'error') return rt.none();
  return rt.raise('AttributeError', `'${rt.typeOf(object).name}' object has no attribute '${member.name}'`);
}

function setMember(rt: Runtime, self: Ref, object: Ref, value: Maybe): boolean {
  if (!applies(rt, self, object)) return false;
  const member = rt.memberTable[indexOf(rt, self)]!;
  if (member.readonly) {
    rt.raise('AttributeError', 'readonly attribute');
    return false;
  }
  const word = object + member.word!;
  if (value === 0 && member.empty === 'error' && rt.i32[word] === 0) {
    rt.raise('AttributeError', `'${rt.typeOf(object).name}' object has no attribute '${member.name}'`);
    return false;
  }
  rt.replace(word, value === 0 ? 0 : rt.incref(value));
  return true;
}

// property, classmethod, staticmethod ------------------------------------------------------------------------------

const field = (rt: Runtime, self: Ref, word: number): Maybe => rt.i32[self + word]! as Maybe;

function newProperty(rt: Runtime, parts: readonly Maybe[], type: TypeObject): Maybe {
  const property = rt.heap.objects.allocate(type.typeId);
  if (property === 0) return rt.noMemory();
  const words = [PropertyField.Get, PropertyField.Set, PropertyField.Delete, PropertyField.Doc];
  words.forEach((word, i) => {
    const part = parts[i] ?? 0;
    if (part !== 0 && part !== rt.None) rt.i32[property + word] = rt.incref(part);
  });
  rt.heap.objects.track(property);
  return property;
}

/** property.getter, setter, deleter: a copy with one function replaced. */
function replaceAccessor(name: string, index: number) {
  return {
    name,
    doc: undefined,
    signature: '($self, function, /)',
    code: (rt: Runtime, args: number): Maybe => {
      const self = rt.i32[args]! as Ref;
      const words = [PropertyField.Get, PropertyField.Set, PropertyField.Delete, PropertyField.Doc];
      const parts = words.map((word) => field(rt, self, word));
      parts[index] = rt.i32[args + 2]! as Ref;
      return newProperty(rt, parts, rt.typeOf(self));
    },
  };
}

const propertyNew = keywords('property', 'fget=None, fset=None, fdel=None, doc=None', (rt, values) =>
  newProperty(rt, values, rt.builtin.property),
);

const propertyType: BuiltinDefinition = {
  key: 'property',
  layout: () => ({ basicSize: 64, gc: true, slots: [16, 24, 32, 40, 48] }),
  slots: {
    new: (rt, _type, args, count, kwnames) => propertyNew.code(rt, args, count, kwnames),
    descrGet: (rt, self, object) => {
      if (object === 0) return rt.incref(self);
      const get = field(rt, self, PropertyField.Get);
      if (get !== 0) return rt.call(get, object);
      return rt.raise('AttributeError', `property of '${rt.typeOf(object).name}' object has no getter`);
    },
    descrSet: (rt, self, object, value) => {
      const accessor = field(rt, self, value === 0 ? PropertyField.Delete : PropertyField.Set);
      if (accessor === 0) {
        const what = value === 0 ? 'deleter' : 'setter';
        rt.raise('AttributeError', `property of '${rt.typeOf(object).name}' object has no ${what}`);
        return false;
      }
      const result = value === 0 ? rt.call(accessor, object) : rt.call(accessor, object, value);
      rt.drop(result);
      return result !== 0;
    },
  },
  methods: [replaceAccessor('getter', 0), replaceAccessor('setter', 1), replaceAccessor('deleter', 2)],
  members: [
    { name: 'fget', word: PropertyField.Get, readonly: true, empty: 'none' },
    { name: 'fset', word: PropertyField.Set, readonly: true, empty: 'none' },
    { name: 'fdel', word: PropertyField.Delete, readonly: true, empty: 'none' },
    { name: '__doc__', word: PropertyField.Doc, empty: 'none' },
  ],
  attributes: [abstractFlag(PropertyField.Get, PropertyField.Set, PropertyField.Delete)],
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

/** classmethod(f), staticmethod(f). */
function wrapperNew(key: 'classmethod' | 'staticmethod') {
  return (rt: Runtime, type: TypeObject, args: number, count: number): Maybe => {
    if (count !== 1) return rt.raise('TypeError', `${key} expected 1 argument, got ${count}`);
    const wrapper = rt.heap.objects.allocate(type.typeId);
    if (wrapper === 0) return rt.noMemory();
    rt.i32[wrapper + WrapperMethodField.Callable] = rt.incref(rt.i32[args]! as Ref);
    rt.heap.objects.track(wrapper);
    return wrapper;
  };
}

const wrapperMembers = [
  { name: '__func__', word: WrapperMethodField.Callable, readonly: true, empty: 'none' as const },
  { name: '__wrapped__', word: WrapperMethodField.Callable, readonly: true, empty: 'none' as const },
];

/** The types of this file. */
export const descriptorTypes: readonly BuiltinDefinition[] = [
  {
    key: 'method_descriptor',
    final: true,
    layout: () => ({ ...layout(), basicSize: 56 }),
    slots: methodSlots('method'),
    attributes: common,
  },
  {
    key: 'wrapper_descriptor',
    final: true,
    layout: () => ({ ...layout(), basicSize: 56 }),
    slots: methodSlots('slot wrapper'),
    attributes: common,
  },
  {
    key: 'classmethod_descriptor',
    final: true,
    layout: () => ({ ...layout(), basicSize: 56 }),
    slots: {
      repr: methodSlots('method').repr,
      descrGet: (rt, self, _object, type) => newNative(rt, rt.boundNative(indexOf(rt, self)), type, 0),
    },
    attributes: common,
  },
  {
    key: 'getset_descriptor',
    final: true,
    layout,
    slots: { repr: methodSlots('attribute').repr, descrGet: getAttribute, descrSet: setAttribute },
    attributes: common,
  },
  {
    key: 'member_descriptor',
    final: true,
    layout,
    slots: { repr: methodSlots('member').repr, descrGet: getMember, descrSet: setMember },
    attributes: common,
  },
  propertyType,
  {
    key: 'classmethod',
    layout: () => ({ basicSize: 32, gc: true, slots: [16, 24] }),
    slots: {
      new: wrapperNew('classmethod'),
      descrGet: (rt, self, _object, type) => newMethod(rt, rt.i32[self + WrapperMethodField.Callable]! as Ref, type),
    },
    members: wrapperMembers,
    attributes: [abstractFlag(WrapperMethodField.Callable)],
  },
  {
    key: 'staticmethod',
    layout: () => ({ basicSize: 32, gc: true, slots: [16, 24] }),
    slots: {
      new: wrapperNew('staticmethod'),
      descrGet: (rt, self) => rt.incref(rt.i32[self + WrapperMethodField.Callable]! as Ref),
      call: (rt, self, args, count, kwnames) =>
        callWithSlots(rt, rt.i32[self + WrapperMethodField.Callable]! as Ref, 0, args, count, kwnames),
    },
    members: wrapperMembers,
    attributes: [abstractFlag(WrapperMethodField.Callable)],
  },
];
