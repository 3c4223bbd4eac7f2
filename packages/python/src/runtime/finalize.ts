import type { Ref } from '@uroboros/heap';
import { typeLookup } from './attributes.js';
import { State } from './frame.js';
import type { Runtime } from './runtime.js';
import { callSpecial } from './slot-calls.js';
import { writeUnraisable } from './unraisable.js';

/**
 * `__del__` (slot_tp_finalize): an exception that is on its way is put aside meanwhile; one that the finalizer raises is
 * reported and forgotten.
 */
export function runFinalizer(rt: Runtime, object: Ref): void {
  const method = typeLookup(rt, rt.typeOf(object), rt.name('__del__'));
  if (method === 0) return;
  const mark = rt.mark();
  const pending = rt.failed;
  const noted = rt.i32[rt.state + State.TracebackDone]!;
  if (pending) rt.hold(rt.takeError());
  rt.i32[rt.state + State.TracebackDone] = 0;
  rt.hold(rt.incref(method));
  const result = callSpecial(rt, object, rt.name('__del__'), []);
  if (result === 0) writeUnraisable(rt, method);
  else rt.decref(result);
  rt.decref(rt.unhold());
  if (pending) rt.setError(rt.unhold());
  rt.i32[rt.state + State.TracebackDone] = noted;
  rt.releaseTo(mark);
}
