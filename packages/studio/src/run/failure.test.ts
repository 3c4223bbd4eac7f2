import { expect, it } from 'vitest';
import { failureOf } from './failure.js';

const failure = (text: string) => failureOf({ file: 'program.py', outputs: [{ note: 1, stream: 2, text }] });

it('finds the innermost line of the program', () => {
  const text = `Traceback (most recent call last):
  File "program.py", line 4, in <module>
    f()
  File "program.py", line 2, in f
    g()
  File "/lib/python3.13/x.py", line 9, in g
    h()
ValueError: no: really
`;
  expect(failure(text)).toEqual({ line: 2, message: 'ValueError: no: really' });
});

it('takes the last of several tracebacks', () => {
  const first = 'Traceback (most recent call last):\n  File "program.py", line 1, in <module>\n    f()\nKeyError: 1\n';
  const between = '\nDuring handling of the above exception, another exception occurred:\n\n';
  const last = 'Traceback (most recent call last):\n  File "program.py", line 3, in <module>\n    g()\nOSError\n';
  expect(failure(first + between + last)).toEqual({ line: 3, message: 'OSError' });
});

it('finds the line of a syntax error', () => {
  const text = '  File "program.py", line 2\n    if x\n        ^\nSyntaxError: expected \':\'\n';
  expect(failure(text)).toEqual({ line: 2, message: "SyntaxError: expected ':'" });
});

it('says nothing about a program that only writes', () => {
  expect(failure('something\n')).toBeUndefined();
});
