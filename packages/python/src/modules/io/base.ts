import type { Ref } from '@uroboros/heap';
import { optionalSize } from '../../objects/arguments.js';
import { bufferBytes } from '../../objects/buffer.js';
import { newByteArrayOfSize } from '../../objects/bytearray.js';
import { bytesLength, emptyBytes, isBytes, newBytes } from '../../objects/bytes.js';
import { intFromNumber, intNumber, isInt } from '../../objects/int.js';
import { listAppend, newList } from '../../objects/list.js';
import { keywords, type NativeFunction, noArgs, oneArg, positional } from '../../objects/native.js';
import { isStr, strLength } from '../../objects/str.js';
import { setRaisedWhile } from '../../runtime/errors.js';
import { State } from '../../runtime/frame.js';
import { forEachItem, indexAsSize } from '../../runtime/operators.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { allocInstance } from '../../runtime/types.js';
import type { NativeTypeDefinition } from '../native-type.js';
import { bytesToWrite } from './bytes-input.js';
import { unsupported } from './unsupported.js';

/** The classes that all streams derive from: what a stream can do from the little that a subclass defines. */

/** Set in an instance when `close` of the base has run. */
const CLOSED = '__IOBase_closed';

/** Whether `stream.closed` is true: 1, 0, −1 on error. */
export function isClosed(rt: Runtime, stream: Ref): number {
  const closed = rt.getAttrText(stream, 'closed');
  return closed === 0 ? -1 : rt.consume(closed, (runtime, value) => runtime.isTrue(value));
}

/** False and ValueError if a stream is closed. */
export function checkOpen(rt: Runtime, stream: Ref): boolean {
  const closed = isClosed(rt, stream);
  if (closed === 1) rt.raise('ValueError', 'I/O operation on closed file.');
  return closed === 0;
}

/** Calls a method for what it does; false on error. */
export function perform(rt: Runtime, stream: Ref, method: string, ...args: readonly Ref[]): boolean {
  const result = rt.callMethod(stream, method, ...args);
  rt.drop(result);
  return result !== 0;
}

/** Runs a step, and another one whatever came of the first: an exception of the second has that of the first as its context. */
export function both(rt: Runtime, first: () => boolean, second: () => boolean): boolean {
  if (first()) return second();
  const mark = rt.mark();
  const before = rt.hold(rt.takeError());
  if (second()) rt.setError(rt.unhold());
  else setRaisedWhile(rt, rt.takeError(), before);
  rt.releaseTo(mark);
  return false;
}

/** A stream dies: it is closed, and what goes wrong is forgotten (iobase_finalize). An exception on its way is put aside. */
export function finalizeStream(rt: Runtime, stream: Ref): void {
  const mark = rt.mark();
  const pending = rt.failed;
  const noted = rt.i32[rt.state + State.TracebackDone]!;
  if (pending) rt.hold(rt.takeError());
  rt.i32[rt.state + State.TracebackDone] = 0;
  if (isClosed(rt, stream) === 0) perform(rt, stream, 'close');
  rt.clearError();
  if (pending) rt.setError(rt.unhold());
  rt.i32[rt.state + State.TracebackDone] = noted;
  rt.releaseTo(mark);
}

const refusing = (name: string): NativeFunction => ({
  name,
  doc: undefined,
  signature: '',
  code: (rt) => unsupported(rt, name),
});

/** `_checkReadable` and its kin. */
function check(name: string, question: string, complaint: string): NativeFunction {
  return noArgs(name, (rt, self) => {
    const answer = rt.callMethod(self, question);
    if (answer === 0) return 0;
    if (rt.consume(answer, (_runtime, value) => (value === rt.True ? 1 : 0)) === 1) return rt.bool(true);
    return unsupported(rt, complaint);
  });
}

const no = (name: string): NativeFunction => noArgs(name, (rt, self) => (checkOpen(rt, self) ? rt.bool(false) : 0));

/** readline over `peek` and `read`, as subclasses in Python get it: bytes up to a newline; owned. */
function readline(rt: Runtime, self: Ref, limit: number): Maybe {
  const parts: Uint8Array[] = [];
  let length = 0;
  const peek = rt.findAttr(self, 'peek');
  if (peek === 0 && rt.failed) return 0;
  rt.drop(peek);
  while (limit < 0 || length < limit) {
    const wanted = peek === 0 ? 1 : peekLength(rt, self, limit < 0 ? -1 : limit - length);
    if (wanted < 0) return 0;
    const piece = readPiece(rt, self, wanted);
    if (piece === undefined) return 0;
    if (piece.length === 0) break;
    parts.push(piece);
    length += piece.length;
    if (piece[piece.length - 1] === 10) break;
  }
  return joined(rt, parts, length);
}

/** How many bytes to read up to the newline, by what `peek` shows; −1 on error. */
function peekLength(rt: Runtime, self: Ref, most: number): number {
  const shown = rt.callMethod(self, 'peek', rt.smallInt(1));
  if (shown === 0) return -1;
  return rt.consume(shown, (_runtime, value) => {
    if (!isBytes(rt, value)) {
      rt.raise('OSError', `peek() should have returned a bytes object, not '${rt.typeOf(value).shortName}'`);
      return -1;
    }
    if (bytesLength(rt, value) === 0) return 1;
    const bytes = bufferBytes(rt, value)!;
    const end = bytes.indexOf(10);
    const count = end < 0 ? bytes.length : end + 1;
    return most < 0 ? count : Math.min(count, most);
  });
}

function readPiece(rt: Runtime, self: Ref, wanted: number): Uint8Array | undefined {
  const size = intFromNumber(rt, wanted);
  if (size === 0) return undefined;
  const mark = rt.mark();
  rt.hold(size);
  const piece = rt.callMethod(self, 'read', size);
  rt.releaseTo(mark);
  if (piece === 0) return undefined;
  let bytes: Uint8Array | undefined;
  if (isBytes(rt, piece)) bytes = bufferBytes(rt, piece)!.slice();
  else rt.raise('OSError', `read() should have returned a bytes object, not '${rt.typeOf(piece).shortName}'`);
  rt.decref(piece);
  return bytes;
}

/** Pieces as one bytes object; owned. */
export function joined(rt: Runtime, parts: readonly Uint8Array[], length: number): Maybe {
  if (parts.length === 1) return newBytes(rt, parts[0]!);
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return newBytes(rt, all);
}

/** readlines(hint): lines until so many characters or bytes have come. */
function readlines(rt: Runtime, self: Ref, hint: number): Maybe {
  const list = newList(rt, 0);
  if (list === 0) return 0;
  const mark = rt.mark();
  rt.hold(list);
  let length = 0;
  const done = forEachItem(rt, self, (line) => {
    if (!listAppend(rt, list, rt.incref(line))) return false;
    length += isStr(rt, line) ? strLength(rt, line) : rt.consume(rt.incref(line), (_r, l) => bytesLength(rt, l));
    return hint <= 0 || length <= hint;
  });
  if (!done && rt.failed) return rt.finish(mark, 0);
  return rt.unhold();
}

const base = (rt: Runtime): ReturnType<NonNullable<NativeTypeDefinition['layout']>> => ({
  basicSize: 32,
  gc: true,
  slots: [16],
  weakList: 24,
  finalize: (object) => finalizeStream(rt, object),
});

export const ioBaseType: NativeTypeDefinition = {
  name: '_io._IOBase',
  doc: 'The abstract base class for all I/O classes.',
  dict: 4,
  layout: base,
  slots: {
    new: (rt, type) => allocInstance(rt, type),
    init: () => true,
    iter: (rt, self) => (checkOpen(rt, self) ? rt.incref(self) : 0),
    next: (rt, self) => {
      const line = rt.callMethod(self, 'readline');
      if (line === 0) return 0;
      const length = rt.callMethod(line, '__len__');
      const empty = length !== 0 && intNumber(rt, length) === 0;
      rt.drop(length);
      if (length !== 0 && !empty) return line;
      rt.decref(line);
      return 0;
    },
  },
  methods: [
    refusing('seek'),
    noArgs('tell', (rt, self) => rt.callMethod(self, 'seek', rt.smallInt(0), rt.smallInt(1))),
    refusing('truncate'),
    refusing('fileno'),
    noArgs('flush', (rt, self) => {
      const closed = rt.findAttr(self, CLOSED);
      if (closed === 0) return rt.failed ? 0 : rt.none();
      rt.decref(closed);
      return rt.raise('ValueError', 'I/O operation on closed file.');
    }),
    noArgs('close', (rt, self) => {
      const closed = rt.findAttr(self, CLOSED);
      if (closed !== 0) {
        rt.decref(closed);
        return rt.none();
      }
      const done = both(
        rt,
        () => perform(rt, self, 'flush'),
        () => rt.setAttr(self, rt.name(CLOSED), rt.True),
      );
      return done ? rt.none() : 0;
    }),
    no('seekable'),
    no('readable'),
    no('writable'),
    no('isatty'),
    check('_checkSeekable', 'seekable', 'File or stream is not seekable.'),
    check('_checkReadable', 'readable', 'File or stream is not readable.'),
    check('_checkWritable', 'writable', 'File or stream is not writable.'),
    noArgs('_checkClosed', (rt, self) => (checkOpen(rt, self) ? rt.none() : 0)),
    noArgs('__enter__', (rt, self) => (checkOpen(rt, self) ? rt.incref(self) : 0)),
    {
      name: '__exit__',
      doc: undefined,
      signature: '',
      code: (rt, args) => rt.callMethod(rt.i32[args]! as Ref, 'close'),
    },
    noArgs('__del__', (rt, self) => {
      finalizeStream(rt, self);
      return rt.none();
    }),
    positional('readline', 0, 1, (rt, self, args, count) => {
      const limit = optionalSize(rt, count === 0 ? 0 : (rt.i32[args]! as Ref));
      return limit === undefined ? 0 : readline(rt, self, limit);
    }),
    positional('readlines', 0, 1, (rt, self, args, count) => {
      const hint = optionalSize(rt, count === 0 ? 0 : (rt.i32[args]! as Ref));
      return hint === undefined ? 0 : readlines(rt, self, hint);
    }),
    oneArg('writelines', (rt, self, lines) => {
      if (!checkOpen(rt, self)) return 0;
      return forEachItem(rt, lines, (line) => perform(rt, self, 'write', line)) ? rt.none() : 0;
    }),
  ],
  attributes: [
    {
      name: 'closed',
      get: (rt, self) => {
        const closed = rt.findAttr(self, CLOSED);
        if (closed === 0 && rt.failed) return 0;
        rt.drop(closed);
        return rt.bool(closed !== 0);
      },
    },
    { name: '__dict__', get: (rt, self) => rt.increfMaybe(rt.instanceDict(self)) },
  ],
};

/** RawIOBase.read over readinto: owned; None if nothing is there yet. */
function rawRead(rt: Runtime, self: Ref, size: number): Maybe {
  if (size < 0) return rt.callMethod(self, 'readall');
  const mark = rt.mark();
  const into = newByteArrayOfSize(rt, size);
  if (into === 0) return 0;
  rt.hold(into);
  const count = rt.callMethod(self, 'readinto', into);
  if (count === 0 || count === rt.None) return rt.finish(mark, count);
  rt.hold(count);
  const number = isInt(rt, count) ? indexAsSize(rt, count, 'OverflowError') : undefined;
  if (number === undefined) return rt.finish(mark, rt.failed ? 0 : rt.raise('TypeError', 'an integer is required'));
  if (number < 0 || number > size) {
    return rt.finish(mark, rt.raise('ValueError', `readinto returned ${number} outside buffer size ${size}`));
  }
  return rt.finish(mark, newBytes(rt, bufferBytes(rt, into)!.subarray(0, number)));
}

/** RawIOBase.readall: read until nothing comes; owned. */
function rawReadAll(rt: Runtime, self: Ref): Maybe {
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const piece = rt.callMethod(self, 'read', rt.smallInt(256));
    if (piece === 0) return 0;
    if (piece === rt.None) {
      if (length === 0) return piece;
      rt.decref(piece);
      break;
    }
    if (!isBytes(rt, piece)) return rt.wrongResult(piece, 'read() should return bytes');
    const bytes = bufferBytes(rt, piece)!.slice();
    rt.decref(piece);
    if (bytes.length === 0) break;
    parts.push(bytes);
    length += bytes.length;
  }
  return length === 0 ? emptyBytes(rt) : joined(rt, parts, length);
}

/** What a class of raw streams has to define: takes any arguments. */
function notImplemented(name: string): NativeFunction {
  return {
    name,
    doc: undefined,
    signature: '',
    code: (rt, _args, _count, kwnames) => {
      if (kwnames !== 0) return rt.raise('TypeError', `${name}() takes no keyword arguments`);
      return rt.raiseBare('NotImplementedError');
    },
  };
}

export const rawBaseType: NativeTypeDefinition = {
  name: '_io._RawIOBase',
  doc: 'Base class for raw binary I/O.',
  base: ioBaseType,
  dict: 4,
  layout: base,
  methods: [
    keywords('read', 'self, size=-1, /', (rt, values) => {
      const size = optionalSize(rt, values[1]!);
      return size === undefined ? 0 : rawRead(rt, values[0] as Ref, size);
    }),
    noArgs('readall', rawReadAll),
    ...['readinto', 'write'].map(notImplemented),
  ],
};

/** readinto over read or read1. */
function readInto(name: string, read: string): NativeFunction {
  return oneArg(name, (rt, self, buffer) => {
    const size = bytesToWrite(rt, buffer)?.length;
    if (size === undefined) return 0;
    const mark = rt.mark();
    const wanted = intFromNumber(rt, size);
    if (wanted === 0) return 0;
    rt.hold(wanted);
    const bytes = rt.callMethod(self, read, wanted);
    if (bytes === 0) return rt.finish(mark, 0);
    rt.hold(bytes);
    if (!isBytes(rt, bytes)) return rt.finish(mark, rt.raise('TypeError', `${read}() should return bytes`));
    const content = bufferBytes(rt, bytes)!;
    const into = bytesToWrite(rt, buffer);
    if (into === undefined) return rt.finish(mark, 0);
    if (content.length > into.length) {
      const what = `${read}() returned too much data: ${into.length} bytes requested, ${content.length} returned`;
      return rt.finish(mark, rt.raise('ValueError', what));
    }
    into.set(content);
    return rt.finish(mark, intFromNumber(rt, content.length));
  });
}

export const bufferedBaseType: NativeTypeDefinition = {
  name: '_io._BufferedIOBase',
  doc: 'Base class for buffered IO objects.',
  base: ioBaseType,
  dict: 4,
  layout: base,
  methods: [
    ...['detach', 'read', 'read1', 'write'].map(refusing),
    readInto('readinto', 'read'),
    readInto('readinto1', 'read1'),
  ],
};

export const textBaseType: NativeTypeDefinition = {
  name: '_io._TextIOBase',
  doc: 'Base class for text I/O.',
  base: ioBaseType,
  dict: 4,
  layout: base,
  methods: ['detach', 'read', 'readline', 'write'].map(refusing),
  attributes: ['encoding', 'errors', 'newlines'].map((name) => ({ name, get: (rt) => rt.none() })),
};
