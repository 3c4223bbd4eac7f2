/**
 * Source bytes to text: byte-order mark, coding cookie (PEP 263), and the errors of a text that does not fit them.
 */
import { PySyntaxError } from './errors.js';

const BOM = [0xef, 0xbb, 0xbf] as const;
const COOKIE = /^[ \t\f]*#.*?coding[:=][ \t]*([-_.a-zA-Z0-9]+)/;
const BLANK_OR_COMMENT = /^[ \t\f]*(?:#.*)?$/;

type Encoding = 'utf-8' | 'iso-8859-1' | 'ascii';

/**
 * Decodes a source file. UTF-8 unless a cookie in the first two lines says Latin-1 or ASCII.
 *
 * @param isLiteral the bytes are no file but a value that is compiled, which changes the words of errors.
 * @throws PySyntaxError for bytes the encoding does not have, an unknown encoding, or null bytes.
 */
export function decodeSource(bytes: Uint8Array, filename = '<string>', isLiteral = false): string {
  const bom = BOM.every((byte, i) => bytes[i] === byte);
  const body = bom ? bytes.subarray(3) : bytes;
  const cookie = findCookie(body);
  const encoding = cookie === null ? 'utf-8' : normaliseEncoding(cookie);
  if (encoding === null) throw plain(`encoding problem: ${cookie}`, filename);
  if (bom && encoding !== 'utf-8') throw plain(`encoding problem: ${cookie} with BOM`, filename);
  const text =
    encoding === 'utf-8'
      ? decodeUtf8(body, isLiteral || cookie !== null, filename)
      : decodeBytes(body, encoding, filename);
  if (text.includes('\0')) throw plain('source code cannot contain null bytes', filename);
  return text;
}

function plain(msg: string, filename: string): PySyntaxError {
  return new PySyntaxError('SyntaxError', msg, filename);
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

function normaliseEncoding(name: string): Encoding | null {
  const low = name.toLowerCase().replaceAll('_', '-');
  if (/^utf-?8(-|$)/.test(low) || low === 'u8' || low === 'cp65001') return 'utf-8';
  if (/^(latin-?1|iso-8859-1|iso8859-1|iso-latin-1|l1|8859|cp819)(-|$)/.test(low)) return 'iso-8859-1';
  if (/^(us-)?ascii$|^646$/.test(low)) return 'ascii';
  return null;
}

function latin1(bytes: Uint8Array): string {
  let text = '';
  // In pieces: a call takes only so many arguments.
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return text;
}

function decodeBytes(bytes: Uint8Array, encoding: 'iso-8859-1' | 'ascii', filename: string): string {
  const bad = encoding === 'ascii' ? bytes.findIndex((byte) => byte > 127) : -1;
  if (bad >= 0) {
    const hex = (bytes[bad] as number).toString(16);
    throw plain(
      `(unicode error) 'ascii' codec can't decode byte 0x${hex} in position ${bad}: ordinal not in range(128)`,
      filename,
    );
  }
  return latin1(bytes);
}

function decodeUtf8(bytes: Uint8Array, declared: boolean, filename: string): string {
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
    if (size === 0) throw invalidUtf8(bytes, i, declared, filename);
    text += latin1(bytes.subarray(ascii, i)) + String.fromCodePoint(codePoint(bytes, i, size));
    i += size;
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

function invalidUtf8(bytes: Uint8Array, at: number, declared: boolean, filename: string): PySyntaxError {
  const hex = (bytes[at] as number).toString(16).padStart(2, '0');
  if (declared) {
    const msg = `(unicode error) 'utf-8' codec can't decode byte 0x${hex} in position ${at}: invalid start byte`;
    const place = { lineno: 1, offset: 0, end_lineno: 1, end_offset: -1, text: null };
    return new PySyntaxError('SyntaxError', msg, filename, place);
  }
  let line = 1;
  for (let i = 0; i < at; i++) if (bytes[i] === 10) line++;
  return plain(
    `Non-UTF-8 code starting with '\\x${hex}' on line ${line}, but no encoding declared; ` +
      'see https://peps.python.org/pep-0263/ for details',
    filename,
  );
}
