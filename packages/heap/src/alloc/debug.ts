import { type CorruptionKind, HeapCorruption } from '../errors.js';
import { Unit } from '../memory/layout.js';
import type { Memory } from '../memory/memory.js';
import { type FreedFault, FreedMemory } from './freed.js';
import type { BlockAllocator, PyMalloc } from './pymalloc.js';
import { currentSite, type Site } from './site.js';

/**
 * Guard bytes around every block, sizes in bytes:
 *
 *     inner block     block, 16-byte aligned            block + n
 *     ┌────────┬─────┬─────────┬──────────────────────┬─────────┬────────┐
 *     │ n, 8   │ 'o' │ 0xFD ×7 │ n bytes for the user │ 0xFD ×8 │ serial │
 *     └────────┴─────┴─────────┴──────────────────────┴─────────┴────────┘
 *
 * Numbers are written with the highest byte first, so that a dump of the memory can be read.
 */
const enum Guard {
  BeforeBytes = 16,
  BeforeWords = 4,
  /** Number, letter of the API ('o': objects), guard bytes up to the block. */
  NumberBytes = 8,
  AfterBytes = 16,
  Overhead = 32,
  ApiLetter = 0x6f,
  /** The bytes CPython uses: around blocks, in new blocks, in freed blocks. */
  Forbidden = 0xfd,
  Clean = 0xcd,
}

/** What is remembered of a block, outside of the memory that a fault can overwrite. */
interface BlockRecord {
  readonly bytes: number;
  /** The number of the allocation, from 1. */
  readonly serial: number;
  readonly allocated: Site;
}

interface FreedRecord extends BlockRecord {
  readonly freed: Site;
}

/** Options of {@link DebugMalloc}. */
export interface DebugMallocOptions {
  /** Says where the program is, for the reports. Default: the innermost frames of the JavaScript stack. */
  readonly site?: () => string;
}

/**
 * pymalloc behind guard bytes (`PYTHONMALLOC=debug`).
 *
 * Every misuse is reported as {@link HeapCorruption} at the first operation that can see it: a wrong pointer and guard
 * bytes at `free` and `realloc`, a write to freed memory when that is handed out again, all of them at
 * {@link checkAll}. Freed memory is reused at once, as it is without guard bytes, so that the same program sees the same
 * pattern of addresses.
 */
export class DebugMalloc implements BlockAllocator {
  readonly #u8: Uint8Array;
  readonly #inner: PyMalloc;
  readonly #live = new Map<number, BlockRecord>();
  readonly #freed: FreedMemory<FreedRecord>;
  readonly #site: () => Site;
  #serial = 0;

  constructor(memory: Memory, inner: PyMalloc, options: DebugMallocOptions = {}) {
    this.#u8 = memory.u8;
    this.#inner = inner;
    this.#freed = new FreedMemory(memory, inner);
    this.#site = siteOf(options.site);
  }

  /** Number of the last allocation. */
  get serial(): number {
    return this.#serial;
  }

  malloc(bytes: number): number {
    return this.#allocate(bytes, Guard.Clean);
  }

  calloc(bytes: number): number {
    return this.#allocate(bytes, 0);
  }

  realloc(block: number, bytes: number): number {
    if (block === 0) return this.malloc(bytes);
    const record = this.#recordOf(block);
    this.#checkGuards(block, record);
    const inner = block - Guard.BeforeWords;
    const total = bytes + Guard.Overhead;
    if (this.#inner.resizeInPlace(inner, total)) {
      const error = this.#corruptionOf(this.#freed.taken(inner));
      this.#start(block, record.bytes, bytes);
      if (error !== undefined) throw error;
      return block;
    }
    // A block that was large stays with the raw allocator, as it does in realloc without guard bytes.
    const innerMoved = this.#inner.inPool(inner) ? this.#inner.malloc(total) : this.#inner.raw.malloc(total);
    if (innerMoved === 0) {
      if (total > this.#inner.usableBytes(inner)) return 0;
      this.#start(block, record.bytes, bytes);
      return block;
    }
    const moved = this.#checkTaken(innerMoved);
    const from = block * Unit.WordBytes;
    const kept = Math.min(bytes, record.bytes);
    this.#u8.copyWithin(moved * Unit.WordBytes, from, from + kept);
    this.#start(moved, kept, bytes);
    this.#release(block, record);
    return moved;
  }

  free(block: number): void {
    if (block === 0) return;
    const record = this.#recordOf(block);
    this.#checkGuards(block, record);
    this.#release(block, record);
  }

  forEachBlock(visit: (block: number, bytes: number) => void): void {
    this.#inner.forEachBlock((inner) => {
      const block = inner + Guard.BeforeWords;
      const record = this.#live.get(block);
      if (record !== undefined) visit(block, record.bytes);
    });
  }

  /** @throws HeapCorruption unless the block is in use. */
  checkLive(block: number): void {
    if (this.#live.has(block)) return;
    this.#failWrongPointer(block, 'use after free');
  }

  /** @throws HeapCorruption if any guard byte or any byte of freed memory was overwritten. */
  checkAll(): void {
    for (const [block, record] of this.#live) this.#checkGuards(block, record);
    const error = this.#corruptionOf(this.#freed.findChange());
    if (error !== undefined) throw error;
  }

  #allocate(bytes: number, fill: number): number {
    const inner = this.#inner.malloc(bytes + Guard.Overhead);
    if (inner === 0) return 0;
    const block = this.#checkTaken(inner);
    this.#start(block, 0, bytes, fill);
    return block;
  }

  /** The block in a new inner block. If that was written to while it was free, it is given back before the report. */
  #checkTaken(inner: number): number {
    const error = this.#corruptionOf(this.#freed.taken(inner));
    if (error !== undefined) {
      this.#inner.free(inner);
      throw error;
    }
    return inner + Guard.BeforeWords;
  }

  /** Enters a block of `bytes` bytes, the first `kept` of which have their content already. */
  #start(block: number, kept: number, bytes: number, fill: number = Guard.Clean): void {
    const u8 = this.#u8;
    const serial = ++this.#serial;
    const start = block * Unit.WordBytes;
    const end = start + bytes;
    if (kept < bytes) u8.fill(fill, start + kept, end);
    for (let offset = -Guard.BeforeBytes; offset < 0; offset++) u8[start + offset] = guardByte(offset, bytes, serial);
    for (let offset = 0; offset < Guard.AfterBytes; offset++)
      u8[end + offset] = guardByte(bytes + offset, bytes, serial);
    this.#live.set(block, { bytes, serial, allocated: this.#site() });
  }

  #release(block: number, record: BlockRecord): void {
    const inner = block - Guard.BeforeWords;
    this.#live.delete(block);
    this.#freed.add(inner, { ...record, freed: this.#site() });
    this.#inner.free(inner);
  }

  #recordOf(block: number): BlockRecord {
    return this.#live.get(block) ?? this.#failWrongPointer(block, 'double free');
  }

  /** The guard bytes say what the record says. */
  #checkGuards(block: number, record: BlockRecord): void {
    this.#checkBytes(block, record, -Guard.BeforeBytes, 0, 'guard bytes before the block overwritten');
    const { bytes } = record;
    this.#checkBytes(block, record, bytes, bytes + Guard.AfterBytes, 'guard bytes after the block overwritten');
  }

  #checkBytes(block: number, record: BlockRecord, from: number, to: number, kind: CorruptionKind): void {
    const start = block * Unit.WordBytes;
    for (let offset = from; offset < to; offset++) {
      const expected = guardByte(offset, record.bytes, record.serial);
      const found = this.#u8[start + offset]!;
      if (found === expected) continue;
      const place = `byte ${offset} of it holds ${hex(found)} instead of ${hex(expected)}`;
      throw new HeapCorruption(kind, start, `${describe(record)}; ${place}`);
    }
  }

  #corruptionOf(fault: FreedFault<FreedRecord> | undefined): HeapCorruption | undefined {
    if (fault === undefined) return undefined;
    const { freed, address } = fault;
    const start = (freed.block + Guard.BeforeWords) * Unit.WordBytes;
    const place = `byte ${address - start} of it holds ${hex(this.#u8[address]!)} instead of 0xdd`;
    return new HeapCorruption('write after free', start, `${describeFreed(freed.what)}; ${place}`);
  }

  /** The word is not that of a block in use: says what it is, `ifFreed` if it lies in a freed block. */
  #failWrongPointer(block: number, ifFreed: CorruptionKind): never {
    const address = block * Unit.WordBytes;
    const freed = this.#freed.at(block);
    if (freed !== undefined) {
      const offset = address - (freed.block + Guard.BeforeWords) * Unit.WordBytes;
      const inside = offset === 0 ? '' : `byte ${offset} of a `;
      const kind = offset === 0 || ifFreed === 'use after free' ? ifFreed : 'foreign pointer';
      throw new HeapCorruption(kind, address, inside + describeFreed(freed.what));
    }
    for (const [start, record] of this.#live) {
      const offset = (block - start) * Unit.WordBytes;
      if (offset < -Guard.BeforeBytes || offset >= record.bytes + Guard.AfterBytes) continue;
      throw new HeapCorruption('foreign pointer', address, `byte ${offset} of a ${describe(record)}`);
    }
    throw new HeapCorruption('foreign pointer', address, 'no block in use or freed lately lies there');
  }
}

/** What the byte at the offset from the block must be, for an offset before the block or behind it. */
function guardByte(offset: number, bytes: number, serial: number): number {
  if (offset < 0) {
    const position = offset + Guard.BeforeBytes;
    if (position < Guard.NumberBytes) return byteOf(bytes, position);
    return position === Guard.NumberBytes ? Guard.ApiLetter : Guard.Forbidden;
  }
  const position = offset - bytes;
  return position < Guard.NumberBytes ? Guard.Forbidden : byteOf(serial, position - Guard.NumberBytes);
}

/** Byte of an 8-byte number, the highest first. */
function byteOf(number: number, position: number): number {
  const half = position < 4 ? Math.floor(number / 2 ** 32) : number;
  return (half >>> (8 * (3 - (position & 3)))) & 0xff;
}

function describe({ bytes, serial, allocated }: BlockRecord): string {
  return `block of ${bytes} bytes, serial ${serial}, allocated at ${allocated()}`;
}

function describeFreed(record: FreedRecord): string {
  return `${describe(record)}, freed at ${record.freed()}`;
}

function hex(byte: number): string {
  return `0x${byte.toString(16).padStart(2, '0')}`;
}

function siteOf(site: (() => string) | undefined): () => Site {
  if (site === undefined) return currentSite;
  return () => {
    const text = site();
    return () => text;
  };
}
