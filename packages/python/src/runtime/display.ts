import type { Ref } from '@uroboros/heap';
import { dictGetStr, dictSet } from '../objects/dict.js';
import { ModuleField } from '../objects/layout.js';
import { writeTo } from './output.js';
import type { Runtime } from './runtime.js';

/** sys.displayhook: shows the value of an expression typed at the prompt, and keeps it in builtins._ */
export function display(rt: Runtime, value: Ref): boolean {
  const sys = dictGetStr(rt, rt.modules, rt.name('sys'));
  const hook = sys === 0 ? 0 : dictGetStr(rt, rt.i32[sys + ModuleField.Dict]! as Ref, rt.name('displayhook'));
  if (hook === 0 || rt.typeId(hook) === rt.ids.native) return plainDisplay(rt, value);
  const result = rt.call(hook, value);
  rt.drop(result);
  return result !== 0;
}

/** What the built-in sys.displayhook does. */
export function plainDisplay(rt: Runtime, value: Ref): boolean {
  if (value === rt.None) return true;
  const last = rt.name('_');
  if (!dictSet(rt, rt.builtinsDict, last, rt.None)) return false;
  const text = rt.textOfRepr(value);
  if (text === undefined || !writeTo(rt, 'stdout', `${text}\n`)) return false;
  return dictSet(rt, rt.builtinsDict, last, value);
}
