import type { Ref } from '@uroboros/heap';
import { dictSet, newDict } from '../objects/dict.js';
import { intFromNumber } from '../objects/int.js';
import { listAppend, listClear, listItem, listSetItem, listSize, newList } from '../objects/list.js';
import type { NativeFunction } from '../objects/native.js';
import { tupleOf } from '../objects/tuple.js';
import { keepContainer } from '../runtime/kept.js';
import { identicalOrEqual } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { writeUnraisable } from '../runtime/unraisable.js';
import { functionNoArgs, functionOneArg } from './functions.js';
import type { NativeModule } from './module.js';

/** The module atexit: functions that are called, the last one first, before the modules are taken apart. */

/** Items of a callback in the list: function, arguments, keywords or None. */
const EACH = 3;

const lists = new WeakMap<Runtime, Ref>();

/** The list of callbacks, which no program sees; 0 if nothing was ever registered. */
function callbacks(rt: Runtime): Maybe {
  return lists.get(rt) ?? 0;
}

function callbacksToChange(rt: Runtime): Maybe {
  const known = callbacks(rt);
  if (known !== 0) return known;
  const list = newList(rt, 0);
  if (list === 0) return 0;
  lists.set(rt, keepContainer(rt, list));
  return list;
}

const register: NativeFunction = {
  name: 'register',
  doc: 'Register a function to be executed upon normal program termination',
  signature: '(func, /, *args, **kwargs)',
  code: (rt, args, count, kwnames) => {
    if (count === 0) return rt.raise('TypeError', 'register() takes at least 1 argument (0 given)');
    const fn = rt.i32[args]! as Ref;
    if (!rt.isCallable(fn)) return rt.raise('TypeError', 'the first argument must be callable');
    const mark = rt.mark();
    const list = callbacksToChange(rt);
    const values = tupleOf(rt, ...Array.from({ length: count - 1 }, (_, i) => rt.i32[args + 2 * (i + 1)]! as Ref));
    if (list === 0 || values === 0) return 0;
    rt.hold(values);
    const keywords = keywordDict(rt, args + 2 * count, kwnames);
    if (keywords === 0) return rt.finish(mark, 0);
    rt.hold(keywords);
    const stored = [fn, values, keywords].every((item) => listAppend(rt, list, rt.incref(item)));
    return rt.finish(mark, stored ? rt.incref(fn) : 0);
  },
};

/** None without keywords. */
function keywordDict(rt: Runtime, word: number, kwnames: Maybe): Maybe {
  if (kwnames === 0 || rt.tupleSize(kwnames) === 0) return rt.none();
  const dict = newDict(rt);
  if (dict === 0) return 0;
  const mark = rt.mark();
  rt.hold(dict);
  for (let k = 0; k < rt.tupleSize(kwnames); k++) {
    if (!dictSet(rt, dict, rt.tupleItem(kwnames, k), rt.i32[word + 2 * k]! as Ref)) return rt.finish(mark, 0);
  }
  return rt.unhold();
}

/** A callback is taken out by emptying its places; a comparison may have registered more meanwhile. */
function unregister(rt: Runtime, fn: Ref): Maybe {
  const list = callbacks(rt);
  if (list === 0) return rt.none();
  for (let i = 0; i < listSize(rt, list); i += EACH) {
    const item = listItem(rt, list, i);
    if (item === rt.None) continue;
    const mark = rt.mark();
    rt.hold(rt.incref(item));
    const equal = identicalOrEqual(rt, item, fn);
    rt.releaseTo(mark);
    if (equal < 0) return 0;
    if (equal === 1) empty(rt, list, i);
  }
  return rt.none();
}

function empty(rt: Runtime, list: Ref, at: number): void {
  for (let i = at; i < at + EACH && i < listSize(rt, list); i++) listSetItem(rt, list, i, rt.none());
}

/** Places in use: those that were emptied count until all are cleared. */
function count(rt: Runtime): Maybe {
  const list = callbacks(rt);
  return intFromNumber(rt, list === 0 ? 0 : listSize(rt, list) / EACH);
}

function clear(rt: Runtime): void {
  const list = callbacks(rt);
  if (list !== 0) listClear(rt, list);
}

/** Calls all callbacks, the last registered first; what they raise is shown and does not stop the others. */
export function runExitFunctions(rt: Runtime): void {
  const list = callbacks(rt);
  if (list === 0) return;
  for (let i = listSize(rt, list) - EACH; i >= 0; i -= EACH) {
    if (listItem(rt, list, i) !== rt.None) runCallback(rt, list, i);
  }
  clear(rt);
}

function runCallback(rt: Runtime, list: Ref, at: number): void {
  const mark = rt.mark();
  const [fn, args, keywords] = [0, 1, 2].map((i) => rt.hold(rt.incref(listItem(rt, list, at + i)))) as [Ref, Ref, Ref];
  const values = Array.from({ length: rt.tupleSize(args) }, (_, i) => rt.tupleItem(args, i));
  const result = keywords === rt.None ? rt.call(fn, ...values) : rt.callWithKeywords(fn, values, keywords);
  if (result !== 0) rt.decref(result);
  else showFailure(rt, fn);
  rt.releaseTo(mark);
}

function showFailure(rt: Runtime, fn: Ref): void {
  if (rt.profile.versionInfo[1] < 13) {
    writeUnraisable(rt, fn, 'Exception ignored in atexit callback');
    return;
  }
  const error = rt.hold(rt.takeError());
  const shown = rt.repr(fn) ?? '<object repr() failed>';
  rt.clearError();
  rt.incref(error);
  rt.setError(error);
  writeUnraisable(rt, 0, `Exception ignored in atexit callback ${shown}`);
}

const no = (name: string, code: (rt: Runtime) => Maybe): NativeFunction => functionNoArgs('atexit', name, code);

/** The module atexit. */
export const atexitModule: NativeModule = {
  name: 'atexit',
  doc: 'allow programmer to define multiple exit functions to be executed\nupon normal program termination.\n\nTwo public functions, register and unregister, are defined.\n',
  functions: [
    register,
    no('_clear', (rt) => {
      clear(rt);
      return rt.none();
    }),
    functionOneArg('atexit', 'unregister', unregister),
    no('_run_exitfuncs', (rt) => {
      runExitFunctions(rt);
      return rt.none();
    }),
    no('_ncallbacks', count),
  ],
};
