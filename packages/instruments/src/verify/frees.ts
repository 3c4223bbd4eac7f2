import type { Ref } from '@uroboros/heap';
import { Pool } from '@uroboros/heap/internal';
import type { Session } from '../explain/session.js';
import { describe } from '../read/describe.js';
import type { RecordedHeap } from '../read/recorded-heap.js';
import { changeOf } from '../read/timeline.js';
import { Note } from '../record/writes.js';
import { GRANULE_SHIFT, GranuleSet } from './granules.js';

/**
 * Every free has a cause: a block of a pool goes back only when the count of the object in it has become 0, or when the object moves to a larger
 * one, as a tuple does that is being built. A sentence for each that did not; the first few.
 */
export function checkFrees(session: Session): string[] {
  const { heap, recording, timeline } = session;
  const { i32, poolWords } = heap;
  const alive = new GranuleSet(i32.length >> GRANULE_SHIFT);
  for (const object of session.at(0).objects) alive.add(object);
  const faults: string[] = [];
  const floor = heap.memory.limitWords >> 1;
  heap.seek(0);
  let moving: { readonly note: number; readonly object: Ref; readonly fault: string } | undefined;
  const settle = (): void => {
    if (moving !== undefined && faults.length < MOST_FAULTS) faults.push(moving.fault);
    moving = undefined;
  };
  heap.replay.forward(recording.notes, (note, word, value) => {
    if (moving !== undefined && note > moving.note + MOVE_NOTES) settle();
    if (word === Note.Born) {
      alive.add(value);
      if (moving !== undefined && heap.typeId(value as Ref) === heap.typeId(moving.object)) {
        alive.delete(moving.object);
        moving = undefined;
      }
    } else if (word === Note.Finalizing) alive.add(value >> 1);
    else if (alive.has(word)) {
      if (changeOf(word, i32[word]! - value, i32[word]!, poolWords) === 'dead') alive.delete(word);
    } else if (word >= floor && (word & (poolWords - 1)) === Pool.FreeBlock) {
      const object = livingIn(heap, alive, i32[word]!);
      if (object === 0) return;
      settle();
      const where = session.lineText(timeline.stepOf(note));
      const fault = `${where}: the block of ${describe(heap, object)} went back while its count was ${i32[object]}`;
      moving = { note, object, fault };
    }
  });
  settle();
  return faults;
}

const MOST_FAULTS = 10;

/** Notes within which an object that moves begins at its new place. */
const MOVE_NOTES = 4096;

/** The object in a block that nobody has seen die. */
function livingIn(heap: RecordedHeap, alive: GranuleSet, block: number): Ref | 0 {
  if (block === 0) return 0;
  for (let prefix = 0; prefix <= 8; prefix += 4) {
    const object = (block + prefix) as Ref;
    if (alive.has(object) && heap.isObject(object) && heap.types.prefixWords[heap.typeId(object)] === prefix)
      return object;
  }
  return 0;
}
