import type { Ref } from '@uroboros/heap';
import type { Runtime } from '../runtime/runtime.js';
import { Compare } from './typeobject.js';

/** The bool of a comparison whose operands differ by so much: negative, 0, positive, or NaN for what has no order. */
export function comparisonResult(rt: Runtime, difference: number, op: Compare): Ref {
  switch (op) {
    case Compare.Lt:
      return rt.bool(difference < 0);
    case Compare.Le:
      return rt.bool(difference <= 0);
    case Compare.Eq:
      return rt.bool(difference === 0);
    case Compare.Ne:
      return rt.bool(difference !== 0);
    case Compare.Gt:
      return rt.bool(difference > 0);
    default:
      return rt.bool(difference >= 0);
  }
}
