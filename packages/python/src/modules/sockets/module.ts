import type { Ref } from '@uroboros/heap';
import { cInt } from '../../objects/arguments.js';
import { dictSet } from '../../objects/dict.js';
import type { Runtime } from '../../runtime/runtime.js';
import { functionNoArgs, functionOneArg, functionPositional } from '../functions.js';
import { type NativeModule, storeOwned } from '../module.js';
import { nativeType, newExceptionClass } from '../native-type.js';
import { endsOf } from './ends.js';
import { refuseSocket, refusing } from './refusals.js';
import { AF_UNIX, SOCK_STREAM, socketPair, socketType } from './socket-type.js';

/** The module _socket. Programs reach only what their host passes in, and no host passes in sockets: there are connected pairs alone. */

/** Numbers of Linux. */
const SOCKET_CONSTANTS: Readonly<Record<string, number>> = {
  AF_UNSPEC: 0,
  AF_UNIX,
  AF_INET: 2,
  AF_INET6: 10,
  SOCK_STREAM,
  SOCK_DGRAM: 2,
  SOCK_RAW: 3,
  SOL_SOCKET: 1,
  SOMAXCONN: 4096,
  SO_REUSEADDR: 2,
  SO_ERROR: 4,
  SO_BROADCAST: 6,
  SO_KEEPALIVE: 9,
  SO_LINGER: 13,
  IPPROTO_IP: 0,
  IPPROTO_TCP: 6,
  IPPROTO_UDP: 17,
  IPPROTO_IPV6: 41,
  IPV6_V6ONLY: 26,
  TCP_NODELAY: 1,
  SHUT_RD: 0,
  SHUT_WR: 1,
  SHUT_RDWR: 2,
  MSG_OOB: 1,
  MSG_PEEK: 2,
  MSG_WAITALL: 0x100,
  AI_PASSIVE: 1,
  AI_CANONNAME: 2,
  AI_NUMERICHOST: 4,
  EAI_FAMILY: -6,
  EAI_NONAME: -2,
  NI_NUMERICHOST: 1,
  NI_NUMERICSERV: 2,
  INADDR_ANY: 0,
};

function fillSocketModule(rt: Runtime, dict: Ref): boolean {
  const type = nativeType(rt, socketType);
  const classes: readonly (readonly [string, number])[] = [
    ['error', rt.builtin.OSError.ref],
    ['timeout', rt.builtin.TimeoutError.ref],
    ['gaierror', newExceptionClass(rt, 'socket', 'gaierror', rt.builtin.OSError.ref)],
    ['herror', newExceptionClass(rt, 'socket', 'herror', rt.builtin.OSError.ref)],
    ['socket', type.ref],
    ['SocketType', type.ref],
  ];
  return (
    classes.every(([name, ref]) => ref !== 0 && dictSet(rt, dict, rt.name(name), ref as Ref)) &&
    dictSet(rt, dict, rt.name('has_ipv6'), rt.False) &&
    Object.entries(SOCKET_CONSTANTS).every(([name, value]) => storeOwned(rt, dict, name, rt.sizeToInt(value)))
  );
}

/** close(fd): of an end. */
const closeFunction = functionOneArg('_socket', 'close', (rt, value) => {
  const descriptor = cInt(rt, value);
  if (descriptor === undefined) return 0;
  return endsOf(rt).close(descriptor) ? rt.none() : refuseSocket(rt);
});

/** The module _socket. */
export const socketModule: NativeModule = {
  name: '_socket',
  doc: 'Connected pairs of sockets; others there are none.',
  functions: [
    ...'dup getaddrinfo getnameinfo gethostbyname gethostbyaddr getservbyname inet_aton inet_ntoa inet_pton inet_ntop'
      .split(' ')
      .map(refusing),
    closeFunction,
    functionPositional('_socket', 'socketpair', 0, 3, socketPair),
    functionNoArgs('_socket', 'gethostname', (rt) => rt.str('localhost')),
    functionNoArgs('_socket', 'getdefaulttimeout', (rt) => rt.none()),
    functionOneArg('_socket', 'setdefaulttimeout', (rt) => rt.none()),
  ],
  init: fillSocketModule,
};
