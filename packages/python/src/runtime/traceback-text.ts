import type { Ref } from '@uroboros/heap';
import type { CompiledCode } from '../compile/compiled.js';
import { isBytes } from '../objects/bytes.js';
import { dictDelete, dictSet, isDict } from '../objects/dict.js';
import { intNumber, isInt } from '../objects/int.js';
import { ExceptionField, FrameObjectField, TracebackField, TypeField } from '../objects/layout.js';
import { isStr } from '../objects/str.js';
import { isTuple, tupleItem, tupleSize } from '../objects/tuple.js';
import type { TypeObject } from '../objects/typeobject.js';
import { decodeSource } from '../syntax/index.js';
import { findAttr } from './attributes.js';
import { markedLine, markedLines, type Place } from './carets.js';
import { forEachItem, reprOf, strOf } from './operators.js';
import type { Maybe, Runtime } from './runtime.js';
import { suggestion } from './suggestions.js';
import { errorText, systemDict, systemObject, writeError } from './system.js';

/** The text of exceptions that nobody caught: tracebacks, chains, notes (traceback.py, Python/traceback.c). */

const HEADER = 'Traceback (most recent call last):\n';
const CAUSED = '\nThe above exception was the direct cause of the following exception:\n\n';
const DURING = '\nDuring handling of the above exception, another exception occurred:\n\n';

/** Frames of the same place are shown so many times, then counted. */
const REPEATS_SHOWN = 3;

/** Whether the version prints tracebacks with the traceback module: marks over several lines, calls marked. */
const marksCalls = (rt: Runtime): boolean => rt.profile.versionInfo[1] >= 13;

/** An attribute of an exception, without an exception if there is none or it fails; held until the caller's mark. */
function attribute(rt: Runtime, object: Ref, name: string): Ref {
  const value = findAttr(rt, object, rt.name(name));
  if (value !== 0) return rt.hold(value);
  rt.clearError();
  return rt.None;
}

/** The name of a type as tracebacks show it: with its module unless that is builtins or __main__. */
export function qualifiedTypeName(rt: Runtime, type: TypeObject, unknown = '<unknown>.'): string {
  const mark = rt.mark();
  const module = attribute(rt, type.ref, '__module__');
  const qualname = rt.i32[type.ref + TypeField.Qualname]! as Maybe;
  const name = type.heapType && qualname !== 0 ? rt.text(qualname) : type.shortName;
  const prefix = isStr(rt, module) ? `${rt.text(module)}.` : unknown;
  rt.releaseTo(mark);
  return prefix === 'builtins.' || prefix === '__main__.' ? name : `${prefix}${name}`;
}

// Frames -----------------------------------------------------------------------------------------------------------

/** One entry of a traceback. */
interface Entry {
  readonly code: CompiledCode;
  readonly place: Place;
}

function entriesOf(rt: Runtime, traceback: Maybe): Entry[] {
  const entries: Entry[] = [];
  for (let at = traceback; at !== 0; at = rt.i32[at + TracebackField.Next]! as Maybe) {
    const frame = rt.i32[at + TracebackField.Frame]! as Ref;
    const code = rt.compiled[rt.i32[frame + FrameObjectField.Compiled]!];
    if (code === undefined) continue;
    const position = rt.i32[at + TracebackField.LastInstruction]!;
    const [line, endLine, column, endColumn] = code.positions.subarray(4 * position, 4 * position + 4);
    const shown = rt.i32[at + TracebackField.Line]!;
    const place =
      line === undefined || (line !== shown && !marksCalls(rt))
        ? { line: shown, endLine: shown, column: -1, endColumn: -1 }
        : { line, endLine: Math.max(line, endLine!), column: column!, endColumn: endColumn! };
    entries.push({ code, place });
  }
  return entries;
}

/** The entries that sys.tracebacklimit leaves: the last ones. */
function limited(rt: Runtime, entries: readonly Entry[]): readonly Entry[] {
  const limit = systemObject(rt, 'tracebacklimit');
  if (limit === 0 || !isInt(rt, limit)) return entries;
  const most = Math.max(0, intNumber(rt, limit));
  return entries.slice(entries.length - most);
}

/** Lines of files, read once for a whole text. */
class Sources {
  readonly #rt: Runtime;
  readonly #read = new Map<string, readonly string[] | undefined>();

  /** Entries above those of one exception, for frames that do not exist here. */
  readonly above: { readonly exception: Ref; readonly text: string } | undefined;

  constructor(rt: Runtime, above?: Sources['above']) {
    this.#rt = rt;
    this.above = above;
  }

  /**
   * The lines of the text a code object was compiled from; undefined if they are not to be had, or not shown: those of a
   * command typed at the prompt, `<stdin>-3`, and of `-c` are if `marksTyped`, those of a program from a pipe never.
   */
  lines(code: CompiledCode, marksTyped: boolean): readonly string[] | undefined {
    const isTyped = code.filename.startsWith('<');
    if (isTyped && (!marksTyped || code.filename === '<stdin>')) return undefined;
    if (code.source !== undefined || isTyped) return code.source?.lines;
    if (!this.#read.has(code.filename)) this.#read.set(code.filename, this.#load(code.filename));
    return this.#read.get(code.filename);
  }

  #load(filename: string): readonly string[] | undefined {
    const bytes = this.#rt.host.readSource(filename);
    if (bytes === undefined) return undefined;
    try {
      return decodeSource(bytes, filename).split('\n');
    } catch {
      return undefined;
    }
  }
}

function entryText(rt: Runtime, entry: Entry, sources: Sources, full: boolean): string {
  const { code, place } = entry;
  const head = `  File "${shownFile(code.filename)}", line ${place.line}, in ${code.name}\n`;
  const modern = marksCalls(rt);
  const source = sources.lines(code, modern && full);
  if (source === undefined) return head;
  return head + (modern && full ? markedLines(source, place) : markedLine(source, place, !modern));
}

/** What was typed at the prompt has a number behind its file's name, which is not shown. */
function shownFile(filename: string): string {
  return filename.startsWith('<stdin>-') ? '<stdin>' : filename;
}

/** The entries, those of the same place after the third one only counted. */
function stackText(rt: Runtime, entries: readonly Entry[], sources: Sources, full: boolean): string {
  let text = '';
  let last: Entry | undefined;
  let count = 0;
  const flush = (): void => {
    const more = count - REPEATS_SHOWN;
    if (more > 0) text += `  [Previous line repeated ${more} more time${more > 1 ? 's' : ''}]\n`;
  };
  for (const entry of entries) {
    const isSame =
      last !== undefined &&
      last.code.filename === entry.code.filename &&
      last.place.line === entry.place.line &&
      last.code.name === entry.code.name;
    if (!isSame) {
      flush();
      count = 0;
    }
    last = entry;
    if (++count <= REPEATS_SHOWN) text += entryText(rt, entry, sources, full);
  }
  flush();
  return text;
}

/**
 * A traceback as C code writes it: with its header, one line of source for each frame, and marks where the version makes them
 * there. `full` is what uncaught exceptions get.
 */
export function formatTraceback(rt: Runtime, traceback: Maybe, full: boolean): string {
  const entries = limited(rt, entriesOf(rt, traceback));
  return entries.length === 0 ? '' : HEADER + stackText(rt, entries, new Sources(rt), full);
}

// Exceptions -------------------------------------------------------------------------------------------------------

/** `pkg.Error: message`, or what a SyntaxError shows instead. */
function finalLines(rt: Runtime, exception: Ref): string {
  const type = rt.typeOf(exception);
  const name = qualifiedTypeName(rt, type);
  const text = type.isSubtypeOf(rt.builtin.SyntaxError)
    ? syntaxErrorText(rt, exception, name)
    : plainText(rt, exception, name);
  return text + notesText(rt, exception);
}

function plainText(rt: Runtime, exception: Ref, name: string): string {
  const message = errorText(rt, exception, strOf) ?? '<exception str() failed>';
  const hint = suggestion(rt, exception);
  return message + hint === '' ? `${name}\n` : `${name}: ${message}${hint}\n`;
}

/** The notes of an exception, a line each; undefined notes are none. */
function notesText(rt: Runtime, exception: Ref): string {
  const mark = rt.mark();
  const notes = attribute(rt, exception, '__notes__');
  let text = '';
  if (notes !== rt.None) {
    if (!isNoteSequence(rt, notes)) {
      const end = rt.profile.versionInfo[1] >= 12 ? '\n' : '';
      text = `${errorText(rt, notes, reprOf) ?? '<__notes__ repr() failed>'}${end}`;
    } else {
      forEachItem(rt, notes, (note) => {
        text += `${errorText(rt, note, strOf) ?? '<note str() failed>'}\n`;
        return true;
      });
      rt.clearError();
    }
  }
  rt.releaseTo(mark);
  return text;
}

/** Notes are a sequence; text is none from 3.12 on. */
function isNoteSequence(rt: Runtime, notes: Ref): boolean {
  const { getItem, length } = rt.typeOf(notes).slots;
  const isText = isStr(rt, notes) || isBytes(rt, notes);
  if (isText && rt.profile.versionInfo[1] >= 12) return false;
  return getItem !== undefined && length !== undefined && !isDict(rt, notes);
}

/** The line of a syntax error, with a mark below, and the message. */
function syntaxErrorText(rt: Runtime, exception: Ref, name: string): string {
  const mark = rt.mark();
  const number = (field: string): number | undefined => {
    const value = attribute(rt, exception, field);
    return isInt(rt, value) ? intNumber(rt, value) : undefined;
  };
  const string = (field: string): string | undefined => {
    const value = attribute(rt, exception, field);
    return value === rt.None ? undefined : (errorText(rt, value, strOf) ?? undefined);
  };
  const filename = string('filename');
  const line = number('lineno');
  const message = string('msg') ?? (marksCalls(rt) ? '<no detail available>' : 'None');
  const source = string('text');
  let text = '';
  if (line !== undefined) text += `  File "${shownFile(filename || '<string>')}", line ${line}\n`;
  if (source !== undefined) {
    const isOneLine = line === number('end_lineno');
    // To 3.12 only SyntaxError itself marks more than one column.
    const isPoint = !marksCalls(rt) && rt.typeOf(exception) !== rt.builtin.SyntaxError;
    const end = isPoint ? 0 : isOneLine ? (number('end_offset') ?? 0) : undefined;
    text += markedSyntaxLine(source, marksCalls(rt) ? ' \n\f' : ' \n\f\t', number('offset'), end);
  }
  const suffix = line === undefined && filename !== undefined ? ` (${filename})` : '';
  rt.releaseTo(mark);
  return `${text}${name}: ${message}${suffix}\n`;
}

/**
 * The line without its indentation. Columns count from 1; an end of 0 stands for an unknown one, undefined for the end of the
 * line.
 */
function markedSyntaxLine(
  source: string,
  indentation: string,
  column: number | undefined,
  endColumn: number | undefined,
): string {
  const whole = source.replace(/\n+$/, '');
  let cut = 0;
  while (cut < whole.length && indentation.includes(whole[cut]!)) cut++;
  const stripped = whole.slice(cut);
  const line = `    ${stripped}\n`;
  if (column === undefined) return line;
  const characters = [...stripped];
  const length = [...source].length;
  const pastEnd = cut + characters.length + 1;
  let start = column;
  let end = endColumn === undefined ? pastEnd : endColumn === 0 ? column : endColumn;
  if (source !== '' && start > length) start = pastEnd;
  if (source !== '' && end > length) end = pastEnd;
  if (start >= end || end < 0) end = start + 1;
  const from = start - 1 - cut;
  if (from < 0) return line;
  const padding = characters.slice(0, from).map((character) => (character.trim() === '' ? character : ' '));
  return `${line}    ${padding.join('').padEnd(Math.min(from, characters.length))}${'^'.repeat(end - start)}\n`;
}

/** One exception of a chain, with the sentence that connects it with the next. */
interface Link {
  readonly exception: Ref;
  readonly sentence: string;
}

/** The exceptions that led to one, the first one first. Each is shown once, so that loops end. */
function chainOf(rt: Runtime, exception: Ref, seen: Set<Ref>): Link[] {
  const links: Link[] = [];
  let at = exception;
  let sentence = '';
  for (;;) {
    seen.add(at);
    links.push({ exception: at, sentence });
    const cause = rt.i32[at + ExceptionField.Cause]! as Maybe;
    const context = rt.i32[at + ExceptionField.Context]! as Maybe;
    const hasCause = cause !== 0 && !seen.has(cause);
    const hasContext = context !== 0 && rt.i32[at + ExceptionField.SuppressContext] === 0 && !seen.has(context);
    if (!hasCause && !hasContext) return links.reverse();
    sentence = hasCause ? CAUSED : DURING;
    at = (hasCause ? cause : context) as Ref;
  }
}

/** Exceptions of a group are drawn within a frame of lines. */
const GROUP_WIDTH = 15;
const GROUP_DEPTH = 10;

/** How deep within groups the text is, and whether the frame still has to be closed. */
interface Drawing {
  depth: number;
  open: boolean;
}

/** The exceptions in a group, borrowed from its tuple; undefined for others. */
function membersOf(rt: Runtime, exception: Ref): Ref[] | undefined {
  const group = (rt.builtin as Partial<Record<string, TypeObject>>)['BaseExceptionGroup'];
  if (group === undefined || !rt.typeOf(exception).isSubtypeOf(group)) return undefined;
  const mark = rt.mark();
  const members = attribute(rt, exception, 'exceptions');
  const found = isTuple(rt, members)
    ? Array.from({ length: tupleSize(rt, members) }, (_, i) => tupleItem(rt, members, i))
    : [];
  rt.releaseTo(mark);
  return found;
}

/** Text within the frame of a group. */
function framed(text: string, drawing: Drawing, corner = '|'): string {
  if (drawing.depth === 0 || text === '') return text;
  const margin = `${'  '.repeat(drawing.depth)}${corner} `;
  return text
    .split(/(?<=\n)/)
    .map((line) => margin + line)
    .join('');
}

/**
 * The text of an uncaught exception. The exception must be held; its `str()` may run Python code. `above` are entries to put before
 * its own.
 */
export function formatException(rt: Runtime, exception: Ref, above = ''): string {
  return chainText(rt, exception, { depth: 0, open: false }, new Sources(rt, { exception, text: above }), new Set());
}

function chainText(rt: Runtime, exception: Ref, drawing: Drawing, sources: Sources, seen: Set<Ref>): string {
  let text = '';
  const links = chainOf(rt, exception, seen);
  links.forEach((link, i) => {
    const members = membersOf(rt, link.exception);
    text +=
      members === undefined
        ? framed(oneText(rt, link.exception, HEADER, sources), drawing)
        : groupText(rt, link.exception, members, drawing, sources, seen);
    if (i < links.length - 1) text += framed(link.sentence, drawing);
  });
  return text;
}

function oneText(rt: Runtime, exception: Ref, header: string, sources: Sources): string {
  const entries = limited(rt, entriesOf(rt, rt.i32[exception + ExceptionField.Traceback]! as Maybe));
  const above = sources.above?.exception === exception ? sources.above.text : '';
  const stack = entries.length === 0 ? '' : header + above + stackText(rt, entries, sources, true);
  return stack + finalLines(rt, exception);
}

function groupText(
  rt: Runtime,
  group: Ref,
  members: readonly Ref[],
  drawing: Drawing,
  sources: Sources,
  seen: Set<Ref>,
): string {
  if (drawing.depth > GROUP_DEPTH) return framed(`... (max_group_depth is ${GROUP_DEPTH})\n`, drawing);
  const isTop = drawing.depth === 0;
  if (isTop) drawing.depth = 1;
  const header = `Exception Group ${HEADER}`;
  const whole = oneText(rt, group, header, sources);
  let text = '';
  if (whole.startsWith(header)) {
    text += framed(header, drawing, isTop ? '+' : '|') + framed(whole.slice(header.length), drawing);
  } else {
    text += framed(whole, drawing);
  }
  const shown = Math.min(members.length, GROUP_WIDTH + 1);
  drawing.open = false;
  for (let i = 0; i < shown; i++) {
    const isLast = i === shown - 1;
    if (isLast) drawing.open = true;
    const isCut = i >= GROUP_WIDTH;
    text += `${'  '.repeat(drawing.depth)}${i === 0 ? '+-' : '  '}+---------------- ${isCut ? '...' : i + 1} ----------------\n`;
    drawing.depth++;
    if (isCut) {
      const left = members.length - GROUP_WIDTH;
      text += framed(`and ${left} more exception${left > 1 ? 's' : ''}\n`, drawing);
    } else {
      text += chainText(rt, members[i]!, drawing, sources, seen);
    }
    if (isLast && drawing.open) {
      text += `${'  '.repeat(drawing.depth)}+------------------------------------\n`;
      drawing.open = false;
    }
    drawing.depth--;
  }
  if (isTop) drawing.depth = 0;
  return text;
}

// The end of a program ---------------------------------------------------------------------------------------------

const EXIT_FAILURE = 1;
/** 128 + SIGINT: what a shell reports of a process that Ctrl-C ended. */
const EXIT_INTERRUPTED = 130;

/** Takes the exception that nobody caught, shows it (PyErr_Print), and returns the exit code of the process. */
export function printUncaught(rt: Runtime, above = ''): number {
  const mark = rt.mark();
  const exception = rt.hold(rt.takeError());
  let status: number;
  if (rt.typeOf(exception).isSubtypeOf(rt.builtin.SystemExit)) {
    status = exitStatus(rt, exception);
  } else {
    rememberLast(rt, exception);
    const isInterrupt = rt.typeOf(exception).isSubtypeOf(rt.builtin.KeyboardInterrupt);
    status = callHook(rt, exception, above) ?? (isInterrupt ? EXIT_INTERRUPTED : EXIT_FAILURE);
  }
  rt.releaseTo(mark);
  return status;
}

/** sys.exit(code): None is success, a number the code, anything else a message of failure. */
function exitStatus(rt: Runtime, exception: Ref): number {
  const mark = rt.mark();
  const code = attribute(rt, exception, 'code');
  let status = 0;
  if (isInt(rt, code)) {
    const value = intNumber(rt, code);
    status = Number.isNaN(value) ? 255 : value & 0xff;
  } else if (code !== rt.None) {
    writeError(rt, `${errorText(rt, code, strOf) ?? ''}\n`);
    status = EXIT_FAILURE;
  }
  rt.releaseTo(mark);
  return status;
}

/** sys.last_exc and its older names: for a debugger after the fact. They keep the exception alive. */
function rememberLast(rt: Runtime, exception: Ref): void {
  const dict = systemDict(rt);
  if (dict === 0) return;
  const traceback = rt.i32[exception + ExceptionField.Traceback]! as Maybe;
  if (rt.profile.versionInfo[1] >= 12) dictSet(rt, dict, rt.name('last_exc'), exception);
  dictSet(rt, dict, rt.name('last_type'), rt.typeOf(exception).ref);
  dictSet(rt, dict, rt.name('last_value'), exception);
  if (traceback === 0) dictDelete(rt, dict, rt.name('last_traceback'));
  else dictSet(rt, dict, rt.name('last_traceback'), traceback);
  rt.clearError();
}

/** Calls sys.excepthook, or shows the exception itself; a hook that exits gives the exit code. */
function callHook(rt: Runtime, exception: Ref, above: string): number | undefined {
  const hook = systemObject(rt, 'excepthook');
  const own = systemObject(rt, '__excepthook__');
  if (hook === 0 || hook === own) {
    if (hook === 0 && own !== 0) writeError(rt, 'sys.excepthook is missing\n');
    writeError(rt, formatException(rt, exception, above));
    return undefined;
  }
  const mark = rt.mark();
  rt.hold(rt.incref(hook));
  const traceback = rt.i32[exception + ExceptionField.Traceback]! as Maybe;
  const result = rt.call(hook, rt.typeOf(exception).ref, exception, traceback === 0 ? rt.None : traceback);
  let status: number | undefined;
  if (result !== 0) {
    rt.decref(result);
  } else if (rt.errorIs(rt.builtin.SystemExit)) {
    status = printUncaught(rt);
  } else {
    const failure = rt.hold(rt.takeError());
    writeError(rt, `Error in sys.excepthook:\n${formatException(rt, failure)}`);
    writeError(rt, `\nOriginal exception was:\n${formatException(rt, exception)}`);
  }
  rt.releaseTo(mark);
  return status;
}
