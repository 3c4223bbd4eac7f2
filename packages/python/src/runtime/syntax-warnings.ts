import { literalWarnings } from '../compile/literal-warnings.js';
import { type Expression, type Interactive, type Module, PySyntaxError, type WarningHandler } from '../syntax/index.js';
import { symbolError } from '../syntax/scopeanalysis.js';
import type { Runtime } from './runtime.js';
import { warnExplicit } from './warn.js';

/**
 * Warnings about a text that is accepted. Where a filter makes exceptions of them, the text has a syntax error instead, which is thrown as those of
 * the parser are.
 */

/** What `parse` gives; undefined if something that a warning called has raised an exception. */
export function withWarnings<T>(rt: Runtime, filename: string, parse: (onWarning: WarningHandler) => T): T | undefined {
  const warnings: Parameters<WarningHandler>[] = [];
  let parsed: T | undefined;
  let problem: unknown;
  try {
    parsed = parse((...each) => warnings.push(each));
  } catch (error) {
    problem = error;
  }
  // What was read before an error is warned of as well.
  for (const [given, message, lineno] of warnings) {
    const category = categoryOf(rt, given, message);
    if (category === undefined) continue;
    const place = { lineno, offset: 1, end_lineno: lineno, end_offset: null, text: null };
    const error = new PySyntaxError('SyntaxError', message, filename, place);
    if (!warn(rt, category, error, filename)) return undefined;
  }
  if (problem !== undefined) throw problem;
  return parsed;
}

type Category = Parameters<WarningHandler>[0];

/** Until 3.11 unknown escapes were deprecations, and octal ones over 0o377 as good as others. */
function categoryOf(rt: Runtime, category: Category, message: string): Category | undefined {
  if (rt.profile.versionInfo[1] >= 12) return category;
  if (message.startsWith('invalid octal escape')) return undefined;
  return message.startsWith('invalid escape') ? 'DeprecationWarning' : category;
}

/** Warns of what the compiler finds strange in a tree; false if that raised. */
export function warnOfLiterals(rt: Runtime, tree: Module | Interactive | Expression, filename: string): boolean {
  const namesType = rt.profile.versionInfo[1] >= 12;
  return literalWarnings(tree, namesType).every(({ message, at }) =>
    warn(rt, 'SyntaxWarning', symbolError(message, filename, at), filename),
  );
}

function warn(rt: Runtime, category: Category, error: PySyntaxError, filename: string): boolean {
  const mark = rt.mark();
  const message = rt.str(error.msg);
  if (message === 0) return false;
  rt.hold(message);
  const module = rt.str(filename.replace(/\.py$/, '') || '<unknown>');
  if (module === 0) return rt.finish(mark, 0) !== 0;
  rt.hold(module);
  const type = rt.builtin[category].ref;
  const line = error.lineno ?? 0;
  const warning = { category: type, message, filename, line, module, registry: 0, sourceLine: 0, source: 0 } as const;
  const done = warnExplicit(rt, warning);
  rt.releaseTo(mark);
  if (done || !rt.errorIs(rt.builtin[category])) return done;
  rt.clearError();
  throw error;
}
