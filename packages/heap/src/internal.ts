/**
 * `@uroboros/heap/internal`: layouts and parts, for packages that compile code against the heap. Whoever writes memory
 * through these keeps the heap's invariants (`verify/`); nothing here checks them.
 *
 * @packageDocumentation
 */
export { ArenaObject, DUMMY_SIZE_CLASS, Pool } from './alloc/arenas.js';
export { type BlockAllocator, PyMalloc } from './alloc/pymalloc.js';
export { Generations, ListId, ListState, ObjectList } from './collect/generations.js';
export { GcState } from './collect/state.js';
export { isCollectable } from './heap.js';
export { GcFlag, GcHeader, Header, PreHeader, Unit } from './memory/layout.js';
export { Memory, Pending, StaticArea } from './memory/memory.js';
export { Counts } from './objects/counts.js';
export { Deallocator } from './objects/deallocator.js';
export { ObjectSpace } from './objects/objects.js';
export { sharedDropper } from './objects/shared-references.js';
export { Traversal, VALUES_CAPACITY, VALUES_VALID } from './objects/traverse.js';
export { Part, Shape, TypeFlag, TypeTable } from './objects/types.js';
export { WeakRefField, WeakRefs } from './objects/weakrefs.js';
export { onEachAllocation } from './verify/stress.js';
