/**
 * One side of a comparison. Each runs in a process of its own, started anew for each comparison, so that it shares no heap
 * and no compiler's profile of the code with another one or with what was measured before. It answers requests one at a
 * time: while one works, the others wait for input.
 */
export interface Contender {
  /** As the table shows it. */
  readonly name: string;
  /** Does the work of the request once and answers with its timings, in the comparison's unit: one or more. */
  measure(request: BenchRequest): Promise<readonly number[]>;
  /** Ends the process; the next request starts another. */
  stop(): void;
}

/** What a contender is asked: the name of a case, and its parameters. */
export interface BenchRequest {
  readonly case: string;
  readonly [parameter: string]: string | number | boolean;
}

/** The same process under another name, for a second setting of it. */
export function renamed(contender: Contender, name: string): Contender {
  return { name, measure: (request) => contender.measure(request), stop: () => contender.stop() };
}
