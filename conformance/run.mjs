/**
 * Compares Uroboros with CPython, program by program.
 *
 * What it can be asked for stands in `request.mjs`, and `npm run conformance -- --help` prints it.
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
import { headOf, PROFILES, recordOf, root } from './programs.mjs';
import { runRandom } from './random/run.mjs';
import { requestOf, USAGE } from './request.mjs';
import { importAll } from './stdlib.mjs';
import { compareSyntax } from './syntax.mjs';

/** Of so many places where other code may run, one has the invariants of a large heap checked: each time is a walk over it. */
const LARGE_HEAP_EVERY = 100_000;

const { help, wrong, mode, programs, rest } = requestOf(process.argv.slice(2));
process.chdir(root);

const pythons = mode === 'live' ? findCPythons(PROFILES) : [];

if (help) process.stdout.write(USAGE);
else if (wrong !== undefined) refuse(wrong);
else process.exitCode = (await run()) ? 0 : 1;

/** Does what was asked; whether it came out as it should. */
async function run() {
  switch (mode) {
    case 'random':
      return random();
    case 'cpython-tests':
      return runCPythonTests(rest);
    case 'record':
      return record();
    case 'stdlib':
      return importAll(rest.includes('--write'));
    case 'syntax':
      return compareSyntax();
    default:
      return compare();
  }
}

function refuse(what) {
  process.stderr.write(`${what}\n\n${USAGE}`);
  process.exit(2);
}

async function random() {
  try {
    return (await runRandom(rest)) === 0;
  } catch (error) {
    if (!String(error.code).startsWith('ERR_PARSE_ARGS')) throw error;
    return refuse(error.message);
  }
}

function record() {
  for (const python of findCPythons(PROFILES)) {
    const able = programs.filter((program) => headOf(program).versions.includes(python.minor));
    for (const program of able) writeFileSync(recordOf(program, python.minor), runCPython(python, program));
    console.log(`recorded ${able.length} programs with CPython ${python.version}`);
  }
  return true;
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
