import { Pool } from './alloc/arenas.js';
import { DebugMalloc } from './alloc/debug.js';
import { type BlockAllocator, PyMalloc } from './alloc/pymalloc.js';
import { type HeapStats, heapStats } from './alloc/stats.js';
import { Clearer } from './collect/clear.js';
import { Collector } from './collect/collector.js';
import { GcControl } from './collect/gc.js';
import { Generations } from './collect/generations.js';
import { GcState } from './collect/state.js';
import { HeapArgumentError, HeapExhausted } from './errors.js';
import { guardHooks, type HeapHooks, NO_HOOKS } from './hooks.js';
import { Header, NULL, type Ref, type TypeId, Unit } from './memory/layout.js';
import { Memory, Pending, StaticArea } from './memory/memory.js';
import { AddressSpace } from './memory/space.js';
import { Counts } from './objects/counts.js';
import { Deallocator } from './objects/deallocator.js';
import { type Handle, Handles } from './objects/handles.js';
import { HeldRefs } from './objects/held.js';
import { ObjectSpace } from './objects/objects.js';
import { type QuickDeath, quickDeath } from './objects/quick-death.js';
import { Traversal } from './objects/traverse.js';
import { Part, TypeFlag, type TypeInfo, type TypeSpec, TypeTable } from './objects/types.js';
import { WeakRefs } from './objects/weakrefs.js';
import { ObservedCounts, ObservedObjectSpace } from './observe/observed.js';
import type { HeapObserver } from './observe/observer.js';
import { HEAP_PROFILES, type HeapProfile, type HeapProfileName } from './profile.js';
import { type OutsideHolders, Verifier } from './verify/verify.js';

/** What a heap is built with. Everything has a default. */
export interface HeapOptions {
  /** Bytes of the reservation; default 1 GiB. It costs no memory until it is touched. */
  readonly bytes?: number;
  /** Put the heap into a SharedArrayBuffer: another thread can watch it, and V8 does not count its bytes. Default false. */
  readonly shared?: boolean;
  /** The version whose rules hold, by name or as knobs; default '3.13'. */
  readonly profile?: HeapProfileName | HeapProfile;
  /** Put guard bytes around blocks and check every reference passed in, like PYTHONMALLOC=debug. Default false. */
  readonly debug?: boolean;
  /** Where the heap calls its embedder; those left out do nothing. */
  readonly hooks?: Partial<HeapHooks>;
  readonly observer?: HeapObserver;
  /** Called with the reservation before anything is written to it. */
  readonly reserved?: (memory: Memory) => void;
}

/**
 * CPython's memory manager on one linear memory.
 *
 * A {@link Ref} passed to a method is borrowed: the method does not take its count over. A {@link Handle} that a method
 * returns owns one count.
 *
 * @example
 * ```ts
 * const heap = new Heap({ profile: '3.11' });
 * const Pair = heap.defineType({ name: 'Pair', basicSize: 32, gc: true, slots: [16, 24] });
 * using pair = heap.allocate(Pair);
 * heap.setSlot(pair.ref, 16, pair.ref);
 * heap.refcnt(pair.ref); // 2: the handle and the slot
 * ```
 */
export class Heap {
  readonly profile: HeapProfile;
  readonly memory: Memory;
  readonly types: TypeTable;
  /** The module `gc`. */
  readonly gc: GcControl;
  /** The parts, for embedders that compile against them (`@uroboros/heap/internal` documents the rules). */
  /** Neither guard bytes nor an observer of objects: compiled code may take and free blocks by itself. */
  readonly plain: boolean;
  readonly pymalloc: PyMalloc;
  readonly blocks: BlockAllocator;
  readonly space: AddressSpace;
  readonly generations: Generations;
  readonly gcState: GcState;
  readonly objects: ObjectSpace;
  readonly counts: Counts;
  readonly deallocator: Deallocator;
  readonly weakrefs: WeakRefs;
  readonly collector: Collector;
  readonly traversal: Traversal;
  readonly clearer: Clearer;
  readonly held: HeldRefs = new HeldRefs();
  readonly handles: Handles;

  readonly #i32: Int32Array;
  readonly #debug: DebugMalloc | undefined;
  readonly #hooks: HeapHooks;
  readonly #verifier: Verifier;
  readonly #weakrefType: TypeInfo;
  readonly #callbacks = new Map<Ref, (weakref: Ref) => void>();
  readonly #callbackType: TypeInfo;

  constructor(options: HeapOptions = {}) {
    this.profile = profileOf(options.profile ?? '3.13');
    this.memory = new Memory(options.bytes ?? 1024 ** 3, options.shared ?? false);
    this.#i32 = this.memory.i32;
    this.types = new TypeTable(this.memory);
    options.reserved?.(this.memory);
    this.#hooks = this.#withCallbacks(guardHooks({ ...NO_HOOKS, ...options.hooks }));
    this.space = new AddressSpace(this.memory, this.profile.geometry);
    this.pymalloc = new PyMalloc(this.memory, this.space, this.profile.geometry);
    this.#debug = options.debug ? new DebugMalloc(this.memory, this.pymalloc) : undefined;
    this.blocks = this.#debug ?? this.pymalloc;
    const watched = watchesObjects(options.observer) ? options.observer : undefined;
    this.plain = this.#debug === undefined && watched === undefined;
    this.generations = new Generations(this.memory);
    this.gcState = new GcState(this.profile);
    this.traversal = new Traversal(this.memory, this.types);
    const parts = {
      memory: this.memory,
      types: this.types,
      generations: this.generations,
      blocks: this.blocks,
      hooks: this.#hooks,
      profile: this.profile,
      held: this.held,
      observer: options.observer,
    };
    this.objects = this.#makeObjects(watched);
    this.deallocator = new Deallocator({ ...parts, objects: this.objects });
    this.counts = watched
      ? new ObservedCounts(this.memory, this.deallocator, watched)
      : new Counts(this.memory, this.deallocator);
    this.weakrefs = new WeakRefs({ ...parts, objects: this.objects, counts: this.counts });
    this.deallocator.weakrefs = this.weakrefs;
    if (this.plain) this.deallocator.quick = this.#quickDeath();
    this.#connectObserver(options.observer);
    this.clearer = new Clearer(this.memory, this.types, this.counts, this.held, this.blocks);
    const running = {
      ...parts,
      objects: this.objects,
      counts: this.counts,
      deallocator: this.deallocator,
      weakrefs: this.weakrefs,
      traversal: this.traversal,
      clearer: this.clearer,
      state: this.gcState,
    };
    this.collector = new Collector(running);
    this.gc = new GcControl({ ...running, collector: this.collector });
    this.handles = new Handles((ref) => this.counts.decref(ref));
    this.#verifier = new Verifier(this);
    this.#weakrefType = this.defineType(this.weakrefs.spec('weakref'));
    this.weakrefs.registerType(this.#weakrefType.id, 'reference', true);
    this.#callbackType = this.defineType({
      name: 'callback',
      basicSize: 16,
      tearDown: (object) => this.#callbacks.delete(object),
    });
  }

  /**
   * Defines a type.
   * @throws HeapArgumentError if a part of the description lies outside the object.
   */
  defineType(spec: TypeSpec): TypeInfo {
    return { id: this.types.define(spec), spec };
  }

  /**
   * A new object, its fields 0, tracked at once if its type is collectable. Passing the threshold of the youngest
   * generation collects inside this call or requests it for the next {@link safepoint}, as the profile says.
   * @param items number of items, for types with items
   * @throws HeapExhausted if the reservation is used up: nothing has changed then.
   * @throws HeapArgumentError for an unknown type or a negative number of items.
   */
  allocate(type: TypeInfo, items = 0): Handle {
    if (this.types.specs[type.id] !== type.spec)
      throw new HeapArgumentError('type', type.spec?.name, 'a type of this heap');
    if (!Number.isInteger(items) || items < 0 || (items > 0 && !type.spec.itemSize)) {
      throw new HeapArgumentError('number of items', items, type.spec.itemSize ? 'a whole number from 0 up' : '0');
    }
    const ref = items === 0 ? this.objects.allocate(type.id) : this.objects.allocateVar(type.id, items);
    if (ref === NULL) throw this.exhausted(type.spec.basicSize + items * (type.spec.itemSize ?? 0));
    if (type.spec.gc) this.objects.track(ref);
    return this.handles.adopt(ref);
  }

  /**
   * A handle of its own on an object: adds one to its count.
   * @throws HeapArgumentError for an object that has died. One whose memory serves another object by now is only found in debug mode.
   */
  hold(object: Ref): Handle {
    this.checkObject(object);
    this.#checkLiving(object);
    this.counts.incref(object);
    return this.handles.adopt(object);
  }

  /** The reference in a slot, borrowed; null if the slot is empty. */
  getSlot(object: Ref, offset: number): Ref {
    this.#checkSlot(object, offset);
    return this.#i32[object + offset / Unit.WordBytes]! as Ref;
  }

  /**
   * Stores a reference in a slot: counts the new one, then drops the old one (Py_XSETREF).
   * @throws HeapArgumentError for what is no slot, and for an object or a value that has died, as {@link hold} does
   */
  setSlot(object: Ref, offset: number, value: Ref): void {
    this.#checkSlot(object, offset);
    this.#checkOwner(object);
    this.#store(object + offset / Unit.WordBytes, value);
  }

  /** The reference in an item, borrowed. */
  getItem(object: Ref, index: number): Ref {
    return this.#i32[this.#itemWord(object, index)]! as Ref;
  }

  /**
   * Stores a reference in an item: counts the new one, then drops the old one.
   * @throws HeapArgumentError for what is no item, and for an object or a value that has died, as {@link hold} does
   */
  setItem(object: Ref, index: number, value: Ref): void {
    const word = this.#itemWord(object, index);
    this.#checkOwner(object);
    this.#store(word, value);
  }

  /** Number of items. */
  size(object: Ref): number {
    this.checkObject(object);
    return this.#i32[object + Header.Size]!;
  }

  /** The count as Python sees it: immortal objects show a very large number. */
  refcnt(object: Ref): number {
    this.checkObject(object);
    return this.#i32[object + Header.Refcnt]! >>> 0;
  }

  /** The description of an object's type. */
  typeOf(object: Ref): TypeInfo {
    this.checkObject(object);
    const id = this.#i32[object + Header.TypeId]! as TypeId;
    return { id, spec: this.types.spec(id) };
  }

  /**
   * A weak reference. Without a callback all callers share one; `callback` is called once, when the object has died.
   * @throws HeapArgumentError if the object's type has no `weakList`, and for an object that has died, as {@link hold} does.
   */
  weakref(object: Ref, callback?: (weakref: Ref) => void): Handle {
    this.checkObject(object);
    this.#checkLiving(object);
    if (!this.weakrefs.supports(object)) {
      throw new HeapArgumentError('object', this.typeOf(object).spec.name, 'of a type with a weakList');
    }
    const callbackRef = callback === undefined ? NULL : this.#newCallback(callback);
    // Making the weak reference may collect and so run user code: the callback is held where the accounting sees it.
    const mark = this.held.length;
    this.held.push(callbackRef);
    const weakref = this.weakrefs.create(this.#weakrefType.id, object, callbackRef);
    this.held.take(mark);
    this.held.popTo(mark);
    if (callbackRef !== NULL) this.counts.decref(callbackRef);
    if (weakref === NULL) throw this.exhausted(this.#weakrefType.spec.basicSize);
    return this.handles.adopt(weakref);
  }

  /** What a weak reference refers to, borrowed; null once that has died. */
  target(weakref: Ref): Ref {
    this.checkObject(weakref);
    if (!this.weakrefs.isWeakRef(weakref)) throw new HeapArgumentError('object', weakref, 'a weak reference');
    return this.weakrefs.target(weakref);
  }

  /** Runs what was put off: in profiles with the trigger 'safepoint' the requested collection. Call it between steps. */
  safepoint(): void {
    if ((this.#i32[StaticArea.Pending]! & Pending.Collect) !== 0) this.collector.safepoint();
  }

  /** Whether {@link safepoint} has something to do. */
  get pending(): boolean {
    return (this.#i32[StaticArea.Pending]! & Pending.Collect) !== 0;
  }

  /** Arenas, pools and blocks as they are now (`sys._debugmallocstats`). */
  stats(): HeapStats {
    return heapStats(this);
  }

  /**
   * Checks every written invariant of the heap.
   * @param outside further holders of references, besides handles: whatever the embedder keeps outside of objects
   * @throws InvariantViolation naming the sentence that does not hold.
   */
  verify(outside?: OutsideHolders): void {
    this.#verifier.verify(outside);
  }

  /** @internal The error of an allocation that found no room. */
  exhausted(bytes: number): HeapExhausted {
    return new HeapExhausted(bytes, this.memory.limitBytes);
  }

  /** In debug mode: throws unless the reference is that of a living object. Else only refuses null and misalignment. */
  checkObject(object: Ref): void {
    if (!Number.isInteger(object) || object <= 0 || (object & 3) !== 0 || object >= this.memory.limitWords) {
      throw new HeapArgumentError('reference', object, 'that of an object of this heap');
    }
    if (this.#debug === undefined) return;
    const typeId = this.#i32[object + Header.TypeId]!;
    this.#debug.checkLive(this.types.has(typeId) ? this.objects.blockOf(object) : object);
    if (!this.types.has(typeId)) throw new HeapArgumentError('reference', object, 'that of an object, not of a buffer');
  }

  /** What gets a reference or is referred to must live: it has a count, and its block is not among the free ones of its pool. */
  #checkLiving(object: Ref): void {
    const count = this.#i32[object + Header.Refcnt]!;
    if (count === 0 || this.#isFreeBlock(object, count))
      throw new HeapArgumentError('reference', object, 'that of a living object');
  }

  /** What is written to may be in the midst of its death: then it has no count any more. */
  #checkOwner(object: Ref): void {
    if (this.#i32[object + Header.Refcnt] !== 0 || this.deallocator.isIdle) this.#checkLiving(object);
  }

  /** A free block begins with the link to the next one of its pool. A count that looks like one is told from it by going through them. */
  #isFreeBlock(word: number, first: number): boolean {
    const { pymalloc } = this;
    if (first < 0 || !pymalloc.inPool(word) || pymalloc.poolOf(first) !== pymalloc.poolOf(word)) return false;
    let block = this.#i32[pymalloc.poolOf(word) + Pool.FreeBlock]!;
    while (block !== 0 && block !== word) block = this.#i32[block]!;
    return block !== 0;
  }

  #store(word: number, value: Ref): void {
    if (value !== NULL) {
      this.checkObject(value);
      this.#checkLiving(value);
      this.counts.incref(value);
    }
    const before = this.#i32[word]! as Ref;
    this.#i32[word] = value;
    if (before !== NULL) this.counts.decref(before);
  }

  #checkSlot(object: Ref, offset: number): void {
    this.checkObject(object);
    const spec = this.types.spec(this.#i32[object + Header.TypeId]!);
    if (!spec.slots?.includes(offset)) {
      throw new HeapArgumentError(
        'slot',
        offset,
        `one of ${spec.name}: ${(spec.slots ?? []).join(', ') || 'it has none'}`,
      );
    }
  }

  #itemWord(object: Ref, index: number): number {
    this.checkObject(object);
    const typeId = this.#i32[object + Header.TypeId]!;
    const size = this.#i32[object + Header.Size]!;
    if (this.types.part[typeId] !== Part.Items) throw new HeapArgumentError('object', object, 'of a type with items');
    if (!Number.isInteger(index) || index < 0 || index >= size) {
      throw new HeapArgumentError('item', index, size === 0 ? 'absent: there are none' : `0 to ${size - 1}`);
    }
    return object + this.types.partWord[typeId]! + index * Unit.SlotWords;
  }

  #newCallback(callback: (weakref: Ref) => void): Ref {
    const ref = this.objects.allocate(this.#callbackType.id);
    if (ref === NULL) throw this.exhausted(16);
    this.#callbacks.set(ref, callback);
    return ref;
  }

  /** Callbacks made by {@link weakref} are JavaScript functions: they are called here, others by the embedder. */
  #withCallbacks(hooks: HeapHooks): HeapHooks {
    const embedder = hooks.weakrefCallback;
    hooks.weakrefCallback = (weakref, callback) => {
      const own = this.#callbacks.get(callback);
      if (own !== undefined) own(weakref);
      else embedder(weakref, callback);
    };
    return hooks;
  }

  #quickDeath(): QuickDeath {
    return quickDeath({
      memory: this.memory,
      types: this.types,
      pymalloc: this.pymalloc,
      freeLists: this.objects.freeLists,
      generations: this.generations,
      gcState: this.gcState,
      trashcan: this.deallocator.trashcan,
      resume: () => this.deallocator.resume(),
      weakHead: (object) => this.weakrefs.head(object),
      dropType: (type) => this.counts.decref(type),
    });
  }

  #makeObjects(observer: HeapObserver | undefined): ObjectSpace {
    const { memory, blocks, types, generations, gcState } = this;
    return observer
      ? new ObservedObjectSpace(memory, blocks, types, generations, gcState, observer)
      : new ObjectSpace(memory, blocks, types, generations, gcState);
  }

  #connectObserver(observer: HeapObserver | undefined): void {
    if (observer === undefined) return;
    this.deallocator.onFinalizing = (object) => {
      observer.finalizing?.(object, this.gcState.collecting && this.refcnt(object) > 1 ? 'collector' : 'count');
    };
    this.deallocator.onResurrected = (object) => observer.resurrected?.(object);
    this.weakrefs.onCleared = (weakref) => observer.weakrefCleared?.(weakref);
    this.types.onDefined = (id, spec) => observer.typeDefined?.(id, spec);
  }
}

/** Whether an observer wants to hear of single objects: those take and free blocks in classes of their own. */
function watchesObjects(observer: HeapObserver | undefined): observer is HeapObserver {
  if (observer === undefined) return false;
  const { allocated, freed, counted, tracked, untracked } = observer;
  return [allocated, freed, counted, tracked, untracked].some((hook) => hook !== undefined);
}

function profileOf(profile: HeapProfileName | HeapProfile): HeapProfile {
  if (typeof profile !== 'string') return profile;
  const found = HEAP_PROFILES[profile];
  if (found === undefined) throw new HeapArgumentError('profile', profile, Object.keys(HEAP_PROFILES).join(', '));
  return found;
}

/** Flag test shared by embedders. */
export function isCollectable(types: TypeTable, typeId: number): boolean {
  return (types.flags[typeId]! & TypeFlag.Gc) !== 0;
}
