import { describe, expect, test } from 'vitest';
import { createWorld, type World } from '../testing/graph-fixture.js';
import { A } from '../testing/graph-types.js';
import type { HeapObserver } from './observer.js';

/** A world whose observer writes down what it is told; objects are called by their names. */
function observedWorld(wanted: readonly (keyof HeapObserver)[]): World & { readonly told: string[] } {
  const told: string[] = [];
  const all: Required<HeapObserver> = {
    allocated: (_, type, bytes) => told.push(`allocated ${world.heap.types.spec(type).name}, ${bytes} bytes`),
    freed: (object) => told.push(`freed ${world.nameOf(object)}`),
    counted: (object, count) => told.push(`count of ${world.nameOf(object)}: ${count}`),
    tracked: (object) => told.push(`tracked ${world.nameOf(object)}`),
    untracked: (object) => told.push(`untracked ${world.nameOf(object)}`),
    pass: (name, objects) => told.push(`${name} ${objects}`),
    finalizing: (object, by) => told.push(`finalizing ${world.nameOf(object)} by ${by}`),
    resurrected: (object) => told.push(`resurrected ${world.nameOf(object)}`),
    weakrefCleared: () => told.push('weakref cleared'),
    typeDefined: (_, { name }) => told.push(`type ${name}`),
    collectionStarts: (generation, trigger) => told.push(`collection of ${generation} by ${trigger}`),
    collectionStops: (unreachable) => told.push(`collection over, ${unreachable} unreachable`),
  };
  const observer = Object.fromEntries(wanted.map((name) => [name, all[name]])) as HeapObserver;
  const world: World = createWorld({ observer });
  return { ...world, told };
}

describe('an observer is told', () => {
  test('of births and deaths', () => {
    const { heap, types, node, told } = observedWorld(['allocated', 'freed']);
    node('x').release();
    heap.allocate(types.list);
    heap.allocate(types.tuple, 3).release();
    expect(told).toEqual([
      'allocated Node, 40 bytes',
      'freed x',
      'allocated list, 40 bytes',
      'allocated tuple, 48 bytes',
      'freed ?',
    ]);
  });

  test('of counts', () => {
    const { heap, node, told } = observedWorld(['counted']);
    const x = node('x');
    const second = heap.hold(x.ref);
    second.release();
    x.release();
    expect(told).toEqual(['count of x: 2', 'count of x: 1', 'count of x: 0']);
  });

  test('of types, and of collections with what set them off', () => {
    const { heap, types, told } = observedWorld(['typeDefined', 'collectionStarts', 'collectionStops']);
    told.length = 0;
    heap.defineType({ name: 'mine', basicSize: 16 });
    heap.gc.setThreshold(1);
    heap.gc.collect(1);
    const kept = [heap.allocate(types.list), heap.allocate(types.list), heap.allocate(types.list)];
    heap.safepoint();
    expect(kept).toHaveLength(3);
    expect(told).toEqual([
      'type mine',
      'collection of 1 by request',
      'collection over, 0 unreachable',
      'collection of 0 by threshold',
      'collection over, 0 unreachable',
    ]);
  });

  test('of the passes of a collection, in order, with the number of objects each has left or has looked at', () => {
    const { heap, types, node, told } = observedWorld(['pass']);
    const x = node('x');
    heap.setSlot(x.ref, A, x.ref);
    x.release();
    node('y');
    heap.allocate(types.tuple, 1);
    heap.gc.collect();
    // No object of the garbage has a finalizer of old: that pass is left out.
    expect(told).toEqual([
      'merge 3',
      'updateRefs 3',
      'subtractRefs 3',
      'moveUnreachable 1',
      'untrackTuples 1',
      'untrackDicts 1',
      'handleWeakrefs 1',
      'finalizeGarbage 1',
      'handleResurrected 1',
      'deleteGarbage 0',
      'handleLegacyFinalizers 0',
    ]);
  });

  test('of finalizers, and who runs them', () => {
    const { heap, withFinalizer, told } = observedWorld(['finalizing']);
    withFinalizer('x').release();
    const y = withFinalizer('y');
    heap.setSlot(y.ref, A, y.ref);
    y.release();
    heap.gc.collect();
    expect(told).toEqual(['finalizing x by count', 'finalizing y by collector']);
  });

  test('of objects that come back, by their count or from a collection', () => {
    const { heap, withFinalizer, onFinalize, told } = observedWorld(['resurrected']);
    for (const name of ['x', 'y']) onFinalize.set(name, (object) => heap.hold(object));
    withFinalizer('x').release();
    const y = withFinalizer('y');
    heap.setSlot(y.ref, A, y.ref);
    y.release();
    heap.gc.collect();
    expect(told).toEqual(['resurrected x', 'resurrected y']);
  });

  test('of weak references that lose their object', () => {
    const { heap, node, told } = observedWorld(['weakrefCleared', 'freed']);
    const x = node('x');
    heap.weakref(x.ref);
    heap.weakref(x.ref, () => {});
    x.release();
    expect(told).toEqual(['weakref cleared', 'weakref cleared', 'freed ?', 'freed x']);
  });

  test('of what enters and leaves the collector', () => {
    const { heap, types, told } = observedWorld(['tracked', 'untracked']);
    const tuple = heap.allocate(types.tuple, 0);
    expect(told).toEqual(['tracked ?']);
    heap.gc.collect();
    expect(told).toEqual(['tracked ?', 'untracked ?']);
    tuple.release();
    expect(told).toEqual(['tracked ?', 'untracked ?']);
  });

  test('nothing else: without an observer the same program has the same addresses', () => {
    const run = (world: World): number[] => {
      const refs = ['a', 'b', 'c'].map((name) => world.withFinalizer(name).ref);
      world.heap.gc.collect();
      return refs;
    };
    expect(run(observedWorld(['allocated', 'freed', 'counted']))).toEqual(run(createWorld()));
  });
});
