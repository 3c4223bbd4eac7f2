import { namedMethod } from '../objects/named-arguments.js';
import type { NativeFunction } from '../objects/native.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';

/**
 * A function of a module whose arguments may be given by name, with the messages of {@link namedMethod}: the signature lists
 * the parameters as Python does, defaults are the code's affair, which finds 0 for what was not given.
 */
export function namedFunction(
  name: string,
  signature: string,
  code: (rt: Runtime, values: readonly Maybe[]) => Maybe,
  doc?: string,
): NativeFunction {
  // A method takes its arguments from behind self on: one slot earlier stands what a function has no use for.
  const method = namedMethod(name, signature, (rt, _self, values) => code(rt, values), doc);
  return {
    ...method,
    one: undefined,
    two: undefined,
    code: (rt, args, count, kwnames) => method.code(rt, args - 2, count + 1, kwnames),
  };
}
