import { describe, expect, test } from 'vitest';
import { HeapArgumentError, HeapCorruption, HeapExhausted } from './errors.js';
import { Heap } from './heap.js';
import { NULL, type Ref } from './memory/layout.js';
import type { Handle } from './objects/handles.js';
import type { TypeSpec } from './objects/types.js';
import { createWorld } from './testing/graph-fixture.js';
import { A, append } from './testing/graph-types.js';

describe('the example of the documentation', () => {
  test('counts the handle and the slot', () => {
    const heap = new Heap({ profile: '3.11' });
    const Pair = heap.defineType({ name: 'Pair', basicSize: 32, gc: true, slots: [16, 24] });
    using pair = heap.allocate(Pair);
    heap.setSlot(pair.ref, 16, pair.ref);
    expect(heap.refcnt(pair.ref)).toBe(2);
  });
});

describe('bad arguments are refused, and change nothing', () => {
  test.each<[string, object]>([
    ['a reservation of 1 byte', { bytes: 1 }],
    ['a reservation of 3 GiB', { bytes: 3 * 2 ** 30 }],
    ['a reservation that is no number', { bytes: Number.NaN }],
    ['an unknown profile', { profile: '2.7' }],
  ])('%s', (_, options) => {
    expect(() => new Heap(options)).toThrow(HeapArgumentError);
  });

  test.each<[string, TypeSpec]>([
    ['smaller than its header', { name: 't', basicSize: 8 }],
    ['a slot outside', { name: 't', basicSize: 24, slots: [24] }],
    ['a slot over the header', { name: 't', basicSize: 24, slots: [8] }],
    ['a slot between two words', { name: 't', basicSize: 40, slots: [20] }],
    ['items and a buffer', { name: 't', basicSize: 40, itemSize: 8, items: true, buffer: { pointer: 24 } }],
    ['items that are no references', { name: 't', basicSize: 24, itemSize: 4, items: true }],
    ['a pre-header without a GC header', { name: 't', basicSize: 16, preHeader: true }],
  ])('a type with %s', (_, spec) => {
    const heap = new Heap({ bytes: 4 << 20 });
    const before = heap.types.length;
    expect(() => heap.defineType(spec)).toThrow(HeapArgumentError);
    expect(heap.types.length).toBe(before);
  });

  test('an unknown type, or one of another heap', () => {
    const [one, other] = [createWorld(), createWorld()];
    const type = other.heap.defineType({ name: 'other', basicSize: 16 });
    expect(() => one.heap.allocate(type)).toThrow(HeapArgumentError);
    expect(() => one.heap.allocate({ id: 77 as never, spec: type.spec })).toThrow(HeapArgumentError);
    one.heap.verify();
  });

  test.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('%s items', (items) => {
    const { heap, types } = createWorld();
    expect(() => heap.allocate(types.tuple, items)).toThrow(HeapArgumentError);
    expect(heap.gc.getObjects()).toEqual([]);
  });

  test('items for a type that has none', () => {
    const { heap, types } = createWorld();
    expect(() => heap.allocate(types.node, 1)).toThrow(HeapArgumentError);
  });

  test.each([-4, 0, 2, 1.5, Number.NaN, 2 ** 31])('the reference %s', (ref) => {
    const { heap } = createWorld();
    expect(() => heap.refcnt(ref as Ref)).toThrow(HeapArgumentError);
    expect(() => heap.hold(ref as Ref)).toThrow(HeapArgumentError);
  });

  test('a slot that the type has not, an item behind the last', () => {
    const { heap, types } = createWorld();
    using node = heap.allocate(types.node);
    using tuple = heap.allocate(types.tuple, 2);
    expect(() => heap.setSlot(node.ref, 8, node.ref)).toThrow('slot is 8; it must be one of Node: 16, 24');
    expect(() => heap.getSlot(tuple.ref, 16)).toThrow('it has none');
    expect(() => heap.getItem(tuple.ref, 2)).toThrow('item is 2; it must be 0 to 1');
    expect(() => heap.setItem(node.ref, 0, node.ref)).toThrow(HeapArgumentError);
    heap.verify();
  });

  test('a reference to an object that has died, however its memory is kept', () => {
    const { heap, types } = createWorld();
    const kept = heap.defineType({ name: 'kept', basicSize: 16, freeList: { limit: 4 } });
    using holder = heap.allocate(types.node);
    using items = heap.allocate(types.tuple, 1);
    for (const type of [types.node, types.number, kept]) {
      const dying = [heap.allocate(type), heap.allocate(type), heap.allocate(type)];
      const refs = dying.map(({ ref }) => ref);
      for (const handle of dying) handle.release();
      for (const ref of refs) {
        expect(() => heap.hold(ref), type.spec.name).toThrow('it must be that of a living object');
        expect(() => heap.setSlot(holder.ref, A, ref)).toThrow(HeapArgumentError);
        expect(() => heap.setItem(items.ref, 0, ref)).toThrow(HeapArgumentError);
        if (type === types.node) {
          expect(() => heap.setSlot(ref, A, NULL)).toThrow(HeapArgumentError);
          expect(() => heap.weakref(ref)).toThrow(HeapArgumentError);
        }
      }
    }
    heap.verify();
  });

  test('but not an object in the midst of its death', () => {
    const { heap, types } = createWorld();
    const type = heap.defineType({
      name: 'tidy',
      basicSize: 24,
      slots: [16],
      tearDown: (object) => heap.setSlot(object, 16, NULL),
    });
    const tidy = heap.allocate(type);
    using node = heap.allocate(types.node);
    heap.setSlot(tidy.ref, 16, node.ref);
    tidy.release();
    expect(heap.refcnt(node.ref)).toBe(1);
    heap.verify();
  });

  test('a count that looks like a link between free blocks', () => {
    const { heap, types } = createWorld();
    using number = heap.allocate(types.number);
    const { i32 } = heap.memory;
    i32[number.ref] = number.ref + 4;
    heap.hold(number.ref).release();
    expect(heap.refcnt(number.ref)).toBe(number.ref + 4);
    i32[number.ref] = 1;
  });

  test('a weak reference to an object of a type without a list for them', () => {
    const { heap, types } = createWorld();
    using number = heap.allocate(types.number);
    expect(() => heap.weakref(number.ref)).toThrow('it must be of a type with a weakList');
    expect(() => heap.target(number.ref)).toThrow('it must be a weak reference');
  });
});

describe('in debug mode every reference passed in is checked', () => {
  test('one to a freed object', () => {
    const { heap, types } = createWorld({ debug: true });
    const node = heap.allocate(types.node);
    using holder = heap.allocate(types.node);
    const { ref } = node;
    node.release();
    expect(() => heap.refcnt(ref)).toThrow(HeapCorruption);
    expect(() => heap.setSlot(holder.ref, A, ref)).toThrow(HeapCorruption);
    expect(() => heap.hold(ref)).toThrow(HeapCorruption);
    heap.verify();
  });

  test('one to a block that is no object, one into the middle of an object', () => {
    const { heap, types } = createWorld({ debug: true });
    const block = heap.blocks.calloc(64);
    using node = heap.allocate(types.node);
    expect(() => heap.refcnt(block as Ref)).toThrow(HeapArgumentError);
    expect(() => heap.refcnt((node.ref + 4) as Ref)).toThrow(HeapCorruption);
    expect(() => heap.refcnt((heap.memory.limitWords - 4) as Ref)).toThrow(HeapCorruption);
    heap.blocks.free(block);
    heap.verify();
  });

  test('programs run as they do without', () => {
    const { heap, types, withFinalizer, log } = createWorld({ debug: true });
    using list = heap.allocate(types.list);
    for (let i = 0; i < 100; i++) append(heap, list.ref, list.ref);
    const x = withFinalizer('x');
    heap.setSlot(x.ref, A, x.ref);
    x.release();
    heap.gc.collect();
    expect(log).toEqual(['x']);
    heap.verify();
  });
});

describe('when the reservation is used up', () => {
  const MIB = 2 ** 20;

  /** Fills a small heap with nodes, until one does not fit. */
  function fill(profile: '3.11' | '3.13', debug = false): ReturnType<typeof createWorld> & { handles: Handle[] } {
    const world = createWorld({ bytes: 4 * MIB, profile, debug });
    const handles: Handle[] = [];
    try {
      for (;;) handles.push(world.heap.allocate(world.types.node));
    } catch (error) {
      expect(error).toBeInstanceOf(HeapExhausted);
      return { ...world, handles };
    }
  }

  test.each(['3.11', '3.13'] as const)(
    'allocate throws, the heap is intact, and goes on once something is freed (%s)',
    (profile) => {
      const { heap, types, handles } = fill(profile);
      expect(handles.length).toBeGreaterThan(30_000);
      heap.verify();
      expect(() => heap.allocate(types.node)).toThrow(HeapExhausted);
      heap.verify();
      handles.pop()!.release();
      using again = heap.allocate(types.node);
      expect(heap.refcnt(again.ref)).toBe(1);
      expect(() => heap.allocate(types.tuple, 200_000)).toThrow(HeapExhausted);
      heap.verify();
      for (const handle of handles) handle.release();
      using tuple = heap.allocate(types.tuple, 20_000);
      expect(heap.size(tuple.ref)).toBe(20_000);
      heap.verify();
    },
  );

  test('a collection needs no memory and makes room', () => {
    const { heap, types, handles } = fill('3.13');
    const many = handles.splice(0, 1000);
    for (const { ref } of many) heap.setSlot(ref, A, ref);
    for (const handle of many) handle.release();
    expect(() => heap.allocate(types.node)).toThrow(HeapExhausted);
    expect(heap.gc.collect()).toBe(1000);
    using node = heap.allocate(types.node);
    expect(heap.getSlot(node.ref, A)).toBe(NULL);
    heap.verify();
  });

  test('weak references and their callbacks leave nothing behind', () => {
    const { heap, handles } = fill('3.13', true);
    for (let i = 0; i < 3; i++) {
      expect(() => {
        for (;;) heap.weakref(handles[0]!.ref, () => {});
      }).toThrow(HeapExhausted);
      heap.verify();
    }
  });

  test.each([268_435_456, 300_000_000, 2 ** 40, Number.MAX_SAFE_INTEGER])(
    '%i items are too many, not too few',
    (items) => {
      const { heap, types } = createWorld();
      expect(() => heap.allocate(types.tuple, items)).toThrow(HeapExhausted);
      expect(heap.gc.getObjects()).toEqual([]);
      heap.verify();
    },
  );
});

describe('allocations at any moment', () => {
  test('in finalizers, callbacks and collection hooks, while each allocation collects', () => {
    const world = createWorld({
      profile: '3.11',
      hooks: {
        collection: () => {
          world.heap.allocate(world.types.list).release();
          world.heap.verify();
        },
      },
    });
    const { heap, types, withFinalizer, onFinalize } = world;
    // Every count is above −1.
    heap.gc.setThreshold(-1, 0, 0);
    for (let i = 0; i < 20; i++) {
      const x = withFinalizer(`x${i}`);
      heap.setSlot(x.ref, A, x.ref);
      onFinalize.set(`x${i}`, () => {
        heap.weakref(x.ref, () => heap.allocate(types.tuple, 3).release());
        heap.allocate(types.node).release();
      });
      heap
        .weakref(x.ref, () => {
          heap.allocate(types.node).release();
          heap.verify();
        })
        .release();
      if (i % 2 === 0) heap.weakref(x.ref, () => heap.allocate(types.node).release());
      x.release();
    }
    heap.gc.collect();
    heap.verify();
    expect(world.log.filter((line) => line.startsWith('x'))).toHaveLength(20);
  });
});
