/**
 * Simple statements, blocks, and the three kinds of input.
 */
import { CompoundParser } from './compound.js';
import type { Expression, Interactive, Module, Stmt } from './nodes.js';
import { MISFIT } from './reader.js';
import { Tok } from './tokens.js';

export class Parser extends CompoundParser {
  module(): Module {
    const body: Stmt[] = [];
    while (this.k !== Tok.EndMarker) this.statement(body);
    return { kind: 'Module', body };
  }

  /** One statement at the prompt; an empty line counts as `pass`. */
  interactive(): Interactive {
    const body: Stmt[] = [];
    if (this.k === Tok.Newline) {
      const at = this.skip();
      body.push({
        kind: 'Pass',
        lineno: this.line(at),
        col_offset: this.col(at),
        end_lineno: this.endLine(at),
        end_col_offset: this.endCol(at),
      });
      return { kind: 'Interactive', body };
    }
    // A compound statement must be followed by one more newline, which the end of the text supplies.
    if (this.compoundStatement(body)) {
      if (!this.at(Tok.Newline)) throw MISFIT;
    } else this.simpleStatements(body);
    return { kind: 'Interactive', body };
  }

  evalInput(): Expression {
    const start = this.pos;
    const first = this.expression();
    let body = first;
    if (this.k === Tok.Comma) {
      const elts = [first];
      while (this.take(Tok.Comma)) {
        if (!this.startsExpression(false)) break;
        elts.push(this.expression());
      }
      body = this.tuple(start, elts, 'Load');
    }
    while (this.take(Tok.Newline));
    if (this.k !== Tok.EndMarker) throw MISFIT;
    return { kind: 'Expression', body };
  }
}
