import { HeapArgumentError } from '../errors.js';
import { GcFlag, GcHeader, Header, type Ref } from '../memory/layout.js';
import type { Memory } from '../memory/memory.js';
import type { Traversal } from '../objects/traverse.js';
import { TypeFlag, type TypeTable } from '../objects/types.js';
import type { Collector } from './collector.js';
import { GENERATIONS, type Generations, ListId } from './generations.js';
import type { GcState, GenerationStats } from './state.js';

/** `heap.gc`: what Python's module `gc` is made of. References it returns are borrowed: their counts are not changed. */
export class GcControl {
  readonly #i32: Int32Array;
  readonly #types: TypeTable;
  readonly #generations: Generations;
  readonly #state: GcState;
  readonly #collector: Collector;
  readonly #traversal: Traversal;

  constructor(parts: {
    memory: Memory;
    types: TypeTable;
    generations: Generations;
    state: GcState;
    collector: Collector;
    traversal: Traversal;
  }) {
    this.#i32 = parts.memory.i32;
    this.#types = parts.types;
    this.#generations = parts.generations;
    this.#state = parts.state;
    this.#collector = parts.collector;
    this.#traversal = parts.traversal;
  }

  /**
   * Runs a collection of the generation and the younger ones, also while automatic collection is off.
   * @returns the number of unreachable objects found; 0 during another collection.
   * @throws HeapArgumentError if there is no such generation.
   */
  collect(generation = GENERATIONS - 1): number {
    checkGeneration(generation);
    return this.#collector.collectNow(generation);
  }

  /** Switches automatic collection on. */
  enable(): void {
    this.#state.enabled = true;
  }

  /** Switches automatic collection off; `collect` still works. */
  disable(): void {
    this.#state.enabled = false;
  }

  get enabled(): boolean {
    return this.#state.enabled;
  }

  /** The thresholds of the three generations. */
  getThreshold(): [number, number, number] {
    const [young, middle, old] = this.#state.thresholds;
    return [young!, middle!, old!];
  }

  /** Sets the thresholds; those left out stay. A first threshold of 0 switches automatic collection off. */
  setThreshold(young: number, middle?: number, old?: number): void {
    const thresholds = this.#state.thresholds;
    thresholds[0] = young;
    if (middle !== undefined) thresholds[1] = middle;
    if (old !== undefined) thresholds[2] = old;
  }

  /** Allocations minus frees since the last collection; collections of the youngest; of the middle generation. */
  getCount(): [number, number, number] {
    const [young, middle, old] = this.#state.counts;
    return [young!, middle!, old!];
  }

  /** Per generation: collections run, objects collected, objects found uncollectable. */
  getStats(): readonly Readonly<GenerationStats>[] {
    return this.#state.stats.map((stats) => ({ ...stats }));
  }

  /** {@link GcDebug} bits. */
  get debug(): number {
    return this.#state.debug;
  }

  set debug(flags: number) {
    this.#state.debug = flags;
  }

  /** Tracked objects of one generation, or of all three, youngest first, each in list order. */
  getObjects(generation?: number): Ref[] {
    if (generation !== undefined) checkGeneration(generation);
    const found: Ref[] = [];
    for (let id = 0; id < GENERATIONS; id++) {
      if (generation === undefined || generation === id) {
        this.#generations.lists[id]!.forEach((object) => {
          found.push(object);
        });
      }
    }
    return found;
  }

  /** The generation a tracked object is in; undefined for an untracked or frozen one. */
  generationOf(object: Ref): number | undefined {
    if (!this.isTracked(object)) return undefined;
    const id = this.#generations.listOf(object);
    return id < GENERATIONS ? id : undefined;
  }

  /** Tracked objects that refer to one of the targets, in the order of `getObjects`. */
  getReferrers(...targets: readonly Ref[]): Ref[] {
    return this.getObjects().filter((object) => {
      let refers = false;
      this.#traversal.visit(object, (target) => {
        if (targets.includes(target)) refers = true;
      });
      return refers;
    });
  }

  /** What an object refers to, in tp_traverse order; empty for objects that are not collectable. */
  getReferents(object: Ref): Ref[] {
    return this.#isCollectable(object) ? this.#traversal.referents(object) : [];
  }

  isTracked(object: Ref): boolean {
    return this.#isCollectable(object) && this.#generations.isTracked(object);
  }

  /** Whether the object's finalizer has run. */
  isFinalized(object: Ref): boolean {
    return this.#isCollectable(object) && (this.#i32[object + GcHeader.Flags]! & GcFlag.Finalized) !== 0;
  }

  /** Moves all tracked objects out of the collector's sight. */
  freeze(): void {
    this.#collector.freeze();
  }

  /** Moves them back, into the oldest generation. */
  unfreeze(): void {
    this.#collector.unfreeze();
  }

  getFreezeCount(): number {
    return this.#generations.lists[ListId.Permanent]!.size;
  }

  #isCollectable(object: Ref): boolean {
    return (this.#types.flags[this.#i32[object + Header.TypeId]!]! & TypeFlag.Gc) !== 0;
  }
}

function checkGeneration(generation: number): void {
  if (!Number.isInteger(generation) || generation < 0 || generation >= GENERATIONS) {
    throw new HeapArgumentError('generation', generation, `0 to ${GENERATIONS - 1}`);
  }
}
