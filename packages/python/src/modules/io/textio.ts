import type { Ref } from '@uroboros/heap';
import { givenType, optionalSize } from '../../objects/arguments.js';
import { bufferBytes } from '../../objects/buffer.js';
import { isBytes } from '../../objects/bytes.js';
import { intFromNumber } from '../../objects/int.js';
import { keywords, type NativeFunction, noArgs, oneArg } from '../../objects/native.js';
import { isStr, strLength } from '../../objects/str.js';
import { encodeStr } from '../../objects/str-codecs.js';
import { tupleFromSlots } from '../../objects/tuple.js';
import type { NativeAttribute } from '../../objects/typeobject.js';
import { compareEqual } from '../../runtime/operators.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { interruptible } from '../../runtime/signals.js';
import { allocInstance } from '../../runtime/types.js';
import { type NativeTypeDefinition, nativeType } from '../native-type.js';
import { both, finalizeStream, isClosed, joined, perform, textBaseType } from './base.js';
import { isOurReader, isOurWriter, readChunk, writeChunk } from './buffered.js';
import { offsetOf } from './bytes-input.js';
import { takeMemory } from './bytesio.js';
import { checkEncoding, Decoder } from './decoding.js';
import { initialize } from './fileio.js';
import { advance, isNewline, kindNames, kindsOf, lengthOf, lineEnd, type Newline, translate } from './newlines.js';
import { standardWrite } from './standard.js';
import { States } from './states.js';
import { unsupported } from './unsupported.js';

/** TextIOWrapper: text over a binary stream. */

const CHUNK_BYTES = 8192;
/** Words of the binary stream. */
const BUFFER = 4;

/** How a wrapper is set up. */
export interface TextOptions {
  readonly encoding: string;
  readonly errors: string;
  readonly newline: Newline;
  readonly lineBuffering: boolean;
  readonly writeThrough: boolean;
  /** 0, 1, 2: one of the process's streams, whose text goes to the host and comes from it. */
  readonly standard?: 0 | 1 | 2;
}

interface TextState {
  options: TextOptions;
  decoder: Decoder;
  /** Decoded, newlines not translated; what is before `at` was read. */
  text: string;
  at: number;
  ended: boolean;
  kinds: number;
  /** Encoded and not written yet. */
  parts: Uint8Array[];
  pending: number;
  /** Text of a standard stream that is not written yet. */
  waiting: string;
  /** False while lines are iterated over. */
  telling: boolean;
  /** What texts are encoded with: the mark of the byte order comes once. */
  encodeWith: string;
  closed: boolean;
  /** What the binary stream said when the wrapper was made; unknown for one that we made ourselves. */
  readable?: boolean;
  writable?: boolean;
}

const states = new States<TextState>();

function newState(options: TextOptions): TextState {
  return {
    options,
    decoder: new Decoder(options.encoding, options.errors),
    text: '',
    at: 0,
    ended: false,
    kinds: 0,
    parts: [],
    pending: 0,
    waiting: '',
    telling: true,
    encodeWith: options.encoding,
    closed: false,
  };
}

function bufferOf(rt: Runtime, self: Ref): Maybe {
  const buffer = rt.i32[self + BUFFER]! as Maybe;
  if (buffer !== 0) return buffer;
  const made = states.get(rt, self) !== undefined;
  return rt.raise('ValueError', made ? 'underlying buffer has been detached' : 'I/O operation on uninitialized object');
}

/** The state of an open wrapper; undefined and ValueError if it is closed or detached. */
function opened(rt: Runtime, self: Ref): TextState | undefined {
  const buffer = bufferOf(rt, self);
  if (buffer === 0) return undefined;
  const state = states.get(rt, self)!;
  const closed = state.options.standard !== undefined && !state.closed ? 0 : isClosed(rt, buffer);
  if (closed === 1) rt.raise('ValueError', 'I/O operation on closed file.');
  return closed === 0 ? state : undefined;
}

// Writing -----------------------------------------------------------------------------------------------------------------

/** Writes text to a wrapper of ours; false on error. */
export function writeText(rt: Runtime, self: Ref, text: Ref): boolean {
  const state = opened(rt, self);
  if (state === undefined) return false;
  const content = rt.text(text);
  if (state.options.standard !== undefined) return standardText(rt, self, state, content, text);
  const bytes = encode(rt, state, text, content);
  if (bytes === undefined) return false;
  state.parts.push(bytes);
  state.pending += bytes.length;
  const { writeThrough, lineBuffering } = state.options;
  const ends = lineBuffering && /[\n\r]/.test(content);
  state.text = '';
  state.at = 0;
  if (state.pending > CHUNK_BYTES || writeThrough || ends) {
    if (!writePending(rt, self, state)) return false;
  }
  return !ends || perform(rt, rt.i32[self + BUFFER]! as Ref, 'flush');
}

/** The same for text that is no object yet. */
export function writeString(rt: Runtime, self: Ref, content: string): boolean {
  const state = states.get(rt, self);
  if (state?.options.standard !== undefined && !state.closed) return standardText(rt, self, state, content, 0);
  const text = rt.str(content);
  if (text === 0) return false;
  const mark = rt.mark();
  rt.hold(text);
  const done = canWrite(rt, self) && writeText(rt, self, text);
  rt.releaseTo(mark);
  return done;
}

/** stdout and stderr: the host takes text, which may be that of an object. */
function standardText(rt: Runtime, self: Ref, state: TextState, content: string, object: Maybe): boolean {
  const { standard, errors, lineBuffering } = state.options;
  if (standard === 0) {
    unsupported(rt, 'not writable');
    return false;
  }
  const text = standardWrite(rt, content, object, errors);
  if (text === undefined) return false;
  state.waiting += text;
  if (state.waiting.length > CHUNK_BYTES || (lineBuffering && text.includes('\n')))
    return writePending(rt, self, state);
  return true;
}

function encode(rt: Runtime, state: TextState, text: Ref, content: string): Uint8Array | undefined {
  const { newline, errors } = state.options;
  const replaces = (newline === '\r' || newline === '\r\n') && content.includes('\n');
  const mark = rt.mark();
  const source = replaces ? rt.str(content.replaceAll('\n', newline)) : rt.incref(text);
  if (source === 0) return undefined;
  rt.hold(source);
  const signed = WITH_MARK.exec(state.encodeWith)?.[1] !== undefined;
  const bytes = encodeStr(rt, source, signed ? 'utf-8' : state.encodeWith, errors);
  rt.releaseTo(mark);
  if (bytes === 0) return undefined;
  const plain = bufferBytes(rt, bytes)!.slice();
  rt.decref(bytes);
  state.encodeWith = withoutMark(state.encodeWith);
  if (!signed) return plain;
  return Uint8Array.of(0xef, 0xbb, 0xbf, ...plain);
}

/** Hands what is encoded to the binary stream; false on error. */
function writePending(rt: Runtime, self: Ref, state: TextState): boolean {
  const buffer = rt.i32[self + BUFFER]! as Ref;
  if (state.waiting !== '') {
    const text = state.waiting;
    state.waiting = '';
    if (!perform(rt, buffer, 'flush')) return false;
    if (state.options.standard === 1) rt.host.writeOut(text);
    else rt.host.writeError(text);
    return true;
  }
  if (state.pending === 0) return true;
  const { parts, pending } = state;
  state.parts = [];
  state.pending = 0;
  if (isOurWriter(rt, buffer)) return parts.every((part) => writeChunk(rt, buffer, part));
  const bytes = joined(rt, parts, pending);
  if (bytes === 0) return false;
  const mark = rt.mark();
  rt.hold(bytes);
  const done = perform(rt, buffer, 'write', bytes);
  rt.releaseTo(mark);
  return done;
}

function flush(rt: Runtime, self: Ref): boolean {
  const state = opened(rt, self);
  if (state === undefined) return false;
  state.telling = true;
  return writePending(rt, self, state) && perform(rt, rt.i32[self + BUFFER]! as Ref, 'flush');
}

// Reading -----------------------------------------------------------------------------------------------------------------

/** Reads and decodes a chunk more: false at the end or on error. */
function readMore(rt: Runtime, self: Ref, state: TextState): boolean {
  if (state.ended) return false;
  const buffer = rt.i32[self + BUFFER]! as Ref;
  let decoded: string | undefined;
  if (state.options.standard === 0) {
    decoded = interruptible(rt, () => rt.host.readLine());
    if (decoded === undefined) return false;
    state.ended = decoded === '';
  } else {
    const bytes = nextBytes(rt, buffer);
    if (bytes === undefined) return false;
    state.ended = bytes.length === 0;
    decoded = state.decoder.decode(rt, bytes, state.ended);
    if (decoded === undefined) return false;
  }
  state.text = state.at === 0 ? state.text + decoded : state.text.slice(state.at) + decoded;
  state.at = 0;
  return !state.ended || decoded !== '';
}

/** The next bytes of a binary stream, none at its end; undefined on error. */
function nextBytes(rt: Runtime, buffer: Ref): Uint8Array | undefined {
  if (isOurReader(rt, buffer)) return readChunk(rt, buffer);
  const memory = takeMemory(rt, buffer, CHUNK_BYTES);
  if (memory !== undefined) return memory;
  const mark = rt.mark();
  const size = intFromNumber(rt, CHUNK_BYTES);
  if (size === 0) return undefined;
  rt.hold(size);
  const once = rt.findAttr(buffer, 'read1');
  if (once === 0 && rt.failed) return undefined;
  const method = once === 0 ? 'read' : 'read1';
  rt.drop(once);
  const bytes = rt.callMethod(buffer, method, size);
  rt.releaseTo(mark);
  if (bytes === 0) return undefined;
  if (isBytes(rt, bytes)) {
    const copy = bufferBytes(rt, bytes)!.slice();
    rt.decref(bytes);
    return copy;
  }
  const type = rt.typeOf(bytes).shortName;
  rt.decref(bytes);
  rt.raise('TypeError', `underlying ${method}() should have returned a bytes-like object, not '${type}'`);
  return undefined;
}

/** Text for the program: newlines translated if the stream does that, kinds of newlines noted. */
function deliver(state: TextState, text: string): string {
  const { newline } = state.options;
  if (newline !== undefined && newline !== '') return text;
  state.kinds |= kindsOf(text);
  return newline === undefined ? translate(text) : text;
}

/** False and UnsupportedOperation if the stream below cannot be read. Pending text is written first. */
function prepareToRead(rt: Runtime, self: Ref, state: TextState): boolean {
  const buffer = rt.i32[self + BUFFER]! as Ref;
  if (state.options.standard === 0) return true;
  if (state.readable === false) {
    unsupported(rt, 'not readable');
    return false;
  }
  if (state.readable === undefined && !isOurReader(rt, buffer)) {
    const answer = rt.callMethod(buffer, 'readable');
    if (answer === 0) return false;
    const readable = rt.consume(answer, (runtime, value) => runtime.isTrue(value)) === 1;
    if (!readable) {
      unsupported(rt, 'not readable');
      return false;
    }
  }
  return writePending(rt, self, state);
}

/** A line, '' at the end; undefined on error. What has no end yet is set aside, so that each chunk is looked at once. */
function takeLine(rt: Runtime, self: Ref, state: TextState, limit: number): string | undefined {
  const { newline } = state.options;
  let head = '';
  let left = limit;
  for (;;) {
    let end = lineEnd(state.text, state.at, newline, state.ended);
    if (left >= 0) {
      const most = advance(state.text, state.at, left);
      if ((end < 0 || end > most) && lengthOf(state.text.slice(state.at, most)) >= left) end = most;
    }
    if (end < 0) {
      // A carriage return at the end may be half of a newline.
      const stop = state.text.endsWith('\r') && !state.ended ? state.text.length - 1 : state.text.length;
      const piece = state.text.slice(state.at, stop);
      head += piece;
      state.at = stop;
      if (left >= 0) left -= lengthOf(piece);
      if (readMore(rt, self, state)) continue;
      if (rt.failed) return undefined;
      end = state.text.length;
    }
    const line = state.text.slice(state.at, end);
    state.at = end;
    return deliver(state, head + line);
  }
}

export function readLineOf(rt: Runtime, self: Ref, limit: number): string | undefined {
  const state = opened(rt, self);
  return state === undefined || !prepareToRead(rt, self, state) ? undefined : takeLine(rt, self, state, limit);
}

function readAll(rt: Runtime, self: Ref, state: TextState): string | undefined {
  while (readMore(rt, self, state));
  if (rt.failed) return undefined;
  const text = state.text.slice(state.at);
  state.text = '';
  state.at = 0;
  return deliver(state, text);
}

/** So many characters: a `\r\n` counts as one where it is translated, and must not be cut. */
function readSome(rt: Runtime, self: Ref, state: TextState, count: number): string | undefined {
  let result = '';
  let left = count;
  while (left > 0) {
    let end = advance(state.text, state.at, left);
    if (state.text[end - 1] === '\r' && state.options.newline === undefined) {
      if (end === state.text.length && !state.ended) {
        if (readMore(rt, self, state)) continue;
        if (rt.failed) return undefined;
        end = advance(state.text, state.at, left);
      }
      if (state.text[end] === '\n') end++;
    }
    if (end === state.at) {
      if (readMore(rt, self, state)) continue;
      if (rt.failed) return undefined;
      if (state.text.length === state.at) break;
      continue;
    }
    const piece = deliver(state, state.text.slice(state.at, end));
    state.at = end;
    result += piece;
    left = count - [...result].length;
  }
  return result;
}

const made = (rt: Runtime, text: string | undefined): Maybe => (text === undefined ? 0 : rt.str(text));

// Positions ---------------------------------------------------------------------------------------------------------------

/** The position in bytes: where the binary stream is, without what is decoded and not read yet. */
function tell(rt: Runtime, self: Ref): Maybe {
  const state = opened(rt, self);
  if (state === undefined) return 0;
  if (state.options.standard !== undefined) return unsupported(rt, 'underlying stream is not seekable');
  if (!state.telling) return rt.raise('OSError', 'telling position disabled by next() call');
  if (!flush(rt, self)) return 0;
  const below = rt.callMethod(rt.i32[self + BUFFER]! as Ref, 'tell');
  if (below === 0) return 0;
  const position = rt.consume(below, (runtime, value) => offsetOf(runtime, value) ?? -1);
  if (position < 0) return 0;
  const mark = rt.mark();
  const rest = rt.str(state.text.slice(state.at));
  if (rest === 0) return 0;
  rt.hold(rest);
  const bytes = encodeStr(rt, rest, state.decoder.encoding, state.options.errors);
  if (bytes === 0) return rt.finish(mark, 0);
  rt.hold(bytes);
  return rt.finish(mark, intFromNumber(rt, position - bufferBytes(rt, bytes)!.length - state.decoder.waiting));
}

function seek(rt: Runtime, self: Ref, cookie: number, whence: number): Maybe {
  const state = opened(rt, self);
  if (state === undefined) return 0;
  if (whence === 1 && cookie !== 0) return unsupported(rt, "can't do nonzero cur-relative seeks");
  if (whence === 2 && cookie !== 0) return unsupported(rt, "can't do nonzero end-relative seeks");
  if (whence < 0 || whence > 2) return rt.raise('ValueError', `invalid whence (${whence}, should be 0, 1 or 2)`);
  if (whence === 0 && cookie < 0) return rt.raise('ValueError', `negative seek position ${cookie}`);
  if (whence === 1) {
    const here = tell(rt, self);
    const position = here === 0 ? undefined : rt.consume(here, (runtime, value) => offsetOf(runtime, value) ?? -1);
    return position === undefined || position < 0 ? 0 : seek(rt, self, position, 0);
  }
  if (!flush(rt, self)) return 0;
  const mark = rt.mark();
  const target = intFromNumber(rt, cookie);
  if (target === 0) return 0;
  rt.hold(target);
  const result = rt.callMethod(rt.i32[self + BUFFER]! as Ref, 'seek', target, rt.smallInt(whence));
  if (result === 0) return rt.finish(mark, 0);
  rt.hold(result);
  const isStart = whence === 0 ? Number(cookie === 0) : compareEqual(rt, result, rt.smallInt(0));
  if (isStart < 0) return rt.finish(mark, 0);
  state.text = '';
  state.at = 0;
  state.ended = false;
  state.telling = true;
  state.encodeWith = isStart === 1 ? state.options.encoding : withoutMark(state.options.encoding);
  state.decoder = new Decoder(
    cookie === 0 && whence === 0 ? state.options.encoding : state.decoder.encoding,
    state.options.errors,
  );
  return rt.finish(mark, rt.incref(result));
}

// The object --------------------------------------------------------------------------------------------------------------

/** A text argument: the fallback if it is None or not given; undefined on error. */
function textArgument(rt: Runtime, name: string, value: Maybe, fallback: string): string | undefined {
  if (value === 0 || value === rt.None) return fallback;
  if (isStr(rt, value)) return rt.text(value);
  rt.raise('TypeError', `TextIOWrapper() argument '${name}' must be str or None, not ${givenType(rt, value)}`);
  return undefined;
}

/** newline=; null on error. */
export function newlineArgument(rt: Runtime, value: Maybe, quoted = false): Newline | null {
  if (value === 0 || value === rt.None) return undefined;
  if (!isStr(rt, value)) {
    rt.raise('TypeError', `newline must be str or None, not ${rt.typeOf(value).shortName}`);
    return null;
  }
  const text = rt.text(value);
  if (isNewline(text)) return text;
  rt.raise('ValueError', `illegal newline value: ${quoted ? rt.textOfRepr(value) : text}`);
  return null;
}

const LOCALE = 'UTF-8';

const init = keywords(
  'TextIOWrapper',
  'self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False',
  (rt, values) => {
    const [self, buffer, encodingRef, errorsRef, newlineRef, line, through] = values as Ref[];
    const given = textArgument(rt, 'encoding', encodingRef!, LOCALE);
    const errors = given === undefined ? undefined : textArgument(rt, 'errors', errorsRef!, 'strict');
    const newline =
      errors === undefined || textArgument(rt, 'newline', newlineRef!, '') === undefined
        ? null
        : newlineArgument(rt, newlineRef!);
    if (newline === null) return 0;
    const encoding = given === 'locale' ? LOCALE : given!;
    if (!checkEncoding(rt, encoding)) return 0;
    const options = {
      encoding,
      errors: errors!,
      newline,
      lineBuffering: (line as number) !== 0 && rt.isTrue(line!) === 1,
      writeThrough: (through as number) !== 0 && rt.isTrue(through!) === 1,
    };
    const state = newState(options);
    if (!askStream(rt, state, buffer!)) return 0;
    states.set(rt, self!, state);
    rt.replace(self! + BUFFER, rt.incref(buffer!));
    return rt.none();
  },
);

/** Asks a binary stream what it can do, in CPython's order, and where it is; false on error. */
function askStream(rt: Runtime, state: TextState, buffer: Ref): boolean {
  if (isOurReader(rt, buffer) && !isOurWriter(rt, buffer)) return true;
  const [readable, writable, seekable] = ['readable', 'writable', 'seekable'].map((name) => {
    if (rt.failed) return -1;
    const answer = rt.callMethod(buffer, name);
    return answer === 0 ? -1 : rt.consume(answer, (runtime, value) => runtime.isTrue(value));
  });
  if (readable! < 0 || writable! < 0 || seekable! < 0) return false;
  rt.drop(rt.findAttr(buffer, 'read1'));
  if (rt.failed) return false;
  state.readable = readable === 1;
  state.writable = writable === 1;
  if (!state.writable) return true;
  if (seekable === 1) return placeMark(rt, state, buffer);
  // Where the stream is cannot be known: what CPython encodes by itself goes without the mark.
  if (WITH_MARK.exec(state.encodeWith)?.[2] !== undefined) state.encodeWith = withoutMark(state.encodeWith);
  return true;
}

/** The mark of the byte order stands at the begin of a stream: where the stream is elsewhere, none is written. False on error. */
function placeMark(rt: Runtime, state: TextState, buffer: Ref): boolean {
  const below = rt.callMethod(buffer, 'tell');
  if (below === 0) return false;
  const isStart = rt.consume(below, (runtime, value) => compareEqual(runtime, value, runtime.smallInt(0)));
  if (isStart === 0) state.encodeWith = withoutMark(state.options.encoding);
  return isStart >= 0;
}

const WITH_MARK = /^utf[-_ ]?(?:(8)[-_ ]sig|(16|32))$/i;

/** The encoding that writes the same without a mark of the byte order. */
function withoutMark(encoding: string): string {
  const [, sole, wide] = WITH_MARK.exec(encoding) ?? [];
  return sole !== undefined ? 'utf-8' : wide !== undefined ? `utf-${wide}-le` : encoding;
}

/** A wrapper of ours over a binary stream, borrowed; owned. */
export function newText(rt: Runtime, buffer: Ref, options: TextOptions): Maybe {
  const object = allocInstance(rt, nativeType(rt, textType));
  if (object === 0) return 0;
  const state = newState(options);
  states.set(rt, object, state);
  rt.i32[object + BUFFER] = rt.incref(buffer);
  const mayMark = isOurWriter(rt, buffer) && WITH_MARK.test(options.encoding);
  if (!mayMark) return object;
  const mark = rt.mark();
  rt.hold(object);
  return rt.finish(mark, placeMark(rt, state, buffer) ? rt.incref(object) : 0);
}

/** Whether an object is exactly a wrapper of ours. */
export function isText(rt: Runtime, object: Ref): boolean {
  return rt.typeOf(object) === nativeType(rt, textType);
}

function repr(rt: Runtime, self: Ref): Maybe {
  const type = rt.qualifiedTypeName(rt.typeOf(self));
  let text = `<${type}`;
  const state = states.get(rt, self);
  if (state === undefined) return rt.raise('ValueError', 'I/O operation on uninitialized object');
  for (const name of ['name', 'mode']) {
    const value = rt.findAttr(self, name);
    rt.clearError();
    if (value === 0) continue;
    const shown = rt.textOfRepr(value);
    rt.decref(value);
    if (shown === undefined) return 0;
    text += ` ${name}=${shown}`;
  }
  return rt.str(`${text} encoding='${state.options.encoding}'>`);
}

function close(rt: Runtime, self: Ref): Maybe {
  const buffer = bufferOf(rt, self);
  if (buffer === 0) return 0;
  const closed = isClosed(rt, buffer);
  if (closed !== 0) return closed < 0 ? 0 : rt.none();
  const done = both(
    rt,
    () => perform(rt, self, 'flush'),
    () => {
      const state = states.get(rt, self)!;
      state.closed = true;
      return perform(rt, buffer, 'close');
    },
  );
  return done ? rt.none() : 0;
}

const reconfigure = keywords(
  'reconfigure',
  'self, /, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None',
  (rt, values) => {
    const [self, encodingRef, errorsRef, newlineRef, line, through] = values as Ref[];
    const state = opened(rt, self!);
    if (state === undefined) return 0;
    const { options } = state;
    const given = (value: Ref): boolean => (value as number) !== 0 && value !== rt.None;
    if (state.text !== '' && (given(encodingRef!) || given(errorsRef!) || (newlineRef as number) !== 0)) {
      // What was decoded and is not read yet would have to be decoded anew.
      const what = 'to set the encoding or newline of stream after the first read';
      return unsupported(rt, `It is not possible ${what}`);
    }
    const encoding = textArgument(rt, 'encoding', encodingRef!, options.encoding);
    if (encoding === undefined || !checkEncoding(rt, encoding)) return 0;
    const changed = encoding !== options.encoding;
    const errors = textArgument(rt, 'errors', errorsRef!, changed ? 'strict' : options.errors);
    const newline = (newlineRef as number) === 0 ? options.newline : newlineArgument(rt, newlineRef!);
    if (errors === undefined || newline === null || !flush(rt, self!)) return 0;
    const flag = (value: Ref, before: boolean): boolean =>
      (value as number) === 0 || value === rt.None ? before : rt.isTrue(value) === 1;
    state.options = {
      ...options,
      encoding,
      errors,
      newline,
      lineBuffering: flag(line!, options.lineBuffering),
      writeThrough: flag(through!, options.writeThrough),
    };
    state.encodeWith = encoding;
    state.decoder = new Decoder(encoding, errors);
    const mayMark = options.standard === undefined && WITH_MARK.test(encoding);
    return !mayMark || placeMark(rt, state, rt.i32[self! + BUFFER]! as Ref) ? rt.none() : 0;
  },
);

/** A method of the binary stream. */
const forward = (name: string): NativeFunction =>
  noArgs(name, (rt, self) => {
    const buffer = bufferOf(rt, self);
    return buffer === 0 ? 0 : rt.callMethod(buffer, name);
  });

const methods: readonly NativeFunction[] = [
  oneArg('write', (rt, self, text) => {
    if (!isStr(rt, text)) return rt.raise('TypeError', `write() argument must be str, not ${givenType(rt, text)}`);
    const state = states.get(rt, self);
    if (state !== undefined && state.options.standard === undefined && !canWrite(rt, self)) return 0;
    return writeText(rt, self, text) ? intFromNumber(rt, strLength(rt, text)) : 0;
  }),
  keywords('read', 'self, size=-1, /', (rt, values) => {
    const self = values[0] as Ref;
    const size = optionalSize(rt, values[1]!);
    const state = size === undefined ? undefined : opened(rt, self);
    if (state === undefined || !prepareToRead(rt, self, state)) return 0;
    return made(rt, size! < 0 ? readAll(rt, self, state) : readSome(rt, self, state, size!));
  }),
  keywords('readline', 'self, size=-1, /', (rt, values) => {
    const size = offsetOf(rt, values[1]!, -1);
    return size === undefined ? 0 : made(rt, readLineOf(rt, values[0] as Ref, size));
  }),
  noArgs('flush', (rt, self) => (flush(rt, self) ? rt.none() : 0)),
  noArgs('close', close),
  noArgs('detach', (rt, self) => {
    const buffer = bufferOf(rt, self);
    if (buffer === 0 || !perform(rt, self, 'flush')) return 0;
    rt.i32[self + BUFFER] = 0;
    return buffer;
  }),
  noArgs('tell', tell),
  keywords('seek', 'self, cookie, whence=0, /', (rt, values) => {
    const cookie = offsetOf(rt, values[1]!);
    const whence = offsetOf(rt, values[2]!);
    return cookie === undefined || whence === undefined ? 0 : seek(rt, values[0] as Ref, cookie, whence);
  }),
  keywords('truncate', 'self, pos=None, /', (rt, values) => {
    const self = values[0] as Ref;
    if (!flush(rt, self)) return 0;
    return rt.callMethod(rt.i32[self + BUFFER]! as Ref, 'truncate', (values[1] || rt.None) as Ref);
  }),
  reconfigure,
  ...['fileno', 'isatty', 'seekable', 'readable', 'writable'].map(forward),
];

/** False and UnsupportedOperation if the stream below cannot be written. */
function canWrite(rt: Runtime, self: Ref): boolean {
  const buffer = bufferOf(rt, self);
  if (buffer === 0) return false;
  if (isOurWriter(rt, buffer)) return true;
  const closed = isClosed(rt, buffer);
  if (closed !== 0) return closed === 1;
  const known = states.get(rt, self)?.writable;
  if (known === true) return true;
  const answer = known === false ? rt.bool(false) : rt.callMethod(buffer, 'writable');
  if (answer === 0) return false;
  if (rt.consume(answer, (runtime, value) => runtime.isTrue(value)) === 1) return true;
  unsupported(rt, 'not writable');
  return false;
}

function option(name: string, of: (rt: Runtime, state: TextState) => Maybe): NativeAttribute {
  return {
    name,
    get: (rt, self) => {
      const state = states.get(rt, self);
      if (state === undefined) return rt.raise('ValueError', 'I/O operation on uninitialized object');
      return of(rt, state);
    },
  };
}

/** None, a text, or a tuple of texts. */
export function kindsObject(rt: Runtime, kinds: number): Maybe {
  const names = kindNames(kinds);
  if (names.length === 0) return rt.none();
  if (names.length === 1) return rt.str(names[0]!);
  const mark = rt.mark();
  for (const name of names) {
    const text = rt.str(name);
    if (text === 0) return rt.finish(mark, 0);
    rt.hold(text);
  }
  return rt.finish(mark, tupleFromSlots(rt, mark, names.length));
}

function nextLine(rt: Runtime, self: Ref): Maybe {
  const state = opened(rt, self);
  if (state === undefined) return 0;
  state.telling = false;
  if (!isText(rt, self)) {
    const line = rt.callMethod(self, 'readline');
    if (line === 0 || (isStr(rt, line) && strLength(rt, line) > 0)) return line;
    rt.decref(line);
    state.telling = true;
    return 0;
  }
  if (!prepareToRead(rt, self, state)) return 0;
  const line = takeLine(rt, self, state, -1);
  if (line === undefined) return 0;
  if (line !== '') return rt.str(line);
  state.telling = true;
  return 0;
}

export const textType: NativeTypeDefinition = {
  name: '_io.TextIOWrapper',
  doc: 'Character and line based layer over a BufferedIOBase object, buffer.',
  base: textBaseType,
  dict: 46,
  layout: (rt) => ({
    basicSize: 200,
    gc: true,
    slots: [BUFFER * 4, 184],
    weakList: 176,
    finalize: (object) => finalizeStream(rt, object),
    tearDown: (object) => states.forget(rt, object),
  }),
  slots: {
    new: (rt, type) => allocInstance(rt, type),
    init: (rt, self, args, count, kwnames) => initialize(rt, init, self, args, count, kwnames),
    repr,
    next: nextLine,
  },
  methods,
  attributes: [
    option('encoding', (rt, state) => rt.str(state.options.encoding)),
    option('errors', (rt, state) => rt.str(state.options.errors)),
    option('line_buffering', (rt, state) => rt.bool(state.options.lineBuffering)),
    option('write_through', (rt, state) => rt.bool(state.options.writeThrough)),
    option('newlines', (rt, state) => kindsObject(rt, state.kinds)),
    { name: 'buffer', get: (rt, self) => rt.increfMaybe(bufferOf(rt, self)) },
    ...['name', 'closed'].map((name) => ({
      name,
      get: (rt: Runtime, self: Ref) => {
        const buffer = bufferOf(rt, self);
        return buffer === 0 ? 0 : rt.getAttrText(buffer, name);
      },
    })),
  ],
};
