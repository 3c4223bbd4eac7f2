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
  const module = warningsModule(rt, coroutine);
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
  const text = `coroutine '${name}' was never awaited`;
  if (!warn(rt, 'RuntimeWarning', text, 1, coroutine)) writeUnraisable(rt, coroutine);
}

/**
 * The module warnings; owned, 0 without an exception if it cannot be had any more. It is imported only for what it knows better:
 * the text of a coroutine that has noted no origin is the same without it.
 */
function warningsModule(rt: Runtime, coroutine: Ref): Maybe {
  const known = dictGetStr(rt, rt.modules, rt.name('warnings'));
  if (known !== 0) return known === rt.None ? 0 : rt.incref(known);
  if (rt.i32[coroutine + GeneratorField.Origin] === 0) return 0;
  const module = importLevel(rt, 'warnings', 0, 0, 0);
  if (module === 0) rt.clearError();
  return module;
}
