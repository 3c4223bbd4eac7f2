import type { Ref } from '@uroboros/heap';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { dictGetStr } from './dict.js';
import { firstEntry, keysKind, lookupStr } from './dictkeys.js';
import { CodeField, DictField, FunctionField, KeysField, KeysKind, ModuleField } from './layout.js';

/** A new function of a code object, in a module's dictionary; all borrowed. */
export type MakeFunction = (code: Ref, globals: Ref, qualname: Ref) => Maybe;

const makers = new WeakMap<Runtime, MakeFunction>();

export function newFunction(rt: Runtime, code: Ref, globals: Ref, qualname: Ref): Maybe {
  return functionMaker(rt)(code, globals, qualname);
}

/** The one that makes a runtime's functions: over constants, for programs make functions in loops. */
export function functionMaker(rt: Runtime): MakeFunction {
  let make = makers.get(rt);
  if (make === undefined) {
    make = makerFor(rt);
    makers.set(rt, make);
  }
  return make;
}

function makerFor(rt: Runtime): MakeFunction {
  const { i32, heap, ids } = rt;
  const { objects, types } = heap;
  const none = rt.None;
  const nameText = rt.name('__name__');
  const builtinsText = rt.name('__builtins__');
  const functionId = ids.function;
  const bytes = types.basicSize[functionId]!;
  // The words of `__name__` and `__builtins__` in the dictionary asked for last, 0 where it has none: good for one state of its keys.
  let knownKeys = 0;
  let knownVersion = 0;
  let nameWord = 0;
  let builtinsWord = 0;

  const count = (object: Ref): Ref => {
    const refs = (i32[object]! + 1) | 0;
    if (refs !== 0) i32[object] = refs;
    return object;
  };

  /** Whether the words are those of this dictionary. */
  const findWords = (globals: Ref): boolean => {
    const keys = i32[globals + DictField.Keys]!;
    if (knownKeys === keys && knownVersion === i32[keys + KeysField.Version]) return true;
    if (keysKind(rt, keys) !== KeysKind.Unicode || i32[globals + DictField.Values] !== 0) return false;
    const wordOf = (text: Ref): number => {
      const entry = lookupStr(rt, keys, text);
      return entry < 0 ? 0 : firstEntry(rt, keys) + 4 * entry + 2;
    };
    nameWord = wordOf(nameText);
    builtinsWord = wordOf(builtinsText);
    knownKeys = keys;
    knownVersion = i32[keys + KeysField.Version]!;
    return true;
  };

  /** The built-in names for code with these globals: what `__builtins__` says there, a module or its dictionary. */
  const builtinsOf = (own: Maybe): Ref => {
    if (own === 0) return rt.builtinsDict;
    return rt.typeId(own) === ids.module ? (i32[own + ModuleField.Dict]! as Ref) : own;
  };

  return (code, globals, qualname) => {
    const fn = rt.fresh.untracked(functionId, bytes);
    if (fn === 0) return rt.noMemory();
    const isKnown = findWords(globals);
    const module = isKnown ? ((nameWord && i32[nameWord]!) as Maybe) : dictGetStr(rt, globals, nameText);
    const own = isKnown ? ((builtinsWord && i32[builtinsWord]!) as Maybe) : dictGetStr(rt, globals, builtinsText);
    i32[fn + FunctionField.Globals] = count(globals);
    i32[fn + FunctionField.Builtins] = count(builtinsOf(own));
    i32[fn + FunctionField.Code] = count(code);
    i32[fn + FunctionField.Name] = count(i32[code + CodeField.Name]! as Ref);
    i32[fn + FunctionField.Qualname] = count(qualname);
    i32[fn + FunctionField.Doc] = count(none);
    i32[fn + FunctionField.Compiled] = i32[code + CodeField.Compiled]!;
    if (module !== 0) i32[fn + FunctionField.Module] = count(module);
    objects.track(fn);
    return fn;
  };
}
