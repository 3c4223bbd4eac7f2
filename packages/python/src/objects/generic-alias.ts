import type { Ref } from '@uroboros/heap';
import { genericGetAttr } from '../runtime/attributes.js';
import { callWithSlots } from '../runtime/calls.js';
import { dirNames } from '../runtime/dir.js';
import { compareBool, hashOf } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import type { BuiltinDefinition } from './catalog.js';
import { makeParameters, substitute } from './generic-parameters.js';
import { IteratorField } from './layout.js';
import { isList, listItem, listSize } from './list.js';
import { checkCount, type NativeFunction, noArgs, oneArg } from './native.js';
import { isTuple, tupleOf } from './tuple.js';
import { Compare, type TypeObject } from './typeobject.js';
import { unionOperators } from './union-operators.js';

/** types.GenericAlias: `list[int]`. It behaves like the class it was made from, and remembers the arguments. */

/** gaobject. */
const enum AliasField {
  Origin = 4,
  Args = 6,
  Parameters = 8,
  WeakList = 10,
  Starred = 12,
}

export function isGenericAlias(rt: Runtime, object: Ref): boolean {
  return rt.typeOf(object).isSubtypeOf(rt.builtin.GenericAlias);
}

export const aliasOrigin = (rt: Runtime, self: Ref): Ref => rt.i32[self + AliasField.Origin]! as Ref;
export const aliasArgs = (rt: Runtime, self: Ref): Ref => rt.i32[self + AliasField.Args]! as Ref;
const isStarred = (rt: Runtime, self: Ref): boolean => rt.i32[self + AliasField.Starred] === 1;

/** A new alias of a class and its arguments, a tuple or the only one; all borrowed. */
export function newGenericAlias(rt: Runtime, origin: Ref, args: Ref, type = rt.builtin.GenericAlias): Maybe {
  const mark = rt.mark();
  const tuple = isTuple(rt, args) ? rt.incref(args) : tupleOf(rt, args);
  if (tuple === 0) return 0;
  rt.hold(tuple);
  const alias = rt.heap.objects.allocate(type.typeId);
  if (alias === 0) {
    rt.releaseTo(mark);
    return rt.noMemory();
  }
  rt.i32[alias + AliasField.Origin] = rt.incref(origin);
  rt.i32[alias + AliasField.Args] = rt.unhold();
  rt.heap.objects.track(alias);
  return alias;
}

/** `__class_getitem__` of the built-in classes that are generic. */
export function classGetItem(): NativeFunction {
  return oneArg('__class_getitem__', (rt, type, args) => newGenericAlias(rt, type, args), 'See PEP 585');
}

function construct(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  if (kwnames !== 0) return rt.raise('TypeError', 'GenericAlias() takes no keyword arguments');
  if (!checkCount(rt, 'GenericAlias', count, 2, 2)) return 0;
  return newGenericAlias(rt, rt.i32[args]! as Ref, rt.i32[args + 2]! as Ref, type);
}

// Text --------------------------------------------------------------------------------------------------------------

/** An argument of an alias or a union as text: a class by its name; undefined on error. */
export function typeText(rt: Runtime, object: Ref): string | undefined {
  if (object === rt.Ellipsis) return '...';
  if (hasBoth(rt, object)) return rt.repr(object);
  if (rt.failed) return undefined;
  const qualname = rt.findAttr(object, '__qualname__');
  if (qualname === 0) return rt.failed ? undefined : rt.repr(object);
  const mark = rt.mark();
  rt.hold(qualname);
  const module = rt.findAttr(object, '__module__');
  if (module !== 0) rt.hold(module);
  let text: string | undefined;
  if (module === 0 && rt.failed) text = undefined;
  else if (module === 0 || module === rt.None) text = rt.repr(object);
  else {
    const name = rt.textOfStr(qualname);
    const where = rt.textOfStr(module);
    text = name === undefined || where === undefined ? undefined : where === 'builtins' ? name : `${where}.${name}`;
  }
  rt.releaseTo(mark);
  return text;
}

function hasBoth(rt: Runtime, object: Ref): boolean {
  for (const name of ['__origin__', '__args__']) {
    const value = rt.findAttr(object, name);
    if (value === 0) return false;
    rt.decref(value);
  }
  return true;
}

function itemTexts(rt: Runtime, items: readonly Ref[]): string | undefined {
  const texts: string[] = [];
  for (const item of items) {
    const lists = isList(rt, item) && rt.profile.versionInfo[1] >= 13;
    const text = lists ? bracketed(rt, item) : typeText(rt, item);
    if (text === undefined) return undefined;
    texts.push(text);
  }
  return texts.join(', ');
}

/** An argument that is a list, as in a callable's parameters. */
function bracketed(rt: Runtime, list: Ref): string | undefined {
  const texts: string[] = [];
  for (let i = 0; i < listSize(rt, list); i++) {
    // A list within it shows itself: it may be the same list.
    const text = typeText(rt, listItem(rt, list, i));
    if (text === undefined) return undefined;
    texts.push(text);
  }
  return `[${texts.join(', ')}]`;
}

function repr(rt: Runtime, self: Ref): Maybe {
  const args = aliasArgs(rt, self);
  const origin = typeText(rt, aliasOrigin(rt, self));
  if (origin === undefined) return 0;
  const items = Array.from({ length: rt.tupleSize(args) }, (_, i) => rt.tupleItem(args, i));
  const text = items.length === 0 ? '()' : itemTexts(rt, items);
  return text === undefined ? 0 : rt.str(`${isStarred(rt, self) ? '*' : ''}${origin}[${text}]`);
}

// What it forwards and what it does itself ----------------------------------------------------------------------------

/** Attributes of the alias itself; all others are those of its class. */
const OWN_ATTRIBUTES: ReadonlySet<string> = new Set([
  '__class__',
  '__bases__',
  '__origin__',
  '__args__',
  '__unpacked__',
  '__parameters__',
  '__typing_unpacked_tuple_args__',
  '__mro_entries__',
  '__reduce_ex__',
  '__reduce__',
  '__copy__',
  '__deepcopy__',
]);

function getAttribute(rt: Runtime, self: Ref, name: Ref): Maybe {
  if (OWN_ATTRIBUTES.has(rt.text(name))) return genericGetAttr(rt, self, name);
  return rt.getAttr(aliasOrigin(rt, self), name);
}

/** Calls the class; the object learns which alias made it, if it has attributes. */
function call(rt: Runtime, self: Ref, args: number, count: number, kwnames: Maybe): Maybe {
  const object = callWithSlots(rt, aliasOrigin(rt, self), 0, args, count, kwnames);
  if (object === 0) return 0;
  const mark = rt.mark();
  rt.hold(object);
  if (!rt.setAttr(object, rt.name('__orig_class__'), self)) {
    if (!rt.errorIs(rt.builtin.AttributeError) && !rt.errorIs(rt.builtin.TypeError)) return rt.finish(mark, 0);
    rt.clearError();
  }
  return rt.unhold();
}

function hash(rt: Runtime, self: Ref): boolean {
  if (!hashOf(rt, aliasOrigin(rt, self))) return false;
  const { hashLow, hashHigh } = rt;
  if (!hashOf(rt, aliasArgs(rt, self))) return false;
  rt.hashLow ^= hashLow;
  rt.hashHigh ^= hashHigh;
  return true;
}

function compare(rt: Runtime, self: Ref, other: Ref, op: Compare): Maybe {
  if ((op !== Compare.Eq && op !== Compare.Ne) || !isGenericAlias(rt, self) || !isGenericAlias(rt, other)) {
    return rt.notImplemented();
  }
  let equal = isStarred(rt, self) === isStarred(rt, other) ? 1 : 0;
  if (equal === 1) equal = compareBool(rt, aliasOrigin(rt, self), aliasOrigin(rt, other), Compare.Eq);
  if (equal === 1) equal = compareBool(rt, aliasArgs(rt, self), aliasArgs(rt, other), Compare.Eq);
  return equal < 0 ? 0 : rt.bool((equal === 1) === (op === Compare.Eq));
}

function parametersOf(rt: Runtime, self: Ref): Maybe {
  if (rt.i32[self + AliasField.Parameters] === 0) {
    const parameters = makeParameters(rt, aliasArgs(rt, self));
    if (parameters === 0) return 0;
    rt.replace(self + AliasField.Parameters, parameters);
  }
  return rt.incref(rt.i32[self + AliasField.Parameters]! as Ref);
}

/** alias[item]: the parameters replaced. */
function getItem(rt: Runtime, self: Ref, item: Ref): Maybe {
  const mark = rt.mark();
  const parameters = parametersOf(rt, self);
  if (parameters === 0) return 0;
  rt.hold(parameters);
  const args = substitute(rt, self, aliasArgs(rt, self), parameters, item);
  if (args === 0) return rt.finish(mark, 0);
  rt.hold(args);
  const made = newGenericAlias(rt, aliasOrigin(rt, self), args);
  if (made !== 0) rt.i32[made + AliasField.Starred] = rt.i32[self + AliasField.Starred]!;
  return rt.finish(mark, made);
}

function starredCopy(rt: Runtime, self: Ref): Maybe {
  const made = newGenericAlias(rt, aliasOrigin(rt, self), aliasArgs(rt, self));
  if (made !== 0) rt.i32[made + AliasField.Starred] = 1;
  return made;
}

function newIterator(rt: Runtime, self: Ref): Maybe {
  const iterator = rt.heap.objects.allocate(rt.builtin.generic_alias_iterator.typeId);
  if (iterator === 0) return rt.noMemory();
  rt.i32[iterator + IteratorField.Index] = rt.incref(self);
  rt.heap.objects.track(iterator);
  return iterator;
}

/** `*alias` in subscripts: one item, the alias with a star. */
function nextStarred(rt: Runtime, iterator: Ref): Maybe {
  const alias = rt.i32[iterator + IteratorField.Index]! as Maybe;
  if (alias === 0) return 0;
  const made = starredCopy(rt, alias);
  if (made !== 0) rt.replace(iterator + IteratorField.Index, 0);
  return made;
}

function reduce(rt: Runtime, self: Ref): Maybe {
  const mark = rt.mark();
  if (isStarred(rt, self)) {
    const alias = newGenericAlias(rt, aliasOrigin(rt, self), aliasArgs(rt, self));
    if (alias === 0) return 0;
    rt.hold(alias);
    const next = rt.getAttrText(rt.moduleNamed('builtins'), 'next');
    if (next === 0) return rt.finish(mark, 0);
    rt.hold(next);
    const iterator = newIterator(rt, alias);
    if (iterator === 0) return rt.finish(mark, 0);
    rt.hold(iterator);
    const args = tupleOf(rt, iterator);
    if (args === 0) return rt.finish(mark, 0);
    return rt.finish(mark, tupleOf(rt, next, rt.hold(args)));
  }
  const args = tupleOf(rt, aliasOrigin(rt, self), aliasArgs(rt, self));
  if (args === 0) return 0;
  return rt.finish(mark, tupleOf(rt, rt.typeOf(self).ref, rt.hold(args)));
}

/** Names of the class and of the alias itself. */
function dir(rt: Runtime, self: Ref): Maybe {
  const names = rt.callMethod(aliasOrigin(rt, self), '__dir__');
  if (names === 0) return 0;
  return dirNames(
    rt,
    names,
    [...OWN_ATTRIBUTES].filter((name) => !['__bases__', '__copy__', '__deepcopy__'].includes(name)),
  );
}

export const genericAliasTypes: readonly BuiltinDefinition[] = [
  {
    key: 'GenericAlias',
    name: 'types.GenericAlias',
    module: 'types',
    doc: 'Represent a PEP 585 generic type\n\nE.g. for t = list[int], t.__origin__ is list and t.__args__ is (int,).',
    layout: () => ({ basicSize: 64, gc: true, slots: [16, 24, 32], weakList: AliasField.WeakList * 4, noClear: true }),
    slots: {
      new: construct,
      repr,
      call,
      hash,
      compare,
      getattr: getAttribute,
      getItem,
      iter: newIterator,
      binary: unionOperators(),
    },
    methods: [
      oneArg('__mro_entries__', (rt, self) => tupleOf(rt, aliasOrigin(rt, self))),
      oneArg('__instancecheck__', (rt) =>
        rt.raise('TypeError', 'isinstance() argument 2 cannot be a parameterized generic'),
      ),
      oneArg('__subclasscheck__', (rt) =>
        rt.raise('TypeError', 'issubclass() argument 2 cannot be a parameterized generic'),
      ),
      noArgs('__reduce__', reduce),
      noArgs('__dir__', dir),
    ],
    members: [
      { name: '__origin__', word: AliasField.Origin, readonly: true },
      { name: '__args__', word: AliasField.Args, readonly: true },
      { name: '__unpacked__', readonly: true, get: (rt, self) => rt.bool(isStarred(rt, self)) },
    ],
    attributes: [
      { name: '__parameters__', get: parametersOf },
      {
        name: '__typing_unpacked_tuple_args__',
        get: (rt, self) => {
          const unpacked = isStarred(rt, self) && aliasOrigin(rt, self) === rt.builtin.tuple.ref;
          return unpacked ? rt.incref(aliasArgs(rt, self)) : rt.none();
        },
      },
    ],
  },
  {
    key: 'generic_alias_iterator',
    final: true,
    layout: () => ({ basicSize: 24, gc: true, slots: [16] }),
    slots: { iter: (rt, self) => rt.incref(self), next: nextStarred },
  },
];
