/**
 * Compares Uroboros with CPython, program by program.
 *
 *   npm run conformance -- record [NAME…]     records what each CPython of this machine prints
 *   npm run conformance -- compare [NAME…]    runs the programs on Uroboros and compares with the record
 *   npm run conformance -- stress [NAME…]     the same under stress: once with all invariants checked wherever other code may
 *                                             run, once with a collection in every allocation of a collectable object
 *   npm run conformance -- recordings [NAME…] records each program, and checks that the recording's memory is the run's, its
 *                                             output, that every free has a cause, and the accounting at every statement
 *   npm run conformance -- syntax             compiles the snippets of CPython's tests of its syntax with both
 *   npm run conformance -- stdlib [--write]   imports every module of the standard library; --write: and writes docs/modules.md
 *   npm run conformance -- cpython-tests [--errors] [NAME…]
 *                                             runs CPython's own tests (the modules test_NAME) on Uroboros and counts
 *   npm run conformance -- live [NAME…]       compares with the CPythons of this machine instead of the record
 *   npm run conformance -- random [--count N] [--seed S] [--python 3.13] [--stress] [--automatic]
 *                                             compares programs made by chance with a CPython of this machine
 *
 * Programs are conformance/programs/NAME.py, conformance/programs/NAME/main.py for those of several files, and examples/*.py;
 * records are conformance/recorded/NAME.VERSION.txt. After each program the accounting must hold (every count equals the
 * number of slots that hold the object), and nothing that the program made may be left.
 *
 * The first lines of a program may say which versions can run it: `# versions: 3.13`; and that its output shows when
 * collections run: `# collections show`. Such a program runs under stress too, but its output is not compared where every
 * allocation collects. Of one that makes a million objects, `# large heap`, the invariants are checked now and then only.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { findCPythons, runCPython } from './cpython.mjs';
import { runCPythonTests } from './cpython-tests.mjs';
import { runAll } from './pool.mjs';
import { headOf, listPrograms, PROFILES, recordOf, root } from './programs.mjs';
import { runRandom } from './random/run.mjs';
import { importAll } from './stdlib.mjs';
import { compareSyntax } from './syntax.mjs';

/** Of so many places where other code may run, one has the invariants of a large heap checked: each time is a walk over it. */
const LARGE_HEAP_EVERY = 100_000;

const [mode = 'compare', ...names] = process.argv.slice(2);
const WITHOUT_PROGRAMS = ['random', 'stdlib', 'cpython-tests'];
const programs = WITHOUT_PROGRAMS.includes(mode) ? [] : listPrograms(names);
process.chdir(root);

const pythons = mode === 'live' ? findCPythons(PROFILES) : [];

if (mode === 'random') process.exitCode = (await runRandom(names)) === 0 ? 0 : 1;
else if (mode === 'cpython-tests') process.exitCode = (await runCPythonTests(names)) ? 0 : 1;
else if (mode === 'record') record();
else if (mode === 'stdlib') process.exitCode = (await importAll(names.includes('--write'))) ? 0 : 1;
else if (mode === 'syntax') process.exitCode = (await compareSyntax()) ? 0 : 1;
else if (!(await compare())) process.exitCode = 1;

function record() {
  for (const python of findCPythons(PROFILES)) {
    const able = programs.filter((program) => headOf(program).versions.includes(python.minor));
    for (const program of able) writeFileSync(recordOf(program, python.minor), runCPython(python, program));
    console.log(`recorded ${able.length} programs with CPython ${python.version}`);
  }
}

async function compare() {
  const jobs = programs.flatMap((program) => PROFILES.flatMap((profile) => jobsOf(program, profile)));
  // The two runs of a program under stress may write the same files: far from each other.
  jobs.sort((a, b) => a.what.localeCompare(b.what));
  let passed = 0;
  let failed = 0;
  await runAll(jobs, ({ program, profile, expected, what }, { text, fault }) => {
    if (fault === undefined && (expected === undefined || text === expected)) {
      passed++;
      return;
    }
    failed++;
    console.log(`FAILED ${program} under ${profile}${what}`);
    if (fault !== undefined) console.log(`  ${fault}`);
    else showDifference(expected, text);
  });
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0;
}

/** The runs of a program under a profile. */
function jobsOf(program, profile) {
  const head = headOf(program);
  if (!head.versions.includes(profile)) return [];
  const expected = expectation(program, profile);
  if (expected === undefined) return [];
  const job = { program, profile, expected, what: '' };
  if (mode === 'recordings') return [{ ...job, what: ', recorded', recorded: true }];
  if (mode !== 'stress') return [job];
  return [
    { ...job, what: ', invariants checked', stress: { verifyEvery: head.isLarge ? LARGE_HEAP_EVERY : 1 } },
    {
      ...job,
      what: ', collecting in each allocation',
      stress: { collect: true },
      expected: head.collectionsShow ? undefined : expected,
    },
  ];
}

function expectation(program, profile) {
  if (mode === 'live') {
    const python = pythons.find((each) => each.minor === profile);
    return python === undefined ? undefined : runCPython(python, program);
  }
  const record = recordOf(program, profile);
  if (existsSync(record)) return readFileSync(record, 'utf8');
  console.log(`no record for ${program} under ${profile}: npm run conformance -- record`);
  return undefined;
}

function showDifference(expected, actual) {
  const want = expected.split('\n');
  const got = actual.split('\n');
  const line = want.findIndex((text, i) => text !== got[i]);
  const at = line < 0 ? want.length : line;
  console.log(`  line ${at + 1}: expected ${JSON.stringify(want[at])}, got ${JSON.stringify(got[at])}`);
}
