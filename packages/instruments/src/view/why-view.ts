import type { Ref } from '@uroboros/heap';
import type { Session } from '../explain/session.js';
import { type WhyAlive, whyAlive } from '../explain/why.js';
import type { CountNow } from '../read/moment.js';
import { type ObjectView, objectView } from './object-view.js';

/** An object of a moment with everything that explains it. */
export interface WhyView {
  readonly view: ObjectView;
  readonly count: CountNow;
  readonly why: WhyAlive;
}

/** Why the object at an address lives at a note; undefined if none does. */
export function whyView(session: Session, object: Ref, note: number): WhyView | undefined {
  const moment = session.at(note);
  if (!moment.isLiving(object)) return undefined;
  const why = whyAlive(moment, object);
  return { view: objectView(session, moment, object, why.chain.length === 0), count: moment.count(object), why };
}
