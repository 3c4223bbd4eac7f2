import type { Ref } from '@uroboros/heap';
import { couldHold, optionalSize } from '../../objects/arguments.js';
import { emptyBytes, newBytes } from '../../objects/bytes.js';
import { intFromNumber } from '../../objects/int.js';
import { keywords, type NativeFunction, noArgs, oneArg } from '../../objects/native.js';
import { tupleOf } from '../../objects/tuple.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { allocInstance } from '../../runtime/types.js';
import { type NativeTypeDefinition, nativeType } from '../native-type.js';
import { bufferedBaseType } from './base.js';
import { bytesToWrite, memoryToFill, offsetOf } from './bytes-input.js';
import { bufferType, type Lending, viewOfStream } from './bytesio-buffer.js';
import { initialize } from './fileio.js';
import { States } from './states.js';

/** BytesIO: a stream over bytes in memory. */

interface Memory extends Lending {
  position: number;
  closed: boolean;
}

const states = new States<Memory>();
const viewExporter = bufferType((rt, stream) => states.get(rt, stream));

function opened(rt: Runtime, self: Ref): Memory | undefined {
  const state = states.get(rt, self);
  if (state !== undefined && !state.closed) return state;
  rt.raise('ValueError', 'I/O operation on closed file.');
  return undefined;
}

/** The state of an open stream whose size may change: no view shows it. */
function resizable(rt: Runtime, self: Ref): Memory | undefined {
  const state = opened(rt, self);
  if (state === undefined || state.exports === 0) return state;
  rt.raise('BufferError', 'Existing exports of data: object cannot be re-sized');
  return undefined;
}

const holding = (bytes: Uint8Array): Memory => ({
  bytes,
  size: bytes.length,
  position: 0,
  closed: false,
  exports: 0,
  lent: 0,
});

/** Makes room for so many bytes, half as much again if it must grow. */
function reserve(state: Memory, size: number): void {
  if (size <= state.bytes.length) return;
  const larger = new Uint8Array(Math.max(size, state.bytes.length + (state.bytes.length >> 1) + 64));
  larger.set(state.bytes.subarray(0, state.size));
  state.bytes = larger;
}

function write(state: Memory, bytes: Uint8Array): void {
  // Nothing is no reason to go as far as the position.
  if (bytes.length === 0) return;
  const end = state.position + bytes.length;
  reserve(state, end);
  if (state.position > state.size) state.bytes.fill(0, state.size, state.position);
  state.bytes.set(bytes, state.position);
  state.position = end;
  if (end > state.size) state.size = end;
}

function take(state: Memory, most: number): Uint8Array {
  const start = Math.min(state.position, state.size);
  const end = most < 0 ? state.size : Math.min(state.size, start + most);
  state.position = Math.max(state.position, end);
  return state.bytes.subarray(start, end);
}

function takeLine(state: Memory, limit: number): Uint8Array {
  const start = Math.min(state.position, state.size);
  const newline = state.bytes.subarray(0, state.size).indexOf(10, start);
  const end = newline < 0 ? state.size : newline + 1;
  return take(state, limit < 0 ? end - start : Math.min(end - start, limit));
}

/** For the text layer: all that is left of a BytesIO of ours; undefined if it is none, or closed. */
export function takeMemory(rt: Runtime, self: Ref, most: number): Uint8Array | undefined {
  if (rt.typeOf(self) !== nativeType(rt, bytesIoType)) return undefined;
  const state = states.get(rt, self);
  return state === undefined || state.closed ? undefined : take(state, most).slice();
}

const reading = (name: string, run: (rt: Runtime, state: Memory, size: number) => Maybe): NativeFunction =>
  keywords(name, 'self, size=-1, /', (rt, values) => {
    const state = opened(rt, values[0] as Ref);
    const size = state === undefined ? undefined : optionalSize(rt, values[1]!);
    return size === undefined ? 0 : run(rt, state!, size);
  });

const asBytes = (rt: Runtime, bytes: Uint8Array): Maybe => (bytes.length === 0 ? emptyBytes(rt) : newBytes(rt, bytes));

const init = keywords('BytesIO', "self, initial_bytes=b''", (rt, values) => {
  const [self, initial] = values as [Ref, Maybe];
  let bytes: Uint8Array | undefined = new Uint8Array(0);
  if (initial !== 0 && initial !== rt.None) bytes = bytesToWrite(rt, initial)?.slice();
  if (bytes === undefined) return 0;
  if ((states.get(rt, self)?.exports ?? 0) > 0) return resizable(rt, self) === undefined ? 0 : rt.none();
  states.set(rt, self, holding(bytes));
  return rt.none();
});

function seek(rt: Runtime, state: Memory, offset: number, whence: number): Maybe {
  if (offset < 0 && whence === 0) return rt.raise('ValueError', `negative seek value ${offset}`);
  if (whence < 0 || whence > 2) {
    return rt.raise('ValueError', `invalid whence (${whence}, should be 0, 1 or 2)`);
  }
  const from = whence === 1 ? state.position : whence === 2 ? state.size : 0;
  state.position = Math.max(0, from + offset);
  return intFromNumber(rt, state.position);
}

const simple = (name: string, run: (rt: Runtime, state: Memory, self: Ref) => Maybe): NativeFunction =>
  noArgs(name, (rt, self) => {
    const state = opened(rt, self);
    return state === undefined ? 0 : run(rt, state, self);
  });

const methods: readonly NativeFunction[] = [
  ...['read', 'read1'].map((name) => reading(name, (rt, state, size) => asBytes(rt, take(state, size)))),
  reading('readline', (rt, state, size) => asBytes(rt, takeLine(state, size))),
  oneArg('readinto', (rt, self, buffer) => {
    const state = opened(rt, self);
    const into = state === undefined ? undefined : memoryToFill(rt, 'readinto', buffer);
    if (into === undefined) return 0;
    const bytes = take(state!, into.length);
    into.set(bytes);
    return intFromNumber(rt, bytes.length);
  }),
  oneArg('write', (rt, self, data) => {
    const state = resizable(rt, self);
    const bytes = state === undefined ? undefined : bytesToWrite(rt, data);
    if (bytes === undefined) return 0;
    const end = state!.position + bytes.length;
    if (bytes.length > 0 && end >= 2 ** 63) return rt.raise('OverflowError', 'new buffer size too large');
    if (!couldHold(rt, end)) return 0;
    write(state!, bytes);
    return intFromNumber(rt, bytes.length);
  }),
  keywords('seek', 'self, pos, whence=0, /', (rt, values) => {
    const state = opened(rt, values[0] as Ref);
    const offset = state === undefined ? undefined : offsetOf(rt, values[1]!);
    const whence = offset === undefined ? undefined : offsetOf(rt, values[2]!);
    return whence === undefined ? 0 : seek(rt, state!, offset!, whence);
  }),
  simple('tell', (rt, state) => intFromNumber(rt, state.position)),
  keywords('truncate', 'self, size=None, /', (rt, values) => {
    const state = resizable(rt, values[0] as Ref);
    if (state === undefined) return 0;
    const given = values[1]!;
    const size = given === 0 || given === rt.None ? state.position : optionalSize(rt, given);
    if (size === undefined) return 0;
    if (size < 0) return rt.raise('ValueError', `negative size value ${size}`);
    state.size = Math.min(state.size, size);
    return intFromNumber(rt, size);
  }),
  simple('getvalue', (rt, state) => asBytes(rt, state.bytes.subarray(0, state.size))),
  simple('getbuffer', (rt, state, self) => viewOfStream(rt, viewExporter, self, state)),
  simple('flush', (rt) => rt.none()),
  simple('isatty', (rt) => rt.bool(false)),
  ...['readable', 'writable', 'seekable'].map((name) => simple(name, (rt) => rt.bool(true))),
  noArgs('close', (rt, self) => {
    const state = states.get(rt, self);
    if (state !== undefined) {
      if (state.exports > 0) return resizable(rt, self) === undefined ? 0 : rt.none();
      state.closed = true;
      state.bytes = new Uint8Array(0);
    }
    return rt.none();
  }),
  simple('__getstate__', (rt, state, self) => {
    const mark = rt.mark();
    const value = newBytes(rt, state.bytes.subarray(0, state.size));
    if (value === 0) return 0;
    rt.hold(value);
    const position = intFromNumber(rt, state.position);
    if (position === 0) return rt.finish(mark, 0);
    rt.hold(position);
    return rt.finish(mark, tupleOf(rt, value, position, (rt.instanceDict(self) || rt.None) as Ref));
  }),
];

export const bytesIoType: NativeTypeDefinition = {
  name: '_io.BytesIO',
  doc: 'Buffered I/O implementation using an in-memory bytes buffer.',
  base: bufferedBaseType,
  dict: 10,
  layout: (rt) => ({
    basicSize: 64,
    gc: true,
    slots: [40],
    weakList: 48,
    tearDown: (object) => states.forget(rt, object),
  }),
  slots: {
    new: (rt, type) => {
      const made = allocInstance(rt, type);
      if (made !== 0) states.set(rt, made, holding(new Uint8Array(0)));
      return made;
    },
    init: (rt, self, args, count, kwnames) => initialize(rt, init, self, args, count, kwnames),
    next: (rt, self) => {
      const state = opened(rt, self);
      const line = state === undefined ? undefined : takeLine(state, -1);
      return line === undefined || line.length === 0 ? 0 : newBytes(rt, line);
    },
  },
  methods,
  attributes: [{ name: 'closed', get: (rt, self) => rt.bool(states.get(rt, self)?.closed ?? true) }],
};
