import type { Ref } from '@uroboros/heap';
import { type Place, QuestionError, type Session } from '../explain/session.js';
import { isCode } from './object-view.js';
import { addNames } from './program-objects.js';

/** Moments that are looked at for an object to begin with. */
const MOST_MOMENTS = 24;

/** An object to begin with: what it is called, and a note at which it lives. */
export interface FirstChoice {
  readonly object: Ref;
  readonly note: number;
  readonly name: string;
}

/**
 * The object that a page shows first: what the place names, if there is one, else what the program's first name means that is neither
 * code nor immortal, as late as possible.
 */
export function firstChoice(session: Session, place?: Place): FirstChoice | undefined {
  if (place !== undefined) {
    try {
      const { object, note } = session.find(place);
      return { object, note, name: place.path.join('.') };
    } catch (error) {
      if (!(error instanceof QuestionError)) throw error;
    }
  }
  const { timeline, programEnd } = session;
  const last = timeline.steps - 1;
  const steps = Array.from({ length: MOST_MOMENTS }, (_, n) => Math.floor(last - (n * last) / MOST_MOMENTS));
  for (const note of [programEnd, ...steps.map((step) => timeline.notes[step] ?? 0)]) {
    const found = firstName(session, note);
    if (found !== undefined) return { object: found[1], note, name: found[0] };
  }
  return undefined;
}

function firstName(session: Session, note: number): [string, Ref] | undefined {
  const moment = session.at(note);
  const names = new Map<string, Ref>();
  addNames(moment, moment.main, names);
  return [...names].find(([, object]) => !moment.heap.isImmortal(object) && !isCode(moment, object));
}
