import type { Ref } from '@uroboros/heap';
import { byteAddress } from '@uroboros/heap';
import { bindParameters, cInt } from '../objects/arguments.js';
import { dictSet, isDict } from '../objects/dict.js';
import { newFloat } from '../objects/float.js';
import { intFromNumber } from '../objects/int.js';
import { type NativeFunction, noArgs, oneArg } from '../objects/native.js';
import { isTuple, tupleOf } from '../objects/tuple.js';
import type { TypeObject } from '../objects/typeobject.js';
import { indexOf } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { sleepInterruptibly } from '../runtime/signals.js';
import { allocInstance } from '../runtime/types.js';
import { functionNoArgs, functionOneArg, functionPositional } from './functions.js';
import { type NativeModule, storeOwned } from './module.js';
import { type NativeTypeDefinition, nativeType } from './native-type.js';
import { timeoutOf } from './timeout.js';

/**
 * The module _thread. There is one thread: locks count and complain as everywhere, but waiting for a lock that nobody can
 * release any more is an error, and so is starting a thread.
 */

/** What get_ident() gives: any number but 0 serves. */
const MAIN_THREAD = 140_737_353_983_808;
/** PY_TIMEOUT_MAX in seconds. */
const TIMEOUT_MAX = 9_223_372_036;

const address = (object: Ref): string => `0x${byteAddress(object).toString(16)}`;

// Arguments of acquire ----------------------------------------------------------------------------------------------------

/** Seconds to wait, −1 for ever, 0 not at all; undefined on error. */
function waitArguments(rt: Runtime, args: number, count: number, kwnames: Maybe): number | undefined {
  const parameters = { function: 'acquire', names: ['blocking', 'timeout'], required: 0 };
  const values = bindParameters(rt, parameters, args, count, kwnames);
  if (values === undefined) return undefined;
  const blocking = values[0] ? truthArgument(rt, values[0]) : 1;
  if (blocking < 0) return undefined;
  const timeout = values[1] ? timeoutOf(rt, values[1]) : -1;
  if (timeout === undefined) return undefined;
  if (blocking === 0 && timeout !== -1) return refuse(rt, "can't specify a timeout for a non-blocking call");
  if (timeout < 0 && timeout !== -1) {
    const sign = rt.profile.versionInfo[1] >= 13 ? 'a non-negative number' : 'positive';
    return refuse(rt, `timeout value must be ${sign}`);
  }
  if (timeout > TIMEOUT_MAX) {
    rt.raise('OverflowError', 'timeout value is too large');
    return undefined;
  }
  return blocking === 0 ? 0 : timeout;
}

function refuse(rt: Runtime, message: string): undefined {
  rt.raise('ValueError', message);
  return undefined;
}

/** Until 3.11 the flag was a C int. */
function truthArgument(rt: Runtime, value: Ref): number {
  if (rt.profile.versionInfo[1] >= 12) return rt.isTrue(value);
  const number = cInt(rt, value);
  return number === undefined ? -1 : number === 0 ? 0 : 1;
}

/** Waits for a lock that only this thread could release: False after the time, an error if that never ends. */
function waitInVain(rt: Runtime, seconds: number): Maybe {
  if (seconds < 0) {
    return rt.raise('RuntimeError', 'deadlock: the lock is held, and there is no other thread that could release it');
  }
  return sleepInterruptibly(rt, seconds) ? rt.bool(false) : 0;
}

/** A method that also has older names. */
function named(names: readonly string[], method: NativeFunction): NativeFunction[] {
  return names.map((name) => ({ ...method, name }));
}

/** `__exit__`, which takes whatever it is given. */
function exitMethod(code: (rt: Runtime, self: Ref) => Maybe): NativeFunction {
  return { name: '__exit__', doc: undefined, signature: '', code: (rt, args) => code(rt, rt.i32[args]! as Ref) };
}

function acquireMethod(code: (rt: Runtime, self: Ref, seconds: number) => Maybe): NativeFunction {
  return {
    name: 'acquire',
    doc: 'Lock the lock: wait until it is free, or for a time.',
    signature: '',
    code: (rt, args, count, kwnames) => {
      const self = rt.i32[args]! as Ref;
      const seconds = waitArguments(rt, args + 2, count - 1, kwnames);
      return seconds === undefined ? 0 : code(rt, self, seconds);
    },
  };
}

// Locks --------------------------------------------------------------------------------------------------------------------

const LOCKED = 8;

function acquireLock(rt: Runtime, self: Ref, seconds: number): Maybe {
  if (rt.i32[self + LOCKED] !== 0) return waitInVain(rt, seconds);
  rt.i32[self + LOCKED] = 1;
  return rt.bool(true);
}

function releaseLock(rt: Runtime, self: Ref): Maybe {
  if (rt.i32[self + LOCKED] === 0) return rt.raise('RuntimeError', 'release unlocked lock');
  rt.i32[self + LOCKED] = 0;
  return rt.none();
}

function newLock(rt: Runtime): Maybe {
  return allocInstance(rt, nativeType(rt, lockType));
}

const lockType: NativeTypeDefinition = {
  name: '_thread.lock',
  doc: 'A lock object is a synchronization primitive.',
  final: true,
  layout: () => ({ basicSize: 40, gc: true, weakList: 24 }),
  slots: {
    // Under every profile: the library, which is 3.13's, calls it.
    new: (rt, _type, _args, count, kwnames) => {
      if (count > 0 || kwnames !== 0) return rt.raise('TypeError', `lock expected 0 arguments, got ${count}`);
      return newLock(rt);
    },
    repr: (rt, self) => {
      const state = rt.i32[self + LOCKED] === 0 ? 'unlocked' : 'locked';
      return rt.str(`<${state} ${rt.typeOf(self).name} object at ${address(self)}>`);
    },
  },
  methods: [
    ...named(['acquire', 'acquire_lock', '__enter__'], acquireMethod(acquireLock)),
    ...['release', 'release_lock'].map((name) => noArgs(name, releaseLock)),
    ...['locked', 'locked_lock'].map((name) => noArgs(name, (rt, self) => rt.bool(rt.i32[self + LOCKED] !== 0))),
    exitMethod(releaseLock),
    noArgs('_at_fork_reinit', (rt, self) => {
      rt.i32[self + LOCKED] = 0;
      return rt.none();
    }),
  ],
};

// Re-entrant locks ---------------------------------------------------------------------------------------------------------

/** How often the lock was acquired. The owner can only be the one thread. */
const COUNT = 8;

function acquireRLock(rt: Runtime, self: Ref): Maybe {
  rt.i32[self + COUNT] = rt.i32[self + COUNT]! + 1;
  return rt.bool(true);
}

function releaseRLock(rt: Runtime, self: Ref): Maybe {
  if (rt.i32[self + COUNT] === 0) return rt.raise('RuntimeError', 'cannot release un-acquired lock');
  rt.i32[self + COUNT] = rt.i32[self + COUNT]! - 1;
  return rt.none();
}

/** (count, owner) of a lock that is released as a whole, for conditions. */
function releaseSave(rt: Runtime, self: Ref): Maybe {
  const count = rt.i32[self + COUNT]!;
  if (count === 0) return rt.raise('RuntimeError', 'cannot release un-acquired lock');
  const mark = rt.mark();
  const times = intFromNumber(rt, count);
  if (times === 0) return 0;
  rt.hold(times);
  const owner = intFromNumber(rt, MAIN_THREAD);
  if (owner === 0) return rt.finish(mark, 0);
  rt.hold(owner);
  rt.i32[self + COUNT] = 0;
  return rt.finish(mark, tupleOf(rt, times, owner));
}

function acquireRestore(rt: Runtime, self: Ref, state: Ref): Maybe {
  if (!isTuple(rt, state) || rt.tupleSize(state) !== 2) {
    return rt.raise('TypeError', '_acquire_restore() argument 1 must be 2-item tuple');
  }
  const count = cInt(rt, rt.tupleItem(state, 0));
  if (count === undefined) return 0;
  rt.i32[self + COUNT] = count;
  return rt.none();
}

const rlockType: NativeTypeDefinition = {
  name: '_thread.RLock',
  layout: () => ({ basicSize: 48, gc: true, weakList: 40 }),
  slots: {
    new: (rt, type) => allocInstance(rt, type),
    init: () => true,
    repr: (rt, self) => {
      const count = rt.i32[self + COUNT]!;
      const owner = count === 0 ? 0 : MAIN_THREAD;
      const state = count === 0 ? 'unlocked' : 'locked';
      return rt.str(`<${state} ${rt.typeOf(self).name} object owner=${owner} count=${count} at ${address(self)}>`);
    },
  },
  methods: [
    ...named(['acquire', '__enter__'], acquireMethod(acquireRLock)),
    noArgs('release', releaseRLock),
    exitMethod(releaseRLock),
    noArgs('_is_owned', (rt, self) => rt.bool(rt.i32[self + COUNT] !== 0)),
    noArgs('_recursion_count', (rt, self) => intFromNumber(rt, rt.i32[self + COUNT]!)),
    noArgs('_release_save', releaseSave),
    oneArg('_acquire_restore', acquireRestore),
    noArgs('_at_fork_reinit', (rt, self) => {
      rt.i32[self + COUNT] = 0;
      return rt.none();
    }),
  ],
};

// Local data -----------------------------------------------------------------------------------------------------------------

/** Word of the dictionary: one, because there is one thread. */
const LOCAL_DICT = 10;

function newLocal(rt: Runtime, type: TypeObject, _args: number, count: number, kwnames: Maybe): Maybe {
  if ((count > 0 || kwnames !== 0) && type.slots.init === rt.builtin.object.slots.init) {
    return rt.raise('TypeError', 'Initialization arguments are not supported');
  }
  return allocInstance(rt, type);
}

const localType: NativeTypeDefinition = {
  name: '_thread._local',
  doc: 'Thread-local data',
  dict: LOCAL_DICT,
  layout: () => ({ basicSize: 56, gc: true, slots: [LOCAL_DICT * 4], weakList: 32 }),
  slots: { new: newLocal },
  attributes: [{ name: '__dict__', get: (rt, self) => rt.increfMaybe(rt.instanceDict(self)) }],
};

// Handles of threads -----------------------------------------------------------------------------------------------------------

/** Whether the thread is known to have ended; and whether it ever was one. */
const enum Handle {
  Done = 4,
  Known = 5,
}

const handleType: NativeTypeDefinition = {
  name: '_thread._ThreadHandle',
  doc: 'The handle of a thread: here, of the one there is.',
  final: true,
  layout: () => ({ basicSize: 24, gc: true }),
  slots: {
    new: (rt, type) => allocInstance(rt, type),
    repr: (rt, self) => {
      const ident = rt.i32[self + Handle.Known] === 0 ? 0 : MAIN_THREAD;
      return rt.str(`<_ThreadHandle object: ident=${ident}>`);
    },
  },
  methods: [
    {
      name: 'join',
      doc: undefined,
      signature: '',
      code: (rt, args) => {
        const done = rt.i32[(rt.i32[args]! as Ref) + Handle.Done] !== 0;
        return done ? rt.none() : rt.raise('RuntimeError', 'Cannot join current thread');
      },
    },
    noArgs('is_done', (rt, self) => rt.bool(rt.i32[self + Handle.Done] !== 0)),
    noArgs('_set_done', (rt, self) => {
      rt.i32[self + Handle.Done] = 1;
      return rt.none();
    }),
  ],
  attributes: [
    {
      name: 'ident',
      get: (rt, self) => intFromNumber(rt, rt.i32[self + Handle.Known] === 0 ? 0 : MAIN_THREAD),
    },
  ],
};

// The module -----------------------------------------------------------------------------------------------------------------

function noThreads(rt: Runtime): 0 {
  return rt.raise('RuntimeError', "can't start new thread: Uroboros runs Python in one thread");
}

const startThread = (name: string): NativeFunction =>
  functionPositional('', name, 2, 3, (rt, args, count) => {
    const [fn, values, kwargs] = [0, 2, 4].map((word) => rt.i32[args + word]! as Ref) as [Ref, Ref, Ref];
    if (!rt.isCallable(fn)) return rt.raise('TypeError', 'first arg must be callable');
    if (!isTuple(rt, values)) return rt.raise('TypeError', '2nd arg must be a tuple');
    if (count === 3 && !isDict(rt, kwargs)) return rt.raise('TypeError', 'optional 3rd arg must be a dictionary');
    return noThreads(rt);
  });

const no = (name: string, code: (rt: Runtime) => Maybe): NativeFunction => functionNoArgs('_thread', name, code);
const identity = (rt: Runtime): Maybe => intFromNumber(rt, MAIN_THREAD);
const exit = (rt: Runtime): Maybe => rt.raiseBare('SystemExit');

const stackSize = functionPositional('', 'stack_size', 0, 1, (rt, args, count) => {
  const size = count === 0 ? 0 : cInt(rt, rt.i32[args]! as Ref);
  if (size === undefined) return 0;
  if (size < 0) return rt.raise('ValueError', 'size must be 0 or a positive value');
  return size === 0 ? intFromNumber(rt, 0) : rt.raise('ValueError', `size not valid: ${size} bytes`);
});

const makeHandle = functionOneArg('_thread', '_make_thread_handle', (rt, ident) => {
  const number = indexOf(rt, ident);
  if (number === 0) return 0;
  rt.decref(number);
  const handle = allocInstance(rt, nativeType(rt, handleType));
  if (handle !== 0) rt.i32[handle + Handle.Known] = 1;
  return handle;
});

/** The module _thread. */
export const threadModule: NativeModule = {
  name: '_thread',
  doc: 'This module provides primitive operations to write multi-threaded programs.',
  functions: [
    no('allocate_lock', newLock),
    no('allocate', newLock),
    no('get_ident', identity),
    no('get_native_id', (rt) => intFromNumber(rt, 1)),
    no('_get_main_thread_ident', identity),
    no('_is_main_interpreter', (rt) => rt.bool(true)),
    no('daemon_threads_allowed', (rt) => rt.bool(true)),
    no('_count', (rt) => intFromNumber(rt, 0)),
    no('_shutdown', (rt) => rt.none()),
    no('exit', exit),
    no('exit_thread', exit),
    functionPositional('', 'interrupt_main', 0, 1, (rt) => rt.raiseBare('KeyboardInterrupt')),
    stackSize,
    startThread('start_new_thread'),
    startThread('start_new'),
    { name: 'start_joinable_thread', doc: undefined, signature: '', code: noThreads },
    makeHandle,
  ],
  init: (rt, dict) => {
    const lock = nativeType(rt, lockType).ref;
    const types: (readonly [string, Ref])[] = [
      ['LockType', lock],
      ['lock', lock],
      ['RLock', nativeType(rt, rlockType).ref],
      ['_local', nativeType(rt, localType).ref],
      ['_ThreadHandle', nativeType(rt, handleType).ref],
      ['error', rt.builtin.RuntimeError.ref],
    ];
    return (
      types.every(([name, type]) => dictSet(rt, dict, rt.name(name), type)) &&
      storeOwned(rt, dict, 'TIMEOUT_MAX', newFloat(rt, TIMEOUT_MAX))
    );
  },
};
