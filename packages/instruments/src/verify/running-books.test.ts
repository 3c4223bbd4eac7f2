import type { Ref } from '@uroboros/heap';
import { describe, expect, it } from 'vitest';
import { parsePlace, type Session } from '../explain/session.js';
import { NAMES, PARENT } from '../testing/programs.js';
import { sessionOf } from '../testing/recorded.js';
import { RunningBooks } from './running-books.js';

/** Long lists that grow, move, shrink, are cut in the middle and die; and cycles, which collections write to. */
const LISTS = `import gc
long = list(zip(range(1020)))
for i in range(12): long.append([])
del long[3:6]
long.insert(2, long)
long[7] = long[8] = long[9]
short = long[1000:]
long.reverse()
del long[20:]
long *= 100
long.pop(); long.pop(0)
gc.collect()
class Sub(list): pass
sub = Sub(long)
sub.own = short
long.clear()
del sub
gc.collect()
other = list(range(5000, 7000))
other.sort(reverse=True)
other = None
`;

/** How often each object is referred to by others, by a walk over all. */
function countReferences({ heap }: Session): Map<number, number> {
  const references = new Map<number, number>();
  for (const object of heap.objects())
    heap.traversal.visitAll(object as Ref, (target) => references.set(target, (references.get(target) ?? 0) + 1));
  return references;
}

describe('running books', () => {
  it.each([NAMES, PARENT, LISTS])('say at each statement what a walk over all objects finds', (text) => {
    const session = sessionOf(text);
    const { heap, timeline } = session;
    heap.seek(0);
    const books = new RunningBooks(heap);
    for (const note of timeline.notes.filter((note) => note <= session.programEnd)) {
      books.forward(note);
      const references = countReferences(session);
      const objects = heap.objects();
      expect(objects.map((object) => books.referencesTo(object))).toEqual(
        objects.map((object) => references.get(object) ?? 0),
      );
      expect(books.missing()).toBe(0);
    }
  });

  it('miss an object that the notes do not know', () => {
    const session = sessionOf(NAMES);
    const { object } = session.find(parsePlace('a@2'));
    const books = new RunningBooks(session.heap);
    expect(books.missing()).toBe(0);
    session.heap.i32[object] = 0;
    expect(books.missing()).toBe(object);
  });
});
