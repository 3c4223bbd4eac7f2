import type { Ref } from '@uroboros/heap';
import { isText, writeString } from '../modules/io/textio.js';
import type { Maybe, Runtime } from './runtime.js';
import { systemObject } from './system.js';

/** sys.stdout or sys.stderr as the program has set it, borrowed; 0 if it has none. */
export function standardStream(rt: Runtime, name: 'stdout' | 'stderr' | 'stdin'): Maybe {
  const stream = systemObject(rt, name);
  return stream === rt.None ? 0 : stream;
}

/** Writes text to a stream: straight to the host if there is none. False on error. */
export function writeTo(rt: Runtime, name: 'stdout' | 'stderr', text: string): boolean {
  const stream = standardStream(rt, name);
  if (stream !== 0) return writeToObject(rt, stream, text);
  if (name === 'stdout') rt.host.writeOut(text);
  else rt.host.writeError(text);
  return true;
}

/** file.write(text), without a str object for a text stream of ours; false on error. */
export function writeToObject(rt: Runtime, file: Ref, text: string): boolean {
  if (isText(rt, file)) return writeString(rt, file, text);
  const made = rt.str(text);
  if (made === 0) return false;
  const mark = rt.mark();
  rt.hold(made);
  const result = rt.callMethod(file, 'write', made);
  rt.drop(result);
  rt.releaseTo(mark);
  return result !== 0;
}
