/** Reads zip archives: stored and deflated members. */
import { inflateRawSync } from 'node:zlib';

const END = 0x06054b50;
const CENTRAL_BYTES = 46;
const LOCAL_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;

/**
 * The members of an archive, in its order, folders left out.
 * @param {Buffer} archive
 * @returns {Generator<{ name: string, read: () => Buffer }>}
 * @throws {Error} if it is no zip archive, or a member is packed in another way
 */
export function* zipMembers(archive) {
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0 || archive.readUInt32LE(end) !== END) throw new Error('not a zip archive');
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const nameBytes = archive.readUInt16LE(at + 28);
    const name = archive.toString('utf8', at + CENTRAL_BYTES, at + CENTRAL_BYTES + nameBytes);
    const member = {
      method: archive.readUInt16LE(at + 10),
      bytes: archive.readUInt32LE(at + 20),
      header: archive.readUInt32LE(at + 42),
    };
    if (!name.endsWith('/')) yield { name, read: () => unpack(archive, name, member) };
    at += CENTRAL_BYTES + nameBytes + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
}

function unpack(archive, name, { method, bytes, header }) {
  const start = header + LOCAL_BYTES + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
  const packed = archive.subarray(start, start + bytes);
  if (method === STORED) return packed;
  if (method === DEFLATED) return inflateRawSync(packed);
  throw new Error(`${name}: packed by method ${method}`);
}
