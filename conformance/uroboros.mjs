/** Runs a program on Uroboros, in this process, with its output collected and the accounting checked at the end. */
import { readFileSync } from 'node:fs';
import { Interpreter, PROFILES } from '@uroboros/python';

const buffer = new Int32Array(new SharedArrayBuffer(4));

/**
 * @param {string} file
 * @param {'3.11' | '3.12' | '3.13'} profile
 * @returns {{ status: number, stdout: string, stderr: string, fault: string | undefined }}
 */
export function runUroboros(file, profile) {
  let stdout = '';
  let stderr = '';
  const host = {
    writeOut: (text) => {
      stdout += text;
    },
    writeError: (text) => {
      stderr += text;
    },
    readLine: () => '',
    time: () => Date.now() / 1000,
    monotonic: () => performance.now() / 1000,
    sleep: (seconds) => Atomics.wait(buffer, 0, 0, seconds * 1000),
    readSource: (path) => readIfThere(path),
    safepoint: () => true,
  };
  let status = 70;
  let fault;
  try {
    const python = new Interpreter({ host, profile: PROFILES[profile], argv: [file], heapBytes: 512 * 1024 * 1024 });
    status = python.runMain(readFileSync(file), file);
    python.verify();
  } catch (error) {
    fault = error instanceof Error ? error.stack : String(error);
  }
  return { status, stdout, stderr, fault };
}

function readIfThere(path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
