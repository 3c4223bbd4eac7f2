import type { Ref } from '@uroboros/heap';
import { GcHeader } from '@uroboros/heap/internal';
import type { Session } from '../explain/session.js';
import { type ObjectView, objectView } from './object-view.js';
import { programObjects } from './program-objects.js';

/** The objects of one generation. */
export interface GenerationLane {
  readonly generation: number;
  /** The program's, in the order of the collector's list; the first of them. */
  readonly own: readonly ObjectView[];
  readonly ownCount: number;
  /** The interpreter's. */
  readonly others: number;
}

const MOST_IN_LANE = 120;
const LANES = 4;

/** The generations at a moment: 0 to 2, and 3 for the permanent one if there is anything in it. */
export function generationsView(session: Session, note: number): GenerationLane[] {
  const moment = session.at(note);
  const { heap } = moment;
  const { reached, lost } = programObjects(session, moment);
  const own: Ref[][] = Array.from({ length: LANES }, () => []);
  const others = new Int32Array(LANES);
  for (const item of moment.objects) {
    const object = item as Ref;
    const generation = heap.generation(object);
    if (generation < 0 || generation >= LANES) continue;
    if (reached.has(object) || lost.has(object)) own[generation]!.push(object);
    else others[generation] = others[generation]! + 1;
  }
  const lanes = own.map((objects, generation) => {
    objects.sort((a, b) => heap.i32[a + GcHeader.Index]! - heap.i32[b + GcHeader.Index]!);
    const shown = objects.slice(0, MOST_IN_LANE).map((object) => objectView(session, moment, object, lost.has(object)));
    return { generation, own: shown, ownCount: objects.length, others: others[generation]! };
  });
  return lanes.filter(({ generation, ownCount }) => generation < 3 || ownCount > 0);
}
