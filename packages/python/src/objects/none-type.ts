import type { Ref } from '@uroboros/heap';
import { hashIdentity } from '../runtime/operators.js';
import type { BuiltinName } from '../runtime/registry.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import type { BuiltinDefinition } from './catalog.js';
import { noArgs } from './native.js';
import type { Slots, TypeObject } from './typeobject.js';

/** NoneType, NotImplementedType, ellipsis: one object each, which calling the type gives. */

function singleton(key: BuiltinName, object: (rt: Runtime) => Ref, slots: Slots, name?: string): BuiltinDefinition {
  const construct = (rt: Runtime, _type: TypeObject, _args: number, count: number, kwnames: Maybe): Maybe =>
    count > 0 || kwnames !== 0
      ? rt.raise('TypeError', `${key === 'ellipsis' ? 'EllipsisType' : key} takes no arguments`)
      : rt.incref(object(rt));
  return {
    key,
    final: true,
    layout: () => ({ basicSize: 16 }),
    slots: { new: construct, ...slots },
    // The name under which the object stands in builtins: that is how it is pickled.
    methods: name === undefined ? [] : [noArgs('__reduce__', (rt) => rt.str(name))],
  };
}

/** hash(None) before 3.13 follows its address; since then it is a constant of CPython's. */
const NONE_HASH = 0xfca86420;

export const singletonTypes: readonly BuiltinDefinition[] = [
  singleton('NoneType', (rt) => rt.None, {
    repr: (rt) => rt.str('None'),
    bool: () => 0,
    compare: (rt, self, other, op) => rt.builtin.object.slots.compare!(rt, self, other, op),
    hash: (rt, self) => {
      if (rt.profile.versionInfo[1] < 12) return hashIdentity(rt, self);
      rt.hashLow = NONE_HASH | 0;
      rt.hashHigh = 0;
      return true;
    },
  }),
  singleton(
    'NotImplementedType',
    (rt) => rt.NotImplemented,
    {
      repr: (rt) => rt.str('NotImplemented'),
      // CPython warns that this will be a TypeError, and is one from 3.14 on.
      bool: () => 1,
    },
    'NotImplemented',
  ),
  singleton('ellipsis', (rt) => rt.Ellipsis, { repr: (rt) => rt.str('Ellipsis') }, 'Ellipsis'),
];
