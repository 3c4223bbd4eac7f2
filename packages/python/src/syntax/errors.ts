/**
 * The exception of the syntax layer: what CPython's `SyntaxError` carries, without a heap to build it on.
 */

import { shownText } from './invalid-bytes.js';

/** The CPython exception classes a source text can raise while it is read. */
export type SyntaxErrorType =
  | 'SyntaxError'
  | 'IndentationError'
  | 'TabError'
  | '_IncompleteInputError'
  | 'MemoryError'
  | 'OverflowError'
  | 'ValueError'
  | 'RecursionError';

/** Where an error lies. Lines count from 1; offsets from 1 in characters (code points), 0 and -1 mean "unknown". */
export interface ErrorPlace {
  readonly lineno: number | null;
  readonly offset: number | null;
  readonly end_lineno: number | null;
  readonly end_offset: number | null;
  /** The source line, with its newline where CPython leaves it. */
  readonly text: string | null;
}

const NOWHERE: ErrorPlace = { lineno: null, offset: null, end_lineno: null, end_offset: null, text: null };

/** A program that is not Python, as CPython 3.13 reports it. */
export class PySyntaxError extends Error {
  /** The Python exception class to raise. */
  readonly type: SyntaxErrorType;
  /** CPython's message, without position. */
  readonly msg: string;
  readonly filename: string;
  readonly lineno: number | null;
  readonly offset: number | null;
  readonly end_lineno: number | null;
  readonly end_offset: number | null;
  readonly text: string | null;
  /** True when more lines could turn the text into a program: the source ended inside something. */
  readonly incomplete: boolean;

  constructor(
    type: SyntaxErrorType,
    msg: string,
    filename: string,
    place: ErrorPlace | null = null,
    incomplete = false,
  ) {
    const { lineno, offset, end_lineno, end_offset, text } = place ?? NOWHERE;
    super(lineno === null ? msg : `${msg} (${filename}, line ${lineno})`);
    this.name = type;
    this.type = type;
    this.msg = msg;
    this.filename = filename;
    this.lineno = lineno;
    this.offset = offset;
    this.end_lineno = end_lineno;
    this.end_offset = end_offset;
    this.text = text === null ? null : shownText(text);
    this.incomplete = incomplete;
  }
}
