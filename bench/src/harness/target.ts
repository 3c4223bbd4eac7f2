/** What the design asks of us beside a peer: as a part of the peer's time, or as times faster. */
export interface Target {
  readonly kind: 'part of the time' | 'times faster';
  readonly must: number;
  readonly goal?: number;
}

export interface Verdict {
  readonly must: string;
  readonly goal: string;
  readonly passes: boolean;
  readonly reachesGoal: boolean;
}

/** Judges our time ÷ the peer's time. */
export function verdictOf(target: Target, ratio: number): Verdict {
  const meets = (bound: number): boolean => (target.kind === 'part of the time' ? ratio <= bound : 1 / ratio >= bound);
  const text = (bound: number): string => (target.kind === 'part of the time' ? `≤ ${bound}×` : `≥ ${bound}× faster`);
  return {
    must: text(target.must),
    goal: target.goal === undefined ? '–' : text(target.goal),
    passes: meets(target.must),
    reachesGoal: target.goal === undefined ? meets(target.must) : meets(target.goal),
  };
}
