/**
 * Properties of characters that Python's lexical rules rest on.
 *
 * The tables are the JavaScript engine's. Engines whose Unicode is newer than Python 3.13's (15.1) accept identifiers
 * made of characters that were unassigned then.
 */

const IDENTIFIER_START = /^[\p{XID_Start}_]$/u;
const IDENTIFIER_CONTINUE = /^\p{XID_Continue}$/u;
const NOT_PRINTABLE = /^[\p{C}\p{Zl}\p{Zp}\p{Zs}]$/u;

export function isIdentifierStart(code: number): boolean {
  return IDENTIFIER_START.test(String.fromCodePoint(code));
}

export function isIdentifierContinue(code: number): boolean {
  return IDENTIFIER_CONTINUE.test(String.fromCodePoint(code));
}

/** What `str.isprintable` says of one character. */
export function isPrintable(code: number): boolean {
  return code === 32 || !NOT_PRINTABLE.test(String.fromCodePoint(code));
}
