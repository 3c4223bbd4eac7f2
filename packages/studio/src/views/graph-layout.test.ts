import type { MomentView, ObjectView } from '@uroboros/instruments';
import { expect, it } from 'vitest';
import { BOX_WIDTH, layOut, partIn } from './graph-layout.js';

const object = (ref: number, targets: number[], unreachable = false): ObjectView =>
  ({
    object: ref,
    unreachable,
    fields: targets.map((target, n) => ({ label: `[${n}]`, target, text: '', isValue: false, isWeak: false })),
    more: 0,
  }) as unknown as ObjectView;

const moment = (objects: ObjectView[], names: number[]): MomentView =>
  ({
    frames: [
      {
        title: '<module>',
        line: 0,
        names: names.map((ref) => ({ name: `n${ref}`, object: ref, isDrawn: true })),
        more: 0,
      },
    ],
    objects,
  }) as unknown as MomentView;

it('puts objects into columns by their distance from a name, and boxes never overlap', () => {
  const { objects, arrows } = layOut(moment([object(4, [8, 12]), object(8, [12]), object(12, [4])], [4]));
  const boxes = new Map(objects.map((box) => [box.view.object as number, box]));
  expect([4, 8, 12].map((ref) => boxes.get(ref)!.column)).toEqual([0, 1, 1]);
  for (const a of objects)
    for (const b of objects)
      if (a !== b && a.x === b.x) expect(a.y + a.height < b.y || b.y + b.height < a.y).toBe(true);
  expect(arrows).toHaveLength(5);
});

it('keeps what is out of reach apart', () => {
  const { objects, lost, width } = layOut(moment([object(4, []), object(8, [8], true)], [4]));
  const [reached, unreachable] = objects;
  expect(unreachable!.y).toBeGreaterThan(reached!.y + reached!.height);
  expect(lost!.y).toBeLessThan(unreachable!.y);
  expect(width).toBeGreaterThan(unreachable!.x + BOX_WIDTH);
});

it('has in a part of it the boxes that reach into the part, and the arrows that cross it', () => {
  const chain = Array.from({ length: 12 }, (_, n) => object(4 * (n + 1), n < 11 ? [4 * (n + 2)] : []));
  const layout = layOut(moment(chain, [4]));
  const [third] = layout.objects.filter(({ column }) => column === 2);
  const part = partIn(layout, { left: third!.x + 1, top: 0, right: third!.x + 2, bottom: 1000 });
  expect(part.objects.map(({ column }) => column)).toEqual([2]);
  expect(part.arrows.map(({ from, to }) => [from, to])).toEqual([
    [8, 12],
    [12, 16],
  ]);
  expect(part.width).toBe(layout.width);
  expect(partIn(layout, { left: 0, top: 0, right: layout.width, bottom: layout.height })).toEqual(layout);
});
