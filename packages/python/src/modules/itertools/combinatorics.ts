import type { CustomPart, Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { argumentAt, bindParameters, couldHold, sizeArgument, wrongArgument } from '../../objects/arguments.js';
import { allocateInstance, basicSizeOf } from '../../objects/construct.js';
import { isInt } from '../../objects/int.js';
import { trackAgain } from '../../objects/iterator-tools.js';
import { TupleField } from '../../objects/layout.js';
import type { NativeFunction } from '../../objects/native.js';
import { finishTuple, isTuple, newTuple, tupleItem, tupleOf, tupleSize } from '../../objects/tuple.js';
import type { TypeObject } from '../../objects/typeobject.js';
import { clearWords, copyCounted } from '../../objects/words.js';
import { sizeToInt } from '../../runtime/operators.js';
import type { BuiltinName } from '../../runtime/registry.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { iterSelf, type ModuleType, methodNoArgs } from '../module-types.js';
import { fieldPart, readNumbers, reduceMethod, reduceTo, stateMethod, stateParts, tupleOfNumbers } from './pickling.js';

/**
 * itertools.product, permutations, combinations, combinations_with_replacement.
 *
 * Each keeps its indices, 8 bytes a piece, in a block beside the object, and fills the tuple it gave last again if nobody else
 * holds it.
 */

/** productobject; combinationsobject and cwrobject have the number of items per result and `Stopped` one field later. */
const enum Product {
  Pools = 4,
  Indices = 6,
  Result = 8,
  Stopped = 10,
}

const enum Combinations {
  Pool = 4,
  Indices = 6,
  Result = 8,
  Length = 10,
  Stopped = 12,
}

/** permutationsobject. */
const enum Permutations {
  Pool = 4,
  Indices = 6,
  Cycles = 8,
  Result = 10,
  Length = 12,
  Stopped = 14,
}

/** The blocks of indices, by the words of their fields. */
function indexBlocks(rt: Runtime, words: readonly number[]): CustomPart {
  return {
    traverse: () => {},
    detach: () => {},
    blocks: (object, visit) => {
      for (const word of words) if (rt.i32[object + word] !== 0) visit(rt.i32[object + word]!);
    },
    freeBlocks: (object) => {
      for (const word of words) {
        const block = rt.i32[object + word]!;
        rt.i32[object + word] = 0;
        if (block !== 0) rt.heap.blocks.free(block);
      }
    },
  };
}

/** Gives an object a block for so many indices, all 0; false without memory. */
function giveIndices(rt: Runtime, word: number, count: number): boolean {
  if (count === 0) return true;
  const block = count > 2 ** 26 ? 0 : rt.heap.blocks.malloc(8 * count);
  if (block === 0) {
    rt.noMemory();
    return false;
  }
  clearWords(rt.f64, block, block + 2 * count);
  rt.i32[word] = block;
  return true;
}

/** Puts a counted copy of an item into a result. */
function put(rt: Runtime, result: Ref, index: number, item: Ref): void {
  // What stands there already needs no counting.
  if (rt.i32[result + TupleField.Items + 2 * index] === item) return;
  rt.incref(item);
  rt.replace(result + TupleField.Items + 2 * index, item);
}

/** The tuple in a field, which can be changed: a copy if somebody else has the one given out last. 0 on error. */
function ownResult(rt: Runtime, word: number): Maybe {
  const i32 = rt.i32;
  const result = i32[word]! as Ref;
  if (i32[result + Header.Refcnt] === 1) {
    trackAgain(rt, result);
    return result;
  }
  const size = tupleSize(rt, result);
  const copy = newTuple(rt, size);
  if (copy === 0) return 0;
  copyCounted(i32, result + TupleField.Items, size, copy + TupleField.Items);
  rt.replace(word, finishTuple(rt, copy));
  return copy;
}

/** The first result: for each place the item of a pool that an index names. */
function firstResult(rt: Runtime, word: number, pool: Ref, indices: number, length: number): Maybe {
  const result = newTuple(rt, length);
  if (result === 0) return 0;
  for (let i = 0; i < length; i++) {
    rt.i32[result + TupleField.Items + 2 * i] = rt.incref(tupleItem(rt, pool, rt.i32[indices + 2 * i]!));
  }
  rt.i32[word] = finishTuple(rt, result);
  return rt.incref(result);
}

// product -------------------------------------------------------------------------------------------------------------

/** The value of `repeat`, the only keyword; undefined on error. */
function repeatArgument(rt: Runtime, args: number, count: number, kwnames: Maybe): number | undefined {
  const keywordCount = kwnames === 0 ? 0 : rt.tupleSize(kwnames);
  let times: number | undefined = 1;
  for (let k = 0; k < keywordCount; k++) {
    const name = rt.text(rt.tupleItem(kwnames as Ref, k));
    if (name !== 'repeat') {
      const recent = rt.profile.versionInfo[1] >= 13;
      rt.raise(
        'TypeError',
        recent
          ? `product() got an unexpected keyword argument '${name}'`
          : `'${name}' is an invalid keyword argument for product()`,
      );
      return undefined;
    }
    times = sizeArgument(rt, argumentAt(rt, args, count + k));
  }
  if (times === undefined || times >= 0) return times;
  rt.raise('ValueError', 'repeat argument cannot be negative');
  return undefined;
}

function productNew(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  const times = repeatArgument(rt, args, count, kwnames);
  if (times === undefined) return 0;
  const given = times === 0 ? 0 : count;
  const total = given * times;
  if (total > 2 ** 60) return rt.raise('OverflowError', 'repeat argument too large');
  if (!couldHold(rt, 8 * total)) return 0;
  const mark = rt.mark();
  const pools = newTuple(rt, total);
  if (pools === 0) return 0;
  rt.hold(pools);
  for (let i = 0; i < total; i++) {
    const pool = i < given ? rt.tupleFrom(argumentAt(rt, args, i)) : rt.incref(tupleItem(rt, pools, i - given));
    if (pool === 0) return rt.finish(mark, 0);
    rt.i32[pools + TupleField.Items + 2 * i] = pool;
  }
  finishTuple(rt, pools);
  const self = allocateInstance(rt, type);
  if (self === 0) return rt.finish(mark, 0);
  rt.i32[self + Product.Pools] = rt.unhold();
  rt.hold(self);
  if (!giveIndices(rt, self + Product.Indices, total)) return rt.finish(mark, 0);
  return rt.unhold();
}

function productNext(rt: Runtime, self: Ref): Maybe {
  const i32 = rt.i32;
  if (i32[self + Product.Stopped] !== 0) return 0;
  const pools = i32[self + Product.Pools]! as Ref;
  if (i32[self + Product.Result] === 0) return productFirst(rt, self, pools);
  const result = ownResult(rt, self + Product.Result);
  if (result === 0) return 0;
  const indices = i32[self + Product.Indices]!;
  for (let i = tupleSize(rt, pools) - 1; i >= 0; i--) {
    const pool = tupleItem(rt, pools, i);
    const index = i32[indices + 2 * i]! + 1;
    if (index < tupleSize(rt, pool)) {
      i32[indices + 2 * i] = index;
      put(rt, result, i, tupleItem(rt, pool, index));
      return rt.incref(result);
    }
    i32[indices + 2 * i] = 0;
    put(rt, result, i, tupleItem(rt, pool, 0));
  }
  i32[self + Product.Stopped] = 1;
  return 0;
}

function productFirst(rt: Runtime, self: Ref, pools: Ref): Maybe {
  const count = tupleSize(rt, pools);
  const result = newTuple(rt, count);
  if (result === 0) return 0;
  rt.i32[self + Product.Result] = result;
  for (let i = 0; i < count; i++) {
    const pool = tupleItem(rt, pools, i);
    if (tupleSize(rt, pool) === 0) {
      rt.i32[self + Product.Stopped] = 1;
      finishTuple(rt, result);
      return 0;
    }
    rt.i32[result + TupleField.Items + 2 * i] = rt.incref(tupleItem(rt, pool, 0));
  }
  return rt.incref(finishTuple(rt, result));
}

const reduceProduct = reduceMethod((rt, self) => {
  if (rt.i32[self + Product.Stopped] !== 0) return reduceTo(rt, self, [() => rt.incref(rt.emptyTuple)]);
  const pools = rt.i32[self + Product.Pools]! as Ref;
  if (rt.i32[self + Product.Result] === 0) return tupleOf(rt, rt.typeOf(self).ref, pools);
  const indices = tupleOfNumbers(rt, rt.i32[self + Product.Indices]!, tupleSize(rt, pools));
  if (indices === 0) return 0;
  const mark = rt.mark();
  rt.hold(indices);
  return rt.finish(mark, tupleOf(rt, rt.typeOf(self).ref, pools, indices));
});

const setProductState = stateMethod((rt, self, state) => {
  const pools = rt.i32[self + Product.Pools]! as Ref;
  const count = tupleSize(rt, pools);
  if (!isTuple(rt, state) || tupleSize(rt, state) !== count) return invalidState(rt);
  const indices = rt.i32[self + Product.Indices]!;
  const poolAt = (i: number): Ref => tupleItem(rt, pools, i);
  if (!readNumbers(rt, state, indices, (i) => [0, tupleSize(rt, poolAt(i)) - 1])) return false;
  for (let i = 0; i < count; i++) {
    if (tupleSize(rt, poolAt(i)) !== 0) continue;
    rt.i32[self + Product.Stopped] = 1;
    return true;
  }
  return setResult(rt, self + Product.Result, count, (i) => tupleItem(rt, poolAt(i), rt.i32[indices + 2 * i]!));
});

/** ValueError about a state that fits no pool; returns false. */
function invalidState(rt: Runtime): false {
  rt.raise('ValueError', 'invalid arguments');
  return false;
}

/** Makes the result that was given last; false without memory. */
function setResult(rt: Runtime, word: number, count: number, itemAt: (place: number) => Ref): boolean {
  const result = newTuple(rt, count);
  if (result === 0) return false;
  for (let i = 0; i < count; i++) rt.i32[result + TupleField.Items + 2 * i] = rt.incref(itemAt(i));
  rt.replace(word, finishTuple(rt, result));
  return true;
}

/** (type, (pool, length)): before the first result nothing needs to be told, behind the last one no item does. */
function reduceAtEnds(rt: Runtime, self: Ref, length: number, isStopped: boolean): Maybe {
  const pool = isStopped ? () => rt.incref(rt.emptyTuple) : fieldPart(rt, self + Combinations.Pool);
  return reduceTo(rt, self, [pool, () => sizeToInt(rt, length)]);
}

// combinations --------------------------------------------------------------------------------------------------------

/** The pool as a tuple, in a slot, and the length; undefined on error. */
function poolAndLength(rt: Runtime, name: string, args: number, count: number, kwnames: Maybe): number | undefined {
  const values = bindParameters(rt, { function: name, names: ['iterable', 'r'], required: 2 }, args, count, kwnames);
  if (values === undefined) return undefined;
  const length = sizeArgument(rt, values[1]! as Ref);
  if (length === undefined) return undefined;
  const pool = rt.tupleFrom(values[0]! as Ref);
  if (pool === 0) return undefined;
  rt.hold(pool);
  if (length >= 0) return length;
  rt.raise('ValueError', 'r must be non-negative');
  return undefined;
}

function combinationsNew(key: BuiltinName, isRepeating: boolean): NonNullable<ModuleType['slots']>['new'] {
  return (rt, type, args, count, kwnames) => {
    const mark = rt.mark();
    const length = poolAndLength(rt, key, args, count, kwnames);
    if (length === undefined) return rt.finish(mark, 0);
    const pool = rt.i32[mark]! as Ref;
    const size = tupleSize(rt, pool);
    const self = allocateInstance(rt, type);
    if (self === 0) return rt.finish(mark, 0);
    rt.i32[self + Combinations.Pool] = rt.unhold();
    rt.hold(self);
    rt.i32[self + Combinations.Length] = length;
    rt.i32[self + Combinations.Stopped] = (isRepeating ? size === 0 && length > 0 : length > size) ? 1 : 0;
    if (!giveIndices(rt, self + Combinations.Indices, length)) return rt.finish(mark, 0);
    if (!isRepeating) {
      const indices = rt.i32[self + Combinations.Indices]!;
      for (let i = 0; i < length; i++) rt.i32[indices + 2 * i] = i;
    }
    return rt.unhold();
  };
}

function combinationsNext(rt: Runtime, self: Ref): Maybe {
  const i32 = rt.i32;
  if (i32[self + Combinations.Stopped] !== 0) return 0;
  const pool = i32[self + Combinations.Pool]! as Ref;
  const indices = i32[self + Combinations.Indices]!;
  const length = i32[self + Combinations.Length]!;
  if (i32[self + Combinations.Result] === 0) {
    return firstResult(rt, self + Combinations.Result, pool, indices, length);
  }
  const result = ownResult(rt, self + Combinations.Result);
  if (result === 0) return 0;
  const most = tupleSize(rt, pool) - length;
  let i = length - 1;
  while (i >= 0 && i32[indices + 2 * i] === i + most) i--;
  if (i < 0) return stopCombinations(rt, self);
  let index = i32[indices + 2 * i]! + 1;
  for (; i < length; i++, index++) {
    i32[indices + 2 * i] = index;
    put(rt, result, i, tupleItem(rt, pool, index));
  }
  return rt.incref(result);
}

function stopCombinations(rt: Runtime, self: Ref): 0 {
  rt.i32[self + Combinations.Stopped] = 1;
  return 0;
}

function withReplacementNext(rt: Runtime, self: Ref): Maybe {
  const i32 = rt.i32;
  if (i32[self + Combinations.Stopped] !== 0) return 0;
  const pool = i32[self + Combinations.Pool]! as Ref;
  const indices = i32[self + Combinations.Indices]!;
  const length = i32[self + Combinations.Length]!;
  if (i32[self + Combinations.Result] === 0) {
    return firstResult(rt, self + Combinations.Result, pool, indices, length);
  }
  const result = ownResult(rt, self + Combinations.Result);
  if (result === 0) return 0;
  const last = tupleSize(rt, pool) - 1;
  let i = length - 1;
  while (i >= 0 && i32[indices + 2 * i] === last) i--;
  if (i < 0) return stopCombinations(rt, self);
  const index = i32[indices + 2 * i]! + 1;
  for (; i < length; i++) {
    i32[indices + 2 * i] = index;
    put(rt, result, i, tupleItem(rt, pool, index));
  }
  return rt.incref(result);
}

const reduceCombinations = reduceMethod((rt, self) => {
  const length = rt.i32[self + Combinations.Length]!;
  const isStopped = rt.i32[self + Combinations.Stopped] !== 0;
  if (rt.i32[self + Combinations.Result] === 0) return reduceAtEnds(rt, self, length, false);
  if (isStopped) return reduceAtEnds(rt, self, length, true);
  const args = [fieldPart(rt, self + Combinations.Pool), () => sizeToInt(rt, length)];
  return reduceTo(rt, self, args, () => tupleOfNumbers(rt, rt.i32[self + Combinations.Indices]!, length));
});

/** `__setstate__`: the indices, each as large at most as its place allows. */
function combinationsState(isRepeating: boolean): NativeFunction {
  return stateMethod((rt, self, state) => {
    const length = rt.i32[self + Combinations.Length]!;
    if (!isTuple(rt, state) || tupleSize(rt, state) !== length) return invalidState(rt);
    const pool = rt.i32[self + Combinations.Pool]! as Ref;
    const size = tupleSize(rt, pool);
    const indices = rt.i32[self + Combinations.Indices]!;
    if (!readNumbers(rt, state, indices, (i) => [0, Math.max(0, isRepeating ? size - 1 : i + size - length)]))
      return false;
    // CPython reads on behind an empty pool.
    if (size === 0 && length > 0) return invalidState(rt);
    return setResult(rt, self + Combinations.Result, length, (i) => tupleItem(rt, pool, rt.i32[indices + 2 * i]!));
  });
}

// permutations --------------------------------------------------------------------------------------------------------

function permutationsNew(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  const parameters = { function: 'permutations', names: ['iterable', 'r'], required: 1 };
  const values = bindParameters(rt, parameters, args, count, kwnames);
  if (values === undefined) return 0;
  const mark = rt.mark();
  const pool = rt.tupleFrom(values[0]! as Ref);
  if (pool === 0) return 0;
  rt.hold(pool);
  const size = tupleSize(rt, pool);
  const length = permutationLength(rt, values[1]!, size);
  if (length === undefined) return rt.finish(mark, 0);
  const self = allocateInstance(rt, type);
  if (self === 0) return rt.finish(mark, 0);
  rt.i32[self + Permutations.Pool] = rt.unhold();
  rt.hold(self);
  rt.i32[self + Permutations.Length] = length;
  rt.i32[self + Permutations.Stopped] = length > size ? 1 : 0;
  const given =
    giveIndices(rt, self + Permutations.Indices, size) && giveIndices(rt, self + Permutations.Cycles, length);
  if (!given) return rt.finish(mark, 0);
  const indices = rt.i32[self + Permutations.Indices]!;
  const cycles = rt.i32[self + Permutations.Cycles]!;
  for (let i = 0; i < size; i++) rt.i32[indices + 2 * i] = i;
  for (let i = 0; i < length; i++) rt.i32[cycles + 2 * i] = size - i;
  return rt.unhold();
}

function permutationLength(rt: Runtime, given: Maybe, size: number): number | undefined {
  if (given === 0 || given === rt.None) return size;
  if (!isInt(rt, given)) {
    rt.raise('TypeError', 'Expected int as r');
    return undefined;
  }
  const length = sizeArgument(rt, given);
  if (length === undefined || length >= 0) return length;
  rt.raise('ValueError', 'r must be non-negative');
  return undefined;
}

function permutationsNext(rt: Runtime, self: Ref): Maybe {
  const i32 = rt.i32;
  if (i32[self + Permutations.Stopped] !== 0) return 0;
  const pool = i32[self + Permutations.Pool]! as Ref;
  const indices = i32[self + Permutations.Indices]!;
  const length = i32[self + Permutations.Length]!;
  const size = tupleSize(rt, pool);
  if (i32[self + Permutations.Result] === 0) {
    return firstResult(rt, self + Permutations.Result, pool, indices, length);
  }
  if (size === 0) return stopPermutations(rt, self);
  const result = ownResult(rt, self + Permutations.Result);
  if (result === 0) return 0;
  const cycles = i32[self + Permutations.Cycles]!;
  for (let i = length - 1; i >= 0; i--) {
    const cycle = i32[cycles + 2 * i]! - 1;
    i32[cycles + 2 * i] = cycle;
    const index = i32[indices + 2 * i]!;
    if (cycle === 0) {
      i32.copyWithin(indices + 2 * i, indices + 2 * i + 2, indices + 2 * size);
      i32[indices + 2 * (size - 1)] = index;
      i32[cycles + 2 * i] = size - i;
      continue;
    }
    i32[indices + 2 * i] = i32[indices + 2 * (size - cycle)]!;
    i32[indices + 2 * (size - cycle)] = index;
    for (let k = i; k < length; k++) put(rt, result, k, tupleItem(rt, pool, i32[indices + 2 * k]!));
    return rt.incref(result);
  }
  return stopPermutations(rt, self);
}

function stopPermutations(rt: Runtime, self: Ref): 0 {
  rt.i32[self + Permutations.Stopped] = 1;
  return 0;
}

const reducePermutations = reduceMethod((rt, self) => {
  const length = rt.i32[self + Permutations.Length]!;
  const isStopped = rt.i32[self + Permutations.Stopped] !== 0;
  if (rt.i32[self + Permutations.Result] === 0) return reduceAtEnds(rt, self, length, false);
  if (isStopped) return reduceAtEnds(rt, self, length, true);
  const size = tupleSize(rt, rt.i32[self + Permutations.Pool]! as Ref);
  const args = [fieldPart(rt, self + Permutations.Pool), () => sizeToInt(rt, length)];
  return reduceTo(rt, self, args, () => {
    const mark = rt.mark();
    const indices = tupleOfNumbers(rt, rt.i32[self + Permutations.Indices]!, size);
    if (indices === 0) return 0;
    rt.hold(indices);
    const cycles = tupleOfNumbers(rt, rt.i32[self + Permutations.Cycles]!, length);
    return rt.finish(mark, cycles === 0 ? 0 : tupleOf(rt, indices, rt.hold(cycles)));
  });
});

const setPermutationsState = stateMethod((rt, self, state) => {
  const parts = stateParts(rt, state, 2);
  if (parts === undefined) return false;
  const wrong = parts.findIndex((part) => !isTuple(rt, part));
  if (wrong >= 0) {
    wrongArgument(rt, `argument ${wrong + 1}`, 'tuple', parts[wrong]!);
    return false;
  }
  const [places, cycles] = parts as [Ref, Ref];
  const pool = rt.i32[self + Permutations.Pool]! as Ref;
  const size = tupleSize(rt, pool);
  const length = rt.i32[self + Permutations.Length]!;
  // CPython reads on behind a pool that is shorter than its results.
  const fits = tupleSize(rt, places) === size && tupleSize(rt, cycles) === length && length <= size;
  if (!fits) return invalidState(rt);
  const indices = rt.i32[self + Permutations.Indices]!;
  return (
    readNumbers(rt, places, indices, () => [0, size - 1]) &&
    readNumbers(rt, cycles, rt.i32[self + Permutations.Cycles]!, (i) => [1, size - i]) &&
    setResult(rt, self + Permutations.Result, length, (i) => tupleItem(rt, pool, rt.i32[indices + 2 * i]!))
  );
});

/** `__sizeof__`: the object and its indices. */
function sizeMethod(key: BuiltinName, indices: (rt: Runtime, self: Ref) => number) {
  return methodNoArgs(key, '__sizeof__', (rt, self) => sizeToInt(rt, basicSizeOf(rt, self) + 8 * indices(rt, self)));
}

function combinationsType(key: BuiltinName, isRepeating: boolean, next: (rt: Runtime, self: Ref) => Maybe): ModuleType {
  return {
    key,
    name: `itertools.${key}`,
    layout: (rt) => ({
      basicSize: 56,
      gc: true,
      slots: [16, 32],
      custom: indexBlocks(rt, [Combinations.Indices]),
      noClear: true,
    }),
    slots: { new: combinationsNew(key, isRepeating), iter: iterSelf, next },
    methods: [
      sizeMethod(key, (rt, self) => rt.i32[self + Combinations.Length]!),
      reduceCombinations,
      combinationsState(isRepeating),
    ],
  };
}

export const combinatoricTypes: readonly ModuleType[] = [
  combinationsType('combinations', false, combinationsNext),
  combinationsType('combinations_with_replacement', true, withReplacementNext),
  {
    key: 'product',
    name: 'itertools.product',
    layout: (rt) => ({
      basicSize: 48,
      gc: true,
      slots: [16, 32],
      custom: indexBlocks(rt, [Product.Indices]),
      noClear: true,
    }),
    slots: { new: productNew, iter: iterSelf, next: productNext },
    methods: [
      sizeMethod('product', (rt, self) => tupleSize(rt, rt.i32[self + Product.Pools]! as Ref)),
      reduceProduct,
      setProductState,
    ],
  },
  {
    key: 'permutations',
    name: 'itertools.permutations',
    layout: (rt) => ({
      basicSize: 64,
      gc: true,
      slots: [16, 40],
      custom: indexBlocks(rt, [Permutations.Indices, Permutations.Cycles]),
      noClear: true,
    }),
    slots: { new: permutationsNew, iter: iterSelf, next: permutationsNext },
    methods: [
      sizeMethod('permutations', (rt, self) => {
        return tupleSize(rt, rt.i32[self + Permutations.Pool]! as Ref) + rt.i32[self + Permutations.Length]!;
      }),
      reducePermutations,
      setPermutationsState,
    ],
  },
];
