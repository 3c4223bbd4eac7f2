import { shortNumber, tableLines } from '../harness/table.js';
import type { Growth } from './growth.js';
import type { Judged } from './judge.js';
import type { Player } from './players.js';
import { bestTime, faultOf, geometricMean, type ProgramResult, ratiosTo, ratioTo } from './results.js';
import type { Imports, Start } from './start.js';

/** The tables of the Python suite, as text. */

/** A program that one of the two did not run is marked, and explained below the table. */
const MARK = '–';

export function playerLines(players: readonly Player[]): string[] {
  return players.map(({ name, description }) => `  ${name}: ${description}`);
}

/** Head of the table of programs. */
export function programHead(players: readonly Player[]): string[] {
  return ['program', 'ours, ms', ...players.slice(1).map(({ name }) => `÷ ${name}`)];
}

export function programRow(result: ProgramResult, players: readonly Player[]): string[] {
  const ours = faultOf(result, 0) === undefined ? shortNumber(bestTime(result.played[0]!)) : MARK;
  const ratios = players.slice(1).map((_, i) => ratioCell(ratioTo(result, i + 1)));
  return [result.program.name, ours, ...ratios];
}

function ratioCell(ratio: number | undefined): string {
  return ratio === undefined ? MARK : ratio.toFixed(2);
}

/** The table, its means and what could not be run. */
export function programTable(results: readonly ProgramResult[], players: readonly Player[]): string {
  const rows = results.map((result) => programRow(result, players));
  const columns = players.slice(1).map((_, i) => ratiosTo(results, i + 1));
  rows.push(['geometric mean', '', ...columns.map((ratios) => geometricMean(ratios).toFixed(2))]);
  rows.push(['programs that both ran', '', ...columns.map((ratios) => String(ratios.length))]);
  return [...tableLines(programHead(players), rows), ...faultLines(results, players)].join('\n');
}

function faultLines(results: readonly ProgramResult[], players: readonly Player[]): string[] {
  return results.flatMap((result) =>
    players.flatMap(({ name }, i) => {
      const fault = faultOf(result, i);
      return fault === undefined ? [] : [`  ${MARK} ${result.program.name}, ${name}: ${fault}`];
    }),
  );
}

export function growthTable(growths: readonly Growth[]): string {
  const players = growths[0]?.of.map(({ player }) => player.name) ?? [];
  const rows = growths.map(({ program, of }) => [
    program.name,
    ...of.map(({ small, factor }) =>
      factor === undefined ? MARK : `${shortNumber(small!)} ms  ×${factor.toFixed(1)}`,
    ),
  ]);
  return tableLines(['four times the size', ...players], rows).join('\n');
}

export function startTable(starts: readonly Start[]): string {
  const rows = starts.map(({ name, milliseconds, more }) => [name, milliseconds.toFixed(0), more.toFixed(0)]);
  return tableLines(["print('hello')", 'ms', 'more than node -e 0'], rows).join('\n');
}

export function importsTable(imports: readonly Imports[]): string {
  const rows = imports.map(({ program, starts }) => [
    program,
    ...starts.map(({ milliseconds }) => milliseconds.toFixed(0)),
  ]);
  return tableLines(['ms', ...(imports[0]?.starts ?? []).map(({ name }) => name)], rows).join('\n');
}

export function judgedTable(judged: readonly Judged[]): string {
  const rows = judged.map(({ what, value, must, passes }) => [what, value, must, passes ? 'PASS' : 'FAIL']);
  return tableLines(['must', 'is', 'asked', ''], rows).join('\n');
}
