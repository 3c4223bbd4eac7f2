/**
 * Unpacks the pure-Python standard library into packages/python/dist/lib/python3.13, where the command finds it. The sources
 * are those of the npm package `pyodide` (docs/decisions/0005); nothing else of that package is used. `_pydecimal`, which its
 * archive lacks, is taken out of the library that the npm package `brython` brings.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipMembers } from './zip.mjs';

const python = fileURLToPath(new URL('../packages/python/', import.meta.url));
const target = join(python, 'dist/lib/python3.13');
const stamp = join(target, '.version');

/** What belongs to Pyodide, to systems we are none of, or cannot work without processes and C libraries; pydoc needs a pager. */
const LEFT_OUT =
  /^(_pyodide|pyodide|_pyrepl\/(?!__init__|pager)|ctypes|multiprocessing|site-packages|_(android|apple|ios)_support|_sysconfigdata)/;

/** A file of an installed package; undefined if the package is not there. */
function fileOf(path) {
  try {
    return createRequire(join(python, 'package.json')).resolve(path);
  } catch {
    return undefined;
  }
}

const versionBeside = (file) => JSON.parse(readFileSync(join(dirname(file), 'package.json'), 'utf8')).version;

/** The modules of Brython's library that Pyodide's archive lacks: without docstrings and comments, as they are in it. */
const FROM_BRYTHON = ['_pydecimal'];

/** The sources in Brython's library, a script that assigns one object of JSON: name → kind, source, imports. */
function brythonModules(file) {
  const text = readFileSync(file, 'utf8');
  const start = text.indexOf('{', text.indexOf('var scripts'));
  const modules = JSON.parse(text.slice(start, text.lastIndexOf('}') + 1));
  return FROM_BRYTHON.map((name) => ({ name: `${name}.py`, source: modules[name][1] }));
}

function build(archive, brython) {
  const more = brython === undefined ? '' : `, ${FROM_BRYTHON} of brython ${versionBeside(brython)}`;
  const mark = `pyodide ${versionBeside(archive)}, without ${LEFT_OUT.source}${more}\n`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === mark) return;
  rmSync(target, { recursive: true, force: true });
  for (const { name, read } of zipMembers(readFileSync(archive))) {
    if (!name.endsWith('.py') || LEFT_OUT.test(name)) continue;
    const file = join(target, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, read());
  }
  if (brython !== undefined) {
    for (const { name, source } of brythonModules(brython)) writeFileSync(join(target, name), source);
  }
  writeFileSync(stamp, mark);
}

const archive = fileOf('pyodide/python_stdlib.zip');
if (archive === undefined) console.warn('no standard library: the package pyodide is not installed; run npm ci');
else build(archive, fileOf('brython-3.13/brython_stdlib.js'));
