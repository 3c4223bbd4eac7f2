import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** The commands that record and explain, as built. */

const command = resolve(import.meta.dirname, '../bin/uroboros.js');
const family = resolve(import.meta.dirname, '../../../examples/family.py');

let folder: string;
let recording: string;

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

function uroboros(...args: readonly string[]): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], { encoding: 'utf8' });
  return { status, out: stdout, err: stderr };
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'uroboros-test-'));
  recording = join(folder, 'run.uro');
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('uroboros record', () => {
  it('runs the program as it is, and writes a recording', () => {
    expect(uroboros('record', family, '-o', recording)).toEqual({
      status: 0,
      out: 'Ben keeps Ada\ncollected 4\n',
      err: '',
    });
    expect(readFileSync(recording).subarray(0, 3).toString()).toBe('URO');
  });

  it('writes the same bytes each time, however fast the threads are', () => {
    const program = join(folder, 'imports.py');
    writeFileSync(program, 'import os, re, functools\nfor i in range(100): print(i)\n');
    const [first, ...others] = ['one.uro', 'two.uro', 'three.uro'].map((name) => {
      uroboros('record', program, '-o', join(folder, name));
      return readFileSync(join(folder, name));
    });
    for (const other of others) expect(other.equals(first!)).toBe(true);
  });

  it('ends with the status of the program', () => {
    const program = join(folder, 'fails.py');
    writeFileSync(program, 'import sys\nsys.exit(3)\n');
    expect(uroboros('record', program, '-o', join(folder, 'fails.uro')).status).toBe(3);
  });

  it('records what a program did that dies of an exception, and its traceback', () => {
    const program = join(folder, 'raises.py');
    writeFileSync(program, 'a = [1]\nb = a\n1 / 0\n');
    const { status, err } = uroboros('record', program, '-o', join(folder, 'raises.uro'));
    expect(status).toBe(1);
    expect(err).toContain('ZeroDivisionError: division by zero');
    expect(uroboros('why', join(folder, 'raises.uro'), 'a@2').out).toContain('global b');
  });
});

describe('what cannot be recorded', () => {
  it('a recording that cannot be made, a program that is not there: said in a line, and nothing runs', () => {
    expect(uroboros('record', family, '-o', join(folder, 'no/run.uro'))).toEqual({
      status: 65,
      out: '',
      err: `uroboros: cannot write '${join(folder, 'no/run.uro')}': no such file or directory\n`,
    });
    const missing = join(folder, 'missing.py');
    const err = `uroboros: cannot read '${missing}': no such file or directory\n`;
    expect(uroboros('why', missing, 'a@1')).toEqual({ status: 65, out: '', err });
    expect(uroboros('record', missing, '-o', recording)).toEqual({ status: 65, out: '', err });
    expect(uroboros('studio', missing)).toEqual({ status: 65, out: '', err });
  });

  it('a directory, and a page that cannot be written', () => {
    const err = `uroboros: cannot read '${folder}': it is a directory\n`;
    expect(uroboros('cycles', folder)).toEqual({ status: 65, out: '', err });
    expect(uroboros('record', folder, '-o', join(folder, 'x.uro'))).toEqual({ status: 65, out: '', err });
    expect(uroboros('report', recording, '--html', folder)).toMatchObject({
      status: 65,
      err: `uroboros: cannot write '${folder}': it is a directory\n`,
    });
  });

  it('an option of programs with a recording, and one that recordings do not have', () => {
    for (const [name, value] of [
      ['profile', '3.13'],
      ['heap', '64MiB'],
      ['stdlib', folder],
    ] as const) {
      expect(uroboros('cycles', `--${name}`, value, recording)).toEqual({
        status: 2,
        out: '',
        err: `error: --${name} is for programs, and ${recording} is a recording: it is as it was made\n`,
      });
    }
    expect(uroboros('why', '--debug-allocator', family, 'ben@25')).toMatchObject({
      status: 2,
      err: "error: unknown option '--debug-allocator'\n",
    });
  });

  it('a full disk does not stop the program', () => {
    const { status, out, err } = uroboros('record', family, '-o', '/dev/full');
    expect({ status, out }).toEqual({ status: 65, out: 'Ben keeps Ada\ncollected 4\n' });
    expect(err).toBe("uroboros: cannot write '/dev/full': no space left on device\n");
  });

  it('a program that fails is not explained as if it had run', () => {
    const program = join(folder, 'wrong.py');
    writeFileSync(program, 'a = (\n');
    const { err } = uroboros('cycles', program);
    expect(err).toContain("SyntaxError: '(' was never closed");
    expect(err).toMatch(/\nuroboros: the program ended with status 1\n$/);
  });

  it('a check without anything to check', () => {
    expect(uroboros('check', family)).toMatchObject({
      status: 65,
      err: 'uroboros: say what to check: --no-cycles, --max-peak BYTES\n',
    });
  });
});

describe('uroboros why', () => {
  it('answers from a recording and from a program', () => {
    const answer = uroboros('why', recording, 'ben@25');
    expect(answer.status).toBe(0);
    expect(answer.out).toContain('ben is Person object when line 25 has run');
    expect(answer.out).toMatch(/Its count is 2:\n {2}global ben\n {2}item 0 of \[Person object\]\n/);
    expect(answer.out).toMatch(/It died at line 28, taken by collection 0\./);
    expect(uroboros('why', family, 'ben@25').out).toBe(answer.out);
  });

  it('to a reader that goes away end in silence', () => {
    const { status, stderr } = spawnSync(
      'sh',
      ['-c', `"${process.execPath}" "${command}" why "${recording}" ben@25 | true`],
      {
        encoding: 'utf8',
      },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('says what is wrong with a question', () => {
    expect(uroboros('why', recording, 'ben')).toMatchObject({
      status: 65,
      err: "uroboros: 'ben' names no object: write NAME@LINE, as in tree.left@12, or NAME@LINE#RUN\n",
    });
    expect(uroboros('why', recording, 'ben@2').err).toMatch(/^uroboros: no statement stands at line 2 of \S+\n$/);
    expect(uroboros('why', recording, 'ben@25#0')).toMatchObject({
      status: 65,
      err: "uroboros: 'ben@25#0': the statements that a line runs are counted from 1\n",
    });
    expect(uroboros('why', join(folder, 'nothing.uro'), 'a@1')).toMatchObject({ status: 65 });
    expect(uroboros('why', family.replace('family', 'self_cycle'), 'nobody@12').err).toContain(
      'there is no nobody at line 12',
    );
  });
});

describe('uroboros cycles, collections and report', () => {
  it('name the cycle and the reference to make weak', () => {
    const { out, status } = uroboros('cycles', recording);
    expect(status).toBe(0);
    expect(out).toContain('Person.children -> list[0] -> Person.parent -> Person');
    expect(out).toContain('the first was closed at line 14 in Person.adopt');
    expect(out).toContain('make Person.parent a weak reference');
  });

  it('list the collections', () => {
    expect(uroboros('collections', recording).out.split('\n')[1]).toMatch(/^ {3}0 {4}2 {2}request .* 4 .* line 28$/);
    expect(uroboros('collections', '--passes', recording).out.split('\n').slice(2, 6).join('\n')).toMatch(
      /^ +(\d+) {2}merge\n +\1 {2}updateRefs\n +\1 {2}subtractRefs\n +4 {2}moveUnreachable$/,
    );
  });

  it('tell how long each collection takes in a plain run', () => {
    const { out } = uroboros('collections', '--pauses', family);
    const [head, first] = out.split('\n');
    expect(head).toMatch(/promoted {2}pause, ms {2}where$/);
    expect(Number(/(\d+\.\d{3}) {2}line 28$/.exec(first!)![1])).toBeGreaterThan(0);
    expect(uroboros('collections', '--pauses', recording)).toMatchObject({
      status: 65,
      err: 'uroboros: a recording has no clock: for --pauses, give the program\n',
    });
  });

  it('report in words, as JSON, and as a page that needs nothing else', () => {
    expect(uroboros('report', recording).out).toContain('Memory was fullest at ');
    const json = JSON.parse(uroboros('report', recording, '--json').out);
    expect(json.end.status).toBe(0);
    expect(json.cycles[0].closing).toMatchObject({ from: 'Person', by: '.parent' });
    expect(json.output.map(({ text }: { text: string }) => text).join('')).toBe('Ben keeps Ada\ncollected 4\n');
    const page = join(folder, 'report.html');
    expect(uroboros('report', recording, '--html', page, '--json').out).toBe(
      uroboros('report', recording, '--json').out,
    );
    const html = readFileSync(page, 'utf8');
    expect(html).toContain('<li>class Person:</li>');
    expect(html).not.toMatch(/<script|https?:/);
  });
});

describe('uroboros check', () => {
  it('fails with the explanation for a program that makes cycles', () => {
    const { status, out } = uroboros('check', family, '--no-cycles');
    expect(status).toBe(1);
    expect(out).toContain('The program makes cycles:');
  });

  it('does not pass what it has not seen', () => {
    const bounded = join(folder, 'bounded.uro');
    uroboros('record', family, '-o', bounded, '--max-bytes', '10KiB');
    const { status, out, err } = uroboros('check', bounded, '--no-cycles');
    expect({ status, out }).toEqual({ status: 65, out: '' });
    expect(err).toContain('uroboros: what is missing in the recording could not be checked\n');
  });

  it('fails for a program that needs more memory than it may', () => {
    const program = join(folder, 'large.py');
    writeFileSync(program, 'a = [i + 0.5 for i in range(100000)]\ndel a\n');
    const { status, out } = uroboros('check', program, '--max-peak', '1MiB');
    expect(status).toBe(1);
    expect(out).toMatch(/^Memory was fuller than 1\.\d MiB|^Memory was fuller than 1,?024/);
    expect(uroboros('check', program, '--max-peak', '64MiB', '--no-cycles').status).toBe(0);
  });
});

describe('Ctrl-C', () => {
  const endless = (...args: string[]): Promise<Ended & { signal: string | null }> => {
    const program = join(folder, 'endless.py');
    writeFileSync(
      program,
      `a = [1]\nopen(${JSON.stringify(join(folder, 'ready'))}, 'w').close()\nwhile True: a = [a[0]]\n`,
    );
    rmSync(join(folder, 'ready'), { force: true });
    const child = spawn(process.execPath, [command, args[0]!, program, ...args.slice(1)]);
    let out = '';
    let err = '';
    child.stdout.on('data', (text) => (out += text));
    child.stderr.on('data', (text) => (err += text));
    const waiting = setInterval(() => {
      if (!existsSync(join(folder, 'ready'))) return;
      clearInterval(waiting);
      child.kill('SIGINT');
    }, 50);
    return new Promise((done) => child.on('close', (status, signal) => done({ status, out, err, signal })));
  };

  it('while a program runs that is to be explained: says so, and what to do', async () => {
    expect(await endless('cycles')).toEqual({
      status: 130,
      signal: null,
      out: '',
      err:
        'uroboros: interrupted before the program had ended, so nothing is explained. To look at what it did up to there, record it ' +
        'with `uroboros record FILE -o run.uro`, interrupt that, and ask about run.uro\n',
    });
  });

  it('while it is recorded: ends it as it would end the program, and the recording is whole', async () => {
    const run = join(folder, 'interrupted.uro');
    expect(await endless('record', '-o', run)).toMatchObject({ signal: 'SIGINT' });
    const { status, out, err } = uroboros('why', run, 'a@1');
    expect({ status, err }).toEqual({ status: 0, err: 'uroboros: the program ended with status 130\n' });
    expect(out).toContain('a is [1] when line 1 has run');
  });
});

describe('recordings that are none', () => {
  it('are told in a line', () => {
    const foreign = join(folder, 'foreign.uro');
    writeFileSync(foreign, 'hello');
    const told = {
      status: 65,
      err: 'uroboros: this is no recording at byte 0: a recording is what `uroboros record FILE -o run.uro` writes\n',
    };
    expect(uroboros('report', foreign)).toMatchObject(told);
    expect(uroboros('studio', foreign)).toMatchObject(told);
  });

  it('are read as far as they go', () => {
    const cut = join(folder, 'cut.uro');
    const whole = readFileSync(recording);
    writeFileSync(cut, whole.subarray(0, whole.length - 20));
    const { status, out, err } = uroboros('cycles', cut);
    expect(status).toBe(0);
    expect(err).toMatch(/^uroboros: the recording is cut off at byte \d+: /);
    expect(out).toContain('Person.parent');
  });
});
