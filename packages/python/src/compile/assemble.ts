import type { Ref } from '@uroboros/heap';
import { newCode } from '../objects/code-object.js';
import { newComplex } from '../objects/complex.js';
import { newFloat } from '../objects/float.js';
import { intFromBigInt } from '../objects/int.js';
import { listAppend } from '../objects/list.js';
import { intern, makeStr, newStr } from '../objects/str.js';
import { finishTuple, newTuple, tupleFromSlots } from '../objects/tuple.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { isIdentifier } from '../text/unicode.js';
import { CompiledCode, type SourceLines } from './compiled.js';
import { Always, type CodeRecipe, type Recipe, type Step, type StepNumber } from './recipe.js';
import { type Copyable, supportFor } from './support.js';

export interface AssembleOptions {
  readonly filename: string;
  /** Lines of the source, for tracebacks of code that has no file. */
  readonly source: SourceLines | undefined;
  /** A list that gets every constant: it keeps them as long as the caller keeps it, as the parser's arena does while a script runs. */
  readonly keepConstants: Ref | undefined;
}

/** Makes the code objects of a recipe; the last one, owned. */
export function assemble(rt: Runtime, recipe: Recipe, options: AssembleOptions): Maybe {
  const filename = rt.str(options.filename);
  if (filename === 0) return 0;
  const mark = rt.mark();
  rt.hold(filename);
  const assembler = new Assembler(rt, filename, options);
  try {
    return rt.incref(assembler.run(recipe.steps));
  } finally {
    assembler.release();
    rt.releaseTo(mark);
  }
}

class Assembler {
  readonly #rt: Runtime;
  readonly #filename: Ref;
  readonly #options: AssembleOptions;
  /** What each step made. Names live as long as the runtime. */
  readonly #made: Ref[] = [];
  /** What is owned until code objects hold it; the runtime shows it to the accounting. */
  readonly #held: Ref[] = [];

  constructor(rt: Runtime, filename: Ref, options: AssembleOptions) {
    this.#rt = rt;
    this.#filename = filename;
    this.#options = options;
    rt.keptMeanwhile.add(this.#held);
  }

  /** The object of the last step. */
  run(steps: readonly Step[]): Ref {
    let last: Ref = this.#rt.None;
    for (const step of steps) {
      last = step.t === 'name' ? this.#rt.name(step.value) : this.#keep(step, this.#make(step));
      this.#made.push(last);
    }
    return last;
  }

  /** Lets go of everything: code objects hold their own from now on. */
  release(): void {
    const rt = this.#rt;
    rt.keptMeanwhile.delete(this.#held);
    for (const ref of this.#held) rt.decref(ref);
  }

  #keep(step: Step, made: Maybe): Ref {
    if (made === 0) throw this.#rt.heap.exhausted(64);
    this.#held.push(made);
    const arena = this.#options.keepConstants;
    if (arena !== undefined && step.t !== 'tuple' && step.t !== 'code')
      listAppend(this.#rt, arena, this.#rt.incref(made));
    return made;
  }

  #ref(number: StepNumber): Ref {
    const rt = this.#rt;
    switch (number) {
      case Always.None:
        return rt.None;
      case Always.True:
        return rt.True;
      case Always.False:
        return rt.False;
      case Always.Ellipsis:
        return rt.Ellipsis;
      default:
        return this.#made[number]!;
    }
  }

  #make(step: Exclude<Step, { t: 'name' }>): Maybe {
    const rt = this.#rt;
    switch (step.t) {
      case 'int':
        return intFromBigInt(rt, step.value);
      case 'float':
        return newFloat(rt, step.value);
      case 'complex':
        return newComplex(rt, 0, step.imag);
      case 'complexSum':
        return newComplex(rt, step.re, step.im);
      case 'str':
        return this.#text(step.value);
      case 'bytes':
        return rt.newBytes(step.value);
      case 'tuple': {
        const mark = rt.mark();
        for (const item of step.items) rt.hold(rt.incref(this.#ref(item)));
        const tuple = tupleFromSlots(rt, mark, step.items.length);
        rt.releaseTo(mark);
        return tuple;
      }
      case 'frozenset':
        return this.#frozenset(this.#ref(step.items));
      case 'code':
        return this.#code(step);
    }
  }

  /** Strings that look like names are interned. */
  #text(value: string): Maybe {
    const rt = this.#rt;
    const text = isIdentifier(value) || value === '' ? newStr(rt, value) : makeStr(rt, value);
    return text !== 0 && /^[A-Za-z0-9_]*$/.test(value) ? intern(rt, text) : text;
  }

  /** Made twice, the second time in the order of the first, because merging constants does so: the order shows. */
  #frozenset(items: Ref): Maybe {
    const rt = this.#rt;
    const mark = rt.mark();
    const given = rt.hold(rt.incref(items));
    const first = rt.call(rt.builtin.frozenset.ref, given);
    if (first === 0) return rt.finish(mark, 0);
    const ordered = rt.tupleFrom(rt.hold(first));
    if (ordered === 0) return rt.finish(mark, 0);
    return rt.finish(mark, rt.call(rt.builtin.frozenset.ref, rt.hold(ordered)));
  }

  #code(recipe: CodeRecipe): Maybe {
    const rt = this.#rt;
    const index = rt.compiled.push(undefined) - 1;
    const compiled = new CompiledCode(index, recipe, this.#options);
    rt.compiled[index] = compiled;
    // Making the second tuple and the code object may collect: meanwhile the first ones stand in slots.
    const consts = rt.hold(this.#tuple(recipe.consts));
    const names = this.#tuple(recipe.names);
    rt.unhold();
    const name = rt.incref(rt.name(recipe.name));
    const qualname = rt.incref(rt.name(recipe.qualname));
    const filename = rt.incref(this.#filename);
    const code = newCode(rt, { compiled, consts, names, filename, name, qualname });
    if (code === 0) return 0;
    rt.observer?.codeMade?.(compiled);
    makeWhenRun(
      rt,
      compiled,
      recipe,
      recipe.refs.map((number) => this.#ref(number)),
    );
    return code;
  }

  #tuple(numbers: readonly StepNumber[]): Ref {
    const rt = this.#rt;
    const tuple = newTuple(rt, numbers.length);
    if (tuple === 0) throw rt.heap.exhausted(24 + 8 * numbers.length);
    numbers.forEach((number, i) => {
      rt.i32[tuple + 6 + 2 * i] = rt.incref(this.#ref(number));
    });
    return numbers.length === 0 ? tuple : finishTuple(rt, tuple);
  }
}

/** Most functions of a library are never called: V8 gets a function's text when it first runs. */
function makeWhenRun(rt: Runtime, compiled: CompiledCode, recipe: CodeRecipe, refs: readonly Ref[]): void {
  const { index } = compiled;
  let made: Copyable | undefined;
  const make = (): Copyable => {
    made ??= supportFor(rt).instantiate(recipe, refs, index);
    return made;
  };
  compiled.prepare = () => {
    compiled.take(make());
    compiled.prepare = undefined;
  };
  compiled.run = (fp) => {
    compiled.prepare?.();
    return compiled.run(fp);
  };
  compiled.copy = (copy) => make().copy(copy);
}
