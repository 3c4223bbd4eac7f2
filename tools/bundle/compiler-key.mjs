import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packages = fileURLToPath(new URL('../../packages/', import.meta.url));

/** The compiler, its profiles, the observed form, and the form in which its work is kept: with all that they import, this makes the code. */
const ROOTS = [
  'python/dist/syntax/index.js',
  'python/dist/compile/unit.js',
  'python/dist/compile/kept.js',
  'python/dist/profiles/profile.js',
  'cli/dist/kept-library.js',
  'instruments/dist/rewrite.js',
];

const IMPORT = /^(?:import|export)\b[^;]*?from '(\.[^']+)'/gms;

/** A text that differs whenever the compiler may make other code of the same source. */
export function compilerKey() {
  const hash = createHash('sha256');
  const seen = new Set();
  const add = (file) => {
    if (seen.has(file)) return;
    seen.add(file);
    const text = readFileSync(file, 'utf8');
    hash.update(text);
    for (const [, path] of text.matchAll(IMPORT)) add(join(dirname(file), path));
  };
  for (const root of ROOTS) add(join(packages, root));
  return hash.digest('hex').slice(0, 32);
}
