import { Header } from '@uroboros/heap/internal';

/**
 * What rewritten code calls in place of writing to memory (`rewrite.ts`): each function does the write, and notes it.
 *
 * A note is two words: where, and by how much the word there has changed. The difference and not the value, because a reader
 * can then go backwards as well, and most differences are small. A word that keeps its value is not noted. Notes of other kinds
 * have a negative number ({@link Note}) in place of the word.
 *
 * One heap for each loaded bundle: state stands in variables of the module, which the engine reads fastest.
 */

/** Kinds of notes that are no write, as they stand in the log; the second word is told here. */
export const enum Note {
  /** A statement begins: index of its position in the table of the running code. */
  Line = -1,
  /** The type of an object was written: the object lives from here on, or its class was changed. Its reference. */
  Born = -2,
  /** A collection begins: generation + 4 × its number in `TRIGGERS`. */
  CollectionStart = -3,
  /** Objects that the collection has found unreachable. */
  CollectionStop = -4,
  /** A pass is over: its number in `PASSES` + 16 × number of objects. */
  Pass = -5,
  /** A finalizer is about to run: the object × 2 + 1 if by the collector. */
  Finalizing = -6,
  /** The object that its finalizer brought back. */
  Resurrected = -7,
  /** The weak reference that was cleared. */
  WeakrefCleared = -8,
  /** Something told apart (a code object, a type, a piece of output): its number among these. */
  Told = -9,
  /** The program's own code has ended; its modules are about to be taken apart. */
  ProgramEnd = -10,
}

/** Notes between two looks at the log. */
export const NOTES = 1 << 16;

/** Words of a log: there is room for the two words of an `f64` beyond the last note. */
export const LOG_WORDS = 2 * NOTES + 4;

/**
 * Takes notes, and gives the log for the next ones: the same, or another if it keeps this one for a while.
 */
export type LogReader = (log: Int32Array, end: number) => Int32Array;

let words: Int32Array = new Int32Array(0);
let words16: Uint16Array = new Uint16Array(0);
let bytes: Uint8Array = new Uint8Array(0);
let doubles: Float64Array = new Float64Array(0);
let log: Int32Array = new Int32Array(LOG_WORDS);
let end = 0;
const nobody: LogReader = (unread) => unread;

let full: LogReader = nobody;

/** From now on these are the views of the memory; before, nothing may be written. */
export function openMemory(views: { i32: Int32Array; u16: Uint16Array; u8: Uint8Array; f64: Float64Array }): void {
  ({ i32: words, u16: words16, u8: bytes, f64: doubles } = views);
  end = 0;
  full = nobody;
}

/** Notes go to `reader` from now on: it is called when the log is full, and by {@link flushLog}. */
export function openLog(reader: LogReader, first: Int32Array = new Int32Array(LOG_WORDS)): void {
  end = 0;
  log = first;
  full = reader;
}

export function closeLog(): void {
  flushLog();
  full = nobody;
}

export function flushLog(): void {
  const length = end;
  end = 0;
  if (length > 0) log = full(log, length);
}

/** Adds a note of any kind. */
export function note(kind: Note, value: number): void {
  log[end] = kind;
  log[end + 1] = value;
  end += 2;
  if (end >= 2 * NOTES) flushLog();
}

function changed(word: number, before: number): void {
  append(word, before);
  if (end >= 2 * NOTES) flushLog();
}

/** Notes a change, where there is room for it in any case. */
function append(word: number, before: number): void {
  const difference = (words[word]! - before) | 0;
  if (difference === 0) return;
  log[end] = word;
  log[end + 1] = difference;
  end += 2;
}

export function $put32(word: number, value: number): number {
  // As a typed array takes it: what is no number is 0.
  const difference = ((value | 0) - words[word]!) | 0;
  if (difference !== 0) {
    words[word] = value;
    log[end] = word;
    log[end + 1] = difference;
    end += 2;
    if (end >= 2 * NOTES) flushLog();
  }
  return value;
}

export function $put32u(word: number, value: number): number {
  $put32(word, value);
  return value;
}

export function $put16(index: number, value: number): number {
  const word = index >> 1;
  const before = words[word]!;
  words16[index] = value;
  changed(word, before);
  return value;
}

export function $put8(index: number, value: number): number {
  const word = index >> 2;
  const before = words[word]!;
  bytes[index] = value;
  changed(word, before);
  return value;
}

export function $put64(index: number, value: number): number {
  const word = 2 * index;
  const low = words[word]!;
  const high = words[word + 1]!;
  doubles[index] = value;
  append(word, low);
  changed(word + 1, high);
  return value;
}

export function $add32(word: number, value: number): number {
  return $put32(word, words[word]! + value);
}

export function $or32(word: number, value: number): number {
  return $put32(word, words[word]! | value);
}

export function $and32(word: number, value: number): number {
  return $put32(word, words[word]! & value);
}

export function $xor32(word: number, value: number): number {
  return $put32(word, words[word]! ^ value);
}

/** The type field of an object is written, which begins with a count; that of a dead one links it into its free list. */
export function $born(word: number, value: number): number {
  $put32(word, value);
  if (words[word - Header.Type + Header.Refcnt] !== 0) note(Note.Born, word - Header.Type);
  return value;
}

type View = Int32Array | Uint32Array | Uint16Array | Uint8Array | Float64Array;

/** Whether an object is a view of the memory, or of a part of it. */
function isMemory(object: unknown): object is View {
  return ArrayBuffer.isView(object) && object.buffer === words.buffer;
}

/** Does what changes the elements of a view from `from` to `to`, and notes which words have changed. */
function changing<T>(view: ArrayBufferView, from: number, to: number, change: () => T): T {
  const size = (view as Partial<View>).BYTES_PER_ELEMENT ?? 1;
  const first = (view.byteOffset + from * size) >> 2;
  const last = (view.byteOffset + to * size + 3) >> 2;
  const before = words.slice(first, Math.max(first, last));
  const result = change();
  for (let word = first; word < last; word++) changed(word, before[word - first]!);
  return result;
}

interface Fillable {
  fill(value: unknown, from?: number, to?: number): unknown;
}

export function $fill(view: View | Fillable, value: number, from?: number, to?: number): unknown {
  if (!isMemory(view)) return view.fill(value, from, to);
  return changing(view, from ?? 0, to ?? view.length, () => view.fill(value, from, to));
}

export function $copyWithin(view: View, to: number, from: number, end?: number): View {
  if (!isMemory(view)) return (view as View).copyWithin(to, from, end);
  const length = Math.max(0, (end ?? view.length) - from);
  return changing(view, to, Math.min(view.length, to + length), () => view.copyWithin(to, from, end));
}

export function $reverse(view: View | undefined): unknown {
  if (!isMemory(view)) return (view as View | undefined)?.reverse();
  return changing(view, 0, view.length, () => view.reverse());
}

/** Of a map as well. */
export function $set(target: View | { set(...args: unknown[]): unknown } | undefined, ...args: unknown[]): unknown {
  if (!isMemory(target)) return target?.set(...args);
  const [source, offset = 0] = args as [ArrayLike<number>, number?];
  return changing(target, offset, offset + source.length, () => target.set(source, offset));
}

type Setter = Extract<keyof DataView, `set${string}`>;

/** What takes the place of a data view's method that writes so many bytes. */
function viewWriter(name: Setter, bytes: number) {
  return (view: DataView, at: number, value: never, littleEndian?: boolean): void => {
    if (!isMemory(view)) view[name](at, value, littleEndian);
    else changing(view, at, at + bytes, () => (view as DataView)[name](at, value, littleEndian));
  };
}

export const $viewInt8 = viewWriter('setInt8', 1);
export const $viewUint8 = viewWriter('setUint8', 1);
export const $viewInt16 = viewWriter('setInt16', 2);
export const $viewUint16 = viewWriter('setUint16', 2);
export const $viewInt32 = viewWriter('setInt32', 4);
export const $viewUint32 = viewWriter('setUint32', 4);
export const $viewFloat32 = viewWriter('setFloat32', 4);
export const $viewFloat64 = viewWriter('setFloat64', 8);
export const $viewBigInt64 = viewWriter('setBigInt64', 8);
export const $viewBigUint64 = viewWriter('setBigUint64', 8);
