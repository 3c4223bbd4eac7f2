import type { Ref } from '@uroboros/heap';
import { bindParameters, sizeArgument } from '../../objects/arguments.js';
import type { NativeFunction } from '../../objects/native.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';

/** A method whose arguments may be given by name; `values` has 0 for those not given. */
export function namedMethod(
  name: string,
  names: readonly string[],
  required: number,
  signature: string,
  code: (rt: Runtime, self: Ref, values: readonly Maybe[]) => Maybe,
  doc?: string,
): NativeFunction {
  const parameters = { function: name, names, required };
  return {
    name,
    doc,
    signature,
    code: (rt, args, count, kwnames) => {
      const values = bindParameters(rt, parameters, args + 2, count - 1, kwnames);
      return values === undefined ? 0 : code(rt, rt.i32[args]! as Ref, values);
    },
  };
}

/** An argument that is a size, or what stands for one not given; undefined on error. */
export function sizeOr(rt: Runtime, value: Maybe, fallback: number): number | undefined {
  return value === 0 ? fallback : sizeArgument(rt, value);
}

/** The method of all objects that never change: copying gives the object itself. */
export function copyMethods(): NativeFunction[] {
  const same = (rt: Runtime, self: Ref): Maybe => rt.incref(self);
  return [
    namedMethod('__copy__', [], 0, '($self, /)', same),
    {
      name: '__deepcopy__',
      doc: undefined,
      signature: '($self, memo, /)',
      code: (rt, args) => rt.incref(rt.i32[args]! as Ref),
    },
  ];
}
