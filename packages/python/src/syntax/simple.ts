/**
 * Simple statements: those that fit on a line and may be joined by semicolons.
 */
import { BINARY_OPERATORS } from './expressions.js';
import type {
  Alias,
  AnnAssign,
  Assert,
  Assign,
  AugAssign,
  Delete,
  Expr,
  ImportFrom,
  Operator,
  Raise,
  Return,
  Stmt,
  TypeAlias,
} from './nodes.js';
import { MISFIT } from './reader.js';
import { Tok } from './tokens.js';
import { TypeParamParser } from './typeparams.js';

export abstract class SimpleParser extends TypeParamParser {
  /**
   * `a; b; c` up to the end of the line, which stays: at the prompt no token may be read beyond it.
   */
  protected simpleStatements(body: Stmt[]): void {
    body.push(this.simpleStatement());
    while (this.take(Tok.Semi)) {
      if (this.k === Tok.Newline) break;
      body.push(this.simpleStatement());
    }
    if (this.k !== Tok.Newline) throw MISFIT;
  }

  private simpleStatement(): Stmt {
    const start = this.pos;
    switch (this.k) {
      case Tok.Name:
        if (this.tokens.name[start] === 'type' && this.peek() === Tok.Name) return this.typeAlias();
        return this.expressionStatement();
      case Tok.Return:
        return this.returnStatement();
      case Tok.Import:
        return this.importStatement();
      case Tok.From:
        return this.importFrom();
      case Tok.Raise:
        return this.raise();
      case Tok.Pass:
        return this.word('Pass');
      case Tok.Break:
        return this.word('Break');
      case Tok.Continue:
        return this.word('Continue');
      case Tok.Del:
        return this.deleteStatement();
      case Tok.Assert:
        return this.assertStatement();
      case Tok.Global:
        return this.names('Global');
      case Tok.Nonlocal:
        return this.names('Nonlocal');
      default:
        return this.expressionStatement();
    }
  }

  private word(kind: 'Pass' | 'Break' | 'Continue'): Stmt {
    const at = this.skip();
    return {
      kind,
      lineno: this.line(at),
      col_offset: this.col(at),
      end_lineno: this.endLine(at),
      end_col_offset: this.endCol(at),
    };
  }

  private names(kind: 'Global' | 'Nonlocal'): Stmt {
    const start = this.skip();
    const names = [this.needName()];
    while (this.take(Tok.Comma)) names.push(this.needName());
    const end = this.lastToken();
    return {
      kind,
      names,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  // -------------------------------------------------------------------------------------------------------------
  // Expressions and assignments
  // -------------------------------------------------------------------------------------------------------------

  private expressionStatement(): Stmt {
    const start = this.pos;
    const value = this.annotatedRhs();
    if (this.k === Tok.Equal) return this.assign(start, value);
    if (this.k === Tok.Colon) return this.annAssign(start, value);
    if (this.k >= Tok.PlusEqual && this.k <= Tok.DoubleSlashEqual) return this.augAssign(start, value);
    const end = this.lastToken();
    return {
      kind: 'Expr',
      value,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  private assign(start: number, first: Expr): Assign {
    const targets: Expr[] = [];
    let value = first;
    while (this.take(Tok.Equal)) {
      this.setContext(value, 'Store');
      targets.push(value);
      value = this.annotatedRhs();
    }
    const end = this.lastToken();
    return {
      kind: 'Assign',
      targets,
      value,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  private annAssign(start: number, target: Expr): AnnAssign {
    this.singleTarget(target);
    this.skip();
    const annotation = this.expression();
    const value = this.take(Tok.Equal) ? this.annotatedRhs() : null;
    const end = this.lastToken();
    return {
      kind: 'AnnAssign',
      target,
      annotation,
      value,
      simple: target.kind === 'Name' && this.tokens.kind[start] === Tok.Name ? 1 : 0,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  private augAssign(start: number, target: Expr): AugAssign {
    this.singleTarget(target);
    const op = BINARY_OPERATORS[this.k - Tok.PlusEqual] as Operator;
    this.skip();
    const value = this.annotatedRhs();
    const end = this.lastToken();
    return {
      kind: 'AugAssign',
      target,
      op,
      value,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  private singleTarget(target: Expr): void {
    if (target.kind !== 'Name' && target.kind !== 'Attribute' && target.kind !== 'Subscript') throw MISFIT;
    target.ctx = 'Store';
  }

  /** `type` is a name like any other unless a name follows. */
  private typeAlias(): TypeAlias {
    const start = this.skip();
    const name = this.name('Store');
    const type_params = this.typeParams();
    this.need(Tok.Equal);
    const value = this.expression();
    const end = this.lastToken();
    return {
      kind: 'TypeAlias',
      name,
      type_params,
      value,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  // -------------------------------------------------------------------------------------------------------------
  // Statements with a keyword
  // -------------------------------------------------------------------------------------------------------------

  private returnStatement(): Return {
    const start = this.skip();
    const value = this.startsExpression(true) ? this.starExpressions() : null;
    const end = this.lastToken();
    return {
      kind: 'Return',
      value,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  private raise(): Raise {
    const start = this.skip();
    const exc = this.startsExpression(false) ? this.expression() : null;
    const cause = exc !== null && this.take(Tok.From) ? this.expression() : null;
    const end = this.lastToken();
    return {
      kind: 'Raise',
      exc,
      cause,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  private assertStatement(): Assert {
    const start = this.skip();
    const test = this.expression();
    const msg = this.take(Tok.Comma) ? this.expression() : null;
    const end = this.lastToken();
    return {
      kind: 'Assert',
      test,
      msg,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  private deleteStatement(): Delete {
    const start = this.skip();
    const targets: Expr[] = [];
    do {
      if (targets.length > 0 && !this.startsExpression(false)) break;
      const target = this.binary(1);
      this.setContext(target, 'Del');
      targets.push(target);
    } while (this.take(Tok.Comma));
    if (this.k !== Tok.Semi && this.k !== Tok.Newline) throw MISFIT;
    const end = this.lastToken();
    return {
      kind: 'Delete',
      targets,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  private importStatement(): Stmt {
    const start = this.skip();
    const names = [this.alias(true)];
    while (this.take(Tok.Comma)) names.push(this.alias(true));
    const end = this.lastToken();
    return {
      kind: 'Import',
      names,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  private dottedName(): string {
    let name = this.needName();
    while (this.take(Tok.Dot)) name += `.${this.needName()}`;
    return name;
  }

  private alias(dotted: boolean): Alias {
    const start = this.pos;
    const name = dotted ? this.dottedName() : this.needName();
    const asname = this.take(Tok.As) ? this.needName() : null;
    const end = this.lastToken();
    return {
      kind: 'alias',
      name,
      asname,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  private importFrom(): ImportFrom {
    const start = this.skip();
    let level = 0;
    for (;;) {
      // Three dots are one token.
      if (this.take(Tok.Dot)) level += 1;
      else if (this.take(Tok.Ellipsis)) level += 3;
      else break;
    }
    const module = level > 0 && this.k === Tok.Import ? null : this.dottedName();
    this.need(Tok.Import);
    const names = this.importTargets();
    const end = this.lastToken();
    return {
      kind: 'ImportFrom',
      module,
      names,
      level,
      lineno: this.line(start),
      col_offset: this.col(start),
      end_lineno: this.endLine(end),
      end_col_offset: this.endCol(end),
    };
  }

  private importTargets(): Alias[] {
    if (this.k === Tok.Star) {
      const at = this.skip();
      return [
        {
          kind: 'alias',
          name: '*',
          asname: null,
          lineno: this.line(at),
          col_offset: this.col(at),
          end_lineno: this.endLine(at),
          end_col_offset: this.endCol(at),
        },
      ];
    }
    const parenthesised = this.take(Tok.LPar);
    const names = [this.alias(false)];
    while (this.take(Tok.Comma)) {
      if (parenthesised && this.k === Tok.RPar) break;
      names.push(this.alias(false));
    }
    if (parenthesised) this.need(Tok.RPar);
    return names;
  }
}
