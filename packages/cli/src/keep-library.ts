import { Interpreter, keepableCode, PROFILES, type ProfileName } from '@uroboros/python';
import { limitEngine } from './engine-limits.js';
import { type Keeper, keepModules, takesModules } from './keep-modules.js';

/** Keeps the library for plain runs: `tools/keep-library.mjs` runs this in the bundle. */

const keeperOf = (profile: ProfileName): Keeper => ({
  form: 'fast',
  python: (host, stdlib) => new Interpreter({ host, profile: PROFILES[profile], stdlib }),
  keepable: (python, source, path) => keepableCode(python.rt, source, path),
});

/** From here on V8's flags are those of imports: what is kept is good for the flags that hold when it is made. */
export function keepForImports(): void {
  limitEngine('import');
}

export function keepLibrary(profile: ProfileName, key: string, modules: readonly string[]): number {
  return keepModules(keeperOf(profile), profile, key, modules);
}

export function takesKept(profile: ProfileName, key: string): boolean {
  return takesModules(keeperOf(profile), key);
}
