import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { inflateRawSync } from 'node:zlib';
import { LOG_WORDS, Recording, RecordingError } from '@uroboros/instruments';
import { compilerKey } from './kept-library.js';
import { makeSlots, programGone, type SharedSlots, writerGone } from './log-slots.js';
import type { PythonOptions } from './run.js';
import { runWorker } from './thread.js';

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

/**
 * Runs a program and writes its recording; the program's exit code.
 * @throws the system's error, before the program runs if it cannot be read or the recording not be made, and afterwards if that could not be
 * written to its end
 */
export async function record({ out, maxBytes, pack, ...program }: RecordOptions): Promise<number> {
  closeSync(openSync(program.file, 'r'));
  closeSync(openSync(out, 'w'));
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
  await writing;
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

/** The recording in a file, or that of a program which is recorded first. */
export async function recordingOf(
  file: string,
  args: readonly string[],
  options: PythonOptions,
  quiet: boolean,
): Promise<Recording> {
  if (!file.endsWith('.py')) return new Recording(readFileSync(file), inflateRawSync);
  const folder = mkdtempSync(join(tmpdir(), 'uroboros-'));
  const out = join(folder, 'run.uro');
  try {
    await record({ file, args, out, options, quiet });
    return new Recording(readFileSync(out), inflateRawSync);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export { RecordingError };
