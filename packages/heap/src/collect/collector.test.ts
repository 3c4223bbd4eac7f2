import { describe, expect, test } from 'vitest';
import { HeapArgumentError } from '../errors.js';
import { Heap } from '../heap.js';
import { Header, NULL, type Ref } from '../memory/layout.js';
import type { Handle } from '../objects/handles.js';
import { HEAP_PROFILES, type HeapProfileName } from '../profile.js';
import { createWorld, release, type World } from '../testing/graph-fixture.js';
import { recordedOrder } from '../testing/graph-recordings.js';
import { A, append, B, put } from '../testing/graph-types.js';

const VERSIONS = [
  ['3.11', '3.11.7'],
  ['3.13', '3.13.0'],
] as const;

/** Nodes 0 … n−1 with finalizers, each referring to the next, the last to the first. */
function ring(world: World, size: number): Handle[] {
  const nodes = Array.from({ length: size }, (_, i) => world.withFinalizer(String(i)));
  for (const [i, node] of nodes.entries()) world.heap.setSlot(node.ref, A, nodes[(i + 1) % size]!.ref);
  return nodes;
}

/** An object that refers to itself and that nobody holds. */
function selfCycle(world: World, name: string): Ref {
  using node = world.node(name);
  world.heap.setSlot(node.ref, A, node.ref);
  return node.ref;
}

describe('what a collection frees', () => {
  test('cycles that nobody holds, and what only they hold', () => {
    const world = createWorld();
    const { heap, types, log } = world;
    const [a, b] = [world.withFinalizer('a'), world.withFinalizer('b')];
    const leaf = heap.allocate(types.number);
    heap.setSlot(a.ref, A, b.ref);
    heap.setSlot(b.ref, A, a.ref);
    heap.setSlot(b.ref, B, leaf.ref);
    release(leaf, b);
    expect(heap.gc.collect()).toBe(0);
    a.release();
    expect(log).toEqual([]);
    expect(heap.gc.collect()).toBe(2);
    expect(log).toEqual(['a', 'b']);
    expect(heap.gc.getObjects()).toEqual([]);
    heap.verify();
  });

  test('only garbage of the generation collected and of younger ones', () => {
    const world = createWorld();
    const { heap } = world;
    const held = world.node('held');
    heap.setSlot(held.ref, A, held.ref);
    heap.gc.collect(0);
    held.release();
    selfCycle(world, 'young');
    expect(heap.gc.collect(0)).toBe(1);
    expect(heap.gc.collect(1)).toBe(1);
  });

  test('cycles through lists, tuples, sets and dicts', () => {
    const world = createWorld();
    const { heap, types } = world;
    const [list, dict, set] = [heap.allocate(types.list), heap.allocate(types.dict), heap.allocate(types.set)];
    const tuple = heap.allocate(types.tuple, 2);
    heap.setItem(tuple.ref, 0, list.ref);
    heap.setItem(tuple.ref, 1, dict.ref);
    append(heap, list.ref, tuple.ref);
    put(heap, dict.ref, tuple.ref, dict.ref);
    release(list, dict, set, tuple);
    expect(heap.gc.collect()).toBe(3);
    heap.verify();
  });

  test('a nest of 1,000,000 objects, without running out of stack', { timeout: 30_000 }, () => {
    const { heap, types } = createWorld({ bytes: 256 << 20 });
    heap.gc.disable();
    const first = heap.allocate(types.node);
    let last = first.ref;
    for (let i = 1; i < 1_000_000; i++) {
      using next = heap.allocate(types.node);
      heap.setSlot(last, A, next.ref);
      last = next.ref;
    }
    heap.setSlot(last, B, first.ref);
    first.release();
    expect(heap.gc.collect()).toBe(1_000_000);
    expect(heap.gc.getObjects()).toEqual([]);
    heap.verify();
  });
});

describe('the order of survivors', () => {
  test('A ← B ← C with only C held from outside becomes C, B, A', () => {
    const { heap, node, namesOf } = createWorld();
    const [a, b, c] = [node('A'), node('B'), node('C')];
    heap.setSlot(b.ref, A, a.ref);
    heap.setSlot(c.ref, A, b.ref);
    release(a, b);
    expect(namesOf(heap.gc.getObjects(0))).toEqual(['A', 'B', 'C']);
    heap.gc.collect(0);
    expect(namesOf(heap.gc.getObjects(1))).toEqual(['C', 'B', 'A']);
    c.release();
  });

  test('objects held from outside keep theirs', () => {
    const { heap, node, namesOf } = createWorld();
    for (const name of ['x', 'y', 'z']) node(name);
    heap.gc.collect(1);
    expect(namesOf(heap.gc.getObjects(2))).toEqual(['x', 'y', 'z']);
  });
});

describe.each(VERSIONS)('finalizers, as CPython runs them (%s)', (profile, version) => {
  test('in the order of the list of garbage: a ring of 6 in the order it was made', () => {
    const world = createWorld({ profile });
    release(...ring(world, 6));
    expect(world.heap.gc.collect()).toBe(6);
    expect(world.log.map(Number)).toEqual(recordedOrder(version, 'ring 6'));
  });

  test('which is that of the survivors, once it survived held by number 3', () => {
    const world = createWorld({ profile });
    const nodes = ring(world, 6);
    release(...nodes.filter((_, i) => i !== 3));
    world.heap.gc.collect(0);
    nodes[3]!.release();
    world.heap.gc.collect();
    expect(world.log.map(Number)).toEqual(recordedOrder(version, 'ring 6 surviving once'));
  });

  test.each(['chain back', 'chain back surviving once'])('%s', (experiment) => {
    const world = createWorld({ profile });
    const nodes = Array.from({ length: 6 }, (_, i) => world.withFinalizer(String(i)));
    for (const [i, node] of nodes.entries()) {
      world.heap.setSlot(node.ref, A, nodes[Math.max(i - 1, 0)]!.ref);
      world.heap.setSlot(node.ref, B, node.ref);
    }
    if (experiment === 'chain back') {
      release(...nodes);
    } else {
      release(...nodes.filter((_, i) => i !== 3));
      world.heap.gc.collect(0);
      world.log.length = 0;
      nodes[3]!.release();
    }
    world.heap.gc.collect();
    expect(world.log.map(Number)).toEqual(recordedOrder(version, experiment));
  });
});

describe('finalizers', () => {
  test('run once in the life of an object, even if they bring it back', () => {
    const { heap, withFinalizer, onFinalize, log } = createWorld();
    const saved: Handle[] = [];
    onFinalize.set('x', (object) => saved.push(heap.hold(object)));
    const x = withFinalizer('x');
    heap.setSlot(x.ref, A, x.ref);
    const ref = x.ref;
    x.release();
    expect(heap.gc.collect()).toBe(0);
    expect(log).toEqual(['x']);
    expect(heap.gc.isFinalized(ref)).toBe(true);
    release(...saved);
    expect(heap.gc.collect()).toBe(1);
    expect(log).toEqual(['x']);
  });

  test('see their object whole', () => {
    const { heap, withFinalizer, onFinalize, nameOf } = createWorld();
    const [a, b] = [withFinalizer('a'), withFinalizer('b')];
    heap.setSlot(a.ref, A, b.ref);
    heap.setSlot(b.ref, A, a.ref);
    const seen: string[] = [];
    onFinalize.set('b', (object) => seen.push(nameOf(heap.getSlot(object, A))));
    release(a, b);
    heap.gc.collect();
    expect(seen).toEqual(['a']);
  });

  test('may break the cycle: what dies of it by its count is not counted as collected', () => {
    const { heap, withFinalizer, onFinalize } = createWorld();
    const x = withFinalizer('x');
    heap.setSlot(x.ref, A, x.ref);
    onFinalize.set('x', (object) => heap.setSlot(object, A, NULL));
    x.release();
    expect(heap.gc.collect()).toBe(0);
    expect(heap.gc.getObjects()).toEqual([]);
  });

  test('that throw are reported, and the collection goes on', () => {
    const world = createWorld();
    world.onFinalize.set('1', () => {
      throw new Error('oops');
    });
    release(...ring(world, 3));
    expect(world.heap.gc.collect()).toBe(3);
    expect(world.log).toEqual(['0', '1', 'unraisable in finalizer of 1: oops', '2']);
    world.heap.verify();
  });

  test('may allocate, and verify the heap', () => {
    const world = createWorld({ profile: '3.11' });
    const { heap, types, onFinalize } = world;
    heap.gc.setThreshold(1);
    heap.gc.disable();
    release(...ring(world, 3));
    onFinalize.set('1', () => {
      for (let i = 0; i < 10; i++) heap.allocate(types.node).release();
      heap.verify();
    });
    expect(heap.gc.collect()).toBe(3);
    heap.verify();
  });
});

describe('resurrection', () => {
  /** A ring of 4 whose 'r' comes back, and two self-cycles beside it. */
  function resurrect(profile: HeapProfileName): { world: World; result: number; saved: Handle[] } {
    const world = createWorld({ profile });
    const { heap, node, withFinalizer, onFinalize } = world;
    const saved: Handle[] = [];
    onFinalize.set('r', (object) => saved.push(heap.hold(object)));
    const [zero, one, two, r] = [node('0'), node('1'), node('2'), withFinalizer('r')];
    const order = [zero, one, r, two];
    for (const [i, member] of order.entries()) heap.setSlot(member.ref, A, order[(i + 1) % 4]!.ref);
    release(...order);
    selfCycle(world, 'x');
    selfCycle(world, 'y');
    return { world, result: heap.gc.collect(0), saved };
  }

  test.each(['3.9', '3.11', '3.13'] as const)('brings back what the object reaches (%s)', (profile) => {
    const { world, result, saved } = resurrect(profile);
    expect(result).toBe(2);
    expect(world.namesOf(world.heap.gc.getObjects(1))).toEqual(['r', '2', '0', '1']);
    world.heap.verify();
    release(...saved);
    expect(world.heap.gc.collect()).toBe(4);
  });

  test('to 3.8 everything comes back, in its old order', () => {
    const { world, result, saved } = resurrect('3.8');
    expect(result).toBe(0);
    expect(world.namesOf(world.heap.gc.getObjects(1))).toEqual(['0', '1', '2', 'r', 'x', 'y']);
    world.heap.verify();
    release(...saved);
    expect(world.heap.gc.collect()).toBe(6);
  });

  test('by becoming immortal: the object leaves for the permanent generation, unmarked', () => {
    const world = createWorld();
    const { heap, onFinalize } = world;
    onFinalize.set('1', (object) => {
      heap.memory.i32[object + Header.Refcnt] = -1;
    });
    release(...ring(world, 3));
    expect(heap.gc.collect()).toBe(0);
    expect(heap.gc.getFreezeCount()).toBe(1);
    heap.verify();
  });
});

describe('weak references to garbage', () => {
  test('die before any finalizer runs; their callbacks come first, newest first', () => {
    const { heap, withFinalizer, onFinalize, log } = createWorld();
    const x = withFinalizer('x');
    heap.setSlot(x.ref, A, x.ref);
    const refs = [0, 1, 2, 3].map((i) => heap.weakref(x.ref, () => log.push(`cb${i}`)));
    const plain = heap.weakref(x.ref);
    onFinalize.set('x', () =>
      log.push(`alive: ${[plain, ...refs].map(({ ref }) => heap.target(ref) !== NULL).join()}`),
    );
    x.release();
    expect(heap.gc.collect()).toBe(1);
    expect(log).toEqual(['cb3', 'cb2', 'cb1', 'cb0', 'x', 'alive: false,false,false,false,false']);
    heap.verify();
  });

  test('are not told of it if they are garbage themselves', () => {
    const { heap, node, log } = createWorld();
    const x = node('x');
    const inside = heap.weakref(x.ref, () => log.push('inside'));
    const outside = heap.weakref(x.ref, () => log.push('outside'));
    heap.setSlot(x.ref, A, x.ref);
    heap.setSlot(x.ref, B, inside.ref);
    release(inside, x);
    expect(heap.gc.collect()).toBe(2);
    expect(log).toEqual(['outside']);
    expect(heap.target(outside.ref)).toBe(NULL);
  });

  test('count as collected if they die in their callback', () => {
    const { heap, node } = createWorld();
    const x = node('x');
    heap.setSlot(x.ref, A, x.ref);
    const weakref = heap.weakref(x.ref, () => {
      heap.verify();
      weakref.release();
    });
    x.release();
    expect(heap.gc.collect()).toBe(2);
    expect(heap.gc.getStats()[2]).toEqual({ collections: 1, collected: 2, uncollectable: 0 });
    heap.verify();
  });

  test('move to the older generation if they live', () => {
    const { heap, node } = createWorld();
    const x = node('x');
    heap.setSlot(x.ref, A, x.ref);
    const [first, second] = [heap.weakref(x.ref, () => heap.verify()), heap.weakref(x.ref, () => heap.verify())];
    x.release();
    heap.gc.collect(0);
    expect(heap.gc.getObjects(1)).toEqual([second.ref, first.ref]);
  });

  test('whose callback throws are reported, and the others are called', () => {
    const { heap, node, log } = createWorld();
    const x = node('x');
    heap.setSlot(x.ref, A, x.ref);
    heap.weakref(x.ref, () => log.push('first'));
    heap.weakref(x.ref, () => {
      throw new Error('oops');
    });
    x.release();
    expect(heap.gc.collect()).toBe(1);
    expect(log).toEqual(['unraisable in weakref callback of ?: oops', 'first']);
    heap.verify();
  });

  test('without callback live on until after the finalizers in a profile that says so (3.15)', () => {
    const profile = { ...HEAP_PROFILES['3.13'], weakrefsClearedFirst: 'with-callback' } as const;
    const { heap, withFinalizer, onFinalize, log } = createWorld({ profile });
    const x = withFinalizer('x');
    heap.setSlot(x.ref, A, x.ref);
    const plain = heap.weakref(x.ref);
    onFinalize.set('x', () => log.push(heap.target(plain.ref) === NULL ? 'dead' : 'alive'));
    x.release();
    expect(heap.gc.collect()).toBe(1);
    expect(log).toEqual(['x', 'alive']);
    expect(heap.target(plain.ref)).toBe(NULL);
    heap.verify();
  });
});

describe('what stops being tracked', () => {
  test('a tuple of atoms, at the first collection that examines it; an outer one at a later one', () => {
    const { heap, types } = createWorld();
    const number = heap.allocate(types.number);
    const [inner, outer] = [heap.allocate(types.tuple, 1), heap.allocate(types.tuple, 1)];
    heap.setItem(outer.ref, 0, inner.ref);
    heap.setItem(inner.ref, 0, number.ref);
    const refs = [outer.ref, inner.ref];
    // Held by the outer one alone, the inner one is scanned, and so untracked, after it.
    inner.release();
    const tracked = (): boolean[] => refs.map((ref) => heap.gc.isTracked(ref));
    expect(tracked()).toEqual([true, true]);
    for (const pass of [1, 2, 3]) {
      heap.gc.collect(0);
      expect(tracked(), `pass ${pass} over the young`).toEqual([true, false]);
    }
    heap.gc.collect(1);
    expect(tracked()).toEqual([false, false]);
    heap.verify();
  });

  test('not a tuple of something that is tracked, or with an item still missing', () => {
    const { heap, types } = createWorld();
    const [full, partial, list] = [
      heap.allocate(types.tuple, 1),
      heap.allocate(types.tuple, 1),
      heap.allocate(types.list),
    ];
    heap.setItem(full.ref, 0, list.ref);
    heap.gc.collect();
    expect([full, partial].map(({ ref }) => heap.gc.isTracked(ref))).toEqual([true, true]);
  });

  test('a dict of atoms or of untracked tuples, by a full collection only', () => {
    const { heap, types } = createWorld();
    const [dict, tuple, number] = [
      heap.allocate(types.dict),
      heap.allocate(types.tuple, 1),
      heap.allocate(types.number),
    ];
    heap.setItem(tuple.ref, 0, number.ref);
    put(heap, dict.ref, number.ref, tuple.ref);
    const states = [0, 1, 2].map((generation) => {
      heap.gc.collect(generation);
      return heap.gc.isTracked(dict.ref);
    });
    expect(states).toEqual([true, true, false]);
  });
});

describe('finalizers of the old kind', () => {
  /** garbage: a cycle of 'l', which has one, and 'm'; 'n' hangs on the cycle; 'x' is a cycle of its own. */
  function legacyWorld(): World & { readonly garbage: string[] } {
    const garbage: string[] = [];
    const world = createWorld({ hooks: { garbage: (object) => garbage.push(world.nameOf(object)) } });
    const { heap, types, node, log } = world;
    const legacy = heap.defineType({
      ...{ ...types.node.spec, name: 'Legacy' },
      legacyFinalize: () => log.push('tp_del'),
    });
    const l = heap.allocate(legacy);
    const [m, n] = [node('m'), node('n')];
    heap.setSlot(l.ref, A, m.ref);
    heap.setSlot(m.ref, A, l.ref);
    heap.setSlot(m.ref, B, n.ref);
    selfCycle(world, 'x');
    release(l, m, n);
    return { ...world, garbage };
  }

  test('make a cycle uncollectable; the object goes to gc.garbage, what it reaches stays with it', () => {
    const { heap, garbage, namesOf } = legacyWorld();
    expect(heap.gc.collect(0)).toBe(4);
    expect(heap.gc.getStats()[0]).toEqual({ collections: 1, collected: 1, uncollectable: 3 });
    expect(garbage).toEqual(['?']);
    expect(namesOf(heap.gc.getObjects(1))).toEqual(['?', 'm', 'n']);
    heap.verify();
  });

  test('are printed with DEBUG_UNCOLLECTABLE, and all three saved with DEBUG_SAVEALL', () => {
    const { heap, garbage } = legacyWorld();
    heap.gc.debug = 4 | 32;
    heap.gc.collect();
    expect(garbage).toEqual(['x', '?', 'm', 'n']);
  });

  test('run when the count falls to 0, every time', () => {
    const { heap, types, log } = createWorld();
    const saved: Handle[] = [];
    const legacy = heap.defineType({
      ...{ ...types.node.spec, name: 'Legacy' },
      legacyFinalize: (object) => {
        log.push('tp_del');
        if (log.length < 3) saved.push(heap.hold(object));
      },
    });
    heap.allocate(legacy).release();
    saved[0]!.release();
    saved[1]!.release();
    expect(log).toEqual(['tp_del', 'tp_del', 'tp_del']);
    heap.verify();
  });

  test('may make weak references to their object: those are dead when it is', () => {
    const { heap, types } = createWorld();
    let weakref: Handle | undefined;
    const legacy = heap.defineType({
      ...{ ...types.node.spec, name: 'Legacy' },
      legacyFinalize: (object) => {
        weakref = heap.weakref(object);
      },
    });
    heap.allocate(legacy).release();
    expect(heap.target(weakref!.ref)).toBe(NULL);
    heap.verify();
  });
});

describe('gc.set_debug()', () => {
  function debugWorld(flags: number): World & { readonly lines: string[]; readonly garbage: Ref[] } {
    const lines: string[] = [];
    const garbage: Ref[] = [];
    let seconds = 0;
    const world = createWorld({
      hooks: {
        debugLine: (line) => lines.push(line),
        garbage: (object) => garbage.push(object),
        seconds: () => {
          seconds += 0.00084;
          return seconds;
        },
      },
    });
    world.heap.gc.debug = flags;
    return { ...world, lines, garbage };
  }

  test('DEBUG_STATS | DEBUG_COLLECTABLE print what CPython prints', () => {
    const world = debugWorld(1 | 2);
    const old = world.node('old');
    world.heap.gc.collect(1);
    world.lines.length = 0;
    const address = (ref: Ref): string => `0x${(ref * 4).toString(16)}`;
    const garbage = selfCycle(world, 'x');
    world.heap.gc.collect(0);
    expect(world.lines).toEqual([
      'gc: collecting generation 0...',
      'gc: objects in each generation: 1 0 1',
      'gc: objects in permanent generation: 0',
      `gc: collectable <Node ${address(garbage)}>`,
      'gc: done, 1 unreachable, 0 uncollectable, 0.0008s elapsed',
    ]);
    old.release();
  });

  test('DEBUG_UNCOLLECTABLE prints what a finalizer of old keeps', () => {
    const world = debugWorld(4);
    const { heap, types, lines } = world;
    const legacy = heap.defineType({ ...types.node.spec, name: 'W', legacyFinalize() {} });
    const object = heap.allocate(legacy);
    heap.setSlot(object.ref, A, object.ref);
    const { ref } = object;
    object.release();
    expect(heap.gc.collect()).toBe(1);
    expect(lines).toEqual([`gc: uncollectable <W 0x${(ref * 4).toString(16)}>`]);
  });

  test('DEBUG_SAVEALL keeps garbage instead of freeing it, and finds it again', () => {
    const world = debugWorld(32);
    const { heap, garbage } = world;
    const x = selfCycle(world, 'x');
    expect(heap.gc.collect()).toBe(1);
    expect(garbage).toEqual([x]);
    expect(heap.refcnt(x)).toBe(1);
    expect(heap.gc.collect()).toBe(1);
    heap.gc.debug = 0;
    expect(heap.gc.collect()).toBe(1);
    heap.verify();
  });
});

describe('gc.callbacks', () => {
  test('are told the phase, the generation and, at the end, the results', () => {
    const told: unknown[] = [];
    const world = createWorld({ hooks: { collection: (phase, info) => told.push([phase, { ...info }]) } });
    selfCycle(world, 'x');
    world.heap.gc.collect(1);
    expect(told).toEqual([
      ['start', { generation: 1, collected: 0, uncollectable: 0 }],
      ['stop', { generation: 1, collected: 1, uncollectable: 0 }],
    ]);
  });

  test('may allocate, free and verify', () => {
    const world = createWorld({
      hooks: {
        collection: () => {
          world.heap.allocate(world.types.node).release();
          world.heap.verify();
        },
      },
    });
    selfCycle(world, 'x');
    expect(world.heap.gc.collect()).toBe(1);
  });

  test('that throw are reported, and the collection takes place', () => {
    const world = createWorld({
      hooks: {
        collection: (phase) => {
          throw new Error(phase);
        },
      },
    });
    selfCycle(world, 'x');
    expect(world.heap.gc.collect()).toBe(1);
    expect(world.log).toEqual([
      'unraisable in collection hook of ?: start',
      'unraisable in collection hook of ?: stop',
    ]);
  });

  test('that print or keep garbage may throw too', () => {
    const fail = (): never => {
      throw new Error('closed');
    };
    const world = createWorld({ hooks: { debugLine: fail, garbage: fail, clearCaches: fail, typeName: fail } });
    world.heap.gc.debug = 1 | 2 | 32;
    selfCycle(world, 'x');
    expect(world.heap.gc.collect()).toBe(1);
    expect(world.log.length).toBeGreaterThan(0);
    world.heap.gc.debug = 0;
    expect(world.heap.gc.collect()).toBe(1);
    world.heap.verify();
  });
});

describe('a collection during a collection', () => {
  test('does nothing and returns 0', () => {
    const world = createWorld({ profile: '3.11' });
    const { heap, onFinalize, types } = world;
    const results: number[] = [];
    onFinalize.set('0', () => {
      results.push(heap.gc.collect());
      for (let i = 0; i < 1000; i++) heap.allocate(types.node).release();
    });
    release(...ring(world, 2));
    expect(heap.gc.collect()).toBe(2);
    expect(results).toEqual([0]);
    expect(heap.gc.getStats()[2]!.collections).toBe(1);
  });

  test('works inside a deallocation, which goes on afterwards', () => {
    const world = createWorld();
    const { heap, withFinalizer, onFinalize, log } = world;
    const [a, b] = [withFinalizer('a'), withFinalizer('b')];
    heap.setSlot(a.ref, A, b.ref);
    b.release();
    onFinalize.set('b', () => {
      selfCycle(world, 'x');
      log.push(`collected ${heap.gc.collect()}`);
      heap.verify();
    });
    a.release();
    expect(log).toEqual(['a', 'b', 'collected 1']);
    heap.verify();
  });
});

describe('immortal objects', () => {
  test.each(['3.12', '3.13'] as const)('leave for the permanent generation (%s)', (profile) => {
    const { heap, node } = createWorld({ profile });
    const [x, y] = [node('x'), node('y')];
    heap.setSlot(x.ref, A, y.ref);
    heap.memory.i32[x.ref + Header.Refcnt] = -1;
    y.release();
    heap.gc.collect();
    expect(heap.gc.getFreezeCount()).toBe(1);
    expect(heap.gc.getObjects()).toHaveLength(1);
    heap.verify();
  });

  test('stay where they are in a profile that leaves them, and hold what they refer to', () => {
    const profile = { ...HEAP_PROFILES['3.13'], dropsImmortals: false };
    const { heap, node } = createWorld({ profile });
    const [x, y] = [node('x'), node('y')];
    heap.setSlot(x.ref, A, y.ref);
    heap.setSlot(y.ref, A, x.ref);
    heap.memory.i32[x.ref + Header.Refcnt] = -1;
    y.release();
    heap.gc.collect();
    expect(heap.gc.getFreezeCount()).toBe(0);
    expect(heap.gc.getObjects()).toHaveLength(2);
    heap.verify();
  });

  test('do not exist under 3.11: a count is a count, however large', () => {
    const { heap, node } = createWorld({ profile: '3.11' });
    using x = node('x');
    heap.memory.i32[x.ref + Header.Refcnt] = 0x7fffffff - 1;
    heap.counts.incref(x.ref);
    expect(heap.refcnt(x.ref)).toBe(0x7fffffff);
    heap.gc.collect();
    expect(heap.gc.getFreezeCount()).toBe(0);
    heap.memory.i32[x.ref + Header.Refcnt] = 1;
  });
});

describe('the module gc', () => {
  test('freeze and unfreeze', () => {
    const { heap, node, namesOf } = createWorld();
    const [old, middle] = [node('old'), node('middle')];
    heap.gc.collect(1);
    release(middle);
    node('young');
    heap.gc.freeze();
    expect(heap.gc.getFreezeCount()).toBe(2);
    expect(heap.gc.getObjects()).toEqual([]);
    expect(heap.gc.getCount()).toEqual([0, 0, 0]);
    expect(heap.gc.generationOf(old.ref)).toBeUndefined();
    expect(heap.gc.isTracked(old.ref)).toBe(true);
    expect(heap.gc.collect()).toBe(0);
    heap.gc.unfreeze();
    expect(namesOf(heap.gc.getObjects(2)).sort()).toEqual(['old', 'young']);
    heap.verify();
  });

  test('get_objects: youngest generation first, each in list order', () => {
    const { heap, node, namesOf } = createWorld();
    node('a');
    heap.gc.collect(1);
    node('b');
    heap.gc.collect(0);
    node('c');
    node('d');
    expect(namesOf(heap.gc.getObjects())).toEqual(['c', 'd', 'b', 'a']);
    expect(namesOf(heap.gc.getObjects(2))).toEqual(['a']);
  });

  test('get_referrers in that order, get_referents in the order of tp_traverse', () => {
    const { heap, types, node, namesOf } = createWorld();
    const [x, y, target] = [node('x'), node('y'), node('target')];
    heap.setSlot(x.ref, B, target.ref);
    heap.setSlot(y.ref, A, target.ref);
    heap.setSlot(y.ref, B, x.ref);
    expect(namesOf(heap.gc.getReferrers(target.ref))).toEqual(['x', 'y']);
    expect(namesOf(heap.gc.getReferrers(target.ref, x.ref))).toEqual(['x', 'y']);
    expect(namesOf(heap.gc.getReferents(y.ref))).toEqual(['target', 'x']);
    const list = heap.allocate(types.list);
    for (const item of [x, y, target]) append(heap, list.ref, item.ref);
    expect(namesOf(heap.gc.getReferents(list.ref))).toEqual(['target', 'y', 'x']);
    expect(heap.gc.getReferents(heap.allocate(types.number).ref)).toEqual([]);
  });

  test('get_stats counts collections, collected and uncollectable by generation', () => {
    const world = createWorld();
    selfCycle(world, 'x');
    world.heap.gc.collect(0);
    world.heap.gc.collect(1);
    expect(world.heap.gc.getStats()).toEqual([
      { collections: 1, collected: 1, uncollectable: 0 },
      { collections: 1, collected: 0, uncollectable: 0 },
      { collections: 0, collected: 0, uncollectable: 0 },
    ]);
  });

  test.each([3, -1, 0.5, Number.NaN])('there is no generation %s', (generation) => {
    const heap = new Heap({ bytes: 4 << 20 });
    expect(() => heap.gc.collect(generation)).toThrow(HeapArgumentError);
    expect(() => heap.gc.getObjects(generation)).toThrow(HeapArgumentError);
    expect(heap.gc.getStats()[2]!.collections).toBe(0);
  });
});
