import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { madeException, newException, setRaised } from '../runtime/errors.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { warnUnawaited } from '../runtime/unawaited.js';
import { shielded, writeUnraisable } from '../runtime/unraisable.js';
import { warn } from '../runtime/warn.js';
import { advance, alreadyRunning, asCaller, delegateOf, endWaiting, kindName, stateOf } from './generator.js';
import { ExceptionField, GeneratorField, GeneratorState } from './layout.js';
import { tupleFromSlots } from './tuple.js';
import type { TypeObject } from './typeobject.js';

/** How generators and coroutines get values and exceptions from outside: next, send, throw, close, and their finalizer. */

/** Raises StopIteration with a value, which it takes over; bare for None. */
export function raiseStopIteration(rt: Runtime, owned: Ref): 0 {
  if (owned === rt.None) {
    rt.decref(owned);
    return rt.raiseBare('StopIteration');
  }
  const mark = rt.mark();
  rt.hold(rt.incref(owned));
  rt.hold(owned);
  const args = tupleFromSlots(rt, mark, 1);
  const exception = args === 0 ? 0 : newException(rt, rt.builtin.StopIteration, args);
  if (exception === 0) {
    if (args !== 0) rt.decref(args);
    return rt.finish(mark, 0) as 0;
  }
  rt.i32[exception + ExceptionField.Extra] = rt.unhold();
  rt.unhold();
  return setRaised(rt, exception);
}

/** The value of the StopIteration that is on its way, owned; the exception is cleared. 0 if another exception is. */
export function takeStopValue(rt: Runtime): Maybe {
  if (!rt.failed) return rt.none();
  if (!rt.errorIs(rt.builtin.StopIteration)) return 0;
  const exception = rt.takeError();
  const value = (rt.i32[exception + ExceptionField.Extra]! || rt.None) as Ref;
  rt.hold(rt.incref(value));
  rt.decref(exception);
  return rt.unhold();
}

/** tp_iternext: 0 at the end, without an exception if nothing is returned. */
export function generatorNext(rt: Runtime, generator: Ref): Maybe {
  const value = advanceLoop(rt, generator);
  if (value === 0 || rt.i32[generator + GeneratorField.State] !== GeneratorState.Ended) return value;
  if (value !== rt.None) return raiseStopIteration(rt, value);
  rt.decref(value);
  return 0;
}

/** Sends None. */
function advanceLoop(rt: Runtime, generator: Ref): Maybe {
  const { i32 } = rt;
  if (i32[generator + GeneratorField.State]! <= GeneratorState.Waiting) {
    const { step } = rt.compiled[i32[generator + GeneratorField.Compiled]!]!;
    if (step !== undefined) return step(generator, rt.incref(rt.None));
  }
  return advance(rt, generator, rt.incref(rt.None));
}

/** The next item in a loop, which has no use for what the generator returns: 0 at the end, or on error. */
export function generatorLoop(rt: Runtime): (generator: Ref) => Maybe {
  const { i32, compiled, None } = rt;
  return (generator) => {
    const state = i32[generator + GeneratorField.State]!;
    const { step } = compiled[i32[generator + GeneratorField.Compiled]!]!;
    const refs = (i32[None]! + 1) | 0;
    if (refs !== 0) i32[None] = refs;
    const value =
      state <= GeneratorState.Waiting && step !== undefined ? step(generator, None) : advance(rt, generator, None);
    if (value === 0 || i32[generator + GeneratorField.State] !== GeneratorState.Ended) return value;
    rt.decref(value);
    return 0;
  };
}

/** What `send` and `throw` return: the end is a StopIteration. */
export function yieldedOrStop(rt: Runtime, generator: Ref, value: Maybe): Maybe {
  if (value === 0 || stateOf(rt, generator) !== GeneratorState.Ended) return value;
  return raiseStopIteration(rt, value);
}

export function generatorSend(rt: Runtime, generator: Ref, value: Ref): Maybe {
  return yieldedOrStop(rt, generator, advance(rt, generator, rt.incref(value)));
}

/** Closes what a generator waits for; false and an exception if that fails (gen_close_iter). */
function closeDelegate(rt: Runtime, delegate: Ref): boolean {
  const id = rt.typeId(delegate);
  let result: Maybe;
  if (id === rt.ids.generator || id === rt.ids.coroutine) {
    result = generatorClose(rt, delegate);
  } else {
    const mark = rt.mark();
    const close = rt.findAttr(delegate, 'close');
    if (close === 0) {
      if (rt.failed) writeUnraisable(rt, delegate);
      return true;
    }
    rt.hold(close);
    result = rt.finish(mark, rt.call(close));
  }
  if (result === 0) return false;
  rt.decref(result);
  return true;
}

/** Runs code while a generator counts as running: what it waits for is called in its place. */
function asRunning<T>(rt: Runtime, generator: Ref, code: () => T): T {
  rt.i32[generator + GeneratorField.State] = GeneratorState.Running;
  const result = code();
  rt.i32[generator + GeneratorField.State] = GeneratorState.Waiting;
  return result;
}

/** close(): the value the generator returns (from 3.13 on, else None). */
export function generatorClose(rt: Runtime, generator: Ref): Maybe {
  const state = stateOf(rt, generator);
  if (state === GeneratorState.Running) return alreadyRunning(rt, generator);
  if (state === GeneratorState.Ended) return rt.none();
  if (state === GeneratorState.Created && rt.profile.closeKeepsFrame) {
    // Over, but what its frame holds goes with the generator.
    rt.i32[generator + GeneratorField.State] = GeneratorState.Ended;
    return rt.none();
  }
  if (state === GeneratorState.Created) {
    endWaiting(rt, generator);
    return rt.none();
  }
  const delegate = delegateOf(rt, generator);
  if (delegate === 0 && (rt.i32[generator + GeneratorField.Protected]! & 1) === 0) {
    endWaiting(rt, generator, rt.profile.closeKeepsFrame);
    return rt.none();
  }
  const mark = rt.mark();
  let closed = true;
  if (delegate !== 0) {
    rt.hold(rt.incref(delegate));
    closed = asRunning(rt, generator, () => closeDelegate(rt, delegate));
    rt.releaseTo(mark);
  }
  if (closed) rt.raiseBare('GeneratorExit');
  return closeResult(rt, generator, advance(rt, generator, 0, true));
}

function closeResult(rt: Runtime, generator: Ref, result: Maybe): Maybe {
  if (result === 0) {
    if (!rt.errorIs(rt.builtin.StopIteration) && !rt.errorIs(rt.builtin.GeneratorExit)) return 0;
    rt.clearError();
    return rt.none();
  }
  if (stateOf(rt, generator) === GeneratorState.Ended) {
    if (rt.profile.closeReturnsValue) return result;
    rt.decref(result);
    return rt.none();
  }
  rt.decref(result);
  return rt.raise('RuntimeError', `${kindName(rt, generator)} ignored GeneratorExit`);
}

/**
 * throw(exception): what the generator yields next. `closeOnExit` is false for asynchronous generators' own closing. Result
 * as of {@link advance}.
 */
export function generatorThrow(rt: Runtime, generator: Ref, args: number, count: number, closeOnExit = true): Maybe {
  const delegate = delegateOf(rt, generator);
  if (delegate !== 0) {
    const mark = rt.mark();
    rt.hold(rt.incref(delegate));
    const result = throwIntoDelegate(rt, generator, delegate, args, count, closeOnExit);
    rt.releaseTo(mark);
    if (result !== HERE) return result;
  }
  if (!raiseArguments(rt, args, count)) return 0;
  if (stateOf(rt, generator) === GeneratorState.Running) return alreadyRunning(rt, generator);
  return advance(rt, generator, 0);
}

/** From 3.12 on throw() wants one argument: false if the warning was made an exception. */
export function warnOldThrow(rt: Runtime, method: 'throw' | 'athrow', count: number): boolean {
  if (count <= 1 || rt.profile.versionInfo[1] < 12) return true;
  const advice = 'use the single-arg signature instead.';
  return warn(rt, 'DeprecationWarning', `the (type, exc, tb) signature of ${method}() is deprecated, ${advice}`);
}

/** The exception is to be raised in the generator itself. */
const HERE = -1;

function throwIntoDelegate(
  rt: Runtime,
  generator: Ref,
  delegate: Ref,
  args: number,
  count: number,
  closeOnExit: boolean,
): Maybe | typeof HERE {
  const type = rt.i32[args]! as Ref;
  if (closeOnExit && isExit(rt, type)) {
    const closed = asRunning(rt, generator, () => closeDelegate(rt, delegate));
    return closed ? HERE : advance(rt, generator, 0);
  }
  const id = rt.typeId(delegate);
  let result: Maybe;
  if (id === rt.ids.generator || id === rt.ids.coroutine) {
    result = asCaller(rt, generator, () =>
      yieldedOrStop(rt, delegate, generatorThrow(rt, delegate, args, count, closeOnExit)),
    );
  } else {
    const method = rt.findAttr(delegate, 'throw');
    if (method === 0) return rt.failed ? 0 : HERE;
    rt.hold(method);
    const values = Array.from({ length: count }, (_, i) => rt.i32[args + 2 * i]! as Ref);
    result = asRunning(rt, generator, () => rt.call(method, ...values));
  }
  return result === 0 ? advance(rt, generator, 0) : result;
}

function isExit(rt: Runtime, type: Ref): boolean {
  const made = rt.typeByRef.get(type) ?? rt.typeOf(type);
  return made.isSubtypeOf(rt.builtin.GeneratorExit);
}

/**
 * Raises what the arguments of throw() say: (exception), (type), (type, value), (type, value, traceback). False if they cannot
 * mean an exception: that error is the caller's.
 */
export function raiseArguments(rt: Runtime, args: number, count: number): boolean {
  const { i32 } = rt;
  const type = i32[args]! as Ref;
  const value = count > 1 ? (i32[args + 2]! as Ref) : rt.None;
  const traceback = count > 2 ? (i32[args + 4]! as Ref) : rt.None;
  if (traceback !== rt.None && i32[traceback + Header.TypeId] !== rt.ids.traceback) {
    rt.raise('TypeError', 'throw() third argument must be a traceback object');
    return false;
  }
  const made = rt.typeByRef.get(type);
  let exception: Maybe;
  if (made?.isSubtypeOf(rt.builtin.BaseException)) {
    exception = rt.typeOf(value).isSubtypeOf(made) ? rt.incref(value) : normalized(rt, made, value);
  } else if (rt.typeOf(type).isSubtypeOf(rt.builtin.BaseException)) {
    if (value !== rt.None) {
      rt.raise('TypeError', 'instance exception may not have a separate value');
      return false;
    }
    exception = rt.incref(type);
  } else {
    const name = rt.typeOf(type).name;
    rt.raise('TypeError', `exceptions must be classes or instances deriving from BaseException, not ${name}`);
    return false;
  }
  // An exception that cannot be made is not raised: what its making raised comes in instead.
  if (exception === 0) return true;
  if (traceback !== rt.None) rt.replace(exception + ExceptionField.Traceback, rt.incref(traceback));
  rt.setError(exception);
  return true;
}

/** An exception of a class, made with the second argument of throw() (PyErr_NormalizeException). */
function normalized(rt: Runtime, type: TypeObject, value: Ref): Maybe {
  const { ref } = type;
  let instance: Maybe;
  if (value === rt.None) instance = rt.call(ref);
  else if (rt.i32[value + Header.TypeId] === rt.ids.tuple) instance = callWithTuple(rt, ref, value);
  else instance = rt.call(ref, value);
  return madeException(rt, type, instance, (got) => got.name);
}

function callWithTuple(rt: Runtime, callable: Ref, tuple: Ref): Maybe {
  const values = Array.from({ length: rt.tupleSize(tuple) }, (_, i) => rt.tupleItem(tuple, i));
  return rt.call(callable, ...values);
}

/** tp_finalize: closes a generator that dies before its end; what that raises cannot be passed on. */
export function finalizeGenerator(rt: Runtime, generator: Ref): void {
  const state = stateOf(rt, generator);
  if (state === GeneratorState.Ended) return;
  shielded(rt, () => {
    if (state === GeneratorState.Created && rt.typeId(generator) === rt.ids.coroutine) {
      warnUnawaited(rt, generator);
      return;
    }
    const result = generatorClose(rt, generator);
    if (result === 0) writeUnraisable(rt, generator);
    else rt.decref(result);
  });
}
