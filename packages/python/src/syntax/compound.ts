/**
 * Compound statements: those that have blocks.
 */
import type { ClassDef, ExceptHandler, Expr, If, Keyword, Match, MatchCase, Stmt, WithItem } from './nodes.js';
import { MISFIT } from './reader.js';
import { SimpleParser } from './simple.js';
import { Tok } from './tokens.js';

/** What a nested block costs of CPython's parser stack, at most. */
const BLOCK_DEPTH = 10;

export class CompoundParser extends SimpleParser {
  protected statement(body: Stmt[]): void {
    if (this.compoundStatement(body)) return;
    this.simpleStatements(body);
    this.skip();
  }

  /** Parses a compound statement if one begins here. */
  protected compoundStatement(body: Stmt[]): boolean {
    const statement = this.compound();
    if (statement === null) return false;
    body.push(statement);
    return true;
  }

  private compound(): Stmt | null {
    switch (this.k) {
      case Tok.Def:
        return this.functionDef(this.pos, [], false);
      case Tok.If:
        return this.ifStatement();
      case Tok.Class:
        return this.classDef([]);
      case Tok.At:
        return this.decorated();
      case Tok.For:
        return this.forStatement(this.pos, false);
      case Tok.Try:
        return this.tryStatement();
      case Tok.While:
        return this.whileStatement();
      case Tok.With:
        return this.withStatement(this.pos, false);
      case Tok.Async:
        return this.asyncStatement([]);
      case Tok.Name:
        return this.tokens.name[this.pos] === 'match' ? this.matchStatement() : null;
      default:
        return null;
    }
  }

  /** Indented statements, or simple ones on the same line. */
  private block(): Stmt[] {
    const body: Stmt[] = [];
    if (this.k !== Tok.Newline) {
      this.simpleStatements(body);
      this.skip();
      return body;
    }
    this.enter(BLOCK_DEPTH);
    this.skip();
    this.need(Tok.Indent);
    do this.statement(body);
    while (!this.at(Tok.Dedent) && !this.at(Tok.EndMarker));
    this.need(Tok.Dedent);
    this.leave(BLOCK_DEPTH);
    return body;
  }

  private colonBlock(): Stmt[] {
    this.need(Tok.Colon);
    return this.block();
  }

  private elseBlock(): Stmt[] {
    return this.take(Tok.Else) ? this.colonBlock() : [];
  }

  // -------------------------------------------------------------------------------------------------------------
  // if, while, for
  // -------------------------------------------------------------------------------------------------------------

  /** Each `elif` is an `if` inside the `else` of the one before; they are collected first and nested afterwards. */
  private ifStatement(): If {
    const parts: { start: number; test: Expr; body: Stmt[] }[] = [];
    do {
      this.enter(1);
      const start = this.skip();
      const test = this.namedExpression();
      parts.push({ start, test, body: this.colonBlock() });
    } while (this.k === Tok.Elif);
    this.leave(parts.length);
    let orelse = this.elseBlock();
    const end = this.lastToken();
    let node: If | null = null;
    for (const { start, test, body } of parts.reverse()) {
      node = {
        kind: 'If',
        test,
        body,
        orelse,
        lineno: this.line(start),
        col_offset: this.col(start),
        end_lineno: this.endLine(end),
        end_col_offset: this.endCol(end),
      };
      orelse = [node];
    }
    return node as If;
  }

  private whileStatement(): Stmt {
    const start = this.skip();
    const test = this.namedExpression();
    const body = this.colonBlock();
    const orelse = this.elseBlock();
    const end = this.lastToken();
    return {
      kind: 'While',
      test,
      body,
      orelse,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  private forStatement(start: number, isAsync: boolean): Stmt {
    this.need(Tok.For);
    const target = this.starTargets();
    this.need(Tok.In);
    const iter = this.starExpressions();
    const body = this.colonBlock();
    const orelse = this.elseBlock();
    const end = this.lastToken();
    return {
      kind: isAsync ? 'AsyncFor' : 'For',
      target,
      iter,
      body,
      orelse,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  // -------------------------------------------------------------------------------------------------------------
  // with
  // -------------------------------------------------------------------------------------------------------------

  private withStatement(start: number, isAsync: boolean): Stmt {
    this.need(Tok.With);
    const items = (this.k === Tok.LPar ? this.parenthesisedItems() : null) ?? this.withItems(Tok.Colon);
    const body = this.colonBlock();
    const end = this.lastToken();
    return {
      kind: isAsync ? 'AsyncWith' : 'With',
      items,
      body,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  /**
   * `with (a as b, c):`. The parenthesis may also begin an ordinary expression (`with (a).b:`), which shows only
   * after it is closed; then the caller reads the text again.
   */
  private parenthesisedItems(): WithItem[] | null {
    const start = this.pos;
    const { depth } = this;
    try {
      this.skip();
      const items = this.withItems(Tok.RPar);
      this.need(Tok.RPar);
      if (this.k === Tok.Colon) return items;
    } catch (error) {
      if (error !== MISFIT) throw error;
    }
    this.depth = depth;
    this.rewind(start);
    return null;
  }

  private withItems(close: Tok.RPar | Tok.Colon): WithItem[] {
    const items: WithItem[] = [];
    do {
      if (close === Tok.RPar && items.length > 0 && this.k === Tok.RPar) break;
      const context_expr = this.expression();
      let optional_vars: Expr | null = null;
      if (this.take(Tok.As)) optional_vars = this.starTarget();
      items.push({ kind: 'withitem', context_expr, optional_vars });
    } while (this.take(Tok.Comma));
    return items;
  }

  // -------------------------------------------------------------------------------------------------------------
  // try
  // -------------------------------------------------------------------------------------------------------------

  private tryStatement(): Stmt {
    const start = this.skip();
    const body = this.colonBlock();
    const handlers: ExceptHandler[] = [];
    let star = false;
    while (this.k === Tok.Except) {
      const isStar = this.peek() === Tok.Star;
      if (handlers.length > 0 && isStar !== star) throw MISFIT;
      star = isStar;
      handlers.push(this.exceptHandler(star));
    }
    const orelse = handlers.length > 0 ? this.elseBlock() : [];
    if (handlers.length === 0 && this.k !== Tok.Finally) throw MISFIT;
    const finalbody = this.take(Tok.Finally) ? this.colonBlock() : [];
    const end = this.lastToken();
    return {
      kind: star ? 'TryStar' : 'Try',
      body,
      handlers,
      orelse,
      finalbody,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  private exceptHandler(star: boolean): ExceptHandler {
    const start = this.skip();
    if (star) this.skip();
    const type = star || this.k !== Tok.Colon ? this.expression() : null;
    const name = type !== null && this.take(Tok.As) ? this.needName() : null;
    const body = this.colonBlock();
    const end = this.lastToken();
    return {
      kind: 'ExceptHandler',
      type,
      name,
      body,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  // -------------------------------------------------------------------------------------------------------------
  // Definitions
  // -------------------------------------------------------------------------------------------------------------

  private decorated(): Stmt {
    const decorators: Expr[] = [];
    while (this.take(Tok.At)) {
      decorators.push(this.namedExpression());
      this.need(Tok.Newline);
    }
    switch (this.k) {
      case Tok.Def:
        return this.functionDef(this.pos, decorators, false);
      case Tok.Class:
        return this.classDef(decorators);
      case Tok.Async:
        return this.asyncStatement(decorators);
      default:
        throw MISFIT;
    }
  }

  private asyncStatement(decorators: Expr[]): Stmt {
    const start = this.skip();
    if (this.k === Tok.Def) return this.functionDef(start, decorators, true);
    if (decorators.length > 0) throw MISFIT;
    if (this.k === Tok.With) return this.withStatement(start, true);
    if (this.k === Tok.For) return this.forStatement(start, true);
    throw MISFIT;
  }

  private functionDef(start: number, decorator_list: Expr[], isAsync: boolean): Stmt {
    this.need(Tok.Def);
    const name = this.needName();
    const type_params = this.typeParams();
    this.need(Tok.LPar);
    const args = this.parameters(Tok.RPar);
    this.need(Tok.RPar);
    const returns = this.take(Tok.Arrow) ? this.expression() : null;
    const body = this.colonBlock();
    const end = this.lastToken();
    return {
      kind: isAsync ? 'AsyncFunctionDef' : 'FunctionDef',
      name,
      args,
      body,
      decorator_list,
      returns,
      type_params,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  private classDef(decorator_list: Expr[]): ClassDef {
    const start = this.skip();
    const name = this.needName();
    const type_params = this.typeParams();
    const bases: Expr[] = [];
    const keywords: Keyword[] = [];
    if (this.k === Tok.LPar) this.arguments(bases, keywords, false);
    const body = this.colonBlock();
    const end = this.lastToken();
    return {
      kind: 'ClassDef',
      name,
      bases,
      keywords,
      body,
      decorator_list,
      type_params,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  // -------------------------------------------------------------------------------------------------------------
  // match
  // -------------------------------------------------------------------------------------------------------------

  /**
   * `match` is a name unless it begins a line that is followed by an indented `case`. `match(x)`, `match[x]: int` and
   * `match * x` look the same at first, so the head is tried and the text read again if it was something else.
   */
  private matchStatement(): Match | null {
    const start = this.pos;
    const { depth } = this;
    let subject: Expr | null = null;
    if (this.startsSubject(this.peek())) {
      try {
        this.skip();
        subject = this.subject();
        this.need(Tok.Colon);
        this.need(Tok.Newline);
        this.need(Tok.Indent);
      } catch (error) {
        if (error !== MISFIT) throw error;
        subject = null;
      }
    }
    if (subject === null) {
      this.depth = depth;
      this.rewind(start);
      return null;
    }
    this.enter(BLOCK_DEPTH);
    const cases: MatchCase[] = [];
    do cases.push(this.caseBlock());
    while (this.atName('case'));
    this.need(Tok.Dedent);
    this.leave(BLOCK_DEPTH);
    const end = this.lastToken();
    return {
      kind: 'Match',
      subject,
      cases,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  /** Saves the attempt for the usual uses of the name. */
  private startsSubject(kind: Tok): boolean {
    return kind !== Tok.Equal && kind !== Tok.Dot && kind !== Tok.Comma && kind !== Tok.Newline && kind !== Tok.Colon;
  }

  private subject(): Expr {
    const start = this.pos;
    const first = this.starNamedExpression();
    if (this.k !== Tok.Comma) {
      if (first.kind === 'Starred') throw MISFIT;
      return first;
    }
    const elts = [first];
    while (this.take(Tok.Comma)) {
      if (this.at(Tok.Colon)) break;
      elts.push(this.starNamedExpression());
    }
    return this.tuple(start, elts, 'Load');
  }

  private caseBlock(): MatchCase {
    if (!this.atName('case')) throw MISFIT;
    this.skip();
    const pattern = this.patterns();
    const guard = this.take(Tok.If) ? this.namedExpression() : null;
    const body = this.colonBlock();
    return { kind: 'match_case', pattern, guard, body };
  }
}
