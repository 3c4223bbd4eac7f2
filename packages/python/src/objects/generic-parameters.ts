import type { Ref } from '@uroboros/heap';
import { getItem } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { listAppend, newList } from './list.js';
import { isTuple, tupleOf } from './tuple.js';

/**
 * Type variables in the arguments of aliases and unions: which there are, and what stands in their place in `alias[item]`
 * (Objects/genericaliasobject.c). What a type variable can be replaced by, it says itself.
 */

/** The type variables in a tuple of arguments, each once, in the order of their appearance: a tuple, owned. */
export function makeParameters(rt: Runtime, args: Ref): Maybe {
  const found: Ref[] = [];
  const mark = rt.mark();
  if (!collect(rt, args, found)) return rt.finish(mark, 0);
  return rt.finish(mark, tupleOf(rt, ...found));
}

/** Adds the variables in a tuple or a list; those found stay held. False on error. */
function collect(rt: Runtime, args: Ref, found: Ref[]): boolean {
  const add = (variable: Ref): void => {
    if (!found.includes(variable)) found.push(rt.hold(rt.incref(variable)));
  };
  for (let i = 0; i < rt.tupleSize(args); i++) {
    const arg = rt.tupleItem(args, i);
    if (rt.typeByRef.has(arg)) continue;
    const substituted = rt.findAttr(arg, '__typing_subst__');
    if (substituted !== 0) {
      rt.decref(substituted);
      add(arg);
      continue;
    }
    if (rt.failed) return false;
    const inner = rt.findAttr(arg, '__parameters__');
    if (inner === 0) {
      if (rt.failed) return false;
      continue;
    }
    if (isTuple(rt, inner)) for (let k = 0; k < rt.tupleSize(inner); k++) add(rt.tupleItem(inner, k));
    rt.decref(inner);
  }
  return true;
}

/** The arguments of `self` with its parameters replaced by the items of a subscript: a tuple, owned. */
export function substitute(rt: Runtime, self: Ref, args: Ref, parameters: Ref, item: Ref): Maybe {
  const count = rt.tupleSize(parameters);
  const text = (): string => rt.repr(self) ?? '';
  if (count === 0) return rt.raise('TypeError', `${text()} is not a generic class`);
  const mark = rt.mark();
  const prepared = prepare(rt, self, parameters, item);
  if (prepared === 0) return rt.finish(mark, 0);
  const given = isTuple(rt, prepared)
    ? Array.from({ length: rt.tupleSize(prepared) }, (_, i) => rt.tupleItem(prepared, i))
    : [prepared];
  rt.hold(prepared);
  if (given.length !== count) {
    const what = given.length > count ? 'many' : 'few';
    rt.raise('TypeError', `Too ${what} arguments for ${text()}; actual ${given.length}, expected ${count}`);
    return rt.finish(mark, 0);
  }
  const list = newList(rt, 0);
  if (list === 0) return rt.finish(mark, 0);
  rt.hold(list);
  for (let i = 0; i < rt.tupleSize(args); i++) {
    const made = substituteOne(rt, rt.tupleItem(args, i), parameters, given);
    if (made === 0) return rt.finish(mark, 0);
    if (!addArgument(rt, list, rt.tupleItem(args, i), made)) return rt.finish(mark, 0);
  }
  return rt.finish(mark, rt.tupleFrom(list));
}

/** Adds an owned argument; what stood for several and is now a tuple of them is spread. */
function addArgument(rt: Runtime, list: Ref, before: Ref, made: Ref): boolean {
  const mark = rt.mark();
  rt.hold(made);
  const unpacked = isTuple(rt, made) ? isUnpacked(rt, before) : 0;
  let added = unpacked >= 0;
  if (unpacked === 1) {
    for (let i = 0; i < rt.tupleSize(made); i++)
      added = added && listAppend(rt, list, rt.incref(rt.tupleItem(made, i)));
  } else if (added) added = listAppend(rt, list, rt.incref(made));
  rt.releaseTo(mark);
  return added;
}

function isUnpacked(rt: Runtime, arg: Ref): number {
  if (rt.typeByRef.has(arg)) return 0;
  const flag = rt.findAttr(arg, '__typing_is_unpacked_typevartuple__');
  if (flag === 0) return rt.failed ? -1 : 0;
  return rt.consume(flag, (runtime, value) => runtime.isTrue(value));
}

/** Type variables may change the subscript before it is counted. */
function prepare(rt: Runtime, self: Ref, parameters: Ref, item: Ref): Maybe {
  let current = rt.incref(item);
  for (let i = 0; i < rt.tupleSize(parameters); i++) {
    rt.hold(current);
    const method = rt.findAttr(rt.tupleItem(parameters, i), '__typing_prepare_subst__');
    if (method === 0 && rt.failed) return 0;
    if (method === 0 || method === rt.None) {
      rt.drop(method);
      current = rt.unhold();
      continue;
    }
    rt.hold(method);
    const tuple = isTuple(rt, current) ? rt.incref(current) : tupleOf(rt, current);
    if (tuple === 0) return 0;
    rt.hold(tuple);
    const prepared = rt.call(method, self, tuple);
    if (prepared === 0) return 0;
    current = prepared;
  }
  return current;
}

function substituteOne(rt: Runtime, arg: Ref, parameters: Ref, given: readonly Ref[]): Maybe {
  if (rt.typeByRef.has(arg)) return rt.incref(arg);
  const mark = rt.mark();
  const method = rt.findAttr(arg, '__typing_subst__');
  if (method === 0 && rt.failed) return 0;
  if (method !== 0) {
    rt.hold(method);
    return rt.finish(mark, rt.call(method, given[indexOf(rt, parameters, arg)]!));
  }
  const inner = rt.findAttr(arg, '__parameters__');
  if (inner === 0) return rt.failed ? 0 : rt.incref(arg);
  rt.hold(inner);
  if (!isTuple(rt, inner) || rt.tupleSize(inner) === 0) return rt.finish(mark, rt.incref(arg));
  const items: Ref[] = [];
  for (let i = 0; i < rt.tupleSize(inner); i++) {
    const index = indexOf(rt, parameters, rt.tupleItem(inner, i));
    items.push(index < 0 ? rt.tupleItem(inner, i) : given[index]!);
  }
  const subscript = tupleOf(rt, ...items);
  if (subscript === 0) return rt.finish(mark, 0);
  return rt.finish(mark, getItem(rt, arg, rt.hold(subscript)));
}

function indexOf(rt: Runtime, parameters: Ref, variable: Ref): number {
  for (let i = 0; i < rt.tupleSize(parameters); i++) if (rt.tupleItem(parameters, i) === variable) return i;
  return -1;
}
