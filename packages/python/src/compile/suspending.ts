import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import {
  advance,
  beginHandled,
  delegateOf,
  endedStep,
  endHandled,
  failNew,
  failStep,
  generatorMaker,
  moveObjects,
  raiseInside,
  refuseStep,
} from '../objects/generator.js';
import { takeStopValue } from '../objects/generator-close.js';
import { GeneratorField, GeneratorState } from '../objects/layout.js';
import { dropValues, raiseFromError, tracebackHere } from '../runtime/errors.js';
import { SLOT, State } from '../runtime/frame.js';
import { getIter } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { CodeFlag } from './compiled.js';

/** Where what is awaited comes from: messages name it. */
export const enum Awaited {
  Expression,
  /** From `__aenter__`. */
  Entered,
  /** From `__aexit__`. */
  Exited,
}

const refusedFrom = (method: string) => (name: string) =>
  `'async with' received an object from ${method} that does not implement __await__: ${name}`;

/** What is said of an object that cannot be awaited, by {@link Awaited}. */
const REFUSALS: readonly ((typeName: string) => string)[] = [
  (name) => `object ${name} can't be used in 'await' expression`,
  refusedFrom('__aenter__'),
  refusedFrom('__aexit__'),
];

/** What generated code calls to wait: generators, `yield from`, `await`, `async for`, `async with`. */
export function suspending(rt: Runtime): Record<string, unknown> {
  const { i32 } = rt;
  return {
    newGenerator: generatorMaker(rt),
    HANDLED: rt.state + State.Handled,
    RUNNING: rt.state + State.Running,
    NATIVE: rt.state + State.NativeLeft,
    beginHandled: (generator: Ref): void => beginHandled(rt, generator),
    endHandled: (generator: Ref): void => endHandled(rt, generator),
    moveObjects: (from: number, to: number): void => moveObjects(rt, from, to),
    raiseInside: (): void => raiseInside(rt),
    failNew: (generator: Ref, fp: number): 0 => failNew(rt, generator, fp),
    failStep: (generator: Ref, fp: number): 0 => failStep(rt, generator, fp),
    endedStep: (generator: Ref, result: Maybe): Maybe => endedStep(rt, generator, result),
    refuseStep: (generator: Ref, fp: number, sent: Maybe): 0 => refuseStep(rt, generator, fp, sent),
    delegate: delegating(rt),
    /** An exception came out of what was waited for: true if it was its end, whose value goes to the second slot. */
    delegateThrown: (at: number): boolean => {
      const value = takeStopValue(rt);
      if (value === 0) return false;
      rt.replace(at + SLOT, value);
      return true;
    },
    toYieldFrom: (fp: number, at: number): boolean => toYieldFrom(rt, fp, at),
    toAwaitable: (at: number, from: Awaited): boolean => put(rt, at, awaitable(rt, i32[at]! as Ref, REFUSALS[from]!)),
    toAsyncIterator: (at: number): boolean => put(rt, at, asyncIterator(rt, i32[at]! as Ref)),
    /** The awaitable of an asynchronous iterator's next item. */
    asyncNext: (at: number): Maybe => asyncNext(rt, i32[at]! as Ref),
    /** An error in the head of an `async for`: true if it is the loop's end; what stood above the iterator is dropped. */
    endAsyncFor: (fp: number, at: number): boolean => {
      tracebackHere(rt, fp);
      if (!rt.errorIs(rt.builtin.StopAsyncIteration)) {
        i32[rt.state + State.TracebackDone] = 1;
        return false;
      }
      rt.clearError();
      dropValues(rt, fp, at);
      return true;
    },
  };
}

function put(rt: Runtime, at: number, owned: Maybe): boolean {
  if (owned === 0) return false;
  rt.replace(at, owned);
  return true;
}

/**
 * One step of `yield from`: sends a value, which it takes over, to the iterator in a slot. What it yields, owned; −1 at its
 * end, with its value in the slot behind; 0 on error.
 */
function delegating(rt: Runtime): (at: number, sent: Ref) => Maybe | -1 {
  const { i32, compiled } = rt;
  const { generator, coroutine } = rt.ids;
  return (at, sent) => {
    const iterator = i32[at]! as Ref;
    const id = i32[iterator + Header.TypeId]!;
    if (id !== generator && id !== coroutine) return delegateToOther(rt, at, sent);
    const { step } = compiled[i32[iterator + GeneratorField.Compiled]!]!;
    const waits = step !== undefined && i32[iterator + GeneratorField.State] === GeneratorState.Waiting;
    const value = waits ? step(iterator, sent) : advance(rt, iterator, sent);
    if (value === 0 || i32[iterator + GeneratorField.State] !== GeneratorState.Ended) return value;
    i32[at + SLOT] = value;
    return -1;
  };
}

/** The same for an iterator that is no generator. */
function delegateToOther(rt: Runtime, at: number, sent: Ref): Maybe | -1 {
  const { i32 } = rt;
  const iterator = i32[at]! as Ref;
  i32[at + SLOT] = sent;
  const next = rt.typeOf(iterator).slots.next;
  const value = sent === rt.None && next !== undefined ? next(rt, iterator) : rt.callMethod(iterator, 'send', sent);
  if (value !== 0) {
    rt.hold(value);
    rt.replace(at + SLOT, 0);
    return rt.unhold();
  }
  const last = takeStopValue(rt);
  if (last === 0) return 0;
  rt.replace(at + SLOT, last);
  return -1;
}

/** GET_YIELD_FROM_ITER. */
function toYieldFrom(rt: Runtime, fp: number, at: number): boolean {
  const object = rt.i32[at]! as Ref;
  const id = rt.typeId(object);
  if (id === rt.ids.generator) return true;
  if (id === rt.ids.coroutine) {
    const { flags } = rt.compiled[rt.i32[fp + 5]!]!;
    if ((flags & (CodeFlag.Coroutine | CodeFlag.IterableCoroutine)) !== 0) return true;
    rt.raise('TypeError', "cannot 'yield from' a coroutine object in a non-coroutine generator");
    return false;
  }
  return put(rt, at, getIter(rt, object));
}

/** The iterator behind an awaitable (_PyCoro_GetAwaitableIter); owned. `refusal` makes the text about what is none. */
export function awaitable(rt: Runtime, object: Ref, refusal = REFUSALS[Awaited.Expression]!): Maybe {
  const id = rt.typeId(object);
  if (id === rt.ids.coroutine) {
    if (delegateOf(rt, object) === 0) return rt.incref(object);
    return rt.raise('RuntimeError', 'coroutine is being awaited already');
  }
  if (id === rt.ids.generator) {
    const { flags } = rt.compiled[rt.i32[object + GeneratorField.Compiled]!]!;
    if ((flags & CodeFlag.IterableCoroutine) !== 0) return rt.incref(object);
  }
  const method = rt.specialMethod(object, '__await__');
  if (method === 0) return rt.failed ? 0 : rt.raise('TypeError', refusal(rt.typeOf(object).name));
  const mark = rt.mark();
  rt.hold(method);
  const iterator = rt.finish(mark, rt.call(method));
  if (iterator === 0) return 0;
  const isGenerator = rt.typeId(iterator) === rt.ids.generator;
  const isCoroutine =
    rt.typeId(iterator) === rt.ids.coroutine ||
    (isGenerator &&
      (rt.compiled[rt.i32[iterator + GeneratorField.Compiled]!]!.flags & CodeFlag.IterableCoroutine) !== 0);
  if (isCoroutine) {
    rt.hold(iterator);
    return rt.finish(mark, rt.raise('TypeError', '__await__() returned a coroutine'));
  }
  if (rt.typeOf(iterator).slots.next !== undefined) return iterator;
  return rt.wrongResult(iterator, `__await__() returned non-iterator of type '%s'`);
}

const NO_ANEXT = "'async for' received an object from __aiter__ that does not implement __anext__:";

/** GET_AITER. `refusal` is the text for a result that is no asynchronous iterator. */
export function asyncIterator(
  rt: Runtime,
  object: Ref,
  refusal: (typeName: string) => string = (name) => `${NO_ANEXT} ${name}`,
): Maybe {
  const method = rt.specialMethod(object, '__aiter__');
  const { shortName } = rt.typeOf(object);
  if (method === 0) {
    if (rt.failed) return 0;
    return rt.raise('TypeError', `'async for' requires an object with __aiter__ method, got ${shortName}`);
  }
  const mark = rt.mark();
  rt.hold(method);
  const iterator = rt.finish(mark, rt.call(method));
  if (iterator === 0 || rt.typeAttribute(iterator, rt.name('__anext__')) !== 0) return iterator;
  return rt.wrongResult(iterator, refusal('%s'));
}

/** GET_ANEXT. */
function asyncNext(rt: Runtime, iterator: Ref): Maybe {
  const method = rt.specialMethod(iterator, '__anext__');
  const { shortName } = rt.typeOf(iterator);
  if (method === 0) {
    if (rt.failed) return 0;
    return rt.raise('TypeError', `'async for' requires an iterator with __anext__ method, got ${shortName}`);
  }
  const mark = rt.mark();
  rt.hold(method);
  const item = rt.finish(mark, rt.call(method));
  if (item === 0) return 0;
  rt.hold(item);
  const made = awaitable(rt, item);
  if (made === 0) {
    // Whatever failed is the cause (_PyErr_FormatFromCause).
    const message = `'async for' received an invalid object from __anext__: ${rt.typeOf(item).name}`;
    raiseFromError(rt, 'TypeError', message);
  }
  return rt.finish(mark, made);
}
