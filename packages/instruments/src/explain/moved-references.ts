import type { Ref } from '@uroboros/heap';
import type { Session } from './session.js';

/**
 * The steps between two notes after which other words hold an object than before. One pass over the notes: words that take a reference and give
 * it up within one step, as those that a call works with, do not count.
 */
export function stepsThatMove(session: Session, object: Ref, from: number, to: number): Set<number> {
  const { heap, timeline } = session;
  const { i32 } = heap;
  const steps = new Set<number>();
  const moved = new Set<number>();
  let step = -1;
  const settle = (): void => {
    if (moved.size > 0) steps.add(step);
    moved.clear();
  };
  heap.seek(from);
  heap.replay.forward(to, (note, word, value) => {
    if (word < 0) return;
    const now = i32[word]!;
    if (now !== object && now - value !== object) return;
    const at = timeline.stepOf(note);
    if (at !== step) settle();
    step = at;
    // Once to take it, once more to give it up.
    if (!moved.delete(word)) moved.add(word);
  });
  settle();
  heap.seek(to);
  return steps;
}
