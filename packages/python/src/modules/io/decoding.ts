import { decodeBytes } from '../../objects/str-codecs.js';
import type { Runtime } from '../../runtime/runtime.js';

/** Decoding bytes that come in pieces. */

/** How many bytes at the end begin a character that is not complete. */
function incomplete(bytes: Uint8Array, encoding: string): number {
  const name = encoding.toLowerCase().replace(/[-_ ]/g, '');
  if (name.startsWith('utf16')) return incompleteUtf16(bytes, name.endsWith('be'));
  if (name.startsWith('utf32')) return bytes.length % 4;
  if (name !== 'utf8' && name !== 'utf8sig' && name !== 'u8') return 0;
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return back < length ? back : 0;
  }
  return 0;
}

function incompleteUtf16(bytes: Uint8Array, big: boolean): number {
  const odd = bytes.length % 2;
  const last = bytes.length - odd - 2;
  if (last < 0) return odd;
  const high = bytes[last + (big ? 0 : 1)]!;
  return high >= 0xd8 && high < 0xdc ? odd + 2 : odd;
}

/** A decoder's memory between pieces. */
export class Decoder {
  readonly #errors: string;
  #encoding: string;
  #begun = false;
  #rest = new Uint8Array(0);

  constructor(encoding: string, errors: string) {
    this.#encoding = encoding;
    this.#errors = errors;
  }

  /** Bytes that wait for more. */
  get waiting(): number {
    return this.#rest.length;
  }

  /** The encoding, with the byte order that the beginning told. */
  get encoding(): string {
    return this.#encoding;
  }

  /** The text of a piece and what waited before it; undefined on error. */
  decode(rt: Runtime, piece: Uint8Array, final: boolean): string | undefined {
    let bytes = piece;
    if (this.#rest.length > 0) {
      bytes = new Uint8Array(this.#rest.length + piece.length);
      bytes.set(this.#rest);
      bytes.set(piece, this.#rest.length);
    }
    if (!this.#begun && bytes.length > 0) bytes = this.#begin(bytes);
    const keep = final ? 0 : incomplete(bytes, this.#encoding);
    this.#rest = bytes.slice(bytes.length - keep);
    const whole = bytes.subarray(0, bytes.length - keep);
    if (whole.length === 0) return '';
    const decoded = decodeBytes(rt, whole, this.#encoding, this.#errors);
    if (decoded === 0) return undefined;
    const text = rt.text(decoded);
    rt.decref(decoded);
    return text;
  }

  /** The mark at the beginning tells the byte order, and is no text. */
  #begin(bytes: Uint8Array): Uint8Array {
    this.#begun = true;
    const name = this.#encoding.toLowerCase().replace(/[-_ ]/g, '');
    if (name === 'utf8sig') {
      this.#encoding = 'utf-8';
      return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
    }
    if (name !== 'utf16' && name !== 'utf32') return bytes;
    const wide = name === 'utf32' ? 4 : 2;
    const little = bytes[0] === 0xff && bytes[1] === 0xfe;
    const big = wide === 2 ? bytes[0] === 0xfe && bytes[1] === 0xff : bytes[2] === 0xfe && bytes[3] === 0xff;
    this.#encoding = `${wide === 2 ? 'utf-16' : 'utf-32'}-${big ? 'be' : 'le'}`;
    return little || big ? bytes.subarray(wide) : bytes;
  }
}

/** Whether an encoding exists; false and LookupError if not. */
export function checkEncoding(rt: Runtime, encoding: string): boolean {
  if (/^utf[-_ ]?8[-_ ]sig$/i.test(encoding)) return true;
  const made = decodeBytes(rt, new Uint8Array(0), encoding, 'strict');
  rt.drop(made);
  return made !== 0;
}
