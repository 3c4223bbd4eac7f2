import type { Ref } from '@uroboros/heap';
import { CodeFlag } from '../compile/compiled.js';
import { asksUserCode } from '../runtime/asking-lookup.js';
import { callWithSlots } from '../runtime/calls.js';
import { fillNewSlots } from '../runtime/class-slots.js';
import { textList } from '../runtime/dir.js';
import { Frame, SLOT } from '../runtime/frame.js';
import { forEachItem, setItem } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { callSpecial } from '../runtime/slot-calls.js';
import { newClass } from '../runtime/types.js';
import { warn } from '../runtime/warn.js';
import { mangle } from '../syntax/index.js';
import { isIdentifier } from '../text/unicode.js';
import { givenType } from './arguments.js';
import { notABase, resolveBases } from './class-bases.js';
import { newDescriptor } from './descriptors.js';
import { dictDelete, dictGetStr, dictKeyAt, dictNext, dictSet, dictValueAt, isDict, newDict } from './dict.js';
import { dictCopy } from './dict-merge.js';
import { CellField, ExceptionField, FunctionField, TypeField } from './layout.js';
import { unrelatedToSuper } from './module-type.js';
import type { NativeFunction } from './native.js';
import { linearize, listsOrder, Ordered, ordersItself, renewOrder, solidBase } from './resolution-order.js';
import { isStr } from './str.js';
import { addToBases } from './subclasses.js';
import { finishTuple, isTuple, newTuple } from './tuple.js';
import type { TypeObject } from './typeobject.js';

/** How a class comes to be: `__build_class__`, which runs the body, and `type.__new__`, which makes the type. */

const METACLASS_CONFLICT =
  'metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases';

/** __build_class__(function, name, *bases, metaclass=…, **keywords) */
export const buildClassFunction: NativeFunction = {
  name: '__build_class__',
  doc: undefined,
  signature: '(func, name, /, *bases, [metaclass], **kwds)',
  code: (rt, args, count, kwnames) => {
    const fault = wrongStatement(rt, args, count);
    if (fault !== undefined) return rt.raise('TypeError', `__build_class__: ${fault}`);
    const mark = rt.mark();
    return rt.finish(mark, runClassStatement(rt, args, count, kwnames));
  },
};

/** What is wrong with the arguments of a call that no class statement makes. */
function wrongStatement(rt: Runtime, args: number, count: number): string | undefined {
  if (count < 2) return 'not enough arguments';
  if (rt.typeId(rt.i32[args]! as Ref) !== rt.ids.function) return 'func must be a function';
  return isStr(rt, rt.i32[args + SLOT]! as Ref) ? undefined : 'name is not a string';
}

function runClassStatement(rt: Runtime, args: number, count: number, kwnames: Maybe): Maybe {
  const body = rt.i32[args]! as Ref;
  const name = rt.i32[args + SLOT]! as Ref;
  const given = basesTuple(rt, args + 2 * SLOT, count - 2);
  if (given === 0) return 0;
  rt.hold(given);
  const bases = resolveBases(rt, given);
  if (bases === 0) return 0;
  rt.hold(bases);
  const keywords = kwnames === 0 ? 0 : keywordDict(rt, args + SLOT * count, kwnames);
  if (keywords !== 0) rt.hold(keywords);
  else if (kwnames !== 0) return 0;
  const metaclass = chooseMetaclass(rt, bases, keywords);
  if (metaclass === 0) return 0;
  rt.hold(rt.incref(metaclass));
  const namespace = prepareNamespace(rt, metaclass, name, bases, keywords);
  if (namespace === 0) return 0;
  rt.hold(namespace);
  const cell = runBody(rt, body, namespace);
  if (cell === 0) return 0;
  rt.hold(cell);
  if (bases !== given && !setItem(rt, namespace, rt.name('__orig_bases__'), given)) return 0;
  const type =
    keywords === 0
      ? rt.call(metaclass, name, bases, namespace)
      : rt.callWithKeywords(metaclass, [name, bases, namespace], keywords);
  if (type === 0) return 0;
  return rt.typeId(cell) === rt.ids.cell && rt.typeByRef.has(type) ? checkClassCell(rt, cell, type, name) : type;
}

/** The cell that methods find `__class__` in must hold the new class by now; the class is handed on. */
function checkClassCell(rt: Runtime, cell: Ref, type: Ref, name: Ref): Maybe {
  const found = rt.i32[cell + CellField.Contents]! as Maybe;
  if (found === type) return type;
  rt.hold(type);
  const what = `defining ${rt.textOfRepr(name)} as ${rt.textOfRepr(type)}`;
  if (found !== 0) return rt.raise('TypeError', `__class__ set to ${rt.textOfRepr(found)} ${what}`);
  return rt.raise('RuntimeError', `__class__ not set ${what}. Was __classcell__ propagated to type.__new__?`);
}

function basesTuple(rt: Runtime, args: number, count: number): Maybe {
  const tuple = newTuple(rt, count);
  if (tuple === 0 || count === 0) return tuple;
  for (let i = 0; i < count; i++) rt.i32[tuple + 6 + 2 * i] = rt.incref(rt.i32[args + SLOT * i]! as Ref);
  return finishTuple(rt, tuple);
}

function keywordDict(rt: Runtime, values: number, kwnames: Ref): Maybe {
  const dict = newDict(rt);
  if (dict === 0) return 0;
  for (let k = 0; k < rt.tupleSize(kwnames); k++) {
    if (!dictSet(rt, dict, rt.tupleItem(kwnames, k), rt.i32[values + SLOT * k]! as Ref)) return 0;
  }
  return dict;
}

/** The metaclass named, or the most derived of the bases' types; borrowed. `metaclass` leaves the keywords. */
function chooseMetaclass(rt: Runtime, bases: Ref, keywords: Maybe): Maybe {
  const key = rt.name('metaclass');
  const named = keywords === 0 ? 0 : dictGetStr(rt, keywords, key);
  let winner: Ref = rt.builtin.type.ref;
  if (named !== 0) {
    winner = named;
    rt.hold(rt.incref(named));
    dictDelete(rt, keywords as Ref, key);
    if (!rt.typeByRef.has(named)) return named;
  } else if (rt.tupleSize(bases) > 0) {
    winner = rt.typeOf(rt.tupleItem(bases, 0)).ref;
  }
  for (let i = 0; i < rt.tupleSize(bases); i++) {
    const candidate = rt.typeOf(rt.tupleItem(bases, i));
    const best = rt.typeByRef.get(winner)!;
    if (best.isSubtypeOf(candidate)) continue;
    if (candidate.isSubtypeOf(best)) winner = candidate.ref;
    else {
      return rt.raise('TypeError', METACLASS_CONFLICT);
    }
  }
  return winner;
}

function prepareNamespace(rt: Runtime, metaclass: Ref, name: Ref, bases: Ref, keywords: Maybe): Maybe {
  if (metaclass === rt.builtin.type.ref) return newDict(rt);
  const prepare = rt.findAttr(metaclass, '__prepare__');
  if (prepare === 0) return rt.failed ? 0 : newDict(rt);
  const mark = rt.mark();
  rt.hold(prepare);
  const namespace =
    keywords === 0 ? rt.call(prepare, name, bases) : rt.callWithKeywords(prepare, [name, bases], keywords);
  if (namespace === 0 || rt.typeOf(namespace).slots.getItem !== undefined) return rt.finish(mark, namespace);
  rt.hold(namespace);
  const who = rt.typeByRef.get(metaclass)?.name ?? '<metaclass>';
  const got = rt.typeOf(namespace).name;
  return rt.finish(mark, rt.raise('TypeError', `${who}.__prepare__() must return a mapping, not ${got}`));
}

/** Runs a class body with a namespace for its names: what the body returns, the class cell or None. */
function runBody(rt: Runtime, body: Ref, namespace: Ref): Maybe {
  const code = rt.compiled[rt.i32[body + FunctionField.Compiled]!]!;
  // Whose names are its own has no place for the namespace.
  if ((code.flags & CodeFlag.Optimized) !== 0) return rt.call(body);
  const window = rt.top();
  rt.i32[window] = rt.incref(body);
  rt.i32[window + Frame.Locals] = rt.incref(namespace);
  return rt.runCode(window, body);
}

// type.__new__ ----------------------------------------------------------------------------------------------------

/** type(name, bases, namespace, **keywords) */
export function buildClass(rt: Runtime, metatype: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  if (count !== 3) return rt.raise('TypeError', `type.__new__() takes exactly 3 arguments (${count} given)`);
  const name = rt.i32[args]! as Ref;
  const bases = rt.i32[args + SLOT]! as Ref;
  const namespace = rt.i32[args + 2 * SLOT]! as Ref;
  if (!isStr(rt, name))
    return rt.raise('TypeError', `type.__new__() argument 1 must be str, not ${givenType(rt, name)}`);
  if (!isTuple(rt, bases))
    return rt.raise('TypeError', `type.__new__() argument 2 must be tuple, not ${givenType(rt, bases)}`);
  if (!isDict(rt, namespace))
    return rt.raise('TypeError', `type.__new__() argument 3 must be dict, not ${givenType(rt, namespace)}`);
  const winner = mostDerivedMetatype(rt, metatype, bases);
  if (winner === undefined) return 0;
  const make = winner.slots.new!;
  // A metaclass among the bases' that is more than the one called makes the class its own way.
  if (winner !== metatype && make !== rt.builtin.type.slots.new) return make(rt, winner, args, count, kwnames);
  const mark = rt.mark();
  return rt.finish(mark, makeType(rt, winner, name, bases, namespace, args + 3 * SLOT, kwnames));
}

function makeType(
  rt: Runtime,
  metatype: TypeObject,
  name: Ref,
  givenBases: Ref,
  namespace: Ref,
  keywordValues: number,
  kwnames: Maybe,
): Maybe {
  let bases = givenBases;
  if (rt.tupleSize(bases) === 0) {
    const only = newTuple(rt, 1);
    if (only === 0) return 0;
    rt.i32[only + 6] = rt.incref(rt.builtin.object.ref);
    bases = rt.hold(finishTuple(rt, only));
  }
  const baseTypes = typesOf(rt, bases);
  if (baseTypes === undefined) return 0;
  const base = bestBase(rt, baseTypes);
  if (base === undefined) return 0;
  // A metaclass that decides the order sees the class first.
  const asksMetatype = ordersItself(rt, metatype);
  const mro = asksMetatype ? undefined : linearize(rt, baseTypes);
  if (!asksMetatype && (mro === undefined || !listsOrder(rt, metatype, bases))) return 0;
  const dict = dictCopy(rt, namespace);
  if (dict === 0) return 0;
  rt.hold(dict);
  const layout = layoutFor(rt, rt.text(name), base, baseTypes, dict);
  if (layout === undefined) return 0;
  const type = newClass(rt, metatype, layout, bases, dict, mro);
  if (type === undefined) return 0;
  rt.unhold();
  rt.hold(type.ref);
  rt.replace(type.ref + TypeField.Name, rt.incref(name));
  if (!fillNamespace(rt, type, name, dict) || !keepSlotNames(rt, type, layout.slotNames)) return 0;
  if (!setClassCell(rt, type, dict) || !setClassDictCell(rt, dict)) return 0;
  if (!addDescriptors(rt, type, dict, layout)) return 0;
  if (asksMetatype && renewOrder(rt, type) === Ordered.Failed) return 0;
  if (!completeNamespace(rt, dict)) return 0;
  // mro() may have assigned other bases.
  if (!addToBases(rt, type, rt.i32[type.ref + TypeField.Bases]! as Ref)) return 0;
  fillNewSlots(rt, type);
  if (!warnOfKeys(rt, type, dict)) return 0;
  if (!callSetName(rt, type, dict)) return 0;
  if (!callInitSubclass(rt, type, keywordValues, kwnames)) return 0;
  return rt.incref(type.ref);
}

function typesOf(rt: Runtime, bases: Ref): TypeObject[] | undefined {
  const types: TypeObject[] = [];
  for (let i = 0; i < rt.tupleSize(bases); i++) {
    const type = rt.typeByRef.get(rt.tupleItem(bases, i));
    if (type === undefined) {
      notABase(rt, rt.tupleItem(bases, i));
      return undefined;
    }
    if (!type.baseType) {
      rt.raise('TypeError', `type '${type.name}' is not an acceptable base type`);
      return undefined;
    }
    types.push(type);
  }
  return types;
}

/** The metaclass that derives from those of all bases; undefined on conflict. */
function mostDerivedMetatype(rt: Runtime, metatype: TypeObject, bases: Ref): TypeObject | undefined {
  let winner = metatype;
  for (let i = 0; i < rt.tupleSize(bases); i++) {
    const base = rt.tupleItem(bases, i);
    const candidate = rt.typeOf(base);
    // What stands for other bases is refused later, with words of its own.
    if (winner.isSubtypeOf(candidate) || (!rt.typeByRef.has(base) && hasEntries(rt, base))) continue;
    if (candidate.isSubtypeOf(winner)) winner = candidate;
    else {
      rt.raise('TypeError', METACLASS_CONFLICT);
      return undefined;
    }
  }
  return winner;
}

function hasEntries(rt: Runtime, base: Ref): boolean {
  const method = rt.findAttr(base, '__mro_entries__');
  if (method === 0) rt.clearError();
  else rt.decref(method);
  return method !== 0;
}

/** The base whose layout serves: all others' must be contained in it. */
export function bestBase(rt: Runtime, bases: readonly TypeObject[]): TypeObject | undefined {
  let best = bases[0]!;
  let solid = solidBase(rt, best);
  for (const base of bases.slice(1)) {
    const candidate = solidBase(rt, base);
    if (solid.isSubtypeOf(candidate)) continue;
    if (!candidate.isSubtypeOf(solid)) {
      rt.raise('TypeError', 'multiple bases have instance lay-out conflict');
      return undefined;
    }
    best = base;
    solid = candidate;
  }
  return best;
}

interface Layout {
  readonly name: string;
  readonly base: TypeObject;
  readonly slotNames: readonly string[];
  readonly addsDict: boolean;
  readonly addsWeakList: boolean;
}

/** What `__slots__` says, or its absence. */
function layoutFor(
  rt: Runtime,
  name: string,
  base: TypeObject,
  bases: readonly TypeObject[],
  dict: Ref,
): Layout | undefined {
  const hasWeakList = rt.heap.types.weakListWord[base.typeId] !== 0;
  // Ints have two layouts, whose digits are counted by hand.
  const varSize = rt.heap.types.itemSize[base.typeId] !== 0 || base.isSubtypeOf(rt.builtin.int);
  const slots = dictGetStr(rt, dict, rt.name('__slots__'));
  if (slots === 0) {
    return { name, base, slotNames: [], addsDict: !base.hasDict, addsWeakList: !hasWeakList && !varSize };
  }
  const names: string[] = [];
  if (isStr(rt, slots)) names.push(rt.text(slots));
  else {
    const done = forEachItem(rt, slots, (item) => {
      if (!isStr(rt, item)) {
        rt.raise('TypeError', `__slots__ items must be strings, not '${rt.typeOf(item).shortName}'`);
        return false;
      }
      names.push(rt.text(item));
      return true;
    });
    if (!done) return undefined;
  }
  // The characters of a str stand where its slots would: there is no room for them.
  if (names.length > 0 && (varSize || base.isSubtypeOf(rt.builtin.str))) {
    rt.raise('TypeError', `nonempty __slots__ not supported for subtype of '${base.shortName}'`);
    return undefined;
  }
  if (!slotsAllowed(rt, names, base.hasDict, hasWeakList)) return undefined;
  const own = names
    .filter((each) => each !== '__dict__' && each !== '__weakref__')
    .map((each) => mangle(name, each))
    .sort();
  const conflict = own.find((each) => !LEAVING.includes(each) && dictGetStr(rt, dict, rt.name(each)) !== 0);
  if (conflict !== undefined) {
    rt.raise('ValueError', `'${conflict}' in __slots__ conflicts with class variable`);
    return undefined;
  }
  // Bases besides the one whose layout serves may bring a dictionary and a list of weak references, too.
  const wantsDict = names.includes('__dict__') || bases.some((each) => each.hasDict);
  const wantsWeakList =
    names.includes('__weakref__') || (!varSize && bases.some((each) => rt.heap.types.weakListWord[each.typeId] !== 0));
  return {
    name,
    base,
    slotNames: own,
    addsDict: wantsDict && !base.hasDict,
    addsWeakList: wantsWeakList && !hasWeakList,
  };
}

/** What a class statement puts into the namespace, and type.__new__ takes out again: no class variables. */
const LEAVING = ['__qualname__', '__classcell__', '__classdictcell__'];

/** Slots are identifiers, and a dictionary or a list of weak references is added once. */
function slotsAllowed(rt: Runtime, names: readonly string[], hasDict: boolean, hasWeakList: boolean): boolean {
  let mayAddDict = !hasDict;
  let mayAddWeakList = !hasWeakList;
  for (const each of names) {
    if (!isIdentifier(each)) {
      rt.raise('TypeError', '__slots__ must be identifiers');
      return false;
    }
    if (each === '__dict__') {
      if (!mayAddDict) return slotDisallowed(rt, each, 'we already got one');
      mayAddDict = false;
    } else if (each === '__weakref__') {
      const or =
        rt.profile.versionInfo[1] >= 12 ? 'we already got one' : 'either we already got one, or __itemsize__ != 0';
      if (!mayAddWeakList) return slotDisallowed(rt, each, or);
      mayAddWeakList = false;
    }
  }
  return true;
}

function slotDisallowed(rt: Runtime, name: string, why: string): boolean {
  rt.raise('TypeError', `${name} slot disallowed: ${why}`);
  return false;
}

/** What type.__new__ does to the namespace: qualname, module, and functions that are class methods and static ones. */
function fillNamespace(rt: Runtime, type: TypeObject, name: Ref, dict: Ref): boolean {
  const qualname = dictGetStr(rt, dict, rt.name('__qualname__'));
  if (qualname !== 0 && !isStr(rt, qualname)) {
    rt.raise('TypeError', `type __qualname__ must be a str, not ${rt.typeOf(qualname).name}`);
    return false;
  }
  rt.replace(type.ref + TypeField.Qualname, rt.incref(qualname === 0 ? name : qualname));
  if (qualname !== 0) dictDelete(rt, dict, rt.name('__qualname__'));
  if (dictGetStr(rt, dict, rt.name('__module__')) === 0) {
    const module = rt.callingModule();
    if (module !== 0 && !dictSet(rt, dict, rt.name('__module__'), module)) return false;
  }
  for (const special of ['__init_subclass__', '__class_getitem__']) {
    const fn = dictGetStr(rt, dict, rt.name(special));
    if (fn !== 0 && rt.typeId(fn) === rt.ids.function && !wrap(rt, dict, special, fn, 'classmethod')) return false;
  }
  const make = dictGetStr(rt, dict, rt.name('__new__'));
  return make === 0 || rt.typeId(make) !== rt.ids.function || wrap(rt, dict, '__new__', make, 'staticmethod');
}

/** The descriptors of slots, of `__dict__` and `__weakref__`. */
function addDescriptors(rt: Runtime, type: TypeObject, dict: Ref, layout: Layout): boolean {
  const first = rt.heap.types.basicSize[layout.base.typeId]! / 4;
  for (let i = 0; i < layout.slotNames.length; i++) {
    const slot = layout.slotNames[i]!;
    const index = rt.memberTable.push({ name: slot, word: first + 2 * i, empty: 'error' }) - 1;
    if (!addDescriptor(rt, dict, slot, newDescriptor(rt, 'member_descriptor', type, rt.name(slot), index)))
      return false;
  }
  if (
    layout.addsDict &&
    !addDescriptor(
      rt,
      dict,
      '__dict__',
      newDescriptor(rt, 'getset_descriptor', type, rt.name('__dict__'), rt.dictAttribute),
    )
  ) {
    return false;
  }
  if (
    layout.addsWeakList &&
    !addDescriptor(
      rt,
      dict,
      '__weakref__',
      newDescriptor(rt, 'getset_descriptor', type, rt.name('__weakref__'), rt.weakrefAttribute),
    )
  ) {
    return false;
  }
  return true;
}

/** Names in classes are strings: other keys get a warning from 3.13 on. */
function warnOfKeys(rt: Runtime, type: TypeObject, dict: Ref): boolean {
  if (!asksUserCode(rt, dict) || rt.profile.versionInfo[1] < 13) return true;
  for (let entry = dictNext(rt, dict, 0); entry >= 0; entry = dictNext(rt, dict, entry + 1)) {
    if (isStr(rt, dictKeyAt(rt, dict, entry))) continue;
    return warn(rt, 'RuntimeWarning', `non-string key in the __dict__ of class ${type.name}`);
  }
  return true;
}

/** What PyType_Ready adds to the namespace when the class has its order. */
function completeNamespace(rt: Runtime, dict: Ref): boolean {
  if (dictGetStr(rt, dict, rt.name('__doc__')) === 0 && !dictSet(rt, dict, rt.name('__doc__'), rt.None)) return false;
  const comparesWithoutHash =
    dictGetStr(rt, dict, rt.name('__eq__')) !== 0 && dictGetStr(rt, dict, rt.name('__hash__')) === 0;
  return !comparesWithoutHash || dictSet(rt, dict, rt.name('__hash__'), rt.None);
}

/** ht_slots: the names, sorted through a list as type.__new__ does, which its count of allocations shows. */
function keepSlotNames(rt: Runtime, type: TypeObject, names: readonly string[]): boolean {
  if (names.length === 0) return true;
  const list = textList(rt, names);
  if (list === 0) return false;
  rt.hold(list);
  const tuple = newTuple(rt, names.length);
  if (tuple !== 0) {
    names.forEach((name, i) => {
      rt.i32[tuple + 6 + 2 * i] = rt.incref(rt.name(name));
    });
    rt.replace(type.ref + TypeField.Slots, finishTuple(rt, tuple));
  }
  rt.decref(rt.unhold());
  return tuple !== 0;
}

function wrap(rt: Runtime, dict: Ref, name: string, fn: Ref, kind: 'classmethod' | 'staticmethod'): boolean {
  const wrapped = rt.call(rt.builtin[kind].ref, fn);
  return storeDescriptor(rt, dict, name, wrapped);
}

/** Adds a descriptor to the namespace, unless the class has something of its own under the name. */
function addDescriptor(rt: Runtime, dict: Ref, name: string, owned: Maybe): boolean {
  if (owned === 0 || dictGetStr(rt, dict, rt.name(name)) === 0) return storeDescriptor(rt, dict, name, owned);
  rt.decref(owned);
  return true;
}

function storeDescriptor(rt: Runtime, dict: Ref, name: string, owned: Maybe): boolean {
  if (owned === 0) return false;
  const mark = rt.mark();
  rt.hold(owned);
  const stored = dictSet(rt, dict, rt.name(name), owned);
  rt.releaseTo(mark);
  return stored;
}

/** The cell that methods find `__class__` in. */
function setClassCell(rt: Runtime, type: TypeObject, dict: Ref): boolean {
  const key = rt.name('__classcell__');
  const cell = dictGetStr(rt, dict, key);
  if (cell === 0) return true;
  if (rt.typeId(cell) !== rt.ids.cell) {
    rt.raise('TypeError', `__classcell__ must be a nonlocal cell, not ${rt.textOfRepr(rt.typeOf(cell).ref)}`);
    return false;
  }
  rt.replace(cell + CellField.Contents, rt.incref(type.ref));
  return dictDelete(rt, dict, key) === 1;
}

/** `__set_name__` of everything in the namespace; it may change the namespace meanwhile. */
function callSetName(rt: Runtime, type: TypeObject, own: Ref): boolean {
  const dict = dictCopy(rt, own);
  if (dict === 0) return false;
  const mark = rt.mark();
  rt.hold(dict);
  const done = nameAll(rt, type, dict);
  rt.releaseTo(mark);
  return done;
}

/** The cell that annotation scopes in the class find its names in. */
function setClassDictCell(rt: Runtime, dict: Ref): boolean {
  const key = rt.name('__classdictcell__');
  const cell = dictGetStr(rt, dict, key);
  if (cell === 0) return true;
  if (rt.typeId(cell) !== rt.ids.cell) {
    rt.raise('TypeError', `__classdictcell__ must be a nonlocal cell, not ${rt.textOfRepr(rt.typeOf(cell).ref)}`);
    return false;
  }
  rt.replace(cell + CellField.Contents, rt.incref(dict));
  return dictDelete(rt, dict, key) === 1;
}

function nameAll(rt: Runtime, type: TypeObject, dict: Ref): boolean {
  const name = rt.name('__set_name__');
  for (let entry = dictNext(rt, dict, 0); entry >= 0; entry = dictNext(rt, dict, entry + 1)) {
    const value = dictValueAt(rt, dict, entry) as Ref;
    if (rt.typeAttribute(value, name) === 0) continue;
    const mark = rt.mark();
    const key = rt.hold(rt.incref(dictKeyAt(rt, dict, entry)));
    rt.hold(rt.incref(value));
    const result = callSpecial(rt, value, name, [type.ref, key]);
    rt.drop(result);
    if (result === 0) explainSetName(rt, type, key, value);
    rt.releaseTo(mark);
    if (result === 0) return false;
  }
  return true;
}

/** Says whose `__set_name__` failed: in a note, to 3.11 in an exception around the first one. */
function explainSetName(rt: Runtime, type: TypeObject, key: Ref, value: Ref): void {
  const error = rt.takeError();
  const mark = rt.mark();
  rt.hold(error);
  const who = `'${rt.typeOf(value).name}' instance ${rt.textOfRepr(key) ?? '?'} in '${type.name}'`;
  const message = rt.str(`Error calling __set_name__ on ${who}`);
  if (message === 0) return;
  rt.hold(message);
  if (rt.profile.notesSetName) {
    rt.drop(rt.callMethod(error, 'add_note', message));
    rt.clearError();
    rt.setError(rt.incref(error));
  } else {
    rt.raiseWith('RuntimeError', message);
    const outer = rt.error as Ref;
    rt.replace(outer + ExceptionField.Cause, rt.incref(error));
    rt.replace(outer + ExceptionField.Context, rt.incref(error));
    rt.i32[outer + ExceptionField.SuppressContext] = 1;
  }
  rt.releaseTo(mark);
}

function qualname(rt: Runtime, type: TypeObject): string {
  const name = rt.i32[type.ref + TypeField.Qualname]! as Maybe;
  return name === 0 ? type.name : rt.text(name);
}

/** super(type, type).__init_subclass__(**keywords) */
function callInitSubclass(rt: Runtime, type: TypeObject, values: number, kwnames: Maybe): boolean {
  const name = rt.name('__init_subclass__');
  const place = type.mro.indexOf(type);
  if (place < 0) return unrelatedToSuper(rt, `type ${type.name}`, type);
  const owner = type.mro.slice(place + 1).find((base) => rt.ownAttribute(base, name) !== 0);
  if (owner === undefined || owner === rt.builtin.object) {
    if (kwnames === 0) return true;
    // Where the order has nothing, super finds what it inherits itself.
    const who = owner === undefined ? 'super' : qualname(rt, type);
    rt.raise('TypeError', `${who}.__init_subclass__() takes no keyword arguments`);
    return false;
  }
  const method = rt.ownAttribute(owner, name) as Ref;
  const mark = rt.mark();
  const { descrGet } = rt.typeOf(method).slots;
  const bound = descrGet === undefined ? rt.incref(method) : descrGet(rt, method, 0, type.ref);
  if (bound === 0) return false;
  rt.hold(bound);
  const result = callWithSlots(rt, bound, 0, values, 0, kwnames);
  rt.drop(result);
  rt.releaseTo(mark);
  return result !== 0;
}
