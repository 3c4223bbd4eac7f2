/**
 * The errors CPython's compiler finds after parsing and after the symbol table: statements out of place, and targets,
 * arguments and patterns that cannot be compiled. They are looked for in the compiler's order.
 */
import { complexRepr, floatRepr } from '../text/float-repr.js';
import { bytesRepr, strRepr } from '../text/str-repr.js';
import { PySyntaxError } from './errors.js';
import type {
  ConstantValue,
  Expr,
  Expression,
  Interactive,
  Keyword,
  Located,
  Module,
  Node,
  Pattern,
  TypeParam,
} from './nodes.js';
import { symbolError } from './scopeanalysis.js';

const FUTURES: ReadonlySet<string> = new Set([
  'nested_scopes',
  'generators',
  'division',
  'absolute_import',
  'with_statement',
  'print_function',
  'unicode_literals',
  'barry_as_FLUFL',
  'generator_stop',
  'annotations',
]);

type Code = 'module' | 'class' | 'function' | 'async' | 'lambda' | 'generator' | 'comprehension';

interface Context {
  readonly code: Code;
  readonly loop: boolean;
  readonly exceptStar: boolean;
  /** The code that holds this comprehension is asynchronous. */
  readonly asyncAllowed: boolean;
  /** Blocks around, in this piece of code: loops, `with`, `try`. */
  readonly blocks: number;
}

/** So many blocks may stand in one another (CO_MAXBLOCKS). */
const MAX_BLOCKS = 21;

/** Throws the first error of a module whose symbol table could be built. */
export function checkModule(module: Module | Interactive | Expression, filename = '<string>'): void {
  const body: readonly Node[] = Array.isArray(module.body) ? module.body : [module.body as Expr];
  const checker = new Checker(filename);
  checker.futures(body);
  checker.all(body, { code: 'module', loop: false, exceptStar: false, asyncAllowed: false, blocks: 0 });
}

class Checker {
  constructor(private readonly filename: string) {}

  private fail(msg: string, at: Located): never {
    throw symbolError(msg, this.filename, at);
  }

  /** This one error has no end. */
  private failFuture(msg: string, { lineno, col_offset }: Located): never {
    const place = { lineno, offset: col_offset + 1, end_lineno: lineno, end_offset: null, text: null };
    throw new PySyntaxError('SyntaxError', msg, this.filename, place);
  }

  /** `__future__` imports come first, behind the docstring at most. */
  futures(body: readonly Node[]): void {
    let first = true;
    body.forEach((node, i) => {
      if (node.kind === 'ImportFrom' && node.module === '__future__' && node.level === 0) {
        if (!first) this.fail('from __future__ imports must occur at the beginning of the file', node);
        for (const { name } of node.names) {
          const msg = name === 'braces' ? 'not a chance' : `future feature ${name} is not defined`;
          if (!FUTURES.has(name)) this.failFuture(msg, node);
        }
      } else if (i > 0 || node.kind !== 'Expr' || node.value.kind !== 'Constant' || node.value.value.t !== 'str') {
        first = false;
      }
    });
  }

  all(nodes: readonly (Node | null)[], context: Context): void {
    for (const node of nodes) if (node !== null) this.check(node, context);
  }

  private fields(node: Node, context: Context): void {
    for (const value of Object.values(node)) {
      if (value === null || typeof value !== 'object') continue;
      if (Array.isArray(value)) this.all(value.filter((item) => typeof item === 'object') as Node[], context);
      else if ('kind' in value) this.check(value as Node, context);
    }
  }

  private check(node: Node, context: Context): void {
    switch (node.kind) {
      case 'Constant':
      case 'MatchSingleton':
        return;
      case 'FunctionDef':
      case 'AsyncFunctionDef':
      case 'Lambda':
      case 'ClassDef':
        this.definition(node, context);
        return;
      case 'ListComp':
      case 'SetComp':
      case 'DictComp':
      case 'GeneratorExp':
        this.comprehension(node, context);
        return;
      case 'TypeAlias':
        this.typeDefaults(node.type_params);
        this.fields(node, context);
        return;
      case 'Match':
        this.match(node, context);
        return;
      case 'AnnAssign':
        if (node.target.kind === 'Name') this.forbidden(node.target.id, node);
        this.place(node, context);
        this.fields(node, context);
        return;
      case 'Assign':
        this.unstarred(node.value);
        this.check(node.value, context);
        for (const target of node.targets) {
          this.unstarredTarget(target);
          this.check(target, context);
        }
        return;
      case 'For':
      case 'AsyncFor':
      case 'While':
        this.loop(node, context);
        return;
      case 'With':
      case 'AsyncWith':
        this.withStatement(node, context);
        return;
      case 'Try':
      case 'TryStar':
        this.tryStatement(node, context);
        return;
      default:
        this.place(node, context);
        this.expression(node);
        this.fields(node, context);
        return;
    }
  }

  // -------------------------------------------------------------------------------------------------------------
  // Places
  // -------------------------------------------------------------------------------------------------------------

  /** A star stands in a display, a call or a subscript only. */
  private unstarred(value: Node | null): void {
    if (value?.kind === 'Starred') this.fail("can't use starred expression here", value);
  }

  private unstarredTarget(target: Node | null): void {
    if (target?.kind === 'Starred') this.fail('starred assignment target must be in a list or tuple', target);
  }

  private place(node: Node, { code, loop, exceptStar, asyncAllowed }: Context): void {
    const inFunction = code === 'function' || code === 'async' || code === 'lambda';
    switch (node.kind) {
      case 'Return':
        if (!inFunction) this.fail("'return' outside function", node);
        if (exceptStar) this.failInExceptStar(node);
        return;
      case 'Break':
        if (exceptStar && !loop) this.failInExceptStar(node);
        if (!loop) this.fail("'break' outside loop", node);
        return;
      case 'Continue':
        if (exceptStar && !loop) this.failInExceptStar(node);
        if (!loop) this.fail("'continue' not properly in loop", node);
        return;
      case 'Yield':
        if (!inFunction) this.fail("'yield' outside function", node);
        return;
      case 'YieldFrom':
        if (!inFunction) this.fail("'yield from' outside function", node);
        if (code === 'async') this.fail("'yield from' inside async function", node);
        return;
      case 'Await':
        if (code === 'module' || code === 'class') this.fail("'await' outside function", node);
        if (code === 'comprehension' && !asyncAllowed) this.fail("'await' outside async function", node);
        if (code === 'function' || code === 'lambda') this.fail("'await' outside async function", node);
        return;
      case 'AsyncWith':
        if (code !== 'async') this.fail("'async with' outside async function", node);
        return;
      default:
    }
  }

  private failInExceptStar(at: Located): never {
    this.fail("'break', 'continue' and 'return' cannot appear in an except* block", at);
  }

  private loop(node: Extract<Node, { kind: 'For' | 'AsyncFor' | 'While' }>, context: Context): void {
    if (node.kind === 'AsyncFor' && context.code !== 'async') this.fail("'async for' outside async function", node);
    if (node.kind !== 'While') {
      this.unstarred(node.iter);
      this.unstarredTarget(node.target);
    }
    this.all(node.kind === 'While' ? [node.test] : [node.iter, node.target], context);
    this.all(node.body, { ...this.within(context, 1, node), loop: true });
    this.all(node.orelse, context);
  }

  /** The context inside of so many more blocks. */
  private within(context: Context, blocks: number, at: Located): Context {
    if (context.blocks + blocks > MAX_BLOCKS) this.fail('too many statically nested blocks', at);
    return { ...context, blocks: context.blocks + blocks };
  }

  private withStatement(node: Extract<Node, { kind: 'With' | 'AsyncWith' }>, context: Context): void {
    this.place(node, context);
    for (const item of node.items) this.unstarredTarget(item.optional_vars);
    this.all(node.items, context);
    let inner = context;
    for (const item of node.items) inner = this.within(inner, 1, item.context_expr);
    this.all(node.body, inner);
  }

  private tryStatement(node: Extract<Node, { kind: 'Try' | 'TryStar' }>, context: Context): void {
    const outer = node.finalbody.length > 0 ? this.within(context, 1, node) : context;
    this.all(node.body, node.handlers.length > 0 ? this.within(outer, 1, node) : outer);
    // The compiler writes what follows the body first, and the handlers behind it.
    this.all(node.orelse, outer);
    node.handlers.forEach((handler, i) => {
      if (handler.type === null && i + 1 < node.handlers.length) this.fail("default 'except:' must be last", handler);
    });
    const handling = node.handlers.length > 0 ? this.within(outer, 1, node) : outer;
    const inHandler = node.kind === 'TryStar' ? { ...handling, exceptStar: true, loop: false } : handling;
    for (const handler of node.handlers) {
      this.all([handler.type], context);
      if (handler.name !== null) this.forbidden(handler.name, handler);
      this.all(handler.body, this.within(inHandler, 1, handler));
    }
    this.all(node.finalbody, outer);
  }

  private definition(
    node: Extract<Node, { kind: 'FunctionDef' | 'AsyncFunctionDef' | 'Lambda' | 'ClassDef' }>,
    context: Context,
  ): void {
    const inner: Context = { code: 'function', loop: false, exceptStar: false, asyncAllowed: false, blocks: 0 };
    if (node.kind === 'ClassDef') {
      this.all(node.decorator_list, context);
      this.typeDefaults(node.type_params);
      this.all(node.type_params, context);
      this.keywords(node.keywords);
      this.all([...node.bases, ...node.keywords], context);
      this.all(node.body, { ...inner, code: 'class' });
      return;
    }
    if (node.kind !== 'Lambda') {
      this.all(node.decorator_list, context);
      this.typeDefaults(node.type_params);
    }
    const { args } = node;
    for (const arg of [...args.posonlyargs, ...args.args, args.vararg, ...args.kwonlyargs, args.kwarg]) {
      if (arg !== null) this.forbidden(arg.arg, arg);
    }
    this.fields(args, context);
    if (node.kind === 'Lambda') {
      this.check(node.body, { ...inner, code: 'lambda' });
      return;
    }
    this.all([...node.type_params, node.returns], context);
    const isAsync = node.kind === 'AsyncFunctionDef';
    if (isAsync) this.asyncGenerator(node);
    this.all(node.body, { ...inner, code: isAsync ? 'async' : 'function', asyncAllowed: isAsync });
  }

  /** Type parameters with defaults come last. */
  private typeDefaults(params: readonly TypeParam[]): void {
    let seen = false;
    for (const param of params) {
      if (param.default_value !== null) seen = true;
      else if (seen) this.fail(`non-default type parameter '${param.name}' follows default type parameter`, param);
    }
  }

  /** An asynchronous generator must not return a value. */
  private asyncGenerator(node: Extract<Node, { kind: 'AsyncFunctionDef' }>): void {
    const own = ownNodes(node.body);
    if (!own.some((inner) => inner.kind === 'Yield')) return;
    for (const inner of own) {
      if (inner.kind === 'Return' && inner.value !== null) this.fail("'return' with value in async generator", inner);
    }
  }

  private comprehension(
    node: Extract<Node, { kind: 'ListComp' | 'SetComp' | 'DictComp' | 'GeneratorExp' }>,
    context: Context,
  ): void {
    const generator = node.kind === 'GeneratorExp';
    const [first, ...others] = node.generators;
    const asyncAllowed = context.code === 'async' || generator || context.asyncAllowed;
    if (!asyncAllowed && node.generators.some((clause) => clause.is_async)) {
      this.fail('asynchronous comprehension outside of an asynchronous function', node);
    }
    if (first !== undefined) this.check(first.iter, context);
    const inner: Context = {
      code: generator ? 'generator' : 'comprehension',
      loop: false,
      blocks: 0,
      exceptStar: false,
      asyncAllowed,
    };
    if (first !== undefined) this.all([first.target, ...first.ifs], inner);
    this.all(others, inner);
    this.all('elt' in node ? [node.elt] : [node.key, node.value], inner);
  }

  // -------------------------------------------------------------------------------------------------------------
  // Expressions
  // -------------------------------------------------------------------------------------------------------------

  private forbidden(name: string, at: Located): void {
    if (name === '__debug__') this.fail('cannot assign to __debug__', at);
  }

  private expression(node: Node): void {
    switch (node.kind) {
      case 'Name':
        if (node.ctx !== 'Load' && node.id === '__debug__') {
          this.fail(`cannot ${node.ctx === 'Del' ? 'delete' : 'assign to'} __debug__`, node);
        }
        return;
      case 'Attribute':
        if (node.ctx === 'Store') this.forbidden(node.attr, node);
        return;
      case 'Import':
      case 'ImportFrom':
        for (const alias of node.names) this.forbidden(alias.asname ?? alias.name, node);
        return;
      case 'Expr':
      case 'Return':
      case 'AugAssign':
      case 'FormattedValue':
        this.unstarred(node.value);
        return;
      case 'Tuple':
      case 'List':
        if (node.ctx === 'Store') this.starTargets(node);
        return;
      case 'Call':
        this.keywords(node.keywords);
        return;
      default:
    }
  }

  /** UNPACK_EX has a byte for the number of targets before the starred one, and three for those behind. */
  private starTargets(node: { readonly elts: readonly Expr[] } & Located): void {
    const starred = node.elts.findIndex((elt) => elt.kind === 'Starred');
    if (starred < 0) return;
    if (starred >= 256 || node.elts.length - starred - 1 >= 2 ** 23) {
      this.fail('too many expressions in star-unpacking assignment', node);
    }
    if (node.elts.findLastIndex((elt) => elt.kind === 'Starred') !== starred) {
      this.fail('multiple starred expressions in assignment', node);
    }
  }

  private keywords(keywords: readonly Keyword[]): void {
    const seen = new Set<string>();
    for (const keyword of keywords) {
      if (keyword.arg === null) continue;
      this.forbidden(keyword.arg, keyword);
      if (seen.has(keyword.arg)) this.fail(`keyword argument repeated: ${keyword.arg}`, keyword);
      seen.add(keyword.arg);
    }
  }

  // -------------------------------------------------------------------------------------------------------------
  // Patterns
  // -------------------------------------------------------------------------------------------------------------

  private match(node: Extract<Node, { kind: 'Match' }>, context: Context): void {
    this.check(node.subject, context);
    node.cases.forEach((each, i) => {
      this.pattern(each.pattern, new Set(), i + 1 === node.cases.length || each.guard !== null);
      this.all([each.guard, ...each.body], context);
    });
  }

  /** `last` says that a pattern which always matches is allowed, because no other comes after it. */
  private pattern(pattern: Pattern, names: Set<string>, last: boolean): void {
    switch (pattern.kind) {
      case 'MatchAs':
        if (pattern.pattern !== null) this.pattern(pattern.pattern, names, last);
        else if (!last) {
          const what = pattern.name === null ? 'wildcard' : `name capture '${pattern.name}'`;
          this.fail(`${what} makes remaining patterns unreachable`, pattern);
        }
        this.capture(pattern.name, names, pattern);
        return;
      case 'MatchStar':
        this.capture(pattern.name, names, pattern);
        return;
      case 'MatchSequence':
        if (pattern.patterns.filter((each) => each.kind === 'MatchStar').length > 1) {
          this.fail('multiple starred names in sequence pattern', pattern);
        }
        for (const each of pattern.patterns) this.pattern(each, names, true);
        return;
      case 'MatchMapping':
        this.duplicateKeys(pattern);
        for (const each of pattern.patterns) this.pattern(each, names, true);
        this.capture(pattern.rest, names, pattern);
        return;
      case 'MatchClass':
        pattern.kwd_attrs.forEach((name, i) => {
          const repeated = pattern.kwd_attrs.indexOf(name, i + 1);
          const at = pattern.kwd_patterns[repeated];
          if (at !== undefined) this.fail(`attribute name repeated in class pattern: ${name}`, at);
        });
        for (const each of [...pattern.patterns, ...pattern.kwd_patterns]) this.pattern(each, names, true);
        return;
      case 'MatchValue':
        if (pattern.value.kind === 'JoinedStr') {
          this.fail('patterns may only match literals and attribute lookups', pattern);
        }
        return;
      case 'MatchOr':
        this.alternatives(pattern, names, last);
        return;
      default:
    }
  }

  private capture(name: string | null, names: Set<string>, at: Located): void {
    if (name === null) return;
    this.forbidden(name, at);
    if (names.has(name)) this.fail(`multiple assignments to name '${name}' in pattern`, at);
    names.add(name);
  }

  private duplicateKeys(pattern: Extract<Pattern, { kind: 'MatchMapping' }>): void {
    const seen = new Set<string>();
    for (const key of pattern.keys) {
      if (key.kind === 'JoinedStr') {
        this.fail('mapping pattern keys may only match literals and attribute lookups', pattern);
      }
      const constant = constantKey(key);
      if (constant === undefined) continue;
      if (seen.has(constant.same)) this.fail(`mapping pattern checks duplicate key (${constant.shown})`, pattern);
      seen.add(constant.same);
    }
  }

  private alternatives(pattern: Extract<Pattern, { kind: 'MatchOr' }>, names: Set<string>, last: boolean): void {
    let bound: Set<string> | null = null;
    pattern.patterns.forEach((each, i) => {
      const own = new Set<string>();
      this.pattern(each, own, last && i + 1 === pattern.patterns.length);
      if (bound === null) bound = own;
      else if (bound.size !== own.size || [...own].some((name) => bound?.has(name) === false)) {
        this.fail('alternative patterns bind different names', pattern);
      }
    });
    for (const name of bound ?? []) this.capture(name, names, pattern);
  }
}

/** A literal key: what equal keys have in common, and its repr. */
interface ConstantKey {
  readonly same: string;
  readonly shown: string;
}

function constantKey(key: Expr): ConstantKey | undefined {
  if (key.kind === 'Constant') return constantOf(key.value);
  if (key.kind === 'UnaryOp' && key.operand.kind === 'Constant') {
    const { value } = key.operand;
    if (value.t === 'int' || value.t === 'float') return constantOf({ ...value, value: -value.value } as ConstantValue);
    return value.t === 'complex' ? complexKey(-0, -value.imag) : undefined;
  }
  if (key.kind !== 'BinOp') return undefined;
  const real = Number(constantKey(key.left)?.shown);
  const imag = key.right.kind === 'Constant' && key.right.value.t === 'complex' ? key.right.value.imag : 0;
  return complexKey(real, key.op === 'Sub' ? -imag : imag);
}

function complexKey(real: number, imag: number): ConstantKey {
  return { same: imag === 0 ? `n${real}` : `n${real}+${imag}j`, shown: complexRepr(real, imag) };
}

function constantOf(value: ConstantValue): ConstantKey {
  switch (value.t) {
    case 'str':
      return { same: `s${value.value}`, shown: strRepr(value.value) };
    case 'bytes':
      return { same: `b${value.value.join()}`, shown: bytesRepr(value.value) };
    case 'int':
      return { same: `n${value.value}`, shown: String(value.value) };
    case 'float':
      return {
        same: Number.isInteger(value.value) ? `n${BigInt(value.value)}` : `n${value.value}`,
        shown: floatRepr(value.value),
      };
    case 'complex':
      return complexKey(0, value.imag);
    case 'true':
      return { same: 'n1', shown: 'True' };
    case 'false':
      return { same: 'n0', shown: 'False' };
    case 'none':
      return { same: 'none', shown: 'None' };
    case 'ellipsis':
      return { same: 'ellipsis', shown: 'Ellipsis' };
  }
}

/** The nodes of a function's own code, without those of functions and classes in it. */
function ownNodes(body: readonly Node[]): Node[] {
  const found: Node[] = [];
  const pending: Node[] = [...body].reverse();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    found.push(node);
    if (/^(?:FunctionDef|AsyncFunctionDef|ClassDef|Lambda)$/.test(node.kind)) continue;
    const inner: Node[] = [];
    for (const value of Object.values(node)) {
      const items: unknown[] = Array.isArray(value) ? value : [value];
      for (const item of items)
        if (typeof item === 'object' && item !== null && 'kind' in item) inner.push(item as Node);
    }
    pending.push(...inner.reverse());
  }
  return found;
}
