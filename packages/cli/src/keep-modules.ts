import { Script } from 'node:vm';
import type { Interpreter, Keepable, KeptCode } from '@uroboros/python';
import { limitEngine } from './engine-limits.js';
import { NodeHost } from './host.js';
import { type KeptForm, KeptLibrary, writeKept } from './kept-library.js';
import { builtStdlib } from './stdlib.js';

/** A Python whose imports are kept. */
export interface Keeper {
  readonly form: KeptForm;
  /** Makes it, with a folder of the standard library. */
  python(host: NodeHost, stdlib: string): Interpreter;
  /** What is to be kept of a file. */
  keepable(python: Interpreter, source: Uint8Array, path: string): Keepable | undefined;
}

/** A file of the library that was loaded, and is to be kept. */
interface Loaded {
  readonly name: string;
  readonly source: Uint8Array;
  readonly kept: Keepable;
  readonly script: Script;
}

/** Compiles files of the library to what may be kept of them. */
class KeepingHost extends NodeHost {
  readonly loaded: Loaded[] = [];
  readonly #keeper: Keeper;
  readonly #library: KeptLibrary;
  python: Interpreter | undefined;

  constructor(keeper: Keeper, stdlib: string) {
    super();
    this.#keeper = keeper;
    this.#library = new KeptLibrary(stdlib, keeper.form);
  }

  /** What modules say while they are imported is not for the build. */
  override writeOut(): void {}
  override writeError(): void {}

  override keptCode(path: string, source: Uint8Array): KeptCode | undefined {
    const name = this.#library.nameOf(path);
    const kept = name === undefined ? undefined : this.#keeper.keepable(this.python!, source, path);
    if (name === undefined || kept === undefined) return undefined;
    const script = new Script(kept.script, { filename: name });
    this.loaded.push({ name, source, kept, script });
    return { ...kept, script: () => script.runInThisContext() };
  }
}

/**
 * Imports modules of the standard library, and keeps what was compiled for it: the build runs this in a thread, under the flags
 * of V8 that the thread has that will read it. Returns how many files were kept.
 */
export function keepModules(keeper: Keeper, profile: string, key: string, modules: readonly string[]): number {
  const stdlib = builtStdlib();
  if (stdlib === undefined) return 0;
  const host = new KeepingHost(keeper, stdlib);
  const python = keeper.python(host, stdlib);
  host.python = python;
  let count = 0;
  for (const name of modules) {
    python.runCommand(`try:\n  import ${name}\nexcept ImportError:\n  pass\n`);
    limitEngine('import');
    // At once, because V8 lets go of the code of functions that have not run for a while.
    for (const { script, ...file } of host.loaded.splice(0)) {
      writeKept(keeper.form, profile, key, { ...file, data: script.createCachedData() });
      count++;
    }
  }
  return count;
}

/** Whether an import takes what is kept: not if it is of another compiler, or V8 refuses its part. */
export function takesModules(keeper: Keeper, key: string): boolean {
  const stdlib = builtStdlib();
  if (stdlib === undefined) return true;
  const host = new NodeHost();
  host.library = new KeptLibrary(stdlib, keeper.form, key);
  keeper.python(host, stdlib).runCommand('import keyword');
  // The module, and the classes that its `__spec__` is made of.
  return host.library.taken === 2;
}
