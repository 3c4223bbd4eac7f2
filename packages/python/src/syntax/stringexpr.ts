/**
 * String literals as expressions: f-strings with their fields, and the joining of adjacent literals.
 */
import type { Constant, Expr, FormattedValue, JoinedStr } from './nodes.js';
import { MISFIT, Reader } from './reader.js';
import type { TokenStream } from './stream.js';
import {
  checkBytes,
  decodeBytes,
  decodeString,
  EscapeError,
  isAscii,
  type NamedCharacter,
  stringParts,
} from './strings.js';
import { Tok } from './tokens.js';

/** What parsing literals takes from outside, and reports. */
export interface LiteralOptions {
  readonly namedCharacter?: NamedCharacter | undefined;
  /** Digits that decimal ints may have; 0 or left out for any number. */
  readonly maxStrDigits?: number | undefined;
  readonly onWarning?:
    | ((category: 'SyntaxWarning' | 'DeprecationWarning', msg: string, lineno: number) => void)
    | undefined;
}

export abstract class StringParser extends Reader {
  constructor(
    stream: TokenStream,
    depthLimit: number,
    protected readonly literals: LiteralOptions,
  ) {
    super(stream, depthLimit);
  }

  /** What stands between the braces of a field. */
  abstract annotatedRhs(): Expr;

  /** One or more adjacent literals. */
  protected strings(): Expr {
    const start = this.pos;
    const parts: Expr[] = [];
    while (this.k === Tok.String || this.k === Tok.FStringStart) {
      parts.push(this.k === Tok.String ? this.stringLiteral() : this.fstring());
    }
    return parts.length === 1 && parts[0]?.kind === 'Constant' ? parts[0] : this.concatenate(start, parts);
  }

  private stringLiteral(): Constant {
    const at = this.skip();
    const { source, tokens } = this;
    const parts = stringParts(source, tokens.start[at] as number, tokens.end[at] as number);
    const text = source.slice(parts.from, parts.to);
    if (parts.bytes && !isAscii(text)) throw MISFIT;
    return {
      kind: 'Constant',
      value: parts.bytes
        ? { t: 'bytes', value: this.decoded(at, (c) => decodeBytes(text, parts.raw, c)) }
        : { t: 'str', value: this.decode(at, text, parts.raw) },
      kind_: parts.unicode ? 'u' : null,
      lineno: this.line(at),
      col_offset: this.col(at),
      end_lineno: this.endLine(at),
      end_col_offset: this.endCol(at),
    };
  }

  private decode(token: number, text: string, raw = false): string {
    if (raw || !text.includes('\\')) return this.decoded(token, () => checkBytes(text));
    return this.decoded(token, (c) => decodeString(text, c));
  }

  private decoded<T>(token: number, decode: (c: Parameters<typeof decodeString>[1]) => T): T {
    const { namedCharacter, onWarning } = this.literals;
    const warn = (msg: string): void => onWarning?.('SyntaxWarning', msg, this.line(token));
    try {
      return decode({ namedCharacter, warn });
    } catch (error) {
      // The error grammar decodes the literal again, and then says what is wrong with it.
      if (error instanceof EscapeError) throw MISFIT;
      throw error;
    }
  }

  // -------------------------------------------------------------------------------------------------------------
  // f-strings
  // -------------------------------------------------------------------------------------------------------------

  private fstring(): JoinedStr {
    const start = this.need(Tok.FStringStart);
    const prefix = this.source.slice(this.tokens.start[start], this.tokens.end[start]);
    const raw = /[rR]/.test(prefix);
    const values: Expr[] = [];
    while (this.k !== Tok.FStringEnd) {
      if (this.k === Tok.FStringMiddle) this.pushText(values, this.middle(raw));
      else this.field(values, raw);
    }
    const end = this.skip();
    return this.joined(start, end, values);
  }

  private joined(start: number, end: number, values: Expr[]): JoinedStr {
    return {
      kind: 'JoinedStr',
      values,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  private pushText(values: Expr[], text: Constant): void {
    if (text.value.t === 'str' && text.value.value !== '') values.push(text);
  }

  /** A piece of literal text. The tokenizer leaves the second of two doubled braces between the tokens. */
  private middle(raw: boolean): Constant {
    const at = this.need(Tok.FStringMiddle);
    const text = this.source.slice(this.tokens.start[at], this.tokens.end[at]);
    return {
      kind: 'Constant',
      value: { t: 'str', value: raw ? text : this.decode(at, text) },
      kind_: null,
      lineno: this.line(at),
      col_offset: this.col(at),
      end_lineno: this.endLine(at),
      end_col_offset: this.endCol(at),
    };
  }

  /** A replacement field; `{x=}` is its own text followed by the value. */
  private field(values: Expr[], raw: boolean): void {
    const open = this.need(Tok.LBrace);
    this.enter(30);
    const value = this.annotatedRhs();
    this.leave(30);
    const debug = this.take(Tok.Equal);
    const afterValue = this.pos;
    const conversion = this.take(Tok.Exclamation) ? this.conversion() : -1;
    const colon = this.pos;
    const spec = this.k === Tok.Colon ? this.formatSpec() : null;
    const close = this.need(Tok.RBrace);
    const field: FormattedValue = {
      kind: 'FormattedValue',
      value,
      conversion: conversion === -1 && debug && spec === null ? 114 : conversion,
      format_spec: spec,
      lineno: this.line(open),
      col_offset: this.col(open),
      end_lineno: this.endLine(close),
      end_col_offset: this.endCol(close),
    };
    if (debug) {
      const marker = conversion !== -1 ? afterValue : spec !== null ? colon : close;
      this.pushText(values, this.debugText(open, marker, conversion !== -1, raw));
    }
    values.push(field);
  }

  /** The `x=` of `{x=}`: it ends where the token begins that ended the expression. */
  private debugText(open: number, marker: number, conversion: boolean, raw: boolean): Constant {
    const text = this.tokens.debugText.get(marker) ?? '';
    // With a conversion the recorded end is that of the exclamation mark: CPython measures from its name.
    const end = conversion ? this.col(marker + 1) - 1 : this.col(marker);
    return {
      kind: 'Constant',
      value: { t: 'str', value: raw ? text : this.decode(marker, text) },
      kind_: null,
      lineno: this.line(open),
      col_offset: this.col(open) + 1,
      end_lineno: this.line(conversion ? marker + 1 : marker),
      end_col_offset: end,
    };
  }

  private conversion(): number {
    const at = this.pos;
    const mark = at - 1;
    const name = this.needName();
    if (this.line(mark) !== this.line(at) || this.endCol(mark) !== this.col(at)) throw MISFIT;
    if (name !== 's' && name !== 'r' && name !== 'a') throw MISFIT;
    return name.charCodeAt(0);
  }

  private formatSpec(): JoinedStr {
    const colon = this.skip();
    const values: Expr[] = [];
    while (this.k === Tok.FStringMiddle || this.k === Tok.LBrace) {
      if (this.k === Tok.FStringMiddle) this.pushText(values, this.middle(false));
      else this.field(values, false);
    }
    const end = this.pos - 1;
    return this.joined(colon, end, mergeText(values));
  }

  // -------------------------------------------------------------------------------------------------------------
  // Adjacent literals
  // -------------------------------------------------------------------------------------------------------------

  private concatenate(start: number, parts: readonly Expr[]): Expr {
    const bytes = parts.filter((p) => p.kind === 'Constant' && p.value.t === 'bytes').length;
    if (bytes > 0 && bytes < parts.length) throw MISFIT;
    const end = this.lastToken();
    if (bytes > 0) return this.joinBytes(start, end, parts as Constant[]);
    const formatted = parts.some((p) => p.kind === 'JoinedStr');
    const flat = parts.flatMap((p) => (p.kind === 'JoinedStr' ? p.values : [p]));
    const merged = mergeText(flat);
    if (!formatted) return merged[0] as Expr;
    const values = merged.filter((v) => v.kind !== 'Constant' || v.value.t !== 'str' || v.value.value !== '');
    return this.joined(start, end, values);
  }

  private joinBytes(start: number, end: number, parts: readonly Constant[]): Constant {
    const pieces = parts.map((p) => (p.value.t === 'bytes' ? p.value.value : new Uint8Array()));
    const value = new Uint8Array(pieces.reduce((n, piece) => n + piece.length, 0));
    let at = 0;
    for (const piece of pieces) {
      value.set(piece, at);
      at += piece.length;
    }
    return {
      kind: 'Constant',
      value: { t: 'bytes', value },
      kind_: null,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }
}

/** Joins neighbouring texts into one; the first decides about the `u`. */
function mergeText(values: readonly Expr[]): Expr[] {
  const out: Expr[] = [];
  for (const value of values) {
    const last = out.at(-1);
    if (last?.kind === 'Constant' && value.kind === 'Constant' && last.value.t === 'str' && value.value.t === 'str') {
      out[out.length - 1] = {
        ...last,
        value: { t: 'str', value: last.value.value + value.value.value },
        end_lineno: value.end_lineno,
        end_col_offset: value.end_col_offset,
      };
    } else out.push(value);
  }
  return out;
}
