import { type Host, Interpreter, NO_HOST } from '@uroboros/python';
import { expect, it } from 'vitest';

it('says that a wait would never end, where no signal of a process can end it', () => {
  let output = '';
  const host: Host = {
    ...NO_HOST,
    writeOut: (text) => {
      output += text;
    },
  };
  const python = new Interpreter({ host, heapBytes: 64 * 1024 ** 2 });
  const program = `import select
try:
    select.select([], [], [])
except OSError as error:
    print(error)
`;
  python.runMain(program, 'waiting.py');
  expect(output).toMatch(/^\[Errno 35\] this would wait for ever: /);
});
