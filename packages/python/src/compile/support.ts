import type { Ref } from '@uroboros/heap';
import { Header, StaticArea, VALUES_VALID } from '@uroboros/heap/internal';
import { dictDelete, dictGetStr, dictSet, dictSize, newDict } from '../objects/dict.js';
import { dictMergeAny } from '../objects/dict-merge.js';
import { firstEntry, isPlainStr, keysKind, lookupStr } from '../objects/dictkeys.js';
import { formatValue } from '../objects/format.js';
import { newCell, newFunction, newMethod } from '../objects/function-type.js';
import { CellField, DictField, FunctionField, KeysField, KeysKind, MethodField } from '../objects/layout.js';
import { listAppend, listFromSlots, listSize } from '../objects/list.js';
import { listExtend as extendList } from '../objects/list-extend.js';
import { UNKNOWN } from '../objects/quick-compare.js';
import { newSet, setAdd } from '../objects/set.js';
import { setUpdate as updateSet } from '../objects/set-ops.js';
import { newSlice } from '../objects/slice-type.js';
import { copyCharacters, maxOf, newStrOfShape, strLength } from '../objects/str.js';
import { appendStr } from '../objects/str-build.js';
import { tupleFromSlots } from '../objects/tuple.js';
import { Binary, type Compare, type TypeObject } from '../objects/typeobject.js';
import { getAttr, setAttr, typeLookup } from '../runtime/attributes.js';
import { bindArguments } from '../runtime/bind.js';
import { invoke, loadMethod } from '../runtime/calls.js';
import {
  dropValues,
  enterHandler,
  exceptionMatches,
  fail,
  failGenerator,
  handledException,
  leaveHandler,
  raiseStatement,
  raiseWith,
  reraise,
  setRaised,
  tracebackHere,
} from '../runtime/errors.js';
import { exceptStarHelpers } from '../runtime/except-star.js';
import { Frame, LEAVING, SLOT, State } from '../runtime/frame.js';
import { Gathered, isGathering } from '../runtime/gathered.js';
import { importFrom, importModule, importStar } from '../runtime/imports.js';
import { keywordNames, spreadValues } from '../runtime/keywords.js';
import {
  binaryOp,
  deleteItem,
  getItem,
  inplaceOp,
  isTrue,
  reprOf,
  richCompare,
  setItem,
  strOf,
  unaryOp,
} from '../runtime/operators.js';
import { patternHelpers } from '../runtime/patterns.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { typeParamHelpers } from '../runtime/type-params.js';
import { asciiOfRepr } from '../text/str-repr.js';
import { builtinHelpers } from './builtin-calls.js';
import type { Instance } from './compiled.js';
import { fastPaths } from './fast.js';
import { itemPaths } from './item-paths.js';
import { iteratorPaths } from './iterator-paths.js';
import { numberPaths } from './numbers.js';
import { factoryText, NAMED_REFS, pieceFactoryText } from './pieces.js';
import type { CodeRecipe } from './recipe.js';
import { type FunctionTable, siteHelpers, unlinked } from './sites.js';
import { superHelpers } from './super-helpers.js';
import { suspending } from './suspending.js';
import { textPaths } from './text.js';
import { unpacking } from './unpack.js';

/**
 * What generated code calls. One table per runtime; its functions take words of slots (`at`) or references.
 *
 * Conventions: a parameter called `owned` is taken over. A parameter `at` is the word of a slot: operands that stand there are
 * used up, or the slot is room for what must stand on the stack during the call. Functions that fail return 0, −1 or false.
 */

/** Reads an owned reference out of a slot and clears it. */
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
  // The only place where text becomes code. Its text comes from the emitter, which writes nothing of the program into it.
  // The number makes it different from all others: V8 would make functions of the same text one, whose constants vary.
  const made = (text: string, index: number): unknown =>
    new Function(`//${index}\nreturn(function(${scope}return(${text})})`)()(...values);
  const factoryOf = (text: string, index: number) => made(text, index) as Factory;
  const instantiate: Instantiate = (recipe, refs, index) => {
    const factory = recipe.factory ?? factoryOf(factoryText(recipe), index);
    return copyable(factory, recipe, refs, index);
  };
  const copyable = (factory: Factory, recipe: CodeRecipe, refs: readonly Ref[], index: number): Copyable => {
    const ic = new Int32Array(Math.max(SITES_IN_MEMORY, recipe.cacheWords));
    const table: FunctionTable = new Array(recipe.callSites).fill(unlinked);
    const all = refs.length > NAMED_REFS || recipe.pieces.length > 0 ? Int32Array.from(refs) : NO_REFS;
    const pieces: Piece[] = recipe.pieces.map((text, i) => (fp) => {
      const factory = made(pieceFactoryText(text), index) as PieceFactory;
      const piece = factory(ic, table, index, all, pieces);
      pieces[i] = piece;
      return piece(fp);
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
type Piece = (fp: number) => number;
type PieceFactory = (ic: Int32Array, fs: FunctionTable, ix: number, kk: Int32Array, pp: Piece[]) => Piece;

const NO_REFS = new Int32Array(0);

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
  const { newInt, newFloat, next, item, dec, die } = fastPaths(rt);
  return {
    take,
    dec,
    die,
    newInt,
    newFloat,
    next,
    item,
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

// Names -----------------------------------------------------------------------------------------------------------

function naming(rt: Runtime): Record<string, unknown> {
  const { i32 } = rt;
  const globals = (fp: number): Ref => i32[i32[fp]! + FunctionField.Globals]! as Ref;
  const locals = (fp: number): Ref => (i32[fp + Frame.Locals]! || globals(fp)) as Ref;
  const undefinedName = (name: Ref): 0 => {
    rt.raise('NameError', `name '${rt.text(name)}' is not defined`);
    rt.noteName(name);
    return 0;
  };
  const lookGlobal = (fp: number, name: Ref): Maybe => {
    const found = dictGetStr(rt, globals(fp), name);
    if (found !== 0) return rt.incref(found);
    if (rt.failed) return 0;
    const builtins = i32[i32[fp]! + FunctionField.Builtins]! as Ref;
    if (builtins !== rt.builtinsDict) return lookBuiltin(rt, builtins, name, undefinedName);
    const builtin = dictGetStr(rt, builtins, name);
    return builtin !== 0 ? rt.incref(builtin) : undefinedName(name);
  };
  const store = (dict: Ref, name: Ref, owned: Ref): boolean => {
    const mark = rt.mark();
    rt.hold(owned);
    const stored = dictSet(rt, dict, name, owned);
    rt.releaseTo(mark);
    return stored;
  };
  const remove = (dict: Ref, name: Ref): boolean => {
    const removed = dictDelete(rt, dict, name);
    if (removed === 0) undefinedName(name);
    return removed === 1;
  };
  const forget = (dict: Ref, name: Ref): void => {
    dictDelete(rt, dict, name);
  };
  return {
    globals,
    loadGlobal: (fp: number, ic: Int32Array, at: number, name: Ref): Maybe => {
      // Code with built-in names of its own finds nothing through the cache.
      if (i32[i32[fp]! + FunctionField.Builtins] === rt.builtinsDict) fillGlobalCache(rt, globals(fp), ic, at, name);
      else ic[at] = 0;
      return lookGlobal(fp, name);
    },
    loadName: (fp: number, name: Ref): Maybe => {
      const dict = locals(fp);
      if (rt.typeId(dict) !== rt.ids.dict) return loadFromMapping(rt, dict, name, () => lookGlobal(fp, name));
      const found = dictGetStr(rt, dict, name);
      return found !== 0 ? rt.incref(found) : lookGlobal(fp, name);
    },
    loadClassCell: (fp: number, offset: number, name: Ref): Maybe => {
      const found = dictGetStr(rt, locals(fp), name);
      if (found !== 0) return rt.incref(found);
      return loadCell(rt, fp, offset, name);
    },
    loadCell: (fp: number, offset: number, name: Ref): Maybe => loadCell(rt, fp, offset, name),
    storeCell: (at: number, owned: Maybe): void => rt.replace(i32[at]! + CellField.Contents, owned),
    deleteCell: (fp: number, offset: number, name: Ref): boolean => {
      const cell = i32[fp + offset]!;
      if (i32[cell + CellField.Contents] === 0) {
        loadCell(rt, fp, offset, name);
        return false;
      }
      rt.replace(cell + CellField.Contents, 0);
      return true;
    },
    makeCell: (at: number): boolean => {
      const cell = newCell(rt, i32[at]! as Maybe);
      if (cell === 0) return false;
      i32[at] = cell;
      return true;
    },
    copyFree: (fp: number, first: number, count: number): void => {
      const closure = i32[i32[fp]! + FunctionField.Closure]! as Ref;
      for (let i = 0; i < count; i++) i32[first + SLOT * i] = rt.incref(rt.tupleItem(closure, i));
    },
    unbound: (name: Ref): void => {
      rt.raise(
        'UnboundLocalError',
        `cannot access local variable '${rt.text(name)}' where it is not associated with a value`,
      );
      rt.noteName(name);
    },
    setName: (fp: number, name: Ref, owned: Ref): boolean => {
      const dict = locals(fp);
      if (rt.typeId(dict) === rt.ids.dict) return store(dict, name, owned);
      const mark = rt.mark();
      rt.hold(owned);
      const stored = setItem(rt, dict, name, owned);
      rt.releaseTo(mark);
      return stored;
    },
    setGlobal: (fp: number, name: Ref, owned: Ref): boolean => store(globals(fp), name, owned),
    deleteName: (fp: number, name: Ref): boolean => {
      const dict = locals(fp);
      return rt.typeId(dict) === rt.ids.dict ? remove(dict, name) : deleteFromMapping(rt, dict, name, undefinedName);
    },
    deleteGlobal: (fp: number, name: Ref): boolean => remove(globals(fp), name),
    forgetName: (fp: number, name: Ref): void => {
      const dict = locals(fp);
      if (rt.typeId(dict) === rt.ids.dict) forget(dict, name);
      else if (!deleteItem(rt, dict, name)) rt.clearError();
    },
    forgetGlobal: (fp: number, name: Ref): void => forget(globals(fp), name),
    setupAnnotations: (fp: number): boolean => setupAnnotations(rt, locals(fp)),
    annotate: (fp: number, name: Ref, at: number): boolean => {
      const done = annotate(rt, locals(fp), name, i32[at]! as Ref, (key) => lookGlobal(fp, key));
      if (done) {
        const value = i32[at]! as Ref;
        i32[at] = 0;
        rt.decref(value);
      }
      return done;
    },
  };
}

/** `__annotations__` of a module or class body, made where the body begins if it has annotations (SETUP_ANNOTATIONS). */
function setupAnnotations(rt: Runtime, locals: Ref): boolean {
  const key = rt.name('__annotations__');
  const mark = rt.mark();
  const known = rt.typeId(locals) === rt.ids.dict ? dictGetStr(rt, locals, key) : getItem(rt, locals, key);
  if (known !== 0) {
    if (rt.typeId(locals) !== rt.ids.dict) rt.decref(known);
    return true;
  }
  if (rt.failed && !rt.errorIs(rt.builtin.KeyError)) return false;
  rt.releaseTo(mark);
  rt.clearError();
  const made = newDict(rt);
  if (made === 0) return false;
  rt.hold(made);
  const stored = setItem(rt, locals, key, made);
  rt.releaseTo(mark);
  return stored;
}

function annotate(rt: Runtime, locals: Ref, name: Ref, value: Ref, missing: (key: Ref) => Maybe): boolean {
  const key = rt.name('__annotations__');
  const mark = rt.mark();
  const found =
    rt.typeId(locals) === rt.ids.dict
      ? rt.increfMaybe(dictGetStr(rt, locals, key)) || missing(key)
      : loadFromMapping(rt, locals, key, () => missing(key));
  if (found === 0) return false;
  rt.hold(found);
  const stored = setItem(rt, found, name, value);
  rt.releaseTo(mark);
  return stored;
}

function deleteFromMapping(rt: Runtime, mapping: Ref, name: Ref, undefinedName: (name: Ref) => 0): boolean {
  const mark = rt.mark();
  if (deleteItem(rt, mapping, name)) return true;
  if (!rt.errorIs(rt.builtin.KeyError)) return false;
  rt.releaseTo(mark);
  rt.clearError();
  return undefinedName(name) !== 0;
}

/** A built-in name of code that has a `__builtins__` of its own. */
function lookBuiltin(rt: Runtime, builtins: Ref, name: Ref, undefinedName: (name: Ref) => 0): Maybe {
  if (rt.typeId(builtins) === rt.ids.dict) {
    const found = dictGetStr(rt, builtins, name);
    return found !== 0 ? rt.incref(found) : undefinedName(name);
  }
  return loadFromMapping(rt, builtins, name, () => undefinedName(name));
}

function loadFromMapping(rt: Runtime, mapping: Ref, name: Ref, otherwise: () => Maybe): Maybe {
  const mark = rt.mark();
  const found = getItem(rt, mapping, name);
  if (found !== 0 || !rt.errorIs(rt.builtin.KeyError)) return found;
  rt.releaseTo(mark);
  rt.clearError();
  return otherwise();
}

function loadCell(rt: Runtime, fp: number, offset: number, name: Ref): Maybe {
  const value = rt.i32[rt.i32[fp + offset]! + CellField.Contents]! as Maybe;
  if (value !== 0) return rt.incref(value);
  const code = rt.compiled[rt.i32[fp + Frame.Compiled]!]!;
  const text = rt.text(name);
  if (code.freeNames.includes(text)) {
    rt.raise(
      'NameError',
      `cannot access free variable '${text}' where it is not associated with a value in enclosing scope`,
    );
  } else {
    rt.raise('UnboundLocalError', `cannot access local variable '${text}' where it is not associated with a value`);
  }
  rt.noteName(name);
  return 0;
}

/**
 * Notes where a global was found: five words, the keys object of the module and its version, the word of the value, and for a
 * builtin the keys object of the builtins and its version. Values may change without a new version; places may not.
 */
function fillGlobalCache(rt: Runtime, globals: Ref, ic: Int32Array, at: number, name: Ref): void {
  const { i32 } = rt;
  const keys = i32[globals + DictField.Keys]!;
  if (!isPlainStr(rt, name) || keysKind(rt, keys) !== KeysKind.Unicode) return;
  const entry = lookupStr(rt, keys, name);
  ic[at] = keys;
  ic[at + 1] = i32[keys + KeysField.Version]!;
  if (entry >= 0) {
    ic[at + 2] = firstEntry(rt, keys) + 4 * entry + 2;
    ic[at + 3] = 0;
    return;
  }
  const builtins = i32[rt.builtinsDict + DictField.Keys]!;
  const found = keysKind(rt, builtins) === KeysKind.Unicode ? lookupStr(rt, builtins, name) : -1;
  if (found < 0) {
    ic[at] = 0;
    return;
  }
  ic[at + 2] = firstEntry(rt, builtins) + 4 * found + 2;
  ic[at + 3] = builtins;
  ic[at + 4] = i32[builtins + KeysField.Version]!;
}

// Operators -------------------------------------------------------------------------------------------------------

function operating(rt: Runtime): Record<string, unknown> {
  const { i32 } = rt;
  const { dec } = fastPaths(rt);
  const numbers = numberPaths(rt);
  const texts = textPaths(rt, dec);
  const items = itemPaths(rt);
  /** Drops two operands, the left one first; the result stands in its slot while that may run user code. */
  const finish2 = (at: number, result: Maybe): Maybe => {
    const left = i32[at]! as Ref;
    i32[at] = result;
    dec(left);
    const right = i32[at + SLOT]! as Ref;
    i32[at + SLOT] = 0;
    dec(right);
    i32[at] = 0;
    return result;
  };
  const finishFlag = (at: number, flag: number): number => {
    finish2(at, 0);
    return flag;
  };
  const finish1 = (at: number, result: Maybe): Maybe => {
    const operand = i32[at]! as Ref;
    i32[at] = result;
    rt.decref(operand);
    i32[at] = 0;
    return result;
  };
  const put2 = (at: number, a: Ref, b: Ref): void => {
    i32[at] = a;
    i32[at + SLOT] = b;
  };
  const testOf = items.test;
  const truthOf = (object: Ref): number => (object === rt.True ? 1 : object === rt.False ? 0 : isTrue(rt, object));
  return {
    binary: (op: Binary, a: Ref, b: Ref, at: number): Maybe => {
      const quick = numbers(op, a, b);
      if (quick !== -1) return quick;
      put2(at, a, b);
      const text = texts.binary(op, a, b);
      return finish2(at, text !== -1 ? text : binaryOp(rt, op, a, b));
    },
    /** `local + right`, or `+=`, whose result goes to the local: a string that nobody else holds grows in place. */
    appendTo: (local: number, left: Maybe, right: Maybe, at: number): Maybe => {
      if (left === 0 || right === 0) return numbers(Binary.Add, left as Ref, right as Ref) as Maybe;
      if (i32[local] === left && isPlainStr(rt, left) && isPlainStr(rt, right)) {
        dec(left);
        // Only the local needs the left string, and is about to get another.
        i32[local] = 0;
        i32[at + SLOT] = right;
        const joined = appendStr(rt, left, right);
        i32[at + SLOT] = 0;
        dec(right);
        // The local is read without a check afterwards: it must not stay empty.
        if (joined === 0) i32[local] = rt.incref(rt.emptyStr);
        return joined;
      }
      const quick = numbers(Binary.Add, left, right);
      if (quick !== -1) return quick;
      put2(at, left, right);
      return finish2(at, inplaceOp(rt, Binary.Add, left, right));
    },
    inplace: (op: Binary, a: Ref, b: Ref, at: number): Maybe => {
      const quick = numbers(op, a, b);
      if (quick !== -1) return quick;
      put2(at, a, b);
      return finish2(at, inplaceOp(rt, op, a, b));
    },
    compare: (op: Compare, a: Ref, b: Ref, at: number): Maybe => {
      put2(at, a, b);
      return finish2(at, richCompare(rt, a, b, op));
    },
    test: (op: number, a: Ref, b: Ref, at: number): number => {
      const known = op < 6 ? rt.quick.compare(a, b, op as Compare) : texts.test(op, a, b);
      if (known !== UNKNOWN) {
        dec(a);
        dec(b);
        return known;
      }
      put2(at, a, b);
      return finishFlag(at, testOf(op, a, b));
    },
    /** One comparison of a chain: operands in two slots. The right one moves to the left, or both are dropped at the end. */
    chain: (op: number, at: number, last: number): Maybe => {
      const a = i32[at]! as Ref;
      const b = i32[at + SLOT]! as Ref;
      let result: Maybe;
      if (op >= 6) {
        const flag = testOf(op, a, b);
        result = flag < 0 ? 0 : rt.bool(flag === 1);
      } else {
        result = richCompare(rt, a, b, op as Compare);
      }
      if (result === 0 || last === 1) return result === 0 ? 0 : finish2(at, result);
      i32[at] = b;
      i32[at + SLOT] = result;
      rt.decref(a);
      i32[at + SLOT] = 0;
      return result;
    },
    unary: (op: 'negative' | 'positive' | 'invert', owned: Ref, at: number): Maybe => {
      i32[at] = owned;
      return finish1(at, unaryOp(rt, op, owned));
    },
    truth: (owned: Ref, at: number): number => {
      if (owned === rt.True) return 1;
      if (owned === rt.False) return 0;
      i32[at] = owned;
      const flag = isTrue(rt, owned);
      // On error the slot is dropped with the frame's other values; else the caller still owns the reference.
      if (flag >= 0) i32[at] = 0;
      return flag;
    },
    truthOf: (object: Ref, at: number): number => {
      if (object === rt.True) return 1;
      if (object === rt.False || object === rt.None) return 0;
      i32[at] = rt.incref(object);
      const flag = truthOf(object);
      i32[at] = 0;
      rt.decref(object);
      return flag;
    },
    sliceItem: texts.sliceItem,
    getItem: items.getItem,
    setItem: items.setItem,
    deleteItem: items.deleteItem,
    getAttr: (owned: Ref, name: Ref, at: number): Maybe => {
      i32[at] = owned;
      return finish1(at, getAttr(rt, owned, name));
    },
  };
}

// Calls -----------------------------------------------------------------------------------------------------------

function calling(rt: Runtime): Record<string, unknown> {
  const { i32 } = rt;
  return {
    loadMethod: (object: Ref, name: Ref, window: number): number => loadMethod(rt, object, name, window),
    /** As loadMethod for an owned object, which becomes self or is dropped. */
    loadMethodOf: (owned: Ref, name: Ref, window: number): number => {
      // During the lookup the object stands in a slot that the result does not need.
      const at = window + 2 * SLOT;
      i32[at] = owned;
      const found = loadMethod(rt, owned, name, window);
      if (found < 0) return -1;
      i32[at] = 0;
      rt.decref(owned);
      return found;
    },
    callExtended: (at: number, hasKeywords: number): Maybe => callExtended(rt, at, hasKeywords === 1),
    starArguments: (callee: number, at: number): Maybe => {
      const value = i32[at]! as Ref;
      const made = rt.typeId(value) === rt.ids.tuple ? rt.incref(value) : starTuple(rt, i32[callee]! as Ref, value);
      i32[at] = made;
      rt.decref(value);
      i32[at] = 0;
      return made;
    },
    mergeKeyword: (callee: number, dictAt: number, name: Maybe, at: number): boolean =>
      mergeKeyword(rt, callee, dictAt, name, at),
    buildClass: (fp: number): Maybe => {
      const builtins = i32[i32[fp]! + FunctionField.Builtins]! as Ref;
      const found = rt.typeOf(builtins).isSubtypeOf(rt.builtin.dict)
        ? dictGetStr(rt, builtins, rt.name('__build_class__'))
        : 0;
      return found === 0 ? rt.raise('NameError', '__build_class__ not found') : rt.incref(found);
    },
    leave: (fp: number, slots: number, owned: Ref): Maybe => {
      if (i32[fp + Frame.Object] !== 0 || i32[fp + Frame.Locals] !== 0) {
        i32[fp + Frame.Return] = owned;
        rt.leaveFrame(fp);
        i32[fp + Frame.Return] = 0;
        return owned;
      }
      const end = fp + Frame.Slots + SLOT * slots;
      for (let word = fp + Frame.Slots; word < end; word += SLOT) {
        const object = i32[word]! as Maybe;
        if (object === 0) continue;
        i32[word] = 0;
        const count = i32[object]!;
        if (count > 1) i32[object] = count - 1;
        else if (count >= 0) {
          i32[fp + Frame.Return] = owned;
          i32[fp + Frame.Position] = LEAVING;
          rt.decref(object);
          i32[fp + Frame.Return] = 0;
        }
      }
      const fn = i32[fp]! as Ref;
      i32[fp] = 0;
      i32[rt.state + State.Frame] = i32[fp + Frame.Previous]!;
      i32[rt.state + State.Remaining] = i32[rt.state + State.Remaining]! + 1;
      const count = i32[fn]!;
      if (count > 1) i32[fn] = count - 1;
      else if (count >= 0) {
        rt.hold(owned);
        rt.decref(fn);
        rt.unhold();
      }
      return owned;
    },
    /** Drops a function's last reference while its result is in no slot. */
    dieKeeping: (fn: Ref, result: Ref): void => {
      rt.hold(result);
      rt.decref(fn);
      rt.unhold();
    },
    safepoint: (): boolean => rt.safepoint(),
    tooDeep: (fp: number): 0 => {
      if (i32[rt.state + State.Remaining]! < 0) rt.raise('RecursionError', 'maximum recursion depth exceeded');
      else rt.raise('MemoryError', 'the frame stack is full');
      return fail(rt, fp);
    },
  };
}

function starTuple(rt: Runtime, callee: Ref, value: Ref): Maybe {
  const type = rt.typeOf(value);
  if (type.slots.iter === undefined && type.slots.getItem === undefined) {
    const name = rt.calleeName(callee);
    return rt.raise('TypeError', `${name} argument after * must be an iterable, not ${type.shortName}`);
  }
  return rt.tupleFrom(value);
}

function callExtended(rt: Runtime, at: number, hasKeywords: boolean): Maybe {
  const { i32 } = rt;
  const callee = i32[at]! as Ref;
  const args = i32[at + SLOT]! as Ref;
  const count = rt.tupleSize(args);
  const last = hasKeywords ? at + 2 * SLOT : at + SLOT;
  const calleeId = rt.typeId(callee);
  const moves = rt.profile.movesStarArguments && calleeId === rt.ids.function;
  const mark = rt.mark();
  let names: Maybe = hasKeywords ? keywordNames(rt, i32[at + 2 * SLOT]! as Ref) : 0;
  if (hasKeywords && names === 0) return 0;
  const unpacks = names !== 0 && !moves && isCalledWithVector(rt, calleeId);
  if (unpacks) {
    rt.hold(names as Ref);
    if (calleeId !== rt.ids.native && rt.tupleSize(names as Ref) > 0)
      holdUnpacked(rt, args, i32[at + 2 * SLOT]! as Ref);
  }
  const window = rt.top();
  const gathering = isGathering(rt, callee);
  if (gathering) i32[at] = 0;
  i32[window] = gathering ? callee : rt.incref(callee);
  for (let i = 0; i < count; i++) i32[window + Frame.Slots + SLOT * i] = rt.incref(rt.tupleItem(args, i));
  if (names !== 0) {
    spreadValues(rt, i32[at + 2 * SLOT]! as Ref, window + Frame.Slots + SLOT * count);
    // The names are held below the window's frame while the call runs: in the dictionary's slot, unless that stays.
    if (!unpacks) rt.replace(at + 2 * SLOT, names);
    if (rt.tupleSize(names) === 0) names = 0;
  }
  if (moves) {
    // A Python function takes the references over: tuple and function go when they are bound, before it runs; names stay.
    const code = rt.compiled[i32[callee + FunctionField.Compiled]!]!;
    const bound = bindArguments(rt, window, count, names, code);
    i32[at] = 0;
    i32[at + SLOT] = 0;
    rt.decref(callee);
    rt.decref(args);
    const value = bound ? code.run(window) : 0;
    if (!hasKeywords) return value;
    const kept = i32[last]! as Ref;
    i32[last] = 0;
    rt.decref(kept);
    return value;
  }
  if (gathering) {
    // The window holds callee and arguments, as the tuple did.
    const mine = i32[args + Header.Refcnt] === 1;
    i32[at + SLOT] = 0;
    rt.decref(args);
    rt.gathered = mine ? Gathered.InWindow : Gathered.Before;
  }
  const result = rt.finish(mark, invoke(rt, window, count, names));
  for (let word = last; word > at; word -= SLOT) {
    const object = i32[word]! as Ref;
    i32[word] = word === at + SLOT ? result : 0;
    if (object !== (0 as number)) rt.decref(object);
  }
  i32[at + SLOT] = result;
  const fn = i32[at]! as Maybe;
  i32[at] = 0;
  if (fn !== 0) rt.decref(fn);
  i32[at + SLOT] = 0;
  return result;
}

/** What CPython calls with a vector of arguments: a dictionary of keywords is unpacked into one, and stays beside it. */
function isCalledWithVector(rt: Runtime, calleeId: number): boolean {
  return calleeId === rt.ids.function || calleeId === rt.ids.method || calleeId === rt.ids.native;
}

/** The vector of a call with keywords (_PyStack_UnpackDict), beside the frame that a Python function gets. */
function holdUnpacked(rt: Runtime, args: Ref, keywords: Ref): void {
  const first = rt.top();
  const count = rt.tupleSize(args);
  for (let i = 0; i < count; i++) rt.hold(rt.incref(rt.tupleItem(args, i)));
  spreadValues(rt, keywords, first + SLOT * count);
  // Only now do they belong to the frame.
  rt.i32[rt.frame + Frame.Size] = first + SLOT * (count + dictSize(rt, keywords)) - rt.frame;
}

function mergeKeyword(rt: Runtime, callee: number, dictAt: number, name: Maybe, at: number): boolean {
  const { i32 } = rt;
  const dict = i32[dictAt]! as Ref;
  const value = i32[at]! as Ref;
  let done: boolean;
  if (name !== 0) done = rt.addKeyword(i32[callee]! as Ref, dict, name, value);
  else done = rt.addKeywords(i32[callee]! as Ref, dict, value);
  i32[at] = 0;
  rt.decref(value);
  return done;
}

// Attributes and items --------------------------------------------------------------------------------------------

function accessing(rt: Runtime): Record<string, unknown> {
  const { i32 } = rt;
  const dropAt = (...words: readonly number[]): void => {
    for (const word of words) {
      const object = i32[word]! as Maybe;
      i32[word] = 0;
      if (object !== 0) rt.decref(object);
    }
  };
  return {
    setAttr: (object: number, name: Ref, value: number): boolean => {
      const done = setAttr(rt, i32[object]! as Ref, name, i32[value]! as Ref);
      if (done) dropAt(value, object);
      return done;
    },
    deleteAttr: (object: number, name: Ref): boolean => {
      const done = setAttr(rt, i32[object]! as Ref, name, 0);
      if (done) dropAt(object);
      return done;
    },
    ...iteratorPaths(rt),
    ...unpacking(rt),
  };
}

// Objects ---------------------------------------------------------------------------------------------------------

function building(rt: Runtime): Record<string, unknown> {
  const { i32 } = rt;
  const { dec } = fastPaths(rt);
  const dropAt = (at: number): void => {
    const object = i32[at]! as Ref;
    i32[at] = 0;
    rt.decref(object);
  };
  /** A dictionary of keys and values in slots, which are used up. */
  const dictOf = (keys: number, values: number, step: number, count: number): Maybe => {
    const first = Math.min(keys, values);
    const end = first + 2 * SLOT * count;
    const dict = newDict(rt);
    if (dict === 0) return 0;
    i32[end] = dict;
    for (let i = 0; i < count * step; i += step) {
      if (!dictSet(rt, dict, i32[keys + i]! as Ref, i32[values + i]! as Ref)) return 0;
    }
    for (let word = end - SLOT; word >= first; word -= SLOT) {
      const object = i32[word]! as Ref;
      i32[word] = 0;
      dec(object);
    }
    i32[end] = 0;
    return dict;
  };
  return {
    newTuple: fastPaths(rt).newTuple,
    newList: (at: number, count: number): Maybe => listFromSlots(rt, at, count),
    newSet: (at: number, count: number): Maybe => setFromSlots(rt, at, count),
    newDict: (): Maybe => newDict(rt),
    newDictAt: (): Maybe => newDict(rt),
    newSlice: (at: number): Maybe => {
      const made = newSlice(rt, i32[at]! as Ref, i32[at + SLOT]! as Ref, i32[at + 2 * SLOT]! as Ref);
      if (made === 0) return 0;
      for (let i = 0; i < 3; i++) dropAt(at + SLOT * i);
      return made;
    },
    listAppend: (list: number, at: number): boolean => {
      if (!listAppend(rt, i32[list]! as Ref, i32[at]! as Ref)) return false;
      i32[at] = 0;
      return true;
    },
    listExtend: (list: number, at: number): boolean => {
      const into = i32[list]! as Ref;
      const source = i32[at]! as Ref;
      const type = rt.typeOf(source);
      if (type.slots.iter === undefined && type.slots.getItem === undefined) {
        rt.raise('TypeError', `Value after * must be an iterable, not ${type.shortName}`);
        return false;
      }
      if (!extendList(rt, into, source)) return false;
      dropAt(at);
      return true;
    },
    listToTuple: (at: number): Maybe => {
      const list = i32[at]! as Ref;
      const size = listSize(rt, list);
      const tuple = tupleFromSlots(rt, i32[list + 6]!, size);
      if (tuple === 0) return 0;
      i32[list + 4] = 0;
      dropAt(at);
      return tuple;
    },
    setAdd: (set: number, at: number): boolean => {
      if (setAdd(rt, i32[set]! as Ref, i32[at]! as Ref) < 0) return false;
      dropAt(at);
      return true;
    },
    setUpdate: (set: number, at: number): boolean => {
      if (!updateSet(rt, i32[set]! as Ref, i32[at]! as Ref)) return false;
      dropAt(at);
      return true;
    },
    dictStore: (dict: number, at: number): boolean => {
      if (!dictSet(rt, i32[dict]! as Ref, i32[at]! as Ref, i32[at + SLOT]! as Ref)) return false;
      dropAt(at + SLOT);
      dropAt(at);
      return true;
    },
    dictOfPairs: (at: number, count: number): Maybe => dictOf(at, at + SLOT, 2 * SLOT, count),
    dictOfKeys: (at: number, count: number): Maybe => dictOf(at + SLOT * count, at, SLOT, count),
    dictMerge: (dict: number, at: number): boolean => {
      const source = i32[at]! as Ref;
      const done = rt.typeOf(source).isSubtypeOf(rt.builtin.dict)
        ? dictMergeAny(rt, i32[dict]! as Ref, source)
        : rt.mergeMapping(i32[dict]! as Ref, source);
      if (done) dropAt(at);
      return done;
    },
    joinStr: (at: number, count: number): Maybe => joinSlots(rt, at, count),
    formatValue: (at: number, conversion: number): Maybe => {
      if (conversion !== -1 && !convert(rt, at, conversion)) return 0;
      const made = formatValue(rt, i32[at]! as Ref, i32[at + SLOT]! as Ref);
      if (made === 0) return 0;
      dropAt(at + SLOT);
      dropAt(at);
      return made;
    },
    plainFunction: (fp: number, code: Ref, qualname: Ref, doc: Ref, closure: number): Maybe => {
      const fn = newFunction(rt, code, i32[i32[fp]! + FunctionField.Globals]! as Ref, qualname);
      if (fn === 0) return 0;
      if (doc !== rt.None) rt.replace(fn + FunctionField.Doc, rt.incref(doc));
      if (closure !== 0) {
        i32[fn + FunctionField.Closure] = i32[closure]!;
        i32[closure] = 0;
      }
      return fn;
    },
    makeFunction: (fp: number, code: Ref, qualname: Ref, doc: Ref, at: number): Maybe =>
      makeFunction(rt, fp, code, qualname, doc, at),
    classStart: (fp: number, moduleName: Ref, qualnameName: Ref, qualname: Ref): boolean => {
      const locals = i32[fp + Frame.Locals]! as Ref;
      const module = rt.globalNamed(i32[i32[fp]! + FunctionField.Globals]! as Ref, '__name__');
      if (module !== 0 && !setItem(rt, locals, moduleName, module)) return false;
      return setItem(rt, locals, qualnameName, qualname);
    },
  };
}

function setFromSlots(rt: Runtime, at: number, count: number): Maybe {
  const set = newSet(rt, rt.builtin.set);
  if (set === 0) return 0;
  const mark = rt.mark();
  rt.hold(set);
  for (let i = 0; i < count; i++) {
    if (setAdd(rt, set, rt.i32[at + SLOT * i]! as Ref) < 0) {
      rt.releaseTo(mark);
      return 0;
    }
  }
  for (let i = 0; i < count; i++) {
    const object = rt.i32[at + SLOT * i]! as Ref;
    rt.i32[at + SLOT * i] = 0;
    rt.decref(object);
  }
  return rt.unhold();
}

/** !s, !r, !a of the value in a slot. */
function convert(rt: Runtime, at: number, conversion: number): boolean {
  const value = rt.i32[at]! as Ref;
  let text = conversion === 115 ? strOf(rt, value) : reprOf(rt, value);
  if (text !== 0 && conversion === 97) {
    const ascii = rt.str(asciiOfRepr(rt.text(text)));
    rt.decref(text);
    text = ascii;
  }
  if (text === 0) return false;
  rt.replace(at, text);
  return true;
}

/** The strings in neighbouring slots as one; the slots are emptied. */
function joinSlots(rt: Runtime, at: number, count: number): Maybe {
  const { i32 } = rt;
  let length = 0;
  let max = 0;
  for (let i = 0; i < count; i++) {
    const part = i32[at + SLOT * i]! as Ref;
    const size = strLength(rt, part);
    length += size;
    if (size > 0) max = Math.max(max, maxOf(rt, part));
  }
  const joined =
    length === 0
      ? rt.incref(rt.emptyStr)
      : max < 128
        ? rt.strs.joinAscii(at, count, rt.emptyStr, length)
        : joinWide(rt, at, count, max, length);
  if (joined === 0) return 0;
  for (let i = 0; i < count; i++) {
    const part = i32[at + SLOT * i]! as Ref;
    i32[at + SLOT * i] = 0;
    rt.decref(part);
  }
  return joined;
}

function joinWide(rt: Runtime, at: number, count: number, max: number, length: number): Maybe {
  const joined = newStrOfShape(rt, max, length);
  if (joined === 0) return 0;
  let offset = 0;
  for (let i = 0; i < count; i++) {
    const part = rt.i32[at + SLOT * i]! as Ref;
    const size = strLength(rt, part);
    copyCharacters(rt, part, 0, size, joined, offset);
    offset += size;
  }
  return joined;
}

/** The function of a code object; defaults, keyword defaults, annotations and closure stand in four slots, None for none. */
function makeFunction(rt: Runtime, fp: number, code: Ref, qualname: Ref, doc: Ref, at: number): Maybe {
  const { i32 } = rt;
  const globals = i32[i32[fp]! + FunctionField.Globals]! as Ref;
  const fn = newFunction(rt, code, globals, qualname);
  if (fn === 0) return 0;
  const words = [FunctionField.Defaults, FunctionField.KwDefaults, FunctionField.Annotations, FunctionField.Closure];
  for (let i = 0; i < words.length; i++) {
    const value = i32[at + SLOT * i]! as Ref;
    i32[at + SLOT * i] = 0;
    if (value === rt.None) rt.decref(value);
    else i32[fn + words[i]!] = value;
  }
  rt.replace(fn + FunctionField.Doc, rt.incref(doc));
  return fn;
}

// Errors ----------------------------------------------------------------------------------------------------------

function failing(rt: Runtime): Record<string, unknown> {
  const { i32 } = rt;
  const noted = rt.state + State.TracebackDone;
  return {
    fail: (fp: number): 0 => fail(rt, fp),
    failGenerator: (fp: number): 0 => failGenerator(rt, fp),
    enter: (fp: number, at: number): void => {
      tracebackHere(rt, fp);
      enterHandler(rt, fp, at);
    },
    leaveHandler: (at: number): void => leaveHandler(rt, at),
    /** The exception of a landing pad goes on outside; what was handled before is handled again. */
    rethrow: (at: number): void => {
      const exception = i32[at + SLOT]! as Ref;
      i32[at + SLOT] = 0;
      leaveHandler(rt, at);
      rt.setError(exception);
      i32[noted] = 1;
    },
    /** An error inside a handler. */
    handlerFailed: (fp: number, at: number): void => {
      tracebackHere(rt, fp);
      const error = rt.takeError();
      rt.hold(error);
      dropValues(rt, fp, at + SLOT, rt.top() - SLOT);
      leaveHandler(rt, at);
      rt.setError(rt.unhold());
      i32[noted] = 1;
    },
    noteError: (fp: number): void => {
      tracebackHere(rt, fp);
      rt.hold(rt.takeError());
    },
    errorNoted: (): void => {
      rt.setError(rt.unhold());
      i32[noted] = 1;
    },
    matches: (exception: number, wanted: number): number => {
      const flag = exceptionMatches(rt, i32[exception]! as Ref, i32[wanted]! as Ref);
      const type = i32[wanted]! as Ref;
      i32[wanted] = 0;
      rt.decref(type);
      return flag;
    },
    raise: (at: number, hasCause: number): void => {
      const exception = i32[at]! as Ref;
      const cause = hasCause === 1 ? (i32[at + SLOT]! as Ref) : 0;
      raiseStatement(rt, exception, cause);
      i32[at] = 0;
      if (cause !== 0) {
        i32[at + SLOT] = 0;
        rt.decref(cause);
      }
      rt.decref(exception);
    },
    reraise: (): void => {
      const handled = handledException(rt) !== 0;
      reraise(rt);
      if (handled) i32[noted] = 1;
    },
    assertionFailed: (at: number): void => {
      if (at === 0) {
        rt.raiseBare('AssertionError');
        return;
      }
      const message = i32[at]! as Ref;
      raiseWith(rt, 'AssertionError', message);
      i32[at] = 0;
      rt.decref(message);
    },
    setRaised: (owned: Ref): 0 => setRaised(rt, owned),
  };
}

// with, import, the prompt ----------------------------------------------------------------------------------------

function controlling(rt: Runtime): Record<string, unknown> {
  const { i32 } = rt;
  const { None } = rt;
  const [enterSync, exitSync] = [rt.name('__enter__'), rt.name('__exit__')];
  const [enterAsync, exitAsync] = [rt.name('__aenter__'), rt.name('__aexit__')];
  return {
    enterWith: (at: number): Maybe => enterWith(rt, at, enterSync, exitSync, 'the'),
    enterAsyncWith: (at: number): Maybe => enterWith(rt, at, enterAsync, exitAsync, 'the asynchronous'),
    exitWith: (at: number): Maybe => {
      const result = callBound(rt, i32[at]! as Ref, None, None, None);
      if (result === 0) return 0;
      const exit = i32[at]! as Ref;
      i32[at] = result;
      rt.decref(exit);
      i32[at] = 0;
      return result;
    },
    exitWithError: (at: number): Maybe => {
      const exception = i32[at + 2 * SLOT]! as Ref;
      const traceback = (i32[exception + 10]! || rt.None) as Ref;
      return callBound(rt, i32[at]! as Ref, rt.typeOf(exception).ref, exception, traceback);
    },
    importName: (fp: number, name: Ref, list: Maybe, level: number, last: number): Maybe =>
      importModule(rt, fp, rt.text(name), list, level, last === 1),
    importFrom: (at: number, name: Ref): Maybe => importFrom(rt, i32[at]! as Ref, name),
    importStar: (fp: number, at: number): boolean => importStar(rt, fp, i32[at]! as Ref),
    display: (at: number): boolean => {
      const value = i32[at]! as Ref;
      const done = rt.displayHook(value);
      i32[at] = 0;
      rt.decref(value);
      return done;
    },
  };
}

/** type(object).name, bound to it (_PyObject_LookupSpecial): 0 without an exception if there is none. */
function boundSpecial(rt: Runtime, object: Ref, type: TypeObject, name: Ref): Maybe {
  const method = typeLookup(rt, type, name);
  if (method === 0) return 0;
  return rt.i32[method + Header.TypeId] === rt.ids.function ? newMethod(rt, method, object) : rt.bind(method, object);
}

/** Calls what was bound to an object, without arguments or with the three of `__exit__`, borrowed. */
function callBound(rt: Runtime, bound: Ref, type: Maybe = 0, exception: Maybe = 0, traceback: Maybe = 0): Maybe {
  const { i32 } = rt;
  if (i32[bound + Header.TypeId] !== rt.ids.method) {
    return type === 0 ? rt.call(bound) : rt.call(bound, type, exception as Ref, traceback as Ref);
  }
  if (!rt.enterCall()) return 0;
  const window = rt.top();
  i32[window] = rt.incref(i32[bound + MethodField.Function]! as Ref);
  const first = window + Frame.Slots;
  i32[first] = rt.incref(i32[bound + MethodField.Self]! as Ref);
  if (type !== 0) {
    i32[first + SLOT] = rt.incref(type);
    i32[first + 2 * SLOT] = rt.incref(exception as Ref);
    i32[first + 3 * SLOT] = rt.incref(traceback as Ref);
  }
  const result = invoke(rt, window, type === 0 ? 1 : 4, 0);
  rt.leaveCall();
  return result;
}

/** Calls `__enter__`; the manager's slot gets its bound `__exit__`. */
function enterWith(rt: Runtime, at: number, enterName: Ref, exitName: Ref, protocol: string): Maybe {
  const { i32 } = rt;
  const manager = i32[at]! as Ref;
  const type = rt.typeOf(manager);
  const enter = boundSpecial(rt, manager, type, enterName);
  if (enter === 0) {
    if (rt.failed) return 0;
    const hint = `'${type.shortName}' object does not support ${protocol} context manager protocol`;
    return rt.raise('TypeError', hint);
  }
  const mark = rt.mark();
  rt.hold(enter);
  const exit = boundSpecial(rt, manager, type, exitName);
  if (exit === 0) {
    rt.releaseTo(mark);
    if (rt.failed) return 0;
    const hint = `'${type.shortName}' object does not support ${protocol} context manager protocol (missed ${rt.text(exitName)} method)`;
    return rt.raise('TypeError', hint);
  }
  rt.unhold();
  i32[at] = exit;
  i32[at + SLOT] = enter;
  rt.decref(manager);
  const result = callBound(rt, enter);
  i32[at + SLOT] = result;
  rt.decref(enter);
  i32[at + SLOT] = 0;
  return result;
}
