import type { Ref } from '@uroboros/heap';
import { dictGetStr } from '../objects/dict.js';
import { GeneratorField } from '../objects/layout.js';
import { importLevel } from './imports.js';
import type { Maybe, Runtime } from './runtime.js';
import { writeUnraisable } from './unraisable.js';
import { warn } from './warn.js';

/**
 * The warning for a coroutine that dies without having run (_PyErr_WarnUnawaitedCoroutine): the module warnings says where it was
 * made; without the module the text is plain.
 */
export function warnUnawaited(rt: Runtime, coroutine: Ref): void {
  let warned = false;
  const mark = rt.mark();
  const module = warningsModule(rt);
  if (module !== 0) {
    rt.hold(module);
    const show = rt.findAttr(module, '_warn_unawaited_coroutine');
    if (show !== 0) {
      rt.hold(show);
      const result = rt.call(show, coroutine);
      warned = result !== 0 || rt.errorIs(rt.builtin.RuntimeWarning);
      rt.drop(result);
    }
  }
  if (rt.failed) writeUnraisable(rt, coroutine);
  rt.releaseTo(mark);
  if (warned) return;
  const name = rt.text(rt.i32[coroutine + GeneratorField.Qualname]! as Ref);
  if (!warn(rt, 'RuntimeWarning', `coroutine '${name}' was never awaited`)) writeUnraisable(rt, coroutine);
}

/** The module warnings, imported now if it has not been; owned, 0 without an exception if it cannot be had any more. */
function warningsModule(rt: Runtime): Maybe {
  const known = dictGetStr(rt, rt.modules, rt.name('warnings'));
  if (known !== 0) return known === rt.None ? 0 : rt.incref(known);
  const module = importLevel(rt, 'warnings', 0, 0, 0);
  if (module === 0) rt.clearError();
  return module;
}
