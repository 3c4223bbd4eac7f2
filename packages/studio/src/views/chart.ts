import type { CountSeries } from '@uroboros/instruments';
import { lastAtOrBelow } from '../state/stops.js';

/** Lines of charts, as paths of SVG. */

/** Changes that a line shows; of more, the largest of each group. */
const MOST_POINTS = 1500;

const round = (value: number): number => Math.round(value * 10) / 10;

/** The largest count of an object while it lived. */
export function mostOf({ counts }: CountSeries): number {
  let most = 0;
  for (const count of counts) if (count < 2 ** 31) most = Math.max(most, count);
  return most;
}

/** The count of an object in steps: `y` is given the share of the largest count, or of `top`. */
export function countLine(
  series: CountSeries,
  x: (note: number) => number,
  y: (share: number) => number,
  end: number,
  top = mostOf(series),
): string {
  const { notes, counts, born, died } = series;
  const last = died >= 0 ? died : end;
  const stride = Math.max(1, Math.ceil(notes.length / MOST_POINTS));
  const parts: string[] = [];
  for (let i = Math.max(0, lastAtOrBelow(notes, born)); i < notes.length && notes[i]! <= last; i += stride) {
    let count = 0;
    for (let j = i; j < Math.min(i + stride, notes.length); j++) count = Math.max(count, counts[j]!);
    const level = round(y(Math.min(1, count / Math.max(1, top))));
    const at = round(x(Math.max(notes[i]!, born)));
    parts.push(parts.length === 0 ? `M${at} ${level}` : `H${at}V${level}`);
  }
  return parts.length === 0 ? '' : `${parts.join('')}H${round(x(last))}`;
}

/** The largest of each group of values, so that a chart has no more points than can be seen. */
export function largestOfEach(values: Float64Array, most = MOST_POINTS): { values: number[]; stride: number } {
  const stride = Math.max(1, Math.ceil(values.length / most));
  const groups: number[] = [];
  for (let i = 0; i < values.length; i += stride) {
    let largest = 0;
    for (let j = i; j < Math.min(i + stride, values.length); j++) largest = Math.max(largest, values[j]!);
    groups.push(largest);
  }
  return { values: groups, stride };
}
