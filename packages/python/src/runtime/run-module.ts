import type { Ref } from '@uroboros/heap';
import { dictSet } from '../objects/dict.js';
import { listSetItem, listSize } from '../objects/list.js';
import { fileSpec, findModule, modulePath, setModuleAttributes } from './import-files.js';
import { loadModule } from './imports.js';
import type { Maybe, Runtime } from './runtime.js';
import { systemObject } from './system.js';

/** `-m NAME`: finding the module that is to run as `__main__` (runpy._run_module_as_main). */

/** What is to run: its name, its file. */
export interface MainModule {
  readonly name: string;
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The module that `-m NAME` means; a text that says why there is none; undefined if an exception was raised on the way. */
export function findMain(rt: Runtime, name: string): MainModule | string | undefined {
  const dot = name.lastIndexOf('.');
  const mark = rt.mark();
  const path = dot < 0 ? rt.increfMaybe(systemObject(rt, 'path')) : packagePath(rt, name.slice(0, dot));
  if (path === 0) return whyNot(rt, name);
  rt.hold(path);
  const found = rt.builtinModules.has(name) ? 'builtin' : findModule(rt, name.slice(dot + 1), path);
  rt.releaseTo(mark);
  if (found === null) return undefined;
  if (found === 'builtin') return `No code object available for ${name}`;
  if (found === undefined) return `No module named ${name}`;
  if (found.kind === 'module') return { name, path: found.path, bytes: found.bytes };
  const inner = findMain(rt, `${name}.__main__`);
  if (typeof inner !== 'string') return inner;
  return `${inner}; '${name}' is a package and cannot be directly executed`;
}

/** `__path__` of a package that is imported for it; owned, 0 with an exception set. */
function packagePath(rt: Runtime, name: string): Maybe {
  const module = loadModule(rt, name);
  if (module === 0) return 0;
  const path = modulePath(rt, module);
  rt.decref(module);
  if (path === 0 && !rt.failed) rt.raise('ModuleNotFoundError', `__path__ attribute not found on '${name}'`);
  return path;
}

function whyNot(rt: Runtime, name: string): string | undefined {
  if (!rt.errorIs(rt.builtin.ImportError)) return undefined;
  const text = rt.textOfStr(rt.error as Ref) ?? '';
  const type = rt.typeOf(rt.error as Ref).name;
  rt.clearError();
  const where = text.startsWith('__path__') ? ` while trying to find '${name}'` : '';
  return `Error while finding module specification for '${name}' (${type}: ${text}${where})`;
}

/** Gives `__main__` the attributes of the module that runs under its name, and sys.argv its path. */
export function becomeMain(rt: Runtime, dict: Ref, { name, path }: MainModule, setArgument: boolean): boolean {
  const mark = rt.mark();
  const spec = fileSpec(rt, name, path, false);
  if (spec === 0) return false;
  rt.hold(spec);
  const done = setModuleAttributes(rt, dict, spec, 'module') && (!setArgument || setFirstArgument(rt, path));
  rt.releaseTo(mark);
  return done;
}

function setFirstArgument(rt: Runtime, path: string): boolean {
  const argv = systemObject(rt, 'argv');
  const text = rt.str(path);
  if (text === 0) return false;
  if (argv === 0 || listSize(rt, argv) === 0) {
    rt.decref(text);
    return true;
  }
  listSetItem(rt, argv, 0, text);
  return true;
}

/** `__cached__` of a script is None. */
export function setScriptFile(rt: Runtime, dict: Ref, filename: string): boolean {
  const path = rt.str(filename);
  if (path === 0) return false;
  const mark = rt.mark();
  rt.hold(path);
  const done = dictSet(rt, dict, rt.name('__file__'), path) && dictSet(rt, dict, rt.name('__cached__'), rt.None);
  rt.releaseTo(mark);
  return done;
}
