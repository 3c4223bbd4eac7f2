import { Header, Unit } from '@uroboros/heap/internal';
import { ListField } from '@uroboros/python/internal';
import { describe, expect, it } from 'vitest';
import { parsePlace, type Session } from '../explain/session.js';
import { NAMES, PARENT } from '../testing/programs.js';
import { sessionOf } from '../testing/recorded.js';
import { checkAccounting } from './accounting.js';

/** Changes the first note of a step about a word to one about another value. */
function falsify(session: Session, step: number, isWord: (word: number) => boolean, by: number): void {
  const { recording, timeline } = session;
  const from = timeline.notes[step]!;
  const chunk = recording.chunkOf(from);
  const first = recording.firstOf(chunk);
  const notes = recording.notesOf(chunk).slice();
  let at = from - first;
  while (2 * at < notes.length && !isWord(notes[2 * at]!)) at++;
  notes[2 * at + 1]! += by;
  const { notesOf } = recording;
  recording.notesOf = (n) => (n === chunk ? notes : notesOf.call(recording, n));
  session.heap.seek(0);
}

describe('the accounting', () => {
  it.each([NAMES, PARENT])('holds at every line', (text) => {
    const session = sessionOf(text);
    expect(checkAccounting(session)).toEqual({ moments: session.timeline.steps, faults: [] });
  });

  it('finds the statement in which a note of a count is missing', () => {
    const session = sessionOf(NAMES);
    const { object, step } = session.find(parsePlace('b@4'));
    falsify(session, step - 1, (word) => word === object, 1);
    expect(checkAccounting(session).faults[0]).toBe("line 4: ['hello'] has count 3 and 2 holders");
  });

  it('finds an item of a long list that was noted wrongly', () => {
    const session = sessionOf('a = [[] for i in range(3000)]\nb = []\na[2000] = b\npass\n');
    const { object, step, note } = session.find(parsePlace('a@4'));
    session.heap.seek(note);
    const { i32 } = session.heap;
    expect(i32[object + Header.Size]).toBe(3000);
    const items = i32[object + ListField.Items]!;
    const [other, b] = [2001, 2000].map((place) => i32[items + Unit.SlotWords * place]!);
    falsify(session, step - 1, (word) => word === items + Unit.SlotWords * 2000, other! - b!);
    expect([...checkAccounting(session).faults].sort()).toEqual([
      'line 4: [] has count 1 and 2 holders',
      'line 4: [] has count 2 and 1 holders',
    ]);
  });
});
