import type { Ref } from '@uroboros/heap';
import type { CompiledCode } from '../compile/compiled.js';
import { ExceptionField, FrameObjectField, TracebackField } from '../objects/layout.js';
import type { Maybe, Runtime } from './runtime.js';

/**
 * Tracebacks of imports (remove_importlib_frames): the import system's own frames say nothing about the program. Those of an
 * ImportError go wherever they are; those of other exceptions only where they end in `_call_with_frames_removed`.
 */
export function removeImportFrames(rt: Runtime): void {
  const error = rt.error as Ref;
  const always = rt.errorIs(rt.builtin.ImportError);
  // Words that hold tracebacks: the one that leads to the entry, and the one that leads to its chain of own frames.
  let link = error + ExceptionField.Traceback;
  let chain = link;
  let wasOwn = false;
  let at = rt.i32[link]! as Maybe;
  while (at !== 0) {
    const next = rt.i32[at + TracebackField.Next]! as Maybe;
    const code = codeOf(rt, at);
    const isOwn = code?.filename.startsWith('<frozen importlib._bootstrap') === true;
    if (isOwn && !wasOwn) chain = link;
    wasOwn = isOwn;
    if (isOwn && (always || code.name === '_call_with_frames_removed')) {
      rt.replace(chain, rt.increfMaybe(next));
      link = chain;
    } else link = at + TracebackField.Next;
    at = next;
  }
}

function codeOf(rt: Runtime, traceback: Ref): CompiledCode | undefined {
  return rt.compiled[rt.i32[(rt.i32[traceback + TracebackField.Frame]! as Ref) + FrameObjectField.Compiled]!];
}
