import type { Ref } from '@uroboros/heap';
import { indexAsSize } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { givenType } from './arguments.js';
import type { BufferView } from './buffer.js';
import { isList, listItem, listSize } from './list.js';
import { nativeCharacter, nativeSize } from './memory-format.js';
import { contiguousStrides, derivedView, isCContiguous, viewOf } from './memoryview.js';
import { isStr } from './str.js';
import { isTuple } from './tuple.js';

/** memoryview.cast: the same bytes as items of another format, as a row or as a table. */

const MAX_DIMENSIONS = 64;

function isByteFormat(character: string | undefined): boolean {
  return character === 'B' || character === 'b' || character === 'c';
}

/** memoryview.cast(format, shape); `shape` 0 if it was not given. */
export function castView(rt: Runtime, self: Ref, format: Ref, shape: Maybe): Maybe {
  if (!isStr(rt, format)) {
    return rt.raise('TypeError', `cast() argument 'format' must be str, not ${givenType(rt, format)}`);
  }
  const view = viewOf(rt, self);
  if (!isCContiguous(view)) {
    return rt.raise('TypeError', 'memoryview: casts are restricted to C-contiguous views');
  }
  if ((shape !== 0 || view.shape.length !== 1) && (view.shape.includes(0) || view.strides.includes(0))) {
    return rt.raise('TypeError', 'memoryview: cannot cast view with zeros in shape or strides');
  }
  const dimensions = shape === 0 ? undefined : readShape(rt, view, shape);
  if (shape !== 0 && dimensions === undefined) return 0;
  const row = castToRow(rt, view, rt.text(format));
  if (row === undefined) return 0;
  if (dimensions === undefined) return derivedView(rt, self, row);
  const total = dimensions.reduce((product, each) => product * each, row.itemSize);
  if (total !== row.length) {
    return rt.raise('TypeError', 'memoryview: product(shape) * itemsize != buffer size');
  }
  return derivedView(rt, self, {
    ...row,
    shape: dimensions,
    strides: contiguousStrides(dimensions, row.itemSize),
  });
}

function readShape(rt: Runtime, view: BufferView, shape: Ref): number[] | undefined {
  const isSequence = isList(rt, shape) || isTuple(rt, shape);
  if (!isSequence) {
    rt.raise('TypeError', 'shape must be a list or a tuple');
    return undefined;
  }
  const count = isTuple(rt, shape) ? rt.tupleSize(shape) : listSize(rt, shape);
  if (count > MAX_DIMENSIONS) {
    rt.raise('ValueError', 'memoryview: number of dimensions must not exceed 64');
    return undefined;
  }
  if (view.shape.length !== 1 && count !== 1) {
    rt.raise('TypeError', 'memoryview: cast must be 1D -> ND or ND -> 1D');
    return undefined;
  }
  const dimensions: number[] = [];
  for (let i = 0; i < count; i++) {
    const item = isTuple(rt, shape) ? rt.tupleItem(shape, i) : listItem(rt, shape, i);
    if (!rt.typeOf(item).isSubtypeOf(rt.builtin.int)) {
      rt.raise('TypeError', 'memoryview.cast(): elements of shape must be integers');
      return undefined;
    }
    const size = indexAsSize(rt, item, undefined)!;
    if (size <= 0) {
      rt.raise('ValueError', 'memoryview.cast(): elements of shape must be integers > 0');
      return undefined;
    }
    dimensions.push(size);
  }
  return dimensions;
}

function castToRow(rt: Runtime, view: BufferView, format: string): BufferView | undefined {
  const character = nativeCharacter(format);
  if (character === undefined) {
    rt.raise(
      'ValueError',
      "memoryview: destination format must be a native single character format prefixed with an optional '@'",
    );
    return undefined;
  }
  if (!isByteFormat(nativeCharacter(view.format)) && !isByteFormat(character)) {
    rt.raise('TypeError', 'memoryview: cannot cast between two non-byte formats');
    return undefined;
  }
  const itemSize = nativeSize(character);
  if (view.length % itemSize !== 0) {
    rt.raise('TypeError', 'memoryview: length is not a multiple of itemsize');
    return undefined;
  }
  return { ...view, itemSize, format, shape: [view.length / itemSize], strides: [itemSize] };
}
