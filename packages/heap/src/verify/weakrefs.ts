import type { Heap } from '../heap.js';
import { NULL, type Ref } from '../memory/layout.js';
import { WeakRefField } from '../objects/weakrefs.js';
import type { Inspection } from './inspection.js';
import type { Invariant } from './invariant.js';

/** The lists of weak references: see `objects/weakrefs.ts`. They need the census. */
export const WEAKREF_INVARIANTS: readonly Invariant[] = [
  {
    sentence: 'Each weak reference in the list of an object is alive, names that object, and names the one before it',
    findFault: (at) => forEachFound(at, (object) => listFault(at, object)),
  },
  {
    sentence: 'In a list the shared reference stands first, then the shared proxy, then those that are not shared',
    findFault: (at) => forEachFound(at, (object) => orderFault(at.heap, object)),
  },
  {
    sentence: 'A weak reference that names an object is in the list of that object, a dead one in none',
    findFault: (at) => {
      forEachFound(at, (object) => {
        for (const weakref of at.heap.weakrefs.list(object)) at.blocks.setListed(weakref);
        return undefined;
      });
      return forEachFound(at, (object) => (at.heap.weakrefs.isWeakRef(object) ? linkFault(at, object) : undefined));
    },
  },
];

function forEachFound({ census }: Inspection, faultOf: (object: Ref) => string | undefined): string | undefined {
  for (let n = 0; n < census.size; n++) {
    const fault = faultOf(census.at(n));
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function listFault({ heap, census }: Inspection, object: Ref): string | undefined {
  const i32 = heap.memory.i32;
  let before = NULL;
  let length = 0;
  for (let weakref = heap.weakrefs.head(object); weakref !== NULL; weakref = heap.weakrefs.next(weakref)) {
    if (!census.has(weakref)) return `${weakref} in the list of object ${object} is no living object`;
    if (!heap.weakrefs.isWeakRef(weakref)) return `${weakref} in the list of object ${object} is no weak reference`;
    const named = i32[weakref + WeakRefField.Object]!;
    if (named !== object) return `weak reference ${weakref} in the list of object ${object} names object ${named}`;
    const previous = i32[weakref + WeakRefField.Previous]!;
    if (previous !== before) return `weak reference ${weakref} follows ${before} and names ${previous}`;
    if (++length > census.size) return `the list of object ${object} does not end`;
    before = weakref;
  }
  return undefined;
}

/** Ranks must not fall, and only the rank of those that are not shared may repeat. */
function orderFault(heap: Heap, object: Ref): string | undefined {
  let highest = -1;
  for (let weakref = heap.weakrefs.head(object); weakref !== NULL; weakref = heap.weakrefs.next(weakref)) {
    const shared = heap.weakrefs.sharedKind(weakref);
    const rank = shared === undefined ? 2 : shared === 'proxy' ? 1 : 0;
    if (rank < highest) return `shared ${shared} ${weakref} of object ${object} stands behind others`;
    if (rank === highest && rank < 2) return `object ${object} has a second shared ${shared}, ${weakref}`;
    highest = rank;
  }
  return undefined;
}

function linkFault({ heap, blocks, census }: Inspection, weakref: Ref): string | undefined {
  const i32 = heap.memory.i32;
  const object = i32[weakref + WeakRefField.Object]! as Ref;
  if (object === NULL) {
    const linked = i32[weakref + WeakRefField.Next] !== 0 || i32[weakref + WeakRefField.Previous] !== 0;
    return linked ? `weak reference ${weakref} is dead and still linked` : undefined;
  }
  if (!census.has(object)) return `weak reference ${weakref} names ${object}, which is no living object`;
  return blocks.isListed(weakref) ? undefined : `weak reference ${weakref} is not in the list of object ${object}`;
}
