/**
 * `@uroboros/heap`: CPython's memory manager on linear memory.
 *
 * @packageDocumentation
 */
export type { HeapStats, SizeClassStats } from './alloc/stats.js';
export type { GcControl } from './collect/gc.js';
export { GcDebug, type GenerationStats } from './collect/state.js';
export {
  type CorruptionKind,
  HeapArgumentError,
  HeapCorruption,
  HeapError,
  HeapExhausted,
  InvariantViolation,
} from './errors.js';
export { Heap, type HeapOptions } from './heap.js';
export type { CollectionInfo, HeapHooks } from './hooks.js';
export { byteAddress, NULL, type Ref, type TypeId } from './memory/layout.js';
export type { Handle } from './objects/handles.js';
export {
  type BufferPart,
  type CustomPart,
  DropWord,
  type RefVisitor,
  type TablePart,
  type TypeInfo,
  type TypeSpec,
  Untrack,
} from './objects/types.js';
export type { CollectionPass, CollectionTrigger, HeapObserver } from './observe/observer.js';
export { HEAP_PROFILES, type HeapProfile, type HeapProfileName } from './profile.js';
export type { OutsideHolders } from './verify/verify.js';
