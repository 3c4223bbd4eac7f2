import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { BenchOptions } from '../harness/options.js';
import { type CPython, findCPythons } from '../peers/cpython.js';

/** A Python that takes part: a command that runs a file. */
export interface Player {
  /** Column of the table. */
  readonly name: string;
  /** What exactly it is. */
  readonly description: string;
  readonly kind: 'ours' | 'cpython' | 'pyodide' | 'skulpt' | 'brython';
  /** Debian's (or another distribution's) own build. */
  readonly distribution: boolean;
  readonly command: string;
  /** Arguments before the file. */
  readonly args: readonly string[];
}

const require = createRequire(import.meta.url);

/** Us first, then every CPython, then the Pythons that run in a JavaScript engine; of these, those that the options name. */
export function findPlayers({ pythons, peers }: BenchOptions): Player[] {
  const wanted = (kind: string): boolean => peers.length === 0 || peers.includes(kind);
  const cpythons = wanted('cpython') ? findCPythons(pythons).map(cpython) : [];
  return [ours(), ...cpythons, ...OTHERS.filter(wanted).map(otherPlayer)];
}

function ours(): Player {
  const bin = fileURLToPath(new URL('../../../packages/cli/bin/uroboros.js', import.meta.url));
  return {
    name: 'ours',
    description: 'Uroboros, profile 3.13',
    kind: 'ours',
    distribution: false,
    command: process.execPath,
    args: [bin, 'run'],
  };
}

function cpython({ version, build, executable }: CPython): Player {
  const distribution = build === 'distribution';
  return {
    name: distribution ? `${version} distr.` : version,
    description: `CPython ${version} (${build} build), ${executable.replace(/^.*\/(?=[^/]+\/bin\/)/, '…/')}`,
    kind: 'cpython',
    distribution,
    command: executable,
    args: [],
  };
}

const OTHERS = ['pyodide', 'skulpt', 'brython'] as const;

function otherPlayer(kind: (typeof OTHERS)[number]): Player {
  const { version } = require(`${kind}/package.json`) as { version: string };
  return {
    name: kind,
    description: `${kind} ${version} on this Node`,
    kind,
    distribution: false,
    command: process.execPath,
    args: [fileURLToPath(new URL(`./run-${kind}.js`, import.meta.url))],
  };
}
