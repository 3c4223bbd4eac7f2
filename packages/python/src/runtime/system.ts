import type { Ref } from '@uroboros/heap';
import { dictGetStr } from '../objects/dict.js';
import type { Maybe, Runtime } from './runtime.js';

/**
 * What the runtime asks the module sys for (PySys_GetObject): its dictionary is registered when the module is made, and stays
 * the runtime's even if the program takes `sys` out of `sys.modules`.
 */

const dictionaries = new WeakMap<Runtime, Ref>();

/** The module sys has been made: keeps its dictionary, borrowed. */
export function registerSystem(rt: Runtime, dict: Ref): void {
  dictionaries.set(rt, dict);
  rt.keep(rt.incref(dict));
}

/** The dictionary of the module sys, borrowed; 0 before there is one. */
export function systemDict(rt: Runtime): Maybe {
  return dictionaries.get(rt) ?? 0;
}

/** sys.name, borrowed; 0 if there is none. */
export function systemObject(rt: Runtime, name: string): Maybe {
  const dict = dictionaries.get(rt);
  return dict === undefined ? 0 : dictGetStr(rt, dict, rt.name(name));
}

/** Writes through an object's `write` method; what it raises is ignored. Text goes to the host's stderr if there is none. */
function writeThrough(rt: Runtime, file: Maybe, text: string): void {
  if (file === 0) {
    rt.host.writeError(text);
    return;
  }
  if (file === rt.None || text === '') return;
  const mark = rt.mark();
  rt.hold(rt.incref(file));
  const argument = rt.str(text);
  if (argument !== 0) {
    rt.hold(argument);
    rt.drop(rt.callMethod(file, 'write', argument));
  }
  rt.clearError();
  rt.releaseTo(mark);
}

/** Writes to sys.stderr, whatever the program has put there. No exception may be on its way; none comes out. */
export function writeError(rt: Runtime, text: string): void {
  writeThrough(rt, systemObject(rt, 'stderr'), text);
}

/** Text of an object by str() or repr(); undefined, without an exception, if that fails. */
export function errorText(rt: Runtime, object: Ref, make: (rt: Runtime, object: Ref) => Maybe): string | undefined {
  const made = make(rt, object);
  if (made === 0) {
    rt.clearError();
    return undefined;
  }
  const text = rt.text(made);
  rt.decref(made);
  return text;
}
