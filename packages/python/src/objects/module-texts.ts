import type { Ref } from '@uroboros/heap';
import { isInitializing, moduleOrigin } from '../runtime/imports.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { STDLIB_MODULES } from '../runtime/stdlib-names.js';
import { systemObject } from '../runtime/system.js';
import { dictGetStr } from './dict.js';
import { ModuleField } from './layout.js';
import { isList, listItem, listSize } from './list.js';
import { isStr } from './str.js';

/** How modules are shown, and what is said when one lacks an attribute. */

function entry(rt: Runtime, module: Ref, name: string): Maybe {
  return dictGetStr(rt, rt.i32[module + ModuleField.Dict]! as Ref, rt.name(name));
}

function textEntry(rt: Runtime, module: Ref, name: string): string | undefined {
  const value = entry(rt, module, name);
  return value !== 0 && isStr(rt, value) ? rt.text(value) : undefined;
}

/** repr(module) (importlib._bootstrap._module_repr). */
export function reprModule(rt: Runtime, module: Ref): Maybe {
  const name = entry(rt, module, '__name__');
  const shown = name === 0 ? "'?'" : rt.textOfRepr(name);
  if (shown === undefined) return 0;
  const file = entry(rt, module, '__file__');
  if (file !== 0 && file !== rt.None) {
    const path = rt.textOfRepr(file);
    return path === undefined ? 0 : rt.str(`<module ${shown} from ${path}>`);
  }
  const plain = textEntry(rt, module, '__name__');
  if (plain !== undefined && rt.isBuiltinModule(plain)) return rt.str(`<module ${shown} (built-in)>`);
  const origin = plainOrigin(rt, module);
  return origin === undefined ? reprByLoader(rt, module, shown) : rt.str(`<module ${shown} (${origin})>`);
}

/** Where a module comes from that has no file: `__spec__.origin`. */
function plainOrigin(rt: Runtime, module: Ref): string | undefined {
  const spec = entry(rt, module, '__spec__');
  const origin = spec === 0 || spec === rt.None ? 0 : rt.findAttr(spec, 'origin');
  const text = origin !== 0 && isStr(rt, origin) ? rt.text(origin) : undefined;
  rt.drop(origin);
  rt.clearError();
  return text;
}

function reprByLoader(rt: Runtime, module: Ref, shown: string): Maybe {
  const loader = entry(rt, module, '__loader__');
  if (loader === 0 || loader === rt.None) return rt.str(`<module ${shown}>`);
  if (rt.profile.versionInfo[1] >= 12 && rt.typeOf(loader).name === 'NamespaceLoader') {
    const path = rt.getAttrText(loader, '_path');
    const mark = rt.mark();
    if (path === 0) return 0;
    rt.hold(path);
    const folders = rt.listFrom(path);
    if (folders === 0) return rt.finish(mark, 0);
    rt.hold(folders);
    const text = rt.textOfRepr(folders);
    rt.releaseTo(mark);
    return text === undefined ? 0 : rt.str(`<module ${shown} (namespace) from ${text}>`);
  }
  const text = rt.textOfRepr(loader);
  return text === undefined ? 0 : rt.str(`<module ${shown} (${text})>`);
}

/** Whether a module's file lies where the script lies, and so may stand before a module of the same name elsewhere. */
function mayShadow(rt: Runtime, origin: string): boolean {
  const path = systemObject(rt, 'path');
  if (path === 0 || !isList(rt, path) || listSize(rt, path) === 0) return false;
  const first = listItem(rt, path, 0);
  if (!isStr(rt, first)) return false;
  const folder = origin.replace(/\/__init__\.py$/, '').replace(/\/[^/]*$/, '');
  return folder === (rt.text(first) || rt.host.cwd?.() || '');
}

/** AttributeError for a name that a module lacks, with the likely cause; returns 0. */
export function raiseNoAttribute(rt: Runtime, module: Ref, name: Ref): 0 {
  const owner = textEntry(rt, module, '__name__');
  const wanted = rt.text(name);
  rt.raise(
    'AttributeError',
    owner === undefined ? `module has no attribute '${wanted}'` : reason(rt, module, owner, wanted),
  );
  rt.noteNameAndObject(name, module);
  return 0;
}

function reason(rt: Runtime, module: Ref, owner: string, wanted: string): string {
  const lacks = `module '${owner}' has no attribute '${wanted}'`;
  const origin = moduleOrigin(rt, module);
  const modern = rt.profile.versionInfo[1] >= 13;
  const shadows = modern && origin !== undefined && mayShadow(rt, origin);
  if (shadows && STDLIB_MODULES.has(owner)) {
    const cause = 'since it has the same name as the standard library module named';
    return `${lacks} (consider renaming '${origin}' ${cause} '${owner}' and the import system gives it precedence)`;
  }
  if (isInitializing(rt, module)) {
    if (shadows) {
      return `${lacks} (consider renaming '${origin}' if it has the same name as a third-party module you intended to import)`;
    }
    const from = modern && origin !== undefined ? ` from '${origin}'` : '';
    return `partially initialized module '${owner}'${from} has no attribute '${wanted}' (most likely due to a circular import)`;
  }
  if (isPending(rt, module, wanted)) {
    return `cannot access submodule '${wanted}' of module '${owner}' (most likely due to a circular import)`;
  }
  return lacks;
}

/** Whether a submodule is being loaded: `__spec__._uninitialized_submodules`. */
function isPending(rt: Runtime, module: Ref, name: string): boolean {
  const spec = entry(rt, module, '__spec__');
  if (spec === 0 || spec === rt.None) return false;
  const list = rt.findAttr(spec, '_uninitialized_submodules');
  if (list === 0) {
    rt.clearError();
    return false;
  }
  const key = rt.str(name);
  const answer = key !== 0 && rt.contains(list, key) === 1;
  rt.drop(key);
  rt.decref(list);
  rt.clearError();
  return answer;
}
