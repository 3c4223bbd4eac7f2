import { Heap } from '../heap.js';
import { NULL, type Ref } from '../memory/layout.js';
import type { Handle } from '../objects/handles.js';
import { VALUES_VALID } from '../objects/traverse.js';
import type { TypeInfo } from '../objects/types.js';
import { HEAP_PROFILES, type HeapProfile, type HeapProfileName } from '../profile.js';
import { GraphModel, KINDS, type Kind, type ModelObject } from './graph-model.js';
import { add, append, defineGraphTypes, pairCount, pop, put } from './graph-types.js';

/**
 * Random programs on the heap and on the model side by side. A program is a list of {@link Op}s with raw random numbers;
 * which object a number means is worked out by each side from its own state, so that the two stay in step exactly as long
 * as they agree.
 */

/** One step of a program; finalizers and callbacks run lists of them too. */
type Op =
  | { readonly do: 'allocate'; readonly kind: Kind; readonly items: readonly number[]; readonly behaviour: Behaviour }
  | { readonly do: 'link' | 'unlink' | 'load'; readonly holder: number; readonly value: number; readonly place: number }
  | { readonly do: 'drop' | 'dereference' | 'immortalise'; readonly root: number }
  | { readonly do: 'weakref'; readonly kind: 'weakref' | 'proxy'; readonly target: number; readonly callback: number }
  | { readonly do: 'collect'; readonly generation: number }
  | { readonly do: 'threshold'; readonly values: readonly [number, number, number] }
  | { readonly do: 'enable' | 'saveAll'; readonly on: boolean }
  | { readonly do: 'freeze' | 'unfreeze' | 'resurrect' | 'weakrefToSelf' | 'immortaliseSelf' | 'verify' | 'throw' };

/** What the finalizer of an object does, or the callback that it is. */
type Behaviour = readonly Op[];

/** What both sides can do. Objects are known by their numbers, roots by their places in the list of roots. */
interface Machine {
  readonly events: string[];
  readonly rootCount: number;
  kindOf(root: number): Kind;
  itemCount(root: number): number;
  canBeReferredTo(root: number): boolean;
  allocate(kind: Kind, items: readonly number[], behaviour: Behaviour): void;
  setPlace(root: number, place: number, value: number | undefined): void;
  push(root: number, value: number, second: number): void;
  pop(root: number): void;
  load(root: number, which: number): void;
  dereference(root: number): void;
  weakref(kind: 'weakref' | 'proxy', target: number, callback: number | undefined): void;
  drop(root: number): void;
  hold(id: number): void;
  immortalise(root: number): void;
  collect(generation: number): void;
  threshold(values: readonly [number, number, number]): void;
  enable(on: boolean): void;
  saveAll(on: boolean): void;
  freeze(): void;
  unfreeze(): void;
  safepoint(): void;
  verify(): void;
}

const MAX_ITEMS = 6;
const MAX_NESTING = 4;

class UserError extends Error {}

/** Carries out one step. `self` is the object whose finalizer or callback this is. */
function apply(machine: Machine, op: Op, self?: number): void {
  const roots = machine.rootCount;
  const root = (n: number): number => n % roots;
  switch (op.do) {
    case 'allocate':
      machine.allocate(op.kind, roots === 0 ? [] : op.items.map(root), op.behaviour);
      break;
    case 'link':
      if (roots > 0) link(machine, root(op.holder), root(op.value), op.place, root(op.place));
      break;
    case 'unlink':
      if (roots > 0) unlink(machine, root(op.holder), op.place);
      break;
    case 'load':
      if (roots > 0) machine.load(root(op.holder), op.place);
      break;
    case 'drop':
      if (roots > 0) machine.drop(root(op.root));
      break;
    case 'dereference':
      if (roots > 0) machine.dereference(root(op.root));
      break;
    case 'immortalise':
      if (roots > 0) machine.immortalise(root(op.root));
      break;
    case 'weakref': {
      if (roots === 0 || !machine.canBeReferredTo(root(op.target))) break;
      machine.weakref(op.kind, root(op.target), op.callback < 0 ? undefined : root(op.callback));
      break;
    }
    case 'collect':
      machine.collect(op.generation);
      break;
    case 'threshold':
      machine.threshold(op.values);
      break;
    case 'enable':
      machine.enable(op.on);
      break;
    case 'saveAll':
      machine.saveAll(op.on);
      break;
    case 'freeze':
      machine.freeze();
      break;
    case 'unfreeze':
      machine.unfreeze();
      break;
    case 'resurrect':
      if (self !== undefined) machine.hold(self);
      break;
    case 'weakrefToSelf':
      if (self === undefined) break;
      machine.hold(self);
      if (machine.canBeReferredTo(roots)) machine.weakref('weakref', roots, undefined);
      // What ran meanwhile may have dropped roots.
      if (roots < machine.rootCount) machine.drop(roots);
      break;
    case 'immortaliseSelf':
      if (self === undefined) break;
      machine.hold(self);
      machine.immortalise(roots);
      if (roots < machine.rootCount) machine.drop(roots);
      break;
    case 'verify':
      machine.verify();
      break;
    case 'throw':
      if (self !== undefined) throw new UserError('raised by the program');
      break;
  }
  machine.safepoint();
}

function link(machine: Machine, holder: number, value: number, place: number, second: number): void {
  const kind = machine.kindOf(holder);
  const { slots, hidden, items } = KINDS[kind];
  if (kind === 'weakref' || kind === 'proxy') return;
  if (slots + hidden > 0) machine.setPlace(holder, place % (slots + hidden), value);
  else if (items !== 'none' && items !== 'fixed backwards' && machine.itemCount(holder) < MAX_ITEMS) {
    machine.push(holder, value, second);
  }
}

function unlink(machine: Machine, holder: number, place: number): void {
  const kind = machine.kindOf(holder);
  const { slots, hidden } = KINDS[kind];
  if (kind === 'weakref' || kind === 'proxy') return;
  if (slots + hidden > 0) machine.setPlace(holder, place % (slots + hidden), undefined);
  else if (kind === 'list' && machine.itemCount(holder) > 0) machine.pop(holder);
}

/** Runs a finalizer or a callback, and what it prints. Nested ones only say that they ran. */
class Scripts {
  readonly behaviours = new Map<number, Behaviour>();
  #nesting = 0;

  run(machine: Machine, id: number): void {
    if (this.#nesting >= MAX_NESTING) return;
    this.#nesting++;
    try {
      for (const op of this.behaviours.get(id) ?? []) apply(machine, op, id);
    } finally {
      this.#nesting--;
    }
  }
}

/** The model as a machine. */
class ModelMachine implements Machine {
  readonly events: string[] = [];
  readonly model: GraphModel;
  readonly live = new Set<ModelObject>();
  readonly roots: ModelObject[] = [];
  readonly class: ModelObject;
  readonly #scripts = new Scripts();

  constructor(
    profile: HeapProfile,
    readonly observed: boolean,
  ) {
    this.model = new GraphModel(profile, {
      finalize: (object) => {
        this.events.push(`finalize ${object.id}`);
        this.#run(object.id, object.kind === 'legacy' ? 'legacy finalizer' : 'finalizer');
      },
      callback: (weakref, callback) => {
        this.events.push(`callback ${callback.id} for ${weakref.id}`);
        this.#run(callback.id, 'weakref callback');
      },
      collection: (...what) => this.events.push(what.join(' ')),
      garbage: (object) => {
        this.events.push(`garbage ${object.id}`);
        this.roots.push(this.model.incref(object));
      },
      freed: (object) => {
        this.live.delete(object);
        if (this.observed) this.events.push(`freed ${object.id}`);
      },
    });
    this.class = this.model.allocate('class');
    this.live.add(this.class);
  }

  get rootCount(): number {
    return this.roots.length;
  }

  kindOf(root: number): Kind {
    return this.roots[root]!.kind;
  }

  itemCount(root: number): number {
    const { info, items } = this.roots[root]!;
    return info.items === 'pairs forwards' ? items.length / 2 : items.length;
  }

  canBeReferredTo(root: number): boolean {
    return this.roots[root]!.info.weaklyReferenced;
  }

  allocate(kind: Kind, items: readonly number[], behaviour: Behaviour): void {
    const held = kind === 'tuple' ? items.map((root) => this.model.incref(this.roots[root]!)) : [];
    const object = this.model.allocate(kind, held, kind === 'instance' ? this.class : undefined);
    this.#scripts.behaviours.set(object.id, behaviour);
    this.live.add(object);
    this.roots.push(object);
    for (const item of held) this.model.decref(item);
  }

  setPlace(root: number, place: number, value: number | undefined): void {
    const object = this.roots[root]!;
    const places = place < object.slots.length ? object.slots : object.hidden;
    const at = place < object.slots.length ? place : place - object.slots.length;
    const before = places[at];
    places[at] = value === undefined ? undefined : this.model.incref(this.roots[value]!);
    this.model.decref(before);
  }

  push(root: number, value: number, second: number): void {
    const object = this.roots[root]!;
    if (object.kind === 'dict') this.model.put(object, this.roots[second]!, this.roots[value]!);
    else object.items.push(this.model.incref(this.roots[value]!));
  }

  pop(root: number): void {
    this.model.decref(this.roots[root]!.items.pop());
  }

  load(root: number, which: number): void {
    const targets = allReferences(this.roots[root]!);
    if (targets.length > 0) this.roots.push(this.model.incref(targets[which % targets.length]!));
  }

  dereference(root: number): void {
    const { target } = this.roots[root]!;
    if (target !== undefined) this.roots.push(this.model.incref(target));
  }

  weakref(kind: 'weakref' | 'proxy', target: number, callback: number | undefined): void {
    const held = [target, callback].flatMap((root) =>
      root === undefined ? [] : [this.model.incref(this.roots[root]!)],
    );
    const weakref = this.model.weakref(kind, held[0]!, held[1]);
    this.live.add(weakref);
    this.roots.push(weakref);
    for (const object of held) this.model.decref(object);
  }

  drop(root: number): void {
    this.model.decref(this.roots.splice(root, 1)[0]);
  }

  hold(id: number): void {
    this.roots.push(this.model.incref(this.model.objects[id]!));
  }

  immortalise(root: number): void {
    if (this.model.profile.dropsImmortals) this.roots[root]!.count = Number.POSITIVE_INFINITY;
  }

  collect(generation: number): void {
    this.events.push(`collected ${this.model.collect(generation)}`);
  }

  threshold(values: readonly [number, number, number]): void {
    for (const [i, value] of values.entries()) this.model.thresholds[i] = value;
  }

  enable(on: boolean): void {
    this.model.enabled = on;
  }

  saveAll(on: boolean): void {
    this.model.saveAll = on;
  }

  freeze(): void {
    this.model.freeze();
  }

  unfreeze(): void {
    this.model.unfreeze();
  }

  safepoint(): void {
    this.model.safepoint();
  }

  verify(): void {}

  #run(id: number, where: string): void {
    try {
      this.#scripts.run(this, id);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.events.push(`unraisable ${where} ${id}`);
    }
  }
}

function allReferences(object: ModelObject): ModelObject[] {
  return [...object.visited, ...object.hidden.filter((target) => target !== undefined)];
}

/** Word offset of an instance's values. */
const VALUES = 4;
/** A count that stays immortal whatever is added to it here. */
const IMMORTAL = -(2 ** 30);

/** The heap as a machine. */
class HeapMachine implements Machine {
  readonly events: string[] = [];
  readonly heap: Heap;
  readonly refs: Ref[] = [];
  readonly class: Handle;
  /** The first fault of the heap that came out of a door, where nobody could see it. */
  fault: unknown;

  readonly #roots: Handle[] = [];
  readonly #immortals: Ref[] = [];
  #collections = 0;
  readonly #ids = new Map<Ref, number>();
  readonly #types: Readonly<Record<Kind, TypeInfo>>;
  readonly #kinds: ReadonlyMap<number, Kind>;
  readonly #scripts = new Scripts();

  constructor(profile: HeapProfile, observed: boolean, debug: boolean) {
    this.heap = new Heap({
      bytes: 4 << 20,
      profile,
      debug,
      hooks: {
        weakrefCallback: (weakref, callback) => {
          this.events.push(`callback ${this.#idOf(callback)} for ${this.#idOf(weakref)}`);
          this.#scripts.run(this, this.#idOf(callback));
        },
        collection: (phase, { generation, collected, uncollectable }) => {
          this.events.push([phase, generation, collected, uncollectable].join(' '));
          if (++this.#collections % 8 === 0) this.#verifyInside();
        },
        garbage: (object) => {
          this.events.push(`garbage ${this.#idOf(object)}`);
          this.#roots.push(this.heap.hold(object));
        },
        unraisable: (error, where, object) => {
          if (error instanceof UserError) this.events.push(`unraisable ${where} ${this.#idOf(object)}`);
          else this.fault ??= error;
        },
      },
      ...(observed ? { observer: { freed: (object) => this.events.push(`freed ${this.#idOf(object)}`) } } : {}),
    });
    this.#types = this.#defineTypes();
    this.#kinds = new Map(Object.entries(this.#types).map(([kind, type]) => [type.id, kind as Kind]));
    this.class = this.heap.allocate(this.#types.class);
    this.#enter(this.class.ref);
    this.heap.types.setTypeObject(this.#types.instance.id, this.class.ref);
  }

  get rootCount(): number {
    return this.#roots.length;
  }

  kindOf(root: number): Kind {
    return this.#kinds.get(this.heap.typeOf(this.#root(root)).id)!;
  }

  itemCount(root: number): number {
    const kind = this.kindOf(root);
    return kind === 'set' || kind === 'dict'
      ? pairCount(this.heap, this.#root(root))
      : this.heap.size(this.#root(root));
  }

  canBeReferredTo(root: number): boolean {
    return this.heap.weakrefs.supports(this.#root(root));
  }

  allocate(kind: Kind, items: readonly number[], behaviour: Behaviour): void {
    // A finalizer may drop the roots while the object is made: as a frame would, we hold what it is made from.
    const held = kind === 'tuple' ? items.map((root) => this.heap.hold(this.#root(root))) : [];
    const handle = this.heap.allocate(this.#types[kind], held.length);
    if (kind === 'instance') this.heap.memory.i32[handle.ref + VALUES] = VALUES_VALID | 2;
    this.#scripts.behaviours.set(this.#enter(handle.ref), behaviour);
    for (const [i, item] of held.entries()) this.heap.setItem(handle.ref, i, item.ref);
    this.#roots.push(handle);
    for (const item of held) item.release();
  }

  setPlace(root: number, place: number, value: number | undefined): void {
    const { i32 } = this.heap.memory;
    const object = this.#root(root);
    const kind = this.kindOf(root);
    const target = value === undefined ? NULL : this.#root(value);
    if (kind !== 'instance' && place < KINDS[kind].slots) {
      this.heap.setSlot(object, 16 + place * 8, target);
      return;
    }
    const word = object + (kind === 'instance' ? VALUES + 2 : 4) + place * 2;
    const before = i32[word]! as Ref;
    if (target !== NULL) this.heap.counts.incref(target);
    i32[word] = target;
    if (before !== NULL) this.heap.counts.decref(before);
  }

  push(root: number, value: number, second: number): void {
    const object = this.#root(root);
    const kind = this.kindOf(root);
    if (kind === 'list') append(this.heap, object, this.#root(value));
    else if (kind === 'set') add(this.heap, object, this.#root(value));
    else this.#put(object, this.#root(second), this.#root(value));
  }

  pop(root: number): void {
    pop(this.heap, this.#root(root));
  }

  load(root: number, which: number): void {
    const targets: Ref[] = [];
    this.heap.traversal.visitAll(this.#root(root), (target) => targets.push(target));
    if (targets.length > 0) this.#roots.push(this.heap.hold(targets[which % targets.length]!));
  }

  dereference(root: number): void {
    const object = this.#root(root);
    const target = this.heap.weakrefs.isWeakRef(object) ? this.heap.target(object) : NULL;
    if (target !== NULL) this.#roots.push(this.heap.hold(target));
  }

  weakref(kind: 'weakref' | 'proxy', target: number, callback: number | undefined): void {
    const held = [target, callback].flatMap((root) => (root === undefined ? [] : [this.heap.hold(this.#root(root))]));
    const weakref = this.heap.weakrefs.create(this.#types[kind].id, held[0]!.ref, held[1]?.ref ?? NULL);
    // A shared one that existed before is held by somebody else too.
    if (this.heap.refcnt(weakref) === 1) this.#enter(weakref);
    this.#roots.push(this.heap.handles.adopt(weakref));
    for (const handle of held) handle.release();
  }

  drop(root: number): void {
    this.#roots.splice(root, 1)[0]!.release();
  }

  hold(id: number): void {
    this.#roots.push(this.heap.hold(this.refs[id]!));
  }

  immortalise(root: number): void {
    if (!this.heap.profile.dropsImmortals) return;
    this.heap.memory.i32[this.#root(root)] = IMMORTAL;
    this.#immortals.push(this.#root(root));
  }

  collect(generation: number): void {
    this.events.push(`collected ${this.heap.gc.collect(generation)}`);
  }

  threshold(values: readonly [number, number, number]): void {
    this.heap.gc.setThreshold(...values);
  }

  enable(on: boolean): void {
    if (on) this.heap.gc.enable();
    else this.heap.gc.disable();
  }

  saveAll(on: boolean): void {
    this.heap.gc.debug = on ? 32 : 0;
  }

  freeze(): void {
    this.heap.gc.freeze();
  }

  unfreeze(): void {
    this.heap.gc.unfreeze();
  }

  safepoint(): void {
    this.heap.safepoint();
  }

  /** An immortal object stays when nobody refers to it any more: it is declared. */
  verify(): void {
    this.heap.verify({ references: (visit) => this.#immortals.forEach(visit) });
  }

  /** Within a door, where a fault that is thrown would be taken for the program's own error. */
  #verifyInside(): void {
    try {
      this.verify();
    } catch (error) {
      this.fault ??= error;
    }
  }

  idsOf(refs: readonly Ref[]): number[] {
    return refs.map((ref) => this.#idOf(ref));
  }

  #root(root: number): Ref {
    return this.#roots[root]!.ref;
  }

  #idOf(ref: Ref): number {
    return this.#ids.get(ref) ?? -1;
  }

  #enter(ref: Ref): number {
    const id = this.refs.push(ref) - 1;
    this.#ids.set(ref, id);
    return id;
  }

  #put(dict: Ref, key: Ref, value: Ref): void {
    put(this.heap, dict, key, value);
    const { collector, generations, objects } = this.heap;
    if (generations.isTracked(dict)) return;
    if (collector.mayBeTracked(key) || collector.mayBeTracked(value)) objects.track(dict);
  }

  #defineTypes(): Record<Kind, TypeInfo> {
    const { heap } = this;
    const { node, list, tuple, set, dict } = defineGraphTypes(heap);
    const finalize = (object: Ref): void => {
      this.events.push(`finalize ${this.#idOf(object)}`);
      this.#scripts.run(this, this.#idOf(object));
    };
    const slots = [16, 24];
    const plain = { gc: true, slots };
    const types = {
      ...{ node, list, set, dict },
      pair: heap.defineType({ ...plain, name: 'pair', basicSize: 32 }),
      finalizer: heap.defineType({ ...node.spec, name: 'finalizer', finalize }),
      legacy: heap.defineType({ ...plain, name: 'legacy', basicSize: 40, weakList: 32, legacyFinalize: finalize }),
      keeper: heap.defineType({
        name: 'keeper',
        basicSize: 40,
        gc: true,
        slots: [16],
        hiddenSlots: [24],
        weakList: 32,
      }),
      instance: heap.defineType({
        ...{ name: 'instance', basicSize: 40, gc: true, preHeader: true, weakList: -32, inlineValues: 16 },
        ...{ countsType: true, trashcan: true },
      }),
      tuple: heap.defineType({ ...tuple.spec, freeList: { limit: 3, sizes: 20 } }),
      number: heap.defineType({ name: 'number', basicSize: 24, freeList: { limit: 2 } }),
      token: heap.defineType({ name: 'token', basicSize: 24, finalize }),
      class: heap.defineType({ name: 'class', basicSize: 24, gc: true, slots: [16] }),
      weakref: heap.defineType(heap.weakrefs.spec('weakref of the program')),
      proxy: heap.defineType(heap.weakrefs.spec('proxy of the program')),
    };
    heap.weakrefs.registerType(types.weakref.id, 'reference', true);
    heap.weakrefs.registerType(types.proxy.id, 'proxy', true);
    return types;
  }
}

/** The random numbers of one program (mulberry32). */
class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** A whole number from 0 up to, not including, `bound`. */
  below(bound: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * bound);
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!;
  }

  /** True once in so many times. */
  oneIn(times: number): boolean {
    return this.below(times) === 0;
  }
}

const KINDS_ALLOCATED: readonly Kind[] = [
  ...([
    'node',
    'node',
    'pair',
    'pair',
    'finalizer',
    'finalizer',
    'finalizer',
    'keeper',
    'instance',
    'list',
    'list',
  ] as const),
  ...(['tuple', 'tuple', 'set', 'dict', 'dict', 'number', 'token', 'legacy'] as const),
];

/** Generates steps; the number of live roots decides whether the program grows or shrinks. */
class Generator {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  step(roots: number): Op {
    const dice = this.#random.below(100);
    if (dice < (roots > 16 ? 4 : 32)) return this.#allocation(true);
    if (dice < 50) return this.#linking('link');
    if (dice < 54) return this.#linking('unlink');
    if (dice < 58) return this.#linking('load');
    if (dice < 74) return { do: 'drop', root: this.#number() };
    if (dice < 87) return this.#weakref();
    if (dice < 89) return { do: 'dereference', root: this.#number() };
    if (dice < 95) return { do: 'collect', generation: this.#random.below(3) };
    if (dice < 97)
      return { do: 'threshold', values: [this.#random.below(6), this.#random.below(3), this.#random.below(3)] };
    return this.#rareStep();
  }

  #rareStep(): Op {
    switch (this.#random.below(9)) {
      case 0:
        return { do: 'freeze' };
      case 1:
      case 2:
        return { do: 'unfreeze' };
      case 3:
        return { do: 'immortalise', root: this.#number() };
      case 4:
        return { do: 'enable', on: false };
      case 5:
        return { do: 'saveAll', on: true };
      case 6:
      case 7:
        return { do: 'saveAll', on: false };
      default:
        return { do: 'enable', on: true };
    }
  }

  #behaviour(): Behaviour {
    if (this.#random.oneIn(2)) return [];
    return Array.from({ length: 1 + this.#random.below(3) }, () => this.#reaction());
  }

  /** A step of a finalizer or callback. */
  #reaction(): Op {
    const dice = this.#random.below(100);
    if (dice < 18) return { do: 'resurrect' };
    if (dice < 22) return { do: 'weakrefToSelf' };
    if (dice < 24) return { do: 'immortaliseSelf' };
    if (dice < 42) return { do: 'drop', root: this.#number() };
    if (dice < 52) return this.#linking('link');
    if (dice < 58) return this.#linking('unlink');
    if (dice < 62) return this.#linking('load');
    if (dice < 72) return this.#allocation(false);
    if (dice < 80) return this.#weakref();
    if (dice < 83) return { do: 'dereference', root: this.#number() };
    if (dice < 88) return { do: 'collect', generation: this.#random.below(3) };
    if (dice < 94) return { do: 'verify' };
    if (dice < 97) return { do: 'throw' };
    return { do: 'dereference', root: this.#number() };
  }

  #allocation(withBehaviour: boolean): Op {
    const items = Array.from({ length: this.#random.below(4) }, () => this.#number());
    const behaviour = withBehaviour ? this.#behaviour() : [];
    return { do: 'allocate', kind: this.#random.pick(KINDS_ALLOCATED), items, behaviour };
  }

  #linking(what: 'link' | 'unlink' | 'load'): Op {
    return { do: what, holder: this.#number(), value: this.#number(), place: this.#number() };
  }

  #weakref(): Op {
    const kind = this.#random.oneIn(4) ? 'proxy' : 'weakref';
    return { do: 'weakref', kind, target: this.#number(), callback: this.#random.oneIn(4) ? -1 : this.#number() };
  }

  #number(): number {
    return this.#random.below(1 << 20);
  }
}

/** What {@link runGraphs} does. */
export interface GraphRun {
  readonly seed: number;
  /** Number of programs. */
  readonly graphs: number;
  /** Collect at every allocation, with every generation in turn. */
  readonly stress: boolean;
  readonly profile: HeapProfileName;
  /** Steps of a program; default 60. */
  readonly steps?: number;
}

/** What was done: numbers that show that a run was not empty. */
export interface GraphReport {
  steps: number;
  objects: number;
  finalizers: number;
  callbacks: number;
  collections: number;
}

/**
 * Runs random programs on the heap and on the model, and compares them after every step.
 * @throws Error that names the seed of the program and the step at which the two differ.
 */
export function runGraphs({ seed, graphs, stress, profile, steps = 60 }: GraphRun): GraphReport {
  const report: GraphReport = { steps: 0, objects: 0, finalizers: 0, callbacks: 0, collections: 0 };
  for (let n = 0; n < graphs; n++) runGraph(seed + n, steps, stress, profile, report);
  return report;
}

function runGraph(seed: number, steps: number, stress: boolean, name: HeapProfileName, report: GraphReport): void {
  const random = new Random(seed);
  const generator = new Generator(random);
  const observed = random.oneIn(2);
  const debug = random.oneIn(8);
  // A shallow trashcan, so that small graphs reach it. What was put off is taken up one level above `resumeBelow`: that
  // must not be as deep as where it is put off again.
  const depth = 2 + random.below(4);
  const trashcan = random.oneIn(2) ? { depth, resumeBelow: 1 + random.below(depth - 1) } : HEAP_PROFILES[name].trashcan;
  const profile: HeapProfile = { ...HEAP_PROFILES[name], trashcan };
  const model = new ModelMachine(profile, observed);
  const heap = new HeapMachine(profile, observed, debug);
  const where = (step: string): string => `profile ${name}, ${stress ? 'stress, ' : ''}seed ${seed}, ${step}`;
  const both = (what: string, act: (machine: Machine) => void): void => {
    act(model);
    try {
      act(heap);
      if (heap.fault !== undefined) throw heap.fault;
      compare(model, heap, report);
    } catch (error) {
      throw new Error(`${where(what)}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  };
  // Every count is above −1: the thresholds of stress mode are passed by each allocation.
  if (stress) both('start', (machine) => machine.threshold([-1, 0, 0]));
  for (let step = 0; step < steps; step++) {
    const op = generator.step(model.rootCount);
    if (stress && op.do === 'threshold') continue;
    both(`step ${step}, ${JSON.stringify(op)}`, (machine) => apply(machine, op));
    report.steps++;
  }
  finish(both, model);
  report.objects += model.model.objects.length;
}

/** Drops all roots and collects until nothing changes: what is left is what CPython would leak too. */
function finish(both: (what: string, act: (machine: Machine) => void) => void, model: ModelMachine): void {
  both('end', (machine) => {
    machine.saveAll(false);
    machine.unfreeze();
  });
  for (let round = 0; round < 200 && model.rootCount > 0; round++) both('end, drop', (machine) => machine.drop(0));
  for (let round = 0; round < 3; round++) both('end, collect', (machine) => machine.collect(2));
}

function compare(model: ModelMachine, heap: HeapMachine, report: GraphReport): void {
  expectEqual('events', heap.events.join('; '), model.events.join('; '));
  for (const event of model.events) {
    if (event.startsWith('finalize')) report.finalizers++;
    else if (event.startsWith('callback')) report.callbacks++;
    else if (event.startsWith('stop')) report.collections++;
  }
  try {
    heap.verify();
  } catch (error) {
    throw new Error(`after ${model.events.join('; ') || 'nothing'}: ${String(error)}`, { cause: error });
  }
  model.events.length = 0;
  heap.events.length = 0;
  const { gc } = heap.heap;
  expectEqual('gc.get_count()', gc.getCount().join(), model.model.counts.join());
  for (const generation of [0, 1, 2]) {
    const inModel = [...model.model.generations[generation as 0 | 1 | 2]].map(({ id }) => id);
    expectEqual(`generation ${generation}`, heap.idsOf(gc.getObjects(generation)).join(), inModel.join());
  }
  expectEqual('permanent generation', gc.getFreezeCount(), model.model.permanent.size);
  for (const object of model.live) compareObject(object, heap);
}

function compareObject(object: ModelObject, machine: HeapMachine): void {
  const { heap, refs } = machine;
  const ref = refs[object.id]!;
  const name = `${object.kind} ${object.id}`;
  const count = heap.memory.i32[ref]!;
  expectEqual(`count of ${name}`, count < 0 ? Number.POSITIVE_INFINITY : count, object.count);
  const targets: Ref[] = [];
  heap.traversal.visitAll(ref, (target) => targets.push(target));
  const expected = allReferences(object).map(({ id }) => id);
  expectEqual(`references of ${name}`, machine.idsOf(targets).join(), expected.join());
  const weakrefs = object.weakrefs.map(({ id }) => id);
  expectEqual(`weak references to ${name}`, machine.idsOf(heap.weakrefs.list(ref)).join(), weakrefs.join());
  if (object.isWeakref) {
    const target = heap.target(ref);
    expectEqual(`target of ${name}`, target === NULL ? -1 : machine.idsOf([target])[0], object.target?.id ?? -1);
  }
}

function expectEqual(what: string, found: unknown, expected: unknown): void {
  if (found !== expected) throw new Error(`${what}: the heap says ${String(found)}, the model ${String(expected)}`);
}
