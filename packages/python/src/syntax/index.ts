/**
 * The syntax layer: Python 3.13 source to CPython's syntax trees, or to CPython's syntax errors.
 */
import { characterNamed } from '../text/unicode-late.js';
import { diagnose } from './diagnosis/diagnose.js';
import { PySyntaxError } from './errors.js';
import type { Expression, Interactive, Mod, Module } from './nodes.js';
import { Parser } from './parser.js';
import { MISFIT, TOO_DEEP } from './reader.js';
import { type Mode, normaliseSource, TokenStream } from './stream.js';
import type { NamedCharacter } from './strings.js';

export { checkModule } from './checks.js';
export { decodeSource, type OtherCodec } from './decode.js';
export { type DumpOptions, dump } from './dump.js';
export { PySyntaxError, type SyntaxErrorType } from './errors.js';
export type * from './nodes.js';
export { byCodePoint } from './scopes.js';
export type { NamedCharacter } from './strings.js';
export { buildSymbolTable, mangle, type NameScope, Scope, type ScopeKind, TOO_DEEP_TO_COMPILE } from './symtable.js';
export { type ListedToken, TokenList } from './token-list.js';
export { unparse } from './unparse.js';

/** A warning about text that is accepted. */
export type WarningHandler = (category: 'SyntaxWarning' | 'DeprecationWarning', msg: string, lineno: number) => void;

export interface ParseOptions {
  /** What errors name as their file; `'<string>'` by default. */
  readonly filename?: string | undefined;
  /** Finds the character that `\N{NAME}` names; those of Unicode 15.1 by default. */
  readonly namedCharacter?: NamedCharacter | undefined;
  readonly onWarning?: WarningHandler | undefined;
  /** Digits that a decimal int may have; 0 or left out for any number. */
  readonly maxStrDigits?: number | undefined;
  /** At the prompt: blocks that are still open at the end of the text make it incomplete. */
  readonly dontImplyDedent?: boolean | undefined;
}

const nameToday: NamedCharacter = (name) => characterNamed(name, '15.1.0');

/** Nesting that is certainly within CPython's parser stack of 6000 rules; beyond it the error grammar counts. */
const SAFE_DEPTH = 4500;

/**
 * Parses a file.
 *
 * @throws PySyntaxError where CPython's `compile(source, filename, 'exec')` raises while parsing.
 */
export function parseModule(source: string, options: ParseOptions = {}): Module {
  return parse(source, 'exec', options) as Module;
}

/**
 * Parses one statement as typed at the prompt: a line of simple statements, or a compound statement.
 *
 * @throws PySyntaxError whose `incomplete` says whether more lines could mend the text.
 */
export function parseInteractive(source: string, options: ParseOptions = {}): Interactive {
  return parse(source, 'single', options) as Interactive;
}

/** Parses an expression as `compile(source, filename, 'eval')` does; `eval` itself first strips spaces and tabs. */
export function parseExpression(source: string, options: ParseOptions = {}): Expression {
  return parse(source, 'eval', options) as Expression;
}

/**
 * What the prompt does with the lines typed so far, by the rules of `codeop.compile_command`: the statement, or
 * `null` when it wants another line.
 *
 * @throws PySyntaxError when no further line could help.
 */
export function parseCommand(source: string, options: ParseOptions = {}): Interactive | null {
  const blank = source.split('\n').every((line) => line.trim() === '' || line.trim().startsWith('#'));
  const text = blank ? 'pass' : source;
  const command: ParseOptions = { ...options, dontImplyDedent: true };
  try {
    return parseInteractive(text, command);
  } catch (error) {
    if (!(error instanceof PySyntaxError) || error.type === 'MemoryError') throw error;
  }
  // One more newline decides: a text that is complete with it, or still wants more, is merely unfinished.
  try {
    parseInteractive(`${text}\n`, command);
    return null;
  } catch (error) {
    if (error instanceof PySyntaxError && error.incomplete) return null;
  }
  return parseInteractive(text, command);
}

function parse(source: string, mode: Mode, given: ParseOptions): Mod {
  const options: ParseOptions = { ...given, namedCharacter: given.namedCharacter ?? nameToday };
  const filename = options.filename ?? '<string>';
  if (source.includes('\0')) {
    throw new PySyntaxError('SyntaxError', 'source code string cannot contain null bytes', filename);
  }
  const text = normaliseSource(source, mode);
  const warnings: Parameters<WarningHandler>[] = [];
  const tellWarnings = (): void => {
    for (const warning of warnings) options.onWarning?.(...warning);
  };
  let tree: Mod;
  try {
    tree = attempt(text, mode, options, warnings, SAFE_DEPTH);
  } catch (error) {
    if (error !== MISFIT && error !== TOO_DEEP && !(error instanceof RangeError)) {
      tellWarnings();
      throw error;
    }
    if (error === MISFIT) tellWarnings();
    const problem = diagnose(text, mode, { ...options, filename });
    if (problem !== null) throw problem;
    if (error === MISFIT) throw new Error(`the parser and the error grammar disagree about ${filename}`);
    warnings.length = 0;
    tree = attempt(text, mode, options, warnings, Number.POSITIVE_INFINITY);
  }
  tellWarnings();
  return tree;
}

function attempt(
  text: string,
  mode: Mode,
  options: ParseOptions,
  warnings: Parameters<WarningHandler>[],
  depthLimit: number,
): Mod {
  const onWarning: WarningHandler = (...warning) => warnings.push(warning);
  const { dontImplyDedent, namedCharacter, maxStrDigits } = options;
  const stream = new TokenStream(text, { mode, filename: options.filename ?? '<string>', dontImplyDedent, onWarning });
  const parser = new Parser(stream, depthLimit, { namedCharacter, maxStrDigits, onWarning });
  if (mode === 'exec') return parser.module();
  if (mode === 'eval') return parser.evalInput();
  const tree = parser.interactive();
  // A second statement is an error of its own.
  if (!stream.tokenizer.atEndOfText()) throw MISFIT;
  return tree;
}
