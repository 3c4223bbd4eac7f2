import type { Ref } from '@uroboros/heap';
import { argumentAt, noKeywords } from '../../objects/arguments.js';
import { allocateInstance } from '../../objects/construct.js';
import { dictKeyAt, dictNext, dictSet, dictValueAt, newDict } from '../../objects/dict.js';
import { TupleField } from '../../objects/layout.js';
import { checkCount } from '../../objects/native.js';
import { guardedRepr, reprText } from '../../objects/reprguard.js';
import { intern, isStr } from '../../objects/str.js';
import { finishTuple, newTuple, tupleItem, tupleOf, tupleSize } from '../../objects/tuple.js';
import type { TypeObject } from '../../objects/typeobject.js';
import { invoke, loadMethod } from '../../runtime/calls.js';
import { Frame, SLOT } from '../../runtime/frame.js';
import { keywordNames, spreadValues } from '../../runtime/keywords.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { type ModuleType, methodNoArgs } from '../module-types.js';
import { callSignature, typeName } from './getters.js';

/** operator.methodcaller: calls a method, with arguments kept, of what it is called with. */
const enum MethodCaller {
  Name = 4,
  Args = 6,
  Keywords = 8,
}

function create(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  if (count === 0) {
    return rt.raise('TypeError', 'methodcaller needs at least one argument, the method name');
  }
  const name = argumentAt(rt, args, 0);
  if (!isStr(rt, name)) return rt.raise('TypeError', 'method name must be a string');
  const mark = rt.mark();
  const self = allocateInstance(rt, type);
  if (self === 0) return 0;
  rt.hold(self);
  rt.i32[self + MethodCaller.Name] = intern(rt, rt.incref(name));
  const kept = newTuple(rt, count - 1);
  if (kept === 0) return rt.finish(mark, 0);
  for (let i = 1; i < count; i++) {
    rt.i32[kept + TupleField.Items + 2 * (i - 1)] = rt.incref(argumentAt(rt, args, i));
  }
  rt.i32[self + MethodCaller.Args] = count > 1 ? finishTuple(rt, kept) : kept;
  const keywordCount = kwnames === 0 ? 0 : tupleSize(rt, kwnames);
  if (keywordCount > 0) {
    const keywords = newDict(rt);
    if (keywords === 0) return rt.finish(mark, 0);
    rt.i32[self + MethodCaller.Keywords] = keywords;
    for (let k = 0; k < keywordCount; k++) {
      const value = argumentAt(rt, args, count + k);
      if (!dictSet(rt, keywords, tupleItem(rt, kwnames as Ref, k), value)) return rt.finish(mark, 0);
    }
  }
  return rt.unhold();
}

function call(rt: Runtime, self: Ref, args: number, count: number, kwnames: Maybe): Maybe {
  if (!noKeywords(rt, 'methodcaller', kwnames) || !checkCount(rt, 'methodcaller', count, 1, 1)) return 0;
  const i32 = rt.i32;
  const mark = rt.mark();
  const keywords = i32[self + MethodCaller.Keywords]! as Maybe;
  const names = keywords === 0 ? 0 : keywordNames(rt, keywords);
  if (rt.failed) return 0;
  if (names !== 0) rt.hold(names);
  const window = rt.top();
  const found = loadMethod(rt, argumentAt(rt, args, 0), i32[self + MethodCaller.Name]! as Ref, window);
  if (found < 0) return rt.finish(mark, 0);
  const base = found === 1 ? window : window + SLOT;
  const first = window + Frame.Slots + SLOT;
  const kept = i32[self + MethodCaller.Args]! as Ref;
  const size = tupleSize(rt, kept);
  for (let i = 0; i < size; i++) i32[first + SLOT * i] = rt.incref(tupleItem(rt, kept, i));
  if (keywords !== 0) spreadValues(rt, keywords, first + SLOT * size);
  return rt.finish(mark, invoke(rt, base, size + found, names));
}

function repr(rt: Runtime, self: Ref): Maybe {
  const name = typeName(rt, self);
  return guardedRepr(rt, self, `${name}(...)`, () => {
    const parts: string[] = [];
    const add = (text: string | undefined, prefix = ''): boolean => {
      if (text !== undefined) parts.push(prefix + text);
      return text !== undefined;
    };
    if (!add(reprText(rt, rt.i32[self + MethodCaller.Name]! as Ref))) return undefined;
    const args = rt.i32[self + MethodCaller.Args]! as Ref;
    for (let i = 0; i < tupleSize(rt, args); i++) if (!add(reprText(rt, tupleItem(rt, args, i)))) return undefined;
    const keywords = rt.i32[self + MethodCaller.Keywords]! as Maybe;
    if (keywords !== 0) {
      for (let entry = dictNext(rt, keywords, 0); entry >= 0; entry = dictNext(rt, keywords, entry + 1)) {
        const key = rt.text(dictKeyAt(rt, keywords, entry));
        if (!add(reprText(rt, dictValueAt(rt, keywords, entry) as Ref), `${key}=`)) return undefined;
      }
    }
    return `${name}(${parts.join(', ')})`;
  });
}

/** `__reduce__` without keywords; with them CPython goes through functools.partial. */
function reduce(rt: Runtime, self: Ref): Maybe {
  const mark = rt.mark();
  const name = rt.i32[self + MethodCaller.Name]! as Ref;
  const args = rt.i32[self + MethodCaller.Args]! as Ref;
  const items = Array.from({ length: tupleSize(rt, args) }, (_, i) => tupleItem(rt, args, i));
  const all = tupleOf(rt, name, ...items);
  if (all === 0) return 0;
  rt.hold(all);
  const keywords = rt.i32[self + MethodCaller.Keywords]! as Maybe;
  if (keywords === 0) return rt.finish(mark, tupleOf(rt, rt.typeOf(self).ref, all));
  return rt.finish(mark, reduceWithKeywords(rt, self, name, args, keywords));
}

function reduceWithKeywords(rt: Runtime, self: Ref, name: Ref, args: Ref, keywords: Ref): Maybe {
  const mark = rt.mark();
  const partial = rt.builtin.partial;
  if (partial === undefined) return rt.raise('RuntimeError', 'functools is not imported');
  const made = rt.callWithKeywords(partial.ref, [rt.typeOf(self).ref, name], keywords);
  if (made === 0) return 0;
  rt.hold(made);
  return rt.finish(mark, tupleOf(rt, made, args));
}

export const methodcallerType: ModuleType = {
  key: 'methodcaller',
  name: 'operator.methodcaller',
  final: true,
  layout: () => ({ basicSize: 64, gc: true, slots: [16, 24, 32] }),
  slots: { new: create, call, repr },
  attributes: [callSignature],
  methods: [methodNoArgs('methodcaller', '__reduce__', reduce)],
};
