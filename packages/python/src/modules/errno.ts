import { dictSet, newDict } from '../objects/dict.js';
import { ERROR_NUMBERS } from '../runtime/error-numbers.js';
import { type NativeModule, storeOwned } from './module.js';

/** The module errno: names of error numbers, and the numbers' names in `errorcode`. */
export const errnoModule: NativeModule = {
  name: 'errno',
  doc: 'Symbolic names of the numbers in errno, and in errorcode the names by number.',
  init: (rt, dict) => {
    const codes = newDict(rt);
    if (!storeOwned(rt, dict, 'errorcode', codes)) return false;
    return [...ERROR_NUMBERS].every(([name, number]) => {
      const value = rt.sizeToInt(number);
      if (value === 0) return false;
      const mark = rt.mark();
      rt.hold(value);
      const done =
        dictSet(rt, dict, rt.name(name), value) &&
        // Of two names for a number the later one counts: EWOULDBLOCK is EAGAIN.
        (rt.contains(codes as never, value) === 1 || dictSet(rt, codes as never, value, rt.name(name)));
      rt.releaseTo(mark);
      return done;
    });
  },
};
