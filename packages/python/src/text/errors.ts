/** The Python exceptions that the algorithms of this folder can raise. */
export type TextErrorType =
  | 'IndexError'
  | 'MemoryError'
  | 'OverflowError'
  | 'TypeError'
  | 'ValueError'
  | 'ZeroDivisionError';

/**
 * A Python exception that has no heap object yet: the runtime catches it and builds the real one.
 *
 * Not a subclass of `Error`: capturing a JavaScript stack costs more than most of the functions that throw this,
 * and the program sees Python's traceback, never ours.
 */
export class TextError {
  constructor(
    readonly type: TextErrorType,
    /** CPython 3.13's text, exactly. */
    readonly message: string,
    /** Where present, the exception's `args` are `(errno, message)` instead of `(message,)`. */
    readonly errno?: number,
  ) {}

  toString(): string {
    return `${this.type}: ${this.message}`;
  }
}

export const valueError = (message: string): TextError => new TextError('ValueError', message);
export const typeError = (message: string): TextError => new TextError('TypeError', message);
export const overflowError = (message: string): TextError => new TextError('OverflowError', message);
export const zeroDivisionError = (message: string): TextError => new TextError('ZeroDivisionError', message);
