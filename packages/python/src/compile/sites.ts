import type { Ref } from '@uroboros/heap';
import { Header, StaticArea, VALUES_CAPACITY, VALUES_VALID } from '@uroboros/heap/internal';
import { firstEntry, keysKind, lookupStr } from '../objects/dictkeys.js';
import { newMethod } from '../objects/function-type.js';
import {
  DescriptorField,
  DictField,
  FunctionField,
  KeysField,
  KeysKind,
  MethodField,
  ModuleField,
  NativeField,
  TypeField,
} from '../objects/layout.js';
import { NOT_QUICK } from '../objects/quick-types.js';
import { construct, takesTuple } from '../objects/type-type.js';
import { getAttr, setAttr, typeLookup } from '../runtime/attributes.js';
import { invoke, loadMethod } from '../runtime/calls.js';
import { Frame, SLOT, State } from '../runtime/frame.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { exceptionClasses } from './exception-classes.js';
import { fastPaths } from './fast.js';
import { classCalls } from './instances.js';
import { quickBuiltins } from './quick-builtins.js';
import { quickMethods } from './quick-methods.js';
import { quickStr } from './quick-str.js';
import { placeOf } from './stubs.js';

/**
 * Inline caches: what a place in generated code remembers of the objects it met.
 *
 * An attribute's site has five words: type id, the type's version, word of the value in the object, for values kept inline
 * the number of the value (−1 for a slot), and how often it was filled. A method's has seven: type id, version, the function, where instances have
 * attributes of their own the shared keys that lack the name, their version and the word of the values' header, and the fills. A call's
 * has one: the number of the compiled code that its entry of the function table runs.
 *
 * Versions change with every change of a type, shared keys with every new name: a stale entry never matches.
 */
export const enum AttributeSite {
  TypeId = 0,
  Version = 1,
  Word = 2,
  Index = 3,
  /** How often filling it was tried. */
  Fills = 4,
  Words = 5,
}

export const enum MethodSite {
  TypeId = 0,
  Version = 1,
  Function = 2,
  Keys = 3,
  KeysVersion = 4,
  Values = 5,
  Fills = 6,
  Words = 7,
}

export const enum CallSite {
  Compiled = 0,
  /** How often it was filled: a place that meets many functions stops. */
  Fills = 1,
  /** How often a class was called here that the site is not specialised for. */
  Misses = 2,
  /** The version of the class whose instances it makes without a tuple of arguments; 0 if none. */
  Class = 3,
  Words = 4,
}

const MAX_FILLS = 64;

/** Functions a unit's call sites run, by the site's number. */
export type FunctionTable = ((window: number) => Maybe)[];

/** The entry of a call site that has met no function yet; never called. */
export function unlinked(): Maybe {
  throw new RangeError('a call site without a function was used');
}

export function siteHelpers(rt: Runtime): Record<string, unknown> {
  const { i32, u8 } = rt;
  const { dec } = fastPaths(rt);
  const { nativeCodes, nativeOnes, nativeTwos, nativeBound, methodDescriptorId, wrapperDescriptorId } = rt;
  const frameWord = rt.state + State.Frame;
  const functionId = rt.ids.function;
  const nativeId = rt.ids.native;
  const heapTypeId = rt.ids.heapType;
  const staticTypeId = rt.ids.staticType;
  const methodId = rt.ids.method;
  const dictId = rt.ids.dict;
  const dictRef = rt.builtin.dict.ref;
  const dictBytes = rt.heap.types.basicSize[dictId]!;
  const isClass = (object: Ref): boolean => {
    const id = i32[object + Header.TypeId]!;
    return id === heapTypeId || id === staticTypeId;
  };
  const { makers, stubs } = rt;

  const safepoint = (window: number, result: Maybe): Maybe => {
    if (result === 0 || i32[StaticArea.Pending] === 0) return result;
    i32[window] = result;
    const alive = rt.safepoint();
    i32[window] = 0;
    if (alive) return result;
    rt.decref(result);
    return 0;
  };

  /**
   * Whether an instance without a value at a word may get one there: a slot may, and so may values that are still inline, which
   * then note the order of setting.
   */
  const fresh = (object: Ref, word: number, index: number): boolean => {
    if (index < 0) return true;
    const values = object + word - 2 - 2 * index;
    const header = i32[values]!;
    if ((header & VALUES_VALID) === 0) return false;
    u8[(values + 2 + 2 * (header & VALUES_CAPACITY)) * 4 + ((header >> 8) & 0xff)] = index;
    i32[values] = header + 0x100;
    return true;
  };

  /** Runs a native function with the arguments of a window, then empties the window. */
  const runNative = (index: number, window: number, count: number): Maybe => {
    const fp = i32[frameWord]!;
    const mark = fp + i32[fp + Frame.Size]!;
    const first = window + Frame.Slots;
    if (count === 1) {
      const one = nativeOnes[index];
      if (one !== undefined) return emptied(window, 1, fp, mark, one(rt, i32[first]! as Ref));
    } else if (count === 2) {
      const two = nativeTwos[index];
      if (two !== undefined) {
        return emptied(window, 2, fp, mark, two(rt, i32[first]! as Ref, i32[first + SLOT]! as Ref));
      }
    }
    return emptied(window, count, fp, mark, nativeCodes[index]!(rt, first, count, 0));
  };

  /** The same for a method that is bound to its object, which goes before the arguments. */
  const runBound = (index: number, window: number, count: number): Maybe => {
    const first = window + Frame.Slots;
    for (let word = first + SLOT * count; word > first; word -= SLOT) i32[word] = i32[word - SLOT]!;
    i32[first] = rt.incref(i32[i32[window]! + NativeField.Self]! as Ref);
    return runNative(index, window, count + 1);
  };

  /** Runs a method of a Python function, which dies before that; the object goes before the arguments. */
  const runMethod = (
    window: number,
    count: number,
    ic: Int32Array,
    at: number,
    table: FunctionTable,
    entry: number,
  ): Maybe => {
    const method = i32[window]! as Ref;
    const fn = i32[method + MethodField.Function]! as Ref;
    if (i32[fn + Header.TypeId] !== functionId) return callOther(window, count, 0);
    const first = window + Frame.Slots;
    for (let word = first + SLOT * count; word > first; word -= SLOT) i32[word] = i32[word - SLOT]!;
    i32[first] = rt.incref(i32[method + MethodField.Self]! as Ref);
    i32[window] = rt.incref(fn);
    dec(method);
    return callPython(window, count + 1, ic, at, table, entry);
  };

  /** Makes an instance of a built-in type, which are no classes of the program's. */
  const runType = (window: number, count: number): Maybe => {
    const fp = i32[frameWord]!;
    const mark = fp + i32[fp + Frame.Size]!;
    const id = i32[i32[window]! + TypeField.InstanceId]!;
    const make = makers[id];
    if (make !== undefined) {
      const made = make(window + Frame.Slots, count);
      if (made !== NOT_QUICK) return emptied(window, count, fp, mark, made);
    }
    const type = rt.types[id]!;
    if (type.slots.new === undefined || type === rt.builtin.type) return callOther(window, count, 0);
    if (count > 0 && takesTuple(rt, type)) {
      const tuple = rt.fresh.tuple(window + Frame.Slots, count);
      if (tuple === 0) return emptied(window, count, fp, mark, 0);
      rt.hold(tuple);
    }
    const result = construct(rt, type, type.slots.new!, window + Frame.Slots, count, 0);
    return emptied(window, count, fp, mark, result);
  };

  /** Runs a special method of a built-in type, found in the type, if the first argument is an object of it. */
  const runWrapper = (window: number, count: number): Maybe => {
    const first = window + Frame.Slots;
    const descriptor = i32[window]! as Ref;
    const owner = rt.types[i32[i32[descriptor + DescriptorField.Type]! + TypeField.InstanceId]!]!;
    if (count === 0 || !rt.typeOf(i32[first]! as Ref).isSubtypeOf(owner)) return callOther(window, count, 0);
    const fp = i32[frameWord]!;
    const mark = fp + i32[fp + Frame.Size]!;
    const run = nativeCodes[i32[descriptor + DescriptorField.Native]!]!;
    return emptied(window, count, fp, mark, run(rt, first, count, 0));
  };

  const emptied = (window: number, count: number, fp: number, mark: number, result: Maybe): Maybe => {
    if (i32[frameWord]! + i32[fp + Frame.Size]! !== mark) rt.releaseTo(mark);
    // A drop may run user code: callable and result stand in slots until their turn.
    i32[window + Frame.Return] = result;
    for (let word = window + Frame.Slots, end = word + SLOT * count; word < end; word += SLOT) {
      const object = i32[word]! as Maybe;
      i32[word] = 0;
      if (object !== 0) dec(object);
    }
    const callable = i32[window]! as Ref;
    i32[window] = 0;
    dec(callable);
    i32[window + Frame.Return] = 0;
    return safepoint(window, result);
  };

  /** dict(name=value, …), for which CPython makes neither tuple nor another dictionary: they are stored one by one (dict_vectorcall). */
  const dictOfKeywords = (window: number, kwnames: Ref): Maybe => {
    const fp = i32[frameWord]!;
    const mark = fp + i32[fp + Frame.Size]!;
    const first = window + Frame.Slots;
    let dict = rt.fresh.untracked(dictId, dictBytes);
    if (dict === 0) rt.noMemory();
    else {
      i32[dict + DictField.Keys] = rt.emptyKeys;
      if (!rt.dictStore.setNames(dict, kwnames, first)) {
        dec(dict);
        dict = 0;
      }
    }
    return emptied(window, i32[kwnames + Header.Size]!, fp, mark, dict);
  };

  const callOther = (window: number, count: number, kwnames: Maybe): Maybe =>
    safepoint(window, invoke(rt, window, count, kwnames));
  const exceptions = exceptionClasses(rt, emptied);
  const callOtherClass = (window: number, count: number, kwnames: Maybe): Maybe => {
    exceptions.learn(i32[window]! as Ref);
    return callOther(window, count, kwnames);
  };
  const classes = classCalls(rt, callOtherClass, safepoint);
  const callPython = (
    window: number,
    count: number,
    ic: Int32Array,
    at: number,
    table: FunctionTable,
    entry: number,
  ): Maybe => {
    const code = rt.compiled[i32[i32[window]! + FunctionField.Compiled]!]!;
    if (!code.simple || code.argCount !== count) return invoke(rt, window, count, 0);
    if (ic[at + CallSite.Fills]! < MAX_FILLS) {
      ic[at + CallSite.Fills] = ic[at + CallSite.Fills]! + 1;
      ic[at + CallSite.Compiled] = code.index;
      code.prepare?.();
      table[entry] = code.run;
    }
    return code.run(window);
  };

  /** The word that setting a site's attribute to this value writes, where no more has to be done for it; else 0. Fills the site. */
  const wordOfAttr = (object: Ref, name: Ref, value: Ref, ic: Int32Array, site: number): number => {
    const entry = stubs.find(object, name);
    if (entry < 0) return 0;
    const word = stubs.word(entry, object);
    const isPlace = word !== 0 && (i32[object + word] !== 0 || fresh(object, word, stubs.index(entry)));
    const place = isPlace ? object + word : stubs.dictionaryWord(entry, object, name, value);
    if (place !== 0 && ic[site + AttributeSite.Fills]! < MAX_FILLS) fillAttribute(rt, object, name, ic, site);
    return place;
  };

  return {
    ...quickMethods(rt, { runNative, safepoint, dec }),
    ...quickStr(rt, { runNative, safepoint, dec }),
    ...quickBuiltins(rt, { runType, emptied }),
    /** A call with keywords, or of what no site is kept for. */
    call: (window: number, count: number, kwnames: Maybe): Maybe => {
      const id = i32[i32[window]! + Header.TypeId]!;
      // Python code looks at the eval breaker when it starts; after a call of something else it is looked at here.
      if (id === functionId) return invoke(rt, window, count, kwnames);
      if (count === 0 && kwnames !== 0 && i32[window] === dictRef) return dictOfKeywords(window, kwnames);
      return id === heapTypeId && kwnames !== 0
        ? classes.callKeywords(window, count, kwnames)
        : callOther(window, count, kwnames);
    },
    /** A call without keywords whose site has no entry for the callable. */
    callAt: (window: number, count: number, ic: Int32Array, at: number, table: FunctionTable, entry: number): Maybe => {
      const callable = i32[window]! as Ref;
      const id = i32[callable + Header.TypeId]!;
      if (id === functionId) return callPython(window, count, ic, at, table, entry);
      if (id === nativeId) {
        const index = i32[callable + NativeField.Native]!;
        return nativeBound[index] ? runBound(index, window, count) : runNative(index, window, count);
      }
      if (id === heapTypeId) {
        // No function of its own: classes that make others of their kind go through here at each level of the engine's stack.
        const exception = exceptions.call(window, count);
        return exception === NOT_QUICK ? classes.call(window, count, ic, at) : exception;
      }
      if (id === staticTypeId) return runType(window, count);
      if (id === methodId) return runMethod(window, count, ic, at, table, entry);
      return id === wrapperDescriptorId ? runWrapper(window, count) : callOther(window, count, 0);
    },
    /** A call of what `loadMethodAt` found, self in place. */
    callMethodAt: (
      window: number,
      count: number,
      ic: Int32Array,
      at: number,
      table: FunctionTable,
      entry: number,
    ): Maybe => {
      const callable = i32[window]! as Ref;
      const id = i32[callable + Header.TypeId]!;
      if (id === functionId) return callPython(window, count, ic, at, table, entry);
      if (id === methodDescriptorId) return runNative(i32[callable + DescriptorField.Native]!, window, count);
      if (id === heapTypeId) {
        const exception = exceptions.call(window, count);
        return exception === NOT_QUICK ? classes.call(window, count, ic, at) : exception;
      }
      return callOther(window, count, 0);
    },
    /** Fills a method's site, and does as `loadMethod`. The object is owned: it becomes self, or is dropped. */
    loadMethodAt: (owned: Ref, name: Ref, window: number, ic: Int32Array, at: number): number => {
      const entry = stubs.find(owned, name);
      const method = entry < 0 ? 0 : stubs.method(entry, owned, name);
      if (method !== 0) {
        if (ic[at + MethodSite.Fills]! < MAX_FILLS) fillMethod(rt, owned, name, method, ic, at);
        i32[window] = rt.incref(method);
        i32[window + Frame.Slots] = owned;
        return 1;
      }
      const attribute = stubs.ofClass(owned, name) || moduleAttribute(rt, owned, name);
      if (attribute !== 0) {
        i32[window + SLOT] = rt.incref(attribute);
        dec(owned);
        return 0;
      }
      const slot = window + 2 * SLOT;
      i32[slot] = owned;
      const isOfClass = isClass(owned);
      const bound = isOfClass
        ? stubs.classMethodOf(owned, name)
        : entry < 0
          ? 0
          : stubs.classMethod(entry, owned, name);
      if (bound !== 0) {
        // CPython makes this method, too: before the arguments, and it dies when the call begins.
        // What is bound stands in a slot meanwhile, for a collection may run and take it from the class.
        i32[window + SLOT] = rt.incref(bound);
        const made = newMethod(rt, bound, isOfClass ? owned : (i32[owned + Header.Type]! as Ref));
        if (made === 0) return -1;
        i32[window + SLOT] = made;
        dec(bound);
        i32[slot] = 0;
        dec(owned);
        return 0;
      }
      const found = loadMethod(rt, owned, name, window);
      if (found < 0) return -1;
      if (found === 1) {
        fillMethod(rt, owned, name, i32[window]! as Ref, ic, at);
      }
      if (found >= 0 && entry < 0) stubs.fill(owned, name);
      i32[slot] = 0;
      rt.decref(owned);
      return found;
    },
    /** What a site's object has under a name, borrowed, where no code has to run for it; else 0. Fills the site. */
    lookAttr: (object: Ref, name: Ref, ic: Int32Array, site: number): Maybe => {
      const entry = stubs.find(object, name);
      const known =
        (entry < 0 ? 0 : stubs.attribute(entry, object, name)) ||
        stubs.ofClass(object, name) ||
        moduleAttribute(rt, object, name);
      if (known !== 0 && ic[site + AttributeSite.Fills]! < MAX_FILLS) {
        if (entry >= 0 && stubs.isPlainClass(entry)) fillType(rt, object, ic, site);
        else fillAttribute(rt, object, name, ic, site);
      }
      return known;
    },
    /** object.name for an owned object, which is dropped, where {@link lookAttr} knew nothing. */
    getAttrAt: (owned: Ref, name: Ref, at: number, ic: Int32Array, site: number): Maybe => {
      const entry = stubs.find(owned, name);
      i32[at] = owned;
      const getter = entry < 0 ? 0 : stubs.getter(entry);
      if (getter !== 0) {
        const window = rt.top();
        i32[window] = rt.incref(getter);
        i32[window + Frame.Slots] = rt.incref(owned);
        const value = invoke(rt, window, 1, 0);
        if (value === 0) return 0;
        i32[at] = value;
        dec(owned);
        i32[at] = 0;
        return value;
      }
      fillAttribute(rt, owned, name, ic, site);
      if (entry < 0) stubs.fill(owned, name);
      const result = getAttr(rt, owned, name);
      i32[at] = result;
      rt.decref(owned);
      i32[at] = 0;
      return result;
    },
    fresh,
    wordOfAttr,
    /** object.name = value; both stand in slots, value first, and are used up. */
    setAttrAt: (at: number, name: Ref, ic: Int32Array, site: number): boolean => {
      const object = i32[at + SLOT]! as Ref;
      const value = i32[at]! as Ref;
      const word = wordOfAttr(object, name, value, ic, site);
      if (word !== 0) {
        const before = i32[word]! as Maybe;
        i32[word] = value;
        i32[at] = 0;
        if (before !== 0) dec(before);
      } else {
        if (!setAttr(rt, object, name, value)) return false;
        fillAttribute(rt, object, name, ic, site);
        if (stubs.find(object, name) < 0) stubs.fill(object, name);
        i32[at] = 0;
        dec(value);
      }
      i32[at + SLOT] = 0;
      dec(object);
      return true;
    },
    /** Drops an object while a result that is in no slot must be kept. */
    dropKeeping: (object: Ref, result: Ref, at: number): void => {
      const count = i32[object]!;
      if (count > 1) i32[object] = count - 1;
      else if (count >= 0) {
        i32[at] = result;
        rt.decref(object);
        i32[at] = 0;
      }
    },
  };
}

// Attributes ------------------------------------------------------------------------------------------------------

/** What a module's dictionary has under a name, borrowed; 0 if the object is no module, or the general way must answer. */
function moduleAttribute(rt: Runtime, object: Ref, name: Ref): Maybe {
  if (rt.i32[object + Header.TypeId] !== rt.ids.module) return 0;
  const keys = rt.i32[(rt.i32[object + ModuleField.Dict]! as Ref) + DictField.Keys]!;
  if (keysKind(rt, keys) !== KeysKind.Unicode) return 0;
  const entry = lookupStr(rt, keys, name);
  if (entry < 0) return 0;
  const value = rt.i32[firstEntry(rt, keys) + 4 * entry + 2]! as Maybe;
  return value === rt.None || typeLookup(rt, rt.builtin.module, name) !== 0 ? 0 : value;
}

/** Notes where instances of the object's type have an attribute, if that is one place for all of them. */
function fillAttribute(rt: Runtime, object: Ref, name: Ref, ic: Int32Array, at: number): void {
  if (ic[at + AttributeSite.Fills]! >= MAX_FILLS) return;
  ic[at + AttributeSite.Fills] = ic[at + AttributeSite.Fills]! + 1;
  const type = rt.typeOf(object);
  const place = placeOf(rt, object, type, name);
  if (place.word <= 0) return;
  ic[at + AttributeSite.Word] = place.word;
  ic[at + AttributeSite.Index] = place.index;
  ic[at + AttributeSite.TypeId] = rt.i32[object + Header.TypeId]!;
  ic[at + AttributeSite.Version] = type.version;
}

/** Notes for a site that reads `__class__` that the word of the type has it. */
function fillType(rt: Runtime, object: Ref, ic: Int32Array, at: number): void {
  ic[at + AttributeSite.Fills] = ic[at + AttributeSite.Fills]! + 1;
  ic[at + AttributeSite.Word] = Header.Type;
  ic[at + AttributeSite.Index] = -1;
  ic[at + AttributeSite.TypeId] = rt.i32[object + Header.TypeId]!;
  ic[at + AttributeSite.Version] = rt.typeOf(object).version;
}

function fillMethod(rt: Runtime, object: Ref, name: Ref, method: Ref, ic: Int32Array, at: number): void {
  const { i32 } = rt;
  const type = rt.typeOf(object);
  const id = i32[object + Header.TypeId]!;
  ic[at + MethodSite.Fills] = ic[at + MethodSite.Fills]! + 1;
  ic[at + MethodSite.TypeId] = 0;
  ic[at + MethodSite.Keys] = 0;
  if (type.hasDict) {
    const values = rt.heap.types.valuesWord[id]!;
    if (values === 0 || (i32[object + values]! & VALUES_VALID) === 0) return;
    const keys = i32[type.ref + TypeField.CachedKeys]!;
    if (lookupStr(rt, keys, name) >= 0) return;
    ic[at + MethodSite.Keys] = keys;
    ic[at + MethodSite.KeysVersion] = i32[keys + KeysField.Version]!;
    ic[at + MethodSite.Values] = values;
  }
  ic[at + MethodSite.TypeId] = id;
  ic[at + MethodSite.Version] = type.version;
  ic[at + MethodSite.Function] = method;
}
