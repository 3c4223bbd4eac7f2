import { describe, expect, test } from 'vitest';
import { NULL } from '../memory/layout.js';
import { HEAP_PROFILES, type HeapProfile } from '../profile.js';
import { createWorld, release, type World } from '../testing/graph-fixture.js';
import { recordedOrder } from '../testing/graph-recordings.js';
import { A, append, B } from '../testing/graph-types.js';
import type { Handle } from './handles.js';

/** 3.13 counts levels of C recursion, and two are in use where the recorded programs let go of their objects. */
const PROFILES: readonly (readonly [string, HeapProfile])[] = [
  ['3.11.7', HEAP_PROFILES['3.11']],
  ['3.13.0', { ...HEAP_PROFILES['3.13'], trashcan: { depth: 9948, resumeBelow: 9898 } }],
];

/** Puts an object into a slot, and lets go of the handle. */
function give(world: World, holder: Handle, slot: number, held: Handle | undefined): Handle {
  if (held === undefined) return holder;
  world.heap.setSlot(holder.ref, slot, held.ref);
  held.release();
  return holder;
}

const numbered = (world: World, n: number): Handle => world.withFinalizer(String(n));

function chain(world: World, length: number): Handle {
  let head: Handle | undefined;
  for (let n = length - 1; n >= 0; n--) head = give(world, numbered(world, n), A, head);
  return head!;
}

function comb(world: World, length: number): Handle {
  let head: Handle | undefined;
  for (let n = length - 1; n >= 0; n--) {
    head = give(world, give(world, numbered(world, 2 * n), A, head), B, numbered(world, 2 * n + 1));
  }
  return head!;
}

function tree(world: World, size: number): Handle {
  const nodes = Array.from({ length: size }, (_, n) => numbered(world, n));
  for (let n = size - 1; n > 0; n--) give(world, nodes[(n - 1) >> 1]!, n % 2 === 1 ? A : B, nodes[n]!);
  return nodes[0]!;
}

function lists(world: World, length: number): Handle {
  let inner: Handle | undefined;
  for (let n = length - 1; n >= 0; n--) {
    const list = world.heap.allocate(world.types.list);
    for (const item of [inner, numbered(world, n + 1000)]) {
      if (item === undefined) continue;
      append(world.heap, list.ref, item.ref);
      item.release();
    }
    inner = give(world, numbered(world, n), A, list);
  }
  return inner!;
}

function sequence(world: World, kind: 'list' | 'tuple', length: number): Handle {
  const items = Array.from({ length }, (_, n) => numbered(world, n));
  const holder = world.heap.allocate(world.types[kind], kind === 'tuple' ? length : 0);
  for (const [n, item] of items.entries()) {
    if (kind === 'tuple') world.heap.setItem(holder.ref, n, item.ref);
    else append(world.heap, holder.ref, item.ref);
    item.release();
  }
  return holder;
}

describe.each(PROFILES)('the order of death is that of CPython %s', (version, profile) => {
  test.each<[string, (world: World) => Handle]>([
    ['list 5', (world) => sequence(world, 'list', 5)],
    ['tuple 5', (world) => sequence(world, 'tuple', 5)],
    ['tree 63', (world) => tree(world, 63)],
    ['chain 3000', (world) => chain(world, 3000)],
    ['comb 120', (world) => comb(world, 120)],
    ['lists 60', (world) => lists(world, 60)],
    // Deeper than either trashcan: 50 levels under 3.11, nearly 10,000 under 3.13.
    ['comb 12000', (world) => comb(world, 12_000)],
  ])('%s', (experiment, build) => {
    const world = createWorld({ profile });
    world.heap.gc.disable();
    const root = build(world);
    world.heap.verify();
    root.release();
    expect(world.log.map(Number)).toEqual(recordedOrder(version, experiment));
    expect(world.heap.gc.getObjects()).toEqual([]);
    world.heap.verify();
  });

  test.each([1, 3])('callbacks %i', (count) => {
    // Callbacks are objects with finalizers; a call is logged as the number plus 100.
    const world: World = createWorld({
      profile,
      hooks: { weakrefCallback: (_, callback) => world.log.push(`${100 + Number(world.nameOf(callback))}`) },
    });
    expect(callbackOrder(world, count)).toEqual(recordedOrder(version, `callbacks ${count}`));
  });
});

/** Lets an object with so many weak references die; each callback is an object of its own. */
function callbackOrder(world: World, count: number): number[] {
  const { heap, log, withFinalizer } = world;
  const type = heap.defineType(heap.weakrefs.spec('ref'));
  heap.weakrefs.registerType(type.id, 'reference', true);
  const target = withFinalizer('0');
  const refs = Array.from({ length: count }, (_, n) => {
    using callback = withFinalizer(String(n + 1));
    return heap.handles.adopt(heap.weakrefs.create(type.id, target.ref, callback.ref));
  });
  target.release();
  const order = log.map(Number);
  release(...refs);
  heap.verify();
  return order;
}

describe('death by count', () => {
  test('frees a chain of 1,000,000 objects without running out of stack', { timeout: 30_000 }, () => {
    const { heap, types } = createWorld({ bytes: 256 << 20 });
    heap.gc.disable();
    let head = heap.allocate(types.list);
    for (let i = 1; i < 1_000_000; i++) {
      const next = heap.allocate(types.node);
      heap.setSlot(next.ref, A, head.ref);
      head.release();
      head = next;
    }
    head.release();
    expect(heap.gc.getObjects()).toEqual([]);
    expect(heap.stats().large.blocks).toBe(0);
    heap.verify();
  });

  test('runs the finalizer first, with weak references alive, then the callbacks, then drops what it held', () => {
    const { heap, withFinalizer, onFinalize, log } = createWorld();
    const [x, y] = [withFinalizer('x'), withFinalizer('y')];
    heap.setSlot(x.ref, A, y.ref);
    y.release();
    const plain = heap.weakref(x.ref);
    heap.weakref(x.ref, (weakref) => log.push(`callback, ${heap.target(weakref) === NULL ? 'dead' : 'alive'}`));
    onFinalize.set('x', (object) => {
      log.push(`${heap.target(plain.ref) === object ? 'alive' : 'dead'}, count ${heap.refcnt(object)}`);
      heap.verify();
    });
    x.release();
    expect(log).toEqual(['x', 'alive, count 1', 'callback, dead', 'y']);
    heap.verify();
  });

  test('may be undone by the finalizer, once: a later drop to 0 is silent', () => {
    const { heap, withFinalizer, onFinalize, log, types } = createWorld();
    const saved: Handle[] = [];
    onFinalize.set('x', (object) => saved.push(heap.hold(object)));
    const x = withFinalizer('x');
    const weakref = heap.weakref(x.ref);
    const child = heap.allocate(types.node);
    heap.setSlot(x.ref, A, child.ref);
    x.release();
    expect(heap.refcnt(saved[0]!.ref)).toBe(1);
    expect(heap.target(weakref.ref)).toBe(saved[0]!.ref);
    expect(heap.gc.isTracked(saved[0]!.ref)).toBe(true);
    expect(heap.refcnt(child.ref)).toBe(2);
    heap.verify();
    release(...saved);
    expect(log).toEqual(['x']);
    expect(heap.target(weakref.ref)).toBe(NULL);
    heap.verify();
  });

  test('of an object that is not collectable runs its finalizer each time', () => {
    const { heap } = createWorld();
    const saved: Handle[] = [];
    let runs = 0;
    const token = heap.defineType({
      ...{ name: 'token', basicSize: 16 },
      finalize: (object) => {
        if (runs++ < 2) saved.push(heap.hold(object));
      },
    });
    heap.allocate(token).release();
    saved[0]!.release();
    saved[1]!.release();
    expect(runs).toBe(3);
    heap.verify();
  });

  test('goes on when a finalizer throws', () => {
    const { heap, withFinalizer, onFinalize, log } = createWorld();
    const [x, y] = [withFinalizer('x'), withFinalizer('y')];
    heap.setSlot(x.ref, A, y.ref);
    y.release();
    onFinalize.set('x', () => {
      throw new Error('oops');
    });
    x.release();
    expect(log).toEqual(['x', 'unraisable in finalizer of x: oops', 'y']);
    heap.verify();
  });

  test('may allocate, collect and verify in the middle', () => {
    const world = createWorld({ profile: '3.11' });
    const { heap, types, onFinalize, log } = world;
    heap.gc.setThreshold(1);
    for (const n of [10, 20, 60]) {
      onFinalize.set(String(n), () => {
        heap.allocate(types.node).release();
        heap.gc.collect();
        heap.verify();
      });
    }
    comb(world, 60).release();
    expect(log).toHaveLength(120);
    heap.verify();
  });

  test('drops the type object last', () => {
    const { heap, log } = createWorld();
    const meta = heap.defineType({ name: 'type', basicSize: 24, gc: true, tearDown: () => log.push('type') });
    const typeObject = heap.allocate(meta);
    const instance = heap.defineType({
      ...{ name: 'instance', basicSize: 24, gc: true, countsType: true, slots: [16] },
      ...{ typeObject: typeObject.ref, tearDown: () => log.push('instance') },
    });
    const object = heap.allocate(instance);
    expect(heap.refcnt(typeObject.ref)).toBe(2);
    typeObject.release();
    heap.verify();
    object.release();
    expect(log).toEqual(['instance', 'type']);
    heap.verify();
  });
});

describe('weak references of a dying object', () => {
  test('die all together before the first callback runs', () => {
    const { heap, node, log } = createWorld();
    const x = node('x');
    const refs: Handle[] = [];
    const callback = (): void => {
      log.push(refs.map(({ ref }) => (heap.target(ref) === NULL ? 'dead' : 'alive')).join());
      heap.verify();
    };
    refs.push(heap.weakref(x.ref, callback), heap.weakref(x.ref, callback));
    x.release();
    expect(log).toEqual(['dead,dead', 'dead,dead']);
  });

  test('may be dropped in their callbacks', () => {
    const { heap, node, log } = createWorld();
    const x = node('x');
    const refs: Handle[] = [];
    for (const n of [0, 1, 2]) {
      refs.push(
        heap.weakref(x.ref, () => {
          log.push(`callback ${n}`);
          release(...refs);
          heap.verify();
        }),
      );
    }
    x.release();
    expect(log).toEqual(['callback 2', 'callback 1', 'callback 0']);
    heap.verify();
    expect(heap.gc.getObjects()).toEqual([]);
  });

  test('leave the list when they die first, and their callback is never called', () => {
    const { heap, node, log } = createWorld();
    const x = node('x');
    const [first, second] = [
      heap.weakref(x.ref, () => log.push('first')),
      heap.weakref(x.ref, () => log.push('second')),
    ];
    second.release();
    heap.verify();
    x.release();
    expect(log).toEqual(['first']);
    first.release();
    heap.verify();
  });

  test('with callbacks that throw are reported, and the others are called', () => {
    const { heap, node, log } = createWorld();
    const x = node('x');
    heap.weakref(x.ref, () => log.push('first'));
    heap.weakref(x.ref, () => {
      throw new Error('oops');
    });
    x.release();
    expect(log).toEqual(['unraisable in weakref callback of ?: oops', 'first']);
    heap.verify();
  });
});

describe('where an object is not tracked any more', () => {
  test('its death by count leaves the lists of the collector alone', () => {
    const { heap, types } = createWorld();
    const object = heap.allocate(types.node);
    heap.objects.untrack(object.ref);
    heap.verify();
    object.release();
    heap.verify();
    expect(heap.gc.getObjects()).toEqual([]);
  });
});
