import type { Ref } from '@uroboros/heap';
import type { CountNow, Holder } from '../read/moment.js';
import { type Life, lifeOf } from './life.js';
import { stepsThatMove } from './moved-references.js';
import type { Session } from './session.js';

/** What one statement did to the count of an object, from its beginning to that of the next statement that runs. */
export interface CountChange {
  readonly step: number;
  readonly before: number;
  readonly after: number;
  /** The largest count while the statement ran: with the references that were there for a moment only. */
  readonly most: number;
  /** Holders that came and went; undefined where naming them would have cost more than was asked for. */
  readonly gained: readonly Holder[] | undefined;
  readonly lost: readonly Holder[] | undefined;
}

/** The count of an object over its life: what changed it at each line. */
export interface CountHistory {
  readonly life: Life;
  /** Statements after which the count is another, or other holders make it up; also the one that made the object and the last one. */
  readonly changes: readonly CountChange[];
}

/** Holders are named until so many objects have been walked over, each once for each moment: some seconds. */
const MOST_WALKED = 10_000_000;

/** Every holder of an object at a note. */
export function countAt(session: Session, object: Ref, note: number): CountNow {
  return session.at(note).count(object);
}

/** The changes of the count of the object that is alive at an address at a note. The holders of all are named if `most` is infinite. */
export function countHistory(session: Session, object: Ref, note: number, most = MOST_WALKED): CountHistory {
  const life = lifeOf(session, object, note);
  const changes: CountChange[] = [];
  const holders = new HoldersAt(session, object);
  const end = life.died < 0 ? session.recording.notes : life.died;
  const moving = stepsThatMove(session, object, Math.max(0, life.born), end);
  for (let i = 0; i < life.counts.length; ) {
    const { step, before } = life.counts[i]!;
    let peak = before;
    let after = before;
    for (; i < life.counts.length && life.counts[i]!.step === step; i++) {
      after = life.counts[i]!.after;
      peak = Math.max(peak, after);
    }
    if (before === after && !moving.has(step)) continue;
    const named = holders.walked < most ? holderChanges(holders, life, step) : undefined;
    if (before !== after || named === undefined || named.gained.length > 0 || named.lost.length > 0)
      changes.push({ step, before, after, most: peak, gained: named?.gained, lost: named?.lost });
  }
  return { life, changes };
}

/** Which holders of an object a step has added and taken away. */
function holderChanges(holders: HoldersAt, life: Life, step: number): { gained: Holder[]; lost: Holder[] } {
  const { from, to } = holders.session.notesOf(step);
  const before = from < life.born ? [] : holders.at(from);
  const isOver = life.died >= 0 && life.died <= to;
  return difference(before, isOver ? [] : holders.at(to));
}

/** The holders of one object at notes; those asked for last are kept, because the end of a step is often the beginning of the next. */
class HoldersAt {
  /** Objects that were looked at for it. */
  walked = 0;
  #note = -1;
  #holders: readonly Holder[] = [];

  constructor(
    readonly session: Session,
    readonly object: Ref,
  ) {}

  at(note: number): readonly Holder[] {
    if (note === this.#note) return this.#holders;
    const moment = this.session.at(note);
    this.walked += moment.objects.length;
    this.#holders = moment.count(this.object).holders;
    this.#note = note;
    return this.#holders;
  }
}

function difference(before: readonly Holder[], after: readonly Holder[]): { gained: Holder[]; lost: Holder[] } {
  const left = new Map<string, Holder[]>();
  for (const holder of before) {
    const same = left.get(keyOf(holder));
    if (same === undefined) left.set(keyOf(holder), [holder]);
    else same.push(holder);
  }
  const gained = after.filter((holder) => left.get(keyOf(holder))?.pop() === undefined);
  return { gained, lost: [...left.values()].flat() };
}

/** Two holders are the same if the same word holds the reference; texts tell lines, which change. */
function keyOf({ word, kind, owner, text }: Holder): string {
  return word === 0 ? `${kind} ${owner} ${text}` : `${word}`;
}
