import type { Ref } from '@uroboros/heap';
import { Header, PreHeader, TypeFlag } from '@uroboros/heap/internal';
import { CodeField, FunctionField, ModuleField, TypeField } from '@uroboros/python/internal';
import { describe, isType, nameOfType, textOf, typeName } from './describe.js';
import { type Edge, type EdgeVisitor, forEachEdge } from './edges.js';
import { type FrameView, forEachStackSlot, framesOf, slotOf, slotOfGenerator } from './frames.js';
import type { RecordedHeap } from './recorded-heap.js';

/** One counted reference to an object. */
export interface Holder {
  readonly kind:
    | 'global'
    | 'local'
    | 'temporary'
    | 'frame'
    | 'item'
    | 'key'
    | 'value'
    | 'attribute'
    | 'field'
    | 'class'
    | 'runtime';
  /** The object that holds it; 0 if a frame or the runtime does. */
  readonly owner: Ref | 0;
  /** The object that the text speaks of: the owner, or the one whose dictionary that is; 0 if a frame or the runtime holds it. */
  readonly subject: Ref | 0;
  /** The word that holds it; 0 where that is not known. */
  readonly word: number;
  /**
   * Which place of which owner that is, as the program would say it: the entry of a dictionary with this key, the attribute of this name, the
   * slot of this frame. It stays the same when the owner takes its references to other memory, as a dictionary does that grows.
   */
  readonly place: string;
  /** In words: "global a", "item 0 of list [1, 2]", "attribute left of Node object". */
  readonly text: string;
}

/** The count of an object, and everybody who makes it up. */
export interface CountNow {
  readonly object: Ref;
  readonly count: number;
  /** Counts of immortal objects say nothing. */
  readonly immortal: boolean;
  /** One for each reference; with those of the runtime as many as the count. */
  readonly holders: readonly Holder[];
}

/** What the heap holds for itself at a moment: while a finalizer or a callback runs. */
export interface HeldNow {
  /** Each object as often as it is held. */
  readonly objects: readonly Ref[];
  /** Objects that are being taken apart: their count is 0, their references still count. */
  readonly dying: readonly Ref[];
}

export const NOTHING_HELD: HeldNow = { objects: [], dying: [] };

/** Whose dictionary a dictionary is. */
type DictOwner =
  | { readonly t: 'module'; readonly name: string }
  | { readonly t: 'object' | 'class'; readonly object: Ref };

/** The heap at one moment, with what takes a walk over all objects to know. Valid until the heap is taken elsewhere. */
export class Moment {
  readonly note: number;
  /** All living objects. */
  readonly objects: Int32Array;
  readonly frames: readonly FrameView[];
  /** The parser's arena: a list that keeps the constants of the script while it runs. */
  readonly arena: Ref | 0;

  readonly #dicts = new Map<Ref, DictOwner>();
  /** Tuples that are part of code and functions. */
  readonly #parts = new Map<Ref, string>();

  constructor(
    readonly heap: RecordedHeap,
    readonly held: HeldNow = NOTHING_HELD,
  ) {
    this.note = heap.position;
    this.objects = heap.objects();
    this.frames = framesOf(heap);
    this.arena = this.#findArena();
    this.#findDicts();
  }

  /** The modules, by the references of their dictionaries. */
  modules(): Map<Ref, string> {
    const modules = new Map<Ref, string>();
    for (const [dict, owner] of this.#dicts) if (owner.t === 'module') modules.set(dict, owner.name);
    return modules;
  }

  /** The dictionary of the program's own module. */
  get main(): Ref | 0 {
    for (const [dict, name] of this.modules()) if (name === '__main__') return dict;
    return 0;
  }

  /** Whether an object lives at an address: what is left of a dead one may still look like it. */
  isLiving(object: Ref): boolean {
    return this.objects.includes(object);
  }

  /** Every reference to an object, with its holder in words; none for a dead one, whose count may be a link between free blocks by now. */
  count(object: Ref): CountNow {
    const { heap } = this;
    if (!this.isLiving(object)) return { object, count: 0, immortal: false, holders: [] };
    const holders: Holder[] = [];
    for (const owner of [...this.objects, ...this.held.dying]) {
      let holds = 0;
      heap.traversal.visitAll(owner as Ref, (target) => {
        if (target === object) holds++;
      });
      if (holds > 0) this.#nameHolders(owner as Ref, object, holds, holders);
    }
    forEachStackSlot(heap, this.frames, (word, target, frame) => {
      if (target === object) holders.push(this.slotHolder(word, frame));
    });
    for (const held of this.held.objects) if (held === object) holders.push(HEAP);
    const count = heap.refcnt(object);
    const immortal = heap.isImmortal(object);
    if (!immortal) for (let n = holders.length; n < count; n++) holders.push(RUNTIME);
    return { object, count, immortal, holders };
  }

  /** What an object is called with the edge by which another holds it. */
  edgeHolder(owner: Ref, edge: Edge, word: number): Holder {
    const of = (): string => this.nameOf(owner);
    const at = { owner, subject: this.#subjectOf(owner), word, place: this.#edgePlace(owner, edge, word) };
    switch (edge.t) {
      case 'item':
        if (owner === this.arena) return { kind: 'runtime', ...at, text: "the parser's arena" };
        return { kind: 'item', ...at, text: `item ${edge.index} of ${of()}` };
      case 'element':
        return { kind: 'item', ...at, text: `element of ${of()}` };
      case 'key':
        return { kind: 'key', ...at, text: this.#keyText(owner, edge.key, 'name') };
      case 'value':
        return this.#valueHolder(edge.key, at);
      case 'attribute':
        return { kind: 'attribute', ...at, text: `attribute ${edge.name} of ${of()}` };
      case 'local':
        return { kind: 'local', ...at, text: `local ${edge.name} of ${of()}` };
      case 'field':
        return { kind: 'field', ...at, text: `${edge.name} of ${of()}` };
      case 'dictionary':
        return { kind: 'field', ...at, text: `__dict__ of ${of()}` };
      case 'class':
        return { kind: 'class', ...at, text: `class of ${of()}` };
      case 'inside':
        return { kind: 'item', ...at, text: `inside of ${of()}` };
    }
  }

  #subjectOf(owner: Ref): Ref {
    const of = this.#dicts.get(owner);
    return of === undefined || of.t === 'module' ? owner : of.object;
  }

  /** The place of an edge: see {@link Holder.place}. */
  #edgePlace(owner: Ref, edge: Edge, word: number): string {
    const inFrame = slotOfGenerator(this.heap, owner, word);
    if (inFrame !== undefined) return generatorPlace(owner, inFrame);
    switch (edge.t) {
      case 'item':
        return `${owner} item ${edge.index}`;
      case 'key':
        return `${owner} key ${edge.key}`;
      case 'value': {
        const subject = this.#subjectOf(owner);
        return subject === owner ? `${owner} value ${edge.key}` : attributePlace(subject, this.#keyName(edge.key));
      }
      case 'attribute':
        return attributePlace(owner, edge.name);
      default:
        return `${owner} ${edge.t} ${word === 0 ? '' : word - owner}`;
    }
  }

  /** What a slot of the stack is as a holder. */
  slotHolder(word: number, frame: FrameView | undefined): Holder {
    const place = frame?.generator ? generatorPlace(frame.generator, word - frame.fp) : `slot ${word}`;
    const at = { owner: 0, subject: 0, word, place } as const;
    if (frame === undefined) return { kind: 'frame', ...at, text: 'the exception that is handled or on its way' };
    const { code, line } = frame;
    if (code === undefined) return { kind: 'runtime', ...at, text: 'the runtime' };
    const where = `${code.qualname} (line ${line})`;
    const slot = slotOf(frame, word);
    switch (slot.t) {
      case 'local':
        return { kind: 'local', ...at, text: `local ${slot.name} of ${where}` };
      case 'temporary':
        return { kind: 'temporary', ...at, text: `a value that ${where} works with` };
      default:
        return { kind: 'frame', ...at, text: `${slot.t} of the frame of ${where}` };
    }
  }

  /** A short name for an object, with whose it is where that says more. */
  nameOf(object: Ref): string {
    const owner = this.#dicts.get(object);
    if (owner === undefined) return this.#parts.get(object) ?? describe(this.heap, object);
    if (owner.t === 'module') return `the globals of ${owner.name}`;
    return `the attributes of ${describe(this.heap, owner.object)}`;
  }

  #nameHolders(owner: Ref, object: Ref, holds: number, holders: Holder[]): void {
    const before = holders.length;
    const visit: EdgeVisitor = (target, edge, word) => {
      if (target === object && holders.length - before < holds) holders.push(this.edgeHolder(owner, edge, word));
    };
    forEachEdge(this.heap, owner, visit);
    // A reference that no edge names is still one.
    while (holders.length - before < holds) holders.push(this.edgeHolder(owner, { t: 'inside' }, 0));
  }

  #keyText(dict: Ref, key: Ref, what: string): string {
    const owner = this.#dicts.get(dict);
    if (owner === undefined) return `key of ${describe(this.heap, dict)}`;
    const name = this.#keyName(key);
    if (owner.t === 'module') return `${what} of the global ${name} in ${owner.name}`;
    return `${what} of the attribute ${name} of ${describe(this.heap, owner.object)}`;
  }

  #valueHolder(key: Ref, at: Pick<Holder, 'owner' | 'subject' | 'word' | 'place'> & { readonly owner: Ref }): Holder {
    const owner = this.#dicts.get(at.owner);
    const name = this.#keyName(key);
    if (owner === undefined) {
      const where = describe(this.heap, at.owner);
      return { kind: 'value', ...at, text: `value of ${describe(this.heap, key)} in ${where}` };
    }
    if (owner.t === 'module') {
      const where = owner.name === '__main__' ? '' : ` of module ${owner.name}`;
      return { kind: 'global', ...at, text: `global ${name}${where}` };
    }
    return { kind: 'attribute', ...at, text: `attribute ${name} of ${describe(this.heap, owner.object)}` };
  }

  #keyName(key: Ref): string {
    return typeName(this.heap, key) === 'str' ? textOf(this.heap, key, 200) : describe(this.heap, key);
  }

  #findDicts(): void {
    const { heap } = this;
    const { i32, types } = heap;
    for (const item of this.objects) {
      const object = item as Ref;
      const id = heap.typeId(object);
      if (types.specs[id]!.name === 'module') {
        const name = i32[object + ModuleField.Name]! as Ref;
        const dict = i32[object + ModuleField.Dict]! as Ref;
        if (dict !== 0) this.#dicts.set(dict, { t: 'module', name: name === 0 ? '?' : textOf(heap, name) });
      } else if (types.specs[id]!.name === 'code') {
        const name = textOf(heap, i32[object + CodeField.Qualname]! as Ref);
        this.#addPart(object + CodeField.Consts, `the constants of ${name}`);
        this.#addPart(object + CodeField.Names, `the names in ${name}`);
      } else if (types.specs[id]!.name === 'function') {
        const name = textOf(heap, i32[object + FunctionField.Qualname]! as Ref);
        this.#addPart(object + FunctionField.Defaults, `the defaults of ${name}`);
        this.#addPart(object + FunctionField.Closure, `the closure of ${name}`);
      } else if ((types.flags[id]! & TypeFlag.ManagedDict) !== 0) {
        const dict = i32[object + PreHeader.Dict]! as Ref;
        if (dict !== 0) this.#dicts.set(dict, { t: 'object', object });
      } else if (isType(heap, object)) {
        const dict = i32[object + TypeField.Dict]! as Ref;
        if (dict !== 0) this.#dicts.set(dict, { t: 'class', object });
      }
    }
  }

  /** Names a tuple that a word holds; not the empty one, which is everybody's. */
  #addPart(word: number, name: string): void {
    const tuple = this.heap.i32[word]! as Ref;
    if (tuple !== 0 && this.heap.i32[tuple + Header.Size] !== 0) this.#parts.set(tuple, name);
  }

  /** The one list of the bottom frame that the collector does not track. */
  #findArena(): Ref | 0 {
    const { heap } = this;
    const bottom = this.frames.at(-1);
    if (bottom === undefined || bottom.code !== undefined) return 0;
    for (let word = bottom.fp; word < bottom.end; word += 2) {
      const object = heap.i32[word]! as Ref;
      if (object !== 0 && heap.isObject(object) && typeName(heap, object) === 'list' && heap.generation(object) < 0)
        return object;
    }
    return 0;
  }
}

/** An attribute is the same place whether the object has it among its values or in a dictionary that it was given. */
const attributePlace = (object: Ref, name: string): string => `${object} attribute ${name}`;

/** A slot of a generator's frame is the same place whether the frame waits in the generator or runs on the stack. */
const generatorPlace = (generator: Ref, slot: number): string => `${generator} slot ${slot}`;

const HEAP: Holder = {
  kind: 'runtime',
  owner: 0,
  subject: 0,
  word: 0,
  place: 'heap',
  text: 'the heap, while a finalizer or a callback runs',
};

/** A reference that the runtime has somewhere: no word of memory is known for it. */
export const RUNTIME: Holder = {
  kind: 'runtime',
  owner: 0,
  subject: 0,
  word: 0,
  place: 'runtime',
  text: 'the runtime (its table of names, what it keeps for itself)',
};

/** Names of classes and modules without their kind: for tables by type. */
export function typeLabel(heap: RecordedHeap, object: Ref): string {
  return isType(heap, object) ? `class ${nameOfType(heap, object)}` : typeName(heap, object);
}
