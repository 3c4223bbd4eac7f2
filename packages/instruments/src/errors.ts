/** A recording that cannot be read, from where on, and what helps. */
export class RecordingError extends Error {
  override name = 'RecordingError';

  constructor(
    /** What is wrong. */
    readonly what: string,
    /** Offset of the byte at which it is. */
    readonly byte: number,
    /** What to do about it. */
    readonly hint: string,
  ) {
    super(`${what} at byte ${byte}: ${hint}`);
  }
}
