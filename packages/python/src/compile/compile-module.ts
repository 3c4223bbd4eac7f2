import type { Ref } from '@uroboros/heap';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { isStackOverflow } from '../runtime/source.js';
import { type Expression, type Interactive, type Module, type Scope, TOO_DEEP_TO_COMPILE } from '../syntax/index.js';
import { assemble } from './assemble.js';
import { SourceLines } from './compiled.js';
import type { Recipe } from './recipe.js';
import { type CompileOptions, compileTree } from './unit.js';

/**
 * Compiles a module to a code object; owned. `keepConstants` holds every constant in a list that lives as long as the caller
 * keeps it, as the parser's arena does while a script runs.
 */
export function compileModule(
  rt: Runtime,
  tree: Module | Interactive | Expression,
  scope: Scope,
  options: CompileOptions & { source: string | undefined; keepConstants: Ref | undefined },
): Maybe {
  const { filename, source, keepConstants } = options;
  let recipe: Recipe;
  try {
    const tellsLines = rt.observer?.line !== undefined;
    recipe = compileTree(rt.profile, tree, scope, { ...options, tellsLines });
  } catch (error) {
    if (!isStackOverflow(error)) throw error;
    return rt.raise('RecursionError', TOO_DEEP_TO_COMPILE);
  }
  const lines = source === undefined ? undefined : new SourceLines(() => source);
  return assemble(rt, recipe, { filename, source: lines, keepConstants });
}
