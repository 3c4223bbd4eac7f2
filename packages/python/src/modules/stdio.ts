import type { Ref } from '@uroboros/heap';
import type { BuiltinDefinition } from '../objects/catalog.js';
import { allocateInstance } from '../objects/construct.js';
import { intFromWord } from '../objects/int.js';
import { listAppend, newList } from '../objects/list.js';
import { noArgs, oneArg, positional } from '../objects/native.js';
import { isStr, strLength } from '../objects/str.js';
import type { NativeAttribute } from '../objects/typeobject.js';
import type { Host } from '../runtime/host.js';
import { forEachItem, indexAsSize } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';

/**
 * sys.stdin, sys.stdout and sys.stderr: text files over the host's three streams. Output is not buffered, so that it comes
 * out in the order the program writes it, whichever stream it goes to.
 */

/** Which of the host's streams a file stands for, in CPython's numbering. */
export const enum Stream {
  In = 0,
  Out = 1,
  Error = 2,
}

/** Words of the fields behind the header: the number of the stream, whether it is closed, attributes of the program. */
const enum FileField {
  Stream = 4,
  Closed = 5,
  Dict = 46,
}

const NAMES = ['<stdin>', '<stdout>', '<stderr>'];

/** A new file over one of the streams. */
export function newFile(rt: Runtime, stream: Stream): Maybe {
  const type = rt.builtin.TextIOWrapper;
  type.hasDict = true;
  type.dictWord = FileField.Dict;
  const file = allocateInstance(rt, type);
  if (file !== 0) rt.i32[file + FileField.Stream] = stream;
  return file;
}

const streamOf = (rt: Runtime, file: Ref): Stream => rt.i32[file + FileField.Stream]!;

/** Characters read but not asked for yet, by host. */
const pending = new WeakMap<Host, string>();

/** False and ValueError if the file is closed. */
function isOpen(rt: Runtime, file: Ref): boolean {
  if (rt.i32[file + FileField.Closed] === 0) return true;
  rt.raise('ValueError', 'I/O operation on closed file.');
  return false;
}

function isReadable(rt: Runtime, file: Ref): boolean {
  if (!isOpen(rt, file)) return false;
  if (streamOf(rt, file) === Stream.In) return true;
  rt.raise('OSError', 'not readable');
  return false;
}

/** Writes to one of our files; false on error. What is no character on its own cannot be written to stdout. */
function writeText(rt: Runtime, file: Ref, text: string): boolean {
  if (!isOpen(rt, file)) return false;
  const stream = streamOf(rt, file);
  if (stream === Stream.In) {
    rt.raise('OSError', 'not writable');
    return false;
  }
  if (isWellFormed(text)) {
    if (stream === Stream.Out) rt.host.writeOut(text);
    else rt.host.writeError(text);
    return true;
  }
  if (stream === Stream.Error) {
    rt.host.writeError(text.replace(/[\ud800-\udfff]/gu, escapeSurrogate));
    return true;
  }
  raiseSurrogate(rt, text);
  return false;
}

/** Whether every surrogate of a text is one of a pair. */
function isWellFormed(text: string): boolean {
  return !/[\ud800-\udfff]/u.test(text);
}

/** backslashreplace. */
function escapeSurrogate(surrogate: string): string {
  return `\\u${surrogate.charCodeAt(0).toString(16)}`;
}

function raiseSurrogate(rt: Runtime, text: string): void {
  let position = 0;
  for (const character of text) {
    if (!isWellFormed(character)) break;
    position++;
  }
  const surrogate = [...text][position]!;
  const shown = escapeSurrogate(surrogate);
  rt.raise(
    'UnicodeEncodeError',
    `'utf-8' codec can't encode character '${shown}' in position ${position}: surrogates not allowed`,
  );
}

/**
 * Writes text to any file object: `file.write(text)`. Ours are written to directly unless a class of the program derives from
 * their type. False on error.
 */
export function writeToFile(rt: Runtime, file: Ref, text: string): boolean {
  if (rt.typeOf(file) === rt.builtin.TextIOWrapper) return writeText(rt, file, text);
  const argument = rt.str(text);
  if (argument === 0) return false;
  const mark = rt.mark();
  rt.hold(argument);
  const result = rt.callMethod(file, 'write', argument);
  rt.drop(result);
  rt.releaseTo(mark);
  return result !== 0;
}

/** A line with its newline, '' at the end of the input. */
function readLine(rt: Runtime): string {
  let text = pending.get(rt.host) ?? '';
  let end = text.indexOf('\n');
  if (end < 0) {
    text += rt.host.readLine();
    end = text.indexOf('\n');
  }
  const line = end < 0 ? text : text.slice(0, end + 1);
  pending.set(rt.host, text.slice(line.length));
  return line;
}

function readAll(rt: Runtime): string {
  let all = '';
  for (let line = readLine(rt); line !== ''; line = readLine(rt)) all += line;
  return all;
}

/** So many characters, or all for a negative number. */
function readSome(rt: Runtime, wanted: number): string {
  if (wanted < 0) return readAll(rt);
  let text = '';
  let left = wanted;
  while (left > 0) {
    const points = [...readLine(rt)];
    if (points.length === 0) break;
    text += points.slice(0, left).join('');
    if (points.length > left) pending.set(rt.host, points.slice(left).join('') + (pending.get(rt.host) ?? ''));
    left -= points.length;
  }
  return text;
}

/** The number of characters to read(): −1 for None or none; undefined on error. */
function sizeArgument(rt: Runtime, args: number, count: number): number | undefined {
  if (count === 0 || rt.i32[args] === rt.None) return -1;
  const object = rt.i32[args]! as Ref;
  if (rt.typeOf(object).slots.index === undefined) {
    rt.raise('TypeError', `argument should be integer or None, not '${rt.typeOf(object).name}'`);
    return undefined;
  }
  return indexAsSize(rt, object, 'OverflowError');
}

/** sys.stdin.readline(), for input(): 0 on error. */
function readLineMethod(rt: Runtime, file: Ref, args: number, count: number): Maybe {
  if (!isReadable(rt, file)) return 0;
  const size = count === 0 ? -1 : indexAsSize(rt, rt.i32[args]! as Ref, 'OverflowError');
  if (size === undefined) return 0;
  const line = readLine(rt);
  const points = size < 0 ? [] : [...line];
  if (size < 0 || points.length <= size) return rt.str(line);
  pending.set(rt.host, points.slice(size).join('') + (pending.get(rt.host) ?? ''));
  return rt.str(points.slice(0, size).join(''));
}

function readLines(rt: Runtime, file: Ref): Maybe {
  if (!isReadable(rt, file)) return 0;
  const list = newList(rt, 0);
  if (list === 0) return 0;
  const mark = rt.mark();
  rt.hold(list);
  for (let line = readLine(rt); line !== ''; line = readLine(rt)) {
    const text = rt.str(line);
    if (text === 0) return rt.finish(mark, 0);
    if (!listAppend(rt, list, text)) {
      rt.decref(text);
      return rt.finish(mark, 0);
    }
  }
  return rt.unhold();
}

function write(rt: Runtime, file: Ref, value: Ref): Maybe {
  if (!isStr(rt, value)) {
    return rt.raise('TypeError', `write() argument must be str, not ${rt.typeOf(value).name}`);
  }
  return writeText(rt, file, rt.text(value)) ? intFromWord(rt, strLength(rt, value)) : 0;
}

function writeLines(rt: Runtime, file: Ref, lines: Ref): Maybe {
  const written = forEachItem(rt, lines, (line) => {
    const result = write(rt, file, line);
    rt.drop(result);
    return result !== 0;
  });
  return written ? rt.none() : 0;
}

function text(name: string, value: (rt: Runtime, file: Ref) => string): NativeAttribute {
  return { name, get: (rt, self) => rt.str(value(rt, self)) };
}

/** Answers of the stream, which a closed file refuses. */
function question(name: string, answer: (rt: Runtime, file: Ref) => boolean) {
  return noArgs(name, (rt, self) => (isOpen(rt, self) ? rt.bool(answer(rt, self)) : 0));
}

/** _io.TextIOWrapper, as far as the three standard streams need it. */
export const fileType: BuiltinDefinition = {
  key: 'TextIOWrapper',
  name: '_io.TextIOWrapper',
  module: '_io',
  final: true,
  layout: () => ({ basicSize: 200, gc: true, slots: [FileField.Dict * 4], weakList: 176 }),
  slots: {
    repr: (rt, self) => {
      const mode = streamOf(rt, self) === Stream.In ? 'r' : 'w';
      return rt.str(`<_io.TextIOWrapper name='${NAMES[streamOf(rt, self)]}' mode='${mode}' encoding='utf-8'>`);
    },
    iter: (rt, self) => (isOpen(rt, self) ? rt.incref(self) : 0),
    next: (rt, self) => {
      if (!isReadable(rt, self)) return 0;
      const line = readLine(rt);
      return line === '' ? 0 : rt.str(line);
    },
  },
  methods: [
    oneArg('write', write),
    oneArg('writelines', writeLines),
    noArgs('flush', (rt, self) => (isOpen(rt, self) ? rt.none() : 0)),
    positional('readline', 0, 1, readLineMethod),
    noArgs('readlines', readLines),
    positional('read', 0, 1, (rt, self, args, count) => {
      if (!isReadable(rt, self)) return 0;
      const size = sizeArgument(rt, args, count);
      return size === undefined ? 0 : rt.str(readSome(rt, size));
    }),
    noArgs('fileno', (rt, self) => (isOpen(rt, self) ? intFromWord(rt, streamOf(rt, self)) : 0)),
    question('isatty', (rt, self) => rt.host.isTerminal?.(streamOf(rt, self)) ?? false),
    question('readable', (rt, self) => streamOf(rt, self) === Stream.In),
    question('writable', (rt, self) => streamOf(rt, self) !== Stream.In),
    question('seekable', () => false),
    noArgs('close', (rt, self) => {
      rt.i32[self + FileField.Closed] = 1;
      return rt.none();
    }),
    noArgs('__enter__', (rt, self) => (isOpen(rt, self) ? rt.incref(self) : 0)),
    positional('__exit__', 0, 3, (rt, self) => {
      rt.i32[self + FileField.Closed] = 1;
      return rt.none();
    }),
    { name: 'reconfigure', doc: undefined, signature: '($self, /, **settings)', code: (rt) => rt.none() },
  ],
  attributes: [
    text('encoding', () => 'utf-8'),
    text('errors', (rt, self) => (streamOf(rt, self) === Stream.Error ? 'backslashreplace' : 'strict')),
    text('name', (rt, self) => NAMES[streamOf(rt, self)]!),
    text('mode', (rt, self) => (streamOf(rt, self) === Stream.In ? 'r' : 'w')),
    { name: 'newlines', get: (rt) => rt.none() },
    { name: 'closed', get: (rt, self) => rt.bool(rt.i32[self + FileField.Closed] !== 0) },
    { name: 'line_buffering', get: (rt, self) => rt.bool(streamOf(rt, self) === Stream.Error) },
    { name: 'write_through', get: (rt) => rt.bool(true) },
  ],
};
