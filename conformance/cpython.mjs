/** The real CPythons of this machine. */
import { spawnSync } from 'node:child_process';

/** @typedef {{ minor: string, version: string, command: string, env: NodeJS.ProcessEnv }} CPython */

/** What a command calls itself, or undefined if it is not there. */
function probe(command, env) {
  const result = spawnSync(command, ['-c', 'import sys; print("%d.%d.%d" % sys.version_info[:3])'], {
    env,
    encoding: 'utf8',
  });
  return result.status === 0 ? result.stdout.trim() : undefined;
}

/**
 * One CPython for each minor version wanted: `python3.X` on the path, or through pyenv.
 * @param {readonly string[]} minors
 * @returns {CPython[]}
 */
export function findCPythons(minors) {
  const pyenv = spawnSync('pyenv', ['versions', '--bare'], { encoding: 'utf8' });
  const installed = pyenv.status === 0 ? pyenv.stdout.split('\n').map((line) => line.trim()) : [];
  const found = [];
  for (const minor of minors) {
    const command = `python${minor}`;
    const managed = installed.filter((version) => version.startsWith(`${minor}.`)).pop();
    const env = {
      ...process.env,
      PYTHONHASHSEED: '0',
      PYTHONDONTWRITEBYTECODE: '1',
      PYTHONUNBUFFERED: '',
      ...(managed === undefined ? {} : { PYENV_VERSION: managed }),
    };
    const version = probe(command, env);
    if (version?.startsWith(`${minor}.`)) found.push({ minor, version, command, env });
  }
  return found;
}

/**
 * Output and exit code of a program; addresses are replaced, because no two systems share them.
 * @param {CPython} python
 * @param {string} file
 */
export function runCPython(python, file) {
  const result = spawnSync(python.command, [file], {
    env: python.env,
    encoding: 'utf8',
    timeout: 300_000,
    maxBuffer: 1 << 28,
  });
  return report(result.status, result.stdout, result.stderr);
}

/** One text of what a program did; paths are relative to the repository. */
export function report(status, stdout, stderr) {
  const parts = [stdout];
  if (stderr !== '') parts.push(`--- stderr ---\n${stderr}`);
  if (status !== 0) parts.push(`--- exit ${status} ---\n`);
  return parts
    .join('')
    .replaceAll(`${process.cwd()}/`, '')
    .replaceAll(/\b0x[0-9a-f]{6,}\b/g, '0x…');
}
