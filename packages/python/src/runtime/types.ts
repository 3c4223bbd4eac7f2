import { NULL, type Ref, type TypeId, type TypeSpec } from '@uroboros/heap';
import { Header, Unit } from '@uroboros/heap/internal';
import type { BuiltinDefinition } from '../objects/catalog.js';
import { newDescriptor } from '../objects/descriptors.js';
import { dictGetStr, dictSet, newDict } from '../objects/dict.js';
import { firstEntry, keysBytes, newKeys } from '../objects/dictkeys.js';
import { newNative } from '../objects/function-type.js';
import { classGetItem } from '../objects/generic-alias.js';
import { KeysField, KeysKind, TypeField } from '../objects/layout.js';
import type { NativeFunction } from '../objects/native.js';
import { removeFromBases } from '../objects/subclasses.js';
import { finishTuple, newTuple } from '../objects/tuple.js';
import { Binary, type Slots, TypeObject } from '../objects/typeobject.js';
import { asCalled } from './argument-tuples.js';
import { typeModified } from './attributes.js';
import type { BuiltinName } from './registry.js';
import type { Maybe, Runtime } from './runtime.js';
import { asWrapper, getattributeWrapper, methodsOfSlots } from './slots.js';

/** Types: how the built-in ones are set up at start, and how a class statement makes one (type_new). */

/** log2 of the indices of the keys that the instances of a class share, and how many names they may hold. */
const SHARED_KEYS_LOG = 6;
const SHARED_KEYS_MAX = 30;

/** Gives a built-in type its JavaScript side and its layout; its type object comes later, when dictionaries exist. */
export function declareBuiltin(rt: Runtime, definition: BuiltinDefinition): TypeObject {
  const base = definition.base === undefined && definition.key !== 'object' ? 'object' : definition.base;
  const baseType = base === undefined ? undefined : rt.builtin[base];
  const name = definition.name ?? definition.key;
  const layout =
    definition.layout?.(rt) ?? (baseType === undefined ? { basicSize: 16 } : rt.heap.types.spec(baseType.typeId));
  const typeId = rt.heap.types.define({ ...layout, name });
  const type = new TypeObject(name, typeId, baseType, false, definition.slots ?? {});
  type.baseType = !definition.final;
  type.doc = definition.doc;
  type.mro = baseType === undefined ? [type] : [type, ...baseType.mro];
  type.version = ++rt.lastTypeVersion;
  rt.types[typeId] = type;
  rt.typeVersions[typeId] = type.version;
  rt.builtin[definition.key] = type;
  if (rt.typesAreSettled) settleTypes(rt);
  if (baseType !== undefined) inheritSlots(type, baseType);
  return type;
}

function inheritSlots(type: TypeObject, base: TypeObject): void {
  const slots = type.slots as unknown as Record<string, unknown>;
  const from = base.slots as unknown as Record<string, unknown>;
  // Equality and hash are inherited together: a type that compares by value must say itself how it hashes.
  const ownCompare = slots['compare'] !== undefined || slots['hash'] !== undefined;
  for (const slot of Object.keys(from)) {
    if ((slot === 'compare' || slot === 'hash') && ownCompare) continue;
    slots[slot] ??= from[slot];
  }
  for (let op = 0; op < Binary.Count; op++) {
    type.binary[op] ??= base.binary[op];
    type.inplace[op] ??= base.inplace[op];
  }
  type.hasDict ||= base.hasDict;
  type.dictWord ||= base.dictWord;
  base.subclasses.add(type);
}

/**
 * Hot code reads the table of types by name. V8 makes a hash table of it while it is filled; a copy has fixed places again, whose loads
 * need no search.
 */
export function settleTypes(rt: Runtime): void {
  rt.builtin = { ...rt.builtin };
  rt.typesAreSettled = true;
}

/** Makes the type object of a built-in type, with an empty dictionary. */
export function materialize(rt: Runtime, type: TypeObject): void {
  const object = rt.heap.objects.allocate(rt.ids.staticType);
  if (object === 0) throw rt.heap.exhausted(416);
  rt.hold(object);
  const dict = newDict(rt);
  rt.unhold();
  if (dict === 0) throw rt.heap.exhausted(48);
  type.ref = object;
  rt.i32[object + TypeField.Dict] = dict;
  rt.i32[object + TypeField.BasicSize] = rt.heap.types.basicSize[type.typeId]!;
  rt.i32[object + TypeField.InstanceId] = type.typeId;
  rt.i32[object + TypeField.ItemSize] = rt.heap.types.itemSize[type.typeId]!;
  rt.typeByRef.set(object, type);
  // Second layouts of the type, too: of small ints, of interned strings.
  for (let id = 1; id < rt.types.length; id++)
    if (rt.types[id] === type) rt.heap.types.setTypeObject(id as TypeId, object);
  rt.keep(object);
  if (rt.profile.staticCounts === 'immortal') rt.makeStatic(object);
}

/** Fills the type object's fields that refer to other types. */
export function linkBuiltin(rt: Runtime, type: TypeObject): void {
  const i32 = rt.i32;
  const bases = type.base === undefined ? [] : [type.base];
  if (type.base !== undefined) i32[type.ref + TypeField.Base] = rt.incref(type.base.ref);
  i32[type.ref + TypeField.Bases] = neededTuple(rt, bases);
  i32[type.ref + TypeField.Mro] = neededTuple(rt, type.mro);
}

/** A tuple without which there is no start. */
function neededTuple(rt: Runtime, types: readonly TypeObject[]): Ref {
  const tuple = typesTuple(rt, types);
  if (tuple === 0) throw rt.heap.exhausted(24 + 8 * types.length);
  return tuple;
}

/** A tuple of types; 0 without memory. */
export function typesTuple(rt: Runtime, types: readonly TypeObject[]): Maybe {
  const tuple = newTuple(rt, types.length);
  if (tuple === 0) return 0;
  types.forEach((type, i) => {
    rt.i32[tuple + 6 + 2 * i] = rt.incref(type.ref);
  });
  return types.length === 0 ? tuple : finishTuple(rt, tuple);
}

/** Methods that stand in place of the wrapper of their slot, for their calls are faster (METH_COEXIST). */
const COEXISTING: ReadonlySet<string> = new Set([
  'list.__getitem__',
  'dict.__contains__',
  'dict.__getitem__',
  'set.__contains__',
  'frozenset.__contains__',
]);

/** Types that C gives object's way to get an attribute as their own: their dictionaries show it. */
const GENERIC_ATTRIBUTES: ReadonlySet<string> = new Set(
  'BaseException bytearray bytes complex dict enumerate filter int list map memoryview property range reversed set slice tuple zip'.split(
    ' ',
  ),
);

/** The slots of a definition, without operators that are those of the base: they are repeated only to be found sooner. */
function ownSlots(type: TypeObject, { slots = {} }: BuiltinDefinition): Slots {
  const { base } = type;
  if (slots.binary === undefined || base === undefined) return slots;
  return { ...slots, binary: slots.binary.map((slot, op) => (slot === base.binary[op] ? undefined : slot)) };
}

/** Fills the dictionary of a built-in type. */
export function populate(rt: Runtime, type: TypeObject, definition: BuiltinDefinition): void {
  const coexisting = definition.methods?.filter((native) => COEXISTING.has(`${type.name}.${native.name}`)) ?? [];
  for (const native of methodsOfSlots(ownSlots(type, definition))) {
    const method = coexisting.find(({ name }) => name === native.name);
    addMethod(rt, type, method ?? native, method === undefined ? 'wrapper_descriptor' : 'method_descriptor');
  }
  if (GENERIC_ATTRIBUTES.has(type.name)) addMethod(rt, type, getattributeWrapper, 'wrapper_descriptor');
  const known = (entry: { readonly since?: number; readonly until?: number }): boolean =>
    (entry.since ?? 0) <= rt.profile.versionInfo[1] && rt.profile.versionInfo[1] <= (entry.until ?? Infinity);
  for (const native of definition.methods ?? []) if (known(native)) addMethod(rt, type, native, 'method_descriptor');
  for (const native of definition.classMethods ?? []) {
    if (known(native)) addMethod(rt, type, native, 'classmethod_descriptor');
  }
  for (const native of definition.wrappers ?? []) {
    if (known(native)) addMethod(rt, type, asWrapper(native), 'wrapper_descriptor');
  }
  if (definition.generic && known({ since: definition.genericSince ?? 0 }))
    addMethod(rt, type, classGetItem(), 'classmethod_descriptor');
  for (const native of definition.staticMethods ?? []) {
    store(rt, type, native.name, newNative(rt, rt.addNative(native), type.ref, 0));
  }
  for (const attribute of definition.attributes ?? []) {
    if (!known(attribute)) continue;
    const index = rt.attributeTable.push(attribute) - 1;
    store(rt, type, attribute.name, newDescriptor(rt, 'getset_descriptor', type, rt.name(attribute.name), index));
  }
  for (const member of definition.members ?? []) {
    if (!known(member)) continue;
    const index = rt.memberTable.push(member) - 1;
    store(rt, type, member.name, newDescriptor(rt, 'member_descriptor', type, rt.name(member.name), index));
  }
  if (definition.slots?.new !== undefined || definition.key === 'object') addNew(rt, type);
  if (type.slots.hash === undefined) store(rt, type, '__hash__', rt.none());
  // What instances say about themselves comes before what the type does.
  if (dictGetStr(rt, ownDict(rt, type), rt.name('__doc__')) !== 0) return;
  store(rt, type, '__doc__', definition.doc === undefined ? rt.none() : rt.str(definition.doc));
}

function addMethod(rt: Runtime, type: TypeObject, native: NativeFunction, kind: BuiltinName): void {
  const dict = ownDict(rt, type);
  const name = rt.name(native.name);
  if (dictGetStr(rt, dict, name) !== 0) return;
  const index = rt.addNative(asCalled(rt, type.shortName, native, true));
  enter(rt, dict, name, newDescriptor(rt, kind, type, name, index));
}

/** `__new__` of a built-in type: a function whose first argument is the type to make an object of. */
function addNew(rt: Runtime, type: TypeObject): void {
  const native: NativeFunction = {
    name: '__new__',
    doc: undefined,
    signature: '(*args, **kwargs)',
    code: (_, args, count, kwnames) => {
      const name = type.name;
      if (count === 0) return rt.raise('TypeError', `${name}.__new__(): not enough arguments`);
      const wanted = rt.typeByRef.get(rt.i32[args]! as Ref);
      if (wanted === undefined) {
        const got = rt.typeOf(rt.i32[args]! as Ref).name;
        return rt.raise('TypeError', `${name}.__new__(X): X is not a type object (${got})`);
      }
      if (!wanted.isSubtypeOf(type)) {
        return rt.raise('TypeError', `${name}.__new__(${wanted.name}): ${wanted.name} is not a subtype of ${name}`);
      }
      // The built-in type whose layout the object gets must make it itself.
      let maker = wanted;
      while (maker.heapType && maker.base !== undefined) maker = maker.base;
      if (maker.slots.new !== type.slots.new) {
        const safe = `use ${maker.name}.__new__()`;
        return rt.raise('TypeError', `${name}.__new__(${wanted.name}) is not safe, ${safe}`);
      }
      return type.slots.new!(rt, wanted, args + 2, count - 1, kwnames);
    },
  };
  store(rt, type, '__new__', newNative(rt, rt.addNative(native), type.ref, 0));
}

function ownDict(rt: Runtime, type: TypeObject): Ref {
  return rt.i32[type.ref + TypeField.Dict]! as Ref;
}

/** Stores an owned reference under a name in a type's dictionary. */
function store(rt: Runtime, type: TypeObject, name: string, owned: Maybe): void {
  enter(rt, ownDict(rt, type), rt.name(name), owned);
}

function enter(rt: Runtime, dict: Ref, name: Ref, owned: Maybe): void {
  if (owned === 0 || !dictSet(rt, dict, name, owned)) throw rt.heap.exhausted(0);
  rt.decref(owned);
}

// Classes ---------------------------------------------------------------------------------------------------------

/** What the layout of a new class is decided by. */
export interface ClassLayout {
  readonly name: string;
  /** The base whose instances' layout is extended. */
  readonly base: TypeObject;
  /** Names in `__slots__` that get a field of their own, in order. */
  readonly slotNames: readonly string[];
  readonly addsDict: boolean;
  readonly addsWeakList: boolean;
}

/** The layout of a new class's instances. */
export function classSpec(rt: Runtime, layout: ClassLayout): TypeSpec {
  const base = rt.heap.types.spec(layout.base.typeId);
  const gc = base.gc || layout.addsDict || layout.slotNames.length > 0 || !layout.base.heapType;
  const basicSize = base.basicSize + 8 * layout.slotNames.length;
  const own = layout.slotNames.map((_, i) => base.basicSize + 8 * i);
  const managedDict = base.managedDict || layout.addsDict;
  const plain = managedDict && basicSize === 16 && !base.itemSize;
  const spec: { -readonly [K in keyof TypeSpec]: TypeSpec[K] } = {
    ...base,
    name: layout.name,
    basicSize,
    gc,
    preHeader: base.preHeader || layout.addsDict || layout.addsWeakList,
    countsType: true,
    managedDict,
    slots: [...own, ...(base.slots ?? [])],
    trashcan: true,
    finalize: (object) => rt.finalizeObject(object),
  };
  delete spec.freeList;
  delete spec.typeObject;
  delete spec.untrack;
  // Only behind an object without fields of its own is there a place for values; a base's place would be that of a slot.
  if (plain) spec.inlineValues = 16;
  else delete spec.inlineValues;
  if (layout.addsWeakList) spec.weakList = -32;
  return spec;
}

/**
 * A new class from its layout; its dictionary is taken over, bases are borrowed. Without `mro`, the order behind it, it has none
 * yet. 0 on error.
 */
export function newClass(
  rt: Runtime,
  metatype: TypeObject,
  layout: ClassLayout,
  bases: Ref,
  dict: Ref,
  mro: readonly TypeObject[] | undefined,
): TypeObject | undefined {
  const spec = classSpec(rt, layout);
  const typeId = rt.heap.types.define(spec);
  const object = rt.heap.objects.allocate(metatype.typeId);
  if (object === 0) {
    rt.heap.types.forget(typeId);
    rt.noMemory();
    return undefined;
  }
  if (!makeParts(rt, object, spec, mro)) {
    rt.heap.types.forget(typeId);
    rt.decref(object);
    return undefined;
  }
  const type = new TypeObject(layout.name, typeId, layout.base, true, {});
  type.ref = object;
  type.mro = mro === undefined ? [] : [type, ...mro];
  type.hasDict = layout.base.hasDict || layout.addsDict;
  type.dictWord = layout.base.dictWord;
  const i32 = rt.i32;
  i32[object + TypeField.Dict] = dict;
  i32[object + TypeField.Base] = rt.incref(layout.base.ref);
  i32[object + TypeField.Bases] = rt.incref(bases);
  i32[object + TypeField.BasicSize] = spec.basicSize;
  i32[object + TypeField.InstanceId] = type.typeId;
  i32[object + TypeField.ItemSize] = spec.itemSize ?? 0;
  rt.types[typeId] = type;
  rt.typeByRef.set(object, type);
  rt.heap.types.setTypeObject(typeId, object);
  type.version = ++rt.lastTypeVersion;
  rt.typeVersions[typeId] = type.version;
  for (const base of type.mro.slice(1)) base.subclasses.add(type);
  rt.heap.objects.track(object);
  return type;
}

/** What a new class has of its own: its method resolution order, and the keys its instances share. False without memory. */
function makeParts(rt: Runtime, object: Ref, spec: TypeSpec, mro: readonly TypeObject[] | undefined): boolean {
  if (spec.inlineValues !== undefined || spec.managedDict) {
    const keys = newKeys(rt, SHARED_KEYS_LOG, KeysKind.Split, SHARED_KEYS_MAX);
    rt.i32[object + TypeField.CachedKeys] = keys;
    if (keys === 0) {
      rt.noMemory();
      return false;
    }
  }
  if (mro === undefined) return true;
  // Making the tuple may collect: the dictionary still stands in the caller's slot.
  rt.hold(object);
  const order = newTuple(rt, mro.length + 1);
  rt.unhold();
  if (order === 0) return false;
  rt.i32[order + 6] = rt.incref(object);
  mro.forEach((type, i) => {
    rt.i32[order + 8 + 2 * i] = rt.incref(type.ref);
  });
  rt.i32[object + TypeField.Mro] = finishTuple(rt, order);
  return true;
}

/** A type object dies: its JavaScript side goes, and its id may serve another type. */
export function forgetClass(rt: Runtime, object: Ref): void {
  const type = rt.typeByRef.get(object);
  if (type === undefined) return;
  const bases = rt.i32[object + TypeField.Bases]! as Maybe;
  if (bases !== 0) removeFromBases(rt, type, bases);
  for (const base of type.mro) base.subclasses.delete(type);
  // Classes whose orders a collection has cleared may still serve instances that die after this.
  for (const each of type.subclasses) {
    each.mro = each.mro.filter((base) => base !== type);
    typeModified(rt, each);
  }
  rt.typeByRef.delete(object);
  // Another class may get the address: what remembers this one by it must see that.
  type.ref = 0 as Ref;
  rt.heap.objects.freeLists.forget(type.typeId);
  rt.heap.weakrefs.forgetType(type.typeId);
  (rt.types as (TypeObject | undefined)[])[type.typeId] = undefined;
  rt.typeVersions[type.typeId] = 0;
  rt.heap.types.forget(type.typeId);
}

/** The layout of type objects made by class statements. */
export function heapTypeSpec(rt: Runtime): Omit<TypeSpec, 'name'> {
  const bytes = (word: number): number => word * Unit.WordBytes;
  return {
    basicSize: 928,
    gc: true,
    slots: [TypeField.Dict, TypeField.Cache, TypeField.Mro, TypeField.Bases, TypeField.Base, TypeField.Module].map(
      bytes,
    ),
    hiddenSlots: [TypeField.Subclasses, TypeField.Name, TypeField.Qualname, TypeField.Slots].map(bytes),
    keptByClear: [TypeField.Dict, TypeField.Bases, TypeField.Base].map(bytes),
    weakList: bytes(TypeField.WeakList),
    tearDown: (object) => forgetClass(rt, object),
    custom: {
      traverse: () => {},
      traverseHidden: (object, visit) => forEachSharedKey(rt, rt.i32[object + TypeField.CachedKeys]!, visit),
      detach: (object, take) => {
        // Clearing a class in a cycle leaves it able to serve the instances that die after it.
        if (rt.i32[object + Header.Refcnt]! > 0) return;
        forEachSharedKey(rt, rt.i32[object + TypeField.CachedKeys]!, take);
        if (rt.i32[object + TypeField.CachedKeys] !== 0) {
          rt.i32[rt.i32[object + TypeField.CachedKeys]! + KeysField.Entries] = 0;
        }
      },
      blocks: (object, visit) => {
        if (rt.i32[object + TypeField.CachedKeys] !== 0) visit(rt.i32[object + TypeField.CachedKeys]!);
      },
      freeBlocks: (object) => {
        const keys = rt.i32[object + TypeField.CachedKeys]!;
        if (keys === 0 || rt.i32[object + Header.Refcnt]! > 0) return;
        rt.i32[object + TypeField.CachedKeys] = 0;
        rt.heap.blocks.free(keys);
      },
    },
  };
}

function forEachSharedKey(rt: Runtime, keys: number, visit: (name: Ref) => void): void {
  if (keys === 0) return;
  const first = firstEntry(rt, keys);
  for (let i = 0; i < rt.i32[keys + KeysField.Entries]!; i++) visit(rt.i32[first + 4 * i]! as Ref);
}

/** Bytes of the keys the instances of a class share: what `sys.getsizeof` of a class includes. */
export function sharedKeysBytes(): number {
  return keysBytes(SHARED_KEYS_LOG, KeysKind.Unicode);
}

/**
 * A new instance of a class, its fields empty (PyType_GenericAlloc). Instances of plain classes carry their values inline;
 * each new one leaves room for one name less, down to one, so that early instances are larger than later ones.
 */
export function allocInstance(rt: Runtime, type: TypeObject): Maybe {
  const word = rt.heap.types.valuesWord[type.typeId]!;
  if (word === 0) {
    const object = rt.heap.objects.allocate(type.typeId);
    if (object === NULL) return rt.noMemory();
    if (rt.isCollectable(type.typeId)) rt.heap.objects.track(object);
    return object;
  }
  const i32 = rt.i32;
  const keys = i32[type.ref + TypeField.CachedKeys]!;
  const usable = i32[keys + KeysField.Usable]!;
  const entries = i32[keys + KeysField.Entries]!;
  const capacity = entries + usable;
  const object = rt.fresh.collectable(type.typeId, 24 + 8 * capacity + ((capacity + 7) & ~7));
  if (object === 0) return rt.noMemory();
  // A collection inside the allocation may have added keys.
  const left = i32[keys + KeysField.Usable]!;
  if (left > 1) i32[keys + KeysField.Usable] = left - 1;
  i32[object + word] = Math.min(capacity, entries + Math.max(usable - 1, 1)) | (1 << 16) | (1 << 24);
  return object;
}

/** Type ids for exact checks need the id as a number of the heap's table. */
export function typeIdOf(type: TypeObject): TypeId {
  return type.typeId;
}

/** Marks a type and all that derive from it as changed. */
export function changed(rt: Runtime, type: TypeObject): void {
  typeModified(rt, type);
}

export type { Slots };
