import type { HeapHooks, Ref } from '@uroboros/heap';
import { cInt, parsedInt } from '../objects/arguments.js';
import { dictSet } from '../objects/dict.js';
import { intFromNumber, intFromWord } from '../objects/int.js';
import { listAppend, listClear, listItem, listSize, newList } from '../objects/list.js';
import { keywords, type NativeFunction } from '../objects/native.js';
import { tupleFromSlots } from '../objects/tuple.js';
import { indexAsSize } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { writeError } from '../runtime/system.js';
import { shielded, writeUnraisable } from '../runtime/unraisable.js';
import { dictOf, functionNoArgs, functionOneArg } from './functions.js';
import { type NativeModule, storeOwned } from './module.js';

/** The module gc, and the doors through which the collector calls Python code. */

const GENERATIONS = 3;

/** gc.garbage and gc.callbacks: the collector works with them whether the module was imported or not. */
interface GcLists {
  readonly garbage: Ref;
  readonly callbacks: Ref;
}

const lists = new WeakMap<Runtime, GcLists>();

function gcLists(rt: Runtime): GcLists {
  let found = lists.get(rt);
  if (found === undefined) {
    const list = (): Ref => {
      const made = newList(rt, 0);
      if (made === 0) throw rt.heap.exhausted(40);
      return rt.keep(made);
    };
    const garbage = list();
    const callbacks = list();
    found = { garbage, callbacks };
    lists.set(rt, found);
  }
  return found;
}

/** Empties gc.garbage and gc.callbacks: at the end of everything. */
export function emptyGcLists(rt: Runtime): void {
  const found = lists.get(rt);
  if (found === undefined) return;
  listClear(rt, found.garbage);
  listClear(rt, found.callbacks);
}

// Hooks ------------------------------------------------------------------------------------------------------------

/**
 * The heap's doors for Python. The heap is made before the runtime is complete, so that they ask for it when they are used.
 */
export function gcHooks(runtime: () => Runtime): Partial<HeapHooks> {
  return {
    weakrefCallback: (weakref, callback) => callWeakrefCallback(runtime(), weakref, callback),
    collection: (phase, info) => {
      const rt = runtime();
      const callbacks = lists.get(rt)?.callbacks;
      if (callbacks === undefined || listSize(rt, callbacks) === 0) return;
      shielded(rt, () => callCollectionCallbacks(rt, callbacks, phase, info));
    },
    garbage: (object) => {
      const rt = runtime();
      if (!listAppend(rt, gcLists(rt).garbage, rt.incref(object))) {
        rt.clearError();
        rt.decref(object);
      }
    },
    debugLine: (line) => {
      const rt = runtime();
      shielded(rt, () => writeError(rt, `${line}\n`));
    },
    seconds: () => runtime().host.monotonic(),
    typeName: (object) => runtime().typeOf(object).name,
    mayCollect: () => !runtime().failed,
    // What comes here was not raised by Python code but is a fault of ours, or the host stopping the program.
    unraisable: (error) => {
      throw error;
    },
  };
}

/** A callback of a weak reference runs: what it raises cannot be passed on. */
function callWeakrefCallback(rt: Runtime, weakref: Ref, callback: Ref): void {
  shielded(rt, () => {
    const result = rt.call(callback, weakref);
    if (result === 0) writeUnraisable(rt, callback);
    else rt.decref(result);
  });
}

/** Calls each of gc.callbacks; a callback may change the list, which is read anew each time. */
function callCollectionCallbacks(
  rt: Runtime,
  callbacks: Ref,
  phase: string,
  info: { readonly generation: number; readonly collected: number; readonly uncollectable: number },
): void {
  const mark = rt.mark();
  const details = dictOf(rt, [
    ['generation', intFromWord(rt, info.generation)],
    ['collected', intFromWord(rt, info.collected)],
    ['uncollectable', intFromWord(rt, info.uncollectable)],
  ]);
  if (details !== 0) rt.hold(details);
  const name = details === 0 ? 0 : rt.str(phase);
  if (details === 0 || name === 0) {
    writeUnraisable(rt, 0);
    rt.releaseTo(mark);
    return;
  }
  rt.hold(name);
  for (let i = 0; i < listSize(rt, callbacks); i++) {
    const callback = rt.hold(rt.incref(listItem(rt, callbacks, i)));
    const result = rt.call(callback, name, details);
    if (result === 0) writeUnraisable(rt, callback);
    else rt.decref(result);
    rt.decref(rt.unhold());
  }
  rt.releaseTo(mark);
}

// Functions --------------------------------------------------------------------------------------------------------

/** A new list of counted copies of references; none of the calls in it collects. */
function listOfRefs(rt: Runtime, list: Ref, references: readonly Ref[]): Maybe {
  for (const reference of references) {
    if (listAppend(rt, list, rt.incref(reference))) continue;
    rt.decref(reference);
    rt.decref(list);
    return 0;
  }
  return list;
}

function three(rt: Runtime, numbers: readonly [number, number, number]): Maybe {
  const mark = rt.mark();
  for (const number of numbers) {
    const made = intFromNumber(rt, number);
    if (made === 0) return rt.finish(mark, 0);
    rt.hold(made);
  }
  return rt.finish(mark, tupleFromSlots(rt, mark, 3));
}

const collect = keywords(
  'collect',
  'generation=2',
  (rt, [wanted = 0]) => {
    const generation = wanted === 0 ? GENERATIONS - 1 : cInt(rt, wanted);
    if (generation === undefined) return 0;
    if (generation < 0 || generation >= GENERATIONS) return rt.raise('ValueError', 'invalid generation');
    return intFromNumber(rt, rt.heap.gc.collect(generation));
  },
  'Run the garbage collector.\n\nWith no arguments, run a full collection. Returns the number of unreachable objects.',
);

const getObjects = keywords(
  'get_objects',
  'generation=None',
  (rt, [wanted = 0]) => {
    let generation: number | undefined;
    if (wanted !== 0 && wanted !== rt.None) {
      if (rt.typeOf(wanted).slots.index === undefined) {
        return rt.raise('TypeError', `argument should be integer or None, not '${rt.typeOf(wanted).name}'`);
      }
      generation = indexAsSize(rt, wanted, 'OverflowError');
      if (generation === undefined) return 0;
      if (generation >= GENERATIONS) {
        const bound = `number of available generations (${GENERATIONS})`;
        return rt.raise('ValueError', `generation parameter must be less than the ${bound}`);
      }
      if (generation < -1) return rt.raise('ValueError', 'generation parameter cannot be negative');
      if (generation === -1) generation = undefined;
    }
    const list = newList(rt, 0);
    if (list === 0) return 0;
    const objects = rt.heap.gc.getObjects(generation);
    return listOfRefs(
      rt,
      list,
      objects.filter((object) => object !== list),
    );
  },
  'Return a list of objects tracked by the collector (excluding the list returned).',
);

const setThreshold: NativeFunction = {
  name: 'set_threshold',
  doc: 'Set the collection thresholds (the collection frequency).\n\nSetting threshold0 to zero disables collection.',
  signature: '(threshold0, [threshold1, [threshold2]])',
  code: (rt, args, count, kwnames) => {
    if (kwnames !== 0) return rt.raise('TypeError', 'gc.set_threshold() takes no keyword arguments');
    if (count < 1 || count > 3) return rt.raise('TypeError', thresholdCount(rt, count));
    const values: number[] = [];
    for (let i = 0; i < count; i++) {
      const value = parsedInt(rt, rt.i32[args + 2 * i]! as Ref);
      if (value === undefined) return 0;
      values.push(value);
    }
    rt.heap.gc.setThreshold(values[0]!, values[1], values[2]);
    return rt.none();
  },
};

function thresholdCount(rt: Runtime, count: number): string {
  if (rt.profile.versionInfo[1] >= 13) return 'gc.set_threshold requires 1 to 3 arguments';
  const bound = count < 1 ? 'at least 1 argument' : 'at most 3 arguments';
  return `set_threshold() takes ${bound} (${count} given)`;
}

function getStats(rt: Runtime): Maybe {
  const list = newList(rt, 0);
  if (list === 0) return 0;
  const mark = rt.mark();
  rt.hold(list);
  for (const stats of rt.heap.gc.getStats()) {
    const entry = dictOf(rt, [
      ['collections', intFromNumber(rt, stats.collections)],
      ['collected', intFromNumber(rt, stats.collected)],
      ['uncollectable', intFromNumber(rt, stats.uncollectable)],
    ]);
    if (entry === 0) return rt.finish(mark, 0);
    if (!listAppend(rt, list, entry)) {
      rt.decref(entry);
      return rt.finish(mark, 0);
    }
  }
  return rt.unhold();
}

/** Functions of any number of objects. */
function ofObjects(
  name: string,
  doc: string,
  code: (rt: Runtime, objects: readonly Ref[], list: Ref) => Maybe,
): NativeFunction {
  return {
    name,
    doc,
    signature: '(*objs)',
    code: (rt, args, count, kwnames) => {
      const shown = rt.profile.versionInfo[1] >= 13 ? `gc.${name}` : name;
      if (kwnames !== 0) return rt.raise('TypeError', `${shown}() takes no keyword arguments`);
      const list = newList(rt, 0);
      if (list === 0) return 0;
      const objects = Array.from({ length: count }, (_, i) => rt.i32[args + 2 * i]! as Ref);
      return code(rt, objects, list);
    },
  };
}

const no = (name: string, code: (rt: Runtime) => Maybe, doc: string): NativeFunction =>
  functionNoArgs('gc', name, code, doc);
const one = (name: string, code: (rt: Runtime, value: Ref) => Maybe, doc: string): NativeFunction =>
  functionOneArg('gc', name, code, doc);

/** Runs something that has no result. */
function done(action: (rt: Runtime) => void): (rt: Runtime) => Maybe {
  return (rt) => {
    action(rt);
    return rt.none();
  };
}

const DEBUG_FLAGS = [
  ['DEBUG_STATS', 1],
  ['DEBUG_COLLECTABLE', 2],
  ['DEBUG_UNCOLLECTABLE', 4],
  ['DEBUG_SAVEALL', 32],
  ['DEBUG_LEAK', 38],
] as const;

/** The module gc. */
export const gcModule: NativeModule = {
  name: 'gc',
  doc: 'This module provides access to the garbage collector for reference cycles.',
  functions: [
    no(
      'enable',
      done((rt) => rt.heap.gc.enable()),
      'Enable automatic garbage collection.',
    ),
    no(
      'disable',
      done((rt) => rt.heap.gc.disable()),
      'Disable automatic garbage collection.',
    ),
    no('isenabled', (rt) => rt.bool(rt.heap.gc.enabled), 'Returns true if automatic garbage collection is enabled.'),
    one(
      'set_debug',
      (rt, value) => {
        const flags = cInt(rt, value);
        if (flags === undefined) return 0;
        rt.heap.gc.debug = flags;
        return rt.none();
      },
      'Set the garbage collection debugging flags.',
    ),
    no('get_debug', (rt) => intFromWord(rt, rt.heap.gc.debug), 'Get the garbage collection debugging flags.'),
    no('get_count', (rt) => three(rt, rt.heap.gc.getCount()), 'Return a three-tuple of the current collection counts.'),
    setThreshold,
    no('get_threshold', (rt) => three(rt, rt.heap.gc.getThreshold()), 'Return the current collection thresholds.'),
    collect,
    getObjects,
    no('get_stats', getStats, 'Return a list of dictionaries containing per-generation statistics.'),
    one(
      'is_tracked',
      (rt, value) => rt.bool(rt.heap.gc.isTracked(value)),
      'Returns true if the object is tracked by the garbage collector.',
    ),
    one(
      'is_finalized',
      (rt, value) => rt.bool(rt.heap.gc.isFinalized(value)),
      'Returns true if the object has been already finalized by the GC.',
    ),
    ofObjects('get_referrers', 'Return the list of objects that directly refer to any of objs.', (rt, objects, list) =>
      listOfRefs(
        rt,
        list,
        rt.heap.gc.getReferrers(...objects).filter((object) => object !== list),
      ),
    ),
    ofObjects(
      'get_referents',
      'Return the list of objects that are directly referred to by objs.',
      (rt, objects, list) =>
        listOfRefs(
          rt,
          list,
          objects.flatMap((object) => rt.heap.gc.getReferents(object)),
        ),
    ),
    no(
      'freeze',
      done((rt) => rt.heap.gc.freeze()),
      'Freeze all current tracked objects and ignore them for future collections.',
    ),
    no(
      'unfreeze',
      done((rt) => rt.heap.gc.unfreeze()),
      'Unfreeze all objects in the permanent generation.',
    ),
    no(
      'get_freeze_count',
      (rt) => intFromNumber(rt, rt.heap.gc.getFreezeCount()),
      'Return the number of objects in the permanent generation.',
    ),
  ],
  init: (rt, dict) => {
    const { garbage, callbacks } = gcLists(rt);
    return (
      dictSet(rt, dict, rt.name('garbage'), garbage) &&
      dictSet(rt, dict, rt.name('callbacks'), callbacks) &&
      DEBUG_FLAGS.every(([name, value]) => storeOwned(rt, dict, name, intFromWord(rt, value)))
    );
  },
};
