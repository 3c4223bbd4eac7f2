/**
 * Compiles the snippets of CPython's own tests of its syntax with CPython and with Uroboros, and compares what they say: nothing,
 * or an error of a type, with a text and a position. The snippets are read from the CPython of this machine.
 *
 *   npm run conformance -- syntax
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findCPythons } from './cpython.mjs';
import { runUroboros } from './uroboros.mjs';

/** Prints a program that compiles each snippet and prints what came of it. */
const EXTRACT = `
import ast, doctest, inspect, textwrap
from test import test_syntax, test_exceptions, test_global, test_named_expressions, test_patma, test_scope, test_type_params

def texts(module, wanted):
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and wanted(node.value):
            yield textwrap.dedent(node.value)

single = [e.source for e in doctest.DocTestParser().get_examples(test_syntax.__doc__)]
whole = list(texts(test_syntax, lambda text: text != test_syntax.__doc__ and len(text) < 3000))
for module in (test_exceptions, test_global, test_named_expressions, test_patma, test_scope, test_type_params):
    whole += texts(module, lambda text: 3 < len(text) < 3000)
print('SINGLE =', ascii(single))
print('WHOLE =', ascii(whole))
print('''
def attempt(text, mode):
    try:
        compile(text, '<snippet>', mode)
        return 'ok'
    except SyntaxError as e:
        return type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, e.text
    except BaseException as e:
        return type(e).__name__, str(e)

for mode, texts in ('single', SINGLE), ('exec', WHOLE):
    for text in texts:
        print(mode, ascii(text), attempt(text, mode))
''')
`;

/** True if all snippets agree. */
export function compareSyntax() {
  const [python] = findCPythons(['3.13']);
  if (python === undefined) throw new Error('there is no CPython 3.13 here');
  const run = (args) =>
    spawnSync(python.command, ['-W', 'ignore', ...args], { env: python.env, encoding: 'utf8', maxBuffer: 1 << 28 });
  const folder = mkdtempSync(join(tmpdir(), 'syntax-'));
  try {
    const program = join(folder, 'snippets.py');
    writeFileSync(program, run(['-c', EXTRACT]).stdout);
    const expected = run([program]).stdout.split('\n');
    const { stdout, fault } = runUroboros(program, '3.13');
    const actual = stdout.split('\n');
    const wrong = expected.flatMap((line, i) => (line === actual[i] ? [] : [i]));
    for (const i of wrong) console.log(`expected ${expected[i]}\n     got ${actual[i]}\n`);
    if (fault !== undefined) console.log(fault);
    console.log(`${expected.length - 1} snippets, ${wrong.length} differ`);
    return wrong.length === 0 && fault === undefined && expected.length > 1000;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
