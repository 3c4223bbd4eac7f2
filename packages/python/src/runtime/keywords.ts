import type { Ref } from '@uroboros/heap';
import { dictEntries, dictGetStr, dictKeyAt, dictNext, dictSet, dictSize, dictValueAt } from '../objects/dict.js';
import { iteratesAsDict } from '../objects/dict-merge.js';
import { TupleField } from '../objects/layout.js';
import { isStr } from '../objects/str.js';
import { finishTuple, newTuple } from '../objects/tuple.js';
import { invoke } from './calls.js';
import { Frame, SLOT } from './frame.js';
import { forEachItem, getItem } from './operators.js';
import type { Maybe, Runtime } from './runtime.js';

/** Calls with `**keywords`. */

/** The keys of a keyword dictionary as a tuple, owned. Made before the window, which nothing covers until it is called. */
export function keywordNames(rt: Runtime, dict: Ref): Maybe {
  const names = newTuple(rt, dictSize(rt, dict));
  if (names === 0 || dictSize(rt, dict) === 0) return names;
  let word = names + TupleField.Items;
  for (let entry = dictNext(rt, dict, 0); entry >= 0; entry = dictNext(rt, dict, entry + 1)) {
    rt.i32[word] = rt.incref(dictKeyAt(rt, dict, entry));
    word += SLOT;
  }
  return finishTuple(rt, names);
}

/** Stores the values of a keyword dictionary from a word on, counted. Nothing is allocated. */
export function spreadValues(rt: Runtime, dict: Ref, at: number): void {
  let word = at;
  for (let entry = dictNext(rt, dict, 0); entry >= 0; entry = dictNext(rt, dict, entry + 1)) {
    rt.i32[word] = rt.incref(dictValueAt(rt, dict, entry) as Ref);
    word += SLOT;
  }
}

/** callable(*args, **keywords) with borrowed arguments and a dictionary of keywords. */
export function callWithKeywords(rt: Runtime, callable: Ref, args: readonly Ref[], keywords: Ref): Maybe {
  const mark = rt.mark();
  const names = keywordNames(rt, keywords);
  if (names === 0) return 0;
  rt.hold(names);
  const window = rt.top();
  rt.i32[window] = rt.incref(callable);
  for (let i = 0; i < args.length; i++) rt.i32[window + Frame.Slots + SLOT * i] = rt.incref(args[i]!);
  spreadValues(rt, keywords, window + Frame.Slots + SLOT * args.length);
  return rt.finish(mark, invoke(rt, window, args.length, rt.tupleSize(names) === 0 ? 0 : names));
}

/** One keyword argument behind a `**mapping`: it must not be there yet. */
export function addKeyword(rt: Runtime, callee: Ref, dict: Ref, name: Ref, value: Ref): boolean {
  if (dictGetStr(rt, dict, name) !== 0) {
    rt.raise('TypeError', `${rt.calleeName(callee)} got multiple values for keyword argument '${rt.text(name)}'`);
    return false;
  }
  return !rt.failed && dictSet(rt, dict, name, value);
}

/** All of a `**mapping`. */
export function addKeywords(rt: Runtime, callee: Ref, dict: Ref, mapping: Ref): boolean {
  if (!iteratesAsDict(rt, mapping)) return addFromMapping(rt, callee, dict, mapping);
  for (
    let entry = dictNext(rt, mapping, 0);
    entry >= 0 && entry < dictEntries(rt, mapping);
    entry = dictNext(rt, mapping, entry + 1)
  ) {
    const key = dictKeyAt(rt, mapping, entry);
    if (!checkKeyword(rt, key)) return false;
    if (!addKeyword(rt, callee, dict, key, dictValueAt(rt, mapping, entry) as Ref)) return false;
  }
  return true;
}

function addFromMapping(rt: Runtime, callee: Ref, dict: Ref, mapping: Ref): boolean {
  const keys = rt.findAttr(mapping, 'keys');
  if (keys === 0) {
    if (!rt.failed) {
      const name = rt.typeOf(mapping).name;
      rt.raise('TypeError', `${rt.calleeName(callee)} argument after ** must be a mapping, not ${name}`);
    }
    return false;
  }
  const mark = rt.mark();
  rt.hold(keys);
  const all = rt.call(keys);
  if (all === 0) {
    rt.releaseTo(mark);
    return false;
  }
  rt.hold(all);
  const done = forEachItem(rt, all, (key) => {
    if (!checkKeyword(rt, key)) return false;
    const value = getItem(rt, mapping, key);
    if (value === 0) return false;
    rt.hold(value);
    const added = addKeyword(rt, callee, dict, key, value);
    rt.decref(rt.unhold());
    return added;
  });
  rt.releaseTo(mark);
  return done;
}

function checkKeyword(rt: Runtime, key: Ref): boolean {
  if (isStr(rt, key)) return true;
  rt.raise('TypeError', 'keywords must be strings');
  return false;
}
