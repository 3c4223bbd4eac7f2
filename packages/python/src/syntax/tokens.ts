/**
 * Token kinds, and the buffer the tokenizer writes and the parsers read.
 *
 * Tokens are columns of numbers, not objects: a module has tens of thousands of them and the parser looks at one or
 * two fields of each.
 */

export const enum Tok {
  EndMarker,
  Name,
  Number,
  String,
  Newline,
  Indent,
  Dedent,
  FStringStart,
  FStringMiddle,
  FStringEnd,
  Error,
  /** Never produced (type comments are not asked for); the error grammar mentions it. */
  TypeComment,
  /** A character no token begins with, such as `$`: the parsers refuse it. */
  Stray,
  /** Only where tokens are listed for programs: a comment, and the end of a line that ends no statement. */
  Comment,
  Nl,

  LPar = 20,
  RPar,
  LSqb,
  RSqb,
  LBrace,
  RBrace,
  Colon,
  Comma,
  Semi,
  Dot,
  Ellipsis,
  Arrow,
  Equal,
  ColonEqual,
  Exclamation,

  // Binary operators, in the order of `BINARY_OPERATORS` …
  Plus,
  Minus,
  Star,
  At,
  Slash,
  Percent,
  DoubleStar,
  LeftShift,
  RightShift,
  VBar,
  Circumflex,
  Amper,
  DoubleSlash,
  // … and their augmented assignments in the same order, so that one is a fixed distance from the other.
  PlusEqual,
  MinusEqual,
  StarEqual,
  AtEqual,
  SlashEqual,
  PercentEqual,
  DoubleStarEqual,
  LeftShiftEqual,
  RightShiftEqual,
  VBarEqual,
  CircumflexEqual,
  AmperEqual,
  DoubleSlashEqual,
  Tilde,

  EqEqual,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,

  False = 90,
  None,
  True,
  And,
  As,
  Assert,
  Async,
  Await,
  Break,
  Class,
  Continue,
  Def,
  Del,
  Elif,
  Else,
  Except,
  Finally,
  For,
  From,
  Global,
  If,
  Import,
  In,
  Is,
  Lambda,
  Nonlocal,
  Not,
  Or,
  Pass,
  Raise,
  Return,
  Try,
  While,
  With,
  Yield,
}

export const KEYWORDS: ReadonlyMap<string, Tok> = new Map([
  ['False', Tok.False],
  ['None', Tok.None],
  ['True', Tok.True],
  ['and', Tok.And],
  ['as', Tok.As],
  ['assert', Tok.Assert],
  ['async', Tok.Async],
  ['await', Tok.Await],
  ['break', Tok.Break],
  ['class', Tok.Class],
  ['continue', Tok.Continue],
  ['def', Tok.Def],
  ['del', Tok.Del],
  ['elif', Tok.Elif],
  ['else', Tok.Else],
  ['except', Tok.Except],
  ['finally', Tok.Finally],
  ['for', Tok.For],
  ['from', Tok.From],
  ['global', Tok.Global],
  ['if', Tok.If],
  ['import', Tok.Import],
  ['in', Tok.In],
  ['is', Tok.Is],
  ['lambda', Tok.Lambda],
  ['nonlocal', Tok.Nonlocal],
  ['not', Tok.Not],
  ['or', Tok.Or],
  ['pass', Tok.Pass],
  ['raise', Tok.Raise],
  ['return', Tok.Return],
  ['try', Tok.Try],
  ['while', Tok.While],
  ['with', Tok.With],
  ['yield', Tok.Yield],
]);

/** Every operator and delimiter by its spelling. `<>` is an inequality that the grammar then refuses. */
export const OPERATORS: ReadonlyMap<string, Tok> = new Map([
  ['(', Tok.LPar],
  [')', Tok.RPar],
  ['[', Tok.LSqb],
  [']', Tok.RSqb],
  ['{', Tok.LBrace],
  ['}', Tok.RBrace],
  [':', Tok.Colon],
  [',', Tok.Comma],
  [';', Tok.Semi],
  ['.', Tok.Dot],
  ['...', Tok.Ellipsis],
  ['->', Tok.Arrow],
  ['=', Tok.Equal],
  [':=', Tok.ColonEqual],
  ['!', Tok.Exclamation],
  ['+', Tok.Plus],
  ['-', Tok.Minus],
  ['*', Tok.Star],
  ['@', Tok.At],
  ['/', Tok.Slash],
  ['%', Tok.Percent],
  ['**', Tok.DoubleStar],
  ['<<', Tok.LeftShift],
  ['>>', Tok.RightShift],
  ['|', Tok.VBar],
  ['^', Tok.Circumflex],
  ['&', Tok.Amper],
  ['//', Tok.DoubleSlash],
  ['+=', Tok.PlusEqual],
  ['-=', Tok.MinusEqual],
  ['*=', Tok.StarEqual],
  ['@=', Tok.AtEqual],
  ['/=', Tok.SlashEqual],
  ['%=', Tok.PercentEqual],
  ['**=', Tok.DoubleStarEqual],
  ['<<=', Tok.LeftShiftEqual],
  ['>>=', Tok.RightShiftEqual],
  ['|=', Tok.VBarEqual],
  ['^=', Tok.CircumflexEqual],
  ['&=', Tok.AmperEqual],
  ['//=', Tok.DoubleSlashEqual],
  ['~', Tok.Tilde],
  ['==', Tok.EqEqual],
  ['!=', Tok.NotEqual],
  ['<>', Tok.NotEqual],
  ['<', Tok.Less],
  ['<=', Tok.LessEqual],
  ['>', Tok.Greater],
  ['>=', Tok.GreaterEqual],
]);

/** Tokens as columns. Offsets are UTF-16 units into the tokenizer's source; columns are UTF-8 bytes, -1 for none. */
export class TokenBuffer {
  count = 0;
  kind = new Uint8Array(1024);
  /** Parentheses open after the token. */
  level = new Uint8Array(1024);
  start = new Int32Array(1024);
  end = new Int32Array(1024);
  line = new Int32Array(1024);
  col = new Int32Array(1024);
  endLine = new Int32Array(1024);
  endCol = new Int32Array(1024);
  /** The NFKC-normalised spelling of names and keywords; '' for other tokens. */
  readonly name: string[] = [];
  /** For `!`, `:` and `}` that end an f-string expression with `=`: the expression's text. */
  readonly debugText = new Map<number, string>();

  grow(): void {
    const capacity = this.kind.length * 2;
    this.kind = grownBytes(this.kind, capacity);
    this.level = grownBytes(this.level, capacity);
    this.start = grown(this.start, capacity);
    this.end = grown(this.end, capacity);
    this.line = grown(this.line, capacity);
    this.col = grown(this.col, capacity);
    this.endLine = grown(this.endLine, capacity);
    this.endCol = grown(this.endCol, capacity);
  }
}

function grown(old: Int32Array, capacity: number): Int32Array<ArrayBuffer> {
  const next = new Int32Array(capacity);
  next.set(old);
  return next;
}

function grownBytes(old: Uint8Array, capacity: number): Uint8Array<ArrayBuffer> {
  const next = new Uint8Array(capacity);
  next.set(old);
  return next;
}
