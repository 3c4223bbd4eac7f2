import type { CollectionEvent } from '../read/timeline.js';
import type { Session } from './session.js';

/** One collection in words and numbers. */
export interface CollectionReport {
  readonly number: number;
  readonly generation: number;
  readonly trigger: CollectionEvent['trigger'];
  /** The statement during which it ran. */
  readonly step: number;
  /** Objects it looked at, found unreachable, and moved to the next generation. */
  readonly examined: number;
  readonly unreachable: number;
  readonly promoted: number;
  /** The passes in their order, with the objects each left or looked at. */
  readonly passes: CollectionEvent['passes'];
  /** Notes from its begin to its end: how much memory it wrote. A recording has no clock, so that it is always the same. */
  readonly notes: number;
}

/** All collections of a run; those that the interpreter's end makes come last. */
export function listCollections({ timeline }: Session): CollectionReport[] {
  return timeline.collections.map((collection, number) => {
    const examined = collection.passes.find(({ name }) => name === 'merge')?.objects ?? 0;
    return {
      number,
      generation: collection.generation,
      trigger: collection.trigger,
      step: collection.step,
      examined,
      unreachable: collection.unreachable,
      promoted: examined - collection.unreachable,
      passes: collection.passes,
      notes: collection.stop - collection.start,
    };
  });
}
