import type { Ref } from '@uroboros/heap';
import { Header, Part } from '@uroboros/heap/internal';
import type { RecordedHeap } from './recorded-heap.js';

/**
 * Finds the living objects among the blocks in use. What an object's block holds says so itself (a type's number, and a type object
 * that has this number). But a block of items or keys may still hold the header of the object that was there before it, so a block
 * that an object calls its own is none, whatever it looks like.
 */
export function findObjects(heap: RecordedHeap, forEachBlock: (visit: (block: number) => void) => void): Int32Array {
  const { types, i32 } = heap;
  const looks = new GrowingWords();
  forEachBlock((block) => {
    const object = heap.objectIn(block);
    if (object !== 0) looks.push(object);
  });
  const candidates = looks.taken;
  const blockOf = (object: number): number => object - types.prefixWords[i32[object + Header.TypeId]!]!;
  const claimed = claims(heap, candidates);
  const suspects = new Set<number>();
  for (const object of candidates) if (claimed.has(blockOf(object))) suspects.add(object);
  if (suspects.size === 0) return candidates;
  const suspectAt = new Map([...suspects].map((object) => [blockOf(object), object]));
  const claimers = new Map<number, number[]>([...suspects].map((object) => [object, []]));
  for (const object of candidates) {
    forEachOwnBlock(heap, object as Ref, (block) => {
      const suspect = suspectAt.get(block);
      if (suspect !== undefined) claimers.get(suspect)!.push(object);
    });
  }
  const wrong = settle(claimers);
  return candidates.filter((object) => !wrong.has(object));
}

/** Which suspects are no objects: those that a real object calls its own. */
function settle(claimers: ReadonlyMap<number, readonly number[]>): Set<number> {
  const open = new Set(claimers.keys());
  const wrong = new Set<number>();
  for (let before = -1; before !== open.size; ) {
    before = open.size;
    for (const suspect of open) {
      const by = claimers.get(suspect)!;
      if (by.some((object) => !open.has(object) && !wrong.has(object))) wrong.add(suspect);
      else if (!by.every((object) => wrong.has(object))) continue;
      open.delete(suspect);
    }
  }
  return wrong;
}

/** All blocks that objects call their own besides those they lie in. */
function claims(heap: RecordedHeap, objects: Int32Array): Set<number> {
  const blocks = new Set<number>();
  for (const object of objects) forEachOwnBlock(heap, object as Ref, (block) => blocks.add(block));
  return blocks;
}

/** Calls back with the blocks that belong to an object besides its own: of items, of keys, of a table. */
export function forEachOwnBlock(heap: RecordedHeap, object: Ref, visit: (block: number) => void): void {
  const { types, i32 } = heap;
  const id = heap.typeId(object);
  switch (types.part[id] as Part) {
    case Part.Buffer:
    case Part.Table: {
      const block = i32[object + types.partWord[id]!]!;
      const inline = types.spec(id).table?.inlineTable;
      if (block !== 0 && (inline === undefined || block !== object + inline / 4)) visit(block);
      return;
    }
    case Part.Custom:
      types.spec(id).custom!.blocks(object, visit);
  }
}

/** Words that grow in number. */
class GrowingWords {
  #array = new Int32Array(4096);
  #length = 0;

  push(word: number): void {
    if (this.#length === this.#array.length) {
      const larger = new Int32Array(2 * this.#length);
      larger.set(this.#array);
      this.#array = larger;
    }
    this.#array[this.#length++] = word;
  }

  get taken(): Int32Array {
    return this.#array.subarray(0, this.#length);
  }
}
