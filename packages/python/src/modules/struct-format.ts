/** Formats of the module struct: how a text becomes a list of codes with their places, and how numbers lie in bytes. */

/** What one code of a format does, so many times. */
export interface FormatCode {
  readonly letter: string;
  /** Byte offset of the first item. */
  readonly offset: number;
  /** Bytes of one item; for s and p of the whole. */
  readonly size: number;
  readonly repeat: number;
}

/** A format, parsed. */
export interface StructFormat {
  readonly text: string;
  readonly codes: readonly FormatCode[];
  /** Bytes of all. */
  readonly size: number;
  /** Number of values. */
  readonly values: number;
  readonly littleEndian: boolean;
  /** Native sizes and alignment; then an f that is too large becomes infinite. */
  readonly native: boolean;
}

/** Bytes by letter: in the standard sizes, and in those of the machine. */
const STANDARD: Readonly<Record<string, number>> = {
  x: 1,
  c: 1,
  b: 1,
  B: 1,
  '?': 1,
  h: 2,
  H: 2,
  i: 4,
  I: 4,
  l: 4,
  L: 4,
  q: 8,
  Q: 8,
  e: 2,
  f: 4,
  d: 8,
  s: 1,
  p: 1,
};
const NATIVE: Readonly<Record<string, number>> = { ...STANDARD, l: 8, L: 8, n: 8, N: 8, P: 8 };

const SPACE = ' \t\n\r\f\v';
/** PY_SSIZE_T_MAX; sums above are beyond any buffer anyway, so that a double is exact enough. */
const LARGEST = 2 ** 63 - 1024;

/** The parsed form of a format, or the message of the struct.error. */
export function parseFormat(text: string): StructFormat | string {
  if (text.includes('\0')) return 'embedded null character';
  const order = '@=<>!'.includes(text[0] ?? 'x') ? text[0]! : '';
  const native = order === '' || order === '@';
  const sizes = native ? NATIVE : STANDARD;
  const codes: FormatCode[] = [];
  let size = 0;
  let values = 0;
  for (let at = order.length; at < text.length; ) {
    let letter = text[at++]!;
    if (SPACE.includes(letter)) continue;
    let repeat = 1;
    if (letter >= '0' && letter <= '9') {
      repeat = 0;
      while (letter >= '0' && letter <= '9') {
        repeat = repeat * 10 + Number(letter);
        if (repeat > LARGEST) return 'total struct size too long';
        if (at >= text.length) return 'repeat count given without format specifier';
        letter = text[at++]!;
      }
    }
    const itemSize = sizes[letter];
    if (itemSize === undefined) return 'bad char in struct format';
    const isText = letter === 's' || letter === 'p';
    if (native && !isText) size = Math.ceil(size / itemSize) * itemSize;
    if (isText) codes.push({ letter, offset: size, size: repeat, repeat: 1 });
    else if (letter !== 'x' && repeat > 0) codes.push({ letter, offset: size, size: itemSize, repeat });
    if (isText) values += 1;
    else if (letter !== 'x') values += repeat;
    size += itemSize * repeat;
    if (size > LARGEST) return 'total struct size too long';
  }
  return { text, codes, size, values, littleEndian: order !== '>' && order !== '!', native };
}

/** Smallest and largest number of an integer code of a size. */
export function boundsOf(letter: string, size: number): readonly [bigint, bigint] {
  const signed = letter === letter.toLowerCase();
  const bits = BigInt(8 * size);
  return signed ? [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n] : [0n, (1n << bits) - 1n];
}

const scratch = new DataView(new ArrayBuffer(8));

/** The 16 bits of a half-precision number, ties to even; undefined if it is too large. */
export function halfBits(value: number): number | undefined {
  scratch.setFloat64(0, value);
  const sign = (scratch.getUint8(0) & 0x80) << 8;
  if (Number.isNaN(value)) return sign | 0x7e00;
  const amount = Math.abs(value);
  if (amount === Number.POSITIVE_INFINITY) return sign | 0x7c00;
  if (amount >= 65520) return undefined;
  // Multiples of the spacing at the number's size; below 2⁻¹⁴ the spacing stays 2⁻²⁴.
  const exponent = Math.max(amount === 0 ? -14 : exponentOf(amount), -14);
  const scaled = amount / 2 ** (exponent - 10);
  const below = Math.floor(scaled);
  const rest = scaled - below;
  const mantissa = rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
  // A mantissa that was rounded up to the next power of two carries into the exponent by itself.
  return sign | (mantissa < 1024 ? mantissa : mantissa + ((exponent + 14) << 10));
}

function exponentOf(amount: number): number {
  scratch.setFloat64(0, amount);
  return ((scratch.getUint16(0) >> 4) & 0x7ff) - 1023;
}

/** The number of 16 bits in half precision. */
export function halfValue(bits: number): number {
  const sign = (bits & 0x8000) === 0 ? 1 : -1;
  const exponent = (bits >> 10) & 0x1f;
  const mantissa = bits & 0x3ff;
  if (exponent === 0x1f) return mantissa === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * mantissa * 2 ** -24 : sign * (1024 + mantissa) * 2 ** (exponent - 25);
}
