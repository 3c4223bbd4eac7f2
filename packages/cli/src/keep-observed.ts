import {
  Interpreter,
  keepableCode,
  PROFILES,
  type ProfileName,
  Recorder,
  RecordingWriter,
} from '@uroboros/instruments/observed';
import { type Keeper, keepModules, takesModules } from './keep-modules.js';

/** Keeps the library for recorded runs: `tools/keep-library.mjs` runs this. Nothing is recorded: the recorder never begins. */

const keeperOf = (profile: ProfileName): Keeper => ({
  form: 'observed',
  python: (host, stdlib) =>
    new Interpreter({
      host,
      profile: PROFILES[profile],
      stdlib,
      observer: new Recorder(new RecordingWriter({ sink: () => {} })).observer,
    }),
  keepable: (python, source, path) => keepableCode(python.rt, source, path),
});

export function keepObserved(profile: ProfileName, key: string, modules: readonly string[]): number {
  return keepModules(keeperOf(profile), profile, key, modules);
}

export function takesObserved(profile: ProfileName, key: string): boolean {
  return takesModules(keeperOf(profile), key);
}
