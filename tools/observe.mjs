/**
 * Bundles the observed form of heap and python with the recorder into packages/instruments/dist/observed-form: the same code, whose
 * writes to memory are reported (packages/instruments/src/rewrite.ts).
 */
import { readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { rewriteWrites, WRITERS } from '../packages/instruments/dist/rewrite.js';

const packages = fileURLToPath(new URL('../packages/', import.meta.url));
const dist = join(packages, 'instruments/dist');
const writes = join(dist, 'record/writes.js');

/** Only these write to the heap's memory. */
const REWRITTEN = ['heap', 'python'].map((name) => join(packages, name, 'dist') + sep);

const observe = {
  name: 'observe',
  load(id) {
    if (!REWRITTEN.some((folder) => id.startsWith(folder))) return null;
    const text = readFileSync(id, 'utf8');
    const rewritten = rewriteWrites(text, 'module');
    const used = WRITERS.filter((name) => rewritten.includes(`${name}(`));
    if (used.length === 0) return rewritten;
    return `import { ${used.join(', ')} } from ${JSON.stringify(writes)};\n${rewritten}`;
  },
};

const build = await rolldown({ input: join(dist, 'observed.js'), platform: 'neutral', plugins: [observe] });
await build.write({
  file: join(dist, 'observed-form/observed.js'),
  format: 'esm',
  minify: false,
  comments: false,
});
await build.close();
