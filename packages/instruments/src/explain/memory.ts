import type { Ref } from '@uroboros/heap';
import { LiveBytes } from '../read/live-bytes.js';
import { typeLabel } from '../read/moment.js';
import { Note } from '../record/writes.js';
import type { Session } from './session.js';

/** Objects of a kind: how many there are, and the bytes of the blocks they and their parts lie in. */
export interface MemoryRow {
  readonly name: string;
  readonly objects: number;
  readonly bytes: number;
}

/** Memory at its fullest. */
export interface MemoryReport {
  /** Bytes of all blocks in use at the fullest moment, and at the beginning of the program. */
  readonly peak: number;
  readonly atStart: number;
  readonly peakNote: number;
  readonly peakStep: number;
  readonly byType: readonly MemoryRow[];
  /** By the line that made the objects; objects from before the program are left out. */
  readonly byLine: readonly MemoryRow[];
  readonly arenas: number;
  readonly pools: number;
  readonly blocks: number;
}

/** When memory was fullest, and with what. */
export function memoryReport(session: Session): MemoryReport {
  const { peak, atStart, peakNote } = findPeak(session);
  const births = birthsUntil(session, peakNote);
  const moment = session.at(peakNote);
  const { heap } = moment;
  const byType = new Map<string, [number, number]>();
  const byLine = new Map<string, [number, number]>();
  const add = (rows: Map<string, [number, number]>, name: string, bytes: number): void => {
    const row = rows.get(name);
    if (row === undefined) rows.set(name, [1, bytes]);
    else {
      row[0]++;
      row[1] += bytes;
    }
  };
  for (const item of moment.objects) {
    const object = item as Ref;
    const bytes = heap.bytesWithParts(object);
    add(byType, typeLabel(heap, object), bytes);
    const born = births.get(object);
    if (born !== undefined) add(byLine, session.lineText(born), bytes);
  }
  let arenas = 0;
  let pools = 0;
  let blocks = 0;
  heap.forEachArena((_, views) => {
    arenas++;
    for (const { inUse } of views) {
      if (inUse > 0) pools++;
      blocks += inUse;
    }
  });
  const peakStep = session.timeline.stepOf(peakNote);
  return { peak, atStart, peakNote, peakStep, byType: rows(byType), byLine: rows(byLine), arenas, pools, blocks };
}

function rows(map: Map<string, [number, number]>): MemoryRow[] {
  return [...map]
    .map(([name, [objects, bytes]]) => ({ name, objects, bytes }))
    .sort((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1));
}

/** When the blocks in use have most bytes. */
function findPeak(session: Session): { peak: number; atStart: number; peakNote: number } {
  const { heap, recording } = session;
  heap.seek(0);
  const bytes = new LiveBytes(heap);
  const atStart = bytes.now;
  let peak = atStart;
  let peakNote = 0;
  heap.replay.forward(Math.min(session.programEnd, recording.notes), (note, word, value) => {
    if (word < 0) return;
    bytes.take(word, value);
    if (bytes.now <= peak) return;
    peak = bytes.now;
    peakNote = note + 1;
  });
  return { peak, atStart, peakNote };
}

/** The statement that made each object, of those made until a note; an address that was used again has the last one. */
function birthsUntil(session: Session, until: number): Map<Ref, number> {
  const births = new Map<Ref, number>();
  const { recording, timeline } = session;
  for (let chunk = 0; chunk < recording.chunks && recording.firstOf(chunk) < until; chunk++) {
    const notes = recording.notesOf(chunk);
    const first = recording.firstOf(chunk);
    for (let i = 0; i < notes.length && first + i / 2 < until; i += 2) {
      if (notes[i] === Note.Born) births.set(notes[i + 1]! as Ref, timeline.stepOf(first + i / 2));
    }
  }
  return timeline.steps === 0 ? new Map() : births;
}
