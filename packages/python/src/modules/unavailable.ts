import type { NativeFunction } from '../objects/native.js';
import { raiseOsErrorText } from '../objects/os-error.js';
import type { NativeModule } from './module.js';

/**
 * Modules about processes, which Uroboros has not: libraries that only might use them can be imported, and what would start one
 * raises OSError, which says so, with the number of a call that a system lacks.
 */

const NO_PROCESSES = 'Uroboros cannot start processes: a program reaches only what its host passes in';

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

/** The modules of this file. */
export const unavailableModules: readonly NativeModule[] = [posixSubprocessModule];
