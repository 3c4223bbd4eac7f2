import type { PythonOptions } from './run.js';
import type { RunRequest } from './thread.js';

const PROFILES: readonly string[] = ['3.11', '3.12', '3.13'] satisfies PythonOptions['profile'][];

/**
 * What the commonest command lines ask for: `[run] [--profile VERSION] FILE …`, `-c CODE …` or `-m MODULE …`. Undefined for all
 * others, which `command-line.ts` reads, or complains about: reading these here spares loading a library to do it.
 */
export function plainRequest(args: readonly string[]): RunRequest | undefined {
  let i = args[0] === 'run' ? 1 : 0;
  let profile = '3.13';
  if (args[i] === '--profile') {
    profile = args[i + 1] ?? '';
    i += 2;
  }
  const [first, second] = args.slice(i);
  if (first === undefined || !PROFILES.includes(profile)) return undefined;
  const options = { profile } as PythonOptions;
  if (first === '-c' && second !== undefined) return { kind: 'text', options, code: second, args: args.slice(i + 2) };
  if (first === '-m' && second !== undefined && !second.startsWith('-')) {
    return { kind: 'module', options, name: second, args: args.slice(i + 2) };
  }
  // A word without a slash or a dot could be a command.
  if (first.startsWith('-') || (i === 0 && !/[./]/.test(first))) return undefined;
  return { kind: 'file', options, file: first, args: args.slice(i + 1) };
}
