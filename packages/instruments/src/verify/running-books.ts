import type { Ref } from '@uroboros/heap';
import { Header, Part, Pool } from '@uroboros/heap/internal';
import { forEachOwnBlock } from '../read/find-objects.js';
import type { RecordedHeap } from '../read/recorded-heap.js';
import { changeOf } from '../read/timeline.js';
import { Note } from '../record/writes.js';
import { GRANULE_SHIFT, GranuleSet } from './granules.js';
import { ListBook } from './list-book.js';

/** Words before an object in its block, at most: the header of the collector, and those of managed instances. */
const MOST_PREFIX_WORDS = 8;

const NOTHING = new Int32Array(0);

/** A list of so many items has a book of its own. */
const LONG_LIST = 1024;

/** What was last entered of a living object. */
interface Entry {
  readonly object: number;
  /** What it refers to, each as often as it does, in the order in which it is visited. */
  readonly targets: Int32Array;
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
  /** From 1 on; with gaps where an object has died. */
  readonly #entries: (Entry | undefined)[] = [undefined];
  readonly #gaps: number[] = [];
  /** For the granule of each living object the number of its entry. */
  readonly #numbers: Int32Array;
  readonly #owners: Int32Array;
  readonly #references: Int32Array;
  readonly #lists = new Map<number, ListBook>();
  /** Objects whose memory was written since the last {@link settle}, and those of them that have died. */
  readonly #written: GranuleSet;
  readonly #dead: GranuleSet;
  /** Objects whose number of references may have changed. */
  readonly #touched: GranuleSet;
  /** What the object that is looked at refers to; grows. */
  #found: Int32Array = new Int32Array(1024);

  constructor(readonly heap: RecordedHeap) {
    const granules = heap.i32.length >> GRANULE_SHIFT;
    this.#owners = new Int32Array(granules);
    this.#references = new Int32Array(granules);
    this.#numbers = new Int32Array(granules);
    this.#written = new GranuleSet(granules);
    this.#dead = new GranuleSet(granules);
    this.#touched = new GranuleSet(granules);
    for (const object of heap.objects()) this.#written.add(object);
    this.settle();
  }

  isLiving(object: number): boolean {
    return this.#numbers[object >> GRANULE_SHIFT] !== 0;
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
        if (word === Note.Born) this.#wrote(value, true);
        else if (word === Note.Finalizing) this.#wrote(value >> 1, true);
        return;
      }
      if ((word & (poolWords - 1)) === Pool.FreeBlock && word >= lowest) this.#freed(i32[word]!);
      // A block may have had another owner, before it was given to an object that is new.
      const object = written.has(word) ? word : owners[word >> GRANULE_SHIFT]!;
      if (object === 0) return;
      if (this.#lists.size > 0) this.#lists.get(object)?.wrote(word);
      written.add(object);
      const dies = word === object && changeOf(word, i32[word]! - value, i32[word]!, poolWords) === 'dead';
      if (dies) this.#dead.add(object);
    });
    heap.seek(note);
    this.settle();
  }

  #wrote(object: number, lives: boolean): void {
    this.#written.add(object);
    if (lives) this.#dead.delete(object);
    else this.#dead.add(object);
  }

  /** The head of a free list is free: an object that was there has died, or has moved, as a tuple does that grows while it is built. */
  #freed(block: number): void {
    for (let prefix = 0; prefix <= MOST_PREFIX_WORDS; prefix += 4) {
      const object = (block + prefix) as Ref;
      if (!this.isLiving(object) && !this.#written.has(object)) continue;
      if (this.heap.types.prefixWords[this.heap.typeId(object)] === prefix) this.#wrote(object, false);
    }
  }

  /** Enters anew what was written. */
  settle(): void {
    this.#written.forEach((object) => {
      if (this.#dead.has(object)) this.#leave(object);
      else this.#enter(object);
    });
    this.#written.clear();
    this.#dead.clear();
  }

  #leave(object: number): void {
    const number = this.#numbers[object >> GRANULE_SHIFT]!;
    const entry = this.#entries[number];
    if (entry === undefined) return;
    for (const target of entry.targets) this.remove(target);
    this.#lists.get(object)?.update(this.heap.i32, 0, 0, this.#add, this.#remove);
    this.#lists.delete(object);
    this.#claim(entry.extents, object, 0);
    this.#entries[number] = undefined;
    this.#gaps.push(number);
    this.#numbers[object >> GRANULE_SHIFT] = 0;
    this.#touched.add(object);
  }

  #enter(object: number): void {
    const number = this.#numberOf(object);
    const before = this.#entries[number];
    const now = this.#enterList(object) ? NOTHING : this.#targetsOf(object);
    const targets = this.#replace(before?.targets ?? NOTHING, now);
    const extents = this.#extentsOf(object);
    if (before === undefined || !isSame(before.extents, extents)) {
      if (before !== undefined) this.#claim(before.extents, object, 0);
      this.#claim(extents, 0, object);
    }
    this.#entries[number] = { object, targets, extents };
    this.#touched.add(object);
  }

  /** The number of an object's entry, which it gets here if it is new. */
  #numberOf(object: number): number {
    const known = this.#numbers[object >> GRANULE_SHIFT]!;
    if (known !== 0) return known;
    const number = this.#gaps.pop() ?? this.#entries.push(undefined) - 1;
    this.#numbers[object >> GRANULE_SHIFT] = number;
    return number;
  }

  /** Whether an object is a long list, whose items its own book has then entered. */
  #enterList(object: number): boolean {
    const { types, i32 } = this.heap;
    const id = this.heap.typeId(object as Ref);
    const size = i32[object + Header.Size]!;
    let book = this.#lists.get(object);
    if (book === undefined) {
      // A subclass refers to its class and its attributes as well.
      if (types.part[id] !== Part.Buffer || size < LONG_LIST || types.spec(id).name !== 'list') return false;
      book = new ListBook(size);
      this.#lists.set(object, book);
    }
    book.update(i32, i32[object + types.partWord[id]!]!, size, this.#add, this.#remove);
    return true;
  }

  readonly #add = (target: number): void => this.add(target);
  readonly #remove = (target: number): void => this.remove(target);

  /** Valid until the next object is looked at. */
  #targetsOf(object: number): Int32Array {
    let count = 0;
    this.heap.traversal.visitAll(object as Ref, (target) => {
      if (count === this.#found.length) {
        const larger = new Int32Array(2 * count);
        larger.set(this.#found);
        this.#found = larger;
      }
      this.#found[count++] = target;
    });
    return this.#found.subarray(0, count);
  }

  /** Enters what an object refers to now in place of what it did. Of a large one most is the same at both ends. */
  #replace(before: Int32Array, now: Int32Array): Int32Array {
    let first = 0;
    const least = Math.min(before.length, now.length);
    while (first < least && before[first] === now[first]) first++;
    if (first === least && before.length === now.length) return before;
    let last = 0;
    while (last < least - first && before[before.length - 1 - last] === now[now.length - 1 - last]) last++;
    for (let i = first; i < before.length - last; i++) this.remove(before[i]!);
    for (let i = first; i < now.length - last; i++) this.add(now[i]!);
    return now.slice();
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
    this.#touched.forEach(visit);
    this.#touched.clear();
  }

  /** An object that lives and is not in the books, or the other way round; 0 if there is none. Costs a walk over the heap. */
  missing(): Ref | 0 {
    const found = new Set<number>(this.heap.objects());
    for (const object of found) if (!this.isLiving(object)) return object as Ref;
    for (const entry of this.#entries) if (entry !== undefined && !found.has(entry.object)) return entry.object as Ref;
    return 0;
  }
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
