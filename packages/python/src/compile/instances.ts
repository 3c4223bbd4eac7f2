import type { Ref } from '@uroboros/heap';
import { FunctionField, TypeField } from '../objects/layout.js';
import type { TypeObject } from '../objects/typeobject.js';
import { typeLookup } from '../runtime/attributes.js';
import { bindArguments } from '../runtime/bind.js';
import { Frame, SLOT } from '../runtime/frame.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { allocInstance } from '../runtime/types.js';
import type { CompiledCode } from './compiled.js';
import { fastPaths } from './fast.js';
import { keywordCalls } from './keyword-instances.js';
import { CallSite } from './sites.js';

/**
 * Calls of classes whose `__init__` is written in Python. CPython's instruction moves the arguments into the frame of
 * `__init__` once it is specialised for the class; before, and for calls that it is not specialised for, a tuple holds the
 * arguments and the frame gets copies. Counts of the arguments show which.
 */

/** How instances of a class are made; good for one version of the class. */
export interface Constructor {
  readonly type: TypeObject;
  readonly version: number;
  readonly init: Ref;
  readonly code: CompiledCode;
  /** The instances have their values inline: what CPython specialises calls for. */
  readonly inlineValues: boolean;
}

/** A call's first run is never specialised, its second is; one that has been is again after so many misses. */
const WARMUP = 1;
const COOLDOWN = 52;

export interface ClassCalls {
  /** Calls the class in a window with arguments by position. */
  call(window: number, count: number, ic: Int32Array, at: number): Maybe;
  /** … with the last arguments by keyword. */
  callKeywords(window: number, count: number, kwnames: Ref): Maybe;
}

/** Makes the functions that call the class in a window; `callOther` is the general way, `safepoint` ends a call of C code. */
export function classCalls(
  rt: Runtime,
  callOther: (window: number, count: number, kwnames: Maybe) => Maybe,
  safepoint: (window: number, result: Maybe) => Maybe,
): ClassCalls {
  const { i32, typeVersions } = rt;
  const { dec, newTuple } = fastPaths(rt);
  const none = rt.None;
  const movesArguments = rt.profile.movesInitArguments;
  /** By the type id of the instances. */
  const known: (Constructor | undefined)[] = [];

  const constructorOf = (callable: Ref): Constructor | undefined => {
    const id = i32[callable + TypeField.InstanceId]!;
    const found = known[id];
    if (
      found !== undefined &&
      found.version === typeVersions[id] &&
      i32[found.init + FunctionField.Compiled] === found.code.index
    ) {
      return found;
    }
    const made = describe(rt, callable);
    while (known.length <= id) known.push(undefined);
    known[id] = made;
    return made;
  };

  /** The result of `__init__` in place of the instance that waits in a slot; owned, or 0. */
  const finish = (object: Ref, result: Maybe): Maybe => {
    if (result === none) {
      dec(none);
      return object;
    }
    rt.hold(object);
    if (result !== 0) rt.wrongResult(result as Ref, "__init__() should return None, not '%s'");
    rt.decref(rt.unhold());
    return 0;
  };

  /** The window becomes that of `__init__`, two words higher; the instance waits in the class's slot. */
  const moveArguments = (maker: Constructor, window: number, count: number): Maybe => {
    const object = allocInstance(rt, maker.type);
    if (object === 0) return abandon(rt, window, count);
    const first = window + SLOT + Frame.Slots;
    for (let i = count - 1; i >= 0; i--) i32[first + SLOT * (i + 1)] = i32[window + Frame.Slots + SLOT * i]!;
    if (count > 0) i32[window + Frame.Slots] = 0;
    const typeRef = i32[window]! as Ref;
    i32[window] = object;
    i32[window + SLOT] = rt.incref(maker.init);
    i32[first] = rt.incref(object);
    // The instance counts its class.
    i32[typeRef] = i32[typeRef]! - 1;
    const result = maker.code.run(window + SLOT);
    i32[window] = 0;
    return finish(object, result);
  };

  /** A tuple that counts the arguments, made with the help of slots from `at` on, the end of the frame. */
  const tupleOf = (args: number, count: number, at: number): Maybe => {
    const fp = rt.frame;
    for (let i = 0; i < count; i++) i32[at + SLOT * i] = rt.incref(i32[args + SLOT * i]! as Ref);
    i32[fp + Frame.Size] = at + SLOT * count - fp;
    const tuple = newTuple(at, count);
    if (tuple === 0) rt.releaseTo(at);
    i32[fp + Frame.Size] = at - fp;
    return tuple;
  };

  /**
   * The arguments stay where they are, a tuple holds them as well, and `__init__` gets copies in a window above. `held`: tuple,
   * instance.
   */
  const copyArguments = (maker: Constructor, window: number, count: number): Maybe => {
    const fp = rt.frame;
    const size = i32[fp + Frame.Size]!;
    const held = Math.max(window + Frame.Slots + SLOT * count, fp + size);
    const inner = held + 2 * SLOT;
    i32[fp + Frame.Size] = inner - fp;
    const args = window + Frame.Slots;
    let result: Maybe = 0;
    let object: Maybe = 0;
    // The empty tuple is there for good: nobody counts it here.
    const tuple = count === 0 ? rt.emptyTuple : tupleOf(args, count, inner);
    if (count > 0) i32[held] = tuple;
    if (tuple !== 0 && rt.enterCall()) {
      object = allocInstance(rt, maker.type);
      i32[held + SLOT] = object;
      if (object !== 0) {
        i32[inner] = rt.incref(maker.init);
        i32[inner + Frame.Slots] = rt.incref(object);
        for (let i = 0; i < count; i++)
          i32[inner + Frame.Slots + SLOT * (i + 1)] = rt.incref(i32[args + SLOT * i]! as Ref);
        const { code } = maker;
        const isBound = (code.simple && code.argCount === count + 1) || bindArguments(rt, inner, count + 1, 0, code);
        result = isBound ? code.run(inner) : 0;
      }
      rt.leaveCall();
    }
    i32[held + SLOT] = 0;
    const made = object === 0 ? 0 : finish(object, result);
    // The result takes the tuple's slot while the arguments are dropped.
    const callable = i32[window]! as Ref;
    i32[held] = made;
    if (tuple !== 0 && count > 0) dec(tuple);
    for (let word = args; word < args + SLOT * count; word += SLOT) {
      const argument = i32[word]! as Ref;
      i32[word] = 0;
      dec(argument);
    }
    i32[window] = 0;
    dec(callable);
    i32[held] = 0;
    i32[fp + Frame.Size] = size;
    return safepoint(window, made);
  };

  const callOfKeywords = keywordCalls(rt, { tupleOf, finish, safepoint });
  const callKeywords = (window: number, count: number, kwnames: Ref): Maybe => {
    const maker = constructorOf(i32[window]! as Ref);
    return maker === undefined ? callOther(window, count, kwnames) : callOfKeywords(maker, window, count, kwnames);
  };

  const call: ClassCalls['call'] = (window, count, ic, at) => {
    const maker = constructorOf(i32[window]! as Ref);
    if (maker === undefined) {
      if (ic[at + CallSite.Misses]! < WARMUP) ic[at + CallSite.Misses] = WARMUP;
      return callOther(window, count, 0);
    }
    if (!movesArguments) return copyArguments(maker, window, count);
    if (!maker.inlineValues || !maker.code.simple || maker.code.argCount !== count + 1) {
      if (ic[at + CallSite.Misses]! < WARMUP) ic[at + CallSite.Misses] = WARMUP;
      return copyArguments(maker, window, count);
    }
    if (ic[at + CallSite.Class] !== maker.version) {
      const specialised = ic[at + CallSite.Class] !== 0 || ic[at + CallSite.Fills] !== 0;
      if (ic[at + CallSite.Misses]! < (specialised ? COOLDOWN : WARMUP)) {
        ic[at + CallSite.Misses] = ic[at + CallSite.Misses]! + 1;
        return copyArguments(maker, window, count);
      }
      ic[at + CallSite.Misses] = 0;
      ic[at + CallSite.Class] = maker.version;
    }
    return moveArguments(maker, window, count);
  };
  return { call, callKeywords };
}

/** undefined for a class whose instances are made otherwise, or need more than an `__init__`. */
function describe(rt: Runtime, callable: Ref): Constructor | undefined {
  const type = rt.typeByRef.get(callable);
  if (type === undefined || type.abstract || type.slots.new !== rt.builtin.object.slots.new) return undefined;
  if (rt.typeOf(callable) !== rt.builtin.type) return undefined;
  const init = typeLookup(rt, type, rt.name('__init__'));
  if (init === 0 || rt.typeId(init) !== rt.ids.function) return undefined;
  const code = rt.compiled[rt.i32[init + FunctionField.Compiled]!]!;
  code.prepare?.();
  const { types } = rt.heap;
  return {
    type,
    version: type.version,
    init,
    code,
    inlineValues: types.valuesWord[type.typeId] !== 0,
  };
}

function abandon(rt: Runtime, window: number, count: number): 0 {
  for (let word = window + Frame.Slots + SLOT * (count - 1); word >= window + Frame.Slots; word -= SLOT) {
    rt.replace(word, 0);
  }
  rt.replace(window, 0);
  return 0;
}
