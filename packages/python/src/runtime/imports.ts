import type { Ref } from '@uroboros/heap';
import { compileModule } from '../compile/unit.js';
import { makeModule, moduleDict, newModule, storeOwned } from '../modules/module.js';
import { dictDelete, dictGetStr, dictKeyAt, dictNext, dictSet, dictValueAt } from '../objects/dict.js';
import { newFunction } from '../objects/function-type.js';
import { FunctionField } from '../objects/layout.js';
import { listItem, listSize } from '../objects/list.js';
import { isStr } from '../objects/str.js';
import { decodeSource } from '../syntax/index.js';
import { Frame } from './frame.js';
import type { Maybe, Runtime } from './runtime.js';
import { parseSource } from './source.js';

/** Imports: modules written in TypeScript, then files of sys.path. Packages and relative imports are not there yet. */

/** import name; `list` is the tuple of names of a `from` import. The module named last if `last`, else the first part. */
export function importModule(rt: Runtime, fp: number, name: string, list: Maybe, level: number, last: boolean): Maybe {
  if (level > 0) return rt.raise('ImportError', 'relative imports are not supported yet');
  void fp;
  const module = loadModule(rt, name);
  if (module === 0 || list !== 0 || last || !name.includes('.')) return module;
  rt.decref(module);
  return loadModule(rt, name.slice(0, name.indexOf('.')));
}

/** sys.modules[name], loaded if need be; owned. */
export function loadModule(rt: Runtime, name: string): Maybe {
  const key = rt.name(name);
  const known = dictGetStr(rt, rt.modules, key);
  if (known !== 0 && known !== rt.None) return rt.incref(known);
  const native = rt.builtinModules.get(name);
  if (native !== undefined) {
    const module = makeModule(rt, native);
    if (module === 0 || !dictSet(rt, rt.modules, key, module)) return 0;
    return module;
  }
  return loadFile(rt, name);
}

function loadFile(rt: Runtime, name: string): Maybe {
  const path = name.includes('.') ? undefined : findFile(rt, name);
  if (path === undefined) {
    rt.raise('ModuleNotFoundError', `No module named '${name}'`);
    setImportFields(rt, name);
    return 0;
  }
  const mark = rt.mark();
  const module = newModule(rt, name);
  if (module === 0) return 0;
  rt.hold(module);
  const dict = moduleDict(rt, module);
  if (
    !storeOwned(rt, dict, '__file__', rt.str(path.path)) ||
    !dictSet(rt, dict, rt.name('__builtins__'), rt.builtinsDict)
  ) {
    return rt.finish(mark, 0);
  }
  if (!dictSet(rt, rt.modules, rt.name(name), module)) return rt.finish(mark, 0);
  const source = decodeSource(path.bytes, path.path);
  if (!runModuleCode(rt, source, path.path, dict)) {
    const error = rt.takeError();
    rt.hold(error);
    dictDelete(rt, rt.modules, rt.name(name));
    rt.setError(rt.unhold());
    return rt.finish(mark, 0);
  }
  return rt.unhold();
}

function setImportFields(rt: Runtime, name: string): void {
  const error = rt.error;
  if (error === 0) return;
  const text = rt.str(name);
  const message = rt.str(`No module named '${name}'`);
  if (text !== 0) rt.replace(error + 20, text);
  if (message !== 0) rt.replace(error + 18, message);
}

function findFile(rt: Runtime, name: string): { path: string; bytes: Uint8Array } | undefined {
  const sys = dictGetStr(rt, rt.modules, rt.name('sys'));
  const paths = sys === 0 ? 0 : dictGetStr(rt, moduleDict(rt, sys), rt.name('path'));
  if (paths === 0 || rt.typeId(paths) !== rt.ids.list) return undefined;
  for (let i = 0; i < listSize(rt, paths); i++) {
    const item = listItem(rt, paths, i);
    if (!isStr(rt, item)) continue;
    const folder = rt.text(item);
    const path = folder === '' ? `${name}.py` : `${folder}/${name}.py`;
    const bytes = rt.host.readSource(path);
    if (bytes !== undefined) return { path, bytes };
  }
  return undefined;
}

/** Compiles and runs a module's text in its dictionary; false on error. */
function runModuleCode(rt: Runtime, source: string, filename: string, dict: Ref): boolean {
  const parsed = parseSource(rt, source, filename, 'exec');
  if (parsed === undefined) return false;
  const code = compileModule(rt, parsed.tree, parsed.scope, { filename, source, keepConstants: undefined });
  if (code === 0) return false;
  const result = runModule(rt, code, dict);
  rt.drop(result);
  return result !== 0;
}

/** Runs a module's code object, which is taken over, with a dictionary for its names; owned result. */
export function runModule(rt: Runtime, code: Ref, globals: Ref): Maybe {
  const mark = rt.mark();
  rt.hold(code);
  const fn = newFunction(rt, code, globals, rt.name('<module>'));
  if (fn === 0) return rt.finish(mark, 0);
  const window = rt.top();
  rt.i32[window] = fn;
  rt.i32[window + Frame.Locals] = rt.incref(globals);
  return rt.finish(mark, rt.compiled[rt.i32[fn + FunctionField.Compiled]!]!.run(window));
}

/** from module import name */
export function importFrom(rt: Runtime, module: Ref, name: Ref): Maybe {
  const mark = rt.mark();
  const found = rt.getAttr(module, name);
  if (found !== 0 || !rt.errorIs(rt.builtin.AttributeError)) return found;
  rt.releaseTo(mark);
  rt.clearError();
  const moduleName = rt.findAttr(module, '__name__');
  const text = moduleName !== 0 && isStr(rt, moduleName) ? rt.text(moduleName) : '<unknown module name>';
  rt.drop(moduleName);
  const file = rt.findAttr(module, '__file__');
  const where = file !== 0 && isStr(rt, file) ? rt.text(file) : 'unknown location';
  rt.drop(file);
  rt.raise('ImportError', `cannot import name '${rt.text(name)}' from '${text}' (${where})`);
  return 0;
}

/** from module import * */
export function importStar(rt: Runtime, fp: number, module: Ref): boolean {
  const dict = moduleDict(rt, module);
  const target = (rt.i32[fp + Frame.Locals]! || rt.i32[rt.i32[fp]! + FunctionField.Globals]!) as Ref;
  const all = dictGetStr(rt, dict, rt.name('__all__'));
  if (all !== 0) {
    rt.raise('ImportError', "'from module import *' with __all__ is not supported yet");
    return false;
  }
  for (let entry = dictNext(rt, dict, 0); entry >= 0; entry = dictNext(rt, dict, entry + 1)) {
    const key = dictKeyAt(rt, dict, entry);
    if (!isStr(rt, key) || rt.text(key).startsWith('_')) continue;
    if (!dictSet(rt, target, key, dictValueAt(rt, dict, entry) as Ref)) return false;
  }
  return true;
}
