import type { Ref } from '@uroboros/heap';
import { dictGet, newDict } from '../../objects/dict.js';
import { keepContainer } from '../../runtime/kept.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { newExceptionClass, raiseClass } from '../native-type.js';

/** What the module _csv keeps: its exception, the registered dialects, and how long a field may be. */

export interface CsvState {
  readonly error: Ref;
  /** Dictionary of dialects by name. */
  readonly dialects: Ref;
  fieldLimit: number;
}

const states = new WeakMap<Runtime, CsvState>();

export function csvState(rt: Runtime): CsvState {
  let state = states.get(rt);
  if (state === undefined) {
    const error = newExceptionClass(rt, '_csv', 'Error', rt.builtin.Exception.ref);
    const dialects = error === 0 ? 0 : newDict(rt);
    if (error === 0 || dialects === 0) throw rt.heap.exhausted(0);
    state = { error, dialects: keepContainer(rt, dialects, true), fieldLimit: 128 * 1024 };
    states.set(rt, state);
  }
  return state;
}

/** _csv.Error with a message: returns 0. */
export function csvError(rt: Runtime, message: string): 0 {
  return raiseClass(rt, csvState(rt).error, message);
}

/** A registered dialect, borrowed; 0 and an error if there is none of the name. */
export function dialectNamed(rt: Runtime, name: Ref): Maybe {
  const found = dictGet(rt, csvState(rt).dialects, name);
  return found !== 0 || rt.failed ? found : csvError(rt, 'unknown dialect');
}
