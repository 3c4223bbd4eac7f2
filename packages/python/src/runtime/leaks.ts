import type { Ref } from '@uroboros/heap';
import { forgetContext } from '../modules/contextvars.js';
import { emptyGcLists } from '../modules/gc.js';
import { dictClear } from '../objects/dict.js';
import { forgetLibrary } from './frozen-importlib.js';
import { forgetImportClasses } from './import-classes.js';
import type { Runtime } from './runtime.js';
import { systemDict } from './system.js';

/**
 * The leak check: what is still there when a program has ended and its modules have been taken apart.
 *
 * Legitimately there are the objects that the interpreter keeps for good, and what they hold: the built-in types with their
 * dictionaries, singletons, small ints, strings of one character, names that TypeScript code knows, the dictionaries of
 * `sys`, `builtins` and `sys.modules`, `gc.garbage`, `gc.callbacks`, the thread's context, and the classes and modules of the
 * import system. The last seven are emptied first. Among what is left there must be nothing that a program has made: no class, no
 * instance of one, no function, code, frame or traceback.
 *
 * @returns a sentence for each leaked object, at most {@link MOST}.
 */
export function findLeaks(rt: Runtime): string[] {
  emptyBuiltinModules(rt);
  const kept = reachableForGood(rt);
  const leaks: string[] = [];
  const report = (object: Ref, why: string): void => {
    if (leaks.length < MOST) leaks.push(`${rt.typeOf(object).name} ${object} (count ${rt.refcnt(object)}) ${why}`);
  };
  rt.forEachSlot((object) => report(object, 'stands on the stack'));
  for (const object of rt.heap.gc.getObjects())
    if (!kept.has(object)) report(object, 'is held by nothing that is kept');
  const own = new Set(rt.kept);
  for (const object of kept)
    if (!own.has(object) && isOfProgram(rt, object)) report(object, 'is held by what is kept for good');
  return leaks;
}

const MOST = 5;

/** What programs store in the modules that never die goes. */
function emptyBuiltinModules(rt: Runtime): void {
  const sys = systemDict(rt);
  if (sys !== 0) dictClear(rt, sys);
  dictClear(rt, rt.modules);
  dictClear(rt, rt.builtinsDict);
  emptyGcLists(rt);
  forgetContext(rt);
  forgetLibrary(rt);
  forgetImportClasses(rt);
  rt.heap.collector.collectQuietly();
}

function reachableForGood(rt: Runtime): Set<Ref> {
  const reached = new Set<Ref>();
  const visit = (object: Ref): void => void reached.add(object);
  rt.forEachKept(visit);
  // A set can be added to while it is walked: what is added is walked too.
  for (const object of reached) rt.heap.traversal.visitAll(object, visit);
  return reached;
}

/** Whether only a program can have made the object. */
function isOfProgram(rt: Runtime, object: Ref): boolean {
  const type = rt.typeOf(object);
  if (rt.typeByRef.get(object)?.heapType === true) return true;
  const { ids } = rt;
  return [ids.function, ids.code, ids.frame, ids.traceback].includes(type.typeId);
}
