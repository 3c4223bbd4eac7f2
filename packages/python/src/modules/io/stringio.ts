import type { Ref } from '@uroboros/heap';
import { couldHold, optionalSize } from '../../objects/arguments.js';
import { intFromNumber } from '../../objects/int.js';
import { keywords, type NativeFunction, noArgs, oneArg } from '../../objects/native.js';
import { isStr, strLength } from '../../objects/str.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { allocInstance } from '../../runtime/types.js';
import type { NativeTypeDefinition } from '../native-type.js';
import { textBaseType } from './base.js';
import { offsetOf } from './bytes-input.js';
import { initialize } from './fileio.js';
import { kindsOf, lengthOf, lineEnd, type Newline, translate } from './newlines.js';
import { States } from './states.js';
import { kindsObject, newlineArgument } from './textio.js';
import { unsupported } from './unsupported.js';

/** StringIO: a text stream in memory. */

interface Memory {
  text: string;
  /** Position in characters; a text with characters above U+FFFF is taken apart to find them. */
  at: number;
  /** Characters of the text; −1 until it is asked for. */
  length: number;
  newline: Newline;
  kinds: number;
  closed: boolean;
}

const states = new States<Memory>();

const blank = (newline: Newline): Memory => ({ text: '', at: 0, length: 0, newline, kinds: 0, closed: false });

function opened(rt: Runtime, self: Ref): Memory | undefined {
  const state = states.get(rt, self);
  if (state !== undefined && !state.closed) return state;
  rt.raise(
    'ValueError',
    state === undefined ? 'I/O operation on uninitialized object' : 'I/O operation on closed file',
  );
  return undefined;
}

function size(state: Memory): number {
  if (state.length < 0) state.length = lengthOf(state.text);
  return state.length;
}

/** Characters from one position to another. */
function cut(state: Memory, from: number, to: number): string {
  if (size(state) === state.text.length) return state.text.slice(from, to);
  return [...state.text].slice(from, to).join('');
}

function write(state: Memory, given: string): void {
  // Nothing is no reason to go as far as the position.
  if (given === '') return;
  const { newline } = state;
  let text = newline === undefined ? translate(given) : given;
  if (newline === undefined || newline === '') state.kinds |= kindsOf(given);
  if (newline === '\r' || newline === '\r\n') text = text.replaceAll('\n', newline);
  const count = lengthOf(text);
  const total = size(state);
  if (state.at >= total) {
    state.text += '\0'.repeat(state.at - total) + text;
    state.length = state.at + count;
  } else {
    state.text = cut(state, 0, state.at) + text + cut(state, state.at + count, total);
    state.length = Math.max(total, state.at + count);
  }
  state.at += count;
}

function read(state: Memory, most: number): string {
  const from = Math.min(state.at, size(state));
  const to = most < 0 ? size(state) : Math.min(size(state), from + most);
  state.at = Math.max(state.at, to);
  return cut(state, from, to);
}

function readLine(state: Memory, limit: number): string {
  if (state.at >= size(state)) return '';
  if (size(state) !== state.text.length) {
    const rest = cut(state, state.at, size(state));
    const found = lineEnd(rest, 0, state.newline, true);
    const count = lengthOf(found < 0 ? rest : rest.slice(0, found));
    return read(state, limit < 0 ? count : Math.min(count, limit));
  }
  // Newlines that were translated on writing are all \n.
  const found = lineEnd(state.text, state.at, state.newline === undefined ? '\n' : state.newline, true);
  const count = (found < 0 ? state.text.length : found) - state.at;
  return read(state, limit < 0 ? count : Math.min(count, limit));
}

const init = keywords('StringIO', "self, initial_value='', newline='\\n'", (rt, values) => {
  const [self, initial, newlineRef] = values as [Ref, Maybe, Maybe];
  const newline = newlineRef === 0 ? '\n' : newlineArgument(rt, newlineRef, true);
  if (newline === null) return 0;
  if (initial !== 0 && initial !== rt.None && !isStr(rt, initial)) {
    return rt.raise('TypeError', `initial_value must be str or None, not ${rt.typeOf(initial).shortName}`);
  }
  const state = blank(newline);
  if (initial !== 0 && initial !== rt.None) write(state, rt.text(initial));
  state.at = 0;
  states.set(rt, self, state);
  return rt.none();
});

function seek(rt: Runtime, state: Memory, offset: number, whence: number): Maybe {
  if (whence < 0 || whence > 2) return rt.raise('ValueError', `Invalid whence (${whence}, should be 0, 1 or 2)`);
  if (offset < 0 && whence === 0) return rt.raise('ValueError', `Negative seek position ${offset}`);
  if (whence !== 0 && offset !== 0) return rt.raise('OSError', "Can't do nonzero cur-relative seeks");
  state.at = whence === 0 ? offset : whence === 1 ? state.at : size(state);
  return intFromNumber(rt, state.at);
}

const simple = (name: string, run: (rt: Runtime, state: Memory) => Maybe): NativeFunction =>
  noArgs(name, (rt, self) => {
    const state = opened(rt, self);
    return state === undefined ? 0 : run(rt, state);
  });

const reading = (name: string, run: (state: Memory, most: number) => string): NativeFunction =>
  keywords(name, 'self, size=-1, /', (rt, values) => {
    const state = opened(rt, values[0] as Ref);
    const most = state === undefined ? undefined : optionalSize(rt, values[1]!);
    return most === undefined ? 0 : rt.str(run(state!, most));
  });

const methods: readonly NativeFunction[] = [
  oneArg('write', (rt, self, text) => {
    const state = opened(rt, self);
    if (state === undefined) return 0;
    if (!isStr(rt, text)) return rt.raise('TypeError', `string argument expected, got '${rt.typeOf(text).shortName}'`);
    const end = state.at + strLength(rt, text);
    if (strLength(rt, text) === 0) return intFromNumber(rt, 0);
    if (end >= 2 ** 61) {
      // CPython has four bytes a character.
      return rt.raise('OverflowError', `new ${end >= 2 ** 63 ? 'position' : 'buffer size'} too large`);
    }
    // The engine's strings are half as long at most as the largest heap has bytes.
    if (!couldHold(rt, 2 * end + 64)) return 0;
    write(state, rt.text(text));
    return intFromNumber(rt, strLength(rt, text));
  }),
  reading('read', read),
  reading('readline', readLine),
  simple('getvalue', (rt, state) => rt.str(state.text)),
  simple('tell', (rt, state) => intFromNumber(rt, state.at)),
  keywords('seek', 'self, pos, whence=0, /', (rt, values) => {
    const state = opened(rt, values[0] as Ref);
    const offset = state === undefined ? undefined : offsetOf(rt, values[1]!);
    const whence = offset === undefined ? undefined : offsetOf(rt, values[2]!);
    return whence === undefined ? 0 : seek(rt, state!, offset!, whence);
  }),
  keywords('truncate', 'self, pos=None, /', (rt, values) => {
    const state = opened(rt, values[0] as Ref);
    if (state === undefined) return 0;
    const given = values[1]!;
    const to = given === 0 || given === rt.None ? state.at : optionalSize(rt, given);
    if (to === undefined) return 0;
    if (to < 0) return rt.raise('ValueError', `Negative size value ${to}`);
    state.text = cut(state, 0, to);
    state.length = Math.min(size(state), to);
    return intFromNumber(rt, to);
  }),
  noArgs('close', (rt, self) => {
    const state = states.get(rt, self);
    if (state !== undefined) {
      state.closed = true;
      state.text = '';
    }
    return rt.none();
  }),
  ...['readable', 'writable', 'seekable'].map((name) => simple(name, (rt) => rt.bool(true))),
  noArgs('detach', (rt) => unsupported(rt, 'detach')),
];

export const stringIoType: NativeTypeDefinition = {
  name: '_io.StringIO',
  doc: 'Text I/O implementation using an in-memory buffer.',
  base: textBaseType,
  dict: 36,
  layout: (rt) => ({
    basicSize: 168,
    gc: true,
    slots: [144],
    weakList: 152,
    tearDown: (object) => states.forget(rt, object),
  }),
  slots: {
    new: (rt, type) => {
      const made = allocInstance(rt, type);
      if (made !== 0) states.set(rt, made, blank('\n'));
      return made;
    },
    init: (rt, self, args, count, kwnames) => initialize(rt, init, self, args, count, kwnames),
    next: (rt, self) => {
      const state = opened(rt, self);
      const line = state === undefined ? '' : readLine(state, -1);
      return line === '' ? 0 : rt.str(line);
    },
  },
  methods,
  attributes: [
    { name: 'closed', get: (rt, self) => rt.bool(states.get(rt, self)?.closed ?? true) },
    { name: 'newlines', get: (rt, self) => kindsObject(rt, states.get(rt, self)?.kinds ?? 0) },
    { name: 'line_buffering', get: (rt) => rt.bool(false) },
  ],
};
