import type { ConstantValue } from '../syntax/nodes.js';

/** A constant of the source, or one made by folding. */
export type Folded =
  | ConstantValue
  | { readonly t: 'tuple'; readonly items: readonly Folded[] }
  | { readonly t: 'frozenset'; readonly items: readonly Folded[] }
  | { readonly t: 'complexSum'; readonly re: number; readonly im: number };

/** Zeros of different sign are different constants. */
function complexKey(re: number, im: number): string {
  const part = (x: number): string => (Object.is(x, -0) ? '-0' : `${x}`);
  return `c${part(re)},${part(im)}`;
}

/** Two constants with the same key are one object: 1, 1.0 and True are not, nor are 0.0 and −0.0. */
export function keyOf(value: Folded): string {
  switch (value.t) {
    case 'int':
      return `i${value.value}`;
    case 'float':
      return Object.is(value.value, -0) ? 'f-0' : `f${value.value}`;
    case 'complex':
      return complexKey(0, value.imag);
    case 'complexSum':
      return complexKey(value.re, value.im);
    case 'str':
      return `s${value.value}`;
    case 'bytes':
      return `b${value.value.join(',')}`;
    case 'frozenset':
      return `{${value.items
        .map(keyOf)
        .sort()
        .map((key) => `${key.length}:${key}`)
        .join('')}}`;
    case 'tuple':
      return `(${value.items.map((item) => `${keyOf(item).length}:${keyOf(item)}`).join('')})`;
    default:
      return value.t;
  }
}
