import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { CodeFlag } from '../compile/compiled.js';
import { ExceptionField, GeneratorField } from '../objects/layout.js';
import type { TypeObject } from '../objects/typeobject.js';
import { callWith } from './calls.js';
import { Frame, SLOT, State } from './frame.js';
import type { BuiltinName, ExceptionName } from './registry.js';
import type { Maybe, Runtime } from './runtime.js';

/**
 * Exceptions on their way.
 *
 * A function that raises stores the exception in the state block and returns 0; each caller returns at once. A frame that an
 * exception leaves adds itself to the traceback, gives its locals to its frame object, which the traceback keeps, and drops
 * the rest of its slots.
 */

/** A new exception with a tuple of arguments, which it takes over. 0 without memory. */
export function newException(rt: Runtime, type: TypeObject, args: Ref): Maybe {
  const { typeId } = type;
  return rt.fresh.holding(typeId, rt.heap.types.basicSize[typeId]!, ExceptionField.Args, args);
}

/** Raises a built-in exception with a message. */
export function raiseText(rt: Runtime, type: BuiltinName, message: string): 0 {
  const text = rt.messages.str(message);
  if (text === 0) return 0;
  return raiseOwned(rt, rt.builtin[type], text);
}

/** Raises a built-in exception with one argument, borrowed. */
export function raiseWith(rt: Runtime, type: BuiltinName, argument: Ref): 0 {
  return raiseOwned(rt, rt.builtin[type], rt.incref(argument));
}

/** Raises a built-in exception without arguments. */
export function raiseBare(rt: Runtime, type: BuiltinName): 0 {
  const exception = newException(rt, rt.builtin[type], rt.incref(rt.emptyTuple));
  return exception === 0 ? raiseMemoryError(rt) : setRaised(rt, exception);
}

/** The same with an argument that it takes over. */
export function raiseOwned(rt: Runtime, type: TypeObject, argument: Ref): 0 {
  const mark = rt.mark();
  rt.hold(argument);
  const args = rt.fresh.tuple(mark, 1);
  rt.decref(rt.unhold());
  if (args === 0) return 0;
  const exception = newException(rt, type, args);
  if (exception === 0) {
    rt.decref(args);
    return raiseMemoryError(rt);
  }
  return setRaised(rt, exception);
}

/** MemoryError: the instance made at start if there is no room for another. */
export function raiseMemoryError(rt: Runtime): 0 {
  const args = rt.incref(rt.emptyTuple);
  const exception = newException(rt, rt.builtin.MemoryError, args);
  if (exception !== 0) return setRaised(rt, exception);
  rt.decref(args);
  return rt.setError(rt.incref(rt.memoryError));
}

/**
 * The exception being handled, borrowed; 0 if none (_PyErr_GetTopmostException). A running generator that handles none sees
 * its resumer's.
 */
export function handledException(rt: Runtime): Maybe {
  const { i32, state } = rt;
  let handled = i32[state + State.Handled]!;
  let generator = i32[state + State.Running]!;
  while (handled === 0 && generator !== 0) {
    handled = i32[generator + GeneratorField.Outer]!;
    generator = i32[generator + GeneratorField.OuterRunning]!;
  }
  return handled as Maybe;
}

/** Sets an exception, taking it over; the one being handled becomes its context (_PyErr_SetObject). */
export function setRaised(rt: Runtime, owned: Ref): 0 {
  return setRaisedWhile(rt, owned, handledException(rt));
}

/** The same where it is known which exception is being handled, 0 for none. */
export function setRaisedWhile(rt: Runtime, owned: Ref, handled: Maybe): 0 {
  if (handled !== 0 && handled !== owned) {
    breakContextCycle(rt, handled, owned);
    rt.incref(handled);
    rt.replace(owned + ExceptionField.Context, handled);
  }
  return rt.setError(owned);
}

/**
 * If the new exception is already in the chain of contexts, it is taken out there. A program can have made a cycle of the chain: a second
 * walker of half the speed is met in it (Floyd's algorithm).
 */
function breakContextCycle(rt: Runtime, handled: Ref, raised: Ref): void {
  const contextOf = (exception: Ref): Maybe => rt.i32[exception + ExceptionField.Context]! as Maybe;
  let exception = handled;
  let slow = handled;
  let isSlowsTurn = false;
  for (let context = contextOf(exception); context !== 0; context = contextOf(exception)) {
    if (context === raised) {
      rt.replace(exception + ExceptionField.Context, 0);
      return;
    }
    exception = context;
    if (exception === slow) return;
    if (isSlowsTurn) slow = contextOf(slow) as Ref;
    isSlowsTurn = !isSlowsTurn;
  }
}

/** `raise exception from cause`; both borrowed, `cause` 0 if there is none. Returns 0. */
export function raiseStatement(rt: Runtime, raised: Ref, cause: Maybe): 0 {
  const exception = toException(rt, raised, 'exceptions must derive from BaseException');
  if (exception === 0) return 0;
  if (cause !== 0) {
    rt.hold(exception);
    const cleared = cause === rt.None;
    const fixed = cleared ? 0 : toException(rt, cause, 'exception causes must derive from BaseException');
    rt.unhold();
    if (fixed === 0 && !cleared) {
      rt.decref(exception);
      return 0;
    }
    rt.replace(exception + ExceptionField.Cause, fixed);
    rt.i32[exception + ExceptionField.SuppressContext] = 1;
  }
  return setRaised(rt, exception);
}

/** An instance for an exception or its class; owned. */
export function toException(rt: Runtime, value: Ref, message: string): Maybe {
  const type = rt.typeOf(value);
  if (type.isSubtypeOf(rt.builtin.BaseException)) return rt.incref(value);
  const made = rt.typeByRef.get(value);
  if (made === undefined || !made.isSubtypeOf(rt.builtin.BaseException)) return rt.raise('TypeError', message);
  const { init, new: make } = rt.builtin.BaseException.slots;
  const isOrdinary = type === rt.builtin.type && made.slots.new === make && made.slots.init === init;
  const instance = isOrdinary ? make!(rt, made, 0, 0, 0) : callWith(rt, value, []);
  return isOrdinary ? instance : madeException(rt, made, instance, (got) => shown(rt, got));
}

const shown = (rt: Runtime, type: TypeObject): string => `<class '${rt.qualifiedTypeName(type)}'>`;

/** What calling a class of exceptions gave, owned, if that is an exception; `naming` names the type of anything else. */
export function madeException(
  rt: Runtime,
  called: TypeObject,
  instance: Maybe,
  naming: (got: TypeObject) => string,
): Maybe {
  if (instance === 0 || rt.typeOf(instance).isSubtypeOf(rt.builtin.BaseException)) return instance;
  const got = naming(rt.typeOf(instance));
  rt.decref(instance);
  const wanted = 'should have returned an instance of BaseException';
  return rt.raise('TypeError', `calling ${shown(rt, called)} ${wanted}, not ${got}`);
}

/** `raise` without an exception: the one being handled, again. */
export function reraise(rt: Runtime): 0 {
  const handled = handledException(rt);
  if (handled === 0) return rt.raise('RuntimeError', 'No active exception to reraise');
  return rt.setError(rt.incref(handled));
}

/**
 * Whether an `except` clause's expression names the type of an exception: 1, 0, or −1 on error.
 */
export function exceptionMatches(rt: Runtime, exception: Ref, wanted: Ref): number {
  if (rt.i32[exception + Header.Type] === wanted) return 1;
  if (rt.i32[wanted + Header.TypeId] === rt.ids.tuple) {
    let matches = 0;
    // All of them are looked at: one that is no class of exceptions is a mistake, also behind one that matches.
    for (let i = 0; i < rt.tupleSize(wanted); i++) {
      const answer = matchesClass(rt, exception, rt.tupleItem(wanted, i));
      if (answer < 0) return -1;
      matches |= answer;
    }
    return matches;
  }
  return matchesClass(rt, exception, wanted);
}

function matchesClass(rt: Runtime, exception: Ref, wanted: Ref): number {
  const type = rt.typeByRef.get(wanted);
  if (type === undefined || !type.isSubtypeOf(rt.builtin.BaseException)) {
    rt.raise('TypeError', 'catching classes that do not inherit from BaseException is not allowed');
    return -1;
  }
  return rt.typeOf(exception).isSubtypeOf(type) ? 1 : 0;
}

/** Adds the running frame to the traceback of the exception on its way. */
export function tracebackHere(rt: Runtime, fp: number): void {
  rt.raising.here(fp);
}

/** An exception leaves the frame: adds it to the traceback and leaves it. Returns 0. */
export function fail(rt: Runtime, fp: number): 0 {
  tracebackHere(rt, fp);
  dropValues(rt, fp, fp + Frame.Slots + SLOT * rt.compiled[rt.i32[fp + Frame.Compiled]!]!.slots);
  leaveFrame(rt, fp);
  return 0;
}

/**
 * An exception leaves a generator's frame. StopIteration must not look like its end: it becomes the cause of a RuntimeError
 * (PEP 479), and so does StopAsyncIteration in an asynchronous generator.
 */
export function failGenerator(rt: Runtime, fp: number): 0 {
  const { flags } = rt.compiled[rt.i32[fp + Frame.Compiled]!]!;
  const isAsync = (flags & CodeFlag.AsyncGenerator) !== 0;
  const stop = rt.errorIs(rt.builtin.StopIteration);
  if (stop || (isAsync && rt.errorIs(rt.builtin.StopAsyncIteration))) {
    tracebackHere(rt, fp);
    const kind = isAsync ? 'async generator' : (flags & CodeFlag.Coroutine) !== 0 ? 'coroutine' : 'generator';
    raiseFromError(rt, 'RuntimeError', `${kind} raised ${stop ? 'StopIteration' : 'StopAsyncIteration'}`);
  }
  return fail(rt, fp);
}

/** Raises another exception instead of the one on its way, which becomes its cause and context (_PyErr_FormatFromCause). */
export function raiseFromError(rt: Runtime, type: ExceptionName, message: string): 0 {
  const cause = rt.hold(rt.takeError());
  rt.raise(type, message);
  const error = rt.error as Ref;
  rt.replace(error + ExceptionField.Cause, rt.incref(cause));
  rt.replace(error + ExceptionField.Context, rt.incref(cause));
  rt.i32[error + ExceptionField.SuppressContext] = 1;
  rt.decref(rt.unhold());
  return 0;
}

/** Drops what stands in a frame's slots from a word up, last pushed first: the values of an expression given up. */
export function dropValues(rt: Runtime, fp: number, from: number, below = fp + rt.i32[fp + Frame.Size]!): void {
  rt.raising.dropValues(from, below);
}

/** The frame ends: see {@link RaisingPaths}. */
export function leaveFrame(rt: Runtime, fp: number): void {
  rt.raising.leaveFrame(fp);
}

/** End of a handler. */
export function leaveHandler(rt: Runtime, slot: number): void {
  rt.raising.leaveHandler(slot);
}
