import { InvariantViolation } from '../errors.js';
import type { Inspection } from './inspection.js';

/** One thing that holds at every moment at which user code may run: the sentence, and the check of exactly that sentence. */
export interface Invariant {
  readonly sentence: string;
  /** Where and with which values the sentence does not hold; undefined if it holds. */
  readonly findFault: (at: Inspection) => string | undefined;
}

/** Throws unless the invariant holds. */
export function assertHolds(invariant: Invariant, at: Inspection): void {
  const fault = invariant.findFault(at);
  if (fault !== undefined) throw new InvariantViolation(invariant.sentence, fault);
}
