import { PyMalloc } from '../alloc/pymalloc.js';
import { GEOMETRY_3_10, type PoolGeometry } from '../alloc/sizes.js';
import { Memory } from '../memory/memory.js';
import { AddressSpace } from '../memory/space.js';

/** An allocator on a memory of its own. */
export interface Allocator {
  readonly memory: Memory;
  readonly space: AddressSpace;
  readonly pymalloc: PyMalloc;
}

export function makeAllocator(geometry: PoolGeometry = GEOMETRY_3_10, bytes: number = 8 * 2 ** 20): Allocator {
  const memory = new Memory(bytes, false);
  const space = new AddressSpace(memory, geometry);
  return { memory, space, pymalloc: new PyMalloc(memory, space, geometry) };
}

/** So many blocks of one size. */
export function mallocMany(pymalloc: PyMalloc, count: number, bytes: number): number[] {
  return Array.from({ length: count }, () => pymalloc.malloc(bytes));
}

/** Byte offset of a block in its pool. */
export function offsetInPool(pymalloc: PyMalloc, block: number): number {
  return (block - pymalloc.poolOf(block)) * 4;
}
