import { InvariantViolation } from '../errors.js';
import { GcHeader, Header, PreHeader, type Ref, Unit } from '../memory/layout.js';
import type { Memory } from '../memory/memory.js';
import { type Traversal, VALUES_CAPACITY, VALUES_VALID } from '../objects/traverse.js';
import { Shape, TypeFlag, type TypeTable, Untrack } from '../objects/types.js';
import { type Generations, ListId, type ObjectList } from './generations.js';

/**
 * What the side table says of an object during a collection: one byte for the granule it starts in.
 *
 *     0        not part of the collection: not a container, older, or known to be reachable and done with
 *     1        tentatively unreachable: in the list `unreachable`
 *     2 … 254  part of it, gc_refs = byte − 2
 *     255      part of it, gc_refs in the GC header (counts over 252)
 *
 * Null references, objects that are not collectable, and the middles of objects are 0 as well, so that the loops below
 * look at a reference's byte and at nothing else.
 */
export const enum Mark {
  None = 0,
  Unreachable = 1,
  NoRefs = 2,
  Spilled = 255,
}

/** The largest gc_refs that fits the byte. */
const MAX_REFS_IN_MARK = 252;

/**
 * Finds what is unreachable within a list (deduce_unreachable): three passes, each in list order.
 *
 * An object whose count is larger than the number of references to it from inside the list is held from outside; what it
 * refers to is reachable too; the rest is garbage. No roots are needed.
 */
export class Reachability {
  readonly #i32: Int32Array;
  readonly #types: TypeTable;
  readonly #traversal: Traversal;
  readonly #generations: Generations;
  readonly #marks: Uint8Array;
  readonly #dropsImmortals: boolean;
  /** For the walk of custom parts, made once so that the passes allocate nothing. */
  readonly #subtractVisitor: (target: Ref) => void;
  readonly #reachVisitor: (target: Ref) => void;
  /** Per type id: references of its objects to the type, or whether it has been reached. */
  #typeRefs: Int32Array = new Int32Array(64);
  /** The list that `moveUnreachable` is scanning, and the one it puts objects aside in. */
  #scanned: ObjectList;
  #unreachable: ObjectList;

  /** Survivors of the last `moveUnreachable` whose type can be untracked, in list order. */
  readonly untrackable: Ref[] = [];

  constructor(
    memory: Memory,
    types: TypeTable,
    generations: Generations,
    traversal: Traversal,
    dropsImmortals: boolean,
  ) {
    this.#i32 = memory.i32;
    this.#types = types;
    this.#traversal = traversal;
    this.#generations = generations;
    this.#marks = generations.marks;
    this.#dropsImmortals = dropsImmortals;
    this.#subtractVisitor = (target) => this.#subtract(target);
    this.#reachVisitor = (target) => this.#reach(target);
    this.#scanned = generations.young;
    this.#unreachable = generations.young;
  }

  /**
   * Before: no marks are set for objects of `list`. After: `list` holds the reachable objects, without marks; `into`, empty
   * before, the unreachable ones, each marked {@link Mark.Unreachable}.
   */
  deduceUnreachable(list: ObjectList, into: ListId): void {
    this.updateRefs(list);
    this.subtractRefs(list);
    this.moveUnreachable(list, into);
  }

  /** update_refs: gc_refs of each object becomes its count; immortal objects leave for the permanent generation. */
  updateRefs(list: ObjectList): void {
    const i32 = this.#i32;
    const marks = this.#marks;
    const items = list.items;
    const length = list.length;
    for (let i = 0; i < length; i++) {
      const object = items[i]! as Ref;
      if (object === 0) continue;
      const count = i32[object + Header.Refcnt]!;
      if (count > MAX_REFS_IN_MARK) {
        marks[object >> Unit.GranuleShift] = Mark.Spilled;
        i32[object + GcHeader.Refs] = count;
      } else if (count > 0) {
        marks[object >> Unit.GranuleShift] = count + Mark.NoRefs;
      } else {
        this.#updateUnusual(object, count);
      }
    }
  }

  /**
   * subtract_refs: every reference from inside the list is taken off its target's gc_refs. Afterwards gc_refs is the number
   * of references from outside.
   */
  subtractRefs(list: ObjectList): void {
    const i32 = this.#i32;
    const marks = this.#marks;
    const { flags, shape, slotFirst, slotCount, partWord, valuesWord } = this.#types;
    const typeRefs = this.#clearedTypeRefs();
    const items = list.items;
    const length = list.length;
    for (let i = 0; i < length; i++) {
      const object = items[i]! as Ref;
      if (object === 0) continue;
      const typeId = i32[object + Header.TypeId]!;
      let word = 0;
      let left = 0;
      switch (shape[typeId] as Shape) {
        case Shape.None:
          continue;
        case Shape.Slots:
          word = object + slotFirst[typeId]!;
          left = slotCount[typeId]!;
          break;
        case Shape.Items:
          word = object + partWord[typeId]!;
          left = i32[object + Header.Size]!;
          break;
        case Shape.Buffer:
          word = i32[object + partWord[typeId]!]!;
          left = i32[object + Header.Size]!;
          break;
        case Shape.Values:
          word = object + valuesWord[typeId]! + Unit.SlotWords;
          left = capacityOfValues(i32[word - Unit.SlotWords]!);
          if ((flags[typeId]! & TypeFlag.ManagedDict) !== 0) this.#subtract(i32[object + PreHeader.Dict]! as Ref);
          break;
        default:
          this.#traversal.visit(object, this.#subtractVisitor);
          continue;
      }
      if ((flags[typeId]! & TypeFlag.CountsType) !== 0) typeRefs[typeId] = typeRefs[typeId]! + 1;
      // The order of subtractions does not matter, and forwards is what the memory prefers.
      for (; left > 0; left--, word += Unit.SlotWords) {
        const granule = i32[word]! >> Unit.GranuleShift;
        const mark = marks[granule]!;
        if (mark > Mark.NoRefs && mark < Mark.Spilled) marks[granule] = mark - 1;
        else if (mark !== Mark.None) this.#subtract(i32[word]! as Ref);
      }
    }
    this.#subtractTypeRefs(typeRefs);
  }

  /** Per type id a counter, all 0. */
  #clearedTypeRefs(): Int32Array {
    if (this.#typeRefs.length < this.#types.length) this.#typeRefs = new Int32Array(this.#types.length * 2);
    else this.#typeRefs.fill(0);
    return this.#typeRefs;
  }

  /** Takes the references of objects to their types off, all of one type at once. */
  #subtractTypeRefs(typeRefs: Int32Array): void {
    for (let typeId = 1; typeId < this.#types.length; typeId++) {
      const count = typeRefs[typeId]!;
      if (count !== 0) this.#subtract(this.#types.typeObject[typeId]! as Ref, count);
    }
  }

  /**
   * move_unreachable: one scan forward. An object with gc_refs > 0 stays, and everything it refers to gets at least 1: what
   * was already put aside comes back, at the END of the list, to be scanned in its turn. An object with gc_refs = 0 is put
   * aside. This reorders survivors, and programs can see it: A ← B ← C with C held from outside becomes C, B, A.
   *
   * On the way the survivors whose types can be untracked are noted in `untrackable`, in list order, which saves the
   * passes after this one a walk over everything.
   */
  moveUnreachable(list: ObjectList, into: ListId): void {
    const i32 = this.#i32;
    const marks = this.#marks;
    const { flags, shape, slotFirst, slotCount, partWord, valuesWord, untrack } = this.#types;
    // A type is reached with the first of its objects; the others find nothing more to do.
    const typeSeen = this.#clearedTypeRefs();
    const unreachable = this.#generations.lists[into]!;
    this.#scanned = list;
    this.#unreachable = unreachable;
    this.untrackable.length = 0;
    list.prepareScan();
    let kept = 0;
    // The list grows while it is scanned: its array and length are read anew whenever something came back.
    let { items, length } = list;
    for (let i = 0; i < length; i++) {
      const object = items[i]! as Ref;
      if (object === 0) continue;
      const granule = object >> Unit.GranuleShift;
      if (marks[granule] === Mark.NoRefs) {
        marks[granule] = Mark.Unreachable;
        unreachable.append(object);
        continue;
      }
      marks[granule] = Mark.None;
      if (kept !== i) {
        items[kept] = object;
        i32[object + GcHeader.Index] = kept + 1;
      }
      kept++;
      const typeId = i32[object + Header.TypeId]!;
      if (untrack[typeId] !== Untrack.Never) this.untrackable.push(object);
      let word = 0;
      let left = 0;
      let step: number = Unit.SlotWords;
      switch (shape[typeId] as Shape) {
        case Shape.None:
          continue;
        case Shape.Slots:
          word = object + slotFirst[typeId]!;
          left = slotCount[typeId]!;
          break;
        case Shape.Items:
          left = i32[object + Header.Size]!;
          word = object + partWord[typeId]! + (left - 1) * Unit.SlotWords;
          step = -Unit.SlotWords;
          break;
        case Shape.Buffer:
          left = i32[object + Header.Size]!;
          word = i32[object + partWord[typeId]!]! + (left - 1) * Unit.SlotWords;
          step = -Unit.SlotWords;
          break;
        case Shape.Values:
          word = object + valuesWord[typeId]! + Unit.SlotWords;
          left = capacityOfValues(i32[word - Unit.SlotWords]!);
          break;
        default:
          this.#traversal.visit(object, this.#reachVisitor);
          ({ items, length } = list);
          continue;
      }
      for (; left > 0; left--, word += step) {
        const granuleOfTarget = i32[word]! >> Unit.GranuleShift;
        const mark = marks[granuleOfTarget]!;
        if (mark === Mark.NoRefs) marks[granuleOfTarget] = Mark.NoRefs + 1;
        else if (mark === Mark.Unreachable) this.#reach(i32[word]! as Ref);
      }
      if ((flags[typeId]! & TypeFlag.ManagedDict) !== 0) this.#reach(i32[object + PreHeader.Dict]! as Ref);
      if (typeSeen[typeId] === 0 && (flags[typeId]! & TypeFlag.CountsType) !== 0) {
        typeSeen[typeId] = 1;
        this.#reach(i32[object + Header.Type]! as Ref);
      }
      if (list.length !== length) ({ items, length } = list);
    }
    list.length = kept;
    list.holes = 0;
  }

  #updateUnusual(object: Ref, count: number): void {
    if (count === 0) {
      throw new InvariantViolation('A tracked object has a count above 0', `object ${object} is tracked with count 0`);
    }
    if (this.#dropsImmortals) {
      // Within the garbage (a finalizer made it immortal) it still has its mark.
      this.#marks[object >> Unit.GranuleShift] = Mark.None;
      this.#generations.move(object, ListId.Permanent);
    } else {
      this.#marks[object >> Unit.GranuleShift] = Mark.Spilled;
      this.#i32[object + GcHeader.Refs] = 0x7fffffff;
    }
  }

  /** Takes so many off a target's gc_refs, whatever its mark. */
  #subtract(target: Ref, count = 1): void {
    const granule = target >> Unit.GranuleShift;
    const mark = this.#marks[granule]!;
    if (mark === Mark.None) return;
    if (mark - Mark.NoRefs >= count && mark < Mark.Spilled) {
      this.#marks[granule] = mark - count;
      return;
    }
    if (mark !== Mark.Spilled) {
      throw new InvariantViolation(
        'A count is at least the number of references to its object',
        `object ${target} has count ${this.#i32[target + Header.Refcnt]} and is referred to more often`,
      );
    }
    const refs = this.#i32[target + GcHeader.Refs]! - count;
    this.#i32[target + GcHeader.Refs] = refs;
    if (refs <= MAX_REFS_IN_MARK) this.#marks[granule] = refs + Mark.NoRefs;
  }

  /** A reachable object refers to the target: it is reachable. */
  #reach(target: Ref): void {
    const granule = target >> Unit.GranuleShift;
    const mark = this.#marks[granule]!;
    if (mark === Mark.NoRefs) {
      this.#marks[granule] = Mark.NoRefs + 1;
    } else if (mark === Mark.Unreachable) {
      this.#unreachable.remove(target);
      this.#scanned.appendDuringScan(target);
      this.#marks[granule] = Mark.NoRefs + 1;
    }
  }
}

/** Number of inline values to look at: none while they are not valid. */
function capacityOfValues(header: number): number {
  return (header & VALUES_VALID) === 0 ? 0 : header & VALUES_CAPACITY;
}
