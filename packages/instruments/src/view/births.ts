import type { Ref } from '@uroboros/heap';
import { forEachNote } from '../explain/life.js';
import type { Session } from '../explain/session.js';
import { Note } from '../record/writes.js';

/**
 * When objects were made. One number for each birth, `granule * scale + note`, sorted: a run of a million births is looked through by
 * bisection, and takes eight bytes each.
 */
export class Births {
  readonly #keys: Float64Array;
  readonly #scale: number;

  constructor(session: Session) {
    this.#scale = session.recording.notes + 1;
    let keys = new Float64Array(1024);
    let length = 0;
    forEachNote(session, (at, word, object) => {
      if (word !== Note.Born) return true;
      if (length === keys.length) {
        const larger = new Float64Array(2 * length);
        larger.set(keys);
        keys = larger;
      }
      keys[length++] = (object >> 2) * this.#scale + at;
      return true;
    });
    this.#keys = keys.subarray(0, length).sort();
  }

  /** The note with which the object that is at an address at a note was made; −1 if it was there before the program. */
  noteOf(object: Ref, note: number): number {
    const first = (object >> 2) * this.#scale;
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#keys[middle]! < first + note) low = middle + 1;
      else high = middle;
    }
    const key = low === 0 ? -1 : this.#keys[low - 1]!;
    return key >= first ? key - first : -1;
  }
}

const known = new WeakMap<Session, Births>();

/** The births of a run; made once. */
export function birthsOf(session: Session): Births {
  let births = known.get(session);
  if (births === undefined) {
    births = new Births(session);
    known.set(session, births);
  }
  return births;
}
