import type { Ref } from '@uroboros/heap';
import { givenType } from '../../objects/arguments.js';
import { intFromNumber, isInt } from '../../objects/int.js';
import { keywords } from '../../objects/native.js';
import { isStr } from '../../objects/str.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { type NativeTypeDefinition, nativeType } from '../native-type.js';
import { fspath } from '../posix/paths.js';
import { both, perform } from './base.js';
import { DEFAULT_BUFFER_SIZE, newBuffered, randomType, readerType, writerType } from './buffered.js';
import { offsetOf } from './bytes-input.js';
import { fileType } from './fileio.js';
import { textType } from './textio.js';

/** open(): a file as a raw stream, with a buffer, with text on top, as the mode says. */

interface Mode {
  readonly raw: string;
  readonly text: boolean;
  readonly updating: boolean;
  readonly reading: boolean;
}

function invalid(rt: Runtime, message: string): undefined {
  rt.raise('ValueError', message);
  return undefined;
}

function parseMode(rt: Runtime, mode: string): Mode | undefined {
  const letters = new Set(mode);
  if (letters.size !== mode.length || /[^rwxatb+]/.test(mode)) return invalid(rt, `invalid mode: '${mode}'`);
  const has = (letter: string): boolean => letters.has(letter);
  if (has('t') && has('b')) return invalid(rt, "can't have text and binary mode at once");
  const kind = [...'xrwa'].filter(has);
  if (kind.length > 1) return invalid(rt, 'must have exactly one of create/read/write/append mode');
  return {
    raw: `${kind[0] ?? ''}${has('+') ? '+' : ''}`,
    text: !has('b'),
    updating: has('+'),
    reading: kind[0] === 'r',
  };
}

const given = (rt: Runtime, value: Maybe): boolean => value !== 0 && value !== rt.None;

function checkBinary(rt: Runtime, encoding: Maybe, errors: Maybe, newline: Maybe): boolean {
  for (const [name, value] of [
    ['an encoding', encoding],
    ['an errors', errors],
    ['a newline', newline],
  ] as const) {
    if (!given(rt, value)) continue;
    rt.raise('ValueError', `binary mode doesn't take ${name} argument`);
    return false;
  }
  return true;
}

interface Arguments {
  readonly file: Ref;
  readonly mode: string;
  readonly buffering: number;
  readonly encoding: Maybe;
  readonly errors: Maybe;
  readonly newline: Maybe;
  readonly closefd: Maybe;
  readonly opener: Maybe;
}

/** A raw stream; owned. */
function openRaw(rt: Runtime, path: Ref, mode: Mode, args: Arguments): Maybe {
  const mark = rt.mark();
  const text = rt.str(mode.raw);
  if (text === 0) return 0;
  rt.hold(text);
  const closes = (args.closefd || rt.True) as Ref;
  const opener = (args.opener || rt.None) as Ref;
  return rt.finish(mark, rt.call(nativeType(rt, fileType).ref, path, text, closes, opener));
}

/** An int attribute of a raw stream; undefined on error. */
function blockSize(rt: Runtime, raw: Ref): number | undefined {
  const size = rt.getAttrText(raw, '_blksize');
  return size === 0 ? undefined : rt.consume(size, (runtime, value) => offsetOf(runtime, value) ?? DEFAULT_BUFFER_SIZE);
}

function bufferType({ updating, reading }: Mode): NativeTypeDefinition {
  return updating ? randomType : reading ? readerType : writerType;
}

/** Puts a buffer and text on a raw stream, which is held: the stream for the program, owned. */
function layers(rt: Runtime, raw: Ref, mode: Mode, args: Arguments): Maybe {
  const terminal = rt.callMethod(raw, 'isatty');
  if (terminal === 0) return 0;
  const isTerminal = rt.consume(terminal, (runtime, value) => runtime.isTrue(value)) === 1;
  const lines = args.buffering === 1 || (args.buffering < 0 && isTerminal);
  let size: number | undefined = args.buffering;
  if (size < 0 || lines) size = blockSize(rt, raw);
  if (size === undefined) return 0;
  if (size === 0) {
    if (mode.text) return rt.raise('ValueError', "can't have unbuffered text I/O");
    return rt.incref(raw);
  }
  const mark = rt.mark();
  const buffer = newBuffered(rt, bufferType(mode), raw, size);
  if (buffer === 0 || !mode.text) return buffer;
  rt.hold(buffer);
  const none = (value: Maybe): Ref => (value || rt.None) as Ref;
  const wrapper = rt.call(
    nativeType(rt, textType).ref,
    buffer,
    none(args.encoding),
    none(args.errors),
    none(args.newline),
    lines ? rt.True : rt.False,
  );
  if (wrapper === 0) return rt.finish(mark, 0);
  rt.hold(wrapper);
  const modeText = rt.str(args.mode);
  if (modeText === 0) return rt.finish(mark, 0);
  rt.hold(modeText);
  return rt.finish(mark, rt.setAttr(wrapper, rt.name('mode'), modeText) ? rt.incref(wrapper) : 0);
}

function openStream(rt: Runtime, args: Arguments): Maybe {
  const mark = rt.mark();
  const path = isInt(rt, args.file) ? rt.incref(args.file) : fspath(rt, args.file);
  if (path === 0) return 0;
  rt.hold(path);
  const mode = parseMode(rt, args.mode);
  if (mode === undefined) return rt.finish(mark, 0);
  if (!mode.text && !checkBinary(rt, args.encoding, args.errors, args.newline)) return rt.finish(mark, 0);
  const raw = openRaw(rt, path, mode, args);
  if (raw === 0) return rt.finish(mark, 0);
  rt.hold(raw);
  const stream = layers(rt, raw, mode, args);
  if (stream === 0) {
    both(
      rt,
      () => false,
      () => perform(rt, raw, 'close'),
    );
  }
  return rt.finish(mark, stream);
}

/** open() */
export const open = keywords(
  'open',
  "file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None",
  (rt, values) => {
    const [file, modeRef, bufferingRef, encoding, errors, newline, closefd, opener] = values as [Ref, ...Maybe[]];
    if (modeRef && !isStr(rt, modeRef)) {
      return rt.raise('TypeError', `open() argument 'mode' must be str, not ${givenType(rt, modeRef)}`);
    }
    for (const [name, value] of Object.entries({ encoding, errors, newline })) {
      if (!value || value === rt.None || isStr(rt, value)) continue;
      return rt.raise('TypeError', `open() argument '${name}' must be str or None, not ${givenType(rt, value)}`);
    }
    const buffering = offsetOf(rt, bufferingRef!, -1);
    if (buffering === undefined) return 0;
    return openStream(rt, {
      file,
      mode: modeRef ? rt.text(modeRef) : 'r',
      buffering,
      encoding: encoding!,
      errors: errors!,
      newline: newline!,
      closefd: closefd!,
      opener: opener!,
    });
  },
  'Open file and return a stream.  Raise OSError upon failure.',
);

/** open_code(path): a file that is about to be run. */
export const openCode = keywords('open_code', 'path', (rt, values) => {
  const mark = rt.mark();
  const mode = rt.str('rb');
  if (mode === 0) return 0;
  rt.hold(mode);
  const function_ = rt.getAttrText(rt.moduleNamed('builtins'), 'open');
  if (function_ === 0) return rt.finish(mark, 0);
  rt.hold(function_);
  return rt.finish(mark, rt.call(function_, values[0] as Ref, mode));
});

/** text_encoding(encoding): what a function that opens text files should hand on. */
export const textEncoding = keywords('text_encoding', 'encoding, stacklevel=2, /', (rt, values) => {
  const encoding = values[0] as Ref;
  return encoding === rt.None ? rt.str('locale') : rt.incref(encoding);
});

export const defaultBufferSize = (rt: Runtime): Maybe => intFromNumber(rt, DEFAULT_BUFFER_SIZE);
