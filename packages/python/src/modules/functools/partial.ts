import type { Ref } from '@uroboros/heap';
import { argumentAt } from '../../objects/arguments.js';
import { allocateInstance } from '../../objects/construct.js';
import { dictKeyAt, dictNext, dictSet, dictSize, dictValueAt, isDict, newDict } from '../../objects/dict.js';
import { dictCopy, dictMerge } from '../../objects/dict-merge.js';
import { TupleField } from '../../objects/layout.js';
import { guardedRepr, reprText } from '../../objects/reprguard.js';
import { isStr } from '../../objects/str.js';
import { finishTuple, isTuple, newTuple, tupleItem, tupleOf, tupleSize } from '../../objects/tuple.js';
import type { TypeObject } from '../../objects/typeobject.js';
import { invoke } from '../../runtime/calls.js';
import { Frame, SLOT } from '../../runtime/frame.js';
import { keywordNames, spreadValues } from '../../runtime/keywords.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { warn } from '../../runtime/warn.js';
import { isRecent, type ModuleType, methodNoArgs, methodOneArg } from '../module-types.js';

/** functools.partial. */
const enum Partial {
  Function = 4,
  Args = 6,
  Keywords = 8,
  Dict = 10,
}

/** A tuple of the items of a tuple (or none) and of arguments that stand in slots. */
function joined(rt: Runtime, tuple: Maybe, args: number, count: number): Maybe {
  const first = tuple === 0 ? 0 : tupleSize(rt, tuple);
  const result = newTuple(rt, first + count);
  if (result === 0 || first + count === 0) return result;
  const items = result + TupleField.Items;
  for (let i = 0; i < first; i++) rt.i32[items + 2 * i] = rt.incref(tupleItem(rt, tuple as Ref, i));
  for (let i = 0; i < count; i++) rt.i32[items + 2 * (first + i)] = rt.incref(argumentAt(rt, args, i));
  return finishTuple(rt, result);
}

/** Adds keyword arguments that stand in slots; false on error. */
function addKeywords(rt: Runtime, dict: Ref, values: number, kwnames: Maybe): boolean {
  const count = kwnames === 0 ? 0 : tupleSize(rt, kwnames);
  for (let k = 0; k < count; k++) {
    if (!dictSet(rt, dict, tupleItem(rt, kwnames as Ref, k), argumentAt(rt, values, k))) return false;
  }
  return true;
}

function partialNew(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  if (count === 0) return rt.raise('TypeError', "type 'partial' takes at least one argument");
  let callable = argumentAt(rt, args, 0);
  if (!rt.isCallable(callable)) return rt.raise('TypeError', 'the first argument must be callable');
  let before: Maybe = 0;
  let keywordsBefore: Maybe = 0;
  // A partial of a partial is made flat, unless the inner one has attributes.
  if (rt.typeOf(callable) === rt.builtin.partial && rt.i32[callable + Partial.Dict] === 0) {
    before = rt.i32[callable + Partial.Args]! as Ref;
    keywordsBefore = rt.i32[callable + Partial.Keywords]! as Ref;
    callable = rt.i32[callable + Partial.Function]! as Ref;
  }
  const mark = rt.mark();
  const self = allocateInstance(rt, type);
  if (self === 0) return 0;
  rt.hold(self);
  rt.i32[self + Partial.Function] = rt.incref(callable);
  const all = joined(rt, before, args + 2, count - 1);
  if (all === 0) return rt.finish(mark, 0);
  rt.i32[self + Partial.Args] = all;
  const keywords = keywordsBefore === 0 ? newDict(rt) : dictCopy(rt, keywordsBefore);
  if (keywords === 0) return rt.finish(mark, 0);
  rt.i32[self + Partial.Keywords] = keywords;
  return addKeywords(rt, keywords, args + 2 * count, kwnames) ? rt.unhold() : rt.finish(mark, 0);
}

function partialCall(rt: Runtime, self: Ref, args: number, count: number, kwnames: Maybe): Maybe {
  const i32 = rt.i32;
  const mark = rt.mark();
  const keywords = i32[self + Partial.Keywords]! as Ref;
  let names: Maybe = kwnames;
  let merged: Maybe = 0;
  if (dictSize(rt, keywords) > 0) {
    merged = dictCopy(rt, keywords);
    if (merged === 0) return 0;
    rt.hold(merged);
    if (!addKeywords(rt, merged, args + 2 * count, kwnames)) return rt.finish(mark, 0);
    names = keywordNames(rt, merged);
    if (names === 0) return rt.finish(mark, 0);
    rt.hold(names);
    for (let i = 0; i < tupleSize(rt, names); i++) {
      if (!isStr(rt, tupleItem(rt, names, i)))
        return rt.finish(mark, rt.raise('TypeError', 'keywords must be strings'));
    }
  }
  const window = rt.top();
  const bound = i32[self + Partial.Args]! as Ref;
  const boundCount = tupleSize(rt, bound);
  let word = window + Frame.Slots;
  i32[window] = rt.incref(i32[self + Partial.Function]! as Ref);
  for (let i = 0; i < boundCount; i++, word += SLOT) i32[word] = rt.incref(tupleItem(rt, bound, i));
  const values = count + (merged === 0 && kwnames !== 0 ? tupleSize(rt, kwnames) : 0);
  for (let i = 0; i < values; i++, word += SLOT) i32[word] = rt.incref(argumentAt(rt, args, i));
  if (merged !== 0) spreadValues(rt, merged, word);
  return rt.finish(mark, invoke(rt, window, boundCount + count, names));
}

/** How the type is named in its repr. */
function typeName(rt: Runtime, self: Ref): string {
  const type = rt.typeOf(self);
  return type.heapType && !isRecent(rt) ? type.name : rt.qualifiedTypeName(type);
}

function partialRepr(rt: Runtime, self: Ref): Maybe {
  return guardedRepr(rt, self, '...', () => {
    const parts: string[] = [];
    const callable = reprText(rt, rt.i32[self + Partial.Function]! as Ref);
    if (callable === undefined) return undefined;
    parts.push(callable);
    const args = rt.i32[self + Partial.Args]! as Ref;
    for (let i = 0; i < tupleSize(rt, args); i++) {
      const text = reprText(rt, tupleItem(rt, args, i));
      if (text === undefined) return undefined;
      parts.push(text);
    }
    const keywords = rt.i32[self + Partial.Keywords]! as Ref;
    for (let entry = dictNext(rt, keywords, 0); entry >= 0; entry = dictNext(rt, keywords, entry + 1)) {
      const text = keywordText(rt, dictKeyAt(rt, keywords, entry), dictValueAt(rt, keywords, entry) as Ref);
      if (text === undefined) return undefined;
      parts.push(text);
    }
    return `${typeName(rt, self)}(${parts.join(', ')})`;
  });
}

/** `key=value`; the text of the key may change the dictionary that both are in. */
function keywordText(rt: Runtime, key: Ref, value: Ref): string | undefined {
  const mark = rt.mark();
  rt.hold(rt.incref(key));
  rt.hold(rt.incref(value));
  const name = rt.textOfStr(key);
  const text = name === undefined ? undefined : reprText(rt, value);
  rt.releaseTo(mark);
  return text === undefined ? undefined : `${name}=${text}`;
}

function reduce(rt: Runtime, self: Ref): Maybe {
  const callable = rt.i32[self + Partial.Function]! as Ref;
  const dict = rt.i32[self + Partial.Dict]! as Maybe;
  const mark = rt.mark();
  const args = tupleOf(rt, callable);
  if (args === 0) return 0;
  rt.hold(args);
  const state = tupleOf(
    rt,
    callable,
    rt.i32[self + Partial.Args]! as Ref,
    rt.i32[self + Partial.Keywords]! as Ref,
    dict === 0 ? rt.None : dict,
  );
  if (state === 0) return rt.finish(mark, 0);
  rt.hold(state);
  return rt.finish(mark, tupleOf(rt, rt.typeOf(self).ref, args, state));
}

function setState(rt: Runtime, self: Ref, state: Ref): Maybe {
  const isState = isTuple(rt, state) && tupleSize(rt, state) === 4;
  const item = (index: number): Ref => tupleItem(rt, state, index);
  const isValid =
    isState && rt.isCallable(item(0)) && isTuple(rt, item(1)) && (item(2) === rt.None || isDict(rt, item(2)));
  if (!isValid) return rt.raise('TypeError', 'invalid partial state');
  const mark = rt.mark();
  const args = rt.typeId(item(1)) === rt.ids.tuple ? rt.incref(item(1)) : rt.tupleFrom(item(1));
  if (args === 0) return 0;
  rt.hold(args);
  let keywords: Maybe;
  if (item(2) === rt.None) keywords = newDict(rt);
  else if (rt.typeId(item(2)) === rt.ids.dict) keywords = rt.incref(item(2));
  else keywords = copyOf(rt, item(2));
  if (keywords === 0) return rt.finish(mark, 0);
  rt.unhold();
  const dict = item(3);
  rt.replace(self + Partial.Function, rt.incref(item(0)));
  rt.replace(self + Partial.Args, args);
  rt.replace(self + Partial.Keywords, keywords);
  rt.replace(self + Partial.Dict, dict === rt.None ? 0 : rt.incref(dict));
  return rt.none();
}

/** A plain dictionary with the items of one of a derived type. */
function copyOf(rt: Runtime, source: Ref): Maybe {
  const dict = newDict(rt);
  if (dict === 0) return 0;
  const mark = rt.mark();
  rt.hold(dict);
  return dictMerge(rt, dict, source) ? rt.unhold() : rt.finish(mark, 0);
}

/** `__get__` of 3.13: as before nothing is bound, but where a method would be, a warning says that this will change. */
function get(rt: Runtime, self: Ref, object: Maybe): Maybe {
  if (object === 0) return rt.incref(self);
  const advice = 'wrap it in staticmethod() if you want to preserve the old behavior';
  const text = `functools.partial will be a method descriptor in future Python versions; ${advice}`;
  return warn(rt, 'FutureWarning', text) ? rt.incref(self) : 0;
}

/** The type as the profile has it. */
export function partialTypeOf(rt: Runtime): ModuleType {
  if (rt.profile.versionInfo[1] < 13) return partialType;
  return { ...partialType, slots: { ...partialType.slots, descrGet: get } };
}

const partialType: ModuleType = {
  key: 'partial',
  generic: true,
  name: 'functools.partial',
  doc: 'Create a new function with partial application of the given arguments and keywords.',
  dictWord: Partial.Dict,
  layout: () => ({ basicSize: 64, gc: true, slots: [16, 24, 32, 40], weakList: 48, trashcan: true }),
  slots: { new: partialNew, call: partialCall, repr: partialRepr },
  methods: [methodNoArgs('partial', '__reduce__', reduce), methodOneArg('partial', '__setstate__', setState)],
  attributes: [
    {
      name: '__dict__',
      get: (rt, self) => {
        const dict = rt.instanceDict(self);
        return dict === 0 ? 0 : rt.incref(dict);
      },
      set: (rt, self, value) => {
        if (value !== 0 && isDict(rt, value)) {
          rt.replace(self + Partial.Dict, rt.incref(value));
          return true;
        }
        const got = value === 0 ? '' : rt.typeOf(value).name;
        rt.raise(
          'TypeError',
          value === 0 ? 'cannot delete __dict__' : `__dict__ must be set to a dictionary, not a '${got}'`,
        );
        return false;
      },
    },
  ],
  members: [
    { name: 'func', word: Partial.Function, readonly: true, empty: 'none' },
    { name: 'args', word: Partial.Args, readonly: true, empty: 'none' },
    { name: 'keywords', word: Partial.Keywords, readonly: true, empty: 'none' },
  ],
};
