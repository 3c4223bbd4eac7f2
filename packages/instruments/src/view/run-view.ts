import { type CollectionReport, listCollections } from '../explain/collections.js';
import type { Session } from '../explain/session.js';
import type { CodeInfo, RecordingEnd } from '../format.js';
import { LiveBytes } from '../read/live-bytes.js';
import type { OtherEvent } from '../read/timeline.js';

/** A run as a whole: what a page needs to find its way in it. */
export interface RunView {
  readonly profile: string;
  readonly file: string;
  /** The program's text, where the recording has it. */
  readonly source: string | undefined;
  readonly notes: number;
  readonly programEnd: number;
  /** The statements: note with which each begins, its line, its depth, number of its code, and 1 if it is of the program's own file. */
  readonly steps: {
    readonly notes: Int32Array;
    readonly lines: Int32Array;
    readonly depths: Int32Array;
    readonly codes: Int32Array;
    readonly own: Uint8Array;
    /** Bytes of all blocks in use at the beginning of each, and at the program's end. */
    readonly bytes: Float64Array;
  };
  readonly functions: Readonly<Record<number, { readonly name: string; readonly file: string }>>;
  readonly collections: readonly (CollectionReport & { readonly start: number; readonly stop: number })[];
  readonly outputs: readonly { readonly note: number; readonly stream: 1 | 2; readonly text: string }[];
  readonly events: readonly OtherEvent[];
  /** Undefined where the run was stopped. */
  readonly end: RecordingEnd | undefined;
  readonly damage: string | undefined;
}

/** The run that a session is about. */
export function runView(session: Session): RunView {
  const { recording, timeline } = session;
  const { notes, lines, depths, codes } = timeline;
  const { file, profile } = recording.info;
  const source = recording.told.find((told) => told.t === 'source' && told.filename === file);
  const own = Uint8Array.from(codes, (code) => (recording.codes.get(code)?.filename === file ? 1 : 0));
  return {
    profile,
    file,
    source: source?.t === 'source' ? source.text : undefined,
    notes: recording.notes,
    programEnd: session.programEnd,
    steps: {
      notes: notes.slice(),
      lines: lines.slice(),
      depths: depths.slice(),
      codes: codes.slice(),
      own,
      bytes: bytesOverTime(session),
    },
    functions: functionsOf(recording.codes),
    collections: listCollections(session).map((report, n) => {
      const { start, stop } = timeline.collections[n]!;
      return { ...report, start, stop };
    }),
    outputs: outputsOf(session),
    events: timeline.others.filter(({ t }) => t !== 'output'),
    end: recording.end,
    damage: recording.damage?.message,
  };
}

function functionsOf(codes: ReadonlyMap<number, CodeInfo>): RunView['functions'] {
  return Object.fromEntries(
    [...codes].map(([index, { qualname, filename }]) => [index, { name: qualname, file: filename }]),
  );
}

function outputsOf({ recording, timeline }: Session): RunView['outputs'] {
  return timeline.others.flatMap(({ note, told }) => {
    const output = recording.told[told];
    return output?.t === 'output' ? [{ note, stream: output.stream, text: output.text }] : [];
  });
}

/** The bytes of the blocks in use when each statement begins, and when the program ends. */
function bytesOverTime({ heap, timeline, programEnd }: Session): Float64Array {
  heap.seek(0);
  const live = new LiveBytes(heap);
  const bytes = new Float64Array(timeline.steps + 1);
  for (let step = 0; step <= timeline.steps; step++) {
    heap.replay.forward(timeline.notes[step] ?? programEnd, (_, word, value) => {
      if (word >= 0) live.take(word, value);
    });
    bytes[step] = live.now;
  }
  return bytes;
}
