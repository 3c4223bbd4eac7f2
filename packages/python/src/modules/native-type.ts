import type { Ref } from '@uroboros/heap';
import type { BuiltinDefinition } from '../objects/catalog.js';
import { dictSet, newDict } from '../objects/dict.js';
import { TypeField } from '../objects/layout.js';
import { tupleOf } from '../objects/tuple.js';
import type { TypeObject } from '../objects/typeobject.js';
import { setRaised } from '../runtime/errors.js';
import type { BuiltinName } from '../runtime/registry.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { declareBuiltin, linkBuiltin, materialize, populate } from '../runtime/types.js';

/** Types that belong to a module: they are no fixed part of the runtime, and made when their module first asks for them. */

/** A type of a module; `name` is with the module. */
export interface NativeTypeDefinition extends Omit<BuiltinDefinition, 'key' | 'name' | 'base'> {
  readonly name: string;
  readonly base?: NativeTypeDefinition | BuiltinName;
  /** Instances have attributes of their own: `managed` in front of the object, else the word of the dictionary's field. */
  readonly dict?: 'managed' | number;
}

const types = new WeakMap<Runtime, Map<NativeTypeDefinition, TypeObject>>();

/** The type of a definition in this runtime. */
export function nativeType(rt: Runtime, definition: NativeTypeDefinition): TypeObject {
  let known = types.get(rt);
  if (known === undefined) {
    known = new Map();
    types.set(rt, known);
  }
  let type = known.get(definition);
  if (type === undefined) {
    type = makeType(rt, definition);
    known.set(definition, type);
  }
  return type;
}

function makeType(rt: Runtime, definition: NativeTypeDefinition): TypeObject {
  const { base, dict, ...rest } = definition;
  // The key is only what the runtime finds the type under; it is not among its fixed names.
  const key = definition.name as BuiltinName;
  const built: BuiltinDefinition = {
    ...rest,
    key,
    ...(base === undefined
      ? {}
      : { base: typeof base === 'string' ? base : (nativeType(rt, base).name as BuiltinName) }),
  };
  const type = declareBuiltin(rt, built);
  type.ofModule = true;
  if (dict !== undefined) {
    type.hasDict = true;
    type.dictWord = dict === 'managed' ? 0 : dict;
  }
  materialize(rt, type);
  linkBuiltin(rt, type);
  populate(rt, type, built);
  return type;
}

/** Stores a value in the dictionary of a built-in type; false on error. */
export function setTypeAttribute(rt: Runtime, type: TypeObject, name: string, value: Ref): boolean {
  return dictSet(rt, rt.i32[type.ref + TypeField.Dict]! as Ref, rt.name(name), value);
}

/** A new exception class of a module (PyErr_NewException), kept for good: borrowed. */
export function newExceptionClass(rt: Runtime, module: string, name: string, base: Ref): Maybe {
  const mark = rt.mark();
  const dict = newDict(rt);
  if (dict === 0) return 0;
  rt.hold(dict);
  const bases = dictSet(rt, dict, rt.name('__module__'), rt.name(module)) ? tupleOf(rt, base) : 0;
  if (bases === 0) return rt.finish(mark, 0);
  rt.hold(bases);
  const type = rt.finish(mark, rt.call(rt.builtin.type.ref, rt.name(name), bases, dict));
  return type === 0 ? 0 : rt.keep(type);
}

/** Raises an exception of any class with a message: returns 0. */
export function raiseClass(rt: Runtime, type: Ref, message: string): 0 {
  const text = rt.str(message);
  if (text === 0) return 0;
  const mark = rt.mark();
  rt.hold(text);
  const exception = rt.finish(mark, rt.call(type, text));
  return exception === 0 ? 0 : setRaised(rt, exception);
}
