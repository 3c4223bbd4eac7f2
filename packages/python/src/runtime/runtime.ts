import { Heap, type HeapHooks, type HeapOptions, type Ref } from '@uroboros/heap';
import { Header, isCollectable, Pending, StaticArea } from '@uroboros/heap/internal';
import type { CompiledCode } from '../compile/compiled.js';
import type { FastPaths } from '../compile/fast.js';
import type { StubCache } from '../compile/stubs.js';
import type { NativeModules } from '../modules/native-modules.js';
import type { AsciiWriter } from '../objects/ascii-writer.js';
import { newBytes } from '../objects/bytes.js';
import type { CopyCounted } from '../objects/counted-copies.js';
import { dictGetStr, dictSet } from '../objects/dict.js';
import type { DictFind } from '../objects/dict-find.js';
import type { DictStore } from '../objects/dict-store.js';
import type { Fresh } from '../objects/fresh.js';
import { newGenericAlias } from '../objects/generic-alias.js';
import type { Hashes } from '../objects/hash-key.js';
import { intFromBigInt, intValue, smallInt } from '../objects/int.js';
import type { DigitRows } from '../objects/int-rows.js';
import { newSequenceIterator } from '../objects/iterators.js';
import { ExceptionField, FunctionField, TypeField } from '../objects/layout.js';
import type { Messages } from '../objects/messages.js';
import { newMappingProxy } from '../objects/module-type.js';
import type { NativeCode, NativeFunction } from '../objects/native.js';
import { bindNative } from '../objects/native.js';
import type { QuickCompare } from '../objects/quick-compare.js';
import type { QuickMaker } from '../objects/quick-types.js';
import { listFromIterable } from '../objects/sequence.js';
import type { SetFind } from '../objects/set-find.js';
import type { SetStore } from '../objects/set-store.js';
import { internText, isStr, newStr, strText } from '../objects/str.js';
import type { StrPaths } from '../objects/str-paths.js';
import type { StrPieces } from '../objects/str-pieces.js';
import type { ReplaceAscii } from '../objects/str-replace.js';
import { tupleItem, tupleSize } from '../objects/tuple.js';
import { tupleFromIterable } from '../objects/tuple-type.js';
import type { NativeAttribute, NativeMember, TypeObject } from '../objects/typeobject.js';
import { type PythonObserver, watching } from '../observe.js';
import type { PythonProfile } from '../profiles/profile.js';
import { DEFAULT_MAX_STR_DIGITS } from '../text/int-text.js';
import {
  findAttr,
  genericGetAttr,
  getAttr,
  instanceDict,
  instanceGet,
  setAttr,
  TypeCache,
  typeLookup,
} from './attributes.js';
import { callMethod, callWith, callWithSlots } from './calls.js';
import type { ClassOperators } from './class-operators.js';
import { display } from './display.js';
import { leaveFrame, raiseBare, raiseMemoryError, raiseText, raiseWith } from './errors.js';
import { runFinalizer } from './finalize.js';
import { Frame, SLOT, State } from './frame.js';
import { Gathered } from './gathered.js';
import type { Host } from './host.js';
import { addKeyword, addKeywords, callWithKeywords } from './keywords.js';
import { containsItem, forEachItem, getItem, indexAsSize, isTrue, reprOf, sizeToInt, strOf } from './operators.js';
import type { RaisingPaths } from './raising-paths.js';
import type { BuiltinName, TypeIds } from './registry.js';
import { runSignalHandlers, Tripped } from './signals.js';
import type { SlotCalls } from './slot-calls.js';
import { sharedKeysBytes } from './types.js';

/** A reference, or 0: the operation raised, and the exception is in {@link State.Error}. */
export type Maybe = Ref | 0;

/** Levels of native recursion (repr of nested lists, comparisons, natives that call Python code): C's recursion limit in 3.13. */
const NATIVE_LEVELS = 10_000;
/** Bytes of JavaScript stack that a level may take, and those of a thread that nobody has given more (Node's main thread). */
const LEVEL_BYTES = 4096;
/** … and those that a Python function may take. */
const FRAME_BYTES = 1000;
const USUAL_STACK_BYTES = 984 * 1024;
/** Levels that a call from native code into Python, and a step of a generator, take. */
export const CALL_LEVELS = 2;

/** What 3.11 adds to the counts of static objects. */
export const STATIC_BIAS = 999_999_999;

/** Words of the frame stack: room for a recursion of some 100,000 calls. It costs nothing until it is touched. */
const STACK_WORDS = 8 * 1024 * 1024;

/**
 * One Python: its heap, its singletons and the state of its one thread.
 *
 * Rules for everything that is written against this class:
 *
 * - A function that can raise returns 0 (or −1, or false: its comment says which) with the exception set, and its caller
 *   returns at once; nothing is thrown. JavaScript errors are faults of ours, or the host stopping the program.
 * - Arguments are borrowed. A returned reference is owned by the caller, unless the function is said to borrow.
 * - An owned reference that must outlive a call which may run Python code, allocate or collect stands in a slot: `hold` it.
 *   What was held above a mark is dropped by `releaseTo`, also on error paths: whoever called a native function does it.
 */
export class Runtime {
  readonly heap: Heap;
  readonly i32: Int32Array;
  readonly u8: Uint8Array;
  readonly u16: Uint16Array;
  readonly u32: Uint32Array;
  readonly f64: Float64Array;
  readonly profile: PythonProfile;
  readonly host: Host;
  /** Who watches, if somebody does. */
  readonly observer: PythonObserver | undefined;

  /** Word of the state block; the bottom frame follows. */
  readonly state: number;
  readonly bottom: number;

  /** By the type id in an object's header. Several ids may share one type object. */
  readonly types: TypeObject[] = [];
  /** By the number in a code object's `Compiled` field; 0 is not used. */
  readonly compiled: (CompiledCode | undefined)[] = [undefined];
  /** The JavaScript generators behind generators that have begun, by number; 0 is not used. */
  readonly hostGenerators: (Generator<Ref, Maybe, number> | undefined)[] = [undefined];
  readonly freeHostGenerators: number[] = [];
  /** sys.set_coroutine_origin_tracking_depth: frames that a new coroutine notes. */
  originDepth = 0;
  /** By the number in a built-in function's `Native` field. */
  readonly natives: NativeFunction[] = [];
  /** Their code, in an array of its own: what calls read. */
  readonly nativeCodes: NativeCode[] = [];
  /** … for just one argument and just two, where there is such a way, and whether self goes before the arguments. */
  readonly nativeOnes: NativeFunction['one'][] = [];
  readonly nativeTwos: NativeFunction['two'][] = [];
  readonly nativeBound: boolean[] = [];

  None!: Ref;
  True!: Ref;
  False!: Ref;
  NotImplemented!: Ref;
  Ellipsis!: Ref;
  emptyTuple!: Ref;
  emptyStr!: Ref;
  emptyBytes!: Ref;
  /** Bytes of one byte, by its value. */
  readonly singleBytes: Ref[] = [];
  /** The ints −5 … 256. */
  readonly smallInts: Int32Array = new Int32Array(262);

  /** Layout ids that hot paths compare with. */
  readonly ids: TypeIds = {} as TypeIds;
  /** What is done most often, as closures over this runtime's memory; made at start, once there are types. */
  fast!: FastPaths;
  quick!: QuickCompare;
  dicts!: DictFind;
  dictStore!: DictStore;
  hashes!: Hashes;
  digits!: DigitRows;
  fresh!: Fresh;
  /** Copies of references between the items of lists and tuples. */
  copyCounted!: CopyCounted;
  slotCalls!: SlotCalls;
  classOperators!: ClassOperators;
  /** What happens in frames that exceptions leave, or are caught in. */
  raising!: RaisingPaths;
  /** Calls of built-in types, by the id of their instances. */
  makers: readonly (QuickMaker | undefined)[] = [];
  /** What is remembered of attributes, by type and name; made at start, once the types have their attributes. */
  stubs!: StubCache;
  sets!: SetFind;
  setStore!: SetStore;
  pieces!: StrPieces;
  replaceAscii!: ReplaceAscii;
  writer!: AsciiWriter;
  /** Type objects by the name they have in builtins or, for others, without their module. */
  builtin: Record<BuiltinName, TypeObject> = {} as Record<BuiltinName, TypeObject>;
  /** Start-up has made its types: see `settleTypes`. */
  typesAreSettled = false;
  /** Interned strings by their text; not counted. */
  readonly interned = new Map<string, Ref>();
  readonly internedText = new Map<Ref, string>();
  /** The strings of one character up to U+00FF. */
  readonly latin1: Ref[] = [];
  /** What is done with strings most, specialised for this runtime. */
  strs!: StrPaths;
  messages!: Messages;
  /** The keys object all empty dictionaries share, and the key of deleted set entries. */
  emptyKeys = 0;
  dummy!: Ref;
  /** Last number given to a state of a keys object. */
  keysVersion = 0;

  /** Signals that came and were not handled yet. */
  readonly tripped = new Tripped();
  /** Called at every safepoint while the runtime is under stress (`stress.ts`). */
  onSafepoint: (() => void) | undefined = undefined;

  /** The hash computed last (see `operators.hash`). */
  hashLow = 0;
  hashHigh = 0;

  recursionLimit = 1000;
  /** sys.set_int_max_str_digits: digits of ints that are read or written in decimal; 0 for any number. */
  maxStrDigits = DEFAULT_MAX_STR_DIGITS;
  /** The limit that holds, and the most that the JavaScript stack allows. */
  #levels = 0;
  readonly #mostLevels: number;
  /** Type objects by reference. */
  readonly typeByRef = new Map<Ref, TypeObject>();
  readonly typeCache = new TypeCache();
  /** Per type id: its version, for inline caches. */
  readonly typeVersions: Int32Array = new Int32Array(1 << 16);
  lastTypeVersion = 0;
  methodDescriptorId = -1;
  wrapperDescriptorId = -1;
  /** By the number in a getset or member descriptor. */
  readonly attributeTable: NativeAttribute[] = [];
  readonly memberTable: NativeMember[] = [];
  /** Numbers of `__dict__` and `__weakref__` of classes in `attributeTable`. */
  dictAttribute = -1;
  weakrefAttribute = -1;
  /** The dictionary of the module builtins; sys.modules. */
  builtinsDict!: Ref;
  modules!: Ref;
  /** builtins as they were at start: the end of the program restores them, which drops what programs have put there. */
  builtinsCopy!: Ref;
  /** MemoryError, made at start. */
  memoryError!: Ref;
  builtinModules!: NativeModules;
  readonly #biased = new Set<Ref>();
  readonly #bound = new Map<number, number>();
  /** Counted references that TypeScript code keeps outside of the heap for good. */
  readonly kept: Ref[] = [];
  /** … and for the time of a compilation. */
  readonly keptMeanwhile: Set<readonly Ref[]> = new Set();
  readonly #names = new Map<string, Ref>();
  /** By the number that {@link specialName} gave out. */
  readonly specialNames: (Ref | undefined)[] = [];

  constructor(
    host: Host,
    profile: PythonProfile,
    hooks: Partial<HeapHooks>,
    options: HeapOptions,
    stackBytes = USUAL_STACK_BYTES,
    observer?: PythonObserver,
  ) {
    this.host = host;
    this.observer = observer;
    this.profile = profile;
    this.#mostLevels = Math.floor(stackBytes / FRAME_BYTES);
    this.heap = new Heap({ ...options, profile: profile.heap, hooks, ...watching(observer) });
    const memory = this.heap.memory;
    this.i32 = memory.i32;
    this.u8 = memory.u8;
    this.u16 = memory.u16;
    this.u32 = memory.u32;
    this.f64 = memory.f64;
    this.state = this.#reserveStack();
    this.bottom = this.state + State.Words;
    this.i32[this.state + State.Frame] = this.bottom;
    // Two for what the program's file itself takes.
    this.i32[this.state + State.NativeLeft] = Math.min(NATIVE_LEVELS, Math.floor(stackBytes / LEVEL_BYTES)) - 2;
    this.i32[this.bottom + Frame.Size] = Frame.Slots;
    this.setRecursionLimit(this.recursionLimit);
  }

  /** sys.set_asyncgen_hooks: owned, 0 for none. */
  get firstIterHook(): Maybe {
    return this.i32[this.state + State.FirstIterHook]! as Maybe;
  }

  set firstIterHook(hook: Maybe) {
    this.i32[this.state + State.FirstIterHook] = hook;
  }

  get finalizerHook(): Maybe {
    return this.i32[this.state + State.FinalizerHook]! as Maybe;
  }

  set finalizerHook(hook: Maybe) {
    this.i32[this.state + State.FinalizerHook] = hook;
  }

  // Counts ---------------------------------------------------------------------------------------------------------

  /** Py_INCREF. */
  incref(object: Ref): Ref {
    const count = (this.i32[object + Header.Refcnt]! + 1) | 0;
    if (count !== 0) this.i32[object + Header.Refcnt] = count;
    return object;
  }

  /** Py_DECREF: may run Python code. */
  decref(object: Ref): void {
    const count = this.i32[object + Header.Refcnt]!;
    if (count > 1) this.i32[object + Header.Refcnt] = count - 1;
    else if (count >= 0) this.heap.counts.decref(object);
  }

  /** Py_XDECREF. */
  drop(object: Maybe): void {
    if (object !== 0) this.decref(object);
  }

  /** Stores an owned reference in a place that may hold one, and drops that one (Py_XSETREF). */
  replace(word: number, owned: Maybe): void {
    const before = this.i32[word]! as Maybe;
    this.i32[word] = owned;
    if (before !== 0) this.decref(before);
  }

  refcnt(object: Ref): number {
    return this.i32[object + Header.Refcnt]! >>> 0;
  }

  // Objects --------------------------------------------------------------------------------------------------------

  /** The type object of an object. */
  typeOf(object: Ref): TypeObject {
    return this.types[this.i32[object + Header.TypeId]!]!;
  }

  /** The bits of an object's header that tell its layout. */
  typeId(object: Ref): number {
    return this.i32[object + Header.TypeId]!;
  }

  bool(value: boolean): Ref {
    return this.incref(value ? this.True : this.False);
  }

  none(): Ref {
    return this.incref(this.None);
  }

  notImplemented(): Ref {
    return this.incref(this.NotImplemented);
  }

  // The stack ------------------------------------------------------------------------------------------------------

  /** Word of the running frame. */
  get frame(): number {
    return this.i32[this.state + State.Frame]!;
  }

  /** First free word of the stack. */
  top(): number {
    const fp = this.i32[this.state + State.Frame]!;
    return fp + this.i32[fp + Frame.Size]!;
  }

  /** Where the stack ends now, to {@link releaseTo} later. */
  mark(): number {
    return this.top();
  }

  /** Puts an owned reference into a slot, where the accounting sees it, and returns it. */
  hold(object: Ref): Ref {
    const i32 = this.i32;
    const fp = i32[this.state + State.Frame]!;
    const size = i32[fp + Frame.Size]!;
    i32[fp + size] = object;
    i32[fp + Frame.Size] = size + SLOT;
    return object;
  }

  /** Drops everything held since the mark, last held first. */
  releaseTo(mark: number): void {
    const i32 = this.i32;
    const fp = i32[this.state + State.Frame]!;
    for (let word = fp + i32[fp + Frame.Size]! - SLOT; word >= mark; word -= SLOT) {
      const object = i32[word]! as Maybe;
      i32[word] = 0;
      i32[fp + Frame.Size] = word - fp;
      if (object !== 0) this.decref(object);
    }
  }

  /** Takes the reference held last out of its slot: it is the caller's again. */
  unhold(): Ref {
    const i32 = this.i32;
    const fp = i32[this.state + State.Frame]!;
    const size = i32[fp + Frame.Size]! - SLOT;
    const object = i32[fp + size]! as Ref;
    i32[fp + size] = 0;
    i32[fp + Frame.Size] = size;
    return object;
  }

  /** Drops what was held since the mark and hands on a result that is owned by nobody else meanwhile. */
  finish(mark: number, result: Maybe): Maybe {
    if (this.top() === mark) return result;
    if (result === 0) {
      this.releaseTo(mark);
      return 0;
    }
    // The result stands above the others while they are dropped, each from its slot: whoever looks then finds all counts right.
    const { i32 } = this;
    const fp = i32[this.state + State.Frame]!;
    const end = fp + i32[fp + Frame.Size]!;
    i32[end] = result;
    i32[fp + Frame.Size] = end + SLOT - fp;
    for (let word = end - SLOT; word >= mark; word -= SLOT) {
      const object = i32[word]! as Maybe;
      i32[word] = 0;
      if (object !== 0) this.decref(object);
    }
    i32[end] = 0;
    i32[fp + Frame.Size] = mark - fp;
    return result;
  }

  setRecursionLimit(limit: number): void {
    const depth = this.#levels - this.i32[this.state + State.Remaining]!;
    this.recursionLimit = limit;
    this.#levels = Math.min(limit, this.#mostLevels);
    this.i32[this.state + State.Remaining] = this.#levels - depth;
  }

  /** Calls that are running. */
  get depth(): number {
    return this.#levels - this.i32[this.state + State.Remaining]!;
  }

  // Errors ---------------------------------------------------------------------------------------------------------

  /** Whether an exception is on its way. */
  get failed(): boolean {
    return this.i32[this.state + State.Error] !== 0;
  }

  /** The exception on its way, borrowed. */
  get error(): Maybe {
    return this.i32[this.state + State.Error]! as Maybe;
  }

  /** Takes the exception out of the way: the caller owns it. */
  takeError(): Ref {
    const error = this.i32[this.state + State.Error]! as Ref;
    this.i32[this.state + State.Error] = 0;
    return error;
  }

  /** Sets the exception, taking over the reference; one that was there is dropped. */
  setError(owned: Ref): 0 {
    this.replace(this.state + State.Error, owned);
    return 0;
  }

  clearError(): void {
    if (this.failed) this.decref(this.takeError());
  }

  /** Raises a built-in exception with a message: returns 0. */
  raise(type: BuiltinName, message: string): 0 {
    return raiseText(this, type, message);
  }

  /** MemoryError: returns 0. */
  noMemory(): 0 {
    return raiseMemoryError(this);
  }

  /** Whether the exception on its way is of a type. */
  errorIs(type: TypeObject): boolean {
    return this.failed && this.typeOf(this.error as Ref).isSubtypeOf(type);
  }

  /** A special method returned something of the wrong type: drops it, and raises TypeError with its type in place of %s. */
  wrongResult(result: Ref, message: string): 0 {
    const name = this.typeOf(result).name;
    this.decref(result);
    return this.raise('TypeError', message.replace('%s', name));
  }

  raiseBare(type: BuiltinName): 0 {
    return raiseBare(this, type);
  }

  raiseWith(type: BuiltinName, argument: Ref): 0 {
    return raiseWith(this, type, argument);
  }

  /** NameError.name of the exception just raised. */
  noteName(name: Ref): void {
    if (this.errorIs(this.builtin.NameError))
      this.replace((this.error as Ref) + ExceptionField.Extra, this.incref(name));
  }

  /** AttributeError.obj and .name of the exception just raised. */
  noteNameAndObject(name: Ref, object: Ref): void {
    if (!this.errorIs(this.builtin.AttributeError)) return;
    this.replace((this.error as Ref) + ExceptionField.Extra, this.incref(object));
    this.replace((this.error as Ref) + ExceptionField.Extra + 2, this.incref(name));
  }

  /** Counts a step into native recursion over the program's data; false and RecursionError if it is too deep. */
  enterNative(where: string): boolean {
    const { i32 } = this;
    const remaining = this.state + State.Remaining;
    const levels = this.state + State.NativeLeft;
    if (i32[levels]! > 0 && (!this.profile.oneRecursionLimit || i32[remaining]! > 0)) {
      i32[levels] = i32[levels]! - 1;
      if (this.profile.oneRecursionLimit) i32[remaining] = i32[remaining]! - 1;
      return true;
    }
    this.raise('RecursionError', `maximum recursion depth exceeded${where}`);
    return false;
  }

  leaveNative(): void {
    const levels = this.state + State.NativeLeft;
    this.i32[levels] = this.i32[levels]! + 1;
    if (!this.profile.oneRecursionLimit) return;
    const remaining = this.state + State.Remaining;
    this.i32[remaining] = this.i32[remaining]! + 1;
  }

  /** Native code is about to call what may be Python code; false and RecursionError if that is too deep. */
  enterCall(): boolean {
    const levels = this.state + State.NativeLeft;
    const left = this.i32[levels]!;
    if (left >= CALL_LEVELS) {
      this.i32[levels] = left - CALL_LEVELS;
      return true;
    }
    this.raise('RecursionError', 'maximum recursion depth exceeded');
    return false;
  }

  leaveCall(): void {
    const levels = this.state + State.NativeLeft;
    this.i32[levels] = this.i32[levels]! + CALL_LEVELS;
  }

  // Shorthands -----------------------------------------------------------------------------------------------------

  /** A new str, owned. */
  str(text: string): Maybe {
    return newStr(this, text);
  }

  /** The characters of a str. */
  text(object: Ref): string {
    return strText(this, object);
  }

  tupleSize(tuple: Ref): number {
    return tupleSize(this, tuple);
  }

  tupleItem(tuple: Ref, index: number): Ref {
    return tupleItem(this, tuple, index);
  }

  /** Applies a function to an owned reference and drops it, also if the function fails; its result is a number. */
  consume(owned: Ref, use: (rt: Runtime, object: Ref) => number): number {
    const mark = this.mark();
    this.hold(owned);
    const result = use(this, owned);
    this.releaseTo(mark);
    return result;
  }

  /** callable(*args) with borrowed arguments. */
  call(callable: Ref, ...args: readonly Ref[]): Maybe {
    return callWith(this, callable, args);
  }

  /** Drops the one reference that was held last, and hands on a result that is owned by nobody else meanwhile. */
  finishOne(result: Maybe): Maybe {
    const { i32 } = this;
    const fp = i32[this.state + State.Frame]!;
    const size = i32[fp + Frame.Size]! - SLOT;
    const held = i32[fp + size]! as Ref;
    i32[fp + size] = result;
    this.decref(held);
    i32[fp + size] = 0;
    i32[fp + Frame.Size] = size;
    return result;
  }

  /** getattr(object, name) */
  getAttr(object: Ref, name: Ref): Maybe {
    return getAttr(this, object, name);
  }

  /** getattr(object, text) for a name known to TypeScript code. */
  getAttrText(object: Ref, name: string): Maybe {
    return getAttr(this, object, this.name(name));
  }

  /** object.name(*args); 0 on error. */
  callMethod(object: Ref, name: string, ...args: readonly Ref[]): Maybe {
    return callMethod(this, object, this.name(name), args);
  }

  /** The interned string of a name that TypeScript code knows: kept for good, borrowed. */
  name(text: string): Ref {
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    const made = internText(this, text);
    if (made === 0) throw this.heap.exhausted(text.length);
    this.#names.set(text, made);
    return made;
  }

  /** type(object).name, bound to it; 0 without an exception if there is none. */
  specialMethod(object: Ref, name: string): Maybe {
    const method = typeLookup(this, this.typeOf(object), this.name(name));
    return method === 0 ? 0 : this.bind(method, object);
  }

  /** What a class attribute becomes when it is read through an instance. */
  bind(method: Ref, object: Ref): Maybe {
    const get = this.typeOf(method).slots.descrGet;
    return get === undefined ? this.incref(method) : get(this, method, object, this.typeOf(object).ref);
  }

  findAttr(object: Ref, name: string): Maybe {
    return findAttr(this, object, this.name(name));
  }

  setAttr(object: Ref, name: Ref, value: Maybe): boolean {
    return setAttr(this, object, name, value);
  }

  get genericGetAttr(): typeof genericGetAttr {
    return genericGetAttr;
  }

  instanceGet(object: Ref, type: TypeObject, name: Ref): Maybe {
    return instanceGet(this, object, type, name);
  }

  /** The instance's own dictionary, borrowed; made if need be. */
  instanceDict(object: Ref): Maybe {
    return instanceDict(this, object, this.typeOf(object));
  }

  /** What a type defines itself under a name, borrowed. */
  ownAttribute(type: TypeObject, name: Ref): Maybe {
    return dictGetStr(this, this.i32[type.ref + TypeField.Dict]! as Ref, name);
  }

  /** What an object's type or one of its bases defines under a name, borrowed. */
  typeAttribute(object: Ref, name: Ref): Maybe {
    return typeLookup(this, this.typeOf(object), name);
  }

  /** callable(object) */
  isCallable(object: Ref): boolean {
    const id = this.typeId(object);
    return id === this.ids.function || id === this.ids.native || this.typeOf(object).slots.call !== undefined;
  }

  isTrue(object: Ref): number {
    return isTrue(this, object);
  }

  contains(container: Ref, item: Ref): number {
    return containsItem(this, container, item);
  }

  repeat(slot: (rt: Runtime, self: Ref, times: number) => Maybe, self: Ref, times: Ref): Maybe {
    const count = indexAsSize(this, times, 'OverflowError');
    return count === undefined ? 0 : slot(this, self, count);
  }

  sizeToInt(size: number): Maybe {
    return sizeToInt(this, size);
  }

  bigInt(value: bigint): Maybe {
    return intFromBigInt(this, value);
  }

  newBytes(content: Uint8Array): Maybe {
    return newBytes(this, content);
  }

  strOf(object: Ref): Maybe {
    return strOf(this, object);
  }

  /** str(object) as text; undefined on error. */
  textOfStr(object: Ref): string | undefined {
    const made = strOf(this, object);
    if (made === 0) return undefined;
    const text = this.text(made);
    this.decref(made);
    return text;
  }

  /** repr(object) as text; undefined on error. */
  textOfRepr(object: Ref): string | undefined {
    const made = reprOf(this, object);
    if (made === 0) return undefined;
    const text = this.text(made);
    this.decref(made);
    return text;
  }

  repr(object: Ref): string | undefined {
    return this.textOfRepr(object);
  }

  increfMaybe(object: Maybe): Maybe {
    return object === 0 ? 0 : this.incref(object);
  }

  /** The value of a name in a module's dictionary, borrowed. */
  globalNamed(globals: Ref, name: string): Maybe {
    return dictGetStr(this, globals, this.name(name));
  }

  /** `__name__` of the module whose code runs, borrowed. */
  callingModule(): Maybe {
    const fn = this.i32[this.frame]! as Maybe;
    return fn === 0 ? 0 : this.globalNamed(this.i32[fn + FunctionField.Globals]! as Ref, '__name__');
  }

  /** A type's name as its repr shows it: with its module, unless that is builtins. */
  qualifiedTypeName(type: TypeObject): string {
    if (!type.heapType) return type.name;
    const module = this.ownAttribute(type, this.name('__module__'));
    const qualname = this.i32[type.ref + TypeField.Qualname]! as Maybe;
    const name = qualname === 0 ? type.name : this.text(qualname);
    if (module === 0 || !isStr(this, module) || this.text(module) === 'builtins') return name;
    return `${this.text(module)}.${name}`;
  }

  /** How a callable is named in messages about its arguments. */
  calleeName(callee: Ref): string {
    const id = this.typeId(callee);
    if (id === this.ids.function) {
      const name = this.text(this.i32[callee + FunctionField.Qualname]! as Ref);
      const module = this.i32[callee + FunctionField.Module]! as Maybe;
      return module === 0 || !isStr(this, module) ? `${name}()` : `${this.text(module)}.${name}()`;
    }
    const name = this.findAttr(callee, '__qualname__');
    const text = name === 0 ? undefined : this.textOfStr(name);
    this.drop(name);
    this.clearError();
    return text === undefined ? (this.textOfRepr(callee) ?? 'object') : `${text}()`;
  }

  addNative(native: NativeFunction): number {
    this.nativeCodes.push(native.code);
    this.nativeOnes.push(native.one);
    this.nativeTwos.push(native.two);
    this.nativeBound.push(native.bound === true);
    return this.natives.push(native) - 1;
  }

  /** The number of a native method once it is bound: its code gets self as first argument. */
  boundNative(index: number): number {
    let bound = this.#bound.get(index);
    if (bound === undefined) {
      bound = this.addNative(bindNative(this.natives[index]!));
      this.#bound.set(index, bound);
    }
    return bound;
  }

  /** Set just before something that gathers its arguments is called, and reset by what gathers. */
  gathered = Gathered.Not;

  /** Keeps a counted reference outside of the heap for good. */
  keep(owned: Ref): Ref {
    this.kept.push(owned);
    return owned;
  }

  /** Static objects: what keeps them alive depends on the version. */
  makeStatic(object: Ref): void {
    const { staticCounts } = this.profile;
    if (staticCounts === 'immortal') this.i32[object + Header.Refcnt] = -1;
    else {
      this.i32[object + Header.Refcnt] = this.i32[object + Header.Refcnt]! + STATIC_BIAS;
      this.#biased.add(object);
    }
  }

  /** What a static object's count is above its references. */
  biasOf(object: Ref): number {
    return this.#biased.has(object) ? STATIC_BIAS : 0;
  }

  isCollectable(typeId: number): boolean {
    return isCollectable(this.heap.types, typeId);
  }

  /** Types whose objects have a finalizer in TypeScript. */
  hasNativeFinalizer(type: TypeObject): boolean {
    return type.mro.some((base) => !base.heapType && this.heap.types.specs[base.typeId]?.finalize !== undefined);
  }

  /** `__del__` of an instance. */
  finalizeObject(object: Ref): void {
    runFinalizer(this, object);
  }

  leaveFrame(fp: number): void {
    leaveFrame(this, fp);
  }

  /** Runs the code of a function that stands in a window, without binding arguments. */
  runCode(window: number, fn: Ref): Maybe {
    return this.compiled[this.i32[fn + FunctionField.Compiled]!]!.run(window);
  }

  sequenceIterator(sequence: Ref): Maybe {
    return newSequenceIterator(this, sequence);
  }

  mappingProxy(dict: Ref): Maybe {
    return newMappingProxy(this, dict);
  }

  /** A tuple of what an iterable gives. */
  tupleFrom(iterable: Ref): Maybe {
    return tupleFromIterable(this, iterable);
  }

  /** A list of what an iterable gives. */
  listFrom(iterable: Ref): Maybe {
    return listFromIterable(this, iterable);
  }

  /** callable(**keywords) with keyword values that stand in slots. */
  callForwarding(callable: Ref, values: number, kwnames: Maybe): Maybe {
    return callWithSlots(this, callable, 0, values, 0, kwnames);
  }

  /** One of the ints −5 … 256, borrowed. */
  smallInt(value: number): Ref {
    return smallInt(this, value);
  }

  intOf(object: Ref): bigint {
    return intValue(this, object);
  }

  /** class[key]: `__class_getitem__`. */
  classGetItem(type: Ref, key: Ref): Maybe {
    if (type === this.builtin.type.ref) return newGenericAlias(this, type, key);
    const method = this.findAttr(type, '__class_getitem__');
    if (method === 0) {
      if (this.failed) return 0;
      return this.raise('TypeError', `type '${this.typeByRef.get(type)!.name}' is not subscriptable`);
    }
    const mark = this.mark();
    this.hold(method);
    return this.finish(mark, this.call(method, key));
  }

  /** callable(*args, **keywords) with a dictionary of keywords. */
  callWithKeywords(callable: Ref, args: readonly Ref[], keywords: Ref): Maybe {
    return callWithKeywords(this, callable, args, keywords);
  }

  addKeyword(callee: Ref, dict: Ref, name: Ref, value: Ref): boolean {
    return addKeyword(this, callee, dict, name, value);
  }

  addKeywords(callee: Ref, dict: Ref, mapping: Ref): boolean {
    return addKeywords(this, callee, dict, mapping);
  }

  /** dict.update(mapping) for a mapping that is no dict. */
  mergeMapping(dict: Ref, mapping: Ref): boolean {
    const type = this.typeOf(mapping);
    if (this.typeAttribute(mapping, this.name('keys')) === 0) {
      this.raise('TypeError', `'${type.name}' object is not a mapping`);
      return false;
    }
    const mark = this.mark();
    const keys = this.callMethod(mapping, 'keys');
    if (keys === 0) return false;
    this.hold(keys);
    const done = forEachItem(this, keys, (key) => {
      const value = getItem(this, mapping, key);
      if (value === 0) return false;
      this.hold(value);
      const stored = dictSet(this, dict, key, value);
      this.decref(this.unhold());
      return stored;
    });
    this.releaseTo(mark);
    return done;
  }

  /** sys.displayhook of the prompt. */
  displayHook(value: Ref): boolean {
    return display(this, value);
  }

  /** A module of sys.modules, borrowed. */
  moduleNamed(name: string): Ref {
    return dictGetStr(this, this.modules, this.name(name)) as Ref;
  }

  isBuiltinModule(name: string): boolean {
    return this.builtinModules.has(name);
  }

  /** Bytes of a type object, with the keys its instances share. */
  sizeOfType(type: Ref): number {
    if (!this.typeByRef.get(type)!.heapType) return 416;
    return 928 + (this.i32[type + TypeField.CachedKeys] === 0 ? 0 : sharedKeysBytes());
  }

  /** Calls back with each reference that TypeScript code keeps for good: names, singletons. */
  forEachKept(visit: (object: Ref) => void): void {
    for (const name of this.#names.values()) visit(name);
    for (const kept of this.kept) visit(kept);
    for (const list of this.keptMeanwhile) for (const kept of list) visit(kept);
  }

  // Safepoints -----------------------------------------------------------------------------------------------------

  /** Whether compiled code has to call {@link safepoint}. */
  get pending(): boolean {
    return this.i32[StaticArea.Pending] !== 0;
  }

  /** Collections that were requested, and signals. False if a signal's handler raised. */
  safepoint(): boolean {
    if (this.onSafepoint !== undefined) this.onSafepoint();
    if (this.tripped.any && !runSignalHandlers(this)) return false;
    if ((this.i32[StaticArea.Pending]! & Pending.Collect) !== 0) this.heap.collector.safepoint();
    return this.host.safepoint(this);
  }

  /** Calls back for each reference that stands in a slot of the stack, as often as it stands there. */
  forEachSlot(visit: (object: Ref) => void): void {
    const top = this.top();
    for (let word = this.state; word < top; word += SLOT) {
      if (this.i32[word] !== 0) visit(this.i32[word]! as Ref);
    }
  }

  #reserveStack(): number {
    const words = Math.min(STACK_WORDS, this.heap.memory.limitWords >> 3);
    const block = this.heap.pymalloc.malloc(words * 4);
    if (block === 0) throw this.heap.exhausted(words * 4);
    this.i32[block + State.StackLimit] = block + words - 4096;
    return block;
  }
}
