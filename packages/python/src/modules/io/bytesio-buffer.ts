import type { Ref } from '@uroboros/heap';
import { bytesBuffer } from '../../objects/buffer.js';
import { byteArrayView, newByteArray } from '../../objects/bytearray.js';
import { newMemoryView } from '../../objects/memoryview.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { allocInstance } from '../../runtime/types.js';
import { type NativeTypeDefinition, nativeType } from '../native-type.js';

/**
 * BytesIO.getbuffer(). A stream's bytes are outside of the heap, where no memoryview could show them; while one does, they are
 * in a bytearray that the views hold, and the stream works on its memory.
 */

/** What a stream keeps of its views. */
export interface Lending {
  bytes: Uint8Array;
  size: number;
  /** Exports that have not ended. */
  exports: number;
  /** The bytearray they show: they hold it. */
  lent: Maybe;
}

/** Word of the stream and of the bytearray in a view's exporter. */
const STREAM = 4;
const CONTENT = 6;

/** Finds the state of a stream; undefined once it was taken apart. */
type Find = (rt: Runtime, stream: Ref) => Lending | undefined;

export function bufferType(find: Find): NativeTypeDefinition {
  return {
    name: '_io._BytesIOBuffer',
    final: true,
    layout: () => ({ basicSize: 32, gc: true, slots: [4 * STREAM, 4 * CONTENT] }),
    slots: {
      buffer: (rt, self) => {
        const content = byteArrayView(rt, rt.i32[self + CONTENT]! as Ref);
        const state = find(rt, rt.i32[self + STREAM]! as Ref);
        if (state !== undefined) state.exports++;
        return bytesBuffer(content.byteOffset, content.length, false);
      },
      releaseBuffer: (rt, self) => {
        const stream = rt.i32[self + STREAM]! as Maybe;
        const state = stream === 0 ? undefined : find(rt, stream);
        if (state === undefined || --state.exports > 0) return;
        state.bytes = state.bytes.slice();
        state.lent = 0;
      },
    },
  };
}

/** A view of all that a stream holds; 0 without memory. */
export function viewOfStream(rt: Runtime, type: NativeTypeDefinition, stream: Ref, state: Lending): Maybe {
  const mark = rt.mark();
  const content = state.lent === 0 ? newByteArray(rt, state.bytes.subarray(0, state.size)) : rt.incref(state.lent);
  if (content === 0) return 0;
  rt.hold(content);
  const exporter = allocInstance(rt, nativeType(rt, type));
  if (exporter === 0) return rt.finish(mark, 0);
  rt.hold(exporter);
  rt.i32[exporter + STREAM] = rt.incref(stream);
  rt.i32[exporter + CONTENT] = rt.incref(content);
  const view = newMemoryView(rt, exporter);
  if (view !== 0) {
    state.lent = content;
    state.bytes = byteArrayView(rt, content);
  }
  return rt.finish(mark, view);
}
