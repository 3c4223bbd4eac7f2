import type { Ref } from '@uroboros/heap';
import type { Maybe } from '../runtime/runtime.js';

/** Bits of co_flags. */
export const enum CodeFlag {
  Optimized = 1,
  NewLocals = 2,
  VarArgs = 4,
  VarKeywords = 8,
  Nested = 16,
  FutureAnnotations = 0x1000000,
  Generator = 32,
  Coroutine = 128,
  /** types.coroutine: a generator that may be awaited. */
  IterableCoroutine = 256,
  AsyncGenerator = 512,
}

/** What a code object's text makes: the function that runs a call, and a generator's body. */
export interface Instance {
  readonly run: (fp: number) => Maybe;
  readonly body?: CompiledCode['body'];
  readonly step?: CompiledCode['step'];
}

/** The JavaScript side of a code object. */
export interface CompiledCode {
  /** Number under which `Runtime.compiled` holds it. */
  index: number;
  /**
   * Runs the code in the frame at `fp`, whose function and arguments are in place. Leaves the frame: returns the value, or 0
   * with the exception set.
   */
  run: (fp: number) => Maybe;
  /**
   * Makes `run` and `body` out of their text; undefined once that is done. `run` does it by itself when it is called: only who keeps
   * `run` elsewhere must see to it first.
   */
  prepare?: (() => void) | undefined;
  /** Generators and coroutines: the body, started with the word of its frame. It yields and returns owned references. */
  body?: ((fp: number) => Generator<Ref, Maybe, number>) | undefined;
  /** The same code under another number. */
  copy?: (index: number) => Instance;
  /** What this is a copy of. */
  readonly copyOf?: CompiledCode;
  /**
   * In place of a body: one step of a generator that waits or is new. What it is given is owned, 0 if an exception is to be
   * raised; what it yields or returns is owned, and the generator's state says which.
   */
  step?: ((generator: Ref, sent: Maybe) => Maybe) | undefined;
  /** The names of the parameters as objects, once a keyword argument was given. */
  parameters?: Int32Array;
  readonly name: string;
  readonly qualname: string;
  readonly filename: string;
  readonly firstLine: number;
  readonly flags: number;
  readonly argCount: number;
  readonly posOnlyArgCount: number;
  readonly kwOnlyArgCount: number;
  /** Names of the parameters and other locals, in slot order; cells of variables that are no parameters and free ones follow. */
  readonly localNames: readonly string[];
  /** co_varnames: how many of `localNames` are locals in the narrow sense. */
  readonly varCount: number;
  readonly cellNames: readonly string[];
  readonly freeNames: readonly string[];
  /** Names of the variables of inlined comprehensions, whose slots follow those of `localNames`. */
  readonly extraNames?: readonly string[];
  /** Slots for locals, cells and free variables. */
  readonly slots: number;
  /** Words of the frame. */
  readonly frameWords: number;
  /** Only positional parameters, none of them with a cell: a call with as many arguments needs no binding. */
  readonly simple: boolean;
  /** Four numbers per position: line, end line, column, end column (UTF-8 bytes, from 0). */
  readonly positions: Int32Array;
  /** Lines of the source, for tracebacks of code that has no file. */
  readonly source: SourceLines | undefined;
}

/** Lines of a text, which are made when somebody asks: few ask. */
export class SourceLines {
  #text: (() => string) | undefined;
  #lines: readonly string[] = [];

  constructor(text: () => string) {
    this.#text = text;
  }

  get lines(): readonly string[] {
    if (this.#text !== undefined) this.#lines = this.#text().split('\n');
    this.#text = undefined;
    return this.#lines;
  }
}

/** Line of a position. */
export function lineOf(code: CompiledCode, position: number): number {
  return code.positions[4 * position] ?? code.firstLine;
}
