/**
 * The tokens of one source as a parser asks for them: on demand, numbered from 0, never given back.
 */
import { Done, Tokenizer, type TokenizerOptions } from './tokenizer.js';
import { Tok } from './tokens.js';

/** What is parsed: a file, one statement at the prompt, or an expression. */
export type Mode = 'exec' | 'single' | 'eval';

export interface StreamOptions extends TokenizerOptions {
  readonly mode: Mode;
  /** In `single` mode, do not close blocks that are still open where the text ends without a newline. */
  readonly dontImplyDedent?: boolean | undefined;
}

export class TokenStream {
  readonly tokenizer: Tokenizer;
  private started = false;
  private readonly mode: Mode;
  private readonly dontImplyDedent: boolean;

  constructor(source: string, options: StreamOptions) {
    this.mode = options.mode;
    this.dontImplyDedent = options.dontImplyDedent ?? false;
    this.tokenizer = new Tokenizer(source, options);
  }

  /**
   * Reads one more token. At the end of a statement typed at the prompt, the end first counts as a newline that
   * also closes the open blocks, because such a text need not end in one.
   */
  fill(): Tok {
    const { tokenizer } = this;
    const { tokens } = tokenizer;
    const kind = tokenizer.advance();
    if (this.mode !== 'single' || kind !== Tok.EndMarker || !this.started) {
      this.started = true;
      return kind;
    }
    this.started = false;
    tokens.kind[tokens.count - 1] = Tok.Newline;
    if (tokenizer.indents.length > 1 && !this.dontImplyDedent) tokenizer.closeBlocks();
    return Tok.Newline;
  }

  /** The source ended before the tokenizer was content: more text might make it a program. */
  get atEndOfSource(): boolean {
    const { done } = this.tokenizer;
    return done === Done.Eof || done === Done.EofInString || done === Done.EolInString;
  }
}

/** Unifies line ends; a module's last line gets the newline it may lack. */
export function normaliseSource(source: string, mode: Mode): string {
  const text = source.includes('\r') ? source.replace(/\r\n?/g, '\n') : source;
  return mode === 'exec' && !text.endsWith('\n') ? `${text}\n` : text;
}
