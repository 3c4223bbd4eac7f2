/**
 * Bundles the command into packages/cli/dist/bundle, and keeps V8's compiled code beside it (docs/decisions/0006): a start then
 * reads two files in place of 250, and compiles nothing. The packages themselves stay as the compiler made them.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { compilerKey } from './bundle/compiler-key.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const dist = join(root, 'packages/cli/dist');
const python = join(root, 'packages/python/dist');
const target = join(dist, 'bundle');
const code = join(target, 'code');

/** What runs once before the code is kept, something of everything: the functions that it calls are then kept compiled. */
const EXERCISE = `
class A:
    def __init__(self, x): self.x = x
    def __repr__(self): return f'A({self.x!r})'
def f(*args, k=1, **more):
    try:
        return [a + k for a in args if a] + [more]
    except TypeError as error:
        return {str(error): error}
    finally:
        k = None
def g():
    yield from (i for i in range(3))
print(f(1, 2), f('x'), A([1.5, 'x', (2,), {3}, {4: None}]), *g(), '%d %s' % (1, 'a'), sorted([3, 1, 2]), sep=' ')
import sys
i = 0
while i < 3: i += 1
'a b'.split(), ' '.join(['a', 'b']), 'abc'.replace('a', 'b')
import re, dataclasses, typing, json
`;

/** What no start needs is a file of its own, which is loaded when the first of its functions is called: each is one that calls it. */
const LATE = new Map(
  [
    ['late.js', 'modules/late.js'],
    ['unicode-late.js', 'text/unicode-late.js'],
  ].map(([chunk, file]) => [join(python, file), chunk]),
);
const STUB = '\0late:';

const lateChunks = {
  name: 'late chunks',
  resolveId(source, importer) {
    const file = importer === undefined || !source.startsWith('.') ? source : join(dirname(importer), source);
    return importer !== undefined && LATE.has(file) ? STUB + file : undefined;
  },
  load(id) {
    if (!id.startsWith(STUB)) return undefined;
    const file = id.slice(STUB.length);
    const call = (name) => `export const ${name} = (...args) => loadChunk('${LATE.get(file)}').${name}(...args);`;
    return exportsOf(file).map(call).join('\n');
  },
};

/** The names that a file exports: functions of its own, or of others that it hands on. */
function exportsOf(file) {
  const text = readFileSync(file, 'utf8');
  const own = [...text.matchAll(/^export const (\w+)/gm)].map(([, name]) => name);
  const handedOn = [...text.matchAll(/^export \{ (.+) \} from /gm)].flatMap(([, names]) => names.split(', '));
  return [...own, ...handedOn];
}

const OUTPUT = {
  format: 'cjs',
  dynamicImportInCjs: false,
  entryFileNames: '[name].js',
  chunkFileNames: '[name].js',
  minify: false,
  comments: false,
};

/**
 * What becomes one file: what the thread alone loads at its start, and what both sides load. Each file has a price of its own.
 * `chunks` are the files that the bundler would make.
 */
function groupsOf(chunks) {
  const called = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const reached = (name, seen = new Set()) => {
    if (seen.has(name) || !called.has(name)) return seen;
    seen.add(name);
    for (const other of called.get(name).imports) reached(other, seen);
    return seen;
  };
  const main = reached('main.js');
  const thread = [...reached('thread-main.js')].filter((name) => name !== 'thread-main.js');
  const group = (name, files) => {
    const modules = new Set(files.flatMap((file) => called.get(file).moduleIds));
    return { name, test: (id) => modules.has(id) };
  };
  return [
    group(
      'python',
      thread.filter((name) => !main.has(name)),
    ),
    group(
      'shared',
      thread.filter((name) => main.has(name)),
    ),
  ];
}

async function bundle() {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(code, { recursive: true });
  const build = await rolldown({
    input: {
      ...Object.fromEntries(['main', 'thread-main', 'keep-library'].map((name) => [name, join(dist, `${name}.js`)])),
      ...Object.fromEntries([...LATE].map(([file, chunk]) => [basename(chunk, '.js'), file])),
    },
    platform: 'node',
    preserveEntrySignatures: 'allow-extension',
    plugins: [lateChunks],
    transform: {
      define: {
        'import.meta.url': 'bundleUrl',
        'import.meta.resolve': 'resolveModule',
        COMPILER_KEY: JSON.stringify(compilerKey()),
      },
    },
  });
  const { output } = await build.generate(OUTPUT);
  const codeSplitting = { includeDependenciesRecursively: false, groups: groupsOf(output) };
  await build.write({ ...OUTPUT, dir: code, codeSplitting });
  await build.close();
  for (const name of readdirSync(code)) captureImports(join(code, name));
  for (const name of readdirSync(code)) wrap(join(code, name));
  for (const name of ['loader.js', 'read-ahead.js', 'thread-main.js', 'record-thread.js', 'write-thread.js'])
    copyFileSync(join(root, 'tools/bundle', name), join(target, name));
  writeFileSync(join(target, 'package.json'), '{ "type": "commonjs" }\n');
}

/**
 * Makes constants of what a file of the bundle uses of another one. As it is written, each use would call a getter of the other's
 * exports, on hot paths as well. Variables that change are left alone.
 */
function captureImports(file) {
  const text = readFileSync(file, 'utf8');
  const captured = text.replace(/^const (require_\w+) = require\("\.\/(.+)"\);$/gm, (line, module, from) => {
    const constants = [...new Set(uses(text, module))].filter((name) => isConstant(join(code, from), name));
    const pairs = constants.map((name) => `${name}: ${module}$${name}`);
    return pairs.length === 0 ? line : `${line}\nconst { ${pairs.join(', ')} } = ${module};`;
  });
  writeFileSync(
    file,
    captured.replace(/\b(require_\w+)\.([\w$]+)/g, (use, module, name) =>
      captured.includes(`${name}: ${module}$${name}`) ? `${module}$${name}` : use,
    ),
  );
}

const uses = (text, module) => [...text.matchAll(new RegExp(`\\b${module}\\.([\\w$]+)`, 'g'))].map(([, name]) => name);

/** Whether an export of a file of the bundle never changes. */
function isConstant(file, name) {
  const text = readFileSync(file, 'utf8');
  const getter = text.indexOf(`Object.defineProperty(exports, ${JSON.stringify(name)}, {`);
  const [, variable] = /return ([\w$]+);/.exec(text.slice(getter)) ?? [];
  return getter >= 0 && !new RegExp(`^(let|var) ${variable.replaceAll('$', '\\$')}\\b`, 'm').test(text);
}

/**
 * Makes a module the function that `bundle/loader.js` calls, with the names that it finds in place of what an ES module has. Its
 * text is one that V8 can keep with one byte a character, and as it was read.
 */
function wrap(file) {
  const text = readFileSync(file, 'utf8');
  const ascii = text.replace(/[^\0-\x7f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  writeFileSync(file, `(function (exports, require, module, bundleUrl, resolveModule, loadChunk) {${ascii}\n})`);
}

/** The loader of the bundle, for scripts that are given as text. */
const LOADER = `const { load, keepCode, refused } = require(${JSON.stringify(join(target, 'loader.js'))});`;

/**
 * While the code runs that is to be kept, V8's baseline compiler rests: V8 keeps with each function whether it was compiled so, and would
 * compile those at their first call. The flag is put back before the code is kept, which is good for the flags of that moment alone.
 */
const baseline = (on) => `require('node:v8').setFlagsFromString('--${on ? '' : 'no-'}sparkplug');`;
const KEEPER = `${LOADER}${baseline(false)} const keep = (names) => { ${baseline(true)} keepCode(names); };`;

/** Runs a program by each of the two sides of the command, and keeps what V8 compiled for it. */
function keepCode() {
  runNode(`${KEEPER} process.argv.splice(1, 0, 'uroboros'); load('main.js'); process.on('exit', () => keep());`, [
    'run',
    '-c',
    'print()',
  ]);
  runNode(
    `${KEEPER} load('thread-main.js'); load('python.js').runText({ profile: '3.13' }, process.argv[1], []); keep();`,
    [EXERCISE],
  );
  // What an import loads is good only for the flags that an import has, and those only a thread sets.
  runInThread(
    `${KEEPER} load('thread-main.js'); load('keep-library.js').keepForImports(); keep(['late.js']);`,
    EXERCISE,
  );
}

/** Whether a thread takes the code: V8 refuses what was made under other flags than those that hold when it is loaded. */
function checkKept() {
  runInThread(
    `${LOADER} load('thread-main.js'); if (refused().length > 0) throw new Error('V8 refuses ' + refused());`,
    'import math',
  );
}

/** Runs a script in a thread, whose side of the command runs a program, with what the main thread reads ahead for it. */
function runInThread(script, program) {
  const start = `require(${JSON.stringify(join(target, 'read-ahead.js'))}).offer(); new (require('node:worker_threads').Worker)(process.argv[1], { eval: true, resourceLimits: { stackSizeMb: 64 },
    workerData: { kind: 'text', options: { profile: '3.13' }, code: process.argv[2], args: [] } })`;
  runNode(start, [script, program]);
}

function runNode(script, args) {
  // Node gives a script of -e its arguments from index 1 on; the command expects its own behind the name of a file.
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', script, '--', ...args], { encoding: 'utf8' });
  if (status !== 0 || stderr !== '') throw new Error(`the bundle does not run:\n${stdout}${stderr}`);
}

/** Whether the bundle is younger than all that it is made of. */
function isCurrent() {
  const written = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const sources = ['heap', 'python', 'instruments', 'cli'].map((name) =>
    join(root, 'packages', name, 'dist/.tsbuildinfo'),
  );
  const tools = [
    'bundle.mjs',
    'bundle/compiler-key.mjs',
    'bundle/loader.js',
    'bundle/read-ahead.js',
    'bundle/thread-main.js',
    'bundle/record-thread.js',
    'bundle/write-thread.js',
  ].map((name) => join(root, 'tools', name));
  const kept = written(join(code, 'python.js.cache'));
  return [...sources, ...tools].every((file) => written(file) < kept);
}

if (!isCurrent()) {
  await bundle();
  keepCode();
  checkKept();
}
