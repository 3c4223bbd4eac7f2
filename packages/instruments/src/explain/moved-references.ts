import type { Ref } from '@uroboros/heap';
import type { Session } from './session.js';

/** A word came to hold an object, or held it and does no more. */
export interface Move {
  readonly note: number;
  readonly word: number;
}

/** Where a reference to an object was written or overwritten between two notes, in their order. One pass over the notes. */
export function movesOf(session: Session, object: Ref, from: number, to: number): Move[] {
  const { heap } = session;
  const { i32 } = heap;
  const moves: Move[] = [];
  heap.seek(from);
  heap.replay.forward(to, (note, word, value) => {
    if (word >= 0 && (i32[word] === object || i32[word]! - value === object)) moves.push({ note, word });
  });
  heap.seek(to);
  return moves;
}
