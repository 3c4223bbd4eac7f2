import type { Ref } from '@uroboros/heap';
import { strOf } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { callSpecial } from '../runtime/slot-calls.js';
import { givenType } from './arguments.js';
import { isExactFloat } from './float.js';
import { floatReprOf } from './float-type.js';
import { intRepr } from './int-type.js';
import { formatFloatObject, formatIntObject, formatStrObject, quickFormat } from './number-format.js';
import { isExactStr, isStr, strLength } from './str.js';

/** format(object, spec), as f-strings, str.format and the built-in function mean it (PyObject_Format). */

/** The formatted object as a str, owned. Objects of the everyday types are not asked for `__format__`. */
export function formatValue(rt: Runtime, object: Ref, spec: Ref): Maybe {
  if (!isStr(rt, spec)) {
    return rt.raise('TypeError', `format() argument 2 must be str, not ${givenType(rt, spec)}`);
  }
  const plain = strLength(rt, spec) === 0;
  const id = rt.typeId(object);
  if (!plain) {
    const quick = quickFormat(rt, object, spec);
    if (quick !== -1) return quick;
  }
  if (isExactStr(rt, object)) return plain ? rt.incref(object) : formatStrObject(rt, object, rt.text(spec));
  if (id === rt.ids.smallInt || id === rt.ids.bigInt) {
    return plain ? intRepr(rt, object) : formatIntObject(rt, object, rt.text(spec));
  }
  if (isExactFloat(rt, object)) {
    return plain ? floatReprOf(rt, object) : formatFloatObject(rt, object, rt.text(spec));
  }
  const result = callSpecial(rt, object, rt.name('__format__'), [spec]);
  if (result === 0) {
    if (rt.failed) return 0;
    return rt.raise('TypeError', `Type ${rt.typeOf(object).name} doesn't define __format__`);
  }
  if (!isStr(rt, result)) return rt.wrongResult(result, '__format__ must return a str, not %s');
  return result;
}

/** object.__format__: knows the empty spec only. */
export function formatPlainObject(rt: Runtime, self: Ref, spec: Ref): Maybe {
  if (!isStr(rt, spec)) {
    return rt.raise('TypeError', `__format__() argument must be str, not ${givenType(rt, spec)}`);
  }
  if (strLength(rt, spec) === 0) return strOf(rt, self);
  return rt.raise('TypeError', `unsupported format string passed to ${rt.typeOf(self).name}.__format__`);
}
