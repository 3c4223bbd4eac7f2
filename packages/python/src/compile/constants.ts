import type { Ref } from '@uroboros/heap';
import { newComplex } from '../objects/complex.js';
import { newFloat } from '../objects/float.js';
import { intFromBigInt } from '../objects/int.js';
import { listAppend } from '../objects/list.js';
import { intern, makeStr, newStr } from '../objects/str.js';
import { tupleFromSlots } from '../objects/tuple.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import type { ConstantValue } from '../syntax/nodes.js';
import { isIdentifier } from '../text/unicode.js';

/** A constant of the source, or one made by folding. */
export type Folded =
  | ConstantValue
  | { readonly t: 'tuple'; readonly items: readonly Folded[] }
  | { readonly t: 'frozenset'; readonly items: readonly Folded[] }
  | { readonly t: 'complexSum'; readonly re: number; readonly im: number };

/**
 * The constants of one text. Equal constants of the same type are one object (the compiler's const_cache), however many code
 * objects use them; strings that look like names are interned.
 */
export class Constants {
  readonly #rt: Runtime;
  readonly #byKey = new Map<string, Ref>();
  readonly #arena: Ref | undefined;
  /** Owned; the runtime shows them to the accounting. */
  readonly #held: Ref[] = [];

  constructor(rt: Runtime, arena: Ref | undefined) {
    this.#rt = rt;
    this.#arena = arena;
    rt.keptMeanwhile.add(this.#held);
  }

  /** The object of a constant, kept by this table until `releaseAll`. */
  get(value: Folded): Ref {
    const rt = this.#rt;
    switch (value.t) {
      case 'none':
        return rt.None;
      case 'true':
        return rt.True;
      case 'false':
        return rt.False;
      case 'ellipsis':
        return rt.Ellipsis;
      default:
        return this.#shared(value);
    }
  }

  /** Lets go of all constants: code objects hold their own from now on. */
  releaseAll(): void {
    const rt = this.#rt;
    rt.keptMeanwhile.delete(this.#held);
    for (const ref of this.#held) rt.decref(ref);
    this.#held.length = 0;
    this.#byKey.clear();
  }

  /** Takes an owned reference over until `releaseAll`. */
  keep(owned: Ref): void {
    this.#held.push(owned);
  }

  #shared(value: Folded): Ref {
    const rt = this.#rt;
    const key = keyOf(value);
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const made = this.#make(value);
    if (made === 0) throw rt.heap.exhausted(64);
    this.keep(made);
    this.#byKey.set(key, made);
    if (this.#arena !== undefined && value.t !== 'tuple') listAppend(rt, this.#arena, rt.incref(made));
    return made;
  }

  /** Made twice, the second time in the order of the first, because merging constants does so: the order shows. */
  #frozenset(values: readonly Folded[]): Maybe {
    const rt = this.#rt;
    const mark = rt.mark();
    const given = rt.hold(rt.incref(this.get({ t: 'tuple', items: values })));
    const first = rt.call(rt.builtin.frozenset.ref, given);
    if (first === 0) return rt.finish(mark, 0);
    const ordered = rt.tupleFrom(rt.hold(first));
    if (ordered === 0) return rt.finish(mark, 0);
    return rt.finish(mark, rt.call(rt.builtin.frozenset.ref, rt.hold(ordered)));
  }

  #make(value: Folded): Maybe {
    const rt = this.#rt;
    switch (value.t) {
      case 'int':
        return intFromBigInt(rt, value.value);
      case 'float':
        return newFloat(rt, value.value);
      case 'complex':
        return newComplex(rt, 0, value.imag);
      case 'complexSum':
        return newComplex(rt, value.re, value.im);
      case 'str': {
        const text =
          isIdentifier(value.value) || value.value === '' ? newStr(rt, value.value) : makeStr(rt, value.value);
        return text !== 0 && /^[A-Za-z0-9_]*$/.test(value.value) ? intern(rt, text) : text;
      }
      case 'bytes':
        return rt.newBytes(value.value);
      case 'tuple': {
        const mark = rt.mark();
        for (const item of value.items) rt.hold(rt.incref(this.get(item)));
        const tuple = tupleFromSlots(rt, mark, value.items.length);
        rt.releaseTo(mark);
        return tuple;
      }
      case 'frozenset':
        return this.#frozenset(value.items);
      default:
        throw new RangeError(`no such constant: ${value.t}`);
    }
  }
}

/** Zeros of different sign are different constants. */
function complexKey(re: number, im: number): string {
  const part = (x: number): string => (Object.is(x, -0) ? '-0' : `${x}`);
  return `c${part(re)},${part(im)}`;
}

/** Two constants with the same key are one object: 1, 1.0 and True are not, nor are 0.0 and −0.0. */
function keyOf(value: Folded): string {
  switch (value.t) {
    case 'int':
      return `i${value.value}`;
    case 'float':
      return Object.is(value.value, -0) ? 'f-0' : `f${value.value}`;
    case 'complex':
      return complexKey(0, value.imag);
    case 'complexSum':
      return complexKey(value.re, value.im);
    case 'str':
      return `s${value.value}`;
    case 'bytes':
      return `b${value.value.join(',')}`;
    case 'frozenset':
      return `{${value.items
        .map(keyOf)
        .sort()
        .map((key) => `${key.length}:${key}`)
        .join('')}}`;
    case 'tuple':
      return `(${value.items.map((item) => `${keyOf(item).length}:${keyOf(item)}`).join('')})`;
    default:
      return value.t;
  }
}
