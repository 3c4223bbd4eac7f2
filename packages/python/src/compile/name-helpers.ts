import type { Ref } from '@uroboros/heap';
import { dictDelete, dictGetStr, dictSet, newDict } from '../objects/dict.js';
import { firstEntry, isPlainStr, keysKind, lookupStr } from '../objects/dictkeys.js';
import { newCell } from '../objects/function-type.js';
import { CellField, DictField, FunctionField, KeysField, KeysKind } from '../objects/layout.js';
import { Frame, SLOT } from '../runtime/frame.js';
import { deleteItem, getItem, setItem } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';

/** How generated code finds, stores and deletes names that are no locals of a function. */

export function naming(rt: Runtime): Record<string, unknown> {
  const { i32 } = rt;
  const globals = (fp: number): Ref => i32[i32[fp]! + FunctionField.Globals]! as Ref;
  const locals = (fp: number): Ref => (i32[fp + Frame.Locals]! || globals(fp)) as Ref;
  const undefinedName = (name: Ref): 0 => {
    rt.raise('NameError', `name '${rt.text(name)}' is not defined`);
    rt.noteName(name);
    return 0;
  };
  const lookGlobal = (fp: number, name: Ref): Maybe => {
    const found = dictGetStr(rt, globals(fp), name);
    if (found !== 0) return rt.incref(found);
    return rt.failed ? 0 : lookBuiltinOf(fp, name);
  };
  const lookBuiltinOf = (fp: number, name: Ref): Maybe => {
    const builtins = i32[i32[fp]! + FunctionField.Builtins]! as Ref;
    if (builtins !== rt.builtinsDict) return lookBuiltin(rt, builtins, name, undefinedName);
    const builtin = dictGetStr(rt, builtins, name);
    return builtin !== 0 ? rt.incref(builtin) : undefinedName(name);
  };
  const store = (dict: Ref, name: Ref, owned: Ref): boolean => {
    const mark = rt.mark();
    rt.hold(owned);
    const stored = dictSet(rt, dict, name, owned);
    rt.releaseTo(mark);
    return stored;
  };
  const remove = (dict: Ref, name: Ref): boolean => {
    const removed = dictDelete(rt, dict, name);
    if (removed === 0) undefinedName(name);
    return removed === 1;
  };
  const forget = (dict: Ref, name: Ref): void => {
    dictDelete(rt, dict, name);
  };
  return {
    globals,
    loadGlobal: (fp: number, ic: Int32Array, at: number, name: Ref): Maybe => {
      const dict = globals(fp);
      // A dictionary of a derived class is asked like any mapping: it may have `__missing__`.
      const isPlain = rt.typeId(dict) === rt.ids.dict;
      // Code with built-in names of its own finds nothing through the cache.
      const usual = isPlain && i32[i32[fp]! + FunctionField.Builtins] === rt.builtinsDict;
      if (usual) fillGlobalCache(rt, dict, ic, at, name);
      else ic[at] = 0;
      return isPlain ? lookGlobal(fp, name) : loadFromMapping(rt, dict, name, () => lookBuiltinOf(fp, name));
    },
    loadName: (fp: number, name: Ref): Maybe => {
      const dict = locals(fp);
      if (rt.typeId(dict) !== rt.ids.dict) return loadFromMapping(rt, dict, name, () => lookGlobal(fp, name));
      const found = dictGetStr(rt, dict, name);
      return found !== 0 ? rt.incref(found) : lookGlobal(fp, name);
    },
    loadClassCell: (fp: number, offset: number, name: Ref): Maybe => {
      const found = dictGetStr(rt, locals(fp), name);
      if (found !== 0) return rt.incref(found);
      return loadCell(rt, fp, offset, name);
    },
    loadCell: (fp: number, offset: number, name: Ref): Maybe => loadCell(rt, fp, offset, name),
    storeCell: (at: number, owned: Maybe): void => rt.replace(i32[at]! + CellField.Contents, owned),
    deleteCell: (fp: number, offset: number, name: Ref): boolean => {
      const cell = i32[fp + offset]!;
      if (i32[cell + CellField.Contents] === 0) {
        loadCell(rt, fp, offset, name);
        return false;
      }
      rt.replace(cell + CellField.Contents, 0);
      return true;
    },
    makeCell: (at: number): boolean => {
      const cell = newCell(rt, i32[at]! as Maybe);
      if (cell === 0) return false;
      i32[at] = cell;
      return true;
    },
    copyFree: (fp: number, first: number, count: number): void => {
      const closure = i32[i32[fp]! + FunctionField.Closure]! as Ref;
      for (let i = 0; i < count; i++) i32[first + SLOT * i] = rt.incref(rt.tupleItem(closure, i));
    },
    unbound: (name: Ref): void => {
      rt.raise(
        'UnboundLocalError',
        `cannot access local variable '${rt.text(name)}' where it is not associated with a value`,
      );
      rt.noteName(name);
    },
    setName: (fp: number, name: Ref, owned: Ref): boolean => {
      const dict = locals(fp);
      if (rt.typeId(dict) === rt.ids.dict) return store(dict, name, owned);
      const mark = rt.mark();
      rt.hold(owned);
      const stored = setItem(rt, dict, name, owned);
      rt.releaseTo(mark);
      return stored;
    },
    setGlobal: (fp: number, name: Ref, owned: Ref): boolean => store(globals(fp), name, owned),
    deleteName: (fp: number, name: Ref): boolean => {
      const dict = locals(fp);
      return rt.typeId(dict) === rt.ids.dict ? remove(dict, name) : deleteFromMapping(rt, dict, name, undefinedName);
    },
    deleteGlobal: (fp: number, name: Ref): boolean => remove(globals(fp), name),
    forgetName: (fp: number, name: Ref): void => {
      const dict = locals(fp);
      if (rt.typeId(dict) === rt.ids.dict) forget(dict, name);
      else if (!deleteItem(rt, dict, name)) rt.clearError();
    },
    forgetGlobal: (fp: number, name: Ref): void => forget(globals(fp), name),
    setupAnnotations: (fp: number): boolean => setupAnnotations(rt, locals(fp)),
    annotate: (fp: number, name: Ref, at: number): boolean => {
      const done = annotate(rt, locals(fp), name, i32[at]! as Ref, (key) => lookGlobal(fp, key));
      if (done) {
        const value = i32[at]! as Ref;
        i32[at] = 0;
        rt.decref(value);
      }
      return done;
    },
  };
}

/** `__annotations__` of a module or class body, made where the body begins if it has annotations (SETUP_ANNOTATIONS). */
function setupAnnotations(rt: Runtime, locals: Ref): boolean {
  const key = rt.name('__annotations__');
  const mark = rt.mark();
  const known = rt.typeId(locals) === rt.ids.dict ? dictGetStr(rt, locals, key) : getItem(rt, locals, key);
  if (known !== 0) {
    if (rt.typeId(locals) !== rt.ids.dict) rt.decref(known);
    return true;
  }
  if (rt.failed && !rt.errorIs(rt.builtin.KeyError)) return false;
  rt.releaseTo(mark);
  rt.clearError();
  const made = newDict(rt);
  if (made === 0) return false;
  rt.hold(made);
  const stored = setItem(rt, locals, key, made);
  rt.releaseTo(mark);
  return stored;
}

function annotate(rt: Runtime, locals: Ref, name: Ref, value: Ref, missing: (key: Ref) => Maybe): boolean {
  const key = rt.name('__annotations__');
  const mark = rt.mark();
  const found =
    rt.typeId(locals) === rt.ids.dict
      ? rt.increfMaybe(dictGetStr(rt, locals, key)) || missing(key)
      : loadFromMapping(rt, locals, key, () => missing(key));
  if (found === 0) return false;
  rt.hold(found);
  const stored = setItem(rt, found, name, value);
  rt.releaseTo(mark);
  return stored;
}

function deleteFromMapping(rt: Runtime, mapping: Ref, name: Ref, undefinedName: (name: Ref) => 0): boolean {
  const mark = rt.mark();
  if (deleteItem(rt, mapping, name)) return true;
  if (!rt.errorIs(rt.builtin.KeyError)) return false;
  rt.releaseTo(mark);
  rt.clearError();
  return undefinedName(name) !== 0;
}

/** A built-in name of code that has a `__builtins__` of its own. */
function lookBuiltin(rt: Runtime, builtins: Ref, name: Ref, undefinedName: (name: Ref) => 0): Maybe {
  if (rt.typeId(builtins) === rt.ids.dict) {
    const found = dictGetStr(rt, builtins, name);
    return found !== 0 ? rt.incref(found) : undefinedName(name);
  }
  return loadFromMapping(rt, builtins, name, () => undefinedName(name));
}

function loadFromMapping(rt: Runtime, mapping: Ref, name: Ref, otherwise: () => Maybe): Maybe {
  const mark = rt.mark();
  const found = getItem(rt, mapping, name);
  if (found !== 0 || !rt.errorIs(rt.builtin.KeyError)) return found;
  rt.releaseTo(mark);
  rt.clearError();
  return otherwise();
}

function loadCell(rt: Runtime, fp: number, offset: number, name: Ref): Maybe {
  const value = rt.i32[rt.i32[fp + offset]! + CellField.Contents]! as Maybe;
  if (value !== 0) return rt.incref(value);
  const code = rt.compiled[rt.i32[fp + Frame.Compiled]!]!;
  const text = rt.text(name);
  if (code.freeNames.includes(text)) {
    rt.raise(
      'NameError',
      `cannot access free variable '${text}' where it is not associated with a value in enclosing scope`,
    );
  } else {
    rt.raise('UnboundLocalError', `cannot access local variable '${text}' where it is not associated with a value`);
  }
  rt.noteName(name);
  return 0;
}

/**
 * Notes where a global was found: five words, the keys object of the module and its version, the word of the value, and for a
 * builtin the keys object of the builtins and its version. Values may change without a new version; places may not.
 */
function fillGlobalCache(rt: Runtime, globals: Ref, ic: Int32Array, at: number, name: Ref): void {
  const { i32 } = rt;
  const keys = i32[globals + DictField.Keys]!;
  if (!isPlainStr(rt, name) || keysKind(rt, keys) !== KeysKind.Unicode) return;
  const entry = lookupStr(rt, keys, name);
  ic[at] = keys;
  ic[at + 1] = i32[keys + KeysField.Version]!;
  if (entry >= 0) {
    ic[at + 2] = firstEntry(rt, keys) + 4 * entry + 2;
    ic[at + 3] = 0;
    return;
  }
  const builtins = i32[rt.builtinsDict + DictField.Keys]!;
  const found = keysKind(rt, builtins) === KeysKind.Unicode ? lookupStr(rt, builtins, name) : -1;
  if (found < 0) {
    ic[at] = 0;
    return;
  }
  ic[at + 2] = firstEntry(rt, builtins) + 4 * found + 2;
  ic[at + 3] = builtins;
  ic[at + 4] = i32[builtins + KeysField.Version]!;
}
