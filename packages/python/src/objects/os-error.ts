import type { Ref } from '@uroboros/heap';
import { errorMessage, errorNumber } from '../runtime/error-numbers.js';
import { setRaised } from '../runtime/errors.js';
import { indexAsSize } from '../runtime/operators.js';
import type { BuiltinName } from '../runtime/registry.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { isComplex } from './complex.js';
import { newExceptionInstance, strOfArgs } from './exceptions.js';
import { intFromNumber, intNumber, isInt } from './int.js';
import { ExceptionField } from './layout.js';
import { finishTuple, newTuple } from './tuple.js';
import type { NativeAttribute, TypeObject } from './typeobject.js';

/** OSError: its number decides which subclass it is made as, and its text names the files. */

/** Words of errno, strerror, filename, filename2. */
const enum OsErrorField {
  Errno = ExceptionField.Extra,
  Message = ExceptionField.Extra + 2,
  Filename = ExceptionField.Extra + 4,
  Filename2 = ExceptionField.Extra + 6,
  /** Characters written and one more, a number of 64 bits; 0 if it is not known. */
  Written = ExceptionField.Extra + 8,
}

/** The subclass for each error number, by the number's name. */
const SUBCLASSES: Readonly<Record<string, BuiltinName>> = {
  EAGAIN: 'BlockingIOError',
  EALREADY: 'BlockingIOError',
  EINPROGRESS: 'BlockingIOError',
  EPIPE: 'BrokenPipeError',
  ESHUTDOWN: 'BrokenPipeError',
  ECHILD: 'ChildProcessError',
  ECONNABORTED: 'ConnectionAbortedError',
  ECONNREFUSED: 'ConnectionRefusedError',
  ECONNRESET: 'ConnectionResetError',
  EEXIST: 'FileExistsError',
  ENOENT: 'FileNotFoundError',
  EISDIR: 'IsADirectoryError',
  ENOTDIR: 'NotADirectoryError',
  EINTR: 'InterruptedError',
  EACCES: 'PermissionError',
  EPERM: 'PermissionError',
  ESRCH: 'ProcessLookupError',
  ETIMEDOUT: 'TimeoutError',
};

const byNumber = new Map(Object.entries(SUBCLASSES).map(([name, type]) => [errorNumber(name), type]));

/** OSError.__new__: of OSError itself, the subclass for the error number; the fields are set here, not in __init__. */
export function newOsError(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  if (!leavesToInit(rt, type) && kwnames !== 0 && rt.tupleSize(kwnames) > 0) {
    return rt.raise('TypeError', `${type.name}() takes no keyword arguments`);
  }
  const first = rt.i32[args]! as Maybe;
  let made = type;
  if (type === rt.builtin.OSError && count >= 2 && count <= 5 && first !== 0 && isInt(rt, first)) {
    const name = byNumber.get(intNumber(rt, first));
    if (name !== undefined) made = rt.builtin[name];
  }
  const exception = newExceptionInstance(rt, made, args, count);
  if (exception === 0) return 0;
  const mark = rt.mark();
  rt.hold(exception);
  return setFields(rt, exception, args, count) ? rt.unhold() : rt.finish(mark, 0);
}

/** OSError.__init__ leaves what __new__ did, unless a subclass has a __new__ of its own. */
export function initOsError(rt: Runtime, self: Ref, args: number, count: number, kwnames: Maybe): boolean {
  if (kwnames === 0 || !leavesToInit(rt, rt.typeOf(self)))
    return rt.i32[self + OsErrorField.Errno] !== 0 || setFields(rt, self, args, count);
  rt.raise('TypeError', `${rt.typeOf(self).name}() takes no keyword arguments`);
  return false;
}

/** Whether `__init__` does it all: a class has one of its own, and no `__new__` (oserror_use_init). */
function leavesToInit(rt: Runtime, type: TypeObject): boolean {
  const own = rt.builtin.OSError.slots;
  return type.slots.init !== own.init && type.slots.new === own.new;
}

/** errno, strerror, filename, winerror, filename2. With a file name, `args` keeps the first two only. */
function setFields(rt: Runtime, self: Ref, args: number, count: number): boolean {
  if (count < 2 || count > 5) return true;
  const word = (i: number): Ref => rt.i32[args + 2 * i]! as Ref;
  rt.replace(self + OsErrorField.Errno, rt.incref(word(0)));
  rt.replace(self + OsErrorField.Message, rt.incref(word(1)));
  if (count < 3 || word(2) === rt.None) return true;
  if (rt.typeOf(self) === rt.builtin.BlockingIOError && isNumber(rt, word(2))) return setWritten(rt, self, word(2));
  rt.replace(self + OsErrorField.Filename, rt.incref(word(2)));
  if (count === 5 && word(4) !== rt.None) rt.replace(self + OsErrorField.Filename2, rt.incref(word(4)));
  const pair = newTuple(rt, 2);
  if (pair === 0) return false;
  for (const i of [0, 1]) rt.i32[pair + 6 + 2 * i] = rt.incref(word(i));
  rt.replace(self + ExceptionField.Args, finishTuple(rt, pair));
  return true;
}

/** What C takes for a number (PyNumber_Check). */
function isNumber(rt: Runtime, object: Ref): boolean {
  const { index, int, float } = rt.typeOf(object).slots;
  return index !== undefined || int !== undefined || float !== undefined || isComplex(rt, object);
}

function putWritten(rt: Runtime, self: Ref, number: number): void {
  rt.i32[self + OsErrorField.Written] = number;
  rt.i32[self + OsErrorField.Written + 1] = Math.floor(number / 2 ** 32);
}

function setWritten(rt: Runtime, self: Ref, value: Ref): boolean {
  const written = indexAsSize(rt, value, 'ValueError');
  if (written === undefined) return false;
  putWritten(rt, self, written + 1);
  return true;
}

/** How much a write that would block has written; an attribute error where that is not known. */
export const charactersWritten: NativeAttribute = {
  name: 'characters_written',
  get: (rt, self) => {
    const low = rt.i32[self + OsErrorField.Written]! >>> 0;
    const written = rt.i32[self + OsErrorField.Written + 1]! * 2 ** 32 + low - 1;
    return written === -1 ? rt.raise('AttributeError', 'characters_written') : intFromNumber(rt, written);
  },
  set: (rt, self, value) => {
    if (value !== 0) return setWritten(rt, self, value);
    const isKnown = rt.i32[self + OsErrorField.Written] !== 0 || rt.i32[self + OsErrorField.Written + 1] !== 0;
    if (!isKnown) rt.raise('AttributeError', 'characters_written');
    putWritten(rt, self, 0);
    return isKnown;
  },
};

/** str(OSError): `[Errno 2] No such file or directory: 'name' -> 'other'`. */
export function strOsError(rt: Runtime, self: Ref): Maybe {
  const field = (word: OsErrorField): Maybe => rt.i32[self + word]! as Maybe;
  const number = field(OsErrorField.Errno);
  const message = field(OsErrorField.Message);
  if ((number === 0 || message === 0) && field(OsErrorField.Filename) === 0) return strOfArgs(rt, self);
  const parts = [number, message].map((part) => rt.textOfStr(part === 0 ? rt.None : part));
  if (parts.includes(undefined)) return 0;
  let text = `[Errno ${parts[0]}] ${parts[1]}`;
  for (const [word, sign] of [[OsErrorField.Filename, ': '] as const, [OsErrorField.Filename2, ' -> '] as const]) {
    const name = field(word);
    if (name === 0) break;
    const shown = rt.textOfRepr(name);
    if (shown === undefined) return 0;
    text += sign + shown;
  }
  return rt.str(text);
}

/** Raises the OSError of an error's name; files are borrowed. Returns 0. */
export function raiseOsError(rt: Runtime, name: string, filename: Maybe = 0, filename2: Maybe = 0): 0 {
  const number = errorNumber(name);
  const mark = rt.mark();
  const parts = [rt.sizeToInt(number), rt.str(errorMessage(number))];
  for (const part of parts) if (part !== 0) rt.hold(part);
  if (parts.includes(0)) return rt.finish(mark, 0) as 0;
  const args = [...(parts as Ref[])];
  if (filename !== 0) args.push(filename);
  if (filename2 !== 0) args.push(rt.None, filename2);
  const exception = rt.call(rt.builtin.OSError.ref, ...args);
  rt.releaseTo(mark);
  return exception === 0 ? 0 : setRaised(rt, exception);
}

/** Raises the OSError of an error's name with a text of our own. Returns 0. */
export function raiseOsErrorText(rt: Runtime, name: string, reason: string): 0 {
  const mark = rt.mark();
  const number = rt.sizeToInt(errorNumber(name));
  if (number === 0) return 0;
  rt.hold(number);
  const text = rt.str(reason);
  if (text === 0) return rt.finish(mark, 0) as 0;
  rt.hold(text);
  const exception = rt.call(rt.builtin.OSError.ref, number, text);
  rt.releaseTo(mark);
  return exception === 0 ? 0 : setRaised(rt, exception);
}

/** Runs what may fail with an error of the system: its OSError is raised, and undefined returned. */
export function system<T>(rt: Runtime, run: () => T, filename: Maybe = 0, filename2: Maybe = 0): T | undefined {
  try {
    return run();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (typeof code !== 'string' || !/^E[A-Z0-9]+$/.test(code)) throw error;
    raiseOsError(rt, code, filename, filename2);
    return undefined;
  }
}

/** The same for what is done for its effect: false after an error. */
export function systemDone(rt: Runtime, act: () => void, filename: Maybe = 0, filename2: Maybe = 0): boolean {
  const done = system(
    rt,
    () => {
      act();
      return true;
    },
    filename,
    filename2,
  );
  return done === true;
}
