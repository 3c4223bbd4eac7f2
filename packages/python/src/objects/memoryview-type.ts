import type { Ref } from '@uroboros/heap';
import { callWithSlots } from '../runtime/calls.js';
import { hashOf, sizeToInt } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { hashBytes, ZERO_SECRET } from '../text/hash.js';
import { givenType, noKeywords } from './arguments.js';
import { BufferFlag, type BufferView } from './buffer.js';
import { bufferMethods, fromFlags } from './buffer-methods.js';
import { copyView } from './bytearray-type.js';
import { bytesData, emptyBytes, newBytesOfSize } from './bytes.js';
import type { BuiltinDefinition } from './catalog.js';
import { intFromWord } from './int.js';
import { IteratorField, ManagedBufferField, MemoryViewField } from './layout.js';
import {
  derivedView,
  endExport,
  exporterOf,
  isCContiguous,
  isFortranContiguous,
  isReleased,
  MANAGED_BUFFER_BYTES,
  MEMORYVIEW_BYTES,
  MemoryViewFlag,
  newMemoryView,
  refuseReleased,
  releaseView,
  viewOf,
} from './memoryview.js';
import { castView } from './memoryview-cast.js';
import { equalsView, getViewItem, setViewItem, viewToList } from './memoryview-items.js';
import { namedMethod } from './named-arguments.js';
import { keywords, type NativeFunction, noArgs } from './native.js';
import { exhaust } from './sequence-iterator.js';
import { isStr } from './str.js';
import { finishTuple, newTuple } from './tuple.js';
import { Compare, type NativeAttribute, type TypeObject } from './typeobject.js';

/** memoryview: what Python sees of it. */

const construct = keywords('memoryview', 'object', (rt, [object]) => newMemoryView(rt, object as Ref));

/** Wraps what needs the memory: ValueError for a view that was released. */
function living(code: (rt: Runtime, self: Ref) => Maybe): (rt: Runtime, self: Ref) => Maybe {
  return (rt, self) => (isReleased(rt, self) ? refuseReleased(rt) : code(rt, self));
}

/** The bytes of all items one behind the other: `order` is that of the dimensions. */
function bytesOf(rt: Runtime, view: BufferView, order: 'C' | 'F'): Maybe {
  if (view.length === 0) return emptyBytes(rt);
  const bytes = newBytesOfSize(rt, view.length);
  if (bytes === 0) return 0;
  const turned = { ...view, shape: [...view.shape].reverse(), strides: [...view.strides].reverse() };
  copyView(rt, order === 'F' ? turned : view, bytesData(bytes));
  return bytes;
}

const toBytes = namedMethod(
  'tobytes',
  "order='C'",
  (rt, self, [order]) => {
    if (isReleased(rt, self)) return refuseReleased(rt);
    const view = viewOf(rt, self);
    if (!order || order === rt.None) return bytesOf(rt, view, 'C');
    if (!isStr(rt, order)) {
      return rt.raise('TypeError', `tobytes() argument 'order' must be str or None, not ${givenType(rt, order)}`);
    }
    const text = rt.text(order);
    if (text === 'C') return bytesOf(rt, view, 'C');
    if (text === 'F') return bytesOf(rt, view, 'F');
    if (text === 'A') return bytesOf(rt, view, isFortranContiguous(view) && !isCContiguous(view) ? 'F' : 'C');
    return rt.raise('ValueError', "order must be 'C', 'F' or 'A'");
  },
  'Return the data in the buffer as a byte string.',
);

const hex: NativeFunction = {
  name: 'hex',
  doc: 'Return the data in the buffer as a str of hexadecimal numbers.',
  signature: '($self, sep=<unrepresentable>, bytes_per_sep=1)',
  code: (rt, args, count, kwnames) => {
    const self = rt.i32[args]! as Ref;
    if (isReleased(rt, self)) return refuseReleased(rt);
    const bytes = bytesOf(rt, viewOf(rt, self), 'C');
    if (bytes === 0) return 0;
    const mark = rt.mark();
    rt.hold(bytes);
    const method = rt.getAttrText(bytes, 'hex');
    if (method === 0) return rt.finish(mark, 0);
    rt.hold(method);
    return rt.finish(mark, callWithSlots(rt, method, 0, args + 2, count - 1, kwnames));
  },
};

const cast = namedMethod(
  'cast',
  'format, shape=None',
  (rt, self, [format, shape]) =>
    isReleased(rt, self) ? refuseReleased(rt) : castView(rt, self, format as Ref, shape ?? 0),
  'Cast a memoryview to a new format or shape.',
);

const methods: readonly NativeFunction[] = [
  noArgs(
    'release',
    (rt, self) => (releaseView(rt, self) ? rt.none() : 0),
    'Release the underlying buffer exposed by the memoryview object.',
  ),
  toBytes,
  hex,
  noArgs(
    'tolist',
    living((rt, self) => viewToList(rt, viewOf(rt, self))),
    'Return the data in the buffer as a list of elements.',
  ),
  cast,
  noArgs(
    'toreadonly',
    living((rt, self) => derivedView(rt, self, { ...viewOf(rt, self), readonly: true })),
    'Return a readonly version of the memoryview.',
  ),
  noArgs(
    '__enter__',
    living((rt, self) => rt.incref(self)),
  ),
  {
    name: '__exit__',
    doc: undefined,
    signature: '',
    code: (rt, args, _count, kwnames) => {
      if (!noKeywords(rt, '__exit__', kwnames)) return 0;
      return releaseView(rt, rt.i32[args]! as Ref) ? rt.none() : 0;
    },
  },
];

// Attributes --------------------------------------------------------------------------------------------------------

function numbersTuple(rt: Runtime, numbers: readonly number[]): Maybe {
  const tuple = newTuple(rt, numbers.length);
  if (tuple === 0 || numbers.length === 0) return tuple;
  for (let i = 0; i < numbers.length; i++) {
    const number = sizeToInt(rt, numbers[i]!);
    if (number === 0) {
      rt.decref(tuple);
      return 0;
    }
    rt.i32[tuple + 6 + 2 * i] = number;
  }
  return finishTuple(rt, tuple);
}

const shows = (name: string, read: (rt: Runtime, view: BufferView, self: Ref) => Maybe): NativeAttribute => ({
  name,
  get: living((rt, self) => read(rt, viewOf(rt, self), self)),
});

const attributes: readonly NativeAttribute[] = [
  shows('obj', (rt, _, self) => {
    const exporter = exporterOf(rt, self);
    return exporter === 0 ? rt.none() : rt.incref(exporter);
  }),
  shows('nbytes', (rt, view) => sizeToInt(rt, view.length)),
  shows('readonly', (rt, view) => rt.bool(view.readonly)),
  shows('itemsize', (rt, view) => sizeToInt(rt, view.itemSize)),
  shows('format', (rt, view) => rt.str(view.format)),
  shows('ndim', (rt, view) => intFromWord(rt, view.shape.length)),
  shows('shape', (rt, view) => numbersTuple(rt, view.shape)),
  shows('strides', (rt, view) => numbersTuple(rt, view.strides)),
  shows('suboffsets', (rt) => rt.incref(rt.emptyTuple)),
  shows('c_contiguous', (rt, view) => rt.bool(isCContiguous(view))),
  shows('f_contiguous', (rt, view) => rt.bool(isFortranContiguous(view))),
  shows('contiguous', (rt, view) => rt.bool(isCContiguous(view) || isFortranContiguous(view))),
];

// Slots -------------------------------------------------------------------------------------------------------------

function repr(rt: Runtime, self: Ref): Maybe {
  const what = isReleased(rt, self) ? 'released memory' : 'memory';
  return rt.str(`<${what} at 0x${(self * 4).toString(16)}>`);
}

function length(rt: Runtime, self: Ref): number {
  if (isReleased(rt, self)) {
    refuseReleased(rt);
    return -1;
  }
  if (rt.i32[self + MemoryViewField.Dimensions] !== 0) return rt.i32[self + MemoryViewField.Shape]!;
  if (rt.profile.versionInfo[1] < 12) return 1;
  rt.raise('TypeError', '0-dim memory has no length');
  return -1;
}

function compare(rt: Runtime, self: Ref, other: Ref, op: Compare): Maybe {
  if (op !== Compare.Eq && op !== Compare.Ne) return rt.notImplemented();
  const equal = equalsView(rt, self, other);
  return equal === undefined ? rt.notImplemented() : rt.bool(equal === (op === Compare.Eq));
}

const halves = new Int32Array(2);

/** That of the bytes: only read-only views of bytes have one, and only if the object behind can be hashed. */
function hash(rt: Runtime, self: Ref): boolean {
  const { i32 } = rt;
  if ((i32[self + MemoryViewField.Flags]! & MemoryViewFlag.Hashed) === 0 && !computeHash(rt, self)) return false;
  rt.hashLow = i32[self + MemoryViewField.HashLow]!;
  rt.hashHigh = i32[self + MemoryViewField.HashHigh]!;
  return true;
}

function computeHash(rt: Runtime, self: Ref): boolean {
  if (isReleased(rt, self)) return refuseReleased(rt) !== 0;
  const view = viewOf(rt, self);
  if (!view.readonly) {
    rt.raise('ValueError', 'cannot hash writable memoryview object');
    return false;
  }
  if (!['B', 'b', 'c', '@B', '@b', '@c'].includes(view.format)) {
    rt.raise('ValueError', "memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
    return false;
  }
  const exporter = exporterOf(rt, self);
  if (exporter !== 0 && !hashOf(rt, exporter)) return false;
  const bytes = bytesOf(rt, view, 'C');
  if (bytes === 0) return false;
  hashBytes(rt.u8, bytesData(bytes), view.length, ZERO_SECRET, halves);
  rt.decref(bytes);
  rt.i32[self + MemoryViewField.HashLow] = halves[0]!;
  rt.i32[self + MemoryViewField.HashHigh] = halves[1]!;
  rt.i32[self + MemoryViewField.Flags] = rt.i32[self + MemoryViewField.Flags]! | MemoryViewFlag.Hashed;
  return true;
}

function lend(rt: Runtime, self: Ref, flags: number): BufferView | undefined {
  if (isReleased(rt, self)) {
    refuseReleased(rt);
    return undefined;
  }
  const view = viewOf(rt, self);
  const needsContiguous = (flags & BufferFlag.Strides) !== BufferFlag.Strides || flags === BufferFlag.CContiguous;
  let refusal = '';
  if ((flags & BufferFlag.Writable) !== 0 && view.readonly) refusal = 'memoryview: underlying buffer is not writable';
  else if (needsContiguous && !isCContiguous(view)) refusal = 'memoryview: underlying buffer is not C-contiguous';
  if (refusal !== '') {
    rt.raise('BufferError', refusal);
    return undefined;
  }
  rt.i32[self + MemoryViewField.Exports] = rt.i32[self + MemoryViewField.Exports]! + 1;
  return view;
}

// The iterator ------------------------------------------------------------------------------------------------------

/** memoryiterobject: index, view, length. */
const enum ViewIterator {
  Length = 8,
}

function newIterator(rt: Runtime, self: Ref): Maybe {
  if (isReleased(rt, self)) return refuseReleased(rt);
  const dimensions = rt.i32[self + MemoryViewField.Dimensions]!;
  if (dimensions === 0) return rt.raise('TypeError', 'invalid indexing of 0-dim memory');
  if (dimensions > 1) {
    return rt.raise('NotImplementedError', 'multi-dimensional sub-views are not implemented');
  }
  const iterator = rt.heap.objects.allocate(rt.builtin.memory_iterator.typeId);
  if (iterator === 0) return rt.noMemory();
  rt.i32[iterator + IteratorField.Sequence] = rt.incref(self);
  rt.i32[iterator + ViewIterator.Length] = rt.i32[self + MemoryViewField.Shape]!;
  rt.heap.objects.track(iterator);
  return iterator;
}

function nextItem(rt: Runtime, iterator: Ref): Maybe {
  const self = rt.i32[iterator + IteratorField.Sequence]! as Maybe;
  if (self === 0) return 0;
  const index = rt.i32[iterator + IteratorField.Index]!;
  if (index >= rt.i32[iterator + ViewIterator.Length]!) return exhaust(rt, iterator);
  rt.i32[iterator + IteratorField.Index] = index + 1;
  const key = sizeToInt(rt, index);
  if (key === 0) return 0;
  const item = getViewItem(rt, self, key);
  rt.decref(key);
  return item;
}

export const memoryViewTypes: readonly BuiltinDefinition[] = [
  {
    key: 'managedbuffer',
    final: true,
    layout: (rt) => ({
      basicSize: MANAGED_BUFFER_BYTES,
      gc: true,
      slots: [40],
      tearDown: (managed) => endExport(rt, managed),
      clear: (managed) => {
        endExport(rt, managed);
        rt.replace(managed + ManagedBufferField.Exporter, 0);
      },
    }),
  },
  {
    key: 'memoryview',
    final: true,
    doc: 'Create a new memoryview object which references the given object.',
    layout: () => ({
      basicSize: MEMORYVIEW_BYTES,
      itemSize: 8,
      gc: true,
      slots: [MemoryViewField.Managed * 4],
      weakList: MemoryViewField.WeakList * 4,
    }),
    slots: {
      new: (rt: Runtime, _type: TypeObject, args, count, kwnames) => construct.code(rt, args, count, kwnames),
      repr,
      hash,
      compare,
      iter: newIterator,
      length,
      getItem: getViewItem,
      setItem: setViewItem,
      buffer: lend,
      releaseBuffer: (rt, self) => {
        rt.i32[self + MemoryViewField.Exports] = rt.i32[self + MemoryViewField.Exports]! - 1;
      },
    },
    methods,
    wrappers: bufferMethods,
    classMethods: [fromFlags],
    attributes,
  },
  {
    key: 'memory_iterator',
    final: true,
    layout: () => ({ basicSize: 48, gc: true, slots: [24] }),
    slots: { iter: (rt, self) => rt.incref(self), next: nextItem },
  },
];
