import type { Ref } from '@uroboros/heap';
import type { BuiltinName } from '../runtime/registry.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import type { BuiltinDefinition } from './catalog.js';
import { newNative } from './function-type.js';
import { reduction } from './iterator-reduce.js';
import { DescriptorField } from './layout.js';
import { methodWrapperType, newMethodWrapper } from './method-wrapper.js';
import { noArgs } from './native.js';
import { textSignature } from './text-signature.js';
import type { NativeAttribute, Slots, TypeObject } from './typeobject.js';
import { wrapperTypes } from './wrappers.js';

/** Descriptors: what stands in the dictionaries of types. */

/** A descriptor of a built-in type; `index` names the native function, the attribute or the member. */
export function newDescriptor(rt: Runtime, kind: BuiltinName, type: TypeObject, name: Ref, index: number): Maybe {
  const descriptor = rt.heap.objects.allocate(rt.builtin[kind].typeId);
  if (descriptor === 0) return rt.noMemory();
  rt.i32[descriptor + DescriptorField.Type] = rt.incref(type.ref);
  rt.i32[descriptor + DescriptorField.Name] = rt.incref(name);
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

/** The same for special methods, with a text of its own. */
function fits(rt: Runtime, self: Ref, object: Ref): boolean {
  const type = typeOfDescriptor(rt, self);
  if (rt.typeOf(object).isSubtypeOf(type)) return true;
  const got = rt.typeOf(object).name;
  const name = nameOf(rt, self);
  rt.raise('TypeError', `descriptor '${name}' requires a '${type.name}' object but received a '${got}'`);
  return false;
}

function methodSlots(word: string): Slots {
  return {
    repr: (rt, self) => rt.str(`<${word} '${nameOf(rt, self)}' of '${typeOfDescriptor(rt, self).name}' objects>`),
    call: (rt, self, args, count, kwnames) => {
      if (count === 0) {
        const type = typeOfDescriptor(rt, self).shortName;
        const name = nameOf(rt, self);
        if (word !== 'method') {
          return rt.raise('TypeError', `descriptor '${name}' of '${type}' object needs an argument`);
        }
        return rt.raise('TypeError', `unbound method ${type}.${name}() needs an argument`);
      }
      if (word === 'method' ? !applies(rt, self, rt.i32[args]! as Ref) : !fits(rt, self, rt.i32[args]! as Ref))
        return 0;
      return rt.natives[indexOf(rt, self)]!.code(rt, args, count, kwnames);
    },
    descrGet: (rt, self, object) => {
      if (object === 0) return rt.incref(self);
      if (!applies(rt, self, object)) return 0;
      if (word !== 'method') return newMethodWrapper(rt, self, object);
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

/** `__doc__`, of which each kind of descriptor has a table. */
const documented = (entry: (rt: Runtime, index: number) => { readonly doc?: string | undefined }): NativeAttribute => ({
  name: '__doc__',
  get: (rt, self) => {
    const { doc } = entry(rt, indexOf(rt, self));
    return doc === undefined ? rt.none() : rt.str(doc);
  },
});

/** (getattr, (class, name)) */
const reduceMethod = noArgs('__reduce__', (rt, self) => {
  const getattr = rt.globalNamed(rt.builtinsDict, 'getattr');
  if (getattr === 0) return rt.raise('AttributeError', 'getattr');
  return reduction(rt, getattr, [typeOfDescriptor(rt, self).ref, rt.i32[self + DescriptorField.Name]! as Ref]);
});

/** `__text_signature__` and `__doc__` of what is called. */
const callable = [
  ...common,
  documented((rt, index) => rt.natives[index]!),
  {
    name: '__text_signature__',
    get: (rt: Runtime, self: Ref): Maybe => {
      const native = rt.natives[indexOf(rt, self)]!;
      return textSignature(rt, `${typeOfDescriptor(rt, self).name}.${native.name}`, native.signature);
    },
  },
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

/** The name with the module, where that is not the program itself (PyType_GetFullyQualifiedName). */
function fullName(rt: Runtime, type: TypeObject): string {
  const name = rt.qualifiedTypeName(type);
  return name.startsWith('__main__.') ? name.slice('__main__.'.length) : name;
}

function getMember(rt: Runtime, self: Ref, object: Maybe): Maybe {
  if (object === 0) return rt.incref(self);
  if (!applies(rt, self, object)) return 0;
  const member = rt.memberTable[indexOf(rt, self)]!;
  if (member.get !== undefined) return member.get(rt, object);
  const value = rt.i32[object + member.word!]! as Maybe;
  if (value !== 0) return rt.incref(value);
  if (member.empty !== 'error') return rt.none();
  const type = rt.typeOf(object);
  const owner = rt.profile.versionInfo[1] < 13 ? type.name : fullName(rt, type);
  return rt.raise('AttributeError', `'${owner}' object has no attribute '${member.name}'`);
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
    rt.raise('AttributeError', member.name);
    return false;
  }
  rt.replace(word, value === 0 ? 0 : rt.incref(value));
  return true;
}

/** The types of this file. */
export const descriptorTypes: readonly BuiltinDefinition[] = [
  {
    key: 'method_descriptor',
    final: true,
    layout: () => ({ ...layout(), basicSize: 56 }),
    slots: methodSlots('method'),
    methods: [reduceMethod],
    attributes: callable,
  },
  {
    key: 'wrapper_descriptor',
    final: true,
    layout: () => ({ ...layout(), basicSize: 56 }),
    slots: methodSlots('slot wrapper'),
    methods: [reduceMethod],
    attributes: callable,
  },
  {
    key: 'classmethod_descriptor',
    final: true,
    layout: () => ({ ...layout(), basicSize: 56 }),
    slots: {
      repr: methodSlots('method').repr,
      descrGet: (rt, self, _object, type) => newNative(rt, rt.boundNative(indexOf(rt, self)), type, 0),
      call: (rt, self, args, count, kwnames) => {
        const owner = typeOfDescriptor(rt, self);
        const name = nameOf(rt, self);
        if (count === 0) {
          return rt.raise('TypeError', `descriptor '${name}' of '${owner.name}' object needs an argument`);
        }
        const type = rt.typeByRef.get(rt.i32[args]! as Ref);
        if (type?.isSubtypeOf(owner)) return rt.natives[indexOf(rt, self)]!.code(rt, args, count, kwnames);
        if (type === undefined) {
          const got = rt.typeOf(rt.i32[args]! as Ref).name;
          return rt.raise(
            'TypeError',
            `descriptor '${name}' for type '${owner.name}' needs a type, not a '${got}' as arg 2`,
          );
        }
        return rt.raise(
          'TypeError',
          `descriptor '${name}' requires a subtype of '${owner.name}' but received '${type.name}'`,
        );
      },
    },
    attributes: callable,
  },
  {
    key: 'getset_descriptor',
    final: true,
    layout,
    slots: { repr: methodSlots('attribute').repr, descrGet: getAttribute, descrSet: setAttribute },
    attributes: [...common, documented((rt, index) => rt.attributeTable[index]!)],
  },
  {
    key: 'member_descriptor',
    final: true,
    layout,
    slots: { repr: methodSlots('member').repr, descrGet: getMember, descrSet: setMember },
    methods: [reduceMethod],
    attributes: [...common, documented((rt, index) => rt.memberTable[index]!)],
  },
  methodWrapperType,
  ...wrapperTypes,
];
