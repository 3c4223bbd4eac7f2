/** Runs a program in its observed form, and checks what its recording says. */
import { readFileSync } from 'node:fs';
import { checkAccounting, checkFrees, Recording, recordedOutput, Session } from '@uroboros/instruments';
import { Interpreter, PROFILES, Recorder, RecordingWriter } from '@uroboros/instruments/observed';
import { KeptLibrary } from '../packages/cli/dist/kept-library.js';
import { compilerKey } from '../tools/bundle/compiler-key.mjs';
import { collectingHost, interpreterOptions, stdlib } from './uroboros.mjs';

const HEAP_BYTES = 256 * 1024 * 1024;

/** As the command has it: half of the time of a recorded import is its compilation. */
const library = new KeptLibrary(stdlib, 'observed', compilerKey());

/**
 * @param {string} file
 * @param {'3.11' | '3.12' | '3.13'} profile
 * @returns {{ status: number, stdout: string, stderr: string, fault: string | undefined }}
 */
export function runRecorded(file, profile) {
  const printed = { stdout: '', stderr: '' };
  const parts = [];
  try {
    const recorder = new Recorder(new RecordingWriter({ sink: (bytes) => parts.push(bytes.slice()) }));
    const host = collectingHost(printed);
    host.keptCode = (path, source, profile) => library.find(path, source, profile);
    const tell = { writeOut: 1, writeError: 2 };
    for (const [name, stream] of Object.entries(tell)) {
      const write = host[name];
      host[name] = (text) => {
        recorder.output(stream, text);
        write(text);
      };
    }
    const python = new Interpreter({
      ...interpreterOptions(file, host, HEAP_BYTES),
      profile: PROFILES[profile],
      observer: recorder.observer,
    });
    recorder.begin(python, { uroboros: '', argv: [file], file });
    const status = python.runMain(readFileSync(file), file);
    recorder.end(status);
    const session = new Session(new Recording(Buffer.concat(parts)));
    return { status, ...printed, fault: firstFault(session, python, printed) };
  } catch (error) {
    return { status: 70, ...printed, fault: error.stack };
  }
}

function firstFault(session, python, { stdout, stderr }) {
  const { recording, heap } = session;
  if (recording.damage !== undefined) return recording.damage.message;
  heap.seek(recording.notes);
  const { breakWord, floorWord } = python.rt.heap.space;
  for (const [from, to] of [
    [0, breakWord],
    [floorWord, heap.i32.length],
  ]) {
    for (let word = from; word < to; word++)
      if (heap.i32[word] !== python.rt.i32[word]) return `word ${word} was written unseen`;
  }
  if (recordedOutput(recording, 1) !== stdout || recordedOutput(recording, 2) !== stderr)
    return "the output is not the run's";
  return checkFrees(session)[0] ?? checkAccounting(session).faults[0];
}
