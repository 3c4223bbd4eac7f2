import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { Recording, RecordingError } from '@uroboros/instruments';
import type { PythonOptions } from './run.js';
import { runWorker } from './thread.js';

/** Records programs, and reads recordings. */

/** What the recording thread is asked for. */
export interface RecordRequest {
  readonly file: string;
  readonly args: readonly string[];
  readonly out: string;
  readonly options: PythonOptions;
  readonly maxBytes?: number;
  /** The program's output goes into the recording only. */
  readonly quiet: boolean;
}

/** Runs a program and writes its recording; the program's exit code. */
export function record(request: RecordRequest): Promise<number> {
  return runWorker('record-thread.js', request);
}

/** The recording in a file, or that of a program which is recorded first. */
export async function recordingOf(
  file: string,
  args: readonly string[],
  options: PythonOptions,
  quiet: boolean,
): Promise<Recording> {
  const bytes = readFileSync(file);
  if (!file.endsWith('.py')) return new Recording(bytes, inflateRawSync);
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
