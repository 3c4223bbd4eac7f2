import type { CompiledCode } from '@uroboros/python/internal';

/**
 * The form of a recording: a sequence of records after eight bytes that say what it is. Documented in docs/recordings.md.
 *
 *     "URO" 0x1A  version: u16  0 0      then for each record:
 *     kind: u8  packed: u8  0 0  length: u32  checksum: u32  payload: length bytes
 *
 * Numbers are little-endian. The checksum is that of {@link checksum}. Integers inside payloads are LEB128 (`varint`), signed ones
 * zigzag-coded first.
 */

export const MAGIC = Uint8Array.from([0x55, 0x52, 0x4f, 0x1a]);
/** Raised with every change that an older reader would misread. */
export const VERSION = 1;
export const FILE_HEADER_BYTES = 8;
export const RECORD_HEADER_BYTES = 12;

export const enum RecordKind {
  /** JSON: {@link RecordingInfo}. The first record. */
  Info = 1,
  /** JSON: types, code objects and sources that exist when the recording begins. */
  Start = 2,
  /** Pages of memory that have changed since the key frame before. */
  KeyFrame = 3,
  /** Notes of the log. */
  Notes = 4,
  /** JSON: what a `Told` note speaks of. */
  Told = 5,
  /** JSON: {@link RecordingEnd}. The last record of a recording that came to its end. */
  End = 6,
}

/** The lowest two bits of the first word of a note: see `record/encode.ts`. */
export const enum NoteForm {
  Short = 0,
  Long = 1,
  Other = 2,
}

/** Words of a page of a key frame: 4 KiB. */
export const PAGE_SHIFT = 10;
export const PAGE_WORDS = 1 << PAGE_SHIFT;

/** Notes from one key frame to the next. */
export const NOTES_PER_KEY_FRAME = 1 << 20;

/** What was recorded. */
export interface RecordingInfo {
  /** The version of Uroboros; layouts of objects are its own. */
  readonly uroboros: string;
  readonly profile: string;
  /** Bytes of the reservation. */
  readonly heapBytes: number;
  /** Word of the frame stack's state area: `frame.ts` in @uroboros/python tells its fields. */
  readonly state: number;
  /** The script's name as the program sees it, and its arguments. */
  readonly argv: readonly string[];
  /** The file whose statements are the program's own, and the folder of the standard library. */
  readonly file: string;
  readonly library?: string;
}

export interface RecordingEnd {
  readonly status: number;
  /** Notes that the recording holds, and notes that came after its bound was reached. */
  readonly notes: number;
  readonly dropped: number;
}

/** A code object as a recording knows it. */
export interface CodeInfo
  extends Pick<CompiledCode, 'index' | 'name' | 'qualname' | 'filename' | 'firstLine' | 'localNames' | 'slots'> {
  readonly extraNames: readonly string[];
  /** Line of each position. */
  readonly lines: readonly number[];
}

/** A type as a recording knows it: its layout as the heap's type table has it, without functions. */
export interface TypeRecord {
  readonly id: number;
  readonly spec: Readonly<Record<string, unknown>>;
  /** The name of the type whose part of variable length it shares, where that is laid out as no other kind's. */
  readonly customOf?: string;
  readonly typeObject?: number;
}

export type Told =
  | { readonly t: 'code'; readonly code: CodeInfo }
  | { readonly t: 'type'; readonly type: TypeRecord }
  | { readonly t: 'output'; readonly stream: 1 | 2; readonly text: string }
  | { readonly t: 'source'; readonly filename: string; readonly text: string }
  /** What the runtime holds for itself, where no word of memory shows it: objects, and how often each. */
  | { readonly t: 'kept'; readonly objects: readonly (readonly [object: number, times: number])[] }
  /**
   * What the heap holds while a finalizer or a callback runs: each object as often as it is held, and the objects that are being
   * taken apart, whose count is 0 and whose references still count. Told before each statement that runs meanwhile, and once more
   * when it is over.
   */
  | { readonly t: 'held'; readonly objects: readonly number[]; readonly dying: readonly number[] };

/**
 * The checksum of a payload: FNV-1a over its 32-bit words, the last one filled up with zeros. Payloads start at multiples of four bytes when
 * they are written; a reader's may not.
 */
export function checksum(bytes: Uint8Array): number {
  const whole = bytes.length >> 2;
  const aligned = (bytes.byteOffset & 3) === 0 ? bytes : new Uint8Array(bytes);
  const words = new Int32Array(aligned.buffer, aligned.byteOffset, whole);
  let hash = 0x811c9dc5 | 0;
  for (let i = 0; i < whole; i++) hash = Math.imul(hash ^ words[i]!, 0x01000193);
  let last = 0;
  for (let i = whole << 2; i < bytes.length; i++) last |= bytes[i]! << (8 * (i & 3));
  return Math.imul(hash ^ last, 0x01000193) >>> 0;
}
