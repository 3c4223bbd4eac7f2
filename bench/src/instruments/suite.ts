import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inflateRawSync } from 'node:zlib';
import { ObjectGraph, Recording, Replay, Session, whyAlive } from '@uroboros/instruments';
import { type JudgedRow, judge, judgedText } from '../harness/judged.js';
import type { BenchOptions } from '../harness/options.js';
import { median } from '../harness/statistics.js';
import { shortNumber, tableLines } from '../harness/table.js';
import { play } from '../python/play.js';
import type { Player } from '../python/players.js';
import { driven, findPrograms } from '../python/programs.js';
import { treesProgram } from './trees.js';

/**
 * What recording costs, and how long answers take: each program of the Python suite in its observed form beside its fast form, both as the
 * command runs them; a recording of ten million notes and more to seek in; a heap of a million objects to explain.
 */

const COMMAND = fileURLToPath(new URL('../../../packages/cli/bin/uroboros.js', import.meta.url));

/** Programs of the quick form. */
const QUICK = ['fib', 'binary_trees', 'dict_str', 'exceptions', 'list_ops', 'nbody', 'richards', 'str_build'];

/** Asked of us (docs: "What fast means"): at most ten times our own fast run, half a second to seek, two seconds to analyse. */
const MOST = { overhead: 10, seek: 500, analysis: 2000 } as const;

interface Overhead {
  readonly name: string;
  readonly fast: number;
  readonly observed: number;
}

export async function instrumentsSuite(options: BenchOptions, print: (text: string) => void): Promise<JudgedRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'uroboros-bench-'));
  try {
    const rows = await overheads(options, folder);
    print(overheadText(rows));
    const judged = [
      judge(
        'observed run ÷ fast run, geometric mean',
        geometricMean(rows.map((row) => row.observed / row.fast)),
        MOST.overhead,
        '×',
      ),
    ];
    judged.push(...seeking(folder, print), ...analysis(folder, print));
    print(judgedText(judged));
    return judged;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function overheads(options: BenchOptions, folder: string): Promise<Overhead[]> {
  const programs = findPrograms('programs', options.only ?? '').filter(
    ({ name }) => !options.quick || QUICK.includes(name),
  );
  const rows: Overhead[] = [];
  for (const program of programs) {
    const file = join(folder, `${program.name}.py`);
    writeFileSync(file, driven(program, { clock: 'perf_counter', warmUps: 2, repetitions: 5, seconds: 5 }));
    const fast = await play(ours('run'), file);
    const observed = await play(ours('record', '-o', '/dev/null', '--max-bytes', '64GiB'), file);
    if (fast.check !== observed.check || fast.times.length === 0)
      throw new Error(
        `${program.name}: ${observed.failure ?? fast.failure ?? 'the observed run computes something else'}`,
      );
    rows.push({ name: program.name, fast: median(fast.times), observed: median(observed.times) });
  }
  return rows;
}

function ours(...args: readonly string[]): Pick<Player, 'command' | 'args'> {
  return { command: process.execPath, args: [COMMAND, ...args] };
}

function overheadText(rows: readonly Overhead[]): string {
  const lines = tableLines(
    ['program', 'fast, ms', 'observed, ms', 'ratio'],
    rows.map(({ name, fast, observed }) => [
      name,
      shortNumber(fast),
      shortNumber(observed),
      shortNumber(observed / fast),
    ]),
  );
  return `${lines.join('\n')}\n`;
}

/** Trees made and dropped: about as many notes as asked for. */
const TREES = treesProgram(60, 11);

const SEEKS = 40;

function seeking(folder: string, print: (text: string) => void): JudgedRow[] {
  const { recording, bytes } = recorded(folder, 'trees', TREES);
  const words = new Int32Array(new SharedArrayBuffer(recording.info.heapBytes));
  const replay = new Replay(recording, words);
  const times: number[] = [];
  for (let i = 0; i < SEEKS; i++) {
    const to = Math.floor(recording.notes * ((i * 0.618_034) % 1));
    const start = performance.now();
    replay.seek(to);
    times.push(performance.now() - start);
  }
  const notes = recording.notes.toLocaleString('en-US');
  print(`a recording of ${notes} notes: ${shortNumber(bytes / recording.notes)} bytes a note\n`);
  return [judge('seek in it, the slowest of 40', Math.max(...times), MOST.seek, ' ms')];
}

/** A million objects, most in cycles of two. */
const MILLION = `
class Node:
    __slots__ = ('other',)
def pair():
    a = Node()
    b = Node()
    a.other = b
    b.other = a
    return a
pairs = [pair() for n in range(500000)]
last = pairs[-1].other
`;

function analysis(folder: string, print: (text: string) => void): JudgedRow[] {
  const { recording } = recorded(folder, 'million', MILLION);
  const session = new Session(recording);
  const moment = session.at(session.programEnd);
  print(`a heap of ${moment.objects.length.toLocaleString('en-US')} objects\n`);
  const cycles = timed(() => {
    const graph = new ObjectGraph(moment, true);
    graph.reach(graph.roots());
    return graph.components();
  });
  const last = session.entry(moment.main as never, 'last');
  const why = timed(() => whyAlive(moment, last as never));
  return [
    judge('its cycles', cycles, MOST.analysis, ' ms'),
    judge('why an object of it is alive', why, MOST.analysis, ' ms'),
  ];
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function recorded(folder: string, name: string, text: string): { recording: Recording; bytes: number } {
  const file = join(folder, `${name}.py`);
  const out = join(folder, `${name}.uro`);
  writeFileSync(file, text);
  const { status, stderr } = spawnSync(process.execPath, [COMMAND, 'record', '-o', out, file], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${name} cannot be recorded: ${stderr}`);
  return { recording: new Recording(readFileSync(out), inflateRawSync), bytes: statSync(out).size };
}

function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}
