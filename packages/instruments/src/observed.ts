/**
 * `@uroboros/instruments/observed`: Python in its observed form, and the recorder that listens. The build bundles this with
 * `@uroboros/heap` and `@uroboros/python` and rewrites the writes to memory (`rewrite.ts`); without that, nothing is noted.
 *
 * @packageDocumentation
 */
export {
  Interpreter,
  type InterpreterOptions,
  keepableCode,
  NO_HOST,
  PROFILES,
  type ProfileName,
} from '@uroboros/python';
export { Recorder } from './record/recorder.js';
export { type RecordingTarget, RecordingWriter, type WriterOptions } from './record/recording-writer.js';
export { LOG_WORDS } from './record/writes.js';
