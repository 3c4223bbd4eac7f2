import { Interpreter, PROFILES } from '@uroboros/python';
import { describe, expect, it } from 'vitest';
import { NodeHost } from './host.js';
import { Session } from './repl.js';

/** What a session shows, prompts included, as `python -i` with both streams on one terminal does. */
function transcript(...lines: readonly string[]): string {
  let text = '';
  const host = new NodeHost();
  host.writeOut = host.writeError = (piece) => {
    text += piece;
  };
  const python = new Interpreter({ host, profile: PROFILES['3.13'], argv: [''] });
  const session = new Session(python, 13);
  for (const line of lines) {
    text += session.prompt;
    const exit = session.line(line);
    if (exit !== undefined) return `${text}[exit ${exit}]`;
  }
  return text + session.prompt;
}

describe('the prompt', () => {
  it('shows the values of expressions', () => {
    expect(transcript('1+1', 'x = 3', 'x', 'None', '_ + 1')).toBe('>>> 2\n>>> >>> 3\n>>> >>> 4\n>>> ');
  });

  it('asks for more lines until a block is ended by an empty one', () => {
    expect(transcript('def f():', '  return 5', '', 'f()')).toBe('>>> ... ... >>> 5\n>>> ');
    expect(transcript('(1+', '2)')).toBe('>>> ... 3\n>>> ');
  });

  it('shows the lines of earlier commands in tracebacks', () => {
    expect(transcript('def f():', '  return 1/0', '', 'f()')).toBe(
      [
        '>>> ... ... >>> Traceback (most recent call last):',
        '  File "<stdin>", line 1, in <module>',
        '    f()',
        '    ~^^',
        '  File "<stdin>", line 2, in f',
        '    return 1/0',
        '           ~^~',
        'ZeroDivisionError: division by zero',
        '>>> ',
      ].join('\n'),
    );
  });

  it('goes on after a syntax error', () => {
    expect(transcript('if 1:', 'print(2)', '3')).toBe(
      [
        '>>> ...   File "<stdin>", line 2',
        '    print(2)',
        '    ^^^^^',
        "IndentationError: expected an indented block after 'if' statement on line 1",
        '>>> 3\n>>> ',
      ].join('\n'),
    );
  });

  it('counts references as CPython does at its prompt', () => {
    expect(transcript('import sys', "a = 'hello'", 'sys.getrefcount(a)', 'b = a', 'sys.getrefcount(a)')).toBe(
      '>>> >>> >>> 2\n>>> >>> 3\n>>> ',
    );
  });

  it('ends with exit() and tells how', () => {
    expect(transcript('exit', 'exit(4)', 'unreached')).toBe(
      '>>> Use exit() or Ctrl-D (i.e. EOF) to exit\n>>> [exit 4]',
    );
  });
});
