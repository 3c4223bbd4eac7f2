import type { Ref } from '@uroboros/heap';
import { cInt } from '../../objects/arguments.js';
import { intFromNumber } from '../../objects/int.js';
import { keywords, type NativeFunction } from '../../objects/native.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';

/**
 * What the status of a process says of its end. Nothing makes one here, but it is a number like any other: the signal that ended
 * the process in 7 bits, whether memory was written in the eighth, the exit code in the next 8. 0x7f in the lowest byte: stopped.
 */

const signalOf = (status: number): number => status & 0x7f;
const highByte = (status: number): number => (status >> 8) & 0xff;
const isStopped = (status: number): boolean => (status & 0xff) === 0x7f;

function ofStatus(name: string, code: (rt: Runtime, status: number) => Maybe): NativeFunction {
  return keywords(name, 'status', (rt, [given]) => {
    const status = cInt(rt, given as Ref);
    return status === undefined ? 0 : code(rt, status);
  });
}

const truth = (name: string, is: (status: number) => boolean): NativeFunction =>
  ofStatus(name, (rt, status) => rt.incref(is(status) ? rt.True : rt.False));

const number = (name: string, of: (status: number) => number): NativeFunction =>
  ofStatus(name, (rt, status) => intFromNumber(rt, of(status)));

/** All of them. */
export const waitStatusFunctions: readonly NativeFunction[] = [
  truth('WIFEXITED', (status) => signalOf(status) === 0),
  truth('WIFSIGNALED', (status) => signalOf(status) !== 0 && signalOf(status) !== 0x7f),
  truth('WIFSTOPPED', isStopped),
  truth('WIFCONTINUED', (status) => status === 0xffff),
  truth('WCOREDUMP', (status) => (status & 0x80) !== 0),
  number('WEXITSTATUS', highByte),
  number('WTERMSIG', signalOf),
  number('WSTOPSIG', highByte),
  ofStatus('waitstatus_to_exitcode', (rt, status) => {
    const signal = signalOf(status);
    if (signal === 0) return intFromNumber(rt, highByte(status));
    if (signal !== 0x7f) return intFromNumber(rt, -signal);
    if (!isStopped(status)) return rt.raise('ValueError', `invalid wait status: ${status}`);
    return rt.raise('ValueError', `process stopped by delivery of signal ${highByte(status)}`);
  }),
];
