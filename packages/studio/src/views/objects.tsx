import type { FrameNames, MomentView, NameView, ObjectView } from '@uroboros/instruments';
import { useEffect, useState } from 'preact/hooks';
import { countText } from '../parts/names.js';
import { choose, chosen, look, opened, toggleHolders } from '../state/studio.js';
import { texts } from '../texts.js';
import { Cycles } from './cycles.js';
import { BOX_WIDTH, type FrameBox, HEAD, layOut, type ObjectBox, partIn, ROW } from './graph-layout.js';
import { HolderList } from './holders.js';
import { scaled, useVisibleArea } from './visible.js';

/** The program's names and objects as a graph. */
export function Objects() {
  const moment = look.value?.moment;
  return moment === undefined ? <p class="quiet">{texts.value.looking}</p> : <Graph moment={moment} />;
}

function Graph({ moment }: { moment: MomentView }) {
  const t = texts.value;
  const [host, setHost] = useState<Element | null>(null);
  const width = useWidth(host);
  const visible = useVisibleArea(host);
  const layout = layOut(moment);
  const scale = Math.min(1, Math.max(LEAST_SCALE, width / layout.width));
  const part = partIn(layout, scaled(visible, 1 / scale));
  const box = layout.objects.find(({ view }) => view.object === opened.value);
  return (
    <div class="graph-scroll" ref={setHost}>
      <div
        class="graph-size"
        data-note={moment.note}
        style={{ width: `${layout.width * scale}px`, height: `${layout.height * scale}px` }}
      >
        {/* biome-ignore lint/a11y/noSvgWithoutTitle: its parts have labels, and a title would be a hint over all of them */}
        <svg
          class="graph"
          width={layout.width * scale}
          height={layout.height * scale}
          viewBox={`0 0 ${layout.width} ${layout.height}`}
        >
          <defs>
            <marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
              <path d="M0 0.5L8 4L0 7.5z" class="tip" />
            </marker>
            <marker id="tip-chosen" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
              <path d="M0 0.5L8 4L0 7.5z" class="tip chosen" />
            </marker>
          </defs>
          {layout.lost !== undefined && (
            <g class="lost-area">
              <rect x="8" y={layout.lost.y} width={layout.width - 16} height={layout.lost.height} rx="8" />
              <text x="22" y={layout.lost.y + 20}>
                {t.lost}
              </text>
            </g>
          )}
          {part.frames.map((frame) => (
            <FrameGroup key={frame.index} box={frame} frame={moment.frames[frame.index]!} />
          ))}
          {part.objects.map((each) => (
            <ObjectGroup key={each.view.object} box={each} />
          ))}
          {part.arrows.map(({ key, path, to, isWeak }) => (
            <path
              key={key}
              class={`arrow ${to === chosen.value?.object ? 'chosen' : ''} ${isWeak ? 'weak' : ''}`}
              d={path}
              marker-end={to === chosen.value?.object ? 'url(#tip-chosen)' : 'url(#tip)'}
            />
          ))}
        </svg>
        {box !== undefined && (
          <div class="holders-popover" style={{ left: `${box.x * scale}px`, top: `${(box.y + HEAD + 2) * scale}px` }}>
            <HolderList />
          </div>
        )}
      </div>
      <Rest moment={moment} />
    </div>
  );
}

/** A wide graph is drawn smaller, as far as it can still be read. */
const LEAST_SCALE = 0.8;

/** The width of an element. */
function useWidth(element: Element | null): number {
  const [width, setWidth] = useState(540);
  useEffect(() => {
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => setWidth(entry!.contentRect.width));
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return width;
}

function Rest({ moment }: { moment: MomentView }) {
  const t = texts.value;
  const all = moment.rest.reduce((sum, { objects }) => sum + objects, 0);
  const types = moment.rest.slice(0, 6).map(({ type, objects }) => `${objects} × ${type}`);
  return (
    <div class="notes">
      {moment.objects.length === 0 && <p class="quiet">{t.nothing}</p>}
      {all > 0 && <p id="rest">{t.rest(all, types.join(', '))}</p>}
      {moment.restLost > 0 && <p>{t.restLost(moment.restLost)}</p>}
      {moment.objects.some(({ unreachable }) => unreachable) && <p>{t.lostHint}</p>}
      <Cycles />
      <details>
        <summary>{t.legend}</summary>
        <p>{t.legendCount}</p>
        <p>{t.legendGeneration}</p>
        <p>{t.legendChosen}</p>
        <p>{t.legendLost}</p>
      </details>
    </div>
  );
}

function FrameGroup({ box, frame }: { box: FrameBox; frame: FrameNames }) {
  const t = texts.value;
  const title = frame.title === '<module>' ? t.globals : t.frame(frame.title, frame.line);
  return (
    <g class="frame" transform={`translate(${box.x} ${box.y})`}>
      <rect class="body" width={BOX_WIDTH - 8} height={box.height} rx="6" />
      <text class="title" x="10" y="19">
        {cut(title, BOX_WIDTH - 24)}
      </text>
      {frame.names.map((name, row) => (
        <NameRow key={name.name} name={name} y={HEAD + ROW * row} />
      ))}
      {frame.more > 0 && (
        <text class="more" x="10" y={HEAD + ROW * frame.names.length + 14}>
          {t.moreNames(frame.more)}
        </text>
      )}
    </g>
  );
}

function NameRow({ name, y }: { name: NameView; y: number }) {
  return (
    <Pressable
      class={`row name ${name.object === chosen.value?.object ? 'chosen' : ''}`}
      label={texts.value.chooseObject(`${name.name}: ${name.text}`)}
      onPress={() => choose(name.object)}
      data={{ 'data-name': name.name, 'data-target': name.object }}
    >
      <rect class="hit" x="4" y={y} width={BOX_WIDTH - 16} height={ROW} rx="3" />
      <text x="10" y={y + 14}>
        <tspan class="label">{cut(name.name, name.isDrawn ? 130 : 90)}</tspan>
        {!name.isDrawn && (
          <tspan class="value" dx="8">
            {cut(name.text, BOX_WIDTH - 36 - Math.min(90, CHARACTER * name.name.length))}
          </tspan>
        )}
      </text>
      {name.isDrawn && <circle class="dot" cx={BOX_WIDTH - 18} cy={y + ROW / 2} r="3" />}
    </Pressable>
  );
}

function ObjectGroup({ box }: { box: ObjectBox }) {
  const t = texts.value;
  const { view, x, y, height } = box;
  const isChosen = view.object === chosen.value?.object;
  const count = countText(view);
  const badge = 20 + 7 * count.length;
  return (
    <g
      class={`object ${isChosen ? 'chosen' : ''} ${view.unreachable ? 'lost' : ''}`}
      transform={`translate(${x} ${y})`}
      data-object={view.object}
      data-count={count}
    >
      <rect class="body" width={BOX_WIDTH} height={height} rx="6" />
      <Pressable class="head" label={t.chooseObject(view.text)} onPress={() => choose(view.object)}>
        <rect class="hit" x="1" y="1" width={BOX_WIDTH - badge - 8} height={HEAD - 4} rx="5" />
        <text x="10" y="20">
          <tspan class="text">{cut(view.title, BOX_WIDTH - badge - 16 - (view.generation >= 0 ? 22 : 0))}</tspan>
          {view.generation >= 0 && (
            <tspan class="generation" dx="7">
              {LISTS[view.generation]}
            </tspan>
          )}
        </text>
        <title>{`${view.type} ${view.text}`}</title>
      </Pressable>
      <Pressable class="badge" label={t.countOf(view.text, count)} onPress={() => toggleHolders(view.object)}>
        <rect class="hit" x={BOX_WIDTH - badge - 6} y="5" width={badge} height="20" rx="10" />
        <text x={BOX_WIDTH - badge / 2 - 6} y="19" text-anchor="middle">
          ×{count}
        </text>
      </Pressable>
      <Fields view={view} />
    </g>
  );
}

/** Marks of the collector's lists. */
const LISTS = ['G0', 'G1', 'G2', 'G∞', 'U'];

function Fields({ view }: { view: ObjectView }) {
  const t = texts.value;
  return (
    <>
      {view.fields.map(({ label, target, text, isValue }, row) => {
        const y = HEAD + ROW * row;
        return (
          <Pressable
            key={`${row} ${label}`}
            class={`row field ${target === chosen.value?.object ? 'chosen' : ''}`}
            label={t.chooseObject(`${label} ${text}`)}
            onPress={() => choose(target)}
          >
            <rect class="hit" x="4" y={y} width={BOX_WIDTH - 8} height={ROW} rx="3" />
            <text x="10" y={y + 14}>
              <tspan class="label">{cut(label, isValue ? 100 : 140)}</tspan>
              {isValue && (
                <tspan class="value" dx="6">
                  {cut(text, BOX_WIDTH - 24 - Math.min(100, CHARACTER * label.length))}
                </tspan>
              )}
            </text>
            {!isValue && <circle class="dot" cx={BOX_WIDTH - 10} cy={y + ROW / 2} r="3" />}
          </Pressable>
        );
      })}
      {view.more > 0 && (
        <text class="more" x="10" y={HEAD + ROW * view.fields.length + 14}>
          {t.moreFields(view.more)}
        </text>
      )}
    </>
  );
}

/** A part of a picture that can be pressed like a button. */
function Pressable({
  class: name,
  label,
  onPress,
  data,
  children,
}: {
  class: string;
  label: string;
  onPress: () => void;
  data?: Readonly<Record<string, string | number>>;
  children: preact.ComponentChildren;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: SVG has no buttons
    <g
      class={name}
      role="button"
      tabindex={0}
      aria-label={label}
      onClick={onPress}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        onPress();
      }}
      {...data}
    >
      {children}
    </g>
  );
}

/** Width of a character of the graph's font. */
const CHARACTER = 7.3;

/** As much of a text as fits. */
function cut(text: string, width: number): string {
  const most = Math.max(2, Math.floor(width / CHARACTER));
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
