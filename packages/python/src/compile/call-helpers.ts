import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { dictGetStr, dictSize } from '../objects/dict.js';
import { FunctionField } from '../objects/layout.js';
import { bindArguments } from '../runtime/bind.js';
import { invoke, loadMethod } from '../runtime/calls.js';
import { fail } from '../runtime/errors.js';
import { Frame, LEAVING, SLOT, State } from '../runtime/frame.js';
import { Gathered, isGathering } from '../runtime/gathered.js';
import { keywordNames, spreadValues } from '../runtime/keywords.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';

/** Calls with stars and keywords, and methods on their way to a call. */

export function calling(rt: Runtime): Record<string, unknown> {
  const { i32 } = rt;
  return {
    loadMethod: (object: Ref, name: Ref, window: number): number => loadMethod(rt, object, name, window),
    /** As loadMethod for an owned object, which becomes self or is dropped. */
    loadMethodOf: (owned: Ref, name: Ref, window: number): number => {
      // During the lookup the object stands in a slot that the result does not need.
      const at = window + 2 * SLOT;
      i32[at] = owned;
      const found = loadMethod(rt, owned, name, window);
      if (found < 0) return -1;
      i32[at] = 0;
      rt.decref(owned);
      return found;
    },
    callExtended: (at: number, hasKeywords: number): Maybe => callExtended(rt, at, hasKeywords === 1),
    starArguments: (callee: number, at: number): Maybe => {
      const value = i32[at]! as Ref;
      const made = rt.typeId(value) === rt.ids.tuple ? rt.incref(value) : starTuple(rt, i32[callee]! as Ref, value);
      i32[at] = made;
      rt.decref(value);
      i32[at] = 0;
      return made;
    },
    mergeKeyword: (callee: number, dictAt: number, name: Maybe, at: number): boolean =>
      mergeKeyword(rt, callee, dictAt, name, at),
    buildClass: (fp: number): Maybe => {
      const builtins = i32[i32[fp]! + FunctionField.Builtins]! as Ref;
      const found = rt.typeOf(builtins).isSubtypeOf(rt.builtin.dict)
        ? dictGetStr(rt, builtins, rt.name('__build_class__'))
        : 0;
      return found === 0 ? rt.raise('NameError', '__build_class__ not found') : rt.incref(found);
    },
    leave: (fp: number, slots: number, owned: Ref): Maybe => {
      if (i32[fp + Frame.Object] !== 0 || i32[fp + Frame.Locals] !== 0) {
        i32[fp + Frame.Return] = owned;
        rt.leaveFrame(fp);
        i32[fp + Frame.Return] = 0;
        return owned;
      }
      const end = fp + Frame.Slots + SLOT * slots;
      for (let word = fp + Frame.Slots; word < end; word += SLOT) {
        const object = i32[word]! as Maybe;
        if (object === 0) continue;
        i32[word] = 0;
        const count = i32[object]!;
        if (count > 1) i32[object] = count - 1;
        else if (count >= 0) {
          i32[fp + Frame.Return] = owned;
          i32[fp + Frame.Position] = LEAVING;
          rt.decref(object);
          i32[fp + Frame.Return] = 0;
        }
      }
      const fn = i32[fp]! as Ref;
      i32[fp] = 0;
      i32[rt.state + State.Frame] = i32[fp + Frame.Previous]!;
      i32[rt.state + State.Remaining] = i32[rt.state + State.Remaining]! + 1;
      const count = i32[fn]!;
      if (count > 1) i32[fn] = count - 1;
      else if (count >= 0) {
        rt.hold(owned);
        rt.decref(fn);
        rt.unhold();
      }
      return owned;
    },
    /** Drops a function's last reference while its result is in no slot. */
    dieKeeping: (fn: Ref, result: Ref): void => {
      rt.hold(result);
      rt.decref(fn);
      rt.unhold();
    },
    safepoint: (): boolean => rt.safepoint(),
    tooDeep: (fp: number): 0 => {
      if (i32[rt.state + State.Remaining]! < 0) rt.raise('RecursionError', 'maximum recursion depth exceeded');
      else rt.raise('MemoryError', 'the frame stack is full');
      return fail(rt, fp);
    },
  };
}

function starTuple(rt: Runtime, callee: Ref, value: Ref): Maybe {
  const type = rt.typeOf(value);
  if (type.slots.iter === undefined && type.slots.getItem === undefined) {
    const name = rt.calleeName(callee);
    return rt.raise('TypeError', `${name} argument after * must be an iterable, not ${type.shortName}`);
  }
  return rt.tupleFrom(value);
}

function callExtended(rt: Runtime, at: number, hasKeywords: boolean): Maybe {
  const { i32 } = rt;
  const callee = i32[at]! as Ref;
  const args = i32[at + SLOT]! as Ref;
  const count = rt.tupleSize(args);
  const last = hasKeywords ? at + 2 * SLOT : at + SLOT;
  const calleeId = rt.typeId(callee);
  const moves = rt.profile.movesStarArguments && calleeId === rt.ids.function;
  const mark = rt.mark();
  let names: Maybe = hasKeywords ? keywordNames(rt, i32[at + 2 * SLOT]! as Ref) : 0;
  if (hasKeywords && names === 0) return 0;
  const unpacks = names !== 0 && !moves && isCalledWithVector(rt, calleeId);
  if (unpacks) {
    rt.hold(names as Ref);
    if (calleeId !== rt.ids.native && rt.tupleSize(names as Ref) > 0)
      holdUnpacked(rt, args, i32[at + 2 * SLOT]! as Ref);
  }
  const window = rt.top();
  const gathering = isGathering(rt, callee);
  if (gathering) i32[at] = 0;
  i32[window] = gathering ? callee : rt.incref(callee);
  for (let i = 0; i < count; i++) i32[window + Frame.Slots + SLOT * i] = rt.incref(rt.tupleItem(args, i));
  if (names !== 0) {
    spreadValues(rt, i32[at + 2 * SLOT]! as Ref, window + Frame.Slots + SLOT * count);
    // The names are held below the window's frame while the call runs: in the dictionary's slot, unless that stays.
    if (!unpacks) rt.replace(at + 2 * SLOT, names);
    if (rt.tupleSize(names) === 0) names = 0;
  }
  if (moves) {
    // A Python function takes the references over: tuple and function go when they are bound, before it runs; names stay.
    const code = rt.compiled[i32[callee + FunctionField.Compiled]!]!;
    const bound = bindArguments(rt, window, count, names, code);
    i32[at] = 0;
    i32[at + SLOT] = 0;
    rt.decref(callee);
    rt.decref(args);
    const value = bound ? code.run(window) : 0;
    if (!hasKeywords) return value;
    const kept = i32[last]! as Ref;
    i32[last] = 0;
    rt.decref(kept);
    return value;
  }
  if (gathering) {
    // The window holds callee and arguments, as the tuple did.
    const mine = i32[args + Header.Refcnt] === 1;
    i32[at + SLOT] = 0;
    rt.decref(args);
    rt.gathered = mine ? Gathered.InWindow : Gathered.Before;
  }
  const result = rt.finish(mark, invoke(rt, window, count, names));
  for (let word = last; word > at; word -= SLOT) {
    const object = i32[word]! as Ref;
    i32[word] = word === at + SLOT ? result : 0;
    if (object !== (0 as number)) rt.decref(object);
  }
  i32[at + SLOT] = result;
  const fn = i32[at]! as Maybe;
  i32[at] = 0;
  if (fn !== 0) rt.decref(fn);
  i32[at + SLOT] = 0;
  return result;
}

/** What CPython calls with a vector of arguments: a dictionary of keywords is unpacked into one, and stays beside it. */
function isCalledWithVector(rt: Runtime, calleeId: number): boolean {
  return calleeId === rt.ids.function || calleeId === rt.ids.method || calleeId === rt.ids.native;
}

/** The vector of a call with keywords (_PyStack_UnpackDict), beside the frame that a Python function gets. */
function holdUnpacked(rt: Runtime, args: Ref, keywords: Ref): void {
  const first = rt.top();
  const count = rt.tupleSize(args);
  for (let i = 0; i < count; i++) rt.hold(rt.incref(rt.tupleItem(args, i)));
  spreadValues(rt, keywords, first + SLOT * count);
  // Only now do they belong to the frame.
  rt.i32[rt.frame + Frame.Size] = first + SLOT * (count + dictSize(rt, keywords)) - rt.frame;
}

function mergeKeyword(rt: Runtime, callee: number, dictAt: number, name: Maybe, at: number): boolean {
  const { i32 } = rt;
  const dict = i32[dictAt]! as Ref;
  const value = i32[at]! as Ref;
  let done: boolean;
  if (name !== 0) done = rt.addKeyword(i32[callee]! as Ref, dict, name, value);
  else done = rt.addKeywords(i32[callee]! as Ref, dict, value);
  i32[at] = 0;
  rt.decref(value);
  return done;
}
