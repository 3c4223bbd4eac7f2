import { type Folded, keyOf } from './constants.js';
import type { Factory } from './support.js';

/**
 * What compiling a text gives: a description of its code objects, and of the constants and names they hold, without any object.
 * `assemble.ts` makes the objects. A recipe depends on the text and the profile alone, so that it may be kept.
 */
export interface Recipe {
  /** What is made, in this order: later steps use earlier ones by their number. The last is the code of the whole text. */
  readonly steps: readonly Step[];
}

export type Step =
  | { readonly t: 'name'; readonly value: string }
  | Exclude<Folded, { t: 'none' | 'true' | 'false' | 'ellipsis' | 'tuple' | 'frozenset' }>
  | { readonly t: 'tuple'; readonly items: readonly StepNumber[] }
  /** `items` is the number of a tuple. */
  | { readonly t: 'frozenset'; readonly items: StepNumber }
  | CodeRecipe;

/** The object that a step made; below zero those of {@link Always}. */
export type StepNumber = number;

/** Objects that are there from the start. */
export const enum Always {
  None = -1,
  True = -2,
  False = -3,
  Ellipsis = -4,
}

/** What a code object is made from. */
export interface CodeRecipe {
  readonly t: 'code';
  readonly name: string;
  readonly qualname: string;
  readonly firstLine: number;
  readonly flags: number;
  readonly argCount: number;
  readonly posOnlyArgCount: number;
  readonly kwOnlyArgCount: number;
  readonly localNames: readonly string[];
  readonly varCount: number;
  readonly cellNames: readonly string[];
  readonly freeNames: readonly string[];
  readonly extraNames: readonly string[];
  readonly slots: number;
  readonly frameWords: number;
  readonly positions: Int32Array;
  /** co_consts and co_names. */
  readonly consts: readonly StepNumber[];
  readonly names: readonly StepNumber[];
  /** What the text knows as `k0`, `k1`, …. */
  readonly refs: readonly StepNumber[];
  /** Makes the functions; empty if `factory` is there, which is made of it already. */
  readonly text: string;
  /** Functions that were taken out of the text because it was long (`pieces.ts`). */
  readonly pieces: readonly string[];
  readonly factory?: Factory;
  /** Words of inline caches, and entries of the function table. */
  readonly cacheWords: number;
  readonly callSites: number;
}

/** Collects the steps of one text. Equal constants of the same type are one object, however many code objects use them. */
export class RecipeBuilder implements Recipe {
  readonly steps: Step[] = [];
  readonly #names = new Map<string, StepNumber>();
  readonly #constants = new Map<string, StepNumber>();

  name(value: string): StepNumber {
    let number = this.#names.get(value);
    if (number === undefined) {
      number = this.#add({ t: 'name', value });
      this.#names.set(value, number);
    }
    return number;
  }

  constant(value: Folded): StepNumber {
    switch (value.t) {
      case 'none':
        return Always.None;
      case 'true':
        return Always.True;
      case 'false':
        return Always.False;
      case 'ellipsis':
        return Always.Ellipsis;
      default:
        return this.#shared(value);
    }
  }

  code(recipe: CodeRecipe): StepNumber {
    return this.#add(recipe);
  }

  #shared(value: Exclude<Folded, { t: 'none' | 'true' | 'false' | 'ellipsis' }>): StepNumber {
    const key = keyOf(value);
    let number = this.#constants.get(key);
    if (number === undefined) {
      number = this.#add(this.#stepOf(value));
      this.#constants.set(key, number);
    }
    return number;
  }

  #stepOf(value: Exclude<Folded, { t: 'none' | 'true' | 'false' | 'ellipsis' }>): Step {
    if (value.t === 'tuple') return { t: 'tuple', items: value.items.map((item) => this.constant(item)) };
    if (value.t === 'frozenset') return { t: 'frozenset', items: this.constant({ t: 'tuple', items: value.items }) };
    return value;
  }

  #add(step: Step): StepNumber {
    return this.steps.push(step) - 1;
  }
}
