import type { Ref } from '@uroboros/heap';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { bindParameters, type Parameters } from './arguments.js';
import { compiledOf } from './code-object.js';
import { isDict } from './dict.js';
import { newFunction } from './function-maker.js';
import { CodeField, FunctionField } from './layout.js';
import { isStr } from './str.js';
import { isTuple } from './tuple.js';
import type { TypeObject } from './typeobject.js';

/** types.FunctionType(code, globals, name, argdefs, closure, kwdefaults) */

const PARAMETERS: Parameters = {
  function: 'function',
  names: ['code', 'globals', 'name', 'argdefs', 'closure'],
  required: 2,
};

const RECENT_PARAMETERS: Parameters = { ...PARAMETERS, names: [...PARAMETERS.names, 'kwdefaults'] };

export function functionNew(rt: Runtime, _type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  const parameters = rt.profile.versionInfo[1] >= 13 ? RECENT_PARAMETERS : PARAMETERS;
  const values = bindParameters(rt, parameters, args, count, kwnames);
  if (values === undefined) return 0;
  const [code = 0, globals = 0, ...others] = values as Ref[];
  const [name, defaults, closure, keywordDefaults] = others.map((value) => (value === rt.None ? 0 : value)) as Maybe[];
  if (rt.typeId(code as Ref) !== rt.ids.code) return wrongType(rt, 'code', 'code', code as Ref);
  if (!isDict(rt, globals as Ref)) return wrongType(rt, 'globals', 'dict', globals as Ref);
  if (name && !isStr(rt, name)) return rt.raise('TypeError', 'arg 3 (name) must be None or string');
  if (defaults && !isTuple(rt, defaults)) return rt.raise('TypeError', 'arg 4 (defaults) must be None or tuple');
  if (!checkClosure(rt, code as Ref, closure ?? 0)) return 0;
  if (keywordDefaults && !isDict(rt, keywordDefaults)) {
    return rt.raise('TypeError', 'arg 6 (kwdefaults) must be None or dict');
  }
  const fn = newFunction(rt, code as Ref, globals as Ref, rt.i32[(code as Ref) + CodeField.Qualname]! as Ref);
  if (fn === 0) return 0;
  const set = (word: number, value: Maybe | undefined): void => {
    if (value) rt.replace(fn + word, rt.incref(value));
  };
  set(FunctionField.Name, name);
  set(FunctionField.Defaults, defaults);
  set(FunctionField.Closure, closure);
  set(FunctionField.KwDefaults, keywordDefaults);
  set(FunctionField.Doc, docOf(rt, code as Ref));
  return fn;
}

function wrongType(rt: Runtime, parameter: string, type: string, value: Ref): 0 {
  const got = value === rt.None ? 'None' : rt.typeOf(value).name;
  return rt.raise('TypeError', `function() argument '${parameter}' must be ${type}, not ${got}`);
}

/** The first constant, if it is a text; borrowed. */
function docOf(rt: Runtime, code: Ref): Maybe {
  const consts = rt.i32[code + CodeField.Consts]! as Ref;
  const first = rt.tupleSize(consts) === 0 ? 0 : rt.tupleItem(consts, 0);
  return first !== 0 && isStr(rt, first) ? first : 0;
}

/** A closure is a tuple of as many cells as the code has free variables. */
function checkClosure(rt: Runtime, code: Ref, closure: Maybe): boolean {
  const { freeNames, name } = compiledOf(rt, code);
  const wanted = freeNames.length;
  if (closure === 0 || !isTuple(rt, closure)) {
    if (closure === 0 && wanted === 0) return true;
    const none = closure !== 0 && wanted === 0 ? 'None or ' : '';
    rt.raise('TypeError', `arg 5 (closure) must be ${none}tuple`);
    return false;
  }
  const size = rt.tupleSize(closure);
  if (size !== wanted) {
    rt.raise('ValueError', `${name} requires closure of length ${wanted}, not ${size}`);
    return false;
  }
  for (let i = 0; i < size; i++) {
    const cell = rt.tupleItem(closure, i);
    if (rt.typeId(cell) === rt.ids.cell) continue;
    rt.raise('TypeError', `arg 5 (closure) expected cell, found ${rt.typeOf(cell).name}`);
    return false;
  }
  return true;
}
