import type { Ref } from '@uroboros/heap';
import { typeLookup } from '../runtime/attributes.js';
import { loadModule } from '../runtime/imports.js';
import { getIter, indexAsSize } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { callSpecial } from '../runtime/slot-calls.js';
import { dictGetStr, dictSet, dictSize, isDict, newDict } from './dict.js';
import { TypeField } from './layout.js';
import { isList, listItem, listSize } from './list.js';
import { type NativeFunction, noArgs, positional } from './native.js';
import { isTuple, tupleOf } from './tuple.js';

/**
 * What copy and pickle ask objects for (Objects/typeobject.c): `__reduce__`, `__reduce_ex__`, `__getstate__`. Below protocol 2 the
 * module copyreg answers; it also knows the names of a class's slots.
 */

/** An attribute of the module copyreg, owned. */
function copyreg(rt: Runtime, name: string): Maybe {
  const module = loadModule(rt, 'copyreg');
  if (module === 0) return 0;
  const mark = rt.mark();
  rt.hold(module);
  return rt.finish(mark, rt.getAttrText(module, name));
}

/** A function of the module copyreg called; owned. */
function callCopyreg(rt: Runtime, name: string, ...args: readonly Ref[]): Maybe {
  const fn = copyreg(rt, name);
  if (fn === 0) return 0;
  const mark = rt.mark();
  rt.hold(fn);
  return rt.finish(mark, rt.call(fn, ...args));
}

/** The names of a class's slots: a list or None, owned. Built-in types have none. */
function slotNames(rt: Runtime, object: Ref): Maybe {
  const type = rt.typeOf(object);
  if (!type.heapType) return rt.none();
  const known = dictGetStr(rt, rt.i32[type.ref + TypeField.Dict]! as Ref, rt.name('__slotnames__'));
  if (known !== 0) return rt.incref(known);
  const names = callCopyreg(rt, '_slotnames', type.ref);
  if (names === 0 || names === rt.None || isList(rt, names)) return names;
  return rt.wrongResult(names, "copyreg._slotnames didn't return a list or None");
}

/** object.__getstate__: the dictionary, the slots' values, both, or None. With `required` all of the object must be in it. */
function defaultState(rt: Runtime, object: Ref, required: boolean): Maybe {
  const type = rt.typeOf(object);
  if (required && rt.heap.types.itemSize[type.typeId] !== 0) {
    return rt.raise('TypeError', `cannot pickle ${type.name} objects`);
  }
  const mark = rt.mark();
  const dict = type.hasDict ? rt.increfMaybe(rt.instanceDict(object)) : rt.none();
  if (dict === 0) return 0;
  let state: Ref = dict;
  if (dict !== rt.None && isDict(rt, dict) && dictSize(rt, dict) === 0) {
    rt.decref(dict);
    state = rt.none();
  }
  rt.hold(state);
  const names = slotNames(rt, object);
  if (names === 0) return rt.finish(mark, 0);
  rt.hold(names);
  const count = names === rt.None ? 0 : listSize(rt, names);
  if (required && hasHiddenState(rt, object, count)) {
    return rt.finish(mark, rt.raise('TypeError', `cannot pickle '${type.name}' object`));
  }
  if (count === 0) return rt.finish(mark, rt.incref(state));
  return rt.finish(mark, withSlots(rt, object, state, names));
}

/** Whether the object is larger than what its dictionary and its slots account for. */
function hasHiddenState(rt: Runtime, object: Ref, slots: number): boolean {
  const type = rt.typeOf(object);
  const spec = rt.heap.types.spec(type.typeId);
  let known = 16 + 8 * slots;
  if (type.hasDict && type.dictWord !== 0) known += 8;
  if (spec.weakList !== undefined && spec.weakList > 0) known += 8;
  return spec.basicSize > known;
}

function withSlots(rt: Runtime, object: Ref, state: Ref, names: Ref): Maybe {
  const values = newDict(rt);
  if (values === 0) return 0;
  const mark = rt.mark();
  rt.hold(values);
  for (let i = 0; i < listSize(rt, names); i++) {
    // A `__getattr__` may take the name out of the list.
    const name = rt.hold(rt.incref(listItem(rt, names, i)));
    const value = rt.findAttr(object, rt.text(name));
    if (value === 0) {
      if (rt.failed) return rt.finish(mark, 0);
      continue;
    }
    rt.hold(value);
    if (!dictSet(rt, values, name, value)) return rt.finish(mark, 0);
  }
  const result = dictSize(rt, values) === 0 ? rt.incref(state) : tupleOf(rt, state, values);
  return rt.finish(mark, result);
}

/** What `__getstate__` says; the default one is told whether all of the object must be in the state. */
export function stateOf(rt: Runtime, object: Ref, required: boolean): Maybe {
  const own = typeLookup(rt, rt.typeOf(object), rt.name('__getstate__'));
  const inherited = rt.ownAttribute(rt.builtin.object, rt.name('__getstate__'));
  if (own === inherited) return defaultState(rt, object, required);
  return rt.callMethod(object, '__getstate__');
}

/** The arguments for `__new__`, as a tuple; a dictionary of keywords in addition, or 0. undefined on error. */
interface NewArguments {
  readonly args: Maybe;
  readonly kwargs: Maybe;
}

function newArguments(rt: Runtime, object: Ref): NewArguments | undefined {
  const both = callSpecial(rt, object, rt.name('__getnewargs_ex__'), []);
  if (both !== 0) return argumentsAndKeywords(rt, rt.hold(both));
  if (rt.failed) return undefined;
  const args = callSpecial(rt, object, rt.name('__getnewargs__'), []);
  if (args === 0) return rt.failed ? undefined : { args: 0, kwargs: 0 };
  rt.hold(args);
  if (isTuple(rt, args)) return { args, kwargs: 0 };
  rt.raise('TypeError', `__getnewargs__ should return a tuple, not '${rt.typeOf(args).name}'`);
  return undefined;
}

function argumentsAndKeywords(rt: Runtime, both: Ref): NewArguments | undefined {
  const what = '__getnewargs_ex__';
  if (!isTuple(rt, both)) {
    rt.raise('TypeError', `${what} should return a tuple, not '${rt.typeOf(both).name}'`);
    return undefined;
  }
  if (rt.tupleSize(both) !== 2) {
    rt.raise('ValueError', `${what} should return a tuple of length 2, not ${rt.tupleSize(both)}`);
    return undefined;
  }
  const args = rt.tupleItem(both, 0);
  const kwargs = rt.tupleItem(both, 1);
  if (!isTuple(rt, args)) {
    const got = rt.typeOf(args).name;
    rt.raise('TypeError', `first item of the tuple returned by ${what} must be a tuple, not '${got}'`);
    return undefined;
  }
  if (!isDict(rt, kwargs)) {
    const got = rt.typeOf(kwargs).name;
    rt.raise('TypeError', `second item of the tuple returned by ${what} must be a dict, not '${got}'`);
    return undefined;
  }
  return { args, kwargs };
}

/** Protocol 2 and later: (copyreg.__newobj__, (class, *args), state, list items, dict items). */
function reduceNewObject(rt: Runtime, object: Ref): Maybe {
  const type = rt.typeOf(object);
  if (type.slots.new === undefined) return rt.raise('TypeError', `cannot pickle '${type.name}' object`);
  const given = newArguments(rt, object);
  if (given === undefined) return 0;
  const { args, kwargs } = given;
  const plain = kwargs === 0 || dictSize(rt, kwargs) === 0;
  const maker = copyreg(rt, plain ? '__newobj__' : '__newobj_ex__');
  if (maker === 0) return 0;
  rt.hold(maker);
  const items: Ref[] = [];
  if (plain) for (let i = 0; args !== 0 && i < rt.tupleSize(args); i++) items.push(rt.tupleItem(args, i));
  else items.push(args as Ref, kwargs as Ref);
  const makerArguments = tupleOf(rt, type.ref, ...items);
  if (makerArguments === 0) return 0;
  rt.hold(makerArguments);
  const state = stateOf(rt, object, args === 0 && !isList(rt, object) && !isDict(rt, object));
  if (state === 0) return 0;
  rt.hold(state);
  const listItems = isList(rt, object) ? getIter(rt, object) : rt.none();
  if (listItems === 0) return 0;
  rt.hold(listItems);
  const dictItems = isDict(rt, object) ? itemsIterator(rt, object) : rt.none();
  if (dictItems === 0) return 0;
  rt.hold(dictItems);
  return tupleOf(rt, maker, makerArguments, state, listItems, dictItems);
}

function itemsIterator(rt: Runtime, dict: Ref): Maybe {
  const items = rt.callMethod(dict, 'items');
  if (items === 0) return 0;
  const mark = rt.mark();
  rt.hold(items);
  return rt.finish(mark, getIter(rt, items));
}

function commonReduce(rt: Runtime, object: Ref, protocol: number): Maybe {
  const mark = rt.mark();
  if (protocol >= 2) return rt.finish(mark, reduceNewObject(rt, object));
  const number = rt.sizeToInt(protocol);
  if (number === 0) return 0;
  rt.hold(number);
  return rt.finish(mark, callCopyreg(rt, '_reduce_ex', object, number));
}

/** object.__reduce_ex__: a `__reduce__` of the class's own comes first. */
function reduceEx(rt: Runtime, object: Ref, protocol: number): Maybe {
  const name = rt.name('__reduce__');
  const inherited = rt.ownAttribute(rt.builtin.object, name);
  const own = typeLookup(rt, rt.typeOf(object), name);
  if (own !== inherited) return rt.callMethod(object, '__reduce__');
  return commonReduce(rt, object, protocol);
}

/** The methods of object that copy and pickle use. */
export const reduceMethods: readonly NativeFunction[] = [
  positional(
    '__reduce_ex__',
    1,
    1,
    (rt, self, args) => {
      const protocol = indexAsSize(rt, rt.i32[args]! as Ref, 'OverflowError');
      return protocol === undefined ? 0 : reduceEx(rt, self, protocol);
    },
    'Helper for pickle.',
  ),
  noArgs('__reduce__', (rt, self) => commonReduce(rt, self, 0), 'Helper for pickle.'),
  noArgs('__getstate__', (rt, self) => defaultState(rt, self, false), 'Helper for pickle.'),
];
