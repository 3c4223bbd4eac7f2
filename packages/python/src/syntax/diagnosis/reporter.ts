/**
 * Makes errors with CPython's places: the arithmetic of its several ways to raise one.
 */
import { PySyntaxError, type SyntaxErrorType } from '../errors.js';
import { shownText } from '../invalid-bytes.js';
import { countCharacters, utf8Length } from '../text.js';
import { Done, type Tokenizer } from '../tokenizer.js';
import { Tok } from '../tokens.js';
import type { Value } from './values.js';

export class Reporter {
  constructor(
    private readonly tokenizer: Tokenizer,
    private readonly filename: string,
  ) {}

  /** An error without a place. */
  plain(type: SyntaxErrorType, msg: string): PySyntaxError {
    return new PySyntaxError(type, msg, this.filename);
  }

  at(value: Value, msg: string): PySyntaxError {
    return this.range(value, value, msg);
  }

  range(first: Value, last: Value, msg: string): PySyntaxError {
    const { lineno, col_offset } = first;
    return this.place('SyntaxError', msg, lineno, col_offset + 1, last.end_lineno, last.end_col_offset + 1);
  }

  /** From a value to the point the tokenizer has reached. */
  from(value: Value, msg: string): PySyntaxError {
    const t = this.tokenizer;
    const end = t.column(t.lineStart, t.cur);
    return this.place('SyntaxError', msg, value.lineno, value.col_offset + 1, t.lineno, end);
  }

  /** At a token, by default the last one read; a token without columns stands for the tokenizer's position. */
  here(msg: string, type: SyntaxErrorType = 'SyntaxError', token = this.tokenizer.tokens.count - 1): PySyntaxError {
    const { tokenizer } = this;
    const { tokens } = tokenizer;
    if (tokens.count === 0) return this.place(type, msg, 0, 0, 0, -1);
    if (tokens.kind[tokens.count - 1] === Tok.Error && tokenizer.done === Done.Eof) return this.unexpectedEnd();
    return this.atToken(msg, type, token);
  }

  private atToken(msg: string, type: SyntaxErrorType, token: number): PySyntaxError {
    const { tokenizer } = this;
    const { tokens } = tokenizer;
    const column = tokens.col[token] as number;
    const endColumn = tokens.endCol[token] as number;
    const start = column === -1 ? tokenizer.column(tokenizer.lineStart, tokenizer.cur) : column + 1;
    const end = endColumn === -1 ? -1 : endColumn + 1;
    return this.place(type, msg, tokens.line[token] as number, start, tokens.endLine[token] as number, end);
  }

  /** The innermost open bracket. */
  neverClosed(): PySyntaxError {
    const t = this.tokenizer;
    const line = t.parenLines[t.level - 1] as number;
    const bracket = String.fromCharCode(t.parens[t.level - 1] as number);
    const column = (t.parenCols[t.level - 1] as number) + 1;
    return this.place('SyntaxError', `'${bracket}' was never closed`, line, column, line, 0);
  }

  unexpectedEnd(): PySyntaxError {
    if (this.tokenizer.level > 0) return this.neverClosed();
    return this.atToken('unexpected EOF while parsing', 'SyntaxError', this.tokenizer.tokens.count - 1);
  }

  /** Why the tokenizer gave up. */
  tokenizerError(): PySyntaxError {
    const t = this.tokenizer;
    if (t.error !== null) return t.error;
    if (t.done === Done.Eof) return this.unexpectedEnd();
    const { type, msg } = t.describe();
    if (t.done === Done.Dedent) return this.atToken(msg, type, t.tokens.count - 1);
    const column = t.done === Done.LineContinuation ? t.column(t.bufferStart, t.cur) - 1 : 0;
    return this.place(type, msg, t.lineno, column + 1, t.lineno, 0);
  }

  /** Columns count UTF-8 bytes from 1; in the error they count characters of the text shown. */
  place(
    type: SyntaxErrorType,
    msg: string,
    lineno: number,
    column: number,
    endLineno: number,
    endColumn: number,
  ): PySyntaxError {
    const text = shownText(this.text(lineno));
    return new PySyntaxError(type, msg, this.filename, {
      lineno,
      offset: characterOffset(text, column),
      end_lineno: endLineno,
      end_offset: endColumn > 0 ? characterOffset(text, endColumn) : endColumn,
      text,
    });
  }

  /** The text an error shows: what the tokenizer holds if it is at that line, otherwise the line itself. */
  private text(lineno: number): string {
    const t = this.tokenizer;
    if (t.lineno <= lineno && t.limit > t.bufferStart) return t.source.slice(t.bufferStart, t.limit);
    let from = 0;
    for (let line = 1; line < lineno; line++) {
      const newline = t.source.indexOf('\n', from);
      if (newline < 0) break;
      from = newline + 1;
    }
    const end = t.source.indexOf('\n', from);
    return t.source.slice(from, end < 0 ? t.source.length : end);
  }
}

/** Characters in the first bytes of a text; a character that is cut counts, and the text has one byte more. */
function characterOffset(text: string, bytes: number): number {
  let left = bytes;
  for (let i = 0; i < text.length; i++) {
    if (left <= 0) return countCharacters(text, 0, i);
    left -= utf8Length(text, i, i + 1);
    const code = text.charCodeAt(i);
    if ((code & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) i++;
  }
  return countCharacters(text, 0, text.length) + (left > 0 ? 1 : 0);
}
