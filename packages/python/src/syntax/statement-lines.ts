import { parseModule } from './index.js';
import type { Stmt } from './nodes.js';

/** The lines of a statement: of all of it if it is a simple one, else of what stands before the first statement in it. */
export interface StatementLines {
  /** The line that the statement is said to be at: that of `def`, also behind decorators. */
  readonly line: number;
  readonly first: number;
  readonly last: number;
}

/**
 * Which lines belong to which statement of a file, in their order. Lines of no statement are left out: comments, `else:`, `finally:`.
 *
 * @throws PySyntaxError for a text that is no Python.
 */
export function statementLines(source: string): StatementLines[] {
  const found: StatementLines[] = [];
  const open: Stmt[] = [...parseModule(source).body].reverse();
  for (let statement = open.pop(); statement !== undefined; statement = open.pop()) {
    const inner = innerStatements(statement);
    const last = inner.length === 0 ? statement.end_lineno : firstLine(inner[0]!) - 1;
    found.push({ line: statement.lineno, first: firstLine(statement), last: Math.max(statement.lineno, last) });
    open.push(...[...inner].reverse());
  }
  return found;
}

function firstLine(statement: Stmt): number {
  const decorators = 'decorator_list' in statement ? statement.decorator_list : [];
  return Math.min(statement.lineno, ...decorators.map(({ lineno }) => lineno));
}

/** The statements that a statement consists of, in their order. */
function innerStatements(statement: Stmt): readonly Stmt[] {
  switch (statement.kind) {
    case 'FunctionDef':
    case 'AsyncFunctionDef':
    case 'ClassDef':
    case 'With':
    case 'AsyncWith':
      return statement.body;
    case 'For':
    case 'AsyncFor':
    case 'While':
    case 'If':
      return [...statement.body, ...statement.orelse];
    case 'Match':
      return statement.cases.flatMap(({ body }) => body);
    case 'Try':
    case 'TryStar': {
      const { body, handlers, orelse, finalbody } = statement;
      return [...body, ...handlers.flatMap((handler) => handler.body), ...orelse, ...finalbody];
    }
    default:
      return [];
  }
}
