// Runs what the documentation shows, and compares it with what it claims.
//
//     node tools/run-docs.mjs            exit 1 on any difference
//     node tools/run-docs.mjs --write    writes the real output into the pages and beside the examples
//     node tools/run-docs.mjs collector  only pages and examples whose name contains the word
//
// In README.md and docs/*.md, a ```ts block whose first line is `// run` is a whole module: it is checked by the compiler,
// run in a process of its own, and its output compared with the ```text block that follows it directly. Other blocks are
// fragments and are left alone. examples/X.ts is run in the same way and compared with examples/X.ts.out.
// In a page's table of names, each name in the second column must occur in one of the files in the last.
// The packages are used as built: run `npm run build` first.

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
/** What the files in tables of names are relative to. */
const SOURCES = 'packages/heap/src';
const args = process.argv.slice(2);
const write = args.includes('--write');
const wanted = args.filter((arg) => !arg.startsWith('--'));

/**
 * A program with its place and its claimed output.
 * @typedef {{ label: string, module: string, code: string, expected: string | undefined,
 *   replace: (output: string) => void }} Program
 */

/** The programs of a page, in order. */
function programsOfPage(page) {
  const path = join(ROOT, page);
  const text = readFileSync(path, 'utf8');
  const programs = [];
  for (const match of text.matchAll(/^```ts\n\/\/ run\n([\s\S]*?)^```\n(?:\n*```text\n([\s\S]*?)^```\n)?/gm)) {
    const line = text.slice(0, match.index).split('\n').length;
    programs.push({
      label: `${page}:${line}`,
      module: join(ROOT, `${page}.${line}.ts`),
      code: match[1],
      expected: match[2],
      replace(output) {
        const now = readFileSync(path, 'utf8');
        const block = match[0].slice(0, match[0].indexOf('\n```\n') + 5);
        const at = now.indexOf(match[0]);
        writeFileSync(
          path,
          `${now.slice(0, at)}${block}\n\`\`\`text\n${output}\`\`\`\n${now.slice(at + match[0].length)}`,
        );
      },
    });
  }
  return programs;
}

/** @returns {Program} */
function programOfExample(file) {
  const path = join(ROOT, 'examples', file);
  const outPath = `${path}.out`;
  return {
    label: `examples/${file}`,
    module: path,
    code: readFileSync(path, 'utf8'),
    expected: existsSync(outPath) ? readFileSync(outPath, 'utf8') : undefined,
    replace: (output) => writeFileSync(outPath, output),
  };
}

function findPages() {
  const pages = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'));
  const readme = existsSync(join(ROOT, 'README.md')) ? ['README.md'] : [];
  return [...readme, ...pages.sort().map((name) => `docs/${name}`)];
}

function findPrograms(pages) {
  const examples = readdirSync(join(ROOT, 'examples')).filter((name) => name.endsWith('.ts'));
  const all = [...pages.flatMap(programsOfPage), ...examples.sort().map(programOfExample)];
  return all.filter((program) => wanted.length === 0 || wanted.some((word) => program.label.includes(word)));
}

/** What a page's table of names claims of files that does not hold, in words. */
function wrongNames(page) {
  const text = readFileSync(join(ROOT, page), 'utf8');
  const at = text.indexOf('\n## Names\n');
  const rows =
    at < 0
      ? []
      : text
          .slice(at)
          .split('\n')
          .filter((line) => /^\| .*`/.test(line));
  const faults = [];
  for (const row of rows) {
    const cells = row.split('|').slice(1, -1);
    const files = quoted(cells.at(-1)).filter((name) => name.endsWith('.ts'));
    const missing = files.filter((file) => !existsSync(join(ROOT, SOURCES, file)));
    faults.push(...missing.map((file) => `${page}: there is no ${file}`));
    if (files.length === 0 || missing.length > 0) continue;
    const source = files.map((file) => readFileSync(join(ROOT, SOURCES, file), 'utf8')).join('\n');
    for (const name of quoted(cells[1])) {
      const last = name.split('.').at(-1);
      if (!source.includes(last)) faults.push(`${page}: ${name} is not in ${files.join(', ')}`);
    }
  }
  return faults;
}

function quoted(cell) {
  return [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1]);
}

/** Compiles all programs at once, from memory to memory: module → JavaScript, and the compiler's complaints. */
function compile(programs) {
  const sources = new Map(programs.map((program) => [program.module, program.code]));
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.base.json'), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT);
  Object.assign(options, {
    types: ['node'],
    composite: false,
    declaration: false,
    declarationMap: false,
    sourceMap: false,
  });
  Object.assign(options, { noUnusedLocals: false, incremental: false });
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.fileExists = (name) => sources.has(name) || fileExists(name);
  host.readFile = (name) => sources.get(name) ?? readFile(name);
  const scripts = new Map();
  const built = ts.createProgram([...sources.keys()], options, host);
  built.emit(undefined, (name, text) => scripts.set(name.replace(/\.js$/, '.ts'), text));
  const complaints = ts.getPreEmitDiagnostics(built).map((diagnostic) => ({
    module: diagnostic.file?.fileName,
    text: `line ${place(diagnostic)}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')}`,
  }));
  return { scripts, complaints };
}

function place({ file, start }) {
  return file === undefined || start === undefined ? '?' : file.getLineAndCharacterOfPosition(start).line + 1;
}

/** Standard output and error of a module, run from the root so that it finds the packages. */
function run(script) {
  const node = ['--input-type=module', '-'];
  const child = spawnSync(process.execPath, node, { cwd: ROOT, input: script, encoding: 'utf8', timeout: 60_000 });
  return child.status === 0
    ? { output: child.stdout }
    : { output: child.stdout, failure: child.stderr || `exit ${child.status}` };
}

/** What is wrong with a program, in words; undefined if nothing is. */
function check(program, compiled) {
  const complaints = compiled.complaints.filter(({ module }) => module === program.module);
  if (complaints.length > 0) return complaints.map(({ text }) => text).join('\n');
  const { output, failure } = run(compiled.scripts.get(program.module));
  if (failure !== undefined) return failure;
  if (output === program.expected) return undefined;
  if (write) {
    program.replace(output);
    return undefined;
  }
  if (program.expected === undefined) return `no expected output stands beside it; it printed\n${output}`;
  return `--- claimed\n${program.expected}--- printed\n${output}`;
}

const pages = findPages();
const programs = findPrograms(pages);
const compiled = compile(programs);
let wrong = 0;
for (const { module, text } of compiled.complaints) {
  if (module !== undefined && programs.some((program) => program.module === module)) continue;
  console.error(`${module ?? 'compiler'} ${text}`);
  wrong++;
}
for (const program of programs) {
  const fault = check(program, compiled);
  if (fault === undefined) continue;
  wrong++;
  console.error(`${program.label}: ${fault}\n`);
}
for (const fault of pages.flatMap(wrongNames)) {
  wrong++;
  console.error(fault);
}
console.log(`${programs.length} programs, ${wrong} wrong`);
if (wrong > 0) process.exitCode = 1;
