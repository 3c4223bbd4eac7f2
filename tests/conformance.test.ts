import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { report } from '../conformance/cpython.mjs';
import { runUroboros } from '../conformance/uroboros.mjs';

/** Every conformance program and example, against what the real CPython printed; afterwards every count must be accounted for. */

const root = resolve(import.meta.dirname, '..');
const programs = ['conformance/programs', 'examples'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((file) => file.endsWith('.py'))
    .map((file) => `${folder}/${file}`),
);

describe.each(['3.11', '3.13'] as const)('CPython %s', (profile) => {
  it.each(programs)('%s', (program) => {
    process.chdir(root);
    const record = join('conformance/recorded', `${basename(program, '.py')}.${profile}.txt`);
    const { status, stdout, stderr, fault } = runUroboros(program, profile);
    expect(fault).toBeUndefined();
    expect(report(status, stdout, stderr)).toBe(readFileSync(record, 'utf8'));
  });
});
