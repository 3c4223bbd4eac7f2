import type { Ref } from '@uroboros/heap';
import { Header, Pool } from '@uroboros/heap/internal';
import type { Moment } from '../read/moment.js';
import { changeOf } from '../read/timeline.js';
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
  const alive = reachedFrom(moment, life.object);
  const dead: Ref[] = [];
  // The memory of large objects goes back without a note that tells: they end with the stretch of their statement at the latest.
  const { to } = session.timeline.stretchOf(life.died - 1);
  let isOver = false;
  heap.replay.forward(to, (_, word, value) => {
    if (word === pool + Pool.FreeBlock && heap.i32[word] === block) isOver = true;
    else if (word === life.object + Header.Type) isOver = true;
    else if (alive.has(word)) {
      const now = heap.i32[word]!;
      if (changeOf(word, now - value, now, heap.poolWords) === 'dead' && alive.delete(word)) dead.push(word as Ref);
    }
    return !isOver;
  });
  const before = session.at(life.died - 1);
  return { names: dead.slice(0, MOST_NAMES).map((object) => before.nameOf(object)), total: dead.length };
}

/** Everything that an object leads to, without itself. */
function reachedFrom({ heap }: Moment, object: Ref): Set<number> {
  const reached = new Set<number>([object]);
  // A set is gone through in the order in which it grows.
  for (const holder of reached) heap.traversal.visitAll(holder as Ref, (target) => reached.add(target));
  reached.delete(object);
  return reached;
}
