import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { IntField } from '../objects/layout.js';
import { spliceCalmly } from '../objects/list-slices.js';
import { newSlice } from '../objects/slice-type.js';
import { SLOT } from '../runtime/frame.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import type * as ast from '../syntax/nodes.js';
import { compilePushed } from './expressions.js';
import type { FunctionCompiler } from './function.js';
import type { ItemPaths } from './item-paths.js';

/**
 * `object[lower:upper] = value` and `del object[lower:upper]`: lists need no slice object where no code of the program can run. The object stands in a
 * slot, the bounds in the two behind it, empty where there is none.
 */
export interface SlicePaths {
  /** Assigns the value of a slot, which is used up. */
  readonly setSlice: (at: number, value: number) => boolean;
  readonly deleteSlice: (at: number) => boolean;
}

/** Slices without a step. */
export type PlainSlice = ast.Slice & { readonly step: null };

export const isPlainSlice = (node: ast.Expr): node is PlainSlice => node.kind === 'Slice' && node.step === null;

/** Pushes an object and the bounds of a slice of it: the offset of the first slot. */
export function pushSliced(c: FunctionCompiler, object: ast.Expr, { lower, upper }: PlainSlice): number {
  const { out } = c;
  const { offset } = compilePushed(c, object);
  for (const bound of [lower, upper]) {
    // A slot that nothing was put into is empty.
    if (bound === null) out.reserve(SLOT);
    else compilePushed(c, bound);
  }
  return offset;
}

export function slicePaths(rt: Runtime, items: ItemPaths): SlicePaths {
  const { i32, None } = rt;
  const { dec } = rt.fast;
  const { list, tuple, smallInt } = rt.ids;
  const { heads } = rt.heap.objects.freeLists.listOf(rt.builtin.slice.typeId);

  const clear = (at: number): void => {
    const object = i32[at]! as Maybe;
    i32[at] = 0;
    if (object !== 0) dec(object);
  };

  const isBound = (bound: number): boolean => bound === 0 || bound === None || i32[bound + Header.TypeId] === smallInt;

  /** A bound for a list of a size, within it. */
  const boundOf = (bound: number, size: number, fallback: number): number => {
    if (bound === 0 || bound === None) return fallback;
    const value = i32[bound + IntField.Value]!;
    if (value >= 0) return value < size ? value : size;
    return value + size > 0 ? value + size : 0;
  };

  /** Whether it was done; else nothing was. One dead slice is kept for the next: before there is one, its allocation counts. */
  const quickly = (at: number, value: Maybe): boolean => {
    const object = i32[at]! as Ref;
    const lower = i32[at + SLOT]!;
    const upper = i32[at + 2 * SLOT]!;
    if (i32[object + Header.TypeId] !== list || heads[0] === 0 || !isBound(lower) || !isBound(upper)) return false;
    if (value !== 0) {
      const id = i32[value + Header.TypeId]!;
      if ((id !== list && id !== tuple) || value === object) return false;
    }
    const size = i32[object + Header.Size]!;
    return spliceCalmly(rt, object, boundOf(lower, size, 0), boundOf(upper, size, size), value);
  };

  /** The slice takes the place of its bounds. */
  const makeSlice = (at: number): boolean => {
    const slice = newSlice(rt, (i32[at + SLOT]! || None) as Ref, (i32[at + 2 * SLOT]! || None) as Ref, None);
    if (slice === 0) return false;
    clear(at + SLOT);
    i32[at + SLOT] = slice;
    clear(at + 2 * SLOT);
    return true;
  };

  return {
    setSlice: (at, value) => {
      if (!quickly(at, i32[value]! as Ref)) return makeSlice(at) && items.setItem(at, value);
      clear(at + SLOT);
      clear(at + 2 * SLOT);
      clear(value);
      clear(at);
      return true;
    },
    deleteSlice: (at) => {
      if (!quickly(at, 0)) return makeSlice(at) && items.deleteItem(at);
      clear(at + SLOT);
      clear(at + 2 * SLOT);
      clear(at);
      return true;
    },
  };
}
