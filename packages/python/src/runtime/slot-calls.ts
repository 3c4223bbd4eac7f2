import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { FunctionField } from '../objects/layout.js';
import { CACHE_SIZE, typeLookup } from './attributes.js';
import { bindArguments } from './bind.js';
import { callWith } from './calls.js';
import { Frame, SLOT, State } from './frame.js';
import type { Maybe, Runtime } from './runtime.js';

/** Calls of special methods: how slots of classes run what the classes define. */

export interface SlotCalls {
  /** See {@link callSlotMethod}. */
  call(object: Ref, name: Ref, a: Maybe, b: Maybe): Maybe;
  /** The method that the class of an object has under a name, if it is known and written in Python; else 0. */
  python(object: Ref, name: Ref): Maybe;
  /** Calls such a method; its arguments are borrowed, `a` and `b` 0 if there are fewer. */
  run(method: Ref, object: Ref, a: Maybe, b: Maybe): Maybe;
}

/**
 * type(object).name(object, a, b), past the instance's own attributes: 0 and no exception if there is none. All borrowed; `a` and `b` are
 * 0 for methods of fewer parameters. This is the way of all operators that classes define.
 */
export function callSlotMethod(rt: Runtime, object: Ref, name: Ref, a: Maybe = 0, b: Maybe = 0): Maybe {
  return rt.slotCalls.call(object, name, a, b);
}

/** Makes them, over constants: programs with operators of their own do little else. */
export function slotCaller(rt: Runtime): SlotCalls {
  const { i32, typeVersions, compiled } = rt;
  const { versions, names, values } = rt.typeCache;
  const functionId = rt.ids.function;
  const frameWord = rt.state + State.Frame;

  /** Where the cache has the name of a class; −1 if it has not. */
  const placeOf = (object: Ref, name: Ref): number => {
    const version = typeVersions[i32[object + Header.TypeId]!]!;
    const place = (version ^ (name >> 2)) & (CACHE_SIZE - 1);
    return version !== 0 && versions[place] === version && names[place] === name ? place : -1;
  };
  const count = (object: Ref): Ref => {
    const refs = (i32[object]! + 1) | 0;
    if (refs !== 0) i32[object] = refs;
    return object;
  };

  const run: SlotCalls['run'] = (method, object, a, b) => {
    if (!rt.enterCall()) return 0;
    const fp = i32[frameWord]!;
    const window = fp + i32[fp + Frame.Size]!;
    const given = a === 0 ? 1 : b === 0 ? 2 : 3;
    i32[window] = count(method);
    i32[window + Frame.Slots] = count(object);
    if (a !== 0) i32[window + Frame.Slots + SLOT] = count(a);
    if (b !== 0) i32[window + Frame.Slots + 2 * SLOT] = count(b);
    const code = compiled[i32[method + FunctionField.Compiled]!]!;
    const bound = (code.simple && code.argCount === given) || bindArguments(rt, window, given, 0, code);
    const result = bound ? code.run(window) : 0;
    rt.leaveCall();
    return result;
  };

  return {
    run,
    python: (object, name) => {
      const place = placeOf(object, name);
      const method = place < 0 ? 0 : values[place]!;
      return method !== 0 && i32[method + Header.TypeId] === functionId ? (method as Ref) : 0;
    },
    call: (object, name, a, b) => {
      const place = placeOf(object, name);
      const method = (place < 0 ? typeLookup(rt, rt.typeOf(object), name) : values[place]!) as Maybe;
      if (method === 0) return 0;
      return i32[method + Header.TypeId] === functionId
        ? run(method, object, a, b)
        : callBoundSlot(rt, method, object, a, b);
    },
  };
}

/** What a class has under the name is no function: it is bound to the object. */
function callBoundSlot(rt: Runtime, method: Ref, object: Ref, a: Maybe, b: Maybe): Maybe {
  const args = [a, b].filter((each): each is Ref => each !== 0);
  const get = rt.typeOf(method).slots.descrGet;
  if (get === undefined) return callWith(rt, method, args);
  const mark = rt.mark();
  const bound = get(rt, method, object, rt.typeOf(object).ref);
  if (bound === 0) return 0;
  rt.hold(bound);
  return rt.finish(mark, callWith(rt, bound, args));
}

/** type(object).name(object, *args), past the instance's own attributes: 0 and no exception if there is none. */
export function callSpecial(rt: Runtime, object: Ref, name: Ref, args: readonly Ref[]): Maybe {
  return callSlotMethod(rt, object, name, args[0] ?? 0, args[1] ?? 0);
}
