import { NULL, type Ref } from './memory/layout.js';

/** What gc.callbacks are told. */
export interface CollectionInfo {
  readonly generation: number;
  readonly collected: number;
  readonly uncollectable: number;
}

/**
 * The doors out of the heap: where it calls the embedder, and so may run user code. Whoever calls through one re-reads
 * what may have moved. Only these, a type's `finalize`, `legacyFinalize` and `clear` run user code, and each at the moments
 * its comment names.
 *
 * A door that throws does not stop the heap: the error goes to {@link HeapHooks.unraisable}, the operation is finished,
 * nothing is lost.
 */
export interface HeapHooks {
  /** A weak reference whose object is gone, with its callback: both are alive during the call. */
  weakrefCallback(weakref: Ref, callback: Ref): void;
  /** Before and after each collection (gc.callbacks). */
  collection(phase: 'start' | 'stop', info: CollectionInfo): void;
  /** The collector found an object it cannot free, or DEBUG_SAVEALL is set: gc.garbage.append(object). */
  garbage(object: Ref): void;
  /** One line of gc.set_debug() output, without the newline. */
  debugLine(line: string): void;
  /** Seconds of a clock, for the debug output only. */
  seconds(): number;
  /** Name of an object's type for the debug output. */
  typeName(object: Ref): string;
  /** Whether an automatic collection may start now; not while an exception is on its way. */
  mayCollect(): boolean;
  /** A full collection is over: caches that hold freed memory are to be emptied. */
  clearCaches(): void;
  /** An error came out of user code in a place that cannot pass it on: which door, and the object it was called for. */
  unraisable(error: unknown, where: string, object: Ref): void;
}

/** Hooks that do nothing; unraisable errors are thrown away silently, so an embedder should set that one. */
export const NO_HOOKS: HeapHooks = {
  weakrefCallback() {},
  collection() {},
  garbage() {},
  debugLine() {},
  seconds: () => 0,
  typeName: () => 'object',
  mayCollect: () => true,
  clearCaches() {},
  unraisable() {},
};

/**
 * The doors that the collector goes through in the middle of its work, closed behind a guard: what they throw goes to
 * `unraisable`. The others are guarded where they are called, because what happens next differs.
 */
export function guardHooks(hooks: HeapHooks): HeapHooks {
  const guarded = <T>(where: string, object: Ref, otherwise: T, call: () => T): T => {
    try {
      return call();
    } catch (error) {
      hooks.unraisable(error, where, object);
      return otherwise;
    }
  };
  return {
    ...hooks,
    garbage: (object) => guarded('garbage hook', object, undefined, () => hooks.garbage(object)),
    debugLine: (line) => guarded('debug output', NULL, undefined, () => hooks.debugLine(line)),
    seconds: () => guarded('clock', NULL, 0, () => hooks.seconds()),
    typeName: (object) => guarded('type name', object, 'object', () => hooks.typeName(object)),
    mayCollect: () => guarded('collection hook', NULL, false, () => hooks.mayCollect()),
    clearCaches: () => guarded('cache hook', NULL, undefined, () => hooks.clearCaches()),
  };
}
