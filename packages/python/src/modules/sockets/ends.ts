import type { Runtime } from '../../runtime/runtime.js';

/** The connected pairs of a program: what is written to one end waits in memory until the other end is read. No host is asked. */

/** Bytes that may wait, as many as Linux lets by default. */
const CAPACITY = 212_992;

/** Number of the first end. Linux gives a process no descriptor so high, so that none of the host's files has it. */
const FIRST_DESCRIPTOR = 1_048_576;

/** One of two ends. It can be read when bytes wait or none can come any more; written to when there is room, or nobody to read. */
export class SocketEnd {
  /** Undefined once the other end is closed. */
  #peer: SocketEnd | undefined;
  /** What the other end wrote and this one has not read. */
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #readingShut = false;
  #writingShut = false;
  /** Reading and writing do not wait (O_NONBLOCK). */
  nonBlocking = false;

  connect(peer: SocketEnd): void {
    this.#peer = peer;
    peer.#peer = this;
  }

  get canRead(): boolean {
    return this.#waitingBytes > 0 || this.#readingShut || this.#peer === undefined || this.#peer.#writingShut;
  }

  get canWrite(): boolean {
    return this.broken || this.#peer!.#waitingBytes < CAPACITY;
  }

  /** Whether nobody will read what is written. */
  get broken(): boolean {
    return this.#writingShut || this.#peer === undefined || this.#peer.#readingShut;
  }

  /** Takes up to `most` bytes of those that wait. */
  read(most: number): Uint8Array {
    const bytes = new Uint8Array(Math.min(most, this.#waitingBytes));
    for (let done = 0; done < bytes.length; ) {
      const piece = this.#waiting[0]!;
      const part = piece.subarray(0, bytes.length - done);
      bytes.set(part, done);
      done += part.length;
      if (part.length === piece.length) this.#waiting.shift();
      else this.#waiting[0] = piece.subarray(part.length);
    }
    this.#waitingBytes -= bytes.length;
    return bytes;
  }

  /** Leaves as many bytes for the other end as there is room for: how many. */
  write(bytes: Uint8Array): number {
    const peer = this.#peer!;
    const taken = bytes.slice(0, Math.max(CAPACITY - peer.#waitingBytes, 0));
    if (taken.length > 0) peer.#waiting.push(taken);
    peer.#waitingBytes += taken.length;
    return taken.length;
  }

  shut(reading: boolean, writing: boolean): void {
    this.#readingShut ||= reading;
    this.#writingShut ||= writing;
  }

  close(): void {
    if (this.#peer !== undefined) this.#peer.#peer = undefined;
    this.#peer = undefined;
  }
}

/** The open ends of a runtime by descriptor. */
class Ends {
  readonly #open = new Map<number, SocketEnd>();

  get(descriptor: number): SocketEnd | undefined {
    return this.#open.get(descriptor);
  }

  /** The descriptors of two new ends. */
  pair(): [number, number] {
    const ends = [new SocketEnd(), new SocketEnd()] as const;
    ends[0].connect(ends[1]);
    return [this.#add(ends[0]), this.#add(ends[1])];
  }

  /** False if there is none open with this number. */
  close(descriptor: number): boolean {
    this.#open.get(descriptor)?.close();
    return this.#open.delete(descriptor);
  }

  /** As of any descriptor, the lowest number that is free. */
  #add(end: SocketEnd): number {
    let descriptor = FIRST_DESCRIPTOR;
    while (this.#open.has(descriptor)) descriptor++;
    this.#open.set(descriptor, end);
    return descriptor;
  }
}

const ends = new WeakMap<Runtime, Ends>();

export function endsOf(rt: Runtime): Ends {
  let known = ends.get(rt);
  if (known === undefined) {
    known = new Ends();
    ends.set(rt, known);
  }
  return known;
}

/** Whether a number could have been one of an end. */
export const isEndNumber = (descriptor: number): boolean => descriptor >= FIRST_DESCRIPTOR;
