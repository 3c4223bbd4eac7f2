/**
 * The symbol table: one scope for each block of code, and in it every name the block mentions.
 *
 * A first walk records what each block does with each name and makes the errors that need no more than that;
 * `scopeanalysis.ts` then decides where the names live, and `varnames.ts` numbers a function's locals.
 */

import { PySyntaxError } from './errors.js';
import type {
  Arguments,
  AsyncFunctionDef,
  ClassDef,
  Comprehension,
  Expr,
  Expression,
  FunctionDef,
  Interactive,
  Located,
  Module,
  Node,
  Stmt,
  TypeAlias,
  TypeParam,
} from './nodes.js';
import { ScopeAnalysis, symbolError } from './scopeanalysis.js';
import { Def, Scope, type ScopeKind, SymbolInfo } from './scopes.js';
import { orderVarnames } from './varnames.js';

export { type NameScope, Scope, type ScopeKind, SymbolInfo } from './scopes.js';

export interface SymbolOptions {
  /** List, set and dict comprehensions are part of the code around them: since 3.12, the default. */
  readonly inlinesComprehensions?: boolean;
  /** So many expressions and statements may stand within each other. */
  readonly nestingLimit?: number;
  /** As after `from __future__ import annotations`. */
  readonly futureAnnotations?: boolean;
}

/**
 * Builds the symbol table of a parsed text.
 *
 * @returns the module's scope; `lookup` finds the scope of a function, class, lambda, comprehension or type alias.
 * @throws PySyntaxError for the errors CPython finds at this stage, such as "no binding for nonlocal 'x' found".
 */
export function buildSymbolTable(
  module: Module | Interactive | Expression,
  filename = '<string>',
  options: SymbolOptions = {},
): Scope {
  const scope = new Scope('module', 'top', module, 0, null, false, new Map());
  scope.lookup.set(module, scope);
  const builder = new Builder(scope, filename, options.futureAnnotations ?? false, options.nestingLimit ?? 10000);
  builder.module(module);
  new ScopeAnalysis(filename, options.inlinesComprehensions ?? true).run(scope);
  for (const each of builder.scopes) orderVarnames(each);
  return scope;
}

/** Private names are changed inside a class: `__x` to `_Class__x`. */
export function mangle(privateName: string | null, name: string): string {
  if (privateName === null || !name.startsWith('__') || name.endsWith('__') || name.includes('.')) return name;
  const stripped = privateName.replace(/^_+/, '');
  return stripped === '' ? name : `_${stripped}${name}`;
}

type FunctionNode = FunctionDef | AsyncFunctionDef;

/** What an annotation scope is called in messages. */
const ANNOTATION_SCOPES: Partial<Record<ScopeKind, string>> = {
  annotation: 'an annotation',
  typeAlias: 'a type alias',
  typeParameters: 'the definition of a generic',
};

/** What the scope of a type parameter's bound or default is called in messages. */
function describe(param: TypeParam, isDefault: boolean): string {
  if (isDefault) return `a ${param.kind} default`;
  return param.kind === 'TypeVar' && param.bound?.kind === 'Tuple' ? 'a TypeVar constraint' : 'a TypeVar bound';
}

/** What the compiler counts as a level: expressions, statements and patterns, not the parts that have no value. */
function levelsOf(node: Node): 0 | 1 {
  switch (node.kind) {
    case 'comprehension':
    case 'arguments':
    case 'arg':
    case 'keyword':
    case 'alias':
    case 'withitem':
    case 'match_case':
    case 'ExceptHandler':
      return 0;
    default:
      return 1;
  }
}

export const TOO_DEEP_TO_COMPILE = 'maximum recursion depth exceeded during compilation';

class Builder {
  readonly scopes: Scope[];
  private scope: Scope;
  private privateName: string | null = null;
  private depth = 0;

  constructor(
    private readonly top: Scope,
    private readonly filename: string,
    private futureAnnotations: boolean,
    private readonly nestingLimit: number,
  ) {
    this.scope = top;
    this.scopes = [top];
  }

  module(module: Module | Interactive | Expression): void {
    const body: readonly Node[] = Array.isArray(module.body) ? module.body : [module.body as Expr];
    this.futureAnnotations ||= body.some(
      (node) =>
        node.kind === 'ImportFrom' &&
        node.module === '__future__' &&
        node.names.some((name) => name.name === 'annotations'),
    );
    this.visitAll(body);
  }

  // -------------------------------------------------------------------------------------------------------------
  // Scopes and names
  // -------------------------------------------------------------------------------------------------------------

  private enter(kind: ScopeKind, name: string, node: Node & Located): Scope {
    const parent = this.scope;
    const nested = parent.isNested || parent.isFunctionLike;
    const scope = new Scope(kind, name, node, node.lineno, parent, nested, parent.lookup);
    // Also what is in a lambda within the iterable of a comprehension is in it.
    if (parent.compIterable > 0) scope.compIterable = parent.compIterable;
    parent.children.push(scope);
    this.scopes.push(scope);
    this.scope = scope;
    return scope;
  }

  private leave(): void {
    this.scope = this.scope.parent as Scope;
  }

  private within(kind: ScopeKind, name: string, node: Node & Located, visit: (scope: Scope) => void): void {
    visit(this.enter(kind, name, node));
    this.leave();
  }

  private define(name: string, flag: number, at: Located, scope = this.scope): void {
    const mangled = mangle(this.privateName, name);
    let symbol = scope.symbols.get(mangled);
    if (symbol === undefined) {
      symbol = new SymbolInfo(mangled, 0);
      scope.symbols.set(mangled, symbol);
    } else if (flag & Def.Param && symbol.flags & Def.Param) {
      throw this.error(`duplicate argument '${name}' in function definition`, at);
    } else if (flag & Def.TypeParam && symbol.flags & Def.TypeParam) {
      throw this.error(`duplicate type parameter '${name}'`, at);
    }
    symbol.flags |= flag;
    if (scope.compTarget) {
      if (symbol.flags & (Def.Global | Def.Nonlocal)) {
        throw this.error(`comprehension inner loop cannot rebind assignment expression target '${name}'`, at);
      }
      // A target may use names, too, as indices and attributes do: those are not bound by it.
      if ((flag & Def.Use) === 0) symbol.flags |= Def.CompIter;
    }
    if (flag & Def.Param) scope.varnames.push(mangled);
    else if (flag & Def.Global && scope !== this.top) this.define(mangled, Def.Global, at, this.top);
  }

  /** Remembers the first statement that made a name global or nonlocal. */
  private declare(name: string, at: Located): void {
    const mangled = mangle(this.privateName, name);
    if (!this.scope.directives.has(mangled)) this.scope.directives.set(mangled, at);
  }

  private flags(name: string, scope = this.scope): number {
    return scope.symbols.get(mangle(this.privateName, name))?.flags ?? 0;
  }

  private error(msg: string, at: Located): Error {
    return symbolError(msg, this.filename, at);
  }

  // -------------------------------------------------------------------------------------------------------------
  // Walking
  // -------------------------------------------------------------------------------------------------------------

  private visitAll(nodes: readonly (Node | null)[]): void {
    for (const node of nodes) if (node !== null) this.visit(node);
  }

  /** Everything without a rule of its own is visited field by field. */
  private visitFields(node: Node): void {
    for (const value of Object.values(node)) {
      if (value === null || typeof value !== 'object') continue;
      if (Array.isArray(value)) {
        for (const item of value) if (typeof item === 'object' && item !== null) this.visit(item as Node);
      } else if ('kind' in value) this.visit(value as Node);
    }
  }

  private visit(node: Node): void {
    this.depth += levelsOf(node);
    if (this.depth > this.nestingLimit) {
      throw new PySyntaxError('RecursionError', TOO_DEEP_TO_COMPILE, this.filename);
    }
    this.visitNode(node);
    this.depth -= levelsOf(node);
  }

  private visitNode(node: Node): void {
    switch (node.kind) {
      case 'FunctionDef':
      case 'AsyncFunctionDef':
        this.functionDef(node);
        return;
      case 'ClassDef':
        this.classDef(node);
        return;
      case 'TypeAlias':
        this.typeAlias(node);
        return;
      case 'Lambda':
        this.visitAll(node.args.defaults);
        this.visitAll(node.args.kw_defaults);
        this.within('lambda', 'lambda', node, (scope) => {
          scope.lookup.set(node, scope);
          this.parameters(node.args);
          this.visit(node.body);
        });
        return;
      case 'ListComp':
        this.comprehension(node, 'comprehension', 'listcomp', node.generators, [node.elt]);
        return;
      case 'SetComp':
        this.comprehension(node, 'comprehension', 'setcomp', node.generators, [node.elt]);
        return;
      case 'GeneratorExp':
        this.comprehension(node, 'generator', 'genexpr', node.generators, [node.elt]);
        return;
      case 'DictComp':
        this.comprehension(node, 'comprehension', 'dictcomp', node.generators, [node.value, node.key]);
        return;
      case 'Name':
        this.name(node.id, node.ctx === 'Load' ? Def.Use : Def.Local, node);
        return;
      case 'NamedExpr':
        this.namedExpr(node);
        return;
      case 'Yield':
      case 'YieldFrom':
        this.yieldExpr(node);
        return;
      case 'Await':
        this.refuseInAnnotation('await expression', node);
        this.visit(node.value);
        this.scope.isCoroutine = true;
        return;
      default:
        this.visitStatement(node);
        return;
    }
  }

  private visitStatement(node: Node): void {
    switch (node.kind) {
      case 'AnnAssign':
        this.annAssign(node);
        return;
      case 'Global':
      case 'Nonlocal':
        this.directive(node);
        return;
      case 'Return':
        if (node.value !== null) {
          this.visit(node.value);
          this.scope.returnsValue = true;
        }
        return;
      case 'Import':
      case 'ImportFrom':
        this.imports(node);
        return;
      case 'Try':
      case 'TryStar':
        this.visitAll(node.body);
        this.visitAll(node.orelse);
        this.visitAll(node.handlers);
        this.visitAll(node.finalbody);
        return;
      case 'ExceptHandler':
        if (node.type !== null) this.visit(node.type);
        if (node.name !== null) this.define(node.name, Def.Local, node);
        this.visitAll(node.body);
        return;
      case 'MatchStar':
      case 'MatchAs':
        this.visitFields(node);
        if (node.name !== null) this.define(node.name, Def.Local, node);
        return;
      case 'MatchMapping':
        this.visitFields(node);
        if (node.rest !== null) this.define(node.rest, Def.Local, node);
        return;
      case 'TypeVar':
      case 'ParamSpec':
      case 'TypeVarTuple':
        this.typeParam(node);
        return;
      case 'Constant':
      case 'MatchSingleton':
        return;
      default:
        this.visitFields(node);
        return;
    }
  }

  private name(id: string, flag: number, at: Located): void {
    this.define(id, flag, at);
    // The compiler passes the class to `super()` behind the program's back.
    if (flag === Def.Use && id === 'super' && this.scope.isFunctionLike) this.define('__class__', Def.Use, at);
  }

  // -------------------------------------------------------------------------------------------------------------
  // Definitions
  // -------------------------------------------------------------------------------------------------------------

  private functionDef(node: FunctionNode): void {
    this.define(node.name, Def.Local, node);
    this.visitAll(node.args.defaults);
    this.visitAll(node.args.kw_defaults);
    this.visitAll(node.decorator_list);
    const generic = node.type_params.length > 0;
    if (generic) {
      const scope = this.enterTypeParameters(node.name, node);
      this.define('.defaults', Def.Param, node);
      if (node.args.kw_defaults.some((value) => value !== null)) this.define('.kwdefaults', Def.Param, node);
      scope.lookup.set(node.type_params as unknown as Node, scope);
      this.visitAll(node.type_params);
    }
    this.annotations(node);
    this.within('function', node.name, node, (scope) => {
      scope.lookup.set(node, scope);
      if (node.kind === 'AsyncFunctionDef') scope.isCoroutine = true;
      this.parameters(node.args);
      this.visitAll(node.body);
    });
    if (generic) this.leave();
  }

  private annotations(node: FunctionNode): void {
    const { args } = node;
    const all = [...args.posonlyargs, ...args.args, args.vararg, args.kwarg, ...args.kwonlyargs];
    const visit = (): void => {
      this.visitAll(all.map((arg) => arg?.annotation ?? null));
      if (node.returns !== null) this.visit(node.returns);
    };
    if (!this.futureAnnotations) {
      visit();
      return;
    }
    // Never evaluated: what they mention concerns no scope but their own, which is then forgotten.
    const parent = this.scope;
    this.within('annotation', '_annotation', node, visit);
    parent.children.pop();
  }

  private parameters(args: Arguments): void {
    for (const arg of [...args.posonlyargs, ...args.args, ...args.kwonlyargs]) this.define(arg.arg, Def.Param, arg);
    if (args.vararg !== null) {
      this.define(args.vararg.arg, Def.Param, args.vararg);
      this.scope.hasVarargs = true;
    }
    if (args.kwarg !== null) {
      this.define(args.kwarg.arg, Def.Param, args.kwarg);
      this.scope.hasVarKeywords = true;
    }
  }

  private classDef(node: ClassDef): void {
    this.define(node.name, Def.Local, node);
    this.visitAll(node.decorator_list);
    const outer = this.privateName;
    const generic = node.type_params.length > 0;
    if (generic) {
      const scope = this.enterTypeParameters(node.name, node);
      this.privateName = node.name;
      scope.lookup.set(node.type_params as unknown as Node, scope);
      this.define('.type_params', Def.Local, node);
      this.define('.type_params', Def.Use, node);
      this.define('.generic_base', Def.Local, node);
      this.define('.generic_base', Def.Use, node);
      this.visitAll(node.type_params);
    }
    this.visitAll(node.bases);
    this.visitAll(node.keywords);
    this.within('class', node.name, node, (scope) => {
      scope.lookup.set(node, scope);
      this.privateName = node.name;
      if (generic) {
        this.define('__type_params__', Def.Local, node);
        this.define('.type_params', Def.Use, node);
      }
      this.visitAll(node.body);
    });
    if (generic) this.leave();
    this.privateName = outer;
  }

  private typeAlias(node: TypeAlias): void {
    this.visit(node.name);
    const name = node.name.kind === 'Name' ? node.name.id : '';
    const generic = node.type_params.length > 0;
    if (generic) {
      const scope = this.enterTypeParameters(name, node);
      scope.lookup.set(node.type_params as unknown as Node, scope);
      this.visitAll(node.type_params);
    }
    this.annotationScope('typeAlias', name, node, node.value);
    if (generic) this.leave();
  }

  private enterTypeParameters(name: string, node: Stmt): Scope {
    const inClass = this.scope.kind === 'class';
    const scope = this.enter('typeParameters', name, node);
    if (inClass) this.seeClass(scope, node);
    return scope;
  }

  private seeClass(scope: Scope, at: Located): void {
    scope.canSeeClassScope = true;
    this.define('__classdict__', Def.Use, at, scope);
  }

  /** An expression that is evaluated later, in a scope of its own. */
  private annotationScope(kind: ScopeKind, name: string, node: Node & Located, value: Expr, isDefault = false): void {
    const outer = this.scope;
    const seesClass = this.scope.kind === 'class' || this.scope.canSeeClassScope;
    this.within(kind, name, node, (scope) => {
      if (kind === 'typeVariable') scope.described = describe(node as TypeParam, isDefault);
      if (isDefault) outer.defaultScopes.set(node, scope);
      else scope.lookup.set(node, scope);
      if (seesClass) this.seeClass(scope, node);
      this.visit(value);
    });
  }

  private typeParam(node: TypeParam): void {
    this.define(node.name, Def.TypeParam | Def.Local, node);
    if (node.kind === 'TypeVar' && node.bound !== null) {
      this.annotationScope('typeVariable', node.name, node, node.bound);
    }
    if (node.default_value !== null) {
      this.annotationScope('typeVariable', node.name, node, node.default_value, true);
    }
  }

  // -------------------------------------------------------------------------------------------------------------
  // Statements
  // -------------------------------------------------------------------------------------------------------------

  private annAssign(node: Extract<Stmt, { kind: 'AnnAssign' }>): void {
    const { target } = node;
    if (target.kind === 'Name') {
      const flags = this.flags(target.id);
      if (flags & (Def.Global | Def.Nonlocal) && this.scope !== this.top && node.simple === 1) {
        const what = flags & Def.Global ? 'global' : 'nonlocal';
        throw this.error(`annotated name '${target.id}' can't be ${what}`, node);
      }
      if (node.simple === 1) this.define(target.id, Def.Annotated | Def.Local, target);
      else if (node.value !== null) this.define(target.id, Def.Local, target);
    } else this.visit(target);
    if (this.futureAnnotations) {
      const parent = this.scope;
      this.within('annotation', '_annotation', node, () => this.visit(node.annotation));
      parent.children.pop();
    } else this.visit(node.annotation);
    if (node.value !== null) this.visit(node.value);
  }

  private directive(node: Extract<Stmt, { kind: 'Global' | 'Nonlocal' }>): void {
    const what = node.kind === 'Global' ? 'global' : 'nonlocal';
    for (const name of node.names) {
      const flags = this.flags(name);
      if (flags & (Def.Param | Def.Local | Def.Use | Def.Annotated)) {
        if (flags & Def.Param) throw this.error(`name '${name}' is parameter and ${what}`, node);
        if (flags & Def.Use) throw this.error(`name '${name}' is used prior to ${what} declaration`, node);
        if (flags & Def.Annotated) throw this.error(`annotated name '${name}' can't be ${what}`, node);
        throw this.error(`name '${name}' is assigned to before ${what} declaration`, node);
      }
      this.define(name, node.kind === 'Global' ? Def.Global : Def.Nonlocal, node);
      this.declare(name, node);
    }
  }

  private imports(node: Extract<Stmt, { kind: 'Import' | 'ImportFrom' }>): void {
    for (const alias of node.names) {
      if (alias.name === '*') {
        if (this.scope.kind !== 'module') throw this.error('import * only allowed at module level', alias);
        continue;
      }
      const bound = alias.asname ?? (alias.name.split('.')[0] as string);
      this.define(bound, Def.Import, alias);
    }
  }

  // -------------------------------------------------------------------------------------------------------------
  // Expressions
  // -------------------------------------------------------------------------------------------------------------

  private comprehension(
    node: Expr,
    kind: 'comprehension' | 'generator',
    name: string,
    generators: readonly Comprehension[],
    results: readonly Expr[],
  ): void {
    const [first, ...others] = generators as [Comprehension, ...Comprehension[]];
    const outer = this.scope;
    // The first iterable is evaluated outside.
    outer.compIterable++;
    this.visit(first.iter);
    outer.compIterable--;
    const scope = this.enter(kind, name, node);
    scope.lookup.set(node, scope);
    if (first.is_async) scope.isCoroutine = true;
    this.define('.0', Def.Param, node);
    this.clauseTarget(first);
    this.visitAll(first.ifs);
    for (const clause of others) {
      this.clauseTarget(clause);
      scope.compIterable++;
      this.visit(clause.iter);
      scope.compIterable--;
      this.visitAll(clause.ifs);
      if (clause.is_async) scope.isCoroutine = true;
    }
    this.visitAll(results);
    if (kind === 'generator') scope.isGenerator = true;
    const isAsync = scope.isCoroutine && kind !== 'generator';
    this.leave();
    if (isAsync) outer.isCoroutine = true;
  }

  private clauseTarget(clause: Comprehension): void {
    this.scope.compTarget = true;
    this.visit(clause.target);
    this.scope.compTarget = false;
  }

  private yieldExpr(node: Extract<Expr, { kind: 'Yield' | 'YieldFrom' }>): void {
    this.refuseInAnnotation('yield expression', node);
    if (node.value !== null) this.visit(node.value);
    if (this.scope.isComprehension) {
      const names: Record<string, string> = {
        listcomp: 'list comprehension',
        setcomp: 'set comprehension',
        dictcomp: 'dict comprehension',
      };
      throw this.error(`'yield' inside ${names[this.scope.name] ?? 'generator expression'}`, node);
    }
    this.scope.isGenerator = true;
  }

  private refuseInAnnotation(what: string, at: Located): void {
    const where = this.scope.kind === 'typeVariable' ? this.scope.described : ANNOTATION_SCOPES[this.scope.kind];
    if (where === undefined) return;
    throw this.error(`${what} cannot be used within ${where}`, at);
  }

  private namedExpr(node: Extract<Expr, { kind: 'NamedExpr' }>): void {
    this.refuseInAnnotation('named expression', node);
    if (this.scope.compIterable > 0) {
      throw this.error('assignment expression cannot be used in a comprehension iterable expression', node);
    }
    if (this.scope.isComprehension) this.bindOutside(node.target.id, node.target);
    this.visit(node.value);
    this.visit(node.target);
  }

  /** `:=` in a comprehension binds in the innermost scope around that is none. */
  private bindOutside(name: string, at: Located): void {
    for (let scope: Scope | null = this.scope; scope !== null; scope = scope.parent) {
      if (scope.isComprehension) {
        if (this.flags(name, scope) & Def.CompIter) {
          throw this.error(`assignment expression cannot rebind comprehension iteration variable '${name}'`, at);
        }
        continue;
      }
      const place = { class: 'class body', typeVariable: 'TypeVar bound', typeAlias: 'type alias' }[
        scope.kind as string
      ];
      if (place !== undefined || scope.kind === 'typeParameters') {
        const where = place === undefined ? 'within the definition of a generic' : `in a ${place}`;
        throw this.error(`assignment expression within a comprehension cannot be used ${where}`, at);
      }
      const global = scope.kind === 'module' || (this.flags(name, scope) & Def.Global) !== 0;
      this.define(name, global ? Def.Global : Def.Nonlocal, at);
      this.declare(name, at);
      this.define(name, scope.kind === 'module' ? Def.Global : Def.Local, at, scope);
      return;
    }
  }
}
