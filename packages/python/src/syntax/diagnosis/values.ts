/**
 * What the error grammar's matches are worth: just enough of a tree to name things and to point at them.
 */

/** A token or a node. Its parts are the nodes among what it was made of, in order. */
export interface Value {
  /** A node class, `token`, or the operator of one link of a comparison. */
  readonly kind: string;
  readonly lineno: number;
  readonly col_offset: number;
  readonly end_lineno: number;
  readonly end_col_offset: number;
  readonly parts: readonly Value[];
  /** The token's number. */
  readonly token: number;
  /** The name, the spelling of a constant that is a keyword, or what a literal turned out to be. */
  readonly text: string;
}

/** Matches of several things are lists; those of one thing are that thing, nothing is `null`. */
export type Match = Value | readonly Match[] | null;

/** The nodes in a match, in order. */
export function nodesOf(match: Match): Value[] {
  if (match === null) return [];
  if (!Array.isArray(match)) return (match as Value).kind === 'token' ? [] : [match as Value];
  return (match as readonly Match[]).flatMap(nodesOf);
}

/** The first token or node in a match. */
export function firstOf(match: Match): Value | null {
  if (match === null || !Array.isArray(match)) return match as Value | null;
  for (const item of match as readonly Match[]) {
    const found = firstOf(item);
    if (found !== null) return found;
  }
  return null;
}

export function lastOf(match: Match): Value | null {
  if (match === null || !Array.isArray(match)) return match as Value | null;
  for (const item of [...(match as readonly Match[])].reverse()) {
    const found = lastOf(item);
    if (found !== null) return found;
  }
  return null;
}

const EXPRESSION_NAMES: Readonly<Record<string, string>> = {
  Attribute: 'attribute',
  Subscript: 'subscript',
  Starred: 'starred',
  Name: 'name',
  List: 'list',
  Tuple: 'tuple',
  Lambda: 'lambda',
  Call: 'function call',
  BoolOp: 'expression',
  BinOp: 'expression',
  UnaryOp: 'expression',
  GeneratorExp: 'generator expression',
  Yield: 'yield expression',
  YieldFrom: 'yield expression',
  Await: 'await expression',
  ListComp: 'list comprehension',
  SetComp: 'set comprehension',
  DictComp: 'dict comprehension',
  Dict: 'dict literal',
  Set: 'set display',
  JoinedStr: 'f-string expression',
  FormattedValue: 'f-string expression',
  Compare: 'comparison',
  IfExp: 'conditional expression',
  NamedExpr: 'named expression',
};

/** What messages call an expression. */
export function describe(value: Value): string {
  if (value.kind === 'token') return value.text;
  if (value.kind !== 'Constant') return EXPRESSION_NAMES[value.kind] ?? value.kind;
  if (value.text === '...') return 'ellipsis';
  return /^(?:None|True|False)$/.test(value.text) ? value.text : 'literal';
}

/** The first part of a target that cannot be one, or `null`. */
export function invalidTarget(value: Value, use: string): Value | null {
  switch (value.kind) {
    case 'Name':
    case 'Attribute':
    case 'Subscript':
      return null;
    case 'List':
    case 'Tuple':
      for (const part of value.parts) {
        const found = invalidTarget(part, use);
        if (found !== null) return found;
      }
      return null;
    case 'Starred':
      return use === 'DEL' ? value : invalidTarget(value.parts[0] as Value, use);
    case 'Compare':
      // `for a in b` reads like a comparison; only its left side is the target.
      if (use !== 'FOR') return value;
      return value.parts[1]?.kind === 'In' ? invalidTarget(value.parts[0] as Value, use) : null;
    default:
      return value;
  }
}
