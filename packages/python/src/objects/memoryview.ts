import type { Ref } from '@uroboros/heap';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { BufferFlag, type BufferView, getBuffer, releaseBuffer } from './buffer.js';
import { ManagedBufferField, MemoryViewField } from './layout.js';

/**
 * memoryview: a window into the memory of another object. A managed buffer holds the object and ends the export when it dies;
 * all views made from one another share it. A view that is released lets its managed buffer go.
 */

/** Bits of {@link MemoryViewField.Flags}. */
export const enum MemoryViewFlag {
  Released = 1,
  Hashed = 2,
}

/** Bytes before the shape and the strides. */
export const MEMORYVIEW_BYTES = 144;
export const MANAGED_BUFFER_BYTES = 112;

/** Formats by the number that views keep. */
const formats: string[] = [];

function formatNumber(format: string): number {
  const known = formats.indexOf(format);
  return known >= 0 ? known : formats.push(format) - 1;
}

export function isMemoryView(rt: Runtime, object: Ref): boolean {
  return rt.typeOf(object) === rt.builtin.memoryview;
}

/** Borrows an object's memory for good: a managed buffer; 0 on error. */
function manage(rt: Runtime, exporter: Ref, flags: number): { managed: Ref; view: BufferView } | undefined {
  const managed = rt.heap.objects.allocate(rt.builtin.managedbuffer.typeId);
  if (managed === 0) {
    rt.noMemory();
    return undefined;
  }
  // What refuses raises, which may run code that looks at the heap.
  const mark = rt.mark();
  rt.hold(managed);
  const view = getBuffer(rt, exporter, flags);
  if (view === undefined) {
    rt.releaseTo(mark);
    return undefined;
  }
  rt.unhold();
  rt.i32[managed + ManagedBufferField.Exporter] = rt.incref(exporter);
  rt.heap.objects.track(managed);
  return { managed, view };
}

/** memoryview(object). */
export function newMemoryView(rt: Runtime, object: Ref): Maybe {
  if (isMemoryView(rt, object)) {
    return isReleased(rt, object) ? refuseReleased(rt) : derivedView(rt, object, viewOf(rt, object));
  }
  return viewOfExport(rt, object, BufferFlag.FullReadOnly);
}

/** A view of what an object lends for some flags. */
export function viewOfExport(rt: Runtime, object: Ref, flags: number): Maybe {
  if (rt.typeOf(object).slots.buffer === undefined) {
    return rt.raise('TypeError', `memoryview: a bytes-like object is required, not '${rt.typeOf(object).name}'`);
  }
  const made = manage(rt, object, flags);
  if (made === undefined) return 0;
  const mark = rt.mark();
  rt.hold(made.managed);
  return rt.finish(mark, makeView(rt, made.managed, made.view));
}

/** A new view of what another one's object lends. */
export function derivedView(rt: Runtime, self: Ref, view: BufferView): Maybe {
  return makeView(rt, rt.i32[self + MemoryViewField.Managed]! as Ref, view);
}

function makeView(rt: Runtime, managed: Ref, view: BufferView): Maybe {
  const { i32 } = rt;
  const dimensions = view.shape.length;
  const object = rt.heap.objects.allocateVar(rt.builtin.memoryview.typeId, 3 * dimensions);
  if (object === 0) return rt.noMemory();
  i32[object + MemoryViewField.Managed] = rt.incref(managed);
  i32[object + MemoryViewField.Address] = view.address;
  i32[object + MemoryViewField.Length] = view.length;
  i32[object + MemoryViewField.ItemSize] = view.itemSize;
  i32[object + MemoryViewField.ReadOnly] = view.readonly ? 1 : 0;
  i32[object + MemoryViewField.Dimensions] = dimensions;
  i32[object + MemoryViewField.Format] = formatNumber(view.format);
  for (let i = 0; i < dimensions; i++) {
    i32[object + MemoryViewField.Shape + 2 * i] = view.shape[i]!;
    i32[object + MemoryViewField.Shape + 2 * (dimensions + i)] = view.strides[i]!;
  }
  rt.heap.objects.track(object);
  return object;
}

/** What a view shows. */
export function viewOf(rt: Runtime, self: Ref): BufferView {
  const { i32 } = rt;
  const dimensions = i32[self + MemoryViewField.Dimensions]!;
  const numbers = (first: number): number[] =>
    Array.from({ length: dimensions }, (_, i) => i32[self + MemoryViewField.Shape + 2 * (first + i)]!);
  return {
    address: i32[self + MemoryViewField.Address]!,
    length: i32[self + MemoryViewField.Length]!,
    itemSize: i32[self + MemoryViewField.ItemSize]!,
    format: formats[i32[self + MemoryViewField.Format]!]!,
    shape: numbers(0),
    strides: numbers(dimensions),
    readonly: i32[self + MemoryViewField.ReadOnly] === 1,
  };
}

/** Whether it was released, or the collector has ended the export behind it. */
export function isReleased(rt: Runtime, self: Ref): boolean {
  const isOver = (rt.i32[self + MemoryViewField.Flags]! & MemoryViewFlag.Released) !== 0;
  return isOver || exporterOf(rt, self) === 0;
}

/** ValueError: returns 0. */
export function refuseReleased(rt: Runtime): 0 {
  return rt.raise('ValueError', 'operation forbidden on released memoryview object');
}

/** The object whose memory a view shows, borrowed; 0 once it is released. */
export function exporterOf(rt: Runtime, self: Ref): Maybe {
  const managed = rt.i32[self + MemoryViewField.Managed]! as Maybe;
  return managed === 0 ? 0 : (rt.i32[managed + ManagedBufferField.Exporter]! as Maybe);
}

/** memoryview.release(): false if others still use the view's memory. */
export function releaseView(rt: Runtime, self: Ref): boolean {
  if (isReleased(rt, self)) return true;
  const exports = rt.i32[self + MemoryViewField.Exports]!;
  if (exports > 0) {
    rt.raise('BufferError', `memoryview has ${exports} exported buffer${exports === 1 ? '' : 's'}`);
    return false;
  }
  rt.i32[self + MemoryViewField.Flags] = rt.i32[self + MemoryViewField.Flags]! | MemoryViewFlag.Released;
  rt.replace(self + MemoryViewField.Managed, 0);
  return true;
}

/** The export of a managed buffer ends: once. */
export function endExport(rt: Runtime, managed: Ref): void {
  const exporter = rt.i32[managed + ManagedBufferField.Exporter]! as Maybe;
  if (exporter !== 0) releaseBuffer(rt, exporter);
}

export function isCContiguous(view: BufferView): boolean {
  let expected = view.itemSize;
  if (view.length === 0) return true;
  for (let i = view.shape.length - 1; i >= 0; i--) {
    if (view.shape[i]! > 1 && view.strides[i] !== expected) return false;
    expected *= view.shape[i]!;
  }
  return true;
}

export function isFortranContiguous(view: BufferView): boolean {
  let expected = view.itemSize;
  if (view.length === 0) return true;
  for (let i = 0; i < view.shape.length; i++) {
    if (view.shape[i]! > 1 && view.strides[i] !== expected) return false;
    expected *= view.shape[i]!;
  }
  return true;
}

/** Strides of items that lie one behind the other, the last dimension fastest. */
export function contiguousStrides(shape: readonly number[], itemSize: number): number[] {
  const strides: number[] = new Array(shape.length);
  let stride = itemSize;
  for (let i = shape.length - 1; i >= 0; i--) {
    strides[i] = stride;
    stride *= shape[i]!;
  }
  return strides;
}
