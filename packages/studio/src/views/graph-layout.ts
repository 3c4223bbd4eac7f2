import type { MomentView, ObjectView } from '@uroboros/instruments';
import { type Area, meets } from './visible.js';

/** Where the boxes and arrows of the object graph go. Frames stand on the left; objects in columns by their distance from a name. */

export const BOX_WIDTH = 168;
export const HEAD = 30;
export const ROW = 20;
const PAD = 6;
const COLUMN = BOX_WIDTH + 58;
const GAP = 18;
const MARGIN = 12;
const FRAME_GAP = 16;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

export interface ObjectBox extends Box {
  readonly view: ObjectView;
  readonly column: number;
}

export interface FrameBox extends Box {
  readonly index: number;
}

export interface Arrow {
  readonly key: string;
  readonly path: string;
  /** 0 for a name. */
  readonly from: number;
  readonly to: number;
  /** Of a weak reference, which holds nothing. */
  readonly isWeak: boolean;
  /** What lies between its ends. */
  readonly area: Area;
}

export interface GraphLayout {
  readonly frames: readonly FrameBox[];
  readonly objects: readonly ObjectBox[];
  readonly arrows: readonly Arrow[];
  /** The area of what is out of reach, if anything is. */
  readonly lost: { readonly y: number; readonly height: number } | undefined;
  readonly width: number;
  readonly height: number;
}

/** Rows of an object's box under its head. */
export const rowsOf = ({ fields, more }: ObjectView): number => fields.length + (more > 0 ? 1 : 0);

const boxHeight = (rows: number): number => HEAD + ROW * rows + (rows > 0 ? PAD : 0);

export function layOut({ frames, objects }: MomentView): GraphLayout {
  const views = new Map(objects.map((view) => [view.object as number, view]));
  const frameBoxes: FrameBox[] = [];
  let y = MARGIN;
  frames.forEach(({ names, more }, index) => {
    const height = boxHeight(names.length + (more > 0 ? 1 : 0));
    frameBoxes.push({ index, x: MARGIN, y, height });
    y += height + FRAME_GAP;
  });
  const roots = frames.flatMap(({ names }) =>
    names.flatMap(({ object, isDrawn }) => (isDrawn ? [object as number] : [])),
  );
  const boxes = new Map<number, ObjectBox>();
  const reached = objects.filter(({ unreachable }) => !unreachable);
  const bottom = Math.max(y, place(reached, roots, views, boxes, MARGIN + COLUMN, MARGIN));
  const lostViews = objects.filter(({ unreachable }) => unreachable);
  const lostTop = bottom + GAP;
  const lostBottom = place(lostViews, [], views, boxes, MARGIN + 14, lostTop + 34);
  const placed = [...boxes.values()];
  return {
    frames: frameBoxes,
    objects: placed,
    arrows: [
      ...nameArrows({ frames, objects } as MomentView, frameBoxes, boxes),
      ...placed.flatMap((box) => fieldArrows(box, boxes, placed)),
    ],
    lost: lostViews.length === 0 ? undefined : { y: lostTop, height: lostBottom - lostTop + 4 },
    width: Math.max(...placed.map(({ x }) => x + BOX_WIDTH), MARGIN + COLUMN) + 50,
    height: (lostViews.length === 0 ? bottom : lostBottom + GAP) + MARGIN,
  };
}

/** Places some objects breadth first, a column for each step from the beginning; the bottom of the lowest box. */
function place(
  group: readonly ObjectView[],
  roots: readonly number[],
  views: ReadonlyMap<number, ObjectView>,
  boxes: Map<number, ObjectBox>,
  left: number,
  top: number,
): number {
  const isIn = new Set(group.map(({ object }) => object as number));
  const columns = new Map<number, number>();
  const spread = (starts: readonly number[]): void => {
    const queue = starts.filter((object) => isIn.has(object) && !columns.has(object));
    for (const object of queue) columns.set(object, columns.get(object) ?? 0);
    for (const object of queue) {
      for (const { target, isWeak } of views.get(object)!.fields) {
        if (isWeak || !isIn.has(target) || columns.has(target)) continue;
        columns.set(target, columns.get(object)! + 1);
        queue.push(target);
      }
    }
  };
  spread(roots);
  // What no root of the group leads to begins a column of its own.
  for (const { object } of group) spread([object]);
  const ends: number[] = [];
  let bottom = top;
  for (const [object, column] of columns) {
    const view = views.get(object)!;
    const y = ends[column] ?? top;
    const height = boxHeight(rowsOf(view));
    boxes.set(object, { view, column, x: left + column * COLUMN, y, height });
    ends[column] = y + height + GAP;
    bottom = Math.max(bottom, y + height + GAP);
  }
  return bottom;
}

function nameArrows(
  { frames }: MomentView,
  frameBoxes: readonly FrameBox[],
  boxes: ReadonlyMap<number, ObjectBox>,
): Arrow[] {
  return frames.flatMap(({ names }, index) =>
    names.flatMap(({ name, object, isDrawn }, row) => {
      const to = boxes.get(object);
      if (to === undefined || !isDrawn) return [];
      const { x, y } = frameBoxes[index]!;
      const fromY = y + HEAD + ROW * row + ROW / 2;
      return [
        {
          key: `${index} ${name}`,
          from: 0,
          to: object,
          isWeak: false,
          path: forward(x + BOX_WIDTH - 8, fromY, to.x, to.y + HEAD / 2),
          area: areaBetween(x, fromY, to),
        },
      ];
    }),
  );
}

function areaBetween(x: number, y: number, to: Box): Area {
  return {
    left: Math.min(x, to.x),
    top: Math.min(y, to.y),
    right: Math.max(x, to.x) + BOX_WIDTH,
    bottom: Math.max(y, to.y) + HEAD,
  };
}

/** The part of a layout that lies in an area, or reaches into it. */
export function partIn({ frames, objects, arrows, ...rest }: GraphLayout, area: Area): GraphLayout {
  const isIn = ({ x, y, height }: Box): boolean =>
    meets({ left: x, top: y, right: x + BOX_WIDTH, bottom: y + height }, area);
  return {
    frames: frames.filter(isIn),
    objects: objects.filter(isIn),
    arrows: arrows.filter((arrow) => meets(arrow.area, area)),
    ...rest,
  };
}

function fieldArrows(box: ObjectBox, boxes: ReadonlyMap<number, ObjectBox>, all: readonly ObjectBox[]): Arrow[] {
  return box.view.fields.flatMap(({ label, target, isWeak }, row) => {
    const to = boxes.get(target);
    if (to === undefined) return [];
    const fromY = box.y + HEAD + ROW * row + ROW / 2;
    return [
      {
        key: `${box.view.object} ${row} ${label}`,
        from: box.view.object,
        to: target,
        isWeak,
        path: between(box, fromY, to, all),
        area: areaBetween(box.x, fromY, to),
      },
    ];
  });
}

function between(from: ObjectBox, fromY: number, to: ObjectBox, boxes: readonly ObjectBox[]): string {
  const toY = to.y + HEAD / 2;
  if (to.x > from.x) return forward(from.x + BOX_WIDTH - 8, fromY, to.x, toY);
  const right = to.x + BOX_WIDTH;
  // The same column, or one before: into the right side, around what lies between.
  if (to.x === from.x) {
    const bend = 26 + Math.min(30, Math.abs(toY - fromY) / 8);
    return `M${from.x + BOX_WIDTH - 8} ${fromY}C${right + bend} ${fromY} ${right + bend} ${toY} ${right + 2} ${toY}`;
  }
  const lowest = obstacle(from, fromY, to, toY, boxes);
  if (lowest === 0) return `M${from.x + 8} ${fromY}C${from.x - 34} ${fromY} ${right + 34} ${toY} ${right + 2} ${toY}`;
  const under = lowest + 10;
  const out = from.x - 28;
  const back = right + 26;
  return (
    `M${from.x + 8} ${fromY}C${out} ${fromY} ${out + 6} ${under} ${out - 40} ${under}` +
    `L${back + 30} ${under}C${back - 6} ${under} ${back + 4} ${toY} ${right + 2} ${toY}`
  );
}

/** Bottom of the lowest box that an arrow back would cross; 0 if there is none. */
function obstacle(from: ObjectBox, fromY: number, to: ObjectBox, toY: number, boxes: readonly ObjectBox[]): number {
  const [top, bottom] = [Math.min(fromY, toY) - 4, Math.max(fromY, toY) + 4];
  return boxes
    .filter(({ x, y, height }) => x > to.x && x < from.x && y < bottom && y + height > top)
    .reduce((lowest, { y, height }) => Math.max(lowest, y + height), 0);
}

function forward(x1: number, y1: number, x2: number, y2: number): string {
  const bend = Math.min(70, (x2 - x1) / 2 + 8);
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2 - 2} ${y2}`;
}
