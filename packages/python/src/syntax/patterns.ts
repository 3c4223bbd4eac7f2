/**
 * The patterns of `match`.
 */
import { ExpressionParser } from './expressions.js';
import type { Attribute, Expr, MatchAs, Name, Pattern } from './nodes.js';
import { MISFIT } from './reader.js';
import { Tok } from './tokens.js';

const NESTED_PATTERN_DEPTH = 12;

export class PatternParser extends ExpressionParser {
  /** What follows `case`: a pattern, or a sequence of them without brackets. */
  protected patterns(): Pattern {
    const start = this.pos;
    const first = this.maybeStarPattern();
    if (this.k !== Tok.Comma) {
      if (first.kind === 'MatchStar') throw MISFIT;
      return first;
    }
    return this.sequence(start, this.morePatterns(first));
  }

  private pattern(): Pattern {
    const start = this.pos;
    const pattern = this.orPattern();
    if (!this.take(Tok.As)) return pattern;
    const name = this.captureName();
    return this.matchAs(start, pattern, name);
  }

  private matchAs(start: number, pattern: Pattern | null, name: string | null): MatchAs {
    const end = this.lastToken();
    return {
      kind: 'MatchAs',
      pattern,
      name,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  /** A name that is bound: not `_`, not the beginning of something longer. */
  private captureName(): string {
    const name = this.needName();
    if (name === '_' || this.k === Tok.Dot || this.k === Tok.LPar || this.k === Tok.Equal) throw MISFIT;
    return name;
  }

  private maybeStarPattern(): Pattern {
    if (this.k !== Tok.Star) return this.pattern();
    const start = this.skip();
    let name: string | null = null;
    if (this.atName('_')) this.skip();
    else name = this.captureName();
    const end = this.lastToken();
    return {
      kind: 'MatchStar',
      name,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  private morePatterns(first: Pattern): Pattern[] {
    const patterns = [first];
    while (this.take(Tok.Comma)) {
      if (!this.startsPattern()) break;
      patterns.push(this.maybeStarPattern());
    }
    return patterns;
  }

  private startsPattern(): boolean {
    return this.k !== Tok.RPar && this.k !== Tok.RSqb && this.k !== Tok.Colon && this.k !== Tok.If;
  }

  private sequence(start: number, patterns: Pattern[]): Pattern {
    const end = this.lastToken();
    return {
      kind: 'MatchSequence',
      patterns,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  private orPattern(): Pattern {
    const start = this.pos;
    const first = this.closedPattern();
    if (this.k !== Tok.VBar) return first;
    const patterns = [first];
    while (this.take(Tok.VBar)) patterns.push(this.closedPattern());
    const end = this.lastToken();
    return {
      kind: 'MatchOr',
      patterns,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  private closedPattern(): Pattern {
    switch (this.k) {
      case Tok.Name:
        return this.namePattern();
      case Tok.None:
      case Tok.True:
      case Tok.False:
        return this.singleton();
      case Tok.LPar:
      case Tok.LSqb:
        return this.nested(this.bracketPattern);
      case Tok.LBrace:
        return this.nested(this.mappingPattern);
      default:
        return this.valuePattern(this.pos, this.literal());
    }
  }

  private nested(rule: (this: this) => Pattern): Pattern {
    this.enter(NESTED_PATTERN_DEPTH);
    const pattern = rule.call(this);
    this.leave(NESTED_PATTERN_DEPTH);
    return pattern;
  }

  private valuePattern(start: number, value: Expr): Pattern {
    const end = this.lastToken();
    return {
      kind: 'MatchValue',
      value,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  private singleton(): Pattern {
    const kind = this.k;
    const at = this.skip();
    return {
      kind: 'MatchSingleton',
      value: { t: kind === Tok.None ? 'none' : kind === Tok.True ? 'true' : 'false' },
      lineno: this.line(at),
      col_offset: this.col(at),
      end_lineno: this.endLine(at),
      end_col_offset: this.endCol(at),
    };
  }

  /** Strings, signed numbers, and complex numbers written as a sum. */
  private literal(): Expr {
    if (this.k === Tok.String || this.k === Tok.FStringStart) return this.strings();
    const start = this.pos;
    const left = this.signedNumber();
    if (this.k !== Tok.Plus && this.k !== Tok.Minus) return left;
    const op = this.k === Tok.Plus ? 'Add' : 'Sub';
    this.skip();
    const right = this.numberLiteral();
    const number = left.kind === 'UnaryOp' ? left.operand : left;
    if (number.kind !== 'Constant' || number.value.t === 'complex' || right.value.t !== 'complex') throw MISFIT;
    const end = this.lastToken();
    return {
      kind: 'BinOp',
      left,
      op,
      right,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  private signedNumber(): Expr {
    if (this.k !== Tok.Minus) return this.numberLiteral();
    const start = this.skip();
    const operand = this.numberLiteral();
    const end = this.lastToken();
    return {
      kind: 'UnaryOp',
      op: 'USub',
      operand,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  /** A capture, the wildcard, a dotted value or a class. */
  private namePattern(): Pattern {
    const start = this.pos;
    if (this.peek() !== Tok.Dot && this.peek() !== Tok.LPar) {
      const name = this.needName();
      if (this.k === Tok.Equal) throw MISFIT;
      return this.matchAs(start, null, name === '_' ? null : name);
    }
    const value = this.dotted();
    if (this.k === Tok.LPar) return this.classPattern(start, value);
    if (this.k === Tok.Equal) throw MISFIT;
    return this.valuePattern(start, value);
  }

  private dotted(): Name | Attribute {
    const start = this.pos;
    let value: Name | Attribute = this.name('Load');
    while (this.take(Tok.Dot)) {
      const attr = this.needName();
      const end = this.lastToken();
      value = {
        kind: 'Attribute',
        value,
        attr,
        ctx: 'Load',
        lineno: this.line(start),
        col_offset: this.col(start),
        end_lineno: this.endLine(end),
        end_col_offset: this.endCol(end),
      };
    }
    return value;
  }

  /** A group, which leaves no trace, or a sequence. */
  private bracketPattern(): Pattern {
    const round = this.k === Tok.LPar;
    const close = round ? Tok.RPar : Tok.RSqb;
    const start = this.skip();
    if (this.take(close)) return this.sequence(start, []);
    const first = this.maybeStarPattern();
    const group = round && this.k === Tok.RPar;
    if (group && first.kind === 'MatchStar') throw MISFIT;
    const patterns = this.morePatterns(first);
    this.need(close);
    return group ? first : this.sequence(start, patterns);
  }

  private mappingPattern(): Pattern {
    const start = this.skip();
    const keys: Expr[] = [];
    const patterns: Pattern[] = [];
    let rest: string | null = null;
    while (this.k !== Tok.RBrace) {
      if (this.take(Tok.DoubleStar)) {
        rest = this.captureName();
        this.take(Tok.Comma);
        break;
      }
      keys.push(this.mappingKey());
      this.need(Tok.Colon);
      patterns.push(this.pattern());
      if (!this.take(Tok.Comma)) break;
    }
    const end = this.need(Tok.RBrace);
    return {
      kind: 'MatchMapping',
      keys,
      patterns,
      rest,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  private mappingKey(): Expr {
    switch (this.k) {
      case Tok.None:
        return this.constant({ t: 'none' });
      case Tok.True:
        return this.constant({ t: 'true' });
      case Tok.False:
        return this.constant({ t: 'false' });
      case Tok.Name: {
        const key = this.dotted();
        if (key.kind === 'Name') throw MISFIT;
        return key;
      }
      default:
        return this.literal();
    }
  }

  private classPattern(start: number, cls: Expr): Pattern {
    this.enter(NESTED_PATTERN_DEPTH);
    this.need(Tok.LPar);
    const patterns: Pattern[] = [];
    const kwd_attrs: string[] = [];
    const kwd_patterns: Pattern[] = [];
    while (this.k !== Tok.RPar) {
      if (this.k === Tok.Name && this.peek() === Tok.Equal) {
        kwd_attrs.push(this.needName());
        this.skip();
        kwd_patterns.push(this.pattern());
      } else {
        if (kwd_attrs.length > 0) throw MISFIT;
        patterns.push(this.pattern());
      }
      if (!this.take(Tok.Comma)) break;
    }
    const end = this.need(Tok.RPar);
    this.leave(NESTED_PATTERN_DEPTH);
    return {
      kind: 'MatchClass',
      cls,
      patterns,
      kwd_attrs,
      kwd_patterns,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }
}
