import { expect, test } from 'vitest';
import { plainRequest } from './plain-request.js';

const options = { profile: '3.13' };

test('a file, code or a module, with the arguments that belong to the program', () => {
  expect(plainRequest(['run', 'x', '--profile', '-c'])).toEqual({
    kind: 'file',
    options,
    file: 'x',
    args: ['--profile', '-c'],
  });
  expect(plainRequest(['a/x.py'])).toEqual({ kind: 'file', options, file: 'a/x.py', args: [] });
  expect(plainRequest(['-c', '--profile', '-x'])).toEqual({ kind: 'text', options, code: '--profile', args: ['-x'] });
  expect(plainRequest(['run', '--profile', '3.11', '-m', 'this', 'a'])).toEqual({
    kind: 'module',
    options: { profile: '3.11' },
    name: 'this',
    args: ['a'],
  });
});

test('all else is left to the command line in full', () => {
  const others = [[], ['run'], ['-'], ['repl'], ['help'], ['run', '--heap', '64MiB', 'x'], ['--profile', '2.7', 'x']];
  for (const args of [...others, ['run', '-c'], ['--profile'], ['--profile', '3.11', '--help'], ['-m', '-c', 'x']]) {
    expect(plainRequest(args), args.join(' ')).toBeUndefined();
  }
});
