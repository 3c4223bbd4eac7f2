import type { CustomPart, Ref } from '@uroboros/heap';
import { Header, Unit } from '@uroboros/heap/internal';
import type { Runtime } from '../runtime/runtime.js';
import { LOCAL_STEP } from './frameobject.js';
import { FrameObjectField } from './layout.js';

/** The references of a frame object from one end of its part to the other, in the order in which they are dropped. */
const OWN_FIRST = [FrameObjectField.Function, FrameObjectField.Locals] as const;
const OWN_LAST = [FrameObjectField.Back, FrameObjectField.Trace] as const;

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
      eachOwn(frame, OWN_LAST, show);
      eachOwn(frame, [FrameObjectField.Locals, FrameObjectField.Function], show);
      eachLocal(frame, show);
    },
    detach: (frame, take) => {
      const takeWord = (word: number): boolean => {
        const object = i32[word]! as Ref;
        i32[word] = 0;
        take(object);
        return true;
      };
      // frame_tp_clear leaves the frame able to say what it ran.
      const isDying = i32[frame + Header.Refcnt] === 0;
      if (isDying) eachOwn(frame, OWN_FIRST, takeWord);
      else eachOwn(frame, [FrameObjectField.Trace], takeWord);
      eachLocal(frame, takeWord);
      if (isDying) eachOwn(frame, OWN_LAST, takeWord);
    },
    dropQuickly: (frame, drop, levels, nesting) => {
      const dropWord = (word: number): boolean => drop(word, levels, nesting);
      return eachOwn(frame, OWN_FIRST, dropWord) && eachLocal(frame, dropWord) && eachOwn(frame, OWN_LAST, dropWord);
    },
    blocks: () => {},
    freeBlocks: () => {},
  };
}
