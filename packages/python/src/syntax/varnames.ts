/**
 * The order of a function's local variables: parameters first, then as the compiler meets them, which is the order of
 * evaluation (the value of an assignment before its target).
 */
import type { Expr, Node } from './nodes.js';
import { Def, type Scope } from './scopes.js';
import { mangle } from './symtable.js';

/** Nodes that name a variable in a field, not in a `Name`. */
const NAME_FIELDS: Partial<Record<Node['kind'], 'name' | 'rest'>> = {
  ExceptHandler: 'name',
  MatchStar: 'name',
  MatchAs: 'name',
  MatchMapping: 'rest',
};

/** Appends the locals of a scope's own code to its `varnames`. */
export function orderVarnames(scope: Scope): void {
  if (scope.isInlined) return;
  const order = new Order(scope);
  const { node } = scope;
  if (scope.isComprehension) order.clauses(node as Expr, true);
  else if (scope.kind === 'typeParameters') order.typeParameters(node);
  else if (scope.kind === 'lambda' && node.kind === 'Lambda') order.visit(node.body);
  else if ('body' in node && (scope.kind === 'function' || scope.kind === 'class' || scope.kind === 'module')) {
    order.visitAll(Array.isArray(node.body) ? node.body : [node.body as Expr]);
  }
}

class Order {
  private readonly seen: Set<string>;
  private readonly privateName: string | null;
  /** The inlined comprehension being visited, if any. */
  private inlined: Scope | null = null;

  constructor(private readonly scope: Scope) {
    this.seen = new Set(scope.varnames);
    let around: Scope | null = scope;
    while (around !== null && around.kind !== 'class') around = around.parent;
    this.privateName = around?.name ?? null;
  }

  private use(name: string): void {
    const mangled = mangle(this.privateName, name);
    if (this.seen.has(mangled)) return;
    // Outside functions only inlined comprehensions have fast locals, and `hide` lists those.
    if (!this.scope.isFunctionLike || this.scope.symbols.get(mangled)?.scope !== 'local') return;
    this.seen.add(mangled);
    this.scope.varnames.push(mangled);
  }

  visitAll(nodes: readonly (Node | null)[]): void {
    for (const node of nodes) if (node !== null) this.visit(node);
  }

  visit(node: Node): void {
    switch (node.kind) {
      case 'Name':
        this.use(node.id);
        return;
      case 'Constant':
      case 'Global':
      case 'Nonlocal':
        return;
      case 'Assign':
        this.visit(node.value);
        this.visitAll(node.targets);
        return;
      case 'NamedExpr':
        this.visit(node.value);
        this.visit(node.target);
        return;
      case 'AnnAssign':
        if (node.value !== null) {
          this.visit(node.value);
          this.visit(node.target);
        } else if (node.target.kind !== 'Name') this.visit(node.target);
        return;
      case 'For':
      case 'AsyncFor':
        this.visit(node.iter);
        this.visit(node.target);
        this.visitAll(node.body);
        this.visitAll(node.orelse);
        return;
      case 'Dict':
        node.keys.forEach((key, i) => {
          this.visitAll([key, node.values[i] ?? null]);
        });
        return;
      case 'IfExp':
        this.visitAll([node.test, node.body, node.orelse]);
        return;
      case 'Try':
      case 'TryStar':
        this.visitAll(node.body);
        this.visitAll(node.orelse);
        this.visitAll(node.handlers);
        this.visitAll(node.finalbody);
        return;
      case 'Import':
      case 'ImportFrom':
        for (const alias of node.names) this.use(alias.asname ?? (alias.name.split('.')[0] as string));
        return;
      case 'FunctionDef':
      case 'AsyncFunctionDef':
      case 'ClassDef':
        this.definition(node);
        return;
      case 'Lambda':
        this.visitAll(node.args.defaults);
        this.visitAll(node.args.kw_defaults);
        return;
      case 'TypeAlias':
        this.visit(node.name);
        return;
      case 'ListComp':
      case 'SetComp':
      case 'DictComp':
      case 'GeneratorExp':
        this.comprehension(node);
        return;
      default:
        this.fields(node);
        return;
    }
  }

  /** The scope around a generic definition: its parameters, then what is evaluated there. */
  typeParameters(node: Node): void {
    if (!('type_params' in node)) return;
    for (const param of node.type_params) this.use(param.name);
    if (node.kind === 'ClassDef') {
      this.use('.type_params');
      this.visitAll([...node.bases, ...node.keywords]);
      this.use('.generic_base');
    } else if (node.kind !== 'TypeAlias') this.annotations(node);
  }

  private annotations(node: Extract<Node, { kind: 'FunctionDef' | 'AsyncFunctionDef' }>): void {
    const { args } = node;
    const all = [...args.posonlyargs, ...args.args, args.vararg, ...args.kwonlyargs, args.kwarg];
    this.visitAll(all.map((arg) => arg?.annotation ?? null));
    this.visitAll([node.returns]);
  }

  private fields(node: Node): void {
    const field = NAME_FIELDS[node.kind];
    for (const value of Object.values(node)) {
      if (value === null || typeof value !== 'object') continue;
      if (Array.isArray(value)) this.visitAll(value.filter((item) => typeof item === 'object') as Node[]);
      else if ('kind' in value) this.visitField(node, value as Node);
    }
    if (field === undefined) return;
    const name = (node as unknown as Record<string, unknown>)[field];
    if (typeof name === 'string') this.use(name);
  }

  private visitField(node: Node, value: Node): void {
    if (node.kind === 'ExceptHandler' && node.name !== null) {
      this.visit(value);
      this.use(node.name);
    } else this.visit(value);
  }

  private definition(node: Extract<Node, { kind: 'FunctionDef' | 'AsyncFunctionDef' | 'ClassDef' }>): void {
    this.visitAll(node.decorator_list);
    if (node.kind === 'ClassDef') {
      if (node.type_params.length === 0) this.visitAll([...node.bases, ...node.keywords]);
    } else {
      this.visitAll(node.args.defaults);
      this.visitAll(node.args.kw_defaults);
      if (node.type_params.length === 0) this.annotations(node);
    }
    this.use(node.name);
  }

  private comprehension(node: Extract<Expr, { kind: 'ListComp' | 'SetComp' | 'DictComp' | 'GeneratorExp' }>): void {
    const scope = this.scope.lookup.get(node);
    const first = node.generators[0];
    if (first !== undefined) this.visit(first.iter);
    if (scope === undefined || !scope.isInlined) return;
    const outer = this.inlined;
    this.inlined = scope;
    if (!this.scope.isFunctionLike) this.hide(scope);
    this.clauses(node, true);
    this.inlined = outer;
  }

  /** Outside functions an inlined comprehension gets fast locals, in a class for every name it mentions. */
  private hide(comprehension: Scope): void {
    for (const { name, flags } of comprehension.symbols.values()) {
      const own = (flags & Def.Bound) !== 0 && (flags & (Def.Nonlocal | Def.Param)) === 0;
      if ((own || this.scope.kind === 'class') && !this.seen.has(name)) {
        this.seen.add(name);
        this.scope.varnames.push(name);
      }
    }
  }

  /** The inside of a comprehension; its first iterable belongs to the outside. */
  clauses(node: Expr, skipFirst: boolean): void {
    if (!('generators' in node)) return;
    node.generators.forEach((clause, i) => {
      if (i > 0 || !skipFirst) this.visit(clause.iter);
      this.visit(clause.target);
      this.visitAll(clause.ifs);
    });
    this.visitAll('elt' in node ? [node.elt] : [node.key, node.value]);
  }
}
