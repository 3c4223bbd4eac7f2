import { expect, it } from 'vitest';
import { runText } from '../modules/testing/run-program.js';

const PROGRAM = `import traceback, linecache
try: 1/0
except ArithmeticError: traceback.print_exc()
print(linecache.getlines('<string>')[1:])`;

it('tells linecache the text of -c, with a newline behind it', () => {
  const { out, err } = runText(PROGRAM, '3.13', '<string>');
  expect(err).toContain('line 2, in <module>\n    try: 1/0\n         ~^~\n');
  expect(out).toContain(`"print(linecache.getlines('<string>')[1:])\\n"`);
});

it('does not before 3.13', () => {
  const { out, err } = runText(PROGRAM, '3.12', '<string>');
  expect(err).toContain('line 2, in <module>\nZeroDivisionError');
  expect(out).toBe('[]\n');
});
