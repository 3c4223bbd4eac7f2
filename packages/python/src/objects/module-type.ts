import type { Ref } from '@uroboros/heap';
import { emptyModule, fillModule } from '../modules/module.js';
import { addQuietLookup, genericGetAttr, genericLookup, typeLookup } from '../runtime/attributes.js';
import { namesOfModule } from '../runtime/dir.js';
import { Frame, SLOT } from '../runtime/frame.js';
import { hasImportClasses, importClasses } from '../runtime/import-classes.js';
import { binaryOp, getItem, getIter, hashOf, lengthOf, reprOf, richCompare, strOf } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { bindParameters, givenType, noKeywords } from './arguments.js';
import type { BuiltinDefinition } from './catalog.js';
import { dictGetStr } from './dict.js';
import { CellField, ModuleField, SuperField } from './layout.js';
import { moduleAnnotations } from './lazy-annotations.js';
import { raiseNoAttribute, reprModule } from './module-texts.js';
import { checkCount, keywords, noArgs, positional } from './native.js';
import { isStr } from './str.js';
import { Binary, type BinarySlot, type TypeObject } from './typeobject.js';

/** module, mappingproxy and super. */

const moduleType: BuiltinDefinition = {
  key: 'module',
  layout: () => ({
    basicSize: 56,
    gc: true,
    slots: [ModuleField.Dict * 4],
    hiddenSlots: [ModuleField.Name * 4],
    weakList: ModuleField.WeakList * 4,
  }),
  slots: {
    new: (rt, type) => emptyModule(rt, type),
    init: initModule,
    repr: reprModule,
    getattr: getModuleAttribute,
  },
  methods: [noArgs('__dir__', namesOfModule)],
  members: [{ name: '__dict__', word: ModuleField.Dict, readonly: true }],
  attributes: [moduleAnnotations],
};

const PARAMETERS = { function: 'module', names: ['name', 'doc'], required: 1 };

function initModule(rt: Runtime, self: Ref, args: number, count: number, kwnames: Maybe): boolean {
  const values = bindParameters(rt, PARAMETERS, args, count, kwnames);
  if (values === undefined) return false;
  const name = values[0] as Ref;
  if (isStr(rt, name)) return fillModule(rt, self, name, (values[1] || rt.None) as Ref);
  rt.raise('TypeError', `module() argument 'name' must be str, not ${givenType(rt, name)}`);
  return false;
}

function getModuleAttribute(rt: Runtime, self: Ref, name: Ref): Maybe {
  const found = lookupModuleAttribute(rt, self, name);
  return found !== 0 || rt.failed ? found : raiseNoAttribute(rt, self, name);
}

/** The same, but 0 without an exception where nothing is found. */
function findModuleAttribute(rt: Runtime, self: Ref, name: Ref): Maybe {
  return rt.profile.quietModuleLookups ? lookupModuleAttribute(rt, self, name) : getModuleAttribute(rt, self, name);
}

function lookupModuleAttribute(rt: Runtime, self: Ref, name: Ref): Maybe {
  const dict = rt.i32[self + ModuleField.Dict]! as Ref;
  const own = dictGetStr(rt, dict, name);
  if (own !== 0 && own !== rt.None && typeLookup(rt, rt.builtin.module, name) === 0) return rt.incref(own);
  if (own === rt.None && isImportField(rt, self, name) && importClasses(rt) === 0) return 0;
  const mark = rt.mark();
  const found = genericLookup(rt, self, name);
  if (found !== 0) return found;
  if (rt.failed) {
    if (!rt.errorIs(rt.builtin.AttributeError)) return 0;
    rt.releaseTo(mark);
    rt.clearError();
  }
  const fallback = dictGetStr(rt, dict, rt.name('__getattr__'));
  return fallback === 0 ? 0 : rt.call(fallback, name);
}

addQuietLookup(getModuleAttribute, findModuleAttribute);

/** `__spec__` and `__loader__` of a built-in module are made when somebody asks. */
function isImportField(rt: Runtime, module: Ref, name: Ref): boolean {
  const text = rt.text(name);
  if ((text !== '__spec__' && text !== '__loader__') || hasImportClasses(rt)) return false;
  const own = dictGetStr(rt, rt.i32[module + ModuleField.Dict]! as Ref, rt.name('__name__'));
  return own !== 0 && isStr(rt, own) && rt.isBuiltinModule(rt.text(own));
}

/** A read-only view of a mapping: what `__dict__` of a class gives. */
export function newMappingProxy(rt: Runtime, mapping: Ref): Maybe {
  const proxy = rt.heap.objects.allocate(rt.builtin.mappingproxy.typeId);
  if (proxy === 0) return rt.noMemory();
  rt.i32[proxy + 4] = rt.incref(mapping);
  rt.heap.objects.track(proxy);
  return proxy;
}

const inner = (rt: Runtime, self: Ref): Ref => rt.i32[self + 4]! as Ref;

/** mappingproxy(mapping): of anything with items by key that is no list or tuple. */
const constructProxy = keywords('mappingproxy', 'mapping', (rt, [mapping]) => {
  const object = mapping as Ref;
  const type = rt.typeOf(object);
  const isSequence = type.isSubtypeOf(rt.builtin.list) || type.isSubtypeOf(rt.builtin.tuple);
  if (type.slots.getItem !== undefined && type.slots.length !== undefined && !isSequence) {
    return newMappingProxy(rt, object);
  }
  return rt.raise('TypeError', `mappingproxy() argument must be a mapping, not ${type.name}`);
});

/** What an operand of | stands for. */
function unwrapped(rt: Runtime, object: Ref): Ref {
  return rt.typeOf(object) === rt.builtin.mappingproxy ? inner(rt, object) : object;
}

function proxyOperators(): (BinarySlot | undefined)[] {
  const slots: (BinarySlot | undefined)[] = new Array(Binary.Count).fill(undefined);
  slots[Binary.Or] = (rt, left, right) => binaryOp(rt, Binary.Or, unwrapped(rt, left), unwrapped(rt, right));
  return slots;
}

function proxyInplace(): (BinarySlot | undefined)[] {
  const slots: (BinarySlot | undefined)[] = new Array(Binary.Count).fill(undefined);
  slots[Binary.Or] = (rt, left) =>
    rt.raise('TypeError', `'|=' is not supported by ${rt.typeOf(left).name}; use '|' instead`);
  return slots;
}

const proxyType: BuiltinDefinition = {
  key: 'mappingproxy',
  generic: true,
  final: true,
  doc: 'Read-only proxy of a mapping.',
  layout: () => ({ basicSize: 24, gc: true, slots: [16] }),
  slots: {
    new: (rt, _type, args, count, kwnames) => constructProxy.code(rt, args, count, kwnames),
    repr: (rt, self) => {
      const text = reprOf(rt, inner(rt, self));
      if (text === 0) return 0;
      const made = rt.str(`mappingproxy(${rt.text(text)})`);
      rt.decref(text);
      return made;
    },
    str: (rt, self) => strOf(rt, inner(rt, self)),
    hash: (rt, self) => hashOf(rt, inner(rt, self)),
    compare: (rt, self, other, op) => richCompare(rt, inner(rt, self), other, op),
    length: (rt, self) => lengthOf(rt, inner(rt, self)),
    getItem: (rt, self, key) => getItem(rt, inner(rt, self), key),
    contains: (rt, self, key) => rt.contains(inner(rt, self), key),
    iter: (rt, self) => getIter(rt, inner(rt, self)),
    binary: proxyOperators(),
    inplace: proxyInplace(),
  },
  methods: [
    positional('get', 1, 2, (rt, self, args, count) =>
      rt.callMethod(inner(rt, self), 'get', ...[0, 1].slice(0, count).map((i) => rt.i32[args + 2 * i]! as Ref)),
    ),
    ...['keys', 'values', 'items', 'copy', '__reversed__'].map((name) =>
      noArgs(name, (rt, self) => rt.callMethod(inner(rt, self), name)),
    ),
  ],
};

/** super(): the class whose method runs, from its `__class__` cell, and its first argument. */
function superArguments(rt: Runtime): { type: Ref; object: Ref } | undefined {
  const fp = rt.frame;
  const code = rt.compiled[rt.i32[fp + Frame.Compiled]!];
  const index = code === undefined ? -1 : code.localNames.indexOf('__class__');
  if (code === undefined || code.argCount === 0 || index < 0) {
    const isBare = code !== undefined && code.argCount === 0;
    rt.raise('RuntimeError', isBare ? 'super(): no arguments' : 'super(): __class__ cell not found');
    return undefined;
  }
  let object = rt.i32[fp + Frame.Slots]! as Maybe;
  // The argument itself may be a cell, too.
  const isCell = code.cellNames.includes(code.localNames[0]!);
  if (isCell && object !== 0 && rt.typeId(object) === rt.ids.cell)
    object = rt.i32[object + CellField.Contents]! as Maybe;
  const cell = rt.i32[fp + Frame.Slots + SLOT * index]! as Ref;
  const type = rt.i32[cell + CellField.Contents]! as Maybe;
  if (object === 0 || type === 0) {
    rt.raise('RuntimeError', object === 0 ? 'super(): arg[0] deleted' : 'super(): empty __class__ cell');
    return undefined;
  }
  return { type, object };
}

function newSuper(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  if (!noKeywords(rt, 'super', kwnames) || !checkCount(rt, 'super()', count, 0, 2)) return 0;
  const parts =
    count === 0
      ? superArguments(rt)
      : { type: rt.i32[args]! as Ref, object: count > 1 ? (rt.i32[args + 2]! as Ref) : rt.None };
  if (parts === undefined) return 0;
  // super(type) and super(type, None) are not bound yet.
  if (parts.object === rt.None && rt.typeByRef.has(parts.type)) return makeSuper(rt, type, parts.type, 0, undefined);
  const objectType = typeForSuper(rt, parts.type, parts.object);
  return objectType === undefined ? 0 : makeSuper(rt, type, parts.type, parts.object, objectType);
}

/** The class in whose order super(owner, object) looks (supercheck); undefined with an exception set. */
function typeForSuper(rt: Runtime, owner: Ref, object: Ref): TypeObject | undefined {
  const start = rt.typeByRef.get(owner);
  if (start === undefined) {
    rt.raise('TypeError', `super() argument 1 must be a type, not ${rt.typeOf(owner).name}`);
    return undefined;
  }
  const objectType = quickTypeForSuper(rt, start, object) ?? claimedType(rt, object);
  if (objectType === undefined && rt.failed) return undefined;
  if (objectType?.isSubtypeOf(start)) return objectType;
  const asClass = rt.typeByRef.get(object);
  const who = asClass === undefined ? `instance of ${rt.typeOf(object).name}` : `type ${asClass.name}`;
  unrelatedToSuper(rt, who, start);
  return undefined;
}

/** The object itself if it is a class that derives from the one named, or its type. */
function quickTypeForSuper(rt: Runtime, start: TypeObject | undefined, object: Ref): TypeObject | undefined {
  if (start === undefined) return undefined;
  const asClass = rt.typeByRef.get(object);
  const objectType = asClass?.isSubtypeOf(start) ? asClass : rt.typeOf(object);
  return objectType.isSubtypeOf(start) ? objectType : undefined;
}

/** The class that a proxy says it is of. It stands in a slot of the caller's frame. */
function claimedType(rt: Runtime, object: Ref): TypeObject | undefined {
  const claimed = rt.findAttr(object, '__class__');
  if (claimed === 0) return undefined;
  rt.hold(claimed);
  return claimed === rt.typeOf(object).ref ? undefined : rt.typeByRef.get(claimed);
}

/** TypeError: super(start, object) has no place from where to look. */
export function unrelatedToSuper(rt: Runtime, object: string, start: TypeObject): false {
  const text =
    rt.profile.versionInfo[1] < 13
      ? 'obj must be an instance or subtype of type'
      : `obj (${object}) is not an instance or subtype of type (${start.name}).`;
  rt.raise('TypeError', `super(type, obj): ${text}`);
  return false;
}

function makeSuper(
  rt: Runtime,
  type: TypeObject,
  owner: Ref,
  object: Maybe,
  objectType: TypeObject | undefined,
): Maybe {
  const made = rt.heap.objects.allocate(type.typeId);
  if (made === 0) return rt.noMemory();
  rt.i32[made + SuperField.Type] = rt.incref(owner);
  if (object !== 0 && objectType !== undefined) {
    rt.i32[made + SuperField.Object] = rt.incref(object);
    rt.i32[made + SuperField.ObjectType] = rt.incref(objectType.ref);
  }
  rt.heap.objects.track(made);
  return made;
}

/** What the classes behind the one named have, in the object's order; borrowed, 0 if nothing. */
function behind(rt: Runtime, objectType: TypeObject, start: Ref, name: Ref): Maybe {
  const { mro } = objectType;
  let i = 0;
  while (i < mro.length && mro[i]!.ref !== start) i++;
  for (i++; i < mro.length; i++) {
    const found = rt.ownAttribute(mro[i]!, name);
    if (found !== 0) return found;
  }
  return 0;
}

/** An attribute of the classes behind the one named, in the object's order. */
function superAttribute(rt: Runtime, self: Ref, name: Ref): Maybe {
  const object = rt.i32[self + SuperField.Object]! as Maybe;
  if (object === 0 || rt.text(name) === '__class__') return genericGetAttr(rt, self, name);
  const objectType = rt.typeByRef.get(rt.i32[self + SuperField.ObjectType]! as Ref)!;
  const found = behind(rt, objectType, rt.i32[self + SuperField.Type]! as Ref, name);
  // What super itself has: the classes and the object it stands for.
  if (found === 0) return genericGetAttr(rt, self, name);
  return bindFound(rt, found, object, objectType);
}

function bindFound(rt: Runtime, found: Ref, object: Ref, objectType: TypeObject): Maybe {
  const get = rt.typeOf(found).slots.descrGet;
  if (get === undefined) return rt.incref(found);
  return get(rt, found, object === objectType.ref ? 0 : object, objectType.ref);
}

/**
 * super(owner, object).name without the object in between (_PySuper_Lookup). `value` is owned, 0 on error; with `asMethod` it may
 * be a function that has yet to get the object as its first argument.
 */
export function lookupSuper(
  rt: Runtime,
  owner: Ref,
  object: Ref,
  name: Ref,
  asMethod: boolean,
): { value: Maybe; isMethod: boolean } {
  const objectType = quickTypeForSuper(rt, rt.typeByRef.get(owner), object);
  if (objectType === undefined) {
    const mark = rt.mark();
    const made = rt.call(rt.builtin.super.ref, owner, object);
    if (made === 0) return { value: 0, isMethod: false };
    rt.hold(made);
    return { value: rt.finish(mark, rt.getAttr(made, name)), isMethod: false };
  }
  const found = behind(rt, objectType, owner, name);
  if (found === 0) {
    const made = makeSuper(rt, rt.builtin.super, owner, object, objectType);
    if (made === 0) return { value: 0, isMethod: false };
    const mark = rt.mark();
    rt.hold(made);
    return { value: rt.finish(mark, rt.getAttr(made, name)), isMethod: false };
  }
  const id = rt.typeId(found);
  const isFunction = id === rt.ids.function || id === rt.methodDescriptorId || id === rt.wrapperDescriptorId;
  const { getattr } = rt.typeOf(object).slots;
  const isGeneric = getattr === undefined || getattr === rt.genericGetAttr;
  if (asMethod && isFunction && isGeneric) return { value: rt.incref(found), isMethod: true };
  return { value: bindFound(rt, found, object, objectType), isMethod: false };
}

/** A super without an object, as a class attribute: it is bound when it is read through an instance. */
function bindSuper(rt: Runtime, self: Ref, object: Maybe): Maybe {
  if (object === 0 || object === rt.None || rt.i32[self + SuperField.Object] !== 0) return rt.incref(self);
  return rt.call(rt.typeOf(self).ref, rt.i32[self + SuperField.Type]! as Ref, object);
}

const superType: BuiltinDefinition = {
  key: 'super',
  doc: 'super() -> same as super(__class__, <first argument>)\nsuper(type, obj) -> the attributes of the classes behind type',
  layout: () => ({ basicSize: 40, gc: true, slots: [24, 16, 32] }),
  slots: {
    new: newSuper,
    init: () => true,
    getattr: superAttribute,
    descrGet: bindSuper,
    repr: (rt, self) => {
      const start = rt.typeByRef.get(rt.i32[self + SuperField.Type]! as Ref)!;
      const of = rt.typeByRef.get(rt.i32[self + SuperField.ObjectType]! as Ref);
      return rt.str(`<super: <class '${start.shortName}'>, ${of === undefined ? 'NULL' : `<${of.shortName} object>`}>`);
    },
  },
  members: [
    { name: '__thisclass__', word: SuperField.Type, readonly: true },
    { name: '__self__', word: SuperField.Object, readonly: true },
    { name: '__self_class__', word: SuperField.ObjectType, readonly: true },
  ],
};

/** The types of this file. */
export const moduleTypes: readonly BuiltinDefinition[] = [moduleType, proxyType, superType];
