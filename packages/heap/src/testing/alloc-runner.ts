import { DebugMalloc } from '../alloc/debug.js';
import { type BlockAllocator, PyMalloc } from '../alloc/pymalloc.js';
import { Unit } from '../memory/layout.js';
import { Memory } from '../memory/memory.js';
import { AddressSpace } from '../memory/space.js';
import { HEAP_PROFILES, type HeapProfileName } from '../profile.js';
import { expect, type LiveBlock, LiveBlocks, PyMallocModel } from './alloc-model.js';
import { Random } from './alloc-random.js';
import { findAllocatorFault } from './alloc-structure.js';

/** What a random run does. */
export interface AllocatorRun {
  readonly seed: number;
  readonly operations: number;
  /** With guard bytes. Default false. */
  readonly debug?: boolean;
  /** Whose arenas and pools. Default '3.13'. */
  readonly profile?: HeapProfileName;
  /** Bytes of the reservation. Default 24 MiB, little enough for every growth to end in exhaustion now and then. */
  readonly bytes?: number;
  /** Operations between two checks of everything. Default 10,000. */
  readonly checkEvery?: number;
}

/** What a random run did: a run whose counts are 0 somewhere has not tested much. */
export interface AllocatorRunReport {
  readonly operations: number;
  mallocs: number;
  callocs: number;
  frees: number;
  reallocsInPlace: number;
  reallocsMoved: number;
  /** Requests that found no room. */
  refused: number;
  checks: number;
  mostBlocks: number;
  mostBytes: number;
  arenasTaken: number;
}

/** Guard bytes before a block, and all of them. */
const DEBUG_BEFORE = 16;
const DEBUG_OVERHEAD = 32;

/**
 * Random requests in phases of growth and shrinking, each compared with the model: the address of every small block,
 * the content of every block when it is freed or resized, and now and then the whole state.
 * @throws Error that names the operation and what differs.
 */
export function runAllocatorOperations(run: AllocatorRun): AllocatorRunReport {
  const runner = new AllocatorRunner(run);
  let operation = 0;
  try {
    for (; operation < run.operations; operation++) runner.step(operation);
    runner.finish();
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw new Error(`seed ${run.seed}, operation ${operation}: ${what}`, { cause: error });
  }
  return runner.report;
}

class AllocatorRunner {
  readonly report: AllocatorRunReport;
  readonly #random: Random;
  readonly #memory: Memory;
  readonly #pymalloc: PyMalloc;
  readonly #debug: DebugMalloc | undefined;
  readonly #blocks: BlockAllocator;
  readonly #model: PyMallocModel;
  readonly #live = new LiveBlocks();
  /** The keys of `#live`, so that one can be picked at random. */
  readonly #addresses: number[] = [];
  readonly #checkEvery: number;
  /** Bytes in use at which the phase turns, and whether it grows. */
  #target = 0;
  #growing = false;
  /** Half of the growth phases ask for small blocks only: they fill arenas before large blocks fill the reservation. */
  #onlySmall = false;
  #patterns = 0;

  constructor({ seed, operations, debug, profile, bytes, checkEvery }: AllocatorRun) {
    const { geometry } = HEAP_PROFILES[profile ?? '3.13'];
    this.#random = new Random(seed);
    this.#memory = new Memory(bytes ?? 24 * 2 ** 20, false);
    this.#pymalloc = new PyMalloc(this.#memory, new AddressSpace(this.#memory, geometry), geometry);
    this.#debug = debug ? new DebugMalloc(this.#memory, this.#pymalloc, { site: () => 'the runner' }) : undefined;
    this.#blocks = this.#debug ?? this.#pymalloc;
    this.#model = new PyMallocModel(geometry);
    this.#checkEvery = checkEvery ?? 10_000;
    this.report = {
      operations,
      mallocs: 0,
      callocs: 0,
      frees: 0,
      reallocsInPlace: 0,
      reallocsMoved: 0,
      refused: 0,
      checks: 0,
      mostBlocks: 0,
      mostBytes: 0,
      arenasTaken: 0,
    };
  }

  step(operation: number): void {
    if (this.#growing ? this.#live.bytes >= this.#target : this.#live.bytes <= this.#target) this.#turn();
    const draw = this.#random.next();
    const wantsBlock = draw < (this.#growing ? 0.6 : 0.25);
    if (wantsBlock || this.#addresses.length === 0) this.#allocate();
    else if (draw < 0.75) this.#free(this.#pick());
    else this.#realloc(this.#pick());
    if ((operation + 1) % this.#checkEvery === 0) this.#checkAll();
  }

  /** Frees everything: what is left must be an empty heap. */
  finish(): void {
    this.#checkAll();
    while (this.#addresses.length > 0) this.#free(this.#pick());
    this.#checkAll();
    expect(this.#pymalloc.allocatedBlocks() === 0, 'blocks of pools are left');
    expect(this.#pymalloc.raw.blocks === 0 && this.#pymalloc.raw.bytes === 0, 'large blocks are left');
    expect(this.#pymalloc.arenas.allocated <= 1, 'more than one free arena is kept');
    this.report.arenasTaken = this.#pymalloc.arenas.timesAllocated;
  }

  #turn(): void {
    this.#growing = !this.#growing;
    if (this.#growing) this.#onlySmall = this.#random.next() < 0.5;
    const limit = this.#memory.limitBytes;
    this.#target = Math.trunc(limit * this.#random.next() * (this.#growing ? 1 : 0.15));
  }

  /** Small ones mostly, many just around the threshold, a few up to 1 MiB. */
  #size(): number {
    const draw = this.#random.next();
    if (draw < 0.7) return this.#random.between(0, 512);
    if (draw < 0.8 || this.#onlySmall) return this.#random.between(440, 560);
    if (draw < 0.98) return this.#random.between(513, 4096);
    return Math.trunc(4096 * 256 ** this.#random.next());
  }

  #allocate(): void {
    const bytes = this.#size();
    const zeroed = this.#random.next() < 0.3;
    const word = zeroed ? this.#blocks.calloc(bytes) : this.#blocks.malloc(bytes);
    this.#expectMalloc(bytes, word);
    if (word === 0) {
      this.#refused();
      return;
    }
    if (zeroed) this.report.callocs++;
    else this.report.mallocs++;
    const address = word * Unit.WordBytes;
    if (zeroed) this.#checkZero(address, bytes);
    this.#enter(address, bytes);
  }

  #free(position: number): void {
    const address = this.#leave(position);
    this.report.frees++;
    this.#blocks.free(address / Unit.WordBytes);
    this.#expectFree(address);
  }

  #realloc(position: number): void {
    const address = this.#addresses[position]!;
    const before = this.#live.byAddress.get(address)!;
    // Half of the time only a little more or less, which is where the rules for staying in place matter.
    const near = Math.max(0, before.bytes + this.#random.between(-40, 40));
    const bytes = this.#random.next() < 0.5 ? near : this.#size();
    const word = this.#blocks.realloc(address / Unit.WordBytes, bytes);
    const moved = word * Unit.WordBytes;
    this.#expectRealloc(address, bytes, moved);
    if (moved === 0) {
      this.#refused();
      return;
    }
    if (moved === address) this.report.reallocsInPlace++;
    else this.report.reallocsMoved++;
    this.#checkPattern(moved, before, Math.min(bytes, before.bytes), 'after realloc');
    this.#live.remove(address);
    this.#addresses[position] = this.#addresses.at(-1)!;
    this.#addresses.pop();
    this.#enter(moved, bytes);
  }

  /** A refusal turns the phase, so that there is room again. */
  #refused(): void {
    this.report.refused++;
    if (this.#growing) this.#turn();
  }

  #pick(): number {
    return this.#random.below(this.#addresses.length);
  }

  #enter(address: number, bytes: number): void {
    const pattern = ++this.#patterns;
    this.#live.add(address, { bytes, pattern });
    this.#addresses.push(address);
    forEachSampledByte(bytes, (offset) => {
      this.#memory.u8[address + offset] = patternByte(pattern, offset);
    });
    this.report.mostBlocks = Math.max(this.report.mostBlocks, this.#addresses.length);
    this.report.mostBytes = Math.max(this.report.mostBytes, this.#live.bytes);
  }

  #leave(position: number): number {
    const address = this.#addresses[position]!;
    const block = this.#live.remove(address);
    this.#checkPattern(address, block, block.bytes, 'before free');
    this.#addresses[position] = this.#addresses.at(-1)!;
    this.#addresses.pop();
    return address;
  }

  /** The first `kept` bytes, now at the address, are what was written when the block was entered. */
  #checkPattern(address: number, { bytes, pattern }: LiveBlock, kept: number, when: string): void {
    forEachSampledByte(bytes, (offset) => {
      if (offset >= kept || this.#memory.u8[address + offset] === patternByte(pattern, offset)) return;
      throw new Error(`byte ${offset} of the block of ${bytes} bytes at ${address} has changed (seen ${when})`);
    });
  }

  #checkZero(address: number, bytes: number): void {
    const nonzero = this.#memory.u8.subarray(address, address + bytes).findIndex((byte) => byte !== 0);
    expect(nonzero < 0, `byte ${nonzero} of the calloc'ed block at ${address} is not 0`);
  }

  /** Bytes the allocator below the guard bytes is asked for, and where its block starts. */
  #inner(bytes: number): number {
    return this.#debug === undefined ? bytes : bytes + DEBUG_OVERHEAD;
  }

  #innerAddress(address: number): number {
    return this.#debug === undefined || address === 0 ? address : address - DEBUG_BEFORE;
  }

  #expectMalloc(bytes: number, word: number): void {
    const inner = this.#inner(bytes);
    if (PyMallocModel.isSmall(inner)) this.#model.malloc(inner, this.#innerAddress(word * Unit.WordBytes));
    else if (word !== 0) this.#expectLarge(word * Unit.WordBytes);
  }

  #expectFree(address: number): void {
    const inner = this.#innerAddress(address);
    if (this.#model.poolAt(inner) !== undefined) this.#model.free(inner);
  }

  #expectRealloc(address: number, bytes: number, moved: number): void {
    const inner = this.#innerAddress(address);
    if (this.#model.poolAt(inner) === undefined) {
      // What was large stays large.
      if (moved !== 0) this.#expectLarge(moved);
      return;
    }
    if (this.#model.staysInPlace(inner, this.#inner(bytes))) {
      expect(moved === address, `realloc of ${address} to ${bytes} bytes moved it to ${moved}`);
      return;
    }
    if (moved === address) {
      // Shrinking found no room for the smaller block, and kept the larger.
      expect(
        bytes < this.#live.byAddress.get(address)!.bytes,
        `realloc left ${address} though ${bytes} bytes do not fit`,
      );
      this.#expectMalloc(bytes, 0);
      return;
    }
    this.#expectMalloc(bytes, moved / Unit.WordBytes);
    if (moved !== 0) this.#model.free(inner);
  }

  #expectLarge(address: number): void {
    expect(this.#model.poolAt(this.#innerAddress(address)) === undefined, `the large block at ${address} is in a pool`);
  }

  #checkAll(): void {
    this.report.checks++;
    this.#live.checkOverlap();
    const fault = findAllocatorFault(this.#memory, this.#pymalloc);
    if (fault !== undefined) throw new Error(`${fault.invariant}: ${fault.detail}`);
    this.#debug?.checkAll();
    this.#checkEnumeration();
    this.#checkFreeLists();
  }

  #checkEnumeration(): void {
    const seen = new Set<number>();
    this.#blocks.forEachBlock((word, bytes) => {
      const address = word * Unit.WordBytes;
      const block = this.#live.byAddress.get(address);
      expect(
        block !== undefined && !seen.has(address),
        `enumeration names ${address}, no block in use, or names it twice`,
      );
      expect(bytes >= block!.bytes, `enumeration says ${bytes} bytes of ${address}, which has ${block!.bytes}`);
      seen.add(address);
    });
    expect(
      seen.size === this.#live.byAddress.size,
      `enumeration names ${seen.size} of ${this.#live.byAddress.size} blocks`,
    );
  }

  /** The free list of every pool, and the order of the usable arenas, are the model's. */
  #checkFreeLists(): void {
    this.#pymalloc.forEachPool((word) => {
      const address = word * Unit.WordBytes;
      const expected = this.#model.poolAt(address)?.free;
      const actual = this.#pymalloc.freeBlocksOf(word);
      const same =
        actual.length === expected?.length && actual.every((block, i) => block * Unit.WordBytes === expected[i]);
      expect(same, `the free list of the pool at ${address} is not the expected one`);
    });
    const addressOf = new Map<number, number>();
    this.#pymalloc.arenas.forEachArena(({ index, address }) => addressOf.set(index, address * Unit.WordBytes));
    const usable = this.#pymalloc.arenas.usableIndices().map((index) => addressOf.get(index));
    const expected = this.#model.usable.map(({ address }) => address);
    expect(usable.join() === expected.join(), `usable arenas are ${usable.join()}, expected ${expected.join()}`);
  }
}

/** All bytes of a small block; of a large one both ends, where neighbours would write, and every 256th between. */
function forEachSampledByte(bytes: number, visit: (offset: number) => void): void {
  const end = Math.min(bytes, 64);
  for (let offset = 0; offset < end; offset++) visit(offset);
  for (let offset = 64; offset < bytes - 64; offset += offset < 512 ? 1 : 256) visit(offset);
  for (let offset = Math.max(64, bytes - 64); offset < bytes; offset++) visit(offset);
}

function patternByte(pattern: number, offset: number): number {
  return (Math.imul(pattern, 0x9e3779b1) >>> 24) ^ (Math.imul(offset, 31) & 0xff);
}
