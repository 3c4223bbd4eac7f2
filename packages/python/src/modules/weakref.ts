import type { Ref } from '@uroboros/heap';
import { givenType } from '../objects/arguments.js';
import { dictDelete, dictGet, dictSet, isDict } from '../objects/dict.js';
import { intFromNumber } from '../objects/int.js';
import { listOf } from '../objects/list.js';
import type { NativeFunction } from '../objects/native.js';
import type { Runtime } from '../runtime/runtime.js';
import { functionOneArg, functionPositional } from './functions.js';
import type { NativeModule } from './module.js';
import { newProxy } from './weakref-type.js';

/** The module _weakref. */

/** Removes a key whose value is a dead weak reference: for dictionaries whose values die on their own. */
const removeDead = functionPositional('_weakref', '_remove_dead_weakref', 2, 2, (rt, args) => {
  const dict = rt.i32[args]! as Ref;
  const key = rt.i32[args + 2]! as Ref;
  if (!isDict(rt, dict)) {
    return rt.raise('TypeError', `_remove_dead_weakref() argument 1 must be dict, not ${givenType(rt, dict)}`);
  }
  const value = dictGet(rt, dict, key);
  if (value === 0) return rt.failed ? 0 : rt.none();
  if (!rt.heap.weakrefs.isWeakRef(value)) return rt.raise('TypeError', 'not a weakref');
  if (rt.heap.weakrefs.target(value) !== 0) return rt.none();
  return dictDelete(rt, dict, key) < 0 ? 0 : rt.none();
});

/** The weak references of an object; none if it cannot have any. */
function weakrefsOf(rt: Runtime, object: Ref): Ref[] {
  return rt.heap.weakrefs.supports(object) ? rt.heap.weakrefs.list(object) : [];
}

const functions: readonly NativeFunction[] = [
  functionOneArg('_weakref', 'getweakrefcount', (rt, object) => intFromNumber(rt, weakrefsOf(rt, object).length)),
  functionOneArg('_weakref', 'getweakrefs', (rt, object) => listOf(rt, ...weakrefsOf(rt, object))),
  functionPositional('_weakref', 'proxy', 1, 2, (rt, args, count) =>
    newProxy(rt, rt.i32[args]! as Ref, count === 2 ? (rt.i32[args + 2]! as Ref) : 0),
  ),
];

function addTypes(rt: Runtime, dict: Ref): boolean {
  const { ReferenceType, ProxyType, CallableProxyType } = rt.builtin;
  return (
    dictSet(rt, dict, rt.name('ref'), ReferenceType.ref) &&
    dictSet(rt, dict, rt.name('ReferenceType'), ReferenceType.ref) &&
    dictSet(rt, dict, rt.name('ProxyType'), ProxyType.ref) &&
    dictSet(rt, dict, rt.name('CallableProxyType'), CallableProxyType.ref)
  );
}

/** The module _weakref; weakref is the library's. */
export const weakrefModules: readonly NativeModule[] = [
  { name: '_weakref', doc: 'Weak-reference support module.', functions: [...functions, removeDead], init: addTypes },
];
