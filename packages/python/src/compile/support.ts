import type { Ref } from '@uroboros/heap';
import { StaticArea, VALUES_VALID } from '@uroboros/heap/internal';
import { exceptStarHelpers } from '../runtime/except-star.js';
import { State } from '../runtime/frame.js';
import { patternHelpers } from '../runtime/patterns.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { typeParamHelpers } from '../runtime/type-params.js';
import { builtinHelpers } from './builtin-calls.js';
import { calling } from './call-helpers.js';
import type { Instance } from './compiled.js';
import { displayCompare } from './display-compare.js';
import { fastPaths } from './fast.js';
import { controlling, failing } from './flow-helpers.js';
import { naming } from './name-helpers.js';
import { accessing, building } from './object-helpers.js';
import { operating } from './operator-helpers.js';
import { factoryText, isMadeAtOnce, NAMED_REFS, pieceFactoryText, wholeFactoryText } from './pieces.js';
import type { CodeRecipe } from './recipe.js';
import { type FunctionTable, siteHelpers, unlinked } from './sites.js';
import { superHelpers } from './super-helpers.js';
import { suspending } from './suspending.js';

/**
 * What generated code calls. One table per runtime; its functions take words of slots (`at`) or references.
 *
 * Conventions: a parameter called `owned` is taken over. A parameter `at` is the word of a slot: operands that stand there are
 * used up, or the slot is room for what must stand on the stack during the call. Functions that fail return 0, −1 or false.
 */

/** Makes the functions of a code object from its recipe and the objects of its text; `index` is the number of the code. */
type Instantiate = (recipe: CodeRecipe, refs: readonly Ref[], index: number) => Copyable;

export interface Support {
  readonly instantiate: Instantiate;
  /** What the text of all functions finds around it: the parameters and the beginning of a function of `values`. */
  readonly scope: string;
  readonly values: readonly unknown[];
}

/** Code that can be made again under another number. */
export interface Copyable extends Instance {
  readonly copy: (to: number) => Instance;
}

/** Typed arrays of up to 64 bytes live in V8's own heap, where compiled code cannot know their address. */
const SITES_IN_MEMORY = 32;

const tables = new WeakMap<Runtime, Support>();

/** The table of a runtime, made once. */
export function supportFor(rt: Runtime): Support {
  let known = tables.get(rt);
  if (known === undefined) {
    known = makeSupport(rt);
    tables.set(rt, known);
  }
  return known;
}

function makeSupport(rt: Runtime): Support {
  /** What the fast paths are made of. */
  const hot: Record<string, unknown> = {
    i32: rt.i32,
    f64: rt.f64,
    TV: rt.typeVersions,
    ...stateConstants(rt),
    ...counting(rt),
    ...siteHelpers(rt),
    ...superHelpers(rt),
    ...builtinHelpers(rt),
    ...displayCompare(rt),
    ...observing(rt),
  };
  const helpers: Record<string, unknown> = {
    ...hot,
    ...naming(rt),
    ...operating(rt),
    ...calling(rt),
    ...accessing(rt),
    ...building(rt),
    ...failing(rt),
    ...controlling(rt),
    ...patternHelpers(rt),
    ...typeParamHelpers(rt),
    ...exceptStarHelpers(rt),
    ...suspending(rt),
  };
  const names = Object.keys(helpers).map((name) => (name in hot ? `${name}_` : name));
  const values = Object.values(helpers);
  // The engine takes the value of a `const` of the function around for a constant; not that of a parameter, which may change.
  const scope = `${names}){const ${Object.keys(hot).map((name) => `${name}=${name}_`)};`;
  const formOf = rt.observer?.rewrite?.bind(rt.observer) ?? ((text: string) => text);
  // The only place where text becomes code. Its text comes from the emitter, which writes nothing of the program into it.
  // The number makes it different from all others: V8 would make functions of the same text one, whose constants vary.
  const made = (text: string, index: number): unknown =>
    new Function(`//${index}\nreturn(function(${scope}return(${formOf(text)})})`)()(...values);
  const factoryOf = (text: string, index: number) => made(text, index) as Factory;
  const instantiate: Instantiate = (recipe, refs, index) => {
    const text = () => (isMadeAtOnce(recipe) ? wholeFactoryText(recipe) : factoryText(recipe));
    return copyable(recipe.factory ?? factoryOf(text(), index), recipe, refs, index);
  };
  const copyable = (factory: Factory, recipe: CodeRecipe, refs: readonly Ref[], index: number): Copyable => {
    const ic = new Int32Array(Math.max(SITES_IN_MEMORY, recipe.cacheWords));
    const table: FunctionTable = new Array(recipe.callSites).fill(unlinked);
    const madeLater = isMadeAtOnce(recipe) ? [] : recipe.pieces;
    const all = refs.length > NAMED_REFS || madeLater.length > 0 ? Int32Array.from(refs) : NO_REFS;
    const pieces: Piece[] = madeLater.map((text, i) => (fp, generator) => {
      const factory = made(pieceFactoryText(text), index) as PieceFactory;
      const piece = factory(ic, table, index, all, pieces);
      pieces[i] = piece;
      return piece(fp, generator);
    });
    const instance = factory(ic, table, index, all, pieces, ...refs.slice(0, NAMED_REFS));
    return { ...instance, copy: (to) => copyable(factoryOf(`${factory}`, to), recipe, refs, to) };
  };
  return { instantiate, scope, values };
}

/** Makes the functions of a code object: inline caches, function table, the code's number, and the objects of its text. */
export type Factory = (
  ic: Int32Array,
  fs: FunctionTable,
  ix: number,
  kk: Int32Array,
  pp: Piece[],
  ...refs: readonly Ref[]
) => Instance;

/** A part of long code; what it returns is told in `pieces.ts`. */
type Piece = (fp: number, generator: number) => number;
type PieceFactory = (ic: Int32Array, fs: FunctionTable, ix: number, kk: Int32Array, pp: Piece[]) => Piece;

const NO_REFS = new Int32Array(0);

/** What the observed form of generated code calls besides. */
function observing({ observer }: Runtime): Record<string, unknown> {
  return {
    ...observer?.helpers,
    ...(observer?.line === undefined ? {} : { line: (position: number) => observer.line?.(position) }),
  };
}

function stateConstants(rt: Runtime): Record<string, number> {
  return {
    FRAME: rt.state + State.Frame,
    LEFT: rt.state + State.Remaining,
    LIMIT: rt.state + State.StackLimit,
    ERROR: rt.state + State.Error,
    PENDING: StaticArea.Pending,
    NONE: rt.None,
    TRUE: rt.True,
    FALSE: rt.False,
    ELLIPSIS: rt.Ellipsis,
    GENERATOR: rt.ids.generator,
    COROUTINE: rt.ids.coroutine,
    ASYNC_GENERATOR: rt.ids.asyncGenerator,
    SMALL: rt.ids.smallInt,
    FLOAT: rt.ids.float,
    FUNCTION: rt.ids.function,
    LIST: rt.ids.list,
    TUPLE: rt.ids.tuple,
    VALID: VALUES_VALID,
  };
}

function counting(rt: Runtime): Record<string, unknown> {
  const { i32 } = rt;
  const take = (at: number): Ref => {
    const object = i32[at]! as Ref;
    i32[at] = 0;
    return object;
  };
  const { newInt, newFloat, next, peek, dec, die } = fastPaths(rt);
  return {
    take,
    dec,
    die,
    newInt,
    newFloat,
    next,
    peek,
    /** The object of a bare number: −1 says int, −2 float. */
    box: (kind: number, value: number): Maybe => (kind === -1 ? newInt(value) : newFloat(value)),
    inc: (object: Ref): Ref => {
      const count = (i32[object]! + 1) | 0;
      if (count !== 0) i32[object] = count;
      return object;
    },
    drop: (at: number): void => dec(take(at)),
    clear: (at: number): void => {
      const object = take(at) as Maybe;
      if (object !== 0) dec(object);
    },
    store: (at: number, owned: Ref): void => {
      const before = i32[at]! as Maybe;
      i32[at] = owned;
      if (before !== 0) dec(before);
    },
  };
}
