import type { NativeFunction } from '../../objects/native.js';
import { raiseOsErrorText } from '../../objects/os-error.js';
import type { Runtime } from '../../runtime/runtime.js';

/** What sockets and select refuse, with the number of a call that a system lacks. */

const NO_SOCKETS = 'there are no sockets in Uroboros: a program reaches only what its host passes in';

export const refuseSocket = (rt: Runtime): 0 => raiseOsErrorText(rt, 'ENOSYS', NO_SOCKETS);

/** A function that would need a socket to the outside. */
export function refusing(name: string): NativeFunction {
  return { name, doc: undefined, signature: '', code: refuseSocket };
}
