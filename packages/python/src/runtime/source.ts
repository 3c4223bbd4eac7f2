import type { Ref } from '@uroboros/heap';
import { intFromWord } from '../objects/int.js';
import { tupleFromSlots } from '../objects/tuple.js';
import {
  buildSymbolTable,
  checkModule,
  decodeSource,
  type Expression,
  type Interactive,
  type Module,
  PySyntaxError,
  parseCommand,
  parseExpression,
  parseInteractive,
  parseModule,
  type Scope,
  TOO_DEEP_TO_COMPILE,
} from '../syntax/index.js';
import { characterNamed } from '../text/unicode-late.js';
import { callWith } from './calls.js';
import { setRaised } from './errors.js';
import type { BuiltinName } from './registry.js';
import type { Maybe, Runtime } from './runtime.js';
import { warnOfLiterals, withWarnings } from './syntax-warnings.js';

/** From text to a checked syntax tree; syntax errors become Python exceptions. */

/** What a text is: a file, an expression, or a command typed at the prompt. */
export type SourceMode = 'exec' | 'eval' | 'single';

const PARSERS = { exec: parseModule, eval: parseExpression, single: parseInteractive } as const;

/** A parsed text. */
export interface Parsed {
  readonly tree: Module | Interactive | Expression;
  readonly scope: Scope;
}

/** Characters by name, as the version has them. */
function charactersOf(rt: Runtime): (name: string) => string | undefined {
  return (name) => characterNamed(name, rt.profile.unicodeVersion);
}

/** How a text is read, beside what it is. */
export interface ReadOptions {
  readonly dontImplyDedent?: boolean;
  /** A text that more lines could mend gets an error of its own: what codeop asks for. */
  readonly tellsIncomplete?: boolean;
}

/** Parses and checks a text; undefined, with the exception set, if it is not Python. */
export function parseSource(
  rt: Runtime,
  source: string,
  filename: string,
  mode: SourceMode,
  more: ReadOptions & { readonly futureAnnotations?: boolean } = {},
): Parsed | undefined {
  return guardedText(rt, source, more, () => {
    const options = {
      filename,
      dontImplyDedent: more.dontImplyDedent,
      maxStrDigits: rt.maxStrDigits,
      namedCharacter: charactersOf(rt),
    };
    const tree = withWarnings(rt, filename, (onWarning) => PARSERS[mode](source, { ...options, onWarning }));
    const parsed = tree && finish(rt, tree, filename, more.futureAnnotations);
    return parsed && warnOfLiterals(rt, parsed.tree, filename) ? parsed : undefined;
  });
}

/** Parses a text without the checks of the compiler: what a tree is made of. */
export function parseTree(
  rt: Runtime,
  source: string,
  filename: string,
  mode: SourceMode,
  more: ReadOptions = {},
): Parsed['tree'] | undefined {
  const { dontImplyDedent } = more;
  return guardedText(rt, source, more, () =>
    withWarnings(rt, filename, (onWarning) =>
      PARSERS[mode](source, { filename, dontImplyDedent, namedCharacter: charactersOf(rt), onWarning }),
    ),
  );
}

/** Checks a tree that did not come from a text. */
export function checkTree(
  rt: Runtime,
  tree: Parsed['tree'],
  filename: string,
  futureAnnotations: boolean,
): Parsed | undefined {
  return guarded(rt, () => finish(rt, tree, filename, futureAnnotations));
}

/** What the prompt has so far: a command, null if it wants more, or undefined with the exception set. */
export function parsePrompt(rt: Runtime, text: string, filename: string): Parsed | null | undefined {
  return guarded(rt, () => {
    const tree = parseCommand(text, { filename, maxStrDigits: rt.maxStrDigits, namedCharacter: charactersOf(rt) });
    return tree === null ? null : finish(rt, tree, filename);
  });
}

function finish(
  rt: Runtime,
  tree: Module | Interactive | Expression,
  filename: string,
  futureAnnotations = false,
): Parsed {
  const scope = buildSymbolTable(tree, filename, {
    inlinesComprehensions: rt.profile.inlinesComprehensions,
    nestingLimit: rt.profile.nestingLimit,
    futureAnnotations,
  });
  checkModule(tree, filename);
  return { tree, scope };
}

function guarded<T>(rt: Runtime, parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (error instanceof PySyntaxError) raiseSyntaxError(rt, error);
    else if (isStackOverflow(error)) rt.raise('RecursionError', TOO_DEEP_TO_COMPILE);
    else throw error;
    return undefined;
  }
}

/** The same for a text that may be incomplete. */
function guardedText<T>(rt: Runtime, source: string, { tellsIncomplete }: ReadOptions, parse: () => T): T | undefined {
  return guarded(rt, () => {
    try {
      return parse();
    } catch (error) {
      if (tellsIncomplete !== true || !(error instanceof PySyntaxError && error.incomplete)) throw error;
      throw incompleteInput(rt, source, error.filename);
    }
  });
}

/** What is said of a text that more lines could mend; it lies at the last token. */
function incompleteInput(rt: Runtime, source: string, filename: string): PySyntaxError {
  const type = rt.profile.versionInfo[1] >= 13 ? '_IncompleteInputError' : 'SyntaxError';
  const isEnded = source.endsWith('\n');
  const lines = (isEnded ? source.slice(0, -1) : source).split('\n');
  const last = lines.at(-1)!;
  const lineno = source === '' ? 0 : lines.length;
  const offset = [...last].length + (isEnded ? 1 : 0);
  const text = isEnded ? `${last}\n` : last;
  return new PySyntaxError(type, 'incomplete input', filename, {
    lineno,
    offset,
    end_lineno: lineno,
    end_offset: -1,
    text,
  });
}

/** The JavaScript stack was too small for a text: on the main thread it is. */
export function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message === 'Maximum call stack size exceeded';
}

/** A line of a file, for errors that the compiler finds; null if it is not to be had. */
function lineOfFile(rt: Runtime, filename: string, line: number): string | null {
  const bytes = filename.startsWith('<') ? undefined : rt.host.readSource(filename);
  if (bytes === undefined) return null;
  try {
    const text = decodeSource(bytes, filename).split('\n')[line - 1];
    return text === undefined ? null : `${text}\n`;
  } catch (error) {
    if (error instanceof PySyntaxError) return null;
    throw error;
  }
}

/** Without a place the message alone is the argument. */
export function raisePlain(rt: Runtime, type: Ref, text: string): 0 {
  const message = rt.str(text);
  if (message === 0) return 0;
  const mark = rt.mark();
  rt.hold(message);
  const exception = callWith(rt, type, [message]);
  rt.releaseTo(mark);
  return exception === 0 ? 0 : setRaised(rt, exception);
}

/** The exception of a syntax error, with its place. */
export function raiseSyntaxError(rt: Runtime, error: PySyntaxError): 0 {
  const type = rt.builtin[error.type as BuiltinName];
  if (error.type === 'MemoryError') return rt.raise('MemoryError', error.msg);
  if (error.lineno === null) return raisePlain(rt, type.ref, error.msg);
  const mark = rt.mark();
  const parts: Maybe[] = [];
  const add = (made: Maybe): void => {
    parts.push(made);
    if (made !== 0) rt.hold(made);
  };
  const number = (value: number | null): Maybe => (value === null ? rt.none() : intFromWord(rt, value));
  add(rt.str(error.filename));
  add(number(error.lineno));
  add(number(error.offset));
  const text = error.text ?? (error.lineno > 0 ? lineOfFile(rt, error.filename, error.lineno) : null);
  add(text === null ? rt.none() : rt.str(text));
  // An encoding that is not to be had has half a place.
  if (error.lineno > 0) {
    add(number(error.end_lineno));
    add(number(error.end_offset));
  }
  if (parts.includes(0)) return rt.finish(mark, 0) as 0;
  const details = tupleFromSlots(rt, mark, parts.length);
  rt.releaseTo(mark);
  if (details === 0) return 0;
  rt.hold(details);
  const message = rt.str(error.msg);
  if (message === 0) return rt.finish(mark, 0) as 0;
  rt.hold(message);
  const exception = callWith(rt, type.ref, [message, details]);
  rt.releaseTo(mark);
  return exception === 0 ? 0 : setRaised(rt, exception as Ref);
}
