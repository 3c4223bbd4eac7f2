import type { Ref } from '@uroboros/heap';
import { lineOf } from '../compile/compiled.js';
import { GeneratorField } from '../objects/layout.js';
import { Frame } from './frame.js';
import type { Runtime } from './runtime.js';
import { writeError } from './system.js';

/**
 * The warning for a coroutine that dies without having run (_PyErr_WarnUnawaitedCoroutine), as the default filters show it: at the
 * line that let it go.
 */
export function warnUnawaited(rt: Runtime, coroutine: Ref): void {
  const name = rt.text(rt.i32[coroutine + GeneratorField.Qualname]! as Ref);
  const fp = rt.frame;
  const code = rt.compiled[rt.i32[fp + Frame.Compiled]!];
  const message = `RuntimeWarning: coroutine '${name}' was never awaited\n`;
  if (code === undefined) {
    writeError(rt, `sys:1: ${message}`);
    return;
  }
  const line = lineOf(code, rt.i32[fp + Frame.Position]!);
  const text = code.source?.[line - 1]?.trim();
  const shown = text === undefined || text === '' ? '' : `  ${text}\n`;
  writeError(
    rt,
    `${code.filename}:${line}: ${message}${shown}RuntimeWarning: Enable tracemalloc to get the object allocation traceback\n`,
  );
}
