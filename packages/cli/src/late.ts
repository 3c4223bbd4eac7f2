import { fstatSync } from 'node:fs';
import { createRequire } from 'node:module';

/** Parts of Node that take milliseconds to load, and that most programs never use: loaded when they are. */

const load = (name: string): unknown => createRequire(import.meta.url)(name);

/** Whether a descriptor is a terminal. Only a character device can be one. */
export function isTerminal(fd: number): boolean {
  try {
    if (!fstatSync(fd).isCharacterDevice()) return false;
  } catch {
    return false;
  }
  return (load('node:tty') as typeof import('node:tty')).isatty(fd);
}

/** Fills an array with random bytes. */
export function randomFill(into: Uint8Array): void {
  (load('node:crypto') as typeof import('node:crypto')).randomFillSync(into);
}
