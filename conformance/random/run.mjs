/**
 * Random programs against CPython: `npm run conformance -- random [--count N] [--seed S] [--python 3.13] [--stress] [--automatic]`.
 *
 * Many programs make one file (a process of CPython costs more than a hundred programs), which both sides run; the output is
 * compared program by program. A program whose output differs is made smaller, statement by statement, as long as it differs,
 * and saved. `--automatic`: half of them collect by themselves. `--record` writes down what CPython prints for the first
 * programs, which the tests compare with.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findCPythons, runCPython } from '../cpython.mjs';
import { runAll } from '../pool.mjs';
import { generate, programOf } from './generate.mjs';

const PER_FILE = 100;
const MOST_FAILURES = 5;
const prelude = readFileSync(fileURLToPath(new URL('prelude.py', import.meta.url)), 'utf8');
const folder = join(tmpdir(), `uroboros-random-${process.pid}`);

/** Runs the programs of seeds `seed` to `seed + count − 1`; the number of those that differ. */
export async function runRandom(args) {
  const { values } = parseArgs({
    args,
    options: {
      count: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
      python: { type: 'string', default: '3.13' },
      stress: { type: 'boolean', default: false },
      automatic: { type: 'boolean', default: false },
      record: { type: 'boolean', default: false },
    },
  });
  const python = findCPythons([values.python])[0];
  if (python === undefined) throw new Error(`there is no CPython ${values.python} on this machine`);
  mkdirSync(folder, { recursive: true });
  if (values.record) {
    writeFileSync(recordOfRandom(values.python), runCPython(python, writeRecorded()));
    return 0;
  }
  const first = Number(values.seed);
  const seeds = Array.from({ length: Number(values.count) }, (_, i) => first + i);
  const stress = values.stress ? { verifyEvery: 1 } : undefined;
  const side = { python, profile: values.python, stress };
  const different = [];
  for (let i = 0; i < seeds.length && different.length < MOST_FAILURES; i += PER_FILE) {
    const part = seeds.slice(i, i + PER_FILE);
    different.push(
      ...(await differing(
        part.map((each) => generate(each, values.automatic)),
        side,
      )),
    );
    console.log(`${Math.min(i + PER_FILE, seeds.length)} programs, ${different.length} differ`);
  }
  for (const each of different.slice(0, MOST_FAILURES)) await report(each, side);
  return different.length;
}

/** Programs that are recorded: so few that the tests run them all. */
const RECORDED = 100;

/** What CPython of a version prints for the recorded programs. */
export function recordOfRandom(version) {
  return fileURLToPath(new URL(`recorded.${version}.txt`, import.meta.url));
}

/** Writes the first of the recorded programs into one file; returns its path. */
export function writeRecorded(count = RECORDED) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `recorded-${count}.py`);
  writeFileSync(file, fileOf(Array.from({ length: count }, (_, i) => generate(1 + i))));
  return file;
}

/** Those of the programs whose outputs differ. */
async function differing(programs, { python, profile, stress }) {
  const file = join(folder, `batch-${programs[0].seed}-${programs.length}.py`);
  writeFileSync(file, fileOf(programs));
  const expected = split(runCPython(python, file));
  let ours;
  await runAll([{ program: file, profile, stress }], (_, { text, fault }) => {
    ours = split(text);
    if (fault !== undefined) ours.fault = fault;
  });
  const found = programs
    .map((program, n) => ({ ...program, expected: expected.parts[n] ?? '', actual: ours.parts[n] ?? '' }))
    .filter(({ expected, actual }) => expected !== actual);
  if (ours.fault !== undefined && found.length === 0) {
    if (programs.length === 1) return [{ ...programs[0], expected: '', actual: ours.fault }];
    const half = programs.length >> 1;
    const sides = { python, profile, stress };
    return [...(await differing(programs.slice(0, half), sides)), ...(await differing(programs.slice(half), sides))];
  }
  return found;
}

function fileOf(programs) {
  const runs = programs.map(({ statements }, n) => `run(${n}, ${JSON.stringify(programOf(statements))})\n`);
  return `${prelude}\n${runs.join('')}gc.unfreeze()\n`;
}

/** What each program printed. */
function split(text) {
  return { parts: text.split(/^## \d+ \n/m).slice(1) };
}

/** Removes what is not needed for the difference, shows and saves the rest. */
async function report(failure, side) {
  let { statements } = failure;
  // Alone it may print the same: then what ran before belongs to it, and it is shown whole.
  let last = (await differing([{ seed: failure.seed, statements }], side))[0];
  if (last === undefined) console.log(`seed ${failure.seed} differs only after others`);
  for (let size = statements.length >> 1; last !== undefined && size > 0; size >>= 1) {
    for (let at = 0; at < statements.length; ) {
      const candidates = [];
      for (let from = at; from < statements.length && candidates.length < 40; from += size) {
        candidates.push({ seed: from, statements: [...statements.slice(0, from), ...statements.slice(from + size)] });
      }
      const found = (await differing(candidates, side))[0];
      if (found === undefined) break;
      statements = found.statements;
      last = found;
      at = Math.min(found.seed, statements.length);
    }
  }
  const shown = last ?? failure;
  const file = join(folder, `seed-${failure.seed}.py`);
  writeFileSync(file, fileOf([{ statements }]));
  console.log(`--- seed ${failure.seed}, saved as ${file}\n${statements.join('\n')}`);
  const want = shown.expected.split('\n');
  const got = shown.actual.split('\n');
  const line = Math.max(
    0,
    want.findIndex((text, i) => text !== got[i]),
  );
  console.log(
    `line ${line + 1}: expected ${JSON.stringify(want[line])}, got ${JSON.stringify(got.slice(line, line + 3).join('\n'))}`,
  );
}
