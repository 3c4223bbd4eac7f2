import type { Ref } from '@uroboros/heap';
import { dictKeyAt, dictNext } from '../objects/dict.js';
import { ModuleField, TypeField } from '../objects/layout.js';
import { listAppend, listItem, listSize, newList } from '../objects/list.js';
import { isStr } from '../objects/str.js';
import type { Maybe, Runtime } from './runtime.js';

/** dir(object): names of the object's own attributes, of its class and of the bases, sorted. */
export function dirOf(rt: Runtime, object: Ref): Maybe {
  const names = new Set<string>();
  const add = (dict: Ref): void => {
    for (let entry = dictNext(rt, dict, 0); entry >= 0; entry = dictNext(rt, dict, entry + 1)) {
      const key = dictKeyAt(rt, dict, entry);
      if (isStr(rt, key)) names.add(rt.text(key));
    }
  };
  const own = rt.typeByRef.get(object);
  if (rt.typeId(object) === rt.ids.module) {
    add(rt.i32[object + ModuleField.Dict]! as Ref);
  } else {
    const type = rt.typeOf(object);
    for (const base of own?.mro ?? type.mro) add(rt.i32[base.ref + TypeField.Dict]! as Ref);
    if (own === undefined && type.hasDict) {
      const dict = rt.instanceDict(object);
      if (dict === 0) return 0;
      add(dict);
    }
  }
  return textList(rt, [...names].sort());
}

/** An owned list of names, with more of them, sorted anew. */
export function dirNames(rt: Runtime, owned: Ref, more: readonly string[]): Maybe {
  const names = new Set<string>(more);
  for (let i = 0; i < listSize(rt, owned); i++) names.add(rt.text(listItem(rt, owned, i)));
  rt.decref(owned);
  return textList(rt, [...names].sort());
}

/** A list of strings. */
export function textList(rt: Runtime, texts: readonly string[]): Maybe {
  const list = newList(rt, 0);
  if (list === 0) return 0;
  const mark = rt.mark();
  rt.hold(list);
  for (const text of texts) {
    const item = rt.str(text);
    if (item === 0 || !listAppend(rt, list, item)) return rt.finish(mark, 0);
  }
  return rt.unhold();
}
