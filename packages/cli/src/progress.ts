/** Milliseconds of work after which it says what it is doing. */
const PATIENCE_MS = 1000;

/**
 * Says on a terminal what a command is doing, once that takes more than a second; the line goes away at the end. Elsewhere it says nothing: logs
 * need no progress.
 */
export class Progress {
  readonly #start = performance.now();
  readonly #stream: NodeJS.WriteStream;
  #shown = false;

  constructor(stream: NodeJS.WriteStream = process.stderr) {
    this.#stream = stream;
  }

  /** A phase begins. */
  phase(text: string): void {
    if (!this.#stream.isTTY || performance.now() - this.#start < PATIENCE_MS) return;
    this.#shown = true;
    this.#stream.write(`\r\u001b[K${text} …`);
  }

  /** The work is over: nothing is left on the line. */
  done(): void {
    if (this.#shown) this.#stream.write('\r\u001b[K');
    this.#shown = false;
  }
}
