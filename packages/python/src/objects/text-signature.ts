import type { Ref } from '@uroboros/heap';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { NativeField } from './layout.js';
import { isStr } from './str.js';

/** `__text_signature__`: what CPython has for a built-in function or type of a name, else what its definition says. */

/** The name is with the module, which is left out for `builtins`. */
export function textSignature(rt: Runtime, name: string, defined: string): Maybe {
  const signature = rt.builtinModules.signatureOf(name) ?? defined;
  return signature === '' ? rt.none() : rt.str(signature);
}

/** The signature of a function of a module, or of a method that is bound to its object or type. */
export function boundSignature(rt: Runtime, self: Ref): Maybe {
  const { name, signature } = rt.natives[rt.i32[self + NativeField.Native]!]!;
  const owner = rt.i32[self + NativeField.Self]! as Maybe;
  if (owner === 0 || rt.typeId(owner) === rt.ids.module) {
    const module = rt.i32[self + NativeField.Module]! as Maybe;
    const of = module !== 0 && isStr(rt, module) ? rt.text(module) : 'builtins';
    return textSignature(rt, of === 'builtins' ? name : `${of}.${name}`, signature);
  }
  const { mro } = rt.typeByRef.get(owner) ?? rt.typeOf(owner);
  for (const type of mro) {
    const known = type.heapType ? undefined : rt.builtinModules.signatureOf(`${type.name}.${name}`);
    if (known !== undefined) return textSignature(rt, `${type.name}.${name}`, signature);
  }
  return signature === '' ? rt.none() : rt.str(signature);
}
