import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';

/**
 * How the thread that runs a program hands the notes of its recording to the thread that writes them, without copying: a ring of logs in
 * shared memory, each with a word that says whose it is. What is told beside the notes goes through a port, always before the log that
 * speaks of it.
 */

/** Logs in the ring: so far the program may be ahead of the writer. */
const SLOTS = 16;

/** What a slot's word says besides the number of words that are to be written; 0: the slot is the program's. */
const enum Slot {
  Free = 0,
  /** The port has something that must be done before the program goes on. */
  Message = -1,
}

const PROGRAM_GONE = SLOTS;
const WRITER_GONE = SLOTS + 1;

/** Milliseconds after which a waiting thread looks whether the other is gone. */
const LOOK_MS = 200;

/** What both threads are given. */
export interface SharedSlots {
  /** A word for each slot, and one for each thread that is 1 when it is gone. */
  readonly control: SharedArrayBuffer;
  readonly logs: readonly SharedArrayBuffer[];
}

export function makeSlots(logWords: number): SharedSlots {
  return {
    control: new SharedArrayBuffer(4 * (SLOTS + 2)),
    logs: Array.from({ length: SLOTS }, () => new SharedArrayBuffer(4 * logWords)),
  };
}

/** Says that the program's thread is gone: no more will come. */
export function programGone({ control }: SharedSlots): void {
  Atomics.store(new Int32Array(control), PROGRAM_GONE, 1);
}

/** Says that the writer is gone: nobody takes what is handed over, and the program is to go on without. */
export function writerGone({ control }: SharedSlots): void {
  Atomics.store(new Int32Array(control), WRITER_GONE, 1);
}

/** What goes through the port. */
interface Posted {
  /** Logs that were handed over before. */
  readonly behind: number;
  readonly message: unknown;
}

/** The program's side. */
export class SlotSender {
  readonly #control: Int32Array;
  readonly #logs: readonly Int32Array[];
  readonly #port: MessagePort;
  #at = 0;
  /** Logs handed over. */
  #handed = 0;

  constructor({ control, logs }: SharedSlots, port: MessagePort) {
    this.#control = new Int32Array(control);
    this.#logs = logs.map((log) => new Int32Array(log));
    this.#port = port;
  }

  /** The log to write to. */
  get log(): Int32Array {
    return this.#logs[this.#at]!;
  }

  /** Hands the log over, filled so far, and waits for the next one to be free. */
  hand(words: number): Int32Array {
    this.#publish(words);
    this.#handed++;
    this.#at = (this.#at + 1) % SLOTS;
    this.#untilFree();
    return this.log;
  }

  post(message: unknown): void {
    const posted: Posted = { behind: this.#handed, message };
    this.#port.postMessage(posted);
  }

  /** Waits until the writer has read everything that was posted. */
  untilRead(): void {
    this.#publish(Slot.Message);
    this.#untilFree();
  }

  #publish(value: number): void {
    Atomics.store(this.#control, this.#at, value);
    Atomics.notify(this.#control, this.#at);
  }

  #untilFree(): void {
    for (;;) {
      const now = Atomics.load(this.#control, this.#at);
      if (now === Slot.Free || Atomics.load(this.#control, WRITER_GONE) === 1) return;
      Atomics.wait(this.#control, this.#at, now, LOOK_MS);
    }
  }
}

/**
 * The writer's side. A message comes behind the logs that were handed over before it was posted, however fast the threads are, so that the recording
 * of a run is the same each time; `onPause` is called when everything that was handed over before is done and the program waits, and says whether
 * that was all. Ends, too, when the program's thread is gone.
 */
export function receiveSlots(
  { control, logs }: SharedSlots,
  port: MessagePort,
  onMessage: (message: unknown) => void,
  onNotes: (log: Int32Array, words: number) => void,
  onPause: () => boolean,
): void {
  const states = new Int32Array(control);
  const views = logs.map((log) => new Int32Array(log));
  const posted: Posted[] = [];
  let at = 0;
  let taken = 0;
  for (;;) {
    Atomics.wait(states, at, Slot.Free, LOOK_MS);
    const words = Atomics.load(states, at);
    if (words === Slot.Free) {
      if (Atomics.load(states, PROGRAM_GONE) === 1) return;
      continue;
    }
    for (let message = receiveMessageOnPort(port); message !== undefined; message = receiveMessageOnPort(port))
      posted.push(message.message);
    while (posted.length > 0 && posted[0]!.behind <= taken) onMessage(posted.shift()!.message);
    let isOver = false;
    if (words > 0) onNotes(views[at]!, words);
    else isOver = onPause();
    Atomics.store(states, at, Slot.Free);
    Atomics.notify(states, at);
    if (isOver) return;
    if (words <= 0) continue;
    taken++;
    at = (at + 1) % SLOTS;
  }
}
