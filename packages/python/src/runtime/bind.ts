import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { CodeFlag, type CompiledCode } from '../compile/compiled.js';
import { dictGetStr, dictSet, newDict } from '../objects/dict.js';
import { FunctionField, TupleField } from '../objects/layout.js';
import { tupleFromSlots } from '../objects/tuple.js';
import { Frame, SLOT } from './frame.js';
import type { Maybe, Runtime } from './runtime.js';

/**
 * Binds the arguments in a window to the parameters of a Python function: defaults, *args, **kwargs, keywords (initialize_locals).
 * The window becomes the frame. On error the window is dropped and false returned.
 */
export function bindArguments(rt: Runtime, window: number, count: number, kwnames: Maybe, code: CompiledCode): boolean {
  if (code.simple) {
    const standing = kwnames === 0 ? 0 : inPlace(rt, count, kwnames, code);
    if (standing >= 0 && fillPositional(rt, window, count + standing, code)) return true;
  }
  const keywordCount = kwnames === 0 ? 0 : rt.tupleSize(kwnames);
  // The window counts as part of the running frame while arguments are moved about, so that the accounting sees it.
  const fp = rt.frame;
  const size = rt.i32[fp + Frame.Size]!;
  const parameters = code.argCount + code.kwOnlyArgCount + 2;
  const end = window + Frame.Slots + SLOT * (Math.max(parameters, count + keywordCount) + keywordCount + 2);
  if (end - fp > size) rt.i32[fp + Frame.Size] = end - fp;
  const bound = bind(rt, window, count, kwnames, keywordCount, code);
  if (!bound) dropWindow(rt, window, end);
  rt.i32[fp + Frame.Size] = size;
  return bound;
}

/** The defaults of parameters that are all positional, if that is all that is missing. */
function fillPositional(rt: Runtime, window: number, count: number, code: CompiledCode): boolean {
  const { i32 } = rt;
  const defaults = i32[i32[window]! + FunctionField.Defaults]! as Maybe;
  const { argCount } = code;
  if (count >= argCount) return count === argCount;
  if (defaults === 0) return false;
  const first = argCount - rt.tupleSize(defaults);
  if (count < first) return false;
  const slots = window + Frame.Slots;
  for (let i = count; i < argCount; i++) i32[slots + SLOT * i] = rt.incref(rt.tupleItem(defaults, i - first));
  return true;
}

/** Number of the keyword arguments if each stands where its parameter is, as those do that are given in the order of the parameters; else −1. */
function inPlace(rt: Runtime, count: number, kwnames: Ref, code: CompiledCode): number {
  const { i32 } = rt;
  const { parameters } = code;
  const keywords = i32[kwnames + Header.Size]!;
  if (parameters === undefined || count < code.posOnlyArgCount || count + keywords > code.argCount) return -1;
  const names = kwnames + TupleField.Items;
  for (let k = 0; k < keywords; k++) if (i32[names + SLOT * k] !== parameters[count + k]) return -1;
  return keywords;
}

/** Number of the parameter of a name; −1 if there is none. */
function parameterOf(rt: Runtime, name: Ref, code: CompiledCode): number {
  code.parameters ??= Int32Array.from(code.localNames.slice(0, code.argCount + code.kwOnlyArgCount), (each) =>
    rt.name(each),
  );
  const { parameters } = code;
  for (let i = 0; i < parameters.length; i++) if (parameters[i] === name) return i;
  // A name that is no interned string.
  return rt.i32[name + Header.TypeId] === rt.ids.internedStr ? -1 : code.localNames.indexOf(rt.text(name));
}

function bind(
  rt: Runtime,
  window: number,
  count: number,
  kwnames: Maybe,
  keywordCount: number,
  code: CompiledCode,
): boolean {
  const i32 = rt.i32;
  const slots = window + Frame.Slots;
  const named = code.argCount + code.kwOnlyArgCount;
  const hasVarArgs = (code.flags & CodeFlag.VarArgs) !== 0;
  const hasVarKeywords = (code.flags & CodeFlag.VarKeywords) !== 0;
  // Keyword values move out of the way, above everything that parameters can need.
  const keywords = slots + SLOT * (Math.max(named + 2, count) + 1);
  for (let k = keywordCount - 1; k >= 0; k--) {
    const from = slots + SLOT * (count + k);
    i32[keywords + SLOT * k] = i32[from]!;
    if (from !== keywords + SLOT * k) i32[from] = 0;
  }
  if (count > code.argCount && !hasVarArgs) return tooManyPositional(rt, window, count, kwnames, keywordCount, code);
  let rest: Maybe = 0;
  if (hasVarArgs) {
    const extra = Math.max(0, count - code.argCount);
    rest = extra === 0 ? rt.incref(rt.emptyTuple) : tupleFromSlots(rt, slots + SLOT * code.argCount, extra);
    if (rest === 0) return false;
    i32[slots + SLOT * named] = rest;
  }
  const kwdict = slots + SLOT * (named + (hasVarArgs ? 1 : 0));
  if (hasVarKeywords) {
    const dict = newDict(rt);
    if (dict === 0) return false;
    i32[kwdict] = dict;
  }
  for (let k = 0; k < keywordCount; k++) {
    const name = rt.tupleItem(kwnames as Ref, k);
    const valueWord = keywords + SLOT * k;
    if (!bindKeyword(rt, window, name, valueWord, hasVarKeywords ? kwdict : 0, code, kwnames as Ref)) return false;
  }
  return fillDefaults(rt, window, count, code);
}

function bindKeyword(
  rt: Runtime,
  window: number,
  name: Ref,
  valueWord: number,
  kwdict: number,
  code: CompiledCode,
  kwnames: Ref,
): boolean {
  const i32 = rt.i32;
  const slots = window + Frame.Slots;
  const index = parameterOf(rt, name, code);
  if (index >= code.posOnlyArgCount && index < code.argCount + code.kwOnlyArgCount) {
    if (i32[slots + SLOT * index] !== 0) {
      rt.raise('TypeError', `${nameOf(rt, window)}() got multiple values for argument '${rt.text(name)}'`);
      return false;
    }
    i32[slots + SLOT * index] = i32[valueWord]!;
    i32[valueWord] = 0;
    return true;
  }
  if (kwdict === 0) {
    const given = Array.from({ length: rt.tupleSize(kwnames) }, (_, k) => rt.text(rt.tupleItem(kwnames, k)));
    const positional = code.localNames.slice(0, code.posOnlyArgCount).filter((each) => given.includes(each));
    const message =
      positional.length > 0
        ? `got some positional-only arguments passed as keyword arguments: '${positional.join(', ')}'`
        : `got an unexpected keyword argument '${rt.text(name)}'`;
    rt.raise('TypeError', `${nameOf(rt, window)}() ${message}`);
    return false;
  }
  const dict = i32[kwdict]! as Ref;
  if (dictGetStr(rt, dict, name) !== 0) {
    rt.raise('TypeError', `${nameOf(rt, window)}() got multiple values for keyword argument '${rt.text(name)}'`);
    return false;
  }
  if (!dictSet(rt, dict, name, i32[valueWord]! as Ref)) return false;
  const value = i32[valueWord]! as Ref;
  i32[valueWord] = 0;
  rt.decref(value);
  return true;
}

const NONE_MISSING: readonly string[] = [];

function fillDefaults(rt: Runtime, window: number, count: number, code: CompiledCode): boolean {
  const i32 = rt.i32;
  const slots = window + Frame.Slots;
  const fn = i32[window]! as Ref;
  const defaults = i32[fn + FunctionField.Defaults]! as Maybe;
  const defaultCount = defaults === 0 ? 0 : rt.tupleSize(defaults);
  const first = code.argCount - defaultCount;
  let missing = NONE_MISSING;
  for (let i = Math.min(count, code.argCount); i < code.argCount; i++) {
    if (i32[slots + SLOT * i] !== 0) continue;
    if (i < first) missing = [...missing, code.localNames[i]!];
    else i32[slots + SLOT * i] = rt.incref(rt.tupleItem(defaults as Ref, i - first));
  }
  if (missing.length > 0) return missingArguments(rt, window, missing, 'positional');
  const kwdefaults = i32[fn + FunctionField.KwDefaults]! as Maybe;
  for (let i = code.argCount; i < code.argCount + code.kwOnlyArgCount; i++) {
    if (i32[slots + SLOT * i] !== 0) continue;
    const value =
      kwdefaults === 0 ? 0 : dictGetStr(rt, kwdefaults, (code.parameters?.[i] ?? rt.name(code.localNames[i]!)) as Ref);
    if (value === 0) missing = [...missing, code.localNames[i]!];
    else i32[slots + SLOT * i] = rt.incref(value);
  }
  return missing.length === 0 || missingArguments(rt, window, missing, 'keyword-only');
}

function missingArguments(rt: Runtime, window: number, names: readonly string[], kind: string): false {
  const quoted = names.map((name) => `'${name}'`);
  const last = quoted.pop()!;
  const comma = quoted.length > 1 ? ',' : '';
  const list = quoted.length === 0 ? last : `${quoted.join(', ')}${comma} and ${last}`;
  const plural = names.length === 1 ? '' : 's';
  rt.raise('TypeError', `${nameOf(rt, window)}() missing ${names.length} required ${kind} argument${plural}: ${list}`);
  return false;
}

function tooManyPositional(
  rt: Runtime,
  window: number,
  given: number,
  kwnames: Maybe,
  keywordCount: number,
  code: CompiledCode,
): false {
  const fn = rt.i32[window]! as Ref;
  const defaults = rt.i32[fn + FunctionField.Defaults]! as Maybe;
  const defaultCount = defaults === 0 ? 0 : rt.tupleSize(defaults);
  let keywordOnly = 0;
  for (let k = 0; k < keywordCount; k++) {
    const index = code.localNames.indexOf(rt.text(rt.tupleItem(kwnames as Ref, k)));
    if (index >= code.argCount && index < code.argCount + code.kwOnlyArgCount) keywordOnly++;
  }
  const takes = defaultCount > 0 ? `from ${code.argCount - defaultCount} to ${code.argCount}` : `${code.argCount}`;
  const plural = defaultCount > 0 || code.argCount !== 1 ? 's' : '';
  const were =
    keywordOnly > 0
      ? `${given} positional argument${given === 1 ? '' : 's'} (and ${keywordOnly} keyword-only argument${keywordOnly === 1 ? '' : 's'}) were`
      : `${given} ${given === 1 ? 'was' : 'were'}`;
  rt.raise('TypeError', `${nameOf(rt, window)}() takes ${takes} positional argument${plural} but ${were} given`);
  return false;
}

function nameOf(rt: Runtime, window: number): string {
  return rt.text(rt.i32[rt.i32[window]! + FunctionField.Qualname]! as Ref);
}

function dropWindow(rt: Runtime, window: number, end: number): void {
  for (let word = window; word < end; word += SLOT) {
    const object = rt.i32[word]! as Maybe;
    if (object === 0) continue;
    rt.i32[word] = 0;
    rt.decref(object);
  }
}
