import type { Ref } from '@uroboros/heap';
import { isTrue, strOf } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { givenType } from './arguments.js';
import type { BuiltinDefinition } from './catalog.js';
import { dictSet, newDict } from './dict.js';
import { ExceptionField } from './layout.js';
import { isList, listAppend, listSize, newList } from './list.js';
import { oneArg } from './native.js';
import { isStr } from './str.js';
import { isTuple, tupleItem, tupleOf, tupleSize } from './tuple.js';
import type { TypeObject } from './typeobject.js';

/** BaseExceptionGroup and ExceptionGroup: several exceptions in one, and how they are taken apart (Objects/exceptions.c). */

/** Fields behind those of BaseException: the message, and the tuple of exceptions. */
const enum GroupField {
  Message = 18,
  Exceptions = 20,
}

const className = 'BaseExceptionGroup';

export function isGroup(rt: Runtime, exception: Ref): boolean {
  return rt.typeOf(exception).isSubtypeOf(rt.builtin.BaseExceptionGroup);
}

const isException = (rt: Runtime, object: Ref, type: 'BaseException' | 'Exception'): boolean =>
  rt.typeOf(object).isSubtypeOf(rt.builtin[type]);

/** The exceptions of a group, a tuple; borrowed. */
export function groupExceptions(rt: Runtime, group: Ref): Ref {
  return rt.i32[group + GroupField.Exceptions]! as Ref;
}

// Making -----------------------------------------------------------------------------------------------------------

function newGroup(rt: Runtime, type: TypeObject, args: number, count: number): Maybe {
  if (count !== 2) {
    return rt.raise('TypeError', `${className}.__new__() takes exactly 2 arguments (${count} given)`);
  }
  const message = rt.i32[args]! as Ref;
  const given = rt.i32[args + 2]! as Ref;
  if (!isStr(rt, message)) {
    return rt.raise('TypeError', `${className}.__new__() argument 1 must be str, not ${givenType(rt, message)}`);
  }
  const { getItem } = rt.typeOf(given).slots;
  if (getItem === undefined || rt.typeOf(given).isSubtypeOf(rt.builtin.dict)) {
    return rt.raise('TypeError', 'second argument (exceptions) must be a sequence');
  }
  const mark = rt.mark();
  const exceptions = rt.tupleFrom(given);
  if (exceptions === 0) return rt.finish(mark, 0);
  rt.hold(exceptions);
  const made = groupType(rt, type, exceptions);
  return rt.finish(mark, made === undefined ? 0 : makeGroup(rt, made, message, given, exceptions));
}

/** The type a group really gets: BaseExceptionGroup stands for ExceptionGroup where that is possible. */
function groupType(rt: Runtime, type: TypeObject, exceptions: Ref): TypeObject | undefined {
  const count = tupleSize(rt, exceptions);
  if (count === 0) {
    rt.raise('ValueError', 'second argument (exceptions) must be a non-empty sequence');
    return undefined;
  }
  let hasBase = false;
  for (let i = 0; i < count; i++) {
    const exception = tupleItem(rt, exceptions, i);
    if (!isException(rt, exception, 'BaseException')) {
      rt.raise('ValueError', `Item ${i} of second argument (exceptions) is not an exception`);
      return undefined;
    }
    if (!isException(rt, exception, 'Exception')) hasBase = true;
  }
  const { ExceptionGroup, BaseExceptionGroup, Exception } = rt.builtin;
  if (type === BaseExceptionGroup) return hasBase ? type : ExceptionGroup;
  if (!hasBase || !type.isSubtypeOf(Exception)) return type;
  const where = type === ExceptionGroup ? 'an ExceptionGroup' : `'${type.name}'`;
  rt.raise('TypeError', `Cannot nest BaseExceptions in ${where}`);
  return undefined;
}

function makeGroup(rt: Runtime, type: TypeObject, message: Ref, given: Ref, exceptions: Ref): Maybe {
  const args = tupleOf(rt, message, given);
  if (args === 0) return 0;
  rt.hold(args);
  const group = rt.heap.objects.allocate(type.typeId);
  rt.unhold();
  if (group === 0) {
    rt.decref(args);
    return rt.noMemory();
  }
  const { i32 } = rt;
  i32[group + ExceptionField.Args] = args;
  i32[group + GroupField.Message] = rt.incref(message);
  i32[group + GroupField.Exceptions] = rt.incref(exceptions);
  rt.heap.objects.track(group);
  return group;
}

function initGroup(rt: Runtime, self: Ref, args: number, count: number, kwnames: Maybe): boolean {
  if (kwnames !== 0) {
    rt.raise('TypeError', `${rt.typeOf(self).name}() takes no keyword arguments`);
    return false;
  }
  const tuple = tupleOf(rt, ...Array.from({ length: count }, (_, i) => rt.i32[args + 2 * i]! as Ref));
  if (tuple === 0) return false;
  rt.replace(self + ExceptionField.Args, tuple);
  return true;
}

/** A group without a message, of a list or tuple of exceptions; owned. */
export function groupOf(rt: Runtime, exceptions: Ref): Maybe {
  return rt.call(rt.builtin.BaseExceptionGroup.ref, rt.emptyStr, exceptions);
}

function strGroup(rt: Runtime, self: Ref): Maybe {
  const text = strOf(rt, rt.i32[self + GroupField.Message]! as Ref);
  if (text === 0) return 0;
  const count = tupleSize(rt, groupExceptions(rt, self));
  const made = `${rt.text(text)} (${count} sub-exception${count === 1 ? '' : 's'})`;
  rt.decref(text);
  return rt.str(made);
}

// Splitting --------------------------------------------------------------------------------------------------------

/** Which exceptions are wanted: 1, 0, or −1 on error. */
type Matcher = (exception: Ref) => number;

/** The two parts of an exception, held by whoever splits; 0 where a part has nothing. */
interface Parts {
  readonly match: Maybe;
  readonly rest: Maybe;
}

/** What split() and subgroup() take: a type, a tuple of types, or a function. */
function matcherOf(rt: Runtime, value: Ref): Matcher | undefined {
  const isType = (each: Ref): boolean => rt.typeByRef.get(each)?.isSubtypeOf(rt.builtin.BaseException) === true;
  const modern = rt.profile.versionInfo[1] >= 13;
  const callable = modern ? rt.isCallable(value) && !rt.typeByRef.has(value) : rt.typeId(value) === rt.ids.function;
  if (callable) {
    return (exception) => {
      const answer = rt.call(value, exception);
      return answer === 0 ? -1 : rt.consume(answer, isTrue);
    };
  }
  if (isType(value)) {
    const type = rt.typeByRef.get(value)!;
    return (exception) => (rt.typeOf(exception).isSubtypeOf(type) ? 1 : 0);
  }
  if (rt.typeId(value) === rt.ids.tuple) {
    const types = Array.from({ length: tupleSize(rt, value) }, (_, i) => tupleItem(rt, value, i));
    if (types.every(isType)) {
      return (exception) => (types.some((each) => rt.typeOf(exception).isSubtypeOf(rt.typeByRef.get(each)!)) ? 1 : 0);
    }
  }
  rt.raise(
    'TypeError',
    modern
      ? 'expected an exception type, a tuple of exception types, or a callable (other than a class)'
      : 'expected a function, exception type or tuple of exception types',
  );
  return undefined;
}

/** Splits an exception. The parts are held: the caller releases to a mark of its own. undefined on error. */
function split(rt: Runtime, exception: Ref, matches: Matcher, wantsRest: boolean): Parts | undefined {
  if (!rt.enterNative(' in exceptiongroup_split_recursive')) return undefined;
  const parts = splitInside(rt, exception, matches, wantsRest);
  rt.leaveNative();
  return parts;
}

function splitInside(rt: Runtime, exception: Ref, matches: Matcher, wantsRest: boolean): Parts | undefined {
  const isMatch = matches(exception);
  if (isMatch < 0) return undefined;
  if (isMatch === 1) return { match: rt.hold(rt.incref(exception)), rest: 0 };
  if (!isGroup(rt, exception)) return { match: 0, rest: wantsRest ? rt.hold(rt.incref(exception)) : 0 };
  const matched = newList(rt, 0);
  if (matched === 0) return undefined;
  rt.hold(matched);
  const others = newList(rt, 0);
  if (others === 0) return undefined;
  rt.hold(others);
  const members = groupExceptions(rt, exception);
  for (let i = 0; i < tupleSize(rt, members); i++) {
    const mark = rt.mark();
    const parts = split(rt, tupleItem(rt, members, i), matches, wantsRest);
    if (parts === undefined) return undefined;
    if (parts.match !== 0 && !listAppend(rt, matched, rt.incref(parts.match))) return undefined;
    if (parts.rest !== 0 && !listAppend(rt, others, rt.incref(parts.rest))) return undefined;
    rt.releaseTo(mark);
  }
  const match = subset(rt, exception, matched);
  if (match === undefined) return undefined;
  const rest = wantsRest ? subset(rt, exception, others) : 0;
  return rest === undefined ? undefined : { match, rest };
}

/** A group of some of the exceptions of another, with its traceback, chain and notes: held; 0 if there are none. */
function subset(rt: Runtime, group: Ref, exceptions: Ref): Maybe | undefined {
  if (listSize(rt, exceptions) === 0) return 0;
  const made = rt.callMethod(group, 'derive', exceptions);
  if (made === 0) return undefined;
  rt.hold(made);
  if (!isGroup(rt, made)) {
    rt.raise('TypeError', 'derive must return an instance of BaseExceptionGroup');
    return undefined;
  }
  const { i32 } = rt;
  for (const field of [ExceptionField.Traceback, ExceptionField.Context, ExceptionField.Cause]) {
    if (field === ExceptionField.Traceback && i32[group + field] === 0) continue;
    rt.replace(made + field, rt.increfMaybe(i32[group + field]! as Maybe));
  }
  i32[made + ExceptionField.SuppressContext] = 1;
  return copyNotes(rt, group, made) ? made : undefined;
}

function copyNotes(rt: Runtime, from: Ref, to: Ref): boolean {
  const notes = rt.findAttr(from, '__notes__');
  if (notes === 0) return !rt.failed;
  const mark = rt.mark();
  rt.hold(notes);
  if (!isList(rt, notes) && !isTuple(rt, notes)) {
    rt.releaseTo(mark);
    return true;
  }
  const copy = rt.listFrom(notes);
  if (copy !== 0) rt.hold(copy);
  const done = copy !== 0 && rt.setAttr(to, rt.name('__notes__'), copy);
  rt.releaseTo(mark);
  return done;
}

// except* ----------------------------------------------------------------------------------------------------------

/**
 * What an `except*` clause takes of an exception: the part that matches, owned, or None; `rest` stands in a slot and is replaced
 * by what is left. 0 on error.
 */
export function matchStar(rt: Runtime, restAt: number, wanted: Ref, isOfType: (exception: Ref) => number): Maybe {
  const exception = rt.i32[restAt]! as Ref;
  if (exception === rt.None) return rt.none();
  if (!isStarType(rt, wanted)) return 0;
  const whole = isOfType(exception);
  if (whole < 0) return 0;
  if (whole === 1) {
    rt.i32[restAt] = rt.none();
    if (isGroup(rt, exception)) return exception;
    const mark = rt.mark();
    rt.hold(exception);
    const alone = tupleOf(rt, exception);
    if (alone === 0) return rt.finish(mark, 0);
    rt.hold(alone);
    return rt.finish(mark, groupOf(rt, alone));
  }
  if (!isGroup(rt, exception)) return rt.none();
  const mark = rt.mark();
  const pair = rt.callMethod(exception, 'split', wanted);
  if (pair === 0) return rt.finish(mark, 0);
  rt.hold(pair);
  const name = rt.typeOf(exception).name;
  if (rt.typeId(pair) !== rt.ids.tuple) {
    const got = rt.typeOf(pair).name;
    return rt.finish(mark, rt.raise('TypeError', `${name}.split must return a tuple, not ${got}`));
  }
  if (tupleSize(rt, pair) < 2) {
    const size = tupleSize(rt, pair);
    return rt.finish(mark, rt.raise('TypeError', `${name}.split must return a 2-tuple, got tuple of size ${size}`));
  }
  const match = rt.incref(tupleItem(rt, pair, 0));
  if (match !== rt.None) rt.replace(restAt, rt.incref(tupleItem(rt, pair, 1)));
  return rt.finish(mark, match);
}

/** `except*` takes exception types, but no types of groups. */
function isStarType(rt: Runtime, wanted: Ref): boolean {
  const types =
    rt.typeId(wanted) === rt.ids.tuple
      ? Array.from({ length: tupleSize(rt, wanted) }, (_, i) => tupleItem(rt, wanted, i))
      : [wanted];
  for (const each of types) {
    const type = rt.typeByRef.get(each);
    if (type === undefined || !type.isSubtypeOf(rt.builtin.BaseException)) {
      rt.raise('TypeError', 'catching classes that do not inherit from BaseException is not allowed');
      return false;
    }
  }
  if (!types.some((each) => rt.typeByRef.get(each)!.isSubtypeOf(rt.builtin.BaseExceptionGroup))) return true;
  rt.raise('TypeError', 'catching ExceptionGroup with except* is not allowed. Use except instead.');
  return false;
}

/**
 * What goes on after all `except*` clauses: what they raised, and of the original what they left or raised again
 * (_PyExc_PrepReraiseStar). Owned; None if there is nothing, 0 on error.
 */
export function remainder(rt: Runtime, original: Ref, raisedList: readonly Ref[]): Maybe {
  const exceptions = raisedList.filter((each) => each !== rt.None);
  if (!isGroup(rt, original)) return rt.incref(exceptions[0] ?? rt.None);
  const mark = rt.mark();
  const raised = newList(rt, 0);
  if (raised === 0) return 0;
  rt.hold(raised);
  const leaves = new Set<Ref>();
  for (const each of exceptions) {
    if (isSamePart(rt, each, original)) collectLeaves(rt, each, leaves);
    else if (!listAppend(rt, raised, rt.incref(each))) return rt.finish(mark, 0);
  }
  const parts = split(rt, original, (exception) => (leaves.has(exception) ? 1 : 0), false);
  if (parts === undefined) return rt.finish(mark, 0);
  const again = parts.match;
  const count = listSize(rt, raised);
  if (count === 0) return rt.finish(mark, rt.incref(again === 0 ? rt.None : again));
  if (again !== 0 && !listAppend(rt, raised, rt.incref(again))) return rt.finish(mark, 0);
  if (listSize(rt, raised) > 1) return rt.finish(mark, groupOf(rt, raised));
  return rt.finish(mark, rt.incref(rt.i32[rt.i32[raised + 6]!]! as Ref));
}

/** Parts of the original group that were raised again still have its traceback and chain. */
function isSamePart(rt: Runtime, exception: Ref, original: Ref): boolean {
  const fields = [ExceptionField.Traceback, ExceptionField.Context, ExceptionField.Cause];
  return isGroup(rt, exception) && fields.every((field) => rt.i32[exception + field] === rt.i32[original + field]);
}

function collectLeaves(rt: Runtime, exception: Ref, leaves: Set<Ref>): void {
  const pending = [exception];
  for (let each = pending.pop(); each !== undefined; each = pending.pop()) {
    if (!isGroup(rt, each)) {
      leaves.add(each);
      continue;
    }
    const members = groupExceptions(rt, each);
    for (let i = 0; i < tupleSize(rt, members); i++) pending.push(tupleItem(rt, members, i));
  }
}

// The types --------------------------------------------------------------------------------------------------------

export const exceptionGroupType: BuiltinDefinition = {
  key: 'BaseExceptionGroup',
  generic: true,
  base: 'BaseException',
  doc: 'A combination of multiple unrelated exceptions.',
  layout: (rt) => {
    const base = rt.heap.types.spec(rt.builtin.BaseException.typeId);
    return {
      basicSize: 88,
      gc: true,
      slots: [...(base.slots ?? []), GroupField.Message * 4, GroupField.Exceptions * 4],
      trashcan: true,
    };
  },
  slots: { new: newGroup, init: initGroup, str: strGroup },
  methods: [
    oneArg('derive', (rt, self, exceptions) =>
      rt.call(rt.builtin.BaseExceptionGroup.ref, rt.i32[self + GroupField.Message]! as Ref, exceptions),
    ),
    oneArg('split', (rt, self, value) => {
      const mark = rt.mark();
      const matches = matcherOf(rt, value);
      const parts = matches === undefined ? undefined : split(rt, self, matches, true);
      if (parts === undefined) return rt.finish(mark, 0);
      return rt.finish(mark, tupleOf(rt, parts.match || rt.None, parts.rest || rt.None));
    }),
    oneArg('subgroup', (rt, self, value) => {
      const mark = rt.mark();
      const matches = matcherOf(rt, value);
      const parts = matches === undefined ? undefined : split(rt, self, matches, false);
      return rt.finish(mark, parts === undefined ? 0 : rt.incref(parts.match || rt.None));
    }),
  ],
  members: [
    { name: 'message', word: GroupField.Message, readonly: true, empty: 'none' },
    { name: 'exceptions', word: GroupField.Exceptions, readonly: true, empty: 'none' },
  ],
};

/** Makes ExceptionGroup, which is a class of two bases as if a class statement had made it. */
export function makeExceptionGroup(rt: Runtime): TypeObject {
  const mark = rt.mark();
  const fail = (): never => {
    throw rt.heap.exhausted(928);
  };
  const namespace = newDict(rt) || fail();
  rt.hold(namespace);
  if (!dictSet(rt, namespace, rt.name('__module__'), rt.name('builtins'))) fail();
  const bases = tupleOf(rt, rt.builtin.BaseExceptionGroup.ref, rt.builtin.Exception.ref) || fail();
  rt.hold(bases);
  const made = rt.call(rt.builtin.type.ref, rt.name('ExceptionGroup'), bases, namespace) || fail();
  rt.keep(made);
  rt.releaseTo(mark);
  const type = rt.typeByRef.get(made)!;
  rt.builtin.ExceptionGroup = type;
  return type;
}
