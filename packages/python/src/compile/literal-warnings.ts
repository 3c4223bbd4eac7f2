import type * as ast from '../syntax/nodes.js';
import type { Folded } from './constants.js';
import { fold } from './fold.js';

/**
 * What the compiler warns of (SyntaxWarning): literals that are compared by identity, called, subscripted, or asserted. In the order of the text,
 * what is around before what is inside.
 */
export interface CompilerWarning {
  readonly message: string;
  readonly at: ast.Located;
}

/** `namesType`: the message about `is` says which kind of literal it is (from 3.12 on). */
export function literalWarnings(
  tree: ast.Module | ast.Interactive | ast.Expression,
  namesType: boolean,
): CompilerWarning[] {
  const found: CompilerWarning[] = [];
  visit(tree as unknown as ast.Node, (node) => {
    const message = warningOf(node, namesType);
    if (message !== undefined) found.push({ message, at: node as ast.Node & ast.Located });
  });
  return found;
}

function visit(node: ast.Node, each: (node: ast.Node) => void): void {
  each(node);
  for (const value of Object.values(node)) {
    if (value === null || typeof value !== 'object') continue;
    for (const child of Array.isArray(value) ? value : [value])
      if (child !== null && typeof child === 'object' && 'kind' in child) visit(child as ast.Node, each);
  }
}

function warningOf(node: ast.Node, namesType: boolean): string | undefined {
  switch (node.kind) {
    case 'Compare':
      return identityOf(node, namesType);
    case 'Call':
      return notCallable(node.func);
    case 'Subscript':
      return node.ctx === 'Load' ? (notSubscriptable(node.value) ?? wrongIndex(node.value, node.slice)) : undefined;
    case 'Assert':
      return isFullTuple(node.test) ? 'assertion is always true, perhaps remove parentheses?' : undefined;
    default:
      return undefined;
  }
}

function identityOf({ left, ops, comparators }: ast.Compare, namesType: boolean): string | undefined {
  for (const [i, op] of ops.entries()) {
    if (op !== 'Is' && op !== 'IsNot') continue;
    const literal = [i === 0 ? left : comparators[i - 1]!, comparators[i]!].find(isLiteral);
    if (literal === undefined) continue;
    const [sign, other] = op === 'Is' ? ['is', '=='] : ['is not', '!='];
    return `"${sign}" with ${namesType ? `'${typeOf(literal)}'` : 'a'} literal. Did you mean "${other}"?`;
  }
  return undefined;
}

/** A constant other than those of which there is only one. */
function isLiteral(node: ast.Expr): boolean {
  const value = fold(node);
  return value !== undefined && !['none', 'true', 'false', 'ellipsis'].includes(value.t);
}

const PERHAPS = 'perhaps you missed a comma?';
const DISPLAYS: ReadonlySet<string> = new Set([
  'Tuple',
  'List',
  'ListComp',
  'Dict',
  'DictComp',
  'Set',
  'SetComp',
  'GeneratorExp',
  'JoinedStr',
  'FormattedValue',
]);

function notCallable(node: ast.Expr): string | undefined {
  if (fold(node) === undefined && !DISPLAYS.has(node.kind)) return undefined;
  return `'${typeOf(node)}' object is not callable; ${PERHAPS}`;
}

const UNSUBSCRIPTABLE: ReadonlySet<string> = new Set([
  'none',
  'ellipsis',
  'int',
  'true',
  'false',
  'float',
  'complex',
  'complexSum',
  'frozenset',
]);

function notSubscriptable(node: ast.Expr): string | undefined {
  const value = fold(node);
  const isOne =
    value === undefined
      ? ['Set', 'SetComp', 'GeneratorExp', 'Lambda'].includes(node.kind)
      : UNSUBSCRIPTABLE.has(value.t);
  return isOne ? `'${typeOf(node)}' object is not subscriptable; ${PERHAPS}` : undefined;
}

function wrongIndex(node: ast.Expr, index: ast.Expr): string | undefined {
  const given = typeOf(index);
  if (given === undefined || given === 'int' || given === 'bool' || given === 'slice') return undefined;
  const value = fold(node);
  const isSequence =
    value === undefined
      ? ['Tuple', 'List', 'ListComp', 'JoinedStr', 'FormattedValue'].includes(node.kind)
      : ['str', 'bytes', 'tuple'].includes(value.t);
  return isSequence ? `${typeOf(node)} indices must be integers or slices, not ${given}; ${PERHAPS}` : undefined;
}

function isFullTuple(node: ast.Expr): boolean {
  return node.kind === 'Tuple' && node.elts.length > 0;
}

const TYPES: Readonly<Record<string, string>> = {
  Tuple: 'tuple',
  List: 'list',
  ListComp: 'list',
  Dict: 'dict',
  DictComp: 'dict',
  Set: 'set',
  SetComp: 'set',
  GeneratorExp: 'generator',
  Lambda: 'function',
  JoinedStr: 'str',
  FormattedValue: 'str',
  Slice: 'slice',
};

const CONSTANT_TYPES: Partial<Record<Folded['t'], string>> = {
  none: 'NoneType',
  true: 'bool',
  false: 'bool',
  complexSum: 'complex',
};

/** The type of what an expression gives, as far as its text tells (infer_type). */
function typeOf(node: ast.Expr): string | undefined {
  const value = fold(node);
  return value === undefined ? TYPES[node.kind] : (CONSTANT_TYPES[value.t] ?? value.t);
}
