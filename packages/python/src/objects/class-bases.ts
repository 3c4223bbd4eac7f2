import type { Ref } from '@uroboros/heap';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { listAppend, newList } from './list.js';
import { isTuple } from './tuple.js';

/**
 * The bases of a class statement, with those that are no types replaced by what their `__mro_entries__` gives (PEP 560). The
 * same tuple, owned, if there is nothing to replace; 0 on error.
 */
export function resolveBases(rt: Runtime, bases: Ref): Maybe {
  const count = rt.tupleSize(bases);
  let list: Maybe = 0;
  const mark = rt.mark();
  for (let i = 0; i < count; i++) {
    const base = rt.tupleItem(bases, i);
    const entries = rt.typeByRef.has(base) ? 0 : entriesOf(rt, base, bases);
    if (entries === 0 && rt.failed) return rt.finish(mark, 0);
    if (entries !== 0 && list === 0) {
      rt.hold(entries);
      list = newList(rt, 0);
      if (list === 0) return rt.finish(mark, 0);
      rt.hold(list);
      for (let k = 0; k < i; k++) if (!append(rt, list, rt.tupleItem(bases, k))) return rt.finish(mark, 0);
    } else if (entries !== 0) rt.hold(entries);
    if (list === 0) continue;
    if (entries === 0) {
      if (!append(rt, list, base)) return rt.finish(mark, 0);
      continue;
    }
    for (let k = 0; k < rt.tupleSize(entries); k++) {
      if (!append(rt, list, rt.tupleItem(entries, k))) return rt.finish(mark, 0);
    }
  }
  return rt.finish(mark, list === 0 ? rt.incref(bases) : rt.tupleFrom(list));
}

const append = (rt: Runtime, list: Ref, item: Ref): boolean => listAppend(rt, list, rt.incref(item));

/** base.__mro_entries__(bases): a tuple, owned; 0 if the base has none, or on error. */
function entriesOf(rt: Runtime, base: Ref, bases: Ref): Maybe {
  const method = rt.findAttr(base, '__mro_entries__');
  if (method === 0) return 0;
  const mark = rt.mark();
  rt.hold(method);
  const entries = rt.call(method, bases);
  if (entries === 0 || isTuple(rt, entries)) return rt.finish(mark, entries);
  rt.hold(entries);
  return rt.finish(mark, rt.raise('TypeError', '__mro_entries__ must return a tuple'));
}

/** Why something cannot be a base: it would need a class statement, or is no type at all. */
export function notABase(rt: Runtime, base: Ref): void {
  const method = rt.findAttr(base, '__mro_entries__');
  if (method === 0 && rt.failed) return;
  rt.drop(method);
  const resolvable = "type() doesn't support MRO entry resolution; use types.new_class()";
  rt.raise('TypeError', method === 0 ? 'bases must be types' : resolvable);
}
