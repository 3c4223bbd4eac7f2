import type { HostSignals } from '@uroboros/python';

/** Signals where Python runs: what the thread asks the main one for, and the function that the main one calls (`signals.ts`). */

/** What the thread asks the main thread for. */
export type SignalRequest =
  | { readonly ask: 'listen'; readonly signum: number; readonly action: 'default' | 'ignore' | 'trip' }
  | { readonly ask: 'raise'; readonly signum: number }
  | { readonly ask: 'alarm'; readonly seconds: number; readonly interval: number };

/** What a thread answers in place of an exit code when the program ended by KeyboardInterrupt. */
export const INTERRUPTED = -2;

/** The global function that a signal calls. */
export const DOOR = '__uroborosSignal';

/** Seconds to wait for a signal that should end the process. */
const LAST_SECONDS = 5;

/** What the host of Python can do about signals. */
export function threadSignals(post: (request: SignalRequest) => void, sleep: (seconds: number) => void): HostSignals {
  return {
    listen: (signum, action) => post({ ask: 'listen', signum, action }),
    raise: (signum) => {
      post({ ask: 'raise', signum });
      sleep(LAST_SECONDS);
    },
    alarm: (seconds, interval) => post({ ask: 'alarm', seconds, interval }),
  };
}

/** Sets the function that a signal calls in this thread. */
export function receiveSignals(receive: (signum: number) => void): void {
  Object.defineProperty(globalThis, DOOR, {
    value: (signum: number) => {
      receive(signum);
      return true;
    },
    configurable: true,
  });
}
