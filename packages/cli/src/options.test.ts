import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { optionWithoutText, parseBytes, protectProgramArguments } from './options.js';

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

describe('optionWithoutText', () => {
  it.each([
    [['run', '-c'], '-c'],
    [['-m'], '-m'],
    [['run', '--profile', '3.11', '-c'], '-c'],
    [['--command'], '--command'],
    [['-c', ''], undefined],
    [['-m', '-c'], undefined],
    [['run', 'file.py', '-c'], undefined],
    [['run', '--', '-c'], undefined],
  ])('%j', (given, option) => {
    expect(optionWithoutText(given)).toBe(option);
  });

  it.each(['-c', '-m'])('%s is a usage error, as in CPython', (option) => {
    const command = resolve(import.meta.dirname, '../bin/uroboros.js');
    const { status, stdout, stderr } = spawnSync(process.execPath, [command, 'run', option], { encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toBe(
      `Argument expected for the ${option} option\nusage: uroboros run [options] [-c CODE | -m MODULE | FILE | -] [arg] ...\n` +
        "Try `uroboros run --help' for more information.\n",
    );
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
