import { GcHeader, type Ref, Unit } from '../memory/layout.js';
import { type Memory, outsideNumbers } from '../memory/memory.js';

/**
 * Where tracked objects are kept: lists in creation order, one for each generation.
 *
 * A list is an array of references instead of CPython's ring of pointers: a pass then reads the objects' addresses from
 * one array, in order, and not each from the object before it. The order is CPython's, because finalizers, callbacks and
 * `gc.get_objects()` show it. An object knows its list and its place in it (GC header), so that it leaves in constant
 * time; it leaves a hole (0), and holes are closed when the list would have to grow.
 *
 * Holds outside of a pass: a tracked object is at exactly one place of exactly one list, and its header says which.
 */

/** Numbers of the lists, as stored in {@link GcHeader.Generation}. */
export const enum ListId {
  Young = 0,
  Middle = 1,
  Old = 2,
  /** gc.freeze(), and immortal objects a collection has met. */
  Permanent = 3,
  /** The lists below live during a collection only; an object that leaves one loses its mark in the side table. */
  Unreachable = 4,
  StillUnreachable = 5,
  LegacyFinalizers = 6,
  /** Reachable weak references whose callbacks are about to be called; each is held by the collector with one count. */
  WeakrefCallbacks = 7,
  Count = 8,
}

export const GENERATIONS = 3;

/** Numbers of a list, in memory of their own: compiled code that adds and removes objects holds it as a constant. */
export const enum ListState {
  /** Places in use, holes included. */
  Length = 0,
  Holes = 1,
  /** Places that may be used before holes are closed or more of the array is taken. */
  Room = 2,
  Count = 3,
}

const FIRST_ROOM = 256;

export class ObjectList {
  /**
   * References and holes, in order. Replaced when it grows, unless it was given: the youngest generation's is reserved whole, so
   * that compiled code may hold it as a constant.
   */
  items: Int32Array;
  readonly #isReserved: boolean;
  readonly state: Int32Array = outsideNumbers(ListState.Count);

  readonly #i32: Int32Array;

  constructor(
    memory: Memory,
    readonly id: ListId,
    reserved?: Int32Array,
  ) {
    this.#i32 = memory.i32;
    this.items = reserved ?? new Int32Array(FIRST_ROOM);
    this.#isReserved = reserved !== undefined;
    this.state[ListState.Room] = FIRST_ROOM;
  }

  /** Places in use, holes included. */
  get length(): number {
    return this.state[ListState.Length]!;
  }

  set length(places: number) {
    this.state[ListState.Length] = places;
  }

  get holes(): number {
    return this.state[ListState.Holes]!;
  }

  set holes(count: number) {
    this.state[ListState.Holes] = count;
  }

  /** Number of objects. */
  get size(): number {
    return this.length - this.holes;
  }

  append(object: Ref): void {
    if (this.length === this.state[ListState.Room]) this.#makeRoom();
    this.#put(object);
  }

  /**
   * Appends while the list is being scanned and rewritten in place: places below the scan may hold stale entries, so that
   * closing holes now would be wrong; the array only grows.
   */
  appendDuringScan(object: Ref): void {
    if (this.length === this.state[ListState.Room]) this.#double();
    this.#put(object);
  }

  #put(object: Ref): void {
    const place = this.length;
    this.items[place] = object;
    this.length = place + 1;
    this.#i32[object + GcHeader.Index] = place + 1;
    this.#i32[object + GcHeader.Generation] = this.id;
  }

  /** Takes an object out of the list. Its header still names the list: the caller writes what it is now. */
  remove(object: Ref): void {
    const index = this.#i32[object + GcHeader.Index]! - 1;
    if (index === this.length - 1) {
      this.length--;
    } else {
      this.items[index] = 0;
      this.holes++;
    }
  }

  /** Appends all objects of another list, in order, and empties it. */
  appendAll(other: ObjectList): void {
    const items = other.items;
    const length = other.length;
    for (let i = 0; i < length; i++) {
      const object = items[i] as Ref;
      if (object !== 0) this.append(object);
    }
    other.clear();
  }

  /** Forgets all places. The objects' headers are not touched. */
  clear(): void {
    this.length = 0;
    this.holes = 0;
  }

  /** Calls back with each object, in order. The callback may untrack objects, but not add to this list. */
  forEach(visit: (object: Ref) => void): void {
    for (let i = 0; i < this.length; i++) {
      const object = this.items[i] as Ref;
      if (object !== 0) visit(object);
    }
  }

  /**
   * Before a scan that may append each object a second time: where the array cannot grow, holes are closed, so that there are
   * places for all.
   */
  prepareScan(): void {
    if (this.#isReserved && this.length * 2 > this.items.length) this.compact();
  }

  /** Doubles the room, or closes the holes if at least a quarter of the places are holes, or there is no more room. */
  #makeRoom(): void {
    if (this.holes * 4 >= this.length || (this.#isReserved && this.length === this.items.length)) this.compact();
    else this.#double();
  }

  #double(): void {
    const doubled = this.state[ListState.Room]! * 2;
    const room = this.#isReserved ? Math.min(doubled, this.items.length) : doubled;
    if (room > this.items.length) {
      const larger = new Int32Array(room);
      larger.set(this.items);
      this.items = larger;
    }
    this.state[ListState.Room] = room;
  }

  /** Closes the holes. */
  compact(): void {
    const items = this.items;
    const i32 = this.#i32;
    let kept = 0;
    for (let i = 0; i < this.length; i++) {
      const object = items[i]!;
      if (object === 0) continue;
      items[kept++] = object;
      i32[object + GcHeader.Index] = kept;
    }
    this.length = kept;
    this.holes = 0;
  }
}

/** Bytes of memory for each place of the youngest generation's list: half of the smallest collectable object's, see {@link ObjectList.prepareScan}. */
const BYTES_PER_PLACE = 16;

export class Generations {
  /** By {@link ListId}. */
  readonly lists: readonly ObjectList[];
  readonly young: ObjectList;
  /**
   * For each granule of memory, what the running collection knows of the object that starts there; 0 outside of one.
   * One byte for 16 makes the passes' random reads hit a table a sixteenth of the heap's size. See {@link Mark}.
   */
  readonly marks: Uint8Array;
  /** PyObject_GC_Track: the object enters the youngest generation. It must not be tracked. */
  readonly track: (object: Ref) => void;

  readonly #i32: Int32Array;

  constructor(memory: Memory) {
    this.#i32 = memory.i32;
    this.marks = new Uint8Array(memory.reserve(memory.limitBytes / 16));
    const places = memory.limitBytes / BYTES_PER_PLACE;
    this.young = new ObjectList(memory, ListId.Young, new Int32Array(memory.reserve(places * Unit.WordBytes)));
    this.lists = Array.from({ length: ListId.Count }, (_, id) =>
      id === ListId.Young ? this.young : new ObjectList(memory, id),
    );
    this.track = this.#tracker();
  }

  /** {@link track}, over constants: most objects enter this way. */
  #tracker(): (object: Ref) => void {
    const i32 = this.#i32;
    const { young } = this;
    const { items, state } = young;
    return (object) => {
      const place = state[ListState.Length]!;
      if (place === state[ListState.Room]) {
        young.append(object);
        return;
      }
      items[place] = object;
      state[ListState.Length] = place + 1;
      i32[object + GcHeader.Index] = place + 1;
      i32[object + GcHeader.Generation] = ListId.Young;
    };
  }

  /** PyObject_GC_UnTrack: the object leaves its list. Does nothing to an untracked one. */
  untrack(object: Ref): void {
    const i32 = this.#i32;
    if (i32[object + GcHeader.Index] === 0) return;
    const id = i32[object + GcHeader.Generation]!;
    this.lists[id]!.remove(object);
    i32[object + GcHeader.Index] = 0;
    if (id >= ListId.Unreachable) this.marks[object >> 2] = 0;
  }

  isTracked(object: Ref): boolean {
    return this.#i32[object + GcHeader.Index] !== 0;
  }

  /** Moves a tracked object to the end of another list. Its mark stays. */
  move(object: Ref, to: ListId): void {
    this.lists[this.#i32[object + GcHeader.Generation]!]!.remove(object);
    this.lists[to]!.append(object);
  }

  /** The list a tracked object is in. */
  listOf(object: Ref): ListId {
    return this.#i32[object + GcHeader.Generation]!;
  }
}
