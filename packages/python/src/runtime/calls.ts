import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { DescriptorField, FunctionField, MethodField, NativeField, TypeField } from '../objects/layout.js';
import type { NativeFunction } from '../objects/native.js';
import { NOT_QUICK } from '../objects/quick-types.js';
import { mayAsk, typeLookup } from './attributes.js';
import { bindArguments } from './bind.js';
import { dropValues } from './errors.js';
import { Frame, SLOT } from './frame.js';
import { Gathered, isGathering } from './gathered.js';
import type { Maybe, Runtime } from './runtime.js';

/**
 * Calls. A call's window on the stack holds the callable in its first slot and the arguments from slot {@link Frame.Slots} on;
 * the values of keyword arguments come last, their names in a tuple beside. Whoever calls builds the window, and when
 * {@link invoke} returns it is empty: a Python function has consumed it as its own frame, for all others it was dropped.
 */

/** Calls what stands in a window. `kwnames` is borrowed, 0 without keyword arguments. */
export function invoke(rt: Runtime, window: number, count: number, kwnames: Maybe): Maybe {
  const i32 = rt.i32;
  const callable = i32[window]! as Ref;
  const typeId = i32[callable + Header.TypeId]!;
  if (typeId === rt.ids.function) {
    const code = rt.compiled[i32[callable + FunctionField.Compiled]!]!;
    if (code.simple && count === code.argCount && kwnames === 0) return code.run(window);
    return bindArguments(rt, window, count, kwnames, code) ? code.run(window) : 0;
  }
  if (typeId === rt.ids.method) {
    unpackMethod(rt, window, count + (kwnames === 0 ? 0 : rt.tupleSize(kwnames)));
    return invoke(rt, window, count + 1, kwnames);
  }
  return invokeObject(rt, window, count, kwnames);
}

/** A bound method in a window becomes its function, with self before the arguments. */
function unpackMethod(rt: Runtime, window: number, values: number): void {
  const i32 = rt.i32;
  const method = i32[window]! as Ref;
  const first = window + Frame.Slots;
  for (let i = values - 1; i >= 0; i--) i32[first + SLOT * (i + 1)] = i32[first + SLOT * i]!;
  i32[first] = rt.incref(i32[method + MethodField.Self]! as Ref);
  i32[window] = rt.incref(i32[method + MethodField.Function]! as Ref);
  rt.decref(method);
}

/** Everything but Python functions: runs the type's call slot with the window kept alive, then drops the window. */
function invokeObject(rt: Runtime, window: number, count: number, kwnames: Maybe): Maybe {
  const i32 = rt.i32;
  const callable = i32[window]! as Ref;
  const args = window + Frame.Slots;
  const end = args + SLOT * (count + (kwnames === 0 ? 0 : rt.tupleSize(kwnames)));
  const fp = rt.frame;
  const size = i32[fp + Frame.Size]!;
  if (end - fp > size) i32[fp + Frame.Size] = end - fp;
  const mark = fp + i32[fp + Frame.Size]!;
  const result = callSlot(rt, callable, args, count, kwnames);
  if (rt.top() !== mark) rt.releaseTo(mark);
  return dropWindow(rt, window, end, size, result);
}

function callSlot(rt: Runtime, callable: Ref, args: number, count: number, kwnames: Maybe): Maybe {
  const i32 = rt.i32;
  const typeId = i32[callable + Header.TypeId]!;
  // A method of a built-in type on an object of exactly that type: nothing has to be asked.
  if (typeId === rt.methodDescriptorId && count > 0) {
    const self = i32[args]! as Ref;
    if (i32[self + Header.Type] === i32[callable + DescriptorField.Type]) {
      return rt.natives[i32[callable + DescriptorField.Native]!]!.code(rt, args, count, kwnames);
    }
  }
  if (typeId === rt.ids.native) {
    const native = rt.natives[i32[callable + NativeField.Native]!]!;
    if (native.bound) return callBound(rt, native, rt.i32[callable + NativeField.Self]! as Ref, args, count, kwnames);
    return native.code(rt, args, count, kwnames);
  }
  const call = rt.typeOf(callable).slots.call;
  if (call === undefined) return rt.raise('TypeError', `'${rt.typeOf(callable).name}' object is not callable`);
  return call(rt, callable, args, count, kwnames);
}

/** A bound built-in method: its self goes before the arguments, in slots above the window. */
function callBound(rt: Runtime, native: NativeFunction, self: Ref, args: number, count: number, kwnames: Maybe): Maybe {
  const values = count + (kwnames === 0 ? 0 : rt.tupleSize(kwnames));
  const mark = rt.mark();
  const first = mark;
  rt.hold(rt.incref(self));
  for (let i = 0; i < values; i++) rt.hold(rt.incref(rt.i32[args + SLOT * i]! as Ref));
  return rt.finish(mark, native.code(rt, first, count + 1, kwnames));
}

/** Drops a window's references; the result stands in a slot of its header meanwhile, for a drop may run user code. */
export function dropWindow(rt: Runtime, window: number, end: number, size: number, result: Maybe): Maybe {
  const i32 = rt.i32;
  const fp = rt.frame;
  i32[window + Frame.Return] = result;
  for (let word = window + Frame.Slots; word < end; word += SLOT) {
    const object = i32[word]! as Maybe;
    if (object === 0) continue;
    i32[word] = 0;
    rt.decref(object);
  }
  const callable = i32[window]! as Ref;
  i32[window] = 0;
  rt.decref(callable);
  i32[window + Frame.Return] = 0;
  i32[fp + Frame.Size] = size;
  return result;
}

/** A built-in method's arguments begin with self: inserts it. Used by callables that forward to another one. */
export function shiftArguments(rt: Runtime, args: number, values: number, first: Ref): void {
  for (let i = values - 1; i >= 0; i--) rt.i32[args + SLOT * (i + 1)] = rt.i32[args + SLOT * i]!;
  rt.i32[args] = rt.incref(first);
}

/** callable(*args) with borrowed arguments: builds a window on top of the stack. */
export function callWith(rt: Runtime, callable: Ref, args: readonly Ref[]): Maybe {
  if (!rt.enterCall()) return 0;
  const window = rt.top();
  const i32 = rt.i32;
  i32[window] = rt.incref(callable);
  for (let i = 0; i < args.length; i++) i32[window + Frame.Slots + SLOT * i] = rt.incref(args[i]!);
  // C code that calls has its arguments nowhere else: the window is the tuple.
  if (isGathering(rt, callable)) rt.gathered = Gathered.InWindow;
  const result = invoke(rt, window, args.length, 0);
  rt.leaveCall();
  return result;
}

/** A function written in Python, with a borrowed argument. */
function runFunction(rt: Runtime, callable: Ref, argument: Ref): Maybe {
  const { i32 } = rt;
  const window = rt.top();
  i32[window] = rt.incref(callable);
  i32[window + Frame.Slots] = rt.incref(argument);
  const code = rt.compiled[i32[callable + FunctionField.Compiled]!]!;
  if (code.simple && code.argCount === 1) return code.run(window);
  return bindArguments(rt, window, 1, 0, code) ? code.run(window) : 0;
}

/** callable(argument) with a borrowed argument. */
export function callOne(rt: Runtime, callable: Ref, argument: Ref): Maybe {
  if (!rt.enterCall()) return 0;
  const id = rt.i32[callable + Header.TypeId]!;
  if (id === rt.ids.function) {
    const result = runFunction(rt, callable, argument);
    rt.leaveCall();
    return result;
  }
  if (id === rt.ids.native) {
    const index = rt.i32[callable + NativeField.Native]!;
    const one = rt.nativeOnes[index];
    if (one !== undefined && !rt.nativeBound[index]) {
      const mark = rt.mark();
      const result = rt.finish(mark, one(rt, argument));
      rt.leaveCall();
      return result;
    }
  } else if (id === rt.ids.staticType) {
    const make = rt.makers[rt.i32[callable + TypeField.InstanceId]!];
    if (make !== undefined) {
      const mark = rt.mark();
      rt.hold(rt.incref(argument));
      const result = make(mark, 1);
      if (result !== NOT_QUICK) {
        rt.leaveCall();
        return rt.finish(mark, result);
      }
      rt.releaseTo(mark);
    }
  }
  const window = rt.top();
  rt.i32[window] = rt.incref(callable);
  rt.i32[window + Frame.Slots] = rt.incref(argument);
  const result = invoke(rt, window, 1, 0);
  rt.leaveCall();
  return result;
}

/** callable(first, *args) for arguments that stand in neighbouring slots; `first` 0 for none. All borrowed. */
export function callWithSlots(
  rt: Runtime,
  callable: Ref,
  first: Maybe,
  args: number,
  count: number,
  kwnames: Maybe,
): Maybe {
  if (!rt.enterCall()) return 0;
  const window = rt.top();
  const i32 = rt.i32;
  const values = count + (kwnames === 0 ? 0 : rt.tupleSize(kwnames));
  let word = window + Frame.Slots;
  i32[window] = rt.incref(callable);
  if (first !== 0) {
    i32[word] = rt.incref(first);
    word += SLOT;
  }
  for (let i = 0; i < values; i++) i32[word + SLOT * i] = rt.incref(i32[args + SLOT * i]! as Ref);
  if (isGathering(rt, callable)) rt.gathered = Gathered.InWindow;
  const result = invoke(rt, window, count + (first === 0 ? 0 : 1), kwnames);
  rt.leaveCall();
  return result;
}

/** object.name(*args) */
export function callMethod(rt: Runtime, object: Ref, name: Ref, args: readonly Ref[]): Maybe {
  const window = rt.top();
  const found = loadMethod(rt, object, name, window);
  if (found < 0) return 0;
  if (!rt.enterCall()) {
    dropValues(rt, rt.frame, window, window + Frame.Slots + SLOT);
    return 0;
  }
  const base = found === 1 ? window : window + SLOT;
  const first = window + Frame.Slots + SLOT;
  for (let i = 0; i < args.length; i++) rt.i32[first + SLOT * i] = rt.incref(args[i]!);
  const result = invoke(rt, base, args.length + found, 0);
  rt.leaveCall();
  return result;
}

/**
 * What `object.name(…)` calls, put into a window whose first argument slot is kept for self. 1: a function that takes self,
 * both are in place. 0: something else; it stands in the second slot, so that the window begins one slot later, without self.
 * −1 on error.
 */
export function loadMethod(rt: Runtime, object: Ref, name: Ref, window: number): number {
  const i32 = rt.i32;
  const type = rt.typeOf(object);
  if (type.slots.getattr === undefined || type.slots.getattr === rt.genericGetAttr) {
    const method = typeLookup(rt, type, name);
    const isPlain = method !== 0 && isMethodLike(rt, method) && !(type.hasDict && mayAsk(rt, object, type));
    if (isPlain && (!type.hasDict || rt.instanceGet(object, type, name) === 0)) {
      i32[window] = rt.incref(method);
      i32[window + Frame.Slots] = rt.incref(object);
      return 1;
    }
    if (rt.failed) return -1;
  }
  const attribute = rt.getAttr(object, name);
  if (attribute === 0) return -1;
  i32[window + SLOT] = attribute;
  return 0;
}

/** Functions and method descriptors take self as their first argument (Py_TPFLAGS_METHOD_DESCRIPTOR). */
function isMethodLike(rt: Runtime, method: Ref): boolean {
  const id = rt.i32[method + Header.TypeId]!;
  return id === rt.ids.function || id === rt.methodDescriptorId || id === rt.wrapperDescriptorId;
}

/** Gives a window up whose call does not take place. */
export function abandonWindow(rt: Runtime, window: number): void {
  dropValues(rt, rt.frame, window);
}
