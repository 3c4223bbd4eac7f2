import type { Ref } from '@uroboros/heap';
import { dictGetStr } from '../objects/dict.js';
import { NativeField, TypeField } from '../objects/layout.js';
import { NOT_QUICK } from '../objects/quick-types.js';
import { Frame, SLOT, State } from '../runtime/frame.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import type * as ast from '../syntax/nodes.js';

/**
 * Calls of the built-in functions and types that programs call most. Where the name means the built-in, its code is called from a
 * function of its own, which the engine can put into the caller; the place that all other calls share meets too many of them for that.
 *
 * The functions are written out one by one: of one text the engine would make one function, which again meets them all.
 */
export type QuickBuiltins = Readonly<Record<string, unknown>>;

/** Number of positional arguments of the calls that are quick, by name. */
const ARGUMENTS: Readonly<Record<string, number>> = {
  iter: 1,
  isinstance: 2,
  getattr: 2,
  hasattr: 2,
  setattr: 3,
  divmod: 2,
  type: 1,
  str: 1,
  int: 1,
  float: 1,
  next: 1,
  hash: 1,
  ord: 1,
  chr: 1,
  abs: 1,
};

/** The name of a built-in whose call may be quick, as far as the text tells. */
export function quickBuiltin(node: ast.Call): string | undefined {
  const { func, args, keywords } = node;
  if (func.kind !== 'Name' || keywords.length > 0 || !Object.hasOwn(ARGUMENTS, func.id)) return undefined;
  if (func.id === 'next' && args.length === 2) return 'next2';
  return ARGUMENTS[func.id] === args.length ? func.id : undefined;
}

/** The built-in behind a quick call: `next` with a default has code of its own. */
function builtinName(call: string): string {
  return call === 'next2' ? 'next' : call;
}

/** Calls the built-in of a name with what stands in a window, if that is the callee; the statement goes on behind its `else`. */
export function quickBuiltinCall(name: string, callee: string, made: string, window: number): string {
  return `if(${callee}===BUILTIN_${builtinName(name)})${made}=quick_${name}(fp+${window});else `;
}

/** The calls of types, and what is done after a call. */
interface Calls {
  readonly runType: (window: number, count: number) => Maybe;
  readonly emptied: (window: number, count: number, fp: number, mark: number, result: Maybe) => Maybe;
}

export function quickBuiltins(rt: Runtime, { runType, emptied }: Calls): QuickBuiltins {
  const { i32 } = rt;
  const frameWord = rt.state + State.Frame;
  // The copy of the builtins that the end of the program restores keeps them alive.
  const builtin = (name: string): Ref => dictGetStr(rt, rt.builtinsCopy, rt.name(name)) as Ref;
  const one = (name: string) => rt.nativeOnes[i32[builtin(name) + NativeField.Native]!]!;
  const two = (name: string) => rt.nativeTwos[i32[builtin(name) + NativeField.Native]!]!;
  // Types whose calls make a tuple of the arguments, as that of str before 3.12, have none.
  const maker = (name: string) => rt.makers[i32[builtin(name) + TypeField.InstanceId]!] ?? (() => NOT_QUICK);

  const isInstance = two('isinstance');
  const getAttribute = two('getattr');
  const hasAttribute = two('hasattr');
  const divideInts = two('divmod');
  const makeType = maker('type');
  const makeStr = maker('str');
  const makeInt = maker('int');
  const makeFloat = maker('float');
  const setAttribute = rt.nativeCodes[i32[builtin('setattr') + NativeField.Native]!]!;
  const nextItem = one('next');
  const nextItemOr = two('next');
  const iterate = one('iter');
  const hashOf = one('hash');
  const pointOf = one('ord');
  const character = one('chr');
  const absolute = one('abs');

  const first = (window: number): Ref => i32[window + Frame.Slots]! as Ref;
  const second = (window: number): Ref => i32[window + Frame.Slots + SLOT]! as Ref;
  const top = (fp: number): number => fp + i32[fp + Frame.Size]!;

  const calls: Readonly<Record<string, (window: number) => Maybe>> = {
    isinstance: (window) => {
      const fp = i32[frameWord]!;
      return emptied(window, 2, fp, top(fp), isInstance(rt, first(window), second(window)));
    },
    getattr: (window) => {
      const fp = i32[frameWord]!;
      return emptied(window, 2, fp, top(fp), getAttribute(rt, first(window), second(window)));
    },
    hasattr: (window) => {
      const fp = i32[frameWord]!;
      return emptied(window, 2, fp, top(fp), hasAttribute(rt, first(window), second(window)));
    },
    divmod: (window) => {
      const fp = i32[frameWord]!;
      return emptied(window, 2, fp, top(fp), divideInts(rt, first(window), second(window)));
    },
    setattr: (window) => {
      const fp = i32[frameWord]!;
      return emptied(window, 3, fp, top(fp), setAttribute(rt, window + Frame.Slots, 3, 0));
    },
    next: (window) => {
      const fp = i32[frameWord]!;
      return emptied(window, 1, fp, top(fp), nextItem(rt, first(window)));
    },
    next2: (window) => {
      const fp = i32[frameWord]!;
      return emptied(window, 2, fp, top(fp), nextItemOr(rt, first(window), second(window)));
    },
    iter: (window) => {
      const fp = i32[frameWord]!;
      return emptied(window, 1, fp, top(fp), iterate(rt, first(window)));
    },
    hash: (window) => {
      const fp = i32[frameWord]!;
      return emptied(window, 1, fp, top(fp), hashOf(rt, first(window)));
    },
    ord: (window) => {
      const fp = i32[frameWord]!;
      return emptied(window, 1, fp, top(fp), pointOf(rt, first(window)));
    },
    chr: (window) => {
      const fp = i32[frameWord]!;
      return emptied(window, 1, fp, top(fp), character(rt, first(window)));
    },
    abs: (window) => {
      const fp = i32[frameWord]!;
      return emptied(window, 1, fp, top(fp), absolute(rt, first(window)));
    },
    type: (window) => {
      const fp = i32[frameWord]!;
      const mark = top(fp);
      const made = makeType(window + Frame.Slots, 1);
      return made === NOT_QUICK ? runType(window, 1) : emptied(window, 1, fp, mark, made);
    },
    str: (window) => {
      const fp = i32[frameWord]!;
      const mark = top(fp);
      const made = makeStr(window + Frame.Slots, 1);
      return made === NOT_QUICK ? runType(window, 1) : emptied(window, 1, fp, mark, made);
    },
    int: (window) => {
      const fp = i32[frameWord]!;
      const mark = top(fp);
      const made = makeInt(window + Frame.Slots, 1);
      return made === NOT_QUICK ? runType(window, 1) : emptied(window, 1, fp, mark, made);
    },
    float: (window) => {
      const fp = i32[frameWord]!;
      const mark = top(fp);
      const made = makeFloat(window + Frame.Slots, 1);
      return made === NOT_QUICK ? runType(window, 1) : emptied(window, 1, fp, mark, made);
    },
  };
  return Object.fromEntries(
    Object.keys(calls).flatMap((name) => [
      [`BUILTIN_${builtinName(name)}`, builtin(builtinName(name))],
      [`quick_${name}`, calls[name]],
    ]),
  );
}
