/**
 * The parameters of functions and lambdas.
 */
import type { Arg, Arguments, Expr } from './nodes.js';
import { MISFIT } from './reader.js';
import { StringParser } from './stringexpr.js';
import { Tok } from './tokens.js';

export abstract class ParameterParser extends StringParser {
  abstract expression(): Expr;
  abstract starExpression(): Expr;

  /** Parameters up to `close`, which stays: a parenthesis for `def`, where they may be annotated, a colon for `lambda`. */
  protected parameters(close: Tok.RPar | Tok.Colon): Arguments {
    const annotated = close === Tok.RPar;
    let posonlyargs: Arg[] = [];
    let args: Arg[] = [];
    const defaults: Expr[] = [];
    let slash = false;
    // Whether another parameter may follow: at the beginning, and after each comma.
    let more = true;
    while (more && (this.k === Tok.Name || this.k === Tok.Slash)) {
      if (this.k === Tok.Slash) {
        if (slash || args.length === 0) throw MISFIT;
        slash = true;
        this.skip();
        posonlyargs = args;
        args = [];
      } else {
        args.push(this.parameter(annotated, false));
        if (this.take(Tok.Equal)) defaults.push(this.expression());
        else if (defaults.length > 0) throw MISFIT;
      }
      more = this.take(Tok.Comma);
    }
    let vararg: Arg | null = null;
    const kwonlyargs: Arg[] = [];
    const kw_defaults: (Expr | null)[] = [];
    if (more && this.take(Tok.Star)) {
      if (this.k === Tok.Name) vararg = this.parameter(annotated, annotated);
      more = this.take(Tok.Comma);
      while (more && this.k === Tok.Name) {
        kwonlyargs.push(this.parameter(annotated, false));
        kw_defaults.push(this.take(Tok.Equal) ? this.expression() : null);
        more = this.take(Tok.Comma);
      }
      if (vararg === null && kwonlyargs.length === 0) throw MISFIT;
    }
    let kwarg: Arg | null = null;
    if (more && this.take(Tok.DoubleStar)) {
      kwarg = this.parameter(annotated, false);
      this.take(Tok.Comma);
    }
    if (this.k !== close) throw MISFIT;
    return { kind: 'arguments', posonlyargs, args, vararg, kwonlyargs, kw_defaults, kwarg, defaults };
  }

  private parameter(annotated: boolean, starAnnotation: boolean): Arg {
    const start = this.pos;
    const arg = this.needName();
    let annotation: Expr | null = null;
    if (annotated && this.take(Tok.Colon)) annotation = starAnnotation ? this.starExpression() : this.expression();
    const end = this.lastToken();
    return {
      kind: 'arg',
      arg,
      annotation,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }
}
