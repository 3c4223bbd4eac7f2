import { Interpreter, keepableCode, PROFILES, type ProfileName } from '@uroboros/python';
import { type Keeper, keepModules, takesModules } from './keep-modules.js';

/** Keeps the library for plain runs: `tools/keep-library.mjs` runs this in the bundle. */

const keeperOf = (profile: ProfileName): Keeper => ({
  form: 'fast',
  python: (host, stdlib) => new Interpreter({ host, profile: PROFILES[profile], stdlib }),
  keepable: (python, source, path) => keepableCode(python.rt, source, path),
});

export function keepLibrary(profile: ProfileName, key: string, modules: readonly string[]): number {
  return keepModules(keeperOf(profile), profile, key, modules);
}

export function takesKept(profile: ProfileName, key: string): boolean {
  return takesModules(keeperOf(profile), key);
}
