/**
 * Decides where each name lives, from the outside in: what is bound around a scope goes down, what is free in a scope
 * comes back up and makes cells. Mirrors CPython's `analyze_block`, including the inlining of comprehensions.
 */
import { PySyntaxError } from './errors.js';
import type { Located } from './nodes.js';
import { Def, type NameScope, type Scope, SymbolInfo } from './scopes.js';

type Names = Set<string>;

/** The scopes found for one block's names, before they are written to its symbols. */
type Found = Map<string, NameScope>;

export class ScopeAnalysis {
  constructor(
    private readonly filename: string,
    private readonly inlinesComprehensions: boolean,
  ) {}

  run(module: Scope): void {
    this.block(module, null, new Set(), new Set(), new Set(), null);
  }

  /** `bound` is null for the module, the names bound in enclosing functions otherwise. Returns nothing; `free` grows. */
  private block(
    scope: Scope,
    bound: Names | null,
    free: Names,
    global: Names,
    typeParams: Names,
    classScope: Scope | null,
  ): void {
    const local: Names = new Set();
    const found: Found = new Map();
    const newBound: Names = new Set();
    const newGlobal: Names = new Set();
    const newFree: Names = new Set();
    const inlinedCells: Names = new Set();
    const isClass = scope.kind === 'class';
    // A class body sees what its surroundings see, but passes its own names on to nobody.
    if (isClass) {
      addAll(newGlobal, global);
      if (bound !== null) addAll(newBound, bound);
    }
    for (const symbol of scope.symbols.values()) {
      this.name(scope, found, symbol, bound, local, free, global, typeParams, classScope);
    }
    if (isClass) {
      newBound.add('__class__');
      newBound.add('__classdict__');
    } else {
      if (scope.isFunctionLike) addAll(newBound, local);
      if (bound !== null) addAll(newBound, bound);
      addAll(newGlobal, global);
    }
    for (const child of scope.children) {
      const seen = child.canSeeClassScope ? (isClass ? scope : classScope) : null;
      const inline = this.inlinesComprehensions && child.kind === 'comprehension' && !scope.canSeeClassScope;
      const childFree: Names = new Set();
      this.block(child, new Set(newBound), childFree, new Set(newGlobal), new Set(typeParams), seen);
      if (inline) {
        inlineComprehension(scope, child, found, childFree, inlinedCells);
        child.isInlined = true;
      }
      addAll(newFree, childFree);
      if (child.hasFree || child.hasFreeChild) scope.hasFreeChild = true;
    }
    scope.children = scope.children.flatMap((child) => (child.isInlined ? child.children : [child]));
    if (scope.isFunctionLike) makeCells(found, newFree, inlinedCells);
    else if (isClass) {
      scope.needsClassCell = newFree.delete('__class__');
      scope.needsClassDict = newFree.delete('__classdict__');
    }
    updateSymbols(scope, found, bound, newFree, inlinedCells, isClass);
    addAll(free, newFree);
  }

  private name(
    scope: Scope,
    found: Found,
    symbol: SymbolInfo,
    bound: Names | null,
    local: Names,
    free: Names,
    global: Names,
    typeParams: Names,
    classScope: Scope | null,
  ): void {
    const { name, flags } = symbol;
    if (flags & Def.Global) {
      if (flags & Def.Nonlocal) throw this.directiveError(scope, name, `name '${name}' is nonlocal and global`);
      found.set(name, 'global');
      global.add(name);
      bound?.delete(name);
      return;
    }
    if (flags & Def.Nonlocal) {
      if (bound === null) {
        throw this.directiveError(scope, name, 'nonlocal declaration not allowed at module level');
      }
      if (!bound.has(name)) throw this.directiveError(scope, name, `no binding for nonlocal '${name}' found`);
      if (typeParams.has(name)) {
        throw this.directiveError(scope, name, `nonlocal binding not allowed for type parameter '${name}'`);
      }
      found.set(name, 'free');
      scope.hasFree = true;
      free.add(name);
      return;
    }
    if (flags & Def.Bound) {
      found.set(name, 'local');
      local.add(name);
      global.delete(name);
      if (flags & Def.TypeParam) typeParams.add(name);
      else typeParams.delete(name);
      return;
    }
    const inClass = classScope?.symbols.get(name)?.flags ?? 0;
    if (inClass & Def.Global) found.set(name, 'global');
    else if (inClass & Def.Bound && !(inClass & Def.Nonlocal)) found.set(name, 'globalImplicit');
    else if (bound?.has(name)) {
      found.set(name, 'free');
      scope.hasFree = true;
      free.add(name);
    } else {
      if (!global.has(name) && scope.isNested) scope.hasFree = true;
      found.set(name, 'globalImplicit');
    }
  }

  private directiveError(scope: Scope, name: string, msg: string): PySyntaxError {
    return symbolError(msg, this.filename, scope.directives.get(name) ?? null);
  }
}

/** An error at a node; the compiler does not show the line. */
export function symbolError(msg: string, filename: string, at: Located | null): PySyntaxError {
  if (at === null) return new PySyntaxError('SyntaxError', msg, filename);
  return new PySyntaxError('SyntaxError', msg, filename, {
    lineno: at.lineno,
    offset: at.col_offset + 1,
    end_lineno: at.end_lineno,
    end_offset: at.end_col_offset + 1,
    text: null,
  });
}

function addAll(to: Names, from: Names): void {
  for (const name of from) to.add(name);
}

/** The comprehension's names become the enclosing scope's; a name both have stays the enclosing scope's. */
function inlineComprehension(scope: Scope, comp: Scope, found: Found, compFree: Names, inlinedCells: Names): void {
  for (const symbol of comp.symbols.values()) {
    if (symbol.flags & Def.Param) continue;
    const { name } = symbol;
    let where = symbol.scope;
    if (where === 'cell' || symbol.flags & Def.CompCell) inlinedCells.add(name);
    if (where === 'free' && scope.kind === 'class' && name === '__class__') {
      where = 'globalImplicit';
      compFree.delete(name);
    }
    const existing = scope.symbols.get(name);
    if (existing === undefined) {
      scope.symbols.set(name, new SymbolInfo(name, symbol.flags));
      found.set(name, where);
    } else if (existing.flags & Def.Bound && scope.kind !== 'class' && !freeInChild(comp, name)) {
      compFree.delete(name);
    }
  }
}

function freeInChild(scope: Scope, name: string): boolean {
  return scope.children.some((child) => child.symbols.get(name)?.scope === 'free');
}

/** A local name that is free in a function inside is kept in a cell. */
function makeCells(found: Found, free: Names, inlinedCells: Names): void {
  for (const [name, where] of found) {
    if (where !== 'local' || (!free.has(name) && !inlinedCells.has(name))) continue;
    found.set(name, 'cell');
    free.delete(name);
  }
}

function updateSymbols(
  scope: Scope,
  found: Found,
  bound: Names | null,
  free: Names,
  inlinedCells: Names,
  isClass: boolean,
): void {
  for (const symbol of scope.symbols.values()) {
    symbol.scope = found.get(symbol.name) ?? symbol.scope;
    if (inlinedCells.has(symbol.name)) symbol.flags |= Def.CompCell;
  }
  // Names that only pass through on their way to a scope further in.
  for (const name of free) {
    const existing = scope.symbols.get(name);
    if (existing !== undefined) {
      const bindsItself = isClass && (existing.flags & (Def.Bound | Def.Global)) !== 0;
      if (bindsItself || scope.canSeeClassScope) existing.flags |= Def.FreeClass;
      continue;
    }
    if (bound !== null && !bound.has(name)) continue;
    const passing = new SymbolInfo(name, 0);
    passing.scope = 'free';
    scope.symbols.set(name, passing);
  }
}
