/**
 * Between bigints and 30-bit digits in memory. Both ways halve the number until two digits are left, which pass through a
 * 64-bit cell: shifting one digit at a time would copy the whole number for each (10,000 bits: 48 µs against 14 to write, 56
 * against 11 to read; 100,000 bits: 3.0 and 4.1 ms against 0.14 and 0.18; Node 20).
 */

/** As IntTypes.DigitBits: `int.ts` imports this file. */
const DIGIT_BITS = 30;

const cell = new BigUint64Array(1);
const halves = new Uint32Array(cell.buffer);

const DIGIT_MASK = (1 << DIGIT_BITS) - 1;

/** Writes a number that is not negative and has at most so many digits, the lowest first. */
export function writeDigits(i32: Int32Array, word: number, digits: number, value: bigint): void {
  if (digits > 2) {
    const low = lowerHalf(digits);
    const bits = low * DIGIT_BITS;
    writeDigits(i32, word, low, BigInt.asUintN(bits, value));
    writeDigits(i32, word + low, digits - low, value >> BigInt(bits));
    return;
  }
  cell[0] = value;
  i32[word] = halves[0]! & DIGIT_MASK;
  if (digits === 2) i32[word + 1] = (halves[0]! >>> DIGIT_BITS) | (halves[1]! << 2);
}

/** The number of so many digits, at least one. */
export function readDigits(i32: Int32Array, word: number, digits: number): bigint {
  if (digits > 2) {
    const low = lowerHalf(digits);
    const high = readDigits(i32, word + low, digits - low);
    return (high << BigInt(low * DIGIT_BITS)) | readDigits(i32, word, low);
  }
  const upper = digits === 2 ? i32[word + 1]! : 0;
  halves[0] = i32[word]! | (upper << DIGIT_BITS);
  halves[1] = upper >>> 2;
  return cell[0]!;
}

/** An even part of the digits, so that they leave in pairs. */
function lowerHalf(digits: number): number {
  return digits < 4 ? 2 : (digits >> 2) << 1;
}
