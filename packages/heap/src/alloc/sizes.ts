import { Unit } from '../memory/layout.js';

/** Requests above this many bytes go to the raw allocator. */
export const SMALL_REQUEST_THRESHOLD = 512;

/** Number of size classes: 16, 32, …, 512 bytes. */
export const SIZE_CLASSES = SMALL_REQUEST_THRESHOLD / Unit.GranuleBytes;

/** The size class (0 … 31) of a request of 1 … 512 bytes. */
export function sizeClassOf(bytes: number): number {
  return (bytes - 1) >> 4;
}

/** Bytes in a block of the size class. */
export function blockBytes(sizeClass: number): number {
  return (sizeClass + 1) << 4;
}

/** Words in a block of the size class. */
export function blockWords(sizeClass: number): number {
  return (sizeClass + 1) << 2;
}

/** Arenas and pools, which changed in 3.9 and in 3.10: a row of the version profile. */
export interface PoolGeometry {
  /** Bytes in an arena: a power of two. 1 MiB, or 256 KiB to 3.9. */
  readonly arenaBytes: number;
  /** Bytes in a pool: a power of two. 16 KiB, or 4 KiB to 3.9. */
  readonly poolBytes: number;
  /** One arena without blocks is kept, against giving it back and taking it again and again (from 3.9, bpo-37257). */
  readonly keepsFreeArena: boolean;
}

export const GEOMETRY_3_10: PoolGeometry = { arenaBytes: 1 << 20, poolBytes: 1 << 14, keepsFreeArena: true };
export const GEOMETRY_3_9: PoolGeometry = { arenaBytes: 1 << 18, poolBytes: 1 << 12, keepsFreeArena: true };
export const GEOMETRY_3_8: PoolGeometry = { ...GEOMETRY_3_9, keepsFreeArena: false };
