import { describe, expect, it } from 'vitest';
import type { ProfileName } from '../profiles/profile.js';
import { recordedOutcomes, runAndVerify, runProgram } from './testing/run-program.js';

/** The modules against CPython: each program of `testing/` must print what the real versions printed (`testing/record.py`). */

/** Programs that show what only some versions have: sizes are those of 3.13 in all profiles. */
const ONLY: Readonly<Record<string, readonly ProfileName[]>> = { 'sizes.py': ['3.13'] };
const VERSIONS: readonly ProfileName[] = ['3.11', '3.12', '3.13'];

const recorded = recordedOutcomes();

describe('modules as recorded from CPython', () => {
  for (const program of Object.keys(recorded)) {
    for (const version of ONLY[program] ?? VERSIONS) {
      it(`${program} under ${version}`, () => {
        expect(runProgram(program, version)).toEqual(recorded[program]![version]);
      });
    }
  }
});

describe('after a program every reference is accounted for', () => {
  for (const program of Object.keys(recorded)) {
    it.each(['3.11', '3.13'] as const)(`${program} under %s`, (version) => {
      expect(() => runAndVerify(program, version)).not.toThrow();
    });
  }
});
