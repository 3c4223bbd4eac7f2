import type { Ref } from '@uroboros/heap';
import { moduleDict, newModule, storeOwned } from '../modules/module.js';
import { dictDelete, dictGetStr, dictSet, dictTake } from '../objects/dict.js';
import { listOf } from '../objects/list.js';
import { isStr } from '../objects/str.js';
import type { Host } from './host.js';
import { makeSpec } from './import-classes.js';
import { fileCode, runModule } from './module-code.js';
import { forEachItem } from './operators.js';
import type { Maybe, Runtime } from './runtime.js';

/** Modules that come from files: finding them on a path, and loading them. */

/** Where a module was found. */
export type Found =
  | { readonly kind: 'module' | 'package'; readonly path: string; readonly bytes: Uint8Array }
  | { readonly kind: 'namespace'; readonly folders: readonly string[] };

/** `folder/name`; the empty folder is the current one. */
function join(host: Host, folder: string, name: string): string {
  const base = folder === '' ? (host.cwd?.() ?? '') : folder;
  if (base === '') return name;
  return base.endsWith('/') ? base + name : `${base}/${name}`;
}

/** Looks for a module in one folder: a package, a file, or part of a namespace package. */
function findIn(host: Host, folder: string, name: string): Found | undefined {
  const base = join(host, folder, name);
  const isFolder = host.isFolder?.(base) ?? true;
  if (isFolder) {
    const path = `${base}/__init__.py`;
    const bytes = host.readSource(path);
    if (bytes !== undefined) return { kind: 'package', path, bytes };
  }
  const path = `${base}.py`;
  const bytes = host.readSource(path);
  if (bytes !== undefined) return { kind: 'module', path, bytes };
  return isFolder && host.isFolder !== undefined ? { kind: 'namespace', folders: [base] } : undefined;
}

/**
 * Looks for a module's file along a path, an iterable of folders. `undefined` if there is none, `null` with an exception set
 * on error.
 */
export function findModule(rt: Runtime, name: string, path: Ref): Found | undefined | null {
  // No file has such a name.
  if (name.includes('\0')) return undefined;
  let found: Found | undefined;
  const portions: string[] = [];
  const searched = forEachItem(rt, path, (item) => {
    if (!isStr(rt, item)) return true;
    const here = findIn(rt.host, rt.text(item), name);
    if (here?.kind === 'namespace') portions.push(...here.folders);
    else if (here !== undefined) {
      found = here;
      return false;
    }
    return true;
  });
  if (!searched && rt.failed) return null;
  if (found !== undefined) return found;
  return portions.length > 0 ? { kind: 'namespace', folders: portions } : undefined;
}

/** Where CPython would keep the compiled form: `folder/__pycache__/name.tag.pyc`. */
export function cachePath(rt: Runtime, path: string): string {
  const slash = path.lastIndexOf('/') + 1;
  const name = path.slice(slash).replace(/\.py$/, '');
  const [major, minor] = rt.profile.versionInfo;
  return `${path.slice(0, slash)}__pycache__/${name}.uroboros-${major}${minor}.pyc`;
}

/** A list of texts, owned. */
function folderList(rt: Runtime, folders: readonly string[]): Maybe {
  const mark = rt.mark();
  const refs: Ref[] = [];
  for (const folder of folders) {
    const text = rt.str(folder);
    if (text === 0) return rt.finish(mark, 0);
    refs.push(rt.hold(text));
  }
  return rt.finish(mark, listOf(rt, ...refs));
}

/** The spec of a module in a file; owned. */
export function fileSpec(rt: Runtime, name: string, path: string, isPackage: boolean): Maybe {
  const mark = rt.mark();
  const parts: Ref[] = [];
  const made = [
    () => rt.str(name),
    () => rt.str(path),
    () => rt.str(cachePath(rt, path)),
    () => (isPackage ? folderList(rt, [path.slice(0, path.lastIndexOf('/'))]) : rt.none()),
  ].every((make) => {
    const part = make();
    if (part !== 0) parts.push(rt.hold(part));
    return part !== 0;
  });
  return rt.finish(mark, made ? makeSpec(rt, 'file', ...parts) : 0);
}

function namespaceSpec(rt: Runtime, name: string, folders: readonly string[], parentPath: Ref): Maybe {
  const mark = rt.mark();
  const list = folderList(rt, folders);
  if (list === 0) return 0;
  rt.hold(list);
  return rt.finish(mark, makeSpec(rt, 'namespace', rt.name(name), list, parentPath));
}

/** Copies attributes of an object into a dictionary under other names; false on error. */
function copyAttributes(rt: Runtime, from: Ref, dict: Ref, pairs: readonly (readonly [string, string])[]): boolean {
  return pairs.every(([attribute, name]) => storeOwned(rt, dict, name, rt.getAttrText(from, attribute)));
}

/** Fills a new module's dictionary from its spec (_init_module_attrs). */
export function setModuleAttributes(rt: Runtime, dict: Ref, spec: Ref, kind: Found['kind']): boolean {
  const done =
    copyAttributes(rt, spec, dict, [
      ['parent', '__package__'],
      ['loader', '__loader__'],
    ]) && dictSet(rt, dict, rt.name('__spec__'), spec);
  if (!done) return false;
  if (kind === 'namespace') {
    return (
      dictSet(rt, dict, rt.name('__file__'), rt.None) &&
      copyAttributes(rt, spec, dict, [['submodule_search_locations', '__path__']])
    );
  }
  if (kind === 'package' && !copyAttributes(rt, spec, dict, [['submodule_search_locations', '__path__']])) return false;
  return copyAttributes(rt, spec, dict, [
    ['origin', '__file__'],
    ['cached', '__cached__'],
  ]);
}

/** How many imports are under way, by runtime. */
const depths = new WeakMap<Runtime, number>();

/** Does something that belongs to an import, and tells the host when the first one begins and the last one has ended. */
export function whileImporting<T>(rt: Runtime, action: () => T): T {
  const depth = depths.get(rt) ?? 0;
  if (depth === 0) rt.host.importing?.(true);
  depths.set(rt, depth + 1);
  const result = action();
  depths.set(rt, depth);
  if (depth === 0) rt.host.importing?.(false);
  return result;
}

/** Loads what was found as the module of a name: makes it, enters it into sys.modules, runs it. Owned. */
export function loadFound(rt: Runtime, name: string, found: Found, parentPath: Ref): Maybe {
  return whileImporting(rt, () => load(rt, name, found, parentPath));
}

function load(rt: Runtime, name: string, found: Found, parentPath: Ref): Maybe {
  const mark = rt.mark();
  const module = newModule(rt, name);
  if (module === 0) return 0;
  rt.hold(module);
  const spec =
    found.kind === 'namespace'
      ? namespaceSpec(rt, name, found.folders, parentPath)
      : fileSpec(rt, name, found.path, found.kind === 'package');
  if (spec === 0) return rt.finish(mark, 0);
  rt.hold(spec);
  const dict = moduleDict(rt, module);
  const key = rt.name(name);
  const ready =
    setModuleAttributes(rt, dict, spec, found.kind) &&
    rt.setAttr(spec, rt.name('_initializing'), rt.True) &&
    dictSet(rt, rt.modules, key, module);
  if (!ready) return rt.finish(mark, 0);
  const done = found.kind === 'namespace' || runFile(rt, found.path, found.bytes, dict);
  const result = done ? takeLoaded(rt, key, name) : forget(rt, key);
  return rt.finish(mark, endLoading(rt, spec, result));
}

/** Compiles and runs a module's file in its dictionary. */
function runFile(rt: Runtime, path: string, bytes: Uint8Array, dict: Ref): boolean {
  if (!dictSet(rt, dict, rt.name('__builtins__'), rt.builtinsDict)) return false;
  const code = fileCode(rt, bytes, path);
  if (code === 0) return false;
  const result = runModule(rt, code, dict);
  rt.drop(result);
  return result !== 0;
}

/** The module that stands in sys.modules after loading: a module may have put another object in its place. */
function takeLoaded(rt: Runtime, key: Ref, name: string): Maybe {
  const loaded = dictTake(rt, rt.modules, key);
  if (loaded === 0) {
    if (!rt.failed) rt.raiseWith('KeyError', rt.name(name));
    return 0;
  }
  const mark = rt.mark();
  rt.hold(loaded);
  const stored = dictSet(rt, rt.modules, key, loaded);
  return stored ? rt.unhold() : rt.finish(mark, 0);
}

/** Loading failed: takes the module out of sys.modules; the exception stays. Returns 0. */
function forget(rt: Runtime, key: Ref): 0 {
  keepingError(rt, () => {
    dictDelete(rt, rt.modules, key);
  });
  return 0;
}

/** Runs something that must not touch the exception on its way; what it raises itself is dropped. */
function keepingError(rt: Runtime, run: () => void): void {
  if (!rt.failed) {
    run();
    return;
  }
  const mark = rt.mark();
  rt.hold(rt.takeError());
  run();
  rt.clearError();
  rt.setError(rt.unhold());
  rt.releaseTo(mark);
}

function endLoading(rt: Runtime, spec: Ref, result: Maybe): Maybe {
  const mark = rt.mark();
  if (result !== 0) rt.hold(result);
  keepingError(rt, () => {
    rt.setAttr(spec, rt.name('_initializing'), rt.False);
  });
  if (result === 0) return 0;
  rt.unhold();
  rt.releaseTo(mark);
  return result;
}

/** `__path__` of a module, owned; 0 without an exception if it has none. */
export function modulePath(rt: Runtime, module: Ref): Maybe {
  return rt.findAttr(module, '__path__');
}

/** The module of a name in sys.modules, borrowed; 0 if there is none. */
export function knownModule(rt: Runtime, name: string): Maybe {
  return dictGetStr(rt, rt.modules, rt.name(name));
}
