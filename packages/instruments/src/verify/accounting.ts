import type { Ref } from '@uroboros/heap';
import type { Session } from '../explain/session.js';
import { describe } from '../read/describe.js';
import { forEachStackSlot, framesOf } from '../read/frames.js';
import type { Recording } from '../read/recording.js';
import { RunningBooks } from './running-books.js';

/**
 * The accounting of a recording: at the beginning of each statement the count of every object is the number of words that hold it,
 * and of what the runtime holds for itself, which the recording tells at its beginning and at the program's end.
 */
export interface Accounting {
  /** Statements at whose beginning it was checked: all of the run. */
  readonly moments: number;
  /** A sentence for each thing that is wrong; the first few. */
  readonly faults: readonly string[];
}

const MOST_FAULTS = 10;

/** How often in a run the books are compared with a walk over the whole heap. */
const AUDITS = 8;

/** Checks every statement of a run. */
export function checkAccounting(session: Session): Accounting {
  const { timeline, heap } = session;
  heap.seek(0);
  const accountant = new Accountant(session);
  const audits = new Set(
    Array.from({ length: AUDITS }, (_, i) => Math.floor(((i + 1) * (timeline.steps - 1)) / AUDITS)),
  );
  let moments = 0;
  for (; moments < timeline.steps && accountant.faults.length < MOST_FAULTS; moments++) {
    const note = timeline.notes[moments]!;
    if (note <= session.programEnd) accountant.check(note, audits.has(moments));
  }
  return { moments, faults: accountant.faults.slice(0, MOST_FAULTS) };
}

/** How often the runtime holds each object at most. */
function keptObjects({ recording }: Session): Map<number, number> {
  const kept = new Map<number, number>();
  for (const told of recording.told) {
    if (told.t !== 'kept') continue;
    for (const [object, times] of told.objects) kept.set(object, Math.max(times, kept.get(object) ?? 0));
  }
  return kept;
}

class Accountant {
  readonly faults: string[] = [];
  readonly #books: RunningBooks;
  readonly #kept: ReadonlyMap<number, number>;
  /** What slots of the stack and the heap itself held when it was looked at last. */
  #outside: number[] = [];

  constructor(readonly session: Session) {
    this.#books = new RunningBooks(session.heap);
    this.#kept = keptObjects(session);
  }

  /** Goes on to a statement's beginning and checks all that has changed since the last one. */
  check(note: number, audit: boolean): void {
    const books = this.#books;
    books.forward(note);
    const dying = this.#enterOutside(note);
    books.takeTouched((object) => this.#checkObject(object as Ref, dying, note));
    const missing = audit ? books.missing() : 0;
    if (missing !== 0) this.#tell(note, `the notes and the memory differ about ${missing}`);
  }

  /** Enters what is held by others than living objects; returns the objects that are being taken apart. */
  #enterOutside(note: number): readonly Ref[] {
    const { session } = this;
    const { heap } = session;
    const books = this.#books;
    const { objects, dying } = session.heldAt(note);
    const outside: number[] = [...objects];
    const add = (target: number): void => {
      outside.push(target);
    };
    for (const object of dying) if (!books.isLiving(object)) heap.traversal.visitAll(object, add);
    forEachStackSlot(heap, framesOf(heap), (_, target) => add(target));
    for (const target of this.#outside) books.remove(target);
    for (const target of outside) books.add(target);
    this.#outside = outside;
    return dying;
  }

  #checkObject(object: Ref, dying: readonly Ref[], note: number): void {
    const { heap } = this.session;
    const references = this.#books.referencesTo(object);
    if (!this.#books.isLiving(object)) {
      if (references !== 0 && !dying.includes(object))
        this.#tell(note, `there is a reference to ${object}, where no object lives`);
      return;
    }
    if (heap.isImmortal(object)) return;
    const rest = heap.refcnt(object) - references;
    if (rest >= 0 && rest <= (this.#kept.get(object) ?? 0)) return;
    this.#tell(note, `${describe(heap, object)} has count ${heap.refcnt(object)} and ${references} holders`);
  }

  #tell(note: number, what: string): void {
    const { session } = this;
    this.faults.push(`${session.lineText(session.timeline.stepOf(note))}: ${what}`);
  }
}

/** The text that a recording says the program wrote to a stream. */
export function recordedOutput(recording: Recording, stream: 1 | 2): string {
  return recording.told.flatMap((told) => (told.t === 'output' && told.stream === stream ? [told.text] : [])).join('');
}
