import type { Ref } from '@uroboros/heap';
import { floatValue, isFloat } from '../objects/float.js';
import { intNumber } from '../objects/int.js';
import { indexOf } from '../runtime/operators.js';
import type { Runtime } from '../runtime/runtime.js';

/** The most seconds that CPython's time has room for. */
const MOST_SECONDS = 2 ** 63 / 1e9;

/** A number of seconds (_PyTime_FromSecondsObject); undefined on error. */
export function timeoutOf(rt: Runtime, value: Ref): number | undefined {
  let seconds: number;
  if (isFloat(rt, value)) seconds = floatValue(rt, value);
  else {
    const index = indexOf(rt, value);
    if (index === 0) return undefined;
    seconds = intNumber(rt, index);
    rt.decref(index);
    if (Number.isNaN(seconds)) seconds = Number.POSITIVE_INFINITY;
  }
  if (Math.abs(seconds) < MOST_SECONDS) return seconds;
  if (Number.isNaN(seconds)) rt.raise('ValueError', 'Invalid value NaN (not a number)');
  else rt.raise('OverflowError', 'timestamp out of range for platform time_t');
  return undefined;
}
