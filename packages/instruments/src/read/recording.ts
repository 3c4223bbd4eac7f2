import { RecordingError } from '../errors.js';
import {
  type CodeInfo,
  checksum,
  FILE_HEADER_BYTES,
  MAGIC,
  RECORD_HEADER_BYTES,
  type RecordingEnd,
  type RecordingInfo,
  RecordKind,
  type Told,
  type TypeRecord,
  VERSION,
} from '../format.js';
import { ByteReader, countNotes, decodeNotes, skipPage } from './decode.js';

/** Makes packed payloads whole again (raw inflate). Throws for what is none. */
export type Unpack = (bytes: Uint8Array) => Uint8Array;

/** A part of a recording that holds notes. */
interface Chunk {
  /** Number of its first note. */
  readonly first: number;
  readonly count: number;
  readonly payload: Uint8Array;
}

/** One key frame: where in its payload each page begins. */
export interface KeyFrame {
  /** The memory is as these many notes have made it. */
  readonly note: number;
  readonly payload: Uint8Array;
  readonly pages: ReadonlyMap<number, number>;
}

const RECORD_AGAIN = 'record the program again';
const CUT_OFF = 'the recording is cut off';

/**
 * A recording that was read: what it says of itself, and its notes by number. Records that follow damage are not read: what stands
 * before is, and `damage` says where it ends.
 */
export class Recording {
  readonly info: RecordingInfo;
  readonly types: readonly TypeRecord[];
  readonly codes = new Map<number, CodeInfo>();
  readonly told: Told[] = [];
  readonly keyFrames: KeyFrame[] = [];
  /** Undefined where the run was cut off: a crash, a full disk, damage. */
  readonly end: RecordingEnd | undefined;
  readonly damage: RecordingError | undefined;
  /** Number of notes. */
  readonly notes: number;

  readonly #chunks: Chunk[] = [];
  /** The chunks decoded last, by number. */
  readonly #decoded = new Map<number, Int32Array>();

  /** @throws RecordingError if not even the beginning can be read. */
  constructor(bytes: Uint8Array, unpack?: Unpack) {
    checkHeader(bytes);
    const records = new RecordReader(bytes, unpack);
    const info = records.next();
    if (info?.kind !== RecordKind.Info) throw withoutBeginning(records);
    this.info = json(info) as RecordingInfo;
    const start = records.next();
    if (start?.kind !== RecordKind.Start) throw withoutBeginning(records);
    const { types, codes } = json(start) as { types: TypeRecord[]; codes: CodeInfo[] };
    this.types = types;
    for (const code of codes) this.codes.set(code.index, code);
    let notes = 0;
    let end: RecordingEnd | undefined;
    let damage: RecordingError | undefined;
    for (let record = records.next(); record !== undefined && damage === undefined; record = records.next()) {
      try {
        switch (record.kind) {
          case RecordKind.KeyFrame:
            this.keyFrames.push(keyFrame(record.payload));
            break;
          case RecordKind.Notes: {
            const count = countNotes(record.payload);
            this.#chunks.push({ first: notes, count, payload: record.payload });
            notes += count;
            break;
          }
          case RecordKind.Told:
            this.told.push(json(record) as Told);
            break;
          case RecordKind.End:
            end = json(record) as RecordingEnd;
            break;
          default:
            throw new RangeError(`a record of unknown kind ${record.kind}`);
        }
      } catch (error) {
        damage = new RecordingError((error as Error).message, record.at, 'what stands before it can be read');
      }
    }
    this.damage = damage ?? records.damage;
    if (this.keyFrames.length === 0) throw damage ?? withoutBeginning(records);
    this.notes = notes;
    this.end = end;
    for (const told of this.told) if (told.t === 'code') this.codes.set(told.code.index, told.code);
  }

  /** Number of parts that notes are decoded in. */
  get chunks(): number {
    return this.#chunks.length;
  }

  /** The number of a chunk's first note. */
  firstOf(chunk: number): number {
    return this.#chunks[chunk]?.first ?? this.notes;
  }

  /** The chunk in which a note is. */
  chunkOf(note: number): number {
    let low = 0;
    let high = this.#chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#chunks[middle]!.first <= note) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The notes of a chunk: see {@link decodeNotes}. */
  notesOf(chunk: number): Int32Array {
    let notes = this.#decoded.get(chunk);
    if (notes === undefined) {
      notes = decodeNotes(this.#chunks[chunk]!.payload, this.info.heapBytes / 4);
      this.#decoded.set(chunk, notes);
      if (this.#decoded.size > KEPT_CHUNKS) this.#decoded.delete(this.#decoded.keys().next().value!);
    }
    return notes;
  }
}

/** Decoded chunks that are kept: a megabyte each half. */
const KEPT_CHUNKS = 64;

interface RawRecord {
  readonly kind: number;
  readonly payload: Uint8Array;
  readonly at: number;
}

class RecordReader {
  at = FILE_HEADER_BYTES;
  damage: RecordingError | undefined;

  constructor(
    readonly bytes: Uint8Array,
    readonly unpack: Unpack | undefined,
  ) {}

  /** The next record; undefined at the end or at damage. */
  next(): RawRecord | undefined {
    const { bytes, at } = this;
    if (at === bytes.length || this.damage !== undefined) return undefined;
    const view = new DataView(bytes.buffer, bytes.byteOffset + at);
    const left = bytes.length - at;
    if (left < RECORD_HEADER_BYTES || left - RECORD_HEADER_BYTES < view.getUint32(4, true)) {
      return this.#broken(CUT_OFF, 'the run may have been stopped; what stands before it can be read');
    }
    const length = view.getUint32(4, true);
    const packed = bytes.subarray(at + RECORD_HEADER_BYTES, at + RECORD_HEADER_BYTES + length);
    if (checksum(packed) !== view.getUint32(8, true))
      return this.#broken('the checksum of a record is wrong', `the file has changed since; ${RECORD_AGAIN}`);
    this.at = at + RECORD_HEADER_BYTES + length;
    const payload = this.#unpacked(packed, view.getUint8(1), at);
    return payload === undefined ? undefined : { kind: view.getUint8(0), payload, at };
  }

  #unpacked(packed: Uint8Array, form: number, at: number): Uint8Array | undefined {
    if (form === 0) return packed;
    this.at = at;
    if (form !== 1 || this.unpack === undefined)
      return this.#broken(`a record is packed in form ${form}`, 'read it with a newer Uroboros');
    try {
      const payload = this.unpack(packed);
      this.at = at + RECORD_HEADER_BYTES + packed.length;
      return payload;
    } catch {
      return this.#broken('a record cannot be unpacked', RECORD_AGAIN);
    }
  }

  #broken(what: string, hint: string): undefined {
    this.damage = new RecordingError(what, this.at, hint);
  }
}

/** @throws RecordingError if bytes do not begin as a recording does that this reader knows. */
export function checkHeader(bytes: Uint8Array): void {
  for (let i = 0; i < MAGIC.length; i++) {
    if (bytes[i] !== MAGIC[i])
      throw new RecordingError(
        'this is no recording',
        i,
        'a recording is what `uroboros record FILE -o run.uro` writes',
      );
  }
  const version = (bytes[4] ?? 0) | ((bytes[5] ?? 0) << 8);
  if (version !== VERSION) {
    const hint = version > VERSION ? 'read it with a newer Uroboros' : RECORD_AGAIN;
    throw new RecordingError(`the recording has version ${version} of the format, this reader ${VERSION}`, 4, hint);
  }
}

/** Up to the first key frame there is no memory, so nothing to explain. */
function withoutBeginning({ damage, at }: RecordReader): RecordingError {
  if (damage === undefined) return new RecordingError('the beginning of the recording is missing', at, RECORD_AGAIN);
  if (damage.what !== CUT_OFF) return damage;
  const hint = `nothing of the run can be read from it; ${RECORD_AGAIN}`;
  return new RecordingError('the recording is cut off within its beginning', damage.byte, hint);
}

function json(record: RawRecord): unknown {
  return JSON.parse(new TextDecoder().decode(record.payload));
}

function keyFrame(payload: Uint8Array): KeyFrame {
  const reader = new ByteReader(payload);
  const note = reader.varint();
  const pages = new Map<number, number>();
  for (let page = reader.varint(); page !== 0; page = reader.varint()) {
    pages.set(page - 1, reader.at);
    skipPage(reader);
  }
  return { note, payload, pages };
}
