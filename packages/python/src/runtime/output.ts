import type { Ref } from '@uroboros/heap';
import { dictGetStr } from '../objects/dict.js';
import { ModuleField } from '../objects/layout.js';
import type { Maybe, Runtime } from './runtime.js';

/** sys.stdout or sys.stderr as the program has set it, borrowed; 0 if it has none. */
export function standardStream(rt: Runtime, name: 'stdout' | 'stderr'): Maybe {
  const sys = dictGetStr(rt, rt.modules, rt.name('sys'));
  if (sys === 0) return 0;
  const stream = dictGetStr(rt, rt.i32[sys + ModuleField.Dict]! as Ref, rt.name(name));
  return stream === rt.None ? 0 : stream;
}

/** Writes text to a stream: straight to the host if it is the original one, else through its `write`. False on error. */
export function writeTo(rt: Runtime, name: 'stdout' | 'stderr', text: string): boolean {
  const stream = standardStream(rt, name);
  if (stream === 0 || rt.typeOf(stream) === rt.builtin.TextIOWrapper) {
    if (name === 'stdout') rt.host.writeOut(text);
    else rt.host.writeError(text);
    return true;
  }
  return writeToObject(rt, stream, text);
}

/** file.write(text); false on error. */
export function writeToObject(rt: Runtime, file: Ref, text: string): boolean {
  const made = rt.str(text);
  if (made === 0) return false;
  const mark = rt.mark();
  rt.hold(made);
  const result = rt.callMethod(file, 'write', made);
  rt.drop(result);
  rt.releaseTo(mark);
  return result !== 0;
}
