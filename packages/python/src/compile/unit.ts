import type { PythonProfile } from '../profiles/profile.js';
import type { Expression, Interactive, Module, Scope } from '../syntax/index.js';
import { FunctionCompiler } from './function.js';
import { type Recipe, RecipeBuilder } from './recipe.js';

/** What one text is compiled with: shared by all its code objects. */
export interface Unit {
  readonly profile: PythonProfile;
  readonly filename: string;
  readonly recipe: RecipeBuilder;
  readonly scopes: Map<unknown, Scope>;
  readonly mode: 'exec' | 'single' | 'eval';
  /** Annotations are kept as texts (from __future__ import annotations). */
  readonly futureAnnotations: boolean;
  /** The module's code may be run with a namespace for its names that is not that of its globals. */
  readonly anyLocals: boolean;
  /** Each statement tells the observer when it begins. */
  readonly tellsLines: boolean;
}

/** Something of the language that is not compiled yet. */
export class NotSupported extends Error {
  override name = 'NotSupported';
  constructor(
    readonly what: string,
    readonly filename: string,
    readonly lineno: number,
  ) {
    super(`${what} is not supported yet (${filename}, line ${lineno})`);
  }
}

export interface CompileOptions {
  readonly filename: string;
  readonly futureAnnotations?: boolean;
  readonly anyLocals?: boolean;
  readonly tellsLines?: boolean;
}

/** Compiles a module: what its code objects are made from. */
export function compileTree(
  profile: PythonProfile,
  tree: Module | Interactive | Expression,
  scope: Scope,
  options: CompileOptions,
): Recipe {
  const unit: Unit = {
    profile,
    filename: options.filename,
    recipe: new RecipeBuilder(),
    scopes: scope.lookup as Map<unknown, Scope>,
    mode: tree.kind === 'Module' ? 'exec' : tree.kind === 'Interactive' ? 'single' : 'eval',
    anyLocals: options.anyLocals === true,
    tellsLines: options.tellsLines === true,
    futureAnnotations: options.futureAnnotations === true || importsAnnotations(tree),
  };
  const compiler = new FunctionCompiler(unit, scope, '<module>', '<module>', 1);
  compiler.moduleBody(tree);
  compiler.finish();
  return unit.recipe;
}

function importsAnnotations(tree: Module | Interactive | Expression): boolean {
  if (tree.kind === 'Expression') return false;
  return tree.body.some(
    (node) =>
      node.kind === 'ImportFrom' &&
      node.module === '__future__' &&
      node.names.some((alias) => alias.name === 'annotations'),
  );
}
