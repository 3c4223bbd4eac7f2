import { beforeAll, describe, expect, it } from 'vitest';
import { NoteError, RecordingError } from '../errors.js';
import { Session } from '../explain/session.js';
import { recordText } from '../testing/recorded.js';
import { Recording } from './recording.js';
import { Replay } from './replay.js';

const PROGRAM = `
class Node:
    pass
def ring(n):
    first = last = Node()
    for i in range(n):
        last.next = Node()
        last = last.next
    last.next = first
for n in range(40):
    ring(20)
print('done')
`;

let bytes: Uint8Array;
let recording: Recording;

beforeAll(() => {
  bytes = recordText(PROGRAM).bytes;
  recording = new Recording(bytes);
});

const memory = (): Int32Array => new Int32Array(recording.info.heapBytes / 4);

/** Comparing arrays of millions one by one takes a test runner minutes. */
const same = (a: Int32Array, b: Int32Array): boolean =>
  Buffer.compare(new Uint8Array(a.buffer), new Uint8Array(b.buffer)) === 0;

describe('a recording', () => {
  it('is the same bytes each time', () => {
    expect(Buffer.compare(recordText(PROGRAM).bytes, bytes)).toBe(0);
  });

  it('says what was recorded', () => {
    expect(recording.info).toMatchObject({ profile: '3.13', argv: ['test.py'], file: 'test.py' });
    expect(recording.end).toMatchObject({ status: 0, notes: recording.notes, dropped: 0 });
    expect(recording.damage).toBeUndefined();
    expect(recording.told).toContainEqual({ t: 'output', stream: 1, text: 'done\n' });
  });

  it('gives the same memory forwards, backwards and by leaps', () => {
    const straight = new Replay(recording, memory());
    const leaping = new Replay(recording, memory());
    const places = [0.9, 0.1, 0.5, 0.45, 1, 0, 0.7].map((part) => Math.floor(part * recording.notes));
    for (const place of places) {
      straight.seek(0);
      straight.forward(place);
      leaping.seek(place);
      expect(leaping.position).toBe(place);
      expect(same(leaping.words, straight.words)).toBe(true);
    }
  });

  it('has no moment between two notes', () => {
    const replay = new Replay(recording, memory());
    for (const note of [3.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => replay.seek(note)).toThrow(NoteError);
      expect(() => replay.forward(note)).toThrow(NoteError);
    }
    expect(() => new Session(recording).at(3.5)).toThrow(
      '3.5 is no moment of a run: that is a whole number, of the notes that came before it',
    );
    expect(new NoteError(Number.NaN)).toBeInstanceOf(RangeError);
    replay.seek(recording.notes + 1);
    expect(replay.position).toBe(recording.notes);
  });

  it('ends where its bound is, and says what was dropped', () => {
    const long = PROGRAM.replace('range(40)', 'range(400)');
    const whole = new Recording(recordText(long).bytes);
    const bounded = new Recording(recordText(long, { maxBytes: 400_000 }).bytes);
    expect(bounded.end!.dropped).toBeGreaterThan(0);
    expect(bounded.end!.notes).toBe(bounded.notes);
    expect(bounded.end!.notes + bounded.end!.dropped).toBeLessThanOrEqual(whole.notes);
  });
});

describe('bytes that are no whole recording', () => {
  it('cut off anywhere behind its beginning, it is read up to there', () => {
    for (let cut = 60; cut <= 100; cut += 4) {
      const part = new Recording(bytes.subarray(0, Math.floor((bytes.length * cut) / 100) - 5));
      expect(part.end).toBeUndefined();
      expect(part.notes).toBeLessThanOrEqual(recording.notes);
      expect(part.damage?.message).toMatch(/^the recording is cut off at byte \d+: /);
    }
  });

  it('changed, it is read up to the change', () => {
    const changed = bytes.slice();
    const at = Math.floor(bytes.length * 0.95);
    changed[at] = changed[at]! ^ 1;
    const part = new Recording(changed);
    expect(part.damage?.what).toBe('the checksum of a record is wrong');
    expect(part.damage!.byte).toBeLessThanOrEqual(at);
  });

  it('foreign, empty, newer, older: says what it is at which byte', () => {
    const error = (data: Uint8Array): RecordingError => {
      try {
        new Recording(data);
      } catch (thrown) {
        if (thrown instanceof RecordingError) return thrown;
        throw thrown;
      }
      throw new Error('it was read');
    };
    expect(error(new TextEncoder().encode('print("hello")')).message).toBe(
      'this is no recording at byte 0: a recording is what `uroboros record FILE -o run.uro` writes',
    );
    expect(error(new Uint8Array(0)).byte).toBe(0);
    const newer = bytes.slice();
    newer[4] = 99;
    expect(error(newer).message).toBe(
      'the recording has version 99 of the format, this reader 1 at byte 4: read it with a newer Uroboros',
    );
    expect(error(bytes.subarray(0, 8)).what).toBe('the beginning of the recording is missing');
    for (const length of [400, bytes.length / 10])
      expect(error(bytes.subarray(0, length)).message).toMatch(
        /^the recording is cut off within its beginning at byte \d+: nothing of the run can be read from it; record the program again$/,
      );
    const packed = bytes.slice();
    packed[9] = 1;
    expect(error(packed).what).toBe('a record is packed in form 1');
  });

  it('of any kind, it never fails otherwise', () => {
    for (let seed = 1; seed < 100; seed++) {
      const changed = bytes.slice(0, 20_000 + ((seed * 7919) % (bytes.length - 20_000)));
      for (let i = 0; i < 3; i++) changed[(seed * 104_729 * (i + 1)) % changed.length] = (seed * 31 + i) & 255;
      try {
        new Recording(changed);
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(RecordingError);
      }
    }
  });
});
