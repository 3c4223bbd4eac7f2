import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { lineOf } from '../compile/compiled.js';
import { newFrameObject, takeOverFrame } from '../objects/frameobject.js';
import { ExceptionField, TracebackField } from '../objects/layout.js';
import { Frame, LEAVING, SLOT, State } from './frame.js';
import type { Maybe, Runtime } from './runtime.js';

/**
 * What happens in each frame that an exception leaves or is caught in, as closures over one runtime's memory: programs that raise and catch do
 * little else.
 */
export interface RaisingPaths {
  /** Adds the running frame, at its position, to the traceback of the exception on its way (PyTraceBack_Here). */
  here(fp: number): void;
  /** Drops what stands in slots from a word up to another, last pushed first. */
  dropValues(from: number, below: number): void;
  /** The frame ends: its locals and function are dropped, or given to its frame object if that is held by others. */
  leaveFrame(fp: number): void;
  /** sys.exc_info()-like start of a handler: the exception on its way becomes the one being handled. */
  enterHandler(fp: number, slot: number): void;
  /** End of a handler (POP_EXCEPT): what was handled before is handled again. The exception's own slot is empty already. */
  leaveHandler(slot: number): void;
}

export function raisingPaths(rt: Runtime): RaisingPaths {
  const { i32, compiled, state } = rt;
  const { holding } = rt.fresh;
  const { dec } = rt.fast;
  const tracebackId = rt.ids.traceback;
  const tracebackBytes = rt.heap.types.basicSize[tracebackId]!;
  const errorWord = state + State.Error;
  const handledWord = state + State.Handled;
  const frameWord = state + State.Frame;
  const leftWord = state + State.Remaining;
  const doneWord = state + State.TracebackDone;

  const counted = (object: Ref): Ref => {
    const refs = (i32[object + Header.Refcnt]! + 1) | 0;
    if (refs !== 0) i32[object + Header.Refcnt] = refs;
    return object;
  };

  const clear = (word: number): void => {
    const object = i32[word]! as Maybe;
    if (object === 0) return;
    i32[word] = 0;
    dec(object);
  };

  const frameObject = (fp: number): Maybe => {
    const known = i32[fp + Frame.Object]! as Maybe;
    return known === 0 ? newFrameObject(rt, fp) : counted(known);
  };

  const here = (fp: number): void => {
    const error = i32[errorWord]!;
    const done = i32[doneWord]!;
    i32[doneWord] = 0;
    if (error === 0 || done === 1) return;
    const frame = frameObject(fp);
    if (frame === 0) return;
    const traceback = holding(tracebackId, tracebackBytes, TracebackField.Frame, frame);
    if (traceback === 0) {
      dec(frame);
      return;
    }
    const position = i32[fp + Frame.Position]!;
    i32[traceback + TracebackField.Next] = i32[error + ExceptionField.Traceback]!;
    i32[traceback + TracebackField.LastInstruction] = position;
    i32[traceback + TracebackField.Line] = lineOf(compiled[i32[fp + Frame.Compiled]!]!, position);
    i32[error + ExceptionField.Traceback] = traceback;
  };

  const dropValues = (from: number, below: number): void => {
    for (let word = below - SLOT; word >= from; word -= SLOT) clear(word);
  };

  return {
    here,
    dropValues,
    leaveFrame: (fp) => {
      const { slots } = compiled[i32[fp + Frame.Compiled]!]!;
      if (i32[fp + Frame.Object] !== 0) takeOverFrame(rt, fp, slots);
      i32[fp + Frame.Position] = LEAVING;
      const first = fp + Frame.Slots;
      for (let word = first; word < first + SLOT * slots; word += SLOT) clear(word);
      clear(fp + Frame.Locals);
      clear(fp + Frame.Function);
      i32[frameWord] = i32[fp + Frame.Previous]!;
      i32[leftWord] = i32[leftWord]! + 1;
    },
    enterHandler: (fp, slot) => {
      dropValues(slot, fp + i32[fp + Frame.Size]!);
      const error = i32[errorWord]! as Ref;
      i32[errorWord] = 0;
      i32[slot] = i32[handledWord]!;
      i32[handledWord] = counted(error);
      i32[slot + SLOT] = error;
    },
    leaveHandler: (slot) => {
      const handled = i32[handledWord]! as Ref;
      i32[handledWord] = i32[slot]!;
      i32[slot] = 0;
      dec(handled);
    },
  };
}
