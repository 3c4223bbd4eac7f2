import type { Ref } from '@uroboros/heap';
import type { Runtime } from './runtime.js';
import { warn } from './warn.js';

/** What `__int__`, `__index__`, `__float__` and `__complex__` may return. */

/**
 * A special method returned an object of a class derived from the one it should be of: that is deprecated. `result` is owned;
 * false, and it is dropped, if the warning was made an exception.
 */
export function acceptDerived(rt: Runtime, result: Ref, method: string, wanted: 'int' | 'float' | 'complex'): boolean {
  const mark = rt.mark();
  rt.hold(result);
  const what = `${method} returned non-${wanted} (type ${rt.typeOf(result).name}).`;
  const ability = `The ability to return an instance of a strict subclass of ${wanted}`;
  const text = `${what}  ${ability} is deprecated, and may be removed in a future version of Python.`;
  if (warn(rt, 'DeprecationWarning', text)) {
    rt.unhold();
    return true;
  }
  rt.releaseTo(mark);
  return false;
}
