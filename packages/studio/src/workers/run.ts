import type { RunReport, RunRequest } from './messages.js';
import { recordProgram } from './record-program.js';

/** The worker in which one program runs. The page ends it to stop the program: what was recorded until then has left it already. */

function report(message: RunReport, transfer: Transferable[] = []): void {
  (self as unknown as { postMessage(message: unknown, transfer: Transferable[]): void }).postMessage(message, transfer);
}

function sink(bytes: Uint8Array<ArrayBuffer>): void {
  report({ t: 'bytes', bytes }, [bytes.buffer]);
}

self.onmessage = ({ data }: MessageEvent<RunRequest>) => {
  try {
    report({ t: 'done', status: recordProgram(data, sink) });
  } catch (error) {
    report({ t: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
};
report({ t: 'ready' });
