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

/** What a program says of itself in the comments it begins with. */
export function headOf(program) {
  const head = /^(?:#.*\n)*/.exec(readFileSync(join(root, program), 'utf8'))[0];
  return {
    versions: /^# versions: (.+)$/m.exec(head)?.[1].split(' ') ?? PROFILES,
    collectionsShow: /^# collections show$/m.test(head),
    isLarge: /^# large heap$/m.test(head),
  };
}

/** Whether a version is among those that a program names; without that comment all are. */
export function isFor(program, profile) {
  return headOf(program).versions.includes(profile);
}

export const recordOf = (program, profile) => join('conformance/recorded', `${nameOf(program)}.${profile}.txt`);
