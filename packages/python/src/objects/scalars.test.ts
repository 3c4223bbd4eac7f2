import { readdirSync, readFileSync } from 'node:fs';
import { type Host, Interpreter, NO_HOST } from '@uroboros/python';
import { describe, expect, it } from 'vitest';

/**
 * int, bool, float, str and bytes against CPython 3.13.0: the expressions in `testing/scalars/*.txt` with the outcomes that
 * `testing/record_scalars.py` recorded. One program is made of each file and run once.
 */

interface Case {
  readonly expression: string;
  readonly outcome: string;
}

interface Script {
  readonly program: string;
  readonly cases: readonly Case[];
}

const FOLDER = new URL('testing/scalars/', import.meta.url);

function readScript(name: string): Script {
  const cases: Case[] = [];
  const program: string[] = [];
  const lines = readFileSync(new URL(name, FOLDER), 'utf8').split('\n');
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    if (line.startsWith('> ')) program.push(line.slice(2));
    if (line === '' || line.startsWith('# ') || line.startsWith('> ')) continue;
    cases.push({ expression: line, outcome: lines[++i]! });
    program.push('try:', `    print('= ' + repr((${line})))`, 'except Exception as e:');
    program.push("    print('! ' + type(e).__name__ + ': ' + str(e))");
  }
  return { program: `${program.join('\n')}\n`, cases };
}

/** The lines a program prints, and what the verification of the heap afterwards has to say. */
function run(program: string): { lines: string[]; fault: unknown } {
  let output = '';
  const host: Host = {
    ...NO_HOST,
    writeOut: (text) => {
      output += text;
    },
  };
  const python = new Interpreter({ host, heapBytes: 128 * 1024 ** 2 });
  python.runMain(program, 'scalars.py');
  let fault: unknown;
  try {
    python.verify();
  } catch (error) {
    fault = error;
  }
  return { lines: output.split('\n'), fault };
}

describe.each(readdirSync(FOLDER))('%s', (name) => {
  const { program, cases } = readScript(name);
  const { lines, fault } = run(program);
  it.each(cases.map((one, i) => ({ ...one, i })))('$expression', ({ outcome, i }) => {
    expect(lines[i]).toBe(outcome);
  });
  it('leaves a heap that adds up', () => {
    expect(fault).toBeUndefined();
  });
});
