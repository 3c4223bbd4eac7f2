import type { Ref } from '@uroboros/heap';
import { CellField, Frame, FunctionField, type StatementLines, statementLines } from '@uroboros/python/internal';
import { type FrameView, framesOf, localName } from '../read/frames.js';
import { type HeldNow, Moment, NOTHING_HELD } from '../read/moment.js';
import { RecordedHeap } from '../read/recorded-heap.js';
import type { Recording } from '../read/recording.js';
import { AT_END, Timeline } from '../read/timeline.js';
import { attributeOf, COMPUTED, entryOf } from './attributes.js';

/** A name that a question gives to an object, and where: `tree.left@12`, `x@12#3` for the third statement that line 12 has run. */
export interface Place {
  readonly path: readonly string[];
  readonly line: number;
  /** Which of the statements that were run there, from 1; 0 for the last. */
  readonly run: number;
}

/** A question that names something the recording does not have. */
export class QuestionError extends Error {
  override name = 'QuestionError';
}

const NAME = String.raw`[\p{XID_Start}_]\p{XID_Continue}*`;
const PLACE = new RegExp(String.raw`^(${NAME}(?:\.${NAME})*)@(\d+)(?:#(\d+))?$`, 'u');

/** Reads `NAME@LINE` and `NAME@LINE#RUN`. Names are what Python takes them for: in the form NFKC. */
export function parsePlace(text: string): Place {
  const match = PLACE.exec(text.normalize('NFKC'));
  if (match === null)
    throw new QuestionError(`'${text}' names no object: write NAME@LINE, as in tree.left@12, or NAME@LINE#RUN`);
  const run = match[3] === undefined ? 0 : Number(match[3]);
  if (match[3] !== undefined && run === 0)
    throw new QuestionError(`'${text}': the statements that a line runs are counted from 1`);
  return { path: match[1]!.split('.'), line: Number(match[2]), run };
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

  /**
   * The moment after so many notes. Only the last one asked for is valid.
   * @throws NoteError for what is no whole number
   */
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

  /** Where a step is, for sentences: "at line 12", "before the program". */
  placeText(step: number): string {
    const text = this.lineText(step);
    return step < 0 && step !== AT_END ? text : `at ${text}`;
  }

  /** The moment at which the program's own code has ended and nothing has been taken apart yet. */
  get programEnd(): number {
    return this.timeline.programEnd;
  }

  /** The object a place names, and the note at which: after the run of the line where the name exists then, else before it. */
  find(place: Place): { object: Ref; note: number; step: number } {
    const steps = this.#stepsAt(place.line);
    const step = place.run === 0 ? steps.at(-1) : steps[place.run - 1];
    if (step === undefined) {
      const times = steps.length === 1 ? 'once' : `${steps.length} times`;
      throw new QuestionError(`line ${place.line} runs ${times}, not ${place.run} times`);
    }
    for (const note of [this.#endOf(step), this.timeline.notes[step]!]) {
      this.heap.seek(note);
      const object = this.#resolve(place.path, step);
      if (object !== 0) return { object, note, step };
    }
    throw new QuestionError(`there is no ${place.path.join('.')} at line ${place.line}`);
  }

  /** The steps of a line, or of the statement that it is a part of; there is at least one. */
  #stepsAt(line: number): number[] {
    const steps = this.#runsOf(line);
    if (steps.length > 0) return steps;
    const { file } = this.recording.info;
    const statements = this.#statements();
    const statement = statements.find(({ first, last }) => first <= line && line <= last);
    if (statement === undefined && statements.length > 0)
      throw new QuestionError(`no statement stands at line ${line} of ${file}`);
    if (statement === undefined || statement.line === line)
      throw new QuestionError(`line ${line} of ${file} never runs`);
    const ofStatement = this.#runsOf(statement.line);
    if (ofStatement.length > 0) return ofStatement;
    throw new QuestionError(
      `line ${line} of ${file} never runs: it belongs to the statement at line ${statement.line}`,
    );
  }

  /** The lines of each statement of the program; none where the recording has no text, or one that is no Python. */
  #statements(): readonly StatementLines[] {
    const { told, info } = this.recording;
    const source = told.find((each) => each.t === 'source' && each.filename === info.file);
    if (source?.t !== 'source') return [];
    try {
      return statementLines(source.text.replace(/^\ufeff/, ''));
    } catch {
      return [];
    }
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
    path.slice(1).forEach((name, n) => {
      if (object === 0) return;
      const found = attributeOf(this.heap, object, name);
      if (found === COMPUTED) {
        const text = path.slice(0, n + 2).join('.');
        throw new QuestionError(`${text} is made anew each time it is read: nothing in memory is called so`);
      }
      object = found;
    });
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
    return entryOf(this.heap, dict, name);
  }

  /** What an attribute of an object means without running code: what it or its type holds; 0 if nothing does. */
  attribute(object: Ref, name: string): Ref | 0 {
    const found = attributeOf(this.heap, object, name);
    return found === COMPUTED ? 0 : found;
  }
}
