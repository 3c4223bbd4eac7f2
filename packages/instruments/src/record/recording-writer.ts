import {
  checksum,
  MAGIC,
  NOTES_PER_KEY_FRAME,
  PAGE_SHIFT,
  PAGE_WORDS,
  RECORD_HEADER_BYTES,
  type RecordingInfo,
  RecordKind,
  VERSION,
} from '../format.js';
import { ByteWriter, encodeNotes, encodePage, NOTE_WORDS } from './encode.js';
import { LOG_WORDS } from './writes.js';

/** Where the bytes of a recording go, and how much of it there may be. */
export interface WriterOptions {
  /** Takes the next bytes, which are overwritten afterwards. */
  readonly sink: (bytes: Uint8Array) => void;
  /** Makes a record's payload smaller (raw deflate); the reader is given the opposite. Default: as it is. */
  readonly pack?: (bytes: Uint8Array) => Uint8Array;
  /** Bytes from which on nothing more is recorded. The end says how much was dropped. Default 1 GiB. */
  readonly maxBytes?: number;
}

/** What a recorder hands on, in the order in which it happens. */
export interface RecordingTarget {
  /**
   * The beginning: what the recording says of itself, and the memory, of which the words up to `breakWord` and from `floorWord` on are in
   * use. The memory is read in this call only.
   */
  begin(info: RecordingInfo, start: unknown, memory: Int32Array, breakWord: number, floorWord: number): void;
  /** The log to begin with, if not just any. */
  readonly log?: Int32Array;
  /**
   * The next notes: `end` words of a log. What is returned is the log for what follows: the same, or another if this one is still needed.
   */
  notes(log: Int32Array, end: number): Int32Array;
  /** What a note of the next notes speaks of. */
  told(told: unknown): void;
  end(status: number): void;
}

const GIBIBYTE = 2 ** 30;

/**
 * Writes a recording. It has a memory of its own, which it makes what the notes say, so that key frames are right at any note and the
 * run goes on meanwhile: it may live in another thread.
 */
export class RecordingWriter implements RecordingTarget {
  readonly #options: WriterOptions;
  readonly #maxBytes: number;
  readonly #out = new ByteWriter();
  /** A record of notes in the making: room for its header, the number of notes, and the notes. */
  readonly #chunk = makeChunk();
  #words: Int32Array = new Int32Array(0);
  /** For each page, 1 if it has changed since the last key frame. */
  #dirty = new Uint8Array(0);
  #bytes = 0;
  #notes = 0;
  #dropped = 0;
  #sinceKeyFrame = 0;

  constructor(options: WriterOptions) {
    this.#options = options;
    this.#maxBytes = options.maxBytes ?? GIBIBYTE;
  }

  begin(info: RecordingInfo, start: unknown, memory: Int32Array, breakWord: number, floorWord: number): void {
    this.#words = new Int32Array(lazyBuffer(memory.byteLength));
    this.#dirty = new Uint8Array(memory.length >> PAGE_SHIFT);
    this.#emit(new Uint8Array([...MAGIC, VERSION & 255, VERSION >> 8, 0, 0]));
    this.#json(RecordKind.Info, info);
    this.#json(RecordKind.Start, start);
    this.#copyInUse(memory, 0, breakWord);
    this.#copyInUse(memory, floorWord, memory.length);
    this.#keyFrame();
  }

  notes(log: Int32Array, end: number): Int32Array {
    const notes = end / 2;
    if (this.#bytes >= this.#maxBytes) {
      this.#dropped += notes;
      return log;
    }
    const { bytes, words } = this.#chunk;
    words[0] = notes;
    const length = 1 + encodeNotes(words.subarray(1), log, end, this.#words, this.#dirty);
    this.#recordIn(bytes, RecordKind.Notes, 4 * length);
    this.#notes += notes;
    this.#sinceKeyFrame += notes;
    if (this.#sinceKeyFrame >= NOTES_PER_KEY_FRAME) this.#keyFrame();
    return log;
  }

  told(told: unknown): void {
    if (this.#bytes < this.#maxBytes) this.#json(RecordKind.Told, told);
  }

  end(status: number): void {
    this.#json(RecordKind.End, { status, notes: this.#notes, dropped: this.#dropped });
  }

  /** Takes over the pages that are not empty. */
  #copyInUse(memory: Int32Array, from: number, to: number): void {
    for (let page = from >> PAGE_SHIFT; page << PAGE_SHIFT < to; page++) {
      const start = page * PAGE_WORDS;
      let word = start;
      while (word < start + PAGE_WORDS && memory[word] === 0) word++;
      if (word === start + PAGE_WORDS) continue;
      this.#dirty[page] = 1;
      this.#words.set(memory.subarray(start, start + PAGE_WORDS), start);
    }
  }

  /** The pages that changed since the last one. */
  #keyFrame(): void {
    this.#sinceKeyFrame = 0;
    this.#out.clear();
    this.#out.varint(this.#notes);
    for (let page = 0; page < this.#dirty.length; page++) {
      if (this.#dirty[page] === 0) continue;
      this.#dirty[page] = 0;
      this.#out.varint(page + 1);
      encodePage(this.#out, this.#words, page);
    }
    this.#out.varint(0);
    this.#record(RecordKind.KeyFrame, this.#out.written);
  }

  #json(kind: RecordKind, value: unknown): void {
    this.#record(kind, new TextEncoder().encode(JSON.stringify(value)));
  }

  #record(kind: RecordKind, payload: Uint8Array): void {
    const record = new Uint8Array(RECORD_HEADER_BYTES + payload.length);
    record.set(payload, RECORD_HEADER_BYTES);
    this.#recordIn(record, kind, payload.length);
  }

  /** A record whose payload of so many bytes stands in its place already. */
  #recordIn(record: Uint8Array, kind: RecordKind, length: number): void {
    const { pack } = this.#options;
    const payload = record.subarray(RECORD_HEADER_BYTES, RECORD_HEADER_BYTES + length);
    const packed = pack?.(payload) ?? payload;
    const view = new DataView(record.buffer, record.byteOffset);
    view.setUint8(0, kind);
    view.setUint8(1, pack === undefined ? 0 : 1);
    view.setUint32(4, packed.length, true);
    view.setUint32(8, checksum(packed), true);
    if (pack === undefined) this.#emit(record.subarray(0, RECORD_HEADER_BYTES + length));
    else {
      this.#emit(record.subarray(0, RECORD_HEADER_BYTES));
      this.#emit(packed);
    }
  }

  #emit(bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    this.#options.sink(bytes);
  }
}

function makeChunk(): { readonly bytes: Uint8Array; readonly words: Uint32Array } {
  const bytes = new Uint8Array(RECORD_HEADER_BYTES + 4 * (1 + (NOTE_WORDS * LOG_WORDS) / 2));
  return { bytes, words: new Uint32Array(bytes.buffer, RECORD_HEADER_BYTES) };
}

/** A buffer that costs nothing until it is touched: V8 counts the bytes of an ArrayBuffer as if they were in use. */
function lazyBuffer(bytes: number): ArrayBuffer | SharedArrayBuffer {
  return typeof SharedArrayBuffer === 'undefined' ? new ArrayBuffer(bytes) : new SharedArrayBuffer(bytes);
}
