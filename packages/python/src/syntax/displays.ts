/**
 * What stands in brackets, comprehensions, and the targets of assignments.
 */
import type { Comprehension, Expr, ExprContext, GeneratorExp, Starred, Tuple, Yield, YieldFrom } from './nodes.js';
import { ParameterParser } from './parameters.js';
import { MISFIT } from './reader.js';
import { Tok } from './tokens.js';

export abstract class DisplayParser extends ParameterParser {
  abstract namedExpression(): Expr;
  abstract starNamedExpression(): Expr;
  abstract yieldExpr(): Yield | YieldFrom;
  protected abstract disjunction(): Expr;
  protected abstract binary(strength: number): Expr;

  /** `*x`: an operand in displays, any expression in calls and subscripts. */
  protected starred(anyExpression: boolean): Starred {
    const start = this.skip();
    const value = anyExpression ? this.expression() : this.binary(1);
    return this.starredNode(start, value, 'Load');
  }

  protected starredNode(start: number, value: Expr, ctx: ExprContext): Starred {
    const end = this.lastToken();
    return {
      kind: 'Starred',
      value,
      ctx,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  protected tuple(start: number, elts: Expr[], ctx: ExprContext): Tuple {
    const end = this.lastToken();
    return {
      kind: 'Tuple',
      elts,
      ctx,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  /** Whether an expression can begin here: decides if a comma was the last. */
  protected startsExpression(star: boolean): boolean {
    switch (this.k) {
      case Tok.Name:
      case Tok.Number:
      case Tok.String:
      case Tok.FStringStart:
      case Tok.LPar:
      case Tok.LSqb:
      case Tok.LBrace:
      case Tok.Plus:
      case Tok.Minus:
      case Tok.Tilde:
      case Tok.Ellipsis:
      case Tok.None:
      case Tok.True:
      case Tok.False:
      case Tok.Not:
      case Tok.Lambda:
      case Tok.Await:
        return true;
      case Tok.Star:
        return star;
      default:
        return false;
    }
  }

  /** `()`, a tuple, a group or a generator expression. */
  protected parenthesis(): Expr {
    const open = this.skip();
    if (this.take(Tok.RPar)) return this.tuple(open, [], 'Load');
    if (this.k === Tok.Yield) {
      const value = this.yieldExpr();
      this.need(Tok.RPar);
      return value;
    }
    const first = this.starNamedExpression();
    if (this.k === Tok.Comma) {
      const elts = this.moreElements(first, Tok.RPar);
      this.need(Tok.RPar);
      return this.tuple(open, elts, 'Load');
    }
    if (first.kind === 'Starred') throw MISFIT;
    if (this.k === Tok.For || this.k === Tok.Async) return this.generator(open, first);
    this.need(Tok.RPar);
    return first;
  }

  /** The elements after the first one, up to the closing bracket, which stays. */
  private moreElements(first: Expr, close: Tok): Expr[] {
    const elts = [first];
    while (this.take(Tok.Comma)) {
      if (this.k === close) break;
      elts.push(this.starNamedExpression());
    }
    return elts;
  }

  protected generator(open: number, elt: Expr): GeneratorExp {
    const generators = this.forIfClauses();
    const end = this.need(Tok.RPar);
    return {
      kind: 'GeneratorExp',
      elt,
      generators,
      lineno: this.line(open),
      col_offset: this.col(open),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  protected listDisplay(): Expr {
    const open = this.skip();
    let elts: Expr[] = [];
    if (this.k !== Tok.RSqb) {
      const first = this.starNamedExpression();
      if (this.k === Tok.For || this.k === Tok.Async) return this.comprehension('ListComp', open, first, Tok.RSqb);
      elts = this.moreElements(first, Tok.RSqb);
    }
    const end = this.need(Tok.RSqb);
    return {
      kind: 'List',
      elts,
      ctx: 'Load',
      lineno: this.line(open),
      col_offset: this.col(open),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  private comprehension(kind: 'ListComp' | 'SetComp', open: number, elt: Expr, close: Tok): Expr {
    if (elt.kind === 'Starred') throw MISFIT;
    const generators = this.forIfClauses();
    const end = this.need(close);
    return {
      kind,
      elt,
      generators,
      lineno: this.line(open),
      col_offset: this.col(open),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  /** A dictionary or a set, or a comprehension of one; `{}` is a dictionary. */
  protected braceDisplay(): Expr {
    const open = this.skip();
    if (this.k === Tok.RBrace || this.k === Tok.DoubleStar) return this.dict(open, null);
    const named = this.k === Tok.Name && this.peek() === Tok.ColonEqual;
    const first = this.starNamedExpression();
    if (this.k === Tok.Colon && !named && first.kind !== 'Starred') return this.dict(open, first);
    if (this.k === Tok.For || this.k === Tok.Async) return this.comprehension('SetComp', open, first, Tok.RBrace);
    const elts = this.moreElements(first, Tok.RBrace);
    const end = this.need(Tok.RBrace);
    return {
      kind: 'Set',
      elts,
      lineno: this.line(open),
      col_offset: this.col(open),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  /** A dictionary whose first key, if it begins with one, has been read. */
  private dict(open: number, firstKey: Expr | null): Expr {
    const keys: (Expr | null)[] = [];
    const values: Expr[] = [];
    let key = firstKey;
    while (this.k !== Tok.RBrace) {
      if (key === null && this.take(Tok.DoubleStar)) {
        keys.push(null);
        values.push(this.binary(1));
      } else {
        key ??= this.expression();
        this.need(Tok.Colon);
        const value = this.expression();
        if (keys.length === 0 && (this.k === Tok.For || this.k === Tok.Async)) return this.dictComp(open, key, value);
        keys.push(key);
        values.push(value);
      }
      key = null;
      if (!this.take(Tok.Comma)) break;
    }
    const end = this.need(Tok.RBrace);
    return {
      kind: 'Dict',
      keys,
      values,
      lineno: this.line(open),
      col_offset: this.col(open),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  private dictComp(open: number, key: Expr, value: Expr): Expr {
    const generators = this.forIfClauses();
    const end = this.need(Tok.RBrace);
    return {
      kind: 'DictComp',
      key,
      value,
      generators,
      lineno: this.line(open),
      col_offset: this.col(open),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  protected forIfClauses(): Comprehension[] {
    const clauses: Comprehension[] = [];
    while (this.k === Tok.For || this.k === Tok.Async) {
      const isAsync = this.take(Tok.Async) ? 1 : 0;
      this.need(Tok.For);
      const target = this.starTargets();
      this.need(Tok.In);
      const iter = this.disjunction();
      const ifs: Expr[] = [];
      while (this.take(Tok.If)) ifs.push(this.disjunction());
      clauses.push({ kind: 'comprehension', target, iter, ifs, is_async: isAsync });
    }
    return clauses;
  }

  // -------------------------------------------------------------------------------------------------------------
  // Targets
  // -------------------------------------------------------------------------------------------------------------

  /** The targets of `for`: they end at `in`, so comparisons are not tried. */
  protected starTargets(): Expr {
    const start = this.pos;
    const first = this.starTarget();
    if (this.k !== Tok.Comma) return first;
    const elts = [first];
    while (this.take(Tok.Comma)) {
      if (!this.startsExpression(true)) break;
      elts.push(this.starTarget());
    }
    return this.tuple(start, elts, 'Store');
  }

  protected starTarget(): Expr {
    const target = this.k === Tok.Star ? this.starred(false) : this.binary(1);
    this.setContext(target, 'Store');
    return target;
  }

  /** Turns an expression that was read into a target, or refuses it. */
  protected setContext(node: Expr, ctx: 'Store' | 'Del'): void {
    switch (node.kind) {
      case 'Name':
      case 'Attribute':
      case 'Subscript':
        node.ctx = ctx;
        return;
      case 'Starred':
        if (ctx === 'Del' || node.value.kind === 'Starred') throw MISFIT;
        node.ctx = ctx;
        this.setContext(node.value, ctx);
        return;
      case 'Tuple':
      case 'List':
        node.ctx = ctx;
        for (const elt of node.elts) this.setContext(elt, ctx);
        return;
      default:
        throw MISFIT;
    }
  }
}
