import type { Ref } from '@uroboros/heap';
import { GcHeader, Header } from '@uroboros/heap/internal';
import { dictGet, dictLookup, dictSize } from '../../objects/dict.js';
import { newDictView } from '../../objects/dict-views.js';
import { TupleField } from '../../objects/layout.js';
import { tupleOf } from '../../objects/tuple.js';
import type { BuiltinName } from '../../runtime/registry.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { iterSelf, type ModuleType, methodNoArgs } from '../module-types.js';
import { Node, nodeOfEntry, OdictField } from './odict.js';

/** Iterators over OrderedDicts and their views. */

/** odictiterobject; it counts a reference to the key that is next. */
const enum OdictIterator {
  Kind = 4,
  Odict = 6,
  Size = 8,
  State = 10,
  Result = 12,
  Current = 14,
}

/** Bits of what an iterator gives, and its direction. */
const enum Kind {
  Keys = 1,
  Values = 2,
  Items = 3,
  Reversed = 4,
}

export function newOdictIterator(rt: Runtime, od: Ref, kind: number): Maybe {
  const i32 = rt.i32;
  const mark = rt.mark();
  const iterator = rt.heap.objects.allocate(rt.builtin.odict_iterator.typeId);
  if (iterator === 0) return rt.noMemory();
  if ((kind & Kind.Items) === Kind.Items) {
    rt.hold(iterator);
    const pair = tupleOf(rt, rt.None, rt.None);
    if (pair === 0) return rt.finish(mark, 0);
    i32[rt.unhold() + OdictIterator.Result] = pair;
  }
  const node = i32[od + ((kind & Kind.Reversed) === 0 ? OdictField.First : OdictField.Last)]!;
  i32[iterator + OdictIterator.Kind] = kind;
  i32[iterator + OdictIterator.Current] = node === 0 ? 0 : rt.incref(i32[node + Node.Key]! as Ref);
  i32[iterator + OdictIterator.Size] = dictSize(rt, od);
  i32[iterator + OdictIterator.State] = i32[od + OdictField.State]!;
  i32[iterator + OdictIterator.Odict] = rt.incref(od);
  rt.heap.objects.track(iterator);
  return iterator;
}

/** The next key, owned; 0 at the end or on error. */
function nextKey(rt: Runtime, iterator: Ref): Maybe {
  const i32 = rt.i32;
  const od = i32[iterator + OdictIterator.Odict]! as Maybe;
  if (od === 0) return 0;
  const key = i32[iterator + OdictIterator.Current]! as Maybe;
  if (key === 0) return letGo(rt, iterator);
  if (i32[od + OdictField.State] !== i32[iterator + OdictIterator.State]) {
    rt.raise('RuntimeError', 'OrderedDict mutated during iteration');
    return letGo(rt, iterator);
  }
  if (dictSize(rt, od) !== i32[iterator + OdictIterator.Size]) {
    i32[iterator + OdictIterator.Size] = -1;
    return rt.raise('RuntimeError', 'OrderedDict changed size during iteration');
  }
  const entry = dictLookup(rt, od, key);
  const node = entry < 0 ? 0 : nodeOfEntry(rt, od, entry);
  if (node === 0) {
    if (!rt.failed) rt.raiseWith('KeyError', key);
    rt.replace(iterator + OdictIterator.Current, 0);
    return 0;
  }
  const isReversed = (i32[iterator + OdictIterator.Kind]! & Kind.Reversed) !== 0;
  const following = i32[node + (isReversed ? Node.Previous : Node.Next)]!;
  i32[iterator + OdictIterator.Current] = following === 0 ? 0 : rt.incref(i32[following + Node.Key]! as Ref);
  return key;
}

function letGo(rt: Runtime, iterator: Ref): 0 {
  rt.replace(iterator + OdictIterator.Odict, 0);
  return 0;
}

function next(rt: Runtime, iterator: Ref): Maybe {
  const key = nextKey(rt, iterator);
  const kind = rt.i32[iterator + OdictIterator.Kind]! & Kind.Items;
  if (key === 0 || kind === Kind.Keys) return key;
  const mark = rt.mark();
  rt.hold(key);
  const od = rt.i32[iterator + OdictIterator.Odict]! as Ref;
  const value = dictGet(rt, od, key);
  if (value === 0) {
    if (!rt.failed) rt.raiseWith('KeyError', key);
    return rt.finish(mark, 0);
  }
  if (kind === Kind.Values) return rt.finish(mark, rt.incref(value));
  rt.hold(rt.incref(value));
  return rt.finish(mark, pairOf(rt, rt.i32[iterator + OdictIterator.Result]! as Ref, key, value));
}

/** The pair given out last is filled anew if only the iterator still holds it. */
function pairOf(rt: Runtime, result: Ref, key: Ref, value: Ref): Maybe {
  if (rt.i32[result + Header.Refcnt] !== 1) return tupleOf(rt, key, value);
  rt.hold(rt.incref(result));
  rt.incref(key);
  rt.incref(value);
  rt.replace(result + TupleField.Items, key);
  rt.replace(result + TupleField.Items + 2, value);
  if (rt.i32[result + GcHeader.Index] === 0) rt.heap.objects.track(result);
  return rt.unhold();
}

function viewType(key: BuiltinName, base: BuiltinName, kind: number): ModuleType {
  const od = (rt: Runtime, view: Ref): Ref => rt.i32[view + 4]! as Ref;
  return {
    key,
    base,
    final: true,
    slots: { iter: (rt, view) => newOdictIterator(rt, od(rt, view), kind) },
    methods: [
      methodNoArgs(key, '__reversed__', (rt, view) => newOdictIterator(rt, od(rt, view), kind | Kind.Reversed)),
    ],
  };
}

/** keys(), values(), items() of an OrderedDict. */
export function odictView(key: BuiltinName): (rt: Runtime, od: Ref) => Maybe {
  return (rt, od) => newDictView(rt, key, od);
}

export const odictIteratorTypes: readonly ModuleType[] = [
  viewType('odict_keys', 'dict_keys', Kind.Keys),
  viewType('odict_values', 'dict_values', Kind.Values),
  viewType('odict_items', 'dict_items', Kind.Items),
  {
    key: 'odict_iterator',
    final: true,
    layout: () => ({ basicSize: 64, gc: true, slots: [24, 56, 48] }),
    slots: { iter: iterSelf, next },
  },
];
