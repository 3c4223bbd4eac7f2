/**
 * Runs CPython's own tests, unmodified, from the CPython 3.13 of this machine, on Uroboros, and counts what came of them beside
 * what CPython itself makes of them.
 *
 *   npm run conformance -- cpython-tests [--errors] [NAME…]
 *
 * NAME is the module without `test_`. Figures go to conformance/recorded/cpython-tests.json; `--errors` prints the last line of
 * each error. A module that does not end within its time counts what it had done; tests that never ran count as errors.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findCPythons } from './cpython.mjs';
import { root } from './programs.mjs';

/** What is run when no module is named. */
const MODULES = [
  ...['gc', 'weakref', 'weakset', 'finalization', 'generators', 'genexps', 'coroutines', 'asyncgen', 'yield_from'],
  ...[
    'list',
    'tuple',
    'dict',
    'set',
    'int',
    'float',
    'complex',
    'bool',
    'bytes',
    'str',
    'slice',
    'range',
    'memoryview',
  ],
  ...['iter', 'iterlen', 'enumerate', 'property', 'descr', 'super', 'scope', 'class', 'metaclass', 'subclassinit'],
  ...['exceptions', 'baseexception', 'exception_group', 'except_star', 'raise', 'with', 'contextlib', 'types', 'code'],
  ...['itertools', 'functools', 'collections', 'deque', 'defaultdict', 'ordered_dict', 'userdict', 'userlist'],
  ...['heapq', 'bisect', 'operator', 'copy', 'dataclasses', 'enum', 'struct', 'random', 'math', 'cmath', 'statistics'],
  ...['builtin', 'call', 'compare', 'richcmp', 'binop', 'contains', 'augassign', 'unpack', 'unpack_ex', 'listcomps'],
  ...['setcomps', 'dictcomps', 'dictviews', 'named_expressions', 'patma', 'positional_only_arg', 'keywordonlyarg'],
  ...['decorators', 'dynamic', 'extcall', 'fstring', 'format', 'string', 'sort', 'abc', 'typing', 're', 'json'],
  ...['string_literals', 'unary', 'opcodes', 'pow', 'long', 'hash', 'index', 'isinstance', 'funcattrs', 'global'],
];

const OUTCOMES = ['passed', 'failed', 'errors', 'skipped'];
const RECORD = join(root, 'conformance/recorded/cpython-tests.json');
const DRIVER = join(root, 'conformance/cpython-tests.py');
const SECONDS = 300;

/** True if a CPython was found and the modules ran, whatever came of them. */
export async function runCPythonTests(args) {
  const [python] = findCPythons(['3.13']);
  if (python === undefined) throw new Error('there is no CPython 3.13 here');
  const showErrors = args.includes('--errors');
  const named = args.filter((arg) => !arg.startsWith('--'));
  const folder = mkdtempSync(join(tmpdir(), 'cpython-tests-'));
  const known = existsSync(RECORD) ? JSON.parse(readFileSync(RECORD, 'utf8')) : {};
  const record = { cpython: python.version, modules: known.modules ?? {} };
  try {
    symlinkSync(testPackage(python), join(folder, 'test'));
    for (const name of named.length > 0 ? named : MODULES) {
      const theirs = await runModule([python.command], python.env, folder, name);
      const ours = await runModule(uroboros(), process.env, folder, name);
      record.modules[`test_${name}`] = { uroboros: ours.counts, cpython: theirs.counts };
      console.log(line(`test_${name}`, ours, theirs));
      if (showErrors) for (const error of ours.problems) console.log(`    ${error}`);
      writeFileSync(RECORD, `${JSON.stringify(sorted(record), undefined, 1)}\n`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  console.log(total(Object.values(record.modules)));
  return true;
}

const uroboros = () => [process.execPath, join(root, 'packages/cli/bin/uroboros.js'), 'run'];

function sorted(record) {
  const modules = Object.fromEntries(Object.entries(record.modules).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { ...record, modules };
}

/** Where the tests of a CPython lie. */
function testPackage(python) {
  const asked = ['-c', 'import test; print(test.__path__[0])'];
  return spawnSync(python.command, asked, { env: python.env, encoding: 'utf8' }).stdout.trim();
}

/** Runs one module: how many of its tests came out how, and the problems as texts. */
async function runModule(command, env, folder, name) {
  const report = join(folder, 'report.jsonl');
  writeFileSync(report, '');
  const [program, ...args] = [...command, DRIVER, folder, `test_${name}`, report];
  const ended = await run(program, args, { env, cwd: folder });
  const events = readFileSync(report, 'utf8').split('\n').filter(Boolean).map(JSON.parse);
  return summarize(events, ended);
}

/** Runs a program to its end or for so long as it may; what it wrote last, and why it was ended. */
function run(program, args, options) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'], detached: true });
    let stderr = '';
    let late = false;
    child.stderr.on('data', (text) => {
      stderr = (stderr + text).slice(-4000);
    });
    const timer = setTimeout(() => {
      late = true;
      process.kill(-child.pid, 'SIGKILL');
    }, SECONDS * 1000);
    child.on('close', (status) => {
      clearTimeout(timer);
      resolve({ stderr, late, status });
    });
  });
}

function summarize(events, { stderr, late, status }) {
  const outcomes = new Map();
  const problems = [];
  for (const { event, test, outcome, error } of events) {
    if (event === 'start') outcomes.set(test, undefined);
    else if (event === 'subtest') outcomes.set(test, outcome);
    else if (event === 'end') outcomes.set(test, outcome);
    if (event !== 'start' && error) problems.push(`${outcome} ${test}: ${lastLine(error)}`);
  }
  // A test whose subtest failed ends without an outcome of its own; one that never ended is an error.
  const counts = { run: outcomes.size, passed: 0, failed: 0, errors: 0, skipped: 0 };
  for (const [test, outcome] of outcomes) {
    counts[outcome ?? 'errors']++;
    if (outcome === undefined) problems.push(`errors ${test}: did not end`);
  }
  const isDone = events.at(-1)?.event === 'done';
  if (!isDone) {
    counts.unfinished = true;
    problems.push(`the module did not end: ${late ? `${SECONDS} s are over` : `exit ${status}: ${lastLine(stderr)}`}`);
  }
  return { counts, problems };
}

const lastLine = (text) => text.trim().split('\n').at(-1).slice(0, 300);

function line(name, ours, theirs) {
  const counts = OUTCOMES.map((outcome) => `${ours.counts[outcome]} ${outcome}`).join(', ');
  const unfinished = ours.counts.unfinished ? ' (did not end)' : '';
  return `${name.padEnd(26)} ${counts}${unfinished}; CPython ${theirs.counts.passed} passed`;
}

function total(modules) {
  const sum = (who) => modules.reduce((all, module) => all + module[who].passed, 0);
  return `${modules.length} modules: ${sum('uroboros')} of the ${sum('cpython')} tests that CPython passes`;
}
