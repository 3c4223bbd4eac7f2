import type { Ref } from '@uroboros/heap';
import { cInt, couldHold } from '../../objects/arguments.js';
import { newBytes } from '../../objects/bytes.js';
import { dictSet, newDict } from '../../objects/dict.js';
import { intFromNumber } from '../../objects/int.js';
import { keywords, type NativeFunction } from '../../objects/native.js';
import { raiseOsError } from '../../objects/os-error.js';
import { isStr } from '../../objects/str.js';
import { setVariable } from '../../runtime/environment.js';
import { errorMessage } from '../../runtime/error-numbers.js';
import { indexAsSize } from '../../runtime/operators.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { NSIG } from '../../runtime/signals.js';
import { functionNoArgs, functionOneArg, functionPositional } from '../functions.js';
import { raiseSignal } from '../signal.js';
import { newStructSeq } from '../structseq.js';
import { processRefusals } from '../unavailable.js';
import { fspath, newPath, pathArgument, pathText } from './paths.js';
import { UNAME_RESULT } from './status.js';
import { waitStatusFunctions } from './wait-status.js';

/** The functions of posix about the process: its number, its environment, random bytes, names of things. */

const no = (name: string, code: (rt: Runtime) => Maybe): NativeFunction => functionNoArgs('posix', name, code);

const urandom = functionOneArg('posix', 'urandom', (rt, value) => {
  const size = indexAsSize(rt, value, 'OverflowError');
  if (size === undefined) return 0;
  if (size < 0) return rt.raise('ValueError', 'negative argument not allowed');
  if (rt.host.random === undefined)
    return rt.raise('NotImplementedError', 'this Python was given no source of randomness');
  if (!couldHold(rt, size)) return 0;
  const bytes = new Uint8Array(size);
  rt.host.random(bytes);
  return newBytes(rt, bytes);
});

/** Nothing ever forks, so that what is registered here is never called; it is not kept. */
const registerAtFork = keywords(
  'register_at_fork',
  '*, before=None, after_in_child=None, after_in_parent=None',
  (rt, given) => {
    for (const [i, name] of ['before', 'after_in_child', 'after_in_parent'].entries()) {
      const callback = given[i] ?? 0;
      if (callback === 0 || rt.isCallable(callback)) continue;
      return rt.raise('TypeError', `'${name}' must be callable, not ${rt.typeOf(callback).name}`);
    }
    return given.some((callback) => callback !== 0)
      ? rt.none()
      : rt.raise('TypeError', 'At least one argument is required.');
  },
);

/** posix.environ: bytes by bytes; owned. */
export function environment(rt: Runtime): Maybe {
  const dict = newDict(rt);
  if (dict === 0) return 0;
  const mark = rt.mark();
  rt.hold(dict);
  for (const [name, value] of Object.entries(rt.host.environment ?? {})) {
    const key = newPath(rt, name, true);
    if (key === 0) return rt.finish(mark, 0);
    rt.hold(key);
    const content = newPath(rt, value, true);
    if (content === 0) return rt.finish(mark, 0);
    rt.hold(content);
    if (!dictSet(rt, dict, key, content)) return rt.finish(mark, 0);
    rt.releaseTo(mark + 2);
  }
  return rt.unhold();
}

/** The environment of the process is the host's: what the program makes of it, only the program sees. */
function changeVariable(rt: Runtime, name: Ref, value: Maybe): Maybe {
  const key = variableText(rt, name);
  const text = value === 0 ? undefined : variableText(rt, value);
  if (key === undefined || (value !== 0 && text === undefined)) return 0;
  setVariable(rt, key, text);
  return rt.none();
}

/** The text of a name or value; undefined on error. */
function variableText(rt: Runtime, object: Ref): string | undefined {
  const path = fspath(rt, object);
  if (path === 0) return undefined;
  const mark = rt.mark();
  rt.hold(path);
  const text = pathText(rt, path);
  rt.releaseTo(mark);
  return text;
}

/** A signal to this process is its own affair; to others a program may send none. */
const kill = functionPositional('posix', 'kill', 2, 2, (rt, args) => {
  const pid = cInt(rt, rt.i32[args]! as Ref);
  const signum = pid === undefined ? undefined : cInt(rt, rt.i32[args + 2]! as Ref);
  if (signum === undefined) return 0;
  if (pid !== (rt.host.processId ?? 1)) {
    return rt.raise('NotImplementedError', 'posix.kill: Uroboros cannot send signals to other processes');
  }
  if (signum < 0 || signum >= NSIG) return raiseOsError(rt, 'EINVAL');
  return signum === 0 ? rt.none() : raiseSignal(rt, signum);
});

const user = (name: string): NativeFunction => no(name, (rt) => intFromNumber(rt, 0));

/** POSIX normpath: `a//b/../c` is `a/c`; two leading slashes stay two; the current folder is ''. */
function normalPath(path: string): string {
  const root = path.startsWith('//') && !path.startsWith('///') ? '//' : path.startsWith('/') ? '/' : '';
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..' || (root === '' && parts.length === 0) || parts.at(-1) === '..') parts.push(part);
    else if (parts.length > 0) parts.pop();
  }
  return root + parts.join('/');
}

/** All of them. */
export const processFunctions: readonly NativeFunction[] = [
  urandom,
  no('getpid', (rt) => intFromNumber(rt, rt.host.processId ?? 1)),
  no('getppid', (rt) => intFromNumber(rt, 1)),
  ...['getuid', 'geteuid', 'getgid', 'getegid'].map(user),
  no('cpu_count', (rt) => intFromNumber(rt, 1)),
  no('uname', (rt) =>
    newStructSeq(
      rt,
      UNAME_RESULT,
      ['Linux', 'localhost', '', '', 'x86_64'].map((text) => rt.str(text)),
    ),
  ),
  functionOneArg('posix', 'fspath', (rt, path) => fspath(rt, path)),
  functionOneArg('posix', 'strerror', (rt, value) => {
    const number = cInt(rt, value);
    return number === undefined ? 0 : rt.str(errorMessage(number));
  }),
  functionOneArg('posix', '_path_normpath', normpath),
  functionPositional('posix', 'putenv', 2, 2, (rt, args) =>
    changeVariable(rt, rt.i32[args]! as Ref, rt.i32[args + 2]! as Ref),
  ),
  functionPositional('posix', 'unsetenv', 1, 1, (rt, args) => changeVariable(rt, rt.i32[args]! as Ref, 0)),
  functionOneArg('posix', 'device_encoding', (rt, value) => {
    const fd = cInt(rt, value);
    if (fd === undefined) return 0;
    return rt.host.isTerminal?.(fd) ? rt.str('utf-8') : rt.none();
  }),
  functionOneArg('posix', '_exit', (rt, value) => {
    const status = cInt(rt, value);
    if (status === undefined) return 0;
    return rt.raise('NotImplementedError', 'posix._exit: Uroboros cannot end the process at once');
  }),
  kill,
  registerAtFork,
  ...waitStatusFunctions,
  ...processRefusals,
];

/** From 3.13 on it takes any path, and calls the current folder by its name. */
function normpath(rt: Runtime, given: Ref): Maybe {
  if (rt.profile.versionInfo[1] < 13) {
    if (isStr(rt, given)) return rt.str(normalPath(rt.text(given)));
    return rt.raise('TypeError', `expected 'str', not '${rt.typeOf(given).shortName}'`);
  }
  const mark = rt.mark();
  const path = pathArgument(rt, '_path_normpath', given);
  return rt.finish(mark, path === undefined ? 0 : newPath(rt, normalPath(path.text) || '.', path.bytes));
}
