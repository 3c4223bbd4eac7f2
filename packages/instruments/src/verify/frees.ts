import { Pool } from '@uroboros/heap/internal';
import type { Session } from '../explain/session.js';
import { changeOf } from '../read/timeline.js';
import { Note } from '../record/writes.js';

/**
 * Every free has a cause: a block of a pool goes back only when the count of the object in it has become 0. A sentence for each that did not;
 * the first few.
 */
export function checkFrees(session: Session): string[] {
  const { heap, recording, timeline } = session;
  const alive = new Set<number>(session.at(0).objects);
  const { i32, poolWords } = heap;
  const faults: string[] = [];
  const floor = heap.memory.limitWords >> 1;
  heap.seek(0);
  heap.replay.forward(recording.notes, (note, word, value) => {
    if (word === Note.Born) alive.add(value);
    else if (word === Note.Finalizing) alive.add(value >> 1);
    else if (alive.has(word)) {
      if (changeOf(word, i32[word]! - value, i32[word]!, poolWords) === 'dead') alive.delete(word);
    } else if (word >= floor && (word & (poolWords - 1)) === Pool.FreeBlock) {
      const block = i32[word]!;
      const object = [block, block + 4, block + 8].find(
        (at) => alive.has(at) && heap.isObject(at) && heap.types.prefixWords[heap.typeId(at as never)] === at - block,
      );
      if (block !== 0 && object !== undefined && faults.length < 10)
        faults.push(
          `${session.lineText(timeline.stepOf(note))}: the block of ${object} went back while its count was ${i32[object]}`,
        );
    }
  });
  return faults;
}
