import type { Ref } from '@uroboros/heap';
import { CodeFlag } from '../compile/compiled.js';
import { callWithSlots } from '../runtime/calls.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { warn } from '../runtime/warn.js';
import {
  cellCompare,
  cellNew,
  methodCompare,
  methodHash,
  methodNew,
  methodReduce,
  nativeCompare,
  nativeHash,
  nativeReduce,
} from './callable-types.js';
import type { BuiltinDefinition } from './catalog.js';
import { assignGenericDict } from './class-assignment.js';
import { compiledOf } from './code-object.js';
import { codeType } from './code-type.js';
import { newDict } from './dict.js';
import { functionNew } from './function-new.js';
import { CellField, CodeField, FunctionField, MethodField, NativeField } from './layout.js';
import { noArgs } from './native.js';
import { isStr } from './str.js';
import { boundSignature } from './text-signature.js';

/** Functions, methods, cells, code objects and functions written in TypeScript. */

/** A bound method of borrowed parts. */
export function newMethod(rt: Runtime, callable: Ref, self: Ref): Maybe {
  const method = rt.fresh.collectable(rt.ids.method, rt.heap.types.basicSize[rt.ids.method]!);
  if (method === 0) return rt.noMemory();
  rt.i32[method + MethodField.Function] = rt.incref(callable);
  rt.i32[method + MethodField.Self] = rt.incref(self);
  return method;
}

/** A new cell around an owned reference, or empty for 0. */
export function newCell(rt: Runtime, owned: Maybe): Maybe {
  const cell = rt.fresh.collectable(rt.ids.cell, rt.heap.types.basicSize[rt.ids.cell]!);
  if (cell === 0) return rt.noMemory();
  rt.i32[cell + CellField.Contents] = owned;
  return cell;
}

/** A function written in TypeScript as an object: `self` is what it is bound to, 0 if nothing; `module` a str or 0. */
export function newNative(rt: Runtime, native: number, self: Maybe, module: Maybe): Maybe {
  const fn = rt.fresh.collectable(rt.ids.native, rt.heap.types.basicSize[rt.ids.native]!);
  if (fn === 0) return rt.noMemory();
  rt.i32[fn + NativeField.Native] = native;
  if (self !== 0) rt.i32[fn + NativeField.Self] = rt.incref(self);
  if (module !== 0) rt.i32[fn + NativeField.Module] = rt.incref(module);
  return fn;
}

/** Reads a field that holds a reference: None if it is empty. */
function field(word: number) {
  return (rt: Runtime, self: Ref): Maybe => {
    const value = rt.i32[self + word]! as Maybe;
    return value === 0 ? rt.none() : rt.incref(value);
  };
}

/** Writes a field that must hold a value of a type; deleting it or None empties it where that is allowed. */
function setField(word: number, type: 'str' | 'tuple' | 'dict', message: string, optional: boolean) {
  return (rt: Runtime, self: Ref, value: Maybe): boolean => {
    const empty = value === 0 || (optional && value === rt.None);
    if (!(optional && empty) && (value === 0 || !rt.typeOf(value).isSubtypeOf(rt.builtin[type]))) {
      rt.raise('TypeError', message);
      return false;
    }
    rt.replace(self + word, empty ? 0 : rt.incref(value as Ref));
    return true;
  };
}

const functionType: BuiltinDefinition = {
  key: 'function',
  doc: 'Create a function object of a code object and the globals it sees.',
  final: true,
  layout: () => ({
    basicSize: 144,
    gc: true,
    slots: [48, 16, 24, 104, 56, 64, 80, 32, 88, 72, 112, 120, 40],
    weakList: 96,
    trashcan: false,
  }),
  slots: {
    repr: (rt, self) => {
      const name = rt.text(rt.i32[self + FunctionField.Qualname]! as Ref);
      return rt.str(`<function ${name} at 0x${(self * 4).toString(16)}>`);
    },
    new: functionNew,
    call: (rt, self, args, count, kwnames) => callWithSlots(rt, self, 0, args, count, kwnames),
    descrGet: (rt, self, object) => (object === 0 ? rt.incref(self) : newMethod(rt, self, object)),
  },
  attributes: [
    { name: '__code__', get: field(FunctionField.Code), set: setCode },
    {
      name: '__name__',
      get: field(FunctionField.Name),
      set: setField(FunctionField.Name, 'str', '__name__ must be set to a string object', false),
    },
    {
      name: '__qualname__',
      get: field(FunctionField.Qualname),
      set: setField(FunctionField.Qualname, 'str', '__qualname__ must be set to a string object', false),
    },
    {
      name: '__defaults__',
      get: field(FunctionField.Defaults),
      set: setField(FunctionField.Defaults, 'tuple', '__defaults__ must be set to a tuple object', true),
    },
    {
      name: '__type_params__',
      since: 12,
      get: (rt, self) => rt.incref((rt.i32[self + FunctionField.TypeParams]! || rt.emptyTuple) as Ref),
      set: setField(FunctionField.TypeParams, 'tuple', '__type_params__ must be set to a tuple', false),
    },
    {
      name: '__kwdefaults__',
      get: field(FunctionField.KwDefaults),
      set: setField(FunctionField.KwDefaults, 'dict', '__kwdefaults__ must be set to a dict object', true),
    },
    {
      name: '__annotations__',
      get: annotations,
      set: setField(FunctionField.Annotations, 'dict', '__annotations__ must be set to a dict object', true),
    },
    {
      name: '__dict__',
      get: (rt, self) => rt.incref(rt.instanceDict(self) as Ref),
      set: assignGenericDict,
    },
  ],
  members: [
    { name: '__closure__', word: FunctionField.Closure, readonly: true, empty: 'none' },
    { name: '__doc__', word: FunctionField.Doc, empty: 'none' },
    { name: '__globals__', word: FunctionField.Globals, readonly: true, empty: 'none' },
    { name: '__module__', word: FunctionField.Module, empty: 'none' },
    { name: '__builtins__', word: FunctionField.Builtins, readonly: true, empty: 'none' },
  ],
};

/** Kinds of functions that calls make different objects for. */
const KINDS = CodeFlag.Generator | CodeFlag.Coroutine | CodeFlag.AsyncGenerator;

function setCode(rt: Runtime, self: Ref, value: Maybe): boolean {
  if (value === 0 || rt.typeId(value) !== rt.ids.code) {
    rt.raise('TypeError', '__code__ must be set to a code object');
    return false;
  }
  const compiled = compiledOf(rt, value);
  const closure = rt.i32[self + FunctionField.Closure]! as Maybe;
  const cells = closure === 0 ? 0 : rt.tupleSize(closure);
  if (compiled.freeNames.length !== cells) {
    const name = rt.text(rt.i32[self + FunctionField.Name]! as Ref);
    const got = compiled.freeNames.length;
    rt.raise('ValueError', `${name}() requires a code object with ${cells} free vars, not ${got}`);
    return false;
  }
  const before = compiledOf(rt, rt.i32[self + FunctionField.Code]! as Ref);
  if (((before.flags ^ compiled.flags) & KINDS) !== 0 && rt.profile.versionInfo[1] >= 13) {
    const text =
      'Assigning a code object of non-matching type is deprecated (e.g., from a generator to a plain function)';
    if (!warn(rt, 'DeprecationWarning', text)) return false;
  }
  rt.replace(self + FunctionField.Code, rt.incref(value));
  rt.i32[self + FunctionField.Compiled] = rt.i32[value + CodeField.Compiled]!;
  rt.i32[self + FunctionField.Version] = 0;
  return true;
}

function annotations(rt: Runtime, self: Ref): Maybe {
  if (rt.i32[self + FunctionField.Annotations] === 0) {
    const dict = newDict(rt);
    if (dict === 0) return 0;
    rt.i32[self + FunctionField.Annotations] = dict;
  }
  return rt.incref(rt.i32[self + FunctionField.Annotations]! as Ref);
}

/** What a method calls the callable it binds, which may be anything; undefined on error. */
function nameForRepr(rt: Runtime, callable: Ref): string | undefined {
  let name = rt.findAttr(callable, '__qualname__');
  if (name === 0 && !rt.failed) name = rt.findAttr(callable, '__name__');
  if (rt.failed) return undefined;
  const text = name !== 0 && isStr(rt, name) ? rt.text(name) : '?';
  rt.drop(name);
  return text;
}

const methodType: BuiltinDefinition = {
  key: 'method',
  final: true,
  layout: () => ({ basicSize: 48, gc: true, slots: [16, 24], weakList: 32, noClear: true }),
  slots: {
    call: (rt, self, args, count, kwnames) =>
      callWithSlots(
        rt,
        rt.i32[self + MethodField.Function]! as Ref,
        rt.i32[self + MethodField.Self]! as Ref,
        args,
        count,
        kwnames,
      ),
    repr: (rt, self) => {
      const fn = rt.i32[self + MethodField.Function]! as Ref;
      const text = nameForRepr(rt, fn);
      if (text === undefined) return 0;
      const object = rt.repr(rt.i32[self + MethodField.Self]! as Ref);
      return object === undefined ? 0 : rt.str(`<bound method ${text} of ${object}>`);
    },
    getattr: (rt, self, name) => {
      const own = rt.typeAttribute(self, name);
      if (own !== 0) return rt.genericGetAttr(rt, self, name);
      return rt.getAttr(rt.i32[self + MethodField.Function]! as Ref, name);
    },
    compare: methodCompare,
    hash: methodHash,
    new: methodNew,
    descrGet: (rt, self) => rt.incref(self),
  },
  members: [
    { name: '__func__', word: MethodField.Function, readonly: true, empty: 'none' },
    { name: '__self__', word: MethodField.Self, readonly: true, empty: 'none' },
  ],
  methods: [noArgs('__reduce__', methodReduce)],
  attributes: [
    { name: '__doc__', get: (rt, self) => rt.getAttrText(rt.i32[self + MethodField.Function]! as Ref, '__doc__') },
  ],
};

const nativeType: BuiltinDefinition = {
  key: 'builtin_function_or_method',
  final: true,
  layout: () => ({ basicSize: 56, gc: true, slots: [24, 32], weakList: 40, noClear: true }),
  slots: {
    call: (rt, self, args, count, kwnames) => callWithSlots(rt, self, 0, args, count, kwnames),
    repr: (rt, self) => {
      const name = rt.natives[rt.i32[self + NativeField.Native]!]!.name;
      const owner = rt.i32[self + NativeField.Self]! as Maybe;
      if (owner === 0 || rt.typeId(owner) === rt.ids.module) return rt.str(`<built-in function ${name}>`);
      const type = rt.typeOf(owner).name;
      return rt.str(`<built-in method ${name} of ${type} object at 0x${(owner * 4).toString(16)}>`);
    },
    compare: nativeCompare,
    hash: nativeHash,
  },
  methods: [noArgs('__reduce__', nativeReduce)],
  attributes: [
    {
      name: '__text_signature__',
      get: boundSignature,
    },
    { name: '__name__', get: (rt, self) => rt.str(rt.natives[rt.i32[self + NativeField.Native]!]!.name) },
    {
      name: '__qualname__',
      get: (rt, self) => {
        const name = rt.natives[rt.i32[self + NativeField.Native]!]!.name;
        const owner = rt.i32[self + NativeField.Self]! as Maybe;
        if (owner === 0 || rt.typeId(owner) === rt.ids.module) return rt.str(name);
        const type = rt.typeByRef.get(owner) ?? rt.typeOf(owner);
        return rt.str(`${type.shortName}.${name}`);
      },
    },
    { name: '__self__', get: field(NativeField.Self) },
    {
      name: '__doc__',
      get: (rt, self) => {
        const doc = rt.natives[rt.i32[self + NativeField.Native]!]!.doc;
        return doc === undefined ? rt.none() : rt.str(doc);
      },
    },
  ],
  members: [{ name: '__module__', word: NativeField.Module, empty: 'none' }],
};

const cellType: BuiltinDefinition = {
  key: 'cell',
  final: true,
  layout: () => ({ basicSize: 24, gc: true, slots: [16] }),
  slots: {
    new: cellNew,
    compare: cellCompare,
    hash: undefined,
    repr: (rt, self) => {
      const value = rt.i32[self + CellField.Contents]! as Maybe;
      const at = `<cell at 0x${(self * 4).toString(16)}`;
      if (value === 0) return rt.str(`${at}: empty>`);
      return rt.str(`${at}: ${rt.typeOf(value).name} object at 0x${(value * 4).toString(16)}>`);
    },
  },
  attributes: [
    {
      name: 'cell_contents',
      get: (rt, self) => {
        const value = rt.i32[self + CellField.Contents]! as Maybe;
        return value === 0 ? rt.raise('ValueError', 'Cell is empty') : rt.incref(value);
      },
      set: (rt, self, value) => {
        rt.replace(self + CellField.Contents, value === 0 ? 0 : rt.incref(value));
        return true;
      },
    },
  ],
};

/** The types of this file. */
export const functionTypes: readonly BuiltinDefinition[] = [functionType, methodType, nativeType, cellType, codeType];
