import { compare, type Result } from './harness/comparison.js';
import { loadLine, machineLine } from './harness/machine.js';
import { benchOptions } from './harness/options.js';
import { allPass, resultText } from './harness/report.js';
import { CLOCK_VARIABLE } from './harness/serve.js';
import { heapSuite } from './heap/suite.js';

/** node bench/run.mjs <suite …> [--quick] [--json] [--cpu] [--check] [--only=id] [--python=3.13,3.11] [--rounds=n] */

const SUITES = { heap: heapSuite } as const;

const options = benchOptions(process.argv.slice(2));
const names = options.suites.length === 0 ? Object.keys(SUITES) : options.suites;
const machine = machineLine();
const clock = options.cpu ? 'cpu' : 'wall';
const results: Result[] = [];
process.env[CLOCK_VARIABLE] = clock;
if (!options.json) console.log(`${machine}\n${loadLine()}, ${clock} clock\n`);

for (const name of names) {
  if (!(name in SUITES)) throw new Error(`no suite '${name}'; there is ${Object.keys(SUITES).join(', ')}`);
  for (const comparison of SUITES[name as keyof typeof SUITES](options)) {
    const result = await compare(comparison);
    results.push(result);
    if (!options.json) console.log(resultText(result));
  }
}

if (options.json)
  console.log(JSON.stringify({ machine, clock, load: loadLine(), quick: options.quick, results }, null, 2));
else console.log(loadLine());
if (options.check && !allPass(results)) process.exitCode = 1;
