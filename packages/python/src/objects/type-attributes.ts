import type { Ref } from '@uroboros/heap';
import { TypeFlag } from '@uroboros/heap/internal';
import { typeModified } from '../runtime/attributes.js';
import { sizeToInt } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { dictDelete, dictGetStr, dictSet, newDict } from './dict.js';
import { TypeField } from './layout.js';
import type { NativeFunction } from './native.js';
import { textSignature } from './text-signature.js';
import { maySetSpecial } from './type-names.js';
import type { NativeAttribute, NativeMember, TypeObject } from './typeobject.js';

/** What classes tell of their layout, and the attributes that stand in their dictionaries. */

/** Py_TPFLAGS_…: the bits that programs look at. */
const enum Flag {
  InlineValues = 2 ** 2,
  ManagedWeakref = 2 ** 3,
  ManagedDict = 2 ** 4,
  Sequence = 2 ** 5,
  Mapping = 2 ** 6,
  DisallowInstantiation = 2 ** 7,
  ImmutableType = 2 ** 8,
  HeapType = 2 ** 9,
  BaseType = 2 ** 10,
  HaveVectorcall = 2 ** 11,
  Ready = 2 ** 12,
  HaveGc = 2 ** 14,
  MethodDescriptor = 2 ** 17,
  IsAbstract = 2 ** 20,
  LongSubclass = 2 ** 24,
  ListSubclass = 2 ** 25,
  TupleSubclass = 2 ** 26,
  BytesSubclass = 2 ** 27,
  UnicodeSubclass = 2 ** 28,
  DictSubclass = 2 ** 29,
  BaseExceptionSubclass = 2 ** 30,
  TypeSubclass = 2 ** 31,
}

const SUBCLASS_FLAGS = [
  ['int', Flag.LongSubclass],
  ['list', Flag.ListSubclass],
  ['tuple', Flag.TupleSubclass],
  ['bytes', Flag.BytesSubclass],
  ['str', Flag.UnicodeSubclass],
  ['dict', Flag.DictSubclass],
  ['BaseException', Flag.BaseExceptionSubclass],
  ['type', Flag.TypeSubclass],
] as const;

const info = (rt: Runtime, self: Ref): TypeObject => rt.typeByRef.get(self)!;

/** Types of modules that are static all the same: the interpreter itself has them. */
const STATIC = new Set([
  ...['Context', 'ContextVar', 'Token', 'TypeAliasType', 'OrderedDict'],
  ...['ReferenceType', 'ProxyType', 'CallableProxyType'],
]);

/** Types of modules that a program can change. */
const MUTABLE = new Set(['typing.Generic', '_random.Random', '_json.Encoder', '_json.Scanner', 'posix.DirEntry']);

function isHeapOfModule(rt: Runtime, type: TypeObject): boolean {
  if (!type.ofModule || STATIC.has(type.shortName)) return false;
  // What typing had in Python before 3.12 was no static type then either.
  return rt.profile.versionInfo[1] >= 12 || type.name.startsWith('typing.');
}

function flagsOf(rt: Runtime, type: TypeObject): number {
  const heapFlags = rt.heap.types.flags[type.typeId]!;
  const spec = rt.heap.types.spec(type.typeId);
  let flags = Flag.Ready;
  if (type.heapType || isHeapOfModule(rt, type)) flags += Flag.HeapType;
  if (!type.heapType && !MUTABLE.has(type.name)) flags += Flag.ImmutableType;
  if (type.baseType) flags += Flag.BaseType;
  if ((heapFlags & TypeFlag.Gc) !== 0) flags += Flag.HaveGc;
  if (spec.managedDict) flags += Flag.ManagedDict;
  if (spec.inlineValues !== undefined && rt.profile.versionInfo[1] >= 13) flags += Flag.InlineValues;
  if (spec.weakList !== undefined && spec.weakList < 0 && rt.profile.versionInfo[1] >= 12) flags += Flag.ManagedWeakref;
  if (type.abstract) flags += Flag.IsAbstract;
  if (type.sequence) flags += Flag.Sequence;
  if (type.mapping) flags += Flag.Mapping;
  if (type === rt.builtin.function || type === rt.builtin.method_descriptor) flags += Flag.MethodDescriptor;
  for (const [name, flag] of SUBCLASS_FLAGS) if (type.isSubtypeOf(rt.builtin[name])) flags += flag;
  return flags;
}

/** type.__dictoffset__ of type itself: PyTypeObject's dictionary. */
const TYPE_DICT_OFFSET = 264;

function dictOffset(rt: Runtime, type: TypeObject): number {
  if (type.isSubtypeOf(rt.builtin.type)) return TYPE_DICT_OFFSET;
  if (!type.hasDict) return 0;
  return type.dictWord === 0 ? -1 : type.dictWord * 4;
}

const number = (name: string, read: (rt: Runtime, type: TypeObject) => number): NativeMember => ({
  name,
  readonly: true,
  get: (rt, self) => sizeToInt(rt, read(rt, info(rt, self))),
});

export const typeMembers: readonly NativeMember[] = [
  number('__basicsize__', (rt, type) => rt.heap.types.basicSize[type.typeId]!),
  // The digits of ints, which have two layouts, are counted by hand.
  number('__itemsize__', (rt, type) => (type.isSubtypeOf(rt.builtin.int) ? 4 : rt.heap.types.itemSize[type.typeId]!)),
  number('__flags__', flagsOf),
  number('__weakrefoffset__', (rt, type) => rt.heap.types.spec(type.typeId).weakList ?? 0),
  number('__dictoffset__', dictOffset),
  { name: '__base__', word: TypeField.Base, readonly: true },
  { name: '__mro__', word: TypeField.Mro, readonly: true, until: 12 },
];

/** Stores or deletes an entry of a class's own dictionary; built-in types refuse. */
function setOwn(rt: Runtime, self: Ref, name: string, value: Maybe): boolean {
  const type = info(rt, self);
  if (!type.heapType) {
    rt.raise('TypeError', `cannot set '${name}' attribute of immutable type '${type.name}'`);
    return false;
  }
  const dict = rt.i32[self + TypeField.Dict]! as Ref;
  typeModified(rt, type);
  if (value !== 0) return dictSet(rt, dict, rt.name(name), value);
  const deleted = dictDelete(rt, dict, rt.name(name));
  if (deleted === 0) rt.raise('AttributeError', name);
  return deleted === 1;
}

function ownEntry(rt: Runtime, self: Ref, name: string): Maybe {
  return dictGetStr(rt, rt.i32[self + TypeField.Dict]! as Ref, rt.name(name));
}

/** `__annotations__`: made when a class that has none is asked. */
function annotations(rt: Runtime, self: Ref): Maybe {
  const type = info(rt, self);
  if (!type.heapType) {
    return rt.raise('AttributeError', `type object '${type.name}' has no attribute '__annotations__'`);
  }
  const own = ownEntry(rt, self, '__annotations__');
  if (own !== 0) return rt.incref(own);
  const dict = newDict(rt);
  if (dict === 0) return 0;
  const mark = rt.mark();
  rt.hold(dict);
  return setOwn(rt, self, '__annotations__', dict) ? rt.unhold() : rt.finish(mark, 0);
}

export const typeAttributes: readonly NativeAttribute[] = [
  { name: '__annotations__', get: annotations, set: (rt, self, value) => setOwn(rt, self, '__annotations__', value) },
  {
    // 3.12's, but the library is 3.13's under every profile, and its typing.get_type_hints() reads it of each class.
    name: '__type_params__',
    get: (rt, self) => {
      const own = self === rt.builtin.type.ref ? 0 : ownEntry(rt, self, '__type_params__');
      return rt.incref(own === 0 ? rt.emptyTuple : own);
    },
    set: (rt, self, value) =>
      maySetSpecial(rt, info(rt, self), '__type_params__', value) && setOwn(rt, self, '__type_params__', value),
  },
  { name: '__text_signature__', get: (rt, self) => textSignature(rt, info(rt, self).name, '') },
];

/** type.__prepare__: the namespace of a class body is a plain dictionary. */
export const prepareMethod: NativeFunction = {
  name: '__prepare__',
  doc: 'Create the namespace for the class statement',
  signature: '($cls, name, bases, /, **kwds)',
  code: (rt) => newDict(rt),
};
