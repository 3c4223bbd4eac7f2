import type { Ref } from '@uroboros/heap';
import { sizeArgument } from '../../objects/arguments.js';
import { bytesView, isBytes } from '../../objects/bytes.js';
import { isInt } from '../../objects/int.js';
import { lengthHint } from '../../objects/length-hint.js';
import type { NativeFunction } from '../../objects/native.js';
import { isStr } from '../../objects/str.js';
import { Binary, Compare } from '../../objects/typeobject.js';
import { callWithSlots } from '../../runtime/calls.js';
import {
  binaryOp,
  containsItem,
  deleteItem,
  exactIndexOf,
  forEachItem,
  getItem,
  identicalOrEqual,
  inplaceOp,
  isTrue,
  richCompare,
  setItem,
  sizeToInt,
  tryBinary,
  unaryOp,
} from '../../runtime/operators.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { functionOneArg, functionPositional } from '../functions.js';
import type { NativeModule } from '../module.js';
import { addTypes } from '../module-types.js';
import { getterTypes } from './getters.js';
import { methodcallerType } from './methodcaller.js';

/** The module _operator: Python's operators as functions. */

function one(name: string, code: (rt: Runtime, object: Ref) => Maybe): NativeFunction {
  return functionOneArg('_operator', name, code);
}

function two(name: string, code: (rt: Runtime, left: Ref, right: Ref) => Maybe): NativeFunction {
  return functionPositional('_operator', name, 2, 2, (rt, args) =>
    code(rt, rt.i32[args]! as Ref, rt.i32[args + 2]! as Ref),
  );
}

function truth(rt: Runtime, answer: number, wanted = 1): Maybe {
  return answer < 0 ? 0 : rt.bool(answer === wanted);
}

const BINARY: readonly (readonly [string, Binary])[] = [
  ['add', Binary.Add],
  ['sub', Binary.Sub],
  ['mul', Binary.Mult],
  ['matmul', Binary.MatMult],
  ['floordiv', Binary.FloorDiv],
  ['truediv', Binary.TrueDiv],
  ['mod', Binary.Mod],
  ['lshift', Binary.LShift],
  ['rshift', Binary.RShift],
  ['and_', Binary.And],
  ['xor', Binary.Xor],
  ['or_', Binary.Or],
  ['pow', Binary.Pow],
];

const COMPARISONS: readonly (readonly [string, Compare])[] = [
  ['lt', Compare.Lt],
  ['le', Compare.Le],
  ['eq', Compare.Eq],
  ['ne', Compare.Ne],
  ['gt', Compare.Gt],
  ['ge', Compare.Ge],
];

/** What PySequence_Concat requires. */
function isSequence(rt: Runtime, object: Ref): boolean {
  const type = rt.typeOf(object);
  return type.slots.getItem !== undefined && !type.isSubtypeOf(rt.builtin.dict);
}

/** What the operands' numbers make of + or +=; NotImplemented if they know nothing of it. */
function addNumbers(rt: Runtime, left: Ref, right: Ref, inplace: boolean): Maybe {
  const slot = inplace ? rt.typeOf(left).inplace[Binary.Add] : undefined;
  if (slot !== undefined) {
    const result = slot(rt, left, right);
    if (result !== rt.NotImplemented) return result;
    rt.drop(result);
  }
  return tryBinary(rt, Binary.Add, left, right);
}

function concat(rt: Runtime, left: Ref, right: Ref, inplace: boolean): Maybe {
  const slots = rt.typeOf(left).slots;
  const slot = (inplace ? slots.inplaceConcat : undefined) ?? slots.concat;
  if (slot !== undefined) return slot(rt, left, right);
  if (isSequence(rt, left) && isSequence(rt, right)) {
    const added = addNumbers(rt, left, right, inplace);
    if (added !== rt.NotImplemented) return added;
    rt.drop(added);
  }
  return rt.raise('TypeError', `'${rt.typeOf(left).name}' object can't be concatenated`);
}

/** Number of the items that equal a value (countOf), or the index of the first one (indexOf); −1 on error or if there is none. */
function search(rt: Runtime, sequence: Ref, value: Ref, isCount: boolean): number {
  let index = 0;
  let count = 0;
  let found = -1;
  const done = forEachItem(rt, sequence, (item) => {
    const equal = identicalOrEqual(rt, item, value);
    if (equal < 0) return false;
    count += equal;
    if (equal === 1 && !isCount) {
      found = index;
      return false;
    }
    index++;
    return true;
  });
  return done ? (isCount ? count : found) : -1;
}

function iterationError(rt: Runtime, sequence: Ref): 0 {
  if (rt.errorIs(rt.builtin.TypeError) && rt.typeOf(sequence).slots.iter === undefined && !isSequence(rt, sequence)) {
    rt.clearError();
    return rt.raise('TypeError', `argument of type '${rt.typeOf(sequence).name}' is not iterable`);
  }
  return 0;
}

const countOf = two('countOf', (rt, sequence, value) => {
  const count = search(rt, sequence, value, true);
  return count < 0 ? iterationError(rt, sequence) : sizeToInt(rt, count);
});

const indexOfItem = two('indexOf', (rt, sequence, value) => {
  const index = search(rt, sequence, value, false);
  if (index >= 0) return sizeToInt(rt, index);
  return rt.failed ? iterationError(rt, sequence) : rt.raise('ValueError', 'sequence.index(x): x not in sequence');
});

const lengthHintFunction = functionPositional('_operator', 'length_hint', 1, 2, (rt, args, count) => {
  let fallback: number | undefined = 0;
  if (count === 2) {
    const given = rt.i32[args + 2]! as Ref;
    if (!isInt(rt, given) && rt.typeOf(given).slots.index === undefined) {
      return rt.raise('TypeError', `'${rt.typeOf(given).shortName}' object cannot be interpreted as an integer`);
    }
    fallback = sizeArgument(rt, given);
    if (fallback === undefined) return 0;
  }
  const hint = lengthHint(rt, rt.i32[args]! as Ref, fallback);
  return hint === -1 && rt.failed ? 0 : sizeToInt(rt, hint);
});

/** operator.call(callable, *args, **kwargs) */
const callFunction: NativeFunction = {
  name: 'call',
  doc: 'Same as obj(*args, **kwargs).',
  signature: '(obj, /, *args, **kwargs)',
  code: (rt, args, count, kwnames) => {
    if (count === 0) return rt.raise('TypeError', 'call expected at least 1 argument, got 0');
    return callWithSlots(rt, rt.i32[args]! as Ref, 0, args + 2, count - 1, kwnames);
  },
};

/** Whether two texts or two rows of bytes are equal, in a time that does not tell where they differ. */
const compareDigest = two('_compare_digest', (rt, left, right) => {
  let a: ArrayLike<number> | undefined;
  let b: ArrayLike<number> | undefined;
  if (isStr(rt, left) && isStr(rt, right)) {
    a = asciiCodes(rt.text(left));
    b = asciiCodes(rt.text(right));
    if (a === undefined || b === undefined) {
      return rt.raise('TypeError', 'comparing strings with non-ASCII characters is not supported');
    }
  } else if (isBytes(rt, left) && isBytes(rt, right)) {
    a = bytesView(rt, left);
    b = bytesView(rt, right);
  }
  if (a === undefined || b === undefined) {
    const other = isBytes(rt, left) ? right : isBytes(rt, right) ? left : 0;
    if (other !== 0) {
      return rt.raise('TypeError', `a bytes-like object is required, not '${rt.typeOf(other).name}'`);
    }
    const types = `'${rt.typeOf(left).name}' and '${rt.typeOf(right).name}'`;
    return rt.raise('TypeError', `unsupported operand types(s) or combination of types: ${types}`);
  }
  let difference = a.length ^ b.length;
  for (let i = 0; i < b.length; i++) difference |= (a[i] ?? 0) ^ b[i]!;
  return rt.bool(difference === 0);
});

function asciiCodes(text: string): number[] | undefined {
  const codes = Array.from(text, (character) => character.charCodeAt(0));
  return codes.some((code) => code > 127) ? undefined : codes;
}

const absolute = one('abs', (rt, object) => {
  const slot = rt.typeOf(object).slots.absolute;
  if (slot !== undefined) return slot(rt, object);
  return rt.raise('TypeError', `bad operand type for abs(): '${rt.typeOf(object).name}'`);
});

const functions: readonly NativeFunction[] = [
  ...BINARY.map(([name, op]) => two(name, (rt, left, right) => binaryOp(rt, op, left, right))),
  ...BINARY.map(([name, op]) => {
    return two(`i${name.replace('_', '')}`, (rt, left, right) => inplaceOp(rt, op, left, right));
  }),
  ...COMPARISONS.map(([name, op]) => two(name, (rt, left, right) => richCompare(rt, left, right, op))),
  one('neg', (rt, object) => unaryOp(rt, 'negative', object)),
  one('pos', (rt, object) => unaryOp(rt, 'positive', object)),
  one('inv', (rt, object) => unaryOp(rt, 'invert', object)),
  one('invert', (rt, object) => unaryOp(rt, 'invert', object)),
  absolute,
  one('truth', (rt, object) => truth(rt, isTrue(rt, object))),
  one('not_', (rt, object) => truth(rt, isTrue(rt, object), 0)),
  one('index', exactIndexOf),
  two('is_', (rt, left, right) => rt.bool(left === right)),
  two('is_not', (rt, left, right) => rt.bool(left !== right)),
  two('contains', (rt, container, item) => truth(rt, containsItem(rt, container, item))),
  two('concat', (rt, left, right) => concat(rt, left, right, false)),
  two('iconcat', (rt, left, right) => concat(rt, left, right, true)),
  two('getitem', getItem),
  two('delitem', (rt, object, key) => (deleteItem(rt, object, key) ? rt.none() : 0)),
  functionPositional('_operator', 'setitem', 3, 3, (rt, args) => {
    const done = setItem(rt, rt.i32[args]! as Ref, rt.i32[args + 2]! as Ref, rt.i32[args + 4]! as Ref);
    return done ? rt.none() : 0;
  }),
  countOf,
  indexOfItem,
  lengthHintFunction,
  callFunction,
  compareDigest,
];

export const operatorModule: NativeModule = {
  name: '_operator',
  doc: 'Operator interface.',
  functions,
  init: (rt, dict) => addTypes(rt, dict, [...getterTypes, methodcallerType]),
};
