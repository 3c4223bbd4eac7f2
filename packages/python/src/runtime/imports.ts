import type { Ref } from '@uroboros/heap';
import { makeModule, moduleDict } from '../modules/module.js';
import { dictGetStr, dictSet } from '../objects/dict.js';
import { extraWord } from '../objects/exceptions.js';
import { FunctionField } from '../objects/layout.js';
import { isStr } from '../objects/str.js';
import { strRepr } from '../text/str-repr.js';
import { setCodecLoader } from './codec-registry.js';
import { tellLinecache } from './command-text.js';
import { Frame } from './frame.js';
import { findAndLoadOtherwise, findsOtherwise, loadFrozen } from './frozen-importlib.js';
import { describeBuiltin } from './import-classes.js';
import { findModule, knownModule, loadFound, modulePath, whileImporting } from './import-files.js';
import { resolveName } from './import-names.js';
import { forEachItem } from './operators.js';
import type { Maybe, Runtime } from './runtime.js';
import { systemObject } from './system.js';

/**
 * Imports: modules written in TypeScript, then files along sys.path or a package's `__path__`. The order of steps, and what
 * of it shows in sys.modules and in the modules' attributes, is importlib's.
 */

/** The built-in `__import__` of each runtime: the import statement looks whether the program has replaced it. */
const originals = new WeakMap<Runtime, Ref>();

/**
 * The import statement. `list` is the tuple of names of a `from` import. Of `import a.b.c as m`, with `last`, it gives the
 * module named last, else the first part.
 */
export function importModule(rt: Runtime, fp: number, name: string, list: Maybe, level: number, last: boolean): Maybe {
  const fn = rt.i32[fp]! as Ref;
  const globals = rt.i32[fn + FunctionField.Globals]! as Ref;
  const module = callImport(rt, fp, globals, name, list, level);
  if (module === 0 || !last || !name.includes('.')) return module;
  return descend(rt, module, name);
}

/** Through `builtins.__import__`, unless it is the original. */
function callImport(rt: Runtime, fp: number, globals: Ref, name: string, list: Maybe, level: number): Maybe {
  const builtins = rt.i32[rt.i32[fp]! + FunctionField.Builtins]! as Ref;
  const importer = rt.typeId(builtins) === rt.ids.dict ? dictGetStr(rt, builtins, rt.name('__import__')) : 0;
  if (importer === 0) return rt.raise('ImportError', '__import__ not found');
  if (!originals.has(rt)) originals.set(rt, originalImport(rt, importer));
  if (importer === originals.get(rt)) return importLevel(rt, name, globals, list, level);
  const mark = rt.mark();
  const number = rt.sizeToInt(level);
  if (number === 0) return 0;
  rt.hold(number);
  const locals = (rt.i32[fp + Frame.Locals]! || rt.None) as Ref;
  return rt.finish(mark, rt.call(importer, rt.name(name), globals, locals, list === 0 ? rt.None : list, number));
}

/** The first import tells which function is ours, unless the program was quicker. */
function originalImport(rt: Runtime, importer: Ref): Ref {
  return rt.typeId(importer) === rt.ids.native ? importer : (0 as Ref);
}

/** `import a.b.c as m`: from the first part to the last, each an attribute of the one before. Takes the module over. */
function descend(rt: Runtime, first: Ref, name: string): Maybe {
  const mark = rt.mark();
  rt.hold(first);
  for (const part of name.split('.').slice(1)) {
    const next = importFrom(rt, rt.i32[mark]! as Ref, rt.name(part));
    if (next === 0) return rt.finish(mark, 0);
    rt.replace(mark, next);
  }
  return rt.unhold();
}

/** `__import__(name, globals, locals, list, level)`; `list` 0 is None. Owned. */
export function importLevel(rt: Runtime, name: string, globals: Maybe, list: Maybe, level: number): Maybe {
  if (level < 0) return rt.raise('ValueError', 'level must be >= 0');
  if (level === 0 && name === '') return rt.raise('ValueError', 'Empty module name');
  const full = level === 0 ? name : resolveName(rt, name, globals, level);
  if (full === undefined) return 0;
  const module = loadModule(rt, full);
  if (module === 0) return 0;
  const mark = rt.mark();
  rt.hold(module);
  const wantsNames = list === 0 || list === rt.None ? 0 : rt.isTrue(list);
  if (wantsNames < 0) return rt.finish(mark, 0);
  if (wantsNames === 1) {
    const path = modulePath(rt, module);
    if (path === 0) return rt.failed ? rt.finish(mark, 0) : rt.unhold();
    rt.decref(path);
    return loadNames(rt, module, list as Ref, false) ? rt.unhold() : rt.finish(mark, 0);
  }
  return rt.finish(mark, firstPart(rt, name, full, level, module));
}

/** `import a.b` gives a; `__import__('b.c', level=1)` in package a gives a.b. */
function firstPart(rt: Runtime, name: string, full: string, level: number, module: Ref): Maybe {
  const dot = name.indexOf('.');
  if (dot < 0) return rt.incref(module);
  if (level === 0) return loadModule(rt, name.slice(0, dot));
  const wanted = full.slice(0, full.length - (name.length - dot));
  const found = knownModule(rt, wanted);
  if (found !== 0) return rt.incref(found);
  return rt.raise('KeyError', `'${wanted}' not in sys.modules as expected`);
}

/** Imports the submodules that a `from` import names and that are no attributes yet (_handle_fromlist). */
function loadNames(rt: Runtime, module: Ref, list: Ref, recursive: boolean): boolean {
  return forEachItem(rt, list, (item) => {
    if (!isStr(rt, item)) {
      const where = recursive ? `${moduleName(rt, module) ?? '?'}.__all__` : "``from list''";
      rt.raise('TypeError', `Item in ${where} must be str, not ${rt.typeOf(item).name}`);
      return false;
    }
    const name = rt.text(item);
    if (name === '*') return recursive || loadAll(rt, module);
    const known = rt.findAttr(module, name);
    if (known === 0 && rt.failed) return false;
    rt.drop(known);
    return known !== 0 || loadSubmodule(rt, `${moduleName(rt, module) ?? '?'}.${name}`);
  });
}

function loadAll(rt: Runtime, module: Ref): boolean {
  const all = rt.findAttr(module, '__all__');
  if (all === 0) return !rt.failed;
  const mark = rt.mark();
  rt.hold(all);
  const done = loadNames(rt, module, all, true);
  rt.releaseTo(mark);
  return done;
}

/** A submodule that is not there is no error: the `from` import looks for an attribute. */
function loadSubmodule(rt: Runtime, name: string): boolean {
  const mark = rt.mark();
  const module = loadModule(rt, name);
  if (module !== 0) {
    rt.decref(module);
    return true;
  }
  rt.releaseTo(mark);
  if (!rt.errorIs(rt.builtin.ModuleNotFoundError)) return false;
  const missing = rt.i32[(rt.error as Ref) + extraWord(1)]! as Maybe;
  if (missing === 0 || !isStr(rt, missing) || rt.text(missing) !== name || knownModule(rt, name) === rt.None) {
    return false;
  }
  rt.clearError();
  return true;
}

/** sys.modules[name], loaded if need be (_find_and_load); owned. */
export function loadModule(rt: Runtime, name: string): Maybe {
  const known = knownModule(rt, name);
  if (known === 0) {
    const loaded = findAndLoad(rt, name);
    return loaded !== 0 && name === 'linecache' ? tellLinecache(rt, loaded) : loaded;
  }
  if (known !== rt.None) return rt.incref(known);
  return raiseNotFound(rt, `import of ${name} halted; None in sys.modules`, name);
}

// Text is encoded also where no module of codecs was imported yet.
setCodecLoader(loadModule);

/** _find_and_load_unlocked. */
function findAndLoad(rt: Runtime, name: string): Maybe {
  if (findsOtherwise(rt)) return findAndLoadOtherwise(rt, name);
  const dot = name.lastIndexOf('.');
  if (dot < 0) return loadTop(rt, name);
  const parentName = name.slice(0, dot);
  const mark = rt.mark();
  if (knownModule(rt, parentName) === 0) {
    const loaded = loadModule(rt, parentName);
    if (loaded === 0) return 0;
    rt.decref(loaded);
    // The parent may have imported the child itself.
    const known = knownModule(rt, name);
    if (known !== 0) return rt.incref(known);
  }
  const parent = knownModule(rt, parentName);
  if (parent === 0) return rt.raiseWith('KeyError', rt.name(parentName));
  rt.hold(rt.incref(parent));
  const path = modulePath(rt, parent);
  if (path === 0) {
    rt.releaseTo(mark);
    if (rt.failed) return 0;
    return raiseNotFound(rt, `No module named '${name}'; '${parentName}' is not a package`, name);
  }
  rt.hold(path);
  return rt.finish(mark, loadChild(rt, name, parentName, parent, path));
}

/** Loads a submodule and makes it an attribute of its package. */
function loadChild(rt: Runtime, name: string, parentName: string, parent: Ref, path: Ref): Maybe {
  const child = name.slice(parentName.length + 1);
  const mark = rt.mark();
  const pending = pendingSubmodules(rt, parent);
  if (pending !== 0) rt.hold(pending);
  if (pending !== 0) rt.drop(rt.callMethod(pending, 'append', rt.name(child)));
  const module = loadAlong(rt, name, child, path);
  if (module !== 0) rt.hold(module);
  if (pending !== 0) popPending(rt, pending);
  if (module === 0) return rt.finish(mark, 0);
  const owner = knownModule(rt, parentName);
  if (owner === 0) {
    rt.raiseWith('KeyError', rt.name(parentName));
    return rt.finish(mark, 0);
  }
  if (!rt.setAttr(owner, rt.name(child), module)) {
    if (!rt.errorIs(rt.builtin.AttributeError)) return rt.finish(mark, 0);
    rt.clearError();
  }
  return rt.finish(mark, rt.incref(module));
}

/** `__spec__._uninitialized_submodules` of a package: which submodules are being loaded. Owned; 0 if there is no such list. */
function pendingSubmodules(rt: Runtime, parent: Ref): Maybe {
  const mark = rt.mark();
  const spec = rt.findAttr(parent, '__spec__');
  if (spec !== 0) rt.hold(spec);
  const list = spec === 0 || spec === rt.None ? 0 : rt.findAttr(spec, '_uninitialized_submodules');
  rt.clearError();
  return rt.finish(mark, list);
}

function popPending(rt: Runtime, pending: Ref): void {
  const error = rt.failed ? rt.takeError() : 0;
  if (error !== 0) rt.hold(error);
  rt.drop(rt.callMethod(pending, 'pop'));
  rt.clearError();
  if (error !== 0) rt.setError(rt.unhold());
}

/** Imports `os`, which needs all of it: CPython has both before a program's first import. */
const BEHIND_OS = new Set(['genericpath']);

function loadTop(rt: Runtime, name: string): Maybe {
  const native = loadNative(rt, name) ?? loadFrozen(rt, name);
  if (native !== undefined) return native;
  if (BEHIND_OS.has(name) && knownModule(rt, 'os') === 0) {
    const os = loadModule(rt, 'os');
    if (os === 0) return 0;
    rt.decref(os);
    const known = knownModule(rt, name);
    if (known !== 0) return rt.incref(known);
  }
  const path = systemObject(rt, 'path');
  if (path === 0) return raiseNotFound(rt, `No module named '${name}'`, name);
  const mark = rt.mark();
  rt.hold(rt.incref(path));
  return rt.finish(mark, loadAlong(rt, name, name, path));
}

/** A module written in TypeScript, from sys.modules or made; undefined if there is none of that name. Owned. */
export function loadBuiltin(rt: Runtime, name: string): Maybe | undefined {
  const known = rt.isBuiltinModule(name) ? knownModule(rt, name) : 0;
  return known === 0 || known === rt.None ? loadNative(rt, name) : rt.incref(known);
}

/** A module written in TypeScript; undefined if there is none of that name. */
function loadNative(rt: Runtime, name: string): Maybe | undefined {
  const native = whileImporting(rt, () => rt.builtinModules.get(name));
  if (native === undefined) return undefined;
  const module = makeModule(rt, native);
  if (module === 0) return 0;
  const mark = rt.mark();
  rt.hold(module);
  const key = rt.name(name);
  const done = describeBuiltin(rt, module, key) && dictSet(rt, rt.modules, key, module);
  return done ? rt.unhold() : rt.finish(mark, 0);
}

function loadAlong(rt: Runtime, name: string, last: string, path: Ref): Maybe {
  const found = findModule(rt, last, path);
  if (found === null) return 0;
  if (found !== undefined) return loadFound(rt, name, found, path);
  return raiseNotFound(rt, `No module named ${strRepr(name)}`, name);
}

/** ModuleNotFoundError with its name; returns 0. */
export function raiseNotFound(rt: Runtime, message: string, name: string): 0 {
  rt.raise('ModuleNotFoundError', message);
  setImportFields(rt, [[1, rt.str(name)]]);
  return 0;
}

/** Sets fields of the ImportError on its way, by their number: name 1, path 2, name_from 3. Takes the values over. */
function setImportFields(rt: Runtime, fields: readonly (readonly [number, Maybe])[]): void {
  const error = rt.error;
  for (const [field, value] of fields) {
    if (error !== 0 && value !== 0 && rt.errorIs(rt.builtin.ImportError)) rt.replace(error + extraWord(field), value);
    else rt.drop(value);
  }
}

/**
 * An attribute of what stands in sys.modules; owned, 0 without an exception if there is none. Of a module it is read from the
 * dictionary: the error that a missing attribute makes looks for these attributes itself.
 */
function entryOf(rt: Runtime, module: Ref, name: string): Maybe {
  if (rt.typeId(module) === rt.ids.module) return rt.increfMaybe(dictGetStr(rt, moduleDict(rt, module), rt.name(name)));
  const value = rt.findAttr(module, name);
  rt.clearError();
  return value;
}

/** As {@link entryOf}, if it is a str. */
function textOf(rt: Runtime, module: Ref, name: string): string | undefined {
  const value = entryOf(rt, module, name);
  const text = value !== 0 && isStr(rt, value) ? rt.text(value) : undefined;
  rt.drop(value);
  return text;
}

const moduleName = (rt: Runtime, module: Ref): string | undefined => textOf(rt, module, '__name__');

/** from module import name */
export function importFrom(rt: Runtime, module: Ref, name: Ref): Maybe {
  const found = rt.findAttr(module, rt.text(name));
  if (found !== 0 || rt.failed) return found;
  const owner = moduleName(rt, module);
  // A submodule that is still being imported is no attribute yet, but in sys.modules.
  const submodule = owner === undefined ? 0 : knownModule(rt, `${owner}.${rt.text(name)}`);
  return submodule !== 0 ? rt.incref(submodule) : cannotImport(rt, module, name, owner);
}

/** ImportError in CPython's words; returns 0. */
function cannotImport(rt: Runtime, module: Ref, name: Ref, owner: string | undefined): 0 {
  const where = moduleOrigin(rt, module);
  const shown = owner === undefined ? '<unknown module name>' : owner;
  const partially = isInitializing(rt, module);
  const what = partially
    ? `partially initialized module '${shown}' (most likely due to a circular import)`
    : `'${shown}'`;
  const place = where === undefined ? (partially ? '' : ' (unknown location)') : ` (${where})`;
  rt.raise('ImportError', `cannot import name '${rt.text(name)}' from ${what}${place}`);
  setImportFields(rt, [
    [1, owner === undefined ? 0 : rt.str(owner)],
    [2, where === undefined ? 0 : rt.str(where)],
    [3, rt.profile.versionInfo[1] >= 12 ? rt.incref(name) : 0],
  ]);
  return 0;
}

/** The file a module comes from, if it comes from one. */
export function moduleOrigin(rt: Runtime, module: Ref): string | undefined {
  return textOf(rt, module, '__file__');
}

/** Whether a module is being loaded: `__spec__._initializing`. */
export function isInitializing(rt: Runtime, module: Ref): boolean {
  const spec = entryOf(rt, module, '__spec__');
  if (spec === 0) return false;
  const mark = rt.mark();
  rt.hold(spec);
  const flag = rt.finish(mark, spec === rt.None ? 0 : rt.findAttr(spec, '_initializing'));
  const answer = flag !== 0 && rt.isTrue(flag) === 1;
  rt.drop(flag);
  rt.clearError();
  return answer;
}

/** from module import * */
export function importStar(rt: Runtime, fp: number, module: Ref): boolean {
  const target = (rt.i32[fp + Frame.Locals]! || rt.i32[rt.i32[fp]! + FunctionField.Globals]!) as Ref;
  const mark = rt.mark();
  const all = rt.findAttr(module, '__all__');
  if (all === 0 && rt.failed) return false;
  const names = all !== 0 ? all : namesOf(rt, module);
  if (names === 0) return false;
  rt.hold(names);
  const done = forEachItem(rt, names, (name) => storeStar(rt, target, module, name, all !== 0));
  rt.releaseTo(mark);
  return done;
}

/** The names in a module's dictionary, as a list of their own: storing may change it. */
function namesOf(rt: Runtime, module: Ref): Maybe {
  const dict = rt.findAttr(module, '__dict__');
  if (dict === 0) {
    if (rt.failed) return 0;
    return rt.raise('ImportError', 'from-import-* object has no __dict__ and no __all__');
  }
  const mark = rt.mark();
  rt.hold(dict);
  return rt.finish(mark, rt.listFrom(dict));
}

function storeStar(rt: Runtime, target: Ref, module: Ref, name: Ref, listed: boolean): boolean {
  if (!isStr(rt, name)) {
    const [what, where] = listed ? ['Item', '__all__'] : ['Key', '__dict__'];
    const owner = moduleName(rt, module) ?? '?';
    rt.raise('TypeError', `${what} in ${owner}.${where} must be str, not ${rt.typeOf(name).name}`);
    return false;
  }
  if (!listed && rt.text(name).startsWith('_')) return true;
  const value = rt.getAttr(module, name);
  if (value === 0) return false;
  const mark = rt.mark();
  rt.hold(value);
  const stored = dictSet(rt, target, name, value);
  rt.releaseTo(mark);
  return stored;
}
