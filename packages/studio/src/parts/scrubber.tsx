import { useRef } from 'preact/hooks';
import { axisOf, lastAtOrBelow, stopAt } from '../state/stops.js';
import {
  type Direction,
  goTo,
  goToEdge,
  note,
  run,
  series,
  stepCollection,
  stepCount,
  stepLine,
  stops,
} from '../state/studio.js';
import { texts } from '../texts.js';
import { countLine } from '../views/chart.js';
import { positionText } from './names.js';

/** The axis of the run: one unit for each statement, marks for what happened, and the way to go along it. */

const WIDTH = 1000;
const HEIGHT = 44;
/** Marks that are drawn of one kind: more would be one bar. */
const MOST_MARKS = 400;

export function Scrubber() {
  const t = texts.value;
  return (
    <section class="scrubber" aria-label={t.moments}>
      <div class="buttons">
        <StepButton label={t.steps.first} sign="«" onClick={() => goToEdge(-1)} />
        <StepPair what={t.stepLine} labels={[t.steps.lineBack, t.steps.lineNext]} name="line" go={stepLine} />
        <StepPair what={t.stepCount} labels={[t.steps.countBack, t.steps.countNext]} name="count" go={stepCount} />
        <StepPair
          what={t.stepCollection}
          labels={[t.steps.collectionBack, t.steps.collectionNext]}
          name="collection"
          go={stepCollection}
        />
        <StepButton label={t.steps.last} sign="»" onClick={() => goToEdge(1)} />
        <span class="where">
          <strong id="position" aria-live="polite">
            {positionText.value}
          </strong>
          <span class="quiet">{statementText()}</span>
        </span>
      </div>
      <Axis />
    </section>
  );
}

function statementText(): string {
  const { value } = run;
  if (value === undefined || note.value >= value.programEnd) return '';
  const all = lastAtOrBelow(stops.value, value.programEnd);
  return texts.value.statement(Math.max(1, lastAtOrBelow(stops.value, note.value) + 1), all);
}

function StepButton({ label, sign, onClick }: { label: string; sign: string; onClick: () => void }) {
  return (
    <button type="button" class="step" title={label} aria-label={label} onClick={onClick}>
      {sign}
    </button>
  );
}

function StepPair({
  what,
  labels,
  name,
  go,
}: {
  what: string;
  labels: readonly [string, string];
  name: string;
  go: (direction: Direction) => void;
}) {
  return (
    <span class="pair">
      <button
        type="button"
        class="step"
        id={`${name}-back`}
        title={labels[0]}
        aria-label={labels[0]}
        onClick={() => go(-1)}
      >
        ‹
      </button>
      <span aria-hidden="true">{what}</span>
      <button
        type="button"
        class="step"
        id={`${name}-next`}
        title={labels[1]}
        aria-label={labels[1]}
        onClick={() => go(1)}
      >
        ›
      </button>
    </span>
  );
}

function Axis() {
  const t = texts.value;
  const track = useRef<HTMLDivElement>(null);
  const units = Math.max(1, stops.value.length - 1);
  const x = (at: number): number => 8 + ((WIDTH - 16) * axisOf(stops.value, at)) / units;
  const goToPointer = (event: PointerEvent): void => {
    const { left, width } = track.current!.getBoundingClientRect();
    const share = ((event.clientX - left) / width) * WIDTH;
    goTo(stopAt(stops.value, ((share - 8) / (WIDTH - 16)) * units));
  };
  return (
    <div
      ref={track}
      id="scrubber"
      class="axis"
      role="slider"
      tabIndex={0}
      aria-label={t.moments}
      aria-valuemin={0}
      aria-valuemax={units}
      aria-valuenow={Math.round(axisOf(stops.value, note.value))}
      aria-valuetext={positionText.value}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        goToPointer(event);
      }}
      onPointerMove={(event) => {
        if (event.buttons === 1) goToPointer(event);
      }}
    >
      <Marks x={x} units={units} />
    </div>
  );
}

function Marks({ x, units }: { x: (at: number) => number; units: number }) {
  const t = texts.value;
  const current = run.value;
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <rect class="track" x="0" y="6" width={WIDTH} height={HEIGHT - 14} rx="4" />
      {series.value !== undefined && (
        <path
          class="spark"
          d={countLine(series.value, x, (share) => HEIGHT - 10 - share * (HEIGHT - 20), current?.notes ?? 0)}
        />
      )}
      {units <= 200 &&
        Array.from(stops.value, (stop) => (
          <line key={stop} class="tick" x1={x(stop)} x2={x(stop)} y1={HEIGHT - 8} y2={HEIGHT - 4} />
        ))}
      {current?.outputs.slice(0, MOST_MARKS).map(({ note: at, text }) => (
        <rect key={at} class="mark output" x={x(at) - 2} y="0" width="4" height="4">
          <title>{t.marks.output(text.trim().slice(0, 60))}</title>
        </rect>
      ))}
      {current?.collections.slice(0, MOST_MARKS).map(({ number, generation, start, unreachable }) => (
        <path key={number} class="mark collection" d={`M${x(start) - 5} ${HEIGHT}l5 -8 5 8z`}>
          <title>{t.marks.collection(number, generation, unreachable)}</title>
        </path>
      ))}
      <line class="thumb" x1={x(note.value)} x2={x(note.value)} y1="0" y2={HEIGHT} />
    </svg>
  );
}
