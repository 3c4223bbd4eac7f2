import { InvalidArgumentError } from 'commander';

/** How options are read. */

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 1024,
  kib: 1024,
  m: 1024 ** 2,
  mib: 1024 ** 2,
  g: 1024 ** 3,
  gib: 1024 ** 3,
};

/** Smallest and largest heap, as the heap itself has them. */
const LEAST_BYTES = 4 * 1024 ** 2;
const MOST_BYTES = 2 * 1024 ** 3 - 1024 ** 2;

/**
 * The size of a heap: `64MiB`, `1GiB`, `67108864`.
 * @throws InvalidArgumentError if it is no number of bytes, or out of the bounds of a heap.
 */
export function parseBytes(text: string): number {
  const bytes = parseSize(text);
  if (bytes < LEAST_BYTES || bytes > MOST_BYTES) throw new InvalidArgumentError('a heap has from 4MiB to 2047MiB.');
  return bytes;
}

/**
 * A number of bytes of any size.
 * @throws InvalidArgumentError if it is none.
 */
export function parseSize(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim());
  const unit = match === null ? undefined : UNITS[match[2]!.toLowerCase()];
  if (match === null || unit === undefined) {
    throw new InvalidArgumentError('a number of bytes is wanted, such as 64MiB or 1GiB.');
  }
  return Math.round(Number(match[1]) * unit);
}

/** Options of `run` that bring a program, and end the options. */
const TEXTS = ['-c', '-m', '--command', '--module'];

/** Options of `run` that take a value. */
const WITH_VALUE = ['--profile', '--heap', '--stdlib'];

/**
 * Command-line arguments with `--` behind `-c CODE` and `-m MODULE`: everything that follows belongs to the program, also what
 * looks like an option of ours.
 */
export function protectProgramArguments(args: readonly string[]): string[] {
  const i = placeOfText(args);
  return i < 0 ? [...args] : [...args.slice(0, i + 2), '--', ...args.slice(i + 2)];
}

/** The option `-c` or `-m` that nothing follows; undefined if there is none. */
export function optionWithoutText(args: readonly string[]): string | undefined {
  const i = placeOfText(args);
  return i >= 0 && i === args.length - 1 ? args[i] : undefined;
}

/** Where `-c` or `-m` stands among the options of `run`; -1 if neither does. */
function placeOfText(args: readonly string[]): number {
  let i = args[0] === 'run' ? 1 : 0;
  while (i < args.length && args[i]!.startsWith('-') && args[i] !== '-' && args[i] !== '--') {
    if (TEXTS.includes(args[i]!)) return i;
    i += WITH_VALUE.includes(args[i]!) ? 2 : 1;
  }
  return -1;
}
