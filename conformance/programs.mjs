/** Which programs there are, and where their records lie. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository: programs are named by their path from here. */
export const root = fileURLToPath(new URL('..', import.meta.url));
export const PROFILES = ['3.11', '3.13'];

/**
 * `conformance/programs/NAME.py`, `conformance/programs/NAME/main.py` for those of several files, and `examples/*.py`.
 * @param {readonly string[]} names only these; all if there are none
 * @returns {string[]}
 */
export function listPrograms(names = []) {
  return ['conformance/programs', 'examples']
    .flatMap((folder) => readdirSync(join(root, folder)).map((entry) => `${folder}/${entry}`))
    .map((entry) => (existsSync(join(root, entry, 'main.py')) ? `${entry}/main.py` : entry))
    .filter((file) => file.endsWith('.py') && (names.length === 0 || names.includes(nameOf(file))));
}

function nameOf(program) {
  return basename(program) === 'main.py' ? basename(dirname(program)) : basename(program, '.py');
}

/** Whether a version is among those that a program names in its first line; without such a line all are. */
export function isFor(program, profile) {
  const versions = /^# versions: (.+)$/m.exec(readFileSync(join(root, program), 'utf8').split('\n', 1)[0]);
  return versions === null || versions[1].split(' ').includes(profile);
}

export const recordOf = (program, profile) => join('conformance/recorded', `${nameOf(program)}.${profile}.txt`);
