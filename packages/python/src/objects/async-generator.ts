import type { Ref, TypeSpec } from '@uroboros/heap';
import { awaitable } from '../compile/suspending.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { shielded, writeUnraisable } from '../runtime/unraisable.js';
import { warn } from '../runtime/warn.js';
import type { BuiltinDefinition } from './catalog.js';
import { advance, stateOf, YieldFlag } from './generator.js';
import { finalizeGenerator, generatorThrow, raiseStopIteration, warnOldThrow } from './generator-close.js';
import {
  codeMember,
  delWrapper,
  generatorLayout,
  generatorRepr,
  generatorSize,
  inspection,
} from './generator-types.js';
import { GeneratorField, GeneratorState, TupleField } from './layout.js';
import { checkCount, noArgs, oneArg, positional, since } from './native.js';
import { tupleFromSlots } from './tuple.js';

/**
 * Asynchronous generators. Their methods return awaitables; awaiting one runs the generator until it yields a value of its
 * own, which ends the awaitable with StopIteration, or until an `await` inside waits, which the awaitable passes outward.
 */

/** PyAsyncGenASend and PyAsyncGenAThrow: generator, what is sent or thrown (0 for aclose), state. */
const enum Step {
  Generator = 4,
  Value = 6,
  State = 8,
}

const enum StepState {
  Init = 0,
  Iterating = 1,
  Closed = 2,
}

const generatorOf = (rt: Runtime, self: Ref): Ref => rt.i32[self + Step.Generator]! as Ref;

function newStep(rt: Runtime, type: 'async_generator_asend' | 'async_generator_athrow', generator: Ref): Maybe {
  if (!initHooks(rt, generator)) return 0;
  const made = rt.heap.objects.allocate(rt.builtin[type].typeId);
  if (made === 0) return rt.noMemory();
  rt.i32[made + Step.Generator] = rt.incref(generator);
  rt.i32[made + Step.State] = StepState.Init;
  rt.heap.objects.track(made);
  return made;
}

/** The first use of a generator tells the program's hook, and takes the finalizer hook of the moment. */
function initHooks(rt: Runtime, generator: Ref): boolean {
  const { i32 } = rt;
  if (i32[generator + GeneratorField.HooksCalled] === 1) return true;
  i32[generator + GeneratorField.HooksCalled] = 1;
  if (rt.finalizerHook !== 0) i32[generator + GeneratorField.Origin] = rt.incref(rt.finalizerHook);
  if (rt.firstIterHook === 0) return true;
  const result = rt.call(rt.firstIterHook, generator);
  if (result === 0) return false;
  rt.decref(result);
  return true;
}

/** A step of the generator gave this: a value of its own, an inner await's, its end or an error. */
function unwrap(rt: Runtime, generator: Ref, result: Maybe): Maybe {
  const { i32 } = rt;
  if (result === 0) {
    if (rt.errorIs(rt.builtin.StopAsyncIteration) || rt.errorIs(rt.builtin.GeneratorExit)) {
      i32[generator + GeneratorField.Closed] = 1;
    }
    i32[generator + GeneratorField.RunningAsync] = 0;
    return 0;
  }
  if (!isOwnValue(rt, generator)) return result;
  i32[generator + GeneratorField.RunningAsync] = 0;
  return raiseStopIteration(rt, result);
}

/** Whether the generator waits at a yield of its own, not at an await. */
function isOwnValue(rt: Runtime, generator: Ref): boolean {
  return (rt.i32[generator + GeneratorField.Protected]! & YieldFlag.AsyncValue) !== 0;
}

/** The end of an asynchronous generator is StopAsyncIteration. */
function stepped(rt: Runtime, generator: Ref, result: Maybe): Maybe {
  if (result === 0 || stateOf(rt, generator) !== GeneratorState.Ended) return result;
  rt.decref(result);
  return rt.raiseBare('StopAsyncIteration');
}

function sendInto(rt: Runtime, generator: Ref, value: Ref): Maybe {
  return stepped(rt, generator, advance(rt, generator, rt.incref(value)));
}

function throwInto(rt: Runtime, generator: Ref, args: number, count: number, closeOnExit: boolean): Maybe {
  return stepped(rt, generator, generatorThrow(rt, generator, args, count, closeOnExit));
}

function reused(rt: Runtime, what: string): 0 {
  return rt.raise('RuntimeError', `cannot reuse already awaited ${what}`);
}

function running(rt: Runtime, self: Ref, what: string): 0 {
  if (rt.profile.asyncStepsClose || what !== 'anext') rt.i32[self + Step.State] = StepState.Closed;
  return rt.raise('RuntimeError', `${what}(): asynchronous generator is already running`);
}

/** Marks a step as begun; false and RuntimeError if another one of the generator runs. */
function begin(rt: Runtime, self: Ref, what: string): boolean {
  const generator = generatorOf(rt, self);
  if (rt.i32[generator + GeneratorField.RunningAsync] === 1) {
    running(rt, self, what);
    return false;
  }
  rt.i32[self + Step.State] = StepState.Iterating;
  return true;
}

// asend -----------------------------------------------------------------------------------------------------------

function asendSend(rt: Runtime, self: Ref, argument: Ref): Maybe {
  const { i32 } = rt;
  const state = i32[self + Step.State]!;
  if (state === StepState.Closed) return reused(rt, '__anext__()/asend()');
  const generator = generatorOf(rt, self);
  let value = argument;
  if (state === StepState.Init) {
    if (!begin(rt, self, 'anext')) return 0;
    if (value === rt.None) value = i32[self + Step.Value]! as Ref;
  }
  i32[generator + GeneratorField.RunningAsync] = 1;
  const result = unwrap(rt, generator, sendInto(rt, generator, value));
  if (result === 0) i32[self + Step.State] = StepState.Closed;
  return result;
}

function asendThrow(rt: Runtime, self: Ref, args: number, count: number): Maybe {
  const { i32 } = rt;
  const state = i32[self + Step.State]!;
  if (state === StepState.Closed) return reused(rt, '__anext__()/asend()');
  if (!warnOldThrow(rt, 'throw', count)) return 0;
  const generator = generatorOf(rt, self);
  if (state === StepState.Init && rt.profile.asyncStepsClose) {
    if (!begin(rt, self, 'anext')) return 0;
    i32[generator + GeneratorField.RunningAsync] = 1;
  }
  const result = unwrap(rt, generator, throwInto(rt, generator, args, count, true));
  if (result === 0) i32[self + Step.State] = StepState.Closed;
  return result;
}

/** A step that dies without having been awaited (from 3.13 on). */
function finalizeStep(name: (rt: Runtime, self: Ref) => string) {
  return (rt: Runtime, self: Ref): void => {
    if (!rt.profile.asyncStepsClose || rt.i32[self + Step.State] !== StepState.Init) return;
    shielded(rt, () => {
      const generator = generatorOf(rt, self);
      const qualname = rt.textOfRepr(rt.i32[generator + GeneratorField.Qualname]! as Ref);
      const text = `coroutine method '${name(rt, self)}' of ${qualname} was never awaited`;
      if (!warn(rt, 'RuntimeWarning', text)) writeUnraisable(rt, self);
    });
  };
}

const finalizeAsend = finalizeStep(() => 'asend');
const finalizeAthrow = finalizeStep((rt, self) => (rt.i32[self + Step.Value] === 0 ? 'aclose' : 'athrow'));

function stepLayout(finalizer: (rt: Runtime, self: Ref) => void) {
  return (rt: Runtime): Omit<TypeSpec, 'name'> => ({
    basicSize: 40,
    gc: true,
    slots: [Step.Generator * 4, Step.Value * 4],
    ...(rt.profile.asyncStepsClose ? { finalize: (object) => finalizer(rt, object) } : {}),
  });
}

/** close() of a step: throws GeneratorExit into it, which must end it. */
function closeStep(
  rt: Runtime,
  self: Ref,
  throwStep: (rt: Runtime, self: Ref, args: number, count: number) => Maybe,
): Maybe {
  if (rt.i32[self + Step.State] === StepState.Closed) return rt.none();
  if (!rt.profile.asyncStepsClose) {
    rt.i32[self + Step.State] = StepState.Closed;
    return rt.none();
  }
  const mark = rt.mark();
  rt.hold(rt.incref(rt.builtin.GeneratorExit.ref));
  const result = throwStep(rt, self, mark, 1);
  rt.releaseTo(mark);
  if (result !== 0) {
    rt.decref(result);
    return rt.raise('RuntimeError', 'coroutine ignored GeneratorExit');
  }
  const { builtin } = rt;
  for (const end of [builtin.StopIteration, builtin.StopAsyncIteration, builtin.GeneratorExit]) {
    if (!rt.errorIs(end)) continue;
    rt.clearError();
    return rt.none();
  }
  return 0;
}

const asendType: BuiltinDefinition = {
  key: 'async_generator_asend',
  final: true,
  layout: stepLayout(finalizeAsend),
  wrappers: [since(13, delWrapper(finalizeAsend))],
  slots: { iter: (rt, self) => rt.incref(self), next: (rt, self) => asendSend(rt, self, rt.None) },
  methods: [
    noArgs('__await__', (rt, self) => rt.incref(self)),
    oneArg('send', asendSend),
    positional('throw', 1, 3, asendThrow),
    noArgs('close', (rt, self) => closeStep(rt, self, asendThrow)),
  ],
};

// athrow, aclose --------------------------------------------------------------------------------------------------

function athrowSend(rt: Runtime, self: Ref, argument: Ref): Maybe {
  const { i32 } = rt;
  const state = i32[self + Step.State]!;
  if (state === StepState.Closed) return reused(rt, 'aclose()/athrow()');
  const generator = generatorOf(rt, self);
  if (stateOf(rt, generator) === GeneratorState.Ended) {
    i32[self + Step.State] = StepState.Closed;
    return rt.raiseBare('StopIteration');
  }
  if (state === StepState.Init) return athrowStart(rt, self, generator, argument);
  return athrown(rt, self, generator, sendInto(rt, generator, argument));
}

function athrowStart(rt: Runtime, self: Ref, generator: Ref, argument: Ref): Maybe {
  const { i32 } = rt;
  const thrown = i32[self + Step.Value]! as Maybe;
  if (i32[generator + GeneratorField.RunningAsync] === 1) return running(rt, self, thrown === 0 ? 'aclose' : 'athrow');
  if (i32[generator + GeneratorField.Closed] === 1) {
    i32[self + Step.State] = StepState.Closed;
    return rt.raiseBare('StopAsyncIteration');
  }
  if (argument !== rt.None) {
    return rt.raise('RuntimeError', "can't send non-None value to a just-started coroutine");
  }
  i32[self + Step.State] = StepState.Iterating;
  i32[generator + GeneratorField.RunningAsync] = 1;
  if (thrown !== 0) {
    const count = rt.tupleSize(thrown);
    if (!checkCount(rt, 'athrow', count, 1, 3)) return 0;
    const result = throwInto(rt, generator, thrown + TupleField.Items, count, false);
    return athrown(rt, self, generator, result);
  }
  i32[generator + GeneratorField.Closed] = 1;
  const mark = rt.mark();
  rt.hold(rt.incref(rt.builtin.GeneratorExit.ref));
  const result = throwInto(rt, generator, mark, 1, false);
  rt.releaseTo(mark);
  return athrown(rt, self, generator, result);
}

/** What a step of athrow() or aclose() hands on. */
function athrown(rt: Runtime, self: Ref, generator: Ref, result: Maybe, closes = true): Maybe {
  const { i32 } = rt;
  if (i32[self + Step.Value] !== 0) {
    const value = unwrap(rt, generator, result);
    if (value === 0 && closes) i32[self + Step.State] = StepState.Closed;
    return value;
  }
  if (result !== 0 && !isOwnValue(rt, generator)) return result;
  if (closes || result !== 0) i32[generator + GeneratorField.RunningAsync] = 0;
  if (closes) i32[self + Step.State] = StepState.Closed;
  if (result !== 0) {
    rt.decref(result);
    return rt.raise('RuntimeError', 'async generator ignored GeneratorExit');
  }
  if (rt.errorIs(rt.builtin.StopAsyncIteration) || rt.errorIs(rt.builtin.GeneratorExit)) {
    rt.clearError();
    return rt.raiseBare('StopIteration');
  }
  return 0;
}

function athrowThrow(rt: Runtime, self: Ref, args: number, count: number): Maybe {
  const state = rt.i32[self + Step.State]!;
  if (state === StepState.Closed) return reused(rt, 'aclose()/athrow()');
  if (!warnOldThrow(rt, 'throw', count)) return 0;
  const generator = generatorOf(rt, self);
  if (!rt.profile.asyncStepsClose) {
    return athrown(rt, self, generator, throwInto(rt, generator, args, count, true), false);
  }
  if (state === StepState.Init) {
    if (!begin(rt, self, rt.i32[self + Step.Value] === 0 ? 'aclose' : 'athrow')) return 0;
    rt.i32[generator + GeneratorField.RunningAsync] = 1;
  }
  return athrown(rt, self, generator, throwInto(rt, generator, args, count, true));
}

const athrowType: BuiltinDefinition = {
  key: 'async_generator_athrow',
  final: true,
  layout: stepLayout(finalizeAthrow),
  wrappers: [since(13, delWrapper(finalizeAthrow))],
  slots: { iter: (rt, self) => rt.incref(self), next: (rt, self) => athrowSend(rt, self, rt.None) },
  methods: [
    noArgs('__await__', (rt, self) => rt.incref(self)),
    oneArg('send', athrowSend),
    positional('throw', 1, 3, athrowThrow),
    noArgs('close', (rt, self) => closeStep(rt, self, athrowThrow)),
  ],
};

// The generator ---------------------------------------------------------------------------------------------------

function asend(rt: Runtime, self: Ref, value: Ref): Maybe {
  const made = newStep(rt, 'async_generator_asend', self);
  if (made !== 0) rt.i32[made + Step.Value] = rt.incref(value);
  return made;
}

function finalize(rt: Runtime, self: Ref): void {
  const hook = rt.i32[self + GeneratorField.Origin]! as Maybe;
  if (hook === 0 || rt.i32[self + GeneratorField.Closed] === 1 || stateOf(rt, self) === GeneratorState.Ended) {
    finalizeGenerator(rt, self);
    return;
  }
  shielded(rt, () => {
    const result = rt.call(hook, self);
    if (result === 0) writeUnraisable(rt, self);
    else rt.decref(result);
  });
}

const asyncGeneratorType: BuiltinDefinition = {
  key: 'async_generator',
  generic: true,
  final: true,
  layout: (rt) => generatorLayout(rt, finalize),
  slots: { repr: generatorRepr },
  methods: [
    noArgs('__aiter__', (rt, self) => rt.incref(self)),
    noArgs('__anext__', (rt, self) => asend(rt, self, rt.None)),
    oneArg('asend', asend),
    positional('athrow', 0, Infinity, (rt, self, args, count) => {
      if (!warnOldThrow(rt, 'athrow', count)) return 0;
      const made = newStep(rt, 'async_generator_athrow', self);
      if (made === 0) return 0;
      const mark = rt.mark();
      rt.hold(made);
      const first = rt.mark();
      for (let i = 0; i < count; i++) rt.hold(rt.incref(rt.i32[args + 2 * i]! as Ref));
      const thrown = tupleFromSlots(rt, first, count);
      rt.releaseTo(first);
      if (thrown === 0) return rt.finish(mark, 0);
      rt.i32[made + Step.Value] = thrown;
      return rt.unhold();
    }),
    noArgs('aclose', (rt, self) => newStep(rt, 'async_generator_athrow', self)),
    generatorSize(),
  ],
  wrappers: [delWrapper(finalize)],
  members: [
    codeMember('ag'),
    {
      name: 'ag_running',
      get: (rt, self) => rt.bool(rt.i32[self + GeneratorField.RunningAsync] === 1),
      readonly: true,
    },
  ],
  attributes: [
    ...inspection('ag', 'ag_await')
      .filter((attribute) => attribute.name !== 'ag_running')
      .map((attribute) => (attribute.name === 'ag_suspended' ? { ...attribute, since: 12 } : attribute)),
  ],
};

// anext with a default --------------------------------------------------------------------------------------------

/** anextawaitableobject. */
const enum AnextField {
  Wrapped = 4,
  Default = 6,
}

/** What anext(iterator, default) returns. */
export function newAnext(rt: Runtime, wrapped: Ref, fallback: Ref): Maybe {
  const made = rt.heap.objects.allocate(rt.builtin.anext_awaitable.typeId);
  if (made === 0) return rt.noMemory();
  rt.i32[made + AnextField.Wrapped] = rt.incref(wrapped);
  rt.i32[made + AnextField.Default] = rt.incref(fallback);
  rt.heap.objects.track(made);
  return made;
}

/** Asks the wrapped awaitable; its StopAsyncIteration becomes the default. */
function forward(rt: Runtime, self: Ref, ask: (iterator: Ref) => Maybe): Maybe {
  const mark = rt.mark();
  const wrapped = rt.i32[self + AnextField.Wrapped]! as Ref;
  const iterator = awaitable(rt, wrapped);
  if (iterator === 0) return 0;
  rt.hold(iterator);
  const result = ask(iterator);
  if (result !== 0) return rt.finish(mark, result);
  rt.releaseTo(mark);
  if (!rt.errorIs(rt.builtin.StopAsyncIteration)) return 0;
  rt.clearError();
  return raiseStopIteration(rt, rt.incref(rt.i32[self + AnextField.Default]! as Ref));
}

const anextType: BuiltinDefinition = {
  key: 'anext_awaitable',
  final: true,
  layout: () => ({ basicSize: 32, gc: true, slots: [AnextField.Wrapped * 4, AnextField.Default * 4] }),
  slots: {
    iter: (rt, self) => rt.incref(self),
    next: (rt, self) =>
      forward(rt, self, (iterator) => {
        const value = rt.typeOf(iterator).slots.next?.(rt, iterator) ?? rt.callMethod(iterator, 'send', rt.None);
        return value === 0 && !rt.failed ? rt.raiseBare('StopIteration') : value;
      }),
  },
  methods: [
    noArgs('__await__', (rt, self) => rt.incref(self)),
    oneArg('send', (rt, self, value) => forward(rt, self, (iterator) => rt.callMethod(iterator, 'send', value))),
    positional('throw', 1, 3, (rt, self, args, count) => {
      const values = Array.from({ length: count }, (_, i) => rt.i32[args + 2 * i]! as Ref);
      return forward(rt, self, (iterator) => rt.callMethod(iterator, 'throw', ...values));
    }),
    noArgs('close', (rt, self) => forward(rt, self, (iterator) => rt.callMethod(iterator, 'close'))),
  ],
};

export const asyncGeneratorTypes: readonly BuiltinDefinition[] = [asyncGeneratorType, asendType, athrowType, anextType];
