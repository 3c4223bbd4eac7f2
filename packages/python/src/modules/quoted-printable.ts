/** Quoted-printable text, as binascii writes and reads it. */

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const DOT = 46;
const EQUALS = 61;
const UNDERSCORE = 95;
const LONGEST_LINE = 76;

const HEX = Uint8Array.from('0123456789ABCDEF', (character) => character.charCodeAt(0));

export interface QuotedOptions {
  readonly quoteTabs: boolean;
  /** Ends of lines stay, and get the form of the first one. */
  readonly isText: boolean;
  /** Spaces become underscores. */
  readonly isHeader: boolean;
}

export function decodeQuoted(bytes: Uint8Array, isHeader: boolean): Uint8Array {
  const result = new Uint8Array(bytes.length);
  let to = 0;
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes[at++]!;
    if (byte !== EQUALS) {
      result[to++] = isHeader && byte === UNDERSCORE ? SPACE : byte;
      continue;
    }
    if (at >= bytes.length) break;
    const next = bytes[at]!;
    const value = Number.parseInt(String.fromCharCode(next, bytes[at + 1] ?? 0), 16);
    if (next === LF || next === CR) {
      // The line goes on behind its end.
      while (at < bytes.length && bytes[at] !== LF) at++;
      at++;
    } else if (next === EQUALS) {
      result[to++] = EQUALS;
      at++;
    } else if (isHexDigit(next) && isHexDigit(bytes[at + 1] ?? 0)) {
      result[to++] = value;
      at += 2;
    } else result[to++] = EQUALS;
  }
  return result.slice(0, to);
}

function isHexDigit(byte: number): boolean {
  const letter = byte | 32;
  return (byte >= 48 && byte <= 57) || (letter >= 97 && letter <= 102);
}

export function encodeQuoted(bytes: Uint8Array, options: QuotedOptions): Uint8Array {
  const firstEnd = bytes.indexOf(LF);
  const lineEnd = firstEnd > 0 && bytes[firstEnd - 1] === CR ? [CR, LF] : [LF];
  const result: number[] = [];
  let column = 0;
  const breakLine = (): void => {
    result.push(EQUALS, ...lineEnd);
    column = 0;
  };
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (isQuoted(bytes, at, column, options)) {
      if (column + 3 >= LONGEST_LINE) breakLine();
      result.push(EQUALS, HEX[byte >> 4]!, HEX[byte & 15]!);
      column += 3;
    } else if (options.isText && (byte === LF || (byte === CR && bytes[at + 1] === LF))) {
      quoteLastBlank(result);
      result.push(...lineEnd);
      column = 0;
      if (byte === CR) at++;
    } else {
      if (at + 1 !== bytes.length && bytes[at + 1] !== LF && column + 1 >= LONGEST_LINE) breakLine();
      column++;
      result.push(options.isHeader && byte === SPACE ? UNDERSCORE : byte);
    }
  }
  return Uint8Array.from(result);
}

function isQuoted(
  bytes: Uint8Array,
  at: number,
  column: number,
  { quoteTabs, isText, isHeader }: QuotedOptions,
): boolean {
  const byte = bytes[at]!;
  const isLast = at + 1 === bytes.length;
  if (byte > 126 || byte === EQUALS || (isHeader && byte === UNDERSCORE)) return true;
  // A dot alone in its line would end a message.
  if (byte === DOT) return column === 0 && (isLast || [LF, CR, 0].includes(bytes[at + 1]!));
  if (byte === CR || byte === LF) return !isText;
  if (byte === TAB || byte === SPACE) return isLast || quoteTabs;
  return byte < SPACE;
}

/** A blank at the end of a line would be lost on the way. */
function quoteLastBlank(result: number[]): void {
  const last = result.at(-1);
  if (last !== TAB && last !== SPACE) return;
  result.pop();
  result.push(EQUALS, HEX[last >> 4]!, HEX[last & 15]!);
}
