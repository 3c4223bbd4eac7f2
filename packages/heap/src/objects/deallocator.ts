import type { BlockAllocator } from '../alloc/pymalloc.js';
import type { Generations } from '../collect/generations.js';
import { InvariantViolation } from '../errors.js';
import type { HeapHooks } from '../hooks.js';
import { GcFlag, GcHeader, Header, NULL, PreHeader, type Ref, Unit } from '../memory/layout.js';
import type { Memory } from '../memory/memory.js';
import type { HeapProfile } from '../profile.js';
import type { ObjectSpace } from './objects.js';
import type { QuickDeath } from './quick-death.js';
import { Trashcan } from './trashcan.js';
import { VALUES_CAPACITY, VALUES_VALID } from './traverse.js';
import { Part, Shape, TypeFlag, type TypeTable } from './types.js';
import type { WeakRefs } from './weakrefs.js';

/**
 * What happens when a count reaches zero (tp_dealloc, subtype_dealloc), without recursion over the user's objects.
 *
 * In CPython an object's deallocator drops its references one after the other, and each drop may run another deallocator
 * to its end: a walk in depth. Here each object being taken apart is an entry of a stack of our own, with the stage it is
 * in and the index of the reference to drop next; a child that dies is pushed and done before its parent goes on.
 *
 * The stages of one object: begin (leave the collector's list; finalizer, which may bring it back; weak references and
 * their callbacks), its slots, its inline values, its part of variable length, its memory, its type.
 *
 * Holds between two steps: an object on the stack has count 0, is not tracked, and each reference that it still has to
 * drop is still in its place (or, for a custom part, in `pending`), so that the accounting counts it.
 */

const enum Stage {
  Begin = 0,
  Slots = 1,
  Values = 2,
  Part = 3,
  Memory = 4,
  /** Not an object: the trashcan's chain is being worked off. */
  Chain = 5,
  /** Begun in one piece, which ended at a reference that the stack's later entries are about: to be begun anew. */
  Again = 6,
}

/** What may run user code, or leaves lists of its own: all stages are needed. */
const SLOW_DEATH = TypeFlag.Finalizer | TypeFlag.LegacyFinalizer | TypeFlag.TearDown;

/** Objects with more references than this are taken apart the general way. */
const MOST_SHALLOW = 8;

/** Numbers of one stack entry. */
const enum Entry {
  Object = 0,
  Stage = 1,
  /** Progress within the stage. */
  Cursor = 2,
  /** The entry's range in `pending`, for a custom part. */
  PendingStart = 3,
  PendingEnd = 4,
  Length = 5,
}

export class Deallocator {
  /** Finalizer and weak-reference doors; set once, because they hold counts and so need this class. */
  weakrefs!: WeakRefs;
  /** Where nothing watches the heap: ends what needs no walk. */
  quick: QuickDeath | undefined;
  /** Called when an object's finalizer is about to run, and when it came back; for instruments. */
  onFinalizing: ((object: Ref) => void) | undefined;
  onResurrected: ((object: Ref) => void) | undefined;

  readonly #i32: Int32Array;
  readonly #types: TypeTable;
  readonly #objects: ObjectSpace;
  readonly #blocks: BlockAllocator;
  readonly #generations: Generations;
  readonly #hooks: HeapHooks;
  readonly trashcan: Trashcan;

  #stack: Int32Array = new Int32Array(Entry.Length * 64);
  #depth = 0;
  /** References of custom parts that are waiting to be dropped; the stack's entries name their ranges. */
  #pending: Int32Array = new Int32Array(64);
  #pendingLength = 0;
  /** Objects whose finalizer runs now: each is held by us with one count. */
  readonly #finalizing: Ref[] = [];

  constructor(parts: {
    memory: Memory;
    types: TypeTable;
    objects: ObjectSpace;
    blocks: BlockAllocator;
    generations: Generations;
    hooks: HeapHooks;
    profile: HeapProfile;
  }) {
    this.#i32 = parts.memory.i32;
    this.#types = parts.types;
    this.#objects = parts.objects;
    this.#blocks = parts.blocks;
    this.#generations = parts.generations;
    this.#hooks = parts.hooks;
    this.trashcan = new Trashcan(parts.profile);
  }

  /** Takes apart an object whose count has just become 0, and everything that dies with it. */
  dealloc(object: Ref): void {
    if (this.quick?.last(object)) return;
    this.walk(object);
  }

  /** The same, where {@link quick} is not there or has not ended it. */
  walk(object: Ref): void {
    const flags = this.#types.flags[this.#i32[object + Header.TypeId]!]!;
    if ((flags & TypeFlag.Leaf) !== 0) {
      this.#objects.releaseLeaf(object, flags);
      return;
    }
    const base = this.#depth;
    if (!this.#takenOver(object) && !this.#deallocWhole(object, flags)) this.#push(object, Stage.Begin);
    while (this.#depth > base) this.#step();
  }

  /** What the trashcan has put off follows if the nest is shallow enough. */
  resume(): void {
    const base = this.#depth;
    this.#resumeChain();
    while (this.#depth > base) this.#step();
  }

  /** Whether the quick way came upon something that needs the walk, which then goes on with what was begun. */
  #takenOver(object: Ref): boolean {
    if (this.quick === undefined || this.quick.unfinished.length === 0) return false;
    this.#goOn(object, this.quick.unfinished);
    return true;
  }

  /**
   * Ends an object without a stack entry unless a child dies that needs one. False, and nothing done, if the object
   * has to go through all stages.
   */
  #deallocWhole(object: Ref, flags: number): boolean {
    if (this.trashcan.isFull) return false;
    if ((flags & TypeFlag.Plain) !== 0) {
      this.#deallocPlain(object, flags);
      return true;
    }
    if ((flags & SLOW_DEATH) !== 0) return false;
    if ((flags & TypeFlag.WeakList) !== 0 && this.weakrefs.head(object) !== NULL) return false;
    const typeId = this.#i32[object + Header.TypeId]!;
    switch (this.#types.shape[typeId] as Shape) {
      case Shape.Items:
        this.#deallocItems(object, flags, object + this.#types.partWord[typeId]!);
        return true;
      case Shape.Buffer:
        this.#deallocItems(object, flags, this.#i32[object + this.#types.partWord[typeId]!]!);
        return true;
      case Shape.Values:
        this.#deallocValues(object, flags, object + this.#types.valuesWord[typeId]!);
        return true;
      default:
        this.#deallocSlots(object, flags, typeId);
        return true;
    }
  }

  /**
   * An object with fixed slots and more: its slots, its inline values, the dictionary of the instance, its part. Goes on as an
   * entry of the stack from the first child on that needs one. Guarded by `bench/python` "exceptions".
   */
  #deallocSlots(object: Ref, flags: number, typeId: number): void {
    const { slotStart, slotTotal, slotWords, valuesWord } = this.#types;
    const i32 = this.#i32;
    if ((flags & TypeFlag.Gc) !== 0 && i32[object + GcHeader.Index] !== 0) this.#objects.untrack(object);
    const start = slotStart[typeId]!;
    const count = slotTotal[typeId]!;
    for (let s = 0; s < count; s++) {
      const word = object + slotWords[start + s]!;
      const target = i32[word]! as Ref;
      if (target === NULL) continue;
      i32[word] = NULL;
      const refs = i32[target + Header.Refcnt]!;
      if (refs > 1) i32[target + Header.Refcnt] = refs - 1;
      else if (refs >= 0 && !this.#dropLeaf(target, refs) && !this.#dropShallow(target)) {
        this.#handOver(object, flags, Stage.Slots, s + 1, target);
        return;
      }
    }
    if (valuesWord[typeId] !== 0) {
      this.#deallocValues(object, flags, object + valuesWord[typeId]!);
      return;
    }
    const part = this.#types.part[typeId] as Part;
    if ((flags & TypeFlag.ManagedDict) !== 0 && i32[object + PreHeader.Dict] !== NULL) {
      this.#handOver(object, flags, Stage.Slots, count, NULL);
    } else if (part === Part.None) {
      this.#releaseQuick(object, flags);
    } else if (part === Part.Items) {
      this.#deallocItems(object, flags, object + this.#types.partWord[typeId]!);
    } else {
      this.#handOver(object, flags, Stage.Slots, count, NULL);
    }
  }

  /**
   * Takes an object apart that has a few items (a tuple) or nothing but slots (a traceback) if nothing dies with it but leaves. False,
   * and nothing done, if not.
   */
  #dropShallow(target: Ref): boolean {
    const i32 = this.#i32;
    const types = this.#types;
    const typeId = i32[target + Header.TypeId]!;
    const flags = types.flags[typeId]!;
    if ((flags & (SLOW_DEATH | TypeFlag.WeakList | TypeFlag.CountsType)) !== 0) return false;
    switch (types.shape[typeId] as Shape) {
      case Shape.Items: {
        const size = i32[target + Header.Size]!;
        const first = target + types.partWord[typeId]!;
        if (!this.#holdsLeaves(first, size)) return false;
        i32[target + Header.Refcnt] = 0;
        this.#deallocItems(target, flags, first);
        return true;
      }
      case Shape.Slots:
        if ((flags & TypeFlag.Plain) === 0) return false;
        if (!this.#holdsLeaves(target + types.slotFirst[typeId]!, types.slotTotal[typeId]!)) return false;
        i32[target + Header.Refcnt] = 0;
        this.#deallocPlain(target, flags);
        return true;
      default:
        return false;
    }
  }

  /** Whether the references in neighbouring slots, a few, are to leaves or to what others hold too. */
  #holdsLeaves(first: number, size: number): boolean {
    if (size > MOST_SHALLOW) return false;
    const i32 = this.#i32;
    const types = this.#types;
    for (let word = first; word < first + size * Unit.SlotWords; word += Unit.SlotWords) {
      const item = i32[word]! as Ref;
      if (item === NULL) continue;
      const refs = i32[item + Header.Refcnt]!;
      if (refs < 0 || refs > size || (types.flags[i32[item + Header.TypeId]!]! & TypeFlag.Leaf) !== 0) continue;
      // It may stand there more than once.
      let here = 0;
      for (let other = first; other < first + size * Unit.SlotWords; other += Unit.SlotWords) {
        if (i32[other] === item) here++;
      }
      if (here >= refs) return false;
    }
    return true;
  }

  /** A tuple or a list: its references from the last to the first, then its memory. */
  #deallocItems(object: Ref, flags: number, first: number): void {
    const i32 = this.#i32;
    if ((flags & TypeFlag.Gc) !== 0 && i32[object + GcHeader.Index] !== 0) this.#objects.untrack(object);
    const size = i32[object + Header.Size]!;
    for (let word = first + (size - 1) * Unit.SlotWords; word >= first; word -= Unit.SlotWords) {
      const target = i32[word]! as Ref;
      if (target === NULL) continue;
      i32[word] = NULL;
      const refs = i32[target + Header.Refcnt]!;
      if (refs > 1) i32[target + Header.Refcnt] = refs - 1;
      else if (refs >= 0 && !this.#dropLeaf(target, refs) && !this.#dropShallow(target)) {
        this.#handOver(object, flags, Stage.Part, size - (word - first) / Unit.SlotWords, target);
        return;
      }
    }
    this.#releaseQuick(object, flags);
  }

  /** An instance: its inline values from the first to the last, its dictionary if it has one, then its part and memory. */
  #deallocValues(object: Ref, flags: number, values: number): void {
    const i32 = this.#i32;
    if ((flags & TypeFlag.Gc) !== 0 && i32[object + GcHeader.Index] !== 0) this.#objects.untrack(object);
    const header = i32[values]!;
    const end = (header & VALUES_VALID) === 0 ? values : values + (header & VALUES_CAPACITY) * Unit.SlotWords;
    for (let word = values + Unit.SlotWords; word <= end; word += Unit.SlotWords) {
      const target = i32[word]! as Ref;
      if (target === NULL) continue;
      i32[word] = NULL;
      const refs = i32[target + Header.Refcnt]!;
      if (refs > 1) i32[target + Header.Refcnt] = refs - 1;
      else if (refs >= 0 && !this.#dropLeaf(target, refs) && !this.#dropShallow(target)) {
        this.#handOver(object, flags, Stage.Values, (word - values) / Unit.SlotWords, target);
        return;
      }
    }
    const typeId = i32[object + Header.TypeId]!;
    const hasDict = (flags & TypeFlag.ManagedDict) !== 0 && i32[object + PreHeader.Dict] !== NULL;
    if (hasDict || (this.#types.part[typeId] as Part) !== Part.None) {
      this.#handOver(object, flags, Stage.Values, header & VALUES_CAPACITY, NULL);
    } else this.#releaseQuick(object, flags);
  }

  /** The last reference to an object goes. True if that was a leaf, which is then gone. */
  #dropLeaf(target: Ref, refs: number): boolean {
    if (refs === 0) this.countBelowZero(target);
    const flags = this.#types.flags[this.#i32[target + Header.TypeId]!]!;
    if ((flags & TypeFlag.Leaf) === 0) return false;
    this.#i32[target + Header.Refcnt] = 0;
    this.#objects.releaseLeaf(target, flags);
    return true;
  }

  /** The walk takes over: the object goes on in a stage, when a child of it, if one is given, is dead. */
  #handOver(object: Ref, flags: number, stage: Stage, cursor: number, child: Ref): void {
    this.#push(object, stage);
    this.#stack[this.#depth - Entry.Length + Entry.Cursor] = cursor;
    if ((flags & TypeFlag.Trashcan) !== 0) this.trashcan.enter();
    if (child === NULL) return;
    this.#i32[child + Header.Refcnt] = 0;
    this.#push(child, Stage.Begin);
  }

  #releaseQuick(object: Ref, flags: number): void {
    const type = this.#i32[object + Header.Type]! as Ref;
    const typeId = this.#i32[object + Header.TypeId]!;
    if ((this.#types.part[typeId] as Part) > Part.Items) this.#freeBlocks(object, typeId);
    this.#objects.release(object);
    if ((flags & TypeFlag.CountsType) !== 0 && type !== NULL) this.#drop(type);
  }

  /**
   * Fast path for objects that have nothing but slots: no stack entry unless a child dies that needs one.
   * Guarded by `bench/heap` "garbage cycles".
   */
  #deallocPlain(object: Ref, flags: number): void {
    const { slotStart, slotTotal, slotWords } = this.#types;
    const i32 = this.#i32;
    if ((flags & TypeFlag.Gc) !== 0 && i32[object + GcHeader.Index] !== 0) this.#objects.untrack(object);
    const typeId = i32[object + Header.TypeId]!;
    const start = slotStart[typeId]!;
    const count = slotTotal[typeId]!;
    for (let s = 0; s < count; s++) {
      const target = i32[object + slotWords[start + s]!]! as Ref;
      if (target === NULL) continue;
      const refs = i32[target + Header.Refcnt]!;
      i32[object + slotWords[start + s]!] = NULL;
      if (refs > 1) {
        i32[target + Header.Refcnt] = refs - 1;
        continue;
      }
      if (refs < 0 || this.#dropLeaf(target, refs) || this.#dropShallow(target)) continue;
      this.#handOver(object, flags, Stage.Slots, s + 1, target);
      return;
    }
    const type = i32[object + Header.Type]! as Ref;
    this.#objects.release(object);
    if ((flags & TypeFlag.CountsType) !== 0 && type !== NULL) this.#drop(type);
  }

  countBelowZero(object: Ref): never {
    throw new InvariantViolation(
      'A reference is dropped only by who holds one',
      `the count of object ${object} (type ${this.#types.specs[this.#i32[object + Header.TypeId]!]?.name}) would fall below 0`,
    );
  }

  /** Nothing is being taken apart, and no finalizer runs. */
  get isIdle(): boolean {
    return this.#depth === 0 && this.#finalizing.length === 0 && this.trashcan.putOff.length === 0;
  }

  /** References held by deallocations under way that no object shows: for the accounting. */
  forEachPending(visit: (object: Ref) => void): void {
    for (let at = 0; at < this.#depth; at += Entry.Length) {
      if (this.#stack[at + Entry.Stage] !== Stage.Part) continue;
      const end = this.#stack[at + Entry.PendingEnd]!;
      for (let i = this.#stack[at + Entry.Cursor]!; i < end; i++) visit(this.#pending[i]! as Ref);
    }
    for (const object of this.#finalizing) visit(object);
  }

  /** Objects that are being taken apart or wait for it: count 0, their references still count. */
  forEachDying(visit: (object: Ref) => void): void {
    for (let at = 0; at < this.#depth; at += Entry.Length) {
      const object = this.#stack[at + Entry.Object]! as Ref;
      if (object !== NULL && !this.#finalizing.includes(object)) visit(object);
    }
    for (const object of this.trashcan.putOff) visit(object);
  }

  /**
   * Calls an object's finalizer if it has one and it has not run (PyObject_CallFinalizer). The caller holds a reference.
   * The object counts as finalized from the end of the call on; in a collection (`marked`) already while it runs.
   */
  finalize(object: Ref, marked = false): void {
    const i32 = this.#i32;
    const flags = this.#types.flags[i32[object + Header.TypeId]!]!;
    if ((flags & TypeFlag.Finalizer) === 0) return;
    const collectable = (flags & TypeFlag.Gc) !== 0;
    if (collectable) {
      if ((i32[object + GcHeader.Flags]! & GcFlag.Finalized) !== 0) return;
      if (marked) i32[object + GcHeader.Flags] = i32[object + GcHeader.Flags]! | GcFlag.Finalized;
    }
    this.onFinalizing?.(object);
    try {
      this.#types.spec(i32[object + Header.TypeId]!).finalize!(object);
    } catch (error) {
      this.#hooks.unraisable(error, 'finalizer', object);
    }
    if (collectable) i32[object + GcHeader.Flags] = i32[object + GcHeader.Flags]! | GcFlag.Finalized;
  }

  #push(object: Ref, stage: Stage): void {
    if (this.#depth === this.#stack.length) {
      const larger = new Int32Array(this.#stack.length * 2);
      larger.set(this.#stack);
      this.#stack = larger;
    }
    const stack = this.#stack;
    stack[this.#depth + Entry.Object] = object;
    stack[this.#depth + Entry.Stage] = stage;
    stack[this.#depth + Entry.Cursor] = 0;
    stack[this.#depth + Entry.PendingStart] = 0;
    stack[this.#depth + Entry.PendingEnd] = 0;
    this.#depth += Entry.Length;
  }

  #enter(at: number, stage: Stage, cursor: number): void {
    this.#stack[at + Entry.Stage] = stage;
    this.#stack[at + Entry.Cursor] = cursor;
  }

  /** One step of the topmost entry: up to the next child that dies, or to the next stage. */
  #step(): void {
    const at = this.#depth - Entry.Length;
    const object = this.#stack[at + Entry.Object]! as Ref;
    switch (this.#stack[at + Entry.Stage] as Stage) {
      case Stage.Begin:
        this.#beginStep(at, object);
        return;
      case Stage.Slots:
        this.#dropSlots(at, object);
        return;
      case Stage.Values:
        this.#dropValues(at, object);
        return;
      case Stage.Part:
        this.#dropPart(at, object);
        return;
      case Stage.Memory:
        this.#freeMemory(object);
        return;
      case Stage.Chain:
        this.#workOffChain();
        return;
      case Stage.Again:
        this.#again(at, object);
        return;
    }
  }

  #beginStep(at: number, object: Ref): void {
    this.#depth = at;
    if (this.quick?.end(object)) {
      this.#resumeChain();
      return;
    }
    if (this.#takenOver(object) || this.#deallocWhole(object, this.#types.flags[this.#i32[object + Header.TypeId]!]!))
      return;
    this.#depth = at + Entry.Length;
    this.#begin(at, object);
  }

  /** The walk takes over from {@link quick}, with what was begun last: each object goes on when those after it are dead. */
  #goOn(object: Ref, unfinished: Ref[]): void {
    const last = unfinished[0]!;
    this.#pushBegun(object);
    for (let i = unfinished.length - 1; i > 0; i--) this.#pushBegun(unfinished[i]!);
    unfinished.length = 0;
    this.#push(last, Stage.Begin);
  }

  #pushBegun(object: Ref): void {
    this.#push(object, Stage.Again);
    if ((this.#types.flags[this.#i32[object + Header.TypeId]!]! & TypeFlag.Trashcan) !== 0) this.trashcan.enter();
  }

  #again(at: number, object: Ref): void {
    const flags = this.#types.flags[this.#i32[object + Header.TypeId]!]!;
    if ((flags & TypeFlag.Trashcan) !== 0) this.trashcan.leave();
    this.#enter(at, Stage.Begin, 0);
  }

  #begin(at: number, object: Ref): void {
    const flags = this.#types.flags[this.#i32[object + Header.TypeId]!]!;
    if ((flags & TypeFlag.Gc) !== 0) this.#objects.untrack(object);
    if ((flags & TypeFlag.Trashcan) !== 0) {
      if (this.trashcan.isFull) {
        this.#depth = at;
        this.trashcan.putOff.push(object);
        return;
      }
      this.trashcan.enter();
    }
    if ((flags & TypeFlag.Finalizer) !== 0 && this.#cameBack(object, flags)) {
      this.#depth = at;
      this.#leaveNest(flags);
      return;
    }
    if ((flags & TypeFlag.WeakList) !== 0) this.weakrefs.clearForDealloc(object);
    if ((flags & TypeFlag.LegacyFinalizer) !== 0) {
      if (this.#cameBackFromLegacy(object)) {
        this.#depth = at;
        this.#leaveNest(flags);
        return;
      }
      if ((flags & TypeFlag.WeakList) !== 0) this.weakrefs.clearSilently(object);
    }
    if ((flags & TypeFlag.TearDown) !== 0) this.#types.spec(this.#i32[object + Header.TypeId]!).tearDown!(object);
    this.#enter(at, Stage.Slots, 0);
  }

  /**
   * PyObject_CallFinalizerFromDealloc: the object lives again with one reference, ours, while its finalizer runs. True if
   * somebody else holds it afterwards: then the drop that brought it here never happened.
   */
  #cameBack(object: Ref, flags: number): boolean {
    const i32 = this.#i32;
    const collectable = (flags & TypeFlag.Gc) !== 0;
    if (collectable) {
      if ((i32[object + GcHeader.Flags]! & GcFlag.Finalized) !== 0) return false;
      this.#generations.track(object);
    }
    i32[object + Header.Refcnt] = 1;
    this.#finalizing.push(object);
    this.finalize(object);
    this.#finalizing.pop();
    return this.#survives(object, collectable);
  }

  #cameBackFromLegacy(object: Ref): boolean {
    const collectable = (this.#types.flags[this.#i32[object + Header.TypeId]!]! & TypeFlag.Gc) !== 0;
    if (collectable) this.#generations.track(object);
    this.#i32[object + Header.Refcnt] = 1;
    this.#finalizing.push(object);
    try {
      this.#types.spec(this.#i32[object + Header.TypeId]!).legacyFinalize!(object);
    } catch (error) {
      this.#hooks.unraisable(error, 'legacy finalizer', object);
    }
    this.#finalizing.pop();
    return this.#survives(object, collectable);
  }

  #survives(object: Ref, collectable: boolean): boolean {
    const count = this.#i32[object + Header.Refcnt]! - 1;
    this.#i32[object + Header.Refcnt] = count;
    if (count !== 0) {
      this.onResurrected?.(object);
      return true;
    }
    if (collectable) this.#generations.untrack(object);
    return false;
  }

  #dropSlots(at: number, object: Ref): void {
    const i32 = this.#i32;
    const types = this.#types;
    const typeId = i32[object + Header.TypeId]!;
    const start = types.slotStart[typeId]!;
    const count = types.slotTotal[typeId]!;
    for (let s = this.#stack[at + Entry.Cursor]!; s < count; s++) {
      if (this.#dropWord(object + types.slotWords[start + s]!)) {
        this.#stack[at + Entry.Cursor] = s + 1;
        return;
      }
    }
    if (types.valuesWord[typeId] !== 0 || (types.flags[typeId]! & TypeFlag.ManagedDict) !== 0) {
      this.#enter(at, Stage.Values, 0);
    } else {
      this.#enterPart(at, object);
    }
  }

  /** The inline values, then the instance's dictionary. */
  #dropValues(at: number, object: Ref): void {
    const i32 = this.#i32;
    const typeId = i32[object + Header.TypeId]!;
    const values = object + this.#types.valuesWord[typeId]!;
    const header = values === object ? 0 : i32[values]!;
    if ((header & VALUES_VALID) !== 0) {
      const capacity = header & VALUES_CAPACITY;
      for (let i = this.#stack[at + Entry.Cursor]!; i < capacity; i++) {
        if (this.#dropWord(values + (i + 1) * Unit.SlotWords)) {
          this.#stack[at + Entry.Cursor] = i + 1;
          return;
        }
      }
    }
    if ((this.#types.flags[typeId]! & TypeFlag.ManagedDict) !== 0 && this.#dropWord(object + PreHeader.Dict)) return;
    this.#enterPart(at, object);
  }

  #enterPart(at: number, object: Ref): void {
    const typeId = this.#i32[object + Header.TypeId]!;
    switch (this.#types.part[typeId] as Part) {
      case Part.None:
        this.#freeMemory(object);
        return;
      case Part.Items:
      case Part.Buffer:
      case Part.Table:
        this.#enter(at, Stage.Part, 0);
        return;
      case Part.Custom:
        this.#enter(at, Stage.Part, this.#pendingLength);
        this.#stack[at + Entry.PendingStart] = this.#pendingLength;
        this.#types.spec(typeId).custom!.detach(object, (target) => this.#addPending(target));
        this.#stack[at + Entry.PendingEnd] = this.#pendingLength;
        return;
    }
  }

  #addPending(target: Ref): void {
    if (this.#pendingLength === this.#pending.length) {
      const larger = new Int32Array(this.#pending.length * 2);
      larger.set(this.#pending);
      this.#pending = larger;
    }
    this.#pending[this.#pendingLength++] = target;
  }

  #dropPart(at: number, object: Ref): void {
    const typeId = this.#i32[object + Header.TypeId]!;
    const partWord = this.#types.partWord[typeId]!;
    switch (this.#types.part[typeId] as Part) {
      case Part.Items:
        if (!this.#dropBackwards(object, object + partWord)) this.#enter(at, Stage.Memory, 0);
        return;
      case Part.Buffer:
        if (!this.#dropBackwards(object, this.#i32[object + partWord]!)) this.#enter(at, Stage.Memory, 0);
        return;
      case Part.Table:
        this.#dropTable(at, object, typeId);
        return;
      case Part.Custom:
        this.#dropPending(at);
        return;
      case Part.None:
        this.#enter(at, Stage.Memory, 0);
        return;
    }
  }

  /**
   * Drops the references from the last to the first, up to one whose object dies (true) or to the end. ob_size stays: it
   * decides which free list a tuple goes to.
   */
  #dropBackwards(object: Ref, first: number): boolean {
    const at = this.#depth - Entry.Length;
    const size = this.#i32[object + Header.Size]!;
    for (let dropped = this.#stack[at + Entry.Cursor]!; dropped < size; dropped++) {
      if (this.#dropWord(first + (size - 1 - dropped) * Unit.SlotWords)) {
        this.#stack[at + Entry.Cursor] = dropped + 1;
        return true;
      }
    }
    return false;
  }

  #dropTable(at: number, object: Ref, typeId: number): void {
    const spec = this.#types.spec(typeId).table!;
    const first = this.#i32[object + this.#types.partWord[typeId]!]!;
    const perRecord = spec.references.length;
    const count = (this.#i32[object + spec.count / Unit.WordBytes]! + spec.countBias) * (first === 0 ? 0 : perRecord);
    for (let n = this.#stack[at + Entry.Cursor]!; n < count; n++) {
      const record = Math.trunc(n / perRecord);
      const word = first + (record * spec.stride + spec.references[n - record * perRecord]!) / Unit.WordBytes;
      if (this.#dropWord(word)) {
        this.#stack[at + Entry.Cursor] = n + 1;
        return;
      }
    }
    this.#enter(at, Stage.Memory, 0);
  }

  #dropPending(at: number): void {
    const end = this.#stack[at + Entry.PendingEnd]!;
    for (let i = this.#stack[at + Entry.Cursor]!; i < end; i++) {
      if (this.#drop(this.#pending[i]! as Ref)) {
        this.#stack[at + Entry.Cursor] = i + 1;
        return;
      }
    }
    this.#pendingLength = this.#stack[at + Entry.PendingStart]!;
    this.#enter(at, Stage.Memory, 0);
  }

  /** Clears a place and drops what it held. True if that object died and is now on top of the stack. */
  #dropWord(word: number): boolean {
    const target = this.#i32[word]! as Ref;
    if (target === NULL) return false;
    this.#i32[word] = NULL;
    return this.#drop(target);
  }

  /** Py_DECREF for the walk: leaves die here and now, everything else is pushed (true). */
  #drop(target: Ref): boolean {
    const i32 = this.#i32;
    const count = i32[target + Header.Refcnt]!;
    if (count > 1) {
      i32[target + Header.Refcnt] = count - 1;
      return false;
    }
    if (count < 0) return false;
    if (count === 0) this.countBelowZero(target);
    i32[target + Header.Refcnt] = 0;
    const flags = this.#types.flags[i32[target + Header.TypeId]!]!;
    if ((flags & TypeFlag.Leaf) !== 0) {
      this.#objects.releaseLeaf(target, flags);
      return false;
    }
    this.#push(target, Stage.Begin);
    return true;
  }

  #freeMemory(object: Ref): void {
    const i32 = this.#i32;
    const typeId = i32[object + Header.TypeId]!;
    const flags = this.#types.flags[typeId]!;
    const type = i32[object + Header.Type]! as Ref;
    this.#freeBlocks(object, typeId);
    this.#depth -= Entry.Length;
    this.#objects.release(object);
    this.#leaveNest(flags);
    if ((flags & TypeFlag.CountsType) !== 0 && type !== NULL) this.#drop(type);
  }

  /** Frees the blocks an object has besides its own. */
  #freeBlocks(object: Ref, typeId: number): void {
    const part = this.#types.part[typeId] as Part;
    if (part === Part.Custom) {
      this.#types.spec(typeId).custom!.freeBlocks(object);
    } else if (part === Part.Buffer || part === Part.Table) {
      const block = this.#i32[object + this.#types.partWord[typeId]!]!;
      const inline = this.#types.spec(typeId).table?.inlineTable;
      const isInline = inline !== undefined && block === object + inline / Unit.WordBytes;
      if (block !== 0 && !isInline) this.#blocks.free(block);
    }
  }

  /** Py_TRASHCAN_END: the nest is one less deep; the objects put off follow when it is shallow enough. */
  #leaveNest(flags: number): void {
    if ((flags & TypeFlag.Trashcan) === 0) return;
    this.trashcan.leave();
    this.#resumeChain();
  }

  #resumeChain(): void {
    if (this.trashcan.mayResume) {
      this.trashcan.enter();
      this.#push(NULL, Stage.Chain);
    }
  }

  #workOffChain(): void {
    const next = this.trashcan.putOff.pop();
    if (next !== undefined) {
      this.#push(next, Stage.Begin);
      return;
    }
    this.trashcan.leave();
    this.#depth -= Entry.Length;
  }
}
