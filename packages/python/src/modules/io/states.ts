import type { Ref } from '@uroboros/heap';
import type { Runtime } from '../../runtime/runtime.js';

/**
 * What a stream has on the TypeScript side: descriptors, modes, and bytes on their way between the program and the host. It
 * holds no references; it goes when the object is taken apart.
 */
export class States<State> {
  readonly #known = new WeakMap<Runtime, Map<Ref, State>>();

  /** The state of an object; undefined before its `__init__`. */
  get(rt: Runtime, object: Ref): State | undefined {
    return this.#known.get(rt)?.get(object);
  }

  set(rt: Runtime, object: Ref, state: State): void {
    let states = this.#known.get(rt);
    if (states === undefined) {
      states = new Map();
      this.#known.set(rt, states);
    }
    states.set(object, state);
  }

  forget(rt: Runtime, object: Ref): void {
    this.#known.get(rt)?.delete(object);
  }
}
