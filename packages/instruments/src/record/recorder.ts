import type { CollectionPass, CollectionTrigger, TypeSpec } from '@uroboros/heap';
import { ListId, type Memory } from '@uroboros/heap/internal';
import type { Interpreter, PythonObserver } from '@uroboros/python';
import type { CompiledCode } from '@uroboros/python/internal';
import type { CodeInfo, RecordingInfo, Told, TypeRecord } from '../format.js';
import { PASSES, TRIGGERS } from '../names.js';
import { rewriteWrites } from '../rewrite.js';
import type { RecordingTarget } from './recording-writer.js';
import * as writes from './writes.js';
import { Note } from './writes.js';

/**
 * Records one run of one interpreter: the notes of its writes go to a target whenever the log is full, so that a crash loses the last ones
 * only.
 */
export class Recorder {
  readonly observer: PythonObserver;

  readonly #target: RecordingTarget;
  #memory: Memory | undefined;
  #python: Interpreter | undefined;
  /** Parts of variable length of their own kind, and the name of the first type that had each. */
  readonly #custom = new Map<unknown, string>();
  #told = 0;
  #begun = false;
  /** The heap held something for itself when the last statement began. */
  #wasBusy = false;

  constructor(target: RecordingTarget) {
    this.#target = target;
    this.observer = {
      heap: {
        pass: (name, objects) => this.#note(Note.Pass, passNumber(name) + 16 * objects),
        finalizing: (object, by) => this.#note(Note.Finalizing, 2 * object + (by === 'collector' ? 1 : 0)),
        resurrected: (object) => this.#note(Note.Resurrected, object),
        weakrefCleared: (weakref) => this.#note(Note.WeakrefCleared, weakref),
        collectionStarts: (generation, trigger) =>
          this.#note(Note.CollectionStart, generation + 4 * triggerNumber(trigger)),
        collectionStops: (unreachable) => this.#note(Note.CollectionStop, unreachable),
        typeDefined: (id, spec) => this.#tell({ t: 'type', type: this.#typeRecord(id, spec) }),
      },
      reserved: (memory) => {
        this.#memory = memory;
        writes.openMemory(memory);
      },
      rewrite: (text) => rewriteWrites(`(${text})`, 'script'),
      helpers: writers(),
      codeMade: (code) => this.#tell({ t: 'code', code: codeInfo(code) }),
      programEnds: () => {
        this.#tellKept();
        this.#note(Note.ProgramEnd, 0);
      },
      line: (position) => {
        this.#tellHeld();
        this.#note(Note.Line, position);
      },
    };
  }

  /** Hands on what is there when the program begins. The interpreter must have been made with {@link observer}. */
  begin(python: Interpreter, info: Omit<RecordingInfo, 'heapBytes' | 'state' | 'profile'>): void {
    const { rt } = python;
    const { limitBytes, i32 } = this.#memory!;
    const { types, space } = rt.heap;
    const start: TypeRecord[] = [];
    for (let id = 1; id < types.length; id++) {
      const spec = types.specs[id];
      if (spec !== undefined) start.push({ ...this.#typeRecord(id, spec), typeObject: types.typeObject[id]! });
    }
    const codes = rt.compiled.filter((code) => code !== undefined).map(codeInfo);
    const whole: RecordingInfo = { ...info, profile: rt.profile.name, heapBytes: limitBytes, state: rt.state };
    this.#target.begin(whole, { types: start, codes }, i32, space.breakWord, space.floorWord);
    this.#begun = true;
    this.#python = python;
    writes.openLog((log, end) => this.#target.notes(log, end), this.#target.log);
    this.#tellKept();
  }

  /** The text of a file that the program consists of. */
  source(filename: string, text: string): void {
    this.#tell({ t: 'source', filename, text });
  }

  /** Something the program wrote: to stdout (1) or stderr (2). */
  output(stream: 1 | 2, text: string): void {
    this.#tell({ t: 'output', stream, text });
  }

  /** Writes what was noted so far: a run that is stopped from outside loses what comes after. */
  flush(): void {
    if (this.#begun) writes.flushLog();
  }

  /** Ends the recording. */
  end(status: number): void {
    writes.closeLog();
    this.#begun = false;
    this.#target.end(status);
  }

  /** What the heap holds in the midst of its work, if it is in the midst of some. */
  #tellHeld(): void {
    const heap = this.#python?.rt.heap;
    if (heap === undefined) return;
    const callbacks = heap.generations.lists[ListId.WeakrefCallbacks]!;
    const isBusy = heap.held.length > 0 || !heap.deallocator.isIdle || callbacks.size > 0;
    if (!isBusy && !this.#wasBusy) return;
    this.#wasBusy = isBusy;
    const objects: number[] = [];
    const dying: number[] = [];
    const hold = (object: number): void => {
      objects.push(object);
    };
    heap.held.forEach(hold);
    heap.deallocator.forEachPending(hold);
    callbacks.forEach(hold);
    heap.deallocator.forEachDying((object) => dying.push(object));
    this.#tell({ t: 'held', objects, dying });
  }

  #tellKept(): void {
    if (this.#python === undefined) return;
    const { rt } = this.#python;
    const times = new Map<number, number>();
    const count = (object: number): void => {
      times.set(object, (times.get(object) ?? 0) + 1);
    };
    rt.forEachKept(count);
    rt.heap.handles.forEach(count);
    this.#tell({ t: 'kept', objects: [...times] });
  }

  #note(kind: Note, value: number): void {
    if (this.#begun) writes.note(kind, value);
  }

  #tell(told: Told): void {
    if (!this.#begun) return;
    this.#target.told(told);
    writes.note(Note.Told, this.#told++);
  }

  #typeRecord(id: number, spec: TypeSpec): TypeRecord {
    const { custom, ...rest } = spec;
    const layout = JSON.parse(JSON.stringify(rest)) as Record<string, unknown>;
    if (custom === undefined) return { id, spec: layout };
    if (!this.#custom.has(custom)) this.#custom.set(custom, spec.name);
    return { id, spec: layout, customOf: this.#custom.get(custom)! };
  }
}

const passNumber = (name: CollectionPass): number => PASSES.indexOf(name);
const triggerNumber = (trigger: CollectionTrigger): number => TRIGGERS.indexOf(trigger);

function writers(): Record<string, unknown> {
  return Object.fromEntries(Object.entries(writes).filter(([name]) => name.startsWith('$')));
}

function codeInfo(code: CompiledCode): CodeInfo {
  const lines: number[] = [];
  for (let i = 0; i < code.positions.length; i += 4) lines.push(code.positions[i]!);
  return {
    index: code.index,
    name: code.name,
    qualname: code.qualname,
    filename: code.filename,
    firstLine: code.firstLine,
    localNames: code.localNames,
    extraNames: code.extraNames ?? [],
    slots: code.slots,
    lines,
  };
}
