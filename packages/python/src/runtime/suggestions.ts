import type { Ref } from '@uroboros/heap';
import type { CompiledCode } from '../compile/compiled.js';
import { dictKeyAt, dictNext, isDict } from '../objects/dict.js';
import { frameFunction, frameLocals, frameNamespace, LOCAL_STEP } from '../objects/frameobject.js';
import { CellField, ExceptionField, FrameObjectField, FunctionField, TracebackField } from '../objects/layout.js';
import { isStr } from '../objects/str.js';
import { findAttr } from './attributes.js';
import { forEachItem } from './operators.js';
import type { Maybe, Runtime } from './runtime.js';
import { callSpecial } from './slot-calls.js';
import { STDLIB_MODULES } from './stdlib-names.js';

/** `Did you mean: 'name'?` at the end of a NameError, AttributeError or ImportError (Python/suggestions.c). */

const MAX_CANDIDATES = 750;
const MAX_LENGTH = 40;
/** Costs of edits: a letter inserted, deleted or exchanged; one whose case alone changes. */
const MOVE_COST = 2;
const CASE_COST = 1;

/** The hint for an exception, with the full stop before it; '' if there is none. Leaves no exception. */
export function suggestion(rt: Runtime, exception: Ref): string {
  const type = rt.typeOf(exception);
  const { NameError, AttributeError, ImportError } = rt.builtin;
  const mark = rt.mark();
  let hint = '';
  if (type.isSubtypeOf(NameError)) hint = hintForName(rt, exception);
  else if (type.isSubtypeOf(AttributeError)) hint = didYouMean(attributeCandidate(rt, exception));
  else if (type.isSubtypeOf(ImportError) && rt.profile.versionInfo[1] >= 12)
    hint = didYouMean(importCandidate(rt, exception));
  rt.clearError();
  rt.releaseTo(mark);
  return hint;
}

function didYouMean(name: string | undefined): string {
  return name === undefined ? '' : `. Did you mean: '${name}'?`;
}

/** The attribute of an exception if it is a str; its holder keeps it. */
function textField(rt: Runtime, exception: Ref, field: string): string | undefined {
  const value = objectField(rt, exception, field);
  return value !== 0 && isStr(rt, value) ? rt.text(value) : undefined;
}

function objectField(rt: Runtime, exception: Ref, field: string): Maybe {
  const value = findAttr(rt, exception, rt.name(field));
  if (value === 0) {
    rt.clearError();
    return 0;
  }
  return rt.hold(value);
}

// Names ------------------------------------------------------------------------------------------------------------

function hintForName(rt: Runtime, exception: Ref): string {
  const wrong = textField(rt, exception, 'name');
  if (wrong === undefined) return '';
  const found = nameCandidate(rt, exception, wrong);
  if (rt.profile.versionInfo[1] < 12 || !STDLIB_MODULES.has(wrong)) return didYouMean(found);
  const question = `id you forget to import '${wrong}'?`;
  return found === undefined ? `. D${question}` : `${didYouMean(found)} Or d${question}`;
}

/** The frame an exception came from, borrowed. */
function lastFrame(rt: Runtime, exception: Ref): Maybe {
  let traceback = rt.i32[exception + ExceptionField.Traceback]! as Maybe;
  if (traceback === 0) return 0;
  for (let next = traceback as Maybe; next !== 0; next = rt.i32[next + TracebackField.Next]! as Maybe) traceback = next;
  return rt.i32[traceback + TracebackField.Frame]! as Ref;
}

function nameCandidate(rt: Runtime, exception: Ref, wrong: string): string | undefined {
  const frame = lastFrame(rt, exception);
  if (frame === 0) return undefined;
  const fn = frameFunction(rt, frame);
  const globals = textKeys(rt, rt.i32[fn + FunctionField.Globals]! as Ref);
  const builtins = textKeys(rt, rt.i32[fn + FunctionField.Builtins]! as Ref);
  if (rt.profile.versionInfo[1] >= 13) {
    const locals = localNames(rt, frame);
    const own = locals.includes('self') ? localValue(rt, frame, 'self') : 0;
    if (own !== 0 && hasAttribute(rt, own, wrong)) return `self.${wrong}`;
    return closest([...locals, ...globals, ...builtins], wrong);
  }
  const code = rt.compiled[rt.i32[frame + FrameObjectField.Compiled]!]!;
  const own = rt.profile.versionInfo[1] >= 12 ? localValue(rt, frame, 'self') : 0;
  if (own !== 0 && hasAttribute(rt, own, wrong)) return `self.${wrong}`;
  return closest(variableNames(code), wrong) ?? closest(globals, wrong) ?? closest(builtins, wrong);
}

function hasAttribute(rt: Runtime, object: Ref, name: string): boolean {
  const value = findAttr(rt, object, rt.name(name));
  rt.drop(value);
  rt.clearError();
  return value !== 0;
}

function variableNames(code: CompiledCode): readonly string[] {
  return code.localNames;
}

/** Names of the local variables that have a value. */
function localNames(rt: Runtime, frame: Ref): string[] {
  const namespace = frameNamespace(rt, frame);
  if (namespace !== 0) return textKeys(rt, namespace);
  const code = rt.compiled[rt.i32[frame + FrameObjectField.Compiled]!]!;
  return variableNames(code).filter((name) => localValue(rt, frame, name) !== 0);
}

/** The value of a local variable, borrowed; 0 if it has none. */
function localValue(rt: Runtime, frame: Ref, name: string): Maybe {
  const code = rt.compiled[rt.i32[frame + FrameObjectField.Compiled]!]!;
  const index = code.localNames.indexOf(name);
  if (index < 0) return 0;
  const value = rt.i32[frameLocals(rt, frame) + LOCAL_STEP * index]! as Maybe;
  const isCell = code.cellNames.includes(name) || code.freeNames.includes(name);
  if (value === 0 || !isCell || rt.typeId(value) !== rt.ids.cell) return value;
  return rt.i32[value + CellField.Contents]! as Maybe;
}

/** The str keys of a dictionary. */
function textKeys(rt: Runtime, dict: Ref): string[] {
  const names: string[] = [];
  if (!isDict(rt, dict)) return names;
  for (let entry = dictNext(rt, dict, 0); entry >= 0; entry = dictNext(rt, dict, entry + 1)) {
    const key = dictKeyAt(rt, dict, entry);
    if (isStr(rt, key)) names.push(rt.text(key));
  }
  return names;
}

// Attributes, imports ----------------------------------------------------------------------------------------------

function attributeCandidate(rt: Runtime, exception: Ref): string | undefined {
  const wrong = textField(rt, exception, 'name');
  const object = wrong === undefined ? 0 : objectField(rt, exception, 'obj');
  if (wrong === undefined || object === 0) return undefined;
  const names = directory(rt, object);
  if (names === undefined) return undefined;
  const hides = rt.profile.versionInfo[1] >= 13 && !wrong.startsWith('_') && !isSelf(rt, exception, object);
  return closest(hides ? names.filter((name) => !name.startsWith('_')) : names, wrong);
}

/** Whether the code that failed works on the object itself: then its own names are shown. */
function isSelf(rt: Runtime, exception: Ref, object: Ref): boolean {
  const frame = lastFrame(rt, exception);
  return frame !== 0 && localValue(rt, frame, 'self') === object;
}

function importCandidate(rt: Runtime, exception: Ref): string | undefined {
  const wrong = textField(rt, exception, 'name_from');
  const name = wrong === undefined ? undefined : textField(rt, exception, 'name');
  if (wrong === undefined || name === undefined) return undefined;
  const module = rt.moduleNamed(name);
  const names = module === 0 ? undefined : directory(rt, module);
  const hides = rt.profile.versionInfo[1] >= 13 && !wrong.startsWith('_');
  return names && closest(hides ? names.filter((entry) => !entry.startsWith('_')) : names, wrong);
}

/** dir(object); undefined if that fails. */
function directory(rt: Runtime, object: Ref): string[] | undefined {
  const mark = rt.mark();
  const list = callSpecial(rt, object, rt.name('__dir__'), []);
  if (list === 0) {
    rt.clearError();
    return undefined;
  }
  rt.hold(list);
  const names: string[] = [];
  const isComplete = forEachItem(rt, list, (name) => {
    if (isStr(rt, name)) names.push(rt.text(name));
    return true;
  });
  rt.clearError();
  rt.releaseTo(mark);
  return isComplete ? names.sort() : undefined;
}

// Distances --------------------------------------------------------------------------------------------------------

/** The name most like the wrong one, the first of equally good ones; undefined if none is like it. */
export function closest(names: readonly string[], wrong: string): string | undefined {
  if (names.length >= MAX_CANDIDATES) return undefined;
  let best = Number.POSITIVE_INFINITY;
  let found: string | undefined;
  for (const name of names) {
    if (name === wrong) continue;
    // At most a third of the letters may have to change.
    const allowed = Math.trunc(((name.length + wrong.length + 3) * MOVE_COST) / 6);
    const most = Math.min(allowed, best - 1);
    const distance = editDistance(wrong, name, most);
    if (distance > most) continue;
    if (found === undefined || distance < best) {
      found = name;
      best = distance;
    }
  }
  return found;
}

/** The cost of turning one text into another, or something above `most` (Levenshtein's distance, one row at a time). */
function editDistance(from: string, to: string, most: number): number {
  let a = from;
  let b = to;
  if (a === b) return 0;
  let prefix = 0;
  while (prefix < a.length && prefix < b.length && a[prefix] === b[prefix]) prefix++;
  a = a.slice(prefix);
  b = b.slice(prefix);
  while (a !== '' && b !== '' && a.at(-1) === b.at(-1)) {
    a = a.slice(0, -1);
    b = b.slice(0, -1);
  }
  if (a === '' || b === '') return MOVE_COST * (a.length + b.length);
  if (a.length > MAX_LENGTH || b.length > MAX_LENGTH) return most + 1;
  if (b.length < a.length) [a, b] = [b, a];
  if ((b.length - a.length) * MOVE_COST > most) return most + 1;
  const row = Array.from({ length: a.length }, (_, i) => (i + 1) * MOVE_COST);
  let result = 0;
  for (let j = 0; j < b.length; j++) {
    let diagonal = j * MOVE_COST;
    result = diagonal;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < a.length; i++) {
      const exchanged = diagonal + exchangeCost(b[j]!, a[i]!);
      diagonal = row[i]!;
      result = Math.min(Math.min(result, diagonal) + MOVE_COST, exchanged);
      row[i] = result;
      least = Math.min(least, result);
    }
    if (least > most) return most + 1;
  }
  return result;
}

function exchangeCost(a: string, b: string): number {
  if (a === b) return 0;
  return a.toLowerCase() === b.toLowerCase() ? CASE_COST : MOVE_COST;
}
