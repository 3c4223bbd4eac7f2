import type { Ref } from '@uroboros/heap';
import { lineOf } from '../compile/compiled.js';
import { moduleDict } from '../modules/module.js';
import { dictGet, dictGetStr, dictSet, isDict, newDict } from '../objects/dict.js';
import { frameUnder } from '../objects/frameobject.js';
import { intFromNumber, intNumber, isInt } from '../objects/int.js';
import { FunctionField } from '../objects/layout.js';
import { isList, listItem, listOf, listSize } from '../objects/list.js';
import { isExactStr, isStr, strEquals } from '../objects/str.js';
import { isTuple, tupleOf } from '../objects/tuple.js';
import { isInstance, isSubclass } from '../objects/type-type.js';
import { decodeSource } from '../syntax/index.js';
import { setRaised } from './errors.js';
import { Frame, LEAVING } from './frame.js';
import { keepContainer } from './kept.js';
import type { ExceptionName } from './registry.js';
import type { Maybe, Runtime } from './runtime.js';
import { writeError } from './system.js';

/**
 * Warnings (Python/_warnings.c): filters decide whether one is shown, raised or passed over; the module warnings, once it is
 * imported, may have its own filters and its own way to show them.
 */

/** What warnings that no module has changed are handled by. */
export interface WarningState {
  readonly filters: Ref;
  readonly once: Ref;
  /** 'default' */
  readonly action: Ref;
  /** Changes with the filters: registries filled before are out of date. */
  version: number;
}

const states = new WeakMap<Runtime, WarningState>();

/** Deprecations are shown where the program itself is written, everything else of the kind is not. */
const DEFAULT_FILTERS: readonly (readonly [string, ExceptionName, string | undefined])[] = [
  ['default', 'DeprecationWarning', '__main__'],
  ['ignore', 'DeprecationWarning', undefined],
  ['ignore', 'PendingDeprecationWarning', undefined],
  ['ignore', 'ImportWarning', undefined],
  ['ignore', 'ResourceWarning', undefined],
];

export function warningState(rt: Runtime): WarningState {
  let state = states.get(rt);
  if (state === undefined) {
    const mark = rt.mark();
    const items = DEFAULT_FILTERS.map(([action, category, module]) =>
      rt.hold(
        tupleOf(
          rt,
          rt.name(action),
          rt.None,
          rt.builtin[category].ref,
          module === undefined ? rt.None : rt.name(module),
          rt.smallInt(0),
        ) as Ref,
      ),
    );
    const filters = listOf(rt, ...items);
    if (filters !== 0) rt.hold(filters);
    const once = newDict(rt);
    if (filters === 0 || once === 0) throw rt.heap.exhausted(64);
    rt.unhold();
    rt.releaseTo(mark);
    state = {
      filters: keepContainer(rt, filters, true),
      once: keepContainer(rt, once, true),
      action: rt.name('default'),
      version: 0,
    };
    states.set(rt, state);
  }
  return state;
}

/** An attribute of the module warnings, borrowed; 0 if it has not been imported or has none such. */
function warningsAttribute(rt: Runtime, name: string): Maybe {
  const module = dictGetStr(rt, rt.modules, rt.name('warnings'));
  if (module === 0 || rt.typeId(module) !== rt.ids.module) return 0;
  return dictGetStr(rt, rt.i32[module + 4]! as Ref, rt.name(name));
}

// Where a warning comes from ---------------------------------------------------------------------------------------------------

interface Place {
  readonly filename: string;
  readonly line: number;
  /** Owned references that stand in slots of the caller. */
  readonly registry: Ref;
  readonly module: Ref;
}

/** The place so many levels up; its references are held in slots. undefined on error. */
function placeAt(rt: Runtime, level: number): Place | undefined {
  const { i32 } = rt;
  let fp = rt.frame;
  if (i32[fp + Frame.Position] === LEAVING) fp = frameUnder(rt, fp);
  for (let left = level; left > 1 && i32[fp + Frame.Compiled] !== 0; left--) fp = frameUnder(rt, fp);
  const code = rt.compiled[i32[fp + Frame.Compiled]!];
  const isOut = code === undefined;
  const globals = isOut
    ? moduleDict(rt, rt.moduleNamed('sys'))
    : (i32[(i32[fp + Frame.Function]! as Ref) + FunctionField.Globals]! as Ref);
  const registry = registryIn(rt, globals);
  if (registry === 0) return undefined;
  rt.hold(registry);
  const name = dictGetStr(rt, globals, rt.name('__name__'));
  const module = name !== 0 && (name === rt.None || isStr(rt, name)) ? name : rt.name('<string>');
  rt.hold(rt.incref(module));
  const recent = rt.profile.versionInfo[1] >= 13;
  if (isOut) return { filename: recent ? '<sys>' : 'sys', line: recent ? 0 : 1, registry, module };
  return { filename: code.filename, line: lineOf(code, i32[fp + Frame.Position]!), registry, module };
}

/** `__warningregistry__` of a module's globals, made if there is none; owned. */
function registryIn(rt: Runtime, globals: Ref): Maybe {
  const key = rt.name('__warningregistry__');
  const known = dictGetStr(rt, globals, key);
  if (known !== 0) return rt.incref(known);
  const made = newDict(rt);
  if (made === 0) return 0;
  if (dictSet(rt, globals, key, made)) return made;
  rt.decref(made);
  return 0;
}

/** Warns with a text at the place so many levels up; false if that raised. */
export function warn(rt: Runtime, category: ExceptionName, text: string, level = 1, source: Maybe = 0): boolean {
  const message = rt.str(text);
  if (message === 0) return false;
  const mark = rt.mark();
  rt.hold(message);
  const result = warnObject(rt, rt.builtin[category].ref, message, level, source);
  rt.drop(result);
  rt.releaseTo(mark);
  return result !== 0;
}

/** The same with objects: None, or 0 if that raised. */
export function warnObject(rt: Runtime, category: Ref, message: Ref, level: number, source: Maybe): Maybe {
  const mark = rt.mark();
  const place = placeAt(rt, level);
  if (place === undefined) return rt.finish(mark, 0);
  const { filename, line, registry, module } = place;
  const result = warnExplicit(rt, { category, message, filename, line, module, registry, sourceLine: 0, source });
  return rt.finish(mark, result ? rt.none() : 0);
}

// Filters ----------------------------------------------------------------------------------------------------------------------

/** A warning: references are borrowed. */
export interface Warning {
  readonly category: Ref;
  /** A text, or an instance of a Warning. */
  readonly message: Ref;
  readonly filename: string;
  readonly line: number;
  /** A str or None. */
  readonly module: Ref;
  /** A dictionary or 0. */
  readonly registry: Maybe;
  readonly sourceLine: Maybe;
  readonly source: Maybe;
}

/** Shows, raises, or passes over; false if an exception is set. */
export function warnExplicit(rt: Runtime, warning: Warning): boolean {
  const mark = rt.mark();
  const done = decide(rt, warning);
  rt.releaseTo(mark);
  return done;
}

function decide(rt: Runtime, given: Warning): boolean {
  const isObject = isInstance(rt, given.message, rt.builtin.Warning.ref);
  if (isObject < 0) return false;
  const text = isObject === 1 ? rt.strOf(given.message) : rt.incref(given.message);
  if (text === 0) return false;
  rt.hold(text);
  const category = isObject === 1 ? rt.typeOf(given.message).ref : given.category;
  const message = isObject === 1 ? rt.incref(given.message) : rt.call(category, given.message);
  if (message === 0) return false;
  rt.hold(message);
  const line = intFromNumber(rt, given.line);
  if (line === 0) return false;
  rt.hold(line);
  const key = tupleOf(rt, text, category, line);
  if (key === 0) return false;
  rt.hold(key);
  const { registry } = given;
  const seen = registry === 0 ? 0 : alreadyWarned(rt, registry, key, false);
  if (seen !== 0) return seen > 0;
  const filter = findFilter(rt, category, text, given.line, given.module);
  if (filter === 0) return false;
  const action = isStr(rt, filter) ? rt.text(filter) : '';
  if (action === 'error') return setRaised(rt, rt.incref(message)) !== 0;
  if (action === 'ignore') return true;
  if (registry !== 0 && action !== 'always' && action !== 'all' && !dictSet(rt, registry, key, rt.True)) return false;
  const shown = countOnce(rt, action, filter, registry, text, category);
  if (shown !== 0) return shown > 0;
  return show(rt, { ...given, category, message }, text, line);
}

/** 1 if an action says that this was shown before, 0 to show it, −1 on error. */
function countOnce(rt: Runtime, action: string, filter: Ref, registry: Maybe, text: Ref, category: Ref): number {
  switch (action) {
    case 'always':
    case 'all':
    case 'default':
      return 0;
    case 'once':
    case 'module': {
      const own = action === 'once' ? warningsAttribute(rt, 'onceregistry') || warningState(rt).once : registry;
      if (own === 0) return 0;
      const key = action === 'module' ? tupleOf(rt, text, category, rt.smallInt(0)) : tupleOf(rt, text, category);
      if (key === 0) return -1;
      rt.hold(key);
      return alreadyWarned(rt, own, key, true);
    }
    default:
      rt.raise('RuntimeError', `Unrecognized action (${rt.textOfRepr(filter)}) in warnings.filters`);
      return -1;
  }
}

/** 1 if a registry has a key, 0 if not, −1 on error; what was entered under other filters is forgotten first. */
function alreadyWarned(rt: Runtime, registry: Ref, key: Ref, enter: boolean): number {
  if (!isDict(rt, registry)) {
    rt.raise('TypeError', "'registry' must be a dict or None");
    return -1;
  }
  const { version } = warningState(rt);
  const name = rt.name('version');
  const known = dictGetStr(rt, registry, name);
  if (known === 0 || !isInt(rt, known) || intNumber(rt, known) !== version) {
    const cleared = rt.callMethod(registry, 'clear');
    rt.drop(cleared);
    const number = intFromNumber(rt, version);
    if (cleared === 0 || number === 0) return -1;
    rt.hold(number);
    if (!dictSet(rt, registry, name, number)) return -1;
  } else {
    const found = dictGet(rt, registry, key);
    if (found === 0 && rt.failed) return -1;
    if (found !== 0 && rt.isTrue(found) === 1) return 1;
  }
  return enter && !dictSet(rt, registry, key, rt.True) ? -1 : 0;
}

/** The action that the first filter that matches asks for, borrowed; 0 on error. */
function findFilter(rt: Runtime, category: Ref, text: Ref, line: number, module: Ref): Maybe {
  const state = warningState(rt);
  const filters = warningsAttribute(rt, 'filters') || state.filters;
  if (!isList(rt, filters)) return rt.raise('ValueError', '_warnings.filters must be a list');
  for (let i = 0; i < listSize(rt, filters); i++) {
    const filter = listItem(rt, filters, i);
    if (!isTuple(rt, filter) || rt.tupleSize(filter) !== 5) {
      return rt.raise('ValueError', `_warnings.filters item ${i} isn't a 5-tuple`);
    }
    rt.hold(rt.incref(filter));
    const [action, wantedText, wantedCategory, wantedModule, wantedLine] = [0, 1, 2, 3, 4].map((n) =>
      rt.tupleItem(filter, n),
    ) as [Ref, Ref, Ref, Ref, Ref];
    if (!isStr(rt, action)) {
      return rt.raise('TypeError', `action must be a string, not '${rt.typeOf(action).name}'`);
    }
    const lineWanted = isInt(rt, wantedLine) ? intNumber(rt, wantedLine) : 0;
    if (lineWanted !== 0 && lineWanted !== line) continue;
    const fits = isSubclass(rt, category, wantedCategory);
    const textFits = fits === 1 ? matches(rt, wantedText, text) : fits;
    const moduleFits = textFits === 1 ? matches(rt, wantedModule, module) : textFits;
    if (moduleFits < 0) return 0;
    if (moduleFits === 1) return action;
  }
  return warningsAttribute(rt, 'defaultaction') || state.action;
}

/** None fits everything, a text itself, everything else is asked by `match`. */
function matches(rt: Runtime, wanted: Ref, text: Ref): number {
  if (wanted === rt.None) return 1;
  if (isExactStr(rt, wanted)) return isStr(rt, text) && strEquals(rt, wanted, text) ? 1 : 0;
  const answer = rt.callMethod(wanted, 'match', text);
  return answer === 0 ? -1 : rt.consume(answer, (runtime, value) => runtime.isTrue(value));
}

// Showing ----------------------------------------------------------------------------------------------------------------------

function show(rt: Runtime, warning: Warning, text: Ref, line: Ref): boolean {
  const showOwn = warningsAttribute(rt, '_showwarnmsg');
  if (showOwn === 0) {
    writeError(rt, warningText(rt, warning, rt.text(text)) + sourceHint(rt, warning));
    return true;
  }
  if (!rt.isCallable(showOwn)) {
    rt.raise('TypeError', 'warnings._showwarnmsg() must be set to a callable');
    return false;
  }
  const make = warningsAttribute(rt, 'WarningMessage');
  if (make === 0) {
    rt.raise('RuntimeError', 'unable to get warnings.WarningMessage');
    return false;
  }
  rt.hold(rt.incref(showOwn));
  const filename = rt.str(warning.filename);
  if (filename === 0) return false;
  rt.hold(filename);
  const source = warning.source === 0 ? rt.None : warning.source;
  const message = rt.call(make, warning.message, warning.category, filename, line, rt.None, rt.None, source);
  if (message === 0) return false;
  rt.hold(message);
  const result = rt.call(showOwn, message);
  rt.drop(result);
  return result !== 0;
}

/** The module warnings, which is imported for warnings about an object while programs run, says where more is to be had. */
function sourceHint(rt: Runtime, warning: Warning): string {
  if (warning.source === 0 || rt.i32[rt.frame + Frame.Compiled] === 0) return '';
  const name = rt.typeByRef.get(warning.category)?.shortName ?? 'Warning';
  return `${name}: Enable tracemalloc to get the object allocation traceback\n`;
}

/** `file:line: Category: text` and the line of the source. */
function warningText(rt: Runtime, warning: Warning, text: string): string {
  const name = rt.typeByRef.get(warning.category)?.shortName ?? 'Warning';
  const given = warning.sourceLine === 0 ? undefined : rt.text(warning.sourceLine);
  const line = (given ?? sourceLine(rt, warning.filename, warning.line))?.trim();
  return `${warning.filename}:${warning.line}: ${name}: ${text}\n${line ? `  ${line}\n` : ''}`;
}

/** A line of a file, or of the code that was compiled under its name. */
function sourceLine(rt: Runtime, filename: string, line: number): string | undefined {
  const bytes = filename.startsWith('<') ? undefined : rt.host.readSource(filename);
  if (bytes === undefined) return undefined;
  try {
    return decodeSource(bytes, filename).split('\n')[line - 1];
  } catch {
    return undefined;
  }
}
