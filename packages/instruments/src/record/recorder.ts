import type { CollectionPass, CollectionTrigger, TypeSpec } from '@uroboros/heap';
import { ListId, type Memory } from '@uroboros/heap/internal';
import type { Interpreter, PythonObserver } from '@uroboros/python';
import {
  type CodeInfo,
  checksum,
  MAGIC,
  NOTES_PER_KEY_FRAME,
  PAGE_SHIFT,
  PAGE_WORDS,
  RECORD_HEADER_BYTES,
  type RecordingInfo,
  RecordKind,
  type Told,
  type TypeRecord,
  VERSION,
} from '../format.js';
import { PASSES, TRIGGERS } from '../names.js';
import { rewriteWrites } from '../rewrite.js';
import { ByteWriter, encodeNotes, encodePage } from './encode.js';
import * as writes from './writes.js';
import { Note } from './writes.js';

/** Where the bytes of a recording go, and how much of it there may be. */
export interface RecorderOptions {
  /** Takes the next bytes; they are its own. */
  readonly sink: (bytes: Uint8Array) => void;
  /** Makes a record's payload smaller (raw deflate); the reader is given the opposite. Default: as it is. */
  readonly pack?: (bytes: Uint8Array) => Uint8Array;
  /** Bytes from which on nothing more is recorded. The end says how much was dropped. Default 1 GiB. */
  readonly maxBytes?: number;
}

const GIBIBYTE = 2 ** 30;

type Compiled = Parameters<NonNullable<PythonObserver['codeMade']>>[0];

/**
 * Records one run of one interpreter: what the log of writes says goes to a sink in chunks while the program runs, so that a crash
 * loses the last chunk only.
 */
export class Recorder {
  readonly observer: PythonObserver;

  readonly #options: RecorderOptions;
  readonly #maxBytes: number;
  readonly #out = new ByteWriter();
  #memory: Memory | undefined;
  #python: Interpreter | undefined;
  /** For each page, 1 if it has changed since the last key frame. */
  #dirty = new Uint8Array(0);
  /** Parts of variable length of their own kind, and the name of the first type that had each. */
  readonly #custom = new Map<unknown, string>();
  #bytes = 0;
  #notes = 0;
  #dropped = 0;
  #sinceKeyFrame = 0;
  #told = 0;
  #begun = false;
  /** The heap held something for itself when the last statement began. */
  #wasBusy = false;

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#maxBytes = options.maxBytes ?? GIBIBYTE;
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

  /** Writes what is there when the program begins. The interpreter must have been made with {@link observer}. */
  begin(python: Interpreter, info: Omit<RecordingInfo, 'heapBytes' | 'state' | 'profile'>): void {
    const { rt } = python;
    const memory = this.#memory!;
    this.#dirty = new Uint8Array(memory.limitWords >> PAGE_SHIFT);
    const { types } = rt.heap;
    const start: TypeRecord[] = [];
    for (let id = 1; id < types.length; id++) {
      const spec = types.specs[id];
      if (spec === undefined) continue;
      start.push({ ...this.#typeRecord(id, spec), typeObject: types.typeObject[id]! });
    }
    const header = new Uint8Array([...MAGIC, VERSION & 255, VERSION >> 8, 0, 0]);
    this.#emit(header);
    this.#json(RecordKind.Info, { ...info, profile: rt.profile.name, heapBytes: memory.limitBytes, state: rt.state });
    const codes = rt.compiled.filter((code) => code !== undefined).map(codeInfo);
    this.#json(RecordKind.Start, { types: start, codes });
    this.#markInUse(rt.heap.space.breakWord, rt.heap.space.floorWord);
    this.#keyFrame();
    this.#begun = true;
    writes.openLog((log, end, whole) => this.#take(log, end, whole));
    this.#python = python;
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

  /** Ends the recording. */
  end(status: number): void {
    writes.closeLog();
    this.#begun = false;
    this.#json(RecordKind.End, { status, notes: this.#notes, dropped: this.#dropped });
  }

  /** Bytes written so far. */
  get bytes(): number {
    return this.#bytes;
  }

  get notes(): number {
    return this.#notes;
  }

  get #isFull(): boolean {
    return this.#bytes >= this.#maxBytes;
  }

  /** What the heap holds in the midst of its work, if it is in the midst of some. */
  #tellHeld(): void {
    const heap = this.#python?.rt.heap;
    if (heap === undefined) return;
    const isBusy = heap.held.length > 0 || !heap.deallocator.isIdle;
    if (!isBusy && !this.#wasBusy) return;
    this.#wasBusy = isBusy;
    const objects: number[] = [];
    const dying: number[] = [];
    heap.held.forEach((object) => objects.push(object));
    heap.deallocator.forEachPending((object) => objects.push(object));
    heap.generations.lists[ListId.WeakrefCallbacks]!.forEach((object) => objects.push(object));
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
    if (!this.#begun || this.#isFull) return;
    this.#json(RecordKind.Told, told);
    writes.note(Note.Told, this.#told++);
  }

  #take(log: Int32Array, end: number, whole: boolean): void {
    const notes = end / 2;
    if (this.#isFull) {
      this.#dropped += notes;
      return;
    }
    this.#out.clear();
    this.#out.varint(notes);
    encodeNotes(this.#out, log, end, this.#dirty);
    this.#record(RecordKind.Notes, this.#out.written);
    this.#notes += notes;
    this.#sinceKeyFrame += notes;
    if (whole && this.#sinceKeyFrame >= NOTES_PER_KEY_FRAME) this.#keyFrame();
  }

  /** The pages that changed since the last one; the memory must be what the notes so far have made of it. */
  #keyFrame(): void {
    this.#sinceKeyFrame = 0;
    this.#out.clear();
    this.#out.varint(this.#notes);
    const { i32 } = this.#memory!;
    for (let page = 0; page < this.#dirty.length; page++) {
      if (this.#dirty[page] === 0) continue;
      this.#dirty[page] = 0;
      this.#out.varint(page + 1);
      encodePage(this.#out, i32, page);
    }
    this.#out.varint(0);
    this.#record(RecordKind.KeyFrame, this.#out.written);
  }

  /** Marks all pages that are not empty. */
  #markInUse(breakWord: number, floorWord: number): void {
    const { i32, limitWords } = this.#memory!;
    const mark = (from: number, to: number): void => {
      for (let page = from >> PAGE_SHIFT; page << PAGE_SHIFT < to; page++) {
        const end = (page + 1) * PAGE_WORDS;
        let word = page * PAGE_WORDS;
        while (word < end && i32[word] === 0) word++;
        if (word < end) this.#dirty[page] = 1;
      }
    };
    mark(0, breakWord);
    mark(floorWord, limitWords);
  }

  #typeRecord(id: number, spec: TypeSpec): TypeRecord {
    const { custom, ...rest } = spec;
    const layout = JSON.parse(JSON.stringify(rest)) as Record<string, unknown>;
    if (custom === undefined) return { id, spec: layout };
    if (!this.#custom.has(custom)) this.#custom.set(custom, spec.name);
    return { id, spec: layout, customOf: this.#custom.get(custom)! };
  }

  #json(kind: RecordKind, value: unknown): void {
    this.#record(kind, new TextEncoder().encode(JSON.stringify(value)));
  }

  #record(kind: RecordKind, payload: Uint8Array): void {
    const packed = this.#options.pack?.(payload) ?? payload;
    const record = new Uint8Array(RECORD_HEADER_BYTES + packed.length);
    const view = new DataView(record.buffer);
    view.setUint8(0, kind);
    view.setUint8(1, this.#options.pack === undefined ? 0 : 1);
    view.setUint32(4, packed.length, true);
    view.setUint32(8, checksum(packed), true);
    record.set(packed, RECORD_HEADER_BYTES);
    this.#emit(record);
  }

  #emit(bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    this.#options.sink(bytes);
  }
}

const passNumber = (name: CollectionPass): number => PASSES.indexOf(name);
const triggerNumber = (trigger: CollectionTrigger): number => TRIGGERS.indexOf(trigger);

function writers(): Record<string, unknown> {
  return Object.fromEntries(Object.entries(writes).filter(([name]) => name.startsWith('$')));
}

function codeInfo(code: Compiled): CodeInfo {
  const lines: number[] = [];
  for (let i = 0; i < code.positions.length; i += 4) lines.push(code.positions[i]!);
  return {
    index: code.index,
    name: code.name,
    qualname: code.qualname,
    filename: code.filename,
    firstLine: code.firstLine,
    localNames: code.localNames,
    varCount: code.varCount,
    cellNames: code.cellNames,
    freeNames: code.freeNames,
    extraNames: code.extraNames ?? [],
    slots: code.slots,
    lines,
  };
}
