/**
 * Compares Uroboros with CPython, program by program.
 *
 *   npm run conformance -- record [NAME…]     records what each CPython of this machine prints
 *   npm run conformance -- compare [NAME…]    runs the programs on Uroboros and compares with the record
 *   npm run conformance -- live [NAME…]       compares with the CPythons of this machine instead of the record
 *
 * Programs are conformance/programs/NAME.py, conformance/programs/NAME/main.py for those of several files, and examples/*.py;
 * records are conformance/recorded/NAME.VERSION.txt. After each program the accounting check runs: every count must equal the
 * number of slots that hold the object.
 *
 * A program that not every version can run says in its first line which ones can: `# versions: 3.13`.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { findCPythons, report, runCPython } from './cpython.mjs';
import { isFor, listPrograms, PROFILES, recordOf, root } from './programs.mjs';
import { runUroboros } from './uroboros.mjs';

const [mode = 'compare', ...names] = process.argv.slice(2);
const programs = listPrograms(names);
process.chdir(root);

if (mode === 'record') {
  for (const python of findCPythons(PROFILES)) {
    const able = programs.filter((program) => isFor(program, python.minor));
    for (const program of able) writeFileSync(recordOf(program, python.minor), runCPython(python, program));
    console.log(`recorded ${able.length} programs with CPython ${python.version}`);
  }
} else {
  process.exitCode = compare(mode === 'live') ? 0 : 1;
}

function compare(live) {
  const pythons = live ? findCPythons(PROFILES) : [];
  let passed = 0;
  let failed = 0;
  for (const program of programs) {
    for (const profile of PROFILES.filter((each) => isFor(program, each))) {
      const expected = expectation(program, profile, live, pythons);
      if (expected === undefined) continue;
      const { status, stdout, stderr, fault } = runUroboros(program, profile);
      const actual = report(status, stdout, stderr);
      if (actual === expected && fault === undefined) passed++;
      else {
        failed++;
        console.log(`FAILED ${program} under ${profile}`);
        if (fault !== undefined) console.log(`  ${fault}`);
        showDifference(expected, actual);
      }
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0;
}

function expectation(program, profile, live, pythons) {
  if (live) {
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
