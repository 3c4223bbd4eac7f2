/**
 * String and bytes literals: from the spelling in the source to the value.
 */
import { invalidByte } from './invalid-bytes.js';

/** Finds the character `\N{NAME}` stands for. */
export type NamedCharacter = (name: string) => string | undefined;

/** What decoding reports besides the value. */
export interface EscapeContext {
  readonly namedCharacter: NamedCharacter | undefined;
  /** Called for the first escape that means nothing. */
  warn(msg: string): void;
}

/** A malformed escape: the text CPython puts behind `(unicode error)` or `(value error)`. */
export class EscapeError extends Error {}

/** The parts of a string literal. */
export interface StringParts {
  readonly bytes: boolean;
  readonly raw: boolean;
  readonly unicode: boolean;
  /** Bounds of the text between the quotes. */
  readonly from: number;
  readonly to: number;
}

export function stringParts(source: string, start: number, end: number): StringParts {
  let at = start;
  let bytes = false;
  let raw = false;
  for (;;) {
    const c = source.charCodeAt(at) | 32;
    if (c === 98) bytes = true;
    else if (c === 114) raw = true;
    else if (c !== 117) break;
    at++;
  }
  const quote = source.charCodeAt(at);
  const triple = end - at >= 6 && source.charCodeAt(at + 1) === quote && source.charCodeAt(at + 2) === quote;
  const size = triple ? 3 : 1;
  return { bytes, raw, unicode: source.charCodeAt(start) === 117, from: at + size, to: end - size };
}

const BACKSLASH = 92;

/** One-letter escapes, by character code. */
const SIMPLE_ESCAPES: ReadonlyMap<number, string> = new Map([
  [10, ''],
  [34, '"'],
  [39, "'"],
  [92, '\\'],
  [97, '\x07'],
  [98, '\b'],
  [102, '\f'],
  [110, '\n'],
  [114, '\r'],
  [116, '\t'],
  [118, '\v'],
]);

const HEX_ESCAPES: ReadonlyMap<number, readonly [digits: number, problem: string]> = new Map([
  [120, [2, 'truncated \\xXX escape']],
  [117, [4, 'truncated \\uXXXX escape']],
  [85, [8, 'truncated \\UXXXXXXXX escape']],
]);

/** The text itself, if no byte of it was invalid. */
export function checkBytes(text: string, from = 0, to = text.length): string {
  const problem = invalidByte(text, from, to);
  if (problem !== undefined) throw new EscapeError(problem.msg);
  return text;
}

/** Where there are escapes, CPython decodes each run of characters outside ASCII by itself. */
function checkRuns(text: string): void {
  if (invalidByte(text, 0, text.length) === undefined) return;
  for (const run of text.matchAll(/[^\0-\x7f]+/g)) checkBytes(text, run.index, run.index + run[0].length);
}

/** Decodes the escapes of a `str` literal. */
export function decodeString(text: string, context: EscapeContext): string {
  let at = text.indexOf('\\');
  if (at < 0) return checkBytes(text);
  checkRuns(text);
  let out = '';
  let done = 0;
  let warned = false;
  while (at >= 0) {
    out += text.slice(done, at);
    const c = text.charCodeAt(at + 1);
    const simple = SIMPLE_ESCAPES.get(c);
    const hex = HEX_ESCAPES.get(c);
    let end = at + 2;
    if (simple !== undefined) out += simple;
    else if (hex !== undefined) {
      out += hexCharacter(text, at, hex);
      end += hex[0];
    } else if (c >= 48 && c <= 55) {
      end = octalEnd(text, at + 1);
      const code = Number.parseInt(text.slice(at + 1, end), 8);
      if (code > 255 && !warned) {
        context.warn(`invalid octal escape sequence '${text.slice(at, end)}'`);
        warned = true;
      }
      out += String.fromCharCode(code);
    } else if (c === 78) {
      [out, end] = namedCharacter(text, at, out, context);
    } else {
      // Before a field of an f-string the text may end in a backslash, which then stands for itself.
      if (!warned && c < 128) {
        context.warn(`invalid escape sequence '\\${text[at + 1]}'`);
        warned = true;
      }
      out += '\\';
      end = at + 1;
    }
    done = end;
    at = text.indexOf('\\', c === BACKSLASH || simple !== undefined ? end : Math.max(end, at + 1));
  }
  return out + text.slice(done);
}

function hexCharacter(text: string, at: number, [digits, problem]: readonly [number, string]): string {
  const first = at + 2;
  let end = first;
  while (end < first + digits && /[0-9a-fA-F]/.test(text.charAt(end))) end++;
  if (end < first + digits) throw unicodeError(text, at, end, problem);
  const code = Number.parseInt(text.slice(first, end), 16);
  if (code > 0x10ffff) throw unicodeError(text, at, end, 'illegal Unicode character');
  return String.fromCodePoint(code);
}

function octalEnd(text: string, from: number): number {
  let end = from;
  while (end < from + 3 && text.charCodeAt(end) >= 48 && text.charCodeAt(end) <= 55) end++;
  return end;
}

function namedCharacter(text: string, at: number, out: string, context: EscapeContext): [string, number] {
  const malformed = 'malformed \\N character escape';
  if (text[at + 2] !== '{') throw unicodeError(text, at, at + 2, malformed);
  const close = text.indexOf('}', at + 3);
  if (close < 0) throw unicodeError(text, at, text.length, malformed);
  if (close === at + 3) throw unicodeError(text, at, close, malformed);
  const found = context.namedCharacter?.(text.slice(at + 3, close));
  if (found === undefined) throw unicodeError(text, at, close + 1, 'unknown Unicode character name');
  return [out + found, close + 1];
}

/**
 * CPython's positions count in a copy of the literal where each character outside ASCII is written as a ten-byte
 * escape, and a backslash before such a character as a six-byte one.
 */
function unicodeError(text: string, from: number, to: number, reason: string): EscapeError {
  const start = escapedLength(text.slice(0, from));
  const end = start + escapedLength(text.slice(from, to));
  const where =
    end === start + 1
      ? `byte 0x${text.charCodeAt(from).toString(16).padStart(2, '0')} in position ${start}`
      : `bytes in position ${start}-${end - 1}`;
  return new EscapeError(`(unicode error) 'unicodeescape' codec can't decode ${where}: ${reason}`);
}

function escapedLength(text: string): number {
  let n = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c < 128) n += c === BACKSLASH && text.charCodeAt(i + 1) >= 128 ? 6 : 1;
    else if ((c & 0xfc00) !== 0xdc00) n += 10;
  }
  return n;
}

/** Decodes a `bytes` literal, which must be ASCII. */
export function decodeBytes(text: string, raw: boolean, context: EscapeContext): Uint8Array {
  const out = new Uint8Array(text.length);
  let n = 0;
  let warned = false;
  for (let i = 0; i < text.length; i++) {
    let c = text.charCodeAt(i);
    if (c === BACKSLASH && !raw) {
      const after = text.charCodeAt(i + 1);
      const simple = SIMPLE_ESCAPES.get(after);
      if (simple === '') {
        i++;
        continue;
      }
      if (simple !== undefined) {
        c = simple.charCodeAt(0);
        i++;
      } else if (after === 120) {
        const digits = text.slice(i + 2, i + 4);
        if (!/^[0-9a-fA-F]{2}$/.test(digits))
          throw new EscapeError(`(value error) invalid \\x escape at position ${i}`);
        c = Number.parseInt(digits, 16);
        i += 3;
      } else if (after >= 48 && after <= 55) {
        const end = octalEnd(text, i + 1);
        c = Number.parseInt(text.slice(i + 1, end), 8);
        if (c > 255 && !warned) {
          context.warn(`invalid octal escape sequence '${text.slice(i, end)}'`);
          warned = true;
        }
        i = end - 1;
      } else if (!warned) {
        context.warn(`invalid escape sequence '\\${text[i + 1] ?? ''}'`);
        warned = true;
      }
    }
    out[n++] = c;
  }
  return out.slice(0, n);
}

/** True when every unit is ASCII. */
export function isAscii(text: string): boolean {
  return !/[^\0-\x7f]/.test(text);
}
