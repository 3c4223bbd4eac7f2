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

/** What to look for first. */
export interface Wanted {
  readonly place?: Place | undefined;
  /** A name of the module. */
  readonly name?: string | undefined;
}

/**
 * The object that a page shows first: what the place names, if there is one; else what the wanted name means; else what the program's
 * first name means that is neither code nor immortal, as late as possible.
 */
export function firstChoice(session: Session, { place, name }: Wanted = {}): FirstChoice | undefined {
  if (place !== undefined) {
    try {
      const { object, note } = session.find(place);
      return { object, note, name: place.path.join('.') };
    } catch (error) {
      if (!(error instanceof QuestionError)) throw error;
    }
  }
  const notes = momentsFromEnd(session);
  const byName = name === undefined ? undefined : firstOf(session, notes, (each) => each === name);
  return byName ?? firstOf(session, notes, () => true);
}

/** The end of the program, and some of its own statements from the last to the first. */
function momentsFromEnd({ timeline, recording, programEnd }: Session): number[] {
  const own = timeline.notes.filter(
    (_, step) => recording.codes.get(timeline.codes[step]!)?.filename === recording.info.file,
  );
  const last = own.length - 1;
  const chosen = Array.from({ length: Math.min(MOST_MOMENTS, own.length) }, (_, n) =>
    Math.floor(last - (n * last) / MOST_MOMENTS),
  );
  const near = own.slice(-MOST_MOMENTS).reverse();
  return [programEnd, ...near, ...chosen.map((step) => own[step]!)];
}

function firstOf(
  session: Session,
  notes: readonly number[],
  isWanted: (name: string) => boolean,
): FirstChoice | undefined {
  for (const note of notes) {
    const moment = session.at(note);
    const names = new Map<string, Ref>();
    addNames(moment, moment.main, names);
    const found = [...names].find(
      ([name, object]) => isWanted(name) && !moment.heap.isImmortal(object) && !isCode(moment, object),
    );
    if (found !== undefined) return { object: found[1], note, name: found[0] };
  }
  return undefined;
}
