import type { Ref } from '@uroboros/heap';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { bindKeywords } from './arguments.js';

/**
 * A function written in TypeScript. `args` is the word of the first argument's slot; arguments are borrowed from the
 * caller's window. With keyword arguments, `kwnames` is a tuple of their names and their values follow the positional ones;
 * else it is 0.
 */
export type NativeCode = (rt: Runtime, args: number, count: number, kwnames: Maybe) => Maybe;

/** How a native function is called, and what it is called in messages. */
export interface NativeFunction {
  readonly name: string;
  readonly code: NativeCode;
  readonly doc: string | undefined;
  /** Text of the signature for help(), '' if unknown. */
  readonly signature: string;
  /** The same for exactly one positional argument, or two, self included: what most calls are. */
  readonly one?: ((rt: Runtime, a: Ref) => Maybe) | undefined;
  readonly two?: ((rt: Runtime, a: Ref, b: Ref) => Maybe) | undefined;
  /** The function object's self is the first argument. */
  readonly bound?: boolean;
  /** As the callback of a weak reference it does nothing that shows at the end of a program, when everything dies. */
  readonly silentAtEnd?: boolean;
  /** First minor version of CPython 3 that has it; default: all. */
  readonly since?: number;
  /** Last minor version that has it. */
  readonly until?: number;
}

/**
 * A method as a function object that is bound to its first argument: the object's self is put before the arguments. The
 * caller's window has no room for it, so the arguments are handed over in a window of their own.
 */
export function bindNative(native: NativeFunction): NativeFunction {
  return { ...native, bound: true };
}

/** The same function, for versions from 3.`minor` on. */
export function since(minor: number, native: NativeFunction): NativeFunction {
  return { ...native, since: minor };
}

/** The same function, for versions up to 3.`minor`. */
export function until(minor: number, native: NativeFunction): NativeFunction {
  return { ...native, until: minor };
}

/** Reads the argument of a number. */
export function arg(rt: Runtime, args: number, index: number): Ref {
  return rt.i32[args + 2 * index]! as Ref;
}

/** No argument besides self (METH_NOARGS). */
export function noArgs(name: string, code: (rt: Runtime, self: Ref) => Maybe, doc?: string): NativeFunction {
  return {
    name,
    doc,
    signature: '($self, /)',
    one: code,
    code: (rt, args, count, kwnames) => {
      if (count !== 1 || kwnames !== 0) return wrongCount(rt, name, selfOf(rt, args, count), kwnames, 0, count - 1);
      return code(rt, rt.i32[args]! as Ref);
    },
  };
}

/** One argument besides self (METH_O). */
export function oneArg(
  name: string,
  code: (rt: Runtime, self: Ref, value: Ref) => Maybe,
  doc?: string,
): NativeFunction {
  return {
    name,
    doc,
    signature: '($self, object, /)',
    two: code,
    code: (rt, args, count, kwnames) => {
      if (count !== 2 || kwnames !== 0) return wrongCount(rt, name, selfOf(rt, args, count), kwnames, 1, count - 1);
      return code(rt, rt.i32[args]! as Ref, rt.i32[args + 2]! as Ref);
    },
  };
}

/**
 * Positional arguments only, `least` to `most` of them besides self (METH_FASTCALL). `code` gets the word of the first
 * argument behind self, and their number.
 */
export function positional(
  name: string,
  least: number,
  most: number,
  code: (rt: Runtime, self: Ref, args: number, count: number) => Maybe,
  doc?: string,
): NativeFunction {
  return {
    name,
    doc,
    signature: '',
    code: (rt, args, count, kwnames) => {
      if (kwnames !== 0 || count === 0) return wrongCall(rt, name, selfOf(rt, args, count), kwnames);
      if (!checkCount(rt, name, count - 1, least, most)) return 0;
      return code(rt, rt.i32[args]! as Ref, args + 2, count - 1);
    },
  };
}

/** _PyArg_CheckPositional: false and a TypeError if there are too few or too many. */
export function checkCount(rt: Runtime, name: string, count: number, least: number, most: number): boolean {
  if (count >= least && count <= most) return true;
  const few = count < least;
  const bound = few ? least : most;
  const exact = least === most ? '' : few ? 'at least ' : 'at most ';
  rt.raise('TypeError', `${name} expected ${exact}${bound} argument${bound === 1 ? '' : 's'}, got ${count}`);
  return false;
}

const selfOf = (rt: Runtime, args: number, count: number): Maybe => (count === 0 ? 0 : (rt.i32[args]! as Ref));

function wrongCount(rt: Runtime, name: string, self: Maybe, kwnames: Maybe, wanted: 0 | 1, got: number): 0 {
  const qualified = qualifiedName(rt, name, self);
  if (kwnames !== 0) return rt.raise('TypeError', `${qualified}() takes no keyword arguments`);
  if (self === 0) {
    return rt.raise('TypeError', `unbound method ${qualified}() needs an argument`);
  }
  const what = wanted === 0 ? 'no arguments' : 'exactly one argument';
  return rt.raise('TypeError', `${qualified}() takes ${what} (${got} given)`);
}

/** A method of positional arguments was given others, or no object. */
function wrongCall(rt: Runtime, name: string, self: Maybe, kwnames: Maybe): 0 {
  const qualified = qualifiedName(rt, name, self);
  if (kwnames !== 0) return rt.raise('TypeError', `${qualified}() takes no keyword arguments`);
  return rt.raise('TypeError', `unbound method ${qualified}() needs an argument`);
}

/** The name with the built-in type that defines the method, found through self: an object of the type, or the type. */
function qualifiedName(rt: Runtime, name: string, self: Maybe): string {
  if (self === 0) return name;
  const key = rt.name(name);
  const type = rt.typeByRef.get(self) ?? rt.typeOf(self);
  for (const order of [rt.typeOf(self).mro, type.mro]) {
    const owner = order.find((base) => !base.heapType && rt.ownAttribute(base, key) !== 0);
    if (owner === undefined) continue;
    return `${owner.shortName}.${name}`;
  }
  return name;
}

/**
 * Positional and keyword arguments by name. The signature lists the parameters as Python does: `a, b=…, /, c, *, d=…`;
 * defaults are left to the code, which finds 0 for what was not given. Values are handed over as an array, borrowed.
 */
export function keywords(
  name: string,
  signature: string,
  code: (rt: Runtime, values: readonly Maybe[]) => Maybe,
  doc?: string,
): NativeFunction {
  const parameters = parseSignature(signature);
  return {
    name,
    doc,
    signature: `(${signature})`,
    code: (rt, args, count, kwnames) => {
      const values = bindParameters(rt, name, parameters, args, count, kwnames);
      return values === undefined ? 0 : code(rt, values);
    },
  };
}

interface NativeParameters {
  readonly names: readonly string[];
  readonly required: number;
  readonly positionalOnly: number;
  readonly positional: number;
}

function parseSignature(signature: string): NativeParameters {
  const names: string[] = [];
  let required = 0;
  let positionalOnly = 0;
  let positional = -1;
  for (const part of signature.split(',').map((text) => text.trim())) {
    if (part === '/') positionalOnly = names.length;
    else if (part === '*') positional = names.length;
    else if (part !== '') {
      const [name, fallback] = part.split('=');
      names.push(name!);
      if (fallback === undefined && positional < 0) required = names.length;
    }
  }
  return { names, required, positionalOnly, positional: positional < 0 ? names.length : positional };
}

/** What is wrong with the number of arguments (_PyArg_UnpackKeywords); undefined if nothing is. */
function wrongNumber(
  parameters: NativeParameters,
  self: number,
  count: number,
  keywordCount: number,
): string | undefined {
  const s = (number: number): string => (number === 1 ? '' : 's');
  const all = parameters.names.length - self;
  const most = parameters.positional - self;
  const least = Math.min(parameters.positionalOnly, parameters.required) - Math.min(self, parameters.positionalOnly);
  if (count + keywordCount > all) {
    return `takes at most ${all} ${count === 0 ? 'keyword ' : ''}argument${s(all)} (${count + keywordCount} given)`;
  }
  if (count > most) {
    if (most === 0) return 'takes no positional arguments';
    return `takes ${least < most ? 'at most' : 'exactly'} ${most} positional argument${s(most)} (${count} given)`;
  }
  if (count >= least) return undefined;
  return `takes ${least < most ? 'at least' : 'exactly'} ${least} positional argument${s(least)} (${count} given)`;
}

function bindParameters(
  rt: Runtime,
  name: string,
  parameters: NativeParameters,
  args: number,
  count: number,
  kwnames: Maybe,
): Maybe[] | undefined {
  const { names } = parameters;
  const values: Maybe[] = new Array(names.length).fill(0);
  const keywordCount = kwnames === 0 ? 0 : rt.tupleSize(kwnames);
  // Messages do not count the object of a method.
  const self = names[0] === 'self' ? 1 : 0;
  const wrong = wrongNumber(parameters, self, count - self, keywordCount);
  if (wrong !== undefined) {
    rt.raise('TypeError', `${name}() ${wrong}`);
    return undefined;
  }
  for (let i = 0; i < count; i++) values[i] = rt.i32[args + 2 * i]! as Ref;
  const { required, positionalOnly: first } = parameters;
  if (kwnames === 0 && count >= required) return values;
  const named = { called: `${name}()`, function: name, names, required, first, self };
  return bindKeywords(rt, named, values, args + 2 * count, kwnames) ? values : undefined;
}
