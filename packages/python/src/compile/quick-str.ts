import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { DescriptorField } from '../objects/layout.js';
import type { NativeCode } from '../objects/native.js';
import { Frame, SLOT, State } from '../runtime/frame.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';

/**
 * Methods of strings that are called in loops most, on exact strings and with exact strings and small ints: no code of the program can look, so they work on
 * what stands in the window, and the descriptor is not put into it. Each place names the code that it runs as a constant, which the
 * engine can put into the caller.
 */
export type QuickStr = Readonly<Record<string, unknown>>;

/** Numbers of arguments besides self of the calls that are quick, by name. */
const ARGUMENTS: Readonly<Record<string, readonly number[]>> = {
  isdigit: [0],
  isalpha: [0],
  isalnum: [0],
  isspace: [0],
  isupper: [0],
  islower: [0],
  upper: [0],
  lower: [0],
  splitlines: [0],
  strip: [0],
  lstrip: [0],
  rstrip: [0],
  split: [0, 1, 2],
  partition: [1],
  rpartition: [1],
  find: [1, 2],
  index: [1, 2],
  count: [1],
  startswith: [1, 2],
  endswith: [1],
  replace: [2],
  center: [1, 2],
  ljust: [1, 2],
  rjust: [1, 2],
};

/** Whether a method's call with so many positional arguments may be quick, as far as the text tells. */
export function isQuickStr(name: string, count: number): boolean {
  return Object.hasOwn(ARGUMENTS, name) && ARGUMENTS[name]!.includes(count);
}

/** Calls a method of the string that stands in a window as self, of which only the callable is missing; it is empty afterwards. */
export function quickStrCall(name: string, count: number, window: number): string {
  return `quickStr${count}(STR${count}_${name},${count === 0 ? '' : `STR_${name},`}fp+${window})`;
}

/** The calls of descriptors, and what is done after a call. */
interface Calls {
  readonly runNative: (index: number, window: number, count: number) => Maybe;
  readonly safepoint: (window: number, result: Maybe) => Maybe;
  readonly dec: (object: Ref) => void;
}

type One = (rt: Runtime, self: Ref) => Maybe;
type Two = (rt: Runtime, self: Ref, argument: Ref) => Maybe;
type Codes = readonly [Runtime['nativeOnes'], Runtime['nativeTwos'], Runtime['nativeCodes']];

export function quickStr(rt: Runtime, { runNative, safepoint, dec }: Calls): QuickStr {
  const { i32 } = rt;
  const { str, internedStr, smallInt } = rt.ids;
  const frameWord = rt.state + State.Frame;

  const top = (fp: number): number => fp + i32[fp + Frame.Size]!;

  const drop = (at: number): void => {
    const object = i32[at]! as Ref;
    i32[at] = 0;
    dec(object);
  };

  const quickStr0 = (run: One, window: number): Maybe => {
    const fp = i32[frameWord]!;
    const mark = top(fp);
    const self = window + Frame.Slots;
    const result = run(rt, i32[self]! as Ref);
    if (top(fp) !== mark) rt.releaseTo(mark);
    drop(self);
    return safepoint(window, result);
  };

  const isPlain = (argument: number): boolean => {
    const id = i32[argument + Header.TypeId];
    return id === str || id === internedStr || id === smallInt;
  };

  /** The way of all methods. */
  const general = (descriptor: Ref, window: number, count: number): Maybe => {
    i32[window] = rt.incref(descriptor);
    return runNative(i32[descriptor + DescriptorField.Native]!, window, count);
  };

  /** Methods that are called with a tuple, in versions where some are, have no code for one argument. */
  const quickStr1 = (run: Two | undefined, descriptor: Ref, window: number): Maybe => {
    const self = window + Frame.Slots;
    const argument = i32[self + SLOT]! as Ref;
    if (run === undefined || !isPlain(argument)) return general(descriptor, window, 2);
    const fp = i32[frameWord]!;
    const mark = top(fp);
    const result = run(rt, i32[self]! as Ref, argument);
    if (top(fp) !== mark) rt.releaseTo(mark);
    drop(self);
    drop(self + SLOT);
    return safepoint(window, result);
  };

  const quickStr2 = (run: NativeCode, descriptor: Ref, window: number): Maybe => {
    const self = window + Frame.Slots;
    if (!isPlain(i32[self + SLOT]!) || !isPlain(i32[self + 2 * SLOT]!)) return general(descriptor, window, 3);
    const fp = i32[frameWord]!;
    const mark = top(fp);
    const result = run(rt, self, 3, 0);
    if (top(fp) !== mark) rt.releaseTo(mark);
    drop(self);
    drop(self + SLOT);
    drop(self + 2 * SLOT);
    return safepoint(window, result);
  };

  const codesBy: Codes = [rt.nativeOnes, rt.nativeTwos, rt.nativeCodes];
  const constants = Object.entries(ARGUMENTS).flatMap(([name, counts]) => {
    const descriptor = rt.ownAttribute(rt.builtin.str, rt.name(name)) as Ref;
    const native = i32[descriptor + DescriptorField.Native]!;
    const codes = counts.map((count) => [`STR${count}_${name}`, codesBy[count]![native]]);
    return [[`STR_${name}`, descriptor], ...codes];
  });
  return { quickStr0, quickStr1, quickStr2, STR: str, INTERNED: internedStr, ...Object.fromEntries(constants) };
}
