/**
 * The type parameters of functions, classes and type aliases.
 */
import type { TypeParam } from './nodes.js';
import { PatternParser } from './patterns.js';
import { MISFIT } from './reader.js';
import { Tok } from './tokens.js';

export class TypeParamParser extends PatternParser {
  /** `[T: bound = default, *Ts, **P]`, or nothing. */
  protected typeParams(): TypeParam[] {
    const params: TypeParam[] = [];
    if (!this.take(Tok.LSqb)) return params;
    do {
      if (params.length > 0 && this.k === Tok.RSqb) break;
      params.push(this.typeParam());
    } while (this.take(Tok.Comma));
    this.need(Tok.RSqb);
    return params;
  }

  private typeParam(): TypeParam {
    const start = this.pos;
    const kind = this.k;
    if (kind === Tok.Star || kind === Tok.DoubleStar) this.skip();
    const name = this.needName();
    const bound = kind === Tok.Name && this.take(Tok.Colon) ? this.expression() : null;
    const hasDefault = this.take(Tok.Equal);
    const default_value = !hasDefault ? null : kind === Tok.Star ? this.starExpression() : this.expression();
    const end = this.lastToken();
    const lineno = this.line(start);
    const col_offset = this.col(start);
    const end_lineno = this.endLine(end);
    const end_col_offset = this.endCol(end);
    switch (kind) {
      case Tok.Name:
        return { kind: 'TypeVar', name, bound, default_value, lineno, col_offset, end_lineno, end_col_offset };
      case Tok.Star:
        return { kind: 'TypeVarTuple', name, default_value, lineno, col_offset, end_lineno, end_col_offset };
      case Tok.DoubleStar:
        return { kind: 'ParamSpec', name, default_value, lineno, col_offset, end_lineno, end_col_offset };
      default:
        throw MISFIT;
    }
  }
}
