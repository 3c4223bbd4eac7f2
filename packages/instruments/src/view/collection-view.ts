import type { Ref } from '@uroboros/heap';
import type { Session } from '../explain/session.js';
import { typeName } from '../read/describe.js';
import type { Moment } from '../read/moment.js';
import { titleOf } from './object-view.js';
import { programObjects } from './program-objects.js';

/** An object that a collection looks at. */
export interface CollectedObject {
  readonly object: Ref;
  readonly type: string;
  readonly title: string;
  readonly generation: number;
  /** Its count, which the collector copies. */
  readonly count: number;
  /** What is left when the references of the others it looks at are subtracted: references from outside. */
  readonly outside: number;
  /** Something from outside reaches it, by itself or through others. */
  readonly isReachable: boolean;
}

/** What one collection does with the program's objects, computed as the collector does, from the memory at its beginning. */
export interface CollectionView {
  readonly number: number;
  readonly start: number;
  readonly stop: number;
  readonly objects: readonly CollectedObject[];
  /** Objects of the program beyond those, and the interpreter's. */
  readonly more: number;
  readonly others: number;
}

const MOST_OBJECTS = 60;

/** A collection by its number. */
export function collectionView(session: Session, number: number): CollectionView | undefined {
  const collection = session.timeline.collections[number];
  if (collection === undefined) return undefined;
  const moment = session.at(collection.start);
  const { heap } = moment;
  const young = Array.from(moment.objects, (object) => object as Ref).filter((object) => {
    const generation = heap.generation(object);
    return generation >= 0 && generation <= collection.generation;
  });
  const outside = subtractReferences(moment, young);
  const reachable = moveReachable(moment, young, outside);
  const program = programObjects(session, moment);
  const own = young.filter((object) => program.reached.has(object) || program.lost.has(object));
  // What it finds comes first: it is what the view is about.
  own.sort((a, b) => Number(reachable.has(a)) - Number(reachable.has(b)));
  return {
    number,
    start: collection.start,
    stop: collection.stop,
    objects: own.slice(0, MOST_OBJECTS).map((object) => ({
      object,
      type: typeName(heap, object),
      title: titleOf(moment, object),
      generation: heap.generation(object),
      count: heap.refcnt(object),
      outside: outside.get(object)!,
      isReachable: reachable.has(object),
    })),
    more: Math.max(0, own.length - MOST_OBJECTS),
    others: young.length - own.length,
  };
}

/** update_refs and subtract_refs: the count of each object without the references of the others. */
function subtractReferences({ heap }: Moment, young: Iterable<Ref>): Map<Ref, number> {
  const rest = new Map<Ref, number>();
  for (const object of young) rest.set(object, heap.refcnt(object));
  for (const object of rest.keys())
    heap.traversal.visit(object, (target) => {
      const count = rest.get(target);
      if (count !== undefined) rest.set(target, count - 1);
    });
  return rest;
}

/** move_unreachable: what those with references from outside reach. */
function moveReachable({ heap }: Moment, young: Iterable<Ref>, outside: ReadonlyMap<Ref, number>): Set<Ref> {
  const reachable = new Set<Ref>();
  for (const object of young) if (outside.get(object)! > 0) reachable.add(object);
  for (const object of reachable)
    heap.traversal.visit(object, (target) => {
      if (outside.has(target)) reachable.add(target);
    });
  return reachable;
}
