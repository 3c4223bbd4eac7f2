import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { asyncIterator } from '../compile/suspending.js';
import { cInt, unexpectedKeyword } from '../objects/arguments.js';
import { newAnext } from '../objects/async-generator.js';
import { bufferBytes } from '../objects/buffer.js';
import { isByteArray } from '../objects/bytearray.js';
import { isBytes } from '../objects/bytes.js';
import { buildClassFunction } from '../objects/class-creation.js';
import { dictSet } from '../objects/dict.js';
import { floatValue, newFloat } from '../objects/float.js';
import { roundFloat } from '../objects/float-type.js';
import { formatValue } from '../objects/format.js';
import { intNumber } from '../objects/int.js';
import { intPow3 } from '../objects/int-type.js';
import { newCallableIterator } from '../objects/iterators.js';
import { FunctionField, IntField, StrField, StrState, TupleField } from '../objects/layout.js';
import { sortList } from '../objects/list-sort.js';
import { checkCount, keywords, type NativeFunction } from '../objects/native.js';
import { UNKNOWN } from '../objects/quick-compare.js';
import { intern, isExactStr, isStr } from '../objects/str.js';
import { finishTuple } from '../objects/tuple.js';
import { isInstance, isSubclass } from '../objects/type-type.js';
import { Binary, Compare } from '../objects/typeobject.js';
import { hasSurrogates } from '../objects/utf8.js';
import { tupleOfArguments } from '../runtime/argument-tuples.js';
import { findAttr } from '../runtime/attributes.js';
import { callOne } from '../runtime/calls.js';
import { SLOT } from '../runtime/frame.js';
import { importLevel } from '../runtime/imports.js';
import { localsOf } from '../runtime/locals.js';
import {
  binaryOp,
  compareBool,
  getIter,
  indexAsSize,
  indexOf,
  isTrue,
  iterNext,
  lengthInt,
  lengthOf,
  reprOf,
} from '../runtime/operators.js';
import { standardStream, writeToObject } from '../runtime/output.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { callSpecial } from '../runtime/slot-calls.js';
import { hashToInt } from '../runtime/slots.js';
import { systemObject } from '../runtime/system.js';
import { asciiOfRepr } from '../text/str-repr.js';
import { breakpoint } from './breakpoint.js';
import { evaluationFunctions } from './evaluation.js';

import { perform } from './io/base.js';
import { open } from './io/open.js';
import { isText, readLineOf, writeString, writeText } from './io/textio.js';
import type { NativeModule } from './module.js';
import { quickExtreme, quickSearch, quickSum } from './quick-folds.js';

/** The functions of the module builtins. Types are added at start; what is missing is not there, so that its use names it. */

function fn(
  name: string,
  least: number,
  most: number,
  code: (rt: Runtime, args: number, count: number) => Maybe,
  direct: Pick<NativeFunction, 'one' | 'two'> = {},
): NativeFunction {
  return {
    name,
    doc: undefined,
    signature: '',
    ...direct,
    code: (rt, args, count, kwnames) => {
      if (kwnames !== 0) return rt.raise('TypeError', `${name}() takes no keyword arguments`);
      if (least === most && least <= 1 && count !== least) {
        const takes = least === 0 ? 'no arguments' : 'exactly one argument';
        return rt.raise('TypeError', `${name}() takes ${takes} (${count} given)`);
      }
      return checkCount(rt, name, count, least, most) ? code(rt, args, count) : 0;
    },
  };
}

const at = (rt: Runtime, args: number, index: number): Ref => rt.i32[args + 2 * index]! as Ref;

// print, input ----------------------------------------------------------------------------------------------------

const PRINT_OPTIONS = ['sep', 'end', 'file', 'flush'];

const print: NativeFunction = {
  name: 'print',
  doc: 'Prints the values to a stream, or to sys.stdout by default.',
  signature: "(*args, sep=' ', end='\\n', file=None, flush=False)",
  code: (rt, args, count, kwnames) => {
    const options: (Ref | undefined)[] = [undefined, undefined, undefined, undefined];
    const keywordCount = kwnames === 0 ? 0 : rt.tupleSize(kwnames);
    for (let k = 0; k < keywordCount; k++) {
      const name = rt.text(rt.tupleItem(kwnames as Ref, k));
      const index = PRINT_OPTIONS.indexOf(name);
      if (index < 0) return unexpectedKeyword(rt, 'print', name);
      options[index] = at(rt, args, count + k);
    }
    const sep = separator(rt, 'sep', options[0], ' ');
    const end = separator(rt, 'end', options[1], '\n');
    if (sep === undefined || end === undefined) return 0;
    const file = options[2] === undefined || options[2] === rt.None ? systemObject(rt, 'stdout') : options[2];
    if (file === 0) return rt.raise('RuntimeError', 'lost sys.stdout');
    if (file === rt.None) return rt.none();
    const mark = rt.mark();
    rt.hold(rt.incref(file));
    const done = isText(rt, file)
      ? printText(rt, args, count, sep, end, file)
      : printTo(rt, args, count, sep, end, file);
    const flushes = done && options[3] !== undefined ? rt.isTrue(options[3]) : 0;
    const flushed = flushes === 0 || (flushes === 1 && perform(rt, file, 'flush'));
    rt.releaseTo(mark);
    return done && flushed ? rt.none() : 0;
  },
};

function separator(rt: Runtime, name: string, value: Ref | undefined, fallback: string): string | undefined {
  if (value === undefined || value === rt.None) return fallback;
  if (isStr(rt, value)) return rt.text(value);
  rt.raise('TypeError', `${name} must be None or a string, not ${rt.typeOf(value).name}`);
  return undefined;
}

/** To a text stream of ours: one write for the whole line, unless a str() on the way writes or fails. */
function printText(rt: Runtime, args: number, count: number, sep: string, end: string, file: Ref): boolean {
  let line = '';
  for (let i = 0; i < count; i++) {
    const value = at(rt, args, i);
    if (i > 0) line += sep;
    const isStrange = isExactStr(rt, value) && hasSurrogates(rt, value);
    if ((isStrange || !isSimple(rt, value)) && line !== '') {
      if (!writeString(rt, file, line)) return false;
      line = '';
    }
    if (isStrange) {
      if (!writeText(rt, file, value)) return false;
      continue;
    }
    const text = rt.textOfStr(value);
    if (text === undefined) return false;
    line += text;
  }
  return writeString(rt, file, line + end);
}

/** Values whose str() runs no Python code. */
function isSimple(rt: Runtime, value: Ref): boolean {
  const id = rt.typeId(value);
  return (
    id === rt.ids.str ||
    id === rt.ids.internedStr ||
    id === rt.ids.smallInt ||
    id === rt.ids.float ||
    id === rt.ids.none
  );
}

function printTo(rt: Runtime, args: number, count: number, sep: string, end: string, file: Ref): boolean {
  for (let i = 0; i < count; i++) {
    if (i > 0 && !writeToObject(rt, file, sep)) return false;
    const text = rt.textOfStr(at(rt, args, i));
    if (text === undefined || !writeToObject(rt, file, text)) return false;
  }
  return writeToObject(rt, file, end);
}

const input = fn('input', 0, 1, (rt, args, count) => {
  const stdin = standardStream(rt, 'stdin');
  const stdout = standardStream(rt, 'stdout');
  if (stdin === 0 || stdout === 0) {
    return rt.raise('RuntimeError', `input(): lost sys.${stdin === 0 ? 'stdin' : 'stdout'}`);
  }
  const prompt = count === 1 ? rt.textOfStr(at(rt, args, 0)) : '';
  if (prompt === undefined || !writeToObject(rt, stdout, prompt) || !perform(rt, stdout, 'flush')) return 0;
  const line = isText(rt, stdin) ? readLineOf(rt, stdin, -1) : readLineFrom(rt, stdin);
  if (line === undefined) return 0;
  if (line === '') return rt.raise('EOFError', 'EOF when reading a line');
  return rt.str(line.endsWith('\n') ? line.slice(0, -1) : line);
});

/** file.readline() of any object; undefined on error. */
function readLineFrom(rt: Runtime, file: Ref): string | undefined {
  const line = rt.callMethod(file, 'readline');
  if (line === 0) return undefined;
  const text = isStr(rt, line) ? rt.text(line) : undefined;
  rt.decref(line);
  if (text === undefined) rt.raise('TypeError', 'object.readline() returned non-string');
  return text;
}

// Objects ---------------------------------------------------------------------------------------------------------

/** What {@link knownAttribute} says of an attribute that is not there. */
const LACKING = -1;

/**
 * The value of an attribute, borrowed, where the type tells where it is; {@link LACKING} if that tells that there is none, 0 if the
 * general way must answer.
 */
function knownAttribute(rt: Runtime, object: Ref, name: Ref): Maybe | typeof LACKING {
  const { stubs } = rt;
  const entry = stubs.find(object, name);
  if (entry >= 0) return stubs.attribute(entry, object, name) || (stubs.lacks(entry, object) ? LACKING : 0);
  stubs.fill(object, name);
  return stubs.ofClass(object, name);
}

/** Word of the value of an attribute that an object has, for setting it to another; 0 if the general way must. */
function knownPlace(rt: Runtime, object: Ref, name: Ref): number {
  const { stubs } = rt;
  const entry = stubs.find(object, name);
  if (entry < 0) {
    stubs.fill(object, name);
    return 0;
  }
  const word = stubs.word(entry, object);
  return word === 0 || rt.i32[object + word] === 0 ? 0 : object + word;
}

const getattr = fn(
  'getattr',
  2,
  3,
  (rt, args, count) =>
    count < 3
      ? attributeOf(rt, at(rt, args, 0), at(rt, args, 1))
      : attributeOr(rt, at(rt, args, 0), at(rt, args, 1), at(rt, args, 2)),
  { two: attributeOf },
);

function attributeOf(rt: Runtime, object: Ref, name: Ref): Maybe {
  const known = knownAttribute(rt, object, name);
  if (known > 0) return rt.incref(known as Ref);
  if (!isStr(rt, name)) return rt.raise('TypeError', `attribute name must be string, not '${rt.typeOf(name).name}'`);
  return rt.getAttr(object, name);
}

function attributeOr(rt: Runtime, object: Ref, name: Ref, fallback: Ref): Maybe {
  const known = knownAttribute(rt, object, name);
  if (known !== 0) return rt.incref(known === LACKING ? fallback : (known as Ref));
  if (!isStr(rt, name)) return rt.raise('TypeError', `attribute name must be string, not '${rt.typeOf(name).name}'`);
  const found = findAttr(rt, object, name);
  return found !== 0 || rt.failed ? found : rt.incref(fallback);
}

const hasattr = binary('hasattr', (rt, object, name) => {
  const known = knownAttribute(rt, object, name);
  if (known !== 0) return rt.bool(known !== LACKING);
  if (!isStr(rt, name)) return rt.raise('TypeError', `attribute name must be string, not '${rt.typeOf(name).name}'`);
  const found = findAttr(rt, object, name);
  if (found === 0 && rt.failed) return 0;
  rt.drop(found);
  return rt.bool(found !== 0);
});

/** setattr and delattr; the value of the latter is 0. */
function changeAttr(rt: Runtime, object: Ref, name: Ref, value: Maybe): Maybe {
  if (!isStr(rt, name)) {
    return rt.raise('TypeError', `attribute name must be string, not '${rt.typeOf(name).name}'`);
  }
  const place = value === 0 ? 0 : knownPlace(rt, object, name);
  if (place !== 0) {
    rt.replace(place, rt.incref(value as Ref));
    return rt.none();
  }
  if (value === 0) return rt.setAttr(object, name, value) ? rt.none() : 0;
  // The key in the instance's dictionary is to be the one that code looks for.
  const mark = rt.mark();
  const interned = rt.hold(intern(rt, rt.incref(name)));
  return rt.finish(mark, rt.setAttr(object, interned, value) ? rt.none() : 0);
}

const setattr = fn('setattr', 3, 3, (rt, args) => changeAttr(rt, at(rt, args, 0), at(rt, args, 1), at(rt, args, 2)));
const delattr = fn('delattr', 2, 2, (rt, args) => changeAttr(rt, at(rt, args, 0), at(rt, args, 1), 0));

const flag = (rt: Runtime, value: number): Maybe => (value < 0 ? 0 : rt.bool(value === 1));

const hash = unary('hash', (rt, object) => (rt.hashes.hash(object) ? hashToInt(rt) : 0));

const callable = unary('callable', (rt, object) => rt.bool(rt.isCallable(object)));

const ascii = fn('ascii', 1, 1, (rt, args) => {
  const text = rt.textOfRepr(at(rt, args, 0));
  return text === undefined ? 0 : rt.str(asciiOfRepr(text));
});

const format = fn('format', 1, 2, (rt, args, count) =>
  formatValue(rt, at(rt, args, 0), count > 1 ? at(rt, args, 1) : rt.emptyStr),
);

const globals = fn('globals', 0, 0, (rt) => rt.incref(rt.i32[rt.i32[rt.frame]! + FunctionField.Globals]! as Ref));

const locals = fn('locals', 0, 0, (rt) => localsOf(rt, rt.frame));

const vars = fn('vars', 0, 1, (rt, args, count) => {
  if (count === 0) return locals.code(rt, args, 0, 0);
  const dict = rt.findAttr(at(rt, args, 0), '__dict__');
  return dict !== 0 || rt.failed ? dict : rt.raise('TypeError', 'vars() argument must have __dict__ attribute');
});

/** A list of the names of the running frame. */
function ownNames(rt: Runtime): Maybe {
  const own = localsOf(rt, rt.frame);
  return own === 0 ? 0 : rt.listFrom(rt.hold(own));
}

const dir = fn('dir', 0, 1, (rt, args, count) => {
  const mark = rt.mark();
  const given = count === 1 ? callSpecial(rt, at(rt, args, 0), rt.name('__dir__'), []) : ownNames(rt);
  if (given === 0) return rt.finish(mark, 0);
  rt.hold(given);
  const names = rt.finish(mark, rt.listFrom(given));
  if (names === 0) return 0;
  const list = rt.listFrom(rt.hold(names));
  rt.releaseTo(mark);
  if (list === 0) return 0;
  const result = rt.callMethod(rt.hold(list), 'sort');
  if (result === 0) return rt.finish(mark, 0);
  rt.decref(result);
  return rt.unhold();
});

// Numbers ---------------------------------------------------------------------------------------------------------

/** A function of one argument. */
function unary(name: string, code: (rt: Runtime, value: Ref) => Maybe): NativeFunction {
  return fn(name, 1, 1, (rt, args) => code(rt, at(rt, args, 0)), { one: code });
}

/** A function of two arguments. */
function binary(name: string, code: (rt: Runtime, first: Ref, second: Ref) => Maybe): NativeFunction {
  return fn(name, 2, 2, (rt, args) => code(rt, at(rt, args, 0), at(rt, args, 1)), { two: code });
}

const abs = unary('abs', (rt, value) => {
  if (rt.i32[value + Header.TypeId] === rt.ids.smallInt)
    return rt.fast.newInt(Math.abs(rt.i32[value + IntField.Value]!));
  const slot = rt.typeOf(value).slots.absolute;
  if (slot !== undefined) return slot(rt, value);
  return rt.raise('TypeError', `bad operand type for abs(): '${rt.typeOf(value).name}'`);
});

const divmod = binary('divmod', (rt, left, right) => {
  const { i32, fast, ids } = rt;
  if (i32[left + Header.TypeId] !== ids.smallInt || i32[right + Header.TypeId] !== ids.smallInt) {
    return binaryOp(rt, Binary.DivMod, left, right);
  }
  const divisor = i32[right + IntField.Value]!;
  if (divisor === 0) return binaryOp(rt, Binary.DivMod, left, right);
  const dividend = i32[left + IntField.Value]!;
  let rest = (dividend % divisor) | 0;
  if (rest !== 0 && rest < 0 !== divisor < 0) rest += divisor;
  // The tuple first: ints are made without a collection.
  const pair = rt.fresh.blankTuple(2);
  if (pair === 0) return rt.noMemory();
  const quotient = fast.newInt((dividend - rest) / divisor + 0);
  i32[pair + TupleField.Items] = quotient;
  const remainder = quotient === 0 ? 0 : fast.newInt(rest);
  i32[pair + TupleField.Items + 2] = remainder;
  if (remainder === 0) {
    rt.decref(pair);
    return 0;
  }
  return finishTuple(rt, pair);
});

const namedPow = keywords('pow', 'base, exp, mod=None', (rt, values) =>
  power(rt, values[0] as Ref, values[1] as Ref, values[2]!),
);

const pow: NativeFunction = {
  ...namedPow,
  two: (rt, base, exponent) => power(rt, base, exponent, 0),
  code: (rt, args, count, kwnames) => {
    if (count !== 3 || kwnames !== 0) return namedPow.code(rt, args, count, kwnames);
    return power(rt, at(rt, args, 0), at(rt, args, 1), at(rt, args, 2));
  },
};

function power(rt: Runtime, base: Ref, exponent: Ref, modulus: Maybe): Maybe {
  if (modulus === 0 || modulus === rt.None) return binaryOp(rt, Binary.Pow, base, exponent);
  return intPow3(rt, base, exponent, modulus);
}

const round: NativeFunction = {
  ...keywords('round', 'number, ndigits=None', (rt, values) => roundNumber(rt, values[0] as Ref, values[1]!)),
  one: (rt, number) => roundNumber(rt, number, 0),
  two: roundNumber,
};

function roundNumber(rt: Runtime, number: Ref, digits: Maybe): Maybe {
  if (rt.i32[number + Header.TypeId] === rt.ids.float) return roundFloat(rt, number, digits === 0 ? rt.None : digits);
  const method = rt.specialMethod(number, '__round__');
  if (method === 0) {
    return rt.failed ? 0 : rt.raise('TypeError', `type ${rt.typeOf(number).name} doesn't define __round__ method`);
  }
  const mark = rt.mark();
  rt.hold(method);
  return rt.finish(mark, digits === 0 || digits === rt.None ? rt.call(method) : rt.call(method, digits));
}

function inBase(name: string, prefix: string, base: number): NativeFunction {
  return fn(name, 1, 1, (rt, args) => {
    const index = indexOf(rt, at(rt, args, 0));
    if (index === 0) return 0;
    const value = rt.intOf(index);
    rt.decref(index);
    return rt.str(value < 0n ? `-${prefix}${(-value).toString(base)}` : `${prefix}${value.toString(base)}`);
  });
}

const chr = unary('chr', (rt, value) => {
  if (rt.i32[value + Header.TypeId] === rt.ids.smallInt) {
    const point = rt.i32[value + IntField.Value]!;
    if (point >= 0 && point < 256) return rt.strs.ofPoint(point);
  }
  const point = rt.profile.versionInfo[1] >= 13 ? indexAsSize(rt, value, undefined) : cInt(rt, value);
  if (point === undefined) return 0;
  if (point < 0 || point > 0x10ffff) return rt.raise('ValueError', 'chr() arg not in range(0x110000)');
  return rt.str(String.fromCodePoint(point));
});

function isBytesLike(rt: Runtime, object: Ref): boolean {
  const type = rt.typeOf(object);
  return type.isSubtypeOf(rt.builtin.bytes) || type.isSubtypeOf(rt.builtin.bytearray);
}

const ord = unary('ord', (rt, value) => {
  const { i32, ids } = rt;
  const id = i32[value + Header.TypeId];
  if ((id === ids.str || id === ids.internedStr) && i32[value + StrField.Length] === 1) {
    if ((i32[value + StrField.State]! & StrState.Ascii) !== 0) {
      return rt.fast.newInt(rt.u8[(value + StrField.AsciiData) * 4]!);
    }
  }
  if (!isStr(rt, value)) {
    const content = isBytesLike(rt, value) ? bufferBytes(rt, value) : undefined;
    if (content?.length === 1) return rt.sizeToInt(content[0]!);
    if (content !== undefined) {
      return rt.raise('TypeError', `ord() expected a character, but string of length ${content.length} found`);
    }
    return rt.raise('TypeError', `ord() expected string of length 1, but ${rt.typeOf(value).name} found`);
  }
  const characters = [...rt.text(value)];
  if (characters.length !== 1) {
    return rt.raise('TypeError', `ord() expected a character, but string of length ${characters.length} found`);
  }
  return rt.sizeToInt(characters[0]!.codePointAt(0)!);
});

// Iteration -------------------------------------------------------------------------------------------------------

function iter2(rt: Runtime, callee: Ref, sentinel: Ref): Maybe {
  if (!rt.isCallable(callee)) return rt.raise('TypeError', 'iter(v, w): v must be callable');
  return newCallableIterator(rt, callee, sentinel);
}

const iter = fn(
  'iter',
  1,
  2,
  (rt, args, count) => (count === 1 ? getIter(rt, at(rt, args, 0)) : iter2(rt, at(rt, args, 0), at(rt, args, 1))),
  { one: getIter, two: iter2 },
);

const next: NativeFunction = fn(
  'next',
  1,
  2,
  (rt, args, count) => nextOf(rt, at(rt, args, 0), count > 1 ? at(rt, args, 1) : 0),
  {
    one: (rt, iterator) => nextOf(rt, iterator, 0),
    two: nextOf,
  },
);

function nextOf(rt: Runtime, iterator: Ref, fallback: Maybe): Maybe {
  const { list_iterator, tuple_iterator, range_iterator } = rt.builtin;
  const id = rt.typeId(iterator);
  // They end without an exception of their own.
  if (id === list_iterator.typeId || id === tuple_iterator.typeId || id === range_iterator.typeId) {
    const item = rt.fast.next(iterator);
    if (item !== 0 || rt.failed) return item;
    return fallback !== 0 ? rt.incref(fallback) : rt.raiseBare('StopIteration');
  }
  const slot = rt.typeOf(iterator).slots.next;
  if (slot === undefined) return rt.raise('TypeError', `'${rt.typeOf(iterator).name}' object is not an iterator`);
  const value = slot(rt, iterator);
  if (value !== 0) return value;
  if (rt.failed && !(fallback !== 0 && rt.errorIs(rt.builtin.StopIteration))) return 0;
  rt.clearError();
  return fallback !== 0 ? rt.incref(fallback) : rt.raiseBare('StopIteration');
}

const aiter = fn('aiter', 1, 1, (rt, args) => {
  const object = at(rt, args, 0);
  if (rt.typeAttribute(object, rt.name('__aiter__')) === 0) {
    return rt.raise('TypeError', `'${rt.typeOf(object).name}' object is not an async iterable`);
  }
  const notIterator = (name: string): string => `aiter() returned not an async iterator of type '${name}'`;
  return asyncIterator(rt, object, notIterator);
});

const anext = fn('anext', 1, 2, (rt, args, count) => {
  const iterator = at(rt, args, 0);
  if (rt.typeAttribute(iterator, rt.name('__anext__')) === 0) {
    return rt.raise('TypeError', `'${rt.typeOf(iterator).name}' object is not an async iterator`);
  }
  const mark = rt.mark();
  const method = rt.specialMethod(iterator, '__anext__');
  if (method === 0) return 0;
  rt.hold(method);
  const awaitable = rt.call(method);
  if (awaitable === 0 || count === 1) return rt.finish(mark, awaitable);
  rt.hold(awaitable);
  return rt.finish(mark, newAnext(rt, awaitable, at(rt, args, 1)));
});

const sum: NativeFunction = {
  ...keywords('sum', 'iterable, /, start=0', (rt, values) => sumOf(rt, values[0] as Ref, values[1]!)),
  one: (rt, iterable) => quickSum(rt, iterable) ?? sumOf(rt, iterable, 0),
};

function sumOf(rt: Runtime, iterable: Ref, start: Maybe): Maybe {
  const mark = rt.mark();
  rt.hold(start === 0 ? rt.incref(rt.smallInt(0)) : rt.incref(start));
  const iterator = getIter(rt, iterable);
  if (iterator === 0) return rt.finish(mark, 0);
  rt.hold(iterator);
  const joined = start === 0 ? undefined : joinedInstead(rt, start);
  if (joined !== undefined)
    return rt.finish(mark, rt.raise('TypeError', `sum() can't sum ${joined}.join(seq) instead]`));
  const done = rt.profile.compensatedSum ? addCompensated(rt, mark, iterator) : addAll(rt, mark, iterator);
  return rt.finish(mark, done ? rt.incref(rt.i32[mark]! as Ref) : 0);
}

/** What sum() does not start from, and what is to be used in its place. */
function joinedInstead(rt: Runtime, start: Ref): string | undefined {
  if (isStr(rt, start)) return "strings [use ''";
  if (isBytes(rt, start)) return "bytes [use b''";
  return isByteArray(rt, start) ? "bytearray [use b''" : undefined;
}

/** Adds what is left of an iterator to the total in a slot. */
function addAll(rt: Runtime, total: number, iterator: Ref): boolean {
  for (;;) {
    const item = addInts(rt, total, iterator);
    if (item === undefined) return false;
    if (item === 0) return !rt.failed;
    if (!addItem(rt, total, item)) return false;
  }
}

/**
 * While the total and the items are ints of a digit or two, they are added here: the first item that is none, owned, 0 at the
 * end; undefined on error.
 */
function addInts(rt: Runtime, total: number, iterator: Ref): Maybe | undefined {
  const { i32, fast, ids } = rt;
  const { smallInt, bool } = ids;
  const id = rt.typeId(i32[total]! as Ref);
  let item = fast.next(iterator);
  if (item === 0 || (id !== smallInt && id !== ids.bigInt)) return item;
  let sum = intNumber(rt, i32[total]! as Ref);
  if (Number.isNaN(sum)) return item;
  let count = 0;
  while (item !== 0 && Math.abs(sum) < MAX_SUM) {
    const itemId = i32[item + Header.TypeId];
    if (itemId === smallInt || itemId === bool) {
      sum += i32[item + IntField.Value]!;
    } else {
      const value = itemId === ids.bigInt ? intNumber(rt, item) : Number.NaN;
      if (!(Math.abs(value) < MAX_SUM)) break;
      sum += value;
    }
    count++;
    fast.dec(item);
    item = fast.next(iterator);
  }
  if (count === 0 || (item === 0 && rt.failed)) return item;
  if (item !== 0) rt.hold(item);
  const made = fast.newInt(sum);
  if (item !== 0) rt.unhold();
  if (made === 0) {
    rt.drop(item);
    return undefined;
  }
  rt.replace(total, made);
  return item;
}

/** Up to here a sum and one more item below it stay exact. */
const MAX_SUM = 2 ** 52;

function addItem(rt: Runtime, total: number, item: Ref): boolean {
  rt.hold(item);
  const sum = binaryOp(rt, Binary.Add, rt.i32[total]! as Ref, item);
  if (sum !== 0) rt.replace(total, sum);
  rt.decref(rt.unhold());
  return sum !== 0;
}

/** As {@link addAll}; while floats are added to a float, the rounding errors are summed beside them (Neumaier). */
function addCompensated(rt: Runtime, total: number, iterator: Ref): boolean {
  for (;;) {
    const item = addInts(rt, total, iterator);
    if (item === undefined) return false;
    if (item === 0) return !rt.failed;
    if (rt.typeId(rt.i32[total]! as Ref) !== rt.ids.float || rt.typeId(item) !== rt.ids.float) {
      if (!addItem(rt, total, item)) return false;
      continue;
    }
    const next = addFloats(rt, total, item, iterator);
    if (next === undefined) return false;
    if (next !== 0 && !addItem(rt, total, next)) return false;
    if (next === 0) return !rt.failed;
  }
}

/** Adds a run of floats: the first item that is none, owned, 0 at the end; undefined on error. */
function addFloats(rt: Runtime, total: number, first: Ref, iterator: Ref): Maybe | undefined {
  let sum = floatValue(rt, rt.i32[total]! as Ref);
  let correction = 0;
  let item: Maybe = first;
  while (item !== 0 && rt.typeId(item) === rt.ids.float) {
    const value = floatValue(rt, item);
    rt.decref(item);
    const next = sum + value;
    correction += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
    item = iterNext(rt, iterator);
  }
  if (item === 0 && rt.failed) return undefined;
  if (item !== 0) rt.hold(item);
  const made = newFloat(rt, Number.isFinite(correction) ? sum + correction : sum);
  if (item !== 0) rt.unhold();
  if (made === 0) return undefined;
  rt.replace(total, made);
  return item;
}

function extreme(name: 'min' | 'max', op: Compare): NativeFunction {
  const find = (rt: Runtime, args: number, count: number, key: Maybe, fallback: Maybe): Maybe => {
    const mark = rt.mark();
    const wanted = { name, op, key: key === rt.None ? 0 : key };
    // Up to 3.12 they are called with a tuple of the arguments, one or more.
    const tuple = rt.profile.versionInfo[1] < 13 ? tupleOfArguments(rt, args, count) : rt.incref(rt.emptyTuple);
    if (tuple === 0) return 0;
    rt.hold(tuple);
    rt.hold(rt.none());
    rt.hold(rt.none());
    return rt.finish(
      mark,
      count === 1 ? ofItems(rt, wanted, at(rt, args, 0), fallback) : ofArguments(rt, wanted, args, count),
    );
  };
  return {
    name,
    doc: undefined,
    signature: '',
    code: (rt, args, count, kwnames) => {
      if (kwnames === 0) {
        if (rt.profile.versionInfo[1] >= 13) {
          const quick = quickOf(rt, args, count, op);
          if (quick !== 0) return rt.incref(quick);
        }
        if (count > 0) return find(rt, args, count, 0, 0);
      }
      if (count === 0) return rt.raise('TypeError', `${name} expected at least 1 argument, got 0`);
      let key: Maybe = 0;
      let fallback: Maybe = 0;
      for (let k = 0; k < (kwnames === 0 ? 0 : rt.tupleSize(kwnames)); k++) {
        const keyword = rt.text(rt.tupleItem(kwnames as Ref, k));
        if (keyword === 'key') key = at(rt, args, count + k);
        else if (keyword === 'default') fallback = at(rt, args, count + k);
        else return unexpectedKeyword(rt, name, keyword);
      }
      if (count > 1 && fallback !== 0) {
        return rt.raise('TypeError', `Cannot specify a default for ${name}() with multiple positional arguments`);
      }
      return find(rt, args, count, key, fallback);
    },
  };
}

/** The answer where no comparison runs code, borrowed; 0 if that is not known. */
function quickOf(rt: Runtime, args: number, count: number, op: Compare): Maybe {
  if (count === 0) return 0;
  if (count === 1) return quickExtreme(rt, at(rt, args, 0), op) ?? 0;
  let best = at(rt, args, 0);
  for (let i = 1; i < count; i++) {
    const item = at(rt, args, i);
    const better = rt.quick.compare(item, best, op);
    if (better === UNKNOWN) return 0;
    if (better === 1) best = item;
  }
  return best;
}

/** What min() or max() looks for. */
interface Extreme {
  readonly name: string;
  /** How a better measure compares to the best. */
  readonly op: Compare;
  readonly key: Maybe;
}

function emptyText(rt: Runtime): string {
  return rt.profile.versionInfo[1] < 12 ? 'arg is an empty sequence' : 'iterable argument is empty';
}

function ofItems(rt: Runtime, wanted: Extreme, iterable: Ref, fallback: Maybe): Maybe {
  const best = rt.top() - 2 * SLOT;
  const iterator = getIter(rt, iterable);
  if (iterator === 0) return 0;
  rt.hold(iterator);
  for (let isFirst = true; ; isFirst = false) {
    const item = rt.fast.next(iterator);
    if (item !== 0) {
      if (!consider(rt, wanted, best, item, isFirst)) return 0;
    } else {
      if (rt.failed) return 0;
      if (!isFirst) return rt.incref(rt.i32[best]! as Ref);
      return fallback !== 0 ? rt.incref(fallback) : rt.raise('ValueError', `${wanted.name}() ${emptyText(rt)}`);
    }
  }
}

function ofArguments(rt: Runtime, wanted: Extreme, args: number, count: number): Maybe {
  const best = rt.top() - 2 * SLOT;
  for (let i = 0; i < count; i++) {
    if (!consider(rt, wanted, best, rt.incref(at(rt, args, i)), i === 0)) return 0;
  }
  return rt.incref(rt.i32[best]! as Ref);
}

/** Compares an owned item with the best so far, which stands in two slots, it and its measure. False on error. */
function consider(rt: Runtime, wanted: Extreme, best: number, item: Ref, isFirst: boolean): boolean {
  const { i32 } = rt;
  if (wanted.key === 0) {
    const known = isFirst ? 1 : rt.quick.compare(item, i32[best + SLOT]! as Ref, wanted.op);
    if (known !== UNKNOWN) {
      if (known === 0) {
        rt.fast.dec(item);
        return true;
      }
      rt.incref(item);
      rt.replace(best, item);
      rt.replace(best + SLOT, item);
      return true;
    }
  }
  const mark = rt.mark();
  rt.hold(item);
  const measure = wanted.key === 0 ? rt.incref(item) : callOne(rt, wanted.key, item);
  if (measure === 0) return false;
  rt.hold(measure);
  const better = isFirst ? 1 : compareBool(rt, measure, i32[best + SLOT]! as Ref, wanted.op);
  if (better < 0) return false;
  if (better === 1) {
    rt.replace(best, rt.incref(item));
    rt.replace(best + SLOT, rt.incref(measure));
  }
  rt.releaseTo(mark);
  return true;
}

function quantifier(name: 'any' | 'all', stopAt: number): NativeFunction {
  return unary(name, (rt, iterable) => {
    const known = quickSearch(rt, iterable, stopAt);
    if (known !== UNKNOWN) return rt.bool((known === 1) === (stopAt === 1));
    const mark = rt.mark();
    const iterator = getIter(rt, iterable);
    if (iterator === 0) return 0;
    rt.hold(iterator);
    for (;;) {
      const item = rt.fast.next(iterator);
      if (item === 0) return rt.finish(mark, rt.failed ? 0 : rt.bool(stopAt === 0));
      let truth = item === rt.True ? 1 : item === rt.False || item === rt.None ? 0 : UNKNOWN;
      if (truth === UNKNOWN) {
        rt.hold(item);
        truth = isTrue(rt, item);
        rt.unhold();
      }
      rt.decref(item);
      if (truth < 0) return rt.finish(mark, 0);
      if (truth === stopAt) return rt.finish(mark, rt.bool(stopAt === 1));
    }
  });
}

const sorted: NativeFunction = {
  name: 'sorted',
  doc: undefined,
  signature: '(iterable, /, *, key=None, reverse=False)',
  code: (rt, args, count, kwnames) => {
    if (count !== 1) return rt.raise('TypeError', `sorted expected 1 argument, got ${count}`);
    const mark = rt.mark();
    const list = rt.listFrom(at(rt, args, 0));
    if (list === 0) return 0;
    rt.hold(list);
    const method = rt.getAttrText(list, 'sort');
    if (method === 0) return rt.finish(mark, 0);
    rt.hold(method);
    if (kwnames === 0) return rt.finish(mark, sortList(rt, list, 0, false) ? rt.incref(list) : 0);
    const result = rt.callForwarding(method, args + 2 * count, kwnames);
    if (result === 0) return rt.finish(mark, 0);
    rt.decref(result);
    return rt.finish(mark, rt.incref(list));
  },
};

const importFunction = keywords('__import__', 'name, globals=None, locals=None, fromlist=(), level=0', (rt, values) => {
  const [name, globals, , list, number] = values as [Ref, Maybe, Maybe, Maybe, Maybe];
  if (!isStr(rt, name)) return rt.raise('TypeError', 'module name must be a string');
  const level = number === 0 ? 0 : cInt(rt, number);
  return level === undefined ? 0 : importLevel(rt, rt.text(name), globals, list, level);
});

const id = unary('id', (rt, object) => rt.sizeToInt(object * 4));
const len = unary('len', (rt, object) => lengthInt(rt, object, lengthOf));

/** The module. Its types and singletons are added by the start-up. */
export const builtinsModule: NativeModule = {
  name: 'builtins',
  doc: 'Built-in functions, types, exceptions, and other objects.',
  functions: [
    buildClassFunction,
    importFunction,
    print,
    input,
    breakpoint,
    open,
    len,
    id,
    unary('repr', reprOf),
    ascii,
    format,
    hash,
    callable,
    getattr,
    hasattr,
    setattr,
    delattr,
    binary('isinstance', (rt, object, wanted) => flag(rt, isInstance(rt, object, wanted))),
    binary('issubclass', (rt, candidate, wanted) => flag(rt, isSubclass(rt, candidate, wanted))),
    globals,
    locals,
    ...evaluationFunctions,
    vars,
    dir,
    abs,
    divmod,
    pow,
    round,
    inBase('bin', '0b', 2),
    inBase('oct', '0o', 8),
    inBase('hex', '0x', 16),
    chr,
    ord,
    iter,
    next,
    aiter,
    anext,
    sum,
    extreme('min', Compare.Lt),
    extreme('max', Compare.Gt),
    quantifier('any', 1),
    quantifier('all', 0),
    sorted,
  ],
};

/** Adds a name to the builtins; borrowed. */
export function addBuiltin(rt: Runtime, name: string, value: Ref): void {
  if (!dictSet(rt, rt.builtinsDict, rt.name(name), value)) throw rt.heap.exhausted(64);
}
