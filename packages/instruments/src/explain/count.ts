import type { Ref } from '@uroboros/heap';
import type { CountNow, Holder } from '../read/moment.js';
import { type Life, lifeOf } from './life.js';
import { type Move, movesOf } from './moved-references.js';
import type { Session } from './session.js';

/**
 * What one statement did to the count of an object before another one did something to it: one that calls may have two, around its call.
 * The count of an immortal object is Infinity.
 */
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
  /** Parts of statements after which the count is another, or other holders make it up; also the one that made the object and the last one. */
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
  const end = life.died < 0 ? session.recording.notes : life.died;
  const moves = movesOf(session, object, Math.max(0, life.born), end);
  const changes: CountChange[] = [];
  const holders = new HoldersAt(session, object);
  for (const part of partsOf(session, life, moves)) {
    // A statement that only works with the object leaves it as it was.
    if (part.before === part.after && part.moved.size === 0) continue;
    const named = holders.walked < most ? holderChanges(holders, life, part) : undefined;
    const isSame = named !== undefined && named.gained.length === 0 && named.lost.length === 0;
    if (part.before === part.after && isSame) continue;
    const { step, before, after, most: peak } = part;
    changes.push({ step, before, after, most: peak, gained: named?.gained, lost: named?.lost });
  }
  return { life, changes };
}

/** What one statement did with an object before another one did something with it. */
interface Part {
  readonly step: number;
  readonly first: number;
  last: number;
  readonly before: number;
  after: number;
  most: number;
  /** Words that hold the object at its end and not at its beginning, or the other way round. */
  readonly moved: Set<number>;
}

function partsOf({ timeline }: Session, { counts }: Life, moves: readonly Move[]): Part[] {
  const parts: Part[] = [];
  let count = counts[0]?.before ?? 0;
  let part: Part | undefined;
  for (let i = 0, j = 0; i < counts.length || j < moves.length; ) {
    const counted = j === moves.length || (i < counts.length && counts[i]!.note - 1 <= moves[j]!.note);
    const note = counted ? counts[i]!.note - 1 : moves[j]!.note;
    const step = counted ? counts[i]!.step : timeline.stepOf(note);
    if (part?.step !== step) {
      part = { step, first: note, last: note, before: count, after: count, most: count, moved: new Set() };
      parts.push(part);
    }
    part.last = note;
    if (counted) {
      count = counts[i++]!.after;
      part.after = count;
      part.most = Math.max(part.most, count);
    } else {
      const { word } = moves[j++]!;
      // Once to take it, once more to give it up.
      if (!part.moved.delete(word)) part.moved.add(word);
    }
  }
  return parts;
}

/** Which holders of an object came and went in a part. */
function holderChanges(holders: HoldersAt, life: Life, { first, last }: Part): { gained: Holder[]; lost: Holder[] } {
  const { timeline } = holders.session;
  const { from } = timeline.stretchOf(first);
  const { to } = timeline.stretchOf(last);
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

/** Holders are the same if the same place holds the object: texts tell lines, which change, and words move. */
function difference(before: readonly Holder[], after: readonly Holder[]): { gained: Holder[]; lost: Holder[] } {
  const left = new Map<string, Holder[]>();
  for (const holder of before) {
    const same = left.get(holder.place);
    if (same === undefined) left.set(holder.place, [holder]);
    else same.push(holder);
  }
  const gained = after.filter(({ place }) => left.get(place)?.pop() === undefined);
  return { gained, lost: [...left.values()].flat() };
}
