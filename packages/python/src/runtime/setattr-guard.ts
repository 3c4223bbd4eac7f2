import type { Ref } from '@uroboros/heap';
import type { TypeObject } from '../objects/typeobject.js';
import type { Runtime } from './runtime.js';

/**
 * `object.__setattr__(int, …)`: a base's `__setattr__`, called by its name, must not go past the one of a built-in type in between, which
 * guards what the base knows nothing of (hackcheck).
 */

type Setattr = TypeObject['slots']['setattr'];

/** Whether a built-in type's `__setattr__` may be applied to an object; `byClass` is the slot of classes that define one in Python. */
export function mayApplySetattr(rt: Runtime, object: Ref, setattr: Setattr, byClass: unknown, name: string): boolean {
  const type = rt.typeOf(object);
  for (let base: TypeObject | undefined = definer(type, byClass); base !== undefined; base = base.base) {
    if (base.slots.setattr === setattr) return true;
    if (base.slots.setattr === byClass) continue;
    rt.raise('TypeError', `can't apply this ${name} to ${type.name} object`);
    return false;
  }
  return true;
}

/** The type of the order that the type's own slot comes from; classes written in Python have none of their own. */
function definer(type: TypeObject, byClass: unknown): TypeObject {
  for (let i = type.mro.length - 1; i >= 0; i--) {
    const { setattr } = type.mro[i]!.slots;
    if (setattr !== byClass && setattr === type.slots.setattr) return type.mro[i]!;
  }
  return type;
}
