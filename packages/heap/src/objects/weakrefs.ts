import type { HeapHooks } from '../hooks.js';
import { Header, NULL, type Ref, type TypeId, Unit } from '../memory/layout.js';
import type { Memory } from '../memory/memory.js';
import type { Counts } from './counts.js';
import type { HeldRefs } from './held.js';
import type { ObjectSpace } from './objects.js';
import type { TypeSpec, TypeTable } from './types.js';

/**
 * Weak references (Objects/weakrefobject.c).
 *
 *     object                     weakref (64 bytes)
 *     ┌──────────────┐           ┌────────┬───────────┬─────────────┬──────┬──────┬──────┐
 *     │ … weaklist ──┼─────────▶ │ header │ wr_object │ wr_callback │ hash │ prev │ next │
 *     └──────────────┘           └────────┴───────────┴─────────────┴──────┴──────┴──────┘
 *
 * The list of an object starts with the one shared reference without callback, then the one shared proxy without
 * callback, then those with a callback, newest first. `wr_object` is not counted and becomes 0 when the object dies;
 * `wr_callback` is counted.
 */
export const enum WeakRefField {
  Object = 4,
  Callback = 6,
  /** 0 in the high word means "not computed"; the embedder's. */
  Hash = 8,
  Previous = 10,
  Next = 12,
}

/** Which kind of weak reference: the two kinds are shared separately. */
export type WeakRefKind = 'reference' | 'proxy';

export class WeakRefs {
  readonly #i32: Int32Array;
  readonly #types: TypeTable;
  readonly #objects: ObjectSpace;
  readonly #counts: Counts;
  readonly #held: HeldRefs;
  readonly #hooks: HeapHooks;
  /** Called when a weak reference loses its object; for instruments. */
  onCleared: ((weakref: Ref) => void) | undefined;
  /** Ids of the types whose objects are weak references, by kind. */
  readonly #kinds = new Map<TypeId, WeakRefKind>();
  /** Those whose references without callback are shared: the exact types, not their subclasses. */
  readonly #shareable = new Set<TypeId>();

  constructor(parts: {
    memory: Memory;
    types: TypeTable;
    objects: ObjectSpace;
    counts: Counts;
    held: HeldRefs;
    hooks: HeapHooks;
  }) {
    this.#i32 = parts.memory.i32;
    this.#types = parts.types;
    this.#objects = parts.objects;
    this.#counts = parts.counts;
    this.#held = parts.held;
    this.#hooks = parts.hooks;
  }

  /** The description of a type of weak references; an embedder may add to it (subclasses). */
  spec(name: string): TypeSpec {
    return {
      name,
      basicSize: 64,
      gc: true,
      weakReference: true,
      slots: [WeakRefField.Callback * Unit.WordBytes],
      tearDown: (weakref) => this.unlink(weakref),
      clear: (weakref) => this.clearWithCallback(weakref),
    };
  }

  /** Declares a type defined from {@link spec} to be one of weak references; subclasses do not share theirs. */
  registerType(typeId: TypeId, kind: WeakRefKind, shareable: boolean): void {
    this.#kinds.set(typeId, kind);
    if (shareable) this.#shareable.add(typeId);
  }

  forgetType(typeId: TypeId): void {
    this.#kinds.delete(typeId);
    this.#shareable.delete(typeId);
  }

  isWeakRef(object: Ref): boolean {
    return this.#kinds.has(this.#i32[object + Header.TypeId]! as TypeId);
  }

  /** Whether objects of the type can be weakly referenced. */
  supports(object: Ref): boolean {
    return this.#types.weakListWord[this.#i32[object + Header.TypeId]!] !== 0;
  }

  /**
   * A weak reference to the object (PyWeakref_NewRef): the shared one if there is no callback and the type shares, else a
   * new one. The callback's count is added to. Null if the reservation is used up.
   */
  create(typeId: TypeId, object: Ref, callback: Ref): Ref {
    const share = callback === NULL && this.#shareable.has(typeId);
    if (share) {
      const shared = this.#shared(object, typeId);
      if (shared !== NULL) {
        this.#counts.incref(shared);
        return shared;
      }
    }
    const weakref = this.#objects.allocate(typeId);
    if (weakref === NULL) return NULL;
    if (share) {
      // The allocation may have collected, and a finalizer may have made the shared reference meanwhile.
      const shared = this.#shared(object, typeId);
      if (shared !== NULL) {
        this.#counts.incref(shared);
        this.#counts.decref(weakref);
        return shared;
      }
    }
    this.#i32[weakref + WeakRefField.Object] = object;
    this.#i32[weakref + WeakRefField.Callback] = callback;
    if (callback !== NULL) this.#counts.incref(callback);
    this.#link(weakref, object, share && this.#kinds.get(typeId) === 'reference');
    this.#objects.track(weakref);
    return weakref;
  }

  /** The object, or null once it is dead. The count is not touched. */
  target(weakref: Ref): Ref {
    return this.#i32[weakref + WeakRefField.Object]! as Ref;
  }

  /** Head of an object's list; null if it has none. */
  head(object: Ref): Ref {
    const word = this.#types.weakListWord[this.#i32[object + Header.TypeId]!]!;
    return word === 0 ? NULL : (this.#i32[object + word]! as Ref);
  }

  next(weakref: Ref): Ref {
    return this.#i32[weakref + WeakRefField.Next]! as Ref;
  }

  /** Of a weak reference that is shared, whether it is the reference or the proxy; undefined for one that is not. */
  sharedKind(weakref: Ref): WeakRefKind | undefined {
    return this.#isBasic(weakref) ? this.#kinds.get(this.#i32[weakref + Header.TypeId]! as TypeId) : undefined;
  }

  /** The weak references of an object, in list order. */
  list(object: Ref): Ref[] {
    const found: Ref[] = [];
    for (let weakref = this.head(object); weakref !== NULL; weakref = this.next(weakref)) found.push(weakref);
    return found;
  }

  /** Takes a weak reference off its object's list; it is dead from now on, its callback stays (_PyWeakref_ClearRef). */
  unlink(weakref: Ref): void {
    const i32 = this.#i32;
    const object = i32[weakref + WeakRefField.Object]! as Ref;
    if (object === NULL) return;
    const next = i32[weakref + WeakRefField.Next]!;
    const previous = i32[weakref + WeakRefField.Previous]!;
    if (previous !== 0) i32[previous + WeakRefField.Next] = next;
    else i32[object + this.#types.weakListWord[i32[object + Header.TypeId]!]!] = next;
    if (next !== 0) i32[next + WeakRefField.Previous] = previous;
    i32[weakref + WeakRefField.Object] = NULL;
    i32[weakref + WeakRefField.Next] = NULL;
    i32[weakref + WeakRefField.Previous] = NULL;
    this.onCleared?.(weakref);
  }

  /** Unlinks a weak reference and drops its callback without calling it. */
  clearWithCallback(weakref: Ref): void {
    this.unlink(weakref);
    const callback = this.takeCallback(weakref);
    if (callback !== NULL) this.#counts.decref(callback);
  }

  /** Takes the callback out, with its count. */
  takeCallback(weakref: Ref): Ref {
    const callback = this.#i32[weakref + WeakRefField.Callback]! as Ref;
    this.#i32[weakref + WeakRefField.Callback] = NULL;
    return callback;
  }

  /**
   * PyObject_ClearWeakRefs: an object dies by its count. All its weak references die first, then the callbacks are called,
   * in list order (newest first). A weak reference that is itself being freed is not called for.
   */
  clearForDealloc(object: Ref): void {
    while (this.head(object) !== NULL && this.#isBasic(this.head(object))) this.unlink(this.head(object));
    if (this.head(object) === NULL) return;
    const i32 = this.#i32;
    const held = this.#held;
    const mark = held.length;
    const single = this.next(this.head(object)) === NULL;
    for (let weakref = this.head(object); weakref !== NULL; weakref = this.head(object)) {
      this.unlink(weakref);
      const callback = this.takeCallback(weakref);
      if (callback === NULL) continue;
      const alive = i32[weakref + Header.Refcnt]! !== 0;
      // One weak reference alone is not held during its callback: its own count shows that.
      if (alive && !single) this.#counts.incref(weakref);
      held.push(alive && !single ? weakref : NULL);
      held.push(callback);
      if (alive && single) {
        this.call(weakref, callback);
      } else if (!alive) {
        this.#counts.decref(held.take(held.length - 1));
      }
    }
    this.#callHeld(mark, single);
  }

  /** Makes the weak references to an object dead that were made while its finalizer of old ran: nobody is told. */
  clearSilently(object: Ref): void {
    while (this.head(object) !== NULL) this.unlink(this.head(object));
  }

  /** Calls a callback; what it throws goes to the unraisable door. */
  call(weakref: Ref, callback: Ref): void {
    try {
      this.#hooks.weakrefCallback(weakref, callback);
    } catch (error) {
      this.#hooks.unraisable(error, 'weakref callback', callback);
    }
  }

  /** The references go from the last to the first, as those of the tuple do that CPython keeps them in. */
  #callHeld(mark: number, alreadyCalled: boolean): void {
    const held = this.#held;
    const end = held.length;
    for (let i = mark; i < end && !alreadyCalled; i += 2) {
      if (held.at(i) !== NULL) this.call(held.at(i), held.at(i + 1));
    }
    for (let i = end - 1; i >= mark; i--) {
      const object = held.take(i);
      if (object !== NULL) this.#counts.decref(object);
    }
    held.popTo(mark);
  }

  /** Whether a weak reference is one that is shared: of an exact type, without callback. */
  #isBasic(weakref: Ref): boolean {
    if (this.#i32[weakref + WeakRefField.Callback] !== NULL) return false;
    return this.#shareable.has(this.#i32[weakref + Header.TypeId]! as TypeId);
  }

  /** The shared reference of the type, if the object has one already. */
  #shared(object: Ref, typeId: TypeId): Ref {
    let weakref = this.head(object);
    while (weakref !== NULL && this.#isBasic(weakref)) {
      if (this.#i32[weakref + Header.TypeId] === typeId) return weakref;
      weakref = this.next(weakref);
    }
    return NULL;
  }

  /** Links a new weak reference: the shared one first, every other one behind the shared ones. */
  #link(weakref: Ref, object: Ref, first: boolean): void {
    const i32 = this.#i32;
    const headWord = object + this.#types.weakListWord[i32[object + Header.TypeId]!]!;
    let before = NULL;
    let after = i32[headWord]! as Ref;
    while (!first && after !== NULL && this.#isBasic(after)) {
      before = after;
      after = this.next(after);
    }
    i32[weakref + WeakRefField.Previous] = before;
    i32[weakref + WeakRefField.Next] = after;
    if (before === NULL) i32[headWord] = weakref;
    else i32[before + WeakRefField.Next] = weakref;
    if (after !== NULL) i32[after + WeakRefField.Previous] = weakref;
  }
}
