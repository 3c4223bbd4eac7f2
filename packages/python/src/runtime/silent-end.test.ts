import { expect, test } from 'vitest';
import { Interpreter } from '../interpreter.js';
import { MemoryHost } from '../modules/testing/run-program.js';
import { endIsSilent } from './silent-end.js';

/** What a program prints to both streams, and whether its end could be left out. */
function run(source: string, endsProcess: boolean): { printed: string; silent: boolean } {
  const host = new MemoryHost('');
  const python = new Interpreter({ host, heapBytes: 64 * 1024 ** 2, endsProcess });
  let silent = false;
  const { shutDown } = python;
  python.shutDown = () => {
    silent = endIsSilent(python.rt);
    shutDown.call(python);
  };
  python.runMain(source, '/p.py');
  return { printed: host.out + host.err, silent };
}

const SILENT = [
  'print(1)',
  'import sys\nclass A: pass\na = A(); a.a = a; sys.a = a; print(a.a is a)',
  'import _weakref\nclass A: pass\na = A(); r = _weakref.ref(a); print(r() is a)',
  'print(sum(i for i in range(4)))',
  'print(missing)',
  'import _abc\nclass M(type):\n  def __init__(self, *a): _abc._abc_init(self)\nclass A(metaclass=M): pass\nclass B(metaclass=M): pass\nprint(_abc._abc_register(A, B).__name__, _abc._abc_subclasscheck(A, B))',
];

const SPEAKING = [
  'class A:\n  def __del__(self): print("gone")\na = A()',
  'class A:\n  def __del__(self): print("gone")\na = [A()]; a.append(a); del a',
  'class A:\n  __slots__ = ()\n  def __del__(self): print("gone")\nclass B(A): __slots__ = ()\na = B()',
  'class A(int):\n  __slots__ = ()\n  def __del__(self): print("gone")\na = A(5)',
  'import _weakref\nclass A: pass\na = A(); a.a = a; r = _weakref.ref(a, lambda r: print("gone")); del a',
  'def f():\n  try: yield 1\n  finally: print("closed")\ng = f(); next(g)',
  'async def f(): pass\nc = f()',
  'import gc\ngc.set_debug(gc.DEBUG_COLLECTABLE)\na = []; a.append(a); del a',
  'import sys\nclass O:\n  def write(self, s): sys.__stdout__.write("<" + s + ">")\n  def flush(self): sys.__stdout__.write("flush ")\nsys.stdout = O()\nprint(1)',
  'class S(str):\n  def __hash__(self): print("hash"); return 1\nglobals()[S("a")] = 1',
];

test.each(SILENT)('may be left out: %j', (source) => {
  expect(run(source, true)).toEqual({ printed: run(source, false).printed, silent: true });
});

test.each(SPEAKING)('is taken: %j', (source) => {
  const whole = run(source, false);
  expect(whole.printed).not.toBe('');
  expect(run(source, true)).toEqual({ printed: whole.printed, silent: false });
});
