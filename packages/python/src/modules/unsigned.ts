import type { Ref } from '@uroboros/heap';
import { isInt } from '../objects/int.js';
import type { Runtime } from '../runtime/runtime.js';

/** An argument that C takes as 64 bits without a sign; undefined on error. `tooLarge` is the message for more bits. */
export function unsignedLong(rt: Runtime, value: Ref, tooLarge: string): bigint | undefined {
  if (!isInt(rt, value)) {
    rt.raise('TypeError', 'an integer is required');
    return undefined;
  }
  const number = rt.intOf(value);
  if (number < 0n) rt.raise('ValueError', 'value must be positive');
  else if (number >= 1n << 64n) rt.raise('OverflowError', tooLarge);
  else return number;
  return undefined;
}
