/**
 * The parser's hold on the token stream, and the few questions every rule asks of it.
 *
 * The parser only decides whether a text is Python and builds its tree. It stops at the first thing that does not fit
 * by throwing `MISFIT`; what to tell the user is found out afterwards by the error grammar (`diagnosis/`), which is
 * slow and knows CPython's messages. So nothing here carries text or positions for errors.
 */
import type { TokenStream } from './stream.js';
import type { Tokenizer } from './tokenizer.js';
import { Tok, type TokenBuffer } from './tokens.js';

/** Thrown, always the same object, when the text is not Python. */
export const MISFIT: unique symbol = Symbol('misfit');
/** Thrown when nesting is so deep that only the error grammar can say whether CPython would still parse it. */
export const TOO_DEEP: unique symbol = Symbol('too deep');

export class Reader {
  /** The kind of the current token. */
  k: Tok = Tok.EndMarker;
  /** The number of the current token. */
  pos = 0;
  readonly tokens: TokenBuffer;
  readonly tokenizer: Tokenizer;
  readonly source: string;
  /** A rough count of the rules CPython's parser would have open. */
  depth = 0;

  constructor(
    readonly stream: TokenStream,
    private readonly depthLimit: number,
  ) {
    this.tokenizer = stream.tokenizer;
    this.tokens = stream.tokenizer.tokens;
    this.source = stream.tokenizer.source;
    this.k = stream.fill();
  }

  /** Steps over the current token and returns its number. */
  skip(): number {
    const at = this.pos++;
    this.k = this.pos < this.tokens.count ? (this.tokens.kind[this.pos] as Tok) : this.stream.fill();
    return at;
  }

  /** The kind of the token after the current one. */
  peek(): Tok {
    return this.pos + 1 < this.tokens.count ? (this.tokens.kind[this.pos + 1] as Tok) : this.stream.fill();
  }

  rewind(pos: number): void {
    this.pos = pos;
    this.k = this.tokens.kind[pos] as Tok;
  }

  /** Whether the current token is of this kind: a call, because the compiler thinks `k` keeps what it was compared with. */
  at(kind: Tok): boolean {
    return this.k === kind;
  }

  /** Steps over a token that must be there. */
  need(kind: Tok): number {
    if (this.k !== kind) throw MISFIT;
    return this.skip();
  }

  /** Steps over a token that may be there. */
  take(kind: Tok): boolean {
    if (this.k !== kind) return false;
    this.skip();
    return true;
  }

  needName(): string {
    if (this.k !== Tok.Name) throw MISFIT;
    return this.tokens.name[this.skip()] as string;
  }

  /** True at a name with this spelling: how soft keywords are recognised. */
  atName(name: string): boolean {
    return this.k === Tok.Name && this.tokens.name[this.pos] === name;
  }

  /** Counts `cost` levels of nesting until the matching `leave`. */
  enter(cost: number): void {
    this.depth += cost;
    if (this.depth > this.depthLimit) throw TOO_DEEP;
  }

  leave(cost: number): void {
    this.depth -= cost;
  }

  /** The number of the last token that has an extent: where a node that ends here ends. */
  lastToken(): number {
    const kinds = this.tokens.kind;
    let at = this.pos - 1;
    for (; at > 0; at--) {
      const kind = kinds[at] as Tok;
      if (kind !== Tok.Newline && kind !== Tok.Indent && kind !== Tok.Dedent && kind !== Tok.EndMarker) break;
    }
    return at;
  }

  // The corners of tokens, under the names nodes give them.

  line(token: number): number {
    return this.tokens.line[token] as number;
  }

  col(token: number): number {
    return this.tokens.col[token] as number;
  }

  endLine(token: number): number {
    return this.tokens.endLine[token] as number;
  }

  endCol(token: number): number {
    return this.tokens.endCol[token] as number;
  }
}
