import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { report } from '../conformance/cpython.mjs';
import { isFor, listPrograms, PROFILES, recordOf, root } from '../conformance/programs.mjs';
import { runRecorded } from '../conformance/recordings.mjs';

/**
 * Every eighth conformance program, recorded by the observed form that the build has made: what it prints, that the recording's memory is the
 * run's, and the accounting at every statement. All of them: `npm run conformance -- recordings`.
 */

const EVERY = 8;

/** Two million statements, a hundred million notes: a minute, so in the long form only. */
const LONG = ['conformance/programs/full_collections.py'];

describe.each(PROFILES)('recorded under %s', (profile) => {
  const programs = listPrograms().filter((program) => isFor(program, profile));
  it.each(programs.filter((program, i) => i % EVERY === 0 && !LONG.includes(program)))('%s', (program) => {
    process.chdir(root);
    const { status, stdout, stderr, fault } = runRecorded(program, profile);
    expect(fault).toBeUndefined();
    expect(report(status, stdout, stderr)).toBe(readFileSync(recordOf(program, profile), 'utf8'));
  });
});
