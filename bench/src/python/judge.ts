import type { Growth } from './growth.js';
import type { Player } from './players.js';
import { faultOf, geometricMean, type ProgramResult, ratiosTo, ratioTo } from './results.js';
import type { Start } from './start.js';

/** One line of what the design asks for. */
export interface Judged {
  readonly what: string;
  readonly value: string;
  readonly must: string;
  readonly passes: boolean;
}

/** Largest part of the fastest CPython's time, over all programs and for any one of them. */
const MEAN = 1;
const WORST = 3;
/** Programs that the line of the slowest names. */
const SHOWN = 4;
/** How many times faster than the Pythons that run in a JavaScript engine. */
const TIMES_FASTER = { pyodide: 2, skulpt: 5, brython: 10 } as const;
/** Milliseconds that a start may take on top of Node's own. */
const START = 150;
/** Growth of the time when the size grows fourfold: half way between linear and quadratic. */
const GROWTH = 8;

export function judgePrograms(
  results: readonly ProgramResult[],
  players: readonly Player[],
  fastest: number,
): Judged[] {
  const judged: Judged[] = [judgeChecks(results)];
  for (const [i, player] of players.entries()) {
    if (i === 0) continue;
    const mean = geometricMean(ratiosTo(results, i));
    if (player.kind !== 'cpython' && player.kind !== 'ours') {
      const times = TIMES_FASTER[player.kind];
      judged.push({
        what: `geometric mean, ${player.name}`,
        value: `${(1 / mean).toFixed(2)}× faster`,
        must: `≥ ${times}× faster`,
        passes: 1 / mean >= times,
      });
    } else if (i === fastest || player.distribution) {
      const name = i === fastest ? `${player.name}, the fastest CPython` : player.name;
      judged.push(judgeMean(name, mean), judgeWorst(name, results, i));
    }
  }
  return judged;
}

function judgeMean(name: string, mean: number): Judged {
  return {
    what: `geometric mean, ${name}`,
    value: `${mean.toFixed(2)}× the time`,
    must: `≤ ${MEAN}×`,
    passes: mean <= MEAN,
  };
}

function judgeWorst(name: string, results: readonly ProgramResult[], index: number): Judged {
  const ratios = results
    .map((result) => ({ program: result.program.name, ratio: ratioTo(result, index) ?? 0 }))
    .sort((a, b) => b.ratio - a.ratio);
  const slow = ratios.filter(({ ratio }) => ratio > WORST);
  const shown = ratios.slice(0, SHOWN).map(({ program, ratio }) => `${program} ${ratio.toFixed(2)}×`);
  const over = slow.length === 0 ? '' : `${slow.length} over: `;
  return {
    what: `slowest programs, ${name}`,
    value: `${over}${shown.join(', ')}`,
    must: `≤ ${WORST}×`,
    passes: slow.length === 0,
  };
}

/** Every program runs, with the checksum that the others have. */
function judgeChecks(results: readonly ProgramResult[]): Judged {
  const wrong = results.filter((result) => faultOf(result, 0) !== undefined).map(({ program }) => program.name);
  return {
    what: 'all programs run, with the same result',
    value: wrong.length === 0 ? `${results.length} of ${results.length}` : `not ${wrong.join(', ')}`,
    must: 'all',
    passes: wrong.length === 0,
  };
}

export function judgeStart(starts: readonly Start[]): Judged {
  const { more } = starts[1]!;
  return {
    what: 'start, more than node -e 0',
    value: `${more.toFixed(0)} ms`,
    must: `≤ ${START} ms`,
    passes: more <= START,
  };
}

export function judgeGrowth(growths: readonly Growth[]): Judged {
  const steep = growths.filter(({ of }) => (of[0]!.factor ?? Number.POSITIVE_INFINITY) > GROWTH);
  return {
    what: 'no cliff: time at four times the size',
    value: steep.length === 0 ? 'linear' : steep.map(({ program }) => program.name).join(', '),
    must: `≤ ${GROWTH}×`,
    passes: steep.length === 0,
  };
}
