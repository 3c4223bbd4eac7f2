import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkModule } from './checks.js';
import { PySyntaxError, parseModule } from './index.js';
import { buildSymbolTable, mangle, type Scope } from './symtable.js';

/** Rows recorded from CPython 3.13 by `testing/record.py`. */
function recorded<Row>(name: string): Row[] {
  const text = readFileSync(new URL(`./testing/${name}.txt`, import.meta.url), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
}

type Code = [name: string, line: number, varnames: string[], cellvars: string[], freevars: string[]];

/** The variables of each code object, as text that can be sorted: their order among each other is not compared. */
function variables(scope: Scope): string[] {
  const own = JSON.stringify([scope.varnames, scope.cellvars, scope.freevars]);
  return [own, ...scope.children.flatMap(variables)];
}

test.each(recorded<[string, unknown, Code[]]>('scopes'))('variables of %j', (source, _, codes) => {
  const expected = codes.map(([, , ...names]) => JSON.stringify(names));
  expect(variables(buildSymbolTable(parseModule(source))).sort()).toEqual(expected.sort());
});

test.each(recorded<[string, (string | number | null)[]]>('scope-errors'))('error of %j', (source, expected) => {
  let found: unknown = null;
  try {
    const module = parseModule(source);
    buildSymbolTable(module);
    checkModule(module);
  } catch (error) {
    if (!(error instanceof PySyntaxError)) throw error;
    found = [error.type, error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset, error.text];
  }
  expect(found).toEqual(expected);
});

test('a scope says what kind of function it is', () => {
  const module = parseModule('async def f():\n  def g(): yield\n  class A:\n    def m(self): return super()\n');
  const f = buildSymbolTable(module).children[0];
  const [g, a] = f?.children ?? [];
  expect(f?.isCoroutine).toBe(true);
  expect(g?.isGenerator).toBe(true);
  expect(g?.isNested).toBe(true);
  expect(a?.needsClassCell).toBe(true);
  expect(f?.lookup.get(f.node)).toBe(f);
});

test('private names are mangled', () => {
  expect(mangle('__A', '__x')).toBe('_A__x');
  expect(mangle('A', '__x__')).toBe('__x__');
  expect(mangle('__', '__x')).toBe('__x');
});
