import type { BlockAllocator } from '../alloc/pymalloc.js';
import { Header, NULL, PreHeader, type Ref, Unit } from '../memory/layout.js';
import type { Memory } from '../memory/memory.js';
import type { Counts } from '../objects/counts.js';
import type { HeldRefs } from '../objects/held.js';
import { VALUES_CAPACITY, VALUES_VALID } from '../objects/traverse.js';
import { Part, TypeFlag, type TypeTable } from '../objects/types.js';

/**
 * tp_clear: drops the references an object holds so that a cycle through it falls apart; the object stays, empty.
 *
 * The object is made empty before the first reference is dropped, because a drop may run user code that looks at it.
 * References in the middle of being dropped stand in `held`, where the accounting sees them.
 */
export class Clearer {
  readonly #i32: Int32Array;
  readonly #types: TypeTable;
  readonly #counts: Counts;
  readonly #held: HeldRefs;
  readonly #blocks: BlockAllocator;
  /** Buffers that have left their objects and are freed once their references have been dropped. */
  readonly #detached: number[] = [];

  constructor(memory: Memory, types: TypeTable, counts: Counts, held: HeldRefs, blocks: BlockAllocator) {
    this.#i32 = memory.i32;
    this.#types = types;
    this.#counts = counts;
    this.#held = held;
    this.#blocks = blocks;
  }

  /** Clears an object, if its type can be. The caller holds a reference to it. */
  clear(object: Ref): void {
    const typeId = this.#i32[object + Header.TypeId]!;
    const flags = this.#types.flags[typeId]!;
    if ((flags & TypeFlag.CustomClear) !== 0) {
      this.#clearAsToldBySpec(object, typeId);
      return;
    }
    this.#clearSlots(object, typeId);
    if (this.#types.valuesWord[typeId] !== 0) this.#clearValues(object, this.#types.valuesWord[typeId]!);
    if ((flags & TypeFlag.ManagedDict) !== 0) this.#dropWord(object + PreHeader.Dict);
    if (this.#types.part[typeId] !== Part.None) this.clearPart(object);
  }

  #clearAsToldBySpec(object: Ref, typeId: number): void {
    const spec = this.#types.spec(typeId);
    if (spec.noClear) return;
    if (spec.clear !== undefined) {
      spec.clear(object);
      return;
    }
    const kept = spec.keptByClear ?? [];
    for (const offset of spec.slots ?? []) {
      if (!kept.includes(offset)) this.#dropWord(object + offset / Unit.WordBytes);
    }
    if (spec.inlineValues !== undefined) this.#clearValues(object, spec.inlineValues / Unit.WordBytes);
    if (spec.managedDict) this.#dropWord(object + PreHeader.Dict);
    this.clearPart(object);
  }

  /** Blocks that belong to no object while the references they held are being dropped: for verification. */
  forEachDetached(visit: (block: number) => void): void {
    for (const block of this.#detached) visit(block);
  }

  /** Drops the part of variable length. */
  clearPart(object: Ref): void {
    const typeId = this.#i32[object + Header.TypeId]!;
    const mark = this.#held.length;
    switch (this.#types.part[typeId] as Part) {
      case Part.None:
        return;
      case Part.Items:
        this.#holdBackwards(object + this.#types.partWord[typeId]!, this.#i32[object + Header.Size]!);
        break;
      case Part.Buffer:
        this.#detachBuffer(object, this.#types.partWord[typeId]!);
        break;
      case Part.Table:
        this.#holdTable(object, typeId);
        break;
      case Part.Custom:
        this.#types.spec(typeId).custom!.detach(object, (target) => this.#held.push(target));
        this.#dropHeld(mark);
        this.#types.spec(typeId).custom!.freeBlocks(object);
        return;
    }
    this.#dropHeld(mark);
  }

  #clearSlots(object: Ref, typeId: number): void {
    const types = this.#types;
    const start = types.slotStart[typeId]!;
    const end = start + types.slotCount[typeId]!;
    for (let s = start; s < end; s++) this.#dropWord(object + types.slotWords[s]!);
  }

  #clearValues(object: Ref, valuesWord: number): void {
    const header = this.#i32[object + valuesWord]!;
    if ((header & VALUES_VALID) === 0) return;
    for (let i = 1; i <= (header & VALUES_CAPACITY); i++) this.#dropWord(object + valuesWord + i * Unit.SlotWords);
  }

  #dropWord(word: number): void {
    const target = this.#i32[word]! as Ref;
    this.#i32[word] = NULL;
    if (target !== NULL) this.#counts.decref(target);
  }

  /** A buffer leaves the object first and is freed after its references were dropped, as list_clear does. */
  #detachBuffer(object: Ref, pointerWord: number): void {
    const buffer = this.#i32[object + pointerWord]!;
    const size = this.#i32[object + Header.Size]!;
    if (buffer === 0) return;
    const mark = this.#held.length;
    this.#i32[object + pointerWord] = 0;
    this.#i32[object + Header.Size] = 0;
    this.#i32[object + pointerWord + Unit.SlotWords] = 0;
    this.#holdBackwards(buffer, size);
    this.#detached.push(buffer);
    this.#dropHeld(mark);
    this.#detached.pop();
    this.#blocks.free(buffer);
  }

  #holdBackwards(first: number, count: number): void {
    for (let i = count - 1; i >= 0; i--) this.#holdWord(first + i * Unit.SlotWords);
  }

  #holdTable(object: Ref, typeId: number): void {
    const table = this.#types.spec(typeId).table!;
    let record = this.#i32[object + this.#types.partWord[typeId]!]!;
    const count = record === 0 ? 0 : this.#i32[object + table.count / Unit.WordBytes]! + table.countBias;
    for (let n = 0; n < count; n++, record += table.stride / Unit.WordBytes) {
      for (const offset of table.references) this.#holdWord(record + offset / Unit.WordBytes);
    }
  }

  #holdWord(word: number): void {
    const target = this.#i32[word]! as Ref;
    if (target === NULL) return;
    this.#i32[word] = NULL;
    this.#held.push(target);
  }

  /** Drops what is held from the mark up, first held first. */
  #dropHeld(mark: number): void {
    const end = this.#held.length;
    for (let i = mark; i < end; i++) {
      const target = this.#held.take(i);
      if (target !== NULL) this.#counts.decref(target);
    }
    this.#held.popTo(mark);
  }
}
