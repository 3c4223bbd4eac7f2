import * as fs from 'node:fs';

/** Milliseconds to wait for input that is not there yet: at first, and at most. */
const FIRST_WAIT = 1;
const LONGEST_WAIT = 10;

const waiter = new Int32Array(new SharedArrayBuffer(4));

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/**
 * Standard input. A read that blocks could not be interrupted by a signal, for the thread that reads never sees one: terminals and
 * pipes are opened anew, so that reading them does not block, and asked again and again.
 */
export class Input {
  /** Whether a signal came. */
  interrupted: () => boolean = () => false;
  #fd: number | undefined;

  /** How many bytes came; 0 at the end. Waits for the first one. @throws EINTR if a signal came meanwhile */
  read(into: Uint8Array): number {
    this.#fd ??= openUnblocked();
    for (let wait = FIRST_WAIT; ; wait = Math.min(2 * wait, LONGEST_WAIT)) {
      try {
        return fs.readSync(this.#fd, into);
      } catch (error) {
        const code = codeOf(error);
        if (code === 'EOF') return 0;
        if (code !== 'EAGAIN') throw error;
      }
      if (this.interrupted()) throw Object.assign(new Error('EINTR'), { code: 'EINTR' });
      Atomics.wait(waiter, 0, 0, wait);
    }
  }
}

/** Descriptor of standard input that does not block, if the system can give one for what it is. */
function openUnblocked(): number {
  try {
    const status = fs.fstatSync(0);
    if (!status.isFIFO() && !status.isCharacterDevice()) return 0;
    return fs.openSync('/proc/self/fd/0', fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
  } catch {
    return 0;
  }
}
