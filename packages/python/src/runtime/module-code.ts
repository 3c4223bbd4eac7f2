import type { Ref } from '@uroboros/heap';
import { assemble } from '../compile/assemble.js';
import { compileModule } from '../compile/compile-module.js';
import { SourceLines } from '../compile/compiled.js';
import { type Keepable, keepable, readKept } from '../compile/kept.js';
import { supportFor } from '../compile/support.js';
import { compileTree, NotSupported } from '../compile/unit.js';
import { newFunction } from '../objects/function-maker.js';
import { FunctionField } from '../objects/layout.js';
import { decodeBytes } from '../objects/str-codecs.js';
import { decodeSource, type OtherCodec, PySyntaxError } from '../syntax/index.js';
import { Frame } from './frame.js';
import { strOf } from './operators.js';
import type { Maybe, Runtime } from './runtime.js';
import { parseSource, raiseSyntaxError } from './source.js';

/** Text of a module to code, and code of a module to its run. */

/** The text of a file: undefined, with the SyntaxError set, if its bytes are none. */
export function decodeModule(rt: Runtime, bytes: Uint8Array, filename: string, script = false): string | undefined {
  try {
    return decodeSource(bytes, filename, { script, otherCodec: otherCodec(rt) });
  } catch (error) {
    if (!(error instanceof PySyntaxError)) throw error;
    raiseSyntaxError(rt, error);
    return undefined;
  }
}

/** Encodings that only the codecs of the runtime know. */
function otherCodec(rt: Runtime): OtherCodec {
  return (name, bytes) => {
    const text = decodeBytes(rt, bytes.slice(), name, 'strict');
    if (text !== 0) {
      const decoded = rt.text(text);
      rt.decref(text);
      return decoded;
    }
    const error = rt.takeError();
    const mark = rt.mark();
    rt.hold(error);
    const words = strOf(rt, error);
    const problem = words === 0 ? '' : rt.text(words);
    if (words === 0) rt.clearError();
    else rt.decref(words);
    rt.releaseTo(mark);
    return { problem };
  };
}

/** The code object of a module's text, which tracebacks show or not; owned. */
export function compileText(rt: Runtime, source: string, filename: string, isShown = true): Maybe {
  const parsed = parseSource(rt, source, filename, 'exec');
  if (parsed === undefined) return 0;
  try {
    return compileModule(rt, parsed.tree, parsed.scope, {
      filename,
      source: isShown ? source : undefined,
      keepConstants: undefined,
    });
  } catch (error) {
    if (!(error instanceof NotSupported)) throw error;
    return rt.raise('NotImplementedError', error.message);
  }
}

/** The code object of a module's file: from what the host kept, or compiled; owned. */
export function fileCode(rt: Runtime, bytes: Uint8Array, path: string): Maybe {
  const kept = keptCode(rt, bytes, path);
  if (kept !== undefined) return kept;
  const source = decodeModule(rt, bytes, path);
  return source === undefined ? 0 : compileText(rt, source, path);
}

/** The code object that the host has kept of a file; owned, undefined if there is none. */
export function keptCode(rt: Runtime, bytes: Uint8Array, path: string): Maybe | undefined {
  const source = new SourceLines(() => decodeSource(bytes, path, { otherCodec: otherCodec(rt) }));
  return assembleKept(rt, bytes, path, path, source);
}

/** The code object of a file that goes by another name, and whose text tracebacks do not show; owned. */
export function codeNamed(rt: Runtime, bytes: Uint8Array, path: string, filename: string): Maybe {
  const kept = assembleKept(rt, bytes, path, filename, undefined);
  if (kept !== undefined) return kept;
  const source = decodeModule(rt, bytes, path);
  return source === undefined ? 0 : compileText(rt, source, filename, false);
}

/** The code object of a text of the runtime itself, in ASCII, which hosts keep by the name `<kept>`; owned. */
export function ownCode(rt: Runtime, source: string, filename: string, kept: string): Maybe {
  const bytes = Uint8Array.from(source, (character) => character.charCodeAt(0));
  const lines = new SourceLines(() => source);
  return assembleKept(rt, bytes, `<${kept}>`, filename, lines) ?? compileText(rt, source, filename);
}

function assembleKept(
  rt: Runtime,
  bytes: Uint8Array,
  path: string,
  filename: string,
  source: SourceLines | undefined,
): Maybe | undefined {
  const kept = rt.host.keptCode?.(path, bytes, rt.profile.name);
  const { scope, values } = supportFor(rt);
  if (kept?.scope !== scope) return undefined;
  return assemble(rt, readKept(kept, kept.script()(...values)), { filename, source, keepConstants: undefined });
}

/** What to keep of a file that compiles, in the form in which the runtime runs it; undefined, with the exception set, for others. */
export function keepableCode(rt: Runtime, bytes: Uint8Array, path: string): Keepable | undefined {
  const source = decodeModule(rt, bytes, path);
  const parsed = source === undefined ? undefined : parseSource(rt, source, path, 'exec');
  if (parsed === undefined) return undefined;
  const { observer } = rt;
  const options = { filename: path, tellsLines: observer?.line !== undefined };
  const kept = keepable(compileTree(rt.profile, parsed.tree, parsed.scope, options), supportFor(rt).scope);
  return observer?.rewrite === undefined ? kept : { ...kept, script: observer.rewrite(kept.script) };
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
