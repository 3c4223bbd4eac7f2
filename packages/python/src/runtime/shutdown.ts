import type { Ref } from '@uroboros/heap';
import { moduleDict } from '../modules/module.js';
import { dictClear, dictKeyAt, dictNext, dictSet, dictValueAt } from '../objects/dict.js';
import { dictCopy, dictMerge } from '../objects/dict-merge.js';
import { isStr } from '../objects/str.js';
import { emptyContainers } from './kept.js';
import type { Runtime } from './runtime.js';
import { systemDict, systemObject } from './system.js';

/**
 * The end of a program (Py_Finalize): a last collection; then what `sys` keeps of an uncaught exception goes, and every entry of sys.modules becomes None, which drops modules
 * that nobody else holds; builtins become what they were at start; a collection; then the dictionaries of modules still alive are cleared, the newest first, names
 * with one underscore before the others; builtins and sys last.
 */
export function finalizeModules(rt: Runtime): void {
  rt.heap.collector.collectQuietly();
  dropLastError(rt);
  restoreStreams(rt);
  const alive: { name: string; module: Ref }[] = [];
  const modules = rt.modules;
  for (let entry = dictNext(rt, modules, 0); entry >= 0; entry = dictNext(rt, modules, entry + 1)) {
    const module = dictValueAt(rt, modules, entry) as Ref;
    if (rt.typeId(module) !== rt.ids.module) continue;
    alive.push({ name: rt.text(dictKeyAt(rt, modules, entry)), module: rt.keep(rt.incref(module)) });
  }
  for (let entry = dictNext(rt, modules, 0); entry >= 0; entry = dictNext(rt, modules, entry + 1)) {
    const { name } = { name: rt.text(dictKeyAt(rt, modules, entry)) };
    if (name !== 'builtins' && name !== 'sys') dictSet(rt, modules, dictKeyAt(rt, modules, entry), rt.None);
  }
  // Modules nobody holds die now, and their dictionaries with them; objects that only they held die in the collection.
  const rest: { name: string; module: Ref }[] = [];
  for (const { name, module } of alive) {
    if (rt.refcnt(module) === 1 && name !== 'builtins' && name !== 'sys') letGo(rt, module);
    else rest.push({ name, module });
  }
  restoreBuiltins(rt);
  rt.heap.collector.collectQuietly();
  for (const { name, module } of rest.reverse()) {
    if (name === 'builtins' || name === 'sys') continue;
    clearModuleDict(rt, moduleDict(rt, module));
    letGo(rt, module);
  }
  rt.heap.collector.collectQuietly();
  if (emptyContainers(rt)) rt.heap.collector.collectQuietly();
  rt.clearError();
}

/** The exception that ended the program lets go of its frames, and so of the main module's dictionary. */
function dropLastError(rt: Runtime): void {
  const sys = systemDict(rt);
  if (sys === 0) return;
  for (const name of ['last_exc', 'last_type', 'last_value', 'last_traceback'])
    if (systemObject(rt, name) !== 0) dictSet(rt, sys, rt.name(name), rt.None);
}

/** What a program has put in place of sys.stdin, sys.stdout and sys.stderr goes: the last flush is of those of the process. */
function restoreStreams(rt: Runtime): void {
  const sys = systemDict(rt);
  if (sys === 0) return;
  for (const name of ['stdin', 'stdout', 'stderr']) {
    const original = systemObject(rt, `__${name}__`);
    dictSet(rt, sys, rt.name(name), original === 0 ? rt.None : original);
  }
}

/** finalize_restore_builtins_dict: what the program has put into builtins dies now. */
function restoreBuiltins(rt: Runtime): void {
  const changed = dictCopy(rt, rt.builtinsDict);
  if (changed === 0) {
    rt.clearError();
    return;
  }
  rt.hold(changed);
  dictClear(rt, rt.builtinsDict);
  if (!dictMerge(rt, rt.builtinsDict, rt.builtinsCopy)) rt.clearError();
  rt.decref(rt.unhold());
}

function letGo(rt: Runtime, module: Ref): void {
  rt.kept.splice(rt.kept.lastIndexOf(module), 1);
  rt.decref(module);
}

/** _PyModule_ClearDict: names with one leading underscore first, then all but `__builtins__`. */
export function clearModuleDict(rt: Runtime, dict: Ref): void {
  setToNone(rt, dict, (name) => name.startsWith('_') && !name.startsWith('__'));
  setToNone(rt, dict, (name) => name !== '__builtins__');
}

function setToNone(rt: Runtime, dict: Ref, wanted: (name: string) => boolean): void {
  for (let entry = dictNext(rt, dict, 0); entry >= 0; entry = dictNext(rt, dict, entry + 1)) {
    const key = dictKeyAt(rt, dict, entry);
    if (dictValueAt(rt, dict, entry) === rt.None || !isStr(rt, key) || !wanted(rt.text(key))) continue;
    dictSet(rt, dict, key, rt.None);
  }
}
