import { raiseOsErrorText } from '../../objects/os-error.js';
import type { Runtime } from '../../runtime/runtime.js';

/**
 * Waiting for an end: only time and the handlers of signals pass meanwhile, because there is one thread. Where the host passes a
 * process's signals on, Ctrl-C ends a wait without end; elsewhere nothing could, and that is an error.
 */

/** Seconds of one wait without an end. */
const LONG = 3600;

/** What is said of a wait that nothing could end. */
const FOR_EVER =
  'this would wait for ever: there is one thread, no socket reaches outside, and no signal comes that could end it';

/** Waits until something is so, or for a time (Infinity: without end): whether it is so. Undefined after an exception. */
export function waitUntil(rt: Runtime, isSo: () => boolean, seconds: number): boolean | undefined {
  const end = rt.host.monotonic() + seconds;
  while (!isSo()) {
    const left = end - rt.host.monotonic();
    if (left <= 0) return false;
    if (left === Number.POSITIVE_INFINITY && rt.host.signals === undefined) {
      raiseOsErrorText(rt, 'EDEADLK', FOR_EVER);
      return undefined;
    }
    rt.host.sleep(Math.min(left, LONG), () => rt.tripped.any);
    if (rt.tripped.any && !rt.safepoint()) return undefined;
  }
  return true;
}
