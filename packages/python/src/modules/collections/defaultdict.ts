import { type Ref, Untrack } from '@uroboros/heap';
import { argumentAt } from '../../objects/arguments.js';
import { dictGet, dictPart, dictSet, isDict } from '../../objects/dict.js';
import { dictUpdateFrom } from '../../objects/dict-merge.js';
import { reprText } from '../../objects/reprguard.js';
import { tupleOf } from '../../objects/tuple.js';
import { Binary, type BinarySlot } from '../../objects/typeobject.js';
import { typeLookup } from '../../runtime/attributes.js';
import { getIter, setItem } from '../../runtime/operators.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { callSpecial } from '../../runtime/slot-calls.js';
import { type ModuleType, methodNoArgs, methodOneArg } from '../module-types.js';

/** collections.defaultdict: a dict that makes the values of missing keys. */

/** Word of the factory, behind the fields of dict. */
const FACTORY = 12;

function init(rt: Runtime, self: Ref, args: number, count: number, kwnames: Maybe): boolean {
  const factory = count === 0 ? 0 : argumentAt(rt, args, 0);
  if (factory !== 0 && factory !== rt.None && !rt.isCallable(factory)) {
    rt.raise('TypeError', 'first argument must be callable or None');
    return false;
  }
  rt.replace(self + FACTORY, rt.increfMaybe(factory));
  const given = count === 0 ? 0 : 1;
  return rt.builtin.dict.slots.init!(rt, self, args + 2 * given, count - given, kwnames);
}

/** `__missing__`: the value that the factory makes is stored. */
function missing(rt: Runtime, self: Ref, key: Ref): Maybe {
  const factory = rt.i32[self + FACTORY]! as Maybe;
  if (factory === 0 || factory === rt.None) return rt.raiseWith('KeyError', key);
  const mark = rt.mark();
  const value = rt.call(factory);
  if (value === 0) return 0;
  rt.hold(value);
  const isPlain = rt.typeOf(self) === rt.builtin.defaultdict;
  const stored = isPlain ? dictSet(rt, self, key, value) : setItem(rt, self, key, value);
  return stored ? rt.unhold() : rt.finish(mark, 0);
}

function getItem(rt: Runtime, self: Ref, key: Ref): Maybe {
  const value = dictGet(rt, self, key);
  if (value !== 0) return rt.incref(value);
  if (rt.failed) return 0;
  if (rt.typeOf(self) === rt.builtin.defaultdict) return missing(rt, self, key);
  const name = rt.name('__missing__');
  if (typeLookup(rt, rt.typeOf(self), name) === 0) return rt.raiseWith('KeyError', key);
  return callSpecial(rt, self, name, [key]);
}

/** type(self)(factory, items) */
function newLike(rt: Runtime, self: Ref, items: Ref): Maybe {
  const factory = rt.i32[self + FACTORY]! as Maybe;
  return rt.call(rt.typeOf(self).ref, factory === 0 ? rt.None : factory, items);
}

function copy(rt: Runtime, self: Ref): Maybe {
  return newLike(rt, self, self);
}

function or(rt: Runtime, left: Ref, right: Ref): Maybe {
  const isLeft = rt.typeOf(left).isSubtypeOf(rt.builtin.defaultdict);
  if (!isDict(rt, isLeft ? right : left)) return rt.notImplemented();
  const made = newLike(rt, isLeft ? left : right, left);
  if (made === 0) return 0;
  const mark = rt.mark();
  rt.hold(made);
  return dictUpdateFrom(rt, made, right) ? rt.unhold() : rt.finish(mark, 0);
}

function operators(slot: BinarySlot): (BinarySlot | undefined)[] {
  const slots: (BinarySlot | undefined)[] = new Array(Binary.Count).fill(undefined);
  slots[Binary.Or] = slot;
  return slots;
}

/** Factories whose repr is being made: one that shows the dictionary again is cut short. */
const showing = new Set<Ref>();

function factoryText(rt: Runtime, self: Ref): string | undefined {
  const factory = rt.i32[self + FACTORY]! as Maybe;
  if (factory === 0) return 'None';
  if (showing.has(factory)) return '...';
  showing.add(factory);
  const mark = rt.mark();
  rt.hold(rt.incref(factory));
  const text = reprText(rt, factory);
  rt.releaseTo(mark);
  showing.delete(factory);
  return text;
}

function repr(rt: Runtime, self: Ref): Maybe {
  const items = rt.builtin.dict.slots.repr!(rt, self);
  if (items === 0) return 0;
  const itemsText = rt.text(items);
  rt.decref(items);
  const text = factoryText(rt, self);
  return text === undefined ? 0 : rt.str(`${rt.typeOf(self).shortName}(${text}, ${itemsText})`);
}

function reduce(rt: Runtime, self: Ref): Maybe {
  const mark = rt.mark();
  const factory = rt.i32[self + FACTORY]! as Maybe;
  const args = factory === 0 || factory === rt.None ? rt.incref(rt.emptyTuple) : tupleOf(rt, factory);
  if (args === 0) return 0;
  rt.hold(args);
  const items = rt.callMethod(self, 'items');
  if (items === 0) return rt.finish(mark, 0);
  rt.hold(items);
  const iterator = getIter(rt, items);
  if (iterator === 0) return rt.finish(mark, 0);
  rt.hold(iterator);
  return rt.finish(mark, tupleOf(rt, rt.typeOf(self).ref, args, rt.None, rt.None, iterator));
}

export const defaultdictType: ModuleType = {
  key: 'defaultdict',
  generic: true,
  name: 'collections.defaultdict',
  base: 'dict',
  doc: 'defaultdict(default_factory=None, /, [...]) --> dict with default factory\n\nThe default factory is called without arguments to produce\na new value when a key is not present, in __getitem__ only.\nA defaultdict compares equal to a dict with the same items.\nAll remaining arguments are treated the same as if they were\npassed to the dict constructor, including keyword arguments.',
  layout: (rt) => ({
    basicSize: 56,
    gc: true,
    slots: [48],
    custom: dictPart(rt),
    trashcan: true,
    untrack: Untrack.Never,
  }),
  slots: { init, repr, getItem, binary: operators(or) },
  methods: [
    methodOneArg('defaultdict', '__missing__', missing),
    methodNoArgs('defaultdict', 'copy', copy, 'D.copy() -> a shallow copy of D.'),
    methodNoArgs('defaultdict', '__copy__', copy, 'D.copy() -> a shallow copy of D.'),
    methodNoArgs('defaultdict', '__reduce__', reduce),
  ],
  members: [{ name: 'default_factory', word: FACTORY, empty: 'none' }],
};
