import type { Ref } from '@uroboros/heap';
import { argumentAt, noKeywords } from '../../objects/arguments.js';
import { allocateInstance } from '../../objects/construct.js';
import { isSmallInt } from '../../objects/int.js';
import { IntField, TupleField } from '../../objects/layout.js';
import { checkCount } from '../../objects/native.js';
import { guardedRepr, reprText } from '../../objects/reprguard.js';
import { intern, internText, isStr } from '../../objects/str.js';
import { finishTuple, newTuple, tupleFromSlots, tupleItem, tupleOf, tupleSize } from '../../objects/tuple.js';
import type { NativeAttribute, TypeObject } from '../../objects/typeobject.js';
import { getItem } from '../../runtime/operators.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { type ModuleType, methodNoArgs } from '../module-types.js';

/** operator.itemgetter and attrgetter: objects that read items or attributes when they are called. */

/** itemgetterobject: a single item itself, several as a tuple. */
const enum ItemGetter {
  Count = 4,
  Item = 6,
  /** A single item that is a small int not below 0; else −1. */
  Index = 8,
}

/** A tuple of arguments that stand in slots, counted. */
function tupleOfArguments(rt: Runtime, args: number, count: number): Maybe {
  const tuple = newTuple(rt, count);
  if (tuple === 0 || count === 0) return tuple;
  for (let i = 0; i < count; i++) rt.i32[tuple + TupleField.Items + 2 * i] = rt.incref(argumentAt(rt, args, i));
  return finishTuple(rt, tuple);
}

function itemgetterNew(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  if (!noKeywords(rt, 'itemgetter', kwnames)) return 0;
  if (count === 0) return rt.raise('TypeError', 'itemgetter expected 1 argument, got 0');
  const item = count === 1 ? rt.incref(argumentAt(rt, args, 0)) : tupleOfArguments(rt, args, count);
  if (item === 0) return 0;
  const mark = rt.mark();
  rt.hold(item);
  const self = allocateInstance(rt, type);
  if (self === 0) return rt.finish(mark, 0);
  rt.i32[self + ItemGetter.Count] = count;
  rt.i32[self + ItemGetter.Item] = rt.unhold();
  rt.i32[self + ItemGetter.Index] = count === 1 && isSmallInt(rt, item) ? rt.i32[item + IntField.Value]! : -1;
  return self;
}

function itemgetterCall(rt: Runtime, self: Ref, args: number, count: number, kwnames: Maybe): Maybe {
  if (!noKeywords(rt, 'itemgetter', kwnames) || !checkCount(rt, 'itemgetter', count, 1, 1)) return 0;
  const i32 = rt.i32;
  const object = argumentAt(rt, args, 0);
  const item = i32[self + ItemGetter.Item]! as Ref;
  const wanted = i32[self + ItemGetter.Count]!;
  if (wanted === 1) {
    const index = i32[self + ItemGetter.Index]!;
    if (rt.typeId(object) === rt.ids.tuple && index >= 0 && index < tupleSize(rt, object)) {
      return rt.incref(tupleItem(rt, object, index));
    }
    return getItem(rt, object, item);
  }
  const mark = rt.mark();
  for (let i = 0; i < wanted; i++) {
    const value = getItem(rt, object, tupleItem(rt, item, i));
    if (value === 0) return rt.finish(mark, 0);
    rt.hold(value);
  }
  return rt.finish(mark, tupleFromSlots(rt, mark, wanted));
}

/** Texts of the reprs of a tuple's items, or of one object; undefined on error. */
export function reprTexts(rt: Runtime, objects: readonly Ref[]): string | undefined {
  const texts: string[] = [];
  for (const object of objects) {
    const text = reprText(rt, object);
    if (text === undefined) return undefined;
    texts.push(text);
  }
  return texts.join(', ');
}

function itemsOf(rt: Runtime, self: Ref): Ref[] {
  const item = rt.i32[self + ItemGetter.Item]! as Ref;
  const count = rt.i32[self + ItemGetter.Count]!;
  return count === 1 ? [item] : Array.from({ length: count }, (_, i) => tupleItem(rt, item, i));
}

function itemgetterRepr(rt: Runtime, self: Ref): Maybe {
  const name = typeName(rt, self);
  return guardedRepr(rt, self, `${name}(...)`, () => {
    const texts = reprTexts(rt, itemsOf(rt, self));
    return texts === undefined ? undefined : `${name}(${texts})`;
  });
}

/** tp_name of the type. */
export function typeName(rt: Runtime, self: Ref): string {
  return rt.typeOf(self).name;
}

function itemgetterReduce(rt: Runtime, self: Ref): Maybe {
  const mark = rt.mark();
  const args = tupleOf(rt, ...itemsOf(rt, self));
  if (args === 0) return 0;
  rt.hold(args);
  return rt.finish(mark, tupleOf(rt, rt.typeOf(self).ref, args));
}

/** attrgetterobject: each name is a str or, if it has dots, a tuple of str. */
const enum AttrGetter {
  Count = 4,
  Names = 6,
}

function attrgetterNew(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  if (!noKeywords(rt, 'attrgetter', kwnames)) return 0;
  if (count === 0) return rt.raise('TypeError', 'attrgetter expected 1 argument, got 0');
  const mark = rt.mark();
  for (let i = 0; i < count; i++) {
    const name = argumentAt(rt, args, i);
    if (!isStr(rt, name)) return rt.finish(mark, rt.raise('TypeError', 'attribute name must be a string'));
    const text = rt.text(name);
    const made = text.includes('.') ? partsOf(rt, text) : intern(rt, rt.incref(name));
    if (made === 0) return rt.finish(mark, 0);
    rt.hold(made);
  }
  const names = tupleFromSlots(rt, mark, count);
  rt.releaseTo(mark);
  if (names === 0) return 0;
  rt.hold(names);
  const self = allocateInstance(rt, type);
  if (self === 0) return rt.finish(mark, 0);
  rt.i32[self + AttrGetter.Count] = count;
  rt.i32[self + AttrGetter.Names] = rt.unhold();
  return self;
}

function partsOf(rt: Runtime, text: string): Maybe {
  const parts = text.split('.');
  const mark = rt.mark();
  for (const part of parts) {
    const name = internText(rt, part);
    if (name === 0) return rt.finish(mark, 0);
    rt.hold(name);
  }
  return rt.finish(mark, tupleFromSlots(rt, mark, parts.length));
}

function attributeOf(rt: Runtime, object: Ref, name: Ref): Maybe {
  if (isStr(rt, name)) return rt.getAttr(object, name);
  let current = rt.incref(object);
  for (let i = 0; i < tupleSize(rt, name); i++) {
    const mark = rt.mark();
    rt.hold(current);
    const next = rt.finish(mark, rt.getAttr(current, tupleItem(rt, name, i)));
    if (next === 0) return 0;
    current = next;
  }
  return current;
}

function attrgetterCall(rt: Runtime, self: Ref, args: number, count: number, kwnames: Maybe): Maybe {
  if (!noKeywords(rt, 'attrgetter', kwnames) || !checkCount(rt, 'attrgetter', count, 1, 1)) return 0;
  const object = argumentAt(rt, args, 0);
  const names = rt.i32[self + AttrGetter.Names]! as Ref;
  const wanted = rt.i32[self + AttrGetter.Count]!;
  if (wanted === 1) return attributeOf(rt, object, tupleItem(rt, names, 0));
  const mark = rt.mark();
  for (let i = 0; i < wanted; i++) {
    const value = attributeOf(rt, object, tupleItem(rt, names, i));
    if (value === 0) return rt.finish(mark, 0);
    rt.hold(value);
  }
  return rt.finish(mark, tupleFromSlots(rt, mark, wanted));
}

/** The names as they were given, as a new tuple. */
function namesTuple(rt: Runtime, self: Ref): Maybe {
  const names = rt.i32[self + AttrGetter.Names]! as Ref;
  const mark = rt.mark();
  const count = tupleSize(rt, names);
  for (let i = 0; i < count; i++) {
    const name = tupleItem(rt, names, i);
    const text = isStr(rt, name) ? rt.incref(name) : rt.str(dotted(rt, name));
    if (text === 0) return rt.finish(mark, 0);
    rt.hold(text);
  }
  return rt.finish(mark, tupleFromSlots(rt, mark, count));
}

function dotted(rt: Runtime, parts: Ref): string {
  return Array.from({ length: tupleSize(rt, parts) }, (_, i) => rt.text(tupleItem(rt, parts, i))).join('.');
}

function attrgetterRepr(rt: Runtime, self: Ref): Maybe {
  const mark = rt.mark();
  const names = namesTuple(rt, self);
  if (names === 0) return 0;
  rt.hold(names);
  const texts = reprTexts(
    rt,
    Array.from({ length: tupleSize(rt, names) }, (_, i) => tupleItem(rt, names, i)),
  );
  rt.releaseTo(mark);
  return texts === undefined ? 0 : rt.str(`${typeName(rt, self)}(${texts})`);
}

function attrgetterReduce(rt: Runtime, self: Ref): Maybe {
  const mark = rt.mark();
  const names = namesTuple(rt, self);
  if (names === 0) return 0;
  rt.hold(names);
  return rt.finish(mark, tupleOf(rt, rt.typeOf(self).ref, names));
}

/** Since 3.13 `inspect.signature` knows what the objects can be called with. */
export const callSignature: NativeAttribute = {
  name: '__text_signature__',
  since: 13,
  get: (rt) => rt.str('(obj, /)'),
};

export const getterTypes: readonly ModuleType[] = [
  {
    key: 'itemgetter',
    name: 'operator.itemgetter',
    final: true,
    layout: () => ({ basicSize: 48, gc: true, slots: [24] }),
    slots: { new: itemgetterNew, call: itemgetterCall, repr: itemgetterRepr },
    attributes: [callSignature],
    methods: [methodNoArgs('itemgetter', '__reduce__', itemgetterReduce)],
  },
  {
    key: 'attrgetter',
    name: 'operator.attrgetter',
    final: true,
    layout: () => ({ basicSize: 40, gc: true, slots: [24] }),
    slots: { new: attrgetterNew, call: attrgetterCall, repr: attrgetterRepr },
    attributes: [callSignature],
    methods: [methodNoArgs('attrgetter', '__reduce__', attrgetterReduce)],
  },
];
