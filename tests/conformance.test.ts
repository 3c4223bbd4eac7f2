import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { report } from '../conformance/cpython.mjs';
import { isFor, listPrograms, PROFILES, recordOf, root } from '../conformance/programs.mjs';
import { runUroboros } from '../conformance/uroboros.mjs';

/** Every conformance program and example, against what the real CPython printed; afterwards every count must be accounted for. */

describe.each(PROFILES)('CPython %s', (profile) => {
  it.each(listPrograms().filter((program) => isFor(program, profile)))('%s', (program) => {
    process.chdir(root);
    const { status, stdout, stderr, fault } = runUroboros(program, profile);
    expect(fault).toBeUndefined();
    expect(report(status, stdout, stderr)).toBe(readFileSync(recordOf(program, profile), 'utf8'));
  });
});
