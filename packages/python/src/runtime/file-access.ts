import type { HostFiles } from './files.js';
import type { Runtime } from './runtime.js';

/** The files that the host grants, and what a program is told that has none. */

export function filesOf(rt: Runtime): HostFiles | undefined {
  return rt.host.files;
}

/** PermissionError: returns 0. */
export function accessRefused(rt: Runtime): 0 {
  return rt.raise('PermissionError', 'this Python was given no access to files');
}
