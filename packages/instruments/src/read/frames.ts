import type { Ref } from '@uroboros/heap';
import { Frame, FrameObjectField, GeneratorField, SLOT, State } from '@uroboros/python/internal';
import type { CodeInfo } from '../format.js';
import type { RecordedHeap } from './recorded-heap.js';

/** One frame of the stack. */
export interface FrameView {
  /** Its first word. */
  readonly fp: number;
  /** Undefined for the bottom frame, in which the runtime itself holds things. */
  readonly code: CodeInfo | undefined;
  /** The line that runs; 0 where there is none. */
  readonly line: number;
  /** Word behind its last slot. */
  readonly end: number;
  /** The generator whose frame it is; 0 for that of a plain call. */
  readonly generator: Ref | 0;
}

/** The frames of the stack, innermost first. */
export function framesOf(heap: RecordedHeap): FrameView[] {
  const { i32, recording } = heap;
  const { state } = recording.info;
  const bottom = state + State.Words;
  const frames: FrameView[] = [];
  const generators = runningGenerators(heap);
  for (let fp = i32[state + State.Frame]!; fp >= bottom; fp = i32[fp + Frame.Previous]!) {
    const code = recording.codes.get(i32[fp + Frame.Compiled]!);
    const isBottom = fp === bottom;
    frames.push({
      fp,
      code: isBottom ? undefined : code,
      line: isBottom ? 0 : (code?.lines[i32[fp + Frame.Position]!] ?? code?.firstLine ?? 0),
      end: fp + i32[fp + Frame.Size]!,
      generator: generators.get(fp) ?? 0,
    });
    if (isBottom) break;
  }
  return frames;
}

/** The generator whose frame is on top of the stack, at this word; 0 if it is that of a plain call. */
export function generatorOnTop({ i32, recording }: RecordedHeap, fp: number): Ref | 0 {
  const generator = i32[recording.info.state + State.Running]! as Ref | 0;
  return generator !== 0 && i32[generator + GeneratorField.Place] === fp ? generator : 0;
}

/** The generators that run, by the words of their frames on the stack. */
function runningGenerators({ i32, recording }: RecordedHeap): Map<number, Ref> {
  const generators = new Map<number, Ref>();
  let generator = i32[recording.info.state + State.Running]! as Ref | 0;
  for (; generator !== 0; generator = i32[generator + GeneratorField.OuterRunning]! as Ref | 0)
    generators.set(i32[generator + GeneratorField.Place]!, generator);
  return generators;
}

/** Which word of its frame a word of a waiting generator is, counted from the frame's first; undefined for what lies elsewhere. */
export function slotOfGenerator(heap: RecordedHeap, object: Ref, word: number): number | undefined {
  const slot = word - object - GeneratorField.Frame;
  if (slot < 0 || heap.customOf(heap.typeId(object)) !== 'generator') return undefined;
  return slot < heap.i32[object + GeneratorField.Size]! ? slot : undefined;
}

/** The name of the local in a slot, counted from 0; undefined for what is none. */
export function localName(code: CodeInfo | undefined, slot: number): string | undefined {
  if (code === undefined || slot >= code.slots) return undefined;
  return [...code.localNames, ...code.extraNames][slot];
}

/** What a slot of a frame is. */
export type FrameSlot =
  | { readonly t: 'function' | 'frame object' | 'namespace' | 'return value' | 'temporary' }
  | { readonly t: 'local'; readonly name: string };

/** The references in the header of a frame. */
export const HEADER: readonly ['function', 'frame object', 'namespace', 'return value'] = [
  'function',
  'frame object',
  'namespace',
  'return value',
];

/** What the slot at a word of a frame is. */
export function slotOf(frame: FrameView, word: number): FrameSlot {
  const slot = (word - frame.fp) / SLOT;
  if (slot < HEADER.length && frame.code !== undefined) return { t: HEADER[slot]! };
  const name = localName(frame.code, slot - Frame.Slots / SLOT);
  return name === undefined ? { t: 'temporary' } : { t: 'local', name };
}

/** Calls back with the word of each slot of the stack that holds something; its frame is undefined below the bottom one. */
export function forEachStackSlot(
  heap: RecordedHeap,
  frames: readonly FrameView[],
  visit: (word: number, target: Ref, frame: FrameView | undefined) => void,
): void {
  const { i32, recording } = heap;
  const { state } = recording.info;
  const top = frames[0]?.end ?? state + State.Words;
  let at = frames.length;
  for (let word = state; word < top; word += SLOT) {
    while (at > 0 && frames[at - 1]!.fp <= word) at--;
    const target = i32[word]! as Ref;
    if (target !== 0) visit(word, target, frames[at]);
  }
}

/** The local that a word of a generator or of a frame object holds. */
export function innerLocal(
  heap: RecordedHeap,
  object: Ref,
  kind: 'generator' | 'frame',
  word: number,
): string | undefined {
  const { i32, recording } = heap;
  const isGenerator = kind === 'generator';
  const code = recording.codes.get(i32[object + (isGenerator ? GeneratorField.Compiled : FrameObjectField.Compiled)]!);
  return localName(code, (word - object - (isGenerator ? GeneratorField.Items : FrameObjectField.Items)) / SLOT);
}
