import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, resolve } from 'node:path';
import { parentPort, resourceLimits, workerData } from 'node:worker_threads';
import { Interpreter, PROFILES, Recorder, type RecordingTarget } from '@uroboros/instruments/observed';
import { NodeHost } from './host.js';
import { KeptLibrary } from './kept-library.js';
import { SlotSender } from './log-slots.js';
import type { RecordRequest } from './record.js';
import { builtStdlib } from './stdlib.js';
import { INTERRUPTED, receiveSignals, threadSignals } from './thread-signals.js';
import { VERSION } from './version.js';
import type { WriterMessage } from './write-thread.js';

/** The thread in which a program runs in its observed form, and writes its recording. */

/** The process's streams; what goes to the standard ones is recorded, too. */
class RecordingHost extends NodeHost {
  recorder: Recorder | undefined;
  /** Leave the process's own output alone: somebody else writes there. */
  quiet = false;

  override writeOut(text: string): void {
    this.recorder?.output(1, text);
    if (!this.quiet) super.writeOut(text);
  }

  override writeError(text: string): void {
    this.recorder?.output(2, text);
    if (!this.quiet) super.writeError(text);
  }
}

/** Hands everything to the thread that writes. */
function targetOf(sender: SlotSender): RecordingTarget {
  const post = (message: WriterMessage): void => sender.post(message);
  return {
    log: sender.log,
    begin: (info, start, memory, breakWord, floorWord) => {
      post({ t: 'begin', info, start, memory, breakWord, floorWord });
      sender.untilRead();
    },
    notes: (_, end) => sender.hand(end),
    told: (told) => post({ t: 'told', told }),
    end: (status) => {
      post({ t: 'end', status });
      sender.untilRead();
    },
  };
}

function record({ file, args, options, quiet, compilerKey, slots, writer }: RecordRequest): number {
  const port = parentPort;
  const host: RecordingHost = new RecordingHost(
    port === null
      ? undefined
      : threadSignals(
          (request) => port.postMessage(request),
          (seconds) => host.sleep(seconds),
        ),
  );
  host.quiet = quiet;
  const path = isAbsolute(file) ? file : `${process.cwd()}/${file}`;
  const source = readFileSync(path);
  const recorder = new Recorder(targetOf(new SlotSender(slots, writer)));
  const stdlib = options.stdlib === undefined ? builtStdlib() : resolve(options.stdlib);
  if (stdlib !== undefined && options.stdlib === undefined)
    host.library = new KeptLibrary(stdlib, 'observed', compilerKey);
  const python = new Interpreter({
    host,
    profile: PROFILES[options.profile],
    argv: [file, ...args],
    folder: dirname(realpathSync(path)),
    path: (process.env['PYTHONPATH'] ?? '').split(':').filter((entry) => entry !== ''),
    ...(stdlib === undefined || !existsSync(stdlib) ? {} : { stdlib }),
    sharedMemory: true,
    observer: recorder.observer,
    ...(resourceLimits.stackSizeMb === undefined ? {} : { stackBytes: resourceLimits.stackSizeMb * 2 ** 20 }),
    ...(options.heap === undefined ? {} : { heapBytes: options.heap }),
  });
  receiveSignals((signum) => python.interrupt(signum));
  host.interrupted = () => python.rt.tripped.any;
  recorder.begin(python, {
    uroboros: VERSION,
    argv: [file, ...args],
    file: path,
    ...(stdlib === undefined ? {} : { library: stdlib }),
  });
  recorder.source(path, source.toString('utf8'));
  host.recorder = recorder;
  const status = python.runMain(source, path);
  recorder.end(status);
  return python.wasInterrupted ? INTERRUPTED : status;
}

parentPort?.postMessage(record(workerData as RecordRequest));
