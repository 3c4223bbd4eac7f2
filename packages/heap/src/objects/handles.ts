import { HeapArgumentError } from '../errors.js';
import { NULL, type Ref } from '../memory/layout.js';

/**
 * A counted reference held by JavaScript: what keeps an object alive for code outside of the heap, and what the accounting
 * knows as a declared outside holder. Released once, by `release()` or at the end of a `using` block.
 *
 * @example
 * ```ts
 * {
 *   using node = heap.allocate(Node);
 *   heap.setSlot(node.ref, NEXT, node.ref); // a cycle of one
 * } // the handle lets go; the object stays until a collection finds it
 * ```
 */
export class Handle {
  #ref: Ref;
  readonly #handles: Handles;

  /** @internal Use `heap.allocate` or `heap.hold`. */
  constructor(handles: Handles, ref: Ref) {
    this.#handles = handles;
    this.#ref = ref;
  }

  /** The object. Throws a {@link HeapArgumentError} once the handle has been released. */
  get ref(): Ref {
    if (this.#ref === NULL) throw new HeapArgumentError('handle', 'released', 'used before it is released');
    return this.#ref;
  }

  /** Whether `release` was called. */
  get released(): boolean {
    return this.#ref === NULL;
  }

  /** Drops the reference; the object may die of it. A second call does nothing. */
  release(): void {
    const ref = this.#ref;
    if (ref === NULL) return;
    this.#ref = NULL;
    this.#handles.drop(this, ref);
  }

  [Symbol.dispose](): void {
    this.release();
  }
}

/** All handles of a heap that have not been released. */
export class Handles {
  readonly #live = new Map<Handle, Ref>();
  readonly #decref: (ref: Ref) => void;

  constructor(decref: (ref: Ref) => void) {
    this.#decref = decref;
  }

  /** A handle that takes over a count the caller owns. */
  adopt(ref: Ref): Handle {
    const handle = new Handle(this, ref);
    this.#live.set(handle, ref);
    return handle;
  }

  /** @internal */
  drop(handle: Handle, ref: Ref): void {
    this.#live.delete(handle);
    this.#decref(ref);
  }

  get size(): number {
    return this.#live.size;
  }

  forEach(visit: (object: Ref) => void): void {
    for (const ref of this.#live.values()) visit(ref);
  }
}
