/** Number theory on bigints; numbers small enough take faster ways where they are called. */

export function gcdOf(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y !== 0n) {
    if (x <= 0x1f_ffff_ffff_ffffn && y <= 0x1f_ffff_ffff_ffffn) return BigInt(gcdOfNumbers(Number(x), Number(y)));
    [x, y] = [y, x % y];
  }
  return x;
}

/** The same for safe whole numbers that are not negative. */
export function gcdOfNumbers(a: number, b: number): number {
  let x = a;
  let y = b;
  while (y !== 0) {
    const rest = x % y;
    x = y;
    y = rest;
  }
  return x;
}

/** ⌊√n⌋ */
export function squareRoot(n: bigint): bigint {
  if (n < 2n) return n;
  if (n < 2n ** 104n) {
    let root = BigInt(Math.floor(Math.sqrt(Number(n))));
    while (root * root > n) root--;
    while ((root + 1n) * (root + 1n) <= n) root++;
    return root;
  }
  // The root of the upper half of the digits is a start that has half of the digits right.
  const shift = BigInt(n.toString(16).length) & ~1n;
  let root = (squareRoot(n >> shift) + 1n) << (shift / 2n);
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** The product of the whole numbers from `low` to `high`, in halves, so that factors are of like size. */
export function productOfRange(low: bigint, high: bigint): bigint {
  if (low > high) return 1n;
  if (high - low < 8n) {
    let product = low;
    for (let n = low + 1n; n <= high; n++) product *= n;
    return product;
  }
  const middle = (low + high) >> 1n;
  return productOfRange(low, middle) * productOfRange(middle + 1n, high);
}

/** n (n − 1) … (n − k + 1) */
export function permutations(n: bigint, k: bigint): bigint {
  return k > n ? 0n : productOfRange(n - k + 1n, n);
}

/** n over k, for k of ordinary size. */
export function combinations(n: bigint, k: bigint): bigint {
  if (k > n) return 0n;
  const least = n - k < k ? n - k : k;
  return productOfRange(n - least + 1n, n) / productOfRange(1n, least);
}
