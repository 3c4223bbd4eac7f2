/**
 * What the symbol table is made of: scopes, and what is known of each name in them.
 */
import type { Located, Node } from './nodes.js';

/** Where a name lives, seen from one scope. */
export type NameScope = 'local' | 'global' | 'globalImplicit' | 'free' | 'cell';

export type ScopeKind =
  | 'module'
  | 'function'
  | 'class'
  | 'lambda'
  | 'comprehension'
  | 'generator'
  | 'annotation'
  | 'typeAlias'
  | 'typeParameters'
  | 'typeVariable';

/** What a scope does with a name: CPython's flags. */
export const enum Def {
  Global = 1,
  Local = 2,
  Param = 4,
  Nonlocal = 8,
  Use = 16,
  /** Free in a class body and also bound there. */
  FreeClass = 64,
  Import = 128,
  Annotated = 256,
  /** The target of a comprehension's `for`. */
  CompIter = 512,
  TypeParam = 1024,
  /** A cell because an inlined comprehension's function captures it. */
  CompCell = 2048,
  Bound = Local | Param | Import | TypeParam,
}

export class SymbolInfo {
  scope: NameScope = 'globalImplicit';
  constructor(
    readonly name: string,
    public flags: number,
  ) {}

  get isParam(): boolean {
    return (this.flags & Def.Param) !== 0;
  }

  get isAssigned(): boolean {
    return (this.flags & Def.Local) !== 0;
  }

  get isReferenced(): boolean {
    return (this.flags & Def.Use) !== 0;
  }

  get isImported(): boolean {
    return (this.flags & Def.Import) !== 0;
  }

  get isNonlocal(): boolean {
    return (this.flags & Def.Nonlocal) !== 0;
  }

  get isAnnotated(): boolean {
    return (this.flags & Def.Annotated) !== 0;
  }
}

export class Scope {
  /** By mangled name, in the order of first mention. */
  readonly symbols = new Map<string, SymbolInfo>();
  /** In a function: parameters, then locals in the order the compiler first meets them (`co_varnames`). */
  readonly varnames: string[] = [];
  children: Scope[] = [];
  isGenerator = false;
  isCoroutine = false;
  returnsValue = false;
  hasVarargs = false;
  hasVarKeywords = false;
  /** A method refers to `__class__` or `super`: the class body must provide the cell. */
  needsClassCell = false;
  needsClassDict = false;
  /** An annotation scope directly in a class sees the class's names. */
  canSeeClassScope = false;
  /** A comprehension whose code is part of the enclosing scope's (PEP 709). */
  isInlined = false;
  hasFree = false;
  hasFreeChild = false;
  /** Depth of comprehension iterables being visited, where `:=` is forbidden. */
  compIterable = 0;
  compTarget = false;
  /** Scopes of the defaults of type parameters, by their node. */
  readonly defaultScopes = new Map<Node, Scope>();
  /** Of the scope of a bound or default: what messages call it. */
  described = '';
  /** `global` and `nonlocal` statements, for errors found afterwards. */
  readonly directives = new Map<string, Located>();

  constructor(
    readonly kind: ScopeKind,
    readonly name: string,
    readonly node: Node,
    readonly lineno: number,
    readonly parent: Scope | null,
    /** Inside a function, at any depth. */
    readonly isNested: boolean,
    /** Scopes by the node they belong to; one map for the whole table. */
    readonly lookup: Map<Node, Scope>,
  ) {}

  get isFunctionLike(): boolean {
    return this.kind !== 'module' && this.kind !== 'class';
  }

  get isComprehension(): boolean {
    return this.kind === 'comprehension' || this.kind === 'generator';
  }

  /** `co_cellvars`: captured parameters in their order, then the others sorted. */
  get cellvars(): string[] {
    const names: string[] = [];
    for (const { name, scope, flags } of this.symbols.values()) {
      if (scope === 'cell' || (flags & Def.CompCell) !== 0) names.push(name);
    }
    const parameters = this.varnames.filter((name) => names.includes(name));
    const others = names.filter((name) => !parameters.includes(name)).sort(byCodePoint);
    if (this.needsClassCell) others.push('__class__');
    if (this.needsClassDict) others.push('__classdict__');
    return [...parameters, ...others];
  }

  /** `co_freevars`, sorted. */
  get freevars(): string[] {
    const names = [...this.symbols.values()].filter((s) => s.scope === 'free' || (s.flags & Def.FreeClass) !== 0);
    return names.map((s) => s.name).sort(byCodePoint);
  }
}

/** CPython's order of strings. */
export function byCodePoint(a: string, b: string): number {
  const x = [...a];
  const y = [...b];
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const difference = (x[i]?.codePointAt(0) ?? 0) - (y[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return x.length - y.length;
}
