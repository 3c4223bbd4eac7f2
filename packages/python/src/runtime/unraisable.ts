import type { Ref } from '@uroboros/heap';
import { ExceptionField } from '../objects/layout.js';
import { tracebackHere } from './errors.js';
import { Frame, State } from './frame.js';
import { strOf } from './operators.js';
import type { Maybe, Runtime } from './runtime.js';
import { errorText, systemObject, writeError } from './system.js';
import { formatTraceback, qualifiedTypeName } from './traceback-text.js';

/**
 * Exceptions in places that cannot pass them on: finalizers, callbacks of weak references (PyErr_WriteUnraisable). They are
 * shown by `sys.unraisablehook`.
 */

/** An exception nobody can catch: its parts, `message` and `object` empty where there is none. */
export interface Unraisable {
  readonly exception: Ref;
  readonly message: string | undefined;
  readonly object: Maybe;
}

/** Makes the argument of a hook that the program has set; set by the module sys, which defines its type. */
export type UnraisableArgumentMaker = (rt: Runtime, unraisable: Unraisable) => Maybe;

const makers = new WeakMap<Runtime, UnraisableArgumentMaker>();

export function setUnraisableArgumentMaker(rt: Runtime, maker: UnraisableArgumentMaker): void {
  makers.set(rt, maker);
}

/**
 * Runs code that may run Python code while an exception is on its way: that one waits in a slot, and is on its way again
 * afterwards.
 */
export function shielded(rt: Runtime, code: () => void): void {
  if (!rt.failed) {
    code();
    return;
  }
  const traced = rt.i32[rt.state + State.TracebackDone]!;
  rt.i32[rt.state + State.TracebackDone] = 0;
  rt.hold(rt.takeError());
  code();
  rt.setError(rt.unhold());
  rt.i32[rt.state + State.TracebackDone] = traced;
}

/** Takes the exception that is on its way and shows it: `object` is what it came from, borrowed, 0 if there is nothing. */
export function writeUnraisable(rt: Runtime, object: Maybe, message?: string): void {
  if (!rt.failed) return;
  const exception = rt.error as Ref;
  const fp = rt.frame;
  rt.i32[rt.state + State.TracebackDone] = 0;
  if (rt.i32[exception + ExceptionField.Traceback] === 0 && rt.i32[fp + Frame.Compiled] !== 0) tracebackHere(rt, fp);
  const mark = rt.mark();
  rt.hold(rt.takeError());
  if (object !== 0) rt.hold(rt.incref(object));
  callHook(rt, { exception, message, object });
  rt.releaseTo(mark);
}

function callHook(rt: Runtime, unraisable: Unraisable): void {
  const hook = systemObject(rt, 'unraisablehook');
  const maker = makers.get(rt);
  const isOwn = hook === 0 || hook === rt.None || hook === systemObject(rt, '__unraisablehook__');
  if (isOwn || maker === undefined) {
    showUnraisable(rt, unraisable);
    return;
  }
  const mark = rt.mark();
  rt.hold(rt.incref(hook));
  const argument = maker(rt, unraisable);
  if (argument !== 0) rt.hold(argument);
  const result = argument === 0 ? 0 : rt.call(hook, argument);
  if (result === 0) {
    const failure = rt.hold(rt.takeError());
    showUnraisable(rt, { exception: failure, message: 'Exception ignored in sys.unraisablehook', object: hook });
  } else {
    rt.decref(result);
  }
  rt.releaseTo(mark);
}

/** The default hook: writes the traceback to sys.stderr. */
export function showUnraisable(rt: Runtime, unraisable: Unraisable): void {
  writeError(rt, unraisableText(rt, unraisable));
}

function unraisableText(rt: Runtime, unraisable: Unraisable): string {
  const { exception, message, object } = unraisable;
  let text = '';
  if (object !== 0 && object !== rt.None) {
    const repr = rt.repr(object) ?? '<object repr() failed>';
    rt.clearError();
    text += `${message ?? 'Exception ignored in'}: ${repr}\n`;
  } else if (message !== undefined) {
    text += `${message}:\n`;
  }
  const traceback = rt.i32[exception + ExceptionField.Traceback]! as Maybe;
  if (traceback !== 0) text += formatTraceback(rt, traceback, false);
  const name = qualifiedTypeName(rt, rt.typeOf(exception), '<unknown>');
  return `${text}${name}: ${errorText(rt, exception, strOf) ?? '<exception str() failed>'}\n`;
}
