import { exactProduct, exactSum, out } from './double.js';
import { frexpExponent } from './numbers.js';

/** Sums of many doubles, with what CPython does against their rounding. */

/** Partial sums of fsum that do not overlap, in growing size. */
export class ExactSum {
  #partials = new Float64Array(32);
  #count = 0;
  /** Sum of what was not finite, and of the infinities among it. */
  #special = 0;
  #infinities = 0;

  /** Adds a number: false if partial sums of finite numbers overflow. */
  add(number: number): boolean {
    let x = number;
    let kept = 0;
    const partials = this.#partials;
    for (let i = 0; i < this.#count; i++) {
      let y = partials[i]!;
      if (Math.abs(x) < Math.abs(y)) {
        const t = x;
        x = y;
        y = t;
      }
      const high = x + y;
      const low = y - (high - x);
      if (low !== 0) partials[kept++] = low;
      x = high;
    }
    this.#count = kept;
    if (x === 0) return true;
    if (x - x !== 0) return this.#addSpecial(number);
    if (kept === partials.length) this.#grow();
    this.#partials[kept] = x;
    this.#count = kept + 1;
    return true;
  }

  #addSpecial(number: number): boolean {
    if (number - number === 0) return false;
    if (!Number.isNaN(number)) this.#infinities += number;
    this.#special += number;
    this.#count = 0;
    return true;
  }

  #grow(): void {
    const larger = new Float64Array(this.#partials.length * 2);
    larger.set(this.#partials);
    this.#partials = larger;
  }

  /** The sum, rounded once; undefined if it had infinities of both signs. */
  get value(): number | undefined {
    if (this.#special !== 0) return Number.isNaN(this.#infinities) ? undefined : this.#special;
    const partials = this.#partials;
    let n = this.#count;
    if (n === 0) return 0;
    let high = partials[--n]!;
    let low = 0;
    while (n > 0) {
      const x = high;
      const y = partials[--n]!;
      high = x + y;
      low = y - (high - x);
      if (low !== 0) break;
    }
    // Halfway cases: what follows decides, as if the whole were rounded at once.
    if (n > 0 && ((low < 0 && partials[n - 1]! < 0) || (low > 0 && partials[n - 1]! > 0))) {
      const y = low * 2;
      const x = high + y;
      if (y === x - high) high = x;
    }
    return high;
  }
}

/** The Euclidean norm of numbers that are not negative, the largest being `max`; overwrites them. */
export function vectorNorm(vector: Float64Array, max: number, foundNan: boolean): number {
  if (max === Infinity) return max;
  if (foundNan) return Number.NaN;
  if (max === 0 || vector.length <= 1) return max;
  const exponent = frexpExponent(max);
  if (exponent < -1023) {
    const least = 2 ** -1022;
    for (let i = 0; i < vector.length; i++) vector[i] = vector[i]! / least;
    return least * vectorNorm(vector, max / least, foundNan);
  }
  const scale = exponent === 1024 ? 2 ** -1024 : 2 ** -exponent;
  let sum = 1;
  let first = 0;
  let second = 0;
  for (let i = 0; i < vector.length; i++) {
    const x = vector[i]! * scale;
    exactProduct(x, x);
    const high = out[0]!;
    const total = sum + high;
    first += out[1]!;
    second += high - (total - sum);
    sum = total;
  }
  let h = Math.sqrt(sum - 1 + (first + second));
  exactProduct(-h, h);
  const high = out[0]!;
  const total = sum + high;
  first += out[1]!;
  second += high - (total - sum);
  h += (total - 1 + (first + second)) / (2 * h);
  return h / scale;
}

/** A sum of products in three doubles. */
export class ProductSum {
  readonly #parts = new Float64Array(3);

  /** Adds x·y: false if the result would not be finite; then nothing was added. */
  add(x: number, y: number): boolean {
    const parts = this.#parts;
    exactProduct(x, y);
    const product = out[0]!;
    const productLow = out[1]!;
    exactSum(parts[0]!, product);
    const high = out[0]!;
    const highLow = out[1]!;
    // Numbers near the limits cannot be split: they are left to the caller, too.
    if (high - high !== 0 || productLow - productLow !== 0) return false;
    exactSum(parts[1]!, productLow);
    const middle = out[0]!;
    const middleLow = out[1]!;
    exactSum(middle, highLow);
    parts[0] = high;
    parts[1] = out[0]!;
    parts[2] = parts[2]! + middleLow + out[1]!;
    return true;
  }

  get value(): number {
    exactSum(this.#parts[1]!, this.#parts[2]!);
    const last = out[0]!;
    const rest = out[1]!;
    exactSum(this.#parts[0]!, last);
    return out[0]! + out[1]! + rest;
  }
}
