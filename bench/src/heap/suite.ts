import type { Comparison, Peer } from '../harness/comparison.js';
import { type BenchRequest, type Contender, renamed } from '../harness/contender.js';
import type { BenchOptions } from '../harness/options.js';
import type { Target } from '../harness/target.js';
import { type CPython, findCPythons, startCPython } from '../peers/cpython.js';
import { startNode } from '../peers/node.js';

/** The two rows of the design table that the heap answers for. */
const COLLECTION: Target = { kind: 'part of the time', must: 0.7, goal: 0.33 };
const ALLOCATION: Target = { kind: 'part of the time', must: 0.5 };
const CHURN: Target = { kind: 'times faster', must: 10 };

export function heapSuite(options: BenchOptions): Comparison[] {
  const ours = startNode('Uroboros, profile 3.13', 'heap/ours.js');
  const thing = startNode('@thi.ng/malloc', 'heap/thing.js');
  const thingFast = renamed(thing, '@thi.ng/malloc, no compact, no split');
  const pythons = findCPythons(options.pythons);
  const running = pythons.map((python) => ({ python, contender: startCPython(python, 'heap.py') }));
  const shared = { ours, options, running };
  return [...collections(shared), ...churns({ ours, options, thing, thingFast }), ...allocations(shared)].filter(
    (comparison) => comparison.id.includes(options.only),
  );
}

/** Five rounds behind three of warming up. */
function rounds({ rounds, quick }: BenchOptions): { repetitions: number; warmUps: number } {
  return { repetitions: rounds ?? (quick ? 2 : 5), warmUps: quick ? 1 : 3 };
}

interface Shared {
  readonly ours: Contender;
  readonly options: BenchOptions;
  readonly running: readonly { readonly python: CPython; readonly contender: Contender }[];
}

/** The CPython that is judged by: 3.13, whose collector the profile is; the newest found if there is none. */
function judgeOf(running: Shared['running']): CPython | undefined {
  return (running.find(({ python }) => python.minor === '3.13') ?? running.at(-1))?.python;
}

function collections({ ours, options, running }: Shared): Comparison[] {
  const size = options.quick ? 100_000 : 1_000_000;
  const judge = judgeOf(running);
  const peers: Peer[] = running.map(({ python, contender }) =>
    python === judge ? { contender, target: COLLECTION } : { contender },
  );
  const common = { unit: 'ms', ours, peers, ...rounds(options) } as const;
  const count = size.toLocaleString('en');
  const bare = renamed(ours, 'Uroboros, objects that count no class');
  const live = (shape: string, words: string): Comparison => ({
    ...common,
    id: `collect-live-${shape}`,
    title: `full collection, ${count} live objects, ${words}`,
    method:
      'instances of a class with two __slots__ (48 bytes with GC header, each counts its class), held by one list, all in the oldest generation; only gc.collect() is timed, three times a round',
    request: { case: 'collect-live', size, shape, counted: true },
    peers: [{ contender: bare, request: { case: 'collect-live', size, shape, counted: false } }, ...peers],
  });
  return [
    live('empty', 'slots empty'),
    live('neighbours', 'slots to the neighbours'),
    live('random', 'slots to random objects'),
    {
      ...common,
      id: 'collect-garbage',
      title: `full collection, ${count} garbage cycles`,
      method:
        'the same objects, each referring to itself only, all in the youngest generation; only gc.collect() is timed, which frees them all',
      request: { case: 'collect-garbage', size },
    },
  ];
}

function churns(shared: {
  readonly ours: Contender;
  readonly options: BenchOptions;
  readonly thing: Contender;
  readonly thingFast: Contender;
}): Comparison[] {
  const { ours, options, thing, thingFast } = shared;
  const bytes = 64 * 1024 * 1024;
  const peers = (request: BenchRequest, target: Target | undefined): Peer[] => [
    { contender: thing, request, ...(target && { target }) },
    { contender: thingFast, request: { ...request, fast: true }, ...(target && { target }) },
  ];
  const churn = (window: number, count: number): Comparison => {
    const request = {
      case: 'malloc-churn',
      count: options.quick ? count / 10 : count,
      window,
      smallest: 1,
      largest: 512,
      bytes,
    };
    return {
      id: `malloc-churn-${window}`,
      title: `malloc and free, ${window.toLocaleString('en')} blocks alive`,
      method:
        'replaces a random block by one of 1 to 512 bytes, the same sequence for both; time of one free and one malloc. MemPool on 64 MiB, align 16 (as ours), once with its defaults (compact, split) and once with both off',
      unit: 'ns',
      ours,
      request,
      peers: peers(request, CHURN),
      ...rounds(options),
    };
  };
  const lifo = {
    case: 'malloc-lifo',
    count: options.quick ? 20_000 : 200_000,
    window: 1000,
    smallest: 1,
    largest: 512,
    bytes,
  };
  return [
    churn(100, 500_000),
    churn(1000, 100_000),
    churn(10_000, 20_000),
    {
      id: 'malloc-lifo',
      title: 'malloc and free, 1,000 blocks freed in the opposite order',
      method: "MemPool's best case, because it searches for a block from the newest on: shown, not judged",
      unit: 'ns',
      ours,
      request: lifo,
      peers: peers(lifo, undefined),
      ...rounds(options),
    },
  ];
}

function allocations({ ours, options, running }: Shared): Comparison[] {
  const count = options.quick ? 200_000 : 2_000_000;
  const common = { unit: 'ns', ours, ...rounds(options) } as const;
  const judged: Peer[] = running.map(({ contender }) => ({ contender, target: ALLOCATION }));
  const fill = { case: 'fill-and-drop', count, size: 1000 };
  const pythonLoop =
    "Their time includes the interpreter's loop, ours the same loop in compiled JavaScript: it is what a program pays for an object. (Calls through ctypes would cost ten times the allocation, and are not a measure of it.)";
  return [
    {
      ...common,
      id: 'objects-make-and-drop',
      title: 'an object made and dropped at once',
      method: `for _ in range(n): object() — time of one. ${pythonLoop}`,
      request: { case: 'make-and-drop', count },
      peers: judged,
    },
    {
      ...common,
      id: 'objects-fill-and-drop',
      title: 'lists of 1,000 objects filled and dropped',
      method: `[object() for _ in range(1000)], again and again — time of one object. ${pythonLoop}`,
      request: fill,
      peers: judged,
    },
    {
      ...common,
      id: 'objects-mixed-sizes',
      title: 'objects of mixed sizes, 1,000 alive',
      method: `window[i] = bytes(size) with 8 to 470 bytes at random places — time of one. ${pythonLoop}`,
      request: { case: 'mixed-sizes', count: count / 4, window: 1000, smallest: 8, largest: 470 },
      peers: judged,
    },
    {
      ...common,
      id: 'objects-c-loop',
      title: "lists of 1,000 objects, against CPython's loop in C",
      method:
        'ours as in objects-fill-and-drop; theirs list(range(2**20, 2**20 + 1000)), which makes and drops 28-byte ints without running bytecode — time of one object. Shown, not judged: it has no Python in it',
      request: fill,
      peers: running.map(({ contender }) => ({ contender, request: { ...fill, case: 'fill-and-drop-in-c' } })),
    },
  ];
}
