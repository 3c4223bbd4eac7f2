import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { Frame, LEAVING, SLOT } from '../runtime/frame.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { FrameObjectField } from './layout.js';
import { moveSlots } from './tuple.js';

/**
 * Frame objects exist only where somebody asked for one: a traceback, sys._getframe. While the frame runs, its locals are on
 * the stack; when it ends and the object is still held, the object takes the locals over.
 */

/** The frame object of a running frame: a new reference; 0 without memory. */
export function newFrameObject(rt: Runtime, fp: number): Maybe {
  const i32 = rt.i32;
  const known = i32[fp + Frame.Object]! as Maybe;
  if (known !== 0) return rt.incref(known);
  const code = rt.compiled[i32[fp + Frame.Compiled]!];
  if (code === undefined) return 0;
  // While the frame is on the stack, what it holds is no garbage (_PyFrame_New_NoTrack).
  const frame = rt.fresh.untracked(rt.ids.frame, 136 + 8 * code.slots);
  if (frame === 0) return rt.noMemory();
  i32[frame + FrameObjectField.Compiled] = code.index;
  i32[frame + FrameObjectField.Running] = fp;
  i32[fp + Frame.Object] = rt.incref(frame);
  return frame;
}

/** Word of the frame below another one, past those that are being left. */
export function frameUnder(rt: Runtime, fp: number): number {
  let below = rt.i32[fp + Frame.Previous]!;
  while (rt.i32[below + Frame.Position] === LEAVING) below = rt.i32[below + Frame.Previous]!;
  return below;
}

/** The function a frame object's frame runs, borrowed: the frame holds it, and from its end on the object. */
export function frameFunction(rt: Runtime, frame: Ref): Ref {
  const running = rt.i32[frame + FrameObjectField.Running]!;
  return rt.i32[running === 0 ? frame + FrameObjectField.Function : running + Frame.Function]! as Ref;
}

/** The dictionary of a frame object's local names, borrowed; 0 if it has none. */
export function frameNamespace(rt: Runtime, frame: Ref): Maybe {
  const running = rt.i32[frame + FrameObjectField.Running]!;
  return rt.i32[running === 0 ? frame + FrameObjectField.Locals : running + Frame.Locals]! as Maybe;
}

/** The frame ends: its object gets function and locals if somebody else holds it (take_ownership). */
export function takeOverFrame(rt: Runtime, fp: number, slots: number): void {
  const i32 = rt.i32;
  const frame = i32[fp + Frame.Object]! as Ref;
  i32[frame + FrameObjectField.Running] = 0;
  i32[frame + FrameObjectField.Position] = i32[fp + Frame.Position]!;
  if (i32[frame + Header.Refcnt]! > 1) {
    i32[frame + FrameObjectField.Function] = rt.incref(i32[fp + Frame.Function]! as Ref);
    const namespace = i32[fp + Frame.Locals]! as Maybe;
    if (namespace !== 0) rt.replace(frame + FrameObjectField.Locals, rt.incref(namespace));
    moveSlots(rt, fp + Frame.Slots, frame + FrameObjectField.Items, slots);
    i32[frame + Header.Size] = slots;
    const previous = frameUnder(rt, fp);
    if (i32[previous + Frame.Compiled] !== 0) {
      const back = newFrameObject(rt, previous);
      if (back === 0) rt.clearError();
      else rt.replace(frame + FrameObjectField.Back, back);
    }
    rt.heap.objects.track(frame);
  }
  i32[fp + Frame.Object] = 0;
  rt.decref(frame);
}

/** The position a frame object stands at. */
export function framePosition(rt: Runtime, frame: Ref): number {
  const running = rt.i32[frame + FrameObjectField.Running]!;
  return running === 0 ? rt.i32[frame + FrameObjectField.Position]! : rt.i32[running + Frame.Position]!;
}

/** Word of the first local of a frame object, wherever the locals are. */
export function frameLocals(rt: Runtime, frame: Ref): number {
  const running = rt.i32[frame + FrameObjectField.Running]!;
  return running === 0 ? frame + FrameObjectField.Items : running + Frame.Slots;
}

/** Words between two locals. */
export const LOCAL_STEP = SLOT;
