import type { Ref } from '@uroboros/heap';
import { Pool } from '@uroboros/heap/internal';
import { forEachOwnBlock } from '../read/find-objects.js';
import type { RecordedHeap } from '../read/recorded-heap.js';
import { changeOf } from '../read/timeline.js';
import { Note } from '../record/writes.js';

/** A block of up to a few hundred words is claimed granule by granule: `word >> GRANULE_SHIFT` is its number. */
const GRANULE_SHIFT = 2;

/** Words before an object in its block, at most: the header of the collector, and those of managed instances. */
const MOST_PREFIX_WORDS = 8;

/** What was last entered of a living object. */
interface Entry {
  /** What it refers to, each as often as it does. */
  readonly targets: readonly number[];
  /** The blocks it lies in and calls its own: first granule and the one behind the last, in turns. */
  readonly extents: readonly number[];
}

/**
 * The books of a heap while its recording is replayed: which objects live, what each refers to, and how often each is referred to. Only objects
 * whose memory was written are looked at anew, so that a step costs what it changed and not what there is.
 *
 * Which object a word belongs to is entered for each granule of 16 bytes. What lives is known from the births and deaths in the
 * notes, as for those who read a recording forwards; {@link missing} compares with what a walk over all blocks finds.
 */
export class RunningBooks {
  readonly #entries = new Map<number, Entry>();
  readonly #owners: Int32Array;
  readonly #references: Int32Array;
  /** Objects whose memory was written since the last {@link settle}, and whether they live. */
  readonly #written = new Map<number, boolean>();
  /** Objects whose number of references may have changed. */
  readonly #touched = new Set<number>();

  constructor(readonly heap: RecordedHeap) {
    const granules = heap.i32.length >> GRANULE_SHIFT;
    this.#owners = new Int32Array(granules);
    this.#references = new Int32Array(granules);
    for (const object of heap.objects()) this.#written.set(object, true);
    this.settle();
  }

  isLiving(object: number): boolean {
    return this.#entries.has(object);
  }

  /** How often an object is referred to. */
  referencesTo(object: number): number {
    return this.#references[object >> GRANULE_SHIFT]!;
  }

  /** Enters a reference that no object holds: a slot of the stack, something the heap keeps. */
  add(target: number): void {
    this.#references[target >> GRANULE_SHIFT]!++;
    this.#touched.add(target);
  }

  /** Takes back what {@link add} entered. */
  remove(target: number): void {
    this.#references[target >> GRANULE_SHIFT]!--;
    this.#touched.add(target);
  }

  /** Replays up to a note and enters what has changed. */
  forward(note: number): void {
    const { heap } = this;
    const { i32, poolWords } = heap;
    const owners = this.#owners;
    const written = this.#written;
    const lowest = heap.memory.limitWords >> 1;
    heap.replay.forward(note, (_, word, value) => {
      if (word < 0) {
        if (word === Note.Born) written.set(value, true);
        else if (word === Note.Finalizing) written.set(value >> 1, true);
        return;
      }
      if ((word & (poolWords - 1)) === Pool.FreeBlock && word >= lowest) this.#freed(i32[word]!);
      // A block may have had another owner, before it was given to an object that is new.
      const object = written.has(word) ? word : owners[word >> GRANULE_SHIFT]!;
      if (object === 0) return;
      const lives = written.get(object);
      if (word === object && lives !== false && changeOf(word, i32[word]! - value, i32[word]!, poolWords) === 'dead')
        written.set(object, false);
      else if (lives === undefined) written.set(object, true);
    });
    heap.seek(note);
    this.settle();
  }

  /** The head of a free list is free: an object that was there has died, or has moved, as a tuple does that grows while it is built. */
  #freed(block: number): void {
    for (let prefix = 0; prefix <= MOST_PREFIX_WORDS; prefix += 4) {
      const object = (block + prefix) as Ref;
      if (!this.#entries.has(object) && !this.#written.has(object)) continue;
      if (this.heap.types.prefixWords[this.heap.typeId(object)] === prefix) this.#written.set(object, false);
    }
  }

  /** Enters anew what was written. */
  settle(): void {
    for (const [object, lives] of this.#written) {
      const entry = this.#entries.get(object);
      if (entry === undefined) continue;
      for (const target of entry.targets) this.remove(target);
      if (lives) continue;
      this.#claim(entry.extents, object, 0);
      this.#entries.delete(object);
      this.#touched.add(object);
    }
    for (const [object, lives] of this.#written) if (lives) this.#enter(object);
    this.#written.clear();
  }

  #enter(object: number): void {
    const before = this.#entries.get(object);
    const targets: number[] = [];
    this.heap.traversal.visitAll(object as Ref, (target) => {
      targets.push(target);
      this.add(target);
    });
    const extents = this.#extentsOf(object);
    if (before === undefined || !isSame(before.extents, extents)) {
      if (before !== undefined) this.#claim(before.extents, object, 0);
      this.#claim(extents, 0, object);
    }
    this.#entries.set(object, { targets, extents });
    this.#touched.add(object);
  }

  #extentsOf(object: number): number[] {
    const { heap } = this;
    const extents: number[] = [];
    const add = (block: number): void => {
      const first = block >> GRANULE_SHIFT;
      extents.push(first, first + ((heap.blockBytes(block) + 15) >> 4));
    };
    add(object - heap.types.prefixWords[heap.typeId(object as Ref)]!);
    forEachOwnBlock(heap, object as Ref, add);
    return extents;
  }

  /** Gives granules that belong to one owner, or to any if it is 0, to another. */
  #claim(extents: readonly number[], from: number, to: number): void {
    const owners = this.#owners;
    for (let i = 0; i < extents.length; i += 2)
      for (let granule = extents[i]!; granule < extents[i + 1]!; granule++)
        if (from === 0 || owners[granule] === from) owners[granule] = to;
  }

  /** Hands over each object whose number of references or whose memory changed since the last time, living or not. */
  takeTouched(visit: (object: number) => void): void {
    const touched = [...this.#touched];
    this.#touched.clear();
    for (const object of touched) visit(object);
  }

  /** An object that lives and is not in the books, or the other way round; 0 if there is none. Costs a walk over the heap. */
  missing(): Ref | 0 {
    const found = new Set<number>(this.heap.objects());
    for (const object of found) if (!this.#entries.has(object)) return object as Ref;
    for (const object of this.#entries.keys()) if (!found.has(object)) return object as Ref;
    return 0;
  }
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
