import {
  Interpreter,
  type InterpreterOptions,
  PROFILES,
  type ProfileName,
  Recorder,
} from '@uroboros/instruments/observed';
import { Session } from '../../explain/session.js';
import { Recording } from '../../read/recording.js';

/** The session of a program's run. */
export function recorded(source: string, profile: ProfileName = '3.13'): Session {
  const parts: Uint8Array[] = [];
  const recorder = new Recorder({ sink: (bytes) => parts.push(bytes) });
  const host: InterpreterOptions['host'] = {
    writeOut: (text) => recorder.output(1, text),
    writeError: (text) => recorder.output(2, text),
    readLine: () => '',
    isTerminal: (stream) => stream > 0,
    time: () => 0,
    monotonic: () => 0,
    sleep: () => {},
    readSource: () => undefined,
    safepoint: () => true,
  };
  const python = new Interpreter({
    host,
    profile: PROFILES[profile],
    argv: ['program.py'],
    heapBytes: 64 * 2 ** 20,
    sharedMemory: true,
    observer: recorder.observer,
  });
  recorder.begin(python, { uroboros: '0.1.0', argv: ['program.py'], file: 'program.py' });
  recorder.source('program.py', source);
  recorder.end(python.runMain(source, 'program.py'));
  return new Session(new Recording(Buffer.concat(parts)));
}
