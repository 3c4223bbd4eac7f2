import type { Ref } from '@uroboros/heap';
import { GcHeader } from '@uroboros/heap/internal';
import type { Session } from '../explain/session.js';
import { laneOf, type ObjectView, objectView, UNREACHABLE } from './object-view.js';
import { programObjects } from './program-objects.js';

/** The objects of one of the collector's lists. */
export interface GenerationLane {
  /** As {@link laneOf} has it. */
  readonly generation: number;
  /** The program's, in the order of the collector's list; the first of them. */
  readonly own: readonly ObjectView[];
  readonly ownCount: number;
  /** The interpreter's. */
  readonly others: number;
}

const MOST_IN_LANE = 120;
const LANES = UNREACHABLE + 1;

/** The collector's lists at a moment: the generations, and of the others those that have anything of the program in them. */
export function generationsView(session: Session, note: number): GenerationLane[] {
  const moment = session.at(note);
  const { heap } = moment;
  const { reached, lost } = programObjects(session, moment);
  const own: Ref[][] = Array.from({ length: LANES }, () => []);
  const others = new Int32Array(LANES);
  for (const item of moment.objects) {
    const object = item as Ref;
    const generation = laneOf(moment, object);
    if (generation < 0) continue;
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
