import type { Ref } from '@uroboros/heap';
import type { Session } from '../explain/session.js';
import { describe } from '../read/describe.js';
import { forEachStackSlot } from '../read/frames.js';
import type { Recording } from '../read/recording.js';

/**
 * The accounting of a recording: at the beginning of each statement the count of every object is the number of words that hold it,
 * and of what the runtime holds for itself, which the recording tells at its beginning and at the program's end.
 */
export interface Accounting {
  /** Moments that were looked at. */
  readonly moments: number;
  /** A sentence for each thing that is wrong; the first few. */
  readonly faults: readonly string[];
}

const MOST_FAULTS = 10;

/** Checks so many moments, spread evenly over the run; all of them if there are no more. */
export function checkAccounting(session: Session, most: number): Accounting {
  const { timeline } = session;
  const kept = keptObjects(session);
  const faults: string[] = [];
  const moments = Math.min(most, timeline.steps);
  for (let n = 0; n < moments && faults.length < MOST_FAULTS; n++) {
    const step = Math.floor((n * timeline.steps) / moments);
    if (timeline.notes[step]! <= session.programEnd) checkMoment(session, timeline.notes[step]!, kept, faults);
  }
  return { moments, faults: faults.slice(0, MOST_FAULTS) };
}

/** How often the runtime holds each object at most. */
function keptObjects({ recording }: Session): Map<number, number> {
  const kept = new Map<number, number>();
  for (const told of recording.told) {
    if (told.t !== 'kept') continue;
    for (const [object, times] of told.objects) kept.set(object, Math.max(times, kept.get(object) ?? 0));
  }
  return kept;
}

function checkMoment(session: Session, note: number, kept: ReadonlyMap<number, number>, faults: string[]): void {
  const moment = session.at(note);
  const { heap } = moment;
  const references = new Map<number, number>();
  const count = (target: number): void => {
    references.set(target, (references.get(target) ?? 0) + 1);
  };
  for (const object of moment.objects) heap.traversal.visitAll(object as Ref, count);
  for (const object of moment.held.dying) heap.traversal.visitAll(object, count);
  for (const object of moment.held.objects) count(object);
  forEachStackSlot(heap, moment.frames, (_, target) => count(target));
  const where = session.lineText(session.timeline.stepOf(note));
  for (const target of references.keys())
    if (!heap.isObject(target) && !moment.held.dying.includes(target as Ref))
      faults.push(`${where}: there is a reference to ${target}, where no object lives`);
  for (const item of moment.objects) {
    const object = item as Ref;
    if (heap.isImmortal(object)) continue;
    const held = references.get(object) ?? 0;
    const rest = heap.refcnt(object) - held;
    if (rest >= 0 && rest <= (kept.get(object) ?? 0)) continue;
    faults.push(`${where}: ${describe(heap, object)} has count ${heap.refcnt(object)} and ${held} holders`);
  }
}

/** The text that a recording says the program wrote to a stream. */
export function recordedOutput(recording: Recording, stream: 1 | 2): string {
  return recording.told.flatMap((told) => (told.t === 'output' && told.stream === stream ? [told.text] : [])).join('');
}
