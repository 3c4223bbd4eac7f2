import { describe, expect, it } from 'vitest';
import { parseBytes, protectProgramArguments } from './options.js';

describe('parseBytes', () => {
  it.each([
    ['64MiB', 64 * 1024 ** 2],
    ['1GiB', 1024 ** 3],
    ['1.5g', 1.5 * 1024 ** 3],
    ['67108864', 67108864],
    [' 8 mib ', 8 * 1024 ** 2],
  ])('%s', (text, bytes) => {
    expect(parseBytes(text)).toBe(bytes);
  });

  it.each(['', 'x', '64 apples', '-1', '1KiB', '3GiB'])('refuses %j', (text) => {
    expect(() => parseBytes(text)).toThrow();
  });
});

describe('protectProgramArguments', () => {
  it.each([
    [
      ['run', '-c', 'print(1)', '--profile', 'x'],
      ['run', '-c', 'print(1)', '--', '--profile', 'x'],
    ],
    [
      ['-c', 'x', '-c', 'y'],
      ['-c', 'x', '--', '-c', 'y'],
    ],
    [
      ['run', '--profile', '3.11', '-c', 'x', '-v'],
      ['run', '--profile', '3.11', '-c', 'x', '--', '-v'],
    ],
    [
      ['run', 'file.py', '-c', 'x'],
      ['run', 'file.py', '-c', 'x'],
    ],
    [
      ['run', '-', '-c'],
      ['run', '-', '-c'],
    ],
    [[], []],
  ])('%j', (given, protectedArgs) => {
    expect(protectProgramArguments(given)).toEqual(protectedArgs);
  });
});
