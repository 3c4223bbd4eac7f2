import type { Ref } from '@uroboros/heap';
import { cInt } from '../objects/arguments.js';
import { dictGetStr, dictSet } from '../objects/dict.js';
import { newFloat } from '../objects/float.js';
import { doubleOf } from '../objects/float-type.js';
import { intFromNumber } from '../objects/int.js';
import { listItem, listSetItem } from '../objects/list.js';
import { keywords, type NativeFunction } from '../objects/native.js';
import { raiseOsError, raiseOsErrorText } from '../objects/os-error.js';
import { newSet, setAdd } from '../objects/set.js';
import { tupleOf } from '../objects/tuple.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import {
  handlerTable,
  makeHandlerTable,
  NSIG,
  runSignalHandlers,
  SIGINT,
  setWakeup,
  trip,
} from '../runtime/signals.js';
import { functionNoArgs, functionOneArg, functionPositional } from './functions.js';
import { type NativeModule, storeOwned } from './module.js';
import { newExceptionClass } from './native-type.js';
import { endsOf, isEndNumber } from './sockets/ends.js';

/**
 * The module _signal. Handlers run at safepoints (`runtime/signals.ts`); what a signal does that has none is the system's affair,
 * which the host reaches.
 */

const SIG_DFL = 0;
const SIG_IGN = 1;
const SIGKILL = 9;
const SIGPIPE = 13;
const SIGSTOP = 19;
const SIGXFSZ = 25;
/** What the C library keeps for itself. */
const RESERVED: readonly number[] = [32, 33];
/** SIGCHLD, SIGCONT, SIGURG, SIGWINCH: by default nothing happens. */
const IGNORED_BY_DEFAULT: readonly number[] = [17, 18, 23, 28];

/** Names and numbers in CPython's order. */
const CONSTANTS =
  'NSIG=65 SIG_BLOCK=0 SIG_UNBLOCK=1 SIG_SETMASK=2 SIGHUP=1 SIGINT=2 SIGQUIT=3 SIGILL=4 SIGTRAP=5 SIGIOT=6 SIGABRT=6 ' +
  'SIGFPE=8 SIGKILL=9 SIGBUS=7 SIGSEGV=11 SIGSYS=31 SIGPIPE=13 SIGALRM=14 SIGTERM=15 SIGUSR1=10 SIGUSR2=12 SIGCLD=17 ' +
  'SIGCHLD=17 SIGPWR=30 SIGIO=29 SIGURG=23 SIGWINCH=28 SIGPOLL=29 SIGSTOP=19 SIGTSTP=20 SIGCONT=18 SIGTTIN=21 SIGTTOU=22 ' +
  'SIGVTALRM=26 SIGPROF=27 SIGXCPU=24 SIGXFSZ=25 SIGRTMIN=34 SIGRTMAX=64 SIGSTKFLT=16 ITIMER_REAL=0 ITIMER_VIRTUAL=1 ' +
  'ITIMER_PROF=2 SIG_DFL=0 SIG_IGN=1';

/** strsignal(3), from number 1 on. */
const DESCRIPTIONS: readonly string[] = [
  'Hangup',
  'Interrupt',
  'Quit',
  'Illegal instruction',
  'Trace/breakpoint trap',
  'Aborted',
  'Bus error',
  'Floating point exception',
  'Killed',
  'User defined signal 1',
  'Segmentation fault',
  'User defined signal 2',
  'Broken pipe',
  'Alarm clock',
  'Terminated',
  'Stack fault',
  'Child exited',
  'Continued',
  'Stopped (signal)',
  'Stopped',
  'Stopped (tty input)',
  'Stopped (tty output)',
  'Urgent I/O condition',
  'CPU time limit exceeded',
  'File size limit exceeded',
  'Virtual timer expired',
  'Profiling timer expired',
  'Window changed',
  'I/O possible',
  'Power failure',
  'Bad system call',
];

const FIRST_REALTIME = 34;

function numberArgument(rt: Runtime, value: Ref): number | undefined {
  const signum = cInt(rt, value);
  if (signum === undefined) return undefined;
  if (signum >= 1 && signum < NSIG) return signum;
  rt.raise('ValueError', 'signal number out of range');
  return undefined;
}

/** Which of SIG_DFL and SIG_IGN a handler is; −1 if neither. They are ints for C, members of an enum for programs. */
function actionOf(rt: Runtime, handler: Ref): number {
  if (!rt.typeOf(handler).isSubtypeOf(rt.builtin.int)) return -1;
  const value = cInt(rt, handler);
  if (value === SIG_DFL || value === SIG_IGN) return value;
  rt.clearError();
  return -1;
}

const setHandler = functionPositional('_signal', 'signal', 2, 2, (rt, args) => {
  const signum = cInt(rt, rt.i32[args]! as Ref);
  if (signum === undefined) return 0;
  const handler = rt.i32[args + 2]! as Ref;
  const action = actionOf(rt, handler);
  if (action < 0 && !rt.isCallable(handler)) {
    return rt.raise('TypeError', 'signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object');
  }
  if (signum < 1 || signum >= NSIG) return rt.raise('ValueError', 'signal number out of range');
  if (rt.tripped.any && !runSignalHandlers(rt)) return 0;
  if (signum === SIGKILL || signum === SIGSTOP || RESERVED.includes(signum)) return raiseOsError(rt, 'EINVAL');
  rt.host.signals?.listen(signum, action === SIG_DFL ? 'default' : action === SIG_IGN ? 'ignore' : 'trip');
  const table = handlerTable(rt) as Ref;
  const before = rt.incref(listItem(rt, table, signum));
  const mark = rt.mark();
  rt.hold(before);
  listSetItem(rt, table, signum, action < 0 ? rt.incref(handler) : (intFromNumber(rt, action) as Ref));
  return rt.finish(mark, rt.incref(before));
});

/** Sends a signal to this process: a handler runs at once. */
export function raiseSignal(rt: Runtime, signum: number): Maybe {
  const table = handlerTable(rt);
  const handler = table === 0 ? 0 : listItem(rt, table, signum);
  const catches = handler === 0 ? signum === SIGINT : rt.isCallable(handler);
  if (catches) {
    trip(rt, signum);
    return runSignalHandlers(rt) ? rt.none() : 0;
  }
  const ignored = handler !== 0 && handler !== rt.None && actionOf(rt, handler) === SIG_IGN;
  if (ignored || IGNORED_BY_DEFAULT.includes(signum)) return rt.none();
  if (rt.host.signals === undefined) {
    return rt.raise('NotImplementedError', `this Python has no process that signal ${signum} could end`);
  }
  rt.host.signals.raise(signum);
  return rt.none();
}

const raise = functionOneArg('_signal', 'raise_signal', (rt, value) => {
  const signum = cInt(rt, value);
  if (signum === undefined) return 0;
  if (signum === 0) return rt.none();
  if (signum < 0 || signum >= NSIG) return raiseOsError(rt, 'EINVAL');
  return raiseSignal(rt, signum);
});

const getHandler = functionOneArg('_signal', 'getsignal', (rt, value) => {
  const signum = numberArgument(rt, value);
  return signum === undefined ? 0 : rt.incref(listItem(rt, handlerTable(rt) as Ref, signum));
});

/** Nothing to set: a call of the system that a signal interrupts is made again by Python. */
const siginterrupt = functionPositional('_signal', 'siginterrupt', 2, 2, (rt, args) => {
  const signum = numberArgument(rt, rt.i32[args]! as Ref);
  if (signum === undefined || cInt(rt, rt.i32[args + 2]! as Ref) === undefined) return 0;
  const fixed = signum === SIGKILL || signum === SIGSTOP || RESERVED.includes(signum);
  return fixed ? raiseOsError(rt, 'EINVAL') : rt.none();
});

// The wakeup descriptor ---------------------------------------------------------------------------------------------------

const NO_DESCRIPTOR = -1;
const wakeupDescriptors = new WeakMap<Runtime, number>();

/** False and an exception unless signals can be written to a descriptor: only to an end of a pair that does not block. */
function checkWakeup(rt: Runtime, descriptor: number): boolean {
  const end = endsOf(rt).get(descriptor);
  if (end === undefined && isEndNumber(descriptor)) raiseOsError(rt, 'EBADF');
  else if (end === undefined) {
    raiseOsErrorText(rt, 'ENOSYS', 'signals can only wake an end of a socket.socketpair() in Uroboros');
  } else if (!end.nonBlocking) rt.raise('ValueError', `the fd ${descriptor} must be in non-blocking mode`);
  return !rt.failed;
}

const setWakeupDescriptor = keywords('set_wakeup_fd', 'fd, /, *, warn_on_full_buffer=True', (rt, values) => {
  const given = cInt(rt, values[0] as Ref);
  if (given === undefined) return 0;
  const descriptor = Math.max(given, NO_DESCRIPTOR);
  if (descriptor !== NO_DESCRIPTOR && !checkWakeup(rt, descriptor)) return 0;
  const before = wakeupDescriptors.get(rt) ?? NO_DESCRIPTOR;
  wakeupDescriptors.set(rt, descriptor);
  const wake = (signum: number): void => {
    const end = endsOf(rt).get(descriptor);
    if (end?.broken === false) end.write(Uint8Array.of(signum));
  };
  setWakeup(rt, descriptor === NO_DESCRIPTOR ? undefined : wake);
  return intFromNumber(rt, before);
});

const strsignal = functionOneArg('_signal', 'strsignal', (rt, value) => {
  const signum = numberArgument(rt, value);
  if (signum === undefined) return 0;
  if (RESERVED.includes(signum)) return rt.none();
  return rt.str(DESCRIPTIONS[signum - 1] ?? `Real-time signal ${signum - FIRST_REALTIME}`);
});

const validSignals = functionNoArgs('_signal', 'valid_signals', (rt) => {
  const set = newSet(rt, rt.builtin.set);
  if (set === 0) return 0;
  const mark = rt.mark();
  rt.hold(set);
  for (let signum = 1; signum < NSIG; signum++) {
    if (!RESERVED.includes(signum)) setAdd(rt, set, rt.smallInt(signum));
  }
  return rt.finish(mark, rt.incref(set));
});

const defaultIntHandler: NativeFunction = functionPositional('_signal', 'default_int_handler', 2, 2, (rt, args) =>
  cInt(rt, rt.i32[args]! as Ref) === undefined ? 0 : rt.raiseBare('KeyboardInterrupt'),
);

// The timer ---------------------------------------------------------------------------------------------------------------

/** The real-time timer: when it goes off, and how often then; seconds. */
interface Timer {
  end: number;
  interval: number;
}

const timers = new WeakMap<Runtime, Timer>();
const errors = new WeakMap<Runtime, Ref>();

/** Seconds left and the interval; zeros if the timer is off. */
function timerState(rt: Runtime): readonly [left: number, interval: number] {
  const timer = timers.get(rt);
  if (timer === undefined) return [0, 0];
  const late = rt.host.monotonic() - timer.end;
  if (late < 0) return [-late, timer.interval];
  if (timer.interval === 0) return [0, 0];
  return [timer.interval - (late % timer.interval), timer.interval];
}

/** False and NotImplementedError if the host has no timers. */
function setTimer(rt: Runtime, seconds: number, interval: number): boolean {
  if (rt.host.signals === undefined) {
    rt.raise('NotImplementedError', 'this Python has no timer that could send a signal');
    return false;
  }
  rt.host.signals.alarm(seconds, interval);
  if (seconds === 0) timers.delete(rt);
  else timers.set(rt, { end: rt.host.monotonic() + seconds, interval });
  return true;
}

function timerTuple(rt: Runtime, [left, interval]: readonly [number, number]): Maybe {
  const mark = rt.mark();
  const parts = [newFloat(rt, left), newFloat(rt, interval)];
  for (const part of parts) if (part !== 0) rt.hold(part);
  return rt.finish(mark, parts.includes(0) ? 0 : tupleOf(rt, ...(parts as Ref[])));
}

/** False and an error unless the number means the timer of real time. */
function checkTimer(rt: Runtime, which: number): boolean {
  if (which === 0) return true;
  if (which === 1 || which === 2)
    rt.raise('NotImplementedError', 'Uroboros does not measure the time of the processor');
  else raiseTimerError(rt);
  return false;
}

function raiseTimerError(rt: Runtime): 0 {
  const number = rt.smallInt(22);
  const text = rt.str('Invalid argument');
  if (text === 0) return 0;
  const mark = rt.mark();
  rt.hold(text);
  const error = rt.call(errors.get(rt) as Ref, number, text);
  rt.releaseTo(mark);
  return error === 0 ? 0 : rt.setError(error);
}

const setitimer = functionPositional('_signal', 'setitimer', 2, 3, (rt, args, count) => {
  const which = cInt(rt, rt.i32[args]! as Ref);
  if (which === undefined) return 0;
  const seconds = doubleOf(rt, rt.i32[args + 2]! as Ref);
  if (seconds === undefined) return 0;
  const interval = count < 3 ? 0 : doubleOf(rt, rt.i32[args + 4]! as Ref);
  if (interval === undefined) return 0;
  if (seconds < 0 || interval < 0) return raiseTimerError(rt);
  const before = timerState(rt);
  return checkTimer(rt, which) && setTimer(rt, seconds, interval) ? timerTuple(rt, before) : 0;
});

const getitimer = functionOneArg('_signal', 'getitimer', (rt, value) => {
  const which = cInt(rt, value);
  if (which === undefined || !checkTimer(rt, which)) return 0;
  return timerTuple(rt, timerState(rt));
});

const alarm = functionOneArg('_signal', 'alarm', (rt, value) => {
  const seconds = cInt(rt, value);
  if (seconds === undefined) return 0;
  const [left] = timerState(rt);
  return setTimer(rt, seconds, 0) ? intFromNumber(rt, Math.ceil(left)) : 0;
});

/** Seconds of one wait of pause(). */
const LONG = 3600;

const pause = functionNoArgs('_signal', 'pause', (rt) => {
  if (rt.host.signals === undefined) return rt.raise('NotImplementedError', 'no signal can come to this Python');
  while (!rt.tripped.any) rt.host.sleep(LONG, () => rt.tripped.any);
  return runSignalHandlers(rt) ? rt.none() : 0;
});

function fillTable(rt: Runtime, defaultHandler: Ref): boolean {
  const table = handlerTable(rt) || makeHandlerTable(rt);
  if (table === 0) return false;
  for (let signum = 0; signum < NSIG; signum++) {
    const ignored = signum === SIGPIPE || signum === SIGXFSZ;
    const foreign = signum === 0 || RESERVED.includes(signum);
    const handler = foreign ? rt.None : signum === SIGINT ? defaultHandler : rt.smallInt(ignored ? SIG_IGN : SIG_DFL);
    listSetItem(rt, table, signum, rt.incref(handler));
  }
  return true;
}

/** The module _signal; signal itself is the library's. */
export const signalModule: NativeModule = {
  name: '_signal',
  doc: 'This module provides mechanisms to use signal handlers in Python.',
  functions: [
    defaultIntHandler,
    alarm,
    setitimer,
    getitimer,
    setHandler,
    raise,
    strsignal,
    getHandler,
    siginterrupt,
    setWakeupDescriptor,
    pause,
    validSignals,
  ],
  init: (rt, dict) => {
    const error = newExceptionClass(rt, 'signal', 'itimer_error', rt.builtin.OSError.ref);
    if (error === 0) return false;
    errors.set(rt, error);
    return (
      CONSTANTS.split(' ').every((entry) => {
        const [name, value] = entry.split('=') as [string, string];
        return storeOwned(rt, dict, name, intFromNumber(rt, Number(value)));
      }) &&
      dictSet(rt, dict, rt.name('ItimerError'), error) &&
      fillTable(rt, dictGetStr(rt, dict, rt.name('default_int_handler')) as Ref)
    );
  },
};
