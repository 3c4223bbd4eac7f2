import { Numbers } from './numbers.js';

/** A stretch of notes during which one statement runs by itself, not what it calls. */
export interface Stretch {
  /** Number of the statement's step; negative where no statement runs. */
  readonly step: number;
  /** The note with which it begins, and the one with which the next begins. */
  readonly from: number;
  readonly to: number;
}

/**
 * Which statement runs at each note. A statement that calls goes on when the call has returned: what happens then is its doing, not that of the
 * last line of what it called. So a statement has a stretch from its beginning, and one more for each return to it. That holds for a
 * generator's statement as well, which goes on in another frame when somebody has resumed it.
 *
 * Another frame is on top when the word that says so has been written, so that write belongs to what ran before it: a generator's frame has then
 * been moved whole.
 */
export class Stretches {
  readonly #notes = new Numbers();
  readonly #steps = new Numbers();
  /** The frames on the stack that have begun a statement, lowest first, and the last step that each began. */
  readonly #frames: { readonly fp: number; step: number }[] = [];
  /** The last step that each generator began. */
  readonly #generators = new Map<number, number>();

  /** A frame begins a statement; it is that of a generator or of none (0). */
  begin(note: number, step: number, fp: number, generator: number): void {
    if (generator !== 0) this.#generators.set(generator, step);
    this.#unwind(fp);
    this.#enter(fp, step);
    this.#mark(note, step);
  }

  /**
   * Another frame is on top from a note on, that of a generator or of none (0). `idle` is the step where none is left that has begun a statement;
   * undefined to go on with the last one.
   */
  change(note: number, fp: number, generator: number, idle: number | undefined): void {
    const isReturn = this.#unwind(fp);
    const resumed = this.#generators.get(generator);
    if (resumed !== undefined) {
      this.#enter(fp, resumed);
      this.#mark(note, resumed);
      return;
    }
    if (!isReturn) return;
    const top = this.#frames.at(-1);
    if (top?.fp === fp) this.#mark(note, top.step);
    else if (top === undefined && idle !== undefined) this.#mark(note, idle);
  }

  /** An object was born: a generator that was at its address is gone. */
  born(object: number): void {
    this.#generators.delete(object);
  }

  #enter(fp: number, step: number): void {
    const top = this.#frames.at(-1);
    if (top?.fp === fp) top.step = step;
    else this.#frames.push({ fp, step });
  }

  /** The stretch in which a note falls; undefined before the first one. `end` is the number of all notes. */
  of(note: number, end: number): Stretch | undefined {
    const notes = this.#notes.array;
    let low = -1;
    let high = this.#notes.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (notes[middle]! <= note) low = middle;
      else high = middle - 1;
    }
    if (low < 0) return undefined;
    const to = low + 1 < this.#notes.length ? notes[low + 1]! : end;
    return { step: this.#steps.array[low]!, from: notes[low]!, to };
  }

  /** Forgets the frames above one; whether there were any. Frames lie on the stack in the order of their calls. */
  #unwind(fp: number): boolean {
    const { length } = this.#frames;
    while (this.#frames.length > 0 && this.#frames.at(-1)!.fp > fp) this.#frames.pop();
    return this.#frames.length < length;
  }

  #mark(note: number, step: number): void {
    this.#notes.push(note);
    this.#steps.push(step);
  }
}
