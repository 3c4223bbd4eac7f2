import { HeapArgumentError } from '../errors.js';
import { Unit } from './layout.js';

/** Where the heap's own tables lie, in words. The first granules are never handed out, so that 0 can mean "none". */
export const enum StaticArea {
  /**
   * The one word that compiled code looks at between instructions. Bits of {@link Pending}. It is in linear memory so
   * that another thread that shares the buffer can set a bit.
   */
  Pending = 16,
  /** Bytes of the blocks over 512 bytes that are in use, with their headers: in memory, so that whoever reads it can tell. */
  RawBytes = 18,
  /** usedpools: for each size class, the first pool with both free and used blocks; 0 if none. */
  UsedPools = 32,
  /** The raw allocator's bitmaps and free-list heads. */
  RawBins = 64,
  /** The arena objects, one record of 8 words for each arena that fits the reservation. */
  Arenas = 512,
}

/** Bits of the word at {@link StaticArea.Pending}: the eval breaker. */
export const enum Pending {
  /** A collection was requested and runs at the next safepoint. */
  Collect = 1,
  /** The embedder's own requests (signals, …) start here. */
  Embedder = 256,
}

/** Smallest and largest reservation in bytes. The upper bound keeps a byte address in 31 bits. */
const MIN_RESERVATION = 4 * 1024 * 1024;
const MAX_RESERVATION = 2 ** 31 - 2 ** 20;

/**
 * The reservation: one buffer that is never grown or moved, and its views.
 *
 * A fixed buffer costs nothing until it is touched, and a view over it is a constant that an optimising compiler may
 * keep in a register: a growable memory, whose views change, made the same program 1.3 to 2.3 times slower.
 */
export class Memory {
  readonly buffer: ArrayBuffer | SharedArrayBuffer;
  /** Signed words: counts, references, sizes. The view that nearly all code uses. */
  readonly i32: Int32Array;
  readonly u8: Uint8Array;
  readonly u16: Uint16Array;
  readonly u32: Uint32Array;
  readonly f64: Float64Array;
  /** The reservation in bytes, a multiple of 1 MiB. */
  readonly limitBytes: number;
  /** The reservation in words. */
  readonly limitWords: number;

  readonly #shared: boolean;

  constructor(limitBytes: number, shared: boolean) {
    if (!Number.isInteger(limitBytes) || limitBytes < MIN_RESERVATION || limitBytes > MAX_RESERVATION) {
      throw new HeapArgumentError(
        'reservation',
        limitBytes,
        `a whole number of bytes from ${MIN_RESERVATION} to ${MAX_RESERVATION}`,
      );
    }
    const mebibyte = 1 << 20;
    this.limitBytes = Math.ceil(limitBytes / mebibyte) * mebibyte;
    this.limitWords = this.limitBytes / Unit.WordBytes;
    // A page without the headers that isolate it has none.
    this.#shared = shared && typeof SharedArrayBuffer !== 'undefined';
    this.buffer = this.reserve(this.limitBytes);
    this.i32 = new Int32Array(this.buffer);
    this.u8 = new Uint8Array(this.buffer);
    this.u16 = new Uint16Array(this.buffer);
    this.u32 = new Uint32Array(this.buffer);
    this.f64 = new Float64Array(this.buffer);
  }

  /**
   * A buffer of the heap's own kind, for a table beside it. V8 counts the bytes of an ArrayBuffer as if they were all in use, and
   * at this size begins to collect at once; those of a SharedArrayBuffer it does not count.
   */
  reserve(bytes: number): ArrayBuffer | SharedArrayBuffer {
    return this.#shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
  }
}

/**
 * A few numbers that compiled code holds as a constant. V8 keeps typed arrays of up to 64 bytes in its own heap, where they may move: code that uses one
 * looks up where it is each time. One over a buffer has its address in the code.
 */
export function outsideNumbers(count: number): Int32Array {
  return new Int32Array(new ArrayBuffer(count * Unit.WordBytes));
}
