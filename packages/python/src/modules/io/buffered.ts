import type { Ref } from '@uroboros/heap';
import { optionalSize } from '../../objects/arguments.js';
import { bufferBytes } from '../../objects/buffer.js';
import { emptyBytes, isBytes, newBytes } from '../../objects/bytes.js';
import { intFromNumber } from '../../objects/int.js';
import { keywords, type NativeFunction, noArgs, oneArg, positional } from '../../objects/native.js';
import type { NativeAttribute } from '../../objects/typeobject.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { allocInstance } from '../../runtime/types.js';
import { type NativeTypeDefinition, nativeType } from '../native-type.js';
import { both, bufferedBaseType, finalizeStream, isClosed, joined, perform } from './base.js';
import { bytesToWrite, memoryToFill, offsetOf } from './bytes-input.js';
import { initialize } from './fileio.js';
import { rawReadInto, rawSeek, rawTell, rawWrite } from './raw.js';
import { States } from './states.js';
import { unsupported } from './unsupported.js';

/** BufferedReader, BufferedWriter, BufferedRandom: a raw stream with a buffer in front. */

export const DEFAULT_BUFFER_SIZE = 8192;

/** Word of the raw stream. */
const RAW = 4;

/** What was read and not asked for yet is `read[from … until]`; what was written and not sent is `written[0 … pending]`. */
interface BufferState {
  readonly size: number;
  read: Uint8Array;
  from: number;
  until: number;
  written: Uint8Array;
  pending: number;
}

const NOTHING = new Uint8Array(0);
const states = new States<BufferState>();

/** The raw stream, borrowed; 0 and ValueError if there is none (any more). */
function rawOf(rt: Runtime, self: Ref): Maybe {
  const raw = rt.i32[self + RAW]! as Maybe;
  if (raw !== 0) return raw;
  const what =
    states.get(rt, self) === undefined ? 'I/O operation on uninitialized object' : 'raw stream has been detached';
  return rt.raise('ValueError', what);
}

/** The state of an open stream; undefined and ValueError, with the operation named, if it is closed. */
function opened(rt: Runtime, self: Ref, operation: string): BufferState | undefined {
  const raw = rawOf(rt, self);
  if (raw === 0) return undefined;
  const closed = isClosed(rt, raw);
  if (closed === 1) rt.raise('ValueError', operation);
  return closed === 0 ? states.get(rt, self) : undefined;
}

/** Fills the buffer once: how many bytes there are then, null if nothing is there yet, undefined on error. */
function fill(rt: Runtime, self: Ref, state: BufferState): number | null | undefined {
  if (!sendPending(rt, self, state)) return undefined;
  if (state.read.length === 0) state.read = new Uint8Array(state.size);
  const count = rawReadInto(rt, rt.i32[self + RAW]! as Ref, state.read);
  state.from = 0;
  state.until = typeof count === 'number' ? count : 0;
  return count;
}

/** Writes what is pending; false on error. What could be written is gone then. */
function sendPending(rt: Runtime, self: Ref, state: BufferState): boolean {
  let sent = 0;
  while (sent < state.pending) {
    const count = rawWrite(rt, rt.i32[self + RAW]! as Ref, state.written.subarray(sent, state.pending));
    if (typeof count !== 'number') {
      state.written.copyWithin(0, sent, state.pending);
      state.pending -= sent;
      if (count === null) rt.raise('BlockingIOError', 'write could not complete without blocking');
      return false;
    }
    sent += count;
  }
  state.pending = 0;
  return true;
}

/** Gives bytes read ahead back to the raw stream, so that it stands where the program thinks; false on error. */
function rewind(rt: Runtime, self: Ref, state: BufferState): boolean {
  const ahead = state.until - state.from;
  state.from = 0;
  state.until = 0;
  return ahead === 0 || rawSeek(rt, rt.i32[self + RAW]! as Ref, -ahead, 1) !== undefined;
}

// Reading -----------------------------------------------------------------------------------------------------------------

function take(state: BufferState, most: number): Uint8Array {
  const end = Math.min(state.until, state.from + most);
  const bytes = state.read.slice(state.from, end);
  state.from = end;
  return bytes;
}

/** All that is left: pieces; undefined on error, null if nothing is there yet. */
function readAll(rt: Runtime, self: Ref, state: BufferState): Maybe {
  if (!sendPending(rt, self, state)) return 0;
  const parts = [take(state, state.until)];
  let length = parts[0]!.length;
  const raw = rt.i32[self + RAW]! as Ref;
  for (;;) {
    const piece = new Uint8Array(Math.max(state.size, 65536));
    const count = rawReadInto(rt, raw, piece);
    if (count === undefined) return 0;
    if (count === null) return length === 0 ? rt.none() : joined(rt, parts, length);
    if (count === 0) break;
    parts.push(piece.subarray(0, count));
    length += count;
  }
  return length === 0 ? emptyBytes(rt) : joined(rt, parts, length);
}

/** Up to so many bytes, fewer only at the end. */
function readExactly(rt: Runtime, self: Ref, state: BufferState, size: number): Maybe {
  const parts: Uint8Array[] = [];
  let left = size;
  for (;;) {
    const piece = take(state, left);
    if (piece.length > 0) parts.push(piece);
    left -= piece.length;
    if (left === 0) break;
    const count = fill(rt, self, state);
    if (count === undefined) return 0;
    if (count === null && left === size) return rt.none();
    if (!count) break;
  }
  return left === size ? emptyBytes(rt) : joined(rt, parts, size - left);
}

/** At most one read of the raw stream; undefined on error. */
function readOnce(rt: Runtime, self: Ref, state: BufferState, most: number): Uint8Array | undefined {
  if (state.from === state.until && fill(rt, self, state) === undefined) return undefined;
  return take(state, most);
}

/** For the text layer: a chunk of a reader of ours; undefined on error. */
export function readChunk(rt: Runtime, self: Ref): Uint8Array | undefined {
  const state = opened(rt, self, 'read of closed file');
  return state === undefined ? undefined : readOnce(rt, self, state, state.size);
}

function readLine(rt: Runtime, self: Ref, state: BufferState, limit: number): Maybe {
  const parts: Uint8Array[] = [];
  let length = 0;
  while (limit < 0 || length < limit) {
    if (state.from === state.until) {
      const count = fill(rt, self, state);
      if (count === undefined) return 0;
      if (!count) break;
    }
    const newline = state.read.subarray(0, state.until).indexOf(10, state.from);
    const end = newline < 0 ? state.until : newline + 1;
    const piece = take(state, limit < 0 ? end - state.from : Math.min(end - state.from, limit - length));
    parts.push(piece);
    length += piece.length;
    if (piece[piece.length - 1] === 10) break;
  }
  return length === 0 ? emptyBytes(rt) : joined(rt, parts, length);
}

const readMethods: readonly NativeFunction[] = [
  keywords('read', 'self, size=-1, /', (rt, values) => {
    const self = values[0] as Ref;
    const size = optionalSize(rt, values[1]!);
    if (size === undefined) return 0;
    if (size < -1) return rt.raise('ValueError', 'read length must be non-negative or -1');
    const state = opened(rt, self, 'read of closed file');
    if (state === undefined) return 0;
    return size < 0 ? readAll(rt, self, state) : readExactly(rt, self, state, size);
  }),
  keywords('read1', 'self, size=-1, /', (rt, values) => {
    const self = values[0] as Ref;
    const size = optionalSize(rt, values[1]!);
    const state = size === undefined ? undefined : opened(rt, self, 'read of closed file');
    if (state === undefined) return 0;
    if (size === 0) return emptyBytes(rt);
    const bytes = readOnce(rt, self, state, size! < 0 ? state.size : size!);
    return bytes === undefined ? 0 : newBytes(rt, bytes);
  }),
  keywords('peek', 'self, size=0, /', (rt, values) => {
    const self = values[0] as Ref;
    const state = opened(rt, self, 'peek of closed file');
    if (state === undefined) return 0;
    if (state.from === state.until && fill(rt, self, state) === undefined) return 0;
    return newBytes(rt, state.read.subarray(state.from, state.until));
  }),
  ...['readinto', 'readinto1'].map((name) => readIntoMethod(name)),
  keywords('readline', 'self, size=-1, /', (rt, values) => {
    const self = values[0] as Ref;
    const size = optionalSize(rt, values[1]!);
    const state = size === undefined ? undefined : opened(rt, self, 'readline of closed file');
    return state === undefined ? 0 : readLine(rt, self, state, size!);
  }),
];

function readIntoMethod(name: string): NativeFunction {
  return oneArg(name, (rt, self, buffer) => {
    const size = memoryToFill(rt, name, buffer)?.length;
    const state = size === undefined ? undefined : opened(rt, self, `${name} of closed file`);
    if (state === undefined) return 0;
    const whole = name === 'readinto' ? readExactly(rt, self, state, size!) : readSome(rt, self, state, size!);
    if (whole === 0 || whole === rt.None) return whole;
    const into = memoryToFill(rt, name, buffer);
    const bytes = isBytes(rt, whole) ? bufferBytes(rt, whole)! : NOTHING;
    into?.set(bytes);
    const count = bytes.length;
    rt.decref(whole);
    return into === undefined ? 0 : intFromNumber(rt, count);
  });
}

function readSome(rt: Runtime, self: Ref, state: BufferState, size: number): Maybe {
  const bytes = readOnce(rt, self, state, size);
  return bytes === undefined ? 0 : newBytes(rt, bytes);
}

// Writing -----------------------------------------------------------------------------------------------------------------

/** Takes bytes to be written; false on error. */
function accept(rt: Runtime, self: Ref, state: BufferState, bytes: Uint8Array): boolean {
  if (!rewind(rt, self, state)) return false;
  if (state.written.length === 0) state.written = new Uint8Array(state.size);
  if (bytes.length <= state.size - state.pending) {
    state.written.set(bytes, state.pending);
    state.pending += bytes.length;
    return true;
  }
  // The bytes may lie in memory that moves when the raw stream is Python code.
  const copy = bytes.slice();
  if (!sendPending(rt, self, state)) return false;
  let sent = 0;
  // From 3.13 on what would fill the buffer is written at once too.
  const most = rt.profile.versionInfo[1] >= 13 ? state.size - 1 : state.size;
  while (copy.length - sent > most) {
    const count = rawWrite(rt, rt.i32[self + RAW]! as Ref, copy.subarray(sent));
    if (typeof count !== 'number') {
      if (count === null) rt.raise('BlockingIOError', 'write could not complete without blocking');
      return false;
    }
    sent += count;
  }
  state.written.set(copy.subarray(sent));
  state.pending = copy.length - sent;
  return true;
}

/** For the text layer: bytes to a writer of ours; false on error. */
export function writeChunk(rt: Runtime, self: Ref, bytes: Uint8Array): boolean {
  const state = opened(rt, self, 'write to closed file');
  return state !== undefined && accept(rt, self, state, bytes);
}

const writeMethods: readonly NativeFunction[] = [
  oneArg('write', (rt, self, data) => {
    if (bytesToWrite(rt, data) === undefined) return 0;
    const state = opened(rt, self, 'write to closed file');
    const bytes = state === undefined ? undefined : bytesToWrite(rt, data);
    if (bytes === undefined) return 0;
    const { length } = bytes;
    return accept(rt, self, state!, bytes) ? intFromNumber(rt, length) : 0;
  }),
];

// Both --------------------------------------------------------------------------------------------------------------------

function flush(rt: Runtime, self: Ref): boolean {
  const state = opened(rt, self, 'flush of closed file');
  return state !== undefined && sendPending(rt, self, state) && rewindIfSeekable(rt, self, state);
}

/** Flushing a stream that was read from brings the raw stream to where the program is, if that can be. */
function rewindIfSeekable(rt: Runtime, self: Ref, state: BufferState): boolean {
  if (state.until === state.from || rt.typeOf(self).isSubtypeOf(nativeType(rt, readerType))) return true;
  return rewind(rt, self, state);
}

function close(rt: Runtime, self: Ref): Maybe {
  const raw = rawOf(rt, self);
  if (raw === 0) return 0;
  const closed = isClosed(rt, raw);
  if (closed !== 0) return closed < 0 ? 0 : rt.none();
  const done = both(
    rt,
    () => perform(rt, self, 'flush'),
    () => perform(rt, raw, 'close'),
  );
  return done ? rt.none() : 0;
}

function seek(rt: Runtime, self: Ref, offset: number, whence: number): Maybe {
  const state = opened(rt, self, 'seek of closed file');
  if (state === undefined) return 0;
  if (whence < 0 || whence > 2) return rt.raise('ValueError', `whence value ${whence} unsupported`);
  if (!checkSeekable(rt, self) || !sendPending(rt, self, state)) return 0;
  const ahead = state.until - state.from;
  state.from = 0;
  state.until = 0;
  const position = rawSeek(rt, rt.i32[self + RAW]! as Ref, whence === 1 ? offset - ahead : offset, whence);
  return position === undefined ? 0 : intFromNumber(rt, position);
}

function checkSeekable(rt: Runtime, self: Ref): boolean {
  const answer = rt.callMethod(rt.i32[self + RAW]! as Ref, 'seekable');
  if (answer === 0) return false;
  const seekable = rt.consume(answer, (_runtime, value) => (value === rt.True ? 1 : 0)) === 1;
  if (!seekable) unsupported(rt, 'File or stream is not seekable.');
  return seekable;
}

function tell(rt: Runtime, self: Ref): number | undefined {
  const raw = rawOf(rt, self);
  const position = raw === 0 ? undefined : rawTell(rt, raw);
  const state = states.get(rt, self);
  return position === undefined || state === undefined
    ? undefined
    : position - (state.until - state.from) + state.pending;
}

/** A method of the raw stream. */
const forward = (name: string): NativeFunction =>
  noArgs(name, (rt, self) => {
    const raw = rawOf(rt, self);
    return raw === 0 ? 0 : rt.callMethod(raw, name);
  });

const forwardAttribute = (name: string): NativeAttribute => ({
  name,
  get: (rt, self) => {
    const raw = rawOf(rt, self);
    return raw === 0 ? 0 : rt.getAttrText(raw, name);
  },
});

const flushMethod = noArgs('flush', (rt, self) => (flush(rt, self) ? rt.none() : 0));

const commonMethods: readonly NativeFunction[] = [
  noArgs('close', close),
  noArgs('detach', (rt, self) => {
    const raw = rawOf(rt, self);
    if (raw === 0 || !perform(rt, self, 'flush')) return 0;
    rt.i32[self + RAW] = 0;
    return raw;
  }),
  keywords('seek', 'self, target, whence=0, /', (rt, values) => {
    const offset = offsetOf(rt, values[1]!);
    const whence = offsetOf(rt, values[2]!);
    return offset === undefined || whence === undefined ? 0 : seek(rt, values[0] as Ref, offset, whence);
  }),
  noArgs('tell', (rt, self) => {
    const position = tell(rt, self);
    return position === undefined ? 0 : intFromNumber(rt, position);
  }),
  keywords('truncate', 'self, pos=None, /', (rt, values) => truncate(rt, values[0] as Ref, values[1]!)),
  ...['fileno', 'isatty', 'seekable'].map(forward),
  noArgs('__sizeof__', (rt, self) =>
    intFromNumber(rt, rt.heap.objects.bytesOf(self) + (states.get(rt, self)?.size ?? 0)),
  ),
];

function truncate(rt: Runtime, self: Ref, given: Maybe): Maybe {
  if (opened(rt, self, 'truncate of closed file') === undefined) return 0;
  const answer = rt.callMethod(self, 'writable');
  if (answer === 0) return 0;
  const writable = rt.consume(answer, (_runtime, value) => (value === rt.True ? 1 : 0)) === 1;
  if (!writable) return unsupported(rt, 'truncate');
  if (!flush(rt, self)) return 0;
  const size = given === 0 || given === rt.None ? tell(rt, self) : offsetOf(rt, given);
  if (size === undefined) return 0;
  const mark = rt.mark();
  const number = intFromNumber(rt, size);
  if (number === 0) return 0;
  rt.hold(number);
  return rt.finish(mark, rt.callMethod(rt.i32[self + RAW]! as Ref, 'truncate', number));
}

function repr(rt: Runtime, self: Ref): Maybe {
  const type = rt.qualifiedTypeName(rt.typeOf(self));
  const raw = rt.i32[self + RAW]! as Maybe;
  const name = raw === 0 ? 0 : rt.findAttr(raw, 'name');
  if (name === 0) {
    rt.clearError();
    return rt.str(`<${type}>`);
  }
  const shown = rt.textOfRepr(name);
  rt.decref(name);
  return shown === undefined ? 0 : rt.str(`<${type} name=${shown}>`);
}

/** Whether the raw stream can do what is needed; false and an error if not. */
function checkRaw(rt: Runtime, raw: Ref, question: string, complaint: string): boolean {
  const answer = rt.callMethod(raw, question);
  if (answer === 0) return false;
  if (rt.consume(answer, (_runtime, value) => (value === rt.True ? 1 : 0)) === 1) return true;
  unsupported(rt, complaint);
  return false;
}

const QUESTIONS: readonly (readonly [string, string])[] = [
  ['seekable', 'File or stream is not seekable.'],
  ['readable', 'File or stream is not readable.'],
  ['writable', 'File or stream is not writable.'],
];

function makeInit(name: string, questions: readonly number[]): NativeFunction {
  return keywords(name, 'self, raw, buffer_size=8192', (rt, values) => {
    const [self, raw, given] = values as [Ref, Ref, Maybe];
    const size = offsetOf(rt, given, DEFAULT_BUFFER_SIZE);
    if (size === undefined) return 0;
    for (const question of questions) {
      const [method, complaint] = QUESTIONS[question]!;
      if (!checkRaw(rt, raw, method, complaint)) return 0;
    }
    if (size <= 0) return rt.raise('ValueError', 'buffer size must be strictly positive');
    setUp(rt, self, raw, size);
    return rt.none();
  });
}

function setUp(rt: Runtime, self: Ref, raw: Ref, size: number): void {
  states.set(rt, self, { size, read: NOTHING, from: 0, until: 0, written: NOTHING, pending: 0 });
  rt.replace(self + RAW, rt.incref(raw));
}

/** A buffer over a raw stream, of one of our types; owned. */
export function newBuffered(rt: Runtime, definition: NativeTypeDefinition, raw: Ref, size: number): Maybe {
  const made = allocInstance(rt, nativeType(rt, definition));
  if (made !== 0) setUp(rt, made, raw, size);
  return made;
}

function bufferedType(
  name: string,
  questions: readonly number[],
  own: readonly NativeFunction[],
): NativeTypeDefinition {
  const init = makeInit(name, questions);
  return {
    name: `_io.${name}`,
    base: bufferedBaseType,
    dict: 34,
    layout: (rt) => ({
      basicSize: 152,
      gc: true,
      slots: [RAW * 4, 136],
      weakList: 144,
      finalize: (object) => finalizeStream(rt, object),
      tearDown: (object) => states.forget(rt, object),
    }),
    slots: {
      new: (rt, type) => allocInstance(rt, type),
      init: (rt, self, args, count, kwnames) => initialize(rt, init, self, args, count, kwnames),
      repr,
      next: (rt, self) => nextLine(rt, self),
    },
    methods: [...own, ...commonMethods],
    attributes: [
      ...['closed', 'name', 'mode'].map(forwardAttribute),
      { name: 'raw', get: (rt, self) => rt.increfMaybe(rawOf(rt, self)) },
    ],
  };
}

/** Iteration: our own `readline`, or the one a subclass has. */
function nextLine(rt: Runtime, self: Ref): Maybe {
  const line = rt.callMethod(self, 'readline');
  if (line === 0) return 0;
  if (isBytes(rt, line) && bufferBytes(rt, line)!.length > 0) return line;
  rt.decref(line);
  return 0;
}

export const readerType = bufferedType(
  'BufferedReader',
  [1],
  [...readMethods, forward('readable'), forward('writable'), forward('flush')],
);
export const writerType = bufferedType(
  'BufferedWriter',
  [2],
  [...writeMethods, forward('readable'), forward('writable'), flushMethod],
);
export const randomType = bufferedType(
  'BufferedRandom',
  [0, 1, 2],
  [...readMethods, ...writeMethods, forward('readable'), forward('writable'), flushMethod],
);

/** Words of a pair: what it reads from, what it writes to. */
const enum PairField {
  Reader = 4,
  Writer = 6,
}

const initPair = keywords('BufferedRWPair', 'self, reader, writer, buffer_size=8192, /', (rt, values) => {
  const [self, reader, writer, given] = values as [Ref, Ref, Ref, Maybe];
  const size = offsetOf(rt, given, DEFAULT_BUFFER_SIZE);
  if (size === undefined) return 0;
  if (!checkRaw(rt, reader, 'readable', QUESTIONS[1]![1]) || !checkRaw(rt, writer, 'writable', QUESTIONS[2]![1]))
    return 0;
  for (const [word, type, raw] of [
    [PairField.Reader, readerType, reader],
    [PairField.Writer, writerType, writer],
  ] as const) {
    const made = newBuffered(rt, type, raw, size);
    if (made === 0) return 0;
    rt.replace(self + word, made);
  }
  return rt.none();
});

/** A method of one half of a pair. */
const half = (name: string, word: PairField): NativeFunction =>
  positional(name, 0, 1, (rt, self, args, count) => {
    const stream = rt.i32[self + word]! as Maybe;
    if (stream === 0) return rt.raise('ValueError', 'I/O operation on uninitialized object');
    return count === 0 ? rt.callMethod(stream, name) : rt.callMethod(stream, name, rt.i32[args]! as Ref);
  });

export const pairType: NativeTypeDefinition = {
  name: '_io.BufferedRWPair',
  base: bufferedBaseType,
  dict: 8,
  layout: (rt) => ({
    basicSize: 48,
    gc: true,
    slots: [PairField.Reader * 4, PairField.Writer * 4, 32],
    weakList: 40,
    finalize: (object) => finalizeStream(rt, object),
  }),
  slots: {
    new: (rt, type) => allocInstance(rt, type),
    init: (rt, self, args, count, kwnames) => initialize(rt, initPair, self, args, count, kwnames),
  },
  methods: [
    ...['read', 'read1', 'peek', 'readinto', 'readinto1', 'readable'].map((name) => half(name, PairField.Reader)),
    ...['write', 'flush', 'writable'].map((name) => half(name, PairField.Writer)),
    noArgs('close', (rt, self) => {
      const halves = [PairField.Writer, PairField.Reader].map((word) => rt.i32[self + word]! as Maybe);
      const closeHalf = (stream: Maybe): boolean => stream === 0 || perform(rt, stream, 'close');
      return both(
        rt,
        () => closeHalf(halves[0]!),
        () => closeHalf(halves[1]!),
      )
        ? rt.none()
        : 0;
    }),
    noArgs('isatty', (rt, self) => {
      const answer = rt.callMethod(rt.i32[self + PairField.Writer]! as Ref, 'isatty');
      if (answer === 0 || answer !== rt.False) return answer;
      rt.decref(answer);
      return rt.callMethod(rt.i32[self + PairField.Reader]! as Ref, 'isatty');
    }),
  ],
  attributes: [
    {
      name: 'closed',
      get: (rt, self) => {
        const writer = rt.i32[self + PairField.Writer]! as Maybe;
        return writer === 0 ? rt.bool(true) : rt.getAttrText(writer, 'closed');
      },
    },
  ],
};

/** Whether a stream is one of our readers or of our random streams, with our methods. */
export function isOurReader(rt: Runtime, stream: Ref): boolean {
  const type = rt.typeOf(stream);
  return type === nativeType(rt, readerType) || type === nativeType(rt, randomType);
}

export function isOurWriter(rt: Runtime, stream: Ref): boolean {
  const type = rt.typeOf(stream);
  return type === nativeType(rt, writerType) || type === nativeType(rt, randomType);
}
