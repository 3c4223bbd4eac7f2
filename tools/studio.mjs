/**
 * Builds the page of the studio into packages/studio/dist/page: static files that any host can serve. Three bundles: the page, the
 * worker that runs programs (with the observed form of Python), and the worker that reads recordings.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { LIBRARY_MODULES } from './studio/library-modules.mjs';

const packages = fileURLToPath(new URL('../packages/', import.meta.url));
const studio = join(packages, 'studio');
const page = join(studio, 'dist/page');
const library = join(packages, 'python/dist/lib/python3.13');

const BUNDLES = { page: 'main.js', run: 'workers/run.js', ask: 'workers/ask.js' };
const FILES = ['index.html', 'page.css'];

async function bundle(name, input) {
  const build = await rolldown({ input: join(studio, 'dist', input), platform: 'browser' });
  await build.write({ file: join(page, `${name}.js`), format: 'esm', minify: true, comments: false });
  await build.close();
}

/** The modules of the standard library that a program in the page may import, as one file. */
function writeLibrary() {
  const texts = Object.fromEntries(
    LIBRARY_MODULES.filter((file) => existsSync(join(library, file))).map((file) => [
      file,
      readFileSync(join(library, file), 'utf8'),
    ]),
  );
  writeFileSync(join(page, 'library.json'), JSON.stringify(texts));
}

/** Whether the page is younger than all that it is made of. */
function isCurrent() {
  const written = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const built = written(join(page, 'built'));
  const sources = [
    ...['heap', 'python', 'instruments', 'studio'].map((name) => join(packages, name, 'dist/.tsbuildinfo')),
    join(packages, 'instruments/dist/observed-form/observed.js'),
    ...FILES.map((file) => join(studio, file)),
    fileURLToPath(import.meta.url),
    fileURLToPath(new URL('studio/library-modules.mjs', import.meta.url)),
  ];
  return sources.every((file) => written(file) < built);
}

if (!isCurrent()) {
  rmSync(page, { recursive: true, force: true });
  mkdirSync(page, { recursive: true });
  for (const [name, input] of Object.entries(BUNDLES)) await bundle(name, input);
  for (const file of FILES) copyFileSync(join(studio, file), join(page, file));
  writeLibrary();
  writeFileSync(join(page, 'built'), '');
}
