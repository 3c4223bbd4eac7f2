import type { Ref } from '@uroboros/heap';
import { indexAsSize } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { asWrapper } from '../runtime/slots.js';
import { exporterOf, isMemoryView, isReleased, newMemoryView, viewOfExport } from './memoryview.js';
import { keywords, type NativeFunction, oneArg, since } from './native.js';

/** The buffer protocol by its names in Python (PEP 688), from 3.12 on: `__buffer__`, `__release_buffer__`, `memoryview._from_flags`. */

const LARGEST_C_INT = 2 ** 31 - 1;

/** C unpacks the argument as a tuple without a name, which its refusal shows. */
const wrapper = (native: NativeFunction): NativeFunction => ({ ...asWrapper(native, ' '), two: undefined, since: 12 });

const getBufferMethod = wrapper(
  oneArg('__buffer__', (rt, self, wanted) => {
    const flags = indexAsSize(rt, wanted, 'OverflowError');
    if (flags === undefined) return 0;
    if (flags > LARGEST_C_INT) return rt.raise('OverflowError', 'buffer flags too large');
    return viewOfExport(rt, self, flags);
  }),
);

const releaseBufferMethod = wrapper(
  oneArg('__release_buffer__', (rt, self, view) => {
    if (!isMemoryView(rt, view)) return rt.raise('TypeError', 'expected a memoryview object');
    if (isReleased(rt, view)) return rt.raise('ValueError', "memoryview's buffer has already been released");
    if (exporterOf(rt, view) !== self) return rt.raise('ValueError', "memoryview's buffer is not this object");
    return rt.callMethod(view, 'release');
  }),
);

/** Of types whose memory cannot move. */
export const lendingMethods: readonly NativeFunction[] = [getBufferMethod];

/** Of types that are told when their memory is given back. */
export const bufferMethods: readonly NativeFunction[] = [...lendingMethods, releaseBufferMethod];

/** memoryview._from_flags(object, flags) */
export const fromFlags: NativeFunction = since(
  12,
  keywords('_from_flags', '_, object, flags', (rt, [, object, flags]) => viewByFlags(rt, object as Ref, flags as Ref)),
);

function viewByFlags(rt: Runtime, object: Ref, wanted: Ref): Maybe {
  const flags = indexAsSize(rt, wanted, 'OverflowError');
  if (flags === undefined) return 0;
  return isMemoryView(rt, object) ? newMemoryView(rt, object) : viewOfExport(rt, object, flags);
}
