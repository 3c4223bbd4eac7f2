import { batch, computed, effect, signal } from '@preact/signals';
import type { CountSeries, CyclesReport, RunView } from '@uroboros/instruments';
import { EXAMPLES, type Example } from '../examples.js';
import { type Failure, failureOf } from '../run/failure.js';
import { libraryFor } from '../run/library.js';
import { ProgramRun, type RunEnd } from '../run/program-run.js';
import { Asker, Latest } from '../run/questions.js';
import type { Chosen, Look, Part } from '../workers/messages.js';
import { countsOfLines, lastAtOrBelow, lastBelow, nextAbove, stopsOf } from './stops.js';

/** What the page shows, and what can be done with it. Views read signals; everything that changes them is a function here. */

export const VIEWS = ['objects', 'generations', 'memory', 'time'] as const;
export type ViewName = (typeof VIEWS)[number];

export type Phase =
  | { readonly t: 'running'; readonly bytes: number }
  | { readonly t: 'reading' }
  | { readonly t: 'ready' }
  | { readonly t: 'failed'; readonly message: string };

const FILENAME = 'program.py';
const HEAP_BYTES = 256 * 2 ** 20;
/** Objects whose counts are drawn beside that of the chosen one. */
const MOST_PINNED = 5;

/** The text in the editor, and that of the run that is shown. */
export const source = signal('');
export const profile = signal('3.13');
export const thresholds = signal<readonly [number, number, number] | undefined>(undefined);
export const exampleName = signal<string | undefined>(undefined);

export const phase = signal<Phase>({ t: 'running', bytes: 0 });
export const runEnd = signal<RunEnd | undefined>(undefined);
export const run = signal<RunView | undefined>(undefined);
/** How many runs the page has shown. */
export const shownRuns = signal(0);

/** The moment that is shown: so many notes have been applied. */
export const note = signal(0);
export const chosen = signal<Chosen | undefined>(undefined);
/** The life in counts of the chosen object, and of those that were pinned. */
export const series = signal<CountSeries | undefined>(undefined);
export const pinned = signal<readonly CountSeries[]>([]);
export const view = signal<ViewName>('objects');
/** What the worker has answered last. It may be of a moment before. */
export const look = signal<Look | undefined>(undefined);
/** The cycles of the run; undefined until they are found. */
export const cycles = signal<CyclesReport | undefined>(undefined);
/** The object whose holders are listed beside it. */
export const opened = signal<number | undefined>(undefined);

export const stops = computed(() => (run.value === undefined ? new Int32Array(0) : stopsOf(run.value)));
export const isEdited = computed(() => run.value !== undefined && run.value.source !== source.value);

/** The statement that runs next at the moment shown, −1 where there is none. */
export const step = computed(() => (run.value === undefined ? -1 : lastAtOrBelow(run.value.steps.notes, note.value)));

/** The line of the program's own file that is about to run or runs; undefined when it has ended. */
export const line = computed(() => {
  const { value } = run;
  if (value === undefined || note.value >= value.programEnd) return undefined;
  for (let at = step.value; at >= 0; at--) if (value.steps.own[at] === 1) return value.steps.lines[at];
  return undefined;
});

/** The collection that runs at the moment shown, or the last before it; −1 if there was none. */
export const collection = computed(() => {
  const starts = run.value?.collections.map(({ start }) => start) ?? [];
  return lastAtOrBelow(starts, note.value);
});

export const lineCounts = computed(() =>
  run.value === undefined || series.value === undefined
    ? undefined
    : countsOfLines(run.value, series.value, note.value),
);

export const failure = computed<Failure | undefined>(() => {
  const { value } = run;
  return value === undefined || value.end === undefined || value.end.status === 0 ? undefined : failureOf(value);
});

// Running --------------------------------------------------------------------------------------------------------------

const asker = new Asker();
let current: ProgramRun | undefined;
let runNumber = 0;

/** What a run shows first. */
type Beginning = Pick<Example, 'place' | 'line' | 'collection'>;

/** Runs what is in the editor. */
export async function runProgram(beginning?: Beginning): Promise<void> {
  current?.stop();
  const number = ++runNumber;
  const text = source.value;
  phase.value = { t: 'running', bytes: 0 };
  const library = await libraryFor(text);
  if (number !== runNumber) return;
  const started = new ProgramRun(
    {
      source: text,
      filename: FILENAME,
      profile: profile.value,
      thresholds: thresholds.value,
      heapBytes: HEAP_BYTES,
      library,
    },
    (bytes) => {
      if (number === runNumber) phase.value = { t: 'running', bytes };
    },
  );
  current = started;
  const end = await started.ended;
  if (number === runNumber) await show(number, started.parts, end, beginning);
}

/** Ends the program that runs; what it did until now is shown. */
export function stopProgram(): void {
  current?.stop();
}

/** Shows a recording that was made elsewhere. */
export async function openRecording(bytes: Uint8Array): Promise<void> {
  const number = ++runNumber;
  await show(number, [bytes], { t: 'done', status: 0 });
  if (number === runNumber && run.value?.source !== undefined) source.value = run.value.source;
}

/** Shows what was recorded, unless another run has begun meanwhile. */
async function show(number: number, parts: readonly Uint8Array[], end: RunEnd, beginning?: Beginning): Promise<void> {
  // What was stopped before it had written anything leaves the run before it on the page.
  if (parts.length === 0 && end.t === 'stopped' && run.value !== undefined) {
    phase.value = { t: 'ready' };
    return;
  }
  if (end.t === 'failed') {
    phase.value = end;
    return;
  }
  phase.value = { t: 'reading' };
  try {
    const opened = await asker.ask('open', {
      recording: parts,
      place: beginning?.place,
      name: chosen.value?.name,
    });
    if (number !== runNumber) return;
    batch(() => {
      look.value = undefined;
      cycles.value = undefined;
      series.value = undefined;
      pinned.value = [];
      runEnd.value = end;
      shownRuns.value++;
      run.value = opened.run;
      chosen.value = opened.first;
      note.value = firstNote(opened.run, beginning);
      phase.value = { t: 'ready' };
    });
  } catch (error) {
    if (number === runNumber) phase.value = { t: 'failed', message: (error as Error).message };
  }
}

function firstNote({ steps, programEnd, collections }: RunView, beginning: Beginning | undefined): number {
  const first = beginning?.collection === undefined ? undefined : collections[beginning.collection];
  if (first !== undefined) return first.start;
  const at = steps.lines.findIndex((line, n) => line === beginning?.line && steps.own[n] === 1);
  return at < 0 ? programEnd : steps.notes[at]!;
}

/** Puts an example into the editor and runs it. */
export function openExample(name: string): void {
  const example = EXAMPLES.find((each) => each.name === name);
  if (example === undefined) return;
  batch(() => {
    exampleName.value = name;
    source.value = example.source;
    profile.value = example.profile ?? '3.13';
    thresholds.value = example.thresholds;
    view.value = example.view ?? 'objects';
  });
  void runProgram(example);
}

// Looking --------------------------------------------------------------------------------------------------------------

const looks = new Latest();
const lives = new Latest();

/** What the view that is open needs besides. */
const PARTS: Readonly<Record<ViewName, readonly Part[]>> = {
  objects: [],
  generations: ['generations', 'collection'],
  memory: ['memory'],
  time: [],
};

effect(() => {
  if (run.value === undefined) return;
  const ask = { note: note.value, chosen: chosen.value, collection: collection.value, parts: PARTS[view.value] };
  void looks.want(async () => {
    look.value = await asker.ask('look', ask);
  });
});

effect(() => {
  const { value } = chosen;
  if (run.value === undefined) return;
  if (value === undefined) {
    series.value = undefined;
    return;
  }
  void lives.want(async () => {
    series.value = await asker.ask('series', value);
  });
});

/** Cycles take a walk over the heap for each collection: they are looked for when everything else was answered. */
effect(() => {
  const { value } = run;
  if (value === undefined) return;
  void asker.ask('cycles', undefined).then((report) => {
    if (run.value === value) cycles.value = report;
  });
});

/** Goes to a moment. */
export function goTo(to: number | undefined): void {
  if (to === undefined || run.value === undefined) return;
  note.value = Math.max(0, Math.min(to, run.value.notes));
}

/** Chooses an object that lives at the moment shown. */
export function choose(object: number): void {
  if (chosen.value?.object === object && isAlive(note.value)) return;
  batch(() => {
    chosen.value = { object, note: note.value, name: nameAt(object) };
    opened.value = undefined;
  });
}

/** A name that the program has for an object at the moment shown. */
function nameAt(object: number): string | undefined {
  const names = look.value?.moment.frames.flatMap((frame) => frame.names) ?? [];
  return names.find((each) => each.object === object)?.name;
}

/** Opens or closes the list of those who hold an object. */
export function toggleHolders(object: number): void {
  const isOpen = opened.value === object;
  batch(() => {
    choose(object);
    opened.value = isOpen ? undefined : object;
  });
}

/** Whether the chosen object lives at a moment. */
export function isAlive(at: number): boolean {
  const { value } = series;
  return value !== undefined && at >= value.born && (value.died < 0 || at < value.died);
}

/** Keeps the chosen object's count in the view of time, or lets it go. */
export function togglePin(): void {
  const { value } = series;
  if (value === undefined) return;
  const rest = pinned.value.filter((each) => !isSameLife(each, value));
  pinned.value = rest.length < pinned.value.length ? rest : [...rest, value].slice(-MOST_PINNED);
}

export function isSameLife(a: CountSeries, b: CountSeries): boolean {
  return a.object === b.object && a.born === b.born;
}

// Stepping -------------------------------------------------------------------------------------------------------------

export type Direction = 1 | -1;

function stepAmong(moments: ArrayLike<number>, direction: Direction): void {
  goTo(direction === 1 ? nextAbove(moments, note.value) : lastBelow(moments, note.value));
}

/** To the next or the previous statement of the program. */
export function stepLine(direction: Direction): void {
  stepAmong(stops.value, direction);
}

/** To the next or the previous change of the chosen object's count. */
export function stepCount(direction: Direction): void {
  if (series.value !== undefined) stepAmong(series.value.notes, direction);
}

/** To the beginning of the next or the previous collection. */
export function stepCollection(direction: Direction): void {
  stepAmong(run.value?.collections.map(({ start }) => start) ?? [], direction);
}

export function goToEdge(direction: Direction): void {
  const { value } = stops;
  goTo(direction === 1 ? value[value.length - 1] : value[0]);
}
