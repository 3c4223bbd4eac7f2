import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ProcessContender } from '../harness/process-contender.js';

/** A CPython found on this machine. */
export interface CPython {
  /** 3.13.0 */
  readonly version: string;
  /** 3.13 */
  readonly minor: string;
  /** The interpreter itself, behind every link and shim. */
  readonly executable: string;
  readonly build: 'optimised' | 'distribution' | 'plain';
}

/**
 * How a build tells that it was optimised: configure's arguments, or the flags the core was compiled with. Distributions
 * profile outside of configure and show neither; what lies in /usr is called theirs.
 */
const DESCRIBE = `
import json, os, platform, sys, sysconfig
args = sysconfig.get_config_var('CONFIG_ARGS') or ''
flags = sysconfig.get_config_var('PY_CORE_CFLAGS') or ''
optimised = '--enable-optimizations' in args or '-fprofile-use' in flags
build = 'optimised' if optimised else 'distribution' if sys.base_prefix == '/usr' else 'plain'
print(json.dumps({'version': platform.python_version(), 'minor': '%d.%d' % sys.version_info[:2], 'build': build,
    'executable': os.path.realpath(sys.executable), 'implementation': platform.python_implementation()}))
`;

/** Every CPython from 3.8 on, each once, in order of version. */
export function findCPythons(wanted: readonly string[]): CPython[] {
  const found = new Map<string, CPython>();
  for (const { command, env } of candidates()) {
    const run = spawnSync(command, ['-I', '-c', DESCRIBE], { encoding: 'utf8', env: { ...process.env, ...env } });
    if (run.status !== 0) continue;
    const python = JSON.parse(run.stdout) as CPython & { implementation: string };
    if (python.implementation !== 'CPython' || minorNumber(python) < 8) continue;
    if (wanted.length > 0 && !wanted.some((version) => python.version.startsWith(version))) continue;
    found.set(python.executable, python);
  }
  return [...found.values()].sort((a, b) => minorNumber(a) - minorNumber(b) || a.version.localeCompare(b.version));
}

function minorNumber(python: CPython): number {
  return Number(python.minor.slice(2));
}

function candidates(): { command: string; env: Record<string, string> }[] {
  const names = ['python3', '/usr/bin/python3'];
  for (let minor = 8; minor <= 15; minor++) names.push(`python3.${minor}`, `/usr/bin/python3.${minor}`);
  const onPath = names.map((command) => ({ command, env: {} }));
  const pyenv = spawnSync('pyenv', ['versions', '--bare'], { encoding: 'utf8' });
  const versions = pyenv.status === 0 ? pyenv.stdout.split('\n').map((line) => line.trim()) : [];
  const byPyenv = versions
    .filter((version) => /^3\.\d+/.test(version))
    .map((version) => ({ command: `python${/^3\.\d+/.exec(version)![0]}`, env: { PYENV_VERSION: version } }));
  return [...onPath, ...byPyenv];
}

/** Starts an interpreter on a file of cases in bench/python. */
export function startCPython(python: CPython, casesFile: string): ProcessContender {
  const file = fileURLToPath(new URL(`../../python/${casesFile}`, import.meta.url));
  return new ProcessContender(`CPython ${python.version} (${python.build} build)`, python.executable, [file]);
}
