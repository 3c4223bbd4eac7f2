import type { Ref } from '@uroboros/heap';
import { GcHeader } from '@uroboros/heap/internal';
import { countIn } from '../read/recorded-heap.js';
import { changeOf } from '../read/timeline.js';
import { Note } from '../record/writes.js';
import type { Session } from './session.js';

/** One change of the count of an object. The count of an immortal one is Infinity. */
export interface CountStep {
  /** The count is `after` when so many notes have been applied. */
  readonly note: number;
  readonly before: number;
  readonly after: number;
  /** The statement during which it happened. */
  readonly step: number;
}

/** A move between generations, or in or out of the collector's sight (−1). */
export interface Promotion {
  readonly note: number;
  readonly step: number;
  readonly from: number;
  readonly to: number;
}

/** The life of one object. */
export interface Life {
  readonly object: Ref;
  /** The note with which it began; −1 for one that was there before the program. */
  readonly born: number;
  readonly bornStep: number;
  /** The note with which its count became 0 for the last time; −1 if it outlived the recording. */
  readonly died: number;
  readonly diedStep: number;
  /** Number of the collection that took it, −1 if its count alone did. */
  readonly collectedBy: number;
  readonly counts: readonly CountStep[];
  readonly promotions: readonly Promotion[];
}

/**
 * The life of the object at an address that is alive at a note. Read from the notes of three words: its count, its place in the
 * collector's lists, and its generation.
 */
export function lifeOf(session: Session, object: Ref, note: number): Life {
  const { heap, timeline } = session;
  const isCollectable = collectableAt(session, object, note);
  heap.seek(0);
  let count = heap.i32[object]!;
  let index = heap.i32[object + GcHeader.Index]!;
  let generation = heap.i32[object + GcHeader.Generation]!;
  const place = (): number => (index === 0 ? -1 : generation);
  let current: Draft = { born: -1, died: heap.isObject(object) ? -1 : 0, counts: [], promotions: [] };
  let found: Draft | undefined;
  let lastWrite: CountStep | undefined;
  forEachNote(session, (at, word, value) => {
    if (found === undefined && at >= note) found = current;
    if (word === object) {
      const before = count;
      count += value;
      const change = changeOf(object, before, count, heap.poolWords);
      const after = change === 'dead' ? 0 : countIn(count);
      lastWrite = { note: at + 1, before: countIn(before), after, step: timeline.stepOf(at) };
      if (current.died < 0) current.counts.push(lastWrite);
      if (change === 'dead' && current.died < 0) current.died = at + 1;
    } else if (word === Note.Born && value === object && current.died >= 0) {
      if (found !== undefined) return false;
      // The count was set to 1 just before the type was written; what the word held before was no count.
      const first = lastWrite === undefined ? [] : [{ ...lastWrite, before: 0 }];
      current = { born: at, died: -1, counts: first, promotions: [] };
    } else if (word === Note.Finalizing && value >> 1 === object) {
      current.died = -1;
    } else if (isCollectable && (word === object + GcHeader.Index || word === object + GcHeader.Generation)) {
      const from = place();
      if (word === object + GcHeader.Index) index += value;
      else generation += value;
      if (place() !== from && current.died < 0)
        current.promotions.push({ note: at + 1, step: timeline.stepOf(at), from, to: place() });
    }
    return true;
  });
  return finished(session, object, found ?? current);
}

interface Draft {
  born: number;
  died: number;
  readonly counts: CountStep[];
  readonly promotions: Promotion[];
}

function finished({ timeline }: Session, object: Ref, { born, died, counts, promotions }: Draft): Life {
  return {
    object,
    born,
    bornStep: timeline.stepOf(born),
    died,
    diedStep: died < 0 ? -1 : timeline.stepOf(died - 1),
    collectedBy: died < 0 ? -1 : timeline.collections.findIndex(({ start, stop }) => start <= died && died <= stop),
    counts,
    promotions,
  };
}

function collectableAt({ heap }: Session, object: Ref, note: number): boolean {
  heap.seek(note);
  return heap.isObject(object) && heap.isCollectable(object);
}

/** Calls back with each note of a recording until it returns false. Memory stays as it is. */
export function forEachNote({ recording }: Session, visit: (at: number, word: number, value: number) => boolean): void {
  for (let chunk = 0; chunk < recording.chunks; chunk++) {
    const notes = recording.notesOf(chunk);
    const first = recording.firstOf(chunk);
    for (let i = 0; i < notes.length; i += 2) if (!visit(first + i / 2, notes[i]!, notes[i + 1]!)) return;
  }
}
