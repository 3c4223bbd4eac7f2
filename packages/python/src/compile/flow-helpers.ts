import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { newMethod } from '../objects/function-type.js';
import { MethodField } from '../objects/layout.js';
import type { TypeObject } from '../objects/typeobject.js';
import { typeLookup } from '../runtime/attributes.js';
import { invoke } from '../runtime/calls.js';
import {
  dropValues,
  exceptionMatches,
  fail,
  failGenerator,
  handledException,
  leaveHandler,
  raiseStatement,
  raiseWith,
  reraise,
  setRaised,
  tracebackHere,
} from '../runtime/errors.js';
import { Frame, SLOT, State } from '../runtime/frame.js';
import { importFrom, importModule, importStar } from '../runtime/imports.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';

/** Exceptions, `with`, imports, and what the prompt prints. */

export function failing(rt: Runtime): Record<string, unknown> {
  const { i32 } = rt;
  const noted = rt.state + State.TracebackDone;
  const { raising } = rt;
  return {
    fail: (fp: number): 0 => fail(rt, fp),
    failGenerator: (fp: number): 0 => failGenerator(rt, fp),
    enter: (fp: number, at: number): void => {
      raising.here(fp);
      raising.enterHandler(fp, at);
    },
    leaveHandler: raising.leaveHandler,
    /** The exception of a landing pad goes on outside; what was handled before is handled again. */
    rethrow: (at: number): void => {
      const exception = i32[at + SLOT]! as Ref;
      i32[at + SLOT] = 0;
      leaveHandler(rt, at);
      rt.setError(exception);
      i32[noted] = 1;
    },
    /** An error inside a handler. */
    handlerFailed: (fp: number, at: number): void => {
      tracebackHere(rt, fp);
      const error = rt.takeError();
      rt.hold(error);
      dropValues(rt, fp, at + SLOT, rt.top() - SLOT);
      leaveHandler(rt, at);
      rt.setError(rt.unhold());
      i32[noted] = 1;
    },
    noteError: (fp: number): void => {
      tracebackHere(rt, fp);
      rt.hold(rt.takeError());
    },
    errorNoted: (): void => {
      rt.setError(rt.unhold());
      i32[noted] = 1;
    },
    matches: (exception: number, wanted: number): number => {
      const flag = exceptionMatches(rt, i32[exception]! as Ref, i32[wanted]! as Ref);
      const type = i32[wanted]! as Ref;
      i32[wanted] = 0;
      rt.decref(type);
      return flag;
    },
    raise: (at: number, hasCause: number): void => {
      const exception = i32[at]! as Ref;
      const cause = hasCause === 1 ? (i32[at + SLOT]! as Ref) : 0;
      raiseStatement(rt, exception, cause);
      i32[at] = 0;
      if (cause !== 0) {
        i32[at + SLOT] = 0;
        rt.decref(cause);
      }
      rt.decref(exception);
    },
    reraise: (): void => {
      const handled = handledException(rt) !== 0;
      reraise(rt);
      if (handled) i32[noted] = 1;
    },
    assertionFailed: (at: number): void => {
      if (at === 0) {
        rt.raiseBare('AssertionError');
        return;
      }
      const message = i32[at]! as Ref;
      raiseWith(rt, 'AssertionError', message);
      i32[at] = 0;
      rt.decref(message);
    },
    setRaised: (owned: Ref): 0 => setRaised(rt, owned),
  };
}

export function controlling(rt: Runtime): Record<string, unknown> {
  const { i32 } = rt;
  const { None } = rt;
  const [enterSync, exitSync] = [rt.name('__enter__'), rt.name('__exit__')];
  const [enterAsync, exitAsync] = [rt.name('__aenter__'), rt.name('__aexit__')];
  return {
    enterWith: (at: number): Maybe => enterWith(rt, at, enterSync, exitSync, 'the'),
    enterAsyncWith: (at: number): Maybe => enterWith(rt, at, enterAsync, exitAsync, 'the asynchronous'),
    exitWith: (at: number): Maybe => {
      const result = callBound(rt, i32[at]! as Ref, None, None, None);
      if (result === 0) return 0;
      const exit = i32[at]! as Ref;
      i32[at] = result;
      rt.decref(exit);
      i32[at] = 0;
      return result;
    },
    exitWithError: (at: number): Maybe => {
      const exception = i32[at + 2 * SLOT]! as Ref;
      const traceback = (i32[exception + 10]! || rt.None) as Ref;
      return callBound(rt, i32[at]! as Ref, rt.typeOf(exception).ref, exception, traceback);
    },
    importName: (fp: number, name: Ref, list: Maybe, level: number, last: number): Maybe =>
      importModule(rt, fp, rt.text(name), list, level, last === 1),
    importFrom: (at: number, name: Ref): Maybe => importFrom(rt, i32[at]! as Ref, name),
    importStar: (fp: number, at: number): boolean => importStar(rt, fp, i32[at]! as Ref),
    display: (at: number): boolean => {
      const value = i32[at]! as Ref;
      const done = rt.displayHook(value);
      i32[at] = 0;
      rt.decref(value);
      return done;
    },
  };
}

/** type(object).name, bound to it (_PyObject_LookupSpecial): 0 without an exception if there is none. */
function boundSpecial(rt: Runtime, object: Ref, type: TypeObject, name: Ref): Maybe {
  const method = typeLookup(rt, type, name);
  if (method === 0) return 0;
  return rt.i32[method + Header.TypeId] === rt.ids.function ? newMethod(rt, method, object) : rt.bind(method, object);
}

/** Calls what was bound to an object, without arguments or with the three of `__exit__`, borrowed. */
function callBound(rt: Runtime, bound: Ref, type: Maybe = 0, exception: Maybe = 0, traceback: Maybe = 0): Maybe {
  const { i32 } = rt;
  if (i32[bound + Header.TypeId] !== rt.ids.method) {
    return type === 0 ? rt.call(bound) : rt.call(bound, type, exception as Ref, traceback as Ref);
  }
  if (!rt.enterCall()) return 0;
  const window = rt.top();
  i32[window] = rt.incref(i32[bound + MethodField.Function]! as Ref);
  const first = window + Frame.Slots;
  i32[first] = rt.incref(i32[bound + MethodField.Self]! as Ref);
  if (type !== 0) {
    i32[first + SLOT] = rt.incref(type);
    i32[first + 2 * SLOT] = rt.incref(exception as Ref);
    i32[first + 3 * SLOT] = rt.incref(traceback as Ref);
  }
  const result = invoke(rt, window, type === 0 ? 1 : 4, 0);
  rt.leaveCall();
  return result;
}

/** Calls `__enter__`; the manager's slot gets its bound `__exit__`. */
function enterWith(rt: Runtime, at: number, enterName: Ref, exitName: Ref, protocol: string): Maybe {
  const { i32 } = rt;
  const manager = i32[at]! as Ref;
  const type = rt.typeOf(manager);
  const enter = boundSpecial(rt, manager, type, enterName);
  if (enter === 0) {
    if (rt.failed) return 0;
    const hint = `'${type.shortName}' object does not support ${protocol} context manager protocol`;
    return rt.raise('TypeError', hint);
  }
  const mark = rt.mark();
  rt.hold(enter);
  const exit = boundSpecial(rt, manager, type, exitName);
  if (exit === 0) {
    rt.releaseTo(mark);
    if (rt.failed) return 0;
    const hint = `'${type.shortName}' object does not support ${protocol} context manager protocol (missed ${rt.text(exitName)} method)`;
    return rt.raise('TypeError', hint);
  }
  rt.unhold();
  i32[at] = exit;
  i32[at + SLOT] = enter;
  rt.decref(manager);
  const result = callBound(rt, enter);
  i32[at + SLOT] = result;
  rt.decref(enter);
  i32[at + SLOT] = 0;
  return result;
}
