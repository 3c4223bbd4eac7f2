import type { Ref } from '@uroboros/heap';
import type { BuiltinDefinition } from '../objects/catalog.js';
import { dictSet } from '../objects/dict.js';
import type { NativeFunction } from '../objects/native.js';
import { checkCount } from '../objects/native.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { declareBuiltin, linkBuiltin, materialize, populate } from '../runtime/types.js';

/** Types that belong to a module: made when it is first imported, so that start-up does not pay for them. */

/** A type of a module: where instances have a dictionary of their own, its field is named. */
export interface ModuleType extends BuiltinDefinition {
  /** Word of the instances' dictionary, if they have one. */
  readonly dictWord?: number;
}

/** Makes the types, unless an earlier import has. */
export function defineTypes(rt: Runtime, definitions: readonly ModuleType[]): void {
  for (const definition of definitions) {
    if (rt.builtin[definition.key] !== undefined) continue;
    const type = declareBuiltin(rt, definition);
    type.ofModule = true;
    if (definition.dictWord !== undefined) {
      type.hasDict = true;
      type.dictWord = definition.dictWord;
    }
    materialize(rt, type);
    linkBuiltin(rt, type);
    populate(rt, type, definition);
  }
}

/** Enters types into a module's dictionary under their names without the module; false on error. */
export function addTypes(rt: Runtime, dict: Ref, definitions: readonly ModuleType[]): boolean {
  defineTypes(rt, definitions);
  return definitions.every(({ key }) => {
    const type = rt.builtin[key];
    return dictSet(rt, dict, rt.name(type.shortName), type.ref);
  });
}

/** A method without arguments besides self; messages name its type. */
export function methodNoArgs(
  owner: string,
  name: string,
  code: (rt: Runtime, self: Ref) => Maybe,
  doc?: string,
): NativeFunction {
  return {
    name,
    doc,
    signature: '($self, /)',
    code: (rt, args, count, kwnames) => {
      if (kwnames !== 0) return rt.raise('TypeError', `${owner}.${name}() takes no keyword arguments`);
      if (count !== 1) return rt.raise('TypeError', `${owner}.${name}() takes no arguments (${count - 1} given)`);
      return code(rt, rt.i32[args]! as Ref);
    },
  };
}

/** A method with one argument besides self; messages name its type. */
export function methodOneArg(
  owner: string,
  name: string,
  code: (rt: Runtime, self: Ref, value: Ref) => Maybe,
  doc?: string,
): NativeFunction {
  return {
    name,
    doc,
    signature: '($self, object, /)',
    code: (rt, args, count, kwnames) => {
      if (kwnames !== 0) return rt.raise('TypeError', `${owner}.${name}() takes no keyword arguments`);
      if (count !== 2) {
        return rt.raise('TypeError', `${owner}.${name}() takes exactly one argument (${count - 1} given)`);
      }
      return code(rt, rt.i32[args]! as Ref, rt.i32[args + 2]! as Ref);
    },
  };
}

/** A method with positional arguments only; `code` gets the word of the first one behind self, and their number. */
export function methodPositional(
  owner: string,
  name: string,
  least: number,
  most: number,
  code: (rt: Runtime, self: Ref, args: number, count: number) => Maybe,
  doc?: string,
): NativeFunction {
  return {
    name,
    doc,
    signature: '',
    code: (rt, args, count, kwnames) => {
      if (kwnames !== 0) return rt.raise('TypeError', `${owner}.${name}() takes no keyword arguments`);
      if (!checkCount(rt, name, count - 1, least, most)) return 0;
      return code(rt, rt.i32[args]! as Ref, args + 2, count - 1);
    },
  };
}

/** `__iter__` of an iterator. */
export function iterSelf(rt: Runtime, self: Ref): Maybe {
  return rt.incref(self);
}

/** Whether the profile is of 3.12 or later. */
export function isRecent(rt: Runtime): boolean {
  return rt.profile.versionInfo[1] >= 12;
}
