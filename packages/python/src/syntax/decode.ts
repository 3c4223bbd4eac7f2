/**
 * Source bytes to text: byte-order mark, coding cookie (PEP 263), and the errors of a text that does not fit them.
 */
import { PySyntaxError } from './errors.js';
import { escapedByte } from './invalid-bytes.js';

const BOM = [0xef, 0xbb, 0xbf] as const;
const COOKIE = /^[ \t\f]*#.*?coding[:=][ \t]*([-_.a-zA-Z0-9]+)/;
const BLANK_OR_COMMENT = /^[ \t\f]*(?:#.*)?$/;

/** Decodes by a codec of another name; what is wrong, in its own words, if it cannot. */
export type OtherCodec = (name: string, bytes: Uint8Array) => string | { readonly problem: string };

export interface DecodeOptions {
  /** The bytes are a script that is read line by line: its first byte that is no UTF-8 is an error, also in a comment. */
  readonly script?: boolean;
  readonly otherCodec?: OtherCodec;
}

/**
 * Decodes source. UTF-8 unless a cookie in the first two lines names something else. Bytes that are no UTF-8 become what
 * `invalid-bytes.ts` says, and are an error where a name or a string has them.
 *
 * @throws PySyntaxError for bytes the encoding does not have, an unknown encoding, or null bytes.
 */
export function decodeSource(bytes: Uint8Array, filename = '<string>', options: DecodeOptions = {}): string {
  const { script = false } = options;
  if (bytes.includes(0)) throw nullByte(bytes, filename, script);
  const bom = BOM.every((byte, i) => bytes[i] === byte);
  const body = bom ? bytes.subarray(3) : bytes;
  const cookie = findCookie(body);
  const encoding = cookie === null ? 'utf-8' : normaliseEncoding(cookie);
  if (bom && encoding !== 'utf-8') throw encodingProblem(`encoding problem: ${encoding} with BOM`, filename, script);
  if (encoding === 'utf-8') return decodeUtf8(body, script && cookie === null && !bom ? filename : undefined);
  if (encoding === 'iso-8859-1') return latin1(body);
  const decoded = options.otherCodec?.(encoding, body) ?? { problem: `unknown encoding: ${encoding}` };
  if (typeof decoded === 'string') return decoded;
  throw encodingProblem(script ? `encoding problem: ${encoding}` : decoded.problem, filename, script);
}

function plain(msg: string, filename: string): PySyntaxError {
  return new PySyntaxError('SyntaxError', msg, filename);
}

function encodingProblem(msg: string, filename: string, script: boolean): PySyntaxError {
  if (script) return plain(msg, filename);
  const place = { lineno: 0, offset: -1, end_lineno: null, end_offset: null, text: null };
  return new PySyntaxError('SyntaxError', msg, filename, place);
}

function nullByte(bytes: Uint8Array, filename: string, script: boolean): PySyntaxError {
  if (!script) return plain('source code string cannot contain null bytes', filename);
  const at = bytes.indexOf(0);
  const lines = latin1(bytes.subarray(0, at)).split('\n');
  const place = { lineno: lines.length, offset: 0, end_lineno: lines.length, end_offset: 0, text: lines.at(-1) ?? '' };
  return new PySyntaxError('SyntaxError', 'source code cannot contain null bytes', filename, place);
}

/** The encoding named in a comment on one of the first two lines, the first of which must hold nothing else. */
function findCookie(bytes: Uint8Array): string | null {
  let from = 0;
  for (let line = 0; line < 2; line++) {
    let end = from;
    while (end < bytes.length && bytes[end] !== 10 && bytes[end] !== 13) end++;
    const text = latin1(bytes.subarray(from, end));
    const found = COOKIE.exec(text);
    if (found !== null) return found[1] as string;
    if (!BLANK_OR_COMMENT.test(text)) return null;
    from = end + (bytes[end] === 13 && bytes[end + 1] === 10 ? 2 : 1);
  }
  return null;
}

/** As CPython's get_normal_name: what it knows under two names, and all others as they are. */
function normaliseEncoding(name: string): string {
  const low = name.slice(0, 12).toLowerCase().replaceAll('_', '-');
  if (/^utf-8(-|$)/.test(low) || low === 'utf8' || low === 'u8' || low === 'cp65001') return 'utf-8';
  if (/^(latin-1|iso-8859-1|iso-latin-1)(-|$)/.test(low)) return 'iso-8859-1';
  return name;
}

function latin1(bytes: Uint8Array): string {
  let text = '';
  // In pieces: a call takes only so many arguments.
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return text;
}

/** `script` is the name of a file that must be well-formed. */
function decodeUtf8(bytes: Uint8Array, script: string | undefined): string {
  let text = '';
  let ascii = 0;
  let i = 0;
  while (i < bytes.length) {
    const byte = bytes[i] as number;
    if (byte < 0x80) {
      i++;
      continue;
    }
    const size = sequenceLength(bytes, i);
    if (size === 0 && script !== undefined) throw invalidUtf8(bytes, i, script);
    text += latin1(bytes.subarray(ascii, i));
    text += size === 0 ? escapedByte(byte) : String.fromCodePoint(codePoint(bytes, i, size));
    i += size || 1;
    ascii = i;
  }
  return text + latin1(bytes.subarray(ascii));
}

function codePoint(bytes: Uint8Array, at: number, size: number): number {
  let code = (bytes[at] as number) & (0xff >> (size + 1));
  for (let i = 1; i < size; i++) code = (code << 6) | ((bytes[at + i] as number) & 0x3f);
  return code;
}

/** Bytes of the well-formed sequence that begins here; 0 for none (RFC 3629: no overlong forms, no surrogates). */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] as number;
  const second = bytes[at + 1] ?? 0;
  const size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4) return 0;
  for (let i = 1; i < size; i++) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0;
  if (first === 0xe0 && second < 0xa0) return 0;
  if (first === 0xed && second > 0x9f) return 0;
  if (first === 0xf0 && second < 0x90) return 0;
  return first === 0xf4 && second > 0x8f ? 0 : size;
}

function invalidUtf8(bytes: Uint8Array, at: number, filename: string): PySyntaxError {
  const hex = (bytes[at] as number).toString(16).padStart(2, '0');
  let line = 1;
  for (let i = 0; i < at; i++) if (bytes[i] === 10) line++;
  return plain(
    `Non-UTF-8 code starting with '\\x${hex}' in file ${filename} on line ${line}, but no encoding declared; ` +
      'see https://peps.python.org/pep-0263/ for details',
    filename,
  );
}
