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

/** What a recipe says of a code object. */
export interface CodeDescription {
  readonly name: string;
  readonly qualname: string;
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
  readonly extraNames: readonly string[];
  /** Slots for locals, cells and free variables. */
  readonly slots: number;
  /** Words of the frame. */
  readonly frameWords: number;
  /** Four numbers per position: line, end line, column, end column (UTF-8 bytes, from 0). */
  readonly positions: Int32Array;
}

/** Where the text of code came from. */
export interface CodeOrigin {
  readonly filename: string;
  /** Lines of the source, for tracebacks of code that has no file. */
  readonly source: SourceLines | undefined;
}

/**
 * The JavaScript side of a code object. A class, with all fields from the beginning: every call that no site knows reads some, and
 * over objects that got their fields one after another the engine looks each up in a table.
 */
export class CompiledCode implements CodeDescription, CodeOrigin {
  /** Number under which `Runtime.compiled` holds it. */
  readonly index: number;
  readonly flags: number;
  readonly argCount: number;
  readonly posOnlyArgCount: number;
  readonly kwOnlyArgCount: number;
  readonly varCount: number;
  readonly slots: number;
  readonly frameWords: number;
  readonly firstLine: number;
  /** Only positional parameters: a call with as many arguments needs no binding. */
  readonly simple: boolean;
  readonly name: string;
  readonly qualname: string;
  readonly filename: string;
  readonly localNames: readonly string[];
  readonly cellNames: readonly string[];
  readonly freeNames: readonly string[];
  readonly extraNames: readonly string[];
  readonly positions: Int32Array;
  readonly source: SourceLines | undefined;
  /** What this is a copy of. */
  readonly copyOf: CompiledCode | undefined;
  /** The names of the parameters as objects, once a keyword argument was given. */
  parameters: Int32Array | undefined = undefined;
  /**
   * Runs the code in the frame at `fp`, whose function and arguments are in place. Leaves the frame: returns the value, or 0
   * with the exception set.
   */
  run: (fp: number) => Maybe = () => 0;
  /**
   * Makes `run` and `body` out of their text; undefined once that is done. `run` does it by itself when it is called: only who keeps
   * `run` elsewhere must see to it first.
   */
  prepare: (() => void) | undefined = undefined;
  /** Generators and coroutines: the body, started with the word of its frame. It yields and returns owned references. */
  body: ((fp: number) => Generator<Ref, Maybe, number>) | undefined = undefined;
  /**
   * In place of a body: one step of a generator that waits or is new. What it is given is owned, 0 if an exception is to be
   * raised; what it yields or returns is owned, and the generator's state says which.
   */
  step: ((generator: Ref, sent: Maybe) => Maybe) | undefined = undefined;
  /** The same code under another number. */
  copy: ((index: number) => Instance) | undefined = undefined;

  constructor(index: number, given: CodeDescription, origin: CodeOrigin, copyOf?: CompiledCode) {
    this.index = index;
    this.flags = given.flags;
    this.argCount = given.argCount;
    this.posOnlyArgCount = given.posOnlyArgCount;
    this.kwOnlyArgCount = given.kwOnlyArgCount;
    this.varCount = given.varCount;
    this.slots = given.slots;
    this.frameWords = given.frameWords;
    this.firstLine = given.firstLine;
    this.simple = (given.flags & (CodeFlag.VarArgs | CodeFlag.VarKeywords)) === 0 && given.kwOnlyArgCount === 0;
    this.name = given.name;
    this.qualname = given.qualname;
    this.filename = origin.filename;
    this.localNames = given.localNames;
    this.cellNames = given.cellNames;
    this.freeNames = given.freeNames;
    this.extraNames = given.extraNames;
    this.positions = given.positions;
    this.source = origin.source;
    this.copyOf = copyOf;
  }

  /** Takes the functions that the text made. */
  take({ run, body, step }: Instance): void {
    this.run = run;
    this.body = body;
    this.step = step;
  }
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
