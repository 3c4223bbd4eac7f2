import type { Ref } from '@uroboros/heap';
import { dictSet, newDict } from '../objects/dict.js';
import { dictMergeAny } from '../objects/dict-merge.js';
import { formatValue } from '../objects/format.js';
import { functionMaker, newFunction } from '../objects/function-maker.js';
import { FunctionField } from '../objects/layout.js';
import { listAppend, listFromSlots, listSize } from '../objects/list.js';
import { listExtend as extendList } from '../objects/list-extend.js';
import { newSet, setAdd } from '../objects/set.js';
import { setUpdate as updateSet } from '../objects/set-ops.js';
import { newSlice } from '../objects/slice-type.js';
import { copyCharacters, maxOf, newStrOfShape, strLength } from '../objects/str.js';
import { tupleFromSlots } from '../objects/tuple.js';
import { setAttr } from '../runtime/attributes.js';
import { Frame, SLOT } from '../runtime/frame.js';
import { reprOf, setItem, strOf } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { asciiOfRepr } from '../text/str-repr.js';
import { fastPaths } from './fast.js';
import { iteratorPaths } from './iterator-paths.js';
import { unpacking } from './unpack.js';

/** Attributes and items, and what displays, formats and definitions make. */

export function accessing(rt: Runtime): Record<string, unknown> {
  const { i32 } = rt;
  const dropAt = (...words: readonly number[]): void => {
    for (const word of words) {
      const object = i32[word]! as Maybe;
      i32[word] = 0;
      if (object !== 0) rt.decref(object);
    }
  };
  return {
    setAttr: (object: number, name: Ref, value: number): boolean => {
      const done = setAttr(rt, i32[object]! as Ref, name, i32[value]! as Ref);
      if (done) dropAt(value, object);
      return done;
    },
    deleteAttr: (object: number, name: Ref): boolean => {
      const done = setAttr(rt, i32[object]! as Ref, name, 0);
      if (done) dropAt(object);
      return done;
    },
    ...iteratorPaths(rt),
    ...unpacking(rt),
  };
}

export function building(rt: Runtime): Record<string, unknown> {
  const { i32 } = rt;
  const { dec } = fastPaths(rt);
  const makeFrom = functionMaker(rt);
  const dropAt = (at: number): void => {
    const object = i32[at]! as Ref;
    i32[at] = 0;
    rt.decref(object);
  };
  /** A dictionary of keys and values in slots, which are used up. */
  const dictOf = (keys: number, values: number, step: number, count: number): Maybe => {
    const first = Math.min(keys, values);
    const end = first + 2 * SLOT * count;
    const dict = newDict(rt);
    if (dict === 0) return 0;
    i32[end] = dict;
    for (let i = 0; i < count * step; i += step) {
      if (!dictSet(rt, dict, i32[keys + i]! as Ref, i32[values + i]! as Ref)) return 0;
    }
    for (let word = end - SLOT; word >= first; word -= SLOT) {
      const object = i32[word]! as Ref;
      i32[word] = 0;
      dec(object);
    }
    i32[end] = 0;
    return dict;
  };
  return {
    newTuple: fastPaths(rt).newTuple,
    newList: (at: number, count: number): Maybe => listFromSlots(rt, at, count),
    newSet: (at: number, count: number): Maybe => setFromSlots(rt, at, count),
    newDict: (): Maybe => newDict(rt),
    newDictAt: (): Maybe => newDict(rt),
    newSlice: (at: number): Maybe => {
      const made = newSlice(rt, i32[at]! as Ref, i32[at + SLOT]! as Ref, i32[at + 2 * SLOT]! as Ref);
      if (made === 0) return 0;
      for (let i = 0; i < 3; i++) dropAt(at + SLOT * i);
      return made;
    },
    listAppend: (list: number, at: number): boolean => {
      if (!listAppend(rt, i32[list]! as Ref, i32[at]! as Ref)) return false;
      i32[at] = 0;
      return true;
    },
    listExtend: (list: number, at: number): boolean => {
      const into = i32[list]! as Ref;
      const source = i32[at]! as Ref;
      const type = rt.typeOf(source);
      if (type.slots.iter === undefined && type.slots.getItem === undefined) {
        rt.raise('TypeError', `Value after * must be an iterable, not ${type.shortName}`);
        return false;
      }
      if (!extendList(rt, into, source)) return false;
      dropAt(at);
      return true;
    },
    listToTuple: (at: number): Maybe => {
      const list = i32[at]! as Ref;
      const size = listSize(rt, list);
      const tuple = tupleFromSlots(rt, i32[list + 6]!, size);
      if (tuple === 0) return 0;
      i32[list + 4] = 0;
      dropAt(at);
      return tuple;
    },
    setAdd: (set: number, at: number): boolean => {
      if (setAdd(rt, i32[set]! as Ref, i32[at]! as Ref) < 0) return false;
      dropAt(at);
      return true;
    },
    setUpdate: (set: number, at: number): boolean => {
      if (!updateSet(rt, i32[set]! as Ref, i32[at]! as Ref)) return false;
      dropAt(at);
      return true;
    },
    dictStore: (dict: number, at: number): boolean => {
      if (!dictSet(rt, i32[dict]! as Ref, i32[at]! as Ref, i32[at + SLOT]! as Ref)) return false;
      dropAt(at + SLOT);
      dropAt(at);
      return true;
    },
    dictOfPairs: (at: number, count: number): Maybe => dictOf(at, at + SLOT, 2 * SLOT, count),
    dictOfKeys: (at: number, count: number): Maybe => dictOf(at + SLOT * count, at, SLOT, count),
    dictMerge: (dict: number, at: number): boolean => {
      const source = i32[at]! as Ref;
      const done = rt.typeOf(source).isSubtypeOf(rt.builtin.dict)
        ? dictMergeAny(rt, i32[dict]! as Ref, source)
        : rt.mergeMapping(i32[dict]! as Ref, source);
      if (done) dropAt(at);
      return done;
    },
    joinStr: (at: number, count: number): Maybe => joinSlots(rt, at, count),
    formatValue: (at: number, conversion: number): Maybe => {
      if (conversion !== -1 && !convert(rt, at, conversion)) return 0;
      const made = formatValue(rt, i32[at]! as Ref, i32[at + SLOT]! as Ref);
      if (made === 0) return 0;
      dropAt(at + SLOT);
      dropAt(at);
      return made;
    },
    plainFunction: (fp: number, code: Ref, qualname: Ref, doc: Ref, closure: number): Maybe => {
      const fn = makeFrom(code, i32[i32[fp]! + FunctionField.Globals]! as Ref, qualname);
      if (fn === 0) return 0;
      if (doc !== rt.None) rt.replace(fn + FunctionField.Doc, rt.incref(doc));
      if (closure !== 0) {
        i32[fn + FunctionField.Closure] = i32[closure]!;
        i32[closure] = 0;
      }
      return fn;
    },
    makeFunction: (fp: number, code: Ref, qualname: Ref, doc: Ref, at: number): Maybe =>
      makeFunction(rt, fp, code, qualname, doc, at),
    classStart: (fp: number, moduleName: Ref, qualnameName: Ref, qualname: Ref): boolean => {
      const locals = i32[fp + Frame.Locals]! as Ref;
      const module = rt.globalNamed(i32[i32[fp]! + FunctionField.Globals]! as Ref, '__name__');
      if (module !== 0 && !setItem(rt, locals, moduleName, module)) return false;
      return setItem(rt, locals, qualnameName, qualname);
    },
  };
}

function setFromSlots(rt: Runtime, at: number, count: number): Maybe {
  const set = newSet(rt, rt.builtin.set);
  if (set === 0) return 0;
  const mark = rt.mark();
  rt.hold(set);
  for (let i = 0; i < count; i++) {
    const object = rt.i32[at + SLOT * i]! as Ref;
    if (setAdd(rt, set, object) < 0) {
      rt.releaseTo(mark);
      return 0;
    }
    // Let go one by one: the __hash__ and __eq__ of those behind see it.
    rt.i32[at + SLOT * i] = 0;
    rt.decref(object);
  }
  return rt.unhold();
}

/** !s, !r, !a of the value in a slot. */
function convert(rt: Runtime, at: number, conversion: number): boolean {
  const value = rt.i32[at]! as Ref;
  let text = conversion === 115 ? strOf(rt, value) : reprOf(rt, value);
  if (text !== 0 && conversion === 97) {
    const ascii = rt.str(asciiOfRepr(rt.text(text)));
    rt.decref(text);
    text = ascii;
  }
  if (text === 0) return false;
  rt.replace(at, text);
  return true;
}

/** The strings in neighbouring slots as one; the slots are emptied. */
function joinSlots(rt: Runtime, at: number, count: number): Maybe {
  const { i32 } = rt;
  let length = 0;
  let max = 0;
  for (let i = 0; i < count; i++) {
    const part = i32[at + SLOT * i]! as Ref;
    const size = strLength(rt, part);
    length += size;
    if (size > 0) max = Math.max(max, maxOf(rt, part));
  }
  const joined =
    length === 0
      ? rt.incref(rt.emptyStr)
      : max < 128
        ? rt.strs.joinAscii(at, count, rt.emptyStr, length)
        : joinWide(rt, at, count, max, length);
  if (joined === 0) return 0;
  for (let i = 0; i < count; i++) {
    const part = i32[at + SLOT * i]! as Ref;
    i32[at + SLOT * i] = 0;
    rt.decref(part);
  }
  return joined;
}

function joinWide(rt: Runtime, at: number, count: number, max: number, length: number): Maybe {
  const joined = newStrOfShape(rt, max, length);
  if (joined === 0) return 0;
  let offset = 0;
  for (let i = 0; i < count; i++) {
    const part = rt.i32[at + SLOT * i]! as Ref;
    const size = strLength(rt, part);
    copyCharacters(rt, part, 0, size, joined, offset);
    offset += size;
  }
  return joined;
}

/** The function of a code object; defaults, keyword defaults, annotations and closure stand in four slots, None for none. */
function makeFunction(rt: Runtime, fp: number, code: Ref, qualname: Ref, doc: Ref, at: number): Maybe {
  const { i32 } = rt;
  const globals = i32[i32[fp]! + FunctionField.Globals]! as Ref;
  const fn = newFunction(rt, code, globals, qualname);
  if (fn === 0) return 0;
  const words = [FunctionField.Defaults, FunctionField.KwDefaults, FunctionField.Annotations, FunctionField.Closure];
  for (let i = 0; i < words.length; i++) {
    const value = i32[at + SLOT * i]! as Ref;
    i32[at + SLOT * i] = 0;
    if (value === rt.None) rt.decref(value);
    else i32[fn + words[i]!] = value;
  }
  rt.replace(fn + FunctionField.Doc, rt.incref(doc));
  return fn;
}
