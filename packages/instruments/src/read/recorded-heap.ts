import type { Ref, TypeId, TypeSpec } from '@uroboros/heap';
import {
  ArenaObject,
  GcHeader,
  Header,
  ListId,
  type Memory,
  Pool,
  StaticArea,
  Traversal,
  TypeFlag,
  TypeTable,
} from '@uroboros/heap/internal';
import { Interpreter, NO_HOST, PROFILES, type ProfileName } from '@uroboros/python';
import { STATIC_BIAS, TypeField } from '@uroboros/python/internal';
import { RecordingError } from '../errors.js';
import type { TypeRecord } from '../format.js';
import { Note } from '../record/writes.js';
import { findObjects, forEachOwnBlock } from './find-objects.js';
import type { Recording } from './recording.js';
import { Replay } from './replay.js';

/** Words of an arena object, of a header of a block over 512 bytes. */
const ARENA_WORDS = 8;
const RAW_HEADER_WORDS = 4;

/** What the word of a count says: without what those of static objects are above their references. Infinity: the object is immortal. */
export function countIn(word: number): number {
  if (word < 0) return Number.POSITIVE_INFINITY;
  return word >= STATIC_BIAS ? word - STATIC_BIAS : word;
}

/**
 * The heap of a recorded run, at any moment of it: memory as the replay has it, and the types that exist at that moment.
 *
 * It lives in the memory of an interpreter of the same profile, made for it alone, because layouts of a kind of their own (of
 * dictionaries, generators, deques) are followed by the code that knows them, and that code is bound to a memory.
 */
export class RecordedHeap {
  readonly memory: Memory;
  readonly i32: Int32Array;
  readonly types: TypeTable;
  readonly traversal: Traversal;
  readonly replay: Replay;
  readonly #python: Interpreter;
  readonly #arenaWords: number;
  readonly poolWords: number;
  /** Types by the number of the note that tells of them; those of the start have −1. */
  readonly #typesTold: { readonly note: number; readonly type: TypeRecord }[] = [];
  /** How many of them have been gone through, and what each number stands for. */
  #typesAt = 0;
  readonly #defined = new Map<number, TypeRecord>();
  /** Type objects of the start by their names. */
  readonly #typeObjects = new Map<string, number>();
  #lowest = { position: -1, arena: 0 };
  #hasAllModules = false;
  /** Objects made before there were type objects: their type is told by its number alone. */
  readonly #untyped = new Set<number>();
  /** Types of the runtime's own that have no type object. */
  readonly #internal = new Set<number>();

  /** @throws RecordingError if the recording is of a profile that is not there. */
  constructor(readonly recording: Recording) {
    const { profile, heapBytes } = recording.info;
    if (PROFILES[profile as ProfileName] === undefined)
      throw new RecordingError(`the recording is of profile ${profile}`, 8, 'read it with the Uroboros that wrote it');
    this.#python = new Interpreter({
      host: NO_HOST,
      profile: PROFILES[profile as ProfileName],
      heapBytes,
      sharedMemory: true,
    });
    const { heap } = this.#python.rt;
    this.memory = heap.memory;
    this.types = new TypeTable(this.memory);
    this.i32 = heap.memory.i32;
    this.#arenaWords = heap.profile.geometry.arenaBytes / 4;
    this.poolWords = heap.profile.geometry.poolBytes / 4;
    this.traversal = new Traversal(this.memory, this.types);
    for (const type of recording.types) {
      this.#typesTold.push({ note: -1, type });
      if (type.typeObject) this.#typeObjects.set(type.spec['name'] as string, type.typeObject);
    }
    this.#findTypesTold();
    this.#prepareTypes();
    // What the interpreter itself has made there goes.
    this.i32.fill(0, 0, heap.space.breakWord);
    this.i32.fill(0, heap.space.floorWord);
    this.replay = new Replay(recording, this.i32);
    this.#defineTypes(0);
    this.#findUntyped();
  }

  /** Goes to the moment after so many notes. */
  seek(note: number): void {
    this.replay.seek(note);
    this.#defineTypes(this.replay.position);
  }

  get position(): number {
    return this.replay.position;
  }

  // Objects --------------------------------------------------------------------------------------------------------

  /** All living objects, in the order of their addresses within arenas, then the large ones. */
  objects(): Int32Array {
    return findObjects(this, (visit) => this.#forEachBlock(visit));
  }

  /** What looks like a living object in a block in use; 0 if nothing does: a block of items, or what a free list keeps. */
  objectIn(block: number): Ref | 0 {
    for (let prefix = 0; prefix <= 8; prefix += 4) {
      const object = (block + prefix) as Ref;
      if (this.isObject(object) && this.types.prefixWords[this.i32[object + Header.TypeId]!] === prefix) return object;
    }
    return 0;
  }

  /** Whether a living object starts at a word: its header says of itself what only an object's does. */
  isObject(word: number): boolean {
    const { i32, types } = this;
    const id = i32[word + Header.TypeId]!;
    if (i32[word] === 0 || id <= 0 || !types.has(id)) return false;
    const type = i32[word + Header.Type]!;
    if (type === 0) return this.#untyped.has(word) || (this.#internal.has(id) && i32[word + Header.RefcntHigh] === 0);
    return types.typeObject[id] === type || i32[type + TypeField.InstanceId] === id;
  }

  /** The count, without what the counts of static objects are above the number of their references. */
  refcnt(object: Ref): number {
    const word = this.i32[object + Header.Refcnt]!;
    return word < 0 ? word >>> 0 : countIn(word);
  }

  isImmortal(object: Ref): boolean {
    return this.i32[object + Header.Refcnt]! < 0;
  }

  typeId(object: Ref): TypeId {
    return this.i32[object + Header.TypeId]! as TypeId;
  }

  /** The name of the type whose part of a kind of its own objects of a type have. */
  customOf(id: TypeId): string | undefined {
    return this.#defined.get(id)?.customOf;
  }

  isCollectable(object: Ref): boolean {
    return (this.types.flags[this.typeId(object)]! & TypeFlag.Gc) !== 0;
  }

  /** The generation a tracked object is in: 0 to 2, 3 the permanent one; −1 if it is not tracked. */
  generation(object: Ref): number {
    if (!this.isCollectable(object) || this.i32[object + GcHeader.Index] === 0) return -1;
    return Math.min(this.i32[object + GcHeader.Generation]!, ListId.Permanent);
  }

  /** Bytes of the object's own block without its prefix. */
  bytesOf(object: Ref): number {
    const id = this.typeId(object);
    const itemSize = this.types.itemSize[id]!;
    return this.types.basicSize[id]! + (itemSize === 0 ? 0 : itemSize * this.i32[object + Header.Size]!);
  }

  /** Bytes of the block that starts at a word. */
  blockBytes(block: number): number {
    if (block < this.lowestArena()) return (this.i32[block - RAW_HEADER_WORDS]! & ~1) * 4;
    return 16 * (this.i32[(block & ~(this.poolWords - 1)) + Pool.SizeClass]! + 1);
  }

  /** Bytes of an object's block and of those it has besides. */
  bytesWithParts(object: Ref): number {
    let bytes = this.blockBytes(object - this.types.prefixWords[this.typeId(object)]!);
    forEachOwnBlock(this, object, (block) => {
      bytes += this.blockBytes(block);
    });
    return bytes;
  }

  /** Bytes of all blocks in use but that of the stack, which is reserved whole. */
  bytesInUse(): number {
    let bytes = this.i32[StaticArea.RawBytes]! - this.blockBytes(this.recording.info.state);
    this.forEachArena((_, pools) => {
      for (const { sizeClass, inUse } of pools) if (inUse > 0) bytes += inUse * 16 * (sizeClass + 1);
    });
    return bytes;
  }

  get arenaBytes(): number {
    return this.#arenaWords * 4;
  }

  /** Words of the table of arenas. */
  get arenaTableWords(): number {
    return ARENA_WORDS * Math.floor(this.memory.limitWords / this.#arenaWords);
  }

  /** First word of the lowest arena. */
  lowestArena(): number {
    if (this.#lowest.position === this.position) return this.#lowest.arena;
    let lowest = this.memory.limitWords;
    const end = StaticArea.Arenas + this.arenaTableWords;
    for (let record: number = StaticArea.Arenas; record < end; record += ARENA_WORDS) {
      const arena = this.i32[record + ArenaObject.Address]!;
      if (arena > 0 && arena < lowest) lowest = arena;
    }
    this.#lowest = { position: this.position, arena: lowest };
    return lowest;
  }

  /** Calls back with each arena: its first word, and the pools cut from it so far with their size class and blocks in use. */
  forEachArena(visit: (arena: number, pools: readonly PoolView[]) => void): void {
    const { i32 } = this;
    const places = Math.floor(this.memory.limitWords / this.#arenaWords);
    for (let n = 0; n < places; n++) {
      const record = StaticArea.Arenas + ARENA_WORDS * n;
      const arena = i32[record + ArenaObject.Address]!;
      if (arena === 0) continue;
      const pools: PoolView[] = [];
      for (let pool = arena; pool < i32[record + ArenaObject.PoolAddress]!; pool += this.poolWords)
        pools.push({ pool, sizeClass: i32[pool + Pool.SizeClass]!, inUse: i32[pool + Pool.Count]! });
      visit(arena, pools);
    }
  }

  #findUntyped(): void {
    const { i32, types } = this;
    this.#forEachBlock((block) => {
      for (let prefix = 0; prefix <= 8; prefix += 4) {
        const id = i32[block + prefix + Header.TypeId]!;
        const count = i32[block + prefix]!;
        const isCount = count < 0 || (count > 0 && i32[block + prefix + Header.RefcntHigh] === 0);
        if (!isCount || i32[block + prefix + Header.Type] !== 0) continue;
        if (id > 0 && types.has(id) && types.prefixWords[id] === prefix) this.#untyped.add(block + prefix);
      }
    });
  }

  #forEachBlock(visit: (block: number) => void): void {
    const { i32 } = this;
    const free = new Set<number>();
    this.forEachArena((_, pools) => {
      for (const { pool, sizeClass, inUse } of pools) {
        if (inUse === 0) continue;
        free.clear();
        for (let block = i32[pool + Pool.FreeBlock]!; block !== 0; block = i32[block]!) free.add(block);
        const words = 4 * (sizeClass + 1);
        const end = pool + i32[pool + Pool.NextOffset]! / 4;
        for (let block = pool + Pool.HeaderWords; block < end; block += words) if (!free.has(block)) visit(block);
      }
    });
    const base = StaticArea.Arenas + ARENA_WORDS * Math.floor(this.memory.limitWords / this.#arenaWords);
    for (let block = base; i32[block]! >= RAW_HEADER_WORDS; block += i32[block]! & ~1)
      if ((i32[block]! & 1) === 0) visit(block + RAW_HEADER_WORDS);
  }

  // Types ----------------------------------------------------------------------------------------------------------

  #findTypesTold(): void {
    const { recording } = this;
    if (!recording.told.some(({ t }) => t === 'type')) return;
    for (let chunk = 0; chunk < recording.chunks; chunk++) {
      const notes = recording.notesOf(chunk);
      const first = recording.firstOf(chunk);
      for (let i = 0; i < notes.length; i += 2) {
        if (notes[i] !== Note.Told) continue;
        const told = recording.told[notes[i + 1]!];
        if (told?.t === 'type') this.#typesTold.push({ note: first + i / 2, type: told.type });
      }
    }
  }

  /** Makes the types known whose layouts come with modules. */
  #prepareTypes(): void {
    for (const { type } of this.#typesTold) {
      if (type.customOf !== undefined && this.#customNamed(type.customOf) === undefined) {
        this.#importModules();
        return;
      }
    }
  }

  #customNamed(name: string): TypeSpec['custom'] {
    return this.#python.rt.heap.types.specs.find((spec) => spec?.name === name && spec.custom !== undefined)?.custom;
  }

  #importModules(): void {
    if (this.#hasAllModules) return;
    this.#hasAllModules = true;
    this.#python.runCommand('import sys');
    this.#python.runCommand(
      'for name in sys.builtin_module_names:\n  try: __import__(name)\n  except Exception: pass\n\n',
    );
  }

  /** Enters the types that exist after so many notes; a number may have stood for another type before. */
  #defineTypes(note: number): void {
    const told = this.#typesTold;
    if (this.#typesAt > 0 && note < told[this.#typesAt - 1]!.note) this.#typesAt = 0;
    const current = new Map<number, TypeRecord>();
    for (; this.#typesAt < told.length && told[this.#typesAt]!.note <= note; this.#typesAt++) {
      const { type } = told[this.#typesAt]!;
      current.set(type.id, type);
    }
    for (const [id, type] of current) {
      if (this.#defined.get(id) === type) continue;
      this.#defined.set(id, type);
      this.#define(type);
    }
  }

  #define({ id, spec, customOf, typeObject }: TypeRecord): void {
    const { types } = this;
    while (types.length <= id) types.define({ name: '', basicSize: 16 });
    const custom = customOf === undefined ? undefined : this.#customNamed(customOf);
    types.redefine(id as TypeId, { ...(spec as unknown as TypeSpec), ...(custom === undefined ? {} : { custom }) });
    // A second layout of a type (of small ints, of interned strings) has the type's object.
    if (typeObject === 0) types.typeObject[id] = this.#typeObjects.get(spec['name'] as string) ?? 0;
    else types.typeObject[id] = typeObject ?? 0;
    if (types.typeObject[id] === 0 && spec['countsType'] !== true) this.#internal.add(id);
    else this.#internal.delete(id);
  }
}

export interface PoolView {
  readonly pool: number;
  readonly sizeClass: number;
  readonly inUse: number;
}
