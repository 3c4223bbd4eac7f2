import { signal } from '@preact/signals';
import type { MemoryView } from '@uroboros/instruments';
import { useEffect, useRef, useState } from 'preact/hooks';
import { address, namesOf } from '../parts/names.js';
import { choose, chosen, look } from '../state/studio.js';
import { lookChanges } from '../state/theme.js';
import { bytesShort, texts } from '../texts.js';
import { blockAt, type Colours, type MemoryMap, mapOf, paint } from './memory-map.js';

/** The allocator's memory: arenas, pools and blocks on a canvas. */

/** What the pointer is over, in words. */
const pointed = signal('');

export function Memory() {
  const t = texts.value;
  const memory = look.value?.memory;
  if (memory === undefined) return <p class="quiet">{t.looking}</p>;
  return (
    <div class="memory">
      <p class="quiet">{t.memoryHint}</p>
      <ul class="memory-legend">
        {t.blockStates.map((text, state) => (
          <li key={text}>
            <span class={`swatch state-${state}`} aria-hidden="true" /> {text}
          </li>
        ))}
      </ul>
      <p class="pointed" id="pointed" aria-live="polite">
        {pointed.value === '' ? t.memoryUse(memory.bytesInUse) : pointed.value}
      </p>
      <MapCanvas memory={memory} />
      <Blocks memory={memory} />
    </div>
  );
}

function MapCanvas({ memory }: { memory: MemoryView }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, setWidth] = useState(640);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.max(240, Math.floor(entry!.contentRect.width))));
    observer.observe(canvas.current!.parentElement!);
    return () => observer.disconnect();
  }, []);
  const map = mapOf(memory, width);
  const object = chosen.value?.object ?? 0;
  const changes = lookChanges.value;
  useEffect(() => paintOn(canvas.current!, map, memory, width, object), [memory, width, object, changes]);
  const find = (event: MouseEvent) => {
    const { left, top } = canvas.current!.getBoundingClientRect();
    return blockAt(map, event.clientX - left, event.clientY - top);
  };
  return (
    <div class="memory-canvas">
      <canvas
        ref={canvas}
        id="memory-map"
        role="img"
        aria-label={texts.value.memoryMap}
        style={{ width: `${width}px`, height: `${map.height}px` }}
        onPointerMove={(event) => {
          pointed.value = textOf(memory, find(event));
        }}
        onPointerLeave={() => {
          pointed.value = '';
        }}
        onClick={(event) => {
          const found = find(event);
          const owner = found === undefined || found.block < 0 ? 0 : memory.owners[found.box.first + found.block]!;
          if (owner !== 0) choose(owner);
        }}
      />
      {map.titles.map(({ arena, y }) => (
        <span key={arena} class="arena-title" style={{ top: `${y - 14}px` }}>
          {texts.value.arena(arena + 1, memory.arenas[arena]!.pools.length, bytesShort(memory.arenaBytes))}
        </span>
      ))}
    </div>
  );
}

function paintOn(canvas: HTMLCanvasElement, map: MemoryMap, memory: MemoryView, width: number, object: number): void {
  const scale = devicePixelRatio;
  canvas.width = width * scale;
  canvas.height = map.height * scale;
  const context = canvas.getContext('2d')!;
  context.scale(scale, scale);
  paint(context, map, memory, object, coloursOf(canvas));
}

function coloursOf(element: Element): Colours {
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(name);
  return {
    states: [0, 1, 2, 3, 4].map((state) => colour(`--block-${state}`)),
    chosen: colour('--chosen'),
    ink: colour('--ink'),
    line: colour('--line'),
  };
}

function textOf(memory: MemoryView, found: ReturnType<typeof blockAt>): string {
  if (found === undefined) return '';
  const t = texts.value;
  const { box, block } = found;
  const arena = memory.arenas[box.arena]!;
  const bytes = arena.blockBytes[box.pool]!;
  if (block < 0) return t.pool(bytes, arena.inUse[box.pool]!, box.blocks);
  const state = memory.states[box.first + block]!;
  const owner = memory.owners[box.first + block]!;
  const what = owner === 0 ? t.blockStates[state]! : `${t.blockStates[state]}, ${nameOf(owner)}`;
  return t.block(address(arena.pools[box.pool]! + (48 + block * bytes) / 4), bytes, what);
}

/** What the program calls an object, else what the moment shows of it, else where it is. */
function nameOf(object: number): string {
  const [name] = namesOf(object);
  const view = look.value?.moment.objects.find((each) => each.object === object);
  const text = view?.title ?? address(object);
  return name === undefined ? text : `${name}: ${text}`;
}

/** Objects of the program with their blocks: the map for the keyboard. */
const MOST_LISTED = 40;

function Blocks({ memory }: { memory: MemoryView }) {
  const t = texts.value;
  const objects = (look.value?.moment.objects ?? []).slice(0, MOST_LISTED);
  const large = memory.large.filter(({ state }) => state >= 3);
  return (
    <div class="memory-lists">
      <details>
        <summary>{t.blocksOf}</summary>
        <ul class="blocks">
          {objects.map(({ object, bytes }) => (
            <li key={object}>
              <button
                type="button"
                class={`link ${object === chosen.value?.object ? 'chosen' : ''}`}
                onClick={() => choose(object)}
              >
                {nameOf(object)}
              </button>{' '}
              <span class="quiet">
                {bytesShort(bytes)} · {address(object)}
              </span>
            </li>
          ))}
        </ul>
      </details>
      <details>
        <summary>
          {t.large} <span class="quiet">{t.largeBlocks(large.length)}</span>
        </summary>
        <ul class="blocks">
          {large.slice(0, MOST_LISTED).map(({ block, bytes, owner }) => (
            <li key={block}>
              <button type="button" class="link" onClick={() => choose(owner)}>
                {nameOf(owner)}
              </button>{' '}
              <span class="quiet">
                {bytesShort(bytes)} · {address(block)}
              </span>
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}
