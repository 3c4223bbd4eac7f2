import type { Ref } from '@uroboros/heap';
import { bindParameters, cInt } from '../../objects/arguments.js';
import { newBytes } from '../../objects/bytes.js';
import { newFloat } from '../../objects/float.js';
import { intFromNumber } from '../../objects/int.js';
import { type NativeFunction, noArgs, oneArg, positional } from '../../objects/native.js';
import { raiseOsError, raiseOsErrorText } from '../../objects/os-error.js';
import { tupleOf } from '../../objects/tuple.js';
import { indexAsSize } from '../../runtime/operators.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { allocInstance } from '../../runtime/types.js';

import { bytesToWrite, memoryToFill } from '../io/bytes-input.js';
import { type NativeTypeDefinition, nativeType } from '../native-type.js';
import { timeoutOf } from '../timeout.js';
import { endsOf, type SocketEnd } from './ends.js';
import { refuseSocket, refusing } from './refusals.js';
import { waitUntil } from './waiting.js';

/** The type _socket.socket: an end of a connected pair, or closed. Any other socket is refused. */

/** Words of the object. The timeout is a double: seconds, 0 for not waiting, −1 for waiting without end. */
const enum Field {
  Descriptor = 4,
  Family = 5,
  Type = 6,
  Protocol = 7,
  Timeout = 8,
}

export const AF_UNIX = 1;
export const SOCK_STREAM = 1;
const NO_TIMEOUT = -1;
const CLOSED = -1;

const descriptorOf = (rt: Runtime, self: Ref): number => rt.i32[self + Field.Descriptor]!;
const secondsOf = (rt: Runtime, self: Ref): number => rt.f64[(self + Field.Timeout) >> 1]!;

function setSeconds(rt: Runtime, self: Ref, seconds: number): void {
  rt.f64[(self + Field.Timeout) >> 1] = seconds;
}

/** The end of an open socket; undefined and EBADF if it is closed. */
function openEnd(rt: Runtime, self: Ref): SocketEnd | undefined {
  const end = endsOf(rt).get(descriptorOf(rt, self));
  if (end === undefined) raiseOsError(rt, 'EBADF');
  return end;
}

function withEnd(rt: Runtime, self: Ref, run: (end: SocketEnd) => Maybe): Maybe {
  const end = openEnd(rt, self);
  return end === undefined ? 0 : run(end);
}

// Making --------------------------------------------------------------------------------------------------------------

function newSocket(rt: Runtime, type = nativeType(rt, socketType)): Maybe {
  const socket = allocInstance(rt, type);
  if (socket === 0) return 0;
  rt.i32[socket + Field.Descriptor] = CLOSED;
  setSeconds(rt, socket, NO_TIMEOUT);
  return socket;
}

/** The socket takes over a descriptor. */
function attach(rt: Runtime, self: Ref, [descriptor, ...kind]: readonly number[]): void {
  rt.i32[self + Field.Descriptor] = descriptor!;
  for (const [i, number] of kind.entries()) rt.i32[self + Field.Family + i] = number;
  setSeconds(rt, self, NO_TIMEOUT);
}

/** socket.__init__: only a descriptor that there is can be taken over. */
function initSocket(rt: Runtime, self: Ref, args: number, count: number, kwnames: Maybe): boolean {
  const parameters = { function: 'socket', names: ['family', 'type', 'proto', 'fileno'], required: 0 };
  const values = bindParameters(rt, parameters, args, count, kwnames);
  if (values === undefined) return false;
  const [family, type, protocol, given] = values as [Maybe, Maybe, Maybe, Maybe];
  if (given === 0 || given === rt.None) return refuseSocket(rt) !== 0;
  const descriptor = cInt(rt, given);
  if (descriptor === undefined) return false;
  const kind = [];
  for (const [value, own] of [
    [family, AF_UNIX],
    [type, SOCK_STREAM],
    [protocol, 0],
  ] as const) {
    const number = value === 0 ? -1 : cInt(rt, value);
    if (number === undefined) return false;
    kind.push(number === -1 ? own : number);
  }
  if (descriptor < 0) rt.raise('ValueError', 'negative file descriptor');
  else if (endsOf(rt).get(descriptor) === undefined) raiseOsError(rt, 'EBADF');
  else attach(rt, self, [descriptor, ...kind]);
  return !rt.failed;
}

/** socketpair(family=AF_UNIX, type=SOCK_STREAM, proto=0): two sockets that are connected. */
export function socketPair(rt: Runtime, args: number, count: number): Maybe {
  for (const [i, known] of [AF_UNIX, SOCK_STREAM, 0].slice(0, count).entries()) {
    const number = cInt(rt, rt.i32[args + 2 * i]! as Ref);
    if (number === undefined) return 0;
    if (number !== known) return refuseSocket(rt);
  }
  const mark = rt.mark();
  const sockets: Ref[] = [];
  for (const descriptor of endsOf(rt).pair()) {
    const socket = newSocket(rt);
    if (socket === 0) return rt.finish(mark, 0);
    sockets.push(rt.hold(socket));
    attach(rt, socket, [descriptor, AF_UNIX, SOCK_STREAM, 0]);
  }
  return rt.finish(mark, tupleOf(rt, ...sockets));
}

function closeSocket(rt: Runtime, self: Ref): void {
  endsOf(rt).close(descriptorOf(rt, self));
  rt.i32[self + Field.Descriptor] = CLOSED;
}

// Reading and writing -------------------------------------------------------------------------------------------------

/** Waits as the socket's timeout wants it; false after an exception. */
function becomes(rt: Runtime, self: Ref, isReady: () => boolean): boolean {
  if (isReady()) return true;
  const seconds = secondsOf(rt, self);
  if (seconds === 0) return raiseOsError(rt, 'EAGAIN') !== 0;
  const ready = waitUntil(rt, isReady, seconds < 0 ? Number.POSITIVE_INFINITY : seconds);
  if (ready === false) rt.raise('TimeoutError', 'timed out');
  return ready === true;
}

/** False and an OSError for flags: there are none here. */
function checkFlags(rt: Runtime, given: Maybe): boolean {
  const flags = given === 0 ? 0 : cInt(rt, given);
  if (flags === undefined) return false;
  return flags === 0 || raiseOsErrorText(rt, 'ENOTSUP', `sockets have no flag ${flags} in Uroboros`) !== 0;
}

/** What can be read, up to `most` bytes, none at the end; undefined on error. */
function receive(rt: Runtime, self: Ref, most: number, flags: Maybe): Uint8Array | undefined {
  if (!checkFlags(rt, flags)) return undefined;
  const end = openEnd(rt, self);
  if (end === undefined || !becomes(rt, self, () => most === 0 || end.canRead)) return undefined;
  return end.read(most);
}

const argument = (rt: Runtime, args: number, count: number, index: number): Maybe =>
  index < count ? (rt.i32[args + 2 * index]! as Ref) : 0;

const recv = positional('recv', 1, 2, (rt, self, args, count) => {
  const size = indexAsSize(rt, rt.i32[args]! as Ref, 'OverflowError');
  if (size === undefined) return 0;
  if (size < 0) return rt.raise('ValueError', 'negative buffersize in recv');
  const bytes = receive(rt, self, size, argument(rt, args, count, 1));
  return bytes === undefined ? 0 : newBytes(rt, bytes);
});

const recvInto = positional('recv_into', 1, 3, (rt, self, args, count) => {
  const buffer = rt.i32[args]! as Ref;
  const room = memoryToFill(rt, 'recv_into', buffer)?.length;
  const wanted = argument(rt, args, count, 1);
  const size = wanted === 0 ? 0 : indexAsSize(rt, wanted, 'OverflowError');
  if (room === undefined || size === undefined) return 0;
  if (size < 0) return rt.raise('ValueError', 'negative buffersize in recv_into');
  if (size > room) return rt.raise('ValueError', 'buffer too small for requested bytes');
  const bytes = receive(rt, self, size || room, argument(rt, args, count, 2));
  if (bytes === undefined) return 0;
  // A handler may have run while it waited.
  memoryToFill(rt, 'recv_into', buffer)?.set(bytes);
  return rt.failed ? 0 : intFromNumber(rt, bytes.length);
});

/** Writes what there is room for: how many bytes; undefined on error. */
function write(rt: Runtime, self: Ref, bytes: Uint8Array): number | undefined {
  const end = openEnd(rt, self);
  if (end === undefined || !becomes(rt, self, () => end.canWrite)) return undefined;
  if (!end.broken) return end.write(bytes);
  raiseOsError(rt, 'EPIPE');
  return undefined;
}

const send = positional('send', 1, 2, (rt, self, args, count) => {
  const bytes = bytesToWrite(rt, rt.i32[args]! as Ref)?.slice();
  if (bytes === undefined || !checkFlags(rt, argument(rt, args, count, 1))) return 0;
  const written = write(rt, self, bytes);
  return written === undefined ? 0 : intFromNumber(rt, written);
});

const sendAll = positional('sendall', 1, 2, (rt, self, args, count) => {
  let bytes = bytesToWrite(rt, rt.i32[args]! as Ref)?.slice();
  if (bytes === undefined || !checkFlags(rt, argument(rt, args, count, 1))) return 0;
  while (bytes.length > 0) {
    const written = write(rt, self, bytes);
    if (written === undefined) return 0;
    bytes = bytes.subarray(written);
  }
  return rt.none();
});

const shutdown = oneArg('shutdown', (rt, self, value) => {
  const how = cInt(rt, value);
  if (how === undefined) return 0;
  return withEnd(rt, self, (end) => {
    if (how < 0 || how > 2) return raiseOsError(rt, 'EINVAL');
    end.shut(how !== 1, how !== 0);
    return rt.none();
  });
});

// Timeouts ------------------------------------------------------------------------------------------------------------

function changeTimeout(rt: Runtime, self: Ref, seconds: number): Maybe {
  setSeconds(rt, self, seconds);
  return withEnd(rt, self, (end) => {
    end.nonBlocking = seconds !== NO_TIMEOUT;
    return rt.none();
  });
}

const timeoutMethods: readonly NativeFunction[] = [
  oneArg('setblocking', (rt, self, value) => {
    const blocks = rt.isTrue(value);
    return blocks < 0 ? 0 : changeTimeout(rt, self, blocks === 1 ? NO_TIMEOUT : 0);
  }),
  noArgs('getblocking', (rt, self) => rt.bool(secondsOf(rt, self) !== 0)),
  oneArg('settimeout', (rt, self, value) => {
    const seconds = value === rt.None ? NO_TIMEOUT : timeoutOf(rt, value);
    if (seconds === undefined) return 0;
    if (seconds < 0 && value !== rt.None) return rt.raise('ValueError', 'Timeout value out of range');
    return changeTimeout(rt, self, seconds);
  }),
  noArgs('gettimeout', timeoutObject),
];

function timeoutObject(rt: Runtime, self: Ref): Maybe {
  const seconds = secondsOf(rt, self);
  return seconds === NO_TIMEOUT ? rt.none() : newFloat(rt, seconds);
}

// The type ------------------------------------------------------------------------------------------------------------

/** An end has no name. */
const nameless = (name: string): NativeFunction => noArgs(name, (rt, self) => withEnd(rt, self, () => rt.str('')));

function reprSocket(rt: Runtime, self: Ref): Maybe {
  const [fd, family, type, proto] = [0, 1, 2, 3].map((i) => rt.i32[self + Field.Descriptor + i]!);
  return rt.str(`<socket object, fd=${fd}, family=${family}, type=${type}, proto=${proto}>`);
}

const OUTSIDE = 'bind connect connect_ex listen _accept sendto recvfrom recvfrom_into getsockopt setsockopt';

export const socketType: NativeTypeDefinition = {
  name: '_socket.socket',
  doc: 'An end of a connected pair.',
  layout: (rt) => ({ basicSize: 40, gc: true, tearDown: (object) => closeSocket(rt, object) }),
  slots: { new: (rt, type) => newSocket(rt, type), init: initSocket, repr: reprSocket },
  methods: [
    ...[recv, recvInto, send, sendAll, shutdown, ...timeoutMethods, nameless('getsockname'), nameless('getpeername')],
    noArgs('fileno', (rt, self) => intFromNumber(rt, descriptorOf(rt, self))),
    noArgs('close', (rt, self) => {
      closeSocket(rt, self);
      return rt.none();
    }),
    noArgs('detach', (rt, self) => {
      const descriptor = descriptorOf(rt, self);
      rt.i32[self + Field.Descriptor] = CLOSED;
      return intFromNumber(rt, descriptor);
    }),
    ...OUTSIDE.split(' ').map(refusing),
  ],
  attributes: [
    ...(['family', 'type', 'proto'] as const).map((name, i) => ({
      name,
      get: (rt: Runtime, self: Ref) => intFromNumber(rt, rt.i32[self + Field.Family + i]!),
    })),
    { name: 'timeout', get: timeoutObject },
  ],
};
