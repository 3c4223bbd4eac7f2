/**
 * The heap's own errors. None of them is a Python exception: the `python` package turns {@link HeapExhausted} into
 * MemoryError, and every other one means that the embedder, or this package, is wrong.
 */

/** The base of every error this package throws on purpose. */
export class HeapError extends Error {
  override name = 'HeapError';
}

/** The reservation is used up. The operation that failed has been undone; the heap is intact and stays usable. */
export class HeapExhausted extends HeapError {
  override name = 'HeapExhausted';
  constructor(
    /** Bytes the failed operation asked for. */
    readonly requestedBytes: number,
    /** Bytes of the whole reservation. */
    readonly limitBytes: number,
  ) {
    super(`heap exhausted: no room for ${requestedBytes} bytes within the reservation of ${limitBytes} bytes`);
  }
}

/** An argument is outside its bounds: an unknown type, a negative size, generation 3, … */
export class HeapArgumentError extends HeapError {
  override name = 'HeapArgumentError';
  constructor(
    readonly what: string,
    readonly value: unknown,
    readonly bound: string,
  ) {
    super(`${what} is ${String(value)}; it must be ${bound}`);
  }
}

/** What the debug allocator found wrong. */
export type CorruptionKind =
  | 'double free'
  | 'foreign pointer'
  | 'guard bytes before the block overwritten'
  | 'guard bytes after the block overwritten'
  | 'write after free'
  | 'use after free';

/** A block was misused: reported by the debug allocator with the block's history. */
export class HeapCorruption extends HeapError {
  override name = 'HeapCorruption';
  constructor(
    readonly kind: CorruptionKind,
    /** Byte address of the block. */
    readonly address: number,
    /** What is known of the block: size, serial number, where it was allocated, which byte held what. */
    readonly detail: string,
  ) {
    super(`${kind} at 0x${address.toString(16)}: ${detail}`);
  }
}

/** An internal invariant does not hold: always a fault of this package, never of the program that runs on it. */
export class InvariantViolation extends HeapError {
  override name = 'InvariantViolation';
  constructor(
    /** The sentence that does not hold, word for word as `verify/` writes it. */
    readonly invariant: string,
    /** Where and with which values it fails. */
    readonly detail: string,
  ) {
    super(`${invariant} — but ${detail}`);
  }
}
