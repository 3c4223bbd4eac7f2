import type { Ref } from '@uroboros/heap';
import { bytesView } from '../../objects/bytes.js';
import { decodeBytes, encodeStr } from '../../objects/str-codecs.js';
import { hasSurrogates } from '../../objects/utf8.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';

/** Text on its way to the process's own streams: what is no character on its own needs an error handler. */

const SURROGATE = /[\ud800-\udfff]/u;

/** The text, of an object or of none, as UTF-8 can have it; undefined on error: UnicodeEncodeError if it cannot. */
export function standardWrite(rt: Runtime, text: string, object: Maybe, errors: string): string | undefined {
  if (object === 0 ? !SURROGATE.test(text) : !hasSurrogates(rt, object)) return text;
  const source = object === 0 ? rt.str(text) : rt.incref(object);
  if (source === 0) return undefined;
  const mark = rt.mark();
  const bytes = encodeStr(rt, rt.hold(source), 'utf-8', errors);
  if (bytes !== 0) rt.hold(bytes);
  const written = bytes === 0 ? undefined : textOf(rt, bytes);
  rt.releaseTo(mark);
  return written;
}

/** Bytes as the host is given them: as text. */
function textOf(rt: Runtime, bytes: Ref): string | undefined {
  const decoded = decodeBytes(rt, bytesView(rt, bytes).slice(), 'utf-8', 'replace');
  if (decoded === 0) return undefined;
  const text = rt.text(decoded);
  rt.decref(decoded);
  return text;
}
