import { NoteError } from '../errors.js';
import { PAGE_SHIFT, PAGE_WORDS } from '../format.js';
import { ByteReader, decodePage } from './decode.js';
import type { KeyFrame, Recording } from './recording.js';

function checkNote(note: number): void {
  if (!Number.isInteger(note)) throw new NoteError(note);
}

/** Told of each note as it is passed, when the memory already is as the note made it. The replay stops there if it returns false. */
export type NoteVisitor = (number: number, word: number, value: number) => unknown;

/**
 * The memory of a recorded run, at any of its notes. `position` notes have been applied.
 *
 * A key frame holds the pages that changed since the one before it, so the memory at one is made of the latest version of each page;
 * from there the notes lead forwards, and, as they hold differences, backwards as well.
 */
export class Replay {
  position = 0;
  /** Pages that may hold something else than 0. */
  readonly #touched = new Set<number>();
  #loaded = false;

  /** `words` must be all 0, and as long as the recorded reservation. */
  constructor(
    readonly recording: Recording,
    readonly words: Int32Array,
  ) {
    this.#load(0);
  }

  /**
   * Makes the memory what it was after so many notes: after none for less than 0, after all for more than there are.
   * @throws NoteError for what is no whole number
   */
  seek(note: number): void {
    checkNote(note);
    const target = Math.max(0, Math.min(note, this.recording.notes));
    const frame = this.#frameBefore(target);
    const from = this.recording.keyFrames[frame]!.note;
    const distance = target - this.position;
    if (distance < 0 ? -distance > target - from : distance > target - from) this.#load(frame);
    if (target >= this.position) this.forward(target);
    else this.#backward(target);
  }

  /**
   * Applies notes up to a number; `visit` sees each.
   * @throws NoteError for what is no whole number
   */
  forward(to: number, visit?: NoteVisitor): void {
    checkNote(to);
    const { recording, words } = this;
    const end = Math.min(to, recording.notes);
    while (this.position < end) {
      const chunk = recording.chunkOf(this.position);
      const first = recording.firstOf(chunk);
      const notes = recording.notesOf(chunk);
      const last = Math.min(end - first, notes.length / 2);
      const start = this.position - first;
      for (let i = start; i < last; i++) {
        const word = notes[2 * i]!;
        const value = notes[2 * i + 1]!;
        if (word >= 0) words[word] = words[word]! + value;
        if (visit === undefined || visit(first + i, word, value) !== false) continue;
        this.#passed(notes, first, start, i + 1);
        return;
      }
      this.#passed(notes, first, start, last);
    }
  }

  #passed(notes: Int32Array, first: number, from: number, to: number): void {
    this.#touch(notes, from, to);
    this.position = first + to;
  }

  #backward(to: number): void {
    const { recording, words } = this;
    while (this.position > to) {
      const chunk = recording.chunkOf(this.position - 1);
      const first = recording.firstOf(chunk);
      const notes = recording.notesOf(chunk);
      const last = Math.max(to - first, 0);
      for (let i = this.position - first - 1; i >= last; i--) {
        const word = notes[2 * i]!;
        if (word >= 0) words[word] = words[word]! - notes[2 * i + 1]!;
      }
      this.position = first + last;
    }
  }

  /** Remembers which pages a later load has to clear. */
  #touch(notes: Int32Array, from: number, to: number): void {
    let last = -1;
    for (let i = from; i < to; i++) {
      const page = notes[2 * i]! >> PAGE_SHIFT;
      if (page === last || page < 0) continue;
      last = page;
      this.#touched.add(page);
    }
  }

  /** The last key frame that is not behind a note. */
  #frameBefore(note: number): number {
    const { keyFrames } = this.recording;
    let frame = 0;
    while (frame + 1 < keyFrames.length && keyFrames[frame + 1]!.note <= note) frame++;
    return frame;
  }

  #load(frame: number): void {
    const { words, recording } = this;
    if (this.#loaded) for (const page of this.#touched) words.fill(0, page * PAGE_WORDS, (page + 1) * PAGE_WORDS);
    this.#loaded = true;
    this.#touched.clear();
    for (let i = frame; i >= 0; i--) {
      const { pages, payload } = recording.keyFrames[i] as KeyFrame;
      for (const [page, at] of pages) {
        if (this.#touched.has(page)) continue;
        this.#touched.add(page);
        const reader = new ByteReader(payload);
        reader.at = at;
        decodePage(reader, words, page);
      }
    }
    this.position = recording.keyFrames[frame]!.note;
  }
}
