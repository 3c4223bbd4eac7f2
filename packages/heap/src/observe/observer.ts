import type { Ref, TypeId } from '../memory/layout.js';
import type { TypeSpec } from '../objects/types.js';

/**
 * The seam for instruments: what a heap tells whoever watches it. A heap is built with its observer or without one;
 * without, none of these calls exists on its paths (the parts of the heap that report are other classes).
 * An observer must not change the heap.
 */
export interface HeapObserver {
  /** A new object, count 1; `bytes` of its block. */
  allocated?(object: Ref, type: TypeId, bytes: number): void;
  /** The object's memory has been given back, or kept in a free list. */
  freed?(object: Ref, type: TypeId): void;
  /** The count of an object has become `count`. */
  counted?(object: Ref, count: number): void;
  tracked?(object: Ref): void;
  untracked?(object: Ref): void;
  /** One pass of a collection is over; the names are those of CPython's functions. */
  pass?(name: CollectionPass, objects: number): void;
  /** An object's finalizer is about to run, by its count or by the collector. */
  finalizing?(object: Ref, by: 'count' | 'collector'): void;
  /** An object its finalizer brought back. */
  resurrected?(object: Ref): void;
  weakrefCleared?(weakref: Ref): void;
  /** A type was entered in the table of types. */
  typeDefined?(id: TypeId, spec: TypeSpec): void;
  /** A collection of a generation begins, and ends; `unreachable` objects were found. */
  collectionStarts?(generation: number, trigger: CollectionTrigger): void;
  collectionStops?(unreachable: number): void;
}

/** Why a collection runs: the program asked for it, a threshold was passed, or the program's end. */
export type CollectionTrigger = 'request' | 'threshold' | 'end';

/** The passes of a collection, in the order they run. */
export type CollectionPass =
  | 'merge'
  | 'updateRefs'
  | 'subtractRefs'
  | 'moveUnreachable'
  | 'untrackTuples'
  | 'untrackDicts'
  | 'moveLegacyFinalizers'
  | 'handleWeakrefs'
  | 'finalizeGarbage'
  | 'handleResurrected'
  | 'deleteGarbage'
  | 'handleLegacyFinalizers';
