import type { NativeModule } from './module.js';

/** Modules that cannot be there: importing them says why. */

const REASONS: readonly (readonly [string, string])[] = [
  ['_ssl', 'there are no sockets in Uroboros: a program reaches only what its host passes in'],
  ['_multiprocessing', 'Uroboros cannot start processes: a program reaches only what its host passes in'],
  ['_ctypes', 'there is no C in Uroboros: its objects are not at addresses that C code could use'],
  ['_tracemalloc', 'Uroboros does not trace allocations by line yet'],
];

/** The modules of this file: each raises ImportError with its reason. */
export const absentModules: readonly NativeModule[] = REASONS.map(([name, reason]) => ({
  name,
  init: (rt) => {
    rt.raise('ImportError', `No module named '${name}': ${reason}`);
    return false;
  },
}));
