import { describe, expect, test } from 'vitest';
import { HeapArgumentError, InvariantViolation } from '../errors.js';
import { Header, NULL, type Ref } from '../memory/layout.js';
import { createWorld } from '../testing/graph-fixture.js';
import { A } from '../testing/graph-types.js';
import type { Handle } from './handles.js';

describe('handles', () => {
  test('hold one count each; `using` lets go at the end of the block', () => {
    const { heap, types } = createWorld();
    let ref = NULL;
    {
      using object = heap.allocate(types.node);
      ref = object.ref;
      using second = heap.hold(ref);
      expect(second.ref).toBe(ref);
      expect(heap.refcnt(ref)).toBe(2);
      expect(heap.handles.size).toBe(2);
    }
    expect(heap.handles.size).toBe(0);
    expect(heap.gc.getObjects()).toEqual([]);
  });

  test('may be released twice; the second time does nothing', () => {
    const { heap, types } = createWorld();
    const [object, other] = [heap.allocate(types.node), heap.allocate(types.node)];
    using second = heap.hold(object.ref);
    object.release();
    object.release();
    expect(object.released).toBe(true);
    expect(heap.refcnt(second.ref)).toBe(1);
    heap.verify();
    other.release();
  });

  test('refuse to be used after they were released', () => {
    const { heap, types } = createWorld();
    const object = heap.allocate(types.node);
    object.release();
    expect(() => object.ref).toThrow('handle is released; it must be used before it is released');
    expect(() => object.ref).toThrow(HeapArgumentError);
  });

  test('keep an object alive that is released in its own finalizer', () => {
    const { heap, withFinalizer, onFinalize } = createWorld();
    const x = withFinalizer('x');
    const kept: Handle[] = [];
    onFinalize.set('x', (object) => {
      kept.push(heap.hold(object));
      kept[0]!.release();
    });
    x.release();
    expect(heap.gc.getObjects()).toEqual([]);
    heap.verify();
  });
});

describe('counts', () => {
  test('a count that is added to 2³¹ times becomes immortal, and stays', () => {
    const { heap, types } = createWorld({ profile: '3.13' });
    const object = heap.allocate(types.node);
    heap.memory.i32[object.ref + Header.Refcnt] = 0x7fffffff;
    heap.counts.incref(object.ref);
    expect(heap.refcnt(object.ref)).toBe(2 ** 31);
    for (let i = 0; i < 3; i++) heap.counts.decref(object.ref);
    expect(heap.refcnt(object.ref)).toBe(2 ** 31);
    heap.verify();
  });

  test('the immortal count of 3.12 and 3.13 is neither added to nor taken from', () => {
    const { heap, types } = createWorld({ profile: '3.13' });
    const object = heap.allocate(types.node);
    heap.memory.i32[object.ref + Header.Refcnt] = -1;
    heap.counts.incref(object.ref);
    heap.counts.decref(object.ref);
    heap.setSlot(object.ref, A, object.ref);
    expect(heap.refcnt(object.ref)).toBe(2 ** 32 - 1);
    object.release();
    expect(heap.gc.getObjects()).toHaveLength(1);
  });

  test('an immortal object that a dying one held stays', () => {
    const { heap, types } = createWorld({ profile: '3.13' });
    const [holder, immortal] = [heap.allocate(types.node), heap.allocate(types.number)];
    heap.setSlot(holder.ref, A, immortal.ref);
    heap.memory.i32[immortal.ref + Header.Refcnt] = -1;
    const ref = immortal.ref;
    immortal.release();
    holder.release();
    expect(heap.refcnt(ref)).toBe(2 ** 32 - 1);
    heap.verify({ references: (visit) => visit(ref) });
  });

  test('a reference that nobody holds cannot be dropped', () => {
    const { heap, types } = createWorld();
    const object = heap.allocate(types.node);
    heap.memory.i32[object.ref + Header.Refcnt] = 0;
    expect(() => heap.counts.decref(object.ref)).toThrow(InvariantViolation);
  });
});

describe('slots and items', () => {
  test('count what they hold, and drop what they held', () => {
    const { heap, node, withFinalizer, log } = createWorld();
    const [holder, old, fresh] = [node('holder'), withFinalizer('old'), withFinalizer('fresh')];
    heap.setSlot(holder.ref, A, old.ref);
    expect(heap.refcnt(old.ref)).toBe(2);
    old.release();
    heap.setSlot(holder.ref, A, fresh.ref);
    expect(log).toEqual(['old']);
    expect(heap.getSlot(holder.ref, A)).toBe(fresh.ref);
    heap.setSlot(holder.ref, A, NULL);
    expect(heap.refcnt(fresh.ref)).toBe(1);
  });

  test('hold the new reference already when the old one dies', () => {
    const { heap, withFinalizer, onFinalize, node, nameOf } = createWorld();
    const [holder, old, fresh] = [node('holder'), withFinalizer('old'), node('fresh')];
    heap.setSlot(holder.ref, A, old.ref);
    old.release();
    let seen = '';
    onFinalize.set('old', () => {
      seen = nameOf(heap.getSlot(holder.ref, A));
      heap.verify();
    });
    heap.setSlot(holder.ref, A, fresh.ref);
    expect(seen).toBe('fresh');
  });

  test('are 0 in a new object, whatever its memory held before', () => {
    const { heap, types } = createWorld();
    const old = heap.allocate(types.node);
    heap.setSlot(old.ref, A, old.ref);
    const ref = old.ref;
    heap.setSlot(old.ref, A, NULL);
    heap.memory.i32.fill(-1, ref + 4, ref + 10);
    heap.memory.i32.fill(0, ref + 4, ref + 10);
    old.release();
    using fresh = heap.allocate(types.node);
    expect(fresh.ref).toBe(ref);
    expect(heap.getSlot(fresh.ref, A)).toBe(NULL);
    using tuple = heap.allocate(types.tuple, 100);
    expect(heap.size(tuple.ref)).toBe(100);
    for (let i = 0; i < 100; i++) expect(heap.getItem(tuple.ref, i)).toBe(NULL);
  });
});

describe('free lists', () => {
  const addresses = (handles: readonly Handle[]): Ref[] => handles.map(({ ref }) => ref);

  test('give back the object kept last', () => {
    const { heap, types } = createWorld();
    const first = [0, 1, 2].map(() => heap.allocate(types.number));
    const refs = addresses(first);
    for (const handle of first) handle.release();
    heap.verify();
    expect(heap.objects.freeLists.length(types.number.id)).toBe(3);
    expect(addresses([0, 1, 2].map(() => heap.allocate(types.number)))).toEqual(refs.reverse());
    expect(heap.objects.freeLists.length(types.number.id)).toBe(0);
    heap.verify();
  });

  test('keep their blocks in use', () => {
    const { heap, types } = createWorld();
    const before = heap.stats().allocatedBlocks;
    heap.allocate(types.number).release();
    expect(heap.stats().allocatedBlocks).toBe(before + 1);
    expect(heap.stats().freeListObjects).toBe(1);
  });

  test('hold at most their limit', () => {
    const { heap, types } = createWorld();
    const many = Array.from({ length: 150 }, () => heap.allocate(types.number));
    for (const handle of many) handle.release();
    expect(heap.objects.freeLists.length(types.number.id)).toBe(100);
    heap.verify();
  });

  test('are one for each number of items, up to the largest', () => {
    const { heap, types } = createWorld();
    const sizes = [1, 2, 20, 21];
    const refs = sizes.map((size) => {
      using tuple = heap.allocate(types.tuple, size);
      return tuple.ref;
    });
    expect(heap.objects.freeLists.length(types.tuple.id)).toBe(3);
    using two = heap.allocate(types.tuple, 2);
    expect(two.ref).toBe(refs[1]);
    expect(heap.size(two.ref)).toBe(2);
    heap.verify();
  });

  test('are emptied by a full collection, and by no other', () => {
    const { heap, types } = createWorld();
    heap.allocate(types.tuple, 3).release();
    heap.gc.collect(1);
    expect(heap.stats().freeListObjects).toBe(1);
    heap.gc.collect();
    expect(heap.stats().freeListObjects).toBe(0);
    heap.verify();
  });

  test('forget that the finalizer of the object before had run', () => {
    const { heap } = createWorld();
    let runs = 0;
    const type = heap.defineType({
      ...{ name: 'kept', basicSize: 24, gc: true, freeList: { limit: 1 } },
      finalize: () => runs++,
    });
    heap.allocate(type).release();
    heap.allocate(type).release();
    expect(runs).toBe(2);
  });
});

describe('weak references', () => {
  test('without a callback are shared, with one never', () => {
    const { heap, node } = createWorld();
    const x = node('x');
    const [plain, again] = [heap.weakref(x.ref), heap.weakref(x.ref)];
    expect(again.ref).toBe(plain.ref);
    expect(heap.refcnt(plain.ref)).toBe(2);
    const [first, second] = [heap.weakref(x.ref, () => {}), heap.weakref(x.ref, () => {})];
    expect(heap.weakrefs.list(x.ref)).toEqual([plain.ref, second.ref, first.ref]);
    heap.verify();
  });

  test('that are shared stand first, the reference before the proxy, whenever they were made', () => {
    const { heap, node } = createWorld();
    const x = node('x');
    const proxyType = heap.defineType(heap.weakrefs.spec('proxy'));
    heap.weakrefs.registerType(proxyType.id, 'proxy', true);
    const withCallback = heap.weakref(x.ref, () => {});
    const proxy = heap.handles.adopt(heap.weakrefs.create(proxyType.id, x.ref, NULL));
    const plain = heap.weakref(x.ref);
    expect(heap.weakrefs.list(x.ref)).toEqual([plain.ref, proxy.ref, withCallback.ref]);
    expect(heap.weakrefs.create(proxyType.id, x.ref, NULL)).toBe(proxy.ref);
    heap.counts.decref(proxy.ref);
    heap.verify();
  });

  test('are made anew once the shared one has died', () => {
    const { heap, node } = createWorld();
    const x = node('x');
    heap.weakref(x.ref).release();
    expect(heap.weakrefs.list(x.ref)).toEqual([]);
    using plain = heap.weakref(x.ref);
    expect(heap.target(plain.ref)).toBe(x.ref);
  });

  test('stand nowhere else: made during the collection inside their own allocation, the shared one is found', () => {
    const { heap, node, withFinalizer, onFinalize } = createWorld({ profile: '3.11' });
    const target = node('target');
    const cycle = withFinalizer('cycle');
    heap.setSlot(cycle.ref, A, cycle.ref);
    cycle.release();
    let made: Handle | undefined;
    onFinalize.set('cycle', () => {
      made = heap.weakref(target.ref);
    });
    heap.gc.setThreshold(2);
    const plain = heap.weakref(target.ref);
    expect(made).toBeDefined();
    expect(plain.ref).toBe(made!.ref);
    expect(heap.weakrefs.list(target.ref)).toEqual([plain.ref]);
    heap.verify();
  });

  test('hold their callback where the accounting sees it, while making them collects', () => {
    const verified: string[] = [];
    const { heap, node } = createWorld({
      profile: '3.11',
      hooks: {
        collection: (phase) => {
          heap.verify();
          verified.push(phase);
        },
      },
    });
    const x = node('x');
    heap.gc.setThreshold(1);
    heap.weakref(x.ref, () => {});
    expect(verified).toEqual(['start', 'stop']);
  });
});
