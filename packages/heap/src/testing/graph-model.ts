/**
 * A model of CPython's memory management on plain JavaScript objects, written to be read: deallocation recurses as
 * CPython's does, a collection is one function a pass, lists are Sets (which keep their order). It says what dies when,
 * in which order finalizers and callbacks run, what comes back, and every count. `graph-runner.ts` compares it with the
 * heap after every step.
 */

export type Kind = keyof typeof KINDS;

/** What the model knows of a kind of object. */
export interface KindInfo {
  readonly collectable: boolean;
  /** Slots that the collector sees, and slots that it does not. */
  readonly slots: number;
  readonly hidden: number;
  /** How items are held: not at all, fixed from birth (tuple), or growing; and the order they are visited and dropped in. */
  readonly items: 'none' | 'fixed backwards' | 'backwards' | 'forwards' | 'pairs forwards';
  readonly weaklyReferenced: boolean;
  readonly countsType: boolean;
  readonly trashcan: boolean;
  readonly finalizer: 'none' | 'finalize' | 'legacy';
  readonly untracked: 'never' | 'by any collection' | 'by a full collection';
  /** Dead objects kept for reuse: at most so many for each number of items from `fewest` to `most`. */
  readonly freeList?: { readonly limit: number; readonly fewest: number; readonly most: number };
}

const PLAIN: KindInfo = {
  collectable: true,
  slots: 0,
  hidden: 0,
  items: 'none',
  weaklyReferenced: false,
  countsType: false,
  trashcan: false,
  finalizer: 'none',
  untracked: 'never',
};

export const KINDS = {
  node: { ...PLAIN, slots: 2, weaklyReferenced: true, trashcan: true },
  pair: { ...PLAIN, slots: 2 },
  finalizer: { ...PLAIN, slots: 2, weaklyReferenced: true, trashcan: true, finalizer: 'finalize' },
  legacy: { ...PLAIN, slots: 2, weaklyReferenced: true, finalizer: 'legacy' },
  keeper: { ...PLAIN, slots: 1, hidden: 1, weaklyReferenced: true },
  instance: { ...PLAIN, slots: 2, weaklyReferenced: true, countsType: true, trashcan: true },
  list: { ...PLAIN, items: 'backwards', trashcan: true },
  tuple: {
    ...PLAIN,
    items: 'fixed backwards',
    trashcan: true,
    untracked: 'by any collection',
    freeList: { limit: 3, fewest: 1, most: 20 },
  },
  set: { ...PLAIN, items: 'forwards' },
  dict: { ...PLAIN, items: 'pairs forwards', untracked: 'by a full collection' },
  number: { ...PLAIN, collectable: false, freeList: { limit: 2, fewest: 0, most: 0 } },
  token: { ...PLAIN, collectable: false, finalizer: 'finalize' },
  class: { ...PLAIN, slots: 1 },
  weakref: { ...PLAIN, slots: 1 },
  proxy: { ...PLAIN, slots: 1 },
} as const satisfies Record<string, KindInfo>;

/** A list of the collector. */
export type ObjectSet = Set<ModelObject>;

export class ModelObject {
  id = -1;
  /** Infinity for an immortal object. */
  count = 1;
  alive = true;
  finalized = false;
  /** The list the object is tracked in. */
  list: ObjectSet | undefined;
  slots: (ModelObject | undefined)[];
  hidden: (ModelObject | undefined)[];
  items: ModelObject[] = [];
  type: ModelObject | undefined;
  /** Weak references to this object, in list order. */
  weakrefs: ModelObject[] = [];
  /** What this weak reference refers to; its callback is its only slot. */
  target: ModelObject | undefined;

  constructor(readonly kind: Kind) {
    this.slots = Array.from({ length: KINDS[kind].slots });
    this.hidden = Array.from({ length: KINDS[kind].hidden });
  }

  get info(): KindInfo {
    return KINDS[this.kind];
  }

  get isWeakref(): boolean {
    return this.kind === 'weakref' || this.kind === 'proxy';
  }

  /** Whether this weak reference is one that is shared. */
  get isShared(): boolean {
    return this.slots[0] === undefined;
  }

  /** What tp_traverse visits. */
  get visited(): ModelObject[] {
    const type = this.type === undefined ? [] : [this.type];
    return [...this.slots.filter((target) => target !== undefined), ...type, ...this.itemsInOrder];
  }

  /** Items in the order they are visited and dropped. */
  get itemsInOrder(): ModelObject[] {
    return this.info.items.endsWith('backwards') ? [...this.items].reverse() : this.items;
  }
}

/** What differs between versions. */
export interface ModelProfile {
  readonly trigger: 'allocation' | 'safepoint';
  readonly dropsImmortals: boolean;
  readonly resurrection: 'closure' | 'all-or-nothing';
  readonly trashcan: { readonly depth: number; readonly resumeBelow: number };
}

/** Where the model calls user code, and tells what happens. */
export interface ModelDoors {
  finalize(object: ModelObject): void;
  callback(weakref: ModelObject, callback: ModelObject): void;
  collection(phase: 'start' | 'stop', generation: number, collected: number, uncollectable: number): void;
  garbage(object: ModelObject): void;
  freed(object: ModelObject): void;
}

export class GraphModel {
  readonly generations: readonly [ObjectSet, ObjectSet, ObjectSet] = [new Set(), new Set(), new Set()];
  readonly permanent: ObjectSet = new Set();
  readonly counts = [0, 0, 0];
  readonly thresholds = [700, 10, 10];
  readonly objects: ModelObject[] = [];
  enabled = true;
  collecting = false;
  pending = false;
  saveAll = false;
  longLivedPending = 0;
  longLivedTotal = 0;

  /** How many dead objects the free lists hold, by kind and number of items. */
  readonly #kept = new Map<string, number>();
  #nesting = 0;
  readonly #deleteLater: ModelObject[] = [];

  constructor(
    readonly profile: ModelProfile,
    readonly doors: ModelDoors,
  ) {}

  // ---- objects and counts

  /** A new object with count 1, tracked if it is collectable; its items take references over from nobody. */
  allocate(kind: Kind, items: readonly ModelObject[] = [], type?: ModelObject): ModelObject {
    const object = this.#create(kind, items.length, type);
    this.track(object);
    for (const item of items) object.items.push(this.incref(item));
    return object;
  }

  incref(object: ModelObject): ModelObject {
    object.count++;
    return object;
  }

  decref(object: ModelObject | undefined): void {
    if (object === undefined) return;
    object.count--;
    if (object.count === 0) this.#dealloc(object);
  }

  track(object: ModelObject): void {
    if (!object.info.collectable) return;
    object.list = this.generations[0];
    object.list.add(object);
  }

  untrack(object: ModelObject): void {
    object.list?.delete(object);
    object.list = undefined;
  }

  /** A dict that was untracked is tracked again as soon as it holds what may be part of a cycle. */
  put(dict: ModelObject, key: ModelObject, value: ModelObject): void {
    dict.items.push(this.incref(key), this.incref(value));
    if (dict.list === undefined && (this.mayBeTracked(key) || this.mayBeTracked(value))) this.track(dict);
  }

  mayBeTracked(object: ModelObject): boolean {
    return object.info.collectable && (object.kind !== 'tuple' || object.list !== undefined);
  }

  #create(kind: Kind, items: number, type: ModelObject | undefined): ModelObject {
    const object = new ModelObject(kind);
    if (type !== undefined) object.type = this.incref(type);
    const key = `${kind} ${items}`;
    const kept = this.#kept.get(key) ?? 0;
    if (kept > 0) this.#kept.set(key, kept - 1);
    else if (object.info.collectable) this.#countAllocation();
    object.id = this.objects.push(object) - 1;
    return object;
  }

  #countAllocation(): void {
    this.counts[0]!++;
    if (this.counts[0]! <= this.thresholds[0]! || !this.enabled || this.thresholds[0] === 0 || this.collecting) return;
    if (this.profile.trigger === 'allocation') this.#collectGenerations();
    else this.pending = true;
  }

  // ---- death by count

  /** subtype_dealloc, with the trashcan around it. */
  #dealloc(object: ModelObject): void {
    this.untrack(object);
    if (!object.info.trashcan) {
      this.#takeApart(object);
      return;
    }
    if (this.#nesting >= this.profile.trashcan.depth) {
      this.#deleteLater.push(object);
      return;
    }
    this.#nesting++;
    this.#takeApart(object);
    this.#nesting--;
    if (this.#deleteLater.length > 0 && this.#nesting < this.profile.trashcan.resumeBelow) this.#destroyChain();
  }

  #destroyChain(): void {
    this.#nesting++;
    for (let next = this.#deleteLater.pop(); next !== undefined; next = this.#deleteLater.pop()) this.#dealloc(next);
    this.#nesting--;
  }

  #takeApart(object: ModelObject): void {
    if (object.info.finalizer === 'finalize' && this.#comesBack(object)) return;
    this.#clearWeakrefsOfDying(object);
    if (object.info.finalizer === 'legacy') {
      if (this.#comesBack(object)) return;
      for (const weakref of [...object.weakrefs]) this.#unlink(weakref);
    }
    if (object.isWeakref) this.#unlink(object);
    this.#dropPlaces(object.slots);
    this.#dropPlaces(object.hidden);
    for (const item of object.itemsInOrder) this.decref(item);
    this.#free(object);
    this.decref(object.type);
  }

  /** Runs the finalizer with a count of one that is ours. True if somebody else holds the object afterwards. */
  #comesBack(object: ModelObject): boolean {
    const once = object.info.finalizer === 'finalize' && object.info.collectable;
    if (once && object.finalized) return false;
    object.finalized = once;
    this.track(object);
    object.count = 1;
    this.doors.finalize(object);
    object.count--;
    if (object.count > 0) return true;
    this.untrack(object);
    return false;
  }

  #dropPlaces(places: (ModelObject | undefined)[]): void {
    for (let i = 0; i < places.length; i++) {
      const target = places[i];
      places[i] = undefined;
      this.decref(target);
    }
  }

  #free(object: ModelObject): void {
    object.alive = false;
    this.doors.freed(object);
    const { freeList, collectable } = object.info;
    const key = `${object.kind} ${object.items.length}`;
    const kept = this.#kept.get(key) ?? 0;
    const fits = freeList && object.items.length >= freeList.fewest && object.items.length <= freeList.most;
    if (fits && kept < freeList.limit) this.#kept.set(key, kept + 1);
    else if (collectable) this.#uncountAllocation();
  }

  #uncountAllocation(): void {
    if (this.counts[0]! > 0) this.counts[0]!--;
  }

  // ---- weak references

  /** PyWeakref_NewRef. */
  weakref(kind: 'weakref' | 'proxy', target: ModelObject, callback: ModelObject | undefined): ModelObject {
    const shared = (): ModelObject | undefined =>
      callback === undefined ? target.weakrefs.find((one) => one.isShared && one.kind === kind) : undefined;
    const before = shared();
    if (before !== undefined) return this.incref(before);
    const weakref = this.#create(kind, 0, undefined);
    // Making it may have collected, and a finalizer may have made the shared one.
    const meanwhile = shared();
    if (meanwhile !== undefined) {
      this.incref(meanwhile);
      this.decref(weakref);
      return meanwhile;
    }
    weakref.target = target;
    if (callback !== undefined) weakref.slots[0] = this.incref(callback);
    const sharedOnes = target.weakrefs.filter((one) => one.isShared).length;
    const place = callback === undefined && kind === 'weakref' ? 0 : sharedOnes;
    target.weakrefs.splice(place, 0, weakref);
    this.track(weakref);
    return weakref;
  }

  #unlink(weakref: ModelObject): void {
    if (weakref.target === undefined) return;
    weakref.target.weakrefs.splice(weakref.target.weakrefs.indexOf(weakref), 1);
    weakref.target = undefined;
  }

  /** PyObject_ClearWeakRefs: all die, then the callbacks are called, newest first. */
  #clearWeakrefsOfDying(object: ModelObject): void {
    const weakrefs = object.weakrefs.filter((weakref) => !weakref.isShared);
    for (const weakref of [...object.weakrefs]) this.#unlink(weakref);
    const callbacks = weakrefs.map((weakref) => weakref.slots[0]!);
    for (const weakref of weakrefs) weakref.slots[0] = undefined;
    const single = weakrefs.length === 1;
    if (!single) for (const weakref of weakrefs) this.incref(weakref);
    for (const [i, weakref] of weakrefs.entries()) this.doors.callback(weakref, callbacks[i]!);
    for (let i = weakrefs.length - 1; i >= 0; i--) {
      this.decref(callbacks[i]);
      if (!single) this.decref(weakrefs[i]);
    }
  }

  // ---- collections

  /** gc.collect(): the number of unreachable objects. */
  collect(generation: number): number {
    if (this.collecting) return 0;
    this.collecting = true;
    this.doors.collection('start', generation, 0, 0);
    const { collected, uncollectable } = this.#collect(generation);
    this.doors.collection('stop', generation, collected, uncollectable);
    this.collecting = false;
    return collected + uncollectable;
  }

  safepoint(): void {
    if (!this.pending) return;
    this.pending = false;
    if (this.enabled) this.#collectGenerations();
  }

  freeze(): void {
    for (const generation of this.generations) moveAll(generation, this.permanent);
    this.counts.fill(0);
  }

  unfreeze(): void {
    moveAll(this.permanent, this.generations[2]);
  }

  #collectGenerations(): void {
    if (this.collecting) return;
    for (const generation of [2, 1, 0]) {
      if (this.counts[generation]! <= this.thresholds[generation]!) continue;
      if (generation === 2 && this.longLivedPending < Math.floor(this.longLivedTotal / 4)) continue;
      this.collect(generation);
      return;
    }
  }

  #collect(generation: number): { collected: number; uncollectable: number } {
    if (generation < 2) this.counts[generation + 1]!++;
    this.counts.fill(0, 0, generation + 1);
    const list = this.generations[generation]!;
    for (const younger of this.generations.slice(0, generation)) moveAll(younger, list);
    const older = this.generations[Math.min(generation + 1, 2)]!;

    const unreachable = this.#moveUnreachable(list);
    this.#untrackLiving(list, 'by any collection');
    if (generation === 1) this.longLivedPending += list.size;
    if (generation === 2) {
      this.#untrackLiving(list, 'by a full collection');
      this.longLivedPending = 0;
      this.longLivedTotal = list.size;
    } else {
      moveAll(list, older);
    }
    const uncollectable = this.#moveLegacyFinalizers(unreachable);
    const freedWeakrefs = this.#handleWeakrefs(unreachable, older);
    this.#finalizeGarbage(unreachable);
    const garbage = this.#handleResurrected(unreachable, older);
    const collected = freedWeakrefs + garbage.size;
    this.#deleteGarbage(garbage, older);
    const uncollectableCount = uncollectable.size;
    for (const object of uncollectable) if (this.saveAll || object.kind === 'legacy') this.doors.garbage(object);
    moveAll(uncollectable, older);
    if (generation === 2) this.#clearFreeLists();
    return { collected, uncollectable: uncollectableCount };
  }

  /** Leaves in the list what somebody outside of it holds, directly or not; returns the rest. Both change their order. */
  #moveUnreachable(list: ObjectSet): ObjectSet {
    if (this.profile.dropsImmortals) {
      for (const object of list) if (object.count === Infinity) move(object, this.permanent);
    }
    const refs = new Map<ModelObject, number>();
    for (const object of list) refs.set(object, object.count);
    for (const object of list) {
      for (const target of object.visited) if (refs.has(target)) refs.set(target, refs.get(target)! - 1);
    }
    const unreachable: ObjectSet = new Set();
    // A Set visits what is added to it while it is walked: objects that come back are scanned at the end.
    for (const object of list) {
      if (refs.get(object) === 0) {
        move(object, unreachable);
        continue;
      }
      for (const target of object.visited) {
        if (unreachable.has(target)) move(target, list);
        if (refs.get(target) === 0) refs.set(target, 1);
      }
    }
    return unreachable;
  }

  #untrackLiving(list: ObjectSet, when: 'by any collection' | 'by a full collection'): void {
    for (const object of list) {
      if (object.info.untracked === when && !object.items.some((item) => this.mayBeTracked(item))) this.untrack(object);
    }
  }

  /** Objects with a finalizer of old, and all they reach, are put aside. */
  #moveLegacyFinalizers(unreachable: ObjectSet): ObjectSet {
    const aside: ObjectSet = new Set();
    for (const object of unreachable) if (object.kind === 'legacy') move(object, aside);
    for (const object of aside) {
      for (const target of object.visited) if (unreachable.has(target)) move(target, aside);
    }
    return aside;
  }

  /** All weak references to garbage die; then the callbacks of those that are not garbage are called. */
  #handleWeakrefs(unreachable: ObjectSet, older: ObjectSet): number {
    const toCall: ObjectSet = new Set();
    for (const object of unreachable) {
      if (object.isWeakref) this.#unlink(object);
      for (const weakref of [...object.weakrefs]) {
        this.#unlink(weakref);
        if (weakref.slots[0] !== undefined && !unreachable.has(weakref)) move(this.incref(weakref), toCall);
      }
    }
    let freed = 0;
    for (const weakref of toCall) {
      this.doors.callback(weakref, weakref.slots[0]!);
      this.decref(weakref);
      if (weakref.list === toCall) move(weakref, older);
      else freed++;
    }
    return freed;
  }

  #finalizeGarbage(unreachable: ObjectSet): void {
    for (const object of unreachable) {
      if (object.info.finalizer !== 'finalize' || object.finalized) continue;
      object.finalized = true;
      this.incref(object);
      this.doors.finalize(object);
      this.decref(object);
    }
  }

  #handleResurrected(unreachable: ObjectSet, older: ObjectSet): ObjectSet {
    const before = [...unreachable];
    const still = this.#moveUnreachable(unreachable);
    if (this.profile.resurrection === 'all-or-nothing' && unreachable.size > 0) {
      for (const object of before) if (object.list === still || object.list === unreachable) move(object, older);
    }
    moveAll(unreachable, older);
    return still;
  }

  #deleteGarbage(garbage: ObjectSet, older: ObjectSet): void {
    for (const object of garbage) {
      this.incref(object);
      if (this.saveAll) this.doors.garbage(object);
      else this.#clear(object);
      this.decref(object);
      if (object.list === garbage) move(object, older);
    }
  }

  /** tp_clear: a container is emptied first, then its references are dropped. */
  #clear(object: ModelObject): void {
    if (object.kind === 'tuple') return;
    if (object.isWeakref) this.#unlink(object);
    this.#dropPlaces(object.slots);
    const items = object.itemsInOrder;
    object.items = [];
    for (const item of items) this.decref(item);
  }

  #clearFreeLists(): void {
    for (const [key, kept] of this.#kept) {
      if (KINDS[key.split(' ')[0] as Kind].collectable) for (let i = 0; i < kept; i++) this.#uncountAllocation();
    }
    this.#kept.clear();
  }
}

/** Moves a tracked object to the end of another list. */
function move(object: ModelObject, to: ObjectSet): void {
  object.list?.delete(object);
  object.list = to;
  to.add(object);
}

function moveAll(from: ObjectSet, to: ObjectSet): void {
  for (const object of [...from]) move(object, to);
}
