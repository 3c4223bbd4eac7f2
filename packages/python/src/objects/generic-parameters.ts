import type { Ref } from '@uroboros/heap';
import { getItem } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { isList, listAppend, newList } from './list.js';
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
  const unpacked = unpackArguments(rt, item);
  if (unpacked === 0) return rt.finish(mark, 0);
  rt.hold(unpacked);
  const prepared = prepare(rt, self, parameters, unpacked);
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
  return rt.finish(mark, substituteAll(rt, self, args, parameters, prepared, given));
}

/** All arguments of an alias, or of a tuple or list among them, with the given ones in place of parameters: a tuple, owned. */
function substituteAll(rt: Runtime, self: Ref, args: Ref, parameters: Ref, item: Ref, given: readonly Ref[]): Maybe {
  const mark = rt.mark();
  const list = newList(rt, 0);
  if (list === 0) return 0;
  rt.hold(list);
  for (let i = 0; i < rt.tupleSize(args); i++) {
    const arg = rt.tupleItem(args, i);
    const isTupleItem = isTuple(rt, arg);
    const made =
      isTupleItem || isList(rt, arg)
        ? substituteInside(rt, self, arg, parameters, item, isTupleItem)
        : substituteOne(rt, arg, parameters, given);
    if (made === 0) return rt.finish(mark, 0);
    if (!addArgument(rt, list, isTupleItem ? 0 : arg, made)) return rt.finish(mark, 0);
  }
  return rt.finish(mark, rt.tupleFrom(list));
}

/** The same in a tuple or a list that is an argument; the result is one too. */
function substituteInside(rt: Runtime, self: Ref, arg: Ref, parameters: Ref, item: Ref, isTupleItem: boolean): Maybe {
  const mark = rt.mark();
  const args = rt.tupleFrom(arg);
  if (args === 0) return 0;
  rt.hold(args);
  const made = substitute(rt, self, args, parameters, item);
  if (made === 0 || isTupleItem) return rt.finish(mark, made);
  rt.hold(made);
  return rt.finish(mark, rt.listFrom(made));
}

/** Adds an owned argument; what stood for several and is now a tuple of them is spread. */
function addArgument(rt: Runtime, list: Ref, before: Maybe, made: Ref): boolean {
  const mark = rt.mark();
  rt.hold(made);
  const unpacked = before !== 0 && isTuple(rt, made) ? isUnpacked(rt, before) : 0;
  const added = unpacked === 1 ? appendItems(rt, list, made) : unpacked === 0 && listAppend(rt, list, rt.incref(made));
  rt.releaseTo(mark);
  return added;
}

function appendItems(rt: Runtime, list: Ref, items: Ref): boolean {
  for (let i = 0; i < rt.tupleSize(items); i++) {
    if (!listAppend(rt, list, rt.incref(rt.tupleItem(items, i)))) return false;
  }
  return true;
}

/** The subscript as a tuple, in which `*tuple[int, str]` gives its two: owned. One of any length stays as it is. */
function unpackArguments(rt: Runtime, item: Ref): Maybe {
  const mark = rt.mark();
  const items = isTuple(rt, item) ? rt.incref(item) : tupleOf(rt, item);
  if (items === 0) return 0;
  rt.hold(items);
  const list = newList(rt, 0);
  if (list === 0) return rt.finish(mark, 0);
  rt.hold(list);
  for (let i = 0; i < rt.tupleSize(items); i++) {
    if (!unpackArgument(rt, list, rt.tupleItem(items, i))) return rt.finish(mark, 0);
  }
  return rt.finish(mark, rt.tupleFrom(list));
}

function unpackArgument(rt: Runtime, list: Ref, item: Ref): boolean {
  const inner = rt.typeByRef.has(item) ? 0 : rt.findAttr(item, '__typing_unpacked_tuple_args__');
  if (inner === 0) return !rt.failed && listAppend(rt, list, rt.incref(item));
  const mark = rt.mark();
  rt.hold(inner);
  const size = isTuple(rt, inner) ? rt.tupleSize(inner) : -1;
  const isFixed = size === 0 || (size > 0 && rt.tupleItem(inner, size - 1) !== rt.Ellipsis);
  const added = isFixed ? appendItems(rt, list, inner) : listAppend(rt, list, rt.incref(item));
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
    const variable = rt.tupleItem(inner, i);
    const index = indexOf(rt, parameters, variable);
    const value = index < 0 ? variable : given[index]!;
    // A variable that stands for several can be iterated over.
    const isSeveral = index >= 0 && isTuple(rt, value) && rt.typeOf(variable).slots.iter !== undefined;
    if (!isSeveral) items.push(value);
    else for (let k = 0; k < rt.tupleSize(value); k++) items.push(rt.tupleItem(value, k));
  }
  const subscript = tupleOf(rt, ...items);
  if (subscript === 0) return rt.finish(mark, 0);
  return rt.finish(mark, getItem(rt, arg, rt.hold(subscript)));
}

function indexOf(rt: Runtime, parameters: Ref, variable: Ref): number {
  for (let i = 0; i < rt.tupleSize(parameters); i++) if (rt.tupleItem(parameters, i) === variable) return i;
  return -1;
}
