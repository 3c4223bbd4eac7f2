/** Runs a program on Uroboros, in this process, with its output collected and the accounting checked at the end. */

import { randomFillSync } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resourceLimits } from 'node:worker_threads';
import { Interpreter, PROFILES } from '@uroboros/python';
import { NodeFiles } from '../packages/cli/dist/files.js';

/** The standard library that the build unpacks. */
export const stdlib = fileURLToPath(new URL('../packages/python/dist/lib/python3.13', import.meta.url));

const buffer = new Int32Array(new SharedArrayBuffer(4));

/** A host whose output is collected in `printed`. */
export function collectingHost(printed) {
  return {
    writeOut: (text) => {
      printed.stdout += text;
    },
    writeError: (text) => {
      printed.stderr += text;
    },
    readLine: () => '',
    time: () => Date.now() / 1000,
    monotonic: () => performance.now() / 1000,
    sleep: (seconds) => Atomics.wait(buffer, 0, 0, seconds * 1000),
    files: new NodeFiles(),
    readSource: (path) => readIfThere(path),
    isFolder: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false,
    cwd: () => process.cwd(),
    random: (into) => randomFillSync(into),
    environment: { HOME: '/home/user' },
    safepoint: () => true,
  };
}

/** What an interpreter is made with that runs a program of ours. */
export function interpreterOptions(file, host, heapBytes) {
  return {
    host,
    argv: [file],
    folder: dirname(resolve(file)),
    ...(existsSync(stdlib) ? { stdlib } : {}),
    heapBytes,
    ...(resourceLimits.stackSizeMb === undefined ? {} : { stackBytes: resourceLimits.stackSizeMb * 2 ** 20 }),
  };
}

/**
 * @param {string} file
 * @param {'3.11' | '3.12' | '3.13'} profile
 * @param {import('@uroboros/python').StressOptions} [stress]
 * @param {number} [heapBytes]
 * @returns {{ status: number, stdout: string, stderr: string, fault: string | undefined }}
 */
export function runUroboros(file, profile, stress, heapBytes = 512 * 1024 * 1024) {
  let printed = { stdout: '', stderr: '' };
  let status = 70;
  let fault;
  try {
    const options = interpreterOptions(file, collectingHost(printed), heapBytes);
    const python = new Interpreter({
      ...options,
      profile: PROFILES[profile],
      ...(stress === undefined ? {} : { stress }),
    });
    status = python.runMain(readFileSync(file), file);
    const before = { ...printed };
    python.verify();
    const leaks = python.leaks();
    python.verify();
    printed = before;
    if (leaks.length > 0) fault = `left behind: ${leaks.join('; ')}`;
  } catch (error) {
    fault = error instanceof Error ? `${error.message}\n${error.stack}` : String(error);
  }
  return { status, ...printed, fault };
}

function readIfThere(path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
