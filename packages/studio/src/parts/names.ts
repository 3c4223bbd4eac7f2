import { computed } from '@preact/signals';
import { lastAtOrBelow } from '../state/stops.js';
import { chosen, look, note, run, series, step } from '../state/studio.js';
import { texts } from '../texts.js';

/** What things are called on the page. */

/** The address of an object, as id() has it. */
export const address = (object: number): string => `0x${(object * 4).toString(16)}`;

/** A count; that of an immortal object is not kept. */
export const countText = ({ count, immortal }: { count: number; immortal: boolean }): string =>
  immortal ? '∞' : `${count}`;

/** The names that the program has for an object at the moment shown. */
export function namesOf(object: number): string[] {
  const frames = look.value?.moment.frames ?? [];
  return [
    ...new Set(frames.flatMap(({ names }) => names.filter((each) => each.object === object).map(({ name }) => name))),
  ];
}

/** What the chosen object is called: as the program calls it, or called it when it was chosen; else what it is. */
export const chosenName = computed(() => {
  const { value } = chosen;
  if (value === undefined) return '';
  return namesOf(value.object)[0] ?? value.name ?? series.value?.text ?? address(value.object);
});

/** Where a moment of the run is: "line 4", with the function it stands in. */
export function placeOf(moment: number): string {
  const { value } = run;
  if (value === undefined) return '';
  if (moment > value.programEnd) return texts.value.theEnd;
  return placeOfStep(lastAtOrBelow(value.steps.notes, moment - 1));
}

export function placeOfStep(at: number): string {
  const { value } = run;
  if (value === undefined || at < 0) return texts.value.compiling;
  const { name, file } = value.functions[value.steps.codes[at]!] ?? { name: '<module>', file: value.file };
  const line = texts.value.line(value.steps.lines[at]!);
  const inside = name === '<module>' ? line : `${line} (${name})`;
  return file === value.file ? inside : `${file.split('/').at(-1)}: ${inside}`;
}

/** Where the page stands, in words. */
export const positionText = computed(() => {
  const { value } = run;
  const at = step.value;
  const { position } = texts.value;
  if (value === undefined) return '';
  if (value.end === undefined && note.value >= value.notes) return position.stopped;
  if (note.value >= value.notes) return position.over;
  if (note.value === value.programEnd) return position.ended;
  if (at < 0) return position.before(value.steps.lines[0] ?? 1);
  // Finalizers of the program may run while the interpreter ends.
  if (note.value > value.programEnd && value.steps.notes[at]! < value.programEnd) return position.leaving;
  return value.steps.notes[at] === note.value
    ? position.before(value.steps.lines[at]!)
    : position.inside(value.steps.lines[at]!);
});
