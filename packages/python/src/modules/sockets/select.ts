import type { Ref } from '@uroboros/heap';
import { cInt } from '../../objects/arguments.js';
import { dictSet } from '../../objects/dict.js';
import { intNumber, isInt } from '../../objects/int.js';
import { listAppend, newList } from '../../objects/list.js';
import { raiseOsError, raiseOsErrorText } from '../../objects/os-error.js';
import { fastItem, fastSize, sequenceFast } from '../../objects/sequence.js';
import { tupleOf } from '../../objects/tuple.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { functionPositional } from '../functions.js';
import type { NativeModule } from '../module.js';
import { timeoutOf } from '../timeout.js';
import { endsOf, isEndNumber, type SocketEnd } from './ends.js';
import { waitUntil } from './waiting.js';

/** The module select: its function select waits for the ends of connected pairs, and for time to pass. */

/** What a program waits for: the object it gave, held by who asked, and the end it means. */
interface Watched {
  readonly object: Ref;
  readonly end: SocketEnd;
}

/** The descriptor an object is or has (PyObject_AsFileDescriptor); undefined on error. */
function descriptorOf(rt: Runtime, object: Ref): number | undefined {
  if (isInt(rt, object)) return checked(rt, cInt(rt, object));
  const method = rt.findAttr(object, 'fileno');
  if (method === 0) {
    if (!rt.failed) rt.raise('TypeError', 'argument must be an int, or have a fileno() method.');
    return undefined;
  }
  const number = rt.call(method);
  rt.decref(method);
  if (number === 0) return undefined;
  const known = isInt(rt, number);
  const descriptor = known ? intNumber(rt, number) : undefined;
  rt.decref(number);
  if (!known) rt.raise('TypeError', 'fileno() returned a non-integer');
  return checked(rt, descriptor);
}

function checked(rt: Runtime, descriptor: number | undefined): number | undefined {
  if (descriptor === undefined || descriptor >= 0) return descriptor;
  rt.raise('ValueError', `file descriptor cannot be a negative integer (${descriptor})`);
  return undefined;
}

function endOf(rt: Runtime, object: Ref): SocketEnd | undefined {
  const descriptor = descriptorOf(rt, object);
  if (descriptor === undefined) return undefined;
  const end = endsOf(rt).get(descriptor);
  if (end !== undefined) return end;
  if (isEndNumber(descriptor)) raiseOsError(rt, 'EBADF');
  else {
    const what = `descriptor ${descriptor} is no end of a socket.socketpair()`;
    raiseOsErrorText(rt, 'ENOSYS', `${what}, and there is nothing else to wait for in Uroboros`);
  }
  return undefined;
}

/** What a sequence names, each object held; undefined on error. */
function watchedOf(rt: Runtime, objects: Ref): Watched[] | undefined {
  const items = sequenceFast(rt, objects, 'arguments 1-3 must be sequences');
  if (items === 0) return undefined;
  rt.hold(items);
  const watched: Watched[] = [];
  // `fileno` may be Python code that changes the list.
  for (let i = 0; i < fastSize(rt, items); i++) {
    const object = rt.hold(rt.incref(fastItem(rt, items, i)));
    const end = endOf(rt, object);
    if (end === undefined) return undefined;
    watched.push({ object, end });
  }
  return watched;
}

/** A new list of the objects that are ready; held. False on error. */
function holdReady(rt: Runtime, watched: readonly Watched[], isReady: (end: SocketEnd) => boolean): Maybe {
  const list = newList(rt, 0);
  if (list === 0) return 0;
  rt.hold(list);
  for (const { object, end } of watched) {
    if (!isReady(end)) continue;
    if (!listAppend(rt, list, rt.incref(object))) {
      rt.decref(object);
      return 0;
    }
  }
  return list;
}

/** Seconds, Infinity for None; undefined on error. */
function patience(rt: Runtime, value: Ref): number | undefined {
  if (value === rt.None) return Number.POSITIVE_INFINITY;
  const seconds = timeoutOf(rt, value);
  if (seconds === undefined && rt.errorIs(rt.builtin.TypeError)) {
    rt.clearError();
    rt.raise('TypeError', 'timeout must be a float or None');
  }
  if (seconds === undefined || seconds >= 0) return seconds;
  rt.raise('ValueError', 'timeout must be non-negative');
  return undefined;
}

const canRead = (end: SocketEnd): boolean => end.canRead;
const canWrite = (end: SocketEnd): boolean => end.canWrite;

/** select(rlist, wlist, xlist, timeout=None): nothing exceptional ever happens to an end. */
function select(rt: Runtime, args: number, count: number): Maybe {
  const seconds = count < 4 ? Number.POSITIVE_INFINITY : patience(rt, rt.i32[args + 6]! as Ref);
  if (seconds === undefined) return 0;
  const lists: Watched[][] = [];
  for (const word of [0, 2, 4]) {
    const watched = watchedOf(rt, rt.i32[args + word]! as Ref);
    if (watched === undefined) return 0;
    lists.push(watched);
  }
  const [reading, writing] = lists as [Watched[], Watched[]];
  const anyReady = (): boolean => reading.some(({ end }) => end.canRead) || writing.some(({ end }) => end.canWrite);
  if (waitUntil(rt, anyReady, seconds) === undefined) return 0;
  const ready = [holdReady(rt, reading, canRead), holdReady(rt, writing, canWrite), holdReady(rt, [], canRead)];
  return ready.includes(0) ? 0 : tupleOf(rt, ...(ready as Ref[]));
}

/** The module select. */
export const selectModule: NativeModule = {
  name: 'select',
  doc: 'Waiting for the ends of connected pairs.',
  functions: [
    functionPositional('select', 'select', 3, 4, (rt, args, count) => {
      const mark = rt.mark();
      return rt.finish(mark, select(rt, args, count));
    }),
  ],
  init: (rt, dict) => dictSet(rt, dict, rt.name('error'), rt.builtin.OSError.ref),
};
