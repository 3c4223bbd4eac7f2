/**
 * What the error grammar's rules do besides matching: raise errors, and check what the grammar cannot express.
 */
import type { TokenStream } from '../stream.js';
import {
  checkBytes,
  decodeBytes,
  decodeString,
  EscapeError,
  isAscii,
  type NamedCharacter,
  stringParts,
} from '../strings.js';
import { Tok } from '../tokens.js';
import type { Machine } from './machine.js';
import type { Reporter } from './reporter.js';
import type { Action } from './rules.js';
import { describe, firstOf, invalidTarget, lastOf, type Match, nodesOf, type Value } from './values.js';

type Labels = ReadonlyMap<string, Match>;
type Raise = Extract<Action, { do: 'raise' }>;

/** Statements of Python 2 that people still write without parentheses. */
const LEGACY_STATEMENTS: ReadonlySet<string> = new Set(['print', 'exec']);

export class Actions {
  constructor(
    private readonly stream: TokenStream,
    private readonly report: Reporter,
    private readonly machine: Machine,
    private readonly namedCharacter: NamedCharacter | undefined,
  ) {}

  /** Throws the error a rule describes; returns false when there is none after all. */
  raise(action: Raise, labels: Labels): false {
    const { report, machine } = this;
    const [first = '', second = ''] = action.labels;
    const a = labels.get(first) ?? null;
    const start = firstOf(a);
    const msg = start === null ? action.msg : action.msg.replace('%s', describe(start));
    switch (action.how) {
      case 'at':
        throw report.range(start as Value, lastOf(a) as Value, msg);
      case 'range':
        throw report.range(start as Value, this.lastItem(labels.get(second) ?? null), msg);
      case 'from':
        throw report.from(start as Value, msg);
      case 'here':
        throw report.here(msg);
      case 'next':
        machine.kind();
        throw report.here(msg, 'SyntaxError', machine.mark);
      case 'block':
        throw report.here(start === null ? msg : `${msg} on line ${start.lineno}`, 'IndentationError');
      case 'target':
        return this.badTarget(first, firstOf(labels.get(second) ?? null) as Value);
      default:
        throw new Error(`unknown error form ${action.how}`);
    }
  }

  /** The end of a list; of a comprehension, its last condition or what it iterates over. */
  private lastItem(match: Match): Value {
    let last = lastOf(match) as Value;
    if (last.kind === 'comprehension') last = last.parts.at(-1) as Value;
    return last;
  }

  private badTarget(use: string, target: Value): false {
    const bad = invalidTarget(target, use);
    if (bad === null) return false;
    throw this.report.at(bad, `cannot ${use === 'DEL' ? 'delete' : 'assign to'} ${describe(bad)}`);
  }

  /** Does what a `call` names. `undefined` makes the rule fail. */
  call(name: string, labels: Labels, start: number): Match | undefined {
    const a = firstOf(labels.get('a') ?? null);
    const b = firstOf(labels.get('b') ?? null);
    switch (name) {
      case 'interactiveExit':
        return undefined;
      case 'ensureReal':
        return this.ensure(a as Value, false);
      case 'ensureImaginary':
        return this.ensure(a as Value, true);
      case 'refuseLessGreater':
        return this.spelling(a as Value) === '!=' ? a : undefined;
      case 'checkConversion':
        return this.conversion(a as Value, b as Value);
      case 'formattedValue':
        return this.formattedValue(a, start);
      case 'decodeLiteral':
        return this.literal(a as Value);
      case 'joinFString':
        return this.fstring(a as Value, start);
      case 'concatenate':
        return this.concatenate(nodesOf(labels.get('a') ?? null), start);
      default:
        return this.complain(name, labels, a as Value, b);
    }
  }

  /** The errors that depend on more than the match. */
  private complain(name: string, labels: Labels, a: Value, b: Value | null): undefined {
    const { report } = this;
    switch (name) {
      case 'legacyStatement':
        if (!LEGACY_STATEMENTS.has(a.text)) return undefined;
        throw report.range(a, b as Value, `Missing parentheses in call to '${a.text}'. Did you mean ${a.text}(...)?`);
      case 'forgottenComma':
        if (a.kind === 'Name' && LEGACY_STATEMENTS.has(a.text)) return undefined;
        if (this.machine.levelBefore === 0) return undefined;
        throw report.range(a, b as Value, 'invalid syntax. Perhaps you forgot a comma?');
      case 'boundOfTypeVarTuple':
      case 'boundOfParamSpec': {
        const what = b?.kind === 'Tuple' ? 'constraints' : 'bound';
        throw report.from(a, `cannot use ${what} with ${name.slice('boundOf'.length)}`);
      }
      case 'nakedGenerator': {
        const args = a.parts.filter((part) => part.kind !== 'keyword' && part.kind !== 'mapping');
        if (args.length <= 1) return undefined;
        const last = this.lastItem(labels.get('b') ?? null);
        throw report.range(args.at(-1) as Value, last, 'Generator expression must be parenthesized');
      }
      case 'positionalAfterKeyword': {
        const unpacking = a.parts.some((part) => part.kind === 'mapping') ? ' unpacking' : '';
        throw report.here(`positional argument follows keyword argument${unpacking}`);
      }
      case 'missingValue':
        throw report.place(
          'SyntaxError',
          "':' expected after dictionary key",
          a.lineno,
          a.end_col_offset,
          a.end_lineno,
          0,
        );
      default:
        throw new Error(`unknown action ${name}`);
    }
  }

  private spelling(value: Value): string {
    const { tokens, source } = this.stream.tokenizer;
    return source.slice(tokens.start[value.token], tokens.end[value.token]);
  }

  private ensure(number: Value, imaginary: boolean): Value {
    if (/[jJ]$/.test(this.spelling(number)) !== imaginary) {
      throw this.report.at(number, `${imaginary ? 'imaginary' : 'real'} number required in complex literal`);
    }
    return number;
  }

  private conversion(mark: Value, name: Value): Value {
    if (mark.lineno !== name.lineno || mark.end_col_offset !== name.col_offset) {
      // The misspelling is CPython 3.13's.
      throw this.report.range(mark, name, 'f-string: conversion type must come right after the exclamanation mark');
    }
    return name;
  }

  private formattedValue(conversion: Value | null, start: number): Value {
    if (conversion !== null && !/^[sra]$/.test(conversion.text)) {
      throw this.report.at(
        conversion,
        `f-string: invalid conversion character '${conversion.text}': expected 's', 'r', or 'a'`,
      );
    }
    return this.machine.nodeBetween(start, 'FormattedValue', []);
  }

  // -------------------------------------------------------------------------------------------------------------
  // Literals are decoded once more for the errors in them
  // -------------------------------------------------------------------------------------------------------------

  private literal(token: Value): Value {
    const { tokens, source } = this.stream.tokenizer;
    const parts = stringParts(source, tokens.start[token.token] as number, tokens.end[token.token] as number);
    const text = source.slice(parts.from, parts.to);
    if (parts.bytes && !isAscii(text)) {
      throw this.report.at(token, 'bytes can only contain ASCII literal characters');
    }
    if (parts.bytes) this.decoded(() => decodeBytes(text, parts.raw, this.escapes));
    else this.decoded(() => (parts.raw ? checkBytes(text) : decodeString(text, this.escapes)));
    return { ...token, kind: 'Constant', text: parts.bytes ? 'bytes' : 'str' };
  }

  private get escapes() {
    return { namedCharacter: this.namedCharacter, warn: (): void => {} };
  }

  private decoded(decode: () => unknown): void {
    try {
      decode();
    } catch (error) {
      if (error instanceof EscapeError) throw this.report.here(error.message);
      throw error;
    }
  }

  private fstring(open: Value, start: number): Value {
    const { tokens, source } = this.stream.tokenizer;
    if (!/[rR]/.test(this.spelling(open))) {
      for (let at = start; at < this.machine.mark; at++) {
        if (tokens.kind[at] !== Tok.FStringMiddle) continue;
        this.decoded(() => decodeString(source.slice(tokens.start[at], tokens.end[at]), this.escapes));
      }
    }
    return this.machine.nodeBetween(start, 'JoinedStr', []);
  }

  private concatenate(parts: readonly Value[], start: number): Value {
    const bytes = parts.filter((part) => part.text === 'bytes').length;
    if (bytes > 0 && bytes < parts.length) throw this.report.here('cannot mix bytes and nonbytes literals');
    const formatted = parts.some((part) => part.kind === 'JoinedStr');
    return this.machine.nodeBetween(start, formatted ? 'JoinedStr' : 'Constant', []);
  }
}
