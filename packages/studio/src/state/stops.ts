import type { CountSeries, RunView } from '@uroboros/instruments';

/**
 * Where the page can stand in a run. A moment is a number of notes; the axis of the page has one unit for each statement of the
 * program's own file, however much memory it wrote.
 */

/** The moments at which the program's statements begin, the end of the program, and the end of the interpreter. */
export function stopsOf({ steps, programEnd, notes }: RunView): Int32Array {
  // Finalizers of the program may run when it has ended.
  const own = steps.notes.filter((_, step) => steps.own[step] === 1);
  return Int32Array.from(new Set([...own, programEnd, notes])).sort();
}

/** Index of the last of some ascending numbers that is not above a value; −1 if all are. */
export function lastAtOrBelow(numbers: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The first of some ascending numbers that is above a value. */
export function nextAbove(numbers: ArrayLike<number>, value: number): number | undefined {
  return numbers[lastAtOrBelow(numbers, value) + 1];
}

/** The last of some ascending numbers that is below a value. */
export function lastBelow(numbers: ArrayLike<number>, value: number): number | undefined {
  return numbers[lastAtOrBelow(numbers, value - 1)];
}

/** Where a moment stands on the axis. */
export function axisOf(stops: Int32Array, note: number): number {
  const at = lastAtOrBelow(stops, note);
  if (at < 0) return 0;
  const next = stops[at + 1];
  return next === undefined ? at : at + (note - stops[at]!) / (next - stops[at]!);
}

/** The stop that is nearest to a place on the axis. */
export function stopAt(stops: Int32Array, axis: number): number {
  return stops[Math.max(0, Math.min(stops.length - 1, Math.round(axis)))] ?? 0;
}

/** The count of an object at a moment; undefined where it does not live. */
export function countAtNote({ notes, counts, born, died }: CountSeries, note: number): number | undefined {
  if (note < born || (died >= 0 && note >= died)) return undefined;
  const at = lastAtOrBelow(notes, note);
  return at < 0 ? undefined : counts[at];
}

/** What one line did to the count of an object when it ran last. */
export interface LineCount {
  readonly line: number;
  /** The count when the line had run, and the largest while it ran; undefined where the object did not live. */
  readonly after: number | undefined;
  readonly most: number | undefined;
}

/** For each line of the program that has run until a moment: the count of an object after its last run. */
export function countsOfLines(run: RunView, series: CountSeries, until: number): Map<number, LineCount> {
  const { steps, programEnd } = run;
  const lines = new Map<number, LineCount>();
  const last = lastAtOrBelow(steps.notes, until - 1);
  for (let step = last; step >= 0; step--) {
    const line = steps.lines[step]!;
    if (steps.own[step] !== 1 || lines.has(line)) continue;
    const end = Math.min(nextOwn(run, step), programEnd);
    const after = countAtNote(series, Math.min(end, until));
    lines.set(line, { line, after, most: mostBetween(series, steps.notes[step]!, Math.min(end, until)) });
  }
  return lines;
}

function nextOwn({ steps, programEnd }: RunView, step: number): number {
  let next = step + 1;
  while (next < steps.notes.length && steps.own[next] !== 1) next++;
  return steps.notes[next] ?? programEnd;
}

function mostBetween({ notes, counts, born, died }: CountSeries, from: number, to: number): number | undefined {
  let most: number | undefined;
  for (let i = Math.max(0, lastAtOrBelow(notes, from)); i < notes.length && notes[i]! <= to; i++) {
    if (notes[i]! < born || (died >= 0 && notes[i]! >= died)) continue;
    most = Math.max(most ?? 0, counts[i]!);
  }
  return most;
}
