/**
 * Finds out what to tell about a text the parser refused, in CPython's order of precedence.
 *
 * First the grammar without its error rules: how far it gets is where a plain "invalid syntax" points, and the
 * tokenizer's own errors appear on the way. Then the grammar with them, which may find something better to say. Last,
 * the rest of the text is tokenized, because an unclosed bracket or string further down explains more.
 */
import { PySyntaxError } from '../errors.js';
import { type Mode, TokenStream } from '../stream.js';
import type { NamedCharacter } from '../strings.js';
import { Done } from '../tokenizer.js';
import { Tok } from '../tokens.js';
import { Actions } from './actions.js';
import { GRAMMAR } from './grammar.js';
import { Machine } from './machine.js';
import { Reporter } from './reporter.js';
import { type Rule, readGrammar } from './rules.js';

export interface DiagnoseOptions {
  readonly filename: string;
  readonly namedCharacter?: NamedCharacter | undefined;
  readonly dontImplyDedent?: boolean | undefined;
}

const START_RULES: Readonly<Record<Mode, string>> = { exec: 'file', single: 'interactive', eval: 'eval' };

let grammar: ReadonlyMap<string, Rule> | null = null;

/** The error CPython reports for a text, or `null` if it would accept it. */
export function diagnose(text: string, mode: Mode, options: DiagnoseOptions): PySyntaxError | null {
  grammar ??= readGrammar(GRAMMAR);
  const rule = grammar.get(START_RULES[mode]) as Rule;
  const { filename, dontImplyDedent } = options;
  const stream = new TokenStream(text, { mode, filename, dontImplyDedent });
  const report = new Reporter(stream.tokenizer, filename);
  const machine = new Machine(stream, report, (m) => new Actions(stream, report, m, options.namedCharacter));

  const first = attempt(() => machine.run(rule, false));
  if (first === true) {
    if (mode !== 'single' || stream.tokenizer.atEndOfText()) return null;
    return report.here('multiple statements found while compiling a single statement');
  }
  const incomplete = stream.atEndOfSource;
  if (first instanceof PySyntaxError && first.type === 'MemoryError') return first;
  const lastToken = stream.tokenizer.tokens.count - 1;
  const second = first instanceof PySyntaxError ? first : attempt(() => machine.run(rule, true));
  const found = second instanceof PySyntaxError ? second : null;
  const error = conclude(stream, report, found, lastToken);
  return new PySyntaxError(error.type, error.msg, filename, error, incomplete);
}

function attempt(run: () => boolean): boolean | PySyntaxError {
  try {
    return run();
  } catch (error) {
    if (error instanceof PySyntaxError) return error;
    throw error;
  }
}

function conclude(
  stream: TokenStream,
  report: Reporter,
  found: PySyntaxError | null,
  lastToken: number,
): PySyntaxError {
  const { tokenizer } = stream;
  if (found !== null) {
    if (tokenizer.done !== Done.Ok || found.type === 'MemoryError') return found;
    return errorFurtherOn(stream, report) ?? found;
  }
  const kind = tokenizer.tokens.kind[lastToken];
  if (kind === Tok.Error && tokenizer.done === Done.Eof) return report.unexpectedEnd();
  if (kind === Tok.Indent || kind === Tok.Dedent) {
    return report.here(kind === Tok.Indent ? 'unexpected indent' : 'unexpected unindent', 'IndentationError');
  }
  const { tokens } = tokenizer;
  const plain = report.place(
    'SyntaxError',
    'invalid syntax',
    tokens.line[lastToken] as number,
    (tokens.col[lastToken] as number) + 1,
    tokens.endLine[lastToken] as number,
    (tokens.endCol[lastToken] as number) + 1,
  );
  return errorFurtherOn(stream, report) ?? plain;
}

/**
 * Tokenizes the rest: an error in it, or a bracket left open above the error found, is reported instead. Not from
 * within an f-string, whose end is easily missed once something before it was wrong.
 */
function errorFurtherOn(stream: TokenStream, report: Reporter): PySyntaxError | null {
  const { tokenizer } = stream;
  const { tokens } = tokenizer;
  const line = tokens.line[tokens.count - 1] as number;
  let kind: Tok;
  do kind = tokenizer.advance();
  while (kind !== Tok.Error && kind !== Tok.EndMarker);
  if (kind === Tok.EndMarker || tokenizer.insideFString) return null;
  if (tokenizer.error !== null) return tokenizer.error;
  const unclosed = tokenizer.level > 0 && line > (tokenizer.parenLines[tokenizer.level - 1] as number);
  return unclosed ? report.neverClosed() : null;
}
