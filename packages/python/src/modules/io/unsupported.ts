import type { Ref } from '@uroboros/heap';
import { newDict } from '../../objects/dict.js';
import { tupleOf } from '../../objects/tuple.js';
import { setRaised } from '../../runtime/errors.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { storeOwned } from '../module.js';

/** io.UnsupportedOperation: what a stream cannot do; an OSError and a ValueError. */

const classes = new WeakMap<Runtime, Ref>();

/** The class, borrowed; made when it is first asked for. 0 on error. */
export function unsupportedClass(rt: Runtime): Maybe {
  const known = classes.get(rt);
  if (known !== undefined) return known;
  const mark = rt.mark();
  const bases = tupleOf(rt, rt.builtin.OSError.ref, rt.builtin.ValueError.ref);
  if (bases === 0) return 0;
  rt.hold(bases);
  const dict = newDict(rt);
  if (dict === 0) return rt.finish(mark, 0);
  rt.hold(dict);
  if (!storeOwned(rt, dict, '__module__', rt.str('io'))) return rt.finish(mark, 0);
  const made = rt.call(rt.builtin.type.ref, rt.name('UnsupportedOperation'), bases, dict);
  rt.releaseTo(mark);
  if (made === 0) return 0;
  rt.keep(made);
  classes.set(rt, made);
  return made;
}

/** Raises it; returns 0. */
export function unsupported(rt: Runtime, message: string): 0 {
  const type = unsupportedClass(rt);
  if (type === 0) return 0;
  const mark = rt.mark();
  const text = rt.str(message);
  if (text === 0) return 0;
  rt.hold(text);
  const exception = rt.call(type, text);
  rt.releaseTo(mark);
  return exception === 0 ? 0 : setRaised(rt, exception);
}
