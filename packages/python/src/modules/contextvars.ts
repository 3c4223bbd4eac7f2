import type { Ref } from '@uroboros/heap';
import { byteAddress } from '@uroboros/heap';
import { bindParameters } from '../objects/arguments.js';
import { dictDelete, dictGet, dictKeyAt, dictNext, dictSet, dictSize, dictValueAt, newDict } from '../objects/dict.js';
import { dictCopy } from '../objects/dict-merge.js';
import { newCell } from '../objects/function-type.js';
import { CellField } from '../objects/layout.js';
import { listAppend, newList } from '../objects/list.js';
import { noArgs, oneArg, positional } from '../objects/native.js';
import { reprText } from '../objects/reprguard.js';
import { isStr } from '../objects/str.js';
import { tupleOf } from '../objects/tuple.js';
import { type BuiltinType, Compare, type TypeObject } from '../objects/typeobject.js';
import { callWithSlots } from '../runtime/calls.js';
import { keepContainer } from '../runtime/kept.js';
import { getIter, richCompare } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { allocInstance } from '../runtime/types.js';
import { functionNoArgs } from './functions.js';
import type { NativeModule } from './module.js';
import { type NativeTypeDefinition, nativeType, setTypeAttribute } from './native-type.js';

/**
 * The module _contextvars (PEP 567). A context keeps its variables in a dictionary that is copied before it is written to, if
 * anybody else may look at it: a copy of the context or an iterator. So copying a context takes constant time.
 */

const enum Var {
  Name = 4,
  Default = 6,
}

const enum Context {
  Previous = 4,
  Vars = 6,
  WeakList = 8,
  Entered = 10,
  /** High word: the dictionary is shared. */
  Shared = 11,
}

const enum Token {
  Context = 4,
  Var = 6,
  Old = 8,
  Used = 10,
}

const address = (object: Ref): string => `0x${byteAddress(object).toString(16)}`;

interface ContextState {
  /** A cell with the current context; empty before one is needed. */
  readonly current: Ref;
  /** Token.MISSING. */
  readonly missing: Ref;
}

const states = new WeakMap<Runtime, ContextState>();

function stateOf(rt: Runtime): ContextState {
  let state = states.get(rt);
  if (state === undefined) {
    const current = newCell(rt, 0);
    if (current === 0) throw rt.heap.exhausted(24);
    keepContainer(rt, current);
    const missing = allocInstance(rt, nativeType(rt, missingType));
    if (missing === 0) throw rt.heap.exhausted(16);
    state = { current, missing: rt.keep(missing) };
    states.set(rt, state);
  }
  return state;
}

// Contexts -----------------------------------------------------------------------------------------------------------------

/** The current context, borrowed; made when it is first needed. */
function currentContext(rt: Runtime): Maybe {
  const word = stateOf(rt).current + CellField.Contents;
  if (rt.i32[word] === 0) rt.i32[word] = newContext(rt, 0);
  return rt.i32[word]! as Maybe;
}

/** The thread ends: its context goes. */
export function forgetContext(rt: Runtime): void {
  const cell = states.get(rt)?.current;
  if (cell !== undefined) rt.replace(cell + CellField.Contents, 0);
}

/** A new context with the variables of another one, or with none. */
function newContext(rt: Runtime, model: Maybe): Maybe {
  const mark = rt.mark();
  const context = allocInstance(rt, nativeType(rt, contextType));
  if (context === 0) return 0;
  rt.hold(context);
  if (model === 0) {
    const vars = newDict(rt);
    if (vars === 0) return rt.finish(mark, 0);
    rt.i32[context + Context.Vars] = vars;
  } else {
    rt.i32[context + Context.Vars] = rt.incref(varsOf(rt, model));
    rt.i32[context + Context.Shared] = 1;
    rt.i32[model + Context.Shared] = 1;
  }
  return rt.unhold();
}

const varsOf = (rt: Runtime, context: Ref): Ref => rt.i32[context + Context.Vars]! as Ref;

/** The dictionary to write to: not shared from here on. 0 on error. */
function writableVars(rt: Runtime, context: Ref): Maybe {
  if (rt.i32[context + Context.Shared] !== 0) {
    const copy = dictCopy(rt, varsOf(rt, context));
    if (copy === 0) return 0;
    rt.i32[context + Context.Shared] = 0;
    rt.replace(context + Context.Vars, copy);
  }
  return varsOf(rt, context);
}

function isVar(rt: Runtime, object: Ref): boolean {
  return rt.typeOf(object) === nativeType(rt, varType);
}

/** The value of a key, borrowed; 0 without an exception if there is none, with TypeError if the key is no variable. */
function lookup(rt: Runtime, context: Ref, key: Ref): Maybe {
  if (isVar(rt, key)) return dictGet(rt, varsOf(rt, context), key);
  const shown = reprText(rt, key);
  return shown === undefined ? 0 : rt.raise('TypeError', `a ContextVar key was expected, got ${shown}`);
}

function enter(rt: Runtime, context: Ref): boolean {
  if (rt.i32[context + Context.Entered] !== 0) {
    const shown = reprText(rt, context);
    if (shown !== undefined) rt.raise('RuntimeError', `cannot enter context: ${shown} is already entered`);
    return false;
  }
  const current = currentContext(rt);
  if (current === 0) return false;
  const cell = stateOf(rt).current + CellField.Contents;
  rt.i32[context + Context.Previous] = current;
  rt.i32[context + Context.Entered] = 1;
  rt.i32[cell] = rt.incref(context);
  return true;
}

function leave(rt: Runtime, context: Ref): void {
  const cell = stateOf(rt).current + CellField.Contents;
  const previous = rt.i32[context + Context.Previous]! as Ref;
  rt.i32[context + Context.Previous] = 0;
  rt.i32[context + Context.Entered] = 0;
  rt.replace(cell, previous);
}

/** context.run(callable, *args, **keywords) */
function run(rt: Runtime, args: number, count: number, kwnames: Maybe): Maybe {
  const context = rt.i32[args]! as Ref;
  if (count < 2) return rt.raise('TypeError', 'run() missing 1 required positional argument');
  if (!enter(rt, context)) return 0;
  const result = callWithSlots(rt, rt.i32[args + 2]! as Ref, 0, args + 4, count - 2, kwnames);
  const mark = rt.mark();
  if (result !== 0) rt.hold(result);
  leave(rt, context);
  return rt.finish(mark, result === 0 ? 0 : rt.unhold());
}

/** An iterator over a snapshot of what `pick` makes of each entry. */
function iterator(rt: Runtime, context: Ref, pick: (key: Ref, value: Ref) => Maybe): Maybe {
  const mark = rt.mark();
  const list = newList(rt, 0);
  if (list === 0) return 0;
  rt.hold(list);
  const vars = rt.hold(rt.incref(varsOf(rt, context)));
  for (let entry = dictNext(rt, vars, 0); entry >= 0; entry = dictNext(rt, vars, entry + 1)) {
    const picked = pick(dictKeyAt(rt, vars, entry), dictValueAt(rt, vars, entry) as Ref);
    if (picked === 0 || !listAppend(rt, list, picked)) return rt.finish(mark, 0);
  }
  return rt.finish(mark, getIter(rt, list));
}

const keys = (rt: Runtime, self: Ref): Maybe => iterator(rt, self, (key) => rt.incref(key));

function getMethod(rt: Runtime, self: Ref, args: number, count: number): Maybe {
  const value = lookup(rt, self, rt.i32[args]! as Ref);
  if (value !== 0) return rt.incref(value);
  if (rt.failed) return 0;
  return count === 2 ? rt.incref(rt.i32[args + 2]! as Ref) : rt.none();
}

const contextType: NativeTypeDefinition = {
  name: '_contextvars.Context',
  final: true,
  layout: () => ({ basicSize: 48, gc: true, slots: [Context.Previous * 4, Context.Vars * 4], weakList: 32 }),
  slots: {
    new: (rt, _type, _args, count, kwnames) => {
      if (count > 0 || kwnames !== 0) return rt.raise('TypeError', 'Context() does not accept any arguments');
      return newContext(rt, 0);
    },
    compare: (rt, self, other, op) => {
      const both = rt.typeOf(self) === rt.typeOf(other) && (op === Compare.Eq || op === Compare.Ne);
      if (!both) return rt.notImplemented();
      return richCompare(rt, varsOf(rt, self), varsOf(rt, other), op);
    },
    iter: keys,
    length: (rt, self) => dictSize(rt, varsOf(rt, self)),
    contains: (rt, self, key) => (lookup(rt, self, key) !== 0 ? 1 : rt.failed ? -1 : 0),
    getItem: (rt, self, key) => {
      const value = lookup(rt, self, key);
      if (value !== 0) return rt.incref(value);
      return rt.failed ? 0 : rt.raiseWith('KeyError', key);
    },
  },
  methods: [
    { name: 'run', doc: undefined, signature: '', code: run },
    noArgs('copy', (rt, self) => newContext(rt, self)),
    positional('get', 1, 2, getMethod),
    noArgs('keys', keys),
    noArgs('values', (rt, self) => iterator(rt, self, (_key, value) => rt.incref(value))),
    noArgs('items', (rt, self) => iterator(rt, self, (key, value) => tupleOf(rt, key, value))),
  ],
};

// Variables ----------------------------------------------------------------------------------------------------------------

/** Whether a reference can be part of a cycle (_PyObject_GC_MAY_BE_TRACKED). */
function mayBeTracked(rt: Runtime, object: Ref): boolean {
  const id = rt.typeId(object);
  return rt.isCollectable(id) && (id !== rt.ids.tuple || rt.heap.gc.isTracked(object));
}

function newVar(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  if (count !== 1) {
    return rt.raise('TypeError', `ContextVar() takes exactly 1 positional argument (${count} given)`);
  }
  const parameters = { function: 'ContextVar', names: ['', 'default'], required: 1 };
  const values = bindParameters(rt, parameters, args, count, kwnames);
  if (values === undefined) return 0;
  const name = values[0] as Ref;
  if (!isStr(rt, name)) return rt.raise('TypeError', 'context variable name must be a str');
  const variable = allocInstance(rt, type);
  if (variable === 0) return 0;
  const fallback = values[1] ?? 0;
  rt.i32[variable + Var.Name] = rt.incref(name);
  rt.i32[variable + Var.Default] = rt.increfMaybe(fallback);
  if (fallback === 0 || !mayBeTracked(rt, fallback)) rt.heap.objects.untrack(variable);
  return variable;
}

/** The value, the default given, the variable's own default, or LookupError. */
function getValue(rt: Runtime, self: Ref, args: number, count: number): Maybe {
  const context = rt.i32[stateOf(rt).current + CellField.Contents]! as Maybe;
  const value = context === 0 ? 0 : dictGet(rt, varsOf(rt, context), self);
  if (value !== 0) return rt.incref(value);
  if (rt.failed) return 0;
  if (count === 1) return rt.incref(rt.i32[args]! as Ref);
  const fallback = rt.i32[self + Var.Default]! as Maybe;
  return fallback === 0 ? rt.raiseWith('LookupError', self) : rt.incref(fallback);
}

function setValue(rt: Runtime, self: Ref, value: Ref): Maybe {
  const context = currentContext(rt);
  const vars = context === 0 ? 0 : writableVars(rt, context);
  if (context === 0 || vars === 0) return 0;
  const mark = rt.mark();
  const token = allocInstance(rt, nativeType(rt, tokenType));
  if (token === 0) return 0;
  rt.hold(token);
  const old = dictGet(rt, vars, self);
  rt.i32[token + Token.Context] = rt.incref(context);
  rt.i32[token + Token.Var] = rt.incref(self);
  rt.i32[token + Token.Old] = rt.increfMaybe(old);
  return rt.finish(mark, dictSet(rt, vars, self, value) ? rt.incref(token) : 0);
}

function reset(rt: Runtime, self: Ref, token: Ref): Maybe {
  if (rt.typeOf(token) !== nativeType(rt, tokenType)) {
    const shown = reprText(rt, token);
    return shown === undefined ? 0 : rt.raise('TypeError', `expected an instance of Token, got ${shown}`);
  }
  const context = currentContext(rt);
  if (context === 0) return 0;
  const used = rt.i32[token + Token.Used] !== 0;
  const foreign = rt.i32[token + Token.Var] !== self;
  if (used || foreign || rt.i32[token + Token.Context] !== context) {
    const shown = reprText(rt, token);
    if (shown === undefined) return 0;
    if (used) return rt.raise('RuntimeError', `${shown} has already been used once`);
    return rt.raise(
      'ValueError',
      `${shown} was created ${foreign ? 'by a different ContextVar' : 'in a different Context'}`,
    );
  }
  rt.i32[token + Token.Used] = 1;
  const vars = writableVars(rt, context);
  if (vars === 0) return 0;
  const old = rt.i32[token + Token.Old]! as Maybe;
  if (old !== 0) return dictSet(rt, vars, self, old) ? rt.none() : 0;
  const deleted = dictDelete(rt, vars, self);
  if (deleted === 0) return rt.raiseWith('LookupError', self);
  return deleted < 0 ? 0 : rt.none();
}

function reprVar(rt: Runtime, self: Ref): Maybe {
  const name = reprText(rt, rt.i32[self + Var.Name]! as Ref);
  const fallback = rt.i32[self + Var.Default]! as Maybe;
  const shown = fallback === 0 ? '' : reprText(rt, fallback);
  if (name === undefined || shown === undefined) return 0;
  return rt.str(`<ContextVar name=${name}${fallback === 0 ? '' : ` default=${shown}`} at ${address(self)}>`);
}

/** class[…]: an alias of the class, for annotations. */
const genericAlias: NonNullable<BuiltinType['classMethods']>[number] = oneArg('__class_getitem__', (rt, self, item) => {
  const types = rt.builtin as unknown as Record<string, TypeObject | undefined>;
  const alias = types['GenericAlias'] ?? types['types.GenericAlias'];
  if (alias === undefined) return rt.raise('NotImplementedError', 'types.GenericAlias is not there yet');
  return rt.call(alias.ref, self, item);
});

const varType: NativeTypeDefinition = {
  name: '_contextvars.ContextVar',
  final: true,
  layout: () => ({ basicSize: 64, gc: true, slots: [Var.Name * 4, Var.Default * 4] }),
  slots: { new: newVar, repr: reprVar },
  methods: [positional('get', 0, 1, getValue), oneArg('set', setValue), oneArg('reset', reset)],
  classMethods: [genericAlias],
  members: [{ name: 'name', word: Var.Name, readonly: true, empty: 'error' }],
};

// Tokens -------------------------------------------------------------------------------------------------------------------

const missingType: NativeTypeDefinition = {
  name: 'Token.MISSING',
  final: true,
  layout: () => ({ basicSize: 16 }),
  slots: {
    new: (rt) => rt.raise('TypeError', "cannot create 'Token.MISSING' instances"),
    repr: (rt) => rt.str('<Token.MISSING>'),
  },
};

const tokenType: NativeTypeDefinition = {
  name: '_contextvars.Token',
  final: true,
  layout: () => ({ basicSize: 48, gc: true, slots: [Token.Context * 4, Token.Var * 4, Token.Old * 4] }),
  slots: {
    new: (rt) => rt.raise('RuntimeError', 'Tokens can only be created by ContextVars'),
    repr: (rt, self) => {
      const shown = reprText(rt, rt.i32[self + Token.Var]! as Ref);
      const used = rt.i32[self + Token.Used] === 0 ? '' : ' used';
      return shown === undefined ? 0 : rt.str(`<Token${used} var=${shown} at ${address(self)}>`);
    },
  },
  classMethods: [genericAlias],
  members: [{ name: 'var', word: Token.Var, readonly: true, empty: 'none' }],
  attributes: [
    {
      name: 'old_value',
      get: (rt, self) => {
        const old = rt.i32[self + Token.Old]! as Maybe;
        return rt.incref(old === 0 ? stateOf(rt).missing : old);
      },
    },
  ],
};

/** The module _contextvars. */
export const contextvarsModule: NativeModule = {
  name: '_contextvars',
  doc: 'Context Variables',
  functions: [
    functionNoArgs('_contextvars', 'copy_context', (rt) => {
      const current = currentContext(rt);
      return current === 0 ? 0 : newContext(rt, current);
    }),
  ],
  init: (rt, dict) => {
    const token = nativeType(rt, tokenType);
    return (
      dictSet(rt, dict, rt.name('Context'), nativeType(rt, contextType).ref) &&
      dictSet(rt, dict, rt.name('ContextVar'), nativeType(rt, varType).ref) &&
      dictSet(rt, dict, rt.name('Token'), token.ref) &&
      setTypeAttribute(rt, token, 'MISSING', stateOf(rt).missing)
    );
  },
};
