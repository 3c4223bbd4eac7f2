/**
 * Imports every module of the standard library on Uroboros, each in an interpreter of its own, and tells which it could import and why not
 * the others. With `--write` the result becomes the page docs/modules.md.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAll } from './pool.mjs';
import { root } from './programs.mjs';
import { runUroboros } from './uroboros.mjs';

const PROFILE = '3.13';
const PAGE = join(root, 'docs/modules.md');

/** What stands above the lists. */
const HEAD = `# Which modules there are

The pure-Python standard library is CPython 3.13's ([decision 0005](decisions/0005-standard-library-from-pyodide.md)); what CPython
has in C is written in TypeScript, module by module. This page is the result of a run that imports every module of
\`sys.stdlib_module_names\`, and the submodules of the library's packages, each in an interpreter of its own:
\`npm run conformance -- stdlib --write\` writes it.

That a module can be imported does not say that all of it works: \`conformance/programs\` shows what was compared with CPython.
`;

/** Names the modules of sys.stdlib_module_names, and the submodules of those that are packages in the library's folder. */
const LISTING = `
import os, sys
folder = os.path.dirname(os.__file__)
def below(path, name):
    for entry in sorted(os.listdir(path)):
        inner = path + '/' + entry
        if entry.startswith('__') or entry == 'test':
            continue
        if entry.endswith('.py'):
            print(name + '.' + entry[:-3])
        elif os.path.isdir(inner) and os.path.exists(inner + '/__init__.py'):
            print(name + '.' + entry)
            below(inner, name + '.' + entry)
for name in sorted(sys.stdlib_module_names):
    print(name)
    if os.path.isdir(folder + '/' + name):
        below(folder + '/' + name, name)
`;

/**
 * @param {boolean} write
 * @returns {Promise<boolean>} whether each import ended in success or an exception
 */
export async function importAll(write) {
  const folder = mkdtempSync(join(tmpdir(), 'stdlib-'));
  try {
    const results = await importEach(folder, listModules(folder));
    show(results);
    if (write) writePage(results);
    return results.every(({ fault }) => fault === undefined);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function listModules(folder) {
  const file = join(folder, 'listing.py');
  writeFileSync(file, LISTING);
  const { stdout, stderr } = runUroboros(file, PROFILE);
  if (stderr !== '') throw new Error(stderr);
  return stdout.trim().split('\n');
}

async function importEach(folder, names) {
  const jobs = names.map((name) => {
    const program = join(folder, `import_${name.replaceAll('.', '_')}.py`);
    writeFileSync(program, `import ${name}\n`);
    return { name, program, profile: PROFILE };
  });
  const results = new Map();
  await runAll(jobs, ({ name }, { text, fault }) => {
    const lines = text
      .trimEnd()
      .split('\n')
      .filter((line) => !/^(exit|status)\b/.test(line));
    const error = lines.findLast((line) => /^[\w.]+(: |$)/.test(line) && !line.startsWith('Traceback'));
    const failed = text.includes('Traceback (most recent call last)') || /^\w*Error/m.test(text);
    const reason = fault ?? (failed ? error : undefined);
    results.set(name, { name, fault, reason });
    if (reason !== undefined) console.log(`${name}: ${reason}`);
  });
  return names.map((name) => results.get(name));
}

function show(results) {
  const there = results.filter(({ reason }) => reason === undefined).length;
  console.log(`${there} of ${results.length} modules can be imported`);
}

function writePage(results) {
  const isPublic = ({ name }) => !name.startsWith('_') && !name.includes('.');
  const sections = [
    section('Modules of the library reference', results.filter(isPublic)),
    section(
      'Modules inside of packages',
      results.filter(({ name }) => name.includes('.')),
    ),
    section(
      'Modules that the library has for itself',
      results.filter(({ name }) => /^_[^.]*$/.test(name)),
    ),
  ];
  writeFileSync(PAGE, `${HEAD}${sections.join('')}`);
}

function section(title, results) {
  const there = results.filter(({ reason }) => reason === undefined);
  const missing = results.filter(({ reason }) => reason !== undefined);
  const rows = missing.map(({ name, reason }) => `| \`${name}\` | ${reason.split('\n')[0].replaceAll('|', '\\|')} |\n`);
  const table = rows.length === 0 ? '' : `\nThese do not:\n\n| | |\n|---|---|\n${rows.join('')}`;
  const names = wrapped(there.map(({ name }) => `\`${name}\``));
  return `\n## ${title}\n\n${there.length} of ${results.length} can be imported:\n\n${names}\n${table}`;
}

/** Names in lines of at most 130 columns. */
function wrapped(names) {
  const lines = [''];
  for (const name of names) {
    const line = lines.at(-1);
    if (line !== '' && line.length + name.length + 2 > 130) lines.push(name);
    else lines[lines.length - 1] = line === '' ? name : `${line} ${name}`;
  }
  return lines.join('\n');
}
