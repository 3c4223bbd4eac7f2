import { Script } from 'node:vm';
import { Interpreter, type Keepable, type KeptCode, keepableCode, PROFILES, type ProfileName } from '@uroboros/python';
import { NodeHost } from './host.js';
import { limitInlining } from './inlining.js';
import { KeptLibrary, writeKept } from './kept-library.js';
import { builtStdlib } from './run.js';

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
  readonly #library: KeptLibrary;
  python: Interpreter | undefined;

  constructor(library: KeptLibrary) {
    super();
    this.#library = library;
  }

  /** What modules say while they are imported is not for the build. */
  override writeOut(): void {}
  override writeError(): void {}

  override keptCode(path: string, source: Uint8Array): KeptCode | undefined {
    const name = this.#library.nameOf(path);
    const kept = name === undefined ? undefined : keepableCode(this.python!.rt, source, path);
    if (name === undefined || kept === undefined) return undefined;
    const script = new Script(kept.script, { filename: name });
    this.loaded.push({ name, source, kept, script });
    return { ...kept, script: () => script.runInThisContext() };
  }
}

/**
 * Imports modules of the standard library, and keeps what was compiled for it: the build runs this in a thread, under the flags
 * of V8 that the command's thread has. Returns how many files were kept.
 */
export function keepLibrary(profile: ProfileName, modules: readonly string[]): number {
  const stdlib = builtStdlib();
  if (stdlib === undefined) return 0;
  const host = new KeepingHost(new KeptLibrary(stdlib));
  const python = new Interpreter({ host, profile: PROFILES[profile], stdlib });
  host.python = python;
  let count = 0;
  for (const name of modules) {
    python.runCommand(`try:\n  import ${name}\nexcept ImportError:\n  pass\n`);
    limitInlining('import');
    // At once, because V8 lets go of the code of functions that have not run for a while.
    for (const { name, source, kept, script } of host.loaded.splice(0)) {
      writeKept(profile, name, source, kept, script.createCachedData());
      count++;
    }
  }
  return count;
}

/** Whether an import takes what is kept: not if it is of another compiler, or V8 refuses its part. */
export function takesKept(profile: ProfileName): boolean {
  const stdlib = builtStdlib();
  if (stdlib === undefined) return true;
  const host = new NodeHost();
  host.library = new KeptLibrary(stdlib);
  new Interpreter({ host, profile: PROFILES[profile], stdlib }).runCommand('import keyword');
  return host.library.taken === 1;
}
