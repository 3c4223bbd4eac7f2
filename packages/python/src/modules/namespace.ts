import type { Ref } from '@uroboros/heap';
import type { BuiltinDefinition } from '../objects/catalog.js';
import { allocateInstance } from '../objects/construct.js';
import { dictKeyAt, dictNext, dictSet, dictValueAt, newDict } from '../objects/dict.js';
import { dictMergeAny, dictUpdateFrom } from '../objects/dict-merge.js';
import { checkCount, noArgs, since } from '../objects/native.js';
import { guardedRepr, itemReprText } from '../objects/reprguard.js';
import { isStr } from '../objects/str.js';
import { tupleOf } from '../objects/tuple.js';
import type { TypeObject } from '../objects/typeobject.js';
import { richCompare } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';

/** types.SimpleNamespace: an object that is nothing but attributes, in a dictionary of its own. */

/** Word of the dictionary (ns_dict). */
const DICT = 4;

/** A new namespace around an owned dictionary, which it takes over. */
export function newNamespace(rt: Runtime, dict: Maybe): Maybe {
  if (dict === 0) return 0;
  const mark = rt.mark();
  rt.hold(dict);
  const object = allocateInstance(rt, rt.builtin.SimpleNamespace);
  if (object === 0) return rt.finish(mark, 0);
  rt.i32[object + DICT] = rt.unhold();
  return object;
}

function namespaceNew(rt: Runtime, type: TypeObject): Maybe {
  const object = allocateInstance(rt, type);
  if (object === 0) return 0;
  const mark = rt.mark();
  rt.hold(object);
  const dict = newDict(rt);
  if (dict === 0) return rt.finish(mark, 0);
  rt.i32[object + DICT] = dict;
  return rt.unhold();
}

function namespaceInit(rt: Runtime, self: Ref, args: number, count: number, kwnames: Maybe): boolean {
  if (count > 0 && rt.profile.versionInfo[1] < 13) {
    rt.raise('TypeError', 'no positional arguments expected');
    return false;
  }
  if (!checkCount(rt, rt.typeOf(self).shortName, count, 0, 1)) return false;
  const dict = rt.i32[self + DICT]! as Ref;
  if (count === 1 && !takePositional(rt, dict, rt.i32[args]! as Ref)) return false;
  const names = kwnames === 0 ? 0 : rt.tupleSize(kwnames);
  for (let k = 0; k < names; k++) {
    const name = rt.tupleItem(kwnames as Ref, k);
    if (!dictSet(rt, dict, name, rt.i32[args + 2 * (count + k)]! as Ref)) return false;
  }
  return true;
}

/** A mapping or pairs, whose keys must be str. */
function takePositional(rt: Runtime, dict: Ref, source: Ref): boolean {
  const given = newDict(rt);
  if (given === 0) return false;
  const mark = rt.mark();
  rt.hold(given);
  let taken = dictUpdateFrom(rt, given, source);
  for (let entry = dictNext(rt, given, 0); taken && entry >= 0; entry = dictNext(rt, given, entry + 1)) {
    if (isStr(rt, dictKeyAt(rt, given, entry))) continue;
    rt.raise('TypeError', 'keywords must be strings');
    taken = false;
  }
  taken = taken && dictMergeAny(rt, dict, given);
  rt.releaseTo(mark);
  return taken;
}

/** namespace.__replace__(**changes): another one of the same class. */
function namespaceReplace(rt: Runtime, args: number, count: number, kwnames: Maybe): Maybe {
  if (count > 1) return rt.raise('TypeError', '__replace__() takes no positional arguments');
  const self = rt.i32[args]! as Ref;
  const made = rt.call(rt.typeOf(self).ref);
  if (made === 0) return 0;
  const mark = rt.mark();
  rt.hold(made);
  const done =
    dictMergeAny(rt, rt.i32[made + DICT]! as Ref, rt.i32[self + DICT]! as Ref) &&
    namespaceInit(rt, made, args + 2, 0, kwnames);
  return done ? rt.unhold() : rt.finish(mark, 0);
}

function namespaceRepr(rt: Runtime, self: Ref): Maybe {
  const name = rt.typeOf(self) === rt.builtin.SimpleNamespace ? 'namespace' : rt.typeOf(self).name;
  return guardedRepr(rt, self, `${name}(...)`, () => {
    const dict = rt.i32[self + DICT]! as Ref;
    const parts: string[] = [];
    for (let entry = dictNext(rt, dict, 0); entry >= 0; entry = dictNext(rt, dict, entry + 1)) {
      const key = dictKeyAt(rt, dict, entry);
      if (!isStr(rt, key)) continue;
      const text = rt.text(key);
      const value = itemReprText(rt, dictValueAt(rt, dict, entry) as Ref);
      if (value === undefined) return undefined;
      parts.push(`${text}=${value}`);
    }
    return `${name}(${parts.join(', ')})`;
  });
}

/** types.SimpleNamespace. */
export const namespaceType: BuiltinDefinition = {
  key: 'SimpleNamespace',
  name: 'types.SimpleNamespace',
  module: 'types',
  doc: 'A simple attribute-based namespace.',
  layout: () => ({ basicSize: 24, gc: true, slots: [16] }),
  slots: {
    new: namespaceNew,
    init: namespaceInit,
    repr: namespaceRepr,
    compare: (rt, self, other, op) => {
      const type = rt.builtin.SimpleNamespace;
      if (!rt.typeOf(self).isSubtypeOf(type) || !rt.typeOf(other).isSubtypeOf(type)) return rt.notImplemented();
      return richCompare(rt, rt.i32[self + DICT]! as Ref, rt.i32[other + DICT]! as Ref, op);
    },
  },
  methods: [
    noArgs('__reduce__', (rt, self) => tupleOf(rt, rt.typeOf(self).ref, rt.emptyTuple, rt.i32[self + DICT]! as Ref)),
    since(13, {
      name: '__replace__',
      doc: 'Return a copy of the namespace object with new values for the specified attributes.',
      signature: '($self, /, **changes)',
      code: namespaceReplace,
    }),
  ],
  members: [{ name: '__dict__', word: DICT, readonly: true, empty: 'none' }],
};
