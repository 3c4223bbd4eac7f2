import type { Ref } from '@uroboros/heap';
import { type Life, lifeOf } from '../explain/life.js';
import type { Session } from '../explain/session.js';
import { describe, typeName } from '../read/describe.js';

/** The count of one object over its life. */
export interface CountSeries
  extends Pick<Life, 'object' | 'born' | 'bornStep' | 'died' | 'diedStep' | 'collectedBy' | 'promotions'> {
  /** What the object was at the moment asked for. */
  readonly type: string;
  readonly text: string;
  readonly immortal: boolean;
  /** From each of these notes on, the count beside it, −1 of one that is immortal. The first is the object's birth, or 0. */
  readonly notes: Int32Array;
  readonly counts: Int32Array;
}

/** The life in counts of the object that is at an address at a note. */
export function countSeries(session: Session, object: Ref, note: number): CountSeries {
  const moment = session.at(note);
  const { heap } = moment;
  const isAlive = moment.isLiving(object);
  const type = isAlive ? typeName(heap, object) : '';
  const text = describe(heap, object);
  const immortal = isAlive && heap.isImmortal(object);
  const life = lifeOf(session, object, note);
  const { born, counts } = life;
  const changes = counts.filter((change, i) => i === 0 || change.after !== counts[i - 1]!.after);
  session.heap.seek(0);
  const points = born < 0 ? [{ note: 0, after: session.heap.refcnt(object) }, ...changes] : changes;
  return {
    object,
    born,
    bornStep: life.bornStep,
    died: life.died,
    diedStep: life.diedStep,
    collectedBy: life.collectedBy,
    promotions: life.promotions,
    type,
    text,
    immortal,
    notes: Int32Array.from(points, (point) => point.note),
    counts: Int32Array.from(points, ({ after }) => (Number.isFinite(after) ? after : -1)),
  };
}
