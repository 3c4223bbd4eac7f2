/**
 * `@uroboros/instruments`: what a run tells. A {@link Recording} is read from bytes, a {@link Session} answers questions about it, the
 * functions of `explain/` give typed answers, and those of `text/` put them in words.
 *
 * @packageDocumentation
 */
export { NoteError, RecordingError } from './errors.js';
export { type Cascade, cascadeOf } from './explain/cascade.js';
export { type CollectionReport, listCollections } from './explain/collections.js';
export { type CountChange, type CountHistory, countAt, countHistory } from './explain/count.js';
export { type CycleEdge, type CycleGroup, type CyclesReport, findCycles } from './explain/cycles.js';
export { ObjectGraph } from './explain/graph.js';
export { type CountStep, type Life, lifeOf, type Promotion } from './explain/life.js';
export { type MemoryReport, type MemoryRow, memoryReport } from './explain/memory.js';
export { type Place, parsePlace, QuestionError, Session } from './explain/session.js';
export { type Link, type WhyAlive, whyAlive } from './explain/why.js';
export type { CodeInfo, RecordingEnd, RecordingInfo, Told } from './format.js';
export { describe, typeName } from './read/describe.js';
export { type Edge, forEachEdge } from './read/edges.js';
export { type FrameView, forEachStackSlot, framesOf } from './read/frames.js';
export { type CountNow, type Holder, Moment } from './read/moment.js';
export { RecordedHeap } from './read/recorded-heap.js';
export { checkHeader, Recording, type Unpack } from './read/recording.js';
export { type NoteVisitor, Replay } from './read/replay.js';
export { type CollectionEvent, type OtherEvent, Timeline } from './read/timeline.js';
export { type RecordingTarget, RecordingWriter, type WriterOptions } from './record/recording-writer.js';
export { LOG_WORDS } from './record/writes.js';
export { RewriteError, rewriteWrites, WRITERS } from './rewrite.js';
export * from './text/prose.js';
export { bytesText, COLOURED, PLAIN, plural, type Style } from './text/style.js';
export { type Accounting, checkAccounting, recordedOutput } from './verify/accounting.js';
export { checkFrees } from './verify/frees.js';
export * from './view/index.js';
