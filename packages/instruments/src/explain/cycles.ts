import type { Ref } from '@uroboros/heap';
import { isType, typeName } from '../read/describe.js';
import { type Edge, forEachEdge } from '../read/edges.js';
import type { Moment } from '../read/moment.js';
import { ObjectGraph } from './graph.js';
import { forEachNote } from './life.js';
import type { Session } from './session.js';

/** One reference of a cycle: from an object of a type, by a name. */
export interface CycleEdge {
  readonly from: string;
  /** `.next`, `[0]`, `['key']`. */
  readonly by: string;
  /** The word that holds it; 0 where that is not known. */
  readonly word: number;
}

/** Cycles of one shape. */
export interface CycleGroup {
  /** What became of them: a collection took them, nothing reaches them any more and no collection came, or they are in use. */
  readonly state: 'collected' | 'dead' | 'alive';
  /** The way around, from one of its objects back to it. */
  readonly path: readonly CycleEdge[];
  /** How many cycles have this shape, and how many objects are in them. */
  readonly cycles: number;
  readonly objects: number;
  /** The statement that closed the first of them, −1 if it was closed before the program. */
  readonly closedAt: number;
  /** The reference that closed it: the one to make weak. */
  readonly closing: CycleEdge | undefined;
  /** It was closed by a line of the standard library. */
  readonly inLibrary: boolean;
}

export interface CyclesReport {
  readonly groups: readonly CycleGroup[];
  /** Collections that found something and were not looked into, because there are more than {@link MOST_COLLECTIONS}. */
  readonly leftOut: number;
}

/** Collections that are looked into: each costs a walk over the heap. */
const MOST_COLLECTIONS = 40;

interface Draft {
  state: CycleGroup['state'];
  path: CycleEdge[];
  cycles: number;
  objects: number;
  /** The moment at which the first one was found. */
  note: number;
}

/** The cycles of a run: those that collections took, and those that are there when the program's code has ended. */
export function findCycles(session: Session): CyclesReport {
  const groups = new Map<string, Draft>();
  const { collections } = session.timeline;
  const end = session.programEnd;
  const found = collections.filter(({ unreachable, start }) => unreachable > 0 && start < end);
  for (const collection of found.slice(0, MOST_COLLECTIONS)) {
    const moment = session.at(collection.start);
    const inReach = (object: Ref): boolean => {
      const generation = moment.heap.generation(object);
      return generation >= 0 && generation <= collection.generation;
    };
    addCycles(moment, 'collected', inReach, groups);
  }
  const last = session.at(end);
  addCycles(last, 'dead', () => true, groups);
  addCycles(last, 'alive', () => true, groups);
  const closings = findClosings(session, [...groups.values()]);
  return {
    groups: [...groups.values()]
      .map((draft, i) => ({ ...draft, ...closings[i]!, inLibrary: isInLibrary(session, closings[i]!.closedAt) }))
      .sort((a, b) => Number(a.inLibrary) - Number(b.inLibrary) || b.objects - a.objects),
    leftOut: Math.max(0, found.length - MOST_COLLECTIONS),
  };
}

function isInLibrary(session: Session, step: number): boolean {
  const { library } = session.recording.info;
  return step >= 0 && library !== undefined && session.lineOf(step).file.startsWith(`${library}/`);
}

function addCycles(
  moment: Moment,
  state: CycleGroup['state'],
  wanted: (object: Ref) => boolean,
  groups: Map<string, Draft>,
): void {
  const graph = new ObjectGraph(moment, true);
  const reached = graph.reach(graph.roots());
  const { of, count } = graph.components();
  const members: number[][] = Array.from({ length: count }, () => []);
  for (let n = 0; n < graph.size; n++) {
    const isDead = reached[n] === -1;
    if (isDead === (state !== 'alive') && wanted(graph.objects[n]! as Ref)) members[of[n]!]!.push(n);
  }
  for (const component of members) {
    if (component.length === 0 || !isCycle(graph, component)) continue;
    if (state === 'alive' && component.some((n) => isPartOfCode(moment, graph.objects[n]! as Ref))) continue;
    const path = wayAround(moment, graph, component, of);
    const shape = `${state}: ${path.map(({ from, by }) => `${from}${by}`).join(' ')}`;
    const group = groups.get(shape);
    if (group === undefined)
      groups.set(shape, { state, path, cycles: 1, objects: component.length, note: moment.note });
    else {
      group.cycles++;
      group.objects += component.length;
    }
  }
}

function isCycle({ first, targets }: ObjectGraph, component: readonly number[]): boolean {
  if (component.length > 1) return true;
  const only = component[0]!;
  return targets.subarray(first[only]!, first[only + 1]!).includes(only);
}

/** Classes, modules and functions refer to each other all the time: such cycles are how programs are made. */
function isPartOfCode(moment: Moment, object: Ref): boolean {
  return isType(moment.heap, object) || ['module', 'function', 'code'].includes(typeName(moment.heap, object));
}

/** A shortest way from an object of a component back to it. */
function wayAround(moment: Moment, graph: ObjectGraph, component: readonly number[], of: Int32Array): CycleEdge[] {
  const { first, targets } = graph;
  // The oldest address of instances first: a cycle is told from the program's own objects on.
  const start = component.find((n) => !isBuiltinContainer(moment, graph.objects[n]! as Ref)) ?? component[0]!;
  const parents = new Map<number, number>();
  const queue = [start];
  for (let at = 0; at < queue.length; at++) {
    const from = queue[at]!;
    for (let i = first[from]!; i < first[from + 1]!; i++) {
      const to = targets[i]!;
      if (of[to] !== of[start]) continue;
      if (to === start) return edgesOf(moment, graph, [...wayTo(parents, start, from), start]);
      if (parents.has(to)) continue;
      parents.set(to, from);
      queue.push(to);
    }
  }
  return [];
}

function wayTo(parents: ReadonlyMap<number, number>, start: number, end: number): number[] {
  const way = [end];
  while (way[0] !== start) way.unshift(parents.get(way[0]!)!);
  return way;
}

const BUILTIN_CONTAINERS = new Set(['dict', 'list', 'tuple', 'set', 'cell', 'function', 'frame', 'traceback']);

function isBuiltinContainer(moment: Moment, object: Ref): boolean {
  return BUILTIN_CONTAINERS.has(typeName(moment.heap, object));
}

function edgesOf(moment: Moment, graph: ObjectGraph, way: readonly number[]): CycleEdge[] {
  const edges: CycleEdge[] = [];
  for (let i = 0; i + 1 < way.length; i++) {
    const from = graph.objects[way[i]!]! as Ref;
    const to = graph.objects[way[i + 1]!]! as Ref;
    edges.push(edgeBetween(moment, from, to));
  }
  return edges;
}

function edgeBetween(moment: Moment, from: Ref, to: Ref): CycleEdge {
  let found: { edge: Edge; word: number } | undefined;
  forEachEdge(moment.heap, from, (target, edge, word) => {
    if (target === to) found ??= { edge, word };
  });
  return {
    from: typeName(moment.heap, from),
    by: found === undefined ? '?' : edgeText(moment, found.edge),
    word: found?.word ?? 0,
  };
}

function edgeText(moment: Moment, edge: Edge): string {
  switch (edge.t) {
    case 'attribute':
    case 'field':
      return `.${edge.name}`;
    case 'local':
      return ` local ${edge.name}`;
    case 'item':
      return `[${edge.index}]`;
    case 'value':
      return `[${moment.nameOf(edge.key)}]`;
    case 'key':
      return ' (as a key)';
    case 'dictionary':
      return '.__dict__';
    case 'class':
      return '.__class__';
    default:
      return ' (inside)';
  }
}

/** For each group, the reference of its way that was written last, and the statement that did it. */
function findClosings(
  session: Session,
  groups: readonly Draft[],
): { closedAt: number; closing: CycleEdge | undefined }[] {
  const written = new Map<number, { note: number; until: number }[]>();
  const slots = groups.map(({ path, note }) =>
    path.map((edge) => {
      const slot = { note: -1, until: note };
      if (edge.word !== 0) written.set(edge.word, [...(written.get(edge.word) ?? []), slot]);
      return slot;
    }),
  );
  forEachNote(session, (at, word) => {
    const wanted = written.get(word);
    if (wanted !== undefined) for (const slot of wanted) if (at < slot.until) slot.note = at;
    return true;
  });
  return groups.map(({ path }, g) => {
    let last = -1;
    let closing: CycleEdge | undefined;
    path.forEach((edge, i) => {
      if (slots[g]![i]!.note <= last) return;
      last = slots[g]![i]!.note;
      closing = edge;
    });
    return { closedAt: last < 0 ? -1 : session.timeline.stepOf(last), closing };
  });
}
