/**
 * The next state of a 32-bit generator (xorshift), so that contenders written in different languages make the same
 * sequence. `python/serve.py` has the same function.
 */
export function nextRandom(state: number): number {
  let x = state;
  x ^= x << 13;
  x ^= x >>> 17;
  x ^= x << 5;
  return x >>> 0;
}
