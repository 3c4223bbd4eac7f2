import type { ArenaView, MemoryView } from '@uroboros/instruments';

/** Where arenas, pools and blocks lie on the canvas, and how they are painted. */

export const COLUMNS = 8;
const CELL_HEIGHT = 46;
const GAP = 5;
const TITLE = 24;
const POOL_HEADER = 48;

export interface PoolBox {
  readonly arena: number;
  readonly pool: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Blocks in a row, and the size of one. */
  readonly columns: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
  readonly first: number;
  readonly blocks: number;
}

export interface MemoryMap {
  readonly pools: readonly PoolBox[];
  readonly titles: readonly { readonly arena: number; readonly y: number }[];
  readonly height: number;
}

/** The map of a memory for a canvas of a width. */
export function mapOf({ arenas, poolBytes, arenaBytes }: MemoryView, width: number): MemoryMap {
  const pools: PoolBox[] = [];
  const titles: { arena: number; y: number }[] = [];
  const columns = width < 480 ? COLUMNS / 2 : COLUMNS;
  const cell = (width - GAP * (columns - 1)) / columns;
  let y = 0;
  arenas.forEach((arena, n) => {
    titles.push({ arena: n, y: y + 15 });
    y += TITLE;
    arena.pools.forEach((_, p) => {
      const x = (p % columns) * (cell + GAP);
      pools.push(poolBox(arena, n, p, x, y + Math.floor(p / columns) * (CELL_HEIGHT + GAP), cell, poolBytes));
    });
    // What was not cut into pools yet is drawn as empty places.
    const places = Math.floor(arenaBytes / poolBytes);
    y += Math.ceil(places / columns) * (CELL_HEIGHT + GAP) + 10;
  });
  return { pools, titles, height: y };
}

function poolBox(
  arena: ArenaView,
  n: number,
  p: number,
  x: number,
  y: number,
  width: number,
  poolBytes: number,
): PoolBox {
  const first = arena.firstBlock[p]!;
  const blocks = arena.firstBlock[p + 1]! - first;
  const bytes = arena.blockBytes[p]!;
  const capacity = bytes === 0 ? 1 : Math.floor((poolBytes - POOL_HEADER) / bytes);
  const columns = Math.max(1, Math.min(capacity, Math.round(Math.sqrt((capacity * width) / CELL_HEIGHT))));
  const rows = Math.ceil(capacity / columns);
  return {
    arena: n,
    pool: p,
    x,
    y,
    width,
    height: CELL_HEIGHT,
    columns,
    cellWidth: width / columns,
    cellHeight: CELL_HEIGHT / rows,
    first,
    blocks,
  };
}

export interface Colours {
  readonly states: readonly string[];
  readonly chosen: string;
  readonly ink: string;
  readonly line: string;
}

/** Paints the map. Blocks of the chosen object get a border that needs no colour to be seen. */
export function paint(
  context: CanvasRenderingContext2D,
  map: MemoryMap,
  memory: MemoryView,
  chosen: number,
  colours: Colours,
): void {
  const marked: { x: number; y: number; width: number; height: number }[] = [];
  for (const box of map.pools) {
    context.fillStyle = colours.states[0]!;
    context.fillRect(box.x, box.y, box.width, box.height);
    for (let i = 0; i < box.blocks; i++) {
      const state = memory.states[box.first + i]!;
      if (state === 0) continue;
      const block = blockBox(box, i);
      context.fillStyle = colours.states[state]!;
      context.fillRect(block.x, block.y, block.width, block.height);
      if (chosen !== 0 && memory.owners[box.first + i] === chosen) marked.push(block);
    }
    context.strokeStyle = colours.line;
    context.lineWidth = 1;
    context.strokeRect(box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1);
  }
  for (const { x, y, width, height } of marked) {
    context.strokeStyle = colours.chosen;
    context.lineWidth = 2.5;
    const grow = 2;
    context.strokeRect(x - grow, y - grow, Math.max(4, width) + 2 * grow, Math.max(4, height) + 2 * grow);
  }
}

function blockBox(
  { x, y, columns, cellWidth, cellHeight }: PoolBox,
  i: number,
): { x: number; y: number; width: number; height: number } {
  const gap = cellWidth > 4 && cellHeight > 4 ? 1 : 0;
  return {
    x: x + (i % columns) * cellWidth,
    y: y + Math.floor(i / columns) * cellHeight,
    width: Math.max(0.8, cellWidth - gap),
    height: Math.max(0.8, cellHeight - gap),
  };
}

/** The pool at a place, and the block in it (−1 if none is there). */
export function blockAt({ pools }: MemoryMap, x: number, y: number): { box: PoolBox; block: number } | undefined {
  const box = pools.find((each) => x >= each.x && x < each.x + each.width && y >= each.y && y < each.y + each.height);
  if (box === undefined) return undefined;
  const column = Math.floor((x - box.x) / box.cellWidth);
  const block = Math.floor((y - box.y) / box.cellHeight) * box.columns + column;
  return { box, block: block < box.blocks ? block : -1 };
}
