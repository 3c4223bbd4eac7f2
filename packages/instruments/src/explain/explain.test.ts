import { describe, expect, it } from 'vitest';
import { NAMES, PARENT } from '../testing/programs.js';
import { sessionOf } from '../testing/recorded.js';
import { countProse, historyProse, lifeProse } from '../text/prose.js';
import { checkFrees } from '../verify/frees.js';
import { countSeries } from '../view/count-series.js';
import { cascadeOf } from './cascade.js';
import { listCollections } from './collections.js';
import { countAt, countHistory } from './count.js';
import { findCycles } from './cycles.js';
import { lifeOf } from './life.js';
import { memoryReport } from './memory.js';
import { parsePlace, QuestionError, type Session } from './session.js';
import { whyAlive } from './why.js';

/** Finalizers run by counts, by the end of the program, and while something else dies. */
const FINALIZED = `class Big:
    def __init__(self, other): self.other = other
    def __del__(self):
        global kept
        kept = None
x = Big(None)
y, both = Big(x), [x]
x = None
def f(big): return [big]
f(y)
y = None
`;

const texts = (session: Session, place: string): string[] => {
  const { object, note } = session.find(parsePlace(place));
  const { count, holders } = countAt(session, object, note);
  expect(holders).toHaveLength(count);
  return holders.map(({ text }) => text);
};

/** The changes of a count but for those behind the program's end: where, before, after, and who came and went. */
const changesOf = (session: Session, place: string): (string | number)[][] => {
  const { object, note } = session.find(parsePlace(place));
  return countHistory(session, object, note)
    .changes.map(({ step, before, after, gained, lost }) => [
      session.lineText(step),
      before,
      after,
      ...gained!.flatMap(({ text }) => ['+', text]),
      ...lost!.flatMap(({ text }) => ['-', text]),
    ])
    .filter(([line]) => line !== 'the end of the program');
};

describe('a count', () => {
  const session = sessionOf(NAMES);

  it('has a holder for each of its references', () => {
    expect(texts(session, 'a@2')).toEqual(['global a']);
    expect(texts(session, 'a@3')).toEqual(['global a', 'global b']);
    expect(texts(session, 'c@7')).toEqual(['global c']);
    const last = sessionOf("a = ['hello']\nb = {'first': a}\n");
    expect(texts(last, 'a@2')).toEqual(['global a', "value of 'first' in dict of 1"]);
    expect(texts(session, 'x@5').sort()).toEqual([
      'global a',
      'global b',
      'local x of keep (line 6)',
      "value of 'x' in dict of 1",
    ]);
  });

  it('changes line by line', () => {
    const { object, note } = session.find(parsePlace('a@2'));
    const { changes, life } = countHistory(session, object, note);
    const lines = changes.map(({ step, before, after }) => [session.lineOf(step).line, before, after]);
    expect(lines).toEqual([
      [2, 0, 1],
      [3, 1, 2],
      [7, 2, 3],
      [5, 3, 4],
      [6, 4, 3],
      [8, 3, 2],
      [9, 2, 1],
      [10, 1, 0],
    ]);
    expect(changes[1]!.gained!.map(({ text }) => text)).toEqual(['global b']);
    expect(changes[5]!.lost!.map(({ text }) => text)).toEqual(['global b']);
    expect(session.lineOf(life.diedStep).line).toBe(10);
  });

  it('may stay the same while its holders change', () => {
    const session = sessionOf('a = [1]\nb = a\nlen(b)\nb, c = None, b\nb = [c]\n');
    const { object, note } = session.find(parsePlace('a@1'));
    const { changes } = countHistory(session, object, note);
    expect(changes.map(({ step, before, after }) => [session.lineOf(step).line, before, after])).toEqual([
      [1, 0, 1],
      [2, 1, 2],
      [4, 2, 2],
      [5, 2, 3],
      [0, 3, 0],
    ]);
    expect(changes[2]!.gained!.map(({ text }) => text)).toEqual(['global c']);
    expect(changes[2]!.lost!.map(({ text }) => text)).toEqual(['global b']);
  });

  it('is booked on the statement that runs, also when what it called has returned', () => {
    const session = sessionOf('def small():\n    return 1\n\nbig = small() and [0] * 1000\n');
    const { object, note } = session.find(parsePlace('big@4'));
    const { changes, life } = countHistory(session, object, note);
    expect(session.lineText(life.bornStep)).toBe('line 4');
    expect(changes.map(({ step }) => session.lineText(step))).toEqual(['line 4', 'the end of the program']);
    const cycle = sessionOf('class N:\n    def same(self):\n        return self\nn = N()\nn.me = n.same()\ndel n\n');
    expect(cycle.lineText(findCycles(cycle).groups[0]!.closedAt)).toBe('line 5');
  });

  it('does not change where a reference only moves: in a dictionary that grows, between inline values and a dictionary, in a list, in a set', () => {
    const session = sessionOf(`x = range(1)
${Array.from({ length: 40 }, (_, i) => `name${i} = 0`).join('\n')}
class P: pass
o = P()
o.x = x
o.__dict__
for i in range(40): setattr(o, f'a{i}', i)
items = [x]
for i in range(40): items.append(i)
members = {x}
for i in range(40): members.add(i)
table = {x: x}
for i in range(40): table[i] = i
`);
    expect(changesOf(session, 'x@52')).toEqual([
      ['line 1', 0, 1, '+', 'global x'],
      ['line 44', 1, 2, '+', 'attribute x of P object'],
      ['line 47', 2, 3, '+', 'item 0 of [range object]'],
      ['line 49', 3, 4, '+', 'element of set of 1'],
      ['line 51', 4, 6, '+', 'key of dict of 1', '+', 'value of range object in dict of 1'],
    ]);
  });

  it('does not change where a frame only moves between its generator and the stack', () => {
    const session = sessionOf(`def resumable():
    kept = ['kept']
    yield 1
    other = kept
    yield 2
    del other
    got = yield 3
    got = None
    yield 4
def wrapped():
    mine = [1]
    return [(yield from resumable())]
it = wrapped()
next(it)
next(it)
next(it)
it.send(7)
`);
    const places = (place: string) => changesOf(session, place).map(([line, before, after]) => [line, before, after]);
    expect(places('kept@8')).toEqual([
      ['line 2 in resumable', 0, 1],
      ['line 4 in resumable', 1, 2],
      ['line 6 in resumable', 2, 1],
    ]);
    expect(places('mine@12')).toEqual([
      ['line 11 in wrapped', 0, 1],
      // The program's end closes the generator, and the traceback of that has a frame object.
      ['line 12 in wrapped', 1, 1],
    ]);
  });

  it('is booked on the statement of a generator that goes on behind its yield', () => {
    const session = sessionOf(`def g():
    got = yield
    yield
class C: pass
it = g()
next(it)
c = C()
it.send(c)
it = None
`);
    const changes = changesOf(session, 'c@8');
    expect(changes.at(-2)!.slice(0, 3)).toEqual(['line 8', 3, 2]);
    const gained = changes.find((change) => change.includes('local got of g (line 3)'))!;
    expect(gained.slice(0, 1)).toEqual(['line 2 in g']);
  });

  it('of an immortal object is told as immortal', () => {
    const session = sessionOf('import _functools\np = _functools.partial\nq = p\ndel q\n');
    const { object, note } = session.find(parsePlace('p@3'));
    const history = countHistory(session, object, note);
    expect(history.changes.slice(1, 3).map(({ before, after }) => [before, after])).toEqual([
      [Infinity, Infinity],
      [Infinity, Infinity],
    ]);
    const lines = historyProse(session, history);
    expect(lines).toContain('  line 3: immortal');
    expect(lines.join('\n')).not.toMatch(/-1|Infinity/);
    expect(lines.filter((line) => line.includes(' -> '))).toEqual([expect.stringMatching(/: 0 -> immortal/)]);
    expect([...countSeries(session, object, note).counts].every((count) => count >= -1 && count < 1000)).toBe(true);
  });

  it('of a static object is that of its references, also before immortality', () => {
    const session = sessionOf('a = int\nb = a\n', '3.11');
    const { object, note } = session.find(parsePlace('a@2'));
    const changes = countHistory(session, object, note).changes.filter(
      ({ step }) => session.lineText(step) === 'line 2',
    );
    expect(changes[0]!.after).toBe(countAt(session, object, note).count);
  });

  it('tells two holders that read the same as two', () => {
    const session = sessionOf(
      'class B: pass\nb = B()\none = [b, b]\ntwo = [b, b]\nmany = [(b,) for _ in range(9)]\npass\n',
    );
    const { object, note } = session.find(parsePlace('b@6'));
    const lines = countProse(countAt(session, object, note));
    const alike = (text: string) => lines.filter((line) => line.startsWith(text));
    expect(alike('  item 0 of [B object, B object] at 0x')).toHaveLength(2);
    expect(new Set(alike('  item 1 of [B object, B object] at 0x')).size).toBe(2);
    expect(alike('  item 0 of (B object,) at 0x')).toHaveLength(4);
    expect(alike('  … and of 5 more that read the same')).toHaveLength(1);
    expect(alike('  global b')).toEqual(['  global b']);
  });

  it('changes by as many as come and go', () => {
    const session = sessionOf(FINALIZED);
    for (const place of ['x@7', 'y@7', 'both@7', 'Big@5', 'f@9']) {
      const { object, note } = session.find(parsePlace(place));
      const { changes } = countHistory(session, object, note);
      const sums = changes.map(({ before, gained, lost }) => before + gained!.length - lost!.length);
      expect(sums, place).toEqual(changes.map(({ after }) => after));
      expect(changes.at(-1)!.after).toBe(0);
    }
  });

  it('is told without its holders where they are too many to walk over', () => {
    const { object, note } = session.find(parsePlace('a@2'));
    const history = countHistory(session, object, note, 0);
    expect(history.changes.map(({ gained }) => gained)).toEqual(Array(8).fill(undefined));
    expect(historyProse(session, history).at(-1)).toBe('  (holders are named but for the last 8 changes)');
  });

  it('is asked for by names that exist', () => {
    expect(() => parsePlace('a')).toThrow(QuestionError);
    expect(() => session.find(parsePlace('a@99'))).toThrow('no statement stands at line 99 of test.py');
    expect(() => session.find(parsePlace('nothing@3'))).toThrow('there is no nothing at line 3');
    expect(() => session.find(parsePlace('a@3#2'))).toThrow('line 3 runs once, not 2 times');
    expect(() => parsePlace('a@3#0')).toThrow("'a@3#0': the statements that a line runs are counted from 1");
  });

  it('is asked for by any line of a statement', () => {
    const session = sessionOf(`# nothing
a = [
    1,
    2,
]
if (a and
        a[0]):
    b = 1
else:
    c = (1,
         2)
@staticmethod
def f():
    return (
        a
    )
f()
`);
    const at = (place: string) => {
      const { step } = session.find(parsePlace(place));
      return session.lineOf(step).line;
    };
    expect(at('a@4')).toBe(2);
    expect(at('a@7')).toBe(6);
    expect(at('f@12')).toBe(13);
    expect(at('a@15')).toBe(14);
    expect(() => at('a@1')).toThrow('no statement stands at line 1 of test.py');
    expect(() => at('a@9')).toThrow('no statement stands at line 9 of test.py');
    expect(() => at('a@10')).toThrow('line 10 of test.py never runs');
    expect(() => at('a@11')).toThrow('line 11 of test.py never runs: it belongs to the statement at line 10');
  });

  it('is asked for by names as Python reads them', () => {
    const session = sessionOf('\ufb01 = [1]\ne\u0301te\u0301 = [2]\n\u0915\u093f = [3]\nx = 1\n');
    for (const name of ['\ufb01', 'fi', 'e\u0301te\u0301', '\u00e9t\u00e9', '\u0915\u093f'])
      expect(session.find(parsePlace(`${name}@4`)).object).toBeGreaterThan(0);
    expect(() => parsePlace('1a@2')).toThrow(QuestionError);
  });

  it('is asked for by attributes as Python looks them up, where no code runs', () => {
    const session = sessionOf(`class Meta(type):
    meta = ['meta']
class Base(metaclass=Meta):
    shared = ['shared']
    hidden = ['class']
    def method(self): pass
    @staticmethod
    def static(): pass
    @classmethod
    def make(cls): pass
    @property
    def area(self): return []
class Derived(Base):
    __slots__ = ('slot', 'empty')
class Plain(Base): pass
o = Plain()
o.hidden = ['instance']
d = Derived()
d.slot = ['slot']
pass
`);
    const what = (path: string) => {
      const { object, note } = session.find(parsePlace(`${path}@20`));
      return session.at(note).nameOf(object);
    };
    expect(what('Plain.shared')).toBe("['shared']");
    expect(what('o.shared')).toBe("['shared']");
    expect(what('o.hidden')).toBe("['instance']");
    expect(what('Plain.hidden')).toBe("['class']");
    expect(what('Plain.meta')).toBe("['meta']");
    expect(what('Plain.method')).toBe('function Base.method');
    expect(what('o.static')).toBe('function Base.static');
    expect(what('d.slot')).toBe("['slot']");
    expect(what('d.__class__.shared')).toBe("['shared']");
    for (const path of ['o.area', 'o.method', 'Plain.make', 'o.make'])
      expect(() => what(path), path).toThrow(
        `${path} is made anew each time it is read: nothing in memory is called so`,
      );
    for (const path of ['o.meta', 'd.empty', 'o.nothing', 'Plain.slot'])
      expect(() => what(path), path).toThrow(`there is no ${path} at line 20`);
  });
});

describe('a life', () => {
  it('that began while modules were made ready is told so', () => {
    const session = sessionOf('a = "only a constant"\nb = 1\n');
    const { object, note } = session.find(parsePlace('a@2'));
    const [, made] = lifeProse(session, lifeOf(session, object, note));
    expect(made).toBe('  It was made before the program.');
  });

  it('begins, moves through the generations, and ends by a collection', () => {
    const session = sessionOf(PARENT);
    const { object, note } = session.find(parsePlace('leaf@15'));
    const life = lifeOf(session, object, note);
    expect(session.lineOf(life.bornStep).line).toBe(12);
    expect(life.promotions.map(({ from, to }) => [from, to])[0]).toEqual([-1, 0]);
    expect(life.collectedBy).toBe(0);
    expect(session.lineOf(life.diedStep).line).toBe(18);
  });

  it('in memory of a free list begins when the list hands it out', () => {
    const session = sessionOf('a = [1]\ndel a\nb = 1\nc = [2]\nd = 1\n');
    const { object, note } = session.find(parsePlace('c@4'));
    expect(session.find(parsePlace('a@1')).object).toBe(object);
    const life = lifeOf(session, object, note);
    expect(session.lineOf(life.bornStep).line).toBe(4);
    expect(life.counts[0]).toMatchObject({ before: 0, after: 1 });
  });

  it('of an object that a finalizer brings back goes on', () => {
    const session = sessionOf(`kept = []
class Phoenix:
    def __del__(self):
        kept.append(self)
p = Phoenix()
p = None
q = kept[0]
kept.clear()
q = None
`);
    const { object, note } = session.find(parsePlace('q@7'));
    const life = lifeOf(session, object, note);
    expect(session.lineOf(life.bornStep).line).toBe(5);
    expect(session.lineOf(life.diedStep).line).toBe(9);
  });
});

describe('a death', () => {
  it('takes with it what nothing else holds, in its order', () => {
    const session = sessionOf(`class Leaf: pass
class Box: pass
box = Box()
box.one = Leaf()
box.two = [Leaf()]
shared = Leaf()
box.three = shared
del box
`);
    const { object, note } = session.find(parsePlace('box@7'));
    expect(cascadeOf(session, lifeOf(session, object, note))).toEqual({
      names: ['Leaf object', '[Leaf object]', 'Leaf object'],
      total: 3,
    });
    expect(checkFrees(session)).toEqual([]);
  });

  it('of a large string takes nothing with it', () => {
    const session = sessionOf('class T: n = 1000\ns = "ab" * T.n\nx = T()\ns, x = None, None\nlen("")\n');
    const { object, note } = session.find(parsePlace('s@3'));
    const life = lifeOf(session, object, note);
    expect(session.lineText(life.diedStep)).toBe('line 4');
    expect(cascadeOf(session, life)!.total).toBe(0);
  });
});

describe('why alive', () => {
  it('is the shortest chain from a name, and what to cut', () => {
    const session = sessionOf(PARENT);
    const { object, note } = session.find(parsePlace('leaf@15'));
    const why = whyAlive(session.at(note), object);
    expect(why.chain.at(-1)!.holder.text).toBe('global leaf');
    expect(why.holders.map(({ text }) => text).sort()).toEqual(['global leaf', 'item 0 of [Node object]']);
    expect(why.cut).toBeUndefined();
  });

  it('says so if nothing reaches it any more', () => {
    const session = sessionOf(PARENT);
    const { object } = session.find(parsePlace('leaf@15'));
    const collection = session.timeline.collections[0]!;
    const why = whyAlive(session.at(collection.start), object);
    expect(why.chain).toEqual([]);
    expect(why.deadHolders.map(({ text }) => text)).toEqual(['item 0 of [Node object]']);
  });

  it('has no cut where two names of one module hold it', () => {
    const session = sessionOf('a = []\nb = a\nc = 1\n');
    const { object, note } = session.find(parsePlace('a@2'));
    expect(whyAlive(session.at(note), object).cut).toBeUndefined();
  });

  it('names the one reference that keeps it', () => {
    const session = sessionOf('a = [[[]]]\nb = a[0][0]\ndel b\n');
    const { object, note } = session.find(parsePlace('b@2'));
    const end = session.programEnd;
    expect(whyAlive(session.at(note), object).cut).toBeUndefined();
    expect(whyAlive(session.at(end), object).cut!.holder.text).toBe('item 0 of [[]]');
  });
});

describe('cycles', () => {
  it('are grouped by shape, with the line that closed them and the reference to make weak', () => {
    const session = sessionOf(PARENT);
    const { groups } = findCycles(session);
    expect(groups).toHaveLength(1);
    const [group] = groups;
    expect(group).toMatchObject({ state: 'collected', cycles: 1 });
    expect(group!.path.map(({ from, by }) => from + by)).toEqual(['Node.children', 'list[0]', 'Node.parent']);
    expect(session.lineOf(group!.closedAt).line).toBe(9);
    expect(group!.closing).toMatchObject({ from: 'Node', by: '.parent' });
  });

  it('that no collection takes are told from those in use', () => {
    const session = sessionOf('import gc\ngc.disable()\na = []\na.append(a)\nb = []\nb.append(b)\ndel b\n');
    const states = findCycles(session).groups.map(({ state, cycles }) => [state, cycles]);
    expect(states).toEqual([
      ['dead', 1],
      ['alive', 1],
    ]);
  });

  it('are none where counts free everything', () => {
    expect(findCycles(sessionOf('a = [[] for i in range(10)]\ndel a\n')).groups).toEqual([]);
  });
});

describe('collections and memory', () => {
  it('tell what each collection did', () => {
    const session = sessionOf(PARENT);
    const [first] = listCollections(session);
    expect(first).toMatchObject({ generation: 2, trigger: 'request', unreachable: 4 });
    expect(first!.examined - first!.unreachable).toBe(first!.promoted);
    expect(session.lineOf(first!.step).line).toBe(18);
  });

  it('under 3.11 run inside of allocations', () => {
    const session = sessionOf('import gc\ngc.set_threshold(5)\na = [[i] for i in range(20)]\n', '3.11');
    expect(listCollections(session).filter(({ trigger }) => trigger === 'threshold').length).toBeGreaterThan(2);
  });

  it('tell when memory was fullest, and with what', () => {
    const session = sessionOf('a = [0.5 + i for i in range(1000)]\ndel a\nb = 1\n');
    const report = memoryReport(session);
    expect(session.lineOf(report.peakStep).line).toBe(1);
    expect(report.peak - report.atStart).toBeGreaterThan(1000 * (24 + 8));
    session.heap.seek(report.peakNote);
    expect(session.heap.bytesInUse()).toBe(report.peak);
    const floats = report.byType.find(({ name }) => name === 'float')!;
    expect(floats.objects).toBeGreaterThanOrEqual(1000);
    expect(report.byLine.find(({ name }) => name === 'line 1')!.objects).toBeGreaterThanOrEqual(1000);
  });
});

describe('a moment', () => {
  it('tells as many holders as the count is', () => {
    const session = sessionOf(NAMES);
    const { object, note } = session.find(parsePlace('a@3'));
    session.heap.seek(note);
    const moment = session.at(note);
    moment.heap.i32[object] = 7;
    expect(moment.count(object).holders.filter(({ kind }) => kind === 'runtime')).toHaveLength(5);
  });
});
