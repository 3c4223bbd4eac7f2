export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** An internal fault, or the accounting's complaint. */
  readonly fault: string | undefined;
}
export function runUroboros(
  file: string,
  profile: '3.11' | '3.12' | '3.13',
  stress?: import('@uroboros/python').StressOptions,
  heapBytes?: number,
): Outcome;
