/**
 * Source text of an expression, as annotations keep it under `from __future__ import annotations`: CPython's spaces, and brackets
 * only where the nesting needs them (Python/ast_unparse.c).
 */
import { floatRepr } from '../text/float-repr.js';
import { bytesRepr, strRepr } from '../text/str-repr.js';
import type { Arguments, CmpOperator, Comprehension, ConstantValue, Expr, Keyword, Operator } from './nodes.js';

/** How tightly something binds: an operand that binds less than its place asks for gets brackets. */
const enum Level {
  Tuple,
  Test,
  Or,
  And,
  Not,
  Compare,
  Expression,
  BitXor,
  BitAnd,
  Shift,
  Arithmetic,
  Term,
  Factor,
  Power,
  Await,
  Atom,
}

const BINARY: Record<Operator, readonly [string, Level]> = {
  Add: [' + ', Level.Arithmetic],
  Sub: [' - ', Level.Arithmetic],
  Mult: [' * ', Level.Term],
  MatMult: [' @ ', Level.Term],
  Div: [' / ', Level.Term],
  Mod: [' % ', Level.Term],
  FloorDiv: [' // ', Level.Term],
  LShift: [' << ', Level.Shift],
  RShift: [' >> ', Level.Shift],
  BitOr: [' | ', Level.Expression],
  BitXor: [' ^ ', Level.BitXor],
  BitAnd: [' & ', Level.BitAnd],
  Pow: [' ** ', Level.Power],
};

const COMPARE: Record<CmpOperator, string> = {
  Eq: '==',
  NotEq: '!=',
  Lt: '<',
  LtE: '<=',
  Gt: '>',
  GtE: '>=',
  Is: 'is',
  IsNot: 'is not',
  In: 'in',
  NotIn: 'not in',
};

const UNARY = {
  Invert: ['~', Level.Factor],
  Not: ['not ', Level.Not],
  UAdd: ['+', Level.Factor],
  USub: ['-', Level.Factor],
} as const;

/** The text of an expression. */
export function unparse(node: Expr): string {
  return text(node, Level.Test);
}

const bracketed = (made: string, when: boolean): string => (when ? `(${made})` : made);

const list = (nodes: readonly Expr[], level = Level.Test): string => nodes.map((node) => text(node, level)).join(', ');

function text(node: Expr, level: Level): string {
  switch (node.kind) {
    case 'BoolOp': {
      const own = node.op === 'And' ? Level.And : Level.Or;
      const made = node.values.map((value) => text(value, own + 1)).join(node.op === 'And' ? ' and ' : ' or ');
      return bracketed(made, level > own);
    }
    case 'BinOp': {
      const [sign, own] = BINARY[node.op];
      const rightFirst = node.op === 'Pow';
      const left = text(node.left, own + (rightFirst ? 1 : 0));
      return bracketed(`${left}${sign}${text(node.right, own + (rightFirst ? 0 : 1))}`, level > own);
    }
    case 'UnaryOp': {
      const [sign, own] = UNARY[node.op];
      return bracketed(sign + text(node.operand, own), level > own);
    }
    case 'Compare': {
      const rest = node.ops.map((op, i) => ` ${COMPARE[op]} ${text(node.comparators[i]!, Level.Compare + 1)}`);
      return bracketed(text(node.left, Level.Compare + 1) + rest.join(''), level > Level.Compare);
    }
    case 'IfExp': {
      const made = `${text(node.body, Level.Test + 1)} if ${text(node.test, Level.Test + 1)} else ${text(node.orelse, Level.Test)}`;
      return bracketed(made, level > Level.Test);
    }
    case 'Lambda': {
      const head = node.args.args.length > 0 ? 'lambda ' : 'lambda';
      return bracketed(`${head}${parameters(node.args)}: ${text(node.body, Level.Test)}`, level > Level.Test);
    }
    case 'NamedExpr':
      return bracketed(`${text(node.target, Level.Atom)} := ${text(node.value, Level.Atom)}`, level > Level.Tuple);
    case 'Tuple':
      if (node.elts.length === 0) return '()';
      return bracketed(list(node.elts) + (node.elts.length === 1 ? ',' : ''), level > Level.Tuple);
    case 'Await':
      return bracketed(`await ${text(node.value, Level.Atom)}`, level > Level.Await);
    default:
      return atom(node);
  }
}

function atom(node: Expr): string {
  switch (node.kind) {
    case 'Name':
      return node.id;
    case 'Constant':
      return (node.kind_ ?? '') + constant(node.value);
    case 'Attribute': {
      const isInt = node.value.kind === 'Constant' && node.value.value.t === 'int';
      return `${text(node.value, Level.Atom)}${isInt ? ' .' : '.'}${node.attr}`;
    }
    case 'Subscript':
      return `${text(node.value, Level.Atom)}[${text(node.slice, Level.Tuple)}]`;
    case 'Slice': {
      const part = (each: Expr | null): string => (each === null ? '' : text(each, Level.Test));
      return `${part(node.lower)}:${part(node.upper)}${node.step === null ? '' : `:${part(node.step)}`}`;
    }
    case 'Starred':
      return `*${text(node.value, Level.Expression)}`;
    case 'List':
      return `[${list(node.elts)}]`;
    case 'Set':
      return `{${list(node.elts)}}`;
    case 'Dict':
      return `{${node.keys.map((key, i) => entry(key, node.values[i]!)).join(', ')}}`;
    case 'ListComp':
      return `[${text(node.elt, Level.Test)}${clauses(node.generators)}]`;
    case 'SetComp':
      return `{${text(node.elt, Level.Test)}${clauses(node.generators)}}`;
    case 'DictComp':
      return `{${text(node.key, Level.Test)}: ${text(node.value, Level.Test)}${clauses(node.generators)}}`;
    case 'GeneratorExp':
      return `(${text(node.elt, Level.Test)}${clauses(node.generators)})`;
    case 'Call':
      return text(node.func, Level.Atom) + callArguments(node.args, node.keywords);
    case 'JoinedStr':
    case 'FormattedValue':
      return `f${strRepr(formatted(node))}`;
    case 'Yield':
      return node.value === null ? '(yield)' : `(yield ${text(node.value, Level.Test)})`;
    case 'YieldFrom':
      return `(yield from ${text(node.value, Level.Test)})`;
    default:
      throw new RangeError(`no text for ${node.kind}`);
  }
}

function entry(key: Expr | null, value: Expr): string {
  return key === null ? `**${text(value, Level.Expression)}` : `${text(key, Level.Test)}: ${text(value, Level.Test)}`;
}

function clauses(generators: readonly Comprehension[]): string {
  return generators
    .map((clause) => {
      const head = `${clause.is_async ? ' async for ' : ' for '}${text(clause.target, Level.Tuple)}`;
      const tests = clause.ifs.map((test) => ` if ${text(test, Level.Test + 1)}`);
      return `${head} in ${text(clause.iter, Level.Test + 1)}${tests.join('')}`;
    })
    .join('');
}

function callArguments(args: readonly Expr[], keywords: readonly Keyword[]): string {
  if (args.length === 1 && keywords.length === 0 && args[0]!.kind === 'GeneratorExp') return atom(args[0]);
  const named = keywords.map(({ arg, value }) => `${arg === null ? '**' : `${arg}=`}${text(value, Level.Test)}`);
  return `(${[...args.map((each) => text(each, Level.Test)), ...named].join(', ')})`;
}

function parameters(args: Arguments): string {
  const parts: string[] = [];
  const positional = [...args.posonlyargs, ...args.args];
  const firstDefault = positional.length - args.defaults.length;
  positional.forEach((arg, i) => {
    parts.push(i < firstDefault ? arg.arg : `${arg.arg}=${text(args.defaults[i - firstDefault]!, Level.Test)}`);
    if (i + 1 === args.posonlyargs.length) parts.push('/');
  });
  if (args.vararg !== null || args.kwonlyargs.length > 0) parts.push(`*${args.vararg?.arg ?? ''}`);
  args.kwonlyargs.forEach((arg, i) => {
    const value = args.kw_defaults[i];
    parts.push(value === null || value === undefined ? arg.arg : `${arg.arg}=${text(value, Level.Test)}`);
  });
  if (args.kwarg !== null) parts.push(`**${args.kwarg.arg}`);
  return parts.join(', ');
}

/** What stands between the quotes of an f-string. */
function formatted(node: Expr): string {
  if (node.kind === 'JoinedStr') return node.values.map(formatted).join('');
  if (node.kind === 'Constant' && node.value.t === 'str') return node.value.value.replace(/[{}]/g, '$&$&');
  if (node.kind !== 'FormattedValue') throw new RangeError(`no ${node.kind} in an f-string`);
  const inner = text(node.value, Level.Test + 1);
  const conversion = node.conversion < 0 ? '' : `!${String.fromCharCode(node.conversion)}`;
  const spec = node.format_spec === null ? '' : `:${formatted(node.format_spec)}`;
  return `{${inner.startsWith('{') ? ' ' : ''}${inner}${conversion}${spec}}`;
}

function constant(value: ConstantValue): string {
  switch (value.t) {
    case 'none':
      return 'None';
    case 'true':
      return 'True';
    case 'false':
      return 'False';
    case 'ellipsis':
      return '...';
    case 'int':
      return String(value.value);
    case 'float':
      return floatRepr(value.value).replace('inf', '1e309');
    case 'complex':
      return `${floatRepr(value.imag).replace(/\.0$/, '').replace('inf', '1e309')}j`;
    case 'str':
      return strRepr(value.value);
    case 'bytes':
      return bytesRepr(value.value);
  }
}
