import { describe, expect, test } from 'vitest';
import { Heap, HeapArgumentError } from '../index.js';
import type { Ref } from '../memory/layout.js';
import { Memory } from '../memory/memory.js';
import { ListId, ObjectList } from './generations.js';

const MEBIBYTE = 2 ** 20;

describe('a list whose array is reserved', () => {
  const PLACES = 1024;
  const refs = (from: number, to: number): Ref[] =>
    Array.from({ length: to - from }, (_, i) => (4096 + 16 * (from + i)) as Ref);
  const listed = (list: ObjectList): Ref[] => {
    const found: Ref[] = [];
    list.forEach((object) => {
      found.push(object);
    });
    return found;
  };
  const newList = (): ObjectList =>
    new ObjectList(new Memory(4 * MEBIBYTE, false), ListId.Young, new Int32Array(PLACES));

  test('closes its holes where it is full, and keeps its array and its order', () => {
    const list = newList();
    const { items } = list;
    for (const object of refs(0, PLACES)) list.append(object);
    for (const object of refs(10, 20)) list.remove(object);
    for (const object of refs(PLACES, PLACES + 10)) list.append(object);
    expect(list.items).toBe(items);
    expect(listed(list)).toEqual([...refs(0, 10), ...refs(20, PLACES + 10)]);
    expect([list.length, list.holes]).toEqual([PLACES, 0]);
  });

  test('has a second place for each object in a scan', () => {
    const list = newList();
    const half = PLACES / 2;
    for (const object of refs(0, half + 100)) list.append(object);
    for (const object of refs(0, 100)) list.remove(object);
    list.prepareScan();
    expect(list.length).toBe(half);
    for (const object of refs(100, half + 100)) list.appendDuringScan(object);
    expect(list.items[PLACES - 1]).toBe(refs(half + 99, half + 100)[0]);
  });
});

test('more types than the reservation has room for are refused', () => {
  const heap = new Heap({ bytes: 4 * MEBIBYTE });
  const { capacity } = heap.types;
  const define = () => heap.defineType({ name: 'one of many', basicSize: 16 });
  while (heap.types.length < capacity) define();
  expect(define).toThrow(HeapArgumentError);
  heap.verify();
});
