import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { BenchOptions } from '../harness/options.js';
import { type Growth, measureGrowth } from './growth.js';
import { type Judged, judgeGrowth, judgePrograms, judgeStart } from './judge.js';
import { type Played, play } from './play.js';
import { findPlayers, type Player } from './players.js';
import { driven, type Effort, findPrograms, type Program } from './programs.js';
import {
  growthTable,
  importsTable,
  judgedTable,
  playerLines,
  programHead,
  programRow,
  programTable,
  startTable,
} from './report.js';
import { fastestCPython, type ProgramResult } from './results.js';
import { type Imports, measureImports, measureStarts, type Start } from './start.js';

/** What the Python suite measured. */
export interface PythonResult {
  readonly players: readonly Player[];
  readonly programs: readonly ProgramResult[];
  readonly growth: readonly Growth[];
  readonly starts: readonly Start[];
  readonly imports: readonly Imports[];
  readonly judged: readonly Judged[];
}

/** Runs every Python program by every Python; `print` gets lines as they become known. */
export async function pythonSuite(options: BenchOptions, print: (text: string) => void): Promise<PythonResult> {
  const folder = mkdtempSync(`${tmpdir()}/bench-python-`);
  try {
    return await measureAll(options, folder, print);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function effortOf({ quick, cpu }: BenchOptions): Effort {
  const clock = cpu ? 'process_time' : 'perf_counter';
  return quick ? { clock, warmUps: 2, repetitions: 2, seconds: 1 } : { clock, warmUps: 5, repetitions: 7, seconds: 8 };
}

async function measureAll(options: BenchOptions, folder: string, print: (text: string) => void): Promise<PythonResult> {
  const players = findPlayers(options);
  const effort = effortOf(options);
  const rounds = options.rounds ?? (options.quick ? 1 : 2);
  print(['python: programs, the best repetition of each; ours ÷ theirs', ...playerLines(players), ''].join('\n'));
  print(programHead(players).join('  '));
  const programs: ProgramResult[] = [];
  for (const program of findPrograms('programs', options.only)) {
    const result = await measureProgram(program, players, folder, effort, rounds);
    programs.push(result);
    print(programRow(result, players).join('  '));
  }
  const fastest = fastestCPython(programs, players);
  print(`\n${programTable(programs, players)}\n`);
  const compared = players.filter((_, i) => i === 0 || i === fastest);
  const growth = await measureGrowth(compared, folder, effort, options.only);
  if (growth.length > 0) print(`${growthTable(growth)}\n`);
  const starts = 'start'.includes(options.only) ? measureStarts(players, folder, options.quick ? 3 : 25) : [];
  if (starts.length > 0) print(`${startTable(starts)}\n`);
  const imports = 'imports'.includes(options.only) ? measureImports(players, folder, options.quick ? 3 : 9) : [];
  if (imports.length > 0) print(`${importsTable(imports)}\n`);
  const judged = [
    ...(programs.length > 0 ? judgePrograms(programs, players, fastest) : []),
    ...(growth.length > 0 ? [judgeGrowth(growth)] : []),
    ...(starts.length > 0 ? [judgeStart(starts)] : []),
  ];
  print(`${judgedTable(judged)}\n`);
  return { players, programs, growth, starts, imports, judged };
}

/** A program by every player, in turns; the repetitions of all rounds together. One that failed is not asked again. */
async function measureProgram(
  program: Program,
  players: readonly Player[],
  folder: string,
  effort: Effort,
  rounds: number,
): Promise<ProgramResult> {
  const file = `${folder}/${program.name}.py`;
  writeFileSync(file, driven(program, effort));
  const played: (Played | undefined)[] = players.map(() => undefined);
  for (let round = 0; round < rounds; round++) {
    for (const [i, player] of players.entries()) {
      const before = played[i];
      if (before?.failure !== undefined) continue;
      const now = await play(player, file);
      played[i] =
        before === undefined || now.failure !== undefined ? now : { ...now, times: [...before.times, ...now.times] };
    }
  }
  return { program: { name: program.name, title: program.title }, played: played.map((p) => p!) };
}
