import { inCategory, lowerAscii, lowerUnicode, upperAscii, upperUnicode } from './characters.js';
import { type Info, Op } from './codes.js';

/**
 * A compiled pattern as the matcher runs it: the words of re._compiler, but that each set of characters is replaced by its
 * number, under which a table tells the first 256 characters at once.
 */
export class Program {
  /** The words as they came. */
  readonly source: Int32Array;
  /** The same; behind the length of each `IN` stands the number of its set times 256. */
  readonly code: Int32Array;
  /** Words of group boundaries that can be set. */
  readonly marks: number;
  /** Number of the set that a search looks for times 256; −1 if there is none. */
  searchSet = -1;
  /** By number: where in `source` the set begins, and the operation that asks for it. */
  readonly setStart: number[] = [];
  readonly setOp: number[] = [];
  readonly #bytes: Uint8Array;
  #low: Uint8Array | undefined;

  constructor(source: Int32Array, groups: number) {
    this.source = source;
    this.code = source.slice();
    this.marks = 2 * groups + 2;
    this.#bytes = new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  }

  /** For each set 256 bytes: 1 for the characters that belong to it. */
  get low(): Uint8Array {
    return this.#low ?? this.#buildLow();
  }

  /** Gives a set its number; returns that times 256. */
  addSet(op: number, start: number): number {
    this.setStart.push(start);
    return (this.setOp.push(op) - 1) << 8;
  }

  /** Whether a character belongs to the set with a number times 256. */
  inSet(set: number, c: number): boolean {
    const start = this.setStart[set >> 8]!;
    switch (this.setOp[set >> 8]) {
      case Op.InIgnore:
        return this.#contains(start, lowerAscii(c));
      case Op.InUniIgnore:
        return this.#contains(start, lowerUnicode(c));
      case Op.InLocIgnore:
        return this.#contains(start, lowerAscii(c)) || this.#contains(start, upperAscii(c));
      default:
        return this.#contains(start, c);
    }
  }

  #buildLow(): Uint8Array {
    const sets = this.setStart.length;
    const low = new Uint8Array(sets << 8);
    for (let at = 0; at < low.length; at++) low[at] = this.inSet(at, at & 255) ? 1 : 0;
    this.#low = low;
    return low;
  }

  #contains(start: number, c: number): boolean {
    const { source } = this;
    let found = true;
    for (let at = start; ; ) {
      switch (source[at]) {
        case Op.Literal:
          if (c === source[at + 1]) return found;
          at += 2;
          break;
        case Op.Range:
          if (c >= source[at + 1]! && c <= source[at + 2]!) return found;
          at += 3;
          break;
        case Op.RangeUniIgnore: {
          if (c >= source[at + 1]! && c <= source[at + 2]!) return found;
          const upper = upperUnicode(c);
          if (upper >= source[at + 1]! && upper <= source[at + 2]!) return found;
          at += 3;
          break;
        }
        case Op.Category:
          if (inCategory(source[at + 1]!, c)) return found;
          at += 2;
          break;
        case Op.Negate:
          found = !found;
          at += 1;
          break;
        case Op.Charset:
          if (c < 256 && (source[at + 1 + (c >> 5)]! & (1 << (c & 31))) !== 0) return found;
          at += 9;
          break;
        case Op.BigCharset: {
          // The number of blocks, 256 bytes with the block of each 256 characters, the blocks' bits.
          const blocks = at + 2 + 64;
          if (c < 0x10000) {
            const bit = this.#bytes[(at + 2) * 4 + (c >> 8)]! * 256 + (c & 255);
            if ((source[blocks + (bit >> 5)]! & (1 << (bit & 31))) !== 0) return found;
          }
          at = blocks + source[at + 1]! * 8;
          break;
        }
        default:
          return !found;
      }
    }
  }
}

/** Whether a program begins with a block of the kind. */
export function hasInfo(code: Int32Array, kind: Info): boolean {
  return code[0] === Op.Info && (code[2]! & kind) !== 0;
}
