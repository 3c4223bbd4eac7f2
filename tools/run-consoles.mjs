// Runs the sessions in README.md and docs/*.md and compares what they print with what the pages show:
//
//     node tools/run-consoles.mjs            exit 1 on any difference
//     node tools/run-consoles.mjs --write    writes the real output into the pages
//
// A ```console block holds commands behind `$ `, each followed by its output (standard output and error, in order). Commands
// run in the repository's root with a shell that finds the packages' commands. Addresses are not compared.

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const write = process.argv.includes('--write');
const pages = ['README.md', ...readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`)].filter(
  (page) => page.endsWith('.md') && existsSync(join(ROOT, page)),
);

/** Commands of a block with the output claimed for each. */
function commandsOf(block) {
  const commands = [];
  for (const line of block.split('\n').slice(0, -1)) {
    if (line.startsWith('$ ')) commands.push({ command: line.slice(2), claimed: '' });
    else commands.at(-1).claimed += `${line}\n`;
  }
  return commands;
}

function run(command) {
  const path = `${join(ROOT, 'node_modules', '.bin')}:${process.env.PATH}`;
  const script = `exec 2>&1\n${command.replace(/^npx /, '')}`;
  const env = { ...process.env, PATH: path, NO_COLOR: '1' };
  return spawnSync('bash', ['-c', script], { cwd: ROOT, encoding: 'utf8', env, timeout: 120_000 }).stdout;
}

const comparable = (text) => text.replaceAll(ROOT, '').replaceAll(/\b0x[0-9a-f]+\b/g, '0x…');

let count = 0;
let wrong = 0;
for (const page of pages) {
  const path = join(ROOT, page);
  const text = readFileSync(path, 'utf8');
  const real = text.replaceAll(/^```console\n([\s\S]*?)^```$/gm, (_, block) => {
    const parts = commandsOf(block).map(({ command, claimed }) => {
      const output = run(command);
      count++;
      if (comparable(output) === comparable(claimed)) return `$ ${command}\n${claimed}`;
      if (!write) {
        wrong++;
        console.error(`${page}: $ ${command}\n--- claimed\n${claimed}--- printed\n${output}`);
      }
      return `$ ${command}\n${comparable(output)}`;
    });
    return `\`\`\`console\n${parts.join('')}\`\`\``;
  });
  if (write && real !== text) writeFileSync(path, real);
}
console.log(`${count} commands, ${wrong} wrong`);
if (wrong > 0) process.exitCode = 1;
