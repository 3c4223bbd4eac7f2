/**
 * Unpacks the pure-Python standard library into packages/python/dist/lib/python3.13, where the command finds it. The sources
 * are those of the npm package `pyodide` (docs/decisions/0005); nothing else of that package is used. What its archive lacks
 * comes from packages/python/lib.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipMembers } from './zip.mjs';

const python = fileURLToPath(new URL('../packages/python/', import.meta.url));
const added = join(python, 'lib');
const target = join(python, 'dist/lib/python3.13');
const stamp = join(target, '.version');

/** What belongs to Pyodide, to systems we are none of, or cannot work without processes and C libraries. */
const LEFT_OUT =
  /^(_pyodide|pyodide|_pyrepl|ctypes|multiprocessing|site-packages|_(android|apple|ios)_support|_sysconfigdata)/;

function archivePath() {
  try {
    return createRequire(join(python, 'package.json')).resolve('pyodide/python_stdlib.zip');
  } catch {
    return undefined;
  }
}

function build(archive) {
  const version = JSON.parse(readFileSync(join(dirname(archive), 'package.json'), 'utf8')).version;
  const files = readdirSync(added).filter((name) => name.endsWith('.py'));
  const mark = `pyodide ${version}, without ${LEFT_OUT.source}, with ${files}\n`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === mark) return;
  rmSync(target, { recursive: true, force: true });
  for (const { name, read } of zipMembers(readFileSync(archive))) {
    if (!name.endsWith('.py') || LEFT_OUT.test(name)) continue;
    const file = join(target, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, read());
  }
  for (const name of files) copyFileSync(join(added, name), join(target, name));
  writeFileSync(stamp, mark);
}

const archive = archivePath();
if (archive === undefined) console.warn('no standard library: the package pyodide is not installed; run npm ci');
else build(archive);
