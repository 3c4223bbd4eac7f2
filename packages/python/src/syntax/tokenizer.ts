/**
 * Lexical analysis: source text to tokens, on demand.
 *
 * The scanner follows the state machine of CPython's tokenizer closely, including what it leaves behind when it stops
 * (`done`, the line, the place in the line), because error messages are made from that state: which of two errors is
 * reported, and where, depends on how far the tokenizer had read. Lines are therefore taken up one at a time
 * (`nextLine`) although the whole text is at hand.
 */
import { isIdentifierContinue, isIdentifierStart, isPrintable } from './characters.js';
import { type ErrorPlace, PySyntaxError, type SyntaxErrorType } from './errors.js';
import { invalidByte } from './invalid-bytes.js';
import { NumberScanner } from './numbers.js';
import { countCharacters, utf8Length } from './text.js';
import { KEYWORDS, OPERATORS, Tok, TokenBuffer } from './tokens.js';

/** Why the tokenizer stopped; `Ok` while it goes on. */
export const enum Done {
  Ok,
  Eof,
  /** The source ended inside a triple-quoted string. */
  EofInString,
  /** The source ended inside a single-quoted string. */
  EolInString,
  /** A `PySyntaxError` was raised and is kept in `error`. */
  Error,
  Dedent,
  TabSpace,
  TooDeep,
  LineContinuation,
}

const MAX_INDENT = 100;
const MAX_PARENTHESES = 200;
const MAX_FSTRING_NESTING = 150;
const MAX_FSTRING_EXPRESSIONS = 3;
const TAB_SIZE = 8;
const EOF = -1;

const enum Ch {
  Tab = 9,
  Newline = 10,
  FormFeed = 12,
  Return = 13,
  Space = 32,
  Exclamation = 33,
  DoubleQuote = 34,
  Hash = 35,
  SingleQuote = 39,
  Dot = 46,
  Zero = 48,
  Nine = 57,
  Colon = 58,
  Equal = 61,
  Backslash = 92,
  OpenBrace = 123,
  CloseBrace = 125,
}

/** For each ASCII code: 1 letter or underscore, 2 digit, 4 may begin a string prefix. */
const CHAR_CLASS = new Uint8Array(128);
for (let c = 0; c < 128; c++) {
  const s = String.fromCharCode(c);
  CHAR_CLASS[c] = (/[A-Za-z_]/.test(s) ? 1 : 0) | (/[0-9]/.test(s) ? 2 : 0) | (/[bBuUrRfF]/.test(s) ? 4 : 0);
}

/** One- and two-character operators by code: `first`, or `first << 7 | second`. */
const OPERATOR_CODES = new Uint8Array(1 << 14);
for (const [text, tok] of OPERATORS) {
  if (text.length === 1) OPERATOR_CODES[text.charCodeAt(0)] = tok;
  else if (text.length === 2) OPERATOR_CODES[(text.charCodeAt(0) << 7) | text.charCodeAt(1)] = tok;
}

/** The string prefixes in lower case, with what is read on the way to them. */
const PREFIX_AFTER: ReadonlySet<string> = new Set(['b', 'r', 'u', 'f', 'br', 'rb', 'fr', 'rf']);

/** The state of one f-string being read; a stack of them lies under the current one. */
interface FString {
  /** True between the braces, false in literal text. */
  inExpression: boolean;
  readonly quote: number;
  readonly quoteSize: 1 | 3;
  readonly raw: boolean;
  readonly start: number;
  readonly lineStart: number;
  readonly lineno: number;
  /** Brackets open since the f-string began. */
  depth: number;
  /** `depth` at which the innermost replacement field began; -1 outside any. */
  fieldDepth: number;
  inFormatSpec: boolean;
  /** An `=` was seen in the expression: it may be of the form `{x=}`. */
  debug: boolean;
  /** Where the text of the last opened field begins. */
  exprStart: number;
  /** True once the end of that text was seen. */
  exprEnded: boolean;
}

/** What can be configured for a source. */
export interface TokenizerOptions {
  readonly filename: string;
  /** Warnings CPython gives while it reads numbers and f-strings. */
  readonly onWarning?:
    | ((category: 'SyntaxWarning' | 'DeprecationWarning', msg: string, lineno: number) => void)
    | undefined;
  /** Gives the text line by line, '' at its end, instead of all at once; null if it cannot, which ends tokenization. */
  readonly readLine?: (() => string | null) | undefined;
  /** Comments and the ends of blank lines are tokens too, and what only the grammar refuses is let pass. */
  readonly extraTokens?: boolean | undefined;
}

export class Tokenizer {
  readonly tokens = new TokenBuffer();
  readonly filename: string;
  done: Done = Done.Ok;
  error: PySyntaxError | null = null;

  /** The next character, and the end of the lines taken up so far. */
  cur = 0;
  limit = 0;
  lineno = 0;
  lineStart = 0;
  /** Where the text an error shows begins: the line, or the first line of an unfinished token. */
  bufferStart = 0;

  level = 0;
  readonly parens: number[] = [];
  readonly parenLines: number[] = [];
  readonly parenStarts: number[] = [];
  readonly parenCols: number[] = [];

  /** Indentation columns with tabs to multiples of eight, and with tabs as one column: both must agree. */
  readonly indents: number[] = [0];
  private readonly altIndents: number[] = [0];
  /** Indent (positive) or dedent (negative) tokens still to be given out. */
  pendingIndents = 0;
  private atLineStart = true;

  /** Start of the token being read, -1 between tokens. */
  start = -1;
  private firstLine = 0;
  /** Where the first line of the last string token begins. */
  multiLineStart = 0;
  private readonly fstrings: FString[] = [];
  private readonly onWarning: TokenizerOptions['onWarning'];
  private readonly ascii: boolean;
  private readonly numbers: NumberScanner;
  private readonly readLine: TokenizerOptions['readLine'];
  readonly extraTokens: boolean;
  /** The last line came without a newline, which was added. */
  implicitNewline = false;
  /** The comment read last had a line for itself. */
  private commentIsBlank = false;

  // The last conversion from offset to column, from which the next one on the same line goes on.
  private columnLine = -1;
  private columnAt = 0;
  private columnBytes = 0;

  constructor(
    /** The text; where it comes line by line, what is still needed of it. */
    public source: string,
    options: TokenizerOptions,
  ) {
    this.filename = options.filename;
    this.onWarning = options.onWarning;
    this.readLine = options.readLine;
    this.extraTokens = options.extraTokens ?? false;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is the point.
    this.ascii = this.readLine === undefined && /^[\x00-\x7f]*$/.test(source);
    this.numbers = new NumberScanner(this);
  }

  // -------------------------------------------------------------------------------------------------------------
  // Characters
  // -------------------------------------------------------------------------------------------------------------

  /** The next UTF-16 unit, or -1 at the end. Takes up a line when the last one is used up. */
  next(): number {
    if (this.cur !== this.limit || this.nextLine()) return this.source.charCodeAt(this.cur++);
    return EOF;
  }

  back(c: number): void {
    if (c !== EOF) this.cur--;
  }

  private nextLine(): boolean {
    if (this.done !== Done.Ok) return false;
    if (this.readLine !== undefined) return this.nextReadLine(this.readLine);
    if (this.limit >= this.source.length) {
      this.done = Done.Eof;
      return false;
    }
    if (this.start < 0) this.bufferStart = this.cur;
    const newline = this.source.indexOf('\n', this.cur);
    this.limit = newline < 0 ? this.source.length : newline + 1;
    this.lineno++;
    this.lineStart = this.cur;
    return true;
  }

  /**
   * The same where the text comes line by line: text before the token that is being read is forgotten. What is read counts as
   * one line even if it has several newlines.
   */
  private nextReadLine(readLine: () => string | null): boolean {
    const line = readLine();
    if (line === null || line === '') {
      this.done = line === null ? Done.Error : Done.Eof;
      return false;
    }
    if (this.start < 0 && this.fstrings.length === 0) {
      this.source = '';
      this.cur = 0;
      this.bufferStart = 0;
    }
    this.implicitNewline = !line.endsWith('\n');
    this.source += this.implicitNewline ? `${line}\n` : line;
    this.limit = this.source.length;
    this.lineno++;
    this.lineStart = this.cur;
    this.columnLine = -1;
    if (!line.includes('\0')) return true;
    this.syntaxError('source code cannot contain null bytes', -1, undefined, this.source.indexOf('\0', this.cur));
    this.cur = this.limit;
    return false;
  }

  /** The UTF-8 column of an offset in the line that begins at `lineStart`. */
  column(lineStart: number, offset: number): number {
    if (this.ascii) return offset - lineStart;
    if (lineStart !== this.columnLine || offset < this.columnAt) {
      this.columnLine = lineStart;
      this.columnAt = lineStart;
      this.columnBytes = 0;
    }
    this.columnBytes += utf8Length(this.source, this.columnAt, offset);
    this.columnAt = offset;
    return this.columnBytes;
  }

  // -------------------------------------------------------------------------------------------------------------
  // Errors
  // -------------------------------------------------------------------------------------------------------------

  /** Where the current line ends, its newline not counted. */
  private get lineEnd(): number {
    const newline = this.source.indexOf('\n', this.lineStart);
    return newline < 0 ? this.source.length : newline;
  }

  /** Keeps an error at the last character read (or at the given columns) and ends tokenization. */
  syntaxError(msg: string, offset = -1, endOffset?: number, textEnd = this.lineEnd): Tok {
    if (this.done === Done.Error) return Tok.Error;
    const start = offset < 0 ? countCharacters(this.source, this.lineStart, this.cur) : offset;
    const place: ErrorPlace = {
      lineno: this.lineno,
      offset: start,
      end_lineno: this.lineno,
      end_offset: endOffset ?? start,
      text: this.source.slice(this.lineStart, textEnd),
    };
    this.error = new PySyntaxError('SyntaxError', msg, this.filename, place);
    this.done = Done.Error;
    return Tok.Error;
  }

  warn(category: 'SyntaxWarning' | 'DeprecationWarning', msg: string): void {
    this.onWarning?.(category, msg, this.lineno);
  }

  /** The exception class and text for the ends that do not raise at once. */
  describe(): { type: SyntaxErrorType; msg: string } {
    switch (this.done) {
      case Done.TabSpace:
        return { type: 'TabError', msg: 'inconsistent use of tabs and spaces in indentation' };
      case Done.TooDeep:
        return { type: 'IndentationError', msg: 'too many levels of indentation' };
      case Done.Dedent:
        return { type: 'IndentationError', msg: 'unindent does not match any outer indentation level' };
      case Done.LineContinuation:
        return { type: 'SyntaxError', msg: 'unexpected character after line continuation character' };
      default:
        return { type: 'SyntaxError', msg: 'unknown parsing error' };
    }
  }

  // -------------------------------------------------------------------------------------------------------------
  // Tokens
  // -------------------------------------------------------------------------------------------------------------

  /** Appends one token to the buffer and returns its kind. */
  advance(): Tok {
    const fstring = this.fstrings.at(-1);
    return fstring === undefined || fstring.inExpression ? this.normalToken(fstring) : this.fstringToken(fstring);
  }

  private emit(kind: Tok, start: number, end: number, name = ''): Tok {
    const t = this.tokens;
    const i = t.count;
    if (i === t.kind.length) t.grow();
    t.count = i + 1;
    t.kind[i] = kind;
    t.level[i] = this.level;
    t.start[i] = start;
    t.end[i] = end;
    t.endLine[i] = this.lineno;
    t.name.push(name);
    const isString = kind === Tok.String || (kind >= Tok.FStringStart && kind <= Tok.FStringEnd);
    t.line[i] = isString ? this.firstLine : this.lineno;
    if (start < 0) {
      t.col[i] = -1;
      t.endCol[i] = -1;
    } else {
      t.col[i] = this.column(isString ? this.multiLineStart : this.lineStart, start);
      t.endCol[i] = this.column(this.lineStart, end);
    }
    return kind;
  }

  private errorToken(): Tok {
    return this.emit(Tok.Error, -1, -1);
  }

  private normalToken(fstring: FString | undefined): Tok {
    for (;;) {
      this.start = -1;
      let blank = false;
      if (this.atLineStart) {
        this.atLineStart = false;
        const found = this.indentation();
        if (found === Indentation.Error) return this.errorToken();
        blank = found === Indentation.BlankLine;
      }
      this.start = this.cur;
      if (this.pendingIndents !== 0) {
        const indent = this.pendingIndents > 0;
        this.pendingIndents += indent ? -1 : 1;
        if (this.extraTokens) {
          return this.emit(indent ? Tok.Indent : Tok.Dedent, indent ? this.bufferStart : this.cur, this.cur);
        }
        return this.emit(indent ? Tok.Indent : Tok.Dedent, -1, -1);
      }
      this.back(this.next());
      const kind = this.tokenOnLine(blank, fstring);
      if (kind !== Tok.TypeComment) return kind;
    }
  }

  /**
   * Measures the white space that begins a line and compares it with the enclosing blocks.
   * Lines with nothing but white space and comments do not count.
   */
  private indentation(): Indentation {
    let col = 0;
    let alt = 0;
    let continued = 0;
    let c: number;
    for (;;) {
      c = this.next();
      if (c === Ch.Space) {
        col++;
        alt++;
      } else if (c === Ch.Tab) {
        col = (Math.floor(col / TAB_SIZE) + 1) * TAB_SIZE;
        alt++;
      } else if (c === Ch.FormFeed) {
        col = 0;
        alt = 0;
      } else if (c === Ch.Backslash) {
        // The white space before the first backslash is the indentation of what follows.
        continued = continued || col;
        if (!this.continuationLine()) return Indentation.Error;
      } else break;
    }
    this.back(c);
    if (c === Ch.Hash || c === Ch.Newline || c === Ch.Return) return Indentation.BlankLine;
    if (this.level > 0) return Indentation.Line;
    return this.compareIndentation(continued || col, continued || alt);
  }

  private compareIndentation(col: number, alt: number): Indentation {
    const { indents, altIndents } = this;
    let top = indents.length - 1;
    const innermost = indents[top] as number;
    if (col === innermost) {
      return alt === altIndents[top] ? Indentation.Line : this.indentError(Done.TabSpace);
    }
    if (col > innermost) {
      if (indents.length >= MAX_INDENT) return this.indentError(Done.TooDeep);
      if (alt <= (altIndents[top] as number)) return this.indentError(Done.TabSpace);
      this.pendingIndents++;
      indents.push(col);
      altIndents.push(alt);
      return Indentation.Line;
    }
    while (top > 0 && col < (indents[top] as number)) {
      this.pendingIndents--;
      indents.pop();
      altIndents.pop();
      top--;
    }
    if (col !== indents[top]) return this.indentError(Done.Dedent);
    return alt === altIndents[top] ? Indentation.Line : this.indentError(Done.TabSpace);
  }

  private indentError(done: Done): Indentation {
    this.done = done;
    this.cur = this.limit;
    return Indentation.Error;
  }

  /** After a backslash: skips the newline and looks whether another line follows. */
  private continuationLine(): boolean {
    let newline = this.next();
    if (newline === Ch.Return) newline = this.next();
    if (newline !== Ch.Newline) {
      this.done = Done.LineContinuation;
      return false;
    }
    const c = this.next();
    if (c === EOF) {
      this.done = Done.Eof;
      this.cur = this.limit;
      return false;
    }
    this.back(c);
    return true;
  }

  /** Reads the token after the indentation; returns `TypeComment` when the line held none and the next must be read. */
  private tokenOnLine(blank: boolean, fstring: FString | undefined): Tok {
    for (;;) {
      this.start = -1;
      let c = this.next();
      while (c === Ch.Space || c === Ch.Tab || c === Ch.FormFeed) c = this.next();
      this.start = c === EOF ? this.cur : this.cur - 1;
      if (c === Ch.Hash) {
        this.cur = this.commentEnd();
        if (this.extraTokens) {
          this.commentIsBlank = blank;
          return this.emit(Tok.Comment, this.start, this.cur);
        }
        c = this.next();
      }
      if (c === EOF) {
        if (this.level > 0) return this.errorToken();
        return this.emit(this.done === Done.Eof ? Tok.EndMarker : Tok.Error, -1, -1);
      }
      if (c >= 128 || ((CHAR_CLASS[c] as number) & 1) !== 0) return this.nameOrString(c);
      if (c === Ch.Return) c = this.next();
      if (c === Ch.Newline) {
        this.atLineStart = true;
        if (this.extraTokens && (blank || this.level > 0 || this.commentIsBlank)) {
          this.commentIsBlank = false;
          return this.emit(Tok.Nl, this.start, this.cur);
        }
        if (blank || this.level > 0) return Tok.TypeComment;
        return this.emit(Tok.Newline, this.start, this.cur);
      }
      if (c >= Ch.Zero && c <= Ch.Nine) return this.number(c);
      if (c === Ch.Dot) return this.dot();
      if (c === Ch.SingleQuote || c === Ch.DoubleQuote) return this.string(c);
      if (c !== Ch.Backslash) return this.operator(c, fstring);
      if (!this.continuationLine()) return this.errorToken();
    }
  }

  /** A comment runs to the end of the line that is taken up already. */
  private commentEnd(): number {
    const { source, limit } = this;
    if (this.readLine === undefined) return source.charCodeAt(limit - 1) === Ch.Newline ? limit - 1 : limit;
    const length = source.slice(this.cur, limit).search(/[\r\n]/);
    return length < 0 ? limit : this.cur + length;
  }

  // -------------------------------------------------------------------------------------------------------------
  // Names and numbers
  // -------------------------------------------------------------------------------------------------------------

  private nameOrString(first: number): Tok {
    const start = this.start;
    if (first < 128 && ((CHAR_CLASS[first] as number) & 4) !== 0) {
      const quoted = this.stringPrefix(first);
      if (quoted !== Tok.Name) return quoted;
    }
    const { source, limit } = this;
    let at = start;
    let ascii = true;
    for (; at < limit; at++) {
      const c = source.charCodeAt(at);
      if (c >= 128) ascii = false;
      else if (((CHAR_CLASS[c] as number) & 3) === 0) break;
    }
    this.cur = at;
    if (!ascii && !this.verifyIdentifier()) return this.errorToken();
    const text = source.slice(start, this.cur);
    if (!ascii) return this.emit(Tok.Name, start, this.cur, text.normalize('NFKC'));
    return this.emit(KEYWORDS.get(text) ?? Tok.Name, start, this.cur, text);
  }

  /** Reads `b`, `r`, `u`, `f` and their pairs when a quote follows; otherwise says `Name` and the caller starts over. */
  private stringPrefix(first: number): Tok {
    let seen = '';
    let at = this.start;
    let c = first;
    for (;;) {
      const letter = c < 0 ? ' ' : String.fromCharCode(c | 32);
      if (!PREFIX_AFTER.has(`${seen}${letter}`)) return Tok.Name;
      seen += letter;
      c = ++at < this.limit ? this.source.charCodeAt(at) : EOF;
      if (c === Ch.SingleQuote || c === Ch.DoubleQuote) {
        this.cur = at + 1;
        return seen.includes('f') ? this.fstringStart(c, seen.includes('r')) : this.string(c);
      }
    }
  }

  private verifyIdentifier(): boolean {
    if (this.extraTokens) return true;
    let at = this.start;
    const end = this.cur;
    const problem = invalidByte(this.source, at, end);
    if (problem !== undefined) {
      this.cur = problem.at;
      const offset = countCharacters(this.source, this.lineStart, problem.at) + 1;
      this.syntaxError(problem.msg, offset, -1, this.limit);
      return false;
    }
    while (at < end) {
      const code = this.source.codePointAt(at) as number;
      const fits = at === this.start ? isIdentifierStart(code) : isIdentifierContinue(code);
      at += code > 0xffff ? 2 : 1;
      if (fits) continue;
      this.cur = at;
      const hex = code.toString(16).toUpperCase().padStart(4, '0');
      this.syntaxError(
        isPrintable(code)
          ? `invalid character '${String.fromCodePoint(code)}' (U+${hex})`
          : `invalid non-printable character U+${hex}`,
      );
      return false;
    }
    return true;
  }

  private number(c: number): Tok {
    return this.numbers.number(c) ? this.emit(Tok.Number, this.start, this.cur) : this.errorToken();
  }

  private dot(): Tok {
    const { source, start } = this;
    const c = source.charCodeAt(this.cur);
    if (c >= Ch.Zero && c <= Ch.Nine) {
      return this.numbers.fraction(this.next()) ? this.emit(Tok.Number, start, this.cur) : this.errorToken();
    }
    if (c !== Ch.Dot || source.charCodeAt(this.cur + 1) !== Ch.Dot) return this.emit(Tok.Dot, start, this.cur);
    this.cur += 2;
    return this.emit(Tok.Ellipsis, start, this.cur);
  }

  // -------------------------------------------------------------------------------------------------------------
  // Strings
  // -------------------------------------------------------------------------------------------------------------

  private string(quote: number): Tok {
    this.firstLine = this.lineno;
    this.multiLineStart = this.lineStart;
    const { source } = this;
    let size: 1 | 3 = 1;
    if (source.charCodeAt(this.cur) === quote && this.cur < this.limit) {
      if (source.charCodeAt(this.cur + 1) !== quote) {
        this.cur++;
        return this.emit(Tok.String, this.start, this.cur);
      }
      this.cur += 2;
      size = 3;
    }
    let quotes = 0;
    let escapedQuote = false;
    while (quotes !== size) {
      let c = this.next();
      if (c === EOF || (size === 1 && c === Ch.Newline)) return this.unterminated(quote, size, escapedQuote, c);
      if (c === quote) quotes++;
      else {
        quotes = 0;
        if (c === Ch.Backslash) {
          c = this.next();
          if (c === quote) escapedQuote = true;
          if (c === Ch.Return) this.next();
        }
      }
    }
    return this.emit(Tok.String, this.start, this.cur);
  }

  /** Reports a string without end at its first quote; the message names the line where the search gave up. */
  private unterminated(quote: number, size: 1 | 3, escapedQuote: boolean, c: number): Tok {
    this.cur = this.start + 1;
    this.lineStart = this.multiLineStart;
    const last = this.lineno;
    this.lineno = this.firstLine;
    const outer = this.fstrings.at(-1);
    if (outer !== undefined && outer.quote === quote && outer.quoteSize === size) {
      // A string with the f-string's own quotes: the closing brace is missing rather than a quote.
      this.syntaxError("f-string: expecting '}'");
      return this.errorToken();
    }
    if (size === 3) {
      this.syntaxError(`unterminated triple-quoted string literal (detected at line ${last})`);
      if (c !== Ch.Newline) this.done = Done.EofInString;
    } else {
      const hint = escapedQuote ? '; perhaps you escaped the end quote?' : '';
      this.syntaxError(`unterminated string literal (detected at line ${last})${hint}`);
      if (c !== Ch.Newline) this.done = Done.EolInString;
    }
    return this.errorToken();
  }

  // -------------------------------------------------------------------------------------------------------------
  // f-strings
  // -------------------------------------------------------------------------------------------------------------

  private fstringStart(quote: number, raw: boolean): Tok {
    this.firstLine = this.lineno;
    this.multiLineStart = this.lineStart;
    let quoteSize: 1 | 3 = 1;
    const { source } = this;
    if (source.charCodeAt(this.cur) === quote && source.charCodeAt(this.cur + 1) === quote) {
      this.cur += 2;
      quoteSize = 3;
    }
    if (this.fstrings.length + 1 >= MAX_FSTRING_NESTING) {
      this.syntaxError('too many nested f-strings');
      return this.errorToken();
    }
    this.fstrings.push({
      inExpression: false,
      quote,
      quoteSize,
      raw,
      start: this.start,
      lineStart: this.lineStart,
      lineno: this.lineno,
      depth: 0,
      fieldDepth: -1,
      inFormatSpec: false,
      debug: false,
      exprStart: -1,
      exprEnded: false,
    });
    return this.emit(Tok.FStringStart, this.start, this.cur);
  }

  /** Inside an f-string's text: the text up to the next field or the end, then the end itself. */
  private fstringToken(f: FString): Tok {
    this.start = this.cur;
    this.firstLine = this.lineno;
    const first = this.next();
    const second = first === Ch.OpenBrace ? this.next() : EOF;
    if (first === Ch.OpenBrace) {
      this.back(second);
      this.back(first);
      if (second !== Ch.OpenBrace) return this.openField(f) ? this.normalToken(f) : this.errorToken();
    } else this.back(first);
    if (this.atFStringEnd(f)) {
      this.cur += f.quoteSize;
      this.fstrings.pop();
      return this.emit(Tok.FStringEnd, this.start, this.cur);
    }
    this.multiLineStart = this.lineStart;
    return this.fstringText(f);
  }

  private openField(f: FString): boolean {
    f.fieldDepth++;
    if (f.fieldDepth >= MAX_FSTRING_EXPRESSIONS) {
      this.syntaxError('f-string: expressions nested too deeply');
      return false;
    }
    f.inExpression = true;
    return true;
  }

  private atFStringEnd(f: FString): boolean {
    for (let i = 0; i < f.quoteSize; i++) {
      if (this.cur + i >= this.limit || this.source.charCodeAt(this.cur + i) !== f.quote) {
        // The characters compared so far are text; a line that was not taken up yet is taken up now.
        return false;
      }
    }
    return true;
  }

  private fstringText(f: FString): Tok {
    let quotes = 0;
    let namedEscape = false;
    while (quotes !== f.quoteSize) {
      const c = this.next();
      const inSpec = f.inFormatSpec && f.fieldDepth >= 0;
      if (c === EOF || (f.quoteSize === 1 && c === Ch.Newline)) {
        if (!inSpec || c !== Ch.Newline) return this.unterminatedFString(f, c);
        // A newline ends a format spec; the parser will say what is missing.
        this.back(c);
        f.inExpression = true;
        f.inFormatSpec = false;
        return this.emit(Tok.FStringMiddle, this.start, this.cur);
      }
      if (c === f.quote) {
        quotes++;
        continue;
      }
      quotes = 0;
      if (c === Ch.OpenBrace) return this.textBeforeBrace(f, inSpec);
      if (c === Ch.CloseBrace) {
        if (namedEscape) return this.emit(Tok.FStringMiddle, this.start, this.cur);
        return this.textBeforeClosingBrace(f, inSpec);
      }
      if (c === Ch.Backslash) {
        const escaped = this.next();
        if (escaped === Ch.OpenBrace || escaped === Ch.CloseBrace) {
          // A brace keeps its meaning after a backslash.
          if (!f.raw) this.warn('SyntaxWarning', `invalid escape sequence '\\${String.fromCharCode(escaped)}'`);
          this.back(escaped);
        } else if (!f.raw && escaped === 78) {
          const brace = this.next();
          if (brace === Ch.OpenBrace) namedEscape = true;
          else this.back(brace);
        }
      }
    }
    this.cur -= f.quoteSize;
    return this.emit(Tok.FStringMiddle, this.start, this.cur);
  }

  /** `{{` is one brace of text; `{` begins a field. */
  private textBeforeBrace(f: FString, inSpec: boolean): Tok {
    f.exprStart = this.cur;
    f.exprEnded = false;
    const peek = this.next();
    if (peek === Ch.OpenBrace && !inSpec) return this.doubledBrace();
    this.back(peek);
    this.cur--;
    if (!this.openField(f)) return this.errorToken();
    f.inFormatSpec = false;
    return this.emit(Tok.FStringMiddle, this.start, this.cur);
  }

  private textBeforeClosingBrace(f: FString, inSpec: boolean): Tok {
    const peek = this.next();
    if (peek === Ch.CloseBrace && !inSpec && f.depth === 0) return this.doubledBrace();
    this.back(peek);
    this.cur--;
    f.inExpression = true;
    f.inFormatSpec = false;
    return this.emit(Tok.FStringMiddle, this.start, this.cur);
  }

  /** Text that ends in a doubled brace has the first one; its extent has both. */
  private doubledBrace(): Tok {
    const kind = this.emit(Tok.FStringMiddle, this.start, this.cur - 1);
    this.tokens.endCol[this.tokens.count - 1] = this.column(this.lineStart, this.cur);
    return kind;
  }

  private unterminatedFString(f: FString, c: number): Tok {
    this.cur = f.start + 1;
    this.lineStart = f.lineStart;
    const last = this.lineno;
    this.lineno = f.lineno;
    if (f.quoteSize === 3) {
      this.syntaxError(`unterminated triple-quoted f-string literal (detected at line ${last})`);
      if (c !== Ch.Newline) this.done = Done.EofInString;
    } else this.syntaxError(`unterminated f-string literal (detected at line ${last})`);
    return this.errorToken();
  }

  // -------------------------------------------------------------------------------------------------------------
  // Operators and brackets
  // -------------------------------------------------------------------------------------------------------------

  private operator(c: number, f: FString | undefined): Tok {
    const start = this.start;
    let debugText: string | null = null;
    if (f !== undefined && (c === Ch.Colon || c === Ch.CloseBrace || c === Ch.Exclamation || c === Ch.OpenBrace)) {
      const cursor = f.depth - (c === Ch.OpenBrace ? 0 : 1);
      if (f.fieldDepth >= 0 && (cursor === 0 || (cursor === 1 && (f.debug || f.inFormatSpec)))) {
        debugText = this.fieldText(f, c);
      }
      if (c === Ch.Colon && f.fieldDepth >= 0 && cursor === f.fieldDepth) {
        f.inExpression = false;
        f.inFormatSpec = true;
        return this.emitWithText(Tok.Colon, start, debugText);
      }
    }
    const c2 = this.next();
    if (c2 !== EOF && c2 < 128) {
      const pair = OPERATOR_CODES[(c << 7) | c2] as number;
      if (pair !== 0) {
        const triple = OPERATORS.get(this.source.slice(start, start + 3));
        if (triple !== undefined && this.cur < this.limit) this.cur++;
        const kind = triple ?? (pair as Tok);
        return this.emit(kind, start, this.cur);
      }
    }
    this.back(c2);
    if (!this.bracket(c, f)) return this.errorToken();
    if (c < 32 || c === 127) {
      this.syntaxError(`invalid non-printable character U+${c.toString(16).toUpperCase().padStart(4, '0')}`);
      return this.errorToken();
    }
    if (c === Ch.Equal && f !== undefined && f.fieldDepth >= 0) f.debug = true;
    const kind = OPERATOR_CODES[c] as number;
    return this.emitWithText(kind === 0 ? Tok.Stray : kind, start, debugText);
  }

  private emitWithText(kind: Tok, start: number, debugText: string | null): Tok {
    if (debugText !== null) this.tokens.debugText.set(this.tokens.count, debugText);
    return this.emit(kind, start, this.cur);
  }

  /** Remembers where a field's expression begins, and gives its text at the first character that may end it. */
  private fieldText(f: FString, c: number): string | null {
    if (c === Ch.OpenBrace) {
      f.exprStart = this.cur;
      f.exprEnded = false;
      return null;
    }
    f.exprEnded = true;
    if (!f.debug) return null;
    const text = this.source.slice(f.exprStart, this.start);
    return text.includes('#') ? text.replace(/#[^\n]*/g, '') : text;
  }

  private bracket(c: number, f: FString | undefined): boolean {
    switch (c) {
      case 40:
      case 91:
      case 123:
        if (this.level >= MAX_PARENTHESES) return this.refuse('too many nested parentheses');
        this.parens[this.level] = c;
        this.parenLines[this.level] = this.lineno;
        this.parenStarts[this.level] = this.start;
        this.parenCols[this.level] = this.column(this.lineStart, this.start);
        this.level++;
        if (f !== undefined) f.depth++;
        return true;
      case 41:
      case 93:
      case 125:
        return this.closingBracket(c, f);
      default:
        return true;
    }
  }

  private closingBracket(c: number, f: FString | undefined): boolean {
    const char = String.fromCharCode(c);
    if (f !== undefined && f.depth === 0 && c === Ch.CloseBrace) {
      return this.refuse("f-string: single '}' is not allowed");
    }
    if (this.level === 0 && !this.extraTokens) return this.refuse(`unmatched '${char}'`);
    if (this.level > 0) this.level--;
    const opening = this.parens[this.level] as number;
    // Closing brackets follow their opening ones by one or two codes in ASCII.
    if (c - opening !== 1 && c - opening !== 2 && !this.extraTokens) {
      if (f !== undefined && opening === Ch.OpenBrace && f.depth - 1 === f.fieldDepth) {
        return this.refuse(`f-string: unmatched '${char}'`);
      }
      const line = this.parenLines[this.level] as number;
      const where = line === this.lineno ? '' : ` on line ${line}`;
      return this.refuse(
        `closing parenthesis '${char}' does not match opening parenthesis '${String.fromCharCode(opening)}'${where}`,
      );
    }
    if (f === undefined) return true;
    f.depth--;
    if (f.depth < 0) return this.refuse(`f-string: unmatched '${char}'`);
    if (c === Ch.CloseBrace && f.depth === f.fieldDepth) {
      f.fieldDepth--;
      f.inExpression = false;
      f.inFormatSpec = false;
      f.debug = false;
    }
    return true;
  }

  private refuse(msg: string): false {
    this.syntaxError(msg);
    return false;
  }

  get insideFString(): boolean {
    return this.fstrings.length > 0;
  }

  /** Ends all open blocks: what an interactive statement does at its last line. */
  closeBlocks(): void {
    this.pendingIndents = 1 - this.indents.length;
    this.indents.length = 1;
    this.altIndents.length = 1;
  }

  /** True when nothing but white space and comments is left. */
  atEndOfText(): boolean {
    return /^(?:[ \t\n\f\\]|#[^\n]*)*$/.test(this.source.slice(this.cur));
  }
}

const enum Indentation {
  Line,
  BlankLine,
  Error,
}
