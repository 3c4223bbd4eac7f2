import type { Ref } from '@uroboros/heap';
import { forEachStackSlot } from '../read/frames.js';
import type { Moment } from '../read/moment.js';

/**
 * The references between the living objects of a moment, by numbers in place of addresses: the n-th object of the moment refers to
 * `targets[first[n] … first[n + 1])`.
 */
export class ObjectGraph {
  readonly objects: Int32Array;
  readonly first: Int32Array;
  readonly targets: Int32Array;
  /** Number of an object by its granule, 1 more than it is; 0 for none. */
  readonly #numbers: Int32Array;

  /** `hidden` takes the references in that the collector does not visit. */
  constructor(
    readonly moment: Moment,
    hidden: boolean,
  ) {
    const { heap, objects } = moment;
    this.objects = objects;
    const granules = heap.memory.limitWords >> 2;
    this.#numbers = new Int32Array(heap.memory.reserve(4 * granules));
    for (let n = 0; n < objects.length; n++) this.#numbers[objects[n]! >> 2] = n + 1;
    this.first = new Int32Array(objects.length + 1);
    let targets = new Int32Array(4 * objects.length + 16);
    let length = 0;
    const add = (target: Ref): void => {
      const number = this.#numbers[target >> 2]!;
      if (number === 0) return;
      if (length === targets.length) {
        const larger = new Int32Array(2 * length);
        larger.set(targets);
        targets = larger;
      }
      targets[length++] = number - 1;
    };
    for (let n = 0; n < objects.length; n++) {
      this.first[n] = length;
      if (hidden) heap.traversal.visitAll(objects[n]! as Ref, add);
      else heap.traversal.visit(objects[n]! as Ref, add);
    }
    this.first[objects.length] = length;
    this.targets = targets.subarray(0, length);
  }

  get size(): number {
    return this.objects.length;
  }

  /** The number of an object; −1 if it is not alive. */
  numberOf(object: Ref): number {
    return this.#numbers[object >> 2]! - 1;
  }

  /** How often each object is referred to by the others. */
  internalCounts(): Int32Array {
    const counts = new Int32Array(this.size);
    for (const target of this.targets) counts[target] = counts[target]! + 1;
    return counts;
  }

  /**
   * The objects that something outside of the graph holds: the stack, or the runtime, whose references no word of memory shows.
   * Needs a graph with the hidden references.
   */
  roots(): Int32Array {
    const { heap } = this.moment;
    const internal = this.internalCounts();
    const held = new Uint8Array(this.size);
    forEachStackSlot(heap, this.moment.frames, (_, target) => {
      const n = this.numberOf(target);
      if (n >= 0) held[n] = 1;
    });
    const roots: number[] = [];
    for (let n = 0; n < this.size; n++) {
      const object = this.objects[n]! as Ref;
      if (held[n] === 1 || heap.isImmortal(object) || heap.refcnt(object) > internal[n]!) roots.push(n);
    }
    return Int32Array.from(roots);
  }

  /**
   * Breadth first from some objects: for each object the number of the one it was reached from, itself for a start, −1 if it is out of
   * reach. The edge from `without[0]` to `without[1]` is left out.
   */
  reach(starts: Int32Array, without: readonly [number, number] = [-1, -1]): Int32Array {
    const parents = new Int32Array(this.size).fill(-1);
    const queue = new Int32Array(this.size);
    let end = 0;
    for (const start of starts) {
      if (parents[start] !== -1) continue;
      parents[start] = start;
      queue[end++] = start;
    }
    const { first, targets } = this;
    for (let at = 0; at < end; at++) {
      const from = queue[at]!;
      for (let i = first[from]!; i < first[from + 1]!; i++) {
        const to = targets[i]!;
        if (parents[to] !== -1 || (from === without[0] && to === without[1])) continue;
        parents[to] = from;
        queue[end++] = to;
      }
    }
    return parents;
  }

  /**
   * Strongly connected components (Tarjan 1972), without recursion: for each object the number of its component. Components that are
   * one object without a reference to itself are no cycles.
   */
  components(): { readonly of: Int32Array; readonly count: number } {
    const { size, first, targets } = this;
    const of = new Int32Array(size).fill(-1);
    const index = new Int32Array(size).fill(-1);
    const low = new Int32Array(size);
    const cursor = new Int32Array(size);
    const open = new Int32Array(size);
    const path = new Int32Array(size);
    let openEnd = 0;
    let next = 0;
    let count = 0;
    for (let start = 0; start < size; start++) {
      if (index[start] !== -1) continue;
      let depth = 0;
      path[0] = start;
      index[start] = low[start] = next++;
      cursor[start] = first[start]!;
      open[openEnd++] = start;
      while (depth >= 0) {
        const node = path[depth]!;
        if (cursor[node]! < first[node + 1]!) {
          const to = targets[cursor[node]!]!;
          cursor[node] = cursor[node]! + 1;
          if (index[to] === -1) {
            index[to] = low[to] = next++;
            cursor[to] = first[to]!;
            open[openEnd++] = to;
            path[++depth] = to;
          } else if (of[to] === -1 && index[to]! < low[node]!) {
            low[node] = index[to]!;
          }
          continue;
        }
        if (low[node] === index[node]) {
          for (;;) {
            const member = open[--openEnd]!;
            of[member] = count;
            if (member === node) break;
          }
          count++;
        }
        depth--;
        if (depth >= 0 && low[node]! < low[path[depth]!]!) low[path[depth]!] = low[node]!;
      }
    }
    return { of, count };
  }
}
