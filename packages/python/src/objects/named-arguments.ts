import type { Ref } from '@uroboros/heap';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { bindKeywords } from './arguments.js';
import type { NativeFunction } from './native.js';

/** Methods whose arguments may be given by name, with CPython's counting: self is not an argument (Argument Clinic). */

/** A signature, read once. */
interface MethodParameters {
  readonly names: readonly string[];
  /** So many come first and must be given. */
  readonly required: number;
  /** So many come first and have no name. */
  readonly positionalOnly: number;
  /** So many at most may be given by position. */
  readonly positional: number;
}

/**
 * A method of named arguments besides self. The signature lists them as Python does, without self: `a, b=…, /, c=…, *, d=…`.
 * Defaults are the code's affair, which finds 0 for what was not given.
 */
export function namedMethod(
  name: string,
  signature: string,
  code: (rt: Runtime, self: Ref, values: readonly Maybe[]) => Maybe,
  doc?: string,
): NativeFunction {
  const parameters = readSignature(signature);
  return {
    name,
    doc,
    signature: `($self, ${signature})`,
    code: (rt, args, count, kwnames) => {
      const values = bind(rt, name, parameters, args + 2, count - 1, kwnames);
      return values === undefined ? 0 : code(rt, rt.i32[args]! as Ref, values);
    },
  };
}

function readSignature(signature: string): MethodParameters {
  const names: string[] = [];
  let required = 0;
  let positionalOnly = 0;
  let positional = -1;
  for (const part of signature.split(',').map((text) => text.trim())) {
    if (part === '/') positionalOnly = names.length;
    else if (part === '*') positional = names.length;
    else if (part !== '') {
      names.push(part.split('=')[0]!);
      if (!part.includes('=')) required = names.length;
    }
  }
  return { names, required, positionalOnly, positional: positional < 0 ? names.length : positional };
}

/** `at most 2 arguments (3 given)` and the like. */
function wrongCount(rt: Runtime, name: string, bound: string, most: number, kind: string, given: number): undefined {
  rt.raise('TypeError', `${name}() takes ${bound} ${most} ${kind}argument${most === 1 ? '' : 's'} (${given} given)`);
  return undefined;
}

function bind(
  rt: Runtime,
  name: string,
  { names, required, positionalOnly, positional }: MethodParameters,
  args: number,
  count: number,
  kwnames: Maybe,
): Maybe[] | undefined {
  if (kwnames === 0 && count >= required && count <= positional) {
    const values: Maybe[] = [];
    for (let i = 0; i < count; i++) values.push(rt.i32[args + 2 * i]! as Ref);
    for (let i = count; i < names.length; i++) values.push(0);
    return values;
  }
  const keywords = kwnames === 0 ? 0 : rt.tupleSize(kwnames);
  const total = count + keywords;
  if (total > names.length) {
    return wrongCount(rt, name, 'at most', names.length, count === 0 ? 'keyword ' : '', total);
  }
  const bound = required < positional ? 'at most' : 'exactly';
  if (count > positional) return wrongCount(rt, name, bound, positional, 'positional ', count);
  const leading = Math.min(positionalOnly, required);
  if (count < leading) {
    return wrongCount(rt, name, leading < positional ? 'at least' : 'exactly', leading, 'positional ', count);
  }
  const values: Maybe[] = new Array<Maybe>(names.length).fill(0);
  for (let i = 0; i < count; i++) values[i] = rt.i32[args + 2 * i]! as Ref;
  if (kwnames === 0 && count >= required) return values;
  const named = { called: `${name}()`, function: name, names, required, first: positionalOnly, self: 0 };
  return bindKeywords(rt, named, values, args + 2 * count, kwnames) ? values : undefined;
}
