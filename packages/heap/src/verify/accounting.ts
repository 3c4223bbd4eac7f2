import { Header, type Ref } from '../memory/layout.js';
import type { Inspection } from './inspection.js';
import type { Invariant } from './invariant.js';

/** The accounting: what the counts say against what memory holds. */
export const REFERENCE_INVARIANTS: readonly Invariant[] = [
  {
    sentence: 'Every reference leads to a living object',
    findFault: ({ census }) => census.fault,
  },
];

export const COUNT_INVARIANTS: readonly Invariant[] = [
  {
    sentence: 'An object that is being taken apart has count 0 and is not tracked',
    findFault: ({ heap }) => {
      let fault: string | undefined;
      heap.deallocator.forEachDying((object) => {
        const count = heap.memory.i32[object + Header.Refcnt]!;
        if (count !== 0) fault ??= `object ${object} has count ${count}`;
        else if (heap.gc.isTracked(object)) fault ??= `object ${object} is tracked`;
      });
      return fault;
    },
  },
  {
    sentence: 'The count of a mortal object is the number of references to it',
    findFault: (at) => {
      for (let n = 0; n < at.census.size; n++) {
        const fault = countFault(at, at.census.at(n));
        if (fault !== undefined) return fault;
      }
      return undefined;
    },
  },
];

function countFault({ heap, census, outside }: Inspection, object: Ref): string | undefined {
  const count = heap.memory.i32[object + Header.Refcnt]!;
  const references = census.references(object) + (outside.bias?.(object) ?? 0);
  if (count < 0 || count === references) return undefined;
  return `object ${object} (${heap.typeOf(object).spec.name}) has count ${count} and ${references} references`;
}
