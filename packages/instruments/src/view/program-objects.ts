import type { Ref } from '@uroboros/heap';
import { CellField, Frame } from '@uroboros/python/internal';
import { ObjectGraph } from '../explain/graph.js';
import type { Session } from '../explain/session.js';
import { textOf, typeName } from '../read/describe.js';
import { forEachEdge } from '../read/edges.js';
import { type FrameView, localName } from '../read/frames.js';
import type { Moment } from '../read/moment.js';
import { birthsOf } from './births.js';
import { forEachField, isCode, isValue } from './object-view.js';

/**
 * The program's own objects: what its names reach, and what it has made and lost. The interpreter has some thousand objects of
 * its own, and each import brings more; a view that showed them would show nothing else.
 */
export interface ProgramObjects {
  /** The names of each frame, innermost last; the module's first. */
  readonly frames: readonly NamedFrame[];
  /** Near ones first, values and code left out unless a name means them and they are drawn. */
  readonly reached: ReadonlySet<Ref>;
  /** Made by the program, alive, and out of reach. */
  readonly lost: ReadonlySet<Ref>;
}

export interface NamedFrame {
  readonly title: string;
  readonly line: number;
  readonly names: ReadonlyMap<string, Ref>;
}

/** Objects that are looked for at most. */
const MOST_OBJECTS = 100_000;
const MOST_FRAMES = 12;

/** The program's objects at a moment; `chosen` is one of them whatever it is. */
export function programObjects(session: Session, moment: Moment, chosen: Ref | 0 = 0): ProgramObjects {
  const frames = framesWithNames(moment);
  const reached = new Set<Ref>();
  for (const { names } of frames)
    for (const object of names.values()) if (object === chosen || isDrawn(session, moment, object)) reached.add(object);
  if (chosen !== 0 && moment.isLiving(chosen)) reached.add(chosen);
  const lost = lostObjects(session, moment);
  for (const object of reached) {
    if (reached.size > MOST_OBJECTS) break;
    if (lost.has(object)) continue;
    forEachField(moment, object, (target) => {
      if (target === chosen || !(isValue(moment, target) || isCode(moment, target))) reached.add(target);
    });
  }
  return { frames, reached, lost };
}

/** Whether what a name means has a picture of its own: code has none, and no value that was there before the program. */
export function isDrawn(session: Session, moment: Moment, object: Ref): boolean {
  if (moment.heap.isImmortal(object) || isCode(moment, object)) return false;
  return !isValue(moment, object) || birthsOf(session).noteOf(object, moment.note) >= 0;
}

function lostObjects(session: Session, moment: Moment): Set<Ref> {
  const births = birthsOf(session);
  const graph = new ObjectGraph(moment, true);
  const reached = graph.reach(graph.roots());
  const lost = new Set<Ref>();
  for (let n = 0; n < graph.size; n++) {
    const object = graph.objects[n]! as Ref;
    if (reached[n] !== -1 || births.noteOf(object, moment.note) < 0) continue;
    if (!isValue(moment, object) && !isCode(moment, object)) lost.add(object);
  }
  return lost;
}

function framesWithNames(moment: Moment): NamedFrame[] {
  const { heap } = moment;
  const running = moment.frames.filter(({ code }) => code !== undefined).slice(0, MOST_FRAMES);
  const frames: NamedFrame[] = [];
  for (const frame of running.reverse()) {
    const names = new Map<string, Ref>();
    addNames(moment, heap.i32[frame.fp + Frame.Locals]! as Ref, names);
    if (frame.code!.name !== '<module>') addLocals(moment, frame, names);
    frames.push({ title: frame.code!.qualname, line: frame.line, names });
  }
  if (moment.main === 0 || frames.some(({ title }) => title === '<module>')) return frames;
  // Finalizers may run when no code of the module does.
  const globals = new Map<string, Ref>();
  addNames(moment, moment.main, globals);
  return [{ title: '<module>', line: 0, names: globals }, ...frames];
}

/** The names of a namespace but those that Python itself gives every module and class. */
export function addNames({ heap }: Moment, namespace: Ref | 0, names: Map<string, Ref>): void {
  if (namespace === 0 || !heap.isObject(namespace)) return;
  forEachEdge(heap, namespace, (target, edge) => {
    if (edge.t !== 'value' || typeName(heap, edge.key) !== 'str') return;
    const name = textOf(heap, edge.key, 200);
    if (!/^__\w+__$/.test(name)) names.set(name, target);
  });
}

function addLocals({ heap }: Moment, { fp, code }: FrameView, names: Map<string, Ref>): void {
  for (let slot = 0; slot < code!.slots; slot++) {
    const name = localName(code, slot);
    const held = heap.i32[fp + Frame.Slots + 2 * slot]! as Ref;
    if (name === undefined || held === 0 || !heap.isObject(held)) continue;
    const isCell = heap.types.spec(heap.typeId(held)).name === 'cell';
    const object = isCell ? (heap.i32[held + CellField.Contents]! as Ref) : held;
    if (object !== 0) names.set(name, object);
  }
}
