import type { Ref } from '@uroboros/heap';
import { fastPaths } from '../compile/fast.js';
import { stubCache } from '../compile/stubs.js';
import { addBuiltin } from '../modules/builtins.js';
import { frameTypes } from '../modules/frame-type.js';
import { makeModule, moduleDict } from '../modules/module.js';
import { namespaceType } from '../modules/namespace.js';
import { NativeModules } from '../modules/native-modules.js';
import { registerWeakrefTypes, weakrefTypes } from '../modules/weakref-type.js';
import { asciiWriter } from '../objects/ascii-writer.js';
import { asyncGeneratorTypes } from '../objects/async-generator.js';
import type { BuiltinDefinition } from '../objects/catalog.js';
import { assignInstanceDict, dictOfInstance } from '../objects/class-assignment.js';
import { containerTypes } from '../objects/containers.js';
import { countedCopies } from '../objects/counted-copies.js';
import { descriptorTypes } from '../objects/descriptors.js';
import { dictSet, newDict } from '../objects/dict.js';
import { dictFind } from '../objects/dict-find.js';
import { dictCopy } from '../objects/dict-merge.js';
import { dictStore } from '../objects/dict-store.js';
import { newKeys } from '../objects/dictkeys.js';
import { exceptionGroupType, makeExceptionGroup } from '../objects/exception-group.js';
import { exceptionTypes } from '../objects/exceptions.js';
import { allocatorPaths, freshPaths } from '../objects/fresh.js';
import { functionTypes } from '../objects/function-type.js';
import { generatorTypes } from '../objects/generator-types.js';
import { genericAliasTypes } from '../objects/generic-alias.js';
import { makeHashes } from '../objects/hash-key.js';
import { IntTypes, writeSmallInt } from '../objects/int.js';
import { digitRows } from '../objects/int-rows.js';
import { ExceptionField, KeysField, KeysKind, TypeField, WrapperMethodField } from '../objects/layout.js';
import { messagePaths } from '../objects/messages.js';
import { moduleTypes } from '../objects/module-type.js';
import { singletonTypes } from '../objects/none-type.js';
import { objectType } from '../objects/object-type.js';
import { quickCompare } from '../objects/quick-compare.js';
import { quickMakers } from '../objects/quick-types.js';
import { scalarTypes } from '../objects/scalars.js';
import { setFind } from '../objects/set-find.js';
import { setStore } from '../objects/set-store.js';
import { newSlice } from '../objects/slice-type.js';
import { forgetInterned, makeStr } from '../objects/str.js';
import { makeStrPaths } from '../objects/str-paths.js';
import { strPieces } from '../objects/str-pieces.js';
import { replaceAscii } from '../objects/str-replace.js';
import { prepareBuiltin } from '../objects/subclasses.js';
import { typeType } from '../objects/type-type.js';
import { unionType } from '../objects/union-type.js';
import { classOperators } from './class-operators.js';
import { newException } from './errors.js';
import { markPatternTypes } from './patterns.js';
import { raisingPaths } from './raising-paths.js';
import { type BuiltinName, RECENT_EXCEPTIONS } from './registry.js';
import type { Maybe, Runtime } from './runtime.js';
import { slotCaller } from './slot-calls.js';
import { declareBuiltin, linkBuiltin, materialize, populate, settleTypes } from './types.js';

/** Start-up: from an empty heap to a Python with its built-in types, singletons and modules. */

/** The exception types that the profile's version has. */
function knownExceptions(rt: Runtime): readonly BuiltinDefinition[] {
  if (rt.profile.versionInfo[1] >= 13) return exceptionTypes;
  return exceptionTypes.filter(({ key }) => !RECENT_EXCEPTIONS.has(key));
}

/** All built-in types, bases before what derives from them. */
function definitions(rt: Runtime): readonly BuiltinDefinition[] {
  return [
    objectType,
    typeType,
    ...scalarTypes,
    ...singletonTypes,
    ...containerTypes,
    ...functionTypes,
    ...descriptorTypes,
    ...knownExceptions(rt),
    exceptionGroupType,
    ...moduleTypes,
    ...frameTypes,
    ...generatorTypes,
    ...asyncGeneratorTypes,
    ...weakrefTypes,
    namespaceType,
    ...genericAliasTypes,
    unionType,
  ];
}

/** Types that have their place in builtins under their own name. */
const VISIBLE: readonly BuiltinName[] = [
  'object',
  'type',
  'int',
  'bool',
  'float',
  'complex',
  'str',
  'bytes',
  'bytearray',
  'memoryview',
  'list',
  'tuple',
  'dict',
  'set',
  'frozenset',
  'range',
  'slice',
  'property',
  'classmethod',
  'staticmethod',
  'super',
  'enumerate',
  'zip',
  'map',
  'filter',
  'reversed',
];

export function bootstrap(rt: Runtime): void {
  const all = definitions(rt);
  for (const definition of all) {
    const type = declareBuiltin(rt, definition);
    // Built-in types do not inherit tp_new of object: what has none of its own cannot be called.
    if (definition.slots?.new === undefined && type.base === rt.builtin.object) type.slots.new = undefined;
  }
  nameLayouts(rt);
  rt.strs = makeStrPaths(rt);
  rt.writer = asciiWriter(rt);
  rt.messages = messagePaths(rt);
  rt.quick = quickCompare(rt);
  rt.fresh = allocatorPaths(rt);
  rt.copyCounted = countedCopies(rt);
  rt.hashes = makeHashes(rt);
  rt.digits = digitRows(rt.i32);
  rt.slotCalls = slotCaller(rt);
  rt.dicts = dictFind(rt);
  rt.dictStore = dictStore(rt);
  makeShared(rt);
  const types = all.map((definition) => rt.builtin[definition.key]);
  for (const type of types) materialize(rt, type);
  rt.strs.settle();
  makeSingletons(rt);
  rt.sets = setFind(rt);
  rt.fast = fastPaths(rt);
  rt.setStore = setStore(rt);
  rt.fresh = freshPaths(rt);
  rt.pieces = strPieces(rt);
  rt.replaceAscii = replaceAscii(rt);
  rt.raising = raisingPaths(rt);
  rt.makers = quickMakers(rt);
  for (const type of types) linkBuiltin(rt, type);
  for (const type of types) prepareBuiltin(rt, type);
  all.forEach((definition, i) => {
    populate(rt, types[i]!, definition);
  });
  registerWeakrefTypes(rt);
  markPatternTypes(rt);
  addClassAttributes(rt);
  rt.stubs = stubCache(rt);
  rt.classOperators = classOperators(rt);
  makeMemoryError(rt);
  makeModules(rt);
  settleTypes(rt);
}

/** Fills `rt.ids`, and defines the layouts that have no type of their own. */
function nameLayouts(rt: Runtime): void {
  const { ids, builtin } = rt;
  const types = rt.heap.types;
  const alias = (key: 'int' | 'str' | 'type', changes: object): typeof ids.str => {
    const type = builtin[key];
    const id = types.define({ ...types.spec(type.typeId), ...changes });
    rt.types[id] = type;
    rt.typeVersions[id] = type.version;
    return id;
  };
  ids.bigInt = builtin.int.typeId;
  ids.smallInt = alias('int', {});
  ids.str = builtin.str.typeId;
  ids.internedStr = alias('str', { tearDown: (object: Ref) => forgetInternedName(rt, object) });
  ids.heapType = builtin.type.typeId;
  ids.staticType = types.define({
    name: 'type',
    basicSize: 416,
    hiddenSlots: [
      TypeField.Dict,
      TypeField.Mro,
      TypeField.Bases,
      TypeField.Base,
      TypeField.Cache,
      TypeField.Subclasses,
    ].map((w) => w * 4),
    weakList: TypeField.WeakList * 4,
  });
  rt.types[ids.staticType] = builtin.type;
  ids.bool = builtin.bool.typeId;
  ids.float = builtin.float.typeId;
  ids.none = builtin.NoneType.typeId;
  ids.bytes = builtin.bytes.typeId;
  ids.tuple = builtin.tuple.typeId;
  ids.list = builtin.list.typeId;
  ids.dict = builtin.dict.typeId;
  ids.function = builtin.function.typeId;
  ids.method = builtin.method.typeId;
  ids.native = builtin.builtin_function_or_method.typeId;
  ids.cell = builtin.cell.typeId;
  ids.code = builtin.code.typeId;
  ids.frame = builtin.frame.typeId;
  ids.generator = builtin.generator.typeId;
  ids.coroutine = builtin.coroutine.typeId;
  ids.asyncGenerator = builtin.async_generator.typeId;
  ids.traceback = builtin.traceback.typeId;
  ids.module = builtin.module.typeId;
  rt.methodDescriptorId = builtin.method_descriptor.typeId;
  rt.wrapperDescriptorId = builtin.wrapper_descriptor.typeId;
  setDictWords(rt);
}

/** Built-in types whose instances have attributes of their own, and where their dictionary is. */
function setDictWords(rt: Runtime): void {
  const { builtin } = rt;
  // A class made by a metaclass has the dictionary of all types, and no second one.
  builtin.type.hasDict = true;
  builtin.type.dictWord = TypeField.Dict;
  builtin.function.hasDict = true;
  builtin.function.dictWord = 22;
  builtin.module.hasDict = true;
  builtin.module.dictWord = 4;
  builtin.SimpleNamespace.hasDict = true;
  builtin.SimpleNamespace.dictWord = 4;
  for (const wrapper of [builtin.classmethod, builtin.staticmethod]) {
    wrapper.hasDict = true;
    wrapper.dictWord = WrapperMethodField.Dict;
  }
  for (const type of Object.values(builtin)) {
    if (!type.isSubtypeOf(builtin.BaseException)) continue;
    type.hasDict = true;
    type.dictWord = ExceptionField.Dict;
  }
}

/** A name dies: the caches that know it by its address must forget it. */
function forgetInternedName(rt: Runtime, object: Ref): void {
  forgetInterned(rt, object);
  rt.typeCache.clear();
}

/** Objects that others refer to without looking: made before there are type objects. */
function makeShared(rt: Runtime): void {
  rt.emptyKeys = newKeys(rt, 0, KeysKind.Unicode, 0);
  rt.i32[rt.emptyKeys + KeysField.Usable] = 0;
  rt.emptyTuple = made(rt, rt.heap.objects.allocateVar(rt.ids.tuple, 0));
  rt.emptyStr = made(rt, makeStr(rt, ''));
  for (let code = 0; code < 256; code++) rt.latin1.push(made(rt, makeStr(rt, String.fromCharCode(code))));
}

/** Keeps an object that was made at start, and makes it static as the version does. */
function made(rt: Runtime, object: Maybe): Ref {
  if (object === 0) throw rt.heap.exhausted(64);
  rt.keep(object);
  rt.makeStatic(object);
  return object;
}

function makeSingletons(rt: Runtime): void {
  const single = (key: BuiltinName): Ref => {
    const object = rt.heap.objects.allocate(rt.builtin[key].typeId);
    if (object === 0) throw rt.heap.exhausted(16);
    rt.keep(object);
    if (rt.profile.staticCounts === 'immortal') rt.makeStatic(object);
    return object;
  };
  rt.None = single('NoneType');
  rt.NotImplemented = single('NotImplementedType');
  rt.Ellipsis = single('ellipsis');
  rt.dummy = single('object');
  for (const object of rt.kept) {
    const typeObject = rt.heap.types.typeObject[rt.typeId(object)]!;
    if (rt.i32[object + 2] === 0) rt.i32[object + 2] = typeObject;
  }
  makeNumbers(rt);
}

/** The ints −5 … 256; True and False have the layout of ints. */
function makeNumbers(rt: Runtime): void {
  for (let value: number = IntTypes.SmallFirst; value <= IntTypes.SmallLast; value++) {
    const object = rt.heap.objects.allocateSized(rt.ids.smallInt, IntTypes.OneDigitBytes, 0);
    if (object === 0) throw rt.heap.exhausted(IntTypes.OneDigitBytes);
    writeSmallInt(rt, object, value);
    rt.smallInts[value - IntTypes.SmallFirst] = object;
    rt.keep(object);
    rt.makeStatic(object);
  }
  const truth = (value: number): Ref => {
    const object = rt.heap.objects.allocateSized(rt.ids.bool, 28, 0);
    if (object === 0) throw rt.heap.exhausted(28);
    writeSmallInt(rt, object, value);
    rt.i32[object + 3] = rt.ids.bool;
    rt.keep(object);
    if (rt.profile.staticCounts === 'immortal') rt.makeStatic(object);
    return object;
  };
  rt.False = truth(0);
  rt.True = truth(1);
}

/** `__dict__` and `__weakref__` of the instances of classes. */
function addClassAttributes(rt: Runtime): void {
  rt.dictAttribute =
    rt.attributeTable.push({
      name: '__dict__',
      get: dictOfInstance,
      set: assignInstanceDict,
    }) - 1;
  rt.weakrefAttribute =
    rt.attributeTable.push({
      name: '__weakref__',
      get: (runtime, self) => {
        if (runtime.heap.types.weakListWord[runtime.typeOf(self).typeId] === 0) {
          return runtime.raise('AttributeError', 'This object has no __weakref__');
        }
        const head = runtime.heap.weakrefs.head(self);
        return head === 0 ? runtime.none() : runtime.incref(head);
      },
    }) - 1;
}

function makeMemoryError(rt: Runtime): void {
  const exception = newException(rt, rt.builtin.MemoryError, rt.incref(rt.emptyTuple));
  if (exception === 0) throw rt.heap.exhausted(88);
  rt.memoryError = rt.keep(exception);
}

function makeModules(rt: Runtime): void {
  const modules = newDict(rt);
  if (modules === 0) throw rt.heap.exhausted(48);
  rt.modules = rt.keep(modules);
  rt.builtinModules = new NativeModules();
  const builtins = start(rt, 'builtins');
  rt.builtinsDict = moduleDict(rt, builtins);
  for (const key of VISIBLE) addBuiltin(rt, key, rt.builtin[key].ref);
  for (const definition of knownExceptions(rt)) addBuiltin(rt, definition.key, rt.builtin[definition.key].ref);
  addBuiltin(rt, 'BaseExceptionGroup', rt.builtin.BaseExceptionGroup.ref);
  addBuiltin(rt, 'ExceptionGroup', makeExceptionGroup(rt).ref);
  addBuiltin(rt, 'None', rt.None);
  addBuiltin(rt, 'True', rt.True);
  addBuiltin(rt, 'False', rt.False);
  addBuiltin(rt, 'NotImplemented', rt.NotImplemented);
  addBuiltin(rt, 'Ellipsis', rt.Ellipsis);
  addBuiltin(rt, '__debug__', rt.True);
  addBuiltin(rt, 'EnvironmentError', rt.builtin.OSError.ref);
  addBuiltin(rt, 'IOError', rt.builtin.OSError.ref);
  start(rt, 'sys');
  const copy = dictCopy(rt, rt.builtinsDict);
  if (copy === 0) throw rt.heap.exhausted(64);
  rt.builtinsCopy = rt.keep(copy);
  // Start-up uses slices, so that one dead slice is at hand from the beginning.
  rt.drop(newSlice(rt, rt.None, rt.None, rt.None));
}

/** Makes a module and enters it into sys.modules, which keeps it. */
function start(rt: Runtime, name: string): Ref {
  const module = makeModule(rt, rt.builtinModules.get(name)!);
  if (module === 0) throw new Error(`start-up: module ${name}: ${rt.textOfRepr(rt.takeError())}`);
  if (!dictSet(rt, rt.modules, rt.name(name), module)) throw rt.heap.exhausted(64);
  rt.decref(module);
  return module;
}
