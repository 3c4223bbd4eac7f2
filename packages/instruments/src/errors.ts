/** A number that names no moment of a run. */
export class NoteError extends RangeError {
  override name = 'NoteError';

  constructor(readonly note: number) {
    super(`${note} is no moment of a run: that is a whole number, of the notes that came before it`);
  }
}

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
