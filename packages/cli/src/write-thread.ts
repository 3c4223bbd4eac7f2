import { closeSync, openSync, writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { deflateRawSync } from 'node:zlib';
import { type RecordingInfo, RecordingWriter } from '@uroboros/instruments';
import { receiveSlots } from './log-slots.js';
import type { WriteRequest } from './record.js';

/** The thread that writes a recording while the program runs in another. */

/** What the program's thread posts. */
export type WriterMessage =
  | {
      readonly t: 'begin';
      readonly info: RecordingInfo;
      readonly start: unknown;
      readonly memory: Int32Array;
      readonly breakWord: number;
      readonly floorWord: number;
    }
  | { readonly t: 'told'; readonly told: unknown }
  | { readonly t: 'end'; readonly status: number };

/** The fastest form of deflate: a recording gets a fifth of its size. */
const LEVEL = 1;

function write({ slots, port, out, pack, maxBytes }: WriteRequest): void {
  const target = openSync(out, 'w');
  const writer = new RecordingWriter({
    sink: (bytes) => {
      for (let done = 0; done < bytes.length; ) done += writeSync(target, bytes, done);
    },
    ...(pack ? { pack: (bytes: Uint8Array) => deflateRawSync(bytes, { level: LEVEL }) } : {}),
    ...(maxBytes === undefined ? {} : { maxBytes }),
  });
  let status: number | undefined;
  const onMessage = (message: unknown): void => {
    const posted = message as WriterMessage;
    if (posted.t === 'told') writer.told(posted.told);
    else if (posted.t === 'end') status = posted.status;
    else writer.begin(posted.info, posted.start, posted.memory, posted.breakWord, posted.floorWord);
  };
  const onPause = (): boolean => {
    if (status !== undefined) writer.end(status);
    return status !== undefined;
  };
  receiveSlots(slots, port, onMessage, (log, words) => writer.notes(log, words), onPause);
  closeSync(target);
}

write(workerData as WriteRequest);
