import { ListId } from '../collect/generations.js';
import type { Heap } from '../heap.js';
import { Header, NULL, type Ref, Unit } from '../memory/layout.js';
import type { BlockMap } from './blockmap.js';
import type { OutsideHolders } from './inspection.js';

/** Counts from here on stand in a table of their own: nearly all objects are referred to a few times. */
const MAX_SMALL_COUNT = 255;

/**
 * All objects that somebody holds, and how often: found from the collector's lists, the handles, what the heap and the
 * deallocations under way hold, and the embedder's declared holders, by following every reference.
 *
 * It stops at the first reference that does not lead to a living object, and remembers it as the fault.
 */
export class Census {
  /** Why the walk stopped; undefined if it came to its end. */
  fault: string | undefined;

  readonly #heap: Heap;
  readonly #blocks: BlockMap;
  /** Objects found, which is also the queue of the walk. */
  #found: Int32Array = new Int32Array(1024);
  #length = 0;
  /** For each granule, how often the object that starts there was referred to; the rest of large numbers. */
  readonly #small: Uint8Array;
  readonly #large = new Map<Ref, number>();
  readonly #countVisitor: (target: Ref) => void;
  readonly #findVisitor: (target: Ref) => void;
  #taken = false;
  /** Who holds what is being visited, for the fault: an object, or a word. */
  #holder: Ref | string = '';

  constructor(heap: Heap, blocks: BlockMap) {
    this.#heap = heap;
    this.#blocks = blocks;
    this.#small = new Uint8Array(heap.memory.limitWords >> Unit.GranuleShift);
    this.#countVisitor = (target) => this.#count(target);
    this.#findVisitor = (target) => this.#find(target);
  }

  take(outside: OutsideHolders): void {
    if (this.#taken) return;
    this.#taken = true;
    this.#markKept();
    this.#findHeldOnes(outside);
    for (let i = 0; i < this.#length && this.fault === undefined; i++) {
      const object = this.#found[i]! as Ref;
      this.#holder = object;
      this.#heap.traversal.visitAll(object, this.#countVisitor);
    }
  }

  empty(): void {
    for (let i = 0; i < this.#length; i++) {
      const object = this.#found[i]! as Ref;
      this.#small[object >> Unit.GranuleShift] = 0;
      this.#blocks.forget(object);
    }
    this.#large.clear();
    this.#length = 0;
    this.#taken = false;
    this.fault = undefined;
  }

  /** Number of objects found. */
  get size(): number {
    return this.#length;
  }

  /** The object found as the n-th, from 0. */
  at(n: number): Ref {
    return this.#found[n]! as Ref;
  }

  has(object: Ref): boolean {
    return this.#blocks.isFound(object);
  }

  /** How many counted references to the object there are. */
  references(object: Ref): number {
    return this.#small[object >> Unit.GranuleShift]! + (this.#large.get(object) ?? 0);
  }

  /** Dead objects of free lists look like objects; a reference to one is a fault. */
  #markKept(): void {
    this.#heap.objects.freeLists.forEach((object) => {
      this.#blocks.setKept(object);
    });
  }

  #findHeldOnes(outside: OutsideHolders): void {
    const { generations, handles, held, deallocator } = this.#heap;
    for (const list of generations.lists) {
      this.#holder = `list ${list.id}`;
      list.forEach(this.#findVisitor);
    }
    this.#holder = 'a deallocation under way';
    deallocator.forEachDying(this.#findVisitor);
    deallocator.forEachPending(this.#countVisitor);
    this.#holder = 'a handle';
    handles.forEach(this.#countVisitor);
    this.#holder = 'the heap itself';
    held.forEach(this.#countVisitor);
    // Weak references whose callbacks are about to be called are held by standing in this list.
    generations.lists[ListId.WeakrefCallbacks]!.forEach(this.#countVisitor);
    this.#holder = 'an outside holder';
    outside.references?.((object) => {
      if (object !== NULL) this.#count(object);
    });
  }

  #count(target: Ref): void {
    if (!this.#find(target)) return;
    const granule = target >> Unit.GranuleShift;
    if (this.#small[granule] === MAX_SMALL_COUNT) this.#large.set(target, (this.#large.get(target) ?? 0) + 1);
    else this.#small[granule] = this.#small[granule]! + 1;
  }

  /** Enters an object unless it is known. False if there is no living object at the reference. */
  #find(object: Ref): boolean {
    if (this.#blocks.isFound(object)) return true;
    if (this.fault !== undefined) return false;
    const wrong = this.#whatIsWrong(object);
    if (wrong !== undefined) {
      const holder = typeof this.#holder === 'string' ? this.#holder : this.#nameOf(this.#holder);
      this.fault = `${holder} refers to ${object}: ${wrong}`;
      return false;
    }
    if (this.#length === this.#found.length) {
      const larger = new Int32Array(this.#length * 2);
      larger.set(this.#found);
      this.#found = larger;
    }
    this.#found[this.#length++] = object;
    this.#blocks.setFound(object);
    return true;
  }

  #whatIsWrong(object: Ref): string | undefined {
    const { memory, types, objects } = this.#heap;
    if (object === NULL || (object & (Unit.GranuleWords - 1)) !== 0 || object < 0 || object >= memory.limitWords) {
      return 'no address of an object';
    }
    const typeId = memory.i32[object + Header.TypeId]!;
    if (!types.has(typeId)) return `type id ${typeId} there is not in use`;
    if (!this.#blocks.isInUse(this.#blocks.startOf(objects.blockOf(object)))) return 'no block in use starts there';
    if (this.#blocks.isKept(object)) return 'the object is dead and in a free list';
    return undefined;
  }

  #nameOf(object: Ref): string {
    return `object ${object} (${this.#heap.typeOf(object).spec.name})`;
  }
}
