import type { Ref } from '@uroboros/heap';
import { bufferBytes } from '../../objects/buffer.js';
import { newByteArrayOfSize } from '../../objects/bytearray.js';
import { newBytes } from '../../objects/bytes.js';
import { intFromNumber } from '../../objects/int.js';
import { indexAsSize } from '../../runtime/operators.js';
import type { Runtime } from '../../runtime/runtime.js';
import { nativeType } from '../native-type.js';
import { fileRead, fileSeek, fileType, fileWrite } from './fileio.js';

/** What buffers ask of the raw stream below them: of our own files directly, of others through their methods. */

const isOurs = (rt: Runtime, raw: Ref): boolean => rt.typeOf(raw) === nativeType(rt, fileType);

/** Reads once: how many bytes came, null if there is nothing yet, undefined on error. */
export function rawReadInto(rt: Runtime, raw: Ref, into: Uint8Array): number | null | undefined {
  if (isOurs(rt, raw)) return fileRead(rt, raw, into);
  const mark = rt.mark();
  const memory = newByteArrayOfSize(rt, into.length);
  if (memory === 0) return undefined;
  rt.hold(memory);
  const result = rt.callMethod(raw, 'readinto', memory);
  const count = result === 0 ? undefined : result === rt.None ? null : numberOf(rt, result, into.length);
  rt.drop(result);
  if (typeof count === 'number') into.set(bufferBytes(rt, memory)!.subarray(0, count));
  rt.releaseTo(mark);
  return count;
}

function numberOf(rt: Runtime, result: number, most: number): number | undefined {
  const count = indexAsSize(rt, result as Ref, 'OverflowError');
  if (count === undefined || (count >= 0 && count <= most)) return count;
  rt.raise('OSError', `raw readinto() returned invalid length ${count} (should have been between 0 and ${most})`);
  return undefined;
}

/** Writes once: how many bytes went, null if none can go now, undefined on error. */
export function rawWrite(rt: Runtime, raw: Ref, bytes: Uint8Array): number | null | undefined {
  if (isOurs(rt, raw)) return fileWrite(rt, raw, bytes);
  const mark = rt.mark();
  const data = newBytes(rt, bytes);
  if (data === 0) return undefined;
  rt.hold(data);
  const result = rt.callMethod(raw, 'write', data);
  rt.releaseTo(mark);
  if (result === 0) return undefined;
  const count = result === rt.None ? null : indexAsSize(rt, result, 'OverflowError');
  rt.decref(result);
  if (typeof count === 'number' && (count < 0 || count > bytes.length)) {
    rt.raise(
      'OSError',
      `raw write() returned invalid length ${count} (should have been between 0 and ${bytes.length})`,
    );
    return undefined;
  }
  return count;
}

/** The position after a move; undefined on error. */
export function rawSeek(rt: Runtime, raw: Ref, offset: number, whence: number): number | undefined {
  if (isOurs(rt, raw)) return fileSeek(rt, raw, offset, whence);
  const mark = rt.mark();
  const to = intFromNumber(rt, offset);
  if (to === 0) return undefined;
  rt.hold(to);
  const result = rt.callMethod(raw, 'seek', to, rt.smallInt(whence));
  rt.releaseTo(mark);
  return position(rt, result);
}

/** Where the raw stream is; undefined on error. */
export function rawTell(rt: Runtime, raw: Ref): number | undefined {
  if (isOurs(rt, raw)) return fileSeek(rt, raw, 0, 1);
  return position(rt, rt.callMethod(raw, 'tell'));
}

function position(rt: Runtime, result: number): number | undefined {
  if (result === 0) return undefined;
  const value = indexAsSize(rt, result as Ref, 'OverflowError');
  rt.decref(result as Ref);
  if (value === undefined || value >= 0) return value;
  rt.raise('OSError', `Raw stream returned invalid position ${value}`);
  return undefined;
}
