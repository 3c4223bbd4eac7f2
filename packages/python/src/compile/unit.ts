import type { Ref } from '@uroboros/heap';
import { newCode } from '../objects/code-object.js';
import { finishTuple, newTuple } from '../objects/tuple.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import type { Expression, Interactive, Module, Scope } from '../syntax/index.js';
import type { CompiledCode } from './compiled.js';
import { Constants } from './constants.js';
import { FunctionCompiler } from './function.js';
import { type Copyable, supportFor } from './support.js';

/** What one text is compiled with: shared by all its code objects. */
export interface Unit {
  readonly rt: Runtime;
  readonly filename: string;
  readonly filenameRef: Ref;
  readonly constants: Constants;
  readonly scopes: Map<unknown, Scope>;
  readonly source: readonly string[] | undefined;
  readonly mode: 'exec' | 'single' | 'eval';
  /** Annotations are kept as texts (from __future__ import annotations). */
  readonly futureAnnotations: boolean;
  /** The module's code may be run with a namespace for its names that is not that of its globals. */
  readonly anyLocals: boolean;
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

/**
 * Compiles a module to a code object; owned. `keepConstants` holds every constant in a list that lives as long as the caller
 * keeps it, as the parser's arena does while a script runs.
 */
export function compileModule(
  rt: Runtime,
  tree: Module | Interactive | Expression,
  scope: Scope,
  options: {
    filename: string;
    source: string | undefined;
    keepConstants: Ref | undefined;
    futureAnnotations?: boolean;
    anyLocals?: boolean;
  },
): Maybe {
  const filenameRef = rt.str(options.filename);
  if (filenameRef === 0) return 0;
  const unit: Unit = {
    rt,
    filename: options.filename,
    filenameRef,
    constants: new Constants(rt, options.keepConstants),
    scopes: scope.lookup as Map<unknown, Scope>,
    source: options.source?.split('\n'),
    mode: tree.kind === 'Module' ? 'exec' : tree.kind === 'Interactive' ? 'single' : 'eval',
    anyLocals: options.anyLocals === true,
    futureAnnotations: options.futureAnnotations === true || importsAnnotations(tree),
  };
  const mark = rt.mark();
  rt.hold(filenameRef);
  try {
    const compiler = new FunctionCompiler(unit, scope, '<module>', '<module>', 1);
    compiler.moduleBody(tree);
    return finishCode(unit, compiler);
  } finally {
    unit.constants.releaseAll();
    rt.releaseTo(mark);
  }
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

/** Makes the code object of a function whose body has been compiled; owned. */
export function finishCode(unit: Unit, compiler: FunctionCompiler): Ref {
  const { rt } = unit;
  const index = rt.compiled.push(undefined) - 1;
  const compiled: CompiledCode = { ...compiler.describe(), index, run: () => 0 };
  rt.compiled[index] = compiled;
  // Making the second tuple and the code object may collect: meanwhile the first ones stand in slots.
  const consts = rt.hold(refTuple(rt, compiler.consts));
  const names = refTuple(rt, compiler.names);
  rt.unhold();
  const name = rt.incref(rt.name(compiled.name));
  const qualname = rt.incref(rt.name(compiled.qualname));
  const filename = rt.incref(unit.filenameRef);
  const code = newCode(rt, { compiled, consts, names, filename, name, qualname });
  if (code === 0) throw rt.heap.exhausted(200);
  makeWhenRun(rt, compiled, compiler.javascript(index), compiler.cacheWords, compiler.callSites);
  return code;
}

/** Most functions of a library are never called: V8 gets a function's text when it first runs. */
function makeWhenRun(rt: Runtime, compiled: CompiledCode, text: string, cacheWords: number, callSites: number): void {
  const { index } = compiled;
  let made: Copyable | undefined;
  const make = (): Copyable => {
    made ??= supportFor(rt).instantiate(text, cacheWords, callSites);
    return made;
  };
  compiled.prepare = () => {
    const { run, body, resume } = make();
    compiled.run = run;
    compiled.body = body;
    compiled.resume = resume;
    compiled.prepare = undefined;
  };
  compiled.run = (fp) => {
    compiled.prepare?.();
    return compiled.run(fp);
  };
  compiled.copy = (copy) => make().copy(index, copy);
}

function refTuple(rt: Runtime, refs: readonly Ref[]): Ref {
  const tuple = newTuple(rt, refs.length);
  if (tuple === 0) throw rt.heap.exhausted(24 + 8 * refs.length);
  refs.forEach((ref, i) => {
    rt.i32[tuple + 6 + 2 * i] = rt.incref(ref);
  });
  return refs.length === 0 ? tuple : finishTuple(rt, tuple);
}
