import { Binary, type BinarySlot } from './typeobject.js';
import { unionOr } from './union-type.js';

/** The operators of what can stand in a union: only `|`. What it does is looked up late, because the types of unions use this. */
export function unionOperators(): (BinarySlot | undefined)[] {
  const slots: (BinarySlot | undefined)[] = new Array(Binary.Count).fill(undefined);
  slots[Binary.Or] = (rt, left, right) => unionOr(rt, left, right);
  return slots;
}
