import type { Ref } from '@uroboros/heap';
import { Pending, StaticArea } from '@uroboros/heap/internal';
import { newFrameObject } from '../objects/frameobject.js';
import { intFromNumber } from '../objects/int.js';
import { listItem, listSize, newList } from '../objects/list.js';
import { raiseOsError } from '../objects/os-error.js';
import { Frame } from './frame.js';
import { keepContainer } from './kept.js';
import type { Runtime } from './runtime.js';

/**
 * Signals. The host trips one at any moment, also in the middle of running code; its handler runs at the next safepoint. A signal
 * that comes again before that counts once.
 */

/** Number of signals, with the 0 that is none (NSIG). */
export const NSIG = 65;
export const SIGINT = 2;

/** The bit of the pending word. */
const SIGNAL = Pending.Embedder;

/** What the host can do about signals. */
export interface HostSignals {
  /** What is to happen when a signal comes to the process: the system's default, nothing, or {@link Runtime.trip}. */
  listen(signum: number, action: 'default' | 'ignore' | 'trip'): void;
  /** Sends a signal to the process, whose default is to happen: returns if the process survives it. */
  raise(signum: number): void;
  /** Trips SIGALRM after so many seconds, and then again and again if `interval` is not 0. Replaces what was set; 0: never. */
  alarm(seconds: number, interval: number): void;
}

/** The signals that came and were not handled yet. */
export class Tripped {
  readonly #came = new Uint8Array(NSIG);
  any = false;

  add(signum: number): void {
    this.#came[signum] = 1;
    this.any = true;
  }

  /** The lowest that came, taken out; 0 if none is left. */
  take(): number {
    const signum = this.#came.indexOf(1);
    if (signum < 0) {
      this.any = false;
      return 0;
    }
    this.#came[signum] = 0;
    return signum;
  }
}

const tables = new WeakMap<Runtime, Ref>();

/**
 * The list of handlers by number, which no program sees: None for what was not set by Python. 0 before the module _signal is
 * there, and after the end of the program.
 */
export function handlerTable(rt: Runtime): Ref | 0 {
  const table = tables.get(rt);
  return table === undefined || listSize(rt, table) === 0 ? 0 : table;
}

export function makeHandlerTable(rt: Runtime): Ref | 0 {
  const list = newList(rt, NSIG);
  if (list === 0) return 0;
  tables.set(rt, keepContainer(rt, list));
  return list;
}

const wakeups = new WeakMap<Runtime, (signum: number) => void>();

/** What is told of each signal when it comes, before its handler runs (signal.set_wakeup_fd). */
export function setWakeup(rt: Runtime, wake: ((signum: number) => void) | undefined): void {
  if (wake === undefined) wakeups.delete(rt);
  else wakeups.set(rt, wake);
}

/** A signal came: may be called at any moment. */
export function trip(rt: Runtime, signum: number): void {
  rt.tripped.add(signum);
  wakeups.get(rt)?.(signum);
  rt.i32[StaticArea.Pending] = rt.i32[StaticArea.Pending]! | SIGNAL;
}

/** Runs the handlers of all signals that came; false if one raised: the others run at the next safepoint. */
export function runSignalHandlers(rt: Runtime): boolean {
  const { i32 } = rt;
  i32[StaticArea.Pending] = i32[StaticArea.Pending]! & ~SIGNAL;
  for (let signum = rt.tripped.take(); signum !== 0; signum = rt.tripped.take()) {
    if (runHandler(rt, signum)) continue;
    if (rt.tripped.any) i32[StaticArea.Pending] = i32[StaticArea.Pending]! | SIGNAL;
    return false;
  }
  return true;
}

function runHandler(rt: Runtime, signum: number): boolean {
  const table = handlerTable(rt);
  if (table === 0) {
    if (signum === SIGINT) rt.raiseBare('KeyboardInterrupt');
    return signum !== SIGINT;
  }
  const handler = listItem(rt, table, signum);
  if (!rt.isCallable(handler)) return true;
  const mark = rt.mark();
  rt.hold(rt.incref(handler));
  const number = rt.hold(intFromNumber(rt, signum) as Ref);
  const fp = rt.frame;
  const frame = rt.i32[fp + Frame.Compiled] === 0 ? rt.none() : newFrameObject(rt, fp);
  const result = frame === 0 ? 0 : rt.call(handler, number, rt.hold(frame));
  rt.drop(result);
  rt.releaseTo(mark);
  return result !== 0;
}

/**
 * Runs a call of the system that a signal can interrupt: it throws EINTR then, the handlers run, and it is called again (PEP 475).
 * Undefined after an exception.
 */
export function interruptible<T>(rt: Runtime, run: () => T): T | undefined {
  for (;;) {
    try {
      return run();
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (typeof code !== 'string' || !/^E[A-Z0-9]+$/.test(code)) throw error;
      if (code !== 'EINTR') {
        raiseOsError(rt, code);
        return undefined;
      }
      if (!rt.safepoint()) return undefined;
    }
  }
}

/** Waits for so many seconds; handlers of signals run meanwhile. False if one raised. */
export function sleepInterruptibly(rt: Runtime, seconds: number): boolean {
  const end = rt.host.monotonic() + seconds;
  for (let left = seconds; left > 0; left = end - rt.host.monotonic()) {
    rt.host.sleep(left, () => rt.tripped.any);
    if (rt.tripped.any && !rt.safepoint()) return false;
  }
  return true;
}
