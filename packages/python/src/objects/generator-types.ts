import type { Ref, TypeSpec } from '@uroboros/heap';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import type { BuiltinDefinition } from './catalog.js';
import { newFrameObject } from './frameobject.js';
import { delegateOf, frameOf, GENERATOR_BYTES, generatorPart, stateOf } from './generator.js';
import {
  finalizeGenerator,
  generatorClose,
  generatorNext,
  generatorSend,
  generatorThrow,
  warnOldThrow,
  yieldedOrStop,
} from './generator-close.js';
import { GeneratorField, GeneratorState } from './layout.js';
import { type NativeFunction, noArgs, oneArg, positional } from './native.js';
import type { NativeAttribute, NativeMember } from './typeobject.js';

/** The types generator, coroutine and coroutine_wrapper as Python sees them. */

/** The layout all three kinds of generator objects share; their memory is as long as their frame. */
export function generatorLayout(rt: Runtime, finalize: (rt: Runtime, object: Ref) => void): Omit<TypeSpec, 'name'> {
  return {
    basicSize: GENERATOR_BYTES,
    gc: true,
    slots: [GeneratorField.Name * 4, GeneratorField.Qualname * 4, GeneratorField.Code * 4],
    custom: generatorPart(rt),
    weakList: GeneratorField.WeakList * 4,
    noClear: true,
    finalize: (object) => finalize(rt, object),
  };
}

/** `__name__` and `__qualname__`: strings that can be replaced. */
export function nameAttributes(): NativeAttribute[] {
  const attribute = (name: string, word: number): NativeAttribute => ({
    name,
    get: (rt, self) => rt.incref(rt.i32[self + word]! as Ref),
    set: (rt, self, value) => {
      if (value === 0 || !rt.typeOf(value).isSubtypeOf(rt.builtin.str)) {
        rt.raise('TypeError', `${name} must be set to a string object`);
        return false;
      }
      rt.replace(self + word, rt.incref(value));
      return true;
    },
  });
  return [attribute('__name__', GeneratorField.Name), attribute('__qualname__', GeneratorField.Qualname)];
}

/** What inspects a generator object: `prefix` is gi, cr or ag; `delegate` the name of what it waits for. */
export function inspection(prefix: string, delegate: string): NativeAttribute[] {
  return [
    ...nameAttributes(),
    {
      name: delegate,
      get: (rt, self) => {
        const waitsFor = delegateOf(rt, self);
        return waitsFor === 0 ? rt.none() : rt.incref(waitsFor);
      },
    },
    { name: `${prefix}_running`, get: (rt, self) => rt.bool(stateOf(rt, self) === GeneratorState.Running) },
    { name: `${prefix}_suspended`, get: (rt, self) => rt.bool(stateOf(rt, self) === GeneratorState.Waiting) },
    {
      name: `${prefix}_frame`,
      get: (rt, self) => {
        const fp = frameOf(rt, self);
        return fp === 0 ? rt.none() : newFrameObject(rt, fp);
      },
    },
    {
      name: `${prefix}_code`,
      since: 12,
      get: (rt, self) => rt.incref(rt.i32[self + GeneratorField.Code]! as Ref),
    },
  ];
}

/** Before 3.12 the code is a plain field. */
export function codeMember(prefix: string): NativeMember {
  return { name: `${prefix}_code`, word: GeneratorField.Code, readonly: true, until: 11 };
}

/** `__del__`: the finalizer as a method. */
export function delWrapper(finalize: (rt: Runtime, object: Ref) => void): NativeFunction {
  return noArgs('__del__', (rt, self) => {
    finalize(rt, self);
    return rt.none();
  });
}

export function generatorRepr(rt: Runtime, self: Ref): Maybe {
  const name = rt.text(rt.i32[self + GeneratorField.Qualname]! as Ref);
  return rt.str(`<${rt.typeOf(self).name} object ${name} at 0x${(self * 4).toString(16)}>`);
}

/** __sizeof__: the header, and the slots of the frame. */
export function generatorSize(): NativeFunction {
  return noArgs('__sizeof__', (rt, self) =>
    rt.sizeToInt(GENERATOR_BYTES + 8 * rt.i32[self + GeneratorField.Capacity]!),
  );
}

const send = oneArg('send', generatorSend);

const throwMethod = positional('throw', 1, 3, (rt, self, args, count) => {
  if (!warnOldThrow(rt, 'throw', count)) return 0;
  const value = generatorThrow(rt, self, args, count);
  return yieldedOrStop(rt, self, value);
});

const close = noArgs('close', generatorClose);

const generatorType: BuiltinDefinition = {
  key: 'generator',
  generic: true,
  genericSince: 12,
  final: true,
  layout: (rt) => generatorLayout(rt, finalizeGenerator),
  slots: { iter: (rt, self) => rt.incref(self), next: generatorNext, repr: generatorRepr },
  methods: [send, throwMethod, close, generatorSize()],
  wrappers: [delWrapper(finalizeGenerator)],
  attributes: inspection('gi', 'gi_yieldfrom'),
  members: [codeMember('gi')],
};

/** PyCoroWrapper: what `coroutine.__await__()` returns. */
const enum WrapperField {
  Coroutine = 4,
}

const wrapped = (rt: Runtime, self: Ref): Ref => rt.i32[self + WrapperField.Coroutine]! as Ref;

function newWrapper(rt: Runtime, coroutine: Ref): Maybe {
  const wrapper = rt.heap.objects.allocate(rt.builtin.coroutine_wrapper.typeId);
  if (wrapper === 0) return rt.noMemory();
  rt.i32[wrapper + WrapperField.Coroutine] = rt.incref(coroutine);
  rt.heap.objects.track(wrapper);
  return wrapper;
}

const coroutineType: BuiltinDefinition = {
  key: 'coroutine',
  generic: true,
  genericSince: 12,
  final: true,
  layout: (rt) => generatorLayout(rt, finalizeGenerator),
  slots: { repr: generatorRepr },
  methods: [send, throwMethod, close, generatorSize(), noArgs('__await__', newWrapper)],
  wrappers: [delWrapper(finalizeGenerator)],
  members: [codeMember('cr'), { name: 'cr_origin', word: GeneratorField.Origin, readonly: true }],
  attributes: inspection('cr', 'cr_await'),
};

const wrapperType: BuiltinDefinition = {
  key: 'coroutine_wrapper',
  final: true,
  layout: () => ({ basicSize: 24, gc: true, slots: [WrapperField.Coroutine * 4] }),
  slots: {
    iter: (rt, self) => rt.incref(self),
    next: (rt, self) => generatorNext(rt, wrapped(rt, self)),
  },
  methods: [
    oneArg('send', (rt, self, value) => generatorSend(rt, wrapped(rt, self), value)),
    positional('throw', 1, 3, (rt, self, args, count) =>
      warnOldThrow(rt, 'throw', count)
        ? yieldedOrStop(rt, wrapped(rt, self), generatorThrow(rt, wrapped(rt, self), args, count))
        : 0,
    ),
    noArgs('close', (rt, self) => generatorClose(rt, wrapped(rt, self))),
  ],
};

export const generatorTypes: readonly BuiltinDefinition[] = [generatorType, coroutineType, wrapperType];
