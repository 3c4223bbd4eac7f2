/**
 * `@uroboros/python`: Python compiled to JavaScript, on Uroboros' heap.
 *
 * @packageDocumentation
 */
export type { Keepable, KeptCode } from './compile/kept.js';
export { type CommandResult, Interpreter, type InterpreterOptions } from './interpreter.js';
export type { PythonObserver } from './observe.js';
export { PROFILES, type ProfileName, type PythonProfile } from './profiles/profile.js';
export type { FileStatus, HostFiles } from './runtime/files.js';
export { type Host, NO_HOST } from './runtime/host.js';
export { keepableCode } from './runtime/module-code.js';
export type { HostSignals } from './runtime/signals.js';
export type { StressOptions } from './runtime/stress.js';
