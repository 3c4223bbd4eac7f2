import { Header, NULL, PreHeader, type Ref, Unit } from '../memory/layout.js';
import type { Memory } from '../memory/memory.js';
import { Part, type RefVisitor, TypeFlag, type TypeTable } from './types.js';

/** Word of the inline values' header: capacity in the lowest byte; bit 24 is set while the values are valid. */
export const VALUES_VALID = 1 << 24;
/** Mask of the capacity in that word. */
export const VALUES_CAPACITY = 0xff;

/**
 * Visits an object's references in the order of `types.ts`. This is the plain form, for everything but the two hot
 * passes of the collector, which spell the same walk out (`collect/reachability.ts`).
 */
export class Traversal {
  readonly #i32: Int32Array;
  readonly #types: TypeTable;

  constructor(memory: Memory, types: TypeTable) {
    this.#i32 = memory.i32;
    this.#types = types;
  }

  /** Visits each reference that is not null, the same object as often as it is referred to (tp_traverse). */
  visit(object: Ref, visit: RefVisitor): void {
    this.visitSlots(object, visit);
    this.visitPart(object, visit);
  }

  /** Visits all counted references: those of {@link visit}, then the ones hidden from the collector. */
  visitAll(object: Ref, visit: RefVisitor): void {
    this.visit(object, visit);
    const types = this.#types;
    const typeId = this.#i32[object + Header.TypeId]!;
    if (types.part[typeId] === Part.Custom) types.spec(typeId).custom!.traverseHidden?.(object, visit);
    const start = types.slotStart[typeId]!;
    for (let s = start + types.slotCount[typeId]!; s < start + types.slotTotal[typeId]!; s++) {
      visitIfAny(this.#i32[object + types.slotWords[s]!] as Ref, visit);
    }
  }

  /** Visits what does not belong to the part of variable length. */
  visitSlots(object: Ref, visit: RefVisitor): void {
    const i32 = this.#i32;
    const types = this.#types;
    const typeId = i32[object + Header.TypeId]!;
    const start = types.slotStart[typeId]!;
    const end = start + types.slotCount[typeId]!;
    for (let s = start; s < end; s++) visitIfAny(i32[object + types.slotWords[s]!] as Ref, visit);
    if (types.valuesWord[typeId] !== 0) this.#visitValues(object, types.valuesWord[typeId]!, visit);
    const flags = types.flags[typeId]!;
    if ((flags & TypeFlag.ManagedDict) !== 0) visitIfAny(i32[object + PreHeader.Dict] as Ref, visit);
    if ((flags & TypeFlag.CountsType) !== 0) visitIfAny(i32[object + Header.Type] as Ref, visit);
  }

  visitPart(object: Ref, visit: RefVisitor): void {
    const typeId = this.#i32[object + Header.TypeId]!;
    switch (this.#types.part[typeId] as Part) {
      case Part.None:
        return;
      case Part.Items:
        this.#visitBackwards(object + this.#types.partWord[typeId]!, this.#i32[object + Header.Size]!, visit);
        return;
      case Part.Buffer:
        this.#visitBackwards(
          this.#i32[object + this.#types.partWord[typeId]!]!,
          this.#i32[object + Header.Size]!,
          visit,
        );
        return;
      case Part.Table:
        this.#visitTable(object, typeId, visit);
        return;
      case Part.Custom:
        this.#types.spec(typeId).custom!.traverse(object, visit);
        return;
    }
  }

  /** The references as an array, in order. */
  referents(object: Ref): Ref[] {
    const found: Ref[] = [];
    this.visit(object, (target) => found.push(target));
    return found;
  }

  #visitValues(object: Ref, valuesWord: number, visit: RefVisitor): void {
    const header = this.#i32[object + valuesWord]!;
    if ((header & VALUES_VALID) === 0) return;
    let at = object + valuesWord + Unit.SlotWords;
    for (let left = header & VALUES_CAPACITY; left > 0; left--, at += Unit.SlotWords) {
      visitIfAny(this.#i32[at] as Ref, visit);
    }
  }

  #visitBackwards(first: number, count: number, visit: RefVisitor): void {
    for (let i = count - 1; i >= 0; i--) visitIfAny(this.#i32[first + i * Unit.SlotWords] as Ref, visit);
  }

  #visitTable(object: Ref, typeId: number, visit: RefVisitor): void {
    const spec = this.#types.spec(typeId).table!;
    let record = this.#i32[object + this.#types.partWord[typeId]!]!;
    if (record === 0) return;
    const count = this.#i32[object + spec.count / Unit.WordBytes]! + spec.countBias;
    for (let i = 0; i < count; i++, record += spec.stride / Unit.WordBytes) {
      for (const offset of spec.references) visitIfAny(this.#i32[record + offset / Unit.WordBytes] as Ref, visit);
    }
  }
}

function visitIfAny(target: Ref, visit: RefVisitor): void {
  if (target !== NULL) visit(target);
}
