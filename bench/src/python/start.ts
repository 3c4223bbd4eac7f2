import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { median } from '../harness/statistics.js';
import type { Player } from './players.js';

/** How long a process takes from its start to its end. */
export interface Start {
  readonly name: string;
  readonly milliseconds: number;
  /** Milliseconds more than Node needs for an empty program. */
  readonly more: number;
}

/** Starts every player with `print('hello')`, and Node with nothing, in turns; the medians. */
export function measureStarts(players: readonly Player[], folder: string, rounds: number): Start[] {
  return measureTurns(players, "print('hello')", `${folder}/hello.py`, rounds);
}

/** A program that does nothing but import, by every player. */
export interface Imports {
  readonly program: string;
  readonly starts: readonly Start[];
}

/** What programs import most. */
const IMPORTS = ['re', 'dataclasses', 'typing', 're, dataclasses, typing', 'json, collections, functools'];

/** Starts us and the CPythons with imports of the standard library, and Node with nothing, in turns; the medians. */
export function measureImports(players: readonly Player[], folder: string, rounds: number): Imports[] {
  const compared = players.filter(({ kind }) => kind === 'ours' || kind === 'cpython');
  return IMPORTS.map((modules, i) => {
    const program = `import ${modules}`;
    return { program, starts: measureTurns(compared, program, `${folder}/imports${i}.py`, rounds) };
  });
}

function measureTurns(players: readonly Player[], program: string, file: string, rounds: number): Start[] {
  writeFileSync(file, `${program}\n`);
  const turns = [
    { name: 'node -e 0', command: process.execPath, args: ['-e', '0'] },
    ...players.map(({ name, command, args }) => ({ name, command, args: [...args, file] })),
  ];
  const samples: number[][] = turns.map(() => []);
  for (let round = -1; round < rounds; round++) {
    turns.forEach(({ name, command, args }, i) => {
      const start = performance.now();
      const { status, stderr } = spawnSync(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
      if (status !== 0) throw new Error(`${name}: ${program} failed: ${stderr}`);
      if (round >= 0) samples[i]!.push(performance.now() - start);
    });
  }
  const bare = median(samples[0]!);
  return turns.map(({ name }, i) => {
    const milliseconds = median(samples[i]!);
    return { name, milliseconds, more: milliseconds - bare };
  });
}
