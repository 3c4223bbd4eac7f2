import type { TypeSpec } from '@uroboros/heap';
import type { BuiltinName } from '../runtime/registry.js';
import type { Runtime } from '../runtime/runtime.js';
import type { NativeFunction } from './native.js';
import type { BuiltinType, Slots } from './typeobject.js';

/** A built-in type: what Python sees of it, and the layout of its objects. */
export interface BuiltinDefinition extends Omit<BuiltinType, 'base' | 'name'> {
  /** Key in `Runtime.builtin`. */
  readonly key: BuiltinName;
  /** tp_name; default: the key. */
  readonly name?: string;
  readonly base?: BuiltinName;
  /** Layout of the objects: all but the name. Absent: the base's. */
  readonly layout?: (rt: Runtime) => Omit<TypeSpec, 'name'>;
  readonly slots?: Slots;
  /** Has a `__class_getitem__` that makes a types.GenericAlias. */
  readonly generic?: boolean;
  /** First minor version in which it is generic; default: all. */
  readonly genericSince?: number;
  /** Methods that CPython's type has as slot wrappers and that no slot of ours stands for. */
  readonly wrappers?: readonly NativeFunction[];
  /** Module that `__module__` names; default builtins. */
  readonly module?: string;
}
