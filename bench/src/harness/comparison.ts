import type { BenchRequest, Contender } from './contender.js';
import { median, medianDeviation } from './statistics.js';
import { type Target, type Verdict, verdictOf } from './target.js';

/** A peer with what is asked of us beside it; without a target it is shown and not judged. */
export interface Peer {
  readonly contender: Contender;
  readonly target?: Target;
  /** What the peer is asked, if that is not what we are asked (a setting of its own). */
  readonly request?: BenchRequest;
}

/** One table: the same work by us and by each peer. */
export interface Comparison {
  readonly id: string;
  readonly title: string;
  /** What exactly is timed, in plain words; printed below the title. */
  readonly method: string;
  readonly unit: 'ms' | 'ns';
  readonly request: BenchRequest;
  readonly ours: Contender;
  readonly peers: readonly Peer[];
  readonly repetitions: number;
  /** Rounds that are thrown away first; default 3. A collection pass is compiled while it runs, and settles in about three. */
  readonly warmUps?: number;
}

export interface Row {
  readonly name: string;
  readonly median: number;
  readonly deviation: number;
  readonly samples: readonly number[];
  /** Our median ÷ this one; absent in our own row. */
  readonly ratio?: number;
  readonly verdict?: Verdict;
}

export interface Result {
  readonly id: string;
  readonly title: string;
  readonly method: string;
  readonly unit: string;
  readonly rows: readonly Row[];
}

/**
 * Runs a comparison: rounds that are thrown away (compilers warm up, pages are touched), then rounds in which every
 * contender has one turn, so that what slows the machine for a while slows all of them.
 */
export async function compare(comparison: Comparison): Promise<Result> {
  const { ours, peers, request } = comparison;
  const turns = [{ contender: ours, request }, ...peers.map((peer) => ({ request, ...peer }))];
  const samples: number[][] = turns.map(() => []);
  try {
    for (let round = -(comparison.warmUps ?? 3); round < comparison.repetitions; round++) {
      for (const [i, turn] of turns.entries()) {
        const values = await turn.contender.measure(turn.request);
        if (round >= 0) samples[i]!.push(...values);
      }
    }
  } finally {
    for (const { contender } of turns) contender.stop();
  }
  const oursMedian = median(samples[0]!);
  const rows = turns.map((turn, i) => {
    const row = {
      name: turn.contender.name,
      median: median(samples[i]!),
      deviation: medianDeviation(samples[i]!),
      samples: samples[i]!,
    };
    if (i === 0) return row;
    const ratio = oursMedian / row.median;
    const target = peers[i - 1]!.target;
    return target === undefined ? { ...row, ratio } : { ...row, ratio, verdict: verdictOf(target, ratio) };
  });
  const { id, title, method, unit } = comparison;
  return { id, title, method, unit, rows };
}
