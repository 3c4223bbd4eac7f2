import { newException, setRaised } from '../runtime/errors.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { TextError } from '../text/errors.js';
import { intFromWord } from './int.js';
import { tupleFromSlots } from './tuple.js';

/**
 * The way from the pure algorithms of `text/`, which throw, to Python's exceptions, which are set.
 *
 * Those algorithms may ask the runtime for objects while they work (`percentFormat`, `formatTemplate`). A host function
 * whose Python code raised throws {@link RAISED}: the exception is set already, the algorithm only has to be left.
 */
export const RAISED = Symbol('a Python exception is set');

/** A host function's result: its reference, or the way out. */
export function orThrow<T extends number>(result: T | 0): T {
  if (result === 0) throw RAISED;
  return result;
}

/** Turns what an algorithm of `text/` threw into a Python exception: returns 0. Faults of ours are thrown on. */
export function raiseTextError(rt: Runtime, error: unknown): 0 {
  if (error === RAISED) return 0;
  if (error instanceof TextError) return raiseNumbered(rt, error);
  // The engine's own bounds: a bigint of 2^30 bits, a string of 2^29 characters. Its stack is no memory of Python's.
  if (error instanceof RangeError && !error.message.includes('call stack')) return rt.noMemory();
  throw error;
}

/** Runs an algorithm of `text/` that gives a number; undefined and the exception set if it threw. */
export function guarded<T>(rt: Runtime, algorithm: () => T): T | undefined {
  try {
    return algorithm();
  } catch (error) {
    raiseTextError(rt, error);
    return undefined;
  }
}

function raiseNumbered(rt: Runtime, error: TextError): 0 {
  if (error.type === 'MemoryError') return rt.noMemory();
  if (error.errno === undefined) return rt.raise(error.type, error.message);
  const mark = rt.mark();
  const errno = intFromWord(rt, error.errno);
  if (errno === 0) return 0;
  rt.hold(errno);
  const message = rt.str(error.message);
  if (message === 0) return rt.finish(mark, 0) as 0;
  rt.hold(message);
  const args = tupleFromSlots(rt, mark, 2);
  rt.releaseTo(mark);
  if (args === 0) return 0;
  const exception: Maybe = newException(rt, rt.builtin[error.type], args);
  return exception === 0 ? rt.noMemory() : setRaised(rt, exception);
}
