/**
 * Expressions, by recursive descent; binary operators by precedence climbing.
 *
 * Method names are the grammar's rule names in camel case where one method is one rule. `start` is always the number
 * of a node's first token, which for a node in parentheses is not the parenthesis: grouping leaves no trace.
 */

import { DisplayParser } from './displays.js';
import { PySyntaxError } from './errors.js';
import type {
  CmpOperator,
  Constant,
  ConstantValue,
  Expr,
  ExprContext,
  Keyword,
  Lambda,
  Name,
  NamedExpr,
  Operator,
  Slice,
  UnaryOperator,
  Yield,
  YieldFrom,
} from './nodes.js';
import { decimalDigits, numberValue } from './numbers.js';
import { MISFIT } from './reader.js';
import { Tok } from './tokens.js';

/** In the order of the tokens from `Tok.Plus`, which is also that of the augmented assignments. */
export const BINARY_OPERATORS: readonly Operator[] = [
  'Add',
  'Sub',
  'Mult',
  'MatMult',
  'Div',
  'Mod',
  'Pow',
  'LShift',
  'RShift',
  'BitOr',
  'BitXor',
  'BitAnd',
  'FloorDiv',
];

/** Binding strength of binary operators by token; 0 for every other token. `**` is apart: it binds to the right. */
const PRECEDENCE = new Uint8Array(256);
for (const [strength, kinds] of [
  [1, [Tok.VBar]],
  [2, [Tok.Circumflex]],
  [3, [Tok.Amper]],
  [4, [Tok.LeftShift, Tok.RightShift]],
  [5, [Tok.Plus, Tok.Minus]],
  [6, [Tok.Star, Tok.Slash, Tok.DoubleSlash, Tok.Percent, Tok.At]],
] as const) {
  for (const kind of kinds) PRECEDENCE[kind] = strength;
}

/** 1 for tokens that may follow an operand as a comparison operator. */
const COMPARES = new Uint8Array(256);
for (const kind of [Tok.EqEqual, Tok.NotEqual, Tok.Less, Tok.LessEqual, Tok.Greater, Tok.GreaterEqual]) {
  COMPARES[kind] = 1;
}
for (const kind of [Tok.In, Tok.Is, Tok.Not]) COMPARES[kind] = 1;

const NONE: ConstantValue = { t: 'none' };
const TRUE: ConstantValue = { t: 'true' };
const FALSE: ConstantValue = { t: 'false' };
const ELLIPSIS: ConstantValue = { t: 'ellipsis' };

/** What a bracket costs of CPython's parser stack, at most. */
const BRACKET_DEPTH = 30;
/** No limit of digits is lower. */
const LEAST_LIMITED = 640;

export class ExpressionParser extends DisplayParser {
  // -------------------------------------------------------------------------------------------------------------
  // Lists of expressions
  // -------------------------------------------------------------------------------------------------------------

  /** `a, *b`: what may stand to the right of an assignment. */
  starExpressions(): Expr {
    const start = this.pos;
    const first = this.starExpression();
    if (this.k !== Tok.Comma) return first;
    const elts = [first];
    while (this.take(Tok.Comma)) {
      if (!this.startsExpression(true)) break;
      elts.push(this.starExpression());
    }
    return this.tuple(start, elts, 'Load');
  }

  starExpression(): Expr {
    return this.k === Tok.Star ? this.starred(false) : this.expression();
  }

  starNamedExpression(): Expr {
    return this.k === Tok.Star ? this.starred(false) : this.namedExpression();
  }

  /** `yield`, or a list of expressions. */
  override annotatedRhs(): Expr {
    return this.k === Tok.Yield ? this.yieldExpr() : this.starExpressions();
  }

  yieldExpr(): Yield | YieldFrom {
    const start = this.need(Tok.Yield);
    if (this.take(Tok.From)) {
      const source = this.expression();
      const end = this.lastToken();
      return {
        kind: 'YieldFrom',
        value: source,
        lineno: this.line(start),
        col_offset: this.col(start),
        end_lineno: this.endLine(end),
        end_col_offset: this.endCol(end),
      };
    }
    const value = this.startsExpression(true) ? this.starExpressions() : null;
    const end = this.lastToken();
    return {
      kind: 'Yield',
      value,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  // -------------------------------------------------------------------------------------------------------------
  // Operators, loosest first
  // -------------------------------------------------------------------------------------------------------------

  namedExpression(): Expr {
    return this.k === Tok.Name && this.peek() === Tok.ColonEqual ? this.assignmentExpression() : this.expression();
  }

  private assignmentExpression(): NamedExpr {
    const start = this.pos;
    const target = this.name('Store');
    this.need(Tok.ColonEqual);
    const value = this.expression();
    const end = this.lastToken();
    return {
      kind: 'NamedExpr',
      target,
      value,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  expression(): Expr {
    if (this.k === Tok.Lambda) return this.lambda();
    const start = this.pos;
    const body = this.disjunction();
    if (this.k !== Tok.If) return body;
    this.skip();
    const test = this.disjunction();
    this.need(Tok.Else);
    this.enter(1);
    const orelse = this.expression();
    this.leave(1);
    const end = this.lastToken();
    return {
      kind: 'IfExp',
      test,
      body,
      orelse,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  protected disjunction(): Expr {
    const start = this.pos;
    const first = this.conjunction();
    if (this.k !== Tok.Or) return first;
    const values = [first];
    while (this.take(Tok.Or)) values.push(this.conjunction());
    return this.boolOp(start, 'Or', values);
  }

  private conjunction(): Expr {
    const start = this.pos;
    const first = this.inversion();
    if (this.k !== Tok.And) return first;
    const values = [first];
    while (this.take(Tok.And)) values.push(this.inversion());
    return this.boolOp(start, 'And', values);
  }

  private boolOp(start: number, op: 'And' | 'Or', values: Expr[]): Expr {
    const end = this.lastToken();
    return {
      kind: 'BoolOp',
      op,
      values,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  private inversion(): Expr {
    if (this.k !== Tok.Not) return this.comparison();
    const first = this.pos;
    while (this.take(Tok.Not)) this.enter(1);
    const last = this.pos;
    let operand = this.comparison();
    // A loop instead of recursion: thousands of operators must not need thousands of frames.
    for (let at = last - 1; at >= first; at--) operand = this.unary(at, 'Not', operand);
    this.leave(last - first);
    return operand;
  }

  private unary(start: number, op: UnaryOperator, operand: Expr): Expr {
    const end = this.lastToken();
    return {
      kind: 'UnaryOp',
      op,
      operand,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  private comparison(): Expr {
    const start = this.pos;
    const left = this.binary(1);
    if (COMPARES[this.k] === 0) return left;
    const ops: CmpOperator[] = [];
    const comparators: Expr[] = [];
    while (COMPARES[this.k] === 1) {
      ops.push(this.compareOperator());
      comparators.push(this.binary(1));
    }
    const end = this.lastToken();
    return {
      kind: 'Compare',
      left,
      ops,
      comparators,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  private compareOperator(): CmpOperator {
    const kind = this.k;
    const at = this.skip();
    switch (kind) {
      case Tok.EqEqual:
        return 'Eq';
      case Tok.NotEqual:
        // `<>` is the same token to the tokenizer, and no operator to the grammar.
        if (this.source.charCodeAt(this.tokens.start[at] as number) === 60) throw MISFIT;
        return 'NotEq';
      case Tok.Less:
        return 'Lt';
      case Tok.LessEqual:
        return 'LtE';
      case Tok.Greater:
        return 'Gt';
      case Tok.GreaterEqual:
        return 'GtE';
      case Tok.In:
        return 'In';
      case Tok.Is:
        return this.take(Tok.Not) ? 'IsNot' : 'Is';
      default:
        this.need(Tok.In);
        return 'NotIn';
    }
  }

  /** `a | b`, `a + b`, … whose operators bind at least as strongly as `strength`. */
  protected binary(strength: number): Expr {
    const start = this.pos;
    let left = this.factor();
    for (;;) {
      const kind = this.k;
      const found = PRECEDENCE[kind] as number;
      if (found < strength || found === 0) return left;
      this.skip();
      const right = this.binary(found + 1);
      const end = this.lastToken();
      left = {
        kind: 'BinOp',
        left,
        op: BINARY_OPERATORS[kind - Tok.Plus] as Operator,
        right,
        lineno: this.line(start),
        col_offset: this.col(start),
        end_lineno: this.endLine(end),
        end_col_offset: this.endCol(end),
      };
    }
  }

  private factor(): Expr {
    const kind = this.k;
    if (kind !== Tok.Minus && kind !== Tok.Plus && kind !== Tok.Tilde) return this.power();
    const first = this.pos;
    while (this.k === Tok.Minus || this.k === Tok.Plus || this.k === Tok.Tilde) {
      this.enter(1);
      this.skip();
    }
    const last = this.pos;
    let operand = this.power();
    for (let at = last - 1; at >= first; at--) {
      const op = this.tokens.kind[at];
      operand = this.unary(at, op === Tok.Minus ? 'USub' : op === Tok.Plus ? 'UAdd' : 'Invert', operand);
    }
    this.leave(last - first);
    return operand;
  }

  private power(): Expr {
    const start = this.pos;
    const left = this.awaitPrimary();
    if (this.k !== Tok.DoubleStar) return left;
    this.skip();
    this.enter(2);
    const right = this.factor();
    this.leave(2);
    const end = this.lastToken();
    return {
      kind: 'BinOp',
      left,
      op: 'Pow',
      right,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  private awaitPrimary(): Expr {
    if (this.k !== Tok.Await) return this.primary();
    const start = this.skip();
    const value = this.primary();
    const end = this.lastToken();
    return {
      kind: 'Await',
      value,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  // -------------------------------------------------------------------------------------------------------------
  // Primaries
  // -------------------------------------------------------------------------------------------------------------

  private primary(): Expr {
    const start = this.pos;
    let value = this.atom();
    for (;;) {
      switch (this.k) {
        case Tok.Dot: {
          this.skip();
          const attr = this.needName();
          const end = this.pos - 1;
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
          break;
        }
        case Tok.LPar:
          value = this.call(start, value);
          break;
        case Tok.LSqb: {
          this.enter(BRACKET_DEPTH);
          this.skip();
          const slice = this.slices();
          const end = this.need(Tok.RSqb);
          this.leave(BRACKET_DEPTH);
          value = {
            kind: 'Subscript',
            value,
            slice,
            ctx: 'Load',
            lineno: this.line(start),
            col_offset: this.col(start),
            end_lineno: this.endLine(end),
            end_col_offset: this.endCol(end),
          };
          break;
        }
        default:
          return value;
      }
    }
  }

  private call(start: number, func: Expr): Expr {
    const args: Expr[] = [];
    const keywords: Keyword[] = [];
    this.arguments(args, keywords, true);
    const end = this.lastToken();
    return {
      kind: 'Call',
      func,
      args,
      keywords,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  /**
   * An argument list with its parentheses: positional arguments, then keywords and `*iterable` in any order, then
   * after the first `**mapping` no more `*iterable`. A generator expression without its own parentheses stands alone,
   * and only in calls.
   */
  protected arguments(args: Expr[], keywords: Keyword[], generatorAllowed: boolean): void {
    this.enter(BRACKET_DEPTH);
    const open = this.need(Tok.LPar);
    let mapping = false;
    while (this.k !== Tok.RPar) {
      const start = this.pos;
      if (this.k === Tok.Star) {
        if (mapping) throw MISFIT;
        args.push(this.starred(true));
      } else if (this.k === Tok.DoubleStar) {
        this.skip();
        mapping = true;
        keywords.push(this.keyword(start, null));
      } else if (this.k === Tok.Name && this.peek() === Tok.Equal) {
        const name = this.needName();
        this.skip();
        keywords.push(this.keyword(start, name));
      } else {
        if (keywords.length > 0) throw MISFIT;
        const value = this.namedExpression();
        if (this.k === Tok.For || this.k === Tok.Async) {
          if (args.length > 0 || !generatorAllowed) throw MISFIT;
          args.push(this.generator(open, value));
          this.leave(BRACKET_DEPTH);
          return;
        }
        args.push(value);
      }
      if (!this.take(Tok.Comma)) break;
    }
    this.need(Tok.RPar);
    this.leave(BRACKET_DEPTH);
  }

  private keyword(start: number, arg: string | null): Keyword {
    const value = this.expression();
    const end = this.lastToken();
    return {
      kind: 'keyword',
      arg,
      value,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  private slices(): Expr {
    const start = this.pos;
    const first = this.k === Tok.Star ? this.starred(true) : this.slice();
    if (this.k !== Tok.Comma && first.kind !== 'Starred') return first;
    const elts: Expr[] = [first];
    while (this.take(Tok.Comma)) {
      if (this.k === Tok.RSqb) break;
      elts.push(this.k === Tok.Star ? this.starred(true) : this.slice());
    }
    return this.tuple(start, elts, 'Load');
  }

  private slice(): Expr {
    const start = this.pos;
    let lower: Expr | null = null;
    if (this.k !== Tok.Colon) {
      lower = this.namedExpression();
      // `a[x := 1:2]` is not a slice, though `a[(x := 1):2]` is.
      if (!this.at(Tok.Colon) || (lower.kind === 'NamedExpr' && this.tokens.kind[start] === Tok.Name)) return lower;
    }
    this.need(Tok.Colon);
    const upper = this.startsExpression(false) ? this.expression() : null;
    const step = this.take(Tok.Colon) && this.startsExpression(false) ? this.expression() : null;
    const end = this.lastToken();
    const node: Slice = {
      kind: 'Slice',
      lower,
      upper,
      step,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
    return node;
  }

  // -------------------------------------------------------------------------------------------------------------
  // Atoms
  // -------------------------------------------------------------------------------------------------------------

  private atom(): Expr {
    switch (this.k) {
      case Tok.Name:
        return this.name('Load');
      case Tok.Number:
        return this.numberLiteral();
      case Tok.String:
      case Tok.FStringStart:
        return this.strings();
      case Tok.LPar:
        return this.inBrackets(this.parenthesis);
      case Tok.LSqb:
        return this.inBrackets(this.listDisplay);
      case Tok.LBrace:
        return this.inBrackets(this.braceDisplay);
      case Tok.None:
        return this.constant(NONE);
      case Tok.True:
        return this.constant(TRUE);
      case Tok.False:
        return this.constant(FALSE);
      case Tok.Ellipsis:
        return this.constant(ELLIPSIS);
      default:
        throw MISFIT;
    }
  }

  private inBrackets(rule: (this: this) => Expr): Expr {
    this.enter(BRACKET_DEPTH);
    const node = rule.call(this);
    this.leave(BRACKET_DEPTH);
    return node;
  }

  protected name(ctx: ExprContext): Name {
    const at = this.need(Tok.Name);
    return {
      kind: 'Name',
      id: this.tokens.name[at] as string,
      ctx,
      lineno: this.line(at),
      col_offset: this.col(at),
      end_lineno: this.endLine(at),
      end_col_offset: this.endCol(at),
    };
  }

  /** A constant that is one token. */
  protected constant(value: ConstantValue): Constant {
    const at = this.skip();
    return {
      kind: 'Constant',
      value,
      kind_: null,
      lineno: this.line(at),
      col_offset: this.col(at),
      end_lineno: this.endLine(at),
      end_col_offset: this.endCol(at),
    };
  }

  protected numberLiteral(): Constant {
    const at = this.pos;
    if (this.k !== Tok.Number) throw MISFIT;
    const literal = this.source.slice(this.tokens.start[at], this.tokens.end[at]);
    if (literal.length > LEAST_LIMITED) this.checkDigits(at, decimalDigits(literal));
    return this.constant(numberValue(literal));
  }

  /** Raised at once, as by int(): the error grammar knows nothing of it. */
  private checkDigits(at: number, digits: number): void {
    const limit = this.literals.maxStrDigits ?? 0;
    if (limit === 0 || digits <= limit) return;
    const exceeds = `Exceeds the limit (${limit} digits) for integer string conversion: value has ${digits} digits`;
    const advice = 'Consider hexadecimal for huge integer literals to avoid decimal conversion limits.';
    const msg = `${exceeds}; use sys.set_int_max_str_digits() to increase the limit - ${advice}`;
    const lineno = this.line(at);
    const start = this.tokens.start[at] as number;
    const newline = this.source.indexOf('\n', start);
    const text = this.source.slice(this.source.lastIndexOf('\n', start) + 1, newline < 0 ? undefined : newline + 1);
    const place = { lineno, offset: 0, end_lineno: lineno, end_offset: 0, text };
    throw new PySyntaxError('SyntaxError', msg, this.tokenizer.filename, place);
  }

  // -------------------------------------------------------------------------------------------------------------
  // Lambda
  // -------------------------------------------------------------------------------------------------------------

  private lambda(): Lambda {
    const start = this.skip();
    const args = this.parameters(Tok.Colon);
    this.need(Tok.Colon);
    this.enter(2);
    const body = this.expression();
    this.leave(2);
    const end = this.lastToken();
    return {
      kind: 'Lambda',
      args,
      body,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }
}
