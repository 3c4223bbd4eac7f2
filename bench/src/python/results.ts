import type { Played } from './play.js';
import type { Player } from './players.js';
import type { Program } from './programs.js';

/** One program: what came of it, player by player in the order of the run. */
export interface ProgramResult {
  readonly program: Pick<Program, 'name' | 'title'>;
  readonly played: readonly Played[];
}

/** The shortest repetition, in milliseconds: whatever else ran on the machine can only have added to it. */
export function bestTime(played: Played): number {
  return Math.min(...played.times);
}

/** What is wrong with one player's run of a program: it failed, or its checksum is not the one that most players have. */
export function faultOf(result: ProgramResult, index: number): string | undefined {
  const { failure, check } = result.played[index]!;
  if (failure !== undefined) return failure;
  const wanted = commonCheck(result);
  return check === wanted ? undefined : `checksum ${check.slice(0, 60)}, the others have ${wanted.slice(0, 60)}`;
}

/** The checksum that most players agree on. */
function commonCheck({ played }: ProgramResult): string {
  const counts = new Map<string, number>();
  for (const { check, failure } of played) if (failure === undefined) counts.set(check, (counts.get(check) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}

/** Our time ÷ the player's; undefined where one of the two has none. */
export function ratioTo(result: ProgramResult, index: number): number | undefined {
  if (faultOf(result, 0) !== undefined || faultOf(result, index) !== undefined) return undefined;
  return bestTime(result.played[0]!) / bestTime(result.played[index]!);
}

/** The geometric mean; NaN of none. */
export function geometricMean(values: readonly number[]): number {
  if (values.length === 0) return Number.NaN;
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/** Our ratios to a player, over the programs that both ran. */
export function ratiosTo(results: readonly ProgramResult[], index: number): number[] {
  return results.map((result) => ratioTo(result, index)).filter((ratio) => ratio !== undefined);
}

/** The CPython that is fastest over the programs that all CPythons ran: its index, or −1. */
export function fastestCPython(results: readonly ProgramResult[], players: readonly Player[]): number {
  const candidates = players.map((player, i) => ({ player, i })).filter(({ player }) => player.kind === 'cpython');
  const shared = results.filter((result) => candidates.every(({ i }) => faultOf(result, i) === undefined));
  let best = -1;
  let bestMean = Number.POSITIVE_INFINITY;
  for (const { i } of candidates) {
    const mean = geometricMean(shared.map((result) => bestTime(result.played[i]!)));
    if (mean < bestMean) {
      best = i;
      bestMean = mean;
    }
  }
  return best;
}
