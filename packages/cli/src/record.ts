import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { inflateRawSync } from 'node:zlib';
import { LOG_WORDS, Recording, RecordingError } from '@uroboros/instruments';
import { SystemError, withFile } from './complaints.js';
import { compilerKey } from './kept-library.js';
import { makeSlots, programGone, type SharedSlots, writerGone } from './log-slots.js';
import type { PythonOptions } from './run.js';
import { runWorker } from './thread.js';
import { INTERRUPTED } from './thread-signals.js';

/** Records programs, and reads recordings. */

/** What is to be recorded. */
export interface RecordOptions {
  readonly file: string;
  readonly args: readonly string[];
  readonly out: string;
  readonly options: PythonOptions;
  readonly maxBytes?: number;
  /** Make the recording smaller. */
  readonly pack?: boolean;
  /** The program's output goes into the recording only. */
  readonly quiet: boolean;
}

/** What the thread of the program is asked for. */
export interface RecordRequest extends Pick<RecordOptions, 'file' | 'args' | 'options' | 'quiet'> {
  /** Of the compiler that the library was compiled by; undefined in modules that are not bundled. */
  readonly compilerKey: string | undefined;
  readonly slots: SharedSlots;
  /** The port of the thread that writes. */
  readonly writer: MessagePort;
}

/** What the thread that writes is asked for. */
export interface WriteRequest extends Pick<RecordOptions, 'out' | 'maxBytes'> {
  readonly slots: SharedSlots;
  readonly port: MessagePort;
  readonly pack: boolean;
}

/** The program that was to be explained was ended by Ctrl-C. */
export class InterruptedError extends Error {
  override name = 'InterruptedError';
}

/**
 * Runs a program and writes its recording; the program's exit code, or {@link INTERRUPTED}.
 * @throws SystemError before the program runs if it cannot be read or the recording not be made, and afterwards if that could not be written to
 * its end
 */
export async function record({ out, maxBytes, pack, ...program }: RecordOptions): Promise<number> {
  withFile('read', program.file, () => readFileSync(program.file));
  withFile('write', out, () => closeSync(openSync(out, 'w')));
  const slots = makeSlots(LOG_WORDS);
  const { port1: writer, port2: port } = new MessageChannel();
  const request: WriteRequest = {
    slots,
    port,
    out,
    pack: pack === true,
    ...(maxBytes === undefined ? {} : { maxBytes }),
  };
  const writing = ended(new URL('./write-thread.js', import.meta.url), request, port).finally(() => writerGone(slots));
  const running: RecordRequest = { ...program, compilerKey, slots, writer };
  const ran = runWorker('record-thread.js', running, [writer]).finally(() => programGone(slots));
  const [status] = await Promise.all([ran, writing.catch(() => {})]);
  await writing.catch((error) => {
    throw error.errno === undefined ? error : new SystemError(`cannot write '${out}'`, error);
  });
  return status;
}

/** Ends when the thread of a file does; rejects with what it died of. */
function ended(file: URL, request: WriteRequest, port: MessagePort): Promise<void> {
  const worker = new Worker(file, { workerData: request, transferList: [port] });
  return new Promise((resolve, reject) => {
    worker.on('error', reject);
    worker.on('exit', () => resolve());
  });
}

/** Whether a file is a program, and not a recording: what its name ends with says so. */
export function isProgram(file: string): boolean {
  return file.endsWith('.py');
}

/**
 * The recording in a file, or that of a program which is recorded first.
 * @throws InterruptedError if Ctrl-C ends the program
 */
export async function recordingOf(
  file: string,
  args: readonly string[],
  options: PythonOptions,
  quiet: boolean,
): Promise<Recording> {
  if (!isProgram(file))
    return new Recording(
      withFile('read', file, () => readFileSync(file)),
      inflateRawSync,
    );
  const folder = mkdtempSync(join(tmpdir(), 'uroboros-'));
  const out = join(folder, 'run.uro');
  try {
    if ((await record({ file, args, out, options, quiet })) === INTERRUPTED) throw new InterruptedError();
    return new Recording(readFileSync(out), inflateRawSync);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export { RecordingError };
