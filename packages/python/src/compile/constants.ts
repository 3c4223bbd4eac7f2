import type { Ref } from '@uroboros/heap';
import { newFloat } from '../objects/float.js';
import { intFromBigInt } from '../objects/int.js';
import { listAppend } from '../objects/list.js';
import { intern, makeStr, newStr } from '../objects/str.js';
import { tupleFromSlots } from '../objects/tuple.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import type { ConstantValue } from '../syntax/nodes.js';
import { isIdentifier } from '../text/unicode.js';

/** A tuple of constants, made by folding. */
export type Folded = ConstantValue | { readonly t: 'tuple'; readonly items: readonly Folded[] };

/**
 * The constants of one text. Equal constants of the same type are one object (the compiler's const_cache), however many code
 * objects use them; strings that look like names are interned.
 */
export class Constants {
  readonly #rt: Runtime;
  readonly #byKey = new Map<string, Ref>();
  readonly #arena: Ref | undefined;

  constructor(rt: Runtime, arena: Ref | undefined) {
    this.#rt = rt;
    this.#arena = arena;
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
    for (const ref of this.#byKey.values()) {
      const index = rt.kept.indexOf(ref);
      rt.kept.splice(index, 1);
      rt.decref(ref);
    }
    this.#byKey.clear();
  }

  #shared(value: Folded): Ref {
    const rt = this.#rt;
    const key = keyOf(value);
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const made = this.#make(value);
    if (made === 0) throw rt.heap.exhausted(64);
    rt.kept.push(made);
    this.#byKey.set(key, made);
    if (this.#arena !== undefined && value.t !== 'tuple') listAppend(rt, this.#arena, rt.incref(made));
    return made;
  }

  #make(value: Folded): Maybe {
    const rt = this.#rt;
    switch (value.t) {
      case 'int':
        return intFromBigInt(rt, value.value);
      case 'float':
        return newFloat(rt, value.value);
      case 'complex':
        return rt.raise('NotImplementedError', 'complex numbers are not supported yet');
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
      default:
        throw new RangeError(`no such constant: ${value.t}`);
    }
  }
}

/** Two constants with the same key are one object: 1, 1.0 and True are not, nor are 0.0 and −0.0. */
function keyOf(value: Folded): string {
  switch (value.t) {
    case 'int':
      return `i${value.value}`;
    case 'float':
      return Object.is(value.value, -0) ? 'f-0' : `f${value.value}`;
    case 'complex':
      return `c${value.imag}`;
    case 'str':
      return `s${value.value}`;
    case 'bytes':
      return `b${value.value.join(',')}`;
    case 'tuple':
      return `(${value.items.map((item) => `${keyOf(item).length}:${keyOf(item)}`).join('')})`;
    default:
      return value.t;
  }
}
