import type { Ref } from '@uroboros/heap';
import { compileModule } from './compile/compile-module.js';
import { NotSupported } from './compile/unit.js';
import { runExitFunctions } from './modules/atexit.js';
import { gcHooks } from './modules/gc.js';
import { moduleDict, newModule } from './modules/module.js';
import { flushStandardStreams } from './modules/stdio.js';
import { setSysArguments } from './modules/sys.js';
import { dictSet, newDict } from './objects/dict.js';
import { newList } from './objects/list.js';
import type { PythonObserver } from './observe.js';
import { PROFILES, type PythonProfile } from './profiles/profile.js';
import { bootstrap } from './runtime/bootstrap.js';
import { noteCommandText } from './runtime/command-text.js';
import type { Host } from './runtime/host.js';
import { findLeaks } from './runtime/leaks.js';
import { decodeModule, runModule } from './runtime/module-code.js';
import { becomeMain, findMain, type MainModule, setScriptFile } from './runtime/run-module.js';
import { Runtime } from './runtime/runtime.js';
import { finalizeModules } from './runtime/shutdown.js';
import { SIGINT, trip } from './runtime/signals.js';
import { endIsSilent } from './runtime/silent-end.js';
import type { Parsed } from './runtime/source.js';
import { parsePrompt, parseSource } from './runtime/source.js';
import { putUnderStress, type StressOptions } from './runtime/stress.js';
import { printUncaught } from './runtime/traceback-text.js';

/** What an interpreter is made with. */
export interface InterpreterOptions {
  readonly host: Host;
  /** Default 3.13. */
  readonly profile?: PythonProfile;
  /** sys.argv. */
  readonly argv?: readonly string[];
  /** First entry of sys.path: the script's folder. */
  readonly folder?: string;
  /** More entries of sys.path (PYTHONPATH). */
  readonly path?: readonly string[];
  /** Folder of the standard library's .py files, read through the host: the last entry of sys.path. Default: none. */
  readonly stdlib?: string;
  /** Bytes of the heap; default 1 GiB. */
  readonly heapBytes?: number;
  /** Bytes of JavaScript stack of the thread that Python runs in; default 984 KiB, as Node's main thread has. */
  readonly stackBytes?: number;
  /** Guard bytes around all blocks. */
  readonly debug?: boolean;
  /** Check the invariants, or collect, wherever other code may run: for tests. */
  readonly stress?: StressOptions;
  /** The process ends with the interpreter: what nobody can see then may be left as it is. Default false. */
  readonly endsProcess?: boolean;
  /** Put the heap into a SharedArrayBuffer (`HeapOptions.shared`). Default false. */
  readonly sharedMemory?: boolean;
  readonly observer?: PythonObserver;
}

/** What tracebacks of `-m` begin with: CPython runs the module by functions of the library's runpy. */
const RUNPY_ENTRIES = `  File "<frozen runpy>", line 198, in _run_module_as_main
  File "<frozen runpy>", line 88, in _run_code
`;

/** What the prompt did with a piece of text. */
export type CommandResult = 'done' | 'incomplete' | { readonly exit: number };

/**
 * One Python.
 *
 * @example
 * ```ts
 * const python = new Interpreter({ host });
 * const exitCode = python.runMain('print("hello")', 'hello.py');
 * ```
 */
export class Interpreter {
  readonly rt: Runtime;
  readonly #endsProcess: boolean;
  #main: Ref | undefined;
  #ended = false;
  /** The program ended by an uncaught KeyboardInterrupt: a process should then end as one that SIGINT kills. */
  wasInterrupted = false;

  constructor(options: InterpreterOptions) {
    const hooks = gcHooks(() => this.rt);
    const profile = options.profile ?? PROFILES['3.13'];
    const heap = {
      bytes: options.heapBytes ?? 1024 ** 3,
      debug: options.debug ?? false,
      shared: options.sharedMemory ?? false,
    };
    this.rt = new Runtime(options.host, profile, hooks, heap, options.stackBytes, options.observer);
    this.#endsProcess = options.endsProcess ?? false;
    bootstrap(this.rt);
    const path = [options.folder ?? '', ...(options.path ?? [])];
    setSysArguments(this.rt, options.argv ?? [''], path, options.stdlib);
    // What start-up made is not what a program's collections should begin with.
    this.rt.heap.gcState.counts.fill(0);
    if (options.stress !== undefined) putUnderStress(this.rt, options.stress, () => this.verify());
  }

  /** Runs a program as `__main__`: prints an uncaught exception, shuts down, and returns the exit code. */
  runMain(source: string | Uint8Array, filename: string): number {
    const { rt } = this;
    let status = 0;
    const text = typeof source === 'string' ? source : decodeModule(rt, source, filename, true);
    const parsed = text === undefined ? undefined : parseSource(rt, text, filename, 'exec');
    if (text === undefined || parsed === undefined || !this.#runScript(parsed, text, filename))
      status = this.#printUncaught();
    this.shutDown();
    return status;
  }

  /**
   * Runs a module of sys.path as `__main__`, of a package its `__main__` (`-m NAME`); `__main__` itself means that of the first
   * folder of sys.path. Returns the exit code.
   */
  runModule(name: string): number {
    const { rt } = this;
    const found = findMain(rt, name);
    if (typeof found === 'string') rt.host.writeError(`uroboros: ${found}\n`);
    const ran = typeof found === 'object' && this.#runFound(found, name !== '__main__');
    const status = ran ? 0 : typeof found === 'string' ? 1 : this.#printUncaught(RUNPY_ENTRIES);
    this.shutDown();
    return status;
  }

  /** A signal came: its handler runs where the program may be interrupted next. May be called at any moment. */
  interrupt(signum = SIGINT): void {
    trip(this.rt, signum);
  }

  #printUncaught(above?: string): number {
    this.wasInterrupted = this.rt.errorIs(this.rt.builtin.KeyboardInterrupt);
    return printUncaught(this.rt, above);
  }

  #runFound(found: MainModule, setArgument: boolean): boolean {
    const { rt } = this;
    const main = this.#mainDict();
    const text = decodeModule(rt, found.bytes, found.path);
    if (main === undefined || text === undefined || !becomeMain(rt, main, found, setArgument)) return false;
    const parsed = parseSource(rt, text, found.path, 'exec');
    return parsed !== undefined && this.#runTree(parsed, text, found.path);
  }

  /** The lines of a command typed at the prompt so far, joined. */
  runCommand(text: string, filename = '<stdin>'): CommandResult {
    const result = this.#runTyped(text, filename);
    flushStandardStreams(this.rt);
    return result;
  }

  #runTyped(text: string, filename: string): CommandResult {
    const { rt } = this;
    const parsed = parsePrompt(rt, text, filename);
    if (parsed === null) return 'incomplete';
    if (parsed !== undefined && this.#runTree(parsed, text, filename)) return 'done';
    const exits = rt.errorIs(rt.builtin.SystemExit);
    const status = printUncaught(rt);
    return exits ? { exit: status } : 'done';
  }

  /** Runs exit handlers and takes the modules apart (Py_Finalize). */
  shutDown(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.rt.observer?.programEnds?.();
    runExitFunctions(this.rt);
    flushStandardStreams(this.rt);
    if (this.#endsProcess && endIsSilent(this.rt)) return;
    finalizeModules(this.rt);
    flushStandardStreams(this.rt);
  }

  /** After {@link shutDown}: what a program has left behind, a sentence for each object. */
  leaks(): string[] {
    return findLeaks(this.rt);
  }

  /** Checks every invariant, with the references that the interpreter holds declared. */
  verify(): void {
    const { rt } = this;
    rt.heap.verify({
      references: (visit) => {
        rt.forEachSlot(visit);
        rt.forEachKept(visit);
      },
      blocks: (visit) => {
        visit(rt.state);
        visit(rt.emptyKeys);
      },
      bias: (object) => rt.biasOf(object),
    });
  }

  /** While a script runs, a list keeps its constants alive, as the parser's arena does in CPython. */
  #runScript(parsed: Parsed, source: string, filename: string): boolean {
    const { rt } = this;
    const arena = newList(rt, 0);
    if (arena === 0) return false;
    const mark = rt.mark();
    rt.hold(arena);
    rt.heap.objects.untrack(arena);
    const main = this.#mainDict();
    if (main === undefined) return false;
    if (!filename.startsWith('<') && !setScriptFile(rt, main, filename)) return false;
    noteCommandText(rt, source, filename);
    const done = this.#execute(parsed, source, filename, arena);
    rt.releaseTo(mark);
    return done;
  }

  #runTree(parsed: Parsed, source: string, filename: string): boolean {
    const { rt } = this;
    const arena = newList(rt, 0);
    if (arena === 0) return false;
    const mark = rt.mark();
    rt.hold(arena);
    rt.heap.objects.untrack(arena);
    const done = this.#execute(parsed, source, filename, arena);
    rt.releaseTo(mark);
    return done;
  }

  #execute(parsed: Parsed, source: string, filename: string, arena: Ref): boolean {
    const { rt } = this;
    const main = this.#mainDict();
    if (main === undefined) return false;
    let code: Ref | 0;
    try {
      code = compileModule(rt, parsed.tree, parsed.scope, { filename, source, keepConstants: arena });
    } catch (error) {
      if (!(error instanceof NotSupported)) throw error;
      rt.raise('NotImplementedError', error.message);
      return false;
    }
    if (code === 0) return false;
    const result = runModule(rt, code, main);
    rt.drop(result);
    return result !== 0;
  }

  #mainDict(): Ref | undefined {
    const { rt } = this;
    if (this.#main !== undefined) return this.#main;
    const module = newModule(rt, '__main__');
    if (module === 0) return undefined;
    const stored = dictSet(rt, rt.modules, rt.name('__main__'), module);
    rt.decref(module);
    const dict = moduleDict(rt, module);
    const annotations = newDict(rt);
    if (!stored || annotations === 0) return undefined;
    const annotated = dictSet(rt, dict, rt.name('__annotations__'), annotations);
    rt.decref(annotations);
    if (!annotated || !dictSet(rt, dict, rt.name('__builtins__'), rt.moduleNamed('builtins'))) return undefined;
    this.#main = dict;
    return dict;
  }
}

/** The host's side of an interpreter is all that a program can reach. */
export type { Host };
