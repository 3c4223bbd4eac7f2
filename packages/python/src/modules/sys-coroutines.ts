import type { Ref } from '@uroboros/heap';
import { cInt, unexpectedKeyword } from '../objects/arguments.js';
import { intFromWord } from '../objects/int.js';
import { keywords, type NativeFunction } from '../objects/native.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { functionNoArgs } from './functions.js';
import { newStructSeq, type StructSeqDefinition } from './structseq.js';

/** What the module sys says about coroutines and asynchronous generators. */

const HOOKS: StructSeqDefinition = {
  name: 'asyncgen_hooks',
  doc: 'asyncgen_hooks\n\nStruct sequence providing information about asynchronous\ngenerators hooks.  The attributes are read only.',
  fields: ['firstiter', 'finalizer'],
  constructible: true,
};

const owned = (rt: Runtime, hook: Maybe): Ref => rt.incref(hook === 0 ? rt.None : hook);

const getHooks = functionNoArgs('sys', 'get_asyncgen_hooks', (rt) =>
  newStructSeq(rt, HOOKS, [owned(rt, rt.firstIterHook), owned(rt, rt.finalizerHook)]),
);

/** False and a TypeError if a hook is given that cannot be called. */
function checkHook(rt: Runtime, what: string, hook: Maybe): boolean {
  if (hook === 0 || hook === rt.None || rt.isCallable(hook)) return true;
  rt.raise('TypeError', `callable ${what} expected, got ${rt.typeOf(hook).name}`);
  return false;
}

const setHooks: NativeFunction = {
  name: 'set_asyncgen_hooks',
  doc: 'set_asyncgen_hooks([firstiter] [, finalizer])\n\nSet a finalizer for async generators objects.',
  signature: '',
  code: (rt, args, count, kwnames) => {
    const given = hookArguments(rt, args, count, kwnames);
    if (given === undefined) return 0;
    const [first, finalizer] = given;
    if (!checkHook(rt, 'finalizer', finalizer) || !checkHook(rt, 'firstiter', first)) return 0;
    const before: Maybe[] = [];
    if (first !== 0) {
      before.push(rt.firstIterHook);
      rt.firstIterHook = first === rt.None ? 0 : rt.incref(first);
    }
    if (finalizer !== 0) {
      before.push(rt.finalizerHook);
      rt.finalizerHook = finalizer === rt.None ? 0 : rt.incref(finalizer);
    }
    for (const hook of before) rt.drop(hook);
    return rt.none();
  },
};

/** firstiter and finalizer, 0 where they are not given; undefined on error. */
function hookArguments(
  rt: Runtime,
  args: number,
  count: number,
  kwnames: Maybe,
): [first: Maybe, finalizer: Maybe] | undefined {
  const named = kwnames === 0 ? 0 : rt.tupleSize(kwnames);
  if (count + named > 2) {
    rt.raise('TypeError', `function takes at most 2 arguments (${count + named} given)`);
    return undefined;
  }
  const values: [Maybe, Maybe] = [0, 0];
  for (let i = 0; i < count; i++) values[i] = rt.i32[args + 2 * i]! as Ref;
  for (let k = 0; k < named; k++) {
    const keyword = rt.text(rt.tupleItem(kwnames as Ref, k));
    const index = HOOKS.fields.indexOf(keyword);
    if (index < 0) {
      unexpectedKeyword(rt, 'this function', keyword);
      return undefined;
    }
    if (values[index] !== 0) {
      rt.raise('TypeError', `argument for function given by name ('${keyword}') and position (${index + 1})`);
      return undefined;
    }
    values[index] = rt.i32[args + 2 * (count + k)]! as Ref;
  }
  return values;
}

const getDepth = functionNoArgs('sys', 'get_coroutine_origin_tracking_depth', (rt) => intFromWord(rt, rt.originDepth));

const setDepth = keywords('set_coroutine_origin_tracking_depth', 'depth', (rt, [depth = 0]) => {
  const number = cInt(rt, depth as Ref);
  if (number === undefined) return 0;
  if (number < 0) return rt.raise('ValueError', 'depth must be >= 0');
  rt.originDepth = number;
  return rt.none();
});

/** The functions of sys that are about coroutines. */
export const coroutineFunctions: readonly NativeFunction[] = [getHooks, setHooks, getDepth, setDepth];
