import { createRequire } from 'node:module';
import { compare, type Result } from './harness/comparison.js';
import { loadLine, machineLine } from './harness/machine.js';
import { type BenchOptions, benchOptions, USAGE, UsageError } from './harness/options.js';
import { allPass, resultText } from './harness/report.js';
import { CLOCK_VARIABLE } from './harness/serve.js';
import { heapSuite } from './heap/suite.js';
import { instrumentsSuite } from './instruments/suite.js';
import { pythonSuite } from './python/suite.js';
import { studioSuite } from './studio/suite.js';

/** Runs what the command line asks for: see `harness/options.ts`. */

/** What came of a suite: for `--json`, and whether every judged row passes. */
interface SuiteResult {
  readonly results: unknown;
  readonly passes: boolean;
}

const SUITES = { heap: runHeap, python: runPython, instruments: runInstruments, studio: runStudio } as const;

try {
  const options = benchOptions(process.argv.slice(2), Object.keys(SUITES));
  if (options === undefined) process.stdout.write(USAGE);
  else await runSuites(options);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n\n${USAGE}`);
  process.exitCode = 2;
}

/** The command takes its modules one by one where the compiler ran after the bundle was made: a start takes three times as long then. */
function requireBundle(): void {
  const { bundleIsCurrent } = createRequire(import.meta.url)('../../packages/cli/bin/bundle.js');
  if (!bundleIsCurrent()) throw new UsageError('the bundle of the command is not of this build: npm run build');
}

async function runSuites(options: BenchOptions): Promise<void> {
  const names = options.suites.length === 0 ? Object.keys(SUITES) : options.suites;
  if (names.some((name) => name !== 'heap')) requireBundle();
  const machine = machineLine();
  const clock = options.cpu ? 'cpu' : 'wall';
  const results: Record<string, unknown> = {};
  let passes = true;
  process.env[CLOCK_VARIABLE] = clock;
  if (!options.json) console.log(`${machine}\n${loadLine()}, ${clock} clock\n`);

  for (const name of names) {
    const result = await SUITES[name as keyof typeof SUITES](options);
    results[name] = result.results;
    passes &&= result.passes;
  }

  if (options.json)
    console.log(JSON.stringify({ machine, clock, load: loadLine(), quick: options.quick, ...results }, null, 2));
  else console.log(loadLine());
  if (options.check && !passes) process.exitCode = 1;
}

async function runHeap(options: BenchOptions): Promise<SuiteResult> {
  const results: Result[] = [];
  for (const comparison of heapSuite(options)) {
    const result = await compare(comparison);
    results.push(result);
    if (!options.json) console.log(resultText(result));
  }
  return { results, passes: allPass(results) };
}

async function runInstruments(options: BenchOptions): Promise<SuiteResult> {
  const results = await instrumentsSuite(options, (text) => {
    if (!options.json) console.log(text);
  });
  return { results, passes: results.every(({ passes }) => passes) };
}

async function runStudio(options: BenchOptions): Promise<SuiteResult> {
  const results = await studioSuite((text) => {
    if (!options.json) console.log(text);
  });
  return { results, passes: results.every(({ passes }) => passes) };
}

async function runPython(options: BenchOptions): Promise<SuiteResult> {
  const results = await pythonSuite(options, (text) => {
    if (!options.json) console.log(text);
  });
  return { results, passes: results.judged.every(({ passes }) => passes) };
}
