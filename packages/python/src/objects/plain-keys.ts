import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import type { Runtime } from '../runtime/runtime.js';
import { intNumber } from './int.js';
import { FloatField, IntField, TupleField } from './layout.js';

/**
 * What the items of a list have in common, as far as it matters for sorting: items of one kind are ordered here, in whichever
 * way is fastest, because no code of the program can watch the comparisons.
 */
export const enum PlainKind {
  /** Not all of one kind, or of a kind whose comparison has to be asked. */
  None = 0,
  /** Ints that a double holds exactly, and floats but NaN. */
  Number = 1,
  /** Strings. */
  Text = 2,
}

/** The kind of one object. */
export function plainKind(rt: Runtime, object: Ref): PlainKind {
  const { ids } = rt;
  const id = rt.i32[object + Header.TypeId]!;
  if (id === ids.smallInt) return PlainKind.Number;
  if (id === ids.str || id === ids.internedStr) return PlainKind.Text;
  if (id === ids.bigInt || id === ids.float)
    return Number.isNaN(plainNumber(rt, object)) ? PlainKind.None : PlainKind.Number;
  return PlainKind.None;
}

/** The value of an int or a float of exact type; NaN if a double cannot tell it from others. */
export function plainNumber(rt: Runtime, object: Ref): number {
  const id = rt.i32[object + Header.TypeId]!;
  if (id === rt.ids.smallInt) return rt.i32[object + IntField.Value]!;
  return id === rt.ids.float ? rt.f64[(object + FloatField.Value) >> 1]! : intNumber(rt, object);
}

/** The kind that so many references in neighbouring slots have in common. */
export function commonKind(rt: Runtime, first: number, count: number): PlainKind {
  const kind = plainKind(rt, rt.i32[first]! as Ref);
  if (kind === PlainKind.None) return kind;
  for (let i = 1; i < count; i++) {
    if (plainKind(rt, rt.i32[first + 2 * i]! as Ref) !== kind) return PlainKind.None;
  }
  return kind;
}

/** Whether all references are to tuples of one size, one or more, whose items at each place are of one kind. */
export function areAlikeTuples(rt: Runtime, first: number, count: number): boolean {
  const { i32, ids } = rt;
  const sample = i32[first]! as Ref;
  if (i32[sample + Header.TypeId] !== ids.tuple) return false;
  const size = i32[sample + Header.Size]!;
  if (size === 0) return false;
  for (let n = 0; n < count; n++) {
    const tuple = i32[first + 2 * n]! as Ref;
    if (i32[tuple + Header.TypeId] !== ids.tuple || i32[tuple + Header.Size] !== size) return false;
    for (let i = 0; i < size; i++) {
      const kind = plainKind(rt, i32[tuple + TupleField.Items + 2 * i]! as Ref);
      if (kind === PlainKind.None) return false;
      if (kind !== plainKind(rt, i32[sample + TupleField.Items + 2 * i]! as Ref)) return false;
    }
  }
  return true;
}
