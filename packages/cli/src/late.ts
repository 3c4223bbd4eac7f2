import { fstatSync, statSync } from 'node:fs';

/** Parts of Node that take milliseconds to load, and that most programs never use: loaded when they are. */

/** Whether a descriptor is a terminal. Only a character device can be one, and /dev/null is one that is not. */
export function isTerminal(fd: number): boolean {
  try {
    const status = fstatSync(fd);
    if (!status.isCharacterDevice() || status.rdev === nullDevice()) return false;
  } catch {
    return false;
  }
  return process.getBuiltinModule('node:tty').isatty(fd);
}

/** The number of /dev/null; undefined where there is none. */
function nullDevice(): number | undefined {
  return statSync('/dev/null', { throwIfNoEntry: false })?.rdev;
}

/** Fills an array with random bytes. */
export function randomFill(into: Uint8Array): void {
  process.getBuiltinModule('node:crypto').randomFillSync(into);
}
