import { ListId } from '../collect/generations.js';
import { Mark } from '../collect/reachability.js';
import type { Heap } from '../heap.js';
import { GcHeader, Header, type Ref, Unit } from '../memory/layout.js';
import { TypeFlag } from '../objects/types.js';
import type { Inspection } from './inspection.js';
import type { Invariant } from './invariant.js';

/** The collector's lists: see `collect/generations.ts`. */
export const LIST_INVARIANTS: readonly Invariant[] = [
  {
    sentence: 'Each place of a list holds nothing or an object whose header names that list and that place',
    findFault: ({ heap }) => firstFault(heap, (object, id, place) => headerFault(heap, object, id, place)),
  },
  {
    sentence: 'A list knows the number of its holes',
    findFault: ({ heap }) => holesFault(heap),
  },
  {
    sentence: 'Only objects of collectable types are tracked',
    findFault: ({ heap }) => firstFault(heap, (object) => typeFault(heap, object)),
  },
  {
    sentence: 'A tracked object has a count above 0',
    findFault: ({ heap }) =>
      firstFault(heap, (object, id) =>
        heap.memory.i32[object + Header.Refcnt] === 0 ? `object ${object} in list ${id} has count 0` : undefined,
      ),
  },
  {
    sentence: 'The lists of a collection are empty outside of one',
    findFault: ({ heap }) => {
      if (heap.gcState.collecting) return undefined;
      const left = heap.generations.lists.find((list) => list.id >= ListId.Unreachable && list.size > 0);
      return left && `list ${left.id} holds ${left.size} objects`;
    },
  },
  {
    sentence: 'The marked granules are those of the objects that a collection under way has found unreachable',
    findFault: (at) => marksFault(at),
  },
];

/** What a found object says of its place; needs the census. */
export const PLACE_INVARIANTS: readonly Invariant[] = [
  {
    sentence: 'An object that is in no list says so',
    findFault: ({ heap, census }) => {
      for (let n = 0; n < census.size; n++) {
        const fault = placeFault(heap, census.at(n));
        if (fault !== undefined) return fault;
      }
      return undefined;
    },
  },
];

function firstFault(
  heap: Heap,
  faultOf: (object: Ref, id: ListId, place: number) => string | undefined,
): string | undefined {
  for (const list of heap.generations.lists) {
    for (let place = 0; place < list.length; place++) {
      const object = list.items[place]! as Ref;
      if (object === 0) continue;
      const fault = faultOf(object, list.id, place);
      if (fault !== undefined) return fault;
    }
  }
  return undefined;
}

function headerFault(heap: Heap, object: Ref, id: ListId, place: number): string | undefined {
  const i32 = heap.memory.i32;
  if (object < 0 || object >= heap.memory.limitWords || (object & 3) !== 0)
    return `place ${place} of list ${id} holds ${object}`;
  const named = i32[object + GcHeader.Index]! - 1;
  const list = i32[object + GcHeader.Generation]!;
  if (named === place && list === id) return undefined;
  return `object ${object} is at place ${place} of list ${id} and names place ${named} of list ${list}`;
}

function holesFault(heap: Heap): string | undefined {
  for (const { id, items, length, holes } of heap.generations.lists) {
    if (length > items.length) return `list ${id} has ${length} places in an array of ${items.length}`;
    let found = 0;
    for (let place = 0; place < length; place++) if (items[place] === 0) found++;
    if (found !== holes) return `list ${id} counts ${holes} holes and has ${found}`;
  }
  return undefined;
}

function typeFault(heap: Heap, object: Ref): string | undefined {
  const typeId = heap.memory.i32[object + Header.TypeId]!;
  if (!heap.types.has(typeId)) return `object ${object} has type id ${typeId}, which is not in use`;
  if ((heap.types.flags[typeId]! & TypeFlag.Gc) !== 0) return undefined;
  return `object ${object} is of type ${heap.types.spec(typeId).name}`;
}

/** Counts the marks, and looks whether each unreachable object has one: if the numbers agree, no other granule is marked. */
function marksFault({ heap, highestBreakWord, lowestFloorWord }: Inspection): string | undefined {
  const { lists, marks } = heap.generations;
  let due = 0;
  for (const id of [ListId.Unreachable, ListId.StillUnreachable]) {
    for (let place = 0; place < lists[id]!.length; place++) {
      const object = lists[id]!.items[place]!;
      if (object === 0) continue;
      due++;
      const mark = marks[object >> Unit.GranuleShift]!;
      if (mark !== Mark.Unreachable) return `object ${object} of list ${id} has mark ${mark}`;
    }
  }
  const low = countMarks(marks, 0, highestBreakWord >> Unit.GranuleShift);
  const high = countMarks(marks, lowestFloorWord >> Unit.GranuleShift, marks.length);
  return low + high === due ? undefined : `${low + high} granules are marked, ${due} objects are unreachable`;
}

/** Looks at eight marks at a time: nearly all are 0. */
function countMarks(marks: Uint8Array, from: number, to: number): number {
  const aligned = from & ~7;
  const eights = new Float64Array(marks.buffer, aligned, (to - aligned) >> 3);
  let count = 0;
  for (let i = 0; i < eights.length; i++) {
    // Not 0 as a number, or a NaN, or a negative zero: in each case some byte may not be 0.
    if (eights[i] === 0 && !Object.is(eights[i], -0)) continue;
    for (let granule = aligned + i * 8; granule < aligned + i * 8 + 8; granule++) if (marks[granule] !== 0) count++;
  }
  for (let granule = aligned + eights.length * 8; granule < to; granule++) if (marks[granule] !== 0) count++;
  return count;
}

function placeFault(heap: Heap, object: Ref): string | undefined {
  const i32 = heap.memory.i32;
  if ((heap.types.flags[i32[object + Header.TypeId]!]! & TypeFlag.Gc) === 0) return undefined;
  const place = i32[object + GcHeader.Index]! - 1;
  if (place === -1) return undefined;
  const list = heap.generations.lists[i32[object + GcHeader.Generation]!];
  if (list !== undefined && place < list.length && list.items[place] === object) return undefined;
  return `object ${object} names place ${place} of list ${i32[object + GcHeader.Generation]} and is not there`;
}
