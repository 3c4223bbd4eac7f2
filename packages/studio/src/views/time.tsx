import type { CountSeries } from '@uroboros/instruments';
import { chosenName } from '../parts/names.js';
import { axisOf, countAtNote, stopAt } from '../state/stops.js';
import { goTo, isSameLife, note, pinned, run, series, step, stops } from '../state/studio.js';
import { bytesShort, texts } from '../texts.js';
import { countLine, largestOfEach, mostOf } from './chart.js';

/** The run from its beginning to its end: counts, bytes, collections, on the axis of the page. */

const WIDTH = 760;
const LEFT = 66;
const RIGHT = 12;

const x = (at: number): number =>
  LEFT + ((WIDTH - LEFT - RIGHT) * axisOf(stops.value, at)) / Math.max(1, stops.value.length - 1);

export function Time() {
  const t = texts.value;
  const lives = [series.value, ...pinned.value].filter((each) => each !== undefined);
  const drawn = lives.filter((life, n) => lives.findIndex((each) => isSameLife(each, life)) === n);
  return (
    <div class="time">
      <p class="quiet">{t.chartHint}</p>
      <Counts lives={drawn} />
      <Bytes />
      <Collections />
    </div>
  );
}

function Frame({
  title,
  now,
  height,
  children,
}: {
  title: string;
  now: string;
  height: number;
  children: preact.ComponentChildren;
}) {
  return (
    <figure class="chart">
      <figcaption>
        <h3>{title}</h3>
        <span class="quiet">{now}</span>
      </figcaption>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the page's keys go along the same axis */}
      <svg viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={`${title}, ${now}`} onClick={goToPointer}>
        {children}
        <line class="thumb" x1={x(note.value)} x2={x(note.value)} y1="0" y2={height} />
      </svg>
    </figure>
  );
}

function goToPointer(event: MouseEvent): void {
  const { left, width } = (event.currentTarget as Element).getBoundingClientRect();
  const at = ((event.clientX - left) / width) * WIDTH;
  goTo(stopAt(stops.value, ((at - LEFT) / (WIDTH - LEFT - RIGHT)) * (stops.value.length - 1)));
}

const DASHES = ['', '7 4', '2 3', '9 3 2 3', '4 6', '12 4'];

function Counts({ lives }: { lives: readonly CountSeries[] }) {
  const t = texts.value;
  const height = 150;
  const top = Math.max(4, ...lives.map(mostOf));
  const y = (share: number): number => height - 16 - share * (height - 34);
  const now = lives[0] === undefined ? undefined : countAtNote(lives[0], note.value);
  return (
    <Frame title={t.chartCount} now={t.chartAt(now === undefined ? '–' : `${now}`)} height={height}>
      <Grid top={top} y={y} text={(value) => `${Math.round(value)}`} />
      {lives.map((life, n) => (
        <g key={`${life.object} ${life.born}`} class={`life-line life-${n}`}>
          <path d={countLine(life, x, y, run.value?.notes ?? 0, top)} stroke-dasharray={DASHES[n]} />
          <text x={Math.min(WIDTH - 130, x(Math.max(0, life.born)) + 5)} y={12 + 12 * n}>
            {n === 0 ? chosenName.value : life.text.slice(0, 24)}
          </text>
        </g>
      ))}
    </Frame>
  );
}

function Grid({ top, y, text }: { top: number; y: (share: number) => number; text: (value: number) => string }) {
  return (
    <g class="grid">
      {[0, 0.5, 1].map((share) => (
        <g key={share}>
          <line x1={LEFT} x2={WIDTH - RIGHT} y1={y(share)} y2={y(share)} />
          <text x={LEFT - 6} y={y(share) + 4} text-anchor="end">
            {text(share * top)}
          </text>
        </g>
      ))}
    </g>
  );
}

function Bytes() {
  const t = texts.value;
  const height = 150;
  const current = run.value;
  if (current === undefined) return null;
  const { bytes, notes } = current.steps;
  const { values, stride } = largestOfEach(bytes);
  const peak = values.reduce((most, value) => Math.max(most, value), 0);
  const low = Math.min(...values) * 0.98;
  const y = (share: number): number => height - 16 - share * (height - 34);
  const points = values.map((value, n) => {
    const at = x(notes[n * stride] ?? current.programEnd).toFixed(1);
    return `${n === 0 ? 'M' : 'L'}${at} ${y((value - low) / Math.max(1, peak - low)).toFixed(1)}`;
  });
  const title = stride > 1 ? `${t.chartBytes} (${t.aggregated(stride)})` : t.chartBytes;
  const now = bytes[note.value >= current.programEnd ? bytes.length - 1 : Math.max(0, step.value)] ?? 0;
  return (
    <Frame title={title} now={`${t.chartAt(bytesShort(now))}, ${t.peak(peak)}`} height={height}>
      <Grid top={peak - low} y={y} text={(value) => bytesShort(value + low)} />
      <path class="bytes-line" d={points.join('')} />
    </Frame>
  );
}

function Collections() {
  const t = texts.value;
  const height = 84;
  const all = run.value?.collections ?? [];
  const now = all.length === 0 ? t.noCollections : `${all.length}`;
  return (
    <Frame title={t.chartCollections} now={now} height={height}>
      <g class="grid">
        {[0, 1, 2].map((generation) => (
          <g key={generation}>
            <line x1={LEFT} x2={WIDTH - RIGHT} y1={14 + 26 * generation} y2={14 + 26 * generation} />
            <text x={LEFT - 6} y={18 + 26 * generation} text-anchor="end">
              G{generation}
            </text>
          </g>
        ))}
      </g>
      {all.slice(0, 1000).map(({ number, generation, start, unreachable }) => (
        <path key={number} class="mark collection" d={`M${x(start) - 6} ${14 + 26 * generation + 6}l6 -12 6 12z`}>
          <title>{t.marks.collection(number, generation, unreachable)}</title>
        </path>
      ))}
    </Frame>
  );
}
