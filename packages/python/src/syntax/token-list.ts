/**
 * The tokens of a text as programs see them (Python/Python-tokenize.c): CPython's numbers for their kinds, their spelling, their
 * places in characters, and the line they stand in.
 */
import { PySyntaxError, type SyntaxErrorType } from './errors.js';
import { countCharacters } from './text.js';
import { Done, Tokenizer } from './tokenizer.js';
import { Tok } from './tokens.js';

/** One token, with its columns in characters; −1 where it has no place. */
export interface ListedToken {
  /** The number that the module `token` has for its kind. */
  readonly type: number;
  readonly text: string;
  readonly line: number;
  readonly col: number;
  readonly endLine: number;
  readonly endCol: number;
  /** The line, or all lines of a string. */
  readonly source: string;
}

/** The kinds of Include/internal/pycore_token.h, in the order of their numbers; keywords are names. */
const NUMBERED: readonly Tok[] = [
  ...[Tok.EndMarker, Tok.Name, Tok.Number, Tok.String, Tok.Newline, Tok.Indent, Tok.Dedent],
  ...[Tok.LPar, Tok.RPar, Tok.LSqb, Tok.RSqb, Tok.Colon, Tok.Comma, Tok.Semi],
  ...[
    Tok.Plus,
    Tok.Minus,
    Tok.Star,
    Tok.Slash,
    Tok.VBar,
    Tok.Amper,
    Tok.Less,
    Tok.Greater,
    Tok.Equal,
    Tok.Dot,
    Tok.Percent,
  ],
  ...[Tok.LBrace, Tok.RBrace, Tok.EqEqual, Tok.NotEqual, Tok.LessEqual, Tok.GreaterEqual, Tok.Tilde, Tok.Circumflex],
  ...[Tok.LeftShift, Tok.RightShift, Tok.DoubleStar, Tok.PlusEqual, Tok.MinusEqual, Tok.StarEqual, Tok.SlashEqual],
  ...[Tok.PercentEqual, Tok.AmperEqual, Tok.VBarEqual, Tok.CircumflexEqual, Tok.LeftShiftEqual, Tok.RightShiftEqual],
  ...[Tok.DoubleStarEqual, Tok.DoubleSlash, Tok.DoubleSlashEqual, Tok.At, Tok.AtEqual, Tok.Arrow, Tok.Ellipsis],
  ...[Tok.ColonEqual, Tok.Exclamation],
];
const NAME = 1;
const OP = 55;
const NUMBERS: ReadonlyMap<Tok, number> = new Map([
  ...NUMBERED.map((kind, number) => [kind, number] as const),
  [Tok.Stray, OP],
  [Tok.FStringStart, 59],
  [Tok.FStringMiddle, 60],
  [Tok.FStringEnd, 61],
  [Tok.Comment, 62],
  [Tok.Nl, 63],
]);

const isStringPart = (kind: Tok): boolean =>
  kind === Tok.String || (kind >= Tok.FStringStart && kind <= Tok.FStringEnd);

export class TokenList {
  private readonly tokenizer: Tokenizer;
  private ended = false;
  // The line of the last token is that of the next one too, as long as that begins in the same line.
  private lastLine = 0;
  private lastSource = '';

  /**
   * @param readLine gives the text line by line, '' at its end; null if it cannot.
   * @param extraTokens lists comments and the ends of blank lines too, with all places filled in.
   */
  constructor(
    readLine: () => string | null,
    private readonly extraTokens: boolean,
  ) {
    this.tokenizer = new Tokenizer('', { filename: '<string>', readLine, extraTokens });
  }

  /**
   * The next token; undefined at the end, and if a line could not be read.
   *
   * @throws PySyntaxError
   */
  next(): ListedToken | undefined {
    const { tokenizer } = this;
    const { tokens } = tokenizer;
    tokens.count = 0;
    tokens.name.length = 0;
    tokens.debugText.clear();
    const kind = tokenizer.advance();
    if (kind === Tok.Error) {
      if (tokenizer.done === Done.Error && tokenizer.error === null) return undefined;
      throw tokenizer.error ?? this.problem();
    }
    if (this.ended) return undefined;
    this.ended = kind === Tok.EndMarker;
    return this.describe(kind);
  }

  private describe(kind: Tok): ListedToken {
    const { tokenizer, extraTokens } = this;
    const { tokens, source, lineno, lineStart, implicitNewline } = tokenizer;
    const start = tokens.start[0] as number;
    const end = (tokens.end[0] as number) - (kind === Tok.Newline ? 1 : 0);
    const isTrailing = extraTokens && (kind === Tok.EndMarker || (kind === Tok.Dedent && tokenizer.done === Done.Eof));
    const from = isStringPart(kind) && kind !== Tok.FStringEnd ? tokenizer.multiLineStart : lineStart;
    const line = tokens.line[0] as number;
    const text = isTrailing ? '' : this.lineOf(from);
    this.lastLine = line;
    if (isTrailing) return this.listed(kind, '', line + 1, 0, line + 1, 0, text);
    const col = start < from ? -1 : countCharacters(source, from, start);
    const endCol = end < lineStart ? -1 : countCharacters(source, lineStart, end);
    const spelling = start < 0 ? '' : source.slice(start, end);
    if (extraTokens && kind === Tok.Newline) {
      const newline = source.charAt(tokenizer.start) === '\r' ? '\r\n' : '\n';
      return this.listed(kind, implicitNewline ? '' : newline, line, col, lineno, endCol + 1, text);
    }
    const isNothing = kind === Tok.Nl && implicitNewline;
    return this.listed(kind, isNothing ? '' : spelling, line, col, lineno, endCol, text);
  }

  private lineOf(from: number): string {
    const { source, lineno, limit, implicitNewline, done } = this.tokenizer;
    const isOver = done === Done.Eof;
    if (lineno !== this.lastLine)
      this.lastSource = isOver ? '' : source.slice(from, implicitNewline ? limit - 1 : limit);
    return this.lastSource;
  }

  private listed(
    kind: Tok,
    text: string,
    line: number,
    col: number,
    endLine: number,
    endCol: number,
    source: string,
  ): ListedToken {
    const number = NUMBERS.get(kind) ?? NAME;
    const type = this.extraTokens && kind >= Tok.LPar && number !== NAME ? OP : number;
    return { type, text, line, col, endLine, endCol, source };
  }

  /** What is wrong where the tokenizer stopped without saying it (_tokenizer_error). */
  private problem(): PySyntaxError {
    const { tokenizer } = this;
    const { done, lineno, bufferStart, limit, source } = tokenizer;
    const raised = (type: SyntaxErrorType, msg: string, offset: number, text: string | null): PySyntaxError =>
      new PySyntaxError(type, msg, '<string>', { lineno, offset, end_lineno: null, end_offset: null, text });
    if (done === Done.Eof) {
      return raised('SyntaxError', 'unexpected EOF in multi-line statement', 0, null);
    }
    const { type, msg } = tokenizer.describe();
    return raised(type, msg, limit - bufferStart, source.slice(bufferStart, limit - 1));
  }
}
