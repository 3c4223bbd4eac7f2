import type { Ref } from '@uroboros/heap';
import { dictSet } from '../objects/dict.js';
import type { NativeFunction } from '../objects/native.js';
import { raiseOsErrorText } from '../objects/os-error.js';
import type { Runtime } from '../runtime/runtime.js';
import { functionNoArgs, functionOneArg } from './functions.js';
import { type NativeModule, storeOwned } from './module.js';
import { type NativeTypeDefinition, nativeType, newExceptionClass } from './native-type.js';

/**
 * Modules about processes and sockets, which Uroboros has not: libraries that only might use them can be imported, and what would
 * start a process, open a socket or wait for one raises OSError, which says so, with the number of a call that a system lacks.
 */

const NO_PROCESSES = 'Uroboros cannot start processes: a program reaches only what its host passes in';
const NO_SOCKETS = 'there are no sockets in Uroboros: a program reaches only what its host passes in';
const NOTHING_TO_WAIT_FOR = 'there is nothing to wait for in Uroboros: it has no sockets and no pipes';

function refusing(name: string, reason: string): NativeFunction {
  return { name, doc: undefined, signature: '', code: (rt) => raiseOsErrorText(rt, 'ENOSYS', reason) };
}

/** What posix has about processes and pipes. */
export const processRefusals: readonly NativeFunction[] = [
  ...['fork', 'system', 'posix_spawn', 'execv', 'execve', 'waitpid'].map((name) => refusing(name, NO_PROCESSES)),
  refusing('pipe', 'there are no pipes in Uroboros: it cannot start processes'),
];

const posixSubprocessModule: NativeModule = {
  name: '_posixsubprocess',
  doc: 'A POSIX helper for the subprocess module.',
  functions: [refusing('fork_exec', NO_PROCESSES)],
};

const selectModule: NativeModule = {
  name: 'select',
  doc: 'Waiting for sockets and pipes, of which there are none.',
  functions: [refusing('select', NOTHING_TO_WAIT_FOR)],
  init: (rt, dict) => dictSet(rt, dict, rt.name('error'), rt.builtin.OSError.ref),
};

/** Numbers of Linux. */
const SOCKET_CONSTANTS: Readonly<Record<string, number>> = {
  AF_UNSPEC: 0,
  AF_INET: 2,
  AF_INET6: 10,
  SOCK_STREAM: 1,
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

const socketType: NativeTypeDefinition = {
  name: '_socket.socket',
  doc: 'A connection, which cannot be made here.',
  layout: () => ({ basicSize: 40 }),
  slots: { new: (rt) => raiseOsErrorText(rt, 'ENOSYS', NO_SOCKETS) },
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

const socketModule: NativeModule = {
  name: '_socket',
  doc: 'Sockets, of which there are none.',
  functions: [
    ...'close dup getaddrinfo getnameinfo gethostbyname gethostbyaddr getservbyname inet_aton inet_ntoa inet_pton inet_ntop'
      .split(' ')
      .map((name) => refusing(name, NO_SOCKETS)),
    functionNoArgs('_socket', 'gethostname', (rt) => rt.str('localhost')),
    functionNoArgs('_socket', 'getdefaulttimeout', (rt) => rt.none()),
    functionOneArg('_socket', 'setdefaulttimeout', (rt) => rt.none()),
  ],
  init: fillSocketModule,
};

/** The modules of this file. */
export const unavailableModules: readonly NativeModule[] = [posixSubprocessModule, selectModule, socketModule];
