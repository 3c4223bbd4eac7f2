import { closeSync, existsSync, openSync, readFileSync, realpathSync, writeSync } from 'node:fs';
import { dirname, isAbsolute, resolve } from 'node:path';
import { parentPort, resourceLimits, workerData } from 'node:worker_threads';
import { deflateRawSync } from 'node:zlib';
import { Interpreter, PROFILES, Recorder } from '@uroboros/instruments/observed';
import { NodeHost } from './host.js';
import type { RecordRequest } from './record.js';
import { builtStdlib } from './run.js';
import { INTERRUPTED, receiveSignals, threadSignals } from './signals.js';
import { VERSION } from './version.js';

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

/** The fastest form of deflate: a recording gets four times smaller for half as much time again. */
const LEVEL = 1;

function record({ file, args, out, options, maxBytes, quiet }: RecordRequest): number {
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
  const target = openSync(out, 'w');
  const recorder = new Recorder({
    sink: (bytes) => {
      for (let done = 0; done < bytes.length; ) done += writeSync(target, bytes, done);
    },
    pack: (bytes) => deflateRawSync(bytes, { level: LEVEL }),
    ...(maxBytes === undefined ? {} : { maxBytes }),
  });
  const stdlib = options.stdlib === undefined ? builtStdlib() : resolve(options.stdlib);
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
  closeSync(target);
  return python.wasInterrupted ? INTERRUPTED : status;
}

parentPort?.postMessage(record(workerData as RecordRequest));
