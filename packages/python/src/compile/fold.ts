import type * as ast from '../syntax/nodes.js';
import { type Complex, product, quotient } from '../text/complex-ops.js';
import type { Folded } from './constants.js';

/**
 * Constant folding, as far as programs can see it through identity and counts: signed numbers, arithmetic of constants,
 * tuples of constants. undefined: not a constant.
 */
export function fold(node: ast.Expr): Folded | undefined {
  switch (node.kind) {
    case 'Constant':
      return node.value;
    case 'UnaryOp':
      return foldUnary(node);
    case 'BinOp':
      return foldBinary(node);
    case 'Tuple':
      return foldTuple(node);
    default:
      return undefined;
  }
}

/** What a loop goes over: a list display without stars is as good as a tuple, which may be a constant (fold_iter). */
export function foldIterable(node: ast.Expr): ast.Expr {
  if (node.kind !== 'List' || node.elts.some((element) => element.kind === 'Starred')) return node;
  return { ...node, kind: 'Tuple' };
}

/** Larger results are left to run time, so that compiling stays cheap: CPython's limits. */
const MAX_INT_BITS = 128;
const MAX_STR_LENGTH = 4096;

function foldUnary(node: ast.UnaryOp): Folded | undefined {
  const value = fold(node.operand);
  // Without the warning that the operator gives of a bool at run time.
  if (node.op === 'Invert' && (value?.t === 'true' || value?.t === 'false')) {
    return { t: 'int', value: value.t === 'true' ? -2n : -1n };
  }
  if (value?.t === 'int') {
    if (node.op === 'USub') return { t: 'int', value: -value.value };
    if (node.op === 'UAdd') return value;
    if (node.op === 'Invert') return { t: 'int', value: ~value.value };
  }
  if (value?.t === 'float') {
    if (node.op === 'USub') return { t: 'float', value: -value.value };
    if (node.op === 'UAdd') return value;
  }
  if (value?.t === 'complex' || value?.t === 'complexSum') {
    const { re, im } = complexOf(value)!;
    if (node.op === 'USub') return { t: 'complexSum', re: -re, im: -im };
    if (node.op === 'UAdd') return value;
  }
  return undefined;
}

/** A number as a complex one; undefined if it is none. */
function complexOf(value: Folded): Complex | undefined {
  if (value.t === 'complex') return { re: 0, im: value.imag };
  if (value.t === 'complexSum') return value;
  const real = numberOf(value);
  return real === undefined ? undefined : { re: real, im: 0 };
}

function foldComplex(op: ast.Operator, left: Folded, right: Folded): Folded | undefined {
  const a = complexOf(left);
  const b = complexOf(right);
  if (a === undefined || b === undefined) return undefined;
  switch (op) {
    case 'Add':
      return { t: 'complexSum', re: a.re + b.re, im: a.im + b.im };
    case 'Sub':
      return { t: 'complexSum', re: a.re - b.re, im: a.im - b.im };
    case 'Mult':
      return { t: 'complexSum', ...product(a, b) };
    case 'Div':
      return b.re === 0 && b.im === 0 ? undefined : { t: 'complexSum', ...quotient(a, b) };
    default:
      return undefined;
  }
}

function isComplex(value: Folded): boolean {
  return value.t === 'complex' || value.t === 'complexSum';
}

function foldBinary(node: ast.BinOp): Folded | undefined {
  const left = fold(node.left);
  if (left === undefined) return undefined;
  const right = fold(node.right);
  if (right === undefined) return undefined;
  if (left.t === 'int' && right.t === 'int') return foldInts(node.op, left.value, right.value);
  if (left.t === 'str' && right.t === 'str' && node.op === 'Add') {
    return limited({ t: 'str', value: left.value + right.value });
  }
  if (left.t === 'str' && right.t === 'int' && node.op === 'Mult') {
    const length = BigInt(left.value.length) * right.value;
    if (length < 0n || length > BigInt(MAX_STR_LENGTH)) return undefined;
    return { t: 'str', value: left.value.repeat(Number(right.value)) };
  }
  if (left.t === 'tuple' && right.t === 'tuple' && node.op === 'Add') {
    return { t: 'tuple', items: [...left.items, ...right.items] };
  }
  if (isComplex(left) || isComplex(right)) return foldComplex(node.op, left, right);
  const a = numberOf(left);
  const b = numberOf(right);
  return a === undefined || b === undefined ? undefined : foldFloats(node.op, a, b);
}

function numberOf(value: Folded): number | undefined {
  if (value.t === 'float') return value.value;
  return value.t === 'int' && Number.isSafeInteger(Number(value.value)) ? Number(value.value) : undefined;
}

function foldInts(op: ast.Operator, a: bigint, b: bigint): Folded | undefined {
  const value = intResult(op, a, b);
  if (value === undefined || BigInt.asIntN(MAX_INT_BITS, value) !== value) return undefined;
  return { t: 'int', value };
}

function intResult(op: ast.Operator, a: bigint, b: bigint): bigint | undefined {
  switch (op) {
    case 'Add':
      return a + b;
    case 'Sub':
      return a - b;
    case 'Mult':
      return a * b;
    case 'Pow':
      return b >= 0n && b <= 128n && BigInt.asIntN(64, a) === a ? a ** b : undefined;
    case 'LShift':
      return b >= 0n && b <= 128n ? a << b : undefined;
    case 'BitAnd':
      return a & b;
    case 'BitOr':
      return a | b;
    case 'BitXor':
      return a ^ b;
    default:
      return undefined;
  }
}

function foldFloats(op: ast.Operator, a: number, b: number): Folded | undefined {
  switch (op) {
    case 'Add':
      return { t: 'float', value: a + b };
    case 'Sub':
      return { t: 'float', value: a - b };
    case 'Mult':
      return { t: 'float', value: a * b };
    case 'Div':
      return b === 0 ? undefined : { t: 'float', value: a / b };
    default:
      return undefined;
  }
}

function limited(value: Folded & { t: 'str' }): Folded | undefined {
  return value.value.length <= MAX_STR_LENGTH ? value : undefined;
}

function foldTuple(node: ast.Tuple): Folded | undefined {
  if (node.ctx !== 'Load') return undefined;
  const items: Folded[] = [];
  for (const element of node.elts) {
    const item = fold(element);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return { t: 'tuple', items };
}
