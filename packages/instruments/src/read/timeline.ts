import type { Ref } from '@uroboros/heap';
import { Frame, State } from '@uroboros/python/internal';
import { PASSES, TRIGGERS } from '../names.js';
import { Note } from '../record/writes.js';
import { generatorOnTop } from './frames.js';
import { Numbers } from './numbers.js';
import type { RecordedHeap } from './recorded-heap.js';
import { type Stretch, Stretches } from './stretches.js';

/** One collection. */
export interface CollectionEvent {
  /** Number of its first note and of its last. */
  readonly start: number;
  stop: number;
  readonly generation: number;
  readonly trigger: (typeof TRIGGERS)[number];
  /** The step (index in {@link Timeline.notes}) during which it ran. */
  readonly step: number;
  /** The passes in their order: name, objects each left or looked at, and its note. */
  readonly passes: { readonly name: (typeof PASSES)[number]; readonly objects: number; readonly note: number }[];
  unreachable: number;
}

/** A finalizer, a resurrection, a cleared weak reference, or a piece of output. */
export interface OtherEvent {
  readonly note: number;
  readonly t: 'finalizing' | 'resurrected' | 'weakref cleared' | 'output';
  readonly object: Ref | 0;
  /** For finalizers: whether the collector runs it. */
  readonly byCollector: boolean;
  /** For output: its number among what was told. */
  readonly told: number;
}

/**
 * The steps of a run, which are the statements it began, and what happened besides. Made in one pass over the notes; afterwards the heap
 * is at its end.
 */
export class Timeline {
  /** For each step: the note with which it begins, the number of the code, the line, and the depth of the stack in frames. */
  readonly notes: Int32Array;
  readonly codes: Int32Array;
  readonly lines: Int32Array;
  readonly depths: Int32Array;
  readonly collections: CollectionEvent[] = [];
  readonly others: OtherEvent[] = [];
  /** The notes that tell what the heap holds for itself, in their order. */
  readonly held: { readonly note: number; readonly told: number }[] = [];
  /** The note at which the program's own code has ended; the number of all notes if it was cut off. */
  programEnd: number;
  readonly #stretches = new Stretches();
  readonly #all: number;

  constructor(heap: RecordedHeap) {
    const { i32, recording } = heap;
    this.programEnd = recording.notes;
    this.#all = recording.notes;
    const stretches = this.#stretches;
    let hasEnded = false;
    /** The statement that runs. */
    const running = (): number => stretches.of(recording.notes, recording.notes)?.step ?? BEFORE;
    const frameWord = recording.info.state + State.Frame;
    const bottom = recording.info.state + State.Words;
    const notes = new Numbers();
    const codes = new Numbers();
    const lines = new Numbers();
    const depths = new Numbers();
    let open: CollectionEvent | undefined;
    /** Depths of frames are counted once for each frame that begins a statement after another has run. */
    let lastFrame = 0;
    let lastDepth = 0;
    const other = (note: number, t: OtherEvent['t'], object: number, byCollector = false, told = -1): void => {
      this.others.push({ note, t, object: object as Ref, byCollector, told });
    };
    heap.seek(0);
    heap.replay.forward(recording.notes, (note, word, value) => {
      if (word === frameWord) {
        const fp = i32[frameWord]!;
        stretches.change(note + 1, fp, generatorOnTop(heap, fp), hasEnded ? AT_END : undefined);
      }
      if (word >= 0) return;
      switch (word) {
        case Note.Born:
          stretches.born(value);
          return;
        case Note.Line: {
          const fp = i32[frameWord]!;
          if (fp !== lastFrame) {
            lastFrame = fp;
            lastDepth = 0;
            for (let at = fp; at > bottom; at = i32[at + Frame.Previous]!) lastDepth++;
          }
          const code = i32[fp + Frame.Compiled]!;
          stretches.begin(note, notes.length, fp, generatorOnTop(heap, fp));
          notes.push(note);
          codes.push(code);
          lines.push(recording.codes.get(code)?.lines[value] ?? 0);
          depths.push(lastDepth);
          return;
        }
        case Note.CollectionStart:
          open = {
            start: note,
            stop: recording.notes,
            generation: value & 3,
            trigger: TRIGGERS[value >> 2]!,
            step: running(),
            passes: [],
            unreachable: 0,
          };
          this.collections.push(open);
          return;
        case Note.CollectionStop:
          if (open !== undefined) {
            open.stop = note;
            open.unreachable = value;
          }
          open = undefined;
          return;
        case Note.Pass:
          open?.passes.push({ name: PASSES[value & 15]!, objects: value >> 4, note });
          return;
        case Note.Finalizing:
          other(note, 'finalizing', value >> 1, (value & 1) === 1);
          return;
        case Note.Resurrected:
          other(note, 'resurrected', value);
          return;
        case Note.WeakrefCleared:
          other(note, 'weakref cleared', value);
          return;
        case Note.ProgramEnd:
          this.programEnd = note;
          hasEnded = true;
          return;
        case Note.Told:
          if (recording.told[value]?.t === 'output') other(note, 'output', 0, false, value);
          if (recording.told[value]?.t === 'held') this.held.push({ note, told: value });
          return;
      }
    });
    heap.seek(recording.notes);
    this.notes = notes.taken;
    this.codes = codes.taken;
    this.lines = lines.taken;
    this.depths = depths.taken;
  }

  get steps(): number {
    return this.notes.length;
  }

  /**
   * What runs at a note: the statement begun last by the frame on top, so that what happens after a call in it has returned is its own. {@link BEFORE}
   * before the first one, {@link AT_END} behind the program's end where none runs.
   */
  stretchOf(note: number): Stretch {
    const { programEnd } = this;
    const stretch = this.#stretches.of(note, this.#all) ?? { step: BEFORE, from: 0, to: this.notes[0] ?? this.#all };
    if (stretch.from > programEnd) return stretch;
    // The last statement is over when the program's code is.
    return note > programEnd
      ? { step: AT_END, from: programEnd, to: stretch.to }
      : { ...stretch, to: Math.min(stretch.to, programEnd) };
  }

  /** The step of the statement that runs at a note. */
  stepOf(note: number): number {
    return this.stretchOf(note).step;
  }
}

/** In place of a step: before the first statement, and where the interpreter takes things apart after the last one. */
export const BEFORE = -1;
export const AT_END = -2;

/** How a word of memory that is the count of an object changes it. */
export type CountChange = 'up' | 'down' | 'dead' | 'other';

/**
 * What a write to the count of a living object means. A block that goes back to its pool links to the next free block through the
 * same word, so a number of the pool's own addresses is no count.
 */
export function changeOf(object: number, before: number, now: number, poolWords: number): CountChange {
  if (now === 0) return 'dead';
  if (now === before + 1) return 'up';
  if (now === before - 1) return 'down';
  if (before === 1 && (now & ~(poolWords - 1)) === (object & ~(poolWords - 1)) && (now & 3) === 0) return 'dead';
  return 'other';
}
