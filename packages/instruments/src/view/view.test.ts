import type { Ref } from '@uroboros/heap';
import { describe, expect, it } from 'vitest';
import { parsePlace, type Session } from '../explain/session.js';
import { sessionOf } from '../testing/recorded.js';
import { birthsOf } from './births.js';
import { collectionView } from './collection-view.js';
import { countSeries } from './count-series.js';
import { firstChoice } from './first-choice.js';
import { generationsView } from './generations-view.js';
import { memoryView } from './memory-view.js';
import { type MomentView, momentView } from './moment-view.js';
import { runView } from './run-view.js';
import { whyView } from './why-view.js';

/** The note at which a line of the program is about to run for the first time. */
function before(session: Session, line: number): number {
  return session.timeline.notes[session.timeline.lines.indexOf(line)]!;
}

const named = ({ frames }: MomentView, name: string) =>
  frames.flatMap(({ names }) => names).find((each) => each.name === name)!;
const titles = ({ objects }: MomentView) => objects.map(({ title }) => title);

describe('runView', () => {
  const session = sessionOf("a = []\nprint('x')\nb = [0] * 1000\ndel b\n");
  const run = runView(session);

  it('tells steps, output and the end', () => {
    expect([...run.steps.lines]).toEqual([1, 2, 3, 4]);
    expect([...run.steps.own]).toEqual([1, 1, 1, 1]);
    expect(run.outputs.map(({ text }) => text)).toEqual(['x\n']);
    expect(run.end?.status).toBe(0);
    expect(run.source).toContain('a = []');
  });

  it('tells the bytes of the blocks in use at each statement', () => {
    for (let step = 0; step < session.timeline.steps; step++) {
      session.heap.seek(session.timeline.notes[step]!);
      expect(run.steps.bytes[step]).toBe(session.heap.bytesInUse());
    }
    session.heap.seek(session.programEnd);
    expect(run.steps.bytes[4]).toBe(session.heap.bytesInUse());
  });

  it('tells bytes also where pools are used for the first time', () => {
    const many = sessionOf("kept = []\nfor size in range(1, 40):\n    kept.append('x' * (10 * size))\n");
    const { bytes } = runView(many).steps;
    many.heap.seek(many.programEnd);
    expect(bytes.at(-1)).toBe(many.heap.bytesInUse());
    expect(Math.max(...bytes) - Math.min(...bytes)).toBeLessThan(2 ** 16);
  });
});

describe('momentView', () => {
  it('shows names, what they reach, and values in short', () => {
    const session = sessionOf("class N: pass\na = N()\na.b = [1, 'two']\nc = a\nx = 1\n");
    const view = momentView(session, session.programEnd);
    expect(named(view, 'a').object).toBe(named(view, 'c').object);
    expect(named(view, 'x')).toMatchObject({ text: '1', isDrawn: false });
    expect(named(view, 'N')).toMatchObject({ text: 'class N', isDrawn: false });
    const [a, list] = view.objects;
    expect(a).toMatchObject({ type: 'N', count: 2, unreachable: false });
    expect(a!.fields).toMatchObject([{ label: '.b', target: list!.object, isValue: false }]);
    expect(list!.fields.map(({ label, text }) => `${label} ${text}`)).toEqual(['[0] 1', "[1] 'two'"]);
  });

  it('shows the names of functions that run', () => {
    const session = sessionOf('def f(x):\n    y = [x]\n    return y\nf([])\n');
    const view = momentView(session, before(session, 3));
    expect(view.frames.map(({ title }) => title)).toEqual(['<module>', 'f']);
    expect(view.frames[1]!.names.map(({ name }) => name)).toEqual(['x', 'y']);
  });

  it('shows what is out of reach until a collection takes it', () => {
    const session = sessionOf('import gc\ngc.disable()\na = []\na.append(a)\ndel a\ngc.collect()\nb = 1\n');
    const lost = momentView(session, before(session, 6));
    expect(lost.objects).toMatchObject([{ type: 'list', count: 1, unreachable: true }]);
    expect(momentView(session, before(session, 7)).objects).toEqual([]);
  });

  it('draws what fields that are shown lead to, and counts the rest', () => {
    const session = sessionOf('kept = [[] for _ in range(300)]\n');
    const view = momentView(session, session.programEnd);
    expect(view.objects).toHaveLength(11);
    expect(view.objects[0]!.more).toBe(290);
    expect(view.rest).toEqual([{ type: 'list', objects: 290 }]);
  });

  it('draws 200 objects', () => {
    const session = sessionOf('kept = []\nfor _ in [0] * 300: kept = [kept]\n');
    const view = momentView(session, session.programEnd);
    expect(view.objects).toHaveLength(200);
    expect(view.rest).toEqual([{ type: 'list', objects: 101 }]);
  });

  it('draws the chosen object, and nothing where it is dead', () => {
    const session = sessionOf("a = 'some text'\ndel a\nb = 1\n");
    const { object } = session.find(parsePlace('a@1'));
    expect(titles(momentView(session, before(session, 2), object))).toEqual(["'some text'"]);
    expect(titles(momentView(session, session.recording.notes, object))).toEqual([]);
  });

  it('tells weak references from others', () => {
    const session = sessionOf('from _weakref import ref\nclass A: pass\na = A()\nr = ref(a)\n');
    const view = momentView(session, session.programEnd);
    const weak = view.objects.find(({ object }) => object === named(view, 'r').object)!;
    expect(weak.fields[0]).toMatchObject({ label: 'weak', isWeak: true, target: named(view, 'a').object });
  });
});

describe('countSeries and whyView', () => {
  it('tell the counts of the reference program', () => {
    const session = sessionOf("import sys\na = 'hello'\nprint(sys.getrefcount(a))\nb = a\nc = b\nb = 0\npass\n");
    const { object, note, name } = firstChoice(session)!;
    expect(name).toBe('a');
    const series = countSeries(session, object, note);
    for (let line = 3; line <= 7; line++) {
      const at = before(session, line);
      const shown = [...series.notes].filter((each) => each <= at).length - 1;
      expect(series.counts[shown]).toBe(whyView(session, object, at)!.count.count);
    }
    expect(Math.max(...series.counts)).toBe(6);
  });

  it('an object that a free list hands out is born where it is made', () => {
    const session = sessionOf('def f():\n    [1].append(2)\nf()\nf()\nkept = []\nkept.append(1)\n');
    const { object, note } = session.find(parsePlace('kept@6'));
    const series = countSeries(session, object, note);
    expect(session.lineText(series.bornStep)).toBe('line 5');
    expect(series.counts[0]).toBe(1);
  });

  it('a resurrected object has one life', () => {
    const session = sessionOf(
      'class A:\n    def __del__(self):\n        kept.append(self)\nkept = []\na = A()\ndel a\nkept.clear()\nx = 1\n',
    );
    const { object, note } = session.find(parsePlace('a@5'));
    const series = countSeries(session, object, before(session, 7));
    expect(session.lineText(series.bornStep)).toBe('line 5');
    expect(countSeries(session, object, note).born).toBe(series.born);
    expect(session.lineText(series.diedStep)).toBe('line 7');
  });

  it('an object that is dead has no why', () => {
    const session = sessionOf("a = 'some text'\ndel a\nb = 1\n");
    const { object } = session.find(parsePlace('a@1'));
    expect(whyView(session, object, session.recording.notes)).toBeUndefined();
  });
});

describe('firstChoice', () => {
  const session = sessionOf('a = [1]\nb = [2]\ndel a, b\nx = 1\n');

  it('finds names that are gone at the end', () => {
    expect(firstChoice(session)?.name).toBe('a');
  });

  it('prefers the place, then the name that is wanted', () => {
    expect(firstChoice(session, { name: 'b' })?.name).toBe('b');
    expect(firstChoice(session, { place: parsePlace('b@2'), name: 'a' })?.name).toBe('b');
    expect(firstChoice(session, { place: parsePlace('c@9'), name: 'c' })?.name).toBe('a');
  });
});

describe('generationsView and collectionView', () => {
  const session = sessionOf(
    "import gc\nclass W:\n    def __init__(self, t): self.t = t\ngc.collect()\ngc.set_threshold(3, 5, 5)\nkept = []\nfor t in ['hi', 'how', 'are', 'you']:\n    kept.append(W(t))\ngc.disable()\n",
    '3.11',
  );
  const automatic = session.timeline.collections.findLastIndex(({ trigger }) => trigger === 'threshold');
  const { start, stop } = session.timeline.collections[automatic]!;
  const lanes = (note: number) =>
    generationsView(session, note).map(({ own }) =>
      own.map(({ title }) => title).filter((title) => title.startsWith('W')),
    );

  it('three objects move on when the fourth is allocated', () => {
    expect(lanes(start)[0]).toEqual(["W 'hi'", "W 'how'", "W 'are'"]);
    expect(lanes(stop)[1]).toEqual(["W 'hi'", "W 'how'", "W 'are'"]);
    expect(lanes(session.programEnd)[0]).toEqual(["W 'you'"]);
  });

  it('tells what the collector computes', () => {
    const cycle = sessionOf(
      'import gc\na = []\nb = [a]\na.append(b)\nc = [b]\ndel b\ngc.collect()\ndel a, c\ngc.collect()\n',
    );
    const objects = (n: number) =>
      collectionView(cycle, n)!.objects.map(({ count, outside, isReachable }) => [count, outside, isReachable]);
    expect(objects(0)).toHaveLength(3);
    expect(objects(0).every(([, , isReachable]) => isReachable)).toBe(true);
    expect(objects(1)).toEqual([
      [1, 0, false],
      [1, 0, false],
    ]);
    const { unreachable } = cycle.timeline.collections[1]!;
    expect(unreachable).toBe(2);
  });
});

describe('memoryView', () => {
  it('has each block in use once, and knows whose it is', () => {
    const session = sessionOf('kept = [object() for _ in range(100)]\n');
    const note = session.programEnd;
    const { arenas, states, owners } = memoryView(session, note);
    let blocks = 0;
    session.at(note).heap.forEachArena((_, pools) => {
      for (const { inUse } of pools) blocks += inUse;
    });
    expect(states.filter((state) => state >= 2)).toHaveLength(blocks);
    expect(states).toHaveLength(owners.length);
    const list = named(momentView(session, note), 'kept').object;
    const shown = [...states.keys()].filter((block) => owners[block] === list).map((block) => states[block]);
    expect(shown).toContain(3);
    expect(arenas[0]!.firstBlock.at(-1)).toBe(states.length);
  });
});

describe('births', () => {
  it('tell the last birth at an address before a note', () => {
    const session = sessionOf('a = {}\nb = 1\n');
    const { object, note } = session.find(parsePlace('a@1'));
    expect(birthsOf(session).noteOf(object, note)).toBeGreaterThanOrEqual(0);
    expect(birthsOf(session).noteOf(4 as Ref, note)).toBe(-1);
  });
});
