import type { Ref } from '@uroboros/heap';
import { type CountStep, type Life, lifeOf } from '../explain/life.js';
import type { Session } from '../explain/session.js';
import { describe, typeName } from '../read/describe.js';
import type { OtherEvent } from '../read/timeline.js';

/** The count of one object over its life. */
export interface CountSeries
  extends Pick<Life, 'object' | 'born' | 'bornStep' | 'died' | 'diedStep' | 'collectedBy' | 'promotions'> {
  /** What the object was at the moment asked for. */
  readonly type: string;
  readonly text: string;
  readonly immortal: boolean;
  /** From each of these notes on, the count beside it. The first is the object's birth, or 0. */
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
  const first = birthAmong(session, life, note);
  const born = first === 0 ? life.born : life.counts[first]!.note - 1;
  const counts = life.counts.slice(first);
  const changes = counts.filter((change, i) => i === 0 || change.after !== counts[i - 1]!.after);
  session.heap.seek(0);
  const points = born < 0 ? [{ note: 0, after: session.heap.refcnt(object) }, ...changes] : changes;
  return {
    object,
    born,
    bornStep: first === 0 ? life.bornStep : life.counts[first]!.step,
    died: life.died,
    diedStep: life.diedStep,
    collectedBy: life.collectedBy,
    promotions: life.promotions.filter((move) => move.note > born),
    type,
    text,
    immortal,
    notes: Int32Array.from(points, (point) => point.note),
    counts: Int32Array.from(points, (point) => point.after),
  };
}

/**
 * Index of the count with which the object of a note begins. An object that a free list hands out has the type it had before, and
 * no note tells of its birth: its count goes from 0 to 1. So does that of one whose finalizer is about to run.
 */
function birthAmong({ timeline }: Session, { object, counts }: Life, note: number): number {
  for (let i = counts.length - 1; i > 0; i--) {
    const change = counts[i]!;
    if (change.note > note || change.before !== 0 || change.after <= 0) continue;
    if (!isFinalizing(timeline.others, object, counts[i - 1]!, change)) return i;
  }
  return 0;
}

function isFinalizing(others: readonly OtherEvent[], object: Ref, before: CountStep, change: CountStep): boolean {
  return others.some(
    (event) =>
      event.t === 'finalizing' && event.object === object && event.note >= before.note - 1 && event.note <= change.note,
  );
}
