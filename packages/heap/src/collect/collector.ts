import { InvariantViolation } from '../errors.js';
import type { HeapHooks } from '../hooks.js';
import { byteAddress, GcFlag, GcHeader, Header, NULL, type Ref, Unit } from '../memory/layout.js';
import { type Memory, Pending, StaticArea } from '../memory/memory.js';
import type { Counts } from '../objects/counts.js';
import type { Deallocator } from '../objects/deallocator.js';
import type { HeldRefs } from '../objects/held.js';
import type { ObjectSpace } from '../objects/objects.js';
import type { Traversal } from '../objects/traverse.js';
import { Shape, TypeFlag, type TypeTable, Untrack } from '../objects/types.js';
import type { WeakRefs } from '../objects/weakrefs.js';
import type { CollectionPass, CollectionTrigger, HeapObserver } from '../observe/observer.js';
import type { HeapProfile } from '../profile.js';
import type { Clearer } from './clear.js';
import { GENERATIONS, type Generations, ListId, type ObjectList } from './generations.js';
import { Mark, Reachability } from './reachability.js';
import { GcDebug, type GcState } from './state.js';

/** What the collector works with. */
export interface CollectorParts {
  readonly memory: Memory;
  readonly types: TypeTable;
  readonly generations: Generations;
  readonly state: GcState;
  readonly objects: ObjectSpace;
  readonly counts: Counts;
  readonly deallocator: Deallocator;
  readonly weakrefs: WeakRefs;
  readonly traversal: Traversal;
  readonly clearer: Clearer;
  readonly held: HeldRefs;
  readonly hooks: HeapHooks;
  readonly profile: HeapProfile;
  readonly observer: HeapObserver | undefined;
}

/**
 * The generational cycle collector (gc.c). One method a pass, with the passes' names; `collect` is their order.
 *
 * User code runs in four of them only: the collection hooks (gc.callbacks), `handleWeakrefs`, `finalizeGarbage` and
 * `deleteGarbage`. While it runs, objects of the lists being worked on may die; they leave holes.
 */
export class Collector {
  readonly reachability: Reachability;
  readonly #p: CollectorParts;
  readonly #i32: Int32Array;
  readonly #lists: readonly ObjectList[];

  constructor(parts: CollectorParts) {
    this.#p = parts;
    this.#i32 = parts.memory.i32;
    this.#lists = parts.generations.lists;
    this.reachability = new Reachability(
      parts.memory,
      parts.types,
      parts.generations,
      parts.traversal,
      parts.profile.dropsImmortals,
    );
    parts.objects.onThreshold = (newborn) => this.#onThreshold(newborn);
  }

  /** gc.collect(generation): the number of unreachable objects found. Returns 0 while another collection runs. */
  collectNow(generation: number): number {
    if (this.#p.state.collecting) return 0;
    return this.#collectWithHooks(generation, 'request');
  }

  /** A full collection without the hooks: what the end of a program does. */
  collectQuietly(): number {
    const { state } = this.#p;
    if (state.collecting) return 0;
    state.collecting = true;
    try {
      return this.#collectObserved(GENERATIONS - 1, 'end');
    } finally {
      state.collecting = false;
    }
  }

  /** Runs the collection that was requested, if one was: what the eval breaker does at a safepoint. */
  safepoint(): void {
    this.#i32[StaticArea.Pending] = this.#i32[StaticArea.Pending]! & ~Pending.Collect;
    if (this.#p.state.enabled) this.#collectGenerations();
  }

  /** gc.freeze(): all generations become permanent, and counts start anew. */
  freeze(): void {
    for (let generation = 0; generation < GENERATIONS; generation++) {
      this.#lists[ListId.Permanent]!.appendAll(this.#lists[generation]!);
      this.#p.state.counts[generation] = 0;
    }
  }

  /** gc.unfreeze(): the permanent generation joins the oldest. */
  unfreeze(): void {
    this.#lists[ListId.Old]!.appendAll(this.#lists[ListId.Permanent]!);
  }

  /** The youngest generation has more allocations than its threshold: collect now or ask for it, as the profile says. */
  #onThreshold(newborn: Ref): void {
    const state = this.#p.state;
    if (!state.enabled || state.thresholds[0] === 0 || state.collecting || !this.#p.hooks.mayCollect()) return;
    if (this.#p.profile.trigger === 'allocation') this.#collectHolding(newborn);
    else this.#i32[StaticArea.Pending] = this.#i32[StaticArea.Pending]! | Pending.Collect;
  }

  /** The collection runs before its caller has the new object: meanwhile we hold it, so that the accounting sees it. */
  #collectHolding(newborn: Ref): void {
    const { held } = this.#p;
    const mark = held.length;
    held.push(newborn);
    this.#collectGenerations();
    held.take(mark);
    held.popTo(mark);
  }

  #collectGenerations(): void {
    if (this.#p.state.collecting) return;
    const generation = this.#p.state.selectGeneration();
    if (generation >= 0) this.#collectWithHooks(generation, 'threshold');
  }

  #collectWithHooks(generation: number, trigger: CollectionTrigger): number {
    const state = this.#p.state;
    const stats = state.stats[generation]!;
    const before = { collected: stats.collected, uncollectable: stats.uncollectable };
    state.collecting = true;
    try {
      this.#hook('start', { generation, collected: 0, uncollectable: 0 });
      const unreachable = this.#collectObserved(generation, trigger);
      const collected = stats.collected - before.collected;
      this.#hook('stop', { generation, collected, uncollectable: stats.uncollectable - before.uncollectable });
      return unreachable;
    } finally {
      state.collecting = false;
    }
  }

  #collectObserved(generation: number, trigger: CollectionTrigger): number {
    this.#p.observer?.collectionStarts?.(generation, trigger);
    const unreachable = this.#collect(generation);
    this.#p.observer?.collectionStops?.(unreachable);
    return unreachable;
  }

  #hook(phase: 'start' | 'stop', info: { generation: number; collected: number; uncollectable: number }): void {
    try {
      this.#p.hooks.collection(phase, info);
    } catch (error) {
      this.#p.hooks.unraisable(error, 'collection hook', NULL);
    }
  }

  /** gc_collect_main. */
  #collect(generation: number): number {
    const { state, hooks } = this.#p;
    const started = (state.debug & GcDebug.Stats) !== 0 ? this.#printStart(generation) : 0;
    const list = this.#mergeYounger(generation);
    this.reachability.updateRefs(list);
    this.#report('updateRefs', list);
    this.reachability.subtractRefs(list);
    this.#report('subtractRefs', list);
    this.reachability.moveUnreachable(list, ListId.Unreachable);
    const unreachable = this.#lists[ListId.Unreachable]!;
    this.#report('moveUnreachable', unreachable);
    this.#untrack(Untrack.AnyCollection);
    this.#promote(list, generation);

    // What the garbage's types have in common decides which of the following passes have anything to do.
    const flags = this.#flagsOf(unreachable);
    if ((flags & TypeFlag.LegacyFinalizer) !== 0) this.#moveLegacyFinalizers(unreachable);
    if ((state.debug & GcDebug.Collectable) !== 0) this.#printEach('collectable', unreachable);
    let collected = 0;
    if ((flags & (TypeFlag.WeakList | TypeFlag.WeakRef)) !== 0)
      collected += this.#handleWeakrefs(unreachable, generation);
    let garbage = unreachable;
    if ((flags & (TypeFlag.WeakList | TypeFlag.Finalizer)) !== 0) {
      this.#finalizeGarbage(unreachable);
      garbage = this.#handleResurrected(unreachable, generation);
    }
    collected += garbage.size;
    this.#deleteGarbage(garbage, generation);
    const uncollectable = this.#handleLegacyFinalizers(generation);
    if (generation === GENERATIONS - 1) {
      this.#p.objects.freeLists.clear();
      hooks.clearCaches();
    }
    if ((state.debug & GcDebug.Stats) !== 0) this.#printEnd(collected, uncollectable, started);
    const stats = state.stats[generation]!;
    stats.collections++;
    stats.collected += collected;
    stats.uncollectable += uncollectable;
    return collected + uncollectable;
  }

  /** All {@link TypeFlag} bits that types of the list's objects have. */
  #flagsOf(list: ObjectList): number {
    const flags = this.#p.types.flags;
    const items = list.items;
    let union = 0;
    for (let i = 0; i < list.length; i++) {
      const object = items[i]!;
      if (object !== 0) union |= flags[this.#i32[object + Header.TypeId]!]!;
    }
    return union;
  }

  /** Counts the collection, and appends the younger generations to the one collected: oldest first. */
  #mergeYounger(generation: number): ObjectList {
    const counts = this.#p.state.counts;
    if (generation + 1 < GENERATIONS) counts[generation + 1] = counts[generation + 1]! + 1;
    for (let i = 0; i <= generation; i++) counts[i] = 0;
    const list = this.#lists[generation]!;
    for (let i = 0; i < generation; i++) list.appendAll(this.#lists[i]!);
    this.#report('merge', list);
    return list;
  }

  /** untrack_tuples, untrack_dicts: live objects that cannot be part of a cycle leave the collector. */
  #untrack(when: Untrack): void {
    const kinds = this.#p.types.untrack;
    const candidates = this.reachability.untrackable;
    for (const object of candidates) {
      if (kinds[this.#i32[object + Header.TypeId]!] !== when) continue;
      if (this.isUntrackable(object)) this.#p.objects.untrack(object);
    }
    this.#p.observer?.pass?.(when === Untrack.AnyCollection ? 'untrackTuples' : 'untrackDicts', candidates.length);
  }

  /** Whether none of an object's references can be part of a cycle, and none is still missing. */
  isUntrackable(object: Ref): boolean {
    const spec = this.#p.types.spec(this.#i32[object + Header.TypeId]!);
    if (spec.items) {
      const first = object + spec.basicSize / 4;
      for (let i = 0; i < this.#i32[object + Header.Size]!; i++) if (this.#i32[first + 2 * i] === 0) return false;
    }
    let untrackable = true;
    this.#p.traversal.visitPart(object, (target) => {
      if (this.mayBeTracked(target)) untrackable = false;
    });
    return untrackable;
  }

  /** _PyObject_GC_MAY_BE_TRACKED: collectable, and not a tuple that has been untracked for good. */
  mayBeTracked(object: Ref): boolean {
    const typeId = this.#i32[object + Header.TypeId]!;
    if ((this.#p.types.flags[typeId]! & TypeFlag.Gc) === 0) return false;
    return this.#p.types.untrack[typeId] !== Untrack.AnyCollection || this.#p.generations.isTracked(object);
  }

  /** Survivors move to the next generation; a full collection leaves them and counts them for the 25 % rule. */
  #promote(list: ObjectList, generation: number): void {
    const state = this.#p.state;
    if (generation < GENERATIONS - 1) {
      if (generation === GENERATIONS - 2) state.longLivedPending += list.size;
      this.#lists[generation + 1]!.appendAll(list);
      return;
    }
    this.#untrack(Untrack.FullCollection);
    state.longLivedPending = 0;
    state.longLivedTotal = list.size;
  }

  #olderOf(generation: number): ListId {
    return generation < GENERATIONS - 1 ? generation + 1 : generation;
  }

  /** Objects with a finalizer of the old kind, and all they reach, cannot be freed: they are put aside. */
  #moveLegacyFinalizers(unreachable: ObjectList): void {
    const { types, generations, traversal } = this.#p;
    const aside = this.#lists[ListId.LegacyFinalizers]!;
    unreachable.forEach((object) => {
      if (this.#hasLegacyFinalizer(object, types)) this.#moveUnmarked(object, ListId.LegacyFinalizers);
    });
    for (let i = 0; i < aside.length; i++) {
      traversal.visit(aside.items[i]! as Ref, (target) => {
        if (generations.marks[target >> 2] === Mark.Unreachable) this.#moveUnmarked(target, ListId.LegacyFinalizers);
      });
    }
    this.#report('moveLegacyFinalizers', aside);
  }

  #hasLegacyFinalizer(object: Ref, types: TypeTable): boolean {
    return (types.flags[this.#i32[object + Header.TypeId]!]! & TypeFlag.LegacyFinalizer) !== 0;
  }

  /** Moves an object out of the garbage: its mark goes. */
  #moveUnmarked(object: Ref, to: ListId): void {
    this.#p.generations.marks[object >> 2] = Mark.None;
    this.#p.generations.move(object, to);
  }

  /**
   * handle_weakrefs: every weak reference to garbage dies before any finalizer runs, so that nobody can reach a
   * half-destroyed object through one. Callbacks are called of those weak references that are not garbage themselves;
   * they cannot reach garbage. Returns how many of those weak references died through that.
   */
  #handleWeakrefs(unreachable: ObjectList, generation: number): number {
    const { weakrefs, counts, generations } = this.#p;
    const onlyWithCallback = this.#p.profile.weakrefsClearedFirst === 'with-callback';
    const toCall = this.#lists[ListId.WeakrefCallbacks]!;
    unreachable.forEach((object) => {
      const flags = this.#p.types.flags[this.#i32[object + Header.TypeId]!]!;
      if ((flags & TypeFlag.WeakRef) !== 0 && !onlyWithCallback) weakrefs.unlink(object);
      if ((flags & TypeFlag.WeakList) === 0 || weakrefs.head(object) === NULL) return;
      for (const weakref of weakrefs.list(object)) {
        const hasCallback = this.#callbackOf(weakref) !== NULL;
        if (onlyWithCallback && !hasCallback) continue;
        weakrefs.unlink(weakref);
        if (!hasCallback || generations.marks[weakref >> 2] === Mark.Unreachable) continue;
        counts.incref(weakref);
        generations.move(weakref, ListId.WeakrefCallbacks);
      }
    });
    const freed = this.#callWeakrefCallbacks(toCall, generation);
    this.#report('handleWeakrefs', unreachable);
    return freed;
  }

  #callbackOf(weakref: Ref): Ref {
    return this.#i32[weakref + 6]! as Ref;
  }

  #callWeakrefCallbacks(toCall: ObjectList, generation: number): number {
    const { weakrefs, counts, generations } = this.#p;
    let freed = 0;
    for (let i = 0; i < toCall.length; i++) {
      const weakref = toCall.items[i]! as Ref;
      if (weakref === 0) continue;
      weakrefs.call(weakref, this.#callbackOf(weakref));
      counts.decref(weakref);
      if (toCall.items[i] === weakref && i < toCall.length) generations.move(weakref, this.#olderOf(generation));
      else freed++;
    }
    toCall.clear();
    return freed;
  }

  /** finalize_garbage: each finalizer that has not run runs now, in list order, while the object is still whole. */
  #finalizeGarbage(unreachable: ObjectList): void {
    const { counts, deallocator, types, held } = this.#p;
    for (let i = 0; i < unreachable.length; i++) {
      const object = unreachable.items[i]! as Ref;
      if (object === 0 || (types.flags[this.#i32[object + Header.TypeId]!]! & TypeFlag.Finalizer) === 0) continue;
      if ((this.#i32[object + GcHeader.Flags]! & GcFlag.Finalized) !== 0) continue;
      const mark = held.length;
      counts.incref(object);
      held.push(object);
      deallocator.finalize(object, true);
      held.take(mark);
      held.popTo(mark);
      counts.decref(object);
    }
    this.#report('finalizeGarbage', unreachable);
  }

  /**
   * handle_resurrected_objects (left out where no finalizer and no callback can have run): finalizers may have brought objects back. The passes that found the garbage run once more
   * within it; what is reachable now moves to the older generation. Returns the list of what still is garbage.
   */
  #handleResurrected(unreachable: ObjectList, generation: number): ObjectList {
    const { observer } = this.#p;
    const still = this.#lists[ListId.StillUnreachable]!;
    const allOrNothing = this.#p.profile.resurrection === 'all-or-nothing';
    const before = allOrNothing ? unreachable.items.slice(0, unreachable.length) : undefined;
    this.reachability.deduceUnreachable(unreachable, ListId.StillUnreachable);
    const older = this.#lists[this.#olderOf(generation)]!;
    if (observer?.resurrected)
      unreachable.forEach((object) => {
        observer.resurrected?.(object);
      });
    // All of them come back, in the order they had before the passes.
    if (before !== undefined && unreachable.size > 0) {
      for (const object of before) if (object !== NULL) this.#moveUnmarked(object as Ref, this.#olderOf(generation));
    }
    older.appendAll(unreachable);
    this.#report('handleResurrected', still);
    return still;
  }

  /**
   * delete_garbage: clears the first object of the list, again and again. What does not die through it moves to the older
   * generation: it may die later, with the rest of its cycle.
   */
  #deleteGarbage(garbage: ObjectList, generation: number): void {
    const { counts, state, hooks, held } = this.#p;
    const saveAll = (state.debug & GcDebug.SaveAll) !== 0;
    for (let i = 0; i < garbage.length; i++) {
      const object = garbage.items[i]! as Ref;
      if (object === 0 || (!saveAll && this.#deletePlain(object))) continue;
      const mark = held.length;
      counts.incref(object);
      held.push(object);
      if (saveAll) hooks.garbage(object);
      else this.#clear(object);
      held.take(mark);
      held.popTo(mark);
      counts.decref(object);
      if (i < garbage.length && garbage.items[i] === object) this.#moveUnmarked(object, this.#olderOf(generation));
    }
    garbage.clear();
    this.#report('deleteGarbage', garbage);
  }

  /**
   * Fast path of `deleteGarbage`: an object with nothing but slots, none of which holds the last reference to another
   * object, so that clearing it frees nobody else and runs no user code. False, nothing done, for all others.
   */
  #deletePlain(object: Ref): boolean {
    const i32 = this.#i32;
    const { shape, flags, slotFirst, slotCount, slotTotal } = this.#p.types;
    const typeId = i32[object + Header.TypeId]!;
    const plain = TypeFlag.Plain | TypeFlag.CustomClear;
    if (
      shape[typeId] !== Shape.Slots ||
      slotTotal[typeId] !== slotCount[typeId] ||
      (flags[typeId]! & plain) !== TypeFlag.Plain
    )
      return false;
    const first = object + slotFirst[typeId]!;
    const end = first + slotCount[typeId]! * Unit.SlotWords;
    let own = 0;
    for (let word = first; word < end; word += Unit.SlotWords) {
      const target = i32[word]!;
      if (target === object) own++;
      else if (target !== 0 && i32[target + Header.Refcnt]! >= 0 && i32[target + Header.Refcnt]! < 3) return false;
    }
    if (own !== i32[object + Header.Refcnt]) return false;
    for (let word = first; word < end; word += Unit.SlotWords) {
      const target = i32[word]! as Ref;
      i32[word] = NULL;
      if (target !== NULL && target !== object) this.#p.counts.decref(target);
    }
    const type = i32[object + Header.Type]! as Ref;
    i32[object + Header.Refcnt] = 0;
    this.#p.objects.untrack(object);
    this.#p.objects.release(object);
    if ((flags[typeId]! & TypeFlag.CountsType) !== 0 && type !== NULL) this.#p.counts.decref(type);
    return true;
  }

  #clear(object: Ref): void {
    try {
      this.#p.clearer.clear(object);
    } catch (error) {
      if (error instanceof InvariantViolation) throw error;
      this.#p.hooks.unraisable(error, 'clear', object);
    }
  }

  /** What cannot be freed goes to gc.garbage and lives on in the older generation. */
  #handleLegacyFinalizers(generation: number): number {
    const { types, hooks, state } = this.#p;
    const aside = this.#lists[ListId.LegacyFinalizers]!;
    const count = aside.size;
    if ((state.debug & GcDebug.Uncollectable) !== 0) this.#printEach('uncollectable', aside);
    aside.forEach((object) => {
      if ((state.debug & GcDebug.SaveAll) !== 0 || this.#hasLegacyFinalizer(object, types)) hooks.garbage(object);
    });
    this.#lists[this.#olderOf(generation)]!.appendAll(aside);
    this.#report('handleLegacyFinalizers', aside);
    return count;
  }

  #report(pass: CollectionPass, list: ObjectList): void {
    this.#p.observer?.pass?.(pass, list.size);
  }

  #printStart(generation: number): number {
    const { hooks } = this.#p;
    hooks.debugLine(`gc: collecting generation ${generation}...`);
    const sizes = [0, 1, 2].map((id) => this.#lists[id]!.size);
    hooks.debugLine(`gc: objects in each generation: ${sizes.join(' ')}`);
    hooks.debugLine(`gc: objects in permanent generation: ${this.#lists[ListId.Permanent]!.size}`);
    return hooks.seconds();
  }

  #printEach(kind: string, list: ObjectList): void {
    const { hooks } = this.#p;
    list.forEach((object) => {
      hooks.debugLine(`gc: ${kind} <${hooks.typeName(object)} 0x${byteAddress(object).toString(16)}>`);
    });
  }

  #printEnd(collected: number, uncollectable: number, started: number): void {
    const elapsed = (this.#p.hooks.seconds() - started).toFixed(4);
    const found = collected + uncollectable;
    this.#p.hooks.debugLine(`gc: done, ${found} unreachable, ${uncollectable} uncollectable, ${elapsed}s elapsed`);
  }
}
