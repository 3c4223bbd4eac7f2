import type { Unpack } from '@uroboros/instruments';

/**
 * Recordings that the command has written are deflated record by record, and a browser inflates only in streams. So all packed records
 * are inflated before the recording is read, which then finds them by where they begin.
 */

/** The form of a recording: docs/recordings.md. */
const FILE_HEADER_BYTES = 8;
const RECORD_HEADER_BYTES = 12;
const DEFLATED = 1;

/** What the reader of a recording unpacks its records with. */
export async function unpackerOf(bytes: Uint8Array<ArrayBuffer>): Promise<Unpack> {
  const inflated = new Map<number, Uint8Array>();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = FILE_HEADER_BYTES; at + RECORD_HEADER_BYTES <= bytes.length; ) {
    const start = at + RECORD_HEADER_BYTES;
    const end = start + view.getUint32(at + 4, true);
    if (end > bytes.length) break;
    if (view.getUint8(at + 1) === DEFLATED) {
      const payload = await inflate(bytes.subarray(start, end)).catch(() => undefined);
      if (payload === undefined) break;
      inflated.set(start, payload);
    }
    at = end;
  }
  // A damaged record, and what stands behind it, is not there: the reader says so.
  return (packed) => {
    const payload = inflated.get(packed.byteOffset - bytes.byteOffset);
    if (payload === undefined) throw new Error('no packed record begins there');
    return payload;
  };
}

async function inflate(packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
