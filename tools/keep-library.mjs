/**
 * Keeps the compiled code of the standard library (docs/decisions/0009) in packages/cli/dist/library: of the modules that
 * programs use most, of many more with `--all`; for recorded runs, in the observed form, of the former only. Does nothing if
 * what is there is good.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { compilerKey } from './bundle/compiler-key.mjs';
import { ALL_MODULES, MAIN_MODULES } from './bundle/library-modules.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const dist = join(root, 'packages/cli/dist');
const target = join(dist, 'library');
const stamp = join(target, '.made');
const PROFILE = '3.13';

/** Modules that keep code, as they come to run in threads: V8 takes kept code only under the flags it was made under. */
const FAST = `const { load } = require(${JSON.stringify(join(dist, 'bundle/loader.js'))});
    load('thread-main.js');
    const keeper = Promise.resolve(load('keep-library.js'));`;
const OBSERVED = `const keeper = import(${JSON.stringify(pathToFileURL(join(dist, 'keep-observed.js')))});`;

/** The result of an expression over the functions of one of the modules that keep code. */
function inThread(keeper, expression) {
  const script = `${keeper}
    keeper.then((keep) => require('node:worker_threads').parentPort.postMessage({ result: keep.${expression} }));`;
  const main = `new (require('node:worker_threads').Worker)(process.argv[1], { eval: true,
    resourceLimits: { stackSizeMb: 64 }, workerData: { kind: 'text', options: { profile: '${PROFILE}' }, code: '', args: [] } })
    .on('message', (message) => { if (typeof message === 'object') console.log(JSON.stringify(message.result)); });`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', main, '--', script], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the library cannot be kept:\n${stdout}${stderr}`);
  return JSON.parse(stdout);
}

const key = compilerKey();
const isTaken = () =>
  inThread(FAST, `takesKept('${PROFILE}', '${key}')`) && inThread(OBSERVED, `takesObserved('${PROFILE}', '${key}')`);

function made() {
  return existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
}

const library = join(root, 'packages/python/dist/lib/python3.13/.version');
const wanted = process.argv.includes('--all') ? 'all' : 'main';
const mark = (modules) => [key, process.version, readFileSync(library, 'utf8'), modules].join('\n');

if (existsSync(library) && ((made() !== mark('all') && made() !== mark(wanted)) || !isTaken())) {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target);
  const modules = JSON.stringify(wanted === 'all' ? ALL_MODULES : MAIN_MODULES);
  inThread(FAST, `keepLibrary('${PROFILE}', '${key}', ${modules})`);
  inThread(OBSERVED, `keepObserved('${PROFILE}', '${key}', ${JSON.stringify(MAIN_MODULES)})`);
  if (!isTaken()) throw new Error('what was kept of the library is not taken');
  writeFileSync(stamp, mark(wanted));
}
