import type { Ref } from '@uroboros/heap';
import { indexAsSize, indexOf } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { intNumber, intValue } from './int.js';
import type { TypeObject } from './typeobject.js';

/** How constructors of built-in types read their arguments (Python/getargs.c), with CPython's messages. */

/** False and a TypeError if keyword arguments were given (_PyArg_NoKeywords). */
export function noKeywords(rt: Runtime, name: string, kwnames: Maybe): boolean {
  if (kwnames === 0 || rt.tupleSize(kwnames) === 0) return true;
  rt.raise('TypeError', `${name}() takes no keyword arguments`);
  return false;
}

/**
 * The same for a constructor, which a subclass may extend: with a `new` or `init` of its own it may take keywords that the
 * base does not know.
 */
export function noKeywordsFor(
  rt: Runtime,
  type: TypeObject,
  base: TypeObject,
  slot: 'new' | 'init',
  kwnames: Maybe,
): boolean {
  if (kwnames === 0 || (type !== base && type.slots[slot] !== base.slots[slot])) return true;
  return noKeywords(rt, base.shortName, kwnames);
}

/** What a function's parameters are called. All can be given by name, the first `required` ones must be given. */
export interface Parameters {
  readonly function: string;
  readonly names: readonly string[];
  readonly required: number;
}

/** Arguments by parameter, 0 for those not given; undefined on error (_PyArg_UnpackKeywords). */
export function bindParameters(
  rt: Runtime,
  parameters: Parameters,
  args: number,
  count: number,
  kwnames: Maybe,
): Maybe[] | undefined {
  const { names, required } = parameters;
  const called = parameters.function === 'this function' ? 'function' : `${parameters.function}()`;
  const keywordCount = kwnames === 0 ? 0 : rt.tupleSize(kwnames);
  const values: Maybe[] = new Array<Maybe>(names.length).fill(0);
  if (count + keywordCount > names.length) {
    const kind = count === 0 ? 'keyword ' : '';
    const most = `takes at most ${names.length} ${kind}argument${names.length === 1 ? '' : 's'}`;
    rt.raise('TypeError', `${called} ${most} (${count + keywordCount} given)`);
    return undefined;
  }
  for (let i = 0; i < count; i++) values[i] = argumentAt(rt, args, i);
  if (kwnames === 0 && count >= required) return values;
  const named = { called, function: parameters.function, names, required, first: 0, self: 0 };
  return bindKeywords(rt, named, values, args + 2 * count, kwnames) ? values : undefined;
}

/** What {@link bindKeywords} has to know of a function. */
interface NamedParameters {
  readonly function: string;
  /** The function as messages about a wrong argument call it. */
  readonly called: string;
  readonly names: readonly string[];
  readonly required: number;
  /** The first one that has a name. */
  readonly first: number;
  /** 1 if messages do not count the first one. */
  readonly self: number;
}

/**
 * Puts the values of keywords, which stand from a word on, beside the positional ones. What is missing is said first, then what is given
 * twice, then what nobody knows.
 */
export function bindKeywords(
  rt: Runtime,
  parameters: NamedParameters,
  values: Maybe[],
  word: number,
  kwnames: Maybe,
): boolean {
  const { names, required, first, self } = parameters;
  let twice = -1;
  let unknown: string | undefined;
  for (let k = 0; k < (kwnames === 0 ? 0 : rt.tupleSize(kwnames)); k++) {
    const keyword = rt.text(rt.tupleItem(kwnames as Ref, k));
    const index = names.indexOf(keyword, first);
    if (index < 0) unknown ??= keyword;
    else if (values[index] !== 0) twice = twice < 0 ? index : Math.min(twice, index);
    else values[index] = argumentAt(rt, word, k);
  }
  let missing = 0;
  while (missing < required && values[missing] !== 0) missing++;
  if (missing < required) {
    const where = `'${names[missing]}' (pos ${missing + 1 - self})`;
    rt.raise('TypeError', `${parameters.function}() missing required argument ${where}`);
    return false;
  }
  if (twice >= 0) {
    const where = `given by name ('${names[twice]}') and position (${twice + 1 - self})`;
    rt.raise('TypeError', `argument for ${parameters.called} ${where}`);
    return false;
  }
  if (unknown !== undefined) unexpectedKeyword(rt, parameters.function, unknown);
  return unknown === undefined;
}

/** The type of an argument as the parsers of arguments name it. */
export function givenType(rt: Runtime, value: Ref): string {
  return value === rt.None ? 'None' : rt.typeOf(value).name;
}

/** TypeError about a keyword that a C function does not know: returns 0. */
export function unexpectedKeyword(rt: Runtime, name: string, keyword: string): 0 {
  const called = name === 'this function' ? name : `${name}()`;
  const text =
    rt.profile.versionInfo[1] >= 13
      ? `${called} got an unexpected keyword argument '${keyword}'`
      : `'${keyword}' is an invalid keyword argument for ${called}`;
  return rt.raise('TypeError', text);
}

/** An argument that C code reads as a Py_ssize_t; undefined on error. */
export function sizeArgument(rt: Runtime, object: Ref): number | undefined {
  return indexAsSize(rt, object, 'OverflowError', 'Python int too large to convert to C ssize_t');
}

/** An argument that C takes as an `int`: undefined on error. */
export function cInt(rt: Runtime, object: Ref): number | undefined {
  return intWithin(rt, object, () => 'Python int too large to convert to C int');
}

/** The same as PyArg_ParseTuple reads it, by way of a `long`. */
export function parsedInt(rt: Runtime, object: Ref): number | undefined {
  return intWithin(rt, object, (value) => {
    if (BigInt.asIntN(64, value) !== value) return 'Python int too large to convert to C long';
    return value > 0n ? 'signed integer is greater than maximum' : 'signed integer is less than minimum';
  });
}

/** An int of 32 bits; `overflow` is the text about one that has more. */
export function intWithin(rt: Runtime, object: Ref, overflow: (value: bigint) => string): number | undefined {
  const index = indexOf(rt, object);
  if (index === 0) return undefined;
  const value = intNumber(rt, index);
  const isInt = value === (value | 0);
  const message = isInt ? '' : overflow(intValue(rt, index));
  rt.decref(index);
  if (isInt) return value;
  rt.raise('OverflowError', message);
  return undefined;
}

/**
 * Whether the heap could hold so many bytes, else MemoryError: asked before an array of JavaScript's is made of that size, for whose RangeError
 * no program has a name.
 */
export function couldHold(rt: Runtime, bytes: number): boolean {
  if (bytes < rt.u8.length) return true;
  rt.noMemory();
  return false;
}

/** The argument of a number, borrowed. */
export function argumentAt(rt: Runtime, args: number, index: number): Ref {
  return rt.i32[args + 2 * index]! as Ref;
}

/** TypeError about an argument, which `what` names, that is of another type than `wanted`; returns 0. */
export function wrongArgument(rt: Runtime, what: string, wanted: string, got: Ref): 0 {
  const name = got === rt.None ? 'None' : rt.typeOf(got).name;
  return rt.raise('TypeError', `${what} must be ${wanted}, not ${name}`);
}

/** A size: −1 for None or none; undefined on error. */
export function optionalSize(rt: Runtime, value: Maybe): number | undefined {
  if (value === 0 || value === rt.None) return -1;
  if (rt.typeOf(value).slots.index === undefined) {
    rt.raise('TypeError', `argument should be integer or None, not '${rt.typeOf(value).shortName}'`);
    return undefined;
  }
  return indexAsSize(rt, value, 'OverflowError');
}
