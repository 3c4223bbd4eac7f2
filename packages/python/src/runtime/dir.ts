import type { Ref } from '@uroboros/heap';
import { dictGetStr, isDict, newDict } from '../objects/dict.js';
import { dictCopy, dictMergeAny } from '../objects/dict-merge.js';
import { listAppend, listItem, listSize, newList } from '../objects/list.js';
import { getItem, lengthOf } from './operators.js';
import type { Maybe, Runtime } from './runtime.js';

/** object.__dir__: names of the object's own attributes, of its class and of the bases, as the attributes `__dict__`, `__class__` and `__bases__` say. */
export function namesOfObject(rt: Runtime, object: Ref): Maybe {
  const mark = rt.mark();
  const own = rt.findAttr(object, '__dict__');
  if (rt.failed) return 0;
  if (own !== 0) rt.hold(own);
  const names = own !== 0 && isDict(rt, own) ? dictCopy(rt, own) : newDict(rt);
  if (names === 0) return rt.finish(mark, 0);
  rt.hold(names);
  const type = rt.findAttr(object, '__class__');
  if (rt.failed) return rt.finish(mark, 0);
  if (type !== 0) rt.hold(type);
  return rt.finish(mark, type === 0 || mergeClass(rt, names, type) ? rt.listFrom(names) : 0);
}

/** type.__dir__: names of the attributes of a class and of its bases. */
export function namesOfClass(rt: Runtime, type: Ref): Maybe {
  const names = newDict(rt);
  if (names === 0) return 0;
  const mark = rt.mark();
  rt.hold(names);
  return rt.finish(mark, mergeClass(rt, names, type) ? rt.listFrom(names) : 0);
}

/** Adds the names of a class, which may be anything that has `__dict__` or `__bases__` (merge_class_dict). */
function mergeClass(rt: Runtime, names: Ref, type: Ref): boolean {
  if (!rt.enterNative('')) return false;
  const mark = rt.mark();
  const done = mergeOwn(rt, names, type) && mergeBases(rt, names, type);
  rt.releaseTo(mark);
  rt.leaveNative();
  return done;
}

function mergeOwn(rt: Runtime, names: Ref, type: Ref): boolean {
  const own = rt.findAttr(type, '__dict__');
  return own === 0 ? !rt.failed : dictMergeAny(rt, names, rt.hold(own));
}

function mergeBases(rt: Runtime, names: Ref, type: Ref): boolean {
  const bases = rt.findAttr(type, '__bases__');
  if (bases === 0) return !rt.failed;
  rt.hold(bases);
  const count = lengthOf(rt, bases);
  if (count < 0) rt.clearError();
  for (let i = 0; i < count; i++) {
    const index = rt.sizeToInt(i);
    if (index === 0) return false;
    const base = getItem(rt, bases, rt.hold(index));
    if (base === 0 || !mergeClass(rt, names, rt.hold(base))) return false;
  }
  return true;
}

/** module.__dir__: the names of a module, or what its `__dir__` says. */
export function namesOfModule(rt: Runtime, module: Ref): Maybe {
  const dict = rt.getAttrText(module, '__dict__');
  if (dict === 0) return 0;
  const mark = rt.mark();
  rt.hold(dict);
  if (!isDict(rt, dict)) return rt.finish(mark, rt.raise('TypeError', '<module>.__dict__ is not a dictionary'));
  const own = dictGetStr(rt, dict, rt.name('__dir__'));
  return rt.finish(mark, own === 0 ? rt.listFrom(dict) : rt.call(own));
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
