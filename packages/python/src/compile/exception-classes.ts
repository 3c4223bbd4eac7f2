import type { Ref, TypeId } from '@uroboros/heap';
import { ExceptionField, FunctionField, TypeField } from '../objects/layout.js';
import { NOT_QUICK } from '../objects/quick-types.js';
import { typeLookup } from '../runtime/attributes.js';
import { bindArguments } from '../runtime/bind.js';
import { Frame, SLOT, State } from '../runtime/frame.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import type { CompiledCode } from './compiled.js';
import { fastPaths } from './fast.js';

/**
 * Calls of a program's classes of exceptions, with arguments by position. `__new__` is that of BaseException, which stores the arguments; `__init__` is
 * the same type's, which would find them stored, or a function, which gets copies.
 */

/** How exceptions of a class are made; good for one version of the class. */
interface Maker {
  readonly version: number;
  readonly typeId: TypeId;
  readonly bytes: number;
  /** 0, and no code: the arguments are stored, and that is all. */
  readonly init: Maybe;
  readonly code: CompiledCode | undefined;
}

export interface ExceptionClasses {
  /** Calls the class in a window if it is known, else {@link NOT_QUICK}, and nothing was done. */
  call(window: number, count: number): Maybe | typeof NOT_QUICK;
  /** Looks at a class that is about to be called the general way. */
  learn(callable: Ref): void;
}

/** Makes the functions; `emptied` drops what stands in a window and above a mark. */
export function exceptionClasses(
  rt: Runtime,
  emptied: (window: number, count: number, fp: number, mark: number, result: Maybe) => Maybe,
): ExceptionClasses {
  const { i32, typeVersions } = rt;
  const { dec } = fastPaths(rt);
  const { tuple, holding } = rt.fresh;
  const none = rt.None;
  const frameWord = rt.state + State.Frame;
  /** By the type id of the instances. */
  const known: (Maker | undefined)[] = [];

  const counted = (object: Ref): Ref => {
    const refs = (i32[object]! + 1) | 0;
    if (refs !== 0) i32[object] = refs;
    return object;
  };

  /** Runs `__init__` with copies of the arguments; the exception is held below. */
  const initialise = (init: Ref, code: CompiledCode, object: Ref, args: number, count: number): Maybe => {
    rt.hold(object);
    if (!rt.enterCall()) return 0;
    const window = rt.top();
    const first = window + Frame.Slots;
    i32[window] = counted(init);
    i32[first] = counted(object);
    for (let word = SLOT * count; word > 0; word -= SLOT) i32[first + word] = counted(i32[args + word - SLOT]! as Ref);
    const isBound = (code.simple && code.argCount === count + 1) || bindArguments(rt, window, count + 1, 0, code);
    const result = isBound ? code.run(window) : 0;
    rt.leaveCall();
    if (result === none) {
      dec(none);
      return rt.unhold();
    }
    return result === 0 ? 0 : rt.wrongResult(result, "__init__() should return None, not '%s'");
  };

  const make = (maker: Maker, args: number, count: number): Maybe => {
    const stored = tuple(args, count);
    if (stored === 0) return 0;
    const object = holding(maker.typeId, maker.bytes, ExceptionField.Args, stored);
    if (object === 0) {
      dec(stored);
      return rt.noMemory();
    }
    const { code } = maker;
    return code === undefined ? object : initialise(maker.init as Ref, code, object, args, count);
  };

  return {
    call: (window, count) => {
      const id = i32[i32[window]! + TypeField.InstanceId]!;
      const maker = id < known.length ? known[id] : undefined;
      if (maker === undefined || maker.version !== typeVersions[id]) return NOT_QUICK;
      const { code } = maker;
      if (code !== undefined && i32[maker.init + FunctionField.Compiled] !== code.index) return NOT_QUICK;
      const fp = i32[frameWord]!;
      const mark = fp + i32[fp + Frame.Size]!;
      return emptied(window, count, fp, mark, make(maker, window + Frame.Slots, count));
    },
    learn: (callable) => {
      const id = i32[callable + TypeField.InstanceId]!;
      const maker = describe(rt, callable);
      if (maker === undefined) return;
      while (known.length <= id) known.push(undefined);
      known[id] = maker;
    },
  };
}

/** undefined for a class whose exceptions are made otherwise. */
function describe(rt: Runtime, callable: Ref): Maker | undefined {
  const type = rt.types[rt.i32[callable + TypeField.InstanceId]!];
  const exceptions = rt.builtin.BaseException.slots;
  if (type === undefined || type.slots.new !== exceptions.new || rt.typeOf(callable) !== rt.builtin.type)
    return undefined;
  const { version, typeId } = type;
  const made = { version, typeId, bytes: rt.heap.types.basicSize[typeId]! };
  if (type.slots.init === exceptions.init) return { ...made, init: 0, code: undefined };
  const init = typeLookup(rt, type, rt.name('__init__'));
  if (init === 0 || rt.typeId(init) !== rt.ids.function) return undefined;
  const code = rt.compiled[rt.i32[init + FunctionField.Compiled]!]!;
  code.prepare?.();
  return { ...made, init, code };
}
