import type { Answered, Asked, Question, Questions } from '../workers/messages.js';

/** Asks the worker that reads the recording. */
export class Asker {
  readonly #worker = new Worker(new URL('ask.js', document.baseURI), { type: 'module', name: 'ask' });
  readonly #open = new Map<number, { resolve: (answer: never) => void; reject: (error: Error) => void }>();
  #last = 0;

  constructor() {
    this.#worker.onmessage = ({ data: { id, answer, error } }: MessageEvent<Answered>) => {
      const asked = this.#open.get(id);
      this.#open.delete(id);
      if (error === undefined) asked?.resolve(answer as never);
      else asked?.reject(new Error(error));
    };
    this.#worker.onerror = (event) => {
      for (const { reject } of this.#open.values()) reject(new Error(event.message || 'the worker cannot be loaded'));
      this.#open.clear();
    };
  }

  ask<Q extends Question>(
    question: Q,
    ask: Questions[Q]['ask'],
    transfer: Transferable[] = [],
  ): Promise<Questions[Q]['answer']> {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#open.set(id, { resolve: resolve as (answer: never) => void, reject });
      this.#worker.postMessage({ id, question, ask } satisfies Asked<Q>, transfer);
    });
  }
}

/** Runs a task again and again while it is wanted, one at a time: whoever drags a slider asks for more moments than can be answered. */
export class Latest {
  #running = false;
  #wanted: (() => Promise<void>) | undefined;

  async want(task: () => Promise<void>): Promise<void> {
    this.#wanted = task;
    if (this.#running) return;
    this.#running = true;
    try {
      while (this.#wanted !== undefined) {
        const next: () => Promise<void> = this.#wanted;
        this.#wanted = undefined;
        await next();
      }
    } finally {
      this.#running = false;
    }
  }
}
