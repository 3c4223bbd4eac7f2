import { Binary, Compare } from '../objects/typeobject.js';
import { SLOT } from '../runtime/frame.js';
import type * as ast from '../syntax/nodes.js';
import type { Folded } from './constants.js';
import type { Operand } from './emitter.js';
import { compileExpression } from './expressions.js';
import { fold } from './fold.js';
import type { FunctionCompiler } from './function.js';
import { ownedIn } from './lending.js';
import { compileLent } from './lent.js';

/**
 * Operators on numbers. Operations on two small ints or two floats are written out where they stand; their results stay
 * JavaScript numbers as long as the next operation reads them. All else is a call on a slow path.
 */

const BINARY: Record<ast.Operator, Binary> = {
  Add: Binary.Add,
  Sub: Binary.Sub,
  Mult: Binary.Mult,
  MatMult: Binary.MatMult,
  Div: Binary.TrueDiv,
  Mod: Binary.Mod,
  Pow: Binary.Pow,
  LShift: Binary.LShift,
  RShift: Binary.RShift,
  BitOr: Binary.Or,
  BitXor: Binary.Xor,
  BitAnd: Binary.And,
  FloorDiv: Binary.FloorDiv,
};

export const COMPARE: Partial<Record<ast.CmpOperator, Compare>> = {
  Lt: Compare.Lt,
  LtE: Compare.Le,
  Eq: Compare.Eq,
  NotEq: Compare.Ne,
  Gt: Compare.Gt,
  GtE: Compare.Ge,
};

const COMPARE_SIGN: Partial<Record<ast.CmpOperator, string>> = {
  Lt: '<',
  LtE: '<=',
  Eq: '===',
  NotEq: '!==',
  Gt: '>',
  GtE: '>=',
};

/** Numbers of the comparisons that are not rich: `chain` and `test` know them. */
export const OTHER_COMPARE: Partial<Record<ast.CmpOperator, number>> = { Is: 6, IsNot: 7, In: 8, NotIn: 9 };

// Evaluating two operands -----------------------------------------------------------------------------------------

/** Whether evaluating the expression can run no code at all: then values before it may wait in variables. */
export function isQuiet(c: FunctionCompiler, node: ast.Expr): boolean {
  if (node.kind === 'Constant') return true;
  if (node.kind !== 'Name') return fold(node) !== undefined;
  const place = c.place(node.id);
  return place.kind === 'fast' && c.bound.has(place.index);
}

/** Whether the expression's fast paths run no code, and its slow paths go through {@link Emitter.slowly}. */
export function isCalm(c: FunctionCompiler, node: ast.Expr, depth = 0): boolean {
  if (depth > 8) return false;
  switch (node.kind) {
    case 'BinOp':
      return isCalm(c, node.left, depth + 1) && isCalm(c, node.right, depth + 1);
    case 'UnaryOp':
      return node.op === 'USub' && isCalm(c, node.operand, depth + 1);
    case 'Attribute':
      return isCalm(c, node.value, depth + 1);
    case 'Subscript':
      return node.slice.kind !== 'Slice' && isCalm(c, node.value, depth + 1) && isCalm(c, node.slice, depth + 1);
    default:
      return isQuiet(c, node);
  }
}

export interface Operands {
  readonly a: Operand;
  readonly b: Operand;
  /** Where the stack was before them; a helper may use two slots from there. */
  readonly base: number;
}

/** Two operands, the left one kept safe while the right one is computed. */
export function operands(c: FunctionCompiler, left: ast.Expr, right: ast.Expr): Operands {
  return withRight(c, compileLent(c, left), right);
}

/** The right operand beside a left one that is there already. */
export function withRight(c: FunctionCompiler, left: Operand, right: ast.Expr): Operands {
  const { out } = c;
  let a = left;
  let base = a.kind === 'slot' ? a.offset : out.depth;
  let b: Operand;
  if (isQuiet(c, right)) {
    b = compileExpression(c, right);
  } else if (a.kind !== 'slot' && a.kind !== 'const' && isCalm(c, right)) {
    out.reserve(SLOT);
    b = out.waiting(a, base, () => compileLent(c, right));
  } else {
    if (a.kind === 'num') a = out.putAside(a);
    else if (a.kind !== 'const') a = out.push(a);
    base = a.kind === 'slot' ? a.offset : base;
    b = compileLent(c, right);
  }
  out.touch(base + 2 * SLOT);
  return { a, b, base };
}

/** Two operands have been used up: the stack is what it was before them. */
export function finishOperands(c: FunctionCompiler, { a, b, base }: Operands): void {
  c.out.releaseOperand(a);
  c.out.releaseOperand(b);
  c.out.popTo(base);
}

// What is known of an operand -------------------------------------------------------------------------------------

/** An operand for the fast paths: conditions and values as JavaScript text. A condition is '' if it always holds. */
export interface View {
  /** The reference, for operands that have one. */
  readonly ref: string;
  /** undefined: never. */
  readonly isInt: string | undefined;
  readonly int: string;
  readonly isFloat: string | undefined;
  readonly float: string;
  /** The int has at most 30 bits and a sign, as all that are in memory. */
  readonly small: boolean;
  readonly literal: number | undefined;
}

export function view(c: FunctionCompiler, operand: Operand): View {
  const { out } = c;
  if (operand.kind === 'num') {
    const { ref, value } = operand;
    return {
      ref,
      isInt: `${ref}===-1`,
      int: value,
      isFloat: `${ref}===-2`,
      float: value,
      small: false,
      literal: undefined,
    };
  }
  if (operand.kind === 'const') {
    const { ref } = operand;
    const value = smallNumber(operand.value);
    if (value === undefined) return { ref, ...NEVER };
    const isInt = operand.value?.t === 'int';
    const text = `(${Object.is(value, -0) ? '-0' : String(value)})`;
    return {
      ref,
      isInt: isInt ? '' : undefined,
      int: text,
      isFloat: '',
      float: text,
      small: isInt,
      literal: isInt ? value : undefined,
    };
  }
  const isVariable = operand.kind === 'temp' || operand.kind === 'lent';
  const ref = isVariable ? operand.name : out.temp();
  if (!isVariable) out.line(`${ref}=${out.read(operand)};`);
  return {
    ref,
    isInt: `i32[${ref}+3]===SMALL`,
    int: `i32[${ref}+5]`,
    isFloat: `i32[${ref}+3]===FLOAT`,
    float: `f64[${ref}+4>>1]`,
    small: true,
    literal: undefined,
  };
}

const NEVER = { isInt: undefined, int: '', isFloat: undefined, float: '', small: false, literal: undefined };

/** The variable that `view` made, back. */
/** The value of a float, or of an int of one digit, that is a constant. */
function smallNumber(value: Folded | undefined): number | undefined {
  if (value?.t === 'float') return value.value;
  if (value?.t !== 'int') return undefined;
  const number = Number(value.value);
  return Math.abs(number) < 2 ** 30 ? number : undefined;
}

export function endView(c: FunctionCompiler, operand: Operand, seen: View): void {
  if (operand.kind === 'local' || operand.kind === 'slot') c.out.release(seen.ref);
}

/** Drops an operand on a fast path. */
export function dropFast(operand: Operand, seen: View): string {
  if (operand.kind === 'temp') return `{${DROP(seen.ref)}}`;
  if (operand.kind === 'lent') return `if(${operand.owned}!==0){${DROP(seen.ref)}}`;
  return operand.kind === 'slot' ? `i32[fp+${operand.offset}]=0;{${DROP(seen.ref)}}` : '';
}

/** Code that drops the reference in a variable. */
const DROP = (name: string): string => `if((rc=i32[${name}])>1)i32[${name}]=rc-1;else if(rc>=0)die(${name});`;

/** The operand as an owned reference, for a helper that takes it over; slots were cleared before. */
export function taken(operand: Operand, seen: View): string {
  if (operand.kind !== 'num') return ownedIn(operand, seen.ref);
  return `(${seen.ref}>0?${operand.slot === undefined ? seen.ref : `take(fp+${operand.slot})`}:box(${seen.ref},${operand.value}))`;
}

function clearSlots(...all: readonly Operand[]): string {
  return all.map((operand) => (operand.kind === 'slot' ? `i32[fp+${operand.offset}]=0;` : '')).join('');
}

function both(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return undefined;
  return [a, b].filter((part) => part !== '').join('&&') || 'true';
}

// Binary operators ------------------------------------------------------------------------------------------------

export function binary(c: FunctionCompiler, node: ast.BinOp): Operand {
  return binaryOperands(c, node, node.op, 'binary', operands(c, node.left, node.right));
}

/** `a op b` for operands in place; they are used up. `local` is the slot the result goes to, for strings built in place. */
export function binaryOperands(
  c: FunctionCompiler,
  node: ast.BinOp | ast.AugAssign,
  operator: ast.Operator,
  helper: 'binary' | 'inplace',
  pair: Operands,
  local?: number,
): Operand {
  const { out } = c;
  const { a, b, base } = pair;
  const position = out.atSlow(node);
  const x = view(c, a);
  const y = view(c, b);
  const ref = out.temp();
  const value = out.number();
  const done = out.label('M');
  const drops = dropFast(a, x) + dropFast(b, y);
  out.line(`${done}:{`);
  const ints = c.terse ? undefined : both(x.isInt, y.isInt);
  const int = ints === undefined ? undefined : intOperation(operator, x, y, value);
  if (int !== undefined) {
    const guard = int.guard === '' ? ints : `${ints}&&${int.guard}`;
    const finish = `${ref}=${int.isFloat ? -2 : -1};${drops}break ${done};`;
    out.line(`if(${guard}){${int.code}${int.check === '' ? finish : `if(${int.check}){${finish}}`}}`);
  }
  const floats =
    c.terse || (x.literal !== undefined && y.literal !== undefined) ? undefined : both(x.isFloat, y.isFloat);
  const float = floats === undefined ? undefined : floatOperation(operator, x, y);
  if (float !== undefined) {
    const guard = float.guard === '' ? floats : `${floats}&&${float.guard}`;
    out.line(`if(${guard}){${value}=${float.code};${ref}=-2;${drops}break ${done};}`);
  }
  const mixed = c.terse ? undefined : besideFloat(operator, x, y);
  if (mixed !== undefined) out.line(`if(${mixed.guard}){${value}=${mixed.code};${ref}=-2;${drops}break ${done};}`);
  const right = taken(b, y);
  const call =
    local === undefined || operator !== 'Add'
      ? `${ref}=${helper}(${BINARY[operator]},${taken(a, x)},${right},fp+${base})`
      : `${ref}=${helper === 'inplace' ? 'appendTo' : 'addTo'}(fp+${local},${taken(a, x)},${right},fp+${base})`;
  out.line(`${position}${clearSlots(a, b)}${out.slowly(ref, call)}`);
  out.line('}');
  endView(c, a, x);
  endView(c, b, y);
  finishOperands(c, pair);
  return { kind: 'num', ref, value, slot: undefined };
}

interface IntOperation {
  /** Further condition on the operands. */
  readonly guard: string;
  /** Assigns the result to the variable. */
  readonly code: string;
  /** Condition on the result, '' if it always holds. */
  readonly check: string;
  readonly isFloat?: boolean;
}

const MAX = Number.MAX_SAFE_INTEGER;

/** That an operand fits 32 bits, for operations JavaScript does on those. */
function fits(...views: readonly View[]): string {
  return views
    .filter((seen) => !seen.small)
    .map((seen) => `${seen.int}===(${seen.int}|0)`)
    .join('&&');
}

function and(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('&&');
}

/** The operation on two ints: undefined if it has no fast path. */
function intOperation(operator: ast.Operator, x: View, y: View, v: string): IntOperation | undefined {
  const [a, b] = [x.int, y.int];
  const exact = `${v}<=${MAX}&&${v}>=-${MAX}`;
  const nonZero = y.literal === undefined ? `${b}!==0` : '';
  if (y.literal === 0 && (operator === 'Div' || operator === 'FloorDiv' || operator === 'Mod')) return undefined;
  switch (operator) {
    case 'Add':
    case 'Sub':
      return {
        guard: '',
        code: `${v}=${a}${operator === 'Add' ? '+' : '-'}${b};`,
        check: x.small && y.small ? '' : exact,
      };
    case 'Mult':
      // A product of −0 is no int's.
      return { guard: '', code: `${v}=${a}*${b}+0;`, check: exact };
    case 'Div':
      return { guard: nonZero, code: `${v}=${a}/${b};`, check: '', isFloat: true };
    case 'FloorDiv':
      return { guard: and(fits(x, y), nonZero), code: `${v}=Math.floor(${a}/${b})+0;`, check: '' };
    case 'Mod':
      return { guard: and(fits(x, y), nonZero), code: `${v}=(${a}%${b})|0;${signOfMod(y, b, v)}`, check: '' };
    case 'BitAnd':
      return { guard: fits(x, y), code: `${v}=${a}&${b};`, check: '' };
    case 'BitOr':
      return { guard: fits(x, y), code: `${v}=${a}|${b};`, check: '' };
    case 'BitXor':
      return { guard: fits(x, y), code: `${v}=${a}^${b};`, check: '' };
    case 'LShift':
      return { guard: `${b}>=0&&${b}<32`, code: `${v}=${a}*((1<<${b})>>>0);`, check: exact };
    case 'RShift':
      return { guard: and(fits(x, y), `${b}>=0`), code: `${v}=${a}>>(${b}>31?31:${b});`, check: '' };
    case 'Pow':
      return y.literal === 2 ? { guard: '', code: `${v}=${a}*${a};`, check: exact } : undefined;
    default:
      return undefined;
  }
}

/** The remainder has the divisor's sign. */
function signOfMod(y: View, b: string, v: string): string {
  if (y.literal === undefined) return `if(${v}!==0&&(${v}<0)!==(${b}<0))${v}+=${b};`;
  return y.literal > 0 ? `if(${v}<0)${v}+=${b};` : `if(${v}>0)${v}+=${b};`;
}

function floatOperation(operator: ast.Operator, x: View, y: View): { guard: string; code: string } | undefined {
  const sign = { Add: '+', Sub: '-', Mult: '*', Div: '/' }[operator as 'Add'];
  if (sign === undefined) return undefined;
  return { guard: operator === 'Div' ? `${y.float}!==0` : '', code: `${x.float}${sign}${y.float}` };
}

/** The operation on an int and a float that is a constant. */
function besideFloat(operator: ast.Operator, x: View, y: View): { guard: string; code: string } | undefined {
  const isConstant = (seen: View): boolean => seen.isFloat === '' && seen.isInt === undefined;
  if (isConstant(x) === isConstant(y)) return undefined;
  const int = isConstant(x) ? y : x;
  if (int.isInt === undefined) return undefined;
  const operation = floatOperation(operator, asFloat(x), asFloat(y));
  return operation && { guard: and(int.isInt, operation.guard), code: operation.code };
}

/** An int as the float that it is beside one: exact, for no int on a fast path has more than 53 bits. */
const asFloat = (seen: View): View => (seen.isInt === undefined ? seen : { ...seen, float: seen.int });

// Unary operators -------------------------------------------------------------------------------------------------

export function negative(c: FunctionCompiler, node: ast.UnaryOp): Operand {
  const { out } = c;
  const operand = compileExpression(c, node.operand);
  const base = operand.kind === 'slot' ? operand.offset : out.depth;
  const position = out.atSlow(node);
  out.touch(base + SLOT);
  const x = view(c, operand);
  const ref = out.temp();
  const value = out.number();
  const drops = dropFast(operand, x);
  // A constant may be known to be neither.
  if (x.isInt !== undefined) out.line(`if(${x.isInt || 'true'}){${value}=0-${x.int};${ref}=-1;${drops}}else `);
  if (x.isFloat !== undefined) out.line(`if(${x.isFloat || 'true'}){${value}=-${x.float};${ref}=-2;${drops}}else `);
  const call = `${ref}=unary('negative',${taken(operand, x)},fp+${base})`;
  out.line(`{${position}${clearSlots(operand)}${out.slowly(ref, call)}}`);
  endView(c, operand, x);
  out.releaseOperand(operand);
  out.popTo(base);
  return { kind: 'num', ref, value, slot: undefined };
}

// Comparisons -----------------------------------------------------------------------------------------------------

/** One comparison whose result may be any object. */
export function compareValue(c: FunctionCompiler, node: ast.Compare, op: ast.CmpOperator, pair: Operands): Operand {
  const { out } = c;
  const { a, b, base } = pair;
  const position = out.atSlow(node);
  const x = view(c, a);
  const y = view(c, b);
  const r = out.temp();
  const truth = (test: string) => `{${r}=inc(${test}?TRUE:FALSE);${dropFast(a, x)}${dropFast(b, y)}}`;
  writeComparison(c, x, y, op, truth);
  const call = `${r}=compare(${COMPARE[op]},${taken(a, x)},${taken(b, y)},fp+${base})`;
  out.line(`{${position}${clearSlots(a, b)}${out.slowly(r, call)}}`);
  endView(c, a, x);
  endView(c, b, y);
  finishOperands(c, pair);
  return { kind: 'temp', name: r };
}

/** The fast branches of a comparison, up to the `else` of the slow one. */
function writeComparison(
  c: FunctionCompiler,
  x: View,
  y: View,
  op: ast.CmpOperator,
  branch: (test: string) => string,
): void {
  if (c.terse) return;
  const sign = COMPARE_SIGN[op]!;
  const ints = both(x.isInt, y.isInt);
  const floats = both(x.isFloat, y.isFloat);
  if (ints !== undefined) c.out.line(`if(${ints})${branch(`${x.int}${sign}${y.int}`)}else `);
  if (floats !== undefined && ints !== 'true') c.out.line(`if(${floats})${branch(`${x.float}${sign}${y.float}`)}else `);
}

/** A comparison as a condition: the name of a variable that is 1 or 0. */
export function comparisonFlag(c: FunctionCompiler, node: ast.Compare): string {
  const { out } = c;
  const op = node.ops[0]!;
  const pair = operands(c, node.left, node.comparators[0]!);
  const code = COMPARE[op] ?? OTHER_COMPARE[op]!;
  if (COMPARE[op] === undefined) return otherFlag(c, node, op, pair);
  const { a, b, base } = pair;
  const position = out.atSlow(node);
  const x = view(c, a);
  const y = view(c, b);
  const flag = out.temp();
  writeComparison(c, x, y, op, (test) => `{${flag}=${test}?1:0;${dropFast(a, x)}${dropFast(b, y)}}`);
  const call = `${flag}=test(${code},${taken(a, x)},${taken(b, y)},fp+${base})`;
  out.line(`{${position}${clearSlots(a, b)}${out.slowly(flag, call, `${flag}<0`)}}`);
  endView(c, a, x);
  endView(c, b, y);
  finishOperands(c, pair);
  return flag;
}

/** `is`, `in` and their negations. */
function otherFlag(c: FunctionCompiler, node: ast.Compare, op: ast.CmpOperator, pair: Operands): string {
  const { out } = c;
  const a = settleBelow(c, pair.a);
  const b = out.settle(pair.b);
  const { base } = pair;
  out.at(node);
  const x = out.temp();
  const y = out.temp();
  const flag = out.temp();
  out.line(`${x}=${out.read(a)};${y}=${out.read(b)};`);
  const drop = (operand: Operand, name: string): string => {
    if (operand.kind === 'temp') return `dec(${name});`;
    if (operand.kind === 'lent') return `if(${operand.owned}!==0)dec(${name});`;
    return operand.kind === 'slot' ? `i32[fp+${operand.offset}]=0;dec(${name});` : '';
  };
  if (op === 'Is' || op === 'IsNot') {
    out.line(`${flag}=${x}${op === 'Is' ? '===' : '!=='}${y}?1:0;${drop(a, x)}${drop(b, y)}`);
  } else {
    const call = `${flag}=test(${OTHER_COMPARE[op]},${ownedIn(a, x)},${ownedIn(b, y)},fp+${base})`;
    out.line(`${clearSlots(a, b)}${out.slowly(flag, call, `${flag}<0`)}`);
  }
  out.release(x);
  out.release(y);
  finishOperands(c, { a, b, base });
  return flag;
}

/** A left operand as an object, without giving up the stack above it. */
export function settleBelow(c: FunctionCompiler, operand: Operand): Exclude<Operand, { kind: 'num' }> {
  if (operand.kind !== 'num') return operand;
  const { depth } = c.out;
  const settled = c.out.settle(operand);
  c.out.depth = depth;
  return settled;
}

/** Whether a number is not zero, as a flag; undefined if the operand is no number. */
export function numberFlag(c: FunctionCompiler, operand: Operand): string | undefined {
  if (operand.kind !== 'num') return undefined;
  const { out } = c;
  const { ref, value } = operand;
  const flag = out.temp();
  const base = operand.slot ?? out.depth;
  out.touch(base + SLOT);
  if (operand.slot !== undefined) out.line(`if(${ref}>0)i32[fp+${operand.slot}]=0;`);
  const slow = `${out.slowly(flag, `${flag}=truth(${ref},fp+${base})`, `${flag}<0`)}dec(${ref});`;
  out.line(`if(${ref}<0)${flag}=${value}!==0?1:0;else{${slow}}`);
  out.releaseOperand(operand);
  out.popTo(base);
  return flag;
}
