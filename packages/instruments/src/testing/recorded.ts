import {
  Interpreter,
  NO_HOST,
  PROFILES,
  type ProfileName,
  Recorder,
  RecordingWriter,
  type WriterOptions,
} from '@uroboros/instruments/observed';
import { Session } from '../explain/session.js';
import { Recording } from '../read/recording.js';

/** Records programs for tests, in the observed form that the build has made. */

export interface Recorded {
  readonly bytes: Uint8Array;
  readonly stdout: string;
  readonly status: number;
}

const HEAP_BYTES = 64 * 1024 * 1024;

/** The recording of a program's text. */
export function recordText(
  text: string,
  options: Partial<WriterOptions> = {},
  profile: ProfileName = '3.13',
): Recorded {
  const parts: Uint8Array[] = [];
  let stdout = '';
  const recorder = new Recorder(new RecordingWriter({ ...options, sink: (bytes) => parts.push(bytes.slice()) }));
  const python = new Interpreter({
    host: {
      ...NO_HOST,
      writeOut: (written) => {
        stdout += written;
        recorder.output(1, written);
      },
      writeError: (written) => recorder.output(2, written),
      isTerminal: (stream) => stream > 0,
    },
    profile: PROFILES[profile],
    argv: ['test.py'],
    heapBytes: HEAP_BYTES,
    observer: recorder.observer,
  });
  recorder.begin(python, { uroboros: 'test', argv: ['test.py'], file: 'test.py' });
  recorder.source('test.py', text);
  const status = python.runMain(text, 'test.py');
  recorder.end(status);
  return { bytes: joined(parts), stdout, status };
}

/** A session about a program. */
export function sessionOf(text: string, profile: ProfileName = '3.13'): Session {
  return new Session(new Recording(recordText(text, {}, profile).bytes));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
