import type { Ref } from '@uroboros/heap';
import { compileModule, NotSupported } from '../compile/unit.js';
import { newFunction } from '../objects/function-type.js';
import { FunctionField } from '../objects/layout.js';
import { decodeSource, PySyntaxError } from '../syntax/index.js';
import { Frame } from './frame.js';
import type { Maybe, Runtime } from './runtime.js';
import { parseSource, raiseSyntaxError } from './source.js';

/** Text of a module to code, and code of a module to its run. */

/** The text of a file: undefined, with the SyntaxError set, if its bytes are none. */
export function decodeModule(rt: Runtime, bytes: Uint8Array, filename: string): string | undefined {
  try {
    return decodeSource(bytes, filename);
  } catch (error) {
    if (!(error instanceof PySyntaxError)) throw error;
    raiseSyntaxError(rt, error);
    return undefined;
  }
}

/** The code object of a module's text; owned. */
export function compileText(rt: Runtime, source: string, filename: string): Maybe {
  const parsed = parseSource(rt, source, filename, 'exec');
  if (parsed === undefined) return 0;
  try {
    return compileModule(rt, parsed.tree, parsed.scope, { filename, source, keepConstants: undefined });
  } catch (error) {
    if (!(error instanceof NotSupported)) throw error;
    return rt.raise('NotImplementedError', error.message);
  }
}

/** Runs a module's code object, which is taken over, with a dictionary for its names; owned result. */
export function runModule(rt: Runtime, code: Ref, globals: Ref): Maybe {
  const mark = rt.mark();
  rt.hold(code);
  const fn = newFunction(rt, code, globals, rt.name('<module>'));
  if (fn === 0) return rt.finish(mark, 0);
  const window = rt.top();
  rt.i32[window] = fn;
  rt.i32[window + Frame.Locals] = rt.incref(globals);
  return rt.finish(mark, rt.compiled[rt.i32[fn + FunctionField.Compiled]!]!.run(window));
}
