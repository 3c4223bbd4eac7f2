/** What a command line asks of `run.mjs`. */
import { listPrograms } from './programs.mjs';

export const USAGE = `npm run conformance -- record [NAME…]     records what each CPython of this machine prints
npm run conformance -- compare [NAME…]    runs the programs on Uroboros and compares with the record (the default)
npm run conformance -- stress [NAME…]     the same under stress: once with all invariants checked wherever other code may
                                          run, once with a collection in every allocation of a collectable object
npm run conformance -- recordings [NAME…] records each program, and checks that the recording's memory is the run's, its
                                          output, that every free has a cause, and the accounting at every statement
npm run conformance -- syntax             compiles the snippets of CPython's tests of its syntax with both
npm run conformance -- stdlib [--write]   imports every module of the standard library; --write: and writes docs/modules.md
npm run conformance -- cpython-tests [--errors] [NAME…]
                                          runs CPython's own tests (the modules test_NAME) on Uroboros and counts
npm run conformance -- live [NAME…]       compares with the CPythons of this machine instead of the record
npm run conformance -- random [--count N] [--seed S] [--python 3.13] [--stress] [--automatic] [--record]
                                          compares programs made by chance with a CPython of this machine
`;

/** What may follow each mode: names of programs, of other things, or nothing; and its options. */
const MODES = {
  record: { names: 'programs', options: [] },
  compare: { names: 'programs', options: [] },
  stress: { names: 'programs', options: [] },
  recordings: { names: 'programs', options: [] },
  live: { names: 'programs', options: [] },
  syntax: { names: 'none', options: [] },
  stdlib: { names: 'none', options: ['--write'] },
  'cpython-tests': { names: 'any', options: ['--errors'] },
  // Its options have values: it reads them itself.
  random: { names: 'any', options: undefined },
};

/**
 * The mode, the programs it is about and the other arguments; or that help is asked for; or what is wrong.
 * @param {readonly string[]} args
 */
export function requestOf(args) {
  if (args.includes('--help') || args.includes('-h')) return { help: true };
  const [mode = 'compare', ...rest] = args;
  const known = Object.hasOwn(MODES, mode) ? MODES[mode] : undefined;
  if (known === undefined) return { wrong: `there is no mode '${mode}'` };
  const options = rest.filter((arg) => arg.startsWith('-'));
  const unknown = options.find((option) => known.options?.includes(option) === false);
  if (unknown !== undefined) return { wrong: `${mode} has no option '${unknown}'` };
  const names = rest.filter((arg) => !arg.startsWith('-'));
  if (known.names === 'none' && names.length > 0) return { wrong: `${mode} is about no programs: '${names[0]}'` };
  if (known.names !== 'programs') return { mode, programs: [], rest };
  const missing = names.find((name) => listPrograms([name]).length === 0);
  if (missing !== undefined) return { wrong: `there is no program '${missing}'` };
  return { mode, programs: listPrograms(names), rest };
}
