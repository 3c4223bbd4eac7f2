import type { Ref } from '@uroboros/heap';
import { CellField, Frame, FunctionField } from '@uroboros/python/internal';
import { textOf, typeName } from '../read/describe.js';
import { forEachEdge } from '../read/edges.js';
import { type FrameView, framesOf, localName } from '../read/frames.js';
import { type HeldNow, Moment, NOTHING_HELD } from '../read/moment.js';
import { RecordedHeap } from '../read/recorded-heap.js';
import type { Recording } from '../read/recording.js';
import { AT_END, Timeline } from '../read/timeline.js';

/** A name that a question gives to an object, and where: `tree.left@12`, `x@12#3` for the third time that line 12 runs. */
export interface Place {
  readonly path: readonly string[];
  readonly line: number;
  /** Which of the line's runs, from 1; 0 for the last. */
  readonly run: number;
}

/** A question that names something the recording does not have. */
export class QuestionError extends Error {
  override name = 'QuestionError';
}

/** Reads `NAME@LINE` and `NAME@LINE#RUN`. */
export function parsePlace(text: string): Place {
  const match = /^([\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*)@(\d+)(?:#(\d+))?$/u.exec(text);
  if (match === null)
    throw new QuestionError(`'${text}' names no object: write NAME@LINE, as in tree.left@12, or NAME@LINE#RUN`);
  return { path: match[1]!.split('.'), line: Number(match[2]), run: Number(match[3] ?? 0) };
}

/** A recording with all that explanations need of it. */
export class Session {
  readonly heap: RecordedHeap;
  readonly timeline: Timeline;
  #moment: Moment | undefined;

  constructor(readonly recording: Recording) {
    this.heap = new RecordedHeap(recording);
    this.timeline = new Timeline(this.heap);
  }

  /** The moment after so many notes. Only the last one asked for is valid. */
  at(note: number): Moment {
    this.heap.seek(note);
    const { position } = this.heap;
    if (this.#moment?.note !== position) this.#moment = new Moment(this.heap, this.heldAt(position));
    return this.#moment;
  }

  /** What the heap holds for itself at a note. */
  heldAt(note: number): HeldNow {
    const { held } = this.timeline;
    let low = 0;
    let high = held.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (held[middle]!.note <= note) low = middle + 1;
      else high = middle;
    }
    const told = low === 0 ? undefined : this.recording.told[held[low - 1]!.told];
    return told?.t === 'held' ? { objects: told.objects as Ref[], dying: told.dying as Ref[] } : NOTHING_HELD;
  }

  /** The line of a step, with its file and the function it stands in. */
  lineOf(step: number): { file: string; line: number; where: string } {
    const code = this.recording.codes.get(this.timeline.codes[step]!);
    if (step === AT_END) return { file: '', line: 0, where: 'the end of the program' };
    if (step < 0 || code === undefined) return { file: '', line: 0, where: 'before the program' };
    return { file: code.filename, line: this.timeline.lines[step]!, where: code.qualname };
  }

  /** "line 12", with the function if it is not the module, with the file if it is not the program's. */
  lineText(step: number): string {
    const { file, line, where } = this.lineOf(step);
    if (line === 0) return where;
    const inside = where === '<module>' ? '' : ` in ${where}`;
    return file === this.recording.info.file ? `line ${line}${inside}` : `${file}:${line}${inside}`;
  }

  /** The moment at which the program's own code has ended and nothing has been taken apart yet. */
  get programEnd(): number {
    return this.timeline.programEnd;
  }

  /** The object a place names, and the note at which: after the run of the line where the name exists then, else before it. */
  find(place: Place): { object: Ref; note: number; step: number } {
    const steps = this.#runsOf(place.line);
    if (steps.length === 0) throw new QuestionError(`line ${place.line} of ${this.recording.info.file} never runs`);
    const step = place.run === 0 ? steps.at(-1) : steps[place.run - 1];
    if (step === undefined) throw new QuestionError(`line ${place.line} runs ${steps.length} times, not ${place.run}`);
    for (const note of [this.#endOf(step), this.timeline.notes[step]!]) {
      this.heap.seek(note);
      const object = this.#resolve(place.path, step);
      if (object !== 0) return { object, note, step };
    }
    throw new QuestionError(`there is no ${place.path.join('.')} at line ${place.line}`);
  }

  /** All steps that begin a line of the program's file. */
  #runsOf(line: number): number[] {
    const { timeline, recording } = this;
    const steps: number[] = [];
    for (let step = 0; step < timeline.steps; step++) {
      if (timeline.lines[step] === line && recording.codes.get(timeline.codes[step]!)?.filename === recording.info.file)
        steps.push(step);
    }
    return steps;
  }

  /** The note at which what a step began is over: the next step of its frame or of one below, or the end. */
  #endOf(step: number): number {
    const { timeline } = this;
    for (let next = step + 1; next < timeline.steps; next++)
      if (timeline.depths[next]! <= timeline.depths[step]!) return timeline.notes[next]!;
    return this.programEnd;
  }

  /** The object that a dotted name means in the frame of a step; 0 if there is none. */
  #resolve(path: readonly string[], step: number): Ref | 0 {
    const frames = framesOf(this.heap);
    const frame = frames[frames.length - 1 - this.timeline.depths[step]!];
    let object = frame === undefined ? this.#inModule(step, path[0]!) : this.#inFrame(frame, path[0]!);
    for (const name of path.slice(1)) {
      if (object === 0) return 0;
      object = this.attribute(object, name);
    }
    return object;
  }

  /** A global of the program after its own code has ended. */
  #inModule(step: number, name: string): Ref | 0 {
    const code = this.recording.codes.get(this.timeline.codes[step]!);
    const { main } = this.at(this.heap.position);
    return code?.qualname === '<module>' && main !== 0 ? this.entry(main, name) : 0;
  }

  #inFrame(frame: FrameView, name: string): Ref | 0 {
    const { i32 } = this.heap;
    const { code, fp } = frame;
    if (code === undefined) return 0;
    for (let slot = 0; slot < code.slots; slot++) {
      if (localName(code, slot) !== name) continue;
      const held = i32[fp + Frame.Slots + 2 * slot]! as Ref;
      if (held === 0) break;
      const isCell = this.heap.types.spec(this.heap.typeId(held)).name === 'cell';
      return isCell ? (i32[held + CellField.Contents]! as Ref) : held;
    }
    const namespace = i32[fp + Frame.Locals]! as Ref;
    const own = namespace === 0 ? 0 : this.entry(namespace, name);
    if (own !== 0) return own;
    const running = i32[fp + Frame.Function]! as Ref;
    return running === 0 ? 0 : this.entry(i32[running + FunctionField.Globals]! as Ref, name);
  }

  /** The value of a str key in a dictionary; 0 if it has none. */
  entry(dict: Ref, name: string): Ref | 0 {
    let found: Ref | 0 = 0;
    forEachEdge(this.heap, dict, (value, edge) => {
      if (edge.t !== 'value' || found !== 0 || typeName(this.heap, edge.key) !== 'str') return;
      if (textOf(this.heap, edge.key) === name) found = value;
    });
    return found;
  }

  /** An attribute that an object holds itself, by value or in its dictionary. */
  attribute(object: Ref, name: string): Ref | 0 {
    let found: Ref | 0 = 0;
    let dict: Ref | 0 = 0;
    forEachEdge(this.heap, object, (target, edge) => {
      if (edge.t === 'attribute' && edge.name === name) found = target;
      if (edge.t === 'dictionary' || (edge.t === 'field' && edge.name === '__dict__')) dict = target;
    });
    return found !== 0 || dict === 0 ? found : this.entry(dict, name);
  }
}
