import type { Ref } from '@uroboros/heap';
import { isTrue } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { warn } from '../runtime/warn.js';
import type { BuiltinDefinition } from './catalog.js';
import { intFromWord, intSign } from './int.js';
import { intAnd, intOr, intXor } from './int-arithmetic.js';
import { checkCount } from './native.js';
import { Binary, type BinarySlot, type TypeObject } from './typeobject.js';

/** bool: the ints 0 and 1 under other names. There are two of them, `rt.False` and `rt.True`. */

/** bool(x) */
function newBool(rt: Runtime, _type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  if (kwnames !== 0) return rt.raise('TypeError', 'bool() takes no keyword arguments');
  if (!checkCount(rt, 'bool', count, 0, 1)) return 0;
  if (count === 0) return rt.bool(false);
  const truth = isTrue(rt, rt.i32[args]! as Ref);
  return truth < 0 ? 0 : rt.bool(truth === 1);
}

function areBools(rt: Runtime, left: Ref, right: Ref): boolean {
  return (left === rt.True || left === rt.False) && (right === rt.True || right === rt.False);
}

/** & | ^ of two bools give a bool, of a bool and an int an int. */
function boolOperators(): (BinarySlot | undefined)[] {
  const slots: (BinarySlot | undefined)[] = new Array(Binary.Count).fill(undefined);
  slots[Binary.And] = (rt, left, right) =>
    areBools(rt, left, right) ? rt.bool(left === rt.True && right === rt.True) : intAnd(rt, left, right);
  slots[Binary.Or] = (rt, left, right) =>
    areBools(rt, left, right) ? rt.bool(left === rt.True || right === rt.True) : intOr(rt, left, right);
  slots[Binary.Xor] = (rt, left, right) =>
    areBools(rt, left, right) ? rt.bool(left !== right) : intXor(rt, left, right);
  return slots;
}

const INVERTED = {
  12:
    "Bitwise inversion '~' on bool is deprecated. This returns the bitwise inversion of the underlying int object and is usually not " +
    "what you expect from the negation of a bool. Use the 'not' operator for boolean negation or ~int(x) for the bitwise inversion of " +
    'the underlying int.',
  13:
    "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise inversion of the " +
    "underlying int object and is usually not what you expect from negating a bool. Use the 'not' operator for boolean negation or " +
    '~int(x) if you really want the bitwise inversion of the underlying int.',
} as const;

/** ~True is −2: what the int would give. From 3.12 on there is a warning that this will change. */
function boolInvert(rt: Runtime, self: Ref): Maybe {
  const minor = rt.profile.versionInfo[1];
  if (minor >= 12 && !warn(rt, 'DeprecationWarning', INVERTED[minor === 12 ? 12 : 13])) return 0;
  return intFromWord(rt, -1 - intSign(rt, self));
}

export const boolType: BuiltinDefinition = {
  key: 'bool',
  base: 'int',
  final: true,
  doc:
    'bool(object=False, /)\n--\n\nReturns True when the argument is true, False otherwise.\n' +
    'The builtins True and False are the only two instances of the class bool.\nThe class bool is a subclass of the class int, and cannot be subclassed.',
  layout: () => ({ basicSize: 24 }),
  slots: {
    new: newBool,
    repr: (rt, self) => rt.incref(rt.name(self === rt.True ? 'True' : 'False')),
    binary: boolOperators(),
    invert: boolInvert,
  },
};
