import type { Ref } from '@uroboros/heap';
import { cInt, couldHold, optionalSize } from '../../objects/arguments.js';
import { emptyBytes, newBytes } from '../../objects/bytes.js';
import { intFromNumber, intNumber, isInt } from '../../objects/int.js';
import { keywords, type NativeFunction, noArgs, oneArg } from '../../objects/native.js';
import { raiseOsError, system, systemDone } from '../../objects/os-error.js';
import { isStr } from '../../objects/str.js';
import { accessRefused, filesOf } from '../../runtime/file-access.js';
import type { FileStatus } from '../../runtime/files.js';
import { indexAsSize } from '../../runtime/operators.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { interruptible } from '../../runtime/signals.js';
import { allocInstance } from '../../runtime/types.js';

import { type NativeTypeDefinition, nativeType } from '../native-type.js';
import { pathArgument } from '../posix/paths.js';
import { FOLDER_TYPE, isType } from '../posix/status.js';
import { both, finalizeStream, joined, rawBaseType } from './base.js';
import { bytesToWrite, memoryToFill, offsetOf } from './bytes-input.js';
import { States } from './states.js';
import { unsupported } from './unsupported.js';

/** FileIO: an open file of the host, without a buffer. */

/** Flags of open(2). */
const enum Flag {
  Write = 1,
  ReadWrite = 2,
  Create = 0o100,
  Exclusive = 0o200,
  Truncate = 0o1000,
  Append = 0o2000,
  CloseOnExec = 0o2000000,
}

/** Bytes read at once by readall. */
const CHUNK = 65536;
const DEFAULT_BLOCK = 4096;
const LAST_STREAM = 2;

interface FileState {
  fd: number;
  readonly readable: boolean;
  readonly writable: boolean;
  readonly created: boolean;
  readonly appending: boolean;
  readonly closes: boolean;
  readonly blockBytes: number;
}

const states = new States<FileState>();

/** What a mode means; undefined, ValueError set, if it means nothing. */
function parseMode(rt: Runtime, mode: string): { flags: number; readable: boolean; writable: boolean } | undefined {
  const kinds = [...mode].filter((c) => 'rwxa'.includes(c));
  const plus = [...mode].filter((c) => c === '+').length;
  if (/[^rwxabU+t]/.test(mode) || mode.includes('t')) {
    rt.raise('ValueError', `invalid mode: ${mode}`);
    return undefined;
  }
  if (kinds.length !== 1 || plus > 1) {
    rt.raise('ValueError', 'Must have exactly one of create/read/write/append mode and at most one plus');
    return undefined;
  }
  const kind = kinds[0]!;
  const readable = kind === 'r' || plus === 1;
  const writable = kind !== 'r' || plus === 1;
  let flags = Flag.CloseOnExec + (readable && writable ? Flag.ReadWrite : writable ? Flag.Write : 0);
  if (kind === 'w') flags |= Flag.Create | Flag.Truncate;
  if (kind === 'x') flags |= Flag.Create | Flag.Exclusive;
  if (kind === 'a') flags |= Flag.Create | Flag.Append;
  return { flags, readable, writable };
}

/** Opens what `file` names; the descriptor, undefined on error. */
function openPath(rt: Runtime, file: Ref, flags: number, opener: Maybe): number | undefined {
  if (opener !== 0 && opener !== rt.None) return openByCall(rt, file, flags, opener);
  const path = pathArgument(rt, '', file);
  if (path === undefined) return undefined;
  const files = filesOf(rt);
  if (files === undefined) {
    accessRefused(rt);
    return undefined;
  }
  return system(rt, () => files.open(path.text, flags, 0o666), file);
}

function openByCall(rt: Runtime, file: Ref, flags: number, opener: Ref): number | undefined {
  const mark = rt.mark();
  const number = intFromNumber(rt, flags);
  if (number === 0) return undefined;
  rt.hold(number);
  const result = rt.call(opener, file, number);
  rt.releaseTo(mark);
  if (result === 0) return undefined;
  if (!isInt(rt, result)) {
    rt.decref(result);
    rt.raise('TypeError', 'expected integer from opener');
    return undefined;
  }
  const fd = intNumber(rt, result);
  rt.decref(result);
  if (fd >= 0) return fd;
  rt.raise('ValueError', `opener returned ${fd}`);
  return undefined;
}

function statusOf(rt: Runtime, fd: number, name: Ref): FileStatus | undefined | null {
  const files = filesOf(rt);
  if (files === undefined) return null;
  return system(rt, () => files.fstat(fd), isInt(rt, name) ? 0 : name);
}

const initFile = keywords('FileIO', "self, file, mode='r', closefd=True, opener=None", (rt, values) => {
  const [self, file, mode, closefd, opener] = values as [Ref, Ref, Maybe, Maybe, Maybe];
  const mark = rt.mark();
  const done = openFile(rt, self, file, mode, closefd, opener);
  rt.releaseTo(mark);
  return done ? rt.none() : 0;
});

function openFile(rt: Runtime, self: Ref, file: Ref, modeRef: Maybe, closefd: Maybe, opener: Maybe): boolean {
  const mode = modeRef === 0 ? 'r' : isStr(rt, modeRef) ? rt.text(modeRef) : '?';
  const closes = closefd === 0 ? 1 : rt.isTrue(closefd);
  if (closes < 0) return false;
  let fd: number | undefined;
  if (isInt(rt, file)) {
    fd = cInt(rt, file);
    if (fd === undefined) return false;
    if (fd < 0) {
      rt.raise('ValueError', 'negative file descriptor');
      return false;
    }
  } else if (closes === 0) {
    rt.raise('ValueError', 'Cannot use closefd=False with file name');
    return false;
  }
  const parsed = parseMode(rt, mode);
  if (parsed === undefined) return false;
  fd ??= openPath(rt, file, parsed.flags, opener);
  if (fd === undefined) return false;
  return adopt(rt, self, file, fd, { ...parsed, mode, closes: closes === 1 });
}

/** The descriptor becomes the stream's; a folder is refused. */
function adopt(
  rt: Runtime,
  self: Ref,
  name: Ref,
  fd: number,
  { readable, writable, mode, closes }: { readable: boolean; writable: boolean; mode: string; closes: boolean },
): boolean {
  const status = statusOf(rt, fd, name);
  if (status === undefined || (status !== null && isType(status, FOLDER_TYPE))) {
    if (status !== undefined) {
      if (closes) system(rt, () => filesOf(rt)?.close(fd));
      raiseOsError(rt, 'EISDIR', name);
    }
    return false;
  }
  const state: FileState = {
    fd,
    readable,
    writable,
    created: mode.includes('x'),
    appending: mode.includes('a'),
    closes,
    blockBytes: status?.blockBytes ?? DEFAULT_BLOCK,
  };
  states.set(rt, self, state);
  if (!rt.setAttr(self, rt.name('name'), name)) return false;
  // Not every file can seek.
  if (state.appending && system(rt, () => filesOf(rt)?.seek(fd, 0, 2)) === undefined) rt.clearError();
  return true;
}

/** A FileIO over one of the process's streams; owned. */
export function standardFile(rt: Runtime, fd: number, name: string): Maybe {
  const file = allocInstance(rt, nativeType(rt, fileType));
  if (file === 0) return 0;
  const mark = rt.mark();
  rt.hold(file);
  states.set(rt, file, {
    fd,
    readable: fd === 0,
    writable: fd > 0,
    created: false,
    appending: false,
    closes: false,
    blockBytes: DEFAULT_BLOCK,
  });
  return rt.setAttr(file, rt.name('name'), rt.name(name)) ? rt.unhold() : rt.finish(mark, 0);
}

/** The state of an open file; undefined and ValueError if it is closed. */
function opened(rt: Runtime, self: Ref): FileState | undefined {
  const state = states.get(rt, self);
  if (state !== undefined && state.fd >= 0) return state;
  rt.raise('ValueError', 'I/O operation on closed file');
  return undefined;
}

function forReading(rt: Runtime, self: Ref): FileState | undefined {
  const state = opened(rt, self);
  if (state === undefined || state.readable) return state;
  unsupported(rt, 'File not open for reading');
  return undefined;
}

function forWriting(rt: Runtime, self: Ref): FileState | undefined {
  const state = opened(rt, self);
  if (state === undefined || state.writable) return state;
  unsupported(rt, 'File not open for writing');
  return undefined;
}

/** Reads into memory that does not move meanwhile: how many bytes came; undefined on error. */
export function fileRead(rt: Runtime, self: Ref, into: Uint8Array): number | undefined {
  const state = forReading(rt, self);
  if (state === undefined) return undefined;
  const files = filesOf(rt);
  if (files === undefined) {
    accessRefused(rt);
    return undefined;
  }
  return interruptible(rt, () => files.read(state.fd, into));
}

/** Writes what it can: how many bytes went; undefined on error. */
export function fileWrite(rt: Runtime, self: Ref, bytes: Uint8Array): number | undefined {
  const state = forWriting(rt, self);
  if (state === undefined) return undefined;
  const { fd } = state;
  if (fd === 1 || fd === LAST_STREAM) {
    if (rt.host.writeBytes !== undefined) rt.host.writeBytes(fd, bytes);
    else writeDecoded(rt, fd, bytes);
    return bytes.length;
  }
  const files = filesOf(rt);
  if (files === undefined) {
    accessRefused(rt);
    return undefined;
  }
  return system(rt, () => files.write(fd, bytes));
}

/** A host that takes text only gets Latin-1 for what is no UTF-8. */
function writeDecoded(rt: Runtime, fd: number, bytes: Uint8Array): void {
  const made = newBytes(rt, bytes);
  const text = made === 0 ? 0 : rt.callMethod(made, 'decode', rt.name('utf-8'), rt.name('backslashreplace'));
  rt.drop(made);
  if (text === 0) return;
  if (fd === 1) rt.host.writeOut(rt.text(text));
  else rt.host.writeError(rt.text(text));
  rt.decref(text);
}

/** Position after a move; undefined on error. */
export function fileSeek(rt: Runtime, self: Ref, offset: number, whence: number): number | undefined {
  const state = opened(rt, self);
  if (state === undefined) return undefined;
  const files = filesOf(rt);
  if (files === undefined) {
    raiseOsError(rt, 'ESPIPE');
    return undefined;
  }
  return system(rt, () => files.seek(state.fd, offset, whence));
}

function readAll(rt: Runtime, self: Ref): Maybe {
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const piece = new Uint8Array(CHUNK);
    const count = fileRead(rt, self, piece);
    if (count === undefined) return 0;
    if (count === 0) break;
    parts.push(piece.subarray(0, count));
    length += count;
  }
  return length === 0 ? emptyBytes(rt) : joined(rt, parts, length);
}

function closeFile(rt: Runtime, self: Ref): Maybe {
  const state = states.get(rt, self);
  const done = both(
    rt,
    () => {
      if (state === undefined || state.fd < 0) return true;
      const { fd } = state;
      state.fd = -1;
      return !state.closes || fd <= LAST_STREAM || systemDone(rt, () => filesOf(rt)?.close(fd));
    },
    () => rt.setAttr(self, rt.name('__IOBase_closed'), rt.True),
  );
  return done ? rt.none() : 0;
}

const MODES: Readonly<Record<string, string>> = { rw: 'rb+', r: 'rb', w: 'wb' };

function modeOf(state: FileState): string {
  const { readable, writable } = state;
  if (state.created) return readable ? 'xb+' : 'xb';
  if (state.appending) return readable ? 'ab+' : 'ab';
  return MODES[`${readable ? 'r' : ''}${writable ? 'w' : ''}`] ?? 'rb';
}

function reprFile(rt: Runtime, self: Ref): Maybe {
  const state = states.get(rt, self);
  const type = rt.qualifiedTypeName(rt.typeOf(self));
  if (state === undefined || state.fd < 0) return rt.str(`<${type} [closed]>`);
  const name = rt.findAttr(self, 'name');
  if (name === 0 && rt.failed) return 0;
  const closes = `closefd=${state.closes ? 'True' : 'False'}`;
  const shown = name === 0 ? `fd=${state.fd}` : `name=${rt.textOfRepr(name)}`;
  rt.drop(name);
  return rt.failed ? 0 : rt.str(`<${type} ${shown} mode='${modeOf(state)}' ${closes}>`);
}

const answer = (name: string, of: (state: FileState, rt: Runtime) => Maybe): NativeFunction =>
  noArgs(name, (rt, self) => {
    const state = opened(rt, self);
    return state === undefined ? 0 : of(state, rt);
  });

const methods: readonly NativeFunction[] = [
  keywords('read', 'self, size=-1, /', (rt, values) => {
    const self = values[0] as Ref;
    const size = optionalSize(rt, values[1]!);
    if (size === undefined || forReading(rt, self) === undefined) return 0;
    if (size < 0) return readAll(rt, self);
    if (!couldHold(rt, size)) return 0;
    const into = new Uint8Array(size);
    const count = fileRead(rt, self, into);
    if (count === undefined) return 0;
    return count === 0 ? emptyBytes(rt) : newBytes(rt, into.subarray(0, count));
  }),
  noArgs('readall', (rt, self) => (opened(rt, self) === undefined ? 0 : readAll(rt, self))),
  oneArg('readinto', (rt, self, buffer) => {
    const into = memoryToFill(rt, 'readinto', buffer);
    // The host gets no hold of the memory itself.
    const bytes = new Uint8Array(into?.length ?? 0);
    const count = into === undefined ? undefined : fileRead(rt, self, bytes);
    if (count !== undefined) into?.set(bytes.subarray(0, count));
    return count === undefined ? 0 : intFromNumber(rt, count);
  }),
  oneArg('write', (rt, self, data) => {
    if (forWriting(rt, self) === undefined) return 0;
    const bytes = bytesToWrite(rt, data);
    const count = bytes === undefined ? undefined : fileWrite(rt, self, bytes);
    return count === undefined ? 0 : intFromNumber(rt, count);
  }),
  keywords('seek', 'self, pos, whence=0, /', (rt, values) => {
    const offset = offsetOf(rt, values[1]!);
    const whence = offsetOf(rt, values[2]!);
    if (offset === undefined || whence === undefined) return 0;
    const position = fileSeek(rt, values[0] as Ref, offset, whence);
    return position === undefined ? 0 : intFromNumber(rt, position);
  }),
  noArgs('tell', (rt, self) => {
    const position = fileSeek(rt, self, 0, 1);
    return position === undefined ? 0 : intFromNumber(rt, position);
  }),
  keywords('truncate', 'self, size=None, /', (rt, values) => {
    const self = values[0] as Ref;
    const state = forWriting(rt, self);
    if (state === undefined) return 0;
    const given = values[1]!;
    const size = given === 0 || given === rt.None ? fileSeek(rt, self, 0, 1) : indexAsSize(rt, given, 'OverflowError');
    if (size === undefined) return 0;
    const done = systemDone(rt, () => filesOf(rt)?.truncate(state.fd, size));
    return done ? intFromNumber(rt, size) : 0;
  }),
  noArgs('close', closeFile),
  answer('readable', (state, rt) => rt.bool(state.readable)),
  answer('writable', (state, rt) => rt.bool(state.writable)),
  answer('fileno', (state, rt) => intFromNumber(rt, state.fd)),
  answer('isatty', (state, rt) => rt.bool(isTerminal(rt, state.fd))),
  answer('_isatty_open_only', (state, rt) => rt.bool(isTerminal(rt, state.fd))),
  noArgs('seekable', (rt, self) => {
    if (opened(rt, self) === undefined) return 0;
    const position = fileSeek(rt, self, 0, 1);
    rt.clearError();
    return rt.bool(position !== undefined);
  }),
];

function isTerminal(rt: Runtime, fd: number): boolean {
  return rt.host.isTerminal?.(fd) ?? filesOf(rt)?.isTerminal(fd) ?? false;
}

export const fileType: NativeTypeDefinition = {
  name: '_io.FileIO',
  doc: 'Open a file.',
  base: rawBaseType,
  dict: 10,
  layout: (rt) => ({
    basicSize: 48,
    gc: true,
    slots: [40],
    weakList: 32,
    finalize: (object) => finalizeStream(rt, object),
    tearDown: (object) => states.forget(rt, object),
  }),
  slots: {
    new: (rt, type) => allocInstance(rt, type),
    init: (rt, self, args, count, kwnames) => initialize(rt, initFile, self, args, count, kwnames),
    repr: reprFile,
  },
  methods,
  attributes: [
    {
      name: 'closed',
      doc: 'True if the file is closed',
      get: (rt, self) => rt.bool((states.get(rt, self)?.fd ?? -1) < 0),
    },
    { name: 'closefd', get: (rt, self) => rt.bool(states.get(rt, self)?.closes ?? true) },
    { name: 'mode', get: (rt, self) => rt.str(modeOf(states.get(rt, self) ?? CLOSED_STATE)) },
    { name: '_blksize', get: (rt, self) => intFromNumber(rt, (states.get(rt, self) ?? CLOSED_STATE).blockBytes) },
  ],
};

const CLOSED_STATE: FileState = {
  fd: -1,
  readable: false,
  writable: false,
  created: false,
  appending: false,
  closes: true,
  blockBytes: DEFAULT_BLOCK,
};

/** Runs an `__init__` whose parameters begin with `self`; false on error. */
export function initialize(
  rt: Runtime,
  init: NativeFunction,
  self: Ref,
  args: number,
  count: number,
  kwnames: Maybe,
): boolean {
  // The object stands in front of its arguments in a window of its own.
  const mark = rt.mark();
  const names = kwnames === 0 ? 0 : rt.tupleSize(kwnames);
  rt.hold(rt.incref(self));
  for (let i = 0; i < count + names; i++) {
    const value = rt.i32[args + 2 * i]! as Ref;
    rt.hold(rt.incref(value));
  }
  const result = init.code(rt, mark, count + 1, kwnames);
  rt.drop(result);
  rt.releaseTo(mark);
  return result !== 0;
}
