import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { TupleField } from '../objects/layout.js';
import { bindArguments } from '../runtime/bind.js';
import { Frame, SLOT, State } from '../runtime/frame.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { allocInstance } from '../runtime/types.js';
import { fastPaths } from './fast.js';
import type { Constructor } from './instances.js';

/**
 * Calls with keywords of classes whose `__init__` is written in Python. CPython makes a tuple and a dictionary of the arguments
 * (_PyObject_MakeTpCall), of these an array with a tuple of the names (_PyStack_UnpackDict), and of that the frame: each holds the
 * arguments once more. runtime/gathered.ts does the same for all that gathers; this is that over constants.
 */
export type KeywordCall = (maker: Constructor, window: number, count: number, kwnames: Ref) => Maybe;

/** What all calls of classes share: see there. */
interface Shared {
  readonly tupleOf: (args: number, count: number, at: number) => Maybe;
  readonly finish: (object: Ref, result: Maybe) => Maybe;
  readonly safepoint: (window: number, result: Maybe) => Maybe;
}

/** What is held while `__init__` runs, in slots above the arguments; behind the instance stand all arguments, then the names. */
const enum Held {
  Tuple = 0,
  Dict = SLOT,
  Instance = 2 * SLOT,
  Self = 3 * SLOT,
  Arguments = 4 * SLOT,
}

export function keywordCalls(rt: Runtime, { tupleOf, finish, safepoint }: Shared): KeywordCall {
  const { i32, dictStore } = rt;
  const { dec } = fastPaths(rt);
  const frameWord = rt.state + State.Frame;

  const counted = (object: Ref): Ref => {
    const refs = (i32[object]! + 1) | 0;
    if (refs !== 0) i32[object] = refs;
    return object;
  };

  /** Copies slots, and counts what they hold. */
  const copy = (from: number, to: number, count: number): void => {
    for (let i = 0; i < count; i++) i32[to + SLOT * i] = counted(i32[from + SLOT * i]! as Ref);
  };

  /** Drops the first object first. */
  const drop = (from: number, count: number): void => {
    for (let word = from; word < from + SLOT * count; word += SLOT) {
      const object = i32[word]! as Maybe;
      i32[word] = 0;
      if (object !== 0) dec(object);
    }
  };

  /** Gathers the arguments, and makes the instance. False without memory, or if the collection on the way failed. */
  const gather = (maker: Constructor, held: number, args: number, count: number, kwnames: Ref): boolean => {
    const fp = i32[frameWord]!;
    i32[fp + Frame.Size] = held + SLOT - fp;
    // The empty tuple is there for good: nobody counts it here.
    const tuple = count === 0 ? 0 : tupleOf(args, count, held + SLOT);
    i32[held + Held.Tuple] = tuple;
    if (tuple === 0 && count > 0) return false;
    const dict = rt.fresh.dict();
    if (dict === 0) return false;
    i32[held + Held.Dict] = dict;
    i32[fp + Frame.Size] = held + Held.Instance - fp;
    if (!dictStore.setNames(dict, kwnames, args + SLOT * count)) return false;
    const object = allocInstance(rt, maker.type);
    i32[held + Held.Instance] = object;
    i32[fp + Frame.Size] = held + Held.Self - fp;
    return object !== 0;
  };

  /** Runs `__init__` with what was gathered, through the array that CPython makes of it. */
  const initialize = (maker: Constructor, held: number, args: number, count: number, kwnames: Ref): Maybe => {
    const keywords = i32[kwnames + Header.Size]!;
    const fp = i32[frameWord]!;
    const object = i32[held + Held.Instance]! as Ref;
    const namesAt = held + Held.Arguments + SLOT * (count + keywords);
    i32[held + Held.Self] = counted(object);
    copy(args, held + Held.Arguments, count + keywords);
    i32[fp + Frame.Size] = namesAt - fp;
    const names = tupleOf(kwnames + TupleField.Items, keywords, namesAt);
    let result: Maybe = 0;
    if (names !== 0) {
      i32[namesAt] = names;
      const inner = namesAt + SLOT;
      i32[fp + Frame.Size] = inner - fp;
      if (rt.enterCall()) {
        i32[inner] = counted(maker.init);
        i32[inner + Frame.Slots] = counted(object);
        copy(args, inner + Frame.Slots + SLOT, count + keywords);
        result = bindArguments(rt, inner, count + 1, kwnames, maker.code) ? maker.code.run(inner) : 0;
        rt.leaveCall();
      }
      drop(namesAt, 1);
    }
    drop(held + Held.Self, 1 + count + keywords);
    return result;
  };

  return (maker, window, count, kwnames) => {
    const fp = i32[frameWord]!;
    const size = i32[fp + Frame.Size]!;
    const args = window + Frame.Slots;
    const values = count + i32[kwnames + Header.Size]!;
    const held = Math.max(args + SLOT * values, fp + size);
    i32[held + Held.Tuple] = 0;
    i32[held + Held.Dict] = 0;
    i32[held + Held.Instance] = 0;
    let made: Maybe = 0;
    if (gather(maker, held, args, count, kwnames)) {
      const result = initialize(maker, held, args, count, kwnames);
      const object = i32[held + Held.Instance]! as Ref;
      i32[held + Held.Instance] = 0;
      made = finish(object, result);
    }
    // The result stands above the rest while that is dropped.
    i32[held + Held.Instance] = made;
    i32[fp + Frame.Size] = held + Held.Self - fp;
    drop(held + Held.Dict, 1);
    drop(held + Held.Tuple, 1);
    drop(args, values);
    drop(window, 1);
    i32[held + Held.Instance] = 0;
    i32[fp + Frame.Size] = size;
    return safepoint(window, made);
  };
}
