import type { CustomPart, Ref } from '@uroboros/heap';
import { Header, Unit } from '@uroboros/heap/internal';
import type { Runtime } from '../runtime/runtime.js';
import { LOCAL_STEP } from './frameobject.js';
import { FrameObjectField } from './layout.js';

/** What is dropped before the locals, and what after them. */
const BEFORE_LOCALS = [FrameObjectField.Function, FrameObjectField.Locals] as const;
const AFTER_LOCALS = [FrameObjectField.Back, FrameObjectField.Trace] as const;
/** The fields in the order in which they are visited, all before the locals. */
const VISITED = [
  FrameObjectField.Back,
  FrameObjectField.Trace,
  FrameObjectField.Locals,
  FrameObjectField.Function,
] as const;
/** What frame_tp_clear takes with the locals: the frame stays able to say what it ran. */
const CLEARED = [FrameObjectField.Trace] as const;

/**
 * How the collector and the deallocator see a frame object: it visits what it refers to in another order than it drops it
 * (frame_traverse, frame_dealloc), and locals forwards, unlike the items of tuples and lists.
 */
export function framePart(rt: Runtime): CustomPart {
  const { i32 } = rt;
  const endOf = (frame: Ref): number => frame + FrameObjectField.Items + LOCAL_STEP * i32[frame + Header.Size]!;

  const eachLocal = (frame: Ref, visit: (word: number) => boolean): boolean => {
    const end = endOf(frame);
    for (let word = frame + FrameObjectField.Items; word < end; word += Unit.SlotWords) {
      if (i32[word] !== 0 && !visit(word)) return false;
    }
    return true;
  };

  const eachOwn = (frame: Ref, fields: readonly number[], visit: (word: number) => boolean): boolean =>
    fields.every((field) => i32[frame + field] === 0 || visit(frame + field));

  return {
    traverse: (frame, visit) => {
      const show = (word: number): boolean => {
        visit(i32[word]! as Ref);
        return true;
      };
      eachOwn(frame, VISITED, show);
      eachLocal(frame, show);
    },
    detach: (frame, take) => {
      const takeWord = (word: number): boolean => {
        const object = i32[word]! as Ref;
        i32[word] = 0;
        take(object);
        return true;
      };
      const isDying = i32[frame + Header.Refcnt] === 0;
      eachOwn(frame, isDying ? BEFORE_LOCALS : CLEARED, takeWord);
      eachLocal(frame, takeWord);
      if (isDying) eachOwn(frame, AFTER_LOCALS, takeWord);
    },
    endQuickly: (frame, drop, levels, nesting) => {
      if (!drop(frame + FrameObjectField.Function, levels, nesting)) return false;
      if (!drop(frame + FrameObjectField.Locals, levels, nesting)) return false;
      const end = endOf(frame);
      for (let word = frame + FrameObjectField.Items; word < end; word += Unit.SlotWords) {
        if (!drop(word, levels, nesting)) return false;
      }
      if (!drop(frame + FrameObjectField.Back, levels, nesting)) return false;
      return drop(frame + FrameObjectField.Trace, levels, nesting);
    },
    blocks: () => {},
    freeBlocks: () => {},
  };
}
