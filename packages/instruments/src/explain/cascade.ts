import type { Ref } from '@uroboros/heap';
import { Header, Pool } from '@uroboros/heap/internal';
import { changeOf } from '../read/timeline.js';
import { Note } from '../record/writes.js';
import type { Life } from './life.js';
import type { Session } from './session.js';

/** What died because an object died, in the order of the deaths. */
export interface Cascade {
  /** What each was called while it lived; the first few. */
  readonly names: readonly string[];
  readonly total: number;
}

const MOST_NAMES = 50;

/**
 * The deaths between the moment at which an object's count becomes 0 and the one at which its memory goes back: those of what it alone held.
 * Undefined for an object that outlived the recording.
 */
export function cascadeOf(session: Session, life: Life): Cascade | undefined {
  if (life.died < 0) return undefined;
  const moment = session.at(life.died - 1);
  const { heap } = moment;
  const block = life.object - heap.types.prefixWords[heap.typeId(life.object)]!;
  const pool = block & ~(heap.poolWords - 1);
  const names = new Map<number, string>();
  for (const object of moment.objects) if (object !== life.object) names.set(object, '');
  const dead: Ref[] = [];
  let isOver = false;
  heap.replay.forward(session.recording.notes, (_, word, value) => {
    if (word === Note.Line) isOver = true;
    else if (word === pool + Pool.FreeBlock && heap.i32[word] === block) isOver = true;
    else if (word === life.object + Header.Type) isOver = true;
    else if (names.has(word)) {
      const now = heap.i32[word]!;
      if (changeOf(word, now - value, now, heap.poolWords) === 'dead' && names.delete(word)) dead.push(word as Ref);
    }
    return !isOver;
  });
  const before = session.at(life.died - 1);
  return { names: dead.slice(0, MOST_NAMES).map((object) => before.nameOf(object)), total: dead.length };
}
