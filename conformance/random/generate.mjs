/** Programs that build, link, drop, collect and finalize, from a seed: the same seed gives the same program. */

/** Variables of a program, as many as the prelude shows. */
const VARIABLES = 8;

/** mulberry32. */
function numbers(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** Classes whose `__init__` takes a value. */
const MADE_WITH = ['Initialized', 'Chained', 'Spread'];

const CLASSES = ['Plain', 'Finalized', 'Reviving', 'Failing', 'Slotted', 'SlottedFinalized', 'Collecting'];

/** Statements by weight. `v` is a variable to be set, `a` and `b` are set ones, `n` a fresh name, `k` a small number. */
const STATEMENTS = [
  [10, ({ v, n, pick }) => `${v} = named(${pick(CLASSES)}, '${n}')`],
  [4, ({ v, a, pick }) => `${v} = ${pick(MADE_WITH)}(${a})`],
  [1, ({ v, a, pick }) => `${v} = ${pick(MADE_WITH)}(value=${a})`],
  [1, ({ v, a, pick }) => `${v} = ${pick(MADE_WITH)}(*[${a}])`],
  [2, ({ a, pick }) => `for x in (${a}, ${a}, ${a}):\n    link(x, ${pick(MADE_WITH)}(x))\ndel x`],
  [2, ({ a }) => `with Manager(${a}) as x:\n    print(pair(x))\ndel x`],
  [
    1,
    ({ v, a }) => `try:\n    with Manager(${a}):\n        raising(${a})\nexcept Held as e:\n    ${v} = e.__context__`,
  ],
  [2, ({ v, a }) => `${v} = deque([${a}, ${a}], 3)`],
  [2, ({ v, a, b }) => `${v} = OrderedDict(x=${a}, y=${b})`],
  [2, ({ v, a, n }) => `${v} = WeakValues(${a}, '${n}')`],
  [1, ({ a }) => `print(len(${a}) if hasattr(${a}, '__len__') else 'no length')`],
  [2, ({ v, a }) => `${v} = [x for x in (${a}, [${a}])]`],
  [1, ({ v, a }) => `${v} = {name_of(x): x for x in (${a}, ${a})}`],
  [1, ({ v, a }) => `${v} = {str(type(x)) for x in (${a}, 1)}`],
  [2, ({ v, a }) => `${v} = property(closure(${a}))`],
  [2, ({ a }) => `print(WithProperty(${a}).shown is ${a})`],
  [2, ({ v, a, b }) => `${v} = WithSlots(${a}, ${b})`],
  [2, ({ v, a }) => `${v} = waiting(${a})`],
  [2, ({ a }) => `cycle_of_generators(${a})`],
  [2, ({ a }) => `cycle_of_methods(${a})`],
  [1, ({ v, a }) => `${v} = family(${a})`],
  [1, ({ a }) => `print([c.__name__ for c in Plain.__subclasses__()][5:], pair(${a}))`],
  [3, ({ v, a }) => `${v} = [${a}]`],
  [3, ({ v, a, b }) => `${v} = (${a}, ${b})`],
  [3, ({ v, a }) => `${v} = {'k': ${a}}`],
  [1, ({ v, a, b }) => `${v} = {1: ${a}, 'x': [${b}]}`],
  [2, ({ v, a }) => `${v} = Group([id(${a}) and 1]); ${v}.link = ${a}`],
  [2, ({ v, a }) => `${v} = Items([${a}, ${a}])`],
  [2, ({ v, a }) => `${v} = Table(k=${a})`],
  [1, ({ v, a }) => `${v} = frozenset([(1, closure(${a}))])`],
  [2, ({ v }) => `${v} = []`],
  [2, ({ v }) => `${v} = {}`],
  [5, ({ v, a }) => `${v} = ${a}`],
  [3, ({ v, a }) => `${v} = closure(${a})`],
  [2, ({ v, a, b }) => `${v} = both(${a}, ${b})`],
  [1, ({ a }) => `print(name_of(${a}()) if type(${a}) is type(closure) else 'no function')`],
  [2, ({ v, a }) => `${v} = ${a}.method if isinstance(${a}, (Plain, Slotted)) else None`],
  [2, ({ v, a }) => `${v} = ${a}.__closure__[0] if getattr(${a}, '__closure__', None) else 1`],
  [3, ({ v, a }) => `${v} = generate(${a})`],
  [3, ({ a }) => `print(name_of(next(${a}, None)) if hasattr(${a}, 'send') else 'no generator')`],
  [1, ({ a }) => `${a}.close() if hasattr(${a}, 'send') else None`],
  [2, ({ v, a }) => `${v} = (name_of(x) for x in [${a}])`],
  [2, ({ v, a }) => `${v} = iter([${a}, ${a}])`],
  [3, ({ v, a }) => `${v} = caught(raising, ${a})`],
  [2, ({ v, a }) => `${v} = caught(nested, ${a})`],
  [2, ({ v, a }) => `try:\n    raising(${a})\nexcept Held as e:\n    ${v} = e.__traceback__`],
  [1, ({ v, a }) => `try:\n    raising(${a})\nexcept Held as e:\n    ${v} = e.__traceback__.tb_next.tb_frame`],
  [3, ({ v, a, n }) => `${v} = weakref.ref(${a}, callback('${n}')) if hasattr(type(${a}), '__weakref__') else None`],
  [1, ({ v, a, n }) => `${v} = weakref.ref(${a}, chatty('${n}')) if hasattr(type(${a}), '__weakref__') else None`],
  [1, ({ v, a }) => `${v} = weakref.ref(${a}) if hasattr(type(${a}), '__weakref__') else None`],
  [1, ({ a }) => `print(name_of(${a}()) if isinstance(${a}, weakref.ref) else 'no reference')`],
  [8, ({ a, b }) => `link(${a}, ${b})`],
  [4, ({ a }) => `link(${a}, ${a})`],
  [3, ({ a, b }) => `link(${a}, ${b}); link(${b}, ${a})`],
  [3, ({ a }) => `unlink(${a})`],
  [9, ({ a }) => `del ${a}`],
  [3, ({ a }) => `${a} = None`],
  [2, ({ a }) => `print(pair(${a}))`],
  [2, ({ a }) => `print(passed(${a}, x=${a}))`],
  [1, ({ a }) => `print(passed(*[${a}], **{'y': ${a}}))`],
  [1, ({ a }) => `for x in [${a}]:\n    print(few(sys.getrefcount(x)))\ndel x`],
  [1, ({ a }) => `print([few(sys.getrefcount(x)) for x in (${a}, ${a})])`],
  [3, () => 'print(gc.collect())'],
  [2, ({ k }) => `print(gc.collect(${k % 3}))`],
  [1, ({ k }) => `junk = [[] for _ in range(${10 * k})]; del junk`],
  [1, ({ k }) => `for _ in range(${k + 1}):\n    link(named(Plain, 'loop'), named(Finalized, 'loop'))`],
  [1, () => 'print(len(saved)); del saved[:]'],
  [1, ({ v }) => `${v} = saved.pop() if saved else 0`],
  [1, ({ a }) => `print(gc.is_tracked(${a}), gc.is_finalized(${a}))`],
  [1, () => 'print([(s["collections"], s["collected"]) for s in gc.get_stats()][0] is not None, len(gc.garbage))'],
  [1, ({ a, b }) => `${a}, ${b} = ${b}, ${a}`],
  [1, ({ v, a }) => `class Local(Plain):\n    link = ${a}\n${v} = named(Local, 'local'); del Local`],
  [1, ({ v, a }) => `${v} = Local2 = named(type('Made', (Finalized,), {'held': ${a}}), 'made'); del Local2`],
];

const TOTAL = STATEMENTS.reduce((sum, [weight]) => sum + weight, 0);

/**
 * The program of a seed: its statements. Each may be left out, and the rest is a program still.
 * @param {number} seed
 * @param {boolean} automatic half of the programs collect by themselves, some all the time
 */
export function generate(seed, automatic = false) {
  const random = numbers(seed);
  const pick = (list) => list[random(list.length)];
  const known = new Set();
  const statements = [];
  const length = 6 + random(30);
  const threshold = random(2) === 0 ? 0 : 2 + random(random(2) === 0 ? 10 : 100);
  if (automatic && threshold > 0) statements.push(`gc.set_threshold(${threshold}, ${1 + random(3)}, ${1 + random(3)})`);
  for (let n = 0; n < length; n++) {
    const v = `v${random(VARIABLES)}`;
    if (known.size < 2) {
      statements.push(`${v} = named(${pick(CLASSES)}, 'n${n}')`);
      known.add(v);
      continue;
    }
    const set = [...known];
    const text = choose(random)({ v, a: pick(set), b: pick(set), n: `n${n}`, k: random(8), pick });
    const assigned = /(?:^|\n\s*)(v\d) = /.exec(text)?.[1];
    const deleted = /^del (v\d)$/.exec(text)?.[1];
    if (assigned !== undefined) known.add(assigned);
    if (deleted !== undefined) known.delete(deleted);
    statements.push(text);
  }
  return { seed, statements };
}

function choose(random) {
  let at = random(TOTAL);
  for (const [weight, make] of STATEMENTS) {
    at -= weight;
    if (at < 0) return make;
  }
  return STATEMENTS[0][1];
}

/** The text of a program: after each statement the counts are shown. */
export function programOf(statements) {
  return statements.map((statement, i) => `${statement}\nshow(${i}, globals())\n`).join('');
}
