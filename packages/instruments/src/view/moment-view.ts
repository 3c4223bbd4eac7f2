import type { Ref } from '@uroboros/heap';
import type { Session } from '../explain/session.js';
import { describe } from '../read/describe.js';
import { type Moment, typeLabel } from '../read/moment.js';
import { type ObjectView, objectView } from './object-view.js';
import { isDrawn, type NamedFrame, programObjects } from './program-objects.js';

/** A name of the program, and what it means. */
export interface NameView {
  readonly name: string;
  readonly object: Ref;
  readonly text: string;
  /** The object is among those of the moment; else its text says all. */
  readonly isDrawn: boolean;
}

/** The names of a frame; of the module's frame the globals. */
export interface FrameNames {
  readonly title: string;
  readonly line: number;
  readonly names: readonly NameView[];
  /** Names beyond those. */
  readonly more: number;
}

export interface TypeCount {
  readonly type: string;
  readonly objects: number;
}

/** What the program has in its memory at a moment. */
export interface MomentView {
  readonly note: number;
  /** The statement that is about to run or runs; −1 before the first. */
  readonly step: number;
  /** Innermost frame last. */
  readonly frames: readonly FrameNames[];
  /** What the names reach, near ones first, then what nothing reaches any more. */
  readonly objects: readonly ObjectView[];
  /** Objects that are reached as well but not drawn, by type. */
  readonly rest: readonly TypeCount[];
  /** Objects out of reach that are not drawn. */
  readonly restLost: number;
  /** All living objects, those of the interpreter included, and the bytes of all blocks in use. */
  readonly living: number;
  readonly bytes: number;
}

const MOST_OBJECTS = 200;
const MOST_LOST = 60;
const MOST_NAMES = 40;

/** The moment after so many notes; `chosen` is drawn whatever it is, if it lives. */
export function momentView(session: Session, note: number, chosen: Ref | 0 = 0): MomentView {
  const moment = session.at(note);
  const { frames, reached, lost } = programObjects(session, moment, chosen);
  const views = drawnObjects(session, moment, frames, lost, reached.has(chosen as Ref) ? chosen : 0);
  const drawn = new Set(views.keys());
  const onlyLost = [...lost].filter((object) => !drawn.has(object));
  const shownLost = onlyLost.slice(0, MOST_LOST);
  return {
    note: moment.note,
    step: session.timeline.stepOf(moment.note),
    frames: frames.map((frame) => frameNames(moment, frame, drawn)),
    objects: [...views.values(), ...shownLost.map((object) => objectView(session, moment, object, true))],
    rest: countTypes(
      moment,
      [...reached].filter((object) => !drawn.has(object) && !lost.has(object)),
    ),
    restLost: onlyLost.length - shownLost.length,
    living: moment.objects.length,
    bytes: moment.heap.bytesInUse(),
  };
}

/** What is drawn: breadth first from the names along the fields that are shown, so that an arrow leads to each box. */
function drawnObjects(
  session: Session,
  moment: Moment,
  frames: readonly NamedFrame[],
  lost: ReadonlySet<Ref>,
  chosen: Ref | 0,
): Map<Ref, ObjectView> {
  const queue = new Set<Ref>();
  for (const { names } of frames)
    for (const object of names.values()) if (object === chosen || isDrawn(session, moment, object)) queue.add(object);
  if (chosen !== 0) queue.add(chosen);
  const views = new Map<Ref, ObjectView>();
  for (const object of queue) {
    if (views.size >= MOST_OBJECTS && object !== chosen) continue;
    const view = objectView(session, moment, object, lost.has(object));
    views.set(object, view);
    if (view.unreachable) continue;
    for (const { target, isValue } of view.fields) if (!isValue || target === chosen) queue.add(target);
  }
  return views;
}

function frameNames({ heap }: Moment, { title, line, names }: NamedFrame, drawn: ReadonlySet<Ref>): FrameNames {
  const shown = [...names].slice(0, MOST_NAMES).map(([name, object]) => ({
    name,
    object,
    text: describe(heap, object, 1),
    isDrawn: drawn.has(object),
  }));
  return { title, line, names: shown, more: Math.max(0, names.size - MOST_NAMES) };
}

function countTypes({ heap }: Moment, objects: readonly Ref[]): TypeCount[] {
  const counts = new Map<string, number>();
  for (const object of objects) {
    const type = typeLabel(heap, object);
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  const rows = [...counts].map(([type, count]) => ({ type, objects: count }));
  return rows.sort((a, b) => b.objects - a.objects || (a.type < b.type ? -1 : 1));
}
