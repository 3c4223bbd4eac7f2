import type { Ref } from '@uroboros/heap';
import { argumentAt, noKeywords, sizeArgument } from '../../objects/arguments.js';
import { allocateInstance } from '../../objects/construct.js';
import { checkCount } from '../../objects/native.js';
import { reprText } from '../../objects/reprguard.js';
import { isTuple, tupleOf } from '../../objects/tuple.js';
import type { TypeObject } from '../../objects/typeobject.js';
import { sizeToInt } from '../../runtime/operators.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { type ModuleType, methodNoArgs } from '../module-types.js';

/** _collections._tuplegetter: the descriptor of a field of a named tuple. */
const enum TupleGetter {
  Index = 4,
  Doc = 6,
}

function create(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  if (!noKeywords(rt, '_tuplegetter', kwnames) || !checkCount(rt, '_tuplegetter', count, 2, 2)) return 0;
  const index = sizeArgument(rt, argumentAt(rt, args, 0));
  if (index === undefined) return 0;
  const self = allocateInstance(rt, type);
  if (self === 0) return 0;
  rt.i32[self + TupleGetter.Index] = index;
  rt.i32[self + TupleGetter.Doc] = rt.incref(argumentAt(rt, args, 1));
  return self;
}

function get(rt: Runtime, self: Ref, object: Maybe): Maybe {
  if (object === 0 || object === rt.None) return rt.incref(self);
  const index = rt.i32[self + TupleGetter.Index]!;
  if (!isTuple(rt, object)) {
    const name = rt.typeOf(object).shortName;
    const message = `descriptor for index '${index}' for tuple subclasses doesn't apply to '${name}' object`;
    return rt.raise('TypeError', message);
  }
  if (index < 0 || index >= rt.tupleSize(object)) return rt.raise('IndexError', 'tuple index out of range');
  return rt.incref(rt.tupleItem(object, index));
}

function set(rt: Runtime, _self: Ref, _object: Ref, value: Maybe): boolean {
  rt.raise('AttributeError', value === 0 ? "can't delete attribute" : "can't set attribute");
  return false;
}

function repr(rt: Runtime, self: Ref): Maybe {
  const doc = rt.i32[self + TupleGetter.Doc]! as Maybe;
  const text = reprText(rt, doc === 0 ? rt.None : doc);
  const name = rt.typeOf(self).shortName;
  return text === undefined ? 0 : rt.str(`${name}(${rt.i32[self + TupleGetter.Index]}, ${text})`);
}

function reduce(rt: Runtime, self: Ref): Maybe {
  const mark = rt.mark();
  const index = sizeToInt(rt, rt.i32[self + TupleGetter.Index]!);
  if (index === 0) return 0;
  rt.hold(index);
  const doc = rt.i32[self + TupleGetter.Doc]! as Maybe;
  const args = tupleOf(rt, index, doc === 0 ? rt.None : doc);
  if (args === 0) return rt.finish(mark, 0);
  rt.hold(args);
  return rt.finish(mark, tupleOf(rt, rt.typeOf(self).ref, args));
}

export const tuplegetterType: ModuleType = {
  key: '_tuplegetter',
  name: 'collections._tuplegetter',
  final: true,
  layout: () => ({ basicSize: 32, gc: true, slots: [24] }),
  slots: { new: create, repr, descrGet: get, descrSet: set },
  methods: [methodNoArgs('_tuplegetter', '__reduce__', reduce)],
  members: [{ name: '__doc__', word: TupleGetter.Doc, empty: 'none' }],
};
