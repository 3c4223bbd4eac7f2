import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { dump, PySyntaxError, parseCommand, parseExpression, parseInteractive, parseModule } from './index.js';

/** Rows recorded from CPython 3.13 by `testing/record.py`. */
function recorded<Row>(name: string): Row[] {
  const text = readFileSync(new URL(`./testing/${name}.txt`, import.meta.url), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
}

const PARSERS = { exec: parseModule, eval: parseExpression, single: parseInteractive };
type Mode = keyof typeof PARSERS;
type Place = [
  type: string,
  msg: string,
  lineno: number | null,
  offset: number | null,
  endLineno: number | null,
  endOffset: number | null,
  text: string | null,
];

const namedCharacter = (name: string): string | undefined => (name === 'DIGIT ONE' ? '1' : undefined);

function errorOf(run: () => unknown): Place | null {
  try {
    run();
    return null;
  } catch (error) {
    if (!(error instanceof PySyntaxError)) throw error;
    return [error.type, error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset, error.text];
  }
}

describe('trees are those of CPython', () => {
  test.each(recorded<[Mode, string, string]>('valid'))('%s %j', (mode, source, expected) => {
    expect(dump(PARSERS[mode](source, { namedCharacter }), { includeAttributes: true })).toBe(expected);
  });
});

describe('errors are those of CPython', () => {
  const rows = recorded<[Mode, string, Place]>('invalid');

  test('the table is of use', () => expect(rows.length).toBeGreaterThan(250));

  test.each(rows)('%s %j', (mode, source, expected) => {
    expect(errorOf(() => PARSERS[mode](source, { namedCharacter }))).toEqual(expected);
  });
});

describe('the prompt asks for another line when codeop does', () => {
  test.each(recorded<[string, string]>('commands'))('%j: %s', (source, expected) => {
    let found = 'error';
    try {
      found = parseCommand(source) === null ? 'incomplete' : 'complete';
    } catch (error) {
      if (!(error instanceof PySyntaxError)) throw error;
    }
    expect(found).toBe(expected);
  });
});

test('warnings are given once, of what was accepted before an error as well', () => {
  const seen: string[] = [];
  const onWarning = (_: string, msg: string, line: number): number => seen.push(`${line} ${msg}`);
  parseModule("a = '\\d\\w'\nb = 1if a else 2\nf'\\{a}'\n", { onWarning });
  expect(seen.sort()).toEqual([
    "1 invalid escape sequence '\\d'",
    '2 invalid decimal literal',
    "3 invalid escape sequence '\\{'",
  ]);
  seen.length = 0;
  expect(() => parseModule("a = '\\d' )", { onWarning })).toThrow(PySyntaxError);
  expect(seen).toEqual(["1 invalid escape sequence '\\d'"]);
});

test('nesting as deep as CPython allows does not overflow the stack', () => {
  expect(() => parseModule(`x = ${'('.repeat(190)}1${')'.repeat(190)}`)).not.toThrow();
  expect(() => parseModule(`x = ${'-'.repeat(5000)}1`)).not.toThrow();
  expect(errorOf(() => parseModule(`x = ${'-'.repeat(6000)}1`))?.[0]).toBe('MemoryError');
});

/** CPython's answers for a sample of its standard library, or nothing where it is not installed. */
function askCPython(): [string, string][] {
  const script = `
import ast, json, os, sys, warnings
warnings.simplefilter('ignore')
root = os.path.dirname(os.__file__)
for name in sorted(os.listdir(root))[::4]:
    if name.endswith('.py'):
        source = open(os.path.join(root, name), encoding='utf-8').read()
        print(json.dumps([source, ast.dump(ast.parse(source), include_attributes=True)]))
`;
  const env = { ...process.env, PYENV_VERSION: '3.13.0' };
  try {
    const out = execFileSync('python3.13', ['-c', script], {
      encoding: 'utf8',
      env,
      maxBuffer: 2 ** 28,
      stdio: 'pipe',
    });
    return out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as [string, string]);
  } catch {
    return [];
  }
}

test('a sample of the standard library parses as CPython parses it', { timeout: 60_000 }, (context) => {
  const samples = askCPython();
  // The recorded programs above cover every production; this only adds bulk.
  if (samples.length === 0) context.skip('CPython 3.13 is not installed');
  for (const [source, expected] of samples) {
    expect(dump(parseModule(source), { includeAttributes: true }) === expected).toBe(true);
  }
});
