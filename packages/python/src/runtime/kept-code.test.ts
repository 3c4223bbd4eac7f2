import { expect, test } from 'vitest';
import { type Keepable, type KeptCode, keepableCode } from '../index.js';
import { Interpreter } from '../interpreter.js';
import { MemoryHost, stdlib } from '../modules/testing/run-program.js';
import { PROFILES, type ProfileName } from '../profiles/profile.js';

/** A module that was kept must be the same as one that is compiled: down to where each object lies. */

const PATH = '/programs/made.py';

const MADE = `"""Text of the module"""
import sys
class A:
    """Text of a class"""
    x: int = 1
    def method(self, a, /, b=(1, 2.5, 'text', None), *rest, key={'k': -0.0}, **more) -> 'A':
        "Text of a method"
        def inner(): return self, a, b'bytes\\xff', 'w\\xf6rd', '\\ud800', 12345678901234567890, 1e999, 3j, -(0+0j), ...
        return inner
    @property
    def failing(self): return [self.missing for _ in 'a' if 'b' in {'b', 'c'}]
def generator():
    yield from (i for i in range(2))
async def coroutine(): return 1
lamb = lambda *a, k=1: a
def fail():
    [][0]
`;

const PROGRAM = `import made, types, gc, sys, traceback
def show(code, seen):
    print(code.co_name, code.co_qualname, code.co_filename, code.co_firstlineno, code.co_flags, code.co_argcount,
          code.co_posonlyargcount, code.co_kwonlyargcount, code.co_varnames, code.co_cellvars, code.co_freevars,
          code.co_names, code.co_stacksize, code.co_nlocals, list(code.co_lines()), list(code.co_positions()), hash(code))
    print([(ascii(c), type(c), id(c), sys.getrefcount(c)) for c in code.co_consts if not isinstance(c, types.CodeType)],
          [(id(n), sys.getrefcount(n)) for n in code.co_names], id(code), id(code.co_consts), sys.getrefcount(code))
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType): show(inner, seen)
for each in (made.A.method, made.generator, made.coroutine, made.lamb, made.fail): show(each.__code__, set())
print(ascii(made.A().method(1)()[1:]), list(made.generator()), made.lamb(1), made.A.method.__defaults__, made.A.__doc__)
print(made.A.method.__code__.replace(co_name='other') == made.A.method.__code__, gc.get_count(), made.__doc__)
f = types.FunctionType(made.fail.__code__.replace(co_firstlineno=100), made.__dict__)
for failing in (lambda: made.A().failing, made.fail, f):
    try: failing()
    except Exception as error: traceback.print_tb(error.__traceback__); print(error)
`;

/** Keeps what it is asked for, and says what became of it. */
class KeepingHost extends MemoryHost {
  python: Interpreter | undefined;
  kept = 0;
  readonly #change: ((kept: Keepable) => Keepable) | undefined;

  constructor(change?: (kept: Keepable) => Keepable) {
    super();
    this.#change = change;
  }

  override readSource(path: string): Uint8Array | undefined {
    return path === PATH ? new TextEncoder().encode(MADE) : super.readSource(path);
  }

  keptCode(path: string, source: Uint8Array): KeptCode | undefined {
    if (this.#change === undefined) return undefined;
    const kept = this.#change(keepableCode(this.python!.rt, source, path)!);
    this.kept++;
    return { ...kept, script: () => new Function(`return ${kept.script}`)() };
  }
}

function run(profile: ProfileName, change?: (kept: Keepable) => Keepable) {
  const host = new KeepingHost(change);
  const python = new Interpreter({
    host,
    profile: PROFILES[profile],
    folder: '/programs',
    stdlib,
    heapBytes: 64 * 1024 ** 2,
  });
  host.python = python;
  const status = python.runMain(PROGRAM, '/programs/program.py');
  return { status, out: host.out, err: host.err, kept: host.kept > 0 };
}

test.each(['3.11', '3.12', '3.13'] as const)('kept code is the same as compiled code under %s', (profile) => {
  const compiled = run(profile);
  expect(compiled.out + compiled.err).toContain('Text of a class');
  expect(run(profile, (kept) => kept)).toEqual({ ...compiled, kept: true });
});

test('code that expects other helpers is not used', () => {
  const compiled = run('3.13');
  const other = run('3.13', (kept) => ({ ...kept, scope: `${kept.scope};`, recipe: 'nonsense' }));
  expect(other).toEqual({ ...compiled, kept: true });
});
