import type { BenchRequest } from '../harness/contender.js';
import { nextRandom } from '../harness/random.js';
import { milliseconds } from '../harness/serve.js';

/** Which block is replaced in each step, and by how large a one: made before the clock starts, the same for everyone. */
export interface ChurnSequence {
  /** Number of blocks alive at a time. */
  readonly window: number;
  readonly sizes: Uint16Array;
  readonly victims: Uint32Array;
}

/** From `count` steps, a `window`, and sizes from `smallest` to `largest` bytes, all equally frequent. */
export function churnSequence(request: BenchRequest): ChurnSequence {
  const count = Number(request['count']);
  const window = Number(request['window']);
  const smallest = Number(request['smallest']);
  const range = Number(request['largest']) - smallest + 1;
  const sizes = new Uint16Array(count);
  const victims = new Uint32Array(count);
  let random = 1;
  for (let i = 0; i < count; i++) {
    random = nextRandom(random);
    sizes[i] = smallest + (random % range);
    random = nextRandom(random);
    victims[i] = random % window;
  }
  return { window, sizes, victims };
}

/** Replaces blocks as the sequence says, in a window filled before the clock starts: nanoseconds per malloc and free. */
export function churnThrough(
  sequence: ChurnSequence,
  malloc: (bytes: number) => number,
  free: (block: number) => void,
): number {
  const { window, sizes, victims } = sequence;
  const blocks = new Uint32Array(window);
  for (let i = 0; i < window; i++) blocks[i] = malloc(sizes[i % sizes.length]!);
  const time = milliseconds(() => {
    for (let i = 0; i < sizes.length; i++) {
      const victim = victims[i]!;
      free(blocks[victim]!);
      const block = malloc(sizes[i]!);
      if (block === 0) throw new Error('the buffer is full');
      blocks[victim] = block;
    }
  });
  for (let i = 0; i < window; i++) free(blocks[i]!);
  return (time * 1e6) / sizes.length;
}

/** Takes `window` blocks, frees them in the opposite order, and again: nanoseconds per malloc and free. */
export function lifoThrough(
  sequence: ChurnSequence,
  malloc: (bytes: number) => number,
  free: (block: number) => void,
): number {
  const { window, sizes } = sequence;
  const blocks = new Uint32Array(window);
  const rounds = Math.max(1, Math.trunc(sizes.length / window));
  const time = milliseconds(() => {
    for (let round = 0; round < rounds; round++) {
      for (let i = 0; i < window; i++) blocks[i] = malloc(sizes[i % sizes.length]!);
      for (let i = window - 1; i >= 0; i--) free(blocks[i]!);
    }
  });
  return (time * 1e6) / (rounds * window);
}
