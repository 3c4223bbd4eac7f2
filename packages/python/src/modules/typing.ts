import type { Ref } from '@uroboros/heap';
import { bindParameters, givenType } from '../objects/arguments.js';
import { dictSet } from '../objects/dict.js';
import { FunctionField } from '../objects/layout.js';
import { type NativeFunction, noArgs, oneArg, positional } from '../objects/native.js';
import { reprText } from '../objects/reprguard.js';
import { isStr } from '../objects/str.js';
import { isTuple, tupleOf } from '../objects/tuple.js';
import { Binary, type BinarySlot, Compare, type NativeAttribute, type TypeObject } from '../objects/typeobject.js';
import { callWithSlots } from '../runtime/calls.js';
import { loadModule } from '../runtime/imports.js';
import { binaryOp, compareEqual, getItem, getIter, lengthOf } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { allocInstance } from '../runtime/types.js';
import { functionOneArg } from './functions.js';
import type { NativeModule } from './module.js';
import { type NativeTypeDefinition, nativeType } from './native-type.js';

/**
 * The module _typing: type variables, type aliases and Generic, which since 3.12 are written in C. What they mean is decided by
 * functions of the module typing, which are called by name.
 */

/** Fields that TypeVar, ParamSpec and TypeVarTuple share in this order, though not all have all; 0 if a type has none. */
interface VariableFields {
  readonly bound: number;
  readonly evaluateBound: number;
  readonly constraints: number;
  readonly evaluateConstraints: number;
  readonly fallback: number;
  readonly evaluateDefault: number;
  /** Word with the {@link Variance} bits. */
  readonly variance: number;
}

const NAME = 4;
const TYPE_VAR: VariableFields = {
  bound: 6,
  evaluateBound: 8,
  constraints: 10,
  evaluateConstraints: 12,
  fallback: 14,
  evaluateDefault: 16,
  variance: 18,
};
const PARAM_SPEC: VariableFields = {
  bound: 6,
  evaluateBound: 0,
  constraints: 0,
  evaluateConstraints: 0,
  fallback: 8,
  evaluateDefault: 10,
  variance: 12,
};
const TYPE_VAR_TUPLE: VariableFields = {
  bound: 0,
  evaluateBound: 0,
  constraints: 0,
  evaluateConstraints: 0,
  fallback: 6,
  evaluateDefault: 8,
  variance: 0,
};

const enum Variance {
  Covariant = 1,
  Contravariant = 2,
  Inferred = 4,
}

const noDefaults = new WeakMap<Runtime, Ref>();

/** typing.NoDefault, borrowed. */
function noDefault(rt: Runtime): Ref {
  let object = noDefaults.get(rt);
  if (object === undefined) {
    const made = allocInstance(rt, nativeType(rt, noDefaultType));
    if (made === 0) throw rt.heap.exhausted(16);
    object = rt.keep(made);
    if (rt.profile.staticCounts === 'immortal') rt.makeStatic(object);
    noDefaults.set(rt, object);
  }
  return object;
}

const noDefaultType: NativeTypeDefinition = {
  name: 'NoDefaultType',
  doc: 'The type of the NoDefault singleton.',
  final: true,
  layout: () => ({ basicSize: 16 }),
  slots: {
    new: (rt, _type, _args, count, kwnames) => {
      if (count > 0 || kwnames !== 0) return rt.raise('TypeError', 'NoDefaultType takes no arguments');
      return rt.incref(noDefault(rt));
    },
    repr: (rt) => rt.str('typing.NoDefault'),
  },
  methods: [noArgs('__reduce__', (rt) => rt.str('NoDefault'))],
};

// Help from typing.py ----------------------------------------------------------------------------------------------------------

/** typing.name(*args): the result, owned. */
function callTyping(rt: Runtime, name: string, ...args: readonly Ref[]): Maybe {
  const mark = rt.mark();
  const fn = typingAttribute(rt, name);
  if (fn === 0) return 0;
  rt.hold(fn);
  return rt.finish(mark, rt.call(fn, ...args));
}

function typingAttribute(rt: Runtime, name: string): Maybe {
  const module = loadModule(rt, 'typing');
  if (module === 0) return 0;
  const mark = rt.mark();
  rt.hold(module);
  return rt.finish(mark, rt.getAttrText(module, name));
}

/** What must be a type, as typing understands it. */
function typeCheck(rt: Runtime, value: Ref, message: string): Maybe {
  if (value === rt.None) return rt.incref(rt.builtin.NoneType.ref);
  const text = rt.str(message);
  if (text === 0) return 0;
  const mark = rt.mark();
  rt.hold(text);
  return rt.finish(mark, callTyping(rt, '_type_check', value, text));
}

/** `__module__` of the Python function that is running, borrowed; 0 if it has none. */
function caller(rt: Runtime): Maybe {
  const fn = rt.i32[rt.frame]! as Maybe;
  const module = fn === 0 || rt.typeId(fn) !== rt.ids.function ? 0 : (rt.i32[fn + FunctionField.Module]! as Maybe);
  return module === rt.None ? 0 : module;
}

// Type variables ---------------------------------------------------------------------------------------------------------------

/** A variable that type parameters make: bound and constraints are functions that are called when somebody asks. Owned. */
export function newTypeVar(rt: Runtime, name: Ref, evaluateBound: Maybe, evaluateConstraints: Maybe): Maybe {
  const variable = newVariable(rt, nativeType(rt, typeVarType), name, TYPE_VAR, Variance.Inferred);
  if (variable === 0) return 0;
  rt.i32[variable + TYPE_VAR.evaluateBound] = rt.increfMaybe(evaluateBound);
  rt.i32[variable + TYPE_VAR.evaluateConstraints] = rt.increfMaybe(evaluateConstraints);
  return variable;
}

/** `**name` among type parameters. Owned. */
export function newParamSpec(rt: Runtime, name: Ref): Maybe {
  return newVariable(rt, nativeType(rt, paramSpecType), name, PARAM_SPEC, Variance.Inferred);
}

/** `*name` among type parameters. Owned. */
export function newTypeVarTuple(rt: Runtime, name: Ref): Maybe {
  return newVariable(rt, nativeType(rt, typeVarTupleType), name, TYPE_VAR_TUPLE, 0);
}

/** `name = default` among type parameters: the default is a function. */
export function setDefaultEvaluator(rt: Runtime, variable: Ref, evaluate: Ref): void {
  const fields = fieldsOf(rt, variable);
  rt.replace(variable + fields.evaluateDefault, rt.incref(evaluate));
}

function fieldsOf(rt: Runtime, variable: Ref): VariableFields {
  const type = rt.typeOf(variable);
  if (type === nativeType(rt, typeVarType)) return TYPE_VAR;
  return type === nativeType(rt, paramSpecType) ? PARAM_SPEC : TYPE_VAR_TUPLE;
}

function newVariable(rt: Runtime, type: TypeObject, name: Ref, fields: VariableFields, variance: number): Maybe {
  const variable = allocInstance(rt, type);
  if (variable === 0) return 0;
  rt.i32[variable + NAME] = rt.incref(name);
  if (fields.variance !== 0) rt.i32[variable + fields.variance] = variance;
  return variable;
}

/** `__module__` becomes that of the code that makes the variable; 0 and dropped on error. */
function finishVariable(rt: Runtime, variable: Ref): Maybe {
  const module = caller(rt) || rt.None;
  const mark = rt.mark();
  rt.hold(variable);
  if (rt.setAttr(variable, rt.name('__module__'), module)) return rt.unhold();
  rt.releaseTo(mark);
  return 0;
}

/** The variance that flags ask for; undefined on error. */
function varianceOf(rt: Runtime, co: Maybe, contra: Maybe, infer: Maybe): number | undefined {
  let bits = 0;
  for (const [value, bit] of [
    [co, Variance.Covariant],
    [contra, Variance.Contravariant],
    [infer, Variance.Inferred],
  ] as const) {
    const truth = value === 0 ? 0 : rt.isTrue(value);
    if (truth < 0) return undefined;
    if (truth === 1) bits |= bit;
  }
  const both = Variance.Covariant | Variance.Contravariant;
  if ((bits & both) === both) {
    rt.raise('ValueError', 'Bivariant types are not supported.');
    return undefined;
  }
  if ((bits & Variance.Inferred) !== 0 && bits !== Variance.Inferred) {
    rt.raise('ValueError', 'Variance cannot be specified with infer_variance.');
    return undefined;
  }
  return bits;
}

function nameArgument(rt: Runtime, fn: string, name: Ref): boolean {
  if (isStr(rt, name)) return true;
  rt.raise('TypeError', `${fn}() argument 'name' must be str, not ${givenType(rt, name)}`);
  return false;
}

/** TypeVar(name, *constraints, bound=…, default=…, covariant=…, contravariant=…, infer_variance=…) */
function typeVarNew(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  const values = typeVarArguments(rt, args, count, kwnames);
  if (values === undefined || !nameArgument(rt, 'typevar', values[0] as Ref)) return 0;
  const [name, bound, fallback, co, contra, infer] = values as [Ref, Maybe, Maybe, Maybe, Maybe, Maybe];
  const variance = varianceOf(rt, co, contra, infer);
  if (variance === undefined) return 0;
  const mark = rt.mark();
  const checked = bound === 0 || bound === rt.None ? 0 : typeCheck(rt, bound, 'Bound must be a type.');
  if (checked !== 0) rt.hold(checked);
  else if (rt.failed) return 0;
  const constraints = Math.max(0, count - 1);
  if (constraints === 1) return rt.finish(mark, rt.raise('TypeError', 'A single constraint is not allowed'));
  if (constraints > 0 && checked !== 0) {
    return rt.finish(mark, rt.raise('TypeError', 'Constraints cannot be combined with bound=...'));
  }
  const variable = newVariable(rt, type, name, TYPE_VAR, variance);
  if (variable === 0) return rt.finish(mark, 0);
  rt.hold(variable);
  rt.i32[variable + TYPE_VAR.bound] = rt.increfMaybe(checked);
  rt.i32[variable + TYPE_VAR.fallback] = rt.incref(fallback === 0 ? noDefault(rt) : fallback);
  if (constraints > 0) {
    const tuple = copyArguments(rt, args + 2, constraints);
    if (tuple === 0) return rt.finish(mark, 0);
    rt.i32[variable + TYPE_VAR.constraints] = tuple;
  }
  return rt.finish(mark, finishVariable(rt, rt.unhold()));
}

/** The name and the keywords; constraints stay where they are. */
function typeVarArguments(rt: Runtime, args: number, count: number, kwnames: Maybe): Maybe[] | undefined {
  const names = ['bound', 'default', 'covariant', 'contravariant', 'infer_variance'];
  const keywordCount = kwnames === 0 ? 0 : rt.tupleSize(kwnames);
  const values: Maybe[] = [count > 0 ? (rt.i32[args]! as Ref) : 0, 0, 0, 0, 0, 0];
  for (let k = 0; k < keywordCount; k++) {
    const keyword = rt.text(rt.tupleItem(kwnames as Ref, k));
    const index = keyword === 'name' && count === 0 ? 0 : names.indexOf(keyword) + 1;
    if (index === 0 && keyword !== 'name') {
      rt.raise('TypeError', `typevar() got an unexpected keyword argument '${keyword}'`);
      return undefined;
    }
    values[index] = rt.i32[args + 2 * (count + k)]! as Ref;
  }
  if (values[0] !== 0) return values;
  rt.raise('TypeError', "typevar() missing required argument 'name' (pos 1)");
  return undefined;
}

function copyArguments(rt: Runtime, word: number, count: number): Maybe {
  return tupleOf(rt, ...Array.from({ length: count }, (_, i) => rt.i32[word + 2 * i]! as Ref));
}

/** ParamSpec(name, *, bound=…, default=…, covariant=…, contravariant=…, infer_variance=…) */
function paramSpecNew(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  const names = ['name', 'bound', 'default', 'covariant', 'contravariant', 'infer_variance'];
  const values = oneNamed(rt, 'paramspec', names, args, count, kwnames);
  if (values === undefined || !nameArgument(rt, 'paramspec', values[0] as Ref)) return 0;
  const [name, bound, fallback, co, contra, infer] = values as [Ref, Maybe, Maybe, Maybe, Maybe, Maybe];
  const variance = varianceOf(rt, co, contra, infer);
  if (variance === undefined) return 0;
  const mark = rt.mark();
  const checked = typeCheck(rt, bound === 0 ? rt.None : bound, 'Bound must be a type.');
  if (checked === 0) return 0;
  rt.hold(checked);
  const variable = newVariable(rt, type, name, PARAM_SPEC, variance);
  if (variable === 0) return rt.finish(mark, 0);
  rt.i32[variable + PARAM_SPEC.bound] = rt.incref(checked);
  rt.i32[variable + PARAM_SPEC.fallback] = rt.incref(fallback === 0 ? noDefault(rt) : fallback);
  return rt.finish(mark, finishVariable(rt, variable));
}

/** TypeVarTuple(name, *, default=…) */
function typeVarTupleNew(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  const values = oneNamed(rt, 'typevartuple', ['name', 'default'], args, count, kwnames);
  if (values === undefined || !nameArgument(rt, 'typevartuple', values[0] as Ref)) return 0;
  const variable = newVariable(rt, type, values[0] as Ref, TYPE_VAR_TUPLE, 0);
  if (variable === 0) return 0;
  rt.i32[variable + TYPE_VAR_TUPLE.fallback] = rt.incref(values[1] ? values[1] : noDefault(rt));
  return finishVariable(rt, variable);
}

/** Arguments of which only the first may come without its name. */
function oneNamed(
  rt: Runtime,
  fn: string,
  names: readonly string[],
  args: number,
  count: number,
  kwnames: Maybe,
): Maybe[] | undefined {
  if (count > 1) {
    rt.raise('TypeError', `${fn}() takes exactly 1 positional argument (${count} given)`);
    return undefined;
  }
  return bindParameters(rt, { function: fn, names, required: 1 }, args, count, kwnames);
}

/** A field that is computed by a function when it is first asked for; borrowed result, 0 and no error if there is neither. */
function lazily(rt: Runtime, self: Ref, field: number, evaluator: number): Maybe {
  if (rt.i32[self + field] !== 0) return rt.i32[self + field]! as Ref;
  const evaluate = evaluator === 0 ? 0 : (rt.i32[self + evaluator]! as Maybe);
  if (evaluate === 0) return 0;
  const value = rt.call(evaluate);
  if (value !== 0) rt.replace(self + field, value);
  return value;
}

function lazyAttribute(name: string, field: number, evaluator: number, missing: (rt: Runtime) => Ref): NativeAttribute {
  return {
    name,
    get: (rt, self) => {
      const value = lazily(rt, self, field, evaluator);
      if (value !== 0) return rt.incref(value);
      return rt.failed ? 0 : rt.incref(missing(rt));
    },
  };
}

function varianceAttribute(name: string, word: number, bit: Variance): NativeAttribute {
  return {
    name,
    get: (rt, self) => rt.bool((rt.i32[self + word]! & bit) !== 0),
    set: (rt) => {
      rt.raise('AttributeError', 'readonly attribute');
      return false;
    },
  };
}

function variableRepr(word: number) {
  return (rt: Runtime, self: Ref): Maybe => {
    const bits = word === 0 ? Variance.Inferred : rt.i32[self + word]!;
    const sign =
      (bits & Variance.Inferred) !== 0
        ? ''
        : (bits & Variance.Covariant) !== 0
          ? '+'
          : (bits & Variance.Contravariant) !== 0
            ? '-'
            : '~';
    return rt.str(sign + rt.text(rt.i32[self + NAME]! as Ref));
  };
}

const union: BinarySlot = (rt, left, right) => callTyping(rt, '_make_union', left, right);
const unionSlots = Array.from({ length: Binary.Count }, (_, op) => (op === Binary.Or ? union : undefined));

function cannotSubclass(name: string): NativeFunction {
  return oneArg('__mro_entries__', (rt) => rt.raise('TypeError', `Cannot subclass an instance of ${name}`));
}

const nameReduce = noArgs('__reduce__', (rt, self) => rt.incref(rt.i32[self + NAME]! as Ref));
const nameMember = { name: '__name__', word: NAME, readonly: true, empty: 'error' } as const;

function hasDefault(fields: VariableFields): NativeFunction {
  return noArgs('has_default', (rt, self) => {
    if (rt.i32[self + fields.evaluateDefault] !== 0) return rt.bool(true);
    const fallback = rt.i32[self + fields.fallback]! as Maybe;
    return rt.bool(fallback !== 0 && fallback !== noDefault(rt));
  });
}

const defaultAttribute = (fields: VariableFields): NativeAttribute =>
  lazyAttribute('__default__', fields.fallback, fields.evaluateDefault, noDefault);

const tooFew = (alias: string, actual: number, expected: number): string =>
  `Too few arguments for ${alias}; actual ${actual}, expected at least ${expected}`;

/** Whether `alias[args]` gives the variable an argument; its default is appended if it has one. */
function prepareTypeVar(rt: Runtime, self: Ref, args: number): Maybe {
  const alias = rt.i32[args]! as Ref;
  const given = rt.i32[args + 2]! as Ref;
  const mark = rt.mark();
  const parameters = rt.getAttrText(alias, '__parameters__');
  if (parameters === 0) return 0;
  rt.hold(parameters);
  const count = lengthOf(rt, given);
  const index = count < 0 ? -1 : sequenceIndex(rt, parameters, self);
  if (index < 0) return rt.finish(mark, 0);
  if (index < count) return rt.finish(mark, rt.incref(given));
  const fallback = index === count ? lazily(rt, self, TYPE_VAR.fallback, TYPE_VAR.evaluateDefault) : 0;
  if (rt.failed) return rt.finish(mark, 0);
  if (fallback === 0 || fallback === noDefault(rt)) {
    const shown = rt.textOfStr(alias);
    return rt.finish(mark, shown === undefined ? 0 : rt.raise('TypeError', tooFew(shown, count, index + 1)));
  }
  const more = tupleOf(rt, fallback);
  if (more === 0) return rt.finish(mark, 0);
  rt.hold(more);
  return rt.finish(mark, binaryOp(rt, Binary.Add, given, more));
}

/** parameters.index(self), −1 on error. */
function sequenceIndex(rt: Runtime, parameters: Ref, self: Ref): number {
  if (!isTuple(rt, parameters)) {
    rt.raise('TypeError', '__parameters__ must be a tuple');
    return -1;
  }
  for (let i = 0; i < rt.tupleSize(parameters); i++) {
    const item = rt.tupleItem(parameters, i);
    const equal = item === self ? 1 : compareEqual(rt, item, self);
    if (equal !== 0) return equal < 0 ? -1 : i;
  }
  rt.raise('ValueError', 'sequence.index(x): x not in sequence');
  return -1;
}

const forwardTwo = (name: string, target: string): NativeFunction =>
  positional(name, 2, 2, (rt, self, args) =>
    callTyping(rt, target, self, rt.i32[args]! as Ref, rt.i32[args + 2]! as Ref),
  );
const forwardOne = (name: string, target: string): NativeFunction =>
  oneArg(name, (rt, self, argument) => callTyping(rt, target, self, argument));

/** The layout that variables have: references from the name on, attributes of their own, weak references. */
const variableLayout = (basicSize: number, references: number): NonNullable<NativeTypeDefinition['layout']> => {
  const slots = Array.from({ length: references }, (_, i) => 16 + 8 * i);
  return () => ({ basicSize, gc: true, preHeader: true, managedDict: true, weakList: -32, slots });
};

const typeVarType: NativeTypeDefinition = {
  name: 'typing.TypeVar',
  doc: 'Type variable.',
  final: true,
  dict: 'managed',
  layout: variableLayout(80, 7),
  slots: { new: typeVarNew, repr: variableRepr(TYPE_VAR.variance), binary: [...unionSlots] },
  methods: [
    forwardOne('__typing_subst__', '_typevar_subst'),
    positional('__typing_prepare_subst__', 2, 2, prepareTypeVar),
    nameReduce,
    hasDefault(TYPE_VAR),
    cannotSubclass('TypeVar'),
  ],
  members: [nameMember],
  attributes: [
    varianceAttribute('__covariant__', TYPE_VAR.variance, Variance.Covariant),
    varianceAttribute('__contravariant__', TYPE_VAR.variance, Variance.Contravariant),
    varianceAttribute('__infer_variance__', TYPE_VAR.variance, Variance.Inferred),
    lazyAttribute('__bound__', TYPE_VAR.bound, TYPE_VAR.evaluateBound, (rt) => rt.None),
    lazyAttribute('__constraints__', TYPE_VAR.constraints, TYPE_VAR.evaluateConstraints, (rt) => rt.emptyTuple),
    defaultAttribute(TYPE_VAR),
  ],
};

const paramSpecType: NativeTypeDefinition = {
  name: 'typing.ParamSpec',
  doc: 'Parameter specification variable.',
  final: true,
  dict: 'managed',
  layout: variableLayout(56, 4),
  slots: { new: paramSpecNew, repr: variableRepr(PARAM_SPEC.variance), binary: [...unionSlots] },
  methods: [
    forwardOne('__typing_subst__', '_paramspec_subst'),
    forwardTwo('__typing_prepare_subst__', '_paramspec_prepare_subst'),
    nameReduce,
    hasDefault(PARAM_SPEC),
    cannotSubclass('ParamSpec'),
  ],
  members: [nameMember],
  attributes: [
    varianceAttribute('__covariant__', PARAM_SPEC.variance, Variance.Covariant),
    varianceAttribute('__contravariant__', PARAM_SPEC.variance, Variance.Contravariant),
    varianceAttribute('__infer_variance__', PARAM_SPEC.variance, Variance.Inferred),
    lazyAttribute('__bound__', PARAM_SPEC.bound, 0, (rt) => rt.None),
    defaultAttribute(PARAM_SPEC),
    { name: 'args', get: (rt, self) => newPart(rt, nativeType(rt, partTypes.args), self) },
    { name: 'kwargs', get: (rt, self) => newPart(rt, nativeType(rt, partTypes.kwargs), self) },
  ],
};

/** typing.Unpack[variable] */
function unpacked(rt: Runtime, variable: Ref): Maybe {
  const unpack = typingAttribute(rt, 'Unpack');
  if (unpack === 0) return 0;
  const mark = rt.mark();
  rt.hold(unpack);
  return rt.finish(mark, getItem(rt, unpack, variable));
}

const typeVarTupleType: NativeTypeDefinition = {
  name: 'typing.TypeVarTuple',
  doc: 'Type variable tuple. A specialized form of type variable that enables\nvariadic generics.',
  final: true,
  dict: 'managed',
  layout: variableLayout(40, 3),
  slots: {
    new: typeVarTupleNew,
    repr: variableRepr(0),
    iter: (rt, self) => {
      const mark = rt.mark();
      const item = unpacked(rt, self);
      if (item === 0) return 0;
      rt.hold(item);
      const tuple = tupleOf(rt, item);
      if (tuple === 0) return rt.finish(mark, 0);
      rt.hold(tuple);
      return rt.finish(mark, getIter(rt, tuple));
    },
  },
  methods: [
    oneArg('__typing_subst__', (rt) => rt.raise('TypeError', 'Substitution of bare TypeVarTuple is not supported')),
    forwardTwo('__typing_prepare_subst__', '_typevartuple_prepare_subst'),
    nameReduce,
    hasDefault(TYPE_VAR_TUPLE),
    cannotSubclass('TypeVarTuple'),
  ],
  members: [nameMember],
  attributes: [defaultAttribute(TYPE_VAR_TUPLE)],
};

// P.args and P.kwargs ----------------------------------------------------------------------------------------------------------

const ORIGIN = 4;

function newPart(rt: Runtime, type: TypeObject, origin: Ref): Maybe {
  const part = allocInstance(rt, type);
  if (part !== 0) rt.i32[part + ORIGIN] = rt.incref(origin);
  return part;
}

function partType(name: 'ParamSpecArgs' | 'ParamSpecKwargs', suffix: string): NativeTypeDefinition {
  const fn = name.toLowerCase();
  return {
    name: `typing.${name}`,
    doc: `The ${suffix} for a ParamSpec object.`,
    final: true,
    layout: () => ({ basicSize: 24, gc: true, preHeader: true, weakList: -32, slots: [16] }),
    slots: {
      new: (rt, type, args, count, kwnames) => {
        const values = bindParameters(rt, { function: fn, names: ['origin'], required: 1 }, args, count, kwnames);
        return values === undefined ? 0 : newPart(rt, type, values[0] as Ref);
      },
      repr: (rt, self) => {
        const origin = rt.i32[self + ORIGIN]! as Ref;
        const isVariable = rt.typeOf(origin) === nativeType(rt, paramSpecType);
        const text = isVariable ? rt.text(rt.i32[origin + NAME]! as Ref) : reprText(rt, origin);
        return text === undefined ? 0 : rt.str(`${text}.${suffix}`);
      },
      compare: (rt, self, other, op) => {
        if (rt.typeOf(self) !== rt.typeOf(other) || (op !== Compare.Eq && op !== Compare.Ne))
          return rt.notImplemented();
        const equal = compareEqual(rt, rt.i32[self + ORIGIN]! as Ref, rt.i32[other + ORIGIN]! as Ref);
        return equal < 0 ? 0 : rt.bool((equal === 1) === (op === Compare.Eq));
      },
    },
    methods: [cannotSubclass(name)],
    members: [{ name: '__origin__', word: ORIGIN, readonly: true, empty: 'error' }],
  };
}

const partTypes = { args: partType('ParamSpecArgs', 'args'), kwargs: partType('ParamSpecKwargs', 'kwargs') };

// Aliases ----------------------------------------------------------------------------------------------------------------------

const enum Alias {
  Params = 6,
  Compute = 8,
  Value = 10,
  Module = 12,
}

/** What a type statement makes: `compute` is called when the value is first asked for; `parameters` is a tuple or 0. Owned. */
export function newTypeAlias(rt: Runtime, name: Ref, parameters: Maybe, compute: Ref): Maybe {
  return makeAlias(rt, nativeType(rt, typeAliasType), name, parameters, compute, 0, 0);
}

function makeAlias(
  rt: Runtime,
  type: TypeObject,
  name: Ref,
  parameters: Maybe,
  compute: Maybe,
  value: Maybe,
  module: Maybe,
): Maybe {
  const alias = allocInstance(rt, type);
  if (alias === 0) return 0;
  rt.i32[alias + NAME] = rt.incref(name);
  if (parameters !== 0 && rt.tupleSize(parameters) > 0) rt.i32[alias + Alias.Params] = rt.incref(parameters);
  rt.i32[alias + Alias.Compute] = rt.increfMaybe(compute);
  rt.i32[alias + Alias.Value] = rt.increfMaybe(value);
  rt.i32[alias + Alias.Module] = rt.increfMaybe(module);
  return alias;
}

function typeAliasNew(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  if (count > 2) {
    return rt.raise('TypeError', `typealias() takes exactly 2 positional arguments (${count} given)`);
  }
  const parameters = { function: 'typealias', names: ['name', 'value', 'type_params'], required: 2 };
  const values = bindParameters(rt, parameters, args, count, kwnames);
  if (values === undefined) return 0;
  const [name, value, variables = 0] = values as [Ref, Ref, Maybe];
  if (!nameArgument(rt, 'typealias', name)) return 0;
  if (variables !== 0 && !isTuple(rt, variables)) return rt.raise('TypeError', 'type_params must be a tuple');
  return makeAlias(rt, type, name, variables, 0, value, caller(rt));
}

/** The parameters as they are written in annotations: tuples of variables are unpacked. */
function aliasParameters(rt: Runtime, self: Ref): Maybe {
  const variables = rt.i32[self + Alias.Params]! as Maybe;
  if (variables === 0) return rt.incref(rt.emptyTuple);
  const mark = rt.mark();
  const size = rt.tupleSize(variables);
  const tupleType = nativeType(rt, typeVarTupleType);
  for (let i = 0; i < size; i++) {
    const item = rt.tupleItem(variables, i);
    const shown = rt.typeOf(item) === tupleType ? unpacked(rt, item) : rt.incref(item);
    if (shown === 0) return rt.finish(mark, 0);
    rt.hold(shown);
  }
  const items = Array.from({ length: size }, (_, i) => rt.i32[mark + 2 * i]! as Ref);
  return rt.finish(mark, tupleOf(rt, ...items));
}

/** `__module__`: where it was made, or that of the function that computes its value. */
function aliasModule(rt: Runtime, self: Ref): Maybe {
  const module = rt.i32[self + Alias.Module]! as Maybe;
  if (module !== 0) return rt.incref(module);
  const compute = rt.i32[self + Alias.Compute]! as Maybe;
  return compute === 0 ? rt.none() : rt.getAttrText(compute, '__module__');
}

/** A type that is not among the names this runtime is sure to have; 0 and an error that says so. */
function laterType(rt: Runtime, ...names: readonly string[]): Maybe {
  const types = rt.builtin as unknown as Record<string, TypeObject | undefined>;
  const found = names.map((name) => types[name]).find((type) => type !== undefined);
  return found === undefined ? rt.raise('NotImplementedError', `${names[0]} is not there yet`) : found.ref;
}

const typeAliasType: NativeTypeDefinition = {
  name: 'typing.TypeAliasType',
  doc: 'Type alias.',
  final: true,
  layout: () => ({ basicSize: 56, gc: true, slots: [16, 24, 32, 40, 48] }),
  slots: {
    new: typeAliasNew,
    repr: (rt, self) => rt.incref(rt.i32[self + NAME]! as Ref),
    getItem: (rt, self, key) => {
      if (rt.i32[self + Alias.Params] === 0) {
        return rt.raise('TypeError', 'Only generic type aliases are subscriptable');
      }
      const alias = laterType(rt, 'GenericAlias', 'types.GenericAlias');
      return alias === 0 ? 0 : rt.call(alias, self, key);
    },
    binary: Array.from({ length: Binary.Count }, (_, op) =>
      op !== Binary.Or
        ? undefined
        : (rt: Runtime, left: Ref, right: Ref) =>
            rt.builtin.type.binary[Binary.Or]?.(rt, left, right) ?? rt.notImplemented(),
    ),
  },
  methods: [nameReduce],
  members: [nameMember],
  attributes: [
    {
      name: '__value__',
      get: (rt, self) => rt.increfMaybe(lazily(rt, self, Alias.Value, Alias.Compute)),
    },
    {
      name: '__type_params__',
      get: (rt, self) => rt.incref((rt.i32[self + Alias.Params]! || rt.emptyTuple) as Ref),
    },
    { name: '__parameters__', get: aliasParameters },
    { name: '__module__', get: aliasModule },
  ],
};

// Generic ----------------------------------------------------------------------------------------------------------------------

/** A class method that a function of typing carries out: it gets the class before the arguments. */
function forwardClassMethod(name: string, target: string): NativeFunction {
  return {
    name,
    doc: undefined,
    signature: '',
    code: (rt, args, count, kwnames) => {
      const mark = rt.mark();
      const fn = typingAttribute(rt, target);
      if (fn === 0) return 0;
      rt.hold(fn);
      return rt.finish(mark, callWithSlots(rt, fn, 0, args, count, kwnames));
    },
  };
}

const genericType: NativeTypeDefinition = {
  name: 'typing.Generic',
  doc: 'Abstract base class for generic types.',
  layout: () => ({ basicSize: 16, gc: true }),
  slots: {},
  classMethods: [
    forwardClassMethod('__class_getitem__', '_generic_class_getitem'),
    forwardClassMethod('__init_subclass__', '_generic_init_subclass'),
  ],
};

/** typing.Generic[parameters]: the base that type parameters give a class. Owned. */
export function subscriptGeneric(rt: Runtime, parameters: Ref): Maybe {
  const mark = rt.mark();
  // Tuples of variables are unpacked among the arguments.
  const size = rt.tupleSize(parameters);
  for (let i = 0; i < size; i++) {
    const item = rt.tupleItem(parameters, i);
    const isTupleVariable = rt.typeOf(item) === nativeType(rt, typeVarTupleType);
    const shown = isTupleVariable ? unpacked(rt, item) : rt.incref(item);
    if (shown === 0) return rt.finish(mark, 0);
    rt.hold(shown);
  }
  const items = Array.from({ length: size }, (_, i) => rt.i32[mark + 2 * i]! as Ref);
  const tuple = tupleOf(rt, ...items);
  if (tuple === 0) return rt.finish(mark, 0);
  rt.hold(tuple);
  return rt.finish(mark, callTyping(rt, '_GenericAlias', nativeType(rt, genericType).ref, tuple));
}

/** The module _typing. */
export const typingModule: NativeModule = {
  name: '_typing',
  doc: 'Primitives and accelerators for the typing module.\n',
  functions: [functionOneArg('_typing', '_idfunc', (rt, value) => rt.incref(value))],
  init: (rt, dict) => {
    const types: readonly (readonly [string, NativeTypeDefinition])[] = [
      ['TypeVar', typeVarType],
      ['TypeVarTuple', typeVarTupleType],
      ['ParamSpec', paramSpecType],
      ['ParamSpecArgs', partTypes.args],
      ['ParamSpecKwargs', partTypes.kwargs],
      ['TypeAliasType', typeAliasType],
      ['Generic', genericType],
    ];
    return (
      types.every(([name, type]) => dictSet(rt, dict, rt.name(name), nativeType(rt, type).ref)) &&
      dictSet(rt, dict, rt.name('NoDefault'), noDefault(rt))
    );
  },
};
